//! The pages where a person says what a file does not: what its columns are, and what its
//! importer asks.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use pole_formats::mapped::{Examination, TARGETS, fields};
use pole_formats::{DateOrder, FileKind, Mapping, ProblemCode, Survey};

use super::mappings::{self, KeptMapping, MappingError, MappingId};
use super::run::{self, Answers};
use super::{ImportId, ImportLine, Question, Ready};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;

/// The beginning of the names of the fields that hold a column.
const COLUMN: &str = "colonne-";

impl From<MappingError> for Problem {
    fn from(error: MappingError) -> Self {
        match error {
            MappingError::NotFound => Self::NotFound,
            MappingError::Name => Self::refused("imports-refused-mapping-name"),
            MappingError::Taken => Self::refused("imports-refused-mapping-taken"),
            MappingError::Denied(denied) => denied.into(),
            MappingError::Db(error) => error.into(),
        }
    }
}

/// One field and the columns it may be.
struct FieldChoice {
    name: String,
    label: String,
    hint: String,
}

#[derive(Template)]
#[template(path = "shell/imports/pages/explain.html")]
struct ExplainPage {
    page: PageCtx,
    form: Form,
    import: ImportLine,
    targets: Vec<(String, String)>,
    sheets: Vec<(String, String)>,
    fields: Vec<FieldChoice>,
    columns: Vec<(String, String)>,
    dates: Vec<(String, String)>,
    wide: Vec<String>,
    kept: Vec<KeptMapping>,
    examination: Examination,
}

impl ExplainPage {
    fn field(&self, code: &str) -> String {
        self.page.word("mapping-field", code)
    }

    fn reason(&self, code: &str) -> String {
        self.page.word("file-problem", code)
    }

    fn target(&self, kept: &KeptMapping) -> String {
        self.page.word("file-kind", kept.target.code())
    }

    fn is_wide(&self) -> bool {
        self.form.is("large", "oui")
    }
}

/// What may be in the file, among what this person may bring.
fn targets(page: &PageCtx) -> Vec<FileKind> {
    TARGETS
        .iter()
        .copied()
        .filter(|kind| run::may_bring(page.app.importers(), &page.actor, *kind))
        .collect()
}

/// The mapping that a form holds.
fn typed(form: &Form, kind: FileKind) -> Mapping {
    let mut mapping = Mapping::new(kind);
    mapping.sheet = form.optional("feuille").map(str::to_owned);
    mapping.wide = form.is("large", "oui");
    mapping.dates = DateOrder::parse(form.value("dates")).unwrap_or(DateOrder::DayFirst);
    for field in fields(kind) {
        if let Some(column) = form.optional(&format!("{COLUMN}{}", field.code)) {
            mapping.columns.insert(field.code, column.to_owned());
        }
    }
    mapping
}

/// A form that holds a mapping.
fn filled(mut form: Form, mapping: &Mapping) -> Form {
    form = form
        .with_default("contenu", mapping.kind.code().to_owned())
        .with_default("feuille", mapping.sheet.clone().unwrap_or_default())
        .with_default("dates", mapping.dates.code().to_owned());
    if mapping.wide {
        form = form.with_default("large", "oui".to_owned());
    }
    for (field, column) in &mapping.columns {
        form = form.with_default(&format!("{COLUMN}{field}"), column.clone());
    }
    form
}

/// Reads an import that is this person's to explain.
async fn load(page: &PageCtx, id: ImportId) -> Result<ImportLine, Problem> {
    let (app, actor) = (page.app.clone(), page.actor.clone());
    Ok(page
        .app
        .db()
        .read(move |tx| run::visible(tx, app.importers(), &actor, id))
        .await?)
}

/// The page on which the columns are told.
pub(super) async fn page(page: PageCtx, Path(id): Path<String>, form: Form) -> Reply {
    let line = load(&page, super::web::parse_id(&id)?).await?;
    show(page, line, form, false).await
}

/// Shows the columns; `is_typed` tells that the form holds them already.
pub(super) async fn show(page: PageCtx, line: ImportLine, form: Form, is_typed: bool) -> Reply {
    let survey = look(&page, &line, form.optional("feuille")).await?;
    let header = survey.header();
    let allowed = targets(&page);
    let kept: Vec<KeptMapping> = page
        .app
        .db()
        .read(move |tx| mappings::mappings_for(tx, &header))
        .await?
        .into_iter()
        .filter(|kept| allowed.contains(&kept.target))
        .collect();
    let allowed = targets(&page);
    let said = Mapping::from_answers(&line.options);
    let chosen = kept.iter().find(|kept| form.is("correspondance", &kept.id.to_string()));
    let kind = FileKind::parse(form.value("contenu"))
        .ok()
        .or_else(|| chosen.map(|kept| kept.target))
        .or_else(|| said.as_ref().map(|said| said.kind))
        .or_else(|| kept.first().map(|kept| kept.target))
        .filter(|kind| allowed.contains(kind))
        .or_else(|| allowed.first().copied())
        .ok_or(Problem::NotFound)?;
    let mapping = if is_typed {
        typed(&form, kind)
    } else {
        chosen
            .map(|kept| kept.mapping.clone())
            .or_else(|| said.filter(|said| said.kind == kind && form.optional("feuille").is_none()))
            .or_else(|| {
                kept.iter()
                    .find(|kept| kept.target == kind)
                    .map(|kept| kept.mapping.clone())
            })
            .unwrap_or_else(|| survey.propose(kind))
    };
    let status = if form.is_valid() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let template = ExplainPage {
        form: if is_typed { form } else { filled(form, &mapping) },
        import: line,
        targets: allowed
            .iter()
            .map(|kind| (kind.code().to_owned(), page.word("file-kind", kind.code())))
            .collect(),
        sheets: survey.sheets.iter().map(|name| (name.clone(), name.clone())).collect(),
        fields: fields(kind)
            .iter()
            .map(|field| FieldChoice {
                name: format!("{COLUMN}{}", field.code),
                label: page.word("mapping-field", field.code),
                hint: survey
                    .columns
                    .iter()
                    .find(|column| mapping.columns.get(field.code) == Some(&column.id) && !column.example.is_empty())
                    .map(|column| page.t1("imports-explain-example", "value", &column.example))
                    .unwrap_or_default(),
            })
            .collect(),
        columns: columns(&page, &survey),
        dates: DateOrder::ALL
            .iter()
            .map(|order| (order.code().to_owned(), page.word("mapping-dates", order.code())))
            .collect(),
        wide: if kind == FileKind::UsageRows {
            survey
                .columns
                .iter()
                .filter(|column| column.wide.is_some())
                .map(|column| column.name.clone())
                .collect()
        } else {
            Vec::new()
        },
        kept,
        examination: survey.examine(&mapping),
        page: page.clone(),
    };
    page.show_with(status, &template)
}

/// The columns one may choose: none first; those of confidential numbers are not offered.
fn columns(page: &PageCtx, survey: &Survey) -> Vec<(String, String)> {
    let mut columns = vec![(String::new(), page.t("imports-explain-no-column"))];
    columns.extend(
        survey
            .columns
            .iter()
            .filter(|column| !column.is_confidential && !column.id.is_empty())
            .map(|column| (column.id.clone(), column.name.clone())),
    );
    columns
}

async fn look(page: &PageCtx, line: &ImportLine, sheet: Option<&str>) -> Result<Survey, Problem> {
    let said = Mapping::from_answers(&line.options).and_then(|said| said.sheet);
    let sheet = sheet.map(str::to_owned).or(said);
    let (app, line) = (page.app.clone(), line.clone());
    let looked = tokio::task::spawn_blocking(move || run::survey_kept(&app, &line, sheet.as_deref()))
        .await
        .map_err(|error| Problem::failure(&error))?;
    Ok(looked?)
}

/// Keeps the columns that were told, once they make sense.
pub(super) async fn save(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let line = load(&page, super::web::parse_id(&id)?).await?;
    let kind = FileKind::parse(form.value("contenu"))
        .ok()
        .filter(|kind| targets(&page).contains(kind))
        .ok_or(Problem::NotFound)?;
    if form.is("action", "relire") {
        return show(page, line, form, true).await;
    }
    let mapping = typed(&form, kind);
    let survey = look(&page, &line, mapping.sheet.as_deref()).await?;
    refuse(&page, &mut form, &survey.examine(&mapping));
    if !form.is_valid() {
        return show(page, line, form, true).await;
    }
    if let Some(name) = form.optional("nom").map(str::to_owned) {
        let (actor, now, header, kept) = (page.actor.clone(), page.now, survey.header(), mapping.clone());
        let done = page
            .app
            .db()
            .write(move |tx| mappings::keep(tx, &actor, now, &name, &header, &kept))
            .await;
        match done {
            Ok(_) => {}
            Err(MappingError::Name) => form.refuse("nom", "imports-refused-mapping-name"),
            Err(MappingError::Taken) => form.refuse("nom", "imports-refused-mapping-taken"),
            Err(error @ (MappingError::NotFound | MappingError::Denied(_) | MappingError::Db(_))) => {
                return Err(error.into());
            }
        }
        if !form.is_valid() {
            return show(page, line, form, true).await;
        }
    }
    let mut answers: Answers = line
        .options
        .iter()
        .filter(|(name, _)| !Mapping::is_answer(name))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    answers.extend(mapping.answers());
    run::say(&page.app, &page.actor, line.id, answers).await?;
    page.redirect(&format!("/imports/{}", line.id), "notice-import-explained")
}

/// Says beside each field what is wrong with its column.
fn refuse(page: &PageCtx, form: &mut Form, found: &Examination) {
    for misfit in &found.misfits {
        let field = format!("{COLUMN}{}", misfit.field);
        if misfit.code == ProblemCode::NumenDropped {
            form.refuse(&field, "imports-refused-numen");
            continue;
        }
        form.refuse_with(
            &field,
            "imports-refused-misfit",
            vec![
                ("column", misfit.column.clone().into()),
                ("wrong", i64::try_from(misfit.wrong).unwrap_or(i64::MAX).into()),
                ("count", i64::try_from(misfit.looked_at).unwrap_or(i64::MAX).into()),
                ("value", misfit.example.clone().into()),
                ("reason", page.word("file-problem", misfit.code.code()).into()),
            ],
        );
    }
    for field in &found.absent {
        form.refuse(&format!("{COLUMN}{field}"), "imports-refused-absent");
    }
    for group in &found.missing {
        let names: Vec<String> = group.iter().map(|field| page.word("mapping-field", field)).collect();
        if let Some(first) = group.first() {
            let or = page.t("imports-explain-or");
            form.refuse_with(
                &format!("{COLUMN}{first}"),
                "imports-refused-needed",
                vec![("fields", names.join(&or).into())],
            );
        }
    }
}

/// Keeps the answers to what an importer asks.
pub(super) async fn answer(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let line = load(&page, super::web::parse_id(&id)?).await?;
    let ready = again(&page, &line).await?;
    let mut answers = line.options.clone();
    for question in &ready.questions {
        let value = form.value(&question.name).to_owned();
        let is_known = question.choices.is_empty() || question.choices.iter().any(|(choice, _)| *choice == value);
        if value.is_empty() {
            answers.remove(question.name.as_ref());
            if question.required {
                form.refuse(&question.name, "form-required");
            }
        } else if is_known {
            answers.insert(question.name.to_string(), value);
        } else {
            form.refuse(&question.name, "form-choice");
        }
    }
    if !form.is_valid() {
        return super::web::show_import(page, line.id, form).await;
    }
    run::say(&page.app, &page.actor, line.id, answers).await?;
    page.redirect(&format!("/imports/{}", line.id), "notice-import-explained")
}

/// Looks at an import as it stands now.
async fn again(page: &PageCtx, line: &ImportLine) -> Result<Ready, Problem> {
    let (app, actor, now, line) = (page.app.clone(), page.actor.clone(), page.now, line.clone());
    Ok(page
        .app
        .db()
        .read(move |tx| run::look_again(tx, &app, &actor, now, &line))
        .await?)
}

/// A question with its words, for the page.
pub(super) struct Asked {
    pub(super) name: String,
    pub(super) label: String,
    pub(super) hint: String,
    pub(super) choices: Vec<(String, String)>,
}

/// The questions with their words, and the form with what was answered or is proposed.
pub(super) fn asked(
    page: &PageCtx,
    questions: &[Question],
    answers: &BTreeMap<String, String>,
    mut form: Form,
) -> (Vec<Asked>, Form) {
    let mut shown = Vec::with_capacity(questions.len());
    for question in questions {
        let answer = answers
            .get(question.name.as_ref())
            .cloned()
            .unwrap_or_else(|| question.proposed.clone());
        form = form.with_default(&question.name, answer);
        let mut choices: Vec<(String, String)> = question
            .choices
            .iter()
            .map(|(value, words)| {
                let words = if question.choices_are_keys {
                    page.t(words)
                } else {
                    words.clone()
                };
                (value.clone(), words)
            })
            .collect();
        if !choices.is_empty() {
            choices.insert(0, (String::new(), page.t("imports-question-choose")));
        }
        shown.push(Asked {
            name: question.name.to_string(),
            label: if question.about.is_empty() {
                page.t(question.label)
            } else {
                page.t1(question.label, "value", &question.about)
            },
            hint: if question.hint.is_empty() {
                String::new()
            } else {
                page.t(question.hint)
            },
            choices,
        });
    }
    (shown, form)
}

#[derive(Template)]
#[template(path = "shell/imports/pages/mappings.html")]
struct MappingsPage {
    page: PageCtx,
    form: Form,
    kept: Vec<KeptMapping>,
}

impl MappingsPage {
    fn target(&self, kept: &KeptMapping) -> String {
        self.page.word("file-kind", kept.target.code())
    }

    /// What is wrong with the new name of a mapping.
    fn error(&self, kept: &KeptMapping) -> Option<String> {
        self.form.error(&self.page, &format!("nom-{}", kept.id))
    }

    fn may_change(&self, kept: &KeptMapping) -> bool {
        mappings::may_change(&self.page.actor, kept)
    }

    /// The titles of the columns that are read, by field; those that an importer asked for by itself, by name.
    fn columns(&self, kept: &KeptMapping) -> String {
        if fields(kept.target).is_empty() {
            let told = kept.answers.iter().map(|(name, column)| format!("{name} ← {column}"));
            return told.collect::<Vec<_>>().join(" · ");
        }
        let told: Vec<String> = kept
            .mapping
            .columns
            .iter()
            .map(|(field, column)| format!("{} ← {column}", self.page.word("mapping-field", field)))
            .collect();
        told.join(" · ")
    }
}

/// The mappings that were kept.
pub(super) async fn list(page: PageCtx) -> Reply {
    show_list(page, Form::default()).await
}

async fn show_list(page: PageCtx, form: Form) -> Reply {
    let kept = page.app.db().read(mappings::mappings).await?;
    let status = if form.is_valid() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    page.clone().show_with(status, &MappingsPage { page, form, kept })
}

fn mapping_id(text: &str) -> Result<MappingId, Problem> {
    MappingId::parse(text).map_err(|_| Problem::NotFound)
}

/// Gives a mapping another name.
pub(super) async fn rename(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let id = mapping_id(&id)?;
    let (actor, now, name) = (page.actor.clone(), page.now, form.value("nom").to_owned());
    let done = page
        .app
        .db()
        .write(move |tx| mappings::rename(tx, &actor, now, id, &name))
        .await;
    match done {
        Ok(()) => page.redirect("/imports/correspondances", "notice-mapping-renamed"),
        Err(MappingError::Name) => {
            form.refuse(&format!("nom-{id}"), "imports-refused-mapping-name");
            show_list(page, form).await
        }
        Err(MappingError::Taken) => {
            form.refuse(&format!("nom-{id}"), "imports-refused-mapping-taken");
            show_list(page, form).await
        }
        Err(error @ (MappingError::NotFound | MappingError::Denied(_) | MappingError::Db(_))) => Err(error.into()),
    }
}

/// Deletes a mapping.
pub(super) async fn delete(page: PageCtx, Path(id): Path<String>, _form: Form) -> Reply {
    let id = mapping_id(&id)?;
    let (actor, now) = (page.actor.clone(), page.now);
    page.app
        .db()
        .write(move |tx| mappings::delete(tx, &actor, now, id))
        .await?;
    page.redirect("/imports/correspondances", "notice-mapping-deleted")
}
