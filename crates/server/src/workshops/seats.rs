//! Seats in a workshop: for people without a device, and a guest's that becomes a member's.

use api::problem::Invalid;
use api::refusal::RequestReason;
use api::workshop::{Joined, SeatPerson};
use domain::id::{CommandId, PersonId};
use domain::text::PersonName;
use domain::workshop::{Actor, Command, ParticipantKind, Reason, Rejection, ServerCommand};
use store::guests::GuestRow;
use store::workshops::WorkshopRow;

use crate::error::{Error, Result};
use crate::services::Services;

/// Gives a person without a device a seat; the facilitator acts for them.
pub(crate) async fn seat_person(
    services: &Services,
    row: &WorkshopRow,
    facilitator: Actor,
    wanted: SeatPerson,
) -> Result<Joined> {
    if row.projection.facilitator != facilitator.person {
        return Err(Error::Rejected(Rejection::NotAllowed(Reason::OnlyFacilitator)));
    }
    let (seated, kind, draws) = match wanted {
        SeatPerson::Member { member } => {
            let found = services.store.member(row.team, member).await?;
            let unknown = || Invalid::new("member", RequestReason::TeamMember);
            (member, ParticipantKind::Member, found.ok_or_else(unknown)?.responder)
        }
        SeatPerson::Guest { name } => (create_guest(services, row, &name).await?, ParticipantKind::Guest, true),
    };
    let command = vec![Command::Server(ServerCommand::Seat { person: seated, kind, draws })];
    services.hub.submit(row.id, facilitator, CommandId(services.new_id()), None, command).await?;
    Ok(Joined { workshop: row.id, person: seated })
}

/// Makes a guest's seat a member's own: the one that their browser holds (`proven`), or one that was confirmed as theirs.
pub(crate) async fn take_seat(
    services: &Services,
    row: &WorkshopRow,
    member: Actor,
    from: PersonId,
    proven: bool,
) -> Result<Joined> {
    let command = vec![Command::Server(ServerCommand::TakeSeat { from, proven })];
    services.hub.submit(row.id, member, CommandId(services.new_id()), None, command).await?;
    Ok(Joined { workshop: row.id, person: member.person })
}

/// A person who has a name and no proof of it.
async fn create_guest(services: &Services, row: &WorkshopRow, name: &str) -> Result<PersonId> {
    let name = PersonName::parse(name).map_err(Invalid::field("name"))?;
    let id = PersonId(services.new_id());
    let guest = GuestRow { id, workshop: row.id, name, token_hash: None, member: None, created_at: services.now() };
    services.store.create_guest(guest).await?;
    Ok(id)
}
