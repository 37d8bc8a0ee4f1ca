//! The actions of a team.

use async_trait::async_trait;
use domain::actions::ActionOrder;
use domain::id::{ActionId, NoteId, PersonId, SystemId, TeamId, WorkshopId};
use domain::text::{ActionText, ReasonText};
use domain::time::{Day, Timestamp};
use domain::workshop::{ActionStatus, Level, Priority};

use crate::{Page, Result};

/// A commitment. It is added by the workshop that makes it (see [`crate::workshops::Effects`]), or between two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionRow {
    /// Its id.
    pub id: ActionId,
    /// The team.
    pub team: TeamId,
    /// The workshop that made it; none when it was written outside one.
    pub workshop: Option<WorkshopId>,
    /// What will be done.
    pub text: ActionText,
    /// The member who does it.
    pub owner: Option<PersonId>,
    /// By when.
    pub due: Option<Day>,
    /// How much it matters.
    pub priority: Priority,
    /// What it would bring.
    pub impact: Option<Level>,
    /// What it would cost.
    pub effort: Option<Level>,
    /// The system that it is about; the team may have removed it since.
    pub system: Option<SystemId>,
    /// Its status.
    pub status: ActionStatus,
    /// Why it was dropped.
    pub reason: Option<ReasonText>,
    /// The notes that it came from.
    pub notes: Vec<NoteId>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was changed last.
    pub updated_at: Timestamp,
    /// Since when it has not been open.
    pub done_at: Option<Timestamp>,
    /// How often it was changed.
    pub revision: u32,
    /// Whether it was removed.
    pub removed: bool,
}

/// Which actions to return; a field that is not given does not filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActionFilter {
    /// Where they stand.
    pub status: Option<ActionStatus>,
    /// Who does them.
    pub owner: Option<OwnedBy>,
    /// What they are about.
    pub system: Option<SystemId>,
    /// They are due before this day.
    pub due_before: Option<Day>,
    /// They contain this text, ignoring case.
    pub text: Option<String>,
    /// In which order they come.
    pub order: ActionOrder,
}

/// Who does an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnedBy {
    /// No member.
    Nobody,
    /// This member.
    Member(PersonId),
}

/// An action as it was after a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionVersion {
    /// When it was changed.
    pub at: Timestamp,
    /// Who changed it, when somebody did.
    pub by: Option<PersonId>,
    /// In which workshop; between two when there is none.
    pub workshop: Option<WorkshopId>,
    /// Its text and fields after the change.
    pub is: ActionChange,
    /// Whether it was removed.
    pub removed: bool,
}

/// What an action is changed to outside a workshop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionChange {
    /// What will be done.
    pub text: ActionText,
    /// The member who does it.
    pub owner: Option<PersonId>,
    /// By when.
    pub due: Option<Day>,
    /// How much it matters.
    pub priority: Priority,
    /// What it would bring.
    pub impact: Option<Level>,
    /// What it would cost.
    pub effort: Option<Level>,
    /// The system that it is about.
    pub system: Option<SystemId>,
    /// Its status.
    pub status: ActionStatus,
    /// Why it was dropped.
    pub reason: Option<ReasonText>,
}

/// Actions. Removed ones are in no list.
#[async_trait]
pub trait ActionStore {
    /// Returns actions of a team.
    async fn actions(&self, team: TeamId, filter: ActionFilter, page: Page<ActionId>) -> Result<Vec<ActionRow>>;

    /// Returns the open actions of a person in all teams of which they are a member, what is due first.
    async fn actions_of(&self, person: PersonId) -> Result<Vec<ActionRow>>;

    /// Returns what an action was after each change, the making of it first.
    async fn action_history(&self, team: TeamId, id: ActionId) -> Result<Vec<ActionVersion>>;

    /// Returns all open actions of a team, oldest first.
    async fn open_actions(&self, team: TeamId) -> Result<Vec<ActionRow>>;

    /// Returns the teams that have open actions due on a day or before.
    async fn teams_with_actions_due(&self, day: Day) -> Result<Vec<TeamId>>;

    /// Returns an action of a team, a removed one too.
    async fn action(&self, team: TeamId, id: ActionId) -> Result<Option<ActionRow>>;

    /// Adds an action that was written outside a workshop. Conflicts: `action`.
    async fn create_action(&self, action: ActionRow, by: PersonId) -> Result<()>;

    /// Changes an action, if `edited` is its revision, and returns it. Conflicts: `changed`.
    async fn change_action(
        &self,
        team: TeamId,
        id: ActionId,
        edited: u32,
        change: ActionChange,
        by: PersonId,
        at: Timestamp,
    ) -> Result<ActionRow>;
}
