//! The home of a person.

use api::home::Home;
use axum::extract::State;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::error::Result;
use crate::home::home;
use crate::routes::access::SignedIn;
use crate::routes::extract::Json;
use crate::state::AppState;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(get))
}

/// What is next for the person who asks, in all their teams.
#[utoipa::path(get, path = "/api/home", tag = "account", responses((status = 200, body = Home)))]
async fn get(State(app): State<AppState>, SignedIn { account, .. }: SignedIn) -> Result<Json<Home>> {
    Ok(Json(home(&app, account.id).await?))
}
