//! A plan, and the moves that change it: a task leaves one worker for another, which may push
//! another task on, and so on.

use std::collections::VecDeque;

use super::Assignment;
use super::blocked::{self, Impossible, Unserved};
use super::grid::{Grid, without};

/// Which workers each task has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    by_task: Grid,
    by_worker: Grid,
    loads: Vec<i64>,
}

/// A task leaves worker `from` for worker `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    pub task: usize,
    pub from: usize,
    pub to: usize,
}

impl Plan {
    pub fn empty(tasks: usize, workers: usize) -> Self {
        Self {
            by_task: Grid::empty(tasks, workers),
            by_worker: Grid::empty(workers, tasks),
            loads: vec![0; workers],
        }
    }

    pub fn give(&mut self, task: usize, worker: usize) {
        self.by_task.set(task, worker);
        self.by_worker.set(worker, task);
        self.loads[worker] += 1;
    }

    pub fn take(&mut self, task: usize, worker: usize) {
        self.by_task.clear(task, worker);
        self.by_worker.clear(worker, task);
        self.loads[worker] -= 1;
    }

    pub fn make(&mut self, step: Move) {
        self.take(step.task, step.from);
        self.give(step.task, step.to);
    }

    pub fn has(&self, task: usize, worker: usize) -> bool {
        self.by_task.has(task, worker)
    }

    pub fn load(&self, worker: usize) -> i64 {
        self.loads[worker]
    }

    pub fn workers_of(&self, task: usize) -> impl Iterator<Item = usize> + '_ {
        self.by_task.ones(task)
    }

    pub fn tasks_of(&self, worker: usize) -> impl Iterator<Item = usize> + '_ {
        self.by_worker.ones(worker)
    }

    pub fn row(&self, task: usize) -> &[u64] {
        self.by_task.row(task)
    }
}

/// A plan that satisfies every demand and capacity, loads kept even on the way; or why there is
/// none. A plan exists when the tasks can be served without looking at the least loads, and the
/// least loads reached without looking at what is left over (Ford and Fulkerson): so there are two
/// kinds of reasons only.
pub fn feasible(problem: &Assignment) -> Result<Plan, Impossible> {
    let mut plan = Plan::empty(problem.demands.len(), problem.capacities.len());
    let mut unserved = Vec::new();
    for (task, demand) in problem.demands.iter().enumerate() {
        for given in 0..*demand {
            if !serve(problem, &mut plan, task) {
                unserved.push(Unserved {
                    task,
                    missing: demand - given,
                });
                break;
            }
        }
    }
    if !unserved.is_empty() {
        return Err(blocked::by_tasks(problem, &plan, unserved));
    }
    for (worker, capacity) in problem.capacities.iter().enumerate() {
        while plan.load(worker) < i64::from(capacity.least) {
            let sources: Vec<_> = (0..problem.capacities.len())
                .filter(|other| plan.load(*other) > i64::from(problem.capacities[*other].least))
                .collect();
            match chain(&problem.allowed, &plan, &sources, |reached| reached == worker) {
                Ok((_, steps)) => apply(&mut plan, &steps),
                Err(reached) => return Err(blocked::by_workers(problem, worker, &reached)),
            }
        }
    }
    Ok(plan)
}

/// Gives the task one worker more, if need be by moving others.
fn serve(problem: &Assignment, plan: &mut Plan, task: usize) -> bool {
    let room = |plan: &Plan, worker: usize| plan.load(worker) < i64::from(problem.capacities[worker].most);
    let open: Vec<_> = without(problem.allowed.row(task), plan.row(task)).collect();
    let free = open.iter().copied().filter(|worker| room(plan, *worker));
    if let Some(worker) = free.min_by_key(|worker| plan.load(*worker)) {
        plan.give(task, worker);
        return true;
    }
    match chain(&problem.allowed, plan, &open, |worker| room(plan, worker)) {
        Ok((first, steps)) => {
            apply(plan, &steps);
            plan.give(task, first);
            true
        }
        Err(_) => false,
    }
}

/// From the last step to the first, so that a worker is never given a task before another left.
pub fn apply(plan: &mut Plan, steps: &[Move]) {
    for step in steps.iter().rev() {
        plan.make(*step);
    }
}

/// The shortest chain of moves, within what is allowed, by which a task too many at one of
/// `starts` ends at a worker that `goal` accepts, with the start it leaves from; or the workers
/// that can be reached at all.
pub fn chain(
    allowed: &Grid,
    plan: &Plan,
    starts: &[usize],
    goal: impl Fn(usize) -> bool,
) -> Result<(usize, Vec<Move>), Vec<bool>> {
    let workers = allowed.columns();
    let mut reached = Grid::empty(1, workers);
    let mut by = vec![None; workers];
    let mut queue = VecDeque::new();
    for start in starts {
        reached.set(0, *start);
        queue.push_back(*start);
    }
    while let Some(worker) = queue.pop_front() {
        if goal(worker) {
            return Ok(back(&by, worker));
        }
        for task in plan.tasks_of(worker) {
            let open: Vec<_> = without(allowed.row(task), plan.row(task)).collect();
            for to in open {
                if !reached.has(0, to) {
                    reached.set(0, to);
                    by[to] = Some(Move { task, from: worker, to });
                    queue.push_back(to);
                }
            }
        }
    }
    Err((0..workers).map(|worker| reached.has(0, worker)).collect())
}

/// The moves that led to a worker, first one first, and where they start.
pub fn back(by: &[Option<Move>], end: usize) -> (usize, Vec<Move>) {
    let mut steps = Vec::new();
    let mut worker = end;
    while let Some(step) = by[worker] {
        steps.push(step);
        worker = step.from;
    }
    steps.reverse();
    (worker, steps)
}
