use std::collections::BTreeMap;

use async_trait::async_trait;
use domain::id::{PersonId, TeamId};
use domain::text::PersonName;
use domain::time::Timestamp;

use super::query::{all, change, execute, one, optional, query};
use super::row::{get, hash, id, maybe_id, text, time, word};
use super::{Connection, Database, NAMES, Row, erasure, ids};
use crate::accounts::{AccountRow, AccountStore, LinkPurpose, OneTimeLinkRow, SessionRow};
use crate::word::Word;
use crate::{Error, Result, Sha256};

#[async_trait]
impl AccountStore for Database {
    async fn create_account(&self, account: AccountRow) -> Result<()> {
        self.write(move |db| Box::pin(insert(db, account))).await
    }

    async fn account(&self, id: PersonId) -> Result<Option<AccountRow>> {
        let found = query("SELECT * FROM account WHERE id = $1").bind(id.0);
        optional(&mut *self.read().await?, found, account).await
    }

    async fn account_by_email(&self, email: &str) -> Result<Option<AccountRow>> {
        let found = query("SELECT * FROM account WHERE email = $1").bind(email.to_lowercase());
        optional(&mut *self.read().await?, found, account).await
    }

    async fn accounts_by_email(&self, email: &str) -> Result<Vec<AccountRow>> {
        let found = query("SELECT * FROM account WHERE email = $1 OR claimed_email = $1 ORDER BY created_at, id");
        all(&mut *self.read().await?, found.bind(email.to_lowercase()), account).await
    }

    async fn names(&self, people: &[PersonId]) -> Result<BTreeMap<PersonId, PersonName>> {
        let found = query(NAMES).bind(ids(people.iter().map(|person| person.0)));
        let name = |row: &Row| Ok((id(row, "id", PersonId)?, text(row, "name")?));
        Ok(all(&mut *self.read().await?, found, name).await?.into_iter().collect())
    }

    async fn rename_account(&self, id: PersonId, name: PersonName) -> Result<()> {
        self.write(move |db| {
            Box::pin(async move {
                change(db, query("UPDATE account SET name = $2 WHERE id = $1").bind(id.0).bind(name.as_str())).await
            })
        })
        .await
    }

    async fn erase_account(&self, id: PersonId, words_too: bool) -> Result<Vec<TeamId>> {
        let remaining = self.write(move |db| Box::pin(erasure::erase(db, id, words_too))).await?;
        self.scrub().await?;
        Ok(remaining)
    }

    async fn set_password_hash(&self, id: PersonId, password_hash: String, keep: Option<Sha256>) -> Result<()> {
        self.write(move |db| Box::pin(change_password(db, id, password_hash, keep))).await
    }

    async fn accounts_exist(&self) -> Result<bool> {
        let there = query(
            "SELECT EXISTS (SELECT 1 FROM account WHERE email IS NOT NULL OR claimed_email IS NOT NULL) AS there",
        );
        one(&mut *self.read().await?, there, |row| get(row, "there")).await
    }

    async fn reset_password(
        &self,
        token_hash: Sha256,
        password_hash: String,
        session: SessionRow,
        now: Timestamp,
    ) -> Result<()> {
        self.write(move |db| {
            Box::pin(async move {
                let link = use_link(db, token_hash, LinkPurpose::ResetPassword, now).await?.ok_or(Error::NotFound)?;
                if link.account != Some(session.account) {
                    return Err(Error::NotFound);
                }
                change_password(db, session.account, password_hash, None).await?;
                let remember = query("UPDATE account SET password_reset_at = $2 WHERE id = $1");
                change(db, remember.bind(session.account.0).bind(now.0)).await?;
                insert_session(db, session).await
            })
        })
        .await
    }

    async fn password_reset_at(&self, id: PersonId) -> Result<Option<Timestamp>> {
        let found = query("SELECT password_reset_at FROM account WHERE id = $1").bind(id.0);
        let read = |row: &Row| Ok(get::<Option<i64>>(row, "password_reset_at")?.map(Timestamp));
        one(&mut *self.read().await?, found, read).await
    }

    async fn create_session(&self, session: SessionRow) -> Result<()> {
        self.write(move |db| Box::pin(insert_session(db, session))).await
    }

    async fn session(&self, token_hash: Sha256, now: Timestamp) -> Result<Option<(SessionRow, AccountRow)>> {
        let found = query(
            "SELECT account.*, token_hash, session.created_at AS since, expires_at
             FROM session JOIN account ON account.id = account_id WHERE token_hash = $1 AND expires_at > $2",
        );
        let signed_in = |row: &Row| {
            let account = account(row)?;
            let session = SessionRow {
                token_hash: hash(row, "token_hash")?,
                account: account.id,
                created_at: time(row, "since")?,
                expires_at: time(row, "expires_at")?,
            };
            Ok((session, account))
        };
        optional(&mut *self.read().await?, found.bind(token_hash.to_vec()).bind(now.0), signed_in).await
    }

    async fn delete_session(&self, token_hash: Sha256) -> Result<()> {
        self.write(move |db| {
            Box::pin(async move {
                let delete = query("DELETE FROM session WHERE token_hash = $1").bind(token_hash.to_vec());
                execute(db, delete).await.map(drop)
            })
        })
        .await
    }

    async fn delete_sessions(&self, account: PersonId, keep: Option<Sha256>) -> Result<()> {
        self.write(move |db| Box::pin(end_sessions(db, account, keep))).await
    }

    async fn create_one_time_link(&self, link: OneTimeLinkRow) -> Result<()> {
        self.write(move |db| {
            Box::pin(async move {
                let insert = query(
                    "INSERT INTO one_time_link (token_hash, purpose, account_id, expires_at, team_id, made_by)
                     VALUES ($1, $2, $3, $4, $5, $6)",
                );
                let insert = insert.bind(link.token_hash.to_vec()).bind(link.purpose.word());
                let insert = insert.bind(link.account.map(|account| account.0)).bind(link.expires_at.0);
                let (team, maker) = link.made_by.unzip();
                change(db, insert.bind(team.map(|team| team.0)).bind(maker.map(|maker| maker.0))).await
            })
        })
        .await
    }

    async fn peek_one_time_link(
        &self,
        token_hash: Sha256,
        purpose: LinkPurpose,
        now: Timestamp,
    ) -> Result<Option<OneTimeLinkRow>> {
        find_link(&mut *self.read().await?, token_hash, purpose, now).await
    }

    async fn use_one_time_link(
        &self,
        token_hash: Sha256,
        purpose: LinkPurpose,
        now: Timestamp,
    ) -> Result<Option<OneTimeLinkRow>> {
        self.write(move |db| Box::pin(use_link(db, token_hash, purpose, now))).await
    }

    async fn delete_one_time_links(&self, purpose: LinkPurpose, account: Option<PersonId>) -> Result<()> {
        self.write(move |db| Box::pin(delete_links(db, purpose, account))).await
    }
}

pub(super) async fn insert(db: &mut Connection, account: AccountRow) -> Result<()> {
    let insert = query("INSERT INTO account (id, name, email, password_hash, created_at) VALUES ($1, $2, $3, $4, $5)");
    let insert = insert.bind(account.id.0).bind(account.name.as_str());
    let insert = insert.bind(account.email.map(|email| email.to_lowercase())).bind(account.password_hash);
    change(db, insert.bind(account.created_at.0)).await
}

/// Adds an account beside the one that has its address, if there is one.
pub(super) async fn insert_beside(db: &mut Connection, account: AccountRow) -> Result<()> {
    let (id, email) = (account.id, account.email.clone().map(|email| email.to_lowercase()));
    let taken = query("SELECT 1 FROM account WHERE email = $1").bind(email.clone());
    if optional(db, taken, |_| Ok(())).await?.is_none() {
        return insert(db, account).await;
    }
    insert(db, AccountRow { email: None, ..account }).await?;
    change(db, query("UPDATE account SET claimed_email = $2 WHERE id = $1").bind(id.0).bind(email)).await
}

pub(super) async fn insert_session(db: &mut Connection, session: SessionRow) -> Result<()> {
    let insert = query("INSERT INTO session (token_hash, account_id, created_at, expires_at) VALUES ($1, $2, $3, $4)");
    let insert = insert.bind(session.token_hash.to_vec()).bind(session.account.0);
    change(db, insert.bind(session.created_at.0).bind(session.expires_at.0)).await
}

async fn change_password(
    db: &mut Connection,
    account: PersonId,
    password_hash: String,
    keep: Option<Sha256>,
) -> Result<()> {
    let update = query("UPDATE account SET password_hash = $2 WHERE id = $1").bind(account.0).bind(password_hash);
    change(db, update).await?;
    delete_links(db, LinkPurpose::ResetPassword, Some(account)).await?;
    end_sessions(db, account, keep).await
}

async fn end_sessions(db: &mut Connection, account: PersonId, keep: Option<Sha256>) -> Result<()> {
    let delete = query("DELETE FROM session WHERE account_id = $1 AND token_hash IS DISTINCT FROM $2");
    execute(db, delete.bind(account.0).bind(keep.map(Vec::from))).await.map(drop)
}

pub(super) async fn use_link(
    db: &mut Connection,
    token_hash: Sha256,
    purpose: LinkPurpose,
    now: Timestamp,
) -> Result<Option<OneTimeLinkRow>> {
    if find_link(db, token_hash, purpose, now).await?.is_none() {
        return Ok(None);
    }
    let delete = query("DELETE FROM one_time_link WHERE token_hash = $1 RETURNING *").bind(token_hash.to_vec());
    optional(db, delete, one_time_link).await
}

/// A link that works. One that an owner made does while they own that team and its person is in no other: circumstances may
/// have changed in a way that deleted no link.
async fn find_link(
    db: &mut Connection,
    token_hash: Sha256,
    purpose: LinkPurpose,
    now: Timestamp,
) -> Result<Option<OneTimeLinkRow>> {
    let found = query(
        "SELECT * FROM one_time_link AS link WHERE token_hash = $1 AND purpose = $2 AND expires_at > $3
         AND (team_id IS NULL OR (
             EXISTS (SELECT 1 FROM membership WHERE team_id = link.team_id AND account_id = link.made_by
                     AND role = 'owner')
             AND EXISTS (SELECT 1 FROM membership WHERE team_id = link.team_id AND account_id = link.account_id)
             AND (made_by = account_id OR NOT EXISTS (
                 SELECT 1 FROM membership WHERE account_id = link.account_id AND team_id <> link.team_id))))",
    );
    optional(db, found.bind(token_hash.to_vec()).bind(purpose.word()).bind(now.0), one_time_link).await
}

pub(super) async fn delete_links(db: &mut Connection, purpose: LinkPurpose, account: Option<PersonId>) -> Result<()> {
    let delete = query("DELETE FROM one_time_link WHERE purpose = $1 AND ($2 IS NULL OR account_id = $2)");
    execute(db, delete.bind(purpose.word()).bind(account.map(|account| account.0))).await.map(drop)
}

fn account(row: &Row) -> Result<AccountRow> {
    Ok(AccountRow {
        id: id(row, "id", PersonId)?,
        name: text(row, "name")?,
        email: get::<Option<String>>(row, "email")?
            .map_or_else(|| get(row, "claimed_email"), |email| Ok(Some(email)))?,
        password_hash: get(row, "password_hash")?,
        created_at: time(row, "created_at")?,
    })
}

fn one_time_link(row: &Row) -> Result<OneTimeLinkRow> {
    Ok(OneTimeLinkRow {
        token_hash: hash(row, "token_hash")?,
        purpose: word(row, "purpose")?,
        account: maybe_id(row, "account_id", PersonId)?,
        made_by: maybe_id(row, "team_id", TeamId)?.zip(maybe_id(row, "made_by", PersonId)?),
        expires_at: time(row, "expires_at")?,
    })
}
