//! The exact search for the schools of a basin: branch and bound, without the solver.
//!
//! Prices on the limits make each collège with its écoles a small problem of its own; what these
//! are worth together is a bound that no plan beats. Prices are corrected until the bound falls
//! below the best plan known, which ends a branch, or no longer falls, and then one school is
//! decided in every way it can be. Choices that the bound excludes are never tried. Plans are
//! compared in whole numbers; bounds are given a margin for their rounding.
//!
//! It gives up on questions that it does not suit (écoles of écoles, too many ways for one school)
//! and after a number of branches, never after a time: what it answers is the same on every
//! machine. The caller then asks the solver.

use std::collections::BTreeMap;

use super::entries::Entries;
use super::formulation::Formulation;
use super::model::Problem;

/// How often prices are corrected at the beginning, and in each branch.
const FIRST_ROUNDS: usize = 300;
const ROUNDS: usize = 8;
/// The bit that stands for staying out, above those of the ways to be in.
const OUT: usize = 63;

/// A way for a school to be in: a wave, and the works it needs for that.
#[derive(Clone, Copy, Debug)]
struct Way {
    wave: usize,
    column: usize,
    works: Option<usize>,
}

/// What can be chosen and what limits it: the part of a question that no goal changes.
#[derive(Clone, Debug)]
pub(super) struct Board {
    ways: Vec<Way>,
    /// Where the ways of each school begin and end.
    spans: Vec<(usize, usize)>,
    /// Collèges and other schools that follow nobody, each with those that follow it.
    groups: Vec<(usize, Vec<usize>)>,
    /// The group of each school.
    group: Vec<usize>,
    rows: Vec<Limit>,
    waves: usize,
    /// For each school, a bit for each way that it still has, and one for staying out.
    allowed: Vec<u64>,
    /// The columns of works that are done in any case.
    imposed: Vec<usize>,
}

/// What some ways use is at most something.
#[derive(Clone, Debug)]
struct Limit {
    uses: Vec<i64>,
    at_most: i64,
    /// What an excess costs, each unit, when it is allowed.
    excess: Option<i64>,
}

/// The way of each school, as an index of all ways; `None` stays out.
pub(super) type Plan = Vec<Option<usize>>;

/// What a search found.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Searched {
    /// The best plan worth as much as was asked for, if there is one.
    pub best: Option<(Plan, i64)>,
    /// Whether there is no better one: false after too many branches, or when it was broken off.
    pub complete: bool,
    /// The prices on the limits with which the whole was bounded.
    pub prices: Vec<f64>,
    /// No plan is worth more, complete or not.
    pub bound: i64,
    /// How many branches were tried.
    pub branches: usize,
}

/// What is sought, and what is known before.
pub(super) struct Aim<'a> {
    /// What each column of the formulation is worth.
    pub weights: &'a [(usize, i64)],
    /// Only plans worth at least this are looked for; `None` looks for any.
    pub at_least: Option<i64>,
    /// No plan is worth more than this, so that the first one worth it is the best.
    pub enough: Option<i64>,
    /// Schools that must be in, or must be out.
    pub fixed: &'a [(usize, bool)],
    /// Prices to begin with, from an earlier search on the same board.
    pub prices: &'a [f64],
    /// How many branches at most.
    pub branches: usize,
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a bound, given a margin; amounts are below 2^53"
)]
fn floating(value: i64) -> f64 {
    value as f64
}

#[expect(clippy::cast_possible_truncation, reason = "the size is checked before")]
fn whole(value: f64) -> Option<i64> {
    (value.is_finite() && value.abs() < 9e15).then_some(value.floor() as i64)
}

impl Board {
    /// `None` when the question does not suit this search.
    pub fn new(formulation: &Formulation<'_>) -> Option<Self> {
        let problem = formulation.problem;
        let mut ways = Vec::new();
        let mut spans = Vec::with_capacity(problem.schools.len());
        for school in 0..problem.schools.len() {
            let begin = ways.len();
            for column in formulation.choices(school) {
                ways.extend(ways_of(formulation, column));
            }
            if ways.len() - begin >= OUT {
                return None;
            }
            spans.push((begin, ways.len()));
        }
        let groups = groups(problem)?;
        let mut group = vec![0; problem.schools.len()];
        for (index, (leader, followers)) in groups.iter().enumerate() {
            for school in std::iter::once(leader).chain(followers) {
                group[*school] = index;
            }
        }
        let mut board = Self {
            groups,
            group,
            allowed: problem
                .schools
                .iter()
                .zip(&spans)
                .map(|(school, (begin, end))| {
                    let out = if school.pinned_wave.is_none() { 1 << OUT } else { 0 };
                    ((1 << (end - begin)) - 1) | out
                })
                .collect(),
            imposed: formulation.imposed_works().collect(),
            waves: problem.waves,
            rows: Vec::new(),
            ways,
            spans,
        };
        for row in &formulation.rows {
            board.limit(&row.terms, row.at_most, None);
        }
        Some(board)
    }

    /// One more limit, on columns of the formulation; it may be exceeded at a price, if there is one.
    pub fn limit(&mut self, terms: &[(usize, i64)], at_most: i64, excess: Option<i64>) {
        self.rows.push(Limit {
            uses: self.of_ways(terms),
            at_most: at_most - self.in_any_case(terms),
            excess,
        });
    }

    /// What the works that are done in any case are worth: a search does not count it.
    pub fn in_any_case(&self, weights: &[(usize, i64)]) -> i64 {
        weights
            .iter()
            .filter(|(column, _)| self.imposed.contains(column))
            .map(|(_, weight)| weight)
            .sum()
    }

    /// A limit may be exceeded from now on, at a price for each unit.
    pub fn may_exceed(&mut self, row: usize, price: i64) {
        self.rows[row].excess = Some(price);
    }

    /// A limit may be exceeded by so much only.
    pub fn cap(&mut self, row: usize, by: i64) {
        let mut limit = self.rows[row].clone();
        limit.at_most += by;
        limit.excess = None;
        self.rows.push(limit);
    }

    /// The limits raised by what a plan uses beyond them.
    pub fn raised(&self, plan: &Plan) -> Self {
        let mut raised = self.clone();
        for (row, excess) in self.excesses(plan) {
            raised.rows[row].at_most += excess;
        }
        raised
    }

    /// The limits that a plan exceeds, and by how much.
    pub fn excesses(&self, plan: &Plan) -> Vec<(usize, i64)> {
        let used = |row: &Limit| -> i64 { plan.iter().flatten().map(|way| row.uses[*way]).sum() };
        self.rows
            .iter()
            .enumerate()
            .map(|(index, row)| (index, used(row) - row.at_most))
            .filter(|(_, excess)| *excess > 0)
            .collect()
    }

    /// What a plan is worth.
    pub fn worth(&self, plan: &Plan, weights: &[(usize, i64)]) -> i64 {
        let worth = self.of_ways(weights);
        plan.iter().flatten().map(|way| worth[*way]).sum()
    }

    /// A plan in ways; `None` when a choice of it has none.
    pub fn plan(&self, formulation: &Formulation<'_>, entries: &Entries) -> Option<Plan> {
        let works_done = |works: usize| entries.packages[formulation.packages[works - formulation.options.len()]];
        let way_of = |school: usize, wave: usize| {
            let (begin, end) = self.spans[school];
            (begin..end).find(|way| self.ways[*way].wave == wave && self.ways[*way].works.is_none_or(works_done))
        };
        let schools = entries.waves.iter().enumerate();
        schools
            .map(|(school, wave)| match wave {
                None => Some(None),
                Some(wave) => way_of(school, *wave).map(Some),
            })
            .collect()
    }

    /// A plan with one school more, and its collège if need be, that exceeds the limits least; its
    /// worth is what that costs, below zero. `None` when a limit that cannot be exceeded is.
    pub fn with(&self, plan: &Plan, school: usize) -> Option<(Plan, i64)> {
        let (leader, _) = self.groups[self.group[school]];
        let (begin, end) = self.spans[school];
        let mut best: Option<(Plan, i64)> = None;
        for way in begin..end {
            let mut leaders = vec![plan[leader]];
            if leader == school {
                leaders = vec![Some(way)];
            } else if plan[leader].is_none() {
                leaders = (self.spans[leader].0..self.spans[leader].1).map(Some).collect();
            }
            for led_by in leaders.into_iter().flatten() {
                if self.ways[led_by].wave > self.ways[way].wave {
                    continue;
                }
                let mut with = plan.clone();
                with[leader] = Some(led_by);
                with[school] = Some(way);
                let worth = self
                    .excesses(&with)
                    .into_iter()
                    .try_fold(0, |worth, (row, excess)| Some(worth - excess * self.rows[row].excess?));
                if let Some(worth) = worth
                    && best.as_ref().is_none_or(|(_, known)| worth > *known)
                {
                    best = Some((with, worth));
                }
            }
        }
        best
    }

    /// What each way is worth, when columns are.
    fn of_ways(&self, weights: &[(usize, i64)]) -> Vec<i64> {
        let of: std::collections::HashMap<usize, i64> = weights.iter().copied().collect();
        let worth = |column: usize| of.get(&column).copied().unwrap_or_default();
        self.ways
            .iter()
            .map(|way| worth(way.column) + way.works.map_or(0, worth))
            .collect()
    }

    /// The columns of a plan.
    pub fn entries(&self, formulation: &Formulation<'_>, plan: &Plan) -> Entries {
        let mut chosen = vec![false; formulation.columns()];
        for way in plan.iter().flatten().map(|way| self.ways[*way]) {
            chosen[way.column] = true;
            if let Some(works) = way.works {
                chosen[works] = true;
            }
        }
        formulation.chosen(|column| chosen[column])
    }

    /// The best plan for an aim. Every now and then `go_on` is told the worth of the best plan so
    /// far, and can break off.
    pub fn search(&self, aim: &Aim<'_>, go_on: &mut dyn FnMut(Option<i64>) -> bool) -> Searched {
        let mut search = Search::new(self, aim, go_on);
        let mut allowed = self.allowed.clone();
        for (school, inside) in aim.fixed {
            allowed[*school] &= if *inside { !(1 << OUT) } else { 1 << OUT };
        }
        let mut prices = aim.prices.to_vec();
        prices.resize(self.rows.len(), 0.0);
        for (price, ceiling) in prices.iter_mut().zip(&search.ceilings) {
            *price = price.clamp(0.0, *ceiling);
        }
        search.branch(allowed.clone(), &mut prices, FIRST_ROUNDS);
        let complete = search.left > 0;
        let beaten = search
            .best
            .as_ref()
            .map_or(search.target - search.step, |(_, worth)| *worth);
        let bound = if complete {
            beaten
        } else {
            beaten.max(search.careful(&allowed, &prices))
        };
        Searched {
            best: search.best,
            branches: aim.branches - search.left.min(aim.branches),
            complete,
            prices,
            bound,
        }
    }

    /// Forbids the columns with which no plan is worth so much, as far as the prices show it; tells
    /// which.
    pub fn narrow(&mut self, weights: &[(usize, i64)], at_least: i64, prices: &[f64]) -> Vec<usize> {
        let aim = Aim {
            weights,
            at_least: Some(at_least),
            enough: None,
            fixed: &[],
            prices,
            branches: 1,
        };
        let mut go_on = |_| true;
        let mut search = Search::new(self, &aim, &mut go_on);
        let mut allowed = self.allowed.clone();
        let bound = search.bound(&allowed, prices);
        search.exclude(&mut allowed, bound);
        let gone: Vec<usize> = (0..self.spans.len())
            .flat_map(|school| {
                bits(self.allowed[school] & !allowed[school] & !(1 << OUT)).map(move |bit| (school, bit))
            })
            .map(|(school, bit)| self.ways[self.spans[school].0 + bit].column)
            .collect();
        self.allowed = allowed;
        gone
    }
}

/// The ways to choose a column: without works, or with each of the works that make it possible.
fn ways_of(formulation: &Formulation<'_>, column: usize) -> Vec<Way> {
    let choice = formulation.options[column];
    let way = |works| Way {
        wave: choice.wave,
        column,
        works,
    };
    if !choice.needs_works {
        return vec![way(None)];
    }
    let works: Vec<usize> = formulation.works_of(choice.school, choice.wave).collect();
    // Works that are done in any case are paid in any case.
    if formulation.imposed_works().any(|imposed| works.contains(&imposed)) {
        return vec![way(None)];
    }
    works.into_iter().map(|works| way(Some(works))).collect()
}

/// Those that follow nobody, each with those that follow it; `None` when an école follows an école.
fn groups(problem: &Problem) -> Option<Vec<(usize, Vec<usize>)>> {
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (school, asked) in problem.schools.iter().enumerate() {
        match asked.attached_to {
            None => {
                groups.entry(school).or_default();
            }
            Some(college) if problem.schools[college].attached_to.is_none() => {
                groups.entry(college).or_default().push(school);
            }
            Some(_) => return None,
        }
    }
    Some(groups.into_iter().collect())
}

/// One search under way.
struct Search<'a> {
    board: &'a Board,
    go_on: &'a mut dyn FnMut(Option<i64>) -> bool,
    /// What each way is worth.
    weights: Vec<i64>,
    profits: Vec<f64>,
    /// What each way uses of each row, as a part of the size of the row.
    uses: Vec<f64>,
    caps: Vec<f64>,
    sizes: Vec<f64>,
    /// No price is higher than what an excess costs.
    ceilings: Vec<f64>,
    /// Plans worth less are of no use any more.
    target: i64,
    enough: Option<i64>,
    /// All worths are multiples of this.
    step: i64,
    /// What all ways are worth together, and what rounding can make the last bound too low by.
    heavy: f64,
    margin: f64,
    best: Option<(Plan, i64)>,
    /// How many branches may still be tried.
    left: usize,
    /// For each school and first wave: the best it can do, and how.
    below: Vec<(f64, Option<usize>)>,
    /// For each way of a leader: what it is worth with those that follow.
    led: Vec<f64>,
    /// What everybody does at the prices.
    plan: Plan,
    used: Vec<i64>,
    /// How often each way was the best one while prices were corrected, and staying out.
    often: Vec<u32>,
    often_out: Vec<u32>,
}

impl<'a> Search<'a> {
    fn new(board: &'a Board, aim: &Aim<'a>, go_on: &'a mut dyn FnMut(Option<i64>) -> bool) -> Self {
        let weights = board.of_ways(aim.weights);
        // No plan of the board alone is worth less than this.
        let mut least: i64 = weights.iter().map(|weight| (*weight).min(0)).sum();
        for row in &board.rows {
            let most: i64 = row.uses.iter().map(|uses| (*uses).max(0)).sum();
            least -= row.excess.unwrap_or_default() * (most - row.at_most).max(0);
        }
        let sizes: Vec<f64> = board
            .rows
            .iter()
            .map(|row| {
                let most = row.uses.iter().map(|uses| uses.abs()).max().unwrap_or_default();
                floating(most.max(row.at_most.abs()).max(1))
            })
            .collect();
        let uses = (0..board.ways.len())
            .flat_map(|way| {
                let of = move |(row, size): (&Limit, &f64)| floating(row.uses[way]) / size;
                board.rows.iter().zip(&sizes).map(of)
            })
            .collect();
        let step = board
            .rows
            .iter()
            .filter_map(|row| row.excess.map(|price| (row, price)))
            .flat_map(|(row, price)| row.uses.iter().chain([&row.at_most]).map(move |uses| uses * price))
            .chain(weights.iter().copied())
            .fold(0, divisor)
            .max(1);
        Self {
            profits: vec![0.0; weights.len()],
            caps: board
                .rows
                .iter()
                .zip(&sizes)
                .map(|(row, size)| floating(row.at_most) / size)
                .collect(),
            ceilings: board
                .rows
                .iter()
                .zip(&sizes)
                .map(|(row, size)| row.excess.map_or(f64::INFINITY, |price| floating(price) * size))
                .collect(),
            uses,
            sizes,
            target: aim.at_least.unwrap_or(least),
            go_on,
            enough: aim.enough,
            step,
            heavy: weights.iter().map(|weight| floating(weight.abs())).sum(),
            margin: 0.0,
            best: None,
            left: aim.branches,
            below: vec![(0.0, None); board.spans.len() * (board.waves + 1)],
            led: vec![0.0; weights.len()],
            plan: vec![None; board.spans.len()],
            used: vec![0; board.rows.len()],
            often: vec![0; weights.len()],
            often_out: vec![0; board.spans.len()],
            weights,
            board,
        }
    }

    /// Looks for plans among those allowed. The prices are corrected on the way.
    fn branch(&mut self, mut allowed: Vec<u64>, prices: &mut [f64], rounds: usize) {
        let enough = self.enough.zip(self.best.as_ref());
        if self.left == 0 || enough.is_some_and(|(enough, (_, worth))| *worth >= enough) {
            return;
        }
        self.left -= 1;
        if self.left.is_multiple_of(64) && !(self.go_on)(self.best.as_ref().map(|(_, worth)| *worth)) {
            self.left = 0;
            return;
        }
        self.often.fill(0);
        self.often_out.fill(0);
        if !self.correct(&allowed, prices, rounds) {
            return;
        }
        let bound = self.bound(&allowed, prices);
        self.exclude(&mut allowed, bound);
        let Some(school) = self.undecided(&allowed) else {
            // One plan is left, and perhaps it was not looked at yet.
            if self.bound(&allowed, prices) > f64::NEG_INFINITY {
                self.look();
            }
            return;
        };
        let mut children: Vec<(f64, usize)> = bits(allowed[school])
            .map(|bit| (self.forced(&allowed, bound, school, bit), bit))
            .collect();
        children.sort_by(|left, right| right.0.total_cmp(&left.0));
        for (best, bit) in children {
            if best + self.margin < floating(self.target) {
                continue;
            }
            let mut fewer = allowed.clone();
            fewer[school] = 1 << bit;
            self.branch(fewer, &mut prices.to_vec(), ROUNDS);
        }
    }

    /// Takes away what the bound shows to be of no use.
    fn exclude(&self, allowed: &mut [u64], bound: f64) {
        let before = allowed.to_vec();
        for school in 0..before.len() {
            for bit in bits(before[school]) {
                if self.forced(&before, bound, school, bit) + self.margin < floating(self.target) {
                    allowed[school] &= !(1 << bit);
                }
            }
        }
    }

    /// The bound at these prices as a whole number.
    fn careful(&mut self, allowed: &[u64], prices: &[f64]) -> i64 {
        let bound = self.bound(allowed, prices) + self.margin;
        whole(bound).unwrap_or(i64::MAX)
    }

    /// Corrects the prices until the bound shows that nothing here is worth the target: false. The
    /// prices are then those of the lowest bound.
    fn correct(&mut self, allowed: &[u64], prices: &mut [f64], rounds: usize) -> bool {
        let mut lowest = f64::INFINITY;
        let mut of_lowest = prices.to_vec();
        let mut bold = 1.0;
        let mut waited = 0;
        for _ in 0..rounds {
            let bound = self.bound(allowed, prices);
            if bound == f64::NEG_INFINITY {
                return false;
            }
            self.look();
            if bound + self.margin < floating(self.target) {
                return false;
            }
            if bound < lowest - 1e-6 * lowest.abs() {
                waited = 0;
            } else {
                waited += 1;
            }
            if bound < lowest {
                lowest = bound;
                of_lowest.copy_from_slice(prices);
            }
            if waited >= 4 {
                waited = 0;
                bold /= 2.0;
                if bold < 1e-3 {
                    break;
                }
                prices.copy_from_slice(&of_lowest);
                continue;
            }
            let excess = |search: &Self, row: usize| {
                (floating(search.used[row]) - floating(search.board.rows[row].at_most)) / search.sizes[row]
            };
            let length: f64 = (0..prices.len())
                .map(|row| (excess(self, row), prices[row]))
                .filter(|(excess, price)| *excess > 0.0 || *price > 0.0)
                .map(|(excess, _)| excess * excess)
                .sum();
            if length <= 1e-12 {
                break;
            }
            // Aims a little below the target, to go beyond it in the end.
            let gain = (bound - floating(self.target)) * 1.05 + 1.0;
            for (row, price) in prices.iter_mut().enumerate() {
                let corrected = *price + bold * gain / length * excess(self, row);
                *price = corrected.clamp(0.0, self.ceilings[row]);
            }
        }
        prices.copy_from_slice(&of_lowest);
        true
    }

    /// What no plan among those allowed beats, and what everybody does at these prices.
    fn bound(&mut self, allowed: &[u64], prices: &[f64]) -> f64 {
        let board = self.board;
        let rows = prices.len();
        for (way, profit) in self.profits.iter_mut().enumerate() {
            let paid: f64 = self.uses[way * rows..(way + 1) * rows]
                .iter()
                .zip(prices)
                .map(|(uses, price)| uses * price)
                .sum();
            *profit = floating(self.weights[way]) - paid;
        }
        // No sum has more terms than this, and no term is larger.
        let terms = self.weights.len() + rows;
        let terms = f64::from(u32::try_from(terms).unwrap_or(u32::MAX));
        self.margin = 1e-6 + 1e-15 * terms * (self.heavy + terms * prices.iter().sum::<f64>());
        let mut bound: f64 = self.caps.iter().zip(prices).map(|(cap, price)| cap * price).sum();
        let width = board.waves + 1;
        for (leader, followers) in &board.groups {
            for follower in followers {
                self.follow(*follower, allowed[*follower]);
            }
            let all_may_stay_out = followers.iter().all(|follower| allowed[*follower] & (1 << OUT) != 0);
            let mut best = if allowed[*leader] & (1 << OUT) != 0 && all_may_stay_out {
                (0.0, None)
            } else {
                (f64::NEG_INFINITY, None)
            };
            let (begin, end) = board.spans[*leader];
            for way in begin..end {
                let from = board.ways[way].wave;
                let with: f64 = followers
                    .iter()
                    .map(|follower| self.below[follower * width + from].0)
                    .sum();
                self.led[way] = self.profits[way] + with;
                if allowed[*leader] & (1 << (way - begin)) != 0 && self.led[way] > best.0 {
                    best = (self.led[way], Some(way));
                }
            }
            bound += best.0;
            self.plan[*leader] = best.1;
            for follower in followers {
                self.plan[*follower] = best
                    .1
                    .and_then(|way| self.below[follower * width + board.ways[way].wave].1);
            }
        }
        bound
    }

    /// The best a school can do from each wave on.
    fn follow(&mut self, school: usize, allowed: u64) {
        let (begin, end) = self.board.spans[school];
        let width = self.board.waves + 1;
        let mut best = if allowed & (1 << OUT) != 0 {
            (0.0, None)
        } else {
            (f64::NEG_INFINITY, None)
        };
        let mut way = end;
        for from in (1..width).rev() {
            while way > begin && self.board.ways[way - 1].wave >= from {
                way -= 1;
                if allowed & (1 << (way - begin)) != 0 && self.profits[way] > best.0 {
                    best = (self.profits[way], Some(way));
                }
            }
            self.below[school * width + from] = best;
        }
    }

    /// Counts what the plan at hand uses, and keeps it if it is the best so far.
    fn look(&mut self) {
        self.used.fill(0);
        let mut worth = 0;
        for (school, way) in self.plan.iter().enumerate() {
            let Some(way) = *way else {
                self.often_out[school] += 1;
                continue;
            };
            self.often[way] += 1;
            worth += self.weights[way];
            for (used, row) in self.used.iter_mut().zip(&self.board.rows) {
                *used += row.uses[way];
            }
        }
        for (used, row) in self.used.iter().zip(&self.board.rows) {
            let over = used - row.at_most;
            if over > 0 {
                let Some(price) = row.excess else { return };
                worth -= over * price;
            }
        }
        if worth < self.target {
            return;
        }
        self.best = Some((self.plan.clone(), worth));
        self.target = worth + self.step;
    }

    /// No plan in which a school does this is worth more, at the prices of the last bound.
    fn forced(&self, allowed: &[u64], bound: f64, school: usize, bit: usize) -> f64 {
        let board = self.board;
        let (leader, followers) = &board.groups[board.group[school]];
        let leader = *leader;
        let (begin, end) = board.spans[leader];
        let width = board.waves + 1;
        let led_by = |way: Option<usize>| match way {
            Some(way) => self.led[way],
            None => 0.0,
        };
        let at_hand = led_by(self.plan[leader]);
        let way = (bit != OUT).then(|| board.spans[school].0 + bit);
        if school == leader {
            let may = way.is_some() || followers.iter().all(|follower| allowed[*follower] & (1 << OUT) != 0);
            return if may {
                bound - at_hand + led_by(way)
            } else {
                f64::NEG_INFINITY
            };
        }
        let all_may_stay_out = followers.iter().all(|follower| allowed[*follower] & (1 << OUT) != 0);
        let mut best = if way.is_none() && allowed[leader] & (1 << OUT) != 0 && all_may_stay_out {
            0.0
        } else {
            f64::NEG_INFINITY
        };
        let own = way.map_or(0.0, |way| self.profits[way]);
        let until = way.map_or(usize::MAX, |way| board.ways[way].wave);
        for first in begin..end {
            let wave = board.ways[first].wave;
            if allowed[leader] & (1 << (first - begin)) == 0 || wave > until {
                continue;
            }
            let usual = self.below[school * width + wave].0;
            if usual > f64::NEG_INFINITY {
                best = best.max(self.led[first] - usual + own);
            }
        }
        bound - at_hand + best
    }

    /// The school to decide: the one that changed its mind most while prices were corrected, by
    /// what hangs on it.
    fn undecided(&self, allowed: &[u64]) -> Option<usize> {
        let open = (0..allowed.len()).filter(|school| allowed[*school].count_ones() > 1);
        open.max_by(|left, right| self.doubt(*left).total_cmp(&self.doubt(*right)))
    }

    fn doubt(&self, school: usize) -> f64 {
        let (begin, end) = self.board.spans[school];
        let often = &self.often[begin..end];
        let out = self.often_out[school];
        let all: u32 = often.iter().sum::<u32>() + out;
        let most = often.iter().copied().max().unwrap_or_default().max(out);
        let doubt = f64::from(all - most) / f64::from(all.max(1));
        let weight = (begin..end)
            .map(|way| floating(self.weights[way].abs()) + (floating(self.weights[way]) - self.profits[way]).abs())
            .fold(0.0, f64::max);
        (doubt + 1e-3) * (weight + 1.0)
    }
}

fn bits(set: u64) -> impl Iterator<Item = usize> {
    (0..=OUT).filter(move |bit| set & (1 << bit) != 0)
}

fn divisor(left: i64, right: i64) -> i64 {
    let (mut left, mut right) = (left.abs(), right.abs());
    while right != 0 {
        (left, right) = (right, left % right);
    }
    left
}
