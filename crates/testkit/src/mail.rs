//! A stand-in for a mail server on loopback, in the clear: it takes every message and remembers it. `counterparts/` has a real one.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// How long it waits before it confirms a message.
const DELAY: Duration = Duration::from_millis(5);

/// The messages and connections that it has received.
#[derive(Debug, Default)]
struct Taken {
    ids: Mutex<Vec<String>>,
    connections: Mutex<u32>,
}

/// A stand-in that runs until it is dropped.
#[derive(Debug)]
pub struct MailStandIn {
    /// Where it listens.
    pub address: SocketAddr,
    taken: Arc<Taken>,
    count: watch::Sender<usize>,
    serving: tokio::task::JoinHandle<()>,
}

impl MailStandIn {
    /// Starts one on a port of its own.
    ///
    /// # Panics
    /// When no port is free.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let address = listener.local_addr().expect("it listens");
        let (taken, count) = (Arc::new(Taken::default()), watch::channel(0).0);
        let (kept, counted) = (taken.clone(), count.clone());
        let serving = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                *kept.connections.lock().expect("no code panics while it holds this lock") += 1;
                let (kept, counted) = (kept.clone(), counted.clone());
                // A client that was killed sends nothing more.
                tokio::spawn(async move { converse(stream, &kept, &counted).await.unwrap_or_default() });
            }
        });
        Self { address, taken, count, serving }
    }

    /// The Message-ID of every message that it took, in their order.
    pub fn ids(&self) -> Vec<String> {
        self.taken.ids.lock().expect("no code panics while it holds this lock").clone()
    }

    /// How many connections there were.
    pub fn connections(&self) -> u32 {
        *self.taken.connections.lock().expect("no code panics while it holds this lock")
    }

    /// Waits until it has taken so many messages.
    pub async fn until(&self, messages: usize) {
        self.count.subscribe().wait_for(|count| *count >= messages).await.expect("the stand-in is there");
    }
}

impl Drop for MailStandIn {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn converse(stream: TcpStream, taken: &Taken, count: &watch::Sender<usize>) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 stand-in\r\n").await?;
    loop {
        let line = line(&mut stream).await?;
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        let answer: &[u8] = match &*verb {
            "EHLO" => b"250-stand-in\r\n250 8BITMIME\r\n",
            "DATA" => {
                stream.write_all(b"354 Go on\r\n").await?;
                let id = text(&mut stream).await?;
                tokio::time::sleep(DELAY).await;
                taken.ids.lock().expect("no code panics while it holds this lock").push(id);
                count.send_modify(|count| *count += 1);
                b"250 Taken\r\n"
            }
            "QUIT" => return stream.write_all(b"221 Goodbye\r\n").await,
            _ => b"250 OK\r\n",
        };
        stream.write_all(answer).await?;
    }
}

/// Reads a message to its end, and returns its Message-ID.
async fn text(stream: &mut BufReader<TcpStream>) -> std::io::Result<String> {
    let mut id = String::new();
    loop {
        match line(stream).await?.as_str() {
            "." => return Ok(id),
            line => {
                if let Some(found) = line.strip_prefix("Message-ID: ") {
                    found.clone_into(&mut id);
                }
            }
        }
    }
}

async fn line(stream: &mut BufReader<TcpStream>) -> std::io::Result<String> {
    let mut line = String::new();
    if stream.read_line(&mut line).await? == 0 {
        return Err(std::io::ErrorKind::UnexpectedEof.into());
    }
    Ok(line.trim_end().to_owned())
}
