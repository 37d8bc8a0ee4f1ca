//! The JSON Schema of scenario files, for editors and for tools of others.

/// The JSON Schema (draft 2020-12) of scenario files. What [`read`](crate::read()) accepts, it accepts, too; what it
/// cannot express, such as that ids differ, only `read` refuses.
pub const SCHEMA: &str = include_str!("../../../scenarios/scenario.schema.json");

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use jsonschema::Validator;
    use proptest::prelude::*;
    use serde_json::{Number, Value};

    use super::*;
    use crate::fault::Faults;
    use crate::fields::{text_is_bool, text_is_null, text_is_number};
    use crate::testing::{self, GOOD, ODD};
    use crate::tree::{Kind, Node, parse};
    use crate::write::{self, write};

    static VALIDATOR: LazyLock<Validator> =
        LazyLock::new(|| jsonschema::validator_for(&serde_json::from_str(SCHEMA).unwrap()).unwrap());

    /// What a YAML reader that follows the core schema hands to a validator.
    fn json(text: &str) -> Value {
        let faults = Faults::of("a.yaml");
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
    fn what_the_reader_accepts_the_schema_accepts() {
        for text in [GOOD, ODD] {
            let told: Vec<String> = VALIDATOR.iter_errors(&json(text)).map(|error| error.to_string()).collect();
            assert_eq!(told, [""; 0]);
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
                let told: Vec<String> = VALIDATOR.iter_errors(&json(&text)).map(|error| error.to_string()).collect();
                assert_eq!(told, [""; 0], "{name}");
            }
        }
    }

    proptest! {
        #[test]
        fn what_is_written_the_schema_accepts(scenario in write::tests::scenarios()) {
            let told: Vec<String> = VALIDATOR.iter_errors(&json(&write(&scenario))).map(|error| error.to_string()).collect();
            prop_assert_eq!(told, [""; 0]);
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
