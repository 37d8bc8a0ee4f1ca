//! Joining a workshop with its code.

use api::workshop::{Join, JoinInfo, Joined};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use domain::workshop::Phase;
use store::workshops::WorkshopRow;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::auth::cookies::SetCookie;
use crate::code;
use crate::error::Result;
use crate::routes::access::{ClientAddress, guest_of, visitors_may_look};
use crate::routes::extract::{Json, Path};
use crate::state::{App, AppState};
use crate::throttle::Attempt;
use crate::workshops::joining::{WRONG_CODE, come_in, join_as, join_info};

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
    let row = find(&app, &address, &code).await?;
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
    let row = find(&app, &address, &code).await?;
    if let Some(guest) = guest_of(&app, &headers, row.id).await? {
        come_in(&app, &guest, None).await?;
        return Ok((StatusCode::CREATED, None, Json(Joined { workshop: row.id, person: guest.id })));
    }
    let (secret, id) = join_as(&app, &row, wanted).await?;
    let cookie = SetCookie::guest(&app, row.id, &secret);
    Ok((StatusCode::CREATED, Some(cookie), Json(Joined { workshop: row.id, person: id })))
}

async fn find(app: &App, address: &str, code: &str) -> Result<WorkshopRow> {
    app.throttle.attempt(Attempt::Join, address, app.now())?;
    let row = app.store.workshop_by_code(&code::clean(code)).await?.ok_or(WRONG_CODE)?;
    let joinable = match row.projection.phase {
        Phase::Open | Phase::Running | Phase::Reflecting => visitors_may_look(app, &row).await?,
        Phase::Planned | Phase::Closed => false,
    };
    if joinable { Ok(row) } else { Err(WRONG_CODE) }
}
