//! `pole jobs`: what runs by itself, and running it now.

use std::process::ExitCode;

use clap::Subcommand;
use serde::Serialize;

use super::stop::Stop;
use super::{say, say_json};
use crate::shell::config::Config;
use crate::shell::jobs::{self, JobError, JobLine, JobOutcome};

/// What to do with the periodic jobs.
#[derive(Debug, Subcommand)]
pub(super) enum JobsCommand {
    /// List the jobs: when each runs next, how it ended last.
    List {
        /// For programs.
        #[arg(long)]
        json: bool,
    },
    /// Run a job now, whenever it was due.
    Run {
        /// Its name, as `pole jobs list` writes it.
        name: String,
    },
}

/// A job, for programs.
#[derive(Serialize)]
struct JobBody {
    name: String,
    next_at: String,
    running_until: Option<String>,
    started_at: Option<String>,
    ended_at: Option<String>,
    outcome: Option<&'static str>,
    detail: String,
}

impl From<JobLine> for JobBody {
    fn from(line: JobLine) -> Self {
        Self {
            name: line.name,
            next_at: line.next_at.to_string(),
            running_until: line.lease_until.map(|at| at.to_string()),
            started_at: line.started_at.map(|at| at.to_string()),
            ended_at: line.ended_at.map(|at| at.to_string()),
            outcome: line.outcome.map(JobOutcome::code),
            detail: line.detail,
        }
    }
}

pub(super) async fn run(config: Config, command: JobsCommand) -> Result<ExitCode, Stop> {
    let opened = super::open(config).await?;
    let app = opened.app.clone();
    match command {
        JobsCommand::List { json } => {
            let now = app.clock().now();
            let installed = app.clone();
            let lines = app
                .db()
                .write(move |tx| {
                    jobs::install(tx, installed.jobs(), now)?;
                    jobs::list(tx)
                })
                .await?;
            if json {
                let bodies: Vec<JobBody> = lines.into_iter().map(JobBody::from).collect();
                say_json(&bodies)?;
                return Ok(ExitCode::SUCCESS);
            }
            for line in lines {
                let last = match (line.ended_at, line.outcome) {
                    (Some(at), Some(outcome)) => format!("{outcome} at {at}: {}", line.detail),
                    (_, None) | (None, _) => "never ran".to_owned(),
                };
                say(&format!("{}  next {}  {last}", line.name, line.next_at))?;
            }
        }
        JobsCommand::Run { name } => {
            let asked = name.clone();
            let told = tokio::task::spawn_blocking(move || jobs::run_now(&app, &asked))
                .await
                .map_err(|error| Stop::refused(error.to_string()))?
                .map_err(|error| match error {
                    JobError::Unknown => Stop::usage(format!("there is no job {name}: `pole jobs list` names them")),
                    JobError::Taken => Stop::refused(format!("{name}: somebody is running it, try again later")),
                    JobError::Db(error) => error.into(),
                })?;
            say(&format!("{name}: {told}"))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
