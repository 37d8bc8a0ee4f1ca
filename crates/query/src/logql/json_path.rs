//! Expressions of `| json name="a.b[0][\"c d\"]"`.

/// Keys and places that lead to a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct JsonPath(pub(super) Vec<Step>);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    Key(String),
    Index(usize),
}

impl JsonPath {
    /// # Errors
    ///
    /// What is wrong with the expression.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let wrong = || format!("cannot read the JSON expression {text:?}");
        let mut steps = Vec::new();
        let mut rest = text.trim();
        while !rest.is_empty() {
            if let Some(inside) = rest.strip_prefix('[') {
                let (step, after) = match inside.strip_prefix('"') {
                    Some(quoted) => quoted
                        .split_once("\"]")
                        .map(|(key, after)| (Step::Key(key.to_owned()), after))
                        .ok_or_else(wrong)?,
                    None => {
                        let (index, after) = inside.split_once(']').ok_or_else(wrong)?;
                        (Step::Index(index.trim().parse().map_err(|_| wrong())?), after)
                    }
                };
                steps.push(step);
                rest = after;
            } else {
                let field = if steps.is_empty() { rest } else { rest.strip_prefix('.').ok_or_else(wrong)? };
                let end = field.find(['.', '[']).unwrap_or(field.len());
                if !crate::labels::is_label_name(&field[..end]) {
                    return Err(wrong());
                }
                steps.push(Step::Key(field[..end].to_owned()));
                rest = &field[end..];
            }
        }
        if steps.is_empty() { Err(wrong()) } else { Ok(Self(steps)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_have_keys_and_places() {
        let key = |name: &str| Step::Key(name.to_owned());
        assert_eq!(
            JsonPath::parse("a.b[0][\"c d\"].e"),
            Ok(JsonPath(vec![key("a"), key("b"), Step::Index(0), key("c d"), key("e")]))
        );
        assert_eq!(JsonPath::parse("[\"a\"]"), Ok(JsonPath(vec![key("a")])));
        for wrong in ["", "a..b", "a[", "a[x]", "a b", ".a"] {
            assert!(JsonPath::parse(wrong).is_err(), "{wrong:?}");
        }
    }
}
