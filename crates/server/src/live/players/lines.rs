//! The texts that the played people write about any card.

use domain::workshop::DebriefQuestion;

use super::cards::CardLines;

/// Proposals on the Actions wall, after those about the cards that were played.
pub(super) const PROPOSALS: [&str; 2] =
    ["Read access to the queue console for all of us", "Agree who tells customer support, and when"];

/// What a colleague replies to a question, with the title of the piece of evidence that answers it.
pub(super) fn reply_with(title: Option<&str>) -> String {
    match title {
        Some(title) => format!("Yes, I have something. It is on the card now: {title}"),
        None => "Sorry, I don't know. Ask somebody who works with it every day.".into(),
    }
}

/// The answer to a question of a debrief. `turn` is the number of the card.
pub(super) fn answer_to(question: DebriefQuestion, lines: &CardLines, turn: usize) -> String {
    let one_of = |answers: [&str; 2]| answers[turn % answers.len()].to_owned();
    match question {
        DebriefQuestion::WhyTheseSteps => format!("One of us thought: {}. But: {}", lines.idea, lines.doubt),
        DebriefQuestion::WhatSlowedUs => lines.crappy.to_owned(),
        DebriefQuestion::Alarm => one_of(["Yes, but it did not say what to do first", "A customer was faster"]),
        DebriefQuestion::Dashboard => one_of(["From the office, not from home", "Yes, and it was green"]),
        DebriefQuestion::LogSearch => {
            one_of(["Four minutes, for the field name", "Half a minute, with the request’s id"])
        }
    }
}
