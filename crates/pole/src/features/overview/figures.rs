//! The totals of the basin: schools and pupils by island and kind.

use std::collections::BTreeMap;

use pole_kernel::{SchoolKind, SchoolYear, Territory};

use crate::features::directory::SchoolLine;

/// The kinds of the table, in its order: nursery and elementary, collèges, lycées, the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Group {
    Ecoles,
    Colleges,
    Lycees,
    Others,
}

impl Group {
    pub(super) const ALL: [Self; 4] = [Self::Ecoles, Self::Colleges, Self::Lycees, Self::Others];

    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Ecoles => "overview-group-ecoles",
            Self::Colleges => "overview-group-colleges",
            Self::Lycees => "overview-group-lycees",
            Self::Others => "overview-group-others",
        }
    }

    const fn of(kind: SchoolKind) -> Self {
        if kind.is_ecole() {
            Self::Ecoles
        } else if kind.is_college() {
            Self::Colleges
        } else if kind.is_lycee() {
            Self::Lycees
        } else {
            Self::Others
        }
    }
}

/// One cell of the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cell {
    /// How many schools.
    pub(super) schools: u32,
    /// The pupils of those whose number is known.
    pub(super) pupils: u32,
    /// How many of them have no known number of pupils.
    pub(super) unknown: u32,
}

impl Cell {
    fn add(&mut self, school: &SchoolLine) {
        self.schools += 1;
        match school.pupils {
            Some((count, _)) => self.pupils += count,
            None => self.unknown += 1,
        }
    }
}

/// Schools and pupils by kind and island, with both totals.
#[derive(Clone, Debug, Default)]
pub(super) struct Totals {
    cells: BTreeMap<(Group, String), Cell>,
    groups: BTreeMap<Group, Cell>,
    islands: BTreeMap<String, Cell>,
    /// The whole basin.
    pub(super) all: Cell,
    /// The oldest and newest school years of the counts that were added.
    pub(super) years: Option<(SchoolYear, SchoolYear)>,
}

impl Totals {
    /// Adds up the schools of the basin. Unknown is not zero: it is counted apart.
    pub(super) fn of(schools: &[SchoolLine]) -> Self {
        let mut totals = Self::default();
        for school in schools {
            let group = Group::of(school.kind);
            let island = school.territory.as_ref().map_or_else(String::new, Territory::to_string);
            totals.cells.entry((group, island.clone())).or_default().add(school);
            totals.groups.entry(group).or_default().add(school);
            totals.islands.entry(island).or_default().add(school);
            totals.all.add(school);
            if let Some((_, year)) = school.pupils {
                let (oldest, newest) = totals.years.unwrap_or((year, year));
                totals.years = Some((oldest.min(year), newest.max(year)));
            }
        }
        totals
    }

    pub(super) fn cell(&self, group: Group, island: &str) -> Cell {
        self.cells.get(&(group, island.to_owned())).copied().unwrap_or_default()
    }

    pub(super) fn group(&self, group: Group) -> Cell {
        self.groups.get(&group).copied().unwrap_or_default()
    }

    pub(super) fn island(&self, island: &str) -> Cell {
        self.islands.get(island).copied().unwrap_or_default()
    }
}
