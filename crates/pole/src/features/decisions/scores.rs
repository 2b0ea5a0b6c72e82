//! What the reviewers give to each dossier, as the commission reads it.

use std::collections::HashMap;

use pole_db::{DbError, Tx};

use super::model::Score;
use crate::features::calls::CallWaveId;
use crate::features::dossiers::DossierId;
use crate::features::reviews;

/// The scores of a wave, by dossier; nothing for a dossier without a submitted review.
///
/// # Errors
/// When the database fails.
pub(super) fn scores(tx: &mut Tx, wave: CallWaveId) -> Result<HashMap<DossierId, Score>, DbError> {
    Ok(reviews::scores(tx, wave)?
        .into_iter()
        .filter_map(|found| {
            let score = Score {
                points: found.score?.fraction(),
                is_complete: found.complete,
            };
            Some((found.dossier, score))
        })
        .collect())
}
