//! The notes that people send, their texts and their ids.
//!
//! A note has 80 characters. It begins with its number, which is found again in what the others get, whatever the protocol.

use memchr::memmem;
use serde_json::{Value, json};

use crate::figures::micros;

/// A note that a person sends.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Note {
    /// Tells the ids of one run from those of another.
    pub(crate) run: u64,
    /// Its number in this run.
    pub(crate) index: usize,
    pub(crate) room: usize,
    pub(crate) person: usize,
    /// How many the person has sent before.
    pub(crate) earlier: u32,
    pub(crate) act: Act,
}

/// What people do with their notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    /// Add one: the workshop grows.
    Add,
    /// Change the text of their own, which they added before the run: the workshop keeps its size.
    Edit,
}

impl Note {
    pub(crate) fn command(&self) -> Value {
        match self.act {
            Act::Add => {
                json!({ "do": "add_note", "note": self.id(), "wall": "crappy", "text": text(self.index) })
            }
            Act::Edit => json!({ "do": "edit_note", "note": own_note(self.run, self.room, self.person),
                "text": text(self.index), "revision": self.earlier }),
        }
    }

    pub(crate) fn id(&self) -> String {
        browser_id(self.run, self.index as u64)
    }
}

/// The id of the note that a person edits.
pub(crate) fn own_note(run: u64, room: usize, person: usize) -> String {
    browser_id(!run, (room * 1_000 + person) as u64)
}

const MARK: &[u8] = b"@@";
const DIGITS: usize = 8;

/// The 80 characters of a note: its mark and words, of which no two notes have the same.
pub(crate) fn text(index: usize) -> String {
    const WORDS: &str = "we nobody knew that the alarm for a full queue was set too late and it woke everybody but one of us \
        because runbook link dashboard showed old graph after deploy last week someone changed retry limit without telling \
        support so customers waited while logs said nothing about certificate disk cache shard replica token next time \
        please write down who owns this service what to check first how long restart takes";
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let mut text = format!("@@{index:0DIGITS$x}");
    let mut seed = index as u64;
    while text.len() < 80 {
        seed = mix(seed);
        text.push(' ');
        text += words[(seed >> 32) as usize % words.len()];
    }
    text.truncate(80);
    text
}

/// SplitMix64: the next of a sequence that looks random.
pub(crate) fn mix(seed: u64) -> u64 {
    let mut value = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

/// Calls `each` with the number of every note in a message.
pub(crate) fn notes_in(message: &[u8], mut each: impl FnMut(usize)) {
    for at in memmem::find_iter(message, MARK) {
        let digits = message.get(at + MARK.len()..at + MARK.len() + DIGITS);
        let number = digits.and_then(|digits| std::str::from_utf8(digits).ok());
        if let Some(number) = number.and_then(|digits| usize::from_str_radix(digits, 16).ok()) {
            each(number);
        }
    }
}

/// An id in the form of a UUID of version 4, with the number in its last 12 digits.
pub(crate) fn uuid(run: u64, number: u64) -> String {
    format!("{:08x}-{:04x}-4000-8000-{:012x}", (run >> 16) & 0xffff_ffff, run & 0xffff, number & 0xffff_ffff_ffff)
}

/// An id as a browser makes one for a note, a UUID of version 7: a time and 74 bits that look random.
pub(crate) fn browser_id(run: u64, number: u64) -> String {
    const TIME: u64 = 0x019a_df3c_0000;
    let time = (TIME + number) & 0xffff_ffff_ffff;
    let high = mix(run ^ mix(number));
    let low = mix(high) & 0xffff_ffff_ffff;
    let (three, four) = (high & 0xfff, 0x8000 | (high >> 16) & 0x3fff);
    format!("{:08x}-{:04x}-7{three:03x}-{four:04x}-{low:012x}", time >> 16, time & 0xffff)
}

/// Another number for each run, so that ids are never used twice.
pub(crate) fn run_number() -> u64 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    mix(micros(now))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_have_80_characters_and_their_number() {
        for index in [0, 1, 99_999] {
            assert_eq!(text(index).len(), 80);
            let mut found = Vec::new();
            notes_in(format!("[{},{}]", text(index), text(5)).as_bytes(), |number| found.push(number));
            assert_eq!(found, [index, 5]);
        }
    }

    #[test]
    fn ids_of_browsers_are_uuids_and_differ() {
        let ids: std::collections::BTreeSet<_> = (0..1_000).map(|number| browser_id(7, number)).collect();
        assert_eq!(ids.len(), 1_000);
        assert!(ids.iter().all(|id| uuid::Uuid::parse_str(id).is_ok_and(|id| id.get_version_num() == 7)));
    }
}
