//! The home of a person: what is next for them in all their teams. It is sent only to them.

use domain::id::{ActionId, TeamId, WorkshopId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::action::ListedAction;
use crate::workshop::WorkshopSummary;

/// What is next for somebody.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Home {
    /// The next workshop of each of their teams: those under way first, then the soonest.
    pub workshops: Vec<HomeWorkshop>,
    /// Their open actions, what is due first.
    pub actions: Vec<HomeAction>,
    /// The cards that they practised, the latest first.
    pub practised: Vec<PractisedCard>,
    /// Their teams, and what each needs.
    pub teams: Vec<HomeTeam>,
}

/// A workshop, and what somebody has to do with it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct HomeWorkshop {
    /// The workshop as in a list.
    #[serde(flatten)]
    pub summary: WorkshopSummary,
    /// The team's name.
    pub team_name: String,
    /// The part that they have in it.
    pub part: HomePart,
    /// Their card, once the hat went round.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<HomeCard>,
}

/// A person's part in a workshop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HomePart {
    /// They run it.
    Facilitator,
    /// They write the steps.
    Scribe,
    /// They draw a card.
    Responder,
    /// They look on.
    Observer,
}

/// The state of a person's card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "stands", rename_all = "snake_case")]
pub enum HomeCard {
    /// It is sealed in their hand.
    Sealed {
        /// How many turns come before theirs.
        before: u32,
    },
    /// It is open.
    Open,
    /// It was played.
    Played,
}

/// An action, and whose it is to follow up.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct HomeAction {
    /// The action as in a list.
    #[serde(flatten)]
    pub action: ListedAction,
    /// The team.
    pub team: TeamId,
    /// The team's name.
    pub team_name: String,
}

/// A card that a person investigated; how it ended belongs to the card and is not sent here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PractisedCard {
    /// Its headline.
    pub title: String,
    /// The workshop.
    pub workshop: WorkshopId,
    /// The workshop's title.
    pub workshop_title: String,
    /// The round's number.
    pub round: u32,
    /// The team's name.
    pub team_name: String,
    /// When the card was opened, RFC 3339.
    pub at: String,
}

/// A team, and what it needs.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct HomeTeam {
    /// Its id.
    pub id: TeamId,
    /// Its name.
    pub name: String,
    /// A workshop is planned or under way.
    pub planned: bool,
    /// How many cards it has that can be played.
    pub cards: u32,
    /// Twice the number of its responders.
    pub cards_wanted: u32,
    /// How many actions are open.
    pub open_actions: u32,
    /// The open actions without an owner.
    pub unowned: Vec<ActionId>,
    /// How many drafts of runbooks wait to be looked over.
    pub draft_runbooks: u32,
}
