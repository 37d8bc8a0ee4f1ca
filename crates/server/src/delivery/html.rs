//! The two forms of a letter as mail: plain text, and HTML that reads well in light and dark and loads nothing.

use askama::Template;

use super::{Button, Letter};

/// Why the person gets the mail, and the URL to unsubscribe.
type Farewell = (String, String);

/// As plain text.
pub(super) fn plain(letter: &Letter, farewell: Option<&Farewell>) -> String {
    let mut parts = letter.paragraphs.clone();
    parts.extend(letter.button.as_ref().map(|Button { label, url }| format!("{label}:\n{url}")));
    parts.extend(letter.footer.iter().cloned());
    parts.extend(farewell.map(|(why, link)| format!("-- \n{why}\n{link}")));
    parts.join("\n\n") + "\n"
}

/// As HTML.
pub(super) fn html(letter: &Letter, farewell: Option<&Farewell>) -> String {
    let team = letter.team.as_ref().map_or("Readyroom", |team| team.name.as_str());
    Page { letter, team, farewell }.render().expect("memory takes every letter")
}

#[derive(Template)]
#[template(path = "letter.html")]
struct Page<'a> {
    letter: &'a Letter,
    team: &'a str,
    farewell: Option<&'a Farewell>,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::LetterEvent;
    use super::*;

    #[test]
    fn texts_of_people_are_escaped_in_html() {
        let letter = Letter {
            to: None,
            team: None,
            topic: None,
            title: "Soon: <script>alert(1)</script>".into(),
            paragraphs: vec!["A & B < C".into()],
            button: Some(Button { label: "Open".into(), url: "https://ready.example/?a=1&b=\"2\"".into() }),
            footer: vec!["Small".into()],
            event: LetterEvent { kind: "test", data: json!({}) },
        };
        let farewell = ("Why:".to_owned(), "https://ready.example/unsubscribe/x".to_owned());
        let html = html(&letter, Some(&farewell));
        assert!(
            !html.contains("<script") && html.contains("Soon: &#60;script&#62;") && html.contains("A &#38; B &#60; C")
        );
        assert!(html.contains("href=\"https://ready.example/?a=1&#38;b=&#34;2&#34;\""));
        assert!(!html.contains("<img") && !html.contains("src=") && !html.contains("url("), "it loads nothing");
        let plain = plain(&letter, Some(&farewell));
        assert_eq!(
            plain,
            "A & B < C\n\nOpen:\nhttps://ready.example/?a=1&b=\"2\"\n\nSmall\n\n-- \nWhy:\nhttps://ready.example/unsubscribe/x\n"
        );
    }
}
