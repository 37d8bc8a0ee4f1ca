//! Joining a workshop by its code.

use api::problem::Invalid;
use api::refusal::RequestReason;
use api::workshop::{Join, JoinInfo, JoinMember, JoinSeat};
use domain::id::{CommandId, PersonId};
use domain::text::PersonName;
use domain::workshop::{Actor, Command, Participant, ParticipantKind, Phase, ServerCommand, Standing};
use store::guests::GuestRow;
use store::workshops::WorkshopRow;

use super::visitors::visitors_may_look;
use crate::auth::token::SecretToken;
use crate::code;
use crate::error::{Error, Result};
use crate::services::Services;
use crate::throttle::Attempt;

/// No workshop that can be joined has a code.
const WRONG_CODE: Error = Error::Gone(RequestReason::NoWorkshop);

/// The workshop that can be joined with a code.
pub(crate) async fn find_joinable(services: &Services, address: &str, code: &str) -> Result<WorkshopRow> {
    services.throttle.attempt(Attempt::Join, address, services.now())?;
    let row = services.store.workshop_by_code(&code::clean(code)).await?.ok_or(WRONG_CODE)?;
    let joinable = match row.projection.phase {
        Phase::Open | Phase::Running | Phase::Reflecting => visitors_may_look(services, &row).await?,
        Phase::Planned | Phase::Closed => false,
    };
    if joinable { Ok(row) } else { Err(WRONG_CODE) }
}

/// What the page behind a code shows.
pub(crate) async fn join_info(services: &Services, row: &WorkshopRow) -> Result<JoinInfo> {
    let team = services.store.team(row.team).await?.ok_or(WRONG_CODE)?;
    let state = services.hub.state(row.id).await?;
    let (seated, here): (Vec<_>, Vec<_>) =
        state.workshop.people.values().filter(|person| person.present).partition(|person| person.without_device);
    let here: Vec<PersonId> = here.into_iter().filter_map(Participant::member).collect();
    let names = &state.around.names;
    let guests = seated.into_iter().filter(|seat| seat.kind == ParticipantKind::Guest);
    let seats =
        guests.filter_map(|seat| Some(JoinSeat { id: seat.person, name: names.get(&seat.person)?.to_string() }));
    let members = services.store.members(row.team).await?.into_iter();
    let (here, members): (Vec<_>, Vec<_>) = members
        .map(|member| JoinMember { id: member.account, name: member.name.to_string() })
        .partition(|member| here.contains(&member.id));
    Ok(JoinInfo {
        workshop: row.id,
        title: row.projection.plan.title.to_string(),
        team: team.name.to_string(),
        seats: seats.collect(),
        members,
        here,
    })
}

/// Gives a newcomer a seat. Returns the secret of the seat, and its id.
pub(crate) async fn join_as(services: &Services, row: &WorkshopRow, wanted: Join) -> Result<(String, PersonId)> {
    let Newcomer { name, member, seat } = who(services, row, wanted).await?;
    let SecretToken { secret, hash } = SecretToken::new(&*services.entropy);
    let id = PersonId(services.new_id());
    let guest = GuestRow { id, workshop: row.id, name, token_hash: Some(hash), member, created_at: services.now() };
    services.store.create_guest(guest.clone()).await?;
    if let Err(refused) = enter_workshop(services, &guest, seat).await {
        services.store.revoke_guest(row.id, id).await?;
        return Err(refused);
    }
    Ok((secret, id))
}

/// A person who joins by the code.
struct Newcomer {
    name: PersonName,
    /// The member whom they claim to be.
    member: Option<PersonId>,
    /// The seat without a device that they claim.
    seat: Option<PersonId>,
}

async fn who(services: &Services, row: &WorkshopRow, wanted: Join) -> Result<Newcomer> {
    let unknown = |field| Invalid::new(field, RequestReason::ListedPerson);
    match wanted {
        Join::Guest { name } => {
            let name = PersonName::parse(&name).map_err(Invalid::field("name"))?;
            Ok(Newcomer { name, member: None, seat: None })
        }
        Join::Member { member } => {
            let found = services.store.member(row.team, member).await?.ok_or_else(|| unknown("member"))?;
            let state = services.hub.state(row.id).await?;
            let seated = state.workshop.people.get(&member).is_some_and(|there| there.present && there.without_device);
            Ok(Newcomer { name: found.name, member: Some(member), seat: seated.then_some(member) })
        }
        Join::Seat { seat } => {
            let state = services.hub.state(row.id).await?;
            let name = state.around.names.get(&seat).cloned().ok_or_else(|| unknown("seat"))?;
            Ok(Newcomer { name, member: None, seat: Some(seat) })
        }
    }
}

/// Lets a guest in who has a seat, into the seat without a device that is theirs if there is one.
pub(crate) async fn enter_workshop(services: &Services, guest: &GuestRow, seat: Option<PersonId>) -> Result<()> {
    let kind = guest.member.map_or(ParticipantKind::Guest, |member| ParticipantKind::Seat { member, confirmed: false });
    let actor = Actor { person: guest.id, standing: Standing::Guest };
    let join = match seat {
        Some(seat) => Command::Server(ServerCommand::ClaimSeat { seat, kind }),
        None => Command::Server(ServerCommand::Join { kind, draws: false }),
    };
    services.hub.submit(guest.workshop, actor, CommandId(services.new_id()), None, vec![join]).await?;
    Ok(())
}
