//! Reviews: reviewers and their ties, who reviews what without conflict of interest, marks and scores.
//!
//! Tells the others the score of each dossier and whether its reviews are complete.

mod errors;
mod model;
mod rules;
mod scores;
mod store;

pub use errors::{Refusal, ReviewError};
pub use model::{DossierScore, Opinion, Points};
pub use scores::scores;
