//! Regular expressions as the query languages have them: the syntax of RE2, evaluated by the crate `regex`, both in linear time.

use std::fmt;

use regex::{Regex, RegexBuilder};

/// Bytes that a compiled expression may take.
const SIZE_LIMIT: usize = 1 << 20;

/// A compiled regular expression.
#[derive(Clone)]
pub struct Pattern {
    source: String,
    regex: Regex,
}

impl Pattern {
    /// Compiles an expression that has to match a whole text, as label matchers do.
    ///
    /// # Errors
    ///
    /// What is wrong with the expression.
    pub fn whole(source: &str) -> Result<Self, String> {
        Self::compile(source, &format!("^(?:{})$", translate(source)?))
    }

    /// Compiles an expression that may match anywhere in a text.
    ///
    /// # Errors
    ///
    /// What is wrong with the expression.
    pub fn anywhere(source: &str) -> Result<Self, String> {
        Self::compile(source, &translate(source)?)
    }

    fn compile(source: &str, translated: &str) -> Result<Self, String> {
        let regex = RegexBuilder::new(translated).size_limit(SIZE_LIMIT).dfa_size_limit(SIZE_LIMIT).build();
        let regex = regex.map_err(|error| match error {
            regex::Error::CompiledTooBig(_) => format!("the regular expression {source:?} is too large"),
            _ => format!("the regular expression {source:?} cannot be read"),
        })?;
        Ok(Self { source: source.to_owned(), regex })
    }

    /// As it was written.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Whether a text matches.
    pub fn is_match(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }

    /// The compiled expression.
    pub fn regex(&self) -> &Regex {
        &self.regex
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "/{}/", self.source)
    }
}

/// An expression of RE2 in the syntax of the crate `regex`: classes such as `\d` are ASCII, a brace that repeats nothing is a character, `\Q…\E`
/// quotes, and what only the crate understands (operations on sets) is text.
///
/// Source: <https://github.com/google/re2/wiki/Syntax>.
fn translate(source: &str) -> Result<String, String> {
    let mut out = String::with_capacity(source.len() + 8);
    let mut rest = source;
    let mut in_class = false;
    while let Some(character) = rest.chars().next() {
        let after = &rest[character.len_utf8()..];
        rest = match character {
            '\\' => translate_escape(after, in_class, &mut out)?,
            '[' if in_class && !after.starts_with(':') => push(&mut out, "\\[", after),
            '[' if in_class => push_named_class(&mut out, after),
            '[' => {
                in_class = true;
                out.push('[');
                open_class(after, &mut out)
            }
            ']' if in_class => {
                in_class = false;
                push(&mut out, "]", after)
            }
            '&' | '~' if in_class => push(&mut out, if character == '&' { "\\&" } else { "\\~" }, after),
            '-' if in_class && after.starts_with('-') => push(&mut out, "\\-", after),
            '{' if !in_class && !is_repetition(after) => push(&mut out, "\\{", after),
            '}' if !in_class && !ends_repetition(&out) => push(&mut out, "\\}", after),
            _ => {
                out.push(character);
                after
            }
        };
    }
    Ok(out)
}

fn push<'a>(out: &mut String, text: &str, after: &'a str) -> &'a str {
    out.push_str(text);
    after
}

/// `[:alpha:]` inside a class; `after` begins behind its bracket.
fn push_named_class<'a>(out: &mut String, after: &'a str) -> &'a str {
    match after.find(":]") {
        Some(end) => {
            out.push('[');
            push(out, &after[..end + 2], &after[end + 2..])
        }
        None => push(out, "\\[", after),
    }
}

/// The beginning of a class: `^`, and a bracket in the first place, which is a character.
fn open_class<'a>(after: &'a str, out: &mut String) -> &'a str {
    let after = match after.strip_prefix('^') {
        Some(after) => push(out, "^", after),
        None => after,
    };
    match after.strip_prefix(']') {
        Some(after) => push(out, "\\]", after),
        None => after,
    }
}

fn translate_escape<'a>(after: &'a str, in_class: bool, out: &mut String) -> Result<&'a str, String> {
    let Some(character) = after.chars().next() else {
        return Err("a regular expression ends with a backslash".to_owned());
    };
    let rest = &after[character.len_utf8()..];
    let text = match (character, in_class) {
        ('d', true) => "0-9",
        ('w', true) => "0-9A-Za-z_",
        ('s', true) => "\\t\\n\\f\\r ",
        ('d', false) => "[0-9]",
        ('w', false) => "[0-9A-Za-z_]",
        ('s', false) => "[\\t\\n\\f\\r ]",
        ('D', true) => "[^0-9]",
        ('W', true) => "[^0-9A-Za-z_]",
        ('S', true) => "[^\\t\\n\\f\\r ]",
        ('D', false) => "[^0-9]",
        ('W', false) => "[^0-9A-Za-z_]",
        ('S', false) => "[^\\t\\n\\f\\r ]",
        ('b', false) => "(?-u:\\b)",
        ('Q', false) => {
            let (quoted, rest) = rest.split_once("\\E").unwrap_or((rest, ""));
            out.push_str(&regex::escape(quoted));
            return Ok(rest);
        }
        ('u' | 'U' | '<' | '>', _) => {
            return Err(format!("invalid escape sequence \\{character} in a regular expression"));
        }
        ('p' | 'P' | 'x', _) if rest.starts_with('{') => {
            let end = rest.find('}').map_or(rest.len(), |end| end + 1);
            out.push('\\');
            out.push(character);
            out.push_str(&rest[..end]);
            return Ok(&rest[end..]);
        }
        _ => {
            out.push('\\');
            out.push(character);
            return Ok(rest);
        }
    };
    out.push_str(text);
    Ok(rest)
}

/// Whether what follows an opening brace is `3}`, `3,}` or `3,5}`.
fn is_repetition(after: &str) -> bool {
    let Some((inside, _)) = after.split_once('}') else { return false };
    let (least, most) = inside.split_once(',').unwrap_or((inside, ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    !least.is_empty() && is_number(least) && is_number(most)
}

/// Whether a closing brace ends a repetition, whose opening brace is not escaped.
fn ends_repetition(out: &str) -> bool {
    out.rfind('{').is_some_and(|open| !out[open..].contains('}') && !out[..open].ends_with('\\'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, text: &str, expected: bool) {
        let pattern = Pattern::whole(source).unwrap_or_else(|error| panic!("{source}: {error}"));
        assert_eq!(pattern.is_match(text), expected, "{source} on {text}");
    }

    #[test]
    fn whole_patterns_match_as_re2_does() {
        check("a.*", "abc", true);
        check("a.*", "xabc", false);
        check("a.*", "a\nb", false);
        check("a|b", "bc", false);
        check(r"\d+", "42", true);
        check(r"\d+", "٤٢", false);
        check(r"[\d_]+", "4_2", true);
        check("a{b}", "a{b}", true);
        check("a{2}", "aa", true);
        check("[[:alpha:]]+", "abc", true);
        check("[]a]+", "]a", true);
        check("[a&&b]+", "&a", true);
        check(r"\Qa.b\E", "a.b", true);
        check(r"\Qa.b\E", "axb", false);
        check(r"\x{41}", "A", true);
        check(r"\p{Greek}+", "αβ", true);
        check("", "", true);
        check("", "a", false);
    }

    #[test]
    fn large_patterns_are_refused() {
        assert!(Pattern::whole("((a{100}){100}){100}").is_err());
        assert!(Pattern::whole("(").is_err());
    }
}
