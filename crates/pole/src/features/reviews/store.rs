//! Reviewers, ties, reviews and marks in the database.

use std::collections::{BTreeMap, HashMap};

use pole_db::{DbError, Row, Tx, params, sql};
use pole_kernel::{Day, Instant, SchoolKind, Territory, Uai};

use super::model::{
    Mark, NewTie, Opinion, Review, ReviewId, ReviewState, Reviewer, ReviewerId, Sheet, Tie, TieId, TiePlace,
};
use crate::features::calls::{CallId, CallWaveId};
use crate::features::dossiers::{DossierId, LineId, LineState};
use crate::policy::AccountId;
use crate::shell::clock::fresh_id;

fn read_reviewer(row: &Row<'_>) -> Result<Reviewer, DbError> {
    Ok(Reviewer {
        id: row.get("id")?,
        account: row.get("account")?,
        name: row.get("display_name")?,
        call: row.get("call")?,
        capacity: small(row.get("capacity")?),
        note: row.get("note")?,
        named_at: row.get("named_at")?,
        ended_at: row.get("ended_at")?,
    })
}

fn small(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(0)
}

/// The reviewers of a call, in the order they were named.
pub(super) fn reviewers(tx: &mut Tx, call: CallId) -> Result<Vec<Reviewer>, DbError> {
    tx.rows(
        sql!(
            "select r.id, r.account, a.display_name, r.call, r.capacity, r.note, r.named_at, r.ended_at
               from reviewer r join account a on a.id = r.account
              where r.call = :call
              order by r.named_at, r.id"
        ),
        params! { call: call },
        read_reviewer,
    )
}

/// One reviewer.
pub(super) fn reviewer(tx: &mut Tx, id: ReviewerId) -> Result<Option<Reviewer>, DbError> {
    tx.optional(
        sql!(
            "select r.id, r.account, a.display_name, r.call, r.capacity, r.note, r.named_at, r.ended_at
               from reviewer r join account a on a.id = r.account
              where r.id = :id"
        ),
        params! { id: id },
        read_reviewer,
    )
}

/// Names somebody, or names them again with another capacity.
pub(super) fn name_reviewer(
    tx: &mut Tx,
    account: AccountId,
    call: CallId,
    capacity: u32,
    note: &str,
    now: Instant,
    by: Option<AccountId>,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "insert into reviewer (id, account, call, capacity, note, named_at, named_by, ended_at)
             values (:id, :account, :call, :capacity, :note, :now, :by, null)
             on conflict (account, call) do update
                set capacity = excluded.capacity, note = excluded.note, ended_at = null"
        ),
        params! {
            id: fresh_id::<super::model::ReviewerTag>(), account: account, call: call, capacity: i64::from(capacity),
            note: note, now: now, by: by
        },
    )?;
    Ok(())
}

/// Ends a reviewer.
pub(super) fn end_reviewer(tx: &mut Tx, id: ReviewerId, now: Instant) -> Result<(), DbError> {
    tx.execute(
        sql!("update reviewer set ended_at = :now where id = :id and ended_at is null"),
        params! { id: id, now: now },
    )?;
    Ok(())
}

fn read_tie(row: &Row<'_>) -> Result<Tie, DbError> {
    let account: AccountId = row.get("account")?;
    let declared_by: Option<AccountId> = row.get("declared_by")?;
    let uai: Option<Uai> = row.get("uai")?;
    let territory: Option<Territory> = row.get("territory")?;
    let place = match (uai, territory) {
        (Some(uai), _) => {
            let name: Option<String> = row.get("name")?;
            TiePlace::School(uai, name.unwrap_or_default())
        }
        (None, Some(territory)) => TiePlace::Authority(territory),
        (None, None) => {
            return Err(DbError::Column {
                column: "uai".to_owned(),
                reason: "the tie leads nowhere".to_owned(),
            });
        }
    };
    Ok(Tie {
        id: row.get("id")?,
        account,
        kind: row.get("kind")?,
        place,
        note: row.get("note")?,
        declared_at: row.get("declared_at")?,
        by_themselves: declared_by == Some(account),
        withdrawn_at: row.get("withdrawn_at")?,
    })
}

/// The ties of an account, the newest first; those that were withdrawn last.
pub(super) fn ties(tx: &mut Tx, account: AccountId) -> Result<Vec<Tie>, DbError> {
    tx.rows(
        sql!(
            "select t.id, t.account, t.kind, t.uai, s.name, t.territory, t.note, t.declared_at, t.declared_by, t.withdrawn_at
               from reviewer_tie t left join school s on s.uai = t.uai
              where t.account = :account
              order by case when t.withdrawn_at is null then 0 else 1 end, t.declared_at desc, t.id desc"
        ),
        params! { account: account },
        read_tie,
    )
}

/// The ties of the reviewers of a call.
pub(super) fn ties_of_call(tx: &mut Tx, call: CallId) -> Result<Vec<Tie>, DbError> {
    tx.rows(
        sql!(
            "select t.id, t.account, t.kind, t.uai, s.name, t.territory, t.note, t.declared_at, t.declared_by, t.withdrawn_at
               from reviewer r join reviewer_tie t on t.account = r.account left join school s on s.uai = t.uai
              where r.call = :call
              order by t.declared_at, t.id"
        ),
        params! { call: call },
        read_tie,
    )
}

/// Writes a tie down.
pub(super) fn insert_tie(
    tx: &mut Tx,
    account: AccountId,
    tie: &NewTie,
    now: Instant,
    by: Option<AccountId>,
) -> Result<TieId, DbError> {
    let id = fresh_id();
    tx.execute(
        sql!(
            "insert into reviewer_tie (id, account, kind, uai, territory, note, declared_at, declared_by, withdrawn_at)
             values (:id, :account, :kind, :uai, :territory, :note, :now, :by, null)"
        ),
        params! {
            id: id, account: account, kind: tie.kind, uai: tie.uai.as_ref(), territory: tie.territory.as_ref(),
            note: tie.note.trim(), now: now, by: by
        },
    )?;
    Ok(id)
}

/// Withdraws a tie of an account. Says whether it stood.
pub(super) fn withdraw_tie(tx: &mut Tx, account: AccountId, id: TieId, now: Instant) -> Result<bool, DbError> {
    let withdrawn = tx.execute(
        sql!(
            "update reviewer_tie set withdrawn_at = :now
              where id = :id and account = :account and withdrawn_at is null"
        ),
        params! { id: id, account: account, now: now },
    )?;
    Ok(withdrawn == 1)
}

fn read_review(row: &Row<'_>) -> Result<Review, DbError> {
    let opinion: String = row.get("opinion")?;
    let quarters: Option<i64> = row.get("quarters")?;
    Ok(Review {
        id: row.get("id")?,
        dossier: row.get("dossier")?,
        reviewer: row.get("reviewer")?,
        account: row.get("account")?,
        name: row.get("display_name")?,
        position: row.get("position")?,
        due_on: row.get("due_on")?,
        assigned_at: row.get("assigned_at")?,
        assigned_by: row.get("assigned_by")?,
        state: row.get("state")?,
        revision: row.get("revision")?,
        opinion: Opinion::parse(&opinion).ok(),
        comment: row.get("comment")?,
        submitted_at: row.get("submitted_at")?,
        quarters: quarters.and_then(|quarters| u64::try_from(quarters).ok()),
        closed_reason: row.get("closed_reason")?,
    })
}

/// One review.
pub(super) fn review(tx: &mut Tx, id: ReviewId) -> Result<Option<Review>, DbError> {
    tx.optional(
        sql!(
            "select w.id, w.dossier, w.reviewer, r.account, a.display_name, w.position, w.due_on, w.assigned_at,
                    w.assigned_by, w.state, w.revision, w.opinion, w.comment, w.submitted_at, w.quarters, w.closed_reason
               from review w join reviewer r on r.id = w.reviewer join account a on a.id = r.account
              where w.id = :id"
        ),
        params! { id: id },
        read_review,
    )
}

/// The reviews of a dossier, whatever became of them, in the order they were given.
pub(super) fn reviews_of_dossier(tx: &mut Tx, dossier: DossierId) -> Result<Vec<Review>, DbError> {
    tx.rows(
        sql!(
            "select w.id, w.dossier, w.reviewer, r.account, a.display_name, w.position, w.due_on, w.assigned_at,
                    w.assigned_by, w.state, w.revision, w.opinion, w.comment, w.submitted_at, w.quarters, w.closed_reason
               from review w join reviewer r on r.id = w.reviewer join account a on a.id = r.account
              where w.dossier = :dossier
              order by w.position, w.assigned_at, w.id"
        ),
        params! { dossier: dossier },
        read_review,
    )
}

/// The reviews of the dossiers of a wave, whatever became of them.
pub(super) fn reviews_of_wave(tx: &mut Tx, wave: CallWaveId) -> Result<Vec<Review>, DbError> {
    tx.rows(
        sql!(
            "select w.id, w.dossier, w.reviewer, r.account, a.display_name, w.position, w.due_on, w.assigned_at,
                    w.assigned_by, w.state, w.revision, w.opinion, w.comment, w.submitted_at, w.quarters, w.closed_reason
               from common_file f
               join dossier d on d.common_file = f.id
               join review w on w.dossier = d.id
               join reviewer r on r.id = w.reviewer
               join account a on a.id = r.account
              where f.call_wave = :wave
              order by w.dossier, w.position, w.assigned_at, w.id"
        ),
        params! { wave: wave },
        read_review,
    )
}

/// A submitted review of a dossier in which a school of the basin stands.
pub(super) struct BasinReview {
    pub(super) uai: Uai,
    pub(super) dossier: DossierId,
    pub(super) call: CallId,
    pub(super) version: i64,
    pub(super) fictitious: bool,
    pub(super) submitted_at: Instant,
    pub(super) quarters: u64,
}

/// The reviews submitted by a moment and not taken back as known at another, of the schools of the basin; only those
/// whose wave had its results published by then, when asked so.
pub(super) fn basin_reviews(
    tx: &mut Tx,
    until: Instant,
    known_at: Instant,
    published: bool,
) -> Result<Vec<BasinReview>, DbError> {
    tx.rows(
        sql!(
            "select s.uai, d.id, d.call, d.version, d.fictitious, w.submitted_at, w.quarters
               from school s
               join dossier_line l on l.uai = s.uai
               join dossier d on d.id = l.dossier
               join common_file f on f.id = d.common_file
               join call_wave v on v.id = f.call_wave
               join review w on w.dossier = d.id
              where s.in_basin = true and w.quarters is not null and w.submitted_at <= :until
                and (w.closed_at is null or w.closed_at > :known_at)
                and (:published = false or v.published_at <= :known_at)
              order by s.uai, d.id, w.position, w.id"
        ),
        params! { until: until, known_at: known_at, published: published },
        |row| {
            let quarters: i64 = row.get("quarters")?;
            Ok(BasinReview {
                uai: row.get("uai")?,
                dossier: row.get("id")?,
                call: row.get("call")?,
                version: row.get("version")?,
                fictitious: row.get("fictitious")?,
                submitted_at: row.get("submitted_at")?,
                quarters: u64::try_from(quarters).unwrap_or(0),
            })
        },
    )
}

/// The reviews that an account holds or held, those to submit first, by day.
pub(super) fn reviews_of_account(tx: &mut Tx, account: AccountId) -> Result<Vec<Review>, DbError> {
    tx.rows(
        sql!(
            "select w.id, w.dossier, w.reviewer, r.account, a.display_name, w.position, w.due_on, w.assigned_at,
                    w.assigned_by, w.state, w.revision, w.opinion, w.comment, w.submitted_at, w.quarters, w.closed_reason
               from reviewer r join review w on w.reviewer = r.id join account a on a.id = r.account
              where r.account = :account
              order by case when w.state = 'assigned' then 0 else 1 end, w.due_on, w.id"
        ),
        params! { account: account },
        read_review,
    )
}

/// The reviews that are not submitted, due by a day.
pub(super) fn awaited(tx: &mut Tx, until: Day) -> Result<Vec<Review>, DbError> {
    tx.rows(
        sql!(
            "select w.id, w.dossier, w.reviewer, r.account, a.display_name, w.position, w.due_on, w.assigned_at,
                    w.assigned_by, w.state, w.revision, w.opinion, w.comment, w.submitted_at, w.quarters, w.closed_reason
               from review w join reviewer r on r.id = w.reviewer join account a on a.id = r.account
              where w.state = 'assigned' and w.due_on <= :until
              order by w.due_on, w.id"
        ),
        params! { until: until },
        read_review,
    )
}

/// A dossier given to a reviewer.
pub(super) struct NewReview {
    pub(super) dossier: DossierId,
    pub(super) reviewer: ReviewerId,
    pub(super) position: i64,
    pub(super) due_on: Day,
}

/// Gives a dossier to a reviewer.
pub(super) fn insert_review(
    tx: &mut Tx,
    new: &NewReview,
    now: Instant,
    by: Option<AccountId>,
) -> Result<ReviewId, DbError> {
    let id = fresh_id();
    tx.execute(
        sql!(
            "insert into review (id, dossier, reviewer, position, due_on, assigned_at, assigned_by, state, revision, opinion,
                                 comment, submitted_at, quarters, closed_at, closed_reason)
             values (:id, :dossier, :reviewer, :position, :due_on, :now, :by, 'assigned', 0, '', '', null, null, null, '')"
        ),
        params! {
            id: id, dossier: new.dossier, reviewer: new.reviewer, position: new.position, due_on: new.due_on, now: now,
            by: by
        },
    )?;
    Ok(id)
}

/// Saves a sheet over a revision, submitted when its points are given. Says whether it was still that revision.
pub(super) fn save_sheet(
    tx: &mut Tx,
    review: ReviewId,
    seen: i64,
    sheet: &Sheet,
    submitted: Option<u64>,
    now: Instant,
) -> Result<bool, DbError> {
    let state = if submitted.is_some() {
        ReviewState::Submitted
    } else {
        ReviewState::Assigned
    };
    let saved = tx.execute(
        sql!(
            "update review
                set revision = :next, opinion = :opinion, comment = :comment, state = :state, quarters = :quarters,
                    submitted_at = :submitted_at
              where id = :id and revision = :seen and state = 'assigned'"
        ),
        params! {
            id: review, seen: seen, next: seen + 1, opinion: sheet.opinion.map_or("", Opinion::code),
            comment: sheet.comment.trim(), state: state,
            quarters: submitted.and_then(|quarters| i64::try_from(quarters).ok()), submitted_at: submitted.map(|_| now)
        },
    )?;
    if saved != 1 {
        return Ok(false);
    }
    tx.execute_many(
        sql!(
            "insert into review_mark (review, revision, criterion, mark, comment, saved_at)
             values (:review, :revision, :criterion, :mark, :comment, :now)"
        ),
        sheet.marks.iter().map(|mark| {
            params! {
                review: review, revision: seen + 1, criterion: mark.criterion.as_str(), mark: mark.mark.map(i64::from),
                comment: mark.comment.trim(), now: now
            }
        }),
    )?;
    Ok(true)
}

/// Closes a review: declined, or taken back. Says whether it was still held.
pub(super) fn close_review(
    tx: &mut Tx,
    id: ReviewId,
    state: ReviewState,
    reason: &str,
    now: Instant,
) -> Result<bool, DbError> {
    let closed = tx.execute(
        sql!(
            "update review
                set state = :state, revision = revision + 1, closed_at = :now, closed_reason = :reason
              where id = :id and state in ('assigned', 'submitted')"
        ),
        params! { id: id, state: state, reason: reason, now: now },
    )?;
    Ok(closed == 1)
}

/// Gives more time, or less. Says whether the review was still awaited.
pub(super) fn set_due(tx: &mut Tx, id: ReviewId, due_on: Day) -> Result<bool, DbError> {
    let changed = tx.execute(
        sql!("update review set due_on = :due_on where id = :id and state = 'assigned'"),
        params! { id: id, due_on: due_on },
    )?;
    Ok(changed == 1)
}

fn read_mark(row: &Row<'_>) -> Result<Mark, DbError> {
    let mark: Option<i64> = row.get("mark")?;
    Ok(Mark {
        criterion: row.get("criterion")?,
        mark: mark.and_then(|mark| u8::try_from(mark).ok()),
        comment: row.get("comment")?,
    })
}

/// The marks of a review at one of its revisions.
pub(super) fn marks(tx: &mut Tx, review: ReviewId, revision: i64) -> Result<Vec<Mark>, DbError> {
    tx.rows(
        sql!(
            "select criterion, mark, comment from review_mark
              where review = :review and revision = :revision order by criterion"
        ),
        params! { review: review, revision: revision },
        read_mark,
    )
}

/// The newest marks of the reviews of a dossier.
pub(super) fn newest_marks(tx: &mut Tx, review: ReviewId) -> Result<Vec<Mark>, DbError> {
    tx.rows(
        sql!(
            "select m.criterion, m.mark, m.comment from review_mark m
              where m.review = :review
                and m.revision = (select max(n.revision) from review_mark n where n.review = :review)
              order by m.criterion"
        ),
        params! { review: review },
        read_mark,
    )
}

/// The marks of the submitted reviews of a wave.
pub(super) fn marks_of_wave(tx: &mut Tx, wave: CallWaveId) -> Result<HashMap<ReviewId, Vec<Mark>>, DbError> {
    let mut marks: HashMap<ReviewId, Vec<Mark>> = HashMap::new();
    tx.each(
        sql!(
            "select m.review, m.criterion, m.mark, m.comment
               from common_file f
               join dossier d on d.common_file = f.id
               join review w on w.dossier = d.id
               join review_mark m on m.review = w.id and m.revision = w.revision
              where f.call_wave = :wave and w.state = 'submitted'"
        ),
        params! { wave: wave },
        |row| {
            marks.entry(row.get("review")?).or_default().push(read_mark(row)?);
            Ok(())
        },
    )?;
    Ok(marks)
}

/// One school of a dossier, as reviews need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolOfDossier {
    /// Its line.
    pub line: LineId,
    /// Its code.
    pub uai: Uai,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: SchoolKind,
    /// The state of its line.
    pub state: LineState,
    /// The revision of its line.
    pub revision: i64,
}

/// The schools of each dossier of a wave, the collège first.
pub(super) fn schools_of_wave(
    tx: &mut Tx,
    wave: CallWaveId,
) -> Result<BTreeMap<DossierId, Vec<SchoolOfDossier>>, DbError> {
    let mut schools: BTreeMap<DossierId, Vec<SchoolOfDossier>> = BTreeMap::new();
    tx.each(
        sql!(
            "select l.dossier, l.id, l.uai, s.name, s.kind, l.state, l.revision
               from common_file f
               join dossier d on d.common_file = f.id
               join dossier_line l on l.dossier = d.id
               join school s on s.uai = l.uai
              where f.call_wave = :wave
              order by l.dossier, case when l.uai = d.college then 0 else 1 end, l.uai"
        ),
        params! { wave: wave },
        |row| {
            schools.entry(row.get("dossier")?).or_default().push(SchoolOfDossier {
                line: row.get("id")?,
                uai: row.get("uai")?,
                name: row.get("name")?,
                kind: row.get("kind")?,
                state: row.get("state")?,
                revision: row.get("revision")?,
            });
            Ok(())
        },
    )?;
    Ok(schools)
}

/// How the heads of a school are called: those who lead it, led it or will.
pub(super) fn heads_of(tx: &mut Tx, uai: &Uai) -> Result<Vec<String>, DbError> {
    tx.rows(
        sql!(
            "select a.display_name from account_role r join account a on a.id = r.account
              where r.role = 'head' and r.scope_kind = 'school' and r.scope = :uai
              order by a.display_name"
        ),
        params! { uai: uai.to_string() },
        |row| row.get("display_name"),
    )
}

/// How far the reviews of a wave have gone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct WaveCounts {
    pub(super) held: u32,
    pub(super) submitted: u32,
    pub(super) late: u32,
}

/// How far the reviews of each wave have gone.
pub(super) fn counts_by_wave(tx: &mut Tx, today: Day) -> Result<HashMap<CallWaveId, WaveCounts>, DbError> {
    let mut counts: HashMap<CallWaveId, WaveCounts> = HashMap::new();
    tx.each(
        sql!(
            "select f.call_wave, w.state, case when w.due_on < :today then 1 else 0 end as past, count(*) as reviews
               from review w join dossier d on d.id = w.dossier join common_file f on f.id = d.common_file
              where w.state in ('assigned', 'submitted')
              group by f.call_wave, w.state, case when w.due_on < :today then 1 else 0 end"
        ),
        params! { today: today },
        |row| {
            let wave = counts.entry(row.get("call_wave")?).or_default();
            let reviews = small(row.get("reviews")?);
            let past: i64 = row.get("past")?;
            wave.held += reviews;
            match row.get::<ReviewState>("state")? {
                ReviewState::Submitted => wave.submitted += reviews,
                ReviewState::Assigned if past == 1 => wave.late += reviews,
                ReviewState::Assigned | ReviewState::Declined | ReviewState::TakenBack => {}
            }
            Ok(())
        },
    )?;
    Ok(counts)
}
