//! Time and chance, as the server is given them.

use domain::time::Timestamp;

/// Tells the time. The real one lives in the binary; tests move theirs by hand.
pub trait Clock: Send + Sync + 'static {
    /// The present time.
    fn now(&self) -> Timestamp;
}

/// Gives random bytes. The real one asks the system; tests use a seeded one.
pub trait Entropy: Send + Sync + 'static {
    /// 32 bytes that nobody can guess.
    fn bytes32(&self) -> [u8; 32];
}
