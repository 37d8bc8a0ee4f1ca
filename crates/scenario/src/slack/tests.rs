use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::*;
use crate::redaction::{Known, Review};

/// The files of the export in `tests/files/slack/`, as Slack writes them.
const FILES: &[(&str, &str)] = &[
    ("users.json", include_str!("../../tests/files/slack/users.json")),
    ("channels.json", include_str!("../../tests/files/slack/channels.json")),
    ("groups.json", include_str!("../../tests/files/slack/groups.json")),
    ("dms.json", include_str!("../../tests/files/slack/dms.json")),
    ("mpims.json", include_str!("../../tests/files/slack/mpims.json")),
    ("integration_logs.json", "[]"),
    ("incidents/2025-11-30.json", include_str!("../../tests/files/slack/incidents/2025-11-30.json")),
    ("incidents/2025-12-01.json", include_str!("../../tests/files/slack/incidents/2025-12-01.json")),
    ("payments-private/2025-11-30.json", include_str!("../../tests/files/slack/payments-private/2025-11-30.json")),
    ("D0C1/2025-11-30.json", include_str!("../../tests/files/slack/D0C1/2025-11-30.json")),
];

fn zip_of(files: &[(&str, &[u8])], top: &str) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (path, bytes) in files {
        writer.start_file(format!("{top}{path}"), options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn export_zip(top: &str) -> Vec<u8> {
    let files: Vec<(&str, &[u8])> = FILES.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
    zip_of(&files, top)
}

fn open(bytes: Vec<u8>) -> Result<SlackExport<Cursor<Vec<u8>>>, Fault> {
    SlackExport::open(Cursor::new(bytes), "export.zip")
}

fn refusal(bytes: Vec<u8>) -> String {
    open(bytes).err().map_or_else(|| "opened".to_owned(), |fault| fault.to_string())
}

fn channel(export: &SlackExport<Cursor<Vec<u8>>>, name: &str) -> SlackChannel {
    export.channels().iter().find(|channel| channel.name == name).unwrap().clone()
}

#[test]
fn channels_and_days_are_listed() {
    for top in ["", "Harbour Slack export Nov 30 2026 - Dec 1 2026/"] {
        let export = open(export_zip(top)).unwrap();
        let channels: Vec<String> = export
            .channels()
            .iter()
            .map(|channel| format!("{} {}: {}", channel.kind.word(), channel.name, channel.days.join(" ")))
            .collect();
        assert_eq!(
            channels,
            [
                "channel incidents: 2025-11-30 2025-12-01",
                "private channel payments-private: 2025-11-30",
                "direct messages Marta, Deniz: 2025-11-30",
            ]
        );
        assert_eq!(export.people().len(), 3);
    }
}

/// The draft is compared with `tests/files/slack/draft.yaml`; where it differs on purpose, copy what the test prints.
#[test]
fn a_thread_becomes_a_draft() {
    let mut export = open(export_zip("")).unwrap();
    let incidents = channel(&export, "incidents");
    let thread = export.thread(&incidents, "1764489720.000100").unwrap();
    assert_eq!(thread.len(), 5, "the answers of the next day belong to it");
    let made = SlackDraft::new(&incidents, &thread);
    assert_eq!(made.left_out, []);
    let known = Known { people: export.people().to_vec(), domains: vec!["harbour.test".to_owned()] };
    let draft = Review::new(made.draft, &known).confirm();
    let text = crate::write(&draft.0);
    assert_eq!(text, include_str!("../../tests/files/slack/draft.yaml"), "\n{text}");
    for secret in ["Marta", "Deniz", "Okafor", "harbour.test", "10.20.30.40", "hunter2secret", "U0A1", "sk_live"] {
        assert!(!text.contains(secret), "{secret} in\n{text}");
    }
}

#[test]
fn a_day_becomes_a_draft_and_notices_are_left_out() {
    let mut export = open(export_zip("")).unwrap();
    let incidents = channel(&export, "incidents");
    let day = export.messages(&incidents, "2025-11-30").unwrap();
    assert!(day.iter().any(|message| message.is_notice));
    let made = SlackDraft::new(&incidents, &day);
    assert!(!crate::write(&made.draft.0).contains("has joined"));
}

#[test]
fn long_days_fit_on_a_card() {
    let mut export = open(export_zip("")).unwrap();
    let incidents = channel(&export, "incidents");
    let day = export.messages(&incidents, "2025-11-30").unwrap();
    let many: Vec<SlackMessage> = (0..2_000)
        .map(|n| SlackMessage {
            ts: format!("{}.0", 1_764_489_720 + n * 7),
            text: "word ".repeat(40),
            ..day[1].clone()
        })
        .collect();
    let made = SlackDraft::new(&incidents, &many);
    assert_eq!(made.draft.0.evidence.len(), domain::scenario::MAX_EVIDENCE);
    assert_eq!(made.left_out.len(), 1);
}

#[test]
fn words_are_found_in_all_channels() {
    let mut export = open(export_zip("")).unwrap();
    let mut search = |words: &str, channel: Option<&str>| -> Vec<String> {
        let found = export.search(words, channel, 10).unwrap();
        found.iter().map(|found| format!("{} {} {}", found.channel, found.day, found.message.ts)).collect()
    };
    assert_eq!(search("POOL is exhausted", None), ["incidents 2025-11-30 1764489900.000300"]);
    assert_eq!(search("überlastet", None), ["incidents 2025-12-01 1764576000.000700"]);
    assert_eq!(search("überlastet", Some("payments-private")), [""; 0]);
}

#[test]
fn broken_and_hostile_files_are_refused() {
    let check = |bytes: Vec<u8>, expected: &str| {
        let refusal = refusal(bytes);
        assert!(refusal.contains(expected), "{refusal}");
    };
    let whole = export_zip("");
    check(whole[..whole.len() / 2].to_vec(), "is no whole zip");
    check(b"an hour of garbage".repeat(1_000), "is no whole zip");
    check(Vec::new(), "is no whole zip");
    check(zip_of(&[("a/readme.txt", b"hi")], ""), "has no channels");
    check(zip_of(&[("../evil/2025-12-01.json", b"[]")], ""), "leads out of the zip");
    check(zip_of(&[("a\\..\\2025-12-01.json", b"[]")], ""), "leads out of the zip");
    check(zip_of(&[("users.json", b"{\"users\": []}"), ("a/2025-12-01.json", b"[]")], ""), "is no list in JSON");
    check(zip_of(&[("users.json", &[0xff, 0xfe, b'[', 0, b']', 0]), ("a/2025-12-01.json", b"[]")], ""), "is not UTF-8");
    // A day that is cut off, and one that unpacks to far more than it is.
    for (day, expected) in [
        (&b"[{\"ts\": \"1.0\", \"text\": \"a"[..], "is no list in JSON"),
        (&vec![b' '; 70 << 20], "unpacks to more than 64 MiB"),
    ] {
        let mut export = open(zip_of(&[("a/2025-12-01.json", day)], "")).unwrap();
        let a = export.channels()[0].clone();
        let refusal = export.messages(&a, "2025-12-01").unwrap_err().to_string();
        assert!(refusal.contains(expected), "{refusal}");
        let refusal = export.messages(&a, "2026-12-02").unwrap_err().to_string();
        assert!(refusal.contains("There is no file a/2026-12-02.json"), "{refusal}");
    }
    // The end of the zip names more files than any export has.
    let mut many = whole;
    let end = many.windows(4).rposition(|bytes| bytes == b"PK\x05\x06").unwrap();
    many[end + 8..end + 12].fill(0xff);
    check(many, "zip");
}

#[test]
fn damaged_bytes_never_panic() {
    let whole = export_zip("");
    for at in (0..whole.len()).step_by(37) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x5a;
        if let Ok(mut export) = open(bytes) {
            for channel in export.channels().to_vec() {
                for day in &channel.days {
                    let _ = export.messages(&channel, day);
                }
            }
        }
    }
}
