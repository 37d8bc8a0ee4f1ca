use async_trait::async_trait;
use domain::id::TeamId;

use super::query::{execute, one, optional, query};
use super::row::{get, hash, id, number};
use super::{Database, Row};
use crate::pictures::{PictureRow, PictureStore};
use crate::{Result, Sha256};

#[async_trait]
impl PictureStore for Database {
    async fn put_picture(&self, picture: PictureRow) -> Result<()> {
        self.write(move |db| {
            Box::pin(async move {
                let insert = query(
                    "INSERT INTO picture (team_id, hash, media_type, width, height, bytes)
                     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (team_id, hash) DO NOTHING",
                );
                let insert = insert.bind(picture.team.0).bind(picture.hash.to_vec()).bind(picture.media_type);
                let insert = insert.bind(i64::from(picture.width)).bind(i64::from(picture.height)).bind(picture.bytes);
                execute(db, insert).await.map(drop)
            })
        })
        .await
    }

    async fn picture(&self, team: TeamId, hash: Sha256) -> Result<Option<PictureRow>> {
        let found = query("SELECT * FROM picture WHERE team_id = $1 AND hash = $2").bind(team.0).bind(hash.to_vec());
        optional(&mut *self.read().await?, found, picture).await
    }

    async fn has_picture(&self, team: TeamId, hash: Sha256) -> Result<bool> {
        let count = query("SELECT count(*) AS pictures FROM picture WHERE team_id = $1 AND hash = $2");
        let count = count.bind(team.0).bind(hash.to_vec());
        one(&mut *self.read().await?, count, |row| number::<u64>(row, "pictures")).await.map(|count| count > 0)
    }

    async fn picture_bytes(&self, team: TeamId) -> Result<u64> {
        let sum = query("SELECT COALESCE(sum(length(bytes)), 0) AS bytes FROM picture WHERE team_id = $1").bind(team.0);
        one(&mut *self.read().await?, sum, |row| number(row, "bytes")).await
    }
}

fn picture(row: &Row) -> Result<PictureRow> {
    Ok(PictureRow {
        hash: hash(row, "hash")?,
        team: id(row, "team_id", TeamId)?,
        media_type: get(row, "media_type")?,
        width: number(row, "width")?,
        height: number(row, "height")?,
        bytes: get(row, "bytes")?,
    })
}
