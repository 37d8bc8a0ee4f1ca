//! The templates of `line_format` and `label_format`: the part of Go's `text/template` that makes a text of labels.
//!
//! Source: <https://pkg.go.dev/text/template>, <https://grafana.com/docs/loki/latest/query/template_functions/>.

mod data;
mod dates;
mod functions;
mod parse;

use std::collections::HashMap;

use self::data::Data;
use super::entry::Entry;

/// Bytes that a template may make of one line.
const MOST_OUTPUT: usize = 1 << 20;
/// How often one template may go round in a `range`, over all of them.
const MOST_ROUNDS: usize = 10_000;

/// A parsed template.
#[derive(Debug)]
pub(super) struct Template(Vec<Node>);

#[derive(Debug)]
enum Node {
    Text(String),
    /// Prints a value, unless it goes into a variable.
    Action {
        variable: Option<String>,
        pipeline: Pipeline,
    },
    If {
        condition: Pipeline,
        then: Vec<Node>,
        otherwise: Vec<Node>,
    },
    With {
        value: Pipeline,
        then: Vec<Node>,
        otherwise: Vec<Node>,
    },
    Range {
        key: Option<String>,
        element: Option<String>,
        list: Pipeline,
        body: Vec<Node>,
        otherwise: Vec<Node>,
    },
}

/// Calls of which each gets the value of the one before as its last argument.
#[derive(Debug)]
struct Pipeline(Vec<Call>);

/// A value or a function with its arguments.
#[derive(Debug)]
struct Call(Vec<Operand>);

#[derive(Debug)]
enum Operand {
    Literal(Data),
    Function(String),
    /// `.a.b`, from the dot.
    Field(Vec<String>),
    /// `$x.a`; the empty name is the root.
    Variable(String, Vec<String>),
    /// `(…).a`
    Nested(Pipeline, Vec<String>),
}

impl Template {
    /// # Errors
    ///
    /// What cannot be read.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        parse::parse(text).map(Self)
    }

    /// # Errors
    ///
    /// When a function refuses its arguments, or the text becomes too long.
    pub(super) fn render(&self, context: &Context) -> Result<String, String> {
        let mut renderer = Renderer { context, variables: HashMap::new(), out: String::new(), rounds: 0 };
        renderer.render(&self.0, &context.labels)?;
        Ok(renderer.out)
    }
}

/// What a template may use of a line.
pub(super) struct Context {
    labels: Data,
    line: String,
    /// Nanoseconds since 1970.
    time: i64,
}

impl Context {
    pub(super) fn new(entry: &Entry<'_>) -> Self {
        let labels =
            entry.labels().iter().map(|(name, value)| (name.to_owned(), Data::Text(value.to_owned()))).collect();
        Self { labels: Data::Map(labels), line: entry.line.to_string(), time: entry.time }
    }
}

struct Renderer<'a> {
    context: &'a Context,
    variables: HashMap<String, Data>,
    out: String,
    rounds: usize,
}

impl Renderer<'_> {
    fn render(&mut self, nodes: &[Node], dot: &Data) -> Result<(), String> {
        for node in nodes {
            match node {
                Node::Text(text) => self.out.push_str(text),
                Node::Action { variable: Some(name), pipeline } => {
                    let value = self.evaluate(pipeline, dot)?;
                    self.variables.insert(name.clone(), value);
                }
                Node::Action { variable: None, pipeline } => {
                    let value = self.evaluate(pipeline, dot)?;
                    self.out.push_str(&value.to_string());
                }
                Node::If { condition, then, otherwise } => {
                    let holds = self.evaluate(condition, dot)?.is_true();
                    self.render(if holds { then } else { otherwise }, dot)?;
                }
                Node::With { value, then, otherwise } => {
                    let value = self.evaluate(value, dot)?;
                    if value.is_true() { self.render(then, &value)? } else { self.render(otherwise, dot)? }
                }
                Node::Range { key, element, list, body, otherwise } => {
                    let elements = self.evaluate(list, dot)?.elements();
                    if elements.is_empty() {
                        self.render(otherwise, dot)?;
                    }
                    for (place, value) in elements {
                        self.rounds += 1;
                        if self.rounds > MOST_ROUNDS {
                            return Err(format!("the template goes round more than {MOST_ROUNDS} times"));
                        }
                        key.iter().for_each(|name| drop(self.variables.insert(name.clone(), place.clone())));
                        element.iter().for_each(|name| drop(self.variables.insert(name.clone(), value.clone())));
                        self.render(body, &value)?;
                    }
                }
            }
            if self.out.len() > MOST_OUTPUT {
                return Err(format!("the template makes more than {MOST_OUTPUT} bytes"));
            }
        }
        Ok(())
    }

    fn evaluate(&self, pipeline: &Pipeline, dot: &Data) -> Result<Data, String> {
        let mut piped = None;
        for call in &pipeline.0 {
            piped = Some(self.call(call, piped, dot)?);
        }
        Ok(piped.unwrap_or(Data::Missing))
    }

    fn call(&self, call: &Call, piped: Option<Data>, dot: &Data) -> Result<Data, String> {
        let [first, arguments @ ..] = call.0.as_slice() else { return Err("a command is empty".to_owned()) };
        if let Operand::Function(name) = first {
            let mut values =
                arguments.iter().map(|argument| self.operand(argument, dot)).collect::<Result<Vec<_>, _>>()?;
            values.extend(piped);
            return functions::call(name, &values, self.context);
        }
        if !arguments.is_empty() || piped.is_some() {
            return Err("only a function can have arguments".to_owned());
        }
        self.operand(first, dot)
    }

    fn operand(&self, operand: &Operand, dot: &Data) -> Result<Data, String> {
        let fields = |value: &Data, path: &[String]| path.iter().fold(value.clone(), |value, name| value.field(name));
        Ok(match operand {
            Operand::Literal(value) => value.clone(),
            Operand::Function(name) => functions::call(name, &[], self.context)?,
            Operand::Field(path) => fields(dot, path),
            Operand::Variable(name, path) if name.is_empty() => fields(&self.context.labels, path),
            Operand::Variable(name, path) => {
                fields(self.variables.get(name).ok_or_else(|| format!("undefined variable ${name}"))?, path)
            }
            Operand::Nested(pipeline, path) => fields(&self.evaluate(pipeline, dot)?, path),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labels::Labels;

    fn render(template: &str) -> String {
        let labels = Labels::new([
            ("app", "shop"),
            ("ms", "1500"),
            ("path", "/a/b?c=d"),
            ("json", r#"{"a":[1,"x"],"b":{"c":2.5}}"#),
        ]);
        let entry = Entry::new(1_700_000_000_123_456_789, "GET /a 200", &labels);
        match Template::parse(template).and_then(|template| template.render(&Context::new(&entry))) {
            Ok(text) => text,
            Err(error) => format!("error: {error}"),
        }
    }

    #[test]
    fn templates_make_texts() {
        let cases = [
            ("{{.app}} took {{.ms}}", "shop took 1500"),
            ("{{ .missing }}|", "|"),
            ("{{ .app | ToUpper | printf \"<%s>\" }}", "<SHOP>"),
            ("{{ if eq .app \"shop\" }}yes{{ else }}no{{ end }}", "yes"),
            ("{{ if .missing }}a{{ else if .app }}b{{ else }}c{{ end }}", "b"),
            ("{{ if and .app (not .missing) }}both{{ end }}", "both"),
            ("{{ div .ms 1000 }} {{ divf .ms 1000 }} {{ add 1 2 3 }}", "1 1.5 6"),
            ("{{ __line__ | trunc 3 }}", "GET"),
            ("{{ trunc -3 __line__ }}", "200"),
            ("a {{- /* a comment */ -}} b", "ab"),
            ("{{ range $i, $e := (fromJson .json).a }}{{ $i }}={{ $e }};{{ end }}", "0=1;1=x;"),
            ("{{ with $x := .app }}{{ $x }}{{ end }}", "shop"),
            ("{{ range (fromJson .json).a }}[{{ . }}]{{ end }}", "[1][x]"),
            ("{{ (fromJson .json).b.c }}", "2.5"),
            ("{{ regexReplaceAll \"(\\\\w)\\\\w*\" .app \"${1}!\" }}", "s!"),
            ("{{ alignLeft 3 .app }}{{ alignRight 6 .app }}", "sho  shop"),
            ("{{ default \"-\" .missing }}{{ .path | urlencode }}", "-%2Fa%2Fb%3Fc%3Dd"),
            ("{{ __timestamp__ | date \"2006-01-02T15:04:05.000Z07:00\" }}", "2023-11-14T22:13:20.123Z"),
            ("{{ unixEpoch __timestamp__ }}", "1700000000"),
            ("{{ Replace .path \"/\" \"-\" 1 }} {{ replace \"/\" \"\" .path }}", "-a/b?c=d ab?c=d"),
            ("{{ .ms | int | mul 2 }} {{ round 2.345 2 }} {{ max 3 9 1 }}", "3000 2.35 9"),
            ("{{ `raw \"text\"` }} {{ \"q\\\"\" }}", "raw \"text\" q\""),
            ("{{ b64enc .app }} {{ b64dec \"c2hvcA==\" }}", "c2hvcA== shop"),
            ("{{ bytes \"1KB\" }} {{ duration \"1m\" }}", "1000 60"),
        ];
        for (template, expected) in cases {
            assert_eq!(render(template), expected, "{template}");
        }
    }

    #[test]
    fn broken_templates_are_refused() {
        for template in [
            "{{ .a",
            "{{ if .a }}",
            "{{ end }}",
            "{{ nothing .a }}",
            "{{ . | }}",
            "{{ \"a }}",
            "{{ .app .ms }}",
            "{{ $x }}",
            "{{ repeat 100000000 .app }}",
        ] {
            assert!(render(template).starts_with("error: "), "{template} gave {}", render(template));
        }
    }
}
