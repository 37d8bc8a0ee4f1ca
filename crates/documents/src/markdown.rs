//! Splits typed text into links and words for Markdown: links stay links, the caller escapes the words.

/// A part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part<'a> {
    /// Words.
    Text(&'a str),
    /// An address that begins with `http://` or `https://`.
    Link(&'a str),
}

/// The parts of a text in one line. An address ends before white space, before `<` and `>`, and before marks that end a
/// sentence or close a bracket which it did not open.
pub(crate) fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let (mut done, mut at) = (0, 0);
    while let Some(c) = text[at..].chars().next() {
        let apart = !text[..at].ends_with(char::is_alphanumeric);
        match address(&text[at..]).filter(|_| apart) {
            Some(link) => {
                parts.push(Part::Text(&text[done..at]));
                parts.push(Part::Link(link));
                at += link.len();
                done = at;
            }
            None => at += c.len_utf8(),
        }
    }
    parts.push(Part::Text(&text[done..]));
    parts.retain(|part| !matches!(part, Part::Text("")));
    parts
}

/// The address with which a text begins.
fn address(text: &str) -> Option<&str> {
    let scheme = ["https://", "http://"].into_iter().find(|scheme| {
        let found = text.get(..scheme.len());
        found.is_some_and(|found| found.eq_ignore_ascii_case(scheme))
    })?;
    let ends = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"');
    let mut link = text.split(ends).next()?;
    while let Some(last) = link.chars().next_back() {
        let count = |mark: char| link.matches(mark).count();
        let belongs = match last {
            ')' => count('(') >= count(')'),
            ']' => count('[') >= count(']'),
            '}' => count('{') >= count('}'),
            last => !matches!(last, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '`' | '|' | '’' | '”' | '“' | '…'),
        };
        if belongs {
            break;
        }
        link = &link[..link.len() - last.len_utf8()];
    }
    link.get(scheme.len()..)?.starts_with(|c: char| c.is_alphanumeric() || c == '[').then_some(link)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_in_words() {
        let check = |text: &str, links: &[&str]| {
            let parts = parts(text);
            let found: Vec<_> = parts
                .iter()
                .filter_map(|part| match part {
                    Part::Link(link) => Some(*link),
                    Part::Text(_) => None,
                })
                .collect();
            assert_eq!(found, links, "{text:?}");
            let whole: String = parts.iter().map(|(Part::Text(part) | Part::Link(part))| *part).collect();
            assert_eq!(whole, text);
        };
        check("no address", &[]);
        check("see https://x.example/a_b*c?d=[e]&f.", &["https://x.example/a_b*c?d=[e]&f"]);
        check("(HTTP://x.example/a_(b))", &["HTTP://x.example/a_(b)"]);
        check("https://x.example, http://y.example:8080/#z", &["https://x.example", "http://y.example:8080/#z"]);
        check("<https://x.example>", &["https://x.example"]);
        check("“https://x.example/ü”", &["https://x.example/ü"]);
        check("https://[::1]:80/", &["https://[::1]:80/"]);
        check("xhttps://x.example https:// https://. javascript:alert(1)", &[]);
    }
}
