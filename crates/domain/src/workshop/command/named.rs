//! What a command names besides the workshop that it is given in.

use super::Command;
use crate::id::{ActionId, PersonId, SystemId};
use crate::picture::PictureHash;
use crate::token::Token;
use crate::workshop::Commitment;

/// What a command names that has to be looked up before it is decided on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// The token of an unsigned note.
    pub token: Option<Token>,
    /// A picture.
    pub picture: Option<PictureHash>,
    /// The action that is changed.
    pub action: Option<ActionId>,
    /// Who does an action.
    pub owner: Option<PersonId>,
    /// What actions are about.
    pub systems: Vec<SystemId>,
}

impl Command {
    /// Whether this is done with the token of an unsigned note: then nothing may be kept of who did it, or when.
    #[must_use]
    pub fn is_unsigned(&self) -> bool {
        self.named().token.is_some()
    }

    /// What the command names. The list names every command, so that a new one has to be put somewhere.
    #[must_use]
    pub fn named(&self) -> Named {
        match self {
            Self::AddNote { token, .. }
            | Self::EditNote { token, .. }
            | Self::MoveNote { token, .. }
            | Self::ColourNote { token, .. }
            | Self::GroupNote { token, .. }
            | Self::RemoveNote { token, .. }
            | Self::RestoreNote { token, .. } => Named { token: *token, ..Named::default() },
            Self::SetStepPicture { picture, .. } => Named { picture: picture.clone(), ..Named::default() },
            Self::CommitAction { commitment, .. } => named_by(commitment, None),
            Self::EditAction { action, commitment, .. } => named_by(commitment, Some(*action)),
            Self::SpreadNote { actions, .. } => {
                Named { systems: actions.iter().map(|spread| spread.system).collect(), ..Named::default() }
            }
            Self::Open
            | Self::ShowOpening { .. }
            | Self::Join
            | Self::Leave
            | Self::RemovePerson { .. }
            | Self::ConfirmSeat { .. }
            | Self::SetDraws { .. }
            | Self::HandOverFacilitator { .. }
            | Self::HandOverScribe { .. }
            | Self::PlaceCard { .. }
            | Self::TakeOutCard { .. }
            | Self::SetLobby { .. }
            | Self::Admit { .. }
            | Self::AdmitAll
            | Self::SendAway { .. }
            | Self::SetWhereabouts { .. }
            | Self::AddNoteFor { .. }
            | Self::PassHat
            | Self::OpenCard { .. }
            | Self::ReturnCard { .. }
            | Self::DrawCard { .. }
            | Self::SwapCard { .. }
            | Self::SwapWith { .. }
            | Self::DropSwap { .. }
            | Self::MoveTurn { .. }
            | Self::AddPartner { .. }
            | Self::RemovePartner { .. }
            | Self::DrawTogether { .. }
            | Self::HandRound { .. }
            | Self::RevealEvidence { .. }
            | Self::GiveHint { .. }
            | Self::SayStuck { .. }
            | Self::ClearStuck { .. }
            | Self::AddStep { .. }
            | Self::AskColleague { .. }
            | Self::AnswerColleague { .. }
            | Self::EditStep { .. }
            | Self::RemoveStep { .. }
            | Self::RestoreStep { .. }
            | Self::MoveStep { .. }
            | Self::ShowStep { .. }
            | Self::HideStep { .. }
            | Self::StartDebrief { .. }
            | Self::FinishRound { .. }
            | Self::AddAnswer { .. }
            | Self::EditAnswer { .. }
            | Self::RemoveAnswer { .. }
            | Self::RestoreAnswer { .. }
            | Self::AddNoteFromStep { .. }
            | Self::AddNoteFromAnswer { .. }
            | Self::MakeGroup { .. }
            | Self::NameGroup { .. }
            | Self::MoveGroup { .. }
            | Self::RemoveGroup { .. }
            | Self::RestoreGroup { .. }
            | Self::SetPrivacy { .. }
            | Self::RevealNotes { .. }
            | Self::OpenVoting { .. }
            | Self::Vote { .. }
            | Self::RevealVotes
            | Self::CancelVoting
            | Self::Pause
            | Self::Resume
            | Self::Extend { .. }
            | Self::ShortenReflection { .. }
            | Self::StartReflection
            | Self::ResumeRounds
            | Self::ReviewAction { .. }
            | Self::RemoveAction { .. }
            | Self::RestoreAction { .. }
            | Self::Close
            | Self::Reopen
            | Self::Server(_) => Named::default(),
        }
    }
}

/// What a commitment names, as a change of an action or as a new one.
fn named_by(commitment: &Commitment, action: Option<ActionId>) -> Named {
    let systems = commitment.system.into_iter().collect();
    Named { action, owner: commitment.owner, systems, ..Named::default() }
}
