//! Names of people: those that are given, and those that greetings, signatures, headers, mentions and mail addresses give away.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use regex::Regex;
use unicode_normalization::UnicodeNormalization;

use super::hit::{FindingKind, Hit, NameForm};
use super::invented::{is_handle, is_pseudonym};
use super::matching::compile;
use super::words::{GENERIC, is_common_word, is_no_name};

/// A person as a users file has them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// Full and display names, the full name first.
    pub names: Vec<String>,
    /// Names by which they sign in or are mentioned, without `@`, and ids such as `U024BE7LH`.
    pub handles: Vec<String>,
}

/// The people of a scenario, whose order is that of their pseudonyms.
#[derive(Clone, Debug, Default)]
pub(super) struct People {
    all: Vec<Person>,
    /// By any name, folded.
    by_name: BTreeMap<String, usize>,
}

/// A name without case, accents and what joins its parts.
pub(super) fn fold(name: &str) -> String {
    let plain: String = name.nfd().filter(|c| !is_mark(*c)).collect();
    plain
        .to_lowercase()
        .replace(['ø'], "o")
        .replace('ł', "l")
        .replace('ß', "ss")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

impl People {
    pub(super) fn new(given: &[Person]) -> Self {
        let mut people = Self::default();
        given.iter().for_each(|person| {
            people.add(person.clone());
        });
        people
    }

    pub(super) fn first_names(&self) -> impl Iterator<Item = String> {
        self.all
            .iter()
            .flat_map(|person| &person.names)
            .flat_map(|name| fold(name).split(' ').map(str::to_owned).collect::<Vec<_>>())
    }

    /// Adds a person, or names to one who is there already.
    fn add(&mut self, person: Person) -> Option<usize> {
        let folded = |name: &String| fold(name.trim().trim_start_matches('@'));
        let keys: Vec<String> =
            person.names.iter().chain(&person.handles).map(folded).filter(|key| key.len() > 1).collect();
        if keys.is_empty() {
            return None;
        }
        let index = match keys.iter().find_map(|key| self.by_name.get(key)) {
            Some(&index) => index,
            None => {
                self.all.push(Person::default());
                self.all.len() - 1
            }
        };
        let known = &mut self.all[index];
        for name in person.names {
            if !known.names.contains(&name) {
                known.names.push(name);
            }
        }
        for handle in person.handles {
            if !known.handles.contains(&handle) {
                known.handles.push(handle);
            }
        }
        for key in keys {
            self.by_name.entry(key).or_insert(index);
        }
        Some(index)
    }

    /// The person whom a name or handle belongs to; a new one if nobody has it.
    pub(super) fn find_or_add(&mut self, handle: &str) -> usize {
        let plain = fold(handle);
        let spaced = plain.replace(['.', '_', '-'], " ");
        let known = self.by_name.get(&plain).or_else(|| self.by_name.get(&spaced)).copied();
        known.or_else(|| self.by_initial(&plain)).unwrap_or_else(|| {
            self.add(Person { names: Vec::new(), handles: vec![handle.to_owned()] }).unwrap_or_else(|| {
                self.all.push(Person::default());
                self.all.len() - 1
            })
        })
    }

    /// The one whose first initial and last name, or first name and last initial, make the handle.
    fn by_initial(&self, handle: &str) -> Option<usize> {
        let plain = handle.replace(['.', '_', '-'], "");
        self.all.iter().position(|person| {
            person.names.iter().map(|name| fold(name)).any(|name| {
                let Some((first, last)) = name.split_once(' ') else { return name == plain };
                let last = last.rsplit(' ').next().unwrap_or(last);
                let initial = |word: &str| word.chars().next().map(String::from).unwrap_or_default();
                plain == format!("{}{last}", initial(first))
                    || plain == format!("{first}{}", initial(last))
                    || plain == format!("{first}{last}")
            })
        })
    }

    /// Learns the names that texts give away: full names first, so that a first name alone belongs to one of them.
    pub(super) fn learn(&mut self, texts: &[&str]) {
        let mut alone = Vec::new();
        for text in texts {
            for name in names_given_away(text) {
                if name.contains(' ') {
                    self.add(Person { names: vec![name], handles: Vec::new() });
                } else {
                    alone.push(name);
                }
            }
            for found in MAILED.captures_iter(text) {
                if let (Some(first), Some(last)) = (found.name("first"), found.name("last")) {
                    let parts = [first.as_str(), last.as_str()];
                    let name = parts.map(capitalise).join(" ");
                    let generic = parts.iter().any(|part| GENERIC.contains(&part.to_ascii_lowercase().as_str()));
                    if !generic && !is_pseudonym(&name) {
                        let handle = text[first.start()..last.end()].to_owned();
                        self.add(Person { names: vec![name], handles: vec![handle] });
                    }
                }
            }
        }
        for name in alone {
            let folded = fold(&name);
            let is_part = |known: &String| fold(known).split(' ').any(|part| part == folded);
            if !self.all.iter().any(|person| person.names.iter().any(is_part)) {
                self.add(Person { names: vec![name], handles: Vec::new() });
            }
        }
    }

    /// The names to look for.
    pub(super) fn names(&self) -> Names {
        let mut terms: BTreeMap<String, (usize, NameForm)> = BTreeMap::new();
        let mut add = |term: &str, index: usize, form: NameForm| {
            let plain: String = term.nfd().filter(|c| !is_mark(*c)).collect();
            let spelled = term.replace('ä', "ae").replace('ö', "oe").replace('ü', "ue").replace('ß', "ss");
            // The automaton knows upper and lower case of ASCII letters only.
            for term in [term.to_owned(), term.to_lowercase(), term.to_uppercase(), plain, spelled] {
                if term.chars().count() > 1 {
                    terms.entry(term).or_insert((index, form));
                }
            }
        };
        for (index, person) in self.all.iter().enumerate() {
            for name in &person.names {
                let words: Vec<&str> = name.split_whitespace().collect();
                let form = if words.len() > 1 { NameForm::Full } else { NameForm::First };
                add(&words.join(" "), index, form);
                if let [first, .., last] = words[..] {
                    add(&format!("{last}, {first}"), index, NameForm::Full);
                    add(&format!("{first} {last}"), index, NameForm::Full);
                }
            }
            person.handles.iter().for_each(|handle| add(handle, index, NameForm::Handle));
        }
        for (index, person) in self.all.iter().enumerate() {
            for name in &person.names {
                let words: Vec<&str> =
                    name.split_whitespace().map(|word| word.trim_matches([',', '.', '(', ')'])).collect();
                if let [first, middle @ .., last] = &words[..] {
                    add(first, index, NameForm::First);
                    middle
                        .iter()
                        .filter(|word| word.chars().count() > 3)
                        .for_each(|word| add(word, index, NameForm::Last));
                    add(last, index, NameForm::Last);
                }
            }
        }
        Names::new(terms)
    }
}

/// The names in greetings, signatures, headers and beside titles.
fn names_given_away(text: &str) -> Vec<String> {
    let expressions = [&*SIGNED, &*GREETED, &*HEADED, &*TITLED, &*ACTED];
    let found = expressions.into_iter().flat_map(|expression| expression.captures_iter(text));
    let names = found.filter_map(|found| found.iter().skip(1).flatten().next());
    names.filter_map(|name| as_name(name.as_str())).collect()
}

/// The name, if it can be one.
fn as_name(raw: &str) -> Option<String> {
    let name = raw.trim().trim_end_matches(['.', ',']);
    let words: Vec<&str> = name.split_whitespace().collect();
    let alone = words.len() == 1 && (is_common_word(&name.to_lowercase()) || name.chars().count() < 3);
    let fits = !words.is_empty() && !alone && words.iter().all(|word| !is_no_name(word)) && !is_pseudonym(name);
    fits.then(|| words.join(" "))
}

fn capitalise(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// One to four words as names have them.
const NAME: &str = r"(?P<n>\p{Lu}[\p{L}'’.-]{1,20}(?: (?:van|von|de|der|den|del|da|di|la|le|bin|al|el|ter|zu|dos|du|st\.?|\p{Lu}\.?|\p{Lu}[\p{L}'’-]{1,20})){0,3})";
/// Two to four of them.
const FULL_NAME: &str = r"(?P<n>\p{Lu}[\p{L}'’-]{1,20}(?: (?:van|von|de|der|den|del|da|di|la|le|bin|al|el|ter|zu|dos|du|\p{Lu}\.)){0,2} \p{Lu}[\p{L}'’-]{1,20})";

static SIGNED: LazyLock<Regex> = LazyLock::new(|| {
    compile(&format!(
        r"(?m)(?:^|[.!?] +)[ \t>]*(?:(?:[Ww]ith )?(?:[Bb]est|[Kk]ind|[Ww]arm|[Mm]any|[Ww]armest|[Kk]indest)(?: (?:regards|wishes|thanks))?|[Rr]egards|BR|[Cc]heers|[Tt]hanks(?: again| a lot| in advance| so much| and regards)?|[Tt]hank you|[Tt]hx|[Ss]incerely|[Yy]ours(?: (?:sincerely|truly|faithfully))?|[Gg]reetings|[Mm]it freundlichen Gr[üu](?:ß|ss)en|[Vv]iele Gr[üu](?:ß|ss)e|[Bb]este Gr[üu](?:ß|ss)e|[Gg]ru(?:ß|ss)|LG|VG|MfG|[Cc]ordialement|[Bb]ien à vous|[Ss]aludos|[Mm]et vriendelijke groet|[Gg]roeten|[Ff]ound by|--|—|–)[,!.]?[ \t]*(?:\r?\n[ \t>]*){{0,2}}[-—–]?[ \t]*{NAME}(?:[ \t]*\([^)\n]{{0,40}}\))?[.!,]?[ \t]*\r?$"
    ))
});

static GREETED: LazyLock<Regex> = LazyLock::new(|| {
    compile(&format!(
        r"(?m)(?:^|[.!?>] +)[ \t>]*(?:[Hh]i|[Hh]ello|[Hh]ey|[Dd]ear|[Gg]ood (?:morning|afternoon|evening)|[Mm]orning|[Hh]allo|[Ll]iebe[rs]?|[Bb]onjour|[Hh]ola|[Tt]hanks|[Tt]hank you|[Tt]hx|[Ss]orry|cc)[ ,]+@?{NAME}(?:[,!:.?—–-]|[ \t]*$)"
    ))
});

static HEADED: LazyLock<Regex> = LazyLock::new(|| {
    compile(&format!(
        r#"(?m)(?:^[ \t>*|"-]*(?:[Ff]rom|[Tt]o|CC|Cc|Bcc|Reply-To|[Rr]eported[ -][Bb]y|[Rr]eporter|[Aa]ssignee|[Aa]ssigned [Tt]o|[Aa]uthor|[Oo]wner|[Cc]ontact(?: [Pp]erson)?|[Cc]aller|[Cc]ustomer|[Nn]ame|[Ff]ull [Nn]ame|[Aa]pprover|[Aa]pproved [Bb]y|[Cc]ommander|Incident [Cc]ommander|IC|[Rr]esponder|[Oo]n-?call|[Ss]ender|[Rr]equested [Bb]y|[Cc]reated [Bb]y|[Uu]ser|[Ss]igned(?:-off-by| by)?|Co-authored-by)[ \t]*[:=|][ \t*"]*{FULL_NAME}|{}\s*[<(\[][\w.+-]+@)"#,
        FULL_NAME.replace("?P<n>", "")
    ))
});

static TITLED: LazyLock<Regex> = LazyLock::new(|| {
    compile(&format!(
        r"\b(?:(?:Mr|Mrs|Ms|Mx|Dr|Prof|Herr|Frau|Sir|Madame|Mme)\.?|[Nn]ame is|[Bb]illing address:) {NAME}"
    ))
});

static ACTED: LazyLock<Regex> = LazyLock::new(|| {
    compile(&format!(
        r"(?:\b(?:reported by|acknowledged by|resolved by|assigned to|escalated to|paged|approved by|merged by|deployed by|spoke (?:to|with)|talked to|pinged|on behalf of|according to|handed over to|opened by|closed by|I am|I'm|owner is|written by|reviewed by|committed by) {FULL_NAME})"
    ))
});

static MAILED: LazyLock<Regex> =
    LazyLock::new(|| compile(r"(?-u)\b(?P<first>[A-Za-z]{2,20})[._](?P<last>[A-Za-z]{2,20})@[A-Za-z0-9]"));

/// The names to look for in texts.
pub(super) struct Names {
    automaton: Option<AhoCorasick>,
    terms: Vec<(String, usize, NameForm)>,
}

impl Names {
    fn new(terms: BTreeMap<String, (usize, NameForm)>) -> Self {
        let terms: Vec<(String, usize, NameForm)> =
            terms.into_iter().map(|(term, (index, form))| (term, index, form)).collect();
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .ascii_case_insensitive(true)
            .build(terms.iter().map(|term| &term.0));
        Self { automaton: automaton.ok().filter(|automaton| automaton.patterns_len() > 0), terms }
    }

    /// Finds the names of people, mentions and handles.
    pub(super) fn find(&self, text: &str, people: &mut People, hits: &mut Vec<Hit>) {
        self.find_known(text, hits);
        find_mentions(text, people, hits);
    }

    fn find_known(&self, text: &str, hits: &mut Vec<Hit>) {
        let Some(automaton) = &self.automaton else { return };
        let mut at = 0;
        while let Some(found) = automaton.find(aho_corasick::Input::new(text).range(at..)) {
            let range = found.range();
            let (_, index, form) = self.terms[found.pattern().as_usize()];
            if is_word(text, &range) && is_written_as_name(text, &range, form) {
                hits.push(Hit { name: Some((index, form)), ..Hit::new(FindingKind::Person, range.clone()) });
                at = range.end;
            } else {
                // A shorter name may begin inside.
                at = range.start + text[range.start..].chars().next().map_or(1, char::len_utf8);
            }
        }
    }
}

/// Whether no letter or digit stands beside it.
fn is_word(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].chars().next_back();
    let after = text[range.end..].chars().next();
    let joined = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let escaped = before.is_some_and(|c| c == 'n') && text[..range.start].ends_with("\\n");
    (!joined(before) || escaped) && !joined(after)
}

/// Whether it is written as names are: words of the language only where they cannot be those.
fn is_written_as_name(text: &str, range: &Range<usize>, form: NameForm) -> bool {
    let value = &text[range.clone()];
    let first = value.chars().next().unwrap_or(' ');
    let mentioned = text[..range.start].ends_with(['@', '|']);
    match form {
        NameForm::Full => true,
        NameForm::Handle => {
            let telling = value.chars().any(|c| c.is_ascii_digit() || "._-".contains(c));
            let short = value.chars().count() < 4;
            mentioned
                || (telling && !short)
                || (!short
                    && !is_common_word(&value.to_lowercase())
                    && !GENERIC.contains(&value.to_lowercase().as_str()))
        }
        NameForm::First | NameForm::Last => {
            let common = is_common_word(&value.to_lowercase());
            let capital = first.is_uppercase();
            let lower = form == NameForm::First && value.chars().count() >= 3 && !common;
            // A host or path that is called so is none.
            let part = |c: Option<char>| c.is_some_and(|c| matches!(c, '_' | '/' | '\\'));
            let in_path = part(text[..range.start].chars().next_back()) || part(text[range.end..].chars().next());
            mentioned
                || (capital && (!common || !begins_sentence(text, range.start)))
                || (lower && !in_path && !first.is_uppercase())
        }
    }
}

/// Whether a word at `at` would have a capital anyway.
fn begins_sentence(text: &str, at: usize) -> bool {
    let near = &text[text.floor_char_boundary(at.saturating_sub(40))..at];
    let before = near.trim_end_matches([' ', '\t', '"', '\'', '*', '_', '(', '-', '•', '>']);
    before.is_empty() || before.ends_with(['\n', '.', '!', '?', ':', '|', '\r', '[', '=', ',', '/'])
}

static MENTION: LazyLock<Regex> = LazyLock::new(|| {
    compile(r"<@(?P<id>[UW][A-Z0-9]{5,20})(?:\|(?P<name>[^>\n]{1,80}))?>|@(?P<handle>[A-Za-z][\w.-]{1,30})")
});

/// Mentions of people who are in no list.
fn find_mentions(text: &str, people: &mut People, hits: &mut Vec<Hit>) {
    for found in MENTION.captures_iter(text) {
        if let Some(id) = found.name("id") {
            let index = people.find_or_add(found.name("name").map_or(id.as_str(), |name| name.as_str()));
            let range = found.get(0).map_or(0..0, |whole| whole.range());
            hits.push(Hit { name: Some((index, NameForm::Handle)), weight: 1, ..Hit::new(FindingKind::Person, range) });
        } else if let Some(handle) = found.name("handle") {
            let name = handle.as_str().trim_end_matches(['.', '-', '_']);
            let range = handle.start()..handle.start() + name.len();
            if is_mention(text, &range, name) {
                let index = people.find_or_add(name);
                hits.push(Hit { name: Some((index, NameForm::Handle)), ..Hit::new(FindingKind::Person, range) });
            }
        }
    }
}

fn is_mention(text: &str, range: &Range<usize>, name: &str) -> bool {
    let before = text[..range.start - 1].chars().next_back();
    let begins = before.is_none_or(|c| c.is_whitespace() || "([{,;:\"'*>/|".contains(c));
    let after = text[range.end..].chars().next();
    let code = matches!(after, Some('/' | '(' | '@' | '=' | '{' | '\\')) || before == Some('/');
    let lower = name.to_ascii_lowercase();
    let group = lower.split(['-', '_', '.']).any(|part| GENERIC.contains(&part)) || GENERIC.contains(&lower.as_str());
    let annotation =
        name.starts_with(|c: char| c.is_ascii_uppercase()) && name.chars().skip(1).any(|c| c.is_ascii_uppercase());
    begins && !code && !group && !annotation && name.len() > 2 && !is_handle(&lower)
}
