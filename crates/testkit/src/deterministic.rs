//! A clock that tests move, and randomness that is the same in every run.

use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering};

use domain::time::Timestamp;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use server::clock::{Entropy, TimeSource};

/// A clock that stops until a test moves it.
#[derive(Debug)]
pub struct ManualClock(AtomicI64);

impl ManualClock {
    /// 2026-11-23T10:00:00Z.
    pub const START: Timestamp = Timestamp(1_795_428_000_000_000);

    /// Moves the clock.
    pub fn forward_minutes(&self, minutes: i64) {
        self.forward_seconds(minutes * 60);
    }

    /// Moves the clock.
    pub fn forward_seconds(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }
}

impl Default for ManualClock {
    fn default() -> Self {
        Self(AtomicI64::new(Self::START.0))
    }
}

impl TimeSource for ManualClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}

/// Randomness from a seed.
#[derive(Debug)]
pub struct SeededEntropy(Mutex<ChaCha20Rng>);

impl SeededEntropy {
    /// The same seed gives the same bytes.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(ChaCha20Rng::seed_from_u64(seed)))
    }
}

impl Entropy for SeededEntropy {
    fn bytes32(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        self.0.lock().expect("no code panics while it holds this lock").fill_bytes(&mut bytes);
        bytes
    }
}
