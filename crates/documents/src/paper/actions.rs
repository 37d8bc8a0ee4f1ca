//! Actions as a table: out of a spreadsheet, from a CSV file, in Markdown, or with bars between what, who, when and priority.

use std::collections::BTreeMap;

use domain::id::PersonId;
use domain::text::{ActionText, ReasonText};
use domain::time::Day;
use domain::workshop::{ActionStatus, Level, Priority};
use jiff::civil::Date;

use super::due::{Order, due, is_nothing, order};
use super::headings::ActionColumn::{self, Effort, Impact, Link, Number, Reason, Status, Unknown, What, When, Who};
use super::headings::{action_columns, heading};
use super::left_out::LeftOut;
use super::lines::{is_checked, unmarked};
use super::people::{NameFault, owner};
use super::rows::{Row, is_rule, rows, unstyled};
use super::{LineFault, PaperChoice, PaperOwner};

/// A commitment as written in its row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Action {
    pub(super) text: ActionText,
    pub(super) owner: Option<PersonId>,
    /// Who else the name may mean.
    pub(super) choice: Option<PaperChoice>,
    pub(super) due: Option<Day>,
    pub(super) priority: Priority,
    pub(super) impact: Option<Level>,
    pub(super) effort: Option<Level>,
    pub(super) status: ActionStatus,
    pub(super) reason: Option<ReasonText>,
}

/// What was read of the actions.
#[derive(Debug, Default)]
pub(super) struct Actions {
    pub(super) read: Vec<Action>,
    pub(super) faults: Vec<LineFault>,
    pub(super) left_out: Vec<LeftOut>,
}

/// What reading a row needs to know.
pub(super) struct Context<'a> {
    pub(super) members: &'a BTreeMap<PersonId, String>,
    /// Who was chosen where a name means several.
    pub(super) chosen: &'a [PaperOwner],
    /// Days without a year come after it.
    pub(super) day: Date,
}

const USUAL: [ActionColumn; 4] = [What, Who, When, ActionColumn::Priority];

/// Reads commitments. Headings name the columns.
pub(super) fn actions(text: &str, context: &Context<'_>) -> Actions {
    let mut all = Actions::default();
    let rows = rows(text, |cells| action_columns(cells, false).is_some());
    // Above a table in Markdown there may be a title.
    let head = rows.iter().enumerate().find_map(|(place, row)| {
        let ruled = rows.get(place + 1).is_some_and(|next| is_rule(&next.cells));
        let columns = (place == 0 || ruled).then(|| action_columns(&row.cells, ruled)).flatten()?;
        Some((place, columns))
    });
    let (above, below, cells, columns) = match &head {
        Some((place, columns)) => (&rows[..*place], &rows[place + 1..], &rows[*place].cells[..], columns.clone()),
        None => (&rows[..0], &rows[..], &[][..], USUAL.into()),
    };
    for row in above {
        let text = row.cells.join(" | ");
        all.left_out.push(LeftOut { line: row.line, last_line: row.last_line, column: None, text });
    }
    if let Some((place, columns)) = &head
        && !columns.contains(&What)
    {
        let reason = "None of these headings says what will be done: call that column Action.";
        all.faults.push(LineFault::at(rows[*place].line, reason));
        return all;
    }
    let mut table = Table { cells, columns, order: None, context };
    let below: Vec<&Row> = below.iter().filter(|row| !is_rule(&row.cells)).collect();
    table.order = order(below.iter().map(|row| table.cell(row, When)));
    for row in below {
        match table.action(row, &mut all.left_out) {
            Ok(action) => all.read.push(action),
            Err(NameFault { reason, choice }) => {
                all.faults.push(LineFault { line: row.line, last_line: row.last_line, reason, choice });
            }
        }
    }
    all
}

struct Table<'a> {
    /// The headings; none where the columns are the usual ones.
    cells: &'a [String],
    columns: Vec<ActionColumn>,
    order: Option<Order>,
    context: &'a Context<'a>,
}

impl Table<'_> {
    fn cell<'b>(&self, row: &'b Row, wanted: ActionColumn) -> &'b str {
        let place = self.columns.iter().position(|column| *column == wanted);
        place.and_then(|place| row.cells.get(place)).map_or("", |cell| unstyled(cell))
    }

    fn action(&self, row: &Row, left_out: &mut Vec<LeftOut>) -> Result<Action, NameFault> {
        let beyond = row.cells.iter().skip(self.columns.len()).any(|cell| !cell.is_empty());
        if beyond {
            let what = match self.cells {
                [] => "what, who, when and priority fit",
                _ => "the first row names fewer",
            };
            return Err(fault(format!("This line has {} columns; {what}.", row.cells.len())));
        }
        let cell = |wanted| self.cell(row, wanted);
        let what = row.cells.get(self.columns.iter().position(|column| *column == What).unwrap_or(0));
        let what = what.map_or("", String::as_str);
        let link = Some(cell(Link)).filter(|link| !is_nothing(link));
        let words = unstyled(unmarked(what));
        // A ticket is appended to the words where there is room for it.
        let linked = link.map(|link| ActionText::parse(&format!("{words} ({link})")));
        let text = match linked {
            Some(Ok(text)) if !words.is_empty() => text,
            _ => ActionText::parse(words).map_err(|error| fault(format!("{error}.")))?,
        };
        let (owner, choice) = owner(cell(Who), words, self.context.members, self.context.chosen)?;
        let due = due(cell(When), self.context.day, self.order).map_err(fault)?;
        let word = cell(ActionColumn::Priority);
        let named = self.columns.iter().position(|column| *column == ActionColumn::Priority);
        let named = named.and_then(|place| self.cells.get(place)).map(|cell| heading(cell).words);
        let rough = named.is_some_and(|words| matches!(words.as_str(), "severity" | "sev" | "urgency" | "criticality"));
        // "Severity" has words of its own; "Priority" has ours.
        let read = priority(word);
        if read.is_none() && !rough {
            return Err(fault(format!("“{word}” is no priority: write high, medium or low.")));
        }
        let parsed = status(cell(Status));
        let (impact, effort) = (level(cell(Impact)), level(cell(Effort)));
        let checked = if is_checked(what) { ActionStatus::Done } else { ActionStatus::Open };
        let status = parsed.flatten().unwrap_or(checked);
        let reason = ReasonText::parse(cell(Reason)).ok().filter(|_| status == ActionStatus::Dropped);
        for (place, cell) in row.cells.iter().enumerate().filter(|(_, cell)| !is_nothing(cell)) {
            let unread = match self.columns[place] {
                What | Who | When | Number => false,
                Unknown => true,
                Link => !text.as_str().ends_with(')') || ActionText::parse(words).is_ok_and(|words| words == text),
                Status => parsed.is_none(),
                Reason => reason.is_none(),
                Impact => impact.is_none(),
                Effort => effort.is_none(),
                ActionColumn::Priority => read.is_none(),
            };
            if unread {
                let column = self.cells.get(place).map(|head| unstyled(head).to_owned());
                left_out.push(LeftOut { line: row.line, last_line: row.last_line, column, text: cell.clone() });
            }
        }
        let priority = read.unwrap_or_default();
        Ok(Action { text, owner, choice, due, priority, impact, effort, status, reason })
    }
}

fn fault(reason: String) -> NameFault {
    NameFault { reason, choice: None }
}

fn priority(cell: &str) -> Option<Priority> {
    let marks = match cell.trim() {
        "!!!" => Some(Priority::High),
        "!!" => Some(Priority::Medium),
        "!" => Some(Priority::Low),
        _ => None,
    };
    let word: String = cell.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    marks.or_else(|| {
        Some(match word.as_str() {
            _ if is_nothing(cell) => Priority::Medium,
            "high" | "hi" | "h" | "urgent" | "critical" | "crit" | "blocker" | "highest" | "veryhigh" | "major"
            | "1" | "p0" | "p1" | "sev0" | "sev1" | "s0" | "s1" | "severity1" | "must" | "musthave" => Priority::High,
            "medium" | "med" | "m" | "middle" | "normal" | "moderate" | "2" | "p2" | "sev2" | "s2" | "severity2"
            | "should" | "shouldhave" => Priority::Medium,
            "low" | "lo" | "l" | "minor" | "trivial" | "lowest" | "verylow" | "3" | "4" | "5" | "p3" | "p4" | "p5"
            | "sev3" | "sev4" | "sev5" | "s3" | "s4" | "severity3" | "severity4" | "could" | "nicetohave" => {
                Priority::Low
            }
            _ => return None,
        })
    })
}

fn level(cell: &str) -> Option<Level> {
    match cell.to_lowercase().as_str() {
        "high" | "h" | "large" => Some(Level::High),
        "medium" | "med" | "m" => Some(Level::Medium),
        "low" | "l" | "small" => Some(Level::Low),
        _ => None,
    }
}

/// The status of an action; the inner option is none for an empty cell, the outer one for a cell that cannot be read.
fn status(cell: &str) -> Option<Option<ActionStatus>> {
    let word: String = cell.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    Some(Some(match word.as_str() {
        _ if matches!(cell, "✓" | "✔" | "✅" | "☑" | "[x]" | "100%") => ActionStatus::Done,
        "" => return if cell.is_empty() || is_nothing(cell) { Some(None) } else { None },
        "open" | "todo" | "new" | "notstarted" | "notyetstarted" | "inprogress" | "inreview" | "pending"
        | "planned" | "blocked" | "ongoing" | "wip" | "started" | "backlog" | "ontrack" | "atrisk" | "delayed"
        | "no" | "false" | "tbd" => ActionStatus::Open,
        "done" | "closed" | "complete" | "completed" | "finished" | "resolved" | "fixed" | "merged" | "shipped"
        | "yes" | "true" | "x" => ActionStatus::Done,
        "dropped" | "cancelled" | "canceled" | "wontdo" | "wontfix" | "rejected" | "abandoned" | "declined"
        | "obsolete" => ActionStatus::Dropped,
        _ => return None,
    }))
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

    fn read(text: &str) -> Actions {
        let members = members();
        actions(text, &Context { members: &members, chosen: &[], day: Date::constant(2026, 11, 23) })
    }

    /// An action as `what/who/when/priority`, and its status where it is not open.
    fn shown(action: &Action) -> String {
        let names = members();
        let owner = action.owner.map_or("-", |owner| names[&owner].as_str());
        let due = action.due.as_ref().map_or("-", Day::as_str);
        let status = match action.status {
            ActionStatus::Open => String::new(),
            status => format!("/{status:?}"),
        };
        format!("{}/{owner}/{due}/{:?}{status}", action.text, action.priority).to_lowercase()
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        check_rest(text, expected, &[]);
    }

    /// Also what was left out, as `line column: text`.
    #[track_caller]
    fn check_rest(text: &str, expected: &[&str], left_out: &[&str]) {
        let Actions { read, faults, left_out: rest } = read(text);
        assert_eq!(faults, [], "{text:?}");
        assert_eq!(read.iter().map(shown).collect::<Vec<_>>(), expected, "{text:?}");
        let rest =
            rest.iter().map(|rest| format!("{} {}: {}", rest.line, rest.column.as_deref().unwrap_or("-"), rest.text));
        assert_eq!(rest.collect::<Vec<_>>(), left_out, "{text:?}");
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
            let Actions { faults, .. } = read(text);
            let found: Vec<_> =
                faults.iter().map(|fault| (fault.line, fault.last_line, fault.reason.as_str())).collect();
            assert_eq!(found, [(line, last_line, reason)], "{text:?}");
        };
        let unknown = "Nobody in the team is called “Sam”: write one member's name, or a dash for nobody yet.";
        check("One\nTwo | Sam", 2, 2, unknown);
        check("Two | J", 1, 1, "“J” may be Jonas Weber or Jo Nakamura: write the whole name, or choose.");
        check("Two | Mei | soon", 1, 1, "“soon” is no day that can be read: write it as 2026-12-04.");
        check("Two | Mei | | asap", 1, 1, "“asap” is no priority: write high, medium or low.");
        check("Two | Mei | | high | more", 1, 1, "This line has 5 columns; what, who, when and priority fit.");
        check("Action | Who\nTwo | Mei | Friday", 2, 2, "This line has 3 columns; the first row names fewer.");
        check("| | Mei |", 1, 1, "The action is empty.");
        check("One\n\"a\nb\"\tSam\nThree", 2, 3, unknown);
    }

    #[test]
    fn headings_that_people_use() {
        check_rest(
            "## Action items\n\n| Action Item | Type | Owner | Bug |\n| --- | --- | --- | --- |\n\
             | Name the queue | prevent | @mei | [OPS-7](https://x.example/7) **TODO** |\n| Link a runbook | | Jo | `OPS-8` |",
            &[
                "name the queue ([ops-7](https://x.example/7) **todo**)/mei tanaka/-/medium",
                "link a runbook (ops-8)/jo nakamura/-/medium",
            ],
            &["1 -: ## Action items", "5 Type: prevent"],
        );
        check_rest(
            "#\tNext Steps\tAssignee\tETA\tSeverity\tNotes\n1\tLink\tPR\t4 Dec\tSEV-1\tsoon\n2\tAsk\t\tTBD\tred\t",
            &["link/priya raman/2026-12-04/high", "ask/-/-/medium"],
            &["2 Notes: soon", "3 Severity: red"],
        );
        check(
            "To-do,DRI,Due,Status\nLink,Mei,,Done\nAsk,,,in progress",
            &["link/mei tanaka/-/medium/done", "ask/-/-/medium"],
        );
        check_rest("Item | Status\nLink | half of it", &["link/-/-/medium"], &["2 Status: half of it"]);
        check("- [x] Link\n- [ ] Ask", &["link/-/-/medium/done", "ask/-/-/medium"]);
    }

    #[test]
    fn a_table_that_names_no_action_is_a_fault() {
        let Actions { read, faults, .. } = read("| Feature | Customer |\n|---|---|\n| a | b |");
        assert_eq!((read, faults.len(), faults[0].line), (vec![], 1, 1));
        assert_eq!(faults[0].reason, "None of these headings says what will be done: call that column Action.");
    }

    #[test]
    fn our_own_table_comes_back_from_a_spreadsheet() {
        use crate::actions::{CsvRow, to_csv};
        let row = CsvRow {
            text: "=Link; \"now\"".into(),
            status: "open",
            owner: "Mei Tanaka".into(),
            due: "2026-12-04".into(),
            priority: "high",
            impact: "high",
            workshop: "October".into(),
            ..CsvRow::default()
        };
        let second = CsvRow { text: "Ask".into(), due: "2026-12-24".into(), ..row.clone() };
        let dropped =
            CsvRow { text: "+1".into(), status: "dropped", reason: "-".into(), due: String::new(), ..row.clone() };
        let table = to_csv(&[row, second, dropped]);
        let expected = [
            "=link; \"now\"/mei tanaka/2026-12-04/high",
            "ask/mei tanaka/2026-12-24/high",
            "+1/mei tanaka/-/high/dropped",
        ];
        let left_out = [2, 3, 4].map(|line| format!("{line} Workshop: October"));
        let left_out = left_out.each_ref().map(String::as_str);
        let quoted = |mark: &str| table.replace("\",\"", &format!("\"{mark}\""));
        let american = table.replace("2026-12-04", "12/4/2026").replace("2026-12-24", "12/24/2026");
        let german = quoted(";").replace("2026-12-04", "04.12.2026").replace("2026-12-24", "24.12.2026 00:00");
        // What a spreadsheet calls Unicode text has tabs, and quotation marks where they are needed.
        let unicode = quoted("\t").replace("\"\t\"", "\t").replace("\r\n\"", "\r\n").replace("\"\r\n", "\r\n");
        for returned in [
            table.clone(),
            american,
            german,
            unicode.replace("\u{feff}\"", "").replace("'=", "\"'=").replace("\"\"\t", "\"\"\"\t"),
        ] {
            check_rest(&returned, &expected, &left_out);
        }
    }
}
