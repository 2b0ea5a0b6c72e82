//! Answers: loading a dossier for its writers, saving one answer, settling a conflict.

use pole_db::{DbError, Tx};
use pole_kernel::{Instant, Uai};
use serde_json::Value;

use super::super::lines;
use super::super::model::{Answer, Dossier, DossierId, Line, LineState, Who};
use super::super::{lines::NewState, store as dossiers};
use super::access::{Access, access};
use super::errors::{Refusal, WritingError};
use super::store;
use crate::features::calls::{self, Answers, CallContent, CallWave, Field, FieldKind, Part, check_answer};
use crate::policy::Actor;
use crate::shell::audit;

/// Why the answers of a school, or of the dossier, do not change now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyClosed {
    /// The wave is not open.
    Wave,
    /// The line was validated, or taken out.
    Frozen,
}

impl WhyClosed {
    /// The code of its words.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Wave => "wave",
            Self::Frozen => "frozen",
        }
    }
}

impl From<WhyClosed> for Refusal {
    fn from(why: WhyClosed) -> Self {
        match why {
            WhyClosed::Wave => Self::WaveClosed,
            WhyClosed::Frozen => Self::Frozen,
        }
    }
}

/// A dossier with what its writers need: what is asked, in which state it is, what they may do.
#[derive(Clone, Debug)]
pub struct Setting {
    /// The dossier.
    pub dossier: Dossier,
    /// What the call asks.
    pub content: CallContent,
    /// The wave.
    pub wave: CallWave,
    /// The lines, the collège first.
    pub lines: Vec<Line>,
    /// What the actor may do.
    pub access: Access,
    /// Whether the wave is open.
    pub is_open: bool,
}

impl Setting {
    /// The schools that answer: those that were not taken out, the collège first.
    pub fn schools(&self) -> Vec<Uai> {
        self.lines
            .iter()
            .filter(|line| line.state != LineState::Withdrawn)
            .map(|line| line.uai.clone())
            .collect()
    }

    /// Why the answers of a school, or of the dossier, do not change; `None` when they do.
    ///
    /// What concerns the whole dossier follows the line of the collège, or any line when it has none.
    pub fn closed(&self, uai: Option<&Uai>) -> Option<WhyClosed> {
        if !self.is_open {
            return Some(WhyClosed::Wave);
        }
        let whose = uai.unwrap_or(&self.dossier.college);
        let is_written = match self.lines.iter().find(|line| line.uai == *whose) {
            Some(line) => line.state.is_written(),
            None => uai.is_none() && self.lines.iter().any(|line| line.state.is_written()),
        };
        if is_written { None } else { Some(WhyClosed::Frozen) }
    }

    /// Whether the actor writes an answer now.
    pub fn may_write(&self, part: Part, uai: Option<&Uai>) -> bool {
        self.access.writes(part, uai) && self.closed(uai).is_none()
    }

    /// The places that answer a question: the dossier, or each school.
    pub fn places(&self, field: &Field) -> Vec<Option<Uai>> {
        places(field.per_school, &self.schools())
    }

    /// A question, when the dossier or the school has to answer it.
    fn question(&self, code: &str, uai: Option<&Uai>) -> Result<(Part, &Field), WritingError> {
        let (section, field) = self.content.field(code).ok_or(WritingError::NotFound)?;
        let fits = match uai {
            Some(uai) => field.per_school && self.lines.iter().any(|line| line.uai == *uai),
            None => !field.per_school,
        };
        if fits && !matches!(field.kind, FieldKind::Document { .. }) {
            Ok((section.part, field))
        } else {
            Err(WritingError::NotFound)
        }
    }
}

/// The dossier, or each of its schools.
pub(super) fn places(per_school: bool, schools: &[Uai]) -> Vec<Option<Uai>> {
    if per_school {
        schools.iter().cloned().map(Some).collect()
    } else {
        vec![None]
    }
}

/// Opens a dossier for somebody.
///
/// # Errors
/// [`WritingError::NotFound`] when there is none, or it is not theirs to know.
pub fn open(tx: &mut Tx, actor: &Actor, now: Instant, id: DossierId) -> Result<Setting, WritingError> {
    let setting = load(tx, actor, now, id)?;
    if setting.access.reads() {
        Ok(setting)
    } else {
        Err(WritingError::NotFound)
    }
}

/// The same without asking who it is for: for the program itself.
pub(super) fn load(tx: &mut Tx, actor: &Actor, now: Instant, id: DossierId) -> Result<Setting, WritingError> {
    let dossier = dossiers::dossier(tx, id)?.ok_or(WritingError::NotFound)?;
    let lines = dossiers::lines(tx, id)?;
    let wave = calls::call_wave(tx, dossier.call_wave)?.ok_or(WritingError::NotFound)?;
    let version = calls::version(tx, dossier.call, dossier.version)?.ok_or(WritingError::NotFound)?;
    let invited = match actor.account {
        Some(account) => store::parts_of(tx, id, account)?,
        None => Vec::new(),
    };
    let schools: Vec<Uai> = lines.iter().map(|line| line.uai.clone()).collect();
    let access = access(actor, &dossier, &schools, &invited);
    Ok(Setting {
        is_open: wave.is_open(Some(&dossier.territory), now),
        content: version.content,
        dossier,
        wave,
        lines,
        access,
    })
}

/// The newest answers of a dossier, with their revisions.
///
/// # Errors
/// When the database fails.
pub(super) fn newest(tx: &mut Tx, id: DossierId) -> Result<Vec<Answer>, DbError> {
    dossiers::answers(tx, id, store::end_of_time())
}

/// The same by question and school, as the rules of the form read them.
pub(super) fn by_question(answers: &[Answer]) -> Answers {
    answers
        .iter()
        .map(|answer| ((answer.uai.clone(), answer.field.clone()), answer.value.clone()))
        .collect()
}

/// An answer to save.
#[derive(Clone, Debug)]
pub struct Save {
    /// The dossier.
    pub dossier: DossierId,
    /// The question.
    pub field: String,
    /// The school that answers; `None` for the dossier.
    pub uai: Option<Uai>,
    /// The revision its author saw; 0 when there was none.
    pub seen: i64,
    /// The answer; null takes it away.
    pub value: Value,
}

/// An answer that is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Saved {
    /// Its revision; 0 when there is no answer and none was given.
    pub revision: i64,
    /// Since when.
    pub saved_at: Instant,
}

/// Saves an answer. The same answer sent twice is kept once: a connection may be cut after the first.
///
/// # Errors
/// [`WritingError::Stale`] when somebody else saved another answer meanwhile; a refusal when the wave is
/// closed, the line validated or the answer wrong.
pub fn save(tx: &mut Tx, actor: &Actor, now: Instant, save: &Save) -> Result<Saved, WritingError> {
    let setting = open(tx, actor, now, save.dossier)?;
    save_in(tx, actor, now, &setting, save)
}

/// Whether an actor may save an answer now.
fn check(setting: &Setting, actor: &Actor, save: &Save) -> Result<(), WritingError> {
    let uai = save.uai.as_ref();
    let (part, field) = setting.question(&save.field, uai)?;
    if !setting.access.writes(part, uai) {
        return Err(Access::denied(actor).into());
    }
    if let Some(why) = setting.closed(uai) {
        return Err(Refusal::from(why).into());
    }
    check_answer(field, &save.value).map_err(Refusal::from)?;
    Ok(())
}

/// Saves an answer in a dossier that is open already.
pub(super) fn save_in(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    setting: &Setting,
    save: &Save,
) -> Result<Saved, WritingError> {
    check(setting, actor, save)?;
    let current = store::newest_answer(tx, save.dossier, save.uai.as_ref(), &save.field)?;
    let (revision, saved_at) = match &current {
        Some(current) => {
            if current.value == save.value {
                return Ok(Saved {
                    revision: current.revision,
                    saved_at: current.saved_at,
                });
            }
            (current.revision, Some(current.saved_at))
        }
        None if save.value.is_null() => {
            return Ok(Saved {
                revision: 0,
                saved_at: now,
            });
        }
        None => (0, None),
    };
    if revision != save.seen {
        return Err(WritingError::Stale);
    }
    write(tx, actor, now, setting, save, revision + 1, saved_at)
}

/// The newest answers of a dossier, by question and school.
///
/// # Errors
/// When the database fails.
pub(in crate::features::dossiers) fn current(tx: &mut Tx, id: DossierId) -> Result<Answers, DbError> {
    Ok(by_question(&newest(tx, id)?))
}

/// Writes an answer that was given on another platform, whatever the deadline and whoever may write here. The
/// importer has asked the policy and checked the answer. Says whether it was another one.
///
/// # Errors
/// When the database fails.
pub(in crate::features::dossiers) fn bring(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    save: &Save,
) -> Result<bool, DbError> {
    let current = store::newest_answer(tx, save.dossier, save.uai.as_ref(), &save.field)?;
    let known = current.as_ref().map_or(&Value::Null, |current| &current.value);
    if *known == save.value {
        return Ok(false);
    }
    let revision = current.as_ref().map_or(1, |current| current.revision + 1);
    let before = current.as_ref().map_or(now, |current| current.saved_at);
    let mark = store::newest_mark(tx, save.dossier)?;
    let saved_at = store::after_mark(now.max(before), mark);
    store::insert_answer(tx, save, revision, saved_at, actor.account)?;
    let place = save.uai.as_ref().map_or("", Uai::as_str);
    let detail = format!("{} {place} r{revision}", save.field);
    let subject = save.dossier.to_string();
    audit::record(tx, actor, now, "dossier_answer.brought", &subject, &detail)?;
    Ok(true)
}

/// Writes one revision of an answer, strictly after every version that was named.
fn write(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    setting: &Setting,
    save: &Save,
    revision: i64,
    before: Option<Instant>,
) -> Result<Saved, WritingError> {
    begin(tx, actor, now, setting)?;
    let mark = store::newest_mark(tx, save.dossier)?;
    let saved_at = store::after_mark(now.max(before.unwrap_or(now)), mark);
    match store::insert_answer(tx, save, revision, saved_at, actor.account) {
        // Two people at once on an engine that lets both read first.
        Err(DbError::Unique { .. }) => return Err(WritingError::Stale),
        other => other?,
    }
    let place = save.uai.as_ref().map_or("", Uai::as_str);
    let detail = format!("{} {place} r{revision}", save.field);
    audit::record(
        tx,
        actor,
        now,
        "dossier_answer.saved",
        &save.dossier.to_string(),
        &detail,
    )?;
    Ok(Saved { revision, saved_at })
}

/// The first answer takes every line of the dossier out of the draft.
fn begin(tx: &mut Tx, actor: &Actor, now: Instant, setting: &Setting) -> Result<(), WritingError> {
    let drafts = setting.lines.iter().filter(|line| line.state == LineState::Draft);
    for line in drafts {
        let new = NewState {
            line: line.id,
            seen: line.revision,
            state: LineState::UnderConstruction,
            acted_as: Who::Writer,
            rank: None,
            decided_on: now.day(),
            reason: String::new(),
            document: None,
        };
        match lines::move_line(tx, actor, now, &new) {
            // Another answer of the same page has just done it.
            Ok(_) | Err(super::super::errors::DossierError::Stale) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// Two answers to the same question: what somebody typed, and what somebody else saved meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Conflict {
    pub(super) field: String,
    pub(super) uai: Option<Uai>,
    pub(super) mine: Value,
}

/// What became of a page of answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PageSaved {
    pub(super) conflicts: Vec<Conflict>,
    /// Questions that no longer change, or are not theirs.
    pub(super) refused: Option<&'static str>,
}

/// Saves the answers of a page. What nobody touched on the page is left as it is now.
pub(super) fn save_page(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: DossierId,
    page: &[Save],
) -> Result<PageSaved, WritingError> {
    let setting = open(tx, actor, now, id)?;
    let mut told = PageSaved::default();
    for save in page {
        match save_in(tx, actor, now, &setting, save) {
            Ok(_) => {}
            Err(WritingError::Stale) => {
                let shown = store::answer_at(tx, save.dossier, save.uai.as_ref(), &save.field, save.seen)?;
                if shown.unwrap_or(Value::Null) != save.value {
                    told.conflicts.push(Conflict {
                        field: save.field.clone(),
                        uai: save.uai.clone(),
                        mine: save.value.clone(),
                    });
                }
            }
            Err(WritingError::Refused(refusal @ (Refusal::WaveClosed | Refusal::Frozen))) => {
                told.refused = Some(refusal.key());
            }
            Err(error) => return Err(error),
        }
    }
    Ok(told)
}

/// A conflict that somebody settles.
#[derive(Clone, Debug)]
pub(super) struct Settlement {
    pub(super) field: String,
    pub(super) uai: Option<Uai>,
    /// The revision of the other's answer that they saw.
    pub(super) seen: i64,
    /// What they had typed.
    pub(super) mine: Value,
    /// What is kept in the end: theirs, the other's, or both in one text.
    pub(super) chosen: Value,
}

/// Settles a conflict. What was typed is kept in the history even when the other's answer is chosen.
pub(super) fn settle(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: DossierId,
    settlement: &Settlement,
) -> Result<Saved, WritingError> {
    let setting = open(tx, actor, now, id)?;
    let mut save = Save {
        dossier: id,
        field: settlement.field.clone(),
        uai: settlement.uai.clone(),
        seen: settlement.seen,
        value: settlement.chosen.clone(),
    };
    check(&setting, actor, &save)?;
    if settlement.mine != settlement.chosen {
        let kept = save_in(
            tx,
            actor,
            now,
            &setting,
            &Save {
                value: settlement.mine.clone(),
                ..save.clone()
            },
        )?;
        save.seen = kept.revision;
    }
    save_in(tx, actor, now, &setting, &save)
}
