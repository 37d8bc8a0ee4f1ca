//! What holds of every workshop at every moment. Checked by tests after every command, never in production.

use std::collections::BTreeSet;

use super::{ActionStatus, Clock, MAX_HOLDERS, ParticipantKind, Phase, Round, RoundState, Workshop};

/// The first broken invariant, in words, or `None`.
#[must_use]
pub fn violation(workshop: &Workshop) -> Option<String> {
    let rounds = || workshop.rounds.values();
    let open = rounds().filter(|r| matches!(r.state, RoundState::Investigating | RoundState::Debriefing)).count();
    if open > 1 {
        return Some(format!("{open} cards are open at once"));
    }
    let mut out = BTreeSet::new();
    for round in rounds().filter(|r| r.state != RoundState::Returned) {
        if !out.insert(round.scenario) {
            return Some(format!("the card {} is out of the hat twice", round.scenario));
        }
    }
    for round in rounds() {
        let number = round.number.0;
        if !workshop.cards.contains_key(&round.scenario) {
            return Some(format!("round {number} has a card that is not in the workshop"));
        }
        if !workshop.people.contains_key(&round.investigator) {
            return Some(format!("round {number} is held by nobody who joined"));
        }
        if round.holders().any(|person| !workshop.people.contains_key(&person)) {
            return Some(format!("round {number} has a partner who never joined"));
        }
        let holders: BTreeSet<_> = round.holders().collect();
        if holders.len() != round.partners.len() + 1 || holders.len() > MAX_HOLDERS {
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
        let sealed = matches!(round.state, RoundState::Dealt | RoundState::Returned);
        if sealed != round.opened_at.is_none() {
            return Some(format!("round {number} is {:?} but opened at {:?}", round.state, round.opened_at));
        }
        if sealed && !(round.revealed.is_empty() && round.hints_given.is_empty()) {
            return Some(format!("round {number} is sealed but something of it was given out"));
        }
        if (round.state == RoundState::Done) != round.outcome.is_some() {
            return Some(format!("round {number} is {:?} with the outcome {:?}", round.state, round.outcome));
        }
    }
    for person in rounds().filter(|r| r.state == RoundState::Dealt).flat_map(Round::holders) {
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
    if let Some(step) = workshop
        .steps
        .values()
        .find(|s| workshop.rounds.get(&s.round).is_none_or(|round| round.opened_at.is_none_or(|opened| s.at < opened)))
    {
        return Some(format!("step {} lies before its card was opened", step.id));
    }
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
    for round in rounds() {
        if let Some(shown) = round.shown
            && workshop.steps.get(&shown).is_none_or(|step| step.round != round.number)
        {
            return Some(format!("round {} shows a step of another one", round.number.0));
        }
        let open = matches!(round.state, RoundState::Investigating | RoundState::Debriefing);
        if round.shown.is_some() && !open {
            return Some(format!("round {} is {:?} and still shows a step", round.number.0, round.state));
        }
        if round.paused < 0 {
            return Some(format!("round {} stood still for less than no time", round.number.0));
        }
    }
    for answer in workshop.answers.values() {
        let talked = |number| {
            workshop.rounds.get(&number).is_some_and(|r| matches!(r.state, RoundState::Debriefing | RoundState::Done))
        };
        if !talked(answer.round) {
            return Some(format!("answer {} is about a card that nobody talked about", answer.id));
        }
        if answer.step.is_some_and(|step| workshop.steps.get(&step).is_none_or(|step| step.round != answer.round)) {
            return Some(format!("answer {} is about a step of another card", answer.id));
        }
    }
    let astray = |note: &super::Note| {
        let round = note.step.and_then(|step| workshop.steps.get(&step)).map(|step| step.round);
        note.step.is_some() && (round.is_none() || round != note.round)
    };
    if let Some(note) = workshop.notes.values().find(|note| astray(note)) {
        return Some(format!("note {} remembers a step of another round", note.id));
    }
    if let Some(example) = workshop.example
        && workshop.rounds.get(&example).is_none_or(|round| round.state != RoundState::Done)
    {
        return Some(format!("round {} is the example and not over", example.0));
    }
    for note in workshop.notes.values() {
        let id = note.id;
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
    for action in workshop.actions.values().filter(|action| !action.carried) {
        if action.notes.iter().any(|note| !workshop.notes.contains_key(note)) {
            return Some(format!("action {} comes from a note that nobody wrote", action.id));
        }
    }
    if workshop.phase != Phase::Planned && workshop.clock.is_none() {
        return Some("an open workshop has no clock".into());
    }
    if matches!(workshop.phase, Phase::Reflecting | Phase::Closed)
        && rounds().any(|r| !matches!(r.state, RoundState::Done | RoundState::Returned))
    {
        return Some("a card is still out while the workshop reflects".into());
    }
    if let Some(clock) = &workshop.clock
        && (workshop.phase == Phase::Reflecting) != clock.reflecting_since.is_some()
        && workshop.phase != Phase::Closed
    {
        return Some("phase and clock disagree about reflection".into());
    }
    if let Some(clock) = &workshop.clock {
        if (workshop.phase == Phase::Closed) != clock.closed_at.is_some() {
            return Some("phase and clock disagree about being closed".into());
        }
        if clock.reopened_at.is_some() && !matches!(workshop.phase, Phase::Reflecting | Phase::Closed) {
            return Some("a workshop that was opened again does more than reflect".into());
        }
        if !(Clock::MIN_KEPT..=workshop.plan.reflection_minutes).contains(&clock.reflection_minutes) {
            return Some(format!("{} minutes are kept for reflection", clock.reflection_minutes));
        }
    }
    if let Some(action) = workshop.actions.values().find(|a| a.reason.is_some() && a.status != ActionStatus::Dropped) {
        return Some(format!("action {} is {:?} for a reason", action.id, action.status));
    }
    None
}
