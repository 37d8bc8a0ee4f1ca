//! From text to tokens.

use super::units;
use crate::error::Error;

/// A token with the byte at which it begins.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Placed {
    pub(super) place: usize,
    pub(super) token: Token,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    /// A name or keyword.
    Word(String),
    Text(String),
    Number(f64),
    /// A duration in seconds, as it was written.
    Duration(f64, String),
    /// A size in bytes.
    Bytes(f64),
    /// Brackets, operators, commas, pipes.
    Sign(&'static str),
    /// `--strict`
    Flag(String),
}

/// Longer ones first.
const SIGNS: [&str; 29] = [
    "|=", "|~", "|>", "!=", "!~", "!>", "==", "=~", ">=", "<=", "{", "}", "(", ")", "[", "]", "|", ",", "=", ">", "<",
    "+", "-", "*", "/", "%", "^", ".", ":",
];

/// Splits a query.
pub(super) fn tokens(query: &str) -> Result<Vec<Placed>, Error> {
    let mut tokens = Vec::new();
    let mut place = 0;
    while let Some(first) = query[place..].chars().next() {
        let rest = &query[place..];
        if first.is_whitespace() {
            place += first.len_utf8();
            continue;
        }
        if first == '#' {
            place += rest.find('\n').unwrap_or(rest.len());
            continue;
        }
        let (token, length) = match first {
            '"' | '`' => read_quoted(rest)
                .map(|(text, length)| (Token::Text(text), length))
                .map_err(|message| Error::syntax(place, message))?,
            '0'..='9' => number(rest).ok_or_else(|| Error::syntax(place, "a number or duration cannot be read"))?,
            '.' if rest[1..].starts_with(|character: char| character.is_ascii_digit()) => {
                number(rest).ok_or_else(|| Error::syntax(place, "a number cannot be read"))?
            }
            '-' if rest.starts_with("--")
                && rest[2..].starts_with(|character: char| character.is_ascii_alphabetic()) =>
            {
                let length = rest
                    .find(|character: char| !character.is_ascii_alphabetic() && character != '-')
                    .unwrap_or(rest.len());
                (Token::Flag(rest[2..length].to_owned()), length)
            }
            _ if first.is_ascii_alphabetic() || first == '_' => {
                let length = rest
                    .find(|character: char| !character.is_ascii_alphanumeric() && character != '_')
                    .unwrap_or(rest.len());
                (Token::Word(rest[..length].to_owned()), length)
            }
            _ => {
                let sign = SIGNS.iter().find(|sign| rest.starts_with(**sign));
                let sign = sign.ok_or_else(|| Error::syntax(place, format!("unexpected character {first:?}")))?;
                (Token::Sign(sign), sign.len())
            }
        };
        tokens.push(Placed { place, token });
        place += length;
    }
    Ok(tokens)
}

/// A number, duration or size, and its length.
fn number(text: &str) -> Option<(Token, usize)> {
    let end = text
        .find(|character: char| !character.is_alphanumeric() && character != '.' && character != '_')
        .unwrap_or(text.len());
    let word = &text[..end];
    // 1e-5 goes on behind its sign.
    if word.ends_with(['e', 'E']) && text[end..].starts_with(['-', '+']) {
        let digits = text[end + 1..]
            .find(|character: char| !character.is_ascii_digit())
            .map_or(text.len(), |index| end + 1 + index);
        if let Ok(number) = text[..digits].parse() {
            return Some((Token::Number(number), digits));
        }
    }
    if let Ok(number) = word.parse() {
        return Some((Token::Number(number), end));
    }
    if let Some(digits) = word.strip_prefix("0x").or_else(|| word.strip_prefix("0X")) {
        return Some((Token::Number(i64::from_str_radix(digits, 16).ok()? as f64), end));
    }
    if let Some(seconds) = units::duration(word) {
        return Some((Token::Duration(seconds, word.to_owned()), end));
    }
    units::bytes(word).map(|bytes| (Token::Bytes(bytes), end))
}

/// A quoted text at the beginning, and its length with the quotes.
///
/// # Errors
///
/// When it is not closed or has an unknown escape.
pub(super) fn read_quoted(text: &str) -> Result<(String, usize), String> {
    let Some(quote) = text.chars().next() else { return Err("expected a text".to_owned()) };
    if quote == '`' {
        let end = text[1..].find('`').ok_or("literal not terminated")?;
        return Ok((text[1..end + 1].to_owned(), end + 2));
    }
    let mut out = String::new();
    let mut characters = text.char_indices().skip(1);
    while let Some((index, character)) = characters.next() {
        match character {
            '"' => return Ok((out, index + 1)),
            '\n' => return Err("literal not terminated".to_owned()),
            '\\' => {
                let escape = characters.next().map(|(_, escape)| escape).ok_or("literal not terminated")?;
                let simple = match escape {
                    'n' => '\n',
                    't' => '\t',
                    'r' => '\r',
                    'a' => '\u{7}',
                    'b' => '\u{8}',
                    'f' => '\u{c}',
                    'v' => '\u{b}',
                    '\\' | '"' | '\'' => escape,
                    'x' | 'u' | 'U' => {
                        let count = if escape == 'x' {
                            2
                        } else if escape == 'u' {
                            4
                        } else {
                            8
                        };
                        let digits: String = characters.by_ref().take(count).map(|(_, digit)| digit).collect();
                        let code = u32::from_str_radix(&digits, 16).ok().filter(|_| digits.len() == count);
                        code.and_then(char::from_u32).ok_or_else(|| format!("invalid escape \\{escape}{digits}"))?
                    }
                    other => return Err(format!("unknown escape sequence \\{other}")),
                };
                out.push(simple);
            }
            _ => out.push(character),
        }
    }
    Err("literal not terminated".to_owned())
}
