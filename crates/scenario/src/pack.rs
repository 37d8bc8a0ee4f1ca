//! Packs: a folder of scenario files, their pictures, and a `pack.yaml` that lists its scenarios in order.

use std::borrow::Cow;
use std::collections::BTreeMap;

use domain::scenario::limits::{self, TextLimit};
use domain::scenario::{CardPack, Complete, MAX_BRIEF, MAX_PACK_AUTHORS, SLUG_LENGTH};
use domain::text::{Lines, SystemName, Title};

use crate::fault::{Fault, Faults, Place, quoted};
use crate::fields::{Fields, Key, Value};
use crate::picture::picture_fault;
use crate::read;
use crate::tree;

/// The name of the file that makes a folder a pack.
pub(crate) const PACK_FILE: &str = "pack.yaml";
/// The most scenarios of a pack.
pub const MAX_PACK_SCENARIOS: usize = 200;
/// The most systems of a pack.
pub const MAX_PACK_SYSTEMS: usize = 100;

const ABOUT: TextLimit =
    TextLimit { name: "What the pack is for", characters: MAX_BRIEF, lines: Lines::Many, may_be_empty: false };

const PACK: &[Key] = &[
    Key("readyroom_pack", "the version of the format, 1"),
    Key("title", "the pack's name, at most 120 characters"),
    Key("about", "what the pack is for, at most 900 characters"),
    Key("version", "which edition it is, such as 1.0"),
    Key("licence", "the terms on which others may use it, such as Apache-2.0"),
    Key("authors", "a list of who made the pack"),
    Key("scenarios", "a list of the ids of its scenarios, in the order in which a newcomer best meets them"),
    Key("systems", "a list of the systems that its scenarios touch, each with name and about"),
];
const SYSTEM: &[Key] = &[Key("name", "the system's name"), Key("about", "what it does, in one sentence")];

/// What a pack holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pack {
    /// Its name.
    pub title: Title,
    /// What it is for.
    pub about: String,
    /// Which edition it is; earlier packs have none.
    pub version: Option<String>,
    /// The terms on which others may use it; an SPDX identifier as a rule.
    pub licence: String,
    /// Who made it; empty for earlier packs.
    pub authors: Vec<String>,
    /// The systems that its scenarios touch.
    pub systems: Vec<PackSystem>,
    /// Its scenarios, in the order in which a newcomer best meets them. Pictures are named by their files in the pack.
    pub scenarios: Vec<Complete>,
}

impl Pack {
    /// The pack as its cards name it.
    #[must_use]
    pub fn card_pack(&self) -> CardPack {
        CardPack {
            title: self.title.clone(),
            version: self.version.clone(),
            licence: self.licence.clone(),
            authors: self.authors.clone(),
        }
    }
}

/// The contents of `pack.yaml`; see [`write_pack_head`](crate::write_pack_head).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackHead {
    /// The pack's name.
    pub title: Title,
    /// What it is for, in at most 900 characters.
    pub about: String,
    /// Which edition it is, in at most 120 characters.
    pub version: Option<String>,
    /// The terms on which others may use it, in at most 120 characters.
    pub licence: String,
    /// Who made it; at most [`MAX_PACK_AUTHORS`].
    pub authors: Vec<String>,
    /// The ids of its scenarios, in the order in which a newcomer best meets them.
    pub scenarios: Vec<String>,
    /// The systems that its scenarios touch.
    pub systems: Vec<PackSystem>,
}

/// A system as a pack describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackSystem {
    /// Its name.
    pub name: SystemName,
    /// What it does, in one sentence.
    pub about: String,
}

/// Reads a pack from the names and contents of the files of its folder; files that are no concern of a pack are passed over.
///
/// # Errors
/// Every fault of `pack.yaml`, of the scenarios, and of the other files; `file` is the name within the folder.
pub fn read_pack(files: &[(&str, &[u8])]) -> Result<Pack, Vec<Fault>> {
    let survey = survey(files);
    match survey.pack {
        Some(pack) if survey.faults.is_empty() => Ok(pack),
        _ => Err(survey.faults),
    }
}

/// A pack and all that is wrong with it.
pub(crate) struct Survey {
    pub(crate) pack: Option<Pack>,
    /// How many scenario files were looked at.
    pub(crate) scenarios: usize,
    pub(crate) faults: Vec<Fault>,
}

pub(crate) fn survey(files: &[(&str, &[u8])]) -> Survey {
    let by_name: BTreeMap<&str, &[u8]> = files.iter().copied().collect();
    let faults = Faults::new(PACK_FILE);
    let head = match by_name.get(PACK_FILE) {
        Some(bytes) => read_head(bytes, &faults),
        None => {
            faults.add(Place::default(), "There is no pack.yaml here", "Write one that lists the scenarios");
            Head::default()
        }
    };
    let mut order: Vec<String> = Vec::new();
    for (id, place) in head.listed.iter().flatten() {
        let file = format!("{id}.yaml");
        if file == PACK_FILE {
            faults.add(
                *place,
                "pack.yaml describes the pack itself",
                "Give the scenario another id and name its file so",
            );
        } else if !by_name.contains_key(file.as_str()) {
            faults.add(*place, format!("There is no file {file} in the pack"), "Add it, or take the id off the list");
        } else if order.contains(&file) {
            faults.add(*place, format!("{id} is listed twice"), "Keep one of the two");
        } else {
            order.push(file);
        }
    }
    let listed = order.len();
    let others =
        by_name.keys().filter(|name| is_yaml(name) && **name != PACK_FILE && !order.iter().any(|file| file == *name));
    let others: Vec<String> = others.map(|name| (*name).to_owned()).collect();
    order.extend(others);

    let mut found = faults.into_sorted();
    let mut scenarios = Vec::new();
    for (index, file) in order.iter().enumerate() {
        let faults = Faults::new(file);
        if index >= listed && head.listed.is_some() {
            faults.add(
                Place::default(),
                "The pack does not list this file",
                "Add its id to scenarios in pack.yaml, or move the file elsewhere",
            );
        }
        let bytes = by_name.get(file.as_str()).copied().unwrap_or_default();
        let beside = |name: &str| by_name.get(name).map(|bytes| Cow::Borrowed(*bytes));
        scenarios.push(read_beside(file, bytes, beside, head.systems.as_deref(), &faults));
        found.extend(faults.into_sorted());
    }
    let count = scenarios.len();
    let scenarios: Option<Vec<Complete>> = scenarios.into_iter().collect();
    let pack = head.finish(scenarios);
    Survey { pack, scenarios: count, faults: found }
}

/// Reads a scenario file, its pictures, and whether the pack describes its systems.
pub(crate) fn read_beside<'b>(
    file: &str,
    bytes: &[u8],
    beside: impl Fn(&str) -> Option<Cow<'b, [u8]>>,
    described: Option<&[PackSystem]>,
    faults: &Faults,
) -> Option<Complete> {
    if file.ends_with(".yml") {
        faults.add(Place::default(), "Scenario files end in .yaml", "Rename the file so that it ends in .yaml");
    }
    let found = read::walk(file, tree::decode(bytes, faults)?, faults);
    for (name, place) in &found.pictures {
        if let Some((what, mend)) = picture_fault(name, beside(name).as_deref()) {
            faults.add(*place, what, mend);
        }
    }
    for (name, place) in &found.systems {
        if described.is_some_and(|described| described.iter().all(|system| system.name != *name)) {
            faults.add(
                *place,
                format!("The pack does not describe the system {}", quoted(name.as_str())),
                "Add it to systems in pack.yaml, or name one that is there",
            );
        }
    }
    found.scenario
}

pub(crate) fn is_yaml(name: &str) -> bool {
    name.ends_with(".yaml") || name.ends_with(".yml")
}

/// The contents of `pack.yaml`; `None` where it is faulty.
#[derive(Default)]
struct Head {
    title: Option<Title>,
    about: Option<String>,
    version: Option<String>,
    licence: Option<String>,
    authors: Vec<String>,
    listed: Option<Vec<(String, Place)>>,
    systems: Option<Vec<PackSystem>>,
}

impl Head {
    fn finish(self, scenarios: Option<Vec<Complete>>) -> Option<Pack> {
        Some(Pack {
            title: self.title?,
            about: self.about?,
            version: self.version,
            licence: self.licence?,
            authors: self.authors,
            systems: self.systems?,
            scenarios: scenarios?,
        })
    }
}

fn read_head(bytes: &[u8], faults: &Faults) -> Head {
    let Some(root) = tree::decode(bytes, faults).and_then(|text| tree::parse(text, faults)) else {
        return Head::default();
    };
    let root = Value::root(&root, faults);
    if !read::is_known_version(root, "readyroom_pack") {
        return Head::default();
    }
    let Some(fields) = root.fields(PACK) else { return Head::default() };
    fields.need("readyroom_pack");
    Head {
        title: fields.need("title").and_then(|value| value.parsed(Title::parse)),
        about: fields.need("about").and_then(|value| value.text(&ABOUT)),
        // A version such as 1.0 is a number to YAML.
        version: fields.get("version").and_then(|value| value.word_of(&limits::PACK_VERSION)),
        authors: fields
            .get("authors")
            .and_then(|value| value.each(0..=MAX_PACK_AUTHORS, |author| author.text(&limits::AUTHOR)))
            .unwrap_or_default(),
        licence: fields.need("licence").and_then(|value| value.text(&limits::LICENCE)),
        listed: fields.need("scenarios").and_then(|value| {
            value.each(1..=MAX_PACK_SCENARIOS, |item| item.slug(SLUG_LENGTH).map(|id| (id, item.place)))
        }),
        systems: systems(&fields),
    }
}

fn systems(fields: &Fields) -> Option<Vec<PackSystem>> {
    let mut known: Vec<SystemName> = Vec::new();
    fields.need("systems")?.each(1..=MAX_PACK_SYSTEMS, |item| {
        let fields = item.fields(SYSTEM)?;
        let name = fields.need("name").and_then(|value| {
            let name = value.parsed(SystemName::parse)?;
            if known.contains(&name) {
                value.fault(format!("The system {} is described twice", quoted(name.as_str())), "Keep one of the two");
                return None;
            }
            known.push(name.clone());
            Some(name)
        });
        let about = fields.need("about").and_then(|value| value.text(&limits::ABOUT));
        Some(PackSystem { name: name?, about: about? })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::MAX_PICTURE;
    use crate::testing::{GOOD, ODD};

    const HEAD: &str = "readyroom_pack: 1\ntitle: A pack\nabout: |\n  For tests.\nlicence: Apache-2.0\n\
                        scenarios:\n  - resumes-stall\n  - hard-words\nsystems:\n  - name: resume-parser\n    about: Parses.\n  \
                        - name: resume-queue\n    about: A queue.\n  - { name: \"404\", about: x }\n  - { name: \"no: really\", about: x }\n";
    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

    fn files(head: &str) -> Vec<(&str, &[u8])> {
        vec![
            ("queue-depth.png", PNG),
            ("README.md", b"\xff"),
            ("hard-words.yaml", ODD.as_bytes()),
            ("resumes-stall.yaml", GOOD.as_bytes()),
            (PACK_FILE, head.as_bytes()),
        ]
    }

    fn check(files: &[(&str, &[u8])], expected: &[&str]) {
        let found: Vec<String> = read_pack(files).err().unwrap_or_default().iter().map(Fault::to_string).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_pack_is_read_in_its_order() {
        let pack = read_pack(&files(HEAD)).unwrap();
        assert_eq!(
            (pack.title.as_str(), pack.about.as_str(), pack.licence.as_str()),
            ("A pack", "For tests.", "Apache-2.0")
        );
        assert_eq!(pack.systems.len(), 4);
        let slugs: Vec<&str> = pack.scenarios.iter().map(|scenario| scenario.slug.as_str()).collect();
        assert_eq!(slugs, ["resumes-stall", "hard-words"]);
    }

    #[test]
    fn version_and_authors_may_be_missing() {
        let check = |lines: &str, version: Option<&str>, authors: &[&str]| {
            let head = HEAD.replace("licence: Apache-2.0\n", &format!("licence: Apache-2.0\n{lines}"));
            let pack = read_pack(&files(&head)).unwrap();
            assert_eq!(
                (pack.version.as_deref(), pack.authors),
                (version, authors.iter().map(|name| (*name).to_owned()).collect()),
                "{lines}"
            );
        };
        check("", None, &[]);
        check("version: 1.10\nauthors: [Ana, Mei]\n", Some("1.10"), &["Ana", "Mei"]);
        check("version: \"2\"\n", Some("2"), &[]);
        check("version: spring 2026\nauthors: []\n", Some("spring 2026"), &[]);
    }

    #[test]
    fn the_head_must_be_whole() {
        let systems = HEAD.find("systems:").unwrap();
        check(
            &files(&HEAD[..systems]),
            &[
                "pack.yaml:1:1: \"systems\" is missing. Add systems: a list of the systems that its scenarios touch, each with name and about.",
            ],
        );
        check(
            &files(&HEAD.replace("readyroom_pack: 1", "readyroom_pack: 3")),
            &[
                "pack.yaml:1:17: This is version \"3\" of the format, which this Readyroom does not know. Write version 1, or use a newer Readyroom.",
            ],
        );
        check(&files(HEAD)[..4], &["pack.yaml: There is no pack.yaml here. Write one that lists the scenarios."]);
    }

    #[test]
    fn list_and_folder_must_agree() {
        check(
            &files(&HEAD.replace("  - hard-words\n", "  - hard-word\n  - resumes-stall\n")),
            &[
                "pack.yaml:8:5: There is no file hard-word.yaml in the pack. Add it, or take the id off the list.",
                "pack.yaml:9:5: resumes-stall is listed twice. Keep one of the two.",
                "hard-words.yaml: The pack does not list this file. Add its id to scenarios in pack.yaml, or move the file elsewhere.",
            ],
        );
        let mut more = files(HEAD);
        more.push(("old.yml", b"readyroom: 1\nid: [\n"));
        let faults = read_pack(&more).unwrap_err();
        assert_eq!(faults.iter().filter(|fault| fault.file == "old.yml").count(), 4, "{faults:?}");
    }

    #[test]
    fn systems_must_be_described_once() {
        check(
            &files(&HEAD.replace("resume-queue", "resume-parser")),
            &["pack.yaml:12:11: The system \"resume-parser\" is described twice. Keep one of the two."],
        );
        check(
            &files(&HEAD.replace("resume-queue", "queue")),
            &[
                "resumes-stall.yaml:9:11: The pack does not describe the system \"resume-queue\". Add it to systems in pack.yaml, or name one that is there.",
            ],
        );
    }

    #[test]
    fn pictures_must_be_beside_their_scenarios() {
        let check = |picture: Option<&[u8]>, expected: &[&str]| {
            let mut files = files(HEAD);
            match picture {
                Some(bytes) => files[0].1 = bytes,
                None => drop(files.remove(0)),
            }
            check(&files, expected);
        };
        check(Some(b"\xff\xd8\xff\xe0"), &[]);
        check(
            None,
            &["resumes-stall.yaml:50:14: There is no file queue-depth.png beside this one. Add it, or mend its name."],
        );
        check(
            Some(b"<svg/>"),
            &["resumes-stall.yaml:50:14: queue-depth.png is neither PNG nor JPEG. Save the picture as PNG or JPEG."],
        );
        let large = [PNG, &vec![0; MAX_PICTURE]].concat();
        check(
            Some(&large),
            &[
                "resumes-stall.yaml:50:14: queue-depth.png is larger than 5 MiB. Save it smaller, or cut it to what matters.",
            ],
        );
    }

    #[test]
    fn files_that_are_no_text_are_reported() {
        let mut files = files(HEAD);
        files[2].1 = b"id: a\nx: \xff";
        check(&files, &["hard-words.yaml:2:4: The file is not UTF-8 text from here on. Save it as UTF-8."]);
    }

    proptest::proptest! {
        #[test]
        fn reading_never_panics(pack: Vec<u8>, scenario: Vec<u8>, cut in 0..HEAD.len(), name in "[a-z]{1,3}[.]ya?ml") {
            let files = [(PACK_FILE, pack.as_slice()), (name.as_str(), scenario.as_slice())];
            proptest::prop_assert!(read_pack(&files).is_err_and(|faults| !faults.is_empty()));
            let files = [(PACK_FILE, &HEAD.as_bytes()[..cut]), (name.as_str(), &scenario)];
            proptest::prop_assert!(read_pack(&files).is_err_and(|faults| !faults.is_empty()));
        }
    }
}
