//! The searches that a committee may look at.

use pole_db::{DbError, Row, Tx, params, sql};
use pole_kernel::Instant;
use serde::de::DeserializeOwned;

use super::super::answer::Answer;
use super::super::errors::StrategyError;
use super::super::question;
use super::super::scenarios::model::{Run, RunId, RunState};
use crate::policy::{self, Action, Actor, Subject};

fn wrong(column: &str, reason: impl ToString) -> DbError {
    DbError::Column {
        column: column.to_owned(),
        reason: reason.to_string(),
    }
}

fn json<T: DeserializeOwned>(row: &Row<'_>, column: &str) -> Result<T, DbError> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(|error| wrong(column, error))
}

fn answer(row: &Row<'_>, column: &str) -> Result<Option<Answer>, DbError> {
    let text: Option<String> = row.get(column)?;
    text.map(|text| serde_json::from_str(&text).map_err(|error| wrong(column, error)))
        .transpose()
}

/// A search with its answers.
///
/// # Errors
/// When there is none, the actor may not, or the database fails.
pub(super) fn run(tx: &mut Tx, actor: &Actor, id: RunId) -> Result<Run, StrategyError> {
    may_read(actor)?;
    let found = tx.optional(
        sql!(
            "select r.id, r.scenario, s.name, r.revision, v.content, r.weights, r.facts, r.question, r.state, r.progress,
                    r.benefit, r.equity, r.problem, r.asked_at, a.display_name as asked_by_name, r.ended_at
               from strategy_run r
               join strategy_scenario s on s.id = r.scenario
               join strategy_revision v on v.scenario = r.scenario and v.revision = r.revision
               left join account a on a.id = r.asked_by
              where r.id = :id"
        ),
        params! { id: id },
        |row| {
            let text: String = row.get("question")?;
            let question = question::read(&text).map_err(|errors| wrong("question", format!("{errors:?}")))?;
            Ok(Run {
                id: row.get("id")?,
                scenario: row.get("scenario")?,
                name: row.get("name")?,
                revision: row.get("revision")?,
                content: json(row, "content")?,
                weights: row.get("weights")?,
                facts: json(row, "facts")?,
                question,
                state: row.get("state")?,
                progress: row.get("progress")?,
                benefit: answer(row, "benefit")?,
                equity: answer(row, "equity")?,
                problem: row.get("problem")?,
                asked_at: row.get("asked_at")?,
                asked_by: row.get("asked_by_name")?,
                ended_at: row.get("ended_at")?,
            })
        },
    )?;
    found.ok_or(StrategyError::NotFound)
}

/// A search in a list.
#[derive(Clone, Debug)]
pub struct RunLine {
    /// Its identifier.
    pub id: RunId,
    /// The name of its scenario.
    pub name: String,
    /// The revision that was asked.
    pub revision: i64,
    /// When it was asked.
    pub asked_at: Instant,
}

/// The searches that ended with a plan, the newest first.
///
/// # Errors
/// When the actor may not, or the database fails.
pub(super) fn ended(tx: &mut Tx, actor: &Actor) -> Result<Vec<RunLine>, StrategyError> {
    may_read(actor)?;
    let done = RunState::Done;
    let cancelled = RunState::Cancelled;
    Ok(tx.rows(
        sql!(
            "select r.id, s.name, r.revision, r.asked_at
               from strategy_run r join strategy_scenario s on s.id = r.scenario
              where r.state in (:done, :cancelled) and (r.benefit is not null or r.equity is not null)
              order by r.asked_at desc, r.id desc"
        ),
        params! { done: done, cancelled: cancelled },
        |row| {
            Ok(RunLine {
                id: row.get("id")?,
                name: row.get("name")?,
                revision: row.get("revision")?,
                asked_at: row.get("asked_at")?,
            })
        },
    )?)
}

fn may_read(actor: &Actor) -> Result<(), StrategyError> {
    Ok(policy::check(actor, Action::ReadStrategy, Subject::Basin)?)
}
