//! The question in checked types. `question::read` makes it from a file; a later caller makes it
//! from the database, with the costs of the endowment engine.

use std::collections::BTreeMap;

/// One full-time person looks after so many devices, unless the file says otherwise.
pub const DEVICES_PER_FTE: i64 = 450;

/// What comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The benefit, then the needs left unserved.
    Benefit,
    /// The needs left unserved, then the benefit.
    Equity,
}

impl Mode {
    /// As files write it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Benefit => "benefit",
            Self::Equity => "equity",
        }
    }

    /// The other one, to be shown beside.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Benefit => Self::Equity,
            Self::Equity => Self::Benefit,
        }
    }
}

/// A need, in thousandths of a point. Only its order matters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Need(pub i64);

/// Everything a plan depends on. Schools are in the order of their UAI and funders of their name,
/// so that the order of a file changes nothing. Amounts are in cents; waves and years begin at 1,
/// and wave n is year n.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// How many waves.
    pub waves: usize,
    /// What comes first.
    pub mode: Mode,
    /// How many years have a budget.
    pub years: usize,
    /// Who pays.
    pub funders: Vec<Funder>,
    /// Who may enter.
    pub schools: Vec<School>,
    /// Network works that make a school ready earlier.
    pub packages: Vec<Package>,
    /// Caps on a part of what a funder pays.
    pub headings: Vec<Heading>,
    /// Devices that can be looked after each year; unlimited without it.
    pub capacity: Option<Vec<i64>>,
    /// What the pilots guarantee.
    pub guarantees: Guarantees,
}

/// Who pays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Funder {
    /// Its name in the file.
    pub name: String,
    /// Whether its money is local.
    pub local: bool,
    /// What it has each year: [`Problem::years`] amounts.
    pub budgets: Vec<i64>,
}

/// What a school costs and holds when it enters in a wave of its own, by year after entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Amounts {
    /// What each funder pays.
    pub costs: Vec<Vec<i64>>,
    /// The part under each heading.
    pub under: Vec<Vec<i64>>,
    /// Devices in service; the last number stays.
    pub devices: Vec<i64>,
}

/// A school that may enter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct School {
    /// Its code.
    pub uai: String,
    /// Its name, for people; may be empty.
    pub name: String,
    /// Where it stands in the file, to name it in messages.
    pub position: usize,
    /// Its pupils.
    pub pupils: i64,
    /// Its priority π, times ten.
    pub priority_x10: i64,
    /// Its need N.
    pub need: Need,
    /// The first wave in which it may enter.
    pub ready_wave: usize,
    /// Its collège, as an index of [`Problem::schools`].
    pub attached_to: Option<usize>,
    /// What each funder pays by year after entry, the year of entry first.
    pub costs: Vec<Vec<i64>>,
    /// The part under each heading, by year after entry.
    pub under: Vec<Vec<i64>>,
    /// Devices in service by year after entry; the last number stays.
    pub devices: Vec<i64>,
    /// The waves in which all three are others: a roster differs with the year of entry.
    pub by_wave: BTreeMap<usize, Amounts>,
    /// Its island.
    pub island: Option<String>,
    /// Whether it is an école, for quotas.
    pub primary: bool,
    /// The wave in which it must enter.
    pub pinned_wave: Option<usize>,
    /// Whether it must stay out.
    pub excluded: bool,
    /// The last year in which it is open.
    pub closes_after: Option<usize>,
}

/// Network works at one school. Once chosen, the school may enter from an earlier wave on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// Its name in the file.
    pub id: String,
    /// The school.
    pub school: usize,
    /// The first wave that it makes possible.
    pub ready_wave: usize,
    /// What each funder pays, by year of the plan.
    pub costs: Vec<Vec<i64>>,
    /// Whether it is done in any case.
    pub imposed: bool,
}

/// A cap on a part of what a funder pays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Its name in the file.
    pub name: String,
    /// The cap of each year.
    pub caps: Vec<i64>,
}

/// What the pilots guarantee.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Guarantees {
    /// At least one school of each island in each wave.
    pub island_each_wave: bool,
    /// At least so many écoles.
    pub primary_at_least: Option<i64>,
    /// At most so many écoles.
    pub primary_at_most: Option<i64>,
}

impl School {
    /// What each funder pays by year after entry, when it enters in a wave.
    pub fn costs_in(&self, wave: usize) -> &[Vec<i64>] {
        self.by_wave.get(&wave).map_or(&self.costs, |amounts| &amounts.costs)
    }

    /// The part under each heading by year after entry, when it enters in a wave.
    pub fn under_in(&self, wave: usize) -> &[Vec<i64>] {
        self.by_wave.get(&wave).map_or(&self.under, |amounts| &amounts.under)
    }

    /// Its devices in service by year after entry, when it enters in a wave.
    pub fn devices_in(&self, wave: usize) -> &[i64] {
        self.by_wave
            .get(&wave)
            .map_or(&self.devices, |amounts| &amounts.devices)
    }
}

impl Problem {
    /// What a funder pays in a year of the plan for a school that entered in a wave. Nothing is
    /// paid once the school is closed.
    pub fn cost(&self, school: usize, wave: usize, funder: usize, year: usize) -> i64 {
        let school = &self.schools[school];
        if school.closes_after.is_some_and(|last| year > last) || year < wave {
            return 0;
        }
        after(&school.costs_in(wave)[funder], year - wave)
    }

    /// The part of it under a heading.
    pub fn under(&self, school: usize, wave: usize, heading: usize, year: usize) -> i64 {
        let school = &self.schools[school];
        if school.closes_after.is_some_and(|last| year > last) || year < wave {
            return 0;
        }
        after(&school.under_in(wave)[heading], year - wave)
    }

    /// Its devices in service in a year of the plan.
    pub fn devices(&self, school: usize, wave: usize, year: usize) -> i64 {
        let school = &self.schools[school];
        if school.closes_after.is_some_and(|last| year > last) || year < wave {
            return 0;
        }
        let devices = school.devices_in(wave);
        let index = (year - wave).min(devices.len().saturating_sub(1));
        after(devices, index)
    }

    /// Pupils × priority × years of benefit. A school that closes benefits until then only.
    pub fn benefit(&self, school: usize, wave: usize) -> i64 {
        let school = &self.schools[school];
        let last = school.closes_after.map_or(self.waves, |year| year.min(self.waves));
        let years = i64::try_from((last + 1).saturating_sub(wave)).unwrap_or_default();
        school.pupils * school.priority_x10 * years
    }

    /// What the local funders pay over the whole plan.
    pub fn local_cost(&self, school: usize, wave: usize) -> i64 {
        self.local_funders()
            .map(|funder| {
                (wave..wave + self.schools[school].costs_in(wave)[funder].len())
                    .map(|year| self.cost(school, wave, funder, year))
                    .sum::<i64>()
            })
            .sum()
    }

    /// What the local funders pay for network works.
    pub fn package_local_cost(&self, package: usize) -> i64 {
        self.local_funders()
            .map(|funder| self.packages[package].costs[funder].iter().sum::<i64>())
            .sum()
    }

    /// Whether nothing but its readiness and its collège keeps a school from a wave.
    pub fn may_enter(&self, school: usize, wave: usize) -> bool {
        let school = &self.schools[school];
        !school.excluded && wave <= self.waves && school.closes_after.is_none_or(|last| wave <= last)
    }

    /// Whether network works can make a school ready for a wave.
    pub fn works_make_ready(&self, school: usize, wave: usize) -> bool {
        self.packages
            .iter()
            .any(|package| package.school == school && package.ready_wave <= wave)
    }

    /// Schools that come before the schools attached to them.
    pub fn colleges_first(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.schools.len()).collect();
        order.sort_by_key(|school| self.depth(*school));
        order
    }

    fn local_funders(&self) -> impl Iterator<Item = usize> {
        (0..self.funders.len()).filter(|funder| self.funders[*funder].local)
    }

    fn depth(&self, school: usize) -> usize {
        // Attachments are not circular: `question::read` refuses them.
        std::iter::successors(self.schools[school].attached_to, |above| {
            self.schools[*above].attached_to
        })
        .take(self.schools.len())
        .count()
    }
}

fn after(amounts: &[i64], index: usize) -> i64 {
    amounts.get(index).copied().unwrap_or_default()
}
