//! Needs and readiness: what each component says of a school, from which source, with which weight
//! (`domain.md` §7.1).

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
