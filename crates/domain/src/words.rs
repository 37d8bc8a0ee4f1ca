//! Words as texts and questions are compared by.

use rust_stemmers::{Algorithm, Stemmer};

/// The stem of a word in lower case: the same for every form of an English word. Words with digits, such as names of systems,
/// are their own stems.
pub(crate) fn stem(word: &str) -> String {
    if word.bytes().any(|byte| byte.is_ascii_digit()) {
        return word.to_owned();
    }
    Stemmer::create(Algorithm::English).stem(word).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for forms in [
            &["search", "searches", "searching", "searched"][..],
            &["query", "queries"],
            &["log", "logs"],
            &["limit", "limits"],
            &["fail", "failing", "failed"],
            &["machine", "machines"],
            &["process", "processes"],
            &["class", "classes"],
            &["setting", "settings"],
            &["queue", "queues"],
        ] {
            for form in forms {
                assert_eq!(stem(form), stem(forms[0]), "{form}");
            }
        }
        for word in ["503s", "eu-west-1s", "日志"] {
            assert_eq!(stem(word), word);
        }
    }
}
