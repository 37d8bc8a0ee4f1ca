//! A round as those see it who are asked, and the signature of their ballot.

use api::ballot::{BallotRound, ClaimBallot, ClaimedBallot, LookAtRound};
use axum::extract::State;
use domain::id::{PersonId, SurveyRoundId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::error::Result;
use crate::routes::access::OptionalAccount;
use crate::routes::extract::{Json, Path};
use crate::state::AppState;
use crate::survey::{describe_round, identify_viewer, sign_ballot};

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(look)).routes(routes!(claim))
}

/// A round, for a member of its team and for anyone who has a personal link. It claims nothing; it is no GET because the link's
/// secret must not be in a URL.
#[utoipa::path(
    post, path = "/api/survey-rounds/{round}/look", tag = "survey", request_body = LookAtRound,
    responses((status = 200, body = BallotRound))
)]
async fn look(
    State(app): State<AppState>,
    account: OptionalAccount,
    Path(id): Path<SurveyRoundId>,
    Json(LookAtRound { link }): Json<LookAtRound>,
) -> Result<Json<BallotRound>> {
    let viewer = identify_viewer(&app, id, account_id(account), link)?;
    Ok(Json(describe_round(&app, id, viewer).await?))
}

/// Signs a blinded value, once for each who is asked; the same value gets the same signature again.
#[utoipa::path(
    post, path = "/api/survey-rounds/{round}/claim", tag = "survey", request_body = ClaimBallot,
    responses((status = 200, body = ClaimedBallot))
)]
async fn claim(
    State(app): State<AppState>,
    account: OptionalAccount,
    Path(id): Path<SurveyRoundId>,
    Json(ClaimBallot { blinded, link }): Json<ClaimBallot>,
) -> Result<Json<ClaimedBallot>> {
    let viewer = identify_viewer(&app, id, account_id(account), link)?;
    Ok(Json(sign_ballot(&app, id, viewer, &blinded).await?))
}

fn account_id(OptionalAccount(signed_in): OptionalAccount) -> Option<PersonId> {
    signed_in.map(|signed_in| signed_in.account.id)
}
