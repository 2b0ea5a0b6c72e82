//! The pages of writing: the tasks, one section, members, comments, versions, documents.

mod answers;
mod comments;
mod documents;
mod members;
mod versions;

use std::collections::BTreeMap;

use pole_db::{DbError, Tx};
use pole_kernel::Uai;
use serde_json::Value;

use super::super::model::DossierId;
use super::answers::Setting;
use super::errors::WritingError;
use super::members::title;
use crate::features::calls::{AnswerView, Field, Part};
use crate::features::directory;
use crate::policy::Action;
use crate::shell::page::PageCtx;
use crate::shell::problem::Problem;
use crate::shell::routes::Routes;

/// The routes of writing.
pub fn routes() -> Routes {
    const WRITE: Action = Action::WriteDossiers;
    Routes::new()
        .merge(super::api::routes())
        .get("/dossiers/miens", WRITE, members::own)
        .get("/dossiers/{id}/rediger", WRITE, answers::tasks)
        .get("/dossiers/{id}/rediger/{code}", WRITE, answers::section)
        .post("/dossiers/{id}/rediger/{code}", WRITE, answers::save_section)
        .post("/dossiers/{id}/reponses", WRITE, answers::save_one)
        .get("/dossiers/{id}/reponses/{code}", WRITE, answers::history)
        .post("/dossiers/{id}/conflit/{code}", WRITE, answers::settle)
        .get("/dossiers/{id}/membres", WRITE, members::page)
        .post("/dossiers/{id}/membres", WRITE, members::invite)
        .post("/dossiers/{id}/membres/{code}/fin", WRITE, members::end)
        .post("/dossiers/{id}/relances", WRITE, members::remind)
        .get("/dossiers/{id}/membres/export/{file}", WRITE, members::export)
        .get("/dossiers/{id}/commentaires", WRITE, comments::page)
        .post("/dossiers/{id}/commentaires", WRITE, comments::write)
        .post("/dossiers/{id}/commentaires/{code}/etat", WRITE, comments::set_resolved)
        .get("/dossiers/{id}/versions", WRITE, versions::page)
        .post("/dossiers/{id}/versions", WRITE, versions::name)
        .get("/dossiers/{id}/versions/{code}", WRITE, versions::compare)
        .post("/dossiers/{id}/versions/{code}/reprendre", WRITE, versions::restore)
        .merge(documents::routes())
}

fn dossier_id(text: &str) -> Result<DossierId, Problem> {
    DossierId::parse(text).map_err(|_| Problem::NotFound)
}

/// The school of a query or a form; empty for the whole dossier.
fn school(text: &str) -> Result<Option<Uai>, Problem> {
    if text.is_empty() {
        return Ok(None);
    }
    Uai::parse(text).map(Some).map_err(|_| Problem::NotFound)
}

/// What every page of a dossier says at its top.
#[derive(Clone, Debug)]
struct Head {
    id: DossierId,
    call: String,
    wave: String,
    college: String,
    /// The names of the schools of the dossier.
    names: BTreeMap<Uai, String>,
}

impl Head {
    fn load(tx: &mut Tx, setting: &Setting) -> Result<Self, DbError> {
        let mut names = BTreeMap::new();
        for line in &setting.lines {
            if let Some(school) = directory::school_line(tx, &line.uai)? {
                names.insert(line.uai.clone(), school.name);
            }
        }
        let told = title(tx, setting)?;
        let one = |name: &str| {
            told.iter()
                .find(|(known, _)| *known == name)
                .map_or_else(String::new, |(_, text)| text.clone())
        };
        Ok(Self {
            id: setting.dossier.id,
            call: one("call"),
            wave: one("wave"),
            college: one("college"),
            names,
        })
    }

    /// The name of a school, or its code; the whole dossier when there is none.
    fn place(&self, page: &PageCtx, uai: Option<&Uai>) -> String {
        match uai {
            None => page.t("writing-whole"),
            Some(uai) => self.names.get(uai).cloned().unwrap_or_else(|| uai.to_string()),
        }
    }
}

/// The name of a part.
fn part(page: &PageCtx, part: Part) -> String {
    page.word("calls-part", part.code())
}

/// What the controls of a question begin with: one for the dossier, one for each school.
pub(super) fn prefix(uai: Option<&Uai>) -> String {
    match uai {
        None => "r-".to_owned(),
        Some(uai) => format!("r-{uai}-"),
    }
}

/// An answer as one text, to be compared word by word.
fn as_text(page: &PageCtx, field: &Field, value: Option<&Value>) -> String {
    if let Some(Value::String(text)) = value {
        return text.clone();
    }
    let view = AnswerView::new(page, field, value);
    let mut lines = view.lines;
    lines.extend(view.rows.iter().map(|row| row.join(" | ")));
    if lines.is_empty()
        && let Some(value) = value.filter(|value| !value.is_null())
    {
        // The financing plan has pages of its own; here its differences are told as they are kept.
        lines.push(value.to_string());
    }
    lines.join("\n")
}

/// The question of a form, as its code and its school: `reseau~9710022X`.
fn key(field: &str, uai: Option<&Uai>) -> String {
    match uai {
        None => field.to_owned(),
        Some(uai) => format!("{field}~{uai}"),
    }
}

/// Runs an action that a refusal sends back to its page.
fn refusal_key(error: WritingError) -> Result<&'static str, Problem> {
    match error {
        WritingError::Refused(refusal) => Ok(refusal.key()),
        other => Err(other.into()),
    }
}
