//! Readyroom over HTTP: the resources, who may use them, the live workshop, and what operators need.
//!
//! Each resource has a file in `routes/` with its handlers and its `router()`; [`router`] puts them together and
//! [`openapi`] describes them. [`error::Error`] alone knows how a failure looks on the wire.

// A new kind of something has to be put somewhere by whoever adds it: no match passes it over in silence.
#![cfg_attr(not(test), warn(clippy::wildcard_enum_match_arm))]

pub mod auth;
mod bodies;
pub mod cards;
pub mod clock;
mod code;
pub mod connections;
pub mod delivery;
mod drawing;
pub mod error;
mod export;
mod extract;
mod headers;
pub mod housekeeping;
mod leaving;
pub mod live;
pub mod metrics;
mod openapi;
mod paper;
mod pictures;
mod planning;
mod retention;
mod routes;
mod serve;
pub mod setup;
pub mod slack;
mod starter;
pub mod state;
pub mod survey;
mod throttle;
pub mod tls;
pub mod vault;

pub use self::delivery::Delivery;
pub use self::openapi::openapi;
pub use self::routes::router;
pub use self::serve::{Listeners, serve};
pub use self::starter::Starter;
pub use self::state::{App, AppState, Parts};
pub use self::vault::Vault;
