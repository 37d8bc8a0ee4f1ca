//! Before a workshop: its agenda, what is missing, and what people ticked.

use domain::id::{ScenarioId, WorkshopId};
use domain::preparation::Item;
use domain::workshop::{Agenda, Length};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::workshop::{WorkshopPlan, WorkshopSummary};

/// How a workshop's minutes are spent, and how many cards fit into them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = Agenda)]
pub struct AgendaView {
    /// Minutes until the first card is drawn.
    pub opening: u16,
    /// Minutes of a card's investigation: the mean of the cards in the hat.
    pub card: u16,
    /// Minutes in which a card is talked about.
    pub debrief: u16,
    /// Minutes in which the torch is passed.
    pub hand_over: u16,
    /// Minutes that are kept for reflection.
    pub reflection: u16,
    /// How many cards fit before those, if the hat has as many.
    pub fits: u16,
    /// The minutes that are left over.
    pub spare: u16,
    /// How many people draw.
    pub draws: u16,
    /// How long it would have to be for everybody who draws to have a turn; nothing where it fits already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub for_everyone: Option<u16>,
    /// What longer meetings would bring.
    pub longer: Vec<LengthView>,
}

/// A length, and how many cards fit into it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = Length)]
pub struct LengthView {
    /// Minutes in all.
    pub minutes: u16,
    /// Cards.
    pub fits: u16,
}

/// A plan whose agenda is wanted.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct AskAgenda {
    /// Minutes in all.
    pub minutes: u16,
    /// Minutes that are kept for reflection.
    pub reflection_minutes: u16,
    /// The cards in the hat.
    pub cards: Vec<ScenarioId>,
}

/// How far a workshop is prepared.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Preparation {
    /// The workshop.
    pub workshop: WorkshopSummary,
    /// How its minutes are spent.
    pub agenda: AgendaView,
    /// How many cards there should be: two for each who draws.
    pub cards_wanted: u32,
    /// How many cards the team has in all.
    pub team_cards: u32,
    /// How many actions are open, and looked at when the workshop opens.
    pub open_actions: u32,
    /// The state of each thing, in the order in which they are best looked after.
    pub checks: Vec<CheckView>,
}

/// The state of one thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = Check)]
pub struct CheckView {
    /// Which thing.
    pub item: Item,
    /// It is so.
    pub done: bool,
    /// People tick it; all others tick themselves.
    pub by_hand: bool,
    /// How much is missing: cards, links, or actions that are late.
    pub missing: u32,
    /// The names of what or who it is about: systems without links, people without a card that is new to them.
    pub names: Vec<String>,
}

/// Ticking an item that people tick.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Tick {
    /// Which.
    pub item: Item,
    /// Ticked, or not any more.
    pub done: bool,
}

/// A planned workshop that was cancelled; calendars can still be notified.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct CancelledWorkshop {
    /// The workshop that it was.
    pub id: WorkshopId,
    /// What was planned last.
    pub plan: WorkshopPlan,
    /// When it was cancelled, RFC 3339.
    pub cancelled_at: String,
}

impl AgendaView {
    /// An agenda for so many people who draw.
    #[must_use]
    pub fn new(agenda: Agenda, draws: usize) -> Self {
        let length = |length: Length| LengthView { minutes: length.minutes, fits: length.fits };
        Self {
            opening: agenda.opening,
            card: agenda.card,
            debrief: agenda.debrief,
            hand_over: agenda.hand_over,
            reflection: agenda.reflection,
            fits: agenda.fits,
            spare: agenda.spare,
            draws: u16::try_from(draws).unwrap_or(u16::MAX),
            for_everyone: agenda.for_everyone,
            longer: agenda.longer.into_iter().map(length).collect(),
        }
    }
}
