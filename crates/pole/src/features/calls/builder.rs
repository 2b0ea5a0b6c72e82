//! The pieces of a call that a pilot writes one at a time, and the moves of its form. Pure.

use pole_kernel::vocabulary;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::field::code_of;
use super::model::{CallContent, Field, FieldKind, Section};
use crate::shell::clock::hexadecimal;

vocabulary! {
    /// A piece of a call: one page of the builder.
    Piece, "piece of a call" {
        /// What it is for, its source, its money in words.
        General = "general",
        /// Who may answer, with which parameters and quota.
        Rules = "rules",
        /// The deadlines.
        Waves = "waves",
        /// The documents.
        Documents = "documents",
        /// The criteria.
        Criteria = "criteria",
        /// The review.
        Review = "review",
        /// The form.
        Form = "form",
    }
}

/// Where something of a call is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A piece.
    Piece(Piece),
    /// The head of a section of the form.
    Section(String),
    /// A question of the form.
    Field(String),
}

impl Place {
    /// The page of the builder on which it is written.
    pub fn path(&self) -> String {
        match self {
            Self::Piece(Piece::Form) => "modifier".to_owned(),
            Self::Piece(piece) => format!("modifier/{}", piece.code()),
            Self::Section(code) => format!("sections/{code}"),
            Self::Field(code) => format!("questions/{code}"),
        }
    }
}

/// The kinds of answers, in the order they are offered: the `type` of the JSON of a [`FieldKind`].
pub const KINDS: [&str; 9] = [
    "text",
    "long_text",
    "number",
    "money",
    "choice",
    "table",
    "quantities",
    "document",
    "financing_plan",
];

impl FieldKind {
    /// Its stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Text { .. } => "text",
            Self::LongText { .. } => "long_text",
            Self::Number { .. } => "number",
            Self::Money => "money",
            Self::Choice { .. } => "choice",
            Self::Table { .. } => "table",
            Self::Quantities { .. } => "quantities",
            Self::Document { .. } => "document",
            Self::FinancingPlan => "financing_plan",
        }
    }
}

/// What a place says, as it is kept.
fn said(content: &CallContent, place: &Place) -> Value {
    match place {
        Place::Piece(Piece::General) => json!([content.summary, content.source, content.money]),
        Place::Piece(Piece::Rules) => json!([
            content.eligibility,
            content.target_levels,
            content.parameter_set,
            content.ecole_quota,
            content.exclusions
        ]),
        Place::Piece(Piece::Waves) => json!(content.waves),
        Place::Piece(Piece::Documents) => json!(content.documents),
        Place::Piece(Piece::Criteria) => json!(content.criteria),
        Place::Piece(Piece::Review) => json!(content.review),
        Place::Piece(Piece::Form) => json!(content.sections),
        Place::Section(code) => content
            .sections
            .iter()
            .find(|section| section.code == *code)
            .map_or(Value::Null, |section| {
                json!([section.title, section.help, section.part.code()])
            }),
        Place::Field(code) => content.field(code).map_or(Value::Null, |(_, field)| json!(field)),
    }
}

/// What tells whether somebody else wrote in the same place since it was read.
pub fn fingerprint(content: &CallContent, place: &Place) -> String {
    let mut print = hexadecimal(&Sha256::digest(said(content, place).to_string().as_bytes()));
    print.truncate(16);
    print
}

/// A code that nothing of a list has yet, made of words.
pub fn free_code(words: &str, otherwise: &str, taken: impl Fn(&str) -> bool) -> String {
    let made = code_of(words);
    let base = if made.is_empty() { otherwise.to_owned() } else { made };
    if !taken(&base) {
        return base;
    }
    (2..)
        .map(|number| format!("{base}_{number}"))
        .find(|code| !taken(code))
        .unwrap_or(base)
}

vocabulary! {
    /// What is done to a section or a question as a whole.
    Gesture, "gesture" {
        /// One place earlier.
        Up = "up",
        /// One place later.
        Down = "down",
        /// Out.
        Remove = "remove",
    }
}

/// Moves or removes one of a list. Gives whether something changed.
fn gesture<T>(list: &mut Vec<T>, index: usize, gesture: Gesture) -> bool {
    match gesture {
        Gesture::Up if index > 0 => list.swap(index, index - 1),
        Gesture::Down if index + 1 < list.len() => list.swap(index, index + 1),
        Gesture::Remove => {
            list.remove(index);
        }
        Gesture::Up | Gesture::Down => return false,
    }
    true
}

impl CallContent {
    /// A section by its code.
    pub fn section_mut(&mut self, code: &str) -> Option<&mut Section> {
        self.sections.iter_mut().find(|section| section.code == code)
    }

    /// A question by its code.
    pub fn field_mut(&mut self, code: &str) -> Option<&mut Field> {
        self.sections
            .iter_mut()
            .flat_map(|section| section.fields.iter_mut())
            .find(|field| field.code == code)
    }

    /// Moves or removes a section. `None` when there is no such section.
    pub fn section_gesture(&mut self, code: &str, done: Gesture) -> Option<bool> {
        let index = self.sections.iter().position(|section| section.code == code)?;
        Some(gesture(&mut self.sections, index, done))
    }

    /// Moves or removes a question: beyond the ends of its section it goes into the next one. `None` when there is
    /// no such question.
    pub fn field_gesture(&mut self, code: &str, done: Gesture) -> Option<bool> {
        let (at, index) = self.sections.iter().enumerate().find_map(|(at, section)| {
            let index = section.fields.iter().position(|field| field.code == code)?;
            Some((at, index))
        })?;
        let last = self.sections.get(at)?.fields.len() - 1;
        let (to, first) = match done {
            Gesture::Up if index == 0 => (at.checked_sub(1), false),
            Gesture::Down if index == last => (Some(at + 1).filter(|to| *to < self.sections.len()), true),
            Gesture::Up | Gesture::Down | Gesture::Remove => {
                return Some(gesture(&mut self.sections.get_mut(at)?.fields, index, done));
            }
        };
        let Some(to) = to else {
            return Some(false);
        };
        let field = self.sections.get_mut(at)?.fields.remove(index);
        let fields = &mut self.sections.get_mut(to)?.fields;
        let place = if first { 0 } else { fields.len() };
        fields.insert(place, field);
        Some(true)
    }
}
