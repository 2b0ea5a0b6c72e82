//! Assignments against those of full enumeration.

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use super::face::Face;
use super::moves::Plan;
use super::stage::{self, Criterion};
use super::{Assigned, Assignment, AssignmentError, Block, Capacity, Impossible, Outcome, Unserved};
use crate::Limits;

/// A small problem as data.
#[derive(Clone, Debug)]
struct Small {
    demands: Vec<u32>,
    capacities: Vec<Capacity>,
    forbidden: Vec<Vec<bool>>,
    costs: Option<Vec<Vec<i32>>>,
}

impl Small {
    fn problem(&self) -> Assignment {
        let mut problem = Assignment::new(self.demands.clone(), self.capacities.clone()).unwrap();
        for (task, row) in self.forbidden.iter().enumerate() {
            for (worker, forbidden) in row.iter().enumerate() {
                if *forbidden {
                    problem.forbid(task, worker).unwrap();
                }
                if let Some(costs) = &self.costs {
                    problem.set_cost(task, worker, costs[task][worker]).unwrap();
                }
            }
        }
        problem
    }

    fn cost(&self, workers: &[Vec<usize>]) -> i64 {
        let Some(costs) = &self.costs else { return 0 };
        let pairs = workers
            .iter()
            .enumerate()
            .flat_map(|(task, chosen)| chosen.iter().map(move |one| (task, *one)));
        pairs.map(|(task, worker)| i64::from(costs[task][worker])).sum()
    }

    fn loads(&self, workers: &[Vec<usize>]) -> Vec<u32> {
        let mut loads = vec![0; self.capacities.len()];
        for worker in workers.iter().flatten() {
            loads[*worker] += 1;
        }
        loads
    }

    /// Largest load, sum of squares, cost, workers: the smallest is the best.
    fn best(&self) -> Option<(u32, u32, i64, Vec<Vec<usize>>)> {
        let mut plans = vec![Vec::<Vec<usize>>::new()];
        for task in 0..self.demands.len() {
            let choices = self.choices(task);
            plans = plans
                .into_iter()
                .flat_map(|plan| {
                    choices
                        .iter()
                        .map(move |choice| [&plan[..], std::slice::from_ref(choice)].concat())
                })
                .collect();
        }
        plans
            .into_iter()
            .filter(|plan| {
                let loads = self.loads(plan);
                loads
                    .iter()
                    .zip(&self.capacities)
                    .all(|(load, capacity)| (capacity.least..=capacity.most).contains(load))
            })
            .map(|plan| {
                let loads = self.loads(&plan);
                let most = loads.iter().copied().max().unwrap_or(0);
                (most, loads.iter().map(|load| load * load).sum(), self.cost(&plan), plan)
            })
            .min()
    }

    fn choices(&self, task: usize) -> Vec<Vec<usize>> {
        let workers = self.capacities.len();
        (0_usize..1 << workers)
            .filter(|set| set.count_ones() == self.demands[task])
            .map(|set| {
                (0..workers)
                    .filter(|worker| set & (1 << worker) != 0)
                    .collect::<Vec<_>>()
            })
            .filter(|set| set.iter().all(|worker| !self.forbidden[task][*worker]))
            .collect()
    }

    /// What tasks ask for beyond what they can be given.
    fn lacking(&self, tasks: &[usize]) -> i64 {
        let asked: u32 = tasks.iter().map(|task| self.demands[*task]).sum();
        let available: u32 = self
            .capacities
            .iter()
            .enumerate()
            .map(|(worker, capacity)| {
                let allowed = tasks.iter().filter(|task| !self.forbidden[**task][worker]).count();
                capacity.most.min(u32::try_from(allowed).unwrap())
            })
            .sum();
        i64::from(asked) - i64::from(available)
    }

    /// What workers must have beyond what they can be given.
    fn short(&self, workers: &[usize]) -> i64 {
        let asked: u32 = workers.iter().map(|worker| self.capacities[*worker].least).sum();
        let available: u32 = self
            .demands
            .iter()
            .enumerate()
            .map(|(task, demand)| {
                let allowed = workers.iter().filter(|worker| !self.forbidden[task][**worker]).count();
                (*demand).min(u32::try_from(allowed).unwrap())
            })
            .sum();
        i64::from(asked) - i64::from(available)
    }
}

fn small() -> impl Strategy<Value = Small> {
    (1_usize..=5, 1_usize..=4).prop_flat_map(|(tasks, workers)| {
        let capacity = (0_u32..=2, 0_u32..=3).prop_map(|(least, more)| Capacity {
            least: least / 2,
            most: least / 2 + more,
        });
        let row = || prop::collection::vec(prop::bool::weighted(0.25), workers);
        let costs = prop::collection::vec(prop::collection::vec(-3_i32..=3, workers), tasks);
        (
            prop::collection::vec(0_u32..=2, tasks),
            prop::collection::vec(capacity, workers),
            prop::collection::vec(row(), tasks),
            prop::option::of(costs),
        )
            .prop_map(|(demands, capacities, forbidden, costs)| Small {
                demands,
                capacities,
                forbidden,
                costs,
            })
    })
}

fn runner(cases: u32) -> TestRunner {
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

#[test]
fn small_problems_agree_with_enumeration() {
    let seen = std::cell::Cell::new((0, 0));
    runner(600)
        .run(&small(), |small| {
            match (small.best(), small.problem().solve(&Limits::default()).unwrap()) {
                (Some((most, squares, cost, workers)), Outcome::Assigned(assigned)) => {
                    let found = assigned.loads.iter().map(|load| load * load).sum::<u32>();
                    let highest = assigned.loads.iter().copied().max().unwrap_or(0);
                    prop_assert_eq!((highest, found, assigned.cost), (most, squares, cost));
                    prop_assert_eq!(&assigned.loads, &small.loads(&assigned.workers));
                    prop_assert_eq!(assigned.workers, workers);
                    seen.set((seen.get().0 + 1, seen.get().1));
                }
                (None, Outcome::Impossible(reasons)) => {
                    explains(&small, &reasons)?;
                    seen.set((seen.get().0, seen.get().1 + 1));
                }
                (best, other) => prop_assert!(false, "enumeration says {best:?}, the assignment {other:?}"),
            }
            Ok(())
        })
        .unwrap();
    let (possible, impossible) = seen.get();
    assert!(
        possible > 100 && impossible > 100,
        "{possible} possible, {impossible} impossible"
    );
}

/// Every reason is true and none of its members can be left out; the unserved tasks lack what the
/// worst set of tasks lacks, so no plan serves more.
fn explains(small: &Small, reasons: &Impossible) -> Result<(), TestCaseError> {
    let tasks = small.demands.len();
    let worst = (0_usize..1 << tasks)
        .map(|set| small.lacking(&(0..tasks).filter(|task| set & (1 << task) != 0).collect::<Vec<_>>()))
        .max();
    let missing: u32 = reasons.unserved.iter().map(|unserved| unserved.missing).sum();
    prop_assert_eq!(Some(i64::from(missing)), worst);
    prop_assert!(!reasons.blocks.is_empty());
    for block in &reasons.blocks {
        match block {
            Block::Tasks {
                tasks,
                exhausted,
                others,
                asked,
                available,
            } => {
                let lacking = i64::try_from(asked - available).unwrap();
                prop_assert!(lacking > 0);
                prop_assert_eq!(small.lacking(tasks), lacking);
                for worker in exhausted.iter().chain(others) {
                    prop_assert!(tasks.iter().any(|task| !small.forbidden[*task][*worker]));
                }
                for task in tasks {
                    let fewer: Vec<_> = tasks.iter().copied().filter(|other| other != task).collect();
                    let kept = reasons.unserved.iter().any(|unserved| unserved.task == *task);
                    prop_assert!(kept || small.lacking(&fewer) <= 0, "{task} could be left out");
                }
            }
            Block::Workers {
                workers,
                tasks,
                asked,
                available,
            } => {
                let short = i64::try_from(asked - available).unwrap();
                prop_assert!(short > 0);
                prop_assert_eq!(small.short(workers), short);
                prop_assert!(
                    tasks
                        .iter()
                        .all(|task| workers.iter().any(|worker| !small.forbidden[*task][*worker]))
                );
            }
        }
    }
    for unserved in &reasons.unserved {
        let in_one = |block: &Block| matches!(block, Block::Tasks { tasks, .. } if tasks.contains(&unserved.task));
        prop_assert!(reasons.blocks.iter().any(in_one));
    }
    Ok(())
}

fn anyone(workers: usize, most: u32) -> Vec<Capacity> {
    vec![Capacity { least: 0, most }; workers]
}

fn impossible(problem: &Assignment) -> Impossible {
    match problem.solve(&Limits::default()).unwrap() {
        Outcome::Impossible(reasons) => reasons,
        other => panic!("{other:?}"),
    }
}

fn assigned(problem: &Assignment) -> Assigned {
    match problem.solve(&Limits::default()).unwrap() {
        Outcome::Assigned(assigned) => assigned,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_task_with_too_few_allowed_workers_is_a_reason_of_its_own() {
    let mut problem = Assignment::new(vec![2, 2], anyone(3, 9)).unwrap();
    problem.forbid(1, 0).unwrap();
    problem.forbid(1, 2).unwrap();

    let reasons = impossible(&problem);

    assert_eq!(reasons.unserved, [Unserved { task: 1, missing: 1 }]);
    let block = Block::Tasks {
        tasks: vec![1],
        exhausted: vec![],
        others: vec![1],
        asked: 2,
        available: 1,
    };
    assert_eq!(reasons.blocks, [block]);
}

#[test]
fn tasks_that_compete_for_an_exhausted_worker_are_named_and_no_others() {
    // Tasks 1 and 3 have only worker 2, who takes one; tasks 0 and 2 have everybody.
    let mut problem = Assignment::new(vec![1; 4], anyone(3, 1)).unwrap();
    for task in [1, 3] {
        problem.forbid(task, 0).unwrap();
        problem.forbid(task, 1).unwrap();
    }

    let reasons = impossible(&problem);

    assert_eq!(reasons.unserved.len(), 1);
    let block = Block::Tasks {
        tasks: vec![1, 3],
        exhausted: vec![2],
        others: vec![],
        asked: 2,
        available: 1,
    };
    assert_eq!(reasons.blocks, [block]);
}

#[test]
fn workers_whose_least_load_cannot_be_reached_are_named() {
    let mut capacities = anyone(3, 9);
    capacities[1].least = 2;
    let mut problem = Assignment::new(vec![1; 3], capacities).unwrap();
    problem.forbid(0, 1).unwrap();
    problem.forbid(2, 1).unwrap();

    let reasons = impossible(&problem);

    assert_eq!(reasons.unserved, []);
    assert_eq!(
        reasons.blocks,
        [Block::Workers {
            workers: vec![1],
            tasks: vec![1],
            asked: 2,
            available: 1
        }]
    );
}

#[test]
fn costs_decide_only_among_balanced_plans() {
    // Worker 0 costs nothing, and still gets a half.
    let mut problem = Assignment::new(vec![1; 4], anyone(2, 4)).unwrap();
    for (task, cost) in [10, 40, 30, 20].into_iter().enumerate() {
        problem.set_cost(task, 1, cost).unwrap();
    }

    let assigned = assigned(&problem);

    assert_eq!((assigned.loads, assigned.cost), (vec![2, 2], 30));
    assert_eq!(assigned.workers, [[1], [0], [0], [1]]);
}

#[test]
fn a_problem_with_nothing_to_do_is_done() {
    let nobody = Assignment::new(vec![0, 0], vec![]).unwrap();
    assert_eq!(assigned(&nobody).workers, [vec![], vec![]] as [Vec<usize>; 2]);
    let nothing = Assignment::new(vec![], anyone(2, 1)).unwrap();
    assert_eq!(assigned(&nothing).loads, [0, 0]);
    let mut nobody = Assignment::new(vec![1], vec![]).unwrap();
    assert_eq!(impossible(&nobody).unserved, [Unserved { task: 0, missing: 1 }]);
    assert_eq!(
        nobody.forbid(0, 0),
        Err(AssignmentError::NoSuchPair { task: 0, worker: 0 })
    );
    assert!(matches!(
        Assignment::new(vec![1; 10_000], anyone(10_000, 1)),
        Err(AssignmentError::TooLarge(_))
    ));
}

#[test]
fn the_solver_balances_the_worst_of_plans() {
    let problem = Assignment::new(vec![1; 12], anyone(4, 12)).unwrap();
    let mut worst = Plan::empty(12, 4);
    for task in 0..12 {
        worst.give(task, 3);
    }

    let face = Face::new(&problem);
    let (best, _) = stage::best(&problem, &face, worst, Criterion::Balance, &Limits::default()).unwrap();

    assert_eq!((0..4).map(|worker| best.load(worker)).collect::<Vec<_>>(), [3; 4]);
}

/// Numbers that look like chance and are the same each time.
fn scattered(seed: &mut u64, below: u64) -> u64 {
    *seed = seed
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    (*seed >> 33) % below
}

#[test]
fn candidates_are_enough_for_a_problem_too_large_to_give_whole() {
    let mut seed = 7;
    let (tasks, workers) = (150, 40);
    let mut problem = Assignment::new(vec![2; tasks], anyone(workers, 8)).unwrap();
    for task in 0..tasks {
        for worker in 0..workers {
            if scattered(&mut seed, 10) == 0 {
                problem.forbid(task, worker).unwrap();
            }
            let cost = i32::try_from(scattered(&mut seed, 1000)).unwrap();
            problem.set_cost(task, worker, cost).unwrap();
        }
    }

    let assigned = assigned(&problem);

    // 300 places among 40 workers: 7 or 8 each.
    assert!(assigned.loads.iter().all(|load| (7..=8).contains(load)));
    // The cheapest two of each task, without a thought for the balance, would cost less.
    assert!(assigned.cost < 2 * 150 * 100, "{}", assigned.cost);
    // Once more with the workers in another order: the same cost.
    let mut other = Assignment::new(vec![2; tasks], anyone(workers, 8)).unwrap();
    for task in 0..tasks {
        for worker in 0..workers {
            let mirrored = workers - 1 - worker;
            if !problem.allowed.has(task, worker) {
                other.forbid(task, mirrored).unwrap();
            }
            other
                .set_cost(task, mirrored, i32::try_from(problem.cost(task, worker)).unwrap())
                .unwrap();
        }
    }
    assert_eq!(self::assigned(&other).cost, assigned.cost);
}
