//! Actions as a table: out of a spreadsheet, in Markdown, or with bars between what, who, when and priority.

use std::collections::BTreeMap;

use domain::id::PersonId;
use domain::text::ActionText;
use domain::time::Day;
use domain::workshop::Priority;
use jiff::civil::Date;

use super::LineFault;
use super::due::due;
use super::lines::unmarked;

/// A commitment as it stands in its row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Action {
    pub(super) text: ActionText,
    pub(super) owner: Option<PersonId>,
    pub(super) due: Option<Day>,
    pub(super) priority: Priority,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    What,
    Who,
    When,
    Priority,
    Other,
}

use Column::{Other, What, When, Who};

const USUAL: [Column; 4] = [What, Who, When, Column::Priority];

struct Row {
    line: u32,
    last_line: u32,
    cells: Vec<String>,
}

/// Reads commitments. A first row of headings says which column is which; days without a year come after `day`.
pub(super) fn actions(text: &str, members: &BTreeMap<PersonId, String>, day: Date) -> (Vec<Action>, Vec<LineFault>) {
    let mut rows = rows(text).into_iter().filter(|row| !is_rule(&row.cells)).peekable();
    let columns = rows.peek().and_then(|row| headings(&row.cells));
    if columns.is_some() {
        rows.next();
    }
    let columns = columns.unwrap_or_else(|| USUAL.into());
    let mut read = Vec::new();
    let mut faults = Vec::new();
    for row in rows {
        match action(&row.cells, &columns, members, day) {
            Ok(action) => read.push(action),
            Err(reason) => faults.push(LineFault { line: row.line, last_line: row.last_line, reason }),
        }
    }
    (read, faults)
}

fn action(
    cells: &[String],
    columns: &[Column],
    members: &BTreeMap<PersonId, String>,
    day: Date,
) -> Result<Action, String> {
    let beyond = cells.iter().skip(columns.len()).any(|cell| !cell.is_empty());
    if beyond {
        let what = if columns == USUAL { "what, who, when and priority fit" } else { "the first row names fewer" };
        return Err(format!("This line has {} columns; {what}.", cells.len()));
    }
    let cell = |wanted: Column| {
        let place = columns.iter().position(|column| *column == wanted);
        place.and_then(|place| cells.get(place)).map_or("", String::as_str)
    };
    Ok(Action {
        text: ActionText::parse(unmarked(cell(What))).map_err(|error| format!("{error}."))?,
        owner: owner(cell(Who), members)?,
        due: due(cell(When), day)?,
        priority: priority(cell(Column::Priority))?,
    })
}

/// The rows that say something. A cell out of a spreadsheet may hold line breaks, between quotes.
fn rows(text: &str) -> Vec<Row> {
    let lines: Vec<&str> = text.lines().collect();
    let mut rows = Vec::new();
    let mut next = 0;
    while let Some(line) = lines.get(next) {
        let (cells, count) = quoted(&lines[next..]).unwrap_or_else(|| (plain(line), 1));
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        if cells.iter().any(|cell| !cell.is_empty()) {
            rows.push(Row { line: number(next + 1), last_line: number(next + count), cells });
        }
        next += count;
    }
    rows
}

/// The cells of one line, without line breaks in them.
fn plain(line: &str) -> Vec<String> {
    let cells: Vec<String> = if line.contains('\t') {
        line.split('\t').map(tidy).collect()
    } else {
        let line = line.trim();
        let barred = unmarked(line);
        let inner = barred.strip_prefix('|').unwrap_or(barred);
        let mut cells: Vec<String> = bars(inner).iter().map(|cell| tidy(cell)).collect();
        // A bar at the end closes the last cell.
        if cells.len() > 1 && cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        cells
    };
    cells
}

/// Parts between bars; `\|` is a bar that stands for itself.
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

/// The cells of a row out of a spreadsheet in which at least one cell stands between quotes, and how many lines it takes.
fn quoted(lines: &[&str]) -> Option<(Vec<String>, usize)> {
    const MOST: usize = 50;
    let first = lines.first()?;
    if !(first.starts_with('"') || first.contains("\t\"")) {
        return None;
    }
    let mut cells = Vec::new();
    let mut cell = String::new();
    let mut inside = false;
    let mut tabs = false;
    for (count, line) in lines.iter().take(MOST).enumerate() {
        let mut characters = line.chars().peekable();
        while let Some(c) = characters.next() {
            match (c, inside) {
                ('"', false) if cell.is_empty() => inside = true,
                ('"', true) if characters.peek() == Some(&'"') => {
                    characters.next();
                    cell.push('"');
                }
                ('"', true) => inside = false,
                ('\t', false) => {
                    tabs = true;
                    cells.push(tidy(&std::mem::take(&mut cell)));
                }
                (c, _) => cell.push(c),
            }
        }
        if !inside {
            cells.push(tidy(&cell));
            // Somebody's sentence that begins with a quote is no spreadsheet.
            return (tabs || count > 0).then_some((cells, count + 1));
        }
        cell.push('\n');
    }
    None
}

fn tidy(cell: &str) -> String {
    cell.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The line under the headings of a Markdown table.
fn is_rule(cells: &[String]) -> bool {
    cells.iter().all(|cell| cell.contains('-') && cell.chars().all(|c| matches!(c, '-' | ':')))
}

/// What each column is, when a row holds nothing but headings.
fn headings(cells: &[String]) -> Option<Vec<Column>> {
    let column = |cell: &String| {
        Some(match cell.to_lowercase().trim_end_matches([':', '?']) {
            "what" | "action" | "actions" | "task" | "tasks" | "to do" | "todo" | "next step" => What,
            "who" | "owner" | "assignee" | "assigned to" | "responsible" | "person" | "by whom" => Who,
            "when" | "due" | "due date" | "date" | "deadline" | "by when" | "by" => When,
            "priority" | "prio" | "importance" => Column::Priority,
            "" | "#" | "no" | "nr" | "number" | "id" | "status" | "state" | "done" | "notes" | "note" | "comment"
            | "comments" => Other,
            _ => return None,
        })
    };
    let columns: Option<Vec<Column>> = cells.iter().map(column).collect();
    columns.filter(|columns| columns.contains(&What))
}

/// A member by name, by the beginning of the name, or by initials.
fn owner(cell: &str, members: &BTreeMap<PersonId, String>) -> Result<Option<PersonId>, String> {
    let wanted = cell.trim_start_matches('@').to_lowercase();
    if matches!(wanted.as_str(), "" | "-" | "–" | "—" | "?" | "nobody" | "none" | "n/a" | "tbd") {
        return Ok(None);
    }
    let initials = |name: &str| name.split_whitespace().filter_map(|word| word.chars().next()).collect::<String>();
    let ways: [&dyn Fn(&str) -> bool; 4] = [
        &|name| name == wanted,
        &|name| name.split_whitespace().next() == Some(wanted.as_str()),
        &|name| name.starts_with(&wanted),
        &|name| initials(name) == wanted,
    ];
    for way in ways {
        let found: Vec<_> = members.iter().filter(|(_, name)| way(&name.to_lowercase())).collect();
        match found[..] {
            [] => {}
            [(person, _)] => return Ok(Some(*person)),
            [(_, one), (_, other), ..] => {
                return Err(format!("“{cell}” may be {one} or {other}: write the whole name."));
            }
        }
    }
    Err(format!("Nobody in the team is called “{cell}”: write one member's name, or a dash for nobody yet."))
}

fn priority(cell: &str) -> Result<Priority, String> {
    Ok(match cell.to_lowercase().as_str() {
        "" | "-" | "–" | "—" | "?" | "medium" | "med" | "m" | "middle" | "normal" | "2" | "p2" | "!!" => {
            Priority::Medium
        }
        "high" | "hi" | "h" | "urgent" | "1" | "p1" | "!!!" => Priority::High,
        "low" | "lo" | "l" | "3" | "p3" | "!" => Priority::Low,
        _ => return Err(format!("“{cell}” is no priority: write high, medium or low.")),
    })
}

#[cfg(test)]
mod tests {
    use domain::id::PersonId;
    use uuid::Uuid;

    use super::*;

    fn members() -> BTreeMap<PersonId, String> {
        let person = |n| PersonId(Uuid::from_u128(n));
        let names = ["Mei Tanaka", "Jonas Weber", "Jo Nakamura", "Priya Raman"];
        (1..).map(person).zip(names.map(String::from)).collect()
    }

    fn read(text: &str) -> (Vec<Action>, Vec<LineFault>) {
        actions(text, &members(), Date::constant(2026, 11, 23))
    }

    /// Each action as `what/who/when/priority`.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let (read, faults) = read(text);
        let names = members();
        let shown = |action: &Action| {
            let owner = action.owner.map_or("-", |owner| names[&owner].as_str());
            let due = action.due.as_ref().map_or("-", Day::as_str);
            format!("{}/{owner}/{due}/{:?}", action.text, action.priority).to_lowercase()
        };
        assert_eq!(faults, [], "{text:?}");
        assert_eq!(read.iter().map(shown).collect::<Vec<_>>(), expected, "{text:?}");
    }

    #[test]
    fn tables_of_every_kind() {
        check("Link a runbook", &["link a runbook/-/-/medium"]);
        check("- [ ] Link a runbook | Mei | 4 Dec | high", &["link a runbook/mei tanaka/2026-12-04/high"]);
        check("Link a runbook\tJonas\t2026-12-04\tlow", &["link a runbook/jonas weber/2026-12-04/low"]);
        check("| Link a runbook | PR | Friday | |\n", &["link a runbook/priya raman/2026-11-27/medium"]);
        let markdown =
            "| Owner | Action | Due |\n|:--|---|--:|\n| @mei | Fix \\| the alarm | 4.12. |\n\n| - | Ask | ? |";
        check(markdown, &["fix | the alarm/mei tanaka/2026-12-04/medium", "ask/-/-/medium"]);
        let sheet = "#\tWhat\tWho\tStatus\tPriority\r\n1\tLink\tJo\topen\tP1\r\n2\t\"Two\nlines with \"\"quotes\"\"\"\tMei\t\t3";
        check(sheet, &["link/jo nakamura/-/high", "two lines with \"quotes\"/mei tanaka/-/low"]);
        check("\"Works on my machine\" ends here", &["\"works on my machine\" ends here/-/-/medium"]);
        check("", &[]);
        check("What | Who | When | Priority\n---|---|---|---", &[]);
    }

    #[test]
    fn faults_name_their_lines() {
        let check = |text: &str, line: u32, last_line: u32, reason: &str| {
            let (_, faults) = read(text);
            assert_eq!(faults, [LineFault { line, last_line, reason: reason.into() }], "{text:?}");
        };
        let nobody = "Nobody in the team is called “Sam”: write one member's name, or a dash for nobody yet.";
        check("One\nTwo | Sam", 2, 2, nobody);
        check("Two | J", 1, 1, "“J” may be Jonas Weber or Jo Nakamura: write the whole name.");
        check("Two | Mei | soon", 1, 1, "“soon” is no day that can be read: write it as 2026-12-04.");
        check("Two | Mei | | asap", 1, 1, "“asap” is no priority: write high, medium or low.");
        check("Two | Mei | | high | more", 1, 1, "This line has 5 columns; what, who, when and priority fit.");
        check("Action | Who\nTwo | Mei | Friday", 2, 2, "This line has 3 columns; the first row names fewer.");
        check("| | Mei |", 1, 1, "The action is empty.");
        check("One\n\"a\nb\"\tSam\nThree", 2, 3, nobody);
    }
}
