//! Teams, their members and invitations.

use async_trait::async_trait;
use domain::id::{InvitationId, PersonId, TeamId};
use domain::team::Role;
use domain::text::{PersonName, TeamName};
use domain::time::Timestamp;

use crate::accounts::{AccountRow, SessionRow};
use crate::{Result, Sha256};

/// A team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamRow {
    /// Its id.
    pub id: TeamId,
    /// Its name.
    pub name: TeamName,
    /// It was made by the demonstration.
    pub demo: bool,
    /// When it was made.
    pub created_at: Timestamp,
}

/// A member of a team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberRow {
    /// The account.
    pub account: PersonId,
    /// The account's name.
    pub name: PersonName,
    /// What it is in the team.
    pub role: Role,
    /// Whether it draws cards and counts for "twice as many cards".
    pub responder: bool,
    /// Since when it has been in the team.
    pub joined_at: Timestamp,
}

/// A link into a team. It works for several people, until it expires or is revoked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvitationRow {
    /// Its id.
    pub id: InvitationId,
    /// The team.
    pub team: TeamId,
    /// The SHA-256 of the link's token.
    pub token_hash: Sha256,
    /// Who made it.
    pub created_by: PersonId,
    /// When it was made.
    pub created_at: Timestamp,
    /// Until when it works, exclusively.
    pub expires_at: Timestamp,
}

/// Who accepts an invitation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Joiner {
    /// Somebody who has an account.
    Existing(PersonId),
    /// Somebody who gets an account by it, and is signed in.
    New {
        /// The account.
        account: AccountRow,
        /// Its first session.
        session: SessionRow,
    },
}

/// The access that a removed member lost. The caller closes the connections that use it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RevokedAccess {
    /// The guests' seats that they had claimed as their own.
    pub seats: Vec<PersonId>,
    /// The tokens of the room screens that they had paired.
    pub screens: Vec<Sha256>,
}

/// How many cards and actions a team has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TeamCounts {
    /// Scenarios that can be played.
    pub cards: u32,
    /// Scenarios that were put away.
    pub archived_cards: u32,
    /// Actions that are open.
    pub open_actions: u32,
}

/// Teams, members and invitations.
#[async_trait]
pub trait TeamStore {
    /// Uses the set-up link: creates the first account with its session, and a team that it owns.
    /// Not found when the link does not work (any more). Conflicts: `id`, `email`.
    async fn set_up(
        &self,
        token_hash: Sha256,
        account: AccountRow,
        session: SessionRow,
        team: TeamRow,
        now: Timestamp,
    ) -> Result<()>;

    /// Adds a team with its first owner, who is a responder. Conflicts: `id`.
    async fn create_team(&self, team: TeamRow, owner: PersonId) -> Result<()>;

    /// Returns a team.
    async fn team(&self, id: TeamId) -> Result<Option<TeamRow>>;

    /// Renames a team.
    async fn rename_team(&self, id: TeamId, name: TeamName) -> Result<()>;

    /// Deletes a team with all its rows, and those of its members who have no e-mail address and no other team.
    async fn delete_team(&self, id: TeamId) -> Result<()>;

    /// Returns the teams of an account, ordered by name, with its role in each.
    async fn teams_of(&self, account: PersonId) -> Result<Vec<(TeamRow, Role)>>;

    /// Returns the demonstration's teams that were made before a time.
    async fn demo_teams_before(&self, at: Timestamp) -> Result<Vec<TeamId>>;

    /// Counts what a team has.
    async fn team_counts(&self, id: TeamId) -> Result<TeamCounts>;

    /// Returns the members of a team by name.
    async fn members(&self, team: TeamId) -> Result<Vec<MemberRow>>;

    /// Returns a member of a team.
    async fn member(&self, team: TeamId, account: PersonId) -> Result<Option<MemberRow>>;

    /// Adds a member. Conflicts: `member`.
    async fn add_member(
        &self,
        team: TeamId,
        account: PersonId,
        role: Role,
        responder: bool,
        joined_at: Timestamp,
    ) -> Result<()>;

    /// Changes the given fields of a member, and returns the member. A new role deletes the invitations and links that they made as an
    /// owner, and the links for their password that owners made. Conflicts: `last_owner`.
    async fn change_member(
        &self,
        team: TeamId,
        account: PersonId,
        role: Option<Role>,
        responder: Option<bool>,
    ) -> Result<MemberRow>;

    /// Removes a member; the account stays. Also removed are the invitations that they used or made, the links to reports and for
    /// passwords that they made, the calendar URL that all members shared, their guests' seats, the room screens that they
    /// paired, and the messages that wait to be sent to them. Conflicts: `last_owner`.
    async fn remove_member(&self, team: TeamId, account: PersonId, now: Timestamp) -> Result<RevokedAccess>;

    /// Adds an invitation.
    async fn create_invitation(&self, invitation: InvitationRow) -> Result<()>;

    /// Returns the invitations of a team that still work, newest first.
    async fn invitations(&self, team: TeamId, now: Timestamp) -> Result<Vec<InvitationRow>>;

    /// Returns an invitation that still works.
    async fn invitation_by_token(&self, token_hash: Sha256, now: Timestamp) -> Result<Option<InvitationRow>>;

    /// Revokes an invitation.
    async fn revoke_invitation(&self, team: TeamId, id: InvitationId) -> Result<()>;

    /// Makes a person a member and responder of the team of an invitation, and returns that team; an existing member is not
    /// changed. A new account may have the e-mail address of another one. Not found when the invitation does not work (any more).
    /// Conflicts: `id`.
    async fn accept_invitation(&self, token_hash: Sha256, joiner: Joiner, now: Timestamp) -> Result<TeamId>;
}
