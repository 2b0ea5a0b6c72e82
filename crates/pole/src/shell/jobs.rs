//! Periodic jobs: when each runs next, one runner at a time across processes, how it ended.
//!
//! A job is idempotent: it may run again at any time. The row of a job in `job_run` is its lease: who
//! takes it first runs it, the others wait for the next time. A runner that died is replaced when its
//! lease is over.

use std::time::Duration;

use pole_db::{DbError, Tx, params, sql, text_column};
use pole_kernel::{Instant, vocabulary};
use tokio::sync::watch;

use super::app::App;
use super::clock::fresh_id;

/// How long a runner keeps a job; who runs longer may be doubled, which an idempotent job bears.
const LEASE_SECONDS: i64 = 30 * 60;
/// The longest sleep of the scheduler: other processes and the console may change the plan.
const LONGEST_SLEEP: Duration = Duration::from_mins(1);
/// The shortest one: whatever happens, the scheduler does not spin.
const SHORTEST_SLEEP: Duration = Duration::from_secs(1);

/// How often a job runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rhythm {
    /// So many minutes after the last time.
    Minutes(i64),
    /// Each night at this hour and minute of the islands.
    Nightly(i8, i8),
}

impl Rhythm {
    /// When to run again after a moment.
    pub fn next(self, now: Instant) -> Instant {
        match self {
            Self::Minutes(minutes) => now.plus_seconds(minutes * 60),
            Self::Nightly(hour, minute) => {
                let today = now.day().at(hour, minute);
                if today > now {
                    today
                } else {
                    now.day().tomorrow().at(hour, minute)
                }
            }
        }
    }
}

/// A job that a feature brings.
#[derive(Clone, Copy, Debug)]
pub struct PeriodicJob {
    /// Its stable name: `usage.rollup`.
    pub name: &'static str,
    /// How often it runs.
    pub rhythm: Rhythm,
    /// What it does, and in a few words what it did. Nothing personal.
    pub run: fn(&App, Instant) -> Result<String, DbError>,
}

vocabulary! {
    /// How a job ended.
    JobOutcome, "outcome of a job" {
        /// It did its work.
        Done = "done",
        /// It could not; it is tried again at its next time.
        Failed = "failed",
    }
}

text_column!(JobOutcome);

/// A job as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobLine {
    /// Its name.
    pub name: String,
    /// When it runs next.
    pub next_at: Instant,
    /// Until when somebody runs it, when somebody does.
    pub lease_until: Option<Instant>,
    /// When it began last.
    pub started_at: Option<Instant>,
    /// When it ended last.
    pub ended_at: Option<Instant>,
    /// How.
    pub outcome: Option<JobOutcome>,
    /// What it did, or what went wrong.
    pub detail: String,
}

/// Why a job was not run.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// There is no such job.
    #[error("no such job")]
    Unknown,
    /// Somebody is running it.
    #[error("somebody is running it")]
    Taken,
    /// It failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Every job as it stands, by name.
///
/// # Errors
/// When the database fails.
pub fn list(tx: &mut Tx) -> Result<Vec<JobLine>, DbError> {
    tx.rows(
        sql!(
            "select name, next_at, lease_until, started_at, ended_at, outcome, detail
               from job_run order by name"
        ),
        params! {},
        |row| {
            Ok(JobLine {
                name: row.get("name")?,
                next_at: row.get("next_at")?,
                lease_until: row.get("lease_until")?,
                started_at: row.get("started_at")?,
                ended_at: row.get("ended_at")?,
                outcome: row.get("outcome")?,
                detail: row.get("detail")?,
            })
        },
    )
}

/// Writes down the jobs that are not known yet, due at once.
///
/// # Errors
/// When the database fails.
pub fn install(tx: &mut Tx, jobs: &[PeriodicJob], now: Instant) -> Result<(), DbError> {
    tx.execute_many(
        sql!(
            "insert into job_run (name, next_at, runner, lease_until, started_at, ended_at, outcome, detail)
             values (:name, :now, null, null, null, null, null, '')
             on conflict (name) do nothing"
        ),
        jobs.iter().map(|job| params! { name: job.name, now: now }),
    )?;
    Ok(())
}

/// Takes a job when it is due, or at once when asked to, and nobody runs it. Two runners that try
/// together meet in the database, and one of them gets no row.
///
/// A next time further away than the rhythm allows means that the clock went backwards: the job is due.
fn claim(tx: &mut Tx, job: &PeriodicJob, runner: &str, now: Instant, at_once: bool) -> Result<bool, DbError> {
    let taken = tx.execute(
        sql!(
            "update job_run set runner = :runner, lease_until = :until, started_at = :now
              where name = :name and (:at_once or next_at <= :now or next_at > :furthest)
                and (lease_until is null or lease_until <= :now or lease_until > :until)"
        ),
        params! {
            runner: runner, until: now.plus_seconds(LEASE_SECONDS), now: now, name: job.name, at_once: at_once,
            furthest: job.rhythm.next(now)
        },
    )?;
    Ok(taken == 1)
}

fn finish(
    tx: &mut Tx,
    job: &PeriodicJob,
    runner: &str,
    now: Instant,
    outcome: JobOutcome,
    detail: &str,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "update job_run set runner = null, lease_until = null, ended_at = :now, next_at = :next,
                                outcome = :outcome, detail = :detail
              where name = :name and runner = :runner"
        ),
        params! {
            now: now, next: job.rhythm.next(now), outcome: outcome, detail: detail, name: job.name, runner: runner
        },
    )?;
    Ok(())
}

/// Runs a job that was taken, and writes down how it ended.
fn run_taken(app: &App, job: &PeriodicJob, runner: &str, now: Instant) -> Result<String, DbError> {
    let result = (job.run)(app, now);
    let (outcome, detail) = match &result {
        Ok(told) => (JobOutcome::Done, told.clone()),
        Err(error) => (JobOutcome::Failed, error.to_string()),
    };
    let ended = app.clock().now();
    app.db()
        .write_blocking(|tx| finish(tx, job, runner, ended, outcome, &detail))?;
    match &result {
        Ok(told) => tracing::debug!(job.name = job.name, "{} done: {told}", job.name),
        Err(error) => tracing::error!(job.name = job.name, "{} failed: {error}", job.name),
    }
    result
}

/// Runs every job that is due and says when the next one is. Blocks.
///
/// # Errors
/// When the database fails; a job that fails is written down and is no error here.
pub fn run_due(app: &App, runner: &str) -> Result<Option<Instant>, DbError> {
    let now = app.clock().now();
    app.db().write_blocking(|tx| install(tx, app.jobs(), now))?;
    for job in app.jobs() {
        let now = app.clock().now();
        if app.db().write_blocking(|tx| claim(tx, job, runner, now, false))? {
            // What went wrong is in the log and in the row of the job.
            let _ = run_taken(app, job, runner, now);
        }
    }
    let lines = app.db().read_blocking(list)?;
    Ok(lines.into_iter().map(|line| line.next_at).min())
}

/// Runs one job now, whenever it was due. Blocks.
///
/// # Errors
/// When there is no such job, somebody runs it, or it fails.
pub fn run_now(app: &App, name: &str) -> Result<String, JobError> {
    let job = app
        .jobs()
        .iter()
        .find(|job| job.name == name)
        .ok_or(JobError::Unknown)?;
    let runner = runner_name();
    let now = app.clock().now();
    let taken = app.db().write_blocking(|tx| {
        install(tx, app.jobs(), now)?;
        claim(tx, job, &runner, now, true)
    })?;
    if !taken {
        return Err(JobError::Taken);
    }
    Ok(run_taken(app, job, &runner, now)?)
}

/// A name for this runner.
pub fn runner_name() -> String {
    fresh_id::<JobLine>().to_string()
}

/// Runs the jobs as they come due, until it is told to stop. A job under way is finished first.
pub async fn work(app: App, mut stop: watch::Receiver<bool>) {
    let runner = runner_name();
    while !*stop.borrow() {
        let (worker, name) = (app.clone(), runner.clone());
        let next = tokio::task::spawn_blocking(move || run_due(&worker, &name)).await;
        let sleep = match next {
            Ok(Ok(Some(next))) => until(app.clock().now(), next),
            Ok(Ok(None)) | Err(_) => LONGEST_SLEEP,
            Ok(Err(error)) => {
                tracing::error!("The jobs cannot be run for now: {error}");
                LONGEST_SLEEP
            }
        };
        tokio::select! {
            () = tokio::time::sleep(sleep) => {}
            changed = stop.changed() => {
                if changed.is_err() {
                    break;
                }
            }
        }
    }
}

/// How long to sleep until a moment, within bounds.
fn until(now: Instant, next: Instant) -> Duration {
    let milliseconds = next.milliseconds().saturating_sub(now.milliseconds());
    Duration::from_millis(u64::try_from(milliseconds).unwrap_or(0)).clamp(SHORTEST_SLEEP, LONGEST_SLEEP)
}

/// What runs beside the server: the jobs, and the writing of page views. Ends once told to stop.
pub async fn beside_the_server(app: App, stop: watch::Receiver<bool>) {
    tokio::join!(work(app.clone(), stop.clone()), super::views::write_down(app, stop));
}
