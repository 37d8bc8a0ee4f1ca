//! The copy that is kept before a database is brought to a newer schema, in case the older program is wanted back.

use std::path::{Path, PathBuf};

use sqlx::SqliteConnection;

use super::{MIGRATIONS, copy_into};
use crate::{Error, Result};

/// How many of these copies stay.
const KEPT: usize = 3;

/// Copies the database to `FILE.before-N` beside it, where N is the newest schema, unless it has that schema already or
/// has never been used. Only the newest three of these copies stay.
pub(super) async fn copy_before_upgrade(connection: &mut SqliteConnection, path: &Path) -> Result<()> {
    let newest = MIGRATIONS.iter().map(|(number, ..)| *number).max().unwrap_or_default();
    let applied = sqlx::query_scalar("SELECT max(version) FROM _sqlx_migrations").fetch_one(&mut *connection).await;
    match applied {
        Ok(Some::<i64>(applied)) if applied < newest => {}
        // There is no such table, or nothing to do; a newer schema is refused later.
        _ => return Ok(()),
    }
    let kept = copy_path(path, newest);
    if kept.exists() {
        // An attempt to upgrade that failed has made it.
        return Ok(());
    }
    // Under its name only when it is whole.
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let making = tempfile::tempdir_in(folder).map_err(unavailable)?;
    let copy = making.path().join("copy");
    copy_into(connection, &copy).await?;
    std::fs::rename(copy, kept).map_err(unavailable)?;
    let mut copies: Vec<i64> = (1..newest).filter(|number| copy_path(path, *number).exists()).collect();
    copies.sort_unstable_by(|a, b| b.cmp(a));
    for number in copies.into_iter().skip(KEPT - 1) {
        // What cannot be removed is only in the way.
        let _ = std::fs::remove_file(copy_path(path, number));
    }
    Ok(())
}

fn copy_path(path: &Path, schema: i64) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".before-{schema}"));
    name.into()
}

fn unavailable(error: std::io::Error) -> Error {
    Error::Unavailable(Box::new(error))
}
