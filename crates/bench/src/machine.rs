//! What the operating system reports about processes and itself.

use std::fs;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// In `/proc` Linux counts CPU time in hundredths of a second, on every machine that Readyroom is built for.
const TICKS_PER_SECOND: f64 = 100.0;

/// The CPU time of a process so far: user and system, all threads, in seconds.
pub(crate) fn cpu_seconds(pid: u32) -> Result<f64> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).context("the process has ended")?;
    parse_cpu(&stat).context("/proc/PID/stat is not as proc(5) describes it")
}

/// Fields 14 and 15; the name before them may have spaces and brackets.
fn parse_cpu(stat: &str) -> Option<f64> {
    let (_, fields) = stat.rsplit_once(')')?;
    let mut fields = fields.split_whitespace().skip(11);
    let user: f64 = fields.next()?.parse().ok()?;
    let system: f64 = fields.next()?.parse().ok()?;
    Some((user + system) / TICKS_PER_SECOND)
}

/// The resident memory of a process, in KiB.
pub(crate) fn resident_kib(pid: u32) -> Result<u64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).context("the process has ended")?;
    parse_resident(&status).context("/proc/PID/status is not as proc(5) describes it")
}

fn parse_resident(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

/// Lets this process and its children open as many files as the system allows.
pub(crate) fn raise_file_limit() {
    let limit = getrlimit(Resource::Nofile);
    // What is missing shows where sockets are opened.
    let _ = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, maximum: limit.maximum });
}

/// Pins all threads of this process to cores, such as "0-1".
pub(crate) fn pin_this_process(cores: &str) -> Result<()> {
    let mut taskset = Command::new("taskset");
    taskset.args(["--all-tasks", "--cpu-list", "--pid", cores, &std::process::id().to_string()]);
    let status = taskset.stdout(Stdio::null()).status().context("taskset (util-linux) is not installed")?;
    ensure!(status.success(), "taskset refused the cores {cores}");
    Ok(())
}

/// Processor, cores, memory and kernel, in one line.
pub(crate) fn describe() -> String {
    let read = |file: &str| fs::read_to_string(file).unwrap_or_default();
    let value = |text: &str, key: &str| {
        let line = text.lines().find(|line| line.starts_with(key))?;
        Some(line.split_once(':')?.1.trim().to_owned())
    };
    let processors = read("/proc/cpuinfo");
    let model = value(&processors, "model name").unwrap_or_else(|| std::env::consts::ARCH.to_owned());
    let cores = processors.lines().filter(|line| line.starts_with("processor")).count();
    let memory = value(&read("/proc/meminfo"), "MemTotal").and_then(|text| text.split(' ').next()?.parse::<u64>().ok());
    let kernel = read("/proc/sys/kernel/osrelease");
    let gibibytes = memory.unwrap_or(0).div_ceil(1024 * 1024);
    format!("{model}, {cores} cores, {gibibytes} GiB, Linux {}", kernel.trim())
}

/// How many processes wanted to run during the last minute, on average.
pub(crate) fn load_average() -> String {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').next().unwrap_or("unknown").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cpu_time_is_that_of_user_and_system() {
        let stat = "1234 (a name) with) S 1 1234 1234 0 -1 4194560 900 0 3 0 152 48 9 9 20 0 12 0 1000 5000 700";
        assert_eq!(parse_cpu(stat), Some(2.0));
        assert_eq!(parse_cpu("1234 (readyroom) S 1"), None);
    }

    #[test]
    fn resident_memory_is_read_in_kib() {
        let status = "Name:\treadyroom\nVmHWM:\t  300000 kB\nVmRSS:\t  212992 kB\nThreads:\t4\n";
        assert_eq!(parse_resident(status), Some(212_992));
        assert_eq!(parse_resident("Name:\tzombie\n"), None);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn this_process_has_both() {
        let pid = std::process::id();
        assert!(cpu_seconds(pid).unwrap() >= 0.0);
        assert!(resident_kib(pid).unwrap() > 0);
    }
}
