//! Operators between two expressions, and how series of the two sides find each other.

use std::collections::HashMap;

use super::LabelChoice;
use super::column::{ABSENT, Column, Grid, Value, is_absent, merge};
use crate::error::Error;
use crate::labels::Labels;
use crate::limits::Budget;

/// How series of two sides find each other.
#[derive(Debug, Clone, Default)]
pub(crate) struct Matching {
    /// Labels that have to be equal; all of them when left out.
    pub(crate) labels: Option<LabelChoice>,
    /// Which side may have many series for one of the other.
    pub(crate) cardinality: Cardinality,
    /// A comparison answers 1 or 0 instead of dropping series.
    pub(crate) as_bool: bool,
}

/// How many series of one side meet one of the other.
#[derive(Debug, Clone, Default)]
pub(crate) enum Cardinality {
    #[default]
    OneToOne,
    /// Many on the left, with these labels of the one on the right.
    ManyToOne(Vec<String>),
    /// Many on the right, with these labels of the one on the left.
    OneToMany(Vec<String>),
}

/// Computes an operator between two values.
pub(crate) fn combine(
    operator: Operator,
    left: Value,
    right: Value,
    matching: &Matching,
    grid: Grid,
    budget: &Budget<'_>,
) -> Result<Value, Error> {
    Ok(match (left, right) {
        (Value::Scalar(left), Value::Scalar(right)) => Value::Scalar(
            left.into_iter().zip(right).map(|(left, right)| operator.compute_numbers(left, right)).collect(),
        ),
        (Value::Vector(columns), Value::Scalar(numbers)) => {
            Value::Vector(merge(
                operator.map(columns, matching.as_bool, |step, value| operator.compute(value, numbers[step])),
            )?)
        }
        (Value::Scalar(numbers), Value::Vector(columns)) => {
            let computed = operator.map(columns, matching.as_bool, |step, value| {
                let (result, holds) = operator.compute(numbers[step], value);
                // A comparison keeps the value of the series, on whichever side that is.
                (if operator.is_comparison() { value } else { result }, holds)
            });
            Value::Vector(merge(computed)?)
        }
        (Value::Vector(left), Value::Vector(right)) => {
            budget.spend((left.len() + right.len()) * grid.count)?;
            Value::Vector(merge(match operator {
                Operator::Set(set) => combine_sets(set, left, right, matching.labels.as_ref(), grid),
                _ => match_vectors(operator, &left, &right, matching, grid)?,
            })?)
        }
        _ => return Err(Error::Evaluation("operators need numbers or instant vectors on both sides".to_owned())),
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    Arithmetic(Arithmetic),
    Comparison(Comparison),
    Set(Set),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
    /// LogQL's division: by zero it is not a number.
    DivideOrNothing,
    /// LogQL's remainder: by zero it is not a number.
    ModuloOrNothing,
    Modulo,
    Power,
    ArcTangent,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Set {
    And,
    Or,
    Unless,
}

impl Operator {
    fn is_comparison(self) -> bool {
        matches!(self, Self::Comparison(_))
    }

    /// Whether the result is still the metric of that name. Prometheus 2.42 forgets to drop it for `atan2`.
    fn keeps_name(self) -> bool {
        matches!(self, Self::Comparison(_) | Self::Set(_) | Self::Arithmetic(Arithmetic::ArcTangent))
    }

    /// The value, and whether it stays in a vector.
    fn compute(self, left: f64, right: f64) -> (f64, bool) {
        match self {
            Self::Arithmetic(operation) => (
                match operation {
                    Arithmetic::Add => left + right,
                    Arithmetic::Subtract => left - right,
                    Arithmetic::Multiply => left * right,
                    Arithmetic::Divide => left / right,
                    Arithmetic::DivideOrNothing => {
                        if right == 0.0 {
                            f64::NAN
                        } else {
                            left / right
                        }
                    }
                    Arithmetic::ModuloOrNothing => {
                        if right == 0.0 {
                            f64::NAN
                        } else {
                            left % right
                        }
                    }
                    Arithmetic::Modulo => left % right,
                    Arithmetic::Power => left.powf(right),
                    Arithmetic::ArcTangent => left.atan2(right),
                },
                true,
            ),
            Self::Comparison(comparison) => (
                left,
                match comparison {
                    Comparison::Equal => left == right,
                    Comparison::NotEqual => left != right,
                    Comparison::Less => left < right,
                    Comparison::LessOrEqual => left <= right,
                    Comparison::Greater => left > right,
                    Comparison::GreaterOrEqual => left >= right,
                },
            ),
            Self::Set(_) => (left, true),
        }
    }

    /// Between two numbers a comparison answers 1 or 0.
    fn compute_numbers(self, left: f64, right: f64) -> f64 {
        let (value, holds) = self.compute(left, right);
        if self.is_comparison() { f64::from(u8::from(holds)) } else { value }
    }

    /// Computes each value of each column; a comparison drops those for which it does not hold, or answers 1 or 0.
    fn map(self, columns: Vec<Column>, as_bool: bool, compute: impl Fn(usize, f64) -> (f64, bool)) -> Vec<Column> {
        let keeps_name = self.keeps_name() && !as_bool;
        let mapped = columns.into_iter().map(|column| {
            let column = column.map(|step, value| match compute(step, value) {
                (_, holds) if as_bool => f64::from(u8::from(holds)),
                (value, true) => value,
                (_, false) => ABSENT,
            });
            if keeps_name { column } else { column.without_name() }
        });
        mapped.collect()
    }
}

/// The labels by which series of both sides find each other.
fn signature(labels: &Labels, matching: Option<&LabelChoice>) -> Labels {
    matching.map_or_else(|| labels.without_name(), |matching| matching.choose(labels))
}

fn combine_sets(
    set: Set,
    left: Vec<Column>,
    right: Vec<Column>,
    matching: Option<&LabelChoice>,
    grid: Grid,
) -> Vec<Column> {
    let (kept, others) = if set == Set::Or { (&left, &right) } else { (&right, &left) };
    // At which points in time some series with these labels is present on the side that decides.
    let mut present: HashMap<Labels, Vec<bool>> = HashMap::new();
    for column in kept {
        let at = present.entry(signature(&column.labels, matching)).or_insert_with(|| vec![false; grid.count]);
        at.iter_mut().zip(&column.values).for_each(|(present, value)| *present |= !is_absent(*value));
    }
    let wanted = set == Set::And;
    let filtered = others.iter().map(|column| {
        let at = present.get(&signature(&column.labels, matching));
        let is_present = |step: usize| at.is_some_and(|at| at[step]);
        column.clone().map(|step, value| if is_present(step) == wanted { value } else { ABSENT })
    });
    let filtered: Vec<Column> = filtered.collect();
    if set == Set::Or { left.into_iter().chain(filtered).collect() } else { filtered }
}

/// Series of the two sides with the same signature.
struct Match<'a> {
    /// The side of which many may meet one of the other.
    many: Vec<&'a Column>,
    one: Vec<&'a Column>,
}

fn match_vectors(
    operator: Operator,
    left: &[Column],
    right: &[Column],
    matching: &Matching,
    grid: Grid,
) -> Result<Vec<Column>, Error> {
    let swapped = matches!(matching.cardinality, Cardinality::OneToMany(_));
    let (many, one) = if swapped { (right, left) } else { (left, right) };
    let mut places: HashMap<Labels, usize> = HashMap::new();
    let mut matches: Vec<(Labels, Match<'_>)> = Vec::new();
    let mut place_of = |column: &Column, matches: &mut Vec<(Labels, Match<'_>)>| {
        *places.entry(signature(&column.labels, matching.labels.as_ref())).or_insert_with_key(|labels| {
            matches.push((labels.clone(), Match { many: Vec::new(), one: Vec::new() }));
            matches.len() - 1
        })
    };
    for column in many {
        let place = place_of(column, &mut matches);
        matches[place].1.many.push(column);
    }
    for column in one {
        let place = place_of(column, &mut matches);
        matches[place].1.one.push(column);
    }
    // Where one side is empty nothing is looked for, not even duplicates.
    let (left_present, right_present) = (present_steps(left, grid), present_steps(right, grid));
    let both: Vec<bool> = left_present.iter().zip(right_present).map(|(left, right)| *left && right).collect();
    let mut results = Vec::new();
    for (labels, found) in &matches {
        require_one(labels, found, swapped, &both)?;
        let group = Group { operator, matching, swapped, grid };
        results.extend(group.compute(found)?);
    }
    Ok(results)
}

/// At which points in time any series has a value.
fn present_steps(columns: &[Column], grid: Grid) -> Vec<bool> {
    let mut present = vec![false; grid.count];
    for column in columns {
        present.iter_mut().zip(&column.values).for_each(|(present, value)| *present |= !is_absent(*value));
    }
    present
}

/// # Errors
///
/// When several series of the side that must be unique have a value at the same time.
fn require_one(labels: &Labels, found: &Match<'_>, swapped: bool, compared: &[bool]) -> Result<(), Error> {
    if found.one.len() < 2 {
        return Ok(());
    }
    for step in (0..compared.len()).filter(|step| compared[*step]) {
        let mut present = found.one.iter().filter(|column| !is_absent(column.values[step]));
        if let (Some(first), Some(second)) = (present.next(), present.next()) {
            let side = if swapped { "left" } else { "right" };
            return Err(Error::Evaluation(format!(
                "found duplicate series for the match group {labels} on the {side} hand-side of the operation: [{}, {}];many-to-many matching not \
                 allowed: matching labels must be unique on one side",
                second.labels, first.labels
            )));
        }
    }
    Ok(())
}

struct Group<'a> {
    operator: Operator,
    matching: &'a Matching,
    swapped: bool,
    grid: Grid,
}

impl Group<'_> {
    fn compute(&self, found: &Match<'_>) -> Result<Vec<Column>, Error> {
        let one_to_one = matches!(self.matching.cardinality, Cardinality::OneToOne);
        let mut results: Vec<Column> = Vec::with_capacity(found.many.len());
        for many in &found.many {
            results
                .extend(found.one.iter().map(|one| self.compute_pair(many, one)).filter(|column| !column.is_empty()));
        }
        let is_unique = |columns: &[&Column]| {
            (0..self.grid.count)
                .all(|step| columns.iter().filter(|column| !is_absent(column.values[step])).take(2).count() < 2)
        };
        if one_to_one && results.len() > 1 && !is_unique(&results.iter().collect::<Vec<_>>()) {
            const REASON: &str =
                "multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)";
            return Err(Error::Evaluation(REASON.to_owned()));
        }
        if !one_to_one {
            let mut by_labels: HashMap<&Labels, Vec<&Column>> = HashMap::new();
            results.iter().for_each(|column| by_labels.entry(&column.labels).or_default().push(column));
            if !by_labels.values().all(|columns| columns.len() < 2 || is_unique(columns)) {
                const REASON: &str = "multiple matches for labels: grouping labels must ensure unique matches";
                return Err(Error::Evaluation(REASON.to_owned()));
            }
        }
        Ok(results)
    }

    fn compute_pair(&self, many: &Column, one: &Column) -> Column {
        let as_bool = self.matching.as_bool;
        let values = many.values.iter().zip(&one.values).map(|(many, one)| {
            if is_absent(*many) || is_absent(*one) {
                return ABSENT;
            }
            let (left, right) = if self.swapped { (*one, *many) } else { (*many, *one) };
            match self.operator.compute(left, right) {
                (_, holds) if as_bool => f64::from(u8::from(holds)),
                (value, true) => value,
                (_, false) => ABSENT,
            }
        });
        Column { values: values.collect(), labels: self.result_labels(&many.labels, &one.labels) }
    }

    fn result_labels(&self, many: &Labels, one: &Labels) -> Labels {
        let mut labels = many.clone();
        if !self.operator.keeps_name() {
            labels = labels.without_name();
        }
        let included: &[String] = match &self.matching.cardinality {
            Cardinality::OneToOne => {
                labels = match &self.matching.labels {
                    Some(LabelChoice::Only(on)) => labels.filter(|name| on.iter().any(|on| on == name)),
                    Some(LabelChoice::Except(ignoring)) => {
                        labels.filter(|name| !ignoring.iter().any(|ignored| ignored == name))
                    }
                    None => labels,
                };
                &[]
            }
            Cardinality::ManyToOne(included) | Cardinality::OneToMany(included) => included,
        };
        for name in included {
            labels = labels.with(name, one.get(name));
        }
        if self.matching.as_bool { labels.without_name() } else { labels }
    }
}
