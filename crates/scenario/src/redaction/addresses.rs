//! E-mail addresses, addresses with secrets in them, and host names under given domains.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::chance::{is_made_of_words, is_placeholder, looks_secret};
use super::hit::{FindingKind, Hit};
use super::words::set_of;

/// The most bytes of an address that are looked at.
const MOST: usize = 2_000;

/// Finds e-mail addresses and addresses with secrets.
pub(super) fn find(text: &str, hits: &mut Vec<Hit>) {
    find_emails(text, hits);
    find_urls(text, hits);
}

/// Endings of file names and units that look like those of mail domains.
static NO_DOMAINS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    set_of(
        "png jpg jpeg gif svg webp ico js mjs css ts tsx json yaml yml html service timer socket mount target slice \
        scope path md txt log tgz zip gz",
    )
});

fn find_emails(text: &str, hits: &mut Vec<Hit>) {
    let bytes = text.as_bytes();
    let mut done = 0;
    for (at, _) in text.match_indices('@') {
        let local = |b: &u8| b.is_ascii_alphanumeric() || b"._%+'-=&".contains(b) || *b >= 0x80;
        let back = bytes[done..at].iter().rev().take(64).take_while(|b| local(b)).count();
        let mut start = at - back;
        while !text.is_char_boundary(start) {
            start += 1;
        }
        let name = &text[start..at];
        // What a name does not begin with belongs to the text before it, as does `key=`.
        let from = name.rfind(['=', '&', '\'']).map_or(0, |found| found + 1);
        let name = name[from..].trim_start_matches(|c: char| !c.is_alphanumeric() && c != '_');
        let start = at - name.len();
        let domain = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-');
        let on = bytes[at + 1..].iter().take(255).take_while(|b| domain(b)).count();
        let host = text[at + 1..at + 1 + on].trim_end_matches(['.', '-']);
        let after = text[at + 1 + host.len()..].chars().next();
        let repository = name == "git" && after == Some(':');
        if !name.is_empty() && !repository && is_mail_domain(host) {
            done = at + 1 + host.len();
            hits.push(Hit::new(FindingKind::Email, start..done));
        }
    }
}

fn is_mail_domain(host: &str) -> bool {
    let Some((front, top)) = host.rsplit_once('.') else { return false };
    let is_top =
        (2..=24).contains(&top.len()) && top.bytes().all(|b| b.is_ascii_alphabetic()) || top.starts_with("xn--");
    is_top
        && !front.is_empty()
        && !NO_DOMAINS.contains(&top.to_ascii_lowercase().as_str())
        && front.split('.').all(|label| !label.is_empty() && !label.starts_with('-'))
}

/// Schemes of databases, queues and the like.
static CONNECTIONS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    set_of(
        "postgres postgresql mysql mariadb mongodb mongodb+srv redis rediss valkey amqp amqps kafka smtp smtps ldap \
        ldaps mssql sqlserver oracle clickhouse nats mqtt mqtts imap imaps pop3 cassandra couchbase couchbases neo4j \
        neo4j+s bolt elasticsearch influxdb jdbc cockroachdb snowflake db2 memcached tcp tds odbc stomp crdb libsql \
        sb cloudinary postgis mysql2 mysql+pymysql postgresql+psycopg2 postgresql+asyncpg redshift trino presto hive \
        rabbitmq tarantool scylla surrealdb vertica firebird ftp ftps sftp",
    )
});

fn find_urls(text: &str, hits: &mut Vec<Hit>) {
    let bytes = text.as_bytes();
    let mut done = 0;
    for (at, _) in text.match_indices("://") {
        if at < done {
            continue;
        }
        let of_scheme = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'.' | b'-' | b':');
        let back = bytes[done..at].iter().rev().take(40).take_while(|b| of_scheme(b)).count();
        let scheme = text[at - back..at].trim_start_matches(|c: char| !c.is_ascii_alphabetic());
        // Of `url:https://` only the last part is the scheme; `jdbc:mysql://` is one.
        let cut = scheme.rfind(':').filter(|_| !scheme.starts_with("jdbc:")).map_or(0, |colon| colon + 1);
        let scheme = &scheme[cut..];
        let start = at - scheme.len();
        if scheme.is_empty() {
            continue;
        }
        let rest = &text[at + 3..text.floor_char_boundary(at + 3 + MOST)];
        // An address within another is looked at by itself.
        let rest = match rest.find("://") {
            Some(next) => rest[..next].trim_end_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-')),
            None => rest,
        };
        let stop = |c: char| c.is_whitespace() || "\"'`<>|\\".contains(c) || c == '”' || c == '’';
        let rest = rest[..rest.find(stop).unwrap_or(rest.len())]
            .trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '}', '*']);
        let whole = start..at + 3 + rest.len();
        let base = scheme.split(['+', ':']).next().unwrap_or_default().to_ascii_lowercase();
        let full = scheme.to_ascii_lowercase();
        let is_connection = CONNECTIONS.contains(&base.as_str()) || CONNECTIONS.contains(&full.as_str());
        let parts = secret_parts(text, at + 3..whole.end, is_connection);
        if !parts.is_empty() {
            let kind = if is_connection { FindingKind::ConnectionString } else { FindingKind::SecretUrl };
            done = whole.end;
            hits.push(Hit { parts, ..Hit::new(kind, whole) });
        }
    }
}

/// What must go of an address, whose part after `://` is given.
fn secret_parts(text: &str, rest: Range<usize>, is_connection: bool) -> Vec<Hit> {
    let inner = &text[rest.clone()];
    let mut parts = Vec::new();
    let authority = inner.find(['/', '?', '#']).unwrap_or(inner.len());
    // A password may hold a slash or an at sign, which nobody wrote as they should.
    let at_sign = match inner[..authority].rfind('@') {
        Some(found) => Some(found),
        None if is_connection && inner[..authority].contains(':') => {
            inner[..inner.find('?').unwrap_or(inner.len())].rfind('@')
        }
        None => None,
    };
    let mut path = rest.start + authority;
    if let Some(found) = at_sign {
        let user = &inner[..found];
        let host = &inner[found + 1..];
        let host = &host[..host.find(['/', '?', '#']).unwrap_or(host.len())];
        path = rest.start + found + 1 + host.len();
        match user.split_once(':') {
            Some((name, password)) if !password.is_empty() && !is_no_password(password) => {
                let start = rest.start + name.len() + 1;
                if !name.is_empty() && looks_secret(name) {
                    parts.push(Hit::secret(rest.start..rest.start + name.len(), "key"));
                }
                parts.push(Hit::secret(start..start + password.len(), "password"));
            }
            None if looks_secret(user) => parts.push(Hit::secret(rest.start..rest.start + user.len(), "token")),
            Some((name, "")) if looks_secret(name) => {
                parts.push(Hit::secret(rest.start..rest.start + name.len(), "token"));
            }
            Some(_) | None => {}
        }
        if !parts.is_empty() && is_connection {
            hosts(rest.start + found + 1, host, &mut parts);
        }
    }
    query_parts(text, path..rest.end, &mut parts);
    path_parts(text, path..rest.end, &mut parts);
    parts.sort_by_key(|part| part.range.start);
    parts
}

fn is_no_password(password: &str) -> bool {
    is_placeholder(password) && !password.starts_with(['$', '%', '*', '('])
        || password.starts_with("${")
        || { password.starts_with('$') && password[1..].bytes().all(|b| b.is_ascii_uppercase() || b == b'_') }
        || password.bytes().all(|b| b == b'*')
}

/// The hosts of a connection string, which may be several.
fn hosts(start: usize, list: &str, parts: &mut Vec<Hit>) {
    let mut at = start;
    for host in list.split_inclusive(',') {
        let name = host.trim_end_matches(',');
        let name = name
            .rsplit_once(':')
            .map_or(name, |(name, port)| if port.bytes().all(|b| b.is_ascii_digit()) { name } else { host });
        if name.contains('.') && name.bytes().any(|b| b.is_ascii_alphabetic()) {
            parts.push(Hit::new(FindingKind::Host, at..at + name.len()));
        }
        at += host.len();
    }
}

/// Names of parameters whose values are secrets.
static SECRET_PARAMETERS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    set_of(
        "token key secret password passwd pwd pass sig signature auth jwt session sessionid sid hmac ticket \
        credential apikey passphrase otp bearer sas hapikey accesskey authkey access hash nonce code state invite \
        magic appkey appid licensekey user_token authtoken",
    )
});

fn query_parts(text: &str, rest: Range<usize>, parts: &mut Vec<Hit>) {
    let inner = &text[rest.clone()];
    let Some(question) = inner.find(['?', '#', ';', '&']) else { return };
    let with_user = ["?u=", "&u=", "?user=", "&user="].iter().any(|name| inner.contains(name));
    let mut at = rest.start + question + 1;
    for pair in inner[question + 1..].split_inclusive(['&', ';', '#', '?']) {
        let trimmed = pair.trim_end_matches(['&', ';', '#', '?']);
        if let Some((name, value)) = trimmed.split_once('=') {
            let lower = name.to_ascii_lowercase().replace("%24", "$");
            let mut words = lower.split(['_', '-', '.', '$', '[', ']']).filter(|word| !word.is_empty());
            let weak =
                ["hash", "nonce", "code", "state", "key", "access", "invite", "magic", "session", "ticket", "id"];
            let harmless =
                ["type", "name", "id", "page", "next", "cursor", "partition", "sort", "count", "expiry", "limit"];
            let last = words.next_back().unwrap_or_default();
            let chosen =
                matches!(last, "password" | "passwd" | "pwd" | "pass" | "passphrase") || (last == "p" && with_user);
            let named = chosen
                || !harmless.contains(&last)
                    && (SECRET_PARAMETERS.contains(&lower.replace(['_', '-'], "").as_str())
                        || SECRET_PARAMETERS.contains(&last)
                        || ["token", "key", "secret", "password"].iter().any(|word| last.ends_with(word)));
            let strong =
                named && (!weak.contains(&last) || lower.contains("api") || lower.len() > last.len() || last == "key");
            let fits = if chosen {
                value.len() >= 3 && !is_placeholder(value)
            } else {
                looks_secret(value) && (strong || value.len() >= 20)
            };
            if named && fits {
                let start = at + name.len() + 1;
                parts.push(Hit::secret(start..start + value.len(), if chosen { "password" } else { "token" }));
            }
        }
        at += pair.len();
    }
}

/// Parts of a path after which a secret follows.
static SECRET_PATHS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    set_of(
        "hooks hook webhook webhooks webhookb2 services workflows triggers incomingwebhook invite invites invitation \
        reset reset-password password-reset password_reset magic magic-link verify confirm activate activation share \
        shared token key unsubscribe catch integration integrations alert login auth set-password setup join s v2 v3 \
        rest secret access",
    )
});

fn path_parts(text: &str, rest: Range<usize>, parts: &mut Vec<Hit>) {
    let inner = &text[rest.clone()];
    let path = &inner[..inner.find(['?', '#']).unwrap_or(inner.len())];
    let mut at = rest.start;
    let mut after_secret_path = false;
    for piece in path.split_inclusive('/') {
        let name = piece.trim_end_matches('/');
        let lower = name.to_ascii_lowercase();
        let bot = lower.strip_prefix("bot").filter(|tail| tail.contains(':')).map(|_| 3);
        if let Some(lead) = bot {
            parts.push(Hit::secret(at + lead..at + name.len(), "token"));
        } else if after_secret_path
            && name.len() >= 16
            && looks_secret(name)
            && !is_made_of_words(name)
            && !is_file(name)
        {
            parts.push(Hit::secret(at..at + name.len(), "token"));
        }
        after_secret_path |= SECRET_PATHS.contains(&lower.as_str());
        at += piece.len();
    }
}

fn is_file(name: &str) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(_, ending)| (2..=5).contains(&ending.len()) && ending.bytes().all(|b| b.is_ascii_lowercase()))
}

/// Host names under domains.
pub(super) struct Domains(Option<AhoCorasick>);

impl Domains {
    /// Of a list of domains such as `shop.example`.
    pub(super) fn new(domains: &[String]) -> Self {
        let clean: Vec<String> = domains
            .iter()
            .map(|domain| domain.trim().trim_start_matches("*.").trim_matches('.').to_ascii_lowercase())
            .filter(|domain| !domain.is_empty())
            .collect();
        let automaton = AhoCorasick::builder().ascii_case_insensitive(true).build(clean);
        Self(automaton.ok().filter(|automaton| automaton.patterns_len() > 0))
    }

    /// Finds the domains themselves and all hosts under them.
    pub(super) fn find(&self, text: &str, hits: &mut Vec<Hit>) {
        let Some(automaton) = &self.0 else { return };
        let bytes = text.as_bytes();
        for found in automaton.find_overlapping_iter(text) {
            let part = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_');
            let back = bytes[..found.start()].iter().rev().take(253).take_while(|b| part(b)).count();
            let start = found.start() - back;
            let lead = text[start..found.start()].bytes().take_while(|b| !b.is_ascii_alphanumeric()).count();
            let start = start + lead;
            let joined = start == found.start() || bytes[found.start() - 1] == b'.';
            let ends = match bytes.get(found.end()) {
                None => true,
                Some(b'.') => bytes.get(found.end() + 1).is_none_or(|b| !b.is_ascii_alphanumeric()),
                Some(b) => !b.is_ascii_alphanumeric() && !matches!(b, b'-' | b'_'),
            };
            if joined && ends {
                hits.push(Hit { weight: found.len(), ..Hit::new(FindingKind::Host, start..found.end()) });
            }
        }
    }
}
