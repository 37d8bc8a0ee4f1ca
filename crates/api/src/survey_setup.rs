//! When a team is asked, what, and whom; and the round that is open.

use domain::id::{PersonId, SurveyRoundId};
use domain::survey::MissedWhy;
use domain::survey::{SurveyOrigin, Wording};
use domain::time::Day;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a team wants of its survey, and what comes of it next.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SurveySetup {
    /// What was chosen, or the defaults.
    pub chosen: SurveyChoice,
    /// Whether somebody has set it up.
    pub set_up: bool,
    /// The usual question and answers.
    pub usual: SurveyWording,
    /// The next five days on which a round opens, `YYYY-MM-DD`; none while it is switched off.
    pub next: Vec<String>,
    /// When the next round's hour comes, in each zone of those who are asked, the earliest first.
    pub hours: Vec<ZoneHour>,
    /// Who is asked: the responders, by name.
    pub asked: Vec<AskedPerson>,
    /// The round that is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open: Option<OpenRound>,
    /// The last day on which a round should have opened and did not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missed: Option<MissedRound>,
}

/// What a team chooses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SurveyChoice {
    /// Whether rounds open by themselves.
    pub active: bool,
    /// When, as RFC 5545 writes a recurrence: `FREQ=MONTHLY;BYDAY=1TU`.
    pub recurrence: String,
    /// The day from which "every second" is counted, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_on: Option<String>,
    /// The minute of the day in each person's own zone, 0 to 1439.
    pub minute: u16,
    /// How many days a round is open, 1 to 28.
    pub days_open: u8,
    /// From how many ballots on a round is shown, 3 to 10.
    pub threshold: u8,
    /// Whether a line may be added to a ballot.
    pub comments: bool,
    /// What is asked; none for the usual question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wording: Option<SurveyWording>,
}

/// A question and its five answers, from the least ready to the readiest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SurveyWording {
    /// The question, 1 to 200 characters.
    pub question: String,
    /// Five answers of 1 to 80 characters.
    pub answers: Vec<String>,
}

impl From<&Wording> for SurveyWording {
    fn from(wording: &Wording) -> Self {
        Self {
            question: wording.question.to_string(),
            answers: wording.answers.iter().map(ToString::to_string).collect(),
        }
    }
}

/// When an hour comes in a zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ZoneHour {
    /// The IANA zone.
    pub zone: String,
    /// When, RFC 3339.
    pub at: String,
    /// How many of those who are asked live in it.
    pub people: u32,
}

/// Somebody who is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AskedPerson {
    /// Who.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// Their zone; none until a browser has sent one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// The channels by which they hear of it, such as `mail`; none for those who find it on their pages only.
    pub channels: Vec<String>,
}

/// A round that is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OpenRound {
    /// Its id.
    pub id: SurveyRoundId,
    /// What made it open.
    pub origin: SurveyOrigin,
    /// When it opened, RFC 3339.
    pub opened_at: String,
    /// When it closes, RFC 3339.
    pub closes_at: String,
    /// Whether it is open for a week more than it was to be, because it was short of its threshold.
    pub extended: bool,
    /// How many were asked. How many of them took part is not known to anybody before the end.
    pub invited: u32,
    /// From how many ballots on it is shown.
    pub threshold: u8,
    /// The words by which its key is known.
    pub key_words: Vec<String>,
}

/// A round that should have opened and did not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MissedRound {
    /// The day, `YYYY-MM-DD`.
    pub day: String,
    /// Why.
    pub why: MissedWhy,
}

/// The days that a rule names.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AskDays {
    /// The rule.
    pub recurrence: String,
    /// The day from which "every second" is counted.
    pub starts_on: Option<String>,
}

/// The next five days of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RuleDays {
    /// `YYYY-MM-DD`.
    pub days: Vec<String>,
}

/// A rule and the day from which it is counted, as they are stored together.
#[must_use]
pub fn stored_rule(recurrence: &str, starts_on: Option<&Day>) -> String {
    let rule = recurrence.trim().to_ascii_uppercase();
    let rule = rule.strip_prefix("RRULE:").unwrap_or(&rule);
    match starts_on {
        Some(day) => format!("DTSTART;VALUE=DATE:{}\nRRULE:{rule}", day.as_str().replace('-', "")),
        None => rule.to_owned(),
    }
}

/// The inverse of [`stored_rule`].
#[must_use]
pub fn rule_parts(stored: &str) -> (String, Option<String>) {
    let Some((start, rule)) = stored.split_once('\n') else { return (stored.to_owned(), None) };
    let digits = start.rsplit(':').next().unwrap_or_default();
    let day = match (digits.get(..4), digits.get(4..6), digits.get(6..8)) {
        (Some(year), Some(month), Some(day)) => Some(format!("{year}-{month}-{day}")),
        _ => None,
    };
    (rule.trim_start_matches("RRULE:").to_owned(), day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_and_its_beginning_are_stored_together() {
        let check = |rule: &str, start: Option<&str>| {
            let day = start.map(|day| Day::parse(day).expect("it is a day"));
            let (read, from) = rule_parts(&stored_rule(rule, day.as_ref()));
            assert_eq!((read.as_str(), from.as_deref()), (rule, start));
        };
        check("FREQ=MONTHLY;BYDAY=1TU", None);
        check("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", Some("2026-12-08"));
    }
}
