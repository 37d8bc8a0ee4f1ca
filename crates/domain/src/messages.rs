//! The ways of messages, and what they are about.

use serde::{Deserialize, Serialize};

/// A way to people, or to another service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Channel {
    /// Electronic mail.
    Mail,
    /// Slack.
    Slack,
    /// The team's webhook.
    Webhook,
}

impl Channel {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Mail, Self::Slack, Self::Webhook];

    /// Its word in the database and for machines.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Slack => "slack",
            Self::Webhook => "webhook",
        }
    }
}

/// The kinds of messages that people may switch off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Topic {
    /// The monthly question.
    Survey,
    /// Workshops that are near.
    Workshops,
    /// Actions that are due.
    Actions,
}

impl Topic {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Survey, Self::Workshops, Self::Actions];

    /// Its word in the database and for machines.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Survey => "survey",
            Self::Workshops => "workshops",
            Self::Actions => "actions",
        }
    }
}
