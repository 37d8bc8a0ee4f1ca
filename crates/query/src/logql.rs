//! LogQL, after Loki's public documentation: <https://grafana.com/docs/loki/latest/query/>.

mod answer;
mod entry;
mod evaluate;
mod extract;
mod ip;
mod json_path;
mod lexer;
mod line_pattern;
mod lines;
mod parse;
mod pipeline;
mod syntax;
mod template;
mod units;

use std::borrow::Cow;
use std::collections::BTreeMap;

pub use answer::{Answer, Stream as AnswerStream};
pub use lines::read_lines;

use crate::error::Error;
use crate::labels::Labels;
use crate::limits::{Budget, Limits};
use crate::promql::answer::{from_columns_at, from_columns_over};
use crate::storage::{Matcher, matches};
use crate::vectors::column::Grid;
use evaluate::Evaluator;
use syntax::Query;

/// A log line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Nanoseconds since 1970.
    pub time: i64,
    /// The text, without its line feed.
    pub text: String,
}

/// Lines with the same labels, sorted by time.
#[derive(Debug, Clone, PartialEq)]
pub struct Stream<'a> {
    /// What names it.
    pub labels: Labels,
    /// Its lines.
    pub lines: Cow<'a, [Line]>,
}

/// Something that has log lines.
pub trait LogStorage {
    /// The streams that fulfil all conditions, in a fixed order, with at least their lines from `from` to `to` (nanoseconds since 1970, both included).
    ///
    /// # Errors
    ///
    /// When the lines cannot be read, or cost too much.
    fn select(&self, matchers: &[Matcher], from: i64, to: i64) -> Result<Vec<Stream<'_>>, Error>;
}

/// Lines that lie in memory.
#[derive(Debug, Default)]
pub struct MemoryLines(Vec<(Labels, Vec<Line>)>);

impl MemoryLines {
    /// Keeps these lines, in the order of their times.
    pub fn new(lines: impl IntoIterator<Item = (Labels, Line)>) -> Self {
        let mut streams: BTreeMap<Labels, Vec<Line>> = BTreeMap::new();
        for (labels, line) in lines {
            streams.entry(labels).or_default().push(line);
        }
        streams.values_mut().for_each(|lines| lines.sort_by_key(|line| line.time));
        Self(streams.into_iter().collect())
    }

    /// The time of the oldest line, in nanoseconds since 1970.
    pub fn oldest(&self) -> Option<i64> {
        self.0.iter().filter_map(|(_, lines)| lines.first()).map(|line| line.time).min()
    }

    /// The time of the newest line, in nanoseconds since 1970.
    pub fn newest(&self) -> Option<i64> {
        self.0.iter().filter_map(|(_, lines)| lines.last()).map(|line| line.time).max()
    }
}

impl LogStorage for MemoryLines {
    fn select(&self, matchers: &[Matcher], from: i64, to: i64) -> Result<Vec<Stream<'_>>, Error> {
        let wanted = self.0.iter().filter(|(labels, _)| matches(labels, matchers));
        Ok(wanted
            .map(|(labels, lines)| {
                let first = lines.partition_point(|line| line.time < from);
                let end = lines.partition_point(|line| line.time <= to).max(first);
                Stream { labels: labels.clone(), lines: Cow::Borrowed(&lines[first..end]) }
            })
            .collect())
    }
}

/// Which lines come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// The oldest.
    Forward,
    /// The newest.
    Backward,
}

/// Which part of the time a query is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// One time, in nanoseconds since 1970: for expressions with numbers.
    At(i64),
    /// From a time on to another one (nanoseconds since 1970). Lines at the end itself are left out; numbers are computed every `step` nanoseconds.
    Over {
        /// The first time.
        from: i64,
        /// The last time.
        to: i64,
        /// Time between two numbers.
        step: i64,
    },
}

/// How lines are answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineLimit {
    /// How many lines.
    pub lines: usize,
    /// Which ones.
    pub direction: Direction,
}

const MILLISECOND: i64 = 1_000_000;

/// Answers a query.
///
/// # Errors
///
/// When the query cannot be read, asks for lines at a single time, has no value for these data, or costs more than its limits allow.
pub fn query(
    storage: &dyn LogStorage,
    query: &str,
    span: Span,
    limit: LineLimit,
    limits: &Limits<'_>,
) -> Result<Answer, Error> {
    let parsed = parse::parse(query, limits)?;
    let evaluator = Evaluator { storage, budget: Budget::new(limits) };
    match (parsed, span) {
        (Query::Lines(_), Span::At(_)) => Err(Error::Evaluation(
            "log queries are not supported as an instant query type, please change your query to a range query type"
                .to_owned(),
        )),
        (Query::Lines(lines), Span::Over { from, to, .. }) => {
            evaluator.lines(&lines, from, to, limit.lines, limit.direction).map(Answer::Streams)
        }
        (Query::Metric(metric), Span::At(time)) => {
            let grid = Grid { start: time.div_euclid(MILLISECOND), step: 1, count: 1 };
            Ok(Answer::Metric(from_columns_at(evaluator.metric(&metric, grid)?, grid.start)))
        }
        (Query::Metric(metric), Span::Over { from, to, step }) => {
            if step < MILLISECOND || to < from {
                return Err(Error::Evaluation(
                    "a range needs a step of at least a millisecond, and an end that is not before its start"
                        .to_owned(),
                ));
            }
            let grid = Grid::between(from.div_euclid(MILLISECOND), to.div_euclid(MILLISECOND), step / MILLISECOND);
            if grid.count > limits.steps {
                return Err(Error::TooExpensive(format!(
                    "the answer would have more than {} points for each series: use a longer step",
                    limits.steps
                )));
            }
            from_columns_over(evaluator.metric(&metric, grid)?, grid).map(Answer::Metric)
        }
    }
}

/// Reads a query, without answering it; whether it asks for lines.
///
/// # Errors
///
/// When it cannot be read.
pub fn asks_for_lines(query: &str, limits: &Limits<'_>) -> Result<bool, Error> {
    parse::parse(query, limits).map(|parsed| matches!(parsed, Query::Lines(_)))
}
