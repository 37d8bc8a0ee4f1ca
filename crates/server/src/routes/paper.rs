//! Workshops that were held with cards and Post-its.

use api::workshop::WorkshopSummary;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use documents::paper::{PaperPreview, PaperWorkshop};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::error::Result;
use crate::routes::access::TeamMember;
use crate::routes::extract::Json;
use crate::state::AppState;
use crate::workshops::paper::{Author, enter_paper, preview_paper};
use crate::workshops::summary;

/// The largest paper, in bytes.
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
    Ok(Json(preview_paper(&app, author(&member), &paper).await?))
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
    let row = enter_paper(&app, author(&member), &paper).await?;
    Ok((StatusCode::CREATED, Json(summary(&row, member.actor()))))
}

fn author(member: &TeamMember) -> Author {
    Author { team: member.team.id, account: member.account.id }
}
