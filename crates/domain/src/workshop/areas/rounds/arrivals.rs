//! The evidence that arrives by itself.

use crate::time::Timestamp;
use crate::workshop::{Command, RoundCommand, RoundState, Workshop};

impl Workshop {
    /// The command that time itself gives next, and when: evidence that arrives by itself.
    #[must_use]
    pub fn due(&self) -> Option<(Timestamp, Command)> {
        let clock = self.clock.as_ref()?;
        let round = self.current_round().filter(|r| r.state == RoundState::Investigating)?;
        if clock.paused_at.is_some() {
            return None;
        }
        let (at, evidence) = round.investigation.arrivals(self.cards.get(&round.scenario)?).min()?;
        let evidence = Some(evidence.to_owned());
        Some((at, Command::Rounds(RoundCommand::RevealEvidence { round: round.number, evidence })))
    }
}
