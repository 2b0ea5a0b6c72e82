//! The committee: a proposed plan accepted or deviated from with a reason, and written into the plan.

pub mod model;

use crate::shell::routes::Routes;

/// The routes of this part.
pub(super) fn routes() -> Routes {
    Routes::new()
}

/// The part of the OpenAPI document that it serves.
pub(super) fn openapi() -> utoipa::openapi::OpenApi {
    utoipa::openapi::OpenApi::default()
}
