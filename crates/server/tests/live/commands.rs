//! Commands about what a scene holds.

use api::live::{Command, Spread};
use domain::id::{ActionId, AnswerId, GroupId, NoteId, PersonId, StepId};
use domain::workshop::{ActionStatus, DebriefQuestion, NoteColour, Outcome, Priority, StepKind, Wall, Whereabouts};
use testkit::live::new_id;

use crate::scene::Scene;

pub(crate) fn set_draws(person: PersonId) -> Command {
    Command::SetDraws { person, draws: false }
}

pub(crate) fn send_away(scene: &Scene) -> Command {
    Command::SendAway { person: scene.claimant }
}

pub(crate) fn whereabouts(person: PersonId) -> Command {
    Command::SetWhereabouts { person, whereabouts: Whereabouts::Remote }
}

pub(crate) fn add_note_for(scene: &Scene) -> Command {
    let (person, note) = (scene.world.third.person(), NoteId(new_id()));
    Command::AddNoteFor { person, note, wall: Wall::Awesome, text: "said aloud".into(), round: None }
}

pub(crate) fn hand_over(scene: &Scene) -> Command {
    Command::HandOverFacilitator { to: scene.world.member.person() }
}

pub(crate) fn reveal(evidence: Option<&str>) -> Command {
    Command::RevealEvidence { round: 2, evidence: evidence.map(str::to_owned) }
}

pub(crate) fn add_step() -> Command {
    Command::AddStep { step: StepId(new_id()), round: 2, kind: StepKind::Did, text: "restarted it".into() }
}

pub(crate) fn ask_colleague() -> Command {
    Command::AskColleague { step: StepId(new_id()), round: 2, colleague: "Renee".into(), text: "Since when?".into() }
}

pub(crate) fn answer(step: StepId) -> Command {
    Command::AnswerColleague { step, text: "Since Monday".into() }
}

pub(crate) fn edit_step(step: StepId) -> Command {
    Command::EditStep { step, kind: StepKind::Found, text: "found it".into(), revision: 0 }
}

pub(crate) fn no_picture(step: StepId) -> Command {
    Command::SetStepPicture { step, picture: None }
}

pub(crate) fn lost_picture(step: StepId) -> Command {
    Command::SetStepPicture { step, picture: Some("0f".repeat(32)) }
}

pub(crate) fn add_answer() -> Command {
    let question = DebriefQuestion::Alarm;
    Command::AddAnswer { answer: AnswerId(new_id()), round: 2, question, step: None, text: "None came".into() }
}

pub(crate) fn edit_answer(answer: AnswerId) -> Command {
    Command::EditAnswer { answer, text: "said better".into(), revision: 0 }
}

pub(crate) fn note_from_step(step: StepId) -> Command {
    Command::AddNoteFromStep { note: NoteId(new_id()), wall: Wall::Crappy, text: "four minutes".into(), step }
}

pub(crate) fn note_from_answer(answer: AnswerId) -> Command {
    Command::AddNoteFromAnswer { note: NoteId(new_id()), wall: Wall::Actions, text: "index it".into(), answer }
}

pub(crate) fn add_partner(scene: &Scene) -> Command {
    Command::AddPartner { round: 2, person: scene.world.third.person() }
}

pub(crate) fn remove_partner(scene: &Scene) -> Command {
    Command::RemovePartner { round: 2, person: scene.world.third.person() }
}

pub(crate) fn draw_together(scene: &Scene) -> Command {
    Command::DrawTogether { person: scene.world.third.person(), with: Some(scene.world.facilitator.person()) }
}

pub(crate) fn finish(round: u32) -> Command {
    Command::FinishRound { round, outcome: Outcome::Parked }
}

pub(crate) fn add_note() -> Command {
    Command::AddNote { note: NoteId(new_id()), wall: Wall::Awesome, text: "a new one".into(), round: None, token: None }
}

pub(crate) fn edit_note(note: NoteId) -> Command {
    Command::EditNote { note, text: "said better".into(), revision: 0, token: None }
}

pub(crate) fn move_note(note: NoteId) -> Command {
    Command::MoveNote { note, wall: Wall::Actions, token: None }
}

pub(crate) fn colour_note(note: NoteId) -> Command {
    Command::ColourNote { note, colour: NoteColour::Deep, token: None }
}

pub(crate) fn group_note(note: NoteId, group: GroupId) -> Command {
    Command::GroupNote { note, group: Some(group), token: None }
}

pub(crate) fn make_group(note: NoteId) -> Command {
    Command::MakeGroup { group: GroupId(new_id()), title: None, notes: vec![note] }
}

pub(crate) fn name_group(group: GroupId) -> Command {
    Command::NameGroup { group, title: Some("Alarms".into()), revision: 0 }
}

pub(crate) fn move_group(group: GroupId) -> Command {
    Command::MoveGroup { group, wall: Wall::Awesome }
}

pub(crate) fn restore_note(note: NoteId) -> Command {
    Command::RestoreNote { note, token: None }
}

pub(crate) fn commit_action() -> Command {
    Command::CommitAction {
        action: ActionId(new_id()),
        text: "Alert on the queue's age".into(),
        owner: None,
        due: None,
        priority: Priority::High,
        impact: None,
        effort: None,
        system: None,
        notes: vec![],
    }
}

pub(crate) fn edit_action(action: ActionId) -> Command {
    Command::EditAction {
        action,
        text: "Link every runbook".into(),
        owner: None,
        due: None,
        priority: Priority::Low,
        impact: None,
        effort: None,
        system: None,
        notes: vec![],
        revision: 0,
    }
}

pub(crate) fn spread(scene: &Scene) -> Command {
    let spread = Spread { action: ActionId(new_id()), system: scene.world.system, text: "Replay there, too".into() };
    Command::SpreadNote { note: scene.praise, actions: vec![spread] }
}

pub(crate) fn review(action: ActionId) -> Command {
    Command::ReviewAction { action, status: ActionStatus::Done, reason: None }
}
