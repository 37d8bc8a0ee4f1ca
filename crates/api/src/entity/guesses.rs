//! Guesses at the cause.

use domain::id::{GuessId, PersonId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What somebody thinks is behind a card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GuessView {
    /// Its id.
    pub id: GuessId,
    /// The number of the round that it is about.
    pub round: u32,
    /// Its text.
    pub text: String,
    /// Who wrote it; nobody, when it is unsigned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<PersonId>,
}
