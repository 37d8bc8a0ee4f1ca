//! The files that tests of several modules share.

/// A scenario without a fault, and its name.
pub(crate) const GOOD: &str = include_str!("../tests/files/good/resumes-stall.yaml");
/// Another one, in every style that YAML has for texts.
pub(crate) const ODD: &str = include_str!("../tests/files/good/hard-words.yaml");

/// One row of `tests/files/faults.txt`; the head of that file describes its form.
pub(crate) struct Case {
    /// The lines taken out and put in.
    pub(crate) edit: String,
    /// The faulty file.
    pub(crate) text: String,
    /// Its faults, without the file's name.
    pub(crate) expected: Vec<String>,
    /// Whether the schema finds fault with it, too; nothing when it cannot be asked.
    pub(crate) schema_refuses: Option<bool>,
}

pub(crate) fn cases() -> Vec<Case> {
    include_str!("../tests/files/faults.txt").split("\n\n").filter_map(case).collect()
}

fn case(block: &str) -> Option<Case> {
    let lines: Vec<&str> = block.lines().filter(|line| !line.starts_with('#')).collect();
    let with = |mark: char| -> String {
        lines.iter().filter_map(|line| line.strip_prefix(mark)).flat_map(|line| [line, "\n"]).collect()
    };
    let (out, put) = (with('-'), with('+'));
    if out.is_empty() {
        return None;
    }
    assert_eq!(GOOD.matches(&out).count(), 1, "{out:?} must stand in the good file once");
    let is_fault = |line: &&&str| line.starts_with(|c: char| c.is_ascii_digit());
    Some(Case {
        edit: block.to_owned(),
        text: GOOD.replace(&out, &put),
        expected: lines.iter().filter(is_fault).map(|line| (*line).to_owned()).collect(),
        schema_refuses: match lines.iter().find_map(|line| line.strip_prefix(['~', '!']).map(|_| &line[..1])) {
            Some("~") => Some(false),
            Some(_) => None,
            None => Some(true),
        },
    })
}
