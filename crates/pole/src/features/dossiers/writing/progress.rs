//! How far a dossier is: what each part still lacks, and on whose side. Pure.

use std::collections::BTreeSet;

use pole_kernel::Uai;

use super::answers::places;
use crate::features::calls::{self, Answers, CallContent, FieldKind, Missing, Part, RequiredDocument, is_asked};

/// Something that is missing, in the words of the call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lack {
    /// The question, or the document.
    pub label: String,
    /// The school that has to give it; `None` for the dossier.
    pub uai: Option<Uai>,
    /// Who fills it in.
    pub part: Part,
    /// The section it is asked in; `None` for a document that no section asks for.
    pub section: Option<String>,
}

/// How far a section is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionProgress {
    /// The code of the section; empty for the documents that no section asks for.
    pub code: String,
    /// Its title; empty for those documents.
    pub title: String,
    /// Who fills it in.
    pub part: Part,
    /// How many answers it cannot do without.
    pub required: usize,
    /// What is missing.
    pub missing: Vec<Lack>,
}

impl SectionProgress {
    /// How many of the required answers are there.
    pub fn done(&self) -> usize {
        self.required.saturating_sub(self.missing.len())
    }
}

/// The documents attached to a dossier, by school and code.
pub(super) type Attached = BTreeSet<(Option<Uai>, String)>;

/// The required documents that no question of the form asks for.
pub(super) fn loose_documents(content: &CallContent) -> Vec<&RequiredDocument> {
    let asked = |code: &str| {
        content
            .fields()
            .any(|(_, field)| matches!(&field.kind, FieldKind::Document { document } if document == code))
    };
    content
        .documents
        .iter()
        .filter(|document| !asked(&document.code))
        .collect()
}

/// Who gives a document: those who fill in the question that asks for it, or the head.
pub(super) fn document_part(content: &CallContent, code: &str) -> Part {
    content
        .fields()
        .find(|(_, field)| matches!(&field.kind, FieldKind::Document { document } if document == code))
        .map_or(Part::Head, |(section, _)| section.part)
}

fn lack(content: &CallContent, missing: Missing) -> Lack {
    match missing {
        Missing::Answer { field, uai } => match content.field(&field) {
            Some((section, field)) => Lack {
                label: field.label.clone(),
                uai,
                part: section.part,
                section: Some(section.code.clone()),
            },
            None => Lack {
                label: field,
                uai,
                part: Part::Head,
                section: None,
            },
        },
        Missing::Document { code, uai } => {
            let asked = content
                .fields()
                .find(|(_, field)| matches!(&field.kind, FieldKind::Document { document } if *document == code));
            let label = content
                .documents
                .iter()
                .find(|document| document.code == code)
                .map_or_else(|| code.clone(), |document| document.label.clone());
            Lack {
                label,
                uai,
                part: document_part(content, &code),
                section: asked.map(|(section, _)| section.code.clone()),
            }
        }
    }
}

/// How far each section is, in the order of the form; the documents that no section asks for come last.
pub fn progress(
    content: &CallContent,
    schools: &[Uai],
    answers: &Answers,
    attached: &Attached,
) -> Vec<SectionProgress> {
    let mut lacking: Vec<Lack> = calls::missing(content, schools, answers, attached)
        .into_iter()
        .map(|missing| lack(content, missing))
        .collect();
    let mut told = Vec::new();
    for section in &content.sections {
        let required = section
            .fields
            .iter()
            .filter(|field| field.required && !matches!(field.kind, FieldKind::FinancingPlan))
            .map(|field| {
                places(field.per_school, schools)
                    .iter()
                    .filter(|uai| is_asked(content, field, uai.as_ref(), answers))
                    .count()
            })
            .sum();
        let (own, others): (Vec<Lack>, Vec<Lack>) = lacking
            .into_iter()
            .partition(|lack| lack.section.as_deref() == Some(section.code.as_str()));
        lacking = others;
        told.push(SectionProgress {
            code: section.code.clone(),
            title: section.title.clone(),
            part: section.part,
            required: usize::max(required, own.len()),
            missing: own,
        });
    }
    let required = loose_documents(content)
        .into_iter()
        .filter(|document| document.required)
        .map(|document| places(document.per_school, schools).len())
        .sum();
    if required > 0 || !lacking.is_empty() {
        told.push(SectionProgress {
            code: String::new(),
            title: String::new(),
            part: Part::Head,
            required: usize::max(required, lacking.len()),
            missing: lacking,
        });
    }
    told
}
