//! The results of a team's messages, and the failed ones.

use api::delivery::{About, Delivery as DeliveryStatus, Lately, StuckMessage};
use api::time::to_rfc3339;
use domain::id::{OutgoingId, PersonId, TeamId};
use domain::messages::Channel;
use store::outbox::{OutgoingState, StuckRow};

use super::set_up::wire_webhook;
use crate::error::{Error, Result};
use crate::outbox::Notice;
use crate::services::Services;

/// How far back messages are counted, in days.
const COUNTED_DAYS: i64 = 7;
/// The most messages that are listed.
const MAX_STUCK: u32 = 200;

/// How messages are sent, the results of the last days, and the failed ones.
pub(crate) async fn delivery_status(services: &Services, team: TeamId) -> Result<DeliveryStatus> {
    let since = services.now().plus_days(-COUNTED_DAYS);
    let counts = services.store.outgoing_counts(team, since, &uncounted(services)).await?;
    let lately = Channel::ALL.into_iter().map(|channel| {
        let count = |states: &[OutgoingState]| states.iter().filter_map(|state| counts.get(&(channel, *state))).sum();
        Lately {
            channel,
            waiting: count(&[OutgoingState::Waiting, OutgoingState::Sending]),
            sent: count(&[OutgoingState::Sent]),
            stuck: count(&[OutgoingState::Failed, OutgoingState::Doubtful]),
        }
    });
    let webhook = services.store.webhook(team).await?.map(|webhook| wire_webhook(webhook, None));
    let stuck = stuck_messages(services, team).await?;
    Ok(DeliveryStatus { mail: services.sends_mail, webhook, lately: lately.collect(), stuck })
}

/// Sends a message again that did not arrive, or may not have.
pub(crate) async fn send_again(services: &Services, team: TeamId, message: OutgoingId) -> Result<()> {
    check_listed(services, team, message).await?;
    Ok(services.store.send_again(team, vec![message], services.now()).await?)
}

/// Forgets a message that did not arrive, or may not have.
pub(crate) async fn forget_message(services: &Services, team: TeamId, message: OutgoingId) -> Result<()> {
    check_listed(services, team, message).await?;
    Ok(services.store.forget_outgoing(team, vec![message], services.now()).await?)
}

/// What did not arrive, newest first, but for what only some get by whether they took part in a round.
async fn stuck_messages(services: &Services, team: TeamId) -> Result<Vec<StuckMessage>> {
    let rows = listed(services, team).await?;
    let people: Vec<PersonId> = rows.iter().filter_map(|row| row.outgoing.account).collect();
    let names = services.store.names(&people).await?;
    let message = |row: StuckRow| StuckMessage {
        id: row.outgoing.id,
        channel: row.outgoing.channel,
        about: about(&row),
        to: row.outgoing.account.map(|account| names.get(&account).map(ToString::to_string).unwrap_or_default()),
        doubtful: row.state == OutgoingState::Doubtful,
        problem: row.problem,
        at: to_rfc3339(row.ended_at),
    };
    Ok(rows.into_iter().map(message).collect())
}

async fn listed(services: &Services, team: TeamId) -> Result<Vec<StuckRow>> {
    let mut rows = services.store.stuck_outgoing(team, MAX_STUCK).await?;
    rows.retain(|row| Notice::parse(&row.outgoing.notice).is_ok_and(|notice| !notice.reveals_participation()));
    Ok(rows)
}

/// Not found when the page does not list this message.
async fn check_listed(services: &Services, team: TeamId, id: OutgoingId) -> Result<()> {
    let rows = listed(services, team).await?;
    rows.iter().any(|row| row.outgoing.id == id).then_some(()).ok_or(Error::NotFound)
}

/// The kinds of messages that are not counted.
fn uncounted(services: &Services) -> Vec<&'static str> {
    #[cfg(feature = "weakened")]
    if services.pool.is_weakened(crate::ballots::Weakness::RemindersCounted) {
        return Vec::new();
    }
    #[cfg(not(feature = "weakened"))]
    let _ = services;
    Notice::PRIVATE.to_vec()
}

fn about(row: &StuckRow) -> About {
    let Ok(notice) = Notice::parse(&row.outgoing.notice) else { return About::Other };
    match notice {
        Notice::SurveyInvitation { .. }
        | Notice::SurveyExtended { .. }
        | Notice::SurveyReminder { .. }
        | Notice::SurveySendAgain { .. } => About::Survey,
        Notice::SurveyResult { .. } => About::SurveyResult,
        Notice::WorkshopReminder { .. } => About::Workshop,
        Notice::ActionsDue { .. } => About::Actions,
        Notice::ResetPassword { .. } | Notice::Test => About::Other,
    }
}
