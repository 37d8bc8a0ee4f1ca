//! A corpus for measuring redaction: texts of incidents with planted secrets, each with its kind and place.
//!
//! **The corpus is frozen.** It was finished before the detector was tuned, and shares no code and no pattern with it. It is changed only
//! for mistakes of its own (a value that is not of its form, a place that is wrong), never for the detector. Values are made from
//! descriptions of length and alphabet, as the services' documentation gives them, so that no literal in this source is a secret.
//!
//! The same seed gives the same corpus on every machine. [`measure`] compares what a detector finds with what was planted:
//!
//! - A planted value is found when all of its bytes are in ranges that the detector gives, whatever the detector calls them.
//! - A range is a false alarm when it touches no planted value, nothing that may be redacted with one (the host in a connection
//!   string, the marks of a PEM block), and nothing that is [indifferent](Text::indifferent).

#![expect(dead_code, reason = "each test that uses the corpus uses a part of it")]

mod credentials;
mod innocent;
mod numbers;
mod page;
mod people;
mod phrases;
mod random;
mod services;
mod settings;

use std::collections::BTreeMap;
use std::ops::Range;

use self::credentials::Framed;
use self::page::{Item, Page};
pub(crate) use self::people::Person;
use self::random::Random;
use self::settings::SETTINGS;

/// The seed of the published figures.
pub(crate) const SEED: u64 = 20_261_201;

/// What was planted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Email,
    /// A name of the users file: in full, the first name alone, or the name under which somebody writes.
    UserName,
    /// `@name` or `<@U…>` of somebody who is not in the users file.
    Mention,
    /// The name under a mail or a commit, and in front of its address, of somebody who is not in the users file.
    Signature,
    Phone,
    Token,
    PrivateKey,
    Jwt,
    ConnectionString,
    Ip,
    Mac,
    Card,
    Iban,
    SecretUrl,
    /// A host under one of the given domains.
    Host,
    /// A password or key that only its name in front, or the sentence around it, shows.
    Assigned,
}

impl Kind {
    pub(crate) const ALL: [Self; 16] = [
        Self::Email,
        Self::UserName,
        Self::Mention,
        Self::Signature,
        Self::Phone,
        Self::Token,
        Self::PrivateKey,
        Self::Jwt,
        Self::ConnectionString,
        Self::Ip,
        Self::Mac,
        Self::Card,
        Self::Iban,
        Self::SecretUrl,
        Self::Host,
        Self::Assigned,
    ];
}

/// A secret in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Planted {
    pub(crate) kind: Kind,
    /// The service, for tokens.
    pub(crate) service: Option<&'static str>,
    /// The bytes that must be redacted.
    pub(crate) secret: Range<usize>,
    /// The bytes that may be redacted with them; at least those of the secret.
    pub(crate) frame: Range<usize>,
}

/// One text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Text {
    /// What kind of text it is, such as `chat`.
    pub(crate) setting: &'static str,
    pub(crate) text: String,
    /// In the order of their places.
    pub(crate) planted: Vec<Planted>,
    /// Ranges that nobody asks to redact and nobody misses, such as the id of a mail.
    pub(crate) indifferent: Vec<Range<usize>>,
}

/// The corpus, and what a detector is given beside the texts.
pub(crate) struct Corpus {
    /// The users file.
    pub(crate) users: Vec<Person>,
    /// The domains whose hosts are secret.
    pub(crate) domains: Vec<&'static str>,
    pub(crate) texts: Vec<Text>,
}

/// How many values of a kind are planted besides those that every mail and chat has.
const OF_EACH_KIND: usize = 60;
/// How many tokens of each service.
const OF_EACH_SERVICE: usize = 4;
/// How many of them a text gets.
const IN_A_TEXT: usize = 3;
/// How many texts have nothing planted in their lines.
const WITHOUT: usize = 60;

/// Makes the corpus.
pub(crate) fn generate(seed: u64) -> Corpus {
    let mut random = Random::new(seed);
    let users = people::users(&mut random);
    let mut waiting = items(&mut random, &users);
    random.shuffle(&mut waiting);
    let mut texts = Vec::new();
    while !waiting.is_empty() {
        for setting in SETTINGS {
            let mut taken = Vec::new();
            while taken.len() < IN_A_TEXT {
                let Some(place) = waiting.iter().position(|item| setting.has_place_for(item)) else { break };
                taken.push(waiting.remove(place));
            }
            texts.push(setting.write(&mut Page::new(&mut random, &users), &taken));
        }
    }
    for _ in 0..WITHOUT {
        let setting = random.pick(SETTINGS);
        texts.push(setting.write(&mut Page::new(&mut random, &users), &[]));
    }
    Corpus { users, domains: people::OWN_DOMAINS.to_vec(), texts }
}

fn items(random: &mut Random, users: &[Person]) -> Vec<Item> {
    let mut items = Vec::new();
    for service in services::SERVICES {
        for _ in 0..OF_EACH_SERVICE {
            let secret = service.token(random);
            let value = Framed { secret, ..Framed::default() };
            items.push(Item { kind: Kind::Token, value, service: Some(service.name), variable: service.variable });
        }
    }
    for kind in Kind::ALL.into_iter().filter(|kind| *kind != Kind::Token) {
        for _ in 0..OF_EACH_KIND {
            items.push(Item { kind, value: value(random, users, kind), service: None, variable: None });
        }
    }
    items
}

/// A value of a kind; tokens have theirs from [`services`].
fn value(random: &mut Random, users: &[Person], kind: Kind) -> Framed {
    let plain = |secret| Framed { secret, ..Framed::default() };
    match kind {
        Kind::Email => {
            plain(if random.percent(30) { random.pick(users).email.clone() } else { people::stranger(random).email })
        }
        Kind::UserName => {
            let user = random.pick(users);
            match random.below(4) {
                0 => plain(user.first.to_owned()),
                1 => plain(user.handle.clone()),
                _ => plain(user.full.clone()),
            }
        }
        Kind::Mention => {
            let person = people::stranger(random);
            match random.below(3) {
                0 => Framed { before: "<@".to_owned(), secret: person.id, after: ">".to_owned() },
                1 => Framed { before: format!("<@{}|", person.id), secret: person.handle, after: ">".to_owned() },
                _ => Framed { before: "@".to_owned(), secret: person.handle, after: String::new() },
            }
        }
        Kind::Signature => plain(people::stranger(random).full),
        Kind::Phone => plain(numbers::phone(random)),
        Kind::Token => unreachable!("tokens have a service"),
        Kind::PrivateKey => credentials::private_key(random),
        Kind::Jwt => plain(credentials::jwt(random)),
        Kind::ConnectionString => credentials::connection(random),
        Kind::Ip => plain(numbers::ip(random)),
        Kind::Mac => plain(numbers::mac(random)),
        Kind::Card => plain(numbers::card(random)),
        Kind::Iban => plain(numbers::iban(random)),
        Kind::SecretUrl => credentials::secret_url(random),
        Kind::Host => plain(numbers::host(random)),
        Kind::Assigned => plain(credentials::password(random)),
    }
}

/// How well a detector did.
#[derive(Debug, Default)]
pub(crate) struct Measure {
    /// How many were planted and how many of them found, by kind.
    pub(crate) kinds: BTreeMap<Kind, (usize, usize)>,
    /// What was not found, with its setting and the line around it.
    pub(crate) missed: Vec<(Kind, String)>,
    /// What was redacted without need, with its setting and the line around it.
    pub(crate) false_alarms: Vec<String>,
    pub(crate) words: usize,
}

impl Measure {
    /// The share of planted values that were found, 0 to 1.
    pub(crate) fn recall(&self, kind: Kind) -> f64 {
        let (planted, found) = self.kinds.get(&kind).copied().unwrap_or_default();
        #[expect(clippy::cast_precision_loss, reason = "there are a few thousand values")]
        let share = found as f64 / planted.max(1) as f64;
        share
    }

    /// False alarms per 1,000 words.
    pub(crate) fn false_alarm_rate(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "there are some 100,000 words")]
        let rate = self.false_alarms.len() as f64 * 1_000.0 / self.words.max(1) as f64;
        rate
    }
}

/// Measures a detector, which gives the ranges of bytes that it would redact in a text.
pub(crate) fn measure(corpus: &Corpus, detect: impl Fn(&str) -> Vec<Range<usize>>) -> Measure {
    let mut measure = Measure::default();
    for text in &corpus.texts {
        let mut found = detect(&text.text);
        found.sort_by_key(|range| (range.start, range.end));
        measure.words += text.text.split_whitespace().count();
        for planted in &text.planted {
            let counts = measure.kinds.entry(planted.kind).or_default();
            counts.0 += 1;
            if covers(&found, &planted.secret) {
                counts.1 += 1;
            } else {
                measure.missed.push((planted.kind, line_around(text, &planted.secret)));
            }
        }
        let touches = |range: &Range<usize>, other: &Range<usize>| range.start < other.end && other.start < range.end;
        let alarms = found.iter().filter(|range| {
            !text.planted.iter().any(|planted| touches(range, &planted.frame))
                && !text.indifferent.iter().any(|other| touches(range, other))
        });
        measure.false_alarms.extend(alarms.map(|range| line_around(text, range)));
    }
    measure
}

/// Whether sorted ranges together cover all of `secret`.
fn covers(sorted: &[Range<usize>], secret: &Range<usize>) -> bool {
    let mut reached = secret.start;
    for range in sorted {
        if range.start <= reached {
            reached = reached.max(range.end);
        }
    }
    reached >= secret.end
}

fn line_around(text: &Text, range: &Range<usize>) -> String {
    let start = text.text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text.text[range.end..].find('\n').map_or(text.text.len(), |at| range.end + at);
    format!("{}: {} [{}]", text.setting, &text.text[start..end], &text.text[range.clone()])
}
