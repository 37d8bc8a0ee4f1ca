//! From what a client asks to what the domain decides on. Texts are bounded here, and nowhere else.

mod walls;

use domain::id::{NoteId, ScenarioId};
use domain::picture::PictureHash;
use domain::text::{ActionText, AnswerText, ColleagueName, NoteText, ReasonText, ReplyText, StepText};
use domain::time::Day;
use domain::workshop::{Command as DomainCommand, NoteSource, RoundNumber, Spread};

pub use self::walls::carries_no_time;
use super::{Command, Hat};
use crate::problem::Invalid;

/// A command as far as the message alone tells it.
#[derive(Clone, Debug, PartialEq)]
pub enum Parsed {
    /// Ready to be decided on.
    Ready(Box<DomainCommand>),
    /// The server adds the open actions of earlier workshops.
    Open,
    /// The server adds in what capacity.
    Join,
    /// The server adds the scenario's present wording.
    PlaceCard(ScenarioId),
    /// The server adds the workshop's actions as they stand now.
    Reopen,
    /// The server adds chance, and who knows which card.
    Hat(Hat),
    /// The server keeps it beside the log.
    Vote {
        /// The note.
        note: NoteId,
        /// For it, or not any more.
        on: bool,
    },
    /// The server counts the votes.
    RevealVotes,
}

impl Parsed {
    /// Whether nothing may be kept of who does this, or when: see [`DomainCommand::is_unsigned`].
    #[must_use]
    pub fn is_unsigned(&self) -> bool {
        matches!(self, Self::Ready(command) if command.is_unsigned())
    }
}

impl Command {
    /// Reads the texts of a command.
    pub fn parse(self) -> Result<Parsed, Invalid> {
        let command = match self {
            Self::Open => return Ok(Parsed::Open),
            Self::Join => return Ok(Parsed::Join),
            Self::PlaceCard { scenario } => return Ok(Parsed::PlaceCard(scenario)),
            Self::Reopen => return Ok(Parsed::Reopen),
            Self::ShowOpening { part } => DomainCommand::ShowOpening { part },
            Self::Vote { note, on } => return Ok(Parsed::Vote { note, on }),
            Self::RevealVotes => return Ok(Parsed::RevealVotes),
            Self::PassHat => return Ok(Parsed::Hat(Hat::Pass)),
            Self::DrawCard { person } => return Ok(Parsed::Hat(Hat::Draw { person })),
            Self::SwapCard { round } => return Ok(Parsed::Hat(Hat::Swap { round: RoundNumber(round) })),
            Self::SwapWith { round, with } => {
                return Ok(Parsed::Hat(Hat::SwapWith { round: RoundNumber(round), with: RoundNumber(with) }));
            }
            Self::AddPartner { round, person } => {
                return Ok(Parsed::Hat(Hat::AddPartner { round: RoundNumber(round), person }));
            }
            Self::DropSwap { round } => DomainCommand::DropSwap { round: RoundNumber(round) },
            Self::MoveTurn { round, before } => {
                DomainCommand::MoveTurn { round: RoundNumber(round), before: before.map(RoundNumber) }
            }
            Self::RemovePartner { round, person } => DomainCommand::RemovePartner { round: RoundNumber(round), person },
            Self::DrawTogether { person, with } => DomainCommand::DrawTogether { person, with },
            Self::HandRound { round, to } => DomainCommand::HandRound { round: RoundNumber(round), to },
            Self::Leave => DomainCommand::Leave,
            Self::RemovePerson { person } => DomainCommand::RemovePerson { person },
            Self::ConfirmSeat { guest } => DomainCommand::ConfirmSeat { guest },
            Self::SetDraws { person, draws } => DomainCommand::SetDraws { person, draws },
            Self::HandOverFacilitator { to } => DomainCommand::HandOverFacilitator { to },
            Self::HandOverScribe { to } => DomainCommand::HandOverScribe { to },
            Self::SetLobby { on } => DomainCommand::SetLobby { on },
            Self::Admit { person } => DomainCommand::Admit { person },
            Self::AdmitAll => DomainCommand::AdmitAll,
            Self::SendAway { person } => DomainCommand::SendAway { person },
            Self::SetWhereabouts { person, whereabouts } => DomainCommand::SetWhereabouts { person, whereabouts },
            Self::AddNoteFor { person, note, wall, text, round } => {
                let (text, round) = (note_text(&text)?, round.map(RoundNumber));
                DomainCommand::AddNoteFor { person, note, wall, text, round }
            }
            Self::TakeOutCard { scenario } => DomainCommand::TakeOutCard { scenario },
            Self::OpenCard { round } => DomainCommand::OpenCard { round: RoundNumber(round) },
            Self::ReturnCard { round } => DomainCommand::ReturnCard { round: RoundNumber(round) },
            Self::RevealEvidence { round, evidence } => {
                DomainCommand::RevealEvidence { round: RoundNumber(round), evidence }
            }
            Self::GiveHint { round, hint } => DomainCommand::GiveHint { round: RoundNumber(round), hint },
            Self::SayStuck { round } => DomainCommand::SayStuck { round: RoundNumber(round) },
            Self::ClearStuck { round } => DomainCommand::ClearStuck { round: RoundNumber(round) },
            Self::AddStep { step, round, kind, text } => {
                DomainCommand::AddStep { step, round: RoundNumber(round), kind, text: step_text(&text)? }
            }
            Self::AskColleague { step, round, colleague, text } => DomainCommand::AskColleague {
                step,
                round: RoundNumber(round),
                colleague: ColleagueName::parse(&colleague).map_err(Invalid::field("colleague"))?,
                text: step_text(&text)?,
            },
            Self::AnswerColleague { step, text } => {
                DomainCommand::AnswerColleague { step, text: ReplyText::parse(&text).map_err(Invalid::field("text"))? }
            }
            Self::EditStep { step, kind, text, revision } => {
                DomainCommand::EditStep { step, kind, text: step_text(&text)?, revision }
            }
            Self::RemoveStep { step } => DomainCommand::RemoveStep { step },
            Self::RestoreStep { step } => DomainCommand::RestoreStep { step },
            Self::MoveStep { step, after } => DomainCommand::MoveStep { step, after },
            Self::SetStepPicture { step, picture } => {
                let picture = picture.as_deref().map(PictureHash::parse).transpose();
                DomainCommand::SetStepPicture { step, picture: picture.map_err(Invalid::field("picture"))? }
            }
            Self::ShowStep { step } => DomainCommand::ShowStep { step },
            Self::HideStep { step } => DomainCommand::HideStep { step },
            Self::AddAnswer { answer, round, question, step, text } => DomainCommand::AddAnswer {
                answer,
                round: RoundNumber(round),
                question,
                step,
                text: answer_text(&text)?,
            },
            Self::EditAnswer { answer, text, revision } => {
                DomainCommand::EditAnswer { answer, text: answer_text(&text)?, revision }
            }
            Self::RemoveAnswer { answer } => DomainCommand::RemoveAnswer { answer },
            Self::RestoreAnswer { answer } => DomainCommand::RestoreAnswer { answer },
            Self::AddNoteFromStep { note, wall, text, step } => {
                DomainCommand::AddNoteFrom { note, wall, text: note_text(&text)?, source: NoteSource::Step(step) }
            }
            Self::AddNoteFromAnswer { note, wall, text, answer } => {
                DomainCommand::AddNoteFrom { note, wall, text: note_text(&text)?, source: NoteSource::Answer(answer) }
            }
            Self::StartDebrief { round } => DomainCommand::StartDebrief { round: RoundNumber(round) },
            Self::FinishRound { round, outcome } => DomainCommand::FinishRound { round: RoundNumber(round), outcome },
            command @ (Self::AddNote { .. }
            | Self::EditNote { .. }
            | Self::MoveNote { .. }
            | Self::ColourNote { .. }
            | Self::GroupNote { .. }
            | Self::RemoveNote { .. }
            | Self::RestoreNote { .. }
            | Self::MakeGroup { .. }
            | Self::NameGroup { .. }) => walls::parse(command)?,
            Self::MoveGroup { group, wall } => DomainCommand::MoveGroup { group, wall },
            Self::RemoveGroup { group } => DomainCommand::RemoveGroup { group },
            Self::RestoreGroup { group } => DomainCommand::RestoreGroup { group },
            Self::SetPrivacy { private } => DomainCommand::SetPrivacy { private },
            Self::RevealNotes { wall } => DomainCommand::RevealNotes { wall },
            Self::OpenVoting { cap } => DomainCommand::OpenVoting { cap },
            Self::CancelVoting => DomainCommand::CancelVoting,
            Self::Pause => DomainCommand::Pause,
            Self::Resume => DomainCommand::Resume,
            Self::Extend { minutes } => DomainCommand::Extend { minutes },
            Self::ShortenReflection { minutes } => DomainCommand::ShortenReflection { minutes },
            Self::StartReflection => DomainCommand::StartReflection,
            Self::ResumeRounds => DomainCommand::ResumeRounds,
            Self::CommitAction { action, text, owner, due, priority, impact, effort, system, notes } => {
                DomainCommand::CommitAction {
                    action,
                    text: action_text(&text)?,
                    owner,
                    due: day(due.as_deref())?,
                    priority,
                    impact,
                    effort,
                    system,
                    notes: few(notes)?,
                }
            }
            Self::EditAction { action, text, owner, due, priority, impact, effort, system, notes, revision } => {
                DomainCommand::EditAction {
                    action,
                    text: action_text(&text)?,
                    owner,
                    due: day(due.as_deref())?,
                    priority,
                    impact,
                    effort,
                    system,
                    notes: few(notes)?,
                    revision,
                }
            }
            Self::SpreadNote { note, actions } => DomainCommand::SpreadNote {
                note,
                actions: at_most_50("actions", "A note is spread to at most 50 systems at once.", actions)?
                    .into_iter()
                    .map(spread)
                    .collect::<Result<_, _>>()?,
            },
            Self::ReviewAction { action, status, reason: raw } => {
                DomainCommand::ReviewAction { action, status, reason: reason(raw.as_deref())? }
            }
            Self::RemoveAction { action } => DomainCommand::RemoveAction { action },
            Self::RestoreAction { action } => DomainCommand::RestoreAction { action },
            Self::Close => DomainCommand::Close,
        };
        Ok(Parsed::Ready(Box::new(command)))
    }
}

/// Reads the text of an action.
pub fn action_text(raw: &str) -> Result<ActionText, Invalid> {
    ActionText::parse(raw).map_err(Invalid::field("text"))
}

/// Reads a day; an empty text is none.
pub fn day(raw: Option<&str>) -> Result<Option<Day>, Invalid> {
    raw.filter(|text| !text.is_empty()).map(Day::parse).transpose().map_err(Invalid::field("due"))
}

/// Reads why an action was dropped; an empty text is no reason.
pub fn reason(raw: Option<&str>) -> Result<Option<ReasonText>, Invalid> {
    let raw = raw.filter(|text| !text.trim().is_empty());
    raw.map(ReasonText::parse).transpose().map_err(Invalid::field("reason"))
}

fn spread(one: super::Spread) -> Result<Spread, Invalid> {
    Ok(Spread { action: one.action, system: one.system, text: action_text(&one.text)? })
}

fn step_text(raw: &str) -> Result<StepText, Invalid> {
    StepText::parse(raw).map_err(Invalid::field("text"))
}

fn answer_text(raw: &str) -> Result<AnswerText, Invalid> {
    AnswerText::parse(raw).map_err(Invalid::field("text"))
}

fn note_text(raw: &str) -> Result<NoteText, Invalid> {
    NoteText::parse(raw).map_err(Invalid::field("text"))
}

fn few<T>(items: Vec<T>) -> Result<Vec<T>, Invalid> {
    at_most_50("notes", "At most 50 notes go together at once.", items)
}

fn at_most_50<T>(field: &'static str, reason: &str, items: Vec<T>) -> Result<Vec<T>, Invalid> {
    if items.len() <= 50 { Ok(items) } else { Err(Invalid { field, reason: reason.into() }) }
}

#[cfg(test)]
mod tests {
    use domain::workshop::Wall;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn texts_are_bounded() {
        let note = |text: &str| Command::AddNote {
            note: NoteId(Uuid::nil()),
            wall: Wall::Crappy,
            text: text.into(),
            round: None,
            token: None,
        };
        let check = |text: &str, refused: Option<&str>| {
            let reason = note(text).parse().err().map(|invalid| (invalid.field, invalid.reason));
            assert_eq!(reason, refused.map(|reason| ("text", reason.to_owned())), "{text:?}");
        };
        check("The log search took four minutes", None);
        check("  ", Some("The note is empty."));
        check(&"x".repeat(300), Some("The note has 300 characters; 280 fit."));
    }
}
