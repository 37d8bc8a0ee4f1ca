//! The services that operations use: the store, time, random numbers, secrets, and state in memory. Independent of HTTP.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use domain::time::Timestamp;
use store::Store;
use uuid::Uuid;

use crate::ballots::Pool;
use crate::ballots::keys::KeySource;
use crate::clock::{Entropy, TimeSource};
use crate::computations::Computations;
use crate::error::{Error, Result};
use crate::live::Hub;
use crate::metrics::Metrics;
use crate::passwords::Passwords;
use crate::throttle::{SignIns, Throttle};
use crate::vault::Vault;

/// The services that operations use.
pub struct Services {
    /// The database.
    pub store: Arc<dyn Store>,
    /// The source of the current time.
    pub clock: Arc<dyn TimeSource>,
    /// The source of random numbers.
    pub entropy: Arc<dyn Entropy>,
    /// The address that others can open, without a slash at its end.
    pub public_url: String,
    /// Encrypts secrets of other services, and makes links that are not stored.
    pub vault: Vault,
    pub(crate) passwords: Passwords,
    pub(crate) throttle: Throttle,
    pub(crate) sign_ins: SignIns,
    /// The metrics.
    pub metrics: Metrics,
    /// The live workshops.
    pub hub: Hub,
    /// The pool for long computations.
    pub computations: Computations,
    /// The waiting ballots.
    pub pool: Pool,
    /// The source of keys for survey rounds.
    pub keys: Arc<dyn KeySource>,
    /// Whether this server sends e-mail.
    pub sends_mail: bool,
    pub(crate) stopping: AtomicBool,
}

impl Services {
    /// The present time.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A new id: a UUID of version 7.
    #[must_use]
    pub fn new_id(&self) -> Uuid {
        crate::clock::new_id(&*self.clock, &*self.entropy)
    }

    /// Whether the server is about to go down.
    #[must_use]
    pub fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }

    /// Whether requests make sense: the database answers, and the server is not going down.
    pub(crate) async fn check_ready(&self) -> Result<()> {
        if self.is_stopping() {
            return Err(Error::Stopping);
        }
        Ok(self.store.ping().await?)
    }

    /// Makes this server break one of its promises about the anonymity of surveys.
    #[cfg(feature = "weakened")]
    pub fn weaken(&self, weakness: crate::ballots::Weakness) {
        self.pool.weaken(weakness, self.clock.clone(), self.metrics.clone());
    }

    pub(crate) fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
    }
}
