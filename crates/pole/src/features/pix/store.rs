//! The SQL of certifications: what is said, whose they are, and what is believed of them.

use std::collections::{BTreeMap, BTreeSet};

use pole_db::{DbError, Params, Row, Tx, params, sql};
use pole_formats::{CertificationStatus, Framework};
use pole_kernel::Instant;

use super::model::{CertificationNumber, Content, History, MatchFact, State, Step, VersionFact};
use super::rules::{self, digest, levels_of, levels_text};
use crate::features::people::{PersonId, name_key};
use crate::policy::AccountId;
use crate::shell::clock::fresh_id;
use crate::shell::column::{coded, coded_or_none};
use crate::shell::imports::ImportId;

/// What one version says, with its evidence.
#[derive(Clone, Debug)]
pub(super) struct Version {
    pub(super) content: Content,
    pub(super) fictitious: bool,
    pub(super) import: Option<ImportId>,
    pub(super) file_name: Option<String>,
    pub(super) line: Option<i64>,
    pub(super) recorded_at: Instant,
    pub(super) recorded_by: Option<String>,
    pub(super) withdrawn_at: Option<Instant>,
}

/// A version to write.
pub(super) struct NewVersion {
    pub(super) number: CertificationNumber,
    pub(super) content: Content,
    pub(super) fictitious: bool,
    pub(super) import: Option<ImportId>,
    pub(super) line: Option<u64>,
    pub(super) recorded_at: Instant,
    pub(super) account: Option<AccountId>,
    /// When it was taken back, for what is written long after it was said.
    pub(super) withdrawn_at: Option<Instant>,
}

/// A match to write.
pub(super) struct NewMatch {
    pub(super) number: CertificationNumber,
    pub(super) person: Option<PersonId>,
    pub(super) step: Step,
    pub(super) recorded_at: Instant,
    pub(super) account: Option<AccountId>,
}

/// Whose a certification is said to be, with who said it.
#[derive(Clone, Debug)]
pub(super) struct Owner {
    pub(super) person: Option<PersonId>,
    pub(super) step: Step,
    pub(super) recorded_at: Instant,
    pub(super) recorded_by: Option<String>,
    pub(super) withdrawn_at: Option<Instant>,
}

fn read_content(row: &Row<'_>) -> Result<Content, DbError> {
    let levels: String = row.get("competences")?;
    Ok(Content {
        status: coded(row, "status", CertificationStatus::parse)?,
        framework: coded(row, "framework", Framework::parse)?,
        edu: coded_or_none(row, "edu_status", CertificationStatus::parse)?,
        holder: row.get("holder_kind")?,
        surname: row.get("surname")?,
        given_name: row.get("given_name")?,
        birth_date: row.get("birth_date")?,
        external_id: row.get("external_id")?,
        uai: row.get("uai")?,
        division: row.get("division")?,
        level_label: row.get("level_label")?,
        exam_date: row.get("exam_date")?,
        pix: row.get("pix")?,
        competences: levels_of(&levels),
        session: row.get("session")?,
        centre: row.get("centre")?,
    })
}

fn read_version(row: &Row<'_>) -> Result<Version, DbError> {
    Ok(Version {
        content: read_content(row)?,
        fictitious: row.get("fictitious")?,
        import: row.get("import")?,
        file_name: row.get("file_name")?,
        line: row.get("line")?,
        recorded_at: row.get("recorded_at")?,
        recorded_by: row.get("recorded_by_name")?,
        withdrawn_at: row.get("withdrawn_at")?,
    })
}

/// What is said of a certification now.
pub(super) fn version(tx: &mut Tx, number: CertificationNumber) -> Result<Option<Version>, DbError> {
    tx.optional(
        sql!(
            "select v.status, v.framework, v.edu_status, v.holder_kind, v.surname, v.given_name, v.birth_date,
                    v.external_id, v.uai, v.division, v.level_label, v.exam_date, v.pix, v.competences, v.session,
                    v.centre, v.fictitious, v.import, null as file_name, v.line, v.recorded_at,
                    null as recorded_by_name, v.withdrawn_at
               from certification_version v
              where v.number = :number and v.withdrawn_at is null
              order by v.recorded_at desc limit 1"
        ),
        params! { number: number },
        read_version,
    )
}

/// Everything that was said of a certification, the newest first.
pub(super) fn versions(tx: &mut Tx, number: CertificationNumber) -> Result<Vec<Version>, DbError> {
    tx.rows(
        sql!(
            "select v.status, v.framework, v.edu_status, v.holder_kind, v.surname, v.given_name, v.birth_date,
                    v.external_id, v.uai, v.division, v.level_label, v.exam_date, v.pix, v.competences, v.session,
                    v.centre, v.fictitious, v.import, i.file_name, v.line, v.recorded_at,
                    a.display_name as recorded_by_name, v.withdrawn_at
               from certification_version v
               left join import i on i.id = v.import
               left join account a on a.id = v.recorded_by
              where v.number = :number
              order by v.recorded_at desc, v.id desc"
        ),
        params! { number: number },
        read_version,
    )
}

/// Everything that was said of whose it is, the newest first.
pub(super) fn owners(tx: &mut Tx, number: CertificationNumber) -> Result<Vec<Owner>, DbError> {
    tx.rows(
        sql!(
            "select m.person, m.step, m.recorded_at, a.display_name as recorded_by_name, m.withdrawn_at
               from certification_match m left join account a on a.id = m.recorded_by
              where m.number = :number
              order by m.recorded_at desc, m.id desc"
        ),
        params! { number: number },
        |row| {
            Ok(Owner {
                person: row.get("person")?,
                step: row.get("step")?,
                recorded_at: row.get("recorded_at")?,
                recorded_by: row.get("recorded_by_name")?,
                withdrawn_at: row.get("withdrawn_at")?,
            })
        },
    )
}

/// Whose a certification is said to be now.
pub(super) fn owner(tx: &mut Tx, number: CertificationNumber) -> Result<Option<(Option<PersonId>, Step)>, DbError> {
    tx.optional(
        sql!(
            "select person, step from certification_match
              where number = :number and withdrawn_at is null
              order by recorded_at desc limit 1"
        ),
        params! { number: number },
        |row| Ok((row.get("person")?, row.get("step")?)),
    )
}

/// Writes versions, and the certifications they are the first to speak of.
pub(super) fn insert_versions(tx: &mut Tx, versions: &[NewVersion]) -> Result<(), DbError> {
    tx.execute_many(
        sql!("insert into certification (number, created_at) values (:number, :now) on conflict do nothing"),
        versions
            .iter()
            .map(|new| params! { number: new.number, now: new.recorded_at }),
    )?;
    tx.execute_many(
        sql!(
            "insert into certification_version (id, number, status, framework, edu_status, holder_kind, surname,
                                                given_name, name_key, birth_date, external_id, uai, division,
                                                level_label, exam_date, pix, competences, session, centre, digest,
                                                fictitious, import, line, recorded_at, recorded_by, withdrawn_at)
             values (:id, :number, :status, :framework, :edu_status, :holder_kind, :surname, :given_name, :name_key,
                     :birth_date, :external_id, :uai, :division, :level_label, :exam_date, :pix, :competences,
                     :session, :centre, :digest, :fictitious, :import, :line, :recorded_at, :recorded_by,
                     :withdrawn_at)"
        ),
        versions.iter().map(version_params),
    )?;
    Ok(())
}

fn version_params(new: &NewVersion) -> Params {
    let content = &new.content;
    params! {
        id: fresh_id::<Version>(), number: new.number, status: content.status.code(),
        framework: content.framework.code(), edu_status: content.edu.map(CertificationStatus::code),
        holder_kind: content.holder, surname: content.surname, given_name: content.given_name,
        name_key: name_key(&content.surname, &content.given_name), birth_date: content.birth_date,
        external_id: content.external_id, uai: content.uai, division: content.division,
        level_label: content.level_label, exam_date: content.exam_date, pix: content.pix,
        competences: levels_text(&content.competences), session: content.session, centre: content.centre,
        digest: digest(content), fictitious: new.fictitious, import: new.import,
        line: new.line.and_then(|line| i64::try_from(line).ok()), recorded_at: new.recorded_at,
        recorded_by: new.account, withdrawn_at: new.withdrawn_at
    }
}

/// Takes back what is said of a certification.
pub(super) fn withdraw_version(tx: &mut Tx, number: CertificationNumber, now: Instant) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "update certification_version set withdrawn_at = :now
              where number = :number and withdrawn_at is null"
        ),
        params! { number: number, now: now },
    )?;
    Ok(())
}

pub(super) fn insert_matches(tx: &mut Tx, matches: &[NewMatch]) -> Result<(), DbError> {
    tx.execute_many(
        sql!(
            "insert into certification_match (id, number, person, step, recorded_at, recorded_by, withdrawn_at)
             values (:id, :number, :person, :step, :recorded_at, :recorded_by, null)"
        ),
        matches.iter().map(|new| {
            params! {
                id: fresh_id::<Owner>(), number: new.number, person: new.person, step: new.step,
                recorded_at: new.recorded_at, recorded_by: new.account
            }
        }),
    )?;
    Ok(())
}

/// Takes back whose a certification is. `false` when nobody had said.
pub(super) fn withdraw_match(tx: &mut Tx, number: CertificationNumber, now: Instant) -> Result<bool, DbError> {
    let touched = tx.execute(
        sql!("update certification_match set withdrawn_at = :now where number = :number and withdrawn_at is null"),
        params! { number: number, now: now },
    )?;
    Ok(touched > 0)
}

// ---- What is believed -------------------------------------------------------------------------

fn history(tx: &mut Tx, number: CertificationNumber) -> Result<History, DbError> {
    let versions = tx.rows(
        sql!(
            "select status, framework, edu_status, holder_kind, uai, exam_date, session, fictitious, recorded_at,
                    withdrawn_at
               from certification_version where number = :number order by recorded_at, id"
        ),
        params! { number: number },
        |row| {
            Ok(VersionFact {
                status: coded(row, "status", CertificationStatus::parse)?,
                framework: coded(row, "framework", Framework::parse)?,
                edu: coded_or_none(row, "edu_status", CertificationStatus::parse)?,
                holder: row.get("holder_kind")?,
                uai: row.get("uai")?,
                exam_date: row.get("exam_date")?,
                session: row.get("session")?,
                fictitious: row.get("fictitious")?,
                recorded_at: row.get("recorded_at")?,
                withdrawn_at: row.get("withdrawn_at")?,
            })
        },
    )?;
    let matches = tx.rows(
        sql!(
            "select person, recorded_at, withdrawn_at from certification_match
              where number = :number order by recorded_at, id"
        ),
        params! { number: number },
        |row| {
            Ok(MatchFact {
                person: row.get("person")?,
                recorded_at: row.get("recorded_at")?,
                withdrawn_at: row.get("withdrawn_at")?,
            })
        },
    )?;
    Ok(History {
        number,
        versions,
        matches,
    })
}

fn numbers_of(tx: &mut Tx, person: PersonId) -> Result<Vec<CertificationNumber>, DbError> {
    tx.rows(
        sql!("select distinct number from certification_match where person = :person"),
        params! { person: person },
        |row| row.get("number"),
    )
}

fn persons_of(tx: &mut Tx, number: CertificationNumber) -> Result<Vec<PersonId>, DbError> {
    tx.rows(
        sql!("select distinct person from certification_match where number = :number and person is not null"),
        params! { number: number },
        |row| row.get("person"),
    )
}

/// The certifications that share a person with these, by anything that was ever said: a re-take of one is seen from
/// another. Each group stands by itself.
fn groups(tx: &mut Tx, numbers: &BTreeSet<CertificationNumber>) -> Result<Vec<Vec<CertificationNumber>>, DbError> {
    let mut seen: BTreeSet<CertificationNumber> = BTreeSet::new();
    let mut groups = Vec::new();
    for number in numbers {
        if !seen.insert(*number) {
            continue;
        }
        let mut group = vec![*number];
        let mut persons: BTreeSet<PersonId> = BTreeSet::new();
        let mut next = 0;
        while let Some(member) = group.get(next).copied() {
            next += 1;
            for person in persons_of(tx, member)? {
                if !persons.insert(person) {
                    continue;
                }
                for other in numbers_of(tx, person)? {
                    if seen.insert(other) {
                        group.push(other);
                    }
                }
            }
        }
        groups.push(group);
    }
    Ok(groups)
}

/// Works out again what is believed of these certifications, and of those that share a person with them.
pub(super) fn refresh(tx: &mut Tx, numbers: &BTreeSet<CertificationNumber>) -> Result<(), DbError> {
    for group in groups(tx, numbers)? {
        let mut histories = Vec::with_capacity(group.len());
        for number in group {
            tx.execute(
                sql!("delete from certification_state where number = :number"),
                params! { number: number },
            )?;
            histories.push(history(tx, number)?);
        }
        insert_states(tx, &rules::states(&histories))?;
    }
    Ok(())
}

/// Writes what is believed of certifications that nobody spoke of before, without reading them again.
pub(super) fn insert_new(tx: &mut Tx, versions: &[NewVersion], matches: &[NewMatch]) -> Result<(), DbError> {
    insert_versions(tx, versions)?;
    insert_matches(tx, matches)?;
    let mut histories: BTreeMap<CertificationNumber, History> = BTreeMap::new();
    let mut by_person: BTreeMap<PersonId, BTreeSet<CertificationNumber>> = BTreeMap::new();
    for new in versions {
        let content = &new.content;
        let history = histories.entry(new.number).or_insert_with(|| History {
            number: new.number,
            versions: Vec::new(),
            matches: Vec::new(),
        });
        history.versions.push(VersionFact {
            status: content.status,
            framework: content.framework,
            edu: content.edu,
            holder: content.holder,
            uai: content.uai.clone(),
            exam_date: content.exam_date,
            session: content.session.clone(),
            fictitious: new.fictitious,
            recorded_at: new.recorded_at,
            withdrawn_at: new.withdrawn_at,
        });
    }
    for new in matches {
        if let Some(history) = histories.get_mut(&new.number) {
            history.matches.push(MatchFact {
                person: new.person,
                recorded_at: new.recorded_at,
                withdrawn_at: None,
            });
        }
        if let Some(person) = new.person {
            by_person.entry(person).or_default().insert(new.number);
        }
    }
    let mut states = Vec::with_capacity(versions.len());
    for numbers in by_person.into_values() {
        let group: Vec<History> = numbers.iter().filter_map(|number| histories.remove(number)).collect();
        states.extend(rules::states(&group));
    }
    for history in histories.into_values() {
        states.extend(rules::states(&[history]));
    }
    insert_states(tx, &states)
}

fn insert_states(tx: &mut Tx, states: &[State]) -> Result<(), DbError> {
    tx.execute_many(
        sql!(
            "insert into certification_state (number, known_from, known_to, exam_date, uai, holder_kind, framework,
                                              status, edu_status, person, is_retake, is_rectified, fictitious, session)
             values (:number, :known_from, :known_to, :exam_date, :uai, :holder_kind, :framework, :status,
                     :edu_status, :person, :is_retake, :is_rectified, :fictitious, :session)"
        ),
        states.iter().map(|state| {
            params! {
                number: state.number, known_from: state.known_from, known_to: state.known_to,
                exam_date: state.exam_date, uai: state.uai, holder_kind: state.holder,
                framework: state.framework.code(), status: state.status.code(),
                edu_status: state.edu.map(CertificationStatus::code), person: state.person,
                is_retake: state.is_retake, is_rectified: state.is_rectified, fictitious: state.fictitious,
                session: state.session
            }
        }),
    )?;
    Ok(())
}

/// What is believed of some certifications, ever: for the test that works it out again.
#[cfg(test)]
pub(super) fn all_states(tx: &mut Tx) -> Result<Vec<State>, DbError> {
    tx.rows(
        sql!(
            "select number, known_from, known_to, exam_date, uai, holder_kind, framework, status, edu_status, person,
                    is_retake, is_rectified, fictitious, session
               from certification_state order by number, known_from"
        ),
        params! {},
        |row| {
            Ok(State {
                number: row.get("number")?,
                known_from: row.get("known_from")?,
                known_to: row.get("known_to")?,
                exam_date: row.get("exam_date")?,
                uai: row.get("uai")?,
                holder: row.get("holder_kind")?,
                framework: coded(row, "framework", Framework::parse)?,
                status: coded(row, "status", CertificationStatus::parse)?,
                edu: coded_or_none(row, "edu_status", CertificationStatus::parse)?,
                person: row.get("person")?,
                is_retake: row.get("is_retake")?,
                is_rectified: row.get("is_rectified")?,
                fictitious: row.get("fictitious")?,
                session: row.get("session")?,
            })
        },
    )
}

/// Everything that was ever said, to work it out again.
#[cfg(test)]
pub(super) fn all_histories(tx: &mut Tx) -> Result<Vec<History>, DbError> {
    let numbers: Vec<CertificationNumber> = tx.rows(
        sql!("select number from certification order by number"),
        params! {},
        |row| row.get("number"),
    )?;
    numbers.into_iter().map(|number| history(tx, number)).collect()
}
