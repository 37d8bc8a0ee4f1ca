//! One table, row by row, from one database to the other. The names in these statements come from our own schema.

use std::collections::BTreeMap;

use futures_util::TryStreamExt as _;
use sqlx::postgres::{PgArguments, PgRow};
use sqlx::query::Query;
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{AssertSqlSafe, Column as _, PgConnection, Postgres, Row as _, Sqlite, SqliteConnection, TypeInfo as _};
use uuid::Uuid;

use crate::{Error, Result, postgres, sqlite};

/// A table with its columns, both in the words of the schema.
pub(super) struct Table {
    name: String,
    columns: Vec<String>,
}

/// The tables of a copy, each after those that it refers to.
pub(super) async fn tables(db: &mut SqliteConnection) -> Result<Vec<Table>> {
    let names: Vec<String> = sqlx::query_scalar(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
         AND name NOT LIKE '\\_sqlx%' ESCAPE '\\' ORDER BY name",
    )
    .fetch_all(&mut *db)
    .await
    .map_err(sqlite::failure)?;
    let mut waiting = BTreeMap::new();
    for name in names {
        let statement = "SELECT DISTINCT \"table\" FROM pragma_foreign_key_list($1) WHERE \"table\" <> $1";
        let needs: Vec<String> =
            sqlx::query_scalar(statement).bind(&name).fetch_all(&mut *db).await.map_err(sqlite::failure)?;
        let columns = sqlx::query_scalar("SELECT name FROM pragma_table_info($1) ORDER BY cid");
        let columns = columns.bind(&name).fetch_all(&mut *db).await.map_err(sqlite::failure)?;
        waiting.insert(name, (needs, columns));
    }
    let mut ordered: Vec<Table> = Vec::new();
    while !waiting.is_empty() {
        let there = |name: &String| ordered.iter().any(|table| table.name == *name);
        let next = waiting.iter().find(|(_, (needs, _))| needs.iter().all(there)).map(|(name, _)| name.clone());
        let name = next.ok_or_else(|| Error::Corrupt("its tables refer to each other in a circle".into()))?;
        let (_, columns) = waiting.remove(&name).expect("it was found there");
        ordered.push(Table { name, columns });
    }
    Ok(ordered)
}

impl Table {
    pub(super) async fn read_from_postgres(&self, from: &mut PgConnection, to: &mut SqliteConnection) -> Result<()> {
        let insert = self.insert();
        let mut rows = sqlx::query(AssertSqlSafe(self.select())).fetch(from);
        while let Some(row) = rows.try_next().await.map_err(postgres::failure)? {
            let mut statement = sqlx::query(AssertSqlSafe(insert.clone()));
            for column in 0..self.columns.len() {
                statement = into_sqlite(statement, &row, column).map_err(postgres::failure)?;
            }
            statement.execute(&mut *to).await.map_err(sqlite::failure)?;
        }
        Ok(())
    }

    pub(super) async fn write_to_postgres(&self, from: &mut SqliteConnection, to: &mut PgConnection) -> Result<()> {
        let types = self.types(to).await?;
        let insert = self.insert();
        let mut rows = sqlx::query(AssertSqlSafe(self.select())).fetch(from);
        while let Some(row) = rows.try_next().await.map_err(sqlite::failure)? {
            let mut statement = sqlx::query(AssertSqlSafe(insert.clone()));
            for (column, kind) in types.iter().enumerate() {
                statement = into_postgres(statement, &row, column, kind)?;
            }
            statement.execute(&mut *to).await.map_err(postgres::failure)?;
        }
        Ok(())
    }

    pub(super) async fn empty(&self, db: &mut PgConnection) -> Result<()> {
        let delete = AssertSqlSafe(format!("DELETE FROM {}", self.name));
        sqlx::query(delete).execute(db).await.map(drop).map_err(postgres::failure)
    }

    /// PostgreSQL's names of the columns' types.
    async fn types(&self, db: &mut PgConnection) -> Result<Vec<String>> {
        let known = "SELECT column_name::text, udt_name::text FROM information_schema.columns
                     WHERE table_schema = current_schema() AND table_name = $1";
        let known: BTreeMap<String, String> = sqlx::query_as::<_, (String, String)>(known)
            .bind(&self.name)
            .fetch_all(db)
            .await
            .map_err(postgres::failure)?
            .into_iter()
            .collect();
        let kind = |column: &String| {
            known.get(column).cloned().ok_or_else(|| Error::Corrupt(format!("{}.{column} is unknown", self.name)))
        };
        self.columns.iter().map(kind).collect()
    }

    fn select(&self) -> String {
        format!("SELECT {} FROM {}", self.columns.join(", "), self.name)
    }

    fn insert(&self) -> String {
        let places: Vec<_> = (1..=self.columns.len()).map(|place| format!("${place}")).collect();
        format!("INSERT INTO {} ({}) VALUES ({})", self.name, self.columns.join(", "), places.join(", "))
    }
}

fn into_sqlite<'q>(
    statement: Query<'q, Sqlite, SqliteArguments>,
    row: &PgRow,
    column: usize,
) -> sqlx::Result<Query<'q, Sqlite, SqliteArguments>> {
    Ok(match row.column(column).type_info().name() {
        "UUID" => statement.bind(row.try_get::<Option<Uuid>, _>(column)?),
        "BYTEA" => statement.bind(row.try_get::<Option<Vec<u8>>, _>(column)?),
        "INT8" => statement.bind(row.try_get::<Option<i64>, _>(column)?),
        "BOOL" => statement.bind(row.try_get::<Option<bool>, _>(column)?),
        _ => statement.bind(row.try_get::<Option<String>, _>(column)?),
    })
}

fn into_postgres<'q>(
    statement: Query<'q, Postgres, PgArguments>,
    row: &SqliteRow,
    column: usize,
    kind: &str,
) -> Result<Query<'q, Postgres, PgArguments>> {
    let bound = match kind {
        "uuid" => row.try_get::<Option<Uuid>, _>(column).map(|value| statement.bind(value)),
        "bytea" => row.try_get::<Option<Vec<u8>>, _>(column).map(|value| statement.bind(value)),
        "int8" => row.try_get::<Option<i64>, _>(column).map(|value| statement.bind(value)),
        "bool" => row.try_get::<Option<bool>, _>(column).map(|value| statement.bind(value)),
        _ => row.try_get::<Option<String>, _>(column).map(|value| statement.bind(value)),
    };
    bound.map_err(sqlite::failure)
}
