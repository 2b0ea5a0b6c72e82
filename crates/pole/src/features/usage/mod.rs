//! Usage: page views of signed-in people under a monthly pseudonym, visits, roll-ups, reference
//! populations, and the series others measured.
//!
//! Tells the others the attendance of each profile, month by month, and the days behind it.

mod actions;
mod api;
mod counting;
mod demonstration;
mod figures;
mod importer;
mod intake;
#[cfg(test)]
mod intake_tests;
mod model;
mod parameters;
mod population;
mod rollup;
#[cfg(test)]
mod rollup_tests;
mod rules;
#[cfg(test)]
mod rules_tests;
mod store;
#[cfg(test)]
mod tests;
mod web;

pub use actions::{
    NewPopulation, RefusedPopulation, UsageError, enter_populations, lift_hold, set_guardian, set_hold,
    withdraw_population,
};
pub use api::openapi;
pub use demonstration::{InventedDay, InventedMonth, write_invented};
pub use figures::{
    axes, day_rows, exceptional_months, external, external_series, months, months_of_schools, months_with,
    schools_with, whole_months,
};
pub use importer::{UsageImporter, import_values};
pub use intake::Recorder;
pub use model::{
    Axis, AxisUsage, Channel, DayUsage, ExternalSeries, ExternalValue, MonthUsage, PeriodKind, Population, Profile,
    SeriesId, Service, UsageScope,
};
pub use parameters::Parameters;
pub use population::Populations;
pub use rollup::jobs;
pub use rules::{is_averaged, is_over, is_secret, rate, shown_profiles, year_mean};

use crate::shell::routes::Routes;

/// The routes of this feature.
pub fn routes() -> Routes {
    web::routes().merge(api::routes())
}

/// The vocabularies that the pages of this feature put into words, for the sweep of words.
#[cfg(test)]
pub(crate) fn vocabularies() -> Vec<(&'static str, Vec<&'static str>)> {
    vec![
        ("usage-profile", Profile::ALL.iter().map(|word| word.code()).collect()),
        ("usage-service", Service::ALL.iter().map(|word| word.code()).collect()),
        ("usage-channel", Channel::ALL.iter().map(|word| word.code()).collect()),
        ("usage-period", PeriodKind::ALL.iter().map(|word| word.code()).collect()),
        (
            "usage-lang",
            pole_kernel::Lang::ALL.iter().map(|word| word.code()).collect(),
        ),
        ("usage-hours", vec![model::INSIDE, model::OUTSIDE]),
    ]
}
