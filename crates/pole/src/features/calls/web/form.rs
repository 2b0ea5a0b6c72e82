//! The builder of the form: its sections and its questions.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;

use super::super::actions::{self, DraftView};
use super::super::builder::{Gesture, KINDS, Place, fingerprint, free_code};
use super::super::errors::{CallError, Refusal};
use super::super::field::FieldView;
use super::super::model::{CallContent, CallId, Column, Condition, Field, FieldKind, Part, Section};
use super::super::rules::MOST_ROWS;
use super::build::{self, Held};
use super::call_id;
use super::words::{self, Line};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;

/// What stands for a code in the address of something that is not there yet.
const NEW: &str = "nouvelle";

/// What a builder page answers: fine, wrong, or changed by somebody else.
const fn status(stored: bool, valid: bool) -> StatusCode {
    match (stored, valid) {
        (true, _) => StatusCode::CONFLICT,
        (false, true) => StatusCode::OK,
        (false, false) => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

#[derive(Template)]
#[template(path = "features/calls/pages/section.html")]
struct SectionPage {
    page: PageCtx,
    form: Form,
    view: DraftView,
    code: String,
    parts: Vec<(String, String)>,
    stored: Option<Vec<Line>>,
}

impl SectionPage {
    fn is_new(&self) -> bool {
        self.code == NEW
    }
}

fn show_section(page: PageCtx, view: DraftView, code: String, form: Form, stored: Option<Vec<Line>>) -> Reply {
    let status = status(stored.is_some(), form.is_valid());
    let template = SectionPage {
        parts: build::parts(&page),
        form,
        view,
        code,
        stored,
        page: page.clone(),
    };
    page.show_with(status, &template)
}

pub(super) async fn section_page(page: PageCtx, Path((id, code)): Path<(String, String)>) -> Reply {
    let view = build::load(&page, call_id(&id)?).await?;
    let mut held = Held::default();
    if code != NEW {
        let sections = &view.draft.content.sections;
        let section = sections
            .iter()
            .find(|section| section.code == code)
            .ok_or(Problem::NotFound)?;
        held.put("titre", &section.title);
        held.put("aide", &section.help);
        held.put("qui", section.part.code());
        held.put("vu", fingerprint(&view.draft.content, &Place::Section(code.clone())));
    }
    show_section(page, view, code, held.form(), None)
}

/// Changes a draft at a place.
async fn change(
    page: &PageCtx,
    call: CallId,
    seen: Option<(Place, String)>,
    change: impl Fn(&mut CallContent) -> Result<(), Refusal> + Send + 'static,
) -> Result<(), CallError> {
    let (actor, now) = (page.actor.clone(), page.now);
    page.app
        .db()
        .write(move |tx| {
            let seen = seen.as_ref().map(|(place, print)| (place, print.as_str()));
            actions::edit(tx, &actor, now, call, seen, &change).map(|_| ())
        })
        .await
}

pub(super) async fn save_section(page: PageCtx, Path((id, code)): Path<(String, String)>, mut form: Form) -> Reply {
    let call = call_id(&id)?;
    let title = form.required("titre", "form-required", |text| Ok::<_, ()>(text.to_owned()));
    let part = form.required("qui", "form-choice", Part::parse);
    let (Some(title), Some(part)) = (title, part) else {
        let view = build::load(&page, call).await?;
        return show_section(page, view, code, form, None);
    };
    let place = Place::Section(code.clone());
    let is_new = code == NEW;
    let seen = (!is_new).then(|| (place.clone(), form.value("vu").to_owned()));
    let (help, of) = (build::text(&form, "aide"), code.clone());
    let done = change(&page, call, seen, move |content| {
        if is_new {
            let taken = |code: &str| code == NEW || content.sections.iter().any(|section| section.code == code);
            content.sections.push(Section {
                code: free_code(&title, "section", taken),
                title: title.clone(),
                help: help.clone(),
                part,
                fields: Vec::new(),
            });
            return Ok(());
        }
        let section = content.section_mut(&of).ok_or(Refusal::Gone)?;
        section.title.clone_from(&title);
        section.help.clone_from(&help);
        section.part = part;
        Ok(())
    })
    .await;
    match done {
        Ok(()) => page.redirect(&format!("/appels/{call}/modifier"), "notice-calls-saved"),
        Err(CallError::Stale) => {
            let view = build::load(&page, call).await?;
            let stored = words::lines_of(&page, &view.draft.content, &place);
            let form = form.with_many("vu", [fingerprint(&view.draft.content, &place)]);
            show_section(page, view, code, form, Some(stored))
        }
        Err(CallError::Refused(refusal)) => {
            form.refuse("titre", refusal.key());
            let view = build::load(&page, call).await?;
            show_section(page, view, code, form, None)
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn move_section(page: PageCtx, Path((id, code)): Path<(String, String)>, form: Form) -> Reply {
    let call = call_id(&id)?;
    let gesture = Gesture::parse(form.value("geste")).map_err(|_| Problem::NotFound)?;
    let seen = (gesture == Gesture::Remove).then(|| (Place::Section(code.clone()), form.value("vu").to_owned()));
    change(&page, call, seen, move |content| {
        let section = content.section_mut(&code).ok_or(Refusal::Gone)?;
        if gesture == Gesture::Remove && !section.fields.is_empty() {
            return Err(Refusal::SectionFull);
        }
        content.section_gesture(&code, gesture).ok_or(Refusal::Gone)?;
        Ok(())
    })
    .await?;
    page.redirect(&format!("/appels/{call}/modifier"), "notice-calls-moved")
}

pub(super) async fn move_field(page: PageCtx, Path((id, code)): Path<(String, String)>, form: Form) -> Reply {
    let call = call_id(&id)?;
    let gesture = Gesture::parse(form.value("geste")).map_err(|_| Problem::NotFound)?;
    let seen = (gesture == Gesture::Remove).then(|| (Place::Field(code.clone()), form.value("vu").to_owned()));
    change(&page, call, seen, move |content| {
        content.field_gesture(&code, gesture).ok_or(Refusal::Gone)?;
        Ok(())
    })
    .await?;
    page.redirect(&format!("/appels/{call}/modifier"), "notice-calls-moved")
}

#[derive(Template)]
#[template(path = "features/calls/pages/question.html")]
struct QuestionPage {
    page: PageCtx,
    form: Form,
    view: DraftView,
    code: String,
    /// The kind of answer; empty as long as none is chosen.
    kind: String,
    kinds: Vec<(String, String)>,
    levels: Vec<(String, String)>,
    documents: Vec<(String, String)>,
    others: Vec<(String, String)>,
    /// The question as an applicant sees it.
    shown: Option<FieldView>,
    stored: Option<Vec<Line>>,
}

impl QuestionPage {
    fn is_new(&self) -> bool {
        self.code == NEW
    }

    fn is(&self, kind: &str) -> bool {
        self.kind == kind
    }

    fn kind_words(&self) -> String {
        self.page.word("calls-kind", &self.kind)
    }

    fn problems(&self) -> Vec<String> {
        let place = Place::Field(self.code.clone());
        self.view
            .problems
            .iter()
            .filter(|problem| problem.place == place)
            .map(|problem| words::problem(&self.page, problem))
            .collect()
    }
}

fn show_question(page: PageCtx, view: DraftView, code: String, form: Form, stored: Option<Vec<Line>>) -> Reply {
    let status = status(stored.is_some(), form.is_valid());
    let kind = KINDS
        .iter()
        .find(|kind| form.is("sorte", kind))
        .map_or_else(String::new, |kind| (*kind).to_owned());
    let content = &view.draft.content;
    let none = || (String::new(), page.t("calls-none"));
    let mut others = vec![none()];
    others.extend(
        content
            .fields()
            .filter(|(_, field)| field.code != code)
            .filter(|(_, field)| {
                matches!(
                    field.kind,
                    FieldKind::Choice { .. } | FieldKind::Text { .. } | FieldKind::Number { .. }
                )
            })
            .map(|(_, field)| (field.code.clone(), field.label.clone())),
    );
    let mut documents = vec![none()];
    documents.extend(
        content
            .documents
            .iter()
            .map(|one| (one.code.clone(), one.label.clone())),
    );
    let shown = content
        .field(&code)
        .map(|(_, field)| FieldView::new(&page, field, "apercu-", None));
    let template = QuestionPage {
        kinds: KINDS
            .iter()
            .map(|kind| ((*kind).to_owned(), page.word("calls-kind", kind)))
            .collect(),
        levels: build::levels(&page),
        documents,
        others,
        shown,
        kind,
        form,
        view,
        code,
        stored,
        page: page.clone(),
    };
    page.show_with(status, &template)
}

/// A question as its form holds it.
fn held(content: &CallContent, field: &Field) -> Held {
    let mut held = Held::default();
    held.put("libelle", &field.label);
    held.put("aide", &field.help);
    held.tick("obligatoire", field.required);
    held.tick("chacun", field.per_school);
    if let Some(condition) = &field.condition {
        held.put("cond_question", &condition.field);
        held.put("cond_reponse", &condition.equals);
    }
    match &field.kind {
        FieldKind::Text { max } | FieldKind::LongText { max } => held.put("max", max),
        FieldKind::Number { min, max, unit } => {
            held.put("min", min);
            held.put("max", max);
            held.put("unite", unit);
        }
        FieldKind::Choice { options, many } => {
            held.put("options", options.join("\n"));
            held.tick("plusieurs", *many);
        }
        FieldKind::Table { columns, max_rows } => {
            let headings: Vec<&str> = columns.iter().map(|column| column.label.as_str()).collect();
            held.put("colonnes", headings.join("\n"));
            held.put("lignes", max_rows);
        }
        FieldKind::Quantities { levels } => held.many("niveaux", levels),
        FieldKind::Document { document } => held.put("piece", document),
        FieldKind::Money | FieldKind::FinancingPlan => {}
    }
    held.put("vu", fingerprint(content, &Place::Field(field.code.clone())));
    held
}

pub(super) async fn field_page(page: PageCtx, Path((id, code)): Path<(String, String)>, query: Form) -> Reply {
    let view = build::load(&page, call_id(&id)?).await?;
    let content = &view.draft.content;
    let mut held = if code == NEW {
        let mut held = Held::default();
        let section = content
            .sections
            .iter()
            .find(|section| section.code == query.value("section"))
            .ok_or(Problem::NotFound)?;
        held.put("section", &section.code);
        held.tick("obligatoire", true);
        for (name, usual) in [("lignes", "10"), ("min", "0")] {
            held.put(name, usual);
        }
        let usual = match query.value("sorte") {
            "text" => Some("200"),
            "long_text" => Some("4000"),
            "number" => Some("1000"),
            _ => None,
        };
        if let Some(usual) = usual {
            held.put("max", usual);
        }
        held
    } else {
        let (_, field) = content.field(&code).ok_or(Problem::NotFound)?;
        held(content, field)
    };
    match query.optional("sorte") {
        Some(kind) => held.put("sorte", kind),
        None => {
            if let Some((_, field)) = content.field(&code) {
                held.put("sorte", field.kind.code());
            }
        }
    }
    show_question(page, view, code, held.form(), None)
}

/// The lines of a text area that say something.
fn each_line(form: &Form, name: &str) -> Vec<String> {
    form.value(name)
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Reads the kind of answer that was typed.
fn read_kind(form: &mut Form, before: Option<&Field>) -> Option<FieldKind> {
    let count = |form: &mut Form, name: &str| form.required(name, "form-count", str::parse::<u32>);
    let kind = form.value("sorte").to_owned();
    Some(match kind.as_str() {
        "text" => FieldKind::Text {
            max: count(form, "max")?,
        },
        "long_text" => FieldKind::LongText {
            max: count(form, "max")?,
        },
        "number" => {
            let min = form.required("min", "form-count", str::parse::<i64>);
            let max = form.required("max", "form-count", str::parse::<i64>);
            FieldKind::Number {
                min: min?,
                max: max?,
                unit: form.value("unite").to_owned(),
            }
        }
        "money" => FieldKind::Money,
        "choice" => FieldKind::Choice {
            options: each_line(form, "options"),
            many: form.is("plusieurs", "oui"),
        },
        "table" => {
            let kept: &[Column] = match before.map(|field| &field.kind) {
                Some(FieldKind::Table { columns, .. }) => columns,
                Some(_) | None => &[],
            };
            let mut columns: Vec<Column> = Vec::new();
            for label in each_line(form, "colonnes") {
                let code = kept
                    .iter()
                    .find(|column| column.label == label)
                    .map_or_else(String::new, |column| column.code.clone());
                let taken = |code: &str| columns.iter().any(|column| column.code == code);
                let code = if code.is_empty() || taken(&code) {
                    free_code(&label, "colonne", taken)
                } else {
                    code
                };
                columns.push(Column { code, label });
            }
            FieldKind::Table {
                columns,
                max_rows: count(form, "lignes")?.min(MOST_ROWS),
            }
        }
        "quantities" => FieldKind::Quantities {
            levels: form
                .all("niveaux")
                .filter(|level| !level.is_empty())
                .map(str::to_owned)
                .collect(),
        },
        "document" => FieldKind::Document {
            document: form.value("piece").to_owned(),
        },
        "financing_plan" => FieldKind::FinancingPlan,
        _ => {
            form.refuse("sorte", "form-choice");
            return None;
        }
    })
}

pub(super) async fn save_field(page: PageCtx, Path((id, code)): Path<(String, String)>, mut form: Form) -> Reply {
    let call = call_id(&id)?;
    let view = build::load(&page, call).await?;
    let before = view.draft.content.field(&code).map(|(_, field)| field.clone());
    let label = form.required("libelle", "form-required", |text| Ok::<_, ()>(text.to_owned()));
    let kind = read_kind(&mut form, before.as_ref());
    let (Some(label), Some(kind)) = (label, kind) else {
        return show_question(page, view, code, form, None);
    };
    let field = Field {
        code: code.clone(),
        label,
        help: build::text(&form, "aide"),
        kind,
        required: form.is("obligatoire", "oui"),
        per_school: form.is("chacun", "oui"),
        condition: form.optional("cond_question").map(|other| Condition {
            field: other.to_owned(),
            equals: form.value("cond_reponse").to_owned(),
        }),
    };
    let place = Place::Field(code.clone());
    let is_new = code == NEW;
    let seen = (!is_new).then(|| (place.clone(), form.value("vu").to_owned()));
    let (section, of) = (form.value("section").to_owned(), code.clone());
    let done = change(&page, call, seen, move |content| {
        let mut field = field.clone();
        if is_new {
            let taken = |code: &str| code == NEW || content.field(code).is_some();
            field.code = free_code(&field.label, "question", taken);
            let section = content.section_mut(&section).ok_or(Refusal::Gone)?;
            section.fields.push(field);
        } else {
            let place = content.field_mut(&of).ok_or(Refusal::Gone)?;
            *place = field;
        }
        Ok(())
    })
    .await;
    match done {
        Ok(()) => page.redirect(&format!("/appels/{call}/modifier"), "notice-calls-saved"),
        Err(CallError::Stale) => {
            let view = build::load(&page, call).await?;
            let stored = words::lines_of(&page, &view.draft.content, &place);
            let form = form.with_many("vu", [fingerprint(&view.draft.content, &place)]);
            show_question(page, view, code, form, Some(stored))
        }
        Err(CallError::Refused(refusal)) => {
            form.refuse("libelle", refusal.key());
            show_question(page, view, code, form, None)
        }
        Err(error) => Err(error.into()),
    }
}
