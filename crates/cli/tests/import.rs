//! `readyroom import` prints redacted drafts, and leaves nothing behind.

use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn import(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_readyroom"));
    command.current_dir(folder).arg("import").args(arguments).output().expect("readyroom runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The export of the importer's own tests, as a zip with one folder at the top.
fn export_zip() -> Vec<u8> {
    let files = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenario/tests/files/slack");
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for path in [
        "users.json",
        "channels.json",
        "groups.json",
        "dms.json",
        "incidents/2025-11-30.json",
        "incidents/2025-12-01.json",
        "D0C1/2025-11-30.json",
    ] {
        writer.start_file(format!("Harbour export/{path}"), SimpleFileOptions::default()).expect("a file of the zip");
        writer.write_all(&std::fs::read(files.join(path)).expect("a file of the export")).expect("a file of the zip");
    }
    writer.finish().expect("the zip").into_inner()
}

/// Runs with a file in a folder of its own, in which nothing else may appear.
fn check(name: &str, bytes: &[u8], arguments: &[&str]) -> Output {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join(name), bytes).expect("the file can be written");
    let output = import(folder.path(), arguments);
    let left: Vec<PathBuf> =
        std::fs::read_dir(folder.path()).expect("the folder").map(|entry| entry.expect("an entry").path()).collect();
    assert_eq!(left.len(), 1, "{left:?}");
    output
}

#[test]
fn an_export_of_slack_is_listed_and_a_thread_becomes_a_draft() {
    let zip = export_zip();
    let listed = check("export.zip", &zip, &["export.zip"]);
    let shown = text(&listed.stdout);
    assert!(shown.contains("incidents  channel  2 days, 2025-11-30 to 2025-12-01"), "{shown}");
    assert!(shown.contains("D0C1  direct messages with Robin, Kim"), "{shown}");

    let found = check("export.zip", &zip, &["export.zip", "--search", "pool is exhausted"]);
    assert!(text(&found.stdout).contains("#incidents  2025-11-30  1764489900.000300"), "{}", text(&found.stdout));

    let thread =
        ["slack", "export.zip", "--channel", "incidents", "--thread", "1764489720.000100", "--domain", "harbour.test"];
    let made = check("export.zip", &zip, &thread);
    let expected = include_str!("../../scenario/tests/files/slack/draft.yaml");
    assert_eq!(text(&made.stdout), expected, "{}", text(&made.stderr));
    let summary = text(&made.stderr);
    assert!(summary.contains("Replaced: "), "{summary}");
    for original in ["Marta", "Deniz", "harbour.test", "hunter2secret"] {
        for shown in [&listed, &found, &made] {
            assert!(!text(&shown.stdout).contains(original) && !text(&shown.stderr).contains(original), "{original}");
        }
    }
}

#[test]
fn other_kinds_are_recognised() {
    let log =
        "2026-12-01T10:00:00Z INFO started\n2026-12-01T10:00:09Z ERROR 10.20.30.40 refused, password=hunter2secret\n";
    let made = check("worker.log", log.as_bytes(), &["worker.log"]);
    let shown = text(&made.stdout);
    assert!(shown.contains("192.0.2.1 refused, password=[password 1]"), "{shown}{}", text(&made.stderr));
    assert!(text(&made.stderr).contains("IP address: "), "{}", text(&made.stderr));
}

#[test]
fn files_that_are_none_are_refused() {
    let zip = export_zip();
    for (name, bytes, arguments, expected) in [
        ("cut.zip", &zip[..zip.len() / 2], &["cut.zip"][..], "is no whole zip"),
        ("odd.bin", &[0, 1, 2, 250, 251][..], &["odd.bin"][..], "It is not clear what kind of file this is"),
        ("odd.bin", b"x", &["poem", "odd.bin"], "there is no kind poem"),
        ("odd.bin", b"x", &["nowhere.log"], "cannot read nowhere.log"),
        ("export.zip", &zip, &["export.zip", "--channel", "nowhere"], "the export has no channel nowhere"),
        ("export.zip", &zip, &["export.zip", "--channel", "incidents", "--day", "2026-01-01"], "There is no file"),
    ] {
        let output = check(name, bytes, arguments);
        assert!(!output.status.success(), "{arguments:?}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
        assert!(text(&output.stderr).contains(expected), "{arguments:?}: {}", text(&output.stderr));
    }
}
