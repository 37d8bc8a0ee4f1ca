use std::collections::BTreeMap;

use async_trait::async_trait;
use domain::id::{OutgoingId, PersonId, TeamId};
use domain::time::Timestamp;

use super::query::{all, change, execute, optional, query};
use super::row::{get, id, maybe_id, number, time, word};
use super::{Connection, Database, OUTGOING_COUNTS, Row};
use crate::outbox::{AttemptEnd, OutboxStore, OutgoingAttempt, OutgoingRow, OutgoingState, StuckRow, WebhookRow};
use crate::word::Word;
use crate::{Error, Result};
use domain::messages::{Channel, Topic};

#[async_trait]
impl OutboxStore for Database {
    async fn enqueue(&self, outgoing: Vec<OutgoingRow>) -> Result<()> {
        self.write(move |db| Box::pin(async move { put(db, &outgoing).await })).await
    }

    async fn take_outgoing(
        &self,
        channel: Channel,
        now: Timestamp,
        lease: Timestamp,
        limit: u32,
        a_team: u32,
    ) -> Result<Vec<OutgoingAttempt>> {
        self.write(move |db| {
            Box::pin(async move {
                // Of two that take at once, the second finds the state changed.
                let take = query(
                    "UPDATE outgoing SET state = 'sending', due_at = $3, attempts = attempts + 1, handed_at = NULL
                     WHERE state = 'waiting' AND id IN (
                        SELECT id FROM (
                            SELECT waiting.id, waiting.due_at,
                                row_number() OVER (PARTITION BY waiting.team_id ORDER BY waiting.due_at, waiting.id)
                                + (SELECT count(*) FROM outgoing AS other WHERE other.channel = $1
                                    AND other.state = 'sending' AND other.team_id IS NOT DISTINCT FROM waiting.team_id)
                                AS turn
                            FROM outgoing AS waiting
                            WHERE waiting.channel = $1 AND waiting.state = 'waiting' AND waiting.due_at <= $2
                        ) AS queue WHERE turn <= $5 ORDER BY turn, due_at, id LIMIT $4
                     ) RETURNING *",
                );
                let take = take.bind(channel.word()).bind(now.0).bind(lease.0);
                all(db, take.bind(i64::from(limit)).bind(i64::from(a_team)), taken).await
            })
        })
        .await
    }

    async fn hand_over(&self, id: OutgoingId, attempt: u32, now: Timestamp) -> Result<bool> {
        self.write(move |db| {
            Box::pin(async move {
                let update = query(
                    "UPDATE outgoing SET handed_at = $3
                     WHERE id = $1 AND attempts = $2 AND state = 'sending' AND due_at > $3",
                );
                let update = update.bind(id.0).bind(i64::from(attempt)).bind(now.0);
                Ok(execute(db, update).await? == 1)
            })
        })
        .await
    }

    async fn unfinished_attempts(&self, channel: Channel, now: Timestamp) -> Result<Vec<OutgoingAttempt>> {
        let found = query(
            "SELECT * FROM outgoing WHERE channel = $1 AND state = 'sending' AND due_at <= $2 ORDER BY due_at, id LIMIT 500",
        );
        all(&mut *self.read().await?, found.bind(channel.word()).bind(now.0), taken).await
    }

    async fn end_attempt(&self, id: OutgoingId, attempt: u32, ending: AttemptEnd, now: Timestamp) -> Result<()> {
        let (state, due, ended, problem) = match ending {
            AttemptEnd::Final { state, problem } => (state, None, Some(now.0), problem),
            AttemptEnd::Again { at, problem } => (OutgoingState::Waiting, Some(at.0), None, Some(problem)),
        };
        self.write(move |db| {
            Box::pin(async move {
                let update = query(
                    "UPDATE outgoing SET state = $3, due_at = COALESCE($4, due_at), ended_at = $5, problem = $6
                     WHERE id = $1 AND attempts = $2 AND state = 'sending'",
                );
                let update = update.bind(id.0).bind(i64::from(attempt)).bind(state.word());
                execute(db, update.bind(due).bind(ended).bind(problem)).await.map(drop)
            })
        })
        .await
    }

    async fn outgoing_counts(
        &self,
        team: TeamId,
        since: Timestamp,
        but: &[&str],
    ) -> Result<BTreeMap<(Channel, OutgoingState), u32>> {
        let found = query(OUTGOING_COUNTS).bind(team.0).bind(since.0);
        let read = |row: &Row| {
            let (channel, state, messages): (_, _, u32) =
                (word(row, "channel")?, word(row, "state")?, number(row, "messages")?);
            Ok((get::<String>(row, "kind")?, (channel, state), messages))
        };
        let mut counts = BTreeMap::new();
        for (kind, place, messages) in all(&mut *self.read().await?, found, read).await? {
            if !but.contains(&kind.as_str()) {
                *counts.entry(place).or_default() += messages;
            }
        }
        Ok(counts)
    }

    async fn stuck_outgoing(&self, team: TeamId, limit: u32) -> Result<Vec<StuckRow>> {
        let found = query(
            "SELECT * FROM outgoing WHERE team_id = $1 AND state IN ('failed', 'doubtful')
             ORDER BY ended_at DESC, id DESC LIMIT $2",
        );
        all(&mut *self.read().await?, found.bind(team.0).bind(i64::from(limit)), stuck).await
    }

    async fn send_again(&self, team: TeamId, ids: Vec<OutgoingId>, now: Timestamp) -> Result<()> {
        self.write(move |db| {
            Box::pin(async move {
                for id in ids {
                    let update = query(
                        "UPDATE outgoing SET state = 'waiting', attempts = 0, due_at = $3, ended_at = NULL, problem = NULL
                         WHERE team_id = $1 AND id = $2 AND state IN ('failed', 'doubtful')",
                    );
                    change(db, update.bind(team.0).bind(id.0).bind(now.0)).await?;
                }
                Ok(())
            })
        })
        .await
    }

    async fn forget_outgoing(&self, team: TeamId, ids: Vec<OutgoingId>, now: Timestamp) -> Result<()> {
        self.write(move |db| {
            Box::pin(async move {
                for id in ids {
                    let update = query(
                        "UPDATE outgoing SET state = 'dropped', ended_at = $3, problem = NULL
                         WHERE team_id = $1 AND id = $2 AND state IN ('failed', 'doubtful')",
                    );
                    change(db, update.bind(team.0).bind(id.0).bind(now.0)).await?;
                }
                Ok(())
            })
        })
        .await
    }

    async fn webhook(&self, team: TeamId) -> Result<Option<WebhookRow>> {
        let found = query("SELECT * FROM webhook WHERE team_id = $1").bind(team.0);
        optional(&mut *self.read().await?, found, webhook).await
    }

    async fn put_webhook(&self, webhook: WebhookRow) -> Result<()> {
        self.write(move |db| {
            Box::pin(async move {
                let put = query(
                    "INSERT INTO webhook (team_id, url, secret, changed_at) VALUES ($1, $2, $3, $4)
                     ON CONFLICT (team_id) DO UPDATE SET url = excluded.url, secret = excluded.secret,
                     changed_at = excluded.changed_at",
                );
                let put = put.bind(webhook.team.0).bind(webhook.url).bind(webhook.secret);
                change(db, put.bind(webhook.changed_at.0)).await
            })
        })
        .await
    }

    async fn delete_webhook(&self, team: TeamId) -> Result<()> {
        self.write(move |db| {
            Box::pin(async move { change(db, query("DELETE FROM webhook WHERE team_id = $1").bind(team.0)).await })
        })
        .await
    }

    async fn muted_topics(&self, account: PersonId) -> Result<Vec<(Channel, Topic)>> {
        let found = query("SELECT channel, topic FROM unwanted WHERE account_id = $1 ORDER BY channel, topic");
        let read = |row: &Row| Ok((word(row, "channel")?, word(row, "topic")?));
        all(&mut *self.read().await?, found.bind(account.0), read).await
    }

    async fn set_wanted(&self, account: PersonId, channel: Channel, topic: Topic, wanted: bool) -> Result<()> {
        self.write(move |db| {
            Box::pin(async move {
                let statement = if wanted {
                    query("DELETE FROM unwanted WHERE account_id = $1 AND channel = $2 AND topic = $3")
                } else {
                    query(
                        "INSERT INTO unwanted (account_id, channel, topic) VALUES ($1, $2, $3)
                         ON CONFLICT (account_id, channel, topic) DO NOTHING",
                    )
                };
                execute(db, statement.bind(account.0).bind(channel.word()).bind(topic.word())).await.map(drop)
            })
        })
        .await
    }
}

/// Adds messages within another transaction. One whose key was there before, or whose account or team has gone, is left out.
pub(super) async fn put(db: &mut Connection, outgoing: &[OutgoingRow]) -> Result<()> {
    for message in outgoing {
        let insert = query(
            "INSERT INTO outgoing (id, team_id, account_id, channel, notice, key, state, due_at, attempts)
             SELECT $1, $2, $3, $4, $5, $6, 'waiting', $7, 0
             WHERE ($2 IS NULL OR EXISTS (SELECT 1 FROM team WHERE id = $2))
               AND ($3 IS NULL OR EXISTS (SELECT 1 FROM account WHERE id = $3))
             ON CONFLICT (key) DO NOTHING",
        );
        let insert = insert.bind(message.id.0).bind(message.team.map(|team| team.0));
        let insert = insert.bind(message.account.map(|account| account.0)).bind(message.channel.word());
        execute(db, insert.bind(&message.notice).bind(&message.key).bind(message.due_at.0)).await?;
    }
    Ok(())
}

fn outgoing(row: &Row) -> Result<OutgoingRow> {
    Ok(OutgoingRow {
        id: id(row, "id", OutgoingId)?,
        team: maybe_id(row, "team_id", TeamId)?,
        account: maybe_id(row, "account_id", PersonId)?,
        channel: word(row, "channel")?,
        notice: get(row, "notice")?,
        key: get(row, "key")?,
        due_at: time(row, "due_at")?,
    })
}

fn taken(row: &Row) -> Result<OutgoingAttempt> {
    let handed_at: Option<i64> = get(row, "handed_at")?;
    Ok(OutgoingAttempt { outgoing: outgoing(row)?, attempt: number(row, "attempts")?, handed: handed_at.is_some() })
}

fn stuck(row: &Row) -> Result<StuckRow> {
    let ended_at: Option<i64> = get(row, "ended_at")?;
    Ok(StuckRow {
        outgoing: outgoing(row)?,
        state: word(row, "state")?,
        attempts: number(row, "attempts")?,
        ended_at: Timestamp(ended_at.ok_or_else(|| Error::Corrupt("ended_at: there is none".into()))?),
        problem: get::<Option<String>>(row, "problem")?.unwrap_or_default(),
    })
}

fn webhook(row: &Row) -> Result<WebhookRow> {
    Ok(WebhookRow {
        team: id(row, "team_id", TeamId)?,
        url: get(row, "url")?,
        secret: get(row, "secret")?,
        changed_at: time(row, "changed_at")?,
    })
}
