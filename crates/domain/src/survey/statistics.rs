//! Statistics of a round: which conclusions its numbers support.
//!
//! Answers are ordered, not measured: nothing in here takes a mean. A team is small, so a difference counts only where chance
//! explains it in fewer than one of twenty cases; see docs/survey.md for the methods in words.
//!
//! Own code: libraries approximate these tests for long samples of measured numbers; here there are few answers with many ties,
//! which are counted exactly.

use serde::{Deserialize, Serialize};

use super::{ANSWERS, Histogram};

/// Below this probability a difference is not put down to chance.
const ALPHA: f64 = 0.05;
/// Up to so many ballots in both rounds the test counts every way in which they could have fallen.
const EXACT: u32 = 40;
/// The long trend wants so many rounds.
const TREND_ROUNDS: usize = 3;
/// The 97.5 % point of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// How later answers compare with earlier ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Change {
    /// They are higher, and chance hardly does that.
    Higher,
    /// They are lower, and chance hardly does that.
    Lower,
    /// Chance could have done it.
    NotClear,
}

/// How many gave one of the two top answers, and how far the share may lie from what it is by chance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// How many did.
    pub count: u32,
    /// The share, 0 to 1.
    pub share: f64,
    /// The lower end of Wilson's 95 % interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// The middle answer, 1 to 5; two where the middle is between two answers. None without answers.
#[must_use]
pub fn median(histogram: &Histogram) -> Option<(u8, u8)> {
    let total = histogram.total();
    let at = |place: u32| {
        let mut seen = 0;
        (1..).zip(histogram.0).find_map(|(answer, count)| {
            seen += count;
            (place < seen).then_some(answer)
        })
    };
    Some((at(total.checked_sub(1)? / 2)?, at(total / 2)?))
}

/// The share of answers 4 and 5 with Wilson's score interval (E. B. Wilson, JASA 22, 1927). None without answers.
#[must_use]
pub fn top_share(histogram: &Histogram) -> Option<Share> {
    let count = histogram.0[3] + histogram.0[4];
    let total = f64::from(histogram.total());
    if total == 0.0 {
        return None;
    }
    let share = f64::from(count) / total;
    let scale = 1.0 + Z * Z / total;
    let centre = (share + Z * Z / (2.0 * total)) / scale;
    let reach = Z / scale * (share * (1.0 - share) / total + Z * Z / (4.0 * total * total)).sqrt();
    Some(Share { count, share, low: (centre - reach).max(0.0), high: (centre + reach).min(1.0) })
}

/// Compares two rounds: the two-sided Mann–Whitney test with ties. None where one of them has no answers.
#[must_use]
pub fn change(before: &Histogram, after: &Histogram) -> Option<Change> {
    Some(verdict(mann_whitney(before, after)?, balance(&[*before, *after])))
}

/// The long trend: Kendall's tau-b between the order of rounds and their answers, with ties, which is the
/// Jonckheere–Terpstra test; by its normal approximation. None below three rounds.
#[must_use]
pub fn trend(rounds: &[Histogram]) -> Option<Change> {
    if rounds.len() < TREND_ROUNDS {
        return None;
    }
    Some(verdict(kendall(rounds)?, balance(rounds)))
}

fn verdict(p: f64, balance: f64) -> Change {
    if p >= ALPHA || balance == 0.0 {
        Change::NotClear
    } else if balance > 0.0 {
        Change::Higher
    } else {
        Change::Lower
    }
}

/// How many pairs of answers of two rounds rise, less how many fall.
fn balance(rounds: &[Histogram]) -> f64 {
    let mut sum = 0.0;
    for (place, earlier) in rounds.iter().enumerate() {
        for later in &rounds[place + 1..] {
            for low in 0..ANSWERS {
                for high in low + 1..ANSWERS {
                    sum += f64::from(earlier.0[low]) * f64::from(later.0[high]);
                    sum -= f64::from(earlier.0[high]) * f64::from(later.0[low]);
                }
            }
        }
    }
    sum
}

/// The two-sided probability of ranks at least as far apart, when both rounds are alike.
fn mann_whitney(before: &Histogram, after: &Histogram) -> Option<f64> {
    let (first, second) = (before.total(), after.total());
    if first == 0 || second == 0 {
        return None;
    }
    let ties: Vec<u32> = before.0.iter().zip(after.0).map(|(a, b)| a + b).collect();
    if first.saturating_add(second) <= EXACT { Some(exact(before, &ties)) } else { Some(normal(before, after, &ties)) }
}

/// Counts every way to deal the ballots of both rounds into two heaps of their sizes, by the sum of twice the ranks.
fn exact(before: &Histogram, ties: &[u32]) -> f64 {
    let size = before.total() as usize;
    let all = ties.iter().sum::<u32>() as usize;
    let most = 2 * size * all;
    // ways[n][s]: in how many ways n ballots have ranks whose doubles sum up to s.
    let mut ways = vec![vec![0.0_f64; most + 1]; size + 1];
    ways[0][0] = 1.0;
    let (mut below, mut observed) = (0_usize, 0_usize);
    for (&tied, mine) in ties.iter().zip(before.0) {
        let tied = tied as usize;
        // Twice the middle rank of those that are tied.
        let rank = 2 * below + tied + 1;
        observed += rank * mine as usize;
        let mut next = vec![vec![0.0_f64; most + 1]; size + 1];
        for (n, sums) in ways.iter().enumerate() {
            for (s, count) in sums.iter().enumerate().filter(|(_, count)| **count > 0.0) {
                let mut choose = 1.0;
                for taken in 0..=tied {
                    let Some(to) = next.get_mut(n + taken).and_then(|row| row.get_mut(s + taken * rank)) else { break };
                    *to += count * choose;
                    choose *= (tied - taken) as f64 / (taken + 1) as f64;
                }
            }
        }
        ways = next;
        below += tied;
    }
    let middle = size * (all + 1);
    let far = observed.abs_diff(middle);
    let reached = &ways[size];
    let beyond: f64 = reached.iter().enumerate().filter(|(s, _)| s.abs_diff(middle) >= far).map(|(_, ways)| ways).sum();
    beyond / reached.iter().sum::<f64>()
}

fn normal(before: &Histogram, after: &Histogram, ties: &[u32]) -> f64 {
    let (first, second) = (f64::from(before.total()), f64::from(after.total()));
    let all = first + second;
    let tied: f64 = ties.iter().map(|&t| f64::from(t).powi(3) - f64::from(t)).sum();
    let variance = first * second / 12.0 * (all + 1.0 - tied / (all * (all - 1.0)));
    if variance <= 0.0 {
        return 1.0;
    }
    // U differs from its mean by half of the balance; continuity is corrected.
    let far = (balance(&[*before, *after]).abs() / 2.0 - 0.5).max(0.0);
    two_sided(far / variance.sqrt())
}

fn kendall(rounds: &[Histogram]) -> Option<f64> {
    let sizes: Vec<f64> = rounds.iter().map(|round| f64::from(round.total())).collect();
    let n: f64 = sizes.iter().sum();
    if n < 3.0 {
        return None;
    }
    let answers: Vec<f64> = (0..ANSWERS).map(|at| rounds.iter().map(|round| f64::from(round.0[at])).sum()).collect();
    let sums = |ties: &[f64]| {
        ties.iter().fold((0.0, 0.0, 0.0), |(one, two, three), t| {
            (one + t * (t - 1.0), two + t * (t - 1.0) * (t - 2.0), three + t * (t - 1.0) * (2.0 * t + 5.0))
        })
    };
    let ((x1, x2, x3), (y1, y2, y3)) = (sums(&sizes), sums(&answers));
    let pairs = n * (n - 1.0);
    let variance =
        (pairs * (2.0 * n + 5.0) - x3 - y3) / 18.0 + x1 * y1 / (2.0 * pairs) + x2 * y2 / (9.0 * pairs * (n - 2.0));
    if variance <= 0.0 {
        return Some(1.0);
    }
    Some(two_sided(balance(rounds).abs() / variance.sqrt()))
}

/// The probability of a normal value at least so far from the middle, on either side.
fn two_sided(z: f64) -> f64 {
    libm::erfc(z / std::f64::consts::SQRT_2)
}

#[cfg(test)]
mod properties;

#[cfg(test)]
mod tests {
    use super::*;

    fn near(value: f64, expected: f64, reach: f64) {
        assert!((value - expected).abs() < reach, "{value} is not {expected}");
    }

    #[test]
    fn the_middle_may_lie_between_two_answers() {
        let check = |counts, expected| assert_eq!(median(&Histogram(counts)), expected, "{counts:?}");
        check([0; 5], None);
        check([0, 1, 2, 3, 1], Some((4, 4)));
        check([1, 2, 0, 3, 0], Some((2, 4)));
        check([0, 0, 0, 0, 4], Some((5, 5)));
    }

    #[test]
    fn the_interval_is_wilsons() {
        // scipy: binomtest(k, n).proportion_ci(method='wilson').
        for (counts, low, high) in [
            ([0, 1, 2, 3, 1], 0.250_458_364_5, 0.841_780_144_7),
            ([2, 2, 1, 0, 0], 0.0, 0.434_482_464_8),
            ([0, 0, 0, 2, 3], 0.565_517_535_2, 1.0),
            ([6, 6, 6, 6, 6], 0.245_906_281_2, 0.576_796_397_5),
        ] {
            let share = top_share(&Histogram(counts)).expect("there are answers");
            near(share.low, low, 1e-9);
            near(share.high, high, 1e-9);
        }
        assert_eq!(top_share(&Histogram::default()), None);
    }

    #[test]
    fn two_small_rounds_are_compared_exactly() {
        // Every arrangement counted one by one in Python.
        for (before, after, p) in [
            ([2, 3, 1, 1, 0], [0, 1, 2, 3, 1], 0.046_620_046_620),
            ([1, 2, 2, 1, 0], [0, 1, 2, 3, 1], 0.132_284_382_284),
            ([3, 2, 0, 0, 0], [0, 0, 0, 2, 3], 0.007_936_507_937),
            ([4, 4, 2, 0, 0], [0, 2, 3, 3, 2], 0.002_370_694_311),
            ([0, 0, 5, 0, 0], [0, 0, 5, 0, 0], 1.0),
        ] {
            near(mann_whitney(&Histogram(before), &Histogram(after)).expect("both have answers"), p, 1e-10);
        }
    }

    #[test]
    fn the_normal_distribution_is_exact_to_thirteen_digits() {
        // mpmath, 40 digits: erfc(z / sqrt(2)). Relative to the value, so that small probabilities count as well.
        for (z, p) in [
            (0.0, 1.0),
            (0.5, 0.617_075_077_451_973_8),
            (1.0, 0.317_310_507_862_914_1),
            (Z, 0.05),
            (3.0, 0.002_699_796_063_260_189),
            (6.0, 1.973_175_290_075_396_4e-9),
            (12.0, 3.552_964_224_155_36e-33),
        ] {
            near(two_sided(z) / p, 1.0, 1e-13);
        }
    }

    #[test]
    fn large_rounds_and_trends_are_compared_by_the_normal_distribution() {
        // scipy: mannwhitneyu(method='asymptotic') and kendalltau(method='asymptotic').
        let (before, after) = (Histogram([10, 12, 8, 5, 2]), Histogram([4, 8, 10, 12, 6]));
        near(mann_whitney(&before, &after).expect("both have answers"), 0.004_263_544, 1e-7);
        let year = [
            [2, 3, 1, 1, 0],
            [2, 2, 2, 1, 0],
            [1, 3, 2, 0, 0],
            [1, 3, 2, 1, 0],
            [1, 2, 2, 1, 0],
            [1, 2, 2, 2, 0],
            [0, 2, 3, 2, 0],
            [0, 2, 2, 2, 0],
            [0, 2, 2, 3, 0],
            [0, 1, 2, 3, 0],
            [0, 1, 2, 3, 1],
        ]
        .map(Histogram);
        near(kendall(&year).expect("there are rounds"), 0.000_105_717_2, 1e-9);
        near(kendall(&year[..4]).expect("there are rounds"), 0.584_421_939_1, 1e-6);
        assert_eq!(trend(&year), Some(Change::Higher));
        assert_eq!((trend(&year[..4]), trend(&year[..2])), (Some(Change::NotClear), None));
    }

    #[test]
    fn a_change_is_called_one_only_when_chance_hardly_makes_it() {
        let (low, high) = (Histogram([3, 2, 0, 0, 0]), Histogram([0, 0, 0, 2, 3]));
        assert_eq!(change(&low, &high), Some(Change::Higher));
        assert_eq!(change(&high, &low), Some(Change::Lower));
        assert_eq!(change(&high, &high), Some(Change::NotClear));
        assert_eq!(change(&Histogram([1, 2, 2, 1, 0]), &Histogram([0, 1, 2, 3, 1])), Some(Change::NotClear));
        assert_eq!(change(&Histogram::default(), &high), None);
    }
}
