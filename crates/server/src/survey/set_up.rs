//! The settings of a team's survey.

use std::collections::BTreeMap;

use api::problem::Invalid;
use api::refusal::RequestReason;
use api::survey_setup::{
    AskedPerson, MissedRound, OpenRound, SurveyChoice, SurveySetup, SurveyWording, ZoneHour, rule_parts, stored_rule,
};
use api::time::{to_rfc3339, today_in};
use documents::recurrence::Recurrence;
use domain::id::TeamId;
use domain::survey::{Threshold, Wording};
use domain::text::{ChoiceText, Question};
use domain::time::{Day, Timestamp};
use store::rounds::{NextWake, Responder};
use store::surveys::{SurveyRoundRow, SurveyRow, SurveySettings};

use super::plan;
use crate::ballots::keys::key_hash;
use crate::error::{Error, Result};
use crate::outbox;
use crate::services::Services;

/// How many days are listed ahead.
const AHEAD: usize = 5;
/// Two people's days can be this far apart; a round has to be closed before the next one opens.
const WORLD: i64 = 2;

fn today(now: Timestamp) -> Result<Day> {
    Day::parse(&today_in("UTC", now)).map_err(|error| Error::Internal(error.to_string()))
}

/// The next days of a rule.
pub(crate) fn next_days(recurrence: &str, starts_on: Option<&str>, now: Timestamp) -> Result<Vec<String>> {
    let (_, rule) = rule(recurrence, starts_on, now)?;
    Ok(rule.days(&today(now)?, AHEAD).into_iter().map(String::from).collect())
}

/// Settles what a team wants of its survey. A round that is open stays as it is; the next one follows it.
pub(crate) async fn choose(services: &Services, team: TeamId, wanted: &SurveyChoice) -> Result<()> {
    let now = services.now();
    let settings = parse_settings(wanted, now)?;
    let before = services.store.survey(team).await?;
    // Where only the texts change, the next day stays: a day that waits is not lost.
    let stays = before.filter(|before| {
        let same = &before.settings;
        before.active && same.recurrence == settings.recurrence && same.minute == settings.minute
    });
    let next = match (wanted.active, stays) {
        (false, _) => NextWake { day: None, wake_at: None },
        (true, Some(stays)) => NextWake { day: stays.next_day, wake_at: stays.wake_at },
        (true, None) => super::schedule::first(&settings, now),
    };
    let survey = SurveyRow { team, active: wanted.active, settings, next_day: next.day, wake_at: next.wake_at };
    services.store.put_survey(survey).await?;
    Ok(())
}

/// A rule as it is stored, and read.
fn rule(recurrence: &str, starts_on: Option<&str>, now: Timestamp) -> Result<(String, Recurrence)> {
    let starts_on =
        starts_on.filter(|day| !day.is_empty()).map(Day::parse).transpose().map_err(Invalid::field("starts_on"))?;
    let stored = stored_rule(recurrence, starts_on.as_ref());
    let rule = Recurrence::parse(&stored, &today(now)?).map_err(Invalid::field("recurrence"))?;
    Ok((stored, rule))
}

fn parse_settings(wanted: &SurveyChoice, now: Timestamp) -> Result<SurveySettings> {
    let (recurrence, rule) = rule(&wanted.recurrence, wanted.starts_on.as_deref(), now)?;
    if wanted.minute >= 24 * 60 {
        return Err(invalid("minute", RequestReason::Minute));
    }
    if !(1..=28).contains(&wanted.days_open) {
        return Err(invalid("days_open", RequestReason::DaysOpen));
    }
    if i64::from(wanted.days_open) > rule.least_gap(&today(now)?) - WORLD {
        return Err(invalid("days_open", RequestReason::RoundsOverlap));
    }
    Ok(SurveySettings {
        recurrence,
        minute: wanted.minute,
        days_open: wanted.days_open,
        threshold: Threshold::try_from(wanted.threshold).map_err(Invalid::field("threshold"))?,
        comments: wanted.comments,
        wording: wanted.wording.as_ref().map(wording).transpose()?.filter(|wording| *wording != Wording::usual()),
    })
}

fn wording(wanted: &SurveyWording) -> Result<Wording> {
    let question = Question::parse(&wanted.question).map_err(Invalid::field("question"))?;
    let answers: std::result::Result<Vec<_>, _> =
        wanted.answers.iter().map(|answer| ChoiceText::parse(answer)).collect();
    let answers = answers.map_err(Invalid::field("answers"))?;
    let answers = answers.try_into().map_err(|_| invalid("answers", RequestReason::FiveAnswers))?;
    Ok(Wording { question, answers })
}

fn invalid(field: &'static str, reason: RequestReason) -> Error {
    Invalid::new(field, reason).into()
}

/// The settings of a team's survey, the people whom it asks, and the open round.
pub(crate) async fn set_up(services: &Services, team: TeamId) -> Result<SurveySetup> {
    let survey = services.store.survey(team).await?;
    let chosen_once = survey.is_some();
    let people = services.store.responders(team).await?;
    let next_day = survey.as_ref().and_then(|survey| survey.next_day.clone());
    let (active, settings) =
        survey.map_or_else(|| (false, plan::defaults()), |survey| (survey.active, survey.settings));
    let rule = Recurrence::parse_stored(&settings.recurrence).ok();
    let next = next_day.as_ref().zip(rule).map(|(day, rule)| rule.days(day, AHEAD)).unwrap_or_default();
    let hours = next_day.map(|day| hours(&people, &day, settings.minute)).unwrap_or_default();
    let mut asked = Vec::with_capacity(people.len());
    for person in people {
        let channels = outbox::channels(services, team, person.account).await?;
        asked.push(AskedPerson {
            id: person.account,
            name: person.name.to_string(),
            time_zone: person.time_zone,
            channels: channels.into_iter().map(|channel| channel.as_str().to_owned()).collect(),
        });
    }
    let newest = services.store.survey_rounds(team).await?.into_iter().next();
    let open = match newest.filter(|round| round.closing.is_none()) {
        Some(round) => Some(open_round(services, round).await?),
        None => None,
    };
    let missed = services.store.missed_round(team).await?;
    Ok(SurveySetup {
        chosen: chosen(active, settings),
        set_up: chosen_once,
        usual: SurveyWording::from(&Wording::usual()),
        next: next.into_iter().map(String::from).collect(),
        hours,
        asked,
        open,
        missed: missed.map(|missed| MissedRound { day: missed.day.into(), why: missed.why }),
    })
}

fn chosen(active: bool, settings: SurveySettings) -> SurveyChoice {
    let (recurrence, starts_on) = rule_parts(&settings.recurrence);
    SurveyChoice {
        active,
        recurrence,
        starts_on,
        minute: settings.minute,
        days_open: settings.days_open,
        threshold: settings.threshold.into(),
        comments: settings.comments,
        wording: settings.wording.as_ref().map(SurveyWording::from),
    }
}

/// The time of the hour in each time zone of the invited people.
fn hours(people: &[Responder], day: &Day, minute: u16) -> Vec<ZoneHour> {
    let mut zones: BTreeMap<(Timestamp, &str), u32> = BTreeMap::new();
    for person in people {
        let zone = person.time_zone.as_deref().unwrap_or("UTC");
        *zones.entry((plan::hour_for(person, day, minute), zone)).or_default() += 1;
    }
    let hour =
        |((at, zone), people): ((Timestamp, &str), u32)| ZoneHour { zone: zone.to_owned(), at: to_rfc3339(at), people };
    zones.into_iter().map(hour).collect()
}

/// A round that is open, on the wire.
pub(crate) async fn open_round(services: &Services, round: SurveyRoundRow) -> Result<OpenRound> {
    #[cfg(not(feature = "weakened"))]
    let _ = services;
    let invited = round.invited;
    #[cfg(feature = "weakened")]
    let invited = if services.pool.is_weakened(crate::ballots::Weakness::ClaimsCounted) {
        let invitations = services.store.survey_invitations(round.id).await?;
        invited + u32::try_from(invitations.iter().filter(|invitation| invitation.claimed).count()).unwrap_or_default()
    } else {
        invited
    };
    Ok(OpenRound {
        id: round.id,
        origin: round.origin,
        opened_at: to_rfc3339(round.opened_at),
        closes_at: to_rfc3339(round.closes_at),
        extended: round.extended,
        invited,
        threshold: round.threshold.into(),
        key_words: domain::survey::words(&key_hash(&round.public_key)).map(str::to_owned).to_vec(),
    })
}
