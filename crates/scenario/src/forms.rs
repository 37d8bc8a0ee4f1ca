//! The forms that values of a scenario file have: how each is read, and its JSON Schema. What bounds a value is the domain's.

use std::borrow::Cow;
use std::marker::PhantomData;

use domain::scenario::limits::{self, TextLimit};
use domain::scenario::{Difficulty, EvidenceKind, MAX_LINE, MINUTES, Release, SLUG_LENGTH};
use domain::text::{SystemName, Title};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::fault::quoted;
use crate::fields::Value;
use crate::span;

/// The bound of a text in the schema: one more than fits, for the line break that ends a block and is not counted.
pub(crate) const fn bound(characters: usize) -> usize {
    characters + 1
}

/// The bound of a text that is limited so.
pub(crate) const fn max_length(limit: &TextLimit) -> usize {
    bound(limit.characters)
}

/// A form of values.
pub(crate) trait Form {
    /// What is read.
    type Read;

    /// Reads a value; what is not of this form is a fault.
    fn read_value(value: Value<'_>) -> Option<Self::Read>;
}

macro_rules! forms {
    ($($(#[$doc:meta])* $name:ident -> $read:ty: $function:expr, $schema:tt;)*) => {$(
        $(#[$doc])*
        pub(crate) struct $name;

        impl Form for $name {
            type Read = $read;

            fn read_value(value: Value<'_>) -> Option<$read> {
                let read: fn(Value<'_>) -> Option<$read> = $function;
                read(value)
            }
        }

        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!($schema)
            }
        }
    )*};
}

forms! {
    /// The version of the format.
    Version -> (): |_| Some(()), { "const": 1 };
    /// The id of a scenario; no part of the domain checks it.
    ScenarioId -> String: |value| value.slug(SLUG_LENGTH), { "type": "string" };
    /// The id of a piece of evidence.
    EvidenceId -> String: owned, { "type": "string" };
    /// A scenario's title.
    TitleText -> Title: |value| value.parsed(Title::parse), { "type": "string", "pattern": "\\S" };
    /// A system's name.
    NameText -> SystemName: |value| value.parsed(SystemName::parse), { "type": "string", "pattern": "\\S" };
    /// A text.
    Text -> String: owned, { "type": "string", "pattern": "\\S" };
    /// A text whose key is left out when there is none.
    OptionalText -> String: |value| value.not_blank().map(str::to_owned), { "type": "string", "pattern": "\\S" };
    /// A text that is left empty when there is none.
    TextOrNothing -> String: |value| value.text_or_nothing(), { "type": ["string", "null"] };
    /// A step of the reference path.
    ReferenceStep -> String: owned, { "type": "string", "pattern": "\\S", "maxLength": max_length(&limits::REFERENCE_STEP) };
    /// Whom an e-mail went to.
    Recipient -> String: owned, { "type": "string", "pattern": "\\S", "maxLength": max_length(&limits::RECIPIENT) };
    /// An author's name.
    Author -> String: owned, { "type": "string", "pattern": "\\S", "maxLength": max_length(&limits::AUTHOR) };
    /// Which edition of a pack it was; a version such as 1.0 is a number to YAML.
    PackVersion -> String: |value| value.word().map(str::to_owned), { "type": ["string", "number"], "pattern": "\\S" };
    /// The minutes of an investigation.
    InvestigationMinutes -> u16: |value| value.number(&MINUTES), { "type": "integer" };
    /// When a piece of evidence was sent, in seconds relative to the call.
    Offset -> i64: offset, {
        "type": "string",
        "pattern": "^(0[dhms]|[-+]([0-9]+d([0-9]+h)?([0-9]+m)?([0-9]+s)?|[0-9]+h([0-9]+m)?([0-9]+s)?|[0-9]+m([0-9]+s)?|[0-9]+s))$"
    };
    /// When a piece of evidence is given out; without what must be asked for.
    ReleaseWord -> Release: release, { "type": "string", "pattern": format!("^(back|asked|after {})$", minutes_pattern(&limits::RELEASE_MINUTES)) };
    /// When a hint makes sense, in minutes of the investigation.
    HintTime -> u16: |value| value.word().and_then(|text| minutes(value, text, &limits::HINT_MINUTES)),
        { "type": "string", "pattern": format!("^{}$", minutes_pattern(&limits::HINT_MINUTES)) };
    /// Yes or no.
    Flag -> bool: |value| value.boolean(), { "type": "boolean" };
    /// The name of a picture's file.
    PictureName -> String: picture_name, { "type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]*\\.(png|jpe?g)$" };
    /// The address of a web page.
    Link -> String: |value| value.not_blank().map(str::to_owned), { "type": "string", "pattern": "^\\s*https?://[^\\s<>\"\\\\]+\\s*$" };
    /// A day.
    Day -> String: |value| value.not_blank().map(str::to_owned),
        { "type": "string", "pattern": "^(19[7-9][0-9]|[2-9][0-9]{3})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$" };
}

/// A list of items of one form.
pub(crate) struct List<T>(PhantomData<T>);

impl<T: JsonSchema> JsonSchema for List<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("list of {}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "array", "items": generator.subschema_for::<T>() })
    }
}

/// One of the words of `T`.
pub(crate) struct KnownWord<T>(PhantomData<T>);

/// What has a word for each of its values.
pub(crate) trait Words: Copy + 'static {
    /// All values with their words.
    fn words() -> Vec<(&'static str, Self)>;
}

impl Words for Difficulty {
    fn words() -> Vec<(&'static str, Self)> {
        Self::ALL.map(|one| (one.word(), one)).to_vec()
    }
}

impl Words for EvidenceKind {
    fn words() -> Vec<(&'static str, Self)> {
        Self::ALL.map(|kind| (kind.word(), kind)).to_vec()
    }
}

impl<T: Words> Form for KnownWord<T> {
    type Read = T;

    fn read_value(value: Value<'_>) -> Option<T> {
        value.choice(&T::words())
    }
}

impl<T: Words> JsonSchema for KnownWord<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "word".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let words: Vec<&str> = T::words().into_iter().map(|(word, _)| word).collect();
        json_schema!({ "enum": words })
    }
}

fn owned(value: Value<'_>) -> Option<String> {
    value.string().map(str::to_owned)
}

fn offset(value: Value<'_>) -> Option<i64> {
    let offset = span::parse_offset(value.word()?);
    if offset.is_none() {
        wrong_offset(value);
    }
    offset
}

pub(crate) fn wrong_offset(value: Value<'_>) {
    let text = value.raw();
    let (what, mend) = match span::parse(text) {
        Some(_) => (
            format!("{} does not say whether it is before or after the call", quoted(text)),
            format!("Write -{text} for before or +{text} for after"),
        ),
        None => (
            format!("{} is not a time relative to the call", quoted(text)),
            "Write days, hours, minutes and seconds with a sign, such as -12m, -2h30m, -3d4h or +5m; at most 366d"
                .to_owned(),
        ),
    };
    value.fault(what, mend);
}

fn release(value: Value<'_>) -> Option<Release> {
    match value.string()? {
        "back" => Some(Release::Back),
        "asked" => Some(Release::Asked { ask: String::new() }),
        text => match text.strip_prefix(AFTER) {
            Some(span) => minutes(value, span, &limits::RELEASE_MINUTES).map(|minutes| Release::After { minutes }),
            None => {
                value.fault(
                    format!("\"release\" cannot be {}", quoted(text)),
                    "Write back, asked, or after and minutes such as after 5m",
                );
                None
            }
        },
    }
}

const AFTER: &str = "after ";

/// Reads whole minutes such as `4m`; the range is for the mend.
fn minutes(value: Value<'_>, text: &str, range: &std::ops::RangeInclusive<u16>) -> Option<u16> {
    let minutes = span::parse_minutes(text);
    if minutes.is_none() {
        wrong_minutes(value, range);
    }
    minutes
}

pub(crate) fn wrong_minutes(value: Value<'_>, range: &std::ops::RangeInclusive<u16>) {
    let text = value.raw();
    value.fault(
        format!("{} is not a time of the investigation", quoted(text.strip_prefix(AFTER).unwrap_or(text))),
        format!("Write whole minutes from {}m to {}m, such as 4m", range.start(), range.end()),
    );
}

/// Matches the minutes of `range`, of which the last is 60.
fn minutes_pattern(range: &std::ops::RangeInclusive<u16>) -> String {
    format!("([{}-9]|[1-5][0-9]|{})m", range.start(), range.end())
}

fn picture_name(value: Value<'_>) -> Option<String> {
    let name = value.string()?;
    if !is_picture_name(name) {
        value.fault(
            format!("{} is not the name of a picture", quoted(name)),
            "Name a .png, .jpg or .jpeg file in the same folder; letters, digits, dots, hyphens and underscores only",
        );
        return None;
    }
    Some(name.to_owned())
}

/// Whether `name` may be a picture's file: in the same folder, the same on every machine.
fn is_picture_name(name: &str) -> bool {
    let stem = [".png", ".jpg", ".jpeg"].iter().find_map(|end| name.strip_suffix(end));
    name.len() <= MAX_LINE
        && stem.is_some_and(|stem| {
            stem.starts_with(|c: char| c.is_ascii_alphanumeric())
                && stem.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
        })
}
