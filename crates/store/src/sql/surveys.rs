use async_trait::async_trait;
use domain::id::{SurveyRoundId, TeamId};
use domain::survey::Threshold;
use domain::time::{Day, Timestamp};

use super::query::{all, change, execute, one, optional, query};
use super::row::{get, id, json, maybe_word, number, text, time, to_json, word};
use super::{Connection, Database, LOCK_TEAM, Row};
use crate::surveys::{NewSurveyRound, SurveyClosing, SurveyRoundRow, SurveyRow, SurveyStore};
use crate::word::Word;
use crate::{Conflict, Error, Result};

#[async_trait]
impl SurveyStore for Database {
    async fn survey(&self, team: TeamId) -> Result<Option<SurveyRow>> {
        let found = query("SELECT * FROM survey WHERE team_id = $1").bind(team.0);
        optional(&mut *self.read().await?, found, survey).await
    }

    async fn put_survey(&self, survey: SurveyRow) -> Result<()> {
        let settings = to_json(&survey.settings)?;
        self.write(move |db| {
            Box::pin(async move {
                let put = query(
                    "INSERT INTO survey (team_id, active, settings, next_day, wake_at) VALUES ($1, $2, $3, $4, $5)
                     ON CONFLICT (team_id) DO UPDATE SET active = excluded.active, settings = excluded.settings,
                     next_day = excluded.next_day, wake_at = excluded.wake_at",
                );
                let put = put.bind(survey.team.0).bind(survey.active).bind(settings);
                let put = put.bind(survey.next_day.map(String::from)).bind(survey.wake_at.map(|at| at.0));
                change(db, put).await
            })
        })
        .await
    }

    async fn open_survey_round(&self, new: NewSurveyRound) -> Result<()> {
        self.write(move |db| Box::pin(insert_round(db, new))).await
    }

    async fn survey_rounds(&self, team: TeamId) -> Result<Vec<SurveyRoundRow>> {
        let found = query("SELECT * FROM survey_round WHERE team_id = $1 ORDER BY opened_at DESC, id DESC");
        all(&mut *self.read().await?, found.bind(team.0), round).await
    }

    async fn survey_round(&self, id: SurveyRoundId) -> Result<Option<SurveyRoundRow>> {
        let found = query("SELECT * FROM survey_round WHERE id = $1").bind(id.0);
        optional(&mut *self.read().await?, found, round).await
    }

    async fn survey_comments(&self, round: SurveyRoundId) -> Result<Vec<String>> {
        let found = query(
            "SELECT ballot_comment.text FROM ballot_comment JOIN survey_round ON survey_round.id = ballot_comment.round_id
             WHERE round_id = $1 AND outcome = 'published' ORDER BY ballot_comment.id",
        );
        let read = |row: &Row| Ok(get::<String>(row, "text")?.trim_end().to_owned());
        all(&mut *self.read().await?, found.bind(round.0), read).await
    }
}

/// Adds a round with its invitations. Conflicts: `occurrence`, `open`.
pub(super) async fn insert_round(db: &mut Connection, new: NewSurveyRound) -> Result<()> {
    let NewSurveyRound { round, private_key, invited } = new;
    one(db, query(LOCK_TEAM).bind(round.team.0), |_| Ok(())).await?;
    let open = query("SELECT id FROM survey_round WHERE team_id = $1 AND closed_at IS NULL");
    if optional(db, open.bind(round.team.0), |_| Ok(())).await?.is_some() {
        return Err(Error::Conflict(Conflict::Open));
    }
    let insert = query(
        "INSERT INTO survey_round (id, team_id, occurrence, origin, wording, threshold, comments, public_key,
         private_key, opened_at, closes_at, invited, roster_change)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    );
    let insert = insert.bind(round.id.0).bind(round.team.0).bind(round.occurrence.map(String::from));
    let insert = insert.bind(round.origin.word()).bind(to_json(&round.wording)?);
    let insert = insert.bind(i64::from(u8::from(round.threshold))).bind(round.comments);
    let insert = insert.bind(round.public_key).bind(private_key);
    let insert = insert.bind(round.opened_at.0).bind(round.closes_at.0);
    let count = i64::try_from(invited.len()).unwrap_or(i64::MAX);
    execute(db, insert.bind(count).bind(round.roster_change.map(i64::from))).await?;
    for (account, due) in invited {
        let insert = query(
            "INSERT INTO survey_invitation (round_id, account_id, due_at, name)
             VALUES ($1, $2, $3, (SELECT name FROM account WHERE id = $2))",
        );
        execute(db, insert.bind(round.id.0).bind(account.0).bind(due.0)).await?;
    }
    Ok(())
}

pub(super) fn survey(row: &Row) -> Result<SurveyRow> {
    Ok(SurveyRow {
        team: id(row, "team_id", TeamId)?,
        active: get(row, "active")?,
        settings: json(row, "settings")?,
        next_day: day(row, "next_day")?,
        wake_at: get::<Option<i64>>(row, "wake_at")?.map(Timestamp),
    })
}

pub(super) fn round(row: &Row) -> Result<SurveyRoundRow> {
    Ok(SurveyRoundRow {
        id: id(row, "id", SurveyRoundId)?,
        team: id(row, "team_id", TeamId)?,
        occurrence: day(row, "occurrence")?,
        origin: word(row, "origin")?,
        wording: json(row, "wording")?,
        threshold: threshold(row)?,
        comments: get(row, "comments")?,
        public_key: get(row, "public_key")?,
        opened_at: time(row, "opened_at")?,
        closes_at: time(row, "closes_at")?,
        extended: get(row, "extended")?,
        invited: number(row, "invited")?,
        roster_change: maybe_number(row, "roster_change")?,
        closing: closing(row)?,
    })
}

fn closing(row: &Row) -> Result<Option<SurveyClosing>> {
    let Some(outcome) = maybe_word(row, "outcome")? else { return Ok(None) };
    let histogram: Option<String> = get(row, "histogram")?;
    let histogram = histogram.map(|_| json(row, "histogram")).transpose()?;
    let (at, claims, ballots) = (time(row, "closed_at")?, number(row, "claims")?, number(row, "ballots")?);
    Ok(Some(SurveyClosing { at, claims, ballots, outcome, histogram }))
}

fn threshold(row: &Row) -> Result<Threshold> {
    let number: u8 = number(row, "threshold")?;
    Threshold::try_from(number).map_err(|error| Error::Corrupt(format!("threshold: {error}")))
}

fn maybe_number(row: &Row, column: &str) -> Result<Option<u32>> {
    let there: Option<i64> = get(row, column)?;
    there.map(|_| number(row, column)).transpose()
}

fn day(row: &Row, column: &str) -> Result<Option<Day>> {
    let there: Option<String> = get(row, column)?;
    there.map(|_| text(row, column)).transpose()
}
