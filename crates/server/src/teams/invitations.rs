//! Links into a team.

use api::account::{AcceptInvitation, InvitationInfo, NewAccount};
use api::problem::Invalid;
use api::refusal::RequestReason;
use api::team::{Invitation as ListedInvitation, NewInvitation};
use api::time::to_rfc3339;
use domain::id::{InvitationId, PersonId, TeamId};
use domain::text::PersonName;
use store::accounts::AccountRow;
use store::teams::{InvitationRow, Joiner};

use crate::auth::session::BegunSession;
use crate::auth::token::{self, SecretToken};
use crate::auth::{email, session};
use crate::error::{Error, Result};
use crate::passwords::NewPassword;
use crate::services::Services;
use crate::throttle::{Attempt, TriedBy};

const DAYS: i64 = 7;
const MAX_INVITATIONS: usize = 50;
const MAX_MEMBERS: usize = 200;
const GONE: Error = Error::Gone(RequestReason::InvitationGone);

/// The invitations of a team that still work, newest first. Their links are not kept.
pub(crate) async fn invitations(services: &Services, team: TeamId) -> Result<Vec<ListedInvitation>> {
    let rows = services.store.invitations(team, services.now()).await?;
    let names = services.store.names(&rows.iter().map(|row| row.created_by).collect::<Vec<_>>()).await?;
    let listed = |row: InvitationRow| ListedInvitation {
        id: row.id,
        created_by: names.get(&row.created_by).map(ToString::to_string).unwrap_or_default(),
        expires_at: to_rfc3339(row.expires_at),
    };
    Ok(rows.into_iter().map(listed).collect())
}

/// Makes an invitation. Its link works for a week, for everybody who gets it.
pub(crate) async fn create_invitation(services: &Services, team: TeamId, owner: PersonId) -> Result<NewInvitation> {
    if services.store.invitations(team, services.now()).await?.len() >= MAX_INVITATIONS {
        return Err(Error::Full { reason: RequestReason::InvitationsFull, limit: MAX_INVITATIONS });
    }
    let SecretToken { secret, hash } = SecretToken::new(&*services.entropy);
    let (id, now) = (InvitationId(services.new_id()), services.now());
    let expires_at = now.plus_days(DAYS);
    let invitation = InvitationRow { id, team, token_hash: hash, created_by: owner, created_at: now, expires_at };
    services.store.create_invitation(invitation).await?;
    let link = format!("{}/invite/{secret}", services.public_url);
    Ok(NewInvitation { id, link, expires_at: to_rfc3339(expires_at) })
}

/// Revokes an invitation.
pub(crate) async fn revoke_invitation(services: &Services, team: TeamId, id: InvitationId) -> Result<()> {
    Ok(services.store.revoke_invitation(team, id).await?)
}

/// The team of an invitation, and who made it.
pub(crate) async fn describe_invitation(services: &Services, address: &str, secret: &str) -> Result<InvitationInfo> {
    services.throttle.attempt(Attempt::Link, address, services.now())?;
    let invitation = find(services, secret).await?;
    let team = services.store.team(invitation.team).await?.ok_or(GONE)?;
    let inviter = services.store.account(invitation.created_by).await?;
    let invited_by = inviter.map(|account| account.name.to_string()).unwrap_or_default();
    Ok(InvitationInfo { team: team.name.to_string(), invited_by })
}

/// Adds a person to the team: with the account that is signed in, or with the one that they name, which is signed in then.
/// Answers the account, and its new session if one began.
pub(crate) async fn accept_invitation(
    services: &Services,
    address: &str,
    secret: &str,
    wanted: AcceptInvitation,
    signed_in: Option<AccountRow>,
) -> Result<(AccountRow, Option<BegunSession>)> {
    services.throttle.attempt(Attempt::Link, address, services.now())?;
    let invitation = find(services, secret).await?;
    if services.store.members(invitation.team).await?.len() >= MAX_MEMBERS {
        return Err(Error::Full { reason: RequestReason::MembersFull, limit: MAX_MEMBERS });
    }
    let (account, signed_in, joiner) = match (wanted.account, signed_in) {
        (Some(new), _) => {
            let (account, is_new) = account_for(services, address, new).await?;
            let (secret, session) = session::begin(services, account.id);
            let joiner = if is_new {
                Joiner::New { account: account.clone(), session }
            } else {
                services.store.create_session(session).await?;
                Joiner::Existing(account.id)
            };
            (account.clone(), Some(BegunSession::new(account, secret)), joiner)
        }
        // It would outlive its demonstration, and nobody could sign in to it again.
        (None, Some(account)) if account.is_demonstration() => return Err(Error::NotInDemonstration),
        (None, Some(account)) => {
            let joiner = Joiner::Existing(account.id);
            (account, None, joiner)
        }
        (None, None) => return Err(Error::NotSignedIn),
    };
    let accept = async || services.store.accept_invitation(invitation.token_hash, joiner.clone(), services.now()).await;
    let mut accepted = accept().await;
    if matches!(accepted, Err(store::Error::Conflict(store::Conflict::Email))) {
        // Another request added this address at the same moment.
        accepted = accept().await;
    }
    match accepted {
        Err(store::Error::NotFound) => return Err(GONE),
        done => services.hub.team_changed(done?).await,
    }
    Ok((account, signed_in))
}

/// The account for a typed address and password: their own if they are its, and else a new one. Whether somebody
/// has an account with that address shows neither in the answer nor in the time that it takes.
async fn account_for(services: &Services, address: &str, wanted: NewAccount) -> Result<(AccountRow, bool)> {
    let name = PersonName::parse(&wanted.name).map_err(Invalid::field("name"))?;
    let email = email::parse(&wanted.email)?;
    let password = NewPassword::parse("password", wanted.password.clone())?;
    // It is a way to guess at a password like any other.
    services.sign_ins.begin(&email, TriedBy::Address(address), services.now())?;
    let mut there = email::find_accounts(&*services.store, &wanted.email).await?;
    let hashes: Vec<String> = there.iter().map(|account| account.password_hash.clone().unwrap_or_default()).collect();
    let beside = hashes.first().cloned();
    let own = services.passwords.find(wanted.password, hashes).await?;
    let hash = services.passwords.hash_like(password, beside).await?;
    if let Some(own) = own {
        services.sign_ins.succeeded(&email, TriedBy::Address(address));
        return Ok((there.swap_remove(own), false));
    }
    let id = PersonId(services.new_id());
    Ok((AccountRow { id, name, email: Some(email), password_hash: Some(hash), created_at: services.now() }, true))
}

async fn find(services: &Services, secret: &str) -> Result<InvitationRow> {
    services.store.invitation_by_token(token::hash(secret), services.now()).await?.ok_or(GONE)
}
