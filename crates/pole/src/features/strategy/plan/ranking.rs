//! What a plain ranking by priority would give: wave by wave, in the order of π, whoever is ready,
//! has its collège in, and fits in what is left.

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
