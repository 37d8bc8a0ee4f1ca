//! The person who is signed in.

use api::account::Me;
use axum::extract::State;
use axum::http::HeaderMap;
use store::accounts::AccountRow;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::accounts;
use crate::error::Result;
use crate::routes::access::{OptionalAccount, guests_of};
use crate::routes::extract::Json;
use crate::state::{App, AppState};
use crate::workshops::visitors::open_seats;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(get))
}

/// The person who is signed in, and what the first page should offer.
#[utoipa::path(get, path = "/api/me", tag = "account", responses((status = 200, body = Me)))]
async fn get(
    State(app): State<AppState>,
    OptionalAccount(signed_in): OptionalAccount,
    headers: HeaderMap,
) -> Result<Json<Me>> {
    Ok(Json(me(&app, signed_in.map(|signed_in| signed_in.account), &headers).await?))
}

/// Describes an account, or a browser without one, to itself.
pub(crate) async fn me(app: &App, account: Option<AccountRow>, headers: &HeaderMap) -> Result<Me> {
    let seats = open_seats(app, guests_of(app, headers).await?).await?;
    accounts::describe_account(app, account, seats, app.demonstrations.is_some()).await
}
