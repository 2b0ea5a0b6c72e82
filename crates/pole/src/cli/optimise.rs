//! `pole optimise`: the best plan under the budgets, from a file. No database, no account.

use std::io::Read as _;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::Args;
use indicatif::ProgressBar;
use serde::Serialize;

use super::stop::Stop;
use super::{progress, say_json, status, stop, write};
use crate::features::strategy::answer::{Answer, Asked, Step, answer, to_text};
use crate::features::strategy::question::{Question, QuestionError, QuestionErrors, read};

/// Which question, and how long to search.
#[derive(Args, Clone, Debug)]
pub(super) struct OptimiseArgs {
    /// The question (JSON); `-` reads the standard input.
    file: PathBuf,
    /// Seconds for the plan; after that the best one so far. As many again for the explanations.
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..=86_400))]
    time_limit: u32,
    /// Do not search what would let in the schools that stay out.
    #[arg(long)]
    no_increases: bool,
    /// Draws of the weights around those of the file, which must have weights and components.
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=100_000))]
    draws: u32,
    /// The seed of the draws.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The answer for programs; amounts in cents.
    #[arg(long)]
    json: bool,
}

/// What is wrong with a question, for programs.
#[derive(Serialize)]
struct Wrong<'a> {
    errors: &'a [QuestionError],
}

pub(super) async fn run(arguments: &OptimiseArgs) -> Result<ExitCode, Stop> {
    let name = arguments.file.display().to_string();
    let question = match read(&text(arguments)?) {
        Ok(question) => question,
        Err(errors) => return refused(&name, &errors, arguments.json),
    };
    if arguments.draws > 0 && question.weighing.is_none() {
        return Err(Stop::usage(format!(
            "{name}: --draws needs the weights and the components of the schools, which the file does not have."
        )));
    }
    let stopped = Arc::new(AtomicBool::new(false));
    let listening = tokio::spawn(listen(Arc::clone(&stopped)));
    let arguments = arguments.clone();
    let answered =
        tokio::task::spawn_blocking(move || search(&question, &arguments, &stopped).map(|told| (told, arguments)))
            .await
            .map_err(|error| Stop::refused(format!("the search stopped: {error}")))?;
    listening.abort();
    let (told, arguments) = answered.map_err(|error| Stop::refused(format!("{name}: {error}")))?;
    if arguments.json {
        say_json(&told)?;
    } else {
        write(to_text(&told).as_bytes())?;
    }
    Ok(match told.status.as_ref() {
        "optimal" | "gap" => ExitCode::SUCCESS,
        _ => status(stop::REFUSED),
    })
}

fn text(arguments: &OptimiseArgs) -> Result<String, Stop> {
    let refuse = |error: std::io::Error| Stop::refused(format!("{}: {error}", arguments.file.display()));
    if arguments.file.as_os_str() == "-" {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).map_err(refuse)?;
        return Ok(text);
    }
    std::fs::read_to_string(&arguments.file).map_err(refuse)
}

fn refused(name: &str, errors: &QuestionErrors, json: bool) -> Result<ExitCode, Stop> {
    if json {
        say_json(&Wrong { errors: &errors.0 })?;
        return Ok(status(stop::REFUSED));
    }
    let count = super::counted(errors.0.len(), "problem");
    Err(Stop::refused(format!(
        "{name}: {count}, nothing was computed.\n{errors}\nCorrect the file and run again."
    )))
}

/// The first interruption asks for the best plan so far; the second ends the program.
async fn listen(stopped: Arc<AtomicBool>) {
    if tokio::signal::ctrl_c().await.is_ok() {
        stopped.store(true, Ordering::Relaxed);
        super::tell("Breaking off; once more to end at once.");
        if tokio::signal::ctrl_c().await.is_ok() {
            std::process::exit(130);
        }
    }
}

fn search(
    question: &Question,
    arguments: &OptimiseArgs,
    stopped: &AtomicBool,
) -> Result<Answer, pole_optimise::SolveError> {
    let bar = progress::waiting("searching the plan".to_owned());
    let go_on = |done: u32| {
        if done > 0 {
            bar.set_message(format!("draw {done} of {}", arguments.draws));
        }
        !stopped.load(Ordering::Relaxed)
    };
    let mut watch = |step: Step, known: &pole_optimise::Progress| {
        say_how_far(&bar, step, known);
        if stopped.load(Ordering::Relaxed) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    let told = answer(
        question,
        &mut Asked {
            seconds: f64::from(arguments.time_limit),
            increases: !arguments.no_increases,
            draws: arguments.draws,
            seed: arguments.seed,
            watch: &mut watch,
            go_on: &go_on,
        },
    );
    bar.finish_and_clear();
    told
}

fn say_how_far(bar: &ProgressBar, step: Step, known: &pole_optimise::Progress) {
    bar.set_message(match (step, known.objective) {
        (Step::Plan, None) => "searching the plan".to_owned(),
        (Step::Plan, Some(value)) => format!("searching the plan: {value} so far"),
        (Step::OtherMode, _) => "the other mode, to compare".to_owned(),
        (Step::Increase(done, many), _) => format!("what would let the others in: {done} of {many}"),
    });
}
