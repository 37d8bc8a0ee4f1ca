//! Tables for spreadsheets: CSV as RFC 4180 has it, written and read.

use csv::{QuoteStyle, Terminator, WriterBuilder};

/// Without it a spreadsheet takes UTF-8 for the local code page.
pub(crate) const BOM: char = '\u{feff}';
/// A spreadsheet takes a cell that begins like this for a formula, even a quoted one.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－'];
const FORMULA_AT: char = '＠';
/// A cell that begins like this is text.
const GUARD: char = '\'';

/// Prints rows of cells, each of which stays text in a spreadsheet; [`without_guard`] gives back what a cell held.
pub(crate) fn to_csv<R, C>(rows: R) -> String
where
    R: IntoIterator,
    R::Item: IntoIterator<Item = C>,
    C: AsRef<str>,
{
    let builder = &mut WriterBuilder::new();
    let builder = builder.quote_style(QuoteStyle::Always).terminator(Terminator::CRLF).flexible(true);
    let mut writer = builder.from_writer(BOM.to_string().into_bytes());
    for row in rows {
        let cells = row.into_iter().map(|cell| guarded(cell.as_ref()));
        writer.write_record(cells).expect("memory takes every row");
    }
    String::from_utf8(writer.into_inner().expect("memory takes every row")).expect("cells are text")
}

fn guarded(cell: &str) -> String {
    if looks_like_a_formula(cell) { format!("{GUARD}{cell}") } else { cell.to_owned() }
}

/// What a cell held before [`to_csv`] guarded it.
pub(crate) fn without_guard(cell: &str) -> &str {
    cell.strip_prefix(GUARD).filter(|rest| looks_like_a_formula(rest)).unwrap_or(cell)
}

/// Also one that is guarded by then: so the guard can be taken off without a doubt.
fn looks_like_a_formula(cell: &str) -> bool {
    cell.trim_start_matches(GUARD).starts_with(|c| FORMULA.contains(&c) || c == FORMULA_AT)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn cells_are_quoted_and_never_formulas() {
        let check = |cell: &str, expected: &str| {
            assert_eq!(to_csv([[cell, "b"]]), format!("\u{feff}{expected},\"b\"\r\n"), "{cell:?}");
        };
        check("Link a runbook", "\"Link a runbook\"");
        check("Say \"no\", then\nwait", "\"Say \"\"no\"\", then\nwait\"");
        check("=HYPERLINK(\"http://evil.example\")", "\"'=HYPERLINK(\"\"http://evil.example\"\")\"");
        check("+49 1", "\"'+49 1\"");
        check("-1", "\"'-1\"");
        check("@SUM(A1)", "\"'@SUM(A1)\"");
        check("\t=1", "\"'\t=1\"");
        check("\r=1", "\"'\r=1\"");
        check("＝1", "\"'＝1\"");
        check("'=1", "\"''=1\"");
        check("a = b", "\"a = b\"");
        check("'quoted'", "\"'quoted'\"");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(cells in proptest::collection::vec("('|=|\"|;|,|\r|\n|[a-z]|\\PC){0,8}", 1..4)) {
            let table = to_csv([&cells]);
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(table.as_bytes());
            let row = reader.records().next().unwrap().unwrap();
            let row: Vec<_> = row.iter().map(without_guard).collect();
            prop_assert_eq!(row, cells);
        }
    }
}
