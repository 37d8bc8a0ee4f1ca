//! From tokens to a tree.

mod metric;
mod stages;

use super::lexer::{Placed, Token, tokens};
use super::syntax::{LogQuery, Query};
use crate::error::Error;
use crate::limits::Limits;
use crate::pattern::Pattern;
use crate::storage::{Condition, Matcher};

/// How deep brackets and operators may be nested.
const MOST_DEPTH: usize = 100;
/// Tokens that a query may have.
const MOST_TOKENS: usize = 5_000;

/// Reads a query.
pub(super) fn parse(query: &str, limits: &Limits<'_>) -> Result<Query, Error> {
    if query.len() > limits.query_bytes {
        return Err(Error::TooExpensive(format!(
            "the query has {} bytes; {} are allowed",
            query.len(),
            limits.query_bytes
        )));
    }
    let tokens = tokens(query)?;
    if tokens.len() > MOST_TOKENS {
        return Err(Error::TooExpensive(format!("the query has more than {MOST_TOKENS} parts")));
    }
    let mut parser = Parser { end: query.len(), tokens, next: 0, depth: 0 };
    let parsed = match parser.log_query_alone()? {
        Some(lines) => Query::Lines(lines),
        None => Query::Metric(parser.metric(0)?),
    };
    parser.expect_end()?;
    Ok(parsed)
}

struct Parser {
    tokens: Vec<Placed>,
    next: usize,
    end: usize,
    depth: usize,
}

impl Parser {
    /// The whole query, when it is one for lines (perhaps in brackets).
    fn log_query_alone(&mut self) -> Result<Option<LogQuery>, Error> {
        let brackets = self.tokens.iter().take_while(|placed| placed.token == Token::Sign("(")).count();
        if self.tokens.get(brackets).is_none_or(|placed| placed.token != Token::Sign("{")) {
            return Ok(None);
        }
        if brackets > MOST_DEPTH {
            return Err(Error::TooExpensive(format!("brackets are nested more than {MOST_DEPTH} deep")));
        }
        self.next = brackets;
        let query = self.log_query()?;
        (0..brackets).try_for_each(|_| self.expect(")"))?;
        Ok(Some(query))
    }

    fn log_query(&mut self) -> Result<LogQuery, Error> {
        let matchers = self.selector()?;
        let mut stages = Vec::new();
        self.stages(&mut stages)?;
        Ok(LogQuery { matchers, stages })
    }

    /// `{name="value", …}`
    fn selector(&mut self) -> Result<Vec<Matcher>, Error> {
        let place = self.place();
        self.expect("{")?;
        let mut matchers = Vec::new();
        while !self.take("}") {
            if !matchers.is_empty() {
                self.expect(",")?;
                if self.take("}") {
                    break;
                }
            }
            let name = self.word()?;
            let condition = self.condition()?;
            matchers.push(Matcher { name, condition });
        }
        if matchers.is_empty() || matchers.iter().all(|matcher| matcher.condition.holds("")) {
            const REASON: &str =
                "queries require at least one regexp or equality matcher that does not have an empty-compatible value";
            return Err(Error::syntax(place, REASON));
        }
        Ok(matchers)
    }

    /// `=`, `!=`, `=~` or `!~` with a text.
    fn condition(&mut self) -> Result<Condition, Error> {
        let place = self.place();
        let sign =
            self.one_of(&["=", "!=", "=~", "!~"]).ok_or_else(|| Error::syntax(place, "expected =, !=, =~ or !~"))?;
        let text = self.text()?;
        let pattern = |text: &str| Pattern::whole(text).map_err(|message| Error::syntax(place, message));
        Ok(match sign {
            "=" => Condition::Equal(text),
            "!=" => Condition::NotEqual(text),
            "=~" => Condition::Matches(pattern(&text)?),
            _ => Condition::MatchesNot(pattern(&text)?),
        })
    }

    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next).map(|placed| &placed.token)
    }

    fn peek_at(&self, ahead: usize) -> Option<&Token> {
        self.tokens.get(self.next + ahead).map(|placed| &placed.token)
    }

    fn is_word(&self, word: &str) -> bool {
        matches!(self.peek(), Some(Token::Word(next)) if next == word)
    }

    fn is_sign(&self, sign: &str) -> bool {
        matches!(self.peek(), Some(Token::Sign(next)) if *next == sign)
    }

    /// Byte of the next token.
    fn place(&self) -> usize {
        self.tokens.get(self.next).map_or(self.end, |placed| placed.place)
    }

    fn take(&mut self, sign: &str) -> bool {
        let found = self.is_sign(sign);
        self.next += usize::from(found);
        found
    }

    fn take_word(&mut self, word: &str) -> bool {
        let found = self.is_word(word);
        self.next += usize::from(found);
        found
    }

    fn one_of(&mut self, signs: &[&'static str]) -> Option<&'static str> {
        signs.iter().find(|sign| self.take(sign)).copied()
    }

    fn unexpected<T>(&self, expected: &str) -> Result<T, Error> {
        let found = match self.peek() {
            None => "the end".to_owned(),
            Some(Token::Word(word)) => format!("{word:?}"),
            Some(Token::Text(_)) => "a text".to_owned(),
            Some(Token::Number(_)) => "a number".to_owned(),
            Some(Token::Duration(..)) => "a duration".to_owned(),
            Some(Token::Bytes(_)) => "a size".to_owned(),
            Some(Token::Sign(sign)) => format!("{sign:?}"),
            Some(Token::Flag(flag)) => format!("\"--{flag}\""),
        };
        Err(Error::syntax(self.place(), format!("unexpected {found}, expected {expected}")))
    }

    fn expect(&mut self, sign: &str) -> Result<(), Error> {
        if self.take(sign) { Ok(()) } else { self.unexpected(&format!("{sign:?}")) }
    }

    fn expect_end(&self) -> Result<(), Error> {
        if self.next == self.tokens.len() { Ok(()) } else { self.unexpected("the end") }
    }

    fn word(&mut self) -> Result<String, Error> {
        match self.peek() {
            Some(Token::Word(word)) => {
                let word = word.clone();
                self.next += 1;
                Ok(word)
            }
            _ => self.unexpected("a name"),
        }
    }

    fn text(&mut self) -> Result<String, Error> {
        match self.peek() {
            Some(Token::Text(text)) => {
                let text = text.clone();
                self.next += 1;
                Ok(text)
            }
            _ => self.unexpected("a text in quotes"),
        }
    }

    /// A number, perhaps with a sign.
    fn signed_number(&mut self) -> Result<f64, Error> {
        let sign = match self.one_of(&["-", "+"]) {
            Some("-") => -1.0,
            _ => 1.0,
        };
        match self.peek() {
            Some(Token::Number(number)) => {
                let number = *number;
                self.next += 1;
                Ok(sign * number)
            }
            _ => self.unexpected("a number"),
        }
    }

    /// Runs one level deeper.
    fn nested<T>(&mut self, parse: impl FnOnce(&mut Self) -> Result<T, Error>) -> Result<T, Error> {
        self.depth += 1;
        if self.depth > MOST_DEPTH {
            return Err(Error::TooExpensive(format!("the query is nested more than {MOST_DEPTH} deep")));
        }
        let parsed = parse(self);
        self.depth -= 1;
        parsed
    }
}
