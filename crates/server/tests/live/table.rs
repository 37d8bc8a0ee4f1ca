//! Who may do what: every command, given by everybody.

use domain::id::PersonId;
use domain::workshop::{Command, OpeningPart, RoundNumber};

use crate::commands::{
    add_answer, add_note, add_note_for, add_partner, add_step, answer, ask_colleague, colour_note, commit_action,
    draw_together, edit_action, edit_answer, edit_note, edit_step, finish, group_note, hand_over, lost_picture,
    make_group, move_group, move_note, name_group, no_picture, note_from_answer, note_from_step, remove_partner,
    restore_note, reveal, review, send_away, set_draws, spread, whereabouts,
};
use crate::scene::{Scene, Stage};
use Stage::{Closed, Dealt, Debriefing, Doors, Investigating, Open, Planned, Reflecting};

pub(crate) const ROLES: [&str; 6] = ["owner", "facilitator", "scribe", "investigator", "member", "guest"];

/// What is done, about what, where the workshop stands, the command, and what comes of it for each of [`ROLES`].
pub(crate) struct Row(
    pub(crate) &'static str,
    pub(crate) &'static str,
    pub(crate) Stage,
    pub(crate) fn(&Scene, PersonId) -> Command,
    pub(crate) [&'static str; 6],
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

const FACILITATOR_OR_OWNER: [&str; 6] = [Y, Y, N, N, N, N];
const FACILITATOR: [&str; 6] = [N, Y, N, N, N, N];
const HOLDER: [&str; 6] = [N, Y, N, Y, N, N];
const WRITER: [&str; 6] = [N, Y, Y, Y, N, N];
const SCRIBES: [&str; 6] = [N, Y, Y, N, N, N];
const MEMBERS: [&str; 6] = [Y, Y, Y, Y, Y, N];
const ALL: [&str; 6] = [Y; 6];

pub(crate) const TABLE: &[Row] = &[
    Row("open", "", Planned, |_, _| Command::Open, [Y, Y, N, N, N, X]),
    Row("open", "again", Open, |_, _| Command::Open, [W, W, N, N, N, N]),
    Row("join", "", Doors, |_, _| Command::Join, ALL),
    Row("join", "before the doors are open", Planned, |_, _| Command::Join, [W, W, W, W, W, X]),
    Row("show_opening", "", Open, |_, _| Command::ShowOpening { part: OpeningPart::Rules }, FACILITATOR),
    Row("leave", "", Investigating, |_, _| Command::Leave, [Y, "rule", Y, Y, Y, Y]),
    Row("remove_person", "", Open, |s, _| Command::RemovePerson { person: s.world.third.person() }, FACILITATOR),
    Row("confirm_seat", "", Open, |s, _| Command::ConfirmSeat { guest: s.claimant }, FACILITATOR),
    Row("set_draws", "their own", Open, |_, me| Command::SetDraws { person: me, draws: true }, ALL),
    Row("set_draws", "others'", Open, |s, _| set_draws(s.world.third.person()), FACILITATOR),
    Row("hand_over_facilitator", "", Investigating, |s, _| hand_over(s), FACILITATOR_OR_OWNER),
    Row("hand_over_facilitator", "", Planned, |s, _| hand_over(s), [Y, Y, N, N, N, X]),
    Row("hand_over_scribe", "", Investigating, |_, _| Command::HandOverScribe { to: None }, [Y, Y, Y, N, N, N]),
    Row("set_lobby", "", Open, |_, _| Command::SetLobby { on: true }, FACILITATOR_OR_OWNER),
    Row("admit", "nobody waits", Open, |s, _| Command::Admit { person: s.claimant }, [N, "not_found", N, N, N, N]),
    Row("admit_all", "", Open, |_, _| Command::AdmitAll, FACILITATOR),
    Row("send_away", "nobody waits", Open, |s, _| send_away(s), [N, "not_found", N, N, N, N]),
    Row("set_whereabouts", "their own", Open, |_, me| whereabouts(me), ALL),
    Row("set_whereabouts", "others'", Open, |s, _| whereabouts(s.world.third.person()), FACILITATOR),
    Row("add_note_for", "who has a device", Open, |s, _| add_note_for(s), [N, "rule", N, N, N, N]),
    Row("place_card", "", Open, |s, _| Command::PlaceCard { scenario: s.world.cards[4] }, FACILITATOR_OR_OWNER),
    Row("place_card", "", Planned, |s, _| Command::PlaceCard { scenario: s.world.cards[4] }, [Y, Y, N, N, N, X]),
    Row("take_out_card", "", Open, |s, _| Command::TakeOutCard { scenario: s.world.cards[0] }, FACILITATOR_OR_OWNER),
    Row("pass_hat", "", Open, |_, _| Command::PassHat, FACILITATOR),
    Row("open_card", "whose turn it is", Dealt, |_, _| Command::OpenCard { round: RoundNumber(2) }, HOLDER),
    Row(
        "open_card",
        "before its turn",
        Dealt,
        |_, _| Command::OpenCard { round: RoundNumber(3) },
        [N, "rule", N, N, N, N],
    ),
    Row("return_card", "", Dealt, |_, _| Command::ReturnCard { round: RoundNumber(2) }, HOLDER),
    Row(
        "draw_card",
        "their own",
        Dealt,
        |_, me| Command::DrawCard { person: me },
        ["rule", Y, "rule", "rule", "rule", "rule"],
    ),
    Row(
        "draw_card",
        "for others",
        Dealt,
        |s, _| Command::DrawCard { person: s.world.third.person() },
        [N, "rule", N, N, N, N],
    ),
    Row("swap_card", "", Dealt, |_, _| Command::SwapCard { round: RoundNumber(2) }, HOLDER),
    Row("swap_with", "", Dealt, |_, _| Command::SwapWith { round: RoundNumber(2), with: RoundNumber(3) }, HOLDER),
    Row("drop_swap", "", Dealt, |_, _| Command::DropSwap { round: RoundNumber(2) }, HOLDER),
    Row(
        "move_turn",
        "",
        Dealt,
        |_, _| Command::MoveTurn { round: RoundNumber(3), before: Some(RoundNumber(2)) },
        FACILITATOR,
    ),
    Row("add_partner", "", Investigating, |s, _| add_partner(s), HOLDER),
    Row("remove_partner", "", Investigating, |s, _| remove_partner(s), HOLDER),
    Row("draw_together", "", Open, |s, _| draw_together(s), FACILITATOR),
    Row(
        "hand_round",
        "",
        Investigating,
        |s, _| Command::HandRound { round: RoundNumber(2), to: s.world.third.person() },
        FACILITATOR,
    ),
    Row("return_card", "Thea's", Investigating, |_, _| Command::ReturnCard { round: RoundNumber(3) }, FACILITATOR),
    Row("reveal_evidence", "the next", Investigating, |_, _| reveal(None), HOLDER),
    Row("reveal_evidence", "of the back", Investigating, |_, _| reveal(Some("graph")), HOLDER),
    Row("reveal_evidence", "to be asked for", Investigating, |_, _| reveal(Some("letters")), FACILITATOR),
    Row("reveal_evidence", "before its time", Investigating, |_, _| reveal(Some("call")), FACILITATOR),
    Row("give_hint", "", Investigating, |_, _| Command::GiveHint { round: RoundNumber(2), hint: 0 }, FACILITATOR),
    Row("say_stuck", "", Investigating, |_, _| Command::SayStuck { round: RoundNumber(2) }, [N, N, N, Y, N, N]),
    Row("clear_stuck", "", Investigating, |_, _| Command::ClearStuck { round: RoundNumber(2) }, HOLDER),
    Row("add_step", "", Investigating, |_, _| add_step(), WRITER),
    Row("add_step", "without having come in", Doors, |_, _| add_step(), [W; 6]),
    Row("ask_colleague", "", Investigating, |_, _| ask_colleague(), WRITER),
    Row("answer_colleague", "", Investigating, |s, _| answer(s.question), FACILITATOR),
    Row("edit_step", "", Investigating, |s, _| edit_step(s.steps[0]), WRITER),
    Row("remove_step", "", Investigating, |s, _| Command::RemoveStep { step: s.steps[0] }, WRITER),
    Row("restore_step", "", Investigating, |s, _| Command::RestoreStep { step: s.steps[1] }, WRITER),
    Row("move_step", "", Investigating, |s, _| Command::MoveStep { step: s.steps[0], after: None }, WRITER),
    Row("set_step_picture", "off", Investigating, |s, _| no_picture(s.steps[0]), WRITER),
    Row("set_step_picture", "that is not there", Investigating, |s, _| lost_picture(s.steps[0]), ["not_found"; 6]),
    Row("show_step", "", Investigating, |s, _| Command::ShowStep { step: s.steps[0] }, WRITER),
    Row("hide_step", "", Investigating, |s, _| Command::HideStep { step: s.steps[0] }, WRITER),
    Row("add_answer", "", Debriefing, |_, _| add_answer(), ALL),
    Row("add_answer", "before the debrief", Investigating, |_, _| add_answer(), ["rule"; 6]),
    Row("add_answer", "without having come in", Doors, |_, _| add_answer(), [J; 6]),
    Row("edit_answer", "the scribe's", Debriefing, |s, _| edit_answer(s.answers[0]), [N, Y, Y, N, N, N]),
    Row("remove_answer", "the scribe's", Debriefing, |s, _| Command::RemoveAnswer { answer: s.answers[0] }, SCRIBES),
    Row("restore_answer", "the scribe's", Debriefing, |s, _| Command::RestoreAnswer { answer: s.answers[1] }, SCRIBES),
    Row("add_note_from_step", "", Investigating, |s, _| note_from_step(s.steps[0]), ALL),
    Row("add_note_from_answer", "", Debriefing, |s, _| note_from_answer(s.answers[0]), ALL),
    Row("start_debrief", "", Investigating, |_, _| Command::StartDebrief { round: RoundNumber(2) }, HOLDER),
    Row("finish_round", "", Debriefing, |_, _| finish(2), HOLDER),
    Row("finish_round", "Thea's", Debriefing, |_, _| finish(3), [N, "rule", N, N, N, N]),
    Row("add_note", "", Investigating, |_, _| add_note(), ALL),
    Row("add_note", "without having come in", Doors, |_, _| add_note(), [J; 6]),
    Row("edit_note", "the member's", Open, |s, _| edit_note(s.notes[0]), [N, Y, N, N, Y, N]),
    Row("edit_note", "the guest's", Open, |s, _| edit_note(s.guest_notes[0]), [N, Y, N, N, N, Y]),
    Row("move_note", "the member's", Open, |s, _| move_note(s.notes[0]), [N, Y, N, N, Y, N]),
    Row("move_note", "the guest's", Open, |s, _| move_note(s.guest_notes[0]), [N, Y, N, N, N, Y]),
    Row(
        "remove_note",
        "the member's",
        Open,
        |s, _| Command::RemoveNote { note: s.notes[0], token: None },
        [N, Y, N, N, Y, N],
    ),
    Row(
        "remove_note",
        "the guest's",
        Open,
        |s, _| Command::RemoveNote { note: s.guest_notes[0], token: None },
        [N, Y, N, N, N, Y],
    ),
    Row(
        "restore_note",
        "the member's",
        Open,
        |s, _| Command::RestoreNote { note: s.notes[1], token: None },
        [N, Y, N, N, Y, N],
    ),
    Row("restore_note", "the guest's", Open, |s, _| restore_note(s.guest_notes[1]), [N, Y, N, N, N, Y]),
    Row("move_note", "the member's, in reflection", Reflecting, |s, _| move_note(s.notes[0]), MEMBERS),
    Row("colour_note", "the member's", Open, |s, _| colour_note(s.notes[0]), [N, Y, N, N, Y, N]),
    Row("colour_note", "the guest's, in reflection", Reflecting, |s, _| colour_note(s.guest_notes[0]), ALL),
    Row("group_note", "the member's", Open, |s, _| group_note(s.notes[0], s.group), [N, Y, N, N, Y, N]),
    Row("group_note", "the member's, in reflection", Reflecting, |s, _| group_note(s.notes[0], s.group), MEMBERS),
    Row("make_group", "", Open, |s, _| make_group(s.notes[0]), FACILITATOR),
    Row("make_group", "in reflection", Reflecting, |s, _| make_group(s.notes[0]), MEMBERS),
    Row("name_group", "in reflection", Reflecting, |s, _| name_group(s.group), MEMBERS),
    Row("move_group", "in reflection", Reflecting, |s, _| move_group(s.group), MEMBERS),
    Row("remove_group", "", Open, |s, _| Command::RemoveGroup { group: s.group }, FACILITATOR),
    Row("remove_group", "in reflection", Reflecting, |s, _| Command::RemoveGroup { group: s.group }, MEMBERS),
    Row("restore_group", "in reflection", Reflecting, |s, _| Command::RestoreGroup { group: s.group }, MEMBERS),
    Row("set_privacy", "", Planned, |_, _| Command::SetPrivacy { private: true }, [Y, Y, N, N, N, X]),
    Row("set_privacy", "", Open, |_, _| Command::SetPrivacy { private: true }, FACILITATOR_OR_OWNER),
    Row("reveal_notes", "", Open, |_, _| Command::RevealNotes { wall: None }, FACILITATOR),
    Row("open_voting", "", Open, |_, _| Command::OpenVoting { cap: 3 }, FACILITATOR),
    Row("vote", "", Reflecting, |s, _| Command::Vote { note: s.notes[0], on: true }, ALL),
    Row("vote", "before the vote", Open, |s, _| Command::Vote { note: s.notes[0], on: true }, ["rule"; 6]),
    Row("reveal_votes", "", Reflecting, |_, _| Command::RevealVotes, FACILITATOR),
    Row("cancel_voting", "", Reflecting, |_, _| Command::CancelVoting, FACILITATOR),
    Row("pause", "", Investigating, |_, _| Command::Pause, FACILITATOR),
    Row("resume", "", Investigating, |_, _| Command::Resume, FACILITATOR),
    Row("extend", "", Investigating, |_, _| Command::Extend { minutes: 10 }, FACILITATOR),
    Row("shorten_reflection", "", Investigating, |_, _| Command::ShortenReflection { minutes: 10 }, FACILITATOR),
    Row("start_reflection", "", Investigating, |_, _| Command::StartReflection, FACILITATOR),
    Row("resume_rounds", "", Reflecting, |_, _| Command::ResumeRounds, FACILITATOR),
    Row("commit_action", "", Reflecting, |_, _| commit_action(), MEMBERS),
    Row("commit_action", "before reflection", Open, |_, _| commit_action(), [W, W, W, W, W, N]),
    Row("spread_note", "", Reflecting, |s, _| spread(s), MEMBERS),
    Row("spread_note", "before reflection", Open, |s, _| spread(s), [W, W, W, W, W, N]),
    Row("edit_action", "", Reflecting, |s, _| edit_action(s.actions[0]), MEMBERS),
    Row("review_action", "", Reflecting, |s, _| review(s.actions[0]), MEMBERS),
    Row("remove_action", "", Reflecting, |s, _| Command::RemoveAction { action: s.actions[0] }, MEMBERS),
    Row("restore_action", "", Reflecting, |s, _| Command::RestoreAction { action: s.actions[1] }, MEMBERS),
    Row("close", "", Reflecting, |_, _| Command::Close, FACILITATOR),
    Row("close", "before reflection", Investigating, |_, _| Command::Close, [N, W, N, N, N, N]),
    Row("reopen", "", Closed, |_, _| Command::Reopen, FACILITATOR),
    Row("reopen", "before it is closed", Reflecting, |_, _| Command::Reopen, [N, W, N, N, N, N]),
];
