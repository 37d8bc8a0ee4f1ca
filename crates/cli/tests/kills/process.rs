//! The built binary as a process of its own.

use std::ffi::OsString;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

/// A running server on a port of its own.
pub(crate) struct Process {
    child: Child,
    /// Held open: a server without a terminal to talk to is another test.
    _stdout: BufReader<ChildStdout>,
    pub(crate) port: u16,
}

impl Process {
    /// Starts the server and waits until it prints its address.
    pub(crate) async fn start(database: &str) -> Self {
        let database = database.to_owned();
        tokio::task::spawn_blocking(move || Self::start_blocking(&database)).await.unwrap()
    }

    fn start_blocking(database: &str) -> Self {
        let data = std::env::temp_dir().join(format!("readyroom-kills-{}", std::process::id()));
        Self::start_with(&data, &["--database-url", database])
    }

    /// Starts the server on a data folder with further arguments. Blocks.
    pub(crate) fn start_with(data: &Path, more: &[&str]) -> Self {
        let mut child = Command::new(binary())
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .args(more)
            .env("RUST_LOG", "warn")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let port = stdout.by_ref().lines().map_while(Result::ok).find_map(|line| {
            let (_, rest) = line.split_once("http://127.0.0.1:")?;
            rest.chars().take_while(char::is_ascii_digit).collect::<String>().parse().ok()
        });
        Self { port: port.expect("the server prints its address"), child, _stdout: stdout }
    }

    /// How much memory it takes, in KiB, by the name that Linux gives a measure of it: `VmRSS`, or `RssAnon` without files such as
    /// the program itself.
    pub(crate) fn memory_kib(&self, measure: &str) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix(measure)?.strip_prefix(':')).unwrap();
        line.trim().trim_end_matches(" kB").parse().unwrap()
    }

    /// Kills it at once, as `kill -9` does.
    pub(crate) fn kill(self) {
        drop(self);
    }
}

/// The binary built with the tests, or the one that `READYROOM_BIN` names.
fn binary() -> OsString {
    std::env::var_os("READYROOM_BIN").unwrap_or_else(|| env!("CARGO_BIN_EXE_readyroom").into())
}

/// A test that fails leaves no server behind.
impl Drop for Process {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}
