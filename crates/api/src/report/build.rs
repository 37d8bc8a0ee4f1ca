//! From a workshop's state to its report.

use domain::id::PersonId;
use domain::time::Timestamp;
use domain::workshop::{Action, Note, Round, RoundNumber, RoundState, Step, Workshop};

use super::{Report, ReportAction, ReportCard, ReportNote, ReportStep};
use crate::project::Surroundings;
use crate::time::to_rfc3339;

/// The report of a workshop; pure. A card that is still open has no outcome yet and is left out.
#[must_use]
pub fn of(workshop: &Workshop, around: &Surroundings, closed_at: Option<Timestamp>) -> Report {
    let name = |person: PersonId| around.names.get(&person).map_or_else(|| "Somebody".into(), ToString::to_string);
    let mut notes: Vec<&Note> = workshop.notes.values().filter(|note| !note.removed).collect();
    notes.sort_by_key(|note| (note.wall, note.at, note.id));
    let note = |note: &Note| ReportNote { wall: note.wall, text: note.text.to_string(), author: name(note.author) };
    let mut actions: Vec<&Action> = workshop.actions.values().filter(|action| !action.removed).collect();
    actions.sort_by_key(|action| (std::cmp::Reverse(action.priority), action.due.is_none(), action.due.clone()));
    let action = |action: &Action| ReportAction {
        text: action.text.to_string(),
        owner: action.owner.map(name),
        due: action.due.clone().map(String::from),
        priority: action.priority,
        status: action.status,
        reason: action.reason.as_ref().map(ToString::to_string),
        notes: action.notes.iter().filter_map(|note| Some(workshop.notes.get(note)?.text.to_string())).collect(),
    };
    let (reviewed, made): (Vec<_>, Vec<_>) = actions.into_iter().partition(|action| action.carried);
    let returned = workshop.rounds.values().filter(|round| round.state == RoundState::Returned).count();
    Report {
        workshop: around.workshop,
        team: around.team_name.clone(),
        plan: (&workshop.plan).into(),
        phase: workshop.phase,
        opened_at: workshop.clock.as_ref().map(|clock| to_rfc3339(clock.opened_at)),
        closed_at: closed_at.map(to_rfc3339),
        cards: workshop.rounds.values().filter_map(|round| card(workshop, around, round)).collect(),
        notes: notes.into_iter().map(note).collect(),
        actions: made.into_iter().map(action).collect(),
        reviewed: reviewed.into_iter().map(action).collect(),
        people: people(workshop).into_iter().map(name).collect(),
        returned: u32::try_from(returned).unwrap_or(u32::MAX),
        shortened_to: workshop.shortened_to(),
    }
}

fn card(workshop: &Workshop, around: &Surroundings, round: &Round) -> Option<ReportCard> {
    let outcome = round.outcome?;
    let scenario = around.scenarios.get(&workshop.cards.get(&round.scenario)?.revision)?;
    let taken = round.done_at?.since(round.opened_at?);
    Some(ReportCard {
        round: round.number.0,
        title: scenario.title.to_string(),
        systems: scenario.systems.iter().map(|system| system.name.to_string()).collect(),
        outcome,
        minutes: u32::try_from(taken / Timestamp::MINUTE).unwrap_or(0),
        cause: scenario.cause.clone(),
        steps: steps(workshop, round.number),
    })
}

fn steps(workshop: &Workshop, round: RoundNumber) -> Vec<ReportStep> {
    let mut steps: Vec<&Step> = workshop.steps.values().filter(|step| step.round == round && !step.removed).collect();
    steps.sort_by_key(|step| (step.at, step.id));
    let step = |step: &Step| ReportStep {
        at: to_rfc3339(step.at),
        kind: step.kind,
        text: step.text.to_string(),
        colleague: step.colleague.as_ref().map(ToString::to_string),
        reply: step.reply.as_ref().map(|reply| reply.text.to_string()),
    };
    steps.into_iter().map(step).collect()
}

/// Everyone who was there, in the order of coming; a member who came again by the code counts once.
fn people(workshop: &Workshop) -> Vec<PersonId> {
    let mut participants: Vec<_> = workshop.people.values().collect();
    participants.sort_by_key(|participant| participant.seat);
    let mut people = Vec::new();
    for participant in participants {
        let person = participant.member().unwrap_or(participant.person);
        if !people.contains(&person) {
            people.push(person);
        }
    }
    people
}
