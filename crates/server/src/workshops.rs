//! Workshops: planning and preparing them, keeping those that were held on paper, and telling afterwards what happened.

mod invitation;
pub(crate) mod joining;
pub(crate) mod paper;
mod planning;
mod preparation;
mod report;
mod report_links;
pub(crate) mod screens;
pub(crate) mod seats;
mod summary;
pub(crate) mod visitors;

pub(crate) use self::invitation::{invitation_file, invitation_sequence};
pub(crate) use self::planning::{NewPlan, cancel, change_plan, plan, plan_workshop};
pub(crate) use self::preparation::{cancelled_workshops, plan_agenda, preparation, tick_item};
pub(crate) use self::report::{compressed_report, workshop_report};
pub(crate) use self::report_links::{
    allow_public_reports, create_report_link, linked_picture, linked_report, public_reports, report_links,
    revoke_report_link,
};
pub(crate) use self::summary::{detail, list_workshops, summary};
