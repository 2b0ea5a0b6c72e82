//! Among equally good plans, the one with the lowest workers for the first task, then for the
//! second, and so on.

use std::collections::VecDeque;

use super::face::Face;
use super::grid::{Grid, both, without};
use super::moves::{Move, Plan};

/// Changes the plan into the lowest one of the face. Task by task, worker by worker: a worker that
/// the task has is kept, and one that it has not comes in if a later one can leave for it, the
/// tasks that follow making up for the loads.
pub fn lowest(face: &Face, plan: &mut Plan) {
    let mut moves = Moves::new(face, plan);
    for task in 0..moves.tasks {
        moves.forget(face, plan, task);
        let mut leaving: Vec<_> = both(plan.row(task), face.free.row(task)).collect();
        let mut trail = None;
        for worker in face.free.ones(task) {
            if leaving.is_empty() {
                break;
            }
            if plan.has(task, worker) {
                leaving.retain(|other| *other != worker);
                trail = None;
                continue;
            }
            let found = trail.get_or_insert_with(|| moves.trail(face, plan, &leaving));
            if found.next[worker].is_some() {
                let left = moves.follow(face, plan, task, worker, found);
                leaving.retain(|other| *other != left);
                trail = None;
            }
        }
    }
}

/// The moves that the tasks not settled yet can make between each two workers.
struct Moves {
    tasks: usize,
    workers: usize,
    /// How many tasks can move from one worker to another.
    counts: Vec<u32>,
    /// For each worker, from which ones a task can come.
    into: Grid,
}

/// For each worker, how one task too many can be got rid of, in the end by a worker that leaves.
struct Trail {
    next: Vec<Option<Step>>,
}

#[derive(Clone, Copy)]
enum Step {
    /// The task in question leaves this worker.
    Leaves,
    /// Another task goes on to that worker.
    GoesTo(usize),
    /// The worker keeps it, and that one has one less.
    Keeps { less: usize },
}

impl Moves {
    fn new(face: &Face, plan: &Plan) -> Self {
        let workers = face.least.len();
        let mut moves = Self {
            tasks: face.tasks,
            workers,
            counts: vec![0; workers * workers],
            into: Grid::empty(workers, workers),
        };
        for task in 0..moves.tasks {
            moves.learn(face, plan, task);
        }
        moves
    }

    fn learn(&mut self, face: &Face, plan: &Plan, task: usize) {
        for (from, to) in possible(face, plan, task) {
            let count = &mut self.counts[from * self.workers + to];
            *count += 1;
            if *count == 1 {
                self.into.set(to, from);
            }
        }
    }

    fn forget(&mut self, face: &Face, plan: &Plan, task: usize) {
        for (from, to) in possible(face, plan, task) {
            let count = &mut self.counts[from * self.workers + to];
            *count -= 1;
            if *count == 0 {
                self.into.clear(to, from);
            }
        }
    }

    fn trail(&self, face: &Face, plan: &Plan, leaving: &[usize]) -> Trail {
        let mut next = vec![None; self.workers];
        let mut queue = VecDeque::new();
        for worker in leaving {
            next[*worker] = Some(Step::Leaves);
            queue.push_back(*worker);
        }
        let mut kept = false;
        while let Some(worker) = queue.pop_front() {
            for from in self.into.ones(worker) {
                if next[from].is_none() {
                    next[from] = Some(Step::GoesTo(worker));
                    queue.push_back(from);
                }
            }
            if !kept && plan.load(worker) > face.least[worker] {
                kept = true;
                for (other, step) in next.iter_mut().enumerate() {
                    if step.is_none() && plan.load(other) < face.most[other] {
                        *step = Some(Step::Keeps { less: worker });
                        queue.push_back(other);
                    }
                }
            }
        }
        Trail { next }
    }

    /// Brings the task to a worker along the trail; returns the worker it leaves.
    fn follow(&mut self, face: &Face, plan: &mut Plan, task: usize, worker: usize, trail: &Trail) -> usize {
        let mut steps = Vec::new();
        let mut place = worker;
        let left = loop {
            match trail.next[place] {
                Some(Step::GoesTo(to)) => {
                    let mover = plan.tasks_of(place).find(|other| {
                        *other > task
                            && face.free.has(*other, place)
                            && face.free.has(*other, to)
                            && !plan.has(*other, to)
                    });
                    if let Some(mover) = mover {
                        steps.push(Move {
                            task: mover,
                            from: place,
                            to,
                        });
                    }
                    place = to;
                }
                Some(Step::Keeps { less }) => place = less,
                Some(Step::Leaves) | None => break place,
            }
        };
        let mut movers: Vec<_> = steps.iter().map(|step| step.task).collect();
        movers.sort_unstable();
        movers.dedup();
        for mover in &movers {
            self.forget(face, plan, *mover);
        }
        plan.make(Move {
            task,
            from: left,
            to: worker,
        });
        for step in steps {
            plan.make(step);
        }
        for mover in &movers {
            self.learn(face, plan, *mover);
        }
        left
    }
}

/// Where a task can move: from a worker it has, to one it has not, both free.
fn possible(face: &Face, plan: &Plan, task: usize) -> Vec<(usize, usize)> {
    let open: Vec<_> = without(face.free.row(task), plan.row(task)).collect();
    both(face.free.row(task), plan.row(task))
        .flat_map(|from| open.iter().map(move |to| (from, *to)))
        .collect()
}
