//! A small blocking client: HTTP requests, and WebSockets for what is done one after the other.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use memchr::memmem;
use serde_json::Value;

use crate::frame::{self, client_frame, first_frame};

const PATIENCE: Duration = Duration::from_secs(30);

/// An answer over HTTP.
pub(crate) struct Response {
    pub(crate) status: u16,
    head: String,
    /// As it came over the wire, but for the marks of its chunks.
    pub(crate) body: Vec<u8>,
}

impl Response {
    pub(crate) fn json(&self) -> Result<Value> {
        serde_json::from_slice(&self.body).context("the server did not answer with JSON")
    }

    /// Every cookie that is set, as a request sends it.
    pub(crate) fn cookies(&self) -> String {
        let pairs: Vec<_> = self.headers("set-cookie").filter_map(|value| value.split(';').next()).collect();
        pairs.join("; ")
    }

    fn headers<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(':'));
        lines.filter(move |(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }

    /// The answer, if it has this status.
    pub(crate) fn expect(self, status: u16) -> Result<Self> {
        ensure!(
            self.status == status,
            "HTTP {} instead of {status}: {}",
            self.status,
            String::from_utf8_lossy(&self.body)
        );
        Ok(self)
    }
}

/// A request to the server.
pub(crate) struct Request<'a> {
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    pub(crate) cookie: &'a str,
    /// The client's address, for a server that trusts its proxy: without it all people would share one rate limit.
    pub(crate) from: &'a str,
    /// How the body may be compressed; it is not decompressed here.
    pub(crate) encoding: &'a str,
    pub(crate) body: Option<Value>,
}

impl<'a> Request<'a> {
    pub(crate) fn get(path: &'a str, cookie: &'a str) -> Self {
        Self { method: "GET", path, cookie, from: "10.0.0.1", encoding: "identity", body: None }
    }

    pub(crate) fn post(path: &'a str, cookie: &'a str, body: Value) -> Self {
        Self { method: "POST", body: Some(body), ..Self::get(path, cookie) }
    }

    /// Sends it on a connection of its own.
    pub(crate) fn send(&self, addr: SocketAddr) -> Result<Response> {
        let mut stream = connect(addr)?;
        let Self { method, path, cookie, from, encoding, .. } = self;
        let mut text = format!(
            "{method} {path} HTTP/1.1\r\nHost: {addr}\r\nOrigin: http://{addr}\r\nX-Forwarded-For: {from}\r\n\
             Cookie: {cookie}\r\nAccept-Encoding: {encoding}\r\nConnection: close\r\n"
        );
        if let Some(body) = self.body.as_ref().map(Value::to_string) {
            text += &format!("Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}", body.len());
        } else {
            text += "\r\n";
        }
        stream.write_all(text.as_bytes())?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes)?;
        let (head, mut body) = split_head(bytes).context("the server did not answer with HTTP")?;
        let status = status(&head)?;
        let response = Response { status, head, body: Vec::new() };
        if response.headers("transfer-encoding").any(|value| value == "chunked") {
            body = join_chunks(&body).context("the server's chunks are broken")?;
        }
        Ok(Response { body, ..response })
    }
}

fn connect(addr: SocketAddr) -> Result<TcpStream> {
    let stream = TcpStream::connect(addr)?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    Ok(stream)
}

/// Head and what follows it, once the head is complete.
fn split_head(mut bytes: Vec<u8>) -> Option<(String, Vec<u8>)> {
    let end = memmem::find(&bytes, b"\r\n\r\n")? + 4;
    let rest = bytes.split_off(end);
    Some((String::from_utf8_lossy(&bytes).into_owned(), rest))
}

fn status(head: &str) -> Result<u16> {
    let word = head.split(' ').nth(1).context("an answer without a status")?;
    word.parse().context("a status that is no number")
}

fn join_chunks(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = memmem::find(rest, b"\r\n")?;
        let length = usize::from_str_radix(std::str::from_utf8(&rest[..end]).ok()?, 16).ok()?;
        if length == 0 {
            return Some(body);
        }
        let start = end + 2;
        body.extend_from_slice(rest.get(start..start + length)?);
        rest = rest.get(start + length + 2..)?;
    }
}

/// A WebSocket that waits for what it reads.
pub(crate) struct Socket {
    pub(crate) stream: TcpStream,
    /// What was read beyond the last message.
    pub(crate) rest: Vec<u8>,
}

impl Socket {
    /// Opens one, as the client with an address for whom a proxy would.
    pub(crate) fn open(addr: SocketAddr, path: &str, cookie: &str, from: &str) -> Result<Self> {
        let mut stream = connect(addr)?;
        let head = format!(
            "GET {path} HTTP/1.1\r\nHost: {addr}\r\nOrigin: http://{addr}\r\nX-Forwarded-For: {from}\r\nCookie: {cookie}\r\nConnection: Upgrade\r\n\
             Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        );
        stream.write_all(head.as_bytes())?;
        let mut bytes = Vec::new();
        while memmem::find(&bytes, b"\r\n\r\n").is_none() {
            read_more(&mut stream, &mut bytes)?;
        }
        let (head, rest) = split_head(bytes).context("the server did not answer with HTTP")?;
        ensure!(status(&head)? == 101, "the server refused a WebSocket: {head}{}", String::from_utf8_lossy(&rest));
        Ok(Self { stream, rest })
    }

    pub(crate) fn send(&mut self, opcode: u8, payload: &[u8]) -> Result<()> {
        Ok(self.stream.write_all(&client_frame(opcode, payload))?)
    }

    /// The next message.
    pub(crate) fn next(&mut self) -> Result<Vec<u8>> {
        loop {
            while let Some(frame) = first_frame(&self.rest) {
                let payload = self.rest[frame.start..frame.end].to_vec();
                self.rest.drain(..frame.end);
                match frame.opcode {
                    frame::TEXT | frame::BINARY => return Ok(payload),
                    frame::PING => self.send(frame::PONG, &payload)?,
                    frame::CLOSE => bail!("the server closed the socket: {}", String::from_utf8_lossy(&payload)),
                    _ => {}
                }
            }
            read_more(&mut self.stream, &mut self.rest)?;
        }
    }

    /// Reads on to the first message that is wanted.
    pub(crate) fn wait_for(&mut self, wanted: impl Fn(&[u8]) -> bool) -> Result<Vec<u8>> {
        loop {
            let message = self.next()?;
            if wanted(&message) {
                return Ok(message);
            }
        }
    }
}

fn read_more(stream: &mut TcpStream, into: &mut Vec<u8>) -> Result<()> {
    let mut piece = [0; 16_384];
    let length = loop {
        match stream.read(&mut piece) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            result => break result?,
        }
    };
    ensure!(length > 0, "the server closed the connection");
    into.extend_from_slice(&piece[..length]);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_joined() {
        assert_eq!(join_chunks(b"3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n").unwrap(), b"abc0123456789");
        assert_eq!(join_chunks(b"5\r\nabc"), None);
    }

    #[test]
    fn cookies_are_collected() {
        let head = "HTTP/1.1 201 Created\r\nSet-Cookie: a=1; Path=/\r\nset-cookie: b=2\r\n".to_owned();
        assert_eq!(Response { status: status(&head).unwrap(), head, body: Vec::new() }.cookies(), "a=1; b=2");
    }
}
