//! A workshop that was held with cards and Post-its, written down afterwards as the log that it would have had.
//!
//! It happened as it happened: no rule refuses any of it, and the reader of the paper checks limits. What
//! comes out keeps every invariant.

use std::collections::BTreeSet;

use super::{
    Action, ActionEvent, Card, Deal, Event, HatEvent, Note, Outcome, Paper, Participant, ParticipantKind, PeopleEvent,
    Plan, RoundEvent, RoundNumber, Step, StepContent, StepEvent, StepKind, TimeEvent, Wall, WallEvent, Workshop,
};
use crate::id::{NoteId, PersonId, StepId, TeamId};
use crate::text::{NoteText, StepText};
use crate::time::Timestamp;

/// What stood on paper.
#[derive(Clone, Debug, PartialEq)]
pub struct PaperRecord {
    /// Whose workshop it was.
    pub team: TeamId,
    /// What it was called, when it began and how long it lasted.
    pub plan: Plan,
    /// Who ran it; among the people.
    pub facilitator: PersonId,
    /// Who wrote the steps; among the people.
    pub scribe: Option<PersonId>,
    /// Who was there.
    pub people: Vec<Attendee>,
    /// The cards in the order in which they were played.
    pub cards: Vec<PlayedCard>,
    /// The notes in the order in which they are written down.
    pub notes: Vec<(NoteId, Wall, NoteText)>,
    /// The commitments.
    pub actions: Vec<Action>,
}

/// Somebody who was there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attendee {
    /// Who.
    pub person: PersonId,
    /// In what capacity.
    pub kind: ParticipantKind,
    /// Whether they draw cards, and so are owed a turn if they had none.
    pub draws: bool,
}

/// A card that was played.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlayedCard {
    /// The card; no two are the same.
    pub card: Card,
    /// Who investigated, where the paper says so.
    pub investigator: Option<PersonId>,
    /// How it ended.
    pub outcome: Outcome,
    /// What was done, in order.
    pub steps: Vec<PaperStep>,
}

/// A step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperStep {
    /// Its id.
    pub id: StepId,
    /// Its time, where it stood there; never before that of a step above it.
    pub at: Option<Timestamp>,
    /// What was done.
    pub kind: StepKind,
    /// Its text.
    pub text: StepText,
}

impl PaperRecord {
    /// The whole log, from the plan to the end.
    #[must_use]
    pub fn events(self) -> Vec<Event> {
        let Self { team, plan, facilitator, scribe, people, cards, notes, actions } = self;
        let start = plan.starts_at;
        let times = Times::new(&plan, &cards);
        let timed = cards.iter().flat_map(|card| &card.steps).filter(|step| step.at.is_some()).map(|step| step.id);
        let timed = timed.collect();
        let unknown =
            |(number, played): (u32, &PlayedCard)| played.investigator.is_none().then_some(RoundNumber(number));
        let unheld = (1..).zip(&cards).filter_map(unknown).collect();
        let mut events = vec![Event::Time(TimeEvent::Planned { team, plan, facilitator, scribe })];
        events.extend(cards.iter().map(|played| Event::Hat(HatEvent::CardPlaced { card: played.card.clone() })));
        events.push(Event::Time(TimeEvent::Opened {
            at: start,
            ends_at: times.end,
            carried: Vec::new(),
            owed: Vec::new(),
        }));
        events.extend((1..).zip(people).map(|(seat, Attendee { person, kind, draws })| {
            Event::People(PeopleEvent::Joined { participant: Participant::new(person, kind, draws, seat) })
        }));
        let deals = (1..).zip(&cards).map(|(number, played)| Deal {
            round: RoundNumber(number),
            scenario: played.card.scenario,
            investigator: played.investigator.unwrap_or(facilitator),
            partners: Vec::new(),
            known: Vec::new(),
        });
        // Nothing was drawn by lot that could be drawn again: there is no seed.
        events.push(Event::Hat(HatEvent::HatPassed { lap: 1, seed: String::new(), deals: deals.collect() }));
        let by = scribe.unwrap_or(facilitator);
        for ((number, played), times) in (1..).zip(cards).zip(&times.cards) {
            events.extend(round(RoundNumber(number), played, times, by));
        }
        events.push(Event::Time(TimeEvent::ReflectionStarted { at: times.reflection, ends_at: None }));
        events.extend(notes.into_iter().map(|(id, wall, text)| {
            let (author, at) = (facilitator, times.reflection);
            Event::Walls(WallEvent::NoteAdded { note: Note::signed(id, wall, text, author, at) })
        }));
        events.extend(actions.into_iter().map(|action| Event::Actions(ActionEvent::ActionCommitted { action })));
        events.push(Event::Time(TimeEvent::Closed { at: times.end }));
        events.push(Event::Time(TimeEvent::TakenFromPaper { timed, unheld }));
        events
    }
}

impl Workshop {
    /// Notes what the paper does not say: the times of the other steps, and who held these cards.
    pub(super) fn take_from_paper(&mut self, timed: BTreeSet<StepId>, unheld: &BTreeSet<RoundNumber>) {
        for number in unheld {
            if let Some(round) = self.rounds.get_mut(number) {
                round.holder_unknown = true;
            }
        }
        self.paper = Some(Paper { timed });
    }
}

fn round(round: RoundNumber, played: PlayedCard, times: &[Timestamp], by: PersonId) -> Vec<Event> {
    // The card is opened, step by step worked on, talked about and done.
    let (at, debrief, done) = (times[0], times[times.len() - 2], times[times.len() - 1]);
    let mut events = vec![Event::Rounds(RoundEvent::CardOpened { round, at })];
    events.extend(played.steps.into_iter().zip(&times[1..]).map(|(PaperStep { id, kind, text, .. }, at)| {
        Event::Steps(StepEvent::StepAdded { step: Step::new(id, round, by, StepContent::new(kind, text, *at)) })
    }));
    events.push(Event::Rounds(RoundEvent::DebriefStarted { round, at: debrief }));
    events.push(Event::Rounds(RoundEvent::RoundFinished { round, outcome: played.outcome, at: done }));
    events
}

/// When everything happened, as far as it is known, and spread evenly where it is not.
struct Times {
    /// For each card: opened, each step, debrief, done.
    cards: Vec<Vec<Timestamp>>,
    reflection: Timestamp,
    end: Timestamp,
}

impl Times {
    fn new(plan: &Plan, cards: &[PlayedCard]) -> Self {
        let end = plan.starts_at.plus_minutes(plan.minutes.into());
        let last = cards.iter().flat_map(|card| &card.steps).filter_map(|step| step.at).max();
        // A card may have been played on into the time kept for reflection.
        let planned = end.plus_minutes(-i64::from(plan.reflection_minutes)).max(plan.starts_at);
        let reflection = planned.max(last.unwrap_or(planned)).min(end);
        let points: Vec<Option<Timestamp>> = cards
            .iter()
            .flat_map(|card| {
                let steps = card.steps.iter().map(|step| step.at);
                std::iter::once(None).chain(steps).chain([None, None])
            })
            .collect();
        let mut spread = spread(&points, plan.starts_at, reflection).into_iter();
        let cards = cards.iter().map(|card| spread.by_ref().take(card.steps.len() + 3).collect()).collect();
        Self { cards, reflection, end }
    }
}

/// Gives every point a time: the known ones keep theirs as far as it is between those around them, the others are
/// spread evenly between them.
fn spread(points: &[Option<Timestamp>], from: Timestamp, to: Timestamp) -> Vec<Timestamp> {
    let mut times = Vec::with_capacity(points.len());
    let mut known = from;
    let mut rest = points;
    while !rest.is_empty() {
        let unknown = rest.iter().take_while(|point| point.is_none()).count();
        let next = rest.get(unknown).copied().flatten().map_or(to, |at| at.clamp(known, to.max(known)));
        let step = next.since(known) / i64::try_from(unknown + 1).unwrap_or(i64::MAX);
        times.extend((1..).take(unknown).map(|n: i64| Timestamp(known.0 + step * n)));
        if unknown < rest.len() {
            times.push(next);
        }
        known = next;
        rest = rest.get(unknown + 1..).unwrap_or_default();
    }
    times
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_spread_between_what_is_known() {
        let at = |minutes: i64| Timestamp(0).plus_minutes(minutes);
        let check = |points: &[Option<i64>], expected: &[i64]| {
            let points: Vec<_> = points.iter().map(|minutes| minutes.map(at)).collect();
            let times: Vec<_> = expected.iter().copied().map(at).collect();
            assert_eq!(spread(&points, at(0), at(60)), times, "{points:?}");
        };
        check(&[], &[]);
        check(&[None], &[30]);
        check(&[None, None, None], &[15, 30, 45]);
        check(&[None, Some(20), None, None, None], &[10, 20, 30, 40, 50]);
        check(&[Some(10), Some(10), None], &[10, 10, 35]);
        // A time that cannot be is brought to the nearest that can.
        check(&[Some(30), Some(20), Some(90)], &[30, 30, 60]);
    }
}
