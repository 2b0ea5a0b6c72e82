//! Tens of thousands of schools. Prices on the limits make each collège and its écoles a small
//! problem of its own; what these are worth together is a bound that no plan beats. Then the
//! solver decides on the schools where the prices leave it open, the others staying as they are.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::time::Instant;

use pole_optimise::{Limits, Model, Progress, Solution, SolveError, Variable};

use super::entries::Entries;
use super::formulation::{Formulation, Weights};
use super::solve::{Patience, SMALL};

/// How often prices are corrected.
const ROUNDS: usize = 400;
/// Columns left open the first time; twice as many each time after.
const OPEN: usize = 2_000;
const LEAST_OPEN: usize = 100;
/// Good enough to stop: a thousandth is the goal, so ten times better.
const CLOSE: f64 = 1e-4;
/// A price is corrected less boldly after so many rounds without a better bound.
const PATIENT: usize = 12;

/// The sum of the terms, columns of the formulation, is at most something.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub terms: Weights,
    pub at_most: i64,
}

/// The limits of a formulation.
pub(super) fn rows(formulation: &Formulation<'_>) -> Vec<Row> {
    formulation
        .rows
        .iter()
        .map(|row| Row {
            terms: row.terms.clone(),
            at_most: row.at_most,
        })
        .collect()
}

/// What was found for one goal.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub best: Option<Entries>,
    /// No plan is worth more.
    pub bound: i64,
    pub infeasible: bool,
    pub cancelled: bool,
}

/// A plan that is worth much by the weights, and what no plan beats.
pub(super) fn solve(
    formulation: &Formulation<'_>,
    rows: &[Row],
    weights: &[(usize, i64)],
    start: Option<Entries>,
    patience: &mut Patience<'_>,
) -> Result<Found, SolveError> {
    let begin = Instant::now();
    let prices = Prices::new(formulation, rows, weights);
    let mut best = start.map(|entries| (prices.worth(&entries), entries));
    let target = best.as_ref().map_or(0, |(worth, _)| *worth);
    let mut cancelled = false;
    let priced = prices.search(target, &mut || {
        let told = (patience.watch)(&Progress {
            seconds: begin.elapsed().as_secs_f64(),
            objective: Some(target),
            bound: i64::MAX,
        });
        cancelled |= told.is_break();
        !cancelled && begin.elapsed().as_secs_f64() < patience.seconds / 2.0
    });
    let mut bound = priced.bound();
    let mut infeasible = false;
    let mut open = OPEN.min(formulation.columns() / 4).max(LEAST_OPEN);
    loop {
        let left = patience.seconds - begin.elapsed().as_secs_f64();
        let near = best.as_ref().is_some_and(|(worth, _)| near(*worth, bound));
        if left <= 0.5 || cancelled || near {
            break;
        }
        let whole = open >= formulation.columns();
        let limits = Limits {
            seconds: left / 2.0,
            // As a part of the whole, the gap of what is open is smaller still.
            gap: CLOSE / 10.0,
            ..Limits::default()
        };
        let core = Core::new(&prices, &priced, open);
        let mut watch = |progress: &Progress| {
            let told = (patience.watch)(&Progress {
                seconds: begin.elapsed().as_secs_f64(),
                objective: progress
                    .objective
                    .map(|value| value + core.settled)
                    .or(best.as_ref().map(|best| best.0)),
                bound,
            });
            if told.is_break() {
                cancelled = true;
            }
            told
        };
        let solution = core.solve(&limits, &mut watch)?;
        if whole && solution == Solution::Infeasible && best.is_none() {
            infeasible = true;
            break;
        }
        if let (true, Solution::Optimal { objective, .. } | Solution::Gap { bound: objective, .. }) = (whole, &solution)
        {
            bound = bound.min(objective + core.settled);
        }
        if let Some(plan) = solution.plan() {
            let entries = core.entries(plan);
            let worth = prices.worth(&entries);
            if best.as_ref().is_none_or(|(known, _)| worth > *known) {
                best = Some((worth, entries));
            }
        }
        // Half of a question is no easier than the whole, which the solver is better asked itself.
        if whole || (formulation.columns() <= SMALL && open * 2 > formulation.columns()) {
            break;
        }
        open *= 2;
    }
    let worth = best.as_ref().map_or(i64::MIN, |(worth, _)| *worth);
    Ok(Found {
        best: best.map(|(_, entries)| entries),
        bound: bound.max(worth),
        infeasible,
        cancelled,
    })
}

#[expect(clippy::cast_precision_loss, reason = "a ratio, to decide whether to go on")]
fn near(value: i64, bound: i64) -> bool {
    (bound - value) as f64 <= CLOSE * bound as f64
}

/// The limits seen from the columns.
struct Prices<'f, 'p> {
    formulation: &'f Formulation<'p>,
    rows: &'f [Row],
    /// What each column is worth.
    weights: Vec<i64>,
    /// For each column, the rows it uses and how much, as a part of their limit.
    uses: Vec<Vec<(usize, f64)>>,
    /// What a row allows, as a part of its own size: 1, -1 or 0.
    limits: Vec<f64>,
    /// Collèges before their écoles.
    order: Vec<usize>,
    waves: usize,
}

/// A bound, and what everybody would do at the prices that give it.
#[derive(Clone)]
struct Priced {
    bound: f64,
    waves: Vec<Option<usize>>,
    works: Vec<bool>,
    /// How much each school would lose by its second best choice.
    regret: Vec<f64>,
}

impl Priced {
    /// In whole numbers, giving the rounding of the sums its due.
    #[expect(clippy::cast_possible_truncation, reason = "benefits are below 2^53")]
    fn bound(&self) -> i64 {
        (self.bound + 1.0 + self.bound.abs() * 1e-9).floor() as i64
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a bound, rounded with a margin; amounts are below 2^53"
)]
fn floating(value: i64) -> f64 {
    value as f64
}

impl<'f, 'p> Prices<'f, 'p> {
    fn new(formulation: &'f Formulation<'p>, rows: &'f [Row], weighed: &[(usize, i64)]) -> Self {
        let mut weights = vec![0; formulation.columns()];
        for (column, weight) in weighed {
            weights[*column] = *weight;
        }
        let mut uses = vec![Vec::new(); formulation.columns()];
        let mut limits = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            let size = floating(row.at_most.abs().max(1));
            limits.push(floating(row.at_most) / size);
            for (column, factor) in &row.terms {
                uses[*column].push((index, floating(*factor) / size));
            }
        }
        Self {
            formulation,
            rows,
            weights,
            uses,
            limits,
            order: formulation.problem.colleges_first(),
            waves: formulation.problem.waves,
        }
    }

    fn worth(&self, entries: &Entries) -> i64 {
        let values = self.formulation.values(entries);
        self.weights
            .iter()
            .zip(values)
            .map(|(weight, value)| weight * value)
            .sum()
    }

    /// Raises the price of what is asked too much and lowers that of what is left.
    fn search(&self, target: i64, go_on: &mut dyn FnMut() -> bool) -> Priced {
        let mut prices = vec![0.0; self.limits.len()];
        let mut best = self.at(&prices);
        let mut best_prices = prices.clone();
        let mut current = best.clone();
        let mut bold = 1.0;
        let mut waited = 0;
        for _ in 0..ROUNDS {
            if !go_on() {
                break;
            }
            let excess = self.excess(&current);
            let length: f64 = excess
                .iter()
                .zip(&prices)
                // A limit that is not reached and has no price has nothing to correct.
                .filter(|(excess, price)| **excess > 0.0 || **price > 0.0)
                .map(|(excess, _)| excess * excess)
                .sum();
            let gain = current.bound - floating(target);
            if length <= f64::EPSILON || gain <= 0.0 {
                break;
            }
            let step = bold * gain / length;
            for (price, excess) in prices.iter_mut().zip(&excess) {
                *price = (*price + step * excess).max(0.0);
            }
            current = self.at(&prices);
            if current.bound < best.bound * (1.0 - 1e-7) {
                waited = 0;
            } else {
                waited += 1;
            }
            if current.bound < best.bound {
                best_prices.clone_from(&prices);
                best = current.clone();
            }
            if waited >= PATIENT {
                waited = 0;
                bold /= 2.0;
                prices.clone_from(&best_prices);
                current = best.clone();
                if bold < 1e-4 {
                    break;
                }
            }
        }
        best
    }

    /// How much more than each limit is asked.
    fn excess(&self, priced: &Priced) -> Vec<f64> {
        let mut excess: Vec<f64> = self.limits.iter().map(|limit| -limit).collect();
        for column in self.columns_of(priced) {
            for (row, factor) in &self.uses[column] {
                excess[*row] += factor;
            }
        }
        excess
    }

    fn columns_of<'a>(&'a self, priced: &'a Priced) -> impl Iterator<Item = usize> + 'a {
        let schools = priced.waves.iter().enumerate().filter_map(|(school, wave)| {
            let wave = (*wave)?;
            self.formulation.column(school, wave)
        });
        let options = self.formulation.options.len();
        let works = priced
            .works
            .iter()
            .enumerate()
            .filter_map(move |(position, done)| done.then_some(options + position));
        schools.chain(works)
    }

    /// What everybody would do at these prices, each for itself.
    fn at(&self, prices: &[f64]) -> Priced {
        let formulation = self.formulation;
        let problem = formulation.problem;
        let profit: Vec<f64> = self
            .weights
            .iter()
            .zip(&self.uses)
            .map(|(weight, uses)| {
                floating(*weight) - uses.iter().map(|(row, factor)| prices[*row] * factor).sum::<f64>()
            })
            .collect();
        let mut bound: f64 = self.limits.iter().zip(prices).map(|(limit, price)| limit * price).sum();
        for (position, package) in formulation.packages.iter().enumerate() {
            if problem.packages[*package].imposed {
                bound += profit[formulation.options.len() + position];
            }
        }
        // From the écoles up: what a school and those below are worth when it may enter from a wave on.
        let width = self.waves + 1;
        let mut below = vec![0.0; problem.schools.len() * width];
        let mut choices: Vec<(f64, f64, Option<usize>)> = vec![(0.0, 0.0, None); problem.schools.len() * width];
        for school in self.order.iter().rev().copied() {
            let pinned = problem.schools[school].pinned_wave.is_some();
            let columns = formulation.choices(school);
            for from in 1..=self.waves {
                let (mut best, mut second, mut chosen) = if pinned {
                    (f64::NEG_INFINITY, f64::NEG_INFINITY, None)
                } else {
                    (0.0, f64::NEG_INFINITY, None)
                };
                for column in columns.clone() {
                    let choice = formulation.options[column];
                    if choice.wave < from {
                        continue;
                    }
                    let worth = profit[column]
                        + below[school * width + choice.wave]
                        + self.works(column, &profit).map_or(0.0, |(_, price)| price);
                    if worth > best {
                        (second, best, chosen) = (best, worth, Some(choice.wave));
                    } else if worth > second {
                        second = worth;
                    }
                }
                choices[school * width + from] = (best, second, chosen);
                match problem.schools[school].attached_to {
                    Some(college) => below[college * width + from] += best.max(-1e18),
                    None if from == 1 => bound += best.max(-1e18),
                    None => {}
                }
            }
        }
        let mut waves: Vec<Option<usize>> = vec![None; problem.schools.len()];
        let mut regret = vec![f64::INFINITY; problem.schools.len()];
        let mut works = vec![false; formulation.packages.len()];
        for (position, package) in formulation.packages.iter().enumerate() {
            works[position] = problem.packages[*package].imposed;
        }
        for school in self.order.iter().copied() {
            let from = match problem.schools[school].attached_to {
                None => Some(1),
                Some(college) => waves[college],
            };
            let Some(from) = from else { continue };
            let (best, second, chosen) = choices[school * width + from];
            waves[school] = chosen;
            if !formulation.choices(school).is_empty() {
                regret[school] = best - second;
            }
            if let Some(column) = chosen.and_then(|wave| formulation.column(school, wave))
                && let Some((done, _)) = self.works(column, &profit)
            {
                works[done - formulation.options.len()] = true;
            }
        }
        Priced {
            bound,
            waves,
            works,
            regret,
        }
    }

    /// The cheapest works that make a choice possible, when it needs any; imposed ones are paid
    /// already.
    fn works(&self, column: usize, profit: &[f64]) -> Option<(usize, f64)> {
        let formulation = self.formulation;
        let choice = formulation.options[column];
        if !choice.needs_works {
            return None;
        }
        formulation
            .works_of(choice.school, choice.wave)
            .map(|works| {
                let package = formulation.packages[works - formulation.options.len()];
                let imposed = formulation.problem.packages[package].imposed;
                (works, if imposed { 0.0 } else { profit[works] })
            })
            .max_by(|left, right| left.1.total_cmp(&right.1))
    }
}

/// The schools left open, as a model; the others keep what the prices made them do.
struct Core<'a, 'f, 'p> {
    prices: &'a Prices<'f, 'p>,
    priced: &'a Priced,
    open: Vec<bool>,
    model: Model,
    variables: BTreeMap<usize, Variable>,
    objective: Vec<(Variable, i64)>,
    /// What the schools that are not open are worth.
    settled: i64,
}

impl<'a, 'f, 'p> Core<'a, 'f, 'p> {
    fn new(prices: &'a Prices<'f, 'p>, priced: &'a Priced, columns: usize) -> Self {
        let formulation = prices.formulation;
        let problem = formulation.problem;
        let mut order: Vec<usize> = (0..problem.schools.len()).collect();
        order.sort_by(|left, right| priced.regret[*left].total_cmp(&priced.regret[*right]));
        let mut below = vec![Vec::new(); problem.schools.len()];
        for (school, asked) in problem.schools.iter().enumerate() {
            if let Some(college) = asked.attached_to {
                below[college].push(school);
            }
        }
        let mut open = vec![false; problem.schools.len()];
        let mut count = 0;
        for school in order {
            if count >= columns {
                break;
            }
            // A collège is opened with its écoles.
            let mut waiting = vec![school];
            while let Some(school) = waiting.pop() {
                if !std::mem::replace(&mut open[school], true) {
                    count += formulation.choices(school).len();
                    waiting.extend(&below[school]);
                }
            }
        }
        let mut core = Self {
            prices,
            priced,
            open,
            model: Model::new(),
            variables: BTreeMap::new(),
            objective: Vec::new(),
            settled: 0,
        };
        core.fill();
        core
    }

    fn fill(&mut self) {
        let formulation = self.prices.formulation;
        let problem = formulation.problem;
        for (school, asked) in problem.schools.iter().enumerate() {
            if !self.open[school] {
                let wave = self.priced.waves[school];
                let column = wave.and_then(|wave| formulation.column(school, wave));
                self.settled += column.map_or(0, |column| self.prices.weights[column]);
                continue;
            }
            let from = match asked.attached_to {
                Some(college) if !self.open[college] => self.priced.waves[college],
                _ => Some(1),
            };
            let Some(from) = from else { continue };
            for column in formulation.choices(school) {
                let choice = formulation.options[column];
                if choice.wave >= from {
                    let variable = self.model.binary();
                    self.variables.insert(column, variable);
                    self.objective.push((variable, self.prices.weights[column]));
                }
            }
        }
        for (position, package) in formulation.packages.iter().enumerate() {
            let package = &problem.packages[*package];
            if self.open[package.school] && !package.imposed {
                let variable = self.model.binary();
                let column = formulation.options.len() + position;
                self.variables.insert(column, variable);
                self.objective.push((variable, self.prices.weights[column]));
            }
        }
        let objective = std::mem::take(&mut self.objective);
        self.model.maximise(&objective);
        self.objective = objective;
        for (school, asked) in problem.schools.iter().enumerate() {
            if self.open[school] {
                self.rules(school, asked.pinned_wave.is_some(), asked.attached_to);
            }
        }
        let mut taken = vec![0_i64; formulation.columns()];
        for column in self.prices.columns_of(self.priced) {
            taken[column] = i64::from(!self.variables.contains_key(&column) && !self.is_open(column));
        }
        for row in self.prices.rows {
            let settled: i64 = row.terms.iter().map(|(column, factor)| factor * taken[*column]).sum();
            let terms: Vec<_> = row
                .terms
                .iter()
                .filter_map(|(column, factor)| Some((*self.variables.get(column)?, *factor)))
                .collect();
            self.model.at_most("a limit", &terms, row.at_most - settled);
        }
    }

    /// Whether a column belongs to an open school, and so is decided by the model.
    fn is_open(&self, column: usize) -> bool {
        let formulation = self.prices.formulation;
        if let Some(choice) = formulation.options.get(column) {
            return self.open[choice.school];
        }
        let package = &formulation.problem.packages[formulation.packages[column - formulation.options.len()]];
        self.open[package.school] && !package.imposed
    }

    fn rules(&mut self, school: usize, pinned: bool, college: Option<usize>) {
        let formulation = self.prices.formulation;
        let of = |school: usize, until: usize, sign: i64, variables: &BTreeMap<usize, Variable>| -> Vec<_> {
            formulation
                .choices(school)
                .filter(|column| formulation.options[*column].wave <= until)
                .filter_map(|column| Some((*variables.get(&column)?, sign)))
                .collect()
        };
        let once = of(school, usize::MAX, 1, &self.variables);
        if pinned {
            self.model.exactly("pinned", &once, 1);
        } else if once.len() > 1 {
            self.model.at_most("once", &once, 1);
        }
        for column in formulation.choices(school) {
            let choice = formulation.options[column];
            let Some(variable) = self.variables.get(&column).copied() else {
                continue;
            };
            if let Some(college) = college.filter(|college| self.open[*college]) {
                let mut terms = of(school, choice.wave, 1, &self.variables);
                terms.extend(of(college, choice.wave, -1, &self.variables));
                self.model.at_most("after its college", &terms, 0);
            }
            if choice.needs_works {
                let imposed = formulation.works_of(school, choice.wave).any(|works| {
                    let package = formulation.packages[works - formulation.options.len()];
                    formulation.problem.packages[package].imposed
                });
                if !imposed {
                    let mut terms = vec![(variable, 1)];
                    terms.extend(
                        formulation
                            .works_of(school, choice.wave)
                            .filter_map(|works| Some((*self.variables.get(&works)?, -1))),
                    );
                    self.model.at_most("works make the school ready", &terms, 0);
                }
            }
        }
    }

    fn solve(
        &self,
        limits: &Limits,
        watch: &mut dyn FnMut(&Progress) -> ControlFlow<()>,
    ) -> Result<Solution, SolveError> {
        self.model.solve_watched(limits, watch)
    }

    fn entries(&self, plan: &pole_optimise::Plan) -> Entries {
        let formulation = self.prices.formulation;
        let mut settled = vec![false; formulation.columns()];
        for column in self.prices.columns_of(self.priced) {
            settled[column] = !self.is_open(column);
        }
        let mut entries = formulation.chosen(|column| {
            self.variables
                .get(&column)
                .map_or(settled[column], |variable| plan.whole(*variable) == 1)
        });
        // Works that help nobody are not done.
        for (index, package) in formulation.problem.packages.iter().enumerate() {
            let early = entries.waves[package.school]
                .is_some_and(|wave| wave < formulation.problem.schools[package.school].ready_wave);
            entries.packages[index] &= package.imposed || early;
        }
        entries
    }
}
