//! The stages of reflection: the notes are grouped, then voted on, then turned into actions.

use serde::{Deserialize, Serialize};

use super::{Clock, Phase, Workshop};
use crate::time::Timestamp;

/// The stages of reflection, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ReflectionStage {
    /// Notes that belong together are put into groups.
    Group,
    /// Everybody votes.
    Vote,
    /// The notes with the most votes become actions.
    Act,
}

impl ReflectionStage {
    /// All of them, in order.
    pub const ALL: [Self; 3] = [Self::Group, Self::Vote, Self::Act];
    /// How many notes everybody may vote for when this stage opens the vote.
    pub const VOTES: u16 = 3;

    /// Its part of a reflection of 15 minutes.
    const fn minutes(self) -> i64 {
        match self {
            Self::Group => 4,
            Self::Vote => 3,
            Self::Act => 8,
        }
    }

    /// When it ends if it starts now: the time until the end is shared with the stages after it.
    #[must_use]
    pub fn ends_at(self, now: Timestamp, end: Timestamp) -> Timestamp {
        let left: i64 = Self::ALL.into_iter().filter(|stage| *stage >= self).map(Self::minutes).sum();
        Timestamp(now.0 + end.since(now).max(0) / left * self.minutes())
    }
}

/// The stage of a reflection, with its own deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct StageClock {
    /// Which one.
    pub stage: ReflectionStage,
    /// When the next one should start.
    pub ends_at: Timestamp,
}

impl Workshop {
    /// Reflection begins; early, and then it has another end.
    pub(super) fn reflect(&mut self, at: Timestamp, ends_at: Option<Timestamp>) {
        self.phase = Phase::Reflecting;
        if let Some(clock) = &mut self.clock {
            clock.reflecting_since = Some(at);
            if let Some(ends_at) = ends_at {
                clock.moved_forward = clock.ends_at.since(ends_at);
                clock.ends_at = ends_at;
            }
        }
    }

    /// The rounds continue, and get the time back.
    pub(super) fn reflect_later(&mut self) {
        self.phase = Phase::Running;
        self.stage = None;
        if let Some(clock) = &mut self.clock {
            clock.reflecting_since = None;
            clock.ends_at.0 += std::mem::take(&mut clock.moved_forward);
        }
    }

    /// When the stage of the reflection ends. The last one ends with the workshop.
    #[must_use]
    pub fn stage_ends_at(&self, clock: &Clock) -> Option<Timestamp> {
        let StageClock { stage, ends_at } = self.stage?;
        Some(if stage == ReflectionStage::Act { clock.ends_at } else { ends_at.min(clock.ends_at) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_share_the_time_that_is_left() {
        let at = |minute: i64| Timestamp(0).plus_minutes(minute);
        let check = |stage: ReflectionStage, from: i64, to: i64, end: i64| {
            assert_eq!(stage.ends_at(at(from), at(to)), at(end), "{stage:?} from {from} of {to}");
        };
        check(ReflectionStage::Group, 0, 15, 4);
        check(ReflectionStage::Vote, 4, 15, 7);
        check(ReflectionStage::Act, 7, 15, 15);
        check(ReflectionStage::Group, 0, 30, 8);
        check(ReflectionStage::Vote, 10, 21, 13);
        check(ReflectionStage::Group, 20, 15, 20);
    }
}
