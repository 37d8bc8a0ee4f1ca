//! The waiting ballots, only in the memory of this process.
//!
//! Order and time could reveal who answered what, so neither reaches the disk: when twice the threshold waits, as many as the threshold
//! are drawn and written together, in an order that is drawn, too. What is lost here when the process ends is sent again by the
//! browsers, which keep their ballots until the round is closed.

pub mod keys;
#[cfg(feature = "weakened")]
mod weakness;

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use api::ballot::{SentBallot, padded};
use domain::id::{SurveyRoundId, TeamId};
use domain::survey::counting;
use domain::survey::{SurveyAnswer, Threshold};
use domain::text::BallotComment;
use store::Store;
use store::ballots::{BallotBatch, BallotRow, CommentRow, Nonce, WaitingBallots};
use store::surveys::SurveyRoundRow;
use tokio::sync::MutexGuard;
use uuid::Uuid;

use self::keys::Verifier;
#[cfg(feature = "weakened")]
pub use self::weakness::Weakness;
use crate::clock::Entropy;
#[cfg(feature = "weakened")]
use crate::clock::TimeSource;
use crate::error::{Error, Result};
#[cfg(feature = "weakened")]
use crate::metrics::Metrics;

/// Why a ballot was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    /// It is none of this round, or the round is closed, or there is none: the answer does not show which.
    NoBallot,
    /// The store does not answer.
    Unavailable,
}

/// The ballots that wait.
pub struct Pool {
    store: Arc<dyn Store>,
    entropy: Arc<dyn Entropy>,
    epoch: String,
    #[cfg(feature = "weakened")]
    weakened: std::sync::OnceLock<weakness::Weakened>,
    // Locked only to look: never across an await.
    urns: Mutex<HashMap<SurveyRoundId, Arc<Urn>>>,
}

/// The ballots of one round.
pub(crate) struct Urn {
    pub(crate) team: TeamId,
    verifier: Verifier,
    threshold: Threshold,
    comments: bool,
    invited: usize,
    // Held while a batch is written, so that none is drawn twice; a ballot that arrives meanwhile waits.
    inside: tokio::sync::Mutex<Inside>,
}

pub(crate) struct Inside {
    pub(crate) waiting: Vec<WaitingBallot>,
    seen: HashSet<Nonce>,
    pub(crate) written: usize,
    pub(crate) closed: bool,
}

#[derive(Clone)]
pub(crate) struct WaitingBallot {
    pub(crate) nonce: Nonce,
    pub(crate) answer: SurveyAnswer,
    comment: Option<BallotComment>,
}

impl Pool {
    /// An empty pool of a process that has just started.
    #[must_use]
    pub fn new(store: Arc<dyn Store>, entropy: Arc<dyn Entropy>) -> Self {
        let epoch = hex::encode(&entropy.bytes32()[..16]);
        Self {
            store,
            entropy,
            epoch,
            #[cfg(feature = "weakened")]
            weakened: std::sync::OnceLock::new(),
            urns: Mutex::default(),
        }
    }

    #[cfg(feature = "weakened")]
    pub(crate) fn weaken(&self, weakness: Weakness, clock: Arc<dyn TimeSource>, metrics: Metrics) {
        let _ = self.weakened.set(weakness::Weakened::new(weakness, clock, metrics));
    }

    /// Whether this server breaks its promise in this way.
    #[cfg(feature = "weakened")]
    pub(crate) fn is_weakened(&self, weakness: Weakness) -> bool {
        self.weakened.get().is_some_and(|weakened| weakened.is(weakness))
    }

    /// Another after each start: what waited before is lost.
    #[must_use]
    pub fn epoch(&self) -> &str {
        &self.epoch
    }

    /// The ballots of an open round; none when it is closed or not there.
    pub(crate) async fn urn(&self, id: SurveyRoundId) -> Result<Option<Arc<Urn>>> {
        if let Some(urn) = self.urns().get(&id) {
            return Ok(Some(urn.clone()));
        }
        let Some(round) = self.store.survey_round(id).await? else { return Ok(None) };
        if round.closing.is_some() {
            return Ok(None);
        }
        let urn = Arc::new(Urn::from_round(&round, self.store.ballot_nonces(id).await?)?);
        // Another task may have put it there meanwhile, perhaps with ballots in it.
        Ok(Some(self.urns().entry(id).or_insert(urn).clone()))
    }

    pub(crate) fn forget(&self, id: SurveyRoundId) {
        self.urns().remove(&id);
    }

    /// Writes down what waits where it is enough, before the process ends.
    pub(crate) async fn stop(&self) {
        let urns: Vec<_> = self.urns().iter().map(|(id, urn)| (*id, urn.clone())).collect();
        for (id, urn) in urns {
            let mut inside = urn.inside.lock().await;
            let waiting = inside.waiting.len();
            if !inside.closed && counting::fills_a_batch(urn.threshold, waiting) {
                // Ballots that cannot be written are sent again after the start.
                let _ = inside.write(self, id, waiting).await;
            }
        }
    }

    /// Takes a ballot. The same answer to each that is good, whether it is new, was there before, or is written down now. Returns
    /// whether everybody who was asked has answered.
    pub(crate) async fn accept(&self, id: SurveyRoundId, ballot: SentBallot) -> std::result::Result<bool, Refused> {
        let urn = self.urn(id).await.map_err(|_| Refused::Unavailable)?.ok_or(Refused::NoBallot)?;
        if !urn.verifier.accepts(ballot.nonce, ballot.randomizer, &ballot.signature) {
            return Err(Refused::NoBallot);
        }
        let mut inside = urn.inside.lock().await;
        if inside.closed {
            return Err(Refused::NoBallot);
        }
        if !inside.seen.insert(ballot.nonce) {
            return Ok(false);
        }
        let comment = ballot.comment.filter(|_| urn.comments);
        inside.waiting.push(WaitingBallot { nonce: ballot.nonce, answer: ballot.answer, comment });
        let batch = counting::batch(urn.threshold, inside.waiting.len());
        #[cfg(feature = "weakened")]
        let batch = if let (Some(weakened), Some(ballot)) = (self.weakened.get(), inside.waiting.last()) {
            weakened.came(ballot, batch)
        } else {
            batch
        };
        if let Some(count) = batch {
            // A ballot that cannot be written now stays in memory and is written with the next batch, unless the round is over.
            let written = inside.write(self, id, count).await;
            if let Err(Error::Store(store::Error::Conflict(_) | store::Error::NotFound)) = written {
                inside.closed = true;
                return Err(Refused::NoBallot);
            }
        }
        Ok(inside.written + inside.waiting.len() >= urn.invited)
    }

    fn urns(&self) -> std::sync::MutexGuard<'_, HashMap<SurveyRoundId, Arc<Urn>>> {
        self.urns.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Urn {
    fn from_round(round: &SurveyRoundRow, written: Vec<Nonce>) -> Result<Self> {
        let inside =
            Inside { waiting: Vec::new(), written: written.len(), seen: written.into_iter().collect(), closed: false };
        Ok(Self {
            team: round.team,
            verifier: Verifier::from_public_key(&round.public_key)?,
            threshold: round.threshold,
            comments: round.comments,
            invited: usize::try_from(round.invited).unwrap_or(usize::MAX),
            inside: tokio::sync::Mutex::new(inside),
        })
    }

    pub(crate) async fn lock(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().await
    }

    /// Whether fewer ballots than the threshold are in.
    pub(crate) async fn is_short(&self) -> bool {
        let inside = self.inside.lock().await;
        !counting::fills_a_batch(self.threshold, inside.written + inside.waiting.len())
    }

    /// The waiting ballots that are counted at the end. They stay in the pool, because closing may fail.
    pub(crate) fn remaining_ballots(&self, inside: &Inside, entropy: &dyn Entropy) -> WaitingBallots {
        let waiting = inside.waiting.len();
        if !counting::may_join(self.threshold, waiting, inside.written) {
            let uncounted = u32::try_from(waiting).unwrap_or(u32::MAX);
            return WaitingBallots { uncounted, ..WaitingBallots::default() };
        }
        let drawn: Vec<usize> = (0..waiting).collect();
        let comments = inside.comments(&drawn, entropy);
        WaitingBallots { answers: inside.waiting.iter().map(|ballot| ballot.answer).collect(), comments, uncounted: 0 }
    }
}

impl Inside {
    /// Draws so many, writes them, and lets them go when they are on disk.
    async fn write(&mut self, pool: &Pool, id: SurveyRoundId, count: usize) -> Result<()> {
        #[cfg(feature = "weakened")]
        if let Some(weakened) = pool.weakened.get()
            && let Some(written) = weakened.write(&*pool.store, &*pool.entropy, id, self, count).await
        {
            return written;
        }
        let mut drawn: Vec<usize> = (0..self.waiting.len()).collect();
        shuffle(&mut drawn, &*pool.entropy);
        drawn.truncate(count);
        let ballots = drawn.iter().map(|place| {
            let WaitingBallot { nonce, answer, .. } = self.waiting[*place];
            BallotRow { id: random_id(&*pool.entropy), nonce, answer }
        });
        let batch = BallotBatch { ballots: ballots.collect(), comments: self.comments(&drawn, &*pool.entropy) };
        pool.store.write_ballots(id, batch).await?;
        drawn.sort_unstable();
        for place in drawn.into_iter().rev() {
            self.waiting.remove(place);
        }
        self.written += count;
        Ok(())
    }

    /// The comments of some ballots, in an order of their own.
    fn comments(&self, drawn: &[usize], entropy: &dyn Entropy) -> Vec<CommentRow> {
        let texts = drawn.iter().filter_map(|place| self.waiting[*place].comment.as_ref()).map(padded);
        let mut comments: Vec<_> = texts.map(|text| CommentRow { id: random_id(entropy), text }).collect();
        shuffle(&mut comments, entropy);
        comments
    }
}

/// A UUID of version 4: it knows no time.
pub(crate) fn random_id(entropy: &dyn Entropy) -> Uuid {
    let mut random = [0; 16];
    random.copy_from_slice(&entropy.bytes32()[..16]);
    uuid::Builder::from_random_bytes(random).into_uuid()
}

/// Every order is as likely as any other (Fisher and Yates).
fn shuffle<T>(things: &mut [T], entropy: &dyn Entropy) {
    for last in (1..things.len()).rev() {
        things.swap(last, below(last + 1, entropy));
    }
}

/// A number below another one, each as likely: what would favour the small ones is drawn again.
fn below(limit: usize, entropy: &dyn Entropy) -> usize {
    let limit = u64::try_from(limit).expect("a slice is shorter than that");
    let fair = u64::MAX - u64::MAX % limit;
    loop {
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&entropy.bytes32()[..8]);
        let number = u64::from_le_bytes(bytes);
        if number < fair {
            return usize::try_from(number % limit).expect("it is below a usize");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    /// Numbers that follow each other, mixed (SplitMix64).
    struct Mixed(AtomicU64);

    impl Entropy for Mixed {
        fn bytes32(&self) -> [u8; 32] {
            let mut bytes = [0; 32];
            let mut z = self.0.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed);
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            bytes[..8].copy_from_slice(&(z ^ (z >> 31)).to_le_bytes());
            bytes
        }
    }

    #[test]
    fn shuffling_gives_every_order_equally_often() {
        let entropy = Mixed(AtomicU64::new(1));
        let mut counts: BTreeMap<Vec<u8>, u32> = BTreeMap::new();
        for _ in 0..24_000 {
            let mut things = vec![1, 2, 3, 4];
            shuffle(&mut things, &entropy);
            *counts.entry(things).or_default() += 1;
        }
        assert_eq!(counts.len(), 24);
        // Five standard deviations around 1,000.
        assert!(counts.values().all(|count| (845..1_155).contains(count)), "{counts:?}");
    }
}
