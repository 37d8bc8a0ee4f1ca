//! Slack's Web API, as far as it is needed. <https://docs.slack.dev/apis/web-api/>
//!
//! Own code rather than a client library: these few methods need our own deadlines, and must report whether a message may have
//! arrived.

use std::sync::OnceLock;
use std::time::Duration;

use reqwest::header::RETRY_AFTER;
use reqwest::{Response, StatusCode, Url};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::errors::{self, SlackErrorKind};
use super::message::SlackMessage;

/// The URL of Slack's API.
pub const API: &str = "https://slack.com/api";
/// The URL prefix for late answers to commands.
const HOOKS: &str = "https://hooks.slack.com/";
const CONNECT: Duration = Duration::from_secs(5);
const ANSWER: Duration = Duration::from_secs(10);
/// The largest answer that is read, in bytes.
const MAX_ANSWER: usize = 256 * 1024;
/// The longest wait that is taken from Slack's word.
const MAX_WAIT: Duration = Duration::from_secs(60 * 60);

/// Why a call failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SlackError {
    /// It fails the same way each time.
    #[error("{code}")]
    Refused {
        /// Slack's word for it.
        code: String,
    },
    /// Nothing happened; later it may work.
    #[error("{code}")]
    Later {
        /// Slack's word for it, or ours.
        code: String,
        /// How long Slack wants us to wait.
        after: Option<Duration>,
    },
    /// It may have happened, or not: the answer was lost.
    #[error("{code}")]
    Unclear {
        /// Slack's word for it, or ours.
        code: String,
    },
}

impl SlackError {
    /// Slack's word for it, or ours.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Refused { code } | Self::Later { code, .. } | Self::Unclear { code } => code,
        }
    }

    /// The same of a call that may simply be made again.
    fn for_read_request(self) -> Self {
        match self {
            Self::Unclear { code } => Self::Later { code, after: None },
            other @ (Self::Refused { .. } | Self::Later { .. }) => other,
        }
    }
}

/// The identity of a token.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Identity {
    /// What the workspace is called.
    #[serde(rename = "team")]
    pub workspace_name: String,
    /// The workspace's id.
    #[serde(rename = "team_id")]
    pub workspace: String,
    /// What the bot is called.
    #[serde(rename = "user")]
    pub bot: String,
    /// Only bots have one.
    pub bot_id: Option<String>,
    /// What the token permits, when Slack reports it.
    #[serde(skip)]
    pub scopes: Option<Vec<String>>,
}

/// A person in a workspace.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct User {
    /// Their id.
    pub id: String,
    /// They belong to the workspace no more.
    pub deleted: bool,
    /// A program.
    pub is_bot: bool,
    /// A person of another workspace, seen in a shared channel.
    pub is_stranger: bool,
    /// Whether their address was confirmed; Slack does not always report it.
    pub is_email_confirmed: Option<bool>,
    /// Their profile.
    pub profile: Profile,
}

/// The profile of a person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Profile {
    /// Their address.
    pub email: Option<String>,
}

impl User {
    /// The address by which an account is found: only of a person of this workspace, and not one that Slack doubts.
    #[must_use]
    pub fn address(&self) -> Option<&str> {
        let doubtful = self.deleted || self.is_bot || self.is_stranger || self.is_email_confirmed == Some(false);
        if doubtful { None } else { self.profile.email.as_deref() }
    }
}

/// Slack's Web API.
pub struct Slack {
    base: String,
    patience: Duration,
    http: OnceLock<Result<reqwest::Client, String>>,
}

impl Slack {
    /// The API at an address; another one than [`API`] is for proxies and tests.
    #[must_use]
    pub fn new(base: &str) -> Self {
        Self { base: base.trim_end_matches('/').to_owned(), patience: ANSWER, http: OnceLock::new() }
    }

    /// `auth.test`: the identity of a token.
    pub async fn identity(&self, token: &str) -> Result<Identity, SlackError> {
        let response = self.send(token, "auth.test", &[]).await.map_err(SlackError::for_read_request)?;
        let scopes = response.headers().get("x-oauth-scopes").and_then(|value| value.to_str().ok());
        let scopes = scopes.map(|text| text.split(',').map(|scope| scope.trim().to_owned()).collect());
        let identity: Identity = read(response).await.map_err(SlackError::for_read_request)?;
        Ok(Identity { scopes, ..identity })
    }

    /// `users.lookupByEmail`: who has an address.
    pub async fn user_by_email(&self, token: &str, email: &str) -> Result<User, SlackError> {
        Ok(self.ask::<Found>(token, "users.lookupByEmail", &[("email", email)]).await?.user)
    }

    /// `users.info`: a person by their id.
    pub async fn user(&self, token: &str, id: &str) -> Result<User, SlackError> {
        Ok(self.ask::<Found>(token, "users.info", &[("user", id)]).await?.user)
    }

    /// `conversations.open`: the conversation of the bot with a person.
    pub async fn conversation(&self, token: &str, user: &str) -> Result<String, SlackError> {
        Ok(self.ask::<Opened>(token, "conversations.open", &[("users", user)]).await?.channel.id)
    }

    /// `chat.postMessage`. It is not made again when the answer was lost: Slack would post it twice.
    pub async fn post(&self, token: &str, channel: &str, message: &SlackMessage) -> Result<(), SlackError> {
        let request = self.http()?.post(self.method("chat.postMessage")).bearer_auth(token).json(&message.to(channel));
        read::<Nothing>(sent(request).await?).await.map(|_| ())
    }

    /// Answers a command after its three seconds, at the URL in the command.
    pub async fn respond(&self, url: &str, message: &SlackMessage) -> Result<(), SlackError> {
        // A person who configured another address for the API trusts everything below it.
        let below_base = self.base != API && url.strip_prefix(&self.base).is_some_and(|rest| rest.starts_with('/'));
        if !below_base && !url.starts_with(HOOKS) {
            return Err(SlackError::Refused { code: "not_an_address_of_slack".into() });
        }
        sent(self.http()?.post(url).json(&message.for_asker())).await.map(|_| ())
    }

    async fn ask<T: DeserializeOwned>(
        &self,
        token: &str,
        method: &str,
        with: &[(&str, &str)],
    ) -> Result<T, SlackError> {
        let response = self.send(token, method, with).await.map_err(SlackError::for_read_request)?;
        read(response).await.map_err(SlackError::for_read_request)
    }

    async fn send(&self, token: &str, method: &str, with: &[(&str, &str)]) -> Result<Response, SlackError> {
        let form = Url::parse_with_params("form:", with).expect("the address is one");
        let kind = ("content-type", "application/x-www-form-urlencoded");
        let request = self.http()?.post(self.method(method)).bearer_auth(token).header(kind.0, kind.1);
        sent(request.body(form.query().unwrap_or_default().to_owned())).await
    }

    fn method(&self, name: &str) -> String {
        format!("{}/{name}", self.base)
    }

    /// Made when it is first needed: it reads the machine's certificates.
    fn http(&self) -> Result<&reqwest::Client, SlackError> {
        let client = self.http.get_or_init(|| {
            // Another part may have installed one before; any works.
            let _ = rustls::crypto::ring::default_provider().install_default();
            let client = reqwest::Client::builder().connect_timeout(CONNECT).timeout(self.patience);
            let client = client.redirect(reqwest::redirect::Policy::none()).user_agent("Readyroom");
            client.build().map_err(|error| error.to_string())
        });
        client.as_ref().map_err(|error| {
            tracing::error!(error, "no connection to Slack can be made");
            SlackError::Later { code: "unreachable".into(), after: None }
        })
    }
}

#[derive(Deserialize)]
struct Found {
    user: User,
}

#[derive(Deserialize)]
struct Opened {
    channel: Conversation,
}

#[derive(Deserialize)]
struct Conversation {
    id: String,
}

#[derive(Serialize, Deserialize)]
struct Nothing {}

#[derive(Deserialize)]
struct Verdict {
    ok: bool,
    error: Option<String>,
}

/// Sends a request, and sorts out what is no answer.
async fn sent(request: reqwest::RequestBuilder) -> Result<Response, SlackError> {
    let response = request.send().await.map_err(|error| {
        // The address is left out: it may be a secret.
        let error = error.without_url();
        tracing::debug!(%error, "Slack cannot be reached");
        // Before there was a connection nothing was sent. After that, the result is unknown.
        if error.is_connect() || error.is_builder() {
            SlackError::Later { code: "unreachable".into(), after: None }
        } else {
            SlackError::Unclear { code: "unclear".into() }
        }
    })?;
    match response.status() {
        status if status.is_success() => Ok(response),
        StatusCode::TOO_MANY_REQUESTS => {
            let after = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.trim().parse().ok());
            let after = after.map(|seconds| Duration::from_secs(seconds).min(MAX_WAIT));
            Err(SlackError::Later { code: "ratelimited".into(), after })
        }
        status if status.is_server_error() => Err(SlackError::Unclear { code: "unclear".into() }),
        status => Err(SlackError::Refused { code: format!("http_{}", status.as_u16()) }),
    }
}

/// Reads an answer of the API.
async fn read<T: DeserializeOwned>(mut response: Response) -> Result<T, SlackError> {
    let unclear = || SlackError::Unclear { code: "unclear".into() };
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|_| unclear())? {
        body.extend_from_slice(&chunk);
        if body.len() > MAX_ANSWER {
            return Err(unclear());
        }
    }
    let verdict: Verdict = serde_json::from_slice(&body).map_err(|_| unclear())?;
    if verdict.ok {
        return serde_json::from_slice(&body).map_err(|_| unclear());
    }
    let code = verdict.error.unwrap_or_else(|| "unclear".into());
    // A word of Slack's, whatever it sends: what is logged or shown of it is bounded.
    let code: String = code.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').take(60).collect();
    Err(match errors::classify(&code) {
        SlackErrorKind::Lasting => SlackError::Refused { code },
        SlackErrorKind::Passing => SlackError::Later { code, after: None },
        SlackErrorKind::Unclear => SlackError::Unclear { code },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_missing_answer_is_unclear_for_writes_and_retried_for_reads() {
        // The system takes the connection, and nobody answers.
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let slack = Slack { patience: Duration::from_millis(50), ..Slack::new(&base) };
        let posted = slack.post("xoxb-any", "#support", &SlackMessage::plain("Hello")).await;
        assert_eq!(posted, Err(SlackError::Unclear { code: "unclear".into() }), "it may have been posted");
        let opened = slack.conversation("xoxb-any", "U1").await;
        assert_eq!(opened, Err(SlackError::Later { code: "unclear".into(), after: None }), "asking again does no harm");
        drop(listener);
        let slack = Slack::new(&base);
        let posted = slack.post("xoxb-any", "#support", &SlackMessage::plain("Hello")).await;
        assert_eq!(posted, Err(SlackError::Later { code: "unreachable".into(), after: None }), "nobody was there");
    }
}
