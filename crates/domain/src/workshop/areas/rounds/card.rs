//! The rounds.

use crate::scenario::Release;
use crate::workshop::areas::desk::{Decision, Desk, nothing, one};
use crate::workshop::{
    Card, Large, Outcome, Phase, Pressure, Reason, Rejection, Round, RoundEvent, RoundNumber, RoundState, Standing,
};

impl Desk<'_> {
    pub(super) fn open_card(&self, number: RoundNumber) -> Decision {
        let round = self.find_round(number)?;
        self.investigator_or_facilitator(round)?;
        self.phase(&[Phase::Running])?;
        if round.is_open() {
            return nothing();
        }
        self.time_to_draw()?;
        if self.workshop.current_round().is_some() {
            return Err(Rejection::Rule(Reason::AnotherCardOpen));
        }
        if self.workshop.openable_round().is_none_or(|next| next.number != number) {
            return Err(Rejection::Rule(Reason::NotItsTurn));
        }
        one(RoundEvent::CardOpened { round: number, at: self.context.now })
    }

    pub(super) fn reveal_evidence(&self, number: RoundNumber, evidence: Option<String>) -> Decision {
        let (round, card) = self.open_round(number)?;
        let all = self.is_facilitator() || self.context.actor.standing == Standing::Server;
        if !all && !round.is_held_by(self.context.actor.person) {
            return Err(Rejection::NotAllowed(Reason::OnlyInvestigatorShows));
        }
        let may = |release: &Release| all || *release == Release::Back;
        let wanted = evidence.as_deref().or_else(|| round.investigation.next_piece(card, may));
        let Some(found) = card.evidence.iter().find(|piece| Some(piece.id.as_str()) == wanted) else {
            return Err(Rejection::NotFound(Reason::NoMoreEvidence));
        };
        if !may(&found.release) {
            return Err(Rejection::NotAllowed(Reason::EvidenceNotAsked));
        }
        if round.investigation.is_revealed(&found.id) {
            return nothing();
        }
        one(RoundEvent::EvidenceRevealed { round: number, evidence: found.id.clone(), at: self.context.now })
    }

    /// Those who write the steps choose what the room looks at. What was not given out stays hidden.
    pub(super) fn show_large(&self, number: RoundNumber, large: Large) -> Decision {
        let round = self.find_round(number)?;
        self.phase(&[Phase::Running])?;
        self.writer(round)?;
        if round.state != RoundState::Investigating {
            return Err(Rejection::Rule(Reason::CardNotOpen));
        }
        if large.evidence.as_ref().is_some_and(|evidence| !round.investigation.is_revealed(evidence)) {
            return Err(Rejection::NotFound(Reason::NoMoreEvidence));
        }
        if round.large.as_ref() == Some(&large) && round.shown.is_none() {
            return nothing();
        }
        one(RoundEvent::ShownLarge { round: number, large, at: self.context.now })
    }

    pub(super) fn give_hint(&self, number: RoundNumber, hint: u16) -> Decision {
        self.facilitator()?;
        let (round, card) = self.open_round(number)?;
        if hint >= card.hints {
            return Err(Rejection::NotFound(Reason::HintMissing));
        }
        if round.investigation.hints_given.contains_key(&hint) {
            return nothing();
        }
        one(RoundEvent::HintGiven { round: number, hint, at: self.context.now })
    }

    pub(super) fn say_stuck(&self, number: RoundNumber) -> Decision {
        let (round, _) = self.open_round(number)?;
        if !round.is_held_by(self.context.actor.person) {
            return Err(Rejection::NotAllowed(Reason::OnlyInvestigatorStuck));
        }
        if round.stuck_since.is_some() {
            return nothing();
        }
        one(RoundEvent::StuckSaid { round: number, at: self.context.now })
    }

    pub(super) fn clear_stuck(&self, number: RoundNumber) -> Decision {
        let (round, _) = self.open_round(number)?;
        self.investigator_or_facilitator(round)?;
        if round.stuck_since.is_some() { one(RoundEvent::StuckCleared { round: number }) } else { nothing() }
    }

    pub(super) fn start_debrief(&self, number: RoundNumber) -> Decision {
        let round = self.find_round(number)?;
        self.investigator_or_facilitator(round)?;
        self.phase(&[Phase::Running])?;
        match round.state {
            RoundState::Investigating => one(RoundEvent::DebriefStarted { round: number, at: self.context.now }),
            RoundState::Debriefing => nothing(),
            RoundState::Dealt | RoundState::Done | RoundState::Returned => Err(Rejection::Rule(Reason::CardNotOpen)),
        }
    }

    pub(super) fn finish_round(&self, number: RoundNumber, outcome: Outcome) -> Decision {
        let round = self.find_round(number)?;
        self.investigator_or_facilitator(round)?;
        self.phase(&[Phase::Running])?;
        match round.state {
            RoundState::Investigating | RoundState::Debriefing => {
                one(RoundEvent::RoundFinished { round: number, outcome, at: self.context.now })
            }
            RoundState::Done if round.investigation.outcome == Some(outcome) => nothing(),
            RoundState::Dealt | RoundState::Done | RoundState::Returned => Err(Rejection::Rule(Reason::CardNotOpen)),
        }
    }

    pub(in crate::workshop::areas) fn investigator_or_facilitator(&self, round: &Round) -> Result<(), Rejection> {
        if self.own_or_all().includes(round.is_held_by(self.context.actor.person)) {
            Ok(())
        } else {
            Err(Rejection::NotAllowed(Reason::OnlyHolder))
        }
    }

    /// A round whose card is open, in a running workshop.
    fn open_round(&self, number: RoundNumber) -> Result<(&Round, &Card), Rejection> {
        self.phase(&[Phase::Running])?;
        let round = self.find_round(number)?;
        if !matches!(round.state, RoundState::Investigating | RoundState::Debriefing) {
            return Err(Rejection::Rule(Reason::CardNotOpen));
        }
        let card = self.workshop.cards.get(&round.scenario).ok_or(Rejection::NotFound(Reason::CardMissing))?;
        Ok((round, card))
    }

    pub(in crate::workshop::areas) fn time_to_draw(&self) -> Result<(), Rejection> {
        let pressure = self.workshop.clock.as_ref().map(|clock| clock.pressure(self.context.now));
        match pressure {
            Some(Pressure::StopDrawing | Pressure::Over) => Err(Rejection::ReflectionTime),
            Some(Pressure::Rounds | Pressure::FiveMinutes | Pressure::TwoMinutes | Pressure::Grace) | None => Ok(()),
        }
    }
}
