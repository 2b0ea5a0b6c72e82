//! Reports: the committee report, the public page, the calendar of the plan.

mod calendar;
mod committee;
mod public;
#[cfg(test)]
mod tests;

use crate::shell::routes::Routes;

/// The routes of this feature.
pub fn routes() -> Routes {
    Routes::new()
        .merge(calendar::routes())
        .merge(committee::routes())
        .merge(public::routes())
}

/// The part of the OpenAPI document that this feature serves.
pub fn openapi() -> utoipa::openapi::OpenApi {
    utoipa::openapi::OpenApi::default()
}

/// The vocabularies that the pages of this feature put into words, for the sweep of words.
#[cfg(test)]
pub(crate) fn vocabularies() -> Vec<(&'static str, Vec<&'static str>)> {
    use crate::features::indicators::{Flag, Indicator, Measure};
    let measures: Vec<&str> = Measure::ALL.iter().map(|measure| measure.code()).collect();
    let mut all = calendar::vocabularies();
    all.extend([
        ("reports-short", measures.clone()),
        ("reports-means", measures),
        ("reports-flag-means", Flag::ALL.iter().map(|flag| flag.code()).collect()),
        (
            "reports-from",
            Indicator::ALL.iter().map(|indicator| indicator.code()).collect(),
        ),
        ("reports-thresholds", vec!["i1", "i4", "i5"]),
    ]);
    all
}
