//! The keys of a scenario file. The reader takes them from these types, and the JSON Schema is derived from the same.

use std::marker::PhantomData;

use domain::link::MAX_LINK;
use domain::scenario::limits::{self, CountLimit};
use domain::scenario::{Difficulty, EvidenceKind, MAX_LINE, MINUTES, SLUG_LENGTH};
use domain::text::{SystemName, Title};
use schemars::JsonSchema;
use serde_json::{Value as Json, json};

use crate::fields::{Fields, Key, Value};
use crate::forms::{
    Author, Day, EvidenceId, Flag, Form, HintTime, InvestigationMinutes, KnownWord, Link, List, NameText, Offset,
    OptionalText, PackVersion, PictureName, Recipient, ReferenceStep, ReleaseWord, ScenarioId, Text, TextOrNothing,
    TitleText, Version, bound, max_length,
};

/// The value of a key that must be there.
pub(crate) type Need<'t, T> = Entry<'t, T, true>;
/// The value of a key that may be missing.
pub(crate) type May<'t, T> = Entry<'t, T, false>;

/// The value of a key, of the form `T`; nothing when it is not there.
pub(crate) struct Entry<'t, T, const NEEDED: bool> {
    key: &'static str,
    pub(crate) value: Option<Value<'t>>,
    form: PhantomData<T>,
}

impl<'t, T, const NEEDED: bool> Entry<'t, T, NEEDED> {
    fn take(fields: &Fields<'t>, key: &'static str) -> Self {
        let value = if NEEDED { fields.need(key) } else { fields.get(key) };
        Self { key, value, form: PhantomData }
    }

    /// The value of a key that must be there because of another key's value.
    pub(crate) fn needed(&self, fields: &Fields<'t>) -> Option<Value<'t>> {
        fields.need(self.key)
    }

    /// Refuses a key that is not allowed because of another key's value.
    pub(crate) fn refuse(&self, belongs_to: &str, mend: &str) {
        if let Some(value) = self.value {
            value.fault(format!("\"{}\" belongs to {belongs_to}", self.key), mend);
        }
    }

    pub(crate) fn read_value(&self) -> Option<T::Read>
    where
        T: Form,
    {
        self.value.and_then(T::read_value)
    }
}

impl<T, const NEEDED: bool> Default for Entry<'_, T, NEEDED> {
    fn default() -> Self {
        Self { key: "", value: None, form: PhantomData }
    }
}

impl<T: JsonSchema, const NEEDED: bool> JsonSchema for Entry<'_, T, NEEDED> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        generator.subschema_for::<T>()
    }
}

/// Declares the keys of one map: with the schema of each, and what belongs there, for the mend when it is missing.
macro_rules! keys {
    ($($(#[$attribute:meta])* $name:ident { $($(#[$key_attribute:meta])* $key:ident: $entry:ident<$form:ty>, $what:expr;)* })*) => {$(
        #[derive(JsonSchema)]
        $(#[$attribute])*
        #[schemars(deny_unknown_fields)]
        pub(crate) struct $name<'t> {
            $($(#[$key_attribute])* pub(crate) $key: $entry<'t, $form>,)*
        }

        impl<'t> $name<'t> {
            const KEYS: &'static [Key] = &[$(Key(stringify!($key), $what)),*];

            /// Takes the keys of a map; what is missing, unknown or there twice is a fault.
            pub(crate) fn take(value: Value<'t>) -> Option<(Self, Fields<'t>)> {
                let fields = value.fields(Self::KEYS)?;
                Some((Self { $($key: Entry::take(&fields, stringify!($key)),)* }, fields))
            }
        }
    )*};
}

keys! {
    /// An incident to practise, as one YAML file. The id equals the file's name without .yaml.
    #[schemars(title = "Readyroom scenario", extend("$id" = "urn:readyroom:scenario:1", "$comment" = COMMENT))]
    ScenarioKeys {
        /// The version of the format.
        #[expect(dead_code, reason = "the version is looked at before any other key")]
        readyroom: Need<Version>, "the version of the format, 1";
        /// The file's name without .yaml.
        #[schemars(extend("pattern" = name_pattern(&SLUG_LENGTH)))]
        id: Need<ScenarioId>, "the file's name without .yaml";
        /// The headline on the card.
        #[schemars(extend("maxLength" = bound(Title::LIMIT)))]
        title: Need<TitleText>, "the headline on the card, at most 120 characters";
        /// How hard it is for a first-timer. easy: the evidence leads straight to the cause; medium: one wrong turn is likely;
        /// hard: several causes fit until the right question is asked.
        difficulty: Need<KnownWord<Difficulty>>, "easy, medium or hard";
        /// How long an investigation should take.
        #[schemars(extend("minimum" = *MINUTES.start(), "maximum" = *MINUTES.end()))]
        minutes: Need<InvestigationMinutes>, "how long an investigation should take, 5 to 60";
        /// The systems that the incident touches.
        #[schemars(extend("minItems" = *limits::SYSTEMS.items.start(), "maxItems" = most(&limits::SYSTEMS)))]
        systems: Need<List<SystemKeys<'static>>>, "a list of the 1 to 8 systems that the incident touches, each with its name";
        /// The front of the card, read out in a minute: symptoms only, never the cause. At most 900 characters.
        #[schemars(extend("maxLength" = max_length(&limits::BRIEF)))]
        brief: Need<Text>, "the front of the card, symptoms only, at most 900 characters";
        /// The back of the card and what may be asked for, in the order in which it is best shown.
        #[schemars(extend("maxItems" = most(&limits::EVIDENCE)))]
        evidence: Need<List<EvidenceKeys<'static>>>, "a list of at most 20 pieces of evidence";
        /// For the facilitator only: what happens, what to tell when asked, who knows what and in whose voice. "" when there is
        /// nothing.
        #[schemars(extend("maxLength" = max_length(&limits::NOTES)))]
        notes: Need<TextOrNothing>, "what the facilitator should know and may tell; \"\" when there is nothing";
        /// Nudges, in the order in which they help; [] when there are none.
        #[schemars(extend("maxItems" = most(&limits::HINTS)))]
        hints: Need<List<HintKeys<'static>>>, "a list of nudges, each with after and text; [] when there are none";
        /// The steps that an expert took, in order.
        #[schemars(extend("maxItems" = most(&limits::REFERENCE_STEPS)))]
        reference_path: Need<List<ReferenceStep>>, "a list of the steps that an expert took, at most 20";
        /// What was wrong.
        #[schemars(extend("maxLength" = max_length(&limits::CAUSE)))]
        cause: Need<TextOrNothing>, "what was wrong";
        /// What ended it, and what should follow.
        #[schemars(extend("maxLength" = max_length(&limits::RESOLUTION)))]
        resolution: Need<TextOrNothing>, "what ended it, and what should follow";
        /// Where the incident comes from.
        origin: Need<OriginKeys<'static>>, "where the incident comes from, with kind: real or kind: made_up";
        /// Who wrote the card.
        #[schemars(extend("maxItems" = most(&limits::AUTHORS)))]
        authors: Need<List<Author>>, "a list of who wrote the card";
        /// The pack that the card came from, where it came from one.
        #[schemars(default)]
        pack: May<PackKeys<'static>>, "the pack that the card came from, with title, licence and authors";
    }

    /// The pack that a card came from.
    #[schemars(rename = "pack")]
    PackKeys {
        /// The pack's name.
        #[schemars(extend("maxLength" = bound(Title::LIMIT)))]
        title: Need<TitleText>, "the pack's name, at most 120 characters";
        /// Which edition it was, such as 1.0.
        #[schemars(default, extend("maxLength" = max_length(&limits::PACK_VERSION)))]
        version: May<PackVersion>, "which edition it was, such as 1.0";
        /// The terms on which others may use it, such as Apache-2.0.
        #[schemars(extend("maxLength" = max_length(&limits::LICENCE)))]
        licence: Need<Text>, "the terms on which others may use it, such as Apache-2.0";
        /// Who made the pack.
        #[schemars(extend("maxItems" = most(&limits::PACK_AUTHORS)))]
        authors: Need<List<Author>>, "a list of who made the pack";
    }

    /// A system that the incident touches.
    #[schemars(rename = "system")]
    SystemKeys {
        /// The system's name, as its dashboards write it.
        #[schemars(extend("maxLength" = bound(SystemName::LIMIT)))]
        name: Need<NameText>, "the system's name";
        /// What it does, in one sentence.
        #[schemars(default, extend("maxLength" = max_length(&limits::ABOUT)))]
        about: May<OptionalText>, "what it does, in one sentence";
    }

    /// A piece of evidence.
    #[schemars(rename = "evidence", extend("allOf" = evidence_rules()))]
    EvidenceKeys {
        /// A name that no other piece of evidence in the file has.
        #[schemars(extend("pattern" = name_pattern(&limits::EVIDENCE_ID_LENGTH)))]
        id: Need<EvidenceId>, "a name within the file, of lower-case letters, digits and hyphens";
        /// What it is, such as an alarm (page), a chat message or lines of a log.
        kind: Need<KnownWord<EvidenceKind>>, EvidenceKind::WORDS;
        /// Its headline: a page's title, a mail's subject, what a log or picture shows.
        #[schemars(default, extend("maxLength" = max_length(&limits::EVIDENCE_TITLE)))]
        title: May<OptionalText>, "its headline";
        /// Who or what sent it.
        #[schemars(default, extend("maxLength" = max_length(&limits::EVIDENCE_SENDER)))]
        sender: May<OptionalText>, "who or what sent it";
        /// Whom an e-mail went to. Only with kind: email.
        #[schemars(default, extend("maxItems" = most(&limits::RECIPIENTS)))]
        recipients: May<List<Recipient>>, "a list of whom an e-mail went to";
        /// When it was sent, relative to the moment at which the responder is called: -12m, -2h30m, -3d4h, -30s, 0m, +5m. At
        /// most 366 days.
        at: Need<Offset>, "when it was sent, relative to the call, such as -12m";
        /// When it is given out. back: on the back of the card; asked: somebody must ask for it first; after 5m: it arrives by
        /// itself.
        release: Need<ReleaseWord>, "back, asked, or after and minutes such as after 5m";
        /// What must be asked for first, such as: the dead letters of invoice-events. Only with release: asked.
        #[schemars(default, extend("maxLength" = max_length(&limits::ASK)))]
        ask: May<Text>, "what must be asked for first; release: asked needs it";
        /// True, but it points away from the cause.
        #[schemars(default, extend("default" = false))]
        misleading: May<Flag>, "true or false";
        /// Its text; line breaks are kept. In a log, lines that begin with "> " are shown marked.
        #[schemars(default, extend("maxLength" = max_length(&limits::EVIDENCE_BODY)))]
        body: May<Text>, "its text";
        /// A PNG or JPEG file beside this one, at most 5 MiB. Only with kind: picture.
        #[schemars(default, extend("maxLength" = MAX_LINE))]
        picture: May<PictureName>, "the name of a PNG or JPEG file beside this one";
        /// What the picture shows, for those who cannot see it.
        #[schemars(default, extend("maxLength" = max_length(&limits::ALT)))]
        alt: May<Text>, "what the picture shows, for those who cannot see it";
    }

    /// A nudge for an investigator who is stuck.
    #[schemars(rename = "hint")]
    HintKeys {
        /// Minutes of investigation after which it makes sense, 0m to 60m.
        after: Need<HintTime>, "the minutes of investigation after which it makes sense, such as 4m";
        /// What to say; best a question.
        #[schemars(extend("maxLength" = max_length(&limits::HINT)))]
        text: Need<Text>, "what to say";
    }

    /// Where the incident comes from.
    #[schemars(rename = "origin", extend("if" = with("kind", "real"), "else" = without(&["organisation", "link", "date"])))]
    OriginKeys {
        /// An incident that happened, or an invention.
        #[schemars(extend("enum" = ["real", "made_up"]))]
        kind: Need<Text>, "real or made_up";
        /// Whose incident it was. Only with kind: real.
        #[schemars(default, extend("maxLength" = max_length(&limits::ORGANISATION)))]
        organisation: May<OptionalText>, "whose incident it was";
        /// The published account. Only with kind: real.
        #[schemars(default, extend("maxLength" = MAX_LINK))]
        link: May<Link>, "the address of the published account";
        /// The day of the incident, YYYY-MM-DD. Only with kind: real.
        #[schemars(default)]
        date: May<Day>, "the day of the incident, YYYY-MM-DD";
    }
}

const COMMENT: &str =
    "Every maxLength of a text is one more than fits, for the line break that ends a block and is not counted.";

fn most(limit: &CountLimit) -> usize {
    *limit.items.end()
}

fn name_pattern(length: &std::ops::RangeInclusive<usize>) -> String {
    format!("^[a-z0-9-]{{{},{}}}$", length.start(), length.end())
}

/// Which keys a piece of evidence needs besides, and which it cannot have.
fn evidence_rules() -> Json {
    let pictures = EvidenceKind::ALL.into_iter().filter(|kind| kind.has_picture()).map(EvidenceKind::word);
    let letters = EvidenceKind::ALL.into_iter().filter(|kind| kind.has_recipients()).map(EvidenceKind::word);
    let texts = EvidenceKind::ALL.into_iter().filter(|kind| kind.needs_text()).map(EvidenceKind::word);
    json!([
        { "if": with("release", "asked"), "then": { "required": ["ask"] }, "else": without(&["ask"]) },
        {
            "if": with_one("kind", pictures),
            "then": { "required": ["picture", "alt"] },
            "else": without(&["picture", "alt"]),
        },
        { "if": with_one("kind", letters), "else": without(&["recipients"]) },
        { "if": with_one("kind", texts), "then": { "required": ["body"] } },
    ])
}

fn with(key: &str, word: &str) -> Json {
    with_one(key, [word])
}

fn with_one<'w>(key: &str, words: impl IntoIterator<Item = &'w str>) -> Json {
    let words: Vec<&str> = words.into_iter().collect();
    json!({ "required": [key], "properties": { key: { "enum": words } } })
}

fn without(keys: &[&str]) -> Json {
    let none: serde_json::Map<String, Json> = keys.iter().map(|key| ((*key).to_owned(), Json::Bool(false))).collect();
    json!({ "properties": none })
}
