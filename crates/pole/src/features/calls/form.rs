//! The form of a call: which questions are asked, which answers are right, what is missing. Pure.

use std::collections::{BTreeMap, BTreeSet};

use pole_kernel::Uai;
use serde_json::Value;

use super::model::{CallContent, Field, FieldKind};

/// The answers of a dossier: by question, and by school where each answers (`None`: the whole dossier).
pub type Answers = BTreeMap<(Option<Uai>, String), Value>;

/// What is wrong with an answer, as a stable code that pages put into words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnswerProblem {
    /// Not the kind of value that the question asks for.
    #[error("another kind of answer is expected")]
    Kind,
    /// Too many characters.
    #[error("{length} characters, at most {max}")]
    TooLong {
        /// How many.
        length: usize,
        /// How many at most.
        max: u32,
    },
    /// Not a whole number.
    #[error("“{0}” is not a whole number")]
    NotWhole(String),
    /// Not an amount in euros.
    #[error("“{0}” is not an amount in euros")]
    NotAmount(String),
    /// A number out of bounds.
    #[error("{value} is not between {min} and {max}")]
    Bounds {
        /// The number.
        value: i64,
        /// At least.
        min: i64,
        /// At most.
        max: i64,
    },
    /// Not one of the answers of the list.
    #[error("“{0}” is not one of the answers")]
    Option(String),
    /// Too many rows, or a row of another width.
    #[error("the table has too many rows or a row of another width")]
    Rows,
    /// A level that is not asked.
    #[error("“{0}” is not a level of the question")]
    Level(String),
}

/// Something that a dossier still lacks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Missing {
    /// An answer.
    Answer {
        /// The question.
        field: String,
        /// The school that has to answer; `None` for the dossier.
        uai: Option<Uai>,
    },
    /// A document.
    Document {
        /// Its code.
        code: String,
        /// The school that has to give it; `None` for the dossier.
        uai: Option<Uai>,
    },
}

/// Whether an answer says something.
fn is_said(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(_) | Value::Number(_) => true,
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(items) => items.iter().any(is_said),
        Value::Object(items) => items.values().any(is_said),
    }
}

/// Checks an answer. An empty one is right: it is missing, which is said elsewhere.
///
/// # Errors
/// What is wrong with it.
pub fn check_answer(field: &Field, value: &Value) -> Result<(), AnswerProblem> {
    if !is_said(value) {
        return Ok(());
    }
    let text = || value.as_str().ok_or(AnswerProblem::Kind);
    match &field.kind {
        FieldKind::Text { max } | FieldKind::LongText { max } => {
            let length = text()?.chars().count();
            if u32::try_from(length).is_ok_and(|length| length <= *max) {
                Ok(())
            } else {
                Err(AnswerProblem::TooLong { length, max: *max })
            }
        }
        FieldKind::Number { min, max, .. } => bounded(value, *min, *max),
        FieldKind::Money => bounded(value, 0, 100_000_000_000),
        FieldKind::Choice { options, many: false } => one_of(options, text()?),
        FieldKind::Choice { options, many: true } => {
            for item in value.as_array().ok_or(AnswerProblem::Kind)? {
                one_of(options, item.as_str().ok_or(AnswerProblem::Kind)?)?;
            }
            Ok(())
        }
        FieldKind::Table { columns, max_rows } => {
            let rows = value.as_array().ok_or(AnswerProblem::Kind)?;
            let fits = |row: &Value| {
                row.as_array()
                    .is_some_and(|row| row.len() == columns.len() && row.iter().all(Value::is_string))
            };
            if rows.len() <= *max_rows as usize && rows.iter().all(fits) {
                Ok(())
            } else {
                Err(AnswerProblem::Rows)
            }
        }
        FieldKind::Quantities { levels } => {
            for (level, count) in value.as_object().ok_or(AnswerProblem::Kind)? {
                if !levels.contains(level) {
                    return Err(AnswerProblem::Level(level.clone()));
                }
                if !count.is_null() {
                    bounded(count, 0, 100_000)?;
                }
            }
            Ok(())
        }
        FieldKind::Document { .. } => Err(AnswerProblem::Kind),
        FieldKind::FinancingPlan => value.as_object().map(|_| ()).ok_or(AnswerProblem::Kind),
    }
}

fn bounded(value: &Value, min: i64, max: i64) -> Result<(), AnswerProblem> {
    let value = value.as_i64().ok_or(AnswerProblem::Kind)?;
    if (min..=max).contains(&value) {
        Ok(())
    } else {
        Err(AnswerProblem::Bounds { value, min, max })
    }
}

fn one_of(options: &[String], answer: &str) -> Result<(), AnswerProblem> {
    if options.iter().any(|option| option == answer) {
        Ok(())
    } else {
        Err(AnswerProblem::Option(answer.to_owned()))
    }
}

/// Whether a question is asked, of the dossier or of one of its schools.
pub fn is_asked(content: &CallContent, field: &Field, uai: Option<&Uai>, answers: &Answers) -> bool {
    let Some(condition) = &field.condition else {
        return true;
    };
    let Some((_, other)) = content.field(&condition.field) else {
        return true;
    };
    let place = if other.per_school { uai.cloned() } else { None };
    if !is_asked_plainly(content, other, place.as_ref(), answers, content.sections.len() + 32) {
        return false;
    }
    answers_so(answers, place, condition)
}

/// The same for the question that a condition rests on; a circle of conditions ends in a yes.
fn is_asked_plainly(content: &CallContent, field: &Field, uai: Option<&Uai>, answers: &Answers, depth: usize) -> bool {
    let Some(condition) = field.condition.as_ref().filter(|_| depth > 0) else {
        return true;
    };
    let Some((_, other)) = content.field(&condition.field) else {
        return true;
    };
    let place = if other.per_school { uai.cloned() } else { None };
    is_asked_plainly(content, other, place.as_ref(), answers, depth - 1) && answers_so(answers, place, condition)
}

fn answers_so(answers: &Answers, place: Option<Uai>, condition: &super::model::Condition) -> bool {
    match answers.get(&(place, condition.field.clone())) {
        Some(Value::String(text)) => *text == condition.equals,
        Some(Value::Array(items)) => items.iter().any(|item| item.as_str() == Some(&condition.equals)),
        Some(other) => other.to_string() == condition.equals,
        None => false,
    }
}

/// What a dossier still lacks, in the order of the form; `documents` are those attached, by code and school.
pub fn missing(
    content: &CallContent,
    schools: &[Uai],
    answers: &Answers,
    documents: &BTreeSet<(Option<Uai>, String)>,
) -> Vec<Missing> {
    let places = |per_school: bool| -> Vec<Option<Uai>> {
        if per_school {
            schools.iter().cloned().map(Some).collect()
        } else {
            vec![None]
        }
    };
    let mut lacking = Vec::new();
    for (_, field) in content.fields().filter(|(_, field)| field.required) {
        for uai in places(field.per_school) {
            if !is_asked(content, field, uai.as_ref(), answers) {
                continue;
            }
            match &field.kind {
                FieldKind::Document { document } => {
                    if !documents.contains(&(uai.clone(), document.clone())) {
                        lacking.push(Missing::Document {
                            code: document.clone(),
                            uai,
                        });
                    }
                }
                FieldKind::FinancingPlan => {}
                FieldKind::Text { .. }
                | FieldKind::LongText { .. }
                | FieldKind::Number { .. }
                | FieldKind::Money
                | FieldKind::Choice { .. }
                | FieldKind::Table { .. }
                | FieldKind::Quantities { .. } => {
                    if !answers.get(&(uai.clone(), field.code.clone())).is_some_and(is_said) {
                        lacking.push(Missing::Answer {
                            field: field.code.clone(),
                            uai,
                        });
                    }
                }
            }
        }
    }
    for document in content.documents.iter().filter(|document| document.required) {
        for uai in places(document.per_school) {
            let lack = Missing::Document {
                code: document.code.clone(),
                uai: uai.clone(),
            };
            if !documents.contains(&(uai, document.code.clone())) && !lacking.contains(&lack) {
                lacking.push(lack);
            }
        }
    }
    lacking
}
