//! Aggregations and operators: from the parser's words to those of [`crate::vectors`].

use promql_parser::label::Labels as Names;
use promql_parser::parser::token::{
    T_ADD, T_ATAN2, T_AVG, T_BOTTOMK, T_COUNT, T_COUNT_VALUES, T_DIV, T_EQLC, T_GROUP, T_GTE, T_GTR, T_LAND, T_LOR,
    T_LSS, T_LTE, T_LUNLESS, T_MAX, T_MIN, T_MOD, T_MUL, T_NEQ, T_POW, T_QUANTILE, T_STDDEV, T_STDVAR, T_SUB, T_SUM,
    T_TOPK, TokenId,
};
use promql_parser::parser::{AggregateExpr, BinModifier, BinaryExpr, LabelModifier, VectorMatchCardinality};

use crate::error::Error;
use crate::limits::Budget;
use crate::vectors::LabelChoice;
use crate::vectors::aggregate::{self, Aggregation};
use crate::vectors::binary::{self, Arithmetic, Cardinality, Comparison, Matching, Operator, Set};
use crate::vectors::column::{Column, Grid, Value};

pub(super) fn aggregate(
    expression: &AggregateExpr,
    columns: Vec<Column>,
    parameter: Option<Value>,
    grid: Grid,
) -> Result<Vec<Column>, Error> {
    let numbers = || match &parameter {
        Some(Value::Scalar(numbers)) => Ok(numbers.clone()),
        _ => Err(Error::Evaluation("an aggregation lacks its number".to_owned())),
    };
    let aggregation = match expression.op.id() {
        T_AVG => Aggregation::Average,
        T_COUNT => Aggregation::Count,
        T_COUNT_VALUES => match parameter {
            Some(Value::Text(label)) => Aggregation::CountValues(label),
            _ => return Err(Error::Evaluation("an aggregation lacks its label".to_owned())),
        },
        T_GROUP => Aggregation::Group,
        T_MAX => Aggregation::Largest,
        T_MIN => Aggregation::Smallest,
        T_QUANTILE => Aggregation::Quantile(numbers()?),
        T_STDDEV => Aggregation::StandardDeviation,
        T_STDVAR => Aggregation::Variance,
        T_SUM => Aggregation::Sum,
        T_TOPK => Aggregation::Top(numbers()?),
        T_BOTTOMK => Aggregation::Bottom(numbers()?),
        _ => return Err(Error::unsupported(0, "this aggregation")),
    };
    aggregate::aggregate(&aggregation, columns, expression.modifier.as_ref().map(label_choice).as_ref(), grid)
}

pub(super) fn combine(
    expression: &BinaryExpr,
    left: Value,
    right: Value,
    grid: Grid,
    budget: &Budget<'_>,
) -> Result<Value, Error> {
    let matching = expression.modifier.as_ref().map(matching).unwrap_or_default();
    binary::combine(operator(expression.op.id())?, left, right, &matching, grid, budget)
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
