//! Chosen messages as evidence of a draft.

use std::collections::BTreeMap;

use domain::scenario::{
    Difficulty, Draft, Evidence, EvidenceContent, MAX_BRIEF, MAX_EVIDENCE, MAX_LINE, MAX_OFFSET_S, MAX_TEXT, Origin,
    Release, Scenario,
};
use domain::text::Title;

use super::{SlackChannel, SlackMessage, day_of, fault};
use crate::fault::Fault;
use crate::span::format_offset;

/// A draft of messages, and what did not fit on a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlackDraft {
    /// The draft, to be redacted and reviewed.
    pub draft: Draft,
    /// What was cut or left out.
    pub left_out: Vec<Fault>,
}

/// The minutes that an imported card is planned for.
const PLANNED_MINUTES: u16 = 15;

/// A message with its answers.
struct Talk<'m> {
    first: &'m SlackMessage,
    answers: Vec<&'m SlackMessage>,
}

impl SlackDraft {
    /// Makes a draft of messages of one channel. Each message is a piece of evidence, with its answers below it; the first
    /// one is the call. Notices are left out.
    #[must_use]
    pub fn new(channel: &SlackChannel, messages: &[SlackMessage]) -> Self {
        let mut left_out = Vec::new();
        let mut leave_out = |what: String, mend: &str| left_out.push(fault(&channel.name, &what, mend));
        let messages: Vec<&SlackMessage> =
            messages.iter().filter(|message| !message.is_notice && !message.text.trim().is_empty()).collect();
        let called_at_s = messages.first().map_or(0, |message| message.sent_at_s());
        let talks = talks_of(&messages);
        let title = format!("#{}", channel.name);
        let mut pieces: Vec<(i64, EvidenceContent)> = Vec::new();
        for talk in &talks {
            pieces.extend(talk_pieces(talk, &title, called_at_s));
        }
        if pieces.len() > MAX_EVIDENCE {
            pieces = gathered(&talks, &title, called_at_s);
        }
        if pieces.len() > MAX_EVIDENCE {
            let what = format!("Messages for {} pieces of evidence were left out", pieces.len() - MAX_EVIDENCE);
            leave_out(what, "Choose fewer messages, or a thread");
            pieces.truncate(MAX_EVIDENCE);
        }
        let first = messages.first().map_or("", |message| message.text.as_str());
        let evidence = pieces.into_iter().enumerate().map(|(index, (offset_s, content))| Evidence {
            id: format!("chat-{}", index + 1),
            offset_s: offset_s.clamp(-MAX_OFFSET_S, MAX_OFFSET_S),
            release: release(offset_s),
            misleading: false,
            content,
        });
        let headline = first.lines().map(headline).find(|line| !line.is_empty()).unwrap_or_default();
        let scenario = Scenario {
            slug: String::new(),
            title: Title::parse(&headline)
                .or_else(|_| Title::parse(&cut(&format!("Messages of {title}"), MAX_LINE)))
                .unwrap_or_else(|_| Title::parse("Messages of Slack").expect("it is a title")),
            systems: Vec::new(),
            difficulty: Difficulty::Medium,
            brief: cut(first.trim(), MAX_BRIEF),
            evidence: evidence.collect(),
            minutes: PLANNED_MINUTES,
            notes: format!("Imported from {title}: {} messages of {}.", messages.len(), day_of(called_at_s)),
            hints: Vec::new(),
            reference_path: Vec::new(),
            cause: String::new(),
            resolution: String::new(),
            origin: Origin::Real { organisation: None, link: None, date: Some(day_of(called_at_s)) },
            authors: Vec::new(),
            pack: None,
        };
        Self { draft: Draft(scenario), left_out }
    }
}

/// Each message that is no answer, with its answers; an answer whose beginning was not chosen stands by itself.
fn talks_of<'m>(messages: &[&'m SlackMessage]) -> Vec<Talk<'m>> {
    let mut talks: Vec<Talk> = Vec::new();
    let mut begun: BTreeMap<&str, usize> = BTreeMap::new();
    for message in messages {
        let thread = message.thread.as_deref().filter(|_| message.is_reply());
        match thread.and_then(|thread| begun.get(thread)) {
            Some(&index) => talks[index].answers.push(message),
            None => {
                begun.insert(thread.unwrap_or(&message.ts), talks.len());
                talks.push(Talk { first: message, answers: Vec::new() });
            }
        }
    }
    talks
}

/// A message with its answers as one piece, or several where they are long.
fn talk_pieces(talk: &Talk, title: &str, called_at_s: i64) -> Vec<(i64, EvidenceContent)> {
    let mut texts = vec![(talk.first.sent_at_s(), with_reactions(talk.first))];
    for answer in &talk.answers {
        let line = format!(
            "{} {}: {}",
            format_offset(answer.sent_at_s() - called_at_s),
            answer.sender,
            with_reactions(answer)
        );
        match texts.last_mut() {
            Some((_, text)) if text.chars().count() + line.chars().count() + 2 <= MAX_TEXT => {
                let gap = if text.contains('\n') || answer.ts == talk.answers[0].ts { "\n\n" } else { "\n" };
                text.push_str(gap);
                text.push_str(&line);
            }
            _ => texts.push((answer.sent_at_s(), line)),
        }
    }
    texts.into_iter().map(|(at_s, text)| (at_s - called_at_s, chat(Some(&talk.first.sender), title, &text))).collect()
}

/// All messages as a few long pieces, each a list of lines.
fn gathered(talks: &[Talk], title: &str, called_at_s: i64) -> Vec<(i64, EvidenceContent)> {
    let mut pieces: Vec<(i64, String)> = Vec::new();
    for message in talks.iter().flat_map(|talk| std::iter::once(talk.first).chain(talk.answers.iter().copied())) {
        let offset_s = message.sent_at_s() - called_at_s;
        let line = format!("{} {}: {}", format_offset(offset_s), message.sender, with_reactions(message));
        let line = cut(&line, MAX_TEXT);
        match pieces.last_mut() {
            Some((_, text)) if text.chars().count() + line.chars().count() < MAX_TEXT => {
                text.push('\n');
                text.push_str(&line);
            }
            _ => pieces.push((offset_s, line)),
        }
    }
    pieces.into_iter().map(|(offset_s, text)| (offset_s, chat(None, title, &text))).collect()
}

fn with_reactions(message: &SlackMessage) -> String {
    let reactions: Vec<String> = message.reactions.iter().map(|(name, count)| format!(":{name}: {count}")).collect();
    let mut text = message.text.trim().to_owned();
    if message.is_edited {
        text.push_str(" (edited)");
    }
    if !reactions.is_empty() {
        text.push('\n');
        text.push_str(&reactions.join("  "));
    }
    text
}

fn chat(sender: Option<&str>, title: &str, text: &str) -> EvidenceContent {
    EvidenceContent::Chat {
        sender: sender.map(|name| cut(name, MAX_LINE)),
        title: Some(cut(title, MAX_LINE)),
        message: cut(text, MAX_TEXT),
    }
}

/// What was there when somebody was called is on the back of the card; the rest arrives in its time.
fn release(offset_s: i64) -> Release {
    match offset_s / 60 {
        ..1 => Release::Back,
        minutes @ 1..=15 => Release::After { minutes: u16::try_from(minutes).unwrap_or(1) },
        _ => Release::Asked { ask: "what was written in the channel later".to_owned() },
    }
}

/// A line of a message as a headline.
fn headline(line: &str) -> String {
    cut(
        line.trim().trim_start_matches(['|', '*', '_', '>', '`', ' ', ':']).trim_end_matches(['*', '_', '`']).trim(),
        MAX_LINE,
    )
}

fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some(_) => text.chars().take(most - 1).chain(['…']).collect(),
    }
}
