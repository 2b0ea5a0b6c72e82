//! The plan against full enumeration, the worked example of the trade, and what cannot be.

use std::ops::ControlFlow;

use super::compare::ChangeKind::{Leaves, Moves, Same};
use super::contradictions::Contradiction;
use super::draws::Chance;
use super::entries::{Broken, Entries};
use super::explain::{Why, explain, increase};
use super::model::{Funder, Guarantees, Heading, Mode, Need, Package, Problem, School};
use super::solve::{Found, Outcome, Patience, solve};
use super::{compare, draws, large, ranking, solve as solver};

/// The schools of the worked example, all amounts in euros: C1 C2 E1 E2 E3 E4 E5.
fn worked(budgets: [i64; 5], mode: Mode) -> Problem {
    let school = |uai: &str, pupils, need: i64, readiness: i64, ready, college, costs: [i64; 3]| School {
        uai: uai.to_owned(),
        pupils,
        priority_x10: 7 * need + 3 * readiness,
        need: Need(need * 1_000),
        ready_wave: ready,
        attached_to: college,
        costs: vec![costs.map(|euros| euros * 100).to_vec()],
        primary: college.is_some(),
        ..School::default()
    };
    let ecole = [11_775, 500, 500];
    Problem {
        waves: 3,
        mode,
        years: 5,
        funders: vec![Funder {
            name: "authority".to_owned(),
            local: true,
            budgets: budgets.map(|euros| euros * 100).to_vec(),
        }],
        schools: vec![
            school("C1", 600, 62, 70, 1, None, [48_080, 42_660, 90_740]),
            school("C2", 500, 78, 45, 2, None, [40_000, 36_000, 76_000]),
            school("E1", 200, 55, 80, 1, Some(0), ecole),
            school("E2", 150, 70, 60, 1, Some(0), ecole),
            school("E3", 220, 80, 50, 2, Some(1), ecole),
            school("E4", 180, 66, 75, 1, Some(1), ecole),
            school("E5", 90, 85, 40, 2, Some(1), ecole),
        ],
        packages: Vec::new(),
        headings: Vec::new(),
        capacity: None,
        guarantees: Guarantees::default(),
    }
}

const RICH: [i64; 5] = [100_000, 140_000, 200_000, 150_000, 100_000];
const MIDDLE: [i64; 5] = [80_000, 110_000, 170_000, 130_000, 80_000];
const POOR: [i64; 5] = [60_000, 90_000, 150_000, 120_000, 80_000];

fn outcome(problem: &Problem) -> Outcome {
    solve(
        problem,
        &mut Patience {
            seconds: 60.0,
            watch: &mut |_| ControlFlow::Continue(()),
        },
    )
    .unwrap()
}

fn best(problem: &Problem) -> Found {
    match outcome(problem) {
        Outcome::Found(found) => {
            assert!(found.is_optimal(), "{:?}", found.stages);
            assert_eq!(found.entries.broken(problem), []);
            found
        }
        other => panic!("{other:?}"),
    }
}

fn contradictions(problem: &Problem) -> Vec<Contradiction> {
    match outcome(problem) {
        Outcome::Infeasible(contradictions) => contradictions,
        other => panic!("{other:?}"),
    }
}

/// `C1 1, C2 2`.
fn told(problem: &Problem, entries: &Entries) -> String {
    entries
        .chosen()
        .map(|(school, wave)| format!("{} {wave}", problem.schools[school].uai))
        .collect::<Vec<_>>()
        .join(", ")
}

fn costs(problem: &Problem, entries: &Entries) -> Vec<i64> {
    (1..=problem.years)
        .map(|year| entries.cost(problem, 0, year) / 100)
        .collect()
}

fn check_worked(budgets: [i64; 5], mode: Mode, plan: &str, benefit: i64, by_year: [i64; 5]) {
    let problem = worked(budgets, mode);
    let found = best(&problem);
    assert_eq!(told(&problem, &found.entries), plan);
    assert_eq!(found.entries.benefit(&problem), benefit);
    assert_eq!(costs(&problem, &found.entries), by_year);
}

#[test]
fn the_worked_example_by_benefit() {
    let plan = "C1 1, C2 2, E1 1, E2 1, E3 2, E4 2, E5 2";
    check_worked(
        RICH,
        Mode::Benefit,
        plan,
        3_205_120,
        [71_630, 118_985, 129_240, 77_500, 0],
    );
    let plan = "C1 1, C2 2, E1 1, E2 1, E3 2, E4 2, E5 3";
    check_worked(
        MIDDLE,
        Mode::Benefit,
        plan,
        3_140_770,
        [71_630, 107_210, 140_515, 77_500, 500],
    );
    let plan = "C1 1, C2 2, E1 1, E3 3";
    check_worked(
        POOR,
        Mode::Benefit,
        plan,
        2_371_400,
        [59_855, 83_160, 139_015, 76_500, 500],
    );
}

#[test]
fn the_worked_example_by_equity() {
    // With enough money for everybody the modes agree.
    let plan = "C1 1, C2 2, E1 1, E2 1, E3 2, E4 2, E5 2";
    check_worked(
        RICH,
        Mode::Equity,
        plan,
        3_205_120,
        [71_630, 118_985, 129_240, 77_500, 0],
    );
    let plan = "C1 1, C2 2, E1 1, E2 1, E3 2, E4 2, E5 3";
    check_worked(
        MIDDLE,
        Mode::Equity,
        plan,
        3_140_770,
        [71_630, 107_210, 140_515, 77_500, 500],
    );
    // Needs left unserved: 70, 62, 55 rather than 85, 70, 66.
    let plan = "C2 2, E3 2, E4 2, E5 2";
    check_worked(POOR, Mode::Equity, plan, 1_369_420, [0, 75_325, 37_500, 77_500, 0]);
    let problem = worked(POOR, Mode::Equity);
    assert_eq!(best(&problem).entries.local_cost(&problem), 19_032_500);
}

#[test]
fn the_worked_example_by_plain_ranking() {
    for (budgets, benefit) in [(MIDDLE, 2_760_410), (POOR, 2_279_550)] {
        let problem = worked(budgets, Mode::Benefit);
        let plain = ranking::by_priority(&problem);
        assert_eq!(plain.broken(&problem), []);
        assert_eq!(plain.benefit(&problem), benefit, "{}", told(&problem, &plain));
    }
}

#[test]
fn the_worked_example_says_what_would_let_the_others_in() {
    for mode in [Mode::Benefit, Mode::Equity] {
        let problem = worked(POOR, mode);
        let found = best(&problem);
        let explained = explain(&problem, &found.entries);
        assert_eq!(explained.len(), 3);
        for explanation in explained {
            let mut patience = Patience {
                seconds: 60.0,
                watch: &mut |_| ControlFlow::Continue(()),
            };
            let increase = increase(&problem, &found, explanation.school, &mut patience)
                .unwrap()
                .unwrap_or_else(|| panic!("nothing lets {explanation:?} in"));
            // Checked here by hand: with it the best plan has the school.
            let mut raised = problem.clone();
            for limit in &increase.limits {
                let Broken::Budget { year, by, .. } = limit else {
                    panic!("{limit:?}")
                };
                raised.funders[0].budgets[year - 1] += by;
            }
            let with = best(&raised);
            assert_eq!(with.entries.waves[explanation.school], Some(increase.wave));
            // One cent less of any of it, and it is not.
            if let [Broken::Budget { year, .. }] = increase.limits[..]
                && increase.smallest
            {
                raised.funders[0].budgets[year - 1] -= 1;
                assert_eq!(best(&raised).entries.waves[explanation.school], None);
            }
        }
    }
    let problem = worked(POOR, Mode::Benefit);
    let found = best(&problem);
    let explained = explain(&problem, &found.entries);
    assert_eq!(explained.iter().map(|told| told.school).collect::<Vec<_>>(), [3, 5, 6]);
    let short = |wave, year, euros: i64| Why::Limit {
        wave,
        broken: Broken::Budget {
            year,
            funder: 0,
            by: euros * 100,
        },
    };
    assert_eq!(explained[0].why, short(1, 1, 11_630));
    assert_eq!(explained[2].why, short(2, 2, 4_935));
}

/// A problem with few schools and small numbers, so that plans are often equally good.
fn drawn(chance: &mut Chance) -> Problem {
    let mut below = |limit: u64| i64::try_from(chance.below(limit)).unwrap();
    let index = |number: i64| usize::try_from(number).unwrap();
    let waves = index(1 + below(3));
    let years = waves + index(below(3));
    let funders = index(1 + below(2));
    let count = index(2 + below(5));
    let mut schools: Vec<School> = Vec::new();
    for position in 0..count {
        let college = (position > 0 && below(2) == 0)
            .then(|| index(below(i64::try_from(position).unwrap().unsigned_abs())))
            // An école of an école would be no école.
            .filter(|college| schools[*college].attached_to.is_none());
        schools.push(School {
            uai: format!("S{position}"),
            position,
            pupils: below(4),
            priority_x10: below(4),
            need: Need(below(4) * 1_000),
            ready_wave: index(1 + below(3)),
            attached_to: college,
            costs: (0..funders)
                .map(|_| (0..below(4)).map(|_| below(4)).collect())
                .collect(),
            primary: college.is_some(),
            excluded: below(12) == 0,
            closes_after: (below(8) == 0).then(|| index(below(4))),
            ..School::default()
        });
    }
    Problem {
        waves,
        mode: Mode::Benefit,
        years,
        funders: (0..funders)
            .map(|funder| Funder {
                name: format!("F{funder}"),
                local: funder == 0,
                budgets: (0..years).map(|_| below(8)).collect(),
            })
            .collect(),
        schools,
        packages: Vec::new(),
        headings: Vec::new(),
        capacity: None,
        guarantees: Guarantees::default(),
    }
}

/// What a plan is worth: smaller is better.
type Worth = (Vec<i64>, Vec<i64>, i64, Vec<String>, Vec<usize>);

/// The best plan by trying them all. Nothing here is taken from the product but the question.
fn enumerated(problem: &Problem, mode: Mode) -> (Worth, Vec<Option<usize>>) {
    let count = problem.schools.len();
    let mut best: Option<(Worth, Vec<Option<usize>>)> = None;
    let mut plan = vec![0_usize; count];
    loop {
        if let Some(worth) = worth(problem, mode, &plan) {
            let waves = plan.iter().map(|wave| (*wave > 0).then_some(*wave)).collect();
            if best.as_ref().is_none_or(|(known, _)| worth < *known) {
                best = Some((worth, waves));
            }
        }
        let Some(next) = (0..count).find(|school| plan[*school] < problem.waves) else {
            return best.unwrap();
        };
        plan[next] += 1;
        plan[..next].fill(0);
    }
}

fn worth(problem: &Problem, mode: Mode, plan: &[usize]) -> Option<Worth> {
    let mut paid = vec![vec![0; 20]; problem.funders.len()];
    let (mut benefit, mut unserved, mut list, mut waves) = (0, Vec::new(), Vec::new(), Vec::new());
    for (school, wave) in problem.schools.iter().zip(plan) {
        if *wave == 0 {
            unserved.push(school.need.0);
            continue;
        }
        let last = school.closes_after.unwrap_or(99);
        let after_college = school
            .attached_to
            .is_none_or(|college| plan[college] > 0 && plan[college] <= *wave);
        if school.excluded || *wave < school.ready_wave || *wave > last || !after_college {
            return None;
        }
        let years = problem.waves.min(last) + 1 - wave;
        benefit += school.pupils * school.priority_x10 * i64::try_from(years).unwrap();
        for (paid, costs) in paid.iter_mut().zip(&school.costs) {
            for (after, cost) in costs.iter().enumerate().filter(|(after, _)| wave + after <= last) {
                paid[wave + after] += cost;
            }
        }
        list.push(school.uai.clone());
        waves.push(*wave);
    }
    for (paid, funder) in paid.iter().zip(&problem.funders) {
        for (year, paid) in paid.iter().enumerate().skip(1) {
            if *paid > funder.budgets.get(year - 1).copied().unwrap_or(0) {
                return None;
            }
        }
    }
    let local = paid[0].iter().sum();
    unserved.sort_unstable_by(|left, right| right.cmp(left));
    let benefit = vec![-benefit];
    Some(match mode {
        Mode::Benefit => (benefit, unserved, local, list, waves),
        Mode::Equity => (unserved, benefit, local, list, waves),
    })
}

#[test]
fn small_problems_agree_with_enumeration() {
    for instance in 0..500 {
        let mut problem = drawn(&mut Chance::new(2026, instance));
        for mode in [Mode::Benefit, Mode::Equity] {
            problem.mode = mode;
            let found = best(&problem);
            let (worth, waves) = enumerated(&problem, mode);
            assert_eq!(found.entries.waves, waves, "instance {instance}: {problem:#?}");
            let unserved: Vec<i64> = found.entries.unserved(&problem).iter().map(|need| need.0).collect();
            let benefit = vec![-found.entries.benefit(&problem)];
            let cost = found.entries.local_cost(&problem);
            let (first, second) = match mode {
                Mode::Benefit => (benefit, unserved),
                Mode::Equity => (unserved, benefit),
            };
            assert_eq!((first, second, cost), (worth.0, worth.1, worth.2));
        }
    }
}

#[test]
fn bounds_for_large_problems_hold_on_small_ones() {
    for instance in 0..60 {
        let problem = drawn(&mut Chance::new(7, instance));
        let formulation = super::formulation::Formulation::new(&problem);
        if formulation.options.is_empty() {
            continue;
        }
        let plain = ranking::by_priority(&problem);
        let mut patience = Patience {
            seconds: 20.0,
            watch: &mut |_| ControlFlow::Continue(()),
        };
        let (rows, benefit) = (large::rows(&formulation), formulation.benefit());
        let found = large::solve(&formulation, &rows, &benefit, Some(plain), &mut patience).unwrap();
        let entries = found.best.unwrap();
        let exact = best(&problem).entries.benefit(&problem);
        assert_eq!(entries.broken(&problem), []);
        assert_eq!(entries.benefit(&problem), exact, "instance {instance}");
        assert!(found.bound >= exact, "instance {instance}");
    }
}

/// So many schools, each seventh a collège that the next six follow, and money for a few.
fn many(count: usize, mode: Mode) -> Problem {
    let mut chance = Chance::new(3, 0);
    let mut problem = worked(RICH, mode);
    problem.schools.clear();
    for position in 0..count {
        let mut below = |limit: u64| i64::try_from(chance.below(limit)).unwrap();
        let college = position % 7 != 0;
        problem.schools.push(School {
            uai: format!("{position:07}A"),
            position,
            pupils: 50 + below(600),
            priority_x10: 200 + below(700),
            need: Need(below(100) * 1_000),
            ready_wave: 1,
            attached_to: college.then_some(position / 7 * 7),
            costs: vec![if college {
                vec![1_177_500, 50_000, 50_000]
            } else {
                (0..3).map(|_| 3_000_000 + below(6_000_000)).collect()
            }],
            primary: college,
            ..School::default()
        });
    }
    let count = i64::try_from(count).unwrap();
    problem.funders[0].budgets = [8, 14, 20, 15, 10].map(|parts| parts * 50_000 * count).to_vec();
    problem
}

fn within(seconds: f64, problem: &Problem) -> Found {
    let mut patience = Patience {
        seconds,
        watch: &mut |_| ControlFlow::Continue(()),
    };
    let Outcome::Found(found) = solve(problem, &mut patience).unwrap() else {
        panic!("no plan")
    };
    assert_eq!(found.entries.broken(problem), []);
    found
}

#[test]
fn some_hundred_schools_have_a_plan_close_to_the_bound() {
    let problem = many(210, Mode::Benefit);
    let formulation = super::formulation::Formulation::new(&problem);
    let plain = ranking::by_priority(&problem);
    let mut patience = Patience {
        seconds: 5.0,
        watch: &mut |_| ControlFlow::Continue(()),
    };
    let (rows, benefit) = (large::rows(&formulation), formulation.benefit());
    let found = large::solve(&formulation, &rows, &benefit, Some(plain.clone()), &mut patience).unwrap();
    let entries = found.best.unwrap();
    assert_eq!(entries.broken(&problem), []);
    let value = entries.benefit(&problem);
    assert!(value > plain.benefit(&problem));
    assert!(found.bound - value <= found.bound / 100, "{value} of {}", found.bound);
}

#[test]
fn goals_met_by_prices_stay_met() {
    // What is found for one goal must keep those before: `solve` checks it in whole numbers.
    let problem = many(105, Mode::Equity);
    let found = within(4.0, &problem);
    assert!(found.stages.len() > 1, "{:?}", found.stages);
}

#[test]
fn more_schools_than_the_solver_takes_have_a_plan_and_a_bound_in_both_modes() {
    for mode in [Mode::Benefit, Mode::Equity] {
        let problem = many(1_400, mode);
        let found = within(3.0, &problem);
        assert!(!found.is_optimal());
        let last = found.stages.last().unwrap();
        assert!(last.bound >= last.value && last.value > 0);
        // The greatest needs are served, or proven out of reach.
        if mode == Mode::Equity {
            assert!(found.entries.unserved(&problem)[0] < Need(99_000));
        }
    }
}

#[test]
fn the_search_agrees_with_the_solver() {
    for instance in 0..60 {
        let mut chance = Chance::new(11, instance);
        let mut problem = drawn(&mut chance);
        let mut below = |limit: u64| i64::try_from(chance.below(limit)).unwrap();
        // Larger numbers than those of the enumeration, islands, works and a quota.
        for school in &mut problem.schools {
            school.pupils += below(500);
            school.priority_x10 += below(900);
            school.need = Need(below(100_000));
            school.island = (below(3) == 0).then(|| "977".to_owned());
            for cost in school.costs.iter_mut().flatten() {
                *cost = *cost * 100_000 + below(50_000);
            }
        }
        for amount in problem.funders.iter_mut().flat_map(|funder| &mut funder.budgets) {
            *amount *= 150_000;
        }
        problem.guarantees.primary_at_most = (below(3) == 0).then_some(1);
        let costs: Vec<Vec<i64>> = problem.funders.iter().map(|_| vec![below(200_000)]).collect();
        let imposed = below(2) == 0;
        if imposed {
            for (funder, costs) in problem.funders.iter_mut().zip(&costs) {
                funder.budgets[0] += costs[0];
            }
        }
        problem.packages.push(Package {
            id: "fibre".to_owned(),
            school: 0,
            ready_wave: 1,
            costs,
            imposed,
        });
        for mode in [Mode::Benefit, Mode::Equity] {
            problem.mode = mode;
            let (found, asked) = (best(&problem), solver::by_the_solver(&problem));
            assert_eq!(found.stages, asked.stages, "instance {instance}: {problem:#?}");
            assert_eq!(found.entries, asked.entries, "instance {instance}");
            let drawn = solver::first_goals(&problem, None).unwrap().unwrap();
            assert_eq!(drawn.benefit(&problem), found.entries.benefit(&problem));
        }
    }
}

/// The smallest sum beyond the budgets with which the best plan has a school, by trying all plans.
fn smallest_increase(problem: &Problem, school: usize) -> Option<i64> {
    let mut rich = problem.clone();
    for funder in &mut rich.funders {
        funder.budgets = vec![1_000_000; 10];
    }
    let count = problem.schools.len();
    let mut plan = vec![0_usize; count];
    let mut increases: Vec<(i64, Vec<Vec<i64>>)> = Vec::new();
    loop {
        if plan[school] > 0 && worth(&rich, problem.mode, &plan).is_some() {
            let mut entries = Entries::none(problem);
            entries.waves = plan.iter().map(|wave| (*wave > 0).then_some(*wave)).collect();
            let budgets: Vec<Vec<i64>> = (0..problem.funders.len())
                .map(|funder| {
                    let of = |year: usize| problem.funders[funder].budgets.get(year - 1).copied().unwrap_or(0);
                    (1..=10)
                        .map(|year| entries.cost(problem, funder, year).max(of(year)))
                        .collect()
                })
                .collect();
            let sum: i64 = budgets.iter().flatten().sum();
            increases.push((sum, budgets));
        }
        let Some(next) = (0..count).find(|school| plan[*school] < problem.waves) else {
            break;
        };
        plan[next] += 1;
        plan[..next].fill(0);
    }
    increases.sort();
    increases.dedup();
    let before: i64 = problem.funders.iter().flat_map(|funder| &funder.budgets).sum();
    increases.into_iter().find_map(|(sum, budgets)| {
        for (funder, budgets) in rich.funders.iter_mut().zip(budgets) {
            funder.budgets = budgets;
        }
        let (_, waves) = enumerated(&rich, problem.mode);
        waves[school].is_some().then_some(sum - before)
    })
}

#[test]
fn increases_agree_with_enumeration() {
    let (mut searched, mut proven) = (0, 0);
    for instance in 0..60 {
        let mut problem = drawn(&mut Chance::new(5, instance));
        if problem.schools.len() > 4 {
            continue;
        }
        for mode in [Mode::Benefit, Mode::Equity] {
            problem.mode = mode;
            let found = best(&problem);
            for explanation in explain(&problem, &found.entries) {
                let mut patience = Patience {
                    seconds: 60.0,
                    watch: &mut |_| ControlFlow::Continue(()),
                };
                let told = increase(&problem, &found, explanation.school, &mut patience).unwrap();
                let exact = smallest_increase(&problem, explanation.school);
                searched += 1;
                let Some(told) = told else { continue };
                let exact = exact.unwrap();
                assert!(told.cents >= exact, "instance {instance}: {told:?}, {exact}");
                if told.smallest {
                    proven += 1;
                    assert_eq!(told.cents, exact, "instance {instance}: {problem:#?}");
                }
            }
        }
    }
    assert!(searched > 100 && proven > 30, "{proven} of {searched}");
}

#[test]
fn zero_budgets_pay_nothing() {
    let problem = worked([0; 5], Mode::Benefit);
    let found = best(&problem);
    assert_eq!(found.entries.chosen().count(), 0);
    let explained = explain(&problem, &found.entries);
    assert_eq!(explained.len(), 7);
    assert_eq!(explained[2].why, Why::CollegeOut { college: 0 });
    // What costs nothing enters all the same.
    let mut free = problem;
    free.schools[0].costs = vec![Vec::new()];
    assert_eq!(told(&free, &best(&free).entries), "C1 1");
}

#[test]
fn pinned_schools_that_contradict_each_other_are_told() {
    let mut problem = worked(RICH, Mode::Benefit);
    problem.schools[0].pinned_wave = Some(2);
    problem.schools[2].pinned_wave = Some(1);
    let expected = Contradiction::PinnedBeforeCollege {
        school: 2,
        college: 0,
        earliest: Some(2),
    };
    assert_eq!(contradictions(&problem), [expected]);

    let mut problem = worked(RICH, Mode::Benefit);
    problem.schools[0].pinned_wave = Some(1);
    problem.schools[0].excluded = true;
    problem.schools[1].pinned_wave = Some(1);
    problem.schools[2].pinned_wave = Some(3);
    assert_eq!(
        contradictions(&problem),
        [
            Contradiction::PinnedAndExcluded { school: 0 },
            Contradiction::PinnedNotReady { school: 1 },
            Contradiction::PinnedBeforeCollege {
                school: 2,
                college: 0,
                earliest: None
            },
        ]
    );
}

#[test]
fn pinned_schools_beyond_the_budgets_are_told_by_how_much() {
    let mut problem = worked([40_000, 50_000, 150_000, 0, 0], Mode::Benefit);
    problem.schools[0].pinned_wave = Some(1);
    let short = |year, euros: i64, pinned_alone| Contradiction::Budget {
        year,
        funder: 0,
        by: euros * 100,
        pinned_alone,
    };
    assert_eq!(contradictions(&problem), [short(1, 8_080, true)]);

    // An école alone is pinned: its collège must enter too, which a search finds out.
    let mut problem = worked([50_000, 50_000, 100_000, 0, 0], Mode::Benefit);
    problem.schools[2].pinned_wave = Some(1);
    assert_eq!(contradictions(&problem), [short(1, 9_855, false)]);
}

#[test]
fn a_school_that_closes_costs_and_benefits_until_then() {
    let mut problem = worked(RICH, Mode::Benefit);
    problem.schools[0].closes_after = Some(2);
    problem.schools[4].closes_after = Some(1);
    let found = best(&problem);
    // C1 has two years of benefit and no third year to pay; E3 is ready when it is closed.
    assert_eq!(found.entries.waves[0], Some(1));
    assert_eq!(found.entries.waves[4], None);
    assert_eq!(problem.benefit(0, 1), 600 * 644 * 2);
    assert_eq!(problem.cost(0, 1, 0, 3), 0);
    let explained = explain(&problem, &found.entries);
    assert_eq!(explained[0].why, Why::Closed);
}

#[test]
fn guarantees_are_kept_or_told() {
    let mut problem = worked(RICH, Mode::Benefit);
    for school in &mut problem.schools {
        let second = school.attached_to == Some(1) || school.uai == "C2";
        school.island = Some(if second { "978" } else { "977" }.to_owned());
    }
    problem.guarantees.island_each_wave = true;
    assert_eq!(
        contradictions(&problem),
        [Contradiction::Island {
            wave: 1,
            island: "978".to_owned()
        }]
    );
    for school in &mut problem.schools {
        school.ready_wave = 1;
    }
    let found = best(&problem);
    for wave in 1..=3 {
        for island in ["977", "978"] {
            assert!(
                found
                    .entries
                    .chosen()
                    .any(|(school, entered)| entered == wave
                        && problem.schools[school].island.as_deref() == Some(island))
            );
        }
    }

    let mut problem = worked(RICH, Mode::Benefit);
    problem.guarantees.primary_at_most = Some(1);
    assert_eq!(told(&problem, &best(&problem).entries), "C1 1, C2 2, E1 1");
    problem.guarantees.primary_at_least = Some(6);
    assert!(contradictions(&problem).contains(&Contradiction::PrimaryAtLeast { by: 1 }));
}

#[test]
fn caps_devices_and_network_works_are_kept() {
    let mut problem = worked(RICH, Mode::Benefit);
    problem.headings.push(Heading {
        name: "cases".to_owned(),
        caps: vec![11_775; 5],
    });
    for school in &mut problem.schools {
        let cases = if school.primary { vec![11_775] } else { Vec::new() };
        school.under = vec![cases];
        school.devices = vec![if school.primary { 45 } else { 180 }, 330, 640];
    }
    let found = best(&problem);
    // One école a year.
    for wave in 1..=3 {
        let count = found
            .entries
            .chosen()
            .filter(|(school, entered)| *entered == wave && problem.schools[*school].primary)
            .count();
        assert!(count <= 1);
    }
    problem.capacity = Some(vec![225, 450, 640, 640, 640]);
    let found = best(&problem);
    assert_eq!(told(&problem, &found.entries), "C1 1");

    // C2 is ready in wave 1 if works are done there, and worth it.
    let mut problem = worked([200_000; 5], Mode::Benefit);
    problem.packages.push(Package {
        id: "fibre".to_owned(),
        school: 1,
        ready_wave: 1,
        costs: vec![vec![1_000_000]],
        imposed: false,
    });
    let found = best(&problem);
    assert_eq!(found.entries.waves[1], Some(1));
    assert_eq!(found.entries.packages, [true]);
    problem.packages[0].costs = vec![vec![20_000_100]];
    let found = best(&problem);
    assert_eq!(found.entries.waves[1], Some(2));
    assert_eq!(found.entries.packages, [false]);
}

#[test]
fn two_scenarios_are_compared_school_by_school() {
    let rich = worked(RICH, Mode::Benefit);
    let poor = worked(POOR, Mode::Benefit);
    let (before, after) = (best(&rich), best(&poor));
    let changes = compare::compare((&rich, &before.entries), (&poor, &after.entries));
    let kinds: Vec<_> = changes.iter().map(|change| change.kind).collect();
    let same = |wave| Same { wave: Some(wave) };
    assert_eq!(
        kinds,
        [
            same(1),
            same(2),
            same(1),
            Leaves { wave: 1 },
            Moves { from: 2, to: 3 },
            Leaves { wave: 2 },
            Leaves { wave: 2 }
        ]
    );
}

#[test]
fn the_same_seed_gives_the_same_frequencies() {
    let problem = worked(POOR, Mode::Benefit);
    let weighing = draws::Weighing {
        need_share: 70,
        need: vec![60, 40],
        readiness: vec![100],
        values: problem
            .schools
            .iter()
            .map(|school| {
                let need = school.need.0 / 1_000;
                let readiness = (school.priority_x10 - 7 * need) / 3;
                vec![(need - 6).max(0), (need + 9).min(100), readiness]
            })
            .collect(),
    };
    let run = || draws::run(&problem, 11, 40, &|chance| weighing.drawn(chance), &|_| true).unwrap();
    let frequencies = run();
    assert_eq!(frequencies, run());
    assert!(frequencies.iter().all(|frequency| frequency.draws == 40));
    assert_eq!(frequencies[0].verdict(), draws::Verdict::Robust);
    let scores = weighing.scores();
    // 0.6 × 56 + 0.4 × 71 = 62; 0.7 × 62 + 0.3 × 70 = 64.4.
    assert_eq!((scores[0].need, scores[0].priority_x10), (Need(62_000), 644));
}

#[test]
fn verdicts_begin_at_their_thresholds() {
    let verdict = |chosen| draws::Frequency { chosen, draws: 1_000 }.verdict();
    assert_eq!(verdict(900), draws::Verdict::Robust);
    assert_eq!(verdict(899), draws::Verdict::ToDiscuss);
    assert_eq!(verdict(500), draws::Verdict::ToDiscuss);
    assert_eq!(verdict(499), draws::Verdict::Fragile);
}
