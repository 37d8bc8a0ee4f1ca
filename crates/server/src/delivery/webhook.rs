//! A team's webhook: events as JSON, signed, posted to an address of the team's choice. docs/webhooks.md describes the receiver's side.

use std::sync::Arc;
use std::time::Duration;

use api::time::{from_http_date, to_rfc3339};
use async_trait::async_trait;
use domain::id::{OutgoingId, TeamId};
use domain::time::Timestamp;
use hmac::{Hmac, KeyInit, Mac};
use reqwest::header::{CONTENT_TYPE, RETRY_AFTER};
use reqwest::{Client, Response, StatusCode};
use serde_json::json;
use sha2::Sha256;
use store::outbox::OutgoingRow;

use super::guard::{self, Lookup};
use super::{Handover, Letter, Sent, Sink};
use crate::services::Services;

/// How much of an answer is read, in bytes.
const ANSWER: usize = 2_000;

/// Posts events.
pub struct Webhooks {
    client: Client,
    private: bool,
}

impl Webhooks {
    /// Looks names up with `lookup`, and calls addresses of a private network only where `private` ones are allowed.
    #[must_use]
    pub fn new(lookup: Arc<dyn Lookup>, private: bool) -> Self {
        Self { client: guard::client(lookup, private), private }
    }
}

#[async_trait]
impl Sink for Webhooks {
    async fn send(&self, services: &Services, outgoing: &OutgoingRow, letter: &Letter, _: &Handover<'_>) -> Sent {
        let Some(team) = outgoing.team else { return Sent::Refused("It belongs to no team.".into()) };
        let webhook = match services.store.webhook(team).await {
            Ok(Some(webhook)) => webhook,
            Ok(None) => return Sent::Refused("The team has no webhook any more.".into()),
            Err(_) => return Sent::Later { problem: "The database did not answer.".into(), after: None },
        };
        let url = match guard::parse_url(&webhook.url, self.private) {
            Ok(url) => url,
            Err(why) => return Sent::Refused(why.0),
        };
        let Ok(secret) = services.vault.open(&secret_place(team), &webhook.secret) else {
            return Sent::Refused("Its secret cannot be read any more. Make a new one.".into());
        };
        let body = body(outgoing.id, letter);
        let sending = self
            .client
            .post(url)
            .header(CONTENT_TYPE, "application/json")
            .header("Readyroom-Signature", signature(&secret, services.now(), &body))
            .header("Idempotency-Key", outgoing.id.to_string())
            .body(body);
        match sending.send().await {
            Ok(answer) => read_result(answer, services.now()).await,
            Err(error) => match guard::blocked(&error) {
                Some(why) => Sent::Refused(why.0.clone()),
                None => Sent::Later { problem: describe_error(&error), after: None },
            },
        }
    }

    /// The event's id is the same in every attempt.
    fn is_idempotent(&self) -> bool {
        true
    }

    fn max_parallel(&self) -> u32 {
        16
    }
}

/// The place of the secret, for the vault.
pub(crate) fn secret_place(team: TeamId) -> String {
    format!("webhook/{team}")
}

/// `t=…,v1=…`: the seconds since 1970 at which it was sent, and the HMAC-SHA256, in hex, of those, a full stop and the body.
pub(crate) fn signature(secret: &[u8], now: Timestamp, body: &str) -> String {
    let seconds = now.0.div_euclid(1_000_000);
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("a key may have any length");
    mac.update(format!("{seconds}.{body}").as_bytes());
    let hex = hex::encode(mac.finalize().into_bytes());
    format!("t={seconds},v1={hex}")
}

/// The same in every attempt: its time is that of its id.
fn body(id: OutgoingId, letter: &Letter) -> String {
    let (seconds, nanos) = id.0.get_timestamp().map_or((0, 0), |made| made.to_unix());
    let made = Timestamp(i64::try_from(seconds).unwrap_or(0) * 1_000_000 + i64::from(nanos / 1_000));
    let event = &letter.event;
    json!({ "id": id, "type": event.kind, "created_at": to_rfc3339(made), "data": event.data }).to_string()
}

async fn read_result(mut answer: Response, now: Timestamp) -> Sent {
    let status = answer.status();
    let after = answer.headers().get(RETRY_AFTER).and_then(|value| parse_retry_after(value.to_str().ok()?, now));
    let mut text = Vec::new();
    while text.len() < ANSWER
        && let Ok(Some(piece)) = answer.chunk().await
    {
        text.extend_from_slice(&piece[..piece.len().min(ANSWER - text.len())]);
    }
    let text = String::from_utf8_lossy(&text);
    let problem = format!("{} {text}", status.as_u16());
    let wait = matches!(
        status,
        StatusCode::REQUEST_TIMEOUT | StatusCode::CONFLICT | StatusCode::TOO_EARLY | StatusCode::TOO_MANY_REQUESTS
    );
    if status.is_success() {
        Sent::Delivered(problem)
    } else if status.is_redirection() {
        Sent::Refused(format!(
            "{}: it leads elsewhere, and redirects are not followed. Enter the address that it leads to.",
            status.as_u16()
        ))
    } else if status.is_server_error() || wait {
        Sent::Later { problem, after }
    } else {
        Sent::Refused(problem)
    }
}

/// How long `Retry-After` asks to be left alone: so many seconds, or until a time. One that is over asks for nothing.
fn parse_retry_after(text: &str, now: Timestamp) -> Option<Duration> {
    let text = text.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    Some(Duration::from_micros(u64::try_from(from_http_date(text)?.since(now)).unwrap_or(0)))
}

/// Describes an error by its last cause, which is the most specific one.
fn describe_error(error: &reqwest::Error) -> String {
    let cause = std::iter::successors(Some(error as &dyn std::error::Error), |error| error.source()).last();
    let kind = if error.is_timeout() { "It did not answer in time" } else { "It could not be reached" };
    format!("{kind}: {}", cause.map(ToString::to_string).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_matches_the_documentation() {
        // The same as `printf '1795428000.{"a":1}' | openssl dgst -sha256 -hmac whsec_test`.
        let signature = signature(b"whsec_test", Timestamp(1_795_428_000_999_999), r#"{"a":1}"#);
        assert!(signature.starts_with("t=1795428000,v1="), "{signature}");
        assert_eq!(signature, format!("t=1795428000,v1={}", EXPECTED));
    }

    #[test]
    fn retry_after_is_seconds_or_a_time() {
        // Monday 23 November 2026, 10:40:00 UTC.
        let now = Timestamp(1_795_430_400_000_000);
        let check = |text: &str, seconds: Option<u64>| {
            assert_eq!(parse_retry_after(text, now).map(|wait| wait.as_secs()), seconds, "{text}");
        };
        check("120", Some(120));
        check(" 0 ", Some(0));
        check("Mon, 23 Nov 2026 10:42:00 GMT", Some(120));
        check("Mon, 23 Nov 2026 10:38:00 GMT", Some(0));
        check("18446744073709551615", Some(u64::MAX));
        for text in ["", "-1", "soon", "1.5", "Mon, 99 Nov 2026 10:42:00 GMT", "18446744073709551616"] {
            check(text, None);
        }
    }

    const EXPECTED: &str = "83a5946bc3474ebdcc4b4b1fe0e207053936ff17442f94f813b1c9c3c4f0413f";
}
