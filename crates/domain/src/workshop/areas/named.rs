//! What a command names besides the workshop that it is given in.

use super::Command;
use crate::id::{ActionId, PersonId, SystemId};
use crate::picture::PictureHash;
use crate::token::Token;

/// What a command names that has to be looked up before it is decided on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// The token of an unsigned note.
    pub token: Option<Token>,
    /// A picture.
    pub picture: Option<PictureHash>,
    /// The action that is changed.
    pub action: Option<ActionId>,
    /// Who does an action.
    pub owner: Option<PersonId>,
    /// What actions are about.
    pub systems: Vec<SystemId>,
}

impl Command {
    /// Whether this is done with the token of an unsigned note: then nothing may be kept of who did it, or when.
    #[must_use]
    pub fn is_unsigned(&self) -> bool {
        self.named().token.is_some()
    }

    /// What the command names.
    #[must_use]
    pub fn named(&self) -> Named {
        match self {
            Self::Time(command) => command.named(),
            Self::People(command) => command.named(),
            Self::Hat(command) => command.named(),
            Self::Rounds(command) => command.named(),
            Self::Steps(command) => command.named(),
            Self::Debrief(command) => command.named(),
            Self::Walls(command) => command.named(),
            Self::Actions(command) => command.named(),
            Self::Server(command) => command.named(),
        }
    }
}
