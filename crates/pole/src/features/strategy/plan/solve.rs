//! The search: one goal after the other, each among the plans that are best for those before.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::time::Instant;

use pole_optimise::{Limits, Model, Progress, Sense, Solution, SolveError, Variable};

use super::contradictions::{self, Contradiction};
use super::entries::{Broken, Entries};
use super::formulation::{Formulation, Weights, terms};
use super::large;
use super::model::{Mode, Need, Problem};
use super::ranking;
use super::search::{Aim, Board};

/// With more columns than this, the search is by prices alone, on the schools where it matters.
pub const SMALL: usize = 4_000;
/// With more columns than this, prices find a good plan before the solver is asked.
const MIDDLE: usize = 200;

/// The weights of one goal stay below this, so that the solver, which computes in floating
/// numbers, never confuses two plans.
const HEAVIEST: i64 = 1 << 20;

/// The exact search tries so many branches, over the number of columns, before the solver is asked:
/// a second or two.
const EFFORT: usize = 20_000_000;

/// With less time left than this, in seconds, nothing more is begun.
const OVER: f64 = 0.5;

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
    /// Whether the time limit ended it: another machine may then find another plan.
    pub out_of_time: bool,
    /// The goals that were not sought, in order.
    pub not_sought: Vec<Goal>,
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
    let start = match problem.mode {
        Mode::Benefit => plain,
        Mode::Equity => {
            let needs = ranking::by_need(problem);
            Some(needs).filter(|needs| needs.broken(problem).is_empty()).or(plain)
        }
    };
    let outcome = in_order(&formulation, goals(&formulation), start, patience)?;
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

/// One goal after the other: by the exact search of `search`; where it gives up, by prices and
/// then by the solver, on what was left open.
struct InOrder<'f, 'p> {
    formulation: &'f Formulation<'p>,
    board: Option<Board>,
    /// The limits, and the goals before.
    rows: Vec<large::Row>,
    model: Model,
    variables: Vec<Variable>,
    best: Option<Entries>,
    stages: Vec<Stage>,
    begin: Instant,
}

/// What became of one goal.
enum Met {
    /// The plan at hand is worth so much, and no plan more than the bound.
    Worth(i64, i64),
    Infeasible,
    OutOfTime,
    Cancelled,
}

fn in_order(
    formulation: &Formulation<'_>,
    goals: Vec<Sought>,
    start: Option<Entries>,
    patience: &mut Patience<'_>,
) -> Result<Outcome, SolveError> {
    let (model, variables) = formulation.model();
    let mut state = InOrder {
        formulation,
        board: Board::new(formulation).filter(|_| formulation.columns() <= SMALL),
        rows: large::rows(formulation),
        model,
        variables,
        best: start,
        stages: Vec::new(),
        begin: Instant::now(),
    };
    let mut cancelled = false;
    let mut goals = goals.into_iter();
    let mut not_sought = Vec::new();
    for (goal, sense, weights) in goals.by_ref() {
        match state.meet(sense, &weights, patience)? {
            Met::Worth(value, bound) => {
                state.stages.push(Stage { goal, value, bound });
                if value != bound {
                    break;
                }
                state.keep(sense, &weights, value);
            }
            Met::Infeasible => return Ok(Outcome::Infeasible(Vec::new())),
            Met::OutOfTime => {
                not_sought.push(goal);
                break;
            }
            Met::Cancelled => {
                not_sought.push(goal);
                cancelled = true;
                break;
            }
        }
    }
    not_sought.extend(goals.map(|(goal, _, _)| goal));
    state.check()?;
    let out_of_time = !cancelled && state.seconds(patience) <= OVER;
    Ok(state.best.map_or(Outcome::NothingYet, |entries| {
        Outcome::Found(Found {
            entries,
            complete: not_sought.is_empty(),
            stages: state.stages,
            cancelled,
            out_of_time,
            not_sought,
        })
    }))
}

impl InOrder<'_, '_> {
    /// Whether the plan keeps the limits and the goals before, in whole numbers.
    fn check(&self) -> Result<(), SolveError> {
        let Some(best) = &self.best else { return Ok(()) };
        let values = self.formulation.values(best);
        let holds = |row: &large::Row| {
            let sum: i128 = row
                .terms
                .iter()
                .map(|(column, factor)| i128::from(*factor) * i128::from(values[*column]))
                .sum();
            sum <= i128::from(row.at_most)
        };
        match self.rows.iter().position(|row| !holds(row)) {
            None => Ok(()),
            Some(row) => Err(SolveError::Inexact(format!("limit or goal {row}"))),
        }
    }

    fn seconds(&self, patience: &Patience<'_>) -> f64 {
        patience.seconds - self.begin.elapsed().as_secs_f64()
    }

    fn meet(&mut self, sense: Sense, weights: &Weights, patience: &mut Patience<'_>) -> Result<Met, SolveError> {
        // The plan at hand stays when no time is left.
        if self.seconds(patience) <= 0.0 && !self.stages.is_empty() {
            return Ok(Met::OutOfTime);
        }
        // All that a goal could have, the plan at hand has.
        if let Some(met) = self.is_met(sense, weights) {
            return Ok(met);
        }
        if let Some(met) = self.search(sense, weights, patience) {
            return Ok(met);
        }
        if let Some(met) = self.by_prices(sense, weights, patience)? {
            return Ok(met);
        }
        self.ask_the_solver(sense, weights, patience)
    }

    /// `None` when the search gave up; the plan at hand may be better then, and the model narrower.
    fn search(&mut self, sense: Sense, weights: &Weights, patience: &mut Patience<'_>) -> Option<Met> {
        let known = self
            .best
            .as_ref()
            .map(|entries| worth(self.formulation, entries, weights));
        let board = self.board.as_mut()?;
        let sign = match sense {
            Sense::Maximise => 1,
            Sense::Minimise => -1,
        };
        let signed: Weights = weights
            .iter()
            .map(|(column, weight)| (*column, sign * weight))
            .collect();
        let in_any_case = board.in_any_case(&signed);
        let aim = Aim {
            weights: &signed,
            at_least: known.map(|known| sign * known - in_any_case + 1),
            enough: None,
            fixed: &[],
            prices: &[],
            branches: EFFORT / self.formulation.columns().max(1),
        };
        let (begin, seconds) = (self.begin, patience.seconds);
        let mut cancelled = false;
        let searched = board.search(&aim, &mut |best| {
            let elapsed = begin.elapsed().as_secs_f64();
            cancelled = (patience.watch)(&Progress {
                seconds: elapsed,
                objective: best.map(|best| sign * (best + in_any_case)).or(known),
                bound: 0,
            })
            .is_break();
            !cancelled && elapsed < seconds
        });
        let found = searched
            .best
            .as_ref()
            .map(|(_, worth)| sign * (worth + in_any_case))
            .or(known);
        if let Some((plan, _)) = &searched.best {
            self.best = Some(board.entries(self.formulation, plan));
        }
        if cancelled {
            return Some(Met::Cancelled);
        }
        if searched.complete && found.is_none() {
            return Some(Met::Infeasible);
        }
        if let Some(found) = found {
            // Whatever the bound leaves no room for is of no use for this goal nor for the next ones.
            for column in board.narrow(&signed, sign * found - in_any_case, &searched.prices) {
                self.model.fix(self.variables[column], 0);
            }
        }
        let found = found.filter(|_| searched.complete)?;
        Some(Met::Worth(found, found))
    }

    /// Each school doing its best alone is worth no more than the plan at hand.
    fn is_met(&self, sense: Sense, weights: &Weights) -> Option<Met> {
        let known = worth(self.formulation, self.best.as_ref()?, weights);
        let mut best: BTreeMap<usize, i64> = BTreeMap::new();
        for (column, weight) in signed(sense, weights) {
            let school = self
                .formulation
                .options
                .get(column)
                .map_or(usize::MAX - column, |choice| choice.school);
            let best = best.entry(school).or_default();
            *best = weight.max(*best);
        }
        let most: i64 = best.values().sum();
        let met = match sense {
            Sense::Maximise => known == most,
            Sense::Minimise => known == -most,
        };
        met.then_some(Met::Worth(known, known))
    }

    /// For more columns than a basin has. `None` when the solver should go on.
    fn by_prices(
        &mut self,
        sense: Sense,
        weights: &Weights,
        patience: &mut Patience<'_>,
    ) -> Result<Option<Met>, SolveError> {
        let columns = self.formulation.columns();
        if columns <= MIDDLE {
            return Ok(None);
        }
        let left = self.seconds(patience);
        let priced = large::solve(
            self.formulation,
            &self.rows,
            &signed(sense, weights),
            self.best.clone(),
            &mut Patience {
                seconds: if columns > SMALL { left } else { left / 6.0 },
                watch: patience.watch,
            },
        )?;
        let sign = sign(sense);
        if let Some(best) = priced.best {
            self.best = Some(best);
        }
        if priced.cancelled {
            return Ok(Some(Met::Cancelled));
        }
        if priced.infeasible {
            return Ok(Some(Met::Infeasible));
        }
        let Some(best) = &self.best else {
            return Ok((columns > SMALL).then_some(Met::OutOfTime));
        };
        let value = worth(self.formulation, best, weights);
        let settled = columns > SMALL || value == sign * priced.bound;
        Ok(settled.then_some(Met::Worth(value, sign * priced.bound)))
    }

    fn ask_the_solver(
        &mut self,
        sense: Sense,
        weights: &Weights,
        patience: &mut Patience<'_>,
    ) -> Result<Met, SolveError> {
        let weighed = terms(weights, &self.variables);
        match sense {
            Sense::Maximise => self.model.maximise(&weighed),
            Sense::Minimise => self.model.minimise(&weighed),
        }
        if let Some(best) = &self.best {
            self.model.start_from(&self.formulation.values(best));
        }
        let seconds = self.seconds(patience).max(0.0);
        let limits = Limits {
            seconds,
            // A good plan is at hand already: no need to look early for a first one.
            first_slice: if self.formulation.columns() > MIDDLE {
                seconds
            } else {
                Limits::default().first_slice
            },
            ..Limits::default()
        };
        let (plan, met) = match self.model.solve_watched(&limits, patience.watch)? {
            Solution::Optimal { plan, objective } => (Some(plan), Met::Worth(objective, objective)),
            Solution::Gap { plan, objective, bound } => (Some(plan), Met::Worth(objective, bound)),
            Solution::Infeasible => (None, Met::Infeasible),
            Solution::TimedOut { bound } => {
                let known = self.best.as_ref().filter(|_| self.stages.is_empty());
                let met = known.map_or(Met::OutOfTime, |entries| {
                    Met::Worth(worth(self.formulation, entries, weights), bound)
                });
                (None, met)
            }
            Solution::Cancelled { best } => (best.map(|(plan, _)| plan), Met::Cancelled),
        };
        if let Some(plan) = plan {
            let found = self.formulation.entries(&plan, &self.variables);
            let better = self.best.as_ref().is_none_or(|best| {
                let (known, found) = (
                    worth(self.formulation, best, weights),
                    worth(self.formulation, &found, weights),
                );
                match sense {
                    Sense::Maximise => found >= known,
                    Sense::Minimise => found <= known,
                }
            });
            if better {
                self.best = Some(found);
            }
        }
        Ok(met)
    }

    /// The goals that follow must not be worse for this one.
    fn keep(&mut self, sense: Sense, weights: &Weights, value: i64) {
        let weighed = terms(weights, &self.variables);
        let name = "a goal before";
        match sense {
            Sense::Maximise => self.model.at_least(name, &weighed, value),
            Sense::Minimise => self.model.at_most(name, &weighed, value),
        }
        let (terms, at_most) = (signed(opposite(sense), weights), -sign(sense) * value);
        if let Some(board) = &mut self.board {
            board.limit(&terms, at_most, None);
        }
        self.rows.push(large::Row { terms, at_most });
    }
}

const fn sign(sense: Sense) -> i64 {
    match sense {
        Sense::Maximise => 1,
        Sense::Minimise => -1,
    }
}

const fn opposite(sense: Sense) -> Sense {
    match sense {
        Sense::Maximise => Sense::Minimise,
        Sense::Minimise => Sense::Maximise,
    }
}

/// The weights, so that more is better.
fn signed(sense: Sense, weights: &Weights) -> Weights {
    weights
        .iter()
        .map(|(column, weight)| (*column, sign(sense) * weight))
        .collect()
}

fn worth(formulation: &Formulation<'_>, entries: &Entries, weights: &Weights) -> i64 {
    let values = formulation.values(entries);
    weights.iter().map(|(column, weight)| weight * values[*column]).sum()
}

type Sought = (Goal, Sense, Weights);

/// The goals in the order of the mode. One that weighs nothing is left out.
fn goals(formulation: &Formulation<'_>) -> Vec<Sought> {
    let benefit = (Goal::Benefit, Sense::Maximise, formulation.benefit());
    let served = served(formulation)
        .into_iter()
        .map(|(goal, weights)| (goal, Sense::Maximise, weights));
    let mut goals: Vec<Sought> = match formulation.problem.mode {
        Mode::Benefit => std::iter::once(benefit).chain(served).collect(),
        Mode::Equity => served.chain(std::iter::once(benefit)).collect(),
    };
    goals.push((Goal::LocalCost, Sense::Minimise, formulation.local_cost()));
    // By now the number of schools is settled, and the smallest list has each UAI as soon as possible.
    let schools: Vec<Vec<(usize, i64)>> = free(formulation)
        .map(|school| formulation.choices(school).map(|column| (column, 1)).collect())
        .collect();
    for weights in blocks(&schools, 2) {
        goals.push((Goal::Uai, Sense::Maximise, weights));
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
        goals.push((Goal::Waves, Sense::Minimise, weights));
    }
    let packages: Vec<Vec<(usize, i64)>> = (0..formulation.packages.len())
        .map(|position| vec![(formulation.options.len() + position, 1)])
        .collect();
    for weights in blocks(&packages, 2) {
        goals.push((Goal::Packages, Sense::Maximise, weights));
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
    let mut goals = Vec::new();
    let mut block: Vec<(Need, Vec<usize>)> = Vec::new();
    let mut size: i64 = 1;
    for (level, schools) in levels(formulation) {
        let plans = i64::try_from(schools.len()).unwrap_or(i64::MAX).saturating_add(1);
        if !block.is_empty() && size.saturating_mul(plans) > HEAVIEST {
            goals.push(one_goal(formulation, &block));
            block.clear();
            size = 1;
        }
        size = size.saturating_mul(plans);
        block.push((level, schools));
    }
    if !block.is_empty() {
        goals.push(one_goal(formulation, &block));
    }
    goals
}

/// The schools by their need, the greatest first.
fn levels(formulation: &Formulation<'_>) -> Vec<(Need, Vec<usize>)> {
    let mut levels: BTreeMap<std::cmp::Reverse<Need>, Vec<usize>> = BTreeMap::new();
    for school in free(formulation) {
        let need = formulation.problem.schools[school].need;
        levels.entry(std::cmp::Reverse(need)).or_default().push(school);
    }
    levels.into_iter().map(|(need, schools)| (need.0, schools)).collect()
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

/// The plan for the goals that decide most, without the finer ones, when it is proven: for draws.
/// The start must be a plan; it may be any.
pub(super) fn first_goals(problem: &Problem, start: Option<&Entries>) -> Result<Option<Entries>, SolveError> {
    let formulation = Formulation::new(problem);
    let mut goals = goals(&formulation);
    goals.retain(|(goal, _, _)| match (problem.mode, goal) {
        (Mode::Benefit, Goal::Benefit) | (Mode::Equity, Goal::Benefit | Goal::Served { .. }) => true,
        (Mode::Benefit, Goal::Served { .. }) | (_, Goal::LocalCost | Goal::Uai | Goal::Waves | Goal::Packages) => false,
    });
    let mut patience = Patience {
        seconds: 10.0,
        watch: &mut |_| ControlFlow::Continue(()),
    };
    // Nobody is a plan too, unless somebody is imposed.
    let nobody = || Some(Entries::none(problem)).filter(|nobody| nobody.broken(problem).is_empty());
    let start = start.cloned().or_else(nobody);
    Ok(match in_order(&formulation, goals, start, &mut patience)? {
        Outcome::Found(found) if found.is_optimal() => Some(found.entries),
        Outcome::Found(_) | Outcome::Infeasible(_) | Outcome::NothingYet => None,
    })
}

/// The same question without the exact search and without prices, to compare.
#[cfg(test)]
pub(super) fn by_the_solver(problem: &Problem) -> Found {
    let formulation = Formulation::new(problem);
    let (model, variables) = formulation.model();
    let mut state = InOrder {
        formulation: &formulation,
        board: None,
        rows: Vec::new(),
        model,
        variables,
        best: None,
        stages: Vec::new(),
        begin: Instant::now(),
    };
    let mut patience = Patience {
        seconds: 60.0,
        watch: &mut |_| ControlFlow::Continue(()),
    };
    for (goal, sense, weights) in goals(&formulation) {
        let Ok(Met::Worth(value, bound)) = state.ask_the_solver(sense, &weights, &mut patience) else {
            panic!("no plan for {goal:?}");
        };
        assert_eq!(value, bound);
        state.stages.push(Stage { goal, value, bound });
        state.keep(sense, &weights, value);
    }
    Found {
        entries: state.best.unwrap_or_else(|| Entries::none(problem)),
        stages: state.stages,
        complete: true,
        cancelled: false,
        out_of_time: false,
        not_sought: Vec::new(),
    }
}

/// The first two goals as one weighing, when its numbers stay exact; else the first one alone.
/// Whoever is worth more by it is better.
pub(super) fn decisive(formulation: &Formulation<'_>) -> Weights {
    let benefit = formulation.benefit();
    let served = one_goal(formulation, &levels(formulation)).1;
    let (first, second) = match formulation.problem.mode {
        Mode::Benefit => (benefit, served),
        Mode::Equity => (served, benefit),
    };
    let reach = |weights: &Weights| -> i128 { weights.iter().map(|(_, weight)| i128::from(*weight)).sum() };
    let factor = reach(&second) + 1;
    let mut weights = first.clone();
    let Some(factor) = i64::try_from(factor).ok().filter(|_| reach(&first) * factor < 1 << 52) else {
        return first;
    };
    for (_, weight) in &mut weights {
        *weight *= factor;
    }
    let mut merged: BTreeMap<usize, i64> = weights.into_iter().collect();
    for (column, weight) in second {
        *merged.entry(column).or_default() += weight;
    }
    merged.into_iter().collect()
}
