//! Links to reports for people without an account.

use async_trait::async_trait;
use domain::id::{PersonId, ReportLinkId, TeamId, WorkshopId};
use domain::time::Timestamp;

use crate::{Result, Sha256};

/// A link to a workshop's report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportLinkRow {
    /// Its id.
    pub id: ReportLinkId,
    /// The workshop.
    pub workshop: WorkshopId,
    /// The SHA-256 of the link's token.
    pub token_hash: Sha256,
    /// Whether the report shows names.
    pub names: bool,
    /// Who made it.
    pub created_by: PersonId,
    /// When it was made.
    pub created_at: Timestamp,
}

/// Links to reports. They work as long as their team allows them.
#[async_trait]
pub trait ReportLinkStore {
    /// Whether a team lets its reports be read by anyone who has a link.
    async fn public_reports(&self, team: TeamId) -> Result<bool>;

    /// Allows or forbids links to a team's reports; forbidding deletes every link of the team.
    async fn set_public_reports(&self, team: TeamId, allowed: bool) -> Result<()>;

    /// Adds a link. Not found when the workshop's team does not allow any.
    async fn create_report_link(&self, link: ReportLinkRow) -> Result<()>;

    /// Returns the links of a workshop, newest first.
    async fn report_links(&self, workshop: WorkshopId) -> Result<Vec<ReportLinkRow>>;

    /// Returns the link with a token.
    async fn report_link_by_token(&self, token_hash: Sha256) -> Result<Option<ReportLinkRow>>;

    /// Deletes a link of a workshop.
    async fn revoke_report_link(&self, workshop: WorkshopId, id: ReportLinkId) -> Result<()>;
}
