//! Steps on paper: perhaps a time, perhaps a kind, and what was done; one a line, or as a table.

use domain::text::StepText;
use domain::workshop::StepKind;
use jiff::civil::Date;

use super::LineFault;
use super::clock::{Clock, Zone, after_mark, time};
use super::headings::{StepColumn, heading, step_columns};
use super::left_out::LeftOut;
use super::lines::lines;
use super::rows::{Row, is_rule, rows, unstyled};

/// A step as written in its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) line: u32,
    pub(super) time: Option<Clock>,
    pub(super) kind: StepKind,
    pub(super) text: StepText,
}

/// What was read of the steps of a card.
#[derive(Debug, Default)]
pub(super) struct Steps {
    pub(super) read: Vec<Line>,
    pub(super) faults: Vec<LineFault>,
    pub(super) left_out: Vec<LeftOut>,
}

/// Reads steps. A day without a year is the first after `from`.
pub(super) fn steps(text: &str, from: Date) -> Steps {
    table(text, from).unwrap_or_else(|| listed(text, from))
}

/// Steps, one a line. A title in Markdown is left out, and so are lines of signs alone.
fn listed(text: &str, from: Date) -> Steps {
    let mut all = Steps::default();
    for (number, line) in lines(text) {
        let line = line.strip_prefix("> ").unwrap_or(line);
        let signs = line.chars().all(|c| matches!(c, '-' | '=' | '*' | '_' | '`' | '|' | ':' | ' '));
        if signs {
            continue;
        }
        if line.trim_start_matches('#').starts_with(' ') && line.starts_with('#') {
            all.left_out.push(LeftOut { line: number, last_line: number, column: None, text: line.to_owned() });
            continue;
        }
        // A row without headings.
        let row = line.strip_prefix('|').map(|row| row.strip_suffix('|').unwrap_or(row).trim());
        match step(number, row.unwrap_or(line), from) {
            Ok(step) => all.read.push(step),
            Err(reason) => all.faults.push(LineFault::at(number, reason)),
        }
    }
    all
}

fn step(line: u32, text: &str, from: Date) -> Result<Line, String> {
    let (time, rest) = match time(text, from) {
        Some((time, rest)) => (Some(time.ok_or(NO_TIME)?), rest),
        None => (None, text.into()),
    };
    let (kind, rest) = kind(&rest).unwrap_or((StepKind::Did, &rest));
    let text = StepText::parse(rest).map_err(|error| format!("{error}."))?;
    Ok(Line { line, time, kind, text })
}

const NO_TIME: &str = "There is no such time: write it as 10:42.";

/// Steps as a table, if there is one: below headings that name a time and what happened.
fn table(text: &str, from: Date) -> Option<Steps> {
    let rows = rows(text, |cells| step_columns(cells, false).is_some());
    let (head, below) = rows.iter().enumerate().find_map(|(place, row)| {
        let ruled = rows.get(place + 1).is_some_and(|next| is_rule(&next.cells));
        (row.cells.len() > 1 && (place == 0 || ruled)).then_some(())?;
        Some((Head::new(row, ruled)?, place + 1))
    })?;
    let mut all = Steps::default();
    for row in &rows[..below - 1] {
        all.left_out.push(LeftOut {
            line: row.line,
            last_line: row.last_line,
            column: None,
            text: row.cells.join(" | "),
        });
    }
    for row in rows[below..].iter().filter(|row| !is_rule(&row.cells)) {
        match head.step(row, from, &mut all.left_out) {
            Ok(step) => all.read.push(step),
            Err(reason) => {
                all.faults.push(LineFault { line: row.line, last_line: row.last_line, reason, choice: None })
            }
        }
    }
    Some(all)
}

/// The headings of a timeline.
struct Head<'a> {
    cells: &'a [String],
    columns: Vec<StepColumn>,
    /// The zone that the heading of the times names.
    zone: Option<Zone>,
}

impl<'a> Head<'a> {
    fn new(row: &'a Row, ruled: bool) -> Option<Self> {
        let columns = step_columns(&row.cells, ruled)?;
        columns.contains(&StepColumn::What).then_some(())?;
        let times = columns.iter().position(|column| *column == StepColumn::Time);
        let zone = times.and_then(|place| {
            let heading = heading(&row.cells[place]);
            Zone::of_heading(&heading.aside).or_else(|| Zone::of_heading(&heading.words.to_uppercase()))
        });
        Some(Self { cells: &row.cells, columns, zone })
    }

    fn cell<'b>(&self, row: &'b Row, wanted: StepColumn) -> &'b str {
        let place = self.columns.iter().position(|column| *column == wanted);
        place.and_then(|place| row.cells.get(place)).map_or("", |cell| unstyled(cell))
    }

    fn step(&self, row: &Row, from: Date, left_out: &mut Vec<LeftOut>) -> Result<Line, String> {
        let (day, at) = (self.cell(row, StepColumn::Date), self.cell(row, StepColumn::Time));
        let written = format!("{day} {at}");
        let found = time(written.trim(), from).or_else(|| time(at, from));
        let (clock, unread) = match found {
            Some((clock, rest)) => (Some(clock.ok_or(NO_TIME)?), rest.into_owned()),
            None => (None, written.trim().to_owned()),
        };
        let time = clock.map(|clock| Clock { zone: clock.zone.clone().or_else(|| self.zone.clone()), ..clock });
        let more = self.columns.iter().zip(&row.cells).filter(|(column, _)| **column == StepColumn::More);
        let what = std::iter::once(self.cell(row, StepColumn::What)).chain(more.map(|(_, cell)| cell.as_str()));
        let what: Vec<&str> = what.filter(|cell| !cell.is_empty()).collect();
        let what = what.join(": ");
        let named = kind_of(self.cell(row, StepColumn::Kind));
        let (kind, what) =
            named.map(|kind| (kind, what.as_str())).or_else(|| kind(&what)).unwrap_or((StepKind::Did, &what));
        // An unreadable time, and the person, are put before the words.
        let who = self.cell(row, StepColumn::Who);
        let parts: Vec<&str> = [unread.as_str(), who, what].into_iter().filter(|part| !part.is_empty()).collect();
        let text = if what.is_empty() { String::new() } else { parts.join(": ") };
        for (place, cell) in row.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let unread = match self.columns.get(place) {
                Some(StepColumn::Kind) => named.is_none(),
                Some(StepColumn::Unknown) | None => true,
                Some(_) => false,
            };
            if unread {
                let column = Some(self.cells.get(place).map_or("", |head| unstyled(head)).to_owned());
                left_out.push(LeftOut { line: row.line, last_line: row.last_line, column, text: cell.clone() });
            }
        }
        let text = StepText::parse(&text).map_err(|error| format!("{error}."))?;
        Ok(Line { line: row.line, time, kind, text })
    }
}

/// The kind that a cell of its own names.
fn kind_of(cell: &str) -> Option<StepKind> {
    let word = cell.to_lowercase();
    WORDS.into_iter().find(|(known, _)| *known == word).map(|(_, kind)| kind)
}

const WORDS: [(&str, StepKind); 6] = [
    ("looked at", StepKind::LookedAt),
    ("looked", StepKind::LookedAt),
    ("asked", StepKind::Asked),
    ("did", StepKind::Did),
    ("found", StepKind::Found),
    ("idea", StepKind::Idea),
];

/// A kind at the beginning, and what follows: its word, or its letter as on the sheet. `A` and `I` begin sentences, too,
/// and so want a mark after them.
fn kind(text: &str) -> Option<(StepKind, &str)> {
    let word = WORDS.into_iter().find_map(|(word, kind)| {
        let found = text.get(..word.len()).filter(|found| found.eq_ignore_ascii_case(word));
        let rest = found.map(|_| &text[word.len()..])?;
        (!rest.starts_with(|c: char| c.is_alphanumeric() || c == '\'' || c == '’')).then_some((kind, rest))
    });
    let letter = || {
        let letter = text.chars().next()?;
        let rest = &text[letter.len_utf8()..];
        let kind = match letter.to_ascii_uppercase() {
            'L' => StepKind::LookedAt,
            'A' => StepKind::Asked,
            'D' => StepKind::Did,
            'F' => StepKind::Found,
            'I' => StepKind::Idea,
            _ => return None,
        };
        let marked = rest.starts_with([':', ')', '|', '\t']) || rest.starts_with(" - ") || rest.starts_with(" – ");
        let alone = rest.starts_with(' ') && !matches!(kind, StepKind::Asked | StepKind::Idea);
        (marked || alone).then_some((kind, rest))
    };
    let (kind, rest) = word.or_else(letter)?;
    let rest = after_mark(rest);
    (!rest.is_empty()).then_some((kind, rest))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::paper::lines::unmarked;

    const FROM: Date = Date::constant(2026, 11, 22);

    fn check(line: &str, time: Option<&str>, kind: StepKind, text: &str) {
        let Steps { read, faults, left_out } = steps(line, FROM);
        assert_eq!((faults, left_out), (vec![], vec![]), "{line:?}");
        let read = &read[0];
        let shown = read.time.as_ref().map(|time| format!("{:02}:{:02}", time.minute / 60, time.minute % 60));
        assert_eq!((shown.as_deref(), read.kind, read.text.as_str()), (time, kind, text), "{line:?}");
    }

    #[test]
    fn steps_with_times_and_kinds() {
        use StepKind::{Asked, Did, Found, Idea, LookedAt};
        check("restarted the consumer", None, Did, "restarted the consumer");
        check("10:42 restarted the consumer", Some("10:42"), Did, "restarted the consumer");
        check("- 9:05 – looked at the queue", Some("09:05"), LookedAt, "the queue");
        check("[10:42] Found: a template", Some("10:42"), Found, "a template");
        check("(10:42) asked customer care", Some("10:42"), Asked, "customer care");
        check("10:42:07\tF\ta template", Some("10:42"), Found, "a template");
        check("~10:42 did move it aside", Some("10:42"), Did, "move it aside");
        check("2:15 pm L queue depth", Some("14:15"), LookedAt, "queue depth");
        check("12:05am: D: paged Renee", Some("00:05"), Did, "paged Renee");
        check("l: queue depth", None, LookedAt, "queue depth");
        check("A: Renee, since when?", None, Asked, "Renee, since when?");
        check("I) a retry", None, Idea, "a retry");
        check("I - a retry", None, Idea, "a retry");
        check("Idea: a retry", None, Idea, "a retry");
        check("Looked at: the dashboard", None, LookedAt, "the dashboard");
        check("**10:42** F: a template", Some("10:42"), Found, "a template");
        check("| 10:42 | looked at | the queue |", Some("10:42"), LookedAt, "the queue");
        check("> 10:42 restarted it", Some("10:42"), Did, "restarted it");
        check("\u{feff}10:42 restarted it", Some("10:42"), Did, "restarted it");
        check("Looked the other way", None, LookedAt, "the other way");
    }

    #[test]
    fn sentences_stay_sentences() {
        let same = |line: &str| check(line, None, StepKind::Did, line);
        same("I looked at the queue");
        same("A dashboard was red");
        same("Didn't find it");
        same("Ideas ran out");
        same("Lag was 40 minutes");
        same("Found");
        same("10:4 is no time");
        same("10:42pmish");
        same("3:1 replicas");
    }

    #[test]
    fn faults_name_their_line() {
        let check = |text: &str, line: u32, reason: &str| {
            let Steps { faults, .. } = steps(text, FROM);
            assert_eq!(faults, [LineFault::at(line, reason)], "{text:?}");
        };
        check("one\n25:10 two", 2, "There is no such time: write it as 10:42.");
        check("13:00 pm two", 1, "There is no such time: write it as 10:42.");
        check("10:42", 1, "The step is empty.");
        check(&"x".repeat(501), 1, "The step has 501 characters; 500 fit.");
    }

    /// A table as `HH:MM zone kind text` a row, what was left out, and the lines of its faults.
    #[track_caller]
    fn check_table(text: &str, expected: &[&str], left_out: &[(u32, &str, &str)]) {
        let steps = steps(text, FROM);
        let shown = steps.read.iter().map(|step| {
            let time = step.time.as_ref().map(|time| {
                let zone = match &time.zone {
                    Some(Zone::Letters(letters)) => format!(" {letters}"),
                    Some(Zone::Offset(minutes)) => format!(" {minutes:+}"),
                    None => String::new(),
                };
                format!("{:02}:{:02}{zone} ", time.minute / 60, time.minute % 60)
            });
            format!("{}{:?} {}", time.unwrap_or_default(), step.kind, step.text)
        });
        assert_eq!(shown.collect::<Vec<_>>(), expected, "{text}");
        let out = steps.left_out.iter().map(|out| (out.line, out.column.as_deref().unwrap_or("-"), out.text.as_str()));
        assert_eq!(out.collect::<Vec<_>>(), left_out, "{text}");
        assert_eq!(steps.faults, [], "{text}");
    }

    #[test]
    fn tables_are_timelines() {
        check_table(
            "| Time (UTC) | Event |\n|---|:--|\n| **10:42** | Found: a template |\n| ~10:50 AM | Paged \\| Renee |\n| | Later |",
            &["10:42 UTC Found a template", "10:50 UTC Did Paged | Renee", "Did Later"],
            &[],
        );
        check_table(
            "## Timeline\n\n| Timestamp | Event | Details | Impact |\n|-|-|-|-|\n| `2026-11-23 10:42:13` | Detected | an alarm | all |",
            &["10:42 Did Detected: an alarm"],
            &[(1, "-", "## Timeline"), (5, "Impact", "all")],
        );
        check_table(
            "Date,Time,Who,What,Type\r\n23/11/2026,10:42 CET,Renee,\"asked, twice\",Asked\r\n,T+5,,waited,manual\r\n",
            &["10:42 CET Asked Renee: asked, twice", "Did T+5: waited"],
            &[(3, "Type", "manual")],
        );
        check_table("When\tWhat\n10:42\t\"two\nlines\"\n", &["10:42 Did two lines"], &[]);
        check_table("# Timeline\n---\n10:42 restarted", &["10:42 Did restarted"], &[(1, "-", "# Timeline")]);
    }

    #[test]
    fn a_row_without_words_is_a_fault() {
        let Steps { faults, .. } = steps("| Time | Event |\n|---|---|\n| 10:42 | |\n| 26:10 | x |", FROM);
        let reasons: Vec<_> = faults.iter().map(|fault| (fault.line, fault.reason.as_str())).collect();
        assert_eq!(reasons, [(3, "The step is empty."), (4, NO_TIME)]);
    }

    proptest! {
        #[test]
        fn every_line_is_read_or_reported(
            head in "(|\\| Time \\| Event \\|\n\\|---\\|---\\|\n|Time,Event\n)",
            text in "([0-9:*`|# -]|UTC|[a-z]|\n|\\PC){0,60}",
        ) {
            let whole = format!("{head}{text}");
            let all = steps(&whole, FROM);
            let faults = all.faults.iter().map(|fault| (fault.line, fault.last_line));
            let left_out = all.left_out.iter().map(|part| (part.line, part.last_line));
            // A row of a table may have several lines.
            let rows = table(&whole, FROM).map_or(vec![], |_| rows(&whole, |cells| step_columns(cells, false).is_some()));
            let last_line = |line| rows.iter().find(|row| row.line == line).map_or(line, |row| row.last_line);
            let read = all.read.iter().map(|step| (step.line, last_line(step.line)));
            let reported: Vec<_> = faults.chain(left_out).chain(read).collect();
            let above = u32::try_from(head.matches('\n').count()).unwrap();
            for (line, words) in (1..).zip(whole.lines()).filter(|(line, _)| *line > above) {
                let has_words = unmarked(words).chars().any(char::is_alphanumeric);
                let found = reported.iter().any(|(from, to)| (*from..=*to).contains(&line));
                prop_assert!(found || !has_words || step_columns(&[words.to_owned()], false).is_some(), "line {} of {:?}", line, whole);
            }
        }
    }
}
