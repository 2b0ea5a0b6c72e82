//! Assignments respect every conflict and capacity, whatever the case, and are the same each time.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use uuid::Uuid;

use super::assign::{Demand, Problem, Proposal, Worker, propose};
use super::model::{ReviewerId, Rule};
use crate::features::dossiers::DossierId;

fn dossier(number: usize) -> DossierId {
    DossierId::new(Uuid::from_u128(1_000 + number as u128))
}

fn reviewer(number: usize) -> ReviewerId {
    ReviewerId::new(Uuid::from_u128(2_000 + number as u128))
}

/// Dossiers with what each asks and whom a conflict keeps away; reviewers with capacity and load.
fn problem(dossiers: &[(u32, Vec<usize>)], reviewers: &[(u32, u32)]) -> Problem {
    Problem {
        demands: dossiers
            .iter()
            .enumerate()
            .map(|(number, (asked, barred))| Demand {
                dossier: dossier(number),
                asked: *asked,
                barred: barred
                    .iter()
                    .map(|number| (reviewer(*number), vec![Rule::SameSchool]))
                    .collect(),
            })
            .collect(),
        workers: reviewers
            .iter()
            .enumerate()
            .map(|(number, (capacity, load))| Worker {
                reviewer: reviewer(number),
                capacity: *capacity,
                load: *load,
            })
            .collect(),
    }
}

fn loads(proposal: &Proposal) -> Vec<u32> {
    proposal.loads.iter().map(|load| load.after).collect()
}

#[test]
fn loads_are_balanced_with_what_is_already_held() {
    // Four dossiers × 2 for four reviewers: 2 each.
    let fair = propose(&problem(&vec![(2, vec![]); 4], &[(9, 0); 4])).unwrap();
    assert_eq!(loads(&fair), [2, 2, 2, 2]);
    // One holds three already: the three others share what is new.
    let partial = propose(&problem(&vec![(2, vec![]); 3], &[(9, 3), (9, 0), (9, 0), (9, 0)])).unwrap();
    assert_eq!(loads(&partial), [3, 2, 2, 2]);
    assert!(partial.shortages.is_empty());
}

#[test]
fn what_is_impossible_says_which_rule_blocks() {
    // Three reviewers, two of them tied to the only dossier.
    let tied = propose(&problem(&[(2, vec![0, 1])], &[(5, 0); 3])).unwrap();
    assert_eq!(tied.given.len(), 1);
    let [shortage] = tied.shortages.as_slice() else {
        panic!("{:?}", tied.shortages)
    };
    assert_eq!((shortage.missing, shortage.rivals), (1, 0));
    let expected = BTreeMap::from([(Rule::SameSchool, vec![reviewer(0), reviewer(1)])]);
    assert_eq!(shortage.reasons, expected);

    // Two reviewers who accept one dossier each, and two dossiers: capacity is in the way.
    let full = propose(&problem(&vec![(2, vec![]); 2], &[(1, 0); 2])).unwrap();
    assert_eq!(full.given.len(), 2);
    let missing: u32 = full.shortages.iter().map(|shortage| shortage.missing).sum();
    assert_eq!(missing, 2);
    for shortage in &full.shortages {
        assert_eq!(shortage.reasons.keys().collect::<Vec<_>>(), [&Rule::Full]);
        assert_eq!(shortage.rivals, 1);
    }

    // Nobody at all.
    let nobody = propose(&problem(&[(2, vec![])], &[])).unwrap();
    assert_eq!((nobody.given.len(), nobody.shortages[0].missing), (0, 2));
    assert!(nobody.shortages[0].reasons.is_empty());
    // Nothing to do.
    assert_eq!(propose(&Problem::default()).unwrap(), Proposal::default());
}

#[test]
fn what_is_held_is_never_given_up_for_something_new() {
    // The only free reviewer of the dossier is full with what they hold.
    let proposal = propose(&problem(&[(1, vec![1])], &[(1, 1), (2, 0)])).unwrap();
    assert_eq!((proposal.given.len(), proposal.shortages.len()), (0, 1));
    assert_eq!(loads(&proposal), [1, 0]);
}

#[test]
fn somebody_over_their_capacity_keeps_what_they_hold() {
    let proposal = propose(&problem(&[(1, vec![])], &[(1, 3), (1, 0)])).unwrap();
    assert_eq!(loads(&proposal), [3, 1]);
}

/// The most that can be given: every way of giving is tried.
fn most(problem: &Problem) -> usize {
    fn place(problem: &Problem, slots: &[usize], room: &mut Vec<u32>, used: &mut BTreeSet<(usize, usize)>) -> usize {
        let Some((task, rest)) = slots.split_first() else {
            return 0;
        };
        let mut best = place(problem, rest, room, used);
        for worker in 0..problem.workers.len() {
            let barred = problem.demands[*task]
                .barred
                .contains_key(&problem.workers[worker].reviewer);
            if barred || room[worker] == 0 || used.contains(&(*task, worker)) {
                continue;
            }
            room[worker] -= 1;
            used.insert((*task, worker));
            best = best.max(1 + place(problem, rest, room, used));
            used.remove(&(*task, worker));
            room[worker] += 1;
        }
        best
    }
    let slots: Vec<usize> = problem
        .demands
        .iter()
        .enumerate()
        .flat_map(|(task, demand)| (0..demand.asked).map(move |_| task))
        .collect();
    let mut room = problem
        .workers
        .iter()
        .map(|worker| worker.capacity.saturating_sub(worker.load))
        .collect();
    place(problem, &slots, &mut room, &mut BTreeSet::new())
}

fn small() -> impl Strategy<Value = Problem> {
    (1_usize..4).prop_flat_map(|workers| {
        let dossiers = prop::collection::vec((0_u32..3, prop::collection::vec(0..workers, 0..3)), 0..4);
        let reviewers = prop::collection::vec((0_u32..4, 0_u32..3), workers);
        (dossiers, reviewers).prop_map(|(dossiers, reviewers)| problem(&dossiers, &reviewers))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_assignment_respects_conflicts_and_capacities_and_gives_all_it_can(problem in small()) {
        let proposal = propose(&problem).unwrap();
        let pairs: BTreeSet<_> = proposal.given.iter().collect();
        prop_assert_eq!(pairs.len(), proposal.given.len(), "nobody gets a dossier twice");
        for demand in &problem.demands {
            let given: Vec<_> = proposal.given.iter().filter(|given| given.dossier == demand.dossier).collect();
            let missing = proposal.shortages.iter().find(|lack| lack.dossier == demand.dossier).map_or(0, |lack| lack.missing);
            prop_assert_eq!(u32::try_from(given.len()).unwrap() + missing, demand.asked);
            for given in given {
                prop_assert!(!demand.barred.contains_key(&given.reviewer));
            }
        }
        for (worker, load) in problem.workers.iter().zip(&proposal.loads) {
            let new = proposal.given.iter().filter(|given| given.reviewer == worker.reviewer).count();
            let new = u32::try_from(new).unwrap();
            prop_assert_eq!(load.after, worker.load + new);
            prop_assert!(load.after <= worker.capacity.max(worker.load));
        }
        prop_assert_eq!(proposal.given.len(), most(&problem));
        // Everybody who did not get a dossier that lacks reviewers has a reason.
        for lack in &proposal.shortages {
            let told: usize = lack.reasons.values().map(Vec::len).sum();
            let given = proposal.given.iter().filter(|given| given.dossier == lack.dossier).count();
            prop_assert_eq!(told + given, problem.workers.len());
        }
        prop_assert_eq!(propose(&problem).unwrap(), proposal);
    }
}
