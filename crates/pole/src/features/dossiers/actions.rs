//! The use cases of the spine: begin, follow, move, rank and send dossiers.

mod begin;

pub use begin::begin;
