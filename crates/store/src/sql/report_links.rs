use async_trait::async_trait;
use domain::id::{PersonId, ReportLinkId, TeamId, WorkshopId};

use super::query::{all, change, execute, one, optional, query};
use super::row::{get, hash, id, time};
use super::{Database, LOCK_TEAM, Row};
use crate::report_links::{ReportLinkRow, ReportLinkStore};
use crate::{Result, Sha256};

#[async_trait]
impl ReportLinkStore for Database {
    async fn public_reports(&self, team: TeamId) -> Result<bool> {
        let found = query("SELECT public_reports FROM team WHERE id = $1").bind(team.0);
        one(&mut *self.read().await?, found, |row| get(row, "public_reports")).await
    }

    async fn set_public_reports(&self, team: TeamId, allowed: bool) -> Result<()> {
        self.write(move |db| {
            Box::pin(async move {
                let update = query("UPDATE team SET public_reports = $2 WHERE id = $1");
                change(db, update.bind(team.0).bind(allowed)).await?;
                if !allowed {
                    let links = query(
                        "DELETE FROM report_link WHERE workshop_id IN (SELECT id FROM workshop WHERE team_id = $1)",
                    );
                    execute(db, links.bind(team.0)).await?;
                }
                Ok(())
            })
        })
        .await
    }

    async fn create_report_link(&self, link: ReportLinkRow) -> Result<()> {
        self.write(move |db| {
            Box::pin(async move {
                // A request that forbids links at this moment waits, and then deletes this link, too.
                let team = query("SELECT team_id FROM workshop WHERE id = $1").bind(link.workshop.0);
                let team = one(db, team, |row| id(row, "team_id", TeamId)).await?;
                one(db, query(LOCK_TEAM).bind(team.0), |_| Ok(())).await?;
                let insert = query(
                    "INSERT INTO report_link (id, workshop_id, token_hash, names, created_by, created_at)
                     SELECT $1, $2, $3, $4, $5, $6 FROM team WHERE id = $7 AND public_reports",
                );
                let insert = insert.bind(link.id.0).bind(link.workshop.0).bind(link.token_hash.to_vec());
                let insert = insert.bind(link.names).bind(link.created_by.0).bind(link.created_at.0);
                change(db, insert.bind(team.0)).await
            })
        })
        .await
    }

    async fn report_links(&self, workshop: WorkshopId) -> Result<Vec<ReportLinkRow>> {
        let found = query("SELECT * FROM report_link WHERE workshop_id = $1 ORDER BY created_at DESC, id DESC");
        all(&mut *self.read().await?, found.bind(workshop.0), link).await
    }

    async fn report_link_by_token(&self, token_hash: Sha256) -> Result<Option<ReportLinkRow>> {
        let found = query("SELECT * FROM report_link WHERE token_hash = $1").bind(token_hash.to_vec());
        optional(&mut *self.read().await?, found, link).await
    }

    async fn revoke_report_link(&self, workshop: WorkshopId, id: ReportLinkId) -> Result<()> {
        self.write(move |db| {
            Box::pin(async move {
                let delete = query("DELETE FROM report_link WHERE workshop_id = $1 AND id = $2");
                change(db, delete.bind(workshop.0).bind(id.0)).await
            })
        })
        .await
    }
}

fn link(row: &Row) -> Result<ReportLinkRow> {
    Ok(ReportLinkRow {
        id: id(row, "id", ReportLinkId)?,
        workshop: id(row, "workshop_id", WorkshopId)?,
        token_hash: hash(row, "token_hash")?,
        names: get(row, "names")?,
        created_by: id(row, "created_by", PersonId)?,
        created_at: time(row, "created_at")?,
    })
}
