//! Reports for people without an account: what a team allows, the links of a workshop, and what they show.

use api::report_link::{MakeReportLink, NewReportLink, PublicReports, ReportLinks};
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use documents::report::Report;
use domain::id::{ReportLinkId, WorkshopId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::report::as_markdown;
use crate::error::Result;
use crate::routes::access::{ClientAddress, TeamMember, TeamOwner, WorkshopPerson};
use crate::routes::extract::{Json, Path};
use crate::state::AppState;
use crate::workshops;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(allowed, allow))
        .routes(routes!(list, create))
        .routes(routes!(revoke))
        .routes(routes!(read))
        .routes(routes!(markdown))
        .routes(routes!(picture))
}

/// Whether the team's reports may be read by anyone with a link.
#[utoipa::path(
    get, path = "/api/teams/{team}/public-reports", tag = "teams", responses((status = 200, body = PublicReports))
)]
async fn allowed(State(app): State<AppState>, member: TeamMember) -> Result<Json<PublicReports>> {
    Ok(Json(workshops::public_reports(&app, member.team.id).await?))
}

/// Allows or forbids it. Forbidding takes every link away.
#[utoipa::path(
    put, path = "/api/teams/{team}/public-reports", tag = "teams", request_body = PublicReports,
    responses((status = 200, body = PublicReports))
)]
async fn allow(
    State(app): State<AppState>,
    TeamOwner(owner): TeamOwner,
    Json(wanted): Json<PublicReports>,
) -> Result<Json<PublicReports>> {
    workshops::allow_public_reports(&app, owner.team.id, &wanted).await?;
    Ok(Json(wanted))
}

/// The links of a report.
#[utoipa::path(
    get, path = "/api/workshops/{workshop}/report-links", tag = "workshops",
    responses((status = 200, body = ReportLinks))
)]
async fn list(State(app): State<AppState>, person: WorkshopPerson) -> Result<Json<ReportLinks>> {
    person.member()?;
    Ok(Json(workshops::report_links(&app, &person.row).await?))
}

/// Makes a link to the report of a closed workshop.
#[utoipa::path(
    post, path = "/api/workshops/{workshop}/report-links", tag = "workshops", request_body = MakeReportLink,
    responses((status = 201, body = NewReportLink))
)]
async fn create(
    State(app): State<AppState>,
    person: WorkshopPerson,
    Json(wanted): Json<MakeReportLink>,
) -> Result<(StatusCode, Json<NewReportLink>)> {
    let created_by = person.member()?;
    let link = workshops::create_report_link(&app, &person.row, created_by, &wanted).await?;
    Ok((StatusCode::CREATED, Json(link)))
}

/// Revokes a link.
#[utoipa::path(
    delete, path = "/api/workshops/{workshop}/report-links/{link}", tag = "workshops", responses((status = 204))
)]
async fn revoke(
    State(app): State<AppState>,
    person: WorkshopPerson,
    Path((_, link)): Path<(WorkshopId, ReportLinkId)>,
) -> Result<StatusCode> {
    person.member()?;
    workshops::revoke_report_link(&app, person.row.id, link).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The report behind a link.
#[utoipa::path(get, path = "/api/reports/{token}", tag = "workshops", responses((status = 200, body = Report)))]
async fn read(
    State(app): State<AppState>,
    ClientAddress(address): ClientAddress,
    Path(secret): Path<String>,
) -> Result<Json<Report>> {
    Ok(Json(workshops::linked_report(&app, &address, &secret).await?))
}

/// The same as Markdown.
#[utoipa::path(
    get, path = "/api/reports/{token}/report.md", tag = "workshops",
    responses((status = 200, body = String, content_type = "text/markdown"))
)]
async fn markdown(
    State(app): State<AppState>,
    ClientAddress(address): ClientAddress,
    Path(secret): Path<String>,
) -> Result<Response> {
    Ok(as_markdown(&workshops::linked_report(&app, &address, &secret).await?))
}

/// A picture that the report behind a link shows.
#[utoipa::path(
    get, path = "/api/reports/{token}/pictures/{hash}", tag = "workshops",
    responses((status = 200, content(([u8] = "image/png"), ([u8] = "image/jpeg"))))
)]
async fn picture(
    State(app): State<AppState>,
    ClientAddress(address): ClientAddress,
    Path((secret, hash)): Path<(String, String)>,
) -> Result<Response> {
    let picture = workshops::linked_picture(&app, &address, &secret, &hash).await?;
    // A link that was revoked shows nothing: a browser may not answer for it.
    let headers = [(header::CONTENT_TYPE, picture.media_type), (header::CONTENT_DISPOSITION, "inline".to_owned())];
    Ok((headers, picture.bytes).into_response())
}
