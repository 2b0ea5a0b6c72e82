//! One criterion, optimised by the solver and proven over all pairs.
//!
//! The solver gets a linear problem whose matrix is that of a network, so that its corners are
//! whole: a variable for each candidate pair, and one for each possible task of a worker, the
//! second dearer than the first and so on when loads are to be balanced.
//!
//! A price for each worker proves the plan: no task could change to an allowed worker that is
//! cheaper, price and cost together, and no worker has a task that costs more than its price, nor
//! room for one that costs less. Such prices exist exactly when no chain of moves makes the plan
//! better, and are found as shortest paths between workers.

use std::time::Instant;

use super::Assignment;
use super::face::Face;
use super::grid::{Grid, both, without};
use super::moves::Plan;
use crate::model::{Model, Variable};
use crate::solve::{Limits, Solution, SolveError};

/// What is to be small.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Criterion {
    /// The sum of the squares of the loads.
    Balance,
    /// The sum of the costs of the pairs.
    Cost,
}

impl Criterion {
    /// What a pair costs.
    pub fn pair(self, problem: &Assignment, task: usize, worker: usize) -> i64 {
        match self {
            Self::Balance => 0,
            Self::Cost => problem.cost(task, worker),
        }
    }

    /// What the task costs that brings a worker’s load to `load`: 1 + 3 + 5 + … are the squares.
    pub fn load(self, load: i64) -> i64 {
        match self {
            Self::Balance => 2 * load - 1,
            Self::Cost => 0,
        }
    }
}

/// Why there is no best plan.
#[derive(Debug)]
pub enum Stopped {
    TimedOut,
    Failed(SolveError),
}

/// The candidates that each task starts with, beside the workers it has.
const CANDIDATES: usize = 8;

/// The pairs and loads that the solver is given.
struct Restricted {
    pairs: Grid,
    most: Vec<i64>,
}

/// The best of the plans of a face, starting from one of them, with the prices that prove it.
pub fn best(
    problem: &Assignment,
    face: &Face,
    start: Plan,
    criterion: Criterion,
    limits: &Limits,
) -> Result<(Plan, Vec<i64>), Stopped> {
    let begin = Instant::now();
    let mut plan = start;
    let everything = Restricted {
        pairs: face.free.clone(),
        most: face.most.clone(),
    };
    let mut given = candidates(problem, face, &plan, criterion);
    loop {
        if let Some(prices) = prices(problem, face, &everything, &plan, criterion) {
            return Ok((plan, prices));
        }
        let seconds = limits.seconds - begin.elapsed().as_secs_f64();
        if seconds <= 0.0 {
            return Err(Stopped::TimedOut);
        }
        plan = solved(problem, face, &given, &plan, criterion, &Limits { seconds, ..*limits })?;
        let Some(prices) = prices(problem, face, &given, &plan, criterion) else {
            return Err(Stopped::Failed(SolveError::Inexact(
                "the proof that nothing is better".to_owned(),
            )));
        };
        widen(problem, face, &mut given, &plan, criterion, &prices);
    }
}

/// The pairs of the plan; for each task, some workers from a place that moves on with the tasks, so
/// that each worker is the candidate of about as many tasks, and the cheapest ones.
fn candidates(problem: &Assignment, face: &Face, plan: &Plan, criterion: Criterion) -> Restricted {
    let (tasks, workers) = (problem.demands.len(), problem.capacities.len());
    let mut pairs = Grid::empty(tasks, workers);
    for task in 0..tasks {
        let mut free: Vec<_> = face.free.ones(task).collect();
        for worker in &free {
            if plan.has(task, *worker) {
                pairs.set(task, *worker);
            }
        }
        if free.is_empty() {
            continue;
        }
        let wanted = free.len().min(problem.demands[task] as usize + CANDIDATES);
        let place = (task * wanted) % free.len();
        for offset in 0..wanted {
            pairs.set(task, free[(place + offset) % free.len()]);
        }
        if criterion == Criterion::Cost {
            free.sort_by_key(|worker| (problem.cost(task, *worker), *worker));
            for worker in free.iter().take(wanted) {
                pairs.set(task, *worker);
            }
        }
    }
    let total: i64 = problem.demands.iter().map(|demand| i64::from(*demand)).sum();
    let fair = total.div_euclid(i64::try_from(workers.max(1)).unwrap_or(i64::MAX)) + 2;
    let most = (0..workers)
        .map(|worker| {
            plan.load(worker)
                .max(face.least[worker])
                .max(fair)
                .min(face.most[worker])
        })
        .collect();
    Restricted { pairs, most }
}

/// The best plan among the candidates, from the solver.
fn solved(
    problem: &Assignment,
    face: &Face,
    given: &Restricted,
    plan: &Plan,
    criterion: Criterion,
    limits: &Limits,
) -> Result<Plan, Stopped> {
    let (tasks, workers) = (problem.demands.len(), problem.capacities.len());
    let mut model = Model::new();
    let mut objective = Vec::new();
    let mut of_worker: Vec<Vec<(Variable, i64)>> = vec![Vec::new(); workers];
    let mut pairs = Vec::new();
    // What every plan of the face has in any case.
    let mut fixed = Plan::empty(tasks, workers);
    for task in 0..tasks {
        for worker in without(plan.row(task), face.free.row(task)) {
            fixed.give(task, worker);
        }
        let mut of_task = Vec::new();
        for worker in given.pairs.ones(task) {
            let variable = model.implied_integer(0, 1);
            of_task.push((variable, 1));
            of_worker[worker].push((variable, 1));
            objective.push((variable, criterion.pair(problem, task, worker)));
            pairs.push((task, worker, variable));
        }
        let left = both(plan.row(task), face.free.row(task)).count();
        model.exactly(
            format!("task {task}"),
            &of_task,
            i64::try_from(left).unwrap_or(i64::MAX),
        );
    }
    for (worker, mut terms) in of_worker.into_iter().enumerate() {
        let least = face.least[worker] - fixed.load(worker);
        let most = given.most[worker] - fixed.load(worker);
        let name = format!("worker {worker}");
        match criterion {
            Criterion::Balance => {
                for load in face.least[worker] + 1..=given.most[worker] {
                    let variable = model.implied_integer(0, 1);
                    terms.push((variable, -1));
                    objective.push((variable, criterion.load(load)));
                }
                model.exactly(name, &terms, least);
            }
            Criterion::Cost => model.constrain(name, &terms, Some(least), Some(most)),
        }
    }
    model.minimise(&objective);
    let solution = match model.solve(limits) {
        Ok(Solution::Optimal { plan, .. } | Solution::Gap { plan, .. }) => plan,
        Ok(Solution::TimedOut { .. } | Solution::Cancelled { .. }) => return Err(Stopped::TimedOut),
        Ok(Solution::Infeasible) => {
            return Err(Stopped::Failed(SolveError::Solver(
                "the solver denies a plan that exists".to_owned(),
            )));
        }
        Err(error) => return Err(Stopped::Failed(error)),
    };
    let mut best = fixed;
    for (task, worker, variable) in pairs {
        if solution.whole(variable) == 1 {
            best.give(task, worker);
        }
    }
    Ok(best)
}

/// The prices that prove the plan best among the pairs and loads given; `None` when it is not. They
/// are shortest paths: a worker is worth at most what it costs to move one of its tasks to another
/// and pay the other’s price, or to keep one task more; the last node stands for the loads.
fn prices(
    problem: &Assignment,
    face: &Face,
    given: &Restricted,
    plan: &Plan,
    criterion: Criterion,
) -> Option<Vec<i64>> {
    let workers = problem.capacities.len();
    let loads = workers;
    let mut edges = cheapest_moves(problem, face, given, plan, criterion);
    for worker in 0..workers {
        let load = plan.load(worker);
        if load < given.most[worker] {
            edges.push((worker, loads, criterion.load(load + 1)));
        }
        if load > face.least[worker] {
            edges.push((loads, worker, -criterion.load(load)));
        }
    }
    let mut worth = vec![0_i64; workers + 1];
    for _ in 0..=workers + 1 {
        let mut changed = false;
        for (from, to, cost) in &edges {
            let other = worth[*to] + cost;
            if other < worth[*from] {
                worth[*from] = other;
                changed = true;
            }
        }
        if !changed {
            let base = worth[loads];
            return Some(worth[..workers].iter().map(|price| price - base).collect());
        }
    }
    None
}

/// For each two workers, the cheapest move of a free task from one to the other.
fn cheapest_moves(
    problem: &Assignment,
    face: &Face,
    given: &Restricted,
    plan: &Plan,
    criterion: Criterion,
) -> Vec<(usize, usize, i64)> {
    let workers = problem.capacities.len();
    let mut cheapest = vec![None::<i64>; workers * workers];
    for task in 0..problem.demands.len() {
        let open: Vec<_> = without(given.pairs.row(task), plan.row(task)).collect();
        for from in both(plan.row(task), face.free.row(task)) {
            let saved = criterion.pair(problem, task, from);
            for to in &open {
                let cost = criterion.pair(problem, task, *to) - saved;
                let cell = &mut cheapest[from * workers + to];
                *cell = Some(cell.map_or(cost, |known| known.min(cost)));
            }
        }
    }
    cheapest
        .into_iter()
        .enumerate()
        .filter_map(|(cell, cost)| Some((cell / workers, cell % workers, cost?)))
        .collect()
}

/// Gives the solver the pairs that the prices say could make the plan better, the cheapest few of
/// each task, and the loads too.
fn widen(problem: &Assignment, face: &Face, given: &mut Restricted, plan: &Plan, criterion: Criterion, prices: &[i64]) {
    for task in 0..problem.demands.len() {
        let paid = |worker: usize| criterion.pair(problem, task, worker) + prices[worker];
        let Some(dearest) = both(plan.row(task), face.free.row(task)).map(paid).max() else {
            continue;
        };
        let mut better: Vec<_> = without(face.free.row(task), given.pairs.row(task))
            .filter(|worker| paid(*worker) < dearest)
            .map(|worker| (paid(worker), worker))
            .collect();
        better.sort_unstable();
        for (_, worker) in better.into_iter().take(CANDIDATES) {
            given.pairs.set(task, worker);
        }
    }
    for (worker, price) in prices.iter().enumerate() {
        let load = plan.load(worker);
        if load == given.most[worker] && load < face.most[worker] && criterion.load(load + 1) < *price {
            given.most[worker] = face.most[worker].min(2 * load + 2);
        }
    }
}
