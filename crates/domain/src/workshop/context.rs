//! Who asks for something, and when.

use crate::id::PersonId;
use crate::team::Role;
use crate::time::Timestamp;

/// What a decision may know besides the state.
#[derive(Clone, Copy, Debug)]
pub struct Context {
    /// The server's time.
    pub now: Timestamp,
    /// When it happened according to the client, for what was typed while offline.
    pub observed_at: Option<Timestamp>,
    /// The number that the client gave it among what its person writes; see `written.rs`.
    pub sequence: Option<u64>,
    /// Who asks.
    pub actor: Actor,
}

impl Context {
    /// When it happened: the client's time, but not in the future and at most four hours ago.
    #[must_use]
    pub fn at(&self) -> Timestamp {
        self.observed_at.map_or(self.now, |at| at.clamp(self.now.plus_minutes(-240), self.now))
    }
}

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The person.
    pub person: PersonId,
    /// What they are to the team.
    pub standing: Standing,
}

/// What a person is to the team.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// A paired room screen. It shows, and does nothing.
    Screen,
    /// Somebody without an account who holds a seat.
    Guest,
    /// A member of the team.
    Member,
    /// A member who owns the team.
    Owner,
    /// The server itself, for what time brings.
    Server,
}

impl From<Role> for Standing {
    fn from(role: Role) -> Self {
        match role {
            Role::Owner => Self::Owner,
            Role::Member => Self::Member,
        }
    }
}
