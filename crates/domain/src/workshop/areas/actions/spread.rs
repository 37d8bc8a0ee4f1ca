//! "Spread it": an awesome note becomes an action for each system that lacks what it praises.

use std::collections::BTreeSet;

use crate::id::NoteId;
use crate::workshop::areas::desk::{Decision, Desk};
use crate::workshop::{ActionEvent, Commitment, Event, MAX_ACTIONS, Priority, Reason, Rejection, Spread};

impl Desk<'_> {
    pub(super) fn spread_note(&self, id: NoteId, spread: Vec<Spread>) -> Decision {
        if spread.len() > 50 {
            return Err(Rejection::Invalid(Reason::SpreadTooWide));
        }
        self.can_commit()?;
        let note = self.workshop.notes.get(&id).filter(|note| note.is_shown());
        let note = note.ok_or(Rejection::NotFound(Reason::NoteMissing))?;
        if !note.can_spread() {
            return Err(Rejection::Rule(Reason::OnlyAwesomeSpreads));
        }
        if spread.is_empty() {
            return Err(Rejection::Rule(Reason::SpreadToNothing));
        }
        if self.workshop.actions.len() + spread.len() > MAX_ACTIONS {
            return Err(Rejection::Full { what: Reason::ActionsFull, limit: MAX_ACTIONS });
        }
        let there = self.workshop.actions.values().filter(|action| !action.removed && action.notes.contains(&id));
        let mut systems: BTreeSet<_> = there.filter_map(|action| action.system).collect();
        let mut ids = BTreeSet::new();
        let mut events = Vec::new();
        for Spread { action, system, text } in spread {
            if self.workshop.actions.contains_key(&action) || !ids.insert(action) {
                return Err(Rejection::IdInUse);
            }
            if !systems.insert(system) {
                return Err(Rejection::Rule(Reason::SpreadAlready));
            }
            let commitment = Commitment {
                text,
                owner: None,
                due: None,
                priority: Priority::default(),
                impact: None,
                effort: None,
                system: Some(system),
                notes: vec![id],
            };
            events.push(Event::Actions(ActionEvent::ActionCommitted { action: commitment.action(action) }));
        }
        Ok(events)
    }
}
