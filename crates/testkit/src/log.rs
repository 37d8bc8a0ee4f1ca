//! What a server logs during a test.

use std::io::Write;
use std::sync::{Arc, LazyLock, Mutex};

use tracing::Dispatch;
use tracing::subscriber::{DefaultGuard, NoSubscriber};

/// A subscriber that ignores everything and lives as long as the process. With one subscriber only, tracing caches for each
/// call site whether the first thread there is subscribed: another test could make it cache that none is.
static IGNORING: LazyLock<Dispatch> = LazyLock::new(|| Dispatch::new(NoSubscriber::new()));

/// Everything that is logged on this thread, at every level down to debug, as long as this is there.
pub struct Log {
    bytes: Arc<Mutex<Vec<u8>>>,
    _guard: DefaultGuard,
}

impl Log {
    /// Begins to capture.
    #[must_use]
    pub fn capture() -> Self {
        LazyLock::force(&IGNORING);
        let bytes = Arc::new(Mutex::new(Vec::new()));
        let lines = bytes.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(tracing::Level::DEBUG)
            .with_ansi(false)
            .with_writer(move || Lines(lines.clone()))
            .finish();
        Self { bytes, _guard: tracing::subscriber::set_default(subscriber) }
    }

    /// What was logged until now.
    ///
    /// # Panics
    /// When it is no text.
    #[must_use]
    pub fn text(&self) -> String {
        let bytes = self.bytes.lock().expect("nothing panics while it writes a line");
        String::from_utf8(bytes.clone()).expect("logs are text")
    }
}

struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("nothing panics while it writes a line").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
