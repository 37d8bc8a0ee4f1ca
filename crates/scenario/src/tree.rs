//! YAML as a tree that knows its places. Only what a scenario needs: one document, no anchors, no aliases, no tags.

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError};

use crate::fault::{Faults, Place};
use crate::invisible;

/// The most bytes of a scenario file or a pack's file: a card fits whose every text is as long as it may be.
pub const MAX_FILE: usize = 2 * 1024 * 1024;
/// The most keys, values and lists of a file. The largest scenario has some 800, the largest pack 700.
const MAX_NODES: usize = 5_000;
/// The most levels of lists and keys inside each other; a scenario needs four.
const MAX_DEPTH: usize = 8;

#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) place: Place,
    pub(crate) kind: Kind,
}

#[derive(Debug)]
pub(crate) enum Kind {
    /// `plain`: neither in quotes nor a block, so that `7`, `true` and nothing at all are not texts.
    Scalar { text: String, plain: bool },
    /// `complete` is false when the file could not be read to the list's end.
    List { items: Vec<Node>, complete: bool },
    /// Keys in the order of the file, doubles included.
    Map { entries: Vec<(Key, Node)>, complete: bool },
    /// Something whose fault has been reported already.
    Broken,
}

#[derive(Debug)]
pub(crate) struct Key {
    pub(crate) text: String,
    pub(crate) place: Place,
}

/// The text of a file; a fault where it is not UTF-8.
pub(crate) fn decode<'b>(bytes: &'b [u8], faults: &Faults) -> Option<&'b str> {
    // A file that is too large may have been cut within a character; its size is the fault to report.
    let bytes = &bytes[..bytes.len().min(MAX_FILE + 1)];
    match std::str::from_utf8(bytes) {
        Err(_) if bytes.len() > MAX_FILE => {
            too_large(faults);
            None
        }
        Err(error) => {
            let before = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
            let line = before.split('\n').count();
            let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1;
            faults.add(Place { line, column }, "The file is not UTF-8 text from here on", "Save it as UTF-8");
            None
        }
        Ok(text) => Some(text),
    }
}

/// Reads the one document of `text`. After a fault of syntax the tree holds what stood before it.
pub(crate) fn parse(text: &str, faults: &Faults) -> Option<Node> {
    let before = faults.count();
    if text.len() > MAX_FILE {
        too_large(faults);
        return None;
    }
    control_characters(text, faults);
    byte_order_marks(text, faults);
    if faults.count() > before {
        return None;
    }
    let mut builder = Builder { faults, nodes: 0, open: Vec::new(), root: None };
    let mut documents = 0;
    let mut read_to_line = 1;
    let mut parser = Parser::new_from_str(text);
    while let Some(next) = parser.next_event() {
        let (event, span) = match next {
            Ok(next) => next,
            Err(error) => {
                if syntax(text, read_to_line, &error, faults) {
                    return None;
                }
                break;
            }
        };
        let place = place(&span.start);
        // The place of other events may be that of a token further down. A text without quotation marks may have swallowed
        // the lines with the fault.
        if let Event::Scalar(_, style, ..) = &event {
            read_to_line = if *style == ScalarStyle::Plain { span.start.line() } else { span.end.line() };
        }
        let goes_on = if matches!(event, Event::DocumentStart(_)) {
            documents += 1;
            if documents > 1 {
                faults.add(place, "A second document begins here", "Keep one to a file, and remove the line ---");
            }
            documents == 1
        } else {
            builder.take(event, place)
        };
        if !goes_on {
            break;
        }
    }
    let root = builder.finish();
    if root.is_none() && documents == 0 && faults.count() == before {
        faults.add(Place::default(), "The file is empty", "Begin it with the line readyroom: 1");
    }
    root.filter(|root| faults.count() == before || matches!(root.kind, Kind::Map { .. }))
}

fn too_large(faults: &Faults) {
    faults.add(
        Place::default(),
        "The file is larger than 2 MiB",
        "Shorten its texts; pictures go into files of their own",
    );
}

struct Builder<'f> {
    faults: &'f Faults<'f>,
    nodes: usize,
    open: Vec<Open>,
    root: Option<Node>,
}

/// A list or map whose end has not come.
struct Open {
    place: Place,
    kind: Kind,
    key: Option<Key>,
}

impl Builder<'_> {
    /// Takes the next event; false when the rest cannot be read.
    fn take(&mut self, event: Event<'_>, place: Place) -> bool {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            self.faults.add(
                place,
                "There are too many keys and values up to here",
                "A scenario needs fewer than 1,000",
            );
            return false;
        }
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_extras(place, anchor, tag.is_some());
                let plain = style == ScalarStyle::Plain;
                self.put(Node { place, kind: Kind::Scalar { text: text.into_owned(), plain } });
                true
            }
            Event::Alias(_) => {
                self.faults.add(
                    place,
                    "References to another place of the file (*name) are not read",
                    "Write the text out; put a text that begins with * in quotation marks",
                );
                self.put(Node { place, kind: Kind::Broken });
                true
            }
            Event::SequenceStart(anchor, tag) => {
                self.refuse_extras(place, anchor, tag.is_some());
                self.begin(place, Kind::List { items: Vec::new(), complete: true })
            }
            Event::MappingStart(anchor, tag) => {
                self.refuse_extras(place, anchor, tag.is_some());
                self.begin(place, Kind::Map { entries: Vec::new(), complete: true })
            }
            Event::SequenceEnd | Event::MappingEnd => {
                self.end();
                true
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) | Event::DocumentEnd => {
                true
            }
        }
    }

    fn refuse_extras(&self, place: Place, anchor: usize, tag: bool) {
        if anchor > 0 {
            self.faults.add(
                place,
                "Anchors (&name) are not read",
                "Remove it; put a text that begins with & in quotation marks",
            );
        }
        if tag {
            self.faults.add(
                place,
                "Tags (!name) are not read",
                "Remove it; put a text that begins with ! in quotation marks",
            );
        }
    }

    fn begin(&mut self, place: Place, kind: Kind) -> bool {
        let is_key = matches!(self.open.last(), Some(Open { kind: Kind::Map { .. }, key: None, .. }));
        if is_key {
            self.faults.add(place, "A list or map stands where a key belongs", "Write a plain word as the key");
        } else if self.open.len() == MAX_DEPTH {
            self.faults.add(place, "This is nested too deeply", "A scenario needs no more than four levels");
        } else {
            self.open.push(Open { place, kind, key: None });
            return true;
        }
        false
    }

    fn end(&mut self) {
        if let Some(Open { place, kind, .. }) = self.open.pop() {
            self.put(Node { place, kind });
        }
    }

    fn put(&mut self, node: Node) {
        let Some(Open { kind, key, .. }) = self.open.last_mut() else {
            self.root = Some(node);
            return;
        };
        match kind {
            Kind::List { items, .. } => items.push(node),
            Kind::Map { entries, .. } => match (key.take(), node) {
                (Some(key), node) => entries.push((key, node)),
                (None, Node { place, kind: Kind::Scalar { text, .. } }) => *key = Some(Key { text, place }),
                (None, Node { place, .. }) => *key = Some(Key { text: String::new(), place }),
            },
            Kind::Scalar { .. } | Kind::Broken => {}
        }
    }

    /// Closes what is still open after a fault of syntax, and marks it as incomplete.
    fn finish(mut self) -> Option<Node> {
        while let Some(mut open) = self.open.pop() {
            match &mut open.kind {
                Kind::List { complete, .. } => *complete = false,
                Kind::Map { entries, complete } => {
                    *complete = false;
                    entries.extend(open.key.map(|key| {
                        let place = key.place;
                        (key, Node { place, kind: Kind::Broken })
                    }));
                }
                Kind::Scalar { .. } | Kind::Broken => {}
            }
            self.put(Node { place: open.place, kind: open.kind });
        }
        self.root
    }
}

fn place(marker: &Marker) -> Place {
    Place { line: marker.line().max(1), column: marker.col() + 1 }
}

/// Reports the first control character of each line.
fn control_characters(text: &str, faults: &Faults) {
    let is_bad = |c: char| c.is_control() && !matches!(c, '\t' | '\r');
    for (index, line) in text.split('\n').enumerate() {
        if let Some(column) = line.chars().position(is_bad) {
            faults.add(
                Place { line: index + 1, column: column + 1 },
                "There is a control character in this line",
                "Remove it; a scenario file is plain UTF-8 text",
            );
        }
    }
}

/// Reports each line within the file that begins with a byte order mark: YAML ends the document there without a word.
fn byte_order_marks(text: &str, faults: &Faults) {
    let after_first = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (index, _) in after_first.split('\n').enumerate().filter(|(_, line)| line.starts_with('\u{feff}')) {
        faults.add(
            Place { line: index + 1, column: 1 },
            invisible::describe('\u{feff}', "front of this line"),
            "Delete it; it may come from joining two files",
        );
    }
}

/// Reports a fault of syntax after `read_to_line`. Where an invisible character is in an indentation or a key
/// there, that is reported instead, and the answer is true: it is the cause of this and of what would seem to be missing.
fn syntax(text: &str, read_to_line: usize, error: &ScanError, faults: &Faults) -> bool {
    let at = place(error.marker());
    let mut explained = false;
    for (line, content) in (1..).zip(text.lines()).skip(read_to_line.saturating_sub(1)) {
        // Further down such a character may well belong to a text; a tab that begins a line never does.
        let near = line <= at.line + 1;
        let Some((before, c, part)) = unseen(content) else { continue };
        let goes_on = explained && c == '\t' && before == 0;
        if !(near || goes_on) {
            continue;
        }
        let place = Place { line, column: before + 1 };
        explained = true;
        match (c, part) {
            ('\t', _) => faults.add(place, "A tab indents this line", "Indent with spaces, two for each level"),
            (c, Part::Indentation) => faults.add(
                place,
                invisible::describe(c, "the indentation"),
                "Delete it, and indent with spaces, two for each level",
            ),
            (c, Part::Key) => faults.add(place, invisible::describe(c, "the key"), "Delete it, or type the key again"),
        }
    }
    if !explained {
        faults.add(at, format!("This is not valid YAML: {}", error.info()), suggest_fix(error.info()));
    }
    explained
}

enum Part {
    Indentation,
    Key,
}

/// The first invisible character of a line, if it is where it matters: in the indentation or in the key with
/// its colon. Before it stand so many characters.
fn unseen(line: &str) -> Option<(usize, char, Part)> {
    let is_blank = |c: char| c == ' ' || c == '-' || invisible::name(c).is_some();
    let indentation: String = line.chars().take_while(|c| is_blank(*c)).collect();
    if indentation.len() == line.len() {
        return None;
    }
    if let Some((before, c)) = invisible::find(&indentation) {
        return Some((before, c, Part::Indentation));
    }
    let key: String = line.split_inclusive(':').next().unwrap_or_default().to_owned();
    let after = line[key.len()..].chars().next();
    let key = if key.ends_with(':') { key.chars().chain(after).collect() } else { String::new() };
    // White space in front of the value may be a tab.
    invisible::find(&key).filter(|(_, c)| *c != '\t').map(|(before, c)| (before, c, Part::Key))
}

fn suggest_fix(info: &str) -> &'static str {
    if info.contains("anchor") || info.contains("alias") {
        "Put a text that begins with & or * in quotation marks"
    } else if info.contains("quote") || info.contains("escape") {
        "Close the quotation marks, and write \\\" for one inside; or begin the text with | on a line of its own"
    } else if info.contains("mapping values") || info.contains("simple key") || info.contains("':'") {
        "Align the keys with spaces, write a space after the colon, and put a text that has a colon in quotation marks"
    } else {
        "Look at the indentation of this line and the one above; put a text with special characters in quotation marks"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The faults of a text as `line:column: what`.
    fn check(text: &str, expected: &[&str]) {
        let faults = Faults::new("f");
        let _ = parse(text, &faults);
        let found: Vec<String> =
            faults.into_sorted().iter().map(|f| format!("{}:{}: {}", f.line, f.column, f.what)).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn faults_of_syntax_are_placed() {
        check("a: 1\nb: [x, {y: 1}]\n", &[]);
        check("\u{feff}a: 1\r\nb: |\r\n  x\r\n", &[]);
        check("", &["0:0: The file is empty"]);
        check("# only a comment\n", &["0:0: The file is empty"]);
        check("a: 1\n---\nb: 1\n", &["2:1: A second document begins here"]);
        check(
            "a: \"x\u{0}\"\nb: \u{1b}[0m\n",
            &["1:6: There is a control character in this line", "2:4: There is a control character in this line"],
        );
        check(
            "a: &x 1\nb: *x\n",
            &["1:4: Anchors (&name) are not read", "2:4: References to another place of the file (*name) are not read"],
        );
        check("a: !!binary x\n", &["1:4: Tags (!name) are not read"]);
        check("? [a]\n: b\n", &["1:3: A list or map stands where a key belongs"]);
        check("a: b: c\n", &["1:5: This is not valid YAML: mapping values are not allowed in this context"]);
        check(&"[".repeat(200), &["1:9: This is nested too deeply"]);
    }

    #[test]
    fn tabs_are_reported_with_their_lines() {
        const TAB: &str = "A tab indents this line";
        check("a: 1\n\tb: 1\n\tc: 1\n", &[&format!("2:1: {TAB}"), &format!("3:1: {TAB}")]);
        check("a:\n  - b: |\n      x\n      \tfine\n\t- c\n", &[&format!("5:1: {TAB}")]);
        check("a:\n  b: 1\n \tc: 1\n", &[&format!("3:2: {TAB}")]);
        check("a: |\n  x\n  \tfine\n", &[]);
    }

    #[test]
    fn invisible_characters_are_named_where_they_break_the_syntax() {
        check("a: b\n  \u{200b}c: d\n", &["2:3: There is a zero-width space (U+200B) in the indentation"]);
        check("a: b\n- \u{feff}c: d\n", &["2:3: There is a byte order mark (U+FEFF) in the indentation"]);
        check("a:\u{a0}1\nb: 2\n", &["1:3: There is a no-break space (U+00A0) in the key"]);
        check("a: x\n  b\u{ad}c: d\n", &["2:4: There is a soft hyphen (U+00AD) in the key"]);
        check("a: 1\n\u{feff}b: 2\n", &["2:1: There is a byte order mark (U+FEFF) in front of this line"]);
        // In a text they are allowed.
        check("a: |\n  \u{a0}b\u{200b}: c\n", &[]);
    }

    #[test]
    fn the_text_before_a_fault_of_syntax_is_kept() {
        let faults = Faults::new("f");
        let Some(Node { kind: Kind::Map { entries, complete }, .. }) = parse("a: 1\nb: @\nc: 1\n", &faults) else {
            panic!("no map");
        };
        let keys: Vec<&str> = entries.iter().map(|(key, _)| key.text.as_str()).collect();
        assert_eq!((keys, complete), (vec!["a", "b"], false));
    }

    #[test]
    fn a_file_too_large_is_not_read() {
        check(&"#".repeat(MAX_FILE + 1), &["0:0: The file is larger than 2 MiB"]);
        let many = format!("[{}]", "a,".repeat(MAX_NODES));
        check(&many, &[&format!("1:{}: There are too many keys and values up to here", 2 * MAX_NODES - 2)]);
    }

    #[test]
    fn a_bomb_of_aliases_is_refused_at_once() {
        let mut bomb = "a0: &a0 [x, x]\n".to_owned();
        for n in 1..60 {
            bomb.push_str(&format!("a{n}: &a{n} [*a{}, *a{}]\n", n - 1, n - 1));
        }
        let faults = Faults::new("f");
        let _ = parse(&bomb, &faults);
        assert!(faults.into_sorted().len() > 60);
    }
}
