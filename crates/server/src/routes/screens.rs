//! Room screens: a code on a screen, typed at the desk, and from then on it shows the room without anybody's account.

use api::live::{Connect, Face};
use api::screen::{PairScreen, PairedScreen, ScreenState};
use api::time::to_rfc3339;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use domain::id::{PersonId, ScreenId, WorkshopId};
use domain::time::Timestamp;
use domain::workshop::{Actor, Phase, Standing};
use store::screens::Screen;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::auth::cookies::SetCookie;
use crate::auth::token::Token;
use crate::code;
use crate::error::{Error, Result};
use crate::live::{Client, Pass, Revocation};
use crate::routes::access::{ClientAddress, WorkshopPerson, screen_of};
use crate::routes::extract::{Json, Path, Query};
use crate::routes::live::{Upgrade, upgrade};
use crate::state::{App, AppState};
use crate::throttle::Attempt;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(look, begin))
        .routes(routes!(live))
        .routes(routes!(pair))
        .routes(routes!(unpair))
}

/// How long a code can be typed.
const CODE_MINUTES: i64 = 10;
/// How long a paired screen is let in at most; its workshop usually ends sooner.
const PAIRED_DAYS: i64 = 2;
const WRONG: Error = Error::Gone("No screen shows this code. Look at it again: a new one comes every ten minutes.");

/// What this browser is to show as a room screen.
#[utoipa::path(get, path = "/api/screen", tag = "screens", responses((status = 200, body = ScreenState)))]
async fn look(State(app): State<AppState>, headers: HeaderMap) -> Result<Json<ScreenState>> {
    let screen = screen_of(&app, &headers).await?;
    Ok(Json(screen.map_or(ScreenState::None, |screen| state(&screen))))
}

/// Makes this browser a room screen with a code of its own; one that shows a workshop goes on with it.
#[utoipa::path(post, path = "/api/screen", tag = "screens", responses((status = 201, body = ScreenState)))]
async fn begin(
    State(app): State<AppState>,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
) -> Result<(StatusCode, Option<SetCookie>, Json<ScreenState>)> {
    app.throttle.attempt(Attempt::Screen, &address, app.now())?;
    let before = screen_of(&app, &headers).await?;
    if let Some(paired) = before.as_ref().filter(|screen| screen.paired.is_some()) {
        return Ok((StatusCode::CREATED, None, Json(state(paired))));
    }
    let (secret, screen) = new_screen(&app, before.map(|screen| screen.token_hash)).await?;
    Ok((StatusCode::CREATED, Some(SetCookie::screen(&app, &secret)), Json(state(&screen))))
}

/// A screen with a code that no other shows.
async fn new_screen(app: &App, instead_of: Option<store::Sha256>) -> Result<(String, Screen)> {
    for _ in 0..3 {
        let Token { secret, hash } = Token::new(&*app.entropy);
        let screen = Screen {
            id: ScreenId(app.new_id()),
            token_hash: hash,
            code: code::new(&*app.entropy),
            paired: None,
            expires_at: app.now().plus_minutes(CODE_MINUTES),
        };
        match app.store.create_screen(screen.clone(), instead_of).await {
            Err(store::Error::Conflict(store::Conflict::Code)) => {}
            made => return Ok(made.map(|()| (secret, screen))?),
        }
    }
    Err(Error::Internal("every code is taken".into()))
}

/// Opens the live protocol of the workshop that this browser shows as a room screen. It is told what everyone is told, and
/// its commands are refused.
#[utoipa::path(get, path = "/api/screen/live", tag = "live", params(Connect), responses((status = 101)))]
async fn live(
    State(app): State<AppState>,
    headers: HeaderMap,
    Query(connect): Query<Connect>,
    socket: Upgrade,
) -> Result<Response> {
    let screen = screen_of(&app, &headers).await?.ok_or(Error::NotFound)?;
    let (workshop, _) = screen.paired.ok_or(Error::NotFound)?;
    let row = app.store.workshop(workshop).await?.ok_or(Error::NotFound)?;
    // Nobody: the screen's own id is that of no person.
    let actor = Actor { person: PersonId(screen.id.0), standing: Standing::Screen };
    let client = Client { workshop, team: row.team, actor, pass: Pass::Screen(screen.token_hash) };
    upgrade(&app, &headers, client, Connect { face: Face::Room, ..connect }, socket)
}

/// Pairs the screen that shows a code with this workshop.
#[utoipa::path(
    post, path = "/api/workshops/{workshop}/screens", tag = "screens", request_body = PairScreen,
    responses((status = 201, body = PairedScreen))
)]
async fn pair(
    State(app): State<AppState>,
    ClientAddress(address): ClientAddress,
    person: WorkshopPerson,
    Json(wanted): Json<PairScreen>,
) -> Result<(StatusCode, Json<PairedScreen>)> {
    let by = person.facilitator_or_owner()?;
    app.throttle.attempt(Attempt::Pair, &address, app.now())?;
    let row = &person.row;
    if row.projection.phase == Phase::Closed {
        return Err(Error::Conflict { code: "over", detail: "This workshop is over." });
    }
    let (now, expires_at) = (app.now(), lasts(&app));
    let paired = match app.store.pair_screen(code::clean(&wanted.code), row.id, by, now, expires_at).await {
        Err(store::Error::NotFound) => return Err(WRONG),
        paired => paired?,
    };
    app.hub.team_changed(row.team).await;
    Ok((StatusCode::CREATED, Json(PairedScreen { id: paired.id, code: paired.code })))
}

/// Takes the workshop off a screen.
#[utoipa::path(
    delete, path = "/api/workshops/{workshop}/screens/{screen}", tag = "screens", responses((status = 204))
)]
async fn unpair(
    State(app): State<AppState>,
    person: WorkshopPerson,
    Path((_, screen)): Path<(WorkshopId, ScreenId)>,
) -> Result<StatusCode> {
    person.facilitator_or_owner()?;
    let gone = app.store.delete_screen(person.row.id, screen).await?;
    app.hub.revoke(Revocation::Session(gone.token_hash));
    app.hub.team_changed(person.row.team).await;
    Ok(StatusCode::NO_CONTENT)
}

fn lasts(app: &App) -> Timestamp {
    app.now().plus_days(PAIRED_DAYS)
}

fn state(screen: &Screen) -> ScreenState {
    match screen.paired {
        Some((workshop, _)) => ScreenState::Paired { screen: screen.id, workshop },
        None => ScreenState::Waiting { code: screen.code.clone(), expires_at: to_rfc3339(screen.expires_at) },
    }
}
