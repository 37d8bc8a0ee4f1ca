//! How many connections are open, in total and from each address.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

/// The places for connections.
#[derive(Debug)]
pub(crate) struct Places {
    from_one_address: usize,
    at_once: usize,
    taken: Mutex<Taken>,
}

/// Only addresses with open connections are in here.
#[derive(Debug, Default)]
struct Taken {
    total: usize,
    by_address: HashMap<IpAddr, usize>,
}

/// A place, free again when this is dropped.
#[derive(Debug)]
pub(crate) struct ConnectionPlace {
    places: Arc<Places>,
    address: IpAddr,
}

impl Places {
    pub(crate) fn new(from_one_address: usize, at_once: usize) -> Arc<Self> {
        Arc::new(Self { from_one_address, at_once, taken: Mutex::default() })
    }

    /// A place for one more connection from an address, if there is one.
    pub(crate) fn try_take(self: &Arc<Self>, address: IpAddr) -> Option<ConnectionPlace> {
        let mut taken = self.taken();
        let here = taken.by_address.get(&address).copied().unwrap_or_default();
        if taken.total >= self.at_once || here >= self.from_one_address {
            return None;
        }
        taken.total += 1;
        taken.by_address.insert(address, here + 1);
        Some(ConnectionPlace { places: self.clone(), address })
    }

    fn taken(&self) -> std::sync::MutexGuard<'_, Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for ConnectionPlace {
    fn drop(&mut self) {
        let mut taken = self.places.taken();
        taken.total -= 1;
        if let Some(here) = taken.by_address.get_mut(&self.address) {
            *here -= 1;
            if *here == 0 {
                taken.by_address.remove(&self.address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_are_limited_per_address_and_in_total_and_freed() {
        let places = Places::new(2, 3);
        let address = |last: u8| IpAddr::from([192, 0, 2, last]);
        let first = places.try_take(address(1)).unwrap();
        let _second = places.try_take(address(1)).unwrap();
        assert!(places.try_take(address(1)).is_none(), "two from one address");
        let third = places.try_take(address(2)).unwrap();
        assert!(places.try_take(address(3)).is_none(), "three total");
        drop(first);
        let _fourth = places.try_take(address(1)).unwrap();
        drop(third);
        assert_eq!(places.taken().by_address.len(), 1, "addresses without connections are forgotten");
    }
}
