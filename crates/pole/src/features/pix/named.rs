//! The SQL that reads names and scores. Everything here is for the schools whose scores the policy lets the reader see;
//! nothing else of this feature selects a name.

use pole_db::{DbError, Row, Tx, params, sql};
use pole_kernel::{Day, Uai};

use super::model::CertificationNumber;

/// Whose a certification is by its file, and the score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) number: CertificationNumber,
    pub(super) surname: String,
    pub(super) given_name: String,
    pub(super) birth_date: Option<Day>,
    pub(super) division: String,
    pub(super) level_label: String,
    pub(super) pix: Option<u32>,
    pub(super) exam_date: Day,
}

impl Named {
    /// Surname then given name, as lists are sorted.
    pub(super) fn name(&self) -> String {
        format!("{} {}", self.surname, self.given_name).trim().to_owned()
    }
}

fn read(row: &Row<'_>) -> Result<Named, DbError> {
    Ok(Named {
        number: row.get("number")?,
        surname: row.get("surname")?,
        given_name: row.get("given_name")?,
        birth_date: row.get("birth_date")?,
        division: row.get("division")?,
        level_label: row.get("level_label")?,
        pix: row.get("pix")?,
        exam_date: row.get("exam_date")?,
    })
}

/// The names of the certifications of one school between two days.
pub(super) fn of_school(tx: &mut Tx, uai: &Uai, from: Day, to: Day) -> Result<Vec<Named>, DbError> {
    tx.rows(
        sql!(
            "select number, surname, given_name, birth_date, division, level_label, pix, exam_date
               from certification_version
              where uai = :uai and exam_date >= :from and exam_date <= :to and withdrawn_at is null"
        ),
        params! { uai: uai, from: from, to: to },
        read,
    )
}

/// The certifications of one school whose holder bears a name, the newest first.
pub(super) fn search(tx: &mut Tx, uai: &Uai, folded: &str, limit: i64) -> Result<Vec<Named>, DbError> {
    tx.rows(
        sql!(
            "select number, surname, given_name, birth_date, division, level_label, pix, exam_date
               from certification_version
              where uai = :uai and name_key like :pattern and withdrawn_at is null
              order by exam_date desc, number desc
              limit :limit"
        ),
        params! { uai: uai, pattern: format!("%{folded}%"), limit: limit },
        read,
    )
}

/// The certifications of one school that count, whose person is not known and of whom nobody said that nobody fits.
pub(super) fn queue(tx: &mut Tx, uai: &Uai, limit: i64) -> Result<Vec<Named>, DbError> {
    tx.rows(
        sql!(
            "select v.number, v.surname, v.given_name, v.birth_date, v.division, v.level_label, v.pix, v.exam_date
               from certification_state c join certification_version v on v.number = c.number
              where c.uai = :uai and c.known_to is null and c.status = 'validated' and c.person is null
                and v.withdrawn_at is null
                and not exists (select 1 from certification_match m
                                 where m.number = c.number and m.step = 'nobody' and m.withdrawn_at is null)
              order by v.name_key, v.number
              limit :limit"
        ),
        params! { uai: uai, limit: limit },
        read,
    )
}

/// The certifications of one school about which somebody decided, the newest decision first.
pub(super) fn decided(tx: &mut Tx, uai: &Uai, limit: i64) -> Result<Vec<(Named, bool)>, DbError> {
    tx.rows(
        sql!(
            "select v.number, v.surname, v.given_name, v.birth_date, v.division, v.level_label, v.pix, v.exam_date,
                    case when m.person is null then false else true end as is_matched
               from certification_state c
               join certification_match m on m.number = c.number
               join certification_version v on v.number = c.number
              where c.uai = :uai and c.known_to is null and m.withdrawn_at is null and m.step in ('manual', 'nobody')
                and v.withdrawn_at is null
              order by m.recorded_at desc, v.number
              limit :limit"
        ),
        params! { uai: uai, limit: limit },
        |row| Ok((read(row)?, row.get("is_matched")?)),
    )
}
