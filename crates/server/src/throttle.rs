//! Limits on how often something may be tried: token buckets in memory, on the server's clock.

mod sign_ins;

use std::collections::HashMap;
use std::sync::Mutex;

use domain::time::Timestamp;

pub(crate) use self::sign_ins::{SignIns, TriedBy};
use crate::error::{Error, Result};

/// What is limited, each with so many tries a minute.
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
        }
    }
}

/// The buckets. One that is full again is forgotten when there are many.
#[derive(Default)]
pub(crate) struct Throttle {
    buckets: Mutex<HashMap<(Attempt, String), Bucket>>,
}

/// Microseconds of credit at a time.
struct Bucket {
    credit: i64,
    at: Timestamp,
}

const MANY: usize = 10_000;

impl Throttle {
    /// Counts an attempt, or refuses it with the seconds after which it makes sense again.
    pub(crate) fn attempt(&self, attempt: Attempt, who: &str, now: Timestamp) -> Result<()> {
        let price = Timestamp::MINUTE / attempt.a_minute();
        let mut buckets = self.buckets.lock().expect("no code panics while it holds this lock");
        if buckets.len() >= MANY {
            buckets.retain(|_, bucket| bucket.credit + now.since(bucket.at) < Timestamp::MINUTE);
        }
        let full = Bucket { credit: Timestamp::MINUTE, at: now };
        let bucket = buckets.entry((attempt, who.to_owned())).or_insert(full);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_empties_and_fills_again() {
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
