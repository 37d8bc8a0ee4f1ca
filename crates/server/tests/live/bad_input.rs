//! Messages that our pages never send: refused, or taken as text. The workshop does not change.

use api::entity::Entity;
use api::live::{MAX_MESSAGE, ServerMessage};
use domain::id::{ActionId, CommandId, NoteId, PersonId, StepId};
use domain::workshop::{
    ActionCommand, Command, Commitment, HatCommand, Outcome as Ending, PeopleCommand, Priority, RoundCommand,
    RoundNumber, StepCommand, StepKind, TimeCommand, Wall, WallCommand,
};
use serde_json::{Value, json};
use testkit::live::{CommandOutcome, Live, new_id, typed};

use crate::protocol::{add_note, refused};
use crate::scene::{Scene, Stage, World, note};

/// The next message that is an answer.
async fn answer(page: &mut Live) -> ServerMessage {
    let is_answer = |message: &ServerMessage| {
        matches!(
            message,
            ServerMessage::Accepted { .. } | ServerMessage::Rejected { .. } | ServerMessage::Malformed { .. }
        )
    };
    page.until(is_answer).await
}

fn wire(command: &Value) -> String {
    json!({ "type": "command", "id": new_id(), "command": command }).to_string()
}

#[tokio::test]
async fn an_unreadable_message_is_rejected_and_the_connection_stays_open() {
    let world = World::new().await;
    let scene = world.scene(Stage::Investigating).await;
    let before = scene.state().await;
    let mut page = scene.page(&world.member, "face=seat").await;
    let id = new_id();
    let pause = json!({ "do": "pause" });
    let deep = format!("{}1{}", "[".repeat(6_000), "]".repeat(6_000));
    let texts = [
        String::new(),
        "{".into(),
        "null".into(),
        "[]".into(),
        "\"command\"".into(),
        "{}".into(),
        deep.clone(),
        format!(r#"{{"type":"command","id":"{id}","command":{deep}}}"#),
        format!(r#"{{"type":"presence","typing":{deep}}}"#),
        json!({ "type": "snapshot", "version": 1, "entities": [] }).to_string(),
        json!({ "type": "presence", "typing": "everything" }).to_string(),
        json!({ "type": "presence", "person": world.owner.person() }).to_string(),
        json!({ "type": "command", "command": pause }).to_string(),
        json!({ "type": "command", "id": 7, "command": pause }).to_string(),
        json!({ "type": "command", "id": "x", "command": pause }).to_string(),
        json!({ "type": "command", "id": id, "observed_at": 7, "command": pause }).to_string(),
        json!({ "type": "command", "id": id, "actor": world.facilitator.person(), "command": pause }).to_string(),
        json!({ "type": "command", "id": id, "role": "owner", "command": pause }).to_string(),
        json!({ "type": "command", "id": id, "standing": "server", "command": pause }).to_string(),
        json!({ "type": "command", "id": id, "workshop": scene.workshop, "command": pause }).to_string(),
        wire(&json!({ "do": "change_plan", "plan": {} })),
        wire(&json!({ "do": "Pause" })),
        wire(&json!({ "do": ["pause"] })),
        wire(&json!({ "undo": "pause" })),
        wire(&json!({ "do": "extend", "minutes": -1 })),
        wire(&json!({ "do": "extend", "minutes": 65_536 })),
        wire(&json!({ "do": "extend", "minutes": "10" })),
        wire(&json!({ "do": "extend", "minutes": 10, "role": "facilitator" })),
        wire(&json!({ "do": "open_card", "round": 2.5 })),
        wire(&json!({ "do": "open_card", "round": 4_294_967_296_u64 })),
        wire(&json!({ "do": "remove_note", "note": "x" })),
        wire(&json!({ "do": "finish_round", "round": 2, "outcome": "won" })),
        wire(&json!({ "do": "set_draws", "person": world.member.person(), "draws": "yes" })),
        wire(&json!({ "do": "add_note", "note": id, "wall": "ceiling", "text": "x" })),
        wire(&json!({ "do": "add_note", "note": id, "wall": "crappy", "text": null })),
        wire(&json!({ "do": "add_note", "note": id, "wall": "crappy", "text": "x", "author": world.owner.person() })),
        wire(&json!({ "do": "add_note", "note": id, "wall": "crappy", "text": "x", "at": "2020-01-01T00:00:00Z" })),
        r#"{"type":"command","id":"\ud800","command":{"do":"pause"}}"#.into(),
    ];
    for text in texts {
        page.send_text(&text).await;
        let answer = answer(&mut page).await;
        let shown: String = text.chars().take(200).collect();
        assert!(matches!(answer, ServerMessage::Malformed { .. }), "{shown}: {answer:?}");
    }
    page.send_bytes(br#"{"type":"presence"}"#).await;
    assert!(matches!(answer(&mut page).await, ServerMessage::Malformed { .. }));
    // Additional fields beside the name are ignored; the sender cannot change who they are.
    page.send_text(&wire(&json!({ "do": "pause", "actor": world.facilitator.person(), "role": "owner" }))).await;
    let answered = answer(&mut page).await;
    assert!(matches!(&answered, ServerMessage::Rejected { code, .. } if code == "not_allowed"), "{answered:?}");
    assert_eq!(scene.state().await, before);
    page.execute(add_note(NoteId(new_id()), "the connection goes on")).await;
}

#[tokio::test]
async fn a_message_that_is_too_large_or_not_text_ends_the_connection() {
    let world = World::new().await;
    let scene = world.scene(Stage::Open).await;
    let before = scene.state().await;
    let padded = |length: usize| {
        let text = wire(&json!({ "do": "join" }));
        format!("{text}{}", " ".repeat(length - text.len()))
    };
    let mut fits = scene.page(&world.member, "face=seat").await;
    fits.send_text(&padded(MAX_MESSAGE)).await;
    assert!(matches!(answer(&mut fits).await, ServerMessage::Accepted { .. }));

    let mut large = scene.page(&world.member, "face=seat").await;
    large.send_text(&padded(MAX_MESSAGE + 1)).await;
    let (messages, _) = large.end().await;
    assert!(!messages.iter().any(|message| matches!(message, ServerMessage::Accepted { .. })), "{messages:?}");
    let mut broken = scene.page(&world.member, "face=seat").await;
    broken.send_invalid_text(b"{\"type\":\"presence\",\"typing\":\"\xff\xfe\"}").await;
    let _ = broken.end().await;

    assert_eq!(scene.state().await, before);
    fits.execute(add_note(NoteId(new_id()), "others go on")).await;
}

fn commitment(text: &str, owner: Option<PersonId>) -> Commitment {
    Commitment {
        text: typed(text),
        owner,
        due: None,
        priority: Priority::High,
        impact: None,
        effort: None,
        system: None,
        notes: Vec::new(),
    }
}

/// What a facilitator of `there` cannot do with ids of `here`, and with what nobody has.
fn cases_of_facilitator(here: &Scene<'_>, there: &Scene<'_>, unknown: PersonId) -> Vec<(Command, &'static str)> {
    let guest = here.guest().person();
    vec![
        (Command::Steps(StepCommand::RemoveStep { step: here.steps[0] }), "not_found"),
        (Command::Steps(StepCommand::AnswerColleague { step: here.question, text: typed("x") }), "not_found"),
        (Command::Rounds(RoundCommand::OpenCard { round: RoundNumber(0) }), "not_found"),
        (Command::Rounds(RoundCommand::OpenCard { round: RoundNumber(u32::MAX) }), "not_found"),
        (Command::Rounds(RoundCommand::FinishRound { round: RoundNumber(77), outcome: Ending::Solved }), "not_found"),
        (
            Command::Rounds(RoundCommand::RevealEvidence { round: RoundNumber(2), evidence: Some("../secret".into()) }),
            "not_found",
        ),
        (Command::Rounds(RoundCommand::GiveHint { round: RoundNumber(2), hint: u16::MAX }), "not_found"),
        (Command::People(PeopleCommand::RemovePerson { person: guest }), "not_found"),
        (Command::People(PeopleCommand::RemovePerson { person: unknown }), "not_found"),
        (Command::People(PeopleCommand::ConfirmSeat { guest }), "not_found"),
        (Command::People(PeopleCommand::HandOverFacilitator { to: guest }), "not_found"),
        (Command::People(PeopleCommand::HandOverFacilitator { to: there.guest().person() }), "rule"),
        (Command::People(PeopleCommand::HandOverScribe { to: Some(unknown) }), "not_found"),
        (Command::Hat(HatCommand::PlaceCard { scenario: domain::id::ScenarioId(new_id()) }), "not_found"),
        (Command::Time(TimeCommand::Extend { minutes: 0 }), "rule"),
        (Command::Time(TimeCommand::Extend { minutes: 121 }), "rule"),
        (
            Command::Walls(WallCommand::AddNote {
                note: NoteId(new_id()),
                wall: Wall::Crappy,
                text: typed("x"),
                round: Some(RoundNumber(3)),
                token: None,
            }),
            "rule",
        ),
        (
            Command::Walls(WallCommand::AddNote {
                note: NoteId(new_id()),
                wall: Wall::Crappy,
                text: typed("x"),
                round: Some(RoundNumber(9)),
                token: None,
            }),
            "not_found",
        ),
    ]
}

#[tokio::test]
async fn ids_of_other_teams_are_not_found() {
    let world = World::new().await;
    let (here, there) = (world.scene(Stage::Reflecting).await, world.scene(Stage::Investigating).await);
    let far = here.state().await;
    let before = there.state().await;
    let mut seat = there.page(&world.member, "face=seat").await;
    let mut desk = there.page(&world.facilitator, "face=desk").await;
    let unknown = PersonId(new_id());
    let guest = here.guest().person();
    let edit = |note| Command::Walls(WallCommand::EditNote { note, text: typed("mine now"), revision: 0, token: None });
    let step = Command::Steps(StepCommand::EditStep {
        step: there.steps[0],
        kind: StepKind::Did,
        text: typed("mine now"),
        revision: 0,
    });
    let cases = [
        (edit(there.guest_notes[0]), "not_allowed"),
        (Command::Walls(WallCommand::RemoveNote { note: there.guest_notes[0], token: None }), "not_allowed"),
        (step, "not_allowed"),
        (Command::Steps(StepCommand::RemoveStep { step: there.steps[0] }), "not_allowed"),
        (edit(here.notes[0]), "not_found"),
        (add_note(there.guest_notes[0], "over theirs"), "id_in_use"),
        (
            Command::Actions(ActionCommand::ReviewAction {
                action: here.actions[0],
                status: Default::default(),
                reason: None,
            }),
            "not_found",
        ),
    ];
    for (command, code) in cases {
        assert_eq!(seat.command(command.clone()).await.0, refused(code), "{command:?}");
    }
    let cases = cases_of_facilitator(&here, &there, unknown);
    for (command, code) in cases {
        assert_eq!(desk.command(command.clone()).await.0, refused(code), "{command:?}");
    }
    assert_eq!(there.state().await, before);

    // The owner of an action is a member of the team.
    for owner in [unknown, guest, there.guest().person()] {
        let owned = Command::Actions(ActionCommand::CommitAction {
            action: domain::id::ActionId(new_id()),
            commitment: commitment("Somebody else does it", Some(owner)),
        });
        let mut seat = here.page(&world.member, "face=seat").await;
        assert_eq!(seat.command(owned).await.0, refused("not_found"), "{owner:?}");
        let edited = Command::Actions(ActionCommand::EditAction {
            action: here.actions[0],
            commitment: commitment("Somebody else does it", Some(owner)),
            revision: 0,
        });
        assert_eq!(seat.command(edited).await.0, refused("not_found"), "{owner:?}");
    }

    // The id of an action is unique in the team: creating it again cannot take over that of another workshop.
    there.execute(&world.facilitator, [Command::Time(TimeCommand::StartReflection)]).await;
    let taken = Command::Actions(ActionCommand::CommitAction {
        action: here.actions[0],
        commitment: commitment("mine now", None),
    });
    assert_eq!(seat.command(taken).await.0, refused("id_in_use"));
    assert_eq!(here.state().await, far);

    let unknown = domain::id::WorkshopId(new_id());
    let origin = format!("http://{}", world.app.address);
    assert_eq!(world.member.try_live(unknown, "face=seat", &origin).await.err(), Some(404));
    assert_eq!(world.member.try_live(there.workshop, "face=seat", "http://evil.example").await.err(), Some(403));
}

/// A command with the id of another person's command gets the same answer, and does nothing.
#[tokio::test]
async fn reusing_the_command_id_of_another_person_does_nothing() {
    let world = World::new().await;
    let scene = world.scene(Stage::Open).await;
    let id = CommandId(new_id());
    let (theirs, _) =
        scene.page(scene.guest(), "face=seat").await.command_as(id, add_note(NoteId(new_id()), "x")).await;
    let before = scene.state().await;
    let mut page = scene.page(&world.member, "face=seat").await;
    assert_eq!(page.command_as(id, add_note(NoteId(new_id()), "y")).await.0, theirs);
    assert_eq!(page.command_as(id, Command::Time(TimeCommand::Pause)).await.0, theirs);
    assert_eq!(scene.state().await, before);
    // The same id in another workshop is another command.
    let other = world.scene(Stage::Open).await;
    let mut page = other.page(&world.member, "face=seat").await;
    let written = NoteId(new_id());
    assert!(matches!(page.command_as(id, add_note(written, "z")).await.0, CommandOutcome::Accepted(_)));
    assert!(other.state().await.notes.contains_key(&written));
}

/// What people type, and what is left of it in one line and in several.
const TEXTS: &[(&str, &str, &str)] = &[
    ("<script>alert(1)</script>", "<script>alert(1)</script>", "<script>alert(1)</script>"),
    (
        "<img src=x onerror=\"alert('1')\">&amp;",
        "<img src=x onerror=\"alert('1')\">&amp;",
        "<img src=x onerror=\"alert('1')\">&amp;",
    ),
    ("'; DROP TABLE workshop; --", "'; DROP TABLE workshop; --", "'; DROP TABLE workshop; --"),
    (
        "nul\0bell\u{7}escape\u{1b}[31m del\u{7f} c1\u{9b}",
        "nul bell escape [31m del  c1",
        "nul bell escape [31m del  c1",
    ),
    (" two\r\nlines\tand a tab ", "two lines and a tab", "two\nlines\tand a tab"),
    (
        "right \u{202e}to left\u{202c} \u{200f}mark",
        "right \u{202e}to left\u{202c} \u{200f}mark",
        "right \u{202e}to left\u{202c} \u{200f}mark",
    ),
    ("e\u{301} 🧯👩‍🚒", "\u{e9} 🧯👩‍🚒", "\u{e9} 🧯👩‍🚒"),
    ("first\u{b}second\u{2028}third\u{85}", "first second third", "first\nsecond\nthird"),
    (
        "**bold** [link](javascript:alert(1)) {{7*7}} ${7*7} %s",
        "**bold** [link](javascript:alert(1)) {{7*7}} ${7*7} %s",
        "**bold** [link](javascript:alert(1)) {{7*7}} ${7*7} %s",
    ),
];

#[tokio::test]
async fn typed_text_is_returned_as_text() {
    let world = World::new().await;
    for (raw, line, lines) in TEXTS {
        let scene = world.scene(Stage::Investigating).await;
        let mut desk = scene.page(&world.facilitator, "face=desk").await;
        let (written, step, question, action) =
            (NoteId(new_id()), StepId(new_id()), StepId(new_id()), ActionId(new_id()));
        let commands = [
            json!({ "do": "add_note", "note": written, "wall": "crappy", "text": raw }),
            json!({ "do": "add_step", "step": step, "round": 2, "kind": "idea", "text": raw }),
            json!({ "do": "ask_colleague", "step": question, "round": 2, "colleague": raw, "text": raw }),
            json!({ "do": "answer_colleague", "step": question, "text": raw }),
            json!({ "do": "edit_note", "note": scene.notes[0], "text": raw, "revision": 0 }),
            json!({ "do": "edit_step", "step": scene.steps[0], "kind": "did", "text": raw, "revision": 0 }),
            json!({ "do": "start_reflection" }),
            json!({ "do": "commit_action", "action": action, "text": raw, "priority": "low", "notes": [written] }),
        ];
        for command in commands {
            desk.send_text(&wire(&command)).await;
            let answered = answer(&mut desk).await;
            assert!(matches!(answered, ServerMessage::Accepted { .. }), "{command}: {answered:?}");
        }
        let mut seat = scene.page(scene.guest(), "face=seat").await;
        let snapshot = seat.until(|message| matches!(message, ServerMessage::Snapshot { .. })).await;
        let ServerMessage::Snapshot { entities, .. } = snapshot else { unreachable!("it is a snapshot") };
        let mut found = Vec::new();
        for entity in &entities {
            match entity {
                Entity::Note(v) if [written, scene.notes[0]].contains(&v.id) => found.push((v.text.as_str(), *lines)),
                Entity::Step(v) if [step, scene.steps[0]].contains(&v.id) => found.push((v.shown.text.as_str(), *line)),
                Entity::Step(v) if v.id == question => {
                    found.push((v.shown.text.as_str(), *line));
                    // In a name there is nothing that cannot be seen.
                    let shown = line.replace(['\u{202e}', '\u{202c}', '\u{200f}'], "");
                    assert_eq!(v.shown.colleague.as_ref(), Some(&shown), "{raw:?}");
                    found.push((v.shown.reply.as_deref().unwrap(), *lines));
                }
                Entity::Action(v) if v.id == action => found.push((v.text.as_str(), *line)),
                _ => {}
            }
        }
        assert_eq!(found.len(), 7, "every field was found");
        found.iter().for_each(|(shown, expected)| assert_eq!(shown, expected, "{raw:?}"));
    }
}

#[tokio::test]
async fn texts_are_bounded() {
    let world = World::new().await;
    let scene = world.scene(Stage::Investigating).await;
    let mut desk = scene.page(&world.facilitator, "face=desk").await;
    let before = scene.state().await;
    let id = new_id();
    let note = |text: &str| json!({ "do": "add_note", "note": id, "wall": "crappy", "text": text });
    let ask = |name: &str| json!({ "do": "ask_colleague", "step": id, "round": 2, "colleague": name, "text": "x" });
    let commit = |due: &str, notes: Vec<NoteId>| json!({ "do": "commit_action", "action": id, "text": "x", "due": due, "priority": "low", "notes": notes });
    let cases = [
        note(""),
        note(" \u{0} \n\t "),
        note(&"ä".repeat(281)),
        json!({ "do": "add_step", "step": id, "round": 2, "kind": "did", "text": "x".repeat(501) }),
        ask(&"x".repeat(61)),
        ask(" "),
        json!({ "do": "answer_colleague", "step": scene.question, "text": "x".repeat(1_001) }),
        commit("2026-02-30", vec![]),
        commit("tomorrow", vec![]),
        commit("2026-12-04", vec![NoteId(id); 51]),
    ];
    for command in cases {
        desk.send_text(&wire(&command)).await;
        let answered = answer(&mut desk).await;
        assert!(
            matches!(&answered, ServerMessage::Rejected { code, .. } if code == "invalid"),
            "{command}: {answered:?}"
        );
    }
    assert_eq!(scene.state().await, before);
    desk.execute(add_note(NoteId(id), &"ä".repeat(280))).await;
}

#[tokio::test]
async fn a_flood_of_messages_is_slowed_down() {
    let world = World::new().await;
    let scene = world.scene(Stage::Open).await;
    scene.execute(&world.member, [note(NoteId(new_id()), "before")]).await;
    let before = scene.state().await;
    let mut page = scene.page(&world.member, "face=seat").await;
    let mut fast = 0;
    for _ in 0..600 {
        page.send_text(&wire(&json!({ "do": "pause" }))).await;
    }
    for _ in 0..600 {
        match answer(&mut page).await {
            ServerMessage::Rejected { code, .. } if code == "too_fast" => fast += 1,
            ServerMessage::Rejected { code, .. } => assert_eq!(code, "not_allowed"),
            other => panic!("{other:?}"),
        }
    }
    assert!((1..=200).contains(&fast), "{fast} of 600 were too fast");
    assert_eq!(scene.state().await, before);
    let mut other = scene.page(&world.owner, "face=seat").await;
    other.execute(add_note(NoteId(new_id()), "others are not slowed down")).await;
}
