//! From a workshop's state and log to its report.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use domain::id::PersonId;
use domain::time::Timestamp;
use domain::workshop::{Action, Answer, Guess, Note, Round, RoundNumber, RoundState, Step, Workshop};

use super::timeline::approximate;
use super::{
    LogEntry, Report, ReportAction, ReportAnswer, ReportCard, ReportGuess, ReportNote, ReportStep, ReportWall,
    attendance, timeline,
};
use api::project::ProjectionContext;
use api::time::to_rfc3339;

/// The report of a workshop; pure. A card that is still open has no outcome yet and is left out.
#[must_use]
pub fn build_report(
    workshop: &Workshop,
    around: &ProjectionContext,
    log: &[LogEntry],
    closed_at: Option<Timestamp>,
) -> Report {
    let name = |person: PersonId| person_name(around, person);
    let mut notes: Vec<&Note> = workshop.shown_notes().collect();
    let group = |note: &Note| {
        let group = workshop.groups.get(&note.group?).filter(|group| !group.removed)?;
        group.title.as_ref().map(ToString::to_string)
    };
    let counted = workshop.voting.as_ref().filter(|voting| !voting.open);
    let votes = |note: &Note| counted.and_then(|voting| voting.tally.get(&note.id)).copied().unwrap_or(0);
    let mut votes_by_group: BTreeMap<_, u32> = BTreeMap::new();
    for note in &notes {
        *votes_by_group.entry((note.wall, group(note))).or_default() += votes(note);
    }
    notes.sort_by_cached_key(|note| {
        let group = (note.wall, group(note));
        let place = (group.0, group.1.is_some(), Reverse(votes_by_group.get(&group).copied()), group.1);
        (place, Reverse(votes(note)), note.at, note.written().sequence, note.id)
    });
    // Notes on paper are unsigned.
    let author = |note: &Note| note.author.filter(|_| workshop.paper.is_none()).map(name);
    let note = |note: &Note| ReportNote {
        wall: note.wall,
        text: note.text.to_string(),
        author: author(note),
        group: group(note),
        votes: votes(note),
    };
    let mut actions: Vec<&Action> = workshop.actions.values().filter(|action| !action.removed).collect();
    actions.sort_by_key(|action| (Reverse(action.priority), action.due.is_none(), action.due.clone()));
    let action = |action: &Action| ReportAction {
        text: action.text.to_string(),
        owner: action.owner.map(name),
        due: action.due.clone().map(String::from),
        priority: action.priority,
        impact: action.impact,
        effort: action.effort,
        system: action.system.and_then(|system| around.system_name(system)),
        status: action.status,
        reason: action.reason.as_ref().map(ToString::to_string),
        notes: action.notes.iter().filter_map(|note| Some(workshop.notes.get(note)?.text.to_string())).collect(),
    };
    let (reviewed, made): (Vec<_>, Vec<_>) = actions.into_iter().partition(|action| action.carried);
    let returned = workshop.rounds.values().filter(|round| round.state == RoundState::Returned).count();
    let people = attendance::summarize(workshop, log, closed_at, name);
    Report {
        workshop: around.workshop,
        team_id: around.team,
        team: around.team_name.clone(),
        plan: (&workshop.plan).into(),
        phase: workshop.phase,
        opened_at: workshop.clock.as_ref().map(|clock| to_rfc3339(clock.opened_at)),
        closed_at: closed_at.map(to_rfc3339),
        paper: workshop.paper.is_some(),
        without_names: false,
        cards: workshop.rounds.values().filter_map(|round| card(workshop, around, round)).collect(),
        example: workshop.example.map(|round| round.0),
        timeline: timeline::build_timeline(workshop, around, log),
        walls: around
            .wall_names
            .iter()
            .map(|(wall, name)| ReportWall { wall: *wall, name: name.to_string() })
            .collect(),
        notes: notes.into_iter().map(note).collect(),
        actions: made.into_iter().map(action).collect(),
        reviewed: reviewed.into_iter().map(action).collect(),
        headcount: u32::try_from(people.len()).unwrap_or(u32::MAX),
        people,
        returned: u32::try_from(returned).unwrap_or(u32::MAX),
        shortened_to: workshop.shortened_to(),
    }
}

fn card(workshop: &Workshop, around: &ProjectionContext, round: &Round) -> Option<ReportCard> {
    let outcome = round.investigation.outcome?;
    let scenario = around.scenarios.get(&workshop.cards.get(&round.scenario)?.revision)?;
    let taken = round.investigation.done_at?.since(round.investigation.opened_at?);
    Some(ReportCard {
        round: round.number.0,
        title: scenario.title.to_string(),
        systems: scenario.systems.iter().map(|system| system.name.to_string()).collect(),
        outcome,
        minutes: workshop.paper.is_none().then(|| u32::try_from(taken / Timestamp::MINUTE).unwrap_or(0)),
        cause: scenario.cause.clone(),
        steps: workshop.steps_of(round.number).into_iter().map(|step| report_step(workshop, step)).collect(),
        answers: answers(workshop, round.number),
        guesses: guesses(workshop, around, round.number),
    })
}

fn answers(workshop: &Workshop, round: RoundNumber) -> Vec<ReportAnswer> {
    let kept = |answer: &&Answer| answer.round == round && !answer.removed;
    let mut answers: Vec<_> = workshop.answers.values().filter(kept).collect();
    answers.sort_by_key(|answer| (answer.question, answer.at, answer.written().sequence, answer.id));
    let answer = |answer: &Answer| ReportAnswer { question: answer.question, text: answer.text.to_string() };
    answers.into_iter().map(answer).collect()
}

fn guesses(workshop: &Workshop, around: &ProjectionContext, round: RoundNumber) -> Vec<ReportGuess> {
    let name = |person: PersonId| person_name(around, person);
    let guess = |guess: &Guess| ReportGuess { text: guess.text.to_string(), by: guess.by.map(name) };
    workshop.guesses_in(round).map(guess).collect()
}

fn person_name(around: &ProjectionContext, person: PersonId) -> String {
    around.names.get(&person).map_or_else(|| "Somebody".into(), ToString::to_string)
}

fn report_step(workshop: &Workshop, step: &Step) -> ReportStep {
    let content = &step.content;
    ReportStep {
        id: step.id,
        at: to_rfc3339(content.at),
        approximate: approximate(workshop, step),
        kind: content.kind,
        text: content.text.to_string(),
        colleague: content.colleague.as_ref().map(ToString::to_string),
        reply: content.reply.as_ref().map(|reply| reply.text.to_string()),
    }
}
