//! Joining a workshop with its code.

use api::problem::Invalid;
use api::workshop::{Join, JoinInfo, JoinMember, JoinSeat, Joined};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use domain::id::{CommandId, PersonId};
use domain::text::PersonName;
use domain::workshop::{Actor, Command, Participant, ParticipantKind, Phase, Standing};
use store::guests::Guest;
use store::workshops::WorkshopRow;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::auth::cookies::SetCookie;
use crate::auth::token::Token;
use crate::code;
use crate::error::{Error, Result};
use crate::routes::access::{ClientAddress, guest_of, visitors_may_look};
use crate::routes::extract::{Json, Path};
use crate::state::{App, AppState};
use crate::throttle::Attempt;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(look_at, join))
}

const WRONG: Error = Error::Gone("No workshop has this code. Look at the room screen again.");

/// What the page behind a code shows.
#[utoipa::path(get, path = "/api/join/{code}", tag = "joining", responses((status = 200, body = JoinInfo)))]
async fn look_at(
    State(app): State<AppState>,
    ClientAddress(address): ClientAddress,
    Path(code): Path<String>,
) -> Result<Json<JoinInfo>> {
    let row = find(&app, &address, &code).await?;
    let team = app.store.team(row.team).await?.ok_or(WRONG)?;
    let state = app.hub.state(row.id).await?;
    let (seated, here): (Vec<_>, Vec<_>) =
        state.0.people.values().filter(|person| person.present).partition(|person| person.without_device);
    let here: Vec<PersonId> = here.into_iter().filter_map(Participant::member).collect();
    let names = &state.1.names;
    let guests = seated.into_iter().filter(|seat| seat.kind == ParticipantKind::Guest);
    let seats =
        guests.filter_map(|seat| Some(JoinSeat { id: seat.person, name: names.get(&seat.person)?.to_string() }));
    let members = app.store.members(row.team).await?.into_iter().filter(|member| !here.contains(&member.account));
    Ok(Json(JoinInfo {
        workshop: row.id,
        title: row.projection.plan.title.to_string(),
        team: team.name.to_string(),
        seats: seats.collect(),
        members: members.map(|member| JoinMember { id: member.account, name: member.name.to_string() }).collect(),
    }))
}

/// Joins as a guest, or as "I am …". A browser that has a seat in this workshop keeps it.
#[utoipa::path(
    post, path = "/api/join/{code}", tag = "joining", request_body = Join, responses((status = 201, body = Joined))
)]
async fn join(
    State(app): State<AppState>,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    Path(code): Path<String>,
    Json(wanted): Json<Join>,
) -> Result<(StatusCode, Option<SetCookie>, Json<Joined>)> {
    let row = find(&app, &address, &code).await?;
    if let Some(guest) = guest_of(&app, &headers, row.id).await? {
        come_in(&app, &guest, None).await?;
        return Ok((StatusCode::CREATED, None, Json(Joined { workshop: row.id, person: guest.id })));
    }
    let Newcomer { name, member, seat } = who(&app, &row, wanted).await?;
    let Token { secret, hash } = Token::new(&*app.entropy);
    let id = PersonId(app.new_id());
    let guest = Guest { id, workshop: row.id, name, token_hash: Some(hash), member, created_at: app.now() };
    app.store.create_guest(guest.clone()).await?;
    if let Err(refused) = come_in(&app, &guest, seat).await {
        app.store.revoke_guest(row.id, id).await?;
        return Err(refused);
    }
    let cookie = SetCookie::guest(&app, row.id, &secret);
    Ok((StatusCode::CREATED, Some(cookie), Json(Joined { workshop: row.id, person: id })))
}

async fn find(app: &App, address: &str, code: &str) -> Result<WorkshopRow> {
    app.throttle.attempt(Attempt::Join, address, app.now())?;
    let row = app.store.workshop_by_code(&code::clean(code)).await?.ok_or(WRONG)?;
    let joinable = match row.projection.phase {
        Phase::Open | Phase::Running | Phase::Reflecting => visitors_may_look(app, &row).await?,
        Phase::Planned | Phase::Closed => false,
    };
    if joinable { Ok(row) } else { Err(WRONG) }
}

/// Who comes by the code.
struct Newcomer {
    name: PersonName,
    /// The member who they say they are.
    member: Option<PersonId>,
    /// The seat without a device that they say is theirs.
    seat: Option<PersonId>,
}

async fn who(app: &App, row: &WorkshopRow, wanted: Join) -> Result<Newcomer> {
    let unknown = |field| Invalid { field, reason: "Choose somebody of the list.".into() };
    match wanted {
        Join::Guest { name } => {
            let name = PersonName::parse(&name).map_err(Invalid::field("name"))?;
            Ok(Newcomer { name, member: None, seat: None })
        }
        Join::Member { member } => {
            let found = app.store.member(row.team, member).await?.ok_or_else(|| unknown("member"))?;
            let state = app.hub.state(row.id).await?;
            let seated = state.0.people.get(&member).is_some_and(|there| there.present && there.without_device);
            Ok(Newcomer { name: found.name, member: Some(member), seat: seated.then_some(member) })
        }
        Join::Seat { seat } => {
            let state = app.hub.state(row.id).await?;
            let name = state.1.names.get(&seat).cloned().ok_or_else(|| unknown("seat"))?;
            Ok(Newcomer { name, member: None, seat: Some(seat) })
        }
    }
}

async fn come_in(app: &App, guest: &Guest, seat: Option<PersonId>) -> Result<()> {
    let kind = guest.member.map_or(ParticipantKind::Guest, |member| ParticipantKind::Seat { member, confirmed: false });
    let actor = Actor { person: guest.id, standing: Standing::Guest };
    let join = match seat {
        Some(seat) => Command::ClaimSeat { seat, kind },
        None => Command::Join { kind, draws: false },
    };
    app.hub.submit(guest.workshop, actor, CommandId(app.new_id()), None, vec![join]).await?;
    Ok(())
}
