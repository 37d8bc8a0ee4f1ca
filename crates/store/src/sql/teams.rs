use async_trait::async_trait;
use domain::characters::fold;
use domain::id::{InvitationId, PersonId, TeamId};
use domain::text::TeamName;
use domain::time::Timestamp;

use super::query::{all, change, execute, one, optional, query};
use super::row::{get, hash, id, number, text, time, word};
use super::{Connection, Database, LOCK_TEAM, Row, accounts, leaving};
use crate::accounts::{AccountRow, LinkPurpose, SessionRow};
use crate::teams::{InvitationRow, Joiner, MemberRow, RevokedAccess, TeamCounts, TeamRow, TeamStore};
use crate::word::Word;
use crate::{Conflict, Error, Result, Sha256};
use domain::team::Role;

#[async_trait]
impl TeamStore for Database {
    async fn set_up(
        &self,
        token_hash: Sha256,
        account: AccountRow,
        session: SessionRow,
        team: TeamRow,
        now: Timestamp,
    ) -> Result<()> {
        self.write(move |db| {
            Box::pin(async move {
                accounts::use_link(db, token_hash, LinkPurpose::SetUp, now).await?.ok_or(Error::NotFound)?;
                let owner = account.id;
                accounts::insert(db, account).await?;
                accounts::insert_session(db, session).await?;
                insert(db, team, owner).await?;
                accounts::delete_links(db, LinkPurpose::SetUp, None).await
            })
        })
        .await
    }

    async fn create_team(&self, team: TeamRow, owner: PersonId) -> Result<()> {
        self.write(move |db| Box::pin(insert(db, team, owner))).await
    }

    async fn team(&self, id: TeamId) -> Result<Option<TeamRow>> {
        let found = query("SELECT * FROM team WHERE id = $1").bind(id.0);
        optional(&mut *self.read().await?, found, team).await
    }

    async fn rename_team(&self, id: TeamId, name: TeamName) -> Result<()> {
        self.write(move |db| {
            Box::pin(async move {
                change(db, query("UPDATE team SET name = $2 WHERE id = $1").bind(id.0).bind(name.as_str())).await
            })
        })
        .await
    }

    async fn delete_team(&self, id: TeamId) -> Result<()> {
        self.write(move |db| {
            Box::pin(async move {
                let accounts = query(
                    "DELETE FROM account WHERE email IS NULL AND claimed_email IS NULL
                     AND id IN (SELECT account_id FROM membership WHERE team_id = $1)
                     AND id NOT IN (SELECT account_id FROM membership WHERE team_id <> $1)",
                );
                execute(db, accounts.bind(id.0)).await?;
                change(db, query("DELETE FROM team WHERE id = $1").bind(id.0)).await
            })
        })
        .await
    }

    async fn teams_of(&self, account: PersonId) -> Result<Vec<(TeamRow, Role)>> {
        let found = query(
            "SELECT team.*, membership.role FROM team JOIN membership ON team_id = team.id WHERE account_id = $1",
        );
        let read = |row: &Row| Ok((team(row)?, word(row, "role")?));
        let mut teams = all(&mut *self.read().await?, found.bind(account.0), read).await?;
        teams.sort_by_cached_key(|(team, _)| (fold(team.name.as_str()), team.id));
        Ok(teams)
    }

    async fn demo_teams_before(&self, at: Timestamp) -> Result<Vec<TeamId>> {
        let found = query("SELECT id FROM team WHERE demo AND created_at < $1 ORDER BY created_at, id").bind(at.0);
        all(&mut *self.read().await?, found, |row| id(row, "id", TeamId)).await
    }

    async fn team_counts(&self, id: TeamId) -> Result<TeamCounts> {
        let counts = query(
            "SELECT
                (SELECT count(*) FROM scenario WHERE team_id = $1 AND NOT archived) AS cards,
                (SELECT count(*) FROM scenario WHERE team_id = $1 AND archived) AS archived_cards,
                (SELECT count(*) FROM action WHERE team_id = $1 AND status = 'open' AND NOT removed) AS open_actions",
        );
        let read = |row: &Row| {
            Ok(TeamCounts {
                cards: number(row, "cards")?,
                archived_cards: number(row, "archived_cards")?,
                open_actions: number(row, "open_actions")?,
            })
        };
        one(&mut *self.read().await?, counts.bind(id.0), read).await
    }

    async fn members(&self, team: TeamId) -> Result<Vec<MemberRow>> {
        let found = query(
            "SELECT membership.*, account.name FROM membership JOIN account ON account.id = account_id
             WHERE team_id = $1",
        );
        let mut members = all(&mut *self.read().await?, found.bind(team.0), member).await?;
        members.sort_by_cached_key(|member| (fold(member.name.as_str()), member.account));
        Ok(members)
    }

    async fn member(&self, team: TeamId, account: PersonId) -> Result<Option<MemberRow>> {
        find_member(&mut *self.read().await?, team, account).await
    }

    async fn add_member(
        &self,
        team: TeamId,
        account: PersonId,
        role: Role,
        responder: bool,
        joined_at: Timestamp,
    ) -> Result<()> {
        self.write(move |db| {
            Box::pin(async move {
                let insert = query(
                    "INSERT INTO membership (team_id, account_id, role, responder, joined_at)
                     VALUES ($1, $2, $3, $4, $5)",
                );
                let insert = insert.bind(team.0).bind(account.0).bind(role.word()).bind(responder).bind(joined_at.0);
                change(db, insert).await?;
                leaving::end_links_of_owners(db, account).await
            })
        })
        .await
    }

    async fn change_member(
        &self,
        team: TeamId,
        account: PersonId,
        role: Option<Role>,
        responder: Option<bool>,
    ) -> Result<MemberRow> {
        self.write(move |db| {
            Box::pin(async move {
                one(db, query(LOCK_TEAM).bind(team.0), |_| Ok(())).await?;
                let update = query(
                    "UPDATE membership SET role = COALESCE($3, role), responder = COALESCE($4, responder)
                     WHERE team_id = $1 AND account_id = $2",
                );
                let update = update.bind(team.0).bind(account.0).bind(role.map(Word::word)).bind(responder);
                change(db, update).await?;
                has_owner(db, team).await?;
                if role.is_some() {
                    leaving::end_links_of_owners(db, account).await?;
                }
                if role == Some(Role::Member) {
                    leaving::end_owners_rights(db, team, account).await?;
                }
                find_member(db, team, account).await?.ok_or(Error::NotFound)
            })
        })
        .await
    }

    async fn remove_member(&self, team: TeamId, account: PersonId, now: Timestamp) -> Result<RevokedAccess> {
        self.write(move |db| {
            Box::pin(async move {
                one(db, query(LOCK_TEAM).bind(team.0), |_| Ok(())).await?;
                let delete = query("DELETE FROM membership WHERE team_id = $1 AND account_id = $2");
                change(db, delete.bind(team.0).bind(account.0)).await?;
                has_owner(db, team).await?;
                leaving::drop_outgoing(db, team, account, now).await?;
                leaving::end_rights(db, team, account).await
            })
        })
        .await
    }

    async fn create_invitation(&self, invitation: InvitationRow) -> Result<()> {
        self.write(move |db| {
            Box::pin(async move {
                let insert = query(
                    "INSERT INTO invitation (id, team_id, token_hash, created_by, created_at, expires_at)
                     VALUES ($1, $2, $3, $4, $5, $6)",
                );
                let insert = insert.bind(invitation.id.0).bind(invitation.team.0).bind(invitation.token_hash.to_vec());
                let insert = insert.bind(invitation.created_by.0).bind(invitation.created_at.0);
                change(db, insert.bind(invitation.expires_at.0)).await
            })
        })
        .await
    }

    async fn invitations(&self, team: TeamId, now: Timestamp) -> Result<Vec<InvitationRow>> {
        let found =
            query("SELECT * FROM invitation WHERE team_id = $1 AND expires_at > $2 ORDER BY created_at DESC, id DESC");
        all(&mut *self.read().await?, found.bind(team.0).bind(now.0), invitation).await
    }

    async fn invitation_by_token(&self, token_hash: Sha256, now: Timestamp) -> Result<Option<InvitationRow>> {
        find_invitation(&mut *self.read().await?, token_hash, now).await
    }

    async fn revoke_invitation(&self, team: TeamId, id: InvitationId) -> Result<()> {
        self.write(move |db| {
            Box::pin(async move {
                let delete = query("DELETE FROM invitation WHERE team_id = $1 AND id = $2");
                change(db, delete.bind(team.0).bind(id.0)).await
            })
        })
        .await
    }

    async fn accept_invitation(&self, token_hash: Sha256, joiner: Joiner, now: Timestamp) -> Result<TeamId> {
        self.write(move |db| {
            Box::pin(async move {
                let invitation = find_invitation(db, token_hash, now).await?.ok_or(Error::NotFound)?;
                let person = match joiner {
                    Joiner::Existing(person) => person,
                    Joiner::New { account, session } => {
                        let person = account.id;
                        accounts::insert_beside(db, account).await?;
                        accounts::insert_session(db, session).await?;
                        person
                    }
                };
                let insert = query(
                    "INSERT INTO membership (team_id, account_id, role, responder, joined_at)
                     VALUES ($1, $2, $3, $4, $5) ON CONFLICT (team_id, account_id) DO NOTHING",
                );
                let insert = insert.bind(invitation.team.0).bind(person.0).bind(Role::Member.word());
                execute(db, insert.bind(true).bind(now.0)).await?;
                let used = query(
                    "INSERT INTO invitation_use (invitation_id, account_id) VALUES ($1, $2)
                     ON CONFLICT (invitation_id, account_id) DO NOTHING",
                );
                execute(db, used.bind(invitation.id.0).bind(person.0)).await?;
                leaving::end_links_of_owners(db, person).await?;
                Ok(invitation.team)
            })
        })
        .await
    }
}

pub(super) async fn insert(db: &mut Connection, team: TeamRow, owner: PersonId) -> Result<()> {
    let insert = query("INSERT INTO team (id, name, demo, created_at) VALUES ($1, $2, $3, $4)");
    let insert = insert.bind(team.id.0).bind(team.name.as_str()).bind(team.demo).bind(team.created_at.0);
    change(db, insert).await?;
    let first =
        query("INSERT INTO membership (team_id, account_id, role, responder, joined_at) VALUES ($1, $2, $3, $4, $5)");
    let first = first.bind(team.id.0).bind(owner.0).bind(Role::Owner.word()).bind(true);
    change(db, first.bind(team.created_at.0)).await?;
    leaving::end_links_of_owners(db, owner).await
}

/// A change that leaves a team without an owner is undone by this error.
async fn has_owner(db: &mut Connection, team: TeamId) -> Result<()> {
    let owners = query("SELECT 1 FROM membership WHERE team_id = $1 AND role = 'owner' LIMIT 1").bind(team.0);
    optional(db, owners, |_| Ok(())).await?.ok_or(Error::Conflict(Conflict::LastOwner))
}

async fn find_member(db: &mut Connection, team: TeamId, account: PersonId) -> Result<Option<MemberRow>> {
    let found = query(
        "SELECT membership.*, account.name FROM membership JOIN account ON account.id = account_id
         WHERE team_id = $1 AND account_id = $2",
    );
    optional(db, found.bind(team.0).bind(account.0), member).await
}

async fn find_invitation(db: &mut Connection, token_hash: Sha256, now: Timestamp) -> Result<Option<InvitationRow>> {
    let found = query("SELECT * FROM invitation WHERE token_hash = $1 AND expires_at > $2");
    optional(db, found.bind(token_hash.to_vec()).bind(now.0), invitation).await
}

fn team(row: &Row) -> Result<TeamRow> {
    Ok(TeamRow {
        id: id(row, "id", TeamId)?,
        name: text(row, "name")?,
        demo: get(row, "demo")?,
        created_at: time(row, "created_at")?,
    })
}

fn member(row: &Row) -> Result<MemberRow> {
    Ok(MemberRow {
        account: id(row, "account_id", PersonId)?,
        name: text(row, "name")?,
        role: word(row, "role")?,
        responder: get(row, "responder")?,
        joined_at: time(row, "joined_at")?,
    })
}

fn invitation(row: &Row) -> Result<InvitationRow> {
    Ok(InvitationRow {
        id: id(row, "id", InvitationId)?,
        team: id(row, "team_id", TeamId)?,
        token_hash: hash(row, "token_hash")?,
        created_by: id(row, "created_by", PersonId)?,
        created_at: time(row, "created_at")?,
        expires_at: time(row, "expires_at")?,
    })
}
