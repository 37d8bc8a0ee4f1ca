//! What is asked when a team has no wording of its own.

use super::Wording;
use crate::text::{ChoiceText, Question};

const QUESTION: &str = "If you were called tonight about one of our systems, how ready would you be?";
const ANSWERS: [&str; super::ANSWERS] = [
    "I would not know where to begin",
    "I would need someone beside me",
    "I could start, and call for help",
    "I could handle most of it",
    "I could lead it",
];

impl Wording {
    /// The usual question and its answers.
    #[must_use]
    pub fn usual() -> Self {
        Self {
            question: Question::parse(QUESTION).expect("the usual question is short enough"),
            answers: ANSWERS.map(|answer| ChoiceText::parse(answer).expect("the usual answers are short enough")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_question_fits() {
        let usual = Wording::usual();
        assert_eq!(usual.question.as_str(), QUESTION);
        assert_eq!(usual.answers.map(String::from), ANSWERS);
    }
}
