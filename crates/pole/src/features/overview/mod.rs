//! Overview: the public home, the pilot's overview of the basin, the sources of the data.
//!
//! The roof: reads the directory and the endowment, owns nothing.

mod attention;
mod figures;
mod web;

pub use web::routes;
