use async_trait::async_trait;
use domain::characters::fold;
use domain::id::{SystemId, TeamId};

use super::query::{all, change, execute, query};
use super::row::{get, id, json, text, to_json};
use super::{Database, Row};
use crate::Result;
use crate::systems::{SystemRow, SystemStore};

#[async_trait]
impl SystemStore for Database {
    async fn systems(&self, team: TeamId) -> Result<Vec<SystemRow>> {
        let found = query("SELECT * FROM system WHERE team_id = $1").bind(team.0);
        let mut systems = all(&mut *self.read().await?, found, system).await?;
        systems.sort_by_cached_key(key);
        Ok(systems)
    }

    async fn create_system(&self, system: SystemRow) -> Result<()> {
        self.write(move |db| {
            Box::pin(async move {
                let insert = query(
                    "INSERT INTO system (id, team_id, name, name_key, about, links, pack) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                );
                let insert = insert.bind(system.id.0).bind(system.team.0).bind(system.name.as_str());
                let insert = insert.bind(key(&system)).bind(&system.about).bind(to_json(&system.links)?);
                change(db, insert.bind(&system.pack)).await
            })
        })
        .await
    }

    async fn update_system(&self, system: SystemRow) -> Result<()> {
        self.write(move |db| {
            Box::pin(async move {
                let update = query(
                    "UPDATE system SET name = $3, name_key = $4, about = $5, links = $6, pack = $7
                     WHERE id = $1 AND team_id = $2",
                );
                let update = update.bind(system.id.0).bind(system.team.0).bind(system.name.as_str());
                let update = update.bind(key(&system)).bind(&system.about).bind(to_json(&system.links)?);
                change(db, update.bind(&system.pack)).await
            })
        })
        .await
    }

    async fn delete_system(&self, team: TeamId, id: SystemId) -> Result<()> {
        self.write(move |db| {
            Box::pin(async move {
                let delete = query("DELETE FROM system WHERE id = $1 AND team_id = $2").bind(id.0).bind(team.0);
                change(db, delete).await
            })
        })
        .await
    }

    async fn ensure_systems(&self, systems: Vec<SystemRow>) -> Result<u32> {
        self.write(move |db| {
            Box::pin(async move {
                let mut added = 0;
                for system in systems {
                    let insert = query(
                        "INSERT INTO system (id, team_id, name, name_key, about, links, pack)
                         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (team_id, name_key) DO NOTHING",
                    );
                    let insert = insert.bind(system.id.0).bind(system.team.0).bind(system.name.as_str());
                    let insert = insert.bind(key(&system)).bind(&system.about).bind(to_json(&system.links)?);
                    if execute(db, insert.bind(&system.pack)).await? > 0 {
                        added += 1;
                    } else {
                        let record = query(
                            "UPDATE system SET pack = $3 WHERE team_id = $1 AND name_key = $2 AND pack IS NULL
                             AND links = '[]' AND about = $4",
                        );
                        let record = record.bind(system.team.0).bind(key(&system)).bind(&system.pack);
                        execute(db, record.bind(&system.about)).await?;
                    }
                }
                Ok(added)
            })
        })
        .await
    }
}

fn key(system: &SystemRow) -> String {
    fold(system.name.as_str())
}

fn system(row: &Row) -> Result<SystemRow> {
    Ok(SystemRow {
        id: id(row, "id", SystemId)?,
        team: id(row, "team_id", TeamId)?,
        name: text(row, "name")?,
        about: get(row, "about")?,
        links: json(row, "links")?,
        pack: get(row, "pack")?,
    })
}
