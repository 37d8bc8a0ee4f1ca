//! Headings as people write them above actions and timelines.

/// A heading: its words in small letters, and the text in brackets after it.
pub(super) struct Heading {
    pub(super) words: String,
    pub(super) aside: String,
}

/// Reads a heading: without marks, emoji and plural in brackets. `**Owner(s):**` is `owner`.
pub(super) fn heading(cell: &str) -> Heading {
    let (mut words, mut aside, mut depth) = (String::new(), String::new(), 0_u32);
    for c in cell.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            c if depth > 0 => aside.push(c),
            c if c.is_alphanumeric() || c == '#' => words.extend(c.to_lowercase()),
            '\'' | '’' => {}
            _ => words.push(' '),
        }
    }
    Heading { words: words.split_whitespace().collect::<Vec<_>>().join(" "), aside }
}

/// A column of a table of actions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ActionColumn {
    What,
    Who,
    When,
    Priority,
    Status,
    Reason,
    Impact,
    Effort,
    /// A ticket or an address; it is appended to the words.
    Link,
    /// The number of the row; it is ignored.
    Number,
    /// Something that an action has no place for.
    Unknown,
}

/// What the columns of a table of actions are, if a row is one of headings; with a line below it that only Markdown has it
/// surely is.
pub(super) fn action_columns(cells: &[String], ruled: bool) -> Option<Vec<ActionColumn>> {
    use ActionColumn::{Number, Priority, Unknown, What};
    let words: Vec<String> = cells.iter().map(|cell| heading(cell).words).collect();
    let mut columns: Vec<_> = words.iter().map(|words| action_column(words).unwrap_or(Unknown)).collect();
    // Where no column has a better name for it, this is what will be done, or how much it matters.
    for (wanted, second) in [
        (What, &["description", "summary", "title", "details", "improvement", "recommendation", "proposal"][..]),
        (Priority, &["severity", "sev", "urgency", "criticality"][..]),
    ] {
        let place = words.iter().position(|words| second.contains(&words.as_str()));
        if let Some(place) = place.filter(|_| !columns.contains(&wanted)) {
            columns[place] = wanted;
        }
    }
    // A second column of the same name has no place.
    for place in 1..columns.len() {
        if columns[..place].contains(&columns[place]) && columns[place] != Number {
            columns[place] = Unknown;
        }
    }
    let unknown = columns.iter().filter(|column| **column == Unknown).count();
    let known = columns.iter().filter(|column| !matches!(column, Unknown | Number)).count();
    let alone = cells.len() > 1 || action_column(&words[0]) == Some(What);
    let is_head = columns.contains(&What) && alone && (unknown == 0 || known >= 2);
    (is_head || ruled).then_some(columns)
}

fn action_column(words: &str) -> Option<ActionColumn> {
    Some(match words {
        "what"
        | "action"
        | "actions"
        | "action item"
        | "action items"
        | "item"
        | "items"
        | "task"
        | "tasks"
        | "to do"
        | "todo"
        | "to dos"
        | "todos"
        | "next step"
        | "next steps"
        | "follow up"
        | "follow ups"
        | "followup"
        | "followups"
        | "follow up item"
        | "follow up items"
        | "follow up action"
        | "follow up actions"
        | "corrective action"
        | "corrective actions"
        | "preventive action"
        | "preventative action"
        | "remediation"
        | "remediation item"
        | "commitment"
        | "commitments"
        | "what to do"
        | "what will we do"
        | "deliverable"
        | "activity" => ActionColumn::What,
        "who" | "owner" | "owners" | "assignee" | "assignees" | "assigned to" | "assigned" | "responsible"
        | "responsible person" | "person responsible" | "person" | "by whom" | "dri" | "lead" | "action owner"
        | "owned by" | "name" | "driver" | "accountable" | "poc" | "point of contact" => ActionColumn::Who,
        "when"
        | "due"
        | "due date"
        | "due on"
        | "due by"
        | "date due"
        | "date"
        | "deadline"
        | "by when"
        | "by"
        | "eta"
        | "target"
        | "target date"
        | "target completion"
        | "target completion date"
        | "completion date"
        | "expected completion"
        | "expected completion date"
        | "end date"
        | "finish date"
        | "planned date"
        | "timeframe"
        | "timeline" => ActionColumn::When,
        "priority" | "prio" | "importance" => ActionColumn::Priority,
        "status" | "state" | "progress" | "done" | "completed" | "complete" => ActionColumn::Status,
        "reason" => ActionColumn::Reason,
        "impact" => ActionColumn::Impact,
        "effort" => ActionColumn::Effort,
        "jira" | "jira key" | "jira ticket" | "jira issue" | "jira link" | "ticket" | "tickets" | "ticket id"
        | "ticket link" | "tracking" | "tracking ticket" | "tracking issue" | "tracking bug" | "bug" | "bugs"
        | "issue" | "issues" | "issue key" | "issue link" | "github issue" | "key" | "link" | "links" | "url"
        | "pr" | "pull request" | "reference" | "tracker" => ActionColumn::Link,
        "" | "#" | "no" | "nr" | "number" | "id" | "ai" => ActionColumn::Number,
        _ => return None,
    })
}

/// A column of a timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StepColumn {
    Time,
    Date,
    Kind,
    What,
    /// More of what happened; it is appended to the words.
    More,
    Who,
    Number,
    Unknown,
}

/// What the columns of a timeline are, if a row is one of headings.
pub(super) fn step_columns(cells: &[String], ruled: bool) -> Option<Vec<StepColumn>> {
    use StepColumn::{Date, More, Number, Time, Unknown, What};
    let words: Vec<String> = cells.iter().map(|cell| heading(cell).words).collect();
    let mut columns: Vec<_> = words.iter().map(|words| step_column(words).unwrap_or(Unknown)).collect();
    if !columns.contains(&What)
        && let Some(place) = columns.iter().position(|column| *column == More)
    {
        columns[place] = What;
    }
    for place in 1..columns.len() {
        if columns[..place].contains(&columns[place]) && !matches!(columns[place], Number | More) {
            columns[place] = if columns[place] == What { More } else { Unknown };
        }
    }
    let timed = columns.contains(&Time) || columns.contains(&Date);
    let is_head = cells.len() > 1 && columns.contains(&What) && (timed || ruled);
    (is_head || (ruled && cells.len() > 1)).then_some(columns)
}

fn step_column(words: &str) -> Option<StepColumn> {
    Some(match words {
        "time" | "times" | "when" | "timestamp" | "time stamp" | "datetime" | "date time" | "date and time" | "at"
        | "clock" | "start" | "start time" | "local time" | "utc" => StepColumn::Time,
        "date" | "day" => StepColumn::Date,
        "kind" | "type" | "category" => StepColumn::Kind,
        "what" | "event" | "events" | "what happened" | "step" | "steps" | "action" | "actions" | "action taken"
        | "entry" | "activity" | "action observation" | "event description" | "happening" => StepColumn::What,
        "description" | "details" | "detail" | "message" | "note" | "notes" | "comment" | "comments"
        | "observation" | "update" | "summary" => StepColumn::More,
        "who" | "actor" | "actors" | "person" | "people" | "by" | "owner" | "author" | "user" | "name"
        | "responder" => StepColumn::Who,
        "" | "#" | "no" | "nr" | "number" | "id" => StepColumn::Number,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_actions() {
        use ActionColumn::{Link, Number, Priority, Status, Unknown, What, When, Who};
        let check = |line: &str, ruled: bool, expected: Option<&[ActionColumn]>| {
            let cells: Vec<String> = line.split('|').map(|cell| cell.trim().to_owned()).collect();
            assert_eq!(action_columns(&cells, ruled).as_deref(), expected, "{line}");
        };
        check("Action Item | Type | Owner | Bug", false, Some(&[What, Unknown, Who, Link]));
        check("# | **Next Steps** | Assignee(s): | ETA | Severity", false, Some(&[Number, What, Who, When, Priority]));
        check(
            "To-Do | DRI | 📅 Due Date | Priority | Severity | Jira Ticket",
            false,
            Some(&[What, Who, When, Priority, Unknown, Link]),
        );
        check("Issue key | Summary | Assignee | Due date | Status", false, Some(&[Link, What, Who, When, Status]));
        check("Item | Description | Target Date", false, Some(&[What, Unknown, When]));
        check("Action", false, Some(&[What]));
        check("Summary", false, None);
        check("Link a runbook | Mei", false, None);
        check("Task | Mei | Friday", false, None);
        check("Feature | Customer", true, Some(&[Unknown, Unknown]));
    }

    #[test]
    fn headings_of_timelines() {
        use StepColumn::{Kind, More, Number, Time, Unknown, What, Who};
        let check = |line: &str, expected: Option<&[StepColumn]>| {
            let cells: Vec<String> = line.split('|').map(|cell| cell.trim().to_owned()).collect();
            assert_eq!(step_columns(&cells, false).as_deref(), expected, "{line}");
        };
        check("Time (UTC) | Event", Some(&[Time, What]));
        check("Timestamp | Event | Details | Impact", Some(&[Time, What, More, Unknown]));
        check("# | When | Who | Description | Type", Some(&[Number, Time, Who, What, Kind]));
        check("10:42 | restarted", None);
        check("Time", None);
        assert_eq!(heading("Time (UTC)").aside, "UTC");
    }
}
