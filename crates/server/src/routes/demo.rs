//! The demonstration: one click, and a workshop is about to begin.

use api::account::Demo;
use api::refusal::RequestReason;
use axum::extract::State;
use axum::http::StatusCode;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::auth::cookies::SetCookie;
use crate::demonstrations;
use crate::error::{Error, Result};
use crate::routes::access::{ClientAddress, OptionalAccount};
use crate::routes::extract::Json;
use crate::state::AppState;
use crate::throttle::Attempt;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(create))
}

/// Makes a team with systems, cards and a workshop about to begin, whose other people the server plays. A visitor who is not
/// signed in is signed in to an account of that team. It can do nothing outside that team, and is deleted after a week.
#[utoipa::path(post, path = "/api/demo", tag = "account", responses((status = 201, body = Demo)))]
async fn create(
    State(app): State<AppState>,
    ClientAddress(address): ClientAddress,
    OptionalAccount(signed_in): OptionalAccount,
) -> Result<(StatusCode, Option<SetCookie>, Json<Demo>)> {
    app.throttle.attempt(Attempt::Demo, &address, app.now())?;
    let most = app.demonstrations.ok_or(Error::Gone(RequestReason::NoDemonstration))?;
    let signed_in = signed_in.map(|signed_in| signed_in.account.id);
    let (demo, begun) = demonstrations::begin(&app, &app.starter, most, signed_in, &address).await?;
    let cookie = begun.map(|begun| SetCookie::begun_session(&app, &begun));
    Ok((StatusCode::CREATED, cookie, Json(demo)))
}
