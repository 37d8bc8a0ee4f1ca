use async_trait::async_trait;
use domain::id::{PersonId, ScreenId, WorkshopId};
use domain::time::Timestamp;

use super::query::{all, change, execute, one, optional, query};
use super::row::{get, hash, id, maybe_id, time};
use super::{Database, Row};
use crate::screens::{ScreenRow, ScreenStore};
use crate::{Result, Sha256};

#[async_trait]
impl ScreenStore for Database {
    async fn create_screen(&self, screen: ScreenRow, instead_of: Option<Sha256>) -> Result<()> {
        self.write(move |db| {
            Box::pin(async move {
                if let Some(token) = instead_of {
                    execute(db, query("DELETE FROM screen WHERE token_hash = $1").bind(token.to_vec())).await?;
                }
                let insert = query("INSERT INTO screen (id, token_hash, code, expires_at) VALUES ($1, $2, $3, $4)");
                let insert = insert.bind(screen.id.0).bind(screen.token_hash.to_vec());
                change(db, insert.bind(screen.code).bind(screen.expires_at.0)).await
            })
        })
        .await
    }

    async fn screen_by_token(&self, token_hash: Sha256, now: Timestamp) -> Result<Option<ScreenRow>> {
        let found = query("SELECT * FROM screen WHERE token_hash = $1 AND expires_at > $2");
        let found = found.bind(token_hash.to_vec()).bind(now.0);
        optional(&mut *self.read().await?, found, screen).await
    }

    async fn pair_screen(
        &self,
        code: String,
        workshop: WorkshopId,
        by: PersonId,
        now: Timestamp,
        expires_at: Timestamp,
    ) -> Result<ScreenRow> {
        self.write(move |db| {
            Box::pin(async move {
                let update = query(
                    "UPDATE screen SET workshop_id = $2, paired_at = $3, expires_at = $4, paired_by = $5
                     WHERE code = $1 AND workshop_id IS NULL AND expires_at > $3 RETURNING *",
                );
                let update = update.bind(code).bind(workshop.0).bind(now.0).bind(expires_at.0);
                one(db, update.bind(by.0), screen).await
            })
        })
        .await
    }

    async fn screens(&self, workshop: WorkshopId, now: Timestamp) -> Result<Vec<ScreenRow>> {
        let found = query("SELECT * FROM screen WHERE workshop_id = $1 AND expires_at > $2 ORDER BY paired_at, id");
        all(&mut *self.read().await?, found.bind(workshop.0).bind(now.0), screen).await
    }

    async fn delete_screen(&self, workshop: WorkshopId, id: ScreenId) -> Result<ScreenRow> {
        self.write(move |db| {
            Box::pin(async move {
                let gone = query("DELETE FROM screen WHERE id = $1 AND workshop_id = $2 RETURNING *");
                one(db, gone.bind(id.0).bind(workshop.0), screen).await
            })
        })
        .await
    }
}

fn screen(row: &Row) -> Result<ScreenRow> {
    let workshop = maybe_id(row, "workshop_id", WorkshopId)?;
    let paired_at = get::<Option<i64>>(row, "paired_at")?.map(Timestamp);
    Ok(ScreenRow {
        id: id(row, "id", ScreenId)?,
        token_hash: hash(row, "token_hash")?,
        code: get(row, "code")?,
        paired: workshop.zip(paired_at),
        expires_at: time(row, "expires_at")?,
    })
}
