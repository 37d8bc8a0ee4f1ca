//! Reports for people without an account: what a team allows, the links of a workshop, and what is behind them.

use api::refusal::RequestReason;
use api::report_link::{MakeReportLink, NewReportLink, PublicReports, ReportLink as ListedLink, ReportLinks};
use api::time::to_rfc3339;
use documents::report::Report;
use domain::id::{PersonId, ReportLinkId, TeamId, WorkshopId};
use store::pictures::PictureRow;
use store::report_links::ReportLinkRow;
use store::workshops::WorkshopRow;

use super::workshop_report;
use crate::auth::token::{self, SecretToken};
use crate::error::{Error, Result};
use crate::permissions::has_final_report;
use crate::pictures::stored_picture;
use crate::services::Services;
use crate::throttle::Attempt;

/// The most links of one report.
const MAX_LINKS: usize = 20;

/// Whether the team's reports may be read by anyone with a link.
pub(crate) async fn public_reports(services: &Services, team: TeamId) -> Result<PublicReports> {
    Ok(PublicReports { allowed: services.store.public_reports(team).await? })
}

/// Allows or forbids links to reports. Forbidding deletes every link.
pub(crate) async fn allow_public_reports(services: &Services, team: TeamId, wanted: &PublicReports) -> Result<()> {
    Ok(services.store.set_public_reports(team, wanted.allowed).await?)
}

/// The links of a workshop's report.
pub(crate) async fn report_links(services: &Services, workshop: &WorkshopRow) -> Result<ReportLinks> {
    let rows = services.store.report_links(workshop.id).await?;
    let names = services.store.names(&rows.iter().map(|row| row.created_by).collect::<Vec<_>>()).await?;
    let link = |row: ReportLinkRow| ListedLink {
        id: row.id,
        names: row.names,
        created_by: names.get(&row.created_by).map(ToString::to_string).unwrap_or_default(),
        created_at: to_rfc3339(row.created_at),
    };
    let allowed = services.store.public_reports(workshop.team).await?;
    Ok(ReportLinks { allowed, links: rows.into_iter().map(link).collect() })
}

/// Makes a link to the report of a closed workshop.
pub(crate) async fn create_report_link(
    services: &Services,
    workshop: &WorkshopRow,
    created_by: PersonId,
    wanted: &MakeReportLink,
) -> Result<NewReportLink> {
    if !has_final_report(workshop) {
        return Err(Error::Conflict { code: "not_over", reason: RequestReason::LinkNotYet });
    }
    if !services.store.public_reports(workshop.team).await? {
        return Err(Error::NotAllowed(RequestReason::LinksNotAllowed));
    }
    if services.store.report_links(workshop.id).await?.len() >= MAX_LINKS {
        return Err(Error::Full { reason: RequestReason::ReportLinksFull, limit: MAX_LINKS });
    }
    let SecretToken { secret, hash } = SecretToken::new(&*services.entropy);
    let id = ReportLinkId(services.new_id());
    let link = ReportLinkRow {
        id,
        workshop: workshop.id,
        token_hash: hash,
        names: wanted.names,
        created_by,
        created_at: services.now(),
    };
    services.store.create_report_link(link).await?;
    Ok(NewReportLink { id, link: format!("{}/reports/{secret}", services.public_url) })
}

/// Revokes a link.
pub(crate) async fn revoke_report_link(services: &Services, workshop: WorkshopId, link: ReportLinkId) -> Result<()> {
    Ok(services.store.revoke_report_link(workshop, link).await?)
}

/// The report behind a link.
pub(crate) async fn linked_report(services: &Services, address: &str, secret: &str) -> Result<Report> {
    Ok(find(services, address, secret).await?.1)
}

/// A picture that the report behind a link shows.
pub(crate) async fn linked_picture(services: &Services, address: &str, secret: &str, hash: &str) -> Result<PictureRow> {
    let (workshop, report) = find(services, address, secret).await?;
    if !report.pictures().any(|shown| shown == hash) {
        return Err(Error::NotFound);
    }
    stored_picture(services, workshop.team, hash).await
}

/// The workshop and the report behind a link; not found when the link was revoked or never there.
async fn find(services: &Services, address: &str, secret: &str) -> Result<(WorkshopRow, Report)> {
    services.throttle.attempt(Attempt::Report, address, services.now())?;
    let link = services.store.report_link_by_token(token::hash(secret)).await?.ok_or(Error::NotFound)?;
    let row = services.store.workshop(link.workshop).await?.ok_or(Error::NotFound)?;
    if !has_final_report(&row) || !services.store.public_reports(row.team).await? {
        return Err(Error::NotFound);
    }
    let report = workshop_report(services, &row, None).await?;
    Ok((row, if link.names { report } else { report.without_names() }))
}
