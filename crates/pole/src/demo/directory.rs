//! What the demonstration adds to the open data of the directory.

use pole_kernel::{Category, PriorityEducation, Uai};

use super::chance::Chance;
use super::{DemoError, day, uai, year};
use crate::features::directory::{
    CountEntry, EventKind, ExceptionalEntry, NewEvent, SchoolLine, add_event, basin, declare_exceptional as declare,
    enter_counts as enter,
};
use crate::policy::{self, Action, Actor};
use crate::shell::app::App;

/// The first and the last school year of the demonstration's plan.
pub(super) const YEARS: std::ops::RangeInclusive<i16> = 2020..=2024;

/// A public collège of the basin, and what is invented of it.
pub(super) struct College {
    /// Its code.
    pub(super) code: &'static str,
    /// The first year of its wave.
    pub(super) first_year: i16,
    /// About how many teachers it has.
    teachers: u32,
}

/// The four public collèges.
pub(super) const COLLEGES: [College; 4] = [
    College {
        code: "9711087E",
        first_year: 2020,
        teachers: 42,
    },
    College {
        code: "9710022X",
        first_year: 2021,
        teachers: 74,
    },
    College {
        code: "9711023K",
        first_year: 2022,
        teachers: 47,
    },
    College {
        code: "9710035L",
        first_year: 2022,
        teachers: 32,
    },
];

/// The écoles outside the priority education networks, with the nearest collège of their island \[C\].
const NEAREST: &[(&str, &str)] = &[
    ("9710567P", "9711023K"),
    ("9711197Z", "9711023K"),
    ("9710341U", "9710035L"),
    ("9710453R", "9710035L"),
    ("9710454S", "9710035L"),
];

/// Attaches the écoles to a collège and gives the number of schools of the basin.
pub(super) async fn attach(app: &App, actor: &Actor) -> Result<usize, DemoError> {
    let (actor, now, from) = (actor.clone(), app.clock().now(), day("2015-09-01")?);
    app.db()
        .write(move |tx| {
            let schools = basin(tx, policy::scope(&actor, Action::ReadSchool))?;
            for school in schools.iter().filter(|school| school.kind.is_ecole()) {
                let Some((college, note)) = attachment(school)? else {
                    continue;
                };
                let event = NewEvent {
                    kind: EventKind::AttachedTo,
                    other: Some(college),
                    name: None,
                    from,
                    to: None,
                    note: note.to_owned(),
                };
                add_event(tx, &actor, now, &school.uai, &event)
                    .map_err(|error| DemoError::at(school.uai.as_str(), &error))?;
            }
            Ok(schools.len())
        })
        .await
}

/// The collège of an école, and on what ground.
fn attachment(school: &SchoolLine) -> Result<Option<(Uai, &'static str)>, DemoError> {
    if let (Some(head), Some(label)) = (&school.rep_head, school.priority) {
        let note = match label {
            PriorityEducation::Rep => "Réseau REP 2022",
            PriorityEducation::RepPlus => "Réseau REP+ 2022",
        };
        return Ok(Some((head.clone(), note)));
    }
    NEAREST
        .iter()
        .find(|(ecole, _)| *ecole == school.uai.as_str())
        .map(|(_, college)| Ok((uai(college)?, "Rattachement de démonstration, à confirmer")))
        .transpose()
}

/// Enters the figures of the collèges that no open data gives, as fictitious, and says how many.
pub(super) async fn enter_counts(app: &App, actor: &Actor) -> Result<usize, DemoError> {
    let mut entries = Vec::new();
    for college in &COLLEGES {
        let mut chance = Chance::of(college.code);
        for first in YEARS {
            entries.push((uai(college.code)?, year(first)?, figures(college, first, &mut chance)));
        }
    }
    let (actor, now) = (actor.clone(), app.clock().now());
    app.db()
        .write(move |tx| {
            let mut entered = 0;
            for (uai, year, figures) in &entries {
                entered += enter(tx, &actor, now, uai, *year, Some(year.observation_day()), figures, true)
                    .map_err(|error| DemoError::at(uai.as_str(), &error))?;
            }
            Ok(entered)
        })
        .await
}

/// Plausible figures of one year: teachers come and go, few repeat, some devices come back.
fn figures(college: &College, first: i16, chance: &mut Chance) -> [CountEntry; 5] {
    let teachers = chance.between(college.teachers - 2, college.teachers + 2);
    let of_5e = teachers * 3 / 5;
    let has_begun = first > college.first_year;
    // Before its wave nobody holds a device yet; afterwards only the teachers who arrive do not.
    let without_device = if has_begun { chance.between(3, 7) } else { of_5e };
    let repeaters = if has_begun { chance.between(1, 5) } else { 0 };
    let returns = if has_begun { chance.between(4, 14) } else { 0 };
    [
        (Category::Teachers, teachers),
        (Category::Teachers5e, of_5e),
        (Category::Teachers5eNew, without_device),
        (Category::Repeaters, repeaters),
        (Category::Returns, returns),
    ]
    .map(|(category, amount)| CountEntry {
        category,
        amount: Some(amount),
    })
}

/// One exceptional observation, invented, so that its flag can be seen: no open source gives the
/// totals of each school after a hurricane.
pub(super) async fn declare_exceptional(app: &App, actor: &Actor) -> Result<(), DemoError> {
    let entry = ExceptionalEntry {
        year: year(2022)?,
        day: day("2022-11-14")?,
        reason: "Fictif : exercice de démonstration d’un constat exceptionnel (type ouragan Irma)".to_owned(),
        totals: vec![(uai("9711197Z")?, 47)],
    };
    let (actor, now) = (actor.clone(), app.clock().now());
    app.db()
        .write(move |tx| {
            declare(tx, &actor, now, &entry).map_err(|error| DemoError::at("exceptional observation", &error))
        })
        .await
}
