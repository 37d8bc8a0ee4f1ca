//! Readyroom over HTTP: the resources, who may use them, the live workshop, and what operators need.
//!
//! Each resource has a file in `routes/` with its handlers and its `router()`; [`router`] puts them together and
//! [`openapi`] describes them. What the product does are operations below them, in folders by area, which work with
//! [`services::Services`]. [`error::Error`] alone knows how a failure looks on the wire.

// A match names every variant, so that the compiler reports what a new variant needs.
#![cfg_attr(not(test), warn(clippy::wildcard_enum_match_arm))]

pub mod accounts;
mod actions;
mod addresses;
pub mod auth;
pub mod ballots;
mod bodies;
mod calendars;
pub mod cards;
pub mod clock;
mod code;
mod compressed;
pub mod computations;
pub mod connections;
pub mod delivery;
pub mod demonstrations;
mod drawing;
pub mod error;
mod export;
mod headers;
mod home;
pub mod housekeeping;
pub mod live;
pub mod metrics;
pub mod outbox;
pub mod passwords;
mod permissions;
mod pictures;
mod practice;
mod printing;
mod routes;
mod rows;
mod runbooks;
mod scenarios;
mod serve;
pub mod services;
pub mod slack;
pub mod state;
pub mod survey;
mod systems;
mod teams;
mod throttle;
pub mod tls;
pub mod vault;
mod workshops;

pub use self::delivery::DeliveryConfig;
pub use self::routes::{openapi, router};
pub use self::scenarios::Starter;
pub use self::serve::{Listeners, serve};
pub use self::services::Services;
pub use self::state::{App, AppState, Parts};
pub use self::vault::Vault;
