//! What the plan of endowment refuses, asked as soon as a committee says it: an école before its
//! collège, a school that is not eligible.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use pole_db::Tx;
use pole_kernel::{Instant, SchoolYear, Uai};

use super::super::errors::StrategyError;
use super::super::plan::Entries;
use super::super::scenarios::model::Run;
use super::board::year_of;
use crate::features::directory::{self, Attachments, SchoolLine};
use crate::features::endowment::model::EntryRefusal;
use crate::features::endowment::{self, EndowmentError, Entry, EntryStatus, Refusal};
use crate::policy::Scope;

/// The directory and the plan as they are now.
pub struct World {
    /// The schools of the basin.
    pub schools: HashMap<Uai, SchoolLine>,
    /// Which école belongs to which collège.
    attachments: Attachments,
    /// The entries in force.
    pub entries: Vec<Entry>,
}

impl World {
    /// Reads them.
    pub fn load(tx: &mut Tx, now: Instant) -> Result<Self, StrategyError> {
        let schools = directory::basin(tx, Scope::everything())?
            .into_iter()
            .map(|school| (school.uai.clone(), school))
            .collect();
        Ok(Self {
            schools,
            attachments: directory::attachments(tx)?,
            entries: endowment::entries(tx, now.day(), now)?,
        })
    }

    /// The selected schools, each with the entry that counts: the earliest.
    pub fn selected(&self) -> BTreeMap<&Uai, &Entry> {
        let mut selected: BTreeMap<&Uai, &Entry> = BTreeMap::new();
        for entry in &self.entries {
            if entry.state.status != EntryStatus::Selected {
                continue;
            }
            let kept = selected.entry(&entry.uai).or_insert(entry);
            if entry.state.first_year < kept.state.first_year {
                *kept = entry;
            }
        }
        selected
    }

    /// How a school is called.
    pub fn name(&self, uai: &Uai) -> String {
        self.schools
            .get(uai)
            .map_or_else(|| uai.to_string(), |school| school.name.clone())
    }

    /// The first endowment year of every school: in the plan already, or decided.
    fn years(&self, run: &Run, entries: &Entries) -> BTreeMap<Uai, SchoolYear> {
        let mut years: BTreeMap<Uai, SchoolYear> = self
            .selected()
            .into_iter()
            .map(|(uai, entry)| (uai.clone(), entry.state.first_year))
            .collect();
        for (school, wave) in entries.chosen() {
            let uai = Uai::parse(&run.question.problem.schools[school].uai);
            let (Ok(uai), Some(year)) = (uai, year_of(run, wave)) else {
                continue;
            };
            let kept = years.entry(uai).or_insert(year);
            *kept = year.min(*kept);
        }
        years
    }

    /// Whether the plan could take what changes from one decision to the next.
    pub fn check(&self, run: &Run, before: &Entries, after: &Entries) -> Result<(), StrategyError> {
        let problem = &run.question.problem;
        let touched: BTreeSet<Uai> = before
            .waves
            .iter()
            .zip(&after.waves)
            .enumerate()
            .filter(|(_, (before, after))| before != after)
            .filter_map(|(school, _)| Uai::parse(&problem.schools[school].uai).ok())
            .collect();
        let years = self.years(run, after);
        let years_before = self.years(run, before);
        for uai in &touched {
            let Some(year) = years.get(uai) else { continue };
            let school = self.schools.get(uai).ok_or_else(|| refused(Refusal::UnknownSchool))?;
            if school.kind.is_lycee() {
                return Err(refused(Refusal::Lycee(school.name.clone())));
            }
            if !directory::is_eligible(school) {
                return Err(refused(Refusal::NotEligible(school.name.clone())));
            }
            if school.kind.is_ecole() {
                self.check_ecole(uai, *year, &years)?;
            }
        }
        self.check_colleges(&touched, &years_before, &years)
    }

    fn check_ecole(&self, uai: &Uai, year: SchoolYear, years: &BTreeMap<Uai, SchoolYear>) -> Result<(), StrategyError> {
        let ecole = self.name(uai);
        let Some(college) = self.attachments.of(uai, year.first_day()) else {
            return Err(refused(Refusal::NotAttached { ecole, year }));
        };
        let college_year = years.get(college).copied();
        let college = self.name(college);
        match endowment::rules::check_ecole_entry(year, college_year) {
            Ok(()) => Ok(()),
            Err(EntryRefusal::CollegeNotSelected) => Err(refused(Refusal::CollegeNotSelected { ecole, college })),
            Err(EntryRefusal::CollegeEntersLater { college: year, .. }) => {
                Err(refused(Refusal::CollegeEntersLater { ecole, college, year }))
            }
        }
    }

    /// A collège that leaves, or enters later, leaves no école alone.
    fn check_colleges(
        &self,
        touched: &BTreeSet<Uai>,
        before: &BTreeMap<Uai, SchoolYear>,
        after: &BTreeMap<Uai, SchoolYear>,
    ) -> Result<(), StrategyError> {
        let mut needed: BTreeMap<&Uai, BTreeSet<String>> = BTreeMap::new();
        for (uai, year) in after {
            let is_ecole = self.schools.get(uai).is_some_and(|school| school.kind.is_ecole());
            if !is_ecole || touched.contains(uai) {
                continue;
            }
            let Some(college) = self.attachments.of(uai, year.first_day()) else {
                continue;
            };
            if touched.contains(college)
                && before.get(college) != after.get(college)
                && endowment::rules::check_ecole_entry(*year, after.get(college).copied()).is_err()
            {
                needed.entry(college).or_default().insert(self.name(uai));
            }
        }
        match needed.into_iter().next() {
            None => Ok(()),
            Some((college, ecoles)) => Err(refused(Refusal::CollegeNeeded {
                college: self.name(college),
                ecoles: ecoles.into_iter().collect::<Vec<_>>().join(", "),
            })),
        }
    }
}

fn refused(refusal: Refusal) -> StrategyError {
    StrategyError::Endowment(EndowmentError::Refused(refusal))
}
