//! The columns of files that were explained once, kept by name and proposed again when the same
//! titles come back.

use pole_db::{DbError, Row, Tx, params, sql};
use pole_formats::mapped::fields;
use pole_formats::{FileKind, Mapping};
use pole_kernel::{Instant, ids};

use super::run::Answers;
use super::store::written;
use crate::policy::{self, AccountId, Action, Actor, Denied, Subject};
use crate::shell::audit;
use crate::shell::clock::fresh_id;
use crate::shell::column::coded;

ids! {
    /// The identifier of a kept mapping.
    MappingId, MappingTag;
}

/// The longest name of a mapping.
const NAME_LENGTH: usize = 80;

/// A mapping that was kept.
#[derive(Clone, Debug)]
pub struct KeptMapping {
    /// Its identifier.
    pub id: MappingId,
    /// Its name.
    pub name: String,
    /// What files of it are.
    pub target: FileKind,
    /// The titles it was made for.
    pub header: String,
    /// The mapping; without any column when an importer asks by itself.
    pub mapping: Mapping,
    /// The answers that were kept.
    pub answers: Answers,
    /// When it was kept.
    pub created_at: Instant,
    /// Who kept it; `None` at the console.
    pub account: Option<AccountId>,
    /// Their name.
    pub created_by: Option<String>,
}

/// Why a mapping is not kept, renamed or deleted.
#[derive(Debug, thiserror::Error)]
pub enum MappingError {
    /// There is none.
    #[error("no such mapping")]
    NotFound,
    /// It has no name, or too long a one.
    #[error("a mapping needs a short name")]
    Name,
    /// Another mapping has this name.
    #[error("another mapping has this name")]
    Taken,
    /// The policy says no.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

fn read(row: &Row<'_>) -> Result<KeptMapping, DbError> {
    let target = coded(row, "target", FileKind::parse)?;
    let content: String = row.get("content")?;
    let unreadable = |reason: String| DbError::Column {
        column: "content".to_owned(),
        reason,
    };
    let answers: Answers = serde_json::from_str(&content).map_err(|error| unreadable(error.to_string()))?;
    Ok(KeptMapping {
        id: row.get("id")?,
        name: row.get("name")?,
        target,
        header: row.get("header")?,
        mapping: match Mapping::from_answers(&answers) {
            Some(mapping) => mapping,
            None if fields(target).is_empty() => Mapping::new(target),
            None => return Err(unreadable("not a mapping".to_owned())),
        },
        answers,
        created_at: row.get("created_at")?,
        account: row.get("created_by")?,
        created_by: row.get("created_by_name")?,
    })
}

/// The kept mappings, by name.
///
/// # Errors
/// When the database fails.
pub fn mappings(tx: &mut Tx) -> Result<Vec<KeptMapping>, DbError> {
    tx.rows(
        sql!(
            "select m.id, m.name, m.target, m.header, m.content, m.created_at, m.created_by,
                    a.display_name as created_by_name
               from import_mapping m left join account a on a.id = m.created_by
              order by m.name"
        ),
        params! {},
        read,
    )
}

/// The mappings made for these titles, the newest first.
///
/// # Errors
/// When the database fails.
pub fn mappings_for(tx: &mut Tx, header: &str) -> Result<Vec<KeptMapping>, DbError> {
    tx.rows(
        sql!(
            "select m.id, m.name, m.target, m.header, m.content, m.created_at, m.created_by,
                    a.display_name as created_by_name
               from import_mapping m left join account a on a.id = m.created_by
              where m.header = :header
              order by m.created_at desc, m.id desc"
        ),
        params! { header: header },
        read,
    )
}

fn mapping(tx: &mut Tx, id: MappingId) -> Result<Option<KeptMapping>, DbError> {
    tx.optional(
        sql!(
            "select m.id, m.name, m.target, m.header, m.content, m.created_at, m.created_by,
                    a.display_name as created_by_name
               from import_mapping m left join account a on a.id = m.created_by
              where m.id = :id"
        ),
        params! { id: id },
        read,
    )
}

/// The mapping of a name, for the command line.
///
/// # Errors
/// When the database fails.
pub fn mapping_named(tx: &mut Tx, name: &str) -> Result<Option<KeptMapping>, DbError> {
    tx.optional(
        sql!(
            "select m.id, m.name, m.target, m.header, m.content, m.created_at, m.created_by,
                    a.display_name as created_by_name
               from import_mapping m left join account a on a.id = m.created_by
              where m.name = :name"
        ),
        params! { name: name },
        read,
    )
}

/// Whether an actor may rename or delete a mapping: their own, or anybody's for who imports files.
pub fn may_change(actor: &Actor, kept: &KeptMapping) -> bool {
    let is_own = kept.account.is_some() && kept.account == actor.account;
    is_own || policy::may_somewhere(actor, Action::ImportFiles)
}

fn changeable(tx: &mut Tx, actor: &Actor, id: MappingId) -> Result<KeptMapping, MappingError> {
    let kept = mapping(tx, id)?.ok_or(MappingError::NotFound)?;
    if may_change(actor, &kept) {
        policy::check(actor, Action::BringFiles, Subject::Basin)?;
        Ok(kept)
    } else {
        Err(MappingError::Denied(Denied {
            action: Action::ImportFiles,
            anonymous: !actor.is_signed_in(),
        }))
    }
}

fn checked_name(name: &str) -> Result<&str, MappingError> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > NAME_LENGTH {
        return Err(MappingError::Name);
    }
    Ok(name)
}

/// Keeps a mapping by name. One of the same name is replaced, when it is the actor's to change.
///
/// # Errors
/// When the name is empty, too long or somebody else's, the actor may not, or the database fails.
pub fn keep(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    name: &str,
    header: &str,
    mapping: &Mapping,
) -> Result<MappingId, MappingError> {
    policy::check(actor, Action::BringFiles, Subject::Basin)?;
    let name = checked_name(name)?;
    let content = written(&mapping.answers());
    if let Some(kept) = mapping_named(tx, name)? {
        if !may_change(actor, &kept) {
            return Err(MappingError::Taken);
        }
        tx.execute(
            sql!("update import_mapping set target = :target, header = :header, content = :content where id = :id"),
            params! { id: kept.id, target: mapping.kind.code(), header: header, content: content },
        )?;
        audit::record(tx, actor, now, "import_mapping.replaced", &kept.id.to_string(), name)?;
        return Ok(kept.id);
    }
    let id = fresh_id();
    tx.execute(
        sql!(
            "insert into import_mapping (id, name, target, header, content, created_at, created_by)
             values (:id, :name, :target, :header, :content, :now, :account)"
        ),
        params! {
            id: id, name: name, target: mapping.kind.code(), header: header, content: content, now: now,
            account: actor.account
        },
    )?;
    audit::record(tx, actor, now, "import_mapping.kept", &id.to_string(), name)?;
    Ok(id)
}

/// Keeps what an importer asked by itself, for the next file of the same kind about the same thing, which `header`
/// tells: over what was kept before, or under a new name. Its importer has asked the policy.
///
/// # Errors
/// When the database fails.
pub fn keep_answers(
    tx: &mut Tx,
    (account, now): (Option<AccountId>, Instant),
    name: &str,
    target: FileKind,
    header: &str,
    answers: &Answers,
) -> Result<(), DbError> {
    let content = written(answers);
    if let Some(kept) = answers_for(tx, target, header)? {
        if kept.answers != *answers {
            tx.execute(
                sql!("update import_mapping set content = :content where id = :id"),
                params! { id: kept.id, content: content },
            )?;
        }
        return Ok(());
    }
    let short: String = name.chars().take(NAME_LENGTH - 5).collect();
    let mut free = short.clone();
    for number in 2..1_000 {
        if mapping_named(tx, &free)?.is_none() {
            break;
        }
        free = format!("{short} ({number})");
    }
    let id: MappingId = fresh_id();
    tx.execute(
        sql!(
            "insert into import_mapping (id, name, target, header, content, created_at, created_by)
             values (:id, :name, :target, :header, :content, :now, :account)"
        ),
        params! {
            id: id, name: free, target: target.code(), header: header, content: content, now: now, account: account
        },
    )?;
    Ok(())
}

/// What was kept of a kind of file about the same thing, the newest.
///
/// # Errors
/// When the database fails.
pub fn answers_for(tx: &mut Tx, target: FileKind, header: &str) -> Result<Option<KeptMapping>, DbError> {
    Ok(mappings_for(tx, header)?.into_iter().find(|kept| kept.target == target))
}

/// Gives a mapping another name.
///
/// # Errors
/// When there is none, the name is empty, too long or taken, the actor may not, or the database
/// fails.
pub fn rename(tx: &mut Tx, actor: &Actor, now: Instant, id: MappingId, name: &str) -> Result<(), MappingError> {
    changeable(tx, actor, id)?;
    let name = checked_name(name)?;
    if mapping_named(tx, name)?.is_some_and(|other| other.id != id) {
        return Err(MappingError::Taken);
    }
    tx.execute(
        sql!("update import_mapping set name = :name where id = :id"),
        params! { id: id, name: name },
    )?;
    audit::record(tx, actor, now, "import_mapping.renamed", &id.to_string(), name)?;
    Ok(())
}

/// Deletes a mapping. The imports made with it keep what they were told.
///
/// # Errors
/// When there is none, the actor may not, or the database fails.
pub fn delete(tx: &mut Tx, actor: &Actor, now: Instant, id: MappingId) -> Result<(), MappingError> {
    let kept = changeable(tx, actor, id)?;
    tx.execute(sql!("delete from import_mapping where id = :id"), params! { id: id })?;
    audit::record(tx, actor, now, "import_mapping.deleted", &id.to_string(), &kept.name)?;
    Ok(())
}
