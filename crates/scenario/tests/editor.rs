//! Whatever the card editor saves survives a file.

use std::collections::BTreeMap;

use domain::scenario::limits::{self, CountLimit, TextLimit};
use domain::scenario::{
    CardPack, Complete, Difficulty, Draft, Evidence, EvidenceContent, EvidenceFields, EvidenceKind, Hint, MAX_BRIEF,
    MAX_LINE, MAX_OFFSET_S, MAX_SENTENCE, MAX_TEXT, MINUTES, Origin, Picture, Release, Scenario, ScenarioSystem,
};
use domain::text::{SystemName, Title};
use proptest::prelude::*;
use scenario::{PackHead, PackSystem};

proptest! {
    #[test]
    fn what_the_editor_saves_is_read_back_from_its_pack(cards in prop::collection::vec(cards(), 1..4)) {
        let saved = cards.into_iter().filter_map(|card| Draft(card).complete().ok()).enumerate();
        let named = |(n, card): (usize, Complete)| Scenario { slug: format!("card-{n}"), ..card.into_scenario() };
        let saved: Vec<Scenario> = saved.map(named).collect();
        prop_assume!(!saved.is_empty());
        let again = reread(&saved);
        prop_assert_eq!(&again, &saved);
        let drafts = again.into_iter().map(|card| Draft(card).complete().map(Complete::into_scenario));
        prop_assert_eq!(drafts.collect::<Result<Vec<_>, _>>(), Ok(saved), "what was read can be saved, and stays the same");
    }
}

#[test]
fn a_card_whose_every_text_is_as_long_as_it_may_be_survives() {
    for character in ["x", "🦀", "\u{200b}x", "x\n", "\"\\"] {
        let card = largest(character);
        let saved = Draft(card).complete().unwrap_or_else(|flaws| panic!("{flaws:?}")).into_scenario();
        assert!(scenario::write(&saved).len() <= scenario::MAX_FILE);
        assert_eq!(reread(std::slice::from_ref(&saved)), [saved]);
    }
}

/// The cards as they come out of the files of a pack.
fn reread(cards: &[Scenario]) -> Vec<Scenario> {
    let mut systems: BTreeMap<SystemName, String> = BTreeMap::new();
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for card in cards {
        systems.extend(card.systems.iter().map(|system| (system.name.clone(), system.name.to_string())));
        let pictures = card.evidence.iter().filter_map(|piece| piece.content.picture());
        files.extend(pictures.map(|picture| (picture.source.clone(), b"\x89PNG\r\n\x1a\n".to_vec())));
        files.push((format!("{}.yaml", card.slug), scenario::write(card).into_bytes()));
    }
    let head = PackHead {
        title: cards[0].title.clone(),
        about: "Cards of a team.".into(),
        version: Some("1.0".into()),
        licence: "For the team's own use".into(),
        authors: vec!["Ana: Mei".into(), "Readyroom".into()],
        scenarios: cards.iter().map(|card| card.slug.clone()).collect(),
        systems: systems.into_iter().map(|(name, about)| PackSystem { name, about }).collect(),
    };
    files.push(("pack.yaml".into(), scenario::write_pack_head(&head).into_bytes()));
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let pack = scenario::read_pack(&files).unwrap_or_else(|faults| panic!("{faults:#?}\n{cards:#?}"));
    assert_eq!(pack.title, head.title);
    assert_eq!(pack.systems, head.systems);
    assert_eq!((pack.version, pack.authors), (head.version, head.authors));
    pack.scenarios.into_iter().map(Complete::into_scenario).collect()
}

/// What somebody may type into a field: any text, and as much as fits.
fn typed(limit: TextLimit) -> impl Strategy<Value = String> + Clone {
    let characters = prop::sample::select(vec!["x", "🦀", "x\n", "\"\\", "e\u{301} "]);
    let full = characters.prop_map(move |characters| fill(characters, limit.characters));
    let text = if limit.may_be_empty { text().boxed() } else { some_text().boxed() };
    prop_oneof![12 => text, 1 => full].boxed()
}

/// A few items of a list, or as many as fit.
fn items<T: std::fmt::Debug + 'static>(
    limit: CountLimit,
    item: impl Strategy<Value = T> + 'static,
) -> impl Strategy<Value = Vec<T>> {
    let item = item.boxed();
    let (fewest, most) = limit.items.into_inner();
    prop_oneof![15 => prop::collection::vec(item.clone(), fewest..4), 1 => prop::collection::vec(item, most)]
}

/// A text of some characters, again and again, that is as long as it may be.
fn fill(characters: &str, limit: usize) -> String {
    let text: String = characters.chars().cycle().take(limit).collect();
    let text = text.trim().to_owned();
    if text.is_empty() { "x".to_owned() } else { text }
}

/// What somebody may type: nothing, spaces, words, or what means something to YAML.
fn text() -> impl Strategy<Value = String> {
    let marks: Vec<char> =
        "-:#?|>&*!%@`'\"\\[]{}, \r\n\t~<=.0123456789eExabnull\u{a0}\u{85}\u{b}\u{2028}\u{feff}\u{200d}👩e\u{301}"
            .chars()
            .collect();
    let character = prop_oneof![prop::sample::select(marks), any::<char>()];
    let words = prop::sample::select(vec!["Pack", "con", "404", "no", "null", "---", "🔥", "日本", "Orders wait", "~"]);
    prop_oneof![
        1 => Just(String::new()),
        2 => words.prop_map(str::to_owned),
        5 => prop::collection::vec(character, 1..40).prop_map(String::from_iter),
    ]
}

fn some_text() -> impl Strategy<Value = String> {
    text().prop_map(|text| if text.trim().is_empty() { "x".to_owned() } else { text })
}

fn title() -> impl Strategy<Value = Title> {
    some_text().prop_filter_map("no title", |text| Title::parse(&text).ok())
}

fn cards() -> impl Strategy<Value = Scenario> {
    let system = (some_text(), prop::option::of(typed(limits::ABOUT))).prop_filter_map("no name", |(name, about)| {
        Some(ScenarioSystem { name: SystemName::parse(&name).ok()?, about })
    });
    let link = prop::sample::select(vec!["", "https://example.org/a#b", "http://x/`{|}^", " https://é.example/: "]);
    let date = prop::sample::select(vec!["", "2020-02-29"]);
    let real = (prop::option::of(typed(limits::ORGANISATION)), prop::option::of(link), prop::option::of(date));
    let origin = prop_oneof![
        Just(Origin::MadeUp),
        real.prop_map(|(organisation, link, date)| Origin::Real {
            organisation,
            link: link.map(str::to_owned),
            date: date.map(str::to_owned),
        }),
    ];
    let hint =
        (limits::HINT_MINUTES, typed(limits::HINT)).prop_map(|(after_minutes, text)| Hint { after_minutes, text });
    let front = (title(), items(limits::SYSTEMS, system), typed(limits::BRIEF), MINUTES);
    let texts = (typed(limits::NOTES), typed(limits::CAUSE), typed(limits::RESOLUTION));
    let back = (items(limits::EVIDENCE, evidence()), items(limits::HINTS, hint), texts);
    let steps = items(limits::REFERENCE_STEPS, typed(limits::REFERENCE_STEP));
    let end = (steps, items(limits::AUTHORS, typed(limits::AUTHOR)), origin, prop::option::of(pack()));
    (front, back, end).prop_map(
        |((title, systems, brief, minutes), (mut evidence, hints, (notes, cause, resolution)), end)| {
            let (reference_path, authors, origin, pack) = end;
            for (n, piece) in evidence.iter_mut().enumerate() {
                piece.id = format!("piece-{n}");
            }
            Scenario {
                slug: String::new(),
                title,
                systems,
                difficulty: Difficulty::Hard,
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
                pack,
            }
        },
    )
}

fn pack() -> impl Strategy<Value = CardPack> {
    let version = prop_oneof![Just("1.10".to_owned()), typed(limits::PACK_VERSION)];
    let authors = items(limits::PACK_AUTHORS, typed(limits::AUTHOR));
    (title(), prop::option::of(version), typed(limits::LICENCE), authors)
        .prop_map(|(title, version, licence, authors)| CardPack { title, version, licence, authors })
}

fn evidence() -> impl Strategy<Value = Evidence> {
    let release = prop_oneof![
        Just(Release::Back),
        typed(limits::ASK).prop_map(|ask| Release::Asked { ask }),
        limits::RELEASE_MINUTES.prop_map(|minutes| Release::After { minutes }),
    ];
    let kind = prop::sample::select(EvidenceKind::ALL.to_vec());
    let titles = (prop::option::of(typed(limits::EVIDENCE_TITLE)), prop::option::of(typed(limits::EVIDENCE_SENDER)));
    let to = prop::collection::vec(typed(limits::RECIPIENT), 0..4);
    let texts = (titles, to, typed(limits::EVIDENCE_BODY), typed(limits::ALT));
    let offsets = prop_oneof![
        1 => prop::sample::select(vec![*limits::OFFSETS_S.start(), *limits::OFFSETS_S.end()]),
        5 => limits::OFFSETS_S,
    ];
    (kind, texts, offsets, release, any::<bool>()).prop_map(
        |(kind, ((title, sender), to, body, alt), offset_s, release, misleading)| {
            let picture = (kind == EvidenceKind::Picture).then(|| Picture { source: format!("{:064}.png", 7), alt });
            let recipients = if kind.has_recipients() { to } else { Vec::new() };
            let fields = EvidenceFields { kind, title, sender, recipients, body, picture };
            let content = EvidenceContent::from_fields(fields).expect("what the kind has");
            Evidence { id: String::new(), offset_s, release, misleading, content }
        },
    )
}

/// A card that is as large as a card may be, filled with some characters.
fn largest(characters: &str) -> Scenario {
    let fill = |limit: usize| fill(characters, limit);
    let picture = |n: usize| Picture { source: format!("{n:064}.png"), alt: fill(MAX_SENTENCE) };
    let piece = |n: usize| Evidence {
        id: format!("{n:060}"),
        offset_s: MAX_OFFSET_S - 1,
        release: Release::Asked { ask: fill(MAX_SENTENCE) },
        misleading: true,
        content: EvidenceContent::Picture {
            title: Some(fill(MAX_LINE)),
            sender: Some(fill(MAX_LINE)),
            picture: picture(n),
            caption: fill(MAX_TEXT),
        },
    };
    let system = |n: usize| ScenarioSystem {
        name: SystemName::parse(&format!("{n}{}", fill(SystemName::LIMIT - 1))).expect("within its limit"),
        about: Some(fill(MAX_SENTENCE)),
    };
    Scenario {
        slug: "largest".into(),
        title: Title::parse(&fill(Title::LIMIT)).expect("within its limit"),
        systems: (0..8).map(system).collect(),
        difficulty: Difficulty::Easy,
        brief: fill(MAX_BRIEF),
        evidence: (0..20).map(piece).collect(),
        minutes: 60,
        notes: fill(MAX_TEXT),
        hints: (0..10).map(|_| Hint { after_minutes: 60, text: fill(MAX_SENTENCE) }).collect(),
        reference_path: (0..20).map(|_| fill(MAX_SENTENCE)).collect(),
        cause: fill(MAX_TEXT),
        resolution: fill(MAX_TEXT),
        origin: Origin::Real {
            organisation: Some(fill(MAX_LINE)),
            link: Some(format!("https://{}", "x".repeat(1_992))),
            date: Some("2020-02-29".into()),
        },
        authors: (0..10).map(|_| fill(MAX_LINE)).collect(),
        pack: Some(CardPack {
            title: Title::parse(&fill(Title::LIMIT)).expect("within its limit"),
            version: Some(fill(MAX_LINE)),
            licence: fill(MAX_LINE),
            authors: vec![fill(MAX_LINE); *limits::PACK_AUTHORS.items.end()],
        }),
    }
}
