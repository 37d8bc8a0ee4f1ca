//! A message in words, before a channel gives it its form.

use domain::messages::Topic;
use serde_json::Value;
use store::accounts::AccountRow;
use store::teams::TeamRow;

/// The content of a message.
#[derive(Clone, Debug)]
pub struct Letter {
    /// The recipient; none when it is for the team.
    pub to: Option<AccountRow>,
    /// The team that sends it.
    pub team: Option<TeamRow>,
    /// Its topic, if people may unsubscribe from it.
    pub topic: Option<Topic>,
    /// Its subject, a short sentence without a full stop.
    pub title: String,
    /// Its paragraphs, in plain text.
    pub paragraphs: Vec<String>,
    /// The one thing to do.
    pub button: Option<Button>,
    /// Small print below the button.
    pub footer: Vec<String>,
    /// The same for a machine.
    pub event: LetterEvent,
}

/// A link with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Button {
    /// Its label.
    pub label: String,
    /// The URL that it opens.
    pub url: String,
}

/// The event, for a webhook.
#[derive(Clone, Debug, PartialEq)]
pub struct LetterEvent {
    /// Its kind, such as `survey.result`. A kind in use keeps its meaning.
    pub kind: &'static str,
    /// What there is to know: ids, counts and addresses of pages, nothing about one person.
    pub data: Value,
}
