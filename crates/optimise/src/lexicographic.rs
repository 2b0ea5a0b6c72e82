//! Several goals, in order of importance: the second decides only among the plans that are best
//! for the first.

use std::ops::ControlFlow;
use std::time::Instant;

use crate::model::{Constraint, Model, Objective, Sense, Variable};
use crate::solve::{Limits, Plan, Progress, Solution, SolveError, Watch, search};

/// One of the goals.
#[derive(Clone, Debug)]
pub struct Goal {
    /// For the names of constraints and messages.
    pub name: String,
    /// Which way.
    pub sense: Sense,
    /// What is summed.
    pub terms: Vec<(Variable, i64)>,
}

/// How far one goal was met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// The name of the goal.
    pub name: String,
    /// What the plan is worth for it.
    pub objective: i64,
    /// No plan that keeps the goals before is worth more.
    pub bound: i64,
}

impl Stage {
    /// Whether no plan is better for this goal.
    pub fn is_proven(&self) -> bool {
        self.objective == self.bound
    }
}

/// What became of a model with several goals.
#[derive(Clone, Debug, PartialEq)]
pub enum Lexicographic {
    /// A plan, and how far each goal is met; the best one when every stage is proven.
    Found {
        /// The plan.
        plan: Plan,
        /// One for each goal, in order.
        stages: Vec<Stage>,
    },
    /// No plan satisfies the constraints.
    Infeasible,
    /// Time ran out before a plan was found.
    TimedOut,
    /// The caller gave up; the best plan so far.
    Cancelled {
        /// The plan, if there was one.
        best: Option<Plan>,
    },
}

impl Model {
    /// The best plan for the first goal; among those, the best for the second, and so on. Each
    /// value found becomes an exact constraint of the goals that follow. The objective of the
    /// model itself is not looked at. The time limit is for all goals together: the goals it does
    /// not reach keep the plan of those before.
    pub fn solve_lexicographic(&self, goals: &[Goal], limits: &Limits) -> Result<Lexicographic, SolveError> {
        in_order(self, goals, limits, f64::INFINITY, &mut |_| ControlFlow::Continue(()))
    }

    /// The same, watched as in [`Model::solve_watched`].
    pub fn solve_lexicographic_watched(
        &self,
        goals: &[Goal],
        limits: &Limits,
        watch: &mut dyn FnMut(&Progress) -> ControlFlow<()>,
    ) -> Result<Lexicographic, SolveError> {
        in_order(self, goals, limits, limits.first_slice, watch)
    }
}

fn in_order(
    model: &Model,
    goals: &[Goal],
    limits: &Limits,
    first_slice: f64,
    watch: &mut Watch<'_>,
) -> Result<Lexicographic, SolveError> {
    let begin = Instant::now();
    let mut model = model.clone();
    let mut best: Option<Plan> = None;
    let mut stages = Vec::with_capacity(goals.len());
    // Without a goal, one search for any plan.
    let none = [Goal {
        name: String::new(),
        sense: Sense::Minimise,
        terms: Vec::new(),
    }];
    for goal in if goals.is_empty() { &none } else { goals } {
        model.objective = Objective {
            sense: goal.sense,
            terms: goal.terms.clone(),
        };
        let checked = model.checked()?;
        let seconds = limits.seconds - begin.elapsed().as_secs_f64();
        let solution = match &best {
            // No time left: the plan at hand stays.
            Some(_) if seconds <= 0.0 => Solution::TimedOut {
                bound: checked.trivial_bound(),
            },
            _ => search(&checked, &Limits { seconds, ..*limits }, first_slice, watch)?,
        };
        let (plan, objective, bound) = match (solution, best.take()) {
            (Solution::Optimal { plan, objective }, _) => (plan, objective, objective),
            (Solution::Gap { plan, objective, bound }, _) => (plan, objective, bound),
            (Solution::Cancelled { best }, before) => {
                return Ok(Lexicographic::Cancelled {
                    best: best.map(|(plan, _)| plan).or(before),
                });
            }
            (Solution::TimedOut { bound }, Some(plan)) => {
                let objective = i64::try_from(plan.total(&checked.objective.terms)).unwrap_or(bound);
                (plan, objective, bound)
            }
            (Solution::TimedOut { .. }, None) => return Ok(Lexicographic::TimedOut),
            (Solution::Infeasible, None) => return Ok(Lexicographic::Infeasible),
            (Solution::Infeasible, Some(_)) => {
                return Err(SolveError::Inexact(format!(
                    "the goals before {}, which a plan had met",
                    goal.name
                )));
            }
        };
        let (at_least, at_most) = match goal.sense {
            Sense::Minimise => (None, Some(objective)),
            Sense::Maximise => (Some(objective), None),
        };
        let name = format!("the goal {}", goal.name);
        model.constraints.push(Constraint {
            name,
            terms: goal.terms.clone(),
            at_least,
            at_most,
        });
        model.start = Some(plan.wholes());
        if !goals.is_empty() {
            stages.push(Stage {
                name: goal.name.clone(),
                objective,
                bound,
            });
        }
        best = Some(plan);
    }
    Ok(best.map_or(Lexicographic::TimedOut, |plan| Lexicographic::Found { plan, stages }))
}
