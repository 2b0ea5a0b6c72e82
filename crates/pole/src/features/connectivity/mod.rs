//! Connectivity: rooms, the lines of the sites, what works in each room, and what was measured there.
//!
//! Tells the others the class C0–C3 of each teaching room on a day, what it rests on, and whether
//! the line of a school is enough. Keeps the pages of the school calendar, because a closure changes
//! which tests count.

mod actions;
mod api;
mod errors;
mod evidence;
mod importer;
mod model;
mod projection;
mod rules;
#[cfg(test)]
mod rules_tests;
mod store;
#[cfg(test)]
mod tests;
mod web;

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
pub use projection::{rebuild, room_spans, room_states, school_rooms, school_rooms_at};
pub use rules::Thresholds;

pub use importer::ConnectivityImporter;

use crate::shell::routes::Routes;

/// The routes of this feature.
pub fn routes() -> Routes {
    web::routes().merge(api::routes())
}

/// The part of the OpenAPI document that this feature serves.
pub fn openapi() -> utoipa::openapi::OpenApi {
    api::openapi()
}

/// The vocabularies that the pages of this feature put into words, for the sweep of words.
#[cfg(test)]
pub(crate) fn vocabularies() -> Vec<(&'static str, Vec<&'static str>)> {
    use crate::features::directory::ClosureKind;
    use model::NotCounted;
    use pole_formats::RoomKind;
    macro_rules! codes {
        ($vocabulary:ident) => {
            $vocabulary::ALL.iter().map(|word| word.code()).collect()
        };
    }
    vec![
        ("closure-kind", codes!(ClosureKind)),
        ("line-technology", codes!(LineTechnology)),
        ("room-basis", codes!(Basis)),
        ("room-class", codes!(RoomClass)),
        ("room-kind", codes!(RoomKind)),
        ("room-medium", codes!(Medium)),
        ("room-test-out", codes!(NotCounted)),
        ("room-visa", codes!(VisaRole)),
    ]
}
