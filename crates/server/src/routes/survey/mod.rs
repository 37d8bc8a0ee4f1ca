//! The monthly question.

mod ballots;
mod rounds;

use utoipa_axum::router::OpenApiRouter;

use crate::state::AppState;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    rounds::router()
}

/// What nothing is counted or logged about.
pub(crate) fn unseen_router() -> OpenApiRouter<AppState> {
    ballots::router()
}
