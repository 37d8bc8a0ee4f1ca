//! `| pattern "<ip> - <_> <path>"`: literals with captures between them.

/// Literals and captures that follow each other in turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LinePattern(Vec<Part>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Literal(String),
    /// `None` for `<_>`.
    Capture(Option<String>),
}

impl LinePattern {
    /// # Errors
    ///
    /// When two captures follow each other, or a name comes twice.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let mut parts: Vec<Part> = Vec::new();
        let mut literal = String::new();
        let mut rest = text;
        while !rest.is_empty() {
            if let Some((name, after)) = capture(rest) {
                if !literal.is_empty() {
                    parts.push(Part::Literal(std::mem::take(&mut literal)));
                }
                if matches!(parts.last(), Some(Part::Capture(_))) {
                    return Err(format!("found consecutive capture '<{name}>'"));
                }
                let name = (name != "_").then(|| name.to_owned());
                if name.is_some() && parts.contains(&Part::Capture(name.clone())) {
                    return Err(format!("duplicate capture name ({})", name.unwrap_or_default()));
                }
                parts.push(Part::Capture(name));
                rest = after;
            } else {
                let length = rest.chars().next().map_or(1, char::len_utf8);
                literal.push_str(&rest[..length]);
                rest = &rest[length..];
            }
        }
        if !literal.is_empty() {
            parts.push(Part::Literal(literal));
        }
        Ok(Self(parts))
    }

    /// Whether any capture has a name.
    pub(super) fn has_names(&self) -> bool {
        self.0.iter().any(|part| matches!(part, Part::Capture(Some(_))))
    }

    /// What the named captures hold. A line that lacks a later literal gives its rest to the capture before that.
    pub(super) fn captures<'a>(&'a self, line: &'a str) -> Vec<(&'a str, &'a str)> {
        let mut found = Vec::new();
        let mut rest = line;
        let mut waiting: Option<&Option<String>> = None;
        for (index, part) in self.0.iter().enumerate() {
            match part {
                Part::Capture(name) => waiting = Some(name),
                Part::Literal(literal) => match (rest.find(literal), waiting.take()) {
                    (Some(0), None) => rest = &rest[literal.len()..],
                    (_, None) if index == 0 => return Vec::new(),
                    (Some(place), Some(name)) => {
                        found.extend(name.iter().map(|name| (name.as_str(), &rest[..place])));
                        rest = &rest[place + literal.len()..];
                    }
                    (_, name) => {
                        found.extend(name.and_then(Option::as_ref).map(|name| (name.as_str(), rest)));
                        return found;
                    }
                },
            }
        }
        found.extend(waiting.and_then(Option::as_ref).map(|name| (name.as_str(), rest)));
        found
    }

    /// Whether a line has the literals in this order, as `|>` tests it: those at the ends lie at the ends.
    pub(super) fn is_match(&self, line: &str) -> bool {
        let mut rest = line;
        let mut after_capture = false;
        for part in &self.0 {
            match part {
                Part::Capture(_) => after_capture = true,
                Part::Literal(literal) => {
                    let place = if after_capture { rest.find(literal) } else { rest.starts_with(literal).then_some(0) };
                    let Some(place) = place else { return false };
                    rest = &rest[place + literal.len()..];
                    after_capture = false;
                }
            }
        }
        after_capture || rest.is_empty()
    }
}

/// `<name>` at the beginning of a text, and what follows.
fn capture(text: &str) -> Option<(&str, &str)> {
    let (name, after) = text.strip_prefix('<')?.split_once('>')?;
    crate::labels::is_label_name(name).then_some((name, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pattern: &str, line: &str, expected: &[(&str, &str)]) {
        assert_eq!(LinePattern::parse(pattern).expect("a pattern").captures(line), expected, "{pattern} on {line}");
    }

    #[test]
    fn captures_lie_between_literals() {
        check(
            "<ip> - <_> \"<method> <path>\"",
            "10.0.0.1 - joe \"GET /x\"",
            &[("ip", "10.0.0.1"), ("method", "GET"), ("path", "/x")],
        );
        check("level=<level> <_>", "level=info msg=x", &[("level", "info")]);
        check("level=<level> <_>", "no level=info", &[]);
        check("<a>:<b>;<c>", "1:2", &[("a", "1"), ("b", "2")]);
        assert!(LinePattern::parse("<a><b>").is_err() && LinePattern::parse("<a> <a>").is_err());
    }

    #[test]
    fn line_filters_match_from_end_to_end() {
        let matches = |pattern: &str, line: &str| LinePattern::parse(pattern).expect("a pattern").is_match(line);
        assert!(matches("<_> took <_>ms", "query took 5ms"));
        assert!(!matches("took <_>ms", "query took 5ms"));
        assert!(!matches("<_> took <_>ms", "query took 5s"));
    }
}
