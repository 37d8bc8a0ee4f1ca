//! A small reader over the tree: what it cannot read becomes a fault, and reading continues.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use domain::scenario::limits::{TextLimit, is_plain_name};
use domain::text::TextError;

use crate::fault::{Faults, Place, quoted};
use crate::invisible;
use crate::tree::{Kind, Node};

/// A key that may stand in a map, and what belongs there: the mend when it is missing.
pub(crate) struct Key(pub(crate) &'static str, pub(crate) &'static str);

/// A value with the name by which faults call it.
#[derive(Clone, Copy)]
pub(crate) struct Value<'t> {
    pub(crate) name: &'t str,
    pub(crate) place: Place,
    role: Role,
    node: &'t Node,
    faults: &'t Faults<'t>,
}

/// What a value is in its file.
#[derive(Clone, Copy)]
enum Role {
    Root,
    OfKey,
    Item,
}

/// The keys of one map.
pub(crate) struct Fields<'t> {
    pub(crate) place: Place,
    values: BTreeMap<&'t str, Value<'t>>,
    keys: &'static [Key],
    /// Known keys that an unknown one was probably meant to be.
    mistyped: Vec<&'static str>,
    complete: bool,
    faults: &'t Faults<'t>,
}

impl<'t> Fields<'t> {
    /// The value of an optional key.
    pub(crate) fn get(&self, key: &'static str) -> Option<Value<'t>> {
        self.values.get(key).copied()
    }

    /// The value of a key that must be there.
    pub(crate) fn need(&self, key: &'static str) -> Option<Value<'t>> {
        let value = self.get(key);
        if value.is_none() && self.complete && !self.mistyped.contains(&key) {
            let what = self.keys.iter().find(|Key(name, _)| *name == key).map_or("", |Key(_, what)| what);
            self.faults.add(self.place, format!("\"{key}\" is missing"), format!("Add {key}: {what}"));
        }
        value
    }
}

impl<'t> Value<'t> {
    /// The file as a whole.
    pub(crate) fn root(node: &'t Node, faults: &'t Faults<'t>) -> Self {
        Self { name: "", place: node.place, role: Role::Root, node, faults }
    }

    pub(crate) fn fault(&self, what: impl Into<String>, mend: impl Into<String>) {
        self.faults.add(self.place, what, mend);
    }

    /// The value of one key of a map, before the others are looked at.
    pub(crate) fn peek(self, key: &str) -> Option<Self> {
        let Kind::Map { entries, .. } = &self.node.kind else { return None };
        let (key, node) = entries.iter().find(|(known, _)| known.text == key)?;
        Some(Value { name: &key.text, place: node.place, role: Role::OfKey, node, faults: self.faults })
    }

    /// The keys of a map; keys that are not among `keys` and keys that come twice are faults.
    pub(crate) fn fields(self, keys: &'static [Key]) -> Option<Fields<'t>> {
        let Kind::Map { entries, complete } = &self.node.kind else {
            self.wrong_type(
                "a group of keys",
                &format!("Write its keys on lines of their own: {}", listed(keys, "and")),
            );
            return None;
        };
        let mut values = BTreeMap::new();
        let mut mistyped = Vec::new();
        for (key, node) in entries {
            let name = key.text.as_str();
            if let Some((before, c)) = invisible::find(name) {
                let place = Place { column: key.place.column + before, ..key.place };
                let part = if before == 0 && c.is_whitespace() { "the indentation" } else { "the key" };
                self.faults.add(place, invisible::describe(c, part), "Delete it, or type the key again");
                let visible: String = name.chars().filter(|c| invisible::name(*c).is_none()).collect();
                mistyped.extend(near(&visible, keys));
                continue;
            }
            if !keys.iter().any(|Key(known, _)| *known == name) {
                let meant = near(name, keys);
                let mend = match meant {
                    Some(known) => format!("Did you mean \"{known}\"?"),
                    None => format!("Remove it, or write {}", listed(keys, "or")),
                };
                self.faults.add(key.place, format!("There is no key {} here", quoted(name)), mend);
                mistyped.extend(meant);
                continue;
            }
            // A block begins on the line after its key, and a list or a text may; the key's line is where to look.
            let place = if node.place.line == key.place.line { node.place } else { key.place };
            let value = Value { name, place, role: Role::OfKey, node, faults: self.faults };
            if values.contains_key(name) {
                self.faults.add(key.place, format!("\"{name}\" stands here twice"), "Keep one of the two");
            } else {
                values.insert(name, value);
            }
        }
        Some(Fields { place: self.place, values, keys, mistyped, complete: *complete, faults: self.faults })
    }

    /// The items of a list, and whether the file could be read to its end.
    pub(crate) fn items(self) -> Option<(Vec<Value<'t>>, bool)> {
        let Kind::List { items, complete } = &self.node.kind else {
            self.wrong_type("a list", "Begin each item on a line of its own with a hyphen and a space");
            return None;
        };
        let item =
            |node: &'t Node| Value { name: self.name, place: node.place, role: Role::Item, node, faults: self.faults };
        Some((items.iter().map(item).collect(), *complete))
    }

    /// Reads every item of a list, so that all their faults are reported; `None` when one of them could not be read.
    pub(crate) fn each<T>(
        self,
        count: RangeInclusive<usize>,
        read: impl FnMut(Value<'t>) -> Option<T>,
    ) -> Option<Vec<T>> {
        let (items, complete) = self.items()?;
        if complete && !count.contains(&items.len()) {
            self.wrong_count(&count);
        }
        let items: Vec<Option<T>> = items.into_iter().map(read).collect();
        items.into_iter().collect()
    }

    /// A text, cleaned.
    pub(crate) fn text(self, limit: &TextLimit) -> Option<String> {
        self.parsed(|raw| limit.clean(raw))
    }

    /// A text of one line, cleaned; a number without quotation marks is one, too.
    pub(crate) fn word_of(self, limit: &TextLimit) -> Option<String> {
        limit.clean(self.word()?).map_err(|error| self.refused(&error)).ok()
    }

    /// A text as one of the domain's types.
    pub(crate) fn parsed<T>(self, parse: impl FnOnce(&str) -> Result<T, TextError>) -> Option<T> {
        parse(self.string()?).map_err(|error| self.refused(&error)).ok()
    }

    /// A text that may be empty, unchanged.
    pub(crate) fn text_or_nothing(self) -> Option<String> {
        match &self.node.kind {
            Kind::Scalar { text, plain: true } if text_is_null(text) => Some(String::new()),
            Kind::Scalar { .. } | Kind::List { .. } | Kind::Map { .. } | Kind::Broken => {
                self.string().map(str::to_owned)
            }
        }
    }

    /// A text that is not blank: its key is left out when there is none.
    pub(crate) fn not_blank(self) -> Option<&'t str> {
        let text = self.string()?;
        if text.trim().is_empty() {
            self.empty();
            return None;
        }
        Some(text)
    }

    /// The value, for a fault to quote; empty for a list or a group of keys.
    pub(crate) fn raw(self) -> &'t str {
        match &self.node.kind {
            Kind::Scalar { text, .. } => text,
            Kind::List { .. } | Kind::Map { .. } | Kind::Broken => "",
        }
    }

    /// A word of our own notation, unchanged, even when YAML would read it as a number.
    pub(crate) fn word(self) -> Option<&'t str> {
        match &self.node.kind {
            Kind::Scalar { text, plain: true } if text_is_number(text) => Some(text),
            Kind::Scalar { .. } | Kind::List { .. } | Kind::Map { .. } | Kind::Broken => self.string(),
        }
    }

    /// A text, unchanged.
    pub(crate) fn string(self) -> Option<&'t str> {
        match &self.node.kind {
            Kind::Scalar { text, plain } if *plain && text_is_null(text) => self.empty(),
            Kind::Scalar { text, plain } if *plain && (text_is_bool(text) || text_is_number(text)) => self.fault(
                format!(
                    "{} is read as a {}, not as a text",
                    self.label(),
                    if text_is_bool(text) { "yes or no" } else { "number" }
                ),
                format!("Put it in quotation marks: \"{text}\""),
            ),
            Kind::Scalar { text, .. } => return Some(text),
            Kind::List { .. } | Kind::Map { .. } | Kind::Broken => self
                .wrong_type("a text", "Write it beside the key; put a text that begins with [ or { in quotation marks"),
        }
        None
    }

    /// A name of lower-case letters, digits and hyphens.
    pub(crate) fn slug(self, length: RangeInclusive<usize>) -> Option<String> {
        let text = self.string()?;
        let ok = is_plain_name(text, &length);
        if !ok {
            self.wrong_name(&length);
        }
        ok.then(|| text.to_owned())
    }

    /// A whole number; the range is for the mend.
    pub(crate) fn number(self, range: &RangeInclusive<u16>) -> Option<u16> {
        match &self.node.kind {
            Kind::Scalar { text, plain: true } if text_is_null(text) => self.empty(),
            Kind::Scalar { text, plain: true } if is_whole(text) => {
                let number = text.parse::<u16>().ok();
                if number.is_none() {
                    self.outside(range);
                }
                return number;
            }
            Kind::Scalar { .. } | Kind::List { .. } | Kind::Map { .. } | Kind::Broken => {
                self.wrong_type("a whole number", &whole_number(range));
            }
        }
        None
    }

    /// `true` or `false`.
    pub(crate) fn boolean(self) -> Option<bool> {
        match &self.node.kind {
            Kind::Scalar { text, plain: true } if text == "true" => return Some(true),
            Kind::Scalar { text, plain: true } if text == "false" => return Some(false),
            Kind::Scalar { .. } | Kind::List { .. } | Kind::Map { .. } | Kind::Broken => {
                self.wrong_type("true or false", "Write true or false, without quotation marks")
            }
        }
        None
    }

    /// One of several words.
    pub(crate) fn choice<T: Copy>(self, words: &[(&str, T)]) -> Option<T> {
        let text = self.string()?;
        let found = words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        if found.is_none() {
            let all: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            self.fault(
                format!("{} cannot be {}", self.label(), quoted(text)),
                format!("Write one of {}", all.join(", ")),
            );
        }
        found
    }

    /// How faults call the value.
    fn label(&self) -> String {
        match self.role {
            Role::Root => "The file".to_owned(),
            Role::OfKey => format!("\"{}\"", self.name),
            Role::Item => format!("An item of \"{}\"", self.name),
        }
    }

    /// Why the domain refused a text.
    pub(crate) fn refused(&self, error: &TextError) {
        match error {
            TextError::Empty { .. } => self.empty(),
            TextError::TooLong { length, limit, .. } => self.fault(
                format!("{} has {length} characters; {limit} fit", self.label()),
                format!("Shorten it by {}", counted(length - limit, "character")),
            ),
        }
    }

    /// A number that is out of range.
    pub(crate) fn outside(&self, range: &RangeInclusive<u16>) {
        self.fault(format!("{} is {}", self.label(), quoted(self.raw())), whole_number(range));
    }

    /// A list with too few or too many items.
    pub(crate) fn wrong_count(&self, count: &RangeInclusive<usize>) {
        let there = if let Kind::List { items, .. } = &self.node.kind { items.len() } else { 0 };
        self.fault(
            format!("{} has {}", self.label(), counted(there, "item")),
            format!("Give it {} to {} of them", count.start(), count.end()),
        );
    }

    /// A text that cannot be a name of lower-case letters, digits and hyphens.
    pub(crate) fn wrong_name(&self, length: &RangeInclusive<usize>) {
        self.fault(
            format!("{} cannot be an id", quoted(self.raw())),
            format!("Write {} to {} lower-case letters a to z, digits and hyphens", length.start(), length.end()),
        );
    }

    fn empty(&self) {
        self.fault(format!("{} is empty", self.label()), "Write something there, or remove it if it is not needed");
    }

    fn wrong_type(&self, expected: &str, mend: &str) {
        match &self.node.kind {
            Kind::Broken => {}
            Kind::Scalar { text, plain: true } if text_is_null(text) => self.empty(),
            kind @ (Kind::Scalar { .. } | Kind::List { .. } | Kind::Map { .. }) => {
                let found = match kind {
                    Kind::List { .. } => "a list".to_owned(),
                    Kind::Map { .. } => "a group of keys".to_owned(),
                    Kind::Scalar { text, .. } => quoted(text),
                    Kind::Broken => String::new(),
                };
                self.fault(format!("{} is {found}, not {expected}", self.label()), mend);
            }
        }
    }
}

/// Whether YAML reads a text without quotation marks as nothing.
pub(crate) fn text_is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// Whether YAML reads a text without quotation marks as true or false.
pub(crate) fn text_is_bool(text: &str) -> bool {
    matches!(text, "true" | "True" | "TRUE" | "false" | "False" | "FALSE")
}

/// Whether YAML's core schema reads a text without quotation marks as a number.
///
/// See <https://yaml.org/spec/1.2.2/#1032-tag-resolution>.
pub(crate) fn text_is_number(text: &str) -> bool {
    let digits = |text: &str, radix: u32| !text.is_empty() && text.chars().all(|c| c.is_digit(radix));
    if let Some(octal) = text.strip_prefix("0o") {
        return digits(octal, 8);
    }
    if let Some(hexadecimal) = text.strip_prefix("0x") {
        return digits(hexadecimal, 16);
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return true;
    }
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.strip_prefix(['-', '+']).unwrap_or(exponent)),
        None => (unsigned, "0"),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let some_digits = !whole.is_empty() || !fraction.is_empty();
    some_digits && digits(exponent, 10) && [whole, fraction].iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()))
}

fn whole_number(range: &RangeInclusive<u16>) -> String {
    format!("Write a whole number from {} to {}", range.start(), range.end())
}

fn is_whole(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    !unsigned.is_empty() && unsigned.bytes().all(|b| b.is_ascii_digit())
}

fn counted(count: usize, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}

fn listed(keys: &[Key], and: &str) -> String {
    let names: Vec<&str> = keys.iter().map(|Key(name, _)| *name).collect();
    match names.as_slice() {
        [.., last] if names.len() > 1 => format!("{} {and} {last}", names[..names.len() - 1].join(", ")),
        _ => names.concat(),
    }
}

/// The known key that looks most like an unknown one, if one does.
fn near(name: &str, keys: &[Key]) -> Option<&'static str> {
    let short: String = name.chars().take(40).collect::<String>().to_lowercase();
    let known = keys.iter().map(|Key(known, _)| (strsim::osa_distance(&short, known), *known)).min();
    known.filter(|(distance, known)| *distance <= known.len().div_ceil(3)).map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_the_core_schema() {
        for text in ["0", "12", "-7", "+5", "1.5", ".5", "5.", "1e3", "1.5E-3", "0x1F", "0o17", "-.inf", ".nan"] {
            assert!(text_is_number(text), "{text}");
        }
        for text in ["", "-", ".", "e3", "1e", "12m", "-12m", "2020-07-07", "1.2.3", "0x", "0o9", "1_000", "inf", "+-5"]
        {
            assert!(!text_is_number(text), "{text}");
        }
    }

    #[test]
    fn a_mistyped_key_is_recognised() {
        const KEYS: &[Key] = &[Key("title", ""), Key("evidence", ""), Key("reference_path", ""), Key("id", "")];
        let check = |name: &str, expected: Option<&str>| assert_eq!(near(name, KEYS), expected, "{name}");
        check("titel", Some("title"));
        check("Evidence", Some("evidence"));
        check("evidences", Some("evidence"));
        check("reference-path", Some("reference_path"));
        check("severity", None);
    }
}
