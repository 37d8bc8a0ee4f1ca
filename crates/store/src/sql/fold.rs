//! Keys by which names and texts are compared and searched: SQL cannot fold them, so they are computed here.

use domain::characters::fold;
use sqlx::types::Uuid;

use super::query::{all, execute, query};
use super::row::get;
use super::{Connection, Row};
use crate::Result;

/// Brings the keys of what earlier releases stored to the form that is looked for. A system whose name is that of another
/// one in this form keeps its key: both stay.
pub(crate) async fn refold(db: &mut Connection) -> Result<()> {
    let systems = query("SELECT id, name AS text, name_key AS key FROM system");
    for (id, key) in all(db, systems, stale).await?.into_iter().flatten() {
        let update = query(
            "UPDATE system SET name_key = $2 WHERE id = $1 AND NOT EXISTS (
                 SELECT 1 FROM system AS other WHERE other.team_id = system.team_id AND other.name_key = $2)",
        );
        execute(db, update.bind(id).bind(key)).await?;
    }
    let actions = query("SELECT id, text, text_key AS key FROM action");
    for (id, key) in all(db, actions, stale).await?.into_iter().flatten() {
        execute(db, query("UPDATE action SET text_key = $2 WHERE id = $1").bind(id).bind(key)).await?;
    }
    Ok(())
}

/// The id and the new key of a row whose key is not the one that is looked for.
fn stale(row: &Row) -> Result<Option<(Uuid, String)>> {
    let wanted = fold(&get::<String>(row, "text")?);
    Ok((wanted != get::<String>(row, "key")?).then_some((get(row, "id")?, wanted)))
}
