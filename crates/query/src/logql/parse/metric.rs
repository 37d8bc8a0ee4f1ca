//! Expressions with numbers.

use super::Parser;
use crate::error::Error;
use crate::labels::is_label_name;
use crate::logql::lexer::Token;
use crate::logql::syntax::{LogQuery, Metric, RangeAggregation, RangeOperation, Stage, Unit, Unwrap, VectorOperation};
use crate::pattern::Pattern;
use crate::vectors::LabelChoice;
use crate::vectors::binary::{Arithmetic, Cardinality, Comparison, Matching, Operator, Set};

/// Operators by how tightly they bind, loosest first.
const LEVELS: [&[&str]; 6] =
    [&["or"], &["and", "unless"], &["==", "!=", ">", ">=", "<", "<="], &["+", "-"], &["*", "/", "%"], &["^"]];
const POWER: usize = 5;

impl Parser {
    pub(super) fn metric(&mut self, level: usize) -> Result<Metric, Error> {
        if level == LEVELS.len() {
            return self.nested(Self::operand);
        }
        let mut left = self.metric(level + 1)?;
        while let Some(operator) = self.operator(level) {
            let place = self.place();
            let matching = self.matching()?;
            if matching.as_bool && !matches!(operator, Operator::Comparison(_)) {
                return Err(Error::syntax(place, "bool follows only a comparison"));
            }
            // Powers go from right to left.
            let right =
                if level == POWER { self.nested(|parser| parser.metric(POWER))? } else { self.metric(level + 1)? };
            let is_number = |side: &Metric| matches!(side, Metric::Number(_));
            if matches!(operator, Operator::Set(_)) && (is_number(&left) || is_number(&right)) {
                return Err(Error::syntax(place, "and, or and unless need vectors on both sides, not numbers"));
            }
            left = Metric::Binary { operator, matching, left: Box::new(left), right: Box::new(right) };
        }
        Ok(left)
    }

    fn operator(&mut self, level: usize) -> Option<Operator> {
        let found = LEVELS[level]
            .iter()
            .find(|sign| if sign.starts_with(char::is_alphabetic) { self.take_word(sign) } else { self.take(sign) })?;
        Some(match *found {
            "or" => Operator::Set(Set::Or),
            "and" => Operator::Set(Set::And),
            "unless" => Operator::Set(Set::Unless),
            "==" => Operator::Comparison(Comparison::Equal),
            "!=" => Operator::Comparison(Comparison::NotEqual),
            ">" => Operator::Comparison(Comparison::Greater),
            ">=" => Operator::Comparison(Comparison::GreaterOrEqual),
            "<" => Operator::Comparison(Comparison::Less),
            "<=" => Operator::Comparison(Comparison::LessOrEqual),
            "+" => Operator::Arithmetic(Arithmetic::Add),
            "-" => Operator::Arithmetic(Arithmetic::Subtract),
            "*" => Operator::Arithmetic(Arithmetic::Multiply),
            "/" => Operator::Arithmetic(Arithmetic::DivideOrNothing),
            "%" => Operator::Arithmetic(Arithmetic::ModuloOrNothing),
            _ => Operator::Arithmetic(Arithmetic::Power),
        })
    }

    /// `bool on (a) group_left (b)`
    fn matching(&mut self) -> Result<Matching, Error> {
        let as_bool = self.take_word("bool");
        let labels = if self.take_word("on") {
            Some(LabelChoice::Only(self.names()?))
        } else if self.take_word("ignoring") {
            Some(LabelChoice::Except(self.names()?))
        } else {
            None
        };
        let place = self.place();
        let cardinality = if self.take_word("group_left") {
            Cardinality::ManyToOne(self.optional_names()?)
        } else if self.take_word("group_right") {
            Cardinality::OneToMany(self.optional_names()?)
        } else {
            Cardinality::OneToOne
        };
        if labels.is_none() && !matches!(cardinality, Cardinality::OneToOne) {
            return Err(Error::syntax(place, "group_left and group_right follow on or ignoring"));
        }
        Ok(Matching { labels, cardinality, as_bool })
    }

    fn optional_names(&mut self) -> Result<Vec<String>, Error> {
        if self.is_sign("(") { self.names() } else { Ok(Vec::new()) }
    }

    /// `(a, b)`
    fn names(&mut self) -> Result<Vec<String>, Error> {
        self.expect("(")?;
        let mut names = Vec::new();
        while !self.take(")") {
            if !names.is_empty() {
                self.expect(",")?;
            }
            names.push(self.word()?);
        }
        Ok(names)
    }

    fn operand(&mut self) -> Result<Metric, Error> {
        if self.take("(") {
            let inner = self.metric(0)?;
            self.expect(")")?;
            return Ok(inner);
        }
        if self.is_sign("-") || self.is_sign("+") || matches!(self.peek(), Some(Token::Number(_))) {
            return self.signed_number().map(Metric::Number);
        }
        let place = self.place();
        let Some(Token::Word(word)) = self.peek() else { return self.unexpected("an expression") };
        let word = word.clone();
        if let Some(operation) = range_operation(&word) {
            self.next += 1;
            return self
                .range_aggregation(operation, &word, place)
                .map(|aggregation| Metric::Range(Box::new(aggregation)));
        }
        if let Some(operation) = vector_operation(&word) {
            self.next += 1;
            return self.vector_aggregation(operation, &word);
        }
        match word.as_str() {
            "vector" => {
                self.next += 1;
                self.expect("(")?;
                let number = self.signed_number()?;
                self.expect(")")?;
                Ok(Metric::Vector(number))
            }
            "label_replace" => self.label_replace(),
            "approx_topk" | "first_over_time_ts" => Err(Error::unsupported(place, word)),
            _ => self.unexpected("an expression"),
        }
    }

    fn label_replace(&mut self) -> Result<Metric, Error> {
        self.next += 1;
        self.expect("(")?;
        let inner = Box::new(self.metric(0)?);
        let mut texts = Vec::new();
        let mut place = 0;
        for _ in 0..4 {
            self.expect(",")?;
            place = self.place();
            texts.push(self.text()?);
        }
        self.expect(")")?;
        let pattern = Pattern::whole(&texts[3]).map_err(|message| Error::syntax(place, message))?;
        let [destination, replacement, source, _] =
            <[String; 4]>::try_from(texts).map_err(|_| Error::syntax(place, "label_replace needs four texts"))?;
        if !is_label_name(&destination) {
            return Err(Error::syntax(place, format!("invalid label name {destination:?}")));
        }
        Ok(Metric::LabelReplace { inner, destination, replacement, source, pattern })
    }

    fn vector_aggregation(&mut self, operation: VectorOperation, word: &str) -> Result<Metric, Error> {
        let mut grouping = self.grouping()?;
        let place = self.place();
        self.expect("(")?;
        let needs_parameter = matches!(operation, VectorOperation::Top | VectorOperation::Bottom);
        let parameter = if needs_parameter {
            let number = self.signed_number()?;
            self.expect(",")?;
            if number < 1.0 || number.fract() != 0.0 {
                return Err(Error::syntax(place, format!("invalid parameter (must be greater than 0) {word}")));
            }
            Some(number)
        } else {
            None
        };
        let inner = Box::new(self.metric(0)?);
        self.expect(")")?;
        if grouping.is_none() {
            grouping = self.grouping()?;
        }
        if grouping.is_some() && matches!(operation, VectorOperation::Sort | VectorOperation::SortDescending) {
            return Err(Error::syntax(place, format!("{word} has no grouping")));
        }
        Ok(Metric::Vectors { operation, parameter, grouping, inner })
    }

    /// `by (a)` or `without (a)`
    fn grouping(&mut self) -> Result<Option<LabelChoice>, Error> {
        Ok(if self.take_word("by") {
            Some(LabelChoice::Only(self.names()?))
        } else if self.take_word("without") {
            Some(LabelChoice::Except(self.names()?))
        } else {
            None
        })
    }

    fn range_aggregation(
        &mut self,
        operation: RangeOperation,
        word: &str,
        place: usize,
    ) -> Result<RangeAggregation, Error> {
        self.expect("(")?;
        let parameter = if operation == RangeOperation::Quantile {
            let number = self.signed_number()?;
            self.expect(",")?;
            Some(number)
        } else {
            None
        };
        let ranged = self.nested(Self::ranged)?;
        self.expect(")")?;
        let grouping = self.grouping()?;
        let fail = |reason: &str| Err(Error::syntax(place, format!("invalid aggregation {word} {reason}")));
        match &ranged.unwrap {
            None if operation.needs_unwrap() => return fail("without unwrap"),
            Some(_) if !operation.allows_unwrap() => return fail("with unwrap"),
            _ => {}
        }
        if grouping.is_some() && !operation.allows_grouping() {
            return Err(Error::syntax(place, format!("grouping not allowed for {word} aggregation")));
        }
        let Ranged { query, unwrap, range, offset } = ranged;
        let Some(range) = range else { return Err(Error::syntax(place, format!("{word} needs a range such as [5m]"))) };
        Ok(RangeAggregation { operation, parameter, query, unwrap, range, offset, grouping })
    }

    /// A log query with its range, which stands behind the selector, behind the pipeline or behind brackets around them.
    fn ranged(&mut self) -> Result<Ranged, Error> {
        let mut ranged = if self.take("(") {
            let inner = self.nested(Self::ranged)?;
            self.expect(")")?;
            inner
        } else {
            let matchers = self.selector()?;
            Ranged { query: LogQuery { matchers, stages: Vec::new() }, unwrap: None, range: None, offset: 0 }
        };
        self.range(&mut ranged)?;
        self.pipeline(&mut ranged)?;
        self.range(&mut ranged)?;
        Ok(ranged)
    }

    fn pipeline(&mut self, ranged: &mut Ranged) -> Result<(), Error> {
        loop {
            self.stages(&mut ranged.query.stages)?;
            if !self.is_sign("|") {
                return Ok(());
            }
            let place = self.place();
            self.next += 2;
            if ranged.unwrap.is_some() {
                return Err(Error::syntax(place, "a query has only one unwrap"));
            }
            let mut unwrap = self.unwrap()?;
            // What follows are filters of the labels that are left.
            let mut after = Vec::new();
            self.stages(&mut after)?;
            for stage in after {
                match stage {
                    Stage::Labels(filter) => unwrap.filters.push(filter),
                    _ => return Err(Error::syntax(place, "only label filters follow unwrap")),
                }
            }
            ranged.unwrap = Some(unwrap);
        }
    }

    fn unwrap(&mut self) -> Result<Unwrap, Error> {
        let place = self.place();
        let word = self.word()?;
        if !self.take("(") {
            return Ok(Unwrap { label: word, unit: Unit::Number, filters: Vec::new() });
        }
        let unit = match word.as_str() {
            "duration" | "duration_seconds" => Unit::Duration,
            "bytes" => Unit::Bytes,
            _ => {
                return Err(Error::syntax(
                    place,
                    format!("unwrap does not know {word:?}, only duration, duration_seconds and bytes"),
                ));
            }
        };
        let label = self.word()?;
        self.expect(")")?;
        Ok(Unwrap { label, unit, filters: Vec::new() })
    }

    /// `[5m]`, perhaps with an offset.
    fn range(&mut self, ranged: &mut Ranged) -> Result<(), Error> {
        if !self.is_sign("[") {
            return Ok(());
        }
        if ranged.range.is_some() {
            return self.unexpected("no second range");
        }
        self.next += 1;
        ranged.range = Some(self.duration()?);
        self.expect("]")?;
        if self.take_word("offset") {
            let negative = self.take("-");
            let offset = self.duration()?;
            ranged.offset = if negative { -offset } else { offset };
        }
        Ok(())
    }

    /// Nanoseconds; at most 100 years, so that no sum of times overflows.
    fn duration(&mut self) -> Result<i64, Error> {
        let Some(Token::Duration(seconds, _)) = self.peek() else { return self.unexpected("a duration") };
        let seconds = *seconds;
        if seconds <= 0.0 || seconds > 100.0 * 365.0 * 86_400.0 {
            return self.unexpected("a duration above 0 and below 100 years");
        }
        self.next += 1;
        Ok((seconds * 1e9).round() as i64)
    }
}

struct Ranged {
    query: LogQuery,
    unwrap: Option<Unwrap>,
    range: Option<i64>,
    offset: i64,
}

fn range_operation(word: &str) -> Option<RangeOperation> {
    Some(match word {
        "absent_over_time" => RangeOperation::Absent,
        "avg_over_time" => RangeOperation::Average,
        "bytes_over_time" => RangeOperation::Bytes,
        "bytes_rate" => RangeOperation::BytesRate,
        "count_over_time" => RangeOperation::Count,
        "first_over_time" => RangeOperation::First,
        "last_over_time" => RangeOperation::Last,
        "max_over_time" => RangeOperation::Largest,
        "min_over_time" => RangeOperation::Smallest,
        "quantile_over_time" => RangeOperation::Quantile,
        "rate" => RangeOperation::Rate,
        "rate_counter" => RangeOperation::RateCounter,
        "stddev_over_time" => RangeOperation::StandardDeviation,
        "stdvar_over_time" => RangeOperation::Variance,
        "sum_over_time" => RangeOperation::Sum,
        _ => return None,
    })
}

fn vector_operation(word: &str) -> Option<VectorOperation> {
    Some(match word {
        "sum" => VectorOperation::Sum,
        "avg" => VectorOperation::Average,
        "count" => VectorOperation::Count,
        "max" => VectorOperation::Largest,
        "min" => VectorOperation::Smallest,
        "stddev" => VectorOperation::StandardDeviation,
        "stdvar" => VectorOperation::Variance,
        "topk" => VectorOperation::Top,
        "bottomk" => VectorOperation::Bottom,
        "sort" => VectorOperation::Sort,
        "sort_desc" => VectorOperation::SortDescending,
        _ => return None,
    })
}
