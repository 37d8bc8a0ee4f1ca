//! What is to be sent, as it lies in the outbox: ids, no words.

mod channels;
mod notice;

pub use self::channels::{channels, team_channels};
pub use self::notice::{Notice, outgoing};
