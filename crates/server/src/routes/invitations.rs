//! Links into a team.

use api::account::{AcceptInvitation, InvitationInfo, Me, NewAccount};
use api::problem::Invalid;
use api::team::{Invitation, NewInvitation};
use api::time::to_rfc3339;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use domain::id::{InvitationId, PersonId, TeamId};
use domain::text::PersonName;
use store::accounts::Account;
use store::teams::Joiner;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::me::me;
use crate::auth::cookies::SetCookie;
use crate::auth::password::NewPassword;
use crate::auth::token::{self, Token};
use crate::auth::{email, session};
use crate::error::{Error, Result};
use crate::routes::access::{ClientAddress, OptionalAccount, TeamOwner};
use crate::routes::extract::{Json, Path};
use crate::state::{App, AppState};
use crate::throttle::{Attempt, TriedBy};

const DAYS: i64 = 7;
const MAX_INVITATIONS: usize = 50;
const MAX_MEMBERS: usize = 200;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(revoke)).routes(routes!(look_at, accept))
}

const GONE: Error = Error::Gone("This invitation does not work any more. Ask an owner of the team for a new one.");

/// The invitations that still work, newest first. Their links are not kept.
#[utoipa::path(
    get, path = "/api/teams/{team}/invitations", tag = "teams", responses((status = 200, body = [Invitation]))
)]
async fn list(State(app): State<AppState>, TeamOwner(owner): TeamOwner) -> Result<Json<Vec<Invitation>>> {
    let rows = app.store.invitations(owner.team.id, app.now()).await?;
    let names = app.store.names(&rows.iter().map(|row| row.created_by).collect::<Vec<_>>()).await?;
    let invitation = |row: store::teams::Invitation| Invitation {
        id: row.id,
        created_by: names.get(&row.created_by).map(ToString::to_string).unwrap_or_default(),
        expires_at: to_rfc3339(row.expires_at),
    };
    Ok(Json(rows.into_iter().map(invitation).collect()))
}

/// Makes an invitation. Its link works for a week, for everybody who gets it.
#[utoipa::path(
    post, path = "/api/teams/{team}/invitations", tag = "teams", responses((status = 201, body = NewInvitation))
)]
async fn create(State(app): State<AppState>, TeamOwner(owner): TeamOwner) -> Result<(StatusCode, Json<NewInvitation>)> {
    if app.store.invitations(owner.team.id, app.now()).await?.len() >= MAX_INVITATIONS {
        return Err(Error::Full { what: "invitations that still work", limit: MAX_INVITATIONS });
    }
    let Token { secret, hash } = Token::new(&*app.entropy);
    let (id, expires_at) = (InvitationId(app.new_id()), app.now().plus_days(DAYS));
    let invitation = store::teams::Invitation {
        id,
        team: owner.team.id,
        token_hash: hash,
        created_by: owner.account.id,
        created_at: app.now(),
        expires_at,
    };
    app.store.create_invitation(invitation).await?;
    let link = format!("{}/invite/{secret}", app.public_url);
    Ok((StatusCode::CREATED, Json(NewInvitation { id, link, expires_at: to_rfc3339(expires_at) })))
}

/// Revokes an invitation.
#[utoipa::path(delete, path = "/api/teams/{team}/invitations/{invitation}", tag = "teams", responses((status = 204)))]
async fn revoke(
    State(app): State<AppState>,
    TeamOwner(owner): TeamOwner,
    Path((_, id)): Path<(TeamId, InvitationId)>,
) -> Result<StatusCode> {
    app.store.revoke_invitation(owner.team.id, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Where an invitation leads.
#[utoipa::path(
    get, path = "/api/invitations/{token}", tag = "account", responses((status = 200, body = InvitationInfo))
)]
async fn look_at(
    State(app): State<AppState>,
    ClientAddress(address): ClientAddress,
    Path(secret): Path<String>,
) -> Result<Json<InvitationInfo>> {
    app.throttle.attempt(Attempt::Link, &address, app.now())?;
    let invitation = find(&app, &secret).await?;
    let team = app.store.team(invitation.team).await?.ok_or(GONE)?;
    let inviter = app.store.account(invitation.created_by).await?;
    let invited_by = inviter.map(|account| account.name.to_string()).unwrap_or_default();
    Ok(Json(InvitationInfo { team: team.name.to_string(), invited_by }))
}

/// Comes into the team: with the signed-in account, or with a new one, which is signed in.
#[utoipa::path(
    post, path = "/api/invitations/{token}", tag = "account", request_body = AcceptInvitation,
    responses((status = 201, body = Me))
)]
async fn accept(
    State(app): State<AppState>,
    ClientAddress(address): ClientAddress,
    OptionalAccount(signed_in): OptionalAccount,
    headers: HeaderMap,
    Path(secret): Path<String>,
    Json(wanted): Json<AcceptInvitation>,
) -> Result<(StatusCode, Option<SetCookie>, Json<Me>)> {
    app.throttle.attempt(Attempt::Link, &address, app.now())?;
    let invitation = find(&app, &secret).await?;
    if app.store.members(invitation.team).await?.len() >= MAX_MEMBERS {
        return Err(Error::Full { what: "members of a team", limit: MAX_MEMBERS });
    }
    let (account, cookie, joiner) = match (wanted.account, signed_in) {
        (Some(new), _) => {
            let (account, is_new) = account_for(&app, &address, new).await?;
            let (secret, session) = session::begin(&app, account.id);
            let joiner = if is_new {
                Joiner::New { account: account.clone(), session }
            } else {
                app.store.create_session(session).await?;
                Joiner::Existing(account.id)
            };
            let cookies = SetCookie::session_of(&app, &secret, account.email.as_deref());
            (account, Some(cookies), joiner)
        }
        // It would outlive its demonstration, and nobody could sign in to it again.
        (None, Some(signed_in)) if signed_in.account.is_demonstration() => return Err(Error::NotInDemonstration),
        (None, Some(signed_in)) => {
            let joiner = Joiner::Existing(signed_in.account.id);
            (signed_in.account, None, joiner)
        }
        (None, None) => return Err(Error::NotSignedIn),
    };
    let accept = async || app.store.accept_invitation(invitation.token_hash, joiner.clone(), app.now()).await;
    let mut accepted = accept().await;
    if matches!(accepted, Err(store::Error::Conflict(store::Conflict::Email))) {
        // Somebody came in with this address at the same moment.
        accepted = accept().await;
    }
    match accepted {
        Err(store::Error::NotFound) => return Err(GONE),
        done => app.hub.team_changed(done?).await,
    }
    let me = me(&app, Some(account), &headers).await?;
    Ok((StatusCode::CREATED, cookie, Json(me)))
}

/// The account for which somebody typed address and password: their own if they are its, and else a new one. Whether somebody
/// has an account with that address shows neither in the answer nor in the time that it takes.
async fn account_for(app: &App, address: &str, wanted: NewAccount) -> Result<(Account, bool)> {
    let name = PersonName::parse(&wanted.name).map_err(Invalid::field("name"))?;
    let email = email::parse(&wanted.email)?;
    let password = NewPassword::parse("password", wanted.password.clone())?;
    // It is a way to guess at a password like any other.
    app.sign_ins.begin(&email, TriedBy::Address(address), app.now())?;
    let mut there = email::find_accounts(&*app.store, &wanted.email).await?;
    let hashes: Vec<String> = there.iter().map(|account| account.password_hash.clone().unwrap_or_default()).collect();
    let beside = hashes.first().cloned();
    let own = app.passwords.find(wanted.password, hashes).await?;
    let hash = app.passwords.hash_like(password, beside).await?;
    if let Some(own) = own {
        app.sign_ins.succeeded(&email, TriedBy::Address(address));
        return Ok((there.swap_remove(own), false));
    }
    let id = PersonId(app.new_id());
    Ok((Account { id, name, email: Some(email), password_hash: Some(hash), created_at: app.now() }, true))
}

async fn find(app: &App, secret: &str) -> Result<store::teams::Invitation> {
    app.store.invitation_by_token(token::hash(secret), app.now()).await?.ok_or(GONE)
}
