//! Electronic mail: SMTP with STARTTLS or TLS, in plain text and HTML.

use std::sync::Mutex;
use std::time::{Duration, SystemTime};

use async_trait::async_trait;
use domain::messages::Topic;
use lettre::Address;
use lettre::address::Envelope;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::Certificate;
use percent_encoding::percent_decode_str;
use store::outbox::OutgoingRow;

use super::smtp::{CONNECT, Security, Smtp, Stage};
use super::{Handover, Letter, Sent, Sink, html, unsubscribe};
use crate::services::Services;

/// How long one message may take.
const PATIENCE: Duration = Duration::from_secs(60);
/// The first bytes of a certificate.
const PEM: &[u8] = b"-----BEGIN CERTIFICATE-----";

/// The mail server and the sender of mail.
pub struct Mail {
    server: Smtp,
    from: Mailbox,
}

impl Mail {
    /// Reads `smtp://user:password@host:port` (STARTTLS) or `smtps://…` (TLS), and the sender's address.
    /// `unprotected` lets a connection without TLS pass; `authority` is a certificate in PEM that is trusted besides the usual
    /// ones. The error names what to correct.
    pub fn parse(url: &str, from: &str, unprotected: bool, authority: Option<&[u8]>) -> Result<Self, String> {
        let shape = "write it as smtp://user:password@mail.example:587 or smtps://user:password@mail.example:465";
        let url = reqwest::Url::parse(url).map_err(|error| format!("{error}; {shape}"))?;
        let (security, port) = match (url.scheme(), unprotected) {
            ("smtps", _) => (Security::Tls, 465),
            ("smtp", false) => (Security::StartTls, 587),
            ("smtp", true) => (Security::Plain, 25),
            _ => return Err(shape.into()),
        };
        let host = match url.host().ok_or(shape)? {
            url::Host::Domain("") => return Err(shape.into()),
            url::Host::Domain(name) => idna::domain_to_ascii(&decoded(name)).map_err(|_| shape)?,
            url::Host::Ipv4(address) => address.to_string(),
            url::Host::Ipv6(address) => address.to_string(),
        };
        let credentials = match (url.username(), url.password()) {
            ("", _) => None,
            (user, password) => Some(Credentials::new(decoded(user), decoded(password.unwrap_or_default()))),
        };
        let from: Mailbox =
            from.parse().map_err(|_| "write the sender as ready@example.com or Readyroom <ready@example.com>")?;
        let from = Mailbox::new(from.name, with_ascii_domain(from.email));
        // A file without any certificate would be read as none.
        if authority.is_some_and(|pem| !pem.windows(PEM.len()).any(|part| part == PEM)) {
            return Err("the certificate is not in PEM: it begins with -----BEGIN CERTIFICATE-----".into());
        }
        let authority = authority.map(Certificate::from_pem).transpose();
        let authority = authority.map_err(|error| format!("the certificate cannot be read: {error}"))?;
        let port = url.port().unwrap_or(port);
        let (connecting, waiting) = (CONNECT, Mutex::default());
        let server = Smtp { host, port, security, credentials, authority, connecting, waiting };
        Ok(Self { server, from })
    }

    fn message(
        &self,
        services: &Services,
        outgoing: &OutgoingRow,
        letter: &Letter,
    ) -> Result<(Envelope, Vec<u8>), String> {
        let to = letter.to.as_ref().ok_or("There is no recipient.")?;
        let address = to.email.as_deref().ok_or("This account has no address.")?;
        let address: Address = address.parse().map_err(|_| "Mail cannot be sent to this address.")?;
        let address = with_ascii_domain(address);
        let host =
            services.public_url.split("://").nth(1).unwrap_or("readyroom").split(':').next().unwrap_or("readyroom");
        let sent_at = SystemTime::UNIX_EPOCH + Duration::from_micros(services.now().0.unsigned_abs());
        let mut message = lettre::Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(Some(to.name.to_string()), address.clone()))
            .subject(letter.title.clone())
            .message_id(Some(format!("<{}@{host}>", outgoing.id)))
            .date(sent_at)
            .raw_header(header("Auto-Submitted", "auto-generated"));
        if let Some(topic) = letter.topic {
            // RFC 8058: a mail program may unsubscribe for a person, by a POST. A GET shows a page.
            let link = format!("{}/api/unsubscribe/{}", services.public_url, unsubscribe::code(services, to.id, topic));
            message = message
                .raw_header(header("List-Unsubscribe", &format!("<{link}>")))
                .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
        }
        let farewell = letter.topic.map(|topic| unsubscribe_note(services, letter, topic));
        let parts = MultiPart::alternative_plain_html(
            html::plain(letter, farewell.as_ref()),
            html::html(letter, farewell.as_ref()),
        );
        let message = message.multipart(parts).map_err(|error| error.to_string())?;
        Ok((message.envelope().clone(), message.formatted()))
    }
}

#[async_trait]
impl Sink for Mail {
    async fn send(
        &self,
        services: &Services,
        outgoing: &OutgoingRow,
        letter: &Letter,
        handover: &Handover<'_>,
    ) -> Sent {
        let (envelope, text) = match self.message(services, outgoing, letter) {
            Ok(message) => message,
            Err(why) => return Sent::Refused(why),
        };
        let stage = Mutex::new(Stage::Connecting);
        let sending = self.server.hand_in(&envelope, &text, handover, &stage);
        let sent = tokio::time::timeout(PATIENCE, sending).await;
        sent.unwrap_or_else(|_| {
            let problem = "The mail server did not answer in time.".to_owned();
            match *stage.lock().expect("no code panics while it holds this lock") {
                Stage::Handed => Sent::Unknown(problem),
                Stage::Connecting | Stage::Sender | Stage::Recipient => Sent::Later { problem, after: None },
            }
        })
    }

    fn is_idempotent(&self) -> bool {
        false
    }

    async fn close_idle(&self) {
        self.server.close_idle().await;
    }
}

/// Why the person gets the mail, and how to unsubscribe.
fn unsubscribe_note(services: &Services, letter: &Letter, topic: Topic) -> (String, String) {
    let team = letter.team.as_ref().map(|team| team.name.to_string()).unwrap_or_default();
    let about = match topic {
        Topic::Survey => "the monthly question",
        Topic::Workshops => "workshops",
        Topic::Actions => "actions",
    };
    let to = letter.to.as_ref().map(|account| account.id);
    let link = to.map(|to| format!("{}/unsubscribe/{}", services.public_url, unsubscribe::code(services, to, topic)));
    (format!("You get this mail as a member of {team}. To get no more mail about {about}:"), link.unwrap_or_default())
}

/// The same address with its domain in ASCII (the A-label of RFC 5890). Every mail server on the way understands that, also
/// one without SMTPUTF8.
fn with_ascii_domain(address: Address) -> Address {
    if address.domain().is_ascii() {
        return address;
    }
    let domain = idna::domain_to_ascii(address.domain()).ok();
    domain.and_then(|domain| Address::new(address.user(), domain).ok()).unwrap_or(address)
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

/// A part of an address without its percent signs.
fn decoded(part: &str) -> String {
    percent_decode_str(part).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_server_urls_are_parsed() {
        let check = |url: &str, unprotected: bool, expected: Option<(&str, u16, Security)>| {
            let mail = Mail::parse(url, "Readyroom <ready@example.com>", unprotected, None);
            let found =
                mail.as_ref().ok().map(|Mail { server, .. }| (server.host.as_str(), server.port, server.security));
            assert_eq!(found, expected, "{url}");
        };
        check("smtp://mail.example", false, Some(("mail.example", 587, Security::StartTls)));
        check("smtp://a:b@mail.example:2525", false, Some(("mail.example", 2525, Security::StartTls)));
        check("smtp://mail.example", true, Some(("mail.example", 25, Security::Plain)));
        check("smtps://mail.example", true, Some(("mail.example", 465, Security::Tls)));
        check("smtp://mail.bücher.example", false, Some(("mail.xn--bcher-kva.example", 587, Security::StartTls)));
        check("smtp://192.0.2.1", false, Some(("192.0.2.1", 587, Security::StartTls)));
        check("smtp://[2001:db8::1]:26", false, Some(("2001:db8::1", 26, Security::StartTls)));
        check("https://mail.example", false, None);
        check("smtp://", false, None);
        check("mail.example:25", false, None);
        assert!(Mail::parse("smtp://mail.example", "nobody", false, None).is_err());
        assert!(Mail::parse("smtp://mail.example", "a@example.com", false, Some(b"no certificate")).is_err());
        assert_eq!(decoded("p%40ss%"), "p@ss%");
    }

    #[test]
    fn domains_are_written_in_ascii() {
        let check = |address: &str, expected: &str| {
            assert_eq!(with_ascii_domain(address.parse().unwrap()).to_string(), expected);
        };
        check("ada@example.com", "ada@example.com");
        check("ada@bücher.example", "ada@xn--bcher-kva.example");
        check("ada@BÜCHER.example", "ada@xn--bcher-kva.example");
        check("zoë@bücher.example", "zoë@xn--bcher-kva.example");
        check("ada@[192.0.2.1]", "ada@[192.0.2.1]");
        let mail = Mail::parse("smtp://mail.example", "Räume <ready@räume.example>", false, None).unwrap();
        assert_eq!(mail.from.email.to_string(), "ready@xn--rume-loa.example");
    }
}
