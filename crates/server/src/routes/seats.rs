//! Seats in a workshop: for people without a device, and a guest's that becomes a member's.

use api::workshop::{Joined, SeatPerson, TakeSeat};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::auth::cookies::SetCookie;
use crate::error::Result;
use crate::routes::access::{WorkshopPerson, guest_of};
use crate::routes::extract::Json;
use crate::state::AppState;
use crate::workshops::seats::{seat_person, take_seat};

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(seat)).routes(routes!(take))
}

/// Gives a person without a device a seat; the facilitator acts for them.
#[utoipa::path(
    post, path = "/api/workshops/{workshop}/seats", tag = "joining", request_body = SeatPerson,
    responses((status = 201, body = Joined))
)]
async fn seat(
    State(app): State<AppState>,
    person: WorkshopPerson,
    Json(wanted): Json<SeatPerson>,
) -> Result<(StatusCode, Json<Joined>)> {
    person.member()?;
    Ok((StatusCode::CREATED, Json(seat_person(&app, &person.row, person.actor, wanted).await?)))
}

/// Makes a guest's seat the signed-in member's own: the one that this browser holds, or one that was confirmed as theirs.
#[utoipa::path(
    post, path = "/api/workshops/{workshop}/seats/mine", tag = "joining", request_body = TakeSeat,
    responses((status = 201, body = Joined))
)]
async fn take(
    State(app): State<AppState>,
    person: WorkshopPerson,
    headers: HeaderMap,
    Json(TakeSeat { from }): Json<TakeSeat>,
) -> Result<(StatusCode, Option<SetCookie>, Json<Joined>)> {
    person.member()?;
    let workshop = person.row.id;
    let proven = guest_of(&app, &headers, workshop).await?.is_some_and(|guest| guest.id == from);
    let joined = take_seat(&app, &person.row, person.actor, from, proven).await?;
    let cookie = proven.then(|| SetCookie::no_guest(&app, workshop));
    Ok((StatusCode::CREATED, cookie, Json(joined)))
}
