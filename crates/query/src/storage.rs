//! Where samples come from.

use std::borrow::Cow;

use crate::error::Error;
use crate::labels::Labels;
use crate::pattern::Pattern;

/// The bits of the not-a-number value that ends a series ("stale marker").
///
/// Source: `StaleNaN` of Prometheus' package `model/value`.
pub const STALE: f64 = f64::from_bits(0x7ff0_0000_0000_0002);

/// Whether a value is the stale marker. Other not-a-number values are ordinary values.
pub fn is_stale(value: f64) -> bool {
    value.to_bits() == STALE.to_bits()
}

/// One value at one time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sample {
    /// Milliseconds since 1970.
    pub time: i64,
    /// The value, or [`STALE`].
    pub value: f64,
}

/// A series with its samples, sorted by time, at most one for each time.
#[derive(Debug, Clone, PartialEq)]
pub struct Series<'a> {
    /// What names it.
    pub labels: Labels,
    /// Its samples.
    pub samples: Cow<'a, [Sample]>,
}

/// A condition on one label.
#[derive(Debug, Clone)]
pub struct Matcher {
    /// Name of the label.
    pub name: String,
    /// What its value must be; a missing label has an empty value.
    pub condition: Condition,
}

/// A condition on a text.
#[derive(Debug, Clone)]
pub enum Condition {
    /// `=`
    Equal(String),
    /// `!=`
    NotEqual(String),
    /// `=~`, over the whole text
    Matches(Pattern),
    /// `!~`, over the whole text
    MatchesNot(Pattern),
}

impl Condition {
    /// Whether a text fulfils the condition.
    pub fn holds(&self, text: &str) -> bool {
        match self {
            Self::Equal(wanted) => wanted == text,
            Self::NotEqual(unwanted) => unwanted != text,
            Self::Matches(pattern) => pattern.is_match(text),
            Self::MatchesNot(pattern) => !pattern.is_match(text),
        }
    }
}

/// Whether labels fulfil all conditions.
pub fn matches(labels: &Labels, matchers: &[Matcher]) -> bool {
    matchers.iter().all(|matcher| matcher.condition.holds(labels.get(&matcher.name)))
}

/// Something that has series.
pub trait Storage {
    /// The series that fulfil all conditions, in a fixed order, with at least their samples from `from` to `to` (milliseconds, both included).
    ///
    /// # Errors
    ///
    /// When the samples cannot be read, or cost too much.
    fn select(&self, matchers: &[Matcher], from: i64, to: i64) -> Result<Vec<Series<'_>>, Error>;
}

/// Series that lie in memory, sorted by their labels.
#[derive(Debug, Default)]
pub struct Memory(Vec<(Labels, Vec<Sample>)>);

impl Memory {
    /// Keeps these series. Samples are sorted by time; of two at the same time the last one counts.
    pub fn new(series: impl IntoIterator<Item = (Labels, Vec<Sample>)>) -> Self {
        let mut kept: std::collections::BTreeMap<Labels, Vec<Sample>> = std::collections::BTreeMap::new();
        for (labels, samples) in series {
            kept.entry(labels).or_default().extend(samples);
        }
        Self(kept.into_iter().map(|(labels, samples)| (labels, sorted(samples))).collect())
    }

    /// All series, sorted by their labels.
    pub fn series(&self) -> &[(Labels, Vec<Sample>)] {
        &self.0
    }
}

fn sorted(mut samples: Vec<Sample>) -> Vec<Sample> {
    samples.sort_by_key(|sample| sample.time);
    samples.reverse();
    samples.dedup_by_key(|sample| sample.time);
    samples.reverse();
    samples
}

impl Storage for Memory {
    fn select(&self, matchers: &[Matcher], from: i64, to: i64) -> Result<Vec<Series<'_>>, Error> {
        let wanted = self.0.iter().filter(|(labels, _)| matches(labels, matchers));
        Ok(wanted
            .map(|(labels, samples)| {
                let first = samples.partition_point(|sample| sample.time < from);
                let end = samples.partition_point(|sample| sample.time <= to).max(first);
                Series { labels: labels.clone(), samples: Cow::Borrowed(&samples[first..end]) }
            })
            .collect())
    }
}
