//! Room screens: a code on a screen, typed at the desk, and from then on it shows the room without anybody's account.

use api::live::{Connect, Face};
use api::screen::{PairScreen, PairedScreen, ScreenState};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use domain::id::{ScreenId, WorkshopId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::auth::cookies::SetCookie;
use crate::error::{Error, Result};
use crate::routes::access::{ClientAddress, WorkshopPerson, screen_of};
use crate::routes::extract::{Json, Path, Query};
use crate::routes::live::{Upgrade, upgrade};
use crate::state::AppState;
use crate::workshops::screens::{begin_screen, pair_screen, screen_client, screen_state, unpair_screen};

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(look, begin))
        .routes(routes!(live))
        .routes(routes!(pair))
        .routes(routes!(unpair))
}

/// What this browser is to show as a room screen.
#[utoipa::path(get, path = "/api/screen", tag = "screens", responses((status = 200, body = ScreenState)))]
async fn look(State(app): State<AppState>, headers: HeaderMap) -> Result<Json<ScreenState>> {
    let screen = screen_of(&app, &headers).await?;
    Ok(Json(screen.map_or(ScreenState::None, |screen| screen_state(&screen))))
}

/// Makes this browser a room screen with a code of its own; one that shows a workshop continues to show it.
#[utoipa::path(post, path = "/api/screen", tag = "screens", responses((status = 201, body = ScreenState)))]
async fn begin(
    State(app): State<AppState>,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
) -> Result<(StatusCode, Option<SetCookie>, Json<ScreenState>)> {
    let (secret, state) = begin_screen(&app, &address, screen_of(&app, &headers).await?).await?;
    let cookie = secret.map(|secret| SetCookie::screen(&app, &secret));
    Ok((StatusCode::CREATED, cookie, Json(state)))
}

/// Opens the live protocol of the workshop that this browser shows as a room screen. It gets what everyone gets, and
/// its commands are refused.
#[utoipa::path(get, path = "/api/screen/live", tag = "live", params(Connect), responses((status = 101)))]
async fn live(
    State(app): State<AppState>,
    headers: HeaderMap,
    Query(connect): Query<Connect>,
    socket: Upgrade,
) -> Result<Response> {
    let screen = screen_of(&app, &headers).await?.ok_or(Error::NotFound)?;
    let client = screen_client(&app, &screen).await?;
    upgrade(&app, &headers, client, Connect { face: Face::Room, ..connect }, socket)
}

/// Pairs the screen that shows a code with this workshop.
#[utoipa::path(
    post, path = "/api/workshops/{workshop}/screens", tag = "screens", request_body = PairScreen,
    responses((status = 201, body = PairedScreen))
)]
async fn pair(
    State(app): State<AppState>,
    ClientAddress(address): ClientAddress,
    person: WorkshopPerson,
    Json(wanted): Json<PairScreen>,
) -> Result<(StatusCode, Json<PairedScreen>)> {
    let by = person.facilitator_or_owner()?;
    let paired = pair_screen(&app, &address, &person.row, by, &wanted).await?;
    Ok((StatusCode::CREATED, Json(paired)))
}

/// Takes the workshop off a screen.
#[utoipa::path(
    delete, path = "/api/workshops/{workshop}/screens/{screen}", tag = "screens", responses((status = 204))
)]
async fn unpair(
    State(app): State<AppState>,
    person: WorkshopPerson,
    Path((_, screen)): Path<(WorkshopId, ScreenId)>,
) -> Result<StatusCode> {
    person.facilitator_or_owner()?;
    unpair_screen(&app, &person.row, screen).await?;
    Ok(StatusCode::NO_CONTENT)
}
