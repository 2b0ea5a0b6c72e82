//! What training needs of people: who has this e-mail or this name, and how to enter somebody.
//!
//! The tables are those of the feature `people`; everything this feature asks of them stands here.

use pole_db::{DbError, Tx, params, sql, text_column};
use pole_kernel::{Day, Id, Instant, Uai, fold, vocabulary};

use crate::policy::{AccountId, Scope};
use crate::shell::clock::fresh_id;
use crate::shell::imports::ImportId;

/// Tag of person identifiers.
#[derive(Debug)]
pub enum PersonTag {}

/// The identifier of a person.
pub type PersonId = Id<PersonTag>;

vocabulary! {
    /// The degree somebody teaches in.
    Degree, "degree" {
        /// Primary.
        First = "first",
        /// Secondary.
        Second = "second",
    }
}

text_column!(Degree);

/// Somebody who was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Who.
    pub id: PersonId,
    /// Family name.
    pub surname: String,
    /// Given name.
    pub given_name: String,
    /// The school where they serve.
    pub school: String,
    /// The name of that school.
    pub school_name: String,
}

/// A teacher to enter, and where they serve.
pub struct NewTeacher<'a> {
    /// Family name.
    pub surname: &'a str,
    /// Given name.
    pub given_name: &'a str,
    /// E-mail, in lower case.
    pub email: Option<&'a str>,
    /// The school.
    pub uai: &'a Uai,
    /// What they teach; empty when it is not said.
    pub discipline: &'a str,
    /// Since when, as far as is known.
    pub from: Day,
    /// Whether they are invented.
    pub fictitious: bool,
    /// The file and line they came with.
    pub import: Option<(ImportId, u64)>,
    /// By whom.
    pub account: Option<AccountId>,
}

/// What people are matched on.
pub(super) fn name_key(surname: &str, given_name: &str) -> String {
    format!("{}|{}", fold(surname), fold(given_name))
}

/// The teacher who has this e-mail.
pub(super) fn by_email(tx: &mut Tx, email: &str) -> Result<Option<PersonId>, DbError> {
    tx.optional(
        sql!(
            "select p.id from person_alias a join person p on p.id = a.person
              where a.scheme = 'email' and a.value = :email and a.withdrawn_at is null
                and p.withdrawn_at is null and p.kind = 'teacher'"
        ),
        params! { email: email },
        |row| row.get("id"),
    )
}

/// The teachers of this name who serve or served in a school.
pub(super) fn by_name(tx: &mut Tx, surname: &str, given_name: &str, uai: &Uai) -> Result<Vec<PersonId>, DbError> {
    let mut found: Vec<PersonId> = tx.rows(
        sql!(
            "select distinct p.id from person p join school_service s on s.person = p.id
              where p.name_key = :key and p.kind = 'teacher' and p.withdrawn_at is null
                and s.uai = :uai and s.withdrawn_at is null"
        ),
        params! { key: name_key(surname, given_name), uai: uai },
        |row| row.get("id"),
    )?;
    let by_usage: Vec<PersonId> = tx.rows(
        sql!(
            "select distinct p.id from person p join school_service s on s.person = p.id
              where p.usage_key = :key and p.name_key <> :key and p.kind = 'teacher' and p.withdrawn_at is null
                and s.uai = :uai and s.withdrawn_at is null"
        ),
        params! { key: name_key(surname, given_name), uai: uai },
        |row| row.get("id"),
    )?;
    found.extend(by_usage);
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// Whether there is such a teacher.
pub(super) fn exists(tx: &mut Tx, id: PersonId) -> Result<bool, DbError> {
    let found = tx.optional(
        sql!("select id from person where id = :id and kind = 'teacher' and withdrawn_at is null"),
        params! { id: id },
        |_| Ok(()),
    )?;
    Ok(found.is_some())
}

/// Teachers whose family name begins so, who serve on a day where one may look.
pub(super) fn search(tx: &mut Tx, name: &str, seen_by: &Scope, on: Day) -> Result<Vec<Found>, DbError> {
    let from = fold(name);
    // The last letter there is: what begins so comes before.
    let to = format!("{from}\u{10ffff}");
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
            from: from, to: to, on: on, everything: seen_by.everything, territories: seen_by.territories_text(),
            schools: seen_by.schools_text()
        },
        |row| {
            Ok(Found {
                id: row.get("id")?,
                surname: row.get("surname")?,
                given_name: row.get("given_name")?,
                school: row.get("uai")?,
                school_name: row.get("school_name")?,
            })
        },
    )
}

/// The fictitious teachers in service on a day and one of their schools, for the demonstration.
///
/// # Errors
/// When the database fails.
pub fn fictitious_teachers(tx: &mut Tx, on: Day) -> Result<Vec<(PersonId, Uai)>, DbError> {
    tx.rows(
        sql!(
            "select p.id, min(s.uai) as uai
               from school sc
               join school_service s on s.uai = sc.uai
               join person p on p.id = s.person
              where sc.in_basin = true and p.kind = 'teacher' and p.fictitious = true and p.withdrawn_at is null
                and s.withdrawn_at is null and s.valid_from <= :on and (s.valid_to is null or s.valid_to >= :on)
              group by p.id, p.name_key
              order by p.name_key, p.id"
        ),
        params! { on: on },
        |row| Ok((row.get("id")?, row.get("uai")?)),
    )
}

/// The degree of a school, by its kind; secondary unless it is an école.
pub(super) fn degree_of(tx: &mut Tx, uai: &Uai) -> Result<Option<Degree>, DbError> {
    tx.optional(
        sql!("select kind from school where uai = :uai"),
        params! { uai: uai },
        |row| {
            let kind: pole_kernel::SchoolKind = row.get("kind")?;
            Ok(if kind.is_ecole() { Degree::First } else { Degree::Second })
        },
    )
}

/// Enters a teacher, where they serve and their e-mail.
pub(super) fn insert(tx: &mut Tx, now: Instant, degree: Degree, new: &NewTeacher<'_>) -> Result<PersonId, DbError> {
    let id = fresh_id();
    let key = name_key(new.surname, new.given_name);
    let (import, line) = new
        .import
        .map_or((None, None), |(import, line)| (Some(import), i64::try_from(line).ok()));
    tx.execute(
        sql!(
            "insert into person (id, kind, surname, given_name, name_key, usage_key, fictitious, import, line,
                                 recorded_at, recorded_by)
             values (:id, 'teacher', :surname, :given_name, :key, :key, :fictitious, :import, :line, :now, :account)"
        ),
        params! {
            id: id, surname: new.surname, given_name: new.given_name, key: key, fictitious: new.fictitious,
            import: import, line: line, now: now, account: new.account
        },
    )?;
    tx.execute(
        sql!(
            "insert into school_service (id, person, uai, degree, discipline, is_attachment, valid_from, fictitious, import,
                                         line, recorded_at, recorded_by)
             values (:id, :person, :uai, :degree, :discipline, true, :from, :fictitious, :import, :line, :now, :account)"
        ),
        params! {
            id: fresh_id::<PersonTag>(), person: id, uai: new.uai, degree: degree, discipline: new.discipline,
            from: new.from, fictitious: new.fictitious, import: import, line: line, now: now, account: new.account
        },
    )?;
    if let Some(email) = new.email {
        tx.execute(
            sql!(
                "insert into person_alias (id, person, scheme, issuer, value, valid_from, recorded_at, recorded_by)
                 values (:id, :person, 'email', '', :email, :from, :now, :account)"
            ),
            params! { id: fresh_id::<PersonTag>(), person: id, email: email, from: new.from, now: now, account: new.account },
        )?;
    }
    Ok(id)
}
