//! Scenarios: budgets by year and funder, guarantees, what is imposed; and the plans searched for them.
//!
//! - `build`: a scenario and the database make a question in the format of `pole optimise`.
//! - `search`: a question is answered in the background, in both modes.
//! - `rules`: what a scenario may say, and what of a search an authority sees.

mod actions;
mod api;
mod build;
mod errors;
pub mod model;
mod rules;
mod search;
mod store;
#[cfg(test)]
mod tests;
mod web;

pub use actions::{
    Listed, Stale, Started, archive, create, list, restore, run, run_line, run_with_basis, runs, save, scenario, start,
    stop,
};
pub use errors::{ContentProblem, Obstacle, ProblemKind, ScenarioRefusal};
pub use rules::seen_run;
pub use web::words::funder_name;

use crate::shell::routes::Routes;

/// The routes of this part.
pub(super) fn routes() -> Routes {
    web::routes().merge(api::routes())
}

/// The time given to the plan of one mode.
pub(crate) const fn seconds() -> u32 {
    search::SECONDS
}

/// The part of the OpenAPI document that it serves.
pub(super) fn openapi() -> utoipa::openapi::OpenApi {
    api::openapi()
}

/// The vocabularies that the pages of this part put into words.
#[cfg(test)]
pub(super) fn vocabularies() -> Vec<(&'static str, Vec<&'static str>)> {
    use model::{LeftOutWhy, RunState};
    vec![
        (
            "strategy-left-out",
            LeftOutWhy::ALL.iter().map(|why| why.code()).collect(),
        ),
        ("strategy-mode", vec!["benefit", "equity"]),
        (
            "strategy-state",
            RunState::ALL.iter().map(|state| state.code()).collect(),
        ),
    ]
}
