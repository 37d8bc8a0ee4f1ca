//! Reads what a browser sends, straight into the domain's types.
//!
//! A value that its type refuses (a text that is too long, a day that does not exist) is answered to the person who typed
//! it; anything else that cannot be read is a fault of the program that sent it.

use std::fmt::Display;

use domain::characters::is_seen;
use domain::id::CommandId;
use domain::workshop::{Command, WallCommand};
use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{self, Expected, IntoDeserializer, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, forward_to_deserialize_any};
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;
use uuid::Uuid;

use super::ClientMessage;

/// Why a message does not reach a room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unread {
    /// It is no message; with the reason for a developer.
    Malformed(String),
    /// A command has a value that is refused.
    Invalid {
        /// The command's id.
        id: CommandId,
        /// Why, for a person.
        reason: String,
    },
}

impl ClientMessage {
    /// Reads a message.
    pub fn parse(text: &str) -> Result<Self, Unread> {
        let json: Value = serde_json::from_str(text).map_err(|error| Unread::Malformed(error.to_string()))?;
        let id = json.get("id").and_then(Value::as_str).and_then(|id| id.parse().ok());
        let message = Self::deserialize(Json(json)).map_err(|fault| match (fault, id) {
            (Fault::Value(reason), Some(id)) => Unread::Invalid { id, reason },
            (Fault::Value(reason) | Fault::Shape(reason), _) => Unread::Malformed(reason),
        })?;
        if let Self::Command { id, command, .. } = &message
            && let Some(reason) = reveals_time(*id, command)
        {
            return Err(Unread::Invalid { id: *id, reason: reason.into() });
        }
        Ok(message)
    }
}

/// Whether an id would reveal when an unsigned note was written: only UUIDs of version 4 (RFC 9562) are random throughout.
fn reveals_time(id: CommandId, command: &Command) -> Option<&'static str> {
    let is_random = |id: Uuid| id.get_version_num() == 4;
    if !command.is_unsigned() {
        return None;
    }
    if let Command::Walls(WallCommand::AddNote { note, .. }) = command
        && !is_random(note.0)
    {
        return Some("The id of an unsigned note is a random UUID.");
    }
    (!is_random(id.0)).then_some("The id of a command about an unsigned note is a random UUID.")
}

/// What is wrong with a message.
#[derive(Debug, thiserror::Error)]
enum Fault {
    /// It does not have the shape of a message.
    #[error("{0}")]
    Shape(String),
    /// A type of the domain refuses a value.
    #[error("{0}")]
    Value(String),
}

impl de::Error for Fault {
    /// The types of the domain refuse values with this; everything else below is about the shape. serde has no other way
    /// to report a surplus field beside flattened ones.
    fn custom<T: Display>(reason: T) -> Self {
        let reason = reason.to_string();
        if reason.starts_with("unknown field `") { Self::Shape(reason) } else { Self::Value(reason + ".") }
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::Shape(format!("invalid type: {found}, expected {expected}"))
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::Shape(format!("invalid value: {found}, expected {expected}"))
    }

    fn invalid_length(length: usize, expected: &dyn Expected) -> Self {
        Self::Shape(format!("invalid length {length}, expected {expected}"))
    }

    fn unknown_variant(name: &str, expected: &'static [&'static str]) -> Self {
        Self::Shape(format!("unknown variant `{name}`, expected one of {expected:?}"))
    }

    fn unknown_field(name: &str, expected: &'static [&'static str]) -> Self {
        Self::Shape(format!("unknown field `{name}`, expected one of {expected:?}"))
    }

    fn missing_field(name: &'static str) -> Self {
        Self::Shape(format!("missing field `{name}`"))
    }

    fn duplicate_field(name: &'static str) -> Self {
        Self::Shape(format!("duplicate field `{name}`"))
    }
}

/// JSON of a message, whose faults are sorted.
struct Json(Value);

impl<'de> Deserializer<'de> for Json {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(value),
            Value::Number(number) => match (number.as_u64(), number.as_i64()) {
                (Some(number), _) => visitor.visit_u64(number),
                (None, Some(number)) => visitor.visit_i64(number),
                (None, None) => visitor.visit_f64(number.as_f64().unwrap_or(f64::NAN)),
            },
            Value::String(text) => visitor.visit_string(typed(&text)),
            Value::Array(items) => SeqDeserializer::new(items.into_iter().map(Json)).deserialize_any(visitor),
            Value::Object(mut fields) => {
                // A command's name comes first: it determines the other fields.
                let name = fields.remove("do").map(|name| ("do".to_owned(), name));
                let fields = name.into_iter().chain(fields).map(|(name, value)| (name, Json(value)));
                MapDeserializer::new(fields).deserialize_any(visitor)
            }
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl IntoDeserializer<'_, Fault> for Json {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// A text as it comes from outside: composed (NFC), and empty when nothing of it can be seen. The types of the domain still
/// take stored texts of earlier releases that are neither; of texts in this form they take none but those of today's rules.
fn typed(text: &str) -> String {
    if is_seen(text) { text.nfc().collect() } else { String::new() }
}

#[cfg(test)]
mod tests {
    use domain::text::{NoteText, PersonName};
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_ids_around_an_unsigned_note_are_random() {
        let (random, timed) = ("8c2f8a52-3b1c-4f0e-9d64-0a9f6f1f2b3c", "01932b6e-8c00-7000-8000-000000000001");
        let check = |id: &str, note: &str, token: Option<String>, refused: Option<&str>| {
            let command =
                serde_json::json!({ "do": "add_note", "note": note, "wall": "crappy", "text": "x", "token": token });
            let message = serde_json::json!({ "type": "command", "id": id, "command": command });
            let expected = refused.map(|reason| Unread::Invalid { id: id.parse().unwrap(), reason: reason.into() });
            assert_eq!(ClientMessage::parse(&message.to_string()).err(), expected, "{message}");
        };
        let token = || Some("0f".repeat(32));
        check(random, random, token(), None);
        check(timed, timed, None, None);
        check(random, timed, token(), Some("The id of an unsigned note is a random UUID."));
        check(timed, random, token(), Some("The id of a command about an unsigned note is a random UUID."));
    }

    proptest! {
        /// No text comes in that the rules of today refuse, whatever was stored by earlier releases.
        #[test]
        fn what_is_typed_is_held_to_the_rules_of_today(text in "[a \\n\u{0}\u{200b}\u{301}\u{958}\u{3164}\u{ad}]{0,300}") {
            let note = NoteText::deserialize(Json(Value::String(text.clone()))).ok();
            prop_assert_eq!(note, NoteText::parse(&text).ok());
            let name = PersonName::deserialize(Json(Value::String(text.clone()))).ok();
            prop_assert_eq!(name, PersonName::parse(&text).ok());
        }
    }
}
