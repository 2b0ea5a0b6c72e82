//! All the plans that are best for what was optimised so far: some pairs are in each of them, some
//! in none, the others are free.

use super::Assignment;
use super::grid::Grid;
use super::moves::Plan;
use super::stage::Criterion;

/// The plans still in question.
#[derive(Clone, Debug)]
pub struct Face {
    /// How many tasks there are.
    pub tasks: usize,
    /// Pairs that some of these plans have and others have not.
    pub free: Grid,
    /// The least load of each worker in them.
    pub least: Vec<i64>,
    /// The most load of each worker in them.
    pub most: Vec<i64>,
}

impl Face {
    /// All the plans of a problem.
    pub fn new(problem: &Assignment) -> Self {
        let mut possible = vec![0_i64; problem.capacities.len()];
        for task in 0..problem.demands.len() {
            for worker in problem.allowed.ones(task) {
                possible[worker] += 1;
            }
        }
        Self {
            tasks: problem.demands.len(),
            free: problem.allowed.clone(),
            least: problem
                .capacities
                .iter()
                .map(|capacity| i64::from(capacity.least))
                .collect(),
            most: problem
                .capacities
                .iter()
                .zip(possible)
                .map(|(capacity, possible)| i64::from(capacity.most).min(possible))
                .collect(),
        }
    }

    /// Keeps the plans that are as good as this best one. By the prices that prove it best, every
    /// best plan gives each task its cheapest workers, and each worker the tasks worth their price
    /// (complementary slackness).
    pub fn keep_best(&mut self, problem: &Assignment, plan: &Plan, criterion: Criterion, prices: &[i64]) {
        for task in 0..problem.demands.len() {
            let paid = |worker: usize| criterion.pair(problem, task, worker) + prices[worker];
            let free: Vec<_> = self.free.ones(task).collect();
            let dearest = free
                .iter()
                .filter(|worker| plan.has(task, **worker))
                .map(|worker| paid(*worker))
                .max();
            for worker in free {
                if dearest != Some(paid(worker)) {
                    self.free.clear(task, worker);
                }
            }
        }
        for (worker, price) in prices.iter().enumerate() {
            let (mut least, mut most) = (plan.load(worker), plan.load(worker));
            while least > self.least[worker] && criterion.load(least) == *price {
                least -= 1;
            }
            while most < self.most[worker] && criterion.load(most + 1) == *price {
                most += 1;
            }
            (self.least[worker], self.most[worker]) = (least, most);
        }
    }
}
