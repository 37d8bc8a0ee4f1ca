//! Writing and reading are inverse.

use domain::scenario::*;
use domain::text::{Lines, SystemName, Title, clean};
use proptest::prelude::*;

use super::*;
use crate::read_scenario;
use crate::testing::{GOOD, ODD};

#[test]
fn a_file_written_by_hand_is_written_the_same() {
    let scenario = read_scenario("resumes-stall.yaml", GOOD).unwrap().scenario;
    let expected = GOOD
        .replace(
            "body: A customer says that he uploaded a file of 900 pages. Is that a problem?",
            "body: |\n      A customer says that he uploaded a file of 900 pages. Is that a problem?",
        )
        .replace("body: \"resume-parser 4.18: new fonts\"", "body: |\n      resume-parser 4.18: new fonts")
        .replace("authors: [Readyroom]", "authors:\n  - Readyroom");
    assert_eq!(write(&scenario), expected);
}

#[test]
fn what_was_written_is_read_back() {
    for text in [GOOD, ODD] {
        let scenario =
            read_scenario(if text == GOOD { "resumes-stall.yaml" } else { "hard-words.yaml" }, text).unwrap().scenario;
        assert_eq!(reread(&scenario), Ok(scenario.into_scenario()));
    }
}

#[test]
fn texts_that_mean_something_to_yaml_are_quoted() {
    let check = |text: &str, expected: &str| assert_eq!(scalar(text), expected);
    check("resume-queue depth 4,100", "resume-queue depth 4,100");
    check("What's next?", "What's next?");
    check("a: b", "\"a: b\"");
    check("a:b", "a:b");
    check("ends with:", "\"ends with:\"");
    check("issue #7", "\"issue #7\"");
    check("404", "\"404\"");
    check("no", "\"no\"");
    check("null", "\"null\"");
    check("- item", "\"- item\"");
    check("say \"hi\" \\", "say \"hi\" \\");
    check("\"hi\" \\", "\"\\\"hi\\\" \\\\\"");
    check("a\u{202e}b", "\"a\\u202eb\"");
}

proptest! {
    #[test]
    fn writing_and_reading_are_inverse(scenario in scenarios()) {
        prop_assert_eq!(reread(&scenario), Ok(scenario));
    }
}

fn reread(scenario: &Scenario) -> Result<Scenario, String> {
    let text = write(scenario);
    read_scenario(&format!("{}.yaml", scenario.slug), &text)
        .map(|file| file.scenario.into_scenario())
        .map_err(|faults| format!("{}\n{text}", faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")))
}

/// A text as it is after cleaning; never empty. Half of the characters are such as mean something to YAML.
fn text(lines: Lines, limit: usize) -> impl Strategy<Value = String> {
    let character = prop_oneof![
        prop::sample::select(
            "-:#?|>&*!%@`'\"\\[]{}, \n\t~<=.0123456789eExabnull\u{a0}\u{85}\u{2028}\u{feff}"
                .chars()
                .collect::<Vec<_>>()
        ),
        any::<char>(),
    ];
    // A schema takes a byte order mark for white space.
    let is_seen = |text: &String| text.contains(|c| c != '\u{feff}');
    prop::collection::vec(character, 1..40).prop_filter_map("empty", move |text| {
        clean("The text", &String::from_iter(text), limit, lines).ok().filter(is_seen)
    })
}

fn line() -> impl Strategy<Value = String> {
    text(Lines::One, MAX_LINE)
}

fn block() -> impl Strategy<Value = String> {
    text(Lines::Many, MAX_BRIEF)
}

/// A text that need not be there.
fn block_or_nothing() -> impl Strategy<Value = String> {
    prop_oneof![1 => Just(String::new()), 3 => block()]
}

/// Scenarios that keep every limit of the format.
pub(crate) fn scenarios() -> impl Strategy<Value = Scenario> {
    let origin = prop_oneof![
        Just(Origin::MadeUp),
        (
            prop::option::of(line()),
            prop::option::of(Just("https://example.org/a:b#c`{|}^".to_owned())),
            prop::option::of(Just("2020-02-29".to_owned()))
        )
            .prop_map(|(organisation, link, date)| Origin::Real { organisation, link, date }),
    ];
    let systems = prop::collection::btree_map(
        line().prop_filter_map("long", |name| SystemName::parse(&name).ok()),
        prop::option::of(line()),
        1..4,
    )
    .prop_map(|systems| systems.into_iter().map(|(name, about)| ScenarioSystem { name, about }).collect());
    let hints = prop::collection::vec((0_u16..=60, block()), 0..4)
        .prop_map(|hints| hints.into_iter().map(|(after_minutes, text)| Hint { after_minutes, text }).collect());
    let difficulty = prop::sample::select(vec![Difficulty::Easy, Difficulty::Medium, Difficulty::Hard]);
    let head = ("[a-z0-9-]{3,20}", line(), systems, difficulty, block(), 5_u16..=60);
    let texts = (block_or_nothing(), block_or_nothing(), block_or_nothing());
    let back = (evidence(), hints, prop::collection::vec(line(), 0..6), texts, origin);
    (head, back, prop::collection::vec(line(), 0..3)).prop_map(|(head, back, authors)| {
        let (slug, title, systems, difficulty, brief, minutes) = head;
        let (evidence, hints, reference_path, (notes, cause, resolution), origin) = back;
        let title = Title::parse(&title).unwrap();
        Scenario {
            slug,
            title,
            systems,
            difficulty,
            brief,
            evidence,
            minutes,
            notes,
            hints,
            reference_path,
            cause,
            resolution,
            origin,
            authors,
            pack: None,
        }
    })
}

fn evidence() -> impl Strategy<Value = Vec<Evidence>> {
    let release = prop_oneof![
        Just(Release::Back),
        line().prop_map(|ask| Release::Asked { ask }),
        (1_u16..=60).prop_map(|minutes| Release::After { minutes }),
    ];
    let kind = prop::sample::select(EvidenceKind::ALL.to_vec());
    let one = (
        kind,
        prop::option::of(line()),
        (prop::option::of(line()), prop::collection::vec(line(), 0..3)),
        -MAX_OFFSET_S..=MAX_OFFSET_S,
        release,
        any::<bool>(),
        block(),
        line(),
    );
    let one = one.prop_map(|(kind, title, (sender, to), offset_s, release, misleading, body, alt)| {
        let picture = (kind == EvidenceKind::Picture).then(|| Picture { source: "a_b-1.png".to_owned(), alt });
        let recipients = if kind.has_recipients() { to } else { Vec::new() };
        let fields = EvidenceFields { kind, title, sender, recipients, body, picture };
        let content = EvidenceContent::from_fields(fields).expect("what the kind has");
        Evidence { id: String::new(), offset_s, release, misleading, content }
    });
    prop::collection::vec(one, 0..4).prop_map(|mut evidence| {
        for (n, evidence) in evidence.iter_mut().enumerate() {
            evidence.id = n.to_string();
        }
        evidence
    })
}
