//! PostgreSQL for tests: temporary clusters, and a new database for each test.
//!
//! `scripts/with-postgres.sh` knows how a cluster is made and unmade; here it is only asked. Under `make test` one cluster
//! serves the whole run, through `READYROOM_TEST_POSTGRES`. A test that is run by itself gets a cluster of its own.

use std::io::{BufRead, BufReader, Read};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tokio::sync::OnceCell;

/// Where the cluster of this run of the tests listens, if one was started for all of them.
pub const SHARED_CLUSTER: &str = "READYROOM_TEST_POSTGRES";

/// What a cluster does with a commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// Leaves it to the operating system: quick, and lost with the machine.
    Relaxed,
    /// Waits until it is on disk, as in production.
    Fsync,
}

/// A temporary PostgreSQL cluster. It ends when this is dropped, and also when the process ends in any other way.
#[derive(Debug)]
pub struct Cluster {
    url: String,
    keeper: Child,
    /// The keeper lives for as long as this is open; the system closes it for a process that was killed.
    alive: Option<ChildStdin>,
    /// Held so that the keeper never writes into a closed pipe.
    _output: BufReader<ChildStdout>,
}

impl Cluster {
    /// Starts a cluster, which takes about a second. Blocks.
    ///
    /// # Panics
    /// When PostgreSQL is not installed or does not start; the message has the reason.
    #[must_use]
    pub fn start(durability: Durability) -> Self {
        const WAIT: &str = r#"echo "$READYROOM_TEST_POSTGRES" && exec cat >/dev/null"#;
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/with-postgres.sh");
        let fsync = match durability {
            Durability::Relaxed => "off",
            Durability::Fsync => "on",
        };
        // In a process group of its own, so that Ctrl-C in a terminal reaches the tests first and the cluster last.
        let mut keeper = Command::new("sh")
            .args(["-c", r#"exec "$0" "$@" 2>&1"#])
            .arg(&script)
            .args(["sh", "-c", WAIT])
            .env("READYROOM_TEST_POSTGRES_FSYNC", fsync)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .expect("sh is there");
        let alive = keeper.stdin.take();
        let mut output = BufReader::new(keeper.stdout.take().expect("standard output was asked for"));
        let mut url = String::new();
        output.read_line(&mut url).expect("the keeper writes text");
        if !url.starts_with("postgres://") {
            output.read_to_string(&mut url).expect("the keeper writes text");
            panic!("no PostgreSQL for the tests ({}):\n{url}", script.display());
        }
        Self { url: url.trim_end().to_owned(), keeper, alive, _output: output }
    }

    /// The address of the database `postgres`, as its superuser.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Creates an empty database in this cluster and returns its address.
    ///
    /// # Panics
    /// When the cluster refuses.
    pub async fn database(&self) -> String {
        create_database(&self.url).await
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.alive.take());
        let _ = self.keeper.wait();
    }
}

/// Creates an empty database and returns its address: in the cluster of this run of the tests, else in one that this
/// process starts for itself.
///
/// # Panics
/// When no PostgreSQL can be started; the message has the reason.
pub async fn database() -> String {
    static OWN: OnceCell<Cluster> = OnceCell::const_new();
    if let Ok(shared) = std::env::var(SHARED_CLUSTER) {
        return create_database(&shared).await;
    }
    let start = || async {
        tokio::task::spawn_blocking(|| Cluster::start(Durability::Relaxed)).await.expect("the cluster starts")
    };
    OWN.get_or_init(start).await.database().await
}

async fn create_database(cluster: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let name = format!("test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let mut connection = PgConnection::connect(cluster).await.expect("the tests' PostgreSQL answers");
    sqlx::query(AssertSqlSafe(format!("CREATE DATABASE {name}")))
        .execute(&mut connection)
        .await
        .expect("an unused name makes a database");
    connection.close().await.expect("the connection closes");
    let (server, _) = cluster.rsplit_once('/').expect("the address names a database");
    format!("{server}/{name}")
}

/// PgBouncer in transaction mode before a cluster, with fewer sessions than a server wants. It ends when this is dropped.
#[derive(Debug)]
pub struct Bouncer {
    address: String,
    process: Child,
    _folder: tempfile::TempDir,
}

impl Bouncer {
    /// Starts it before the cluster with this address.
    ///
    /// # Panics
    /// When PgBouncer is not installed or does not start.
    pub async fn start(cluster: &str) -> Self {
        let (server, _) = cluster.rsplit_once('/').expect("the address names a database");
        let (_, port) = server.rsplit_once(':').expect("the address names a port");
        let free = std::net::TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
        let listen = free.expect("a port is free").port();
        let folder = tempfile::tempdir().expect("there is room for a folder");
        // As root it takes the rights of another user, who has to read this.
        let open = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(folder.path(), open).expect("the folder is ours");
        let settings = folder.path().join("pgbouncer.ini");
        let text = format!(
            "[databases]\n* = host=127.0.0.1 port={port} user=postgres\n[pgbouncer]\nlisten_addr = 127.0.0.1\n\
             listen_port = {listen}\nunix_socket_dir =\nauth_type = any\npool_mode = transaction\ndefault_pool_size = 3\n"
        );
        std::fs::write(&settings, text).expect("the folder can be written");
        let program = ["/usr/sbin/pgbouncer", "/usr/local/sbin/pgbouncer", "/opt/homebrew/bin/pgbouncer"];
        let program = program.into_iter().find(|path| Path::new(path).exists()).unwrap_or("pgbouncer");
        let as_root = std::fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0);
        let user: &[&str] = if as_root { &["--user", "postgres"] } else { &[] };
        let process = Command::new(program)
            .arg("--quiet")
            .args(user)
            .arg(&settings)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("PgBouncer is installed; scripts/ensure-tools.sh test sees to it");
        let bouncer = Self { address: format!("postgres://postgres@127.0.0.1:{listen}"), process, _folder: folder };
        let listens = async { while tokio::net::TcpStream::connect(("127.0.0.1", listen)).await.is_err() {} };
        tokio::time::timeout(std::time::Duration::from_secs(20), listens).await.expect("PgBouncer starts");
        bouncer
    }

    /// The address of a database of the cluster, through this.
    #[must_use]
    pub fn through(&self, database: &str) -> String {
        let (_, name) = database.rsplit_once('/').expect("the address names a database");
        format!("{}/{name}", self.address)
    }
}

impl Drop for Bouncer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn ask(url: &str, question: &'static str) -> String {
        let mut connection = PgConnection::connect(url).await.unwrap();
        sqlx::query_scalar(question).fetch_one(&mut connection).await.unwrap()
    }

    #[tokio::test]
    async fn every_database_is_new() {
        let (one, other) = (database().await, database().await);
        assert_ne!(one, other);
        let name = ask(&one, "SELECT current_database()::text").await;
        assert!(one.ends_with(&name), "{one} is {name}");
    }

    #[tokio::test]
    async fn a_durable_cluster_waits_for_the_disk_and_ends_when_dropped() {
        let cluster = Cluster::start(Durability::Fsync);
        let url = cluster.database().await;
        assert_eq!(ask(&url, "SHOW fsync").await, "on");
        assert_eq!(ask(&url, "SHOW listen_addresses").await, "127.0.0.1");
        drop(cluster);
        assert!(PgConnection::connect(&url).await.is_err());
    }
}
