//! Values after words such as "password", "token" or "Authorization: Bearer".

mod headers;
mod joins;
mod settings;
mod values;

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use self::headers::{after_command, after_flag, cookie_value, header_value, login_value};
use self::joins::{Join, blanks, join_after, line_after, line_before};
use self::settings::find_settings;
use self::values::{is_secret, value_at};
use super::hit::Hit;
use super::words::set_of;

/// What is expected after a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Something that a person chose: anything but a word of the language.
    Password,
    /// Something that a machine made.
    Key,
    /// The same after a name that may be that of something else.
    WeakKey,
    /// A short number.
    Pin,
    /// The value of a header: a scheme, and what follows it.
    Header,
    /// Names and values of cookies.
    Cookie,
    /// A name and a password.
    Login,
    /// The options of a command, one of which is a password.
    Command,
}

/// A word, in lower case and without what joins its parts.
struct Word(&'static str, Class, &'static str);

const WORDS: &[Word] = &[
    Word("password", Class::Password, "password"),
    Word("passwd", Class::Password, "password"),
    Word("passphrase", Class::Password, "password"),
    Word("passwort", Class::Password, "password"),
    Word("kennwort", Class::Password, "password"),
    Word("mot de passe", Class::Password, "password"),
    Word("contraseña", Class::Password, "password"),
    Word("contrasena", Class::Password, "password"),
    Word("wachtwoord", Class::Password, "password"),
    Word("pwd", Class::Password, "password"),
    Word("pass", Class::Password, "password"),
    Word("pw", Class::Password, "password"),
    Word("passcode", Class::Pin, "passcode"),
    Word("pat", Class::Key, "token"),
    Word("pin", Class::Pin, "PIN"),
    Word("otp", Class::Pin, "code"),
    Word("secret", Class::Key, "secret"),
    Word("token", Class::Key, "token"),
    Word("jwt", Class::Key, "token"),
    Word("key", Class::Key, "key"),
    Word("credential", Class::Key, "secret"),
    Word("bearer", Class::Header, "token"),
    Word("authorization", Class::Header, "token"),
    Word("x-auth", Class::Header, "token"),
    Word("cookie", Class::Cookie, "cookie"),
    Word("session", Class::Key, "session"),
    Word("sessid", Class::Key, "session"),
    Word("sid", Class::Key, "session"),
    Word("signature", Class::Key, "signature"),
    Word("salt", Class::Key, "secret"),
    Word("creds", Class::Login, "password"),
    Word("credentials", Class::Login, "password"),
    Word("login", Class::Login, "password"),
    Word("-u ", Class::Login, "password"),
    Word("--user", Class::Login, "password"),
    Word("redis-cli ", Class::Command, "password"),
    Word("mysql", Class::Command, "password"),
    Word("mariadb", Class::Command, "password"),
    Word("mongo", Class::Command, "password"),
    Word("sshpass ", Class::Command, "password"),
    Word("docker login ", Class::Command, "password"),
    Word("ldapsearch ", Class::Command, "password"),
    Word("sqlcmd ", Class::Command, "password"),
    Word("smbclient ", Class::Command, "password"),
];

static ANCHORS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .build(WORDS.iter().map(|word| word.0))
        .expect("a few words make an automaton")
});

/// Parts of a key's name that make it a name, a number or a setting rather than a secret.
static HARMLESS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    set_of(
        "next page continuation cursor sync fencing idempotency dedup max min num total count counts prompt \
        completion eos pad type length len size expires expiry expiration ttl limit policy status field valid \
        invalid version manager arn ref created index rotation reset primary foreign partition sort cache lookup \
        composite unique duplicate public object group routing message row column name path file url uri namespace \
        provider store issuer lifetime age bucket hotkey map keys tokens secrets shortcut keyspace keyboard \
        host rate failed failures errors attempts join range order event job item cluster shard window mode affinity \
        timeout state mount volume controller alias label kind algorithm",
    )
});

/// Parts of a password's name that make it a setting.
static NO_VALUES: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| set_of("reset policy length min max manager field hash expiry url file path"));

/// Parts of a name with "key" in it that make it a secret.
static KEY_WORDS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    set_of(
        "api apikey access secret private auth encryption signing account service shared storage master license \
        licence integration ssh deploy app application client server subscription admin write read ingest webhook \
        hmac aes crypt session jwt token rest function product stream sdk user root bot ingestion activation \
        recovery wpa x consumer unseal preshared psk provision live test stripe datadog dd aws openai sendgrid twilio our",
    )
});

/// Finds the values.
pub(super) fn find(text: &str, hits: &mut Vec<Hit>) {
    let bytes = text.as_bytes();
    let (mut done, mut cookies_end) = (0, 0);
    for found in ANCHORS.find_overlapping_iter(text) {
        let word = &WORDS[found.pattern().as_usize()];
        if found.start() < done {
            continue;
        }
        if word.1 == Class::Command {
            if let Some(range) = after_command(text, found.start(), found.end()) {
                done = range.end;
                hits.push(Hit::secret(range, word.2));
            }
            continue;
        }
        if word.0.starts_with('-') {
            if let Some(range) = after_flag(text, found.start(), found.end()) {
                done = range.end;
                hits.push(Hit::secret(range, word.2));
            }
            continue;
        }
        let name = name_around(bytes, found.start()..found.end());
        if word.1 == Class::Cookie {
            // One header is looked at once, however often the word stands in it.
            if found.start() < cookies_end {
                continue;
            }
            cookies_end = found.end() + line_after(text, found.end()).len();
        }
        let Some(class) = class_of(text, word, &name, found.start()..found.end()) else { continue };
        if let Some(value) = value_after(text, &name, class) {
            done = value.end;
            hits.push(Hit::secret(value, word.2));
        }
    }
    find_settings(text, hits);
}

/// The whole name that a word is part of, such as `DB_PASSWORD` or `aws_secret_access_key`.
fn name_around(bytes: &[u8], word: Range<usize>) -> Range<usize> {
    let part = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.');
    let back = bytes[..word.start].iter().rev().take(60).take_while(|b| part(b)).count();
    let on = bytes[word.end..].iter().take(40).take_while(|b| part(b)).count();
    // A full stop at the end belongs to the sentence.
    let end = word.end + on - usize::from(on > 0 && bytes[word.end + on - 1] == b'.');
    word.start - back..end
}

/// The parts of a name: `dbPassword` and `DB_PASSWORD` both have "db" and "password".
fn parts_of(name: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut before = ' ';
    for c in name.chars() {
        let new = !c.is_ascii_alphanumeric() || (c.is_ascii_uppercase() && before.is_ascii_lowercase());
        if new && parts.last().is_some_and(|part| !part.is_empty()) {
            parts.push(String::new());
        }
        if c.is_ascii_alphanumeric()
            && let Some(part) = parts.last_mut()
        {
            part.push(c.to_ascii_lowercase());
        }
        before = c;
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// What to expect after the name, or nothing if it names no secret.
fn class_of(text: &str, word: &Word, name: &Range<usize>, at: Range<usize>) -> Option<Class> {
    let parts = parts_of(&text[name.clone()]);
    let has = |words: &BTreeSet<&str>| parts.iter().any(|part| words.contains(&part.as_str()));
    let alone = |word: &str| parts.iter().any(|part| part == word);
    match word.1 {
        Class::Password => {
            let short = word.0.len() <= 4;
            let whole =
                !short || alone(word.0) || parts.iter().any(|part| part.ends_with("pass") || part.ends_with("pwd"));
            let harmless = has(&NO_VALUES);
            (whole && (!harmless || alone("hash"))).then_some(Class::Password)
        }
        Class::Pin => alone(word.0).then_some(Class::Pin),
        Class::Command | Class::WeakKey => None,
        Class::Header | Class::Cookie => Some(word.1),
        Class::Login => (text[name.clone()].len() == at.len()).then_some(Class::Login),
        Class::Key => {
            if has(&HARMLESS) {
                return None;
            }
            let ends_so = || parts.iter().any(|part| part != "key" && part.ends_with("key") && part.len() > 5);
            let strong = match word.0 {
                "key" => has(&KEY_WORDS) || ends_so() || follows_key_word(text, name.start),
                "session" | "sid" | "salt" | "pat" => alone(word.0) || alone("sessionid") || alone("jsessionid"),
                _ => true,
            };
            if strong { Some(Class::Key) } else { (word.0 == "key" && parts.len() > 1).then_some(Class::WeakKey) }
        }
    }
}

/// Whether a word such as "API" or "access" stands before "key".
fn follows_key_word(text: &str, at: usize) -> bool {
    let near = line_before(text, at);
    let before = near.trim_end_matches(' ');
    let start = before.rfind(|c: char| !c.is_ascii_alphanumeric()).map_or(0, |found| found + 1);
    let word = before[start..].to_ascii_lowercase();
    before.len() < near.len() && word != "x" && KEY_WORDS.contains(&word.as_str())
}

fn value_after(text: &str, name: &Range<usize>, class: Class) -> Option<Range<usize>> {
    let joined = join_after(text, name).and_then(|(join, start)| joined_value(text, start, class, join));
    joined.or_else(|| {
        let at = name.end + blanks(text.as_bytes(), name.end);
        let bare = at > name.end && class == Class::Key;
        bare.then(|| joined_value(text, at, class, Join::Bare)).flatten()
    })
}

fn joined_value(text: &str, start: usize, class: Class, join: Join) -> Option<Range<usize>> {
    match class {
        Class::Header => header_value(text, start, join),
        Class::Cookie => cookie_value(text, start, join),
        Class::Login => login_value(text, start, join),
        Class::Password | Class::Key | Class::WeakKey | Class::Pin | Class::Command => {
            let (range, quoted) = value_at(text, start, join)?;
            is_secret(text, &range, class, join, quoted).then_some(range)
        }
    }
}
