//! What lies before a committee: the proposed plan, what it decided otherwise, and what that does.
//! Pure: the plan is a search’s, the consequences are plain sums.

use std::collections::BTreeMap;

use pole_kernel::{SchoolYear, Territory, Uai};

use super::super::answer::{Answer, Drawn, Entry, Told};
use super::super::plan::{Broken, Entries, Problem, ranking};
use super::super::scenarios::model::{Run, SchoolFacts};
use super::model::{Deviation, PlanKind};
use crate::policy::Scope;

/// What somebody may see of a search: schools, and whose money.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The schools.
    pub scope: Scope,
}

impl Seen {
    /// The whole plan.
    #[cfg(test)]
    pub fn everything() -> Self {
        Self {
            scope: Scope::everything(),
        }
    }

    /// Whether a school is inside.
    pub fn holds(&self, facts: &SchoolFacts) -> bool {
        self.holds_code(&facts.uai, facts.territory.as_deref())
    }

    /// Whether a school is inside, by its code and that of its island.
    pub fn holds_code(&self, uai: &str, territory: Option<&str>) -> bool {
        let territory = territory.and_then(|code| Territory::parse(code).ok());
        self.scope.everything || Uai::parse(uai).is_ok_and(|uai| self.scope.holds(&uai, territory.as_ref()))
    }

    /// Whether the money of a funder is told.
    pub fn pays(&self, funder: &str) -> bool {
        self.scope.everything
            || funder.strip_prefix("authority-").is_some_and(|code| {
                Territory::parse(code).is_ok_and(|territory| self.scope.territories.contains(&territory))
            })
    }
}

/// The answer of a search that holds a plan of a kind.
pub fn answer_of(run: &Run, kind: PlanKind) -> Option<&Answer> {
    match kind {
        PlanKind::Benefit => run.benefit.as_ref(),
        PlanKind::Equity => run.equity.as_ref(),
        PlanKind::Ranking => run.benefit.as_ref().or(run.equity.as_ref()),
    }
    .filter(|answer| answer.benefit.is_some())
}

/// A plan of a search; nothing when it found none.
pub fn plan_of(run: &Run, kind: PlanKind) -> Option<Entries> {
    let answer = answer_of(run, kind)?;
    let problem = &run.question.problem;
    Some(match kind {
        PlanKind::Benefit | PlanKind::Equity => entries(problem, &answer.entries, &answer.packages),
        PlanKind::Ranking => match &answer.plain_ranking {
            Some(ranked) => Entries {
                packages: Entries::none(problem).packages,
                ..entries(problem, &ranked.entries, &[])
            },
            None => ranking::by_priority(problem),
        },
    })
}

/// The plans that a search found.
pub fn kinds_of(run: &Run) -> Vec<PlanKind> {
    PlanKind::ALL
        .iter()
        .copied()
        .filter(|kind| answer_of(run, *kind).is_some())
        .collect()
}

fn entries(problem: &Problem, entries: &[Entry], packages: &[String]) -> Entries {
    let waves: BTreeMap<&str, usize> = entries.iter().map(|entry| (entry.uai.as_str(), entry.wave)).collect();
    Entries {
        waves: problem
            .schools
            .iter()
            .map(|school| waves.get(school.uai.as_str()).copied())
            .collect(),
        packages: problem
            .packages
            .iter()
            .map(|package| packages.contains(&package.id))
            .collect(),
    }
}

/// The plan with what the committee decided otherwise.
pub fn decided(problem: &Problem, proposed: &Entries, deviations: &[Deviation]) -> Entries {
    let mut decided = proposed.clone();
    for deviation in deviations {
        if let Some(school) = problem.schools.iter().position(|school| school.uai == deviation.uai) {
            decided.waves[school] = deviation.wave;
        }
    }
    decided
}

/// What a plan is worth and costs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Σ pupils × priority × years of benefit.
    pub benefit: i64,
    /// What the local funders pay, in cents.
    pub local_cost: i64,
    /// What everybody pays, in cents.
    pub cost: i64,
    /// Schools that enter.
    pub schools: i64,
    /// Their pupils.
    pub pupils: i64,
}

/// What one funder pays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunderCost {
    /// Its code.
    pub funder: String,
    /// One a year of the plan.
    pub years: Vec<YearCost>,
}

/// What one funder pays in one year, in cents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct YearCost {
    /// What it has.
    pub budget: i64,
    /// What the proposed plan costs.
    pub proposed: i64,
    /// What the decided one costs.
    pub decided: i64,
}

/// One school before the committee.
#[derive(Clone, Debug)]
pub struct Row {
    /// What was known of it.
    pub facts: SchoolFacts,
    /// Its pupils.
    pub pupils: i64,
    /// π, times ten.
    pub priority_x10: i64,
    /// The wave proposed.
    pub proposed: Option<usize>,
    /// The wave decided.
    pub decided: Option<usize>,
    /// Why it is out of the proposed plan.
    pub why: Option<Told>,
    /// How it stands when the weights vary.
    pub drawn: Option<Drawn>,
    /// What the committee said.
    pub deviation: Option<Deviation>,
    /// What it costs as it is decided, in cents: those whose money is told.
    pub cost: i64,
}

impl Row {
    /// Whether it is an école, by the code of its type.
    pub fn is_ecole(&self) -> bool {
        matches!(self.facts.kind.as_str(), "ecole" | "maternelle" | "elementaire")
    }
}

/// What lies before the committee.
#[derive(Clone, Debug)]
pub struct Board {
    /// The schools one may see, in the order of UAI.
    pub rows: Vec<Row>,
    /// The plan as proposed, of these schools.
    pub proposed: Totals,
    /// The plan as decided, of these schools.
    pub decided: Totals,
    /// What each funder pays, of those one may see.
    pub costs: Vec<FunderCost>,
    /// The rules that the decided plan breaks.
    pub broken: Vec<Broken>,
    /// Whether it is a part of the plan only.
    pub is_part: bool,
    /// The plan as proposed.
    pub proposed_entries: Entries,
    /// The plan as decided.
    pub decided_entries: Entries,
}

/// Puts a plan of a search before a committee.
pub fn board(run: &Run, kind: PlanKind, deviations: &[Deviation], seen: &Seen) -> Option<Board> {
    let problem = &run.question.problem;
    let proposed = plan_of(run, kind)?;
    let answer = answer_of(run, kind)?;
    let after = decided(problem, &proposed, deviations);
    let shown = shown(run, seen);
    let (of_proposed, of_decided) = (
        masked(problem, &proposed, &shown, seen),
        masked(problem, &after, &shown, seen),
    );
    let funders: Vec<usize> = funders(problem, seen);
    let mut rows: Vec<Row> = shown
        .iter()
        .map(|(index, facts)| {
            let school = &problem.schools[*index];
            let explained = answer
                .explanations
                .iter()
                .find(|told| told.uai.as_deref() == Some(school.uai.as_str()));
            Row {
                facts: (*facts).clone(),
                pupils: school.pupils,
                priority_x10: school.priority_x10,
                proposed: proposed.waves[*index],
                decided: after.waves[*index],
                why: explained
                    .filter(|_| kind != PlanKind::Ranking && proposed.waves[*index].is_none())
                    .cloned(),
                drawn: answer
                    .draws
                    .iter()
                    .find(|drawn| drawn.uai == school.uai && drawn.draws > 0)
                    .cloned(),
                deviation: deviations.iter().find(|one| one.uai == school.uai).cloned(),
                cost: after.waves[*index].map_or(0, |wave| {
                    funders
                        .iter()
                        .map(|funder| cost_of(problem, *index, wave, *funder))
                        .sum()
                }),
            }
        })
        .collect();
    rows.sort_by(|left, right| left.facts.uai.cmp(&right.facts.uai));
    let years = of_proposed.years(problem).max(of_decided.years(problem));
    let costs = funders
        .iter()
        .map(|funder| FunderCost {
            funder: problem.funders[*funder].name.clone(),
            years: (1..=years)
                .map(|year| YearCost {
                    budget: problem.funders[*funder]
                        .budgets
                        .get(year - 1)
                        .copied()
                        .unwrap_or_default(),
                    proposed: of_proposed.cost(problem, *funder, year),
                    decided: of_decided.cost(problem, *funder, year),
                })
                .collect(),
        })
        .collect();
    let mut broken = after.broken(problem);
    broken.retain(|one| tells(problem, one, &shown, seen));
    Some(Board {
        rows,
        proposed: totals(problem, &of_proposed, &funders),
        decided: totals(problem, &of_decided, &funders),
        costs,
        broken,
        is_part: !seen.scope.everything,
        proposed_entries: proposed,
        decided_entries: after,
    })
}

/// The schools of a search that one may see, by their place in the question.
pub fn shown<'a>(run: &'a Run, seen: &Seen) -> BTreeMap<usize, &'a SchoolFacts> {
    let facts: BTreeMap<&str, &SchoolFacts> = run.facts.iter().map(|facts| (facts.uai.as_str(), facts)).collect();
    run.question
        .problem
        .schools
        .iter()
        .enumerate()
        .filter_map(|(index, school)| Some((index, *facts.get(school.uai.as_str())?)))
        .filter(|(_, facts)| seen.holds(facts))
        .collect()
}

/// The funders whose money is told.
pub fn funders(problem: &Problem, seen: &Seen) -> Vec<usize> {
    (0..problem.funders.len())
        .filter(|funder| seen.pays(&problem.funders[*funder].name))
        .collect()
}

/// A plan without the schools that are not shown, nor what others pay for their works.
pub fn masked(problem: &Problem, plan: &Entries, shown: &BTreeMap<usize, &SchoolFacts>, seen: &Seen) -> Entries {
    if seen.scope.everything {
        return plan.clone();
    }
    Entries {
        waves: plan
            .waves
            .iter()
            .enumerate()
            .map(|(school, wave)| wave.filter(|_| shown.contains_key(&school)))
            .collect(),
        packages: plan
            .packages
            .iter()
            .zip(&problem.packages)
            .map(|(done, package)| *done && shown.contains_key(&package.school))
            .collect(),
    }
}

/// What a plan is worth and costs those funders.
pub fn totals(problem: &Problem, plan: &Entries, funders: &[usize]) -> Totals {
    let years = plan.years(problem);
    let cost = |funder: usize| (1..=years).map(|year| plan.cost(problem, funder, year)).sum::<i64>();
    let chosen: Vec<usize> = plan.chosen().map(|(school, _)| school).collect();
    Totals {
        benefit: plan.benefit(problem),
        local_cost: funders
            .iter()
            .filter(|funder| problem.funders[**funder].local)
            .map(|funder| cost(*funder))
            .sum(),
        cost: funders.iter().map(|funder| cost(*funder)).sum(),
        schools: i64::try_from(chosen.len()).unwrap_or(i64::MAX),
        pupils: chosen.iter().map(|school| problem.schools[*school].pupils).sum(),
    }
}

/// What a funder pays for a school over the whole plan.
fn cost_of(problem: &Problem, school: usize, wave: usize, funder: usize) -> i64 {
    (wave..wave + problem.schools[school].costs_in(wave)[funder].len())
        .map(|year| problem.cost(school, wave, funder, year))
        .sum()
}

/// Whether a broken rule is about something that is shown.
fn tells(problem: &Problem, broken: &Broken, shown: &BTreeMap<usize, &SchoolFacts>, seen: &Seen) -> bool {
    match broken {
        Broken::NotAllowed { school }
        | Broken::Pinned { school }
        | Broken::NotReady { school, .. }
        | Broken::College { school, .. } => shown.contains_key(school),
        Broken::Budget { funder, .. } => seen.pays(&problem.funders[*funder].name),
        Broken::Island { island, .. } => {
            seen.scope.everything
                || Territory::parse(island).is_ok_and(|territory| seen.scope.territories.contains(&territory))
        }
        Broken::Heading { .. }
        | Broken::Capacity { .. }
        | Broken::PrimaryAtMost { .. }
        | Broken::PrimaryAtLeast { .. } => seen.scope.everything,
    }
}

/// The school year of a wave, which is that of the year of the plan.
pub fn year_of(run: &Run, number: usize) -> Option<SchoolYear> {
    let after = i16::try_from(number).ok()?.checked_sub(1)?;
    SchoolYear::starting(run.content.first_year.checked_add(after)?).ok()
}
