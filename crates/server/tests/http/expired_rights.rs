//! What every route answers as time goes on: guests and room screens after a workshop was closed, an owner who was removed or is one
//! no more, everybody a month later.

use crate::permissions::call;
use crate::table::TABLE;
use crate::world::World;

/// Within the day after the close: a guest of it, a room screen that showed it, who was an owner and was removed from the
/// team, and who was an owner and is a member.
pub(crate) const NOW: [&str; 4] = ["guest", "screen", "removed", "former owner"];
/// A month after it: the same guest and screen, and a member whose session has expired.
pub(crate) const LATER: [&str; 3] = ["guest", "screen", "member"];

#[tokio::test]
async fn rights_end_with_their_reason() {
    let mut world = World::after_closing().await;
    let mut answers = vec![Vec::new(); TABLE.len()];
    for (row, answers) in TABLE.iter().zip(&mut answers) {
        world.app.clock.forward_seconds(12);
        for role in NOW {
            answers.push(call(&world, row, &world.app.twin(world.who(role))).await.status.as_u16());
        }
    }
    world.a_month_later().await;
    for (row, answers) in TABLE.iter().zip(&mut answers) {
        world.app.clock.forward_minutes(1);
        for role in LATER {
            let role = if role == "member" { "expired" } else { role };
            answers.push(call(&world, row, &world.app.twin(world.who(role))).await.status.as_u16());
        }
    }
    let mut wrong = Vec::new();
    for (row, answers) in TABLE.iter().zip(answers) {
        if row.5 != answers[..] {
            wrong.push(format!("{} ({}): {answers:?}", row.0, row.2));
        }
    }
    assert!(wrong.is_empty(), "{NOW:?} now and {LATER:?} later:\n{}", wrong.join("\n"));
}

/// Members do, and who was removed sees that there is nothing for them.
pub(crate) const MEMBERS: [u16; 7] = [401, 401, 404, 200, 401, 401, 401];
pub(crate) const MEMBERS_MAKE: [u16; 7] = [401, 401, 404, 201, 401, 401, 401];
pub(crate) const MEMBERS_DELETE: [u16; 7] = [401, 401, 404, 204, 401, 401, 401];
/// Owners do, and who was one does not any more.
pub(crate) const NO_MORE: [u16; 7] = [401, 401, 404, 403, 401, 401, 401];
/// The facilitator and owners do, in a workshop of which the guest may know.
pub(crate) const RUNNERS: [u16; 7] = [404, 401, 404, 403, 401, 401, 401];
/// People who took part read it for a day.
pub(crate) const SEATED: [u16; 7] = [200, 401, 404, 200, 401, 401, 401];
