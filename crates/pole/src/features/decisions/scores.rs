//! What the reviewers give to each dossier, as the commission reads it.

use std::collections::HashMap;

use pole_db::{DbError, Tx};

use super::model::Score;
use crate::features::calls::CallWaveId;
use crate::features::dossiers::DossierId;
use crate::features::reviews;

/// The scores of a wave, by dossier. A dossier without a review has none.
pub(super) fn scores(tx: &mut Tx, wave: CallWaveId) -> Result<HashMap<DossierId, Score>, DbError> {
    Ok(reviews::scores(tx, wave)?
        .into_iter()
        .filter_map(|one| {
            let score = Score {
                points: one.score?.fraction(),
                is_complete: one.complete,
            };
            Some((one.dossier, score))
        })
        .collect())
}
