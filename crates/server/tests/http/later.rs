//! What every route answers as time goes on: guests and room screens after a workshop was closed, an owner who was removed or is one
//! no more, everybody a month later. A route of the table has a row here, too.

use std::collections::BTreeSet;

use crate::permissions::call;
use crate::table::TABLE;
use crate::world::World;

/// A route with what the table says about it, and its status for each of [`NOW`] and [`LATER`], all about a workshop that is
/// closed.
struct Row(&'static str, &'static str, [u16; 7]);

/// Within the day after the close: a guest of it, a room screen that showed it, who was an owner and was removed from the
/// team, and who was an owner and is a member.
const NOW: [&str; 4] = ["guest", "screen", "removed", "former owner"];
/// A month after it: the same guest and screen, and a member whose session has expired.
const LATER: [&str; 3] = ["guest", "screen", "member"];

#[tokio::test]
async fn rights_end_with_what_they_were_given_for() {
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
        let stated = ROWS.iter().find(|stated| (stated.0, stated.1) == (row.0, row.2));
        if stated.is_none_or(|stated| stated.2 != answers[..]) {
            wrong.push(format!("Row({:?}, {:?}, {answers:?}),", row.0, row.2));
        }
    }
    assert!(wrong.is_empty(), "{NOW:?} now and {LATER:?} later:\n{}", wrong.join("\n"));
}

#[test]
fn every_route_states_it() {
    let rows: BTreeSet<_> = TABLE.iter().map(|row| (row.0, row.2)).collect();
    let stated: BTreeSet<_> = ROWS.iter().map(|row| (row.0, row.1)).collect();
    assert_eq!(rows, stated);
}

/// Members do, and who was removed sees that there is nothing for them.
const MEMBERS: [u16; 7] = [401, 401, 404, 200, 401, 401, 401];
const MEMBERS_MAKE: [u16; 7] = [401, 401, 404, 201, 401, 401, 401];
const MEMBERS_DELETE: [u16; 7] = [401, 401, 404, 204, 401, 401, 401];
/// Owners do, and who was one does not any more.
const NO_MORE: [u16; 7] = [401, 401, 404, 403, 401, 401, 401];
/// The facilitator and owners do, in a workshop of which the guest may know.
const RUNNERS: [u16; 7] = [404, 401, 404, 403, 401, 401, 401];
/// Whoever was there reads it for a day.
const SEATED: [u16; 7] = [200, 401, 404, 200, 401, 401, 401];

#[rustfmt::skip]
const ROWS: &[Row] = &[
    Row("GET /healthz", "", [200; 7]),
    Row("GET /readyz", "", [200; 7]),
    Row("GET /api/openapi.json", "", [200; 7]),
    Row("GET /api/me", "", [200; 7]),
    Row("GET /api/home", "", [401, 401, 200, 200, 401, 401, 401]),
    Row("POST /api/setup", "the server is set up", [404; 7]),
    Row("POST /api/session", "", [201; 7]),
    Row("PATCH /api/account", "", [401, 401, 200, 200, 401, 401, 401]),
    Row("POST /api/account/erasure", "with another's password", [401, 401, 422, 422, 401, 401, 401]),
    Row("POST /api/password-reset", "", [201; 7]),
    Row("GET /api/teams/{team}/survey", "", MEMBERS),
    Row("PUT /api/teams/{team}/survey", "", NO_MORE),
    Row("GET /api/teams/{team}/survey/days", "", MEMBERS),
    Row("POST /api/teams/{team}/survey/rounds", "one is open", NO_MORE),
    Row("POST /api/workshops/{workshop}/survey", "too early", RUNNERS),
    Row("GET /api/ballots/epoch", "", [200; 7]),
    Row("POST /api/ballots/{round}", "no ballot", [422; 7]),
    Row("POST /api/survey-rounds/{round}/look", "", MEMBERS),
    Row("POST /api/survey-rounds/{round}/claim", "", [401, 401, 404, 404, 401, 401, 401]),
    Row("POST /api/demo", "", [201; 7]),
    Row("POST /api/teams", "", [401, 401, 201, 201, 401, 401, 401]),
    Row("GET /api/teams/{team}", "", MEMBERS),
    Row("PATCH /api/teams/{team}", "", [401, 401, 404, 404, 401, 401, 401]),
    Row("DELETE /api/teams/{team}", "", [401, 401, 404, 404, 401, 401, 401]),
    Row("GET /api/teams/{team}/walls", "", MEMBERS),
    Row("PUT /api/teams/{team}/walls", "", [401, 401, 404, 404, 401, 401, 401]),
    Row("GET /api/teams/{team}/retention", "", MEMBERS),
    Row("PUT /api/teams/{team}/retention", "", [401, 401, 404, 404, 401, 401, 401]),
    Row("GET /api/teams/{team}/retention/preview", "", NO_MORE),
    Row("PATCH /api/teams/{team}/members/{person}", "", NO_MORE),
    Row("DELETE /api/teams/{team}/members/{person}", "", NO_MORE),
    Row("POST /api/teams/{team}/members/{person}/reset-link", "", NO_MORE),
    Row("GET /api/teams/{team}/invitations", "", NO_MORE),
    Row("POST /api/teams/{team}/invitations", "", [401, 401, 404, 404, 401, 401, 401]),
    Row("DELETE /api/teams/{team}/invitations/{invitation}", "", NO_MORE),
    Row("GET /api/invitations/{token}", "", [200; 7]),
    Row("POST /api/invitations/{token}", "", [201; 7]),
    Row("GET /api/teams/{team}/systems", "", MEMBERS),
    Row("POST /api/teams/{team}/systems", "", MEMBERS_MAKE),
    Row("PUT /api/teams/{team}/systems/{system}", "", MEMBERS),
    Row("DELETE /api/teams/{team}/systems/{system}", "", MEMBERS_DELETE),
    Row("GET /api/teams/{team}/scenarios", "", MEMBERS),
    Row("POST /api/teams/{team}/scenarios", "", MEMBERS_MAKE),
    Row("GET /api/teams/{team}/scenarios/{scenario}", "", MEMBERS),
    Row("PUT /api/teams/{team}/scenarios/{scenario}", "the wording that was edited is not the present one", [401, 401, 404, 409, 401, 401, 401]),
    Row("PUT /api/teams/{team}/scenarios/{scenario}/handlers", "", MEMBERS),
    Row("DELETE /api/teams/{team}/scenarios/{scenario}", "", MEMBERS_DELETE),
    Row("GET /api/teams/{team}/scenarios/{scenario}/yaml", "", MEMBERS),
    Row("POST /api/teams/{team}/scenarios/upload", "faults", [401, 401, 404, 422, 401, 401, 401]),
    Row("POST /api/teams/{team}/packs/starter", "", MEMBERS_MAKE),
    Row("POST /api/teams/{team}/pictures", "", MEMBERS_MAKE),
    Row("GET /api/teams/{team}/rhythm", "", MEMBERS),
    Row("GET /api/teams/{team}/calendar", "", MEMBERS),
    Row("POST /api/teams/{team}/calendar", "", NO_MORE),
    Row("GET /api/account/calendar", "", [401, 401, 200, 200, 401, 401, 401]),
    Row("POST /api/account/calendar", "", [401, 401, 201, 201, 401, 401, 401]),
    Row("GET /api/calendars/{token}", "no such address", [404; 7]),
    Row("GET /api/teams/{team}/story", "", MEMBERS),
    Row("GET /api/teams/{team}/survey/results", "", MEMBERS),
    Row("GET /api/teams/{team}/survey/results.svg", "", MEMBERS),
    Row("GET /api/teams/{team}/survey/results.png", "", MEMBERS),
    Row("GET /api/teams/{team}/survey/results.csv", "", MEMBERS),
    Row("GET /api/workshops/{workshop}/confidence", "", SEATED),
    Row("GET /api/teams/{team}/pictures/{hash}", "", SEATED),
    Row("POST /api/workshops/{workshop}/pictures", "only whoever is in it", [422, 401, 404, 422, 401, 401, 401]),
    Row("POST /api/workshops/{workshop}/pictures", "closed", [422, 401, 404, 422, 401, 401, 401]),
    Row("GET /api/teams/{team}/workshops", "", MEMBERS),
    Row("POST /api/teams/{team}/workshops", "", MEMBERS_MAKE),
    Row("GET /api/workshops/{workshop}", "", MEMBERS),
    Row("GET /api/workshops/{workshop}", "open", [404, 401, 404, 200, 401, 401, 401]),
    Row("PUT /api/workshops/{workshop}", "", NO_MORE),
    Row("PUT /api/workshops/{workshop}", "open", RUNNERS),
    Row("DELETE /api/workshops/{workshop}", "", NO_MORE),
    Row("DELETE /api/workshops/{workshop}", "open", RUNNERS),
    Row("GET /api/workshops/{workshop}/preparation", "", [404, 401, 404, 200, 401, 401, 401]),
    Row("PUT /api/workshops/{workshop}/preparation", "", [404, 401, 404, 200, 401, 401, 401]),
    Row("GET /api/workshops/{workshop}/invitation.ics", "", MEMBERS),
    Row("POST /api/teams/{team}/agenda", "", MEMBERS),
    Row("GET /api/teams/{team}/cancelled-workshops", "", MEMBERS),
    Row("GET /api/teams/{team}/practice", "", MEMBERS),
    Row("POST /api/teams/{team}/scenarios/{scenario}/practice", "", MEMBERS_MAKE),
    Row("GET /api/teams/{team}/practice/{practice}", "the member's", [401, 401, 404, 404, 401, 401, 401]),
    Row("POST /api/teams/{team}/practice/{practice}", "the member's", [401, 401, 404, 404, 401, 401, 401]),
    Row("DELETE /api/teams/{team}/practice/{practice}", "the member's", [401, 401, 404, 404, 401, 401, 401]),
    Row("GET /api/workshops/{workshop}/live", "no WebSocket", [400, 401, 404, 400, 401, 401, 401]),
    Row("GET /api/workshops/{workshop}/report", "", SEATED),
    Row("GET /api/workshops/{workshop}/report", "open", SEATED),
    Row("GET /api/workshops/{workshop}/report.json", "", SEATED),
    Row("GET /api/workshops/{workshop}/report.md", "", SEATED),
    Row("GET /api/teams/{team}/export.zip", "", NO_MORE),
    Row("GET /api/teams/{team}/public-reports", "", MEMBERS),
    Row("PUT /api/teams/{team}/public-reports", "", [401, 401, 404, 404, 401, 401, 401]),
    Row("GET /api/workshops/{workshop}/report-links", "", [404, 401, 404, 200, 401, 401, 401]),
    Row("POST /api/workshops/{workshop}/report-links", "", [404, 401, 404, 201, 401, 401, 401]),
    Row("POST /api/workshops/{workshop}/report-links", "open", [404, 401, 404, 201, 401, 401, 401]),
    Row("DELETE /api/workshops/{workshop}/report-links/{link}", "", [404, 401, 404, 204, 401, 401, 401]),
    Row("GET /api/reports/{token}", "", [200; 7]),
    Row("GET /api/reports/{token}/report.md", "", [200; 7]),
    Row("GET /api/reports/{token}/pictures/{hash}", "not in the report", [404; 7]),
    Row("POST /api/teams/{team}/paper/preview", "", MEMBERS),
    Row("POST /api/teams/{team}/paper", "", MEMBERS_MAKE),
    Row("GET /api/join/{code}", "", [404; 7]),
    Row("POST /api/join/{code}", "", [404; 7]),
    Row("POST /api/workshops/{workshop}/seats", "", RUNNERS),
    Row("POST /api/workshops/{workshop}/seats/mine", "somebody else's", [404, 401, 404, 422, 401, 401, 401]),
    Row("GET /api/screen", "no screen", [200; 7]),
    Row("POST /api/screen", "", [201; 7]),
    Row("GET /api/screen/live", "no screen", [404; 7]),
    Row("POST /api/workshops/{workshop}/screens", "", RUNNERS),
    Row("DELETE /api/workshops/{workshop}/screens/{screen}", "", RUNNERS),
    Row("GET /api/teams/{team}/actions", "", MEMBERS),
    Row("PATCH /api/teams/{team}/actions/{action}", "the open workshop has it", [401, 401, 404, 409, 401, 401, 401]),
    Row("GET /api/teams/{team}/actions.csv", "", MEMBERS),
    Row("GET /api/teams/{team}/actions/{action}/history", "", MEMBERS),
    Row("GET /api/teams/{team}/runbooks", "", MEMBERS),
    Row("POST /api/teams/{team}/runbooks", "", MEMBERS_MAKE),
    Row("GET /api/teams/{team}/runbooks/{runbook}", "", MEMBERS),
    Row("PUT /api/teams/{team}/runbooks/{runbook}", "", MEMBERS),
    Row("POST /api/teams/{team}/runbooks/{runbook}/merge", "", MEMBERS),
    Row("GET /api/workshops/{workshop}/runbooks/{runbook}", "no card is open", [404, 401, 404, 404, 401, 401, 401]),
    Row("GET /api/teams/{team}/slack", "", NO_MORE),
    Row("PUT /api/teams/{team}/slack", "without a token", NO_MORE),
    Row("DELETE /api/teams/{team}/slack", "", NO_MORE),
    Row("POST /api/teams/{team}/slack/test", "not set up", NO_MORE),
    Row("POST /api/slack/commands", "not signed", [401; 7]),
    Row("POST /api/slack/events", "not signed", [401; 7]),
    Row("POST /api/slack/interactions", "", [200; 7]),
    Row("GET /api/teams/{team}/delivery", "", NO_MORE),
    Row("PUT /api/teams/{team}/webhook", "", NO_MORE),
    Row("DELETE /api/teams/{team}/webhook", "", NO_MORE),
    Row("POST /api/teams/{team}/delivery/test", "not set up", NO_MORE),
    Row("POST /api/teams/{team}/delivery/{message}/again", "not there", NO_MORE),
    Row("DELETE /api/teams/{team}/delivery/{message}", "not there", NO_MORE),
    Row("GET /api/account/messages", "", [401, 401, 200, 200, 401, 401, 401]),
    Row("PUT /api/account/messages", "", [401, 401, 200, 200, 401, 401, 401]),
    Row("GET /api/unsubscribe/{code}", "not of this server", [404; 7]),
    Row("POST /api/unsubscribe/{code}", "not of this server", [404; 7]),
    Row("POST /api/password-reset-request", "", [202; 7]),
    Row("DELETE /api/session", "", [401, 401, 204, 204, 401, 401, 401]),
];
