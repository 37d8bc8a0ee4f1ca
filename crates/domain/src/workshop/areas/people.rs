//! Who is there, and in which part.

mod door;
mod presence;
mod seat;
mod seats;

use serde::{Deserialize, Serialize};

use super::desk::{Decision, Desk, incomplete};
use super::named::Named;
use super::touches::{AttendanceChange, RowChange, Subject, Touches, about};
use crate::id::PersonId;
use crate::workshop::{Participant, ParticipantKind, Waiting, Whereabouts, Workshop};

/// What people ask: who is there, and in which part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields are those of the state, documented there")]
pub enum PeopleCommand {
    /// Come in.
    Join,
    /// Leave.
    Leave,
    /// Ask somebody to leave.
    RemovePerson { person: PersonId },
    /// Confirm who a guest is.
    ConfirmSeat { guest: PersonId },
    /// Set whether somebody draws cards.
    SetDraws { person: PersonId, draws: bool },
    /// Let another member facilitate.
    HandOverFacilitator { to: PersonId },
    /// Let another person, or no person, write the steps.
    HandOverScribe { to: Option<PersonId> },
    /// Have guests who come by the code wait before the door, or let them in again.
    SetLobby { on: bool },
    /// Let somebody in who waits, or confirm that a seat is theirs.
    Admit { person: PersonId },
    /// Let in everybody who waits, except those who claim a seat.
    AdmitAll,
    /// Send somebody away who waits.
    SendAway { person: PersonId },
    /// Set from where somebody takes part.
    SetWhereabouts { person: PersonId, whereabouts: Whereabouts },
}

impl PeopleCommand {
    /// The events that follow, or why none do.
    pub(super) fn decide(self, desk: &Desk<'_>) -> Decision {
        match self {
            Self::Leave => desk.leave(desk.context.actor.person),
            Self::RemovePerson { person } => desk.remove_person(person),
            Self::ConfirmSeat { guest } => desk.confirm_seat(guest),
            Self::SetDraws { person, draws } => desk.set_draws(person, draws),
            Self::HandOverFacilitator { to } => desk.hand_over_facilitator(to),
            Self::HandOverScribe { to } => desk.hand_over_scribe(to),
            Self::SetLobby { on } => desk.set_lobby(on),
            Self::Admit { person } => desk.admit(person),
            Self::AdmitAll => desk.admit_all(),
            Self::SendAway { person } => desk.send_away(person),
            Self::SetWhereabouts { person, whereabouts } => desk.set_whereabouts(person, whereabouts),
            Self::Join => incomplete(),
        }
    }

    /// What it names that has to be looked up.
    pub(super) fn named(&self) -> Named {
        match self {
            Self::Join
            | Self::Leave
            | Self::RemovePerson { .. }
            | Self::ConfirmSeat { .. }
            | Self::SetDraws { .. }
            | Self::HandOverFacilitator { .. }
            | Self::HandOverScribe { .. }
            | Self::SetLobby { .. }
            | Self::Admit { .. }
            | Self::AdmitAll
            | Self::SendAway { .. }
            | Self::SetWhereabouts { .. } => Named::default(),
        }
    }
}

/// What happened: who is there, and in which part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are those of the state, documented there")]
pub enum PeopleEvent {
    /// Somebody came in, or came back.
    Joined { participant: Participant },
    /// Somebody left, or was asked to.
    Left { person: PersonId },
    /// The facilitator confirmed who a guest is.
    SeatConfirmed { guest: PersonId },
    /// Somebody does or does not draw cards.
    DrawsSet { person: PersonId, draws: bool },
    /// Another person facilitates.
    FacilitatorChanged { to: PersonId },
    /// Another person, or no person, writes the steps.
    ScribeChanged { to: Option<PersonId> },
    /// Guests wait before the door from now on, or no longer.
    LobbySet { on: bool },
    /// Somebody came to the door.
    WaitingBegan { waiting: Waiting },
    /// Somebody stopped waiting: they left, or were sent away. A person who is let in [joins](Self::Joined).
    WaitingEnded { person: PersonId },
    /// It is known from where somebody takes part.
    WhereaboutsSet { person: PersonId, whereabouts: Whereabouts },
    /// A seat became somebody else's, with all that was done from it: of a guest, or of somebody without a device.
    SeatMoved { from: PersonId, to: Participant },
}

impl PeopleEvent {
    /// Changes the state.
    pub(super) fn apply(self, workshop: &mut Workshop) {
        match self {
            Self::Joined { participant } => {
                workshop.waiting.remove(&participant.person);
                workshop.people.insert(participant.person, participant);
            }
            Self::Left { person } => {
                if let Some(participant) = workshop.people.get_mut(&person) {
                    participant.present = false;
                }
                if workshop.scribe == Some(person) {
                    workshop.scribe = None;
                }
                workshop.pairs.retain(|second, first| *second != person && *first != person);
            }
            Self::SeatConfirmed { guest } => {
                if let Some(participant) = workshop.people.get_mut(&guest)
                    && let ParticipantKind::Seat { confirmed, .. } = &mut participant.kind
                {
                    *confirmed = true;
                    participant.draws = true;
                }
            }
            Self::DrawsSet { person, draws } => {
                if let Some(participant) = workshop.people.get_mut(&person) {
                    participant.draws = draws;
                }
            }
            Self::LobbySet { on } => workshop.lobby = on,
            Self::WaitingBegan { waiting } => {
                workshop.waiting.insert(waiting.person, waiting);
            }
            Self::WaitingEnded { person } => {
                workshop.waiting.remove(&person);
            }
            Self::WhereaboutsSet { person, whereabouts } => {
                if let Some(participant) = workshop.people.get_mut(&person) {
                    participant.whereabouts = Some(whereabouts);
                }
            }
            Self::SeatMoved { from, to } => workshop.move_seat(from, to),
            Self::FacilitatorChanged { to } => workshop.facilitator = to,
            Self::ScribeChanged { to } => workshop.scribe = to,
        }
    }

    /// What it touches besides.
    pub(super) fn touches(&self) -> Touches<'_> {
        match self {
            Self::Joined { participant } => {
                about(Subject::People).attendance(AttendanceChange::Joined(participant.person))
            }
            Self::Left { person } => about(Subject::People).attendance(AttendanceChange::Left(*person)),
            Self::FacilitatorChanged { to } => about(Subject::Rounds).attendance(AttendanceChange::Facilitator(*to)),
            Self::ScribeChanged { to } => about(Subject::Workshop).attendance(AttendanceChange::Scribe(*to)),
            Self::SeatMoved { from, to } => {
                let (from, to) = (*from, to.person);
                about(Subject::Everything)
                    .attendance(AttendanceChange::Moved { from, to })
                    .rows(RowChange::SeatMoved { from, to })
            }
            Self::SeatConfirmed { .. }
            | Self::DrawsSet { .. }
            | Self::LobbySet { .. }
            | Self::WaitingBegan { .. }
            | Self::WaitingEnded { .. }
            | Self::WhereaboutsSet { .. } => about(Subject::People),
        }
    }
}
