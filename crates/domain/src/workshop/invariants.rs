//! What holds of every workshop at every moment. Checked by tests after every command, never in production.

use std::collections::BTreeSet;

use super::{ActionStatus, Clock, ParticipantKind, Phase, RoundState, Workshop};

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
