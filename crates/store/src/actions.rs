//! The actions of a team, as they stand between workshops.

use async_trait::async_trait;
use domain::id::{ActionId, NoteId, PersonId, TeamId, WorkshopId};
use domain::text::{ActionText, ReasonText};
use domain::time::{Day, Timestamp};
use domain::workshop::{ActionStatus, Priority};

use crate::{Page, Result};

/// A commitment. It is added by the workshop that makes it: see [`crate::workshops::Effects`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionRow {
    /// Its id.
    pub id: ActionId,
    /// The team.
    pub team: TeamId,
    /// The workshop that made it.
    pub workshop: WorkshopId,
    /// What will be done.
    pub text: ActionText,
    /// The member who does it.
    pub owner: Option<PersonId>,
    /// By when.
    pub due: Option<Day>,
    /// How much it matters.
    pub priority: Priority,
    /// Where it stands.
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
    /// It was taken away.
    pub removed: bool,
}

/// Which actions are wanted; what is not given does not matter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ActionFilter {
    /// Where they stand.
    pub status: Option<ActionStatus>,
    /// Who does them.
    pub owner: Option<PersonId>,
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
    /// Where it stands.
    pub status: ActionStatus,
    /// Why it was dropped.
    pub reason: Option<ReasonText>,
}

/// Actions. Those that were taken away are in no list.
#[async_trait]
pub trait Actions {
    /// Returns actions of a team, newest first.
    async fn actions(&self, team: TeamId, filter: ActionFilter, page: Page<ActionId>) -> Result<Vec<ActionRow>>;

    /// Returns all open actions of a team, oldest first.
    async fn open_actions(&self, team: TeamId) -> Result<Vec<ActionRow>>;

    /// Returns an action of a team, a removed one too.
    async fn action(&self, team: TeamId, id: ActionId) -> Result<Option<ActionRow>>;

    /// Changes an action, if `edited` is its revision, and returns it. Conflicts: `changed`.
    async fn change_action(
        &self,
        team: TeamId,
        id: ActionId,
        edited: u32,
        change: ActionChange,
        at: Timestamp,
    ) -> Result<ActionRow>;
}
