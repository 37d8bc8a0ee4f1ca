//! PromQL: parsed by `promql-parser`, evaluated here with the semantics of Prometheus 2.42.
//!
//! An expression is evaluated for all points in time at once: its value is a column of numbers for each series, and each function and operator goes
//! over whole columns. That is what makes a day at a step of ten seconds cheap.
//!
//! Source of the semantics: <https://prometheus.io/docs/prometheus/2.42/querying/basics/> and the pages beside it.

pub mod answer;

mod calls;
mod dates;
mod evaluate;
mod histogram;
mod operators;
mod parse;
mod selectors;
mod tree;
pub(crate) mod windows;

pub use answer::{Answer, Point};

use crate::error::Error;
use crate::limits::Limits;
use crate::storage::Storage;
use evaluate::Evaluator;

/// For how long a sample counts when no newer one exists, in milliseconds.
pub const LOOK_BACK_MS: i64 = 5 * 60 * 1000;

/// How queries are evaluated.
pub struct Settings<'a> {
    /// For how long a sample counts when no newer one exists, in milliseconds.
    pub look_back_ms: i64,
    /// The step of a subquery that states none, in milliseconds (Prometheus: the global evaluation interval).
    pub subquery_step_ms: i64,
    /// What a query may cost.
    pub limits: Limits<'a>,
}

impl Default for Settings<'_> {
    fn default() -> Self {
        Self { look_back_ms: LOOK_BACK_MS, subquery_step_ms: 60 * 1000, limits: Limits::default() }
    }
}

/// The value of an expression at one time (milliseconds since 1970).
///
/// # Errors
///
/// When the expression cannot be read, has no value for these data, or costs more than its limits allow.
pub fn query_instant(storage: &dyn Storage, query: &str, time: i64, settings: &Settings<'_>) -> Result<Answer, Error> {
    let expression = parse::parse(query, &settings.limits)?;
    Evaluator::new(storage, settings, time, time).answer_instant(&expression, time)
}

/// The values of an expression from `start` to `end` (milliseconds since 1970, both included), every `step` milliseconds.
///
/// # Errors
///
/// When the expression cannot be read or is neither a number nor an instant vector, when it has no value for these data, or costs more than its
/// limits allow.
pub fn query_range(
    storage: &dyn Storage,
    query: &str,
    start: i64,
    end: i64,
    step: i64,
    settings: &Settings<'_>,
) -> Result<Answer, Error> {
    if step <= 0 {
        return Err(Error::Evaluation(
            "zero or negative query resolution step widths are not accepted. Try a positive integer".to_owned(),
        ));
    }
    if end < start {
        return Err(Error::Evaluation("end timestamp must not be before start time".to_owned()));
    }
    if (end - start) / step >= settings.limits.steps as i64 {
        return Err(Error::TooExpensive(format!(
            "the answer would have more than {} points for each series: use a longer step",
            settings.limits.steps
        )));
    }
    let expression = parse::parse(query, &settings.limits)?;
    Evaluator::new(storage, settings, start, end).answer_range(&expression, start, end, step)
}

/// Reads an expression and checks its types, without evaluating it.
///
/// # Errors
///
/// When it cannot be read, or uses what does not exist in Prometheus 2.42.
pub fn check(query: &str, limits: &Limits<'_>) -> Result<(), Error> {
    parse::parse(query, limits).map(|_| ())
}
