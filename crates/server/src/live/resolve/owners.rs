//! The owners that actions name are members of the team.

use api::project::Surroundings;
use domain::id::PersonId;
use domain::workshop::{Command, Rejection, Workshop};

/// Refuses an owner who is not in the team, unless the action is theirs already.
pub(in crate::live) fn known(
    command: &Command,
    workshop: &Workshop,
    around: &Surroundings,
) -> std::result::Result<(), Rejection> {
    let named: Option<PersonId> = match command {
        Command::CommitAction { owner, .. } => *owner,
        Command::EditAction { action, owner, .. } => {
            let before = workshop.actions.get(action).and_then(|action| action.owner);
            owner.filter(|owner| Some(*owner) != before)
        }
        Command::ChangePlan { .. }
        | Command::PlaceCard { .. }
        | Command::TakeOutCard { .. }
        | Command::Open { .. }
        | Command::ShowOpening { .. }
        | Command::Join { .. }
        | Command::Leave
        | Command::RemovePerson { .. }
        | Command::ConfirmSeat { .. }
        | Command::SetDraws { .. }
        | Command::HandOverFacilitator { .. }
        | Command::HandOverScribe { .. }
        | Command::SetLobby { .. }
        | Command::Admit { .. }
        | Command::AdmitAll
        | Command::SendAway { .. }
        | Command::SetWhereabouts { .. }
        | Command::Seat { .. }
        | Command::ClaimSeat { .. }
        | Command::TakeSeat { .. }
        | Command::AddNoteFor { .. }
        | Command::PassHat { .. }
        | Command::OpenCard { .. }
        | Command::ReturnCard { .. }
        | Command::DrawCard { .. }
        | Command::SwapCard { .. }
        | Command::SwapWith { .. }
        | Command::DropSwap { .. }
        | Command::MoveTurn { .. }
        | Command::AddPartner { .. }
        | Command::RemovePartner { .. }
        | Command::DrawTogether { .. }
        | Command::HandRound { .. }
        | Command::RevealEvidence { .. }
        | Command::GiveHint { .. }
        | Command::SayStuck { .. }
        | Command::ClearStuck { .. }
        | Command::AddStep { .. }
        | Command::AskColleague { .. }
        | Command::AnswerColleague { .. }
        | Command::EditStep { .. }
        | Command::RemoveStep { .. }
        | Command::RestoreStep { .. }
        | Command::MoveStep { .. }
        | Command::SetStepPicture { .. }
        | Command::ShowStep { .. }
        | Command::HideStep { .. }
        | Command::AddAnswer { .. }
        | Command::EditAnswer { .. }
        | Command::RemoveAnswer { .. }
        | Command::RestoreAnswer { .. }
        | Command::StartDebrief { .. }
        | Command::FinishRound { .. }
        | Command::AddNoteFrom { .. }
        | Command::AddNote { .. }
        | Command::EditNote { .. }
        | Command::MoveNote { .. }
        | Command::ColourNote { .. }
        | Command::GroupNote { .. }
        | Command::RemoveNote { .. }
        | Command::RestoreNote { .. }
        | Command::MakeGroup { .. }
        | Command::NameGroup { .. }
        | Command::MoveGroup { .. }
        | Command::RemoveGroup { .. }
        | Command::RestoreGroup { .. }
        | Command::SetPrivacy { .. }
        | Command::RevealNotes { .. }
        | Command::OpenVoting { .. }
        | Command::RevealVotes { .. }
        | Command::CancelVoting
        | Command::Pause
        | Command::Resume
        | Command::Extend { .. }
        | Command::ShortenReflection { .. }
        | Command::StartReflection
        | Command::ResumeRounds
        | Command::SpreadNote { .. }
        | Command::ReviewAction { .. }
        | Command::RemoveAction { .. }
        | Command::RestoreAction { .. }
        | Command::Close
        | Command::Reopen { .. } => None,
    };
    if named.is_none_or(|owner| around.members.contains_key(&owner)) {
        Ok(())
    } else {
        Err(Rejection::NotFound("This member"))
    }
}
