//! Requests that change something, and live connections, come from this server's own pages.
//!
//! Every browser names the page's origin with them. What sends neither `Origin` nor `Sec-Fetch-Site` is no browser, and
//! holds no cookie that a page could have lent it.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::error::{Error, Result};
use crate::state::AppState;

/// Refuses requests that would change something, and live connections, that come from elsewhere.
pub(crate) async fn guard(State(app): State<AppState>, request: Request, next: Next) -> Response {
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let live = request.headers().contains_key(header::UPGRADE);
    if (changes || live)
        && let Err(error) = check(request.headers(), &app.public_url)
    {
        return error.into_response();
    }
    next.run(request).await
}

/// Checks that a request comes from a page of the host that it is sent to, or of the public address.
pub fn check(headers: &HeaderMap, public_url: &str) -> Result<()> {
    let text = |name: header::HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("unreadable"));
    let own = match text(header::ORIGIN) {
        Some(origin) => {
            let page = host(origin);
            page.is_some() && (page == host(public_url) || page == text(header::HOST).map(str::to_ascii_lowercase))
        }
        None => headers.get("sec-fetch-site").is_none_or(|site| site == "same-origin"),
    };
    if own { Ok(()) } else { Err(Error::WrongOrigin) }
}

/// Host and port of an address, as browsers write them.
fn host(url: &str) -> Option<String> {
    let (default_port, rest) = match url.split_once("://")? {
        ("http", rest) => (":80", rest),
        ("https", rest) => (":443", rest),
        _ => return None,
    };
    let host = rest.split('/').next()?.to_ascii_lowercase();
    Some(host.strip_suffix(default_port).unwrap_or(&host).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins() {
        let check = |given: &[(&'static str, &str)], expected: bool| {
            let mut headers = HeaderMap::new();
            for (name, value) in given {
                headers.insert(*name, value.parse().unwrap());
            }
            assert_eq!(super::check(&headers, "https://ready.example").is_ok(), expected, "{given:?}");
        };
        check(&[("host", "10.0.0.5:7070"), ("origin", "http://10.0.0.5:7070")], true);
        check(&[("host", "127.0.0.1:7070"), ("origin", "https://ready.example")], true);
        check(&[("host", "127.0.0.1:7070"), ("origin", "https://READY.example:443")], true);
        check(&[("host", "ready.example"), ("origin", "https://evil.example")], false);
        check(&[("host", "ready.example"), ("origin", "https://ready.example.evil.example")], false);
        check(&[("host", "ready.example"), ("origin", "https://ready.example:8443")], false);
        check(&[("host", "ready.example"), ("origin", "null")], false);
        check(&[("host", "ready.example"), ("origin", "file://ready.example")], false);
        check(&[("host", "ready.example")], true);
        check(&[("host", "ready.example"), ("sec-fetch-site", "same-origin")], true);
        check(&[("host", "ready.example"), ("sec-fetch-site", "same-site")], false);
        check(&[("host", "ready.example"), ("sec-fetch-site", "cross-site")], false);
        check(&[("host", "ready.example"), ("sec-fetch-site", "none")], false);
    }
}
