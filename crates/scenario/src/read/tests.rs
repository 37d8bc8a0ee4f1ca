//! A table of what is put into a good file, and of the faults that this makes.

use domain::scenario::Release;
use proptest::prelude::*;

use super::*;
use crate::testing::{self, GOOD};

fn faults(text: &str) -> Vec<String> {
    let faults = read_scenario("packs/resumes-stall.yaml", text).err().unwrap_or_default();
    faults.iter().map(|f| f.to_string().replacen("packs/resumes-stall.yaml:", "", 1)).collect()
}

#[test]
fn good_files_are_read() {
    let file = read_scenario("packs/resumes-stall.yaml", GOOD).unwrap();
    let evidence = &file.scenario.evidence;
    assert_eq!(file.scenario.slug, "resumes-stall");
    assert_eq!(file.scenario.brief.lines().count(), 2);
    let offsets: Vec<i64> = evidence.iter().map(|evidence| evidence.offset_s).collect();
    assert_eq!(offsets, [-720, -150, 300, -10_800, 0]);
    assert_eq!(evidence[1].release, Release::Asked { ask: "the log of resume-parser".to_owned() });
    assert_eq!(evidence[2].release, Release::After { minutes: 5 });
    assert!(evidence[3].misleading);
    assert_eq!(evidence[4].content.picture().map(|picture| picture.source.as_str()), Some("queue-depth.png"));
    assert_eq!(file.scenario.hints[1].after_minutes, 8);

    let odd = include_str!("../../tests/files/good/hard-words.yaml");
    let scenario = read_scenario("hard-words.yaml", odd).unwrap().scenario;
    assert_eq!(scenario.title.as_str(), "It's \"7\": a test");
    let body = |n: usize| scenario.evidence[n].content.clone().into_fields().body;
    assert_eq!(body(0), "- not a list\n  but  spaced\n\n\ttabbed");
    assert_eq!(body(1), "~/logs is full");
    assert_eq!(scenario.reference_path, ["one", "2", "* three"]);
}

#[test]
fn faults_are_reported_with_place_and_fix() {
    for case in testing::cases() {
        assert_eq!(faults(&case.text), case.expected, "{}", case.edit);
    }
}

#[test]
fn files_that_are_no_scenario() {
    let check = |text: &str, expected: &str| assert_eq!(faults(text), [expected], "{text:?}");
    let keys = "readyroom, id, title, difficulty, minutes, systems, brief, evidence, notes, hints, reference_path, cause, \
                resolution, origin, authors and pack";
    check(
        "- a\n- b\n",
        &format!("1:1: The file is a list, not a group of keys. Write its keys on lines of their own: {keys}."),
    );
    check(
        "a:b\nc: d\n",
        "2:2: This is not valid YAML: mapping values are not allowed in this context. Align the keys with spaces, write a \
         space after the colon, and put a text that has a colon in quotation marks.",
    );
    check("---\n", "2:1: The file is empty. Write something there, or remove it if it is not needed.");
    check(
        &format!("{GOOD}---\n{GOOD}"),
        "70:1: A second document begins here. Keep one to a file, and remove the line ---.",
    );
}

#[test]
fn all_faults_are_reported_at_once() {
    let text = GOOD
        .replace("minutes: 10", "minutes: 100")
        .replace("kind: log", "kind: logs")
        .replace("after: 8m", "after: 8")
        .replace("cause: |", "couse: |");
    let lines: Vec<String> = faults(&text).iter().map(|f| f.split(":").next().unwrap_or_default().to_owned()).collect();
    assert_eq!(lines, ["5", "24", "57", "63"]);
}

proptest! {
    #[test]
    fn reading_never_panics(text in ".*") {
        prop_assert!(read_scenario("a.yaml", &text).is_err_and(|faults| !faults.is_empty()));
    }

    #[test]
    fn reading_yaml_like_text_never_panics(parts in prop::collection::vec(prop::sample::select(PARTS), 0..60)) {
        prop_assert!(read_scenario("a.yaml", &parts.concat()).is_err_and(|faults| !faults.is_empty()));
    }

    #[test]
    fn reading_a_damaged_file_never_panics(
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..12, prop::sample::select(PARTS)), 1..6),
    ) {
        let mut text: Vec<char> = GOOD.chars().collect();
        for (at, length, part) in cuts {
            let start = at.index(text.len());
            text.splice(start..(start + length).min(text.len()), part.chars());
        }
        if let Err(faults) = read_scenario("resumes-stall.yaml", &String::from_iter(text)) {
            prop_assert!(!faults.is_empty());
        }
    }
}

/// What YAML is made of, and what it stumbles over.
const PARTS: &[&str] = &[
    "a",
    "id",
    ": ",
    ":",
    "\n",
    "\n  ",
    "\n\t",
    "- ",
    "-",
    "? ",
    "|",
    "|2-\n",
    ">+\n",
    "&a ",
    "*a",
    "!!str ",
    "!",
    "%",
    "@",
    "`",
    "'",
    "\"",
    "\\",
    "\\x",
    "{",
    "}",
    "[",
    "]",
    ", ",
    "#",
    " #",
    "---\n",
    "...\n",
    "<<",
    "~",
    "12",
    "-12m",
    "evidence:\n  - ",
    "é",
    "\u{feff}",
    "\u{2028}",
    "\u{0}",
    "\r",
    "\r\n",
    "%YAML 1.2\n",
];
