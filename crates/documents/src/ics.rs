//! Lines of RFC 5545, which invitations and feeds are made of.
//!
//! Own code rather than the crate `icalendar`: that writes no time zones, and so stays an independent reader for the tests.

use domain::time::Timestamp;
use jiff::tz::Offset;

/// One offset of a zone, from a local time on.
pub(crate) fn observance(lines: &mut Lines, kind: &str, begins: &str, [from, to]: [Offset; 2], name: &str) {
    lines.add("BEGIN", kind);
    lines.add("DTSTART", begins);
    lines.add("TZOFFSETFROM", &offset(from));
    lines.add("TZOFFSETTO", &offset(to));
    lines.add("TZNAME", &escaped(name));
    lines.add("END", kind);
}

pub(crate) fn offset(offset: Offset) -> String {
    let seconds = offset.seconds();
    let (hours, minutes) = (seconds.abs() / 3_600, seconds.abs() / 60 % 60);
    format!("{}{hours:02}{minutes:02}", if seconds < 0 { '-' } else { '+' })
}

pub(crate) fn at(at: Timestamp) -> jiff::Timestamp {
    jiff::Timestamp::from_microsecond(at.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
}

pub(crate) fn utc(time: Timestamp) -> String {
    at(time).strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// A text as a value (RFC 5545, 3.3.11).
pub(crate) fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

/// A text as a parameter's value: it cannot hold a double quote.
pub(crate) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "'"))
}

/// Content lines, folded.
#[derive(Default)]
pub(crate) struct Lines(pub(crate) String);

impl Lines {
    pub(crate) fn add(&mut self, name: &str, value: &str) {
        const OCTETS: usize = 75;
        let mut length = 0;
        for c in format!("{name}:{value}").chars() {
            if length + c.len_utf8() > OCTETS {
                self.0 += "\r\n ";
                length = 1;
            }
            self.0.push(c);
            length += c.len_utf8();
        }
        self.0 += "\r\n";
    }
}
