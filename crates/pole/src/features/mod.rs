//! The capabilities of the product, one folder each. A feature uses another only through its
//! `mod.rs`; the list of edges is held by a test.

pub mod accounts;
pub mod api;
pub mod directory;
pub mod endowment;
pub mod overview;
