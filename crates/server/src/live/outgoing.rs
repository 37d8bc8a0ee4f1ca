//! What goes to a connection.

use axum::body::Bytes;
use axum::extract::ws::Utf8Bytes;

/// What a room sends to a connection.
pub(super) enum OutgoingFrame {
    /// A message, serialised.
    Text(Utf8Bytes),
    /// A message, serialised and compressed.
    Gzip(Bytes),
    /// The end, with a close code of 4000 and above.
    Close(u16, &'static str),
}
