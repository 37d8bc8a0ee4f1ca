//! A team's scenarios.

mod files;

use std::collections::{BTreeMap, BTreeSet};

use api::problem::Invalid;
use api::scenario::{ChangeScenario, Handlers, NewScenario, ScenarioDetail, ScenarioSummary, checked};
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use domain::id::{PersonId, RevisionId, ScenarioId, TeamId};
use domain::scenario::{SLUG_LENGTH, Scenario, is_free_file_name};
use store::scenarios::{NewRevision, ScenarioRow};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) use self::files::as_filed;
use crate::auth::TeamMember;
use crate::error::{Error, Result};
use crate::extract::{Json, Path};
use crate::pictures::from_hex;
use crate::starter::row;
use crate::state::{App, AppState};

/// The most scenarios of a team that can be played.
const MAX_SCENARIOS: u32 = 500;
/// The most that were put away.
const MAX_ARCHIVED: u32 = 2_000;
/// How often a title may be used before another one is wanted.
const MAX_ALIKE: u32 = 50;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get, change, archive))
        .routes(routes!(handle))
        .layer(DefaultBodyLimit::max(scenario::MAX_FILE))
        .merge(files::router())
}

/// A team's scenarios, without what would spoil them.
#[utoipa::path(
    get, path = "/api/teams/{team}/scenarios", tag = "scenarios", responses((status = 200, body = [ScenarioSummary]))
)]
async fn list(State(app): State<AppState>, member: TeamMember) -> Result<Json<Vec<ScenarioSummary>>> {
    Ok(Json(summaries(&app, member.team.id, |_| true).await?))
}

/// Writes a card.
#[utoipa::path(
    post, path = "/api/teams/{team}/scenarios", tag = "scenarios", request_body = NewScenario,
    responses((status = 201, body = ScenarioDetail))
)]
async fn create(
    State(app): State<AppState>,
    member: TeamMember,
    Json(wanted): Json<NewScenario>,
) -> Result<(StatusCode, Json<ScenarioDetail>)> {
    let content = ready(&app, member.team.id, wanted.content).await?;
    Ok((StatusCode::CREATED, Json(add(&app, &member, content).await?)))
}

/// A whole scenario.
#[utoipa::path(
    get, path = "/api/teams/{team}/scenarios/{scenario}", tag = "scenarios",
    responses((status = 200, body = ScenarioDetail))
)]
async fn get(
    State(app): State<AppState>,
    member: TeamMember,
    Path((_, id)): Path<(TeamId, ScenarioId)>,
) -> Result<Json<ScenarioDetail>> {
    let row = app.store.scenario(member.team.id, id).await?.ok_or(Error::NotFound)?;
    let handled_by = app.store.handlers(member.team.id, id).await?;
    Ok(Json(detail(row, handled_by)))
}

/// Gives a scenario a new wording. Workshops keep the one that they began with.
#[utoipa::path(
    put, path = "/api/teams/{team}/scenarios/{scenario}", tag = "scenarios", request_body = ChangeScenario,
    responses((status = 200, body = ScenarioDetail))
)]
async fn change(
    State(app): State<AppState>,
    member: TeamMember,
    Path((_, id)): Path<(TeamId, ScenarioId)>,
    Json(wanted): Json<ChangeScenario>,
) -> Result<Json<ScenarioDetail>> {
    let team = member.team.id;
    let there = app.store.scenario(team, id).await?.ok_or(Error::NotFound)?;
    let mut content = ready(&app, team, wanted.content).await?;
    content.slug = there.content.slug;
    let (by, at) = (Some(member.account.id), app.now());
    let revision = NewRevision { id: RevisionId(app.new_id()), content, written_by: by, at };
    let row = app.store.change_scenario(team, id, wanted.revision, revision).await?;
    Ok(Json(detail(row, app.store.handlers(team, id).await?)))
}

/// Says who handled the real incident, so that the hat gives the card to somebody else. No list shows it.
#[utoipa::path(
    put, path = "/api/teams/{team}/scenarios/{scenario}/handlers", tag = "scenarios", request_body = Handlers,
    responses((status = 200, body = Handlers))
)]
async fn handle(
    State(app): State<AppState>,
    member: TeamMember,
    Path((_, id)): Path<(TeamId, ScenarioId)>,
    Json(wanted): Json<Handlers>,
) -> Result<Json<Handlers>> {
    let team = member.team.id;
    let members: BTreeSet<_> = app.store.members(team).await?.into_iter().map(|member| member.account).collect();
    if !wanted.people.iter().all(|person| members.contains(person)) {
        let reason = "One of these people is not in the team any more.".into();
        return Err(Invalid { field: "people", reason }.into());
    }
    app.store.put_handlers(team, id, wanted.people).await?;
    Ok(Json(Handlers { people: app.store.handlers(team, id).await? }))
}

/// Puts a scenario away. Workshops that have it keep it.
#[utoipa::path(delete, path = "/api/teams/{team}/scenarios/{scenario}", tag = "scenarios", responses((status = 204)))]
async fn archive(
    State(app): State<AppState>,
    member: TeamMember,
    Path((_, id)): Path<(TeamId, ScenarioId)>,
) -> Result<StatusCode> {
    app.store.archive_scenario(member.team.id, id, true).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Those of a team's scenarios that are wanted, as lists show them.
pub(crate) async fn summaries(
    app: &App,
    team: TeamId,
    wanted: impl Fn(&ScenarioRow) -> bool,
) -> Result<Vec<ScenarioSummary>> {
    let rows: Vec<_> = app.store.scenarios(team).await?.into_iter().filter(wanted).collect();
    let practised = app.store.practised(team).await?;
    let names: BTreeMap<_, _> =
        app.store.members(team).await?.into_iter().map(|member| (member.account, member.name)).collect();
    let summary = |row: ScenarioRow| ScenarioSummary {
        id: row.id,
        title: row.content.title.to_string(),
        difficulty: row.content.difficulty,
        minutes: row.content.minutes,
        systems: row.content.systems.iter().map(|system| system.name.to_string()).collect(),
        evidence: u32::try_from(row.content.evidence.len()).unwrap_or(u32::MAX),
        practised: practised.get(&row.id).copied().unwrap_or(0),
        written_by: row.written_by.and_then(|by| names.get(&by)).map(ToString::to_string),
        updated_at: api::time::to_rfc3339(row.updated_at),
    };
    Ok(rows.into_iter().map(summary).collect())
}

/// Refuses more scenarios than a team may have, `more` of them new.
pub(crate) async fn room_for(app: &App, team: TeamId, more: usize) -> Result<()> {
    let counts = app.store.team_counts(team).await?;
    let more = u32::try_from(more).unwrap_or(u32::MAX);
    if counts.cards.saturating_add(more) > MAX_SCENARIOS {
        return Err(Error::Full { what: "scenarios", limit: MAX_SCENARIOS as usize });
    }
    if counts.archived_cards > MAX_ARCHIVED {
        return Err(Error::Full { what: "scenarios that were put away", limit: MAX_ARCHIVED as usize });
    }
    Ok(())
}

/// Bounds what was written, and checks that its pictures are the team's.
async fn ready(app: &App, team: TeamId, content: Scenario) -> Result<Scenario> {
    let content = checked(content)?;
    for picture in content.evidence.iter().filter_map(|piece| piece.picture.as_ref()) {
        let stored = match from_hex(&picture.source) {
            Some(hash) => app.store.picture(team, hash).await?.is_some(),
            None => false,
        };
        if !stored {
            let reason = "One of the pictures is not there. Upload it again.".into();
            return Err(Invalid { field: "evidence", reason }.into());
        }
    }
    Ok(content)
}

/// Adds a scenario; its slug is made of its title unless it has a free one.
async fn add(app: &App, member: &TeamMember, mut content: Scenario) -> Result<ScenarioDetail> {
    room_for(app, member.team.id, 1).await?;
    let wish = if is_slug(&content.slug) { content.slug.clone() } else { slug(content.title.as_str()) };
    let wish = if is_free_file_name(&wish) { wish } else { format!("card-{wish}") };
    for count in 1..=MAX_ALIKE {
        content.slug = numbered(&wish, count);
        let row = row(app, member.team.id, Some(member.account.id), content.clone());
        if app.store.create_scenarios(vec![row.clone()]).await?.is_empty() {
            return Ok(detail(row, Vec::new()));
        }
    }
    Err(Invalid { field: "title", reason: "Too many scenarios have this title.".into() }.into())
}

fn detail(row: ScenarioRow, handled_by: Vec<PersonId>) -> ScenarioDetail {
    ScenarioDetail { id: row.id, revision: row.revision, content: row.content, handled_by }
}

/// The first of `wish`, `wish-2`, `wish-3` and so on that is not taken.
fn free_slug(wish: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let mut slugs = (1..).map(|count| numbered(wish, count));
    slugs.find(|slug| !is_taken(slug)).unwrap_or_else(|| wish.to_owned())
}

/// A slug with a number behind it, no longer than slugs are.
fn numbered(wish: &str, count: u32) -> String {
    let end = if count == 1 { String::new() } else { format!("-{count}") };
    let room = SLUG_LENGTH.end() - end.len();
    format!("{}{end}", wish.get(..room).unwrap_or(wish))
}

fn is_slug(text: &str) -> bool {
    SLUG_LENGTH.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// Lower-case words joined by hyphens, short enough for a number behind them.
fn slug(title: &str) -> String {
    let words: String = title.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    let mut slug = words.split_whitespace().collect::<Vec<_>>().join("-");
    slug.truncate(50);
    let slug = slug.trim_end_matches('-');
    if slug.len() < 3 { format!("card-{slug}").trim_end_matches('-').to_owned() } else { slug.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs() {
        let check = |title: &str, expected: &str| {
            assert_eq!(slug(title), expected, "{title}");
            assert!(is_slug(expected));
        };
        check("Résumés stall behind one file", "r-sum-s-stall-behind-one-file");
        check("DB", "card-db");
        check("日本", "card");
        check(&"long ".repeat(30), "long-long-long-long-long-long-long-long-long-long");
    }

    #[test]
    fn numbers_find_room_behind_a_slug() {
        assert_eq!(numbered("orders-wait", 1), "orders-wait");
        assert_eq!(numbered("orders-wait", 12), "orders-wait-12");
        let longest = "x".repeat(60);
        assert_eq!(numbered(&longest, 1), longest);
        assert!(is_slug(&numbered(&longest, 50)) && numbered(&longest, 50).ends_with("x-50"));
        assert_eq!(free_slug("card-pack", |slug| ["card-pack", "card-pack-2"].contains(&slug)), "card-pack-3");
    }
}
