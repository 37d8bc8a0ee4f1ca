//! The kinds of cookies: one for a signed-in account, one for a browser in which somebody signed in before, one for each workshop
//! in which a guest holds a seat, and one for a room screen.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponseParts, ResponseParts};
use domain::id::WorkshopId;

use super::device;
use super::session::{BegunSession, SESSION_DAYS};
use crate::error::Error;
use crate::services::Services;

/// The name of the cookie of a signed-in account.
pub const SESSION: &str = "readyroom_session";
/// What the names of guests' cookies begin with; the workshop's id follows.
pub const GUEST: &str = "readyroom_guest_";
/// The name of the cookie of a room screen.
pub const SCREEN: &str = "readyroom_screen";
/// The name of the cookie of a browser in which somebody has signed in before.
const DEVICE: &str = "readyroom_device";
/// Browsers keep no cookie for longer.
const DEVICE_DAYS: i64 = 400;
const GUEST_DAYS: i64 = 7;
const SCREEN_DAYS: i64 = 2;
/// As many guests' seats as one browser is asked about.
const MOST_SEATS: usize = 10;

/// The token of the signed-in account, if the browser sent one.
#[must_use]
pub fn session(headers: &HeaderMap) -> Option<&str> {
    all(headers).find(|(name, _)| *name == SESSION).map(|(_, value)| value)
}

/// The token of a room screen, if the browser sent one.
#[must_use]
pub fn screen(headers: &HeaderMap) -> Option<&str> {
    all(headers).find(|(name, _)| *name == SCREEN).map(|(_, value)| value)
}

/// The device cookie of a browser in which a person has signed in before, if there is one.
pub(crate) fn device(headers: &HeaderMap) -> Option<&str> {
    all(headers).find(|(name, _)| *name == DEVICE).map(|(_, value)| value)
}

/// The token of a guest's seat in a workshop, if the browser sent one.
#[must_use]
pub fn guest(headers: &HeaderMap, workshop: WorkshopId) -> Option<&str> {
    seats(headers).find(|(of, _)| *of == workshop).map(|(_, token)| token)
}

/// The tokens of all guests' seats that the browser sent.
pub(crate) fn seats(headers: &HeaderMap) -> impl Iterator<Item = (WorkshopId, &str)> {
    let seat = |(name, value): (&str, _)| Some((name.strip_prefix(GUEST)?.parse().ok()?, value));
    all(headers).filter_map(seat).take(MOST_SEATS)
}

fn all(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    let lines = headers.get_all(header::COOKIE).into_iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='))
}

/// Cookies to set with a response.
pub(crate) struct SetCookie(Vec<HeaderValue>);

impl SetCookie {
    /// Signs a browser in, and remembers it as one in which somebody has signed in with this address.
    pub(crate) fn begun_session(services: &Services, begun: &BegunSession) -> Self {
        let Self(mut cookies) = Self::new(services, SESSION, &begun.secret, SESSION_DAYS * 86_400);
        if let Some(email) = &begun.email {
            let Self(device) = Self::new(services, DEVICE, &device::cookie(services, email), DEVICE_DAYS * 86_400);
            cookies.extend(device);
        }
        Self(cookies)
    }

    /// Signs a browser out.
    pub(crate) fn no_session(services: &Services) -> Self {
        Self::new(services, SESSION, "", 0)
    }

    /// Gives a browser a seat in a workshop.
    pub(crate) fn guest(services: &Services, workshop: WorkshopId, secret: &str) -> Self {
        Self::new(services, &format!("{GUEST}{workshop}"), secret, GUEST_DAYS * 86_400)
    }

    /// Takes a guest's seat in a workshop away from a browser.
    pub(crate) fn no_guest(services: &Services, workshop: WorkshopId) -> Self {
        Self::new(services, &format!("{GUEST}{workshop}"), "", 0)
    }

    /// Makes a browser a room screen.
    pub(crate) fn screen(services: &Services, secret: &str) -> Self {
        Self::new(services, SCREEN, secret, SCREEN_DAYS * 86_400)
    }

    fn new(services: &Services, name: &str, value: &str, max_age_s: i64) -> Self {
        let secure = if services.public_url.starts_with("https://") { "; Secure" } else { "" };
        let cookie = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={max_age_s}{secure}");
        Self(vec![cookie.parse().expect("names and tokens are plain ASCII")])
    }
}

impl IntoResponseParts for SetCookie {
    type Error = Error;

    fn into_response_parts(self, mut response: ResponseParts) -> Result<ResponseParts, Error> {
        for cookie in self.0 {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        Ok(response)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_are_parsed() {
        let workshop: WorkshopId = "0193a000-0000-7000-8000-000000000001".parse().unwrap();
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, HeaderValue::from_static("theme=dark; readyroom_session=abc"));
        let seat = format!("{GUEST}{workshop}=def; {GUEST}nonsense=x");
        headers.append(header::COOKIE, seat.parse().unwrap());
        assert_eq!(session(&headers), Some("abc"));
        assert_eq!(guest(&headers, workshop), Some("def"));
        assert_eq!(seats(&headers).count(), 1);
        assert_eq!(session(&HeaderMap::new()), None);
    }
}
