//! What people may do. Routes ask here before they act, and pages get the same answers with the teams and workshops.

mod demonstration;

use api::live::LivePermissions;
use api::team::TeamPermissions;
use api::workshop::WorkshopPermissions;
use domain::id::PersonId;
use domain::team::Role;
use domain::workshop::{Actor, Phase, Standing, Workshop, permissions};
use store::teams::TeamRow;
use store::workshops::WorkshopRow;

pub(crate) use self::demonstration::{Growth, growth_in_demonstration};

/// What a member with this role may do in a team.
pub(crate) fn team_permissions(team: &TeamRow, role: Role) -> TeamPermissions {
    let allowed = |route| !team.demo || growth_in_demonstration(route).is_some();
    let manage = role.may_manage();
    let see_outgoing = allowed("PUT /api/teams/{team}/slack");
    TeamPermissions {
        manage,
        invite: manage && allowed("POST /api/teams/{team}/invitations"),
        send: manage && see_outgoing,
        see_outgoing,
        share: allowed("POST /api/workshops/{workshop}/report-links"),
        leave: allowed("DELETE /api/teams/{team}/members/{person}"),
    }
}

/// What a person may do with a workshop.
pub(crate) fn workshop_permissions(row: &WorkshopRow, actor: Actor) -> WorkshopPermissions {
    WorkshopPermissions {
        change: may_run(row, actor) && row.projection.phase == Phase::Planned,
        share: matches!(actor.standing, Standing::Member | Standing::Owner) && has_final_report(row),
    }
}

/// Whether the report of a workshop can be shared.
pub(crate) fn has_final_report(row: &WorkshopRow) -> bool {
    row.projection.phase == Phase::Closed
}

/// What a person may do in a workshop, on its live pages.
pub(crate) fn live_permissions(workshop: &Workshop, demo: bool, actor: Actor) -> LivePermissions {
    // The monthly question is asked at the end.
    let allowed = !demo || growth_in_demonstration("POST /api/workshops/{workshop}/survey").is_some();
    LivePermissions {
        commands: permissions(workshop, actor),
        ask_survey: allowed && runs(workshop.facilitator, actor) && workshop.phase.has_reached_reflection(),
    }
}

/// Whether a person leads a workshop, or owns its team.
pub(crate) fn may_run(row: &WorkshopRow, actor: Actor) -> bool {
    runs(row.projection.facilitator, actor)
}

fn runs(facilitator: PersonId, actor: Actor) -> bool {
    match actor.standing {
        Standing::Owner => true,
        Standing::Member => facilitator == actor.person,
        Standing::Guest | Standing::Screen | Standing::Server => false,
    }
}
