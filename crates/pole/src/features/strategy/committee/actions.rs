//! What a committee does: begin a draft, deviate, come back, abandon, decide.

use std::collections::{BTreeMap, BTreeSet};

use pole_db::{DbError, Tx};
use pole_kernel::{Instant, SchoolYear, Uai};

use super::super::errors::{Refusal, StrategyError};
use super::super::plan::Entries;
use super::super::scenarios;
use super::super::scenarios::model::{Basis, Run, RunId, RunLine, RunState};
use super::board::{self, Board, Seen, year_of};
use super::errors::CommitteeRefusal;
use super::hard::World;
use super::model::{Deciding, Decision, DecisionId, DecisionState, Deviation, NewDeviation, PlanKind, WaveChoice};
use super::store::{self, DecisionLine};
use crate::features::directory::SchoolLine;
use crate::features::endowment::{self, Asked, EndowmentError, Entry, EntryStatus, NewWave, Staff, Wave, WaveId};
use crate::policy::{self, Action, Actor, Subject};
use crate::shell::audit;
use crate::shell::clock::fresh_id;
use crate::shell::session::secret_hash;

/// What an actor may see of searches and decisions.
pub fn seen(actor: &Actor) -> Seen {
    Seen {
        scope: policy::scope(actor, Action::ReadStrategy),
    }
}

/// Whether an actor sees what is not decided yet: a draft is the committee’s.
fn sees_drafts(actor: &Actor) -> bool {
    seen(actor).scope.everything
}

/// Begins a decision on one of the two plans of a search that ended.
///
/// # Errors
/// When the search has no such plan, the actor may not, or the database fails.
pub fn begin(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    run: RunId,
    kind: PlanKind,
) -> Result<DecisionId, StrategyError> {
    policy::check(actor, Action::DecideStrategy, Subject::Basin)?;
    let search = scenarios::run(tx, actor, run)?;
    if search.ended_at.is_none() || kind == PlanKind::Ranking || board::plan_of(&search, kind).is_none() {
        return Err(CommitteeRefusal::NoPlan.into());
    }
    let id: DecisionId = fresh_id();
    store::insert_decision(tx, id, run, kind, now, actor.account)?;
    audit::record(
        tx,
        actor,
        now,
        "strategy_decision.begun",
        &id.to_string(),
        &format!("{run} {kind}"),
    )?;
    Ok(id)
}

/// The decisions that one may know of, the newest first.
///
/// # Errors
/// When the actor may not, or the database fails.
pub fn decisions(tx: &mut Tx, actor: &Actor) -> Result<Vec<DecisionLine>, StrategyError> {
    policy::check(actor, Action::ReadStrategy, Subject::Basin)?;
    let mut lines = store::decisions(tx)?;
    if !sees_drafts(actor) {
        lines.retain(|line| line.decision.state == DecisionState::Decided);
    }
    Ok(lines)
}

/// The decision in force: the one decided last.
pub fn in_force(lines: &[DecisionLine]) -> Option<DecisionId> {
    lines
        .iter()
        .filter(|line| line.decision.state == DecisionState::Decided)
        .max_by_key(|line| (line.decision.decided_at, line.decision.id.to_string()))
        .map(|line| line.decision.id)
}

/// A decision and what lies before the committee.
#[derive(Clone, Debug)]
pub struct View {
    /// The decision; of its deviations, those that one may see.
    pub decision: Decision,
    /// The search.
    pub run: Run,
    /// What stands beside its question.
    pub basis: Basis,
    /// The schools, the totals, what is broken.
    pub board: Board,
}

/// One decision, as far as one may see it.
///
/// # Errors
/// When there is none, it is not theirs to know, the actor may not, or the database fails.
pub fn view(tx: &mut Tx, actor: &Actor, id: DecisionId) -> Result<View, StrategyError> {
    policy::check(actor, Action::ReadStrategy, Subject::Basin)?;
    let mut decision = store::decision(tx, id)?.ok_or(StrategyError::NotFound)?;
    if decision.state != DecisionState::Decided && !sees_drafts(actor) {
        return Err(StrategyError::NotFound);
    }
    let (run, basis) = scenarios::run_with_basis(tx, actor, decision.run)?;
    let seen = seen(actor);
    let board = board::board(&run, decision.mode, &decision.deviations, &seen).ok_or(CommitteeRefusal::NoPlan)?;
    decision
        .deviations
        .retain(|one| board.rows.iter().any(|row| row.facts.uai == one.uai));
    Ok(View {
        decision,
        run,
        basis,
        board,
    })
}

/// A draft that its committee may change.
fn draft(tx: &mut Tx, actor: &Actor, id: DecisionId, seen: i64) -> Result<View, StrategyError> {
    policy::check(actor, Action::DecideStrategy, Subject::Basin)?;
    let view = view(tx, actor, id)?;
    if view.decision.state != DecisionState::Draft {
        return Err(CommitteeRefusal::NotDraft.into());
    }
    if view.decision.revision != seen {
        return Err(StrategyError::Stale);
    }
    Ok(view)
}

/// Says otherwise than proposed of one school. Saying what is proposed takes the deviation back.
///
/// # Errors
/// When the reason is missing, the plan of endowment would refuse it, somebody else saved meanwhile, the actor may
/// not, or the database fails.
pub fn deviate(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: DecisionId,
    seen: i64,
    new: &NewDeviation,
) -> Result<(), StrategyError> {
    let view = draft(tx, actor, id, seen)?;
    let school = school_of(&view.run, &new.uai)?;
    let mut wanted = wanted(&view.decision);
    let known = wanted.len();
    wanted.retain(|one| one.uai != new.uai);
    if view.board.proposed_entries.waves[school] == new.wave {
        if wanted.len() == known {
            return Err(CommitteeRefusal::AsProposed.into());
        }
    } else {
        wanted.push(new.clone());
    }
    save(tx, actor, now, &view, &wanted)
}

/// Comes back to what was proposed of one school.
///
/// # Errors
/// As [`deviate`].
pub fn undo(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: DecisionId,
    seen: i64,
    uai: &str,
) -> Result<(), StrategyError> {
    let view = draft(tx, actor, id, seen)?;
    let mut wanted = wanted(&view.decision);
    wanted.retain(|one| one.uai != uai);
    save(tx, actor, now, &view, &wanted)
}

/// Says all deviations at once: those that are not there are taken back.
///
/// # Errors
/// As [`deviate`].
pub fn replace(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: DecisionId,
    seen: i64,
    wanted: &[NewDeviation],
) -> Result<(), StrategyError> {
    let view = draft(tx, actor, id, seen)?;
    for new in wanted {
        let school = school_of(&view.run, &new.uai)?;
        if view.board.proposed_entries.waves[school] == new.wave {
            return Err(CommitteeRefusal::AsProposed.into());
        }
    }
    save(tx, actor, now, &view, wanted)
}

fn wanted(decision: &Decision) -> Vec<NewDeviation> {
    decision
        .deviations
        .iter()
        .map(|one| NewDeviation {
            uai: one.uai.clone(),
            wave: one.wave,
            reason: one.reason.clone(),
        })
        .collect()
}

fn school_of(run: &Run, uai: &str) -> Result<usize, StrategyError> {
    let schools = &run.question.problem.schools;
    schools
        .iter()
        .position(|school| school.uai == uai)
        .ok_or_else(|| CommitteeRefusal::UnknownSchool.into())
}

fn save(tx: &mut Tx, actor: &Actor, now: Instant, view: &View, wanted: &[NewDeviation]) -> Result<(), StrategyError> {
    let decision = &view.decision;
    let problem = &view.run.question.problem;
    let mut named: BTreeSet<&str> = BTreeSet::new();
    for new in wanted {
        if new.wave.is_some_and(|wave| wave == 0 || wave > problem.waves) {
            return Err(CommitteeRefusal::NoSuchWave.into());
        }
        if new.reason.trim().is_empty() {
            return Err(Refusal::ReasonMissing.into());
        }
        // What nobody can price would be counted as nothing.
        let unpriced = problem
            .schools
            .iter()
            .any(|school| school.uai == new.uai && school.costs.iter().all(Vec::is_empty));
        if new.wave.is_some() && unpriced {
            return Err(CommitteeRefusal::CostUnknown.into());
        }
        if !named.insert(&new.uai) {
            return Err(CommitteeRefusal::SchoolTwice.into());
        }
    }
    let after: Vec<Deviation> = wanted
        .iter()
        .map(|new| Deviation {
            uai: new.uai.clone(),
            wave: new.wave,
            reason: new.reason.trim().to_owned(),
            recorded_at: now,
            recorded_by: None,
        })
        .collect();
    let entries = board::decided(problem, &view.board.proposed_entries, &after);
    World::load(tx, now)?.check(&view.run, &view.board.decided_entries, &entries)?;
    if !store::advance(tx, decision.id, decision.revision)? {
        return Err(StrategyError::Stale);
    }
    let id = decision.id.to_string();
    for gone in decision
        .deviations
        .iter()
        .filter(|one| !named.contains(one.uai.as_str()))
    {
        store::delete_deviation(tx, decision.id, &gone.uai)?;
        audit::record(tx, actor, now, "strategy_decision.accepted", &id, &gone.uai)?;
    }
    for new in &after {
        let same = |one: &&Deviation| one.uai == new.uai && one.wave == new.wave && one.reason == new.reason;
        if decision.deviations.iter().any(|one| same(&one)) {
            continue;
        }
        store::save_deviation(tx, decision.id, new, actor.account)?;
        let wave = new.wave.map_or_else(|| "out".to_owned(), |wave| format!("wave {wave}"));
        audit::record(
            tx,
            actor,
            now,
            "strategy_decision.deviated",
            &id,
            &format!("{} {wave}", new.uai),
        )?;
    }
    Ok(())
}

/// Leaves a draft without effect, with a note.
///
/// # Errors
/// When the note is missing, it is no draft, somebody else saved meanwhile, the actor may not, or the database fails.
pub fn abandon(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: DecisionId,
    seen: i64,
    note: &str,
) -> Result<(), StrategyError> {
    let mut decision = draft(tx, actor, id, seen)?.decision;
    if note.trim().is_empty() {
        return Err(Refusal::ReasonMissing.into());
    }
    if !store::advance(tx, id, seen)? {
        return Err(StrategyError::Stale);
    }
    note.trim().clone_into(&mut decision.note);
    store::end(tx, &decision, DecisionState::Abandoned, now, actor.account)?;
    audit::record(tx, actor, now, "strategy_decision.abandoned", &id.to_string(), "")?;
    Ok(())
}

/// A school of the question that the plan holds already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Its code.
    pub uai: Uai,
    /// Its name.
    pub name: String,
    /// The wave of the plan.
    pub wave: String,
    /// Its first endowment year there.
    pub year: SchoolYear,
    /// The first endowment year decided; none when it stays out.
    pub decided: Option<SchoolYear>,
    /// Whether it was selected since the search.
    pub is_new: bool,
}

impl Held {
    /// Whether the decision cannot be written because of it.
    pub fn is_in_the_way(&self) -> bool {
        self.decided.is_some_and(|year| year != self.year)
    }
}

/// A school whose endowment is worth another amount than when the plan was searched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmountChange {
    /// Its name.
    pub name: String,
    /// Then, in cents; unknown without it.
    pub then: Option<i64>,
    /// Now.
    pub now: Option<i64>,
}

/// A wave of the decision that the plan must take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaveToWrite {
    /// Its number.
    pub number: usize,
    /// The first endowment year of its schools.
    pub year: SchoolYear,
    /// The schools to write.
    pub schools: Vec<(Uai, String)>,
    /// The waves of the plan that could take them.
    pub choices: Vec<Wave>,
}

/// What is read before deciding.
#[derive(Debug)]
pub struct Preparation {
    /// The decision.
    pub view: View,
    /// Schools of the question that the plan holds already.
    pub held: Vec<Held>,
    /// Schools worth another amount than when the plan was searched.
    pub amounts: Vec<AmountChange>,
    /// What the plan of endowment would refuse now.
    pub refused: Option<EndowmentError>,
    /// What is written.
    pub waves: Vec<WaveToWrite>,
    /// Stands for all that: who decides says what they read.
    pub fingerprint: String,
    /// The entries in force, to write over those of a chosen wave.
    entries: Vec<Entry>,
}

impl Preparation {
    /// Whether the plan is what it was when the search began.
    pub fn is_unchanged(&self) -> bool {
        self.refused.is_none() && self.amounts.is_empty() && self.held.iter().all(|held| !held.is_new)
    }

    /// Whether the decision can be written.
    pub fn is_possible(&self) -> bool {
        self.refused.is_none() && !self.held.iter().any(Held::is_in_the_way)
    }
}

/// What is read before deciding: what changed since the search, and what would be written.
///
/// # Errors
/// When it is no draft, the actor may not, or the database fails.
pub fn prepare(tx: &mut Tx, actor: &Actor, now: Instant, id: DecisionId) -> Result<Preparation, StrategyError> {
    policy::check(actor, Action::DecideStrategy, Subject::Basin)?;
    let view = view(tx, actor, id)?;
    if view.decision.state != DecisionState::Draft {
        return Err(CommitteeRefusal::NotDraft.into());
    }
    let run = &view.run;
    let problem = &run.question.problem;
    let world = World::load(tx, now)?;
    let waves = endowment::waves(tx)?;
    let label = |id: WaveId| {
        waves
            .iter()
            .find(|wave| wave.id == id)
            .map(|wave| wave.label.clone())
            .unwrap_or_default()
    };
    let selected = world.selected();
    let mut held = Vec::new();
    let mut to_write: BTreeMap<usize, Vec<(Uai, String)>> = BTreeMap::new();
    for (school, wave) in view.board.decided_entries.waves.iter().enumerate() {
        let Ok(uai) = Uai::parse(&problem.schools[school].uai) else {
            continue;
        };
        let decided = wave.and_then(|wave| year_of(run, wave));
        if let Some(entry) = selected.get(&uai) {
            held.push(Held {
                name: world.name(&uai),
                wave: label(entry.wave),
                year: entry.state.first_year,
                decided,
                is_new: entry.state.recorded_at > run.asked_at,
                uai,
            });
        } else if let Some(wave) = wave {
            to_write.entry(*wave).or_default().push((uai.clone(), world.name(&uai)));
        }
    }
    let refused = match world.check(run, &Entries::none(problem), &view.board.decided_entries) {
        Ok(()) => None,
        Err(StrategyError::Endowment(error)) => Some(error),
        Err(error) => return Err(error),
    };
    let amounts = amounts(tx, now, &view, &world)?;
    let free: Vec<Wave> = {
        let mut free = Vec::new();
        for wave in &waves {
            if endowment::call_of_wave(tx, wave.id)?.is_none() {
                free.push(wave.clone());
            }
        }
        free
    };
    let to_write: Vec<WaveToWrite> = to_write
        .into_iter()
        .filter_map(|(number, schools)| {
            let year = year_of(run, number)?;
            Some(WaveToWrite {
                number,
                year,
                schools,
                choices: free.iter().filter(|wave| wave.first_year == year).cloned().collect(),
            })
        })
        .collect();
    let known = format!("{held:?}\n{amounts:?}\n{refused:?}\n{to_write:?}");
    Ok(Preparation {
        held,
        amounts,
        refused,
        waves: to_write,
        fingerprint: secret_hash(&known),
        entries: world.entries,
        view,
    })
}

/// The schools decided that are due another amount now than when the plan was searched.
fn amounts(tx: &mut Tx, now: Instant, view: &View, world: &World) -> Result<Vec<AmountChange>, StrategyError> {
    let run = &view.run;
    let mut by_wave: BTreeMap<usize, Vec<SchoolLine>> = BTreeMap::new();
    for (school, wave) in view.board.decided_entries.chosen() {
        let line = Uai::parse(&run.question.problem.schools[school].uai)
            .ok()
            .and_then(|uai| world.schools.get(&uai));
        if let Some(line) = line {
            by_wave.entry(wave).or_default().push(line.clone());
        }
    }
    let then = Asked {
        on: run.asked_at.day(),
        known_at: run.asked_at,
    };
    let mut changes = Vec::new();
    for (wave, schools) in by_wave {
        let Some(year) = year_of(run, wave) else { continue };
        let set = &run.content.parameter_set;
        let before = due(tx, &schools, year, set, then)?;
        let after = due(tx, &schools, year, set, Asked::now(now))?;
        changes.extend(schools.iter().filter_map(|school| {
            let amount = |of: &BTreeMap<String, Option<i64>>| of.get(school.uai.as_str()).copied().flatten();
            let (then, now) = (amount(&before), amount(&after));
            (then != now).then(|| AmountChange {
                name: school.name.clone(),
                then,
                now,
            })
        }));
    }
    Ok(changes)
}

/// What schools would be due over the whole window, in cents; unknown is none.
fn due(
    tx: &mut Tx,
    schools: &[SchoolLine],
    year: SchoolYear,
    set: &str,
    asked: Asked,
) -> Result<BTreeMap<String, Option<i64>>, StrategyError> {
    let lines = match endowment::quote(tx, schools, year, set, asked, Staff::Carried) {
        Ok(quote) => quote.lines,
        // A roster that cannot be computed leaves everything unknown.
        Err(EndowmentError::Refused(_)) => return Ok(BTreeMap::new()),
        Err(error) => return Err(error.into()),
    };
    let mut due: BTreeMap<String, Option<i64>> = BTreeMap::new();
    for line in &lines {
        let sum = due.entry(line.endowment.uai.to_string()).or_insert(Some(0));
        *sum = sum.zip(line.endowment.total_cents()).map(|(sum, cents)| sum + cents.0);
    }
    Ok(due)
}

/// Decides: nothing changes any more, and the plan of endowment takes the schools. All or nothing.
///
/// # Errors
/// When the day is in the future, a wave is not chosen, the plan changed since it was read, the plan of endowment
/// refuses, somebody else saved meanwhile, the actor may not, or the database fails.
pub fn decide(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: DecisionId,
    seen: i64,
    deciding: &Deciding,
) -> Result<(), StrategyError> {
    let mut decision = draft(tx, actor, id, seen)?.decision;
    if deciding.decided_on > now.day() {
        return Err(CommitteeRefusal::InFuture.into());
    }
    let prepared = prepare(tx, actor, now, id)?;
    if prepared.fingerprint != deciding.fingerprint {
        return Err(CommitteeRefusal::PlanChanged.into());
    }
    if let Some(held) = prepared.held.iter().find(|held| held.is_in_the_way()) {
        return Err(CommitteeRefusal::AlreadySelected {
            school: held.name.clone(),
            year: held.year.label(),
        }
        .into());
    }
    let mut decisions = Vec::new();
    for wave in &prepared.waves {
        let target = wave_of(tx, actor, now, wave, deciding)?;
        store::insert_wave(tx, id, wave.number, target)?;
        for (uai, _) in &wave.schools {
            let deviation = decision.deviations.iter().find(|one| one.uai == uai.as_str());
            decisions.push(endowment::Decision {
                wave: target,
                uai: uai.clone(),
                seen: prepared
                    .entries
                    .iter()
                    .find(|entry| entry.wave == target && entry.uai == *uai)
                    .map_or(0, |entry| entry.state.number),
                status: EntryStatus::Selected,
                first_year: wave.year,
                decided_on: deciding.decided_on,
                reason: deviation.map_or_else(
                    || deciding.reason.clone(),
                    |one| format!("{} – {}", deciding.reason, one.reason),
                ),
            });
        }
    }
    if !decisions.is_empty() {
        endowment::decide_many(tx, actor, now, &decisions)?;
    }
    if !store::advance(tx, id, seen)? {
        return Err(StrategyError::Stale);
    }
    deciding.note.trim().clone_into(&mut decision.note);
    decision.decided_on = Some(deciding.decided_on);
    store::end(tx, &decision, DecisionState::Decided, now, actor.account)?;
    let detail = format!("{} entries, {} deviations", decisions.len(), decision.deviations.len());
    audit::record(tx, actor, now, "strategy_decision.decided", &id.to_string(), &detail)?;
    Ok(())
}

/// The wave of the plan that takes a wave of the decision, recorded if it is new.
fn wave_of(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    wave: &WaveToWrite,
    deciding: &Deciding,
) -> Result<WaveId, StrategyError> {
    match deciding.waves.get(&wave.number) {
        None => Err(CommitteeRefusal::WaveMissing { number: wave.number }.into()),
        Some(WaveChoice::New(label)) => {
            let new = NewWave {
                label: label.clone(),
                first_year: wave.year,
                note: deciding.reason.clone(),
            };
            Ok(endowment::add_wave(tx, actor, now, &new)?)
        }
        Some(WaveChoice::Existing(id)) => {
            let waves = endowment::waves(tx)?;
            let known = waves
                .iter()
                .find(|known| known.id == *id)
                .ok_or(StrategyError::NotFound)?;
            if known.first_year != wave.year {
                return Err(CommitteeRefusal::WaveOfOtherYear {
                    label: known.label.clone(),
                }
                .into());
            }
            Ok(*id)
        }
    }
}

/// A search and what stands beside its question.
///
/// # Errors
/// When there is none, the actor may not, or the database fails.
pub fn search(tx: &mut Tx, actor: &Actor, id: RunId) -> Result<(Run, Basis), StrategyError> {
    scenarios::run_with_basis(tx, actor, id)
}

/// The searches that ended, the newest first.
///
/// # Errors
/// When the actor may not, or the database fails.
pub fn searches(tx: &mut Tx, actor: &Actor) -> Result<Vec<RunLine>, StrategyError> {
    let mut runs = scenarios::runs(tx, actor)?;
    runs.retain(|run| matches!(run.state, RunState::Done | RunState::Cancelled));
    Ok(runs)
}

/// The decisions taken on a search that one may know of.
///
/// # Errors
/// When the actor may not, or the database fails.
pub fn decisions_on(tx: &mut Tx, actor: &Actor, run: RunId) -> Result<Vec<View>, StrategyError> {
    let lines = decisions(tx, actor)?;
    let mut views = Vec::new();
    for line in lines.iter().filter(|line| line.decision.run == run) {
        views.push(view(tx, actor, line.decision.id)?);
    }
    Ok(views)
}

/// The weights of a search and why they are so.
///
/// # Errors
/// When the actor may not, or the database fails.
pub fn weights_of(
    tx: &mut Tx,
    actor: &Actor,
    run: &Run,
) -> Result<(super::super::needs::model::Weights, String), StrategyError> {
    policy::check(actor, Action::ReadStrategy, Subject::Basin)?;
    let found = store::weights(tx, run.weights)?;
    Ok(found.ok_or_else(|| DbError::Other(format!("the weights {} are missing", run.weights)))?)
}
