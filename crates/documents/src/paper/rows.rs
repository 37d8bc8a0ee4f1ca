//! Tables as people paste them: out of a spreadsheet, from a CSV file, in Markdown, or with bars between the cells.

use csv::ReaderBuilder;

use crate::table::{BOM, without_guard};

/// A row that is not empty, and the lines that it takes, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) line: u32,
    pub(super) last_line: u32,
    pub(super) cells: Vec<String>,
}

/// The most lines of one cell. Without a limit, an unclosed quotation mark would take in everything below it.
const MAX_CELL_LINES: u32 = 50;

/// The rows of a text that are not empty. Commas and semicolons separate cells only below headings, which `is_head`
/// knows: elsewhere they belong to a sentence.
pub(super) fn rows(text: &str, is_head: impl Fn(&[String]) -> bool) -> Vec<Row> {
    let text = text.strip_prefix(BOM).unwrap_or(text);
    // Spreadsheets write and read a first line that names the mark between cells.
    let named =
        text.lines().next().and_then(|line| line.trim().strip_prefix("sep=")).and_then(|mark| mark.bytes().next());
    let skipped = if named.is_some() { 1 } else { 0 };
    let body = if named.is_some() { text.split_once('\n').map_or("", |(_, body)| body) } else { text };
    let headed = [b';', b',', b'\t'].into_iter().find(|mark| {
        let first = delimited(body, *mark, 1).into_iter().next();
        first.is_some_and(|row| row.cells.len() > 1 && is_head(&row.cells))
    });
    // A cell with line breaks in it comes out of a spreadsheet between quotation marks.
    let many_lines = || body.lines().any(|line| line.starts_with('"') && line.matches('"').count() % 2 == 1);
    let mark = named.or(headed).or_else(|| (body.contains('\t') || many_lines()).then_some(b'\t'));
    let mut rows = match mark {
        Some(mark) => delimited(body, mark, usize::MAX),
        None => {
            (1..).zip(body.lines()).map(|(line, text)| Row { line, last_line: line, cells: barred(text) }).collect()
        }
    };
    rows.retain(|row| row.cells.iter().any(|cell| !cell.is_empty()));
    for row in &mut rows {
        (row.line, row.last_line) = (row.line + skipped, row.last_line + skipped);
    }
    rows
}

/// At most so many rows with this mark between cells.
fn delimited(text: &str, mark: u8, most: usize) -> Vec<Row> {
    let whole = records(text, mark, most);
    let closed = text.matches('"').count().is_multiple_of(2) || most == 1;
    if closed && whole.iter().all(|row| row.last_line - row.line < MAX_CELL_LINES) {
        return whole;
    }
    let each = (1..).zip(text.lines()).flat_map(|(line, text)| {
        let rows = records(text, mark, 1).into_iter();
        rows.map(move |row| Row { line, last_line: line, ..row })
    });
    each.take(most).collect()
}

fn records(text: &str, mark: u8, most: usize) -> Vec<Row> {
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(mark).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let (mut line, mut done) = (1, 0);
    let mut record = csv::StringRecord::new();
    while rows.len() < most && reader.read_record(&mut record).unwrap_or(false) {
        let end = usize::try_from(reader.position().byte()).unwrap_or(text.len()).min(text.len());
        let taken = &text.as_bytes()[done..end];
        let breaks =
            |bytes: &[u8]| u32::try_from(bytes.iter().filter(|byte| **byte == b'\n').count()).unwrap_or(u32::MAX);
        let blank = taken.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let used = taken.trim_ascii_end().len().max(blank);
        let first = line + breaks(&taken[..blank]);
        let last = first + breaks(&taken[blank..used]);
        line += breaks(taken);
        done = end;
        let mut cells: Vec<String> = record.iter().map(|cell| tidy(without_guard(cell))).collect();
        // A row that was rewritten by hand has bars.
        if let [cell] = &cells[..]
            && cell.contains('|')
        {
            cells = barred(cell);
        }
        rows.push(Row { line: first, last_line: last, cells });
    }
    rows
}

/// The cells of a line with bars between them.
pub(super) fn barred(line: &str) -> Vec<String> {
    let line = line.trim();
    let inner = line.strip_prefix('|').unwrap_or(line);
    let mut cells: Vec<String> = bars(inner).iter().map(|cell| tidy(cell)).collect();
    // A bar at the end closes the last cell.
    if cells.len() > 1 && cells.last().is_some_and(String::is_empty) {
        cells.pop();
    }
    cells
}

/// Parts between bars; `\|` is a literal bar.
fn bars(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut characters = line.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\\' if characters.peek() == Some(&'|') => {
                characters.next();
                cells.last_mut().expect("there is a first cell").push('|');
            }
            '|' => cells.push(String::new()),
            c => cells.last_mut().expect("there is a first cell").push(c),
        }
    }
    cells
}

/// A cell in one line.
fn tidy(cell: &str) -> String {
    let cell = cell.replace("<br>", " ").replace("<br/>", " ").replace("<br />", " ");
    cell.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether this is the line under the headings of a Markdown table.
pub(super) fn is_rule(cells: &[String]) -> bool {
    cells.iter().all(|cell| cell.contains('-') && cell.chars().all(|c| matches!(c, '-' | ':')))
}

/// The text of a cell, without the marks of Markdown around it: bold, code, a link.
pub(super) fn unstyled(cell: &str) -> &str {
    let mut plain = cell.trim();
    loop {
        let inner = ["**", "__", "~~", "`", "*", "_"].into_iter().find_map(|mark| {
            let inner = plain.strip_prefix(mark)?.strip_suffix(mark)?;
            (!inner.is_empty() && !inner.contains(mark)).then_some(inner)
        });
        let link = || plain.strip_prefix('[')?.strip_suffix(')')?.split_once("](").map(|(words, _)| words);
        match inner.or_else(link) {
            Some(inner) => plain = inner.trim(),
            None => return plain,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expected: &[(u32, u32, &[&str])]) {
        let found = rows(text, |cells| cells[0] == "Action");
        let found: Vec<_> = found.iter().map(|row| (row.line, row.last_line, row.cells.clone())).collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(line, last, cells)| (*line, *last, cells.iter().map(ToString::to_string).collect()))
            .collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn tables_of_every_kind() {
        check("", &[]);
        check("a, b; c", &[(1, 1, &["a, b; c"])]);
        check("a | b\n\n| c \\| d | e |", &[(1, 1, &["a", "b"]), (3, 3, &["c | d", "e"])]);
        check("a\tb\r\n\"c\nd\"\te\r\nf | g", &[(1, 1, &["a", "b"]), (2, 3, &["c d", "e"]), (4, 4, &["f", "g"])]);
        check("one\n\"two\nlines\"", &[(1, 1, &["one"]), (2, 3, &["two lines"])]);
        check("\u{feff}Action,Who\n\"a, b\",c", &[(1, 1, &["Action", "Who"]), (2, 2, &["a, b", "c"])]);
        check(
            "Action;Who\r\n\r\n\"a; \"\"b\"\"\nc\";'=d\r\n;;\r\n",
            &[(1, 1, &["Action", "Who"]), (3, 4, &["a; \"b\" c", "=d"])],
        );
        check("sep=;\r\nAction;Who\r\na;b", &[(2, 2, &["Action", "Who"]), (3, 3, &["a", "b"])]);
    }

    #[test]
    fn an_unclosed_quotation_mark_takes_in_one_line() {
        check("Action,Who\n\"a,b\nc,d", &[(1, 1, &["Action", "Who"]), (2, 2, &["a,b"]), (3, 3, &["c", "d"])]);
        check("\"a\n5\" disk\tb\n\"c", &[(1, 1, &["a"]), (2, 2, &["5\" disk", "b"]), (3, 3, &["c"])]);
    }

    #[test]
    fn marks_around_a_cell() {
        let check = |cell: &str, expected: &str| assert_eq!(unstyled(cell), expected);
        check("**Action**", "Action");
        check("`SRE-401`", "SRE-401");
        check("**`10:42`**", "10:42");
        check("[Mei](https://x.example/mei)", "Mei");
        check("**a** and **b**", "**a** and **b**");
        check("**", "**");
    }

    proptest! {
        #[test]
        fn no_line_is_lost(text in "(\"|;|,|\t|\\||\r?\n|[a-z]|\\PC){0,40}") {
            let rows = rows(&text, |cells| cells[0] == "a");
            let words = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
            let found: String = rows.iter().flat_map(|row| row.cells.clone()).map(|cell| words(&cell)).collect();
            prop_assert_eq!(found, words(&text));
            let lines = u32::try_from(text.split('\n').count()).unwrap();
            prop_assert!(rows.iter().all(|row| row.line <= row.last_line && row.last_line <= lines));
            prop_assert!(rows.windows(2).all(|pair| pair[0].last_line < pair[1].line));
        }
    }
}
