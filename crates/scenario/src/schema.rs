//! The JSON Schema of scenario files, for editors and for tools of others. It is derived from the keys that the reader takes.

/// The JSON Schema (draft 2020-12) of scenario files. What [`read_scenario`](crate::read_scenario) accepts, it accepts, too; what it
/// cannot express, such as that ids differ, only `read` refuses.
pub const SCHEMA: &str = include_str!("../../../scenarios/scenario.schema.json");

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::ops::RangeInclusive;
    use std::sync::LazyLock;

    use domain::link::MAX_LINK;
    use domain::scenario::limits::{self, CountLimit, TextLimit};
    use domain::scenario::{EvidenceKind, MAX_LINE, MINUTES, SLUG_LENGTH};
    use domain::text::{SystemName, Title};
    use jsonschema::Validator;
    use proptest::prelude::*;
    use serde_json::{Number, Value};

    use super::*;
    use crate::fault::Faults;
    use crate::fields::{text_is_bool, text_is_null, text_is_number};
    use crate::forms::bound;
    use crate::keys::ScenarioKeys;
    use crate::testing::{self, GOOD, ODD};
    use crate::tree::{Kind, Node, parse};
    use crate::write::{self, write};

    static VALIDATOR: LazyLock<Validator> =
        LazyLock::new(|| jsonschema::validator_for(&serde_json::from_str(SCHEMA).unwrap()).unwrap());

    /// What a YAML reader that follows the core schema hands to a validator.
    fn json(text: &str) -> Value {
        let faults = Faults::new("a.yaml");
        let root = parse(text, &faults).unwrap();
        value(&root)
    }

    fn value(node: &Node) -> Value {
        match &node.kind {
            Kind::Scalar { text, plain: true } if text_is_null(text) => Value::Null,
            Kind::Scalar { text, plain: true } if text_is_bool(text) => Value::Bool(text.eq_ignore_ascii_case("true")),
            Kind::Scalar { text, plain: true } if text_is_number(text) => {
                Value::Number(text.parse::<i64>().map(Number::from).unwrap())
            }
            Kind::Scalar { text, .. } => Value::String(text.clone()),
            Kind::List { items, .. } => items.iter().map(value).collect(),
            Kind::Map { entries, .. } => entries.iter().map(|(key, node)| (key.text.clone(), value(node))).collect(),
            Kind::Broken => unreachable!("the cases that are no YAML are marked so"),
        }
    }

    #[test]
    fn the_schema_is_that_of_the_keys_which_the_reader_takes() {
        let in_one_line = schemars::transform::RecursiveTransform(|schema: &mut schemars::Schema| {
            if let Some(Value::String(description)) = schema.get_mut("description") {
                *description = description.replace('\n', " ");
            }
        });
        let settings = schemars::generate::SchemaSettings::draft2020_12().with_transform(in_one_line);
        let generator = settings.into_generator();
        let derived = generator.into_root_schema_for::<ScenarioKeys<'static>>();
        let derived = format!("{}\n", serde_json::to_string_pretty(&derived).unwrap());
        if std::env::var_os("WRITE_SCHEMA").is_some() {
            std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/../../scenarios/scenario.schema.json"), &derived)
                .unwrap();
        }
        assert!(SCHEMA == derived, "mend: WRITE_SCHEMA=1 cargo test -p scenario the_schema_is_that\n{derived}");
    }

    /// Every number in the schema that bounds something, by its place.
    fn bounds(value: &Value, path: &str, found: &mut BTreeMap<String, u64>) {
        let Value::Object(entries) = value else { return };
        for (key, value) in entries {
            let path = format!("{path}/{key}");
            match value.as_u64() {
                Some(number) if key != "const" => {
                    found.insert(path, number);
                }
                Some(_) | None => bounds(value, &path, found),
            }
        }
    }

    #[test]
    fn the_schema_has_the_limits_of_the_domain() {
        // One more than fits, for the line break that ends a block and is not counted.
        let text = |limit: TextLimit| bound(limit.characters) as u64;
        let most = |limit: CountLimit| *limit.items.end() as u64;
        let expected = [
            ("title/maxLength", bound(Title::LIMIT) as u64),
            ("minutes/minimum", u64::from(*MINUTES.start())),
            ("minutes/maximum", u64::from(*MINUTES.end())),
            ("systems/minItems", *limits::SYSTEMS.items.start() as u64),
            ("systems/maxItems", most(limits::SYSTEMS)),
            ("brief/maxLength", text(limits::BRIEF)),
            ("evidence/maxItems", most(limits::EVIDENCE)),
            ("notes/maxLength", text(limits::NOTES)),
            ("hints/maxItems", most(limits::HINTS)),
            ("reference_path/maxItems", most(limits::REFERENCE_STEPS)),
            ("reference_path/items/maxLength", text(limits::REFERENCE_STEP)),
            ("cause/maxLength", text(limits::CAUSE)),
            ("resolution/maxLength", text(limits::RESOLUTION)),
            ("authors/maxItems", most(limits::AUTHORS)),
            ("authors/items/maxLength", text(limits::AUTHOR)),
        ];
        let defined = [
            ("system/properties/name", bound(SystemName::LIMIT) as u64),
            ("system/properties/about", text(limits::ABOUT)),
            ("evidence/properties/title", text(limits::EVIDENCE_TITLE)),
            ("evidence/properties/sender", text(limits::EVIDENCE_SENDER)),
            ("evidence/properties/recipients/items", text(limits::RECIPIENT)),
            ("evidence/properties/ask", text(limits::ASK)),
            ("evidence/properties/body", text(limits::EVIDENCE_BODY)),
            ("evidence/properties/picture", MAX_LINE as u64),
            ("evidence/properties/alt", text(limits::ALT)),
            ("hint/properties/text", text(limits::HINT)),
            ("origin/properties/organisation", text(limits::ORGANISATION)),
            ("origin/properties/link", MAX_LINK as u64),
            ("pack/properties/title", bound(Title::LIMIT) as u64),
            ("pack/properties/version", text(limits::PACK_VERSION)),
            ("pack/properties/licence", text(limits::LICENCE)),
            ("pack/properties/authors/items", text(limits::AUTHOR)),
        ];
        let expected = expected.map(|(place, number)| (format!("/properties/{place}"), number)).into_iter();
        let defined = defined.map(|(place, number)| (format!("/$defs/{place}/maxLength"), number));
        let lists = [
            ("/$defs/evidence/properties/recipients/maxItems".to_owned(), most(limits::RECIPIENTS)),
            ("/$defs/pack/properties/authors/maxItems".to_owned(), most(limits::PACK_AUTHORS)),
        ];
        let mut found = BTreeMap::new();
        let schema: Value = serde_json::from_str(SCHEMA).unwrap();
        bounds(&schema, "", &mut found);
        assert_eq!(found, expected.chain(defined).chain(lists).collect());

        let kinds = EvidenceKind::ALL.map(EvidenceKind::word);
        assert_eq!(schema["$defs"]["evidence"]["properties"]["kind"]["enum"], serde_json::json!(kinds));
        let pattern = |length: &RangeInclusive<usize>| format!("^[a-z0-9-]{{{},{}}}$", length.start(), length.end());
        assert_eq!(schema["properties"]["id"]["pattern"], pattern(&SLUG_LENGTH));
        assert_eq!(schema["$defs"]["evidence"]["properties"]["id"]["pattern"], pattern(&limits::EVIDENCE_ID_LENGTH));
        let minutes = |range: &RangeInclusive<u16>| format!("([{}-9]|[1-5][0-9]|{})m", range.start(), range.end());
        let arrives = format!("^(back|asked|after {})$", minutes(&limits::RELEASE_MINUTES));
        assert_eq!(schema["$defs"]["evidence"]["properties"]["release"]["pattern"], arrives);
        let helps = format!("^{}$", minutes(&limits::HINT_MINUTES));
        assert_eq!(schema["$defs"]["hint"]["properties"]["after"]["pattern"], helps);
    }

    #[test]
    fn what_the_reader_accepts_the_schema_accepts() {
        for text in [GOOD, ODD] {
            let errors: Vec<String> = VALIDATOR.iter_errors(&json(text)).map(|error| error.to_string()).collect();
            assert_eq!(errors, [""; 0]);
        }
    }

    #[test]
    fn what_ships_the_schema_accepts() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../scenarios/starter");
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if name.ends_with(".yaml") && name != "pack.yaml" {
                let text = std::fs::read_to_string(&path).unwrap();
                let errors: Vec<String> = VALIDATOR.iter_errors(&json(&text)).map(|error| error.to_string()).collect();
                assert_eq!(errors, [""; 0], "{name}");
            }
        }
    }

    proptest! {
        #[test]
        fn what_is_written_the_schema_accepts(scenario in write::tests::scenarios()) {
            let errors: Vec<String> = VALIDATOR.iter_errors(&json(&write(&scenario))).map(|error| error.to_string()).collect();
            prop_assert_eq!(errors, [""; 0]);
        }
    }

    #[test]
    fn what_the_reader_refuses_the_schema_refuses_where_it_can() {
        for case in testing::cases() {
            if let Some(refuses) = case.schema_refuses {
                assert_eq!(!VALIDATOR.is_valid(&json(&case.text)), refuses, "{}", case.edit);
            }
        }
    }
}
