//! The point in an attempt from which on the other side may have the message.

use domain::id::OutgoingId;

use super::Sent;
use crate::services::Services;

/// What a sink records before it hands a message over. An attempt that ends without this record has sent nothing.
pub struct Handover<'a>(Option<(&'a Services, OutgoingId, u32)>);

impl<'a> Handover<'a> {
    /// For an attempt to send a message of the outbox.
    pub(super) fn new(services: &'a Services, message: OutgoingId, attempt: u32) -> Self {
        Self(Some((services, message, attempt)))
    }

    /// For a message that is not in the outbox: a caller waits for the result.
    #[must_use]
    pub fn without_outbox() -> Self {
        Self(None)
    }

    /// Records that the message is handed over from now on. An error is the result of the attempt instead: nothing may be
    /// handed over then.
    pub async fn begins(&self) -> Result<(), Sent> {
        let Some((services, message, attempt)) = self.0 else { return Ok(()) };
        let problem = match services.store.hand_over(message, attempt, services.now()).await {
            Ok(true) => return Ok(()),
            Ok(false) => "Preparing the message took too long.",
            Err(error) => {
                tracing::warn!(%error, "an attempt to send could not be written down");
                "The database did not answer."
            }
        };
        Err(Sent::Later { problem: problem.into(), after: None })
    }
}
