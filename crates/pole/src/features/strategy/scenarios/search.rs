//! Searches run off the requests: one at a time in the process, the others wait. A search tells how far it is and
//! hears that it must stop through its row.

use std::ops::ControlFlow;
use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::{Duration, Instant};

use pole_db::DbError;
use tokio::sync::Semaphore;

use super::super::answer::{Answer, Asked, Step, answer};
use super::super::errors::StrategyError;
use super::super::plan::model::{Mode, Problem};
use super::super::question::Question;
use super::actions;
use super::model::{RunId, RunState, ScenarioId};
use super::store::{self, Ended};
use crate::policy::Actor;
use crate::shell::app::App;
use crate::shell::audit;

/// Time for the plan of one mode, in seconds; as much again for what would let the others in.
pub(super) const SECONDS: u32 = 60;
/// Draws of weights for each mode.
pub(super) const DRAWS: u32 = 1_000;
/// Time for them; those made by then are told.
const DRAW_SECONDS: u64 = 60;
/// A row is asked at most twice a second.
const POLL: Duration = Duration::from_millis(500);
/// Who waits tells so every few seconds.
const WAIT: Duration = Duration::from_secs(5);

/// The processor is for one search at a time.
static ONE: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(1));

/// Runs a search in the background.
pub(super) fn spawn(app: &App, id: RunId) {
    let app = app.clone();
    tokio::spawn(async move {
        let place = loop {
            match tokio::time::timeout(WAIT, ONE.acquire()).await {
                Ok(Ok(place)) => break place,
                Ok(Err(_)) => return,
                Err(_) => {
                    let now = app.clock().now();
                    let stop = app
                        .db()
                        .write(move |tx| -> Result<bool, DbError> { store::beat(tx, id, now, "") })
                        .await;
                    if stop.unwrap_or(false) {
                        end(&app, id, &ended(RunState::Cancelled)).await;
                        return;
                    }
                }
            }
        };
        run_now(&app, id).await;
        drop(place);
    });
}

fn ended(state: RunState) -> Ended {
    Ended {
        state,
        benefit: None,
        equity: None,
        problem: String::new(),
    }
}

async fn end(app: &App, id: RunId, ended: &Ended) {
    let (now, ended) = (app.clock().now(), ended.clone());
    let state = ended.state;
    let written = app
        .db()
        .write(move |tx| -> Result<(), DbError> {
            if store::end(tx, id, now, &ended)? {
                let subject = id.to_string();
                audit::record(tx, &Actor::console(), now, "strategy_run.ended", &subject, state.code())?;
            }
            Ok(())
        })
        .await;
    if let Err(error) = written {
        tracing::error!(run.id = %id, "Search {id} ended and could not say so: {error}");
    }
}

/// How far a search is, and whether it must stop: asked of the row now and then.
struct Watch<'a> {
    app: &'a App,
    id: RunId,
    state: Mutex<(Option<Instant>, bool)>,
}

impl Watch<'_> {
    /// Whether to go on.
    fn tell(&self, progress: &str) -> bool {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let (last, stopped) = &mut *state;
        if *stopped {
            return false;
        }
        if last.is_some_and(|last| last.elapsed() < POLL) {
            return true;
        }
        *last = Some(Instant::now());
        let (now, id) = (self.app.clock().now(), self.id);
        let told = self
            .app
            .db()
            .write_blocking(|tx| -> Result<bool, DbError> { store::beat(tx, id, now, progress) });
        // A database that is busy for a moment stops nothing.
        *stopped = told.unwrap_or(false);
        !*stopped
    }

    fn stopped(&self) -> bool {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).1
    }
}

/// Searches both modes; nothing when somebody stopped it before it began.
fn search(app: &App, id: RunId) -> Option<Ended> {
    let failed = |problem: String| Ended {
        problem,
        ..ended(RunState::Failed)
    };
    let now = app.clock().now();
    let read = app
        .db()
        .write_blocking(|tx| -> Result<_, DbError> { Ok((store::begin(tx, id, now)?, store::run(tx, id)?)) });
    let run = match read {
        Err(error) => return Some(failed(error.to_string())),
        Ok((false, _) | (_, None)) => return None,
        Ok((true, Some((run, _)))) => run,
    };
    let watch = Watch {
        app,
        id,
        state: Mutex::new((None, false)),
    };
    let mut found = ended(RunState::Done);
    for mode in [Mode::Benefit, Mode::Equity] {
        let question = Question {
            problem: Problem {
                mode,
                ..run.question.problem.clone()
            },
            ..run.question.clone()
        };
        match search_mode(&question, run.content.seed, mode, &watch) {
            Ok(answer) => {
                let text = serde_json::to_string(&answer).ok();
                match mode {
                    Mode::Benefit => found.benefit = text,
                    Mode::Equity => found.equity = text,
                }
            }
            Err(error) => return Some(failed(error.to_string())),
        }
        if watch.stopped() {
            found.state = RunState::Cancelled;
            break;
        }
    }
    Some(found)
}

fn search_mode(
    question: &Question,
    seed: u64,
    mode: Mode,
    watch: &Watch<'_>,
) -> Result<Answer, pole_optimise::SolveError> {
    let code = mode.code();
    let drawing: Mutex<Option<Instant>> = Mutex::new(None);
    answer(
        question,
        &mut Asked {
            seconds: f64::from(SECONDS),
            increases: true,
            draws: DRAWS,
            seed,
            watch: &mut |step, _| {
                let progress = match step {
                    Step::Plan => format!("{code} plan"),
                    Step::OtherMode => format!("{code} other"),
                    Step::Increase(done, of) => format!("{code} increases {done} {of}"),
                };
                if watch.tell(&progress) {
                    ControlFlow::Continue(())
                } else {
                    ControlFlow::Break(())
                }
            },
            go_on: &|done| {
                let begun = *drawing
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .get_or_insert_with(Instant::now);
                begun.elapsed().as_secs() < DRAW_SECONDS && watch.tell(&format!("{code} draws {done} {DRAWS}"))
            },
        },
    )
}

/// Asks for a search of a scenario and waits for it: for the demonstration and the tests.
pub async fn search_now(app: &App, actor: &Actor, id: ScenarioId) -> Result<RunId, StrategyError> {
    let (by, now) = (actor.clone(), app.clock().now());
    let started = app
        .db()
        .write(move |tx| actions::start(tx, &by, now, id, true))
        .await?
        .id();
    run_now(app, started).await;
    Ok(started)
}

/// Runs a search that waits, and waits for it.
pub(super) async fn run_now(app: &App, id: RunId) {
    let worker = app.clone();
    let searched = tokio::task::spawn_blocking(move || search(&worker, id)).await;
    match searched {
        Ok(Some(ended)) => end(app, id, &ended).await,
        Ok(None) => end(app, id, &ended(RunState::Cancelled)).await,
        Err(error) => {
            tracing::error!(run.id = %id, "Search {id} broke off: {error}");
            let failed = Ended {
                problem: error.to_string(),
                ..ended(RunState::Failed)
            };
            end(app, id, &failed).await;
        }
    }
}
