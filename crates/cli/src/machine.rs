//! What only a real machine has: time, random numbers, threads, and an address in the network.

use std::net::{IpAddr, UdpSocket};
use std::num::NonZero;
use std::os::unix::process::CommandExt;
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Context;
use domain::time::Timestamp;
use server::clock::{Entropy, TimeSource};

/// The machine's clock.
pub(crate) struct SystemClock;

impl TimeSource for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place where the machine's clock is read")]
    fn now(&self) -> Timestamp {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Timestamp(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
    }
}

/// The system's random generator.
pub(crate) struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn bytes32(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).expect("a system without random numbers cannot keep a secret");
        bytes
    }
}

/// How long the allocator keeps freed memory in case it is needed again; a second, unless it is set.
const PURGE_DELAY_MS: (&str, &str) = ("MIMALLOC_PURGE_DELAY", "0");

/// Has freed memory given back at once, so that a few uploads one after another take no more than those that are under way. The
/// allocator reads its options when a process begins: this replaces the process by the same program with that option, once.
pub(crate) fn give_memory_back() -> anyhow::Result<()> {
    let (option, value) = PURGE_DELAY_MS;
    if std::env::var_os(option).is_some() {
        return Ok(());
    }
    let mut arguments = std::env::args_os();
    let mut again = Command::new(std::env::current_exe().context("this program's file was not found")?);
    if let Some(name) = arguments.next() {
        again.arg0(name);
    }
    Err(again.args(arguments).env(option, value).exec()).context("this program could not begin again")
}

/// The threads that everything runs on: half as many as there are processors. The database and long computations have their
/// own, and each further one costs: a thread that sends wakes the next one to help, which is more work than a command. With one
/// thread on two processors a delivered message takes 32 µs of processor time, with two it takes 42 µs, at the same highest rate.
pub(crate) fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    let processors = std::thread::available_parallelism().map_or(1, NonZero::get);
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    builder.worker_threads(processors.div_ceil(2)).enable_all().build().context("threads could not be started")
}

/// This machine's address in the local network. Nothing is sent: the system is only asked which way it would go.
pub(crate) fn network_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind(("0.0.0.0", 0)).ok()?;
    socket.connect(("192.0.2.1", 9)).ok()?;
    let address = socket.local_addr().ok()?.ip();
    (!address.is_unspecified() && !address.is_loopback()).then_some(address)
}

/// Files that are open besides connections: the database, its pool, listeners, what the server sends.
const OTHER_FILES: usize = 200;

/// How many connections the process may hold: each is an open file, and without a free file nobody can connect.
pub(crate) fn connections(most: u32) -> usize {
    let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
    connections_within(open_files(&limits), usize::try_from(most).unwrap_or(usize::MAX))
}

/// The limit on open files as Linux writes it, or what is usual.
fn open_files(limits: &str) -> usize {
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"));
    match line.and_then(|line| line.split_whitespace().next()) {
        Some("unlimited") => usize::MAX,
        number => number.and_then(|number| number.parse().ok()).unwrap_or(1_024),
    }
}

fn connections_within(open_files: usize, most: usize) -> usize {
    open_files.saturating_sub(OTHER_FILES).max(OTHER_FILES / 2).min(most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_leave_enough_open_files() {
        let check = |limits: &str, expected: usize| {
            assert_eq!(connections_within(open_files(limits), 4_096), expected, "{limits}")
        };
        check(
            "Limit     Soft Limit  Hard Limit  Units\nMax open files            1024                 524288               files",
            824,
        );
        check("Max open files            16384                16384                files", 4_096);
        check("Max open files            unlimited            unlimited            files", 4_096);
        check("Max open files            256                  256                  files", 100);
        check("", 824);
    }
}
