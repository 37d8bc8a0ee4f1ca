//! The ballot page and messages show enough of a round to trust it, and never who took part.

use api::account::Me;
use api::ballot::{Asked, BallotRound, InvitedPerson};
use api::delivery::Delivery as Page;
use api::team::ResetLink;
use domain::id::SurveyRoundId;
use domain::messages::Channel;
use serde_json::json;
use server::delivery::{DeliveryConfig, tick, write};
use server::outbox::{Notice, outgoing};
use std::sync::Arc;
use store::surveys::SurveyRoundRow;
use testkit::app::{Database, PASSWORD, TestApp};
use testkit::client::Client;
use testkit::survey::{Ticket, ballot};

use crate::delivery::Recorder;

async fn look(who: &Client, round: SurveyRoundId) -> BallotRound {
    who.post(&format!("/api/survey-rounds/{round}/look"), &json!({})).await.expect(200).json()
}

/// Names as the page lists them: `+` for new people, `~` for names that look alike.
fn listed(round: &BallotRound) -> Vec<String> {
    let mark = |person: &InvitedPerson| {
        let joined = if person.joined { "+" } else { "" };
        let alike = if person.alike { "~" } else { "" };
        format!("{}{joined}{alike}", person.name)
    };
    round.invited.iter().map(mark).collect()
}

/// A member with a name that is no part of an address.
async fn named(app: &TestApp, owner: &Client, word: &str, name: &str) -> Client {
    let member = app.member(owner, word).await;
    let _ = member.patch("/api/account", &json!({ "name": name })).await.expect(200);
    member
}

async fn close(app: &TestApp, round: SurveyRoundId) {
    server::survey::close(&app.app, round).await.unwrap();
}

#[tokio::test]
async fn new_and_lookalike_members_are_marked() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let team = owner.team();
    let [ana, ben] = [named(&app, &owner, "Ana", "Ana Weber").await, app.member(&owner, "Ben").await];
    let first = app.survey_round(team, &[owner.person(), ana.person(), ben.person()], 3).await;
    let page = look(&ana, first.id).await;
    assert_eq!(listed(&page), ["Ana Weber", "Ben", "Olive"], "in the first round no one is new");
    assert_eq!(page.roster_change, None);
    close(&app, first.id).await;
    app.clock.forward_seconds(60);

    // Two are invented: a Cyrillic letter in a colleague's name, and an unknown person. A round that asks only them changes nothing
    // for the others.
    let twin = named(&app, &owner, "Twin", "\u{410}na Weber").await;
    let zed = app.member(&owner, "Zed").await;
    let between = app.survey_round(team, &[owner.person(), twin.person(), zed.person()], 3).await;
    close(&app, between.id).await;
    app.clock.forward_seconds(60);
    let people = [&owner, &ana, &ben, &twin, &zed].map(|person| person.person());
    let second = app.survey_round(team, &people, 3).await;
    let expected = ["Ana Weber~", "Ben", "Olive", "Zed+", "\u{410}na Weber+~"];
    assert_eq!(listed(&look(&ana, second.id).await), expected);
    assert_eq!(listed(&look(&ben, second.id).await), expected);
}

#[tokio::test]
async fn the_page_warns_when_few_people_joined_or_left() {
    let app = TestApp::start_with(Database::Sqlite, DeliveryConfig::default()).await;
    let owner = app.owner().await;
    let mut people = Vec::new();
    for name in ["Ana", "Ben", "Cleo", "Dan", "Eva"] {
        people.push(app.member(&owner, name).await);
    }
    let path = format!("/api/teams/{}/survey/rounds", owner.team());
    let asked = async |without: usize| {
        for (at, person) in people.iter().enumerate() {
            let place = format!("/api/teams/{}/members/{}", owner.team(), person.person());
            let _ = owner.patch(&place, &json!({ "responder": at >= without })).await.expect(200);
        }
        let round: api::survey_setup::OpenRound = owner.post(&path, &()).await.expect(201).json();
        let change = look(&owner, round.id).await.roster_change;
        close(&app, round.id).await;
        app.clock.forward_seconds(60);
        change
    };
    assert_eq!(asked(0).await, None);
    assert_eq!(asked(0).await, None, "no one joined or left");
    assert_eq!(asked(1).await, Some(1));
    assert_eq!(asked(5).await, Some(4));
    assert_eq!(asked(0).await, None, "as many as the threshold reveal nothing about one person");
}

#[tokio::test]
async fn an_erased_account_stays_listed_until_the_round_is_closed() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let [ana, vera] = [app.member(&owner, "Ana").await, named(&app, &owner, "Vera", "Vera Zimmermann").await];
    let round = app.survey_round(owner.team(), &[owner.person(), ana.person(), vera.person()], 3).await;
    let names = async || {
        let rows = testkit::raw::rows(&app.database).await;
        let holds = |text: &Option<String>| text.as_ref().is_some_and(|text| text.contains("Vera Zimmermann"));
        rows.into_iter()
            .filter(|(_, cells)| cells.iter().any(|(_, cell)| holds(cell)))
            .map(|(table, _)| table)
            .collect::<Vec<_>>()
    };
    let _ = ana.patch("/api/account", &json!({ "name": "Anna" })).await.expect(200);
    let _ = vera.post("/api/account/erasure", &json!({ "password": PASSWORD, "words_too": false })).await.expect(204);
    assert_eq!(names().await, ["survey_invitation"]);
    let page = look(&ana, round.id).await;
    assert_eq!(listed(&page), ["Ana", "Olive", "Vera Zimmermann"], "the names of the opening");
    assert_eq!(page.invited_count, 3);
    close(&app, round.id).await;
    assert_eq!(names().await, [""; 0]);
    assert_eq!(listed(&look(&ana, round.id).await), ["Anna", "Olive"]);
}

#[tokio::test]
async fn an_owner_with_a_password_link_cannot_enter_the_round() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let [ana, ben] = [app.member(&owner, "Ana").await, app.member(&owner, "Ben").await];
    let round = app.survey_round(owner.team(), &[owner.person(), ana.person(), ben.person()], 3).await;
    let _ = ballot(&ana, round.id, 4, None).await;
    for victim in [&ana, &ben] {
        let path = format!("/api/teams/{}/members/{}/reset-link", owner.team(), victim.person());
        let link: ResetLink = owner.post(&path, &()).await.expect(201).json();
        let secret = link.link.rsplit('/').next().unwrap().to_owned();
        let thief = app.client();
        let _ = thief
            .post("/api/password-reset", &json!({ "token": secret, "password": "a new long password" }))
            .await
            .expect(201);
        let seen = look(&thief, round.id).await;
        assert_eq!(seen.you, Asked::NeedsLink, "the same whether or not they took part");
        let me: Me = thief.get("/api/me").await.expect(200).json();
        assert_eq!(me.questions, [], "the same whether or not they took part");
        let refused = Ticket::new(&thief, round.id).await.claim(&thief, round.id).await.expect(409);
        assert_eq!(refused.code(), "link_needed");
    }
    // The link of the invitation still opens it, and messages that may go to a changed address hold no link.
    let link = server::survey::link(&app.app, &round, ben.person());
    let secret = link.split('.').nth_back(1).unwrap();
    let link = json!({ "link": { "account": ben.person(), "secret": secret } });
    let by_link: BallotRound =
        app.client().post(&format!("/api/survey-rounds/{}/look", round.id), &link).await.expect(200).json();
    assert_eq!(by_link.you, Asked::Invited);
    let written = letter(&app, &owner, Notice::SurveyInvitation { round: round.id }, &ben).await.unwrap();
    assert!(!written.button.unwrap().url.contains('#'));
    for who in [&ana, &ben] {
        for notice in [Notice::SurveyReminder { round: round.id }, Notice::SurveySendAgain { round: round.id }] {
            assert!(letter(&app, &owner, notice, who).await.is_none());
        }
    }
    // The next round is not affected.
    close(&app, round.id).await;
    app.clock.forward_seconds(1);
    let next = app.survey_round(owner.team(), &[owner.person(), ana.person(), ben.person()], 3).await;
    let ben = app.twin(&ben);
    let signed_in = json!({ "email": "ben@example.com", "password": "a new long password" });
    let _ = ben.post("/api/session", &signed_in).await.expect(201);
    assert_eq!(look(&ben, next.id).await.you, Asked::Invited);
}

async fn letter(app: &TestApp, owner: &Client, notice: Notice, to: &Client) -> Option<server::delivery::Letter> {
    let row = outgoing(&app.app, notice, Some(owner.team()), Some(to.person()), Channel::Mail, "", app.app.now());
    write(&app.app, &row, notice).await.unwrap()
}

fn words(round: &SurveyRoundRow) -> String {
    domain::survey::words(&server::ballots::keys::key_hash(&round.public_key)).join(" ")
}

#[tokio::test]
async fn every_message_about_a_round_shows_its_key_and_links_one_person_to_it() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let ana = app.member(&owner, "Ana").await;
    let round = app.survey_round(owner.team(), &[owner.person(), ana.person()], 3).await;
    let (id, key) = (round.id, words(&round));
    for notice in [
        Notice::SurveyInvitation { round: id },
        Notice::SurveyReminder { round: id },
        Notice::SurveyExtended { round: id },
    ] {
        let own = letter(&app, &owner, notice, &ana).await.unwrap();
        assert!(own.paragraphs.iter().any(|paragraph| paragraph.contains(&key)), "{:?}", own.paragraphs);
        assert_eq!(own.button.unwrap().url, server::survey::link(&app.app, &round, ana.person()));
        // What goes to the channel or the webhook of a team links to the page alone.
        let row = outgoing(&app.app, notice, Some(owner.team()), None, Channel::Webhook, "", app.app.now());
        let posted = write(&app.app, &row, notice).await.unwrap().unwrap();
        assert!(!posted.button.unwrap().url.contains('#') && !posted.event.data.to_string().contains('#'));
        assert_eq!(posted.event.data["key_words"], json!(key));
    }
}

#[tokio::test]
async fn the_message_page_does_not_show_who_was_reminded() {
    let refuse = std::iter::repeat_with(|| server::delivery::Sent::Refused("550 full".into()));
    let mail = Recorder::answering(refuse.take(20));
    let app =
        TestApp::start_with(Database::Sqlite, DeliveryConfig::default().with(Channel::Mail, Arc::clone(&mail) as _))
            .await;
    let owner = app.owner().await;
    let [ana, ben] = [app.member(&owner, "Ana").await, app.member(&owner, "Ben").await];
    let round = app.survey_round(owner.team(), &[owner.person(), ana.person(), ben.person()], 3).await;
    let _ = ballot(&ana, round.id, 4, None).await;
    let page =
        async || -> Page { owner.get(&format!("/api/teams/{}/delivery", owner.team())).await.expect(200).json() };
    let before = page().await;
    let put = async |notice: Notice| {
        for person in [&owner, &ana, &ben] {
            let to = Some(person.person());
            let row = outgoing(&app.app, notice, Some(owner.team()), to, Channel::Mail, "", app.app.now());
            app.app.store.enqueue(vec![row]).await.unwrap();
        }
    };
    put(Notice::SurveyReminder { round: round.id }).await;
    put(Notice::SurveySendAgain { round: round.id }).await;
    let waiting = page().await;
    tick(&app.app, &app.app.delivery).await.unwrap();
    assert_eq!(mail.titles().len(), 3, "two are reminded, and one is asked to send again");
    for seen in [waiting, page().await] {
        assert_eq!(serde_json::to_value(&seen).unwrap(), serde_json::to_value(&before).unwrap());
    }
    let hidden = app.app.store.stuck_outgoing(owner.team(), 10).await.unwrap();
    assert_eq!(hidden.len(), 3);
    for message in hidden {
        let path = format!("/api/teams/{}/delivery/{}", owner.team(), message.outgoing.id);
        let _ = owner.post(&(path.clone() + "/again"), &()).await.expect(404);
        let _ = owner.delete(&path).await.expect(404);
    }
    // Invitations go to everybody, whether or not they took part.
    put(Notice::SurveyInvitation { round: round.id }).await;
    tick(&app.app, &app.app.delivery).await.unwrap();
    assert_eq!(page().await.stuck.len(), 3);
}
