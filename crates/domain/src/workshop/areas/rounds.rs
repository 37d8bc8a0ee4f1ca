//! The round of an open card.

mod arrivals;
mod card;

use serde::{Deserialize, Serialize};

use super::desk::{Decision, Desk};
use super::named::Named;
use super::touches::{Moment, Subject, Touches, about};
use crate::investigation::Investigation;
use crate::time::Timestamp;
use crate::workshop::{Large, Outcome, Round, RoundNumber, RoundState, Workshop};

/// What people ask: the round of an open card.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields are those of the state, documented there")]
pub enum RoundCommand {
    /// Open the card whose turn it is.
    OpenCard { round: RoundNumber },
    /// Give out evidence; without a name, the next piece.
    RevealEvidence {
        round: RoundNumber,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        evidence: Option<String>,
    },
    /// Show a piece of evidence on the room screen, large, or the story without one; with a page where it is turned by hand.
    ShowLarge {
        round: RoundNumber,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        evidence: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        page: Option<u16>,
    },
    /// Give a hint, by its place from 0.
    GiveHint { round: RoundNumber, hint: u16 },
    /// Ask for help, quietly.
    SayStuck { round: RoundNumber },
    /// Note that help came.
    ClearStuck { round: RoundNumber },
    /// Begin the talk about the open card.
    StartDebrief { round: RoundNumber },
    /// End the round and pass the torch.
    FinishRound { round: RoundNumber, outcome: Outcome },
}

impl RoundCommand {
    /// The events that follow, or why none do.
    pub(super) fn decide(self, desk: &Desk<'_>) -> Decision {
        match self {
            Self::OpenCard { round } => desk.open_card(round),
            Self::RevealEvidence { round, evidence } => desk.reveal_evidence(round, evidence),
            Self::ShowLarge { round, evidence, page } => desk.show_large(round, Large { evidence, page }),
            Self::GiveHint { round, hint } => desk.give_hint(round, hint),
            Self::SayStuck { round } => desk.say_stuck(round),
            Self::ClearStuck { round } => desk.clear_stuck(round),
            Self::StartDebrief { round } => desk.start_debrief(round),
            Self::FinishRound { round, outcome } => desk.finish_round(round, outcome),
        }
    }

    /// What it names that has to be looked up.
    pub(super) fn named(&self) -> Named {
        match self {
            Self::OpenCard { .. }
            | Self::RevealEvidence { .. }
            | Self::ShowLarge { .. }
            | Self::GiveHint { .. }
            | Self::SayStuck { .. }
            | Self::ClearStuck { .. }
            | Self::StartDebrief { .. }
            | Self::FinishRound { .. } => Named::default(),
        }
    }
}

/// What happened: the round of an open card.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are those of the state, documented there")]
pub enum RoundEvent {
    /// A sealed card was opened.
    CardOpened { round: RoundNumber, at: Timestamp },
    /// A piece of evidence was given out.
    EvidenceRevealed { round: RoundNumber, evidence: String, at: Timestamp },
    /// The room screen shows a piece of evidence, or the story, large.
    ShownLarge {
        round: RoundNumber,
        #[serde(flatten)]
        large: Large,
        at: Timestamp,
    },
    /// A hint was given.
    HintGiven { round: RoundNumber, hint: u16, at: Timestamp },
    /// The investigator wants help.
    StuckSaid { round: RoundNumber, at: Timestamp },
    /// Help came.
    StuckCleared { round: RoundNumber },
    /// The talk about a card began.
    DebriefStarted { round: RoundNumber, at: Timestamp },
    /// A round was over.
    RoundFinished { round: RoundNumber, outcome: Outcome, at: Timestamp },
}

impl RoundEvent {
    /// Changes the state.
    pub(super) fn apply(self, workshop: &mut Workshop) {
        match self {
            Self::CardOpened { round, at } => {
                workshop.forget_swaps(round);
                let stands_still = workshop.clock.as_ref().is_some_and(|clock| clock.paused_at.is_some());
                workshop.round(round, |r| {
                    r.state = RoundState::Investigating;
                    r.investigation.open(at);
                    if stands_still {
                        r.investigation.pause(at);
                    }
                });
            }
            Self::EvidenceRevealed { round, evidence, at } => workshop.round(round, |r| {
                r.investigation.reveal(evidence, at);
                (r.shown, r.large) = (None, None);
            }),
            Self::ShownLarge { round, large, .. } => {
                workshop.round(round, |r| (r.shown, r.large) = (None, Some(large)));
            }
            Self::HintGiven { round, hint, at } => workshop.round(round, |r| {
                r.investigation.give_hint(hint, at);
                r.stuck_since = None;
            }),
            Self::StuckSaid { round, at } => workshop.round(round, |r| r.stuck_since = Some(at)),
            Self::StuckCleared { round } => workshop.round(round, |r| r.stuck_since = None),
            Self::DebriefStarted { round, at } => workshop.round(round, |r| {
                r.state = RoundState::Debriefing;
                r.investigation.conclude(None, at);
                r.stuck_since = None;
                (r.shown, r.large) = (None, None);
            }),
            Self::RoundFinished { round, outcome, at } => {
                workshop.round(round, |r| {
                    r.state = RoundState::Done;
                    r.investigation.finish(outcome, at);
                    r.stuck_since = None;
                    (r.shown, r.large) = (None, None);
                });
                let own = workshop.rounds.get(&round).is_some_and(|r| r.investigator == workshop.facilitator);
                if own {
                    workshop.example.get_or_insert(round);
                }
            }
        }
    }

    /// What it touches besides.
    pub(super) fn touches(&self) -> Touches<'_> {
        match self {
            Self::CardOpened { round, at } => {
                about(Subject::Rounds).moment(Moment::CardOpened { round: *round, at: *at })
            }
            Self::EvidenceRevealed { round, evidence, at } => {
                about(Subject::Round(*round)).moment(Moment::EvidenceRevealed { round: *round, evidence, at: *at })
            }
            Self::HintGiven { round, hint, at } => {
                about(Subject::Round(*round)).moment(Moment::HintGiven { round: *round, hint: *hint, at: *at })
            }
            Self::DebriefStarted { round, at } => {
                about(Subject::Rounds).moment(Moment::DebriefStarted { round: *round, at: *at })
            }
            Self::RoundFinished { round, at, .. } => {
                about(Subject::Rounds).moment(Moment::RoundFinished { round: *round, at: *at })
            }
            Self::ShownLarge { round, .. } | Self::StuckSaid { round, .. } | Self::StuckCleared { round } => {
                about(Subject::Round(*round))
            }
        }
    }
}

impl Workshop {
    pub(super) fn round(&mut self, number: RoundNumber, change: impl FnOnce(&mut Round)) {
        if let Some(round) = self.rounds.get_mut(&number) {
            change(round);
        }
    }

    /// Changes the investigation of the card that is open and not yet talked about.
    pub(super) fn change_investigation(&mut self, change: impl FnOnce(&mut Investigation)) {
        let open = self.rounds.values().find(|round| round.state == RoundState::Investigating);
        if let Some(number) = open.map(|round| round.number) {
            self.round(number, |round| change(&mut round.investigation));
        }
    }

    /// Wishes to swap that a round takes part in mean nothing any more.
    pub(super) fn forget_swaps(&mut self, number: RoundNumber) {
        self.rounds
            .change(|round| round.number == number || round.swap_with == Some(number), |round| round.swap_with = None);
    }
}
