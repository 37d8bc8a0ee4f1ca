use std::collections::BTreeMap;

use async_trait::async_trait;
use domain::id::{ScenarioId, TeamId};
use domain::scenario::Scenario;
use domain::text::SystemName;
use domain::time::Timestamp;

use super::query::{all, change, query};
use super::row::{get, id, json, maybe_id, maybe_word, number, time, to_json, word};
use super::{Database, Row};
use crate::surveys::SurveyRoundRow;
use crate::trends::{ClosedWorkshop, CrappyNotes, MadeAction, TeamActivity, TrendStore};
use crate::word::Word;
use crate::{Conflict, Error, Result};

#[async_trait]
impl TrendStore for Database {
    async fn happenings(&self, team: TeamId, since: Timestamp) -> Result<TeamActivity> {
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
            Ok(ClosedWorkshop { at: time(row, "closed_at")?, cards: number(row, "practised")? })
        })
        .await?;
        let actions = all(&mut db, made.bind(team.0).bind(since.0), |row: &Row| {
            let settled_at = get::<Option<i64>>(row, "done_at")?.map(Timestamp);
            Ok(MadeAction { at: time(row, "created_at")?, settled_at, status: word(row, "status")? })
        })
        .await?;
        Ok(TeamActivity { workshops, actions })
    }

    async fn crappy_notes(&self, team: TeamId, since: Timestamp) -> Result<Vec<CrappyNotes>> {
        let counted = query(
            "SELECT closed_at, question, scenario_id, count(*) AS notes
             FROM earlier_note JOIN workshop ON workshop.id = workshop_id
             WHERE team_id = $1 AND closed_at >= $2 AND wall = 'crappy'
             GROUP BY closed_at, question, scenario_id ORDER BY closed_at, question, scenario_id",
        );
        let cards = query(
            "SELECT scenario.id, content FROM scenario JOIN scenario_revision AS wording ON wording.id = revision_id
             WHERE scenario.team_id = $1 AND scenario.id IN (
                 SELECT scenario_id FROM earlier_note JOIN workshop ON workshop.id = workshop_id
                 WHERE team_id = $1 AND closed_at >= $2 AND wall = 'crappy')",
        );
        let mut db = self.read().await?;
        let systems: BTreeMap<ScenarioId, Vec<SystemName>> =
            all(&mut db, cards.bind(team.0).bind(since.0), |row: &Row| {
                let content: Scenario = json(row, "content")?;
                let systems = content.systems.into_iter().map(|system| system.name).collect();
                Ok((id(row, "id", ScenarioId)?, systems))
            })
            .await?
            .into_iter()
            .collect();
        let counts = all(&mut db, counted.bind(team.0).bind(since.0), |row: &Row| {
            let notes = CrappyNotes {
                at: time(row, "closed_at")?,
                question: maybe_word(row, "question")?,
                systems: Vec::new(),
                count: number(row, "notes")?,
            };
            Ok((maybe_id(row, "scenario_id", ScenarioId)?, notes))
        })
        .await?;
        let about = |card: Option<ScenarioId>| card.and_then(|card| systems.get(&card)).cloned().unwrap_or_default();
        Ok(counts.into_iter().map(|(card, notes)| CrappyNotes { systems: about(card), ..notes }).collect())
    }

    async fn record_survey_round(&self, round: SurveyRoundRow) -> Result<()> {
        let wording = to_json(&round.wording)?;
        let Some(closing) = round.closing else { return Err(Error::Conflict(Conflict::Open)) };
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
