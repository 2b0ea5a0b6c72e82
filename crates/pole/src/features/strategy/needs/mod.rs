//! Needs and readiness: what each component says of a school, from which source, with which weight
//! (`domain.md` §7.1).

mod actions;
mod api;
mod coverage;
pub mod model;
pub mod rules;
#[cfg(test)]
mod rules_tests;
mod sources;
mod store;
mod territory;
#[cfg(test)]
mod tests;
mod web;

pub use actions::{
    NewValue, SchoolNeeds, declare, install_weights, school_needs, scores, seen, set_weights, take_back,
    weights_history, weights_in_force,
};

pub use coverage::CoverageImporter;
pub use territory::{TerritoryView, territory};

use crate::shell::routes::Routes;

/// The routes of this part.
pub(super) fn routes() -> Routes {
    web::routes().merge(api::routes())
}

/// The part of the OpenAPI document that it serves.
pub(super) fn openapi() -> utoipa::openapi::OpenApi {
    api::openapi()
}

/// The vocabularies that the pages of this part put into words.
#[cfg(test)]
pub(super) fn vocabularies() -> Vec<(&'static str, Vec<&'static str>)> {
    use coverage::Reach;
    use model::{Basis, Component, Measure, StandIn};
    macro_rules! codes {
        ($vocabulary:ident) => {
            $vocabulary::ALL.iter().map(|word| word.code()).collect()
        };
    }
    vec![
        ("needs-component", codes!(Component)),
        ("needs-basis", codes!(Basis)),
        ("needs-help", codes!(Measure)),
        ("needs-measure", codes!(Measure)),
        ("needs-short", codes!(Component)),
        ("needs-stand-in", codes!(StandIn)),
        ("needs-reach", codes!(Reach)),
        (
            "needs-coverage",
            web::COVERAGE.iter().map(|measure| measure.code()).collect(),
        ),
    ]
}
