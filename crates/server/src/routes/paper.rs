//! Workshops that were held with cards and Post-its.

use api::problem::Invalid;
use api::workshop::WorkshopSummary;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use documents::paper::{Around, PaperPreview, PaperWorkshop, ReadPaper, read};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::error::Result;
use crate::routes::access::TeamMember;
use crate::routes::extract::Json;
use crate::state::{App, AppState};
use crate::throttle::Attempt;
use crate::workshops::paper::{self, Author};
use crate::workshops::summary;

/// What fits on paper, in bytes.
const MAX_PAPER: usize = 512 * 1024;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    let routes = OpenApiRouter::new().routes(routes!(preview)).routes(routes!(create));
    routes.layer(DefaultBodyLimit::max(MAX_PAPER))
}

/// What is understood of a paper, and every fault. Nothing is kept.
#[utoipa::path(
    post, path = "/api/teams/{team}/paper/preview", tag = "workshops", request_body = PaperWorkshop,
    responses((status = 200, body = PaperPreview))
)]
async fn preview(
    State(app): State<AppState>,
    member: TeamMember,
    Json(paper): Json<PaperWorkshop>,
) -> Result<Json<PaperPreview>> {
    app.throttle.attempt(Attempt::Upload, &member.account.id.to_string(), app.now())?;
    Ok(Json(read(&paper, &around(&app, &member).await?).0))
}

/// Keeps a workshop that was held on paper, as if it had been held here. Sending it again changes nothing.
#[utoipa::path(
    post, path = "/api/teams/{team}/paper", tag = "workshops", request_body = PaperWorkshop,
    responses((status = 201, body = WorkshopSummary))
)]
async fn create(
    State(app): State<AppState>,
    member: TeamMember,
    Json(paper): Json<PaperWorkshop>,
) -> Result<(StatusCode, Json<WorkshopSummary>)> {
    app.throttle.attempt(Attempt::Upload, &member.account.id.to_string(), app.now())?;
    let id = paper::workshop_id(member.team.id, paper.id);
    if let Some(there) = app.store.workshop(id).await? {
        return Ok(created(&there));
    }
    let (preview, whole) = read(&paper, &around(&app, &member).await?);
    let whole: ReadPaper = whole.ok_or_else(|| {
        let reason = preview.faults.first().map(|fault| fault.reason.clone()).unwrap_or_default();
        Invalid { field: "paper", reason }
    })?;
    let by = Author { team: member.team.id, account: member.account.id };
    let row = paper::keep(&app, by, id, whole).await?;
    tracing::info!(workshop.id = %row.id, team.id = %row.team, "a workshop on paper was entered");
    Ok(created(&row))
}

fn created(row: &store::workshops::WorkshopRow) -> (StatusCode, Json<WorkshopSummary>) {
    (StatusCode::CREATED, Json(summary(row)))
}

async fn around(app: &App, member: &TeamMember) -> Result<Around> {
    let members = app.store.members(member.team.id).await?;
    let scenarios = app.store.scenarios(member.team.id).await?;
    Ok(Around {
        members: members.into_iter().map(|member| (member.account, member.name.to_string())).collect(),
        scenarios: scenarios.into_iter().map(|row| (row.id, row.content.title.to_string())).collect(),
        now: app.now(),
    })
}
