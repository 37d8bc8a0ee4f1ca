//! Scenarios: written, changed by two at once, as files, and the starter pack.

use api::preparation::Preparation;
use api::problem::Problem;
use api::scenario::{Added, ScenarioDetail, ScenarioSummary, StarterPack};
use api::team::System;
use api::workshop::WorkshopSummary;
use axum::http::Method;
use domain::id::{RevisionId, ScenarioId};
use domain::preparation::Item;
use domain::scenario::{Draft, Scenario};
use serde_json::{Value, json};
use testkit::app::TestApp;
use testkit::client::Client;
use testkit::live::new_id;
use testkit::workshops::plan;

use crate::world::content;

async fn upload(client: &Client, yaml: &str) -> testkit::client::HttpAnswer {
    let path = format!("/api/teams/{}/scenarios/upload", client.team());
    client.send(Method::POST, &path, Some(("application/yaml", yaml.as_bytes().to_vec()))).await
}

#[tokio::test]
async fn a_card_is_written_and_changed() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let scenarios = format!("/api/teams/{}/scenarios", owner.team());
    let mut card = content();
    let first: ScenarioDetail = owner.post(&scenarios, &json!({ "content": card })).await.expect(201).json();
    let twin: ScenarioDetail = owner.post(&scenarios, &json!({ "content": card })).await.expect(201).json();
    assert_eq!(twin.content.slug, format!("{}-2", first.content.slug));

    card.cause = "A poison message.".into();
    let path = format!("{scenarios}/{}", first.id);
    let change = json!({ "revision": first.revision, "content": card });
    let second: ScenarioDetail = owner.put(&path, &change).await.expect(200).json();
    assert_ne!(second.revision, first.revision);
    assert_eq!(owner.put(&path, &change).await.expect(409).code(), "changed");

    let list: Vec<ScenarioSummary> = owner.get(&scenarios).await.expect(200).json();
    assert_eq!((list.len(), list[0].written_by.as_deref()), (2, Some("Olive")));
    assert!(!owner.get(&scenarios).await.text().contains("poison"), "a list spoils nothing");
    let _ = owner.delete(&path).await.expect(204);
    assert_eq!(owner.get(&scenarios).await.json::<Vec<ScenarioSummary>>().len(), 1);
}

#[tokio::test]
async fn required_fields_of_a_card_are_few_and_enforced() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let scenarios = format!("/api/teams/{}/scenarios", owner.team());
    let check = async |change: fn(&mut domain::scenario::Scenario), field: &str| {
        let mut card = content();
        change(&mut card);
        let refused = owner.post(&scenarios, &json!({ "content": card })).await.expect(422);
        assert_eq!(refused.json::<Value>()["field"], field);
    };
    check(|card| card.brief.clear(), "brief").await;
    check(|card| card.systems.clear(), "systems").await;
    check(|card| card.minutes = 90, "minutes").await;
}

#[tokio::test]
async fn a_draft_goes_into_no_hat() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let scenarios = format!("/api/teams/{}/scenarios", owner.team());
    let saved: ScenarioDetail = owner.post(&scenarios, &json!({ "content": content() })).await.expect(201).json();
    let mut row = app.app.store.scenario(owner.team(), saved.id).await.unwrap().unwrap();
    let headline = Scenario { slug: "headline".into(), brief: String::new(), ..content() };
    (row.id, row.revision) = (ScenarioId(new_id()), RevisionId(new_id()));
    row.content = Draft(headline).into();
    assert!(app.app.store.create_scenarios(vec![row.clone()]).await.unwrap().is_empty());

    let workshops = format!("/api/teams/{}/workshops", owner.team());
    let wanted = |cards: &[ScenarioId]| json!({ "plan": plan(), "facilitator": owner.person(), "cards": cards });
    let refused = owner.post(&workshops, &wanted(&[saved.id, row.id])).await.expect(422);
    assert_eq!(refused.code(), "rule");
    let planned: WorkshopSummary = owner.post(&workshops, &wanted(&[saved.id])).await.expect(201).json();
    let change = owner.put(&format!("/api/workshops/{}", planned.id), &wanted(&[saved.id, row.id])).await;
    assert_eq!(change.expect(422).code(), "rule");
}

#[tokio::test]
async fn the_starter_pack_is_added_once_with_its_systems_and_pictures() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let pack = format!("/api/teams/{}/packs/starter", owner.team());
    let added: Added = owner.post(&pack, &()).await.expect(201).json();
    assert_eq!((added.added.len(), added.there_already), (19, 0));
    let again: Added = owner.post(&pack, &()).await.expect(201).json();
    assert_eq!((again.added.len(), again.there_already), (0, 19));
    let mut pictures = 0;
    for card in &added.added {
        let path = format!("/api/teams/{}/scenarios/{}", owner.team(), card.id);
        let detail: ScenarioDetail = owner.get(&path).await.expect(200).json();
        let pack = detail.content.pack.as_ref().unwrap();
        assert_eq!((pack.title.as_str(), pack.licence.as_str()), ("Starter pack", "Apache-2.0"));
        assert_eq!((pack.version.as_deref(), pack.authors.as_slice()), (Some("1.0"), &["Readyroom".to_owned()][..]));
        for picture in detail.content.evidence.iter().filter_map(|piece| piece.content.picture()) {
            let path = format!("/api/teams/{}/pictures/{}", owner.team(), picture.source);
            assert_eq!(owner.get(&path).await.expect(200).header("content-type"), "image/png");
            pictures += 1;
        }
    }
    assert!(pictures > 0, "the pack has pictures");
    assert!(owner.get(&format!("/api/teams/{}/systems", owner.team())).await.text().contains("orders-api"));
}

#[tokio::test]
async fn systems_of_the_starter_pack_stay_apart_or_become_the_teams_own() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let (pack, systems) =
        (format!("/api/teams/{}/packs/starter", owner.team()), format!("/api/teams/{}/systems", owner.team()));
    let described: StarterPack = owner.get(&pack).await.expect(200).json();
    assert_eq!((described.title.as_str(), described.cards), ("Starter pack", 19));
    assert!(described.systems.iter().any(|system| system.name == "orders-api"));
    let checkout: System = owner.post(&systems, &json!({ "name": "checkout" })).await.expect(201).json();
    let unknown = json!({ "systems": { "no-such": checkout.id } });
    assert_eq!(owner.post(&pack, &unknown).await.expect(422).json::<Value>()["field"], "systems");
    let mapping = json!({ "systems": { "orders-api": checkout.id, "shop-web": checkout.id } });
    let added: Added = owner.post(&pack, &mapping).await.expect(201).json();
    let named: Vec<_> = added.added.iter().flat_map(|card| &card.systems).collect();
    assert!(named.iter().any(|name| *name == "checkout") && !named.iter().any(|name| *name == "orders-api"));
    for card in &added.added {
        assert!(card.systems.iter().filter(|name| *name == "checkout").count() <= 1, "each once: {card:?}");
    }

    // The others are the pack's until somebody links them.
    let all: Vec<System> = owner.get(&systems).await.expect(200).json();
    let find = |name: &str| all.iter().find(|system| system.name == name);
    assert!(find("orders-api").is_none());
    assert_eq!(find("checkout").unwrap().pack, None);
    let broker = find("broker").unwrap();
    assert_eq!(broker.pack.as_deref(), Some("Starter pack"));
    let path = format!("{systems}/{}", broker.id);
    let renamed = json!({ "name": "broker", "about": "Holds the queues", "pack": "Starter pack" });
    assert_eq!(owner.put(&path, &renamed).await.expect(200).json::<System>().pack.as_deref(), Some("Starter pack"));
    let link = json!([{ "kind": "logs", "name": "Logs", "url": "https://logs.example" }]);
    let linked = json!({ "name": "broker", "pack": "Starter pack", "links": link });
    assert_eq!(owner.put(&path, &linked).await.expect(200).json::<System>().pack, None);

    // Before a workshop nobody is asked to link what is invented.
    let cards: Vec<_> = added.added.iter().map(|card| card.id).collect();
    let workshop = app.planned(&owner, owner.person(), None, &cards).await;
    let before: Preparation = owner.get(&format!("/api/workshops/{workshop}/preparation")).await.expect(200).json();
    let links = before.checks.iter().find(|check| check.item == Item::Links).unwrap();
    assert_eq!(links.names, ["checkout"]);
}

#[tokio::test]
async fn some_cards_of_the_starter_pack_are_added_with_what_belongs_to_them() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let cards = format!("/api/teams/{}/packs/starter/cards", owner.team());
    let titles = json!({ "titles": ["No order mails since lunch", "Photos cannot be saved", "Nobody knows this one"] });
    let added: Added = owner.post(&cards, &titles).await.expect(201).json();
    let mut names: Vec<_> = added.added.iter().map(|card| card.title.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["No order mails since lunch", "Photos cannot be saved"]);
    let again: Added = owner.post(&cards, &titles).await.expect(201).json();
    assert_eq!((again.added.len(), again.there_already), (0, 2));
    let systems = owner.get(&format!("/api/teams/{}/systems", owner.team())).await.text();
    assert!(systems.contains("notifier") && !systems.contains("payouts"), "{systems}");
}

/// What is downloaded can be uploaded again, pictures included.
#[tokio::test]
async fn a_card_exports_to_a_file_and_imports_again() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    for card in app.cards(&owner).await {
        let path = format!("/api/teams/{}/scenarios/{card}", owner.team());
        let before: ScenarioDetail = owner.get(&path).await.expect(200).json();
        let yaml = owner.get(&format!("{path}/yaml")).await.expect(200);
        let mut after: ScenarioDetail = upload(&owner, &yaml.text()).await.expect(201).json();
        assert_eq!(after.content.slug, format!("{}-2", before.content.slug));
        after.content.slug.clone_from(&before.content.slug);
        assert_eq!(after.content, before.content);
    }
}

#[tokio::test]
async fn every_fault_of_a_file_is_named() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let refused = upload(&owner, "readyroom: 1\nid: No\ntitel: x\nminutes: 400\n").await.expect(422);
    let problem: Problem = refused.json();
    assert_eq!(problem.code, "faults");
    assert!(problem.faults.iter().any(|fault| fault.line == 3 && fault.mend.contains("title")), "{:?}", problem.faults);
    assert!(problem.faults.len() > 5, "{:?}", problem.faults);

    assert_eq!(upload(&owner, &"x".repeat(scenario::MAX_FILE + 1)).await.expect(413).code(), "too_large");
    let bomb = "a: &a [x,x,x]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]\n";
    let _ = upload(&owner, bomb).await.expect(422);
    let path = format!("/api/teams/{}/scenarios/upload", owner.team());
    let latin = Some(("application/yaml", b"title: caf\xe9".to_vec()));
    assert_eq!(owner.send(Method::POST, &path, latin).await.expect(400).code(), "malformed");
    let form = Some(("text/plain", b"readyroom: 1".to_vec()));
    assert_eq!(owner.send(Method::POST, &path, form).await.expect(415).code(), "wrong_media_type");
}

#[tokio::test]
async fn handlers_of_an_incident_are_not_part_of_a_card_s_wording() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let member = app.member(&owner, "Mona").await;
    let scenarios = format!("/api/teams/{}/scenarios", owner.team());
    let card: ScenarioDetail = owner.post(&scenarios, &json!({ "content": content() })).await.expect(201).json();
    assert!(card.handled_by.is_empty());
    let path = format!("{scenarios}/{}", card.id);
    let handlers = format!("{path}/handlers");
    let people = json!({ "people": [member.person()] });
    assert_eq!(owner.put(&handlers, &people).await.expect(200).json::<Value>(), people);
    let after: ScenarioDetail = member.get(&path).await.expect(200).json();
    assert_eq!((after.revision, after.handled_by), (card.revision, vec![member.person()]));

    let stranger = json!({ "people": [uuid::Uuid::from_u128(7)] });
    assert_eq!(owner.put(&handlers, &stranger).await.expect(422).json::<Value>()["field"], "people");
    let elsewhere = format!("{scenarios}/{}/handlers", uuid::Uuid::from_u128(7));
    let _ = owner.put(&elsewhere, &people).await.expect(404);
    let id = member.person().to_string();
    for shown in [scenarios, format!("{path}/yaml")] {
        assert!(!owner.get(&shown).await.expect(200).text().contains(&id), "{shown} does not show who handled it");
    }
}
