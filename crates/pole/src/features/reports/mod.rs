//! Reports: the committee report, the public page, the calendar of the plan.

mod calendar;

use crate::shell::routes::Routes;

/// The routes of this feature.
pub fn routes() -> Routes {
    Routes::new().merge(calendar::routes())
}

/// The part of the OpenAPI document that this feature serves.
pub fn openapi() -> utoipa::openapi::OpenApi {
    utoipa::openapi::OpenApi::default()
}

/// The vocabularies that the pages of this feature put into words, for the sweep of words.
#[cfg(test)]
pub(crate) fn vocabularies() -> Vec<(&'static str, Vec<&'static str>)> {
    calendar::vocabularies()
}
