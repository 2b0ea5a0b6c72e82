//! The planned publication of results.

use super::actions;
use crate::shell::jobs::{PeriodicJob, Rhythm};

/// The periodic jobs of decisions.
pub fn jobs() -> Vec<PeriodicJob> {
    vec![PeriodicJob {
        name: "decisions.publish",
        rhythm: Rhythm::Minutes(1),
        run: actions::publish_due,
    }]
}
