//! Scenarios: budgets by year and funder, guarantees, what is imposed; and the plans searched for them.

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
