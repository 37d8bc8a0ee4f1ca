//! From a workshop's state to the entities that an audience may see. Pure; whatever is not put in here never leaves the server.

mod closing;
mod door;
mod parts;
mod walls;
use std::collections::{BTreeMap, BTreeSet};

use domain::characters::fold;
use domain::id::{NoteId, PersonId, RevisionId, RunbookId, ScenarioId, SystemId, TeamId, WorkshopId};
use domain::scenario::Scenario;
use domain::text::{PersonName, WallName};
use domain::workshop::{
    Action, Answer, Ballots, Clock, Guess, Participant, ParticipantKind, Phase, Round, RoundState, Step, Wall,
    Workshop, draw_permissions,
};
use serde::{Deserialize, Serialize};

pub use self::closing::AtClosing;
pub use self::parts::{Part, PartKeys, changed_parts, project_part};
pub use self::walls::{Earlier, own};
use crate::entity::{
    ActionView, AnswerView, BriefingView, CardSystem, CardView, ClockView, Entity, EvidenceView, GuessView, HintView,
    KnownView, MemberView, PersonView, RoundView, RunbookRef, ScreenView, StageView, StepView, SurveyAsked, TruthView,
    WorkshopView,
};
use crate::investigation::{ShownEvidence, ShownStep};
use crate::live::Audience;
use crate::team::System;
use crate::time::to_rfc3339;

/// What a projection needs besides the state: names, wordings, links. Kept in memory beside the state.
#[derive(Clone, Debug)]
pub struct ProjectionContext {
    /// The workshop's id.
    pub workshop: WorkshopId,
    /// The team's id.
    pub team: TeamId,
    /// The team's name.
    pub team_name: String,
    /// The server plays the other people.
    pub demo: bool,
    /// The code with which guests join.
    pub join_code: Option<String>,
    /// The names of accounts and guests.
    pub names: BTreeMap<PersonId, PersonName>,
    /// The team's members, and whether each is a responder.
    pub members: BTreeMap<PersonId, bool>,
    /// The team's systems.
    pub systems: Vec<System>,
    /// The runbooks that the team keeps.
    pub runbooks: Vec<KnownRunbook>,
    /// The pinned wordings.
    pub scenarios: BTreeMap<RevisionId, Scenario>,
    /// The paired room screens.
    pub screens: Vec<ScreenView>,
    /// What the team calls its walls, where it has names of its own.
    pub wall_names: BTreeMap<Wall, WallName>,
    /// Who votes for what, while a vote is open.
    pub ballots: Ballots,
    /// The monthly question, while it is open and was opened at the end of a workshop.
    pub survey: Option<SurveyAsked>,
    /// The notes that are much like earlier ones of the team.
    pub earlier: BTreeMap<NoteId, Earlier>,
}

/// A runbook, as far as it matters to whom it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownRunbook {
    /// Its id.
    pub id: RunbookId,
    /// Its headline.
    pub title: String,
    /// The team's systems that it is about.
    pub systems: BTreeSet<SystemId>,
    /// The cards whose steps are in it: it would spoil them.
    pub scenarios: BTreeSet<ScenarioId>,
}

impl ProjectionContext {
    /// The team's own systems among those that a scenario names.
    #[must_use]
    pub fn card_systems(&self, scenario: &Scenario) -> Vec<&System> {
        let names =
            |system: &&System| scenario.systems.iter().any(|named| fold(&system.name) == fold(named.name.as_str()));
        self.systems.iter().filter(names).collect()
    }

    fn name(&self, person: PersonId) -> String {
        self.names.get(&person).map_or_else(|| "Somebody".to_owned(), ToString::to_string)
    }

    /// The name of one of the team's systems, while it has it.
    #[must_use]
    pub fn system_name(&self, id: SystemId) -> Option<String> {
        self.systems.iter().find(|system| system.id == id).map(|system| system.name.clone())
    }

    fn scenario<'a>(&'a self, workshop: &Workshop, round: &Round) -> Option<&'a Scenario> {
        self.scenarios.get(&workshop.cards.get(&round.scenario)?.revision)
    }
}

/// Everything that an audience may see of a workshop.
#[must_use]
pub fn project(workshop: &Workshop, around: &ProjectionContext, audience: Audience) -> Vec<Entity> {
    project_part(workshop, around, audience, Part::Everything)
}

fn workshop_view(workshop: &Workshop, around: &ProjectionContext) -> WorkshopView {
    let open = !matches!(workshop.phase, Phase::Planned | Phase::Closed);
    WorkshopView {
        id: around.workshop,
        team: around.team,
        team_name: around.team_name.clone(),
        demo: around.demo,
        plan: (&workshop.plan).into(),
        phase: workshop.phase,
        opening: workshop.opening,
        clock: workshop.clock.as_ref().map(clock_view),
        stage: stage_view(workshop),
        facilitator: workshop.facilitator,
        scribe: workshop.scribe,
        lap: workshop.lap,
        undrawn: workshop.undrawn().concat(),
        hat: count(workshop.hat().len()),
        cards: count(workshop.cards.len()),
        current_round: workshop.current_round().map(|round| round.number.0),
        next_round: workshop.next_round().map(|round| round.number.0),
        openable_round: workshop.openable_round().map(|round| round.number.0),
        join_code: around.join_code.clone().filter(|_| open),
        without_turn: workshop.without_turn(),
        lobby: workshop.lobby,
        survey: around.survey.clone().filter(|_| workshop.phase.has_reached_reflection()),
        example: workshop.example.map(|round| round.0),
        walls: walls::walls(workshop, around),
        voting: walls::voting(workshop, around),
    }
}

fn person_view(workshop: &Workshop, around: &ProjectionContext, participant: &Participant) -> PersonView {
    let (member, unconfirmed) = match participant.kind {
        ParticipantKind::Member => (Some(participant.person), false),
        ParticipantKind::Guest => (None, false),
        ParticipantKind::Seat { member, confirmed } => (Some(member), !confirmed),
    };
    let may = draw_permissions(workshop, participant.person);
    PersonView {
        id: participant.person,
        name: around.name(participant.person),
        guest: participant.kind != ParticipantKind::Member,
        member,
        unconfirmed,
        draws: participant.draws,
        draws_with: workshop.pairs.get(&participant.person).copied(),
        present: participant.present,
        seat: participant.seat,
        whereabouts: participant.whereabouts,
        without_device: participant.without_device,
        can_facilitate: participant.can_facilitate(),
        can_scribe: participant.can_scribe(),
        can_draw: may.draw,
        can_join_draw: may.join,
        can_lead_draw: may.lead,
    }
}

fn member_view(around: &ProjectionContext, id: PersonId, responder: bool) -> MemberView {
    MemberView { id, name: around.name(id), responder }
}

fn step_view(around: &ProjectionContext, step: &Step) -> StepView {
    StepView {
        id: step.id,
        round: step.round.0,
        shown: ShownStep::new(around.team, &step.content),
        at: to_rfc3339(step.content.at),
        order: step.sort_key().0.0,
        sequence: step.written().sequence,
        by: step.by,
        revision: step.revision,
    }
}

fn guess_view(guess: &Guess) -> GuessView {
    GuessView { id: guess.id, round: guess.round.0, text: guess.text.to_string(), by: guess.by }
}

fn answer_view(answer: &Answer) -> AnswerView {
    AnswerView {
        id: answer.id,
        round: answer.round.0,
        question: answer.question,
        step: answer.step,
        text: answer.text.to_string(),
        at: to_rfc3339(answer.at),
        sequence: answer.written().sequence,
        by: answer.by,
        revision: answer.revision,
    }
}

fn action_view(around: &ProjectionContext, action: &Action) -> ActionView {
    ActionView {
        id: action.id,
        text: action.text.to_string(),
        owner: action.owner,
        due: action.due.clone().map(String::from),
        priority: action.priority,
        impact: action.impact,
        effort: action.effort,
        system: action.system,
        system_name: action.system.and_then(|system| around.system_name(system)),
        status: action.status,
        reason: action.reason.as_ref().map(ToString::to_string),
        notes: action.notes.clone(),
        carried: action.carried,
        revision: action.revision,
    }
}

fn stage_view(workshop: &Workshop) -> Option<StageView> {
    let clock = workshop.clock.as_ref().filter(|_| workshop.phase == Phase::Reflecting)?;
    let ends_at = to_rfc3339(workshop.stage_ends_at(clock)?);
    Some(StageView { stage: workshop.stage?.stage, ends_at })
}

fn clock_view(clock: &Clock) -> ClockView {
    ClockView {
        opened_at: to_rfc3339(clock.opened_at),
        reflection_at: to_rfc3339(clock.reflection_at()),
        reflection_minutes: clock.reflection_minutes,
        grace_until: to_rfc3339(clock.grace_until()),
        ends_at: to_rfc3339(clock.ends_at),
        paused_at: clock.paused_at.map(to_rfc3339),
        reflecting_since: clock.reflecting_since.map(to_rfc3339),
        reopened_at: clock.reopened_at.map(to_rfc3339),
        reopen_until: clock.reopen_until().map(to_rfc3339),
        visitors_until: clock.closed_at.map(|_| to_rfc3339(clock.visitors_until())),
    }
}

/// The desk reads a card's truth unless its own facilitator is about to play it.
fn may_read_truth(workshop: &Workshop, round: &Round, audience: Audience) -> bool {
    audience == Audience::Desk && !round.is_held_by(workshop.facilitator)
}

fn project_round(
    workshop: &Workshop,
    (turn, round): (u32, &Round),
    around: &ProjectionContext,
    audience: Audience,
    entities: &mut Vec<Entity>,
) {
    let number = round.number.0;
    let opened = round.investigation.opened_at.and_then(|_| around.scenario(workshop, round));
    entities.push(Entity::Round(round_view(workshop, (turn, round), opened, around, audience)));
    let Some(scenario) = opened else { return };

    let desk = may_read_truth(workshop, round, audience);
    for (place, evidence) in scenario.evidence.iter().enumerate() {
        let revealed_at = round.investigation.revealed.get(&evidence.id).copied();
        if revealed_at.is_some() || desk {
            entities.push(Entity::Evidence(EvidenceView {
                id: format!("{number}/{}", evidence.id),
                round: number,
                evidence: evidence.id.clone(),
                place: count(place),
                shown: ShownEvidence::new(around.team, evidence, desk),
                revealed_at: revealed_at.map(to_rfc3339),
                release: desk.then(|| evidence.release.clone()),
            }));
        }
    }
    for (place, at) in &round.investigation.hints_given {
        if let Some(hint) = scenario.hints.get(usize::from(*place)) {
            entities.push(Entity::Hint(HintView {
                id: format!("{number}/{place}"),
                round: number,
                place: *place,
                text: hint.text.clone(),
                given_at: to_rfc3339(*at),
            }));
        }
    }
    if desk {
        entities.push(Entity::Briefing(BriefingView {
            id: number.to_string(),
            round: number,
            notes: scenario.notes.clone(),
            hints: scenario.hints.clone(),
            reference_path: scenario.reference_path.clone(),
            cause: scenario.cause.clone(),
            resolution: scenario.resolution.clone(),
        }));
    }
    if matches!(round.state, RoundState::Debriefing | RoundState::Done) {
        let guesses = workshop.guesses_in(round.number).map(guess_view).collect();
        entities.push(Entity::Truth(TruthView {
            id: number.to_string(),
            round: number,
            truth: scenario.into(),
            guesses,
        }));
    }
}

fn round_view(
    workshop: &Workshop,
    (turn, round): (u32, &Round),
    opened: Option<&Scenario>,
    around: &ProjectionContext,
    audience: Audience,
) -> RoundView {
    let number = round.number.0;
    RoundView {
        id: number.to_string(),
        number,
        turn,
        lap: round.lap,
        investigator: round.investigator,
        partners: round.partners.clone(),
        known: match audience {
            Audience::Desk => round.known.iter().map(|k| KnownView { person: k.person, why: k.why }).collect(),
            Audience::Lobby | Audience::Everyone | Audience::Investigator | Audience::Visitors => Vec::new(),
        },
        has_room: round.has_room(),
        swap_with: round.swap_with.map(|with| with.0),
        state: round.state,
        card: opened.map(|scenario| card_view(workshop, round, scenario, around, audience)),
        opened_at: round.investigation.opened_at.map(to_rfc3339),
        debrief_at: round.investigation.concluded_at.map(to_rfc3339),
        done_at: round.investigation.done_at.map(to_rfc3339),
        outcome: round.investigation.outcome,
        back_left: opened.map_or(0, |scenario| count(round.investigation.face_down(scenario))),
        guesses: count(workshop.guesses_in(round.number).count()),
        shown: round.shown.filter(|step| workshop.steps.get(step).is_some_and(|step| !step.removed)),
        large: round.large.clone(),
        paused_s: round.investigation.paused() / 1_000_000,
        // That somebody is stuck is between them and the desk.
        stuck_since: round
            .stuck_since
            .filter(|_| matches!(audience, Audience::Investigator | Audience::Desk))
            .map(to_rfc3339),
    }
}

/// Whether an audience may read a runbook beside an open card. One that came from this very card is for the desk alone, if it
/// reads the card's truth; one that came from a card of this workshop that is not opened yet is for no audience.
#[must_use]
pub fn may_read_runbook(workshop: &Workshop, round: &Round, runbook: &KnownRunbook, audience: Audience) -> bool {
    let opened = |scenario: &ScenarioId| {
        workshop.rounds.values().any(|round| round.scenario == *scenario && round.investigation.opened_at.is_some())
    };
    let spoils = |scenario: &ScenarioId| workshop.cards.contains_key(scenario) && !opened(scenario);
    round.investigation.opened_at.is_some()
        && !runbook.scenarios.iter().any(spoils)
        && (!runbook.scenarios.contains(&round.scenario) || may_read_truth(workshop, round, audience))
}

fn card_view(
    workshop: &Workshop,
    round: &Round,
    scenario: &Scenario,
    around: &ProjectionContext,
    audience: Audience,
) -> CardView {
    let runbooks = |id: SystemId| {
        let about = around.runbooks.iter().filter(move |runbook| runbook.systems.contains(&id));
        about.filter(|runbook| may_read_runbook(workshop, round, runbook, audience))
    };
    let shown = |runbook: &KnownRunbook| RunbookRef { id: runbook.id, title: runbook.title.clone() };
    let system = |named: &domain::scenario::ScenarioSystem| {
        let own = around.systems.iter().find(|own| fold(&own.name) == fold(named.name.as_str()));
        CardSystem {
            id: own.map(|own| own.id),
            name: named.name.to_string(),
            about: own.and_then(|own| own.about.clone()).or_else(|| named.about.clone()),
            links: own.map(|own| own.links.clone()).unwrap_or_default(),
            runbooks: own.map(|own| runbooks(own.id).map(shown).collect()).unwrap_or_default(),
        }
    };
    CardView {
        title: scenario.title.to_string(),
        brief: scenario.brief.clone(),
        difficulty: scenario.difficulty,
        minutes: scenario.minutes,
        systems: scenario.systems.iter().map(system).collect(),
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
