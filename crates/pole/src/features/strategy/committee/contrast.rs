//! Two plans beside each other: what becomes of each school, what it changes, and what was asked
//! otherwise. Pure.

use std::collections::{BTreeMap, BTreeSet};

use super::super::needs::model::Weights;
use super::super::plan::Entries;
use super::super::plan::compare::{Change, ChangeKind, compare};
use super::super::scenarios::model::{Choice, Content, Run};
use super::board::{Seen, Totals, funders, masked, plan_of, shown, totals};
use super::model::PlanKind;

/// One side: a plan of a search, and the weights it was made with.
#[derive(Clone, Debug)]
pub struct Side {
    /// The search.
    pub run: Run,
    /// Which of its plans.
    pub kind: PlanKind,
    /// The weights of the search.
    pub weights: Weights,
}

/// What one funder pays in one year on both sides, in cents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CostPair {
    /// The funder.
    pub funder: String,
    /// The calendar year in which the school year begins.
    pub year: i16,
    /// On the first side; none when it has no such year or funder.
    pub before: Option<i64>,
    /// On the second.
    pub after: Option<i64>,
}

/// Two plans compared.
#[derive(Clone, Debug)]
pub struct Contrast {
    /// What becomes of each school, those that stay the same included, with the name of each.
    pub changes: Vec<(String, Change)>,
    /// What both are worth.
    pub totals: (Totals, Totals),
    /// What they cost, by funder and year.
    pub costs: Vec<CostPair>,
    /// What was asked otherwise.
    pub asked: Vec<AskedOtherwise>,
    /// Whether it is a part of the plans only.
    pub is_part: bool,
}

impl Contrast {
    /// The schools of which something changes.
    pub fn changed(&self) -> impl Iterator<Item = &(String, Change)> {
        self.changes
            .iter()
            .filter(|(_, change)| !matches!(change.kind, ChangeKind::Same { .. }))
    }
}

/// Something that the second scenario asks otherwise than the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AskedOtherwise {
    /// The first year.
    FirstYear(i16, i16),
    /// The number of waves.
    Waves(usize, usize),
    /// The parameter set; empty is the one in force.
    ParameterSet(String, String),
    /// Whether schools already selected stay.
    KeepSelected(bool),
    /// The budget of a funder in a year of the plan, in cents.
    Budget(String, usize, Option<i64>, Option<i64>),
    /// The cap of a heading in a year of the plan, in cents.
    Cap(String, usize, Option<i64>, Option<i64>),
    /// Hundredths of technicians in a year of the plan.
    Technicians(usize, Option<i64>, Option<i64>),
    /// At least one school of each island in each wave.
    IslandEachWave(bool),
    /// At least so many écoles.
    PrimaryAtLeast(Option<i64>, Option<i64>),
    /// At most so many écoles.
    PrimaryAtMost(Option<i64>, Option<i64>),
    /// What is said of a school: its name and both choices.
    School(String, Choice, Choice),
    /// Network works that only one of them has, or has otherwise: their name.
    Works(String),
    /// The weight of a component: its code.
    Weight(String, i64, i64),
    /// The part of the need in the priority.
    NeedShare(i64, i64),
}

/// Compares two plans; nothing when one of them is not there.
pub fn contrast(before: &Side, after: &Side, seen: &Seen) -> Option<Contrast> {
    let sides = [before, after];
    let mut plans: Vec<Entries> = Vec::new();
    for side in sides {
        plans.push(plan_of(&side.run, side.kind)?);
    }
    let problems = sides.map(|side| &side.run.question.problem);
    let mut names: BTreeMap<&str, &str> = BTreeMap::new();
    for side in sides {
        for facts in shown(&side.run, seen).values() {
            names.insert(&facts.uai, &facts.name);
        }
    }
    let changes = compare((problems[0], &plans[0]), (problems[1], &plans[1]))
        .into_iter()
        .filter_map(|change| Some(((*names.get(change.uai.as_str())?).to_owned(), change)))
        .collect();
    let mut both = Vec::new();
    let mut costs: BTreeMap<(String, i16), [Option<i64>; 2]> = BTreeMap::new();
    for (index, side) in sides.into_iter().enumerate() {
        let problem = problems[index];
        let plan = masked(problem, &plans[index], &shown(&side.run, seen), seen);
        let paying = funders(problem, seen);
        for funder in &paying {
            for year in 1..=plan.years(problem) {
                let calendar = side.run.content.first_year + i16::try_from(year - 1).unwrap_or_default();
                let name = problem.funders[*funder].name.clone();
                costs.entry((name, calendar)).or_default()[index] = Some(plan.cost(problem, *funder, year));
            }
        }
        both.push(totals(problem, &plan, &paying));
    }
    Some(Contrast {
        changes,
        totals: (both[0], both[1]),
        costs: costs
            .into_iter()
            .map(|((funder, year), [before, after])| CostPair {
                funder,
                year,
                before,
                after,
            })
            .collect(),
        asked: asked_otherwise(before, after, &names, seen),
        is_part: !seen.scope.everything,
    })
}

fn asked_otherwise(before: &Side, after: &Side, names: &BTreeMap<&str, &str>, seen: &Seen) -> Vec<AskedOtherwise> {
    use AskedOtherwise as A;
    let (left, right) = (&before.run.content, &after.run.content);
    let mut told = Vec::new();
    if left.first_year != right.first_year {
        told.push(A::FirstYear(left.first_year, right.first_year));
    }
    if left.waves != right.waves {
        told.push(A::Waves(left.waves, right.waves));
    }
    if left.parameter_set != right.parameter_set {
        told.push(A::ParameterSet(left.parameter_set.clone(), right.parameter_set.clone()));
    }
    if left.keep_selected != right.keep_selected {
        told.push(A::KeepSelected(right.keep_selected));
    }
    let amounts = [(&left.budgets, &right.budgets), (&left.caps, &right.caps)];
    for (index, (left, right)) in amounts.into_iter().enumerate() {
        let codes: BTreeSet<&String> = left.keys().chain(right.keys()).collect();
        for code in codes {
            let is_told = if index == 0 {
                seen.pays(code)
            } else {
                seen.scope.everything
            };
            if !is_told {
                continue;
            }
            for (year, from, to) in differing(left.get(code), right.get(code)) {
                told.push(if index == 0 {
                    A::Budget(code.clone(), year, from, to)
                } else {
                    A::Cap(code.clone(), year, from, to)
                });
            }
        }
    }
    if seen.scope.everything {
        for (year, from, to) in differing(Some(&left.fte_x100), Some(&right.fte_x100)) {
            told.push(A::Technicians(year, from, to));
        }
    }
    told.extend(guarantees(left, right));
    let schools: BTreeSet<&String> = left.schools.keys().chain(right.schools.keys()).collect();
    for uai in schools {
        let choice = |content: &Content| content.schools.get(uai).cloned().unwrap_or_default();
        let (from, to) = (choice(left), choice(right));
        if let Some(name) = names.get(uai.as_str()).filter(|_| from != to) {
            told.push(A::School((*name).to_owned(), from, to));
        }
    }
    let works = |content: &Content| -> BTreeMap<String, _> {
        content
            .packages
            .iter()
            .map(|works| (works.id.clone(), works.clone()))
            .collect()
    };
    let (from, to) = (works(left), works(right));
    let ids: BTreeSet<&String> = from.keys().chain(to.keys()).collect();
    for id in ids {
        let (from, to) = (from.get(id), to.get(id));
        let is_told = from.or(to).is_some_and(|works| names.contains_key(works.uai.as_str()));
        if from != to && is_told {
            told.push(A::Works(id.clone()));
        }
    }
    told.extend(weights(&before.weights, &after.weights));
    told
}

fn guarantees(left: &Content, right: &Content) -> Vec<AskedOtherwise> {
    use AskedOtherwise as A;
    let mut told = Vec::new();
    if left.island_each_wave != right.island_each_wave {
        told.push(A::IslandEachWave(right.island_each_wave));
    }
    if left.primary_at_least != right.primary_at_least {
        told.push(A::PrimaryAtLeast(left.primary_at_least, right.primary_at_least));
    }
    if left.primary_at_most != right.primary_at_most {
        told.push(A::PrimaryAtMost(left.primary_at_most, right.primary_at_most));
    }
    told
}

fn weights(left: &Weights, right: &Weights) -> Vec<AskedOtherwise> {
    let mut told = Vec::new();
    for (left, right) in [(&left.need, &right.need), (&left.readiness, &right.readiness)] {
        let codes: BTreeSet<&String> = left.keys().chain(right.keys()).collect();
        for code in codes {
            let of = |weights: &BTreeMap<String, i64>| weights.get(code).copied().unwrap_or_default();
            if of(left) != of(right) {
                told.push(AskedOtherwise::Weight(code.clone(), of(left), of(right)));
            }
        }
    }
    if left.need_share != right.need_share {
        told.push(AskedOtherwise::NeedShare(left.need_share, right.need_share));
    }
    told
}

/// The years in which two lists of amounts differ, from 1.
fn differing(left: Option<&Vec<i64>>, right: Option<&Vec<i64>>) -> Vec<(usize, Option<i64>, Option<i64>)> {
    let longest = left.map_or(0, Vec::len).max(right.map_or(0, Vec::len));
    (0..longest)
        .filter_map(|index| {
            let of = |amounts: Option<&Vec<i64>>| amounts.and_then(|amounts| amounts.get(index)).copied();
            let (from, to) = (of(left), of(right));
            (from != to).then_some((index + 1, from, to))
        })
        .collect()
}
