//! Extractors: a handler that names one runs only for those who may. What one may not know of is not there.

mod demonstration;

use std::convert::Infallible;

use api::refusal::RequestReason;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use domain::id::{PersonId, TeamId, WorkshopId};
use domain::team::Role;
use domain::workshop::{Actor, Reason, Rejection, Standing};
use store::accounts::AccountRow;
use store::guests::GuestRow;
use store::screens::ScreenRow;
use store::teams::TeamRow;
use store::workshops::WorkshopRow;

use super::extract::path_id;
use crate::addresses::{counted, forwarded};
use crate::auth::{cookies, token};
use crate::connections::ConnectionPlace;
use crate::error::{Error, Result};
use crate::live::Pass;
use crate::permissions::may_run;
use crate::state::{App, AppState};
use crate::tls::Peer;
use crate::workshops::visitors::{find_guest, find_screen};

/// The signed-in account, if there is one.
pub(crate) struct OptionalAccount(pub Option<SignedIn>);

/// The signed-in account.
#[derive(Clone)]
pub(crate) struct SignedIn {
    /// The account.
    pub account: AccountRow,
    /// Its session.
    pub session: store::Sha256,
}

/// A member of the team in the address.
pub(crate) struct TeamMember {
    /// The team.
    pub team: TeamRow,
    /// The account that asks.
    pub account: AccountRow,
    /// What they are in the team.
    pub role: Role,
}

/// An owner of the team in the address.
pub(crate) struct TeamOwner(pub TeamMember);

/// A person with a seat in the workshop in the URL: a member of its team, or a guest of it.
pub(crate) struct WorkshopPerson {
    /// The workshop.
    pub row: WorkshopRow,
    /// The person who asks, and their role in the team.
    pub actor: Actor,
    /// The guest, when it is one.
    pub guest: Option<GuestRow>,
    /// Their session, seat or screen.
    pub pass: Pass,
}

/// The same, or a guest who was not let in yet.
pub(crate) struct AtTheDoor(pub WorkshopPerson);

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
        if member.role.may_manage() { Ok(Self(member)) } else { Err(Error::NotAllowed(RequestReason::OnlyOwner)) }
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

impl TeamMember {
    /// The member, as workshops of the team know them.
    pub(crate) fn actor(&self) -> Actor {
        Actor { person: self.account.id, standing: self.role.into() }
    }
}

impl WorkshopPerson {
    /// Lets members through; guests do not get to know of what only the team has.
    pub(crate) fn member(&self) -> Result<PersonId> {
        if self.guest.is_none() { Ok(self.actor.person) } else { Err(Error::NotFound) }
    }

    /// Lets the facilitator and the team's owners through.
    pub(crate) fn facilitator_or_owner(&self) -> Result<PersonId> {
        let person = self.member()?;
        if may_run(&self.row, self.actor) {
            Ok(person)
        } else {
            Err(Error::Rejected(Rejection::NotAllowed(Reason::OnlyFacilitatorOrOwner)))
        }
    }
}

async fn standing(app: &App, team: TeamId, account: PersonId) -> Result<Option<Standing>> {
    let member = app.store.member(team, account).await?;
    Ok(member.map(|member| member.role.into()))
}

/// The guest of a workshop whose seat the browser holds.
pub(crate) async fn guest_of(app: &App, headers: &HeaderMap, workshop: WorkshopId) -> Result<Option<GuestRow>> {
    let Some(secret) = cookies::guest(headers, workshop) else { return Ok(None) };
    find_guest(app, workshop, secret).await
}

/// The guests whose seats the browser holds, each in another workshop.
pub(crate) async fn guests_of(app: &App, headers: &HeaderMap) -> Result<Vec<GuestRow>> {
    let mut guests = Vec::new();
    for (workshop, secret) in cookies::seats(headers) {
        guests.extend(find_guest(app, workshop, secret).await?);
    }
    Ok(guests)
}

/// The room screen that a browser is: one that waits, or one whose workshop is not over.
pub(crate) async fn screen_of(app: &App, headers: &HeaderMap) -> Result<Option<ScreenRow>> {
    let Some(secret) = cookies::screen(headers) else { return Ok(None) };
    find_screen(app, secret).await
}

/// The client of a request, as limits count it.
pub(crate) struct ClientAddress(pub String);

impl FromRequestParts<AppState> for ClientAddress {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> std::result::Result<Self, Infallible> {
        let socket = parts.extensions.get::<ConnectInfo<Peer>>().map(|ConnectInfo(peer)| peer.address.ip());
        let address = app.trust_proxy.then(|| forwarded(&parts.headers)).flatten().or(socket);
        Ok(Self(address.map_or_else(|| "unknown".to_owned(), |address| counted(address).to_string())))
    }
}

/// A place for a request or a live connection of a proxy's client; the connections of others are counted where they come in.
pub(crate) fn connection_place(app: &App, headers: &HeaderMap) -> Result<Option<ConnectionPlace>> {
    let Some(client) = app.trust_proxy.then(|| forwarded(headers)).flatten() else { return Ok(None) };
    app.clients.try_take(counted(client)).map(Some).ok_or(Error::TooMany { retry_after_s: 5 })
}
