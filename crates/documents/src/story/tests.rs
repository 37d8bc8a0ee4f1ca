use domain::id::TeamId;
use domain::survey::statistics::Change;
use domain::survey::{Histogram, SurveyOrigin, SurveyOutcome, Threshold, Wording};
use domain::text::{ChoiceText, Question};
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::trend::{Between, LongTrend, TrendRound};

fn at(text: &str) -> Timestamp {
    from_rfc3339(text).expect("this is a time")
}

fn round(n: u128, opened_at: &str, outcome: SurveyOutcome) -> TrendRound {
    TrendRound {
        id: SurveyRoundId(Uuid::from_u128(n)),
        origin: SurveyOrigin::Schedule,
        opened_at: at(opened_at),
        closed_at: at(opened_at).plus_minutes(60),
        wording: Wording {
            question: Question::parse("How ready?").expect("this fits"),
            answers: ["1", "2", "3", "4", "5"].map(|answer| ChoiceText::parse(answer).expect("this fits")),
        },
        threshold: Threshold::default(),
        invited: 6,
        roster_change: None,
        outcome,
        claims: 6,
        ballots: 6,
        histogram: Some(Histogram([1, 1, 2, 1, 1])),
        comments: vec!["Mei knows".into()],
        between: Between::default(),
    }
}

fn confidence(rounds: Vec<TrendRound>) -> SurveyResults {
    SurveyResults {
        team: TeamId(Uuid::from_u128(1)),
        asked: true,
        open: None,
        question: None,
        answers: Vec::new(),
        rounds: crate::trend::build_results(rounds).0,
        trend: Some(LongTrend { since: "2026-01-06T10:00:00Z".into(), change: Change::Higher }),
    }
}

const NOW: &str = "2026-11-23T10:00:00Z";

#[test]
fn a_range_begins_with_a_month_and_ends_with_this_one() {
    for (range, now, since, last) in [
        (Range::HalfAYear, NOW, "2026-06-01T00:00:00Z", "2026-11"),
        (Range::Year, NOW, "2025-12-01T00:00:00Z", "2026-11"),
        (Range::TwoYears, "2026-01-31T23:59:59Z", "2024-02-01T00:00:00Z", "2026-01"),
    ] {
        assert_eq!(range.since(at(now)), at(since), "{range:?}");
        let story = build_story(range, at(now), &StoryFacts::default(), confidence(Vec::new()));
        assert_eq!(story.months.len(), usize::try_from(range.months()).expect("it is positive"));
        assert_eq!(story.months.last().map(|month| month.month.as_str()), Some(last));
    }
}

#[test]
fn everything_is_counted_in_its_month() {
    let system = |name| SystemName::parse(name).expect("this fits");
    let facts = StoryFacts {
        held: vec![
            HeldWorkshop { at: at("2026-05-31T23:59:59Z"), cards: 9 },
            HeldWorkshop { at: at("2026-10-05T09:30:00Z"), cards: 3 },
            HeldWorkshop { at: at("2026-11-02T09:30:00Z"), cards: 4 },
        ],
        made: vec![
            StoryAction { at: at("2026-05-01T00:00:00Z"), done_at: Some(at("2026-10-08T00:00:00Z")) },
            StoryAction { at: at("2026-10-05T09:00:00Z"), done_at: Some(at("2026-10-07T08:59:59Z")) },
            StoryAction { at: at("2026-10-05T09:00:00Z"), done_at: Some(at("2026-11-08T09:00:00Z")) },
            StoryAction { at: at("2026-11-02T09:00:00Z"), done_at: None },
        ],
        noted: vec![
            StoryNotes {
                at: at("2026-10-05T09:30:00Z"),
                question: Some(DebriefQuestion::Alarm),
                systems: vec![system("queue"), system("search")],
                count: 2,
            },
            StoryNotes { at: at("2026-11-02T09:30:00Z"), question: None, systems: vec![system("search")], count: 3 },
            StoryNotes { at: at("2026-05-02T09:30:00Z"), question: None, systems: vec![system("old")], count: 7 },
        ],
        open_actions: 5,
    };
    let rounds = vec![
        round(1, "2026-05-05T10:00:00Z", SurveyOutcome::Published),
        round(2, "2026-10-06T10:00:00Z", SurveyOutcome::Published),
        round(3, "2026-10-20T10:00:00Z", SurveyOutcome::TooFew),
        round(4, "2026-11-03T10:00:00Z", SurveyOutcome::TooFew),
    ];
    let story = build_story(Range::HalfAYear, at(NOW), &facts, confidence(rounds));
    let month = |n: usize| &story.months[n];
    let october = StoryNumbers {
        workshops: 1,
        cards: 3,
        actions_opened: 2,
        actions_closed: 2,
        // 160 days, and a second less than two.
        days_to_close: Some(80),
        crappy_notes: 2,
    };
    assert_eq!(month(4).numbers, october);
    assert_eq!((month(5).numbers.actions_closed, month(5).numbers.days_to_close), (1, Some(34)));
    assert_eq!((month(3).numbers.clone(), month(3).round), (StoryNumbers::default(), None));
    assert_eq!((story.total.workshops, story.total.cards, story.total.actions_opened), (2, 7, 3));
    assert_eq!((story.total.actions_closed, story.total.days_to_close, story.total.crappy_notes), (3, Some(34), 5));
    let id = |n| Some(SurveyRoundId(Uuid::from_u128(n)));
    assert_eq!((month(4).round, month(5).round), (id(2), id(4)), "the one that is shown, else the last");
    assert_eq!(story.confidence.rounds.len(), 3);
    let alarm = story.by_question.iter().find(|of| of.question == DebriefQuestion::Alarm).map(|of| of.notes);
    assert_eq!((alarm, story.unasked, story.by_question.len()), (Some(2), 3, 5));
    let systems: Vec<_> = story.by_system.iter().map(|of| (of.system.as_str(), of.notes)).collect();
    assert_eq!(systems, [("search", 5), ("queue", 2)]);
}

#[test]
fn the_median_of_an_even_number_is_half_way() {
    for (values, expected) in [(&[][..], None), (&[4], Some(4)), (&[2, 6], Some(4)), (&[1, 2, 9], Some(2))] {
        assert_eq!(middle(values), expected, "{values:?}");
    }
}

/// Everything that is shown of rounds: the page, its table, its pictures and its sentence, and the story of each range.
fn shown_texts(rounds: &[TrendRound]) -> Vec<String> {
    let (rounds, trend) = crate::trend::build_results(rounds.to_vec());
    let results = SurveyResults { rounds, trend, ..confidence(Vec::new()) };
    let mut all = vec![
        serde_json::to_string(&results).expect("it is data"),
        crate::trend::csv(&results),
        crate::trend::svg(&results, crate::trend::Theme::Light, None),
        crate::trend::sentence(&results),
    ];
    for range in [Range::HalfAYear, Range::Year, Range::TwoYears] {
        let story = build_story(range, at(NOW), &StoryFacts::default(), results.clone());
        // Each page has the latest rounds, as they stand on every other: nothing is left when one is taken from another.
        assert!(results.rounds.ends_with(&story.confidence.rounds), "{range:?}");
        assert_eq!(story.confidence.trend, results.trend);
        let months: Vec<_> = story.months.iter().filter_map(|month| month.round).collect();
        assert!(months.iter().all(|id| story.confidence.rounds.iter().any(|round| round.id == *id)));
        all.push(serde_json::to_string(&story).expect("it is data"));
    }
    all
}

/// A round as its rows stand: from the first month on, one a month.
fn kept(month: usize) -> impl Strategy<Value = TrendRound> {
    let outcomes = prop_oneof![Just(SurveyOutcome::Published), Just(SurveyOutcome::TooFew), Just(SurveyOutcome::Void)];
    (outcomes, [0..4_u32, 0..4, 0..4, 0..4, 0..4], 3..12_u32, 0..12_u32, any::<bool>()).prop_map(
        move |(outcome, counts, invited, claims, reworded)| {
            let opened_at = format!("2026-{:02}-03T10:00:00Z", month + 1);
            let mut round = round(month as u128 + 1, &opened_at, outcome);
            let histogram = Histogram(counts);
            (round.invited, round.claims, round.ballots) = (invited, claims, histogram.total());
            round.histogram = Some(histogram);
            if reworded {
                round.wording.question = Question::parse("How ready now?").expect("this fits");
            }
            round
        },
    )
}

proptest! {
    /// The rows of a round that may not be shown change no page: so no page, and no two of
    /// them together, reveal anything about it.
    #[test]
    fn what_is_not_shown_changes_nothing_that_is_told(
        rounds in (0..10_usize).prop_map(|count| (0..count).map(kept).collect::<Vec<_>>()).prop_flat_map(|rounds| rounds),
        others in proptest::collection::vec(([0..9_u32, 0..9, 0..9, 0..9, 0..9], 0..20_u32), 10),
    ) {
        let mut changed = rounds.clone();
        for (round, (counts, claims)) in changed.iter_mut().zip(others) {
            let shown = crate::trend::build_results(vec![round.clone()]).0.remove(0).shown.is_some();
            if shown {
                continue;
            }
            let histogram = Histogram(counts);
            let fits = round.threshold.lets_through(histogram.total(), round.invited);
            if round.outcome == SurveyOutcome::Published && fits {
                continue;
            }
            (round.claims, round.ballots, round.histogram) = (claims, histogram.total(), Some(histogram));
            round.comments.push("Only Ada writes like this".into());
        }
        prop_assert_eq!(shown_texts(&rounds), shown_texts(&changed));
    }
}
