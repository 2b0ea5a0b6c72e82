//! The use cases of scenarios and searches.

use std::collections::BTreeMap;

use pole_db::Tx;
use pole_kernel::Instant;

use super::super::errors::{Refusal, StrategyError};
use super::build::{self, Built, Known};
use super::errors::ScenarioRefusal;
use super::model::{Basis, Content, PastRevision, Run, RunId, RunLine, RunState, Scenario, ScenarioId};
use super::{rules, store};
use crate::features::directory;
use crate::policy::{self, Action, Actor, Scope, Subject};
use crate::shell::asked::Asked;
use crate::shell::audit;
use crate::shell::clock::{fresh_id, not_before};

/// A scenario of the list, with its newest search.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The scenario.
    pub scenario: Scenario,
    /// Its newest search.
    pub newest: Option<RunLine>,
    /// The newest search of its that has an answer, as far as one may see it.
    pub result: Option<Run>,
}

/// The scenarios, the newest first.
///
/// # Errors
/// When the actor may not, or the database fails.
pub fn list(tx: &mut Tx, actor: &Actor) -> Result<Vec<Listed>, StrategyError> {
    policy::check(actor, Action::ReadStrategy, Subject::Basin)?;
    let scope = policy::scope(actor, Action::ReadStrategy);
    let islands = islands(tx)?;
    let runs = store::runs(tx)?;
    let mut listed = Vec::new();
    for scenario in store::scenarios(tx)? {
        let of_scenario = || runs.iter().filter(|run| run.scenario == scenario.id);
        let newest = of_scenario().next().cloned();
        let answered = of_scenario().find(|run| matches!(run.state, RunState::Done | RunState::Cancelled));
        let result = match answered {
            None => None,
            Some(line) => store::run(tx, line.id)?.map(|(run, basis)| rules::seen_run(&scope, run, basis).0),
        };
        listed.push(Listed {
            newest,
            result,
            scenario: Scenario {
                content: rules::seen_content(&scope, scenario.content, &islands),
                ..scenario
            },
        });
    }
    Ok(listed)
}

/// The island of each school of the basin.
fn islands(tx: &mut Tx) -> Result<BTreeMap<String, Option<String>>, StrategyError> {
    Ok(directory::basin(tx, Scope::everything())?
        .into_iter()
        .map(|school| {
            let island = school.territory.as_ref().map(ToString::to_string);
            (school.uai.to_string(), island)
        })
        .collect())
}

/// One scenario in its newest state, as far as one may see it.
///
/// # Errors
/// When there is none, the actor may not, or the database fails.
pub fn scenario(tx: &mut Tx, actor: &Actor, id: ScenarioId) -> Result<Scenario, StrategyError> {
    policy::check(actor, Action::ReadStrategy, Subject::Basin)?;
    let scope = policy::scope(actor, Action::ReadStrategy);
    let found = store::scenario(tx, id)?.ok_or(StrategyError::NotFound)?;
    if scope.everything {
        return Ok(found);
    }
    let islands = islands(tx)?;
    Ok(Scenario {
        content: rules::seen_content(&scope, found.content, &islands),
        ..found
    })
}

/// A scenario to change, for those who may.
pub(super) fn editable(tx: &mut Tx, actor: &Actor, id: ScenarioId) -> Result<Scenario, StrategyError> {
    policy::check(actor, Action::EditStrategy, Subject::Basin)?;
    let found = store::scenario(tx, id)?.ok_or(StrategyError::NotFound)?;
    if found.archived_at.is_some() {
        return Err(ScenarioRefusal::Archived.into());
    }
    Ok(found)
}

/// What the database knows of what a scenario asks. Callers have asked the policy.
pub(super) fn known(tx: &mut Tx, content: &Content, now: Instant) -> Result<Known, StrategyError> {
    build::known(tx, content, Asked::now(now))
}

/// A scenario beside what the database knows of it: nothing when it asks for what there is not.
#[derive(Clone, Debug)]
pub(super) struct Beside {
    pub scenario: Scenario,
    pub known: Result<Known, ScenarioRefusal>,
    pub runs: Vec<RunLine>,
    pub history: Vec<PastRevision>,
    /// Whether the reader sees all of it.
    pub whole: bool,
    /// The islands one sees.
    pub scope: Scope,
}

/// A scenario with all that its page shows.
pub(super) fn beside(tx: &mut Tx, actor: &Actor, now: Instant, id: ScenarioId) -> Result<Beside, StrategyError> {
    let scope = policy::scope(actor, Action::ReadStrategy);
    let scenario = scenario(tx, actor, id)?;
    let asked = store::scenario(tx, id)?.ok_or(StrategyError::NotFound)?;
    let known = match known(tx, &asked.content, now) {
        Ok(known) => Ok(known),
        Err(StrategyError::Refused(Refusal::Scenario(refusal))) => Err(refusal),
        Err(error) => return Err(error),
    };
    let mut runs = store::runs(tx)?;
    runs.retain(|run| run.scenario == id);
    let history = store::revisions(tx, id)?;
    Ok(Beside {
        scenario,
        known,
        runs,
        history,
        whole: scope.everything,
        scope,
    })
}

/// Makes a scenario.
///
/// # Errors
/// When it has no name or makes no sense, the actor may not, or the database fails.
pub fn create(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    name: &str,
    content: &Content,
) -> Result<ScenarioId, StrategyError> {
    policy::check(actor, Action::EditStrategy, Subject::Basin)?;
    let name = named(name)?;
    accepted(content)?;
    let id = fresh_id();
    store::insert_scenario(tx, id, name, now, actor.account)?;
    store::insert_revision(tx, id, 1, content, now, actor.account)?;
    audit::record(tx, actor, now, "strategy_scenario.created", &id.to_string(), name)?;
    Ok(id)
}

fn named(name: &str) -> Result<&str, StrategyError> {
    let name = name.trim();
    if name.is_empty() || name.len() > 200 {
        return Err(Refusal::NameMissing.into());
    }
    Ok(name)
}

fn accepted(content: &Content) -> Result<(), StrategyError> {
    let problems = rules::problems(content);
    if problems.is_empty() {
        Ok(())
    } else {
        Err(ScenarioRefusal::Content(problems).into())
    }
}

/// Saves a scenario over the revision that was seen, and gives the new one.
///
/// # Errors
/// When it makes no sense or changes nothing, somebody saved meanwhile, the actor may not, or the database fails.
pub fn save(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: ScenarioId,
    seen: i64,
    name: &str,
    content: &Content,
) -> Result<i64, StrategyError> {
    let found = editable(tx, actor, id)?;
    if found.revision != seen {
        return Err(StrategyError::Stale);
    }
    let name = named(name)?;
    accepted(content)?;
    let renamed = found.name != name;
    if renamed {
        store::rename(tx, id, name)?;
        audit::record(tx, actor, now, "strategy_scenario.renamed", &id.to_string(), name)?;
    }
    if found.content == *content {
        return if renamed {
            Ok(seen)
        } else {
            Err(ScenarioRefusal::NothingChanges.into())
        };
    }
    revise(tx, actor, now, &found, content, "strategy_scenario.saved")
}

fn revise(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    found: &Scenario,
    content: &Content,
    event: &str,
) -> Result<i64, StrategyError> {
    let revision = found.revision + 1;
    let at = not_before(now, Some(found.recorded_at));
    store::insert_revision(tx, found.id, revision, content, at, actor.account)?;
    let detail = format!("revision {revision}");
    audit::record(tx, actor, now, event, &found.id.to_string(), &detail)?;
    Ok(revision)
}

/// Changes a part of a scenario over the revision that was seen, and gives the new one.
pub(super) fn change(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: ScenarioId,
    seen: i64,
    change: impl FnOnce(&mut Content),
) -> Result<i64, StrategyError> {
    let found = editable(tx, actor, id)?;
    let mut content = found.content.clone();
    change(&mut content);
    save(tx, actor, now, id, seen, &found.name, &content)
}

/// Takes an earlier state back: it becomes the newest revision, and nothing is lost.
///
/// # Errors
/// When there is no such revision, it is in force already, somebody saved meanwhile, the actor may not, or the
/// database fails.
pub fn restore(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: ScenarioId,
    seen: i64,
    revision: i64,
) -> Result<i64, StrategyError> {
    let found = editable(tx, actor, id)?;
    if found.revision != seen {
        return Err(StrategyError::Stale);
    }
    let past = store::revisions(tx, id)?
        .into_iter()
        .find(|past| past.number == revision)
        .ok_or(StrategyError::NotFound)?;
    if past.content == found.content {
        return Err(ScenarioRefusal::NothingChanges.into());
    }
    revise(tx, actor, now, &found, &past.content, "strategy_scenario.restored")
}

/// Puts a scenario away, or takes it back. Its searches stay.
///
/// # Errors
/// When there is none, the actor may not, or the database fails.
pub fn archive(tx: &mut Tx, actor: &Actor, now: Instant, id: ScenarioId, away: bool) -> Result<(), StrategyError> {
    policy::check(actor, Action::EditStrategy, Subject::Basin)?;
    store::scenario(tx, id)?.ok_or(StrategyError::NotFound)?;
    store::archive(tx, id, away.then_some(now), actor.account.filter(|_| away))?;
    let event = if away {
        "strategy_scenario.archived"
    } else {
        "strategy_scenario.taken_back"
    };
    audit::record(tx, actor, now, event, &id.to_string(), "")?;
    Ok(())
}

// ---- Searches ---------------------------------------------------------------------------------

/// What became of the wish to search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Started {
    /// A new search waits.
    New(RunId),
    /// The same question is being searched.
    Running(RunId),
    /// The same question has its answer.
    Kept(RunId),
}

impl Started {
    /// The search.
    pub const fn id(self) -> RunId {
        match self {
            Self::New(id) | Self::Running(id) | Self::Kept(id) => id,
        }
    }
}

/// Asks for a search of a scenario. The same question with the same seed is not searched twice, unless `again`.
///
/// # Errors
/// When the scenario cannot be put as a question, the actor may not, or the database fails.
pub fn start(tx: &mut Tx, actor: &Actor, now: Instant, id: ScenarioId, again: bool) -> Result<Started, StrategyError> {
    let scenario = editable(tx, actor, id)?;
    let built = built(tx, &scenario.content, now)?;
    let mut runs = store::runs(tx)?;
    runs.retain(|run| run.scenario == id);
    // Whose process died is closed.
    for run in runs.iter().filter(|run| run.is_interrupted(now)) {
        store::end(tx, run.id, now, &interrupted())?;
        audit::record(tx, actor, now, "strategy_run.interrupted", &run.id.to_string(), "")?;
    }
    for run in runs.iter().filter(|run| run.is_open() && !run.is_interrupted(now)) {
        let seed = store::run(tx, run.id)?.map(|(asked, _)| asked.content.seed);
        if seed == Some(scenario.content.seed) && store::question_of(tx, run.id)?.as_deref() == Some(&built.question) {
            return Ok(Started::Running(run.id));
        }
    }
    if !again {
        let answered = store::answered(tx, id, &built.question)?;
        if let Some((run, _)) = answered.iter().find(|(_, seed)| *seed == scenario.content.seed) {
            return Ok(Started::Kept(*run));
        }
    }
    needs_weights(tx, now)?;
    let run = store::NewRun {
        id: fresh_id(),
        scenario: id,
        revision: scenario.revision,
        weights: built.weights,
        facts: store::written(&built.facts)?,
        question: &built.question,
        basis: store::written(&built.basis)?,
    };
    store::insert_run(tx, &run, now, actor.account)?;
    let detail = format!("{id}, revision {}", scenario.revision);
    audit::record(tx, actor, now, "strategy_run.asked", &run.id.to_string(), &detail)?;
    Ok(Started::New(run.id))
}

/// A search names a version of the weights: the first one is there.
fn needs_weights(tx: &mut Tx, now: Instant) -> Result<(), StrategyError> {
    super::super::needs::install_weights(tx, now)
}

/// The question of a scenario as things are known now.
///
/// # Errors
/// When it cannot be put, or the database fails.
pub(super) fn built(tx: &mut Tx, content: &Content, now: Instant) -> Result<Built, StrategyError> {
    let known = known(tx, content, now)?;
    build::assemble(content, &known).map_err(|obstacles| ScenarioRefusal::Unbuildable(obstacles).into())
}

/// How a search that nobody runs any more ends.
fn interrupted() -> store::Ended {
    store::Ended {
        state: RunState::Failed,
        benefit: None,
        equity: None,
        problem: "interrupted".to_owned(),
    }
}

/// Asks a search to stop: the best plan so far is kept. One that nobody runs any more is closed.
///
/// # Errors
/// When there is none or it ended, the actor may not, or the database fails.
pub fn stop(tx: &mut Tx, actor: &Actor, now: Instant, id: RunId) -> Result<(), StrategyError> {
    policy::check(actor, Action::EditStrategy, Subject::Basin)?;
    let line = store::line(tx, id)?.ok_or(StrategyError::NotFound)?;
    if !line.is_open() {
        return Err(ScenarioRefusal::Ended.into());
    }
    store::ask_stop(tx, id)?;
    if line.is_interrupted(now) {
        store::end(tx, id, now, &interrupted())?;
    }
    audit::record(tx, actor, now, "strategy_run.stop_asked", &id.to_string(), "")?;
    Ok(())
}

/// A search with everything it keeps. Who sees a part of the schools only filters it, as [`super::seen_run`] does.
///
/// # Errors
/// When there is none, the actor may not, or the database fails.
pub fn run(tx: &mut Tx, actor: &Actor, id: RunId) -> Result<Run, StrategyError> {
    Ok(run_with_basis(tx, actor, id)?.0)
}

/// A search and what stands beside its question.
///
/// # Errors
/// When there is none, the actor may not, or the database fails.
pub fn run_with_basis(tx: &mut Tx, actor: &Actor, id: RunId) -> Result<(Run, Basis), StrategyError> {
    policy::check(actor, Action::ReadStrategy, Subject::Basin)?;
    store::run(tx, id)?.ok_or(StrategyError::NotFound)
}

/// The searches, the newest first.
///
/// # Errors
/// When the actor may not, or the database fails.
pub fn runs(tx: &mut Tx, actor: &Actor) -> Result<Vec<RunLine>, StrategyError> {
    policy::check(actor, Action::ReadStrategy, Subject::Basin)?;
    Ok(store::runs(tx)?)
}

/// One search without its texts.
///
/// # Errors
/// When there is none, the actor may not, or the database fails.
pub fn run_line(tx: &mut Tx, actor: &Actor, id: RunId) -> Result<RunLine, StrategyError> {
    policy::check(actor, Action::ReadStrategy, Subject::Basin)?;
    store::line(tx, id)?.ok_or(StrategyError::NotFound)
}

/// What changed since a search.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stale {
    /// The scenario has a newer revision.
    pub scenario: bool,
    /// The weights have another version.
    pub weights: bool,
    /// The same scenario makes another question today: head counts, plan, parameters or scores.
    pub facts: bool,
}

/// A search on its page.
#[derive(Clone, Debug)]
pub(super) struct RunView {
    pub run: Run,
    pub basis: Basis,
    pub line: RunLine,
    pub stale: Stale,
    pub scope: Scope,
}

/// A search, as far as one may see it, with what changed since.
pub(super) fn run_view(tx: &mut Tx, actor: &Actor, now: Instant, id: RunId) -> Result<RunView, StrategyError> {
    let (run, basis) = run_with_basis(tx, actor, id)?;
    let line = run_line(tx, actor, id)?;
    let scope = policy::scope(actor, Action::ReadStrategy);
    let stale = if line.is_open() {
        Stale::default()
    } else {
        stale(tx, now, &run)?
    };
    let (run, basis) = rules::seen_run(&scope, run, basis);
    Ok(RunView {
        run,
        basis,
        line,
        stale,
        scope,
    })
}

fn stale(tx: &mut Tx, now: Instant, run: &Run) -> Result<Stale, StrategyError> {
    let scenario = store::scenario(tx, run.scenario)?.ok_or(StrategyError::NotFound)?;
    let weights = super::super::needs::weights_in_force(tx, now)?.version != run.weights;
    let question = store::question_of(tx, run.id)?.unwrap_or_default();
    let facts = match built(tx, &run.content, now) {
        Ok(built) => built.question != question,
        Err(StrategyError::Refused(_)) => true,
        Err(error) => return Err(error),
    };
    Ok(Stale {
        scenario: scenario.content != run.content,
        weights,
        facts: facts && !weights,
    })
}

/// The texts of a search: question and answers, for those who see all of it.
///
/// # Errors
/// When there is none, the actor may not, or the database fails.
pub(super) fn texts(
    tx: &mut Tx,
    actor: &Actor,
    id: RunId,
) -> Result<(String, Option<String>, Option<String>), StrategyError> {
    policy::check(actor, Action::ReadStrategy, Subject::Basin)?;
    if !policy::scope(actor, Action::ReadStrategy).everything {
        return Err(StrategyError::NotFound);
    }
    let question = store::question_of(tx, id)?.ok_or(StrategyError::NotFound)?;
    let (benefit, equity) = store::answers_of(tx, id)?.unwrap_or_default();
    Ok((question, benefit, equity))
}
