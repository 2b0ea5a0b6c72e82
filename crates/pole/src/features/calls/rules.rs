//! What is to mend in a call before it is published. Pure.

use std::collections::BTreeSet;

use pole_i18n::Argument;
use pole_kernel::{Level, SchoolKind};

use super::builder::{Piece, Place};
use super::model::{CallContent, CallWave, Field, FieldKind, Section};

/// The most characters a text may ask for.
const LONGEST_TEXT: u32 = 20_000;
/// The most rows a table may have.
pub(super) const MOST_ROWS: u32 = 100;

/// What the program knows beside the call itself.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The codes of the parameter sets.
    pub parameter_sets: BTreeSet<String>,
    /// The codes of the other calls.
    pub calls: BTreeSet<String>,
    /// The waves that are published already, in order.
    pub waves: Vec<CallWave>,
}

/// Something to mend.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{key} {detail}")]
pub struct CallProblem {
    /// Where it is mended.
    pub place: Place,
    /// The message key.
    pub key: &'static str,
    /// What the message names; empty when it names nothing.
    pub detail: String,
}

impl CallProblem {
    /// The arguments of the message.
    pub fn arguments(&self) -> [(&'static str, Argument); 1] {
        [("detail", self.detail.clone().into())]
    }
}

/// Whether a code is made of small letters, digits and underscores.
pub(super) fn is_code(code: &str) -> bool {
    (1..=60).contains(&code.len())
        && code
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

/// Everything that is to mend, in the order of the pages.
pub fn problems(content: &CallContent, known: &Known) -> Vec<CallProblem> {
    let mut found = Found(Vec::new());
    if content.summary.trim().is_empty() {
        found.add(Place::Piece(Piece::General), "calls-mend-summary", "");
    }
    rules(content, known, &mut found);
    waves(content, known, &mut found);
    documents(content, &mut found);
    criteria(content, &mut found);
    form(content, &mut found);
    found.0
}

struct Found(Vec<CallProblem>);

impl Found {
    fn add(&mut self, place: Place, key: &'static str, detail: impl Into<String>) {
        self.0.push(CallProblem {
            place,
            key,
            detail: detail.into(),
        });
    }
}

fn rules(content: &CallContent, known: &Known, found: &mut Found) {
    let place = || Place::Piece(Piece::Rules);
    if content.eligibility.kinds.is_empty() {
        found.add(place(), "calls-mend-kinds", "");
    }
    let exclusions = content.exclusions.iter().flat_map(|exclusion| &exclusion.kinds);
    for kind in content.eligibility.kinds.iter().chain(exclusions) {
        if SchoolKind::parse(kind).is_err() {
            found.add(place(), "calls-mend-kind-unknown", kind);
        }
    }
    for level in &content.target_levels {
        if Level::parse(level).is_err() {
            found.add(place(), "calls-mend-level-unknown", level);
        }
    }
    if !known.parameter_sets.contains(&content.parameter_set) {
        found.add(place(), "calls-mend-parameters", &content.parameter_set);
    }
    if let Some(quota) = &content.ecole_quota
        && (quota.percent > 100 || !["requests", "dossiers"].contains(&quota.of.as_str()))
    {
        found.add(place(), "calls-mend-quota", quota.percent.to_string());
    }
    for exclusion in &content.exclusions {
        if !known.calls.contains(&exclusion.call) {
            found.add(place(), "calls-mend-exclusion", &exclusion.call);
        }
        if exclusion.reason.trim().is_empty() {
            found.add(place(), "calls-mend-exclusion-reason", &exclusion.call);
        }
    }
    let review = &content.review;
    if review.reviewers == 0 || review.reviewers > 9 || review.gap > 100 || review.threshold > 100 || review.days == 0 {
        found.add(Place::Piece(Piece::Review), "calls-mend-review", "");
    }
}

fn waves(content: &CallContent, known: &Known, found: &mut Found) {
    let place = || Place::Piece(Piece::Waves);
    if content.waves.is_empty() {
        found.add(place(), "calls-mend-wave", "");
    }
    let mut labels = BTreeSet::new();
    for wave in &content.waves {
        if wave.label.trim().is_empty() {
            found.add(place(), "calls-mend-wave-label", "");
        } else if !labels.insert(pole_kernel::fold(&wave.label)) {
            found.add(place(), "calls-mend-wave-twice", &wave.label);
        }
        match (wave.opens_on, wave.deadline_on, wave.first_year) {
            (Some(opens), Some(deadline), Some(_)) => {
                if deadline < opens {
                    found.add(place(), "calls-mend-wave-order", &wave.label);
                }
            }
            (_, _, _) => found.add(place(), "calls-mend-wave-dates", &wave.label),
        }
    }
    for (index, published) in known.waves.iter().enumerate() {
        let same = content.waves.get(index).is_some_and(|wave| {
            wave.label == published.label
                && wave.opens_on == Some(published.opens_on)
                && wave.deadline_on == Some(published.deadline_on)
                && wave.first_year == Some(published.first_year)
        });
        if !same {
            found.add(place(), "calls-mend-wave-frozen", &published.label);
        }
    }
}

fn documents(content: &CallContent, found: &mut Found) {
    let place = || Place::Piece(Piece::Documents);
    let mut codes = BTreeSet::new();
    for document in &content.documents {
        if document.label.trim().is_empty() {
            found.add(place(), "calls-mend-document-label", &document.code);
        }
        code(&document.code, &mut codes, place(), found);
    }
}

fn criteria(content: &CallContent, found: &mut Found) {
    let place = || Place::Piece(Piece::Criteria);
    let mut codes = BTreeSet::new();
    for criterion in &content.criteria {
        if criterion.label.trim().is_empty() {
            found.add(place(), "calls-mend-criterion-label", &criterion.code);
        }
        code(&criterion.code, &mut codes, place(), found);
    }
    let sum = weights(content);
    if content.criteria.is_empty() {
        found.add(place(), "calls-mend-criteria", "");
    } else if sum != 100 {
        found.add(place(), "calls-mend-weights", sum.to_string());
    }
}

/// The sum of the weights of the criteria.
pub fn weights(content: &CallContent) -> u64 {
    content
        .criteria
        .iter()
        .map(|criterion| u64::from(criterion.weight))
        .sum()
}

/// A code that is malformed, or that another thing of the same list has.
fn code(code: &str, met: &mut BTreeSet<String>, place: Place, found: &mut Found) {
    if !is_code(code) {
        found.add(place, "calls-mend-code", code);
    } else if !met.insert(code.to_owned()) {
        found.add(place, "calls-mend-code-twice", code);
    }
}

fn form(content: &CallContent, found: &mut Found) {
    if content.fields().next().is_none() {
        found.add(Place::Piece(Piece::Form), "calls-mend-form", "");
    }
    let (mut sections, mut fields) = (BTreeSet::new(), BTreeSet::new());
    for section in &content.sections {
        let place = || Place::Section(section.code.clone());
        if section.title.trim().is_empty() {
            found.add(place(), "calls-mend-section-title", &section.code);
        }
        code(&section.code, &mut sections, place(), found);
        if section.fields.is_empty() {
            found.add(place(), "calls-mend-section-empty", &section.title);
        }
        for field in &section.fields {
            code(&field.code, &mut fields, Place::Field(field.code.clone()), found);
            question(content, section, field, found);
        }
    }
}

/// What is to mend in one question.
fn question(content: &CallContent, section: &Section, field: &Field, found: &mut Found) {
    let place = || Place::Field(field.code.clone());
    let name = if field.label.trim().is_empty() {
        found.add(place(), "calls-mend-field-label", &section.title);
        &field.code
    } else {
        &field.label
    };
    match &field.kind {
        FieldKind::Text { max } | FieldKind::LongText { max } => {
            if *max == 0 || *max > LONGEST_TEXT {
                found.add(place(), "calls-mend-field-length", name);
            }
        }
        FieldKind::Number { min, max, .. } => {
            if min > max {
                found.add(place(), "calls-mend-field-bounds", name);
            }
        }
        FieldKind::Choice { options, .. } => {
            let distinct: BTreeSet<&str> = options.iter().map(|option| option.trim()).collect();
            if distinct.len() < 2 || distinct.len() < options.len() || distinct.contains("") {
                found.add(place(), "calls-mend-field-options", name);
            }
        }
        FieldKind::Table { columns, max_rows } => {
            let mut codes = BTreeSet::new();
            let named = columns
                .iter()
                .all(|column| !column.label.trim().is_empty() && codes.insert(&column.code));
            if columns.is_empty() || !named || *max_rows == 0 || *max_rows > MOST_ROWS {
                found.add(place(), "calls-mend-field-table", name);
            }
        }
        FieldKind::Document { document } => match content.documents.iter().find(|one| one.code == *document) {
            None => found.add(place(), "calls-mend-field-document", name),
            Some(one) if one.per_school != field.per_school => {
                found.add(place(), "calls-mend-field-document-place", name);
            }
            Some(_) => {}
        },
        FieldKind::Quantities { levels } => {
            let distinct: BTreeSet<&String> = levels.iter().collect();
            let known = levels.iter().all(|level| Level::parse(level).is_ok());
            if levels.is_empty() || !known || distinct.len() < levels.len() {
                found.add(place(), "calls-mend-field-levels", name);
            }
        }
        FieldKind::FinancingPlan => {
            let plans = content
                .fields()
                .filter(|(_, field)| matches!(field.kind, FieldKind::FinancingPlan));
            if plans.count() > 1 {
                found.add(place(), "calls-mend-field-plans", name);
            }
        }
        FieldKind::Money => {}
    }
    condition(content, field, name, found);
}

fn condition(content: &CallContent, field: &Field, name: &str, found: &mut Found) {
    let place = || Place::Field(field.code.clone());
    let Some(condition) = &field.condition else {
        return;
    };
    let Some((_, other)) = content.field(&condition.field) else {
        found.add(place(), "calls-mend-condition-unknown", name);
        return;
    };
    match &other.kind {
        FieldKind::Choice { options, .. } => {
            if !options.contains(&condition.equals) {
                found.add(place(), "calls-mend-condition-answer", name);
            }
        }
        FieldKind::Text { .. } | FieldKind::Number { .. } => {
            if condition.equals.trim().is_empty() {
                found.add(place(), "calls-mend-condition-answer", name);
            }
        }
        FieldKind::LongText { .. }
        | FieldKind::Money
        | FieldKind::Table { .. }
        | FieldKind::Document { .. }
        | FieldKind::Quantities { .. }
        | FieldKind::FinancingPlan => found.add(place(), "calls-mend-condition-kind", name),
    }
    if other.per_school && !field.per_school {
        found.add(place(), "calls-mend-condition-place", name);
    }
    if circles(content, field) {
        found.add(place(), "calls-mend-condition-circle", name);
    }
}

/// Whether the conditions lead from a question back to itself.
fn circles(content: &CallContent, start: &Field) -> bool {
    let mut met = BTreeSet::new();
    let mut next = start.condition.as_ref();
    while let Some(condition) = next {
        if condition.field == start.code {
            return true;
        }
        if !met.insert(&condition.field) {
            return false;
        }
        next = content
            .field(&condition.field)
            .and_then(|(_, field)| field.condition.as_ref());
    }
    false
}
