//! From a scenario and the database to a question in the format of `pole optimise`: a text that can be saved and
//! answered again without the database.

use std::collections::{BTreeMap, BTreeSet};

use pole_db::Tx;
use pole_kernel::{SchoolYear, Uai};
use serde_json::{Map, Value, json};

use super::super::errors::StrategyError;
use super::super::needs::model::{SchoolScores, WeightsVersion};
use super::super::plan::model::DEVICES_PER_FTE;
use super::super::{needs, question};
use super::errors::{Obstacle, ScenarioRefusal};
use super::model::{Basis, Choice, Content, Kept, LeftOut, LeftOutWhy, SchoolFacts, authority_of};
use crate::features::directory::{PastSchools, SchoolGroup, SchoolLine};
use crate::features::endowment::model::{EARLIER_YEARS, Funder, Heading, RosterFlag};
use crate::features::endowment::{self, ParameterSet, PlanLine, Staff};
use crate::policy::Scope;
use crate::shell::asked::Asked;

/// A question and what stands beside it.
#[derive(Clone, Debug)]
pub(super) struct Built {
    /// In the format of `pole optimise`, mode “benefit”.
    pub question: String,
    /// What is known of each school, in the order of UAI.
    pub facts: Vec<SchoolFacts>,
    /// What it was made with.
    pub basis: Basis,
    /// The version of the weights.
    pub weights: i64,
}

/// What the database knows of what a scenario asks.
#[derive(Clone, Debug)]
pub(super) struct Known {
    set: ParameterSet,
    weights: WeightsVersion,
    /// The first year of each wave, and those to which the set gives nothing.
    starts: Vec<(SchoolYear, bool)>,
    years: usize,
    candidates: Vec<Candidate>,
    kept: Vec<Kept>,
    committed: Committed,
}

/// A school that may be chosen.
#[derive(Clone, Debug)]
struct Candidate {
    scores: SchoolScores,
    college: College,
    closes_after: Option<usize>,
    /// By wave.
    priced: Vec<Priced>,
}

/// What an école waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum College {
    /// Nothing: it is a collège, or its collège is in already.
    Free,
    /// The collège, among those that may be chosen.
    Chosen(Uai),
    /// Its collège is selected already and begins with this wave.
    From(usize),
    /// It cannot be chosen at all.
    Never(LeftOutWhy),
}

/// What a school costs when it enters in a wave, by year after entry. `None` is unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Priced {
    costs: Option<BTreeMap<String, Vec<i64>>>,
    headings: BTreeMap<&'static str, Vec<i64>>,
    devices: Option<Vec<i64>>,
    /// The inputs that are missing, by year.
    missing: BTreeMap<i16, BTreeSet<&'static str>>,
    projected: bool,
    fictitious: bool,
}

/// What the schools already selected cost, by year of the plan.
#[derive(Clone, Debug, Default)]
struct Committed {
    budgets: BTreeMap<String, Vec<i64>>,
    headings: BTreeMap<&'static str, Vec<i64>>,
    devices: Vec<i64>,
    unknown: BTreeSet<String>,
}

/// Reads what the question needs.
pub(super) fn known(tx: &mut Tx, content: &Content, asked: Asked) -> Result<Known, StrategyError> {
    let first = starting(content.first_year)?;
    let empty = endowment::quote(tx, &[], first, &content.parameter_set, asked, Staff::Carried)?;
    if !content.parameter_set.is_empty() && !empty.is_asked_set {
        return Err(unbuildable(vec![Obstacle::UnknownSet(content.parameter_set.clone())]));
    }
    let set = empty.set;
    let window = usize::try_from(set.parameters.years).unwrap_or(1);
    let years = content.years(window);
    let everything = Scope::everything();
    let plan = endowment::plan(tx, &everything, asked, &set, Staff::Carried)?;
    let closings = closings(tx, first, years, asked)?;
    let mut kept = Vec::new();
    let mut committed = Committed::default();
    if content.keep_selected {
        kept = plan
            .schools
            .iter()
            .map(|planned| Kept {
                uai: planned.school.uai.to_string(),
                name: planned.school.name.clone(),
                territory: planned.school.territory.as_ref().map(ToString::to_string),
                first_year: planned.first_year.first_calendar_year(),
            })
            .collect();
        kept.sort_by(|left: &Kept, right| left.uai.cmp(&right.uai));
        committed = commitments(&plan.lines, first, years, &set, &closings);
    }
    let kept_since: BTreeMap<&str, i16> = kept.iter().map(|kept| (kept.uai.as_str(), kept.first_year)).collect();
    let scores = needs::scores(tx, &everything, asked)?;
    let weights = scores.weights;
    let mut chosen_from: Vec<SchoolScores> = scores
        .schools
        .into_iter()
        .filter(|scores| !kept_since.contains_key(scores.school.uai.as_str()))
        .collect();
    chosen_from.sort_by(|left, right| left.school.uai.cmp(&right.school.uai));
    let lines: Vec<SchoolLine> = chosen_from.iter().map(|scores| scores.school.clone()).collect();
    let mut starts = Vec::with_capacity(content.waves);
    let mut priced: Vec<Vec<Priced>> = vec![Vec::new(); lines.len()];
    for wave in 0..content.waves {
        let start = first.plus(i16::try_from(wave).unwrap_or(i16::MAX));
        let quote = endowment::quote(tx, &lines, start, &content.parameter_set, asked, Staff::Carried)?;
        let gives = quote.lines.is_empty() || quote.lines.iter().any(|line| line.endowment.position.is_some());
        starts.push((start, gives));
        for (school, priced) in lines.iter().zip(&mut priced) {
            let of_school: Vec<&PlanLine> = quote
                .lines
                .iter()
                .filter(|line| line.endowment.uai == school.uai)
                .collect();
            priced.push(price(&of_school, &set));
        }
    }
    let among: BTreeSet<&Uai> = lines.iter().map(|line| &line.uai).collect();
    let candidates = chosen_from
        .iter()
        .zip(priced)
        .map(|(scores, priced)| {
            let school = &scores.school;
            Candidate {
                college: college_of(school, &among, &kept_since, content),
                closes_after: closings.get(school.uai.as_str()).copied(),
                scores: scores.clone(),
                priced,
            }
        })
        .collect();
    Ok(Known {
        set,
        weights,
        starts,
        years,
        candidates,
        kept,
        committed,
    })
}

/// The year in which a plan begins.
fn starting(year: i16) -> Result<SchoolYear, StrategyError> {
    SchoolYear::starting(year).map_err(|_| {
        unbuildable(vec![Obstacle::Question {
            path: "first_year".to_owned(),
            message: year.to_string(),
        }])
    })
}

fn unbuildable(obstacles: Vec<Obstacle>) -> StrategyError {
    ScenarioRefusal::Unbuildable(obstacles).into()
}

fn college_of(
    school: &SchoolLine,
    among: &BTreeSet<&Uai>,
    kept_since: &BTreeMap<&str, i16>,
    content: &Content,
) -> College {
    if !school.kind.is_ecole() {
        return College::Free;
    }
    let Some(college) = &school.attached_to else {
        return College::Never(LeftOutWhy::NoCollege);
    };
    if let Some(since) = kept_since.get(college.as_str()) {
        let wave = usize::try_from(since - content.first_year + 1).unwrap_or(1);
        return match wave {
            0 | 1 => College::Free,
            wave if wave <= content.waves => College::From(wave),
            _ => College::Never(LeftOutWhy::CollegeLater),
        };
    }
    if among.contains(college) {
        College::Chosen(college.clone())
    } else {
        College::Never(LeftOutWhy::CollegeNotEligible)
    }
}

/// The last year of the plan in which each school is open, for those that the directory knows to close.
fn closings(
    tx: &mut Tx,
    first: SchoolYear,
    years: usize,
    asked: Asked,
) -> Result<BTreeMap<String, usize>, StrategyError> {
    let past = PastSchools::load(tx)?;
    let mut closings = BTreeMap::new();
    for year in 1..=years {
        let starts = first
            .plus(i16::try_from(year - 1).unwrap_or(i16::MAX))
            .observation_day();
        if starts <= asked.on {
            continue;
        }
        for school in past.on(&Scope::everything(), starts, asked.known_at) {
            if school.line.state == pole_formats::SchoolState::Closed {
                closings.entry(school.line.uai.to_string()).or_insert(year - 1);
            }
        }
    }
    Ok(closings)
}

/// The funder of a share, by the island of the school.
fn funder_code(funder: &Funder, territory: Option<&str>) -> String {
    match funder {
        Funder::Authority => authority_of(territory),
        Funder::State | Funder::Other(_) => funder.code().to_owned(),
    }
}

/// What is due to one school in the years of its window.
fn price(lines: &[&PlanLine], set: &ParameterSet) -> Priced {
    let mut costs: Option<BTreeMap<String, Vec<i64>>> = Some(BTreeMap::new());
    let mut headings: BTreeMap<&'static str, Vec<i64>> = BTreeMap::new();
    let mut devices: Option<Vec<i64>> = Some(Vec::new());
    let mut in_service = InService::default();
    for (after, line) in lines.iter().enumerate() {
        let territory = line.territory.as_ref().map(ToString::to_string);
        for heading in &line.endowment.headings {
            let Some(shares) = &heading.shares else {
                costs = None;
                continue;
            };
            for share in shares {
                let funder = funder_code(&share.funder, territory.as_deref());
                if let Some(costs) = &mut costs {
                    add(costs.entry(funder).or_default(), after, share.cents.0);
                }
                add(
                    headings.entry(heading.heading.code()).or_default(),
                    after,
                    share.cents.0,
                );
            }
        }
        let serving = in_service.after(line, set);
        devices = devices.zip(serving).map(|(mut devices, serving)| {
            devices.push(serving);
            devices
        });
    }
    Priced {
        costs: costs.filter(|_| !lines.is_empty()),
        headings,
        devices,
        missing: lines
            .iter()
            .filter(|line| line.endowment.is_incomplete())
            .map(|line| {
                let inputs = line.endowment.missing.iter().copied().collect();
                (line.endowment.year.first_calendar_year(), inputs)
            })
            .collect(),
        projected: lines
            .iter()
            .any(|line| line.endowment.flags.contains(&RosterFlag::Estimated)),
        fictitious: lines.iter().any(|line| line.fictitious),
    }
}

/// Devices in service in one school, year after year.
#[derive(Default)]
struct InService {
    spare: i64,
    in_cases: i64,
}

impl InService {
    /// Those of pupils and teachers, the spares so far, and those in the cases so far.
    fn after(&mut self, line: &PlanLine, set: &ParameterSet) -> Option<i64> {
        let due = &line.endowment;
        self.spare += i64::from(due.spare?);
        self.in_cases += i64::from(due.cases()?) * i64::from(set.parameters.case_size);
        Some(i64::from(due.holders?) + i64::from(due.teacher_holders?) + self.spare + self.in_cases)
    }
}

fn add(amounts: &mut Vec<i64>, index: usize, by: i64) {
    if amounts.len() <= index {
        amounts.resize(index + 1, 0);
    }
    amounts[index] += by;
}

/// What the schools already selected cost in the years of a plan.
fn commitments(
    lines: &[PlanLine],
    first: SchoolYear,
    years: usize,
    set: &ParameterSet,
    closings: &BTreeMap<String, usize>,
) -> Committed {
    let mut committed = Committed {
        devices: vec![0; years],
        ..Committed::default()
    };
    let mut by_school: BTreeMap<&Uai, Vec<&PlanLine>> = BTreeMap::new();
    for line in lines {
        by_school.entry(&line.endowment.uai).or_default().push(line);
    }
    for (uai, mut lines) in by_school {
        lines.sort_by_key(|line| line.endowment.year);
        let mut in_service = InService::default();
        let mut last = (0, 0);
        // A school that closes costs nothing afterwards, and its devices serve elsewhere or nowhere.
        let open = closings.get(uai.as_str()).copied().unwrap_or(years).min(years);
        for line in lines {
            let year = line.endowment.year.years_since(first);
            let territory = line.territory.as_ref().map(ToString::to_string);
            let serving = in_service.after(line, set);
            if serving.is_none() {
                committed.unknown.insert(uai.to_string());
            }
            last = (usize::try_from(year + 1).unwrap_or(0), serving.unwrap_or(last.1));
            let Some(index) = usize::try_from(year).ok().filter(|index| *index < open) else {
                continue;
            };
            committed.devices[index] += last.1;
            for heading in &line.endowment.headings {
                let Some(shares) = &heading.shares else {
                    committed.unknown.insert(uai.to_string());
                    continue;
                };
                for share in shares {
                    let funder = funder_code(&share.funder, territory.as_deref());
                    add(committed.budgets.entry(funder).or_default(), index, share.cents.0);
                    add(
                        committed.headings.entry(heading.heading.code()).or_default(),
                        index,
                        share.cents.0,
                    );
                }
            }
        }
        // What was bought stays in service after the window.
        for devices in committed.devices.iter_mut().take(open).skip(last.0) {
            *devices += last.1;
        }
    }
    committed
}

impl Known {
    /// What is committed already, by funder and year.
    pub fn committed(&self) -> &BTreeMap<String, Vec<i64>> {
        &self.committed.budgets
    }

    /// The schools already selected.
    pub fn kept(&self) -> &[Kept] {
        &self.kept
    }

    /// Of how many of them an amount is unknown.
    pub fn unknown(&self) -> usize {
        self.committed.unknown.len()
    }

    /// How many years the plan speaks of.
    pub const fn years(&self) -> usize {
        self.years
    }

    /// The parameter set that prices.
    pub const fn set(&self) -> &ParameterSet {
        &self.set
    }

    /// The schools that may be chosen: scores first, in the order of UAI.
    pub fn schools(&self) -> impl Iterator<Item = &SchoolScores> {
        self.candidates.iter().map(|candidate| &candidate.scores)
    }

    /// The last year in which the directory knows a school to be open.
    pub fn closes_after(&self, uai: &str) -> Option<usize> {
        let found = self
            .candidates
            .iter()
            .find(|candidate| candidate.scores.school.uai.as_str() == uai)?;
        found.closes_after
    }

    /// The funders that schools would be paid by, and those that pay already.
    pub fn funders(&self) -> BTreeSet<String> {
        let of_schools = self
            .candidates
            .iter()
            .flat_map(|candidate| &candidate.priced)
            .filter_map(|priced| priced.costs.as_ref())
            .flat_map(BTreeMap::keys);
        of_schools.chain(self.committed.budgets.keys()).cloned().collect()
    }
}

/// Puts the question.
///
/// # Errors
/// Everything that keeps it from being put.
pub(super) fn assemble(content: &Content, known: &Known) -> Result<Built, Vec<Obstacle>> {
    let mut obstacles: Vec<Obstacle> = known
        .starts
        .iter()
        .filter(|(_, gives)| !gives)
        .map(|(start, _)| Obstacle::NoWindow(*start))
        .collect();
    if known.candidates.is_empty() {
        obstacles.push(Obstacle::NoSchool);
    }
    let mut basis = Basis {
        set: known.set.code.clone(),
        set_version: known.set.version,
        set_name: known.set.name.clone(),
        kept: known.kept.clone(),
        committed: known.committed.budgets.clone(),
        committed_unknown: known.committed.unknown.iter().cloned().collect(),
        ..Basis::default()
    };
    let budgets = budgets(content, known, &mut obstacles);
    let headings = caps(content, known, &mut obstacles);
    let capacity = capacity(content, known, &mut obstacles);
    let schools: Vec<Value> = known
        .candidates
        .iter()
        .map(|candidate| school(content, candidate, &mut basis))
        .collect();
    let packages = works(content, known, &mut obstacles);
    let among: BTreeSet<&str> = known.schools().map(|scores| scores.school.uai.as_str()).collect();
    basis.ignored = content
        .schools
        .iter()
        .filter(|(uai, choice)| !among.contains(uai.as_str()) && **choice != Choice::default())
        .map(|(uai, _)| uai.clone())
        .collect();
    if !obstacles.is_empty() {
        return Err(obstacles);
    }
    let mut asked = Map::new();
    asked.insert("waves".to_owned(), content.waves.into());
    asked.insert("mode".to_owned(), "benefit".into());
    asked.insert("budgets".to_owned(), json!(budgets));
    if !headings.is_empty() {
        asked.insert("headings".to_owned(), json!(headings));
    }
    if let Some(capacity) = capacity {
        asked.insert("capacity".to_owned(), capacity);
    }
    asked.insert("schools".to_owned(), Value::Array(schools));
    if !packages.is_empty() {
        asked.insert("packages".to_owned(), Value::Array(packages));
    }
    asked.insert(
        "guarantees".to_owned(),
        json!({
            "island_each_wave": content.island_each_wave,
            "primary_at_least": content.primary_at_least,
            "primary_at_most": content.primary_at_most,
        }),
    );
    let weights = &known.weights.weights;
    asked.insert(
        "weights".to_owned(),
        json!({ "need": weights.need, "readiness": weights.readiness, "need_share": weights.need_share }),
    );
    let question = serde_json::to_string_pretty(&Value::Object(asked)).unwrap_or_default();
    match question::read(&question) {
        Ok(_) => Ok(Built {
            question,
            facts: known.candidates.iter().map(facts).collect(),
            basis,
            weights: known.weights.version,
        }),
        Err(errors) => Err(errors
            .0
            .into_iter()
            .map(|error| Obstacle::Question {
                path: error.path,
                message: error.message,
            })
            .collect()),
    }
}

/// What each funder has left; a funder without a budget has nothing.
fn budgets(content: &Content, known: &Known, obstacles: &mut Vec<Obstacle>) -> BTreeMap<String, Vec<i64>> {
    let of_works = content.packages.iter().flat_map(|works| works.costs.keys());
    let funders: BTreeSet<&String> = content.budgets.keys().chain(of_works).collect();
    let named = funders.into_iter().cloned().chain(known.funders());
    let names: BTreeSet<String> = named.collect();
    names
        .into_iter()
        .map(|funder| {
            let has = content.budgets.get(&funder).map(Vec::as_slice).unwrap_or_default();
            let spent = known
                .committed
                .budgets
                .get(&funder)
                .map(Vec::as_slice)
                .unwrap_or_default();
            let left = left(has, spent, known.years, |year, by| {
                obstacles.push(Obstacle::Budget {
                    funder: funder.clone(),
                    year,
                    by,
                });
            });
            (funder, left)
        })
        .collect()
}

fn caps(content: &Content, known: &Known, obstacles: &mut Vec<Obstacle>) -> BTreeMap<String, Vec<i64>> {
    content
        .caps
        .iter()
        .map(|(heading, has)| {
            let spent = known
                .committed
                .headings
                .get(heading.as_str())
                .map(Vec::as_slice)
                .unwrap_or_default();
            let left = left(has, spent, known.years, |year, by| {
                obstacles.push(Obstacle::Cap {
                    heading: heading.clone(),
                    year,
                    by,
                });
            });
            (heading.clone(), left)
        })
        .collect()
}

/// What is left of amounts once others are paid, year by year; what is missing is told.
fn left(has: &[i64], spent: &[i64], years: usize, mut missing: impl FnMut(usize, i64)) -> Vec<i64> {
    (0..years)
        .map(|index| {
            let of = |amounts: &[i64]| amounts.get(index).copied().unwrap_or_default();
            let left = of(has) - of(spent);
            if left < 0 {
                missing(index + 1, -left);
            }
            left.max(0)
        })
        .collect()
}

fn capacity(content: &Content, known: &Known, obstacles: &mut Vec<Obstacle>) -> Option<Value> {
    if content.fte_x100.is_empty() {
        return None;
    }
    let mut in_service = known.committed.devices.clone();
    in_service.truncate(content.fte_x100.len());
    for (index, (used, fte)) in in_service.iter().zip(&content.fte_x100).enumerate() {
        let by = used - fte * DEVICES_PER_FTE / 100;
        if by > 0 {
            obstacles.push(Obstacle::Devices { year: index + 1, by });
        }
    }
    Some(json!({ "fte_x100": content.fte_x100, "devices_per_fte": DEVICES_PER_FTE, "in_service": in_service }))
}

/// Why a school cannot be put to the choice.
fn left_out(content: &Content, candidate: &Candidate) -> Option<LeftOutWhy> {
    if let College::Never(why) = candidate.college {
        return Some(why);
    }
    if candidate.scores.school.pupils.is_none() {
        return Some(LeftOutWhy::PupilsUnknown);
    }
    if candidate.priced.iter().any(|priced| priced.costs.is_none()) {
        return Some(LeftOutWhy::CostUnknown);
    }
    let limited = !content.fte_x100.is_empty();
    (limited && candidate.priced.iter().any(|priced| priced.devices.is_none())).then_some(LeftOutWhy::DevicesUnknown)
}

/// What is missing to price a school, over all waves. That an earlier year is missing is said by that year.
fn missing(candidate: &Candidate, why: LeftOutWhy) -> BTreeMap<i16, Vec<String>> {
    let mut found: BTreeMap<i16, BTreeSet<&'static str>> = BTreeMap::new();
    if !matches!(why, LeftOutWhy::CostUnknown | LeftOutWhy::DevicesUnknown) {
        return BTreeMap::new();
    }
    for (year, inputs) in candidate.priced.iter().flat_map(|priced| &priced.missing) {
        let named = inputs.iter().filter(|input| **input != EARLIER_YEARS);
        found.entry(*year).or_default().extend(named);
    }
    found
        .into_iter()
        .filter(|(_, inputs)| !inputs.is_empty())
        .map(|(year, inputs)| (year, inputs.into_iter().map(str::to_owned).collect()))
        .collect()
}

fn school(content: &Content, candidate: &Candidate, basis: &mut Basis) -> Value {
    let line = &candidate.scores.school;
    let uai = line.uai.to_string();
    let choice = content.schools.get(&uai).cloned().unwrap_or_default();
    let out = left_out(content, candidate);
    if let Some(why) = out {
        basis.left_out.push(LeftOut {
            uai: uai.clone(),
            why: why.code().to_owned(),
            missing: missing(candidate, why),
        });
    }
    if let Some((_, counted)) = line.pupils {
        basis.counted_in.insert(uai.clone(), counted.first_calendar_year());
    }
    if candidate.priced.iter().any(|priced| priced.projected) {
        basis.projected.push(uai.clone());
    }
    let declared = candidate.scores.components.iter().any(|scored| scored.fictitious);
    if declared || candidate.priced.iter().any(|priced| priced.fictitious) {
        basis.fictitious.push(uai.clone());
    }
    let mut asked = Map::new();
    let mut put = |name: &str, value: Value| {
        asked.insert(name.to_owned(), value);
    };
    put("uai", uai.clone().into());
    put("name", line.name.clone().into());
    put("pupils", line.pupils.map_or(0, |(pupils, _)| pupils).into());
    put("priority_x10", candidate.scores.priority_x10.into());
    put("need", points(candidate.scores.need));
    put("ready_wave", ready(&choice, candidate).into());
    put(
        "attached_to",
        match &candidate.college {
            College::Chosen(college) => college.to_string().into(),
            College::Free | College::From(_) | College::Never(_) => Value::Null,
        },
    );
    put(
        "kind",
        if line.kind.is_ecole() { "primary" } else { "secondary" }.into(),
    );
    put(
        "island",
        line.territory
            .as_ref()
            .map_or(Value::Null, |island| island.to_string().into()),
    );
    put("pinned_wave", json!(choice.pinned_wave));
    put("excluded", (choice.excluded || out.is_some()).into());
    let closes = [choice.closes_after, candidate.closes_after];
    put("closes_after", json!(closes.into_iter().flatten().min()));
    put(
        "components",
        candidate
            .scores
            .components
            .iter()
            .map(|scored| (scored.component.code().to_owned(), Value::from(scored.points)))
            .collect::<Map<String, Value>>()
            .into(),
    );
    // A school that stays out for another reason is priced all the same: a committee may decide otherwise.
    let is_priced = candidate.priced.iter().all(|priced| priced.costs.is_some());
    if is_priced && out != Some(LeftOutWhy::DevicesUnknown) {
        for (name, amounts) in amounts(content, &candidate.priced) {
            put(name, amounts);
        }
    }
    Value::Object(asked)
}

/// The first wave in which a school may enter.
fn ready(choice: &Choice, candidate: &Candidate) -> usize {
    let own = choice.ready_wave.unwrap_or(1).max(1);
    match candidate.college {
        College::From(wave) => own.max(wave),
        College::Free | College::Chosen(_) | College::Never(_) => own,
    }
}

/// Costs, headings and devices: those of the first wave, and those of the waves in which they are others.
fn amounts(content: &Content, priced: &[Priced]) -> Vec<(&'static str, Value)> {
    let Some(usual) = priced.first() else {
        return Vec::new();
    };
    let capped = |priced: &Priced| -> BTreeMap<&'static str, Vec<i64>> {
        priced
            .headings
            .iter()
            .filter(|(heading, _)| content.caps.contains_key(**heading))
            .map(|(heading, amounts)| (*heading, amounts.clone()))
            .collect()
    };
    let limited = !content.fte_x100.is_empty();
    let mut found = vec![("costs", json!(usual.costs))];
    if !content.caps.is_empty() {
        found.push(("headings", json!(capped(usual))));
    }
    if limited {
        found.push(("devices", json!(usual.devices)));
    }
    let others = |value: &dyn Fn(&Priced) -> Value| -> Map<String, Value> {
        priced
            .iter()
            .enumerate()
            .skip(1)
            .filter(|(_, other)| value(other) != value(usual))
            .map(|(index, other)| ((index + 1).to_string(), value(other)))
            .collect()
    };
    let costs = others(&|priced| json!(priced.costs));
    let headings = others(&|priced| json!(capped(priced)));
    let devices = others(&|priced| json!(priced.devices));
    for (name, by_wave, wanted) in [
        ("costs_by_wave", costs, true),
        ("headings_by_wave", headings, !content.caps.is_empty()),
        ("devices_by_wave", devices, limited),
    ] {
        if wanted && !by_wave.is_empty() {
            found.push((name, Value::Object(by_wave)));
        }
    }
    found
}

fn works(content: &Content, known: &Known, obstacles: &mut Vec<Obstacle>) -> Vec<Value> {
    content
        .packages
        .iter()
        .filter_map(|works| {
            let Some(candidate) = known
                .candidates
                .iter()
                .find(|candidate| candidate.scores.school.uai.as_str() == works.uai)
            else {
                obstacles.push(Obstacle::Works {
                    id: works.id.clone(),
                    uai: works.uai.clone(),
                });
                return None;
            };
            // Works do not bring an école in before its collège.
            let ready = match candidate.college {
                College::From(wave) => works.ready_wave.max(wave),
                College::Free | College::Chosen(_) | College::Never(_) => works.ready_wave,
            };
            Some(json!({
                "id": works.id, "uai": works.uai, "ready_wave": ready, "costs": works.costs, "imposed": works.imposed,
            }))
        })
        .collect()
}

fn facts(candidate: &Candidate) -> SchoolFacts {
    let scores = &candidate.scores;
    SchoolFacts {
        uai: scores.school.uai.to_string(),
        name: scores.school.name.clone(),
        kind: SchoolGroup::of(scores.school.kind).code().to_owned(),
        territory: scores.school.territory.as_ref().map(ToString::to_string),
        need: scores.need,
        readiness: scores.readiness,
        priority_between: scores.priority_between,
        estimated: scores.is_estimated(),
    }
}

/// Hundredths of a point as a number with at most two decimals.
#[expect(clippy::cast_precision_loss, reason = "needs are at most 100.00")]
fn points(hundredths: i64) -> Value {
    if hundredths % 100 == 0 {
        (hundredths / 100).into()
    } else {
        json!(hundredths as f64 / 100.0)
    }
}

/// Every heading that can have a cap.
pub(super) fn headings() -> impl Iterator<Item = &'static str> {
    Heading::ALL.iter().map(|heading| heading.code())
}
