//! What a plain ranking by priority would give: wave by wave, in the order of π, whoever is ready,
//! has its collège in, and fits in what is left.

use std::collections::BTreeMap;

use super::entries::Entries;
use super::formulation::{Formulation, Row};
use super::model::Problem;

/// The plan of the plain ranking. It keeps every limit; the guarantees (islands, quota of écoles
/// from below) only as far as the ranking happens to. Pinned schools come first.
pub fn by_priority(problem: &Problem) -> Entries {
    let formulation = Formulation::new(problem);
    let mut plan = Entries::none(problem);
    let mut left: Vec<i128> = formulation.rows.iter().map(|row| i128::from(row.at_most)).collect();
    let mut used_by = vec![Vec::new(); formulation.columns()];
    for (index, row) in formulation.rows.iter().enumerate().filter(|(_, row)| row.is_cap()) {
        for (column, factor) in &row.terms {
            used_by[*column].push((index, *factor));
        }
    }
    for (position, package) in formulation.packages.iter().enumerate() {
        if problem.packages[*package].imposed {
            take(&used_by[formulation.options.len() + position], &mut left);
        }
    }
    let mut order: Vec<usize> = (0..problem.schools.len()).collect();
    order.sort_by_key(|school| {
        let asked = &problem.schools[*school];
        (asked.pinned_wave.is_none(), -asked.priority_x10)
    });
    for wave in 1..=problem.waves {
        for school in &order {
            if plan.waves[*school].is_some() || plan.broken_by_entry(problem, *school, wave).is_some() {
                continue;
            }
            let Some(column) = formulation.column(*school, wave) else {
                continue;
            };
            if used_by[column]
                .iter()
                .all(|(row, factor)| i128::from(*factor) <= left[*row])
            {
                take(&used_by[column], &mut left);
                plan.waves[*school] = Some(wave);
            }
        }
    }
    plan
}

/// The greatest need first, each school with its collège, in the waves that leave the limits as far
/// from full as can be: where the search of the equity mode begins. It keeps every limit; the
/// guarantees only as far as it happens to.
pub fn by_need(problem: &Problem) -> Entries {
    let formulation = Formulation::new(problem);
    let mut plan = Entries::none(problem);
    let caps: Vec<&Row> = formulation.rows.iter().filter(|row| row.is_cap()).collect();
    let mut left: Vec<i128> = caps.iter().map(|row| i128::from(row.at_most)).collect();
    let mut uses = vec![Vec::new(); formulation.columns()];
    for (index, row) in caps.iter().enumerate() {
        for (column, factor) in &row.terms {
            uses[*column].push((index, *factor));
        }
    }
    for works in formulation.imposed_works() {
        take(&uses[works], &mut left);
    }
    let ready = |school: usize| -> Vec<usize> {
        formulation
            .choices(school)
            .filter(|column| !formulation.options[*column].needs_works)
            .collect()
    };
    let mut order: Vec<usize> = (0..problem.schools.len()).collect();
    order.sort_by_key(|school| {
        let asked = &problem.schools[*school];
        (asked.pinned_wave.is_none(), std::cmp::Reverse(asked.need))
    });
    for school in order {
        if plan.waves[school].is_some() {
            continue;
        }
        let college = problem.schools[school].attached_to;
        let mut best: Option<(i128, Vec<usize>)> = None;
        for column in ready(school) {
            let wave = formulation.options[column].wave;
            let together: Vec<Vec<usize>> = match college.map(|college| (college, plan.waves[college])) {
                None => vec![vec![column]],
                Some((_, Some(first))) if first <= wave => vec![vec![column]],
                Some((_, Some(_))) => Vec::new(),
                Some((college, None)) => ready(college)
                    .into_iter()
                    .filter(|first| formulation.options[*first].wave <= wave)
                    .map(|first| vec![first, column])
                    .collect(),
            };
            for columns in together {
                if let Some(full) = fullest(&columns, &uses, &left, &caps)
                    && best.as_ref().is_none_or(|(known, _)| full < *known)
                {
                    best = Some((full, columns));
                }
            }
        }
        for column in best.map(|(_, columns)| columns).unwrap_or_default() {
            take(&uses[column], &mut left);
            let choice = formulation.options[column];
            plan.waves[choice.school] = Some(choice.wave);
        }
    }
    plan
}

/// How full the fullest limit would be, in millionths; `None` when one would be exceeded.
fn fullest(columns: &[usize], uses: &[Vec<(usize, i64)>], left: &[i128], caps: &[&Row]) -> Option<i128> {
    let mut taken: BTreeMap<usize, i128> = BTreeMap::new();
    for (row, factor) in columns.iter().flat_map(|column| &uses[*column]) {
        *taken.entry(*row).or_default() += i128::from(*factor);
    }
    let mut fullest = 0;
    for (row, taken) in taken {
        let (left, whole) = (left[row] - taken, i128::from(caps[row].at_most.max(1)));
        if left < 0 {
            return None;
        }
        fullest = fullest.max((whole - left) * 1_000_000 / whole);
    }
    Some(fullest)
}

fn take(uses: &[(usize, i64)], left: &mut [i128]) {
    for (row, factor) in uses {
        left[*row] -= i128::from(*factor);
    }
}

impl Row {
    /// Whether choosing more can only break it.
    fn is_cap(&self) -> bool {
        self.terms.iter().all(|(_, factor)| *factor >= 0)
    }
}
