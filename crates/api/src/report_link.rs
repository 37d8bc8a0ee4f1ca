//! Links to a report for people without an account.

use domain::id::ReportLinkId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Whether and by which links a report is read without an account.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ReportLinks {
    /// Whether the team allows it.
    pub allowed: bool,
    /// The links, newest first. Their addresses are not kept.
    pub links: Vec<ReportLink>,
}

/// A link to a report.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ReportLink {
    /// Its id.
    pub id: ReportLinkId,
    /// Whether the report contains names.
    pub names: bool,
    /// The name of the person who made it.
    pub created_by: String,
    /// When it was made, RFC 3339.
    pub created_at: String,
}

/// What a new link is to show.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct MakeReportLink {
    /// Whether the report contains names.
    pub names: bool,
}

/// A link that was just made.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct NewReportLink {
    /// Its id.
    pub id: ReportLinkId,
    /// Its address; it is sent only this once.
    pub link: String,
}

/// Whether a team's reports may be read by anyone with a link.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PublicReports {
    /// Forbidding it takes every link away.
    pub allowed: bool,
}
