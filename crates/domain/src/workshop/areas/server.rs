//! What only the server asks.

use super::desk::{Decision, Desk};
use super::named::Named;
#[cfg(doc)]
use super::{HatCommand, PeopleCommand, TimeCommand, WallCommand};
use crate::id::PersonId;
use crate::workshop::{Action, CompleteCard, Knows, ParticipantKind, Plan, RoundNumber, Tally};

/// Commands that only the server gives: what a request of its own asks, and what people ask with the facts that no browser has
/// or may choose (the card behind a scenario, the open actions, a seed, who knows which card).
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields are those of the state, documented there")]
pub enum ServerCommand {
    /// Change the plan.
    ChangePlan { plan: Plan },
    /// Give somebody without a device a seat.
    Seat { person: PersonId, kind: ParticipantKind, draws: bool },
    /// Claim the seat of somebody without a device; `kind` is what the claimant is besides.
    ClaimSeat { seat: PersonId, kind: ParticipantKind },
    /// Make a guest's seat one's own; `proven` means that the asking browser holds it.
    TakeSeat { from: PersonId, proven: bool },
    /// [`TimeCommand::Open`]; the team's open actions and those owed a turn come from earlier workshops.
    Open { carried: Vec<Action>, owed: Vec<PersonId> },
    /// [`PeopleCommand::Join`].
    Join { kind: ParticipantKind, draws: bool },
    /// [`HatCommand::PlaceCard`], or a newer wording of the card.
    PlaceCard { card: CompleteCard },
    /// [`HatCommand::PassHat`]; everyone takes one sealed card.
    PassHat { seed: [u8; 32], knows: Knows },
    /// [`HatCommand::DrawCard`].
    DrawCard { person: PersonId, seed: [u8; 32], knows: Knows },
    /// [`HatCommand::SwapCard`].
    SwapCard { round: RoundNumber, seed: [u8; 32], knows: Knows },
    /// [`HatCommand::SwapWith`].
    SwapWith { round: RoundNumber, with: RoundNumber, knows: Knows },
    /// [`HatCommand::AddPartner`].
    AddPartner { round: RoundNumber, person: PersonId, knows: Knows },
    /// [`WallCommand::RevealVotes`].
    RevealVotes { tally: Vec<Tally> },
    /// [`TimeCommand::Reopen`]; the workshop's actions may have been changed in the team's list meanwhile.
    Reopen { actions: Vec<Action> },
}

impl ServerCommand {
    /// The events that follow, or why none do.
    pub(super) fn decide(self, desk: &Desk<'_>) -> Decision {
        match self {
            Self::ChangePlan { plan } => desk.change_plan(plan),
            Self::PlaceCard { card } => desk.place_card(card),
            Self::Open { carried, owed } => desk.open(carried, owed),
            Self::Reopen { actions } => desk.reopen(actions),
            Self::Join { kind, draws } => desk.join(kind, draws),
            Self::Seat { person, kind, draws } => desk.seat(person, kind, draws),
            Self::ClaimSeat { seat, kind } => desk.claim_seat(seat, kind),
            Self::TakeSeat { from, proven } => desk.take_seat(from, proven),
            Self::PassHat { seed, knows } => desk.pass_hat(seed, &knows),
            Self::DrawCard { person, seed, knows } => desk.draw_card(person, seed, &knows),
            Self::SwapCard { round, seed, knows } => desk.swap_card(round, seed, &knows),
            Self::SwapWith { round, with, knows } => desk.swap_with(round, with, &knows),
            Self::AddPartner { round, person, knows } => desk.add_partner(round, person, &knows),
            Self::RevealVotes { tally } => desk.reveal_votes(tally),
        }
    }

    /// What it names that has to be looked up.
    pub(super) fn named(&self) -> Named {
        match self {
            Self::ChangePlan { .. }
            | Self::Seat { .. }
            | Self::ClaimSeat { .. }
            | Self::TakeSeat { .. }
            | Self::Open { .. }
            | Self::Join { .. }
            | Self::PlaceCard { .. }
            | Self::PassHat { .. }
            | Self::DrawCard { .. }
            | Self::SwapCard { .. }
            | Self::SwapWith { .. }
            | Self::AddPartner { .. }
            | Self::RevealVotes { .. }
            | Self::Reopen { .. } => Named::default(),
        }
    }
}
