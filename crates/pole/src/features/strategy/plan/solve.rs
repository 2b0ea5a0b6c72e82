//! The search: one goal after the other, each among the plans that are best for those before.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::time::Instant;

use pole_optimise::{Limits, Progress, Sense, Solution, SolveError, Variable};

use super::contradictions::{self, Contradiction};
use super::entries::{Broken, Entries};
use super::formulation::{Formulation, terms};
use super::large;
use super::model::{Mode, Need, Problem};
use super::ranking;

/// With more columns than this, the first goal alone is searched, by bounds and on the schools
/// where it matters.
pub const SMALL: usize = 4_000;

/// The weights of one goal stay below this, so that the solver, which computes in floating
/// numbers, never confuses two plans.
const HEAVIEST: i64 = 1 << 20;

/// How long to search, and who is told.
pub struct Patience<'a> {
    /// For everything.
    pub seconds: f64,
    /// Told how far the search is; may break it off.
    pub watch: &'a mut dyn FnMut(&Progress) -> ControlFlow<()>,
}

/// What became of the question.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// A plan.
    Found(Found),
    /// No plan keeps every rule.
    Infeasible(Vec<Contradiction>),
    /// The time was over, or the search broken off, before a plan was found.
    NothingYet,
}

/// A plan, and how far it is proven to be the best.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The plan.
    pub entries: Entries,
    /// How far each goal is met, in order; those not reached are missing.
    pub stages: Vec<Stage>,
    /// Whether every goal was reached.
    pub complete: bool,
    /// Whether the search was broken off.
    pub cancelled: bool,
}

/// How far one goal is met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// What is sought.
    pub goal: Goal,
    /// What the plan is worth.
    pub value: i64,
    /// No plan that keeps the goals before is worth more.
    pub bound: i64,
}

/// What is sought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// The greatest benefit.
    Benefit,
    /// The fewest schools left out, among those whose need lies between two levels; several levels
    /// are weighed so that the greater one always decides.
    Served {
        /// The greatest need.
        from: Need,
        /// The smallest one.
        to: Need,
    },
    /// The smallest local cost.
    LocalCost,
    /// The smallest list of UAI.
    Uai,
    /// The earliest waves, in the order of UAI.
    Waves,
    /// The first packages, in the order of their names.
    Packages,
}

impl Goal {
    /// As files write it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Benefit => "benefit",
            Self::Served { .. } => "needs_served",
            Self::LocalCost => "local_cost",
            Self::Uai => "uai_list",
            Self::Waves => "waves",
            Self::Packages => "packages",
        }
    }
}

impl Stage {
    /// Whether no plan is better for this goal.
    pub fn is_proven(&self) -> bool {
        self.value == self.bound
    }
}

impl Found {
    /// Whether no plan is better, for any goal.
    pub fn is_optimal(&self) -> bool {
        self.complete && self.stages.iter().all(Stage::is_proven)
    }

    /// No plan has a greater benefit than this; unknown when the needs come first and were not
    /// settled.
    pub fn benefit_bound(&self) -> Option<i64> {
        let stage = self.stages.iter().find(|stage| stage.goal == Goal::Benefit)?;
        let settled = self
            .stages
            .iter()
            .take_while(|stage| stage.goal != Goal::Benefit)
            .all(Stage::is_proven);
        settled.then_some(stage.bound)
    }
}

/// The best plan, or why there is none.
///
/// # Errors
/// When the solver fails, or numbers are too large to be exact.
pub fn solve(problem: &Problem, patience: &mut Patience<'_>) -> Result<Outcome, SolveError> {
    let contradictions = contradictions::find(problem);
    if !contradictions.is_empty() {
        return Ok(Outcome::Infeasible(contradictions));
    }
    let begin = Instant::now();
    let formulation = Formulation::new(problem);
    let plain = ranking::by_priority(problem);
    let plain = plain.broken(problem).is_empty().then_some(plain);
    let outcome = if formulation.columns() > SMALL && problem.mode == Mode::Benefit {
        large::solve(&formulation, plain, patience)?
    } else {
        in_order(&formulation, plain, patience)?
    };
    if let Outcome::Found(found) = &outcome {
        // The solver’s word is not taken for it: the rules are checked by plain sums.
        if let Some(broken) = found.entries.broken(problem).first() {
            return Err(SolveError::Inexact(format!("{broken:?}")));
        }
    }
    if matches!(&outcome, Outcome::Infeasible(_)) {
        let seconds = patience.seconds - begin.elapsed().as_secs_f64();
        return Ok(Outcome::Infeasible(missing(problem, seconds.max(5.0))?));
    }
    Ok(outcome)
}

/// What the smallest increases are with which a plan exists.
fn missing(problem: &Problem, seconds: f64) -> Result<Vec<Contradiction>, SolveError> {
    let formulation = Formulation::unpaid(problem);
    let mut elastic = formulation.elastic();
    elastic.model.minimise(&elastic.excess);
    let limits = Limits {
        seconds,
        ..Limits::default()
    };
    let solution = elastic.model.solve(&limits)?;
    let Some(plan) = solution.plan() else {
        return Ok(vec![Contradiction::Guarantees]);
    };
    let told = formulation
        .entries(plan, &elastic.variables)
        .broken_limits(problem)
        .into_iter()
        .filter_map(|broken| match broken {
            Broken::Budget { year, funder, by } => Some(Contradiction::Budget {
                year,
                funder,
                by,
                pinned_alone: false,
            }),
            Broken::Heading { year, heading, by } => Some(Contradiction::Heading { year, heading, by }),
            Broken::Capacity { year, by } => Some(Contradiction::Capacity { year, by }),
            Broken::NotAllowed { .. }
            | Broken::Pinned { .. }
            | Broken::NotReady { .. }
            | Broken::College { .. }
            | Broken::PrimaryAtMost { .. }
            | Broken::PrimaryAtLeast { .. }
            | Broken::Island { .. } => None,
        })
        .collect();
    Ok(told)
}

fn in_order(
    formulation: &Formulation<'_>,
    plain: Option<Entries>,
    patience: &mut Patience<'_>,
) -> Result<Outcome, SolveError> {
    let begin = Instant::now();
    let (mut model, variables) = formulation.model();
    let mut best = plain;
    let mut stages = Vec::new();
    let goals = goals(formulation, &variables);
    let several = goals.len();
    for (goal, sense, weights) in goals {
        match sense {
            Sense::Maximise => model.maximise(&weights),
            Sense::Minimise => model.minimise(&weights),
        }
        if let Some(best) = &best {
            model.start_from(&formulation.values(best));
        }
        let limits = Limits {
            seconds: patience.seconds - begin.elapsed().as_secs_f64(),
            ..Limits::default()
        };
        // The plan at hand stays when no time is left.
        if limits.seconds <= 0.0 && best.is_some() {
            break;
        }
        let (plan, value, bound) = match model.solve_watched(&limits, patience.watch)? {
            Solution::Optimal { plan, objective } => (plan, objective, objective),
            Solution::Gap { plan, objective, bound } => (plan, objective, bound),
            Solution::Infeasible => return Ok(Outcome::Infeasible(Vec::new())),
            Solution::TimedOut { bound } => {
                if stages.is_empty()
                    && let Some(entries) = &best
                {
                    let value = worth(formulation, entries, &weights, &variables);
                    stages.push(Stage { goal, value, bound });
                }
                break;
            }
            Solution::Cancelled { best: found } => {
                let entries = found.map(|(plan, _)| formulation.entries(&plan, &variables)).or(best);
                return Ok(entries.map_or(Outcome::NothingYet, |entries| {
                    Outcome::Found(Found {
                        entries,
                        stages,
                        complete: false,
                        cancelled: true,
                    })
                }));
            }
        };
        let name = format!("{goal:?}");
        match sense {
            Sense::Maximise => model.at_least(name, &weights, value),
            Sense::Minimise => model.at_most(name, &weights, value),
        }
        stages.push(Stage { goal, value, bound });
        best = Some(formulation.entries(&plan, &variables));
        if value != bound {
            break;
        }
    }
    Ok(best.map_or(Outcome::NothingYet, |entries| {
        Outcome::Found(Found {
            entries,
            complete: stages.len() == several,
            stages,
            cancelled: false,
        })
    }))
}

fn worth(formulation: &Formulation<'_>, entries: &Entries, weights: &[(Variable, i64)], variables: &[Variable]) -> i64 {
    let values = formulation.values(entries);
    let of: BTreeMap<Variable, i64> = variables.iter().copied().zip(values).collect();
    weights
        .iter()
        .map(|(variable, factor)| factor * of.get(variable).copied().unwrap_or_default())
        .sum()
}

type Sought = (Goal, Sense, Vec<(Variable, i64)>);

/// The goals in the order of the mode. One that weighs nothing is left out.
fn goals(formulation: &Formulation<'_>, variables: &[Variable]) -> Vec<Sought> {
    let weighed = |weights: &[(usize, i64)]| terms(weights, variables);
    let benefit = (Goal::Benefit, Sense::Maximise, weighed(&formulation.benefit()));
    let served = served(formulation)
        .into_iter()
        .map(|(goal, weights)| (goal, Sense::Maximise, weighed(&weights)));
    let mut goals: Vec<Sought> = match formulation.problem.mode {
        Mode::Benefit => std::iter::once(benefit).chain(served).collect(),
        Mode::Equity => served.chain(std::iter::once(benefit)).collect(),
    };
    goals.push((Goal::LocalCost, Sense::Minimise, weighed(&formulation.local_cost())));
    // By now the number of schools is settled, and the smallest list has each UAI as soon as possible.
    let schools: Vec<Vec<(usize, i64)>> = free(formulation)
        .map(|school| formulation.choices(school).map(|column| (column, 1)).collect())
        .collect();
    for weights in blocks(&schools, 2) {
        goals.push((Goal::Uai, Sense::Maximise, weighed(&weights)));
    }
    let base = i64::try_from(formulation.problem.waves).unwrap_or(i64::MAX);
    let waves: Vec<Vec<(usize, i64)>> = free(formulation)
        .filter(|school| formulation.choices(*school).len() > 1)
        .map(|school| {
            let wave = |column: usize| i64::try_from(formulation.options[column].wave).unwrap_or(i64::MAX);
            formulation
                .choices(school)
                .map(|column| (column, wave(column) - 1))
                .collect()
        })
        .collect();
    for weights in blocks(&waves, base) {
        goals.push((Goal::Waves, Sense::Minimise, weighed(&weights)));
    }
    let packages: Vec<Vec<(usize, i64)>> = (0..formulation.packages.len())
        .map(|position| vec![(formulation.options.len() + position, 1)])
        .collect();
    for weights in blocks(&packages, 2) {
        goals.push((Goal::Packages, Sense::Maximise, weighed(&weights)));
    }
    goals.retain(|(_, _, weights)| !weights.is_empty());
    goals
}

/// The schools that may be in or out.
fn free<'a>(formulation: &'a Formulation<'_>) -> impl Iterator<Item = usize> + 'a {
    (0..formulation.problem.schools.len()).filter(|school| {
        !formulation.choices(*school).is_empty() && formulation.problem.schools[*school].pinned_wave.is_none()
    })
}

/// The levels of need, the greatest first: how many schools of each are served, as few goals as
/// exact weights allow.
fn served(formulation: &Formulation<'_>) -> Vec<(Goal, Vec<(usize, i64)>)> {
    let mut levels: BTreeMap<std::cmp::Reverse<Need>, Vec<usize>> = BTreeMap::new();
    for school in free(formulation) {
        let need = formulation.problem.schools[school].need;
        levels.entry(std::cmp::Reverse(need)).or_default().push(school);
    }
    let mut goals = Vec::new();
    let mut block: Vec<(Need, Vec<usize>)> = Vec::new();
    let mut size: i64 = 1;
    for (level, schools) in levels {
        let plans = i64::try_from(schools.len()).unwrap_or(i64::MAX).saturating_add(1);
        if !block.is_empty() && size.saturating_mul(plans) > HEAVIEST {
            goals.push(one_goal(formulation, &block));
            block.clear();
            size = 1;
        }
        size = size.saturating_mul(plans);
        block.push((level.0, schools));
    }
    if !block.is_empty() {
        goals.push(one_goal(formulation, &block));
    }
    goals
}

/// A school of one level weighs more than all schools of the levels below.
fn one_goal(formulation: &Formulation<'_>, block: &[(Need, Vec<usize>)]) -> (Goal, Vec<(usize, i64)>) {
    let mut weights = Vec::new();
    let mut weight = 1;
    for (_, schools) in block.iter().rev() {
        for school in schools {
            weights.extend(formulation.choices(*school).map(|column| (column, weight)));
        }
        weight *= i64::try_from(schools.len()).unwrap_or(i64::MAX).saturating_add(1);
    }
    let level = |entry: Option<&(Need, Vec<usize>)>| entry.map(|(need, _)| *need).unwrap_or_default();
    let goal = Goal::Served {
        from: level(block.first()),
        to: level(block.last()),
    };
    (goal, weights)
}

/// Digits, the first the most important, as sums whose weights stay exact.
fn blocks(digits: &[Vec<(usize, i64)>], base: i64) -> Vec<Vec<(usize, i64)>> {
    let mut length = 0;
    let mut reach: i64 = 1;
    while reach.saturating_mul(base.max(2)) <= HEAVIEST {
        reach *= base.max(2);
        length += 1;
    }
    digits
        .chunks(length.max(1))
        .map(|block| {
            let mut weight = 1;
            let mut weights = Vec::new();
            for digit in block.iter().rev() {
                weights.extend(digit.iter().map(|(column, value)| (*column, value * weight)));
                weight *= base.max(2);
            }
            weights
        })
        .collect()
}

/// The plan for the goals that decide most, without the finer ones: for draws.
pub(super) fn quick(problem: &Problem, start: Option<&Entries>) -> Result<Option<Entries>, SolveError> {
    let formulation = Formulation::new(problem);
    let (mut model, variables) = formulation.model();
    if let Some(start) = start {
        model.start_from(&formulation.values(start));
    }
    let mut best = None;
    for (goal, sense, weights) in goals(&formulation, &variables) {
        let wanted = match (problem.mode, goal) {
            (Mode::Benefit, Goal::Benefit) | (Mode::Equity, Goal::Benefit | Goal::Served { .. }) => true,
            (Mode::Benefit, Goal::Served { .. }) | (_, Goal::LocalCost | Goal::Uai | Goal::Waves | Goal::Packages) => {
                false
            }
        };
        if !wanted {
            continue;
        }
        match sense {
            Sense::Maximise => model.maximise(&weights),
            Sense::Minimise => model.minimise(&weights),
        }
        let limits = Limits {
            seconds: 10.0,
            ..Limits::default()
        };
        let solution = model.solve(&limits)?;
        let (Some(plan), Some(value)) = (solution.plan(), solution.objective()) else {
            break;
        };
        best = Some(formulation.entries(plan, &variables));
        match sense {
            Sense::Maximise => model.at_least(format!("{goal:?}"), &weights, value),
            Sense::Minimise => model.at_most(format!("{goal:?}"), &weights, value),
        }
    }
    Ok(best)
}

/// What decides first, as weights of the columns. Whoever plans better or as well by this weighing
/// is not worse for the first goal.
pub(super) fn first_goal(formulation: &Formulation<'_>) -> Vec<(usize, i64)> {
    match formulation.problem.mode {
        Mode::Benefit => formulation.benefit(),
        Mode::Equity => served(formulation)
            .into_iter()
            .next()
            .map(|(_, weights)| weights)
            .unwrap_or_default(),
    }
}
