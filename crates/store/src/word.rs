//! The words that stand for enumerations in the database.

use domain::workshop::{ActionStatus, Phase, Priority};

use crate::accounts::LinkPurpose;
use crate::teams::Role;

/// Something with a few values, each kept as a word. A word in use is never changed.
pub(crate) trait Word: Copy + PartialEq + 'static {
    /// Every value with its word.
    const WORDS: &[(Self, &'static str)];

    fn word(self) -> &'static str {
        let found = Self::WORDS.iter().find(|(value, _)| *value == self);
        found.expect("every value has a word; a test goes through them").1
    }

    fn read(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(_, known)| *known == word).map(|(value, _)| *value)
    }
}

impl Word for Role {
    const WORDS: &[(Self, &'static str)] = &[(Self::Owner, "owner"), (Self::Member, "member")];
}

impl Word for LinkPurpose {
    const WORDS: &[(Self, &'static str)] = &[(Self::SetUp, "set_up"), (Self::ResetPassword, "reset_password")];
}

impl Word for Phase {
    const WORDS: &[(Self, &'static str)] = &[
        (Self::Planned, "planned"),
        (Self::Open, "open"),
        (Self::Running, "running"),
        (Self::Reflecting, "reflecting"),
        (Self::Closed, "closed"),
    ];
}

impl Word for Priority {
    const WORDS: &[(Self, &'static str)] = &[(Self::Low, "low"), (Self::Medium, "medium"), (Self::High, "high")];
}

impl Word for ActionStatus {
    const WORDS: &[(Self, &'static str)] = &[(Self::Open, "open"), (Self::Done, "done"), (Self::Dropped, "dropped")];
}
