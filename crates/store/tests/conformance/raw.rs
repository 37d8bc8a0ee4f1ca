//! A look behind the store's back.

use std::collections::BTreeMap;

use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};

/// Runs a statement.
pub(crate) async fn execute(address: &str, statement: &'static str) {
    if address.starts_with("sqlite:") {
        let mut db = SqliteConnection::connect(address).await.unwrap();
        sqlx::query(statement).execute(&mut db).await.unwrap();
        db.close().await.unwrap();
    } else {
        let mut db = PgConnection::connect(address).await.unwrap();
        sqlx::query(statement).execute(&mut db).await.unwrap();
        db.close().await.unwrap();
    }
}

/// Counts the rows of every table.
pub(crate) async fn count_rows(address: &str) -> BTreeMap<String, i64> {
    const SQLITE: &str = "SELECT name FROM sqlite_schema WHERE type = 'table'";
    const POSTGRES: &str = "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'";
    let count = |table: &str| AssertSqlSafe(format!("SELECT count(*) FROM {table}"));
    let mut counts = BTreeMap::new();
    if address.starts_with("sqlite:") {
        let mut db = SqliteConnection::connect(address).await.unwrap();
        let tables: Vec<String> = sqlx::query_scalar(SQLITE).fetch_all(&mut db).await.unwrap();
        for table in tables {
            counts.insert(table.clone(), sqlx::query_scalar(count(&table)).fetch_one(&mut db).await.unwrap());
        }
        db.close().await.unwrap();
    } else {
        let mut db = PgConnection::connect(address).await.unwrap();
        let tables: Vec<String> = sqlx::query_scalar(POSTGRES).fetch_all(&mut db).await.unwrap();
        for table in tables {
            counts.insert(table.clone(), sqlx::query_scalar(count(&table)).fetch_one(&mut db).await.unwrap());
        }
        db.close().await.unwrap();
    }
    counts
}
