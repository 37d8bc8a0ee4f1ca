//! Calls every row of the table for everybody, and finds routes without a row.

use std::collections::BTreeSet;

use api::account::{Demo, Me};
use api::team::{Team, TeamPermissions};
use api::workshop::{WorkshopDetail, WorkshopPermissions, WorkshopSummary};
use axum::http::Method;
use domain::id::TeamId;
use testkit::app::TestApp;
use testkit::client::{Client, HttpAnswer};

use crate::demonstration::NEEDED;
use crate::table::{Body, Row, TABLE};
use crate::world::{ROLES, World, png};

#[tokio::test]
async fn permissions_match_the_table() {
    let world = World::new().await;
    let mut wrong = Vec::new();
    for row in TABLE {
        for (role, expected) in ROLES.into_iter().zip(row.4) {
            // Rate limits have other tests. The workshop was closed less than a day ago.
            world.app.clock.forward_seconds(12);
            let answer = call(&world, row, &world.app.twin(world.who(role))).await;
            if answer.status.as_u16() != expected {
                wrong.push(format!(
                    "{} ({}) {role}: {} not {expected}: {}",
                    row.0,
                    row.2,
                    answer.status,
                    answer.text()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_route_has_a_row() {
    let openapi = serde_json::to_value(server::openapi()).unwrap();
    let mut routes = BTreeSet::new();
    for (path, item) in openapi["paths"].as_object().unwrap() {
        routes.extend(item.as_object().unwrap().keys().map(|method| format!("{} {path}", method.to_uppercase())));
    }
    let rows: BTreeSet<String> = TABLE.iter().map(|row| row.0.to_owned()).collect();
    assert_eq!(routes.difference(&rows).collect::<Vec<_>>(), Vec::<&String>::new(), "routes without a row");
    assert_eq!(rows.difference(&routes).collect::<Vec<_>>(), Vec::<&String>::new(), "rows without a route");
}

/// Routes that are not in the description of the API are not found, for every role.
#[tokio::test]
async fn undocumented_routes_are_not_found() {
    let app = TestApp::start().await;
    let check = async |method: Method, path: &str, status: u16, code: &str| {
        let answer = app.client().send(method, path, None).await.expect(status);
        assert_eq!(answer.code(), code, "{path}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
    };
    check(Method::GET, "/api/nothing", 404, "not_found").await;
    check(Method::GET, "/api/teams/1/secrets", 404, "not_found").await;
    check(Method::PUT, "/api/me", 405, "wrong_method").await;
}

pub(crate) async fn call(world: &World, row: &Row, client: &Client) -> HttpAnswer {
    let (method, _) = row.0.split_once(' ').unwrap();
    let path = world.fill(row.1).await;
    let body = match row.3 {
        Body::Nothing => None,
        Body::Json(text) => Some(("application/json", world.fill(text).await.into_bytes())),
        Body::Yaml(text) => Some(("application/yaml", text.as_bytes().to_vec())),
        Body::Png => Some(("image/png", png())),
    };
    client.send(method.parse().unwrap(), &path, body).await
}

/// The flag of a team that says who may call a route, where not every member may.
fn team_flag(route: &str) -> Option<fn(TeamPermissions) -> bool> {
    Some(match route {
        "PATCH /api/teams/{team}"
        | "DELETE /api/teams/{team}"
        | "PUT /api/teams/{team}/walls"
        | "PUT /api/teams/{team}/retention"
        | "GET /api/teams/{team}/retention/preview"
        | "PATCH /api/teams/{team}/members/{person}"
        | "POST /api/teams/{team}/calendar"
        | "GET /api/teams/{team}/export.zip" => |may| may.manage,
        "GET /api/teams/{team}/invitations"
        | "POST /api/teams/{team}/invitations"
        | "DELETE /api/teams/{team}/invitations/{invitation}"
        | "POST /api/teams/{team}/members/{person}/reset-link"
        | "DELETE /api/teams/{team}/members/{person}" => |may| may.invite,
        "PUT /api/teams/{team}/survey"
        | "POST /api/teams/{team}/survey/rounds"
        | "PUT /api/teams/{team}/public-reports"
        | "GET /api/teams/{team}/slack"
        | "PUT /api/teams/{team}/slack"
        | "DELETE /api/teams/{team}/slack"
        | "POST /api/teams/{team}/slack/test"
        | "GET /api/teams/{team}/delivery"
        | "PUT /api/teams/{team}/webhook"
        | "DELETE /api/teams/{team}/webhook"
        | "POST /api/teams/{team}/delivery/test"
        | "POST /api/teams/{team}/delivery/{message}/again"
        | "DELETE /api/teams/{team}/delivery/{message}" => |may| may.send,
        "POST /api/workshops/{workshop}/report-links" => |may| may.share,
        _ => return None,
    })
}

/// What the API says that somebody may do in a team, which it says in two places.
async fn may_in(client: &Client, team: TeamId) -> TeamPermissions {
    let shown: Team = client.get(&format!("/api/teams/{team}")).await.expect(200).json();
    let me: Me = client.get("/api/me").await.expect(200).json();
    let mine = me.teams.iter().find(|mine| mine.id == team).unwrap();
    assert_eq!(mine.may, shown.may);
    shown.may
}

/// `permissions_match_the_table` shows that the routes answer what is compared here.
#[tokio::test]
async fn the_flags_of_a_team_match_its_routes() {
    let world = World::new().await;
    let team = world.who("owner").team();
    let mut wrong = Vec::new();
    for (at, role) in ROLES.into_iter().enumerate().take(4) {
        let may = may_in(world.who(role), team).await;
        assert!(may.leave && may.see_outgoing, "{role}");
        for row in TABLE {
            let allowed = row.4[at] != 403;
            let flag = team_flag(row.0).map(|flag| flag(may));
            if flag.is_none() && row.0.contains("{team}") && !allowed {
                wrong.push(format!("{} needs a flag, or a line in team_flag", row.0));
            }
            if flag.is_some_and(|flag| flag != allowed) {
                wrong.push(format!("{} ({}) {role}: the route allows it: {allowed}", row.0, row.2));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// `a_demonstration_does_nothing_outside_its_team` shows that the routes answer what is compared here.
#[tokio::test]
async fn the_flags_of_a_demonstration_match_its_routes() {
    let app = TestApp::start().await;
    let visitor = app.client();
    let demo: Demo = visitor.post("/api/demo", &()).await.expect(201).json();
    let may = may_in(&visitor, demo.team).await;
    assert!(!may.leave && !may.see_outgoing);
    for row in TABLE.iter().filter(|row| !row.0.starts_with("GET ")) {
        if let Some(flag) = team_flag(row.0) {
            assert_eq!(flag(may), NEEDED.contains(&row.0), "{}", row.0);
        }
    }
    assert!(may.manage);
}

#[tokio::test]
async fn the_flags_of_a_workshop_match_its_routes() {
    let world = World::new().await;
    let team = world.who("owner").team();
    let flag = |row: &Row| -> Option<fn(WorkshopPermissions) -> bool> {
        match row.0 {
            "PUT /api/workshops/{workshop}" | "DELETE /api/workshops/{workshop}" => Some(|may| may.change),
            "POST /api/workshops/{workshop}/report-links" => Some(|may| may.share),
            _ => None,
        }
    };
    for (at, role) in ROLES.into_iter().enumerate().take(4) {
        let client = world.who(role);
        for (row, flag) in TABLE.iter().filter_map(|row| Some((row, flag(row)?))) {
            let path = world.fill(row.1.trim_end_matches("/report-links")).await;
            let shown: WorkshopDetail = client.get(&path).await.expect(200).json();
            let list: Vec<WorkshopSummary> =
                client.get(&format!("/api/teams/{team}/workshops")).await.expect(200).json();
            let listed = list.iter().find(|listed| listed.id == shown.summary.id).unwrap();
            assert_eq!(listed.may, shown.summary.may);
            assert_eq!(flag(shown.summary.may), row.4[at] < 300, "{} ({}) {role}", row.0, row.2);
        }
    }
}
