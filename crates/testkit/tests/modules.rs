//! Which module of a crate may depend on which: see ARCHITECTURE.md.
//!
//! Reads the source of every crate. The modules of one folder (at the top: of the crate) never depend on each other in a
//! circle, whatever lies between them; a folder and what is inside it count as one. Tests inside the source do not count.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The cycles that are there still: the crate, the folder inside it, and the modules. The list has to be exact, and is empty.
const CYCLES: &[(&str, &str, &[&str])] = &[];

/// The modules of the server that may name `crate::routes`: what puts the server together.
const ABOVE_ROUTES: &[&str] = &["serve"];

/// The routes that ask the store themselves. The list has to be exact, and is empty.
const ASK_THE_STORE: &[&str] = &[];

#[test]
fn no_modules_depend_on_each_other_in_a_circle() {
    let mut found = Vec::new();
    for name in crates() {
        for (folder, modules) in cycles(&edges(&read(&name))) {
            found.push((name.clone(), folder.join("::"), modules));
        }
    }
    let known: Vec<_> = CYCLES
        .iter()
        .map(|(name, folder, modules)| {
            let modules: Vec<_> = modules.iter().map(ToString::to_string).collect();
            ((*name).to_owned(), (*folder).to_owned(), modules)
        })
        .collect();
    assert_eq!(found, known, "found on the left; the list in {} has to be the same, and wants to be empty", file!());
}

#[test]
fn routes_are_at_the_top() {
    let wrong: Vec<_> = edges(&read("server"))
        .into_iter()
        .filter(|edge| edge.to.first().is_some_and(|module| module == "routes"))
        .filter(|edge| edge.from.first().is_some_and(|module| module != "routes"))
        .filter(|edge| !ABOVE_ROUTES.contains(&edge.from[0].as_str()))
        .map(|edge| format!("{} names {}", edge.from.join("::"), edge.to.join("::")))
        .collect();
    assert!(wrong.is_empty(), "{}\nroutes call operations, and nothing calls routes", wrong.join("\n"));
}

/// Handlers call operations. Only the extractors of `routes::access`, which find out who may do what, ask the store.
#[test]
fn routes_do_not_ask_the_store() {
    let field = lex(".store");
    let found: Vec<_> = read("server")
        .into_iter()
        .filter(|(module, _)| module.first().is_some_and(|name| name == "routes"))
        .filter(|(module, _)| module.get(1).is_none_or(|name| name != "access"))
        .filter(|(_, tokens)| tokens.windows(field.len()).any(|window| window == field))
        .map(|(module, _)| module.join("::"))
        .collect();
    assert_eq!(found, ASK_THE_STORE, "found on the left; the list in {} wants to be empty", file!());
}

#[test]
fn paths_resolve_to_their_module() {
    let check = |text: &str, expected: &[&str]| {
        let files = [("", "pub use self::b::c::D;"), ("a", text), ("a::x", ""), ("b", "pub use c::D;"), ("b::c", "")];
        let files = files.map(|(module, text)| (segments(module), lex(text))).into();
        let found: BTreeSet<_> =
            edges(&files).into_iter().filter(|edge| edge.from == ["a"]).map(|edge| edge.to.join("::")).collect();
        assert_eq!(found, expected.iter().map(ToString::to_string).collect(), "{text}");
    };
    check("use crate::b::c::E;", &["b::c"]);
    check("use crate::{b::{self, F}, z};", &["b"]);
    check("use super::b::{c::*, F};", &["b", "b::c"]);
    check("fn f() -> crate::b::Result<u8> { self::x::y() }", &["a::x", "b"]);
    check("use crate::D; use x::G;", &["a::x", "b::c"]);
    check("use crate::b::D;", &["b::c"]);
    check("// crate::b\n/* crate::b */ const A: &str = \"crate::b\"; const B: char = '\"'; // crate::b", &[]);
    check("const A: &str = r#\"\" crate::b\"#; fn f<'a>(a: &'a u8) { other::crate_::b() }", &[]);
    check("#[cfg(test)] mod tests { use crate::b::c::E; fn f() {} }", &[]);
    check("#[cfg(test)] mod tests { } use crate::b::c::E;", &["b::c"]);
}

#[test]
fn circles_are_found_in_each_folder() {
    let check = |paths: &[(&str, &str)], expected: &[(&str, &[&str])]| {
        let edges = paths.iter().map(|(from, to)| Edge { from: segments(from), to: segments(to) }).collect();
        let found: Vec<_> = cycles(&edges);
        let found: Vec<(String, Vec<_>)> =
            found.into_iter().map(|(folder, modules)| (folder.join("::"), modules)).collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(folder, modules)| ((*folder).to_owned(), modules.iter().map(ToString::to_string).collect()))
            .collect();
        assert_eq!(found, expected, "{paths:?}");
    };
    check(&[("a", "b"), ("b", "c"), ("a", "c")], &[]);
    check(&[("a", "b"), ("b", "c"), ("c", "a"), ("d", "a")], &[("", &["a", "b", "c"])]);
    check(&[("a::x", "b::y"), ("b::z", "a::w")], &[("", &["a", "b"])]);
    check(&[("a::x", "a::y"), ("a::y", "a::x")], &[("a", &["x", "y"])]);
    check(&[("a", "a::x"), ("a::x", "a")], &[]);
}

/// A module names another one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Edge {
    from: Module,
    to: Module,
}

/// Where a module is, from the root of its crate.
type Module = Vec<String>;

/// The modules of a crate with what stands in them.
type Files = BTreeMap<Module, Vec<Token>>;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Word(String),
    /// `::`
    Colons,
    Mark(char),
}

fn segments(path: &str) -> Module {
    path.split("::").filter(|segment| !segment.is_empty()).map(ToOwned::to_owned).collect()
}

/// The crates of the workspace.
fn crates() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let entries = fs::read_dir(folder).expect("the crates lie beside this one");
    let names = entries.map(|entry| entry.expect("a folder can be listed").file_name().into_string().expect("UTF-8"));
    let mut names: Vec<_> = names.collect();
    names.sort();
    names
}

fn read(name: &str) -> Files {
    let src = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/..")).join(name).join("src");
    let mut files = Files::new();
    read_folder(&src, &Vec::new(), &mut files);
    let tests: Vec<_> = files.iter().flat_map(|(module, tokens)| files_of_tests(module, tokens)).collect();
    files.retain(|module, _| !tests.iter().any(|test| module.starts_with(test)));
    assert!(files.len() > 1, "{} has modules", src.display());
    files
}

fn read_folder(folder: &Path, module: &Module, files: &mut Files) {
    for entry in fs::read_dir(folder).expect("a folder of the source") {
        let path = entry.expect("a folder can be listed").path();
        let name = path.file_stem().and_then(|name| name.to_str()).expect("UTF-8").to_owned();
        let mut inside = module.clone();
        if path.is_dir() {
            // What lies in `bin` are crates of their own.
            if name != "bin" || !module.is_empty() {
                inside.push(name);
                read_folder(&path, &inside, files);
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            if name != "mod" && !(module.is_empty() && matches!(name.as_str(), "lib" | "main")) {
                inside.push(name);
            }
            files.insert(inside, lex(&fs::read_to_string(&path).expect("source is UTF-8")));
        }
    }
}

/// The files that a module has for tests alone: `#[cfg(test)] mod tests;`.
fn files_of_tests(module: &Module, tokens: &[Token]) -> Vec<Module> {
    let places = test_modules(tokens).into_iter().filter(|(_, end)| tokens[*end] == Token::Mark(';'));
    places.map(|(_, end)| module.iter().chain([word(&tokens[end - 1]).expect("its name")]).cloned().collect()).collect()
}

/// Where modules for tests begin and end.
fn test_modules(tokens: &[Token]) -> Vec<(usize, usize)> {
    let beginning = lex("#[cfg(test)] mod");
    let mut places = Vec::new();
    for start in 0..tokens.len() {
        if !tokens[start..].starts_with(&beginning) {
            continue;
        }
        let after_name = start + beginning.len() + 1;
        let end = match tokens.get(after_name) {
            Some(Token::Mark('{')) => matching(tokens, after_name),
            _ => after_name,
        };
        places.push((start, end));
    }
    places
}

/// The brace that closes the one at `open`.
fn matching(tokens: &[Token], open: usize) -> usize {
    let mut depth = 0_usize;
    for (place, token) in tokens.iter().enumerate().skip(open) {
        match token {
            Token::Mark('{') => depth += 1,
            Token::Mark('}') => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return place;
        }
    }
    panic!("a brace is not closed");
}

/// The words and marks of Rust source, without comments, and with empty strings.
fn lex(text: &str) -> Vec<Token> {
    let chars: Vec<char> = text.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let rest = &chars[at..];
        at += match rest {
            ['/', '/', ..] => rest.iter().position(|c| *c == '\n').unwrap_or(rest.len()),
            ['/', '*', ..] => block_comment(rest),
            ['"', ..] => string(rest),
            ['\'', ..] => char_or_lifetime(rest),
            [':', ':', ..] => {
                tokens.push(Token::Colons);
                2
            }
            [c, ..] if c.is_alphanumeric() || *c == '_' => {
                let length = rest.iter().position(|c| !c.is_alphanumeric() && *c != '_').unwrap_or(rest.len());
                let word: String = rest[..length].iter().collect();
                match raw_string(&word, &rest[length..]) {
                    Some(string) => length + string,
                    None => {
                        tokens.push(Token::Word(word));
                        length
                    }
                }
            }
            [c, ..] => {
                if !c.is_whitespace() {
                    tokens.push(Token::Mark(*c));
                }
                1
            }
            [] => break,
        };
    }
    tokens
}

fn block_comment(chars: &[char]) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < chars.len() {
        match &chars[at..] {
            ['/', '*', ..] => (depth, at) = (depth + 1, at + 2),
            ['*', '/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

fn string(chars: &[char]) -> usize {
    let mut at = 1;
    while at < chars.len() && chars[at] != '"' {
        at += if chars[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

fn raw_string(prefix: &str, chars: &[char]) -> Option<usize> {
    if !matches!(prefix, "r" | "br") {
        return None;
    }
    let hashes = chars.iter().take_while(|c| **c == '#').count();
    if chars.get(hashes) != Some(&'"') {
        return None;
    }
    let end: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
    let length = chars[hashes + 1..].windows(end.len()).position(|window| window == end)?;
    Some(hashes + 1 + length + end.len())
}

fn char_or_lifetime(chars: &[char]) -> usize {
    match chars {
        ['\'', '\\', _, rest @ ..] => 3 + rest.iter().position(|c| *c == '\'').unwrap_or(0) + 1,
        ['\'', _, '\'', ..] => 3,
        _ => 1,
    }
}

fn word(token: &Token) -> Option<&String> {
    match token {
        Token::Word(word) => Some(word),
        Token::Colons | Token::Mark(_) => None,
    }
}

/// What every module names: modules of the same crate, each once.
fn edges(files: &Files) -> BTreeSet<Edge> {
    let exports: BTreeMap<_, _> =
        files.iter().map(|(module, tokens)| (module, exports(files, module, tokens))).collect();
    let mut edges = BTreeSet::new();
    for (from, tokens) in files {
        for path in paths(files, from, tokens) {
            let to = resolve(files, &exports, &path);
            if !from.starts_with(&to) {
                edges.insert(Edge { from: from.clone(), to });
            }
        }
    }
    edges
}

/// What a module passes on of its own modules: the name, and where it comes from.
type Exports = BTreeMap<String, Vec<String>>;

fn exports(files: &Files, module: &Module, tokens: &[Token]) -> Exports {
    let mut exports = Exports::new();
    for (place, token) in tokens.iter().enumerate() {
        let public = tokens[..place].last().is_some_and(|before| *before == Token::Mark(')'))
            || tokens[..place].last().and_then(word).is_some_and(|before| before == "pub");
        if public && word(token).is_some_and(|word| word == "use") {
            for path in tree(tokens, place + 1, &[]).0 {
                let path = absolute(files, module, &path, true).unwrap_or_default();
                if let Some(name) = path.last().filter(|_| path.starts_with(module)) {
                    exports.insert(name.clone(), path);
                }
            }
        }
    }
    exports
}

/// All paths of a module that begin in its own crate, from the root.
fn paths(files: &Files, module: &Module, tokens: &[Token]) -> Vec<Vec<String>> {
    let tests = test_modules(tokens);
    let mut found = Vec::new();
    for (place, token) in tokens.iter().enumerate() {
        let Some(first) = word(token) else { continue };
        let before = tokens[..place].last();
        if tests.iter().any(|(start, end)| (start..=end).contains(&&place)) || before == Some(&Token::Colons) {
            continue;
        }
        let used = before.and_then(word).is_some_and(|word| word == "use");
        if used || matches!(first.as_str(), "crate" | "super" | "self") {
            let paths = tree(tokens, place, &[]).0;
            found.extend(paths.iter().filter_map(|path| absolute(files, module, path, used)));
        }
    }
    found
}

/// The paths of a tree of them, such as `a::{b, c::*}`, and where it ends.
fn tree(tokens: &[Token], mut place: usize, before: &[String]) -> (Vec<Vec<String>>, usize) {
    let mut path = before.to_vec();
    loop {
        match tokens.get(place) {
            Some(Token::Word(word)) => path.push(word.clone()),
            Some(Token::Mark('{')) if path.is_empty() || tokens[place - 1] == Token::Colons => {
                let mut paths = Vec::new();
                while tokens[place] != Token::Mark('}') {
                    if tokens[place + 1] == Token::Mark('}') {
                        place += 1;
                        break;
                    }
                    let (inside, end) = tree(tokens, place + 1, &path);
                    paths.extend(inside);
                    place = end;
                    while !matches!(tokens[place], Token::Mark(',' | '}')) {
                        place += 1;
                    }
                }
                return (paths, place + 1);
            }
            _ => return (vec![path], place),
        }
        if tokens.get(place + 1) != Some(&Token::Colons) {
            return (vec![path], place + 1);
        }
        place += 2;
    }
}

/// A path from the root of the crate; nothing when it begins elsewhere.
fn absolute(files: &Files, module: &Module, path: &[String], used: bool) -> Option<Vec<String>> {
    let (first, mut rest) = path.split_first()?;
    let mut base = module.clone();
    match first.as_str() {
        "crate" => base.clear(),
        "self" => {}
        "super" => {
            base.pop();
            while rest.first().is_some_and(|next| next == "super") {
                base.pop();
                rest = &rest[1..];
            }
        }
        child => {
            base.push(child.to_owned());
            if !used || !files.contains_key(&base) {
                return None;
            }
        }
    }
    // `{self}` names what stands before it.
    base.extend(rest.iter().filter(|segment| *segment != "self").cloned());
    Some(base)
}

/// The innermost module that a path leads to.
fn resolve(files: &Files, exports: &BTreeMap<&Module, Exports>, path: &[String]) -> Module {
    let mut module = Module::new();
    for (place, segment) in path.iter().enumerate() {
        let inside: Module = module.iter().chain([segment]).cloned().collect();
        if files.contains_key(&inside) {
            module = inside;
        } else if let Some(from) =
            exports.get(&module).and_then(|exports| exports.get(segment)).filter(|from| *from != path)
        {
            let path: Vec<_> = from.iter().chain(&path[place + 1..]).cloned().collect();
            return resolve(files, exports, &path);
        } else {
            break;
        }
    }
    module
}

/// The circles of each folder: the folder, and its modules that depend on each other.
fn cycles(edges: &BTreeSet<Edge>) -> Vec<(Module, Vec<String>)> {
    let mut folders: BTreeMap<Module, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
    for Edge { from, to } in edges {
        let shared = from.iter().zip(to).take_while(|(from, to)| from == to).count();
        if let (Some(inside), Some(other)) = (from.get(shared), to.get(shared)) {
            let folder = folders.entry(from[..shared].to_vec()).or_default();
            folder.entry(inside.clone()).or_default().insert(other.clone());
        }
    }
    let circles =
        folders.iter().flat_map(|(folder, graph)| circles(graph).into_iter().map(move |circle| (folder, circle)));
    circles.map(|(folder, circle)| (folder.clone(), circle)).collect()
}

/// Those that reach each other, and so themselves, in sets.
fn circles(graph: &BTreeMap<String, BTreeSet<String>>) -> Vec<Vec<String>> {
    let reached: BTreeMap<_, _> = graph.keys().map(|module| (module, reachable(graph, module))).collect();
    let mut circles = BTreeSet::new();
    for (module, others) in &reached {
        let back = |other: &&String| reached.get(*other).is_some_and(|others| others.contains(*module));
        let circle: Vec<_> = others.iter().filter(back).cloned().collect();
        if !circle.is_empty() {
            circles.insert(circle);
        }
    }
    circles.into_iter().collect()
}

fn reachable(graph: &BTreeMap<String, BTreeSet<String>>, start: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open = vec![start];
    while let Some(module) = open.pop() {
        for next in graph.get(module).into_iter().flatten() {
            if found.insert(next.clone()) {
                open.push(next);
            }
        }
    }
    found
}
