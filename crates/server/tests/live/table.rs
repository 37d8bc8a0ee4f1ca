//! Permissions: every command, sent by every role.

use domain::id::PersonId;
use domain::workshop::{
    ActionCommand, Command, DebriefCommand, HatCommand, OpeningPart, PeopleCommand, ReflectionStage, RoundCommand,
    RoundNumber, StepCommand, TimeCommand, WallCommand,
};

use crate::commands::{
    add_answer, add_note, add_note_for, add_partner, add_step, answer, ask_colleague, colour_note, commit_action,
    draw_together, edit_action, edit_answer, edit_note, edit_step, finish, group_note, hand_over, lost_picture,
    make_group, move_group, move_note, name_group, no_picture, note_from_answer, note_from_step, remove_partner,
    restore_note, reveal, review, send_away, set_draws, spread, whereabouts, write_guess,
};
use crate::scene::{Scene, Stage};
use Stage::{Closed, Dealt, Debriefing, Doors, Investigating, Open, Planned, Reflecting};

pub(crate) const ROLES: [&str; 6] = ["owner", "facilitator", "scribe", "investigator", "member", "guest"];

/// What is done, about what, where the workshop stands, the command, what comes of it for each of [`ROLES`], and for a guest on the
/// day after the close.
pub(crate) struct Row(
    pub(crate) &'static str,
    pub(crate) &'static str,
    pub(crate) Stage,
    pub(crate) fn(&Scene, PersonId) -> Command,
    pub(crate) [&'static str; 6],
    pub(crate) &'static str,
);

/// It is done.
pub(crate) const Y: &str = "accepted";
/// They may not.
const N: &str = "not_allowed";
/// They have not come in.
const J: &str = "not_joined";
/// Not while the workshop stands where it does.
const W: &str = "wrong_phase";
/// They have no seat, and so not even a socket.
const X: &str = "401";

/// What a guest gets after the close stands in the first row of the command.
pub(crate) const ABOVE: &str = "";

const FACILITATOR_OR_OWNER: [&str; 6] = [Y, Y, N, N, N, N];
const FACILITATOR: [&str; 6] = [N, Y, N, N, N, N];
const HOLDER: [&str; 6] = [N, Y, N, Y, N, N];
const WRITER: [&str; 6] = [N, Y, Y, Y, N, N];
const SCRIBES: [&str; 6] = [N, Y, Y, N, N, N];
const MEMBERS: [&str; 6] = [Y, Y, Y, Y, Y, N];
const ALL: [&str; 6] = [Y; 6];

#[rustfmt::skip]
pub(crate) const TABLE: &[Row] = &[
    Row("open", "", Planned, |_, _| TimeCommand::Open.into(), [Y, Y, N, N, N, X], N),
    Row("open", "again", Open, |_, _| TimeCommand::Open.into(), [W, W, N, N, N, N], ABOVE),
    Row("join", "", Doors, |_, _| PeopleCommand::Join.into(), ALL, W),
    Row("join", "before the doors are open", Planned, |_, _| PeopleCommand::Join.into(), [W, W, W, W, W, X], ABOVE),
    Row("show_opening", "", Open, |_, _| TimeCommand::ShowOpening { part: OpeningPart::Rules }.into(), FACILITATOR, N),
    Row("leave", "", Investigating, |_, _| PeopleCommand::Leave.into(), [Y, "rule", Y, Y, Y, Y], W),
    Row("remove_person", "", Open, |s, _| PeopleCommand::RemovePerson { person: s.world.third.person() }.into(), FACILITATOR, N),
    Row("confirm_seat", "", Open, |s, _| PeopleCommand::ConfirmSeat { guest: s.claimant }.into(), FACILITATOR, N),
    Row("set_draws", "their own", Open, |_, me| PeopleCommand::SetDraws { person: me, draws: true }.into(), ALL, W),
    Row("set_draws", "others'", Open, |s, _| set_draws(s.world.third.person()), FACILITATOR, ABOVE),
    Row("hand_over_facilitator", "", Investigating, |s, _| hand_over(s), FACILITATOR_OR_OWNER, N),
    Row("hand_over_facilitator", "", Planned, |s, _| hand_over(s), [Y, Y, N, N, N, X], ABOVE),
    Row("hand_over_scribe", "", Investigating, |_, _| PeopleCommand::HandOverScribe { to: None }.into(), [Y, Y, Y, N, N, N], N),
    Row("set_lobby", "", Open, |_, _| PeopleCommand::SetLobby { on: true }.into(), FACILITATOR_OR_OWNER, N),
    Row("admit", "no one waits", Open, |s, _| PeopleCommand::Admit { person: s.claimant }.into(), [N, "not_found", N, N, N, N], N),
    Row("admit_all", "", Open, |_, _| PeopleCommand::AdmitAll.into(), FACILITATOR, N),
    Row("send_away", "no one waits", Open, |s, _| send_away(s), [N, "not_found", N, N, N, N], N),
    Row("set_whereabouts", "their own", Open, |_, me| whereabouts(me), ALL, W),
    Row("set_whereabouts", "others'", Open, |s, _| whereabouts(s.world.third.person()), FACILITATOR, ABOVE),
    Row("add_note_for", "who has a device", Open, |s, _| add_note_for(s), [N, "rule", N, N, N, N], N),
    Row("place_card", "", Open, |s, _| HatCommand::PlaceCard { scenario: s.world.cards[4] }.into(), FACILITATOR_OR_OWNER, N),
    Row("place_card", "", Planned, |s, _| HatCommand::PlaceCard { scenario: s.world.cards[4] }.into(), [Y, Y, N, N, N, X], ABOVE),
    Row("take_out_card", "", Open, |s, _| HatCommand::TakeOutCard { scenario: s.world.cards[0] }.into(), FACILITATOR_OR_OWNER, N),
    Row("offer_hat", "", Open, |_, _| HatCommand::OfferHat.into(), FACILITATOR, N),
    Row("pass_hat", "", Open, |_, _| HatCommand::PassHat.into(), FACILITATOR, N),
    Row("open_card", "whose turn it is", Dealt, |_, _| RoundCommand::OpenCard { round: RoundNumber(2) }.into(), HOLDER, N),
    Row("open_card", "before its turn", Dealt, |_, _| RoundCommand::OpenCard { round: RoundNumber(3) }.into(), [N, "rule", N, N, N, N], ABOVE),
    Row("return_card", "", Dealt, |_, _| HatCommand::ReturnCard { round: RoundNumber(2) }.into(), HOLDER, N),
    Row("draw_card", "their own", Dealt, |_, me| HatCommand::DrawCard { person: me }.into(), ["rule", Y, "rule", "rule", "rule", "rule"], W),
    Row("draw_card", "for others", Dealt, |s, _| HatCommand::DrawCard { person: s.world.third.person() }.into(), [N, "rule", N, N, N, N], ABOVE),
    Row("swap_card", "", Dealt, |_, _| HatCommand::SwapCard { round: RoundNumber(2) }.into(), HOLDER, N),
    Row("swap_with", "", Dealt, |_, _| HatCommand::SwapWith { round: RoundNumber(2), with: RoundNumber(3) }.into(), HOLDER, N),
    Row("drop_swap", "", Dealt, |_, _| HatCommand::DropSwap { round: RoundNumber(2) }.into(), HOLDER, N),
    Row("move_turn", "", Dealt, |_, _| HatCommand::MoveTurn { round: RoundNumber(3), before: Some(RoundNumber(2)) }.into(), FACILITATOR, N),
    Row("add_partner", "", Investigating, |s, _| add_partner(s), HOLDER, N),
    Row("remove_partner", "", Investigating, |s, _| remove_partner(s), HOLDER, N),
    Row("draw_together", "", Open, |s, _| draw_together(s), FACILITATOR, N),
    Row("hand_round", "", Investigating, |s, _| HatCommand::HandRound { round: RoundNumber(2), to: s.world.third.person() }.into(), FACILITATOR, N),
    Row("return_card", "Thea's", Investigating, |_, _| HatCommand::ReturnCard { round: RoundNumber(3) }.into(), FACILITATOR, ABOVE),
    Row("reveal_evidence", "the next", Investigating, |_, _| reveal(None), HOLDER, W),
    Row("reveal_evidence", "of the back", Investigating, |_, _| reveal(Some("graph")), HOLDER, ABOVE),
    Row("reveal_evidence", "to be asked for", Investigating, |_, _| reveal(Some("letters")), FACILITATOR, ABOVE),
    Row("reveal_evidence", "before its time", Investigating, |_, _| reveal(Some("call")), FACILITATOR, ABOVE),
    Row("give_hint", "", Investigating, |_, _| RoundCommand::GiveHint { round: RoundNumber(2), hint: 0 }.into(), FACILITATOR, N),
    Row("say_stuck", "", Investigating, |_, _| RoundCommand::SayStuck { round: RoundNumber(2) }.into(), [N, N, N, Y, N, N], W),
    Row("clear_stuck", "", Investigating, |_, _| RoundCommand::ClearStuck { round: RoundNumber(2) }.into(), HOLDER, W),
    Row("add_step", "", Investigating, |_, _| add_step(), WRITER, W),
    Row("add_step", "without having come in", Doors, |_, _| add_step(), [W; 6], ABOVE),
    Row("ask_colleague", "", Investigating, |_, _| ask_colleague(), WRITER, W),
    Row("answer_colleague", "", Investigating, |s, _| answer(s.question), FACILITATOR, N),
    Row("edit_step", "", Investigating, |s, _| edit_step(s.steps[0]), WRITER, W),
    Row("remove_step", "", Investigating, |s, _| StepCommand::RemoveStep { step: s.steps[0] }.into(), WRITER, W),
    Row("restore_step", "", Investigating, |s, _| StepCommand::RestoreStep { step: s.steps[1] }.into(), WRITER, W),
    Row("move_step", "", Investigating, |s, _| StepCommand::MoveStep { step: s.steps[0], after: None }.into(), WRITER, W),
    Row("set_step_picture", "off", Investigating, |s, _| no_picture(s.steps[0]), WRITER, W),
    Row("set_step_picture", "that is not there", Investigating, |s, _| lost_picture(s.steps[0]), ["not_found"; 6], ABOVE),
    Row("show_step", "", Investigating, |s, _| StepCommand::ShowStep { step: s.steps[0] }.into(), WRITER, W),
    Row("show_large", "", Investigating, |_, _| RoundCommand::ShowLarge { round: RoundNumber(2), evidence: None, page: Some(1) }.into(), WRITER, W),
    Row("hide_step", "", Investigating, |s, _| StepCommand::HideStep { step: s.steps[0] }.into(), WRITER, W),
    Row("write_guess", "", Investigating, |_, _| write_guess(), [Y, N, Y, Y, Y, Y], W),
    Row("write_guess", "after the cause", Debriefing, |_, _| write_guess(), ["rule"; 6], ABOVE),
    Row("write_guess", "without having come in", Doors, |_, _| write_guess(), [J; 6], ABOVE),
    Row("withdraw_guess", "the scribe's", Investigating, |s, _| DebriefCommand::WithdrawGuess { guess: s.guess, token: None }.into(), ["not_found", "not_found", Y, "not_found", "not_found", "not_found"], W),
    Row("add_answer", "", Debriefing, |_, _| add_answer(), ALL, W),
    Row("add_answer", "before the debrief", Investigating, |_, _| add_answer(), ["rule"; 6], ABOVE),
    Row("add_answer", "without having come in", Doors, |_, _| add_answer(), [J; 6], ABOVE),
    Row("edit_answer", "the scribe's", Debriefing, |s, _| edit_answer(s.answers[0]), [N, Y, Y, N, N, N], W),
    Row("remove_answer", "the scribe's", Debriefing, |s, _| DebriefCommand::RemoveAnswer { answer: s.answers[0] }.into(), SCRIBES, W),
    Row("restore_answer", "the scribe's", Debriefing, |s, _| DebriefCommand::RestoreAnswer { answer: s.answers[1] }.into(), SCRIBES, W),
    Row("add_note_from_step", "", Investigating, |s, _| note_from_step(s.steps[0]), ALL, W),
    Row("add_note_from_answer", "", Debriefing, |s, _| note_from_answer(s.answers[0]), ALL, W),
    Row("start_debrief", "", Investigating, |_, _| RoundCommand::StartDebrief { round: RoundNumber(2) }.into(), HOLDER, N),
    Row("finish_round", "", Debriefing, |_, _| finish(2), HOLDER, N),
    Row("finish_round", "Thea's", Debriefing, |_, _| finish(3), [N, "rule", N, N, N, N], ABOVE),
    Row("add_note", "", Investigating, |_, _| add_note(), ALL, W),
    Row("add_note", "without having come in", Doors, |_, _| add_note(), [J; 6], ABOVE),
    Row("edit_note", "the member's", Open, |s, _| edit_note(s.notes[0]), [N, Y, N, N, Y, N], W),
    Row("edit_note", "the guest's", Open, |s, _| edit_note(s.guest_notes[0]), [N, Y, N, N, N, Y], ABOVE),
    Row("move_note", "the member's", Open, |s, _| move_note(s.notes[0]), [N, Y, N, N, Y, N], W),
    Row("move_note", "the guest's", Open, |s, _| move_note(s.guest_notes[0]), [N, Y, N, N, N, Y], ABOVE),
    Row("remove_note", "the member's", Open, |s, _| WallCommand::RemoveNote { note: s.notes[0], token: None }.into(), [N, Y, N, N, Y, N], W),
    Row("remove_note", "the guest's", Open, |s, _| WallCommand::RemoveNote { note: s.guest_notes[0], token: None }.into(), [N, Y, N, N, N, Y], ABOVE),
    Row("restore_note", "the member's", Open, |s, _| WallCommand::RestoreNote { note: s.notes[1], token: None }.into(), [N, Y, N, N, Y, N], W),
    Row("restore_note", "the guest's", Open, |s, _| restore_note(s.guest_notes[1]), [N, Y, N, N, N, Y], ABOVE),
    Row("move_note", "the member's, in reflection", Reflecting, |s, _| move_note(s.notes[0]), MEMBERS, ABOVE),
    Row("colour_note", "the member's", Open, |s, _| colour_note(s.notes[0]), [N, Y, N, N, Y, N], W),
    Row("colour_note", "the guest's, in reflection", Reflecting, |s, _| colour_note(s.guest_notes[0]), ALL, ABOVE),
    Row("group_note", "the member's", Open, |s, _| group_note(s.notes[0], s.group), [N, Y, N, N, Y, N], W),
    Row("group_note", "the member's, in reflection", Reflecting, |s, _| group_note(s.notes[0], s.group), MEMBERS, ABOVE),
    Row("make_group", "", Open, |s, _| make_group(s.notes[0]), FACILITATOR, W),
    Row("make_group", "in reflection", Reflecting, |s, _| make_group(s.notes[0]), MEMBERS, ABOVE),
    Row("name_group", "in reflection", Reflecting, |s, _| name_group(s.group), MEMBERS, W),
    Row("move_group", "in reflection", Reflecting, |s, _| move_group(s.group), MEMBERS, W),
    Row("remove_group", "", Open, |s, _| WallCommand::RemoveGroup { group: s.group }.into(), FACILITATOR, W),
    Row("remove_group", "in reflection", Reflecting, |s, _| WallCommand::RemoveGroup { group: s.group }.into(), MEMBERS, ABOVE),
    Row("restore_group", "in reflection", Reflecting, |s, _| WallCommand::RestoreGroup { group: s.group }.into(), MEMBERS, W),
    Row("set_privacy", "", Planned, |_, _| WallCommand::SetPrivacy { private: true }.into(), [Y, Y, N, N, N, X], N),
    Row("set_privacy", "", Open, |_, _| WallCommand::SetPrivacy { private: true }.into(), FACILITATOR_OR_OWNER, ABOVE),
    Row("reveal_notes", "", Open, |_, _| WallCommand::RevealNotes { wall: None }.into(), FACILITATOR, N),
    Row("open_voting", "", Open, |_, _| WallCommand::OpenVoting { cap: 3 }.into(), FACILITATOR, N),
    Row("vote", "", Reflecting, |s, _| WallCommand::Vote { note: s.notes[0], on: true }.into(), ALL, W),
    Row("vote", "before the vote", Open, |s, _| WallCommand::Vote { note: s.notes[0], on: true }.into(), ["rule"; 6], ABOVE),
    Row("reveal_votes", "", Reflecting, |_, _| WallCommand::RevealVotes.into(), FACILITATOR, N),
    Row("cancel_voting", "", Reflecting, |_, _| WallCommand::CancelVoting.into(), FACILITATOR, N),
    Row("pause", "", Investigating, |_, _| TimeCommand::Pause.into(), FACILITATOR, N),
    Row("resume", "", Investigating, |_, _| TimeCommand::Resume.into(), FACILITATOR, N),
    Row("extend", "", Investigating, |_, _| TimeCommand::Extend { minutes: 10 }.into(), FACILITATOR, N),
    Row("shorten_reflection", "", Investigating, |_, _| TimeCommand::ShortenReflection { minutes: 10 }.into(), FACILITATOR, N),
    Row("start_reflection", "", Investigating, |_, _| TimeCommand::StartReflection.into(), FACILITATOR, N),
    Row("start_stage", "", Reflecting, |_, _| TimeCommand::StartStage { stage: ReflectionStage::Act }.into(), FACILITATOR, N),
    Row("resume_rounds", "", Reflecting, |_, _| TimeCommand::ResumeRounds.into(), FACILITATOR, N),
    Row("commit_action", "", Reflecting, |_, _| commit_action(), MEMBERS, N),
    Row("commit_action", "before reflection", Open, |_, _| commit_action(), [W, W, W, W, W, N], ABOVE),
    Row("spread_note", "", Reflecting, |s, _| spread(s), MEMBERS, N),
    Row("spread_note", "before reflection", Open, |s, _| spread(s), [W, W, W, W, W, N], ABOVE),
    Row("edit_action", "", Reflecting, |s, _| edit_action(s.actions[0]), MEMBERS, N),
    Row("review_action", "", Reflecting, |s, _| review(s.actions[0]), MEMBERS, N),
    Row("remove_action", "", Reflecting, |s, _| ActionCommand::RemoveAction { action: s.actions[0] }.into(), MEMBERS, N),
    Row("restore_action", "", Reflecting, |s, _| ActionCommand::RestoreAction { action: s.actions[1] }.into(), MEMBERS, N),
    Row("close", "", Reflecting, |_, _| TimeCommand::Close.into(), FACILITATOR, N),
    Row("close", "before reflection", Investigating, |_, _| TimeCommand::Close.into(), [N, W, N, N, N, N], ABOVE),
    Row("reopen", "", Closed, |_, _| TimeCommand::Reopen.into(), FACILITATOR, N),
    Row("reopen", "before it is closed", Reflecting, |_, _| TimeCommand::Reopen.into(), [N, W, N, N, N, N], ABOVE),
];
