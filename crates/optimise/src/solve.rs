//! Solving a model: the question for the solver, its answer checked, time and patience.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use crate::engine::{self, Answer, Column, Effort, End, EngineError, Question, Row};
use crate::exact::{self, floating};
use crate::model::{Kind, Model, ModelError, Sense, Variable};

/// How long and how well.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// The time after which the best plan so far is handed out.
    pub seconds: f64,
    /// With one thread, the same model gives the same answer each time it is solved in time.
    pub threads: u32,
    /// A plan this close to the best possible one is good enough: 0.01 is a hundredth of its value.
    pub gap: f64,
    /// The seconds of the first slice of a watched search; see [`Model::solve_watched`].
    pub first_slice: f64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            seconds: 60.0,
            threads: 1,
            gap: 0.0,
            first_slice: 2.0,
        }
    }
}

/// What is known while the solver works. There is a plan only once a slice of time has ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    /// Since the beginning.
    pub seconds: f64,
    /// The value of the best plan so far.
    pub objective: Option<i64>,
    /// No plan is better than this.
    pub bound: i64,
}

/// A value for each variable, which satisfies every constraint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    values: Vec<i128>,
}

/// What became of a model.
#[derive(Clone, Debug, PartialEq)]
pub enum Solution {
    /// No plan is better.
    Optimal {
        /// The plan.
        plan: Plan,
        /// What it is worth.
        objective: i64,
    },
    /// A plan, and how much better another could be at the very most.
    Gap {
        /// The plan.
        plan: Plan,
        /// What it is worth.
        objective: i64,
        /// No plan is better than this.
        bound: i64,
    },
    /// No plan satisfies the constraints.
    Infeasible,
    /// Time ran out before a plan was found; there may be one.
    TimedOut {
        /// No plan is better than this.
        bound: i64,
    },
    /// The caller gave up.
    Cancelled {
        /// The best plan so far, and what it is worth.
        best: Option<(Plan, i64)>,
    },
}

/// Why there is no answer.
#[derive(Clone, Debug, thiserror::Error)]
pub enum SolveError {
    /// The model is refused.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// The solver failed.
    #[error("{0}")]
    Solver(String),
    /// The solver’s answer does not stand the check in whole numbers.
    #[error("the solver’s answer breaks {0}: it is not a plan")]
    Inexact(String),
}

impl From<EngineError> for SolveError {
    fn from(error: EngineError) -> Self {
        Self::Solver(error.to_string())
    }
}

impl Plan {
    /// The value of a whole variable. That of a continuous one is rounded down.
    pub fn whole(&self, variable: Variable) -> i64 {
        let value = self.values.get(variable.0).copied().unwrap_or_default();
        // Bounds are within 2⁵³.
        i64::try_from(value.div_euclid(exact::UNIT)).unwrap_or_default()
    }

    /// The value of a variable in millionths.
    pub fn millionths(&self, variable: Variable) -> i128 {
        self.values.get(variable.0).copied().unwrap_or_default()
    }

    /// What the terms sum to in this plan, rounded down if a variable is continuous.
    pub fn total(&self, terms: &[(Variable, i64)]) -> i128 {
        terms
            .iter()
            .map(|(variable, factor)| i128::from(*factor) * self.millionths(*variable))
            .sum::<i128>()
            .div_euclid(exact::UNIT)
    }

    /// The values in order, for [`Model::start_from`].
    pub fn wholes(&self) -> Vec<i64> {
        (0..self.values.len())
            .map(|index| self.whole(Variable(index)))
            .collect()
    }
}

impl Solution {
    /// The plan, if there is one.
    pub fn plan(&self) -> Option<&Plan> {
        match self {
            Self::Optimal { plan, .. } | Self::Gap { plan, .. } => Some(plan),
            Self::Cancelled { best } => best.as_ref().map(|(plan, _)| plan),
            Self::Infeasible | Self::TimedOut { .. } => None,
        }
    }

    /// What the plan is worth, if there is one.
    pub fn objective(&self) -> Option<i64> {
        match self {
            Self::Optimal { objective, .. } | Self::Gap { objective, .. } => Some(*objective),
            Self::Cancelled { best } => best.as_ref().map(|(_, objective)| *objective),
            Self::Infeasible | Self::TimedOut { .. } => None,
        }
    }

    /// How much better than this plan another could be at most, as a part of its value: 0 when none is better.
    pub fn gap(&self) -> Option<f64> {
        match self {
            Self::Optimal { .. } => Some(0.0),
            Self::Gap { objective, bound, .. } => {
                Some(floating((objective - bound).abs()) / floating(objective.abs().max(1)))
            }
            Self::Infeasible | Self::TimedOut { .. } | Self::Cancelled { .. } => None,
        }
    }
}

impl Model {
    /// The best plan, or the best found in time with how far it may be from the best.
    pub fn solve(&self, limits: &Limits) -> Result<Solution, SolveError> {
        search(&self.checked()?, limits, f64::INFINITY, &mut |_| {
            ControlFlow::Continue(())
        })
    }

    /// The same, telling `watch` ten times a second how far it is; it can break off.
    ///
    /// The solver itself cannot be asked while it runs (its binding has no callbacks), so it works
    /// in slices of time, each twice as long as the one before and started anew, so that the answer
    /// does not depend on where a slice ended. Breaking off returns at once; the slice under way
    /// ends by itself in the background.
    pub fn solve_watched(
        &self,
        limits: &Limits,
        watch: &mut dyn FnMut(&Progress) -> ControlFlow<()>,
    ) -> Result<Solution, SolveError> {
        search(&self.checked()?, limits, limits.first_slice, watch)
    }
}

/// Told how far the search is; it can break it off.
pub(crate) type Watch<'a> = dyn FnMut(&Progress) -> ControlFlow<()> + 'a;

const LOOK: Duration = Duration::from_millis(100);

/// Solves a checked model, the first slice of time being so long.
pub(crate) fn search(
    model: &Model,
    limits: &Limits,
    first_slice: f64,
    watch: &mut Watch<'_>,
) -> Result<Solution, SolveError> {
    let begin = Instant::now();
    let mut known = Known::new(model);
    if model.variables.is_empty() {
        return Ok(match exact::violated(model, &[]) {
            None => Solution::Optimal {
                plan: Plan { values: Vec::new() },
                objective: 0,
            },
            Some(_) => Solution::Infeasible,
        });
    }
    let Some(question) = question(model) else {
        return Ok(Solution::Infeasible);
    };
    let question = Arc::new(question);
    let mut slice = first_slice;
    loop {
        let left = limits.seconds - begin.elapsed().as_secs_f64();
        // The last slice takes all that is left, and so at least about half of the whole time.
        let seconds = if left < 3.0 * slice { left } else { slice };
        let attempt = Attempt {
            question: &question,
            limits,
            seconds,
            begin,
        };
        match attempt.checked(model, &known, watch)? {
            Checked::Infeasible => return Ok(Solution::Infeasible),
            Checked::Cancelled => return Ok(Solution::Cancelled { best: known.best }),
            Checked::Proven(plan, objective, bound) => {
                // Within the gap asked for, which may be short of the best.
                known.learn(Some((plan, objective)), Some(bound));
                return Ok(known.so_far());
            }
            Checked::Limit(found, bound) => known.learn(found, bound),
        }
        slice = seconds * 2.0;
        if begin.elapsed().as_secs_f64() >= limits.seconds || left <= seconds {
            return Ok(known.so_far());
        }
    }
}

/// The best plan so far and what no plan can beat.
#[derive(Clone, Debug)]
struct Known {
    sense: Sense,
    best: Option<(Plan, i64)>,
    bound: i64,
}

impl Known {
    fn new(model: &Model) -> Self {
        Self {
            sense: model.objective.sense,
            best: None,
            bound: model.trivial_bound(),
        }
    }

    fn learn(&mut self, found: Option<(Plan, i64)>, bound: Option<i64>) {
        if let Some(bound) = bound {
            self.bound = match self.sense {
                Sense::Minimise => self.bound.max(bound),
                Sense::Maximise => self.bound.min(bound),
            };
        }
        if let Some((plan, objective)) = found {
            let better = self.best.as_ref().is_none_or(|(_, best)| match self.sense {
                Sense::Minimise => objective < *best,
                Sense::Maximise => objective > *best,
            });
            if better {
                self.best = Some((plan, objective));
            }
        }
        // A plan in the hand is worth more than a bound worked out in floating numbers.
        if let Some((_, best)) = &self.best {
            self.bound = match self.sense {
                Sense::Minimise => self.bound.min(*best),
                Sense::Maximise => self.bound.max(*best),
            };
        }
    }

    fn so_far(self) -> Solution {
        let bound = self.bound;
        match self.best {
            Some((plan, objective)) if objective == bound => Solution::Optimal { plan, objective },
            Some((plan, objective)) => Solution::Gap { plan, objective, bound },
            None => Solution::TimedOut { bound },
        }
    }
}

/// An answer that stood the check.
enum Checked {
    Infeasible,
    Cancelled,
    Proven(Plan, i64, i64),
    Limit(Option<(Plan, i64)>, Option<i64>),
}

struct Attempt<'a> {
    question: &'a Arc<Question>,
    limits: &'a Limits,
    seconds: f64,
    begin: Instant,
}

impl Attempt<'_> {
    /// Runs the solver with a small tolerance; if that fails, or its answer does not stand the
    /// check, once more another way.
    fn checked(&self, model: &Model, known: &Known, watch: &mut Watch<'_>) -> Result<Checked, SolveError> {
        let seconds = if self.seconds > 0.0 { self.seconds.min(1e9) } else { 0.0 };
        let deadline = Instant::now() + Duration::from_secs_f64(seconds);
        let mut failure = None;
        for (tolerance, presolve) in [(1e-9, true), (1e-7, false)] {
            let effort = Effort {
                seconds: deadline.saturating_duration_since(Instant::now()).as_secs_f64(),
                threads: self.limits.threads,
                gap: self.limits.gap,
                tolerance,
                presolve,
            };
            let answer = match self.run(effort, known, watch) {
                Ok(Some(answer)) => answer,
                Ok(None) => return Ok(Checked::Cancelled),
                Err(error) => {
                    failure.get_or_insert(SolveError::from(error));
                    continue;
                }
            };
            match check(model, answer, self.limits.gap) {
                Ok(checked) => return Ok(checked),
                Err(broken) => {
                    failure.get_or_insert(SolveError::Inexact(broken));
                }
            }
        }
        Err(failure.unwrap_or_else(|| SolveError::Solver("the solver was not asked".to_owned())))
    }

    /// One run in a thread of its own: the solver keeps its thread’s state, and can be left behind.
    /// `None` when the caller broke off.
    fn run(&self, effort: Effort, known: &Known, watch: &mut Watch<'_>) -> Result<Option<Answer>, EngineError> {
        let (sender, receiver) = mpsc::sync_channel(1);
        let question = Arc::clone(self.question);
        std::thread::Builder::new()
            .name("solver".to_owned())
            .stack_size(16 << 20)
            // Nobody listens any more when the caller broke off.
            .spawn(move || drop(sender.send(engine::run(&question, effort))))
            .map_err(|error| EngineError::new(format!("could not be started: {error}")))?;
        loop {
            match receiver.recv_timeout(LOOK) {
                Ok(answer) => return answer.map(Some),
                Err(RecvTimeoutError::Disconnected) => return Err(EngineError::new("stopped without an answer")),
                Err(RecvTimeoutError::Timeout) => {}
            }
            let progress = Progress {
                seconds: self.begin.elapsed().as_secs_f64(),
                objective: known.best.as_ref().map(|(_, objective)| *objective),
                bound: known.bound,
            };
            if watch(&progress).is_break() {
                return Ok(None);
            }
        }
    }
}

/// Rounds an answer and checks it against the model; the error is what it breaks.
fn check(model: &Model, answer: Answer, gap: f64) -> Result<Checked, String> {
    let bound = answer.bound.and_then(|bound| careful_bound(model, bound));
    let plan = answer
        .values
        .and_then(|values| exact::rounded(model, &values))
        .map(|values| Plan { values });
    let broken = plan.as_ref().and_then(|plan| exact::violated(model, &plan.values));
    match (answer.end, plan) {
        (End::Infeasible, _) => Ok(Checked::Infeasible),
        (End::Limit, Some(plan)) if broken.is_none() => {
            let objective = worth(model, &plan)?;
            Ok(Checked::Limit(Some((plan, objective)), bound))
        }
        (End::Limit, _) => Ok(Checked::Limit(None, bound)),
        (End::Proven, Some(plan)) => {
            if let Some(broken) = broken {
                return Err(broken);
            }
            let objective = worth(model, &plan)?;
            // Where no gap was allowed, and for a linear problem, the optimum is the bound.
            let bound = bound.filter(|_| gap > 0.0).unwrap_or(objective);
            Ok(Checked::Proven(plan, objective, bound))
        }
        (End::Proven, None) => Err("its promise of a plan".to_owned()),
    }
}

fn worth(model: &Model, plan: &Plan) -> Result<i64, String> {
    i64::try_from(plan.total(&model.objective.terms)).map_err(|_| "the size of the objective".to_owned())
}

/// The solver’s bound as a whole number, given the benefit of its rounding errors.
fn careful_bound(model: &Model, bound: f64) -> Option<i64> {
    let divisor = divisor(model.objective.terms.iter().map(|(_, factor)| *factor));
    let margin = 1e-6_f64.max(bound.abs() * 1e-9);
    let whole = match model.objective.sense {
        Sense::Minimise => exact::whole((bound - margin).ceil()),
        Sense::Maximise => exact::whole((bound + margin).floor()),
    };
    i64::try_from(whole?.checked_mul(i128::from(divisor))?).ok()
}

/// The model in the solver’s numbers; `None` when a constraint on its own has no solution.
fn question(model: &Model) -> Option<Question> {
    let divisor = divisor(model.objective.terms.iter().map(|(_, factor)| *factor));
    let mut columns: Vec<_> = model
        .variables
        .iter()
        .map(|domain| Column {
            factor: 0.0,
            lower: floating(domain.lower),
            upper: floating(domain.upper),
            whole: domain.kind == Kind::Integer,
        })
        .collect();
    for (variable, factor) in &model.objective.terms {
        columns[variable.0].factor = floating(factor / divisor);
    }
    let mut rows = Vec::with_capacity(model.constraints.len());
    for constraint in &model.constraints {
        if constraint.terms.is_empty() {
            let impossible =
                constraint.at_least.is_some_and(|least| least > 0) || constraint.at_most.is_some_and(|most| most < 0);
            if impossible {
                return None;
            }
            continue;
        }
        rows.push(row(model, constraint)?);
    }
    // A linear problem would be led away from the whole corners by a start that is not one.
    let searched = columns.iter().any(|column| column.whole);
    let start = model.start.as_ref().filter(|_| searched);
    let start = start.map(|start| start.iter().map(|value| floating(*value)).collect());
    Some(Question {
        maximise: model.objective.sense == Sense::Maximise,
        columns,
        rows,
        start,
    })
}

/// Constraints on whole variables are divided by the common divisor of their factors, and their
/// limits rounded: the same plans, with smaller numbers.
fn row(model: &Model, constraint: &crate::model::Constraint) -> Option<Row> {
    let continuous = constraint
        .terms
        .iter()
        .any(|(variable, _)| model.variables[variable.0].kind == Kind::Continuous);
    let divisor = if continuous {
        1
    } else {
        divisor(constraint.terms.iter().map(|(_, factor)| *factor))
    };
    let least = constraint
        .at_least
        .map(|least| least.div_euclid(divisor) + i64::from(least.rem_euclid(divisor) != 0));
    let most = constraint.at_most.map(|most| most.div_euclid(divisor));
    if let (Some(least), Some(most)) = (least, most)
        && least > most
    {
        return None;
    }
    Some(Row {
        lower: least.map_or(f64::NEG_INFINITY, floating),
        upper: most.map_or(f64::INFINITY, floating),
        terms: constraint
            .terms
            .iter()
            .map(|(variable, factor)| (variable.0, floating(factor / divisor)))
            .collect(),
    })
}

/// The greatest common divisor; 1 of nothing.
fn divisor(factors: impl Iterator<Item = i64>) -> i64 {
    let mut common = 0_i64;
    for factor in factors {
        let (mut left, mut right) = (common, factor.abs());
        while right != 0 {
            (left, right) = (right, left % right);
        }
        common = left;
    }
    common.max(1)
}
