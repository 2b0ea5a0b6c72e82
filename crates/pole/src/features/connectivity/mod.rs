//! Connectivity: rooms, the lines of the sites, what works in each room, and what was measured there.
//!
//! Tells the others the class C0–C3 of each teaching room on a day, what it rests on, and whether
//! the line of a school is enough. Keeps the pages of the school calendar, because a closure changes
//! which tests count.

mod actions;
mod errors;
mod evidence;
mod model;
mod projection;
mod rules;
#[cfg(test)]
mod rules_tests;
mod store;

use pole_db::Tx;
use pole_formats::{FileKind, Opened};

pub use actions::{
    LineEntry, RoomEntry, StatementEntry, TestEntry, add_closure, add_line, add_rooms, add_statements, add_tests,
    change_room, close_room, end_line, withdraw_closure, withdraw_line, withdraw_room, withdraw_statement,
    withdraw_test,
};
pub use errors::ConnectivityError;
pub use evidence::{RoomEvidence, room_evidence, site_line, site_lines};
pub use model::{
    Basis, ClassSpan, LineTechnology, Medium, RoomClass, RoomCounts, RoomId, RoomState, RoomTest, SchoolRooms, Seen,
    SiteLine, SiteState, Statement, VisaRole,
};
pub use projection::{rebuild, room_spans, room_states, school_rooms};
pub use rules::Thresholds;

use crate::shell::imports::{Importer, Job, Report, RunError};
use crate::shell::routes::Routes;

/// Takes the files of this feature in.
pub struct ConnectivityImporter;

impl Importer for ConnectivityImporter {
    fn kinds(&self) -> &'static [FileKind] {
        &[]
    }

    fn run(&self, _: &mut Tx, _: Opened<'_>, _: &Job) -> Result<Report, RunError> {
        Ok(Report::default())
    }
}

/// The routes of this feature.
pub fn routes() -> Routes {
    Routes::new()
}

/// The part of the OpenAPI document that this feature serves.
pub fn openapi() -> utoipa::openapi::OpenApi {
    utoipa::openapi::OpenApi::default()
}

/// The vocabularies that the pages of this feature put into words, for the sweep of words.
#[cfg(test)]
pub(crate) fn vocabularies() -> Vec<(&'static str, Vec<&'static str>)> {
    Vec::new()
}
