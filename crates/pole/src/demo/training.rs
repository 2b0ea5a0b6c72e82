//! Fictitious sessions of the past two years, and who of the fictitious teachers came.

use std::collections::HashSet;

use pole_formats::{RegistrationStatus, TrainingMode};
use pole_kernel::{Day, Uai};

use super::DemoError;
use super::chance::Chance;
use super::evaluation::{self, Held};
use crate::features::people::{self, PersonId, Service};
use crate::features::training::{
    Competence, DayPart, Mark, PlannedHalfDay, SessionId, SessionSheet, add_session, half_days_of, record_attendance,
    register,
};
use crate::policy::{Actor, Scope};
use crate::shell::app::App;
use crate::shell::clock::secret;

/// How many sessions are invented.
const SESSIONS: u32 = 40;
/// How many days back the first one is.
const DAYS_BACK: u32 = 730;
/// How many people a session has at most.
const SEATS: u32 = 36;

/// What the sessions are about, and the competences they work on.
const THEMES: [(&str, &[Competence]); 8] = [
    (
        "Tablettes en classe : premiers gestes",
        &[Competence::C31, Competence::C53],
    ),
    ("Choisir et adapter des ressources", &[Competence::C21, Competence::C22]),
    ("Différencier avec le numérique", &[Competence::C52]),
    ("Évaluer autrement", &[Competence::C41, Competence::C43]),
    (
        "Éduquer aux médias et à l’information",
        &[Competence::C61, Competence::C64],
    ),
    (
        "Travailler à plusieurs : l’ENT de l’établissement",
        &[Competence::C11, Competence::C12],
    ),
    ("Programmer au collège", &[Competence::C63, Competence::C65]),
    ("Protéger les données des élèves", &[Competence::C23, Competence::C64]),
];

/// Invents the sessions and says how many attendances there are. Without fictitious teachers there
/// is nobody to train.
pub(super) async fn enter(app: &App, actor: &Actor) -> Result<usize, DemoError> {
    let now = app.clock().now();
    let today = now.day();
    let services = app
        .db()
        .read(move |tx| people::services(tx, &Scope::everything(), today, now))
        .await?;
    let teachers = fictitious_teachers(&services);
    if teachers.is_empty() {
        return Ok(0);
    }
    let mut entered = 0;
    for rank in 0..SESSIONS {
        entered += hold(app, actor, rank, today, &teachers).await?;
    }
    Ok(entered)
}

/// The invented teachers, by name as their services are, each with one of their schools.
fn fictitious_teachers(services: &[Service]) -> Vec<(PersonId, Uai)> {
    let mut met = HashSet::new();
    services
        .iter()
        .filter(|service| service.person.fictitious && met.insert(service.person.id))
        .map(|service| (service.person.id, service.uai.clone()))
        .collect()
}

/// One session: what it is, in the order of the years.
fn sheet(rank: u32, first: Day, second: Day, host: Option<Uai>, chance: &mut Chance) -> SessionSheet {
    let (theme, competences) = THEMES[rank as usize % THEMES.len()];
    // One in four has a distance part; one in ten is about something else.
    let distance_minutes = if rank % 4 == 3 { 360 } else { 0 };
    SessionSheet {
        reference: format!("DEMO-{rank:02}"),
        theme: format!("Fictif : {theme}"),
        competences: competences.to_vec(),
        mode: TrainingMode::Presence,
        place: "Salle de formation".to_owned(),
        host,
        first_day: first,
        last_day: second,
        seats: Some(SEATS),
        trainer: ["Équipe du pôle", "Référent numérique", "Formateur académique"][chance.between(0, 2) as usize]
            .to_owned(),
        target_degree: None,
        target_discipline: String::new(),
        is_digital: rank % 10 != 9,
        distance_minutes,
        is_cancelled: false,
        note: "Fictif : donnée de démonstration".to_owned(),
    }
}

async fn hold(
    app: &App,
    actor: &Actor,
    rank: u32,
    today: Day,
    teachers: &[(PersonId, Uai)],
) -> Result<usize, DemoError> {
    let mut chance = Chance::of(&format!("formation {rank}"));
    let back = DAYS_BACK - rank * DAYS_BACK / SESSIONS;
    let mut first = today.plus_days(-i32::try_from(back).unwrap_or(0));
    while first.weekday() > 5 {
        first = first.plus_days(-1);
    }
    let second = first.plus_days(-1);
    let half_days = [
        (second, DayPart::Morning),
        (second, DayPart::Afternoon),
        (first, DayPart::Morning),
        (first, DayPart::Afternoon),
    ]
    .map(|(day, part)| PlannedHalfDay {
        day,
        part,
        minutes: 180,
    });
    // From a half-day to two days.
    let planned = half_days[..[1, 2, 2, 4][chance.between(0, 3) as usize]].to_vec();
    // The first third of the teachers follow many sessions, the others few: every tier is seen.
    let len = u32::try_from(teachers.len()).unwrap_or(u32::MAX);
    let people: Vec<(PersonId, Uai)> = (0..chance.between(SEATS / 2, SEATS))
        .map(|_| {
            let most = if chance.between(1, 3) == 1 {
                len - 1
            } else {
                (len - 1) / 3
            };
            teachers[chance.between(0, most) as usize].clone()
        })
        .collect();
    let host = people
        .first()
        .map(|(_, uai)| uai.clone())
        .filter(|_| rank.is_multiple_of(2));
    let sheet = sheet(rank, first, first, host, &mut chance);
    let mut people: Vec<PersonId> = people.into_iter().map(|(person, _)| person).collect();
    people.sort_unstable();
    people.dedup();
    let days = planned.iter().map(|half_day| half_day.day);
    let (first_day, last_day) = (days.clone().min().unwrap_or(first), days.max().unwrap_or(first));
    let secret = secret().map_err(|error| DemoError::at("training", &error))?;
    let draws: Vec<u32> = (0..people.len() * (planned.len() + 1))
        .map(|_| chance.between(1, 20))
        .collect();
    let (actor, now) = (actor.clone(), app.clock().now());
    app.db()
        .write(move |tx| {
            let failed = |error: &dyn std::fmt::Display| DemoError::at("training", error);
            let session: SessionId =
                add_session(tx, &actor, now, &sheet, &planned, true).map_err(|error| failed(&error))?;
            for person in &people {
                register(tx, &actor, now, session, *person, RegistrationStatus::Convened)
                    .map_err(|error| failed(&error))?;
            }
            let half_days = half_days_of(tx, session)?;
            let mut marks = Vec::new();
            let mut draw = draws.iter().copied();
            for person in &people {
                for half_day in half_days.iter().copied() {
                    // Most come; some leave early, a few before two thirds; some do not come.
                    let minutes = match draw.next().unwrap_or(20) {
                        1 | 2 => None,
                        3 => Some(100),
                        4 => Some(150),
                        _ => Some(180),
                    };
                    marks.push(Mark {
                        person: *person,
                        half_day: Some(half_day),
                        minutes,
                    });
                }
                let completed = draw.next().unwrap_or(20) > 6 && sheet.distance_minutes > 0;
                marks.push(Mark {
                    person: *person,
                    half_day: None,
                    minutes: completed.then_some(sheet.distance_minutes),
                });
            }
            let recorded = record_attendance(tx, &actor, now, session, &marks).map_err(|error| failed(&error))?;
            // One session in two is evaluated.
            if rank % 2 == 1 {
                return Ok(recorded.added);
            }
            let held = Held {
                session,
                rank,
                first_day,
                last_day,
            };
            let answered = evaluation::ask(tx, &actor, now, held, &secret)?;
            Ok::<usize, DemoError>(recorded.added + answered)
        })
        .await
}
