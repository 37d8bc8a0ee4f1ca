//! Lines as people type them: blank ones do not count, and what marks a list is not a part of what it lists.

use domain::text::TextError;

use super::LineFault;
use crate::table::BOM;

/// The lines that are not empty, with their numbers from 1, without list marks.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (u32, &str)> {
    let text = text.strip_prefix(BOM).unwrap_or(text);
    (1..).zip(text.lines()).map(|(number, line)| (number, unmarked(line))).filter(|(_, line)| !line.is_empty())
}

/// A line without the mark of a list: `-`, `*`, `•`, `1.`, `2)`, `[ ]`, `[x]`.
pub(super) fn unmarked(line: &str) -> &str {
    let rest = unlisted(line);
    let boxed = ["[ ]", "☐"].into_iter().chain(CHECKED).find_map(|mark| rest.strip_prefix(mark));
    boxed.filter(|rest| starts_apart(rest)).map_or(rest, str::trim_start)
}

const CHECKED: [&str; 4] = ["[x]", "[X]", "☑", "✅"];

/// Whether a line's box is ticked.
pub(super) fn is_checked(line: &str) -> bool {
    let rest = unlisted(line);
    CHECKED.into_iter().any(|mark| rest.strip_prefix(mark).is_some_and(starts_apart))
}

fn unlisted(line: &str) -> &str {
    let line = line.trim();
    let after_sign = line.strip_prefix(['-', '*', '•', '‣', '–', '—', '+']).filter(|rest| starts_apart(rest));
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let after_number =
        (1..=3).contains(&digits).then(|| &line[digits..]).and_then(|rest| rest.strip_prefix(['.', ')']));
    after_sign.or(after_number.filter(|rest| starts_apart(rest))).map_or(line, str::trim_start)
}

/// A character as it is read in times and days: full-width digits and letters are narrow, and every space is one.
pub(super) fn plain_char(c: char) -> char {
    match c {
        '！'..='～' => u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c),
        '∶' | '꞉' | '︰' => ':',
        c if c.is_whitespace() && !matches!(c, '\t' | '\n') => ' ',
        c => c,
    }
}

/// Texts, one a line.
pub(super) fn texts<T>(text: &str, parse: impl Fn(&str) -> Result<T, TextError>) -> (Vec<T>, Vec<LineFault>) {
    let mut read = Vec::new();
    let mut faults = Vec::new();
    for (number, line) in lines(text) {
        match parse(line) {
            Ok(text) => read.push(text),
            Err(error) => faults.push(LineFault::at(number, format!("{error}."))),
        }
    }
    (read, faults)
}

fn starts_apart(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn list_marks_are_taken_off() {
        let check = |line: &str, expected: &str| assert_eq!(unmarked(line), expected, "{line:?}");
        check("  No runbook ", "No runbook");
        check("- No runbook", "No runbook");
        check("•\tNo runbook", "No runbook");
        check("12. No runbook", "No runbook");
        check("3) No runbook", "No runbook");
        check("- [ ] No runbook", "No runbook");
        check("-5 % of errors", "-5 % of errors");
        check("10.42 is a version", "10.42 is a version");
        check("2026. was a year", "2026. was a year");
        check("-", "");
        check("[ ]", "");
        check("*bold* words", "*bold* words");
    }

    #[test]
    fn blank_lines_are_counted_and_ignored() {
        let read: Vec<_> = lines("one\n\n - \r\n two\r\n").collect();
        assert_eq!(read, [(1, "one"), (4, "two")]);
    }
}
