//! The capabilities of the product, one folder each. A feature uses another only through its
//! `mod.rs`; the list of edges is held by a test.

pub mod accounts;
pub mod api;
pub mod calls;
pub mod connectivity;
pub mod decisions;
pub mod directory;
pub mod dossiers;
pub mod endowment;
pub mod indicators;
pub mod overview;
pub mod people;
pub mod pix;
pub mod reports;
pub mod reviews;
pub mod strategy;
pub mod training;
pub mod usage;
