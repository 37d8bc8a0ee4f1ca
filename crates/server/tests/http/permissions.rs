//! Calls every row of the table for everybody, and finds routes without a row.

use std::collections::BTreeSet;

use axum::http::Method;
use testkit::app::TestApp;
use testkit::client::{Client, HttpAnswer};

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
