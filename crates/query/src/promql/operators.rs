//! Aggregations and operators: from the parser's words to those of [`crate::vectors`].

use promql_parser::label::Labels as Names;
use promql_parser::parser::token::{
    T_ADD, T_ATAN2, T_AVG, T_BOTTOMK, T_COUNT, T_COUNT_VALUES, T_DIV, T_EQLC, T_GROUP, T_GTE, T_GTR, T_LAND, T_LOR,
    T_LSS, T_LTE, T_LUNLESS, T_MAX, T_MIN, T_MOD, T_MUL, T_NEQ, T_POW, T_QUANTILE, T_STDDEV, T_STDVAR, T_SUB, T_SUM,
    T_TOPK, TokenId,
};
use promql_parser::parser::{AggregateExpr, BinModifier, BinaryExpr, LabelModifier, VectorMatchCardinality};

use super::evaluate::Evaluator;
use crate::error::Error;
use crate::vectors::LabelChoice;
use crate::vectors::aggregate::{self, Aggregation};
use crate::vectors::binary::{self, Arithmetic, Cardinality, Comparison, Matching, Operator, Set};
use crate::vectors::column::{Column, Grid, Value};

pub(super) fn aggregate(
    evaluator: &Evaluator<'_>,
    expression: &AggregateExpr,
    grid: Grid,
) -> Result<Vec<Column>, Error> {
    let columns = evaluator.evaluate_vector(&expression.expr, grid)?;
    evaluator.budget.spend(columns.len() * grid.count)?;
    let parameter = || match &expression.param {
        Some(parameter) => Ok(&**parameter),
        None => Err(Error::Evaluation("an aggregation lacks its parameter".to_owned())),
    };
    let aggregation = match expression.op.id() {
        T_AVG => Aggregation::Average,
        T_COUNT => Aggregation::Count,
        T_COUNT_VALUES => Aggregation::CountValues(evaluator.evaluate_text(parameter()?, grid)?),
        T_GROUP => Aggregation::Group,
        T_MAX => Aggregation::Largest,
        T_MIN => Aggregation::Smallest,
        T_QUANTILE => Aggregation::Quantile(evaluator.evaluate_scalar(parameter()?, grid)?),
        T_STDDEV => Aggregation::StandardDeviation,
        T_STDVAR => Aggregation::Variance,
        T_SUM => Aggregation::Sum,
        T_TOPK => Aggregation::Top(evaluator.evaluate_scalar(parameter()?, grid)?),
        T_BOTTOMK => Aggregation::Bottom(evaluator.evaluate_scalar(parameter()?, grid)?),
        _ => return Err(Error::unsupported(0, "this aggregation")),
    };
    aggregate::aggregate(&aggregation, columns, expression.modifier.as_ref().map(label_choice).as_ref(), grid)
}

pub(super) fn combine(evaluator: &Evaluator<'_>, expression: &BinaryExpr, grid: Grid) -> Result<Value, Error> {
    let left = evaluator.evaluate(&expression.lhs, grid)?;
    let right = evaluator.evaluate(&expression.rhs, grid)?;
    let matching = expression.modifier.as_ref().map(matching).unwrap_or_default();
    binary::combine(operator(expression.op.id())?, left, right, &matching, grid, &evaluator.budget)
}

fn label_choice(modifier: &LabelModifier) -> LabelChoice {
    match modifier {
        LabelModifier::Include(names) => LabelChoice::Only(names.labels.clone()),
        LabelModifier::Exclude(names) => LabelChoice::Except(names.labels.clone()),
    }
}

fn matching(modifier: &BinModifier) -> Matching {
    let names = |names: &Names| names.labels.clone();
    Matching {
        labels: modifier.matching.as_ref().map(label_choice),
        cardinality: match &modifier.card {
            VectorMatchCardinality::OneToOne | VectorMatchCardinality::ManyToMany => Cardinality::OneToOne,
            VectorMatchCardinality::ManyToOne(included) => Cardinality::ManyToOne(names(included)),
            VectorMatchCardinality::OneToMany(included) => Cardinality::OneToMany(names(included)),
        },
        as_bool: modifier.return_bool,
    }
}

fn operator(token: TokenId) -> Result<Operator, Error> {
    Ok(match token {
        T_ADD => Operator::Arithmetic(Arithmetic::Add),
        T_SUB => Operator::Arithmetic(Arithmetic::Subtract),
        T_MUL => Operator::Arithmetic(Arithmetic::Multiply),
        T_DIV => Operator::Arithmetic(Arithmetic::Divide),
        T_MOD => Operator::Arithmetic(Arithmetic::Modulo),
        T_POW => Operator::Arithmetic(Arithmetic::Power),
        T_ATAN2 => Operator::Arithmetic(Arithmetic::ArcTangent),
        T_EQLC => Operator::Comparison(Comparison::Equal),
        T_NEQ => Operator::Comparison(Comparison::NotEqual),
        T_LSS => Operator::Comparison(Comparison::Less),
        T_LTE => Operator::Comparison(Comparison::LessOrEqual),
        T_GTR => Operator::Comparison(Comparison::Greater),
        T_GTE => Operator::Comparison(Comparison::GreaterOrEqual),
        T_LAND => Operator::Set(Set::And),
        T_LOR => Operator::Set(Set::Or),
        T_LUNLESS => Operator::Set(Set::Unless),
        _ => return Err(Error::unsupported(0, "this operator")),
    })
}
