//! The score of each dossier of a wave, for those who decide.

use std::collections::{BTreeMap, HashMap};

use pole_db::{DbError, Tx};
use pole_kernel::{Day, Instant, Uai};

use super::model::{DossierScore, Review, ReviewState, SchoolScore, ScoresSeen};
use super::store::BasinReview;
use super::{rules, store};
use crate::features::calls::{self, CallId, CallWaveId, ReviewRules};
use crate::features::dossiers::{self, Dossier, DossierId};

/// The score of each dossier of a wave, in the order of the dossiers. Callers have asked the policy.
///
/// # Errors
/// When the database fails.
pub fn scores(tx: &mut Tx, call_wave: CallWaveId) -> Result<Vec<DossierScore>, DbError> {
    let dossiers = dossiers::dossiers_of_wave(tx, call_wave)?;
    let rules = review_rules(tx, &dossiers)?;
    let reviews = store::reviews_of_wave(tx, call_wave)?;
    let by_dossier = grouped(&reviews);
    Ok(dossiers
        .iter()
        .map(|dossier| {
            let held = by_dossier.get(&dossier.id).map_or(&[][..], Vec::as_slice);
            let rules = rules.get(&(dossier.call, dossier.version)).cloned().unwrap_or_default();
            let standing = rules::standing(&rules, &submitted(held));
            DossierScore {
                dossier: dossier.id,
                score: standing.score,
                reviews: standing.submitted,
                gap: standing.gap,
                complete: standing.complete,
                proposed: standing.proposed,
            }
        })
        .collect())
}

/// The newest complete score of each school of the basin, from the reviews submitted by a day, as known at a moment.
/// Callers have asked the policy.
///
/// # Errors
/// When the database fails.
pub fn school_scores(tx: &mut Tx, on: Day, known_at: Instant, seen: ScoresSeen) -> Result<Vec<SchoolScore>, DbError> {
    let until = on.ends().min(known_at);
    let rows = store::basin_reviews(tx, until, known_at, seen == ScoresSeen::Published)?;
    let mut rules: HashMap<(CallId, i64), ReviewRules> = HashMap::new();
    let mut by_dossier: BTreeMap<(Uai, DossierId), Vec<BasinReview>> = BTreeMap::new();
    for row in rows {
        let key = (row.call, row.version);
        if let std::collections::hash_map::Entry::Vacant(free) = rules.entry(key)
            && let Some(version) = calls::version(tx, key.0, key.1)?
        {
            free.insert(version.content.review);
        }
        by_dossier.entry((row.uai.clone(), row.dossier)).or_default().push(row);
    }
    let mut newest: BTreeMap<Uai, (Instant, SchoolScore)> = BTreeMap::new();
    for ((uai, dossier), reviews) in by_dossier {
        let Some(last) = reviews.iter().max_by_key(|review| review.submitted_at) else {
            continue;
        };
        let rules = rules.get(&(last.call, last.version)).cloned().unwrap_or_default();
        let quarters: Vec<u64> = reviews.iter().map(|review| review.quarters).collect();
        let standing = rules::standing(&rules, &quarters);
        let Some(score) = standing.score.filter(|_| standing.complete) else {
            continue;
        };
        let at = last.submitted_at;
        if newest.get(&uai).is_none_or(|(other, _)| *other < at) {
            let score = SchoolScore {
                uai: uai.clone(),
                dossier,
                score,
                on: at.day(),
                fictitious: last.fictitious,
            };
            newest.insert(uai, (at, score));
        }
    }
    Ok(newest.into_values().map(|(_, score)| score).collect())
}

/// How each version of the calls of some dossiers is reviewed.
pub(super) fn review_rules(tx: &mut Tx, dossiers: &[Dossier]) -> Result<HashMap<(CallId, i64), ReviewRules>, DbError> {
    let mut rules = HashMap::new();
    for dossier in dossiers {
        let key = (dossier.call, dossier.version);
        if let std::collections::hash_map::Entry::Vacant(free) = rules.entry(key)
            && let Some(version) = calls::version(tx, key.0, key.1)?
        {
            free.insert(version.content.review);
        }
    }
    Ok(rules)
}

/// Reviews by dossier, whatever became of them.
pub(super) fn grouped(reviews: &[Review]) -> BTreeMap<DossierId, Vec<&Review>> {
    let mut grouped: BTreeMap<DossierId, Vec<&Review>> = BTreeMap::new();
    for review in reviews {
        grouped.entry(review.dossier).or_default().push(review);
    }
    grouped
}

/// What the submitted reviews are worth, in quarters of a point.
pub(super) fn submitted(reviews: &[&Review]) -> Vec<u64> {
    reviews
        .iter()
        .filter(|review| review.state == ReviewState::Submitted)
        .filter_map(|review| review.quarters)
        .collect()
}
