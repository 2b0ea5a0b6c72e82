//! Head counts of years that nobody has observed yet: pupils move up one level a year.

use std::collections::BTreeMap;

use pole_kernel::{Level, Ratio, SchoolYear};

/// How a head count was obtained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountOrigin {
    /// Observed that year.
    Observed,
    /// The pupils of this level in this earlier year, moved up.
    Cohort {
        /// The year whose pupils move up.
        year: SchoolYear,
        /// Their level that year.
        level: Level,
    },
    /// The last observed figure, assumed the same: no link with the level below is known \[C\].
    CarriedForward {
        /// The year last observed.
        year: SchoolYear,
    },
    /// Both: the last observed 6e carried forward, then moved up.
    CarriedThenCohort {
        /// The year last observed.
        year: SchoolYear,
    },
}

/// A head count, observed or projected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProjectedCount {
    /// Pupils.
    pub count: u32,
    /// How it was obtained.
    pub origin: CountOrigin,
}

/// The four levels of a collège, youngest first.
pub const COLLEGE_LEVELS: [Level; 4] = [Level::Sixieme, Level::Cinquieme, Level::Quatrieme, Level::Troisieme];

/// The head counts of a collège in one year, observed where they are, projected elsewhere \[C\].
///
/// The pupils of a level are those of the level below a year before, at the survival rate,
/// rounded to the nearest; those of 6e are the last observed ones, because the link with CM2 is
/// not known. An observation always wins, and nothing is projected from a later year. A level
/// that cannot be known is absent.
pub fn project(
    observed: &BTreeMap<(SchoolYear, Level), u32>,
    year: SchoolYear,
    survival: Ratio,
) -> BTreeMap<Level, ProjectedCount> {
    COLLEGE_LEVELS
        .into_iter()
        .filter_map(|level| Some((level, project_level(observed, year, level, survival)?)))
        .collect()
}

fn project_level(
    observed: &BTreeMap<(SchoolYear, Level), u32>,
    year: SchoolYear,
    level: Level,
    survival: Ratio,
) -> Option<ProjectedCount> {
    if let Some(count) = observed.get(&(year, level)) {
        return Some(ProjectedCount {
            count: *count,
            origin: CountOrigin::Observed,
        });
    }
    let rank = COLLEGE_LEVELS.iter().position(|other| *other == level)?;
    let Some(below) = rank.checked_sub(1).and_then(|rank| COLLEGE_LEVELS.get(rank).copied()) else {
        return observed
            .range(..(year, level))
            .rev()
            .find(|((_, other), _)| *other == level)
            .map(|((year, _), count)| ProjectedCount {
                count: *count,
                origin: CountOrigin::CarriedForward { year: *year },
            });
    };
    let before = year.plus(-1);
    let cohort = project_level(observed, before, below, survival)?;
    let origin = match cohort.origin {
        CountOrigin::Observed => CountOrigin::Cohort {
            year: before,
            level: below,
        },
        CountOrigin::Cohort { year, level } => CountOrigin::Cohort { year, level },
        CountOrigin::CarriedForward { year } | CountOrigin::CarriedThenCohort { year } => {
            CountOrigin::CarriedThenCohort { year }
        }
    };
    let count = u32::try_from(survival.round_of(u64::from(cohort.count))).unwrap_or(u32::MAX);
    Some(ProjectedCount { count, origin })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year(first: i16) -> SchoolYear {
        SchoolYear::starting(first).unwrap()
    }

    /// Mont des Accords, autumn 2020.
    fn observed() -> BTreeMap<(SchoolYear, Level), u32> {
        let counts = [
            (Level::Sixieme, 215),
            (Level::Cinquieme, 231),
            (Level::Quatrieme, 227),
            (Level::Troisieme, 226),
        ];
        counts
            .into_iter()
            .map(|(level, count)| ((year(2020), level), count))
            .collect()
    }

    fn counts(observed: &BTreeMap<(SchoolYear, Level), u32>, first: i16, survival: Ratio) -> Vec<u32> {
        let projected = project(observed, year(first), survival);
        COLLEGE_LEVELS
            .iter()
            .filter_map(|level| projected.get(level))
            .map(|figure| figure.count)
            .collect()
    }

    #[test]
    fn pupils_move_up_one_level_a_year_and_the_6e_stays() {
        assert_eq!(counts(&observed(), 2020, Ratio::ONE), [215, 231, 227, 226]);
        assert_eq!(counts(&observed(), 2021, Ratio::ONE), [215, 215, 231, 227]);
        assert_eq!(counts(&observed(), 2022, Ratio::ONE), [215, 215, 215, 231]);
        assert_eq!(counts(&observed(), 2024, Ratio::ONE), [215, 215, 215, 215]);
    }

    #[test]
    fn nothing_is_projected_backwards() {
        assert!(counts(&observed(), 2019, Ratio::ONE).is_empty());
    }

    #[test]
    fn the_survival_rate_applies_at_each_step_and_rounds_to_the_nearest() {
        assert_eq!(counts(&observed(), 2021, Ratio::percent(98)), [215, 211, 226, 222]);
    }

    #[test]
    fn an_observation_replaces_the_projection_for_every_later_year() {
        let mut later = observed();
        later.insert((year(2021), Level::Cinquieme), 200);
        assert_eq!(counts(&later, 2022, Ratio::ONE), [215, 215, 200, 231]);
        let projected = project(&later, year(2022), Ratio::ONE);
        assert_eq!(
            projected[&Level::Quatrieme].origin,
            CountOrigin::Cohort {
                year: year(2021),
                level: Level::Cinquieme
            }
        );
        assert_eq!(
            projected[&Level::Cinquieme].origin,
            CountOrigin::CarriedThenCohort { year: year(2020) }
        );
    }
}
