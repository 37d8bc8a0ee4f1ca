//! What the played people do while a card is open: they look, have a wrong idea, disagree, guess, get stuck, and write notes.

use api::project::ProjectionContext;
use domain::id::{AnswerId, GuessId, NoteId, PersonId, StepId};
use domain::scenario::Scenario;
use domain::text::{AnswerText, GuessText, NoteText, StepText};
use domain::workshop::{
    Answer, Command, DebriefCommand, DebriefQuestion, Note, Round, RoundCommand, RoundState, Step, StepCommand,
    StepKind, Wall, WallCommand, Workshop,
};
use uuid::Uuid;

use super::cards::CardLines;
use super::lines::answer_to;
use super::{PlayerMove, Players, player_move};

/// The open card, and who plays around it.
pub(super) struct OpenCard<'a> {
    pub(super) players: &'a Players,
    pub(super) workshop: &'a Workshop,
    pub(super) around: &'a ProjectionContext,
    pub(super) round: &'a Round,
    pub(super) scenario: &'a Scenario,
    pub(super) lines: &'a CardLines,
    /// A new id for what they write.
    pub(super) id: Uuid,
}

/// After so many seconds somebody who is stuck goes on without a hint.
const STUCK_S: i64 = 25;
/// How many pieces of evidence a played person looks at before the first step.
const FIRST_PIECES: usize = 2;

impl OpenCard<'_> {
    pub(super) fn play(&self) -> Option<PlayerMove> {
        match self.round.state {
            RoundState::Investigating if self.is_played(self.round.investigator) => self.investigate(),
            RoundState::Investigating => self.watch(),
            RoundState::Dealt | RoundState::Debriefing | RoundState::Done | RoundState::Returned => self.debrief(),
        }
    }

    /// A played person's own card: turn the back over, follow the expert's path with a detour, talk about it.
    fn investigate(&self) -> Option<PlayerMove> {
        let (round, investigator) = (self.round, self.round.investigator);
        let path = &self.scenario.reference_path;
        let (written, ideas, half) = (self.steps(), self.ideas(), path.len() / 2);
        if written == 0 && self.shown() < FIRST_PIECES && round.investigation.face_down(self.scenario) > 0 {
            let command = RoundCommand::RevealEvidence { round: round.number, evidence: None };
            return Some(player_move(4, investigator, Command::Rounds(command)));
        }
        if written >= 1
            && ideas < 2
            && let Some(other) = self.beside(0)
        {
            return self.discuss(investigator, other);
        }
        if written >= half {
            let detour = self.guess(0).or_else(|| self.add_note(0)).or_else(|| self.get_stuck(ideas));
            if detour.is_some() {
                return detour;
            }
        }
        let Some(line) = path.get(written) else {
            let command = RoundCommand::StartDebrief { round: round.number };
            return self.guess(1).or_else(|| Some(player_move(6, investigator, Command::Rounds(command))));
        };
        let kind = if written + 1 == path.len() { StepKind::Found } else { StepKind::LookedAt };
        self.add_step(5, kind, line)
    }

    /// The visitor's own card: the scribe writes what is seen, the others think aloud and guess.
    fn watch(&self) -> Option<PlayerMove> {
        let opened_at = self.round.investigation.opened_at;
        let written = self.steps();
        if written == 0 {
            let step = self.add_step(3, StepKind::Did, "read the card out");
            return step.map(|step| PlayerMove { since: opened_at, ..step });
        }
        let mut seen: Vec<_> = self.round.investigation.revealed.iter().collect();
        seen.sort_by_key(|(_, at)| **at);
        if let Some((evidence, at)) = seen.get(written - 1) {
            let evidence = self.scenario.evidence.iter().find(|e| e.id == **evidence)?;
            let content = &evidence.content;
            let line = content.title().or(content.sender()).unwrap_or("the next piece of evidence");
            let step = self.add_step(2, StepKind::LookedAt, line);
            return step.map(|step| PlayerMove { since: Some(**at), ..step });
        }
        if let Some(help) = self.help() {
            return Some(help);
        }
        if seen.is_empty() {
            return None;
        }
        let [first, second] = [self.beside(0)?, self.beside(1)?];
        if self.ideas() < 2 {
            return self.discuss(first, second);
        }
        self.guess(0).or_else(|| self.guess(1)).or_else(|| self.add_note(0))
    }

    /// One has an idea, another does not believe it.
    fn discuss(&self, first: PersonId, second: PersonId) -> Option<PlayerMove> {
        let (person, thought) = match self.ideas() {
            0 => (first, format!("thinks: {}", self.lines.idea)),
            _ => (second, format!("disagrees: {}", self.lines.doubt)),
        };
        self.think(5, person, &thought)
    }

    /// In the middle of the card its investigator is stuck: until somebody helps, or for a while.
    fn get_stuck(&self, ideas: usize) -> Option<PlayerMove> {
        let (round, investigator) = (self.round.number, self.round.investigator);
        match (ideas, self.round.stuck_since) {
            (2, None) if self.round.investigation.hints_given.is_empty() => {
                Some(player_move(5, investigator, Command::Rounds(RoundCommand::SayStuck { round })))
            }
            (2, Some(_)) => self.think(1, investigator, "is stuck: what would you look at next?"),
            (_, Some(since)) => {
                let command = Command::Rounds(RoundCommand::ClearStuck { round });
                Some(PlayerMove { since: Some(since), ..player_move(STUCK_S, investigator, command) })
            }
            (_, None) => None,
        }
    }

    /// Where the visitor is stuck, a colleague has the next of the card's hints.
    fn help(&self) -> Option<PlayerMove> {
        let since = self.round.stuck_since?;
        let helped = self.thoughts().any(|step| step.content.at >= since);
        let hint = self.scenario.hints.get(self.ideas().saturating_sub(2)).filter(|_| !helped)?;
        self.think(4, self.beside(1)?, &format!("wonders: {}", hint.text))
    }

    /// The debrief: an answer to a question, then a note about it, in turn.
    fn debrief(&self) -> Option<PlayerMove> {
        let (notes, answers) = (self.notes(), self.answers().count());
        if answers < 3.min(notes + 1) {
            return self.answer();
        }
        self.add_note(notes)
    }

    /// A played person answers the first question that has no answer.
    fn answer(&self) -> Option<PlayerMove> {
        let open = |question: &DebriefQuestion| !self.answers().any(|answer| answer.question == *question);
        let question = DebriefQuestion::ALL.into_iter().find(open)?;
        let turn = usize::try_from(self.round.number.0).unwrap_or(0);
        let text = AnswerText::parse(&answer_to(question, self.lines, turn)).ok()?;
        let (answer, round) = (AnswerId(self.id), self.round.number);
        let command = DebriefCommand::AddAnswer { answer, round, question, step: None, text };
        Some(player_move(4, self.players.pick_player(self.workshop, turn)?, Command::Debrief(command)))
    }

    fn think(&self, after_s: i64, person: PersonId, thought: &str) -> Option<PlayerMove> {
        let name = self.around.names.get(&person).map_or_else(|| "Somebody".to_owned(), ToString::to_string);
        self.add_step(after_s, StepKind::Idea, &format!("{name} {thought}"))
    }

    fn add_step(&self, after_s: i64, kind: StepKind, line: &str) -> Option<PlayerMove> {
        // Without a scribe people write about their own cards.
        let scribe = self.workshop.scribe.unwrap_or(self.round.investigator);
        if !self.is_played(scribe) {
            return None;
        }
        let short: String = line.chars().take(StepText::LIMIT).collect();
        let text = StepText::parse(&short).ok()?;
        let command = StepCommand::AddStep { step: StepId(self.id), round: self.round.number, kind, text };
        Some(player_move(after_s, scribe, Command::Steps(command)))
    }

    /// The nth guess, if nobody has guessed it yet.
    fn guess(&self, nth: usize) -> Option<PlayerMove> {
        let (person, text) = (self.beside(nth)?, self.lines.guesses[nth]);
        let guessed = self.workshop.guesses_in(self.round.number).any(|guess| guess.by == Some(person));
        let (guess, round) = (GuessId(self.id), self.round.number);
        let command = DebriefCommand::WriteGuess { guess, round, text: GuessText::parse(text).ok()?, token: None };
        (!guessed).then(|| player_move(4, person, Command::Debrief(command)))
    }

    /// The nth note about the card, if it is not on a wall yet.
    fn add_note(&self, nth: usize) -> Option<PlayerMove> {
        let CardLines { crappy, awesome, joke, .. } = *self.lines;
        let (wall, text) = *[(Wall::Crappy, crappy), (Wall::Awesome, awesome), (Wall::Crappy, joke)].get(nth)?;
        let index = usize::try_from(self.round.number.0).unwrap_or(0) + nth;
        let author = self.players.pick_player(self.workshop, index)?;
        let (note, text, round) = (NoteId(self.id), NoteText::parse(text).ok()?, Some(self.round.number));
        let command = WallCommand::AddNote { note, wall, text, round, token: None };
        (self.notes() == nth).then(|| player_move(4, author, Command::Walls(command)))
    }

    fn is_played(&self, person: PersonId) -> bool {
        self.players.0.contains(&person)
    }

    /// The nth of the played people who neither write the steps nor hold the card.
    fn beside(&self, nth: usize) -> Option<PersonId> {
        let scribe = self.workshop.scribe;
        let mut here = self.players.here(self.workshop);
        here.retain(|person| scribe != Some(*person) && !self.round.is_held_by(*person));
        // A small team: the scribe thinks, too.
        here.extend(scribe.filter(|scribe| self.is_played(*scribe)));
        here.get(nth).copied()
    }

    fn shown(&self) -> usize {
        self.round.investigation.revealed.len()
    }

    fn written(&self) -> impl Iterator<Item = &Step> {
        let number = self.round.number;
        let steps = self.workshop.steps.values().filter(move |step| step.round == number && !step.removed);
        steps.filter(|step| step.content.colleague.is_none())
    }

    /// How many steps were written, without what somebody thought.
    fn steps(&self) -> usize {
        self.written().filter(|step| step.content.kind != StepKind::Idea).count()
    }

    /// What the played people thought.
    fn thoughts(&self) -> impl Iterator<Item = &Step> {
        self.written().filter(|step| step.content.kind == StepKind::Idea && self.is_played(step.by))
    }

    fn ideas(&self) -> usize {
        self.thoughts().count()
    }

    fn answers(&self) -> impl Iterator<Item = &Answer> {
        self.workshop.answers.values().filter(|answer| answer.round == self.round.number)
    }

    /// How many notes about the card the played people wrote.
    fn notes(&self) -> usize {
        let played = |note: &&Note| note.author.is_some_and(|author| self.is_played(author));
        self.workshop.notes.values().filter(|note| note.round == Some(self.round.number)).filter(played).count()
    }
}
