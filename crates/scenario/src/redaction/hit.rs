//! What the detectors report, and how overlapping reports are settled.

use std::collections::BTreeMap;
use std::ops::Range;

/// What a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FindingKind {
    /// A private key, from its first line to its last.
    PrivateKey,
    /// The address of a database or queue with its password, or a list of such settings.
    ConnectionString,
    /// A web address that holds a password, token or signature.
    SecretUrl,
    /// A JSON web token.
    Jwt,
    /// A token in the published form of a service.
    Token,
    /// An e-mail address.
    Email,
    /// A bank account's number.
    Iban,
    /// A payment card's number.
    Card,
    /// A network adapter's address.
    MacAddress,
    /// An IPv4 or IPv6 address.
    IpAddress,
    /// The name of a host under one of the given domains.
    Host,
    /// A value after a word such as "password" or "token".
    Secret,
    /// A telephone number.
    Phone,
    /// A person's name or handle.
    Person,
    /// Text that somebody selected.
    Selected,
}

impl FindingKind {
    /// All kinds, in the order of their precedence.
    pub const ALL: [Self; 15] = [
        Self::PrivateKey,
        Self::ConnectionString,
        Self::SecretUrl,
        Self::Jwt,
        Self::Token,
        Self::Email,
        Self::Iban,
        Self::Card,
        Self::MacAddress,
        Self::IpAddress,
        Self::Host,
        Self::Secret,
        Self::Phone,
        Self::Person,
        Self::Selected,
    ];

    /// What a person calls it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::PrivateKey => "private key",
            Self::ConnectionString => "connection string",
            Self::SecretUrl => "URL with a secret",
            Self::Jwt => "JWT",
            Self::Token => "token",
            Self::Email => "e-mail address",
            Self::Iban => "IBAN",
            Self::Card => "card number",
            Self::MacAddress => "MAC address",
            Self::IpAddress => "IP address",
            Self::Host => "host name",
            Self::Secret => "secret",
            Self::Phone => "phone number",
            Self::Person => "name",
            Self::Selected => "selected text",
        }
    }
}

/// How a name was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NameForm {
    /// First and last name.
    Full,
    /// The first name alone.
    First,
    /// The last name alone.
    Last,
    /// The name by which somebody is mentioned.
    Handle,
}

/// A stretch of text that should go, as a detector reports it.
#[derive(Clone, Debug)]
pub(super) struct Hit {
    pub(super) kind: FindingKind,
    pub(super) range: Range<usize>,
    /// What the replacement calls it, such as the service of a token.
    pub(super) label: &'static str,
    /// Of two reports of one stretch the heavier one counts.
    pub(super) weight: usize,
    /// For a stretch of which only parts must go: those parts, with their own kinds.
    pub(super) parts: Vec<Hit>,
    /// For a name: the person and the form of the name.
    pub(super) name: Option<(usize, NameForm)>,
}

impl Hit {
    pub(super) fn new(kind: FindingKind, range: Range<usize>) -> Self {
        Self { kind, range, label: kind.word(), weight: 0, parts: Vec::new(), name: None }
    }

    pub(super) fn token(range: Range<usize>, service: &'static str) -> Self {
        Self { label: service, ..Self::new(FindingKind::Token, range) }
    }

    pub(super) fn secret(range: Range<usize>, label: &'static str) -> Self {
        Self { label, ..Self::new(FindingKind::Secret, range) }
    }
}

/// Keeps of overlapping hits the one whose kind comes first; what lies within a stretch with parts becomes one of its parts.
pub(super) fn settle(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort_by_key(|hit| (hit.kind, hit.range.start, usize::MAX - hit.range.end, usize::MAX - hit.weight));
    let mut kept: BTreeMap<usize, Hit> = BTreeMap::new();
    for hit in hits {
        if hit.range.is_empty() {
            continue;
        }
        let over: Vec<usize> = overlapping(&kept, &hit.range);
        match over[..] {
            [] => {
                kept.insert(hit.range.start, hit);
            }
            [start] if !kept[&start].parts.is_empty() => {
                if let Some(whole) = kept.get_mut(&start) {
                    add_part(whole, hit);
                }
            }
            // A value may hold something that another detector found too: the whole value goes.
            _ if over.iter().all(|start| is_within(&kept[start].range, &hit.range)) => {
                over.iter().for_each(|start| drop(kept.remove(start)));
                kept.insert(hit.range.start, hit);
            }
            _ => {}
        }
    }
    kept.into_values().collect()
}

/// The starts of the kept hits that overlap `range`; the kept hits do not overlap each other.
fn overlapping(kept: &BTreeMap<usize, Hit>, range: &Range<usize>) -> Vec<usize> {
    let before = kept.range(..range.end).rev();
    before.take_while(|(_, hit)| hit.range.end > range.start).map(|(&start, _)| start).collect()
}

/// Whether `inner` lies within `outer` and is smaller.
fn is_within(inner: &Range<usize>, outer: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end && inner != outer
}

fn add_part(whole: &mut Hit, hit: Hit) {
    let within = is_within(&hit.range, &whole.range);
    let free = whole.parts.iter().all(|part| part.range.end <= hit.range.start || hit.range.end <= part.range.start);
    if within && free {
        whole.parts.push(hit);
        whole.parts.sort_by_key(|part| part.range.start);
    }
}
