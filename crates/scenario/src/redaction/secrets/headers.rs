//! Values of headers, cookies and logins.

use std::ops::Range;

use super::super::chance::{is_made_of_words, is_placeholder, looks_secret};
use super::joins::{Join, blanks, line_after, line_before};
use super::values::value_at;

/// What may stand before the value of a header.
const SCHEMES: &[&str] = &[
    "bearer",
    "basic",
    "token",
    "apikey",
    "api-key",
    "digest",
    "splunk",
    "key",
    "geniekey",
    "bot",
    "oauth",
    "negotiate",
    "ssws",
    "sso-key",
];

/// `Bearer x`, `Basic x`, `token x`, or the value alone.
pub(super) fn header_value(text: &str, start: usize, join: Join) -> Option<Range<usize>> {
    let (range, quoted) = value_at(text, start, join)?;
    let line = line_after(text, range.start);
    let scheme = line.split(' ').next().unwrap_or_default();
    let has_scheme = SCHEMES.contains(&scheme.to_ascii_lowercase().as_str());
    let range = if has_scheme && line.as_bytes().get(scheme.len()) == Some(&b' ') {
        let at = range.start + scheme.len();
        let (mut inner, _) = value_at(text, at + blanks(text.as_bytes(), at), Join::Equals)?;
        if text[inner.clone()].starts_with("token=") {
            inner.start += 6;
        }
        let value = &text[inner.clone()];
        let fits = value.len() >= 6
            && !is_placeholder(value)
            && (scheme.eq_ignore_ascii_case("basic") || !is_made_of_words(value));
        return fits.then_some(inner);
    } else {
        range
    };
    (!quoted || !text[range.clone()].contains(' ')).then_some(())?;
    looks_secret(&text[range.clone()]).then_some(range)
}

/// The first value of a cookie header that looks like a secret, up to the last one.
pub(super) fn cookie_value(text: &str, start: usize, join: Join) -> Option<Range<usize>> {
    if join != Join::Colon && join != Join::Equals {
        return None;
    }
    let line = line_after(text, start);
    let line = &line[..line.find(['"', '\'']).unwrap_or(line.len())];
    let mut found: Option<Range<usize>> = None;
    let mut at = start;
    for pair in line.split_inclusive(';') {
        if let Some((name, value)) = pair.split_once('=') {
            let value = value.trim_end_matches([';', ' ']);
            let from = at + name.len() + 1;
            if looks_secret(value) && !value.contains(' ') {
                found = Some(found.map_or(from, |before| before.start)..from + value.len());
            }
        }
        at += pair.len();
    }
    found
}

/// `admin / hunter2`, `admin:hunter2`.
pub(super) fn login_value(text: &str, start: usize, join: Join) -> Option<Range<usize>> {
    if join == Join::Words {
        return None;
    }
    let line = line_after(text, start);
    let name = line.find(|c: char| c.is_whitespace() || "/:,".contains(c)).filter(|&at| at > 1)?;
    let between = line[name..].find(|c: char| !c.is_whitespace() && !"/:,".contains(c))?;
    line[name..name + between].contains(['/', ':', ',']).then_some(())?;
    let (range, quoted) = value_at(text, start + name + between, Join::Equals)?;
    let value = &text[range.clone()];
    let mixed = value.bytes().any(|b| b.is_ascii_digit()) && value.bytes().any(|b| b.is_ascii_alphabetic());
    (value.len() >= 5 && (mixed || quoted) && !is_placeholder(value) && !value.starts_with('/')).then_some(range)
}

/// The options by which commands take a password: with a space behind them, or with the password at once.
const OPTIONS: &[(&str, &[&str])] = &[
    ("redis-cli", &["-a "]),
    ("mysql", &["-p"]),
    ("mariadb", &["-p"]),
    ("mongo", &["-p "]),
    ("sshpass", &["-p ", "-p"]),
    ("docker", &["-p "]),
    ("ldapsearch", &["-w "]),
    ("sqlcmd", &["-P "]),
    ("smbclient", &["%"]),
];

/// `mysql -phunter2`, `redis-cli -a hunter2`.
pub(super) fn after_command(text: &str, start: usize, end: usize) -> Option<Range<usize>> {
    let command = text[start..end].to_ascii_lowercase();
    let (_, options) = OPTIONS.iter().find(|(name, _)| command.starts_with(name))?;
    let line = line_after(text, end);
    options.iter().find_map(|option| {
        let at = line.find(&format!(" {option}")).map(|at| at + 1).or_else(|| line.starts_with(option).then_some(0))?;
        let (range, _) = value_at(text, end + at + option.len(), Join::Equals)?;
        let value = &text[range.clone()];
        let is_word = value.bytes().all(|b| b.is_ascii_lowercase()) && !option.ends_with(' ');
        (value.len() >= 4 && !value.starts_with('-') && !is_word && !is_placeholder(value)).then_some(range)
    })
}

/// `-u admin:hunter2` of a command line.
pub(super) fn after_flag(text: &str, start: usize, end: usize) -> Option<Range<usize>> {
    let line = line_before(text, start);
    if !line.contains("curl") && !line.contains("http") && !line.contains("wget") {
        return None;
    }
    let at = end + text[end..].bytes().take(4).take_while(|b| matches!(b, b' ' | b'=' | b'"' | b'\'')).count();
    let word = line_after(text, at).split(|c: char| c.is_whitespace() || c == '"' || c == '\'').next()?;
    let colon = word.find(':')?;
    let value = &word[colon + 1..];
    (colon > 0 && value.len() >= 3 && !is_placeholder(value)).then(|| at + colon + 1..at + word.len())
}
