//! The SQL of scenarios and searches.

use pole_db::{DbError, Row, Tx, params, sql};
use pole_kernel::Instant;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::super::question;
use super::model::{Basis, Content, PastRevision, Run, RunId, RunLine, RunState, Scenario, ScenarioId};
use crate::policy::AccountId;

/// A JSON column.
fn parsed<T: DeserializeOwned>(text: &str, column: &str) -> Result<T, DbError> {
    serde_json::from_str(text).map_err(|error| DbError::Column {
        column: column.to_owned(),
        reason: error.to_string(),
    })
}

/// What goes into a JSON column.
pub(super) fn written(value: &impl Serialize) -> Result<String, DbError> {
    serde_json::to_string(value).map_err(|error| DbError::Other(error.to_string()))
}

// ---- Scenarios --------------------------------------------------------------------------------

pub(super) fn insert_scenario(
    tx: &mut Tx,
    id: ScenarioId,
    name: &str,
    now: Instant,
    account: Option<AccountId>,
) -> Result<(), DbError> {
    tx.execute(
        sql!("insert into strategy_scenario (id, name, created_at, created_by) values (:id, :name, :now, :account)"),
        params! { id: id, name: name, now: now, account: account },
    )?;
    Ok(())
}

pub(super) fn rename(tx: &mut Tx, id: ScenarioId, name: &str) -> Result<(), DbError> {
    tx.execute(
        sql!("update strategy_scenario set name = :name where id = :id"),
        params! { id: id, name: name },
    )?;
    Ok(())
}

/// Puts a scenario away, or takes it back.
pub(super) fn archive(
    tx: &mut Tx,
    id: ScenarioId,
    at: Option<Instant>,
    account: Option<AccountId>,
) -> Result<(), DbError> {
    tx.execute(
        sql!("update strategy_scenario set archived_at = :at, archived_by = :account where id = :id"),
        params! { id: id, at: at, account: account },
    )?;
    Ok(())
}

pub(super) fn insert_revision(
    tx: &mut Tx,
    id: ScenarioId,
    revision: i64,
    content: &Content,
    now: Instant,
    account: Option<AccountId>,
) -> Result<(), DbError> {
    let content = written(content)?;
    tx.execute(
        sql!(
            "insert into strategy_revision (scenario, revision, content, recorded_at, recorded_by)
             values (:id, :revision, :content, :now, :account)"
        ),
        params! { id: id, revision: revision, content: content, now: now, account: account },
    )?;
    Ok(())
}

fn read_scenario(row: &Row<'_>) -> Result<Scenario, DbError> {
    let content: String = row.get("content")?;
    Ok(Scenario {
        id: row.get("id")?,
        name: row.get("name")?,
        revision: row.get("revision")?,
        content: parsed(&content, "content")?,
        recorded_at: row.get("recorded_at")?,
        recorded_by: row.get("recorded_by_name")?,
        archived_at: row.get("archived_at")?,
    })
}

/// Every scenario in its newest state, the newest first.
pub(super) fn scenarios(tx: &mut Tx) -> Result<Vec<Scenario>, DbError> {
    tx.rows(
        sql!(
            "select s.id, s.name, s.archived_at, r.revision, r.content, r.recorded_at,
                    a.display_name as recorded_by_name
               from strategy_scenario s
               join strategy_revision r on r.scenario = s.id
               left join account a on a.id = r.recorded_by
              where r.revision = (select max(n.revision) from strategy_revision n where n.scenario = s.id)
              order by s.id desc"
        ),
        params! {},
        read_scenario,
    )
}

/// One scenario in its newest state.
pub(super) fn scenario(tx: &mut Tx, id: ScenarioId) -> Result<Option<Scenario>, DbError> {
    tx.optional(
        sql!(
            "select s.id, s.name, s.archived_at, r.revision, r.content, r.recorded_at,
                    a.display_name as recorded_by_name
               from strategy_scenario s
               join strategy_revision r on r.scenario = s.id
               left join account a on a.id = r.recorded_by
              where s.id = :id
                and r.revision = (select max(n.revision) from strategy_revision n where n.scenario = s.id)"
        ),
        params! { id: id },
        read_scenario,
    )
}

/// The states of a scenario, the newest first.
pub(super) fn revisions(tx: &mut Tx, id: ScenarioId) -> Result<Vec<PastRevision>, DbError> {
    tx.rows(
        sql!(
            "select r.revision, r.content, r.recorded_at, a.display_name as recorded_by_name
               from strategy_revision r left join account a on a.id = r.recorded_by
              where r.scenario = :id
              order by r.revision desc"
        ),
        params! { id: id },
        |row| {
            let content: String = row.get("content")?;
            Ok(PastRevision {
                number: row.get("revision")?,
                content: parsed(&content, "content")?,
                recorded_at: row.get("recorded_at")?,
                recorded_by: row.get("recorded_by_name")?,
            })
        },
    )
}

// ---- Searches ---------------------------------------------------------------------------------

/// A search to record.
pub(super) struct NewRun<'a> {
    pub id: RunId,
    pub scenario: ScenarioId,
    pub revision: i64,
    pub weights: i64,
    pub facts: String,
    pub question: &'a str,
    pub basis: String,
}

pub(super) fn insert_run(
    tx: &mut Tx,
    run: &NewRun<'_>,
    now: Instant,
    account: Option<AccountId>,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "insert into strategy_run (id, scenario, revision, weights, facts, question, basis, state, progress,
                                       stop_asked, problem, asked_at, asked_by, beat_at)
             values (:id, :scenario, :revision, :weights, :facts, :question, :basis, 'waiting', '', :no, '', :now,
                     :account, :now)"
        ),
        params! {
            id: run.id, scenario: run.scenario, revision: run.revision, weights: run.weights,
            facts: run.facts.clone(), question: run.question, basis: run.basis.clone(), no: false, now: now,
            account: account
        },
    )?;
    Ok(())
}

fn read_line(row: &Row<'_>) -> Result<RunLine, DbError> {
    Ok(RunLine {
        id: row.get("id")?,
        scenario: row.get("scenario")?,
        name: row.get("name")?,
        revision: row.get("revision")?,
        weights: row.get("weights")?,
        state: row.get("state")?,
        progress: row.get("progress")?,
        beat_at: row.get("beat_at")?,
        asked_at: row.get("asked_at")?,
        asked_by: row.get("asked_by_name")?,
        ended_at: row.get("ended_at")?,
    })
}

/// Every search, the newest first.
pub(super) fn runs(tx: &mut Tx) -> Result<Vec<RunLine>, DbError> {
    tx.rows(
        sql!(
            "select r.id, r.scenario, s.name, r.revision, r.weights, r.state, r.progress, r.beat_at, r.asked_at,
                    a.display_name as asked_by_name, r.ended_at
               from strategy_run r
               join strategy_scenario s on s.id = r.scenario
               left join account a on a.id = r.asked_by
              order by r.id desc"
        ),
        params! {},
        read_line,
    )
}

/// One search without its texts.
pub(super) fn line(tx: &mut Tx, id: RunId) -> Result<Option<RunLine>, DbError> {
    tx.optional(
        sql!(
            "select r.id, r.scenario, s.name, r.revision, r.weights, r.state, r.progress, r.beat_at, r.asked_at,
                    a.display_name as asked_by_name, r.ended_at
               from strategy_run r
               join strategy_scenario s on s.id = r.scenario
               left join account a on a.id = r.asked_by
              where r.id = :id"
        ),
        params! { id: id },
        read_line,
    )
}

/// A search with everything it keeps.
pub(super) fn run(tx: &mut Tx, id: RunId) -> Result<Option<(Run, Basis)>, DbError> {
    tx.optional(
        sql!(
            "select r.id, r.scenario, s.name, r.revision, v.content, r.weights, r.facts, r.question, r.basis, r.state,
                    r.progress, r.benefit, r.equity, r.problem, r.asked_at, a.display_name as asked_by_name, r.ended_at
               from strategy_run r
               join strategy_scenario s on s.id = r.scenario
               join strategy_revision v on v.scenario = r.scenario and v.revision = r.revision
               left join account a on a.id = r.asked_by
              where r.id = :id"
        ),
        params! { id: id },
        |row| {
            let text = |column: &str| row.get::<String>(column);
            let optional = |column: &str| row.get::<Option<String>>(column);
            let question = question::read(&text("question")?).map_err(|errors| DbError::Column {
                column: "question".to_owned(),
                reason: errors.to_string(),
            })?;
            let answer = |column: &str| optional(column)?.map(|answer| parsed(&answer, column)).transpose();
            let basis = optional("basis")?.map(|basis| parsed(&basis, "basis")).transpose()?;
            let run = Run {
                id: row.get("id")?,
                scenario: row.get("scenario")?,
                name: row.get("name")?,
                revision: row.get("revision")?,
                content: parsed(&text("content")?, "content")?,
                weights: row.get("weights")?,
                facts: parsed(&text("facts")?, "facts")?,
                question,
                state: row.get("state")?,
                progress: row.get("progress")?,
                benefit: answer("benefit")?,
                equity: answer("equity")?,
                problem: row.get("problem")?,
                asked_at: row.get("asked_at")?,
                asked_by: row.get("asked_by_name")?,
                ended_at: row.get("ended_at")?,
            };
            Ok((run, basis.unwrap_or_default()))
        },
    )
}

/// The text of a question, to be saved or compared.
pub(super) fn question_of(tx: &mut Tx, id: RunId) -> Result<Option<String>, DbError> {
    tx.optional(
        sql!("select question from strategy_run where id = :id"),
        params! { id: id },
        |row| row.get("question"),
    )
}

/// The texts of the answers that put the benefit and equity first.
pub(super) type AnswerTexts = (Option<String>, Option<String>);

/// The texts of the answers.
pub(super) fn answers_of(tx: &mut Tx, id: RunId) -> Result<Option<AnswerTexts>, DbError> {
    tx.optional(
        sql!("select benefit, equity from strategy_run where id = :id"),
        params! { id: id },
        |row| Ok((row.get("benefit")?, row.get("equity")?)),
    )
}

/// The searches of a scenario that ended with an answer to this very question, the newest first.
pub(super) fn answered(tx: &mut Tx, scenario: ScenarioId, question: &str) -> Result<Vec<(RunId, u64)>, DbError> {
    tx.rows(
        sql!(
            "select r.id, v.content
               from strategy_run r
               join strategy_revision v on v.scenario = r.scenario and v.revision = r.revision
              where r.scenario = :scenario and r.question = :question and r.state = 'done'
              order by r.id desc"
        ),
        params! { scenario: scenario, question: question },
        |row| {
            let content: Content = parsed(&row.get::<String>("content")?, "content")?;
            Ok((row.get("id")?, content.seed))
        },
    )
}

/// A waiting search begins; says whether it did.
pub(super) fn begin(tx: &mut Tx, id: RunId, now: Instant) -> Result<bool, DbError> {
    let begun = tx.execute(
        sql!(
            "update strategy_run set state = 'running', beat_at = :now
              where id = :id and state = 'waiting' and stop_asked = :no"
        ),
        params! { id: id, now: now, no: false },
    )?;
    Ok(begun > 0)
}

/// A sign of life; says whether to stop.
pub(super) fn beat(tx: &mut Tx, id: RunId, now: Instant, progress: &str) -> Result<bool, DbError> {
    tx.execute(
        sql!("update strategy_run set beat_at = :now, progress = :progress where id = :id and ended_at is null"),
        params! { id: id, now: now, progress: progress },
    )?;
    let stop: Option<bool> = tx.optional(
        sql!("select stop_asked from strategy_run where id = :id and ended_at is null"),
        params! { id: id },
        |row| row.get("stop_asked"),
    )?;
    Ok(stop.unwrap_or(true))
}

/// How a search ended.
#[derive(Clone, Debug)]
pub(super) struct Ended {
    pub state: RunState,
    pub benefit: Option<String>,
    pub equity: Option<String>,
    pub problem: String,
}

/// Ends a search that has not ended yet; says whether it did.
pub(super) fn end(tx: &mut Tx, id: RunId, now: Instant, ended: &Ended) -> Result<bool, DbError> {
    let changed = tx.execute(
        sql!(
            "update strategy_run
                set state = :state, benefit = :benefit, equity = :equity, problem = :problem, ended_at = :now,
                    beat_at = :now
              where id = :id and ended_at is null"
        ),
        params! {
            id: id, state: ended.state, benefit: ended.benefit.clone(), equity: ended.equity.clone(),
            problem: ended.problem.clone(), now: now
        },
    )?;
    Ok(changed > 0)
}

/// Asks a search to stop.
pub(super) fn ask_stop(tx: &mut Tx, id: RunId) -> Result<(), DbError> {
    tx.execute(
        sql!("update strategy_run set stop_asked = :yes where id = :id"),
        params! { id: id, yes: true },
    )?;
    Ok(())
}
