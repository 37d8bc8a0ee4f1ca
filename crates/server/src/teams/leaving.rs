//! A person leaves a team, or is removed: their links and seats end with the membership, and their pages close.

use domain::id::{CommandId, PersonId, TeamId};
use domain::workshop::{Actor, Command, PeopleCommand, Standing};

use crate::error::Result;
use crate::live::Revocation;
use crate::services::Services;

/// Removes a member from a team.
pub(crate) async fn remove_member(services: &Services, team: TeamId, person: PersonId) -> Result<()> {
    let left = services.store.remove_member(team, person, services.now()).await?;
    services.hub.revoke(Revocation::Member(team, person));
    for seat in &left.seats {
        services.hub.revoke(Revocation::Person(*seat));
    }
    for token in left.screens {
        services.hub.revoke(Revocation::Session(token));
    }
    leave_workshops(services, team, person, &left.seats).await?;
    services.hub.team_changed(team).await;
    Ok(())
}

/// Removes a person from the team's workshops that are under way, so that nobody waits for them. A facilitator stays in the
/// list until an owner hands over.
async fn leave_workshops(services: &Services, team: TeamId, person: PersonId, seats: &[PersonId]) -> Result<()> {
    for row in services.store.workshops_under_way().await?.into_iter().filter(|row| row.team == team) {
        for person in seats.iter().chain([&person]) {
            let actor = Actor { person: *person, standing: Standing::Member };
            let left = services
                .hub
                .submit(row.id, actor, CommandId(services.new_id()), None, vec![Command::People(PeopleCommand::Leave)])
                .await;
            if let Err(error) = left {
                tracing::debug!(workshop.id = %row.id, %error, "a person who left the team stays in a workshop's list");
            }
        }
    }
    Ok(())
}
