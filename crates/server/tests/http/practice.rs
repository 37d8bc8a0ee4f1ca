//! Practising alone: what is sent, and to whom.

use api::practice::{PracticeRun, PracticeSummary};
use api::scenario::{ScenarioDetail, ScenarioSummary};
use domain::investigation::How;
use domain::scenario::{Evidence, EvidenceContent, Hint, Release, Scenario};
use serde_json::{Value, json};
use testkit::app::TestApp;
use testkit::client::Client;

use crate::world::content;

/// What stands in a piece, a hint or the truth and must not be sent too early.
const SECRETS: [&str; 7] =
    ["secret-back-1", "secret-back-2", "secret-asked", "secret-after", "secret-hint", "secret-cause", "secret-path"];

fn piece(id: &str, release: Release) -> Evidence {
    Evidence {
        id: id.into(),
        offset_s: -60,
        release,
        misleading: false,
        content: EvidenceContent::Log {
            title: Some(format!("title of {id}")),
            sender: None,
            lines: vec![format!("secret-{id}")],
        },
    }
}

fn card() -> Scenario {
    Scenario {
        evidence: vec![
            piece("back-1", Release::Back),
            piece("asked", Release::Asked { ask: "the dead letters of order-events".into() }),
            piece("after", Release::After { minutes: 6 }),
            piece("back-2", Release::Back),
        ],
        hints: vec![Hint { after_minutes: 4, text: "secret-hint".into() }],
        cause: "secret-cause".into(),
        reference_path: vec!["secret-path".into(), "then".into(), "done".into()],
        notes: "secret-notes".into(),
        ..content()
    }
}

async fn begin(app: &TestApp, who: &Client) -> (ScenarioDetail, PracticeRun) {
    let team = format!("/api/teams/{}", who.team());
    let card: ScenarioDetail =
        who.post(&format!("{team}/scenarios"), &json!({ "content": card() })).await.expect(201).json();
    let run = who.post(&format!("{team}/scenarios/{}/practice", card.id), &()).await.expect(201).json();
    app.clock.forward_minutes(1);
    (card, run)
}

#[tokio::test]
async fn evidence_is_not_sent_before_it_is_shown() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let (_, run) = begin(&app, &owner).await;
    let path = format!("/api/teams/{}/practice/{}", owner.team(), run.id);
    let mut seen: Vec<&str> = Vec::new();
    let sees = async |wanted: &[&str]| {
        let text = owner.get(&path).await.expect(200).text();
        for secret in SECRETS {
            assert_eq!(text.contains(secret), wanted.contains(&secret), "{secret} with {wanted:?} in {text}");
        }
        assert!(!text.contains("secret-notes"), "they are the facilitator's");
    };
    let does = async |what: Value| owner.post(&path, &what).await.expect(200).json::<PracticeRun>();
    sees(&seen).await;
    assert_eq!(does(json!({ "do": "turn_over" })).await.face_down, 1);
    seen.push("secret-back-1");
    sees(&seen).await;
    let missed = does(json!({ "do": "ask", "text": "the weather" })).await;
    assert!(missed.can_ask.is_empty() && missed.steps[0].shown.evidence.is_none());
    sees(&seen).await;
    let missed = does(json!({ "do": "ask", "text": "is it DNS?" })).await;
    assert_eq!(missed.can_ask, ["the dead letters of order-events"]);
    let found = does(json!({ "do": "ask", "text": "Are there dead letters?" })).await;
    assert_eq!(found.steps[2].shown.evidence.as_deref(), Some("asked"));
    seen.push("secret-asked");
    sees(&seen).await;
    let _ = does(json!({ "do": "take_hint" })).await;
    seen.push("secret-hint");
    sees(&seen).await;
    app.clock.forward_minutes(5);
    seen.push("secret-after");
    sees(&seen).await;
    let over = does(json!({ "do": "conclude", "theory": "A queue that is full" })).await;
    seen.extend(["secret-cause", "secret-path", "secret-back-2"]);
    sees(&seen).await;
    let last = over.evidence.last().unwrap();
    assert_eq!((last.id.as_str(), last.how), ("back-2", How::Afterwards));
    assert_eq!(over.theory.as_deref(), Some("A queue that is full"));
    let judged = does(json!({ "do": "judge", "outcome": "solved_with_help" })).await;
    assert!(judged.outcome.is_some());
    assert_eq!(owner.post(&path, &json!({ "do": "turn_over" })).await.expect(422).code(), "rule");
}

#[tokio::test]
async fn practices_are_visible_to_their_owner_only() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let member = app.member(&owner, "Mona").await;
    let lists = async || {
        let team = format!("/api/teams/{}", owner.team());
        let cards: Vec<ScenarioSummary> = owner.get(&format!("{team}/scenarios")).await.expect(200).json();
        (cards.iter().map(|card| card.practised).sum::<u32>(), owner.get(&team).await.expect(200).text())
    };
    let (_, run) = begin(&app, &member).await;
    let before = lists().await;
    let path = format!("/api/teams/{}/practice/{}", owner.team(), run.id);
    let _ = member.post(&path, &json!({ "do": "conclude" })).await.expect(200);
    let _ = member.post(&path, &json!({ "do": "judge", "outcome": "solved" })).await.expect(200);
    assert_eq!(lists().await, before);
    let mine = format!("/api/teams/{}/practice", owner.team());
    assert_eq!(owner.get(&mine).await.expect(200).json::<Vec<PracticeSummary>>().len(), 0);
    assert_eq!(member.get(&mine).await.expect(200).json::<Vec<PracticeSummary>>().len(), 1);
    let _ = owner.get(&path).await.expect(404);
    let _ = owner.delete(&path).await.expect(404);
    let _ = member.delete(&path).await.expect(204);
    let _ = member.get(&path).await.expect(404);
}

#[tokio::test]
async fn a_practice_keeps_its_wording() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let (card, run) = begin(&app, &owner).await;
    let mut content = card.content.clone();
    content.brief = "Quite another brief.".into();
    let changed = json!({ "revision": card.revision, "content": content });
    let scenario = format!("/api/teams/{}/scenarios/{}", owner.team(), card.id);
    let _ = owner.put(&scenario, &changed).await.expect(200);
    let path = format!("/api/teams/{}/practice/{}", owner.team(), run.id);
    assert_eq!(owner.get(&path).await.expect(200).json::<PracticeRun>().brief, "Nothing arrives.");
    // A card that was put away is not begun any more.
    let _ = owner.delete(&scenario).await.expect(204);
    let _ = owner.post(&format!("{scenario}/practice"), &()).await.expect(404);
    let _ = owner.get(&path).await.expect(200);
}
