//! What every part works with: how long to measure, and servers to measure.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};

use crate::fill::{self, Content};
use crate::server::Server;
use crate::wire::Contestant;
use crate::workshops::{Workshops, copy_folder};

/// How the measurements are made.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// The release binary of Readyroom
    #[arg(long, default_value = "target/release/readyroom")]
    readyroom: PathBuf,
    /// The folder with the programs of the other servers
    #[arg(long, default_value = "bench/peers")]
    peers: PathBuf,
    /// A folder on the disk that is to be measured; data are kept in `readyroom-bench` in it meanwhile
    #[arg(long, default_value = "target")]
    folder: PathBuf,
    /// The cores of every server, as taskset takes them
    #[arg(long, default_value = "0-1")]
    pub(crate) server_cores: String,
    /// The cores of the generator
    #[arg(long, default_value = "0-1")]
    pub(crate) generator_cores: String,
    /// How often everything is measured
    #[arg(long, default_value_t = 5)]
    repetitions: usize,
    /// Measure once and briefly, to see whether everything works: the figures mean little
    #[arg(long)]
    pub(crate) quick: bool,
}

pub(crate) struct Bench {
    options: Options,
    folder: PathBuf,
    /// The program itself, which also has the floor.
    program: PathBuf,
}

impl Bench {
    pub(crate) fn new(options: Options) -> Result<Self> {
        let folder = options.folder.join("readyroom-bench");
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        Ok(Self { options, folder, program: std::env::current_exe()? })
    }

    /// How often a measurement is repeated. Each time the contestants follow one another.
    pub(crate) fn repetitions(&self) -> usize {
        if self.options.quick { 1 } else { self.options.repetitions }
    }

    /// A length of time, or a part of it when it must be quick.
    pub(crate) fn time(&self, seconds: u64) -> Duration {
        Duration::from_secs(if self.options.quick { seconds.div_ceil(5) } else { seconds })
    }

    /// A number of things, or a part of it when it must be quick.
    pub(crate) fn count(&self, count: usize) -> usize {
        if self.options.quick { count.div_ceil(10) } else { count }
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Deletes the data of all measurements.
    pub(crate) fn clean_up(self) -> Result<()> {
        Ok(fs::remove_dir_all(self.folder)?)
    }

    pub(crate) fn cores(&self) -> &str {
        &self.options.server_cores
    }

    /// Sets up a Readyroom with open workshops, fills each of them, and stops it.
    pub(crate) fn prepare(&self, workshops: usize, people: usize, content: Content) -> Result<Prepared> {
        let data = self.folder.join(format!("data-{workshops}-{people}-{}-{}", content.notes, content.closed));
        if data.exists() {
            fs::remove_dir_all(&data)?;
        }
        let server = self.start_on(&data)?;
        let workshops = Workshops::set_up(server.addr, &server.wait_for_output("/setup/")?, workshops, people)?;
        fill::fill(server.addr, &workshops, content)?;
        server.stop()?;
        Ok(Prepared { data, workshops })
    }

    /// Starts a contestant; Readyroom on a copy of the data.
    pub(crate) fn start(&self, contestant: Contestant, prepared: &Prepared) -> Result<Server> {
        let folder = &self.folder;
        let output = folder.join(format!("{}.log", contestant.name()));
        match (contestant, contestant.script()) {
            (Contestant::Readyroom, _) => self.start_on(&copy_folder(&prepared.data, &folder.join("run"))?),
            (_, Some(script)) => {
                let script = self.options.peers.join(script).display().to_string();
                let arguments = |addr: std::net::SocketAddr| vec![script, addr.port().to_string()];
                Server::start(Path::new("node"), arguments, self.cores(), output)
            }
            (_, None) => {
                let data = folder.display().to_string();
                let arguments = |addr: std::net::SocketAddr| {
                    ["floor", "--listen", &addr.to_string(), "--data", &data].map(ToOwned::to_owned).to_vec()
                };
                Server::start(&self.program, arguments, self.cores(), output)
            }
        }
    }

    /// Starts Readyroom on this data.
    pub(crate) fn start_on(&self, data: &Path) -> Result<Server> {
        self.start_readyroom(&["--data", &data.display().to_string()])
    }

    /// Starts Readyroom with its data in PostgreSQL, and its key in a folder.
    pub(crate) fn start_on_postgres(&self, url: &str, data: &Path) -> Result<Server> {
        self.start_readyroom(&["--database-url", url, "--data", &data.display().to_string()])
    }

    /// Starts Readyroom with these arguments. It takes its clients' addresses from a header: they would all be one otherwise.
    fn start_readyroom(&self, more: &[&str]) -> Result<Server> {
        let output = self.folder.join("readyroom.log");
        let arguments = |addr: std::net::SocketAddr| {
            let listen = addr.to_string();
            let all = ["serve", "--listen", &listen, "--trust-proxy", "--demo", "off", "--connections", "16384"];
            all.iter().chain(more).map(|word| (*word).to_owned()).collect()
        };
        let program = &self.options.readyroom;
        Server::start(program, arguments, self.cores(), output).context("Readyroom does not start; see `make build`")
    }
}

/// Data that were set up; runs get a copy.
pub(crate) struct Prepared {
    pub(crate) data: PathBuf,
    pub(crate) workshops: Workshops,
}
