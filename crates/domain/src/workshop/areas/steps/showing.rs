//! What is done with a step besides its words: its place, its picture, and showing it to the room.

use crate::id::StepId;
use crate::picture::PictureHash;
use crate::workshop::areas::desk::{Decision, Desk, nothing, one};
use crate::workshop::{Event, Reason, Rejection, RoundState, Step, StepEvent};

impl Desk<'_> {
    pub(super) fn move_step(&self, id: StepId, after: Option<StepId>) -> Decision {
        let step = self.present_step(id)?;
        if let Some(after) = after
            && self.present_step(after)?.round != step.round
        {
            return Err(Rejection::Rule(Reason::StepStays));
        }
        let steps = self.workshop.steps_of(step.round);
        let place = steps.iter().position(|other| other.id == id);
        let before = place.and_then(|place| place.checked_sub(1)).map(|place| steps[place].id);
        if after == Some(id) || after == before {
            return nothing();
        }
        let moved = |(step, sorts_at)| Event::Steps(StepEvent::StepMoved { step, sorts_at });
        Ok(self.workshop.places_after_move(step, after).into_iter().map(moved).collect())
    }

    pub(super) fn set_step_picture(&self, id: StepId, picture: Option<PictureHash>) -> Decision {
        let step = self.present_step(id)?;
        if step.content.picture == picture { nothing() } else { one(StepEvent::StepPictureSet { step: id, picture }) }
    }

    pub(super) fn show_step(&self, id: StepId) -> Decision {
        let step = self.present_step(id)?;
        let round = self.find_round(step.round)?;
        if !matches!(round.state, RoundState::Investigating | RoundState::Debriefing) {
            return Err(Rejection::Rule(Reason::CardNotOpen));
        }
        if round.shown == Some(id) { nothing() } else { one(StepEvent::StepShown { step: id, at: self.context.now }) }
    }

    pub(super) fn hide_step(&self, id: StepId) -> Decision {
        let step = self.find_step(id)?;
        let round = self.opened_round(step.round)?;
        self.writer(round)?;
        if round.shown == Some(id) { one(StepEvent::StepHidden { step: id }) } else { nothing() }
    }

    /// A step that this person may change and that is there.
    fn present_step(&self, id: StepId) -> Result<&Step, Rejection> {
        let step = self.find_step(id)?;
        self.writer(self.opened_round(step.round)?)?;
        if step.removed { Err(Rejection::Changed) } else { Ok(step) }
    }
}
