//! How far the certified came: the levels of the sixteen competences, and the divisions of the pupils, counted by school.
//! Whose levels they are never leaves the database.

use std::collections::BTreeMap;

use pole_db::{DbError, Row, Tx, params, sql};
use pole_kernel::{Day, Instant, Uai, fold, vocabulary};

use super::rules::{PixParameters, levels_of};
use crate::policy::Scope;

/// The index of each competence of the CRCN, in the order they are kept [S].
pub const COMPETENCES: [&str; 16] = [
    "1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "2.4", "3.1", "3.2", "3.3", "3.4", "4.1", "4.2", "4.3", "5.1", "5.2",
];

/// How many competences each of the five domains has, in order [S].
pub const DOMAINS: [usize; 5] = [3, 4, 4, 3, 2];

/// The highest level of a competence [S].
pub const TOP_LEVEL: usize = 8;

/// The levels of the certifications of one school.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LevelCounts {
    /// The school; `None` for those of which nobody knows it.
    pub uai: Option<Uai>,
    /// The certifications.
    pub certifications: u32,
    /// Of those, the ones invented for the demonstration.
    pub fictitious: u32,
    /// How many reached each level, 0 to 8, of each competence. The others have no level there.
    pub levels: [[u32; TOP_LEVEL + 1]; 16],
}

impl LevelCounts {
    /// Adds those of another school.
    pub fn add(&mut self, other: &Self) {
        self.certifications += other.certifications;
        self.fictitious += other.fictitious;
        for (sums, counts) in self.levels.iter_mut().zip(&other.levels) {
            for (sum, count) in sums.iter_mut().zip(counts) {
                *sum += count;
            }
        }
    }
}

/// Some certifications of one school that have the same levels.
type Alike = (Option<Uai>, String, u32, u32);

fn read_alike(row: &Row<'_>) -> Result<Alike, DbError> {
    Ok((
        row.get("uai")?,
        row.get("competences")?,
        row.get("certifications")?,
        row.get("fictitious")?,
    ))
}

/// The levels of the certifications obtained in a period in the basin, as known at a moment, in the schools of a scope.
///
/// # Errors
/// When the database fails.
pub fn level_counts(
    tx: &mut Tx,
    scope: &Scope,
    from: Day,
    to: Day,
    known_at: Instant,
) -> Result<Vec<LevelCounts>, DbError> {
    let clea = PixParameters::DEFAULT.clea_counts;
    let alike = match (scope.everything, scope.territories.as_slice(), scope.schools.as_slice()) {
        (false, [], [only]) => tx.rows(
            sql!(
                "select c.uai, v.competences, count(*) as certifications,
                        cast(sum(case when c.fictitious then 1 else 0 end) as bigint) as fictitious
                   from certification_state c join certification_version v on v.number = c.number
                  where c.uai = :uai and c.exam_date >= :from and c.exam_date <= :to
                    and c.known_from <= :known_at and (c.known_to is null or c.known_to > :known_at)
                    and c.status = 'validated' and (c.framework = 'pix' or (:clea and c.framework = 'clea'))
                    and v.recorded_at <= :known_at and (v.withdrawn_at is null or v.withdrawn_at > :known_at)
                  group by c.uai, v.competences"
            ),
            params! { uai: only, from: from, to: to, known_at: known_at, clea: clea },
            read_alike,
        )?,
        _ => tx.rows(
            sql!(
                "select c.uai, v.competences, count(*) as certifications,
                        cast(sum(case when c.fictitious then 1 else 0 end) as bigint) as fictitious
                   from certification_state c join certification_version v on v.number = c.number
                   left join school s on s.uai = c.uai
                  where c.exam_date >= :from and c.exam_date <= :to
                    and c.known_from <= :known_at and (c.known_to is null or c.known_to > :known_at)
                    and c.status = 'validated' and (c.framework = 'pix' or (:clea and c.framework = 'clea'))
                    and v.recorded_at <= :known_at and (v.withdrawn_at is null or v.withdrawn_at > :known_at)
                    and (:everything or :territories like '% ' || s.territory || ' %' or :schools like '% ' || s.uai || ' %')
                    and (s.uai is null or s.in_basin)
                  group by c.uai, v.competences"
            ),
            params! {
                from: from, to: to, known_at: known_at, clea: clea, everything: scope.everything,
                territories: scope.territories_text(), schools: scope.schools_text()
            },
            read_alike,
        )?,
    };
    Ok(by_school(alike))
}

fn by_school(alike: Vec<Alike>) -> Vec<LevelCounts> {
    let mut schools: BTreeMap<Option<Uai>, LevelCounts> = BTreeMap::new();
    for (uai, competences, certifications, fictitious) in alike {
        let school = schools.entry(uai.clone()).or_insert_with(|| LevelCounts {
            uai,
            ..LevelCounts::default()
        });
        school.certifications += certifications;
        school.fictitious += fictitious;
        for (counts, level) in school.levels.iter_mut().zip(levels_of(&competences)) {
            if let Some(count) = level.and_then(|level| counts.get_mut(usize::from(level))) {
                *count += certifications;
            }
        }
    }
    schools.into_values().collect()
}

vocabulary! {
    /// The levels of school at the end of which everybody is to be certified, since 2021-2022 [S].
    ExpectedAt, "level of school that certifies" {
        /// 3e, the last year of a collège.
        Troisieme = "3e",
        /// Terminale, and the last year of a CAP.
        Final = "terminale",
    }
}

/// What the name of a division says of the level of its pupils: nothing when it is empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DivisionLevel {
    /// One where certification is expected.
    Expected(ExpectedAt),
    /// Another one.
    Other,
    /// The file did not tell the division.
    Unknown,
}

/// Reads the level in the name of a division: `3A`, `302`, `Troisième 2`, `TG3`, `Tle STMG`, `2CAP`, `CAP2 cuisine`.
pub fn division_level(division: &str) -> DivisionLevel {
    let name: String = fold(division).split_whitespace().collect();
    let starts = |beginnings: &[&str]| beginnings.iter().any(|beginning| name.starts_with(beginning));
    if name.is_empty() {
        DivisionLevel::Unknown
    } else if starts(&["3", "trois"]) {
        DivisionLevel::Expected(ExpectedAt::Troisieme)
    } else if starts(&["t", "2cap", "2ecap", "cap2"]) {
        DivisionLevel::Expected(ExpectedAt::Final)
    } else {
        DivisionLevel::Other
    }
}

/// A pupil certified in a period, by the division of one of their certifications. Somebody who is not known is as many
/// persons as certifications.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CertifiedPupil {
    /// The school; `None` when nobody knows it.
    pub uai: Option<Uai>,
    /// Who, by a text that means nothing outside.
    pub who: String,
    /// The division, as the file tells it.
    pub division: String,
}

/// The pupils certified in a period in the basin, as known at a moment, in the schools of a scope.
///
/// # Errors
/// When the database fails.
pub fn certified_pupils(
    tx: &mut Tx,
    scope: &Scope,
    from: Day,
    to: Day,
    known_at: Instant,
) -> Result<Vec<CertifiedPupil>, DbError> {
    let clea = PixParameters::DEFAULT.clea_counts;
    let read = |row: &Row<'_>| {
        Ok(CertifiedPupil {
            uai: row.get("uai")?,
            who: row.get("who")?,
            division: row.get("division")?,
        })
    };
    match (scope.everything, scope.territories.as_slice(), scope.schools.as_slice()) {
        (false, [], [only]) => tx.rows(
            sql!(
                "select distinct c.uai, coalesce(c.person, cast(c.number as text)) as who, v.division
                   from certification_state c join certification_version v on v.number = c.number
                  where c.uai = :uai and c.exam_date >= :from and c.exam_date <= :to
                    and c.known_from <= :known_at and (c.known_to is null or c.known_to > :known_at)
                    and c.holder_kind = 'pupil'
                    and c.status = 'validated' and (c.framework = 'pix' or (:clea and c.framework = 'clea'))
                    and v.recorded_at <= :known_at and (v.withdrawn_at is null or v.withdrawn_at > :known_at)"
            ),
            params! { uai: only, from: from, to: to, known_at: known_at, clea: clea },
            read,
        ),
        _ => tx.rows(
            sql!(
                "select distinct c.uai, coalesce(c.person, cast(c.number as text)) as who, v.division
                   from certification_state c join certification_version v on v.number = c.number
                   left join school s on s.uai = c.uai
                  where c.exam_date >= :from and c.exam_date <= :to
                    and c.known_from <= :known_at and (c.known_to is null or c.known_to > :known_at)
                    and c.holder_kind = 'pupil'
                    and c.status = 'validated' and (c.framework = 'pix' or (:clea and c.framework = 'clea'))
                    and v.recorded_at <= :known_at and (v.withdrawn_at is null or v.withdrawn_at > :known_at)
                    and (:everything or :territories like '% ' || s.territory || ' %' or :schools like '% ' || s.uai || ' %')
                    and (s.uai is null or s.in_basin)"
            ),
            params! {
                from: from, to: to, known_at: known_at, clea: clea, everything: scope.everything,
                territories: scope.territories_text(), schools: scope.schools_text()
            },
            read,
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_division_says_its_level_by_its_name() {
        use DivisionLevel::{Expected, Other, Unknown};
        for (division, level) in [
            ("3A", Expected(ExpectedAt::Troisieme)),
            ("302", Expected(ExpectedAt::Troisieme)),
            ("3e SEGPA", Expected(ExpectedAt::Troisieme)),
            ("Troisième 2", Expected(ExpectedAt::Troisieme)),
            ("TG3", Expected(ExpectedAt::Final)),
            ("Tle STMG", Expected(ExpectedAt::Final)),
            ("Terminale B", Expected(ExpectedAt::Final)),
            ("TCAP", Expected(ExpectedAt::Final)),
            ("2CAP", Expected(ExpectedAt::Final)),
            ("2e CAP cuisine", Expected(ExpectedAt::Final)),
            ("CAP 2 cuisine", Expected(ExpectedAt::Final)),
            ("1CAP2", Other),
            ("CAP1", Other),
            ("4B", Other),
            ("2GT4", Other),
            ("1G1", Other),
            ("", Unknown),
            ("  ", Unknown),
        ] {
            assert_eq!(division_level(division), level, "{division}");
        }
    }

    #[test]
    fn competences_and_domains_are_those_of_the_framework() {
        assert_eq!(DOMAINS.iter().sum::<usize>(), COMPETENCES.len());
        let mut competences = COMPETENCES.iter();
        for (domain, many) in DOMAINS.iter().enumerate() {
            for rank in 1..=*many {
                assert_eq!(competences.next(), Some(&format!("{}.{rank}", domain + 1).as_str()));
            }
        }
    }

    #[test]
    fn levels_are_counted_by_school_and_competence() {
        let school = Uai::parse("9710022X").unwrap();
        let threes = "3 ".repeat(15) + "-";
        let counted = by_school(vec![
            (Some(school.clone()), threes.clone(), 4, 1),
            (Some(school.clone()), "8 ".repeat(15) + "0", 2, 0),
            (None, threes, 1, 0),
            // A level that does not exist is none.
            (None, "9 ".repeat(15) + "9", 1, 0),
        ]);
        assert_eq!(counted.len(), 2);
        assert_eq!((counted[0].uai.as_ref(), counted[0].certifications), (None, 2));
        assert_eq!(counted[0].levels[0], [0, 0, 0, 1, 0, 0, 0, 0, 0]);
        assert_eq!((counted[1].certifications, counted[1].fictitious), (6, 1));
        assert_eq!(counted[1].levels[0], [0, 0, 0, 4, 0, 0, 0, 0, 2]);
        assert_eq!(counted[1].levels[15], [2, 0, 0, 0, 0, 0, 0, 0, 0]);
        let mut sum = LevelCounts::default();
        for school in &counted {
            sum.add(school);
        }
        assert_eq!((sum.certifications, sum.levels[0][3], sum.levels[0][8]), (8, 5, 2));
    }
}
