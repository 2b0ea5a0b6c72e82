//! The invented rooms of the demonstration, their lines and tests: every class, what it may rest on,
//! and every flag can be seen. Dates follow the demonstration's today.

use pole_db::Tx;
use pole_formats::RoomKind;
use pole_kernel::{Day, Instant, SchoolKind};

use super::DemoError;
use super::chance::Chance;
use crate::features::connectivity::{
    ConnectivityError, LineEntry, LineTechnology, Medium, RoomEntry, RoomId, Seen, StatementEntry, TestEntry, VisaRole,
    add_closure, add_line, add_rooms, add_statements, add_tests,
};
use crate::features::directory::{self, Calendar, ClosureKind, NewClosure, SchoolLine};
use crate::policy::{self, Action, Actor};
use crate::shell::app::App;

/// Enters them and says how many facts were invented.
pub(super) async fn enter(app: &App, actor: &Actor) -> Result<usize, DemoError> {
    let (actor, now) = (actor.clone(), app.clock().now());
    app.db()
        .write(move |tx| -> Result<usize, DemoError> {
            // Before any room: nothing has to be computed twice.
            let mut facts = enter_calendar(tx, &actor, now)?;
            let calendar = directory::calendar(tx, now)?;
            let schools = directory::basin(tx, policy::scope(&actor, Action::ReadSchool))?;
            for (rank, school) in schools.iter().filter(|school| school.kind.is_school()).enumerate() {
                let told = |error: ConnectivityError| DemoError::at(school.uai.as_str(), &error);
                facts += enter_school(tx, &actor, now, school, rank, &calendar).map_err(told)?;
            }
            Ok(facts)
        })
        .await
}

/// Holidays of the present and the two previous school years, about when they are, one storm and one hurricane.
fn enter_calendar(tx: &mut Tx, actor: &Actor, now: Instant) -> Result<usize, DemoError> {
    let year = now.day().school_year();
    let mut count = 0;
    let mut add = |label: &str, kind: ClosureKind, first: Result<Day, _>, last: Result<Day, _>| {
        let days = first.and_then(|first| last.map(|last| (first, last)));
        let (first_day, last_day) = days.map_err(|error| DemoError::at(label, &error))?;
        let new = NewClosure {
            kind,
            label: format!("Fictif – {label}"),
            territory: None,
            uai: None,
            first_day,
            last_day,
        };
        add_closure(tx, actor, now, &new, true).map_err(|error| DemoError::at(label, &error))?;
        count += 1;
        Ok::<(), DemoError>(())
    };
    for offset in -2..=0 {
        let first = year.plus(offset).first_calendar_year();
        let next = first + 1;
        let holiday = ClosureKind::Holiday;
        add(
            "vacances de la Toussaint",
            holiday,
            Day::new(first, 10, 19),
            Day::new(first, 11, 1),
        )?;
        add(
            "vacances de fin d’année",
            holiday,
            Day::new(first, 12, 19),
            Day::new(next, 1, 3),
        )?;
        add(
            "vacances du carnaval",
            holiday,
            Day::new(next, 2, 8),
            Day::new(next, 2, 21),
        )?;
        add(
            "vacances de Pâques",
            holiday,
            Day::new(next, 4, 6),
            Day::new(next, 4, 19),
        )?;
        add("vacances d’été", holiday, Day::new(next, 7, 6), Day::new(next, 8, 31))?;
    }
    let storm = year.plus(-1).first_calendar_year();
    add(
        "alerte cyclonique",
        ClosureKind::Exceptional,
        Day::new(storm, 9, 22),
        Day::new(storm, 9, 24),
    )?;
    let (first, last) = super::usage::hurricane(now.day());
    add("ouragan", ClosureKind::Exceptional, Ok(first), Ok(last))?;
    Ok(count)
}

/// How a school is connected: line and what is known of its rooms.
#[derive(Clone, Copy)]
struct Profile {
    technology: LineTechnology,
    operator: &'static str,
    /// As sold, in kbit/s.
    rates: Option<(u32, u32)>,
    backup: bool,
    /// About what is measured in its rooms, in kbit/s; `None` when nobody measures.
    measured: Option<(u32, u32)>,
    /// Whether the head declares the rooms that were not measured.
    declared: bool,
}

const PROFILES: [Profile; 6] = [
    Profile {
        technology: LineTechnology::Fibre,
        operator: "Opérateur fictif A",
        rates: Some((500_000, 200_000)),
        backup: true,
        measured: Some((62_000, 21_000)),
        declared: true,
    },
    Profile {
        technology: LineTechnology::Fibre,
        operator: "Opérateur fictif B",
        rates: Some((100_000, 50_000)),
        backup: false,
        measured: Some((17_500, 6_200)),
        declared: true,
    },
    Profile {
        technology: LineTechnology::Adsl,
        operator: "Opérateur fictif A",
        rates: Some((12_000, 1_000)),
        backup: false,
        measured: Some((4_300, 700)),
        declared: false,
    },
    Profile {
        technology: LineTechnology::Vdsl,
        operator: "Opérateur fictif C",
        rates: Some((30_000, 8_000)),
        backup: false,
        measured: None,
        declared: true,
    },
    Profile {
        technology: LineTechnology::Mobile4g,
        operator: "Opérateur fictif C",
        rates: None,
        backup: false,
        measured: Some((9_400, 2_600)),
        declared: false,
    },
    Profile {
        technology: LineTechnology::Satellite,
        operator: "Opérateur fictif D",
        rates: Some((20_000, 3_000)),
        backup: false,
        measured: None,
        declared: false,
    },
];

/// The rooms of a school, by kind of school: how many ordinary ones, and the others.
fn layout(kind: SchoolKind, chance: &mut Chance) -> Vec<RoomEntry> {
    use RoomKind as K;
    let (ordinary, others): (u32, &[(&str, K, u32)]) = match kind {
        SchoolKind::Maternelle => (
            chance.between(7, 10),
            &[("Motricité", K::Gym, 10), ("BCD", K::Library, 6)],
        ),
        SchoolKind::Elementaire => (
            chance.between(9, 13),
            &[
                ("BCD", K::Library, 8),
                ("Informatique", K::Computer, 5),
                ("Réfectoire", K::Canteen, 0),
            ],
        ),
        SchoolKind::College | SchoolKind::Lycee | SchoolKind::LyceePro => (
            chance.between(14, 19),
            &[
                ("Labo 1", K::Science, 9),
                ("Labo 2", K::Science, 8),
                ("Techno", K::Technology, 9),
                ("Musique", K::Arts, 6),
                ("Langues", K::Language, 7),
                ("Informatique", K::Computer, 9),
                ("CDI", K::Library, 10),
                ("Atelier", K::Workshop, 6),
                ("Gymnase", K::Gym, 10),
                ("Salle des professeurs", K::StaffRoom, 0),
                ("Ancienne réserve", K::Condemned, 0),
            ],
        ),
        SchoolKind::Erea | SchoolKind::Section | SchoolKind::Other => (4, &[]),
    };
    let mut rooms: Vec<RoomEntry> = (1..=ordinary)
        .map(|number| RoomEntry {
            name: format!("Salle {number}"),
            kind: K::Ordinary,
            half_days: chance.between(6, 9),
            building: if number * 2 > ordinary { "B" } else { "A" }.to_owned(),
        })
        .collect();
    rooms.extend(others.iter().map(|(name, kind, half_days)| RoomEntry {
        name: (*name).to_owned(),
        kind: *kind,
        half_days: *half_days,
        building: "A".to_owned(),
    }));
    rooms
}

fn enter_school(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    school: &SchoolLine,
    rank: usize,
    calendar: &Calendar,
) -> Result<usize, ConnectivityError> {
    let mut chance = Chance::of(&format!("salles {}", school.uai));
    let today = now.day();
    let since = today.school_year().plus(-2).first_day();
    let Some(profile) = PROFILES.get(rank % PROFILES.len()) else {
        return Ok(0);
    };
    let rooms = layout(school.kind, &mut chance);
    let ids = add_rooms(tx, actor, now, &school.uai, since, &rooms, true)?;
    let mut facts = ids.len() + enter_lines(tx, actor, now, school, profile, since)?;

    let recent = recent_days(calendar, school, today.plus_days(-3), 4);
    let (mut tests, mut statements) = (Vec::new(), Vec::new());
    let teaching = rooms.iter().zip(&ids).filter(|(room, _)| room.kind.is_for_teaching());
    for (place, (_, id)) in teaching.enumerate() {
        for seen in seen_of(profile, place) {
            match seen {
                Known::Measured(ago, share) => {
                    let days = match ago {
                        0 => recent.clone(),
                        _ => recent_days(calendar, school, today.plus_days(-ago), 3),
                    };
                    let about = profile.measured.unwrap_or_default();
                    let about = (about.0 / 100 * share, about.1 / 100 * share);
                    tests.extend(series(*id, &days, about, &mut chance));
                }
                Known::Seen(ago, works) => statements.push((*id, self::seen(today.plus_days(-ago), works))),
                Known::Declared(ago) => statements.push((*id, declared(today.plus_days(-ago)))),
            }
        }
    }
    // What does not count is seen too: at 3 a.m., and on a Sunday.
    if let (Some(first), Some(day)) = (ids.first(), recent.first()) {
        let sunday = day.plus_days(-i32::from(day.weekday()));
        tests.push(test(*first, day.at(3, 0), Some((90_000, 40_000))));
        tests.push(test(*first, sunday.at(10, 30), Some((80_000, 30_000))));
    }
    facts += tests.len() + statements.len();
    if !statements.is_empty() {
        add_statements(tx, actor, now, &school.uai, &statements, true)?;
    }
    if !tests.is_empty() {
        add_tests(tx, actor, now, &school.uai, &tests, true)?;
    }
    Ok(facts)
}

fn enter_lines(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    school: &SchoolLine,
    profile: &Profile,
    since: Day,
) -> Result<usize, ConnectivityError> {
    let line = LineEntry {
        technology: profile.technology,
        operator: profile.operator.to_owned(),
        down_kbps: profile.rates.map(|(down, _)| down),
        up_kbps: profile.rates.map(|(_, up)| up),
        is_backup: false,
        from: since,
        to: None,
        note: "Fictif".to_owned(),
    };
    add_line(tx, actor, now, &school.uai, &line, true)?;
    if !profile.backup {
        return Ok(1);
    }
    let backup = LineEntry {
        technology: LineTechnology::Mobile5g,
        down_kbps: Some(60_000),
        up_kbps: Some(15_000),
        is_backup: true,
        ..line
    };
    add_line(tx, actor, now, &school.uai, &backup, true)?;
    Ok(2)
}

/// Something that somebody learned of a room, so many days ago.
enum Known {
    /// A series of tests, at so many hundredths of what is measured now.
    Measured(i32, u32),
    /// Whether an access works.
    Seen(i32, bool),
    /// A declaration.
    Declared(i32),
}

/// What is known of the teaching room of this place in its school, the oldest first: a first round
/// of measures fourteen months ago, others since, and rooms of which nobody says anything.
fn seen_of(profile: &Profile, place: usize) -> Vec<Known> {
    use Known::{Declared, Measured, Seen};
    let turn = i32::try_from(place).unwrap_or(0);
    match (place % 8, profile.measured, profile.declared) {
        // Measured in the first round, when the line was slower, and again since.
        (0, Some(_), _) => vec![Measured(425, 65), Measured(0, 100)],
        (1, Some(_), _) => vec![Measured(415, 65), Measured(170, 100)],
        (2, Some(_), _) => vec![Measured(400, 70), Measured(260, 100)],
        // Measured once; where nobody declares, nobody came there.
        (3, Some(_), true) => vec![Measured(385, 90)],
        (4, Some(_), _) => vec![Measured(90, 100)],
        // Measured long ago.
        (5, Some(_), _) => vec![Measured(455, 65)],
        // Somebody saw that something works, and lately that it still does, or that nothing does.
        (6, _, _) => vec![Seen(405, true), Seen(40 + 30 * (turn / 8), place % 16 == 14)],
        // Declared, and for some declared again before the visa was over.
        (0 | 1, None, true) => vec![Declared(390), Declared(60)],
        (2, None, true) => vec![Declared(380), Declared(200)],
        (3, None, true) => vec![Declared(100)],
        (7, Some(_), true) => vec![Declared(90)],
        // Nothing is known of these.
        (7, _, _) => Vec::new(),
        // Somebody saw long ago that something works.
        (4, None, _) => vec![Seen(425, true)],
        (_, None, true) => vec![Seen(25 + 75 * (turn % 5), true)],
        (_, None, false) | (_, Some(_), _) => Vec::new(),
    }
}

/// The last school days up to a day, the newest first.
fn recent_days(calendar: &Calendar, school: &SchoolLine, until: Day, count: usize) -> Vec<Day> {
    (0..120)
        .map(|back| until.plus_days(-back))
        .filter(|day| calendar.is_school_day(*day, &school.uai, school.territory.as_ref()))
        .take(count)
        .collect()
}

/// Tests of a room on these days, about these rates: one in twenty fails, one in forty finds nothing.
fn series(room: RoomId, days: &[Day], (down, up): (u32, u32), chance: &mut Chance) -> Vec<TestEntry> {
    days.iter()
        .map(|day| {
            let hour = i8::try_from(chance.between(8, 15)).unwrap_or(9);
            let minute = i8::try_from(chance.between(0, 59)).unwrap_or(0);
            let share = chance.between(70, 130);
            let rates = match chance.between(1, 40) {
                1 | 2 => None,
                3 => Some((0, 0)),
                _ => Some((down / 100 * share, up / 100 * share)),
            };
            test(room, day.at(hour, minute), rates)
        })
        .collect()
}

fn test(room: RoomId, at: Instant, rates: Option<(u32, u32)>) -> TestEntry {
    TestEntry {
        room,
        at,
        down_kbps: rates.map(|(down, _)| down),
        up_kbps: rates.map(|(_, up)| up),
        failed: rates.is_none(),
        latency_micros: rates.map(|_| 18_400),
        tool: "ndt7 (fictif)".to_owned(),
    }
}

fn seen(day: Day, works: bool) -> StatementEntry {
    StatementEntry {
        seen: Seen::Access {
            medium: Some(Medium::Wifi),
            works: Some(works),
        },
        day,
        note: "Fictif".to_owned(),
    }
}

fn declared(day: Day) -> StatementEntry {
    StatementEntry {
        seen: Seen::Declaration {
            role: VisaRole::Technician,
            name: "Personne fictive".to_owned(),
        },
        day,
        note: "Fictif".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::features::connectivity::{room_states, school_rooms};
    use crate::policy::Scope;
    use crate::test_app::TestApp;

    #[test]
    fn every_class_basis_and_flag_can_be_seen() {
        let app = TestApp::new("2026-10-16T15:00:00Z");
        app.with_basin();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let facts = runtime.block_on(enter(&app.app, &Actor::console())).unwrap();
        assert!(facts > 1_000, "{facts}");
        let now = app.app.clock().now();
        let everything = Scope::everything();
        let states = app.write(|tx| room_states(tx, &everything, now.day(), now));
        assert!((300..500).contains(&states.len()), "{} rooms", states.len());
        assert!(states.iter().all(|room| room.is_fictitious));
        let classes: BTreeSet<&str> = states.iter().map(|room| room.class.code()).collect();
        assert_eq!(classes.into_iter().collect::<Vec<_>>(), ["C0", "C1", "C2", "C3"]);
        let bases: BTreeSet<&str> = states.iter().map(|room| room.basis.code()).collect();
        assert_eq!(
            bases.into_iter().collect::<Vec<_>>(),
            ["access", "declared", "measured", "none", "unknown"]
        );
        assert!(
            states
                .iter()
                .any(|room| room.is_stale && room.basis.code() == "measured")
        );
        let counted = app.write(|tx| school_rooms(tx, &everything, now.day(), now, false));
        let rooms: u32 = counted.iter().map(|school| school.counts.rooms()).sum();
        assert_eq!(usize::try_from(rooms).unwrap(), states.len());
    }
}
