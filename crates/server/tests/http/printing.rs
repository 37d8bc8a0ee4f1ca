//! Cards on paper.

use std::process::Command;

use api::scenario::ScenarioSummary;
use serde_json::{Value, json};
use testkit::app::TestApp;

fn wanted(cards: &[String]) -> Value {
    json!({
        "cards": cards, "paper": "a4", "sides": "long_edge", "per_sheet": 2,
        "booklet": true, "posters": true, "scribe_sheets": 1, "blank_cards": 2,
    })
}

/// The text of a PDF, read by poppler.
fn text(pdf: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("cards.pdf");
    std::fs::write(&file, pdf).unwrap();
    let output = Command::new("pdftotext")
        .arg(&file)
        .arg("-")
        .output()
        .expect("pdftotext runs (Debian's package poppler-utils)");
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn the_whole_starter_pack_is_printed_without_a_cut() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let team = format!("/api/teams/{}", owner.team());
    let _ = owner.post(&format!("{team}/packs/starter"), &()).await.expect(201);
    let cards: Vec<ScenarioSummary> = owner.get(&format!("{team}/scenarios")).await.expect(200).json();
    let ids: Vec<String> = cards.iter().map(|card| card.id.to_string()).collect();
    for sides in ["long_edge", "short_edge", "fold", "strips"] {
        let mut wanted = wanted(&ids);
        wanted["sides"] = json!(sides);
        let answer = owner.post(&format!("{team}/prints"), &wanted).await.expect(200);
        assert_eq!(answer.header("content-type"), "application/pdf");
        let text = text(&answer.body);
        for card in &cards {
            assert!(text.contains(&card.title), "{} is not printed", card.title);
        }
        assert!(text.contains("For the facilitator only") && text.contains("Scan to open this card"));
        assert!(!text.contains("Not printed as it is"), "{sides}: {text}");
    }
}

#[tokio::test]
async fn a_print_run_has_limits() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let path = format!("/api/teams/{}/prints", owner.team());
    let nothing = json!({
        "cards": [], "paper": "a4", "sides": "fold", "per_sheet": 1, "booklet": true, "posters": false, "scribe_sheets": 0, "blank_cards": 0,
    });
    let _ = owner.post(&path, &nothing).await.expect(422);
    for (key, value) in [("per_sheet", 3), ("scribe_sheets", 21), ("blank_cards", 41)] {
        let mut wanted = wanted(&[]);
        wanted[key] = json!(value);
        let _ = owner.post(&path, &wanted).await.expect(422);
    }
    let foreign = wanted(&["00000000-0000-7000-8000-000000000000".to_owned()]);
    let _ = owner.post(&path, &foreign).await.expect(404);
}
