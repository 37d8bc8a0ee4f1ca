//! How often a team should meet, and why: monthly at least, more often while it has much to mend or is not confident.
//!
//! Three signs are looked at. Each asks for a rhythm, the most frequent one wins, and all are shown with their numbers. A team
//! that meets often already is asked for a little less than one that does not before it may meet less often, so that an action
//! more or less does not change the answer. Why the numbers are what they are: docs/decisions/0027-how-often-to-meet.md.

use serde::{Deserialize, Serialize};

use crate::survey::Histogram;
use crate::survey::statistics::{self, Change};

/// Open actions a person from which on a team meets fortnightly, and weekly: what one finishes beside the work in a month, or not
/// in two.
const ACTIONS: Steps = Steps { fortnightly: 3, weekly: 5 };
/// Crappy notes a card from which on a team meets fortnightly, and weekly: a debrief brings one or two when things are well.
const NOTES: Steps = Steps { fortnightly: 3, weekly: 5 };
/// By so much each is lower for a team that meets so often already.
const SLACK: u32 = 1;
/// A middle answer up to this is low: fewer than half chose more than "barely".
const LOW: u8 = 2;
/// A middle answer from this on is confident.
const CONFIDENT: u8 = 4;
/// So many rounds in a row have to be confident.
const CONFIDENT_ROUNDS: usize = 2;

/// How often a team meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Rhythm {
    /// Every four weeks, and at least so often.
    Monthly,
    /// Every two weeks.
    Fortnightly,
    /// Every week.
    Weekly,
}

impl Rhythm {
    /// All of them, the rarest first.
    pub const ALL: [Self; 3] = [Self::Monthly, Self::Fortnightly, Self::Weekly];

    /// The days from one workshop to the next: whole weeks, so that it stays on its weekday.
    #[must_use]
    pub fn days(self) -> i64 {
        match self {
            Self::Monthly => 28,
            Self::Fortnightly => 14,
            Self::Weekly => 7,
        }
    }

    /// The rhythm that a number of days between two workshops comes nearest to.
    #[must_use]
    pub fn of_days(days: i64) -> Self {
        match days {
            ..=10 => Self::Weekly,
            11..=21 => Self::Fortnightly,
            _ => Self::Monthly,
        }
    }
}

/// What is known of a team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RhythmFacts {
    /// How many people draw cards.
    pub responders: u32,
    /// How many actions are open.
    pub open_actions: u32,
    /// What the last workshop brought; none before the first, or when it played no card.
    pub last: Option<Brought>,
    /// The published rounds of the present question, the oldest first.
    pub rounds: Vec<Histogram>,
    /// How often it meets at present.
    pub present: Rhythm,
}

/// What a workshop brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Brought {
    /// The notes on What's Crappy.
    pub crappy: u32,
    /// The cards that were played.
    pub cards: u32,
}

/// How often to meet, and what speaks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recommendation {
    /// How often.
    pub rhythm: Rhythm,
    /// Every sign that there is, with the rhythm that it asks for.
    pub signs: Vec<Sign>,
}

/// Something that speaks for a rhythm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "sign", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = RhythmSign))]
pub enum Sign {
    /// What is still to be done.
    Actions {
        /// Open actions.
        open: u32,
        /// The people who draw cards.
        responders: u32,
        /// What this asks for.
        asks: Rhythm,
    },
    /// What hurt in the last workshop.
    Notes {
        /// Notes on What's Crappy.
        crappy: u32,
        /// Cards that were played.
        cards: u32,
        /// What this asks for.
        asks: Rhythm,
    },
    /// How ready people feel, in the last round that was published.
    Confidence {
        /// The lower middle answer, 1 to 5.
        low: u8,
        /// The upper middle answer, 1 to 5; the same but for an even number of ballots.
        high: u8,
        /// Whether it fell, since the round before or in the long run.
        falling: bool,
        /// The state of the team's confidence.
        standing: ConfidenceStanding,
        /// What this asks for.
        asks: Rhythm,
    },
}

/// The state of a team's confidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ConfidenceStanding {
    /// The middle answer is one of the lowest two.
    Low,
    /// Neither low, nor confident for long enough.
    Growing,
    /// The last two rounds were confident.
    Confident,
}

impl Sign {
    /// What it asks for.
    #[must_use]
    pub fn asks(&self) -> Rhythm {
        match self {
            Self::Actions { asks, .. } | Self::Notes { asks, .. } | Self::Confidence { asks, .. } => *asks,
        }
    }
}

/// Recommends how often a team should meet.
#[must_use]
pub fn recommend(facts: &RhythmFacts) -> Recommendation {
    let responders = facts.responders.max(1);
    let open = facts.open_actions;
    let mut signs = vec![Sign::Actions { open, responders, asks: ACTIONS.asks_of(open, responders, facts.present) }];
    if let Some(Brought { crappy, cards }) = facts.last.filter(|last| last.cards > 0) {
        signs.push(Sign::Notes { crappy, cards, asks: NOTES.asks_of(crappy, cards, facts.present) });
    }
    signs.extend(confidence(&facts.rounds, facts.present));
    let rhythm = signs.iter().map(Sign::asks).max().unwrap_or(Rhythm::Monthly);
    Recommendation { rhythm, signs }
}

fn confidence(rounds: &[Histogram], present: Rhythm) -> Option<Sign> {
    let last = rounds.last()?;
    let (low, high) = statistics::median(last)?;
    let before = rounds.iter().rev().nth(1);
    let falling = before.is_some_and(|before| statistics::change(before, last) == Some(Change::Lower))
        || statistics::trend(rounds) == Some(Change::Lower);
    let confident = |round: &Histogram| statistics::median(round).is_some_and(|(low, _)| low >= CONFIDENT);
    let for_long = rounds.len() >= CONFIDENT_ROUNDS && rounds.iter().rev().take(CONFIDENT_ROUNDS).all(confident);
    let standing = if low <= LOW {
        ConfidenceStanding::Low
    } else if for_long {
        ConfidenceStanding::Confident
    } else {
        ConfidenceStanding::Growing
    };
    let asks = match (standing, falling) {
        (ConfidenceStanding::Low, true) => Rhythm::Weekly,
        (ConfidenceStanding::Low, false) | (_, true) => Rhythm::Fortnightly,
        (ConfidenceStanding::Confident, false) => Rhythm::Monthly,
        // A team that meets more often continues until it is confident; one that does not need not begin.
        (ConfidenceStanding::Growing, false) => present.min(Rhythm::Fortnightly),
    };
    Some(Sign::Confidence { low, high, falling, standing, asks })
}

/// From how much on, for each of something, a team meets more often.
struct Steps {
    fortnightly: u32,
    weekly: u32,
}

impl Steps {
    fn asks_of(&self, many: u32, of: u32, present: Rhythm) -> Rhythm {
        let reached = |step: u32, rhythm: Rhythm| {
            let step = if present >= rhythm { step - SLACK } else { step };
            u64::from(many) >= u64::from(step) * u64::from(of)
        };
        if reached(self.weekly, Rhythm::Weekly) {
            Rhythm::Weekly
        } else if reached(self.fortnightly, Rhythm::Fortnightly) {
            Rhythm::Fortnightly
        } else {
            Rhythm::Monthly
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use Rhythm::{Fortnightly, Monthly, Weekly};

    const LOW_ROUND: [u32; 5] = [2, 2, 1, 0, 0];
    const MIDDLE: [u32; 5] = [0, 1, 3, 1, 0];
    const HIGH: [u32; 5] = [0, 0, 1, 2, 2];

    fn facts(open_actions: u32, last: Option<(u32, u32)>, rounds: &[[u32; 5]], present: Rhythm) -> RhythmFacts {
        let last = last.map(|(crappy, cards)| Brought { crappy, cards });
        RhythmFacts {
            responders: 3,
            open_actions,
            last,
            rounds: rounds.iter().copied().map(Histogram).collect(),
            present,
        }
    }

    #[test]
    fn a_team_meets_as_often_as_its_strongest_sign_asks() {
        let check = |open, last, rounds: &[[u32; 5]], present, expected| {
            let advice = recommend(&facts(open, last, rounds, present));
            assert_eq!(advice.rhythm, expected, "{open} {last:?} {rounds:?} {present:?}: {advice:?}");
        };
        // Nothing is known: monthly, as everybody.
        check(0, None, &[], Monthly, Monthly);
        // Actions, three people.
        check(8, None, &[], Monthly, Monthly);
        check(9, None, &[], Monthly, Fortnightly);
        check(15, None, &[], Monthly, Weekly);
        // Notes.
        check(0, Some((11, 4)), &[], Monthly, Monthly);
        check(0, Some((12, 4)), &[], Monthly, Fortnightly);
        check(0, Some((20, 4)), &[], Monthly, Weekly);
        check(0, Some((20, 0)), &[], Monthly, Monthly);
        // Confidence: low, falling, both.
        check(0, None, &[LOW_ROUND], Monthly, Fortnightly);
        check(0, None, &[HIGH, MIDDLE], Monthly, Monthly);
        check(0, None, &[[0, 0, 0, 2, 3], [0, 0, 5, 0, 0]], Monthly, Fortnightly);
        check(0, None, &[[0, 0, 0, 2, 3], [3, 2, 0, 0, 0]], Monthly, Weekly);
        // The strongest wins.
        check(9, Some((20, 4)), &[HIGH, HIGH], Monthly, Weekly);
    }

    #[test]
    fn a_team_that_meets_often_continues_until_it_is_confident() {
        let check = |open, last, rounds: &[[u32; 5]], present, expected| {
            assert_eq!(
                recommend(&facts(open, last, rounds, present)).rhythm,
                expected,
                "{open} {rounds:?} {present:?}"
            );
        };
        check(6, None, &[], Fortnightly, Fortnightly);
        check(5, None, &[], Fortnightly, Monthly);
        check(12, None, &[], Weekly, Weekly);
        check(11, None, &[], Weekly, Fortnightly);
        check(0, Some((8, 4)), &[], Fortnightly, Fortnightly);
        check(0, None, &[MIDDLE, HIGH], Fortnightly, Fortnightly);
        check(0, None, &[MIDDLE, HIGH], Weekly, Fortnightly);
        check(0, None, &[HIGH], Fortnightly, Fortnightly);
        check(0, None, &[HIGH, HIGH], Fortnightly, Monthly);
        check(0, None, &[HIGH, HIGH], Weekly, Monthly);
        // A confident team with much to do still meets often.
        check(9, None, &[HIGH, HIGH], Monthly, Fortnightly);
    }

    #[test]
    fn a_recommendation_lists_its_signs() {
        let advice = recommend(&facts(9, Some((14, 4)), &[[0, 0, 0, 2, 3], [1, 2, 1, 1, 0]], Monthly));
        let expected = [
            Sign::Actions { open: 9, responders: 3, asks: Fortnightly },
            Sign::Notes { crappy: 14, cards: 4, asks: Fortnightly },
            Sign::Confidence { low: 2, high: 2, falling: true, standing: ConfidenceStanding::Low, asks: Weekly },
        ];
        assert_eq!((advice.rhythm, advice.signs), (Weekly, expected.to_vec()));
    }

    #[test]
    fn days_become_a_rhythm() {
        for rhythm in Rhythm::ALL {
            assert_eq!(Rhythm::of_days(rhythm.days()), rhythm);
        }
        assert_eq!(
            [0, 10, 11, 21, 22, 90].map(Rhythm::of_days),
            [Weekly, Weekly, Fortnightly, Fortnightly, Monthly, Monthly]
        );
    }

    prop_compose! {
        fn any_facts()(
            responders in 0..12_u32,
            open_actions in 0..80_u32,
            last in proptest::option::of((0..60_u32, 0..12_u32)),
            rounds in proptest::collection::vec(proptest::array::uniform5(0..4_u32), 0..6),
            present in proptest::sample::select(Rhythm::ALL.to_vec()),
        ) -> RhythmFacts {
            let rounds = rounds.into_iter().map(Histogram).collect();
            RhythmFacts { responders, open_actions, last: last.map(|(crappy, cards)| Brought { crappy, cards }), rounds, present }
        }
    }

    proptest! {
        #[test]
        fn more_to_mend_is_never_met_less_often(facts in any_facts(), actions in 0..20_u32, notes in 0..20_u32) {
            let mut more = facts.clone();
            more.open_actions += actions;
            if let Some(last) = &mut more.last {
                last.crappy += notes;
            }
            prop_assert!(recommend(&more).rhythm >= recommend(&facts).rhythm);
        }

        #[test]
        fn whoever_follows_it_is_told_the_same_again(facts in any_facts()) {
            let rhythm = recommend(&facts).rhythm;
            prop_assert_eq!(recommend(&RhythmFacts { present: rhythm, ..facts }).rhythm, rhythm);
        }

        #[test]
        fn meeting_more_often_is_never_a_reason_to_meet_less_often(facts in any_facts()) {
            let advice = Rhythm::ALL.map(|present| recommend(&RhythmFacts { present, ..facts.clone() }).rhythm);
            prop_assert!(advice[0] <= advice[1] && advice[1] <= advice[2]);
        }
    }
}
