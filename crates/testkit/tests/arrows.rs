//! Which crate may depend on which. Arrows point inward, to the domain: see ARCHITECTURE.md.
//!
//! Only what is built into the product counts; tests may lean on anything.

use std::process::Command;

use serde_json::{Value, json};

/// Every crate of the workspace, and the crates of the workspace that it may depend on.
const ARROWS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("api", &["domain"]),
    ("documents", &["api", "domain"]),
    ("scenario", &["domain"]),
    ("store", &["domain"]),
    ("printing", &[]),
    ("server", &["api", "documents", "domain", "printing", "scenario", "store"]),
    ("query", &[]),
    ("cli", &["domain", "query", "scenario", "server", "store"]),
    ("bench", &[]),
    ("testkit", &["api", "cli", "documents", "domain", "scenario", "server", "store"]),
];

/// What waits, listens or queries, and the only crates that may: the others are pure.
const OUTSIDE: &[(&str, &[&str])] = &[
    ("tokio", &["store", "server", "cli", "bench", "testkit"]),
    ("axum", &["server", "cli", "testkit"]),
    ("sqlx", &["store", "bench", "testkit"]),
    ("anyhow", &["cli", "bench", "testkit"]),
];

#[test]
fn arrows_point_inward() {
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/../../Cargo.toml");
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline", "--manifest-path", manifest])
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo prints JSON");
    let wrong = wrong_arrows(&metadata);
    assert!(wrong.is_empty(), "{}\nARCHITECTURE.md explains why; the table is in {}", wrong.join("\n"), file!());
}

#[test]
fn a_wrong_arrow_is_named() {
    let check = |name: &str, kind: Value, on: &str, expected: &[&str]| {
        let package = json!({ "name": name, "dependencies": [{ "name": on, "kind": kind }] });
        let others = ["domain", "store", "server"].map(|name| json!({ "name": name, "dependencies": [] }));
        let packages: Vec<_> = others.into_iter().chain([package]).collect();
        assert_eq!(wrong_arrows(&json!({ "packages": packages })), expected, "{name} -> {on}");
    };
    check("api", Value::Null, "domain", &[]);
    check("api", Value::Null, "serde", &[]);
    check("api", Value::Null, "store", &["api -> store is not an arrow of this workspace"]);
    check("api", json!("dev"), "store", &[]);
    check("scenario", Value::Null, "server", &["scenario -> server is not an arrow of this workspace"]);
    check("api", Value::Null, "sqlx", &["api -> sqlx: only store, bench, testkit may"]);
    check("utils", Value::Null, "serde", &["utils has no row in the table of arrows"]);
}

/// Every dependency that no table allows, in words.
fn wrong_arrows(metadata: &Value) -> Vec<String> {
    let packages: Vec<_> =
        array(&metadata["packages"]).iter().map(|package| (text(&package["name"]), package)).collect();
    let mut wrong = Vec::new();
    for (name, package) in &packages {
        let Some((_, allowed)) = ARROWS.iter().find(|(from, _)| from == name) else {
            wrong.push(format!("{name} has no row in the table of arrows"));
            continue;
        };
        // A dependency of the product has no kind; others are of kind `dev` or `build`.
        let normal = array(&package["dependencies"]).iter().filter(|dependency| dependency["kind"].is_null());
        for on in normal.map(|dependency| text(&dependency["name"])) {
            let ours = packages.iter().any(|(other, _)| *other == on);
            if ours && !allowed.contains(&on) {
                wrong.push(format!("{name} -> {on} is not an arrow of this workspace"));
            }
            if let Some((_, who)) = OUTSIDE.iter().find(|(library, who)| *library == on && !who.contains(name)) {
                wrong.push(format!("{name} -> {on}: only {} may", who.join(", ")));
            }
        }
    }
    wrong
}

fn array(value: &Value) -> &[Value] {
    value.as_array().expect("an array").as_slice()
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}
