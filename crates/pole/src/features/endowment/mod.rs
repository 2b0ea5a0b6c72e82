//! Endowment: parameter sets, waves and entries, what is due to each school and who pays it,
//! scenarios, kept computations, orders and deliveries.
//!
//! Tells the others which money and devices are due per school and year.

mod actions;
mod api;
pub mod calculator;
#[cfg(test)]
mod calculator_tests;
mod errors;
mod importer;
pub mod model;
pub mod parameters;
mod plan;
mod records;
pub mod rules;
#[cfg(test)]
mod rules_tests;
mod store;
#[cfg(test)]
mod tests;
mod web;
#[cfg(test)]
mod web_tests;

pub use actions::{
    Asked, Decision, NewSet, NewWave, PlanView, Quote, SchoolView, Sets, Staff, add_wave, check_from_call, choose_set,
    copy_set, decide, decide_many, enter_supplies, enter_supply, four_of, in_force, install_presets, keep, plan,
    published_waves, quote, read_plan, record_from_call, school_view, sets, withdraw_supply,
};
pub use api::openapi;
pub use errors::{EndowmentError, Refusal};
pub use importer::SupplyImporter;
pub use plan::{FourFigures, FourTotals, Plan, PlanLine, PlannedSchool, YearTotals, four_totals};
pub use records::{
    CallOfWave, ComputationId, Entry, EntryId, EntryStatus, ParameterSet, ParameterSetId, Supply, SupplyId, Wave,
    WaveId,
};
pub use store::{call_of_wave, entries, waves};
pub use web::routes;
