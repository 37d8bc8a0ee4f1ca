use proptest::prelude::*;

use super::*;

fn rounds(each: u32) -> impl Strategy<Value = Histogram> {
    prop::array::uniform5(0..=each).prop_map(Histogram)
}

/// Answered from the other end of the scale.
fn mirrored(round: &Histogram) -> Histogram {
    let mut counts = round.0;
    counts.reverse();
    Histogram(counts)
}

fn opposite(change: Change) -> Change {
    match change {
        Change::Higher => Change::Lower,
        Change::Lower => Change::Higher,
        Change::NotClear => Change::NotClear,
    }
}

/// The answers one by one, in order.
fn answers(round: &Histogram) -> Vec<i64> {
    (1..).zip(round.0).flat_map(|(answer, count)| (0..count).map(move |_| answer)).collect()
}

/// The share of all ways to deal the ballots of both rounds that lie at least as far apart: each way looked at.
fn counted_one_by_one(before: &Histogram, after: &Histogram) -> f64 {
    let (first, second) = (answers(before), answers(after));
    let all: Vec<i64> = first.iter().chain(&second).copied().collect();
    let apart = |mine: &[i64], others: &[i64]| {
        let signs = mine.iter().flat_map(|a| others.iter().map(move |b| (b - a).signum()));
        signs.sum::<i64>().abs()
    };
    let observed = apart(&first, &second);
    let (mut far, mut ways) = (0_u32, 0_u32);
    for chosen in 0_u32..1 << all.len() {
        if chosen.count_ones() as usize != first.len() {
            continue;
        }
        let (mut mine, mut others) = (Vec::new(), Vec::new());
        for (place, answer) in all.iter().enumerate() {
            if chosen >> place & 1 == 1 { mine.push(*answer) } else { others.push(*answer) }
        }
        ways += 1;
        far += u32::from(apart(&mine, &others) >= observed);
    }
    f64::from(far) / f64::from(ways)
}

proptest! {
    #[test]
    fn the_exact_test_is_what_counting_every_way_gives(before in rounds(1), after in rounds(1)) {
        if let Some(p) = mann_whitney(&before, &after) {
            let expected = counted_one_by_one(&before, &after);
            prop_assert!((p - expected).abs() < 1e-12, "{p} is not {expected}");
        }
    }

    #[test]
    fn a_comparison_turns_round_with_its_rounds_and_with_the_scale(before in rounds(9), after in rounds(9)) {
        let change = change(&before, &after);
        prop_assert_eq!(change, super::change(&after, &before).map(opposite));
        prop_assert_eq!(change, super::change(&mirrored(&before), &mirrored(&after)).map(opposite));
        if let Some(p) = mann_whitney(&before, &after) {
            prop_assert!((0.0..=1.0 + 1e-9).contains(&p), "{p}");
        }
    }

    #[test]
    fn what_stays_the_same_has_not_changed(round in rounds(9), times in 3_usize..7) {
        prop_assert!(change(&round, &round).is_none_or(|change| change == Change::NotClear));
        prop_assert!(trend(&vec![round; times]).is_none_or(|change| change == Change::NotClear));
    }

    #[test]
    fn a_trend_turns_round_with_time(mut year in prop::collection::vec(rounds(4), 0..14)) {
        let forwards = trend(&year);
        prop_assert!(year.len() >= TREND_ROUNDS || forwards.is_none());
        year.reverse();
        prop_assert_eq!(forwards, trend(&year).map(opposite));
    }

    #[test]
    fn the_middle_is_an_answer_that_somebody_gave(round in rounds(5)) {
        match median(&round) {
            None => prop_assert_eq!(round.total(), 0),
            Some((low, high)) => {
                prop_assert!(low <= high);
                prop_assert!([low, high].iter().all(|answer| round.0[usize::from(answer - 1)] > 0));
                prop_assert_eq!(median(&mirrored(&round)), Some((6 - high, 6 - low)));
                let given = answers(&round);
                let (below, above) = (given.len().div_ceil(2) - 1, given.len() / 2);
                prop_assert_eq!((given[below], given[above]), (i64::from(low), i64::from(high)));
            }
        }
    }

    #[test]
    fn the_interval_holds_the_share_and_narrows_with_people(round in rounds(9)) {
        let Some(share) = top_share(&round) else { return Ok(()) };
        // What is equal on paper differs in the last digits.
        let (low, high) = (share.low - 1e-12, share.high + 1e-12);
        prop_assert!(share.low >= 0.0 && low <= share.share && share.share <= high && share.high <= 1.0);
        let twice = top_share(&Histogram(round.0.map(|count| count * 2))).expect("there are answers");
        prop_assert!(twice.high - twice.low < share.high - share.low);
    }
}
