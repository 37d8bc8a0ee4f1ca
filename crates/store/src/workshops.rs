//! Workshops: the row of each, and its log.

use async_trait::async_trait;
use domain::id::{CommandId, PersonId, ScenarioId, TeamId, WorkshopId};
use domain::time::Timestamp;
use domain::workshop::{Action, Event, Phase, Plan, Workshop};

use crate::closings::WorkshopClosing;
use crate::guests::GuestRow;
use crate::preparation::CancelledRow;
use crate::runbooks::RunbookDraft;
use crate::scenarios::ScenarioRow;
use crate::walls::{KeptNote, WallEffects};
use crate::{Page, Result};

/// A workshop as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkshopRow {
    /// Its id.
    pub id: WorkshopId,
    /// The team.
    pub team: TeamId,
    /// The version of the newest commit of its log.
    pub version: u64,
    /// When it was made.
    pub created_at: Timestamp,
    /// What its log adds up to.
    pub projection: Projection,
}

/// The part of a workshop's state that lists and look-ups need; written again with every commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Projection {
    /// What was planned.
    pub plan: Plan,
    /// Its phase.
    pub phase: Phase,
    /// Who runs it.
    pub facilitator: PersonId,
    /// Who writes the steps.
    pub scribe: Option<PersonId>,
    /// How many cards it has.
    pub cards: u32,
    /// The code with which guests join; no two workshops that are not closed have the same.
    pub join_code: Option<String>,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
}

impl Projection {
    /// The projection of a state; a code and a time of closing are not part of it.
    #[must_use]
    pub fn from_workshop(workshop: &Workshop, join_code: Option<String>, closed_at: Option<Timestamp>) -> Self {
        Self {
            plan: workshop.plan.clone(),
            phase: workshop.phase,
            facilitator: workshop.facilitator,
            scribe: workshop.scribe,
            cards: u32::try_from(workshop.cards.len()).unwrap_or(u32::MAX),
            join_code,
            closed_at,
        }
    }
}

/// What one command added to a workshop's log.
#[derive(Clone, Debug, PartialEq)]
pub struct Commit {
    /// Its place in the log, from 1.
    pub version: u64,
    /// The command.
    pub command: CommandId,
    /// Who gave it; none when a deadline did.
    pub actor: Option<PersonId>,
    /// When it was accepted.
    pub at: Timestamp,
    /// What happened.
    pub events: Vec<Event>,
}

/// The rows that a commit changes besides the log.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Effects {
    /// What lists show of the workshop from now on, when it changed.
    pub row: Option<Projection>,
    /// The actions that are new or were changed, as they are now.
    pub actions: Vec<Action>,
    /// The scenarios that count as practised from now on; given when the workshop is closed.
    pub practised: Vec<ScenarioId>,
    /// Who investigated which of them, where it is a member; given when the workshop is closed.
    pub investigated: Vec<(ScenarioId, PersonId)>,
    /// What changes about walls.
    pub walls: WallEffects,
    /// What the rounds' steps become; given when the workshop is closed.
    pub drafts: Vec<RunbookDraft>,
    /// The data around it; given when the workshop is closed.
    pub closing: Option<WorkshopClosing>,
}

/// The rows that are added with a workshop that was held on paper.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordedWorkshop {
    /// The cards that the team did not have yet.
    pub scenarios: Vec<ScenarioRow>,
    /// Those who were there and have no account.
    pub guests: Vec<GuestRow>,
    /// The actions that it made.
    pub actions: Vec<Action>,
    /// The scenarios that it practised.
    pub practised: Vec<ScenarioId>,
    /// Who investigated which of them; guests are left out.
    pub investigated: Vec<(ScenarioId, PersonId)>,
    /// What the rounds' steps become.
    pub drafts: Vec<RunbookDraft>,
    /// The notes that later ones are compared with.
    pub notes: Vec<KeptNote>,
}

/// Workshops and their logs, without deleted ones; see [`crate::retention`].
#[async_trait]
pub trait WorkshopStore {
    /// Adds a workshop with the first commit of its log, whose version and that of the row are 1.
    /// Conflicts: `id`, `join_code`.
    async fn create_workshop(&self, workshop: WorkshopRow, first: Commit) -> Result<()>;

    /// Adds a workshop that is over, with its whole log as one commit, and what came of it. Conflicts: `id`, `action`,
    /// and `slug` when the team has a scenario of a new one's slug already.
    async fn record_workshop(&self, workshop: WorkshopRow, log: Commit, recorded: RecordedWorkshop) -> Result<()>;

    /// Returns a workshop.
    async fn workshop(&self, id: WorkshopId) -> Result<Option<WorkshopRow>>;

    /// Returns the workshops of a team, the latest start first.
    async fn workshops(&self, team: TeamId, page: Page<WorkshopId>) -> Result<Vec<WorkshopRow>>;

    /// Returns the workshop that is not closed and has this code to join by.
    async fn workshop_by_code(&self, code: &str) -> Result<Option<WorkshopRow>>;

    /// Returns the planned workshops of all teams that begin after a time and not after another, the earliest first.
    async fn workshops_beginning(&self, after: Timestamp, until: Timestamp) -> Result<Vec<WorkshopRow>>;

    /// Returns the zone of the workshop of a team that begins last.
    async fn last_zone(&self, team: TeamId) -> Result<Option<String>>;

    /// Returns the workshop of a team that was closed last before a time.
    async fn last_closed(&self, team: TeamId, before: Timestamp) -> Result<Option<WorkshopRow>>;

    /// Returns the workshop of a team that is under way, or else the planned one that starts first; one that has not
    /// been opened a day after its planned start is passed over.
    async fn next_workshop(&self, team: TeamId, now: Timestamp) -> Result<Option<WorkshopRow>>;

    /// Returns all workshops that are under way, of all teams.
    async fn workshops_under_way(&self) -> Result<Vec<WorkshopRow>>;

    /// Deletes a workshop with its log, and stores its cancellation for calendars. Conflicts: `not_planned` when it has been
    /// opened.
    async fn delete_workshop(&self, gone: CancelledRow) -> Result<()>;

    /// Adds a commit to the end of a workshop's log, with its effects. Conflicts: `command` when the log has this
    /// command already, `version` when the commit's version does not follow the log's last, `join_code`, and `action`
    /// when an action has the id of one that is not this workshop's, nor carried into it.
    async fn append(&self, id: WorkshopId, commit: Commit, effects: Effects) -> Result<()> {
        self.append_all(id, vec![(commit, effects)]).await
    }

    /// Adds several commits to the end of a workshop's log, all or none. Conflicts: as above. On PostgreSQL two workshops must
    /// not change the same actions in different orders, so only one of the commits may change actions.
    async fn append_all(&self, id: WorkshopId, commits: Vec<(Commit, Effects)>) -> Result<()>;

    /// Returns up to `limit` commits of a workshop after a version, in order.
    async fn commits(&self, id: WorkshopId, after: u64, limit: u32) -> Result<Vec<Commit>>;

    /// Returns the version at which a workshop's log has a command.
    async fn command_version(&self, id: WorkshopId, command: CommandId) -> Result<Option<u64>>;
}
