//! The monthly question.

mod ballots;
mod rounds;
mod set_up;

use utoipa_axum::router::OpenApiRouter;

use crate::state::AppState;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    rounds::router().merge(set_up::router())
}

/// What nothing is counted or logged about.
pub(crate) fn unseen_router() -> OpenApiRouter<AppState> {
    ballots::router()
}
