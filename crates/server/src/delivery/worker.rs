//! Sending what is due: a few messages at a time on each channel, teams in turns, each attempt written down before it begins.

use std::sync::Arc;
use std::time::Duration;

use domain::messages::Channel;
use domain::time::Timestamp;
use futures_util::StreamExt;
use futures_util::future::join_all;
use futures_util::stream::FuturesUnordered;
use store::outbox::{AttemptEnd, OutgoingAttempt, OutgoingState};

use super::{DeliveryConfig, Handover, Sent, Sink, write};
use crate::clock::Entropy;
use crate::error::Result;
use crate::outbox::Notice;
use crate::services::Services;

/// How long a worker holds a message that it took; every sink gives up well before.
pub(crate) const LEASE: Duration = Duration::from_secs(3 * 60);
/// The most messages of one team under way on one channel.
const A_TEAM: u32 = 4;
/// How often a message is tried before it is given up: some ten hours.
const ATTEMPTS: u32 = 12;
const FIRST_WAIT: Duration = Duration::from_secs(30);
const LONGEST_WAIT: Duration = Duration::from_secs(2 * 60 * 60);
/// The longest that another side may ask to be left alone.
const LONGEST_ASKED: Duration = Duration::from_secs(24 * 60 * 60);
/// How much of the other side's answer is kept, in characters.
const PROBLEM: usize = 300;

/// Sends what is due, again and again, until the server stops.
pub(crate) async fn run(services: Arc<Services>, delivery: DeliveryConfig) {
    let Some(every) = delivery.every else { return };
    let channels = Channel::ALL.map(|channel| {
        let (services, delivery) = (services.clone(), delivery.clone());
        async move {
            if delivery.alone
                && let Err(error) = resume_interrupted(&services, &delivery, channel, Timestamp(i64::MAX)).await
            {
                tracing::warn!(%error, channel = channel.as_str(), "what was being sent is taken up later");
            }
            while !services.is_stopping() {
                if let Err(error) = send_due_messages(&services, &delivery, channel).await {
                    tracing::warn!(%error, channel = channel.as_str(), "messages could not be sent; they wait");
                }
                tokio::time::sleep(every).await;
            }
        }
    });
    join_all(channels).await;
}

/// Sends everything that is due now, and waits until that is done.
pub async fn tick(services: &Services, delivery: &DeliveryConfig) -> Result<()> {
    for result in join_all(Channel::ALL.map(|channel| send_due_messages(services, delivery, channel))).await {
        result?;
    }
    Ok(())
}

async fn send_due_messages(services: &Services, delivery: &DeliveryConfig, channel: Channel) -> Result<()> {
    let sink = delivery.sinks.get(&channel).map(AsRef::as_ref);
    let max_parallel = sink.map_or(8, Sink::max_parallel);
    resume_interrupted(services, delivery, channel, services.now()).await?;
    let mut under_way = FuturesUnordered::new();
    let mut outcome = Ok(());
    loop {
        let free = max_parallel.saturating_sub(u32::try_from(under_way.len()).unwrap_or(u32::MAX));
        if free > 0 && outcome.is_ok() && !services.is_stopping() {
            let now = services.now();
            let taking = services.store.take_outgoing(channel, now, later(now, LEASE), free, A_TEAM);
            tokio::pin!(taking);
            // Meanwhile answers are stored as they arrive: until then nobody could know that they arrived.
            let taken = loop {
                tokio::select! {
                    biased;
                    Some(ended) = under_way.next() => outcome = outcome.and(ended),
                    taken = &mut taking => break taken,
                }
            };
            match taken {
                Ok(taken) => under_way.extend(taken.into_iter().map(|taken| attempt(services, channel, sink, taken))),
                Err(error) => outcome = Err(error.into()),
            }
        }
        // Messages under way are finished, whatever failed: nobody could know afterwards whether they arrived.
        match under_way.next().await {
            Some(ended) => outcome = outcome.and(ended),
            None => break,
        }
    }
    if let Some(sink) = sink {
        sink.close_idle().await;
    }
    outcome
}

/// What a process had begun to send when it ended, with a lease until a time. What it had not begun to hand over is sent as if
/// nothing had been; it is unknown whether the rest arrived.
async fn resume_interrupted(
    services: &Services,
    delivery: &DeliveryConfig,
    channel: Channel,
    until: Timestamp,
) -> Result<()> {
    let is_idempotent = delivery.sinks.get(&channel).is_some_and(|sink| sink.is_idempotent());
    for lost in services.store.unfinished_attempts(channel, until).await? {
        let problem = "The server stopped while it was sending this.".to_owned();
        let ending = if lost.handed && !is_idempotent {
            AttemptEnd::Final { state: OutgoingState::Doubtful, problem: Some(problem) }
        } else if lost.attempt >= ATTEMPTS {
            AttemptEnd::Final { state: OutgoingState::Failed, problem: Some(problem) }
        } else {
            AttemptEnd::Again { at: services.now(), problem }
        };
        store_result(services, channel, &lost, ending).await?;
    }
    Ok(())
}

async fn attempt(services: &Services, channel: Channel, sink: Option<&dyn Sink>, taken: OutgoingAttempt) -> Result<()> {
    let sent = match sink {
        None => Some(Sent::Refused(format!("This server has no {} set up.", channel.as_str()))),
        Some(sink) => match Notice::parse(&taken.outgoing.notice) {
            Err(error) => Some(Sent::Refused(format!("An older version cannot read this: {error}."))),
            Ok(notice) => match write(services, &taken.outgoing, notice).await {
                Ok(Some(letter)) => {
                    let handover = Handover::new(services, taken.outgoing.id, taken.attempt);
                    Some(sink.send(services, &taken.outgoing, &letter, &handover).await)
                }
                Ok(None) => None,
                Err(error) => {
                    tracing::warn!(%error, channel = channel.as_str(), "a message could not be written");
                    Some(Sent::Later { problem: "The server could not write this message.".into(), after: None })
                }
            },
        },
    };
    let sent = match sent {
        // The other side recognises a message that it gets twice.
        Some(Sent::Unknown(problem)) if sink.is_some_and(Sink::is_idempotent) => {
            Some(Sent::Later { problem, after: None })
        }
        sent => sent,
    };
    finish(services, channel, &taken, sent).await
}

/// Writes down how an attempt ended; nothing was sent when the message made no sense any more.
async fn finish(services: &Services, channel: Channel, taken: &OutgoingAttempt, sent: Option<Sent>) -> Result<()> {
    let now = services.now();
    let over = |state, problem| AttemptEnd::Final { state, problem };
    let ending = match sent {
        None => over(OutgoingState::Dropped, None),
        Some(Sent::Delivered(_)) => over(OutgoingState::Sent, None),
        Some(Sent::Refused(problem)) => over(OutgoingState::Failed, Some(shorten(&problem))),
        Some(Sent::Unknown(problem)) => over(OutgoingState::Doubtful, Some(shorten(&problem))),
        Some(Sent::Later { problem, .. }) if taken.attempt >= ATTEMPTS => {
            over(OutgoingState::Failed, Some(shorten(&problem)))
        }
        Some(Sent::Later { problem, after }) => {
            let wait = wait(taken.attempt, &*services.entropy).max(after.unwrap_or_default().min(LONGEST_ASKED));
            AttemptEnd::Again { at: later(now, wait), problem: shorten(&problem) }
        }
    };
    store_result(services, channel, taken, ending).await
}

async fn store_result(
    services: &Services,
    channel: Channel,
    taken: &OutgoingAttempt,
    ending: AttemptEnd,
) -> Result<()> {
    let outcome = match &ending {
        AttemptEnd::Again { .. } => "again",
        AttemptEnd::Final { state: OutgoingState::Sent, .. } => "sent",
        AttemptEnd::Final { state: OutgoingState::Dropped, .. } => "dropped",
        AttemptEnd::Final { state: OutgoingState::Doubtful, .. } => "doubtful",
        AttemptEnd::Final { .. } => "failed",
    };
    services.metrics.delivery(channel.as_str(), outcome);
    Ok(services.store.end_attempt(taken.outgoing.id, taken.attempt, ending, services.now()).await?)
}

/// How long to wait after an attempt: twice as long after each, and by chance up to half as much more, so that what failed
/// together does not come back together.
fn wait(attempt: u32, entropy: &dyn Entropy) -> Duration {
    let doubled = FIRST_WAIT.saturating_mul(1 << attempt.saturating_sub(1).min(16)).min(LONGEST_WAIT);
    let chance = u32::from_be_bytes(entropy.bytes32()[..4].try_into().expect("four of them"));
    doubled + doubled.mul_f64(f64::from(chance) / f64::from(u32::MAX) / 2.0)
}

fn later(now: Timestamp, by: Duration) -> Timestamp {
    Timestamp(now.0.saturating_add(i64::try_from(by.as_micros()).unwrap_or(i64::MAX)))
}

/// The other side's answer, on one line and no longer than needed.
fn shorten(problem: &str) -> String {
    let clean: String = problem.chars().map(|c| if c.is_control() { ' ' } else { c }).take(PROBLEM).collect();
    clean.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Fixed(u8);
    impl Entropy for Fixed {
        fn bytes32(&self) -> [u8; 32] {
            [self.0; 32]
        }
    }

    #[test]
    fn waits_between_attempts_grow_and_end() {
        let check = |attempt: u32, seconds: u64| {
            assert_eq!(wait(attempt, &Fixed(0)).as_secs(), seconds, "attempt {attempt}");
            assert_eq!(wait(attempt, &Fixed(255)).as_secs(), seconds + seconds / 2, "attempt {attempt}");
        };
        check(1, 30);
        check(2, 60);
        check(5, 480);
        check(9, 7_200);
        check(ATTEMPTS, 7_200);
        check(u32::MAX, 7_200);
    }

    #[test]
    fn the_stored_answer_is_bounded() {
        assert_eq!(shorten("550 no\r\nsuch\u{0}user "), "550 no  such user");
        assert_eq!(shorten(&"é".repeat(1_000)).chars().count(), PROBLEM);
    }
}
