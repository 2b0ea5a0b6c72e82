//! A reviewer at work: their list, one dossier beside its grid, marks saved, submitted or declined.

use pole_db::{DbError, Tx};
use pole_kernel::Instant;

use super::errors::{Refusal, ReviewError};
use super::model::{Mark, NewTie, Review, ReviewId, ReviewState, Sheet, TieKind};
use super::people::{self, file_of};
use super::situation::{background_of, is_open, reference};
use super::store::SchoolOfDossier;
use super::{rules, scores, store};
use crate::features::calls::{self, Call, CallContent, CallWave};
use crate::features::dossiers::{self, Answer, Dossier};
use crate::policy::{self, Action, Actor, Subject};
use crate::shell::audit;
use crate::shell::documents::{self, Document, Scan};

/// A line of a reviewer's list.
#[derive(Clone, Debug)]
pub(super) struct OwnReview {
    /// The review.
    pub(super) review: Review,
    /// What names the dossier without saying who applies.
    pub(super) reference: String,
    /// The collège, unless the call is reviewed blind.
    pub(super) title: Option<String>,
    /// The call.
    pub(super) call: String,
    /// The wave.
    pub(super) wave: String,
    /// How many criteria have a mark.
    pub(super) marked: usize,
    /// How many criteria there are.
    pub(super) criteria: usize,
}

/// The reviews that the actor holds, those to submit first. What a tie forbids is not among them.
///
/// # Errors
/// When the actor may not.
pub(super) fn own_reviews(tx: &mut Tx, actor: &Actor, now: Instant) -> Result<Vec<OwnReview>, ReviewError> {
    policy::check(actor, Action::ReviewDossiers, Subject::Basin)?;
    let account = actor.account.ok_or(ReviewError::NotFound)?;
    let background = background_of(tx, account, now.day())?;
    let mut lines = Vec::new();
    for review in store::reviews_of_account(tx, account)? {
        if !review.state.is_held() {
            continue;
        }
        let Some((dossier, schools)) = file_of(tx, review.dossier)? else {
            continue;
        };
        let uais: Vec<_> = schools.iter().map(|school| school.uai.clone()).collect();
        if !rules::conflicts(&background, &uais, &dossier.territory).is_empty() {
            continue;
        }
        let (call, wave, content) = asked_by(tx, &dossier)?;
        let marks = store::newest_marks(tx, review.id)?;
        lines.push(OwnReview {
            reference: reference(review.dossier),
            title: (!content.review.blind)
                .then(|| schools.first().map(|school| school.name.clone()))
                .flatten(),
            call: call.title,
            wave: wave.label,
            marked: content.criteria.len() - rules::unmarked(&content.criteria, &marks).len(),
            criteria: content.criteria.len(),
            review,
        });
    }
    Ok(lines)
}

/// What a dossier answers: its call, its wave, and what the call says.
fn asked_by(tx: &mut Tx, dossier: &Dossier) -> Result<(Call, CallWave, CallContent), ReviewError> {
    let call = calls::call(tx, dossier.call)?.ok_or(ReviewError::NotFound)?;
    let wave = calls::call_wave(tx, dossier.call_wave)?.ok_or(ReviewError::NotFound)?;
    let version = calls::version(tx, dossier.call, dossier.version)?.ok_or(ReviewError::NotFound)?;
    Ok((call, wave, version.content))
}

/// A dossier beside its grid.
#[derive(Clone, Debug)]
pub(super) struct SheetView {
    /// The review.
    pub(super) review: Review,
    /// The dossier.
    pub(super) dossier: Dossier,
    /// The call.
    pub(super) call: Call,
    /// The wave.
    pub(super) wave: CallWave,
    /// What the call says.
    pub(super) content: CallContent,
    /// The schools of the dossier, the collège first.
    pub(super) schools: Vec<SchoolOfDossier>,
    /// What was answered.
    pub(super) answers: Vec<Answer>,
    /// What was attached, and not refused by the scanner.
    pub(super) documents: Vec<Document>,
    /// The marks as they were saved last.
    pub(super) marks: Vec<Mark>,
    /// The names that a blind reviewer does not see, besides those of the schools.
    pub(super) secrets: Vec<String>,
}

impl SheetView {
    /// Whether the reviewer can still write.
    pub(super) fn is_open(&self) -> bool {
        self.review.state == ReviewState::Assigned && is_open(&self.schools)
    }

    /// Whether the reviewer does not see who applies.
    pub(super) const fn is_blind(&self) -> bool {
        self.content.review.blind
    }
}

/// The review of the actor, its dossier and schools. Absent for everybody else, and for who has a tie.
fn own_review(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: ReviewId,
) -> Result<(Review, Dossier, Vec<SchoolOfDossier>), ReviewError> {
    policy::check(actor, Action::ReviewDossiers, Subject::Basin)?;
    let account = actor.account.ok_or(ReviewError::NotFound)?;
    let review = store::review(tx, id)?
        .filter(|review| review.account == account && review.state.is_held())
        .ok_or(ReviewError::NotFound)?;
    let (dossier, schools) = file_of(tx, review.dossier)?.ok_or(ReviewError::NotFound)?;
    let background = background_of(tx, account, now.day())?;
    let uais: Vec<_> = schools.iter().map(|school| school.uai.clone()).collect();
    let found = rules::conflicts(&background, &uais, &dossier.territory);
    if found.is_empty() {
        Ok((review, dossier, schools))
    } else {
        Err(ReviewError::Tied(found))
    }
}

/// A dossier that the actor reviews, beside its grid.
///
/// # Errors
/// When it is not theirs, or a tie keeps them away.
pub(super) fn sheet_view(tx: &mut Tx, actor: &Actor, now: Instant, id: ReviewId) -> Result<SheetView, ReviewError> {
    let (review, dossier, schools) = own_review(tx, actor, now, id)?;
    let (call, wave, content) = asked_by(tx, &dossier)?;
    let mut secrets = Vec::new();
    if content.review.blind {
        secrets.extend(dossiers::members(tx, dossier.id)?.into_iter().map(|member| member.name));
        for school in &schools {
            secrets.extend(store::heads_of(tx, &school.uai)?);
            secrets.extend([school.name.clone(), school.uai.to_string()]);
            if let Some(line) = crate::features::directory::school_line(tx, &school.uai)? {
                secrets.extend([line.commune, line.quarter].into_iter().flatten());
            }
        }
    }
    Ok(SheetView {
        answers: dossiers::answers(tx, dossier.id, now)?,
        documents: documents_of(tx, &dossier)?,
        marks: store::newest_marks(tx, review.id)?,
        review,
        dossier,
        call,
        wave,
        content,
        schools,
        secrets,
    })
}

fn documents_of(tx: &mut Tx, dossier: &Dossier) -> Result<Vec<Document>, DbError> {
    let mut attached = documents::of(tx, "dossier", &dossier.id.to_string())?;
    attached.retain(|document| document.scan != Scan::Refused);
    Ok(attached)
}

/// Saves the marks of the actor over the revision they saw; submits them when asked to.
///
/// # Errors
/// [`ReviewError::Stale`] when another tab or device saved meanwhile; a refusal when a mark is not of the grid,
/// the review is closed, or something is missing to submit.
pub fn save(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: ReviewId,
    seen: i64,
    sheet: &Sheet,
    submits: bool,
) -> Result<Review, ReviewError> {
    let (review, dossier, schools) = own_review(tx, actor, now, id)?;
    if review.state != ReviewState::Assigned {
        return Err(Refusal::Closed.into());
    }
    if !is_open(&schools) {
        return Err(Refusal::NotReviewed.into());
    }
    if review.revision != seen {
        return Err(ReviewError::Stale);
    }
    let (_, _, content) = asked_by(tx, &dossier)?;
    let is_of_grid = |mark: &Mark| {
        let known = content
            .criteria
            .iter()
            .any(|criterion| criterion.code == mark.criterion);
        known && mark.mark.is_none_or(|mark| mark <= 4)
    };
    if !sheet.marks.iter().all(is_of_grid) {
        return Err(Refusal::MarkUnknown.into());
    }
    let quarters = if submits {
        let missing = rules::unmarked(&content.criteria, &sheet.marks).len();
        let quarters = rules::quarters(&content.criteria, &sheet.marks).ok_or(Refusal::MarksMissing(missing))?;
        if sheet.opinion.is_none() {
            return Err(Refusal::OpinionMissing.into());
        }
        Some(quarters)
    } else {
        None
    };
    if !store::save_sheet(tx, id, seen, sheet, quarters, now)? {
        return Err(ReviewError::Stale);
    }
    let event = if submits { "review.submitted" } else { "review.saved" };
    let detail = format!("revision {}", seen + 1);
    audit::record(tx, actor, now, event, &id.to_string(), &detail)?;
    if submits {
        let all = store::reviews_of_dossier(tx, dossier.id)?;
        let held: Vec<&Review> = all.iter().collect();
        let standing = rules::standing(&content.review, &scores::submitted(&held));
        let holders = all.iter().filter(|review| review.state.is_held()).count();
        if standing.is_wide && rules::lacking(&standing, holders) > 0 {
            people::tell_runner(tx, now, &review, "reviews-message-third", dossier.call_wave)?;
        }
    }
    store::review(tx, id)?.ok_or(ReviewError::NotFound)
}

/// The actor declines a dossier: because of a tie, which is then recorded, or so that somebody else does it.
///
/// # Errors
/// When it is not theirs, it is submitted already, or the reason is missing.
pub fn decline(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: ReviewId,
    tie: Option<TieKind>,
    reason: &str,
) -> Result<(), ReviewError> {
    let (review, dossier, _) = own_review(tx, actor, now, id)?;
    if review.state != ReviewState::Assigned {
        return Err(Refusal::SubmittedStays.into());
    }
    if tie.is_none() && reason.trim().is_empty() {
        return Err(Refusal::ReasonMissing.into());
    }
    store::close_review(tx, id, ReviewState::Declined, reason.trim(), now)?;
    let detail = tie.map_or("replacement", TieKind::code);
    audit::record(tx, actor, now, "review.declined", &id.to_string(), detail)?;
    people::tell_runner(tx, now, &review, "reviews-message-declined", dossier.call_wave)?;
    if let Some(kind) = tie {
        let with_authority = kind == TieKind::Authority;
        let tie = NewTie {
            kind,
            uai: (!with_authority).then(|| dossier.college.clone()),
            territory: with_authority.then(|| dossier.territory.clone()),
            note: reason.trim().to_owned(),
        };
        people::write_tie(tx, actor, now, review.account, &tie)?;
    }
    Ok(())
}
