//! Joining a workshop with its code.

use api::problem::Invalid;
use api::workshop::{Join, JoinInfo, JoinMember, Joined};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use domain::id::{CommandId, PersonId};
use domain::text::PersonName;
use domain::workshop::{Actor, Command, ParticipantKind, Phase, Standing};
use store::guests::Guest;
use store::workshops::WorkshopRow;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::auth::cookies::SetCookie;
use crate::auth::token::Token;
use crate::auth::{ClientAddress, guest_of};
use crate::error::{Error, Result};
use crate::extract::{Json, Path};
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
    let here: Vec<PersonId> =
        state.0.people.values().filter(|person| person.present).filter_map(|person| person.member()).collect();
    let members = app.store.members(row.team).await?.into_iter().filter(|member| !here.contains(&member.account));
    Ok(Json(JoinInfo {
        workshop: row.id,
        title: row.projection.plan.title.to_string(),
        team: team.name.to_string(),
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
        come_in(&app, &guest).await?;
        return Ok((StatusCode::CREATED, None, Json(Joined { workshop: row.id, person: guest.id })));
    }
    let (name, member) = who(&app, &row, wanted).await?;
    let Token { secret, hash } = Token::new(&*app.entropy);
    let id = PersonId(app.new_id());
    let guest = Guest { id, workshop: row.id, name, token_hash: Some(hash), member, created_at: app.now() };
    app.store.create_guest(guest.clone()).await?;
    if let Err(refused) = come_in(&app, &guest).await {
        app.store.revoke_guest(row.id, id).await?;
        return Err(refused);
    }
    let cookie = SetCookie::guest(&app, row.id, &secret);
    Ok((StatusCode::CREATED, Some(cookie), Json(Joined { workshop: row.id, person: id })))
}

async fn find(app: &App, address: &str, code: &str) -> Result<WorkshopRow> {
    app.throttle.attempt(Attempt::Join, address, app.now())?;
    let row = app.store.workshop_by_code(&code.trim().to_uppercase()).await?.ok_or(WRONG)?;
    match row.projection.phase {
        Phase::Open | Phase::Running | Phase::Reflecting => Ok(row),
        Phase::Planned | Phase::Closed => Err(WRONG),
    }
}

async fn who(app: &App, row: &WorkshopRow, wanted: Join) -> Result<(PersonName, Option<PersonId>)> {
    match wanted {
        Join::Guest { name } => Ok((PersonName::parse(&name).map_err(Invalid::field("name"))?, None)),
        Join::Member { member } => {
            let found = app.store.member(row.team, member).await?;
            let unknown = || Invalid { field: "member", reason: "Choose somebody of the list.".into() };
            Ok((found.ok_or_else(unknown)?.name, Some(member)))
        }
    }
}

async fn come_in(app: &App, guest: &Guest) -> Result<()> {
    let kind = guest.member.map_or(ParticipantKind::Guest, |member| ParticipantKind::Seat { member, confirmed: false });
    let actor = Actor { person: guest.id, standing: Standing::Guest };
    let join = vec![Command::Join { kind, draws: false }];
    app.hub.submit(guest.workshop, actor, CommandId(app.new_id()), None, join).await?;
    Ok(())
}
