//! Cards of a team are exported, imported into another team, and exported again with the same bytes.

use std::collections::BTreeMap;
use std::io::Cursor;

use api::scenario::{ScenarioDetail, StoredPicture};
use axum::http::Method;
use domain::scenario::limits::{self, TextLimit};
use domain::scenario::{
    CardPack, Evidence, EvidenceContent, EvidenceFields, EvidenceKind, Hint, Origin, Picture, Release, Scenario,
    ScenarioSystem,
};
use domain::text::{SystemName, Title};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use serde_json::json;
use testkit::app::TestApp;
use testkit::client::Client;

use crate::export::unzipped;
use crate::world::content;

/// A picture with many colours, so that JPEG cannot keep it as it is.
fn picture(format: ImageFormat) -> Vec<u8> {
    let pixels = RgbImage::from_fn(90, 60, |x, y| Rgb([(x * 7) as u8, (y * 11) as u8, (x * y) as u8]));
    let mut bytes = Vec::new();
    DynamicImage::from(pixels).write_to(&mut Cursor::new(&mut bytes), format).unwrap();
    bytes
}

async fn store_picture(client: &Client, kind: &'static str, bytes: Vec<u8>) -> String {
    let path = format!("/api/teams/{}/pictures", client.team());
    client.send(Method::POST, &path, Some((kind, bytes))).await.expect(201).json::<StoredPicture>().hash
}

fn titled(title: &str) -> Scenario {
    Scenario { title: Title::parse(title).unwrap(), slug: String::new(), ..content() }
}

fn piece(id: &str, content: EvidenceContent) -> Evidence {
    Evidence { id: id.into(), offset_s: 366 * 86_400, release: Release::Back, misleading: true, content }
}

/// A card that is as large as it may be.
fn largest(png: &str) -> Scenario {
    let full = |limit: TextLimit| "é".repeat(limit.characters);
    let of_kind = |kind: EvidenceKind| {
        let picture = Picture { source: png.into(), alt: full(limits::ALT) };
        let fields = EvidenceFields {
            kind,
            title: Some(full(limits::EVIDENCE_TITLE)),
            sender: Some(full(limits::EVIDENCE_SENDER)),
            recipients: if kind.has_recipients() {
                vec![full(limits::RECIPIENT); *limits::RECIPIENTS.items.end()]
            } else {
                Vec::new()
            },
            body: full(limits::EVIDENCE_BODY),
            picture: kind.has_picture().then_some(picture),
        };
        EvidenceContent::from_fields(fields).unwrap()
    };
    Scenario {
        brief: full(limits::BRIEF),
        evidence: EvidenceKind::ALL.map(|kind| piece(kind.word(), of_kind(kind))).to_vec(),
        notes: full(limits::NOTES),
        hints: vec![Hint { after_minutes: 60, text: full(limits::HINT) }; *limits::HINTS.items.end()],
        reference_path: vec![full(limits::REFERENCE_STEP); *limits::REFERENCE_STEPS.items.end()],
        cause: full(limits::CAUSE),
        resolution: full(limits::RESOLUTION),
        authors: vec![full(limits::AUTHOR); *limits::AUTHORS.items.end()],
        pack: Some(CardPack {
            title: Title::parse(&"é".repeat(Title::LIMIT)).unwrap(),
            version: Some("1.10".into()),
            licence: full(limits::LICENCE),
            authors: vec![full(limits::AUTHOR); *limits::PACK_AUTHORS.items.end()],
        }),
        ..titled("As large as it may be")
    }
}

/// Cards at the edges of what the editor takes.
fn edges(png: &str, jpeg: &str) -> Vec<Scenario> {
    let words = || "\u{a0}Nothing: # moves\n\n\t- since noon ".to_owned();
    let pictured = |source: &str| EvidenceContent::Picture {
        title: None,
        sender: None,
        picture: Picture { source: source.into(), alt: "A \"graph\"".into() },
        caption: String::new(),
    };
    let empty = Scenario {
        evidence: Vec::new(),
        notes: " ".into(),
        cause: String::new(),
        resolution: String::new(),
        hints: Vec::new(),
        reference_path: Vec::new(),
        authors: Vec::new(),
        origin: Origin::Real { organisation: None, link: None, date: None },
        ..titled("Empty where it may be")
    };
    let unsorted = Scenario {
        hints: vec![
            Hint { after_minutes: 9, text: "Late,\nbut first".into() },
            Hint { after_minutes: 0, text: "404".into() },
        ],
        evidence: vec![
            piece("-", EvidenceContent::Chat { sender: None, title: None, message: words() }),
            piece("0", EvidenceContent::Email { sender: None, recipients: Vec::new(), subject: None, body: words() }),
        ],
        systems: vec![ScenarioSystem { name: SystemName::parse("ÜBER-x: #1").unwrap(), about: Some("~".into()) }],
        origin: Origin::Real {
            organisation: Some("null".into()),
            link: Some("https://example.org/a`{b}|^\u{feff}".into()),
            date: Some("2020-02-29".into()),
        },
        ..titled("no")
    };
    let with_pictures = Scenario {
        evidence: vec![piece("png", pictured(png)), piece("jpeg", pictured(jpeg)), piece("again", pictured(png))],
        ..titled("Pictures")
    };
    let titles = ["Pack", "pack", "con", "Con", "COM1", "🔥🔥", "日本", "---", "../../etc/passwd", &"x".repeat(120)];
    [vec![empty, unsorted, with_pictures, largest(png)], titles.map(titled).to_vec()].concat()
}

/// The files of the cards in a team's export.
async fn exported(owner: &Client) -> BTreeMap<String, Vec<u8>> {
    let answer = owner.get(&format!("/api/teams/{}/export.zip", owner.team())).await.expect(200);
    let files = unzipped(&answer.body).into_iter();
    files.filter_map(|(name, bytes)| Some((name.strip_prefix("scenarios/")?.to_owned(), bytes))).collect()
}

#[tokio::test]
async fn an_export_imports_into_an_empty_team_and_exports_the_same_bytes() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let png = store_picture(&owner, "image/png", picture(ImageFormat::Png)).await;
    let jpeg = store_picture(&owner, "image/jpeg", picture(ImageFormat::Jpeg)).await;
    let scenarios = format!("/api/teams/{}/scenarios", owner.team());
    let cards = edges(&png, &jpeg);
    for card in &cards {
        let saved: ScenarioDetail = owner.post(&scenarios, &json!({ "content": card })).await.expect(201).json();
        let change = json!({ "revision": saved.revision, "content": saved.content });
        let again: ScenarioDetail = owner.put(&format!("{scenarios}/{}", saved.id), &change).await.expect(200).json();
        assert_eq!(again.content, saved.content);
    }
    let first = exported(&owner).await;
    let names: Vec<&str> = first.keys().map(|name| name.trim_end_matches(".yaml")).collect();
    for name in ["card-pack", "card-pack-2", "card-con", "card-con-2", "card-com1"] {
        assert!(names.contains(&name), "{names:?}");
    }

    let files: Vec<(&str, &[u8])> = first.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let pack = scenario::read_pack(&files).unwrap_or_else(|faults| panic!("{faults:#?}"));
    assert_eq!(pack.scenarios.len(), cards.len());

    let other = TestApp::start().await;
    let newcomer = other.owner().await;
    let team = format!("/api/teams/{}", newcomer.team());
    for system in &pack.systems {
        let wanted = json!({ "name": system.name, "about": system.about });
        let _ = newcomer.post(&format!("{team}/systems"), &wanted).await.expect(201);
    }
    for (name, bytes) in &first {
        let kind = match name.rsplit_once('.') {
            Some((_, "png")) => "image/png",
            Some((_, "jpg")) => "image/jpeg",
            _ => continue,
        };
        let hash = store_picture(&newcomer, kind, bytes.clone()).await;
        assert!(name.starts_with(&hash), "{name} came back as {hash}");
    }
    for card in &pack.scenarios {
        let yaml = first[&format!("{}.yaml", card.slug)].clone();
        let path = format!("{team}/scenarios/upload");
        let _ = newcomer.send(Method::POST, &path, Some(("application/yaml", yaml))).await.expect(201);
    }
    let second = exported(&newcomer).await;
    assert_eq!(second.keys().collect::<Vec<_>>(), first.keys().collect::<Vec<_>>());
    for (name, bytes) in &first {
        assert_eq!(String::from_utf8_lossy(&second[name]), String::from_utf8_lossy(bytes), "{name}");
    }
}

#[tokio::test]
async fn cards_of_earlier_versions_export_to_a_readable_file() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let scenarios = format!("/api/teams/{}/scenarios", owner.team());
    let saved: ScenarioDetail = owner.post(&scenarios, &json!({ "content": content() })).await.expect(201).json();
    let row = app.app.store.scenario(owner.team(), saved.id).await.unwrap().unwrap();
    let named = |slug: &str| {
        let mut row = row.clone();
        row.id = domain::id::ScenarioId(testkit::live::new_id());
        row.revision = domain::id::RevisionId(testkit::live::new_id());
        row.content = row.content.complete().unwrap().clone().with_slug(slug.into()).into();
        row
    };
    // Earlier versions gave slugs of any name.
    let rows = ["pack", "card-pack", "nul"].map(named).to_vec();
    let nul = rows[2].id;
    assert!(app.app.store.create_scenarios(rows).await.unwrap().is_empty());
    let files = exported(&owner).await;
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert!(names.contains(&"card-pack-2.yaml") && names.contains(&"card-nul.yaml"), "{names:?}");
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    assert_eq!(scenario::read_pack(&files).unwrap_or_else(|faults| panic!("{faults:#?}")).scenarios.len(), 4);
    let file = owner.get(&format!("{scenarios}/{nul}/yaml")).await.expect(200);
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"card-nul.yaml\"");
    assert!(file.text().contains("\nid: card-nul\n"));
}

#[tokio::test]
async fn cards_of_one_pack_export_with_its_name_and_terms() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let team = format!("/api/teams/{}", owner.team());
    let _ = owner.post(&format!("{team}/packs/starter"), &()).await.expect(201);
    let read = async || {
        let files = exported(&owner).await;
        let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        scenario::read_pack(&files).unwrap_or_else(|faults| panic!("{faults:#?}"))
    };
    let starter = read().await;
    assert_eq!((starter.title.as_str(), starter.licence.as_str()), ("Starter pack", "Apache-2.0"));
    assert_eq!((starter.version.as_deref(), starter.authors.len()), (Some("1.0"), 1));

    let _ = owner.post(&format!("{team}/scenarios"), &json!({ "content": content() })).await.expect(201);
    let mixed = read().await;
    assert_ne!(mixed.title, starter.title, "a card of the team's own is among them");
    let of_starter = mixed.scenarios.iter().filter(|card| card.pack == Some(starter.card_pack()));
    assert_eq!((of_starter.count(), mixed.scenarios.len()), (19, 20));
}
