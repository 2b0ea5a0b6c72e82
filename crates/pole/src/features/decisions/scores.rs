//! What the reviewers give to each dossier, as the commission reads it.

use std::collections::HashMap;

use pole_db::{DbError, Tx};

use super::model::Score;
use crate::features::calls::CallWaveId;
use crate::features::dossiers::DossierId;

/// The scores of a wave, by dossier.
pub(super) fn scores(_tx: &mut Tx, _wave: CallWaveId) -> Result<HashMap<DossierId, Score>, DbError> {
    Ok(HashMap::new())
}
