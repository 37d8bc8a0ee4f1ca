//! Keys of survey rounds.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use server::ballots::keys::{KeySource, RoundKey};

/// A few keys that are made already: making one takes a second.
#[derive(Default)]
pub struct PooledKeys(AtomicUsize);

static POOL: LazyLock<Vec<RoundKey>> = LazyLock::new(|| {
    let keys: [&[u8]; 8] = [
        include_bytes!("../keys/1.der"),
        include_bytes!("../keys/2.der"),
        include_bytes!("../keys/3.der"),
        include_bytes!("../keys/4.der"),
        include_bytes!("../keys/5.der"),
        include_bytes!("../keys/6.der"),
        include_bytes!("../keys/7.der"),
        include_bytes!("../keys/8.der"),
    ];
    keys.iter().map(|key| RoundKey::from_private(key).expect("it is a key")).collect()
});

#[async_trait::async_trait]
impl KeySource for PooledKeys {
    async fn next_key(&self) -> server::error::Result<RoundKey> {
        Ok(POOL[self.0.fetch_add(1, Ordering::Relaxed) % POOL.len()].clone())
    }

    fn prepare(&self, _: usize) {}
}
