//! Strategy: which school enters in which wave under the budgets, why each of the others does not,
//! and what would let it in.
//!
//! - [`needs`]: what each school needs and how ready it is, with sources and weights.
//! - [`scenarios`]: budgets, guarantees and the plans searched for them.
//! - [`committee`]: what a committee made of a proposed plan, written into the plan of endowment.
//! - [`plan`]: the question, the rules it must keep, the best plan and its explanations. Pure: no
//!   database, no page, no language.
//! - [`share`]: an envelope whose amounts no rule fixes, shared by pupils and needs.
//! - [`question`] and [`answer`]: the file that `pole optimise` reads and what it writes; a search
//!   keeps both as they are.

pub mod answer;
pub mod committee;
mod errors;
pub mod needs;
pub mod plan;
pub mod question;
pub mod scenarios;
pub mod share;

#[cfg(test)]
mod tests;

pub use errors::{Refusal, StrategyError};

use crate::shell::routes::Routes;

/// The routes of this feature.
pub fn routes() -> Routes {
    Routes::new()
        .merge(needs::routes())
        .merge(scenarios::routes())
        .merge(committee::routes())
}

/// The part of the OpenAPI document that this feature serves.
pub fn openapi() -> utoipa::openapi::OpenApi {
    let mut document = needs::openapi();
    document.merge(scenarios::openapi());
    document.merge(committee::openapi());
    document
}

/// The vocabularies that the pages of this feature put into words, for the sweep of words.
#[cfg(test)]
pub(crate) fn vocabularies() -> Vec<(&'static str, Vec<&'static str>)> {
    let mut all = Vec::new();
    all.extend(needs::vocabularies());
    all.extend(committee::vocabularies());
    all.extend(scenarios::vocabularies());
    all
}
