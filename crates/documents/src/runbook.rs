//! From a round's steps to the draft of a runbook.

use std::collections::BTreeSet;

use api::problem::Invalid;
use api::project::ProjectionContext;
use api::runbook::runbook_text;
use domain::id::{ScenarioId, SystemId};
use domain::scenario::Evidence;
use domain::text::{RunbookText, Title};
use domain::workshop::{Round, RoundNumber, RoundState, Step, StepContent, StepKind, Workshop};

use crate::markdown::{Part, parts};

/// The draft of a runbook out of one round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoundDraft {
    /// The round.
    pub round: RoundNumber,
    /// The card.
    pub scenario: ScenarioId,
    /// The card's headline.
    pub title: Title,
    /// Its text.
    pub text: RunbookText,
    /// The team's systems that the card touches.
    pub systems: BTreeSet<SystemId>,
}

/// The drafts that a workshop leaves behind: one for each finished round with steps; pure.
#[must_use]
pub fn drafts(workshop: &Workshop, around: &ProjectionContext) -> Vec<RoundDraft> {
    let done = workshop.rounds.values().filter(|round| round.state == RoundState::Done);
    done.filter_map(|round| draft(workshop, around, round)).collect()
}

/// The text of two runbooks in one.
pub fn merged(into: &RunbookText, title: &Title, from: &RunbookText) -> Result<RunbookText, Invalid> {
    runbook_text(&format!("{into}\n\n# {}\n\n{from}", escaped(title.as_str())))
}

fn draft(workshop: &Workshop, around: &ProjectionContext, round: &Round) -> Option<RoundDraft> {
    let scenario = around.scenarios.get(&workshop.cards.get(&round.scenario)?.revision)?;
    let mut steps: Vec<&Step> =
        workshop.steps.values().filter(|step| step.round == round.number && !step.removed).collect();
    if steps.is_empty() {
        return None;
    }
    steps.sort_by_key(|step| (step.content.at, step.written().sequence, step.id));
    let systems = around.card_systems(scenario);
    let mut page = Page::default();
    page.text(&scenario.brief);
    page.heading("Steps");
    for (place, step) in steps.into_iter().enumerate() {
        page.line(&format!("{}. {}", place + 1, step_line(&step.content)));
    }
    let evidence: Vec<_> =
        scenario.evidence.iter().filter(|piece| round.investigation.revealed.contains_key(&piece.id)).collect();
    if !evidence.is_empty() {
        page.heading("What was seen");
        evidence.into_iter().for_each(|piece| page.line(&format!("- {}", evidence_line(piece, around))));
    }
    let links = systems.iter().flat_map(|system| system.links.iter().map(|link| (&system.name, link)));
    for (place, (system, link)) in links.enumerate() {
        if place == 0 {
            page.heading("Where to look");
        }
        page.line(&format!("- {}: [{}]({})", escaped(system), escaped(&link.name), address(&link.url)));
    }
    for (title, text) in [("What it was", &scenario.cause), ("What ended it", &scenario.resolution)] {
        if !text.is_empty() {
            page.heading(title);
            page.text(text);
        }
    }
    Some(RoundDraft {
        round: round.number,
        scenario: round.scenario,
        title: scenario.title.clone(),
        text: RunbookText::parse(&page.0).ok()?,
        systems: systems.iter().map(|system| system.id).collect(),
    })
}

/// Markdown that never grows too long: what does not fit is left out, line by line.
#[derive(Default)]
struct Page(String);

impl Page {
    fn line(&mut self, line: &str) {
        if self.0.chars().count() + line.chars().count() < RunbookText::LIMIT {
            self.0.push_str(line);
            self.0.push('\n');
        }
    }

    fn heading(&mut self, title: &str) {
        self.line(&format!("\n## {title}\n"));
    }

    /// A text of several paragraphs, as it was typed.
    fn text(&mut self, text: &str) {
        text.lines().for_each(|line| self.line(&escaped(line)));
    }
}

fn step_line(step: &StepContent) -> String {
    let text = escaped(step.text.as_str());
    let kind = match (step.kind, &step.colleague) {
        (_, Some(colleague)) => {
            let reply = step.reply.as_ref().map(|reply| format!(" – {}", escaped(reply.text.as_str())));
            return format!("**Ask {}:** {text}{}", escaped(colleague.as_str()), reply.unwrap_or_default());
        }
        (StepKind::LookedAt, None) => "Look at",
        (StepKind::Asked, None) => "Ask",
        (StepKind::Did, None) => "Do",
        (StepKind::Found, None) => "Found",
        (StepKind::Idea, None) => "Idea",
    };
    format!("**{kind}:** {text}")
}

fn evidence_line(piece: &Evidence, around: &ProjectionContext) -> String {
    let title = escaped(piece.content.title().unwrap_or(&piece.id));
    let from = piece.content.sender().map(|sender| format!(" ({})", escaped(sender))).unwrap_or_default();
    match piece.content.picture() {
        Some(picture) => format!("[{title}](/api/teams/{}/pictures/{}){from}", around.team, picture.source),
        None => format!("{title}{from}"),
    }
}

/// Text that Markdown shows as it is, in one line. Addresses in it stay as they are, which is how a runbook has its links.
fn escaped(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = String::with_capacity(line.len());
    for part in parts(&line) {
        match part {
            Part::Link(link) => out += link,
            Part::Text(words) => {
                for c in words.chars() {
                    let begins_a_block = out.is_empty() && matches!(c, '#' | '>' | '-' | '+' | '=' | '~');
                    if begins_a_block || matches!(c, '\\' | '`' | '*' | '[' | ']' | '<') {
                        out.push('\\');
                    }
                    out.push(c);
                }
            }
        }
    }
    let digits = out.chars().take_while(char::is_ascii_digit).count();
    if digits > 0 && out[digits..].starts_with(['.', ')']) {
        out.insert(digits, '\\');
    }
    out
}

/// An address that ends where it is meant to.
fn address(url: &str) -> String {
    url.chars().fold(String::new(), |out, c| match c {
        '(' => out + "%28",
        ')' => out + "%29",
        ' ' => out + "%20",
        c => out + c.encode_utf8(&mut [0; 4]),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_stays_text() {
        let check = |raw: &str, expected: &str| assert_eq!(escaped(raw), expected);
        check("application_received_v7 in every one", "application_received_v7 in every one");
        check("# no heading", r"\# no heading");
        check("- no item", r"\- no item");
        check("12. no item", r"12\. no item");
        check("*b* `c` [a](b) <img>", r"\*b\* \`c\` \[a\](b) \<img>");
        check("two\nlines", "two lines");
        check("see https://x.example/a*b?c=[d] *now*", r"see https://x.example/a*b?c=[d] \*now\*");
        check(r"C:\temp", r"C:\\temp");
        assert_eq!(address("https://x.example/a(b) c"), "https://x.example/a%28b%29%20c");
    }

    #[test]
    fn a_page_is_never_too_long() {
        let mut page = Page::default();
        (0..3_000).for_each(|_| page.line("1. looked at the queue"));
        assert!(RunbookText::parse(&page.0).is_ok());
    }
}
