//! What operations work with: what is kept, time, chance, secrets, and what lives in memory. It knows nothing of HTTP.

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

/// What operations work with.
pub struct Services {
    /// What is kept.
    pub store: Arc<dyn Store>,
    /// The time.
    pub clock: Arc<dyn TimeSource>,
    /// Chance.
    pub entropy: Arc<dyn Entropy>,
    /// The address that others can open, without a slash at its end.
    pub public_url: String,
    /// What encrypts secrets of other services, and makes links that are not stored.
    pub vault: Vault,
    pub(crate) passwords: Passwords,
    pub(crate) throttle: Throttle,
    pub(crate) sign_ins: SignIns,
    /// What is counted.
    pub metrics: Metrics,
    /// The live workshops.
    pub hub: Hub,
    /// What takes long to compute.
    pub computations: Computations,
    /// The ballots that wait.
    pub pool: Pool,
    /// Where the keys of survey rounds come from.
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

    /// Makes this server break what it promises to those who answer a survey, in one way.
    #[cfg(feature = "weakened")]
    pub fn weaken(&self, weakness: crate::ballots::Weakness) {
        self.pool.weaken(weakness, self.clock.clone(), self.metrics.clone());
    }

    pub(crate) fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
    }
}
