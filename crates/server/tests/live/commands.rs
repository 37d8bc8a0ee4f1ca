//! Commands about what a scene holds.

use domain::id::{ActionId, AnswerId, GroupId, GuessId, NoteId, PersonId, StepId};
use domain::workshop::{
    ActionCommand, ActionStatus, Command, Commitment, DebriefCommand, DebriefQuestion, HatCommand, NoteColour, Outcome,
    PeopleCommand, Priority, RoundCommand, RoundNumber, Spread, StepCommand, StepKind, Wall, WallCommand, Whereabouts,
};
use testkit::live::{new_id, typed};

use crate::scene::Scene;

pub(crate) fn set_draws(person: PersonId) -> Command {
    Command::People(PeopleCommand::SetDraws { person, draws: false })
}

pub(crate) fn send_away(scene: &Scene) -> Command {
    Command::People(PeopleCommand::SendAway { person: scene.claimant })
}

pub(crate) fn whereabouts(person: PersonId) -> Command {
    Command::People(PeopleCommand::SetWhereabouts { person, whereabouts: Whereabouts::Remote })
}

pub(crate) fn add_note_for(scene: &Scene) -> Command {
    let (person, note) = (scene.world.third.person(), NoteId(new_id()));
    Command::Walls(WallCommand::AddNoteFor {
        person,
        note,
        wall: Wall::Awesome,
        text: typed("spoken aloud"),
        round: None,
    })
}

pub(crate) fn hand_over(scene: &Scene) -> Command {
    Command::People(PeopleCommand::HandOverFacilitator { to: scene.world.member.person() })
}

pub(crate) fn reveal(evidence: Option<&str>) -> Command {
    Command::Rounds(RoundCommand::RevealEvidence { round: RoundNumber(2), evidence: evidence.map(str::to_owned) })
}

pub(crate) fn add_step() -> Command {
    Command::Steps(StepCommand::AddStep {
        step: StepId(new_id()),
        round: RoundNumber(2),
        kind: StepKind::Did,
        text: typed("restarted it"),
    })
}

pub(crate) fn ask_colleague() -> Command {
    Command::Steps(StepCommand::AskColleague {
        step: StepId(new_id()),
        round: RoundNumber(2),
        colleague: typed("Renee"),
        text: typed("Since when?"),
    })
}

pub(crate) fn answer(step: StepId) -> Command {
    Command::Steps(StepCommand::AnswerColleague { step, text: typed("Since Monday") })
}

pub(crate) fn edit_step(step: StepId) -> Command {
    Command::Steps(StepCommand::EditStep { step, kind: StepKind::Found, text: typed("found it"), revision: 0 })
}

pub(crate) fn no_picture(step: StepId) -> Command {
    Command::Steps(StepCommand::SetStepPicture { step, picture: None })
}

pub(crate) fn lost_picture(step: StepId) -> Command {
    Command::Steps(StepCommand::SetStepPicture { step, picture: Some(typed(&"0f".repeat(32))) })
}

pub(crate) fn write_guess() -> Command {
    Command::Debrief(DebriefCommand::WriteGuess {
        guess: GuessId(new_id()),
        round: RoundNumber(2),
        text: typed("The certificate ran out"),
        token: None,
    })
}

pub(crate) fn add_answer() -> Command {
    let question = DebriefQuestion::Alarm;
    Command::Debrief(DebriefCommand::AddAnswer {
        answer: AnswerId(new_id()),
        round: RoundNumber(2),
        question,
        step: None,
        text: typed("None came"),
    })
}

pub(crate) fn edit_answer(answer: AnswerId) -> Command {
    Command::Debrief(DebriefCommand::EditAnswer { answer, text: typed("worded better"), revision: 0 })
}

pub(crate) fn note_from_step(step: StepId) -> Command {
    Command::Debrief(DebriefCommand::AddNoteFromStep {
        note: NoteId(new_id()),
        wall: Wall::Crappy,
        text: typed("four minutes"),
        step,
    })
}

pub(crate) fn note_from_answer(answer: AnswerId) -> Command {
    Command::Debrief(DebriefCommand::AddNoteFromAnswer {
        note: NoteId(new_id()),
        wall: Wall::Actions,
        text: typed("index it"),
        answer,
    })
}

pub(crate) fn add_partner(scene: &Scene) -> Command {
    Command::Hat(HatCommand::AddPartner { round: RoundNumber(2), person: scene.world.third.person() })
}

pub(crate) fn remove_partner(scene: &Scene) -> Command {
    Command::Hat(HatCommand::RemovePartner { round: RoundNumber(2), person: scene.world.third.person() })
}

pub(crate) fn draw_together(scene: &Scene) -> Command {
    Command::Hat(HatCommand::DrawTogether {
        person: scene.world.third.person(),
        with: Some(scene.world.facilitator.person()),
    })
}

pub(crate) fn finish(round: u32) -> Command {
    Command::Rounds(RoundCommand::FinishRound { round: RoundNumber(round), outcome: Outcome::Parked })
}

pub(crate) fn add_note() -> Command {
    Command::Walls(WallCommand::AddNote {
        note: NoteId(new_id()),
        wall: Wall::Awesome,
        text: typed("a new one"),
        round: None,
        token: None,
    })
}

pub(crate) fn edit_note(note: NoteId) -> Command {
    Command::Walls(WallCommand::EditNote { note, text: typed("worded better"), revision: 0, token: None })
}

pub(crate) fn move_note(note: NoteId) -> Command {
    Command::Walls(WallCommand::MoveNote { note, wall: Wall::Actions, token: None })
}

pub(crate) fn colour_note(note: NoteId) -> Command {
    Command::Walls(WallCommand::ColourNote { note, colour: NoteColour::Deep, token: None })
}

pub(crate) fn group_note(note: NoteId, group: GroupId) -> Command {
    Command::Walls(WallCommand::GroupNote { note, group: Some(group), token: None })
}

pub(crate) fn make_group(note: NoteId) -> Command {
    Command::Walls(WallCommand::MakeGroup { group: GroupId(new_id()), title: None, notes: vec![note] })
}

pub(crate) fn name_group(group: GroupId) -> Command {
    Command::Walls(WallCommand::NameGroup { group, title: Some(typed("Alarms")), revision: 0 })
}

pub(crate) fn move_group(group: GroupId) -> Command {
    Command::Walls(WallCommand::MoveGroup { group, wall: Wall::Awesome })
}

pub(crate) fn restore_note(note: NoteId) -> Command {
    Command::Walls(WallCommand::RestoreNote { note, token: None })
}

pub(crate) fn commit_action() -> Command {
    Command::Actions(ActionCommand::CommitAction {
        action: ActionId(new_id()),
        commitment: Commitment {
            text: typed("Alert on the queue's age"),
            owner: None,
            due: None,
            priority: Priority::High,
            impact: None,
            effort: None,
            system: None,
            notes: vec![],
        },
    })
}

pub(crate) fn edit_action(action: ActionId) -> Command {
    Command::Actions(ActionCommand::EditAction {
        action,
        commitment: Commitment {
            text: typed("Link every runbook"),
            owner: None,
            due: None,
            priority: Priority::Low,
            impact: None,
            effort: None,
            system: None,
            notes: vec![],
        },
        revision: 0,
    })
}

pub(crate) fn spread(scene: &Scene) -> Command {
    let spread = Spread { action: ActionId(new_id()), system: scene.world.system, text: typed("Replay there, too") };
    Command::Actions(ActionCommand::SpreadNote { note: scene.praise, actions: vec![spread] })
}

pub(crate) fn review(action: ActionId) -> Command {
    Command::Actions(ActionCommand::ReviewAction { action, status: ActionStatus::Done, reason: None })
}
