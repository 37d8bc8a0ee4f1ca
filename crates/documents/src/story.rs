//! A team's story: what it did and how ready it felt, month by month. It counts cards, notes and actions, and names no person.

use std::collections::BTreeMap;

use domain::id::{SurveyRoundId, TeamId};
use domain::text::SystemName;
use domain::time::Timestamp;
use domain::workshop::DebriefQuestion;
use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::trend::SurveyResults;
use api::time::from_rfc3339;

/// How far back a story reaches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = StoryRange)]
pub enum Range {
    /// This month and the five before.
    #[serde(rename = "6")]
    HalfAYear,
    /// This month and the eleven before.
    #[default]
    #[serde(rename = "12")]
    Year,
    /// This month and the 23 before.
    #[serde(rename = "24")]
    TwoYears,
}

/// What a team did, and how ready it felt.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Story {
    /// The team.
    pub team: TeamId,
    /// How far back it reaches.
    pub range: Range,
    /// Month by month, the oldest first; the last one is not over yet.
    pub months: Vec<StoryMonth>,
    /// All months together.
    pub total: StoryNumbers,
    /// How many actions are open now, whenever they were made.
    pub open_actions: u32,
    /// How many crappy notes answer each question of the debrief, in the order in which those are asked.
    pub by_question: Vec<NotesByQuestion>,
    /// How many crappy notes answer none.
    pub unasked: u32,
    /// How many crappy notes are about cards of each system, the most first. One about several counts for each.
    pub by_system: Vec<NotesBySystem>,
    /// The rounds of these months, without what people wrote.
    pub confidence: SurveyResults,
}

/// A calendar month in UTC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StoryMonth {
    /// Which, `YYYY-MM`.
    pub month: String,
    /// The round that opened in it: the last one that is shown, or the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<SurveyRoundId>,
    /// What happened in it.
    pub numbers: StoryNumbers,
}

/// What happened in some time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StoryNumbers {
    /// Workshops that were held.
    pub workshops: u32,
    /// Cards that were practised in them.
    pub cards: u32,
    /// Actions that were made.
    pub actions_opened: u32,
    /// Actions that were done.
    pub actions_closed: u32,
    /// Whole days from making to doing, the middle of those that were done; none without any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days_to_close: Option<u32>,
    /// Notes on What's Crappy in those workshops.
    pub crappy_notes: u32,
}

/// Crappy notes that answer a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NotesByQuestion {
    /// The question.
    pub question: DebriefQuestion,
    /// How many.
    pub notes: u32,
}

/// Crappy notes about cards of a system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NotesBySystem {
    /// The system's name.
    pub system: String,
    /// How many.
    pub notes: u32,
}

/// A workshop that was held.
#[derive(Clone, Copy, Debug)]
pub struct HeldWorkshop {
    /// When it was closed.
    pub at: Timestamp,
    /// How many cards it practised.
    pub cards: u32,
}

/// An action.
#[derive(Clone, Copy, Debug)]
pub struct StoryAction {
    /// When it was made.
    pub at: Timestamp,
    /// When it was done.
    pub done_at: Option<Timestamp>,
}

/// Crappy notes of one workshop, alike in what they are about.
#[derive(Clone, Debug)]
pub struct StoryNotes {
    /// When the workshop was closed.
    pub at: Timestamp,
    /// The question that they answer.
    pub question: Option<DebriefQuestion>,
    /// The systems that they are about.
    pub systems: Vec<SystemName>,
    /// How many there are.
    pub count: u32,
}

/// The input of a story. What happened before its first month is left out.
#[derive(Clone, Debug, Default)]
pub struct StoryFacts {
    /// Workshops.
    pub held: Vec<HeldWorkshop>,
    /// Actions.
    pub made: Vec<StoryAction>,
    /// Crappy notes.
    pub noted: Vec<StoryNotes>,
    /// How many actions are open.
    pub open_actions: u32,
}

impl Range {
    fn months(self) -> i32 {
        match self {
            Self::HalfAYear => 6,
            Self::Year => 12,
            Self::TwoYears => 24,
        }
    }

    /// When the first month begins.
    #[must_use]
    pub fn since(self, now: Timestamp) -> Timestamp {
        start(self.first(now))
    }

    fn first(self, now: Timestamp) -> Date {
        let at = jiff::Timestamp::from_microsecond(now.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        let this = TimeZone::UTC.to_datetime(at).date().first_of_month();
        this.saturating_sub((self.months() - 1).months())
    }
}

fn start(month: Date) -> Timestamp {
    let at = TimeZone::UTC.to_timestamp(month.at(0, 0, 0, 0)).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    Timestamp(at.as_microsecond())
}

/// Builds a story as of now.
#[must_use]
pub fn build_story(range: Range, now: Timestamp, facts: &StoryFacts, mut confidence: SurveyResults) -> Story {
    let first = range.first(now);
    let months: Vec<Date> = (0..range.months()).map(|month| first.saturating_add(month.months())).collect();
    let starts: Vec<Timestamp> = months.iter().map(|month| start(*month)).collect();
    let since = starts.first().copied().unwrap_or(now);
    confidence.rounds.retain(|round| from_rfc3339(&round.opened_at).is_some_and(|at| at >= since));
    confidence.open = None;
    let rows = months.iter().zip(&starts).enumerate().map(|(place, (month, from))| {
        let until = starts.get(place + 1).copied().unwrap_or(Timestamp(i64::MAX));
        let opened = |round: &&crate::trend::SurveyResult| {
            from_rfc3339(&round.opened_at).is_some_and(|at| at >= *from && at < until)
        };
        let rounds = || confidence.rounds.iter().filter(opened);
        let round = rounds().rfind(|round| round.shown.is_some()).or_else(|| rounds().next_back());
        StoryMonth {
            month: month.strftime("%Y-%m").to_string(),
            round: round.map(|round| round.id),
            numbers: numbers(facts, *from, until),
        }
    });
    let months = rows.collect();
    let noted = || facts.noted.iter().filter(|noted| noted.at >= since);
    let answering = |question| noted().filter(|noted| noted.question == question).map(|noted| noted.count).sum();
    let mut by_system: BTreeMap<&SystemName, u32> = BTreeMap::new();
    for noted in noted() {
        for system in &noted.systems {
            *by_system.entry(system).or_default() += noted.count;
        }
    }
    let mut by_system: Vec<NotesBySystem> =
        by_system.into_iter().map(|(system, notes)| NotesBySystem { system: system.to_string(), notes }).collect();
    by_system.sort_by_key(|of| std::cmp::Reverse(of.notes));
    Story {
        team: confidence.team,
        range,
        months,
        total: numbers(facts, since, Timestamp(i64::MAX)),
        open_actions: facts.open_actions,
        by_question: DebriefQuestion::ALL
            .map(|question| NotesByQuestion { question, notes: answering(Some(question)) })
            .into(),
        unasked: answering(None),
        by_system,
        confidence,
    }
}

fn numbers(facts: &StoryFacts, from: Timestamp, until: Timestamp) -> StoryNumbers {
    let within = |at: Timestamp| at >= from && at < until;
    let held = || facts.held.iter().filter(|held| within(held.at));
    let done = facts.made.iter().filter_map(|made| Some((made.at, made.done_at.filter(|at| within(*at))?)));
    let mut took: Vec<i64> = done.map(|(made, done)| done.since(made).max(0)).collect();
    took.sort_unstable();
    StoryNumbers {
        workshops: count(held().count()),
        cards: held().map(|held| held.cards).sum(),
        actions_opened: count(facts.made.iter().filter(|made| within(made.at)).count()),
        actions_closed: count(took.len()),
        days_to_close: middle(&took).map(days),
        crappy_notes: facts.noted.iter().filter(|noted| within(noted.at)).map(|noted| noted.count).sum(),
    }
}

/// The middle of ordered values; half way between two.
fn middle(ordered: &[i64]) -> Option<i64> {
    let low = *ordered.get(ordered.len().checked_sub(1)? / 2)?;
    let high = *ordered.get(ordered.len() / 2)?;
    Some(low + (high - low) / 2)
}

fn days(micros: i64) -> u32 {
    u32::try_from(micros / (24 * 60 * Timestamp::MINUTE)).unwrap_or(u32::MAX)
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
