//! Coming in: the door, seats without a device, several devices, and every moment at which somebody may come.

use std::time::Duration;

use api::entity::{Entity, LobbyView};
use api::live::{Audience, ClientMessage, Face, ServerMessage};
use api::workshop::{JoinInfo, Joined};
use domain::id::{CommandId, NoteId, PersonId};
use domain::workshop::{
    Command, HatCommand, ParticipantKind, PeopleCommand, RoundCommand, RoundNumber, TimeCommand, WallCommand,
    Whereabouts,
};
use serde_json::json;
use testkit::client::Client;
use testkit::live::{CommandOutcome, Live, new_id, typed};
use tokio::time::timeout;

use crate::protocol::{add_note, refused};
use crate::scene::{Scene, Stage, World, note};

/// Reads on to a welcome, and to what it is followed by.
async fn welcomed(page: &mut Live) -> (PersonId, Audience, Vec<Entity>) {
    let welcome = page.until(|message| matches!(message, ServerMessage::Welcome { .. })).await;
    let ServerMessage::Welcome { audience, you, .. } = welcome else { unreachable!("it is a welcome") };
    let Some(ServerMessage::Snapshot { entities, .. }) = page.next().await else { panic!("no snapshot") };
    (you, audience, entities)
}

fn waiting(entities: &[Entity]) -> Vec<String> {
    entities.iter().filter_map(|e| if let Entity::Waiting(w) = e { Some(w.name.clone()) } else { None }).collect()
}

impl Scene<'_> {
    async fn code(&self) -> String {
        self.world.app.join_code(self.workshop).await
    }

    async fn lobby(&self) {
        self.execute(&self.world.facilitator, [Command::People(PeopleCommand::SetLobby { on: true })]).await;
    }

    async fn comes(&self, wanted: serde_json::Value) -> Client {
        let mut client = self.world.app.client();
        let joined = client.post(&format!("/api/join/{}", self.code().await), &wanted).await.expect(201);
        client.set_seat(joined.json());
        client
    }
}

#[tokio::test]
async fn a_person_who_waits_for_admission_sees_only_the_waiting_page() {
    let world = World::new().await;
    let scene = world.scene(Stage::Investigating).await;
    scene.lobby().await;
    let mut desk = scene.page(&world.facilitator, "face=desk").await;
    let grace = scene.comes(json!({ "as": "guest", "name": "Grace" })).await;
    assert!(!scene.state().await.people.contains_key(&grace.person()));
    let comes = |message: &ServerMessage| matches!(message, ServerMessage::Changes { upsert, .. } if waiting(upsert) == ["Grace"]);
    desk.until(comes).await;

    let sign = Entity::Lobby(LobbyView {
        id: scene.workshop,
        team_name: "Payments".into(),
        title: "November workshop".into(),
        facilitator: "Freya".into(),
        over: false,
    });
    let mut pages = Vec::new();
    for face in ["seat", "room", "desk", "sheet", "bench"] {
        let mut page = scene.page(&grace, &format!("face={face}&since=3&audience=everyone")).await;
        assert_eq!(welcomed(&mut page).await, (grace.person(), Audience::Lobby, vec![sign.clone()]), "{face}");
        pages.push(page);
    }
    // Much happens inside, and somebody types.
    scene.execute(&world.member, [note(NoteId(new_id()), "«secret»")]).await;
    desk.execute(Command::Rounds(RoundCommand::GiveHint { round: RoundNumber(2), hint: 0 })).await;
    desk.send(&ClientMessage::Presence { typing: Some(api::live::Typing::Step) }).await;
    desk.execute(Command::Rounds(RoundCommand::StartDebrief { round: RoundNumber(2) })).await;
    let asked = [
        add_note(NoteId(new_id()), "let me in"),
        Command::Hat(HatCommand::PlaceCard { scenario: world.cards[4] }),
        Command::Rounds(RoundCommand::OpenCard { round: RoundNumber(3) }),
        Command::People(PeopleCommand::Admit { person: grace.person() }),
        Command::Hat(HatCommand::PassHat),
    ];
    for page in &mut pages {
        page.send(&ClientMessage::Presence { typing: Some(api::live::Typing::Note) }).await;
        for command in asked.clone() {
            let (outcome, messages) = page.command(command.clone()).await;
            assert_eq!(outcome, refused("not_joined"), "{command:?}");
            assert_eq!(messages, [], "nothing of what happened inside");
        }
    }
    for path in ["report", "report.md"] {
        let _ = grace.get(&format!("/api/workshops/{}/{path}", scene.workshop)).await.expect(404);
    }
    let there = |message: &ServerMessage| match message {
        ServerMessage::Presence { people } => people.iter().any(|one| one.person == grace.person()),
        _ => false,
    };
    let known = timeout(Duration::from_millis(600), desk.until(there)).await;
    assert!(known.is_err(), "a person who waits is not present");

    desk.execute(Command::People(PeopleCommand::Admit { person: grace.person() })).await;
    for page in &mut pages {
        let (_, audience, entities) = welcomed(page).await;
        assert_eq!(audience, Audience::Everyone);
        assert!(entities.iter().any(|entity| matches!(entity, Entity::Note(_))));
    }
    desk.until(there).await;
    pages[0].execute(add_note(NoteId(new_id()), "in at last")).await;
}

#[tokio::test]
async fn a_person_who_is_sent_away_or_late_sees_nothing() {
    let world = World::new().await;
    let scene = world.scene(Stage::Reflecting).await;
    scene.lobby().await;
    let away = scene.comes(json!({ "as": "guest", "name": "Grace" })).await;
    let late = scene.comes(json!({ "as": "member", "member": world.owner.person() })).await;
    let mut page = scene.page(&away, "face=seat").await;
    welcomed(&mut page).await;
    scene.execute(&world.facilitator, [Command::People(PeopleCommand::SendAway { person: away.person() })]).await;
    assert_eq!(page.end().await, (vec![], Some(4403)));
    assert_eq!(scene.try_page(&away, "face=seat").await.err(), Some(401));
    let asked = away.get(&format!("/api/workshops/{}/live?face=seat", scene.workshop)).await;
    assert_eq!(asked.expect(401).code(), "seat_gone", "not signed out: there was nothing to sign in to");

    let mut page = scene.page(&late, "face=seat").await;
    welcomed(&mut page).await;
    scene.execute(&world.facilitator, [Command::Time(TimeCommand::Close)]).await;
    let over = page.until(|message| matches!(message, ServerMessage::Changes { .. })).await;
    let ServerMessage::Changes { version: 0, upsert, .. } = over else { panic!("{over:?}") };
    assert!(matches!(&upsert[..], [Entity::Lobby(lobby)] if lobby.over), "{upsert:?}");
    let report = format!("/api/workshops/{}/report", scene.workshop);
    let _ = late.get(&report).await.expect(404);
    let _ = scene.guest().get(&report).await.expect(200);
}

/// The room checks an admitted person again when they connect: they may have been removed meanwhile.
#[tokio::test]
async fn a_guest_removed_while_joining_is_disconnected() {
    let world = World::new().await;
    let scene = world.scene(Stage::Investigating).await;
    for lobby in [true, false] {
        scene.execute(&world.facilitator, [Command::People(PeopleCommand::SetLobby { on: lobby })]).await;
        for number in 0..12 {
            let guest = scene.comes(json!({ "as": "guest", "name": format!("Guest {number}") })).await;
            let person = guest.person();
            let away = if lobby {
                Command::People(PeopleCommand::SendAway { person })
            } else {
                Command::People(PeopleCommand::RemovePerson { person })
            };
            let (page, _) =
                tokio::join!(scene.try_page(&guest, "face=seat"), scene.execute(&world.facilitator, [away]));
            let Ok(mut page) = page else { continue };
            let end = timeout(Duration::from_secs(5), page.end()).await.map(|(_, code)| code);
            assert_eq!(end, Ok(Some(4403)), "guest {number}, lobby {lobby}");
        }
    }
}

#[tokio::test]
async fn an_open_door_admits_everyone_and_a_plan_can_close_it() {
    let world = World::new().await;
    let scene = world.scene(Stage::Doors).await;
    scene.lobby().await;
    let grace = scene.comes(json!({ "as": "guest", "name": "Grace" })).await;
    let mut page = scene.page(&grace, "face=seat").await;
    assert_eq!(welcomed(&mut page).await.1, Audience::Lobby);
    world.app.app.hub.forget(scene.workshop).await;
    drop(page);
    let mut page = scene.page(&grace, "face=seat").await;
    assert_eq!(welcomed(&mut page).await.1, Audience::Lobby, "who waits is still known after a restart");
    scene.execute(&world.facilitator, [Command::People(PeopleCommand::SetLobby { on: false })]).await;
    assert_eq!(welcomed(&mut page).await.1, Audience::Everyone);

    let planned = json!({
        "plan": testkit::workshops::plan(), "facilitator": world.facilitator.person(), "cards": [world.cards[0]], "lobby": true,
    });
    let path = format!("/api/teams/{}/workshops", world.owner.team());
    let mut detail: serde_json::Value = world.owner.post(&path, &planned).await.expect(201).json();
    assert_eq!(detail["lobby"], true);
    let changed =
        json!({ "plan": detail["plan"].take(), "facilitator": detail["facilitator"], "cards": detail["card_ids"] });
    let path = format!("/api/workshops/{}", detail["id"].as_str().unwrap());
    let detail: serde_json::Value = world.owner.put(&path, &changed).await.expect(200).json();
    assert_eq!(detail["lobby"], false);
}

#[tokio::test]
async fn a_seat_without_a_device_can_be_claimed_by_its_person() {
    let world = World::new().await;
    let scene = world.scene(Stage::Doors).await;
    let seats = format!("/api/workshops/{}/seats", scene.workshop);
    let sol: Joined = world.facilitator.post(&seats, &json!({ "as": "guest", "name": "Sol" })).await.expect(201).json();
    let mona = world.member.person();
    let _ = world.facilitator.post(&seats, &json!({ "as": "member", "member": mona })).await.expect(201);
    let _ = world.facilitator.post(&seats, &json!({ "as": "member", "member": new_id() })).await.expect(422);
    let mut desk = scene.page(&world.facilitator, "face=desk").await;
    let (_, _, entities) = welcomed(&mut desk).await;
    let seated: Vec<_> = entities
        .iter()
        .filter_map(|e| if let Entity::Person(p) = e { p.without_device.then(|| p.name.clone()) } else { None })
        .collect();
    assert_eq!(seated.len(), 2, "{seated:?}");
    let text = typed("spoken aloud");
    let note = NoteId(new_id());
    let command = Command::Walls(WallCommand::AddNoteFor {
        person: sol.person,
        note,
        wall: domain::workshop::Wall::Crappy,
        text,
        round: None,
    });
    desk.execute(command).await;

    let info: JoinInfo = world.app.client().get(&format!("/api/join/{}", scene.code().await)).await.expect(200).json();
    assert_eq!(info.seats.iter().map(|seat| seat.name.as_str()).collect::<Vec<_>>(), ["Sol"]);
    assert!(info.members.iter().any(|member| member.id == mona), "she may come with a phone");

    let phone = scene.comes(json!({ "as": "seat", "seat": sol.person })).await;
    let mut page = scene.page(&phone, "face=seat").await;
    assert_eq!(welcomed(&mut page).await.1, Audience::Lobby, "a claim waits for the facilitator");
    desk.execute(Command::People(PeopleCommand::Admit { person: phone.person() })).await;
    assert_eq!(welcomed(&mut page).await.1, Audience::Everyone);
    assert_eq!(scene.state().await.notes[&note].author, Some(phone.person()));

    let phone = scene.comes(json!({ "as": "member", "member": mona })).await;
    desk.execute(Command::People(PeopleCommand::Admit { person: phone.person() })).await;
    let state = scene.state().await;
    assert_eq!(state.people[&phone.person()].member(), Some(mona));
    assert!(!state.people.contains_key(&mona));

    // Signed in on a laptop, too: the phone's seat becomes hers, and the phone's connection ends.
    let mut page = scene.page(&phone, "face=seat").await;
    let _ = world.member.post(&format!("{seats}/mine"), &json!({ "from": phone.person() })).await.expect(201);
    assert_eq!(page.end().await.1, Some(4409));
    let state = scene.state().await;
    assert_eq!(state.people[&mona].kind, ParticipantKind::Member);
    assert_eq!(scene.try_page(&phone, "face=seat").await.err(), Some(401));
}

#[tokio::test]
async fn a_member_takes_over_their_guest_seat_in_the_same_browser() {
    let world = World::new().await;
    let scene = world.scene(Stage::Open).await;
    let guest = scene.guest();
    let mine = format!("/api/workshops/{}/seats/mine", scene.workshop);
    let wanted = json!({ "from": guest.person() });
    let _ = world.member.post(&mine, &wanted).await.expect(403);
    let both = world.app.twin(&world.member);
    for pair in guest.cookies().split("; ") {
        let (name, value) = pair.split_once('=').unwrap();
        both.set_cookie(name, value);
    }
    scene.execute(&world.facilitator, [Command::Walls(WallCommand::OpenVoting { cap: 2 })]).await;
    let voted = scene.notes[0];
    scene.page(guest, "face=seat").await.execute(Command::Walls(WallCommand::Vote { note: voted, on: true })).await;
    let _ = both.post(&mine, &wanted).await.expect(201);
    assert_eq!(world.app.app.store.votes(scene.workshop).await.unwrap(), [(world.member.person(), voted)]);
    let mut page = scene.page(&world.member, "face=seat").await;
    page.execute(Command::Walls(WallCommand::Vote { note: voted, on: false })).await;
    assert_eq!(world.app.app.store.votes(scene.workshop).await.unwrap(), [], "it is hers to take back");
    let state = scene.state().await;
    assert!(!state.people.contains_key(&guest.person()));
    assert_eq!(state.notes[&scene.guest_notes[0]].author, Some(world.member.person()));
    assert!(!both.cookies().contains("readyroom_guest"), "{}", both.cookies());
}

#[tokio::test]
async fn two_devices_are_one_person() {
    let world = World::new().await;
    let scene = world.scene(Stage::Investigating).await;
    let laptop = scene.page(&world.investigator, "face=bench").await;
    let mut laptop = laptop;
    let phone = world.app.twin(&world.investigator);
    let mut phone = scene.page(&phone, "face=seat").await;
    let ines = world.investigator.person();
    let faces = |wanted: &'static [Face]| {
        move |message: &ServerMessage| match message {
            ServerMessage::Presence { people } => {
                people.iter().filter(|one| one.person == ines).map(|one| one.faces.as_slice()).eq([wanted])
            }
            _ => false,
        }
    };
    laptop.until(faces(&[Face::Bench, Face::Seat])).await;
    // What each device made has an id of its own; what comes twice counts once.
    let (first, second) = (NoteId(new_id()), NoteId(new_id()));
    let id = CommandId(new_id());
    let accepted = phone.command_as(id, add_note(first, "from the phone")).await.0;
    assert!(matches!(accepted, CommandOutcome::Accepted(_)));
    assert_eq!(laptop.command_as(id, add_note(first, "from the phone")).await.0, accepted);
    laptop.execute(add_note(second, "from the laptop")).await;
    drop(phone);
    laptop.until(faces(&[Face::Bench])).await;
    laptop.execute(Command::Rounds(RoundCommand::ClearStuck { round: RoundNumber(2) })).await;
    let state = scene.state().await;
    assert!(state.people[&ines].present);
    assert!([first, second].iter().all(|note| state.notes[note].author == Some(ines)));
}

/// A person who joins at any time sees what the others see, and has the same rights.
#[tokio::test]
async fn a_person_can_join_late_and_reconnect() {
    let world = World::new().await;
    for stage in [Stage::Doors, Stage::Open, Stage::Dealt, Stage::Investigating, Stage::Debriefing, Stage::Reflecting] {
        let scene = world.scene(stage).await;
        let grace = scene.comes(json!({ "as": "guest", "name": "Grace" })).await;
        let mut page = scene.page(&grace, "face=seat").await;
        let (_, audience, mine) = welcomed(&mut page).await;
        let (_, _, theirs) = welcomed(&mut scene.page(&world.owner, "face=seat").await).await;
        assert_eq!((audience, mine), (Audience::Everyone, theirs), "{stage:?}");
        let note = NoteId(new_id());
        page.execute(add_note(note, "what did I miss?")).await;
        page.execute(Command::People(PeopleCommand::SetWhereabouts {
            person: grace.person(),
            whereabouts: Whereabouts::Remote,
        }))
        .await;
        page.execute(Command::People(PeopleCommand::Leave)).await;
        assert_eq!(page.command(add_note(NoteId(new_id()), "gone")).await.0, refused("not_joined"), "{stage:?}");
        page.execute(Command::People(PeopleCommand::Join)).await;
        page.execute(Command::Walls(WallCommand::RemoveNote { note, token: None })).await;
        let there = scene.state().await.people[&grace.person()].clone();
        assert_eq!((there.present, there.whereabouts), (true, Some(Whereabouts::Remote)), "{stage:?}");
    }
}

/// The desk can be handed over in every phase, together with everything that only it sees.
#[tokio::test]
async fn the_desk_can_be_handed_over_in_every_phase() {
    let world = World::new().await;
    for stage in [Stage::Open, Stage::Dealt, Stage::Investigating, Stage::Debriefing, Stage::Reflecting] {
        let scene = world.scene(stage).await;
        let mut old = scene.page(&world.facilitator, "face=desk").await;
        let mut owner = scene.page(&world.owner, "face=desk").await;
        assert_eq!(welcomed(&mut old).await.1, Audience::Desk);
        assert_eq!(welcomed(&mut owner).await.1, Audience::Everyone);
        // The facilitator vanished: the owner takes over.
        scene
            .execute(&world.owner, [Command::People(PeopleCommand::HandOverFacilitator { to: world.owner.person() })])
            .await;
        assert_eq!(welcomed(&mut owner).await.1, Audience::Desk, "{stage:?}");
        let (_, audience, entities) = welcomed(&mut old).await;
        assert_eq!(audience, Audience::Everyone, "{stage:?}");
        assert!(!entities.iter().any(|entity| matches!(entity, Entity::Briefing(_))), "{stage:?}");
        owner.execute(Command::People(PeopleCommand::HandOverScribe { to: Some(scene.guest().person()) })).await;
        scene
            .execute(
                &world.owner,
                [Command::People(PeopleCommand::HandOverFacilitator { to: world.facilitator.person() })],
            )
            .await;
        assert_eq!(welcomed(&mut old).await.1, Audience::Desk, "{stage:?}");
        old.execute(Command::People(PeopleCommand::HandOverScribe { to: Some(world.scribe.person()) })).await;
    }
    let scene = world.scene(Stage::Investigating).await;
    scene
        .execute(&world.scribe, [Command::People(PeopleCommand::HandOverScribe { to: Some(world.member.person()) })])
        .await;
    let steps = [Command::Rounds(RoundCommand::StartDebrief { round: RoundNumber(2) })];
    scene.execute(&world.investigator, steps).await;
    assert_eq!(scene.state().await.scribe, Some(world.member.person()), "the scribe hands the sheet over themselves");
}
