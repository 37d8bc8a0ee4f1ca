//! `readyroom backup` while the server serves, and `readyroom restore`.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

fn readyroom(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_readyroom"));
    command.args(arguments).env_clear().env("RUST_LOG", "warn");
    command
}

fn serve(data: &str) -> Child {
    let mut server =
        readyroom(&["serve", "--listen", "127.0.0.1:0", "--data", data]).stdout(Stdio::piped()).spawn().unwrap();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut String::new()).unwrap();
    server
}

/// Runs a command and checks whether it succeeds, and that its output contains these words.
fn check(arguments: &[&str], works: bool, expected: &[&str]) {
    let Output { status, stdout, stderr } = readyroom(arguments).output().unwrap();
    let messages = String::from_utf8(stdout).unwrap() + &String::from_utf8(stderr).unwrap();
    assert_eq!(status.success(), works, "{arguments:?}: {messages}");
    for words in expected {
        assert!(messages.contains(words), "{words:?} is not in: {messages}");
    }
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn a_backup_of_a_running_server_can_be_restored() {
    let folder = tempfile::tempdir().unwrap();
    let (data, other, file) = (folder.path().join("data"), folder.path().join("other"), folder.path().join("copy.db"));
    let (data, other, copy) = (text(&data), text(&other), text(&file));
    let mut server = serve(data);

    check(&["backup", copy, "--data", data], true, &["Backed up 0 teams, 0 accounts and 0 workshops", copy]);
    check(&["backup", copy, "--data", data], false, &["is there already", "--force"]);
    check(&["backup", copy, "--data", data, "--force"], true, &["Backed up"]);
    check(&["restore", copy, "--data", data], false, &["another Readyroom serves from"]);
    server.kill().unwrap();
    server.wait().unwrap();

    check(&["restore", copy, "--data", data], false, &["there is data already", "--replace"]);
    check(
        &["restore", copy, "--data", data, "--replace"],
        true,
        &["Restored", "is kept in", "readyroom.db.replaced-1"],
    );
    check(&["restore", copy, "--data", data, "--replace"], true, &["readyroom.db.replaced-2"]);
    check(&["restore", copy, "--data", other], true, &["Restored"]);
    for data in [data, other] {
        let mut server = serve(data);
        server.kill().unwrap();
        server.wait().unwrap();
    }
}

#[test]
fn obstacles_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let (nowhere, notes) = (folder.path().join("nowhere"), folder.path().join("notes.txt"));
    std::fs::write(&notes, "These are notes, and no database. ".repeat(100)).unwrap();
    check(&["backup", "copy.db", "--data", text(&nowhere)], false, &["there is no database in", "--data"]);
    check(&["restore", text(&notes), "--data", text(&nowhere)], false, &["notes.txt", "cannot be used"]);
    assert!(!nowhere.join("readyroom.db").exists());
}
