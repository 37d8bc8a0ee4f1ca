//! What happens in a workshop, by areas: each has its events, how they change the state, and what they touch besides.

mod actions;
mod debrief;
mod hat;
mod people;
mod rounds;
mod steps;
mod tagged;
mod time;
mod touches;
mod walls;

use serde::Serialize;

pub use self::actions::ActionEvent;
pub use self::debrief::DebriefEvent;
pub use self::hat::HatEvent;
pub use self::people::PeopleEvent;
pub use self::rounds::RoundEvent;
pub use self::steps::StepEvent;
use self::tagged::by_area;
pub use self::time::TimeEvent;
pub use self::touches::{About, AttendanceChange, Moment, RowChange, Touches};
pub use self::walls::WallEvent;
use super::Workshop;

/// One thing that happened. Stored events are a contract: a variant is never changed, only joined by a newer one.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Event {
    /// The course of a workshop: what is planned, opening and closing, and its clock.
    Time(TimeEvent),
    /// Who is there, and in which part.
    People(PeopleEvent),
    /// The cards in the hat and in people's hands.
    Hat(HatEvent),
    /// The round of an open card.
    Rounds(RoundEvent),
    /// The steps of an investigation.
    Steps(StepEvent),
    /// The answers to the questions of a debrief.
    Debrief(DebriefEvent),
    /// Notes, groups and votes.
    Walls(WallEvent),
    /// Commitments.
    Actions(ActionEvent),
}

by_area! { Event, "type": Time(TimeEvent), People(PeopleEvent), Hat(HatEvent), Rounds(RoundEvent), Steps(StepEvent), Debrief(DebriefEvent), Walls(WallEvent), Actions(ActionEvent) }

impl Event {
    /// What the event touches besides the state that it changes.
    #[must_use]
    pub fn touches(&self) -> Touches<'_> {
        match self {
            Self::Time(event) => event.touches(),
            Self::People(event) => event.touches(),
            Self::Hat(event) => event.touches(),
            Self::Rounds(event) => event.touches(),
            Self::Steps(event) => event.touches(),
            Self::Debrief(event) => event.touches(),
            Self::Walls(event) => event.touches(),
            Self::Actions(event) => event.touches(),
        }
    }
}

impl Workshop {
    /// Applies one event. Total: an event about something unknown changes nothing.
    pub fn apply(&mut self, event: &Event) {
        match event.clone() {
            Event::Time(event) => event.apply(self),
            Event::People(event) => event.apply(self),
            Event::Hat(event) => event.apply(self),
            Event::Rounds(event) => event.apply(self),
            Event::Steps(event) => event.apply(self),
            Event::Debrief(event) => event.apply(self),
            Event::Walls(event) => event.apply(self),
            Event::Actions(event) => event.apply(self),
        }
    }
}
