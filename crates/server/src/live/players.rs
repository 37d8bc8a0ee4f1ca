//! The other people of a demonstration, played by the server so that one person alone sees a whole workshop live.
//!
//! Pure: what they do next follows from the state and from what time it is.

mod cards;
mod lines;
mod round;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use api::live::Face;
use api::project::ProjectionContext;
use domain::id::{NoteId, PersonId};
use domain::investigation::find_answer;
use domain::text::{NoteText, ReplyText};
use domain::time::Timestamp;
use domain::workshop::{
    Actor, Command, HatCommand, Note, Participant, ParticipantKind, Phase, RoundCommand, RoundState, ServerCommand,
    Standing, StepCommand, TimeCommand, Wall, WallCommand, Workshop,
};
use uuid::Uuid;

use self::cards::lines_about;
use self::round::OpenCard;
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

/// A visitor whose own card was open for less than this plays a short demonstration: the others are quicker from then on.
const BRISK_S: i64 = 120;
/// How many notes a played person votes for.
const MOST_VOTES: usize = 3;

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
        if workshop.clock.as_ref().is_some_and(|clock| clock.paused_at.is_some()) {
            return None;
        }
        let next = match workshop.phase {
            Phase::Planned => open_workshop(workshop, now),
            Phase::Open => self.join_workshop(workshop),
            Phase::Running => self
                .join_workshop(workshop)
                .or_else(|| self.draw_card(workshop))
                .or_else(|| answer_question(workshop, around))
                .or_else(|| self.vote(workshop, around))
                .or_else(|| self.play(workshop, around, now, id)),
            Phase::Reflecting => self.vote(workshop, around).or_else(|| self.propose(workshop, around, id)),
            Phase::Closed => None,
        }?;
        let after_s = if self.is_brisk(workshop) { (next.after_s + 1) / 2 } else { next.after_s };
        Some(PlayerMove { after_s, ..next })
    }

    fn is_brisk(&self, workshop: &Workshop) -> bool {
        let own = workshop.rounds.values().filter(|round| !self.0.contains(&round.investigator));
        let mut times = own.filter_map(|round| {
            let card = &round.investigation;
            Some(card.concluded_at.or(card.done_at)?.since(card.opened_at?))
        });
        times.any(|time| time < BRISK_S * 1_000_000)
    }

    fn join_workshop(&self, workshop: &Workshop) -> Option<PlayerMove> {
        let person = self.0.iter().find(|person| !workshop.people.contains_key(person))?;
        let draws = workshop.scribe != Some(*person);
        Some(player_move(1, *person, Command::Server(ServerCommand::Join { kind: ParticipantKind::Member, draws })))
    }

    /// One after the other, so that the room screen shows each. Who came when the hat had gone round draws, too.
    fn draw_card(&self, workshop: &Workshop) -> Option<PlayerMove> {
        let undrawn = workshop.undrawn();
        let offered = undrawn.iter().map(|hand| hand[0]).find(|person| self.0.contains(person));
        let person = offered.or_else(|| self.latecomer(workshop).filter(|_| undrawn.is_empty()))?;
        Some(player_move(1, person, Command::Hat(HatCommand::DrawCard { person })))
    }

    /// Somebody who draws and has held no card in this lap, while the hat has one.
    fn latecomer(&self, workshop: &Workshop) -> Option<PersonId> {
        let held = |person: PersonId| {
            workshop.rounds.values().any(|round| round.lap == workshop.lap && round.is_held_by(person))
        };
        let late = |p: &&Participant| p.present && p.draws && self.0.contains(&p.person) && !held(p.person);
        workshop.people.values().find(late).map(|p| p.person).filter(|_| !workshop.hat().is_empty())
    }

    fn play(&self, workshop: &Workshop, around: &ProjectionContext, now: Timestamp, id: Uuid) -> Option<PlayerMove> {
        let Some(round) = workshop.current_round() else {
            let next = workshop.openable_round()?;
            let time = workshop.clock.as_ref()?.reflection_at().since(now) > 0;
            let mine = self.0.contains(&next.investigator) && time;
            return mine.then(|| {
                player_move(5, next.investigator, Command::Rounds(RoundCommand::OpenCard { round: next.number }))
            });
        };
        let scenario = around.scenarios.get(&workshop.cards.get(&round.scenario)?.revision)?;
        OpenCard { players: self, workshop, around, round, scenario, lines: lines_about(&scenario.slug), id }.play()
    }

    /// While votes are taken, each votes for a few notes; some notes get several.
    fn vote(&self, workshop: &Workshop, around: &ProjectionContext) -> Option<PlayerMove> {
        let most = usize::from(workshop.open_voting()?.cap).min(MOST_VOTES);
        let notes: Vec<_> =
            workshop.notes.values().filter(|note| note.wall != Wall::Actions && workshop.can_get_votes(note)).collect();
        let here = self.here(workshop);
        let mut ballots = here.iter().enumerate().map(|(nth, person)| {
            let voted: BTreeSet<_> = around.ballots.notes_voted_by(workshop, *person).collect();
            // All vote for the first note, then each for others.
            let mut order = (0..notes.len()).map(|turn| notes[((nth + 1) * voted.len() + turn) % notes.len()]);
            let next = order.find(|note: &&Note| !voted.contains(&note.id));
            (*person, voted.len(), next)
        });
        let (person, _, note) = ballots.find(|(_, voted, next)| *voted < most && next.is_some())?;
        Some(player_move(1, person, Command::Walls(WallCommand::Vote { note: note?.id, on: true })))
    }

    /// What each card that was played proposes, then what suits any workshop.
    fn propose(&self, workshop: &Workshop, around: &ProjectionContext, id: Uuid) -> Option<PlayerMove> {
        let played = workshop.rounds.values().filter(|round| round.state == RoundState::Done);
        let scenarios = played.filter_map(|round| around.scenarios.get(&workshop.cards.get(&round.scenario)?.revision));
        let mut wanted = scenarios.map(|scenario| lines_about(&scenario.slug).action).take(2).chain(lines::PROPOSALS);
        let played = |note: &&Note| note.author.is_some_and(|author| self.0.contains(&author));
        let proposals = workshop.notes.values().filter(|note| note.wall == Wall::Actions && note.round.is_none());
        let nth = proposals.filter(played).count();
        let (note, text) = (NoteId(id), NoteText::parse(wanted.nth(nth)?).ok()?);
        let command = WallCommand::AddNote { note, wall: Wall::Actions, text, round: None, token: None };
        Some(player_move(6, self.pick_player(workshop, nth)?, Command::Walls(command)))
    }

    /// The played people who are in the room.
    fn here(&self, workshop: &Workshop) -> Vec<PersonId> {
        let present = |p: &&Participant| p.present && self.0.contains(&p.person);
        workshop.people.values().filter(present).map(|p| p.person).collect()
    }

    /// One of the played people who are in the room.
    fn pick_player(&self, workshop: &Workshop, nth: usize) -> Option<PersonId> {
        let here = self.here(workshop);
        here.get(nth % here.len().max(1)).copied()
    }
}

/// The doors open by themselves as soon as the visitor comes and it is time.
fn open_workshop(workshop: &Workshop, now: Timestamp) -> Option<PlayerMove> {
    let open = player_move(0, workshop.facilitator, Command::Time(TimeCommand::Open));
    Some(open).filter(|_| workshop.plan.starts_at <= now)
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
    let answer = player_move(2, workshop.facilitator, command);
    Some(PlayerMove { since: Some(question.content.at), ..answer })
}

fn player_move(after_s: i64, person: PersonId, command: Command) -> PlayerMove {
    PlayerMove { after_s, since: None, actor: Actor { person, standing: Standing::Member }, command }
}
