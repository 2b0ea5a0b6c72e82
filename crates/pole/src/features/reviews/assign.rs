//! Who could review what: the problem, the proposal, and which rule blocks. Pure.
//!
//! Dossiers are tasks, reviewers are workers. What a reviewer holds already is a task of their own, so that
//! a partial assignment balances the whole load and not only what is added. The plan is the only best one:
//! the same situation gives the same proposal on every machine.

use std::collections::{BTreeMap, HashMap};

use pole_optimise::Limits;
use pole_optimise::assignment::{Assignment, Block, Capacity, Impossible, Outcome};

use super::model::{ReviewerId, Rule};
use crate::features::dossiers::DossierId;

/// How long the solver may take.
const SECONDS: f64 = 60.0;

/// A dossier that lacks reviewers.
#[derive(Clone, Debug)]
pub(super) struct Demand {
    /// The dossier.
    pub(super) dossier: DossierId,
    /// How many it lacks.
    pub(super) asked: u32,
    /// Who cannot have it, and why; capacity aside.
    pub(super) barred: BTreeMap<ReviewerId, Vec<Rule>>,
}

/// A reviewer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Worker {
    /// Who.
    pub(super) reviewer: ReviewerId,
    /// How many dossiers of the wave they accept.
    pub(super) capacity: u32,
    /// How many they hold.
    pub(super) load: u32,
}

/// Everything an assignment depends on.
#[derive(Clone, Debug, Default)]
pub(super) struct Problem {
    /// The dossiers, in a fixed order.
    pub(super) demands: Vec<Demand>,
    /// The reviewers, in a fixed order.
    pub(super) workers: Vec<Worker>,
}

/// A dossier to give to a reviewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Given {
    /// The dossier.
    pub(super) dossier: DossierId,
    /// The reviewer.
    pub(super) reviewer: ReviewerId,
}

/// What a reviewer holds before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Load {
    /// The reviewer.
    pub(super) reviewer: ReviewerId,
    /// Before.
    pub(super) before: u32,
    /// After.
    pub(super) after: u32,
    /// At most.
    pub(super) capacity: u32,
}

/// A dossier that stays without all its reviewers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shortage {
    /// The dossier.
    pub(super) dossier: DossierId,
    /// How many it lacks.
    pub(super) missing: u32,
    /// For each rule that blocks, those it keeps away.
    pub(super) reasons: BTreeMap<Rule, Vec<ReviewerId>>,
    /// With how many other dossiers it competes for the same reviewers.
    pub(super) rivals: usize,
}

/// Who would get what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Proposal {
    /// What to give, in the order of the dossiers.
    pub(super) given: Vec<Given>,
    /// The load of each reviewer.
    pub(super) loads: Vec<Load>,
    /// What is impossible.
    pub(super) shortages: Vec<Shortage>,
}

/// The balanced assignment of all that can be given.
///
/// # Errors
/// When the solver fails or takes too long, in words for the log.
pub(super) fn propose(problem: &Problem) -> Result<Proposal, String> {
    let mut asked: Vec<u32> = problem.demands.iter().map(|demand| demand.asked).collect();
    let mut rivals: HashMap<usize, usize> = HashMap::new();
    // What the room that is left cannot serve is asked no more: a largest partial plan then exists.
    for _ in 0..3 {
        match solved(problem, &asked, false)? {
            Outcome::Assigned(assigned) if problem.workers.iter().all(|worker| worker.load == 0) => {
                return Ok(told(problem, &assigned.workers, &rivals));
            }
            // Whatever fits in the room that is left also fits beside what is held, where it is balanced.
            Outcome::Assigned(_) => {
                return match solved(problem, &asked, true)? {
                    Outcome::Assigned(assigned) => Ok(told(problem, &assigned.workers, &rivals)),
                    Outcome::Impossible(_) => Err("what fits alone does not fit beside what is held".to_owned()),
                    Outcome::TimedOut => Err("the solver took too long".to_owned()),
                };
            }
            Outcome::Impossible(impossible) => withdraw(&impossible, &mut asked, &mut rivals),
            Outcome::TimedOut => return Err("the solver took too long".to_owned()),
        }
    }
    Err("no partial assignment was found".to_owned())
}

/// Solves what is asked: in the room that is left, or with what is held as tasks of their own.
fn solved(problem: &Problem, asked: &[u32], beside_held: bool) -> Result<Outcome, String> {
    let held: Vec<usize> = problem
        .workers
        .iter()
        .enumerate()
        .filter(|_| beside_held)
        .flat_map(|(index, worker)| (0..worker.load).map(move |_| index))
        .collect();
    let mut demands = asked.to_vec();
    demands.extend(held.iter().map(|_| 1));
    let capacities = problem.workers.iter().map(|worker| Capacity {
        least: 0,
        // Somebody who holds more than they accept keeps it.
        most: if beside_held {
            worker.capacity.max(worker.load)
        } else {
            worker.capacity.saturating_sub(worker.load)
        },
    });
    let mut assignment = Assignment::new(demands, capacities.collect()).map_err(|error| error.to_string())?;
    let mut forbid = |task: usize, worker: usize| assignment.forbid(task, worker).map_err(|error| error.to_string());
    for (task, demand) in problem.demands.iter().enumerate() {
        for (index, worker) in problem.workers.iter().enumerate() {
            if demand.barred.contains_key(&worker.reviewer) {
                forbid(task, index)?;
            }
        }
    }
    for (place, holder) in held.iter().enumerate() {
        for index in (0..problem.workers.len()).filter(|index| index != holder) {
            forbid(problem.demands.len() + place, index)?;
        }
    }
    let limits = Limits {
        seconds: SECONDS,
        ..Limits::default()
    };
    assignment.solve(&limits).map_err(|error| error.to_string())
}

/// Asks no more for what a largest partial plan cannot serve.
fn withdraw(impossible: &Impossible, asked: &mut [u32], rivals: &mut HashMap<usize, usize>) {
    for unserved in &impossible.unserved {
        if let Some(asked) = asked.get_mut(unserved.task) {
            *asked = asked.saturating_sub(unserved.missing);
        }
        let competing = impossible.blocks.iter().find_map(|block| match block {
            Block::Tasks { tasks, .. } if tasks.contains(&unserved.task) => Some(tasks.len()),
            Block::Tasks { .. } | Block::Workers { .. } => None,
        });
        rivals.insert(unserved.task, competing.unwrap_or(1).saturating_sub(1));
    }
}

fn told(problem: &Problem, workers: &[Vec<usize>], rivals: &HashMap<usize, usize>) -> Proposal {
    let mut given = Vec::new();
    let mut after: Vec<u32> = problem.workers.iter().map(|worker| worker.load).collect();
    for (demand, chosen) in problem.demands.iter().zip(workers) {
        for index in chosen {
            if let (Some(worker), Some(after)) = (problem.workers.get(*index), after.get_mut(*index)) {
                *after += 1;
                given.push(Given {
                    dossier: demand.dossier,
                    reviewer: worker.reviewer,
                });
            }
        }
    }
    let shortages = problem
        .demands
        .iter()
        .zip(workers)
        .enumerate()
        .filter_map(|(task, (demand, chosen))| {
            let missing = demand
                .asked
                .saturating_sub(u32::try_from(chosen.len()).unwrap_or(u32::MAX));
            (missing > 0).then(|| Shortage {
                dossier: demand.dossier,
                missing,
                reasons: reasons(problem, demand, chosen, &after),
                rivals: rivals.get(&task).copied().unwrap_or(0),
            })
        })
        .collect();
    let loads = problem
        .workers
        .iter()
        .zip(&after)
        .map(|(worker, after)| Load {
            reviewer: worker.reviewer,
            before: worker.load,
            after: *after,
            capacity: worker.capacity,
        })
        .collect();
    Proposal {
        given,
        loads,
        shortages,
    }
}

/// Why nobody else can have a dossier: each reviewer under the first rule that keeps them away.
fn reasons(problem: &Problem, demand: &Demand, chosen: &[usize], after: &[u32]) -> BTreeMap<Rule, Vec<ReviewerId>> {
    let mut reasons: BTreeMap<Rule, Vec<ReviewerId>> = BTreeMap::new();
    for (index, worker) in problem.workers.iter().enumerate() {
        if chosen.contains(&index) {
            continue;
        }
        let barred = demand.barred.get(&worker.reviewer).and_then(|rules| rules.first());
        let full = after.get(index).is_some_and(|after| *after >= worker.capacity);
        let rule = barred.copied().or_else(|| full.then_some(Rule::Full));
        if let Some(rule) = rule {
            reasons.entry(rule).or_default().push(worker.reviewer);
        }
    }
    reasons
}
