//! One dossier beside its grid, as its reviewer reads and scores it.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use pole_kernel::{Cents, Territory, Uai};
use serde_json::Value;

use super::super::blind::Veil;
use super::super::errors::ReviewError;
use super::super::model::{Mark, Opinion, ReviewId, ReviewState, Sheet, TieKind};
use super::super::scoring::{self, SheetView};
use super::super::situation::reference;
use super::{refuse, review_id};
use crate::features::calls::{Answers, Field, FieldKind, is_asked};
use crate::shell::documents::{self, Document};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;

/// The highest mark.
const HIGHEST: u8 = 4;

/// A criterion of the grid.
struct Criterion {
    code: String,
    label: String,
    help: String,
    weight: u32,
    /// The names of its fields.
    mark_field: String,
    comment_field: String,
}

/// A question with its answers.
struct Question {
    label: String,
    answers: Vec<Said>,
}

/// An answer: who says it, and what.
struct Said {
    /// The school, when each answers.
    by: String,
    shown: Shown,
}

/// An answer as a page shows it.
enum Shown {
    Nothing,
    Text(String),
    List(Vec<String>),
    Table(Vec<String>, Vec<Vec<String>>),
}

/// A section of the form.
struct SectionShown {
    title: String,
    questions: Vec<Question>,
}

/// A document to open.
struct DocumentLink {
    label: String,
    href: String,
    bytes: i64,
}

/// A mark that was saved elsewhere meanwhile.
struct Elsewhere {
    label: String,
    mark: String,
    comment: String,
}

#[derive(Template)]
#[template(path = "features/reviews/pages/sheet.html")]
struct SheetPage {
    page: PageCtx,
    form: Form,
    view: SheetView,
    reference: String,
    title: String,
    schools: Vec<String>,
    sections: Vec<SectionShown>,
    documents: Vec<DocumentLink>,
    criteria: Vec<Criterion>,
    opinions: Vec<(String, String)>,
    ties: Vec<(String, String)>,
    /// What another tab or device saved meanwhile.
    elsewhere: Vec<Elsewhere>,
}

impl SheetPage {
    fn weight(&self, criterion: &Criterion) -> String {
        self.page.tn("reviews-weight", "count", criterion.weight)
    }

    fn is_submitted(&self) -> bool {
        self.view.review.state == ReviewState::Submitted
    }

    fn is_late(&self) -> bool {
        self.view.review.is_late(self.page.now.day())
    }

    fn points(&self) -> String {
        let points = self
            .view
            .review
            .quarters
            .and_then(|quarters| super::super::model::Points::mean(&[quarters]));
        super::points_or_dash(&self.page, points)
    }

    fn size(&self, document: &DocumentLink) -> String {
        self.page
            .tn("reviews-kilobytes", "count", (document.bytes / 1000).max(1))
    }
}

/// The page of a review.
pub(super) async fn page(page: PageCtx, id: Path<String>) -> Reply {
    let id = review_id(id)?;
    let view = load(&page, id).await?;
    let form = filled(&view);
    show(page, view, form, Vec::new(), StatusCode::OK)
}

async fn load(page: &PageCtx, id: ReviewId) -> Result<SheetView, Problem> {
    let (actor, now) = (page.actor.clone(), page.now);
    Ok(page
        .app
        .db()
        .read(move |tx| scoring::sheet_view(tx, &actor, now, id))
        .await?)
}

/// The names of the fields of a criterion.
fn field_names(code: &str) -> (String, String) {
    (format!("note-{code}"), format!("pourquoi-{code}"))
}

/// The form as it was saved last.
fn filled(view: &SheetView) -> Form {
    let mut form = Form::default()
        .with_default("revision", view.review.revision.to_string())
        .with_default("avis", view.review.opinion.map_or("", Opinion::code).to_owned())
        .with_default("synthese", view.review.comment.clone());
    for mark in &view.marks {
        let (mark_field, comment_field) = field_names(&mark.criterion);
        form = form
            .with_default(&mark_field, mark.mark.map(|mark| mark.to_string()).unwrap_or_default())
            .with_default(&comment_field, mark.comment.clone());
    }
    form
}

/// What hides the names from a blind reviewer; nothing otherwise.
fn veil(page: &PageCtx, view: &SheetView) -> Veil {
    if !view.is_blind() {
        return Veil::default();
    }
    let islands = [Territory::SAINT_MARTIN, Territory::SAINT_BARTHELEMY]
        .into_iter()
        .filter_map(|code| Territory::parse(code).ok())
        .map(|territory| page.territory(&territory))
        .chain([page.territory(&view.dossier.territory)]);
    let names: Vec<String> = view.secrets.iter().cloned().chain(islands).collect();
    Veil::new(names.iter().map(String::as_str))
}

/// How a school is called: by its name, or by a letter and what it is.
fn school_name(page: &PageCtx, view: &SheetView, place: usize) -> String {
    let Some(school) = view.schools.get(place) else {
        return String::new();
    };
    if !view.is_blind() {
        return format!("{} ({})", school.name, school.uai);
    }
    let letter = u8::try_from(place)
        .ok()
        .filter(|place| *place < 26)
        .map_or_else(|| (place + 1).to_string(), |place| char::from(b'A' + place).to_string());
    page.tv(
        "reviews-school-letter",
        &[
            ("letter", letter.into()),
            ("kind", page.word("school-kind", school.kind.code()).into()),
        ],
    )
}

fn sections(page: &PageCtx, view: &SheetView, veil: &Veil) -> Vec<SectionShown> {
    let answers: Answers = view
        .answers
        .iter()
        .map(|answer| ((answer.uai.clone(), answer.field.clone()), answer.value.clone()))
        .collect();
    view.content
        .sections
        .iter()
        .map(|section| {
            let questions = section
                .fields
                .iter()
                .filter(|field| !matches!(field.kind, FieldKind::Document { .. }))
                .filter_map(|field| question(page, view, veil, &answers, field))
                .collect();
            SectionShown {
                title: section.title.clone(),
                questions,
            }
        })
        .filter(|section: &SectionShown| !section.questions.is_empty())
        .collect()
}

fn question(page: &PageCtx, view: &SheetView, veil: &Veil, answers: &Answers, field: &Field) -> Option<Question> {
    let places: Vec<(Option<Uai>, String)> = if field.per_school {
        view.schools
            .iter()
            .enumerate()
            .map(|(place, school)| (Some(school.uai.clone()), school_name(page, view, place)))
            .collect()
    } else {
        vec![(None, String::new())]
    };
    let said: Vec<Said> = places
        .into_iter()
        .filter(|(uai, _)| is_asked(&view.content, field, uai.as_ref(), answers))
        .map(|(uai, by)| {
            let value = answers.get(&(uai, field.code.clone()));
            let value = value.map(|value| veil.over_value(value));
            Said {
                by,
                shown: shown(page, field, value.as_ref()),
            }
        })
        .collect();
    (!said.is_empty()).then(|| Question {
        label: field.label.clone(),
        answers: said,
    })
}

/// An answer in the reader's language.
fn shown(page: &PageCtx, field: &Field, value: Option<&Value>) -> Shown {
    let Some(value) = value else {
        return Shown::Nothing;
    };
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    };
    match (&field.kind, value) {
        (_, Value::Null) => Shown::Nothing,
        (FieldKind::Money, Value::Number(number)) => number
            .as_i64()
            .map_or(Shown::Nothing, |cents| Shown::Text(page.money(&Cents(cents)))),
        (FieldKind::Number { unit, .. }, Value::Number(number)) => number.as_i64().map_or(Shown::Nothing, |number| {
            Shown::Text(format!("{} {unit}", page.number(number)).trim_end().to_owned())
        }),
        (FieldKind::Table { columns, .. }, Value::Array(rows)) => Shown::Table(
            columns.iter().map(|column| column.label.clone()).collect(),
            rows.iter()
                .filter_map(Value::as_array)
                .map(|row| row.iter().map(text).collect())
                .collect(),
        ),
        (FieldKind::Quantities { .. }, Value::Object(counts)) => Shown::List(
            counts
                .iter()
                .filter(|(_, count)| !count.is_null())
                .map(|(level, count)| format!("{level}\u{a0}: {}", text(count)))
                .collect(),
        ),
        (FieldKind::FinancingPlan, Value::Object(plan)) => Shown::List(
            plan.get("differences")
                .and_then(Value::as_object)
                .into_iter()
                .flatten()
                .map(|(heading, difference)| {
                    let cents = difference.get("cents").and_then(Value::as_i64).unwrap_or(0);
                    let why = difference.get("why").map(text).unwrap_or_default();
                    let heading = page.word("endowment-heading", heading);
                    format!("{heading}\u{a0}: {} – {why}", page.money(&Cents(cents)))
                        .trim_end()
                        .to_owned()
                })
                .collect(),
        ),
        (_, Value::Array(items)) => Shown::List(items.iter().map(text).collect()),
        (_, value) => {
            let text = text(value);
            if text.trim().is_empty() {
                Shown::Nothing
            } else {
                Shown::Text(text)
            }
        }
    }
}

/// How a document is called: by what the call asks for, then by its school; never by the name of its file when
/// reviewers do not see who applies.
fn document_label(page: &PageCtx, view: &SheetView, document: &Document, number: usize) -> String {
    let (code, uai) = document
        .purpose
        .split_once('/')
        .map_or((document.purpose.as_str(), None), |(code, uai)| (code, Some(uai)));
    let asked = view.content.documents.iter().find(|asked| asked.code == code);
    let mut label = asked.map_or_else(
        || page.tn("reviews-document-number", "number", number),
        |asked| asked.label.clone(),
    );
    let place = uai.and_then(|uai| view.schools.iter().position(|school| school.uai.as_str() == uai));
    if let Some(place) = place {
        label.push_str(" – ");
        label.push_str(&school_name(page, view, place));
    }
    if !view.is_blind() {
        label.push_str(" (");
        label.push_str(&document.name);
        label.push(')');
    }
    label
}

fn show(page: PageCtx, view: SheetView, form: Form, elsewhere: Vec<Elsewhere>, status: StatusCode) -> Reply {
    let veil = veil(&page, &view);
    let criteria = view
        .content
        .criteria
        .iter()
        .map(|criterion| {
            let (mark_field, comment_field) = field_names(&criterion.code);
            Criterion {
                code: criterion.code.clone(),
                label: criterion.label.clone(),
                help: criterion.help.clone(),
                weight: criterion.weight,
                mark_field,
                comment_field,
            }
        })
        .collect();
    let reference = reference(view.dossier.id);
    let documents = view
        .documents
        .iter()
        .enumerate()
        .map(|(place, document)| DocumentLink {
            label: document_label(&page, &view, document, place + 1),
            href: format!("/evaluations/{}/documents/{}", view.review.id, document.id),
            bytes: document.bytes,
        })
        .collect();
    let title = if view.is_blind() {
        page.t1("reviews-dossier", "reference", &reference)
    } else {
        view.schools
            .first()
            .map(|school| school.name.clone())
            .unwrap_or_default()
    };
    let template = SheetPage {
        title,
        reference,
        schools: (0..view.schools.len())
            .map(|place| school_name(&page, &view, place))
            .collect(),
        sections: sections(&page, &view, &veil),
        documents,
        criteria,
        opinions: Opinion::ALL
            .iter()
            .map(|opinion| (opinion.code().to_owned(), page.word("reviews-opinion", opinion.code())))
            .collect(),
        ties: std::iter::once((String::new(), page.t("reviews-decline-replacement")))
            .chain(
                TieKind::ALL
                    .iter()
                    .map(|kind| (kind.code().to_owned(), page.word("reviews-tie", kind.code()))),
            )
            .collect(),
        form,
        view,
        elsewhere,
        page: page.clone(),
    };
    page.show_with(status, &template)
}

/// Reads the grid from a form, noting what is wrong.
fn read(form: &mut Form, view: &SheetView) -> Option<Sheet> {
    let mut marks = Vec::new();
    for criterion in &view.content.criteria {
        let (mark_field, comment_field) = field_names(&criterion.code);
        let mark = form.maybe(&mark_field, "reviews-refused-mark", |text| {
            text.parse::<u8>().ok().filter(|mark| *mark <= HIGHEST).ok_or(())
        });
        marks.push(Mark {
            criterion: criterion.code.clone(),
            mark,
            comment: form.value(&comment_field).to_owned(),
        });
    }
    let opinion = form.maybe("avis", "form-choice", Opinion::parse);
    let comment = form.value("synthese").to_owned();
    form.is_valid().then_some(Sheet {
        marks,
        opinion,
        comment,
    })
}

/// Saves the grid, or submits it. What another tab or device saved meanwhile is shown beside: nothing is lost.
pub(super) async fn save(page: PageCtx, id: Path<String>, mut form: Form) -> Reply {
    let id = review_id(id)?;
    let view = load(&page, id).await?;
    let seen: i64 = form.value("revision").parse().unwrap_or(-1);
    let submits = form.is("action", "remettre");
    let Some(sheet) = read(&mut form, &view) else {
        return show(page, view, form, Vec::new(), StatusCode::UNPROCESSABLE_ENTITY);
    };
    if submits {
        for mark in sheet.marks.iter().filter(|mark| mark.mark.is_none()) {
            form.refuse(&field_names(&mark.criterion).0, "reviews-refused-mark-missing");
        }
        if sheet.opinion.is_none() {
            form.refuse("avis", "reviews-refused-opinion");
        }
        if !form.is_valid() && seen == view.review.revision {
            return keep_draft(page, id, seen, sheet, form).await;
        }
    }
    let (actor, now) = (page.actor.clone(), page.now);
    let done = page
        .app
        .db()
        .write(move |tx| scoring::save(tx, &actor, now, id, seen, &sheet, submits))
        .await;
    match done {
        Ok(_) if submits => page.redirect("/evaluations", "notice-reviews-submitted"),
        Ok(_) => page.redirect(&format!("/evaluations/{id}"), "notice-reviews-saved"),
        Err(ReviewError::Stale) => {
            let view = load(&page, id).await?;
            let elsewhere = saved_elsewhere(&page, &view);
            let form = with_revision(&form, &view);
            show(page, view, form, elsewhere, StatusCode::CONFLICT)
        }
        Err(error) => {
            refuse(&mut form, "avis", error)?;
            let view = load(&page, id).await?;
            show(page, view, form, Vec::new(), StatusCode::UNPROCESSABLE_ENTITY)
        }
    }
}

/// Something is missing to submit: what was typed is kept as a draft all the same.
async fn keep_draft(page: PageCtx, id: ReviewId, seen: i64, sheet: Sheet, form: Form) -> Reply {
    let (actor, now) = (page.actor.clone(), page.now);
    page.app
        .db()
        .write(move |tx| scoring::save(tx, &actor, now, id, seen, &sheet, false))
        .await?;
    let view = load(&page, id).await?;
    let form = with_revision(&form, &view);
    show(page, view, form, Vec::new(), StatusCode::UNPROCESSABLE_ENTITY)
}

/// What was typed, over the revision that is in force now.
fn with_revision(form: &Form, view: &SheetView) -> Form {
    form.clone().with_many("revision", [view.review.revision.to_string()])
}

fn saved_elsewhere(page: &PageCtx, view: &SheetView) -> Vec<Elsewhere> {
    let mut rows: Vec<Elsewhere> = view
        .content
        .criteria
        .iter()
        .map(|criterion| {
            let mark = view.marks.iter().find(|mark| mark.criterion == criterion.code);
            Elsewhere {
                label: criterion.label.clone(),
                mark: mark
                    .and_then(|mark| mark.mark)
                    .map_or_else(|| "–".to_owned(), |mark| mark.to_string()),
                comment: mark.map(|mark| mark.comment.clone()).unwrap_or_default(),
            }
        })
        .collect();
    rows.push(Elsewhere {
        label: page.t("reviews-opinion-title"),
        mark: view.review.opinion.map_or_else(
            || "–".to_owned(),
            |opinion| page.word("reviews-opinion", opinion.code()),
        ),
        comment: view.review.comment.clone(),
    });
    rows
}

/// Declines a dossier.
pub(super) async fn decline(page: PageCtx, id: Path<String>, mut form: Form) -> Reply {
    let id = review_id(id)?;
    let view = load(&page, id).await?;
    let tie = form.maybe("lien", "form-choice", TieKind::parse);
    let (actor, now, reason) = (page.actor.clone(), page.now, form.value("motif").to_owned());
    let done = page
        .app
        .db()
        .write(move |tx| scoring::decline(tx, &actor, now, id, tie, &reason))
        .await;
    match done {
        Ok(()) => page.redirect("/evaluations", "notice-reviews-declined"),
        Err(error) => {
            refuse(&mut form, "motif", error)?;
            let shown = filled(&view)
                .with_default("lien", form.value("lien").to_owned())
                .with_default("motif", form.value("motif").to_owned());
            let mut shown = shown;
            for error in form.errors() {
                shown.refuse_with(&error.field, error.key, error.arguments.clone());
            }
            show(page, view, shown, Vec::new(), StatusCode::UNPROCESSABLE_ENTITY)
        }
    }
}

/// A document of a dossier that the reader reviews; under a neutral name when they do not see who applies.
pub(super) async fn document(page: PageCtx, Path((id, code)): Path<(String, String)>) -> Reply {
    let view = load(&page, review_id(Path(id))?).await?;
    let (place, document) = view
        .documents
        .iter()
        .enumerate()
        .find(|(_, document)| document.id.to_string() == code)
        .ok_or(Problem::NotFound)?;
    let mut document = document.clone();
    if view.is_blind() {
        let extension = document.name.rsplit_once('.').map_or("", |(_, extension)| extension);
        document.name = format!("document-{}.{}", place + 1, extension.to_lowercase());
    }
    documents::download(&page, &document).await
}
