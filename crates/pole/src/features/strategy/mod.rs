//! Strategy: which school enters in which wave under the budgets, why each of the others does not,
//! and what would let it in.
//!
//! - [`plan`]: the question, the rules it must keep, the best plan and its explanations. Pure: no
//!   database, no page, no language.
//! - [`share`]: an envelope whose amounts no rule fixes, shared by pupils and needs.
//! - [`question`] and [`answer`]: the file that `pole optimise` reads and what it writes.

pub mod answer;
pub mod plan;
pub mod question;
pub mod share;

#[cfg(test)]
mod tests;
