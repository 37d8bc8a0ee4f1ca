//! Writing a scenario as a file that [`read_scenario`](crate::read_scenario) reads back to the same scenario.

use std::fmt::Write;

use domain::scenario::{CardPack, Evidence, EvidenceFields, Origin, Release, Scenario};

use crate::fields::{text_is_bool, text_is_null, text_is_number};
use crate::pack::PackHead;
use crate::read::VERSION;
use crate::span;

/// Prints `scenario` in the format of scenario files: long texts as blocks, keys in the order of the documentation.
///
/// For a scenario that keeps the limits of the format, [`read_scenario`](crate::read_scenario) gives the same scenario back.
#[must_use]
pub fn write(scenario: &Scenario) -> String {
    let mut page = Page::default();
    page.plain("readyroom", VERSION);
    page.line("id", &scenario.slug);
    page.line("title", scenario.title.as_str());
    page.plain("difficulty", scenario.difficulty.word());
    page.plain("minutes", &scenario.minutes.to_string());
    page.list("systems", &scenario.systems, |page, system| {
        page.line("name", system.name.as_str());
        page.optional("about", system.about.as_deref());
    });
    page.block("brief", &scenario.brief);
    page.list("evidence", &scenario.evidence, evidence);
    page.block("notes", &scenario.notes);
    page.list("hints", &scenario.hints, |page, hint| {
        page.plain("after", &format!("{}m", hint.after_minutes));
        if hint.text.contains('\n') {
            page.block("text", &hint.text);
        } else {
            page.line("text", &hint.text);
        }
    });
    page.lines("reference_path", &scenario.reference_path);
    page.block("cause", &scenario.cause);
    page.block("resolution", &scenario.resolution);
    page.group("origin", |page| match &scenario.origin {
        Origin::MadeUp => page.plain("kind", "made_up"),
        Origin::Real { organisation, link, date } => {
            page.plain("kind", "real");
            page.optional("organisation", organisation.as_deref());
            page.optional("link", link.as_deref());
            page.optional("date", date.as_deref());
        }
    });
    page.lines("authors", &scenario.authors);
    if let Some(CardPack { title, version, licence, authors }) = &scenario.pack {
        page.group("pack", |page| {
            page.line("title", title.as_str());
            page.optional("version", version.as_deref());
            page.line("licence", licence);
            page.lines("authors", authors);
        });
    }
    page.text
}

/// Prints the head of a pack, its `pack.yaml`, in the format that [`read_pack`](crate::read_pack) reads.
#[must_use]
pub fn write_pack_head(head: &PackHead) -> String {
    let mut page = Page::default();
    page.plain("readyroom_pack", VERSION);
    page.line("title", head.title.as_str());
    page.line("about", &head.about);
    page.optional("version", head.version.as_deref());
    page.line("licence", &head.licence);
    if !head.authors.is_empty() {
        page.lines("authors", &head.authors);
    }
    page.lines("scenarios", &head.scenarios);
    page.list("systems", &head.systems, |page, system| {
        page.line("name", system.name.as_str());
        page.line("about", &system.about);
    });
    page.text
}

fn evidence(page: &mut Page, evidence: &Evidence) {
    let EvidenceFields { kind, title, sender, recipients, body, picture } = evidence.content.clone().into_fields();
    page.line("id", &evidence.id);
    page.plain("kind", kind.word());
    page.optional("title", title.as_deref());
    page.optional("sender", sender.as_deref());
    if !recipients.is_empty() {
        page.lines("recipients", &recipients);
    }
    page.plain("at", &span::format_offset(evidence.offset_s));
    match &evidence.release {
        Release::Back => page.plain("release", "back"),
        Release::Asked { ask } => {
            page.plain("release", "asked");
            page.line("ask", ask);
        }
        Release::After { minutes } => page.plain("release", &format!("after {minutes}m")),
    }
    if evidence.misleading {
        page.plain("misleading", "true");
    }
    if !body.is_empty() {
        page.block("body", &body);
    }
    if let Some(picture) = picture {
        page.line("picture", &picture.source);
        page.line("alt", &picture.alt);
    }
}

/// The text so far. `first` is set when the next line begins an item of a list.
#[derive(Default)]
struct Page {
    text: String,
    indent: usize,
    first: bool,
}

impl Page {
    /// A key and a value that need no quotation marks in YAML.
    fn plain(&mut self, key: &str, value: &str) {
        let lead = self.lead();
        let _ = writeln!(self.text, "{lead}{key}: {value}");
    }

    fn line(&mut self, key: &str, text: &str) {
        self.plain(key, &scalar(text));
    }

    fn optional(&mut self, key: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.line(key, text);
        }
    }

    fn block(&mut self, key: &str, text: &str) {
        if !fits_block(text) {
            return self.line(key, text);
        }
        self.plain(key, "|");
        for line in text.split('\n') {
            let indent = if line.is_empty() { 0 } else { self.indent + 2 };
            let _ = writeln!(self.text, "{:indent$}{line}", "");
        }
    }

    fn lines(&mut self, key: &str, items: &[String]) {
        self.list(key, items, |page, item| {
            let lead = page.lead();
            let _ = writeln!(page.text, "{lead}{}", scalar(item));
        });
    }

    fn list<T>(&mut self, key: &str, items: &[T], write: impl Fn(&mut Self, &T)) {
        if items.is_empty() {
            return self.plain(key, "[]");
        }
        let lead = self.lead();
        let _ = writeln!(self.text, "{lead}{key}:");
        self.indent += 4;
        for item in items {
            self.first = true;
            write(self, item);
        }
        self.indent -= 4;
    }

    fn group(&mut self, key: &str, write: impl Fn(&mut Self)) {
        let lead = self.lead();
        let _ = writeln!(self.text, "{lead}{key}:");
        self.indent += 2;
        write(self);
        self.indent -= 2;
    }

    /// The text before the next key or item.
    fn lead(&mut self) -> String {
        if std::mem::take(&mut self.first) { format!("{:1$}- ", "", self.indent - 2) } else { " ".repeat(self.indent) }
    }
}

/// Whether a block keeps `text` as it is; quotation marks keep every text.
fn fits_block(text: &str) -> bool {
    let odd = |c: char| c != '\n' && c != '\t' && (c.is_control() || is_invisible(c));
    !text.is_empty() && text == text.trim() && !text.contains(odd)
}

/// Characters that a reader of the file could not see, or that some editors take for line ends.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// A text of one line: unquoted where nothing in it has a meaning in YAML, otherwise in quotation marks.
fn scalar(text: &str) -> String {
    let begins_well = text.starts_with(|c: char| c.is_alphanumeric() || "/.+(".contains(c));
    let ends_well = !text.ends_with(|c: char| c == ':' || c.is_whitespace());
    let marks =
        text.contains(": ") || text.contains(" #") || text.contains(|c: char| c.is_control() || is_invisible(c));
    let other =
        text_is_null(text) || text_is_bool(text) || text_is_number(text) || matches!(text, "yes" | "no" | "on" | "off");
    if begins_well && ends_well && !marks && !other {
        return text.to_owned();
    }
    let mut quoted = "\"".to_owned();
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() || is_invisible(c) => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
pub(crate) mod tests;
