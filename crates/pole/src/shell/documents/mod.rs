//! Documents that people attach to something: a row here, the bytes in the store of files.

mod check;
mod upload;

pub use check::{DocumentType, LIMIT, NotTaken, TAKEN, document_type};
pub use upload::{FILE_FIELD, Received, Upload, download, receive};

use pole_db::{DbError, Row, Tx, params, sql, text_column};
use pole_kernel::{Id, Instant, vocabulary};

use super::clock::fresh_id;
use super::files::Kept;
use crate::policy::AccountId;

/// Tag of document identifiers.
#[derive(Debug)]
pub enum DocumentTag {}

/// The identifier of a document.
pub type DocumentId = Id<DocumentTag>;

vocabulary! {
    /// What the virus scanner said.
    Scan, "scan of a document" {
        /// No scanner is set up.
        NotScanned = "not_scanned",
        /// Nothing was found.
        Clean = "clean",
        /// Something was found: it is never served.
        Refused = "refused",
    }
}

text_column!(Scan);

/// A document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its identifier.
    pub id: DocumentId,
    /// What it was attached to: `dossier`, `agreement`…
    pub owner_kind: String,
    /// The identifier of that.
    pub owner: String,
    /// What it is for, by a code of its owner's.
    pub purpose: String,
    /// The name of the file.
    pub name: String,
    /// Its type, found in its content.
    pub content_type: String,
    /// SHA-256 of its bytes.
    pub file_hash: String,
    /// How many bytes.
    pub bytes: i64,
    /// What the scanner said.
    pub scan: Scan,
    /// When it was attached.
    pub added_at: Instant,
}

/// A document to attach.
#[derive(Clone, Debug)]
pub struct NewDocument {
    /// What it is attached to.
    pub owner_kind: &'static str,
    /// The identifier of that.
    pub owner: String,
    /// What it is for.
    pub purpose: String,
    /// The name of the file.
    pub name: String,
    /// Its type, found in its content.
    pub content_type: String,
    /// Where its bytes are.
    pub kept: Kept,
    /// What the scanner said.
    pub scan: Scan,
}

fn read(row: &Row<'_>) -> Result<Document, DbError> {
    Ok(Document {
        id: row.get("id")?,
        owner_kind: row.get("owner_kind")?,
        owner: row.get("owner")?,
        purpose: row.get("purpose")?,
        name: row.get("name")?,
        content_type: row.get("content_type")?,
        file_hash: row.get("file_hash")?,
        bytes: row.get("bytes")?,
        scan: row.get("scan")?,
        added_at: row.get("added_at")?,
    })
}

impl Received {
    /// The document to attach.
    pub fn attached_to(self, owner_kind: &'static str, owner: String, purpose: String) -> NewDocument {
        NewDocument {
            owner_kind,
            owner,
            purpose,
            name: self.name,
            content_type: self.content_type.to_owned(),
            kept: self.kept,
            scan: self.scan,
        }
    }
}

/// Attaches a document in the place of those that are there for the same purpose: they are taken away and stay
/// in the history. The same bytes under the same name are already there: nothing changes. Callers have asked
/// the policy.
///
/// # Errors
/// When the database fails.
pub fn replace(
    tx: &mut Tx,
    account: Option<AccountId>,
    now: Instant,
    new: &NewDocument,
) -> Result<DocumentId, DbError> {
    for document in of(tx, new.owner_kind, &new.owner)? {
        if document.purpose != new.purpose {
            continue;
        }
        if document.file_hash == new.kept.hash && document.name == new.name {
            return Ok(document.id);
        }
        remove(tx, account, now, document.id)?;
    }
    attach(tx, account, now, new)
}

/// Attaches a document. Callers have asked the policy.
///
/// # Errors
/// When the database fails.
pub fn attach(tx: &mut Tx, account: Option<AccountId>, now: Instant, new: &NewDocument) -> Result<DocumentId, DbError> {
    let id = fresh_id();
    tx.execute(
        sql!(
            "insert into document (id, owner_kind, owner, purpose, name, content_type, file_hash, bytes, scan, added_at,
                                   added_by)
             values (:id, :owner_kind, :owner, :purpose, :name, :content_type, :hash, :bytes, :scan, :now, :account)"
        ),
        params! {
            id: id, owner_kind: new.owner_kind, owner: new.owner.as_str(), purpose: new.purpose.as_str(),
            name: new.name.as_str(), content_type: new.content_type.as_str(), hash: new.kept.hash.as_str(),
            bytes: i64::try_from(new.kept.bytes).unwrap_or(i64::MAX), scan: new.scan, now: now, account: account
        },
    )?;
    Ok(id)
}

/// The documents attached to something, the oldest first.
///
/// # Errors
/// When the database fails.
pub fn of(tx: &mut Tx, owner_kind: &str, owner: &str) -> Result<Vec<Document>, DbError> {
    tx.rows(
        sql!(
            "select id, owner_kind, owner, purpose, name, content_type, file_hash, bytes, scan, added_at
               from document where owner_kind = :kind and owner = :owner and removed_at is null
              order by added_at, id"
        ),
        params! { kind: owner_kind, owner: owner },
        read,
    )
}

/// The documents that were attached to something and taken away, or replaced, the newest first, each with when.
///
/// # Errors
/// When the database fails.
pub fn former(tx: &mut Tx, owner_kind: &str, owner: &str) -> Result<Vec<(Document, Instant)>, DbError> {
    tx.rows(
        sql!(
            "select id, owner_kind, owner, purpose, name, content_type, file_hash, bytes, scan, added_at, removed_at
               from document where owner_kind = :kind and owner = :owner and removed_at is not null
              order by removed_at desc, id desc"
        ),
        params! { kind: owner_kind, owner: owner },
        |row| Ok((read(row)?, row.get("removed_at")?)),
    )
}

/// One document, when it was not taken away.
///
/// # Errors
/// When the database fails.
pub fn document(tx: &mut Tx, id: DocumentId) -> Result<Option<Document>, DbError> {
    tx.optional(
        sql!(
            "select id, owner_kind, owner, purpose, name, content_type, file_hash, bytes, scan, added_at
               from document where id = :id and removed_at is null"
        ),
        params! { id: id },
        read,
    )
}

/// Takes a document away; its row and its bytes stay for the history. Says whether it was there.
///
/// # Errors
/// When the database fails.
pub fn remove(tx: &mut Tx, account: Option<AccountId>, now: Instant, id: DocumentId) -> Result<bool, DbError> {
    let taken = tx.execute(
        sql!("update document set removed_at = :now, removed_by = :account where id = :id and removed_at is null"),
        params! { id: id, now: now, account: account },
    )?;
    Ok(taken == 1)
}
