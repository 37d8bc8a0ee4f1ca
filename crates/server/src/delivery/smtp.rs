//! Conversations with the mail server: several messages in a row on a connection, and what its answers mean.
//!
//! A conversation is held step by step rather than by a transport, because its progress matters: until the text is handed
//! over a message may be tried again; afterwards, without an answer, the result is unknown, and SMTP has nothing by which the other side
//! knows a message again. Then a person decides.

use std::sync::Mutex;
use std::time::Duration;

use futures_util::future::join_all;
use lettre::address::Envelope;
use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail as MailFrom, Rcpt, Rset};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};
use lettre::transport::smtp::response::{Category, Severity};

use super::{Handover, Sent};

/// How long it may take until a message can begin.
pub(super) const CONNECT: Duration = Duration::from_secs(15);
const GOODBYE: Duration = Duration::from_secs(5);
/// The most messages over one connection; many servers accept no more than a hundred.
const IN_A_ROW: u32 = 100;

/// A client that does not use TLS on a port for TLS waits for a greeting, and so does the other side.
const SILENT: &str = "The mail server does not answer. The person who runs Readyroom checks the port in --smtp-url: one for TLS, mostly 465, \
     wants smtps://, any other smtp://.";

/// RFC 6531: only the part before the @ matters, since a domain is written in ASCII.
const NO_SMTPUTF8: &str = "The mail server takes only plain letters before the @ of an address (it does not offer SMTPUTF8). Use another \
     address, or a mail server that offers it.";

/// How a connection to the mail server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Security {
    /// From its first byte.
    Tls,
    /// Begun in the clear, and given up if the server does not offer STARTTLS.
    StartTls,
    /// Not at all: only where nobody else can listen.
    Plain,
}

/// A mail server, and the connections to it that wait for the next message.
pub(super) struct Smtp {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) security: Security,
    pub(super) credentials: Option<Credentials>,
    pub(super) authority: Option<Certificate>,
    pub(super) connecting: Duration,
    pub(super) waiting: Mutex<Vec<SmtpConnection>>,
}

/// A connection on which a message may begin.
pub(super) struct SmtpConnection {
    connection: AsyncSmtpConnection,
    messages: u32,
}

/// How far a conversation has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// The server does not know the sender and the recipients yet: what it refuses here it would refuse for any mail.
    Connecting,
    /// It receives the sender.
    Sender,
    /// It receives the recipients.
    Recipient,
    /// It may have the message.
    Handed,
}

impl Smtp {
    /// Hands a message in, and keeps its progress in `stage`, so that a caller whose deadline has passed knows it.
    pub(super) async fn hand_in(
        &self,
        envelope: &Envelope,
        text: &[u8],
        handover: &Handover<'_>,
        stage: &Mutex<Stage>,
    ) -> Sent {
        let at = |now: Stage| *stage.lock().expect("no code panics while it holds this lock") = now;
        let mut line = match self.open_for_message(envelope, text, at).await {
            Ok(line) => line,
            Err(failed) => return failed,
        };
        let outcome = line.deliver(envelope, text, handover, at).await;
        let whole = match &outcome {
            HandoverResult::Answered(_) => true,
            // The server has answered for this message, and accepts the next one.
            HandoverResult::Failed(_, error) if error.status().is_some() => line.connection.command(Rset).await.is_ok(),
            HandoverResult::Failed(..) | HandoverResult::Instead(_) => false,
        };
        if whole && line.messages < IN_A_ROW {
            self.idle_connections().push(line);
        } else {
            line.quit().await;
        }
        match outcome {
            HandoverResult::Answered(answer) => Sent::Delivered(answer),
            HandoverResult::Instead(sent) => sent,
            HandoverResult::Failed(stage, error) => describe_failure(stage, &error),
        }
    }

    /// Takes leave on the connections that wait.
    pub(super) async fn close_idle(&self) {
        let waiting = std::mem::take(&mut *self.idle_connections());
        join_all(waiting.into_iter().map(SmtpConnection::quit)).await;
    }

    /// A connection on which the server has accepted the sender: an idle one, or, where the server has closed it
    /// meanwhile, a new one.
    async fn open_for_message(
        &self,
        envelope: &Envelope,
        text: &[u8],
        at: impl Fn(Stage),
    ) -> Result<SmtpConnection, Sent> {
        let waiting = self.idle_connections().pop();
        if let Some(mut line) = waiting
            && line.send_mail_from(envelope, text).await.is_ok()
        {
            return Ok(line);
        }
        at(Stage::Connecting);
        let connected = tokio::time::timeout(self.connecting, self.connect()).await;
        let silent = || Sent::Later { problem: SILENT.into(), after: None };
        let connection =
            connected.map_err(|_| silent())?.map_err(|error| describe_failure(Stage::Connecting, &error))?;
        at(Stage::Sender);
        let mut line = SmtpConnection { connection, messages: 0 };
        line.send_mail_from(envelope, text).await.map_err(|error| describe_failure(Stage::Sender, &error))?;
        Ok(line)
    }

    /// Connects, and proves who this is.
    async fn connect(&self) -> Result<AsyncSmtpConnection, SmtpError> {
        let hello = ClientId::default();
        let wrapped = if self.security == Security::Tls { Some(self.tls()?) } else { None };
        let server = (self.host.as_str(), self.port);
        let mut connection =
            AsyncSmtpConnection::connect_tokio1(server, Some(self.connecting), &hello, wrapped, None).await?;
        if self.security == Security::StartTls {
            connection.starttls(self.tls()?, &hello).await?;
        }
        if let Some(credentials) = &self.credentials {
            connection.auth(DEFAULT_MECHANISMS, credentials).await?;
        }
        Ok(connection)
    }

    fn tls(&self) -> Result<TlsParameters, SmtpError> {
        let mut tls = TlsParameters::builder(self.host.clone());
        if let Some(authority) = &self.authority {
            tls = tls.add_root_certificate(authority.clone());
        }
        tls.build_rustls()
    }

    fn idle_connections(&self) -> std::sync::MutexGuard<'_, Vec<SmtpConnection>> {
        self.waiting.lock().expect("no code panics while it holds this lock")
    }
}

/// The result of handing a message over.
enum HandoverResult {
    /// The server has confirmed it.
    Answered(String),
    /// It was not handed over, for a reason of our own.
    Instead(Sent),
    Failed(Stage, SmtpError),
}

impl SmtpConnection {
    /// Sends the sender's address.
    async fn send_mail_from(&mut self, envelope: &Envelope, text: &[u8]) -> Result<(), SmtpError> {
        let server = self.connection.server_info();
        let mut options = Vec::new();
        if !is_ascii(envelope) && server.supports_feature(Extension::SmtpUtfEight) {
            options.push(MailParameter::SmtpUtfEight);
        }
        if !text.is_ascii() && server.supports_feature(Extension::EightBitMime) {
            options.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        }
        self.connection.command(MailFrom::new(envelope.from().cloned(), options)).await?;
        self.messages += 1;
        Ok(())
    }

    /// Sends the recipients and the message.
    async fn deliver(
        &mut self,
        envelope: &Envelope,
        text: &[u8],
        handover: &Handover<'_>,
        at: impl Fn(Stage),
    ) -> HandoverResult {
        if !is_ascii(envelope) && !self.connection.server_info().supports_feature(Extension::SmtpUtfEight) {
            return HandoverResult::Instead(Sent::Refused(NO_SMTPUTF8.into()));
        }
        at(Stage::Recipient);
        for to in envelope.to() {
            if let Err(error) = self.connection.command(Rcpt::new(to.clone(), Vec::new())).await {
                return HandoverResult::Failed(Stage::Recipient, error);
            }
        }
        if let Err(error) = self.connection.command(Data).await {
            return HandoverResult::Failed(Stage::Recipient, error);
        }
        if let Err(instead) = handover.begins().await {
            return HandoverResult::Instead(instead);
        }
        at(Stage::Handed);
        match self.connection.message(text).await {
            Ok(answer) => HandoverResult::Answered(answer.message().collect::<Vec<_>>().join(" ")),
            Err(error) => HandoverResult::Failed(Stage::Handed, error),
        }
    }

    /// Takes leave; whether the server answers does not matter.
    async fn quit(mut self) {
        let _ = tokio::time::timeout(GOODBYE, self.connection.quit()).await;
    }
}

fn is_ascii(envelope: &Envelope) -> bool {
    let mut addresses = envelope.to().iter().chain(envelope.from());
    addresses.all(|address| AsRef::<str>::as_ref(address).is_ascii())
}

/// What an error means for the message. An answer of the server counts, whenever it arrives.
fn describe_failure(stage: Stage, error: &SmtpError) -> Sent {
    let causes = join_causes(error);
    let problem = match find_advice(stage, error, &causes) {
        Some(advice) => format!("{advice} ({causes})"),
        None => causes,
    };
    match stage {
        // The error is not about this message: once it is corrected all messages arrive.
        Stage::Connecting | Stage::Sender => Sent::Later { problem, after: None },
        Stage::Recipient | Stage::Handed if error.is_permanent() => Sent::Refused(problem),
        Stage::Handed if !error.is_transient() => Sent::Unknown(problem),
        Stage::Recipient | Stage::Handed => Sent::Later { problem, after: None },
    }
}

/// What to do about an error, in plain words.
fn find_advice(stage: Stage, error: &SmtpError, causes: &str) -> Option<&'static str> {
    let refused = error.status().is_some_and(|code| code.severity == Severity::PermanentNegativeCompletion);
    Some(match stage {
        Stage::Connecting if error.status().is_some_and(|code| code.category == Category::Unspecified3) => {
            "The mail server does not take this user name and password. The person who runs Readyroom corrects them in --smtp-url."
        }
        Stage::Connecting if error.status().is_some() => return None,
        Stage::Connecting if causes.contains("STARTTLS") => {
            "The mail server offers no STARTTLS on this port. The person who runs Readyroom writes smtps:// and the port for TLS, mostly 465."
        }
        Stage::Connecting if causes.contains("authentication mechanism") => {
            "The mail server offers no way to sign in on this connection. The person who runs Readyroom checks the port in --smtp-url."
        }
        Stage::Connecting if causes.contains("certificate") => {
            "The mail server cannot prove who it is. If its certificate is your own, the person who runs Readyroom names it with --smtp-ca."
        }
        Stage::Connecting => {
            "The mail server cannot be reached. The person who runs Readyroom checks host and port in --smtp-url."
        }
        Stage::Sender if refused => {
            "The mail server takes no mail from this sender. The person who runs Readyroom corrects --mail-from."
        }
        Stage::Recipient if refused => {
            "The mail server takes no mail for this address. Check that it exists, and how it is spelt."
        }
        Stage::Sender | Stage::Recipient | Stage::Handed => return None,
    })
}

/// An error with its causes, without repetition.
fn join_causes(error: &SmtpError) -> String {
    let chain = std::iter::successors(Some(error as &dyn std::error::Error), |error| error.source());
    chain.map(ToString::to_string).fold(String::new(), |causes, cause| match causes.as_str() {
        "" => cause,
        known if known.contains(&cause) => causes,
        _ => format!("{causes}: {cause}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_wait_for_a_silent_server_is_short() {
        let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let smtp = Smtp {
            host: "127.0.0.1".into(),
            port: silent.local_addr().unwrap().port(),
            security: Security::Plain,
            credentials: None,
            authority: None,
            connecting: Duration::from_millis(50),
            waiting: Mutex::default(),
        };
        let envelope = Envelope::new(None, vec!["olive@example.com".parse().unwrap()]).unwrap();
        let stage = Mutex::new(Stage::Connecting);
        let sent = smtp.hand_in(&envelope, b"", &Handover::without_outbox(), &stage).await;
        assert_eq!(sent, Sent::Later { problem: SILENT.into(), after: None });
    }
}
