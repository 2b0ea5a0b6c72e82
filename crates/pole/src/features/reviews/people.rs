//! Reviewers and their ties: who is named, what keeps them away.

use std::collections::HashMap;

use pole_db::Tx;
use pole_kernel::{Day, Instant, Role, RoleScope};

use super::errors::{Refusal, ReviewError};
use super::model::{NewTie, Review, ReviewState, Reviewer, ReviewerId, Tie, TieId, TieKind};
use super::situation::{self, background_of, is_open, reference};
use super::store::SchoolOfDossier;
use super::{rules, store};
use crate::features::accounts;
use crate::features::calls::{self, Call, CallId};
use crate::features::directory;
use crate::features::dossiers::{self, Dossier};
use crate::policy::{self, AccountId, Action, Actor, Subject};
use crate::shell::audit;
use crate::shell::messages::{self, NewMessage};

/// The reviewers of a call.
#[derive(Clone, Debug)]
pub(super) struct ReviewersView {
    /// The call.
    pub(super) call: Call,
    /// Its reviewers, in the order they were named.
    pub(super) reviewers: Vec<ReviewerLine>,
    /// Accounts that hold the role and are not named.
    pub(super) candidates: Vec<(AccountId, String)>,
}

/// A reviewer with what keeps them away.
#[derive(Clone, Debug)]
pub(super) struct ReviewerLine {
    /// Who.
    pub(super) reviewer: Reviewer,
    /// The ties that stand.
    pub(super) ties: Vec<Tie>,
    /// The schools and authorities they work for, by their roles.
    pub(super) works_at: Vec<RoleScope>,
    /// Whether the account still holds the role.
    pub(super) has_role: bool,
}

/// The reviewers of a call.
///
/// # Errors
/// When the actor may not, or there is no such call.
pub(super) fn reviewers_view(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    call: CallId,
) -> Result<ReviewersView, ReviewError> {
    policy::check(actor, Action::RunReviews, Subject::Basin)?;
    let call = calls::call(tx, call)?.ok_or(ReviewError::NotFound)?;
    let today = now.day();
    let mut ties: HashMap<AccountId, Vec<Tie>> = HashMap::new();
    for tie in store::ties_of_call(tx, call.id)? {
        if tie.withdrawn_at.is_none() {
            ties.entry(tie.account).or_default().push(tie);
        }
    }
    let named = store::reviewers(tx, call.id)?;
    let mut reviewers = Vec::new();
    for reviewer in named {
        let roles = accounts::roles_of(tx, reviewer.account)?;
        let in_force = || roles.iter().filter(|role| role.in_force(today));
        reviewers.push(ReviewerLine {
            ties: ties.remove(&reviewer.account).unwrap_or_default(),
            works_at: in_force()
                .filter(|role| matches!(role.role, Role::Head | Role::Teacher | Role::AuthorityAgent))
                .map(|role| role.scope.clone())
                .collect(),
            has_role: in_force().any(|role| role.role == Role::Reviewer),
            reviewer,
        });
    }
    let is_named = |account: AccountId| {
        reviewers
            .iter()
            .any(|line| line.reviewer.account == account && line.reviewer.ended_at.is_none())
    };
    let candidates = accounts::all_accounts(tx)?
        .into_iter()
        .filter(|account| account.disabled_at.is_none() && !is_named(account.id))
        .filter(|account| holds_role(&account.roles, today))
        .map(|account| (account.id, account.display_name))
        .collect();
    Ok(ReviewersView {
        call,
        reviewers,
        candidates,
    })
}

fn holds_role(roles: &[accounts::RoleLine], today: Day) -> bool {
    roles
        .iter()
        .any(|role| role.role == Role::Reviewer && role.in_force(today))
}

/// Names a reviewer of a call, or changes how many dossiers they accept.
///
/// # Errors
/// When the actor may not, or the account does not hold the role.
pub fn name_reviewer(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    call: CallId,
    account: AccountId,
    capacity: u32,
    note: &str,
) -> Result<ReviewerId, ReviewError> {
    policy::check(actor, Action::RunReviews, Subject::Basin)?;
    calls::call(tx, call)?.ok_or(ReviewError::NotFound)?;
    if !holds_role(&accounts::roles_of(tx, account)?, now.day()) {
        return Err(Refusal::NotAReviewer.into());
    }
    store::name_reviewer(tx, account, call, capacity, note.trim(), now, actor.account)?;
    let named = store::reviewers(tx, call)?
        .into_iter()
        .find(|reviewer| reviewer.account == account)
        .ok_or(ReviewError::NotFound)?;
    let detail = format!("{capacity} dossiers");
    audit::record(tx, actor, now, "reviewer.named", &named.id.to_string(), &detail)?;
    Ok(named.id)
}

/// Ends a reviewer: what they have not submitted is taken back. Says how many.
///
/// # Errors
/// When the actor may not, or there is no such reviewer.
pub(super) fn end_reviewer(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    call: CallId,
    id: ReviewerId,
) -> Result<usize, ReviewError> {
    policy::check(actor, Action::RunReviews, Subject::Basin)?;
    let reviewer = store::reviewer(tx, id)?
        .filter(|reviewer| reviewer.call == call)
        .ok_or(ReviewError::NotFound)?;
    let open: Vec<Review> = store::reviews_of_account(tx, reviewer.account)?
        .into_iter()
        .filter(|review| review.reviewer == id && review.state == ReviewState::Assigned)
        .collect();
    for review in &open {
        store::close_review(tx, review.id, ReviewState::TakenBack, "", now)?;
        audit::record(
            tx,
            actor,
            now,
            "review.taken_back",
            &review.id.to_string(),
            "reviewer ended",
        )?;
    }
    store::end_reviewer(tx, id, now)?;
    let detail = format!("{} taken back", open.len());
    audit::record(tx, actor, now, "reviewer.ended", &id.to_string(), &detail)?;
    Ok(open.len())
}

/// The ties of the actor.
///
/// # Errors
/// When the actor may not.
pub(super) fn own_ties(tx: &mut Tx, actor: &Actor) -> Result<Vec<Tie>, ReviewError> {
    policy::check(actor, Action::ReviewDossiers, Subject::Basin)?;
    let account = actor.account.ok_or(ReviewError::NotFound)?;
    Ok(store::ties(tx, account)?)
}

/// The actor declares a tie of their own: reviews that it forbids are taken back. Says how many.
///
/// # Errors
/// When the actor may not, or the tie leads nowhere.
pub fn declare_tie(tx: &mut Tx, actor: &Actor, now: Instant, tie: &NewTie) -> Result<usize, ReviewError> {
    policy::check(actor, Action::ReviewDossiers, Subject::Basin)?;
    let account = actor.account.ok_or(ReviewError::NotFound)?;
    write_tie(tx, actor, now, account, tie)
}

/// Who runs the reviews records a tie of a reviewer. Says how many reviews are taken back.
///
/// # Errors
/// When the actor may not, there is no such reviewer, or the tie leads nowhere.
pub(super) fn record_tie(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    call: CallId,
    reviewer: ReviewerId,
    tie: &NewTie,
) -> Result<usize, ReviewError> {
    policy::check(actor, Action::RunReviews, Subject::Basin)?;
    let reviewer = store::reviewer(tx, reviewer)?
        .filter(|reviewer| reviewer.call == call)
        .ok_or(ReviewError::NotFound)?;
    write_tie(tx, actor, now, reviewer.account, tie)
}

pub(super) fn write_tie(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    account: AccountId,
    tie: &NewTie,
) -> Result<usize, ReviewError> {
    let leads_right = match tie.kind {
        TieKind::Authority => tie.territory.is_some() && tie.uai.is_none(),
        TieKind::School | TieKind::Family => tie.uai.is_some() && tie.territory.is_none(),
        TieKind::PreviousWork => tie.uai.is_some() != tie.territory.is_some(),
    };
    if !leads_right {
        return Err(Refusal::TieWithoutPlace.into());
    }
    if let Some(uai) = &tie.uai
        && !directory::knows_school(tx, uai)?
    {
        return Err(Refusal::SchoolUnknown.into());
    }
    let id = store::insert_tie(tx, account, tie, now, actor.account)?;
    audit::record(
        tx,
        actor,
        now,
        "reviewer_tie.declared",
        &id.to_string(),
        tie.kind.code(),
    )?;
    take_back_tied(tx, actor, now, account)
}

/// Withdraws a tie: its own author may, and so may who runs the reviews.
///
/// # Errors
/// When the actor may not, or there is no such tie.
pub(super) fn withdraw_tie(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    account: Option<AccountId>,
    id: TieId,
) -> Result<(), ReviewError> {
    let own = actor
        .account
        .filter(|own| account.is_none_or(|account| account == *own));
    let account = match (own, account) {
        (Some(own), None) => {
            policy::check(actor, Action::ReviewDossiers, Subject::Basin)?;
            // What somebody else recorded of them is not theirs to take away.
            let declared = store::ties(tx, own)?;
            if !declared.iter().any(|tie| tie.id == id && tie.by_themselves) {
                return Err(ReviewError::NotFound);
            }
            own
        }
        (_, Some(account)) => {
            policy::check(actor, Action::RunReviews, Subject::Basin)?;
            account
        }
        (None, None) => return Err(ReviewError::NotFound),
    };
    if !store::withdraw_tie(tx, account, id, now)? {
        return Err(ReviewError::NotFound);
    }
    audit::record(tx, actor, now, "reviewer_tie.withdrawn", &id.to_string(), "")?;
    Ok(())
}

/// A dossier with its schools, as reviews need it.
pub(super) fn file_of(
    tx: &mut Tx,
    dossier: dossiers::DossierId,
) -> Result<Option<(Dossier, Vec<SchoolOfDossier>)>, ReviewError> {
    let Some(dossier) = dossiers::dossier(tx, dossier)? else {
        return Ok(None);
    };
    let mut schools = Vec::new();
    for line in dossiers::lines(tx, dossier.id)? {
        if let Some(school) = directory::school_line(tx, &line.uai)? {
            schools.push(SchoolOfDossier {
                line: line.id,
                uai: line.uai,
                name: school.name,
                kind: school.kind,
                state: line.state,
                revision: line.revision,
            });
        }
    }
    Ok(Some((dossier, schools)))
}

/// Takes back the reviews that a tie forbids, as long as their dossier is not assessed. Says how many.
fn take_back_tied(tx: &mut Tx, actor: &Actor, now: Instant, account: AccountId) -> Result<usize, ReviewError> {
    let background = background_of(tx, account, now.day())?;
    let mut taken = 0;
    for review in store::reviews_of_account(tx, account)? {
        if !review.state.is_held() {
            continue;
        }
        let Some((dossier, schools)) = file_of(tx, review.dossier)? else {
            continue;
        };
        let uais: Vec<_> = schools.iter().map(|school| school.uai.clone()).collect();
        let found = rules::conflicts(&background, &uais, &dossier.territory);
        let Some(first) = found.first().filter(|_| is_open(&schools)) else {
            continue;
        };
        if !store::close_review(tx, review.id, ReviewState::TakenBack, "", now)? {
            continue;
        }
        audit::record(
            tx,
            actor,
            now,
            "review.taken_back",
            &review.id.to_string(),
            first.rule.code(),
        )?;
        tell_runner(tx, now, &review, "reviews-message-tied", dossier.call_wave)?;
        taken += 1;
    }
    Ok(taken)
}

/// Tells who gave a dossier that somebody else has to review it.
pub(super) fn tell_runner(
    tx: &mut Tx,
    now: Instant,
    review: &Review,
    wording: &'static str,
    wave: calls::CallWaveId,
) -> Result<(), ReviewError> {
    let Some(runner) = review.assigned_by else {
        return Ok(());
    };
    messages::write(
        tx,
        now,
        &NewMessage {
            account: runner,
            topic: "review",
            wording,
            arguments: vec![("dossier", reference(review.dossier))],
            href: format!("/evaluations/repartition/{wave}"),
            once: format!("{wording} {}", review.id),
        },
    )?;
    Ok(())
}

/// A day as messages write it, the same in every language.
pub(super) fn written_day(day: Day) -> String {
    format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year())
}

/// The situation of the wave of a dossier.
///
/// # Errors
/// When there is no such dossier, or the database fails.
pub(super) fn situation_of(
    tx: &mut Tx,
    now: Instant,
    dossier: dossiers::DossierId,
) -> Result<situation::Situation, ReviewError> {
    let dossier = dossiers::dossier(tx, dossier)?.ok_or(ReviewError::NotFound)?;
    situation::read(tx, now, dossier.call_wave)
}
