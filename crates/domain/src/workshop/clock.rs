//! A workshop's deadlines. Pure: everything is computed from the server's time.

use serde::{Deserialize, Serialize};

use super::Plan;
use crate::time::Timestamp;

/// The deadlines of an open workshop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// When the doors were opened.
    pub opened_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// How many minutes before the end are kept for reflection.
    pub reflection_minutes: u16,
    /// Since when the clock has been stopped.
    pub paused_at: Option<Timestamp>,
    /// When reflection began, if it has.
    pub reflecting_since: Option<Timestamp>,
}

/// How time presses at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pressure {
    /// Cards may be opened.
    Rounds,
    /// Two minutes or less until the time kept for reflection.
    SoonReflection,
    /// The time kept for reflection has begun: stop drawing.
    StopDrawing,
    /// The end has passed.
    Over,
}

impl Clock {
    /// When a workshop that opens at `now` ends. Opened within half an hour before its start it keeps the planned end;
    /// opened late or much earlier it gets its whole length.
    #[must_use]
    pub fn end(plan: &Plan, now: Timestamp) -> Timestamp {
        let early = plan.starts_at.since(now);
        let start = if (0..=30 * Timestamp::MINUTE).contains(&early) { plan.starts_at } else { now };
        start.plus_minutes(plan.minutes.into())
    }

    /// When the time kept for reflection begins.
    #[must_use]
    pub fn reflection_at(&self) -> Timestamp {
        self.ends_at.plus_minutes(-i64::from(self.reflection_minutes))
    }

    /// The time on this clock: a stopped clock stands still.
    #[must_use]
    pub fn reading(&self, now: Timestamp) -> Timestamp {
        self.paused_at.unwrap_or(now)
    }

    /// How time presses at `now`.
    #[must_use]
    pub fn pressure(&self, now: Timestamp) -> Pressure {
        let left = self.reflection_at().since(self.reading(now));
        if self.reading(now) >= self.ends_at {
            Pressure::Over
        } else if left <= 0 {
            Pressure::StopDrawing
        } else if left <= 2 * Timestamp::MINUTE {
            Pressure::SoonReflection
        } else {
            Pressure::Rounds
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Title;

    fn plan(starts_at: Timestamp) -> Plan {
        Plan {
            title: Title::parse("November").unwrap(),
            starts_at,
            zone: "UTC".into(),
            place: None,
            meeting_link: None,
            minutes: 60,
            reflection_minutes: 15,
        }
    }

    #[test]
    fn ends() {
        let start = Timestamp(0).plus_minutes(10_000);
        let check = |opened: i64, expected: i64| {
            let end = Clock::end(&plan(start), start.plus_minutes(opened));
            assert_eq!(end, start.plus_minutes(expected), "opened {opened} minutes after the planned start");
        };
        check(0, 60);
        check(-10, 60);
        check(-30, 60);
        check(-31, 29);
        check(20, 80);
    }

    #[test]
    fn pressure_follows_the_clock() {
        let start = Timestamp(0);
        let mut clock = Clock {
            opened_at: start,
            ends_at: start.plus_minutes(60),
            reflection_minutes: 15,
            paused_at: None,
            reflecting_since: None,
        };
        let check = |clock: &Clock, minute: i64, expected: Pressure| {
            assert_eq!(clock.pressure(start.plus_minutes(minute)), expected, "minute {minute}");
        };
        check(&clock, 0, Pressure::Rounds);
        check(&clock, 42, Pressure::Rounds);
        check(&clock, 43, Pressure::SoonReflection);
        check(&clock, 45, Pressure::StopDrawing);
        check(&clock, 60, Pressure::Over);
        clock.paused_at = Some(start.plus_minutes(10));
        check(&clock, 59, Pressure::Rounds);
    }
}
