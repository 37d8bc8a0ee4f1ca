//! Feeds that calendars subscribe to, without signing in: of a team, and of a person with all their teams.

use api::calendar::{Calendar, Feed, Question};
use api::invitation::Invitation;
use api::time::today_in;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::id::{PersonId, TeamId};
use domain::time::{Day, Timestamp};
use sha2::{Digest, Sha256};
use store::Page;
use store::preparation::Cancelled;
use store::rhythm::CalendarOf;
use store::surveys::Survey;
use store::teams::Team;
use store::workshops::WorkshopRow;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::preparation::wording;
use crate::auth::{SignedIn, TeamMember, TeamOwner};
use crate::error::{Error, Result};
use crate::extract::{Json, Path};
use crate::state::{App, AppState};

/// The latest workshops of a team that a feed tells.
const WORKSHOPS: u32 = 50;
/// For so long a feed tells what is over, or was taken back.
const BACK: i64 = 60 * 24 * 60 * Timestamp::MINUTE;
const ENDING: &str = ".ics";

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(of_team, renew_of_team)).routes(routes!(mine, renew_mine)).routes(routes!(feed))
}

/// The address of the team's calendar.
#[utoipa::path(
    get, path = "/api/teams/{team}/calendar", tag = "calendar", responses((status = 200, body = Calendar))
)]
async fn of_team(State(app): State<AppState>, member: TeamMember) -> Result<Json<Calendar>> {
    Ok(Json(address(&app, CalendarOf::Team(member.team.id)).await?))
}

/// Makes the address anew: who has the old one reads nothing more.
#[utoipa::path(
    post, path = "/api/teams/{team}/calendar", tag = "calendar", responses((status = 201, body = Calendar))
)]
async fn renew_of_team(
    State(app): State<AppState>,
    TeamOwner(owner): TeamOwner,
) -> Result<(StatusCode, Json<Calendar>)> {
    let of = CalendarOf::Team(owner.team.id);
    app.store.renew_calendar(of).await?;
    Ok((StatusCode::CREATED, Json(address(&app, of).await?)))
}

/// The address of one's own calendar, of all one's teams.
#[utoipa::path(
    get, path = "/api/account/calendar", tag = "calendar", responses((status = 200, body = Calendar))
)]
async fn mine(State(app): State<AppState>, SignedIn { account, .. }: SignedIn) -> Result<Json<Calendar>> {
    Ok(Json(address(&app, CalendarOf::Person(account.id)).await?))
}

/// Makes the address of one's own calendar anew.
#[utoipa::path(
    post, path = "/api/account/calendar", tag = "calendar", responses((status = 201, body = Calendar))
)]
async fn renew_mine(
    State(app): State<AppState>,
    SignedIn { account, .. }: SignedIn,
) -> Result<(StatusCode, Json<Calendar>)> {
    let of = CalendarOf::Person(account.id);
    app.store.renew_calendar(of).await?;
    Ok((StatusCode::CREATED, Json(address(&app, of).await?)))
}

/// The calendar itself, for whoever knows its address.
#[utoipa::path(
    get, path = "/api/calendars/{token}", tag = "calendar",
    responses((status = 200, body = String, content_type = "text/calendar"), (status = 304))
)]
async fn feed(State(app): State<AppState>, Path(token): Path<String>, headers: HeaderMap) -> Result<Response> {
    let of = read_token(&app, &token).await?.ok_or(Error::NotFound)?;
    let ics = match of {
        CalendarOf::Team(team) => team_feed(&app, team).await?,
        CalendarOf::Person(account) => own_feed(&app, account).await?,
    };
    let tag = format!("\"{}\"", URL_SAFE_NO_PAD.encode(Sha256::digest(&ics)));
    let known = headers.get(header::IF_NONE_MATCH).and_then(|known| known.to_str().ok());
    let caching = [(header::ETAG, tag.clone()), (header::CACHE_CONTROL, "private, no-cache".to_owned())];
    if known.is_some_and(|known| known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag)) {
        return Ok((StatusCode::NOT_MODIFIED, caching).into_response());
    }
    Ok((caching, [(header::CONTENT_TYPE, "text/calendar; charset=utf-8")], ics).into_response())
}

async fn address(app: &App, of: CalendarOf) -> Result<Calendar> {
    let number = app.store.calendar(of).await?.ok_or(Error::NotFound)?;
    let (kind, id) = parts(of);
    let secret = app.vault.token("calendar", &[kind.as_bytes(), id.as_bytes(), &number.to_be_bytes()]);
    Ok(Calendar { url: format!("{}/api/calendars/{kind}{}.{secret}{ENDING}", app.public_url, id.simple()) })
}

fn parts(of: CalendarOf) -> (&'static str, Uuid) {
    match of {
        CalendarOf::Team(team) => ("t", team.0),
        CalendarOf::Person(account) => ("p", account.0),
    }
}

/// Whose calendar an address is; none for one that is wrong, or was made anew.
async fn read_token(app: &App, token: &str) -> Result<Option<CalendarOf>> {
    let Some((name, secret)) = token.strip_suffix(ENDING).and_then(|token| token.split_once('.')) else {
        return Ok(None);
    };
    let Some((kind, id)) = name.split_at_checked(1) else { return Ok(None) };
    let Ok(id) = Uuid::try_parse(id) else { return Ok(None) };
    let of = match kind {
        "t" => CalendarOf::Team(TeamId(id)),
        "p" => CalendarOf::Person(PersonId(id)),
        _ => return Ok(None),
    };
    let Some(number) = app.store.calendar(of).await? else { return Ok(None) };
    let about: [&[u8]; 3] = [kind.as_bytes(), id.as_bytes(), &number.to_be_bytes()];
    Ok(app.vault.is_token(secret, "calendar", &about).then_some(of))
}

async fn team_feed(app: &App, id: TeamId) -> Result<String> {
    let team = app.store.team(id).await?.ok_or(Error::NotFound)?;
    let zone = app.store.last_zone(id).await?.unwrap_or_else(|| "UTC".into());
    let told = Told::of(app, team, true).await?;
    written(app, format!("Readyroom: {}", told.team.name), &[told], &zone)
}

async fn own_feed(app: &App, account: PersonId) -> Result<String> {
    let zone = app.store.time_zone(account).await?.unwrap_or_else(|| "UTC".into());
    let mut told = Vec::new();
    for (team, _) in app.store.teams_of(account).await? {
        let asked = app.store.member(team.id, account).await?.is_some_and(|member| member.responder);
        told.push(Told::of(app, team, asked).await?);
    }
    written(app, "Readyroom".into(), &told, &zone)
}

/// What a feed tells of a team.
struct Told {
    team: Team,
    /// With the number of its wording, when that came to be, and who runs it.
    workshops: Vec<(WorkshopRow, u32, Timestamp, Option<String>)>,
    gone: Vec<Cancelled>,
    survey: Option<(Survey, Day)>,
    opened: Vec<Day>,
}

impl Told {
    async fn of(app: &App, team: Team, asked: bool) -> Result<Self> {
        let since = Timestamp(app.now().0.saturating_sub(BACK));
        let mut workshops = Vec::new();
        for row in app.store.workshops(team.id, Page::first(WORKSHOPS)).await? {
            if row.projection.plan.starts_at < since {
                continue;
            }
            let (sequence, changed_at) = wording(app, &row).await?;
            let person = row.projection.facilitator;
            let facilitator = app.store.names(&[person]).await?.get(&person).map(ToString::to_string);
            workshops.push((row, sequence, changed_at, facilitator));
        }
        let gone = app.store.cancelled_workshops(team.id, since).await?;
        let survey = if asked { app.store.survey(team.id).await? } else { None };
        let survey = survey.filter(|survey| survey.active).and_then(|survey| {
            let next = survey.next_day.clone()?;
            Some((survey, next))
        });
        let rounds = if survey.is_some() { app.store.survey_rounds(team.id).await? } else { Vec::new() };
        let opened = rounds.into_iter().filter_map(|round| round.occurrence).collect();
        Ok(Self { team, workshops, gone, survey, opened })
    }

    fn invitations<'a>(&'a self, app: &'a App) -> impl Iterator<Item = Invitation<'a>> {
        let common = |workshop, plan, sequence, changed_at| Invitation {
            workshop,
            plan,
            team_id: self.team.id,
            team: self.team.name.as_str(),
            facilitator: None,
            sequence,
            changed_at,
            // As long as nothing changes the file is the same.
            now: changed_at,
            public_url: &app.public_url,
            cancelled: false,
        };
        let planned = self.workshops.iter().map(move |(row, sequence, changed_at, name)| Invitation {
            facilitator: name.as_deref().map(|name| (row.projection.facilitator, name)),
            ..common(row.id, &row.projection.plan, *sequence, *changed_at)
        });
        let gone = self
            .gone
            .iter()
            .map(move |gone| Invitation { cancelled: true, ..common(gone.id, &gone.plan, gone.sequence, gone.at) });
        planned.chain(gone)
    }
}

fn written(app: &App, name: String, told: &[Told], zone: &str) -> Result<String> {
    let today = Day::parse(&today_in("UTC", app.now())).map_err(|error| Error::Internal(error.to_string()))?;
    let questions = told.iter().filter_map(|told| {
        let (survey, next) = told.survey.as_ref()?;
        Some(Question {
            team: told.team.id,
            team_name: told.team.name.as_str(),
            recurrence: &survey.settings.recurrence,
            minute: survey.settings.minute,
            zone,
            next,
            opened: told.opened.clone(),
            public_url: &app.public_url,
        })
    });
    let workshops = told.iter().flat_map(|told| told.invitations(app)).collect();
    Ok(Feed { name, workshops, questions: questions.collect(), today }.to_ics())
}
