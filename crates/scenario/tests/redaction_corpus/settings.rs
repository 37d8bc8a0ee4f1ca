//! The kinds of text in which secrets stand.

use super::innocent::{self, COMMANDS, FRAMES, MESSAGES, SENTENCES};
use super::page::{Breaks, Item, Page};
use super::people;
use super::phrases::{Style, phrases, setting_names};
use super::random::Random;
use super::{Kind, Text};

/// A kind of text.
pub(crate) struct Setting {
    name: &'static str,
    place: Place,
    lines: fn(&mut Page, &[Item]),
}

/// What a kind of text has a place for.
#[derive(Clone, Copy)]
enum Place {
    Phrases(Style),
    /// A mail has a place for every kind: its sentences, and its signature.
    Mail,
    Settings,
}

/// All of them.
pub(crate) const SETTINGS: &[Setting] = &[
    Setting { name: "chat", place: Place::Phrases(Style::Prose), lines: chat },
    Setting { name: "mail", place: Place::Mail, lines: mail },
    Setting { name: "plain log", place: Place::Phrases(Style::Log), lines: plain_log },
    Setting { name: "JSON log", place: Place::Phrases(Style::Log), lines: json_log },
    Setting { name: "logfmt", place: Place::Phrases(Style::Log), lines: logfmt },
    Setting { name: "shell", place: Place::Phrases(Style::Shell), lines: shell },
    Setting { name: "environment", place: Place::Settings, lines: environment },
    Setting { name: "YAML", place: Place::Settings, lines: yaml },
    Setting { name: "JSON settings", place: Place::Settings, lines: json_settings },
    Setting { name: "stack trace", place: Place::Phrases(Style::Log), lines: stack_trace },
    Setting { name: "postmortem", place: Place::Phrases(Style::Prose), lines: postmortem },
    Setting { name: "mail", place: Place::Mail, lines: mail },
];

impl Setting {
    pub(crate) fn has_place_for(&self, item: &Item) -> bool {
        match self.place {
            Place::Phrases(style) => !phrases(item.kind, style).is_empty(),
            Place::Mail => true,
            Place::Settings => !setting_names(item.kind).is_empty(),
        }
    }

    pub(crate) fn write(&self, page: &mut Page, items: &[Item]) -> Text {
        (self.lines)(page, items);
        page.finish(self.name)
    }
}

fn chat(page: &mut Page, items: &[Item]) {
    let mut minute = page.random.between(1, 20);
    for turn in 0..items.len() + 5 {
        minute += page.random.below(4);
        page.add(&format!("[10:{minute:02}] "));
        let author = page.user();
        page.plant(Kind::UserName, &author.handle);
        page.add(": ");
        page.fill_one(SENTENCES);
        if let Some(item) = items.get(turn) {
            page.add(" ");
            page.phrase(item, Style::Prose);
        } else if page.random.percent(25) {
            page.add([" @here", " @channel please read", " :eyes:", " <!here>"][turn % 4]);
        }
        page.add("\n");
    }
}

fn mail(page: &mut Page, items: &[Item]) {
    let (signed, said): (Vec<&Item>, Vec<&Item>) = items.iter().partition(|item| item.kind == Kind::Signature);
    let writer = people::stranger(page.random);
    let name = signed.first().map_or(writer.full.as_str(), |item| item.value.secret.as_str());
    page.add("From: ");
    page.address(Kind::Signature, name, &writer.email);
    page.add("\nTo: ");
    let reader = page.user();
    page.address(Kind::UserName, &reader.full, &reader.email);
    page.fill("\nSubject: Orders are not confirmed since {clock}\nDate: Tue, 3 Nov 2026 10:15:00 +0100\nMessage-ID: ");
    let id = format!("<{}@mail.brightparcel.com>", page.random.uuid());
    page.indifferent(&id);
    page.add("\n\nHello,\n\n");
    for item in said {
        page.fill_one(SENTENCES);
        page.add(" ");
        page.phrase(item, Style::Prose);
        page.add("\n");
    }
    for _ in 0..3 {
        page.fill_one(SENTENCES);
        page.add(" ");
    }
    for item in signed.iter().skip(1) {
        page.add("\n\nWe have talked about it already.\n\nKind regards,\n");
        page.plant_item(item, Breaks::Kept);
        page.add("\nService Desk\n\n> On Mon, 2 Nov 2026 the monitoring wrote:\n> ");
        page.fill_one(SENTENCES);
    }
    page.add(["\n\nBest regards,\n", "\n\nKind regards\n\n", "\n\nThanks,\n", "\n\n-- \n"][name.len() % 4]);
    page.plant(Kind::Signature, name);
    page.add("\nHead of Logistics\n");
}

fn plain_log(page: &mut Page, items: &[Item]) {
    lines(page, items, 12, |page, item| {
        let stamp = innocent::stamp(page.random);
        let level = *page.random.pick(&["INFO ", "WARN ", "ERROR", "DEBUG"]);
        page.add(&format!("{stamp} {level} "));
        page.fill("[{service}] ");
        message(page, item);
    });
}

fn json_log(page: &mut Page, items: &[Item]) {
    lines(page, items, 9, |page, item| {
        let stamp = innocent::stamp(page.random);
        page.add(&format!(r#"{{"time":"{stamp}","level":"info","trace_id":""#));
        page.fill(r#"{trace}","service":"{service}","msg":""#);
        match item {
            Some(_) => message(page, item),
            None => {
                let template = *page.random.pick(MESSAGES);
                let text = innocent::fill(template, page.random).replace('"', "\\\"");
                page.add(&text);
            }
        }
        page.add("\"}");
    });
}

fn logfmt(page: &mut Page, items: &[Item]) {
    lines(page, items, 10, |page, item| {
        page.fill("ts={epoch} level=info caller=worker.go:{n} ");
        match item {
            Some(_) => message(page, item),
            None => page.fill("msg=\"handled\" order={order} request_id={uuid} duration={n}ms"),
        }
    });
}

fn stack_trace(page: &mut Page, items: &[Item]) {
    lines(page, items, 3, |page, item| {
        page.add("java.lang.IllegalStateException: ");
        message(page, item);
        for _ in 0..4 {
            page.add("\n");
            page.fill_one(FRAMES);
        }
    });
}

fn message(page: &mut Page, item: Option<&Item>) {
    match item {
        Some(item) => page.phrase(item, Style::Log),
        None => page.fill_one(MESSAGES),
    }
}

fn shell(page: &mut Page, items: &[Item]) {
    lines(page, items, 4, |page, item| match item {
        // Commits have an address behind the name.
        Some(item) if item.kind == Kind::Signature => {
            page.phrase(item, Style::Shell);
            page.add(" <");
            let email = people::stranger(page.random).email;
            page.plant(Kind::Email, &email);
            page.add(">");
        }
        Some(item) => page.phrase(item, Style::Shell),
        None => page.fill_one(COMMANDS),
    });
}

/// Writes each item on a line, with `others` lines without one between them.
fn lines(page: &mut Page, items: &[Item], others: usize, line: impl Fn(&mut Page, Option<&Item>)) {
    let mut order: Vec<Option<&Item>> = items.iter().map(Some).collect();
    order.resize(items.len() + others, None);
    page.random.shuffle(&mut order);
    for item in order {
        line(page, item);
        page.add("\n");
    }
}

fn environment(page: &mut Page, items: &[Item]) {
    lines(page, items, 9, |page, item| match item {
        Some(item) => {
            let name = variable(page.random, item, |names| names.0);
            let quote = if item.value.secret.contains('\n') || page.random.percent(30) { "\"" } else { "" };
            page.add(&format!("{name}={quote}"));
            page.plant_item(item, Breaks::Escaped);
            page.add(quote);
        }
        None => {
            let (name, value) = *page.random.pick(innocent::SETTINGS);
            page.fill(&format!("{name}={value}"));
        }
    });
}

fn yaml(page: &mut Page, items: &[Item]) {
    page.add("service:\n");
    lines(page, items, 9, |page, item| match item {
        Some(item) => {
            let name = variable(page.random, item, |names| names.1);
            if item.value.secret.contains('\n') {
                page.add(&format!("  {name}: |\n    "));
                page.plant_item(item, Breaks::Indented);
            } else {
                let quote = *page.random.pick(&["", "\"", "'"]);
                page.add(&format!("  {name}: {quote}"));
                page.plant_item(item, Breaks::Kept);
                page.add(quote);
            }
        }
        None => {
            let (name, value) = *page.random.pick(innocent::SETTINGS);
            page.fill(&format!("  {}: {value}", camel(name)));
        }
    });
}

fn json_settings(page: &mut Page, items: &[Item]) {
    page.add("{\n");
    lines(page, items, 8, |page, item| match item {
        Some(item) => {
            let name = variable(page.random, item, |names| names.1);
            page.add(&format!("  \"{name}\": \""));
            page.plant_item(item, Breaks::Escaped);
            page.add("\",");
        }
        None => {
            let (name, value) = *page.random.pick(innocent::SETTINGS);
            page.fill(&format!("  \"{}\": \"{value}\",", camel(name)));
        }
    });
    page.fill("  \"logo\": \"{picture}\"\n");
    page.add("}\n");
}

/// The name under which a setting stands: that of the service, or one of its kind.
fn variable(
    random: &mut Random,
    item: &Item,
    of: impl Fn((&'static str, &'static str)) -> &'static str,
) -> &'static str {
    item.variable.unwrap_or_else(|| of(*random.pick(setting_names(item.kind))))
}

/// `LOG_LEVEL` as `logLevel`.
fn camel(name: &str) -> String {
    let mut words = name.split('_').map(str::to_lowercase);
    let first = words.next().unwrap_or_default();
    words.fold(first, |text, word| text + &word[..1].to_uppercase() + &word[1..])
}

fn postmortem(page: &mut Page, items: &[Item]) {
    page.fill("# Orders were not confirmed on {day}\n\n## Summary\n\n");
    for _ in 0..3 {
        page.fill_one(SENTENCES);
        page.add(" ");
    }
    page.add("\n\n## Timeline\n\n");
    lines(page, items, 4, |page, item| {
        page.fill("- {clock} UTC: ");
        page.fill_one(SENTENCES);
        if let Some(item) = item {
            page.add(" ");
            page.phrase(item, Style::Prose);
        }
    });
    page.add("\n## Root cause\n\n");
    for _ in 0..2 {
        page.fill_one(SENTENCES);
        page.add(" ");
    }
    page.add("\n\n## Action items\n\n| action | owner | due |\n|---|---|---|\n");
    for action in ["Alert on the age of the oldest message", "Limit the retries", "Try the runbook"] {
        page.add(&format!("| {action} | "));
        let owner = page.user();
        page.plant(Kind::UserName, &owner.full);
        page.fill(" | {day} |\n");
    }
}
