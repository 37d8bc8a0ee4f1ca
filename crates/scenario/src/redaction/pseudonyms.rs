//! What replaces what was found: the same for the same value across a scenario, and readable.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::hit::{FindingKind, Hit, NameForm};
use super::invented::{invented, is_handle};
use super::people::{People, fold};
use super::words::{GENERIC, set_of};

/// Whether an address is one that replaced another.
pub(super) fn is_our_email(lower: &str) -> bool {
    lower.strip_suffix("@example.com").is_some_and(|local| {
        is_handle(local)
            || local
                .trim_end_matches(|c: char| c.is_ascii_digit() || c == '-')
                .split(['-', '.', '_'])
                .all(|part| GENERIC.contains(&part))
    })
}

/// What was replaced by what.
#[derive(Clone, Debug, Default)]
pub(super) struct Pseudonyms {
    /// Which invented person each person is.
    people: BTreeMap<usize, usize>,
    /// By kind and value.
    values: BTreeMap<(FindingKind, String), String>,
    /// How many of each label there are.
    counts: BTreeMap<String, usize>,
    /// First and last names of real people, which no invented one may have.
    taken: BTreeSet<String>,
    used: usize,
}

impl Pseudonyms {
    /// Avoids invented people who have the name of a real one.
    pub(super) fn avoid(&mut self, names: impl Iterator<Item = String>) {
        self.taken.extend(names);
    }

    /// What replaces the hit, whose text is `value`.
    pub(super) fn replacement(&mut self, hit: &Hit, value: &str, people: &mut People) -> String {
        match hit.kind {
            FindingKind::Person => match hit.name {
                Some((index, form)) => self.name(index, form, value),
                None => self.labelled(hit.kind, value.to_owned(), "name"),
            },
            FindingKind::Email => self.email(value, people),
            FindingKind::IpAddress => self.ip(value),
            FindingKind::MacAddress => {
                self.known(hit.kind, plain(value), |book| format!("00:00:5e:00:53:{:02x}", book.count("mac") % 256))
            }
            FindingKind::Host => self.host(value),
            FindingKind::Phone => self.labelled(hit.kind, plain(value), "phone"),
            FindingKind::Card => self.labelled(hit.kind, plain(value), "card"),
            FindingKind::Iban => self.labelled(hit.kind, plain(value), "IBAN"),
            FindingKind::Token => self.labelled(hit.kind, value.to_owned(), &format!("{} token", hit.label)),
            FindingKind::Jwt => self.labelled(hit.kind, value.to_owned(), "JWT"),
            FindingKind::PrivateKey => self.labelled(hit.kind, value.to_owned(), "private key"),
            FindingKind::Secret => self.labelled(hit.kind, value.to_owned(), hit.label),
            FindingKind::Selected => self.labelled(hit.kind, value.to_owned(), "removed"),
            FindingKind::ConnectionString | FindingKind::SecretUrl => {
                self.labelled(hit.kind, value.to_owned(), "address")
            }
        }
    }

    fn known(&mut self, kind: FindingKind, key: String, make: impl FnOnce(&mut Self) -> String) -> String {
        if let Some(known) = self.values.get(&(kind, key.clone())) {
            return known.clone();
        }
        let made = make(self);
        self.values.insert((kind, key), made.clone());
        made
    }

    fn count(&mut self, label: &str) -> usize {
        let count = self.counts.entry(label.to_owned()).or_default();
        *count += 1;
        *count
    }

    fn labelled(&mut self, kind: FindingKind, key: String, label: &str) -> String {
        self.known(kind, key, |book| format!("[{label} {}]", book.count(label)))
    }

    /// The invented person of a real one.
    fn invented(&mut self, index: usize) -> (String, String) {
        let number = match self.people.get(&index) {
            Some(&number) => number,
            None => {
                let free = |number: usize| {
                    invented().nth(number).is_none_or(|(first, last)| {
                        !self.taken.contains(&fold(first)) && !self.taken.contains(&fold(last))
                    })
                };
                while !free(self.used) {
                    self.used += 1;
                }
                self.people.insert(index, self.used);
                self.used += 1;
                self.used - 1
            }
        };
        match invented().nth(number) {
            Some((first, last)) => (first.to_owned(), last.to_owned()),
            None => ("Person".to_owned(), format!("{}", number + 1)),
        }
    }

    fn name(&mut self, index: usize, form: NameForm, value: &str) -> String {
        let (first, last) = self.invented(index);
        let numbered = last.starts_with(|c: char| c.is_ascii_digit());
        let made = match form {
            NameForm::Full => format!("{first} {last}"),
            NameForm::First | NameForm::Last if numbered => format!("{first} {last}"),
            NameForm::First => first,
            NameForm::Last => last,
            NameForm::Handle if numbered => format!("person-{last}"),
            NameForm::Handle if value.starts_with("<@") => format!("@{}", first.to_lowercase()),
            NameForm::Handle if value.contains(['.', '_']) => {
                format!("{}.{}", first.to_lowercase(), last.to_lowercase())
            }
            NameForm::Handle => first.to_lowercase(),
        };
        let letters = || value.chars().filter(|c| c.is_alphabetic());
        if letters().count() > 1 && letters().all(char::is_lowercase) {
            made.to_lowercase()
        } else if letters().count() > 2 && letters().all(char::is_uppercase) && form != NameForm::Handle {
            made.to_uppercase()
        } else {
            made
        }
    }

    fn email(&mut self, value: &str, people: &mut People) -> String {
        let lower = value.to_lowercase();
        let local = lower.split('@').next().unwrap_or_default();
        let local = local.split('+').next().unwrap_or_default().to_owned();
        let generic = local.split(['-', '.', '_']).all(|part| GENERIC.contains(&part));
        self.known(FindingKind::Email, lower.clone(), |book| {
            let made = if generic {
                local
            } else {
                let index = people.find_or_add(&local);
                let (first, last) = book.invented(index);
                if last.starts_with(|c: char| c.is_ascii_digit()) {
                    format!("person-{last}")
                } else {
                    format!("{first}.{last}").to_lowercase()
                }
            };
            // A second address of the same name gets a number.
            match book.count(&format!("{made}@")) {
                1 => format!("{made}@example.com"),
                _ if !generic => format!("{made}@example.com"),
                number => format!("{made}-{number}@example.com"),
            }
        })
    }

    fn ip(&mut self, value: &str) -> String {
        if value.contains(':') {
            let key =
                value.parse::<std::net::Ipv6Addr>().map_or_else(|_| value.to_owned(), |address| address.to_string());
            return self.known(FindingKind::IpAddress, key, |book| format!("2001:db8::{:x}", book.count("ipv6")));
        }
        let named = value.starts_with("ip-");
        let key = value.trim_start_matches("ip-").replace('-', ".");
        let made = self.known(FindingKind::IpAddress, key, |book| match book.count("ipv4") {
            number @ 1..255 => format!("192.0.2.{number}"),
            number => format!("198.18.{}.{}", number / 256 % 256, number % 256),
        });
        if named { format!("ip-{}", made.replace('.', "-")) } else { made }
    }

    fn host(&mut self, value: &str) -> String {
        let lower = value.to_ascii_lowercase();
        self.known(FindingKind::Host, lower.clone(), |book| {
            let label = lower.split('.').next().unwrap_or_default();
            let part = label.split(|c: char| !c.is_ascii_alphabetic()).find(|part| ROLES.contains(part));
            let role = part.unwrap_or(if lower.matches('.').count() <= 1 { "site" } else { "host" });
            format!("{role}-{}.example.com", book.count(role))
        })
    }
}

/// A number without what groups it.
fn plain(number: &str) -> String {
    number.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase()
}

/// What hosts do, as their names say it: worth keeping in evidence.
static ROLES: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    set_of(
        "api app auth backup broker build cache cdn ci consul cron db dns elastic etcd gateway git grafana jenkins \
        jobs kafka lb log logs mail mongo mq mysql nginx node pg postgres prometheus proxy queue rabbitmq redis \
        registry search shop smtp sql storage status vault vpn web wiki worker www",
    )
});

/// Whether a host is one that replaced another.
pub(super) fn is_our_host(lower: &str) -> bool {
    lower == "example.com" || lower.ends_with(".example.com")
}
