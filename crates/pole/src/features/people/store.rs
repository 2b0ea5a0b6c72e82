//! The SQL of people and their services.

use pole_db::{DbError, Row, Tx, params, sql};
use pole_formats::Degree;
use pole_kernel::{Day, Instant, Uai};

use super::model::{
    Alias, Candidate, Clue, NamedTeacher, NewPerson, NewService, Person, PersonId, PersonKind, Service, ServiceId,
    ServiceSpan, name_key,
};
use crate::policy::{AccountId, Scope};
use crate::shell::clock::fresh_id;
use crate::shell::column::coded;
use crate::shell::imports::ImportId;

/// Where a fact comes from, and when it is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Origin {
    pub(super) import: Option<ImportId>,
    pub(super) line: Option<u64>,
    pub(super) recorded_at: Instant,
    pub(super) account: Option<AccountId>,
}

impl Origin {
    /// Entered by a person.
    pub(super) const fn entered(recorded_at: Instant, account: Option<AccountId>) -> Self {
        Self {
            import: None,
            line: None,
            recorded_at,
            account,
        }
    }

    fn line(self) -> Option<i64> {
        self.line.and_then(|line| i64::try_from(line).ok())
    }
}

fn read_person(row: &Row<'_>) -> Result<Person, DbError> {
    Ok(Person {
        id: row.get("person")?,
        kind: row.get("kind")?,
        surname: row.get("surname")?,
        given_name: row.get("given_name")?,
        usage_name: row.get("usage_name")?,
        birth_date: row.get("birth_date")?,
        fictitious: row.get("person_fictitious")?,
    })
}

/// A person as they are called today.
pub(super) fn person(tx: &mut Tx, id: PersonId) -> Result<Option<Person>, DbError> {
    tx.optional(
        sql!(
            "select id as person, kind, surname, given_name, usage_name, birth_date, fictitious as person_fictitious
               from person where id = :id and withdrawn_at is null"
        ),
        params! { id: id },
        read_person,
    )
}

/// Writes new people with their names, and their e-mail addresses as aliases. An address that somebody else already has
/// is left out: it is not personal.
pub(super) fn insert_people(tx: &mut Tx, people: &[(PersonId, NewPerson, Origin)]) -> Result<(), DbError> {
    tx.execute_many(
        sql!(
            "insert into person (id, kind, surname, given_name, usage_name, name_key, usage_key, birth_date, fictitious,
                                 import, line, recorded_at, recorded_by, withdrawn_at, merged_into)
             values (:id, :kind, :surname, :given_name, :usage_name, :name_key, :usage_key, :birth_date, :fictitious,
                     :import, :line, :recorded_at, :recorded_by, null, null)"
        ),
        people.iter().map(|(id, new, origin)| {
            params! {
                id: id, kind: new.kind, surname: new.surname, given_name: new.given_name, usage_name: new.usage_name,
                name_key: name_key(&new.surname, &new.given_name), usage_key: usage_key(new),
                birth_date: new.birth_date, fictitious: new.fictitious, import: origin.import, line: origin.line(),
                recorded_at: origin.recorded_at, recorded_by: origin.account
            }
        }),
    )?;
    for (id, new, origin) in people {
        if let Some(email) = &new.email {
            insert_alias(tx, *id, &Alias::email(email), origin.recorded_at, origin.account)?;
        }
    }
    insert_names(tx, people.iter().map(|(id, new, origin)| (*id, new, *origin)))
}

fn usage_key(new: &NewPerson) -> String {
    name_key(new.usage_name.as_deref().unwrap_or(&new.surname), &new.given_name)
}

fn insert_names<'a>(
    tx: &mut Tx,
    names: impl Iterator<Item = (PersonId, &'a NewPerson, Origin)>,
) -> Result<(), DbError> {
    tx.execute_many(
        sql!(
            "insert into person_name (id, person, surname, given_name, usage_name, birth_date, recorded_at, recorded_by,
                                      withdrawn_at)
             values (:id, :person, :surname, :given_name, :usage_name, :birth_date, :recorded_at, :recorded_by, null)"
        ),
        names.map(|(person, new, origin)| {
            params! {
                id: fresh_id::<Person>(), person: person, surname: new.surname, given_name: new.given_name,
                usage_name: new.usage_name, birth_date: new.birth_date, recorded_at: origin.recorded_at,
                recorded_by: origin.account
            }
        }),
    )?;
    Ok(())
}

/// Calls a person otherwise: the name they had is kept.
pub(super) fn rename(tx: &mut Tx, id: PersonId, new: &NewPerson, origin: Origin) -> Result<(), DbError> {
    tx.execute(
        sql!("update person_name set withdrawn_at = :now where person = :person and withdrawn_at is null"),
        params! { person: id, now: origin.recorded_at },
    )?;
    insert_names(tx, std::iter::once((id, new, origin)))?;
    tx.execute(
        sql!(
            "update person set surname = :surname, given_name = :given_name, usage_name = :usage_name,
                               name_key = :name_key, usage_key = :usage_key, birth_date = :birth_date
              where id = :id"
        ),
        params! {
            id: id, surname: new.surname, given_name: new.given_name, usage_name: new.usage_name,
            name_key: name_key(&new.surname, &new.given_name), usage_key: usage_key(new), birth_date: new.birth_date
        },
    )?;
    Ok(())
}

/// A name somebody had, and between which moments we said so.
#[derive(Clone, Debug)]
pub(super) struct PersonName {
    pub(super) surname: String,
    pub(super) given_name: String,
    pub(super) usage_name: Option<String>,
    pub(super) recorded_at: Instant,
    pub(super) recorded_by: Option<String>,
    pub(super) withdrawn_at: Option<Instant>,
}

impl PersonName {
    /// Surname and given name, with the name the person went by.
    pub(super) fn words(&self) -> String {
        let usage = self.usage_name.as_ref().map(|usage| format!(" ({usage})"));
        format!("{} {}{}", self.surname, self.given_name, usage.unwrap_or_default())
    }
}

/// Every name a person had, the newest first.
pub(super) fn names(tx: &mut Tx, person: PersonId) -> Result<Vec<PersonName>, DbError> {
    tx.rows(
        sql!(
            "select n.surname, n.given_name, n.usage_name, n.recorded_at, a.display_name as recorded_by_name,
                    n.withdrawn_at
               from person_name n left join account a on a.id = n.recorded_by
              where n.person = :person
              order by n.recorded_at desc, n.id desc"
        ),
        params! { person: person },
        |row| {
            Ok(PersonName {
                surname: row.get("surname")?,
                given_name: row.get("given_name")?,
                usage_name: row.get("usage_name")?,
                recorded_at: row.get("recorded_at")?,
                recorded_by: row.get("recorded_by_name")?,
                withdrawn_at: row.get("withdrawn_at")?,
            })
        },
    )
}

/// Writes an alias in force. `false` when it belongs to somebody already.
pub(super) fn insert_alias(
    tx: &mut Tx,
    person: PersonId,
    alias: &Alias,
    now: Instant,
    account: Option<AccountId>,
) -> Result<bool, DbError> {
    let touched = tx.execute(
        sql!(
            "insert into person_alias (id, person, scheme, issuer, value, valid_from, valid_to, recorded_at, recorded_by,
                                       withdrawn_at)
             values (:id, :person, :scheme, :issuer, :value, :valid_from, null, :now, :account, null)
             on conflict do nothing"
        ),
        params! {
            id: fresh_id::<Alias>(), person: person, scheme: alias.scheme, issuer: alias.issuer, value: alias.value,
            valid_from: now.day(), now: now, account: account
        },
    )?;
    Ok(touched == 1)
}

/// The e-mail address of a person.
pub(super) fn email(tx: &mut Tx, person: PersonId) -> Result<Option<String>, DbError> {
    tx.optional(
        sql!(
            "select value from person_alias
              where person = :person and scheme = 'email' and withdrawn_at is null
              order by recorded_at desc limit 1"
        ),
        params! { person: person },
        |row| row.get("value"),
    )
}

/// Takes the e-mail addresses of a person back.
pub(super) fn withdraw_emails(tx: &mut Tx, person: PersonId, now: Instant) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "update person_alias set withdrawn_at = :now
              where person = :person and scheme = 'email' and withdrawn_at is null"
        ),
        params! { person: person, now: now },
    )?;
    Ok(())
}

fn read_candidate(row: &Row<'_>) -> Result<Candidate, DbError> {
    Ok(Candidate {
        person: row.get("id")?,
        birth_date: row.get("birth_date")?,
        in_school: row.get("in_school")?,
    })
}

/// Whoever an alias belongs to.
pub(super) fn by_alias(tx: &mut Tx, kind: PersonKind, alias: &Alias) -> Result<Vec<Candidate>, DbError> {
    tx.rows(
        sql!(
            "select p.id, p.birth_date, false as in_school
               from person_alias a join person p on p.id = a.person
              where a.scheme = :scheme and a.issuer = :issuer and a.value = :value and a.withdrawn_at is null
                and p.kind = :kind and p.withdrawn_at is null"
        ),
        params! { scheme: alias.scheme, issuer: alias.issuer, value: alias.value, kind: kind },
        read_candidate,
    )
}

/// Whoever bears a name, of birth or of use.
pub(super) fn by_name(tx: &mut Tx, clue: &Clue) -> Result<Vec<Candidate>, DbError> {
    tx.rows(
        sql!(
            "select p.id, p.birth_date,
                    exists (select 1 from school_service v
                             where v.person = p.id and v.uai = :uai and v.withdrawn_at is null) as in_school
               from person p
              where (p.name_key = :key or p.usage_key = :key) and p.kind = :kind and p.withdrawn_at is null
              order by p.id
              limit 50"
        ),
        params! { uai: clue.uai, key: name_key(&clue.surname, &clue.given_name), kind: clue.kind },
        read_candidate,
    )
}

/// Those a person may choose among: of the same name anywhere, or born the same day in the school.
pub(super) fn candidates(tx: &mut Tx, clue: &Clue) -> Result<Vec<Person>, DbError> {
    let mut found = tx.rows(
        sql!(
            "select p.id as person, p.kind, p.surname, p.given_name, p.usage_name, p.birth_date,
                    p.fictitious as person_fictitious
               from person p
              where (p.name_key = :key or p.usage_key = :key) and p.kind = :kind and p.withdrawn_at is null
                and exists (select 1 from school_service v
                             where v.person = p.id and v.uai = :uai and v.withdrawn_at is null)
              order by p.name_key, p.id
              limit 20"
        ),
        params! { key: name_key(&clue.surname, &clue.given_name), kind: clue.kind, uai: clue.uai },
        read_person,
    )?;
    let same_day = tx.rows(
        sql!(
            "select p.id as person, p.kind, p.surname, p.given_name, p.usage_name, p.birth_date,
                    p.fictitious as person_fictitious
               from school_service v join person p on p.id = v.person
              where v.uai = :uai and v.withdrawn_at is null and p.birth_date = :birth_date and p.kind = :kind
                and p.withdrawn_at is null
              order by p.name_key, p.id
              limit 20"
        ),
        params! { uai: clue.uai, birth_date: clue.birth_date, kind: clue.kind },
        read_person,
    )?;
    for person in same_day {
        if found.iter().all(|known| known.id != person.id) {
            found.push(person);
        }
    }
    Ok(found)
}

/// The people of a school whose name holds a folded text.
pub(super) fn search(tx: &mut Tx, uai: &Uai, kind: PersonKind, folded: &str) -> Result<Vec<Person>, DbError> {
    tx.rows(
        sql!(
            "select p.id as person, p.kind, p.surname, p.given_name, p.usage_name, p.birth_date,
                    p.fictitious as person_fictitious
               from person p
              where p.kind = :kind and p.withdrawn_at is null
                and (p.name_key like :pattern or p.usage_key like :pattern)
                and p.id in (select v.person from school_service v where v.uai = :uai and v.withdrawn_at is null)
              order by p.name_key, p.id
              limit 20"
        ),
        params! { uai: uai, kind: kind, pattern: format!("%{folded}%") },
        read_person,
    )
}

/// The teachers whose folded name begins so, at each school of a scope where they serve on a day.
pub(super) fn teachers_named(
    tx: &mut Tx,
    seen_by: &Scope,
    folded: &str,
    on: Day,
) -> Result<Vec<NamedTeacher>, DbError> {
    tx.rows(
        sql!(
            "select p.id, p.surname, p.given_name, s.uai, sc.name as school_name
               from person p
               join school_service s on s.person = p.id
               join school sc on sc.uai = s.uai
              where p.name_key >= :from and p.name_key < :to and p.kind = 'teacher' and p.withdrawn_at is null
                and s.withdrawn_at is null and s.valid_from <= :on and (s.valid_to is null or s.valid_to >= :on)
                and (:everything or :territories like '% ' || sc.territory || ' %' or :schools like '% ' || s.uai || ' %')
              order by p.name_key, p.id, s.uai
              limit 30"
        ),
        params! {
            from: folded,
            // The last letter there is: what begins so comes before.
            to: format!("{folded}\u{10ffff}"),
            on: on, everything: seen_by.everything, territories: seen_by.territories_text(),
            schools: seen_by.schools_text()
        },
        |row| {
            Ok(NamedTeacher {
                id: row.get("id")?,
                surname: row.get("surname")?,
                given_name: row.get("given_name")?,
                school: row.get("uai")?,
                school_name: row.get("school_name")?,
            })
        },
    )
}

/// Whether a person serves, served or is enrolled in a school.
pub(super) fn belongs(tx: &mut Tx, person: PersonId, uai: &Uai) -> Result<bool, DbError> {
    let found = tx.optional(
        sql!(
            "select id from school_service
              where person = :person and uai = :uai and withdrawn_at is null limit 1"
        ),
        params! { person: person, uai: uai },
        |_| Ok(()),
    )?;
    Ok(found.is_some())
}

/// A service to write.
pub(super) struct ServiceToWrite {
    pub(super) id: ServiceId,
    pub(super) person: PersonId,
    pub(super) service: NewService,
    pub(super) fictitious: bool,
    pub(super) origin: Origin,
}

pub(super) fn insert_services(tx: &mut Tx, services: &[ServiceToWrite]) -> Result<(), DbError> {
    tx.execute_many(
        sql!(
            "insert into school_service (id, person, uai, degree, discipline, is_attachment, valid_from, valid_to,
                                         fictitious, import, line, recorded_at, recorded_by, withdrawn_at)
             values (:id, :person, :uai, :degree, :discipline, :is_attachment, :valid_from, :valid_to, :fictitious,
                     :import, :line, :recorded_at, :recorded_by, null)"
        ),
        services.iter().map(|write| {
            let service = &write.service;
            params! {
                id: write.id, person: write.person, uai: service.uai, degree: service.degree.code(),
                discipline: service.discipline, is_attachment: service.is_attachment, valid_from: service.from,
                valid_to: service.to, fictitious: write.fictitious, import: write.origin.import,
                line: write.origin.line(), recorded_at: write.origin.recorded_at, recorded_by: write.origin.account
            }
        }),
    )?;
    Ok(())
}

/// Takes a service back. `false` when it was already.
pub(super) fn withdraw_service(tx: &mut Tx, id: ServiceId, now: Instant) -> Result<bool, DbError> {
    let touched = tx.execute(
        sql!("update school_service set withdrawn_at = :now where id = :id and withdrawn_at is null"),
        params! { id: id, now: now },
    )?;
    Ok(touched == 1)
}

fn read_span(row: &Row<'_>) -> Result<ServiceSpan, DbError> {
    Ok(ServiceSpan {
        person: row.get("person")?,
        uai: row.get("uai")?,
        degree: coded(row, "degree", Degree::parse)?,
        discipline: row.get("discipline")?,
        is_attachment: row.get("is_attachment")?,
        from: row.get("valid_from")?,
        to: row.get("valid_to")?,
        fictitious: row.get("fictitious")?,
    })
}

/// The services of a person in force, but one.
pub(super) fn spans_of(
    tx: &mut Tx,
    person: PersonId,
    but: Option<ServiceId>,
) -> Result<Vec<(ServiceId, ServiceSpan)>, DbError> {
    tx.rows(
        sql!(
            "select id, person, uai, degree, discipline, is_attachment, valid_from, valid_to, fictitious
               from school_service
              where person = :person and withdrawn_at is null and (:but is null or id <> :but)
              order by valid_from, id"
        ),
        params! { person: person, but: but },
        |row| Ok((row.get("id")?, read_span(row)?)),
    )
}

/// The services of teachers that touch a period, by person, as known at a moment.
pub(super) fn spans(
    tx: &mut Tx,
    scope: &Scope,
    from: Day,
    to: Day,
    known_at: Instant,
) -> Result<Vec<ServiceSpan>, DbError> {
    tx.rows(
        sql!(
            "select v.person, v.uai, v.degree, v.discipline, v.is_attachment, v.valid_from, v.valid_to, v.fictitious
               from school_service v join person p on p.id = v.person join school s on s.uai = v.uai
              where p.kind = 'teacher' and p.withdrawn_at is null
                and v.valid_from <= :to and (v.valid_to is null or v.valid_to >= :from)
                and v.recorded_at <= :known_at and (v.withdrawn_at is null or v.withdrawn_at > :known_at)
                and (:everything or :territories like '% ' || s.territory || ' %' or :schools like '% ' || s.uai || ' %')
              order by v.person, v.valid_from"
        ),
        params! {
            from: from, to: to, known_at: known_at, everything: scope.everything,
            territories: scope.territories_text(), schools: scope.schools_text()
        },
        read_span,
    )
}

/// The services that hold on a day of those who serve in a school on it, wherever they are: what tells where each counts.
pub(super) fn spans_of_staff(
    tx: &mut Tx,
    uai: &Uai,
    on: Day,
    known_at: Instant,
) -> Result<Vec<(ServiceId, ServiceSpan)>, DbError> {
    tx.rows(
        sql!(
            "select w.id, w.person, w.uai, w.degree, w.discipline, w.is_attachment, w.valid_from, w.valid_to, w.fictitious
               from school_service v
               join school_service w on w.person = v.person
              where v.uai = :uai and v.valid_from <= :day and (v.valid_to is null or v.valid_to >= :day)
                and v.recorded_at <= :known_at and (v.withdrawn_at is null or v.withdrawn_at > :known_at)
                and w.valid_from <= :day and (w.valid_to is null or w.valid_to >= :day)
                and w.recorded_at <= :known_at and (w.withdrawn_at is null or w.withdrawn_at > :known_at)
                and exists (select 1 from person p
                             where p.id = v.person and p.kind = 'teacher' and p.withdrawn_at is null)
              order by w.person, w.valid_from"
        ),
        params! { uai: uai, day: on, known_at: known_at },
        |row| Ok((row.get("id")?, read_span(row)?)),
    )
}

fn read_service(row: &Row<'_>) -> Result<Service, DbError> {
    Ok(Service {
        id: row.get("id")?,
        person: read_person(row)?,
        uai: row.get("uai")?,
        degree: coded(row, "degree", Degree::parse)?,
        discipline: row.get("discipline")?,
        is_attachment: row.get("is_attachment")?,
        from: row.get("valid_from")?,
        to: row.get("valid_to")?,
        fictitious: row.get("fictitious")?,
        import: row.get("import")?,
        file_name: row.get("file_name")?,
        line: row.get("line")?,
        recorded_at: row.get("recorded_at")?,
        recorded_by: row.get("recorded_by_name")?,
        withdrawn_at: row.get("withdrawn_at")?,
    })
}

/// The services of teachers in the schools of a scope that hold on a day, as known at a moment, by name.
pub(super) fn services(tx: &mut Tx, scope: &Scope, on: Day, known_at: Instant) -> Result<Vec<Service>, DbError> {
    tx.rows(
        sql!(
            "select v.id, v.person, p.kind, p.surname, p.given_name, p.usage_name, p.birth_date,
                    p.fictitious as person_fictitious, v.uai, v.degree, v.discipline, v.is_attachment, v.valid_from,
                    v.valid_to, v.fictitious, v.import, i.file_name, v.line, v.recorded_at,
                    a.display_name as recorded_by_name, v.withdrawn_at
               from school s join school_service v on v.uai = s.uai join person p on p.id = v.person
               left join import i on i.id = v.import
               left join account a on a.id = v.recorded_by
              where p.kind = 'teacher' and p.withdrawn_at is null
                and v.valid_from <= :day and (v.valid_to is null or v.valid_to >= :day)
                and v.recorded_at <= :known_at and (v.withdrawn_at is null or v.withdrawn_at > :known_at)
                and (:everything or :territories like '% ' || s.territory || ' %' or :schools like '% ' || s.uai || ' %')
              order by p.name_key, v.id"
        ),
        params! {
            day: on, known_at: known_at, everything: scope.everything, territories: scope.territories_text(),
            schools: scope.schools_text()
        },
        read_service,
    )
}

/// The services of one school in force, those to come and those ended included, by name.
pub(super) fn services_of_school(tx: &mut Tx, uai: &Uai, known_at: Instant) -> Result<Vec<Service>, DbError> {
    tx.rows(
        sql!(
            "select v.id, v.person, p.kind, p.surname, p.given_name, p.usage_name, p.birth_date,
                    p.fictitious as person_fictitious, v.uai, v.degree, v.discipline, v.is_attachment, v.valid_from,
                    v.valid_to, v.fictitious, v.import, i.file_name, v.line, v.recorded_at,
                    a.display_name as recorded_by_name, v.withdrawn_at
               from school_service v join person p on p.id = v.person
               left join import i on i.id = v.import
               left join account a on a.id = v.recorded_by
              where v.uai = :uai and p.kind = 'teacher' and p.withdrawn_at is null
                and v.recorded_at <= :known_at and (v.withdrawn_at is null or v.withdrawn_at > :known_at)
              order by p.name_key, v.valid_from, v.id"
        ),
        params! { uai: uai, known_at: known_at },
        read_service,
    )
}

/// One service, taken back or not.
pub(super) fn service(tx: &mut Tx, id: ServiceId) -> Result<Option<Service>, DbError> {
    tx.optional(
        sql!(
            "select v.id, v.person, p.kind, p.surname, p.given_name, p.usage_name, p.birth_date,
                    p.fictitious as person_fictitious, v.uai, v.degree, v.discipline, v.is_attachment, v.valid_from,
                    v.valid_to, v.fictitious, v.import, i.file_name, v.line, v.recorded_at,
                    a.display_name as recorded_by_name, v.withdrawn_at
               from school_service v join person p on p.id = v.person
               left join import i on i.id = v.import
               left join account a on a.id = v.recorded_by
              where v.id = :id"
        ),
        params! { id: id },
        read_service,
    )
}

/// Everything that was said of a person in a school, the newest first.
pub(super) fn versions(tx: &mut Tx, person: PersonId, uai: &Uai) -> Result<Vec<Service>, DbError> {
    tx.rows(
        sql!(
            "select v.id, v.person, p.kind, p.surname, p.given_name, p.usage_name, p.birth_date,
                    p.fictitious as person_fictitious, v.uai, v.degree, v.discipline, v.is_attachment, v.valid_from,
                    v.valid_to, v.fictitious, v.import, i.file_name, v.line, v.recorded_at,
                    a.display_name as recorded_by_name, v.withdrawn_at
               from school_service v join person p on p.id = v.person
               left join import i on i.id = v.import
               left join account a on a.id = v.recorded_by
              where v.person = :person and v.uai = :uai
              order by v.recorded_at desc, v.id desc"
        ),
        params! { person: person, uai: uai },
        read_service,
    )
}
