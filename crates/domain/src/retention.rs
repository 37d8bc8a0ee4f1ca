//! How long a team keeps what it may no longer need: its closed workshops, and the names of guests.

use crate::refusal::{Refusal, Refuses, ValueReason};
use crate::time::Timestamp;

/// How many months a closed workshop is kept; one of [`Months::CHOICES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Months(u16);

/// After how many days a guest's name is forgotten; one of [`Days::CHOICES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Days(u16);

/// What a team keeps for how long; what has no limit is kept permanently.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Retention {
    /// Closed workshops.
    pub workshops: Option<Months>,
    /// The names of guests.
    pub guests: Option<Days>,
}

/// Why a number is no choice.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{}", self.refusal())]
pub struct NoChoice(&'static [u16]);

impl Refuses for NoChoice {
    fn refusal(&self) -> Refusal {
        let choices: Vec<_> = self.0.iter().map(ToString::to_string).collect();
        ValueReason::RetentionChoice.refusal().word("choices", choices.join(", "))
    }
}

impl Months {
    /// Workshops are meant to be looked at when the next one is prepared: they are not deleted sooner.
    pub const CHOICES: [u16; 5] = [3, 6, 12, 24, 36];

    /// Takes a choice.
    pub fn parse(months: u16) -> Result<Self, NoChoice> {
        if Self::CHOICES.contains(&months) { Ok(Self(months)) } else { Err(NoChoice(&Self::CHOICES)) }
    }

    /// How many.
    #[must_use]
    pub fn count(self) -> u16 {
        self.0
    }
}

impl Days {
    /// The shortest is longer than a closed workshop can be opened again.
    pub const CHOICES: [u16; 4] = [7, 30, 90, 365];

    /// Takes a choice.
    pub fn parse(days: u16) -> Result<Self, NoChoice> {
        if Self::CHOICES.contains(&days) { Ok(Self(days)) } else { Err(NoChoice(&Self::CHOICES)) }
    }

    /// How many.
    #[must_use]
    pub fn count(self) -> u16 {
        self.0
    }

    /// The time so many days earlier.
    #[must_use]
    pub fn before(self, now: Timestamp) -> Timestamp {
        now.plus_minutes(-i64::from(self.0) * DAY_MINUTES)
    }
}

const DAY_MINUTES: i64 = 24 * 60;

impl Retention {
    /// From when on a choice is carried out that was made at a time: a day later, so that a person who chose wrongly can choose
    /// again before anything is lost.
    #[must_use]
    pub fn carried_out_from(changed_at: Timestamp) -> Timestamp {
        changed_at.plus_minutes(DAY_MINUTES)
    }

    /// Whether everything is kept.
    #[must_use]
    pub fn is_for_ever(self) -> bool {
        self == Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_offered_can_be_chosen() {
        let months = |months: u16, expected: bool| assert_eq!(Months::parse(months).is_ok(), expected, "{months}");
        months(0, false);
        months(3, true);
        months(4, false);
        months(36, true);
        let days = |days: u16, expected: bool| assert_eq!(Days::parse(days).is_ok(), expected, "{days}");
        days(0, false);
        days(7, true);
        days(8, false);
        days(365, true);
        assert_eq!(Days::parse(1).unwrap_err().to_string(), "Choose one of 7, 30, 90, 365, or for ever.");
    }

    #[test]
    fn a_choice_waits_for_a_day() {
        let day = 24 * 60 * Timestamp::MINUTE;
        assert_eq!(Retention::carried_out_from(Timestamp(5)), Timestamp(5 + day));
        assert_eq!(Days::parse(7).unwrap().before(Timestamp(7 * day)), Timestamp(0));
    }
}
