//! Directory: the schools of the basin and their head counts, as dated and sourced facts.
//!
//! The ground floor: tells the others which schools exist on a day, who is in them, and where
//! each figure comes from. Uses no other feature.

mod actions;
mod api;
mod calendar;
mod importer;
mod model;
mod on_day;
mod projection;
mod rules;
mod store;
#[cfg(test)]
mod tests;
mod web;

pub use actions::{
    CountEntry, DirectoryError, ExceptionalEntry, NewEvent, add_event, basin, declare_exceptional, enter_counts,
    roster, rosters, school, social_indices,
};
pub use api::openapi;
pub use calendar::{
    Calendar, CalendarError, Closure, ClosureId, ClosureKind, DayOff, NewClosure, add_closure, calendar, closures,
    is_public_holiday, withdraw_closure,
};
pub use importer::DirectoryImporter;
pub use model::{CountRow, EventKind, IpsRow, SchoolEvent, SchoolGroup, SchoolLine, Source};
pub use on_day::{PastSchools, SchoolOnDay, Standing, schools_on, standings};
pub use projection::{CountOrigin, ProjectedCount, project};
pub use rules::{Figure, FigureFlag, Roster, is_eligible};
pub use store::{Attachments, Filter, attachments, knows_school, line as school_line, lines as school_lines};
pub use web::{SchoolMap, SchoolTop, routes};
