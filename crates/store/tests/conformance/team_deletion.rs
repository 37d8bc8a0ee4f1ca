use domain::survey::SurveyAnswer;
use store::accounts::{LinkPurpose, OneTimeLinkRow};
use store::ballots::{BallotBatch, BallotRow, CommentRow};
use store::demonstrations::MostDemonstrations;
use store::guests::GuestRow;
use store::pictures::PictureRow;
use store::surveys::{NewSurveyRound, SurveyRoundRow, SurveyRow};
use store::teams::{Joiner, TeamRow};
use store::walls::{KeptNote, WallEffects};
use store::workshops::Effects;

use crate::leaving;
use crate::outbox::{outgoing, webhook};
use crate::raw;
use crate::report_links::report_link;
use crate::rounds::{round, survey};
use crate::screens::screen;
use crate::slack::slack_app;
use crate::support::*;

on_both_addresses!(a_demo_team_leaves_nothing_behind, others_stay);

/// Puts a row of the team into every table that can have one.
async fn fill(store: &AStore, n: u8) {
    let big = u128::from(n);
    store.create_account(demo_account(big + 1)).await.unwrap();
    let visitor = Joiner::New { account: demo_account(big), session: session(n, big) };
    let most = MostDemonstrations { in_all: 9, of_an_address: 9 };
    store.create_demonstration(TeamRow { demo: true, ..team(big) }, visitor, token(n), most).await.unwrap();
    store.add_member(team_id(big), person(big + 1), domain::team::Role::Member, true, at(0)).await.unwrap();
    let (purpose, account) = (LinkPurpose::ResetPassword, Some(person(big)));
    let link = OneTimeLinkRow { token_hash: token(n), purpose, account, made_by: None, expires_at: at(9) };
    store.create_one_time_link(link).await.unwrap();
    store.create_invitation(invitation(n, big, big)).await.unwrap();
    let joiner = store::teams::Joiner::Existing(person(big + 1));
    store.accept_invitation(token(n), joiner, at(0)).await.unwrap();
    store.create_system(system(big, big, "queue")).await.unwrap();
    let media_type = "image/png".to_owned();
    let picture = PictureRow { hash: token(n), team: team_id(big), media_type, width: 1, height: 1, bytes: vec![n] };
    store.put_picture(picture).await.unwrap();
    store.create_scenarios(vec![scenario(big, big, "a")]).await.unwrap();
    store.create_practice(practice(big, big, big, big)).await.unwrap();
    let gone = seed_workshop(store, big + 1, big, 0).await;
    store.delete_workshop(cancelled(&gone)).await.unwrap();
    let row = seed_workshop(store, big, big, 0).await;
    store.set_prepared(row.id, domain::preparation::Item::RoomBooked, true).await.unwrap();
    let (id, name) = (person(big + 5), name("Grace"));
    let guest = GuestRow { id, workshop: row.id, name, token_hash: Some(token(n)), member: None, created_at: at(0) };
    store.create_guest(guest).await.unwrap();
    store.enqueue(vec![outgoing(big, big, Some(big), 0), outgoing(big + 1, big, None, 0)]).await.unwrap();
    store.put_webhook(webhook(big)).await.unwrap();
    let (channel, topic) = (domain::messages::Channel::Mail, domain::messages::Topic::Survey);
    store.set_wanted(person(big), channel, topic, false).await.unwrap();
    store.set_public_reports(team_id(big), true).await.unwrap();
    store.create_report_link(report_link(n, big)).await.unwrap();
    let screen = screen(n, &format!("CODE{n}"), at(600));
    store.create_screen(screen.clone(), None).await.unwrap();
    store.pair_screen(screen.code, row.id, person(1), at(1), at(600)).await.unwrap();
    store.put_slack_app(slack_app(big, "T1")).await.unwrap();
    store.put_handlers(team_id(big), scenario_id(big), vec![person(big)]).await.unwrap();
    let (actions, practised, drafts) = (vec![action(big)], vec![scenario_id(big)], vec![draft(big)]);
    let investigated = vec![(scenario_id(big), person(big))];
    ask(store, big).await;
    let chosen = store::retention::ChosenRetention { keep: Default::default(), at: at(0) };
    store.put_retention(team_id(big), chosen).await.unwrap();
    store.put_wall_settings(team_id(big), Default::default()).await.unwrap();
    store.put_vote(row.id, person(big), domain::id::NoteId(uuid(big)), true).await.unwrap();
    let text = domain::text::NoteText::parse("No runbook").unwrap();
    let note = domain::id::NoteId(uuid(big));
    let kept = KeptNote { note, wall: domain::workshop::Wall::Crappy, text, question: None, scenario: None };
    let walls = WallEffects { kept: Some(vec![kept]), ..WallEffects::default() };
    let closing = effects(&row, domain::workshop::Phase::Closed, Some(at(1)));
    let surroundings = Some(leaving::closing(vec![leaving::known(big, "Ada")]));
    let happened = Effects { actions, practised, investigated, drafts, walls, closing: surroundings, ..closing };
    store.append(row.id, commit(2), happened).await.unwrap();
}

/// A survey with an open round, somebody asked, and a ballot with a comment.
async fn ask(store: &AStore, big: u128) {
    store.put_survey(SurveyRow { team: team_id(big), ..survey(None) }).await.unwrap();
    let new = round(big, None);
    let round = SurveyRoundRow { team: team_id(big), ..new.round };
    let id = round.id;
    let invited = vec![(person(big), at(1))];
    store.open_survey_round(NewSurveyRound { round, invited, ..new }).await.unwrap();
    let ballot = BallotRow { id: uuid(big), nonce: [1; 32], answer: SurveyAnswer::try_from(3).unwrap() };
    let comment = CommentRow { id: uuid(big), text: "More runbooks".into() };
    store.write_ballots(id, BallotBatch { ballots: vec![ballot], comments: vec![comment] }).await.unwrap();
}

async fn a_demo_team_leaves_nothing_behind(address: &str) {
    let store = store::open(address).await.unwrap();
    store.put_setting("a".into(), "1".into()).await.unwrap();
    let empty = raw::count_rows(address).await;
    fill(&store, 10).await;
    let full = raw::count_rows(address).await;
    for (table, rows) in &full {
        assert!(*rows > 0, "{table} has no row, so this test does not check it");
    }
    store.delete_team(team_id(10)).await.unwrap();
    assert_eq!(raw::count_rows(address).await, empty);
    store.close().await;
}

async fn others_stay(address: &str) {
    let store = store::open(address).await.unwrap();
    fill(&store, 20).await;
    store.create_account(account(1)).await.unwrap();
    let before = raw::count_rows(address).await;
    fill(&store, 10).await;
    // In the team are also somebody with an address, and somebody of the other team.
    for member in [1, 20] {
        store.add_member(team_id(10), person(member), domain::team::Role::Owner, true, at(0)).await.unwrap();
    }
    store.delete_team(team_id(10)).await.unwrap();
    assert_eq!(raw::count_rows(address).await, before);
    assert!(store.member(team_id(20), person(20)).await.unwrap().is_some());
    store.close().await;
}
