//! The rules of a workshop: journeys, refusals, properties, and the stored shape of events.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod golden;
mod hat;
mod invariants;
mod joining;
mod journey;
mod offered;
mod paper;
mod properties;
mod refusals;
mod requests;
mod rounds;
mod spread;
mod times;
mod variants;
mod walls;
mod world;
mod written;
