//! The texts that the played people write.

use domain::workshop::{DebriefQuestion, Wall};

/// Sticky notes, in the order in which they are used.
pub(super) const NOTES: &[(Wall, &str)] = &[
    (Wall::Crappy, "The page does not say what to do first"),
    (Wall::Awesome, "The queue's graph goes back a month"),
    (Wall::Crappy, "Only one of us may open the console"),
    (Wall::Crappy, "Log search needs the exact field name"),
    (Wall::Awesome, "Asking support early saved us ten minutes"),
    (Wall::Crappy, "No runbook linked from the alarm"),
    (Wall::Awesome, "Saying “I don't know yet” out loud"),
    (Wall::Crappy, "The dashboard was green the whole time"),
    (Wall::Awesome, "Request ids are in every log line"),
    (Wall::Crappy, "Nobody knew who tells the customers"),
    (Wall::Awesome, "The deploy list was one click away"),
    (Wall::Crappy, "Two tools for one queue"),
];

/// Proposals on the Actions wall.
pub(super) const PROPOSALS: &[&str] = &[
    "Link a runbook from every alarm",
    "Read access to the queue console for all of us",
    "Agree who tells customer support, and when",
];

/// What a colleague replies to a question, with the title of the piece of evidence that answers it.
pub(super) fn reply_with(title: Option<&str>) -> String {
    match title {
        Some(title) => format!("Yes, I have something. It is on the card now: {title}"),
        None => "Sorry, I don't know. Ask somebody who works with it every day.".into(),
    }
}

/// The answers to each question of a debrief, one card after the other.
pub(super) const ANSWERS: &[(DebriefQuestion, [&str; 2])] = &[
    (
        DebriefQuestion::WhyTheseSteps,
        ["The page named the queue, so we began there", "Last time it was the deploy, so we looked at that first"],
    ),
    (
        DebriefQuestion::WhatSlowedUs,
        ["Finding out who may open the console", "Two dashboards that disagreed with each other"],
    ),
    (DebriefQuestion::Alarm, ["Yes, but it named no queue", "No: a customer told us"]),
    (DebriefQuestion::Dashboard, ["From the office, not from home", "Yes, and it was green"]),
    (DebriefQuestion::LogSearch, ["Four minutes, for the field name", "Half a minute, with the request's id"]),
];
