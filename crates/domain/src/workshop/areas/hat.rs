//! The cards in the hat and in people's hands.

mod draw;
mod partners;
mod placing;

use serde::{Deserialize, Serialize};

use super::desk::{Decision, Desk, incomplete};
use super::named::Named;
use super::touches::{Moment, Subject, Touches, about};
use crate::id::{PersonId, ScenarioId};
use crate::investigation::Investigation;
use crate::workshop::{Card, Deal, Familiarity, Known, Phase, Round, RoundNumber, RoundState, Workshop};

/// What people ask: the cards in the hat and in hands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields are those of the state, documented there")]
pub enum HatCommand {
    /// Put one of the team's scenarios into the hat.
    PlaceCard { scenario: ScenarioId },
    /// Take a card out of the hat.
    TakeOutCard { scenario: ScenarioId },
    /// Let everyone draw from the hat on their own device.
    OfferHat,
    /// Deal a card to everyone who holds none of this lap.
    PassHat,
    /// Put a sealed card back.
    ReturnCard { round: RoundNumber },
    /// Draw a card from the hat while a lap runs.
    DrawCard { person: PersonId },
    /// Put a sealed card back and draw another one.
    SwapCard { round: RoundNumber },
    /// Swap sealed cards with another round: at once by the facilitator, else when both sides have asked.
    SwapWith { round: RoundNumber, with: RoundNumber },
    /// Take a wish to swap back, or turn it down.
    DropSwap { round: RoundNumber },
    /// Move a sealed card's turn before another's; without one, to the end.
    MoveTurn {
        round: RoundNumber,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<RoundNumber>,
    },
    /// Let somebody hold a card with its holder; a sealed card of their own is put back into the hat.
    AddPartner { round: RoundNumber, person: PersonId },
    /// Let a partner go.
    RemovePartner { round: RoundNumber, person: PersonId },
    /// Let somebody draw with another person from now on; without one, alone again.
    DrawTogether {
        person: PersonId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        with: Option<PersonId>,
    },
    /// Give an open card to somebody present.
    HandRound { round: RoundNumber, to: PersonId },
}

impl HatCommand {
    /// The events that follow, or why none do.
    pub(super) fn decide(self, desk: &Desk<'_>) -> Decision {
        match self {
            Self::TakeOutCard { scenario } => desk.take_out_card(scenario),
            Self::OfferHat => desk.offer_hat(),
            Self::ReturnCard { round } => desk.return_card(round),
            Self::DropSwap { round } => desk.drop_swap(round),
            Self::MoveTurn { round, before } => desk.move_turn(round, before),
            Self::RemovePartner { round, person } => desk.remove_partner(round, person),
            Self::DrawTogether { person, with } => desk.draw_together(person, with),
            Self::HandRound { round, to } => desk.hand_round(round, to),
            Self::PlaceCard { .. }
            | Self::PassHat
            | Self::DrawCard { .. }
            | Self::SwapCard { .. }
            | Self::SwapWith { .. }
            | Self::AddPartner { .. } => incomplete(),
        }
    }

    /// What it names that has to be looked up.
    pub(super) fn named(&self) -> Named {
        match self {
            Self::PlaceCard { .. }
            | Self::TakeOutCard { .. }
            | Self::OfferHat
            | Self::PassHat
            | Self::ReturnCard { .. }
            | Self::DrawCard { .. }
            | Self::SwapCard { .. }
            | Self::SwapWith { .. }
            | Self::DropSwap { .. }
            | Self::MoveTurn { .. }
            | Self::AddPartner { .. }
            | Self::RemovePartner { .. }
            | Self::DrawTogether { .. }
            | Self::HandRound { .. } => Named::default(),
        }
    }
}

/// What happened: the cards in the hat and in people's hands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are those of the state, documented there")]
pub enum HatEvent {
    /// A card went into the hat, or a newer wording took its place.
    CardPlaced { card: Card },
    /// A card was taken out before the workshop.
    CardTakenOut { scenario: ScenarioId },
    /// Everyone may draw from the hat.
    HatOffered { lap: u32 },
    /// The hat went round. The seed stays on the server until the workshop is closed.
    HatPassed { lap: u32, seed: String, deals: Vec<Deal> },
    /// A card went back into the hat unplayed.
    CardReturned { round: RoundNumber },
    /// Somebody drew a card while a lap runs.
    CardDrawn { seed: String, deal: Deal },
    /// A sealed card went back and another one took its place.
    CardSwapped { seed: String, deal: Deal },
    /// A round's holder wants to swap with another's, or does not any more.
    SwapWished { round: RoundNumber, with: Option<RoundNumber> },
    /// Two rounds have each other's sealed card.
    CardsSwapped { deals: Vec<Deal> },
    /// Sealed cards have their turns in this order.
    TurnsOrdered { order: Vec<RoundNumber> },
    /// Somebody holds a card with its holder.
    PartnerAdded {
        round: RoundNumber,
        person: PersonId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<Familiarity>,
    },
    /// A partner holds it no longer.
    PartnerRemoved { round: RoundNumber, person: PersonId },
    /// Somebody draws with another person, or alone again.
    DrawsTogether { person: PersonId, with: Option<PersonId> },
    /// A card was given to somebody else.
    RoundHanded { round: RoundNumber, to: PersonId },
}

impl HatEvent {
    /// Changes the state.
    pub(super) fn apply(self, workshop: &mut Workshop) {
        match self {
            Self::CardPlaced { card } => {
                workshop.cards.insert(card.scenario, card);
            }
            Self::CardTakenOut { scenario } => {
                workshop.cards.remove(&scenario);
            }
            Self::HatOffered { lap } => {
                workshop.phase = Phase::Running;
                workshop.lap = lap;
                workshop.offered = true;
            }
            Self::HatPassed { lap, deals, .. } => {
                workshop.phase = Phase::Running;
                workshop.lap = lap;
                workshop.offered = false;
                workshop.rounds.extend(deals.into_iter().map(|deal| (deal.round, sealed(lap, deal))));
            }
            Self::CardReturned { round } => {
                workshop.forget_swaps(round);
                workshop.round(round, |r| r.state = RoundState::Returned);
            }
            Self::CardDrawn { deal, .. } => {
                workshop.rounds.insert(deal.round, sealed(workshop.lap, deal));
                // Who comes after that is late.
                workshop.offered = !workshop.undrawn().is_empty();
            }
            Self::CardSwapped { deal, .. } => workshop.take(deal),
            Self::CardsSwapped { deals } => deals.into_iter().for_each(|deal| workshop.take(deal)),
            Self::SwapWished { round, with } => workshop.round(round, |r| r.swap_with = with),
            Self::TurnsOrdered { order } => workshop.order = order,
            Self::PartnerAdded { round, person, why } => workshop.round(round, |r| {
                r.partners.push(person);
                r.known.extend(why.map(|why| Known { person, why }));
            }),
            Self::PartnerRemoved { round, person } => workshop.round(round, |r| {
                r.partners.retain(|partner| *partner != person);
                r.known.retain(|known| known.person != person);
            }),
            Self::DrawsTogether { person, with } => {
                match with {
                    Some(with) => workshop.pairs.insert(person, with),
                    None => workshop.pairs.remove(&person),
                };
            }
            Self::RoundHanded { round, to } => workshop.round(round, |r| {
                r.investigator = to;
                r.partners.retain(|partner| *partner != to);
                let partners = r.partners.clone();
                r.known.retain(|known| known.person == to || partners.contains(&known.person));
            }),
        }
    }

    /// What it touches besides.
    pub(super) fn touches(&self) -> Touches<'_> {
        match self {
            Self::HatOffered { .. } | Self::HatPassed { .. } => about(Subject::Rounds).moment(Moment::HatPassed),
            Self::CardPlaced { .. }
            | Self::CardTakenOut { .. }
            | Self::CardReturned { .. }
            | Self::CardDrawn { .. }
            | Self::CardSwapped { .. }
            | Self::SwapWished { .. }
            | Self::CardsSwapped { .. }
            | Self::TurnsOrdered { .. }
            | Self::PartnerAdded { .. }
            | Self::PartnerRemoved { .. }
            | Self::RoundHanded { .. } => about(Subject::Rounds),
            Self::DrawsTogether { .. } => about(Subject::People),
        }
    }
}

impl Workshop {
    /// Puts another card into the hands that hold a round.
    fn take(&mut self, deal: Deal) {
        self.forget_swaps(deal.round);
        self.round(deal.round, |r| (r.scenario, r.known) = (deal.scenario, deal.known));
    }
}

/// A card that was just dealt.
fn sealed(lap: u32, deal: Deal) -> Round {
    Round {
        number: deal.round,
        lap,
        scenario: deal.scenario,
        investigator: deal.investigator,
        holder_unknown: false,
        partners: deal.partners,
        known: deal.known,
        swap_with: None,
        state: RoundState::Dealt,
        investigation: Investigation::default(),
        stuck_since: None,
        shown: None,
        large: None,
    }
}
