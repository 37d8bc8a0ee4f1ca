//! Guests and room screens: which of them may still look at a workshop.

use api::account::GuestSeat;
use domain::id::{TeamId, WorkshopId};
use domain::workshop::{Actor, Clock, Phase, Standing};
use store::guests::GuestRow;
use store::screens::ScreenRow;
use store::workshops::WorkshopRow;

use crate::auth::token;
use crate::error::Result;
use crate::services::Services;

/// Whether guests and room screens may still look at a workshop. A closed workshop's row has the answer; the room of one that was never
/// closed has it.
pub(crate) async fn visitors_may_look(services: &Services, row: &WorkshopRow) -> Result<bool> {
    let until = match (row.projection.phase, row.projection.closed_at) {
        (Phase::Planned, _) => return Ok(true),
        (Phase::Closed, Some(closed_at)) => Some(closed_at.plus_minutes(Clock::VISITORS_AFTER)),
        _ => services.hub.visitors_until(row.id).await?,
    };
    Ok(until.is_none_or(|until| services.now() < until))
}

/// The guest of a workshop who has the seat with this secret.
pub(crate) async fn find_guest(services: &Services, workshop: WorkshopId, secret: &str) -> Result<Option<GuestRow>> {
    let guest = services.store.guest_by_token(token::hash(secret)).await?;
    let Some(guest) = guest.filter(|guest| guest.workshop == workshop) else { return Ok(None) };
    let Some(row) = services.store.workshop(workshop).await? else { return Ok(None) };
    Ok(visitors_may_look(services, &row).await?.then_some(guest))
}

/// The room screen with this secret: one that waits, or one whose workshop is not over.
pub(crate) async fn find_screen(services: &Services, secret: &str) -> Result<Option<ScreenRow>> {
    let found = services.store.screen_by_token(token::hash(secret), services.now()).await?;
    let Some(screen) = found else { return Ok(None) };
    let Some((workshop, _)) = screen.paired else { return Ok(Some(screen)) };
    let Some(row) = services.store.workshop(workshop).await? else { return Ok(None) };
    Ok((row.projection.phase != Phase::Closed && visitors_may_look(services, &row).await?).then_some(screen))
}

/// The seats of guests in workshops that are not closed.
pub(crate) async fn open_seats(services: &Services, guests: Vec<GuestRow>) -> Result<Vec<GuestSeat>> {
    let mut seats = Vec::new();
    for guest in guests {
        let row = services.store.workshop(guest.workshop).await?;
        if row.is_some_and(|row| row.projection.phase != Phase::Closed) {
            seats.push(GuestSeat { id: guest.id, workshop: guest.workshop, name: guest.name.to_string() });
        }
    }
    Ok(seats)
}

/// Whether one of these guests is in a workshop of the team, and not kept at its door.
pub(crate) async fn is_guest_of_team(services: &Services, team: TeamId, guests: &[GuestRow]) -> Result<bool> {
    for guest in guests {
        let actor = Actor { person: guest.id, standing: Standing::Guest };
        if is_of_team(services, guest.workshop, team).await? && !services.hub.keeps_out(guest.workshop, actor).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a screen shows a workshop of the team.
pub(crate) async fn is_screen_of_team(services: &Services, team: TeamId, screen: &ScreenRow) -> Result<bool> {
    let Some((workshop, _)) = screen.paired else { return Ok(false) };
    is_of_team(services, workshop, team).await
}

async fn is_of_team(services: &Services, workshop: WorkshopId, team: TeamId) -> Result<bool> {
    Ok(services.store.workshop(workshop).await?.is_some_and(|row| row.team == team))
}
