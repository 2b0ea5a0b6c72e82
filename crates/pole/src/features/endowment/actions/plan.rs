//! The plan, the computations kept of it, and the scenarios beside it.

use std::collections::HashMap;

use pole_db::{DbError, Tx};
use pole_kernel::{Instant, SchoolYear, Uai};
use uuid::Uuid;

use super::super::errors::{EndowmentError, Refusal};
use super::super::plan::{
    self, Comparison, FourFigures, KeptPlan, Plan, PlanLine, PlannedSchool, ReplacedProjection, compare, four_figures,
    replaced_projections,
};
use super::super::records::{ComputationId, ComputationLine, Entry, EntryId, ParameterSet, Supply, Wave, WaveId};
use super::super::store;
use super::parameters::{Sets, install_presets, load};
use crate::features::directory::{self, SchoolLine};
use crate::policy::{self, Action, Actor, Scope, Subject};
pub use crate::shell::asked::Asked;
use crate::shell::audit;
use crate::shell::clock::fresh_id;

/// What stands for the staff of a year that nobody counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Staff {
    /// Nothing: what depends on it is unknown.
    AsEntered,
    /// The newest year counted before: for years to come, where nobody can count.
    Carried,
}

/// What is due to every selected school of a scope, on a day, as known at a moment.
///
/// # Errors
/// When a roster cannot be computed, or the database fails.
pub fn plan(
    tx: &mut Tx,
    seen_by: &Scope,
    asked: Asked,
    set: &ParameterSet,
    staff: Staff,
) -> Result<Plan, EndowmentError> {
    let schools = directory::basin(tx, seen_by.clone())?;
    let entries = store::entries(tx, asked.on, asked.known_at)?;
    of_schools(tx, &schools, &entries, asked, set, staff)
}

fn of_schools(
    tx: &mut Tx,
    schools: &[SchoolLine],
    entries: &[Entry],
    asked: Asked,
    set: &ParameterSet,
    staff: Staff,
) -> Result<Plan, EndowmentError> {
    let planned = plan::planned(schools, entries);
    let lines = match plan::last_year(&planned, &set.parameters) {
        None => Vec::new(),
        Some(until) => {
            let selected: Vec<SchoolLine> = planned.iter().map(|planned| planned.school.clone()).collect();
            let survival = set.parameters.survival_rate_percent;
            let mut rosters = directory::rosters(tx, &selected, asked.on, asked.known_at, until, survival)?;
            if staff == Staff::Carried {
                for planned in &planned {
                    if let Some(roster) = rosters.get_mut(&planned.school.uai) {
                        roster.carry_staff(planned.first_year, until);
                    }
                }
            }
            plan::lines(&planned, &rosters, &set.parameters)?
        }
    };
    Ok(Plan {
        on: asked.on,
        known_at: asked.known_at,
        set: set.clone(),
        schools: planned,
        lines,
    })
}

/// What some schools would be due if they were selected, with the set that prices it.
#[derive(Clone, Debug)]
pub struct Quote {
    /// The set.
    pub set: ParameterSet,
    /// Whether it is the one that was asked for; otherwise the one in force stands in.
    pub is_asked_set: bool,
    /// What would be due, by school and year.
    pub lines: Vec<PlanLine>,
}

/// What schools would be due if they were selected with a first year, under the newest version of a parameter set.
/// Writes nothing. Callers have asked the policy.
///
/// # Errors
/// When a roster cannot be computed, or the database fails.
pub fn quote(
    tx: &mut Tx,
    schools: &[SchoolLine],
    first_year: SchoolYear,
    set: &str,
    asked: Asked,
    staff: Staff,
) -> Result<Quote, EndowmentError> {
    let sets = load(tx, asked.known_at)?;
    let wanted = sets.newest(set).cloned();
    let is_asked_set = wanted.is_some();
    let set = wanted.unwrap_or(sets.in_force);
    // No entry and no wave of the plan says so yet.
    let planned: Vec<PlannedSchool> = schools
        .iter()
        .map(|school| PlannedSchool {
            school: school.clone(),
            first_year,
            entry: EntryId::new(Uuid::nil()),
            wave: WaveId::new(Uuid::nil()),
        })
        .collect();
    let Some(until) = plan::last_year(&planned, &set.parameters) else {
        return Ok(Quote {
            set,
            is_asked_set,
            lines: Vec::new(),
        });
    };
    let survival = set.parameters.survival_rate_percent;
    let mut rosters = HashMap::new();
    for school in schools.iter().filter(|school| !school.kind.is_ecole()) {
        let mut roster = directory::roster(tx, school, asked.on, asked.known_at, until, survival)?;
        if staff == Staff::Carried {
            roster.carry_staff(first_year, until);
        }
        rosters.insert(school.uai.clone(), roster);
    }
    let lines = plan::lines(&planned, &rosters, &set.parameters)?;
    Ok(Quote {
        set,
        is_asked_set,
        lines,
    })
}

/// The plan and what stands beside it on its page.
#[derive(Clone, Debug)]
pub struct PlanView {
    /// What is due.
    pub plan: Plan,
    /// The waves, the earliest first.
    pub waves: Vec<Wave>,
    /// The entries of the schools one may see, with the names of the schools.
    pub entries: Vec<(String, Entry)>,
    /// The four figures by school, year and item.
    pub four: Vec<FourFigures>,
    /// The écoles one may see that belong to no collège.
    pub unattached: Vec<(Uai, String)>,
}

/// The plan, for those who may read it: an authority sees its island.
///
/// # Errors
/// When the actor may not, a roster cannot be computed, or the database fails.
pub fn read_plan(tx: &mut Tx, actor: &Actor, asked: Asked) -> Result<PlanView, EndowmentError> {
    policy::check(actor, Action::ReadPlan, Subject::Basin)?;
    let set = load(tx, asked.known_at)?.in_force;
    let schools = directory::basin(tx, policy::scope(actor, Action::ReadPlan))?;
    let entries = store::entries(tx, asked.on, asked.known_at)?;
    let plan = of_schools(tx, &schools, &entries, asked, &set, Staff::AsEntered)?;
    let supplies = store::supplies(tx, asked.on, asked.known_at)?;
    let names: HashMap<Uai, String> = schools
        .iter()
        .map(|school| (school.uai.clone(), school.name.clone()))
        .collect();
    let four = four_figures(&plan.lines, &supplies, &names);
    let waves = store::waves(tx)?
        .into_iter()
        .filter(|wave| wave.created_at <= asked.known_at)
        .collect();
    let mut entries: Vec<(String, Entry)> = entries
        .into_iter()
        .filter_map(|entry| Some((names.get(&entry.uai)?.clone(), entry)))
        .collect();
    entries.sort_by_cached_key(|(name, _)| pole_kernel::fold(name));
    let unattached = schools
        .into_iter()
        .filter(|school| school.kind.is_ecole() && school.attached_to.is_none() && directory::is_eligible(school))
        .map(|school| (school.uai, school.name))
        .collect();
    Ok(PlanView {
        plan,
        waves,
        entries,
        four,
        unattached,
    })
}

/// What is due to some schools, and the four figures beside it. Callers have asked the policy.
///
/// # Errors
/// When a roster cannot be computed, or the database fails.
pub fn four_of(tx: &mut Tx, seen_by: &Scope, asked: Asked) -> Result<(Plan, Vec<FourFigures>), EndowmentError> {
    let set = load(tx, asked.known_at)?.in_force;
    let schools = directory::basin(tx, seen_by.clone())?;
    let entries = store::entries(tx, asked.on, asked.known_at)?;
    let plan = of_schools(tx, &schools, &entries, asked, &set, Staff::AsEntered)?;
    let supplies = store::supplies(tx, asked.on, asked.known_at)?;
    let names: HashMap<Uai, String> = schools.into_iter().map(|school| (school.uai, school.name)).collect();
    let four = four_figures(&plan.lines, &supplies, &names);
    Ok((plan, four))
}

/// What is due to one school, supplied to it, and where its figures come from.
#[derive(Clone, Debug)]
pub struct SchoolView {
    /// The school.
    pub school: SchoolLine,
    /// Its entries in the waves.
    pub entries: Vec<Entry>,
    /// The waves.
    pub waves: Vec<Wave>,
    /// What is due; without lines when it is not selected.
    pub plan: Plan,
    /// The four figures by year and item.
    pub four: Vec<FourFigures>,
    /// Everything that was declared, taken back or not.
    pub supplies: Vec<Supply>,
    /// The observations that replaced a projection.
    pub replaced: Vec<ReplacedProjection>,
}

/// The endowment of one school, for those who may read its money.
///
/// # Errors
/// When there is none, the actor may not, a roster cannot be computed, or the database fails.
pub fn school_view(tx: &mut Tx, actor: &Actor, uai: &Uai, asked: Asked) -> Result<SchoolView, EndowmentError> {
    let school = directory::school(tx, actor, Action::ReadMoney, uai)?;
    let set = load(tx, asked.known_at)?.in_force;
    let mut entries = store::entries(tx, asked.on, asked.known_at)?;
    entries.retain(|entry| entry.uai == *uai);
    let planned = plan::planned(std::slice::from_ref(&school), &entries);
    let (mut lines, mut replaced) = (Vec::new(), Vec::new());
    if let Some(until) = plan::last_year(&planned, &set.parameters) {
        let survival = set.parameters.survival_rate_percent;
        let roster = directory::roster(tx, &school, asked.on, asked.known_at, until, survival)?;
        let rosters = HashMap::from([(uai.clone(), roster)]);
        lines = plan::lines(&planned, &rosters, &set.parameters)?;
        let years: Vec<SchoolYear> = lines.iter().map(|line| line.endowment.year).collect();
        if let Some(roster) = rosters.get(uai).filter(|_| school.kind.is_college()) {
            replaced = replaced_projections(roster, &years, &set.parameters);
        }
    }
    let supplies = store::supplies_of(tx, uai)?;
    let counted: Vec<Supply> = supplies
        .iter()
        .filter(|supply| supply.recorded_at <= asked.known_at && supply.day <= asked.on)
        .filter(|supply| supply.withdrawn_at.is_none_or(|at| at > asked.known_at))
        .cloned()
        .collect();
    let names = HashMap::from([(uai.clone(), school.name.clone())]);
    let four = four_figures(&lines, &counted, &names);
    let plan = Plan {
        on: asked.on,
        known_at: asked.known_at,
        set,
        schools: planned,
        lines,
    };
    Ok(SchoolView {
        school,
        entries,
        waves: store::waves(tx)?,
        plan,
        four,
        supplies,
        replaced,
    })
}

/// Keeps the plan of today as it is: figures, parameters, what was known. A later plan never
/// changes it.
///
/// # Errors
/// When it has no name, the actor may not, or the database fails.
pub fn keep(tx: &mut Tx, actor: &Actor, now: Instant, label: &str) -> Result<ComputationId, EndowmentError> {
    policy::check(actor, Action::EditPlan, Subject::Basin)?;
    if label.trim().is_empty() {
        return Err(Refusal::LabelMissing.into());
    }
    install_presets(tx, now)?;
    let set = load(tx, now)?.in_force;
    let everything = Scope {
        everything: true,
        ..Scope::default()
    };
    let plan = plan(tx, &everything, Asked::now(now), &set, Staff::AsEntered)?;
    let line = ComputationLine {
        id: fresh_id(),
        label: label.trim().to_owned(),
        parameter_set: set.id,
        as_of: plan.on,
        known_at: now,
        created_at: now,
        created_by: None,
    };
    let content = serde_json::to_string(&plan.to_kept()).map_err(|error| DbError::Other(error.to_string()))?;
    store::insert_computation(tx, &line, &content, actor.account)?;
    let detail = format!("{} v{}, {} lines", set.code, set.version, plan.lines.len());
    audit::record(tx, actor, now, "computation.kept", &line.id.to_string(), &detail)?;
    Ok(line.id)
}

/// The kept computations, the newest first, with the sets they used.
///
/// # Errors
/// When the actor may not, or the database fails.
pub fn computations(tx: &mut Tx, actor: &Actor, now: Instant) -> Result<(Vec<ComputationLine>, Sets), EndowmentError> {
    policy::check(actor, Action::ReadPlan, Subject::Basin)?;
    Ok((store::computations(tx)?, load(tx, now)?))
}

/// A kept computation beside the plan of today.
#[derive(Clone, Debug)]
pub struct KeptComparison {
    /// The computation.
    pub line: ComputationLine,
    /// What it kept, of the schools one may see.
    pub kept: KeptPlan,
    /// The plan of today.
    pub today: Plan,
    /// What today gives that the kept one did not.
    pub comparison: Comparison,
}

/// A kept computation, and what the plan of today gives differently.
///
/// # Errors
/// When there is none, the actor may not, or the database fails.
pub fn computation(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: ComputationId,
) -> Result<KeptComparison, EndowmentError> {
    policy::check(actor, Action::ReadPlan, Subject::Basin)?;
    let (line, content) = store::computation(tx, id)?.ok_or(EndowmentError::NotFound)?;
    let mut kept: KeptPlan = serde_json::from_str(&content).map_err(|error| DbError::Column {
        column: "content".to_owned(),
        reason: error.to_string(),
    })?;
    let seen_by = policy::scope(actor, Action::ReadPlan);
    if !seen_by.everything {
        let seen = directory::basin(tx, seen_by.clone())?;
        kept.lines
            .retain(|line| seen.iter().any(|school| school.uai.as_str() == line.uai));
    }
    let set = load(tx, now)?.in_force;
    let today = plan(tx, &seen_by, Asked::now(now), &set, Staff::AsEntered)?;
    let comparison = compare(&kept, &today.to_kept());
    Ok(KeptComparison {
        line,
        kept,
        today,
        comparison,
    })
}

/// Another reading beside the one in force: two plans of the same schools and figures.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// The plan in force.
    pub base: Plan,
    /// The plan with the other set.
    pub other: Plan,
    /// What the other gives that the one in force does not.
    pub comparison: Comparison,
}

/// Compares the plan in force with what another set would give. Writes nothing.
///
/// # Errors
/// When there is no such set, the actor may not, or the database fails.
pub fn scenario(
    tx: &mut Tx,
    actor: &Actor,
    asked: Asked,
    choose: impl Fn(&Sets) -> Option<ParameterSet>,
) -> Result<Scenario, EndowmentError> {
    policy::check(actor, Action::ReadPlan, Subject::Basin)?;
    policy::check(actor, Action::ReadParameters, Subject::Basin)?;
    let sets = load(tx, asked.known_at)?;
    let other_set = choose(&sets).ok_or(EndowmentError::NotFound)?;
    let seen_by = policy::scope(actor, Action::ReadPlan);
    let base = plan(tx, &seen_by, asked, &sets.in_force, Staff::AsEntered)?;
    let other = plan(tx, &seen_by, asked, &other_set, Staff::AsEntered)?;
    let comparison = compare(&base.to_kept(), &other.to_kept());
    Ok(Scenario {
        base,
        other,
        comparison,
    })
}
