//! From the registers to the facts of a day: each register is asked once, whatever the number of
//! places and measures, and what answers for every day is read once for all the days of a trend.

use std::collections::{HashMap, HashSet};

use pole_db::{DbError, Tx};
use pole_kernel::{Category, Day, Instant, Month, Ratio, Uai};

use super::definitions::{Definition, Definitions};
use super::facts::{Facts, SchoolFacts, WaveFacts};
use super::model::{Group, Indicator};
use super::registers;
use crate::features::directory::{self, FigureFlag, PastSchools, SchoolLine, SchoolOnDay};
use crate::features::dossiers::{self, SelectedLine};
use crate::features::endowment::{self, Entry, EntryStatus, Wave};
use crate::features::training::{self, Served};
use crate::features::usage::Populations;
use crate::policy::Scope;

/// Which registers are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    indicators: [bool; 5],
    /// Whether what only the companions need is wanted: pupils for the weighted rates of I1, offers
    /// for the commitment of I3.
    companions: bool,
}

impl Wanted {
    /// Everything.
    pub const ALL: Self = Self {
        indicators: [true; 5],
        companions: true,
    };

    /// What every measure of some indicators needs.
    pub fn of(indicators: &[Indicator]) -> Self {
        Self {
            companions: true,
            ..Self::headlines(indicators)
        }
    }

    /// What the headlines of some indicators need.
    pub fn headlines(of: &[Indicator]) -> Self {
        let mut indicators = [false; 5];
        for (wanted, each) in indicators.iter_mut().zip(Indicator::ALL) {
            *wanted = of.contains(each);
        }
        Self {
            indicators,
            companions: false,
        }
    }

    fn has(self, indicator: Indicator) -> bool {
        Indicator::ALL
            .iter()
            .zip(self.indicators)
            .any(|(each, wanted)| wanted && *each == indicator)
    }

    fn has_companions_of(self, indicator: Indicator) -> bool {
        self.companions && self.has(indicator)
    }
}

/// What the registers say, as known at a moment, where one reading answers for every day.
pub struct Archive<'a> {
    seen_by: &'a Scope,
    known_at: Instant,
    versions: &'a [Definition],
    schools: PastSchools,
    served: Vec<Served>,
    populations: Option<Populations>,
}

impl<'a> Archive<'a> {
    /// Reads what some days will be asked of. Usage is asked of the months given.
    ///
    /// # Errors
    /// When the database fails.
    pub fn open(
        tx: &mut Tx,
        seen_by: &'a Scope,
        known_at: Instant,
        versions: &'a [Definition],
        wanted: Wanted,
        (first, last): (Month, Month),
    ) -> Result<Self, DbError> {
        Ok(Self {
            seen_by,
            known_at,
            versions,
            schools: PastSchools::load(tx)?,
            served: if wanted.has(Indicator::Trained) {
                training::served(tx, seen_by, known_at)?
            } else {
                Vec::new()
            },
            populations: if wanted.has(Indicator::Used) {
                Some(Populations::load(tx, first, last, known_at)?)
            } else {
                None
            },
        })
    }

    /// The reference populations, where usage is wanted.
    pub fn populations(&self) -> Option<&Populations> {
        self.populations.as_ref()
    }

    /// The facts of a day.
    ///
    /// # Errors
    /// When the database fails.
    pub fn on(&self, tx: &mut Tx, on: Day, wanted: Wanted) -> Result<Facts, DbError> {
        let known_at = self.known_at;
        let schools = self.schools.on(self.seen_by, on, known_at);
        let (waves, mut selections) = selections(tx, &schools, on, known_at)?;
        let mut pupils = HashMap::new();
        if wanted.has_companions_of(Indicator::Selected) {
            pupils = self::pupils(tx, &schools, on, known_at)?;
            for (uai, line) in agreements(tx, &schools, on, known_at)? {
                selections.signed.insert(uai, line.is_signed());
            }
        }
        let mut facts = Facts {
            on,
            known_at,
            definitions: Definitions::on(self.versions, on, known_at),
            schools: schools
                .iter()
                .map(|school| school_facts(school, &selections, &pupils))
                .collect(),
            waves,
            rooms: HashMap::new(),
            followed: registers::followed(&self.served, on),
            offered: Vec::new(),
            certifications: Vec::new(),
            certified_from: on.school_year().first_day(),
            first_exam: None,
            month: registers::closed_month(on),
            usage: Vec::new(),
            closed: Vec::new(),
        };
        for indicator in Indicator::ALL.iter().filter(|indicator| wanted.has(**indicator)) {
            match indicator {
                Indicator::Selected => {}
                Indicator::Connected => registers::rooms(tx, self.seen_by, &mut facts)?,
                Indicator::Trained => {
                    if wanted.companions {
                        registers::offers(tx, self.seen_by, &mut facts)?;
                    }
                }
                Indicator::Used => {
                    if let Some(populations) = &self.populations {
                        registers::usage(tx, self.seen_by, populations, &mut facts)?;
                    }
                }
                Indicator::Certified => registers::certifications(tx, self.seen_by, &mut facts)?,
            }
        }
        Ok(facts)
    }
}

/// The facts of one day, as known at a moment, of the schools of a scope.
///
/// # Errors
/// When the database fails.
pub fn gather(
    tx: &mut Tx,
    seen_by: &Scope,
    on: Day,
    known_at: Instant,
    versions: &[Definition],
    wanted: Wanted,
) -> Result<Facts, DbError> {
    let month = registers::closed_month(on);
    Archive::open(tx, seen_by, known_at, versions, wanted, (month, month))?.on(tx, on, wanted)
}

/// The wave in which each school was first selected with the entry that says so, and those that
/// applied.
#[derive(Default)]
pub(super) struct Selections {
    pub(super) selected_in: HashMap<Uai, (Wave, Entry)>,
    applied: HashSet<Uai>,
    /// Whether the agreement of a selected line was signed.
    signed: HashMap<Uai, bool>,
}

/// Reads the waves and their entries. What a school that no longer stands by itself was given
/// passes to the one that took its place (`domain.md` §5.2).
pub(super) fn selections(
    tx: &mut Tx,
    schools: &[SchoolOnDay],
    on: Day,
    known_at: Instant,
) -> Result<(Vec<WaveFacts>, Selections), DbError> {
    let entries = endowment::entries(tx, on, known_at)?;
    let waves: Vec<_> = endowment::waves(tx)?
        .into_iter()
        .filter(|wave| wave.created_at <= known_at)
        .collect();
    let heirs = heirs(schools);
    let mut selections = Selections::default();
    // The earliest wave first, so that the first selection of a school is kept.
    for wave in &waves {
        let mut of_wave: Vec<&Entry> = entries.iter().filter(|entry| entry.wave == wave.id).collect();
        of_wave.sort_by_key(|entry| entry.state.decided_on);
        for entry in of_wave {
            let uai = heir(&heirs, &entry.uai);
            if entry.state.status != EntryStatus::Withdrawn {
                selections.applied.insert(uai.clone());
            }
            if entry.state.status == EntryStatus::Selected {
                selections
                    .selected_in
                    .entry(uai.clone())
                    .or_insert_with(|| (wave.clone(), entry.clone()));
            }
        }
    }
    let waves = waves
        .into_iter()
        .map(|wave| WaveFacts {
            undecided: wave.first_year.first_day() <= on && entries.iter().all(|entry| entry.wave != wave.id),
            code: wave.code,
            label: wave.label,
        })
        .collect();
    Ok((waves, selections))
}

fn heirs(schools: &[SchoolOnDay]) -> HashMap<&Uai, &Uai> {
    schools
        .iter()
        .filter_map(|school| Some((&school.line.uai, school.passes_to.as_ref()?)))
        .collect()
}

/// The line of a dossier by which each school is selected, the furthest one where it has several: that of a school that
/// no longer stands by itself passes to the one that took its place.
pub(super) fn agreements(
    tx: &mut Tx,
    schools: &[SchoolOnDay],
    on: Day,
    known_at: Instant,
) -> Result<HashMap<Uai, SelectedLine>, DbError> {
    let heirs = heirs(schools);
    let mut found: HashMap<Uai, SelectedLine> = HashMap::new();
    for line in dossiers::lines_selected_on(tx, on, known_at)? {
        let uai = heir(&heirs, &line.uai).clone();
        if found
            .get(&uai)
            .is_none_or(|other| !other.is_signed() && line.is_signed())
        {
            found.insert(uai, line);
        }
    }
    Ok(found)
}

/// The school that stands today in the place of another, through any number of successions.
fn heir<'a>(heirs: &HashMap<&'a Uai, &'a Uai>, uai: &'a Uai) -> &'a Uai {
    let mut now = uai;
    // A chain longer than the directory would be a circle.
    for _ in 0..=heirs.len() {
        match heirs.get(now) {
            Some(next) => now = next,
            None => break,
        }
    }
    now
}

/// The pupils of a school on the day: how many, whether projected, out of season, invented.
type Pupils = HashMap<Uai, (u32, bool, bool, bool)>;

fn pupils(tx: &mut Tx, schools: &[SchoolOnDay], on: Day, known_at: Instant) -> Result<Pupils, DbError> {
    let lines: Vec<SchoolLine> = schools.iter().map(|school| school.line.clone()).collect();
    let year = on.school_year();
    let rosters = directory::rosters(tx, &lines, on, known_at, year, Ratio::ONE)?;
    Ok(rosters
        .into_iter()
        .filter_map(|(uai, roster)| {
            let figure = roster.figure(year, Category::Total)?;
            let has = |flag| figure.flags.contains(&flag);
            let told = (
                figure.count,
                figure.is_estimated(),
                has(FigureFlag::Exceptional),
                has(FigureFlag::Fictitious),
            );
            Some((uai, told))
        })
        .collect())
}

fn school_facts(school: &SchoolOnDay, selections: &Selections, pupils: &Pupils) -> SchoolFacts {
    let uai = school.line.uai.clone();
    let counted = pupils.get(&uai).copied();
    SchoolFacts {
        name: school.line.name.clone(),
        territory: school.line.territory.clone(),
        group: Group::of(school.line.kind),
        is_attached: school.line.attached_to.is_some(),
        counts: school.counts(),
        eligible: school.is_eligible(),
        selected_in: selections.selected_in.get(&uai).map(|(wave, _)| wave.code.clone()),
        applied: selections.applied.contains(&uai),
        signed: selections.signed.get(&uai).copied(),
        pupils: counted.map(|(count, projected, _, _)| (count, projected)),
        exceptional: counted.is_some_and(|(_, _, exceptional, _)| exceptional),
        fictitious: counted.is_some_and(|(_, _, _, fictitious)| fictitious),
        uai,
    }
}
