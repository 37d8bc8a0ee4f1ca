//! `readyroom import`: a file of another program as a scenario file. Everything is redacted before it is printed, and nothing is
//! written anywhere.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, IsTerminal as _, Read as _, Write as _};
use std::ops::RangeInclusive;
use std::path::Path;

use anyhow::{Context as _, anyhow, bail};
use domain::scenario::Draft;
use scenario::redaction::{Known, Person, Redactor, Review, replace};
use scenario::slack::{SlackChannel, SlackDraft, SlackExport, SlackMessage};
use scenario::{Fault, ImportFile, ImportKind, MAX_IMPORT, import_file};

use crate::arguments::{ImportArguments, SlackArguments};

/// The word by which an export of Slack is named.
const SLACK: &str = "slack";
/// The most messages that a search lists.
const MOST_FOUND: usize = 100;
/// The most characters of a message in a list.
const LISTED: usize = 100;

/// Prints the draft of a file, or lists what is in an export.
pub(crate) fn import(arguments: &ImportArguments) -> anyhow::Result<()> {
    let (kind, file) = match &arguments.kind_and_file[..] {
        [file] => (None, file),
        [kind, file] => (Some(kind.as_str()), file),
        _ => bail!("name a file"),
    };
    let path = Path::new(file);
    let mut opened = File::open(path).with_context(|| format!("cannot read {file}"))?;
    let mut beginning = [0; 4];
    let length = opened.read(&mut beginning).with_context(|| format!("cannot read {file}"))?;
    let is_zip = beginning[..length].starts_with(b"PK");
    if kind == Some(SLACK) || (kind.is_none() && is_zip) {
        return import_slack(path, arguments);
    }
    let kind = kind.map(kind_of).transpose()?;
    let bytes = read_at_most(path, MAX_IMPORT + 1)?;
    let lines = arguments.lines.as_deref().map(lines_of).transpose()?;
    let imported = import_file(&ImportFile { name: file, bytes: &bytes, kind, lines }).map_err(refusal)?;
    let known = Known { people: named_people(arguments), domains: arguments.domain.clone() };
    let drafts: Vec<(Draft, Vec<Fault>)> =
        imported.into_iter().map(|imported| (imported.draft, imported.left_out)).collect();
    let number = match (arguments.draft, drafts.len()) {
        (Some(number), count) if (1..=count).contains(&number) => number,
        (Some(_), count) => bail!("the file has {count} drafts"),
        (None, 1) => 1,
        (None, _) => {
            let mut redactor = Redactor::new(&known);
            let titles: Vec<&str> = drafts.iter().map(|(draft, _)| draft.0.title.as_str()).collect();
            let lines = redacted(&mut redactor, &titles).into_iter().enumerate();
            print(&lines.map(|(index, title)| format!("{}  {title}\n", index + 1)).collect::<String>());
            eprintln!("The file has {} drafts. Print one with --draft NUMBER.", drafts.len());
            return Ok(());
        }
    };
    match drafts.into_iter().nth(number - 1) {
        Some((draft, left_out)) => print_draft(draft, &left_out, &known),
        None => bail!("the file has nothing that can be imported"),
    }
    Ok(())
}

fn import_slack(path: &Path, arguments: &ImportArguments) -> anyhow::Result<()> {
    let file = BufReader::new(File::open(path).with_context(|| format!("cannot read {}", path.display()))?);
    let mut export = SlackExport::open(file, &path.display().to_string()).map_err(refusal)?;
    let mut people = export.people().to_vec();
    people.extend(named_people(arguments));
    let known = Known { people, domains: arguments.domain.clone() };
    let SlackArguments { channel, day, thread, message, search, list } = &arguments.slack;
    let channel = channel.as_deref().map(|name| find_channel(&export, name)).transpose()?;
    if let Some(words) = search {
        let name = channel.as_ref().map(|channel| channel.name.as_str());
        let found = export.search(words, name, MOST_FOUND).map_err(refusal)?;
        let lines: Vec<String> = found
            .iter()
            .map(|found| format!("#{}  {}  {}", found.channel, found.day, line_of(&found.message)))
            .collect();
        return list_lines(&known, &lines);
    }
    let Some(channel) = channel else {
        let lines: Vec<String> = export.channels().iter().map(channel_line).collect();
        list_lines(&known, &lines)?;
        eprintln!("Choose a channel with --channel, and a day or a thread with --day or --thread.");
        return Ok(());
    };
    let messages = match (thread, day) {
        (Some(ts), _) => export.thread(&channel, ts).map_err(refusal)?,
        (None, Some(day)) => export.messages(&channel, day).map_err(refusal)?,
        (None, None) => return list_lines(&known, &channel.days),
    };
    if *list {
        return list_lines(&known, &messages.iter().map(line_of).collect::<Vec<_>>());
    }
    let chosen: Vec<SlackMessage> =
        messages.into_iter().filter(|each| message.is_empty() || message.contains(&each.ts)).collect();
    if chosen.is_empty() {
        bail!("none of these messages is there; --list has their numbers");
    }
    let SlackDraft { draft, left_out } = SlackDraft::new(&channel, &chosen);
    print_draft(draft, &left_out, &known);
    Ok(())
}

/// A channel by its name or folder.
fn find_channel(export: &SlackExport<BufReader<File>>, name: &str) -> anyhow::Result<SlackChannel> {
    let name = name.trim_start_matches('#');
    let found = export.channels().iter().find(|channel| channel.folder == name || channel.name == name);
    found.cloned().with_context(|| format!("the export has no channel {name}; without --channel all are listed"))
}

fn channel_line(channel: &SlackChannel) -> String {
    let SlackChannel { name, kind, folder, days } = channel;
    let shown = if name == folder { String::new() } else { format!(" with {name}") };
    let (first, last) = (days.first().map_or("", String::as_str), days.last().map_or("", String::as_str));
    format!("{folder}  {}{shown}  {} days, {first} to {last}", kind.word(), days.len())
}

/// A message in a list: its number, who wrote it, and how it begins.
fn line_of(message: &SlackMessage) -> String {
    let text: String = message.text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LISTED).collect();
    let replies = if message.replies > 0 { format!("  ({} answers)", message.replies) } else { String::new() };
    format!("{}  {}: {text}{replies}", message.ts, message.sender)
}

/// Prints lines, redacted.
fn list_lines(known: &Known, lines: &[String]) -> anyhow::Result<()> {
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let shown = redacted(&mut Redactor::new(known), &lines);
    print(&shown.into_iter().map(|line| format!("{line}\n")).collect::<String>());
    Ok(())
}

fn redacted(redactor: &mut Redactor, texts: &[&str]) -> Vec<String> {
    let found = redactor.find(texts);
    texts.iter().zip(&found).map(|(text, findings)| replace(text, findings)).collect()
}

/// Prints the redacted draft as a scenario file, and on the error stream what was replaced.
fn print_draft(draft: Draft, left_out: &[Fault], known: &Known) {
    let review = Review::new(draft, known);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    // Originals are shown to somebody who looks at a terminal, and never go where they would be kept.
    let is_seen = std::io::stderr().is_terminal();
    for found in review.findings() {
        *counts.entry(found.finding.kind.word()).or_default() += 1;
        if is_seen {
            let place = &review.texts()[found.text].place;
            eprintln!("{place}: {:?} becomes {:?}", found.finding.value, found.finding.replacement);
        }
    }
    for fault in left_out {
        eprintln!("{fault}");
    }
    let counts: Vec<String> = counts.iter().map(|(kind, count)| format!("{kind}: {count}")).collect();
    let summary = if counts.is_empty() { "nothing".to_owned() } else { counts.join(", ") };
    eprintln!("Replaced: {summary}. Read the draft before you use it.");
    print(&scenario::write(&review.confirm().0));
}

fn print(text: &str) {
    // A reader that has seen enough, such as `head`, is no failure.
    let _ = write!(std::io::stdout(), "{text}");
}

fn named_people(arguments: &ImportArguments) -> Vec<Person> {
    let person = |name: &String| Person { names: vec![name.clone()], handles: Vec::new() };
    arguments.name.iter().map(person).collect()
}

fn kind_of(word: &str) -> anyhow::Result<ImportKind> {
    let found = ImportKind::ALL.into_iter().find(|kind| kind.word() == word);
    found.with_context(|| {
        let words: Vec<&str> = ImportKind::ALL.iter().map(|kind| kind.word()).collect();
        format!("there is no kind {word}; there are {SLACK}, {}", words.join(", "))
    })
}

/// `10-20`, counted from 1.
fn lines_of(text: &str) -> anyhow::Result<RangeInclusive<usize>> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let number = |text: &str| text.trim().parse().ok().filter(|number| *number > 0);
    match (number(first), number(last)) {
        (Some(first), Some(last)) if first <= last => Ok(first..=last),
        _ => Err(anyhow!("write lines as 10-20")),
    }
}

fn read_at_most(path: &Path, most: usize) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    file.take(most as u64).read_to_end(&mut bytes).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(bytes)
}

fn refusal(fault: Fault) -> anyhow::Error {
    anyhow!("{fault}")
}
