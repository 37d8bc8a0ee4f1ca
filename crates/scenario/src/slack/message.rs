//! One message of an export.

use serde_json::Value;

use super::markup::{Names, blocks_text, plain_text};

/// A message, as people read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlackMessage {
    /// Its id within the channel: seconds since 1970, a full stop, and six digits.
    pub ts: String,
    /// Who or what wrote it.
    pub sender: String,
    /// Whether a bot or an integration wrote it.
    pub is_bot: bool,
    /// Whether it says only that something about the channel changed, such as who joined.
    pub is_notice: bool,
    /// Its text without markup, with its attachments and the names of its files.
    pub text: String,
    /// The message whose thread it belongs to; its own id when it began one.
    pub thread: Option<String>,
    /// How many answers it has.
    pub replies: u64,
    /// Whether it was edited.
    pub is_edited: bool,
    /// The names of reactions, and how many people gave each.
    pub reactions: Vec<(String, u64)>,
}

impl SlackMessage {
    /// When it was sent, in seconds since 1970.
    #[must_use]
    pub fn sent_at_s(&self) -> i64 {
        seconds_of(&self.ts).unwrap_or(0)
    }

    /// Whether it is an answer in a thread.
    #[must_use]
    pub fn is_reply(&self) -> bool {
        self.thread.as_ref().is_some_and(|thread| *thread != self.ts)
    }
}

/// The seconds of a `ts`.
pub(super) fn seconds_of(ts: &str) -> Option<i64> {
    ts.split('.').next().and_then(|seconds| seconds.parse().ok())
}

/// Kinds of messages that say only that something about the channel changed.
const NOTICES: &[&str] = &[
    "channel_join",
    "channel_leave",
    "channel_topic",
    "channel_purpose",
    "channel_name",
    "channel_archive",
    "channel_unarchive",
    "channel_posting_permissions",
    "channel_canvas_updated",
    "group_join",
    "group_leave",
    "group_topic",
    "group_purpose",
    "group_name",
    "group_archive",
    "group_unarchive",
    "bot_add",
    "bot_remove",
    "pinned_item",
    "unpinned_item",
    "reminder_add",
    "tombstone",
    "message_deleted",
    "app_conversation_join",
    "huddle_thread",
    "joiner_notification",
];

/// A message of a day's file; nothing when it is none, such as one without a time.
pub(super) fn read_message(value: &Value, names: &Names) -> Option<SlackMessage> {
    // An edit that was kept by itself has the message inside.
    let inner = &value["message"];
    let value = if value["subtype"] == "message_changed" && inner.is_object() { inner } else { value };
    let ts = match &value["ts"] {
        Value::String(ts) => ts.clone(),
        Value::Number(ts) => ts.to_string(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => return None,
    };
    seconds_of(&ts)?;
    let subtype = value["subtype"].as_str().unwrap_or_default();
    let is_bot = subtype == "bot_message" || value["bot_id"].is_string() || value["bot_profile"].is_object();
    let text = text_of(value, names, is_bot);
    let is_edited = value["edited"].is_object();
    let reactions = value["reactions"].as_array().into_iter().flatten().take(100);
    let reaction = |reaction: &Value| {
        let count =
            reaction["count"].as_u64().unwrap_or_else(|| reaction["users"].as_array().map_or(1, Vec::len) as u64);
        Some((reaction["name"].as_str()?.to_owned(), count))
    };
    Some(SlackMessage {
        sender: sender_of(value, names),
        is_bot,
        is_notice: NOTICES.contains(&subtype),
        text,
        thread: value["thread_ts"].as_str().map(str::to_owned),
        replies: value["reply_count"]
            .as_u64()
            .unwrap_or_else(|| value["replies"].as_array().map_or(0, Vec::len) as u64),
        is_edited,
        reactions: reactions.filter_map(reaction).collect(),
        ts,
    })
}

fn sender_of(value: &Value, names: &Names) -> String {
    let named = |text: &Value| text.as_str().filter(|name| !name.trim().is_empty()).map(str::to_owned);
    let profile = &value["user_profile"];
    let user = value["user"].as_str();
    user.and_then(|id| names.people.get(id).cloned())
        .or_else(|| named(&value["username"]))
        .or_else(|| named(&value["bot_profile"]["name"]))
        .or_else(|| named(&profile["display_name"]))
        .or_else(|| named(&profile["real_name"]))
        .or_else(|| named(&profile["name"]))
        .or_else(|| user.map(str::to_owned))
        .or_else(|| named(&value["bot_id"]))
        .unwrap_or_else(|| "somebody".to_owned())
}

fn text_of(value: &Value, names: &Names, is_bot: bool) -> String {
    let text = plain_text(value["text"].as_str().unwrap_or_default(), names);
    let blocks = blocks_text(&value["blocks"], names);
    let mut parts = Vec::new();
    // A person's blocks say the same as the text; a bot's text is often only a summary of them.
    let more = is_bot && !blocks.is_empty() && !text.contains(blocks.trim());
    if text.trim().is_empty() {
        parts.push(blocks);
    } else if more {
        if !blocks.contains(text.trim()) {
            parts.push(text);
        }
        parts.push(blocks);
    } else {
        parts.push(text);
    }
    parts.extend(
        value["attachments"].as_array().into_iter().flatten().take(100).map(|part| attachment_text(part, names)),
    );
    parts.extend(value["files"].as_array().into_iter().flatten().take(100).map(file_text));
    if value["file"].is_object() && !value["files"].is_array() {
        parts.push(file_text(&value["file"]));
    }
    parts.retain(|part| !part.trim().is_empty());
    parts.join("\n")
}

/// An attachment: its lines with a bar before them, as Slack draws it.
fn attachment_text(attachment: &Value, names: &Names) -> String {
    let text = |key: &str| plain_text(attachment[key].as_str().unwrap_or_default(), names);
    let mut lines = vec![text("author_name"), text("title"), text("text")];
    for field in attachment["fields"].as_array().into_iter().flatten().take(100) {
        let title = plain_text(field["title"].as_str().unwrap_or_default(), names);
        let value = match &field["value"] {
            Value::String(value) => plain_text(value, names),
            Value::Null => String::new(),
            Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => field["value"].to_string(),
        };
        lines.push(if title.is_empty() { value } else { format!("{title}: {value}") });
    }
    lines.push(blocks_text(&attachment["blocks"], names));
    for nested in attachment["message_blocks"].as_array().into_iter().flatten().take(10) {
        lines.push(blocks_text(&nested["message"]["blocks"], names));
    }
    lines.retain(|line| !line.trim().is_empty());
    if lines.is_empty() {
        lines.push(text("fallback"));
    }
    lines.push(text("footer"));
    let body = lines.join("\n");
    let barred: Vec<String> =
        body.lines().filter(|line| !line.trim().is_empty()).map(|line| format!("| {line}")).collect();
    let pretext = text("pretext");
    if pretext.is_empty() { barred.join("\n") } else { format!("{pretext}\n{}", barred.join("\n")) }
}

fn file_text(file: &Value) -> String {
    let name = file["title"].as_str().filter(|title| !title.is_empty()).or_else(|| file["name"].as_str());
    let kind =
        if file["mimetype"].as_str().is_some_and(|kind| kind.starts_with("image/")) { "picture" } else { "file" };
    let head = format!("[{kind}: {}]", name.unwrap_or("without a name"));
    match file["preview"].as_str().or_else(|| file["plain_text"].as_str()) {
        Some(preview) if !preview.trim().is_empty() => format!("{head}\n{}", preview.trim_end()),
        Some(_) | None => head,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(value: &Value) -> SlackMessage {
        let names = Names { people: [("U1".to_owned(), "Ana".to_owned())].into(), ..Names::default() };
        read_message(value, &names).unwrap()
    }

    #[test]
    fn bots_have_attachments_and_fields() {
        let message = read(&json!({
            "type": "message", "subtype": "bot_message", "ts": "1733050000.000100", "username": "Alertmanager", "text": "",
            "attachments": [{"color": "danger", "title": "QueueTooLong", "title_link": "https://a.test",
                "text": "orders has 4,100 messages", "fields": [{"title": "Severity", "value": "page", "short": true}], "footer": "eu-1"}]
        }));
        assert_eq!(message.sender, "Alertmanager");
        assert!(message.is_bot);
        assert_eq!(message.text, "| QueueTooLong\n| orders has 4,100 messages\n| Severity: page\n| eu-1");
    }

    #[test]
    fn blocks_stand_for_a_missing_text() {
        let message = read(
            &json!({"ts": "1.0", "user": "U1", "text": "", "blocks": [{"type": "rich_text", "elements": [
                {"type": "rich_text_section", "elements": [{"type": "text", "text": "ask "}, {"type": "user", "user_id": "U1"}]},
                {"type": "rich_text_list", "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "one"}]}]}
            ]}]}),
        );
        assert_eq!((message.sender.as_str(), message.text.as_str()), ("Ana", "ask @Ana\n• one"));
    }

    #[test]
    fn files_and_edits() {
        let message = read(
            &json!({"ts": "2.0", "user": "U9", "text": "see", "edited": {"user": "U9"}, "thread_ts": "1.0",
            "files": [{"name": "graph.png", "mimetype": "image/png"}, {"title": "log", "preview": "line 1\nline 2\n"}]}),
        );
        assert_eq!(message.text, "see\n[picture: graph.png]\n[file: log]\nline 1\nline 2");
        assert!(message.is_edited && message.is_reply());
        assert_eq!(message.sender, "U9");
    }

    #[test]
    fn what_is_no_message_is_none() {
        for value in [json!({}), json!(null), json!([1]), json!({"ts": "yesterday"}), json!({"ts": {}})] {
            assert_eq!(read_message(&value, &Names::default()), None, "{value}");
        }
    }
}
