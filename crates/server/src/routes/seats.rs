//! Seats in a workshop: for people without a device, and a guest's that becomes a member's.

use api::problem::Invalid;
use api::workshop::{Joined, SeatPerson, TakeSeat};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use domain::id::{CommandId, PersonId};
use domain::text::PersonName;
use domain::workshop::{Command, ParticipantKind, ServerCommand};
use store::guests::Guest;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::auth::cookies::SetCookie;
use crate::error::{Error, Result};
use crate::routes::access::{WorkshopPerson, guest_of};
use crate::routes::extract::Json;
use crate::state::{App, AppState};

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(seat)).routes(routes!(take))
}

/// Gives somebody without a device a seat; the facilitator acts for them.
#[utoipa::path(
    post, path = "/api/workshops/{workshop}/seats", tag = "joining", request_body = SeatPerson,
    responses((status = 201, body = Joined))
)]
async fn seat(
    State(app): State<AppState>,
    person: WorkshopPerson,
    Json(wanted): Json<SeatPerson>,
) -> Result<(StatusCode, Json<Joined>)> {
    let (facilitator, workshop) = (person.member()?, person.row.id);
    if person.row.projection.facilitator != facilitator {
        return Err(Error::NotAllowed("Only the facilitator can do this."));
    }
    let (seated, kind, draws) = match wanted {
        SeatPerson::Member { member } => {
            let found = app.store.member(person.row.team, member).await?;
            let unknown = || Invalid { field: "member", reason: "Choose a member of the team.".into() };
            (member, ParticipantKind::Member, found.ok_or_else(unknown)?.responder)
        }
        SeatPerson::Guest { name } => (guest(&app, &person, &name).await?, ParticipantKind::Guest, true),
    };
    let command = vec![Command::Server(ServerCommand::Seat { person: seated, kind, draws })];
    app.hub.submit(workshop, person.actor, CommandId(app.new_id()), None, command).await?;
    Ok((StatusCode::CREATED, Json(Joined { workshop, person: seated })))
}

/// Somebody who has a name and nothing to prove it with.
async fn guest(app: &App, person: &WorkshopPerson, name: &str) -> Result<PersonId> {
    let name = PersonName::parse(name).map_err(Invalid::field("name"))?;
    let id = PersonId(app.new_id());
    let workshop = person.row.id;
    let guest = Guest { id, workshop, name, token_hash: None, member: None, created_at: app.now() };
    app.store.create_guest(guest).await?;
    Ok(id)
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
    let (member, workshop) = (person.member()?, person.row.id);
    let proven = guest_of(&app, &headers, workshop).await?.is_some_and(|guest| guest.id == from);
    let command = vec![Command::Server(ServerCommand::TakeSeat { from, proven })];
    app.hub.submit(workshop, person.actor, CommandId(app.new_id()), None, command).await?;
    let cookie = proven.then(|| SetCookie::no_guest(&app, workshop));
    Ok((StatusCode::CREATED, cookie, Json(Joined { workshop, person: member })))
}
