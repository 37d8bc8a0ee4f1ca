//! A server that is measured: a child process, which ends with this value.

use std::fs::{self, File};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process};

use crate::machine;

const STARTS_WITHIN: Duration = Duration::from_secs(60);
const STOPS_WITHIN: Duration = Duration::from_secs(30);

pub(crate) struct Server {
    child: Child,
    pub(crate) addr: SocketAddr,
    output: PathBuf,
    /// How long it took until it answered.
    pub(crate) started_in: Duration,
}

impl Server {
    /// Starts a program on these cores, and waits until it accepts connections. `arguments` get a free address.
    pub(crate) fn start(
        program: &Path,
        arguments: impl FnOnce(SocketAddr) -> Vec<String>,
        cores: &str,
        output: PathBuf,
    ) -> Result<Self> {
        let addr = free_address()?;
        let file = File::create(&output)?;
        // It also ends when this process is killed.
        let mut command = Command::new("setpriv");
        command.args(["--pdeathsig", "KILL", "taskset", "--cpu-list", cores]).arg(program).args(arguments(addr));
        command.stdin(Stdio::null()).stdout(file.try_clone()?).stderr(file);
        let began = Instant::now();
        let child = command.spawn().context("setpriv (util-linux) is not installed")?;
        let mut server = Self { child, addr, output, started_in: Duration::ZERO };
        while TcpStream::connect(addr).is_err() {
            if let Some(status) = server.child.try_wait()? {
                bail!("{} ended with {status}: {}", program.display(), server.output()?);
            }
            if began.elapsed() > STARTS_WITHIN {
                bail!("{} does not listen: {}", program.display(), server.output()?);
            }
            sleep(Duration::from_millis(2));
        }
        server.started_in = began.elapsed();
        Ok(server)
    }

    /// `setpriv` and `taskset` replace themselves by the program, so that their process is the program's.
    fn pid(&self) -> u32 {
        self.child.id()
    }

    pub(crate) fn cpu_seconds(&self) -> Result<f64> {
        machine::cpu_seconds(self.pid())
    }

    pub(crate) fn resident_kib(&self) -> Result<u64> {
        machine::resident_kib(self.pid())
    }

    /// Waits until it has printed this, and returns everything that it has printed.
    pub(crate) fn wait_for_output(&self, wanted: &str) -> Result<String> {
        let began = Instant::now();
        loop {
            let output = self.output()?;
            if output.contains(wanted) {
                return Ok(output);
            }
            if began.elapsed() > STARTS_WITHIN {
                bail!("a server did not print {wanted}: {output}");
            }
            sleep(Duration::from_millis(5));
        }
    }

    fn output(&self) -> Result<String> {
        Ok(fs::read_to_string(&self.output)?)
    }

    /// Asks it to end, and waits until it has: what it keeps is then complete on disk.
    pub(crate) fn stop(mut self) -> Result<()> {
        let pid = Pid::from_child(&self.child);
        kill_process(pid, Signal::TERM)?;
        let began = Instant::now();
        while self.child.try_wait()?.is_none() {
            if began.elapsed() > STOPS_WITHIN {
                bail!("a server did not end within {} s: {}", STOPS_WITHIN.as_secs(), self.output()?);
            }
            sleep(Duration::from_millis(5));
        }
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // One that has ended already cannot be killed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?)
}
