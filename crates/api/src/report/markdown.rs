//! A report as Markdown. Every text that somebody typed is escaped: it stays text wherever the file is shown.

use std::fmt::Write as _;

use domain::workshop::{ActionStatus, Outcome, Priority, StepKind, Wall};

use super::{Report, ReportAction, ReportCard};

/// Prints a report as CommonMark.
#[must_use]
pub fn to_markdown(report: &Report) -> String {
    let mut out = String::new();
    let mut line = |text: &str| {
        out.push_str(text);
        out.push('\n');
    };
    line(&format!("# {}", escaped(&report.plan.title)));
    line("");
    line(&format!("{} · {}", escaped(&report.team), when(report)));
    line("");
    if let Some(kept) = report.shortened_to {
        line(&format!("Reflection was shortened from {} to {kept} minutes.", report.plan.reflection_minutes));
        line("");
    }
    line(&format!("With {}.", report.people.iter().map(|name| escaped(name)).collect::<Vec<_>>().join(", ")));
    line("");
    line("## Actions");
    line("");
    if report.actions.is_empty() {
        line("None were agreed.");
    }
    report.actions.iter().for_each(|action| line(&action_line(action)));
    if !report.reviewed.is_empty() {
        line("");
        line("## Actions of earlier workshops");
        line("");
        report.reviewed.iter().for_each(|action| line(&action_line(action)));
    }
    for (wall, title) in
        [(Wall::Crappy, "What's Crappy"), (Wall::Awesome, "What's Awesome"), (Wall::Actions, "Proposals")]
    {
        let mut notes = report.notes.iter().filter(|note| note.wall == wall).peekable();
        if notes.peek().is_some() {
            line("");
            line(&format!("## {title}"));
            line("");
        }
        notes.for_each(|note| line(&format!("- {} ({})", escaped(&note.text), escaped(&note.author))));
    }
    line("");
    line("## Cards");
    report.cards.iter().for_each(|card| line(&card_section(card)));
    if report.cards.is_empty() {
        line("");
        line("None were played.");
    }
    out
}

fn when(report: &Report) -> String {
    let begun = report.opened_at.as_deref().unwrap_or(&report.plan.starts_at);
    let end = report.closed_at.as_deref().map(|end| format!(" to {end}")).unwrap_or_default();
    format!("{begun}{end}")
}

fn action_line(action: &ReportAction) -> String {
    let mark = if action.status == ActionStatus::Open { ' ' } else { 'x' };
    let mut text = format!("- [{mark}] {}", escaped(&action.text));
    let owner = action.owner.as_deref().map_or_else(|| "nobody yet".to_owned(), escaped);
    let _ = write!(text, ": {owner}");
    if let Some(due) = &action.due {
        let _ = write!(text, ", by {}", escaped(due));
    }
    let _ = write!(
        text,
        ", {}",
        match action.priority {
            Priority::High => "high priority",
            Priority::Medium => "medium priority",
            Priority::Low => "low priority",
        }
    );
    if action.status == ActionStatus::Dropped {
        text.push_str(", dropped");
        if let Some(reason) = &action.reason {
            let _ = write!(text, ": {}", escaped(reason));
        }
    }
    for note in &action.notes {
        let _ = write!(text, "\n  - from the note: {}", escaped(note));
    }
    text
}

fn card_section(card: &ReportCard) -> String {
    let outcome = match card.outcome {
        Outcome::Solved => "solved",
        Outcome::SolvedWithHelp => "solved with help",
        Outcome::Parked => "parked",
    };
    let systems: Vec<String> = card.systems.iter().map(|system| escaped(system)).collect();
    let mut text = format!("\n### {}. {}\n\n", card.round, escaped(&card.title));
    let _ = writeln!(text, "{} · {} min · {outcome}", systems.join(", "), card.minutes);
    if !card.cause.is_empty() {
        let _ = writeln!(text, "\nCause: {}", escaped(&card.cause));
    }
    if !card.steps.is_empty() {
        text.push('\n');
    }
    for step in &card.steps {
        let time = step.at.get(11..19).unwrap_or(&step.at);
        let kind = match (step.kind, &step.colleague) {
            (_, Some(colleague)) => format!("Asked {}", escaped(colleague)),
            (StepKind::LookedAt, None) => "Looked at".into(),
            (StepKind::Asked, None) => "Asked".into(),
            (StepKind::Did, None) => "Did".into(),
            (StepKind::Found, None) => "Found".into(),
            (StepKind::Idea, None) => "Idea".into(),
        };
        let _ = writeln!(text, "- {time} {kind}: {}", escaped(&step.text));
        if let Some(reply) = &step.reply {
            let _ = writeln!(text, "  - Answer: {}", escaped(reply));
        }
    }
    text.truncate(text.trim_end().len());
    text
}

/// Text that Markdown and HTML show as it is, in one line.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            // A colon or an at sign would make a bare address a link.
            ':' | '@' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_ascii_punctuation()
                && !matches!(c, '.' | ',' | ';' | '?' | '/' | '\'' | '"' | '-' | '%' | '(' | ')' | '=') =>
            {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_stays_text() {
        let check = |raw: &str, expected: &str| assert_eq!(escaped(raw), expected);
        check("The log search took 4 min", "The log search took 4 min");
        check("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)&gt;");
        check("*bold* _it_ `code` # [a](b) ![x](y)", r"\*bold\* \_it\_ \`code\` \# \[a\](b) \!\[x\](y)");
        check("two\nlines\n# title", r"two lines \# title");
        check("javascript:alert(1) https://x.example", r"javascript\:alert(1) https\://x.example");
        check("a & b | c", r"a &amp; b \| c");
    }
}
