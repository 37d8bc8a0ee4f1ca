//! The two forms of a letter as mail: plain text, and HTML that reads well in light and dark and loads nothing.

use super::{Button, Letter};

/// Why somebody gets it, and the address with which they get it no more.
type Farewell = (String, String);

/// As plain text.
pub(super) fn plain(letter: &Letter, farewell: Option<&Farewell>) -> String {
    let mut parts = letter.paragraphs.clone();
    parts.extend(letter.button.as_ref().map(|Button { label, url }| format!("{label}:\n{url}")));
    parts.extend(letter.footer.iter().cloned());
    parts.extend(farewell.map(|(why, link)| format!("-- \n{why}\n{link}")));
    parts.join("\n\n") + "\n"
}

/// As HTML. Mail programs read no style sheets of ours, and some only what stands in the elements.
pub(super) fn html(letter: &Letter, farewell: Option<&Farewell>) -> String {
    let team = letter.team.as_ref().map_or_else(|| "Readyroom".to_owned(), |team| team.name.to_string());
    let paragraph = |text: &String| format!("<p class=\"ink\" style=\"margin:0 0 16px\">{}</p>\n", escape(text));
    let paragraphs: String = letter.paragraphs.iter().map(paragraph).collect();
    let button = letter.button.as_ref().map_or_else(String::new, |Button { label, url }| {
        format!(
            "<p style=\"margin:24px 0\"><a class=\"button\" href=\"{}\" style=\"background:#0b6650;border-radius:8px;color:#ffffff;\
             display:inline-block;font-weight:600;padding:12px 20px;text-decoration:none\">{}</a></p>\n",
            escape(url),
            escape(label)
        )
    });
    let small = |text: &String| {
        format!("<p class=\"small\" style=\"margin:0 0 12px;color:#586660;font-size:13px\">{}</p>\n", escape(text))
    };
    let footer: String = letter.footer.iter().map(small).collect();
    let farewell = farewell.map_or_else(String::new, |(why, link)| {
        format!(
            "<p class=\"small\" style=\"margin:24px 4px 0;color:#586660;font-size:13px\">{} <a class=\"small\" href=\"{}\" style=\"color:#586660\">stop it here</a></p>\n",
            escape(why),
            escape(link)
        )
    });
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n\
         <body class=\"wall\" style=\"margin:0;background:#f1f0eb\">\n\
         <div style=\"max-width:560px;margin:0 auto;padding:24px 16px;font:15px/1.5 Figtree,system-ui,-apple-system,'Segoe UI',sans-serif\">\n\
         <p class=\"small\" style=\"margin:0 4px 12px;color:#586660;font-size:13px\">Readyroom, {team}</p>\n\
         <div class=\"paper\" style=\"background:#ffffff;border:1px solid #d7d5cb;border-radius:14px;padding:24px\">\n\
         <h1 class=\"ink\" style=\"margin:0 0 16px;color:#14211d;font-size:21px;line-height:1.3\">{title}</h1>\n\
         <div class=\"ink\" style=\"color:#14211d\">\n{paragraphs}{button}{footer}</div>\n</div>\n{farewell}</div>\n</body>\n</html>\n",
        title = escape(&letter.title),
        team = escape(&team),
    )
}

const STYLE: &str = "@media (prefers-color-scheme: dark) {\n\
.wall { background: #0d1513 !important; }\n\
.paper { background: #1c2824 !important; border-color: #2b3833 !important; }\n\
.ink { color: #edf2ee !important; }\n\
.small { color: #98a69f !important; }\n\
.button { background: #62cba7 !important; color: #05241a !important; }\n}\n";

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::Event;
    use super::*;

    #[test]
    fn what_people_wrote_stays_text() {
        let letter = Letter {
            to: None,
            team: None,
            topic: None,
            title: "Soon: <script>alert(1)</script>".into(),
            paragraphs: vec!["A & B < C".into()],
            button: Some(Button { label: "Open".into(), url: "https://ready.example/?a=1&b=\"2\"".into() }),
            footer: vec!["Small".into()],
            event: Event { kind: "test", data: json!({}) },
        };
        let farewell = ("Why:".to_owned(), "https://ready.example/unsubscribe/x".to_owned());
        let html = html(&letter, Some(&farewell));
        assert!(
            !html.contains("<script") && html.contains("Soon: &lt;script&gt;") && html.contains("A &amp; B &lt; C")
        );
        assert!(html.contains("href=\"https://ready.example/?a=1&amp;b=&quot;2&quot;\""));
        assert!(!html.contains("<img") && !html.contains("src=") && !html.contains("url("), "it loads nothing");
        let plain = plain(&letter, Some(&farewell));
        assert_eq!(
            plain,
            "A & B < C\n\nOpen:\nhttps://ready.example/?a=1&b=\"2\"\n\nSmall\n\n-- \nWhy:\nhttps://ready.example/unsubscribe/x\n"
        );
    }
}
