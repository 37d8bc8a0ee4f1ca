//! From text to a checked expression of Prometheus 2.42.
//!
//! `promql-parser` follows newer versions: what 2.42 refuses is refused here, before (by a look at the tokens) or after it (by a look at the tree).

use std::sync::Once;

use promql_parser::parser::token::{T_LIMIT_RATIO, T_LIMITK};
use promql_parser::parser::value::ValueType;
use promql_parser::parser::{self, Expr, Function, VectorMatchFillValues, VectorSelector};

use crate::error::Error;
use crate::limits::Limits;

/// Operators, brackets and names that a query may have: a bound for the depth of its tree.
const MOST_TOKENS: usize = 2_000;
/// How deep brackets may be nested.
const MOST_DEPTH: usize = 100;

/// Functions that the parser knows and Prometheus 2.42 does not.
const NEWER: [&str; 27] = [
    "double_exponential_smoothing",
    "end",
    "first_over_time",
    "histogram_avg",
    "histogram_quantiles",
    "histogram_stddev",
    "histogram_stdvar",
    "info",
    "integral",
    "mad_over_time",
    "max_of",
    "min_of",
    "range",
    "sort_by_label",
    "sort_by_label_desc",
    "start",
    "start_timestamp",
    "step",
    "ts_of_first_over_time",
    "ts_of_last_over_time",
    "ts_of_max_over_time",
    "ts_of_min_over_time",
    "up",
    "xdelta",
    "xincrease",
    "xrate",
    "xfunc",
];

/// Reads an expression.
pub(super) fn parse(query: &str, limits: &Limits<'_>) -> Result<Expr, Error> {
    if query.len() > limits.query_bytes {
        return Err(Error::TooExpensive(format!(
            "the query has {} bytes; {} are allowed",
            query.len(),
            limits.query_bytes
        )));
    }
    check_tokens(query)?;
    register_functions();
    let expression = parser::parse(query).map_err(|message| Error::Syntax { place: None, message })?;
    check_tree(&expression)?;
    Ok(expression)
}

/// `holt_winters` has another name in the versions that the parser follows.
fn register_functions() {
    static REGISTER: Once = Once::new();
    REGISTER.call_once(|| {
        let holt_winters = Function::new(
            "holt_winters",
            vec![ValueType::Matrix, ValueType::Scalar, ValueType::Scalar],
            0,
            ValueType::Vector,
            false,
        );
        // Fails only when the parser has learnt the name, and then it needs no registration.
        drop(parser::function::register_extra_functions(vec![holt_winters]));
    });
}

/// Refuses what the parser accepts and Prometheus 2.42 does not, as far as single tokens show it, and what could cost too much.
fn check_tokens(query: &str) -> Result<(), Error> {
    let mut open: Vec<char> = Vec::new();
    let mut after_offset = false;
    let mut before = Token::Other;
    let mut count = 0;
    for (place, token) in (Scanner { query, place: 0 }) {
        count += 1;
        if count > MOST_TOKENS {
            return Err(Error::TooExpensive(format!("the query has more than {MOST_TOKENS} parts")));
        }
        match token {
            Token::Open(bracket) => open.push(bracket),
            Token::Close => drop(open.pop()),
            _ => {}
        }
        if open.len() > MOST_DEPTH {
            return Err(Error::TooExpensive(format!("brackets are nested more than {MOST_DEPTH} deep")));
        }
        let wants_duration = after_offset || open.last() == Some(&'[');
        match token {
            Token::Number if wants_duration => return Err(Error::syntax(place, "a duration needs a unit, such as 5m")),
            Token::Duration if !wants_duration => return Err(Error::syntax(place, "unexpected duration")),
            Token::Text if open.last() == Some(&'{') && !matches!(before, Token::Matching) => {
                return Err(Error::syntax(place, "unexpected string in label matching, expected a label name"));
            }
            Token::Text if matches!(before, Token::Grouping) => {
                return Err(Error::syntax(place, "unexpected string in a list of labels"));
            }
            _ => {}
        }
        after_offset =
            matches!(token, Token::Offset) && open.last() != Some(&'{') || after_offset && matches!(token, Token::Sign);
        before = match (before, token) {
            (Token::GroupingWord, Token::Open('(')) => Token::Grouping,
            (Token::Grouping, Token::Word | Token::Comma) => Token::Grouping,
            (_, token) => token,
        };
    }
    Ok(())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token {
    Number,
    Duration,
    Text,
    Word,
    Offset,
    /// `by`, `without`, `on`, `ignoring`, `group_left`, `group_right`
    GroupingWord,
    /// Inside the brackets after one of them.
    Grouping,
    /// `=`, `!=`, `=~`, `!~`
    Matching,
    Sign,
    Comma,
    Open(char),
    Close,
    Other,
}

struct Scanner<'a> {
    query: &'a str,
    place: usize,
}

impl Iterator for Scanner<'_> {
    type Item = (usize, Token);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let rest = &self.query[self.place..];
            let first = rest.chars().next()?;
            let start = self.place;
            if first == '#' {
                self.place += rest.find('\n').unwrap_or(rest.len());
                continue;
            }
            let (length, token) = scan(rest, first);
            self.place += length;
            if !first.is_whitespace() {
                return Some((start, token));
            }
        }
    }
}

/// Length and kind of the token at the beginning of a text.
fn scan(rest: &str, first: char) -> (usize, Token) {
    let run = |accepts: fn(char) -> bool| rest.find(|character: char| !accepts(character)).unwrap_or(rest.len());
    match first {
        '"' | '\'' | '`' => (quoted_length(rest, first), Token::Text),
        '(' | '[' | '{' => (1, Token::Open(first)),
        ')' | ']' | '}' => (1, Token::Close),
        ',' => (1, Token::Comma),
        '+' | '-' => (1, Token::Sign),
        '=' | '!' => (if rest[1..].starts_with(['=', '~']) { 2 } else { 1 }, Token::Matching),
        '0'..='9' | '.' => scan_number(rest),
        _ if first.is_alphabetic() || first == '_' || first == ':' => {
            let length = run(|character| character.is_alphanumeric() || character == '_' || character == ':');
            let token = match rest[..length].to_ascii_lowercase().as_str() {
                "offset" => Token::Offset,
                "by" | "without" | "on" | "ignoring" | "group_left" | "group_right" => Token::GroupingWord,
                _ => Token::Word,
            };
            (length, token)
        }
        _ => (first.len_utf8(), Token::Other),
    }
}

fn scan_number(rest: &str) -> (usize, Token) {
    let bytes = rest.as_bytes();
    let digits = rest.find(|character: char| !character.is_ascii_digit() && character != '.').unwrap_or(rest.len());
    let length =
        rest.find(|character: char| !character.is_ascii_alphanumeric() && character != '.').unwrap_or(rest.len());
    let is_exponent = matches!(bytes.get(digits), Some(b'e' | b'E'));
    let is_hex = digits == 1 && matches!(bytes.get(1), Some(b'x' | b'X'));
    if length == digits || is_hex || is_exponent {
        let signed = is_exponent && length == digits + 1 && matches!(bytes.get(length), Some(b'+' | b'-'));
        let exponent = if signed {
            1 + rest[length + 1..].find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len() - length - 1)
        } else {
            0
        };
        return (length + exponent, Token::Number);
    }
    (length, Token::Duration)
}

fn quoted_length(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (index, character) in rest.char_indices().skip(1) {
        if escaped {
            escaped = false;
        } else if character == '\\' && quote != '`' {
            escaped = true;
        } else if character == quote {
            return index + 1;
        }
    }
    rest.len()
}

/// Refuses what the tree shows.
fn check_tree(expression: &Expr) -> Result<(), Error> {
    match expression {
        Expr::Call(call) => {
            if NEWER.contains(&call.func.name) {
                return Err(Error::Syntax {
                    place: None,
                    message: format!("unknown function with name {:?}", call.func.name),
                });
            }
            call.args.args.iter().try_for_each(|argument| check_tree(argument))
        }
        Expr::Aggregate(aggregate) => {
            if matches!(aggregate.op.id(), T_LIMITK | T_LIMIT_RATIO) {
                return Err(Error::Syntax {
                    place: None,
                    message: format!("unknown function with name {:?}", aggregate.op.to_string()),
                });
            }
            aggregate.param.iter().try_for_each(|parameter| check_tree(parameter))?;
            check_tree(&aggregate.expr)
        }
        Expr::Binary(binary) => {
            let fills = binary
                .modifier
                .as_ref()
                .is_some_and(|modifier| modifier.fill_values != VectorMatchFillValues::default());
            if fills {
                return Err(Error::Syntax { place: None, message: "unexpected fill modifier".to_owned() });
            }
            check_tree(&binary.lhs)?;
            check_tree(&binary.rhs)
        }
        Expr::Unary(unary) => check_tree(&unary.expr),
        Expr::Paren(paren) => check_tree(&paren.expr),
        Expr::Subquery(subquery) => {
            check_duration(subquery.range)?;
            subquery.step.iter().try_for_each(|step| check_duration(*step))?;
            check_tree(&subquery.expr)
        }
        Expr::MatrixSelector(selector) => {
            check_duration(selector.range)?;
            check_selector(&selector.vs)
        }
        Expr::VectorSelector(selector) => check_selector(selector),
        Expr::NumberLiteral(_) | Expr::StringLiteral(_) => Ok(()),
        Expr::Extension(_) => Err(Error::unsupported(0, "an extension of the language")),
    }
}

fn check_selector(selector: &VectorSelector) -> Result<(), Error> {
    if selector.matchers.or_matchers.is_empty() {
        Ok(())
    } else {
        Err(Error::Syntax { place: None, message: "unexpected \"or\" in label matching".to_owned() })
    }
}

/// Durations are at most 100 years, so that no sum of times overflows.
fn check_duration(duration: std::time::Duration) -> Result<(), Error> {
    let most = std::time::Duration::from_secs(100 * 365 * 86_400);
    if duration.is_zero() {
        return Err(Error::Syntax { place: None, message: "duration must be greater than 0".to_owned() });
    }
    if duration > most {
        return Err(Error::Syntax { place: None, message: "duration out of range".to_owned() });
    }
    Ok(())
}
