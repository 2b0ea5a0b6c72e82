//! The demonstration basin: the 26 real schools of the two islands from open data, and clearly
//! labelled fictitious people, figures and supplies where no open data exists, from a fixed seed.
//!
//! What is real comes in through the imports, as a person would bring it; what is invented is
//! written through the features' own actions, and says that it is.

mod calls;
mod certifications;
mod chance;
mod directory;
mod evaluation;
mod files;
mod indicators;
mod names;
mod needs;
mod people;
mod plan;
mod projects;
mod rooms;
mod staff;
mod strategy;
#[cfg(test)]
mod tests;
mod training;
mod usage;

use std::fmt;

use pole_db::DbError;
use pole_kernel::{Day, SchoolYear, Uai};

pub use people::{ACCOUNTS, PEOPLE, Person};

use crate::policy::{Actor, HeldRole};
use crate::shell::app::App;

/// How many steps a building has.
pub const STEPS: usize = files::FILES.len() + 13;

/// Why the demonstration could not be built.
#[derive(Debug, thiserror::Error)]
#[error("{step}: {reason}")]
pub struct DemoError {
    /// What was being done.
    pub step: String,
    /// What was said.
    pub reason: String,
}

impl DemoError {
    /// A step that failed for a reason.
    fn at(step: &str, reason: &dyn fmt::Display) -> Self {
        Self {
            step: step.to_owned(),
            reason: reason.to_string(),
        }
    }
}

impl From<DbError> for DemoError {
    fn from(error: DbError) -> Self {
        Self::at("database", &error)
    }
}

/// What was built.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Built {
    /// Files taken in.
    pub files: usize,
    /// Facts read in them.
    pub facts: u64,
    /// Schools of the basin.
    pub schools: usize,
    /// Invented figures.
    pub fictitious: usize,
}

impl fmt::Display for Built {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            files,
            facts,
            schools,
            fictitious,
        } = self;
        write!(
            out,
            "{schools} schools, {facts} facts from {files} open data files, {fictitious} fictitious figures"
        )
    }
}

/// Builds the demonstration in an empty installation. `step` is told what begins.
///
/// # Errors
/// When a file of the product is refused, or the database fails.
pub async fn build(app: &App, step: &(dyn Fn(&str) + Sync)) -> Result<Built, DemoError> {
    // The passwords take their time on purpose: beside the files, and all together.
    let hashes = people::hash_passwords();
    let mut built = files::take_in(app, step).await?;
    step("accounts");
    let pilot = people::add(app, hashes).await?;
    let actor = Actor {
        account: Some(pilot),
        display_name: people::PILOT.display_name.to_owned(),
        roles: vec![HeldRole {
            role: people::PILOT.role,
            scope: people::PILOT.scope()?,
        }],
        ..Actor::default()
    };
    step("catchment areas");
    built.schools = directory::attach(app, &actor).await?;
    step("fictitious head counts");
    built.fictitious = directory::enter_counts(app, &actor).await?;
    directory::declare_exceptional(app, &actor).await?;
    step("waves, orders and deliveries");
    built.fictitious += plan::replay(app, &actor).await?;
    step("fictitious staff");
    built.fictitious += staff::enter(app, &actor).await?;
    step("fictitious rooms and tests");
    built.fictitious += rooms::enter(app, &actor).await?;
    step("fictitious training");
    built.fictitious += training::enter(app, &actor).await?;
    step("fictitious certifications");
    built.fictitious += certifications::enter(app, &actor).await?;
    step("fictitious usage");
    built.fictitious += usage::enter(app, &actor).await?;
    step("targets, notes and releases");
    built.fictitious += indicators::enter(app, &actor).await?;
    step("call for projects");
    calls::enter(app).await?;
    step("fictitious needs");
    built.fictitious += needs::enter(app, &actor).await?;
    step("scenarios of the strategy");
    built.fictitious += strategy::enter(app, &actor).await?;
    Ok(built)
}

fn uai(code: &str) -> Result<Uai, DemoError> {
    Uai::parse(code).map_err(|error| DemoError::at(code, &error))
}

fn year(first: i16) -> Result<SchoolYear, DemoError> {
    SchoolYear::starting(first).map_err(|error| DemoError::at("year", &error))
}

fn day(text: &str) -> Result<Day, DemoError> {
    Day::parse(text).map_err(|error| DemoError::at("day", &error))
}
