//! Forgetting who answered, once nothing is asked of a session any more.

use pole_db::{Db, DbError, Tx};
use pole_kernel::Instant;
use sha2::{Digest as _, Sha256};

use super::{rules, store};
use crate::policy::Actor;
use crate::shell::audit;
use crate::shell::clock::hexadecimal;
use crate::shell::jobs::{PeriodicJob, Rhythm};

/// The name of the job, of its proofs and of its holds.
pub(super) const FORGET: &str = "training.evaluation";

/// The periodic jobs of training.
pub fn jobs() -> Vec<PeriodicJob> {
    vec![PeriodicJob {
        name: FORGET,
        rhythm: Rhythm::Nightly(3, 20),
        run: |app, now| forget_old(app.db(), now),
    }]
}

fn forget_old(db: &Db, now: Instant) -> Result<String, DbError> {
    db.write_blocking(|tx| forget(tx, now))
}

/// Takes the persons out of the answers of sessions that are over, and leaves the proof.
pub(super) fn forget(tx: &mut Tx, now: Instant) -> Result<String, DbError> {
    let known = store::known_before(tx, rules::over_before(now.day()))?;
    let days = known.iter().map(|one| one.last_day);
    let (Some(first), Some(last)) = (days.clone().min(), days.max()) else {
        return Ok("nothing to forget".to_owned());
    };
    if store::is_held(tx, FORGET)? {
        return Ok(format!("{} held", known.len()));
    }
    let mut hash = Sha256::new();
    for one in &known {
        hash.update(format!("{} {} {}\n", one.id, one.session, one.person).as_bytes());
    }
    store::forget(tx, &known, now)?;
    let digest = hexadecimal(&hash.finalize());
    store::insert_proof(tx, FORGET, (first, last), &known, &digest, now)?;
    let told = format!("{} people forgotten", known.len());
    audit::record(
        tx,
        &Actor::console(),
        now,
        "training_evaluation.forgotten",
        FORGET,
        &told,
    )?;
    Ok(told)
}
