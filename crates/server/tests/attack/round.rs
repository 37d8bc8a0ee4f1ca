//! A complete round, and what the operator of the server sees of it.

use std::collections::HashMap;
use std::path::PathBuf;

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use server::ballots::Weakness;
use server::survey::close;
use sqlx::{Connection, PgConnection, Row as _, SqliteConnection};
use testkit::app::{Database, TestApp};
use testkit::client::Client;
use testkit::log::Log;
use testkit::survey::ballot;

const THRESHOLD: u8 = 5;
const TEAM: usize = 15;

/// A round as the operator saw it, and the answers, which only the test knows. All in the order in which ballots were sent.
pub(crate) struct Played {
    pub(crate) answers: Vec<u8>,
    /// When each ballot was sent, in microseconds.
    pub(crate) times: Vec<i64>,
    /// What was new after each.
    pub(crate) seen: Vec<Seen>,
}

/// What was new after a request.
#[derive(Default)]
pub(crate) struct Seen {
    /// Ballots, as they follow each other in the table.
    pub(crate) rows: Vec<BallotRow>,
    /// Lines of the log.
    pub(crate) log: String,
    /// Lines of the metrics that changed.
    pub(crate) metrics: Vec<String>,
}

/// A ballot on disk.
#[derive(Clone)]
pub(crate) struct BallotRow {
    pub(crate) id: [u8; 16],
    pub(crate) answer: u8,
    /// Where its nonce first stands in the write-ahead log, or in PostgreSQL which transaction wrote it, and where in the table.
    pub(crate) written: (u64, u64),
}

impl Played {
    /// What was answered most often: the best guess with the histogram alone.
    pub(crate) fn likeliest(&self) -> u8 {
        (1..=5).max_by_key(|answer| self.answers.iter().filter(|other| *other == answer).count()).unwrap()
    }
}

/// A server with a team that is asked again and again.
pub(crate) struct Scene {
    app: TestApp,
    members: Vec<Client>,
    database: Database,
    log: Log,
    chance: ChaCha20Rng,
}

impl Scene {
    pub(crate) async fn on(database: Database, weakness: Option<Weakness>) -> Self {
        let log = Log::capture();
        let app = TestApp::start_on(database).await;
        if let Some(weakness) = weakness {
            app.app.weaken(weakness);
        }
        let owner = app.owner().await;
        let mut members = vec![];
        for number in 1..TEAM {
            members.push(app.member(&owner, &format!("Member{number}")).await);
        }
        members.insert(0, owner);
        Self { app, members, database, log, chance: ChaCha20Rng::seed_from_u64(7) }
    }

    pub(crate) async fn play(&mut self, fewest: usize) -> Played {
        let mut order: Vec<usize> = (0..TEAM).collect();
        self.shuffle(&mut order);
        order.truncate(fewest + self.below(TEAM + 1 - fewest));
        let people: Vec<_> = order.iter().map(|place| self.members[*place].person()).collect();
        let team = self.members[0].team();
        let round = self.app.survey_round(team, &people, THRESHOLD).await.id;
        let mut ballots = Vec::new();
        let mut answers = HashMap::new();
        let ready = 1 + self.below(5);
        for voter in &order {
            // Teams lean one way or another.
            let answer = if self.below(3) == 0 { ready } else { 1 + self.below(5) };
            answers.insert(*voter, u8::try_from(answer).unwrap());
            ballots.push((*voter, ballot(&self.members[*voter], round, answers[voter], None).await));
        }
        self.shuffle(&mut ballots);
        let mut played = Played { answers: vec![], times: vec![], seen: vec![] };
        let mut known: HashMap<Vec<u8>, ()> = HashMap::new();
        let mut log = self.log.text().len();
        let mut metrics = self.app.app.metrics.text();
        for (voter, sent) in ballots {
            self.app.clock.forward_seconds(61);
            played.answers.push(answers[&voter]);
            played.times.push(self.app.app.now().0);
            let _ = self.app.client().send_ballot(round, &sent.bytes()).await.expect(202);
            let rows = self.rows().await.into_iter().filter(|(nonce, _)| known.insert(nonce.clone(), ()).is_none());
            let rows = rows.map(|(_, row)| row).collect();
            let (all, text) = (self.log.text(), self.app.app.metrics.text());
            let before: Vec<&str> = metrics.lines().collect();
            let changed = text.lines().filter(|line| !before.contains(line)).map(str::to_owned).collect();
            played.seen.push(Seen { rows, log: all[log..].to_owned(), metrics: changed });
            (log, metrics) = (all.len(), text);
        }
        close(&self.app.app, round).await.unwrap();
        played
    }

    /// Every ballot on disk with its nonce.
    async fn rows(&self) -> Vec<(Vec<u8>, BallotRow)> {
        match self.database {
            Database::Sqlite => {
                let mut db = SqliteConnection::connect(&self.app.database).await.unwrap();
                let found = sqlx::query("SELECT id, nonce, answer FROM ballot").fetch_all(&mut db).await.unwrap();
                db.close().await.unwrap();
                let file = PathBuf::from(format!("{}-wal", self.app.database.trim_start_matches("sqlite:")));
                let wal = if found.is_empty() { Vec::new() } else { std::fs::read(file).unwrap_or_default() };
                let row = |row: &sqlx::sqlite::SqliteRow| {
                    let (id, nonce): (Vec<u8>, Vec<u8>) = (row.get(0), row.get(1));
                    let answer = u8::try_from(row.get::<i64, _>(2)).unwrap();
                    let place = wal.windows(nonce.len()).position(|bytes| bytes == nonce).unwrap_or(usize::MAX);
                    let written = (u64::try_from(place / 4_096).unwrap(), u64::try_from(place).unwrap());
                    (nonce, BallotRow { id: id.try_into().unwrap(), answer, written })
                };
                found.iter().map(row).collect()
            }
            Database::Postgres => {
                let mut db = PgConnection::connect(&self.app.database).await.unwrap();
                let statement = "SELECT id, nonce, answer, xmin::text::bigint, (ctid::text::point)[0] * 1000 + (ctid::text::point)[1]
                                 FROM ballot";
                let found = sqlx::query(statement).fetch_all(&mut db).await.unwrap();
                db.close().await.unwrap();
                let row = |row: &sqlx::postgres::PgRow| {
                    let (id, nonce): (uuid::Uuid, Vec<u8>) = (row.get(0), row.get(1));
                    let answer = u8::try_from(row.get::<i64, _>(2)).unwrap();
                    #[expect(
                        clippy::cast_possible_truncation,
                        clippy::cast_sign_loss,
                        reason = "a place in a small table"
                    )]
                    let written = (row.get::<i64, _>(3).unsigned_abs(), row.get::<f64, _>(4) as u64);
                    (nonce, BallotRow { id: id.into_bytes(), answer, written })
                };
                found.iter().map(row).collect()
            }
        }
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.chance.next_u64() % u64::try_from(limit).unwrap()).unwrap()
    }

    fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            let other = self.below(last + 1);
            things.swap(last, other);
        }
    }
}
