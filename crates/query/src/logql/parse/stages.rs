//! Stages of a pipeline.

use super::Parser;
use crate::error::Error;
use crate::labels::is_label_name;
use crate::logql::ip::Addresses;
use crate::logql::json_path::JsonPath;
use crate::logql::lexer::Token;
use crate::logql::line_pattern::LinePattern;
use crate::logql::syntax::{LabelFilter, LineCondition, LineFilter, NewLabel, Order, Stage, Unit};
use crate::logql::template::Template;
use crate::pattern::Pattern;
use crate::storage::{Condition, Matcher};

impl Parser {
    /// All stages up to something else; `| unwrap` is left for who may have it.
    pub(super) fn stages(&mut self, stages: &mut Vec<Stage>) -> Result<(), Error> {
        loop {
            if let Some(sign) = self.one_of(&["|=", "|~", "|>", "!=", "!~", "!>"]) {
                stages.push(Stage::Lines(self.line_filter(sign)?));
            } else if self.is_sign("|") && !matches!(self.peek_at(1), Some(Token::Word(word)) if word == "unwrap") {
                self.next += 1;
                stages.push(self.stage()?);
            } else {
                return Ok(());
            }
        }
    }

    fn line_filter(&mut self, sign: &'static str) -> Result<LineFilter, Error> {
        let mut any = vec![self.line_condition(sign)?];
        while self.take_word("or") {
            any.push(self.line_condition(sign)?);
        }
        Ok(LineFilter { wanted: sign.starts_with('|'), any })
    }

    fn line_condition(&mut self, sign: &str) -> Result<LineCondition, Error> {
        let place = self.place();
        if self.is_word("ip") {
            if !matches!(sign, "|=" | "!=") {
                return Err(Error::syntax(place, "ip() follows |= or !="));
            }
            return self.addresses().map(LineCondition::Address);
        }
        let text = self.text()?;
        let wrong = |message: String| Error::syntax(place, message);
        Ok(match sign {
            "|=" | "!=" => LineCondition::Contains(text),
            "|~" | "!~" => LineCondition::Matches(Pattern::anywhere(&text).map_err(wrong)?),
            _ => {
                let pattern = LinePattern::parse(&text).map_err(wrong)?;
                if pattern.has_names() {
                    return Err(wrong("the pattern of a line filter has only <_>".to_owned()));
                }
                LineCondition::Pattern(pattern)
            }
        })
    }

    /// `ip("…")`
    fn addresses(&mut self) -> Result<Addresses, Error> {
        self.word()?;
        self.expect("(")?;
        let place = self.place();
        let text = self.text()?;
        self.expect(")")?;
        Addresses::parse(&text).ok_or_else(|| Error::syntax(place, format!("{text:?} is no address, range or network")))
    }

    fn stage(&mut self) -> Result<Stage, Error> {
        let Some(Token::Word(word)) = self.peek() else { return self.label_filter(0).map(Stage::Labels) };
        let word = word.clone();
        // A label may have the name of a parser: | json="x" is a filter.
        let is_filter =
            matches!(self.peek_at(1), Some(Token::Sign("=" | "!=" | "=~" | "!~" | "==" | ">" | ">=" | "<" | "<=")));
        let known = [
            "json",
            "logfmt",
            "regexp",
            "pattern",
            "unpack",
            "line_format",
            "label_format",
            "decolorize",
            "drop",
            "keep",
        ];
        if is_filter || !known.contains(&word.as_str()) {
            return self.label_filter(0).map(Stage::Labels);
        }
        self.next += 1;
        let place = self.place();
        let wrong = |message: String| Error::syntax(place, message);
        Ok(match word.as_str() {
            "json" => Stage::Json(self.json_paths()?),
            "logfmt" => self.logfmt()?,
            "regexp" => {
                let pattern = Pattern::anywhere(&self.text()?).map_err(wrong)?;
                check_groups(&pattern).map_err(wrong)?;
                Stage::Regexp(pattern)
            }
            "pattern" => {
                let pattern = LinePattern::parse(&self.text()?).map_err(wrong)?;
                if !pattern.has_names() {
                    return Err(wrong("at least one capture is required".to_owned()));
                }
                Stage::Pattern(pattern)
            }
            "unpack" => Stage::Unpack,
            "line_format" => Stage::LineFormat(Template::parse(&self.text()?).map_err(wrong)?),
            "label_format" => Stage::LabelFormat(self.label_formats()?),
            "decolorize" => Stage::Decolorize,
            "drop" => Stage::Drop(self.label_list()?),
            _ => Stage::Keep(self.label_list()?),
        })
    }

    /// `a="b.c", d`
    fn json_paths(&mut self) -> Result<Vec<(String, JsonPath)>, Error> {
        let pairs = self.extractions()?;
        pairs
            .into_iter()
            .map(|(place, name, path)| {
                Ok((name, JsonPath::parse(&path).map_err(|message| Error::syntax(place, message))?))
            })
            .collect()
    }

    fn logfmt(&mut self) -> Result<Stage, Error> {
        let (mut strict, mut keep_empty) = (false, false);
        while let Some(Token::Flag(flag)) = self.peek() {
            match flag.as_str() {
                "strict" => strict = true,
                "keep-empty" => keep_empty = true,
                _ => return self.unexpected("--strict or --keep-empty"),
            }
            self.next += 1;
        }
        let wanted = self.extractions()?.into_iter().map(|(_, name, key)| (name, key)).collect();
        Ok(Stage::Logfmt { wanted, strict, keep_empty })
    }

    /// Labels with what they are taken from, and where that stands.
    fn extractions(&mut self) -> Result<Vec<(usize, String, String)>, Error> {
        let mut found = Vec::new();
        while let Some(Token::Word(_)) = self.peek() {
            let name = self.word()?;
            let place = self.place();
            let source = if self.take("=") { self.text()? } else { name.clone() };
            found.push((place, name, source));
            if !self.take(",") {
                break;
            }
        }
        Ok(found)
    }

    fn label_formats(&mut self) -> Result<Vec<(String, NewLabel)>, Error> {
        let mut formats: Vec<(String, NewLabel)> = Vec::new();
        loop {
            let place = self.place();
            let name = self.word()?;
            if formats.iter().any(|(known, _)| *known == name) {
                return Err(Error::syntax(
                    place,
                    format!("multiple label name '{name}' not allowed in a single format operation"),
                ));
            }
            self.expect("=")?;
            let place = self.place();
            let source = if let Some(Token::Word(_)) = self.peek() {
                NewLabel::Rename(self.word()?)
            } else {
                NewLabel::Template(Template::parse(&self.text()?).map_err(|message| Error::syntax(place, message))?)
            };
            formats.push((name, source));
            if !self.take(",") {
                return Ok(formats);
            }
        }
    }

    /// `a, b="c"`
    fn label_list(&mut self) -> Result<Vec<(String, Option<Condition>)>, Error> {
        let mut labels = Vec::new();
        loop {
            let name = self.word()?;
            let has_condition = ["=", "!=", "=~", "!~"].iter().any(|sign| self.is_sign(sign));
            let condition = if has_condition { Some(self.condition()?) } else { None };
            labels.push((name, condition));
            if !self.take(",") {
                return Ok(labels);
            }
        }
    }

    /// Comparisons joined by `and`, `or` and commas; `and` binds more tightly.
    pub(super) fn label_filter(&mut self, level: u8) -> Result<LabelFilter, Error> {
        if level == 2 {
            return self.nested(Self::label_comparison);
        }
        let mut filter = self.label_filter(level + 1)?;
        loop {
            let goes_on = if level == 0 {
                self.take_word("or")
            } else {
                self.take_word("and") || self.take(",") || self.next_is_comparison()
            };
            if !goes_on {
                return Ok(filter);
            }
            let right = Box::new(self.label_filter(level + 1)?);
            let left = Box::new(filter);
            filter = if level == 0 { LabelFilter::Or(left, right) } else { LabelFilter::And(left, right) };
        }
    }

    /// Comparisons may follow each other without a word between them.
    fn next_is_comparison(&self) -> bool {
        let starts = matches!(self.peek(), Some(Token::Word(word)) if is_label_name(word) && !matches!(word.as_str(), "or" | "and" | "by" | "without" | "on" | "ignoring" | "offset"));
        starts
            && matches!(self.peek_at(1), Some(Token::Sign("=" | "!=" | "=~" | "!~" | "==" | ">" | ">=" | "<" | "<=")))
    }

    fn label_comparison(&mut self) -> Result<LabelFilter, Error> {
        if self.take("(") {
            let filter = self.label_filter(0)?;
            self.expect(")")?;
            return Ok(filter);
        }
        let label = self.word()?;
        let place = self.place();
        let signs = ["==", "=~", "!=", "!~", ">=", "<=", "=", ">", "<"];
        let Some(sign) = self.one_of(&signs) else { return self.unexpected("a comparison") };
        if self.is_word("ip") {
            if !matches!(sign, "=" | "!=") {
                return Err(Error::syntax(place, "ip() follows = or !="));
            }
            return Ok(LabelFilter::Address { label, wanted: sign == "=", addresses: self.addresses()? });
        }
        if let Some(Token::Text(_)) = self.peek() {
            if !matches!(sign, "=" | "!=" | "=~" | "!~") {
                return self.unexpected("a number, duration or size");
            }
            self.next -= 1;
            return Ok(LabelFilter::Text(Matcher { name: label, condition: self.condition()? }));
        }
        let comparison = match sign {
            "==" | "=" => Order::Equal,
            "!=" => Order::NotEqual,
            ">" => Order::Greater,
            ">=" => Order::GreaterOrEqual,
            "<" => Order::Less,
            "<=" => Order::LessOrEqual,
            _ => return self.unexpected("a text in quotes"),
        };
        let negative = self.take("-");
        let (value, unit) = match self.peek() {
            Some(Token::Number(number)) => (*number, Unit::Number),
            Some(Token::Duration(seconds, _)) => (*seconds, Unit::Duration),
            Some(Token::Bytes(bytes)) => (*bytes, Unit::Bytes),
            _ => return self.unexpected("a number, duration or size"),
        };
        self.next += 1;
        Ok(LabelFilter::Number { label, comparison, value: if negative { -value } else { value }, unit })
    }
}

fn check_groups(pattern: &Pattern) -> Result<(), String> {
    let names: Vec<&str> = pattern.regex().capture_names().flatten().collect();
    if names.is_empty() {
        return Err("at least one named capture must be supplied".to_owned());
    }
    match names.iter().find(|name| !is_label_name(name)) {
        Some(name) => Err(format!("invalid extracted label name '{name}'")),
        None => Ok(()),
    }
}
