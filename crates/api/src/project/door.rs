//! The door: what is seen from before it, and who is seen there from the desk.

use domain::workshop::{ParticipantKind, Phase, Workshop};

use super::ProjectionContext;
use crate::entity::{Entity, LobbyView, WaitingView};

/// Everything that somebody may see who was not let in.
pub(super) fn lobby(workshop: &Workshop, around: &ProjectionContext) -> Entity {
    Entity::Lobby(LobbyView {
        id: around.workshop,
        team_name: around.team_name.clone(),
        title: workshop.plan.title.to_string(),
        facilitator: around.name(workshop.facilitator),
        over: workshop.phase == Phase::Closed,
    })
}

/// Who waits, and which screens show the workshop.
pub(super) fn at_the_door(workshop: &Workshop, around: &ProjectionContext) -> Vec<Entity> {
    let waiting = workshop.waiting.values().map(|waiting| {
        let member = match waiting.kind {
            ParticipantKind::Seat { member, .. } => Some(member),
            ParticipantKind::Member | ParticipantKind::Guest => None,
        };
        Entity::Waiting(WaitingView {
            id: waiting.person,
            name: around.name(waiting.person),
            member,
            seat: waiting.seat,
            place: waiting.place,
        })
    });
    waiting.chain(around.screens.iter().cloned().map(Entity::Screen)).collect()
}
