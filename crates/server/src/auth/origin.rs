//! Requests that change something, and live connections, come from this server's own pages.
//!
//! Every browser names the page's origin with them. What sends neither `Origin` nor `Sec-Fetch-Site` is no browser, and
//! holds no cookie that a page could have lent it.

use axum::http::{HeaderMap, header};

use crate::error::{Error, Result};

/// The origins whose pages may send requests that change something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origins {
    /// Only the public URL.
    PublicUrl,
    /// No public URL is set: allows the origins of the host that the request is sent to, over one of
    /// these schemes.
    OwnHost(&'static [&'static str]),
}

/// Checks that a request comes from one of this server's own pages.
pub(crate) fn check(headers: &HeaderMap, public_url: &str, origins: Origins) -> Result<()> {
    if is_own(headers, public_url, origins) { Ok(()) } else { Err(Error::WrongOrigin) }
}

fn is_own(headers: &HeaderMap, public_url: &str, origins: Origins) -> bool {
    let text = |name: header::HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("unreadable"));
    let Some(origin) = text(header::ORIGIN) else {
        return headers.get("sec-fetch-site").is_none_or(|site| site == "same-origin");
    };
    let Some((scheme, host)) = parse(origin) else { return false };
    match origins {
        Origins::PublicUrl => parse(public_url) == Some((scheme, host)),
        Origins::OwnHost(schemes) => {
            let asked = text(header::HOST).map(|asked| format!("{scheme}://{asked}"));
            schemes.contains(&scheme) && asked.as_deref().and_then(parse) == Some((scheme, host))
        }
    }
}

/// Scheme, and host with the port unless it is the scheme's own, as browsers write them.
fn parse(url: &str) -> Option<(&str, String)> {
    let (scheme, rest) = url.split_once("://")?;
    let default_port = match scheme {
        "http" => ":80",
        "https" => ":443",
        _ => return None,
    };
    let host = rest.to_ascii_lowercase();
    let host = host.strip_suffix(default_port).unwrap_or(&host);
    (!host.is_empty() && !host.contains(['/', '@', '?', '#'])).then(|| (scheme, host.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(origins: Origins, given: &[(&'static str, &str)], expected: bool) {
        let mut headers = HeaderMap::new();
        for (name, value) in given {
            headers.insert(*name, value.parse().unwrap());
        }
        assert_eq!(is_own(&headers, "https://ready.example", origins), expected, "{origins:?} {given:?}");
    }

    #[test]
    fn only_the_public_url_is_an_allowed_origin() {
        let check = |given: &[(&'static str, &str)], expected: bool| check(Origins::PublicUrl, given, expected);
        check(&[("host", "127.0.0.1:7070"), ("origin", "https://ready.example")], true);
        check(&[("host", "127.0.0.1:7070"), ("origin", "https://READY.example:443")], true);
        check(&[("host", "ready.example"), ("origin", "http://ready.example")], false);
        check(&[("host", "ready.example"), ("origin", "http://ready.example:443")], false);
        check(&[("host", "10.0.0.5:7070"), ("origin", "http://10.0.0.5:7070")], false);
        check(&[("host", "evil.example"), ("origin", "https://evil.example")], false);
        check(&[("host", "ready.example"), ("origin", "https://evil.example")], false);
        check(&[("host", "ready.example"), ("origin", "https://ready.example.evil.example")], false);
        check(&[("host", "ready.example"), ("origin", "https://ready.example@evil.example")], false);
        check(&[("host", "ready.example"), ("origin", "https://ready.example:8443")], false);
        check(&[("host", "ready.example"), ("origin", "null")], false);
        check(&[("host", "ready.example"), ("origin", "file://ready.example")], false);
        check(&[("host", "ready.example")], true);
        check(&[("host", "ready.example"), ("sec-fetch-site", "same-origin")], true);
        check(&[("host", "ready.example"), ("sec-fetch-site", "same-site")], false);
        check(&[("host", "ready.example"), ("sec-fetch-site", "cross-site")], false);
        check(&[("host", "ready.example"), ("sec-fetch-site", "none")], false);
    }

    #[test]
    fn without_a_public_url_the_origin_must_match_the_host() {
        let plain = Origins::OwnHost(&["http"]);
        check(plain, &[("host", "localhost:7070"), ("origin", "http://localhost:7070")], true);
        check(plain, &[("host", "10.0.0.5:7070"), ("origin", "http://10.0.0.5:7070")], true);
        check(plain, &[("host", "ready.lan"), ("origin", "http://ready.lan:80")], true);
        check(plain, &[("host", "ready.lan"), ("origin", "https://ready.lan")], false);
        check(plain, &[("host", "ready.lan:7070"), ("origin", "http://ready.lan")], false);
        check(plain, &[("host", "ready.lan"), ("origin", "http://evil.example")], false);
        let encrypted = Origins::OwnHost(&["https"]);
        check(encrypted, &[("host", "ready.lan:7070"), ("origin", "https://ready.lan:7070")], true);
        check(encrypted, &[("host", "ready.lan:7070"), ("origin", "http://ready.lan:7070")], false);
    }
}
