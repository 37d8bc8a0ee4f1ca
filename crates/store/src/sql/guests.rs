use async_trait::async_trait;
use domain::id::{PersonId, WorkshopId};

use super::query::{all, change, optional, query};
use super::row::{id, maybe_hash, maybe_id, text, time};
use super::{Connection, Database, Row};
use crate::guests::{GuestRow, GuestStore};
use crate::{Result, Sha256};

#[async_trait]
impl GuestStore for Database {
    async fn create_guest(&self, guest: GuestRow) -> Result<()> {
        self.write(move |db| Box::pin(insert(db, guest))).await
    }

    async fn guest_by_token(&self, token_hash: Sha256) -> Result<Option<GuestRow>> {
        let found = query("SELECT * FROM guest WHERE token_hash = $1").bind(token_hash.to_vec());
        optional(&mut *self.read().await?, found, guest).await
    }

    async fn guests(&self, workshop: WorkshopId) -> Result<Vec<GuestRow>> {
        let found = query("SELECT * FROM guest WHERE workshop_id = $1 ORDER BY created_at, id").bind(workshop.0);
        all(&mut *self.read().await?, found, guest).await
    }

    async fn revoke_guest(&self, workshop: WorkshopId, guest: PersonId) -> Result<()> {
        self.write(move |db| {
            Box::pin(async move {
                let update = query("UPDATE guest SET token_hash = NULL WHERE id = $1 AND workshop_id = $2");
                change(db, update.bind(guest.0).bind(workshop.0)).await
            })
        })
        .await
    }
}

pub(super) async fn insert(db: &mut Connection, guest: GuestRow) -> Result<()> {
    let insert = query(
        "INSERT INTO guest (id, workshop_id, name, token_hash, member_id, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
    );
    let insert = insert.bind(guest.id.0).bind(guest.workshop.0).bind(guest.name.as_str());
    let insert = insert.bind(guest.token_hash.map(Vec::from)).bind(guest.member.map(|member| member.0));
    change(db, insert.bind(guest.created_at.0)).await
}

fn guest(row: &Row) -> Result<GuestRow> {
    Ok(GuestRow {
        id: id(row, "id", PersonId)?,
        workshop: id(row, "workshop_id", WorkshopId)?,
        name: text(row, "name")?,
        token_hash: maybe_hash(row, "token_hash")?,
        member: maybe_id(row, "member_id", PersonId)?,
        created_at: time(row, "created_at")?,
    })
}
