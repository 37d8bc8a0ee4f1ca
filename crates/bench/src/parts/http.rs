//! Pages and documents over HTTP, by wrk: how many a second, and what they leave behind in memory.

use std::process::Command;
use std::thread::sleep;

use anyhow::{Context, Result, ensure};

use crate::bench::Bench;
use crate::client::Request;
use crate::figures::{Samples, number, to_float};
use crate::fill::Content;
use crate::progress;
use crate::report::{Section, Table};
use crate::server::Server;
use crate::wire::Contestant;

const READERS: usize = 32;
const NOTES: usize = 1_000;
const PEOPLE: usize = 20;

struct Document {
    name: &'static str,
    path: String,
    encoding: &'static str,
}

#[derive(Default)]
struct Figures {
    rate: Samples,
    p50: Samples,
    p99: Samples,
    memory: Samples,
}

pub(crate) fn measure(bench: &Bench) -> Result<Section> {
    if Command::new("wrk").arg("--version").output().is_err() {
        let missing = "Not measured: wrk is not installed (Debian, Ubuntu: apt-get install wrk).";
        progress(missing);
        return Ok(Section { remarks: vec![missing.to_owned()], ..Section::default() });
    }
    let prepared = bench.prepare(1, PEOPLE, Content { notes: NOTES, closed: true, ..Content::default() })?;
    let cookie = &prepared.workshops.cookie;
    let workshop = prepared.workshops.open.first().context("a workshop was opened")?;
    let server = bench.start(Contestant::Readyroom, &prepared)?;
    let documents = [
        Document { name: "page", path: "/".to_owned(), encoding: "br" },
        Document { name: "asset (JavaScript)", path: script_of_page(&server)?, encoding: "br" },
        Document { name: "home", path: "/api/home".to_owned(), encoding: "gzip" },
        Document { name: "team", path: format!("/api/teams/{}", prepared.workshops.team), encoding: "gzip" },
        Document { name: "report", path: format!("/api/workshops/{}/report", workshop.id), encoding: "gzip" },
    ];
    let sizes = documents.each_ref().map(|document| size(&server, document, cookie));
    drop(server);
    let mut figures = documents.each_ref().map(|_| Figures::default());
    for _ in 0..bench.repetitions() {
        for (document, it) in documents.iter().zip(&mut figures) {
            let server = bench.start(Contestant::Readyroom, &prepared)?;
            let before = server.resident_kib()?;
            let run = run_wrk(bench, &server, document, cookie).with_context(|| document.name)?;
            it.rate.add(run.per_second);
            it.p50.add(run.p50_ms);
            it.p99.add(run.p99_ms);
            sleep(bench.time(5));
            it.memory.add((to_float(server.resident_kib()?) - to_float(before)) / 1024.0);
        }
    }
    let mut table =
        Table::new(["document", "KiB", "answers/s", "p50, ms", "p99, ms", "memory left behind after 5 s, MiB"]);
    for ((document, size), it) in documents.iter().zip(sizes).zip(&figures) {
        table.row([
            document.name.to_owned(),
            number(size?),
            it.rate.to_string(),
            it.p50.to_string(),
            it.p99.to_string(),
            it.memory.to_string(),
        ]);
    }
    let remark = format!(
        "{READERS} connections; compressed where the server offers it; the report is that of a workshop with {NOTES} notes."
    );
    Ok(Section { tables: vec![table], targets: Vec::new(), remarks: vec![remark] })
}

/// The largest script that the page names.
fn script_of_page(server: &Server) -> Result<String> {
    let page = Request::get("/", "").send(server.addr)?.expect(200)?;
    let page = String::from_utf8_lossy(&page.body).into_owned();
    let mut largest = None;
    for path in page.split('"').filter(|word| word.starts_with('/') && word.ends_with(".js")) {
        let length = Request::get(path, "").send(server.addr)?.expect(200)?.body.len();
        largest = largest.max(Some((length, path)));
    }
    Ok(largest.context("the page names no script")?.1.to_owned())
}

/// KiB of a body on the wire.
fn size(server: &Server, document: &Document, cookie: &str) -> Result<f64> {
    let request = Request { encoding: document.encoding, ..Request::get(&document.path, cookie) };
    Ok(to_float(request.send(server.addr)?.expect(200)?.body.len() as u64) / 1024.0)
}

/// What wrk has found.
#[derive(Debug, PartialEq)]
struct Run {
    per_second: f64,
    p50_ms: f64,
    p99_ms: f64,
}

fn run_wrk(bench: &Bench, server: &Server, document: &Document, cookie: &str) -> Result<Run> {
    let url = format!("http://{}{}", server.addr, document.path);
    let duration = format!("{}s", bench.time(10).as_secs());
    let (cookie, encoding) = (format!("Cookie: {cookie}"), format!("Accept-Encoding: {}", document.encoding));
    let mut wrk = Command::new("wrk");
    wrk.args(["--threads", "1", "--connections", &READERS.to_string(), "--duration", &duration, "--latency"]);
    let output = wrk.args(["--header", &cookie, "--header", &encoding, &url]).output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    ensure!(!text.contains("Non-2xx") && !text.contains("Socket errors"), "wrk had errors: {text}");
    parse_wrk(&text).with_context(|| format!("wrk printed something else: {text}"))
}

fn parse_wrk(text: &str) -> Option<Run> {
    let behind = |key: &str| {
        let line = text.lines().find_map(|line| line.trim().strip_prefix(key))?;
        line.split_whitespace().next()
    };
    let p50_ms = milliseconds(behind("50%")?)?;
    Some(Run { per_second: behind("Requests/sec:")?.parse().ok()?, p50_ms, p99_ms: milliseconds(behind("99%")?)? })
}

/// A time with its unit, as wrk prints it.
fn milliseconds(time: &str) -> Option<f64> {
    for (unit, factor) in [("us", 0.001), ("ms", 1.0), ("s", 1_000.0)] {
        if let Some(value) = time.strip_suffix(unit) {
            return Some(value.parse::<f64>().ok()? * factor);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rate_and_times_are_found_in_what_wrk_prints() {
        let text = "  Latency Distribution\n     50%  812.00us\n     75%    1.02ms\n     99%    1.21s \n  9 requests in 1s\nRequests/sec:   4012.53\n";
        assert_eq!(parse_wrk(text), Some(Run { per_second: 4012.53, p50_ms: 0.812, p99_ms: 1_210.0 }));
        assert_eq!(parse_wrk("unable to connect"), None);
    }
}
