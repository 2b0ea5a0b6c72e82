//! Words and formats in the reader's language.
//!
//! No user-facing text stands in Rust or in templates: keys `feature-thing-state` in the Fluent
//! files of `locales/`. French is the source and always complete.

mod catalogue;
mod format;

pub use catalogue::{Argument, Catalogue, CatalogueError, Words};
pub use format::Formats;
