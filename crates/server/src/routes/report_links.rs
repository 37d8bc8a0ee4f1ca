//! Reports for whoever has no account: what a team allows, the links of a workshop, and what is behind them.

use api::report_link::{MakeReportLink, NewReportLink, PublicReports, ReportLink, ReportLinks};
use api::time::to_rfc3339;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use documents::report::Report;
use domain::id::{ReportLinkId, WorkshopId};
use domain::workshop::Phase;
use store::workshops::WorkshopRow;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::report::as_markdown;
use crate::auth::token::{self, Token};
use crate::error::{Error, Result};
use crate::pictures::from_hex;
use crate::routes::access::{ClientAddress, TeamMember, TeamOwner, WorkshopPerson};
use crate::routes::extract::{Json, Path};
use crate::state::{App, AppState};
use crate::throttle::Attempt;
use crate::workshops::workshop_report;

/// The most links of one report.
const MAX_LINKS: usize = 20;

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
    Ok(Json(PublicReports { allowed: app.store.public_reports(member.team.id).await? }))
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
    app.store.set_public_reports(owner.team.id, wanted.allowed).await?;
    Ok(Json(wanted))
}

/// The links of a report.
#[utoipa::path(
    get, path = "/api/workshops/{workshop}/report-links", tag = "workshops",
    responses((status = 200, body = ReportLinks))
)]
async fn list(State(app): State<AppState>, person: WorkshopPerson) -> Result<Json<ReportLinks>> {
    person.member()?;
    let rows = app.store.report_links(person.row.id).await?;
    let names = app.store.names(&rows.iter().map(|row| row.created_by).collect::<Vec<_>>()).await?;
    let link = |row: store::report_links::ReportLink| ReportLink {
        id: row.id,
        names: row.names,
        created_by: names.get(&row.created_by).map(ToString::to_string).unwrap_or_default(),
        created_at: to_rfc3339(row.created_at),
    };
    let allowed = app.store.public_reports(person.row.team).await?;
    Ok(Json(ReportLinks { allowed, links: rows.into_iter().map(link).collect() }))
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
    let workshop = &person.row;
    if workshop.projection.phase != Phase::Closed {
        return Err(Error::Conflict { code: "not_over", detail: "There is a link once the workshop is closed." });
    }
    if !app.store.public_reports(workshop.team).await? {
        return Err(Error::NotAllowed("An owner of the team allows links to reports first."));
    }
    if app.store.report_links(workshop.id).await?.len() >= MAX_LINKS {
        return Err(Error::Full { what: "links to one report", limit: MAX_LINKS });
    }
    let Token { secret, hash } = Token::new(&*app.entropy);
    let id = ReportLinkId(app.new_id());
    let link = store::report_links::ReportLink {
        id,
        workshop: workshop.id,
        token_hash: hash,
        names: wanted.names,
        created_by,
        created_at: app.now(),
    };
    app.store.create_report_link(link).await?;
    Ok((StatusCode::CREATED, Json(NewReportLink { id, link: format!("{}/reports/{secret}", app.public_url) })))
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
    app.store.revoke_report_link(person.row.id, link).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The report behind a link.
#[utoipa::path(get, path = "/api/reports/{token}", tag = "workshops", responses((status = 200, body = Report)))]
async fn read(
    State(app): State<AppState>,
    ClientAddress(address): ClientAddress,
    Path(secret): Path<String>,
) -> Result<Json<Report>> {
    Ok(Json(behind(&app, &address, &secret).await?.1))
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
    Ok(as_markdown(&behind(&app, &address, &secret).await?.1))
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
    let (workshop, report) = behind(&app, &address, &secret).await?;
    if !report.pictures().any(|shown| shown == hash) {
        return Err(Error::NotFound);
    }
    let hash = from_hex(&hash).ok_or(Error::NotFound)?;
    let picture = app.store.picture(workshop.team, hash).await?.ok_or(Error::NotFound)?;
    // A link that was revoked shows nothing: a browser may not answer for it.
    let headers = [(header::CONTENT_TYPE, picture.media_type), (header::CONTENT_DISPOSITION, "inline".to_owned())];
    Ok((headers, picture.bytes).into_response())
}

/// The workshop and the report behind a link; nothing when the link was revoked or never there.
async fn behind(app: &App, address: &str, secret: &str) -> Result<(WorkshopRow, Report)> {
    app.throttle.attempt(Attempt::Report, address, app.now())?;
    let link = app.store.report_link_by_token(token::hash(secret)).await?.ok_or(Error::NotFound)?;
    let row = app.store.workshop(link.workshop).await?.ok_or(Error::NotFound)?;
    if row.projection.phase != Phase::Closed || !app.store.public_reports(row.team).await? {
        return Err(Error::NotFound);
    }
    let report = workshop_report(app, &row, None).await?;
    Ok((row, if link.names { report } else { report.without_names() }))
}
