//! The solver’s answers against those of full enumeration.

use std::cell::Cell;
use std::ops::ControlFlow;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::{Goal, LARGEST, Lexicographic, Limits, Model, ModelError, Sense, Solution, SolveError, Variable};

/// A small model as data, so that it can be enumerated without the crate under test.
#[derive(Clone, Debug)]
struct Small {
    bounds: Vec<(i64, i64)>,
    rows: Vec<(Vec<i64>, Option<i64>, Option<i64>)>,
    goals: Vec<(Sense, Vec<i64>)>,
}

impl Small {
    fn model(&self) -> (Model, Vec<Variable>) {
        let mut model = Model::new();
        let variables: Vec<_> = self
            .bounds
            .iter()
            .map(|(lower, upper)| model.integer(*lower, *upper))
            .collect();
        for (index, (factors, least, most)) in self.rows.iter().enumerate() {
            model.constrain(format!("row {index}"), &terms(&variables, factors), *least, *most);
        }
        let (sense, factors) = &self.goals[0];
        match sense {
            Sense::Minimise => model.minimise(&terms(&variables, factors)),
            Sense::Maximise => model.maximise(&terms(&variables, factors)),
        }
        (model, variables)
    }

    /// The values of the goals of the best plan, by trying each.
    fn best(&self) -> Option<Vec<i128>> {
        let mut best: Option<Vec<i128>> = None;
        let mut values: Vec<i64> = self.bounds.iter().map(|(lower, _)| *lower).collect();
        loop {
            if self.accepts(&values) {
                let worth = self.worth(&values);
                if best.as_ref().is_none_or(|best| self.is_better(&worth, best)) {
                    best = Some(worth);
                }
            }
            let next = (0..values.len()).find(|index| values[*index] < self.bounds[*index].1);
            let Some(next) = next else { return best };
            values[next] += 1;
            for (value, (lower, _)) in values.iter_mut().zip(&self.bounds).take(next) {
                *value = *lower;
            }
        }
    }

    fn accepts(&self, values: &[i64]) -> bool {
        let inside = values
            .iter()
            .zip(&self.bounds)
            .all(|(value, (lower, upper))| lower <= value && value <= upper);
        inside
            && self.rows.iter().all(|(factors, least, most)| {
                let sum = product(factors, values);
                least.is_none_or(|least| sum >= i128::from(least)) && most.is_none_or(|most| sum <= i128::from(most))
            })
    }

    fn worth(&self, values: &[i64]) -> Vec<i128> {
        self.goals.iter().map(|(_, factors)| product(factors, values)).collect()
    }

    fn is_better(&self, left: &[i128], right: &[i128]) -> bool {
        let signed = |worth: &[i128]| -> Vec<i128> {
            worth
                .iter()
                .zip(&self.goals)
                .map(|(value, (sense, _))| if *sense == Sense::Minimise { *value } else { -*value })
                .collect()
        };
        signed(left) < signed(right)
    }
}

fn product(factors: &[i64], values: &[i64]) -> i128 {
    factors
        .iter()
        .zip(values)
        .map(|(factor, value)| i128::from(*factor) * i128::from(*value))
        .sum()
}

fn terms(variables: &[Variable], factors: &[i64]) -> Vec<(Variable, i64)> {
    variables.iter().copied().zip(factors.iter().copied()).collect()
}

/// Up to six variables, up to five constraints, factors up to `size`.
fn small(size: i64) -> impl Strategy<Value = Small> {
    (1_usize..=6, 0_usize..=5, 1_usize..=3).prop_flat_map(move |(variables, rows, goals)| {
        let factor = prop_oneof![2 => -size..=size, 1 => Just(0)];
        let bound = (-2_i64..=2, 0_i64..=3).prop_map(|(lower, width)| (lower, lower + width));
        let limit = prop_oneof![Just(None), (-3 * size..=3 * size).prop_map(Some)];
        let row = (prop::collection::vec(factor.clone(), variables), limit.clone(), limit).prop_map(
            |(factors, left, right)| match (left, right) {
                (Some(left), Some(right)) => (factors, Some(left.min(right)), Some(left.max(right))),
                one => (factors, one.0, one.1),
            },
        );
        let sense = prop_oneof![Just(Sense::Minimise), Just(Sense::Maximise)];
        let goal = (sense, prop::collection::vec(factor, variables));
        (
            prop::collection::vec(bound, variables),
            prop::collection::vec(row, rows),
            prop::collection::vec(goal, goals),
        )
            .prop_map(|(bounds, rows, goals)| Small { bounds, rows, goals })
    })
}

/// The same cases each time.
fn runner(cases: u32) -> TestRunner {
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

/// Solved and enumerated; whether there is a plan.
fn agrees(small: &Small) -> Result<bool, TestCaseError> {
    let (model, variables) = small.model();
    let solution = model
        .solve(&Limits::default())
        .map_err(|error| TestCaseError::fail(error.to_string()))?;
    match (small.best(), &solution) {
        (None, Solution::Infeasible) => {}
        (Some(best), Solution::Optimal { plan, objective }) => {
            let values: Vec<_> = variables.iter().map(|variable| plan.whole(*variable)).collect();
            prop_assert!(small.accepts(&values), "{values:?}");
            prop_assert_eq!(i128::from(*objective), best[0]);
            prop_assert_eq!(small.worth(&values)[0], best[0]);
        }
        (best, other) => prop_assert!(false, "enumeration says {best:?}, the solver {other:?}"),
    }
    Ok(small.best().is_some())
}

/// That many small models agree with their enumeration, and a good part of them has plans, another none.
fn all_agree(cases: u32, size: i64) {
    let possible = Cell::new(0);
    runner(cases)
        .run(&small(size), |small| {
            possible.set(possible.get() + u32::from(agrees(&small)?));
            Ok(())
        })
        .unwrap();
    let possible = possible.get();
    assert!(
        possible > cases / 5 && cases - possible > cases / 10,
        "{possible} of {cases} have plans"
    );
}

#[test]
fn five_hundred_small_models_agree_with_enumeration() {
    all_agree(500, 9);
}

#[test]
fn models_with_amounts_in_cents_agree_with_enumeration() {
    all_agree(300, 10_000_000_000);
}

#[test]
fn goals_in_order_agree_with_enumeration() {
    runner(200)
        .run(&small(9), |small| {
            let (model, variables) = small.model();
            let goals: Vec<_> = small
                .goals
                .iter()
                .enumerate()
                .map(|(index, (sense, factors))| Goal {
                    name: index.to_string(),
                    sense: *sense,
                    terms: terms(&variables, factors),
                })
                .collect();
            match (
                small.best(),
                model.solve_lexicographic(&goals, &Limits::default()).unwrap(),
            ) {
                (None, Lexicographic::Infeasible) => {}
                (Some(best), Lexicographic::Found { plan, stages }) => {
                    let values: Vec<_> = variables.iter().map(|variable| plan.whole(*variable)).collect();
                    prop_assert!(small.accepts(&values));
                    prop_assert_eq!(&small.worth(&values), &best);
                    prop_assert!(stages.iter().all(crate::Stage::is_proven));
                    let found: Vec<_> = stages.iter().map(|stage| i128::from(stage.objective)).collect();
                    prop_assert_eq!(found, best);
                }
                (best, other) => prop_assert!(false, "enumeration says {best:?}, the solver {other:?}"),
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn the_same_model_gives_the_same_plan() {
    runner(40)
        .run(&small(50), |small| {
            let (model, _) = small.model();
            let first = model.solve(&Limits::default()).unwrap();
            prop_assert_eq!(first, model.solve(&Limits::default()).unwrap());
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_cent_too_much_is_not_a_plan() {
    // Three purchases whose sum is a cent beyond what there is; 2·10¹³ cents cannot hide it.
    let mut model = Model::new();
    let prices = [6_666_666_666_667, 6_666_666_666_667, 6_666_666_666_667];
    let bought: Vec<_> = prices.iter().map(|_| model.binary()).collect();
    model.at_most("budget", &terms(&bought, &prices), 20_000_000_000_000);
    model.maximise(&terms(&bought, &prices));

    let solution = model.solve(&Limits::default()).unwrap();

    assert_eq!(solution.objective(), Some(13_333_333_333_334));
}

#[test]
fn numbers_that_the_solver_cannot_hold_are_refused() {
    let mut model = Model::new();
    let left = model.integer(0, LARGEST);
    let right = model.binary();
    model.at_most("sum", &[(left, 1), (right, 1)], 5);
    let refused = model.solve(&Limits::default()).unwrap_err();
    let SolveError::Model(ModelError::TooLarge { what, reach }) = refused else {
        panic!("{refused}")
    };
    assert_eq!((what.as_str(), reach), ("constraint sum", i128::from(LARGEST) + 1));

    let mut model = Model::new();
    let bought = model.binary();
    model.maximise(&[(bought, LARGEST), (bought, 1)]);
    assert!(matches!(
        model.solve(&Limits::default()),
        Err(SolveError::Model(ModelError::TooLarge { what, .. })) if what == "the objective"
    ));
}

#[test]
fn mistakes_in_a_model_are_named() {
    let refusal = |model: &Model| match model.solve(&Limits::default()) {
        Err(SolveError::Model(error)) => error,
        other => panic!("{other:?}"),
    };
    let mut other = Model::new();
    other.binary();
    let foreign = other.binary();

    let mut model = Model::new();
    let part = model.continuous(0, 1);
    model.minimise(&[(part, 1)]);
    assert_eq!(
        refusal(&model),
        ModelError::ContinuousObjective("the objective".to_owned())
    );
    model.minimise(&[]);
    model.start_from(&[0, 0]);
    assert_eq!(refusal(&model), ModelError::Start { given: 2, wanted: 1 });
    model.start_from(&[0]);
    model.at_most("share", &[(foreign, 1)], 1);
    assert_eq!(
        refusal(&model),
        ModelError::UnknownVariable("constraint share".to_owned())
    );

    let mut model = Model::new();
    model.integer(1, 0);
    assert_eq!(refusal(&model), ModelError::NoValue(0));
}

#[test]
fn a_model_without_variables_or_terms_is_answered() {
    assert_eq!(Model::new().solve(&Limits::default()).unwrap().objective(), Some(0));
    let mut model = Model::new();
    model.at_least("something of nothing", &[], 1);
    assert_eq!(model.solve(&Limits::default()).unwrap(), Solution::Infeasible);
    model.binary();
    assert_eq!(model.solve(&Limits::default()).unwrap(), Solution::Infeasible);
    let mut model = Model::new();
    let bought = model.binary();
    model.exactly("nothing after all", &[(bought, 1), (bought, -1)], 0);
    model.maximise(&[(bought, 1), (bought, 1)]);
    assert_eq!(model.solve(&Limits::default()).unwrap().objective(), Some(2));
}

#[test]
fn continuous_variables_stand_in_constraints() {
    // How many boxes of 3 hold 10 litres, with at most 2.5 litres in each?
    let mut model = Model::new();
    let boxes = model.integer(0, 10);
    let litres = model.continuous(0, 100);
    model.exactly("all of it", &[(litres, 1)], 10);
    model.at_most("what a box holds", &[(litres, 2), (boxes, -5)], 0);
    model.minimise(&[(boxes, 1)]);

    let solution = model.solve(&Limits::default()).unwrap();

    let plan = solution.plan().unwrap();
    assert_eq!((plan.whole(boxes), plan.millionths(litres)), (4, 10_000_000));
}

#[test]
fn a_plan_within_the_gap_asked_for_is_good_enough_and_says_so() {
    runner(40)
        .run(&small(50), |small| {
            let (model, _) = small.model();
            let solution = model
                .solve(&Limits {
                    gap: 0.5,
                    ..Limits::default()
                })
                .unwrap();
            match (small.best(), &solution) {
                (None, Solution::Infeasible) => {}
                (Some(best), Solution::Optimal { objective, .. }) => prop_assert_eq!(i128::from(*objective), best[0]),
                (Some(best), Solution::Gap { objective, bound, .. }) => {
                    let (least, most) = (*objective.min(bound), *objective.max(bound));
                    prop_assert!((i128::from(least)..=i128::from(most)).contains(&best[0]));
                    prop_assert!(solution.gap().unwrap() <= 0.5);
                }
                (best, other) => prop_assert!(false, "enumeration says {best:?}, the solver {other:?}"),
            }
            Ok(())
        })
        .unwrap();
}

/// A market split: hard enough that no computer ends it in a second.
fn hard() -> Model {
    let mut model = Model::new();
    let bits: Vec<_> = (0..50).map(|_| model.binary()).collect();
    let mut seed = 12_345_u64;
    let mut late = Vec::new();
    for row in 0..8 {
        let mut factors = Vec::new();
        for _ in 0..50 {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            factors.push(i64::try_from((seed >> 33) % 100).unwrap());
        }
        let half = factors.iter().sum::<i64>() / 2;
        let (over, under) = (model.integer(0, 3_000), model.integer(0, 3_000));
        let mut row_terms = terms(&bits, &factors);
        row_terms.extend([(over, -1), (under, 1)]);
        model.exactly(format!("market {row}"), &row_terms, half);
        late.extend([(over, 1), (under, 1)]);
    }
    model.minimise(&late);
    model
}

#[test]
fn when_time_runs_out_the_plan_says_how_far_from_the_best_it_may_be() {
    let solution = hard()
        .solve(&Limits {
            seconds: 1.5,
            ..Limits::default()
        })
        .unwrap();
    let Solution::Gap { objective, bound, .. } = solution else {
        panic!("{solution:?}")
    };
    assert!(0 <= bound && bound < objective);
    assert!(solution.gap().unwrap() > 0.0);
}

#[test]
fn a_caller_that_breaks_off_is_not_kept_waiting() {
    let mut looks = 0;
    let solution = hard()
        .solve_watched(
            &Limits {
                seconds: 2.0,
                ..Limits::default()
            },
            &mut |progress| {
                looks += 1;
                assert!(progress.bound >= 0);
                if looks == 3 {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            },
        )
        .unwrap();
    assert_eq!((looks, solution), (3, Solution::Cancelled { best: None }));
    // What was left behind does not disturb the next search, which outlives it.
    let next = hard()
        .solve(&Limits {
            seconds: 3.0,
            ..Limits::default()
        })
        .unwrap();
    assert!(matches!(next, Solution::Gap { .. }), "{next:?}");
}

#[test]
fn a_start_does_not_change_what_is_best() {
    let mut model = Model::new();
    let bought: Vec<_> = (0..3).map(|_| model.binary()).collect();
    model.at_most("budget", &terms(&bought, &[3, 4, 5]), 7);
    model.maximise(&terms(&bought, &[3, 4, 6]));
    model.start_from(&[0, 0, 1]);
    assert_eq!(model.solve(&Limits::default()).unwrap().objective(), Some(7));
}
