//! A problem in columns and rows, for the solver and for the bounds of large problems. Only what
//! can be chosen has a column.

use std::collections::{BTreeMap, BTreeSet};

use pole_optimise::{Model, Plan, Variable};

use super::entries::{Entries, amount, islands};
use super::model::Problem;

/// A school entering in a wave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    pub school: usize,
    pub wave: usize,
    /// Before the school is ready: some network works must make it so.
    pub needs_works: bool,
}

/// What limits all schools together, in the order in which limits are told.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Limit {
    Budget { year: usize, funder: usize },
    Heading { year: usize, heading: usize },
    Capacity { year: usize },
    PrimaryAtMost,
    PrimaryAtLeast,
    Island { wave: usize, island: String },
}

/// The sum of the terms is at most something.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub limit: Limit,
    pub terms: Vec<(usize, i64)>,
    pub at_most: i64,
}

/// Columns and rows of a problem: first the choices, in the order of schools and waves, then the
/// packages that can be useful.
#[derive(Clone, Debug)]
pub(super) struct Formulation<'a> {
    pub problem: &'a Problem,
    pub options: Vec<Choice>,
    /// Indices of [`Problem::packages`].
    pub packages: Vec<usize>,
    pub rows: Vec<Row>,
    /// Where the choices of each school begin and end.
    spans: Vec<(usize, usize)>,
}

/// A weighing of the columns; those not named weigh nothing.
pub(super) type Weights = Vec<(usize, i64)>;

impl<'a> Formulation<'a> {
    /// Leaves out choices that no budget could pay alone.
    pub fn new(problem: &'a Problem) -> Self {
        Self::with(problem, true)
    }

    /// Keeps choices that no budget pays, to tell how much is missing.
    pub fn unpaid(problem: &'a Problem) -> Self {
        Self::with(problem, false)
    }

    fn with(problem: &'a Problem, paid: bool) -> Self {
        let mut waves: Vec<Vec<usize>> = vec![Vec::new(); problem.schools.len()];
        for school in problem.colleges_first() {
            let asked = &problem.schools[school];
            // An école cannot enter before the first wave of its collège.
            let first = match asked.attached_to {
                None => Some(1),
                Some(college) => waves[college].first().copied(),
            };
            let Some(first) = first else { continue };
            waves[school] = (first..=problem.waves)
                .filter(|wave| asked.pinned_wave.is_none_or(|pinned| pinned == *wave))
                .filter(|wave| problem.may_enter(school, *wave))
                .filter(|wave| *wave >= asked.ready_wave || problem.works_make_ready(school, *wave))
                .filter(|wave| !paid || affordable(problem, school, *wave))
                .collect();
        }
        let mut options = Vec::new();
        let mut spans = Vec::with_capacity(waves.len());
        for (school, waves) in waves.into_iter().enumerate() {
            let begin = options.len();
            options.extend(waves.into_iter().map(|wave| Choice {
                school,
                wave,
                needs_works: wave < problem.schools[school].ready_wave,
            }));
            spans.push((begin, options.len()));
        }
        let helped: BTreeSet<usize> = options
            .iter()
            .filter(|choice| choice.needs_works)
            .map(|choice| choice.school)
            .collect();
        let packages = (0..problem.packages.len())
            .filter(|package| {
                let package = &problem.packages[*package];
                package.imposed || helped.contains(&package.school)
            })
            .collect();
        let mut formulation = Self {
            problem,
            options,
            packages,
            rows: Vec::new(),
            spans,
        };
        formulation.rows = formulation.limits();
        formulation
    }

    pub fn columns(&self) -> usize {
        self.options.len() + self.packages.len()
    }

    /// The choices of a school: a range of columns.
    pub fn choices(&self, school: usize) -> std::ops::Range<usize> {
        let (begin, end) = self.spans[school];
        begin..end
    }

    pub fn column(&self, school: usize, wave: usize) -> Option<usize> {
        self.choices(school).find(|column| self.options[*column].wave == wave)
    }

    /// Σ pupils × priority × years.
    pub fn benefit(&self) -> Weights {
        self.weigh(|choice| self.problem.benefit(choice.school, choice.wave))
    }

    pub fn local_cost(&self) -> Weights {
        let mut weights = self.weigh(|choice| self.problem.local_cost(choice.school, choice.wave));
        for (position, package) in self.packages.iter().enumerate() {
            let cost = self.problem.package_local_cost(*package);
            weights.push((self.options.len() + position, cost));
        }
        weights
    }

    pub fn weigh(&self, weight: impl Fn(&Choice) -> i64) -> Weights {
        self.options
            .iter()
            .enumerate()
            .map(|(column, choice)| (column, weight(choice)))
            .filter(|(_, weight)| *weight != 0)
            .collect()
    }

    /// The model for the solver, without an objective; its variables are the columns in order.
    pub fn model(&self) -> (Model, Vec<Variable>) {
        let (mut model, variables) = self.rules();
        for row in &self.rows {
            model.at_most(format!("{:?}", row.limit), &terms(&row.terms, &variables), row.at_most);
        }
        (model, variables)
    }

    /// The rules of each school alone: what no money changes.
    pub fn rules(&self) -> (Model, Vec<Variable>) {
        let problem = self.problem;
        let mut model = Model::new();
        let mut variables: Vec<Variable> = self.options.iter().map(|_| model.binary()).collect();
        for package in &self.packages {
            let imposed = i64::from(problem.packages[*package].imposed);
            variables.push(model.integer(imposed, 1));
        }
        for (school, asked) in problem.schools.iter().enumerate() {
            let choices = self.choices(school);
            let once: Vec<_> = choices.clone().map(|column| (variables[column], 1)).collect();
            if asked.pinned_wave.is_some() {
                model.exactly(format!("{} is pinned", asked.uai), &once, 1);
            } else if once.len() > 1 {
                model.at_most(format!("{} enters once", asked.uai), &once, 1);
            }
            let Some(college) = asked.attached_to else { continue };
            for column in choices {
                // By this wave the école is in only if its collège is.
                let wave = self.options[column].wave;
                let by = |other: usize| {
                    self.choices(other)
                        .filter(move |column| self.options[*column].wave <= wave)
                };
                let mut terms: Vec<_> = by(school).map(|column| (variables[column], 1)).collect();
                terms.extend(by(college).map(|column| (variables[column], -1)));
                model.at_most(format!("{} follows its college by {wave}", asked.uai), &terms, 0);
            }
        }
        for (column, choice) in self.options.iter().enumerate().filter(|(_, choice)| choice.needs_works) {
            let mut terms = vec![(variables[column], 1)];
            terms.extend(
                self.works_of(choice.school, choice.wave)
                    .map(|works| (variables[works], -1)),
            );
            model.at_most("works make the school ready", &terms, 0);
        }
        for (position, package) in self.packages.iter().enumerate() {
            let package = &problem.packages[*package];
            if package.imposed {
                continue;
            }
            // Works that help nobody are not done.
            let mut terms = vec![(variables[self.options.len() + position], 1)];
            terms.extend(
                self.choices(package.school)
                    .filter(|column| self.options[*column].needs_works)
                    .map(|column| (variables[column], -1)),
            );
            model.at_most("works help somebody", &terms, 0);
        }
        (model, variables)
    }

    /// The columns of the works that make a school ready for a wave.
    pub fn works_of(&self, school: usize, wave: usize) -> impl Iterator<Item = usize> {
        self.packages
            .iter()
            .enumerate()
            .filter(move |(_, package)| {
                let package = &self.problem.packages[**package];
                package.school == school && package.ready_wave <= wave
            })
            .map(|(position, _)| self.options.len() + position)
    }

    /// The columns of works that are done in any case.
    pub fn imposed_works(&self) -> impl Iterator<Item = usize> {
        let imposed = |package: &usize| self.problem.packages[*package].imposed;
        let works = self.packages.iter().enumerate();
        works
            .filter(move |(_, package)| imposed(package))
            .map(|(position, _)| self.options.len() + position)
    }

    /// The plan that the solver found.
    pub fn entries(&self, plan: &Plan, variables: &[Variable]) -> Entries {
        self.chosen(|column| plan.whole(variables[column]) == 1)
    }

    /// The plan made of some columns.
    pub fn chosen(&self, chosen: impl Fn(usize) -> bool) -> Entries {
        let mut entries = Entries::none(self.problem);
        for (column, choice) in self.options.iter().enumerate() {
            if chosen(column) {
                entries.waves[choice.school] = Some(choice.wave);
            }
        }
        for (position, package) in self.packages.iter().enumerate() {
            entries.packages[*package] |= chosen(self.options.len() + position);
        }
        entries
    }

    /// The columns of a plan, as values.
    pub fn values(&self, entries: &Entries) -> Vec<i64> {
        let choices = self
            .options
            .iter()
            .map(|choice| i64::from(entries.waves[choice.school] == Some(choice.wave)));
        let works = self
            .packages
            .iter()
            .map(|package| i64::from(entries.packages[*package]));
        choices.chain(works).collect()
    }

    fn limits(&self) -> Vec<Row> {
        let problem = self.problem;
        let mut sums: BTreeMap<Limit, Weights> = BTreeMap::new();
        for (column, choice) in self.options.iter().enumerate() {
            let Choice { school, wave, .. } = *choice;
            let asked = &problem.schools[school];
            for funder in 0..problem.funders.len() {
                for year in wave..wave + asked.costs_in(wave)[funder].len() {
                    add(
                        &mut sums,
                        Limit::Budget { year, funder },
                        column,
                        problem.cost(school, wave, funder, year),
                    );
                }
            }
            for heading in 0..problem.headings.len() {
                for year in wave..wave + asked.under_in(wave)[heading].len() {
                    add(
                        &mut sums,
                        Limit::Heading { year, heading },
                        column,
                        problem.under(school, wave, heading, year),
                    );
                }
            }
            for year in wave..=problem.capacity.as_ref().map_or(0, Vec::len) {
                add(
                    &mut sums,
                    Limit::Capacity { year },
                    column,
                    problem.devices(school, wave, year),
                );
            }
            if asked.primary && problem.guarantees.primary_at_most.is_some() {
                add(&mut sums, Limit::PrimaryAtMost, column, 1);
            }
            if asked.primary && problem.guarantees.primary_at_least.is_some() {
                add(&mut sums, Limit::PrimaryAtLeast, column, -1);
            }
            if let Some(island) = asked.island.clone().filter(|_| problem.guarantees.island_each_wave) {
                add(&mut sums, Limit::Island { wave, island }, column, -1);
            }
        }
        for (position, package) in self.packages.iter().enumerate() {
            let column = self.options.len() + position;
            for (funder, costs) in problem.packages[*package].costs.iter().enumerate() {
                for (index, cost) in costs.iter().enumerate() {
                    let year = index + 1;
                    add(&mut sums, Limit::Budget { year, funder }, column, *cost);
                }
            }
        }
        // A guarantee that nothing can keep is a row all the same.
        if problem.guarantees.island_each_wave {
            for island in islands(problem) {
                for wave in 1..=problem.waves {
                    let island = island.to_owned();
                    sums.entry(Limit::Island { wave, island }).or_default();
                }
            }
        }
        if problem.guarantees.primary_at_least.is_some() {
            sums.entry(Limit::PrimaryAtLeast).or_default();
        }
        sums.into_iter()
            .map(|(limit, terms)| Row {
                at_most: self.at_most(&limit),
                limit,
                terms,
            })
            .filter(|row| {
                // A limit that nothing can reach is left out.
                let reach: i128 = row.terms.iter().map(|(_, factor)| i128::from(*factor).max(0)).sum();
                reach > i128::from(row.at_most)
            })
            .collect()
    }

    fn at_most(&self, limit: &Limit) -> i64 {
        let problem = self.problem;
        match limit {
            Limit::Budget { year, funder } => amount(&problem.funders[*funder].budgets, *year),
            Limit::Heading { year, heading } => amount(&problem.headings[*heading].caps, *year),
            Limit::Capacity { year } => problem.capacity.as_deref().map_or(0, |most| amount(most, *year)),
            Limit::PrimaryAtMost => problem.guarantees.primary_at_most.unwrap_or_default(),
            Limit::PrimaryAtLeast => -problem.guarantees.primary_at_least.unwrap_or_default(),
            Limit::Island { .. } => -1,
        }
    }
}

/// Columns as variables of a model.
pub(super) fn terms(weights: &[(usize, i64)], variables: &[Variable]) -> Vec<(Variable, i64)> {
    weights
        .iter()
        .map(|(column, factor)| (variables[*column], *factor))
        .collect()
}

fn add(sums: &mut BTreeMap<Limit, Weights>, limit: Limit, column: usize, factor: i64) {
    if factor != 0 {
        sums.entry(limit).or_default().push((column, factor));
    }
}

fn affordable(problem: &Problem, school: usize, wave: usize) -> bool {
    (0..problem.funders.len()).all(|funder| {
        let years = wave..wave + problem.schools[school].costs_in(wave)[funder].len();
        years
            .into_iter()
            .all(|year| problem.cost(school, wave, funder, year) <= amount(&problem.funders[funder].budgets, year))
    })
}

/// Limits that may be exceeded, and by how much each is.
pub(super) struct Elastic {
    pub model: Model,
    pub variables: Vec<Variable>,
    /// What the excesses sum to: in cents, or devices.
    pub excess: Vec<(Variable, i64)>,
}

impl Formulation<'_> {
    /// The model in which money and devices may be exceeded, at a price told by
    /// [`Elastic::excess`]. The guarantees stay.
    pub fn elastic(&self) -> Elastic {
        let (mut model, variables) = self.rules();
        let mut excess = Vec::new();
        for row in &self.rows {
            let mut terms = terms(&row.terms, &variables);
            let money = matches!(
                row.limit,
                Limit::Budget { .. } | Limit::Heading { .. } | Limit::Capacity { .. }
            );
            if money {
                // Counted in the common divisor of the amounts, so that the solver sees small numbers.
                let unit = row
                    .terms
                    .iter()
                    .fold(row.at_most.abs(), |unit, (_, factor)| divisor(unit, *factor));
                let reach: i64 = row.terms.iter().map(|(_, factor)| (*factor).max(0)).sum();
                let over = model.integer(0, ((reach - row.at_most) / unit.max(1)).max(0));
                terms.push((over, -unit.max(1)));
                excess.push((over, unit.max(1)));
            }
            model.at_most(format!("{:?}", row.limit), &terms, row.at_most);
        }
        Elastic {
            model,
            variables,
            excess,
        }
    }
}

fn divisor(left: i64, right: i64) -> i64 {
    let (mut left, mut right) = (left.abs(), right.abs());
    while right != 0 {
        (left, right) = (right, left % right);
    }
    left
}
