//! Who is behind a socket, until when they may stay, and which revocations mean them.

use domain::id::{TeamId, WorkshopId};
use domain::time::Timestamp;
use domain::workshop::Actor;

use super::{Hub, Pass, Revocation, is_visitor};
use crate::error::Result;

/// The person behind a socket, and their permission.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ConnectingClient {
    pub(crate) workshop: WorkshopId,
    pub(crate) team: TeamId,
    pub(crate) actor: Actor,
    pub(crate) pass: Pass,
}

impl ConnectingClient {
    /// Until when its session, seat or screen is valid; the inner `None` means without end, the outer one that it is not valid.
    /// Checked once more after the room knows of the connection, because what was revoked in between reaches nobody else.
    pub(super) async fn admitted_until(&self, hub: &Hub) -> Result<Option<Option<Timestamp>>> {
        let store = &hub.shared.store;
        let now = hub.shared.clock.now();
        if is_visitor(self.actor) && hub.visitors_until(self.workshop).await?.is_some_and(|until| now >= until) {
            return Ok(None);
        }
        match self.pass {
            Pass::Session(token) => {
                let Some((session, _)) = store.session(token, now).await? else { return Ok(None) };
                let member = store.member(self.team, self.actor.person).await?;
                Ok(member.map(|_| Some(session.expires_at)))
            }
            Pass::Seat(token) => Ok(store.guest_by_token(token).await?.map(|_| None)),
            Pass::Screen(token) => {
                let screen = store.screen_by_token(token, now).await?;
                let screen = screen.filter(|screen| screen.paired.is_some_and(|(id, _)| id == self.workshop));
                Ok(screen.map(|screen| Some(screen.expires_at)))
            }
        }
    }

    /// Whether a revocation ends this client's connection.
    pub(super) fn is_meant_by(&self, revocation: Revocation) -> bool {
        match revocation {
            Revocation::Session(token) => {
                matches!(self.pass, Pass::Session(held) | Pass::Screen(held) if held == token)
            }
            Revocation::Person(person) => self.actor.person == person,
            Revocation::Member(team, person) => self.team == team && self.actor.person == person,
            Revocation::Team(team) => self.team == team,
        }
    }
}
