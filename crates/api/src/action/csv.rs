//! Actions as a table for spreadsheets: RFC 4180, and nothing in it is a formula.

/// One action, with names in place of ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of the action, documented there")]
pub struct CsvRow {
    pub text: String,
    pub status: &'static str,
    pub reason: String,
    pub owner: String,
    pub due: String,
    pub priority: &'static str,
    pub impact: &'static str,
    pub effort: &'static str,
    pub system: String,
    pub workshop: String,
    pub made: String,
}

const HEAD: [&str; 11] =
    ["Action", "Status", "Reason", "Owner", "Due", "Priority", "Impact", "Effort", "System", "Workshop", "Made"];

/// Prints actions, a line for each, below a line of headings.
#[must_use]
pub fn to_csv(rows: &[CsvRow]) -> String {
    let mut out = String::new();
    line(&mut out, HEAD);
    for row in rows {
        let CsvRow { text, status, reason, owner, due, priority, impact, effort, system, workshop, made } = row;
        line(&mut out, [text, *status, reason, owner, due, *priority, *impact, *effort, system, workshop, made]);
    }
    out
}

fn line(out: &mut String, fields: [&str; 11]) {
    for (place, field) in fields.into_iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        out.push('"');
        // A spreadsheet takes a field that begins like this for a formula, even a quoted one.
        if field.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
            out.push('\'');
        }
        out.push_str(&field.replace('"', "\"\""));
        out.push('"');
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_and_never_formulas() {
        let check = |text: &str, expected: &str| {
            let table = to_csv(&[CsvRow { text: text.into(), status: "open", ..CsvRow::default() }]);
            let (head, line) = table.split_once("\r\n").unwrap();
            assert!(head.starts_with("\"Action\",\"Status\",\"Reason\""));
            assert_eq!(line, format!("{expected},\"open\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\"\r\n"));
        };
        check("Link a runbook", "\"Link a runbook\"");
        check("Say \"no\", then\nwait", "\"Say \"\"no\"\", then\nwait\"");
        check("=HYPERLINK(\"http://evil.example\")", "\"'=HYPERLINK(\"\"http://evil.example\"\")\"");
        check("+49 1", "\"'+49 1\"");
        check("-1", "\"'-1\"");
        check("@SUM(A1)", "\"'@SUM(A1)\"");
        check("\t=1", "\"'\t=1\"");
        check("a = b", "\"a = b\"");
    }
}
