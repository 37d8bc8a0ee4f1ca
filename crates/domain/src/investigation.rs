//! One card under investigation: a round of a workshop, or a practice alone. It has a clock of its own, knows what of the card
//! was shown, and how it ended. Who may do what is decided by the workshop and the practice, which hold it, and beside it its
//! steps and questions ([`StepContent`]).

mod ask;
mod step;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize, Serializer};

pub use self::ask::find_answer;
pub use self::step::{Reply, StepContent, StepKind};
use crate::scenario::{Release, Scenario};
use crate::text::ReplyText;
use crate::time::Timestamp;

/// A card under investigation. Before it is opened it is the default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Investigation {
    /// When the card was opened.
    pub opened_at: Option<Timestamp>,
    /// When the investigation ended and the truth was shown: in a workshop when the debrief began.
    #[serde(rename = "debrief_at")]
    pub concluded_at: Option<Timestamp>,
    /// When it was over, with an outcome.
    pub done_at: Option<Timestamp>,
    /// How the incident ended; of the card, never of a person.
    pub outcome: Option<Outcome>,
    /// What was given out, and when.
    pub revealed: BTreeMap<String, Timestamp>,
    /// Which hints were given, by place from 0, and when.
    pub hints_given: BTreeMap<u16, Timestamp>,
    /// When the clock stood still.
    #[serde(rename = "paused", serialize_with = "write_total", skip_serializing_if = "is_without_pause")]
    pauses: Vec<Pause>,
    /// What the cause was thought to be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theory: Option<ReplyText>,
}

/// A time in which the clock is paused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Pause {
    from: Timestamp,
    until: Option<Timestamp>,
}

/// What an investigation has to know of a card.
pub trait Investigable {
    /// Its evidence, in the order in which it is best shown: the name of each piece, and when it is given out.
    fn pieces(&self) -> impl Iterator<Item = (&str, &Release)>;
    /// How many hints it has.
    fn hints(&self) -> u16;
}

impl Investigable for Scenario {
    fn pieces(&self) -> impl Iterator<Item = (&str, &Release)> {
        self.evidence.iter().map(|piece| (piece.id.as_str(), &piece.release))
    }

    fn hints(&self) -> u16 {
        u16::try_from(self.hints.len()).unwrap_or(u16::MAX)
    }
}

/// How a card's incident ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Outcome {
    /// The cause was found.
    Solved,
    /// The cause was found with hints or help.
    SolvedWithHelp,
    /// It was left for another time.
    Parked,
}

/// How a piece of evidence came to be seen, and after how many microseconds of investigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// How it came.
    pub how: How,
    /// When on the investigation's own clock.
    pub at: i64,
}

/// How a piece of evidence came to be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum How {
    /// It was turned over.
    Back,
    /// It arrived by itself.
    Arrived,
    /// It was asked for.
    Asked,
    /// It was not seen while the card was investigated.
    Afterwards,
}

/// What happens.
impl Investigation {
    /// The card is opened.
    pub fn open(&mut self, at: Timestamp) {
        self.opened_at = Some(at);
    }

    /// Pauses the clock, unless it is paused or the investigation has ended.
    pub fn pause(&mut self, at: Timestamp) {
        if !self.is_paused() && !self.is_over() {
            self.pauses.push(Pause { from: at, until: None });
        }
    }

    /// The clock runs again.
    pub fn resume(&mut self, at: Timestamp) {
        if let Some(pause) = self.pauses.last_mut() {
            pause.until.get_or_insert(at.max(pause.from));
        }
    }

    /// A piece of evidence is given out.
    pub fn reveal(&mut self, evidence: String, at: Timestamp) {
        self.revealed.entry(evidence).or_insert(at);
    }

    /// The hint at a place is given.
    pub fn give_hint(&mut self, hint: u16, at: Timestamp) {
        self.hints_given.entry(hint).or_insert(at);
    }

    /// The investigation ends, and the truth is shown.
    pub fn conclude(&mut self, theory: Option<ReplyText>, at: Timestamp) {
        self.resume(at);
        self.concluded_at = Some(at);
        self.theory = theory;
    }

    /// It is over, and this is how it went.
    pub fn finish(&mut self, outcome: Outcome, at: Timestamp) {
        self.resume(at);
        self.done_at = Some(at);
        self.outcome = Some(outcome);
    }
}

/// What can be asked of it.
impl Investigation {
    /// Whether the truth was shown.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.ended_at().is_some()
    }

    /// Whether the clock is paused while the investigation is open.
    #[must_use]
    pub fn is_paused(&self) -> bool {
        self.pauses.last().is_some_and(|pause| pause.until.is_none())
    }

    /// For how many microseconds the clock stood still, without a pause that lasts.
    #[must_use]
    pub fn paused(&self) -> i64 {
        total(&self.pauses)
    }

    /// Microseconds of investigation at a moment, without pauses and until it ended.
    #[must_use]
    pub fn elapsed(&self, at: Timestamp) -> i64 {
        let Some(opened_at) = self.opened_at else { return 0 };
        let end = self.ended_at().map_or(at, |ended_at| at.min(ended_at));
        let stood_still = |pause: &Pause| pause.until.unwrap_or(end).min(end).since(pause.from).max(0);
        (end.since(opened_at) - self.pauses.iter().map(stood_still).sum::<i64>()).max(0)
    }

    /// Whether a piece was turned over, asked for, or given out.
    #[must_use]
    pub fn is_revealed(&self, evidence: &str) -> bool {
        self.revealed.contains_key(evidence)
    }

    /// The first piece that was not given out yet, of those that may be.
    #[must_use]
    pub fn next_piece<'a>(&self, card: &'a impl Investigable, may: impl Fn(&Release) -> bool) -> Option<&'a str> {
        let mut left = card.pieces().filter(|(id, release)| !self.is_revealed(id) && may(release));
        left.next().map(|(id, _)| id)
    }

    /// How many pieces of the back still lie face down.
    #[must_use]
    pub fn face_down(&self, card: &impl Investigable) -> usize {
        card.pieces().filter(|(id, release)| **release == Release::Back && !self.is_revealed(id)).count()
    }

    /// The pieces that may be seen by now where evidence arrives by itself, by their names. Once the truth was shown that is
    /// all of them.
    #[must_use]
    pub fn seen<'a>(&self, card: &'a impl Investigable, now: Timestamp) -> BTreeMap<&'a str, Seen> {
        let elapsed = self.elapsed(now);
        let seen = |(id, release): (&'a str, &Release)| {
            let given = |how| self.revealed.get(id).map(|at| Seen { how, at: self.elapsed(*at) });
            let came = match release {
                Release::After { minutes } => {
                    let at = i64::from(*minutes) * Timestamp::MINUTE;
                    (at <= elapsed).then_some(Seen { how: How::Arrived, at })
                }
                Release::Back => given(How::Back),
                Release::Asked { .. } => given(How::Asked),
            };
            let afterwards = self.is_over().then_some(Seen { how: How::Afterwards, at: elapsed });
            Some((id, came.or(afterwards)?))
        };
        card.pieces().filter_map(seen).collect()
    }

    /// The pieces that arrive by themselves and were not given out, with the moment at which each arrives if the clock runs
    /// on; none while it is paused.
    pub fn arrivals<'a>(&self, card: &'a impl Investigable) -> impl Iterator<Item = (Timestamp, &'a str)> {
        let runs = !self.is_over() && !self.is_paused();
        let begun_at =
            self.opened_at.filter(|_| runs).map(|opened_at| Timestamp(opened_at.0.saturating_add(self.paused())));
        card.pieces().filter_map(move |(id, release)| match release {
            Release::After { minutes } if !self.is_revealed(id) => {
                Some((begun_at?.plus_minutes(i64::from(*minutes)), id))
            }
            Release::After { .. } | Release::Back | Release::Asked { .. } => None,
        })
    }

    /// The place of the next hint, if the card has one more.
    #[must_use]
    pub fn next_hint(&self, card: &impl Investigable) -> Option<u16> {
        (0..card.hints()).find(|place| !self.hints_given.contains_key(place))
    }

    fn ended_at(&self) -> Option<Timestamp> {
        self.concluded_at.or(self.done_at)
    }
}

fn is_without_pause(pauses: &[Pause]) -> bool {
    total(pauses) == 0
}

fn total(pauses: &[Pause]) -> i64 {
    let lengths = pauses.iter().filter_map(|pause| Some(pause.until?.since(pause.from)));
    lengths.fold(0, i64::saturating_add)
}

fn write_total<S: Serializer>(pauses: &[Pause], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_i64(total(pauses))
}
