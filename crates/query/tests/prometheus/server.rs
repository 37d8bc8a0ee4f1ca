//! Debian's Prometheus with blocks made from a text.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

pub(crate) struct Prometheus {
    process: Child,
    port: u16,
    _folder: TempDir,
}

impl Prometheus {
    /// Makes blocks from the text and serves them.
    pub(crate) fn start(openmetrics: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = |name: &str| folder.path().join(name);
        std::fs::write(path("metrics.txt"), openmetrics).expect("the file can be written");
        std::fs::write(path("prometheus.yml"), "global: {}\n").expect("the file can be written");
        let made = Command::new("promtool")
            .args(["tsdb", "create-blocks-from", "openmetrics"])
            .args([path("metrics.txt"), path("data")])
            .output()
            .expect("promtool runs (Debian's package prometheus)");
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let port =
            TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port").port();
        let process = Command::new("prometheus")
            .arg(format!("--config.file={}", path("prometheus.yml").display()))
            .arg(format!("--storage.tsdb.path={}", path("data").display()))
            .arg(format!("--web.listen-address=127.0.0.1:{port}"))
            .args(["--storage.tsdb.retention.time=100y", "--log.level=error"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("prometheus runs");
        let prometheus = Self { process, port, _folder: folder };
        prometheus.wait();
        prometheus
    }

    #[expect(clippy::disallowed_methods, reason = "waits for another process")]
    fn wait(&self) {
        let begin = Instant::now();
        while self.get("/-/ready").is_none_or(|(status, _)| status != 200) {
            assert!(begin.elapsed() < Duration::from_secs(60), "Prometheus is not ready after a minute");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// The answer to a query at a time, or over a range (start, end, step), all in milliseconds.
    pub(crate) fn ask(&self, query: &str, time: i64, range: Option<(i64, i64, i64)>) -> Value {
        let query = encode(query);
        let seconds = |milliseconds: i64| milliseconds as f64 / 1000.0;
        let path = match range {
            None => format!("/api/v1/query?query={query}&time={}", seconds(time)),
            Some((start, end, step)) => {
                format!(
                    "/api/v1/query_range?query={query}&start={}&end={}&step={}",
                    seconds(start),
                    seconds(end),
                    seconds(step)
                )
            }
        };
        let (_, body) = self.get(&path).expect("Prometheus answers");
        serde_json::from_slice(&body).expect("Prometheus answers in JSON")
    }

    fn get(&self, path: &str) -> Option<(u16, Vec<u8>)> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        write!(stream, "GET {path} HTTP/1.0\r\nHost: localhost\r\n\r\n").ok()?;
        let mut reader = BufReader::new(stream);
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let status = line.split(' ').nth(1)?.parse().ok()?;
        while line != "\r\n" {
            line.clear();
            reader.read_line(&mut line).ok()?;
        }
        let mut body = Vec::new();
        reader.read_to_end(&mut body).ok()?;
        Some((status, body))
    }
}

impl Drop for Prometheus {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

fn encode(text: &str) -> String {
    text.bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
