//! What ships with the product: the packs, and the example in the documentation.

use std::path::{Path, PathBuf};

use domain::scenario::{Difficulty, Origin};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios")
}

#[test]
fn everything_that_ships_is_without_fault() {
    let report = scenario::check_paths(&[folder()]);
    assert!(report.faults.is_empty(), "{report}");
}

#[test]
fn the_starter_pack_keeps_its_promises() {
    let files: Vec<(String, Vec<u8>)> = std::fs::read_dir(folder().join("starter"))
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap()))
        .collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let pack = scenario::read_pack(&files).unwrap();

    assert_eq!((pack.licence.as_str(), pack.version.is_some(), pack.authors.len()), ("Apache-2.0", true, 1));
    assert!(pack.scenarios.len() >= 16, "{} scenarios", pack.scenarios.len());
    assert_eq!(pack.scenarios[0].difficulty, Difficulty::Easy, "the first that a newcomer meets is easy");
    let mut links = Vec::new();
    for scenario in &pack.scenarios {
        let slug = &scenario.slug;
        assert!(scenario.evidence.len() >= 4, "{slug} has at least four pieces of evidence");
        assert!(scenario.evidence.iter().any(|evidence| evidence.misleading), "{slug} has something misleading");
        assert!(!scenario.hints.is_empty(), "{slug} has hints");
        match &scenario.origin {
            Origin::Real { link: Some(link), date: Some(_), .. } => {
                assert!(!links.contains(&link), "{slug} has an incident of its own");
                links.push(link);
            }
            origin => panic!("{slug} derives from a public incident with link and date, not from {origin:?}"),
        }
    }
}

#[test]
fn the_documentation_s_examples_are_read() {
    let page = include_str!("../../../docs/scenario-files.md");
    let examples: Vec<&str> = page
        .split("\n```yaml\n")
        .skip(1)
        .filter_map(|rest| rest.split_once("\n```").map(|(example, _)| example))
        .collect();
    let [card, pack, ..] = examples.as_slice() else { panic!("{} examples", examples.len()) };
    let files = [("orders-wait.yaml", card.as_bytes()), ("pack.yaml", pack.as_bytes())];
    let pack = scenario::read_pack(&files).unwrap();
    assert_eq!(
        scenario::write(&pack.scenarios[0]).lines().count(),
        card.lines().count() + 2,
        "two bodies become blocks"
    );

    let faulty = card.replace("title: Orders", "titel: Orders").replacen("at: -12m", "at: 12m", 1);
    let faults = scenario::read_scenario("orders-wait.yaml", &faulty).unwrap_err();
    for fault in &faults {
        assert!(page.contains(&fault.to_string()), "{fault}");
    }
    assert_eq!(faults.len(), 2);
}
