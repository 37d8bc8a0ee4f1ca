//! Accounts, their sessions, and links that work once.

use std::collections::BTreeMap;

use async_trait::async_trait;
use domain::id::{PersonId, TeamId};
use domain::text::PersonName;
use domain::time::Timestamp;

use crate::word::words;
use crate::{Result, Sha256};

/// An account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountRow {
    /// Its id.
    pub id: PersonId,
    /// The name that others see.
    pub name: PersonName,
    /// The address to sign in with, kept in lower case; accounts of the demonstration have none.
    pub email: Option<String>,
    /// The hashed password in PHC format; without one the account cannot sign in with a password.
    pub password_hash: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
}

impl AccountRow {
    /// Whether it was made by the demonstration: every other account has an e-mail address.
    #[must_use]
    pub fn is_demonstration(&self) -> bool {
        self.email.is_none()
    }
}

/// A signed-in browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRow {
    /// The SHA-256 of the cookie's token.
    pub token_hash: Sha256,
    /// Who is signed in.
    pub account: PersonId,
    /// Since when.
    pub created_at: Timestamp,
    /// Until when, exclusively.
    pub expires_at: Timestamp,
}

/// A link that works once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneTimeLinkRow {
    /// The SHA-256 of the link's token.
    pub token_hash: Sha256,
    /// What it is for.
    pub purpose: LinkPurpose,
    /// Its account; none for the set-up link.
    pub account: Option<PersonId>,
    /// The owner who made it for a member of a team; none where the person or the operator of the server asked for it.
    /// It works as long as one owns the team and the other is in no other.
    pub made_by: Option<(TeamId, PersonId)>,
    /// Until when it works, exclusively.
    pub expires_at: Timestamp,
}

/// What a one-time link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkPurpose {
    /// Making the server's first account.
    SetUp,
    /// Choosing a new password.
    ResetPassword,
}

words! {
    LinkPurpose { SetUp "set_up", ResetPassword "reset_password" }
}

/// Accounts, sessions and one-time links.
#[async_trait]
pub trait AccountStore {
    /// Adds an account. Conflicts: `id`, `email`.
    async fn create_account(&self, account: AccountRow) -> Result<()>;

    /// Returns an account.
    async fn account(&self, id: PersonId) -> Result<Option<AccountRow>>;

    /// Returns the first account that signs in with an address, ignoring case.
    async fn account_by_email(&self, email: &str) -> Result<Option<AccountRow>>;

    /// Returns all accounts that sign in with an address, ignoring case: an account that was made by an invitation may have the
    /// address of an earlier one.
    async fn accounts_by_email(&self, email: &str) -> Result<Vec<AccountRow>>;

    /// Returns the names of those ids that are accounts, former members included.
    async fn names(&self, people: &[PersonId]) -> Result<BTreeMap<PersonId, PersonName>>;

    /// Renames an account.
    async fn rename_account(&self, id: PersonId, name: PersonName) -> Result<()>;

    /// Deletes an account, the teams that have no other member, and every trace of the person except their id in the logs of
    /// workshops; with `words_too` also what they wrote there. Returns the remaining teams that they were in.
    /// Conflicts: `last_owner`.
    async fn erase_account(&self, id: PersonId, words_too: bool) -> Result<Vec<TeamId>>;

    /// Changes the password of an account, ends its sessions except `keep`, and deletes its links for a new password.
    async fn set_password_hash(&self, id: PersonId, password_hash: String, keep: Option<Sha256>) -> Result<()>;

    /// Whether the server is set up. Accounts of the demonstration, which have no e-mail address, do not count.
    async fn accounts_exist(&self) -> Result<bool>;

    /// Uses a link for a new password: sets the password, ends all sessions of the account and begins one.
    /// Not found when the link does not work (any more), or is not for the account of the session.
    async fn reset_password(
        &self,
        token_hash: Sha256,
        password_hash: String,
        session: SessionRow,
        now: Timestamp,
    ) -> Result<()>;

    /// Returns when the password of an account was last set by a link; none when that never happened.
    async fn password_reset_at(&self, id: PersonId) -> Result<Option<Timestamp>>;

    /// Adds a session.
    async fn create_session(&self, session: SessionRow) -> Result<()>;

    /// Returns a session that has not expired, with its account.
    async fn session(&self, token_hash: Sha256, now: Timestamp) -> Result<Option<(SessionRow, AccountRow)>>;

    /// Ends a session; ending it again changes nothing.
    async fn delete_session(&self, token_hash: Sha256) -> Result<()>;

    /// Ends all sessions of an account except `keep`.
    async fn delete_sessions(&self, account: PersonId, keep: Option<Sha256>) -> Result<()>;

    /// Adds a one-time link.
    async fn create_one_time_link(&self, link: OneTimeLinkRow) -> Result<()>;

    /// Returns a one-time link that still works, without using it up.
    async fn peek_one_time_link(
        &self,
        token_hash: Sha256,
        purpose: LinkPurpose,
        now: Timestamp,
    ) -> Result<Option<OneTimeLinkRow>>;

    /// Uses a one-time link. Of several simultaneous calls, one succeeds.
    async fn use_one_time_link(
        &self,
        token_hash: Sha256,
        purpose: LinkPurpose,
        now: Timestamp,
    ) -> Result<Option<OneTimeLinkRow>>;

    /// Deletes all one-time links for a purpose, of one account if one is given.
    async fn delete_one_time_links(&self, purpose: LinkPurpose, account: Option<PersonId>) -> Result<()>;
}
