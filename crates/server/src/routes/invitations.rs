//! Links into a team.

use api::account::{AcceptInvitation, InvitationInfo, Me};
use api::team::{Invitation, NewInvitation};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use domain::id::{InvitationId, TeamId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::me::me;
use crate::auth::cookies::SetCookie;
use crate::error::Result;
use crate::routes::access::{ClientAddress, OptionalAccount, TeamOwner};
use crate::routes::extract::{Json, Path};
use crate::state::AppState;
use crate::teams;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(revoke)).routes(routes!(look_at, accept))
}

/// The invitations that still work, newest first. Their links are not kept.
#[utoipa::path(
    get, path = "/api/teams/{team}/invitations", tag = "teams", responses((status = 200, body = [Invitation]))
)]
async fn list(State(app): State<AppState>, TeamOwner(owner): TeamOwner) -> Result<Json<Vec<Invitation>>> {
    Ok(Json(teams::invitations(&app, owner.team.id).await?))
}

/// Makes an invitation. Its link works for a week, for everybody who gets it.
#[utoipa::path(
    post, path = "/api/teams/{team}/invitations", tag = "teams", responses((status = 201, body = NewInvitation))
)]
async fn create(State(app): State<AppState>, TeamOwner(owner): TeamOwner) -> Result<(StatusCode, Json<NewInvitation>)> {
    let invitation = teams::create_invitation(&app, owner.team.id, owner.account.id).await?;
    Ok((StatusCode::CREATED, Json(invitation)))
}

/// Revokes an invitation.
#[utoipa::path(delete, path = "/api/teams/{team}/invitations/{invitation}", tag = "teams", responses((status = 204)))]
async fn revoke(
    State(app): State<AppState>,
    TeamOwner(owner): TeamOwner,
    Path((_, id)): Path<(TeamId, InvitationId)>,
) -> Result<StatusCode> {
    teams::revoke_invitation(&app, owner.team.id, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The team of an invitation.
#[utoipa::path(
    get, path = "/api/invitations/{token}", tag = "account", responses((status = 200, body = InvitationInfo))
)]
async fn look_at(
    State(app): State<AppState>,
    ClientAddress(address): ClientAddress,
    Path(secret): Path<String>,
) -> Result<Json<InvitationInfo>> {
    Ok(Json(teams::describe_invitation(&app, &address, &secret).await?))
}

/// Joins the team: with the signed-in account, or with a new one, which is signed in.
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
    let signed_in = signed_in.map(|signed_in| signed_in.account);
    let (account, begun) = teams::accept_invitation(&app, &address, &secret, wanted, signed_in).await?;
    let cookies = begun.map(|begun| SetCookie::begun_session(&app, &begun));
    let me = me(&app, Some(account), &headers).await?;
    Ok((StatusCode::CREATED, cookies, Json(me)))
}
