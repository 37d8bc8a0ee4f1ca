//! Time and chance, as the server is given them.

use domain::time::Timestamp;
use uuid::Uuid;

/// Supplies the current time. The real one is in the binary; tests move theirs by hand.
pub trait TimeSource: Send + Sync + 'static {
    /// The present time.
    fn now(&self) -> Timestamp;
}

/// Gives random bytes. The real one asks the system; tests use a seeded one.
pub trait Entropy: Send + Sync + 'static {
    /// 32 random bytes.
    fn bytes32(&self) -> [u8; 32];
}

/// A new id: a UUID of version 7 (RFC 9562).
#[must_use]
pub fn new_id(clock: &dyn TimeSource, entropy: &dyn Entropy) -> Uuid {
    let milliseconds = u64::try_from(clock.now().0 / 1_000).unwrap_or(0);
    let mut random = [0; 10];
    random.copy_from_slice(&entropy.bytes32()[..10]);
    uuid::Builder::from_unix_timestamp_millis(milliseconds, &random).into_uuid()
}
