//! The invented teachers of the demonstration, and where they serve.

use pole_formats::Degree;
use pole_kernel::{SchoolYear, Uai};

use super::DemoError;
use super::chance::Chance;
use super::names::{name, one_of};
use crate::features::directory::{SchoolLine, basin};
use crate::features::people::{NewPerson, NewService, NewStaff, PersonKind, enter_staff};
use crate::policy::{Actor, Scope};
use crate::shell::app::App;

/// How many teachers serve in the basin today, about.
const TEACHERS: u32 = 450;
/// Of a hundred: those who serve in a second school, and those who left.
const SHARED: u32 = 8;
const LEFT: u32 = 10;
/// How many years ago the first of them came.
const YEARS: u32 = 9;

const DISCIPLINES: [&str; 14] = [
    "Mathématiques",
    "Lettres modernes",
    "Anglais",
    "Espagnol",
    "Histoire-géographie",
    "Physique-chimie",
    "Sciences de la vie et de la Terre",
    "Technologie",
    "Éducation physique et sportive",
    "Arts plastiques",
    "Éducation musicale",
    "Documentation",
    "Économie-gestion",
    "Sciences et techniques industrielles",
];

/// Enters them and says how many facts were invented.
pub(super) async fn enter(app: &App, actor: &Actor) -> Result<usize, DemoError> {
    let (actor, now) = (actor.clone(), app.clock().now());
    app.db()
        .write(move |tx| {
            let schools = basin(tx, Scope::everything())?;
            let staff = invent(&schools, now.day().school_year());
            let services: usize = staff.iter().map(|new| new.services.len()).sum();
            enter_staff(tx, &actor, now, &staff).map_err(|error| DemoError::at("staff", &error))?;
            Ok(services)
        })
        .await
}

/// The pupils of a school, or what a school of its kind has when nobody counted them.
pub(super) fn size(school: &SchoolLine) -> u32 {
    school.pupils.map_or_else(
        || {
            if school.kind.is_ecole() {
                150
            } else if school.kind.is_college() {
                500
            } else {
                700
            }
        },
        |(pupils, _)| pupils,
    )
}

/// The staff of every school, in proportion to its pupils.
fn invent(schools: &[SchoolLine], this_year: SchoolYear) -> Vec<NewStaff> {
    let taught: Vec<&SchoolLine> = schools.iter().filter(|school| school.kind.is_school()).collect();
    let pupils: u32 = taught.iter().map(|school| size(school)).sum();
    let mut staff = Vec::new();
    for (place, school) in taught.iter().enumerate() {
        let mut chance = Chance::of(school.uai.as_str());
        let in_service = (size(school) * TEACHERS).div_ceil(pupils.max(1)).max(1);
        // The next school that teaches the same degree, where some also serve.
        let neighbour = taught
            .iter()
            .cycle()
            .skip(place + 1)
            .take(taught.len().saturating_sub(1))
            .find(|other| other.kind.is_ecole() == school.kind.is_ecole());
        let leavers = (in_service * LEFT).div_ceil(100);
        for rank in 0..in_service + leavers {
            let left = rank >= in_service;
            let shared = !left && chance.between(1, 100) <= SHARED;
            let other = neighbour.filter(|_| shared).map(|other| &other.uai);
            staff.push(teacher(&mut chance, staff.len(), school, other, left, this_year));
        }
    }
    staff
}

fn teacher(
    chance: &mut Chance,
    rank: usize,
    school: &SchoolLine,
    other: Option<&Uai>,
    left: bool,
    this_year: SchoolYear,
) -> NewStaff {
    let (given_name, surname) = name(rank);
    let ago = |years: u32| this_year.plus(-i16::try_from(years).unwrap_or(0));
    let came = chance.between(if left { 2 } else { 0 }, YEARS);
    let from = ago(came).first_day();
    let to = left.then(|| ago(chance.between(1, came.max(2) - 1)).last_day());
    let (degree, discipline) = if school.kind.is_ecole() {
        (Degree::First, "")
    } else {
        (Degree::Second, one_of(chance, &DISCIPLINES))
    };
    let born = ago(chance.between(26, 60)).first_day();
    let service = |uai: &Uai, is_attachment: bool| NewService {
        uai: uai.clone(),
        degree,
        discipline: discipline.to_owned(),
        is_attachment,
        from,
        to,
    };
    let mut services = vec![service(&school.uai, true)];
    services.extend(other.map(|uai| service(uai, false)));
    NewStaff {
        person: NewPerson {
            kind: PersonKind::Teacher,
            surname,
            given_name,
            usage_name: None,
            birth_date: Some(born.plus_days(i32::try_from(chance.between(0, 364)).unwrap_or(0))),
            email: None,
            fictitious: true,
        },
        services,
        aliases: Vec::new(),
    }
}
