//! Guests and room screens once a workshop is closed: what surrounds it for them, and when their access ends.

use std::collections::BTreeSet;

use api::live::Audience;
use api::project::{AtClosing, ProjectionContext};
use domain::id::{PersonId, WorkshopId};
use domain::time::Timestamp;
use domain::workshop::{Actor, Clock, Event, Phase, Standing, TimeEvent, Workshop};
use store::Store;
use store::closings::{NameAtClosing, WorkshopClosing};

use super::{REMOVED, Room};
use crate::error::{Error, Result};
use crate::live::outgoing::OutgoingFrame;

/// Whether somebody sees a workshop only because they were there.
pub(crate) fn is_visitor(actor: Actor) -> bool {
    matches!(actor.standing, Standing::Guest | Standing::Screen)
}

/// What is kept of the surroundings of a workshop by the commit that closes it.
pub(super) fn closing(
    workshop: &Workshop,
    around: &ProjectionContext,
    events: &[Event],
) -> Result<Option<WorkshopClosing>> {
    let closed_at = events
        .iter()
        .find_map(|event| if let Event::Time(TimeEvent::Closed { at }) = event { Some(*at) } else { None });
    let Some(closed_at) = closed_at else { return Ok(None) };
    let at_closing = AtClosing::capture(workshop, around);
    let surroundings = serde_json::to_string(&at_closing).map_err(|error| Error::Internal(error.to_string()))?;
    let names = at_closing.names.into_iter();
    let names = names.map(|(person, (name, responder))| NameAtClosing { person, name, responder }).collect();
    Ok(Some(WorkshopClosing { surroundings, names, expires_at: closed_at.plus_minutes(Clock::VISITORS_AFTER) }))
}

/// What surrounds a workshop for visitors while it is closed. A person who was erased meanwhile has no name in it.
pub(super) async fn load(
    store: &dyn Store,
    id: WorkshopId,
    workshop: &Workshop,
    around: &ProjectionContext,
    now: Timestamp,
) -> Result<Option<ProjectionContext>> {
    let closed_at = workshop.clock.as_ref().and_then(|clock| clock.closed_at);
    let Some(closed_at) = closed_at.filter(|_| workshop.phase == Phase::Closed) else { return Ok(None) };
    let kept = store.closing(id, now).await?.and_then(|kept| {
        let mut at_closing: AtClosing = serde_json::from_str(&kept.surroundings).ok()?;
        let names = kept.names.into_iter();
        at_closing.names = names.map(|known| (known.person, (known.name, known.responder))).collect();
        Some(at_closing)
    });
    let closing = kept.unwrap_or_else(|| AtClosing::unknown(workshop, around));
    let people: Vec<PersonId> = closing.names.keys().copied().collect();
    let mut existing: BTreeSet<PersonId> = store.names(&people).await?.into_keys().collect();
    existing.extend(store.guests(id).await?.into_iter().map(|guest| guest.id));
    Ok(Some(around.as_at(closing, &existing, closed_at)))
}

impl Room {
    /// What an audience sees around the workshop.
    pub(super) fn surroundings_for(&self, audience: Audience) -> &ProjectionContext {
        match audience {
            Audience::Lobby | Audience::Visitors => self.visiting.as_ref().unwrap_or(&self.around),
            Audience::Everyone | Audience::Investigator | Audience::Desk => &self.around,
        }
    }

    /// The audiences inside that there are at this moment.
    pub(super) fn audiences(&self) -> impl Iterator<Item = Audience> + use<> {
        let visitors = (self.workshop.phase == Phase::Closed).then_some(Audience::Visitors);
        Audience::INSIDE.into_iter().chain(visitors)
    }

    /// When the access of visitors ends, once the doors were opened.
    pub(super) fn visitors_until(&self) -> Option<Timestamp> {
        self.workshop.clock.as_ref().map(Clock::visitors_until)
    }

    /// Whether the clock has to be looked at for visitors.
    pub(super) fn has_visitors(&self) -> bool {
        self.connections.values().any(|connection| is_visitor(connection.actor))
    }

    /// Closes the pages of visitors whose time is over.
    pub(super) fn close_expired_visitors(&mut self) {
        let now = self.hub.shared.clock.now();
        if self.visitors_until().is_none_or(|until| now < until) {
            return;
        }
        let visitors = self.connections.iter().filter(|(_, connection)| is_visitor(connection.actor));
        let visitors: Vec<_> = visitors.map(|(id, _)| *id).collect();
        for id in visitors {
            self.send(id, OutgoingFrame::Close(REMOVED, "the workshop is over"));
            self.disconnect(id);
        }
    }
}
