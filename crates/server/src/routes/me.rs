//! Who is asking.

use api::account::{GuestSeat, Me};
use axum::extract::State;
use axum::http::HeaderMap;
use domain::workshop::Phase;
use store::accounts::Account;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::accounts;
use crate::auth::cookies;
use crate::error::Result;
use crate::routes::access::{OptionalAccount, guest_of};
use crate::routes::extract::Json;
use crate::state::{App, AppState};

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(get))
}

/// Who is asking, and what the first page should offer.
#[utoipa::path(get, path = "/api/me", tag = "account", responses((status = 200, body = Me)))]
async fn get(
    State(app): State<AppState>,
    OptionalAccount(signed_in): OptionalAccount,
    headers: HeaderMap,
) -> Result<Json<Me>> {
    Ok(Json(me(&app, signed_in.map(|signed_in| signed_in.account), &headers).await?))
}

/// Describes an account, or a browser without one, to itself.
pub(crate) async fn me(app: &App, account: Option<Account>, headers: &HeaderMap) -> Result<Me> {
    accounts::describe_account(app, account, seats(app, headers).await?, app.demonstrations.is_some()).await
}

async fn seats(app: &App, headers: &HeaderMap) -> Result<Vec<GuestSeat>> {
    let mut seats = Vec::new();
    for (workshop, _) in cookies::seats(headers) {
        let Some(guest) = guest_of(app, headers, workshop).await? else { continue };
        let row = app.store.workshop(workshop).await?;
        if row.is_some_and(|row| row.projection.phase != Phase::Closed) {
            seats.push(GuestSeat { id: guest.id, workshop, name: guest.name.to_string() });
        }
    }
    Ok(seats)
}
