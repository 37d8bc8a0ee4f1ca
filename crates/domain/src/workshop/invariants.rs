//! What holds of every workshop at every moment. Checked by tests after every command, never in production.

use std::collections::BTreeSet;

use super::{
    ActionStatus, Clock, Guess, MAX_HOLDERS, Note, ParticipantKind, Phase, Round, RoundNumber, RoundState, Workshop,
};

/// The first broken invariant, in words, or `None`.
#[must_use]
pub fn violation(workshop: &Workshop) -> Option<String> {
    let subjects = [hat, hands, rounds, turns, door, steps, guesses, answers, notes, actions, phases, clock];
    subjects.into_iter().find_map(|broken| broken(workshop))
}

/// Cards: each is in one place, and one at most is open.
fn hat(workshop: &Workshop) -> Option<String> {
    let open = workshop.rounds.values().filter(|round| round.is_open()).count();
    if open > 1 {
        return Some(format!("{open} cards are open at once"));
    }
    let mut out = BTreeSet::new();
    for round in workshop.rounds.values() {
        let card = round.scenario;
        if !workshop.cards.contains_key(&card) {
            return Some(format!("round {} has a card that is not in the workshop", round.number.0));
        }
        if round.state != RoundState::Returned && !out.insert(card) {
            return Some(format!("the card {card} is out of the hat twice"));
        }
    }
    None
}

/// Who holds the cards, and who wants to swap.
fn hands(workshop: &Workshop) -> Option<String> {
    for round in workshop.rounds.values() {
        let number = round.number.0;
        if !workshop.people.contains_key(&round.investigator) {
            return Some(format!("round {number} is held by a person who did not join"));
        }
        if round.holders().any(|person| !workshop.people.contains_key(&person)) {
            return Some(format!("round {number} has a partner who never joined"));
        }
        let holders: BTreeSet<_> = round.holders().collect();
        if holders.len() != round.partners.len() + usize::from(!round.holder_unknown) || holders.len() > MAX_HOLDERS {
            return Some(format!("round {number} is held by {holders:?}, of whom {:?} are partners", round.partners));
        }
        if round.known.iter().any(|known| !holders.contains(&known.person)) {
            return Some(format!("round {number} is known to somebody who does not hold it"));
        }
        if let Some(with) = round.swap_with {
            let is_sealed = |n| workshop.rounds.get(&n).is_some_and(|r: &Round| r.state == RoundState::Dealt);
            if with == round.number || !is_sealed(with) || !is_sealed(round.number) {
                return Some(format!("round {number} wants to swap with round {} though not both are sealed", with.0));
            }
        }
    }
    None
}

/// Checks the investigation of a round against its state.
fn rounds(workshop: &Workshop) -> Option<String> {
    for round in workshop.rounds.values() {
        let (number, state) = (round.number.0, round.state);
        let sealed = matches!(state, RoundState::Dealt | RoundState::Returned);
        if sealed != round.investigation.opened_at.is_none() {
            return Some(format!("round {number} is {state:?} but opened at {:?}", round.investigation.opened_at));
        }
        if sealed && !(round.investigation.revealed.is_empty() && round.investigation.hints_given.is_empty()) {
            return Some(format!("round {number} is sealed but something of it was given out"));
        }
        if (state == RoundState::Done) != round.investigation.outcome.is_some() {
            return Some(format!("round {number} is {state:?} with the outcome {:?}", round.investigation.outcome));
        }
        if round.shown.is_some() && !round.is_open() {
            return Some(format!("round {number} is {state:?} and still shows a step"));
        }
        let large = round.large.as_ref();
        if large.is_some() && state != RoundState::Investigating {
            return Some(format!("round {number} is {state:?} and still shows something large"));
        }
        let hidden = |evidence: &String| !round.investigation.is_revealed(evidence);
        if large.and_then(|large| large.evidence.as_ref()).is_some_and(hidden) {
            return Some(format!("round {number} shows evidence that was not given out"));
        }
        if round.investigation.paused() < 0 {
            return Some(format!("round {number} stood still for less than no time"));
        }
    }
    let example = workshop.example?;
    if workshop.rounds.get(&example).is_none_or(|round| round.state != RoundState::Done) {
        return Some(format!("round {} is the example and not over", example.0));
    }
    None
}

/// Checks whose turn it is: the holder of a sealed card is there to open it.
fn turns(workshop: &Workshop) -> Option<String> {
    let sealed = workshop.rounds.values().filter(|round| round.state == RoundState::Dealt);
    for person in sealed.flat_map(Round::holders) {
        if !workshop.people.get(&person).is_some_and(|there| there.present) {
            return Some(format!("{person} is gone but holds a sealed card"));
        }
    }
    for (second, first) in &workshop.pairs {
        if workshop.pairs.contains_key(first) || second == first {
            return Some(format!("{second} draws with {first}, who draws with somebody else"));
        }
    }
    if workshop.turns().len() != workshop.rounds.len() {
        return Some("the order of turns leaves a round out, or has one twice".into());
    }
    None
}

/// Who is in, and who waits.
fn door(workshop: &Workshop) -> Option<String> {
    if workshop.waiting.keys().any(|person| workshop.people.contains_key(person)) {
        return Some("somebody waits before the door and is in".into());
    }
    if workshop.waiting.values().any(|waiting| waiting.kind == ParticipantKind::Member) {
        return Some("a member waits before the door".into());
    }
    if !workshop.waiting.is_empty() && matches!(workshop.phase, Phase::Planned | Phase::Closed) {
        return Some("somebody waits before a closed house".into());
    }
    if workshop.people.get(&workshop.facilitator).is_some_and(|there| there.present && there.without_device) {
        return Some("the facilitator has no device".into());
    }
    None
}

/// Steps lie in their rounds.
fn steps(workshop: &Workshop) -> Option<String> {
    for step in workshop.steps.values() {
        let opened_at = workshop.rounds.get(&step.round).and_then(|round| round.investigation.opened_at);
        if opened_at.is_none_or(|opened_at| step.content.at < opened_at) {
            return Some(format!("step {} is before its card was opened", step.id));
        }
    }
    for round in workshop.rounds.values() {
        let shown = round.shown.map(|shown| workshop.steps.get(&shown));
        if shown.is_some_and(|step| step.is_none_or(|step| step.round != round.number)) {
            return Some(format!("round {} shows a step of another one", round.number.0));
        }
    }
    None
}

/// Guesses: about which cards, whose they are, and how many.
fn guesses(workshop: &Workshop) -> Option<String> {
    let mut authors = BTreeSet::new();
    for guess in workshop.guesses.values() {
        let Guess { id, round, by, token, .. } = guess;
        if workshop.rounds.get(round).is_none_or(|round| round.investigation.opened_at.is_none()) {
            return Some(format!("guess {id} is about a sealed card"));
        }
        if by.is_some() == token.is_some() {
            return Some(format!("guess {id} has both an author and a token, or neither"));
        }
        if by.is_some_and(|person| !authors.insert((*round, person))) {
            return Some(format!("the author of guess {id} has two about one card"));
        }
    }
    None
}

/// Checks that answers are about cards that had a debrief.
fn answers(workshop: &Workshop) -> Option<String> {
    let talked = |number: &RoundNumber| {
        let round = workshop.rounds.get(number);
        round.is_some_and(|round| matches!(round.state, RoundState::Debriefing | RoundState::Done))
    };
    for answer in workshop.answers.values() {
        if !talked(&answer.round) {
            return Some(format!("answer {} is about a card without a debrief", answer.id));
        }
        if answer.step.is_some_and(|step| workshop.steps.get(&step).is_none_or(|step| step.round != answer.round)) {
            return Some(format!("answer {} is about a step of another card", answer.id));
        }
    }
    None
}

/// Notes: whose they are, who sees them, where they stick, and what they are about.
fn notes(workshop: &Workshop) -> Option<String> {
    let astray = |note: &Note| {
        let round = note.step.and_then(|step| workshop.steps.get(&step)).map(|step| step.round);
        note.step.is_some() && (round.is_none() || round != note.round)
    };
    for note in workshop.notes.values() {
        let id = note.id;
        if astray(note) {
            return Some(format!("note {id} remembers a step of another round"));
        }
        if note.author.is_some() == note.token.is_some() {
            return Some(format!("note {id} has both an author and a token, or neither"));
        }
        if note.token.is_some() && workshop.clock.as_ref().is_none_or(|clock| clock.opened_at != note.at) {
            return Some(format!("the unsigned note {id} has a time of its own"));
        }
        if note.private && (note.group.is_some() || !workshop.private.contains(&note.wall)) {
            return Some(format!("note {id} is private in a group or on a wall that everybody sees"));
        }
        if workshop.group_of(note).is_some_and(|group| group.wall != note.wall) {
            return Some(format!("note {id} sticks on another wall than its group"));
        }
    }
    if workshop.phase == Phase::Closed && workshop.private_notes().next().is_some() {
        return Some("a closed workshop has private notes".into());
    }
    None
}

/// Commitments: where they come from, and why they were dropped.
fn actions(workshop: &Workshop) -> Option<String> {
    for action in workshop.actions.values() {
        if !action.carried && action.notes.iter().any(|note| !workshop.notes.contains_key(note)) {
            return Some(format!("action {} comes from a note that does not exist", action.id));
        }
        if action.reason.is_some() && action.status != ActionStatus::Dropped {
            return Some(format!("action {} is {:?} for a reason", action.id, action.status));
        }
    }
    None
}

/// Checks the phase of the workshop against its cards and its clock.
fn phases(workshop: &Workshop) -> Option<String> {
    let phase = workshop.phase;
    let over = |round: &Round| matches!(round.state, RoundState::Done | RoundState::Returned);
    if phase.has_reached_reflection() && !workshop.rounds.values().all(over) {
        return Some("a card is still out while the workshop reflects".into());
    }
    let Some(clock) = &workshop.clock else {
        return (phase != Phase::Planned).then(|| "an open workshop has no clock".into());
    };
    if phase != Phase::Closed && (phase == Phase::Reflecting) != clock.reflecting_since.is_some() {
        return Some("phase and clock disagree about reflection".into());
    }
    if (phase == Phase::Closed) != clock.closed_at.is_some() {
        return Some("phase and clock disagree about being closed".into());
    }
    if clock.reopened_at.is_some() && !phase.has_reached_reflection() {
        return Some("a workshop that was opened again does more than reflect".into());
    }
    None
}

/// How much time is kept for reflection.
fn clock(workshop: &Workshop) -> Option<String> {
    let kept = workshop.clock.as_ref()?.reflection_minutes;
    let allowed = Clock::MIN_KEPT..=workshop.plan.reflection_minutes;
    (!allowed.contains(&kept)).then(|| format!("{kept} minutes are kept for reflection"))
}
