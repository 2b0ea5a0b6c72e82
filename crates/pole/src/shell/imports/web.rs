//! The pages of imports: bring a file, read what it would change, confirm, look back.

use askama::Template;
use axum::Extension;
use axum::extract::{Multipart, Path};
use axum::http::StatusCode;
use pole_formats::{FileKind, Mapping, Problem as FileProblem};
use pole_office::table::{Cell, CellKind, Column, Sheet};

use super::explain::{self, Asked};
use super::run::{self, ImportError, Step};
use super::store::{self, ImportLine};
use super::{Change, ImportId, ImportState, Report};
use crate::policy::Action;
use crate::shell::export::{self, ExportFormat};
use crate::shell::files::{Kept, disk_problem};
use crate::shell::form::{Form, TOKEN_FIELD, check_token};
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::routes::Routes;
use crate::shell::session::Reader;

/// How many imports the history shows.
const HISTORY: i64 = 200;
/// How many problems a page shows; the file to download has them all.
const SHOWN_PROBLEMS: i64 = 50;
/// How many problems the file to download holds.
const ALL_PROBLEMS: i64 = 20_000;

/// The routes of imports.
pub fn routes() -> Routes {
    Routes::new()
        .get("/imports", Action::BringFiles, history_page)
        .post("/imports", Action::BringFiles, bring)
        .get("/imports/export/{file}", Action::BringFiles, history_export)
        .get("/imports/correspondances", Action::BringFiles, explain::list)
        .post(
            "/imports/correspondances/{id}/renommer",
            Action::BringFiles,
            explain::rename,
        )
        .post(
            "/imports/correspondances/{id}/supprimer",
            Action::BringFiles,
            explain::delete,
        )
        .get("/imports/{id}", Action::BringFiles, import_page)
        .get("/imports/{id}/colonnes", Action::BringFiles, explain::page)
        .post("/imports/{id}/colonnes", Action::BringFiles, explain::save)
        .post("/imports/{id}/reponses", Action::BringFiles, explain::answer)
        .post("/imports/{id}/confirmer", Action::BringFiles, confirm)
        .post("/imports/{id}/abandonner", Action::BringFiles, abandon)
        .get("/imports/{id}/problemes.csv", Action::BringFiles, problems_file)
        .get("/imports/{id}/fichier", Action::BringFiles, original_file)
}

impl From<ImportError> for Problem {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::NotFound => Self::NotFound,
            ImportError::File(error) => file_problem(&error),
            ImportError::NoImporter(_) => Self::refused("imports-refused-no-importer"),
            ImportError::AlreadySettled(_) => Self::Conflict("imports-refused-settled"),
            ImportError::NotReady(_) => Self::refused("imports-refused-not-ready"),
            ImportError::Denied(denied) => denied.into(),
            ImportError::Io(reason) => Self::failure(&std::io::Error::other(reason)),
            ImportError::Db(error) => error.into(),
        }
    }
}

/// The words for a file that is not what it claims to be: what is wrong and what to do.
///
/// The kind stays a code here: the message chooses its words by it.
fn file_problem(error: &pole_formats::FileError) -> Problem {
    use pole_formats::FileError as E;
    let refused = |key, arguments| Problem::Refused { key, arguments };
    match error {
        E::Empty => Problem::refused("imports-file-empty"),
        E::UnknownKind { columns } => {
            let shown: Vec<&str> = columns.iter().take(6).map(String::as_str).collect();
            refused("imports-file-unknown-kind", vec![("columns", shown.join(", ").into())])
        }
        E::MissingColumn { kind, column } => refused(
            "imports-file-missing-column",
            vec![("kind", kind.code().into()), ("column", column.clone().into())],
        ),
        E::TruncatedGzip => Problem::refused("imports-file-truncated"),
        E::TooLarge { .. } => Problem::refused("imports-file-too-large"),
        E::LineTooLong { line, .. } => refused("imports-file-line-too-long", vec![("line", (*line).into())]),
        E::NotText | E::EncodingUndetermined | E::Archive | E::Io(_) => Problem::refused("imports-file-refused"),
    }
}

#[derive(Template)]
#[template(path = "shell/imports/pages/history.html")]
struct HistoryPage {
    page: PageCtx,
    form: Form,
    imports: Vec<ImportLine>,
    kinds: Vec<String>,
}

async fn history_page(page: PageCtx) -> Reply {
    show_history(page, Form::default(), StatusCode::OK).await
}

async fn show_history(page: PageCtx, form: Form, status: StatusCode) -> Reply {
    let of = run::listed(&page.actor);
    let imports = page.app.db().read(move |tx| store::imports(tx, of, HISTORY)).await?;
    let kinds = page
        .app
        .importers()
        .iter()
        .flat_map(|importer| importer.kinds().iter())
        .filter(|kind| run::may_bring(page.app.importers(), &page.actor, **kind))
        .map(|kind| kind_words(&page, *kind))
        .collect();
    page.clone().show_with(
        status,
        &HistoryPage {
            page,
            form,
            imports,
            kinds,
        },
    )
}

/// The name of a kind of file.
fn kind_words(page: &PageCtx, kind: FileKind) -> String {
    page.word("file-kind", kind.code())
}

/// The name of what an import holds, when it is known.
fn line_kind(page: &PageCtx, line: &ImportLine) -> String {
    line.kind
        .map_or_else(|| page.t("imports-kind-unknown"), |kind| kind_words(page, kind))
}

impl HistoryPage {
    fn kind(&self, line: &ImportLine) -> String {
        line_kind(&self.page, line)
    }

    fn state(&self, line: &ImportLine) -> String {
        self.page.word("imports-state", line.state.code())
    }
}

/// Receives a file: its token first, then its bytes, kept as they come.
async fn receive(
    page: &PageCtx,
    reader: &Reader,
    multipart: &mut Multipart,
) -> Result<Option<(Kept, String)>, Problem> {
    let mut token_seen = false;
    let broken = |_| Problem::BadRequest("problem-upload-cut");
    while let Some(mut field) = multipart.next_field().await.map_err(broken)? {
        match field.name() {
            Some(TOKEN_FIELD) => {
                let token = field.text().await.map_err(broken)?;
                check_token(reader, &token)?;
                token_seen = true;
            }
            Some("fichier") => {
                if !token_seen {
                    return Err(Problem::Forgery);
                }
                let name = field
                    .file_name()
                    .unwrap_or_default()
                    .chars()
                    .take(200)
                    .collect::<String>();
                if name.is_empty() {
                    return Ok(None);
                }
                let mut incoming = page
                    .app
                    .files()
                    .receive(page.app.config().upload_bytes)
                    .map_err(disk_problem)?;
                while let Some(chunk) = field.chunk().await.map_err(broken)? {
                    incoming.write(&chunk).map_err(disk_problem)?;
                }
                let kept = tokio::task::spawn_blocking(move || incoming.finish())
                    .await
                    .map_err(|error| Problem::failure(&error))?
                    .map_err(disk_problem)?;
                return Ok(Some((kept, name)));
            }
            _ => {}
        }
    }
    Ok(None)
}

async fn bring(page: PageCtx, Extension(reader): Extension<Reader>, mut multipart: Multipart) -> Reply {
    let mut form = Form::default();
    let Some((kept, name)) = receive(&page, &reader, &mut multipart).await? else {
        form.refuse("fichier", "imports-refused-no-file");
        return show_history(page, form, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    match run::propose(&page.app, &page.actor, kept, name, run::Answers::new())
        .await
        .map_err(Problem::from)
    {
        Ok(proposed) => Ok(axum::response::IntoResponse::into_response(
            axum::response::Redirect::to(&format!("/imports/{}", proposed.id)),
        )),
        Err(Problem::Refused { key, arguments }) => {
            form.refuse_with("fichier", key, arguments);
            show_history(page, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(problem) => Err(problem),
    }
}

#[derive(Template)]
#[template(path = "shell/imports/pages/import.html")]
struct ImportPage {
    page: PageCtx,
    form: Form,
    import: ImportLine,
    changes: Vec<Change>,
    problems: Vec<FileProblem>,
    already: Option<ImportId>,
    questions: Vec<Asked>,
    /// Whether an answer is needed before anything can be shown.
    waits: bool,
}

impl ImportPage {
    fn kind(&self) -> String {
        line_kind(&self.page, &self.import)
    }

    /// Whether what leaves are dossiers, to which nothing happens, and not schools, which close.
    fn is_of_dossiers(&self) -> bool {
        self.import.kind == Some(FileKind::Demarche)
    }

    /// Whether a person said what its columns are.
    fn is_explained(&self) -> bool {
        Mapping::from_answers(&self.import.options).is_some()
    }

    fn is_proposed(&self) -> bool {
        self.import.state == ImportState::Proposed
    }

    fn state(&self) -> String {
        self.page.word("imports-state", self.import.state.code())
    }

    fn reason(&self, problem: &FileProblem) -> String {
        self.page.word("file-problem", problem.code.code())
    }

    fn severity(&self, problem: &FileProblem) -> String {
        self.page.word("file-severity", problem.severity.code())
    }

    /// A field or a state of the diff: a message key where it is one, else as it is.
    fn words(&self, text: &str) -> String {
        if text.starts_with("imports-") {
            self.page.t(text)
        } else {
            text.to_owned()
        }
    }
}

pub(super) fn parse_id(id: &str) -> Result<ImportId, Problem> {
    ImportId::parse(id).map_err(|_| Problem::NotFound)
}

async fn import_page(page: PageCtx, Path(id): Path<String>) -> Reply {
    show_import(page, parse_id(&id)?, Form::default()).await
}

pub(super) async fn show_import(page: PageCtx, id: ImportId, form: Form) -> Reply {
    let app = page.app.clone();
    let (actor, now) = (page.actor.clone(), page.now);
    let (mut import, problems, already, ready) = page
        .app
        .db()
        .read(move |tx| -> Result<_, ImportError> {
            let import = run::visible(tx, app.importers(), &actor, id)?;
            let problems = store::problems(tx, id, SHOWN_PROBLEMS)?;
            let already = store::done_with(tx, &import.file_hash)?.filter(|done| *done != id);
            let ready = match import.state {
                ImportState::Proposed => Some(run::look_again(tx, &app, &actor, now, &import)?),
                ImportState::Done | ImportState::Abandoned => None,
            };
            Ok((import, problems, already, ready))
        })
        .await?;
    let mut report = Report::default();
    let mut waits = false;
    let mut asked = Vec::new();
    if let Some(ready) = ready {
        match ready.step {
            Step::Explain => return explain::show(page, import, Form::default(), false).await,
            Step::Answer => waits = true,
            Step::Review(found) => report = found,
        }
        asked = ready.questions;
        // The directory may have changed since the file was brought: show what confirming does now.
        let whole = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        import.added = whole(report.added);
        import.changed = whole(report.changed);
        import.unchanged = whole(report.unchanged);
        import.leaving = whole(report.leaving);
    }
    let status = if form.is_valid() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let (questions, form) = explain::asked(&page, &asked, &import.options, form);
    page.clone().show_with(
        status,
        &ImportPage {
            page,
            form,
            import,
            changes: report.changes,
            problems,
            already,
            questions,
            waits,
        },
    )
}

/// An import that is this person's to know.
async fn visible(page: &PageCtx, id: ImportId) -> Result<ImportLine, Problem> {
    let (app, actor) = (page.app.clone(), page.actor.clone());
    Ok(page
        .app
        .db()
        .read(move |tx| run::visible(tx, app.importers(), &actor, id))
        .await?)
}

async fn confirm(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let id = parse_id(&id)?;
    let import = visible(&page, id).await?;
    if import.leaving > 0 && !form.is("fermetures", "oui") {
        form.refuse("fermetures", "imports-refused-leaving");
        return show_import(page, id, form).await;
    }
    run::confirm(&page.app, &page.actor, id).await?;
    page.redirect(&format!("/imports/{id}"), "notice-import-done")
}

async fn abandon(page: PageCtx, Path(id): Path<String>, _form: Form) -> Reply {
    run::abandon(&page.app, &page.actor, parse_id(&id)?).await?;
    page.redirect("/imports", "notice-import-abandoned")
}

async fn problems_file(page: PageCtx, Path(id): Path<String>) -> Reply {
    let id = parse_id(&id)?;
    visible(&page, id).await?;
    let problems = page
        .app
        .db()
        .read(move |tx| store::problems(tx, id, ALL_PROBLEMS))
        .await?;
    let text = |key: &str, width: f64| Column {
        title: page.t(key),
        kind: CellKind::Text,
        width,
    };
    let sheet = Sheet {
        name: page.t("imports-problems"),
        note: None,
        columns: vec![
            Column {
                title: page.t("imports-problem-line"),
                kind: CellKind::Integer,
                width: 8.0,
            },
            text("imports-problem-column", 24.0),
            text("imports-problem-value", 30.0),
            text("imports-problem-severity", 14.0),
            text("imports-problem-reason", 60.0),
            text("imports-problem-proposal", 20.0),
        ],
        rows: problems
            .into_iter()
            .map(|problem| {
                vec![
                    Cell::Integer(i64::try_from(problem.line).unwrap_or(i64::MAX)),
                    Cell::Text(problem.column.unwrap_or_default()),
                    Cell::Text(problem.value),
                    Cell::Text(page.word("file-severity", problem.severity.code())),
                    Cell::Text(page.word("file-problem", problem.code.code())),
                    Cell::Text(problem.proposal.unwrap_or_default()),
                ]
            })
            .collect(),
    };
    export::save(&page, ExportFormat::Csv, &format!("problemes-{id}"), &[sheet])
}

async fn original_file(page: PageCtx, Path(id): Path<String>) -> Reply {
    let import = visible(&page, parse_id(&id)?).await?;
    let file = page
        .app
        .files()
        .open_kept(&import.file_hash)
        .map_err(|_| Problem::NotFound)?;
    let bytes = tokio::task::spawn_blocking(move || {
        let mut bytes = Vec::new();
        let mut file = file;
        std::io::Read::read_to_end(&mut file, &mut bytes).map(|_| bytes)
    })
    .await
    .map_err(|error| Problem::failure(&error))?
    .map_err(disk_problem)?;
    page.attachment(&import.file_name, "application/octet-stream", bytes)
}

async fn history_export(page: PageCtx, Path(file): Path<String>) -> Reply {
    let format = file
        .strip_prefix("imports.")
        .and_then(ExportFormat::parse)
        .ok_or(Problem::NotFound)?;
    let of = run::listed(&page.actor);
    let imports = page
        .app
        .db()
        .read(move |tx| store::imports(tx, of, i64::from(i32::MAX)))
        .await?;
    let column = |key: &str, kind: CellKind, width: f64| Column {
        title: page.t(key),
        kind,
        width,
    };
    let sheet = Sheet {
        name: page.t("imports-title"),
        note: None,
        columns: vec![
            column("imports-when", CellKind::Text, 18.0),
            column("imports-kind", CellKind::Text, 30.0),
            column("imports-file", CellKind::Text, 36.0),
            column("imports-by", CellKind::Text, 24.0),
            column("imports-state", CellKind::Text, 14.0),
            column("imports-lines", CellKind::Integer, 10.0),
            column("imports-added", CellKind::Integer, 10.0),
            column("imports-changed", CellKind::Integer, 10.0),
            column("imports-unchanged", CellKind::Integer, 10.0),
            column("imports-leaving", CellKind::Integer, 10.0),
            column("imports-problems", CellKind::Integer, 10.0),
            column("imports-hash", CellKind::Text, 66.0),
        ],
        rows: imports
            .into_iter()
            .map(|line| {
                vec![
                    Cell::Text(line.done_at.unwrap_or(line.proposed_at).to_string()),
                    Cell::Text(line_kind(&page, &line)),
                    Cell::Text(line.file_name),
                    Cell::Text(line.proposed_by.unwrap_or_else(|| page.t("common-console"))),
                    Cell::Text(page.word("imports-state", line.state.code())),
                    Cell::Integer(line.lines),
                    Cell::Integer(line.added),
                    Cell::Integer(line.changed),
                    Cell::Integer(line.unchanged),
                    Cell::Integer(line.leaving),
                    Cell::Integer(line.problems),
                    Cell::Text(line.file_hash),
                ]
            })
            .collect(),
    };
    export::save(&page, format, "imports", &[sheet])
}
