//! Takes training rows in: one row a person and session, of any file whose columns were told.

use std::collections::{BTreeMap, HashMap};

use pole_db::{DbError, Tx};
use pole_formats::{
    Degree, FileKind, Item, Located, Opened, Presence, Problem, ProblemCode, RegistrationStatus, Severity,
    TrainingFact, TrainingMode,
};
use pole_kernel::{Day, Instant, Uai};

use super::actions::{degree_of, never_before};
use super::model::{Attendance, AttendanceId, Evidence, SessionId, SessionSheet};
use super::progress::{self, Of};
use super::rules::{self, Parameters};
use super::store::{self, NewAttendance, Origin};
use crate::features::directory::{self, SchoolLine};
use crate::features::people::{self, Clue, Match, Met, NewPerson, NewService, PersonId, PersonKind, name_key};
use crate::policy::Action;
use crate::shell::clock::fresh_id;
use crate::shell::imports::{Change, Importer, Job, Mode, Question, Report, RunError, read_items};

/// The question that a file of the academy does not answer: its trainings are about everything.
const DIGITAL: &str = "numerique";
const YES: &str = "oui";
const NO: &str = "non";

/// Takes training rows in.
pub struct TrainingImporter;

impl Importer for TrainingImporter {
    fn kinds(&self) -> &'static [FileKind] {
        &[FileKind::TrainingRows]
    }

    fn action(&self, _: FileKind) -> Action {
        Action::EditTraining
    }

    fn questions(&self, _: &mut Tx, _: FileKind, _: &str, _: &Job) -> Result<Vec<Question>, DbError> {
        Ok(vec![Question {
            name: DIGITAL.into(),
            label: "training-question-digital",
            about: String::new(),
            hint: "training-question-digital-hint",
            choices: vec![
                (YES.to_owned(), "training-question-digital-yes".to_owned()),
                (NO.to_owned(), "training-question-digital-no".to_owned()),
            ],
            choices_are_keys: true,
            required: true,
            proposed: String::new(),
        }])
    }

    fn run(&self, tx: &mut Tx, file: Opened<'_>, job: &Job) -> Result<Report, RunError> {
        let mut run = Run::new(job);
        run.report.lines = read_items(tx, file, &mut |tx, item| run.take(tx, item))?;
        Ok(run.finish(tx)?)
    }
}

/// What makes two rows speak of the same session.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct SessionKey {
    reference: String,
    theme: String,
    first_day: Day,
    last_day: Day,
}

/// Who a row speaks of: somebody known, or somebody to enter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Who {
    Known(PersonId),
    /// The name key and the school of a teacher to enter.
    New(String, Uai),
}

/// What the rows of one person at one session say together.
#[derive(Debug)]
struct Followed {
    line: u64,
    name: String,
    minutes: u32,
    planned: Option<u32>,
    is_present: bool,
    status: Option<RegistrationStatus>,
}

/// What the rows of one session say together.
#[derive(Debug)]
struct Rows {
    line: u64,
    mode: TrainingMode,
    place: String,
    people: BTreeMap<Who, Followed>,
}

/// A teacher that the file tells and nobody knew.
#[derive(Debug)]
struct Stranger {
    line: u64,
    person: NewPerson,
    service: NewService,
}

/// One file on its way in. What it says is added up first: a person may be on several rows of one
/// session.
struct Run<'a> {
    job: &'a Job,
    /// When this is known: never before what is known of the sessions already.
    now: Instant,
    is_digital: bool,
    sessions: BTreeMap<SessionKey, Rows>,
    strangers: BTreeMap<(String, Uai), Stranger>,
    /// Who each e-mail, name and school together were found to be.
    found: HashMap<(Option<String>, String, Option<Uai>), Match>,
    schools: HashMap<Uai, Option<SchoolLine>>,
    report: Report,
}

impl<'a> Run<'a> {
    fn new(job: &'a Job) -> Self {
        Self {
            job,
            now: job.now,
            is_digital: job.option(DIGITAL) == Some(YES),
            sessions: BTreeMap::new(),
            strangers: BTreeMap::new(),
            found: HashMap::new(),
            schools: HashMap::new(),
            report: Report::default(),
        }
    }

    fn take(&mut self, tx: &mut Tx, item: Item) -> Result<(), DbError> {
        match self.report.fact(item) {
            Some(located) => self.take_row(tx, located),
            None => Ok(()),
        }
    }

    fn tell(&mut self, line: u64, value: &str, code: ProblemCode, severity: Severity) {
        self.report.problem(Problem::of_line(
            line,
            value.chars().take(pole_formats::VALUE_LENGTH).collect::<String>(),
            code,
            severity,
        ));
    }

    fn take_row(&mut self, tx: &mut Tx, located: Located<TrainingFact>) -> Result<(), DbError> {
        let Located { line, value: fact } = located;
        let came = fact.minutes_attended.is_some_and(|minutes| minutes > 0) || fact.presence == Some(Presence::Present);
        if came && fact.start > self.job.now.day() {
            self.tell(
                line,
                &fact.start.to_string(),
                ProblemCode::DateFuture,
                Severity::Refused,
            );
            return Ok(());
        }
        let Some(who) = self.who(tx, line, &fact)? else {
            return Ok(());
        };
        // Hours say more than a word; a word without hours speaks of the whole session.
        let told = fact.minutes_attended.or(match fact.presence {
            Some(Presence::Present) => fact.minutes_planned,
            Some(Presence::Absent | Presence::Excused) | None => Some(0),
        });
        let Some(minutes) = told else {
            self.tell(line, "", ProblemCode::DurationInvalid, Severity::Refused);
            return Ok(());
        };
        let key = SessionKey {
            reference: fact.reference(),
            theme: fact.theme().to_owned(),
            first_day: fact.start,
            last_day: fact.end,
        };
        let rows = self.sessions.entry(key).or_insert_with(|| Rows {
            line,
            mode: fact.mode.unwrap_or(TrainingMode::Presence),
            place: fact.place.clone().unwrap_or_default(),
            people: BTreeMap::new(),
        });
        let followed = rows.people.entry(who).or_insert_with(|| Followed {
            line,
            name: format!("{} {}", fact.surname, fact.given_name).trim().to_owned(),
            minutes: 0,
            planned: None,
            is_present: false,
            status: None,
        });
        followed.minutes = followed.minutes.saturating_add(minutes);
        followed.planned = match (followed.planned, fact.minutes_planned) {
            (Some(sum), Some(more)) => Some(sum.saturating_add(more)),
            (sum, more) => sum.or(more),
        };
        followed.is_present = followed.is_present || minutes > 0;
        followed.status = followed.status.or(fact.status);
        Ok(())
    }

    /// Who a row speaks of; a problem is told when nobody can be named.
    fn who(&mut self, tx: &mut Tx, line: u64, fact: &TrainingFact) -> Result<Option<Who>, DbError> {
        if let Some(uai) = &fact.uai {
            if !self.schools.contains_key(uai) {
                self.schools.insert(uai.clone(), directory::school_line(tx, uai)?);
            }
            let Some(Some(school)) = self.schools.get(uai) else {
                self.tell(line, uai.as_str(), ProblemCode::SchoolUnknown, Severity::Refused);
                return Ok(None);
            };
            if !self.job.scope.holds(uai, school.territory.as_ref()) {
                self.tell(line, uai.as_str(), ProblemCode::SchoolNotYours, Severity::Refused);
                return Ok(None);
            }
        }
        let found = self.matched(tx, fact)?;
        if let Match::Found(person, _) = found {
            return Ok(Some(Who::Known(person)));
        }
        let name = format!("{} {}", fact.surname, fact.given_name);
        let (Some(uai), false) = (&fact.uai, fact.surname.is_empty() || fact.given_name.is_empty()) else {
            self.tell(line, name.trim(), ProblemCode::PersonUnknown, Severity::Refused);
            return Ok(None);
        };
        if let Match::Ambiguous(_) = found {
            self.tell(line, &name, ProblemCode::PersonAmbiguous, Severity::Refused);
            return Ok(None);
        }
        let key = name_key(&fact.surname, &fact.given_name);
        let kind = self.schools.get(uai).and_then(Option::as_ref).map(|school| school.kind);
        let stranger = self
            .strangers
            .entry((key.clone(), uai.clone()))
            .or_insert_with(|| Stranger {
                line,
                person: NewPerson {
                    kind: PersonKind::Teacher,
                    surname: fact.surname.clone(),
                    given_name: fact.given_name.clone(),
                    usage_name: None,
                    birth_date: None,
                    email: fact.email.clone(),
                    fictitious: self.job.fictitious,
                },
                service: NewService {
                    uai: uai.clone(),
                    degree: kind.map_or(Degree::Second, degree_of),
                    discipline: fact.discipline.clone().unwrap_or_default(),
                    is_attachment: true,
                    from: fact.start,
                    to: None,
                },
            });
        stranger.service.from = stranger.service.from.min(fact.start);
        Ok(Some(Who::New(key, uai.clone())))
    }

    /// Whom the people register finds for a row: the same person has many rows.
    fn matched(&mut self, tx: &mut Tx, fact: &TrainingFact) -> Result<Match, DbError> {
        let key = (
            fact.email.clone(),
            name_key(&fact.surname, &fact.given_name),
            fact.uai.clone(),
        );
        if let Some(found) = self.found.get(&key) {
            return Ok(found.clone());
        }
        let clue = Clue {
            kind: PersonKind::Teacher,
            alias: None,
            email: fact.email.clone(),
            surname: fact.surname.clone(),
            given_name: fact.given_name.clone(),
            birth_date: None,
            uai: fact.uai.clone(),
        };
        let found = people::match_person(tx, &clue)?;
        self.found.insert(key, found.clone());
        Ok(found)
    }

    /// Enters the strangers: pilots read their names before they agree.
    fn enter_strangers(&mut self, tx: &mut Tx) -> Result<HashMap<(String, Uai), PersonId>, DbError> {
        let mut entered = HashMap::new();
        for ((key, uai), stranger) in std::mem::take(&mut self.strangers) {
            self.report.add(|| Change {
                line: Some(stranger.line),
                subject: format!("{} {}", stranger.person.surname, stranger.person.given_name),
                field: "imports-field-training-new-person".to_owned(),
                before: String::new(),
                after: uai.to_string(),
            });
            if self.job.mode == Mode::Apply {
                let met = Met {
                    account: self.job.account,
                    line: Some((self.job.import, stranger.line)),
                };
                let person = people::enter_met(tx, self.job.now, &stranger.person, &stranger.service, met)?;
                entered.insert((key, uai), person);
            }
        }
        Ok(entered)
    }

    fn finish(mut self, tx: &mut Tx) -> Result<Report, DbError> {
        self.now = never_before(self.now, store::newest(tx)?);
        let entered = self.enter_strangers(tx)?;
        for (key, rows) in std::mem::take(&mut self.sessions) {
            self.take_session(tx, &key, rows, &entered)?;
        }
        if self.job.mode == Mode::Apply {
            progress::refresh(tx, Of::Import(self.job.import), self.now)?;
        }
        Ok(self.report)
    }

    fn origin(&self, line: u64) -> Origin {
        Origin {
            now: self.now,
            account: self.job.account,
            fictitious: self.job.fictitious,
            import: Some(self.job.import),
            line: Some(line),
        }
    }

    fn take_session(
        &mut self,
        tx: &mut Tx,
        key: &SessionKey,
        rows: Rows,
        entered: &HashMap<(String, Uai), PersonId>,
    ) -> Result<(), DbError> {
        let planned = rows.people.values().filter_map(|followed| followed.planned).max();
        let longest = rows.people.values().map(|followed| followed.minutes).max().unwrap_or(0);
        let offered = planned.unwrap_or(longest);
        let known = store::session_called(tx, &key.reference, &key.theme, key.first_day, key.last_day)?;
        let stored = match known {
            Some(id) => store::session(tx, id)?,
            None => None,
        };
        let (session, is_digital, offered) = if let Some(session) = stored {
            (session.id, session.sheet.is_digital, session.offered_minutes)
        } else {
            self.report.add(|| Change {
                line: Some(rows.line),
                subject: key.theme.clone(),
                field: "imports-field-training-new-session".to_owned(),
                before: String::new(),
                after: key.first_day.to_string(),
            });
            (self.new_session(tx, key, &rows, offered)?, self.is_digital, offered)
        };
        let mut kept: HashMap<PersonId, Vec<Attendance>> = HashMap::new();
        if known.is_some() {
            for one in store::attendances(tx, session)? {
                kept.entry(one.person).or_default().push(one);
            }
        }
        let (mut old, mut new): (Vec<AttendanceId>, Vec<NewAttendance>) = (Vec::new(), Vec::new());
        for (who, followed) in rows.people {
            let person = match &who {
                Who::Known(person) => Some(*person),
                Who::New(name, uai) => entered.get(&(name.clone(), uai.clone())).copied(),
            };
            let before = person
                .and_then(|person| kept.get(&person))
                .map_or(&[] as &[Attendance], Vec::as_slice);
            self.take_person(
                tx,
                key,
                (session, is_digital, offered, rows.mode),
                person,
                &followed,
                before,
                &mut old,
                &mut new,
            )?;
        }
        if self.job.mode == Mode::Apply {
            store::withdraw_attendances(tx, &old, self.now)?;
            store::insert_attendances(tx, &new)?;
        }
        Ok(())
    }

    fn new_session(&self, tx: &mut Tx, key: &SessionKey, rows: &Rows, offered: u32) -> Result<SessionId, DbError> {
        let id = fresh_id();
        if self.job.mode == Mode::DryRun {
            return Ok(id);
        }
        let sheet = SessionSheet {
            reference: key.reference.clone(),
            theme: key.theme.clone(),
            competences: Vec::new(),
            mode: rows.mode,
            place: rows.place.clone(),
            host: None,
            first_day: key.first_day,
            last_day: key.last_day,
            seats: None,
            trainer: String::new(),
            target_degree: None,
            target_discipline: String::new(),
            is_digital: self.is_digital,
            distance_minutes: if rows.mode == TrainingMode::Distance {
                offered
            } else {
                0
            },
            is_cancelled: false,
            note: String::new(),
        };
        let origin = self.origin(rows.line);
        store::insert_session(tx, id, &origin)?;
        store::insert_version(tx, id, &sheet, offered, &origin)?;
        Ok(id)
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "the session is told in parts: it may not be written yet"
    )]
    fn take_person(
        &mut self,
        tx: &mut Tx,
        key: &SessionKey,
        (session, is_digital, offered, mode): (SessionId, bool, u32, TrainingMode),
        person: Option<PersonId>,
        followed: &Followed,
        before: &[Attendance],
        old: &mut Vec<AttendanceId>,
        new: &mut Vec<NewAttendance>,
    ) -> Result<(), DbError> {
        let status = followed
            .status
            .or(followed.is_present.then_some(RegistrationStatus::Accepted));
        if let (Some(person), Some(status), Mode::Apply) = (person, status, self.job.mode)
            && store::registration(tx, session, person)? != Some(status)
        {
            let origin = self.origin(followed.line);
            store::put_registration(tx, session, person, status, self.job.now.day(), &origin)?;
        }
        // A sheet signed half-day by half-day says more than a total.
        if before.iter().any(|one| one.half_day.is_some()) {
            if followed.minutes > 0 {
                self.tell(
                    followed.line,
                    &followed.name,
                    ProblemCode::AlreadyEntered,
                    Severity::Warning,
                );
            }
            return Ok(());
        }
        if followed.minutes > offered {
            self.tell(
                followed.line,
                &followed.minutes.to_string(),
                ProblemCode::LongerThanSession,
                Severity::Warning,
            );
        }
        let known: u32 = before.iter().map(|one| one.minutes).sum();
        if followed.minutes == known {
            self.report.unchanged += 1;
            return Ok(());
        }
        let change = || Change {
            line: Some(followed.line),
            subject: format!("{} · {}", followed.name, key.theme),
            field: "imports-field-training-minutes".to_owned(),
            before: if known == 0 { String::new() } else { known.to_string() },
            after: followed.minutes.to_string(),
        };
        if known == 0 {
            self.report.add(change);
        } else {
            self.report.change(change);
        }
        old.extend(before.iter().map(|one| one.id));
        let (Some(person), true) = (person, followed.minutes > 0) else {
            return Ok(());
        };
        let parameters = Parameters::default();
        let is_distance = mode == TrainingMode::Distance;
        let counted = match (is_digital, is_distance) {
            (false, _) => 0,
            (true, true) => rules::counted_of_distance(followed.minutes, offered),
            (true, false) => rules::counted_of_session(followed.minutes, Some(offered), &parameters),
        };
        new.push(NewAttendance {
            session,
            half_day: None,
            person,
            day: key.last_day.min(self.job.now.day()),
            minutes: followed.minutes,
            counted,
            is_distance,
            evidence: Evidence::File,
            origin: self.origin(followed.line),
        });
        Ok(())
    }
}
