//! The monthly question: what is asked, when results may be shown, and what the answers of a round add up to.
//!
//! Who answered what is nowhere in here, nor anywhere else: see docs/decisions and the ballot's protocol in `server`.

pub mod counting;
pub mod names;
pub mod statistics;
mod wording;
mod words;

use crate::refusal::{Refusal, Refuses, ValueReason};
use serde::{Deserialize, Serialize};

pub use self::words::{WORDS, words};
use crate::text::{ChoiceText, Question};

/// How many answers there are to choose from.
pub const ANSWERS: usize = 5;

/// One of the five answers, 1 to 5: the higher, the readier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct SurveyAnswer(u8);

/// Why a number is no [`SurveyAnswer`].
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("an answer is a number from 1 to 5")]
pub struct AnswerError;

impl TryFrom<u8> for SurveyAnswer {
    type Error = AnswerError;
    fn try_from(number: u8) -> Result<Self, AnswerError> {
        if (1..=ANSWERS).contains(&usize::from(number)) { Ok(Self(number)) } else { Err(AnswerError) }
    }
}

impl From<SurveyAnswer> for u8 {
    fn from(answer: SurveyAnswer) -> Self {
        answer.0
    }
}

impl SurveyAnswer {
    /// Its place in a list of the answers, from 0.
    #[must_use]
    pub fn index(self) -> usize {
        usize::from(self.0) - 1
    }
}

/// What is asked, and the five answers from the least ready to the readiest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    /// The question.
    pub question: Question,
    /// The answers.
    pub answers: [ChoiceText; ANSWERS],
}

/// The fewest ballots, and the fewest people invited, with which a round is shown: 3 to 10.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Threshold(u8);

/// Why a number is no [`Threshold`].
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{}", self.refusal())]
pub struct ThresholdError;

impl Refuses for ThresholdError {
    fn refusal(&self) -> Refusal {
        ValueReason::Threshold.refusal()
    }
}

impl TryFrom<u8> for Threshold {
    type Error = ThresholdError;
    fn try_from(number: u8) -> Result<Self, ThresholdError> {
        if (3..=10).contains(&number) { Ok(Self(number)) } else { Err(ThresholdError) }
    }
}

impl From<Threshold> for u8 {
    fn from(threshold: Threshold) -> Self {
        threshold.0
    }
}

impl Default for Threshold {
    fn default() -> Self {
        Self(5)
    }
}

impl Threshold {
    /// Whether so many ballots of so many invited people may be shown.
    #[must_use]
    pub fn lets_through(self, ballots: u32, invited: u32) -> bool {
        let least = u32::from(self.0);
        ballots >= least && invited >= least
    }
}

/// How many chose each answer, from the least ready to the readiest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Histogram(pub [u32; ANSWERS]);

impl Histogram {
    /// All answers together.
    #[must_use]
    pub fn total(&self) -> u32 {
        self.0.iter().sum()
    }
}

impl FromIterator<SurveyAnswer> for Histogram {
    fn from_iter<I: IntoIterator<Item = SurveyAnswer>>(answers: I) -> Self {
        let mut counts = [0; ANSWERS];
        for answer in answers {
            counts[answer.index()] += 1;
        }
        Self(counts)
    }
}

/// The answers of a round, where all that is stored of it agrees that they may be shown: no single column is trusted alone.
#[must_use]
pub fn showable(
    threshold: Threshold,
    outcome: SurveyOutcome,
    (ballots, invited): (u32, u32),
    histogram: Option<&Histogram>,
) -> Option<&Histogram> {
    let fine = outcome == SurveyOutcome::Published && threshold.lets_through(ballots, invited);
    histogram.filter(|histogram| fine && histogram.total() == ballots)
}

/// What became of a round that is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum SurveyOutcome {
    /// Its histogram is shown.
    Published,
    /// Too few ballots or invited people: they were deleted.
    TooFew,
    /// There were more ballots than claims: nothing of it counts.
    Void,
}

/// What made a round open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum SurveyOrigin {
    /// Its time had come.
    Schedule,
    /// A person.
    Hand,
    /// The end of a workshop.
    Workshop,
}

/// Why a round did not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum MissedWhy {
    /// The server did not run as long as it would have been open.
    Down,
    /// Another one was open.
    Open,
    /// There was no person to ask.
    Nobody,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_and_thresholds_have_bounds() {
        assert!(SurveyAnswer::try_from(0).is_err() && SurveyAnswer::try_from(6).is_err());
        assert!(Threshold::try_from(2).is_err() && Threshold::try_from(11).is_err());
        assert!(Threshold::default().lets_through(5, 5));
        assert!(!Threshold::default().lets_through(4, 9) && !Threshold::default().lets_through(5, 4));
    }

    #[test]
    fn what_does_not_fit_together_is_not_shown() {
        let check = |outcome, numbers, counts: [u32; 5], expected: bool| {
            let histogram = Histogram(counts);
            let shown = showable(Threshold::default(), outcome, numbers, Some(&histogram));
            assert_eq!(shown.is_some(), expected, "{outcome:?} {numbers:?} {counts:?}");
        };
        check(SurveyOutcome::Published, (5, 7), [1, 1, 1, 1, 1], true);
        check(SurveyOutcome::Published, (4, 7), [1, 1, 1, 1, 0], false);
        check(SurveyOutcome::Published, (5, 4), [1, 1, 1, 1, 1], false);
        check(SurveyOutcome::Published, (6, 7), [1, 1, 1, 1, 1], false);
        check(SurveyOutcome::TooFew, (5, 7), [1, 1, 1, 1, 1], false);
        check(SurveyOutcome::Void, (5, 7), [1, 1, 1, 1, 1], false);
        assert_eq!(showable(Threshold::default(), SurveyOutcome::Published, (5, 7), None), None);
    }

    #[test]
    fn a_histogram_counts_each_answer() {
        let answers = [5, 1, 5, 3].map(|number| SurveyAnswer::try_from(number).expect("it is one"));
        assert_eq!(answers.into_iter().collect::<Histogram>(), Histogram([1, 0, 1, 0, 2]));
    }
}
