//! Why each school that is not chosen is not, and what would let it in.

use std::time::Instant;

use pole_optimise::{Goal, Lexicographic, Limits, Sense, SolveError};

use super::entries::{Broken, Entries};
use super::formulation::{Formulation, Limit, terms};
use super::model::Problem;
use super::solve::{self, Found, Outcome, Patience};

/// How often an increase is searched anew when the best plan with it does without the school.
const ROUNDS: usize = 8;

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

/// The smallest sum of increases with which the best plan has the school.
///
/// With more money no best plan is worth less for the first goal. So the increases searched are
/// the smallest with which some plan has the school and is worth at least as much as the plan at
/// hand; then the whole problem is solved again with them. When the best plan has the school, no
/// smaller sum could. When it does without, a plan with the school must be worth more than that
/// one, and so on: the increase is then checked, but perhaps not the smallest.
///
/// # Errors
/// When the solver fails.
pub fn increase(
    problem: &Problem,
    found: &Found,
    school: usize,
    patience: &mut Patience<'_>,
) -> Result<Option<Increase>, SolveError> {
    let begin = Instant::now();
    let formulation = Formulation::unpaid(problem);
    let weights = solve::first_goal(&formulation);
    let worth = |entries: &Entries| -> i64 {
        let values = formulation.values(entries);
        weights.iter().map(|(column, weight)| weight * values[*column]).sum()
    };
    let elastic = formulation.elastic();
    let goal_terms = terms(&weights, &elastic.variables);
    let choices: Vec<_> = formulation
        .choices(school)
        .map(|column| (elastic.variables[column], 1))
        .collect();
    if choices.is_empty() {
        return Ok(None);
    }
    let goals = [
        Goal {
            name: "increase".to_owned(),
            sense: Sense::Minimise,
            terms: elastic.excess.clone(),
        },
        Goal {
            name: "first goal".to_owned(),
            sense: Sense::Maximise,
            terms: goal_terms.clone(),
        },
    ];
    let mut least = worth(&found.entries);
    for round in 0..ROUNDS {
        let left = patience.seconds - begin.elapsed().as_secs_f64();
        if left <= 0.0 {
            break;
        }
        let mut model = elastic.model.clone();
        model.exactly("the school enters", &choices, 1);
        model.at_least("not worse than without", &goal_terms, least);
        let limits = Limits {
            seconds: left,
            ..Limits::default()
        };
        let (plan, proven) = match model.solve_lexicographic_watched(&goals, &limits, patience.watch)? {
            Lexicographic::Found { plan, stages } => {
                let proven = stages.first().is_some_and(pole_optimise::Stage::is_proven);
                (plan, proven)
            }
            Lexicographic::Infeasible | Lexicographic::TimedOut | Lexicographic::Cancelled { .. } => break,
        };
        let limits = formulation.entries(&plan, &elastic.variables).broken_limits(problem);
        let raised = raise(problem, &limits);
        let mut again = Patience {
            seconds: patience.seconds - begin.elapsed().as_secs_f64(),
            watch: patience.watch,
        };
        let Outcome::Found(with) = solve::solve(&raised, &mut again)? else {
            break;
        };
        if !with.is_optimal() {
            break;
        }
        if let Some(wave) = with.entries.waves[school] {
            let cents = limits
                .iter()
                .map(|broken| if let Broken::Budget { by, .. } = broken { *by } else { 0 });
            return Ok(Some(Increase {
                cents: cents.sum(),
                limits,
                wave,
                smallest: round == 0 && proven,
            }));
        }
        least = worth(&with.entries).max(least + 1);
    }
    Ok(None)
}

/// The problem with raised limits.
fn raise(problem: &Problem, limits: &[Broken]) -> Problem {
    let mut raised = problem.clone();
    for limit in limits {
        match limit {
            Broken::Budget { year, funder, by } => {
                // A year beyond the budgets gets one.
                raised.years = raised.years.max(*year);
                add(&mut raised.funders[*funder].budgets, *year, *by);
            }
            Broken::Heading { year, heading, by } => add(&mut raised.headings[*heading].caps, *year, *by),
            Broken::Capacity { year, by } => {
                if let Some(capacity) = &mut raised.capacity {
                    add(capacity, *year, *by);
                }
            }
            Broken::NotAllowed { .. }
            | Broken::Pinned { .. }
            | Broken::NotReady { .. }
            | Broken::College { .. }
            | Broken::PrimaryAtMost { .. }
            | Broken::PrimaryAtLeast { .. }
            | Broken::Island { .. } => {}
        }
    }
    let years = raised.years;
    for funder in &mut raised.funders {
        funder.budgets.resize(years.max(funder.budgets.len()), 0);
    }
    raised
}

fn add(amounts: &mut Vec<i64>, year: usize, by: i64) {
    if amounts.len() < year {
        amounts.resize(year, 0);
    }
    amounts[year - 1] += by;
}
