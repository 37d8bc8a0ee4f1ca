//! Reports behind links.

use api::report_link::{NewReportLink, ReportLinks};
use api::scenario::{ScenarioDetail, StoredPicture};
use axum::http::Method;
use documents::report::{MomentKind, Report};
use domain::id::GuessId;
use domain::scenario::{Evidence, EvidenceContent, Picture, Release};
use domain::workshop::{Command, DebriefCommand, HatCommand, Outcome, RoundCommand, RoundNumber};
use serde_json::json;
use testkit::app::TestApp;
use testkit::live::{new_id, typed};

use crate::world::{content, png};

fn shown(hash: String) -> Evidence {
    Evidence {
        id: "graph".into(),
        offset_s: 0,
        release: Release::Back,
        misleading: false,
        content: EvidenceContent::Picture {
            title: Some("Queue depth".into()),
            sender: None,
            picture: Picture { source: hash, alt: "It grows".into() },
            caption: String::new(),
        },
    }
}

#[tokio::test]
async fn a_link_shows_one_report_with_its_pictures_and_nothing_else() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let team = format!("/api/teams/{}", owner.team());
    let png = Some(("image/png", png()));
    let stored: StoredPicture = owner.send(Method::POST, &format!("{team}/pictures"), png).await.expect(201).json();
    let mut card = content();
    card.evidence = vec![shown(stored.hash.clone())];
    let made = owner.post(&format!("{team}/scenarios"), &json!({ "content": card })).await;
    let card: ScenarioDetail = made.expect(201).json();
    let workshop = app.planned(&owner, owner.person(), None, &[card.id]).await;
    let mut desk = app.open(&owner, workshop).await;
    desk.execute(Command::Hat(HatCommand::PassHat)).await;
    desk.execute(Command::Rounds(RoundCommand::OpenCard { round: RoundNumber(1) })).await;
    desk.execute(Command::Rounds(RoundCommand::RevealEvidence {
        round: RoundNumber(1),
        evidence: Some("graph".into()),
    }))
    .await;
    desk.execute(Command::Debrief(DebriefCommand::WriteGuess {
        guess: GuessId(new_id()),
        round: RoundNumber(1),
        text: typed("The disk"),
        token: None,
    }))
    .await;
    desk.execute(Command::Rounds(RoundCommand::FinishRound { round: RoundNumber(1), outcome: Outcome::Solved })).await;
    let links = format!("/api/workshops/{workshop}/report-links");
    let _ = owner.post(&links, &json!({ "names": false })).await.expect(409);
    let _ = app.close(&mut desk).await;

    assert_eq!(owner.post(&links, &json!({ "names": false })).await.expect(403).code(), "not_allowed");
    let _ = owner.put(&format!("{team}/public-reports"), &json!({ "allowed": true })).await.expect(200);
    let made: NewReportLink = owner.post(&links, &json!({ "names": false })).await.expect(201).json();
    let token = made.link.rsplit('/').next().unwrap().to_owned();
    let list: ReportLinks = owner.get(&links).await.expect(200).json();
    assert_eq!((list.allowed, list.links.len(), list.links[0].created_by.as_str()), (true, 1, "Olive"));

    let reader = app.client();
    let path = format!("/api/reports/{token}");
    let answer = reader.get(&path).await.expect(200);
    assert!(!answer.text().contains("Olive"), "{}", answer.text());
    assert_eq!((answer.header("x-robots-tag"), answer.header("referrer-policy")), ("noindex, nofollow", "no-referrer"));
    let report: Report = answer.json();
    assert_eq!((report.cards[0].guesses[0].text.as_str(), &report.cards[0].guesses[0].by), ("The disk", &None));
    assert_eq!((report.headcount, report.people.len(), report.without_names), (1, 0, true));
    let given = report.timeline.iter().find(|moment| moment.kind == MomentKind::EvidenceGiven).unwrap();
    assert_eq!(given.picture.as_ref().map(|picture| picture.hash.as_str()), Some(stored.hash.as_str()));
    let picture = reader.get(&format!("{path}/pictures/{}", stored.hash)).await.expect(200);
    assert_eq!((picture.header("content-type"), picture.header("cache-control")), ("image/png", "no-store"));
    let _ = reader.get(&format!("{path}/pictures/{}", "0".repeat(64))).await.expect(404);
    let _ = reader.get(&format!("{team}/pictures/{}", stored.hash)).await.expect(401);

    let _ = owner.delete(&format!("{links}/{}", made.id)).await.expect(204);
    let _ = reader.get(&path).await.expect(404);
    let _ = reader.get(&format!("{path}/pictures/{}", stored.hash)).await.expect(404);

    let again: NewReportLink = owner.post(&links, &json!({ "names": true })).await.expect(201).json();
    let path = format!("/api/reports/{}", again.link.rsplit('/').next().unwrap());
    assert!(reader.get(&path).await.expect(200).text().contains("Olive"));
    for allowed in [false, true] {
        let _ = owner.put(&format!("{team}/public-reports"), &json!({ "allowed": allowed })).await.expect(200);
        let _ = reader.get(&path).await.expect(404);
    }
}

#[tokio::test]
async fn guessing_report_links_is_limited() {
    let app = TestApp::start().await;
    let reader = app.client();
    for _ in 0..120 {
        let _ = reader.get(&format!("/api/reports/{}", new_id())).await.expect(404);
    }
    let _ = reader.get(&format!("/api/reports/{}", new_id())).await.expect(429);
}
