//! Reference populations: head counts of the directory, what was entered, accounts that were granted;
//! and whether the school calendar makes a month exceptional.

use std::collections::{BTreeMap, HashMap};

use pole_db::{DbError, Tx};
use pole_formats::SchoolState;
use pole_kernel::{Category, Contract, Instant, Month, Ratio, SchoolKind, Sector, Territory, Uai};

use super::model::{Population, PopulationRow, Profile, UsageScope};
use super::rules;
use super::store::populations as store;
use crate::features::directory::{self, Calendar, Roster, SchoolGroup, SchoolLine};
use crate::policy::Scope;

/// What is entered for a scope and profile, by month.
type Entered = BTreeMap<Month, PopulationRow>;

/// The populations of some months, as known at a moment: read once for many scopes.
pub struct Populations {
    schools: Vec<SchoolLine>,
    /// The scope of each school, in the same order.
    scopes: Vec<UsageScope>,
    islands: HashMap<Uai, Territory>,
    rosters: HashMap<Uai, Roster>,
    entered: HashMap<UsageScope, BTreeMap<Profile, Entered>>,
    agents: HashMap<Month, Vec<(String, u64)>>,
    calendar: Calendar,
}

impl Populations {
    /// Reads what is needed for some months.
    ///
    /// # Errors
    /// When the database fails.
    pub fn load(tx: &mut Tx, from: Month, to: Month, known_at: Instant) -> Result<Self, DbError> {
        let schools = directory::basin(tx, Scope::everything())?;
        let until = to.school_year();
        let rosters = directory::rosters(tx, &schools, known_at.day(), known_at, until, Ratio::ONE)?;
        let year_begins = from.school_year().first_day().month_of();
        let mut entered: HashMap<UsageScope, BTreeMap<Profile, Entered>> = HashMap::new();
        for row in store::between(tx, year_begins, to, known_at)? {
            entered
                .entry(row.scope.clone())
                .or_default()
                .entry(row.profile)
                .or_default()
                .insert(row.month, row);
        }
        let mut agents = HashMap::new();
        let mut month = from;
        while month <= to {
            agents.insert(month, store::authority_accounts(tx, month.first_day(), known_at)?);
            month = month.plus(1);
        }
        let calendar = directory::calendar(tx, known_at)?;
        let islands = schools
            .iter()
            .filter_map(|school| Some((school.uai.clone(), school.territory.clone()?)))
            .collect();
        let scopes = schools
            .iter()
            .map(|school| UsageScope::School(school.uai.clone()))
            .collect();
        Ok(Self {
            schools,
            scopes,
            islands,
            rosters,
            entered,
            agents,
            calendar,
        })
    }

    /// The schools of the basin.
    pub fn schools(&self) -> &[SchoolLine] {
        &self.schools
    }

    /// Whether an exceptional closure makes a month of a scope exceptional.
    pub fn is_exceptional(&self, scope: &UsageScope, month: Month) -> bool {
        let (uai, territory) = match scope {
            UsageScope::School(uai) => (Some(uai), self.islands.get(uai)),
            UsageScope::Territory(island) => (None, Some(island)),
            UsageScope::Basin | UsageScope::Group(_) => (None, None),
        };
        self.calendar
            .exceptional(month.first_day(), month.last_day(), uai, territory)
            .next()
            .is_some()
    }

    /// The people of a profile at a scope on the first day of a month.
    ///
    /// What was entered for that very scope is believed first. Pupils and teachers are otherwise those
    /// of the head counts of the school year, agents the accounts that were granted; everybody else of
    /// an island or the basin is the sum of its schools.
    pub fn of(&self, scope: &UsageScope, profile: Profile, month: Month) -> Population {
        let entered = self.entered(scope, profile, month);
        let other = match profile {
            Profile::Staff => rules::together(
                &Profile::ALL
                    .iter()
                    .filter(|profile| profile.is_staff())
                    .map(|profile| self.of(scope, *profile, month))
                    .collect::<Vec<_>>(),
            ),
            Profile::Authority => self.agents(scope, month),
            Profile::Pupil
            | Profile::Guardian
            | Profile::Teacher
            | Profile::Direction
            | Profile::SchoolLife
            | Profile::Partner => match scope {
                UsageScope::School(uai) => self.counted(uai, profile, month),
                UsageScope::Territory(_) | UsageScope::Group(_) | UsageScope::Basin => self.sum(scope, profile, month),
            },
        };
        Population {
            people: entered.people.or(other.people),
            activated: entered.activated.or(other.activated),
            estimated: if entered.people.is_some() {
                entered.estimated
            } else {
                other.estimated
            },
        }
    }

    /// What was entered for a month, or carried over from an earlier month of the same school year.
    fn entered(&self, scope: &UsageScope, profile: Profile, month: Month) -> Population {
        let year_begins = month.school_year().first_day().month_of();
        let rows = self.entered.get(scope).and_then(|profiles| profiles.get(&profile));
        let newest = |read: fn(&PopulationRow) -> Option<u64>| {
            rows.and_then(|rows| {
                rows.range(year_begins..=month)
                    .rev()
                    .find_map(|(at, row)| read(row).map(|count| (*at, count)))
            })
        };
        let people = newest(|row| row.people);
        Population {
            people: people.map(|(_, count)| count),
            activated: newest(|row| row.activated).map(|(_, count)| count),
            estimated: people.is_some_and(|(at, _)| at != month),
        }
    }

    /// The head count of a school.
    fn counted(&self, uai: &Uai, profile: Profile, month: Month) -> Population {
        let category = match profile {
            Profile::Pupil => Category::Total,
            Profile::Teacher => Category::Teachers,
            Profile::Guardian
            | Profile::Direction
            | Profile::SchoolLife
            | Profile::Authority
            | Profile::Partner
            | Profile::Staff => return Population::default(),
        };
        let figure = self
            .rosters
            .get(uai)
            .and_then(|roster| roster.figure(month.school_year(), category));
        Population {
            people: figure.map(|figure| u64::from(figure.count)),
            activated: None,
            estimated: figure.is_some_and(directory::Figure::is_estimated),
        }
    }

    /// The schools of an island, of a type or of the basin together.
    fn sum(&self, scope: &UsageScope, profile: Profile, month: Month) -> Population {
        let parts: Vec<Population> = self
            .schools
            .iter()
            .zip(&self.scopes)
            .filter(|(school, _)| match scope {
                UsageScope::Basin => true,
                UsageScope::Territory(island) => school.territory.as_ref() == Some(island),
                UsageScope::Group(group) => SchoolGroup::of(school.kind) == *group,
                UsageScope::School(uai) => school.uai == *uai,
            })
            .filter(|(school, _)| is_of_the_pole(school))
            .map(|(school, scope)| (school, self.of(scope, profile, month)))
            // What is projected of a school that closed is nobody.
            .filter(|(school, part)| {
                matches!(school.state, SchoolState::Open | SchoolState::ToClose)
                    || (part.people.is_some() && !part.estimated)
            })
            .map(|(_, part)| part)
            .collect();
        rules::together(&parts)
    }

    /// The accounts granted to agents.
    fn agents(&self, scope: &UsageScope, month: Month) -> Population {
        let islands = self.agents.get(&month).map_or(&[][..], Vec::as_slice);
        let people = match scope {
            UsageScope::School(_) | UsageScope::Group(_) => None,
            UsageScope::Territory(island) => Some(
                islands
                    .iter()
                    .find(|(code, _)| code == island.as_str())
                    .map_or(0, |(_, accounts)| *accounts),
            ),
            UsageScope::Basin => Some(islands.iter().map(|(_, accounts)| accounts).sum()),
        };
        Population {
            people,
            activated: None,
            estimated: false,
        }
    }
}

/// Whether a school counts in the populations of its island: private schools without a contract and
/// sections of other schools do not (`domain.md` §1).
fn is_of_the_pole(school: &SchoolLine) -> bool {
    let contracted = match school.contract {
        Some(Contract::Uncontracted) => false,
        Some(Contract::Contracted | Contract::NotApplicable) => true,
        None => school.sector != Some(Sector::Private),
    };
    contracted && school.kind != SchoolKind::Section
}
