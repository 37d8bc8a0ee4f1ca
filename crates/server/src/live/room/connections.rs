//! The connections of a room: who they are, what each may see, and what is put into their queues.

use std::collections::{BTreeSet, HashMap};
use std::sync::atomic::Ordering;

use api::live::{Audience, Connect, Face, LivePermissions, ServerMessage};
use api::project::{Part, own};
use api::time::to_rfc3339;
use axum::extract::ws::Utf8Bytes;
use domain::id::PersonId;
use domain::workshop::{Actor, Phase, Standing, Workshop};
use tokio::sync::{mpsc, oneshot};

use super::{Room, is_visitor};
use crate::error::Result;
use crate::live::outgoing::OutgoingFrame;
use crate::live::presence::{self, Present};
use crate::live::view::{View, encode};
use crate::permissions::live_permissions;

/// One connection of a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::live) struct ConnectionId(u64);

/// An open socket, as its room knows it.
pub(super) struct Connection {
    pub(super) actor: Actor,
    pub(super) audience: Audience,
    pub(super) present: Present,
    /// Whether it reads compressed messages.
    gzip: bool,
    pub(super) queue: mpsc::Sender<OutgoingFrame>,
    /// What its person may do, as it was sent.
    pub(super) may: LivePermissions,
    /// The last message that it was sent for its person alone, if any.
    pub(super) own: Option<Utf8Bytes>,
}

impl Room {
    pub(super) fn connect(
        &mut self,
        connect: Connect,
        actor: Actor,
        queue: mpsc::Sender<OutgoingFrame>,
        reply: oneshot::Sender<Result<ConnectionId>>,
    ) {
        let id = ConnectionId(self.hub.shared.last_connection.fetch_add(1, Ordering::Relaxed));
        let audience = allowed_audience(&self.workshop, connect.face, actor);
        let present = Present { person: actor.person, face: connect.face, typing: None };
        self.connections.insert(
            id,
            Connection {
                actor,
                audience,
                present,
                gzip: connect.gzip,
                queue,
                may: LivePermissions::default(),
                own: None,
            },
        );
        if reply.send(Ok(id)).is_err() {
            self.connections.remove(&id);
            return;
        }
        self.hub.shared.metrics.connections.inc();
        self.presence_changed = true;
        self.send_welcome(id, connect.since.filter(|_| connect.audience == Some(audience)));
    }

    pub(super) fn disconnect(&mut self, connection: ConnectionId) {
        if self.connections.remove(&connection).is_some() {
            self.hub.shared.metrics.connections.dec();
            self.presence_changed = true;
        }
    }

    /// Sends a connection its person and audience, then a snapshot or the changes.
    pub(super) fn send_welcome(&mut self, id: ConnectionId, since: Option<u64>) {
        let Some(connection) = self.connections.get_mut(&id) else { return };
        let (audience, face, you) = (connection.audience, connection.present.face, connection.actor.person);
        let gzip = connection.gzip;
        let may = live_permissions(&self.workshop, self.around.demo, connection.actor);
        connection.may = may;
        let now = to_rfc3339(self.hub.shared.clock.now());
        self.catch_up(audience);
        let first = self.view(audience).first(since, gzip);
        self.send(id, OutgoingFrame::Text(encode(&ServerMessage::Welcome { you, face, audience, now, may })));
        self.send(id, first);
        self.send_first_private_view(id);
    }

    /// Gives every connection the audience that its person has a right to now, and returns those that had another one.
    pub(super) fn update_audiences(&mut self) -> Vec<ConnectionId> {
        let workshop = &self.workshop;
        let mut moved = Vec::new();
        for (id, connection) in &mut self.connections {
            let allowed = allowed_audience(workshop, connection.present.face, connection.actor);
            if std::mem::replace(&mut connection.audience, allowed) != allowed {
                moved.push(*id);
            }
        }
        moved
    }

    /// Sends each person what they may do, where it is not what it was; not to these connections, which get it with a welcome.
    pub(super) fn send_permissions(&mut self, except: &[ConnectionId]) {
        let mut changed = Vec::new();
        for (id, connection) in self.connections.iter_mut().filter(|(id, _)| !except.contains(id)) {
            let may = live_permissions(&self.workshop, self.around.demo, connection.actor);
            if std::mem::replace(&mut connection.may, may) != may {
                changed.push((*id, may));
            }
        }
        for (id, may) in changed {
            self.send(id, OutgoingFrame::Text(encode(&ServerMessage::May { may })));
        }
    }

    /// Puts a message into a connection's queue. A connection whose queue is full is dropped; it connects again and resyncs.
    pub(super) fn send(&mut self, id: ConnectionId, outgoing: OutgoingFrame) {
        let Some(connection) = self.connections.get(&id) else { return };
        if connection.queue.try_send(outgoing).is_err() {
            self.hub.shared.metrics.dropped_connections.inc();
            self.disconnect(id);
        }
    }

    /// Sends a message to an audience, except to these connections.
    pub(super) fn broadcast(&mut self, audience: Audience, message: &Utf8Bytes, except: &[ConnectionId]) {
        let to = self.connections.iter().filter(|(id, c)| c.audience == audience && !except.contains(id));
        let to: Vec<_> = to.map(|(id, _)| *id).collect();
        to.into_iter().for_each(|id| self.send(id, OutgoingFrame::Text(message.clone())));
    }

    /// Sends each person what they alone may see, if it changed with these parts.
    pub(super) fn send_private_views(&mut self, parts: &BTreeSet<Part>) {
        let is_affected = |person| parts.iter().any(|part| part.may_change_own(person));
        let affected = self.connections.iter().filter(|(_, connection)| is_affected(connection.actor.person));
        let ids: Vec<_> = affected.map(|(id, _)| *id).collect();
        let mut messages: HashMap<(PersonId, bool), Option<Utf8Bytes>> = HashMap::new();
        for id in ids {
            self.send_private_view(id, &mut messages);
        }
    }

    /// Sends one new connection what its person alone may see.
    pub(super) fn send_first_private_view(&mut self, id: ConnectionId) {
        if let Some(connection) = self.connections.get_mut(&id) {
            connection.own = None;
        }
        self.send_private_view(id, &mut HashMap::new());
    }

    fn send_private_view(&mut self, id: ConnectionId, messages: &mut HashMap<(PersonId, bool), Option<Utf8Bytes>>) {
        let Some(connection) = self.connections.get_mut(&id) else { return };
        if connection.audience == Audience::Lobby {
            return;
        }
        let (person, face) = (connection.actor.person, connection.present.face);
        let workshop = &self.workshop;
        let around = if connection.audience == Audience::Visitors {
            self.visiting.as_ref().unwrap_or(&self.around)
        } else {
            &self.around
        };
        let message = messages.entry((person, face == Face::Room)).or_insert_with(|| {
            let entities = own(workshop, around, person, face);
            (!entities.is_empty()).then(|| encode(&ServerMessage::Own { entities }))
        });
        if connection.own == *message {
            return;
        }
        connection.own.clone_from(message);
        let message = message.clone().unwrap_or_else(|| encode(&ServerMessage::Own { entities: Vec::new() }));
        self.send(id, OutgoingFrame::Text(message));
    }

    /// Sends everyone the list of who is connected and what they type into.
    pub(super) fn publish_presence(&mut self) {
        let played = self.players.iter().flat_map(|players| players.present(&self.workshop));
        let inside = |c: &&Connection| c.audience != Audience::Lobby;
        let people = |c: &&Connection| c.actor.standing != Standing::Screen;
        let connected = self.connections.values().filter(inside).filter(people).map(|c| c.present);
        let message = presence::message(connected.chain(played));
        // Visitors see a closed workshop as it was, so they get no presence.
        let informed = |c: &&Connection| inside(c) && c.audience != Audience::Visitors;
        let roomy = |c: &&Connection| informed(c) && c.queue.capacity() > c.queue.max_capacity() / 2;
        for connection in self.connections.values().filter(roomy) {
            // The lane is lossy: the next change contains what does not fit now.
            let _ = connection.queue.try_send(OutgoingFrame::Text(message.clone()));
        }
    }

    pub(super) fn view(&mut self, audience: Audience) -> &mut View {
        match audience {
            Audience::Lobby => &mut self.lobby,
            Audience::Everyone => &mut self.everyone,
            Audience::Investigator => &mut self.investigator,
            Audience::Desk => &mut self.desk,
            Audience::Visitors => &mut self.visitors,
        }
    }
}

/// The audience of a person's connection with this face.
fn allowed_audience(workshop: &Workshop, face: Face, actor: Actor) -> Audience {
    if workshop.keeps_out(actor) {
        return Audience::Lobby;
    }
    if workshop.phase == Phase::Closed && is_visitor(actor) {
        return Audience::Visitors;
    }
    let investigates = workshop.current_round().is_some_and(|round| round.is_held_by(actor.person));
    match face {
        Face::Desk if actor.person == workshop.facilitator => Audience::Desk,
        // Everybody can see the room screen, so its rights do not depend on the person who opened it.
        Face::Room => Audience::Everyone,
        Face::Desk | Face::Bench | Face::Sheet | Face::Seat if investigates => Audience::Investigator,
        Face::Desk | Face::Bench | Face::Sheet | Face::Seat => Audience::Everyone,
    }
}
