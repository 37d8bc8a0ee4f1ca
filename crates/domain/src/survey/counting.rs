//! When waiting ballots are written down, which of them are counted, and what becomes of a round.
//!
//! Anyone who has a copy of the disk from before and one from after sees what was written between them. So never fewer than the
//! threshold are written together, and which of those who had answered by then they belong to was drawn.

use super::{SurveyOutcome, Threshold};

/// How many of the waiting ballots are drawn to be written down now; none while too few wait.
#[must_use]
pub fn batch(threshold: Threshold, waiting: usize) -> Option<usize> {
    let least = usize::from(u8::from(threshold));
    (waiting >= 2 * least).then_some(least)
}

/// Whether so many ballots may be written together, or shown.
#[must_use]
pub fn fills_a_batch(threshold: Threshold, waiting: usize) -> bool {
    waiting >= usize::from(u8::from(threshold))
}

/// Whether all that wait may be written down, or counted, together.
///
/// When some are `written` already and fewer than the threshold wait, they may not: what they add to the sum would reveal what
/// these few answered. It comes to this only after a restart, since otherwise at least the threshold is left to wait.
#[must_use]
pub fn may_join(threshold: Threshold, waiting: usize, written: usize) -> bool {
    written == 0 || fills_a_batch(threshold, waiting)
}

/// What came in until a round closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrived {
    /// How many were asked.
    pub invited: u32,
    /// How many had a ballot signed.
    pub claims: u32,
    /// How many ballots are counted.
    pub ballots: u32,
    /// How many came in besides and cannot be counted, see [`may_join`].
    pub uncounted: u32,
}

/// What becomes of a round.
#[must_use]
pub fn outcome(threshold: Threshold, arrived: Arrived) -> SurveyOutcome {
    let Arrived { invited, claims, ballots, uncounted } = arrived;
    if ballots + uncounted > claims {
        SurveyOutcome::Void
    } else if threshold.lets_through(ballots, invited) {
        SurveyOutcome::Published
    } else {
        SurveyOutcome::TooFew
    }
}

/// Whether so many comments may be shown.
#[must_use]
pub fn shows_comments(threshold: Threshold, outcome: SurveyOutcome, comments: usize) -> bool {
    outcome == SurveyOutcome::Published && fills_a_batch(threshold, comments)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_twice_the_threshold_is_drawn() {
        let check = |waiting: usize, expected: Option<usize>| {
            assert_eq!(batch(Threshold::default(), waiting), expected, "{waiting}");
        };
        check(0, None);
        check(9, None);
        check(10, Some(5));
        check(11, Some(5));
    }

    #[test]
    fn few_join_nothing_that_is_written() {
        let check = |waiting: usize, written: usize, expected: bool| {
            assert_eq!(may_join(Threshold::default(), waiting, written), expected, "{waiting} beside {written}");
        };
        check(3, 0, true);
        check(4, 5, false);
        check(5, 5, true);
        check(0, 0, true);
    }

    #[test]
    fn outcomes() {
        let check = |invited, claims, ballots, uncounted, expected| {
            let arrived = Arrived { invited, claims, ballots, uncounted };
            assert_eq!(outcome(Threshold::default(), arrived), expected, "{arrived:?}");
        };
        check(7, 7, 7, 0, SurveyOutcome::Published);
        check(7, 6, 5, 0, SurveyOutcome::Published);
        check(7, 7, 5, 2, SurveyOutcome::Published);
        check(7, 7, 4, 0, SurveyOutcome::TooFew);
        check(4, 4, 4, 0, SurveyOutcome::TooFew);
        check(7, 4, 5, 0, SurveyOutcome::Void);
        check(7, 6, 5, 2, SurveyOutcome::Void);
        check(7, 0, 0, 0, SurveyOutcome::TooFew);
    }

    #[test]
    fn comments_are_shown_from_the_threshold_on() {
        let check = |outcome, comments, expected| {
            assert_eq!(shows_comments(Threshold::default(), outcome, comments), expected);
        };
        check(SurveyOutcome::Published, 5, true);
        check(SurveyOutcome::Published, 4, false);
        check(SurveyOutcome::TooFew, 5, false);
        check(SurveyOutcome::Void, 5, false);
    }
}
