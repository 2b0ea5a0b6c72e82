//! Tasks to workers, fairly.
//!
//! Each task asks for some number of different workers, each worker takes between a least and a
//! most number of tasks, some pairs are forbidden, pairs may have a cost. The best plan, in order:
//!
//! 1. the most loaded worker has as little as can be, then the loads differ as little as can be
//!    (the sum of their squares: the plan that is best for it is best for the maximum too, as the
//!    loads of such plans form an M-convex set);
//! 2. the smallest total cost;
//! 3. the lowest workers for the first task, then for the second, and so on.
//!
//! The third rule leaves one plan only, so the answer is the same on every machine, whichever of
//! the equally good plans the solver happened to find.
//!
//! Hundreds of thousands of pairs are too many for the solver. It is given a few candidates for
//! each task; then prices of workers prove, over all pairs and in whole numbers, that no other pair
//! would make a better plan, or name the pairs that it should be given too (`stage.rs`).

mod blocked;
mod face;
mod grid;
mod moves;
mod stage;
#[cfg(test)]
mod tests;
mod ties;

pub use blocked::{Block, Impossible, Unserved};

use std::time::Instant;

use crate::solve::{Limits, SolveError};
use face::Face;
use grid::Grid;
use moves::Plan;
use stage::{Criterion, Stopped};

/// How many tasks a worker takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capacity {
    /// At least so many.
    pub least: u32,
    /// At most so many.
    pub most: u32,
}

/// Tasks, workers, and what may go together.
#[derive(Clone, Debug)]
pub struct Assignment {
    demands: Vec<u32>,
    capacities: Vec<Capacity>,
    allowed: Grid,
    /// Task by task, once a pair has a cost.
    costs: Vec<i64>,
}

/// A problem that cannot be put.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AssignmentError {
    /// A pair outside the tasks and workers.
    #[error("there is no pair of task {task} and worker {worker}")]
    NoSuchPair {
        /// Its task.
        task: usize,
        /// Its worker.
        worker: usize,
    },
    /// More pairs than the memory is made for.
    #[error("{0} pairs of tasks and workers are too many: at most {LARGEST_PROBLEM}")]
    TooLarge(usize),
}

/// The most pairs of a task and a worker.
pub const LARGEST_PROBLEM: usize = 50_000_000;

/// The best plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assigned {
    /// The workers of each task, lowest first.
    pub workers: Vec<Vec<usize>>,
    /// How many tasks each worker has.
    pub loads: Vec<u32>,
    /// The sum of the costs of the pairs.
    pub cost: i64,
}

/// What became of the problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The best plan.
    Assigned(Assigned),
    /// There is no plan, and why.
    Impossible(Impossible),
    /// Time ran out.
    TimedOut,
}

impl Assignment {
    /// A problem in which every pair is allowed and costs nothing.
    pub fn new(demands: Vec<u32>, capacities: Vec<Capacity>) -> Result<Self, AssignmentError> {
        let pairs = demands.len().saturating_mul(capacities.len());
        if pairs > LARGEST_PROBLEM {
            return Err(AssignmentError::TooLarge(pairs));
        }
        let allowed = Grid::full(demands.len(), capacities.len());
        Ok(Self {
            demands,
            capacities,
            allowed,
            costs: Vec::new(),
        })
    }

    /// This worker never gets this task.
    pub fn forbid(&mut self, task: usize, worker: usize) -> Result<(), AssignmentError> {
        self.known(task, worker)?;
        self.allowed.clear(task, worker);
        Ok(())
    }

    /// Giving this task to this worker costs so much; 0 if never said.
    pub fn set_cost(&mut self, task: usize, worker: usize, cost: i32) -> Result<(), AssignmentError> {
        self.known(task, worker)?;
        if self.costs.is_empty() {
            self.costs = vec![0; self.demands.len() * self.capacities.len()];
        }
        self.costs[task * self.capacities.len() + worker] = i64::from(cost);
        Ok(())
    }

    /// The best plan, or why there is none.
    pub fn solve(&self, limits: &Limits) -> Result<Outcome, SolveError> {
        let begin = Instant::now();
        let mut plan = match moves::feasible(self) {
            Ok(plan) => plan,
            Err(impossible) => return Ok(Outcome::Impossible(impossible)),
        };
        let mut face = Face::new(self);
        let criteria = [Criterion::Balance, Criterion::Cost];
        for criterion in &criteria[..if self.costs.is_empty() { 1 } else { 2 }] {
            let seconds = limits.seconds - begin.elapsed().as_secs_f64();
            match stage::best(self, &face, plan, *criterion, &Limits { seconds, ..*limits }) {
                Ok((best, prices)) => {
                    face.keep_best(self, &best, *criterion, &prices);
                    plan = best;
                }
                Err(Stopped::TimedOut) => return Ok(Outcome::TimedOut),
                Err(Stopped::Failed(error)) => return Err(error),
            }
        }
        ties::lowest(&face, &mut plan);
        self.finished(&plan)
    }

    /// Checks the plan once more against the problem as it was put.
    fn finished(&self, plan: &Plan) -> Result<Outcome, SolveError> {
        let workers: Vec<Vec<usize>> = (0..self.demands.len())
            .map(|task| plan.workers_of(task).collect())
            .collect();
        let mut loads = vec![0_u32; self.capacities.len()];
        let mut cost = 0;
        for (task, chosen) in workers.iter().enumerate() {
            let allowed = chosen.iter().all(|worker| self.allowed.has(task, *worker));
            if !allowed || chosen.len() != self.demands[task] as usize {
                return Err(SolveError::Inexact(format!("what task {task} asks for")));
            }
            for worker in chosen {
                loads[*worker] += 1;
                cost += self.cost(task, *worker);
            }
        }
        for (worker, (load, capacity)) in loads.iter().zip(&self.capacities).enumerate() {
            if *load < capacity.least || *load > capacity.most {
                return Err(SolveError::Inexact(format!("the capacity of worker {worker}")));
            }
        }
        Ok(Outcome::Assigned(Assigned { workers, loads, cost }))
    }

    fn cost(&self, task: usize, worker: usize) -> i64 {
        self.costs
            .get(task * self.capacities.len() + worker)
            .copied()
            .unwrap_or(0)
    }

    fn known(&self, task: usize, worker: usize) -> Result<(), AssignmentError> {
        if task < self.demands.len() && worker < self.capacities.len() {
            return Ok(());
        }
        Err(AssignmentError::NoSuchPair { task, worker })
    }
}
