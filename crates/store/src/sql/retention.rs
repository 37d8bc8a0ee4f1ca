use async_trait::async_trait;
use domain::id::{PersonId, TeamId, WorkshopId};
use domain::retention::{Days, Months, Retention};
use domain::time::Timestamp;
use domain::workshop::Plan;
use uuid::Uuid;

use super::query::{all, change, execute, one, optional, query};
use super::row::{get, id, json, number, time, to_json};
use super::workshops::workshop;
use super::{Connection, Database, Row};
use crate::retention::{ChosenRetention, RetentionStore, WorkshopOrigin};
use crate::workshops::WorkshopRow;
use crate::{Conflict, Error, Result, Sha256};

/// Stands where a person was.
const NOBODY: PersonId = PersonId(Uuid::nil());

#[async_trait]
impl RetentionStore for Database {
    async fn retention(&self, team: TeamId) -> Result<Option<ChosenRetention>> {
        let found = query("SELECT * FROM retention WHERE team_id = $1").bind(team.0);
        optional(&mut *self.read().await?, found, chosen).await
    }

    async fn put_retention(&self, team: TeamId, chosen: ChosenRetention) -> Result<()> {
        self.write(move |db| {
            Box::pin(async move {
                let put = query(
                    "INSERT INTO retention (team_id, workshop_months, guest_days, changed_at) VALUES ($1, $2, $3, $4)
                     ON CONFLICT (team_id) DO UPDATE SET workshop_months = excluded.workshop_months,
                         guest_days = excluded.guest_days, changed_at = excluded.changed_at",
                );
                let put = put.bind(team.0).bind(chosen.keep.workshops.map(|months| i64::from(months.count())));
                let put = put.bind(chosen.keep.guests.map(|days| i64::from(days.count())));
                change(db, put.bind(chosen.at.0)).await
            })
        })
        .await
    }

    async fn retentions(&self) -> Result<Vec<(TeamId, ChosenRetention)>> {
        let found = query("SELECT * FROM retention ORDER BY team_id");
        all(&mut *self.read().await?, found, |row| Ok((id(row, "team_id", TeamId)?, chosen(row)?))).await
    }

    async fn workshops_closed_by(&self, team: TeamId, at: Timestamp) -> Result<Vec<WorkshopRow>> {
        let found = query(
            "SELECT * FROM workshop WHERE team_id = $1 AND phase = 'closed' AND thrown_away_at IS NULL
             AND closed_at <= $2 AND created_at <= $2 ORDER BY closed_at, id",
        );
        all(&mut *self.read().await?, found.bind(team.0).bind(at.0), workshop).await
    }

    async fn oldest_closed(&self, team: TeamId) -> Result<Option<WorkshopRow>> {
        let found = query(
            "SELECT * FROM workshop WHERE team_id = $1 AND phase = 'closed' AND thrown_away_at IS NULL
             ORDER BY CASE WHEN closed_at < created_at THEN created_at ELSE closed_at END, id LIMIT 1",
        );
        optional(&mut *self.read().await?, found.bind(team.0), workshop).await
    }

    async fn delete_closed_workshop(&self, id: WorkshopId, at: Timestamp) -> Result<()> {
        self.write(move |db| Box::pin(delete_workshop_data(db, id, at))).await?;
        self.scrub().await
    }

    async fn origin(&self, id: WorkshopId) -> Result<Option<WorkshopOrigin>> {
        let found = query("SELECT plan, thrown_away_at FROM workshop WHERE id = $1").bind(id.0);
        let read = |row: &Row| {
            let plan: Plan = json(row, "plan")?;
            Ok(WorkshopOrigin { title: plan.title, gone: get::<Option<i64>>(row, "thrown_away_at")?.is_some() })
        };
        optional(&mut *self.read().await?, found, read).await
    }

    async fn guests_by(&self, team: TeamId, at: Timestamp) -> Result<u32> {
        let count = query(
            "SELECT count(*) AS guests FROM guest JOIN workshop ON workshop.id = workshop_id
             WHERE team_id = $1 AND COALESCE(closed_at, starts_at) <= $2 AND guest.created_at <= $2
             AND member_id IS NULL",
        );
        one(&mut *self.read().await?, count.bind(team.0).bind(at.0), |row| number(row, "guests")).await
    }

    async fn forget_guests(&self, team: TeamId, at: Timestamp) -> Result<u32> {
        let gone = self
            .write(move |db| {
                Box::pin(async move {
                    let delete = query(
                        "DELETE FROM guest WHERE created_at <= $2 AND member_id IS NULL AND workshop_id IN (
                             SELECT id FROM workshop WHERE team_id = $1 AND COALESCE(closed_at, starts_at) <= $2)",
                    );
                    execute(db, delete.bind(team.0).bind(at.0)).await
                })
            })
            .await?;
        if gone > 0 {
            self.scrub().await?;
        }
        Ok(u32::try_from(gone).unwrap_or(u32::MAX))
    }
}

async fn delete_workshop_data(db: &mut Connection, workshop: WorkshopId, at: Timestamp) -> Result<()> {
    let found = query("SELECT team_id, plan, phase FROM workshop WHERE id = $1 AND thrown_away_at IS NULL");
    let read = |row: &Row| {
        let plan: Plan = json(row, "plan")?;
        Ok((id(row, "team_id", TeamId)?, plan, get::<String>(row, "phase")?))
    };
    let (team, plan, phase) = one(db, found.bind(workshop.0), read).await?;
    if phase != "closed" {
        return Err(Error::Conflict(Conflict::NotClosed));
    }
    // First of all: nothing can be added to the log from here on.
    let keep = Plan { place: None, meeting_link: None, ..plan };
    let update = query(
        "UPDATE workshop SET thrown_away_at = $2, plan = $3, facilitator_id = $4, scribe_id = NULL, cards = 0,
             join_code = NULL WHERE id = $1",
    );
    change(db, update.bind(workshop.0).bind(at.0).bind(to_json(&keep)?).bind(NOBODY.0)).await?;
    let shown = pictures_of(db, team, workshop).await?;
    for statement in [
        "DELETE FROM workshop_commit WHERE workshop_id = $1",
        "DELETE FROM earlier_note WHERE workshop_id = $1",
        "DELETE FROM vote WHERE workshop_id = $1",
        "DELETE FROM guest WHERE workshop_id = $1",
        "DELETE FROM report_link WHERE workshop_id = $1",
        "DELETE FROM screen WHERE workshop_id = $1",
        "DELETE FROM prepared WHERE workshop_id = $1",
        "DELETE FROM closing WHERE workshop_id = $1",
    ] {
        execute(db, query(statement).bind(workshop.0)).await?;
    }
    for picture in shown {
        drop_unused(db, team, picture).await?;
    }
    Ok(())
}

/// The team's pictures that a workshop's log names.
async fn pictures_of(db: &mut Connection, team: TeamId, workshop: WorkshopId) -> Result<Vec<Sha256>> {
    let found = query("SELECT hash FROM picture WHERE team_id = $1").bind(team.0);
    let pictures = all(db, found, |row| super::row::hash(row, "hash")).await?;
    if pictures.is_empty() {
        return Ok(pictures);
    }
    let found = query("SELECT events FROM workshop_commit WHERE workshop_id = $1").bind(workshop.0);
    let log = all(db, found, |row| get::<String>(row, "events")).await?;
    Ok(pictures.into_iter().filter(|hash| log.iter().any(|events| events.contains(&hex::encode(hash)))).collect())
}

/// Deletes a picture that no log, card, runbook or practice of the team names.
async fn drop_unused(db: &mut Connection, team: TeamId, picture: Sha256) -> Result<()> {
    let delete = query(
        "DELETE FROM picture WHERE team_id = $1 AND hash = $2
         AND NOT EXISTS (SELECT 1 FROM workshop_commit JOIN workshop ON workshop.id = workshop_id
                         WHERE team_id = $1 AND events LIKE $3)
         AND NOT EXISTS (SELECT 1 FROM scenario_revision JOIN scenario ON scenario.id = scenario_id
                         WHERE team_id = $1 AND content LIKE $3)
         AND NOT EXISTS (SELECT 1 FROM runbook WHERE team_id = $1 AND body LIKE $3)
         AND NOT EXISTS (SELECT 1 FROM practice WHERE team_id = $1 AND state LIKE $3)",
    );
    let delete = delete.bind(team.0).bind(picture.to_vec()).bind(format!("%{}%", hex::encode(picture)));
    execute(db, delete).await.map(drop)
}

fn chosen(row: &Row) -> Result<ChosenRetention> {
    let wrong = |error: domain::retention::NoChoice| Error::Corrupt(format!("retention: {error}"));
    let workshops = limit(row, "workshop_months")?.map(Months::parse).transpose().map_err(wrong)?;
    let guests = limit(row, "guest_days")?.map(Days::parse).transpose().map_err(wrong)?;
    Ok(ChosenRetention { keep: Retention { workshops, guests }, at: time(row, "changed_at")? })
}

fn limit(row: &Row, column: &str) -> Result<Option<u16>> {
    let limit: Option<i64> = get(row, column)?;
    Ok(limit.map(|limit| u16::try_from(limit).unwrap_or(u16::MAX)))
}
