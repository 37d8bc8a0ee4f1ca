//! Workshops: planning and preparing them, keeping those that were held on paper, and telling afterwards what happened.

mod invitation;
pub(crate) mod joining;
pub(crate) mod paper;
mod planning;
mod preparation;
mod report;
mod summary;

pub(crate) use self::invitation::{invitation_file, invitation_sequence};
pub(crate) use self::planning::{NewPlan, cancel, change_plan, plan, plan_workshop};
pub(crate) use self::preparation::{plan_agenda, preparation};
pub(crate) use self::report::workshop_report;
pub(crate) use self::summary::{detail, summary};
