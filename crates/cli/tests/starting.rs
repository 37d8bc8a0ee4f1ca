//! The output of a starting server: its address, or the fault that prevents the start, with its place and its fix.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

fn readyroom(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_readyroom"));
    command.args(arguments).env_clear().env("RUST_LOG", "warn");
    command
}

/// Starts a server that must fail, and checks that its output contains these words.
fn check(command: &mut Command, expected: &[&str]) {
    let Output { status, stderr, .. } = command.output().unwrap();
    let messages = String::from_utf8(stderr).unwrap();
    assert!(!status.success(), "it started: {messages}");
    for words in expected {
        assert!(messages.contains(words), "{words:?} is not in: {messages}");
    }
}

/// Starts a server, and returns the lines of its greeting.
fn greeting(command: &mut Command) -> Vec<String> {
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok).take(3).collect();
    child.kill().unwrap();
    child.wait().unwrap();
    lines
}

/// A server that has started, and its address.
fn serve(data: &Path) -> (Child, String) {
    let serve = ["serve", "--listen", "127.0.0.1:0", "--data", data.to_str().unwrap()];
    let mut server = readyroom(&serve).stdout(Stdio::piped()).spawn().unwrap();
    let lines = BufReader::new(server.stdout.take().unwrap()).lines().map_while(Result::ok);
    let address = lines.filter_map(|line| Some(line.split_once("http://")?.1.to_owned())).next().unwrap();
    (server, address)
}

#[test]
fn a_started_server_prints_its_address_and_the_set_up_link() {
    let data = tempfile::tempdir().unwrap();
    let data = data.path().join("made/on the way");
    let folder = data.to_str().unwrap();
    let messages = greeting(&mut readyroom(&["serve", "--listen", "127.0.0.1:0", "--data", folder])).join("\n");
    for words in ["Readyroom is ready.", "http://127.0.0.1:", "/setup/"] {
        assert!(messages.contains(words), "{words:?} is not in: {messages}");
    }
    assert!(data.join("readyroom.db").exists());
}

#[test]
fn every_flag_has_an_environment_variable() {
    let data = tempfile::tempdir().unwrap();
    let messages = greeting(
        readyroom(&["serve"])
            .env("READYROOM_LISTEN", "127.0.0.1:0")
            .env("READYROOM_DATA", data.path())
            .env("READYROOM_PUBLIC_URL", "https://ready.example"),
    );
    assert!(messages.iter().any(|line| line.contains("https://ready.example/setup/")), "{messages:?}");
    assert!(data.path().join("readyroom.db").exists());
    check(readyroom(&["serve"]).env("READYROOM_DATABASE_URL", "mysql://here/now"), &["--database-url", "postgres://"]);
    let help = readyroom(&["serve", "--help"]).output().unwrap().stdout;
    let help = String::from_utf8(help).unwrap();
    let flags = help.lines().map(str::trim).filter(|line| line.starts_with("--") && !line.starts_with("--help"));
    for flag in flags.filter_map(|line| line.split_whitespace().next()) {
        let variable = format!("[env: READYROOM_{}", flag.trim_start_matches("--").replace('-', "_").to_uppercase());
        assert!(help.contains(&variable), "{flag} has no {variable}");
    }
}

#[test]
fn start_errors_name_the_fault_and_its_fix() {
    let data = tempfile::tempdir().unwrap();
    let folder = data.path().to_str().unwrap();
    let file = data.path().join("a file");
    std::fs::write(&file, "").unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();

    check(&mut readyroom(&["serve", "--lisen", "127.0.0.1:0"]), &["--lisen", "--listen"]);
    check(&mut readyroom(&["serve", "--listen", "localhost"]), &["localhost", "--listen <ADDRESS:PORT>"]);
    check(&mut readyroom(&["serve", "--public-url", "ready.example"]), &["ready.example", "https://ready.example"]);
    check(&mut readyroom(&["serve", "--data", file.to_str().unwrap()]), &["a file", "--data"]);
    check(
        &mut readyroom(&["serve", "--listen", "127.0.0.1:0", "--database-url", "postgres://127.0.0.1:1/none"]),
        &["--database-url", "could not be opened", "Check that it is there"],
    );

    let held = TcpListener::bind(taken).unwrap();
    let address = taken.to_string();
    check(
        &mut readyroom(&["serve", "--data", folder, "--listen", &address]),
        &["is taken by another program", &taken.port().to_string(), "--listen"],
    );
    drop(held);
}

#[test]
fn a_data_folder_serves_one_server_only() {
    let data = tempfile::tempdir().unwrap();
    let folder = data.path().to_str().unwrap();
    let serve = ["serve", "--listen", "127.0.0.1:0", "--data", folder];
    let mut first = readyroom(&serve).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(first.stdout.take().unwrap()).read_line(&mut line).unwrap();
    check(&mut readyroom(&serve), &["another Readyroom serves from", folder, "--data"]);
    first.kill().unwrap();
    first.wait().unwrap();
}

#[test]
fn operators_can_read_health_and_metrics() {
    let data = tempfile::tempdir().unwrap();
    let (mut server, address) = serve(data.path());
    let asked = readyroom(&["healthy", "--listen", &address]).output().unwrap();
    assert!(asked.status.success(), "{asked:?}");
    server.kill().unwrap();
    server.wait().unwrap();
    check(&mut readyroom(&["healthy", "--listen", &address]), &["nothing answers", &address]);
}

#[test]
fn a_page_that_is_asked_for_at_once_waits_until_the_front_end_is_unpacked() {
    let data = tempfile::tempdir().unwrap();
    let (mut server, address) = serve(data.path());
    for (path, status) in [("/a/page", "200 OK"), ("/assets/none.js", "404 Not Found")] {
        let mut page = TcpStream::connect(&address).unwrap();
        write!(page, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        page.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{answer}");
    }
    server.kill().unwrap();
    server.wait().unwrap();
}
