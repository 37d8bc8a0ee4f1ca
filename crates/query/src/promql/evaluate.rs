//! Evaluates an expression, from the leaves up.

use promql_parser::parser::{AggregateExpr, Call, Expr, MatrixSelector, SubqueryExpr, VectorSelector};

use super::answer::{Answer, Point, Series as AnswerSeries, from_columns_at, from_columns_over, wrong_type};
use super::calls::{self, Argument, ArgumentValue};
use super::selectors::{Shift, matchers, milliseconds, newest, samples_from};
use super::tree::{is_range, strip};
use super::windows::Ranges;
use super::{Settings, operators};
use crate::error::Error;
use crate::limits::Budget;
use crate::storage::{Sample, Storage, is_stale};
use crate::vectors::column::{Column, Grid, Value, require_distinct};

/// Points in time of a subquery, over the whole query.
const MOST_SUBQUERY_STEPS: usize = 1_000_000;

pub(super) struct Evaluator<'a> {
    storage: &'a dyn Storage,
    settings: &'a Settings<'a>,
    budget: Budget<'a>,
    /// Start and end of the whole query, for `@ start()` and `@ end()`.
    start: i64,
    end: i64,
}

impl<'a> Evaluator<'a> {
    pub(super) fn new(storage: &'a dyn Storage, settings: &'a Settings<'a>, start: i64, end: i64) -> Self {
        Self { storage, settings, budget: Budget::new(&settings.limits), start, end }
    }

    pub(super) fn answer_instant(&self, expression: &Expr, time: i64) -> Result<Answer, Error> {
        let grid = Grid { start: time, step: 1, count: 1 };
        if is_range(expression) {
            let ranges = self.ranges(strip(expression), grid)?;
            let end = ranges.shift.apply(time);
            let within = |sample: &&Sample| (end.saturating_sub(ranges.range)..=end).contains(&sample.time);
            let series = ranges.series.iter().map(|(labels, samples)| AnswerSeries {
                labels: labels.clone(),
                points: samples
                    .iter()
                    .filter(within)
                    .map(|sample| Point { time: sample.time, value: sample.value })
                    .collect(),
            });
            let mut series: Vec<_> = series.filter(|series| !series.points.is_empty()).collect();
            series.sort_by(|left, right| left.labels.cmp(&right.labels));
            return Ok(Answer::Matrix(series));
        }
        Ok(from_columns_at(self.evaluate(expression, grid)?, time))
    }

    pub(super) fn answer_range(&self, expression: &Expr, start: i64, end: i64, step: i64) -> Result<Answer, Error> {
        if is_range(expression) {
            return Err(wrong_type("range vector"));
        }
        let grid = Grid::between(start, end, step);
        from_columns_over(self.evaluate(expression, grid)?, grid)
    }

    fn evaluate(&self, expression: &Expr, grid: Grid) -> Result<Value, Error> {
        self.budget.spend(grid.count)?;
        match expression {
            Expr::NumberLiteral(literal) => Ok(Value::Scalar(vec![literal.val; grid.count])),
            Expr::StringLiteral(literal) => Ok(Value::Text(literal.val.clone())),
            Expr::Paren(paren) => self.evaluate(&paren.expr, grid),
            Expr::Unary(unary) => self.negate(&unary.expr, grid),
            Expr::VectorSelector(selector) => self.select(selector, grid, |sample| sample.value).map(Value::Vector),
            Expr::Call(call) => self.call(call, grid),
            Expr::Aggregate(expression) => self.aggregate(expression, grid).map(Value::Vector),
            Expr::Binary(expression) => {
                let (left, right) = (self.evaluate(&expression.lhs, grid)?, self.evaluate(&expression.rhs, grid)?);
                operators::combine(expression, left, right, grid, &self.budget)
            }
            Expr::MatrixSelector(_) | Expr::Subquery(_) => {
                Err(Error::Evaluation("a range vector cannot be used here".to_owned()))
            }
            Expr::Extension(_) => Err(Error::unsupported(0, "an extension of the language")),
        }
    }

    fn evaluate_vector(&self, expression: &Expr, grid: Grid) -> Result<Vec<Column>, Error> {
        match self.evaluate(expression, grid)? {
            Value::Vector(columns) => Ok(columns),
            Value::Scalar(_) | Value::Text(_) => Err(Error::Evaluation("expected an instant vector".to_owned())),
        }
    }

    fn aggregate(&self, expression: &AggregateExpr, grid: Grid) -> Result<Vec<Column>, Error> {
        let columns = self.evaluate_vector(&expression.expr, grid)?;
        self.budget.spend(columns.len() * grid.count)?;
        let parameter = expression.param.as_ref().map(|parameter| self.evaluate(parameter, grid)).transpose()?;
        operators::aggregate(expression, columns, parameter, grid)
    }

    fn call(&self, call: &Call, grid: Grid) -> Result<Value, Error> {
        let arguments = call.args.args.iter().map(|argument| {
            let expression = strip(argument);
            let value = match expression {
                _ if is_range(expression) => ArgumentValue::Ranges(self.ranges(expression, grid)?),
                // Of what a selector finds, only this function sees the times.
                Expr::VectorSelector(selector) if call.func.name == "timestamp" => ArgumentValue::Value(Value::Vector(
                    self.select(selector, grid, |sample| sample.time as f64 / 1000.0)?,
                )),
                _ => ArgumentValue::Value(self.evaluate(expression, grid)?),
            };
            Ok(Argument { expression, value })
        });
        calls::compute(call.func.name, arguments.collect::<Result<_, Error>>()?, grid, &self.budget)
    }

    fn negate(&self, expression: &Expr, grid: Grid) -> Result<Value, Error> {
        Ok(match self.evaluate(expression, grid)? {
            Value::Scalar(values) => Value::Scalar(values.into_iter().map(|value| -value).collect()),
            Value::Vector(columns) => {
                let negated = columns.into_iter().map(|column| column.map(|_, value| -value).without_name());
                Value::Vector(require_distinct(negated.collect())?)
            }
            text @ Value::Text(_) => text,
        })
    }

    /// The columns of an instant selector; `read` takes the value (or the time) from each sample.
    pub(super) fn select(
        &self,
        selector: &VectorSelector,
        grid: Grid,
        read: fn(&Sample) -> f64,
    ) -> Result<Vec<Column>, Error> {
        let shift = self.shift(selector);
        let look_back = self.settings.look_back_ms;
        let (first, last) = (shift.apply(grid.start), shift.apply(grid.end()));
        let found = self.storage.select(&matchers(selector)?, first.saturating_sub(look_back), last)?;
        let mut columns = Vec::with_capacity(found.len());
        for series in found {
            self.budget.spend(grid.count)?;
            let column =
                Column { values: newest(&series.samples, grid, shift, look_back, read), labels: series.labels };
            if !column.is_empty() {
                columns.push(column);
            }
        }
        Ok(columns)
    }

    fn shift(&self, selector: &VectorSelector) -> Shift {
        Shift::new(selector.at.as_ref(), selector.offset.as_ref(), self.start, self.end)
    }

    /// The samples of a range selector or a subquery.
    fn ranges(&self, expression: &Expr, grid: Grid) -> Result<Ranges<'a>, Error> {
        match expression {
            Expr::MatrixSelector(selector) => self.select_ranges(selector, grid),
            Expr::Subquery(subquery) => self.evaluate_subquery(subquery, grid),
            _ => Err(Error::Evaluation("expected a range vector".to_owned())),
        }
    }

    fn select_ranges(&self, selector: &MatrixSelector, grid: Grid) -> Result<Ranges<'a>, Error> {
        let shift = self.shift(&selector.vs);
        let range = milliseconds(selector.range);
        let (first, last) = (shift.apply(grid.start), shift.apply(grid.end()));
        let found = self.storage.select(&matchers(&selector.vs)?, first.saturating_sub(range), last)?;
        let series = found.into_iter().map(|series| {
            let samples = match series.samples.iter().any(|sample| is_stale(sample.value)) {
                true => series.samples.iter().filter(|sample| !is_stale(sample.value)).copied().collect(),
                false => series.samples,
            };
            (series.labels, samples)
        });
        Ok(Ranges { series: series.collect(), shift, range })
    }

    /// Evaluates the inner expression at multiples of the step, as far back as any window reaches.
    fn evaluate_subquery(&self, subquery: &SubqueryExpr, grid: Grid) -> Result<Ranges<'a>, Error> {
        let shift = Shift::new(subquery.at.as_ref(), subquery.offset.as_ref(), self.start, self.end);
        let range = milliseconds(subquery.range);
        let step = subquery.step.map_or(self.settings.subquery_step_ms, milliseconds).max(1);
        let earliest = shift.apply(grid.start).saturating_sub(range);
        let mut start = step * (earliest / step);
        if start < earliest {
            start += step;
        }
        let inner = Grid::between(start, shift.apply(grid.end()), step);
        if inner.count > MOST_SUBQUERY_STEPS {
            return Err(Error::TooExpensive(format!(
                "a subquery would be evaluated more than {MOST_SUBQUERY_STEPS} times: use a longer step"
            )));
        }
        let columns = if inner.count == 0 { Vec::new() } else { self.evaluate_vector(&subquery.expr, inner)? };
        let series = columns.into_iter().map(|column| (column.labels.clone(), samples_from(&column, inner).into()));
        Ok(Ranges { series: series.collect(), shift, range })
    }
}
