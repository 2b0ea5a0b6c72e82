//! Why each school that is not chosen is not, and what would let it in.

use pole_optimise::{Progress, SolveError};

use super::entries::{Broken, Entries};
use super::formulation::{Formulation, Limit};
use super::increase::Increases;
use super::model::Problem;
use super::solve::{Found, Patience};

/// One school that is not chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The school.
    pub school: usize,
    /// What keeps it out first.
    pub why: Why,
    /// What would let it in, when it was searched and found.
    pub increase: Option<Increase>,
}

/// What keeps a school out, the plan being what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The pilots excluded it.
    Excluded,
    /// It closes before it could enter.
    Closed,
    /// It is not ready by the last wave.
    NotReady {
        /// When it is.
        ready: usize,
    },
    /// Its collège is out.
    CollegeOut {
        /// The collège.
        college: usize,
    },
    /// Its collège enters when the school is closed, or in a wave after which nothing is left.
    CollegeTooLate {
        /// The collège.
        college: usize,
    },
    /// In its first possible wave it would break this limit first.
    Limit {
        /// The wave.
        wave: usize,
        /// The limit, and by how much.
        broken: Broken,
    },
    /// It fits, and adds nothing to what is sought.
    NothingGained {
        /// The wave in which it fits.
        wave: usize,
    },
}

/// Budgets with which the best plan has the school: searched, then checked by solving again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Increase {
    /// Each limit that must be raised, and by how much.
    pub limits: Vec<Broken>,
    /// The sum of the money.
    pub cents: i64,
    /// The wave in which the school enters then.
    pub wave: usize,
    /// Whether no smaller sum of increases lets it in.
    pub smallest: bool,
}

/// What keeps out each school that is not chosen. Quick, even for many schools; increases are
/// searched apart, by [`increase`].
pub fn explain(problem: &Problem, entries: &Entries) -> Vec<Explanation> {
    let formulation = Formulation::unpaid(problem);
    let mut left: Vec<i128> = formulation.rows.iter().map(|row| i128::from(row.at_most)).collect();
    let values = formulation.values(entries);
    let mut uses = vec![Vec::new(); formulation.columns()];
    for (index, row) in formulation.rows.iter().enumerate() {
        for (column, factor) in &row.terms {
            left[index] -= i128::from(*factor) * i128::from(values[*column]);
            uses[*column].push((index, i128::from(*factor)));
        }
    }
    let out = (0..problem.schools.len()).filter(|school| entries.waves[*school].is_none());
    out.map(|school| Explanation {
        school,
        why: why(&formulation, entries, school, &left, &uses),
        increase: None,
    })
    .collect()
}

fn why(
    formulation: &Formulation<'_>,
    entries: &Entries,
    school: usize,
    left: &[i128],
    uses: &[Vec<(usize, i128)>],
) -> Why {
    let problem = formulation.problem;
    let asked = &problem.schools[school];
    if asked.excluded {
        return Why::Excluded;
    }
    if asked.ready_wave > problem.waves && !problem.works_make_ready(school, problem.waves) {
        return Why::NotReady {
            ready: asked.ready_wave,
        };
    }
    if !(1..=problem.waves).any(|wave| {
        problem.may_enter(school, wave) && (wave >= asked.ready_wave || problem.works_make_ready(school, wave))
    }) {
        return Why::Closed;
    }
    let first = match asked.attached_to {
        None => 1,
        Some(college) => match entries.waves[college] {
            None => return Why::CollegeOut { college },
            Some(wave) => wave,
        },
    };
    let mut kept_out = None;
    for column in formulation.choices(school) {
        let choice = formulation.options[column];
        if choice.wave < first {
            continue;
        }
        let works = choice
            .needs_works
            .then(|| formulation.works_of(school, choice.wave).next())
            .flatten()
            .filter(|works| !entries.packages[formulation.packages[works - formulation.options.len()]]);
        let broken = first_broken(formulation, column, works, left, uses);
        match broken {
            None => return Why::NothingGained { wave: choice.wave },
            Some(broken) => {
                kept_out.get_or_insert(Why::Limit {
                    wave: choice.wave,
                    broken,
                });
            }
        }
    }
    kept_out.unwrap_or(match asked.attached_to {
        Some(college) => Why::CollegeTooLate { college },
        None => Why::Closed,
    })
}

/// The first limit that one more choice breaks, in the order of kinds and years.
fn first_broken(
    formulation: &Formulation<'_>,
    column: usize,
    works: Option<usize>,
    left: &[i128],
    uses: &[Vec<(usize, i128)>],
) -> Option<Broken> {
    let mut asked: std::collections::BTreeMap<usize, i128> = uses[column].iter().copied().collect();
    for (row, factor) in works.map(|works| uses[works].as_slice()).unwrap_or_default() {
        *asked.entry(*row).or_default() += factor;
    }
    let (row, factor) = asked
        .into_iter()
        .find(|(row, factor)| *factor > 0 && *factor > left[*row])?;
    let by = i64::try_from(factor - left[row]).unwrap_or(i64::MAX);
    Some(match &formulation.rows[row].limit {
        Limit::Budget { year, funder } => Broken::Budget {
            year: *year,
            funder: *funder,
            by,
        },
        Limit::Heading { year, heading } => Broken::Heading {
            year: *year,
            heading: *heading,
            by,
        },
        Limit::Capacity { year } => Broken::Capacity { year: *year, by },
        Limit::PrimaryAtMost => Broken::PrimaryAtMost { by },
        Limit::PrimaryAtLeast => Broken::PrimaryAtLeast { by },
        Limit::Island { wave, island } => Broken::Island {
            wave: *wave,
            island: island.clone(),
        },
    })
}

/// The smallest sum of increases with which the best plan has the school: [`Increases`] for one
/// school. Whoever asks for several schools asks for all at once, which is faster and finds more.
///
/// # Errors
/// When the solver fails.
pub fn increase(
    problem: &Problem,
    found: &Found,
    school: usize,
    patience: &mut Patience<'_>,
) -> Result<Option<Increase>, SolveError> {
    let Some(increases) = Increases::new(problem, &found.entries) else {
        return Ok(None);
    };
    let begin = std::time::Instant::now();
    let found = increases.of(&[school], patience.seconds, &mut |_| {
        (patience.watch)(&Progress {
            seconds: begin.elapsed().as_secs_f64(),
            objective: None,
            bound: 0,
        })
    })?;
    Ok(found.into_iter().next().flatten())
}
