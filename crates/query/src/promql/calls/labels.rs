//! Functions of labels.

use promql_parser::label::MatchOp;
use promql_parser::parser::{Expr, VectorSelector};

use super::{Arguments, Column, Value, merge};
use crate::error::Error;
use crate::labels::{Labels, METRIC_NAME, is_label_name};
use crate::pattern::Pattern;

/// `label_replace(vector, destination, replacement, source, pattern)`.
pub(super) fn replace(call: &Arguments<'_, '_>) -> Result<Value, Error> {
    let (destination, replacement, source, pattern) = (call.text(1)?, call.text(2)?, call.text(3)?, call.text(4)?);
    let pattern = Pattern::whole(&pattern)
        .map_err(|_| Error::Evaluation(format!("invalid regular expression in label_replace(): {pattern}")))?;
    if !is_label_name(&destination) {
        return Err(Error::Evaluation(format!("invalid destination label name in label_replace(): {destination}")));
    }
    relabel(call, |labels| match pattern.regex().captures(labels.get(&source)) {
        None => labels.clone(),
        Some(captures) => {
            let mut value = String::new();
            captures.expand(&replacement, &mut value);
            labels.with(&destination, &value)
        }
    })
}

/// `label_join(vector, destination, separator, source…)`.
pub(super) fn join(call: &Arguments<'_, '_>) -> Result<Value, Error> {
    let (destination, separator) = (call.text(1)?, call.text(2)?);
    let sources: Vec<String> = (3..call.arguments.len()).map(|index| call.text(index)).collect::<Result<_, _>>()?;
    if let Some(wrong) = sources.iter().find(|source| !is_label_name(source)) {
        return Err(Error::Evaluation(format!("invalid source label name in label_join(): {wrong}")));
    }
    if !is_label_name(&destination) {
        return Err(Error::Evaluation(format!("invalid destination label name in label_join(): {destination}")));
    }
    relabel(call, |labels| {
        let values: Vec<&str> = sources.iter().map(|source| labels.get(source)).collect();
        labels.with(&destination, &values.join(&separator))
    })
}

fn relabel(call: &Arguments<'_, '_>, change: impl Fn(&Labels) -> Labels) -> Result<Value, Error> {
    let changed =
        call.vector(0)?.into_iter().map(|column| Column { labels: change(&column.labels), values: column.values });
    merge(changed.collect()).map(Value::Vector)
}

/// The labels that a missing series would have: those that its selector states as equal, each once.
pub(super) fn of_absent(expression: &Expr) -> Labels {
    let selector: &VectorSelector = match expression {
        Expr::VectorSelector(selector) => selector,
        Expr::MatrixSelector(selector) => &selector.vs,
        _ => return Labels::default(),
    };
    let mut labels = Labels::default();
    let mut stated: Vec<&str> = Vec::new();
    for matcher in selector.matchers.matchers.iter().filter(|matcher| matcher.name != METRIC_NAME) {
        let is_first = matches!(matcher.op, MatchOp::Equal) && !stated.contains(&matcher.name.as_str());
        if is_first {
            stated.push(&matcher.name);
        }
        labels = labels.with(&matcher.name, if is_first { &matcher.value } else { "" });
    }
    labels
}
