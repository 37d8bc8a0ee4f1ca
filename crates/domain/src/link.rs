//! Links to web pages: nothing else is ever offered to click.

/// The most bytes of a link.
pub const MAX_LINK: usize = 2_000;

/// The address of a web page, trimmed; nothing when `raw` is something else.
#[must_use]
pub fn parse_web_link(raw: &str) -> Option<&str> {
    let link = raw.trim();
    let rest = link.strip_prefix("https://").or_else(|| link.strip_prefix("http://"))?;
    let is_plain = |c: char| !c.is_whitespace() && !c.is_control() && !matches!(c, '"' | '<' | '>' | '\\');
    (link.len() <= MAX_LINK && !rest.is_empty() && rest.chars().all(is_plain)).then_some(link)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links() {
        let check = |raw: &str, expected: Option<&str>| assert_eq!(parse_web_link(raw), expected, "{raw}");
        check("https://meet.example/abc", Some("https://meet.example/abc"));
        check(" http://grafana:3000/d/x?y=1#z ", Some("http://grafana:3000/d/x?y=1#z"));
        check("javascript:alert(1)", None);
        check("https://", None);
        check("https://a b", None);
        check("https://a\"onload=1", None);
        check(&format!("https://{}", "a".repeat(MAX_LINK)), None);
    }
}
