//! The corpus for measuring redaction is what its description says.

#[path = "redaction_corpus/mod.rs"]
mod corpus;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use corpus::{Kind, SEED, generate, measure};

#[test]
fn the_same_seed_gives_the_same_corpus() {
    assert_eq!(generate(SEED).texts, generate(SEED).texts);
    assert_ne!(generate(SEED).texts, generate(SEED + 1).texts);
}

#[test]
fn every_kind_is_planted_often_enough() {
    let corpus = generate(SEED);
    let mut of_kind: BTreeMap<Kind, BTreeSet<&str>> = BTreeMap::new();
    let mut services = BTreeSet::new();
    for text in &corpus.texts {
        for planted in &text.planted {
            of_kind.entry(planted.kind).or_default().insert(&text.text[planted.secret.clone()]);
            services.extend(planted.service);
        }
    }
    let counts: Vec<(Kind, usize)> = of_kind.iter().map(|(kind, values)| (*kind, values.len())).collect();
    eprintln!("{counts:?}, {} services, {} texts", services.len(), corpus.texts.len());
    assert_eq!(counts.len(), Kind::ALL.len());
    assert!(counts.iter().all(|(_, count)| *count >= 30), "{counts:?}");
    assert!(counts.iter().map(|(_, count)| count).sum::<usize>() >= 500);
    assert!(services.len() >= 100, "{}", services.len());
    let words: usize = corpus.texts.iter().map(|text| text.text.split_whitespace().count()).sum();
    assert!(words >= 40_000, "{words}");
}

#[test]
fn places_are_right() {
    for text in &generate(SEED).texts {
        let mut last = 0;
        for planted in &text.planted {
            assert!(last <= planted.frame.start, "{}", text.text);
            assert!(planted.frame.start <= planted.secret.start && planted.secret.end <= planted.frame.end);
            assert!(!text.text[planted.secret.clone()].trim().is_empty());
            last = planted.frame.end;
        }
    }
}

/// A value that was planted somewhere stands nowhere else unrecorded.
#[test]
fn nothing_stands_in_a_text_unrecorded() {
    for text in &generate(SEED).texts {
        for planted in &text.planted {
            let value = &text.text[planted.secret.clone()];
            for (at, _) in text.text.match_indices(value) {
                let range = at..at + value.len();
                let known =
                    text.planted.iter().any(|other| other.frame.start <= range.start && range.end <= other.frame.end);
                assert!(known, "{value} in {}", text.text);
            }
        }
    }
}

#[test]
fn who_finds_everything_or_nothing_is_measured_so() {
    let corpus = generate(SEED);
    let all: BTreeMap<&str, Vec<Range<usize>>> = corpus
        .texts
        .iter()
        .map(|text| (text.text.as_str(), text.planted.iter().map(|planted| planted.secret.clone()).collect()))
        .collect();
    let perfect = measure(&corpus, |text| all[text].clone());
    assert!(Kind::ALL.iter().all(|kind| (perfect.recall(*kind) - 1.0).abs() < f64::EPSILON));
    assert!(perfect.false_alarms.is_empty());
    let blind = measure(&corpus, |_| Vec::new());
    assert!(Kind::ALL.iter().all(|kind| blind.recall(*kind) < f64::EPSILON));
    let eager = measure(&corpus, |text| std::iter::once(0..text.len()).collect());
    assert!(Kind::ALL.iter().all(|kind| (eager.recall(*kind) - 1.0).abs() < f64::EPSILON));
    assert!(eager.false_alarms.len() <= 60);
}

/// Look at it: `cargo test -p scenario --test redaction_corpus -- --nocapture print`.
#[test]
fn print_one_text_of_each_setting() {
    let mut seen = BTreeSet::new();
    for text in &generate(SEED).texts {
        if seen.insert(text.setting) {
            eprintln!("===== {}\n{}", text.setting, text.text);
        }
    }
    assert_eq!(seen.len(), 11);
}
