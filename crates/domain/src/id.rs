//! Identifiers: one type for each kind of thing, so that they cannot be mixed up.

use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use uuid::Uuid;

/// Reads a UUID. Another text counts as a value of the wrong kind, not as one that a person typed and could correct.
struct UuidVisitor;

impl Visitor<'_> for UuidVisitor {
    type Value = Uuid;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a UUID")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Uuid, E> {
        text.parse().map_err(|_| E::invalid_value(Unexpected::Str(text), &self))
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str(UuidVisitor).map(Self)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                text.parse().map(Self)
            }
        }
    )*};
}

ids! {
    /// A person: the holder of an account, or a guest of one workshop.
    PersonId;
    /// A team.
    TeamId;
    /// A thing that a team supports.
    SystemId;
    /// A scenario of a team; it names the card in every hat, too.
    ScenarioId;
    /// One immutable wording of a scenario.
    RevisionId;
    /// A workshop.
    WorkshopId;
    /// A command, made by the client that sends it; sending it again changes nothing.
    CommandId;
    /// A step that the scribe wrote, or a question to a colleague.
    StepId;
    /// A sticky note.
    NoteId;
    /// An answer to a question of the debrief.
    AnswerId;
    /// What somebody thinks the cause is.
    GuessId;
    /// Notes that belong together.
    GroupId;
    /// A commitment.
    ActionId;
    /// A runbook.
    RunbookId;
    /// An invitation into a team.
    InvitationId;
    /// A link to a report for people without an account.
    ReportLinkId;
    /// One run of a card that somebody practises alone.
    PracticeId;
    /// A room screen that shows a workshop without anybody's account.
    ScreenId;
    /// One month's question to a team.
    SurveyRoundId;
    /// A message on its way to a person or to another service.
    OutgoingId;
}
