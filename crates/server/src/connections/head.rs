//! The first request of a connection. Until its head is there, the connection has no buffers, which take ten times as much memory
//! as the connection itself: clients that send nothing, or only a part of a head, cost little.

use std::io::{ErrorKind, Result};

use rustix::net::{RecvFlags, recv};
use tokio::io::Interest;
use tokio::net::TcpStream;

/// How many bytes of a head are waited for at most. A client that sends more is not a silent one.
const MOST_BYTES: usize = 1024;
/// How often a connection is looked at. One whose other end has closed its side is woken again and again.
const MOST_LOOKS: u32 = 16;
/// The ends of a head: a line feed and an empty line, which hyper also reads without carriage returns.
const ENDS: [&[u8]; 2] = [b"\n\r\n", b"\n\n"];

/// Returns when there is something to read that is worth buffers: a whole head, much of one, or the end of the connection.
pub(super) async fn wait_for_head(stream: &TcpStream) -> Result<()> {
    let mut looks = 0;
    let look = || {
        let mut bytes = [0; MOST_BYTES];
        let (count, _) = recv(stream, &mut bytes[..], RecvFlags::PEEK | RecvFlags::DONTWAIT)?;
        looks += 1;
        let has_end = ENDS.iter().any(|end| bytes[..count].windows(end.len()).any(|some| some == *end));
        if has_end || count == 0 || count == MOST_BYTES || looks == MOST_LOOKS {
            Ok(())
        } else {
            Err(ErrorKind::WouldBlock.into())
        }
    };
    stream.async_io(Interest::READABLE, look).await
}

#[cfg(test)]
mod tests {
    use tokio::io::AsyncWriteExt;
    use tokio::net::TcpListener;

    use super::*;

    async fn connected() -> (TcpStream, TcpStream) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        (client, listener.accept().await.unwrap().0)
    }

    /// Whether the wait is over once the bytes have arrived.
    async fn is_worth_buffers(sent: &[&[u8]], end: bool) -> bool {
        let (mut client, server) = connected().await;
        let waiting = tokio::spawn(async move { wait_for_head(&server).await });
        for piece in sent {
            client.write_all(piece).await.unwrap();
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        if end {
            client.shutdown().await.unwrap();
        }
        match tokio::time::timeout(std::time::Duration::from_millis(200), waiting).await {
            Ok(done) => done.unwrap().is_ok(),
            Err(_) => false,
        }
    }

    #[tokio::test]
    async fn half_a_head_is_waited_for() {
        assert!(!is_worth_buffers(&[], false).await);
        assert!(!is_worth_buffers(&[b"GET / HTTP/1.1\r\n", b"Host: a\r\n"], false).await);
        assert!(is_worth_buffers(&[b"GET / HTTP/1.1\r\n", b"Host: a\r\n", b"\r\n"], false).await);
        assert!(
            is_worth_buffers(&[b"GET / HTTP/1.0\nHost: a\n", b"\n"], false).await,
            "lines without CR, which hyper reads"
        );
        assert!(is_worth_buffers(&[&[b'A'; 2 * MOST_BYTES]], false).await, "no end in sight");
    }

    #[tokio::test]
    async fn a_closed_connection_is_not_waited_for() {
        assert!(is_worth_buffers(&[], true).await);
        assert!(is_worth_buffers(&[b"GET / HTTP/1.1\r\n"], true).await);
    }
}
