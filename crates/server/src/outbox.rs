//! Messages to send, as they are stored in the outbox: ids, no text.

mod channels;
mod notice;

pub use self::channels::{channels, team_channels};
pub use self::notice::{Notice, outgoing};
