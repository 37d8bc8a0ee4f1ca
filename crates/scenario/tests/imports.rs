//! Files of other programs become drafts: an example of each kind, made by us after the published format, with its draft in
//! `imports/drafts/`; and what hostile files get.

use std::io::Write;
use std::path::Path;

use domain::scenario::FlawKind;
use domain::text::TextError;
use scenario::{Fault, ImportFile, ImportKind, Imported, import_file, recognise_kind};

/// Every example, with the kind that is recognised.
const EXAMPLES: [(&str, ImportKind); 19] = [
    ("pagerduty.json", ImportKind::Pagerduty),
    ("pagerduty-log.json", ImportKind::Pagerduty),
    ("pagerduty-v1.json", ImportKind::Pagerduty),
    ("pagerduty-v2.json", ImportKind::Pagerduty),
    ("pagerduty-v3.json", ImportKind::Pagerduty),
    ("alertmanager.json", ImportKind::Alertmanager),
    ("opsgenie.json", ImportKind::Opsgenie),
    ("statuspage.json", ImportKind::Statuspage),
    ("mail.eml", ImportKind::Mail),
    ("mailbox.mbox", ImportKind::Mailbox),
    ("plain.log", ImportKind::Log),
    ("lines.jsonl", ImportKind::Log),
    ("logfmt.log", ImportKind::Log),
    ("access.log", ImportKind::Log),
    ("postmortem-table.md", ImportKind::Postmortem),
    ("postmortem-list.md", ImportKind::Postmortem),
    ("postmortem-headings.md", ImportKind::Postmortem),
    ("postmortem-plain.txt", ImportKind::Postmortem),
    ("postmortem-quotes.md", ImportKind::Postmortem),
];

fn example(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/imports").join(name)).expect("the example is there")
}

fn import(name: &str, bytes: &[u8], kind: Option<ImportKind>) -> Result<Vec<Imported>, Fault> {
    import_file(&ImportFile { name, bytes, kind, lines: None })
}

fn describe(imported: &[Imported]) -> String {
    let of = |imported: &Imported| {
        let left_out: String = imported.left_out.iter().map(|fault| format!("# {fault}\n")).collect();
        format!("# {}\n{left_out}{}", imported.kind.word(), scenario::write(&imported.draft.0))
    };
    imported.iter().map(of).collect::<Vec<_>>().join("---\n")
}

#[test]
fn examples_become_their_drafts() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("imports/drafts");
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| {
        for name in EXAMPLES.map(|(name, _)| name).into_iter().chain(["graph.csv"]) {
            insta::assert_snapshot!(name, describe(&import(name, &example(name), None).unwrap()));
        }
    });
}

#[test]
fn kinds_are_recognised_by_their_content_too() {
    for (name, kind) in EXAMPLES.into_iter().chain([("graph.csv", ImportKind::Graph)]) {
        let bytes = example(name);
        assert_eq!(recognise_kind(name, &bytes), Some(kind), "{name}");
        assert_eq!(recognise_kind("upload", &bytes), Some(kind), "{name}, unnamed");
    }
    assert_eq!(recognise_kind("upload", b"\x00\x01\x02"), None);
    assert_eq!(recognise_kind("upload.json", b"{\"a\": 1}"), None);
    assert_eq!(recognise_kind("upload", b""), None);
}

#[test]
fn compressed_files_are_unpacked() {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(&example("plain.log")).unwrap();
    let packed = packed.finish().unwrap();
    let imported = import("plain.log.gz", &packed, None).unwrap();
    assert_eq!(imported[0].draft, import("plain.log", &example("plain.log"), None).unwrap()[0].draft);
    let cut = import("plain.log.gz", &packed[..packed.len() / 2], None).unwrap_err();
    assert_eq!(cut.to_string(), "plain.log.gz: The compressed file is damaged or cut off. Compress or copy it again.");
    let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    (0..40).for_each(|_| bomb.write_all(&vec![b'a'; 1024 * 1024]).unwrap());
    let bomb = import("a.log.gz", &bomb.finish().unwrap(), None).unwrap_err();
    assert!(bomb.what.contains("more than 32 MiB"), "{bomb}");
}

#[test]
fn a_range_of_a_log_is_taken() {
    let lines = |lines| {
        let bytes = example("plain.log");
        import_file(&ImportFile { name: "plain.log", bytes: &bytes, kind: None, lines: Some(lines) })
    };
    let fields = |imported: Vec<Imported>| imported[0].draft.0.evidence[0].content.clone().into_fields();
    assert_eq!(fields(lines(6..=7).unwrap()).body.lines().count(), 2);
    assert_eq!(fields(lines(7..=99).unwrap()).body, "09:00:31 INFO  [worker-2] received message 81f3 (attempt 213)");
    let fault = lines(20..=30).unwrap_err();
    assert_eq!(
        fault.to_string(),
        "plain.log:7:1: There are no lines 20 to 30 in the log, it has 7. Name lines that it has, counted from 1."
    );
}

#[test]
fn what_does_not_fit_is_named() {
    let many: String =
        (0..900).map(|line| format!("09:00:{:02} line {line} of many, of which few fit\n", line % 60)).collect();
    let imported = import("many.log", many.as_bytes(), None).unwrap();
    assert_eq!(imported[0].left_out.len(), 1);
    assert!(imported[0].left_out[0].what.starts_with("Lines 1 to "), "{:?}", imported[0].left_out);
    let events: String = (0..40).map(|minute| format!("- 09:{minute:02} the queue grows\n")).collect();
    let imported = import("many.md", format!("# Orders hang\n\n## Timeline\n\n{events}").as_bytes(), None).unwrap();
    assert_eq!(imported[0].draft.0.evidence.len(), 20);
    assert_eq!(imported[0].left_out[0].what, "There are 40 pieces of evidence; the last 21 are one now");
}

#[test]
fn broken_files_get_a_fault_with_its_line() {
    let check = |name: &str, kind: ImportKind, bytes: &[u8], expected: &str| {
        assert_eq!(import(name, bytes, Some(kind)).unwrap_err().to_string(), expected);
    };
    check(
        "a.json",
        ImportKind::Pagerduty,
        b"{\"incident\": {\n\"id\": }\n",
        "a.json:2:7: The file is not JSON from here on: expected value. Export it again, and do not change it by hand.",
    );
    check(
        "a.json",
        ImportKind::Alertmanager,
        b"{}",
        "a.json: There is no alert of Alertmanager in the file. Save the body of its webhook, or the answer of /api/v2/alerts.",
    );
    check(
        "a.md",
        ImportKind::Postmortem,
        b"# A\n\n\xff",
        "a.md:3:1: The file is not UTF-8 text from here on. Save it as UTF-8.",
    );
    check(
        "a.md",
        ImportKind::Postmortem,
        b" \n",
        "a.md:1:1: There is no text in the file. Write or export the postmortem as Markdown.",
    );
    check(
        "a.csv",
        ImportKind::Graph,
        b"time,depth\n2026-11-03 09:00,3\n2026-11-03 09:01,many\n",
        "a.csv:3:1: \"many\" is not a number. Put numbers into the columns behind the first.",
    );
    check(
        "a.log",
        ImportKind::Log,
        b"one\n\x00\x00",
        "a.log:2:1: There is something else than text here. Take the log as plain text.",
    );
    check("a.log", ImportKind::Log, b"\n\n", "a.log: The log is empty. Take a log with lines in it.");
    check(
        "a.eml",
        ImportKind::Mail,
        b"\x89PNG\r\n\x1a\n",
        "a.eml:1:1: This is not an e-mail. Save the mail with its headers, as .eml.",
    );
    let large = vec![b'a'; scenario::MAX_IMPORT + 1];
    check("a.log", ImportKind::Log, &large, "a.log: The file is larger than 32 MiB. Cut it to the part that matters.");
    let deep = "[".repeat(100_000);
    assert!(
        import("a.json", deep.as_bytes(), Some(ImportKind::Opsgenie)).unwrap_err().what.contains("recursion limit")
    );
}

#[test]
fn notes_alone_make_no_page() {
    let note = br#"{"notes": [{"id": "P1", "user": {"summary": "Ana"}, "content": "Only one shop", "created_at": "2026-11-03T09:00:00Z"}]}"#;
    let imported = import("notes.json", note, None).unwrap();
    let draft = &imported[0].draft.0;
    assert_eq!((draft.title.as_str(), draft.brief.as_str(), draft.evidence.len()), ("notes.json", "", 1));
}

/// Each of these would take minutes if the time grew with the square of the size.
#[test]
fn files_of_garbage_are_refused_or_read_in_time() {
    let check = |kind: ImportKind, text: &str, expected: &str| {
        let found = import("upload", text.as_bytes(), Some(kind));
        let what = found.map_or_else(|fault| fault.what, |imported| format!("{} drafts", imported.len()));
        assert_eq!(what, expected);
    };
    let incidents: String =
        (0..50_000).map(|id| format!("{{\"incident\": {{\"id\": \"{id}\", \"type\": \"incident\"}}}}\n")).collect();
    check(ImportKind::Pagerduty, &incidents, "The file has more than 200 incidents or conversations");
    let alerts: String = (0..50_000)
        .map(|id| format!("{{\"action\": \"Create\", \"alert\": {{\"alertId\": \"{id}\", \"message\": \"x\"}}}}\n"))
        .collect();
    check(ImportKind::Opsgenie, &alerts, "The file has more than 200 incidents or conversations");
    let mails: String = (0..50_000).map(|id| format!("From a\nFrom: a@b.example\nSubject: {id}\n\nx\n\n")).collect();
    check(ImportKind::Mailbox, &mails, "The mailbox has more than 2000 mails");
    check(ImportKind::Postmortem, &"10:00 a ".repeat(100_000), "1 drafts");
    check(ImportKind::Postmortem, &"> ".repeat(100_000), "There is no text in the file");
    check(ImportKind::Postmortem, &"- 10:00 failed. fixed\n".repeat(50_000), "1 drafts");
    check(ImportKind::Log, &"[10:00".repeat(200_000), "1 drafts");
    check(ImportKind::Graph, &"10:00,1\n".repeat(200_000), "1 drafts");
}

/// A draft fits on a card: nothing is wrong with it but what is missing.
fn assert_fits(imported: &[Imported]) {
    for imported in imported {
        for flaw in imported.draft.clone().complete().err().unwrap_or_default() {
            let missing = matches!(&flaw.kind, FlawKind::NoSystem | FlawKind::Text(TextError::Empty { .. }));
            assert!(missing, "{flaw:?} in {:?}", imported.draft);
        }
    }
}

#[test]
fn drafts_of_examples_fit_on_cards() {
    for (name, _) in EXAMPLES {
        assert_fits(&import(name, &example(name), None).unwrap());
    }
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_read(bytes: Vec<u8>, text: String) {
        for kind in ImportKind::ALL.into_iter().map(Some).chain([None]) {
            for bytes in [bytes.as_slice(), text.as_bytes()] {
                assert_fits(&import("upload", bytes, kind).unwrap_or_default());
            }
        }
    }

    #[test]
    fn damaged_examples_are_read(which in 0..EXAMPLES.len(), cut: proptest::sample::Index, at: proptest::sample::Index, byte: u8) {
        let (name, kind) = EXAMPLES[which];
        let mut bytes = example(name);
        let length = bytes.len();
        bytes[at.index(length)] = byte;
        for bytes in [&bytes[..], &bytes[..cut.index(length)]] {
            assert_fits(&import(name, bytes, Some(kind)).unwrap_or_default());
        }
    }
}
