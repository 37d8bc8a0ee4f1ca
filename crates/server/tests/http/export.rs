//! Everything of a team, read back from the file.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use api::runbook::Runbook;
use documents::paper::{PaperCard, PaperWorkshop};
use domain::id::NoteId;
use domain::workshop::{Command, Wall, WallCommand};
use serde_json::json;
use testkit::app::TestApp;
use testkit::live::{new_id, typed};
use zip::ZipArchive;

use crate::world::paper;

#[tokio::test]
async fn an_export_holds_everything_but_secrets() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let _member = app.member(&owner, "Mona").await;
    let cards = app.cards(&owner).await;
    let away = cards[cards.len() - 1];
    let path = format!("/api/teams/{}", owner.team());
    let _ = owner.delete(&format!("{path}/scenarios/{away}")).await.expect(204);
    let runbook = json!({ "title": "Dead letters", "text": "Look at the *oldest* first.", "systems": [] });
    let kept: Runbook = owner.post(&format!("{path}/runbooks"), &runbook).await.expect(201).json();
    let runbook = json!({ "title": "Out of date", "text": "Restart it.", "systems": [] });
    let thrown: Runbook = owner.post(&format!("{path}/runbooks"), &runbook).await.expect(201).json();
    let archived = json!({
        "revision": 0, "title": "Out of date", "text": "Restart it.", "systems": [], "state": "archived",
    });
    let _ = owner.put(&format!("{path}/runbooks/{}", thrown.summary.id), &archived).await.expect(200);
    let keep = json!({ "workshop_months": 24, "guest_days": 30 });
    let _ = owner.put(&format!("{path}/retention"), &keep).await.expect(200);
    let paper: PaperWorkshop = PaperWorkshop {
        cards: vec![PaperCard {
            scenario: None,
            title: "Slow DNS".into(),
            ..paper(owner.person(), away).cards.remove(0)
        }],
        ..paper(owner.person(), away)
    };
    let _ = owner.post(&format!("{path}/paper"), &paper).await.expect(201);
    let workshop = app.planned(&owner, owner.person(), None, &cards[..1]).await;
    let mut desk = app.open(&owner, workshop).await;
    let text = typed("The alarm names no queue");
    desk.execute(Command::Walls(WallCommand::AddNote {
        note: NoteId(new_id()),
        wall: Wall::Crappy,
        text,
        round: None,
        token: None,
    }))
    .await;
    let _ = app.close(&mut desk).await;
    let planned = app.planned(&owner, owner.person(), None, &cards[..1]).await;

    let answer = owner.get(&format!("/api/teams/{}/export.zip", owner.team())).await.expect(200);
    assert_eq!(answer.header("content-type"), "application/zip");
    let disposition = answer.header("content-disposition").to_owned();
    assert!(
        disposition.starts_with("attachment; filename=\"team-") && disposition.ends_with(".zip\""),
        "{disposition}"
    );
    let files = unzipped(&answer.body);
    let text = |name: &str| String::from_utf8(files[name].clone()).unwrap();
    for name in ["README.md", "team.json", "systems.json", "scenarios/pack.yaml", "actions.json"] {
        assert!(files.contains_key(name), "{name}");
    }
    assert!(text("members.json").contains("mona@example.com"));
    assert!(text("actions.csv").contains("\"Alert on the age of the oldest dead letter\""));
    assert!(text(&format!("workshops/{workshop}/report.md")).contains("The alarm names no queue"));
    assert!(text(&format!("workshops/{workshop}/log.jsonl")).lines().count() > 3);
    assert!(text("workshops.json").contains(&planned.to_string()));
    assert!(!files.keys().any(|name| name.contains(&planned.to_string())), "only closed workshops are exported");

    let team: serde_json::Value = serde_json::from_slice(&files["team.json"]).unwrap();
    assert_eq!(team["retention"], keep);
    let runbooks: Vec<_> = files.keys().filter(|name| name.starts_with("runbooks/")).collect();
    assert_eq!(runbooks.len(), 2, "the kept one and the draft of the round on paper: {runbooks:?}");
    let kept = format!("runbooks/{}.md", kept.summary.id);
    assert_eq!(text(&kept), "# Dead letters\n\nLook at the *oldest* first.\n");

    let pack = |folder: &str| {
        let files: Vec<_> =
            files.iter().filter_map(|(name, bytes)| Some((name.strip_prefix(folder)?, bytes.as_slice()))).collect();
        scenario::read_pack(&files).unwrap_or_else(|faults| panic!("{faults:?}")).scenarios
    };
    assert_eq!(pack("scenarios/").len(), cards.len() - 1);
    assert_eq!(pack("scenarios-archived/").len(), 1, "what is put away is kept; a headline alone stands in its report");

    let account = app.app.store.account(owner.person()).await.unwrap().unwrap();
    let hash = account.password_hash.unwrap();
    let cookies = owner.cookies();
    let secrets = ["$argon2", hash.as_str(), cookies.split('=').next_back().unwrap(), "token"];
    for (name, bytes) in files.iter().filter(|(name, _)| *name != "README.md" && !name.starts_with("scenarios")) {
        let content = String::from_utf8_lossy(bytes);
        assert!(!secrets.iter().any(|secret| content.contains(secret)), "{name}: {content}");
    }
}

/// The files of an archive; their names stay within the folder that it is unpacked into.
pub(crate) fn unzipped(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut files = BTreeMap::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let name = file.name().unwrap().into_owned();
        assert_eq!(file.enclosed_name().and_then(|path| path.to_str().map(str::to_owned)), Some(name.clone()));
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        assert!(files.insert(name.clone(), bytes).is_none(), "{name} is there twice");
    }
    files
}
