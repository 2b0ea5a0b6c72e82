//! Endowment: parameter sets, rights, costs by funder, scenarios, orders, deliveries.
pub mod calculator;
pub mod model;
pub mod parameters;
pub mod rules;
#[cfg(test)]
mod calculator_tests;
#[cfg(test)]
mod rules_tests;
use crate::shell::imports::{Importer, Job, Report, RunError};
use crate::shell::routes::Routes;
/// Takes orders and deliveries in.
pub struct SupplyImporter;
impl Importer for SupplyImporter {
    fn kinds(&self) -> &'static [pole_formats::FileKind] { &[pole_formats::FileKind::Supplies] }
    fn run(&self, _tx: &mut pole_db::Tx, _file: pole_formats::Opened<'_>, _job: &Job) -> Result<Report, RunError> { Ok(Report::default()) }
}
/// The routes of the endowment.
pub fn routes() -> Routes {
    Routes::new()
}
