//! What the commission may decide together, and what two versions of an agreement say differently. Pure.

use std::collections::{BTreeMap, BTreeSet};

use pole_kernel::Uai;

use super::errors::Refusal;
use super::model::{AgreementContent, Candidate, Outcome, TEXTS};
use crate::features::calls::EcoleQuota;
use crate::features::dossiers::LineId;

/// What somebody proposes to decide of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The line.
    pub line: LineId,
    /// The revision of the decision that they saw; 0 when nothing was decided.
    pub seen: i64,
    /// What they decide.
    pub outcome: Outcome,
    /// The rank in the reserve list; the next free one when there is none.
    pub reserve_rank: Option<i64>,
    /// Why.
    pub reason: String,
}

/// One change that a proposal makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The line as it stands.
    pub candidate: Candidate,
    /// What is proposed, with its rank.
    pub proposal: Proposal,
}

/// What deserves a look before it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// Selected below the threshold of the call.
    BelowThreshold {
        /// The school.
        school: String,
        /// The threshold.
        threshold: u32,
    },
    /// Selected without a score.
    NotScored {
        /// The school.
        school: String,
    },
    /// Selected although a review is missing.
    ScoreIncomplete {
        /// The school.
        school: String,
    },
    /// More écoles than the academy grants.
    QuotaExceeded {
        /// Écoles selected.
        selected: i64,
        /// Écoles granted.
        granted: i64,
    },
    /// The call limits écoles, and nobody has said how many are granted here.
    QuotaUnknown {
        /// The limit of the call.
        percent: u32,
        /// Écoles selected.
        selected: i64,
    },
    /// A better placed line of the common file is not selected.
    RankSkipped {
        /// The school that passes.
        school: String,
        /// The school that is passed.
        passed: String,
    },
}

/// How many lines there are of each outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Selected.
    pub selected: i64,
    /// Écoles among them.
    pub ecoles: i64,
    /// On the reserve list.
    pub reserve: i64,
    /// Not selected.
    pub not_selected: i64,
    /// Not decided yet.
    pub open: i64,
}

/// What a set of proposals would do.
#[derive(Clone, Debug, Default)]
pub struct Review {
    /// What changes, in the order of the list.
    pub changes: Vec<Change>,
    /// Before.
    pub before: Tally,
    /// After.
    pub after: Tally,
    /// What deserves a look.
    pub warnings: Vec<Warning>,
    /// What cannot be.
    pub refusals: Vec<Refusal>,
}

impl Review {
    /// Whether it can be written.
    pub fn is_possible(&self) -> bool {
        self.refusals.is_empty() && !self.changes.is_empty()
    }
}

/// What the rules of the wave say.
#[derive(Clone, Debug, Default)]
pub struct Limits {
    /// Below so many points a dossier is not proposed.
    pub threshold: u32,
    /// The share of écoles of the call.
    pub quota: Option<EcoleQuota>,
    /// How many écoles the academy grants.
    pub granted: Option<i64>,
    /// Schools that an earlier wave selected.
    pub already_selected: BTreeSet<Uai>,
}

/// Counts decisions. Lines that the commission cannot decide of are left out unless they are decided.
pub fn tally<'a>(lines: impl IntoIterator<Item = (&'a Candidate, Option<Outcome>)>) -> Tally {
    let mut tally = Tally::default();
    for (candidate, outcome) in lines {
        match outcome {
            Some(Outcome::Selected) => {
                tally.selected += 1;
                tally.ecoles += i64::from(candidate.kind.is_ecole());
            }
            Some(Outcome::Reserve) => tally.reserve += 1,
            Some(Outcome::NotSelected) => tally.not_selected += 1,
            None if candidate.is_decidable() => tally.open += 1,
            None => {}
        }
    }
    tally
}

/// What a set of proposals would do to the list. Nothing is written.
pub fn review(candidates: &[Candidate], proposals: &[Proposal], limits: &Limits) -> Review {
    let mut review = Review {
        before: tally(candidates.iter().map(|one| (one, one.outcome()))),
        ..Review::default()
    };
    let proposed: BTreeMap<LineId, &Proposal> = proposals.iter().map(|one| (one.line, one)).collect();
    let mut ranks: BTreeMap<i64, String> = BTreeMap::new();
    for candidate in candidates {
        let kept = !proposed.contains_key(&candidate.line);
        if let Some(decision) = candidate.decision.as_ref().filter(|_| kept)
            && let Some(rank) = decision.reserve_rank
            && decision.outcome == Outcome::Reserve
        {
            ranks.insert(rank, candidate.name.clone());
        }
    }
    for candidate in candidates {
        let Some(proposal) = proposed.get(&candidate.line) else {
            continue;
        };
        let mut proposal = (*proposal).clone();
        if !candidate.is_decidable() {
            review.refusals.push(Refusal::NotDecidable(candidate.name.clone()));
            continue;
        }
        if proposal.outcome.needs_reason() && proposal.reason.trim().is_empty() {
            review.refusals.push(Refusal::ReasonMissing(candidate.name.clone()));
        }
        if proposal.outcome == Outcome::Reserve {
            let rank = proposal
                .reserve_rank
                .unwrap_or_else(|| ranks.keys().next_back().map_or(1, |last| last + 1));
            if rank < 1 || ranks.insert(rank, candidate.name.clone()).is_some() {
                review.refusals.push(Refusal::RankTaken {
                    school: candidate.name.clone(),
                    rank,
                });
            }
            proposal.reserve_rank = Some(rank);
        } else {
            proposal.reserve_rank = None;
        }
        review.changes.push(Change {
            candidate: candidate.clone(),
            proposal,
        });
    }
    let after = |candidate: &Candidate| {
        review
            .changes
            .iter()
            .find(|change| change.candidate.line == candidate.line)
            .map_or_else(|| candidate.outcome(), |change| Some(change.proposal.outcome))
    };
    let outcomes: Vec<(&Candidate, Option<Outcome>)> = candidates.iter().map(|one| (one, after(one))).collect();
    review.after = tally(outcomes.iter().copied());
    review.refusals.extend(ecoles_alone(&outcomes, limits));
    review.warnings = warnings(&outcomes, limits, &review.after);
    review
}

/// An école is selected only when its collège is, here or in an earlier wave (`domain.md` §3.2, hard).
fn ecoles_alone(outcomes: &[(&Candidate, Option<Outcome>)], limits: &Limits) -> Vec<Refusal> {
    let selected: BTreeSet<&Uai> = outcomes
        .iter()
        .filter(|(_, outcome)| *outcome == Some(Outcome::Selected))
        .map(|(candidate, _)| &candidate.uai)
        .chain(&limits.already_selected)
        .collect();
    let names: BTreeMap<&Uai, &str> = outcomes
        .iter()
        .map(|(candidate, _)| (&candidate.uai, candidate.name.as_str()))
        .collect();
    outcomes
        .iter()
        .filter(|(candidate, outcome)| {
            *outcome == Some(Outcome::Selected) && !candidate.is_carrier() && !selected.contains(&candidate.college)
        })
        .map(|(candidate, _)| Refusal::EcoleAlone {
            ecole: candidate.name.clone(),
            college: names
                .get(&candidate.college)
                .map_or_else(|| candidate.college.to_string(), |name| (*name).to_owned()),
        })
        .collect()
}

fn warnings(outcomes: &[(&Candidate, Option<Outcome>)], limits: &Limits, after: &Tally) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let is_selected = |outcome: &Option<Outcome>| *outcome == Some(Outcome::Selected);
    for (candidate, _) in outcomes.iter().filter(|(_, outcome)| is_selected(outcome)) {
        let school = candidate.name.clone();
        match &candidate.score {
            None => warnings.push(Warning::NotScored { school }),
            Some(score) if !score.reaches(limits.threshold) => warnings.push(Warning::BelowThreshold {
                school,
                threshold: limits.threshold,
            }),
            Some(score) if !score.is_complete => warnings.push(Warning::ScoreIncomplete { school }),
            Some(_) => {}
        }
    }
    match (limits.granted, &limits.quota) {
        (Some(granted), _) if after.ecoles > granted => warnings.push(Warning::QuotaExceeded {
            selected: after.ecoles,
            granted,
        }),
        (None, Some(quota)) if after.ecoles > 0 => warnings.push(Warning::QuotaUnknown {
            percent: quota.percent,
            selected: after.ecoles,
        }),
        _ => {}
    }
    // The ranks of one common file, each against the best that is passed over.
    let mut passed: BTreeMap<&str, (i64, &str)> = BTreeMap::new();
    for (candidate, outcome) in outcomes.iter().filter(|(one, _)| one.is_carrier()) {
        if let Some(rank) = candidate.rank
            && outcome.is_some()
            && !is_selected(outcome)
        {
            let best = passed
                .entry(candidate.territory.as_str())
                .or_insert((rank, &candidate.name));
            if rank < best.0 {
                *best = (rank, &candidate.name);
            }
        }
    }
    for (candidate, outcome) in outcomes.iter().filter(|(one, _)| one.is_carrier()) {
        if let Some(rank) = candidate.rank
            && is_selected(outcome)
            && let Some((best, name)) = passed.get(candidate.territory.as_str())
            && *best < rank
        {
            warnings.push(Warning::RankSkipped {
                school: candidate.name.clone(),
                passed: (*name).to_owned(),
            });
        }
    }
    warnings
}

/// One thing that two versions of an agreement say differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The code of the text; `schools` or `amounts`.
    pub what: &'static str,
    /// Which school and year, for amounts.
    pub of: String,
    /// What the older one says.
    pub before: String,
    /// What the newer one says.
    pub after: String,
}

/// What a version says that the one before does not. Amounts are in cents.
pub fn differences(before: &AgreementContent, after: &AgreementContent) -> Vec<Difference> {
    let mut found: Vec<Difference> = TEXTS
        .iter()
        .filter(|code| before.text(code) != after.text(code))
        .map(|code| Difference {
            what: code,
            of: String::new(),
            before: before.text(code).to_owned(),
            after: after.text(code).to_owned(),
        })
        .collect();
    let names = |content: &AgreementContent| {
        let names: Vec<&str> = content.schools.iter().map(|(_, name)| name.as_str()).collect();
        names.join(", ")
    };
    if before.schools != after.schools {
        found.push(Difference {
            what: "schools",
            of: String::new(),
            before: names(before),
            after: names(after),
        });
    }
    let totals = |content: &AgreementContent| -> BTreeMap<(String, String), Option<i64>> {
        content
            .amounts
            .iter()
            .map(|line| ((line.name.clone(), line.year.clone()), line.total))
            .collect()
    };
    let (old, new) = (totals(before), totals(after));
    let keys: BTreeSet<_> = old.keys().chain(new.keys()).cloned().collect();
    let words = |total: Option<&Option<i64>>| match total {
        None => String::new(),
        Some(None) => "?".to_owned(),
        Some(Some(cents)) => cents.to_string(),
    };
    for key in keys {
        if old.get(&key) != new.get(&key) {
            found.push(Difference {
                what: "amounts",
                of: format!("{}, {}", key.0, key.1),
                before: words(old.get(&key)),
                after: words(new.get(&key)),
            });
        }
    }
    found
}
