//! Joining a workshop with its code.

use api::workshop::{Join, JoinInfo, Joined};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::auth::cookies::SetCookie;
use crate::error::Result;
use crate::routes::access::{ClientAddress, guest_of};
use crate::routes::extract::{Json, Path};
use crate::state::AppState;
use crate::workshops::joining::{enter_workshop, find_joinable, join_as, join_info};

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(look_at, join))
}

/// What the page behind a code shows.
#[utoipa::path(get, path = "/api/join/{code}", tag = "joining", responses((status = 200, body = JoinInfo)))]
async fn look_at(
    State(app): State<AppState>,
    ClientAddress(address): ClientAddress,
    Path(code): Path<String>,
) -> Result<Json<JoinInfo>> {
    let row = find_joinable(&app, &address, &code).await?;
    Ok(Json(join_info(&app, &row).await?))
}

/// Joins as a guest, or as "I am …". A browser that has a seat in this workshop keeps it.
#[utoipa::path(
    post, path = "/api/join/{code}", tag = "joining", request_body = Join, responses((status = 201, body = Joined))
)]
async fn join(
    State(app): State<AppState>,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    Path(code): Path<String>,
    Json(wanted): Json<Join>,
) -> Result<(StatusCode, Option<SetCookie>, Json<Joined>)> {
    let row = find_joinable(&app, &address, &code).await?;
    if let Some(guest) = guest_of(&app, &headers, row.id).await? {
        enter_workshop(&app, &guest, None).await?;
        return Ok((StatusCode::CREATED, None, Json(Joined { workshop: row.id, person: guest.id })));
    }
    let (secret, id) = join_as(&app, &row, wanted).await?;
    let cookie = SetCookie::guest(&app, row.id, &secret);
    Ok((StatusCode::CREATED, Some(cookie), Json(Joined { workshop: row.id, person: id })))
}
