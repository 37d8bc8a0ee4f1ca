//! Tries to sign in to one account: a client that guesses waits longer and longer, and others do not wait for it.

use std::collections::HashMap;
use std::sync::Mutex;

use domain::time::Timestamp;
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};

/// Who tries to sign in to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TriedBy<'a> {
    /// A client at an address.
    Address(&'a str),
    /// A browser in which somebody has signed in to this account before.
    KnownDevice(&'a str),
}

/// Tries that did not succeed, by account and by who tried.
#[derive(Default)]
pub(crate) struct SignIns {
    tries: Mutex<HashMap<Key, Tries>>,
}

/// The SHA-256 of the account's address and of who tried: bytes that strangers send are not kept.
type Key = [u8; 32];

#[derive(Clone, Copy)]
struct Tries {
    count: u32,
    last: Timestamp,
}

/// Mistakes that anybody may make.
const FREE: u32 = 5;
/// While an account is under attack from many addresses, a stranger may try once. Who knows the password needs no more.
const FREE_UNDER_ATTACK: u32 = 1;
/// The number of tries by unknown clients within an hour that counts as an attack.
const ATTACK: u32 = 30;
const FIRST_WAIT: i64 = 10 * 1_000_000;
const LONGEST_WAIT: i64 = 15 * Timestamp::MINUTE;
const HOUR: i64 = 60 * Timestamp::MINUTE;
/// After so long mistakes are forgotten.
const FORGOTTEN: i64 = 24 * HOUR;
const MANY: usize = 20_000;

impl SignIns {
    /// Counts a try before its password is looked at, or refuses it with the seconds after which it makes sense again.
    pub(crate) fn begin(&self, email: &str, by: TriedBy<'_>, now: Timestamp) -> Result<()> {
        let mut tries = self.tries.lock().expect("no code panics while it holds this lock");
        make_room(&mut tries, now);
        let strangers = key(email, None);
        let attacked = tries.get(&strangers).is_some_and(|all| all.recent(now) >= ATTACK);
        let free = match by {
            TriedBy::Address(_) if attacked => FREE_UNDER_ATTACK,
            TriedBy::Address(_) | TriedBy::KnownDevice(_) => FREE,
        };
        let own = tries.entry(key(email, Some(by))).or_insert(Tries { count: 0, last: now });
        let since = now.since(own.last).max(0);
        if since >= FORGOTTEN {
            own.count = 0;
        }
        let wait = wait(own.count, free) - since;
        if wait > 0 {
            let wait = u64::try_from(wait).unwrap_or(0);
            return Err(Error::TooMany { retry_after_s: wait.div_ceil(1_000_000) });
        }
        *own = Tries { count: own.count.saturating_add(1), last: now };
        if matches!(by, TriedBy::Address(_)) {
            let all = tries.entry(strangers).or_insert(Tries { count: 0, last: now });
            *all = Tries { count: all.recent(now).saturating_add(1), last: now };
        }
        Ok(())
    }

    /// Forgets the tries of a client that used the right password.
    pub(crate) fn succeeded(&self, email: &str, by: TriedBy<'_>) {
        let mut tries = self.tries.lock().expect("no code panics while it holds this lock");
        tries.remove(&key(email, Some(by)));
    }
}

impl Tries {
    /// The rest of a count that decreases evenly, by [`ATTACK`] an hour.
    fn recent(self, now: Timestamp) -> u32 {
        let gone = now.since(self.last).max(0).saturating_mul(i64::from(ATTACK)) / HOUR;
        self.count.min(2 * ATTACK).saturating_sub(u32::try_from(gone).unwrap_or(u32::MAX))
    }
}

/// How long to wait after so many tries, in microseconds: twice as long each time.
fn wait(count: u32, free: u32) -> i64 {
    match count.checked_sub(free) {
        None => 0,
        Some(more) => FIRST_WAIT.saturating_mul(1 << more.min(20)).min(LONGEST_WAIT),
    }
}

fn key(email: &str, by: Option<TriedBy<'_>>) -> Key {
    let (kind, who) = match by {
        None => ("all", ""),
        Some(TriedBy::Address(address)) => ("address", address),
        Some(TriedBy::KnownDevice(device)) => ("device", device),
    };
    let mut hash = Sha256::new();
    for part in [kind, who, email] {
        hash.update(part.len().to_be_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}

/// Lets go of what is old, and of the older half when that is not enough.
fn make_room(tries: &mut HashMap<Key, Tries>, now: Timestamp) {
    if tries.len() < MANY {
        return;
    }
    tries.retain(|_, tries| now.since(tries.last) < HOUR);
    if tries.len() < MANY {
        return;
    }
    let mut times: Vec<Timestamp> = tries.values().map(|tries| tries.last).collect();
    let (_, middle, _) = times.select_nth_unstable(MANY / 2);
    let middle = *middle;
    tries.retain(|_, tries| tries.last > middle);
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Timestamp = Timestamp(1_800_000_000_000_000);

    fn after(seconds: i64) -> Timestamp {
        Timestamp(START.0 + seconds * 1_000_000)
    }

    fn refused_for(answer: Result<()>) -> Option<u64> {
        match answer {
            Err(Error::TooMany { retry_after_s }) => Some(retry_after_s),
            _ => None,
        }
    }

    #[test]
    fn a_client_that_guesses_waits_longer_each_time() {
        let sign_ins = SignIns::default();
        let check = |seconds: i64, refused: Option<u64>| {
            let answer = sign_ins.begin("ada@example.com", TriedBy::Address("one"), after(seconds));
            assert_eq!(refused_for(answer), refused, "after {seconds} s");
        };
        for _ in 0..5 {
            check(0, None);
        }
        check(0, Some(10));
        check(9, Some(1));
        check(10, None);
        check(10, Some(20));
        check(30, None);
        check(30, Some(40));
        check(70, None);
        sign_ins.succeeded("ada@example.com", TriedBy::Address("one"));
        for _ in 0..5 {
            check(70, None);
        }
        check(70, Some(10));
        check(70 + 24 * 60 * 60, None);
        check(70 + 24 * 60 * 60, None);
    }

    #[test]
    fn the_wait_has_an_end() {
        assert_eq!(wait(u32::MAX, FREE), LONGEST_WAIT);
        assert_eq!(wait(FREE, FREE), FIRST_WAIT);
        assert_eq!(wait(FREE - 1, FREE), 0);
    }

    #[test]
    fn an_attack_from_many_addresses_does_not_lock_the_owner_out() {
        let sign_ins = SignIns::default();
        let begin = |by: TriedBy<'_>, seconds| refused_for(sign_ins.begin("ada@example.com", by, after(seconds)));
        let addresses: Vec<String> = (0..100).map(|number| format!("10.0.0.{number}")).collect();
        for address in &addresses {
            assert_eq!(begin(TriedBy::Address(address), 0), None);
        }
        assert_eq!(begin(TriedBy::Address("10.0.0.99"), 0), Some(10), "a stranger has one try now");
        assert_eq!(begin(TriedBy::Address("192.0.2.1"), 0), None, "the owner, who knows the password, has one, too");
        for _ in 0..5 {
            assert_eq!(begin(TriedBy::KnownDevice("a phone"), 0), None);
        }
        let elsewhere = sign_ins.begin("bob@example.com", TriedBy::Address("10.0.0.99"), after(0));
        assert_eq!(refused_for(elsewhere), None, "another account has nothing to do with it");
        for _ in 0..3 {
            assert_eq!(begin(TriedBy::Address("192.0.2.7"), 2 * 60 * 60), None, "two hours later it is over");
        }
    }

    #[test]
    fn the_stored_tries_are_bounded() {
        let sign_ins = SignIns::default();
        for number in 0..3 * MANY {
            let _ = sign_ins.begin(&format!("{number}@example.com"), TriedBy::Address("one"), after(0));
        }
        assert!(sign_ins.tries.lock().unwrap().len() <= MANY + 2);
    }
}
