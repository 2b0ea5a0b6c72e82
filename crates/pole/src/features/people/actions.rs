//! The use cases of people: find, enter, correct, end.

use std::collections::{BTreeMap, BTreeSet};

use pole_db::{DbError, Tx};
use pole_formats::{Degree, Severity};
use pole_kernel::{Day, Instant, Uai};

use super::errors::PeopleError;
use super::importer::{self, Told};
use super::model::{
    Alias, AliasScheme, Clue, Match, Met, NamedTeacher, NewPerson, NewService, Person, PersonId, PersonKind, Service,
    ServiceId, ServiceSpan, TeacherInService,
};
use super::rules;
use super::store::{self, Origin, PersonName, ServiceToWrite};
use crate::features::directory::{self, SchoolLine};
use crate::policy::{self, Action, Actor, Denied, Scope};
use crate::shell::audit;
use crate::shell::clock::fresh_id;
use crate::shell::imports::{Mode, Report};
use crate::shell::register;

/// The name of this register's clock.
pub(super) const REGISTER: &str = "people";
/// Nobody in a school was born before this many years ago [C].
const OLDEST_YEARS: i32 = 90;

// ---- For the other features -------------------------------------------------------------------

/// Who a clue speaks of, by the ladder of matching.
///
/// # Errors
/// When the database fails.
pub fn match_person(tx: &mut Tx, clue: &Clue) -> Result<Match, DbError> {
    let by_alias = match &clue.alias {
        Some(alias) => store::by_alias(tx, clue.kind, alias)?,
        None => Vec::new(),
    };
    let by_email = match (&clue.email, clue.kind) {
        (Some(email), PersonKind::Teacher) => store::by_alias(tx, clue.kind, &Alias::email(email))?,
        (Some(_), PersonKind::Pupil) | (None, _) => Vec::new(),
    };
    let by_name = store::by_name(tx, clue)?;
    Ok(rules::ladder(clue, &by_alias, &by_email, &by_name))
}

/// Those a person may choose among for a clue: of the same name, or born the same day, in the school.
///
/// # Errors
/// When the database fails.
pub fn candidates(tx: &mut Tx, clue: &Clue) -> Result<Vec<Person>, DbError> {
    store::candidates(tx, clue)
}

/// The people of a school whose name holds a text, for a person to choose among.
///
/// # Errors
/// When the database fails.
pub fn search(tx: &mut Tx, uai: &Uai, kind: PersonKind, text: &str) -> Result<Vec<Person>, DbError> {
    store::search(tx, uai, kind, &pole_kernel::fold(text))
}

/// The teachers whose family name begins so, at each school where they serve on a day and where one may look.
///
/// # Errors
/// When the database fails.
pub fn teachers_named(tx: &mut Tx, seen_by: &Scope, name: &str, on: Day) -> Result<Vec<NamedTeacher>, DbError> {
    store::teachers_named(tx, seen_by, &pole_kernel::fold(name), on)
}

/// A person as they are called today. The caller has asked the policy.
///
/// # Errors
/// When the database fails.
pub fn person(tx: &mut Tx, id: PersonId) -> Result<Option<Person>, DbError> {
    store::person(tx, id)
}

/// Whether a person serves, served or is enrolled in a school.
///
/// # Errors
/// When the database fails.
pub fn belongs(tx: &mut Tx, person: PersonId, uai: &Uai) -> Result<bool, DbError> {
    store::belongs(tx, person, uai)
}

/// The services of teachers that hold on a day in the schools of a scope, by name.
///
/// # Errors
/// When the database fails.
pub fn services(tx: &mut Tx, scope: &Scope, on: Day, known_at: Instant) -> Result<Vec<Service>, DbError> {
    store::services(tx, scope, on, known_at)
}

/// The services of teachers that touch a period in the schools of a scope, by person: what counts the days served.
///
/// # Errors
/// When the database fails.
pub fn services_between(
    tx: &mut Tx,
    scope: &Scope,
    from: Day,
    to: Day,
    known_at: Instant,
) -> Result<Vec<ServiceSpan>, DbError> {
    store::spans(tx, scope, from, to, known_at)
}

/// The teachers in service on a day in the schools of a scope, each once: a teacher of two schools counts at the one of
/// attachment, wherever it is, and is present in each.
///
/// # Errors
/// When the database fails.
pub fn teachers_in_service(
    tx: &mut Tx,
    scope: &Scope,
    on: Day,
    known_at: Instant,
) -> Result<Vec<TeacherInService>, DbError> {
    if scope.everything {
        return Ok(rules::in_service(store::spans(tx, scope, on, on, known_at)?));
    }
    let mut schools: BTreeSet<Uai> = scope.schools.iter().cloned().collect();
    if !scope.territories.is_empty() {
        schools.extend(
            directory::basin(tx, scope.clone())?
                .into_iter()
                .map(|school| school.uai),
        );
    }
    // A teacher of two of these schools is found twice, and counts once.
    let mut spans = BTreeMap::new();
    for uai in schools {
        for (id, span) in store::spans_of_staff(tx, &uai, on, known_at)? {
            spans.insert((span.person, id), span);
        }
    }
    let spans = spans.into_values().collect();
    Ok(rules::in_service(spans))
}

// ---- Entering ---------------------------------------------------------------------------------

/// Enters somebody and where they serve. Somebody the ladder finds is not entered again: the service is theirs.
///
/// # Errors
/// When a name is missing, several people may be meant, the service may not stand, the actor may not, or the database
/// fails.
pub fn add_person(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    new: &NewPerson,
    service: &NewService,
) -> Result<PersonId, PeopleError> {
    directory::school(tx, actor, Action::EditPeople, &service.uai)?;
    check_person(new, now.day())?;
    let clue = Clue {
        kind: new.kind,
        alias: None,
        email: new.email.clone(),
        surname: new.surname.clone(),
        given_name: new.given_name.clone(),
        birth_date: new.birth_date,
        uai: Some(service.uai.clone()),
    };
    let person = match match_person(tx, &clue)? {
        Match::Found(person, _) => person,
        Match::Ambiguous(_) => return Err(PeopleError::Ambiguous),
        Match::None => {
            let id = fresh_id();
            let origin = Origin::entered(register::moment(tx, REGISTER, now)?, actor.account);
            store::insert_people(tx, &[(id, new.clone(), origin)])?;
            id
        }
    };
    add_service(tx, actor, now, person, service, new.fictitious)?;
    Ok(person)
}

/// Enters somebody whom another register met before this one did, and where they serve. The caller has asked the policy
/// for what it records of them, and has looked for them ([`match_person`]).
///
/// # Errors
/// When the database fails.
pub fn enter_met(
    tx: &mut Tx,
    now: Instant,
    new: &NewPerson,
    service: &NewService,
    met: Met,
) -> Result<PersonId, DbError> {
    let person = fresh_id();
    let origin = Origin {
        import: met.line.map(|(import, _)| import),
        line: met.line.map(|(_, line)| line),
        recorded_at: register::moment(tx, REGISTER, now)?,
        account: met.account,
    };
    store::insert_people(tx, &[(person, new.clone(), origin)])?;
    store::insert_services(
        tx,
        &[ServiceToWrite {
            id: fresh_id(),
            person,
            service: service.clone(),
            fictitious: new.fictitious,
            origin,
        }],
    )?;
    Ok(person)
}

fn check_person(new: &NewPerson, today: Day) -> Result<(), PeopleError> {
    if new.surname.trim().is_empty() || new.given_name.trim().is_empty() {
        return Err(PeopleError::NameMissing);
    }
    match new.birth_date {
        Some(birth) if !is_plausible(birth, today) => Err(PeopleError::BirthDate),
        Some(_) | None => Ok(()),
    }
}

/// Whether somebody in a school may be born that day.
pub(super) fn is_plausible(birth: Day, today: Day) -> bool {
    birth <= today && birth >= today.plus_months(-12 * OLDEST_YEARS)
}

/// Enters where somebody known serves.
///
/// # Errors
/// When there is no such person, the service may not stand, the actor may not, or the database fails.
pub fn add_service(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    person: PersonId,
    service: &NewService,
    fictitious: bool,
) -> Result<ServiceId, PeopleError> {
    directory::school(tx, actor, Action::EditPeople, &service.uai)?;
    store::person(tx, person)?.ok_or(PeopleError::NotFound)?;
    let beside: Vec<ServiceSpan> = spans(store::spans_of(tx, person, None)?);
    rules::may_stand(service, &beside)?;
    let recorded_at = register::moment(tx, REGISTER, now)?;
    let id = fresh_id();
    store::insert_services(
        tx,
        &[ServiceToWrite {
            id,
            person,
            service: service.clone(),
            fictitious,
            origin: Origin::entered(recorded_at, actor.account),
        }],
    )?;
    audit::record(tx, actor, now, "service.added", service.uai.as_str(), &id.to_string())?;
    Ok(id)
}

fn spans(held: Vec<(ServiceId, ServiceSpan)>) -> Vec<ServiceSpan> {
    held.into_iter().map(|(_, span)| span).collect()
}

/// Whether the actor may edit the people of every school.
fn check_everywhere(actor: &Actor) -> Result<(), Denied> {
    if policy::scope(actor, Action::EditPeople).everything {
        return Ok(());
    }
    Err(Denied {
        action: Action::EditPeople,
        anonymous: !actor.is_signed_in(),
    })
}

/// Enters what a register calls somebody. It is theirs already when nothing was to do.
///
/// # Errors
/// When it belongs to somebody else, the actor may not edit the whole register, or the database fails.
pub fn add_alias(tx: &mut Tx, actor: &Actor, now: Instant, person: PersonId, alias: &Alias) -> Result<(), PeopleError> {
    check_everywhere(actor)?;
    let kind = store::person(tx, person)?.ok_or(PeopleError::NotFound)?.kind;
    if store::insert_alias(tx, person, alias, now, actor.account)? {
        audit::record(
            tx,
            actor,
            now,
            "person.alias_added",
            &person.to_string(),
            alias.scheme.code(),
        )?;
        return Ok(());
    }
    let held = store::by_alias(tx, kind, alias)?;
    if held.iter().any(|candidate| candidate.person == person) {
        return Ok(());
    }
    Err(PeopleError::AliasTaken)
}

/// Somebody with all their services, for entering many at once.
#[derive(Clone, Debug)]
pub struct NewStaff {
    /// Who.
    pub person: NewPerson,
    /// Where, between which dates.
    pub services: Vec<NewService>,
    /// What registers call them.
    pub aliases: Vec<Alias>,
}

/// Enters many people nobody knows yet: for the demonstration.
///
/// # Errors
/// When the actor may not edit the whole register, a service may not stand, or the database fails.
pub fn enter_staff(tx: &mut Tx, actor: &Actor, now: Instant, staff: &[NewStaff]) -> Result<Vec<PersonId>, PeopleError> {
    check_everywhere(actor)?;
    let origin = Origin::entered(register::moment(tx, REGISTER, now)?, actor.account);
    let mut people = Vec::with_capacity(staff.len());
    let mut services = Vec::new();
    for new in staff {
        let person = fresh_id();
        let mut held: Vec<ServiceSpan> = Vec::new();
        for service in &new.services {
            rules::may_stand(service, &held)?;
            held.push(span_of(person, service, new.person.fictitious));
            services.push(ServiceToWrite {
                id: fresh_id(),
                person,
                service: service.clone(),
                fictitious: new.person.fictitious,
                origin,
            });
        }
        people.push((person, new.person.clone(), origin));
    }
    store::insert_people(tx, &people)?;
    store::insert_services(tx, &services)?;
    for ((person, _, _), new) in people.iter().zip(staff) {
        for alias in &new.aliases {
            store::insert_alias(tx, *person, alias, now, actor.account)?;
        }
    }
    audit::record(
        tx,
        actor,
        now,
        "person.entered",
        "basin",
        &format!("× {}", people.len()),
    )?;
    Ok(people.into_iter().map(|(person, _, _)| person).collect())
}

pub(super) fn span_of(person: PersonId, service: &NewService, fictitious: bool) -> ServiceSpan {
    ServiceSpan {
        person,
        uai: service.uai.clone(),
        degree: service.degree,
        discipline: service.discipline.clone(),
        is_attachment: service.is_attachment,
        from: service.from,
        to: service.to,
        fictitious,
    }
}

/// Enters the lines somebody pasted for a school. Nothing is written unless every line can be.
pub(super) fn paste(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    uai: &Uai,
    degree: Degree,
    text: &str,
) -> Result<Report, PeopleError> {
    directory::school(tx, actor, Action::EditPeople, uai)?;
    let told = |mode| Told {
        import: None,
        mode,
        now,
        account: actor.account,
        fictitious: false,
        scope: Scope {
            schools: vec![uai.clone()],
            ..Scope::default()
        },
    };
    let tried = importer::take_pasted(tx, uai, degree, text, told(Mode::DryRun))?;
    let refused = tried
        .problems
        .iter()
        .any(|problem| problem.severity == Severity::Refused);
    if refused || tried.added + tried.changed == 0 {
        return Ok(tried);
    }
    let done = importer::take_pasted(tx, uai, degree, text, told(Mode::Apply))?;
    audit::record(
        tx,
        actor,
        now,
        "service.added",
        uai.as_str(),
        &format!("× {}", done.added + done.changed),
    )?;
    Ok(done)
}

// ---- Reading and correcting -------------------------------------------------------------------

/// The staff of a school: every service known at a moment, ended or to come included.
pub(super) fn staff(
    tx: &mut Tx,
    actor: &Actor,
    uai: &Uai,
    known_at: Instant,
) -> Result<(SchoolLine, Vec<Service>), PeopleError> {
    let school = directory::school(tx, actor, Action::ReadPeople, uai)?;
    let services = store::services_of_school(tx, uai, known_at)?;
    Ok((school, services))
}

/// One service with its school, its versions, the names of the person and their e-mail address.
pub(super) struct ServiceView {
    pub(super) school: SchoolLine,
    pub(super) service: Service,
    pub(super) versions: Vec<Service>,
    pub(super) names: Vec<PersonName>,
    pub(super) email: Option<String>,
}

/// One service, when its school is the one asked and the actor may do this there.
fn held(
    tx: &mut Tx,
    actor: &Actor,
    action: Action,
    uai: &Uai,
    id: ServiceId,
) -> Result<(SchoolLine, Service), PeopleError> {
    let school = directory::school(tx, actor, action, uai)?;
    let service = store::service(tx, id)?
        .filter(|service| service.uai == *uai && service.person.kind == PersonKind::Teacher)
        .ok_or(PeopleError::NotFound)?;
    Ok((school, service))
}

pub(super) fn service_view(tx: &mut Tx, actor: &Actor, uai: &Uai, id: ServiceId) -> Result<ServiceView, PeopleError> {
    let (school, service) = held(tx, actor, Action::ReadPeople, uai, id)?;
    Ok(ServiceView {
        versions: store::versions(tx, service.person.id, uai)?,
        names: store::names(tx, service.person.id)?,
        email: store::email(tx, service.person.id)?,
        school,
        service,
    })
}

/// Corrects a service: the version that was wrong is taken back and another written. Says whether something changed.
fn replace(tx: &mut Tx, actor: &Actor, now: Instant, service: &Service, new: &NewService) -> Result<bool, PeopleError> {
    let same = service.degree == new.degree
        && service.discipline == new.discipline
        && service.is_attachment == new.is_attachment
        && service.from == new.from
        && service.to == new.to;
    if same {
        return Ok(false);
    }
    let person = service.person.id;
    rules::may_stand(new, &spans(store::spans_of(tx, person, Some(service.id))?))?;
    let recorded_at = register::moment(tx, REGISTER, now)?;
    if !store::withdraw_service(tx, service.id, recorded_at)? {
        return Err(PeopleError::NotFound);
    }
    store::insert_services(
        tx,
        &[ServiceToWrite {
            id: fresh_id(),
            person,
            service: new.clone(),
            fictitious: service.fictitious,
            origin: Origin::entered(recorded_at, actor.account),
        }],
    )?;
    Ok(true)
}

/// Corrects somebody and a service of theirs at once, as the page asks.
pub(super) fn correct(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: ServiceId,
    new: &NewPerson,
    service: &NewService,
) -> Result<(), PeopleError> {
    let (_, known) = held(tx, actor, Action::EditPeople, &service.uai, id)?;
    if known.withdrawn_at.is_some() {
        return Err(PeopleError::NotFound);
    }
    check_person(new, now.day())?;
    let mut changed = replace(tx, actor, now, &known, service)?;
    let person = &known.person;
    let renamed = person.surname != new.surname
        || person.given_name != new.given_name
        || person.usage_name != new.usage_name
        || person.birth_date != new.birth_date;
    if renamed {
        let recorded_at = register::moment(tx, REGISTER, now)?;
        store::rename(tx, person.id, new, Origin::entered(recorded_at, actor.account))?;
        changed = true;
    }
    let email = new.email.as_deref().map(Alias::email);
    if store::email(tx, person.id)? != email.as_ref().map(|alias| alias.value.clone()) {
        store::withdraw_emails(tx, person.id, now)?;
        if let Some(alias) = &email
            && !store::insert_alias(tx, person.id, alias, now, actor.account)?
        {
            return Err(PeopleError::AliasTaken);
        }
        changed = true;
    }
    if !changed {
        return Err(PeopleError::NothingChanges);
    }
    audit::record(
        tx,
        actor,
        now,
        "service.corrected",
        service.uai.as_str(),
        &id.to_string(),
    )?;
    Ok(())
}

/// Ends a service on a day: the person left.
pub(super) fn end_service(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    uai: &Uai,
    id: ServiceId,
    last_day: Day,
) -> Result<(), PeopleError> {
    let (_, known) = held(tx, actor, Action::EditPeople, uai, id)?;
    if known.withdrawn_at.is_some() {
        return Err(PeopleError::NotFound);
    }
    let ended = NewService {
        to: Some(last_day),
        ..as_new(&known)
    };
    if !replace(tx, actor, now, &known, &ended)? {
        return Err(PeopleError::NothingChanges);
    }
    audit::record(tx, actor, now, "service.ended", uai.as_str(), &id.to_string())?;
    Ok(())
}

pub(super) fn as_new(service: &Service) -> NewService {
    NewService {
        uai: service.uai.clone(),
        degree: service.degree,
        discipline: service.discipline.clone(),
        is_attachment: service.is_attachment,
        from: service.from,
        to: service.to,
    }
}

/// Takes a service back that was entered by mistake: it stays in the history as taken back.
pub(super) fn withdraw_service(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    uai: &Uai,
    id: ServiceId,
) -> Result<(), PeopleError> {
    held(tx, actor, Action::EditPeople, uai, id)?;
    let withdrawn_at = register::moment(tx, REGISTER, now)?;
    if !store::withdraw_service(tx, id, withdrawn_at)? {
        return Err(PeopleError::NotFound);
    }
    audit::record(tx, actor, now, "service.withdrawn", uai.as_str(), &id.to_string())?;
    Ok(())
}

/// The alias that an external number of a pupil is, when it has the shape of one.
pub fn pupil_alias(number: &str) -> Option<Alias> {
    let value = number.trim().to_uppercase();
    Some(Alias {
        scheme: AliasScheme::of_pupil_number(&value)?,
        issuer: String::new(),
        value,
    })
}
