//! Words and formats in the reader's language.
//!
//! No user-facing text stands in Rust or in templates: keys `feature-thing-state` in the Fluent
//! files of `locales/`. French is the source and always complete, English too; Spanish and Haitian
//! Creole have the pages for families ([`FAMILY_FILES`]).

mod catalogue;
mod format;

pub use catalogue::{Argument, Catalogue, CatalogueError, FAMILY_FILES, Keys, Words};
pub use format::Formats;
