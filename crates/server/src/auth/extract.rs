//! Extractors: a handler that names one runs only for those who may. What one may not know of is not there.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv6Addr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use domain::id::{PersonId, TeamId, WorkshopId};
use domain::workshop::{Actor, Clock, Phase, Standing};
use store::Sha256;
use store::accounts::Account;
use store::guests::Guest;
use store::screens::Screen;
use store::teams::{Role, Team};
use store::workshops::WorkshopRow;

use super::{cookies, demonstration, token};
use crate::connections::Place;
use crate::error::{Error, Result};
use crate::extract::path_id;
use crate::state::{App, AppState};
use crate::tls::Peer;

/// The signed-in account, if there is one.
pub struct OptionalAccount(pub Option<SignedIn>);

/// The signed-in account.
#[derive(Clone)]
pub struct SignedIn {
    /// The account.
    pub account: Account,
    /// Its session.
    pub session: store::Sha256,
}

/// A member of the team in the address.
pub struct TeamMember {
    /// The team.
    pub team: Team,
    /// Who is asking.
    pub account: Account,
    /// What they are in the team.
    pub role: Role,
}

/// An owner of the team in the address.
pub struct TeamOwner(pub TeamMember);

/// Somebody with a seat in the workshop in the address: a member of its team, or a guest of it.
pub struct WorkshopPerson {
    /// The workshop.
    pub row: WorkshopRow,
    /// Who is asking, and what they are to the team.
    pub actor: Actor,
    /// The guest, when it is one.
    pub guest: Option<Guest>,
    /// By what they were let through.
    pub pass: Pass,
}

/// By what somebody is let into a live workshop: the SHA-256 of a token that can be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pass {
    /// A member's session.
    Session(Sha256),
    /// A guest's seat.
    Seat(Sha256),
    /// A paired room screen.
    Screen(Sha256),
}

/// The same, or a guest who was not let in yet.
pub struct AtTheDoor(pub WorkshopPerson);

impl FromRequestParts<AppState> for OptionalAccount {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self> {
        let Some(secret) = cookies::session(&parts.headers) else { return Ok(Self(None)) };
        let session = token::hash(secret);
        let Some((_, account)) = app.store.session(session, app.now()).await? else { return Ok(Self(None)) };
        demonstration::check_account(parts, &account)?;
        Ok(Self(Some(SignedIn { account, session })))
    }
}

impl FromRequestParts<AppState> for SignedIn {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self> {
        let OptionalAccount(signed_in) = OptionalAccount::from_request_parts(parts, app).await?;
        signed_in.ok_or(Error::NotSignedIn)
    }
}

impl FromRequestParts<AppState> for TeamMember {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self> {
        let SignedIn { account, .. } = SignedIn::from_request_parts(parts, app).await?;
        let team: TeamId = path_id(parts, app, "team").await?;
        let member = app.store.member(team, account.id).await?.ok_or(Error::NotFound)?;
        let team = app.store.team(team).await?.ok_or(Error::NotFound)?;
        demonstration::check_team(parts, app, &team).await?;
        Ok(Self { team, account, role: member.role })
    }
}

impl FromRequestParts<AppState> for TeamOwner {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self> {
        let member = TeamMember::from_request_parts(parts, app).await?;
        match member.role {
            Role::Owner => Ok(Self(member)),
            Role::Member => Err(Error::NotAllowed("Only an owner of the team can do this.")),
        }
    }
}

impl FromRequestParts<AppState> for WorkshopPerson {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self> {
        let AtTheDoor(person) = AtTheDoor::from_request_parts(parts, app).await?;
        if person.guest.is_some() && app.hub.keeps_out(person.row.id, person.actor).await? {
            return Err(Error::NotFound);
        }
        Ok(person)
    }
}

impl FromRequestParts<AppState> for AtTheDoor {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self> {
        let OptionalAccount(signed_in) = OptionalAccount::from_request_parts(parts, app).await?;
        let workshop: WorkshopId = path_id(parts, app, "workshop").await?;
        let guest = guest_of(app, &parts.headers, workshop).await?;
        let seat_gone = guest.is_none() && cookies::guest(&parts.headers, workshop).is_some();
        if signed_in.is_none() && guest.is_none() {
            return Err(if seat_gone { Error::SeatGone } else { Error::NotSignedIn });
        }
        let row = app.store.workshop(workshop).await?.ok_or(Error::NotFound)?;
        if let Some(SignedIn { account, session }) = signed_in
            && let Some(standing) = standing(app, row.team, account.id).await?
        {
            demonstration::check_team_of_workshop(parts, app, row.team).await?;
            let actor = Actor { person: account.id, standing };
            return Ok(Self(WorkshopPerson { row, actor, guest: None, pass: Pass::Session(session) }));
        }
        let guest = guest.ok_or(if seat_gone { Error::SeatGone } else { Error::NotFound })?;
        demonstration::check_team_of_workshop(parts, app, row.team).await?;
        let pass = Pass::Seat(guest.token_hash.ok_or(Error::SeatGone)?);
        let actor = Actor { person: guest.id, standing: Standing::Guest };
        Ok(Self(WorkshopPerson { row, actor, guest: Some(guest), pass }))
    }
}

impl WorkshopPerson {
    /// Lets members through; guests do not get to know of what only the team has.
    pub fn member(&self) -> Result<PersonId> {
        if self.guest.is_none() { Ok(self.actor.person) } else { Err(Error::NotFound) }
    }

    /// Lets the facilitator and the team's owners through.
    pub fn facilitator_or_owner(&self) -> Result<PersonId> {
        let person = self.member()?;
        if self.row.projection.facilitator == person || self.actor.standing == Standing::Owner {
            Ok(person)
        } else {
            Err(Error::NotAllowed("Only the facilitator or an owner of the team can do this."))
        }
    }
}

async fn standing(app: &App, team: TeamId, account: PersonId) -> Result<Option<Standing>> {
    let member = app.store.member(team, account).await?;
    Ok(member.map(|member| match member.role {
        Role::Owner => Standing::Owner,
        Role::Member => Standing::Member,
    }))
}

/// The guest of a workshop whose seat the browser holds.
pub(crate) async fn guest_of(app: &App, headers: &HeaderMap, workshop: WorkshopId) -> Result<Option<Guest>> {
    let Some(secret) = cookies::guest(headers, workshop) else { return Ok(None) };
    let guest = app.store.guest_by_token(token::hash(secret)).await?;
    let Some(guest) = guest.filter(|guest| guest.workshop == workshop) else { return Ok(None) };
    let Some(row) = app.store.workshop(workshop).await? else { return Ok(None) };
    Ok(visitors_may_look(app, &row).await?.then_some(guest))
}

/// The room screen that a browser is: one that waits, or one whose workshop is not over.
pub(crate) async fn screen_of(app: &App, headers: &HeaderMap) -> Result<Option<Screen>> {
    let Some(secret) = cookies::screen(headers) else { return Ok(None) };
    let Some(screen) = app.store.screen_by_token(token::hash(secret), app.now()).await? else { return Ok(None) };
    let Some((workshop, _)) = screen.paired else { return Ok(Some(screen)) };
    let Some(row) = app.store.workshop(workshop).await? else { return Ok(None) };
    Ok((row.projection.phase != Phase::Closed && visitors_may_look(app, &row).await?).then_some(screen))
}

/// Whether guests and room screens may still look at a workshop. Of one that is closed its row says so; one that was never
/// closed says it itself.
pub(crate) async fn visitors_may_look(app: &App, row: &WorkshopRow) -> Result<bool> {
    let until = match (row.projection.phase, row.projection.closed_at) {
        (Phase::Planned, _) => return Ok(true),
        (Phase::Closed, Some(closed_at)) => Some(closed_at.plus_minutes(Clock::VISITORS_AFTER)),
        _ => app.hub.visitors_until(row.id).await?,
    };
    Ok(until.is_none_or(|until| app.now() < until))
}

/// Where a request comes from, as limits count it.
pub struct ClientAddress(pub String);

impl FromRequestParts<AppState> for ClientAddress {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> std::result::Result<Self, Infallible> {
        let socket = parts.extensions.get::<ConnectInfo<Peer>>().map(|ConnectInfo(peer)| peer.address.ip());
        let address = app.trust_proxy.then(|| forwarded(&parts.headers)).flatten().or(socket);
        Ok(Self(address.map_or_else(|| "unknown".to_owned(), |address| counted(address).to_string())))
    }
}

/// A place for a request or a live connection of a proxy's client; the connections of others are counted where they come in.
pub(crate) fn place(app: &App, headers: &HeaderMap) -> Result<Option<Place>> {
    let Some(client) = app.trust_proxy.then(|| forwarded(headers)).flatten() else { return Ok(None) };
    app.clients.take(counted(client)).map(Some).ok_or(Error::TooMany { retry_after_s: 5 })
}

/// Where a request comes from behind a proxy: the last hop of `X-Forwarded-For`, which our own proxy saw. What cannot be read
/// is none: the limits then count the proxy, which is stricter.
pub(crate) fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").into_iter().next_back()?;
    let hops = last.to_str().ok()?.rsplit(',').map(str::trim);
    hop(hops.into_iter().find(|hop| !hop.is_empty())?)
}

/// One hop: an address, which some gateways write with a port (`192.0.2.1:5678`, `[2001:db8::1]:5678`), in brackets, in
/// quotes, or with a zone.
fn hop(text: &str) -> Option<IpAddr> {
    let text = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
    if let Some(rest) = text.strip_prefix('[') {
        let (address, port) = rest.split_once(']')?;
        let port = port.strip_prefix(':');
        if port.is_some_and(|port| port.parse::<u16>().is_err()) || (port.is_none() && !rest.ends_with(']')) {
            return None;
        }
        return v6(address);
    }
    match text.split_once(':') {
        Some((address, port)) if !port.contains(':') => {
            port.parse::<u16>().ok()?;
            address.parse().ok().map(IpAddr::V4)
        }
        Some(_) => v6(text),
        None => text.parse().ok(),
    }
}

fn v6(text: &str) -> Option<IpAddr> {
    let address = text.split_once('%').map_or(text, |(address, _zone)| address);
    address.parse().ok().map(IpAddr::V6)
}

/// One household has many addresses of IPv6, but one network of 64 bits.
pub(crate) fn counted(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX))),
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_counted_by_network() {
        let check = |given: &str, expected: &str| {
            assert_eq!(counted(given.parse().unwrap()).to_string(), expected, "{given}");
        };
        check("192.0.2.7", "192.0.2.7");
        check("::ffff:192.0.2.7", "192.0.2.7");
        check("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::");
    }

    #[test]
    fn the_last_hop_counts() {
        let mut headers = HeaderMap::new();
        headers.append("x-forwarded-for", "203.0.113.9, 198.51.100.1".parse().unwrap());
        headers.append("x-forwarded-for", "203.0.113.9, 192.0.2.1".parse().unwrap());
        assert_eq!(forwarded(&headers), Some("192.0.2.1".parse().unwrap()));
        assert_eq!(forwarded(&HeaderMap::new()), None);
    }

    #[test]
    fn hops_are_read_with_ports_and_brackets() {
        let check = |given: &str, expected: Option<&str>| {
            let mut headers = HeaderMap::new();
            headers.append("x-forwarded-for", given.parse().unwrap());
            assert_eq!(forwarded(&headers).map(|address| address.to_string()).as_deref(), expected, "{given:?}");
        };
        check("192.0.2.1", Some("192.0.2.1"));
        check("203.0.113.9, 192.0.2.1:54321", Some("192.0.2.1"));
        check("[2001:db8::1]:443", Some("2001:db8::1"));
        check("[2001:db8::1]", Some("2001:db8::1"));
        check("2001:db8::1", Some("2001:db8::1"));
        check("fe80::1%eth0", Some("fe80::1"));
        check("\"[2001:db8::1]:443\"", Some("2001:db8::1"));
        check("::ffff:192.0.2.1", Some("::ffff:192.0.2.1"));
        check("192.0.2.1, ", Some("192.0.2.1"));
        check("192.0.2.1,203.0.113.9,", Some("203.0.113.9"));
        for garbage in [
            "",
            ",",
            "unknown",
            "_hidden",
            "192.0.2.1:port",
            "192.0.2.1:",
            "192.0.2.256",
            "[2001:db8::1",
            "[]",
            "[::1]x",
        ] {
            check(garbage, None);
        }
        // Our proxy's own entry counts, even where it cannot be read: what stands before it, anybody can write.
        check("192.0.2.1, unknown", None);
    }
}
