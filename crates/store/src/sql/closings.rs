use async_trait::async_trait;
use domain::id::{PersonId, WorkshopId};
use domain::time::Timestamp;

use super::query::{all, change, execute, optional, query};
use super::row::{get, id, text, time};
use super::{Connection, Database, Row};
use crate::Result;
use crate::closings::{ClosingStore, NameAtClosing, WorkshopClosing};

#[async_trait]
impl ClosingStore for Database {
    async fn closing(&self, workshop: WorkshopId, now: Timestamp) -> Result<Option<WorkshopClosing>> {
        let mut db = self.read().await?;
        let found = query("SELECT * FROM closing WHERE workshop_id = $1 AND expires_at > $2");
        let Some((surroundings, expires_at)) = optional(&mut db, found.bind(workshop.0).bind(now.0), closing).await?
        else {
            return Ok(None);
        };
        let names = query("SELECT * FROM closing_name WHERE workshop_id = $1 ORDER BY person_id").bind(workshop.0);
        Ok(Some(WorkshopClosing { surroundings, names: all(&mut db, names, name).await?, expires_at }))
    }
}

/// Keeps what surrounds a workshop that is closed, in the place of what was kept when it was closed before.
pub(super) async fn put(db: &mut Connection, workshop: WorkshopId, closing: &WorkshopClosing) -> Result<()> {
    delete(db, workshop).await?;
    let insert = query("INSERT INTO closing (workshop_id, surroundings, expires_at) VALUES ($1, $2, $3)");
    change(db, insert.bind(workshop.0).bind(&closing.surroundings).bind(closing.expires_at.0)).await?;
    for name in &closing.names {
        let insert =
            query("INSERT INTO closing_name (workshop_id, person_id, name, responder) VALUES ($1, $2, $3, $4)");
        let insert = insert.bind(workshop.0).bind(name.person.0).bind(name.name.as_str());
        change(db, insert.bind(name.responder)).await?;
    }
    Ok(())
}

/// Forgets what surrounded a workshop.
pub(super) async fn delete(db: &mut Connection, workshop: WorkshopId) -> Result<()> {
    execute(db, query("DELETE FROM closing WHERE workshop_id = $1").bind(workshop.0)).await.map(drop)
}

fn closing(row: &Row) -> Result<(String, Timestamp)> {
    Ok((get(row, "surroundings")?, time(row, "expires_at")?))
}

fn name(row: &Row) -> Result<NameAtClosing> {
    Ok(NameAtClosing {
        person: id(row, "person_id", PersonId)?,
        name: text(row, "name")?,
        responder: get(row, "responder")?,
    })
}
