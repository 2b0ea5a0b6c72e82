//! The rules of reviews: who is tied to what, what marks are worth, what is still awaited. Pure.

use pole_kernel::{Day, Role, RoleScope, Territory, Uai, vocabulary};

use super::model::{Background, Conflict, Mark, Points, Review, ReviewState, Reviewer, Rule, Standing, TieKind};
use crate::features::calls::{Criterion, ReviewRules};
use crate::policy::HeldRole;

/// Everything that ties somebody to a dossier (`domain.md` §3.2): none of it is weighed, any of it forbids.
pub fn conflicts(background: &Background, schools: &[Uai], territory: &Territory) -> Vec<Conflict> {
    let mut found = Vec::new();
    let at_school = |rule: Rule, uai: &Uai| Conflict {
        rule,
        uai: Some(uai.clone()),
        territory: None,
    };
    let with_authority = |rule: Rule| Conflict {
        rule,
        uai: None,
        territory: Some(territory.clone()),
    };
    for (kind, uai, island) in &background.ties {
        if let Some(uai) = uai.as_ref().filter(|uai| schools.contains(uai)) {
            let rule = match kind {
                TieKind::School => Rule::SameSchool,
                TieKind::Family => Rule::SameFamily,
                TieKind::Authority => Rule::SameAuthority,
                TieKind::PreviousWork => Rule::PreviousWork,
            };
            found.push(at_school(rule, uai));
        }
        if island.as_ref() == Some(territory) {
            let rule = match kind {
                TieKind::PreviousWork => Rule::PreviousWork,
                TieKind::School | TieKind::Family | TieKind::Authority => Rule::SameAuthority,
            };
            found.push(with_authority(rule));
        }
    }
    let held = background.roles.iter().map(|held| (held, false));
    for (held, is_past) in held.chain(background.past.iter().map(|held| (held, true))) {
        match (works_there(held), is_past) {
            (Some(RoleScope::School(uai)), false) if schools.contains(uai) => {
                found.push(at_school(Rule::SameSchool, uai));
            }
            (Some(RoleScope::School(uai)), true) if schools.contains(uai) => {
                found.push(at_school(Rule::PreviousWork, uai));
            }
            (Some(RoleScope::Authority(island)), false) if island == territory => {
                found.push(with_authority(Rule::SameAuthority));
            }
            (Some(RoleScope::Authority(island)), true) if island == territory => {
                found.push(with_authority(Rule::PreviousWork));
            }
            _ => {}
        }
    }
    found.sort();
    found.dedup();
    found
}

/// Where a role makes its holder work; nowhere when it looks at the whole basin.
const fn works_there(held: &HeldRole) -> Option<&RoleScope> {
    match held.role {
        Role::Head | Role::Teacher | Role::AuthorityAgent => Some(&held.scope),
        Role::Administrator | Role::Pilot | Role::AcademicService | Role::Reviewer => None,
    }
}

/// Why a reviewer cannot be given a dossier; nothing when they can.
///
/// `reviews` are those the dossier has and had; `load` is how many dossiers of the wave the reviewer holds.
pub fn barred(
    reviewer: &Reviewer,
    background: &Background,
    load: u32,
    dossier: (&[Uai], &Territory),
    reviews: &[&Review],
) -> Vec<Rule> {
    let mut rules: Vec<Rule> = conflicts(background, dossier.0, dossier.1)
        .into_iter()
        .map(|conflict| conflict.rule)
        .collect();
    rules.dedup();
    let own = reviews.iter().filter(|review| review.reviewer == reviewer.id);
    let states: Vec<ReviewState> = own.map(|review| review.state).collect();
    if states.iter().any(|state| state.is_held()) {
        rules.push(Rule::Holds);
    } else if !states.is_empty() {
        rules.push(Rule::GaveUp);
    }
    if reviewer.ended_at.is_some() {
        rules.push(Rule::Ended);
    }
    if load >= reviewer.capacity {
        rules.push(Rule::Full);
    }
    rules
}

/// The sum of weight times mark, in quarters of a point; `None` as long as a criterion has no mark.
pub fn quarters(criteria: &[Criterion], marks: &[Mark]) -> Option<u64> {
    criteria
        .iter()
        .map(|criterion| {
            let mark = marks.iter().find(|mark| mark.criterion == criterion.code)?.mark?;
            Some(u64::from(criterion.weight) * u64::from(mark))
        })
        .sum()
}

/// The criteria that have no mark yet.
pub fn unmarked<'a>(criteria: &'a [Criterion], marks: &[Mark]) -> Vec<&'a Criterion> {
    let has_mark = |criterion: &&Criterion| {
        marks
            .iter()
            .any(|mark| mark.criterion == criterion.code && mark.mark.is_some())
    };
    criteria.iter().filter(|criterion| !has_mark(criterion)).collect()
}

/// Whether a difference asks for another reviewer: above the limit, not at it.
pub fn is_wide(gap: Points, limit: u32) -> bool {
    gap > Points::whole(limit)
}

/// Whether a score is proposed to the commission: at the threshold is enough.
pub fn is_proposed(score: Points, threshold: u32) -> bool {
    score >= Points::whole(threshold)
}

/// Where the reviews of a dossier stand; each submitted review is given in quarters of a point.
///
/// With the third review the score is the mean of all of them \[C\].
pub fn standing(rules: &ReviewRules, submitted: &[u64]) -> Standing {
    let count = u32::try_from(submitted.len()).unwrap_or(u32::MAX);
    let gap = match (submitted.iter().min(), submitted.iter().max()) {
        (Some(lowest), Some(highest)) if count > 1 => Points::mean(&[highest - lowest]),
        _ => None,
    };
    let is_wide = gap.is_some_and(|gap| is_wide(gap, rules.gap));
    let needed = rules.reviewers + u32::from(is_wide);
    let score = Points::mean(submitted);
    let complete = count > 0 && count >= needed;
    Standing {
        score,
        submitted: count,
        needed,
        gap,
        is_wide,
        complete,
        proposed: score
            .filter(|_| complete)
            .map(|score| is_proposed(score, rules.threshold)),
    }
}

/// How many reviewers a dossier still lacks, when so many hold it.
pub fn lacking(standing: &Standing, held: usize) -> u32 {
    standing.needed.saturating_sub(u32::try_from(held).unwrap_or(u32::MAX))
}

/// The lowest position that no held review has.
pub fn free_position(held: &[i64]) -> i64 {
    let mut position = 1;
    while held.contains(&position) {
        position += 1;
    }
    position
}

vocabulary! {
    /// The reminders of a review, each written once.
    Reminder, "reminder of a review" {
        /// Five days before, or fewer.
        FiveDays = "five_days",
        /// The day before, or the day itself.
        OneDay = "one_day",
        /// The day after, or later.
        Late = "late",
    }
}

/// The reminder that a review deserves today.
///
/// Days that no job ran are caught up: a reminder covers the days until the next one.
pub fn reminder(today: Day, due_on: Day) -> Option<Reminder> {
    match today.days_until(due_on) {
        ..0 => Some(Reminder::Late),
        0..=1 => Some(Reminder::OneDay),
        2..=5 => Some(Reminder::FiveDays),
        _ => None,
    }
}
