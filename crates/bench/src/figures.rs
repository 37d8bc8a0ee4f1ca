//! Repeated measurements: medians with minimum and maximum, and times of many events.

use std::fmt;
use std::time::Duration;

use hdrhistogram::Histogram;

/// One figure, measured several times.
#[derive(Clone, Debug, Default)]
pub(crate) struct Samples(Vec<f64>);

impl Samples {
    pub(crate) fn add(&mut self, value: f64) {
        self.0.push(value);
        self.0.sort_by(f64::total_cmp);
    }

    /// The middle one; of an even number the mean of both. NaN without any.
    pub(crate) fn median(&self) -> f64 {
        let (low, high) = (self.0.len().saturating_sub(1) / 2, self.0.len() / 2);
        match (self.0.get(low), self.0.get(high)) {
            (Some(low), Some(high)) => f64::midpoint(*low, *high),
            _ => f64::NAN,
        }
    }
}

impl FromIterator<f64> for Samples {
    fn from_iter<I: IntoIterator<Item = f64>>(values: I) -> Self {
        let mut samples = Self::default();
        values.into_iter().for_each(|value| samples.add(value));
        samples
    }
}

impl fmt::Display for Samples {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.as_slice() {
            [] => write!(formatter, "–"),
            [one] => write!(formatter, "{}", number(*one)),
            [low, .., high] => {
                write!(formatter, "{} ({}–{})", number(self.median()), number(*low), number(*high))
            }
        }
    }
}

/// A number with three significant digits, and without decimals from a hundred on; a dash for one that was not measured.
pub(crate) fn number(value: f64) -> String {
    match value.abs() {
        _ if value.is_nan() => "–".to_owned(),
        size if size >= 1_000.0 => thousands(value),
        size if size >= 99.95 => format!("{value:.0}"),
        size if size >= 9.995 => format!("{value:.1}"),
        size if size >= 0.9995 => format!("{value:.2}"),
        _ => format!("{value:.3}"),
    }
}

fn thousands(value: f64) -> String {
    let digits = format!("{value:.0}");
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) && !grouped.ends_with('-') {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

pub(crate) fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}

/// Times of many events in microseconds, with three significant digits.
#[derive(Clone, Debug)]
pub(crate) struct Times(Histogram<u64>);

impl Default for Times {
    fn default() -> Self {
        Self(Histogram::new(3).expect("three digits are allowed"))
    }
}

impl Times {
    pub(crate) fn record(&mut self, microseconds: u64) {
        self.0.record(microseconds).expect("a histogram that grows takes every value");
    }

    pub(crate) fn merge(&mut self, others: &Self) {
        self.0.add(&others.0).expect("a histogram that grows takes every value");
    }

    pub(crate) fn count(&self) -> u64 {
        self.0.len()
    }

    /// The time that `percent` of the events do not exceed, in milliseconds.
    pub(crate) fn percentile_ms(&self, percent: f64) -> f64 {
        to_float(self.0.value_at_percentile(percent)) / 1e3
    }
}

/// Counts and microseconds are far from 2^53.
#[expect(clippy::cast_precision_loss, reason = "what is counted here is far below 2^53")]
pub(crate) fn to_float(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_median_is_shown_with_minimum_and_maximum() {
        let samples: Samples = [3.0, 1.0, 2.0].into_iter().collect();
        assert_eq!(samples.to_string(), "2.00 (1.00–3.00)");
        let even: Samples = [4.0, 1.0, 2.0, 300.4].into_iter().collect();
        assert_eq!(even.median(), 3.0);
        assert_eq!([1234.5].into_iter().collect::<Samples>().to_string(), "1,234");
        assert_eq!(Samples::default().to_string(), "–");
    }

    #[test]
    fn numbers_have_three_digits() {
        assert_eq!(number(f64::NAN), "–");
        for (value, expected) in
            [(0.1234, "0.123"), (1.234, "1.23"), (12.34, "12.3"), (123.4, "123"), (1_234_567.0, "1,234,567")]
        {
            assert_eq!(number(value), expected);
        }
    }

    #[test]
    fn merged_times_are_those_of_both() {
        let (mut quick, mut slow) = (Times::default(), Times::default());
        (1..=99).for_each(|_| quick.record(1_000));
        slow.record(2_000_000);
        quick.merge(&slow);
        assert_eq!(quick.count(), 100);
        assert!((quick.percentile_ms(99.0) - 1.0).abs() < 0.01);
        assert!((quick.percentile_ms(100.0) - 2_000.0).abs() < 2.0);
    }
}
