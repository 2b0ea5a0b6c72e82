//! Which schools may answer a call, each with its reasons (`domain.md` §2, §3). Pure: a proposal, never a decision.

use std::collections::BTreeSet;

use pole_formats::SchoolState;
use pole_kernel::{Contract, Level, SchoolKind, Sector, Uai, vocabulary};

use crate::features::calls::{CallContent, Exclusion};

vocabulary! {
    /// Something that is looked at of a school.
    Check, "check of eligibility" {
        /// Whether it is open on the day.
        Open = "open",
        /// Whether it is public, or private under contract when the call takes those.
        Contract = "contract",
        /// Whether the call takes schools of its kind.
        Kind = "kind",
        /// Whether the école belongs to the catchment area of the collège of the dossier.
        Attached = "attached",
        /// Whether it was selected under a call that leaves it out of this one.
        Excluded = "excluded",
        /// Whether it was selected under this call already.
        AlreadySelected = "already_selected",
        /// Whether it has pupils in the levels that the call aims at.
        Levels = "levels",
    }
}

vocabulary! {
    /// What a check says.
    Verdict, "verdict of a check" {
        /// Nothing against it.
        Fits = "fits",
        /// The rule leaves the school out.
        Fails = "fails",
        /// What is known does not say.
        Unknown = "unknown",
    }
}

/// What is known of a school that answers.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// What it is.
    pub kind: SchoolKind,
    /// Whether it is open.
    pub state: SchoolState,
    /// Public or private.
    pub sector: Option<Sector>,
    /// Its contract with the State.
    pub contract: Option<Contract>,
    /// Whether it carries the dossier.
    pub carries: bool,
    /// The collège that carries the dossier.
    pub college: Uai,
    /// The collège of its catchment area on the day.
    pub attached_to: Option<Uai>,
    /// The calls under which it is selected, by their codes.
    pub selected_under: BTreeSet<String>,
    /// How many pupils each level of the call has; `None` when nobody said.
    pub pupils: Vec<(Level, Option<u32>)>,
}

/// What was found of one check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at.
    pub check: Check,
    /// What it says.
    pub verdict: Verdict,
    /// A figure, a code or the words of the rule that it rests on; empty when it needs none.
    pub detail: String,
}

/// Looks at everything that makes a school eligible, in the order of the rules.
pub fn findings(call: &str, content: &CallContent, school: &Candidate) -> Vec<Finding> {
    let mut found = vec![open(school), contract(content, school)];
    if school.carries {
        found.push(kind(content, school));
    } else {
        found.push(ecole(content, school));
        found.push(attached(school));
    }
    found.push(excluded(content, school));
    found.push(already(call, school));
    found.extend(levels(content, school));
    found
}

/// What the findings propose: `None` when something is not known.
pub fn proposal(findings: &[Finding]) -> Option<bool> {
    if findings.iter().any(|finding| finding.verdict == Verdict::Fails) {
        return Some(false);
    }
    findings
        .iter()
        .all(|finding| finding.verdict == Verdict::Fits)
        .then_some(true)
}

/// The first rule that leaves the school out before anything is written. Figures may still be entered, and being
/// selected elsewhere is for the academy to judge.
pub fn first_bar(findings: &[Finding]) -> Option<Check> {
    findings
        .iter()
        .find(|finding| {
            finding.verdict == Verdict::Fails
                && match finding.check {
                    Check::Open | Check::Contract | Check::Kind | Check::Attached => true,
                    Check::Excluded | Check::AlreadySelected | Check::Levels => false,
                }
        })
        .map(|finding| finding.check)
}

fn finding(check: Check, fits: bool, detail: impl Into<String>) -> Finding {
    Finding {
        check,
        verdict: if fits { Verdict::Fits } else { Verdict::Fails },
        detail: detail.into(),
    }
}

fn open(school: &Candidate) -> Finding {
    finding(
        Check::Open,
        matches!(school.state, SchoolState::Open | SchoolState::ToClose),
        "",
    )
}

fn contract(content: &CallContent, school: &Candidate) -> Finding {
    let verdict = match (school.sector, school.contract) {
        (Some(Sector::Public), _) => Verdict::Fits,
        (_, Some(Contract::Contracted)) if content.eligibility.contracted_private => Verdict::Fits,
        (_, Some(Contract::Contracted | Contract::Uncontracted)) => Verdict::Fails,
        (Some(Sector::Private) | None, Some(Contract::NotApplicable) | None) => Verdict::Unknown,
    };
    Finding {
        check: Check::Contract,
        verdict,
        detail: String::new(),
    }
}

fn kind(content: &CallContent, school: &Candidate) -> Finding {
    finding(
        Check::Kind,
        content.eligibility.admits(school.kind),
        content.eligibility.kinds.join(", "),
    )
}

fn ecole(content: &CallContent, school: &Candidate) -> Finding {
    finding(
        Check::Kind,
        content.eligibility.attached_ecoles && school.kind.is_ecole(),
        "",
    )
}

fn attached(school: &Candidate) -> Finding {
    let detail = school.attached_to.as_ref().map(Uai::to_string).unwrap_or_default();
    finding(
        Check::Attached,
        school.attached_to.as_ref() == Some(&school.college),
        detail,
    )
}

fn excluded(content: &CallContent, school: &Candidate) -> Finding {
    let concerns = |rule: &&Exclusion| {
        (rule.kinds.is_empty() || rule.kinds.iter().any(|kind| kind == school.kind.code()))
            && school.selected_under.contains(&rule.call)
    };
    match content.exclusions.iter().find(concerns) {
        Some(rule) => finding(Check::Excluded, false, format!("{} – {}", rule.call, rule.reason)),
        None => finding(Check::Excluded, true, ""),
    }
}

fn already(call: &str, school: &Candidate) -> Finding {
    finding(Check::AlreadySelected, !school.selected_under.contains(call), "")
}

/// Only a school that teaches one of the levels of the call is asked for its pupils.
fn levels(content: &CallContent, school: &Candidate) -> Option<Finding> {
    if content.target_levels.is_empty() || school.pupils.is_empty() {
        return None;
    }
    let names: Vec<String> = school
        .pupils
        .iter()
        .map(|(level, count)| match count {
            Some(count) => format!("{} : {count}", level.code()),
            None => format!("{} : ?", level.code()),
        })
        .collect();
    let verdict = if school
        .pupils
        .iter()
        .any(|(_, count)| count.is_some_and(|count| count > 0))
    {
        Verdict::Fits
    } else if school.pupils.iter().any(|(_, count)| count.is_none()) {
        Verdict::Unknown
    } else {
        Verdict::Fails
    };
    Some(Finding {
        check: Check::Levels,
        verdict,
        detail: names.join(", "),
    })
}

impl Check {
    /// The message that refuses a school because of it.
    pub const fn refusal_key(self) -> &'static str {
        match self {
            Self::Open => "dossiers-refused-closed-school",
            Self::Contract => "dossiers-refused-contract",
            Self::Kind => "dossiers-refused-kind",
            Self::Attached => "dossiers-refused-attached",
            Self::Excluded => "dossiers-refused-excluded",
            Self::AlreadySelected => "dossiers-refused-already-selected",
            Self::Levels => "dossiers-refused-levels",
        }
    }
}
