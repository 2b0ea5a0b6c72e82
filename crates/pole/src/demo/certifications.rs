//! The invented certifications of the demonstration: those of the pupils of 3e and terminale over the last school years
//! and since the last rentrée, and of some teachers, so that every status and flag is seen.

use pole_formats::{CertificationStatus as Status, Degree, Framework};
use pole_kernel::{Day, Instant, SchoolYear, Uai};

use super::DemoError;
use super::chance::Chance;
use super::names::name;
use super::staff::size;
use crate::features::directory::{SchoolLine, basin};
use crate::features::people::{
    NewPerson, NewService, NewStaff, PersonId, PersonKind, enter_staff, teachers_in_service,
};
use crate::features::pix::{Content, HolderKind, NewCertification, Step, enter_certifications, global_level};
use crate::policy::{Actor, Scope};
use crate::shell::app::App;

/// How many school years have certifications, and how many pupils sat over them, about.
const YEARS: i16 = 3;
const PUPILS: u32 = 600;
/// One teacher of so many sat.
const TEACHER_OF: usize = 14;
/// The first number: no real one is as high.
const FIRST_NUMBER: i64 = 990_000_001;
/// How long after the examination its results are known, in days.
const RESULTS_DAYS: i32 = 12;
/// How long after it a certification may be cancelled, in days.
const CANCELLED_DAYS: i32 = 75;
/// From which day of a school year on its first pupils sit, and over how many days.
const EARLY_FROM: i32 = 7;
const EARLY_DAYS: u32 = 20;

/// Enters them and says how many facts were invented.
pub(super) async fn enter(app: &App, actor: &Actor) -> Result<usize, DemoError> {
    let (actor, now) = (actor.clone(), app.clock().now());
    app.db()
        .write(move |tx| {
            let schools = basin(tx, Scope::everything())?;
            let teachers = teachers_in_service(tx, &Scope::everything(), now.day(), now)?;
            let mut invented = Invented::new(now);
            for school in &schools {
                invented.pupils_of(school, &schools);
            }
            let known =
                enter_staff(tx, &actor, now, &invented.pupils).map_err(|error| DemoError::at("pupils", &error))?;
            for (index, pupil) in invented.matched.clone() {
                if let (Some(new), Some(person)) = (invented.certifications.get_mut(index), known.get(pupil)) {
                    new.person = Some((*person, Step::NameBirthSchool));
                }
            }
            for (rank, teacher) in teachers.iter().step_by(TEACHER_OF).enumerate() {
                invented.teacher(rank, teacher.person, &teacher.uai);
            }
            let done = enter_certifications(tx, &actor, now, &invented.certifications, true);
            done.map_err(|error| DemoError::at("certifications", &error))
        })
        .await
}

/// What is invented so far.
struct Invented {
    now: Instant,
    this_year: SchoolYear,
    pupils: Vec<NewStaff>,
    certifications: Vec<NewCertification>,
    /// Which certification is of which pupil, by rank.
    matched: Vec<(usize, usize)>,
    candidates: usize,
}

/// Somebody who sits.
struct Candidate {
    given_name: String,
    surname: String,
    birth_date: Day,
    uai: Uai,
    centre: String,
    division: String,
}

impl Invented {
    fn new(now: Instant) -> Self {
        Self {
            now,
            this_year: now.day().school_year(),
            pupils: Vec::new(),
            certifications: Vec::new(),
            matched: Vec::new(),
            candidates: 0,
        }
    }

    /// The candidates of one school over the years: 3e in a collège, terminale in a lycée.
    fn pupils_of(&mut self, school: &SchoolLine, all: &[SchoolLine]) {
        let age = if school.kind.is_college() {
            15
        } else if school.kind.is_lycee() {
            18
        } else {
            return;
        };
        let sits = |school: &&SchoolLine| school.kind.is_college() || school.kind.is_lycee();
        let pupils: u32 = all.iter().filter(sits).map(size).sum();
        let mut chance = Chance::of(&format!("pix {}", school.uai));
        let a_year = (size(school) * PUPILS / pupils.max(1)) / u32::try_from(YEARS).unwrap_or(1);
        for ago in (1..=YEARS).rev() {
            let year = self.this_year.plus(-ago);
            for rank in 0..a_year.max(3) {
                self.pupil(&mut chance, school, year, age, rank);
            }
        }
        self.this_year_of(school, age);
    }

    /// Those who sat since the rentrée: among them one whose certification was cancelled since, and
    /// one who sat again.
    fn this_year_of(&mut self, school: &SchoolLine, age: i16) {
        let begun = self.this_year.first_day().plus_days(EARLY_FROM);
        // Results are known before they can be cancelled.
        let last = self.now.day().plus_days(-RESULTS_DAYS - 1);
        let mut chance = Chance::of(&format!("pix de l’année {}", school.uai));
        for rank in 0..chance.between(5, 12) {
            let candidate = self.candidate(&mut chance, school, self.this_year, age, rank);
            let exam = begun.plus_days(i32::try_from(chance.between(0, EARLY_DAYS)).unwrap_or(0));
            if exam > last {
                continue;
            }
            let first = self.certifications.len();
            let said: &[Status] = match rank {
                0 => &[Status::Validated, Status::Cancelled],
                1 => &[Status::Rejected],
                _ => &[Status::Validated],
            };
            self.certify(&mut chance, &candidate, exam, said, HolderKind::Pupil, Framework::Pix);
            if rank == 2 {
                let again = exam.plus_days(RESULTS_DAYS).min(last);
                let said = &[Status::Validated];
                self.certify(&mut chance, &candidate, again, said, HolderKind::Pupil, Framework::Pix);
            }
            self.enrol(&candidate, self.this_year, first);
        }
    }

    /// Somebody of a school who sits in a year.
    fn candidate(
        &mut self,
        chance: &mut Chance,
        school: &SchoolLine,
        year: SchoolYear,
        age: i16,
        rank: u32,
    ) -> Candidate {
        // From the end of the list, so that no pupil is called like a teacher.
        let (given_name, surname) = name(1_223 - self.candidates % 700);
        self.candidates += 1;
        let born = year.plus(-age).first_day();
        Candidate {
            given_name,
            surname,
            birth_date: born.plus_days(i32::try_from(chance.between(0, 364)).unwrap_or(0)),
            uai: school.uai.clone(),
            centre: school.name.to_uppercase(),
            division: format!(
                "{}{}",
                if age == 15 { "3" } else { "T" },
                ["A", "B", "C"][rank as usize % 3]
            ),
        }
    }

    fn pupil(&mut self, chance: &mut Chance, school: &SchoolLine, year: SchoolYear, age: i16, rank: u32) {
        let candidate = self.candidate(chance, school, year, age, rank);
        let exam = year
            .last_day()
            .plus_days(-i32::try_from(chance.between(80, 170)).unwrap_or(0));
        // Some are not in the register of their school: they wait in the queue.
        let known = chance.between(1, 100) <= 88;
        let draw = chance.between(1, 100);
        let first = self.certifications.len();
        let said = match draw {
            1..=80 => vec![Status::Validated],
            81..=90 => vec![Status::Rejected],
            91..=92 => vec![Status::Error],
            93 => vec![Status::Started],
            94..=95 => vec![Status::Cancelled],
            _ => vec![Status::Validated, Status::Cancelled],
        };
        self.certify(chance, &candidate, exam, &said, HolderKind::Pupil, Framework::Pix);
        // Some sit again the same year, and obtain it again.
        if draw <= 5 {
            self.certify(
                chance,
                &candidate,
                exam.plus_days(45),
                &[Status::Validated],
                HolderKind::Pupil,
                Framework::Pix,
            );
        }
        if known {
            self.enrol(&candidate, year, first);
        } else if draw.is_multiple_of(10) {
            // Nobody knows of which school: the file was that of another centre.
            for new in self.certifications.iter_mut().skip(first) {
                for (_, content) in &mut new.said {
                    content.uai = None;
                    "CENTRE FICTIF DES ALIZES".clone_into(&mut content.centre);
                }
            }
        }
    }

    /// Enters a candidate in the register of their school, as the holder of the certifications since one.
    fn enrol(&mut self, candidate: &Candidate, year: SchoolYear, first: usize) {
        let pupil = self.pupils.len();
        self.matched
            .extend((first..self.certifications.len()).map(|index| (index, pupil)));
        self.pupils.push(enrolled(candidate, year));
    }

    /// The certification of a teacher: Pix, and Pix+ Édu for some.
    fn teacher(&mut self, rank: usize, person: PersonId, uai: &Uai) {
        let mut chance = Chance::of(&format!("pix {rank} {uai}"));
        let (given_name, surname) = name(rank * TEACHER_OF);
        let candidate = Candidate {
            given_name,
            surname,
            birth_date: self.this_year.plus(-40).first_day(),
            uai: uai.clone(),
            centre: String::new(),
            division: String::new(),
        };
        let framework = if rank.is_multiple_of(4) {
            Framework::PixEdu
        } else {
            Framework::Pix
        };
        let year = self.this_year.plus(-i16::try_from(rank % 3 + 1).unwrap_or(1));
        let exam = year
            .first_day()
            .plus_days(i32::try_from(chance.between(60, 250)).unwrap_or(0));
        let index = self.certifications.len();
        let status = if rank % 9 == 8 {
            Status::Rejected
        } else {
            Status::Validated
        };
        self.certify(&mut chance, &candidate, exam, &[status], HolderKind::Teacher, framework);
        if let Some(new) = self.certifications.get_mut(index).filter(|_| rank % 6 != 5) {
            new.person = Some((person, Step::NameSchool));
        }
    }

    fn certify(
        &mut self,
        chance: &mut Chance,
        candidate: &Candidate,
        exam_date: Day,
        statuses: &[Status],
        holder: HolderKind,
        framework: Framework,
    ) {
        let number = FIRST_NUMBER + i64::try_from(self.certifications.len()).unwrap_or(0);
        let levels: [u8; 16] = std::array::from_fn(|_| u8::try_from(chance.between(0, 5)).unwrap_or(0));
        let score = levels.iter().map(|level| u32::from(*level) * 8).sum::<u32>() + chance.between(0, 7);
        let scored = framework == Framework::Pix;
        let said = statuses
            .iter()
            .enumerate()
            .map(|(rank, status)| {
                let (pix, competences) = match status {
                    Status::Validated if scored => (Some(score), levels.map(Some)),
                    Status::Rejected if scored => (Some(0), [Some(0); 16]),
                    Status::Validated
                    | Status::Rejected
                    | Status::Cancelled
                    | Status::Error
                    | Status::Started
                    | Status::NotTaken => (None, [None; 16]),
                };
                let content = Content {
                    status: *status,
                    framework,
                    edu: None,
                    holder,
                    surname: candidate.surname.clone(),
                    given_name: candidate.given_name.clone(),
                    birth_date: Some(candidate.birth_date),
                    external_id: String::new(),
                    uai: Some(candidate.uai.clone()),
                    division: candidate.division.clone(),
                    level_label: pix.and_then(global_level).unwrap_or_default().to_owned(),
                    exam_date,
                    pix,
                    competences,
                    session: format!("9{}", session(&candidate.uai, exam_date)),
                    centre: candidate.centre.clone(),
                };
                let days = if rank == 0 { RESULTS_DAYS } else { CANCELLED_DAYS };
                (exam_date.plus_days(days).at(10, 0).min(self.now), content)
            })
            .collect();
        self.certifications.push(NewCertification {
            number,
            said,
            person: None,
        });
    }
}

/// The number of a session: one a month in each school.
fn session(uai: &Uai, exam: Day) -> String {
    let digits: String = uai.as_str().chars().filter(char::is_ascii_digit).skip(2).collect();
    format!("{digits}{}", exam.month())
}

fn enrolled(candidate: &Candidate, year: SchoolYear) -> NewStaff {
    NewStaff {
        person: NewPerson {
            kind: PersonKind::Pupil,
            surname: candidate.surname.clone(),
            given_name: candidate.given_name.clone(),
            usage_name: None,
            birth_date: Some(candidate.birth_date),
            email: None,
            fictitious: true,
        },
        services: vec![NewService {
            uai: candidate.uai.clone(),
            degree: Degree::Second,
            discipline: String::new(),
            is_attachment: true,
            from: year.first_day(),
            to: Some(year.last_day()),
        }],
        aliases: Vec::new(),
    }
}
