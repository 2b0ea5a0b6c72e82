//! The best plan under the budgets, and its explanations.
//!
//! [`model`] is the question in checked types, [`entries`] a plan and what it is worth, counted by
//! plain sums. [`contradictions`] says before any search what cannot be; [`solve`] searches: by
//! `search` for a basin, by `large` for many schools, by the solver in between. [`explain`],
//! [`increase`], [`ranking`], [`draws`] and [`compare`] say why. How and why so:
//! `docs/decisions/0014`.

pub mod compare;
pub mod contradictions;
pub mod draws;
pub mod entries;
pub mod explain;
mod formulation;
pub mod increase;
mod large;
pub mod model;
pub mod ranking;
mod search;
pub mod solve;
#[cfg(test)]
mod tests;

pub use entries::{Broken, Entries};
pub use model::{Mode, Need, Problem, School};
pub use solve::{Found, Outcome, Patience, Stage, solve};
