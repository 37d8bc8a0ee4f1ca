//! Teams.

use api::problem::Invalid;
use api::team::{NameTeam, Team};
use axum::extract::State;
use axum::http::StatusCode;
use domain::id::TeamId;
use domain::text::TeamName;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::me::role;
use super::members::member;
use crate::error::{Error, Result};
use crate::live::Revocation;
use crate::routes::access::{SignedIn, TeamMember, TeamOwner};
use crate::routes::extract::Json;
use crate::state::{App, AppState};
use crate::workshops::summary;

/// The most teams of one account.
const MAX_TEAMS: usize = 50;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(create)).routes(routes!(get, rename, delete))
}

/// Starts a team; who starts it owns it.
#[utoipa::path(
    post, path = "/api/teams", tag = "teams", request_body = NameTeam, responses((status = 201, body = Team))
)]
async fn create(
    State(app): State<AppState>,
    SignedIn { account, .. }: SignedIn,
    Json(wanted): Json<NameTeam>,
) -> Result<(StatusCode, Json<Team>)> {
    if app.store.teams_of(account.id).await?.len() >= MAX_TEAMS {
        return Err(Error::Full { what: "teams of one account", limit: MAX_TEAMS });
    }
    let (id, name) = (TeamId(app.new_id()), name(&wanted)?);
    let team = store::teams::Team { id, name, demo: false, created_at: app.now() };
    app.store.create_team(team.clone(), account.id).await?;
    let home = home(&app, TeamMember { team, account, role: store::teams::Role::Owner }).await?;
    Ok((StatusCode::CREATED, Json(home)))
}

/// A team's home.
#[utoipa::path(get, path = "/api/teams/{team}", tag = "teams", responses((status = 200, body = Team)))]
async fn get(State(app): State<AppState>, member: TeamMember) -> Result<Json<Team>> {
    Ok(Json(home(&app, member).await?))
}

/// Gives a team another name.
#[utoipa::path(
    patch, path = "/api/teams/{team}", tag = "teams", request_body = NameTeam, responses((status = 200, body = Team))
)]
async fn rename(
    State(app): State<AppState>,
    TeamOwner(mut member): TeamOwner,
    Json(wanted): Json<NameTeam>,
) -> Result<Json<Team>> {
    member.team.name = name(&wanted)?;
    app.store.rename_team(member.team.id, member.team.name.clone()).await?;
    app.hub.team_changed(member.team.id).await;
    Ok(Json(home(&app, member).await?))
}

/// Deletes a team with everything of it.
#[utoipa::path(delete, path = "/api/teams/{team}", tag = "teams", responses((status = 204)))]
async fn delete(State(app): State<AppState>, TeamOwner(member): TeamOwner) -> Result<StatusCode> {
    let team = member.team.id;
    app.store.delete_team(team).await?;
    app.hub.revoke(Revocation::Team(team));
    tracing::info!(team.id = %team, account.id = %member.account.id, "a team was deleted");
    Ok(StatusCode::NO_CONTENT)
}

fn name(wanted: &NameTeam) -> Result<TeamName> {
    Ok(TeamName::parse(&wanted.name).map_err(Invalid::field("name"))?)
}

async fn home(app: &App, asking: TeamMember) -> Result<Team> {
    let team = asking.team;
    let members = app.store.members(team.id).await?;
    let counts = app.store.team_counts(team.id).await?;
    let next = app.store.next_workshop(team.id, app.now()).await?;
    let responders = members.iter().filter(|member| member.responder).count();
    Ok(Team {
        id: team.id,
        name: team.name.to_string(),
        demo: team.demo,
        role: role(asking.role),
        members: members.into_iter().map(member).collect(),
        cards: counts.cards,
        cards_wanted: u32::try_from(2 * responders).unwrap_or(u32::MAX),
        open_actions: counts.open_actions,
        next_workshop: next.as_ref().map(summary),
    })
}
