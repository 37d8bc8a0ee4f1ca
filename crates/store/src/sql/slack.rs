use async_trait::async_trait;
use domain::id::TeamId;

use super::query::{all, change, execute, optional, query};
use super::row::{get, id, json, maybe_text, time, to_json};
use super::{Database, Row};
use crate::Result;
use crate::slack::{SlackAppRow, SlackAppStore};

#[async_trait]
impl SlackAppStore for Database {
    async fn slack_app(&self, team: TeamId) -> Result<Option<SlackAppRow>> {
        let found = query("SELECT * FROM slack WHERE team_id = $1").bind(team.0);
        optional(&mut *self.read().await?, found, slack_app).await
    }

    async fn put_slack_app(&self, app: SlackAppRow) -> Result<()> {
        let posts = to_json(&app.posts)?;
        self.write(move |db| {
            Box::pin(async move {
                let put = query(
                    "INSERT INTO slack (team_id, workspace, workspace_name, bot, token, signing_secret, channel, posts,
                     connected_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                     ON CONFLICT (team_id) DO UPDATE SET workspace = excluded.workspace,
                     workspace_name = excluded.workspace_name, bot = excluded.bot, token = excluded.token,
                     signing_secret = excluded.signing_secret, channel = excluded.channel, posts = excluded.posts,
                     connected_at = excluded.connected_at",
                );
                let put = put.bind(app.team.0).bind(app.workspace).bind(app.workspace_name).bind(app.bot);
                let put = put.bind(app.token).bind(app.signing_secret).bind(app.channel.map(String::from));
                change(db, put.bind(posts).bind(app.connected_at.0)).await
            })
        })
        .await
    }

    async fn delete_slack_app(&self, team: TeamId) -> Result<()> {
        self.write(move |db| {
            Box::pin(async move {
                execute(db, query("DELETE FROM slack WHERE team_id = $1").bind(team.0)).await?;
                Ok(())
            })
        })
        .await
    }

    async fn slack_apps(&self, workspace: Option<String>) -> Result<Vec<SlackAppRow>> {
        let db = &mut *self.read().await?;
        match workspace {
            Some(workspace) => {
                let found = query("SELECT * FROM slack WHERE workspace = $1 ORDER BY team_id").bind(workspace);
                all(db, found, slack_app).await
            }
            None => all(db, query("SELECT * FROM slack ORDER BY team_id"), slack_app).await,
        }
    }
}

fn slack_app(row: &Row) -> Result<SlackAppRow> {
    Ok(SlackAppRow {
        team: id(row, "team_id", TeamId)?,
        workspace: get(row, "workspace")?,
        workspace_name: get(row, "workspace_name")?,
        bot: get(row, "bot")?,
        token: get(row, "token")?,
        signing_secret: get(row, "signing_secret")?,
        channel: maybe_text(row, "channel")?,
        posts: json(row, "posts")?,
        connected_at: time(row, "connected_at")?,
    })
}
