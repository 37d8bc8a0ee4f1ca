//! Feeds that calendars subscribe to: of a team, and of a person with all their teams.

use api::time::today_in;
use documents::calendar::{Calendar, Feed, Question};
use documents::invitation::CalendarInvitation;
use domain::id::{PersonId, TeamId};
use domain::time::{Day, Timestamp};
use store::Page;
use store::preparation::CancelledRow;
use store::rhythm::CalendarOf;
use store::surveys::SurveyRow;
use store::teams::TeamRow;
use store::workshops::WorkshopRow;
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::services::Services;
use crate::workshops::invitation_sequence;

/// How many of a team's latest workshops a feed contains.
const WORKSHOPS: u32 = 50;
/// How long a feed keeps past and cancelled workshops.
const BACK: i64 = 60 * 24 * 60 * Timestamp::MINUTE;
const ENDING: &str = ".ics";

/// The current URL of a calendar.
pub(crate) async fn calendar_address(services: &Services, of: CalendarOf) -> Result<Calendar> {
    let number = services.store.calendar(of).await?.ok_or(Error::NotFound)?;
    let name = url_name(of);
    let about = secret_inputs(of, number);
    let secret = services.vault.token("calendar", &about.each_ref().map(Vec::as_slice));
    Ok(Calendar { url: format!("{}/api/calendars/{name}.{secret}{ENDING}", services.public_url) })
}

/// Revokes the current URL of a calendar and makes the next one. For a member, those of the whole team.
pub(crate) async fn renew_calendar(services: &Services, of: CalendarOf) -> Result<Calendar> {
    services.store.renew_calendar(of).await?;
    calendar_address(services, of).await
}

/// The feed that belongs to the token of a URL.
pub(crate) async fn calendar_feed(services: &Services, token: &str) -> Result<String> {
    match parse_token(services, token).await?.ok_or(Error::NotFound)? {
        CalendarOf::Team(team) | CalendarOf::Member(team, _) => write_team_feed(services, team).await,
        CalendarOf::Person(account) => write_personal_feed(services, account).await,
    }
}

/// The part of a URL before its secret: a letter for the kind, and ids.
fn url_name(of: CalendarOf) -> String {
    match of {
        CalendarOf::Team(team) => format!("t{}", team.0.simple()),
        CalendarOf::Member(team, account) => format!("m{}{}", team.0.simple(), account.0.simple()),
        CalendarOf::Person(account) => format!("p{}", account.0.simple()),
    }
}

/// The calendar that a token belongs to. None when the token is wrong or revoked, or its person is no longer a member.
async fn parse_token(services: &Services, token: &str) -> Result<Option<CalendarOf>> {
    let Some((name, secret)) = token.strip_suffix(ENDING).and_then(|token| token.split_once('.')) else {
        return Ok(None);
    };
    let Some(of) = parse_name(name) else { return Ok(None) };
    let Some(number) = services.store.calendar(of).await? else { return Ok(None) };
    let about = secret_inputs(of, number);
    Ok(services.vault.is_token(secret, "calendar", &about.each_ref().map(Vec::as_slice)).then_some(of))
}

/// The inputs of a secret: the kind, the owner, and the number of the URL.
fn secret_inputs(of: CalendarOf, number: u32) -> [Vec<u8>; 3] {
    let (kind, whose) = match of {
        CalendarOf::Team(team) => (b't', team.0.as_bytes().to_vec()),
        CalendarOf::Member(team, account) => (b'm', [*team.0.as_bytes(), *account.0.as_bytes()].concat()),
        CalendarOf::Person(account) => (b'p', account.0.as_bytes().to_vec()),
    };
    [vec![kind], whose, number.to_be_bytes().to_vec()]
}

fn parse_name(name: &str) -> Option<CalendarOf> {
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

async fn write_team_feed(services: &Services, id: TeamId) -> Result<String> {
    let team = services.store.team(id).await?.ok_or(Error::NotFound)?;
    let zone = services.store.last_zone(id).await?.unwrap_or_else(|| "UTC".into());
    let feed = TeamFeed::load(services, team, true).await?;
    write_feed(services, format!("Readyroom: {}", feed.team.name), &[feed], &zone)
}

async fn write_personal_feed(services: &Services, account: PersonId) -> Result<String> {
    let zone = services.store.time_zone(account).await?.unwrap_or_else(|| "UTC".into());
    let mut feeds = Vec::new();
    for (team, _) in services.store.teams_of(account).await? {
        let asked = services.store.member(team.id, account).await?.is_some_and(|member| member.responder);
        feeds.push(TeamFeed::load(services, team, asked).await?);
    }
    write_feed(services, "Readyroom".into(), &feeds, &zone)
}

/// The entries of one team in a feed.
struct TeamFeed {
    team: TeamRow,
    /// Each with the sequence number of its invitation, its last change, and its facilitator's name.
    workshops: Vec<(WorkshopRow, u32, Timestamp, Option<String>)>,
    gone: Vec<CancelledRow>,
    survey: Option<(SurveyRow, Day)>,
    opened: Vec<Day>,
}

impl TeamFeed {
    async fn load(services: &Services, team: TeamRow, asked: bool) -> Result<Self> {
        let since = Timestamp(services.now().0.saturating_sub(BACK));
        let mut workshops = Vec::new();
        for row in services.store.workshops(team.id, Page::first(WORKSHOPS)).await? {
            if row.projection.plan.starts_at < since {
                continue;
            }
            let (sequence, changed_at) = invitation_sequence(services, &row).await?;
            let person = row.projection.facilitator;
            let facilitator = services.store.names(&[person]).await?.get(&person).map(ToString::to_string);
            workshops.push((row, sequence, changed_at, facilitator));
        }
        let gone = services.store.cancelled_workshops(team.id, since).await?;
        let survey = if asked { services.store.survey(team.id).await? } else { None };
        let survey = survey.filter(|survey| survey.active).and_then(|survey| {
            let next = survey.next_day.clone()?;
            Some((survey, next))
        });
        let rounds = if survey.is_some() { services.store.survey_rounds(team.id).await? } else { Vec::new() };
        let opened = rounds.into_iter().filter_map(|round| round.occurrence).collect();
        Ok(Self { team, workshops, gone, survey, opened })
    }

    fn invitations<'a>(&'a self, services: &'a Services) -> impl Iterator<Item = CalendarInvitation<'a>> {
        let common = |workshop, plan, sequence, changed_at| CalendarInvitation {
            workshop,
            plan,
            team_id: self.team.id,
            team: self.team.name.as_str(),
            facilitator: None,
            sequence,
            changed_at,
            // As long as nothing changes the file is the same.
            now: changed_at,
            public_url: &services.public_url,
            cancelled: false,
        };
        let planned = self.workshops.iter().map(move |(row, sequence, changed_at, name)| CalendarInvitation {
            facilitator: name.as_deref().map(|name| (row.projection.facilitator, name)),
            ..common(row.id, &row.projection.plan, *sequence, *changed_at)
        });
        let gone = self.gone.iter().map(move |gone| CalendarInvitation {
            cancelled: true,
            ..common(gone.id, &gone.plan, gone.sequence, gone.at)
        });
        planned.chain(gone)
    }
}

fn write_feed(services: &Services, name: String, feeds: &[TeamFeed], zone: &str) -> Result<String> {
    let today = Day::parse(&today_in("UTC", services.now())).map_err(|error| Error::Internal(error.to_string()))?;
    let questions = feeds.iter().filter_map(|feed| {
        let (survey, next) = feed.survey.as_ref()?;
        Some(Question {
            team: feed.team.id,
            team_name: feed.team.name.as_str(),
            recurrence: &survey.settings.recurrence,
            minute: survey.settings.minute,
            zone,
            next,
            opened: feed.opened.clone(),
            public_url: &services.public_url,
        })
    });
    let workshops = feeds.iter().flat_map(|feed| feed.invitations(services)).collect();
    Ok(Feed { name, workshops, questions: questions.collect(), today }.to_ics())
}
