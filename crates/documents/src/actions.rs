//! Actions as a table for spreadsheets.

use crate::table;

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
    let cells = rows.iter().map(|row| {
        let CsvRow { text, status, reason, owner, due, priority, impact, effort, system, workshop, made } = row;
        [text, *status, reason, owner, due, *priority, *impact, *effort, system, workshop, made]
    });
    table::to_csv(std::iter::once(HEAD).chain(cells))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_stand_below_their_headings() {
        let row = CsvRow { text: "=1+1".into(), status: "open", owner: "Mei".into(), ..CsvRow::default() };
        let table = to_csv(&[row]);
        let lines: Vec<&str> = table.split_terminator("\r\n").collect();
        assert!(lines[0].starts_with("\u{feff}\"Action\",\"Status\",\"Reason\",\"Owner\""), "{table}");
        assert!(lines[1].starts_with("\"'=1+1\",\"open\",\"\",\"Mei\""), "{table}");
        assert_eq!(lines.len(), 2);
    }
}
