//! How people prove who they are: sessions, guests' seats, known browsers.

pub mod cookies;
pub(crate) mod device;
pub mod email;
pub mod origin;
pub(crate) mod session;
pub mod token;
