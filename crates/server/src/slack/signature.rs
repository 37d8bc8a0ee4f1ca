//! Proves that a request is from Slack: version 0 of its signatures.
//! <https://docs.slack.dev/authentication/verifying-requests-from-slack>

use axum::http::HeaderMap;
use domain::time::Timestamp;
use hmac::{Hmac, Mac};
use sha2::Sha256;

/// For how many seconds, into the past and into the future, a request's time may differ from ours.
const WINDOW_S: i64 = 5 * 60;

/// A request as it was signed.
#[derive(Clone, Copy, Debug)]
pub struct Signed<'a> {
    /// The header `X-Slack-Request-Timestamp`.
    pub timestamp: &'a str,
    /// The header `X-Slack-Signature`.
    pub signature: &'a str,
    /// The body, byte by byte.
    pub body: &'a [u8],
}

impl<'a> Signed<'a> {
    /// A request's headers and body; what is missing is empty, and fits no secret.
    #[must_use]
    pub fn from_request(headers: &'a HeaderMap, body: &'a [u8]) -> Self {
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        Self { timestamp: text("x-slack-request-timestamp"), signature: text("x-slack-signature"), body }
    }

    /// Whether this secret signed it less than five minutes ago. It takes as long for a wrong signature as for the right one.
    #[must_use]
    pub fn by(&self, secret: &[u8], now: Timestamp) -> bool {
        let Some(seconds) = seconds(self.timestamp) else { return false };
        let age = now.0.div_euclid(1_000_000).saturating_sub(seconds);
        let Some(signature) = self.signature.strip_prefix("v0=").and_then(bytes) else { return false };
        age.abs() <= WINDOW_S && mac(secret, self.timestamp, self.body).verify_slice(&signature).is_ok()
    }
}

/// The signature of a body at a time, as Slack makes it.
#[must_use]
pub fn sign(secret: &[u8], timestamp: &str, body: &[u8]) -> String {
    let bytes = mac(secret, timestamp, body).finalize().into_bytes();
    format!("v0={}", hex::encode(bytes))
}

fn mac(secret: &[u8], timestamp: &str, body: &[u8]) -> Hmac<Sha256> {
    let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(secret).expect("a key may have any length");
    mac.update(b"v0:");
    mac.update(timestamp.as_bytes());
    mac.update(b":");
    mac.update(body);
    mac
}

fn seconds(text: &str) -> Option<i64> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

/// 32 bytes from 64 hexadecimal digits in lower case.
fn bytes(text: &str) -> Option<[u8; 32]> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let digits: [u8; 64] = text.as_bytes().try_into().ok()?;
    let mut bytes = [0; 32];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of Slack's documentation.
    const SECRET: &[u8] = b"8f742231b10e8888abcd99yyyzzz85a5";
    const AT: &str = "1531420618";
    const BODY: &[u8] = b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&\
channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2F\
hooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887\
a14d10d2c447fce8b6703c";
    const SIGNATURE: &str = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";

    fn check(signed: Signed<'_>, seconds_later: i64, expected: bool) {
        let now = Timestamp((1_531_420_618 + seconds_later) * 1_000_000);
        assert_eq!(signed.by(SECRET, now), expected, "{seconds_later} s, {signed:?}");
    }

    #[test]
    fn the_documented_example_is_signed_the_same() {
        assert_eq!(sign(SECRET, AT, BODY), SIGNATURE);
        let signed = Signed { timestamp: AT, signature: SIGNATURE, body: BODY };
        check(signed, 0, true);
        assert!(!signed.by(b"another secret", Timestamp(1_531_420_618_000_000)));
    }

    #[test]
    fn a_signed_request_is_valid_for_five_minutes() {
        let signed = Signed { timestamp: AT, signature: SIGNATURE, body: BODY };
        check(signed, 300, true);
        check(signed, 301, false);
        check(signed, -300, true);
        check(signed, -301, false);
    }

    #[test]
    fn a_changed_request_is_refused() {
        let whole = Signed { timestamp: AT, signature: SIGNATURE, body: BODY };
        check(Signed { body: &BODY[..BODY.len() - 1], ..whole }, 0, false);
        check(Signed { timestamp: "1531420619", ..whole }, 0, false);
        for signature in ["", "v0=", &SIGNATURE[3..], &SIGNATURE.replace("v0", "v1"), &SIGNATURE.to_uppercase()] {
            check(Signed { signature, ..whole }, 0, false);
        }
        let other = SIGNATURE.replace("03", "04");
        check(Signed { signature: &other, ..whole }, 0, false);
        for timestamp in ["", "now", "-1531420618", "+1531420618", "1531420618.0", "99999999999999999999", "１５３"]
        {
            check(Signed { timestamp, ..whole }, 0, false);
        }
    }
}
