//! Everything that happened to a dossier, from its tables, in one list.

use pole_db::{DbError, Tx, params, sql};
use pole_kernel::{Instant, Uai};

use super::model::{DossierId, LineRevision};
use super::store;
use crate::features::calls::Part;

/// One thing that happened. Authors are by name; `None` is the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happening {
    /// It was begun.
    Begun {
        /// When.
        at: Instant,
        /// By whom.
        by: Option<String>,
    },
    /// A line got a state.
    State {
        /// The school.
        uai: Uai,
        /// The state, its day, role, reason, document.
        revision: LineRevision,
        /// The name of the document.
        document: Option<String>,
    },
    /// An answer was saved, once or several times in a row by the same person.
    Answered {
        /// The question.
        field: String,
        /// The school; `None` for the dossier.
        uai: Option<Uai>,
        /// How many times.
        times: usize,
        /// The last time.
        at: Instant,
        /// By whom.
        by: Option<String>,
    },
    /// A document was attached or taken away.
    Document {
        /// Its name.
        name: String,
        /// What it is for.
        purpose: String,
        /// Whether it was taken away.
        removed: bool,
        /// When.
        at: Instant,
        /// By whom.
        by: Option<String>,
    },
    /// A version was named.
    Version {
        /// From 1.
        number: i64,
        /// Its name.
        label: String,
        /// When.
        at: Instant,
        /// By whom.
        by: Option<String>,
    },
    /// Somebody was invited, or does not write any more.
    Member {
        /// Who.
        name: String,
        /// The part they fill in.
        part: Part,
        /// Whether they stopped.
        ended: bool,
        /// When.
        at: Instant,
        /// By whom.
        by: Option<String>,
    },
}

impl Happening {
    /// When it happened.
    pub const fn at(&self) -> Instant {
        match self {
            Self::Begun { at, .. }
            | Self::Answered { at, .. }
            | Self::Document { at, .. }
            | Self::Version { at, .. }
            | Self::Member { at, .. } => *at,
            Self::State { revision, .. } => revision.recorded_at,
        }
    }

    /// By whom.
    pub fn by(&self) -> Option<&str> {
        match self {
            Self::Begun { by, .. }
            | Self::Answered { by, .. }
            | Self::Document { by, .. }
            | Self::Version { by, .. }
            | Self::Member { by, .. } => by.as_deref(),
            Self::State { revision, .. } => revision.recorded_by.as_deref(),
        }
    }
}

/// Everything that happened to a dossier, the newest first.
pub(super) fn happenings(tx: &mut Tx, dossier: DossierId) -> Result<Vec<Happening>, DbError> {
    let mut found = tx.rows(
        sql!(
            "select d.created_at, a.display_name from dossier d left join account a on a.id = d.created_by
              where d.id = :dossier"
        ),
        params! { dossier: dossier },
        |row| {
            Ok(Happening::Begun {
                at: row.get("created_at")?,
                by: row.get("display_name")?,
            })
        },
    )?;
    for line in store::lines(tx, dossier)? {
        for revision in store::history(tx, line.id)? {
            let document = match revision.document {
                None => None,
                Some(document) => tx.optional(
                    sql!("select name from document where id = :document"),
                    params! { document: document },
                    |row| row.get("name"),
                )?,
            };
            found.push(Happening::State {
                uai: line.uai.clone(),
                revision,
                document,
            });
        }
    }
    found.extend(answered(tx, dossier)?);
    for (name, purpose, added_at, added_by, removed_at, removed_by) in tx.rows(
        sql!(
            "select o.name, o.purpose, o.added_at, a.display_name as added_name, o.removed_at, r.display_name as removed_name
               from document o
               left join account a on a.id = o.added_by
               left join account r on r.id = o.removed_by
              where o.owner_kind = 'dossier' and o.owner = :dossier"
        ),
        params! { dossier: dossier },
        |row| {
            Ok((
                row.get::<String>("name")?,
                row.get::<String>("purpose")?,
                row.get::<Instant>("added_at")?,
                row.get::<Option<String>>("added_name")?,
                row.get::<Option<Instant>>("removed_at")?,
                row.get::<Option<String>>("removed_name")?,
            ))
        },
    )? {
        if let Some(at) = removed_at {
            found.push(Happening::Document {
                name: name.clone(),
                purpose: purpose.clone(),
                removed: true,
                at,
                by: removed_by,
            });
        }
        found.push(Happening::Document {
            name,
            purpose,
            removed: false,
            at: added_at,
            by: added_by,
        });
    }
    found.extend(tx.rows(
        sql!(
            "select v.number, v.label, v.at, a.display_name from dossier_version v left join account a on a.id = v.made_by
              where v.dossier = :dossier"
        ),
        params! { dossier: dossier },
        |row| {
            Ok(Happening::Version {
                number: row.get("number")?,
                label: row.get("label")?,
                at: row.get("at")?,
                by: row.get("display_name")?,
            })
        },
    )?);
    found.extend(members(tx, dossier)?);
    found.sort_by_key(|one| std::cmp::Reverse(one.at()));
    Ok(found)
}

/// The answers, those that one person saved in a row together.
fn answered(tx: &mut Tx, dossier: DossierId) -> Result<Vec<Happening>, DbError> {
    let rows = tx.rows(
        sql!(
            "select a.uai, a.field, a.saved_at, p.display_name
               from dossier_answer a left join account p on p.id = a.saved_by
              where a.dossier = :dossier
              order by a.field, a.uai, a.revision"
        ),
        params! { dossier: dossier },
        |row| {
            Ok((
                row.get::<String>("field")?,
                Uai::parse(&row.get::<String>("uai")?).ok(),
                row.get::<Instant>("saved_at")?,
                row.get::<Option<String>>("display_name")?,
            ))
        },
    )?;
    let mut found: Vec<Happening> = Vec::new();
    for (field, uai, saved_at, by) in rows {
        if let Some(Happening::Answered {
            field: last,
            uai: of,
            times,
            at,
            by: author,
        }) = found.last_mut()
            && *last == field
            && *of == uai
            && *author == by
            && at.day() == saved_at.day()
        {
            *times += 1;
            *at = saved_at;
            continue;
        }
        found.push(Happening::Answered {
            field,
            uai,
            times: 1,
            at: saved_at,
            by,
        });
    }
    Ok(found)
}

fn members(tx: &mut Tx, dossier: DossierId) -> Result<Vec<Happening>, DbError> {
    let rows = tx.rows(
        sql!(
            "select a.display_name, m.part, m.invited_at, i.display_name as inviter, m.ended_at, e.display_name as ender
               from dossier_member m
               join account a on a.id = m.account
               left join account i on i.id = m.invited_by
               left join account e on e.id = m.ended_by
              where m.dossier = :dossier"
        ),
        params! { dossier: dossier },
        |row| {
            Ok((
                row.get::<String>("display_name")?,
                row.get::<Part>("part")?,
                row.get::<Instant>("invited_at")?,
                row.get::<Option<String>>("inviter")?,
                row.get::<Option<Instant>>("ended_at")?,
                row.get::<Option<String>>("ender")?,
            ))
        },
    )?;
    let mut found = Vec::new();
    for (name, part, invited_at, inviter, ended_at, ender) in rows {
        if let Some(at) = ended_at {
            found.push(Happening::Member {
                name: name.clone(),
                part,
                ended: true,
                at,
                by: ender,
            });
        }
        found.push(Happening::Member {
            name,
            part,
            ended: false,
            at: invited_at,
            by: inviter,
        });
    }
    Ok(found)
}
