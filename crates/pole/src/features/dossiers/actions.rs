//! The use cases of the spine: begin, follow, move, rank and send dossiers.

mod begin;
mod common;
mod list;
mod moves;
mod view;

pub use begin::begin;
pub(super) use begin::{Facts, add_line};
pub use common::{FileView, FiledDossier, Order, file_view, files, note, rank};
pub use list::list;
pub use moves::{Step, add_ecoles, advance, advance_many, correct, remove_ecole};
pub use view::{
    Beginnings, DossierView, HistoryView, LineView, Owed, beginnings, declare_amounts, dossier_view, ecoles_of,
    history_view, line_history, missing,
};
