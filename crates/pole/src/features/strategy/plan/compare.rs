//! What changed between two scenarios, one entry for each school of either.

use std::collections::BTreeMap;

use super::entries::Entries;
use super::model::Problem;

/// One school in two plans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its code.
    pub uai: String,
    /// What became of it.
    pub kind: ChangeKind,
}

/// What became of a school.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// In both plans in the same wave, or out of both.
    Same {
        /// Its wave, if it is in.
        wave: Option<usize>,
    },
    /// Out before, in after.
    Enters {
        /// Its wave.
        wave: usize,
    },
    /// In before, out after.
    Leaves {
        /// Its wave.
        wave: usize,
    },
    /// In both, in another wave.
    Moves {
        /// Its wave before.
        from: usize,
        /// Its wave after.
        to: usize,
    },
    /// Not a school of the scenario before.
    New {
        /// Its wave after.
        wave: Option<usize>,
    },
    /// Not a school of the scenario after.
    Gone {
        /// Its wave before.
        wave: Option<usize>,
    },
}

/// Compares two plans, in the order of UAI. The two problems may have different schools.
pub fn compare(before: (&Problem, &Entries), after: (&Problem, &Entries)) -> Vec<Change> {
    let waves = |(problem, entries): (&Problem, &Entries)| -> BTreeMap<String, Option<usize>> {
        problem
            .schools
            .iter()
            .zip(&entries.waves)
            .map(|(school, wave)| (school.uai.clone(), *wave))
            .collect()
    };
    let (before, after) = (waves(before), waves(after));
    let mut changes: Vec<Change> = after
        .iter()
        .map(|(uai, wave)| Change {
            uai: uai.clone(),
            kind: match (before.get(uai).copied(), *wave) {
                (None, wave) => ChangeKind::New { wave },
                (Some(None), Some(wave)) => ChangeKind::Enters { wave },
                (Some(Some(wave)), None) => ChangeKind::Leaves { wave },
                (Some(Some(from)), Some(to)) if from != to => ChangeKind::Moves { from, to },
                (Some(_), wave) => ChangeKind::Same { wave },
            },
        })
        .collect();
    changes.extend(
        before
            .into_iter()
            .filter(|(uai, _)| !after.contains_key(uai))
            .map(|(uai, wave)| Change {
                uai,
                kind: ChangeKind::Gone { wave },
            }),
    );
    changes.sort_by(|left, right| left.uai.cmp(&right.uai));
    changes
}
