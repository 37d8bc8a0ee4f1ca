//! What the scribe writes, and questions to colleagues.

use crate::id::StepId;
use crate::text::{ColleagueName, ReplyText, StepText};
use crate::workshop::areas::desk::{AFTER_DRAW, Decision, Desk, nothing, one};
use crate::workshop::{
    MAX_STEPS, Reason, Rejection, Round, RoundNumber, RoundState, Scope, Step, StepContent, StepEvent, StepKind,
};

impl Desk<'_> {
    pub(super) fn add_step(
        &self,
        id: StepId,
        number: RoundNumber,
        kind: StepKind,
        text: StepText,
        colleague: Option<ColleagueName>,
    ) -> Decision {
        let round = self.opened_round(number)?;
        self.writer(round)?;
        if self.workshop.steps.contains_key(&id) {
            return Err(Rejection::IdInUse);
        }
        if self.workshop.steps.len() >= MAX_STEPS {
            return Err(Rejection::Full { what: Reason::StepsFull, limit: MAX_STEPS });
        }
        let opened_at = round.investigation.opened_at.unwrap_or(self.context.at());
        let written = self.written(opened_at, self.own_steps(number).map(Step::written));
        let content = StepContent { colleague, ..StepContent::new(kind, text, written.at) };
        let step = Step::new(id, number, self.context.actor.person, content);
        let (sorts_at, sequence) = (self.sorts_at(number, written), Some(written.sequence));
        one(StepEvent::StepAdded { step: Step { sorts_at, sequence, ..step } })
    }

    pub(super) fn ask_colleague(
        &self,
        id: StepId,
        number: RoundNumber,
        colleague: ColleagueName,
        text: StepText,
    ) -> Decision {
        if self.opened_round(number)?.state == RoundState::Done {
            return Err(Rejection::Rule(Reason::CardNotOpen));
        }
        self.add_step(id, number, StepKind::Asked, text, Some(colleague))
    }

    pub(super) fn answer_colleague(&self, id: StepId, text: ReplyText) -> Decision {
        self.facilitator()?;
        self.phase(AFTER_DRAW)?;
        let step = self.find_step(id)?;
        if step.content.colleague.is_none() {
            return Err(Rejection::Rule(Reason::StepNoQuestion));
        }
        match &step.content.reply {
            Some(reply) if reply.text == text => nothing(),
            Some(_) => Err(Rejection::Changed),
            None => one(StepEvent::ColleagueAnswered { step: id, text, at: self.context.now }),
        }
    }

    pub(super) fn edit_step(&self, id: StepId, kind: StepKind, text: StepText, revision: u32) -> Decision {
        let step = self.find_step(id)?;
        self.writer(self.opened_round(step.round)?)?;
        if step.content.kind == kind && step.content.text == text {
            return nothing();
        }
        if step.revision != revision || step.removed {
            return Err(Rejection::Changed);
        }
        one(StepEvent::StepEdited { step: id, kind, text })
    }

    pub(super) fn remove_step(&self, id: StepId, removed: bool) -> Decision {
        let step = self.find_step(id)?;
        self.writer(self.opened_round(step.round)?)?;
        if step.removed == removed { nothing() } else { one(StepEvent::StepRemoved { step: id, removed }) }
    }

    pub(in crate::workshop::areas) fn find_step(&self, id: StepId) -> Result<&Step, Rejection> {
        self.workshop.steps.get(&id).ok_or(Rejection::NotFound(Reason::StepMissing))
    }

    pub(in crate::workshop::areas) fn opened_round(&self, number: RoundNumber) -> Result<&Round, Rejection> {
        self.phase(AFTER_DRAW)?;
        let round = self.find_round(number)?;
        if round.investigation.opened_at.is_none() {
            return Err(Rejection::Rule(Reason::CardSealed));
        }
        Ok(round)
    }

    pub(in crate::workshop::areas) fn writer(&self, round: &Round) -> Result<(), Rejection> {
        self.joined()?;
        if self.steps_scope().includes(round.is_held_by(self.context.actor.person)) {
            Ok(())
        } else {
            Err(Rejection::NotAllowed(Reason::OnlyScribe))
        }
    }

    /// On whose cards this person writes steps.
    pub(in crate::workshop::areas) fn steps_scope(&self) -> Scope {
        if self.is_scribe() { Scope::All } else { self.own_or_all() }
    }
}
