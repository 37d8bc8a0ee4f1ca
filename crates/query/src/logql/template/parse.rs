//! From text to nodes.

use super::data::Data;
use super::{Call, Node, Operand, Pipeline, functions};

/// How deep blocks and brackets may be nested.
const MOST_DEPTH: usize = 50;

pub(super) fn parse(text: &str) -> Result<Vec<Node>, String> {
    let mut parser = Parser { pieces: split(text)?, place: 0, depth: 0 };
    let (nodes, end) = parser.block()?;
    match end {
        BlockEnd::Missing => Ok(nodes),
        BlockEnd::Closed => Err("unexpected {{end}}".to_owned()),
        BlockEnd::Else(_) => Err("unexpected {{else}}".to_owned()),
    }
}

enum Piece {
    Text(String),
    Action(Vec<Token>),
}

/// Splits a template at `{{` and `}}`, with the spaces around `{{-` and `-}}` removed.
fn split(text: &str) -> Result<Vec<Piece>, String> {
    let mut pieces = Vec::new();
    let mut rest = text;
    let mut trim = false;
    while let Some(open) = rest.find("{{") {
        let (mut before, mut inside) = (&rest[..open], &rest[open + 2..]);
        if trim {
            before = before.trim_start();
        }
        if let Some(after) = inside.strip_prefix("- ") {
            before = before.trim_end();
            inside = after;
        }
        pieces.push(Piece::Text(before.to_owned()));
        let comment = inside
            .trim_start()
            .strip_prefix("/*")
            .map(|comment| comment.split_once("*/").ok_or("unclosed comment"))
            .transpose()?;
        let (tokens, after) = match comment {
            Some((_, after)) => (None, after),
            None => tokens(inside).map(|(tokens, after)| (Some(tokens), after))?,
        };
        pieces.extend(tokens.map(Piece::Action));
        let after = after.trim_start();
        trim = after.starts_with("-}}");
        rest = after.strip_prefix("-}}").or_else(|| after.strip_prefix("}}")).ok_or("unclosed action")?;
    }
    pieces.push(Piece::Text(if trim { rest.trim_start() } else { rest }.to_owned()));
    Ok(pieces)
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Word(String),
    /// `.a.b`
    Field(Vec<String>),
    /// `$x.a`
    Variable(String, Vec<String>),
    Literal(Data),
    Open,
    /// `)` with the fields behind it.
    Close(Vec<String>),
    Pipe,
    Assign,
    Comma,
}

/// The tokens up to the end of an action, and what follows from its closing braces on.
fn tokens(text: &str) -> Result<(Vec<Token>, &str), String> {
    let mut tokens = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        if rest.starts_with("}}") || rest.starts_with("-}}") {
            return Ok((tokens, rest));
        }
        let first = rest.chars().next().ok_or("unclosed action")?;
        let (token, after) = match first {
            '|' => (Token::Pipe, &rest[1..]),
            '(' => (Token::Open, &rest[1..]),
            ',' => (Token::Comma, &rest[1..]),
            ')' => {
                let (path, after) = path(&rest[1..]);
                (Token::Close(path), after)
            }
            ':' if rest.starts_with(":=") => (Token::Assign, &rest[2..]),
            '=' => (Token::Assign, &rest[1..]),
            '"' | '`' => quoted(rest)?,
            '.' if !rest[1..].starts_with(|character: char| character.is_ascii_digit()) => {
                let (path, after) = path(rest);
                (Token::Field(path), if after.len() == rest.len() { &rest[1..] } else { after })
            }
            '$' => {
                let (name, after) = name(&rest[1..]);
                let (path, after) = path(after);
                (Token::Variable(name.to_owned(), path), after)
            }
            _ if first.is_alphabetic() || first == '_' => {
                let (name, after) = name(rest);
                (word(name), after)
            }
            _ => number(rest)?,
        };
        tokens.push(token);
        rest = after;
    }
}

fn name(text: &str) -> (&str, &str) {
    text.split_at(text.find(|character: char| !character.is_alphanumeric() && character != '_').unwrap_or(text.len()))
}

/// `.a.b` at the beginning, and what follows.
fn path(text: &str) -> (Vec<String>, &str) {
    let mut path = Vec::new();
    let mut rest = text;
    while let Some(after) = rest.strip_prefix('.') {
        let (field, after) = name(after);
        if field.is_empty() {
            break;
        }
        path.push(field.to_owned());
        rest = after;
    }
    (path, rest)
}

fn word(name: &str) -> Token {
    match name {
        "true" => Token::Literal(Data::Bool(true)),
        "false" => Token::Literal(Data::Bool(false)),
        "nil" => Token::Literal(Data::Missing),
        _ => Token::Word(name.to_owned()),
    }
}

fn quoted(text: &str) -> Result<(Token, &str), String> {
    let (value, length) = crate::logql::lexer::read_quoted(text)?;
    Ok((Token::Literal(Data::Text(value)), &text[length..]))
}

fn number(text: &str) -> Result<(Token, &str), String> {
    let is_part = |(index, character): (usize, char)| {
        character.is_ascii_alphanumeric() || character == '.' || (index == 0 && matches!(character, '-' | '+'))
    };
    let end = text.char_indices().find(|part| !is_part(*part)).map_or(text.len(), |(index, _)| index);
    let (number, rest) = text.split_at(end);
    let value = number.parse().map(Data::Int).or_else(|_| number.parse().map(Data::Float));
    let value = value.map_err(|_| format!("unexpected {:?} in an action", text.chars().next().unwrap_or(' ')))?;
    Ok((Token::Literal(value), rest))
}

/// How a block ends.
enum BlockEnd {
    /// By the end of the text.
    Missing,
    /// By `{{end}}`.
    Closed,
    /// By `{{else}}`, with what follows the word.
    Else(Vec<Token>),
}

struct Parser {
    pieces: Vec<Piece>,
    place: usize,
    depth: usize,
}

impl Parser {
    fn block(&mut self) -> Result<(Vec<Node>, BlockEnd), String> {
        self.depth += 1;
        if self.depth > MOST_DEPTH {
            return Err(format!("blocks are nested more than {MOST_DEPTH} deep"));
        }
        let mut nodes = Vec::new();
        while self.place < self.pieces.len() {
            let piece = std::mem::replace(&mut self.pieces[self.place], Piece::Text(String::new()));
            self.place += 1;
            let tokens = match piece {
                Piece::Text(text) => {
                    nodes.push(Node::Text(text));
                    continue;
                }
                Piece::Action(tokens) => tokens,
            };
            match tokens.first() {
                Some(Token::Word(word)) if word == "end" => {
                    self.depth -= 1;
                    return Ok((nodes, BlockEnd::Closed));
                }
                Some(Token::Word(word)) if word == "else" => {
                    self.depth -= 1;
                    return Ok((nodes, BlockEnd::Else(tokens[1..].to_vec())));
                }
                Some(Token::Word(word)) if matches!(word.as_str(), "if" | "with" | "range") => {
                    let word = word.clone();
                    nodes.push(self.control(&word, &tokens[1..])?);
                }
                Some(_) => nodes.push(action(&tokens)?),
                None => return Err("missing value for command".to_owned()),
            }
        }
        self.depth -= 1;
        Ok((nodes, BlockEnd::Missing))
    }

    fn control(&mut self, word: &str, tokens: &[Token]) -> Result<Node, String> {
        let (names, tokens) = declarations(tokens);
        let pipeline = read_pipeline(tokens)?;
        let (then, end) = self.block()?;
        let otherwise = match end {
            BlockEnd::Missing => return Err(format!("{{{{{word}}}}} is not ended")),
            BlockEnd::Closed => Vec::new(),
            BlockEnd::Else(tokens) => match tokens.split_first() {
                None => match self.block()? {
                    (nodes, BlockEnd::Closed) => nodes,
                    _ => return Err(format!("{{{{{word}}}}} is not ended")),
                },
                Some((Token::Word(word), rest)) if word == "if" || word == "with" => {
                    let word = word.clone();
                    vec![self.control(&word, rest)?]
                }
                Some(_) => return Err("unexpected text after else".to_owned()),
            },
        };
        let declare = |nodes: Vec<Node>, name: &Option<String>| match name {
            // The variable holds what the block is about.
            Some(name) => {
                let dot = Pipeline(vec![Call(vec![Operand::Field(Vec::new())])]);
                std::iter::once(Node::Action { variable: Some(name.clone()), pipeline: dot }).chain(nodes).collect()
            }
            None => nodes,
        };
        Ok(match (word, names) {
            ("if", _) => Node::If { condition: pipeline, then, otherwise },
            ("with", (_, name)) => Node::With { value: pipeline, then: declare(then, &name), otherwise },
            (_, (key, element)) => Node::Range { key, element, list: pipeline, body: then, otherwise },
        })
    }
}

/// `$key, $element :=` in front of a pipeline.
fn declarations(tokens: &[Token]) -> ((Option<String>, Option<String>), &[Token]) {
    match tokens {
        [Token::Variable(key, _), Token::Comma, Token::Variable(element, _), Token::Assign, rest @ ..] => {
            ((Some(key.clone()), Some(element.clone())), rest)
        }
        [Token::Variable(element, _), Token::Assign, rest @ ..] => ((None, Some(element.clone())), rest),
        _ => ((None, None), tokens),
    }
}

fn action(tokens: &[Token]) -> Result<Node, String> {
    let ((_, variable), rest) = declarations(tokens);
    Ok(Node::Action { variable, pipeline: read_pipeline(rest)? })
}

fn read_pipeline(tokens: &[Token]) -> Result<Pipeline, String> {
    let mut place = 0;
    let pipeline = pipeline(tokens, &mut place, 0)?;
    if place < tokens.len() { Err("unexpected \")\" in an action".to_owned()) } else { Ok(pipeline) }
}

fn pipeline(tokens: &[Token], place: &mut usize, depth: usize) -> Result<Pipeline, String> {
    if depth > MOST_DEPTH {
        return Err(format!("brackets are nested more than {MOST_DEPTH} deep"));
    }
    let mut calls = Vec::new();
    let mut operands = Vec::new();
    while let Some(token) = tokens.get(*place) {
        let operand = match token {
            Token::Close(_) => break,
            Token::Pipe => {
                *place += 1;
                if operands.is_empty() {
                    return Err("missing value for command".to_owned());
                }
                calls.push(Call(std::mem::take(&mut operands)));
                continue;
            }
            Token::Open => {
                *place += 1;
                let nested = pipeline(tokens, place, depth + 1)?;
                let Some(Token::Close(path)) = tokens.get(*place) else { return Err("unclosed left paren".to_owned()) };
                Operand::Nested(nested, path.clone())
            }
            Token::Word(name) if functions::exists(name) => Operand::Function(name.clone()),
            Token::Word(name) => return Err(format!("function {name:?} not defined")),
            Token::Field(path) => Operand::Field(path.clone()),
            Token::Variable(name, path) => Operand::Variable(name.clone(), path.clone()),
            Token::Literal(value) => Operand::Literal(value.clone()),
            Token::Assign | Token::Comma => return Err("unexpected declaration in an action".to_owned()),
        };
        operands.push(operand);
        *place += 1;
    }
    if operands.is_empty() {
        return Err("missing value for command".to_owned());
    }
    calls.push(Call(operands));
    Ok(Pipeline(calls))
}
