//! A small linear-model interface over a real solver: the heavy library lives here.
//!
//! A leaf that knows nothing of the product. Everything that counts is a whole number: the solver
//! works with floating numbers, so its answer is rounded and checked again in whole numbers, and
//! an answer that fails the check is an error, never a plan.
//!
//! - [`Model`]: variables, constraints, an objective; solved once, or for several goals in order.
//! - [`assignment`]: tasks to workers, fairly; or the tasks and workers that make it impossible.

pub mod assignment;
mod engine;
mod exact;
mod lexicographic;
mod model;
mod solve;
#[cfg(test)]
mod tests;

pub use lexicographic::{Goal, Lexicographic, Stage};
pub use model::{LARGEST, Model, ModelError, Sense, Variable};
pub use solve::{Limits, Plan, Progress, Solution, SolveError};
