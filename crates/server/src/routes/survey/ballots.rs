//! Ballots. The server does not know who sends one, and nothing here may help to find out: no cookie is read, no address, nothing is counted,
//! logged or traced, and every ballot that is taken gets the same answer.

use api::ballot::{BALLOT_BYTES, BallotEpoch, SentBallot};
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::id::SurveyRoundId;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::ballots::Refused;
use crate::error::Error;
use crate::routes::extract::{Json, Path};
use crate::state::AppState;
use crate::survey;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(epoch)).routes(routes!(send)).layer(DefaultBodyLimit::max(BALLOT_BYTES))
}

/// Answers whether a ballot may be lost: then its browser sends it again.
#[utoipa::path(get, path = "/api/ballots/epoch", tag = "survey", responses((status = 200, body = BallotEpoch)))]
async fn epoch(State(app): State<AppState>) -> Json<BallotEpoch> {
    Json(BallotEpoch { epoch: app.pool.epoch().to_owned() })
}

/// Takes a ballot: nonce (32 bytes), randomizer (32), signature (256), answer (1), comment (800, padded with spaces).
/// Sending it again changes nothing.
#[utoipa::path(
    post, path = "/api/ballots/{round}", tag = "survey",
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 202, body = BallotEpoch))
)]
async fn send(
    State(app): State<AppState>,
    Path(round): Path<SurveyRoundId>,
    body: Bytes,
) -> Result<(StatusCode, Json<BallotEpoch>), Refusal> {
    let ballot = SentBallot::parse(&body).ok_or(Refusal(Refused::NoBallot))?;
    let epoch = BallotEpoch { epoch: app.pool.epoch().to_owned() };
    // Done to its end even when the browser has gone: it may be the one with which others are written.
    let taken = tokio::spawn(async move { survey::accept_ballot(&app, round, ballot).await }).await;
    taken.unwrap_or(Err(Refused::Unavailable)).map_err(Refusal)?;
    Ok((StatusCode::ACCEPTED, Json(epoch)))
}

/// Why a ballot was not taken. Unlike other failures, it is not logged.
struct Refusal(Refused);

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self.0 {
            Refused::NoBallot => Error::NoBallot.into_response(),
            Refused::Unavailable => Error::Stopping.into_response(),
        }
    }
}
