//! Takes the staff of schools in, from our template or from what somebody pastes.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use pole_db::{DbError, Tx};
use pole_formats::{
    FileError, FileKind, Item, Limits, Located, Opened, PersonFact, Problem, ProblemCode, Severity, open,
};
use pole_kernel::{Day, Instant, Territory, Uai};

use super::actions::{REGISTER, is_plausible, match_person, span_of};
use super::model::{Alias, Clue, Match, NewPerson, NewService, PersonId, PersonKind, ServiceId, ServiceSpan, name_key};
use super::rules::{self, ServiceRefusal};
use super::store::{self, Origin, ServiceToWrite};
use crate::features::directory;
use crate::policy::{AccountId, Action, Scope};
use crate::shell::clock::fresh_id;
use crate::shell::imports::{Change, ImportId, Importer, Job, Mode, Report, RunError, read_items};
use crate::shell::register;

/// Takes the files of this feature in.
pub struct PeopleImporter;

impl Importer for PeopleImporter {
    fn kinds(&self) -> &'static [FileKind] {
        &[FileKind::People]
    }

    fn action(&self, _: FileKind) -> Action {
        Action::EditPeople
    }

    fn run(&self, tx: &mut Tx, file: Opened<'_>, job: &Job) -> Result<Report, RunError> {
        let told = Told {
            import: Some(job.import),
            mode: job.mode,
            now: job.now,
            account: job.account,
            fictitious: job.fictitious,
            scope: job.scope.clone(),
        };
        take_in(tx, file, told)
    }
}

/// What a run is told, whether a file or a person brings the lines.
pub(super) struct Told {
    pub(super) import: Option<ImportId>,
    pub(super) mode: Mode,
    pub(super) now: Instant,
    pub(super) account: Option<AccountId>,
    pub(super) fictitious: bool,
    pub(super) scope: Scope,
}

/// Takes every line of an opened file in.
fn take_in(tx: &mut Tx, file: Opened<'_>, told: Told) -> Result<Report, RunError> {
    let mut run = Run::begin(tx, told)?;
    run.report.lines = read_items(tx, file, &mut |tx, item| run.take(tx, item))?;
    Ok(run.report)
}

/// The columns one pastes from a spreadsheet, in order.
pub(super) const PASTED: [&str; 6] = ["nom", "prenom", "naissance", "email", "discipline", "debut"];

/// Takes lines that were pasted from a spreadsheet in: the columns of [`PASTED`], between tabulations or semicolons.
pub(super) fn take_pasted(
    tx: &mut Tx,
    uai: &Uai,
    degree: pole_formats::Degree,
    text: &str,
    told: Told,
) -> Result<Report, RunError> {
    let mut file = format!("uai\tdegre\trattachement\t{}\n", PASTED.join("\t"));
    let degree = match degree {
        pole_formats::Degree::First => "1",
        pole_formats::Degree::Second => "2",
    };
    for line in text.lines() {
        let cells: Vec<String> = line
            .split(if line.contains('\t') { '\t' } else { ';' })
            // A quote would swallow the lines that follow.
            .map(|cell| cell.trim().replace('"', ""))
            .collect();
        // A header may be pasted too.
        let is_header = cells.first().is_some_and(|cell| pole_kernel::fold(cell) == "nom");
        if is_header || cells.iter().all(String::is_empty) {
            file.push('\n');
            continue;
        }
        file.extend([uai.as_str(), "\t", degree, "\t\t", &cells.join("\t"), "\n"]);
    }
    let opened: Result<Opened<'_>, FileError> = open(file.as_bytes(), &Limits::default());
    take_in(tx, opened?, told)
}

/// A service that is known or will be: nothing is read twice, and a dry run sees its own lines.
struct Held {
    id: ServiceId,
    span: ServiceSpan,
}

/// Somebody this very file introduces.
struct Introduced {
    person: PersonId,
    birth_date: Option<Day>,
    email: Option<String>,
    uai: Uai,
}

struct Run {
    told: Told,
    schools: HashMap<Uai, (String, Option<Territory>)>,
    held: HashMap<PersonId, Vec<Held>>,
    introduced: HashMap<String, Vec<Introduced>>,
    /// When the facts of these lines are written, by the clock of the register.
    recorded_at: Instant,
    report: Report,
}

impl Run {
    fn begin(tx: &mut Tx, told: Told) -> Result<Self, DbError> {
        let schools = directory::basin(tx, Scope::everything())?
            .into_iter()
            .map(|school| (school.uai, (school.name, school.territory)))
            .collect();
        let recorded_at = match told.mode {
            Mode::Apply => register::moment(tx, REGISTER, told.now)?,
            Mode::DryRun => told.now,
        };
        Ok(Self {
            recorded_at,
            told,
            schools,
            held: HashMap::new(),
            introduced: HashMap::new(),
            report: Report::default(),
        })
    }

    fn take(&mut self, tx: &mut Tx, item: Item) -> Result<(), DbError> {
        match self.report.fact(item) {
            Some(located) => self.take_person(tx, located),
            None => Ok(()),
        }
    }

    /// A problem tells the line and never who it is about.
    fn tell(&mut self, line: u64, value: String, code: ProblemCode, severity: Severity) {
        self.report.problem(Problem::of_line(line, value, code, severity));
    }

    fn refuse(&mut self, line: u64, code: ProblemCode) {
        self.tell(line, String::new(), code, Severity::Refused);
    }

    fn take_person(&mut self, tx: &mut Tx, located: Located<PersonFact>) -> Result<(), DbError> {
        let Located { line, value: fact } = located;
        let Some((_, territory)) = self.schools.get(&fact.uai) else {
            self.tell(
                line,
                fact.uai.to_string(),
                ProblemCode::SchoolUnknown,
                Severity::Refused,
            );
            return Ok(());
        };
        if !self.told.scope.holds(&fact.uai, territory.as_ref()) {
            self.tell(
                line,
                fact.uai.to_string(),
                ProblemCode::SchoolNotYours,
                Severity::Refused,
            );
            return Ok(());
        }
        if fact
            .birth_date
            .is_some_and(|birth| !is_plausible(birth, self.told.now.day()))
        {
            self.refuse(line, ProblemCode::BirthDateImplausible);
            return Ok(());
        }
        let person = match self.person(tx, line, &fact)? {
            Ok(person) => person,
            Err(code) => {
                self.refuse(line, code);
                return Ok(());
            }
        };
        self.serve(tx, line, person, fact)
    }

    /// Who a line speaks of: somebody this file introduced, somebody known, or somebody new.
    fn person(&mut self, tx: &mut Tx, line: u64, fact: &PersonFact) -> Result<Result<PersonId, ProblemCode>, DbError> {
        let key = name_key(&fact.surname, &fact.given_name);
        let email = fact.email.as_deref().map(|email| Alias::email(email).value);
        let introduced = self.introduced.get(&key).into_iter().flatten().find(|other| {
            let agree = |one: Option<Day>, other: Option<Day>| one.zip(other).is_none_or(|(one, other)| one == other);
            (email.is_some() && other.email == email)
                || (fact.birth_date.is_some() && other.birth_date == fact.birth_date)
                || (other.uai == fact.uai && agree(other.birth_date, fact.birth_date))
        });
        if let Some(introduced) = introduced {
            return Ok(Ok(introduced.person));
        }
        let clue = Clue {
            kind: PersonKind::Teacher,
            alias: None,
            email: fact.email.clone(),
            surname: fact.surname.clone(),
            given_name: fact.given_name.clone(),
            birth_date: fact.birth_date,
            uai: Some(fact.uai.clone()),
        };
        match match_person(tx, &clue)? {
            Match::Found(person, _) => Ok(Ok(person)),
            Match::Ambiguous(_) => Ok(Err(ProblemCode::PersonAmbiguous)),
            Match::None => {
                let person = fresh_id();
                if self.told.mode == Mode::Apply {
                    store::insert_people(tx, &[(person, self.new_person(fact), self.origin(line))])?;
                }
                self.introduced.entry(key).or_default().push(Introduced {
                    person,
                    birth_date: fact.birth_date,
                    email,
                    uai: fact.uai.clone(),
                });
                Ok(Ok(person))
            }
        }
    }

    fn new_person(&self, fact: &PersonFact) -> NewPerson {
        NewPerson {
            kind: PersonKind::Teacher,
            surname: fact.surname.clone(),
            given_name: fact.given_name.clone(),
            usage_name: fact.usage_name.clone(),
            birth_date: fact.birth_date,
            email: fact.email.clone(),
            fictitious: self.told.fictitious,
        }
    }

    fn origin(&self, line: u64) -> Origin {
        Origin {
            import: self.told.import,
            line: Some(line),
            recorded_at: self.recorded_at,
            account: self.told.account,
        }
    }

    /// The services of a person, read once.
    fn held(&mut self, tx: &mut Tx, person: PersonId) -> Result<&mut Vec<Held>, DbError> {
        match self.held.entry(person) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(place) => {
                let known = store::spans_of(tx, person, None)?;
                Ok(place.insert(known.into_iter().map(|(id, span)| Held { id, span }).collect()))
            }
        }
    }

    /// Takes the service of a line in: the one that begins the same day in the same school is corrected, another is new.
    fn serve(&mut self, tx: &mut Tx, line: u64, person: PersonId, fact: PersonFact) -> Result<(), DbError> {
        let held = self.held(tx, person)?;
        let same = |held: &Held| held.span.uai == fact.uai && held.span.from == fact.from;
        let known = held
            .iter()
            .find(|held| same(held))
            .map(|held| (held.id, held.span.clone()));
        let beside: Vec<ServiceSpan> = held
            .iter()
            .filter(|held| !same(held))
            .map(|held| held.span.clone())
            .collect();
        let asked = fact
            .is_attachment
            .unwrap_or_else(|| known.as_ref().is_none_or(|(_, span)| span.is_attachment));
        let mut service = NewService {
            uai: fact.uai,
            degree: fact.degree,
            discipline: fact.discipline,
            is_attachment: asked,
            from: fact.from,
            to: fact.to,
        };
        match rules::may_stand(&service, &beside) {
            Ok(()) => {}
            Err(ServiceRefusal::AttachmentTwice) => {
                if fact.is_attachment == Some(true) {
                    self.tell(line, String::new(), ProblemCode::AttachmentTwice, Severity::Warning);
                }
                service.is_attachment = false;
            }
            Err(ServiceRefusal::Twice) => {
                self.refuse(line, ProblemCode::ServiceTwice);
                return Ok(());
            }
            Err(ServiceRefusal::EndsBeforeItBegins) => {
                self.refuse(line, ProblemCode::DateInvalid);
                return Ok(());
            }
        }
        let span = span_of(person, &service, self.told.fictitious);
        let change = self.change(line, &service, known.as_ref().map(|(_, span)| span));
        match &known {
            Some((_, known)) if same_service(known, &span) => {
                self.report.unchanged += 1;
                return Ok(());
            }
            Some(_) => self.report.change(|| change),
            None => self.report.add(|| change),
        }
        let id = fresh_id();
        if self.told.mode == Mode::Apply {
            if let Some((old, _)) = &known {
                store::withdraw_service(tx, *old, self.recorded_at)?;
            }
            let origin = self.origin(line);
            store::insert_services(
                tx,
                &[ServiceToWrite {
                    id,
                    person,
                    service,
                    fictitious: self.told.fictitious,
                    origin,
                }],
            )?;
        }
        let held = self.held(tx, person)?;
        held.retain(|held| known.as_ref().is_none_or(|(old, _)| held.id != *old));
        held.retain(|held| held.id != id);
        held.push(Held { id, span });
        Ok(())
    }

    /// What a line changes: the school and the service, not who.
    fn change(&self, line: u64, service: &NewService, before: Option<&ServiceSpan>) -> Change {
        let name = self.schools.get(&service.uai).map_or("", |(name, _)| name.as_str());
        let words = |discipline: &str, from: Day, to: Option<Day>| {
            let to = to.map_or_else(|| "…".to_owned(), |to| to.to_string());
            format!("{discipline} {from} → {to}").trim().to_owned()
        };
        Change {
            line: Some(line),
            subject: format!("{} {name}", service.uai),
            field: "people-change-service".to_owned(),
            before: before.map_or_else(String::new, |span| words(&span.discipline, span.from, span.to)),
            after: words(&service.discipline, service.from, service.to),
        }
    }
}

fn same_service(one: &ServiceSpan, other: &ServiceSpan) -> bool {
    one.degree == other.degree
        && one.discipline == other.discipline
        && one.is_attachment == other.is_attachment
        && one.to == other.to
}
