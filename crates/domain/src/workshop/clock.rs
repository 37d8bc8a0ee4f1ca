//! A workshop's deadlines. Pure: everything is computed from the server's time.

use serde::{Deserialize, Serialize};

use super::{Plan, Workshop};
use crate::time::Timestamp;

/// The deadlines of an open workshop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// When the doors were opened.
    pub opened_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// How many minutes before the end are kept for reflection: what was planned, or less where it was shortened.
    pub reflection_minutes: u16,
    /// Since when the clock has been stopped.
    pub paused_at: Option<Timestamp>,
    /// When reflection began, if it has.
    pub reflecting_since: Option<Timestamp>,
    /// When the workshop was closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<Timestamp>,
    /// When it was opened again after that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reopened_at: Option<Timestamp>,
    /// By how many microseconds the end was moved forward because reflection began early.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub moved_forward: i64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(value: &i64) -> bool {
    *value == 0
}

/// How time presses at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pressure {
    /// Cards may be opened.
    Rounds,
    /// Five minutes or less until the time kept for reflection.
    FiveMinutes,
    /// Two minutes or less until then.
    TwoMinutes,
    /// The time kept for reflection has begun, and a card that is still open gets three minutes to finish.
    Grace,
    /// Stop: the time kept for reflection has begun.
    StopDrawing,
    /// The end has passed.
    Over,
}

impl Clock {
    /// The shortest time that is kept for reflection once a workshop is under way, in minutes.
    pub const MIN_KEPT: u16 = 5;
    /// How long a card that is open when the time kept for reflection begins may go on, in minutes.
    pub const GRACE: i64 = 3;
    /// How long a closed workshop can be opened again, in minutes.
    pub const REOPEN: i64 = 24 * 60;
    /// How long guests and room screens may look at a closed workshop, in minutes: as long as it can be opened again.
    pub const VISITORS_AFTER: i64 = Self::REOPEN;
    /// How long they may look at one that is never closed, in minutes after its end.
    pub const VISITORS_UNCLOSED: i64 = 7 * 24 * 60;

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

    /// Until when a card that is open when the time kept for reflection begins may go on.
    #[must_use]
    pub fn grace_until(&self) -> Timestamp {
        self.reflection_at().plus_minutes(Self::GRACE)
    }

    /// When a reflection that begins at `now` ends, if that is before the planned end: it is as long as was planned.
    #[must_use]
    pub fn early_end(&self, now: Timestamp) -> Option<Timestamp> {
        let end = self.reading(now).plus_minutes(self.reflection_minutes.into());
        (end < self.ends_at).then_some(end)
    }

    /// The time on this clock; it does not advance while the clock is stopped.
    #[must_use]
    pub fn reading(&self, now: Timestamp) -> Timestamp {
        self.paused_at.unwrap_or(now)
    }

    /// Until when a closed workshop can be opened again.
    #[must_use]
    pub fn reopen_until(&self) -> Option<Timestamp> {
        Some(self.closed_at?.plus_minutes(Self::REOPEN))
    }

    /// From when on guests and room screens may not look at the workshop any more. A paused clock counts as
    /// it is: its end moves once it resumes.
    #[must_use]
    pub fn visitors_until(&self) -> Timestamp {
        match self.closed_at {
            Some(closed_at) => closed_at.plus_minutes(Self::VISITORS_AFTER),
            None => self.ends_at.plus_minutes(Self::VISITORS_UNCLOSED),
        }
    }

    /// How time presses at `now` where no card is open.
    #[must_use]
    pub fn pressure(&self, now: Timestamp) -> Pressure {
        let left = self.reflection_at().since(self.reading(now));
        if self.reading(now) >= self.ends_at {
            Pressure::Over
        } else if left <= 0 {
            Pressure::StopDrawing
        } else if left <= 2 * Timestamp::MINUTE {
            Pressure::TwoMinutes
        } else if left <= 5 * Timestamp::MINUTE {
            Pressure::FiveMinutes
        } else {
            Pressure::Rounds
        }
    }

    /// The time pressure at `now` on the people who play an open card.
    #[must_use]
    pub fn pressure_on_card(&self, now: Timestamp) -> Pressure {
        let pressure = self.pressure(now);
        let grace = pressure == Pressure::StopDrawing && self.reading(now) < self.grace_until();
        if grace { Pressure::Grace } else { pressure }
    }
}

impl Workshop {
    /// How many minutes are kept for reflection, if that is less than was planned.
    #[must_use]
    pub fn shortened_to(&self) -> Option<u16> {
        let kept = self.clock.as_ref()?.reflection_minutes;
        (kept < self.plan.reflection_minutes).then_some(kept)
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
    fn visitors_go_a_day_after_the_close_and_a_week_after_an_end_without_one() {
        let mut clock = Clock {
            opened_at: Timestamp(0),
            ends_at: Timestamp(0).plus_minutes(60),
            reflection_minutes: 15,
            paused_at: None,
            reflecting_since: None,
            closed_at: None,
            reopened_at: None,
            moved_forward: 0,
        };
        assert_eq!(clock.visitors_until(), clock.ends_at.plus_minutes(7 * 24 * 60));
        clock.closed_at = Some(Timestamp(0).plus_minutes(50));
        assert_eq!(clock.visitors_until(), Timestamp(0).plus_minutes(50 + 24 * 60));
        assert_eq!(Some(clock.visitors_until()), clock.reopen_until());
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
            closed_at: None,
            reopened_at: None,
            moved_forward: 0,
        };
        let check = |clock: &Clock, minute: i64, alone: Pressure, with_card: Pressure| {
            let now = start.plus_minutes(minute);
            assert_eq!((clock.pressure(now), clock.pressure_on_card(now)), (alone, with_card), "minute {minute}");
        };
        check(&clock, 0, Pressure::Rounds, Pressure::Rounds);
        check(&clock, 39, Pressure::Rounds, Pressure::Rounds);
        check(&clock, 40, Pressure::FiveMinutes, Pressure::FiveMinutes);
        check(&clock, 43, Pressure::TwoMinutes, Pressure::TwoMinutes);
        check(&clock, 45, Pressure::StopDrawing, Pressure::Grace);
        check(&clock, 47, Pressure::StopDrawing, Pressure::Grace);
        check(&clock, 48, Pressure::StopDrawing, Pressure::StopDrawing);
        check(&clock, 60, Pressure::Over, Pressure::Over);
        clock.reflection_minutes = 10;
        check(&clock, 45, Pressure::FiveMinutes, Pressure::FiveMinutes);
        check(&clock, 52, Pressure::StopDrawing, Pressure::Grace);
        clock.paused_at = Some(start.plus_minutes(10));
        check(&clock, 59, Pressure::Rounds, Pressure::Rounds);
    }
}
