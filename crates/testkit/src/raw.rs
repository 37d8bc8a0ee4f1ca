//! Reads and changes database rows without the store.

use domain::id::WorkshopId;
use sqlx::{AssertSqlSafe, Column as _, Connection, PgConnection, Row, SqliteConnection};

/// A row: its table, and each column with its value as text. Ids and hashes are hexadecimal digits.
pub type Cells = (String, Vec<(String, Option<String>)>);

/// Every row of every table of a database.
///
/// # Panics
/// When the database cannot be read.
pub async fn rows(address: &str) -> Vec<Cells> {
    if address.starts_with("sqlite:") { sqlite(address).await } else { postgres(address).await }
}

/// After a process was killed: waits until its statements in PostgreSQL have ended, and then ends the leases of the messages that
/// it was sending.
///
/// # Panics
/// When the database cannot be written.
pub async fn end_leases(address: &str) {
    let mut db = PgConnection::connect(address).await.expect("the database is there");
    let others = "SELECT count(*) FROM pg_stat_activity
                  WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()";
    while sqlx::query_scalar::<_, i64>(others).fetch_one(&mut db).await.expect("it can be read") > 0 {
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    let update = "UPDATE outgoing SET due_at = 0 WHERE state = 'sending'";
    sqlx::query(update).execute(&mut db).await.expect("it can be written");
    db.close().await.expect("it closes");
}

/// Makes what is stored of a workshop unreadable, as a broken disk or a program that is too new may.
///
/// # Panics
/// When the database cannot be written.
pub async fn spoil_log(address: &str, workshop: WorkshopId) {
    let update = "UPDATE workshop_commit SET schema = 9999 WHERE workshop_id = $1";
    if address.starts_with("sqlite:") {
        let mut db = SqliteConnection::connect(address).await.expect("the file is there");
        sqlx::query(update).bind(workshop.0).execute(&mut db).await.expect("it can be written");
        db.close().await.expect("it closes");
    } else {
        let mut db = PgConnection::connect(address).await.expect("the database is there");
        sqlx::query(update).bind(workshop.0).execute(&mut db).await.expect("it can be written");
        db.close().await.expect("it closes");
    }
}

/// Keeps a server from writing workshops until it is released. What another process would write meanwhile can be added.
pub enum WriteLock {
    /// The lock of an SQLite file.
    Sqlite(SqliteConnection),
    /// A lock of PostgreSQL.
    Postgres(PgConnection),
}

impl WriteLock {
    /// Takes the lock. On SQLite the server waits for it for five seconds.
    ///
    /// # Panics
    /// When the database cannot be locked.
    pub async fn take(address: &str) -> Self {
        if address.starts_with("sqlite:") {
            let mut db = SqliteConnection::connect(address).await.expect("the file is there");
            sqlx::query("BEGIN IMMEDIATE").execute(&mut db).await.expect("it can be locked");
            Self::Sqlite(db)
        } else {
            let mut db = PgConnection::connect(address).await.expect("the database is there");
            let lock = "BEGIN; LOCK TABLE workshop IN SHARE ROW EXCLUSIVE MODE";
            sqlx::raw_sql(lock).execute(&mut db).await.expect("it can be locked");
            Self::Postgres(db)
        }
    }

    /// Goes on with the log of a workshop, by a commit in which nothing happens.
    ///
    /// # Panics
    /// When the database cannot be written.
    pub async fn append(&mut self, workshop: WorkshopId) {
        let insert = "INSERT INTO workshop_commit (workshop_id, version, command_id, at, schema, events)
                      SELECT id, version + 1, id, created_at, 1, '[]' FROM workshop WHERE id = $1";
        let update = "UPDATE workshop SET version = version + 1 WHERE id = $1";
        for statement in [insert, update] {
            match self {
                Self::Sqlite(db) => sqlx::query(statement).bind(workshop.0).execute(db).await.map(drop),
                Self::Postgres(db) => sqlx::query(statement).bind(workshop.0).execute(db).await.map(drop),
            }
            .expect("it can be written");
        }
    }

    /// Lets the server write.
    ///
    /// # Panics
    /// When the database cannot be written.
    pub async fn release(self) {
        match self {
            Self::Sqlite(mut db) => sqlx::raw_sql("COMMIT").execute(&mut db).await.map(drop),
            Self::Postgres(mut db) => sqlx::raw_sql("COMMIT").execute(&mut db).await.map(drop),
        }
        .expect("it can be written");
    }
}

async fn sqlite(address: &str) -> Vec<Cells> {
    let mut db = SqliteConnection::connect(address).await.expect("the file is there");
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table'";
    let tables: Vec<String> = sqlx::query_scalar(tables).fetch_all(&mut db).await.expect("it can be read");
    let mut rows = Vec::new();
    for table in tables {
        let columns = AssertSqlSafe(format!("SELECT name FROM pragma_table_info('{table}')"));
        let columns: Vec<String> = sqlx::query_scalar(columns).fetch_all(&mut db).await.expect("it can be read");
        let as_text = |c: &String| {
            format!("CASE typeof(\"{c}\") WHEN 'blob' THEN lower(hex(\"{c}\")) ELSE \"{c}\" || '' END AS \"{c}\"")
        };
        let select = select(&table, columns.iter().map(as_text));
        let found = sqlx::query(AssertSqlSafe(select)).fetch_all(&mut db).await.expect("it can be read");
        rows.extend(found.iter().map(|row| {
            let cells = row.columns().iter().map(|column| (column.name().to_owned(), row.get(column.ordinal())));
            (table.clone(), cells.collect())
        }));
    }
    db.close().await.expect("it closes");
    rows
}

async fn postgres(address: &str) -> Vec<Cells> {
    let mut db = PgConnection::connect(address).await.expect("the database is there");
    let tables = "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'";
    let tables: Vec<String> = sqlx::query_scalar(tables).fetch_all(&mut db).await.expect("it can be read");
    let mut rows = Vec::new();
    for table in tables {
        let columns = "SELECT column_name::text FROM information_schema.columns
                       WHERE table_schema = 'public' AND table_name = $1";
        let columns: Vec<String> =
            sqlx::query_scalar(columns).bind(&table).fetch_all(&mut db).await.expect("it can be read");
        let select = select(&table, columns.iter().map(|column| format!("\"{column}\"::text AS \"{column}\"")));
        let found = sqlx::query(AssertSqlSafe(select)).fetch_all(&mut db).await.expect("it can be read");
        rows.extend(found.iter().map(|row| {
            let cells = row.columns().iter().map(|column| (column.name().to_owned(), row.get(column.ordinal())));
            (table.clone(), cells.collect())
        }));
    }
    db.close().await.expect("it closes");
    rows
}

fn select(table: &str, columns: impl Iterator<Item = String>) -> String {
    format!("SELECT {} FROM \"{table}\"", columns.collect::<Vec<_>>().join(", "))
}
