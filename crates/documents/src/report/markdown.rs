//! A report as Markdown. Every text that somebody typed is escaped: it stays text wherever the file is shown.

use std::fmt::Write as _;

use domain::workshop::{ActionStatus, DebriefQuestion, Level, Outcome, Priority, StepKind, Wall};

use super::{
    MomentKind, Report, ReportAction, ReportCard, ReportMoment, ReportNote, ReportPerson, ReportRole, ReportStep,
};
use crate::markdown::{self, parts};
use api::time::{clock_in, day_in};

/// Prints a report as CommonMark. Times are those of the clock on the wall.
#[must_use]
pub fn to_markdown(report: &Report) -> String {
    let mut out =
        vec![format!("# {}", escaped(&report.plan.title)), format!("{} · {}", escaped(&report.team), when(report))];
    if report.paper {
        out.push("Entered from paper. Times with ~ are estimates.".into());
    }
    if let Some(kept) = report.shortened_to {
        out.push(format!("Reflection was shortened from {} to {kept} minutes.", report.plan.reflection_minutes));
    }
    out.push(section("Actions", report.actions.iter().map(action_line), "None were agreed."));
    if !report.reviewed.is_empty() {
        out.push(section("Actions from earlier workshops", report.reviewed.iter().map(action_line), ""));
    }
    for (wall, title) in
        [(Wall::Crappy, "What's Crappy"), (Wall::Awesome, "What's Awesome"), (Wall::Actions, "Proposals")]
    {
        let own = report.walls.iter().find(|own| own.wall == wall).map(|own| escaped(&own.name));
        let notes: Vec<&ReportNote> = report.notes.iter().filter(|note| note.wall == wall).collect();
        if !notes.is_empty() {
            out.push(format!("## {}", own.as_deref().unwrap_or(title)));
            out.extend(notes.chunk_by(|a, b| a.group == b.group).map(group_section));
        }
    }
    out.push("## Cards".into());
    if report.cards.is_empty() {
        out.push("None were played.".into());
    }
    out.extend(report.cards.iter().map(|card| card_section(report, card)));
    out.push(section(
        "Timeline",
        report.timeline.iter().filter_map(|moment| moment_line(report, moment)),
        "Nothing yet.",
    ));
    if report.people.is_empty() {
        out.push(format!("## In the room\n\n{} people", report.headcount));
    } else {
        out.push(section("In the room", report.people.iter().map(|person| person_line(report, person)), ""));
    }
    out.join("\n\n") + "\n"
}

/// A heading with a list, or with words where the list is empty.
fn section(title: &str, lines: impl Iterator<Item = String>, none: &str) -> String {
    let lines: Vec<String> = lines.collect();
    format!("## {title}\n\n{}", if lines.is_empty() { none.to_owned() } else { lines.join("\n") })
}

fn when(report: &Report) -> String {
    let zone = &report.plan.zone;
    let begun = report.opened_at.as_deref().unwrap_or(&report.plan.starts_at);
    let end = report.closed_at.as_deref().map(|end| format!(" to {}", clock_in(zone, end))).unwrap_or_default();
    format!("{}, {}{end} ({})", day_in(zone, begun), clock_in(zone, begun), escaped(zone))
}

/// The notes of a group below its title, or those that are in none.
fn group_section(notes: &[&ReportNote]) -> String {
    let title = notes.first().and_then(|note| note.group.as_deref());
    // A group is voted for as one.
    let votes = notes.iter().map(|note| note.votes).sum();
    let votes_of = |note: &ReportNote| if title.is_some() { 0 } else { note.votes };
    let lines: Vec<String> = notes.iter().map(|note| note_line(note, votes_of(note))).collect();
    let title = title.map(|title| format!("### {}{}\n\n", escaped(title), vote_words(votes))).unwrap_or_default();
    title + &lines.join("\n")
}

fn vote_words(votes: u32) -> String {
    match votes {
        0 => String::new(),
        1 => ", 1 vote".to_owned(),
        votes => format!(", {votes} votes"),
    }
}

fn note_line(note: &ReportNote, votes: u32) -> String {
    let author = note.author.as_deref().map(|author| format!(" ({})", escaped(author))).unwrap_or_default();
    format!("- {}{author}{}", escaped(&note.text), vote_words(votes))
}

fn person_line(report: &Report, person: &ReportPerson) -> String {
    let clock = |at: &str| clock_in(&report.plan.zone, at);
    let parts = person.parts.iter().map(|part| match part {
        ReportRole::Facilitator => "facilitator",
        ReportRole::Scribe => "scribe",
        ReportRole::Responder => "drew cards",
        ReportRole::Observer => "observer",
    });
    let guest = person.guest.then_some("guest");
    let parts: Vec<&str> = guest.into_iter().chain(parts).chain(person.remote.then_some("remote")).collect();
    let partners: Vec<String> = person.drew_with.iter().map(|name| escaped(name)).collect();
    let partners =
        if partners.is_empty() { String::new() } else { format!(", shared a card with {}", partners.join(" and ")) };
    let stays: Vec<String> = person
        .stays
        .iter()
        .map(|stay| match &stay.until {
            Some(until) => format!("{} to {}", clock(&stay.from), clock(until)),
            None => format!("from {}", clock(&stay.from)),
        })
        .collect();
    let stays = if stays.is_empty() { String::new() } else { format!(", {}", stays.join(" and ")) };
    format!("- {}: {}{partners}{stays}", escaped(&person.name), parts.join(", "))
}

/// What happened besides the cards' own steps; these stand with their cards.
fn moment_line(report: &Report, moment: &ReportMoment) -> Option<String> {
    let title = || {
        let card = report.cards.iter().find(|card| Some(card.round) == moment.round);
        card.map_or_else(|| "A card".to_owned(), |card| escaped(&card.title))
    };
    let minutes = || moment.minutes.unwrap_or(0);
    let sentence = match moment.kind {
        MomentKind::Opened => "The workshop was opened".into(),
        MomentKind::HatPassed => "The hat went round".into(),
        MomentKind::CardOpened => format!("Card opened: {}", title()),
        MomentKind::DebriefStarted => "Debrief".into(),
        MomentKind::CardDone => "Card done".into(),
        MomentKind::Paused => match moment.minutes {
            Some(minutes) => format!("The clock was paused for {minutes} min"),
            None => "The clock was paused".into(),
        },
        MomentKind::Extended => format!("{} min were added", minutes()),
        MomentKind::ReflectionShortened => format!("Reflection was set to {} min", minutes()),
        MomentKind::Reopened => "The workshop was reopened, for up to a day".into(),
        MomentKind::ReflectionStarted => "Reflection".into(),
        MomentKind::RoundsResumed => "The rounds continued".into(),
        MomentKind::Closed => "The workshop was closed".into(),
        MomentKind::Step | MomentKind::EvidenceGiven | MomentKind::HintGiven | MomentKind::Resumed => return None,
    };
    Some(format!("- {} {sentence}", time(report, &moment.at, moment.approximate)))
}

fn time(report: &Report, at: &str, approximate: bool) -> String {
    let about = if approximate { r"\~" } else { "" };
    format!("{about}{}", clock_in(&report.plan.zone, at))
}

fn action_line(action: &ReportAction) -> String {
    // What was dropped is neither done nor to be done.
    let mark = match action.status {
        ActionStatus::Open => "[ ] ",
        ActionStatus::Done => "[x] ",
        ActionStatus::Dropped => "",
    };
    let mut text = format!("- {mark}{}", escaped(&action.text));
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
    if let (Some(impact), Some(effort)) = (action.impact, action.effort) {
        let _ = write!(text, ", impact {}, effort {}", level(impact), level(effort));
    }
    if let Some(system) = &action.system {
        let _ = write!(text, ", for {}", escaped(system));
    }
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

fn level(level: Level) -> &'static str {
    match level {
        Level::Low => "low",
        Level::Medium => "medium",
        Level::High => "high",
    }
}

fn card_section(report: &Report, card: &ReportCard) -> String {
    let outcome = match card.outcome {
        Outcome::Solved => "solved",
        Outcome::SolvedWithHelp => "solved with help",
        Outcome::Parked => "parked",
    };
    let systems = card.systems.iter().map(|system| escaped(system)).collect::<Vec<_>>().join(", ");
    let minutes = card.minutes.map(|minutes| format!("{minutes} min"));
    let example = (report.example == Some(card.round)).then(|| "the example".to_owned());
    let about: Vec<String> =
        [Some(systems).filter(|systems| !systems.is_empty()), minutes, Some(outcome.to_owned()), example]
            .into_iter()
            .flatten()
            .collect();
    let mut text = format!("### {}. {}\n\n{}\n", card.round, escaped(&card.title), about.join(" · "));
    if !card.cause.is_empty() {
        let _ = writeln!(text, "\nCause: {}", escaped(&card.cause));
    }
    if !card.guesses.is_empty() {
        text.push_str("\nWhat people had guessed:\n\n");
    }
    for guess in &card.guesses {
        let by = guess.by.as_deref().map(|by| format!(" ({})", escaped(by))).unwrap_or_default();
        let _ = writeln!(text, "- {}{by}", escaped(&guess.text));
    }
    let mut moments = report.timeline.iter().filter(|moment| moment.round == Some(card.round)).peekable();
    if moments.peek().is_some() {
        text.push('\n');
    }
    for moment in moments {
        let step = card.steps.iter().find(|step| Some(step.id) == moment.step);
        let sentence = match (moment.kind, step) {
            (_, Some(step)) => step_words(step),
            (MomentKind::EvidenceGiven, _) => {
                format!("Evidence: {}", escaped(moment.text.as_deref().unwrap_or("a picture")))
            }
            (MomentKind::HintGiven, _) => format!("Hint: {}", escaped(moment.text.as_deref().unwrap_or_default())),
            (
                MomentKind::Opened
                | MomentKind::HatPassed
                | MomentKind::CardOpened
                | MomentKind::Step
                | MomentKind::DebriefStarted
                | MomentKind::CardDone
                | MomentKind::Paused
                | MomentKind::Resumed
                | MomentKind::Extended
                | MomentKind::ReflectionShortened
                | MomentKind::ReflectionStarted
                | MomentKind::RoundsResumed
                | MomentKind::Closed
                | MomentKind::Reopened,
                None,
            ) => continue,
        };
        let _ = writeln!(text, "- {} {sentence}", time(report, &moment.at, moment.approximate));
    }
    if !card.answers.is_empty() {
        text.push('\n');
    }
    for answer in &card.answers {
        let _ = writeln!(text, "- {} {}", asked(answer.question), escaped(&answer.text));
    }
    text.truncate(text.trim_end().len());
    text
}

fn step_words(step: &ReportStep) -> String {
    let kind = match (step.kind, &step.colleague) {
        (_, Some(colleague)) => format!("Asked {}", escaped(colleague)),
        (StepKind::LookedAt, None) => "Looked at".into(),
        (StepKind::Asked, None) => "Asked".into(),
        (StepKind::Did, None) => "Did".into(),
        (StepKind::Found, None) => "Found".into(),
        (StepKind::Idea, None) => "Idea".into(),
    };
    let reply = step.reply.as_deref().map(|reply| format!("\n  - Answer: {}", escaped(reply))).unwrap_or_default();
    format!("{kind}: {}{reply}", escaped(&step.text))
}

fn asked(question: DebriefQuestion) -> &'static str {
    match question {
        DebriefQuestion::WhyTheseSteps => "Why these steps?",
        DebriefQuestion::WhatSlowedUs => "What slowed us?",
        DebriefQuestion::Alarm => "Was there an alarm?",
        DebriefQuestion::Dashboard => "Was the dashboard reachable?",
        DebriefQuestion::LogSearch => "How long did the log search take?",
    }
}

/// Text that Markdown and HTML show as it is, in one line. The addresses in it are links.
fn escaped(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = String::with_capacity(line.len());
    for part in parts(&line) {
        match part {
            // Between angle brackets nothing is markup.
            markdown::Part::Link(link) => out.extend(["<", link, ">"]),
            markdown::Part::Text(words) => escape(&mut out, words),
        }
    }
    // At the beginning of a line a dash or a number would begin a list.
    let digits = out.len() - out.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if out.starts_with(['-', '=']) || (digits > 0 && out[digits..].starts_with(['.', ')'])) {
        out.insert(digits, '\\');
    }
    out
}

fn escape(out: &mut String, words: &str) {
    let mut before = None;
    let mut rest = words.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            c => {
                if is_markup(before, c, rest.peek().copied()) {
                    out.push('\\');
                }
                out.push(c);
            }
        }
        before = Some(c);
    }
}

/// Whether a character between two others would be read as markup, a bare address, a name or an emoji.
fn is_markup(before: Option<char>, c: char, after: Option<char>) -> bool {
    let in_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match c {
        '\\' | '`' | '*' | '[' | ']' | '~' | '|' | '$' | '^' => true,
        '_' => !(in_word(before) && in_word(after)),
        '!' => after == Some('['),
        '#' => before.is_none() || in_word(after),
        '+' => before.is_none(),
        ':' => after.is_some_and(|c| !c.is_whitespace()) && !before.is_some_and(|c| c.is_ascii_digit()),
        '@' => in_word(after),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag};

    use super::*;

    #[test]
    fn what_people_type_stays_text() {
        let check = |raw: &str, expected: &str| assert_eq!(escaped(raw), expected);
        check("The log search took 4 min", "The log search took 4 min");
        check("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)&gt;");
        check("*bold* _it_ `code` # [a](b) ![x](y)", r"\*bold\* \_it\_ \`code\` # \[a\](b) \!\[x\](y)");
        check("two\nlines\n# title", r"two lines # title");
        check("javascript:alert(1) ftp://x.example", r"javascript\:alert(1) ftp\://x.example");
        check("see https://x.example/a_b*c(d)?e=[f]&g=1.", "see <https://x.example/a_b*c(d)?e=[f]&g=1>.");
        check("[a](https://x.example)", r"\[a\](<https://x.example>)");
        check("- no item", r"\- no item");
        check("12) no item", r"12\) no item");
        check("a & b | c", r"a &amp; b \| c");
        check("# no heading", r"\# no heading");
        check("see #12 and @mei :tada:", r"see \#12 and \@mei \:tada:");
        check("10:33! Ask: who has order_id {7}?", "10:33! Ask: who has order_id {7}?");
    }

    /// What another reader finds in an item of a list, in an item of its own, and at the beginning of a line: its words, and
    /// its links.
    fn read(text: &str) -> [(String, Vec<String>); 2] {
        let escaped = escaped(text);
        [format!("- {escaped}\n"), format!("{escaped} · more\n")].map(|page| {
            let (mut words, mut links) = (String::new(), Vec::new());
            for event in Parser::new_ext(&page, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
                match event {
                    Event::Text(text) => words += &text,
                    Event::Start(Tag::Link { dest_url, .. }) => links.push(dest_url.to_string()),
                    Event::Start(Tag::List(None) | Tag::Item | Tag::Paragraph) | Event::End(_) => {}
                    other => panic!("{page:?} holds {other:?}"),
                }
            }
            (words, links)
        })
    }

    #[test]
    fn addresses_are_links_for_another_reader() {
        let check = |text: &str, links: &[&str]| {
            for (words, found) in read(text) {
                assert_eq!(words.trim_end_matches(" · more"), text);
                assert_eq!(found, links, "{text:?}");
            }
        };
        check(
            "see https://x.example/a_b_c*d?e=[f]&amp;g=`h`#i (and http://y.example)",
            &["https://x.example/a_b_c*d?e=[f]&amp;g=`h`#i", "http://y.example"],
        );
        check("[a](https://x.example/b)", &["https://x.example/b"]);
        check("![a](javascript:alert(1)) mailto:ada@x.example", &[]);
    }

    proptest! {
        #[test]
        fn no_text_becomes_markup(text in "(https?://|\\[|\\]|[()<>*_`~#+=|!.:&;\\\\$^{}/-]|[0-9]|[a-z]| |\\PC){0,40}") {
            let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assume!(!line.is_empty());
            let escaped = escaped(&text);
            let expected: Vec<_> = parts(&line).into_iter().filter_map(|part| match part {
                markdown::Part::Link(link) => Some(link.to_owned()),
                markdown::Part::Text(_) => None,
            }).collect();
            for (words, links) in read(&text) {
                prop_assert_eq!(words.trim_end_matches(" · more"), &line, "{}", escaped);
                prop_assert_eq!(&links, &expected, "{}", escaped);
            }
        }
    }
}
