//! What a person may do in a workshop, for the pages that show it: computed by the checks of the decisions.
//!
//! No flag depends on a single note, step, answer or action, nor on the time: pages get those times with the clock.

use serde::{Deserialize, Serialize};

use super::desk::{AFTER_DRAW, Desk, UNDER_WAY};
use crate::id::PersonId;
use crate::time::Timestamp;
use crate::workshop::{Actor, Context, Phase, Rejection, Scope, Standing, Workshop};

/// What a person may do in a workshop at this moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Permissions {
    /// Open the doors, or change the plan before.
    pub open: bool,
    /// Come in.
    pub join: bool,
    /// Run it: everything at the desk.
    pub facilitate: bool,
    /// Run it in the place of its facilitator.
    pub take_over: bool,
    /// Continue in the seat that they took as a guest.
    pub take_seat: bool,
    /// Let another person write the steps.
    pub hand_over_scribe: bool,
    /// Set whether they draw, and from where they take part.
    pub place_self: bool,
    /// Draw a card while a lap runs, because they had no turn in it; the hat has a card for them.
    pub draw: bool,
    /// Whose cards to open, swap, put back, investigate and finish.
    pub rounds: Scope,
    /// On whose cards to write steps.
    pub steps: Scope,
    /// Whose answers of a debrief to change; with their own they write new ones.
    pub answers: Scope,
    /// Guess what is behind the open card.
    pub guess: bool,
    /// Whose notes to change; with their own they write new ones, and vote.
    pub notes: Scope,
    /// Whose notes to move, colour and group; with everybody's they also arrange the groups.
    pub arrange: Scope,
    /// Make actions.
    pub commit: bool,
    /// Review and change actions.
    pub review: bool,
    /// Open the closed workshop again, until the time that its clock has.
    pub reopen: bool,
}

/// What the facilitator may do about a person's draw at this moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DrawPermissions {
    /// Let them draw a card, apart from the time.
    pub draw: bool,
    /// Let them draw with another person.
    pub join: bool,
    /// Let another person draw with them.
    pub lead: bool,
}

/// What the facilitator may do about a person's draw at this moment.
#[must_use]
pub fn draw_permissions(workshop: &Workshop, person: PersonId) -> DrawPermissions {
    let actor = Actor { person: workshop.facilitator, standing: Standing::Member };
    let context = Context { now: Timestamp(0), observed_at: None, sequence: None, actor };
    let desk = Desk { workshop, context: &context };
    let here = desk.participant(person).is_ok();
    let draw =
        desk.phase(&[Phase::Running]).and_then(|()| desk.can_hold_card(person)).and_then(|()| desk.hat_has_card());
    DrawPermissions {
        draw: draw.is_ok(),
        join: here && desk.can_join_draw(person).is_ok(),
        lead: here && desk.can_lead_draw(person).is_ok(),
    }
}

/// What a person may do in a workshop at this moment.
#[must_use]
pub fn permissions(workshop: &Workshop, actor: Actor) -> Permissions {
    if actor.standing == Standing::Screen || workshop.keeps_out(actor) {
        return Permissions::default();
    }
    let context = Context { now: Timestamp(0), observed_at: None, sequence: None, actor };
    let desk = Desk { workshop, context: &context };
    let me = actor.person;
    let where_allowed = |check: Result<(), Rejection>, scope| if check.is_ok() { scope } else { Scope::None };
    let written = desk.joined().and_then(|_| desk.phase(AFTER_DRAW));
    let draws = || {
        desk.phase(&[Phase::Running])?;
        desk.can_hold_card(me)?;
        desk.has_no_turn_yet(me)?;
        desk.card_is_left_for(me)
    };
    Permissions {
        open: desk.can_prepare().is_ok(),
        join: desk.phase(UNDER_WAY).is_ok() && desk.joined().is_err(),
        facilitate: desk.facilitator().is_ok(),
        take_over: !desk.is_facilitator()
            && desk.can_hand_over_facilitator().is_ok()
            && desk.can_facilitate(me).is_ok(),
        take_seat: desk.can_take_seats().is_ok(),
        hand_over_scribe: desk.can_hand_over_scribe().is_ok(),
        place_self: desk.find_placeable(me).is_ok(),
        draw: draws().is_ok(),
        rounds: where_allowed(desk.phase(&[Phase::Running]), desk.own_or_all()),
        steps: where_allowed(written.clone(), desk.steps_scope()),
        answers: where_allowed(written, desk.own_or_all()),
        guess: desk.joined().is_ok() && workshop.current_round().is_some_and(|round| desk.guesses_at(round).is_ok()),
        notes: where_allowed(desk.wall_in_use(), desk.own_or_all()),
        arrange: where_allowed(desk.wall_in_use(), desk.arranging_scope()),
        commit: desk.can_commit().is_ok(),
        review: desk.can_review().is_ok(),
        reopen: desk.reopenable_clock().is_ok_and(|clock| clock.reopen_until().is_some()),
    }
}
