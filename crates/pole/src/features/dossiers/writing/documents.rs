//! The documents of a dossier: which are asked, which are there. Their bytes are the shell's.

use pole_db::Tx;
use pole_kernel::{Instant, Uai};

use super::super::model::DossierId;
use super::access::Access;
use super::answers::{self, Setting, open};
use super::errors::{Refusal, WritingError};
use super::progress::document_part;
use crate::features::calls::Part;
use crate::policy::Actor;
use crate::shell::audit;
use crate::shell::documents::{self, Document, DocumentId, Received};

/// What documents of a dossier are attached to.
pub(super) const OWNER: &str = "dossier";

/// A document that is asked, of the dossier or of one school, with what was attached for it.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    pub(super) code: String,
    pub(super) label: String,
    pub(super) help: String,
    pub(super) required: bool,
    pub(super) part: Part,
    pub(super) uai: Option<Uai>,
    pub(super) documents: Vec<Document>,
    /// Those that were there before, each with when it was taken away.
    pub(super) former: Vec<(Document, Instant)>,
}

/// What a document is for: `code`, or `code/uai`.
pub(super) fn purpose(code: &str, uai: Option<&Uai>) -> String {
    match uai {
        None => code.to_owned(),
        Some(uai) => format!("{code}/{uai}"),
    }
}

/// The documents that are asked, with those that are there.
pub(super) fn slots(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: DossierId,
) -> Result<(Setting, Vec<Slot>), WritingError> {
    let setting = open(tx, actor, now, id)?;
    let attached = documents::of(tx, OWNER, &id.to_string())?;
    let former = documents::former(tx, OWNER, &id.to_string())?;
    let mut slots = Vec::new();
    for document in &setting.content.documents {
        for uai in answers::places(document.per_school, &setting.schools()) {
            let purpose = purpose(&document.code, uai.as_ref());
            slots.push(Slot {
                code: document.code.clone(),
                label: document.label.clone(),
                help: document.help.clone(),
                required: document.required,
                part: document_part(&setting.content, &document.code),
                documents: attached.iter().filter(|one| one.purpose == purpose).cloned().collect(),
                former: former
                    .iter()
                    .filter(|(one, _)| one.purpose == purpose)
                    .cloned()
                    .collect(),
                uai,
            });
        }
    }
    Ok((setting, slots))
}

/// One document of a dossier.
pub(super) fn document(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: DossierId,
    document: DocumentId,
) -> Result<(Setting, Document), WritingError> {
    let setting = open(tx, actor, now, id)?;
    let found = documents::document(tx, document)?
        .filter(|found| found.owner_kind == OWNER && found.owner == id.to_string())
        .ok_or(WritingError::NotFound)?;
    Ok((setting, found))
}

/// Whether a document may be attached or taken away now.
pub(super) fn check(setting: &Setting, actor: &Actor, code: &str, uai: Option<&Uai>) -> Result<(), WritingError> {
    let asked = setting
        .content
        .documents
        .iter()
        .find(|document| document.code == code)
        .ok_or(WritingError::NotFound)?;
    if asked.per_school != uai.is_some() || uai.is_some_and(|uai| !setting.schools().contains(uai)) {
        return Err(WritingError::NotFound);
    }
    if !setting.access.writes(document_part(&setting.content, code), uai) {
        return Err(Access::denied(actor).into());
    }
    match setting.closed(uai) {
        Some(why) => Err(Refusal::from(why).into()),
        None => Ok(()),
    }
}

/// Whether somebody may attach a document now: asked before its bytes are taken.
pub(super) fn may_attach(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: DossierId,
    code: &str,
    uai: Option<&Uai>,
) -> Result<(), WritingError> {
    let setting = open(tx, actor, now, id)?;
    check(&setting, actor, code, uai)
}

/// Attaches a document that was received; the one it replaces stays in the history.
///
/// # Errors
/// When it is not asked, the dossier is not written any more, the actor may not, or the database fails.
pub fn attach(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: DossierId,
    (code, uai): (&str, Option<&Uai>),
    received: &Received,
) -> Result<DocumentId, WritingError> {
    may_attach(tx, actor, now, id, code, uai)?;
    let purpose = purpose(code, uai);
    let new = received.clone().attached_to(OWNER, id.to_string(), purpose.clone());
    let attached = documents::replace(tx, actor.account, now, &new)?;
    audit::record(tx, actor, now, "dossier_document.attached", &id.to_string(), &purpose)?;
    Ok(attached)
}

/// Takes a document away; its history stays.
pub(super) fn remove(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: DossierId,
    target: DocumentId,
) -> Result<(), WritingError> {
    let (setting, found) = document(tx, actor, now, id, target)?;
    let (code, place) = found.purpose.split_once('/').unwrap_or((&found.purpose, ""));
    check(&setting, actor, code, Uai::parse(place).ok().as_ref())?;
    documents::remove(tx, actor.account, now, target)?;
    audit::record(
        tx,
        actor,
        now,
        "dossier_document.removed",
        &id.to_string(),
        &found.purpose,
    )?;
    Ok(())
}
