//! The live protocol: JSON messages over one WebSocket per open workshop page.
//!
//! `GET /api/workshops/{id}/live?face=…&since=…` upgrades. The server answers with [`ServerMessage::Welcome`], then either a
//! [`ServerMessage::Snapshot`] or, when `since` is a version that it can continue from, [`ServerMessage::Changes`]; from then on
//! `Changes`. Where a change affects what the person may do, [`ServerMessage::May`] comes before it. Every command is answered
//! `Accepted` or `Rejected`, and its `Changes` come before its `Accepted`.

mod read;

use crate::refusal::RefusalView;
use domain::id::{CommandId, PersonId};
use domain::workshop::{Command, Permissions};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

pub use self::read::Unread;
use crate::entity::{Entity, EntityKey};

/// The largest message that a client may send, in bytes.
pub const MAX_MESSAGE: usize = 16 * 1024;

/// How a live page asks to be connected.
#[derive(Clone, Debug, Serialize, Deserialize, IntoParams)]
pub struct Connect {
    /// The face that is shown.
    pub face: Face,
    /// The version that the client last saw, with the audience that it had.
    #[serde(default)]
    pub since: Option<u64>,
    /// The audience of the version in `since`; another audience gets a snapshot.
    #[serde(default)]
    pub audience: Option<Audience>,
    /// Whether the client reads a binary message as text in the format of gzip. Then it gets snapshots so.
    #[serde(default)]
    pub gzip: bool,
}

/// The five faces of a workshop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Face {
    /// The projector.
    Room,
    /// The facilitator.
    Desk,
    /// The investigator's laptop.
    Bench,
    /// The scribe.
    Sheet,
    /// Everyone.
    Seat,
}

/// What a connection may see: the lesser of its face and its person's right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// The name of the workshop, for those who were not let in yet.
    Lobby,
    /// What everybody in the room may see.
    Everyone,
    /// Also what is between the investigator and the desk: that they are stuck.
    Investigator,
    /// Hidden evidence and briefings, too.
    Desk,
    /// Guests and room screens, once the workshop is closed: what everybody may see, surrounded by what was there then.
    Visitors,
}

impl Audience {
    /// Those of the people who were let in; each receives every change in a separate message.
    pub const INSIDE: [Self; 3] = [Self::Everyone, Self::Investigator, Self::Desk];
}

/// A message of a client.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum ClientMessage {
    /// Do something. Sending it again with the same id changes nothing.
    Command {
        /// Made by the client, a UUID of version 7 or 4.
        id: CommandId,
        /// When it happened, RFC 3339, for what was typed while offline.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        observed_at: Option<String>,
        /// Its number among what this person writes in the workshop, at most 2^53 - 1. It grows from one to the next and
        /// from tab to tab: the milliseconds of the browser's clock, or one more than the last where that is larger.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sequence: Option<u64>,
        /// What to do.
        command: Command,
    },
    /// Where this person's attention is. Lossy and never stored.
    Presence {
        /// What they are typing into, if they are.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        typing: Option<Typing>,
    },
}

/// What somebody is typing into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Typing {
    /// The scribe's sheet.
    Step,
    /// A sticky note.
    Note,
    /// A question to a colleague.
    Question,
    /// An action.
    Action,
}

/// A message of the server.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ServerMessage {
    /// The first message of a connection.
    Welcome {
        /// Who the server takes this connection for.
        you: PersonId,
        /// The face that was granted.
        face: Face,
        /// What this connection may see.
        audience: Audience,
        /// The server's clock, RFC 3339.
        now: String,
        /// What this connection's person may do.
        #[serde(default)]
        may: LivePermissions,
    },
    /// What this connection's person may do, where it is not what it was before.
    May {
        /// All of it.
        may: LivePermissions,
    },
    /// The whole state. Forget what was there before.
    Snapshot {
        /// The state's version.
        version: u64,
        /// Every entity.
        entities: Vec<Entity>,
    },
    /// What changed since the last version that this connection received.
    Changes {
        /// The new version; it may leave out numbers whose changes are hidden from this audience.
        version: u64,
        /// Entities that are new or changed.
        upsert: Vec<Entity>,
        /// Entities that are gone.
        remove: Vec<EntityKey>,
    },
    /// What this connection's person alone may see, beside what its audience does: their own private notes and votes.
    /// It takes the place of what was there before.
    Own {
        /// Every such entity.
        entities: Vec<Entity>,
    },
    /// A command is on disk.
    Accepted {
        /// The command's id.
        id: CommandId,
        /// The version that it made, or the present one when there was nothing to do.
        version: u64,
    },
    /// A command was refused; it changed nothing.
    Rejected {
        /// The command's id.
        id: CommandId,
        /// A stable word for machines.
        code: String,
        /// Why, in English.
        reason: String,
        /// Why, for a client that has texts of its own.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        refusal: Option<RefusalView>,
    },
    /// Who is connected, and what they are at.
    Presence {
        /// Everyone who is connected.
        people: Vec<PresenceView>,
    },
    /// The connection is alive. It comes every 20 seconds, so that a client notices when the network swallowed one.
    Alive {
        /// The server's clock, RFC 3339.
        now: String,
    },
    /// A message could not be read. The connection stays open.
    Malformed {
        /// Why, for a developer.
        reason: String,
    },
    /// The server shuts down; connect again after a while.
    Restarting {
        /// Wait so many milliseconds before connecting again.
        retry_after_ms: u64,
    },
}

/// What a person may do in a workshop at this moment. The clock of the workshop says what ends with the time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LivePermissions {
    /// With commands.
    #[serde(flatten)]
    pub commands: Permissions,
    /// Ask the monthly question at its end.
    pub ask_survey: bool,
}

/// Somebody who is connected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PresenceView {
    /// Who.
    pub person: PersonId,
    /// The faces that they have open.
    pub faces: Vec<Face>,
    /// What they are typing into.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typing: Option<Typing>,
}
