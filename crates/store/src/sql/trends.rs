use async_trait::async_trait;
use domain::id::TeamId;
use domain::time::Timestamp;

use super::query::{all, change, query};
use super::row::{get, number, time, to_json, word};
use super::{Database, Row};
use crate::surveys::SurveyRound;
use crate::trends::{Happenings, Held, Made, Trends};
use crate::word::Word;
use crate::{Error, Result};

#[async_trait]
impl Trends for Database {
    async fn happenings(&self, team: TeamId, since: Timestamp) -> Result<Happenings> {
        let held = query(
            "SELECT closed_at, (SELECT count(*) FROM practised WHERE workshop_id = workshop.id) AS practised
             FROM workshop WHERE team_id = $1 AND phase = 'closed' AND closed_at >= $2 ORDER BY closed_at, id",
        );
        let made = query(
            "SELECT created_at, done_at, status FROM action WHERE team_id = $1 AND NOT removed
             AND (created_at >= $2 OR done_at >= $2) ORDER BY created_at, id",
        );
        let mut db = self.read().await?;
        let workshops = all(&mut db, held.bind(team.0).bind(since.0), |row: &Row| {
            Ok(Held { at: time(row, "closed_at")?, cards: number(row, "practised")? })
        })
        .await?;
        let actions = all(&mut db, made.bind(team.0).bind(since.0), |row: &Row| {
            let settled_at = get::<Option<i64>>(row, "done_at")?.map(Timestamp);
            Ok(Made { at: time(row, "created_at")?, settled_at, status: word(row, "status")? })
        })
        .await?;
        Ok(Happenings { workshops, actions })
    }

    async fn record_survey_round(&self, round: SurveyRound) -> Result<()> {
        let wording = to_json(&round.wording)?;
        let Some(closing) = round.closing else { return Err(Error::Conflict("open")) };
        let histogram = closing.histogram.map(|histogram| to_json(&histogram)).transpose()?;
        self.write(move |db| {
            Box::pin(async move {
                let insert = query(
                    "INSERT INTO survey_round (id, team_id, occurrence, origin, wording, threshold, comments, public_key,
                     opened_at, closes_at, invited, roster_change, closed_at, claims, ballots, outcome, histogram)
                     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
                );
                let insert = insert.bind(round.id.0).bind(round.team.0).bind(round.occurrence.map(String::from));
                let insert = insert.bind(round.origin.word()).bind(wording);
                let insert = insert.bind(i64::from(u8::from(round.threshold))).bind(round.comments);
                let insert = insert.bind(round.public_key).bind(round.opened_at.0).bind(round.closes_at.0);
                let insert = insert.bind(i64::from(round.invited)).bind(round.roster_change.map(i64::from));
                let insert = insert.bind(closing.at.0).bind(i64::from(closing.claims));
                let insert = insert.bind(i64::from(closing.ballots)).bind(closing.outcome.word()).bind(histogram);
                change(db, insert).await
            })
        })
        .await
    }
}
