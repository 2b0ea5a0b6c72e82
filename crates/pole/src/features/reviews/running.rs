//! Running the reviews of a wave: who gets what, what is still awaited, and saying that dossiers are assessed.

use std::collections::HashMap;

use pole_db::Tx;
use pole_kernel::{Day, Instant};

use super::assign::Given;
use super::errors::{Refusal, ReviewError};
use super::model::{Mark, Review, ReviewId, ReviewState, Reviewer, ReviewerId};
use super::people::{self, written_day};
use super::situation::{self, File, Situation};
use super::store::{NewReview, WaveCounts};
use super::{rules, store};
use crate::features::calls::{self, Call, CallContent, CallWave, CallWaveId};
use crate::features::dossiers::{self, DossierId, LineState, NewState, Who};
use crate::policy::{self, Action, Actor, Subject};
use crate::shell::audit::{self, AuditLine};
use crate::shell::messages::{self, NewMessage};

/// A wave as its reviews stand.
#[derive(Clone, Debug)]
pub(super) struct WaveLine {
    /// The call.
    pub(super) call: Call,
    /// The wave.
    pub(super) wave: CallWave,
    /// How far its reviews have gone.
    pub(super) counts: WaveCounts,
}

/// The waves of the calls that are not put away, the latest deadline first.
///
/// # Errors
/// When the actor may not.
pub(super) fn waves(tx: &mut Tx, actor: &Actor, now: Instant) -> Result<Vec<WaveLine>, ReviewError> {
    policy::check(actor, Action::RunReviews, Subject::Basin)?;
    let counts = store::counts_by_wave(tx, now.day())?;
    let calls: Vec<Call> = calls::calls(tx)?
        .into_iter()
        .filter(|call| call.archived_at.is_none())
        .collect();
    let mut waves: Vec<WaveLine> = calls::call_waves(tx)?
        .into_iter()
        .filter_map(|wave| {
            let call = calls.iter().find(|call| call.id == wave.call)?.clone();
            let counts = counts.get(&wave.id).copied().unwrap_or_default();
            Some(WaveLine { call, wave, counts })
        })
        .collect();
    waves.reverse();
    Ok(waves)
}

/// Everything about the reviews of a wave.
///
/// # Errors
/// When the actor may not, or there is no such wave.
pub(super) fn situation(tx: &mut Tx, actor: &Actor, now: Instant, wave: CallWaveId) -> Result<Situation, ReviewError> {
    policy::check(actor, Action::RunReviews, Subject::Basin)?;
    situation::read(tx, now, wave)
}

/// The situation of a wave, with the marks of the submitted reviews and what each version of the call scores.
pub(super) type Marked = (Situation, HashMap<ReviewId, Vec<Mark>>, Vec<CallContent>);

/// The situation of a wave with its marks.
///
/// # Errors
/// When the actor may not, or there is no such wave.
pub(super) fn marked_situation(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    wave: CallWaveId,
) -> Result<Marked, ReviewError> {
    let situation = situation(tx, actor, now, wave)?;
    let marks = store::marks_of_wave(tx, wave)?;
    let mut versions: Vec<i64> = situation.files.iter().map(|file| file.dossier.version).collect();
    versions.sort_unstable();
    versions.dedup();
    let mut contents = Vec::new();
    for version in versions.into_iter().rev() {
        contents.extend(calls::version(tx, situation.call.id, version)?.map(|version| version.content));
    }
    if contents.is_empty() {
        contents.extend(calls::published(tx, situation.call.id)?.map(|version| version.content));
    }
    Ok((situation, marks, contents))
}

/// Gives a dossier to a reviewer, when no rule forbids it.
fn give(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    situation: &mut Situation,
    given: Given,
    position: Option<i64>,
) -> Result<Day, ReviewError> {
    let loads = situation.loads();
    let file = situation.file(given.dossier).ok_or(ReviewError::NotFound)?;
    let reviewer = situation.reviewer(given.reviewer).ok_or(ReviewError::NotFound)?;
    if !file.is_open() {
        return Err(Refusal::NotReviewed.into());
    }
    let load = loads.get(&given.reviewer).copied().unwrap_or(0);
    if let Some(rule) = situation.barred(file, reviewer, load).first() {
        return Err(Refusal::Barred(*rule).into());
    }
    let due_on = due(now, file);
    let held: Vec<i64> = file.held().map(|review| review.position).collect();
    let position = position.unwrap_or_else(|| rules::free_position(&held));
    let new = NewReview {
        dossier: given.dossier,
        reviewer: given.reviewer,
        position,
        due_on,
    };
    let id = store::insert_review(tx, &new, now, actor.account)?;
    let detail = format!("position {position}, due {due_on}");
    audit::record(tx, actor, now, "review.assigned", &id.to_string(), &detail)?;
    if let Some(review) = store::review(tx, id)?
        && let Some(file) = situation.files.iter_mut().find(|file| file.dossier.id == given.dossier)
    {
        file.reviews.push(review);
    }
    Ok(due_on)
}

fn due(now: Instant, file: &File) -> Day {
    now.day().plus_days(i32::try_from(file.rules.days).unwrap_or(i32::MAX))
}

/// Tells a reviewer what they were given, once an act.
fn tell_reviewer(tx: &mut Tx, now: Instant, reviewer: &Reviewer, count: usize, due_on: Day) -> Result<(), ReviewError> {
    messages::write(
        tx,
        now,
        &NewMessage {
            account: reviewer.account,
            topic: "review",
            wording: "reviews-message-given",
            arguments: vec![("count", count.to_string()), ("day", written_day(due_on))],
            href: "/evaluations".to_owned(),
            once: format!("reviews-message-given {} {}", reviewer.id, now.milliseconds()),
        },
    )?;
    Ok(())
}

/// Writes a proposal that was shown: what it gives is checked again, and all of it is written or nothing.
///
/// # Errors
/// When the actor may not, nothing is given, or a rule forbids one of them by now.
pub(super) fn confirm(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    wave: CallWaveId,
    given: &[Given],
) -> Result<usize, ReviewError> {
    let mut situation = situation(tx, actor, now, wave)?;
    if given.is_empty() {
        return Err(Refusal::NothingProposed.into());
    }
    let mut told: HashMap<ReviewerId, (usize, Day)> = HashMap::new();
    for one in given {
        let due_on = match give(tx, actor, now, &mut situation, *one, None) {
            Err(ReviewError::Refused(_)) => return Err(Refusal::ProposalChanged.into()),
            other => other?,
        };
        let entry = told.entry(one.reviewer).or_insert((0, due_on));
        *entry = (entry.0 + 1, entry.1.max(due_on));
    }
    let reviewers: Vec<Reviewer> = situation.reviewers.clone();
    for reviewer in &reviewers {
        if let Some((count, due_on)) = told.get(&reviewer.id) {
            tell_reviewer(tx, now, reviewer, *count, *due_on)?;
        }
    }
    let detail = format!("{} reviews", given.len());
    audit::record(tx, actor, now, "reviews.assigned", &wave.to_string(), &detail)?;
    Ok(given.len())
}

/// Gives one dossier to one reviewer, by hand, with the same checks.
///
/// # Errors
/// When the actor may not, or a rule forbids it.
pub fn add_review(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    dossier: DossierId,
    reviewer: ReviewerId,
) -> Result<ReviewId, ReviewError> {
    policy::check(actor, Action::RunReviews, Subject::Basin)?;
    let mut situation = people::situation_of(tx, now, dossier)?;
    let due_on = give(tx, actor, now, &mut situation, Given { dossier, reviewer }, None)?;
    if let Some(reviewer) = situation.reviewer(reviewer) {
        tell_reviewer(tx, now, reviewer, 1, due_on)?;
    }
    let given = situation.file(dossier).and_then(|file| file.reviews.last());
    given.map(|review| review.id).ok_or(ReviewError::NotFound)
}

/// Takes a review back; one that was submitted stays.
///
/// # Errors
/// When the actor may not, the reason is missing, or it was submitted.
pub(super) fn take_back(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    dossier: DossierId,
    id: ReviewId,
    reason: &str,
) -> Result<(), ReviewError> {
    policy::check(actor, Action::RunReviews, Subject::Basin)?;
    let review = held(tx, dossier, id)?;
    close(tx, actor, now, &review, reason)
}

fn held(tx: &mut Tx, dossier: DossierId, id: ReviewId) -> Result<Review, ReviewError> {
    store::review(tx, id)?
        .filter(|review| review.dossier == dossier)
        .ok_or(ReviewError::NotFound)
}

fn close(tx: &mut Tx, actor: &Actor, now: Instant, review: &Review, reason: &str) -> Result<(), ReviewError> {
    if reason.trim().is_empty() {
        return Err(Refusal::ReasonMissing.into());
    }
    match review.state {
        ReviewState::Assigned => {}
        ReviewState::Submitted => return Err(Refusal::SubmittedStays.into()),
        ReviewState::Declined | ReviewState::TakenBack => return Err(Refusal::Closed.into()),
    }
    store::close_review(tx, review.id, ReviewState::TakenBack, reason.trim(), now)?;
    people::tell_taken_back(tx, now, review)?;
    audit::record(tx, actor, now, "review.taken_back", &review.id.to_string(), "by hand")?;
    Ok(())
}

/// Gives a review to somebody else: it is taken back from one and given to the other, or nothing changes.
///
/// # Errors
/// When the actor may not, it was submitted, or a rule forbids it.
pub(super) fn replace(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    dossier: DossierId,
    id: ReviewId,
    reviewer: ReviewerId,
    reason: &str,
) -> Result<(), ReviewError> {
    policy::check(actor, Action::RunReviews, Subject::Basin)?;
    let review = held(tx, dossier, id)?;
    close(tx, actor, now, &review, reason)?;
    let mut situation = people::situation_of(tx, now, dossier)?;
    let given = Given { dossier, reviewer };
    let due_on = give(tx, actor, now, &mut situation, given, Some(review.position))?;
    if let Some(reviewer) = situation.reviewer(reviewer) {
        tell_reviewer(tx, now, reviewer, 1, due_on)?;
    }
    Ok(())
}

/// Gives more time, or less.
///
/// # Errors
/// When the actor may not, or it is not awaited any more.
pub(super) fn set_due(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    dossier: DossierId,
    id: ReviewId,
    due_on: Day,
) -> Result<(), ReviewError> {
    policy::check(actor, Action::RunReviews, Subject::Basin)?;
    held(tx, dossier, id)?;
    if !store::set_due(tx, id, due_on)? {
        return Err(Refusal::Closed.into());
    }
    let detail = due_on.to_string();
    audit::record(tx, actor, now, "review.due_changed", &id.to_string(), &detail)?;
    Ok(())
}

/// Says that the complete dossiers of a wave are assessed: each of their admissible lines. Says how many lines.
///
/// # Errors
/// When the actor may not, or no dossier is complete.
pub fn assess(tx: &mut Tx, actor: &Actor, now: Instant, wave: CallWaveId) -> Result<usize, ReviewError> {
    let situation = situation(tx, actor, now, wave)?;
    let mut moved = 0;
    for file in situation.files.iter().filter(|file| file.standing.complete) {
        for school in file
            .schools
            .iter()
            .filter(|school| school.state == LineState::Admissible)
        {
            dossiers::move_line(
                tx,
                actor,
                now,
                &NewState {
                    line: school.line,
                    seen: school.revision,
                    state: LineState::Assessed,
                    acted_as: Who::Academy,
                    rank: None,
                    decided_on: now.day(),
                    reason: String::new(),
                    document: None,
                },
            )?;
            moved += 1;
        }
    }
    if moved == 0 {
        return Err(Refusal::NothingComplete.into());
    }
    Ok(moved)
}

/// A dossier with all its reviews, for who runs them.
#[derive(Clone, Debug)]
pub(super) struct DossierView {
    /// The wave.
    pub(super) situation: Situation,
    /// The dossier.
    pub(super) dossier: DossierId,
    /// What the call scores.
    pub(super) content: CallContent,
    /// The newest marks of each review.
    pub(super) marks: HashMap<ReviewId, Vec<Mark>>,
    /// What happened to its reviews, the newest first.
    pub(super) history: Vec<AuditLine>,
}

impl DossierView {
    /// The dossier among those of its wave.
    pub(super) fn file(&self) -> Option<&File> {
        self.situation.file(self.dossier)
    }
}

/// A dossier with all its reviews.
///
/// # Errors
/// When the actor may not, or there is no such dossier.
pub(super) fn dossier_view(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    dossier: DossierId,
) -> Result<DossierView, ReviewError> {
    policy::check(actor, Action::RunReviews, Subject::Basin)?;
    let mut situation = people::situation_of(tx, now, dossier)?;
    let file = situation.file(dossier).ok_or(ReviewError::NotFound)?.clone();
    let content = calls::version(tx, file.dossier.call, file.dossier.version)?
        .ok_or(ReviewError::NotFound)?
        .content;
    let mut marks = HashMap::new();
    let mut history = Vec::new();
    for review in &file.reviews {
        // A draft is its reviewer's own.
        if review.state == ReviewState::Submitted {
            marks.insert(review.id, store::marks(tx, review.id, review.revision)?);
        }
        history.extend(audit::latest(tx, Some(&review.id.to_string()), 100)?);
    }
    history.sort_by_key(|line| std::cmp::Reverse(line.at));
    // Loads are those of the whole wave; the other dossiers themselves are not shown.
    situation.files.sort_by_key(|other| other.dossier.id != dossier);
    Ok(DossierView {
        situation,
        dossier,
        content,
        marks,
        history,
    })
}

/// Whether the actor runs the reviews of a wave that exists.
///
/// # Errors
/// When they may not, or there is no such wave.
pub(super) fn check_wave(tx: &mut Tx, actor: &Actor, wave: CallWaveId) -> Result<(), ReviewError> {
    policy::check(actor, Action::RunReviews, Subject::Basin)?;
    calls::call_wave(tx, wave)?.ok_or(ReviewError::NotFound)?;
    Ok(())
}
