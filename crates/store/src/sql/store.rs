use async_trait::async_trait;
use domain::time::Timestamp;
use domain::workshop::Clock;

use super::query::{change, execute, one, optional, query};
use super::row::get;
use super::{Database, Row};
use crate::{Result, Store};

#[async_trait]
impl Store for Database {
    async fn setting(&self, key: &str) -> Result<Option<String>> {
        let found = query("SELECT value FROM setting WHERE key = $1").bind(key);
        optional(&mut *self.read().await?, found, |row: &Row| get(row, "value")).await
    }

    async fn put_setting(&self, key: String, value: String) -> Result<()> {
        self.write(move |db| {
            Box::pin(async move {
                let put = query(
                    "INSERT INTO setting (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                );
                change(db, put.bind(key).bind(value)).await
            })
        })
        .await
    }

    async fn prune(&self, now: Timestamp) -> Result<()> {
        self.write(move |db| {
            Box::pin(async move {
                execute(db, query("DELETE FROM session WHERE expires_at <= $1").bind(now.0)).await?;
                execute(db, query("DELETE FROM one_time_link WHERE expires_at <= $1").bind(now.0)).await?;
                execute(db, query("DELETE FROM invitation WHERE expires_at <= $1").bind(now.0)).await?;
                // Longer than a round of the survey takes: so long nothing is sent a second time.
                let old = now.plus_minutes(-60 * 24 * 60);
                execute(db, query("DELETE FROM outgoing WHERE ended_at <= $1").bind(old.0)).await?;
                execute(db, query("DELETE FROM screen WHERE expires_at <= $1").bind(now.0)).await?;
                execute(db, query("DELETE FROM closing WHERE expires_at <= $1").bind(now.0)).await?;
                let seats = query(
                    "UPDATE guest SET token_hash = NULL WHERE token_hash IS NOT NULL
                     AND workshop_id IN (SELECT id FROM workshop WHERE closed_at <= $1)",
                );
                execute(db, seats.bind(now.plus_minutes(-Clock::VISITORS_AFTER).0)).await?;
                Ok(())
            })
        })
        .await
    }

    async fn schema_version(&self) -> Result<i64> {
        let newest = query("SELECT max(version) AS version FROM _sqlx_migrations");
        one(&mut *self.read().await?, newest, |row| get(row, "version")).await
    }

    async fn ping(&self) -> Result<()> {
        // Through the way that writes take: a database that can only be read is not well.
        self.write(move |db| Box::pin(async move { execute(db, query("SELECT 1")).await.map(drop) })).await
    }

    async fn close(&self) {
        self.disconnect().await;
    }
}
