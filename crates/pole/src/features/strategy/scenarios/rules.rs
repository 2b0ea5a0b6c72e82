//! What a scenario may say, and what of a search somebody may see. Pure.

use std::collections::{BTreeMap, BTreeSet};

use pole_kernel::Uai;

use super::super::answer::{Answer, Told};
use super::build::headings;
use super::errors::{ContentProblem, ProblemKind};
use super::model::{Basis, Content, Run, territory_of};
use crate::policy::Scope;

/// Ten billion euros: no budget of the trade is larger.
const MOST_CENTS: i64 = 1_000_000_000_000;
const MOST_WAVES: usize = 10;
const MOST_YEARS: usize = 30;
const FIRST_YEARS: std::ops::RangeInclusive<i16> = 2_000..=2_100;
/// Ten thousand persons.
const MOST_FTE_X100: i64 = 1_000_000;
const MOST_PRIMARY: i64 = 1_000_000;
/// The longest name and note.
const MOST_LETTERS: usize = 4_000;

/// Everything that makes no sense.
pub(super) fn problems(content: &Content) -> Vec<ContentProblem> {
    let mut found = Vec::new();
    let mut wrong = |path: String, kind: ProblemKind| found.push(ContentProblem { path, kind });
    if !FIRST_YEARS.contains(&content.first_year) {
        wrong("first_year".to_owned(), ProblemKind::Bounds);
    }
    if !(1..=MOST_WAVES).contains(&content.waves) {
        wrong("waves".to_owned(), ProblemKind::Bounds);
    }
    if content.note.len() > MOST_LETTERS {
        wrong("note".to_owned(), ProblemKind::Bounds);
    }
    let mut amounts = |path: &str, amounts: &[i64], most: i64| {
        if amounts.len() > MOST_YEARS {
            wrong(path.to_owned(), ProblemKind::Bounds);
        }
        for (index, amount) in amounts.iter().enumerate() {
            if !(0..=most).contains(amount) {
                wrong(format!("{path}[{index}]"), ProblemKind::Bounds);
            }
        }
    };
    for (funder, budgets) in &content.budgets {
        amounts(&format!("budgets.{funder}"), budgets, MOST_CENTS);
    }
    for (heading, caps) in &content.caps {
        amounts(&format!("headings.{heading}"), caps, MOST_CENTS);
    }
    amounts("capacity.fte_x100", &content.fte_x100, MOST_FTE_X100);
    for (index, works) in content.packages.iter().enumerate() {
        for (funder, costs) in &works.costs {
            amounts(&format!("packages[{index}].costs.{funder}"), costs, MOST_CENTS);
        }
    }
    for funder in content.budgets.keys() {
        if funder.trim().is_empty() || funder.len() > 100 {
            wrong("budgets".to_owned(), ProblemKind::Name);
        }
    }
    for heading in content.caps.keys() {
        if !headings().any(|known| known == heading) {
            wrong(format!("headings.{heading}"), ProblemKind::Heading);
        }
    }
    for (path, value) in [
        ("guarantees.primary_at_least", content.primary_at_least),
        ("guarantees.primary_at_most", content.primary_at_most),
    ] {
        if value.is_some_and(|value| !(0..=MOST_PRIMARY).contains(&value)) {
            wrong(path.to_owned(), ProblemKind::Bounds);
        }
    }
    for (uai, choice) in &content.schools {
        let at = |field: &str| format!("schools.{uai}.{field}");
        if Uai::parse(uai).is_err() {
            wrong(at("uai"), ProblemKind::School);
        }
        if choice
            .ready_wave
            .is_some_and(|wave| !(1..=content.waves + 1).contains(&wave))
        {
            wrong(at("ready_wave"), ProblemKind::Bounds);
        }
        if choice
            .pinned_wave
            .is_some_and(|wave| !(1..=content.waves).contains(&wave))
        {
            wrong(at("pinned_wave"), ProblemKind::Bounds);
        }
        if choice.closes_after.is_some_and(|year| year > MOST_YEARS) {
            wrong(at("closes_after"), ProblemKind::Bounds);
        }
        let explained = !choice.reason.trim().is_empty();
        if (choice.excluded || choice.pinned_wave.is_some()) && !explained {
            wrong(at("reason"), ProblemKind::Reason);
        }
    }
    let mut named: BTreeSet<&str> = BTreeSet::new();
    for (index, works) in content.packages.iter().enumerate() {
        if works.id.trim().is_empty() || !named.insert(works.id.as_str()) {
            wrong(format!("packages[{index}].id"), ProblemKind::Name);
        }
        if Uai::parse(&works.uai).is_err() {
            wrong(format!("packages[{index}].uai"), ProblemKind::School);
        }
        if !(1..=content.waves).contains(&works.ready_wave) {
            wrong(format!("packages[{index}].ready_wave"), ProblemKind::Bounds);
        }
    }
    found
}

/// Whether a funder is the authority of an island one sees.
fn is_own(scope: &Scope, funder: &str) -> bool {
    let own = |code: &str| scope.territories.iter().any(|territory| territory.as_str() == code);
    scope.everything || territory_of(funder).is_some_and(own)
}

/// What of a scenario an authority sees: its own money and the schools of its island.
#[must_use]
pub(super) fn seen_content(scope: &Scope, mut content: Content, islands: &BTreeMap<String, Option<String>>) -> Content {
    if scope.everything {
        return content;
    }
    let holds = |uai: &str| sees(scope, islands, uai);
    content.budgets.retain(|funder, _| is_own(scope, funder));
    content.caps.clear();
    content.fte_x100.clear();
    content.schools.retain(|uai, _| holds(uai));
    content.packages.retain(|works| holds(&works.uai));
    for works in &mut content.packages {
        works.costs.retain(|funder, _| is_own(scope, funder));
    }
    content
}

/// Whether a school is of an island one sees.
fn sees(scope: &Scope, islands: &BTreeMap<String, Option<String>>, uai: &str) -> bool {
    let island = islands.get(uai).and_then(Option::as_deref);
    scope.everything
        || island.is_some_and(|code| scope.territories.iter().any(|territory| territory.as_str() == code))
        || scope.schools.iter().any(|school| school.as_str() == uai)
}

/// What of a search an authority sees: the schools of its island and its own money; no total of others.
#[must_use]
pub fn seen_run(scope: &Scope, mut run: Run, mut basis: Basis) -> (Run, Basis) {
    if scope.everything {
        return (run, basis);
    }
    let islands: BTreeMap<String, Option<String>> = run
        .facts
        .iter()
        .map(|facts| (facts.uai.clone(), facts.territory.clone()))
        .chain(basis.kept.iter().map(|kept| (kept.uai.clone(), kept.territory.clone())))
        .collect();
    let holds = |uai: &str| sees(scope, &islands, uai);
    run.content = seen_content(scope, run.content, &islands);
    run.facts.retain(|facts| holds(&facts.uai));
    let works: BTreeSet<String> = run.content.packages.iter().map(|works| works.id.clone()).collect();
    for answer in [&mut run.benefit, &mut run.equity].into_iter().flatten() {
        seen_answer(scope, answer, &holds, &works);
    }
    basis.left_out.retain(|left| holds(&left.uai));
    basis.kept.retain(|kept| holds(&kept.uai));
    basis.committed.retain(|funder, _| is_own(scope, funder));
    basis.counted_in.retain(|uai, _| holds(uai));
    for list in [
        &mut basis.committed_unknown,
        &mut basis.projected,
        &mut basis.fictitious,
        &mut basis.ignored,
    ] {
        list.retain(|uai| holds(uai));
    }
    seen_problem(scope, &mut run);
    (run, basis)
}

fn seen_answer(scope: &Scope, answer: &mut Answer, holds: &dyn Fn(&str) -> bool, works: &BTreeSet<String>) {
    answer.benefit = None;
    answer.bound = None;
    answer.local_cost = None;
    answer.unserved.clear();
    answer.stages.clear();
    answer.plain_ranking = None;
    answer.other_mode = None;
    answer.notes.clear();
    answer.entries.retain(|entry| holds(&entry.uai));
    answer.packages.retain(|id| works.contains(id));
    answer.cost_by_year.retain(|funder, _| is_own(scope, funder));
    answer.draws.retain(|drawn| holds(&drawn.uai));
    answer
        .explanations
        .retain(|told| told.uai.as_deref().is_some_and(holds));
    for told in &mut answer.explanations {
        seen_reason(scope, told);
    }
}

/// The reason stays; whose money is short and by how much is for its own funder.
fn seen_reason(scope: &Scope, told: &mut Told) {
    told.message.clear();
    if !told.funder.as_deref().is_some_and(|funder| is_own(scope, funder)) {
        told.funder = None;
        told.missing = None;
        told.year = None;
    }
    let only_own = |increase: &super::super::answer::IncreaseTold| {
        increase.budgets.keys().all(|funder| is_own(scope, funder))
            && increase.headings.is_empty()
            && increase.devices.is_empty()
    };
    told.increase = told.increase.take().filter(only_own);
}

/// The question keeps the schools and the funder one sees.
fn seen_problem(scope: &Scope, run: &mut Run) {
    let problem = &mut run.question.problem;
    let kept: Vec<bool> = problem
        .schools
        .iter()
        .map(|school| run.facts.iter().any(|facts| facts.uai == school.uai))
        .collect();
    let own: Vec<bool> = problem
        .funders
        .iter()
        .map(|funder| is_own(scope, &funder.name))
        .collect();
    let moved: Vec<Option<usize>> = kept
        .iter()
        .scan(0, |next, kept| {
            let place = kept.then_some(*next);
            *next += usize::from(*kept);
            Some(place)
        })
        .collect();
    let only = |costs: &mut Vec<Vec<i64>>| {
        let mut own = own.iter();
        costs.retain(|_| own.next().is_some_and(|own| *own));
    };
    let mut kept_schools = kept.iter();
    problem
        .schools
        .retain(|_| kept_schools.next().is_some_and(|kept| *kept));
    for school in &mut problem.schools {
        school.attached_to = school
            .attached_to
            .and_then(|college| moved.get(college).copied().flatten());
        only(&mut school.costs);
        school.under.clear();
        for amounts in school.by_wave.values_mut() {
            only(&mut amounts.costs);
            amounts.under.clear();
        }
    }
    problem
        .packages
        .retain(|package| moved.get(package.school).copied().flatten().is_some());
    for package in &mut problem.packages {
        package.school = moved.get(package.school).copied().flatten().unwrap_or_default();
        only(&mut package.costs);
    }
    problem.funders.retain(|funder| is_own(scope, &funder.name));
    problem.headings.clear();
    problem.capacity = None;
    run.question.weighing = None;
    run.question.notes.clear();
}
