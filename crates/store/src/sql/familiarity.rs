use async_trait::async_trait;
use domain::id::{PersonId, ScenarioId, TeamId, WorkshopId};
use domain::workshop::Knows;

use super::query::{all, execute, one, query};
use super::row::{id, word};
use super::{Connection, Database, Row};
use crate::Result;
use crate::familiarity::FamiliarityStore;

#[async_trait]
impl FamiliarityStore for Database {
    async fn knows(&self, team: TeamId) -> Result<Knows> {
        let found = query(
            "SELECT scenario_id, written_by AS account_id, 'wrote' AS why
             FROM scenario_revision JOIN scenario ON scenario.id = scenario_id
             WHERE team_id = $1 AND written_by IS NOT NULL
             UNION SELECT scenario_id, account_id, 'handled'
             FROM handled JOIN scenario ON scenario.id = scenario_id WHERE team_id = $1
             UNION SELECT scenario_id, account_id, 'practised'
             FROM investigated JOIN scenario ON scenario.id = scenario_id WHERE team_id = $1",
        );
        let read = |row: &Row| Ok((id(row, "scenario_id", ScenarioId)?, account(row)?, word(row, "why")?));
        let alone = query("SELECT DISTINCT scenario_id, owner_id AS account_id FROM practice WHERE team_id = $1");
        let pair = |row: &Row| Ok((id(row, "scenario_id", ScenarioId)?, account(row)?));
        let mut db = self.read().await?;
        let mut knows: Knows = all(&mut db, found.bind(team.0), read).await?.into_iter().collect();
        for (scenario, person) in all(&mut db, alone.bind(team.0), pair).await? {
            knows.add_alone(scenario, person);
        }
        Ok(knows)
    }

    async fn handlers(&self, team: TeamId, scenario: ScenarioId) -> Result<Vec<PersonId>> {
        let found = query(
            "SELECT account_id FROM handled JOIN scenario ON scenario.id = scenario_id
             WHERE team_id = $1 AND scenario_id = $2 ORDER BY account_id",
        );
        all(&mut *self.read().await?, found.bind(team.0).bind(scenario.0), account).await
    }

    async fn put_handlers(&self, team: TeamId, scenario: ScenarioId, people: Vec<PersonId>) -> Result<()> {
        self.write(move |db| {
            Box::pin(async move {
                let there = query("SELECT 1 FROM scenario WHERE id = $1 AND team_id = $2").bind(scenario.0);
                one(db, there.bind(team.0), |_| Ok(())).await?;
                execute(db, query("DELETE FROM handled WHERE scenario_id = $1").bind(scenario.0)).await?;
                for person in people {
                    let insert = query(
                        "INSERT INTO handled (scenario_id, account_id)
                         SELECT $1, account_id FROM membership WHERE team_id = $2 AND account_id = $3
                         ON CONFLICT (scenario_id, account_id) DO NOTHING",
                    );
                    execute(db, insert.bind(scenario.0).bind(team.0).bind(person.0)).await?;
                }
                Ok(())
            })
        })
        .await
    }
}

/// Keeps who investigated which cards of a workshop, but for those whose account is gone, and guests.
pub(super) async fn insert_investigated(
    db: &mut Connection,
    workshop: WorkshopId,
    investigated: &[(ScenarioId, PersonId)],
) -> Result<()> {
    for (scenario, person) in investigated {
        let insert = query(
            "INSERT INTO investigated (workshop_id, scenario_id, account_id)
             SELECT $1, $2, id FROM account WHERE id = $3
             ON CONFLICT (workshop_id, scenario_id, account_id) DO NOTHING",
        );
        execute(db, insert.bind(workshop.0).bind(scenario.0).bind(person.0)).await?;
    }
    Ok(())
}

fn account(row: &Row) -> Result<PersonId> {
    id(row, "account_id", PersonId)
}
