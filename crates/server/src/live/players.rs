//! The other people of a demonstration, played by the server so that one person alone sees a whole workshop live.
//!
//! Pure: what they do next follows from the state and from what time it is.

mod lines;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use api::live::Face;
use api::project::ProjectionContext;
use domain::id::{AnswerId, NoteId, PersonId, StepId};
use domain::investigation::find_answer;
use domain::scenario::Scenario;
use domain::text::{AnswerText, NoteText, ReplyText, StepText};
use domain::time::Timestamp;
use domain::workshop::{
    Actor, Answer, Command, DebriefCommand, HatCommand, Participant, ParticipantKind, Phase, Round, RoundCommand,
    RoundNumber, RoundState, ServerCommand, Standing, StepCommand, StepKind, Wall, WallCommand, Workshop,
};
use uuid::Uuid;

use super::presence::Present;

/// The people whom the server plays.
pub(super) struct Players(BTreeSet<PersonId>);

/// What a played person does, some seconds after an event.
pub(super) struct PlayerMove {
    pub(super) after_s: i64,
    /// What they react to, if not the last thing that happened at all.
    pub(super) since: Option<Timestamp>,
    pub(super) actor: Actor,
    pub(super) command: Command,
}

impl Players {
    pub(super) fn new(people: impl IntoIterator<Item = PersonId>) -> Self {
        Self(people.into_iter().collect())
    }

    /// The played people in the room, as if each had a page open.
    pub(super) fn present(&self, workshop: &Workshop) -> impl Iterator<Item = Present> {
        let here = workshop.people.values().filter(|p| p.present && self.0.contains(&p.person));
        here.map(|p| {
            let face = if workshop.scribe == Some(p.person) { Face::Sheet } else { Face::Seat };
            Present { person: p.person, face, typing: None }
        })
    }

    /// What the played people do next, if it is up to them. `id` is a new id for what they write.
    pub(super) fn next(
        &self,
        workshop: &Workshop,
        around: &ProjectionContext,
        now: Timestamp,
        id: Uuid,
    ) -> Option<PlayerMove> {
        if workshop.clock.as_ref()?.paused_at.is_some() {
            return None;
        }
        match workshop.phase {
            Phase::Planned | Phase::Closed => None,
            Phase::Open => self.join_workshop(workshop),
            Phase::Running => self
                .join_workshop(workshop)
                .or_else(|| self.draw_card(workshop))
                .or_else(|| answer_question(workshop, around))
                .or_else(|| self.play(workshop, around, now, id)),
            Phase::Reflecting => self.propose(workshop, id),
        }
    }

    fn join_workshop(&self, workshop: &Workshop) -> Option<PlayerMove> {
        let person = self.0.iter().find(|person| !workshop.people.contains_key(person))?;
        let draws = workshop.scribe != Some(*person);
        Some(player_move(2, *person, Command::Server(ServerCommand::Join { kind: ParticipantKind::Member, draws })))
    }

    /// One after the other, so that the room screen shows each.
    fn draw_card(&self, workshop: &Workshop) -> Option<PlayerMove> {
        let hand = workshop.undrawn().into_iter().find(|hand| self.0.contains(&hand[0]))?;
        Some(player_move(2, hand[0], Command::Hat(HatCommand::DrawCard { person: hand[0] })))
    }

    fn play(&self, workshop: &Workshop, around: &ProjectionContext, now: Timestamp, id: Uuid) -> Option<PlayerMove> {
        let Some(round) = workshop.current_round() else {
            let next = workshop.openable_round()?;
            let time = workshop.clock.as_ref()?.reflection_at().since(now) > 0;
            let mine = self.0.contains(&next.investigator) && time;
            return mine.then(|| {
                player_move(6, next.investigator, Command::Rounds(RoundCommand::OpenCard { round: next.number }))
            });
        };
        let scenario = around.scenarios.get(&workshop.cards.get(&round.scenario)?.revision)?;
        match round.state {
            RoundState::Investigating if self.0.contains(&round.investigator) => {
                self.investigate(workshop, round, scenario, id)
            }
            RoundState::Investigating => self.watch(workshop, round, scenario, id),
            RoundState::Dealt | RoundState::Debriefing | RoundState::Done | RoundState::Returned => {
                self.debrief(workshop, round, id)
            }
        }
    }

    /// A played person's own card: turn the back over, follow the expert's path, talk about it.
    fn investigate(&self, workshop: &Workshop, round: &Round, scenario: &Scenario, id: Uuid) -> Option<PlayerMove> {
        let number = round.number;
        if round.investigation.face_down(scenario) > 0 && round.investigation.revealed.len() < 2 {
            let command = Command::Rounds(RoundCommand::RevealEvidence { round: number, evidence: None });
            return Some(player_move(5, round.investigator, command));
        }
        let written = steps(workshop, number);
        let Some(line) = scenario.reference_path.get(written) else {
            return Some(player_move(
                5,
                round.investigator,
                Command::Rounds(RoundCommand::StartDebrief { round: number }),
            ));
        };
        let kind = if written + 1 == scenario.reference_path.len() { StepKind::Found } else { StepKind::LookedAt };
        let halfway = written == scenario.reference_path.len() / 2 && count_notes(workshop, number) == 0;
        if halfway {
            return self.add_note(workshop, round, 0, id);
        }
        self.add_step(workshop, round, kind, line, id, 7)
    }

    /// The visitor's own card: the scribe writes what is seen.
    fn watch(&self, workshop: &Workshop, round: &Round, scenario: &Scenario, id: Uuid) -> Option<PlayerMove> {
        let written = steps(workshop, round.number);
        if written == 0 {
            let step = self.add_step(workshop, round, StepKind::Did, "read the card out", id, 4);
            return step.map(|step| PlayerMove { since: round.investigation.opened_at, ..step });
        }
        let mut seen: Vec<_> = round.investigation.revealed.iter().collect();
        seen.sort_by_key(|(_, at)| **at);
        let (evidence, at) = seen.get(written - 1)?;
        let evidence = scenario.evidence.iter().find(|e| e.id == **evidence)?;
        let content = &evidence.content;
        let line = content.title().or(content.sender()).unwrap_or("the next piece of evidence");
        let step = self.add_step(workshop, round, StepKind::LookedAt, line, id, 2);
        step.map(|step| PlayerMove { since: Some(**at), ..step })
    }

    /// The debrief: an answer to a question, then a note about it, in turn.
    fn debrief(&self, workshop: &Workshop, round: &Round, id: Uuid) -> Option<PlayerMove> {
        let (notes, answers) = (count_notes(workshop, round.number), answers(workshop, round.number).count());
        if answers < 3.min(notes + 1) {
            return self.answer(workshop, round, id);
        }
        if notes < 3 { self.add_note(workshop, round, notes, id) } else { None }
    }

    /// A played person answers the first question that has no answer.
    fn answer(&self, workshop: &Workshop, round: &Round, id: Uuid) -> Option<PlayerMove> {
        let open = |question| !answers(workshop, round.number).any(|answer| answer.question == question);
        let (question, texts) = lines::ANSWERS.iter().find(|(question, _)| open(*question))?;
        let turn = usize::try_from(round.number.0).unwrap_or(0);
        let command = Command::Debrief(DebriefCommand::AddAnswer {
            answer: AnswerId(id),
            round: round.number,
            question: *question,
            step: None,
            text: AnswerText::parse(texts[turn % texts.len()]).ok()?,
        });
        Some(player_move(5, self.pick_player(workshop, turn)?, command))
    }

    fn add_step(
        &self,
        workshop: &Workshop,
        round: &Round,
        kind: StepKind,
        line: &str,
        id: Uuid,
        after_s: i64,
    ) -> Option<PlayerMove> {
        let scribe = workshop.scribe.filter(|scribe| self.0.contains(scribe))?;
        let short: String = line.chars().take(StepText::LIMIT).collect();
        let text = StepText::parse(&short).ok()?;
        Some(player_move(
            after_s,
            scribe,
            Command::Steps(StepCommand::AddStep { step: StepId(id), round: round.number, kind, text }),
        ))
    }

    fn add_note(&self, workshop: &Workshop, round: &Round, nth: usize, id: Uuid) -> Option<PlayerMove> {
        let index = usize::try_from(round.number.0).unwrap_or(0) * 3 + nth;
        let (wall, text) = lines::NOTES[index % lines::NOTES.len()];
        let author = self.pick_player(workshop, index)?;
        let text = NoteText::parse(text).ok()?;
        Some(player_move(
            6,
            author,
            Command::Walls(WallCommand::AddNote {
                note: NoteId(id),
                wall,
                text,
                round: Some(round.number),
                token: None,
            }),
        ))
    }

    fn propose(&self, workshop: &Workshop, id: Uuid) -> Option<PlayerMove> {
        let proposed = workshop
            .notes
            .values()
            .filter(|note| note.wall == Wall::Actions && note.author.is_some_and(|author| self.0.contains(&author)));
        let nth = proposed.count();
        let text = NoteText::parse(lines::PROPOSALS.get(nth)?).ok()?;
        let author = self.pick_player(workshop, nth)?;
        Some(player_move(
            8,
            author,
            Command::Walls(WallCommand::AddNote {
                note: NoteId(id),
                wall: Wall::Actions,
                text,
                round: None,
                token: None,
            }),
        ))
    }

    /// One of the played people who are in the room.
    fn pick_player(&self, workshop: &Workshop, nth: usize) -> Option<PersonId> {
        let present = |p: &&Participant| p.present && self.0.contains(&p.person);
        let here: Vec<_> = workshop.people.values().filter(present).map(|p| p.person).collect();
        here.get(nth % here.len().max(1)).copied()
    }
}

/// The colleague who was asked first and has not answered yet: they put the piece of evidence on the card that was asked for,
/// and then answer. Both are commands of the facilitator, who plays all colleagues.
fn answer_question(workshop: &Workshop, around: &ProjectionContext) -> Option<PlayerMove> {
    let round = workshop.current_round()?;
    let scenario = around.scenarios.get(&workshop.cards.get(&round.scenario)?.revision)?;
    let waiting = workshop.steps.values().filter(|step| step.round == round.number && !step.removed);
    let waiting = waiting.filter(|step| step.content.colleague.is_some() && step.content.reply.is_none());
    let question = waiting.min_by_key(|step| (step.content.at, step.id))?;
    let evidence = find_answer(scenario, question.content.text.as_str());
    let command = match evidence {
        Some(piece) if round.state == RoundState::Investigating && !round.investigation.is_revealed(&piece.id) => {
            let evidence = Some(piece.id.clone());
            Command::Rounds(RoundCommand::RevealEvidence { round: round.number, evidence })
        }
        _ => {
            let text = lines::reply_with(evidence.and_then(|piece| piece.content.title()));
            Command::Steps(StepCommand::AnswerColleague { step: question.id, text: ReplyText::parse(&text).ok()? })
        }
    };
    let answer = player_move(4, workshop.facilitator, command);
    Some(PlayerMove { since: Some(question.content.at), ..answer })
}

fn player_move(after_s: i64, person: PersonId, command: Command) -> PlayerMove {
    PlayerMove { after_s, since: None, actor: Actor { person, standing: Standing::Member }, command }
}

fn steps(workshop: &Workshop, round: RoundNumber) -> usize {
    workshop
        .steps
        .values()
        .filter(|step| step.round == round && !step.removed && step.content.colleague.is_none())
        .count()
}

fn answers(workshop: &Workshop, round: RoundNumber) -> impl Iterator<Item = &Answer> {
    workshop.answers.values().filter(move |answer| answer.round == round)
}

fn count_notes(workshop: &Workshop, round: RoundNumber) -> usize {
    workshop.notes.values().filter(|note| note.round == Some(round)).count()
}
