//! Workshops: planning them, keeping those that were held on paper, and telling afterwards what happened.

pub(crate) mod paper;
mod planning;
mod report;

pub(crate) use self::planning::{NewPlan, plan};
pub(crate) use self::report::workshop_report;
