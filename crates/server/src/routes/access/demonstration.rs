//! Refuses what a demonstration may not do, for its visitor in every place and for everybody in its team.

use api::refusal::RequestReason;
use axum::extract::MatchedPath;
use axum::http::Method;
use axum::http::request::Parts;
use domain::id::TeamId;
use store::accounts::AccountRow;
use store::teams::TeamRow;

use crate::error::{Error, Result};
use crate::permissions::{Growth, growth_in_demonstration};
use crate::state::App;

const MOST_WORDINGS: u32 = 100;
const MOST_RUNBOOKS: u32 = 60;
const MOST_SYSTEMS: u32 = 60;
const MOST_ACTIONS: u32 = 200;
const MOST_WORKSHOPS: u32 = 12;
const MOST_PRACTICES: u32 = 20;
const MOST_PICTURES_MIB: u32 = 4;

/// Refuses what an account of a demonstration may not do anywhere.
pub(super) fn check_account(parts: &Parts, account: &AccountRow) -> Result<()> {
    if account.is_demonstration() && changes(parts) { growth(parts).map(drop) } else { Ok(()) }
}

/// Refuses what is not allowed in the team of a demonstration, and what exceeds its limits.
pub(super) async fn check_team(parts: &Parts, app: &App, team: &TeamRow) -> Result<()> {
    if !team.demo || !changes(parts) {
        return Ok(());
    }
    match growth(parts)? {
        Growth::None => Ok(()),
        growth @ (Growth::Wordings
        | Growth::Runbooks
        | Growth::Systems
        | Growth::Actions
        | Growth::Workshops
        | Growth::Practices
        | Growth::Pictures) => room_for(app, team.id, growth).await,
    }
}

/// The same for a workshop, of which only the team's id is known.
pub(super) async fn check_team_of_workshop(parts: &Parts, app: &App, team: TeamId) -> Result<()> {
    if !changes(parts) {
        return Ok(());
    }
    let team = app.store.team(team).await?.ok_or(Error::NotFound)?;
    check_team(parts, app, &team).await
}

fn changes(parts: &Parts) -> bool {
    !matches!(parts.method, Method::GET | Method::HEAD | Method::OPTIONS)
}

fn growth(parts: &Parts) -> Result<Growth> {
    let path = parts.extensions.get::<MatchedPath>().map_or("", MatchedPath::as_str);
    let route = format!("{} {path}", parts.method);
    growth_in_demonstration(&route).ok_or(Error::NotInDemonstration)
}

async fn room_for(app: &App, team: TeamId, growth: Growth) -> Result<()> {
    let size = app.store.team_size(team).await?;
    let mib = u32::try_from(size.picture_bytes.div_ceil(1024 * 1024)).unwrap_or(u32::MAX);
    let (held, most, reason) = match growth {
        Growth::None => return Ok(()),
        Growth::Wordings => (size.wordings, MOST_WORDINGS, RequestReason::DemoWordingsFull),
        Growth::Runbooks => (size.runbooks, MOST_RUNBOOKS, RequestReason::DemoRunbooksFull),
        Growth::Systems => (size.systems, MOST_SYSTEMS, RequestReason::DemoSystemsFull),
        Growth::Actions => (size.actions, MOST_ACTIONS, RequestReason::DemoActionsFull),
        Growth::Workshops => (size.workshops, MOST_WORKSHOPS, RequestReason::DemoWorkshopsFull),
        Growth::Practices => (size.practices, MOST_PRACTICES, RequestReason::DemoPracticesFull),
        Growth::Pictures => (mib, MOST_PICTURES_MIB, RequestReason::DemoPicturesFull),
    };
    if held < most { Ok(()) } else { Err(Error::Full { reason, limit: most as usize }) }
}
