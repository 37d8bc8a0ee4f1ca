//! What is asked of a workshop and what happens in it, by areas: each has its commands, the decisions on them, its events, how those
//! change the state, and what they touch besides.

mod actions;
mod debrief;
mod desk;
mod hat;
mod named;
mod offline;
mod people;
mod permissions;
mod rounds;
mod server;
mod steps;
mod tagged;
mod time;
mod touches;
mod walls;
mod written;

use serde::Serialize;

pub use self::actions::{ActionCommand, ActionEvent, Spread};
pub use self::debrief::{DebriefCommand, DebriefEvent};
use self::desk::{Decision, Desk};
pub use self::hat::{HatCommand, HatEvent};
pub use self::named::Named;
pub use self::offline::KEPT_OFFLINE;
pub use self::people::{PeopleCommand, PeopleEvent};
pub use self::permissions::{DrawPermissions, Permissions, draw_permissions, permissions};
pub use self::rounds::{RoundCommand, RoundEvent};
pub use self::server::ServerCommand;
pub use self::steps::{StepCommand, StepEvent};
use self::tagged::by_area;
pub use self::time::{TimeCommand, TimeEvent};
pub use self::touches::{AttendanceChange, Moment, RowChange, Subject, Touches, WithoutWords};
pub use self::walls::{WallCommand, WallEvent};
use super::{Context, Reason, Rejection, Standing, Workshop};

/// What can be done in a live workshop.
///
/// The server completes some of it before it is decided on: each of these has its counterpart in [`ServerCommand`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum Command {
    /// Opening and closing, and the clock.
    Time(TimeCommand),
    /// Who is there, and in which part.
    People(PeopleCommand),
    /// The cards in the hat and in hands.
    Hat(HatCommand),
    /// The round of an open card.
    Rounds(RoundCommand),
    /// Steps.
    Steps(StepCommand),
    /// Answers in the debrief.
    Debrief(DebriefCommand),
    /// Notes, groups and votes.
    Walls(WallCommand),
    /// Commitments.
    Actions(ActionCommand),
    /// A command that the server made or completed; no message can hold it.
    #[serde(skip)]
    Server(ServerCommand),
}

by_area! { Command, "do": Time(TimeCommand), People(PeopleCommand), Hat(HatCommand), Rounds(RoundCommand), Steps(StepCommand), Debrief(DebriefCommand), Walls(WallCommand), Actions(ActionCommand) }

impl From<ServerCommand> for Command {
    fn from(command: ServerCommand) -> Self {
        Self::Server(command)
    }
}

/// Decides on a command. An empty list means: nothing to do, and that is fine.
pub fn decide(workshop: &Workshop, command: Command, context: &Context) -> Decision {
    let desk = Desk { workshop, context };
    let_in(&desk, &command)?;
    match command {
        Command::Time(command) => command.decide(&desk),
        Command::People(command) => command.decide(&desk),
        Command::Hat(command) => command.decide(&desk),
        Command::Rounds(command) => command.decide(&desk),
        Command::Steps(command) => command.decide(&desk),
        Command::Debrief(command) => command.decide(&desk),
        Command::Walls(command) => command.decide(&desk),
        Command::Actions(command) => command.decide(&desk),
        Command::Server(command) => command.decide(&desk),
    }
}

/// A person who is not in may only knock or leave: any other answer would reveal something of the workshop. A screen only
/// shows.
fn let_in(desk: &Desk<'_>, command: &Command) -> Result<(), Rejection> {
    let actor = desk.context.actor;
    if actor.standing == Standing::Screen {
        return Err(Rejection::NotAllowed(Reason::ScreenOnlyShows));
    }
    let at_the_door = matches!(
        command,
        Command::People(PeopleCommand::Leave)
            | Command::Server(ServerCommand::Join { .. } | ServerCommand::ClaimSeat { .. })
    );
    if desk.workshop.keeps_out(actor) && !at_the_door { Err(Rejection::NotJoined) } else { Ok(()) }
}

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
