use async_trait::async_trait;
use domain::id::TeamId;

use super::query::{change, one, query};
use super::row::number;
use super::{Connection, Database, LOCK_DEMONSTRATIONS, Row, accounts, teams};
use crate::demonstrations::{DemonstrationStore, MostDemonstrations, TeamSize};
use crate::teams::{Joiner, TeamRow};
use crate::{Conflict, Error, Result, Sha256};

#[async_trait]
impl DemonstrationStore for Database {
    async fn create_demonstration(
        &self,
        team: TeamRow,
        visitor: Joiner,
        address: Sha256,
        most: MostDemonstrations,
    ) -> Result<()> {
        self.write(move |db| Box::pin(insert(db, team, visitor, address, most))).await
    }

    async fn team_size(&self, team: TeamId) -> Result<TeamSize> {
        let counts = query(
            "SELECT
                (SELECT count(*) FROM scenario_revision JOIN scenario ON scenario.id = scenario_id
                 WHERE team_id = $1) AS wordings,
                (SELECT count(*) FROM runbook WHERE team_id = $1) AS runbooks,
                (SELECT count(*) FROM system WHERE team_id = $1) AS systems,
                (SELECT count(*) FROM action WHERE team_id = $1) AS actions,
                (SELECT count(*) FROM workshop WHERE team_id = $1) AS workshops,
                (SELECT count(*) FROM practice WHERE team_id = $1) AS practices,
                (SELECT COALESCE(sum(length(bytes)), 0) FROM picture WHERE team_id = $1) AS picture_bytes",
        );
        let read = |row: &Row| {
            Ok(TeamSize {
                wordings: number(row, "wordings")?,
                runbooks: number(row, "runbooks")?,
                systems: number(row, "systems")?,
                actions: number(row, "actions")?,
                workshops: number(row, "workshops")?,
                practices: number(row, "practices")?,
                picture_bytes: number(row, "picture_bytes")?,
            })
        };
        one(&mut *self.read().await?, counts.bind(team.0), read).await
    }
}

async fn insert(
    db: &mut Connection,
    team: TeamRow,
    visitor: Joiner,
    address: Sha256,
    most: MostDemonstrations,
) -> Result<()> {
    one(db, query(LOCK_DEMONSTRATIONS), |_| Ok(())).await?;
    let alive = query(
        "SELECT (SELECT count(*) FROM team WHERE demo) AS in_all,
            (SELECT count(*) FROM demonstration WHERE address_hash = $1) AS of_an_address",
    );
    let read = |row: &Row| Ok((number::<u32>(row, "in_all")?, number::<u32>(row, "of_an_address")?));
    let (in_all, of_an_address) = one(db, alive.bind(address.to_vec()), read).await?;
    if in_all >= most.in_all {
        return Err(Error::Conflict(Conflict::Demonstrations));
    }
    if of_an_address >= most.of_an_address {
        return Err(Error::Conflict(Conflict::DemonstrationsOfAddress));
    }
    let owner = match visitor {
        Joiner::Existing(owner) => owner,
        Joiner::New { account, session } => {
            let owner = account.id;
            accounts::insert(db, account).await?;
            accounts::insert_session(db, session).await?;
            owner
        }
    };
    let id = team.id;
    teams::insert(db, team, owner).await?;
    let from = query("INSERT INTO demonstration (team_id, address_hash) VALUES ($1, $2)");
    change(db, from.bind(id.0).bind(address.to_vec())).await
}
