//! A plan, what it is worth and the rules it breaks, counted by plain sums: no solver here.

use super::model::{Need, Problem};

/// Who enters when, in the order of [`Problem::schools`], and which network works are done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entries {
    /// The wave of each school; `None` stays out.
    pub waves: Vec<Option<usize>>,
    /// Whether each of [`Problem::packages`] is done.
    pub packages: Vec<bool>,
}

/// A rule that a plan breaks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Broken {
    /// The school must stay out, or is closed by then.
    NotAllowed {
        /// The school.
        school: usize,
    },
    /// The school must enter in another wave.
    Pinned {
        /// The school.
        school: usize,
    },
    /// The school enters before it is ready.
    NotReady {
        /// The school.
        school: usize,
        /// When it is ready.
        ready: usize,
    },
    /// The collège of the school is out, or enters later.
    College {
        /// The school.
        school: usize,
        /// Its collège.
        college: usize,
    },
    /// More than a funder has in a year.
    Budget {
        /// The year.
        year: usize,
        /// The funder.
        funder: usize,
        /// By how much.
        by: i64,
    },
    /// More than the cap of a heading in a year.
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
    /// Too many écoles.
    PrimaryAtMost {
        /// How many too many.
        by: i64,
    },
    /// Not enough écoles.
    PrimaryAtLeast {
        /// How many are missing.
        by: i64,
    },
    /// No school of an island in a wave.
    Island {
        /// The wave.
        wave: usize,
        /// The island.
        island: String,
    },
}

impl Entries {
    /// Nobody enters; the imposed works alone are done.
    pub fn none(problem: &Problem) -> Self {
        Self {
            waves: vec![None; problem.schools.len()],
            packages: problem.packages.iter().map(|package| package.imposed).collect(),
        }
    }

    /// Those that enter, with their wave.
    pub fn chosen(&self) -> impl Iterator<Item = (usize, usize)> {
        self.waves
            .iter()
            .enumerate()
            .filter_map(|(school, wave)| wave.map(|wave| (school, wave)))
    }

    /// Σ pupils × priority × years of benefit.
    pub fn benefit(&self, problem: &Problem) -> i64 {
        self.chosen().map(|(school, wave)| problem.benefit(school, wave)).sum()
    }

    /// What the local funders pay over the whole plan.
    pub fn local_cost(&self, problem: &Problem) -> i64 {
        let schools: i64 = self
            .chosen()
            .map(|(school, wave)| problem.local_cost(school, wave))
            .sum();
        schools
            + self
                .done()
                .map(|package| problem.package_local_cost(package))
                .sum::<i64>()
    }

    /// What a funder pays in a year.
    pub fn cost(&self, problem: &Problem, funder: usize, year: usize) -> i64 {
        let schools: i64 = self
            .chosen()
            .map(|(school, wave)| problem.cost(school, wave, funder, year))
            .sum();
        let works: i64 = self
            .done()
            .map(|package| amount(&problem.packages[package].costs[funder], year))
            .sum();
        schools + works
    }

    /// The needs of the schools that stay out, the greatest first.
    pub fn unserved(&self, problem: &Problem) -> Vec<Need> {
        let mut needs: Vec<Need> = problem
            .schools
            .iter()
            .zip(&self.waves)
            .filter(|(_, wave)| wave.is_none())
            .map(|(school, _)| school.need)
            .collect();
        needs.sort_unstable_by(|left, right| right.cmp(left));
        needs
    }

    /// The last year in which something is paid, and at least the years of the budgets.
    pub fn years(&self, problem: &Problem) -> usize {
        let schools = self.chosen().map(|(school, wave)| {
            let longest = problem.schools[school].costs_in(wave).iter().map(Vec::len).max();
            wave - 1 + longest.unwrap_or_default()
        });
        let works = self.done().map(|package| {
            let longest = problem.packages[package].costs.iter().map(Vec::len).max();
            longest.unwrap_or_default()
        });
        schools.chain(works).max().unwrap_or_default().max(problem.years)
    }

    /// Every rule that the plan breaks: those of a school first, then those of a year.
    pub fn broken(&self, problem: &Problem) -> Vec<Broken> {
        let mut broken = Vec::new();
        for (school, wave) in self.waves.iter().enumerate() {
            let asked = problem.schools[school].pinned_wave;
            if asked.is_some() && *wave != asked {
                broken.push(Broken::Pinned { school });
            }
            if let Some(wave) = wave {
                broken.extend(self.broken_by_entry(problem, school, *wave));
            }
        }
        broken.extend(self.broken_limits(problem));
        broken
    }

    /// What keeps a school from a wave whatever the money: itself, then its collège.
    pub fn broken_by_entry(&self, problem: &Problem, school: usize, wave: usize) -> Option<Broken> {
        let asked = &problem.schools[school];
        if !problem.may_enter(school, wave) {
            return Some(Broken::NotAllowed { school });
        }
        if wave < asked.ready_wave && !self.made_ready(problem, school, wave) {
            return Some(Broken::NotReady {
                school,
                ready: asked.ready_wave,
            });
        }
        let college = asked.attached_to?;
        let in_time = self.waves[college].is_some_and(|first| first <= wave);
        (!in_time).then_some(Broken::College { school, college })
    }

    /// The limits of all schools together that the plan breaks, year by year.
    pub fn broken_limits(&self, problem: &Problem) -> Vec<Broken> {
        let mut broken = Vec::new();
        for year in 1..=self.years(problem) {
            for (funder, asked) in problem.funders.iter().enumerate() {
                let by = self.cost(problem, funder, year) - amount(&asked.budgets, year);
                if by > 0 {
                    broken.push(Broken::Budget { year, funder, by });
                }
            }
            for (heading, asked) in problem.headings.iter().enumerate() {
                let under: i64 = self
                    .chosen()
                    .map(|(school, wave)| problem.under(school, wave, heading, year))
                    .sum();
                let by = under - amount(&asked.caps, year);
                if by > 0 {
                    broken.push(Broken::Heading { year, heading, by });
                }
            }
            if let Some(most) = problem.capacity.as_ref().and_then(|most| most.get(year - 1)) {
                let devices: i64 = self
                    .chosen()
                    .map(|(school, wave)| problem.devices(school, wave, year))
                    .sum();
                if devices > *most {
                    broken.push(Broken::Capacity {
                        year,
                        by: devices - most,
                    });
                }
            }
        }
        let primary = self.chosen().filter(|(school, _)| problem.schools[*school].primary);
        let primary = i64::try_from(primary.count()).unwrap_or(i64::MAX);
        if let Some(most) = problem.guarantees.primary_at_most.filter(|most| primary > *most) {
            broken.push(Broken::PrimaryAtMost { by: primary - most });
        }
        if let Some(least) = problem.guarantees.primary_at_least.filter(|least| primary < *least) {
            broken.push(Broken::PrimaryAtLeast { by: least - primary });
        }
        if problem.guarantees.island_each_wave {
            for island in islands(problem) {
                for wave in 1..=problem.waves {
                    let served = self.chosen().any(|(school, entered)| {
                        entered == wave && problem.schools[school].island.as_deref() == Some(island)
                    });
                    if !served {
                        broken.push(Broken::Island {
                            wave,
                            island: island.to_owned(),
                        });
                    }
                }
            }
        }
        broken
    }

    fn made_ready(&self, problem: &Problem, school: usize, wave: usize) -> bool {
        self.done().any(|package| {
            let package = &problem.packages[package];
            package.school == school && package.ready_wave <= wave
        })
    }

    fn done(&self) -> impl Iterator<Item = usize> {
        self.packages
            .iter()
            .enumerate()
            .filter_map(|(package, done)| done.then_some(package))
    }
}

/// The islands of the schools, in order.
pub fn islands(problem: &Problem) -> std::collections::BTreeSet<&str> {
    problem
        .schools
        .iter()
        .filter_map(|school| school.island.as_deref())
        .collect()
}

/// The amount of a year; nothing beyond the last one.
pub fn amount(amounts: &[i64], year: usize) -> i64 {
    amounts.get(year - 1).copied().unwrap_or_default()
}
