//! The markup of Slack's messages as plain text.

use std::collections::BTreeMap;

use serde_json::Value;

/// What ids stand for.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) people: BTreeMap<String, String>,
    pub(super) channels: BTreeMap<String, String>,
}

impl Names {
    pub(super) fn person(&self, id: &str) -> String {
        self.people.get(id).cloned().unwrap_or_else(|| id.to_owned())
    }
}

/// Resolves `<@U…>`, `<#C…|name>`, `<https://…|words>`, `<!here>` and the three escapes.
pub(super) fn plain_text(raw: &str, names: &Names) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(open) = rest.find('<') {
        text.push_str(&unescape(&rest[..open]));
        let inner = &rest[open + 1..];
        match inner.find(['>', '<', '\n']) {
            Some(close) if inner[close..].starts_with('>') && is_reference(&inner[..close]) => {
                text.push_str(&reference(&inner[..close], names));
                rest = &inner[close + 1..];
            }
            _ => {
                text.push('<');
                rest = inner;
            }
        }
    }
    text.push_str(&unescape(rest));
    text
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

fn is_reference(inner: &str) -> bool {
    inner.starts_with(['@', '#', '!'])
        || inner.contains("://")
        || inner.starts_with("mailto:")
        || inner.starts_with("tel:")
}

/// What stands between `<` and `>`.
fn reference(inner: &str, names: &Names) -> String {
    let (target, label) =
        inner.split_once('|').map_or((inner, None), |(target, label)| (target, Some(unescape(label))));
    if let Some(id) = target.strip_prefix('@') {
        let known = names.people.get(id).cloned();
        return format!("@{}", known.or(label).unwrap_or_else(|| id.to_owned()).trim_start_matches('@'));
    }
    if let Some(id) = target.strip_prefix('#') {
        let known = names.channels.get(id).cloned();
        return format!("#{}", label.filter(|label| !label.is_empty()).or(known).unwrap_or_else(|| id.to_owned()));
    }
    if let Some(command) = target.strip_prefix('!') {
        let word = command.split('^').next().unwrap_or(command);
        return match label {
            Some(label) if word == "date" => label,
            Some(label) => format!("@{}", label.trim_start_matches('@')),
            None => format!("@{word}"),
        };
    }
    let address = unescape(target);
    match label {
        Some(label) if address.strip_prefix("mailto:").is_some_and(|mail| mail == label) => label,
        Some(label) if address.strip_prefix("tel:").is_some() => label,
        Some(label) if !label.is_empty() && !address.contains(&label) => format!("{label} ({address})"),
        Some(_) | None => address.strip_prefix("mailto:").unwrap_or(&address).to_owned(),
    }
}

/// The text of blocks, as people read it.
pub(super) fn blocks_text(blocks: &Value, names: &Names) -> String {
    let mut lines = Vec::new();
    for block in blocks.as_array().into_iter().flatten().take(MOST_BLOCKS) {
        block_lines(block, names, &mut lines);
    }
    lines.retain(|line| !line.trim().is_empty());
    lines.join("\n")
}

/// The most blocks, and elements of one, that are read.
const MOST_BLOCKS: usize = 500;
/// How deep elements lie within each other at most.
const DEEPEST: usize = 8;

fn block_lines(block: &Value, names: &Names, lines: &mut Vec<String>) {
    match block["type"].as_str().unwrap_or_default() {
        "rich_text" => {
            for element in block["elements"].as_array().into_iter().flatten().take(MOST_BLOCKS) {
                lines.push(rich_text(element, names, 0));
            }
        }
        "section" | "header" | "markdown" => {
            lines.push(text_object(&block["text"], names));
            for field in block["fields"].as_array().into_iter().flatten().take(MOST_BLOCKS) {
                lines.push(text_object(field, names));
            }
        }
        "context" => {
            let texts: Vec<String> = block["elements"]
                .as_array()
                .into_iter()
                .flatten()
                .take(MOST_BLOCKS)
                .map(|element| text_object(element, names))
                .filter(|text| !text.is_empty())
                .collect();
            lines.push(texts.join(" · "));
        }
        "image" => lines.push(format!("[picture: {}]", block["alt_text"].as_str().unwrap_or("picture"))),
        _ => {}
    }
}

fn text_object(object: &Value, names: &Names) -> String {
    let text = object["text"].as_str().or_else(|| object.as_str()).or_else(|| object["alt_text"].as_str());
    let text = text.unwrap_or_default();
    if object["type"] == "plain_text" { text.to_owned() } else { plain_text(text, names) }
}

fn rich_text(element: &Value, names: &Names, depth: usize) -> String {
    if depth > DEEPEST {
        return String::new();
    }
    let children = || {
        let elements = element["elements"].as_array().into_iter().flatten().take(MOST_BLOCKS);
        elements.map(|child| rich_text(child, names, depth + 1))
    };
    match element["type"].as_str().unwrap_or_default() {
        "text" => element["text"].as_str().unwrap_or_default().to_owned(),
        "link" => {
            let url = element["url"].as_str().unwrap_or_default();
            match element["text"].as_str() {
                Some(text) if !text.is_empty() && !url.contains(text) => format!("{text} ({url})"),
                Some(_) | None => url.to_owned(),
            }
        }
        "user" => format!("@{}", names.person(element["user_id"].as_str().unwrap_or_default())),
        "channel" => {
            let id = element["channel_id"].as_str().unwrap_or_default();
            format!("#{}", names.channels.get(id).map_or(id, String::as_str))
        }
        "usergroup" => "@group".to_owned(),
        "broadcast" => format!("@{}", element["range"].as_str().unwrap_or("here")),
        "emoji" => format!(":{}:", element["name"].as_str().unwrap_or_default()),
        "rich_text_list" => children().map(|item| format!("• {item}")).collect::<Vec<_>>().join("\n"),
        "rich_text_quote" => {
            children().collect::<String>().lines().map(|line| format!("> {line}")).collect::<Vec<_>>().join("\n")
        }
        _ => children().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_becomes_plain_text() {
        let names = Names {
            people: [("U1".to_owned(), "Ana".to_owned())].into(),
            channels: [("C1".to_owned(), "ops".to_owned())].into(),
        };
        let check = |raw: &str, expected: &str| assert_eq!(plain_text(raw, &names), expected, "{raw}");
        check("<@U1> and <@U2|bo> in <#C1> or <#C2|dev>", "@Ana and @bo in #ops or #dev");
        check("<!here> <!subteam^S1|@oncall> <!date^1^{date}|yesterday>", "@here @oncall yesterday");
        check(
            "<https://a.test/x?a=1&amp;b=2|graph> <https://a.test|a.test>",
            "graph (https://a.test/x?a=1&b=2) https://a.test",
        );
        check("<mailto:a@b.test|a@b.test> a &lt; b &amp;&amp; c", "a@b.test a < b && c");
        check("a < b > c, <unclosed", "a < b > c, <unclosed");
        check("&amp;lt;", "&lt;");
    }
}
