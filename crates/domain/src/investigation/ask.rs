//! Which piece of evidence answers a question: plain words against plain words, without any cleverness that surprises.

use std::collections::BTreeSet;

use crate::scenario::{Evidence, Release, Scenario};
use crate::words::stem;

/// The piece of evidence that answers a question, among those that are only given when asked for.
#[must_use]
pub fn find_answer<'a>(card: &'a Scenario, question: &str) -> Option<&'a Evidence> {
    let pieces: Vec<_> = card.evidence.iter().filter(|piece| matches!(piece.release, Release::Asked { .. })).collect();
    let askable: Vec<_> = pieces.iter().map(|piece| Askable::from_evidence(piece)).collect();
    find_best(question, &askable).map(|place| pieces[place])
}

/// What is known of a piece that somebody may ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Askable {
    /// What must be asked for, such as "the dead letters of invoice-events".
    ask: String,
    /// The stems that name it: what must be asked for, and its headline and sender.
    names: BTreeSet<String>,
    /// The stems of other words for what it is, such as a dashboard for a graph.
    kinds: BTreeSet<String>,
}

impl Askable {
    /// What is known of a piece.
    fn from_evidence(piece: &Evidence) -> Self {
        let ask = match &piece.release {
            Release::Asked { ask } => ask.clone(),
            Release::Back | Release::After { .. } => String::new(),
        };
        let mut names = stems(&ask);
        names.extend(stems(piece.content.title().unwrap_or_default()));
        names.extend(stems(piece.content.sender().unwrap_or_default()));
        let kinds = stems(piece.content.kind().synonyms()).difference(&names).cloned().collect();
        Self { ask, names, kinds }
    }
}

/// The place of the piece that answers a question best; of two that do so equally well the first. None where no word that
/// means something fits, or too small a part of the question.
fn find_best(question: &str, askable: &[Askable]) -> Option<usize> {
    let plain = |text: &str| text.trim().trim_end_matches(['.', '?', '!']).to_lowercase();
    if let Some(same) = askable.iter().position(|one| !one.ask.is_empty() && plain(&one.ask) == plain(question)) {
        return Some(same);
    }
    let words = stems(question);
    let mut found: Option<(u32, usize)> = None;
    for (place, one) in askable.iter().enumerate() {
        let score = score(&words, one, askable);
        if score > found.map_or(0, |(best, _)| best) {
            found = Some((score, place));
        }
    }
    found.map(|(_, place)| place)
}

/// How well a piece answers. A word that names few pieces counts more than one that names many; a word for its kind counts
/// something, but alone only where no other piece is of that kind.
fn score(words: &BTreeSet<String>, one: &Askable, all: &[Askable]) -> u32 {
    let names: Vec<_> = words.iter().filter(|word| has(&one.names, word)).collect();
    let kinds = words.iter().filter(|word| !has(&one.names, word) && has(&one.kinds, word));
    let rare = |word: &str, of: fn(&Askable) -> [&BTreeSet<String>; 2]| {
        let shared = all.iter().filter(|other| of(other).iter().any(|set| has(set, word))).count();
        12 / u32::try_from(shared.clamp(1, 12)).unwrap_or(12)
    };
    let both: fn(&Askable) -> [&BTreeSet<String>; 2] = |one| [&one.names, &one.kinds];
    let only: fn(&Askable) -> [&BTreeSet<String>; 2] = |one| [&one.names, &one.names];
    let kinds: Vec<_> = kinds.collect();
    let fitting = names.len() + kinds.len();
    // Of a long question at least a third has to fit, so that a story does not find something by accident.
    if fitting == 0 || fitting * 3 < words.len() {
        return 0;
    }
    let by_name: u32 = names.iter().map(|word| 2 * rare(word, only)).sum();
    let by_kind: u32 = kinds.iter().map(|word| rare(word, both)).sum();
    // The name of a kind alone does not identify a piece where several are of that kind.
    if by_name == 0 && by_kind < 12 { 0 } else { by_name + by_kind }
}

fn has(set: &BTreeSet<String>, word: &str) -> bool {
    set.contains(word) || set.iter().any(|other| alike(other, word))
}

/// Whether two longer words differ by one slip of the finger: a letter more, less, another, or two that changed places.
fn alike(one: &str, other: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if a.len().min(b.len()) < 5 || a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    if a.iter().chain(&b).any(char::is_ascii_digit) {
        return false;
    }
    let same = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[same..], &b[same..]);
    match a.len().cmp(&b.len()) {
        std::cmp::Ordering::Greater => a[1..] == *b,
        std::cmp::Ordering::Less => *a == b[1..],
        std::cmp::Ordering::Equal => {
            a.is_empty() || a[1..] == b[1..] || (a.len() > 1 && a[0] == b[1] && a[1] == b[0] && a[2..] == b[2..])
        }
    }
}

/// The words that mean something, in lower case and without their endings.
fn stems(text: &str) -> BTreeSet<String> {
    let text = text.to_lowercase();
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 1);
    words.filter(|word| !EMPTY.contains(word)).map(stem).collect()
}

/// Words that carry no meaning in a question.
const EMPTY: &[&str] = &[
    "about", "after", "all", "an", "and", "any", "anybody", "anything", "are", "as", "ask", "at", "be", "been",
    "before", "by", "can", "check", "could", "did", "do", "does", "doing", "for", "from", "get", "give", "had", "has",
    "have", "how", "if", "in", "into", "is", "it", "its", "let", "like", "look", "looks", "me", "my", "of", "on",
    "one", "or", "our", "please", "see", "shall", "should", "show", "since", "so", "some", "somebody", "tell", "than",
    "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "to", "up", "us", "want", "was",
    "we", "were", "what", "when", "where", "whether", "which", "who", "whom", "whose", "why", "will", "with", "would",
    "you", "your",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{EvidenceContent, EvidenceFields, EvidenceKind, Picture};

    fn content(kind: EvidenceKind, title: &str) -> EvidenceContent {
        let picture = Picture { source: String::new(), alt: String::new() };
        let picture = (kind == EvidenceKind::Picture).then_some(picture);
        let fields = EvidenceFields {
            kind,
            title: Some(title.into()),
            sender: None,
            recipients: Vec::new(),
            body: String::new(),
            picture,
        };
        EvidenceContent::from_fields(fields).unwrap()
    }

    fn piece(kind: EvidenceKind, title: &str, ask: &str) -> Askable {
        Askable::from_evidence(&Evidence {
            id: "x".into(),
            offset_s: 0,
            release: Release::Asked { ask: ask.into() },
            misleading: false,
            content: content(kind, title),
        })
    }

    /// A card about webhooks that are not sent any more.
    fn webhooks() -> Vec<Askable> {
        vec![
            piece(EvidenceKind::Picture, "In flight in webhook-deliveries", "a graph of the queue over the night"),
            piece(EvidenceKind::Text, "webhook-deliveries in detail", "the settings or limits of webhook-deliveries"),
            piece(EvidenceKind::Text, "What is in flight, by seller", "whose messages are in flight"),
            piece(EvidenceKind::Log, "notifier, webhook senders, last lines", "the log of the webhook senders"),
        ]
    }

    /// A card about backups that are empty.
    fn backups() -> Vec<Askable> {
        vec![
            piece(EvidenceKind::Text, "Files in tl-backups, newest first", "the list of backup files with their sizes"),
            piece(EvidenceKind::Log, "Output of db-backup, last night", "what the backup job wrote last night"),
            piece(EvidenceKind::Text, "Changes to main-db", "what changed on main-db about three weeks ago"),
            piece(
                EvidenceKind::Log,
                "Mail server, mails from the scheduler",
                "what became of the mails that the scheduler sends on errors",
            ),
            piece(
                EvidenceKind::Text,
                "Disk snapshots of main-db",
                "other copies of the database, such as replicas or disk snapshots",
            ),
        ]
    }

    #[test]
    fn questions_find_what_answers_them() {
        let check = |card: &[Askable], question: &str, expected: Option<usize>| {
            assert_eq!(find_best(question, card), expected, "{question}");
        };
        let card = webhooks();
        check(&card, "the settings or limits of webhook-deliveries", Some(1));
        check(&card, "The log of the webhook senders?", Some(3));
        check(&card, "show me the queue graph", Some(0));
        check(&card, "dashboard", Some(0));
        check(&card, "dashbaord of the queue", Some(0));
        check(&card, "Is there a limit on webhook-deliveries?", Some(1));
        check(&card, "setting", Some(1));
        check(&card, "which seller has the most messages in flight", Some(2));
        check(&card, "logs of notifier", Some(3));
        check(&card, "logs", Some(3));
        check(&card, "what did the sender write", Some(3));
        check(&card, "ask Tomasz whether the network is fine", None);
        check(&card, "is it DNS?", None);
        check(&card, "show me", None);
        check(&card, "", None);
        check(&card, "???", None);

        let card = backups();
        check(&card, "how large are the backup files", Some(0));
        check(&card, "output of db-backup", Some(1));
        check(&card, "changes on the database three weeks ago", Some(2));
        check(&card, "where do the error mails go", Some(3));
        check(&card, "are there replicas", Some(4));
        check(&card, "any snapshots of the disk?", Some(4));
        check(&card, "snapshto", Some(4));
        // Two pieces are logs: that alone does not identify one.
        check(&card, "the logs", None);
        // A long story in which one word fits by accident.
        check(&card, "my grandmother once told me a wonderful story about disk jockeys in Vienna during winter", None);
        check(&[], "anything", None);
    }

    #[test]
    fn every_wording_finds_its_own_piece() {
        for card in [webhooks(), backups()] {
            for (place, one) in card.iter().enumerate() {
                assert_eq!(find_best(&one.ask.to_uppercase(), &card), Some(place), "{}", one.ask);
            }
        }
    }
}
