use async_trait::async_trait;
use domain::characters::fold;
use domain::id::{PersonId, TeamId};
use domain::time::{Day, Timestamp};

use super::outbox;
use super::query::{all, change, execute, optional, query};
use super::row::{get, id, maybe_text, maybe_word, text};
use super::surveys::{insert_round, survey};
use super::{Connection, Database, Row};
use crate::outbox::OutgoingRow;
use crate::rounds::{MissedRoundRow, NextWake, Responder, SurveyRoundStore};
use crate::surveys::{NewSurveyRound, SurveyRow};
use crate::word::Word;
use crate::{Conflict, Error, Result};

#[async_trait]
impl SurveyRoundStore for Database {
    async fn responders(&self, team: TeamId) -> Result<Vec<Responder>> {
        let found = query(
            "SELECT account.id, account.name, account.time_zone FROM membership JOIN account ON account.id = account_id
             WHERE team_id = $1 AND responder",
        );
        let read = |row: &Row| {
            Ok(Responder {
                account: id(row, "id", PersonId)?,
                name: text(row, "name")?,
                time_zone: get(row, "time_zone")?,
            })
        };
        let mut people = all(&mut *self.read().await?, found.bind(team.0), read).await?;
        people.sort_by_cached_key(|person| (fold(person.name.as_str()), person.account));
        Ok(people)
    }

    async fn time_zone(&self, account: PersonId) -> Result<Option<String>> {
        let found = query("SELECT time_zone FROM account WHERE id = $1").bind(account.0);
        Ok(optional(&mut *self.read().await?, found, |row| get(row, "time_zone")).await?.flatten())
    }

    async fn set_time_zone(&self, account: PersonId, zone: String) -> Result<()> {
        self.write(move |db| {
            Box::pin(async move {
                change(db, query("UPDATE account SET time_zone = $2 WHERE id = $1").bind(account.0).bind(zone)).await
            })
        })
        .await
    }

    async fn waking_surveys(&self, until: Timestamp) -> Result<Vec<SurveyRow>> {
        let found =
            query("SELECT * FROM survey WHERE wake_at <= $1 AND active ORDER BY wake_at, team_id").bind(until.0);
        all(&mut *self.read().await?, found, survey).await
    }

    async fn move_survey_on(
        &self,
        team: TeamId,
        from: Day,
        next: NextWake,
        missed: Option<MissedRoundRow>,
    ) -> Result<()> {
        self.write(move |db| {
            Box::pin(async move {
                if advance_survey(db, team, from, next).await? == 0 {
                    return Ok(());
                }
                let Some(missed) = missed else { return Ok(()) };
                let remember = query("UPDATE survey SET missed_day = $2, missed_why = $3 WHERE team_id = $1");
                change(db, remember.bind(team.0).bind(String::from(missed.day)).bind(missed.why.word())).await
            })
        })
        .await
    }

    async fn open_round(&self, new: NewSurveyRound, outgoing: Vec<OutgoingRow>, next: Option<NextWake>) -> Result<()> {
        self.write(move |db| {
            Box::pin(async move {
                let (team, occurrence) = (new.round.team, new.round.occurrence.clone());
                insert_round(db, new).await?;
                if let Some((day, next)) = occurrence.zip(next)
                    && advance_survey(db, team, day, next).await? == 0
                {
                    return Err(Error::Conflict(Conflict::Moved));
                }
                outbox::put(db, &outgoing).await
            })
        })
        .await
    }

    async fn missed_round(&self, team: TeamId) -> Result<Option<MissedRoundRow>> {
        let found = query("SELECT missed_day, missed_why FROM survey WHERE team_id = $1").bind(team.0);
        let read = |row: &Row| Ok(maybe_text(row, "missed_day")?.zip(maybe_word(row, "missed_why")?));
        let found = optional(&mut *self.read().await?, found, read).await?.flatten();
        Ok(found.map(|(day, why)| MissedRoundRow { day, why }))
    }
}

/// Returns how many surveys stood at that day: one, or none.
async fn advance_survey(db: &mut Connection, team: TeamId, from: Day, next: NextWake) -> Result<u64> {
    let update = query("UPDATE survey SET next_day = $3, wake_at = $4 WHERE team_id = $1 AND next_day = $2 AND active");
    let update = update.bind(team.0).bind(String::from(from)).bind(next.day.map(String::from));
    execute(db, update.bind(next.wake_at.map(|at| at.0))).await
}
