//! What people tell each other about a question, or about the whole dossier.

use std::collections::BTreeMap;

use pole_db::{DbError, Tx};
use pole_kernel::{Id, Instant, Uai};

use super::super::model::DossierId;
use super::answers::{Setting, open};
use super::errors::{Refusal, WritingError};
use super::store;
use crate::policy::{self, Action, Actor};
use crate::shell::audit;
use crate::shell::clock::fresh_id;

/// The longest comment.
const LONGEST: usize = 4_000;

/// Tag of comment identifiers.
#[derive(Debug)]
pub enum CommentTag {}

/// The identifier of a comment.
pub type CommentId = Id<CommentTag>;

/// A comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Its identifier.
    pub id: CommentId,
    /// The first comment of the thread it replies to; `None` when it is the first one.
    pub thread: Option<CommentId>,
    /// The school, when the question is answered by each.
    pub uai: Option<Uai>,
    /// The question; empty for the whole dossier.
    pub field: String,
    /// What it says.
    pub text: String,
    /// When.
    pub written_at: Instant,
    /// By whom, by name.
    pub written_by: Option<String>,
    /// When the thread was resolved.
    pub resolved_at: Option<Instant>,
    /// By whom.
    pub resolved_by: Option<String>,
}

/// A first comment with its replies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Thread {
    pub(super) first: Comment,
    pub(super) replies: Vec<Comment>,
}

/// How many threads are open, by question and school.
pub(super) type OpenThreads = BTreeMap<(Option<Uai>, String), usize>;

fn gathered(comments: Vec<Comment>) -> Vec<Thread> {
    let mut threads: Vec<Thread> = Vec::new();
    for comment in comments {
        match comment.thread {
            None => threads.push(Thread {
                first: comment,
                replies: Vec::new(),
            }),
            Some(first) => {
                if let Some(thread) = threads.iter_mut().find(|thread| thread.first.id == first) {
                    thread.replies.push(comment);
                }
            }
        }
    }
    threads
}

/// The threads of a dossier, in the order they were begun.
pub(super) fn threads(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: DossierId,
) -> Result<(Setting, Vec<Thread>), WritingError> {
    let setting = open(tx, actor, now, id)?;
    let threads = gathered(store::comments(tx, id)?);
    Ok((setting, threads))
}

/// How many threads are open, by question and school.
pub(super) fn open_threads(tx: &mut Tx, id: DossierId) -> Result<OpenThreads, DbError> {
    let mut counts = OpenThreads::new();
    for comment in store::comments(tx, id)? {
        if comment.thread.is_none() && comment.resolved_at.is_none() {
            *counts.entry((comment.uai, comment.field)).or_default() += 1;
        }
    }
    Ok(counts)
}

/// A comment to write.
#[derive(Clone, Debug, Default)]
pub struct NewComment {
    /// The school, when the question is answered by each.
    pub uai: Option<Uai>,
    /// Empty for the whole dossier.
    pub field: String,
    /// The thread it replies to.
    pub thread: Option<CommentId>,
    /// What it says.
    pub text: String,
}

/// Writes a comment: whoever reads the dossier may. A reply opens its thread again.
///
/// # Errors
/// When it says nothing or too much, the dossier is not theirs to know, or the database fails.
pub fn write(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: DossierId,
    new: &NewComment,
) -> Result<CommentId, WritingError> {
    let setting = open(tx, actor, now, id)?;
    policy::check(actor, Action::WriteDossiers, policy::Subject::Basin)?;
    let text = new.text.trim();
    if text.is_empty() || text.chars().count() > LONGEST {
        return Err(Refusal::Text.into());
    }
    let (uai, field) = if let Some(first) = new.thread {
        let comment = store::comments(tx, id)?
            .into_iter()
            .find(|comment| comment.id == first && comment.thread.is_none())
            .ok_or(WritingError::NotFound)?;
        if comment.resolved_at.is_some() {
            store::set_resolved(tx, first, None, None)?;
        }
        (comment.uai, comment.field)
    } else {
        let is_known = new.field.is_empty() || setting.content.field(&new.field).is_some();
        let is_here = new
            .uai
            .as_ref()
            .is_none_or(|uai| setting.lines.iter().any(|line| line.uai == *uai));
        if !is_known || !is_here {
            return Err(WritingError::NotFound);
        }
        (new.uai.clone(), new.field.clone())
    };
    let comment = Comment {
        id: fresh_id(),
        thread: new.thread,
        uai,
        field,
        text: text.to_owned(),
        written_at: now,
        written_by: None,
        resolved_at: None,
        resolved_by: None,
    };
    store::insert_comment(tx, id, &comment, actor.account)?;
    audit::record(
        tx,
        actor,
        now,
        "dossier_comment.written",
        &id.to_string(),
        &comment.field,
    )?;
    Ok(comment.id)
}

/// Resolves a thread, or opens it again.
pub(super) fn set_resolved(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: DossierId,
    thread: CommentId,
    resolved: bool,
) -> Result<(), WritingError> {
    open(tx, actor, now, id)?;
    policy::check(actor, Action::WriteDossiers, policy::Subject::Basin)?;
    let comment = store::comments(tx, id)?
        .into_iter()
        .find(|comment| comment.id == thread && comment.thread.is_none())
        .ok_or(WritingError::NotFound)?;
    if comment.resolved_at.is_some() == resolved {
        return Ok(());
    }
    let (at, event) = if resolved {
        (Some(now), "dossier_comment.resolved")
    } else {
        (None, "dossier_comment.reopened")
    };
    store::set_resolved(tx, thread, at, actor.account)?;
    audit::record(tx, actor, now, event, &id.to_string(), &thread.to_string())?;
    Ok(())
}
