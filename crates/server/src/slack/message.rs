//! Messages as Slack lays them out: blocks, with a text beside them for notifications and readers of screens.

use serde::Serialize;
use serde_json::{Value, json};

/// The most characters of a paragraph.
const PARAGRAPH: usize = 3_000;
/// The most characters on a button.
const LABEL: usize = 75;

/// A message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SlackMessage {
    /// All of it in a line or two, for notifications.
    pub text: String,
    /// How it is laid out.
    pub blocks: Vec<Value>,
}

impl SlackMessage {
    /// A message with `text` as its notification, and no blocks yet. Nothing in the text is markup.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self { text: escape(text), blocks: Vec::new() }
    }

    /// A message of one paragraph, in Slack's markup.
    #[must_use]
    pub fn plain(text: &str) -> Self {
        Self { text: text.to_owned(), blocks: Vec::new() }.paragraph(text)
    }

    /// Adds a paragraph, in Slack's markup.
    #[must_use]
    pub fn paragraph(mut self, markup: &str) -> Self {
        self.blocks.push(json!({ "type": "section", "text": { "type": "mrkdwn", "text": cut(markup, PARAGRAPH) } }));
        self
    }

    /// Adds a line in small print, in Slack's markup.
    #[must_use]
    pub fn small(mut self, markup: &str) -> Self {
        let text = json!({ "type": "mrkdwn", "text": cut(markup, PARAGRAPH) });
        self.blocks.push(json!({ "type": "context", "elements": [text] }));
        self
    }

    /// Adds a button that opens an address, and does nothing else.
    #[must_use]
    pub fn link(mut self, label: &str, url: &str) -> Self {
        let button = json!({
            "type": "button",
            "action_id": format!("open-{}", self.blocks.len()),
            "text": { "type": "plain_text", "text": cut(label, LABEL) },
            "url": url,
        });
        self.blocks.push(json!({ "type": "actions", "elements": [button] }));
        self
    }

    /// What a channel or a person is sent: without previews of its links, which would open them.
    #[must_use]
    pub fn to(&self, channel: &str) -> Value {
        json!({
            "channel": channel,
            "text": self.text,
            "blocks": self.blocks,
            "unfurl_links": false,
            "unfurl_media": false,
        })
    }

    /// The answer to a command, which only the person who gave it can see.
    #[must_use]
    pub fn for_asker(&self) -> Value {
        json!({ "response_type": "ephemeral", "text": self.text, "blocks": self.blocks })
    }
}

/// A text in which nothing is markup, a mention or a link.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            // Between these, Slack makes text bold, italic, struck out or code.
            '*' | '_' | '~' | '`' => escaped.extend([c, '\u{200d}']),
            other => escaped.push(other),
        }
    }
    escaped
}

/// A link in Slack's markup.
#[must_use]
pub fn link(url: &str, label: &str) -> String {
    let label = escape(label).replace('|', "\u{2758}");
    format!("<{}|{label}>", url.replace('&', "&amp;").replace(['<', '>', '|'], ""))
}

fn cut(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    text.chars().take(limit - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_people_are_escaped_for_slack() {
        let check = |text: &str, expected: &str| assert_eq!(escape(text), expected);
        check("a < b & c > d", "a &lt; b &amp; c &gt; d");
        check("<!channel> look", "&lt;!channel&gt; look");
        check("*loud*", "*\u{200d}loud*\u{200d}");
        assert_eq!(
            link("https://a.example/?a=1&b=2|<x>", "A | <b>"),
            "<https://a.example/?a=1&amp;b=2x|A \u{2758} &lt;b&gt;>"
        );
    }

    #[test]
    fn long_texts_are_cut() {
        let message = SlackMessage::new("x").paragraph(&"ä".repeat(4_000)).link(&"b".repeat(100), "https://a.example");
        let text = message.blocks[0]["text"]["text"].as_str().expect("it has one");
        assert_eq!(text.chars().count(), 3_000);
        let label = message.blocks[1]["elements"][0]["text"]["text"].as_str().expect("it has one");
        assert_eq!(label.chars().count(), 75);
    }
}
