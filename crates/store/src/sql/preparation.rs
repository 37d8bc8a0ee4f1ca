use std::collections::BTreeSet;

use async_trait::async_trait;
use domain::id::{TeamId, WorkshopId};
use domain::preparation::Item;
use domain::time::Timestamp;

use super::query::{all, change, execute, optional, query};
use super::row::{id, json, number, time, to_json, word};
use super::{Connection, Database, Row};
use crate::Result;
use crate::preparation::{CancelledRow, PreparationStore};
use crate::word::Word;

#[async_trait]
impl PreparationStore for Database {
    async fn prepared(&self, workshop: WorkshopId) -> Result<BTreeSet<Item>> {
        let found = query("SELECT item FROM prepared WHERE workshop_id = $1").bind(workshop.0);
        let items = all(&mut *self.read().await?, found, |row| word(row, "item")).await?;
        Ok(items.into_iter().collect())
    }

    async fn set_prepared(&self, workshop: WorkshopId, item: Item, done: bool) -> Result<()> {
        self.write(move |db| {
            Box::pin(async move {
                let statement = if done {
                    "INSERT INTO prepared (workshop_id, item) VALUES ($1, $2) ON CONFLICT (workshop_id, item) DO NOTHING"
                } else {
                    "DELETE FROM prepared WHERE workshop_id = $1 AND item = $2"
                };
                execute(db, query(statement).bind(workshop.0).bind(item.word())).await.map(drop)
            })
        })
        .await
    }

    async fn cancelled_workshop(&self, id: WorkshopId) -> Result<Option<CancelledRow>> {
        let found = query("SELECT * FROM cancelled_workshop WHERE id = $1").bind(id.0);
        optional(&mut *self.read().await?, found, cancelled).await
    }

    async fn cancelled_workshops(&self, team: TeamId, since: Timestamp) -> Result<Vec<CancelledRow>> {
        let found = query(
            "SELECT * FROM cancelled_workshop WHERE team_id = $1 AND cancelled_at >= $2
             ORDER BY cancelled_at DESC, id DESC",
        );
        all(&mut *self.read().await?, found.bind(team.0).bind(since.0), cancelled).await
    }
}

/// Stores the cancellation of a workshop that is being deleted, for calendars.
pub(super) async fn insert_cancelled(db: &mut Connection, gone: &CancelledRow) -> Result<()> {
    let insert =
        query("INSERT INTO cancelled_workshop (id, team_id, plan, sequence, cancelled_at) VALUES ($1, $2, $3, $4, $5)");
    let insert = insert.bind(gone.id.0).bind(gone.team.0).bind(to_json(&gone.plan)?);
    change(db, insert.bind(i64::from(gone.sequence)).bind(gone.at.0)).await
}

fn cancelled(row: &Row) -> Result<CancelledRow> {
    Ok(CancelledRow {
        id: id(row, "id", WorkshopId)?,
        team: id(row, "team_id", TeamId)?,
        plan: json(row, "plan")?,
        sequence: number(row, "sequence")?,
        at: time(row, "cancelled_at")?,
    })
}
