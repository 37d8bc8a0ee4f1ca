//! Exports of Slack: the zip as Slack writes it, or made again of the unpacked folder.
//!
//! An export of a gigabyte is never held whole: its list of files is read, then one day of one channel at a time.

mod archive;
mod draft;
mod markup;
mod message;

use std::collections::BTreeMap;
use std::io::{Read, Seek};

use aho_corasick::AhoCorasick;
use serde::Deserializer as _;
use serde::de::{IgnoredAny, SeqAccess, Visitor};
use serde_json::Value;

pub use self::draft::SlackDraft;
pub use self::message::SlackMessage;

use self::archive::Archive;
use self::markup::Names;
use self::message::{read_message, seconds_of};
use crate::fault::Fault;
use crate::redaction::Person;

/// The most bytes that a search unpacks.
const MAX_SEARCHED: u64 = 8 * 1024 * 1024 * 1024;
/// The most messages of one day that are read.
const MAX_OF_DAY: usize = 50_000;
/// On how many days after it began a thread is looked for.
const DAYS_OF_THREAD: usize = 60;

/// An opened export.
pub struct SlackExport<R> {
    archive: Archive<R>,
    name: String,
    names: Names,
    people: Vec<Person>,
    channels: Vec<SlackChannel>,
    /// The file that is read at the moment.
    bytes: Vec<u8>,
}

/// What kind of conversation a channel is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SlackChannelKind {
    /// Everybody in the workspace can read it.
    Public,
    /// A private channel.
    Private,
    /// Messages between several people.
    Group,
    /// Messages between two people.
    Direct,
}

impl SlackChannelKind {
    /// What a person calls it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Public => "channel",
            Self::Private => "private channel",
            Self::Group => "group message",
            Self::Direct => "direct messages",
        }
    }
}

/// A channel of an export, with the days that have messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlackChannel {
    /// Its name; that of direct messages is made of the people's.
    pub name: String,
    /// What kind it is.
    pub kind: SlackChannelKind,
    /// Its folder in the zip.
    pub folder: String,
    /// Its days, `YYYY-MM-DD`, the earliest first.
    pub days: Vec<String>,
}

/// A message that a search found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlackMatch {
    /// The channel's name.
    pub channel: String,
    /// The day, `YYYY-MM-DD`.
    pub day: String,
    /// The message.
    pub message: SlackMessage,
}

impl<R: Read + Seek> SlackExport<R> {
    /// Opens an export, and reads who is in it and which channels it has.
    ///
    /// # Errors
    /// The fault for which the file is no export.
    pub fn open(reader: R, name: &str) -> Result<Self, Fault> {
        let archive = Archive::open(reader, name)?;
        let mut export = Self {
            archive,
            name: name.to_owned(),
            names: Names::default(),
            people: Vec::new(),
            channels: Vec::new(),
            bytes: Vec::new(),
        };
        export.read_people()?;
        export.read_channels()?;
        if export.channels.is_empty() {
            let what = "The zip has no channels: no folder of it has a file such as 2026-12-01.json";
            return Err(fault(name, what, "Use the zip of an export of Slack"));
        }
        Ok(export)
    }

    /// The channels that have messages, by name.
    #[must_use]
    pub fn channels(&self) -> &[SlackChannel] {
        &self.channels
    }

    /// The people of the workspace, whose names are to be redacted.
    #[must_use]
    pub fn people(&self) -> &[Person] {
        &self.people
    }

    /// The messages of a day, in the order of their times.
    ///
    /// # Errors
    /// The fault for which the day cannot be read.
    pub fn messages(&mut self, channel: &SlackChannel, day: &str) -> Result<Vec<SlackMessage>, Fault> {
        let path = format!("{}/{day}.json", channel.folder);
        self.archive.read(&path, &mut self.bytes)?;
        let mut messages = Vec::new();
        for_each(&self.name, &path, &self.bytes, |value| {
            messages.extend(read_message(value, &self.names));
            messages.len() < MAX_OF_DAY
        })?;
        messages.sort_by(|a, b| a.ts.cmp(&b.ts));
        messages.dedup_by(|later, before| later.ts == before.ts && later.sender == before.sender);
        Ok(messages)
    }

    /// The messages of a thread: the one that began it, and its answers on that day and later ones.
    ///
    /// # Errors
    /// The fault for which a day cannot be read, or there is no such thread.
    pub fn thread(&mut self, channel: &SlackChannel, ts: &str) -> Result<Vec<SlackMessage>, Fault> {
        let begun = seconds_of(ts).map(day_of).unwrap_or_default();
        // The day of a file is that of the workspace's time zone, which may be one earlier.
        let first = channel.days.partition_point(|day| *day < begun).saturating_sub(1);
        let mut found: Vec<SlackMessage> = Vec::new();
        for day in channel.days[first..].iter().take(DAYS_OF_THREAD) {
            let messages = self.messages(channel, day)?;
            found.extend(
                messages.into_iter().filter(|message| message.ts == ts || message.thread.as_deref() == Some(ts)),
            );
            let expected = found.first().map_or(0, |message| message.replies);
            if expected > 0 && found.len() as u64 > expected {
                break;
            }
        }
        if found.is_empty() {
            let what = format!("There is no message {ts} in {}", channel.name);
            return Err(fault(&self.name, &what, "Use the number that the list of a day's messages has"));
        }
        Ok(found)
    }

    /// The first `most` messages that hold the words, without regard to case, in all channels or one.
    ///
    /// # Errors
    /// The fault for which a day cannot be read.
    pub fn search(&mut self, words: &str, channel: Option<&str>, most: usize) -> Result<Vec<SlackMatch>, Fault> {
        let wanted = words.trim().to_lowercase();
        // In the bytes of a file other characters may be escaped, so that nothing can be skipped for them.
        let plain = wanted.bytes().all(|b| b.is_ascii_alphanumeric() || b" .,:_-".contains(&b));
        let filter = AhoCorasick::builder().ascii_case_insensitive(true).build([&wanted]).ok().filter(|_| plain);
        let mut found = Vec::new();
        let mut searched = 0;
        for channel in self.channels.clone().iter().filter(|each| channel.is_none_or(|name| each.name == name)) {
            for day in &channel.days {
                let path = format!("{}/{day}.json", channel.folder);
                self.archive.read(&path, &mut self.bytes)?;
                searched += self.bytes.len() as u64;
                if searched > MAX_SEARCHED {
                    return Err(fault(&self.name, "The zip unpacks to more than 8 GiB", "Search in one channel"));
                }
                if filter.as_ref().is_some_and(|filter| !filter.is_match(&self.bytes)) {
                    continue;
                }
                for message in self.messages(channel, day)? {
                    if message.text.to_lowercase().contains(&wanted) || message.sender.to_lowercase().contains(&wanted)
                    {
                        found.push(SlackMatch { channel: channel.name.clone(), day: day.clone(), message });
                        if found.len() >= most {
                            return Ok(found);
                        }
                    }
                }
            }
        }
        Ok(found)
    }

    fn read_people(&mut self) -> Result<(), Fault> {
        for path in ["users.json", "org_users.json"] {
            let (names, people) = (&mut self.names, &mut self.people);
            read_list(&mut self.archive, &self.name, path, &mut self.bytes, |user| {
                let Some(id) = user["id"].as_str() else { return };
                let profile = &user["profile"];
                let text =
                    |value: &Value| value.as_str().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
                let real = text(&profile["real_name"]).or_else(|| text(&user["real_name"]));
                let shown = text(&profile["display_name"]);
                let handle = text(&user["name"]);
                let name = shown.clone().or_else(|| real.clone()).or_else(|| handle.clone());
                names.people.insert(id.to_owned(), name.unwrap_or_else(|| id.to_owned()));
                if user["is_bot"] != true && id != "USLACKBOT" {
                    let both = real.into_iter().chain(shown);
                    people.push(Person {
                        names: both.collect(),
                        handles: handle.into_iter().chain([id.to_owned()]).collect(),
                    });
                }
            })?;
        }
        Ok(())
    }

    fn read_channels(&mut self) -> Result<(), Fault> {
        let mut days: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for path in self.archive.paths() {
            if let Some((folder, file)) = path.rsplit_once('/')
                && let Some(day) = file.strip_suffix(".json").filter(|day| domain::time::Day::parse(day).is_ok())
            {
                days.entry(folder.to_owned()).or_default().push(day.to_owned());
            }
        }
        let lists = [
            ("channels.json", SlackChannelKind::Public),
            ("groups.json", SlackChannelKind::Private),
            ("mpims.json", SlackChannelKind::Group),
            ("dms.json", SlackChannelKind::Direct),
        ];
        for (path, kind) in lists {
            let (names, channels) = (&mut self.names, &mut self.channels);
            read_list(&mut self.archive, &self.name, path, &mut self.bytes, |channel| {
                let id = channel["id"].as_str().unwrap_or_default();
                let name = channel["name"].as_str().unwrap_or(id).to_owned();
                names.channels.insert(id.to_owned(), name.clone());
                let members = channel["members"].as_array().into_iter().flatten().filter_map(Value::as_str);
                let shown = match kind {
                    SlackChannelKind::Public | SlackChannelKind::Private => name.clone(),
                    SlackChannelKind::Group | SlackChannelKind::Direct => {
                        let names: Vec<String> = members.take(9).map(|member| names.person(member)).collect();
                        if names.is_empty() { name.clone() } else { names.join(", ") }
                    }
                };
                let folder = [name.as_str(), id].into_iter().find(|folder| days.contains_key(*folder));
                if let Some((folder, days)) = folder.and_then(|folder| days.remove_entry(folder)) {
                    channels.push(SlackChannel { name: shown, kind, folder, days });
                }
            })?;
        }
        // Folders that no list names are channels too.
        self.channels.extend(days.into_iter().map(|(folder, days)| SlackChannel {
            name: folder.clone(),
            kind: SlackChannelKind::Public,
            folder,
            days,
        }));
        self.channels.sort_by(|a, b| (a.kind, &a.name).cmp(&(b.kind, &b.name)));
        Ok(())
    }
}

/// Reads one of the lists at the top of an export, which need not be there.
fn read_list<R: Read + Seek>(
    archive: &mut Archive<R>,
    name: &str,
    path: &str,
    bytes: &mut Vec<u8>,
    mut take: impl FnMut(&Value),
) -> Result<(), Fault> {
    if !archive.has(path) {
        return Ok(());
    }
    archive.read(path, bytes)?;
    for_each(name, path, bytes, |value| {
        take(value);
        true
    })
}

/// Calls `take` with each item of a JSON array, one at a time, until it returns false.
fn for_each(name: &str, path: &str, bytes: &[u8], take: impl FnMut(&Value) -> bool) -> Result<(), Fault> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let what = format!("{path} is not UTF-8 (byte {})", error.valid_up_to());
        fault(name, &what, "Use the zip as Slack wrote it")
    })?;
    let mut reader = serde_json::Deserializer::from_str(text);
    reader.deserialize_seq(Items(take)).map_err(|error| {
        let what = format!("{path} is no list in JSON: {error}");
        fault(name, &what, "Use the zip as Slack wrote it")
    })
}

struct Items<F>(F);

impl<'de, F: FnMut(&Value) -> bool> Visitor<'de> for Items<F> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        while let Some(value) = items.next_element::<Value>()? {
            if !(self.0)(&value) {
                while items.next_element::<IgnoredAny>()?.is_some() {}
                break;
            }
        }
        Ok(())
    }
}

/// The day of a time, `YYYY-MM-DD` in UTC.
fn day_of(at_s: i64) -> String {
    let at = jiff::Timestamp::from_second(at_s).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    jiff::tz::TimeZone::UTC.to_datetime(at).date().to_string()
}

fn fault(file: &str, what: &str, mend: &str) -> Fault {
    Fault { file: file.to_owned(), line: 0, column: 0, what: what.to_owned(), mend: mend.to_owned() }
}

#[cfg(test)]
mod tests;
