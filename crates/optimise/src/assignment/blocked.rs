//! Why there is no plan: tasks that together ask for more than the workers allowed on them can
//! take, or workers whose least loads are more than the tasks allowed to them can bring.

use super::Assignment;
use super::grid::without;
use super::moves::{Plan, chain};

/// A task that a largest partial plan leaves without all its workers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unserved {
    /// The task.
    pub task: usize,
    /// How many workers it lacks.
    pub missing: u32,
}

/// There is no plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Impossible {
    /// The tasks that a largest partial plan does not serve; none when only least loads are in the way.
    pub unserved: Vec<Unserved>,
    /// The reasons: each stands on its own, and each unserved task is in one of them.
    pub blocks: Vec<Block>,
}

/// One reason. No single task (or worker) can be left out of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// These tasks ask for `asked` workers in all, and can be given `available` at most: the
    /// `exhausted` workers as often as they may, each of the `others` once for each task it is
    /// allowed on. With one task and nobody exhausted, too few workers are allowed on it.
    Tasks {
        /// The tasks.
        tasks: Vec<usize>,
        /// Workers allowed on more of these tasks than they may take.
        exhausted: Vec<usize>,
        /// The other workers allowed on some of these tasks.
        others: Vec<usize>,
        /// What the tasks ask for.
        asked: u64,
        /// What they can be given at most.
        available: u64,
    },
    /// These workers must have `asked` tasks in all, and can be given `available` at most by the
    /// `tasks` that are allowed to any of them.
    Workers {
        /// The workers.
        workers: Vec<usize>,
        /// The tasks allowed to any of them.
        tasks: Vec<usize>,
        /// The sum of their least loads.
        asked: u64,
        /// What they can be given at most.
        available: u64,
    },
}

/// The reasons why these tasks are unserved in a largest partial plan.
pub fn by_tasks(problem: &Assignment, plan: &Plan, unserved: Vec<Unserved>) -> Impossible {
    let side = Side {
        needs: problem.demands.iter().map(|demand| u64::from(*demand)).collect(),
        limits: problem
            .capacities
            .iter()
            .map(|capacity| u64::from(capacity.most))
            .collect(),
        partners: (0..problem.demands.len())
            .map(|task| problem.allowed.ones(task).collect())
            .collect(),
    };
    let mut blocks = Vec::<Block>::new();
    for Unserved { task, .. } in &unserved {
        let explained = blocks
            .iter()
            .any(|block| matches!(block, Block::Tasks { tasks, .. } if tasks.contains(task)));
        if !explained {
            let blocking = side.shrunk(competitors(problem, plan, *task), *task);
            let (exhausted, others) = side.partners_of(&blocking.members);
            let Blocking {
                members: tasks,
                asked,
                available,
                ..
            } = blocking;
            blocks.push(Block::Tasks {
                tasks,
                exhausted,
                others,
                asked,
                available,
            });
        }
    }
    Impossible { unserved, blocks }
}

/// The reason why a worker does not reach the least load, when tasks can only be moved to the
/// workers `reached`.
pub fn by_workers(problem: &Assignment, worker: usize, reached: &[bool]) -> Impossible {
    let tasks = 0..problem.demands.len();
    let workers = 0..problem.capacities.len();
    let allowed = |worker| {
        tasks
            .clone()
            .filter(|task| problem.allowed.has(*task, worker))
            .collect()
    };
    let side = Side {
        needs: problem
            .capacities
            .iter()
            .map(|capacity| u64::from(capacity.least))
            .collect(),
        limits: problem.demands.iter().map(|demand| u64::from(*demand)).collect(),
        partners: workers.clone().map(allowed).collect(),
    };
    let unreached = workers.filter(|worker| !reached[*worker]).collect();
    let Blocking {
        members,
        asked,
        available,
        degrees,
    } = side.shrunk(unreached, worker);
    let tasks = tasks.filter(|task| degrees[*task] > 0).collect();
    Impossible {
        unserved: Vec::new(),
        blocks: vec![Block::Workers {
            workers: members,
            tasks,
            asked,
            available,
        }],
    }
}

/// The task, and every task that holds a worker which would be needed to serve it.
fn competitors(problem: &Assignment, plan: &Plan, task: usize) -> Vec<usize> {
    let open: Vec<_> = without(problem.allowed.row(task), plan.row(task)).collect();
    let Err(reached) = chain(&problem.allowed, plan, &open, |_| false) else {
        return vec![task];
    };
    let holds = |other: usize| plan.workers_of(other).any(|worker| reached[worker]);
    (0..problem.demands.len())
        .filter(|other| *other == task || holds(*other))
        .collect()
}

/// Members that need partners, each partner at most once and each partner for a limited number of
/// members: tasks and their workers, or workers and their tasks.
struct Side {
    needs: Vec<u64>,
    limits: Vec<u64>,
    partners: Vec<Vec<usize>>,
}

/// Members that need more than they can get.
struct Blocking {
    members: Vec<usize>,
    asked: u64,
    available: u64,
    /// For each partner, how many of the members it could serve.
    degrees: Vec<u64>,
}

impl Side {
    /// Leaves out of the members what can be left out, the last first, but never `kept`.
    fn shrunk(&self, members: Vec<usize>, kept: usize) -> Blocking {
        let mut blocking = self.blocking(members);
        loop {
            let before = blocking.members.len();
            for index in (0..before).rev() {
                let member = blocking.members[index];
                let lost = self.partners[member]
                    .iter()
                    .filter(|partner| blocking.degrees[**partner] <= self.limits[**partner])
                    .count() as u64;
                let (asked, available) = (blocking.asked - self.needs[member], blocking.available - lost);
                if member != kept && asked > available {
                    blocking.members.remove(index);
                    (blocking.asked, blocking.available) = (asked, available);
                    for partner in &self.partners[member] {
                        blocking.degrees[*partner] -= 1;
                    }
                }
            }
            if blocking.members.len() == before {
                return blocking;
            }
        }
    }

    fn blocking(&self, members: Vec<usize>) -> Blocking {
        let mut degrees = vec![0; self.limits.len()];
        for member in &members {
            for partner in &self.partners[*member] {
                degrees[*partner] += 1;
            }
        }
        let asked = members.iter().map(|member| self.needs[*member]).sum();
        let available = degrees
            .iter()
            .zip(&self.limits)
            .map(|(degree, limit)| degree.min(limit))
            .sum();
        Blocking {
            members,
            asked,
            available,
            degrees,
        }
    }

    /// Those who could serve more of the members than they may, and the others.
    fn partners_of(&self, members: &[usize]) -> (Vec<usize>, Vec<usize>) {
        let degrees = self.blocking(members.to_vec()).degrees;
        (0..degrees.len())
            .filter(|partner| degrees[*partner] > 0)
            .partition(|partner| degrees[*partner] > self.limits[*partner])
    }
}
