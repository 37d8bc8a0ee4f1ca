//! Workshops to measure with: a Readyroom that was set up over HTTP, with people in its workshops.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::thread;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::client::Request;
use crate::notes::uuid;
use crate::readyroom::{self, Seat, Workshop};

/// Many, because they mostly wait for the server's disk.
const THREADS: usize = 16;

/// What was set up. Its servers run on copies of the data, so that each run begins alike.
#[derive(Clone, Debug, Default)]
pub(crate) struct Workshops {
    /// The cookie of the team's owner.
    pub(crate) cookie: String,
    pub(crate) team: String,
    pub(crate) open: Vec<Workshop>,
}

impl Workshops {
    /// Sets up an empty Readyroom: a team, and `count` open workshops of `people` people, of whom the first is the facilitator.
    pub(crate) fn set_up(addr: SocketAddr, printed: &str, count: usize, people: usize) -> Result<Self> {
        let token = setup_token(printed).context("the server printed no link for its set-up")?;
        let account = json!({ "token": token, "name": "Olive", "email": "olive@example.com",
            "password": "a long enough password", "team": "Payments" });
        let answer = Request::post("/api/setup", "", account).send(addr)?.expect(201)?;
        let me = answer.json()?;
        let (cookie, team) = (answer.cookies(), text(&me["teams"][0]["id"])?);
        let owner = Owner { addr, cookie: &cookie, team: &team, account: &text(&me["account"]["id"])? };
        let numbers: Vec<usize> = (0..count).collect();
        let open = in_parallel(&numbers, |number| owner.open_workshop(*number, people))?;
        Ok(Self { cookie, team, open })
    }
}

/// Does the same with every item in a few threads; the results in the order of the items.
pub(crate) fn in_parallel<T: Sync, R: Send>(items: &[T], each: impl Fn(&T) -> Result<R> + Sync) -> Result<Vec<R>> {
    let (each, share) = (&each, items.len().div_ceil(THREADS).max(1));
    thread::scope(|scope| {
        let threads: Vec<_> = items
            .chunks(share)
            .map(|chunk| scope.spawn(move || chunk.iter().map(each).collect::<Result<Vec<R>>>()))
            .collect();
        let results: Result<Vec<Vec<R>>> =
            threads.into_iter().map(|thread| thread.join().expect("what runs here does not panic")).collect();
        Ok(results?.into_iter().flatten().collect())
    })
}

struct Owner<'a> {
    addr: SocketAddr,
    cookie: &'a str,
    team: &'a str,
    account: &'a str,
}

impl Owner<'_> {
    fn open_workshop(&self, number: usize, people: usize) -> Result<Workshop> {
        let plan = json!({ "title": format!("Workshop {number}"), "starts_at": "2026-11-23T10:00:00Z",
            "zone": "Europe/Vienna", "minutes": 90, "reflection_minutes": 20 });
        let body = json!({ "plan": plan, "facilitator": self.account, "cards": [] });
        let path = format!("/api/teams/{}/workshops", self.team);
        let id = text(&Request::post(&path, self.cookie, body).send(self.addr)?.expect(201)?.json()?["id"])?;
        let (network, host) = (1 + number / 250, number % 250);
        let desk = Seat { cookie: self.cookie.to_owned(), from: format!("10.{network}.{host}.0"), face: "desk" };
        let mut socket = readyroom::join(self.addr, &id, &desk)?;
        for (index, command) in [json!({ "do": "open" }), json!({ "do": "join" })].into_iter().enumerate() {
            readyroom::submit(&mut socket, &uuid(number as u64, index as u64), &command)?;
        }
        let path = format!("/api/workshops/{id}");
        let code = text(&Request::get(&path, self.cookie).send(self.addr)?.expect(200)?.json()?["join_code"])?;
        let mut seats = vec![desk];
        for person in 1..people {
            let from = format!("10.{network}.{host}.{person}");
            let body = json!({ "as": "guest", "name": format!("Guest {person}") });
            let path = format!("/api/join/{code}");
            let joining = Request { from: &from, ..Request::post(&path, "", body) };
            let cookie = joining.send(self.addr)?.expect(201)?.cookies();
            seats.push(Seat { cookie, from, face: "seat" });
        }
        Ok(Workshop { id, seats })
    }
}

/// The last part of the link that the server prints at its first start.
fn setup_token(printed: &str) -> Option<&str> {
    printed.split("/setup/").nth(1)?.split_whitespace().next()
}

fn text(value: &Value) -> Result<String> {
    value.as_str().map(ToOwned::to_owned).with_context(|| format!("{value} is no text"))
}

/// Replaces `to` by a copy of the folder `from`.
pub(crate) fn copy_folder(from: &Path, to: &Path) -> Result<PathBuf> {
    if to.exists() {
        fs::remove_dir_all(to)?;
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &to.join(entry.file_name()))?;
        } else {
            fs::copy(entry.path(), to.join(entry.file_name()))?;
        }
    }
    Ok(to.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_is_the_end_of_the_link() {
        let printed = "Readyroom is ready.\n  Set it up, once  http://127.0.0.1:7070/setup/aB-9_x\n";
        assert_eq!(setup_token(printed), Some("aB-9_x"));
        assert_eq!(setup_token("Readyroom is ready."), None);
    }
}
