//! Which of a team's earlier notes a new one is much like: by the words that they share, however they are inflected.

use std::collections::{BTreeMap, BTreeSet};

use crate::words::stem;

/// A text as the words that carry its meaning: lower case, without stop words, cut to their stems.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gist(BTreeSet<String>);

/// Words that carry little meaning in a note.
const STOP: &[&str] = &[
    "a", "about", "after", "again", "all", "also", "always", "am", "an", "and", "any", "are", "as", "at", "be",
    "because", "been", "before", "but", "by", "can", "could", "did", "do", "does", "doing", "for", "from", "get",
    "gets", "got", "had", "has", "have", "having", "he", "her", "here", "him", "his", "how", "i", "if", "in", "into",
    "is", "it", "its", "just", "me", "more", "much", "my", "of", "on", "one", "only", "or", "our", "out", "over",
    "really", "s", "she", "so", "some", "still", "such", "t", "than", "that", "the", "their", "them", "then", "there",
    "these", "they", "this", "those", "to", "too", "up", "us", "very", "was", "we", "were", "what", "when", "where",
    "which", "while", "who", "will", "with", "would", "you", "your",
];

/// Words that turn a sentence round; two texts are alike only if both have one or neither has.
const NOT: &[&str] = &[
    "no", "not", "never", "nobody", "none", "nothing", "without", "cannot", "missing", "lacks", "lack", "dont",
    "doesnt", "didnt", "cant", "couldnt", "wont", "isnt", "arent", "wasnt", "werent", "hasnt", "havent",
];

impl Gist {
    /// The gist of a text. It may be empty.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let lower = text.to_lowercase().replace(['\'', '’'], "");
        let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let kept = words.filter(|word| !STOP.contains(word));
        Self(kept.map(|word| if NOT.contains(&word) { word.to_owned() } else { stem(word) }).collect())
    }

    /// Whether two texts have much the same meaning: at least two words in common, and three in five of all that either has.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        let (own, others) = (self.subjects(), other.subjects());
        let shared = own.intersection(&others).count();
        let all = own.len() + others.len() - shared;
        let enough = if all == 1 { shared == 1 } else { shared >= 2 };
        enough && 5 * shared >= 3 * all && self.denies() == other.denies()
    }

    fn subjects(&self) -> BTreeSet<&str> {
        self.0.iter().map(String::as_str).filter(|word| !NOT.contains(word)).collect()
    }

    fn denies(&self) -> bool {
        self.0.iter().any(|word| NOT.contains(&word.as_str()))
    }
}

/// Texts to compare with, found by their words.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    gists: Vec<Gist>,
    places: BTreeMap<String, Vec<usize>>,
}

impl Memory {
    /// The places, in ascending order, of the texts that are much like this one.
    #[must_use]
    pub fn like(&self, gist: &Gist) -> Vec<usize> {
        let sharing: BTreeSet<usize> =
            gist.subjects().into_iter().filter_map(|word| self.places.get(word)).flatten().copied().collect();
        sharing.into_iter().filter(|place| self.gists[*place].is_like(gist)).collect()
    }
}

impl FromIterator<Gist> for Memory {
    fn from_iter<T: IntoIterator<Item = Gist>>(gists: T) -> Self {
        let gists: Vec<Gist> = gists.into_iter().collect();
        let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (place, gist) in gists.iter().enumerate() {
            for word in &gist.0 {
                places.entry(word.clone()).or_default().push(place);
            }
        }
        Self { gists, places }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gist_is_what_a_text_is_about() {
        let check = |text: &str, expected: &str| {
            let words: Vec<_> = Gist::new(text).0.into_iter().collect();
            assert_eq!(words.join(" "), expected, "{text:?}");
        };
        check("The alarms don’t name the queue", "alarm dont name queue");
        check("Searching the logs took four minutes!", "four log minut search took");
        check("search log search LOG", "log search");
        check("We stopped; it stops, stopping", "stop");
        check("It was the", "");
        check("503s from checkout-api", "503s api checkout");
        check("Keine Ahnung, wo die Schlüssel sind", "ahnung die kein schlüssel sind wo");
    }

    #[test]
    fn alike_is_what_a_team_would_call_the_same() {
        let check = |one: &str, other: &str, expected: bool| {
            let (one_gist, other_gist) = (Gist::new(one), Gist::new(other));
            assert_eq!(one_gist.is_like(&other_gist), expected, "{one:?} and {other:?}");
            assert_eq!(other_gist.is_like(&one_gist), expected, "{other:?} and {one:?}");
        };
        check("No runbook for the queue", "There is no runbook for this queue", true);
        check("The log search took four minutes", "Log searches are taking four minutes", true);
        check("The alarm does not name the queue", "Alarms never name the queue", true);
        check("Alarms don’t name the queue", "The alarm doesn't name the queue", true);
        check("No runbook", "No runbooks!", true);
        check("Runbook", "runbooks", true);
        check("Runbook for the queue", "No runbook for the queue", false);
        check("No runbook for the queue", "No dashboard for the queue", false);
        check("Log search took four minutes", "Log search is slow", false);
        check("The on-call phone was off", "Saved searches helped", false);
        check("", "", false);
        check("the", "it was", false);
        check("日志搜索", "日志搜索", true);
    }

    #[test]
    fn a_memory_finds_what_comparing_all_would_find() {
        let texts = ["No runbook for the queue", "Saved search", "There is no runbook for this queue", "Phone off", ""];
        let memory: Memory = texts.iter().map(|text| Gist::new(text)).collect();
        for text in texts.into_iter().chain(["Queue has no runbook", "Something else"]) {
            let gist = Gist::new(text);
            let all: Vec<_> = (0..texts.len()).filter(|place| Gist::new(texts[*place]).is_like(&gist)).collect();
            assert_eq!(memory.like(&gist), all, "{text:?}");
        }
        assert_eq!(memory.like(&Gist::new("Our queue has no runbook")), [0, 2]);
    }
}
