//! Many closed workshops in a database: copies of one. Holding ten thousand over HTTP would take half an hour.

use std::path::Path;

use anyhow::{Context, Result};
use rusqlite::Connection;

/// Adds `count` copies of the closed workshop of a database, with every row that belongs to it.
pub(crate) fn add_copies(database: &Path, count: usize) -> Result<()> {
    let mut connection = Connection::open(database)?;
    connection.execute_batch("PRAGMA foreign_keys = OFF")?;
    let transaction = connection.transaction()?;
    let closed = "SELECT id FROM workshop WHERE closed_at IS NOT NULL";
    let original: Vec<u8> = transaction.query_row(closed, [], |row| row.get(0)).context("no workshop is closed")?;
    transaction.execute_batch(&format!(
        "CREATE TEMP TABLE copy AS
         WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < {count})
         SELECT n, randomblob(16) AS id FROM number"
    ))?;
    for table in names(&transaction, "SELECT name FROM main.sqlite_schema WHERE type = 'table'")? {
        let columns = names(&transaction, &format!("SELECT name FROM pragma_table_info('{table}')"))?;
        let key = if table == "workshop" { "id" } else { "workshop_id" };
        if columns.iter().any(|column| column == key) {
            let values: Vec<_> = columns.iter().map(|column| value(column, key)).collect();
            // What is unique in a team stays the original's.
            let insert = format!(
                "INSERT OR IGNORE INTO {table} ({}) SELECT {} FROM {table} AS row, temp.copy WHERE row.{key} = ?1",
                columns.join(", "),
                values.join(", "),
            );
            transaction.execute(&insert, [&original])?;
        }
    }
    Ok(transaction.commit()?)
}

/// What a copy has in a column.
fn value(column: &str, key: &str) -> String {
    match column {
        _ if column == key => "copy.id".to_owned(),
        "id" | "command_id" => "randomblob(16)".to_owned(),
        "token_hash" => "randomblob(32)".to_owned(),
        _ => format!("row.{column}"),
    }
}

fn names(connection: &Connection, query: &str) -> Result<Vec<String>> {
    let mut statement = connection.prepare(query)?;
    let names = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_closed_workshop_is_copied() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.db");
        let database = Connection::open(&file).unwrap();
        database
            .execute_batch(
                "CREATE TABLE workshop (id BLOB PRIMARY KEY, closed_at INTEGER);
                 CREATE TABLE guest (id BLOB PRIMARY KEY, workshop_id BLOB, name TEXT);
                 CREATE TABLE team (id BLOB PRIMARY KEY);
                 INSERT INTO workshop VALUES (x'01', 5), (x'02', NULL);
                 INSERT INTO guest VALUES (x'11', x'01', 'Gus'), (x'12', x'01', 'Hana'), (x'13', x'02', 'Ina');
                 INSERT INTO team VALUES (x'21');",
            )
            .unwrap();
        add_copies(&file, 10).unwrap();
        let count = |query: &str| database.query_row(query, [], |row| row.get::<_, i64>(0)).unwrap();
        assert_eq!(count("SELECT count(*) FROM workshop"), 12);
        assert_eq!(count("SELECT count(*) FROM guest WHERE name <> 'Ina'"), 22);
        assert_eq!(count("SELECT count(*) FROM team"), 1);
    }
}
