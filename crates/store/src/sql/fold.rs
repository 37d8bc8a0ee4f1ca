//! Keys by which names and texts are compared and searched: SQL cannot fold them, so they are computed here.

use domain::characters::fold;
use sqlx::types::Uuid;

use super::query::{all, execute, query};
use super::row::get;
use super::{Connection, Row};
use crate::Result;

/// Brings the keys of what earlier releases stored to the form that is looked for. A system whose name is that of another
/// one in this form keeps its key: both stay.
pub(crate) async fn update_fold_keys(db: &mut Connection) -> Result<()> {
    let systems = query("SELECT team_id, id, name AS text, name_key AS key FROM system");
    for (team, id, key) in all(db, systems, outdated_key).await?.into_iter().flatten() {
        let update = query(
            "UPDATE system SET name_key = $3 WHERE team_id = $1 AND id = $2 AND NOT EXISTS (
                 SELECT 1 FROM system AS other WHERE other.team_id = $1 AND other.name_key = $3)",
        );
        execute(db, update.bind(team).bind(id).bind(key)).await?;
    }
    let actions = query("SELECT team_id, id, text, text_key AS key FROM action");
    for (team, id, key) in all(db, actions, outdated_key).await?.into_iter().flatten() {
        let update = query("UPDATE action SET text_key = $3 WHERE team_id = $1 AND id = $2");
        execute(db, update.bind(team).bind(id).bind(key)).await?;
    }
    Ok(())
}

/// The team, the id and the new key of a row whose key is not the one that is looked for.
fn outdated_key(row: &Row) -> Result<Option<(Uuid, Uuid, String)>> {
    let wanted = fold(&get::<String>(row, "text")?);
    let is_outdated = wanted != get::<String>(row, "key")?;
    Ok(is_outdated.then_some((get(row, "team_id")?, get(row, "id")?, wanted)))
}
