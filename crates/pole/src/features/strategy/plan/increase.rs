//! What would let a school in: the smallest sum of increases with which the best plan has it.
//!
//! More money also makes better plans possible that do without the school. So what is searched is a
//! plan with the school that costs least beyond the limits and is the best one within the limits
//! raised by exactly that. It is found by branching:
//!
//! - the plan with the school that costs least beyond the limits, among those not worse than the
//!   best plan at hand;
//! - if a plan without the school is better within the raised limits, then whoever can pay that
//!   one must be worth as much, or else some limit must be raised less than it asks: these cases
//!   are searched in turn, the cheapest first.
//!
//! First the search goes upwards only, which gives an increase soon; then the other cases are
//! searched, as long as they may cost less. When none is left, no smaller increase lets the school
//! in. Every increase is checked by solving the whole question again, and what one school asks for
//! may let others in as well. The search gives up after a number of branches and not after a time,
//! so that the answer is the same on every machine.

use std::cell::Cell;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use pole_optimise::SolveError;

use super::entries::{Broken, Entries};
use super::explain::Increase;
use super::formulation::{Formulation, Limit, Weights};
use super::model::Problem;
use super::search::{Aim, Board, Plan};
use super::solve::{self, Outcome, Patience};

/// Branches for one school, and for one search among them.
const BRANCHES: usize = 40_000;
const BRANCHES_AT_ONCE: usize = 12_000;
/// Seconds for checking an increase, which takes a few hundredths of one.
const CHECK: f64 = 10.0;
/// How often who asked is told how far it is.
const LOOK: Duration = Duration::from_millis(5);

/// The question of what would let schools in, for one plan.
pub struct Increases<'p> {
    problem: &'p Problem,
    formulation: Formulation<'p>,
    /// The limits as they are.
    hard: Board,
    /// The limits of money and devices can be exceeded at a price.
    soft: Board,
    weights: Weights,
    plan: Plan,
    worth: i64,
}

/// Plans worth at least `floor`, whose excesses stay below `caps`.
#[derive(Clone, Debug, Default)]
struct Case {
    floor: i64,
    caps: Vec<(usize, i64)>,
    /// None of them exceeds the limits by less.
    least: i64,
}

/// Raised limits and the best plan within them.
struct Tried {
    limits: Vec<Broken>,
    /// The sum of what is raised.
    excess: i64,
    waves: Vec<Option<usize>>,
}

/// What was tried for one of the schools asked for.
struct OfSchool {
    index: usize,
    tried: Vec<Tried>,
    /// The smallest excess that lets it in, if that is proven.
    smallest: Option<i64>,
}

/// The search for one school.
struct Of<'i, 'p> {
    increases: &'i Increases<'p>,
    school: usize,
    /// What the best so far exceeds the limits by.
    known: Option<i64>,
    /// All that was checked.
    tried: Vec<Tried>,
    /// Whether everything cheaper was looked at.
    proven: bool,
    left: Cell<usize>,
}

impl<'p> Increases<'p> {
    /// `None` when the question does not suit the search.
    pub fn new(problem: &'p Problem, entries: &Entries) -> Option<Self> {
        let formulation = Formulation::unpaid(problem);
        let hard = Board::new(&formulation)?;
        let mut soft = hard.clone();
        for (index, row) in formulation.rows.iter().enumerate() {
            if matches!(
                row.limit,
                Limit::Budget { .. } | Limit::Heading { .. } | Limit::Capacity { .. }
            ) {
                soft.may_exceed(index, 1);
            }
        }
        let weights = solve::decisive(&formulation);
        let plan = hard.plan(&formulation, entries)?;
        let worth = hard.worth(&plan, &weights);
        Some(Self {
            problem,
            formulation,
            hard,
            soft,
            weights,
            plan,
            worth,
        })
    }

    fn worth_of(&self, plan: &Plan) -> i64 {
        self.hard.worth(plan, &self.weights)
    }

    /// The increase for each of some schools that are out, searched on all processors; `None` when
    /// nothing lets a school in, or nothing was found in time. `done` is told how many are.
    ///
    /// # Errors
    /// When the solver fails.
    pub fn of(
        &self,
        schools: &[usize],
        seconds: f64,
        done: &mut dyn FnMut(usize) -> ControlFlow<()>,
    ) -> Result<Vec<Option<Increase>>, SolveError> {
        let begin = Instant::now();
        let (next, finished, stopped) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicBool::new(false));
        let go_on = || !stopped.load(Ordering::Relaxed) && begin.elapsed().as_secs_f64() < seconds;
        let work = || {
            let mut tried = Vec::new();
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                let Some(school) = schools.get(index) else {
                    return Ok(tried);
                };
                tried.push(OfSchool {
                    index,
                    ..self.tried(*school, &mut || go_on())?
                });
                finished.fetch_add(1, Ordering::Relaxed);
            }
        };
        let worked: Vec<Result<Vec<OfSchool>, SolveError>> = std::thread::scope(|scope| {
            let threads = std::thread::available_parallelism()
                .map_or(1, usize::from)
                .min(schools.len());
            let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
            while workers.iter().any(|worker| !worker.is_finished()) {
                if done(finished.load(Ordering::Relaxed)).is_break() {
                    stopped.store(true, Ordering::Relaxed);
                }
                std::thread::sleep(LOOK);
            }
            workers
                .into_iter()
                .map(|worker| {
                    worker
                        .join()
                        .unwrap_or_else(|_| Err(SolveError::Solver("a search stopped without an answer".to_owned())))
                })
                .collect()
        });
        let mut of_schools = Vec::with_capacity(schools.len());
        for worked in worked {
            of_schools.extend(worked?);
        }
        of_schools.sort_by_key(|of| of.index);
        let all: Vec<&Tried> = of_schools.iter().flat_map(|of| &of.tried).collect();
        Ok(schools
            .iter()
            .zip(&of_schools)
            .map(|(school, of)| {
                let lets_in = all.iter().filter(|tried| tried.waves[*school].is_some());
                let best = lets_in.min_by_key(|tried| tried.excess)?;
                let cents = best
                    .limits
                    .iter()
                    .map(|limit| if let Broken::Budget { by, .. } = limit { *by } else { 0 });
                Some(Increase {
                    cents: cents.sum(),
                    limits: best.limits.clone(),
                    wave: best.waves[*school]?,
                    smallest: of.smallest == Some(best.excess),
                })
            })
            .collect())
    }

    fn tried(&self, school: usize, go_on: &mut dyn FnMut() -> bool) -> Result<OfSchool, SolveError> {
        let mut of = Of {
            increases: self,
            school,
            known: None,
            tried: Vec::new(),
            proven: true,
            left: Cell::new(BRANCHES),
        };
        let first = Case {
            floor: self.worth,
            ..Case::default()
        };
        of.upwards(first.clone(), go_on)?;
        of.downwards(first, go_on)?;
        Ok(OfSchool {
            index: 0,
            tried: of.tried,
            smallest: of.known.filter(|_| of.proven),
        })
    }
}

impl Of<'_, '_> {
    /// Asks for more worth until the best plan has the school.
    fn upwards(&mut self, mut case: Case, go_on: &mut dyn FnMut() -> bool) -> Result<(), SolveError> {
        let mut without = self.increases.plan.clone();
        while self.left.get() > 0 && go_on() {
            let (Some((plan, _)), _) = self.cheapest(&case, &without) else {
                break;
            };
            match self.better_without(&plan) {
                Some(better) => {
                    case.floor = self.increases.worth_of(&better);
                    without = better;
                }
                None if self.keep(&plan, go_on)? => break,
                // As good without the school, which the finer goals prefer.
                None => case.floor = self.increases.worth_of(&plan) + 1,
            }
        }
        Ok(())
    }

    /// Looks at all cases that may cost less than what is known, the cheapest first.
    fn downwards(&mut self, first: Case, go_on: &mut dyn FnMut() -> bool) -> Result<(), SolveError> {
        let mut cases = vec![first];
        // The first of the cheapest, so that the order is always the same.
        while let Some(next) = (0..cases.len()).min_by_key(|index| cases[*index].least) {
            let case = cases.remove(next);
            if self.known.is_some_and(|most| case.least >= most) {
                break;
            }
            if self.left.get() == 0 || !go_on() {
                self.proven = false;
                break;
            }
            let (found, complete) = self.cheapest(&case, &self.increases.plan);
            self.proven &= complete;
            let Some((plan, least)) = found else { continue };
            let Some(better) = self.better_without(&plan) else {
                if !self.keep(&plan, go_on)? {
                    self.proven = false;
                }
                continue;
            };
            // Who can pay the better plan must be worth as much; or cannot pay it.
            cases.push(Case {
                floor: self.increases.worth_of(&better),
                caps: case.caps.clone(),
                least,
            });
            for (row, excess) in self.increases.hard.excesses(&better) {
                let mut caps = case.caps.clone();
                caps.push((row, excess - 1));
                cases.push(Case {
                    floor: case.floor,
                    caps,
                    least,
                });
            }
        }
        Ok(())
    }

    /// The plan with the school that exceeds the limits least, and by how much, if that is less
    /// than what is known; and whether there is no other. With the school added, `without` is a
    /// beginning.
    fn cheapest(&self, case: &Case, without: &Plan) -> (Option<(Plan, i64)>, bool) {
        let increases = self.increases;
        let mut board = increases.soft.clone();
        let lower: Weights = increases
            .weights
            .iter()
            .map(|(column, weight)| (*column, -weight))
            .collect();
        board.limit(&lower, -case.floor, None);
        for (row, cap) in &case.caps {
            board.cap(*row, *cap);
        }
        let most = self.known;
        let begin = board
            .with(without, self.school)
            .map(|(plan, worth)| (plan, -worth))
            .filter(|(_, cost)| most.is_none_or(|most| *cost < most));
        let below = begin.as_ref().map(|(_, cost)| *cost).or(most);
        let aim = Aim {
            weights: &[],
            at_least: below.map(|below| 1 - below),
            enough: Some(-case.least),
            fixed: &[(self.school, true)],
            prices: &[],
            branches: BRANCHES_AT_ONCE.min(self.left.get()),
        };
        let searched = board.search(&aim, &mut |_| true);
        self.left.set(self.left.get() - searched.branches);
        let found = searched.best.map(|(plan, worth)| (plan, -worth));
        (found.or(begin), searched.complete)
    }

    /// The best plan within the limits raised for another, when it does without the school.
    fn better_without(&self, plan: &Plan) -> Option<Plan> {
        let increases = self.increases;
        let aim = Aim {
            weights: &increases.weights,
            at_least: Some(increases.worth_of(plan) + 1),
            enough: None,
            fixed: &[],
            prices: &[],
            branches: BRANCHES_AT_ONCE,
        };
        let searched = increases.hard.raised(plan).search(&aim, &mut |_| true);
        let (better, _) = searched.best?;
        better[self.school].is_none().then_some(better)
    }

    /// Keeps the increase that a plan asks for, if solving the whole question with it lets the
    /// school in.
    fn keep(&mut self, plan: &Plan, go_on: &mut dyn FnMut() -> bool) -> Result<bool, SolveError> {
        let increases = self.increases;
        let entries = increases.hard.entries(&increases.formulation, plan);
        let limits = entries.broken_limits(increases.problem);
        let raised = raise(increases.problem, &limits);
        let mut patience = Patience {
            seconds: CHECK,
            watch: &mut |_| {
                if go_on() {
                    ControlFlow::Continue(())
                } else {
                    ControlFlow::Break(())
                }
            },
        };
        let Outcome::Found(with) = solve::solve(&raised, &mut patience)? else {
            return Ok(false);
        };
        if !with.is_optimal() {
            return Ok(false);
        }
        let excess = increases.hard.excesses(plan).iter().map(|(_, excess)| excess).sum();
        let lets_in = with.entries.waves[self.school].is_some();
        self.tried.push(Tried {
            limits,
            excess,
            waves: with.entries.waves,
        });
        if lets_in {
            self.known = Some(excess);
        }
        Ok(lets_in)
    }
}

/// The problem with raised limits.
pub(super) fn raise(problem: &Problem, limits: &[Broken]) -> Problem {
    let mut raised = problem.clone();
    for limit in limits {
        match limit {
            Broken::Budget { year, funder, by } => {
                // A year beyond the budgets gets one.
                raised.years = raised.years.max(*year);
                add(&mut raised.funders[*funder].budgets, *year, *by);
            }
            Broken::Heading { year, heading, by } => add(&mut raised.headings[*heading].caps, *year, *by),
            Broken::Capacity { year, by } => {
                if let Some(capacity) = &mut raised.capacity {
                    add(capacity, *year, *by);
                }
            }
            Broken::NotAllowed { .. }
            | Broken::Pinned { .. }
            | Broken::NotReady { .. }
            | Broken::College { .. }
            | Broken::PrimaryAtMost { .. }
            | Broken::PrimaryAtLeast { .. }
            | Broken::Island { .. } => {}
        }
    }
    let years = raised.years;
    for funder in &mut raised.funders {
        funder.budgets.resize(years.max(funder.budgets.len()), 0);
    }
    raised
}

fn add(amounts: &mut Vec<i64>, year: usize, by: i64) {
    if amounts.len() < year {
        amounts.resize(year, 0);
    }
    amounts[year - 1] += by;
}
