//! Limits on how often something may be tried: token buckets in memory, on the server's clock.

mod sign_ins;

use std::collections::HashMap;
use std::sync::Mutex;

use domain::time::Timestamp;
use sha2::{Digest, Sha256};

pub(crate) use self::sign_ins::{SignIns, TriedBy};
use crate::error::{Error, Result};

/// The limited operations, each with its tries per minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Attempt {
    /// Signing in from one address.
    SignIn,
    /// Showing the password of a signed-in account once more, or sending a test of delivery with it.
    Account,
    /// Asking for a link to choose a new password with.
    Forgotten,
    /// Looking up or using a code to join.
    Join,
    /// Making a demonstration.
    Demo,
    /// Showing a code on a room screen.
    Screen,
    /// Typing the code of a room screen.
    Pair,
    /// Uploading a picture in a workshop.
    Picture,
    /// Uploading anything: a picture, a scenario file, a workshop on paper.
    Upload,
    /// Using a link to set up, to come in, or to choose a password.
    Link,
    /// Reading a report by a link.
    Report,
    /// Giving a command in Slack.
    Slack,
    /// Trying what is set up for Slack.
    SlackSetup,
}

impl Attempt {
    const fn a_minute(self) -> i64 {
        match self {
            Self::SignIn | Self::Pair | Self::Picture | Self::SlackSetup => 10,
            Self::Account | Self::Forgotten | Self::Demo => 5,
            Self::Join | Self::Link | Self::Screen | Self::Slack => 20,
            // A page of it asks for its pictures, too.
            Self::Report => 120,
            // A page reads a paper again after each change, and a pack has dozens of files.
            Self::Upload => 120,
        }
    }
}

/// The buckets, at most [`MOST`]: what strangers try takes a bounded amount of memory.
#[derive(Default)]
pub(crate) struct Throttle {
    buckets: Mutex<HashMap<(Attempt, Key), Bucket>>,
}

/// The key of a limited client: the beginning of a SHA-256: as long for every address or name, and no list of e-mail addresses in memory.
type Key = [u8; 16];

/// Microseconds of credit at a time.
struct Bucket {
    credit: i64,
    at: Timestamp,
}

const MOST: usize = 10_000;

impl Throttle {
    /// Counts an attempt, or refuses it with the seconds after which it makes sense again.
    pub(crate) fn attempt(&self, attempt: Attempt, who: &str, now: Timestamp) -> Result<()> {
        let price = Timestamp::MINUTE / attempt.a_minute();
        let mut buckets = self.buckets.lock().expect("no code panics while it holds this lock");
        if buckets.len() >= MOST {
            make_room(&mut buckets, now);
        }
        let full = Bucket { credit: Timestamp::MINUTE, at: now };
        let bucket = buckets.entry((attempt, key(who))).or_insert(full);
        bucket.credit = bucket.credit.saturating_add(now.since(bucket.at).max(0)).min(Timestamp::MINUTE);
        bucket.at = now;
        if bucket.credit < price {
            let wait = u64::try_from(price - bucket.credit).unwrap_or(0);
            return Err(Error::TooMany { retry_after_s: wait.div_ceil(1_000_000) });
        }
        bucket.credit -= price;
        Ok(())
    }
}

fn key(who: &str) -> Key {
    let digest: [u8; 32] = Sha256::digest(who.as_bytes()).into();
    std::array::from_fn(|place| digest[place])
}

/// Forgets the fuller half of the buckets: those that limit a client now are kept longest.
fn make_room(buckets: &mut HashMap<(Attempt, Key), Bucket>, now: Timestamp) {
    let credit = |bucket: &Bucket| bucket.credit.saturating_add(now.since(bucket.at).max(0)).min(Timestamp::MINUTE);
    let mut credits: Vec<i64> = buckets.values().map(credit).collect();
    let (_, median, _) = credits.select_nth_unstable(MOST / 2);
    let median = *median;
    buckets.retain(|_, bucket| credit(bucket) < median);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_addresses_cannot_fill_the_memory_or_lift_a_limit() {
        let throttle = Throttle::default();
        let now = Timestamp(1_000_000_000);
        while throttle.attempt(Attempt::SignIn, "attacker", now).is_ok() {}
        for number in 0..3 * MOST {
            throttle.attempt(Attempt::SignIn, &format!("{number}"), now).unwrap();
            assert!(throttle.buckets.lock().unwrap().len() <= MOST);
        }
        assert!(throttle.attempt(Attempt::SignIn, "attacker", now).is_err());
        throttle.attempt(Attempt::SignIn, &"x".repeat(1_000_000), now).unwrap();
        assert_eq!(key("a").len(), key(&"x".repeat(1_000_000)).len());
    }

    #[test]
    fn a_bucket_empties_and_refills() {
        let throttle = Throttle::default();
        let start = Timestamp(1_000_000_000);
        let check = |who: &str, seconds: i64, refused: Option<u64>| {
            let answer = throttle.attempt(Attempt::Demo, who, Timestamp(start.0 + seconds * 1_000_000));
            let wait = match answer {
                Err(Error::TooMany { retry_after_s }) => Some(retry_after_s),
                _ => None,
            };
            assert_eq!(wait, refused, "{who} after {seconds} s");
        };
        for _ in 0..5 {
            check("one", 0, None);
        }
        check("one", 0, Some(12));
        check("other", 0, None);
        check("one", 11, Some(1));
        check("one", 12, None);
        check("one", 12, Some(12));
        check("one", 3_600, None);
    }
}
