//! Servers that break their promise on purpose, each in one way: the attacker's test must notice every one. This is compiled
//! into tests only.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use domain::id::SurveyRoundId;
use store::Store;
use store::ballots::{BallotBatch, BallotRow, Nonce};
use uuid::Uuid;

use super::{Inside, WaitingBallot, random_id};
use crate::clock::{Entropy, TimeSource};
use crate::error::Result;
use crate::metrics::{Metrics, RequestLabels};

/// A way in which a server reveals more than it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weakness {
    /// Ballots are stored in the order in which they arrived.
    RowsInOrder,
    /// Their ids contain the time at which they arrived.
    Timestamp,
    /// They are written one after the other, in the order in which they arrived.
    WalOrder,
    /// Each is written as soon as it arrives.
    BatchOfOne,
    /// The log contains the answers.
    LogLine,
    /// A metric counts what was answered.
    Metric,
    /// The page of a team's owners counts who took part.
    ClaimsCounted,
    /// The page of what was sent counts reminders, which go to those who have not taken part.
    RemindersCounted,
    /// The answer to a command in Slack contains the personal link of the user whom the command names.
    LinkInCommand,
    /// A password that was set by an owner's link opens the round that is open.
    ResetOpens,
    /// The ballot page does not mark names.
    NamesUnmarked,
}

impl Weakness {
    /// Those that help a person who can read the stored data.
    pub const FOR_OPERATORS: [Self; 6] =
        [Self::RowsInOrder, Self::Timestamp, Self::WalOrder, Self::BatchOfOne, Self::LogLine, Self::Metric];
    /// Those that show an owner of the team who took part.
    pub const FOR_OWNERS: [Self; 4] =
        [Self::ClaimsCounted, Self::RemindersCounted, Self::LinkInCommand, Self::ResetOpens];
}

/// A weakness, and what it remembers.
pub(super) struct Weakened {
    weakness: Weakness,
    clock: Arc<dyn TimeSource>,
    metrics: Metrics,
    came: Mutex<HashMap<Nonce, i64>>,
}

impl Weakened {
    pub(super) fn new(weakness: Weakness, clock: Arc<dyn TimeSource>, metrics: Metrics) -> Self {
        Self { weakness, clock, metrics, came: Mutex::default() }
    }

    pub(super) fn is(&self, weakness: Weakness) -> bool {
        self.weakness == weakness
    }

    /// A ballot has come; so many are to be written now.
    pub(super) fn came(&self, ballot: &WaitingBallot, batch: Option<usize>) -> Option<usize> {
        let answer = u8::from(ballot.answer);
        if let Ok(mut came) = self.came.lock() {
            came.insert(ballot.nonce, self.clock.now().0 / 1_000);
        }
        match self.weakness {
            Weakness::LogLine => tracing::info!("a ballot contains {answer}"),
            Weakness::Metric => {
                let label = RequestLabels {
                    route: "ballot".into(),
                    method: ["1", "2", "3", "4", "5"][ballot.answer.index()],
                    status: 202,
                };
                self.metrics.requests.get_or_create(&label).inc();
            }
            Weakness::BatchOfOne => return Some(1),
            Weakness::RowsInOrder
            | Weakness::Timestamp
            | Weakness::WalOrder
            | Weakness::ClaimsCounted
            | Weakness::RemindersCounted
            | Weakness::LinkInCommand
            | Weakness::ResetOpens
            | Weakness::NamesUnmarked => {}
        }
        batch
    }

    /// Writes the ballots that waited longest, where this is how the server is weakened.
    pub(super) async fn write(
        &self,
        store: &dyn Store,
        entropy: &dyn Entropy,
        id: SurveyRoundId,
        inside: &mut Inside,
        count: usize,
    ) -> Option<Result<()>> {
        let together = match self.weakness {
            Weakness::RowsInOrder | Weakness::Timestamp => count,
            Weakness::WalOrder => 1,
            Weakness::BatchOfOne
            | Weakness::LogLine
            | Weakness::Metric
            | Weakness::ClaimsCounted
            | Weakness::RemindersCounted
            | Weakness::LinkInCommand
            | Weakness::ResetOpens
            | Weakness::NamesUnmarked => return None,
        };
        let waited: Vec<WaitingBallot> = inside.waiting.drain(..count).collect();
        for batch in waited.chunks(together) {
            let ballots = batch.iter().map(|ballot| {
                let id = self.id(entropy, inside.written, ballot.nonce);
                inside.written += 1;
                BallotRow { id, nonce: ballot.nonce, answer: ballot.answer }
            });
            let batch = BallotBatch { ballots: ballots.collect(), comments: Vec::new() };
            if let Err(error) = store.write_ballots(id, batch).await {
                return Some(Err(error.into()));
            }
        }
        Some(Ok(()))
    }

    fn id(&self, entropy: &dyn Entropy, written: usize, nonce: Nonce) -> Uuid {
        let random = random_id(entropy);
        let came = self.came.lock().ok().and_then(|came| came.get(&nonce).copied()).unwrap_or_default();
        let first = match self.weakness {
            Weakness::RowsInOrder => u64::try_from(written).unwrap_or_default(),
            Weakness::Timestamp => came.unsigned_abs() << 16,
            Weakness::WalOrder
            | Weakness::BatchOfOne
            | Weakness::LogLine
            | Weakness::Metric
            | Weakness::ClaimsCounted
            | Weakness::RemindersCounted
            | Weakness::LinkInCommand
            | Weakness::ResetOpens
            | Weakness::NamesUnmarked => return random,
        };
        let mut bytes = random.into_bytes();
        bytes[..8].copy_from_slice(&first.to_be_bytes());
        Uuid::from_bytes(bytes)
    }
}
