//! The rules of a workshop: journeys, refusals, properties, and the stored shape of events.

mod golden;
mod journey;
mod properties;
mod refusals;
mod world;
