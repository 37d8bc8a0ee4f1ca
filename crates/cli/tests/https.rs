//! A server that speaks HTTPS itself: with a certificate that is renewed while it runs, and for clients that use plain HTTP.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::io::{BufRead, BufReader, Lines, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Output, Stdio};
use std::sync::Arc;

use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

struct Files {
    folder: tempfile::TempDir,
}

impl Files {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn certificate(&self) -> PathBuf {
        self.folder.path().join("cert.pem")
    }

    fn key(&self) -> PathBuf {
        self.folder.path().join("key.pem")
    }

    /// Writes a new certificate for localhost with its key.
    fn renew(&self) -> CertificateDer<'static> {
        let CertifiedKey { cert, signing_key } = generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        fs::write(self.certificate(), cert.pem()).unwrap();
        fs::write(self.key(), signing_key.serialize_pem()).unwrap();
        cert.der().clone()
    }

    fn serve(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_readyroom"));
        command.args(["serve", "--listen", "127.0.0.1:0"]).env_clear().env("RUST_LOG", "info");
        command.arg("--data").arg(self.folder.path().join("data"));
        command.arg("--tls-cert").arg(self.certificate()).arg("--tls-key").arg(self.key());
        command
    }
}

struct Server {
    child: Child,
    log: Lines<BufReader<ChildStderr>>,
    address: String,
}

impl Server {
    fn start(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let log = BufReader::new(child.stderr.take().unwrap()).lines();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let address = lines.filter_map(|line| Some(line.split_once("https://")?.1.to_owned())).next().unwrap();
        Self { child, log, address }
    }

    /// Asks over TLS, trusting this certificate alone; `None` when the server shows another one.
    fn get(&self, path: &str, trusted: &CertificateDer<'static>) -> Option<String> {
        let mut roots = RootCertStore::empty();
        roots.add(trusted.clone()).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
        let config = Arc::new(config.with_root_certificates(roots).with_no_client_auth());
        let client = ClientConnection::new(config, ServerName::try_from("localhost").unwrap()).unwrap();
        let mut stream = StreamOwned::new(client, TcpStream::connect(&self.address).unwrap());
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        Some(answer)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn healthy(address: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_readyroom")).args(["healthy", "--listen", address]).output().unwrap()
}

#[test]
fn pages_come_over_tls_with_the_latest_certificate() {
    let files = Files::new();
    let first = files.renew();
    let mut server = Server::start(&mut files.serve());
    let answer = server.get("/healthz", &first).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.contains("strict-transport-security: max-age=31536000\r\n"), "{answer}");

    let second = files.renew();
    assert!(server.get("/healthz", &second).is_none(), "it has not read the new certificate yet");
    let signalled = Command::new("kill").args(["-HUP", &server.child.id().to_string()]).status().unwrap();
    assert!(signalled.success());
    assert!(server.log.any(|line| line.unwrap().contains("the certificate was read again")));
    assert!(server.get("/healthz", &second).is_some());
    assert!(server.get("/healthz", &first).is_none());
}

#[test]
fn plain_http_redirects_to_https_and_answers_health_checks() {
    let files = Files::new();
    files.renew();
    let server = Server::start(files.serve().args(["--public-url", "https://ready.example:7070"]));
    let mut stream = TcpStream::connect(&server.address).unwrap();
    write!(stream, "GET /join?code=62JAMG HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 308"), "{answer}");
    assert!(answer.contains("location: https://ready.example:7070/join?code=62JAMG\r\n"), "{answer}");
    assert!(healthy(&server.address).status.success());
}

#[test]
fn a_silent_client_delays_no_other_client() {
    let files = Files::new();
    let certificate = files.renew();
    let server = Server::start(&mut files.serve());
    let _silent: Vec<_> = (0..50).map(|_| TcpStream::connect(&server.address).unwrap()).collect();
    assert!(server.get("/healthz", &certificate).is_some());
}

#[test]
fn a_bad_certificate_is_reported_with_its_fault() {
    let files = Files::new();
    let check = |certificate: &Path, key: &Path, expected: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_readyroom"));
        command.args(["serve", "--listen", "127.0.0.1:0"]).env_clear();
        command.arg("--data").arg(files.folder.path().join("data"));
        command.arg("--tls-cert").arg(certificate).arg("--tls-key").arg(key);
        let Output { status, stderr, .. } = command.output().unwrap();
        let output = String::from_utf8(stderr).unwrap();
        assert!(!status.success(), "it started: {output}");
        for words in expected {
            assert!(output.contains(words), "{words:?} is not in: {output}");
        }
    };
    files.renew();
    let (certificate, key) = (files.certificate(), files.key());
    let other = Files::new();
    other.renew();
    check(&other.folder.path().join("none.pem"), &key, &["--tls-cert", "none.pem", "PEM"]);
    check(&key, &key, &["holds no certificate"]);
    check(&certificate, &certificate, &["--tls-key", "a private key"]);
    check(&certificate, &other.key(), &["cannot be used together"]);
}
