//! Scenarios: budgets by year and funder, guarantees, what is imposed; and the plans searched for them.
//!
//! - `build`: a scenario and the database make a question in the format of `pole optimise`.
//! - `search`: a question is answered in the background, in both modes.
//! - `rules`: what a scenario may say, and what of a search an authority sees.

mod actions;
mod build;
mod errors;
pub mod model;
mod rules;
mod search;
mod store;
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
    web::routes()
}

/// The time given to the plan of one mode.
pub(crate) const fn seconds() -> u32 {
    search::SECONDS
}

/// The part of the OpenAPI document that it serves.
pub(super) fn openapi() -> utoipa::openapi::OpenApi {
    utoipa::openapi::OpenApi::default()
}
