//! The committee: a proposed plan accepted or deviated from with a reason, and written into the plan.
//!
//! - [`model`], [`store`]: decisions and their deviations.
//! - [`board`]: what lies before the committee and what its deviations do, by plain sums. [`hard`]:
//!   what the plan of endowment would refuse. [`contrast`]: two plans beside each other.
//! - [`actions`]: begin, deviate, come back, abandon, decide.

mod actions;
mod api;
mod board;
mod contrast;
mod errors;
mod hard;
pub mod model;
mod store;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod web;

pub use errors::CommitteeRefusal;

use crate::shell::routes::Routes;

/// The routes of this part.
pub(super) fn routes() -> Routes {
    web::routes().merge(api::routes())
}

/// The part of the OpenAPI document that it serves.
pub(super) fn openapi() -> utoipa::openapi::OpenApi {
    api::openapi()
}

/// The vocabularies that its pages put into words.
#[cfg(test)]
pub(super) fn vocabularies() -> Vec<(&'static str, Vec<&'static str>)> {
    use super::needs::model::Component;
    vec![
        (
            "committee-plan",
            model::PlanKind::ALL.iter().map(|kind| kind.code()).collect(),
        ),
        (
            "committee-state",
            model::DecisionState::ALL.iter().map(|state| state.code()).collect(),
        ),
        ("committee-why", web::words::WHY.to_vec()),
        (
            "committee-anchor",
            Component::NEED.iter().map(|component| component.code()).collect(),
        ),
    ]
}
