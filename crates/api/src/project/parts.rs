//! The parts of a workshop that are projected by themselves, so that a command costs what it changes.

use std::collections::BTreeSet;

use domain::id::{ActionId, AnswerId, GroupId, NoteId, PersonId, StepId};
use domain::workshop::{Event, RoundNumber, Subject, Workshop};

use super::door::{at_the_door, lobby};
use super::{
    ProjectionContext, action_view, answer_view, member_view, person_view, project_round, step_view, walls,
    workshop_view,
};
use crate::entity::{Entity, EntityKey, EntityType};
use crate::live::Audience;

/// Entities that change together. Every entity belongs to one part of a single thing, and to one part of its whole kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the variants are named after the entities")]
pub enum Part {
    Everything,
    Workshop,
    Members,
    People,
    Rounds,
    Round(RoundNumber),
    Steps,
    Step(StepId),
    Answers,
    Answer(AnswerId),
    Walls,
    Note(NoteId),
    Group(GroupId),
    Actions,
    Action(ActionId),
    /// What one person alone sees; [`super::own`] projects it.
    Own(PersonId),
}

impl Part {
    /// The parts that make up everything, in the order in which they are projected.
    const ALL: [Self; 8] = [
        Self::Workshop,
        Self::Members,
        Self::People,
        Self::Rounds,
        Self::Steps,
        Self::Answers,
        Self::Walls,
        Self::Actions,
    ];

    /// Whether it is one thing, whose change affects neither who may see what, nor what one person alone sees, nor what lists
    /// show of the workshop.
    #[must_use]
    pub fn is_item(self) -> bool {
        match self {
            Self::Round(_) | Self::Step(_) | Self::Answer(_) | Self::Note(_) | Self::Group(_) | Self::Action(_) => true,
            Self::Everything | Self::Workshop | Self::Members | Self::People | Self::Rounds => false,
            Self::Steps | Self::Answers | Self::Walls | Self::Actions | Self::Own(_) => false,
        }
    }

    /// Whether what this person alone sees may have changed with it.
    #[must_use]
    pub fn may_change_own(self, person: PersonId) -> bool {
        matches!(self, Self::Everything | Self::Rounds | Self::Walls) || self == Self::Own(person)
    }

    /// Whether every audience inside a workshop sees the same of it.
    #[must_use]
    pub fn is_same_for_all(self) -> bool {
        !matches!(self, Self::Everything | Self::People | Self::Rounds | Self::Round(_))
    }

    /// The keys that entities of this part may have.
    #[must_use]
    pub fn keys(self) -> PartKeys {
        use EntityType as Type;
        let one = |kind, id: String| PartKeys::One(EntityKey { kind, id });
        match self {
            Self::Everything => PartKeys::All,
            Self::Workshop => PartKeys::Kinds(&[Type::Workshop, Type::Lobby]),
            Self::Members => PartKeys::Kinds(&[Type::Member]),
            Self::People => PartKeys::Kinds(&[Type::Person, Type::Waiting, Type::Screen]),
            Self::Rounds => PartKeys::Kinds(ROUND),
            Self::Round(number) => PartKeys::Round(number.0),
            Self::Steps => PartKeys::Kinds(&[Type::Step]),
            Self::Step(id) => one(Type::Step, id.to_string()),
            Self::Answers => PartKeys::Kinds(&[Type::Answer]),
            Self::Answer(id) => one(Type::Answer, id.to_string()),
            Self::Walls => PartKeys::Kinds(&[Type::Note, Type::Group]),
            Self::Note(id) => one(Type::Note, id.to_string()),
            Self::Group(id) => one(Type::Group, id.to_string()),
            Self::Actions => PartKeys::Kinds(&[Type::Action]),
            Self::Action(id) => one(Type::Action, id.to_string()),
            Self::Own(_) => PartKeys::Kinds(&[]),
        }
    }
}

/// The types of the entities of a dealt card. Their ids are its number, or begin with its number and a slash.
const ROUND: &[EntityType] =
    &[EntityType::Round, EntityType::Evidence, EntityType::Hint, EntityType::Briefing, EntityType::Truth];

/// The keys of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartKeys {
    /// All keys.
    All,
    /// Every key of these types.
    Kinds(&'static [EntityType]),
    /// The keys of one dealt card.
    Round(u32),
    /// One key.
    One(EntityKey),
}

impl PartKeys {
    /// The ranges in which the keys are: each from its first key up to, and without, the second.
    #[must_use]
    pub fn ranges(&self) -> Vec<(EntityKey, EntityKey)> {
        let key = |kind, id: String| EntityKey { kind, id };
        match self {
            // No id begins with a higher character.
            Self::All => vec![(key(EntityType::Workshop, String::new()), key(EntityType::Action, "\u{10ffff}".into()))],
            Self::Kinds(kinds) => {
                kinds.iter().map(|kind| (key(*kind, String::new()), key(*kind, "\u{10ffff}".into()))).collect()
            }
            // After the slash comes the digit 0.
            Self::Round(number) => {
                let one = |kind| (key(kind, number.to_string()), key(kind, format!("{number}0")));
                ROUND.iter().map(|kind| one(*kind)).collect()
            }
            Self::One(one) => vec![(one.clone(), key(one.kind, format!("{}\0", one.id)))],
        }
    }
}

/// The parts that may look different after events, for any audience. `before` is the state before them, `after` the one that
/// they led to.
#[must_use]
pub fn changed_parts(before: &Workshop, after: &Workshop, events: &[Event]) -> BTreeSet<Part> {
    let mut parts = BTreeSet::new();
    // Who can draw depends on the phase, and on the cards.
    if before.phase != after.phase {
        parts.insert(Part::People);
    }
    for event in events {
        match event.touches().about {
            Subject::Everything => {
                parts.insert(Part::Everything);
            }
            Subject::Workshop => {
                parts.insert(Part::Workshop);
            }
            Subject::People => parts.extend([Part::Workshop, Part::People]),
            Subject::Rounds => parts.extend([Part::Workshop, Part::People, Part::Rounds]),
            Subject::Round(round) => {
                parts.insert(Part::Round(round));
            }
            Subject::Walls => parts.extend([Part::Workshop, Part::Walls]),
            Subject::Step(step) => {
                parts.insert(Part::Step(step));
            }
            Subject::ShownStep(step) => {
                parts.insert(Part::Step(step));
                parts.extend(after.steps.get(&step).map(|step| Part::Round(step.round)));
            }
            Subject::Answer(answer) => {
                parts.insert(Part::Answer(answer));
            }
            Subject::Action(action) => {
                parts.insert(Part::Action(action));
            }
            Subject::Guess(guess) => {
                for guess in [before, after].into_iter().filter_map(|workshop| workshop.guesses.get(&guess)) {
                    parts.insert(Part::Round(guess.round));
                    parts.extend(guess.by.map(Part::Own));
                }
            }
            Subject::Note(note) => add_note(before, after, note, &mut parts),
            Subject::Group(group) => {
                parts.insert(Part::Group(group));
                for note in before.notes_in(group).chain(after.notes_in(group)) {
                    add_note(before, after, note.id, &mut parts);
                }
            }
        }
    }
    if parts.contains(&Part::Everything) { [Part::Everything].into() } else { parts }
}

/// A note with the groups that it is in, which are there as long as a note is in them. Of private notes everybody sees how
/// many there are.
fn add_note(before: &Workshop, after: &Workshop, note: NoteId, parts: &mut BTreeSet<Part>) {
    parts.insert(Part::Note(note));
    let states = [before, after].into_iter().filter_map(|workshop| workshop.notes.get(&note));
    for state in states {
        parts.extend(state.group.map(Part::Group));
        if state.private {
            parts.insert(Part::Workshop);
            parts.extend(state.author.map(Part::Own));
        }
    }
}

/// What an audience may see of one part of a workshop.
#[must_use]
pub fn project_part(workshop: &Workshop, around: &ProjectionContext, audience: Audience, part: Part) -> Vec<Entity> {
    let mut entities = Vec::new();
    if audience != Audience::Lobby {
        project_inside(workshop, around, audience, part, &mut entities);
    } else if matches!(part, Part::Everything | Part::Workshop) {
        entities.push(lobby(workshop, around));
    }
    entities
}

fn project_inside(
    workshop: &Workshop,
    around: &ProjectionContext,
    audience: Audience,
    part: Part,
    entities: &mut Vec<Entity>,
) {
    let step = |step| Entity::Step(step_view(around, step));
    let answer = |answer| Entity::Answer(answer_view(answer));
    let action = |action| Entity::Action(action_view(around, action));
    match part {
        Part::Everything => {
            Part::ALL.iter().for_each(|part| project_inside(workshop, around, audience, *part, entities));
        }
        Part::Workshop => entities.push(Entity::Workshop(Box::new(workshop_view(workshop, around)))),
        Part::Members => entities
            .extend(around.members.iter().map(|(id, responder)| Entity::Member(member_view(around, *id, *responder)))),
        Part::People => {
            if audience == Audience::Desk {
                entities.extend(at_the_door(workshop, around));
            }
            entities.extend(workshop.people.values().map(|one| Entity::Person(person_view(workshop, around, one))));
        }
        Part::Rounds => project_rounds(workshop, around, audience, None, entities),
        Part::Round(number) => project_rounds(workshop, around, audience, Some(number), entities),
        Part::Steps => entities.extend(workshop.steps.values().filter(|step| !step.removed).map(step)),
        Part::Step(id) => entities.extend(workshop.steps.get(&id).filter(|step| !step.removed).map(step)),
        Part::Answers => entities.extend(workshop.answers.values().filter(|answer| !answer.removed).map(answer)),
        Part::Answer(id) => entities.extend(workshop.answers.get(&id).filter(|answer| !answer.removed).map(answer)),
        Part::Walls => entities.extend(walls::shown(workshop, around)),
        Part::Note(id) => entities.extend(walls::note(workshop, around, id)),
        Part::Group(id) => entities.extend(walls::group(workshop, id)),
        Part::Actions => entities.extend(workshop.actions.values().filter(|action| !action.removed).map(action)),
        Part::Action(id) => entities.extend(workshop.actions.get(&id).filter(|action| !action.removed).map(action)),
        Part::Own(_) => {}
    }
}

fn project_rounds(
    workshop: &Workshop,
    around: &ProjectionContext,
    audience: Audience,
    only: Option<RoundNumber>,
    entities: &mut Vec<Entity>,
) {
    for (turn, round) in (1..).zip(workshop.turns()) {
        if let Some(round) = workshop.rounds.get(&round).filter(|round| only.is_none_or(|only| round.number == only)) {
            project_round(workshop, (turn, round), around, audience, entities);
        }
    }
}
