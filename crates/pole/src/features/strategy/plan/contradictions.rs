//! What cannot be, said before any search: pinned schools that contradict each other, what they
//! cost beyond a budget, guarantees that nobody can keep.

use super::entries::{Entries, amount, islands};
use super::model::Problem;

/// Why there is no plan at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Contradiction {
    /// Pinned, and excluded.
    PinnedAndExcluded {
        /// The school.
        school: usize,
    },
    /// Pinned before it is ready, and no works can help.
    PinnedNotReady {
        /// The school.
        school: usize,
    },
    /// Pinned after it closes.
    PinnedClosed {
        /// The school.
        school: usize,
    },
    /// Pinned before its collège can be in; never when `earliest` is missing.
    PinnedBeforeCollege {
        /// The school.
        school: usize,
        /// Its collège.
        college: usize,
        /// The first wave in which the collège can enter.
        earliest: Option<usize>,
    },
    /// What is imposed costs more than a funder has in a year.
    Budget {
        /// The year.
        year: usize,
        /// The funder.
        funder: usize,
        /// By how much.
        by: i64,
        /// Whether the pinned schools and imposed works alone cost that. Otherwise it is the
        /// smallest sum of increases with which a plan exists.
        pinned_alone: bool,
    },
    /// The same of a heading.
    Heading {
        /// The year.
        year: usize,
        /// The heading.
        heading: usize,
        /// By how much.
        by: i64,
    },
    /// More devices than can be looked after.
    Capacity {
        /// The year.
        year: usize,
        /// How many too many.
        by: i64,
    },
    /// An island without a school for a wave.
    Island {
        /// The wave.
        wave: usize,
        /// The island.
        island: String,
    },
    /// Not enough écoles.
    PrimaryAtLeast {
        /// How many are missing.
        by: i64,
    },
    /// Too many écoles.
    PrimaryAtMost {
        /// How many too many.
        by: i64,
    },
    /// The guarantees exclude each other, whatever the money.
    Guarantees,
}

/// What can be said without a search.
pub fn find(problem: &Problem) -> Vec<Contradiction> {
    let mut found = Vec::new();
    for (school, asked) in problem.schools.iter().enumerate() {
        let Some(wave) = asked.pinned_wave else { continue };
        if asked.excluded {
            found.push(Contradiction::PinnedAndExcluded { school });
        }
        if asked.closes_after.is_some_and(|last| wave > last) {
            found.push(Contradiction::PinnedClosed { school });
        }
        if wave < asked.ready_wave && !problem.works_make_ready(school, wave) {
            found.push(Contradiction::PinnedNotReady { school });
        }
        if let Some(college) = asked.attached_to {
            let earliest = earliest(problem, college);
            if earliest.is_none_or(|first| first > wave) {
                found.push(Contradiction::PinnedBeforeCollege {
                    school,
                    college,
                    earliest,
                });
            }
        }
    }
    found.extend(imposed_beyond_budgets(problem));
    found.extend(impossible_guarantees(problem));
    found
}

/// The first wave in which a school could enter if money were no matter.
fn earliest(problem: &Problem, school: usize) -> Option<usize> {
    let asked = &problem.schools[school];
    let first = match asked.attached_to {
        None => 1,
        Some(college) => earliest(problem, college)?,
    };
    (first..=problem.waves).find(|wave| {
        problem.may_enter(school, *wave)
            && asked.pinned_wave.is_none_or(|pinned| pinned == *wave)
            && (*wave >= asked.ready_wave || problem.works_make_ready(school, *wave))
    })
}

fn imposed_beyond_budgets(problem: &Problem) -> Vec<Contradiction> {
    let mut imposed = Entries::none(problem);
    for (school, asked) in problem.schools.iter().enumerate() {
        imposed.waves[school] = asked.pinned_wave.filter(|_| !asked.excluded);
    }
    let mut found = Vec::new();
    for year in 1..=imposed.years(problem) {
        for (funder, asked) in problem.funders.iter().enumerate() {
            let by = imposed.cost(problem, funder, year) - amount(&asked.budgets, year);
            if by > 0 {
                found.push(Contradiction::Budget {
                    year,
                    funder,
                    by,
                    pinned_alone: true,
                });
            }
        }
    }
    found
}

fn impossible_guarantees(problem: &Problem) -> Vec<Contradiction> {
    let mut found = Vec::new();
    if problem.guarantees.island_each_wave {
        for island in islands(problem) {
            for wave in 1..=problem.waves {
                let possible = problem.schools.iter().enumerate().any(|(school, asked)| {
                    asked.island.as_deref() == Some(island)
                        && asked.pinned_wave.is_none_or(|pinned| pinned == wave)
                        && problem.may_enter(school, wave)
                        && earliest(problem, school).is_some_and(|first| first <= wave)
                });
                if !possible {
                    found.push(Contradiction::Island {
                        wave,
                        island: island.to_owned(),
                    });
                }
            }
        }
    }
    let count = |kept: &dyn Fn(usize) -> bool| {
        let schools = (0..problem.schools.len()).filter(|school| problem.schools[*school].primary && kept(*school));
        i64::try_from(schools.count()).unwrap_or(i64::MAX)
    };
    if let Some(least) = problem.guarantees.primary_at_least {
        let possible = count(&|school| earliest(problem, school).is_some());
        if possible < least {
            found.push(Contradiction::PrimaryAtLeast { by: least - possible });
        }
        if problem.guarantees.primary_at_most.is_some_and(|most| most < least) {
            found.push(Contradiction::Guarantees);
        }
    }
    if let Some(most) = problem.guarantees.primary_at_most {
        let pinned = count(&|school| problem.schools[school].pinned_wave.is_some());
        if pinned > most {
            found.push(Contradiction::PrimaryAtMost { by: pinned - most });
        }
    }
    found
}
