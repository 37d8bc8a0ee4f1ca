//! The beginning of a round.

use std::collections::BTreeSet;

use api::refusal::RequestReason;
use domain::id::{PersonId, SurveyRoundId, TeamId};
use domain::survey::{SurveyOrigin, Wording};
use domain::time::{Day, Timestamp};
use store::outbox::OutgoingRow;
use store::rounds::{NextWake, Responder};
use store::surveys::{NewSurveyRound, SurveyRoundRow, SurveySettings};

use super::plan::{self, Times};
use crate::error::{Error, Result};
use crate::outbox::{self, Notice, outgoing};
use crate::services::Services;

/// What the schedule opens: the day, and the next day of the survey.
pub(crate) struct Occurrence {
    pub(crate) day: Day,
    pub(crate) next: NextWake,
}

/// Opens a round by hand, or at the end of a workshop: everyone is asked at once.
pub async fn open(services: &Services, team: TeamId, origin: SurveyOrigin) -> Result<SurveyRoundRow> {
    let settings = services.store.survey(team).await?.map_or_else(plan::defaults, |survey| survey.settings);
    let people = services.store.responders(team).await?;
    if people.is_empty() {
        return Err(Error::Conflict { code: "nobody", reason: RequestReason::Nobody });
    }
    let times = plan::times_from_now(services.now(), &settings, &people);
    match open_with(services, team, origin, &settings, &people, times, None).await {
        Err(Error::Store(store::Error::Conflict(store::Conflict::Open))) => {
            Err(Error::Conflict { code: "open", reason: RequestReason::RoundOpen })
        }
        opened => opened,
    }
}

/// Opens a round with its messages, in one transaction.
pub(crate) async fn open_with(
    services: &Services,
    team: TeamId,
    origin: SurveyOrigin,
    settings: &SurveySettings,
    people: &[Responder],
    times: Times,
    occurrence: Option<Occurrence>,
) -> Result<SurveyRoundRow> {
    let id = SurveyRoundId(services.new_id());
    let messages = messages(services, team, id, &times).await?;
    let key = services.keys.next_key().await?;
    let (day, next) = occurrence.map(|occurrence| (occurrence.day, occurrence.next)).unzip();
    let round = SurveyRoundRow {
        id,
        team,
        occurrence: day,
        origin,
        wording: settings.wording.clone().unwrap_or_else(Wording::usual),
        threshold: settings.threshold,
        comments: settings.comments,
        public_key: key.public,
        opened_at: services.now(),
        closes_at: times.closes_at,
        extended: false,
        invited: u32::try_from(people.len()).unwrap_or(u32::MAX),
        roster_change: roster_change(services, team, people).await?,
        closing: None,
    };
    let invited = times.due.into_iter().collect();
    let new = NewSurveyRound { round: round.clone(), private_key: key.private, invited };
    services.store.open_round(new, messages, next).await?;
    Ok(round)
}

/// The invitations and reminders, for each person by each of their channels. Whether a reminder still makes sense is found when it
/// is sent.
async fn messages(services: &Services, team: TeamId, round: SurveyRoundId, times: &Times) -> Result<Vec<OutgoingRow>> {
    let mut messages = Vec::new();
    for (&person, &due) in &times.due {
        for channel in outbox::channels(services, team, person).await? {
            let mut put = |notice: Notice, at: Timestamp| {
                messages.push(outgoing(services, notice, Some(team), Some(person), channel, "", at));
            };
            put(Notice::SurveyInvitation { round }, due);
            if let Some(&at) = times.reminders.get(&person) {
                put(Notice::SurveyReminder { round }, at);
            }
        }
    }
    let first = times.due.values().min().copied().unwrap_or(services.now());
    for channel in outbox::team_channels(services, team).await? {
        messages.push(outgoing(services, Notice::SurveyInvitation { round }, Some(team), None, channel, "", first));
    }
    Ok(messages)
}

/// How many of those who are asked are new, or gone, since the round before; none for the first.
async fn roster_change(services: &Services, team: TeamId, people: &[Responder]) -> Result<Option<u32>> {
    let rounds = services.store.survey_rounds(team).await?;
    let Some(last) = rounds.first() else { return Ok(None) };
    let before = services.store.survey_invitations(last.id).await?;
    let before: BTreeSet<PersonId> = before.iter().map(|invitation| invitation.account).collect();
    let after: BTreeSet<PersonId> = people.iter().map(|person| person.account).collect();
    Ok(Some(u32::try_from(before.symmetric_difference(&after).count()).unwrap_or(u32::MAX)))
}
