//! The tree of a LogQL query.

use crate::pattern::Pattern;
use crate::storage::{Condition, Matcher};
use crate::vectors::LabelChoice;
use crate::vectors::binary::{Matching, Operator};

use super::ip::Addresses;
use super::json_path::JsonPath;
use super::line_pattern::LinePattern;
use super::template::Template;

/// A query: log lines or numbers.
#[derive(Debug)]
pub(super) enum Query {
    Lines(LogQuery),
    Metric(Metric),
}

/// A stream selector with what happens to each line.
#[derive(Debug)]
pub(super) struct LogQuery {
    pub(super) matchers: Vec<Matcher>,
    pub(super) stages: Vec<Stage>,
}

/// One step of a pipeline.
#[derive(Debug)]
pub(super) enum Stage {
    /// Keeps lines.
    Lines(LineFilter),
    /// Keeps lines by their labels.
    Labels(LabelFilter),
    /// `| json`, with expressions or for all keys.
    Json(Vec<(String, JsonPath)>),
    /// `| logfmt`, with keys or for all of them.
    Logfmt {
        wanted: Vec<(String, String)>,
        strict: bool,
        keep_empty: bool,
    },
    Regexp(Pattern),
    Pattern(LinePattern),
    Unpack,
    LineFormat(Template),
    LabelFormat(Vec<(String, NewLabel)>),
    Decolorize,
    /// Drops labels, those with a condition only where it holds.
    Drop(Vec<(String, Option<Condition>)>),
    /// Keeps only these labels, those with a condition only where it holds.
    Keep(Vec<(String, Option<Condition>)>),
}

/// Where a label of `label_format` comes from.
#[derive(Debug)]
pub(super) enum NewLabel {
    Rename(String),
    Template(Template),
}

/// `|=`, `!=`, `|~`, `!~`, `|>`, `!>`: any of the conditions, or none of them.
#[derive(Debug)]
pub(super) struct LineFilter {
    pub(super) wanted: bool,
    pub(super) any: Vec<LineCondition>,
}

#[derive(Debug)]
pub(super) enum LineCondition {
    Contains(String),
    Matches(Pattern),
    Pattern(LinePattern),
    Address(Addresses),
}

#[derive(Debug)]
pub(super) enum LabelFilter {
    Text(Matcher),
    Number { label: String, comparison: Order, value: f64, unit: Unit },
    Address { label: String, wanted: bool, addresses: Addresses },
    And(Box<LabelFilter>, Box<LabelFilter>),
    Or(Box<LabelFilter>, Box<LabelFilter>),
}

/// How the value of a label is read for a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Number,
    /// Seconds.
    Duration,
    Bytes,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    Equal,
    NotEqual,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}

impl Order {
    pub(super) fn holds(self, left: f64, right: f64) -> bool {
        match self {
            Self::Equal => left == right,
            Self::NotEqual => left != right,
            Self::Greater => left > right,
            Self::GreaterOrEqual => left >= right,
            Self::Less => left < right,
            Self::LessOrEqual => left <= right,
        }
    }
}

/// An expression with numbers.
#[derive(Debug)]
pub(super) enum Metric {
    Number(f64),
    /// `vector(1)`
    Vector(f64),
    Range(Box<RangeAggregation>),
    Vectors {
        operation: VectorOperation,
        parameter: Option<f64>,
        grouping: Option<LabelChoice>,
        inner: Box<Metric>,
    },
    Binary {
        operator: Operator,
        matching: Matching,
        left: Box<Metric>,
        right: Box<Metric>,
    },
    LabelReplace {
        inner: Box<Metric>,
        destination: String,
        replacement: String,
        source: String,
        pattern: Pattern,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum VectorOperation {
    Sum,
    Average,
    Count,
    Largest,
    Smallest,
    StandardDeviation,
    Variance,
    Top,
    Bottom,
    Sort,
    SortDescending,
}

/// A function of the lines in a window.
#[derive(Debug)]
pub(super) struct RangeAggregation {
    pub(super) operation: RangeOperation,
    /// The quantile.
    pub(super) parameter: Option<f64>,
    pub(super) query: LogQuery,
    pub(super) unwrap: Option<Unwrap>,
    /// Length of the window, in nanoseconds.
    pub(super) range: i64,
    /// Nanoseconds into the past.
    pub(super) offset: i64,
    pub(super) grouping: Option<LabelChoice>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RangeOperation {
    Absent,
    Average,
    Bytes,
    BytesRate,
    Count,
    First,
    Largest,
    Last,
    Quantile,
    Rate,
    RateCounter,
    Smallest,
    StandardDeviation,
    Sum,
    Variance,
}

impl RangeOperation {
    /// Whether it computes with the values of a label.
    pub(super) fn needs_unwrap(self) -> bool {
        !matches!(self, Self::Absent | Self::Bytes | Self::BytesRate | Self::Count | Self::Rate)
    }

    pub(super) fn allows_unwrap(self) -> bool {
        !matches!(self, Self::Bytes | Self::BytesRate | Self::Count)
    }

    pub(super) fn allows_grouping(self) -> bool {
        use RangeOperation::{Average, First, Largest, Last, Quantile, Smallest, StandardDeviation, Variance};
        matches!(self, Average | First | Largest | Last | Quantile | Smallest | StandardDeviation | Variance)
    }
}

/// The label whose value is the number of a line.
#[derive(Debug)]
pub(super) struct Unwrap {
    pub(super) label: String,
    pub(super) unit: Unit,
    /// What holds for the lines afterwards.
    pub(super) filters: Vec<LabelFilter>,
}
