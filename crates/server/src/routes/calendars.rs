//! Feeds that calendars subscribe to, without signing in: of a team, and of a person with all their teams.

use api::time::today_in;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use documents::calendar::{Calendar, Feed, Question};
use documents::invitation::Invitation;
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

use crate::error::{Error, Result};
use crate::routes::access::{SignedIn, TeamMember, TeamOwner};
use crate::routes::extract::{Json, Path};
use crate::state::{App, AppState};
use crate::workshops::invitation_sequence;

/// The latest workshops of a team that a feed tells.
const WORKSHOPS: u32 = 50;
/// For so long a feed tells what is over, or was taken back.
const BACK: i64 = 60 * 24 * 60 * Timestamp::MINUTE;
const ENDING: &str = ".ics";

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(of_team, renew_of_team)).routes(routes!(mine, renew_mine)).routes(routes!(feed))
}

/// One's own address of the team's calendar. It ends with the membership.
#[utoipa::path(
    get, path = "/api/teams/{team}/calendar", tag = "calendar", responses((status = 200, body = Calendar))
)]
async fn of_team(State(app): State<AppState>, member: TeamMember) -> Result<Json<Calendar>> {
    Ok(Json(address(&app, CalendarOf::Member(member.team.id, member.account.id)).await?))
}

/// Makes the address of every member anew: who has an old one reads nothing more.
#[utoipa::path(
    post, path = "/api/teams/{team}/calendar", tag = "calendar", responses((status = 201, body = Calendar))
)]
async fn renew_of_team(
    State(app): State<AppState>,
    TeamOwner(owner): TeamOwner,
) -> Result<(StatusCode, Json<Calendar>)> {
    let of = CalendarOf::Member(owner.team.id, owner.account.id);
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
        CalendarOf::Team(team) | CalendarOf::Member(team, _) => team_feed(&app, team).await?,
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
    let name = name(of);
    let about = about(of, number);
    let secret = app.vault.token("calendar", &about.each_ref().map(Vec::as_slice));
    Ok(Calendar { url: format!("{}/api/calendars/{name}.{secret}{ENDING}", app.public_url) })
}

/// What stands in an address before its secret: a letter for the kind, and ids.
fn name(of: CalendarOf) -> String {
    match of {
        CalendarOf::Team(team) => format!("t{}", team.0.simple()),
        CalendarOf::Member(team, account) => format!("m{}{}", team.0.simple(), account.0.simple()),
        CalendarOf::Person(account) => format!("p{}", account.0.simple()),
    }
}

/// Whose calendar an address is; none for one that is wrong, or was made anew, or that somebody knew who is no member.
async fn read_token(app: &App, token: &str) -> Result<Option<CalendarOf>> {
    let Some((name, secret)) = token.strip_suffix(ENDING).and_then(|token| token.split_once('.')) else {
        return Ok(None);
    };
    let Some(of) = read_name(name) else { return Ok(None) };
    let Some(number) = app.store.calendar(of).await? else { return Ok(None) };
    let about = about(of, number);
    Ok(app.vault.is_token(secret, "calendar", &about.each_ref().map(Vec::as_slice)).then_some(of))
}

/// What a secret is made of: the kind, whose it is, and the number of the address.
fn about(of: CalendarOf, number: u32) -> [Vec<u8>; 3] {
    let (kind, whose) = match of {
        CalendarOf::Team(team) => (b't', team.0.as_bytes().to_vec()),
        CalendarOf::Member(team, account) => (b'm', [*team.0.as_bytes(), *account.0.as_bytes()].concat()),
        CalendarOf::Person(account) => (b'p', account.0.as_bytes().to_vec()),
    };
    [vec![kind], whose, number.to_be_bytes().to_vec()]
}

fn read_name(name: &str) -> Option<CalendarOf> {
    let (kind, ids) = name.split_at_checked(1)?;
    let id = |text: &str| Uuid::try_parse(text).ok();
    match kind {
        "t" => Some(CalendarOf::Team(TeamId(id(ids)?))),
        "m" => {
            let (team, account) = ids.split_at_checked(32)?;
            Some(CalendarOf::Member(TeamId(id(team)?), PersonId(id(account)?)))
        }
        "p" => Some(CalendarOf::Person(PersonId(id(ids)?))),
        _ => None,
    }
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
            let (sequence, changed_at) = invitation_sequence(app, &row).await?;
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
