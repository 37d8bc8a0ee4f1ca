//! `readyroom healthy`: a health check for places without another program for it, such as a container.

use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context, bail};

const PATIENCE: Duration = Duration::from_secs(3);

/// Asks the server that listens at an address whether it can work.
pub(crate) fn healthy(listening: SocketAddr) -> anyhow::Result<()> {
    let ip = if listening.ip().is_unspecified() { IpAddr::V4(Ipv4Addr::LOCALHOST) } else { listening.ip() };
    let address = SocketAddr::new(ip, listening.port());
    let silent = || format!("nothing answers at {address}");
    let mut server = TcpStream::connect_timeout(&address, PATIENCE).with_context(silent)?;
    server.set_read_timeout(Some(PATIENCE))?;
    write!(server, "GET /readyz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").with_context(silent)?;
    let mut answer = String::new();
    server.read_to_string(&mut answer).with_context(silent)?;
    match answer.lines().next() {
        Some(status) if status.starts_with("HTTP/1.1 200") => Ok(()),
        status => bail!("the server at {address} is not well: {}", status.unwrap_or("no answer")),
    }
}
