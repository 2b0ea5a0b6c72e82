//! Versions: moments of a dossier that got a name. Their content is the answers of that moment.

use pole_db::{DbError, Tx};
use pole_kernel::{Instant, Uai};
use serde_json::Value;

use super::super::model::{DossierId, LineState};
use super::super::store as dossiers;
use super::access::Access;
use super::answers::{self, Save, Saved, Setting, by_question, open, save_in};
use super::errors::{Refusal, WritingError};
use super::store;
use crate::policy::Actor;
use crate::shell::audit;

/// The longest name.
const LONGEST: usize = 120;

/// A moment of a dossier that got a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedVersion {
    /// From 1.
    pub number: i64,
    /// Its name.
    pub label: String,
    /// The moment.
    pub at: Instant,
    /// By whom, by name; `None` for the program.
    pub made_by: Option<String>,
}

/// What begins the name of a version that a transition makes: pages put the state after it into words.
const BY_TRANSITION: char = '@';

/// The name of the version that a transition makes.
pub fn label_of(state: LineState) -> String {
    format!("{BY_TRANSITION}{state}")
}

impl NamedVersion {
    /// The state whose transition made it, when one did.
    pub fn state(&self) -> Option<LineState> {
        self.label
            .strip_prefix(BY_TRANSITION)
            .and_then(|code| LineState::parse(code).ok())
    }
}

/// Names the present moment of a dossier. Callers have asked the policy: whoever validates a line calls it in
/// the same transaction.
///
/// # Errors
/// When the database fails.
pub fn mark(tx: &mut Tx, actor: &Actor, now: Instant, dossier: DossierId, label: &str) -> Result<i64, DbError> {
    let newest = store::versions(tx, dossier)?.into_iter().next();
    let number = newest.as_ref().map_or(0, |version| version.number) + 1;
    let saved = answers::newest(tx, dossier)?.iter().map(|answer| answer.saved_at).max();
    // The machine's clock may have gone backwards since the newest answer.
    let at = saved.map_or(now, |saved| saved.max(now));
    let version = NamedVersion {
        number,
        label: label.trim().chars().take(LONGEST).collect(),
        at,
        made_by: None,
    };
    store::insert_version(tx, dossier, &version, actor.account)?;
    audit::record(
        tx,
        actor,
        now,
        "dossier_version.named",
        &dossier.to_string(),
        &number.to_string(),
    )?;
    Ok(number)
}

/// Names a version by hand: whoever writes in the dossier may.
pub(super) fn name(tx: &mut Tx, actor: &Actor, now: Instant, id: DossierId, label: &str) -> Result<i64, WritingError> {
    let setting = open(tx, actor, now, id)?;
    if !setting.access.writes_something() {
        return Err(Access::denied(actor).into());
    }
    let label = label.trim().trim_start_matches(BY_TRANSITION);
    let length = label.chars().count();
    if length == 0 || length > LONGEST {
        return Err(Refusal::Label.into());
    }
    match mark(tx, actor, now, id, label) {
        Err(DbError::Unique { .. }) => Err(WritingError::Stale),
        other => Ok(other?),
    }
}

/// The versions of a dossier, the newest first.
pub(super) fn list(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: DossierId,
) -> Result<(Setting, Vec<NamedVersion>), WritingError> {
    let setting = open(tx, actor, now, id)?;
    let versions = store::versions(tx, id)?;
    Ok((setting, versions))
}

/// An answer that differs between two moments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) field: String,
    pub(super) uai: Option<Uai>,
    pub(super) before: Option<Value>,
    pub(super) after: Option<Value>,
    /// The revision of the newest answer.
    pub(super) revision: i64,
}

/// Two moments of a dossier beside each other.
#[derive(Clone, Debug)]
pub(super) struct Comparison {
    pub(super) setting: Setting,
    pub(super) versions: Vec<NamedVersion>,
    pub(super) from: NamedVersion,
    /// `None` for now.
    pub(super) to: Option<NamedVersion>,
    pub(super) changes: Vec<Change>,
}

/// Compares a version with another one, or with now, in the order of the form.
pub(super) fn compare(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: DossierId,
    from: i64,
    to: Option<i64>,
) -> Result<Comparison, WritingError> {
    let (setting, versions) = list(tx, actor, now, id)?;
    let numbered = |number: i64| {
        versions
            .iter()
            .find(|version| version.number == number)
            .cloned()
            .ok_or(WritingError::NotFound)
    };
    let from = numbered(from)?;
    let to = to.map(numbered).transpose()?;
    let newest = answers::newest(tx, id)?;
    let before = by_question(&dossiers::answers(tx, id, from.at)?);
    let after = match &to {
        Some(version) => by_question(&dossiers::answers(tx, id, version.at)?),
        None => by_question(&newest),
    };
    let schools: Vec<Uai> = setting.lines.iter().map(|line| line.uai.clone()).collect();
    let mut changes = Vec::new();
    for (_, field) in setting.content.fields() {
        for uai in answers::places(field.per_school, &schools) {
            let key = (uai.clone(), field.code.clone());
            let said =
                |answers: &crate::features::calls::Answers| answers.get(&key).filter(|value| !value.is_null()).cloned();
            let (before, after) = (said(&before), said(&after));
            if before == after {
                continue;
            }
            let revision = newest
                .iter()
                .find(|answer| answer.uai == uai && answer.field == field.code)
                .map_or(0, |answer| answer.revision);
            changes.push(Change {
                field: field.code.clone(),
                uai,
                before,
                after,
                revision,
            });
        }
    }
    Ok(Comparison {
        setting,
        versions,
        from,
        to,
        changes,
    })
}

/// Takes one answer back from a version, as a new revision.
pub(super) fn restore(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    number: i64,
    target: &Save,
) -> Result<Saved, WritingError> {
    let (setting, versions) = list(tx, actor, now, target.dossier)?;
    let version = versions
        .into_iter()
        .find(|version| version.number == number)
        .ok_or(WritingError::NotFound)?;
    let value = dossiers::answers(tx, target.dossier, version.at)?
        .into_iter()
        .find(|answer| answer.field == target.field && answer.uai == target.uai)
        .map_or(Value::Null, |answer| answer.value);
    save_in(
        tx,
        actor,
        now,
        &setting,
        &Save {
            value,
            ..target.clone()
        },
    )
}
