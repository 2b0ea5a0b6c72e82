//! The common file of an authority.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use pole_kernel::Day;
use pole_office::table::{Cell, CellKind};

use super::super::actions::{self, FileView, FiledDossier, Order, Step};
use super::super::errors::DossierError;
use super::super::model::{CommonFileId, DossierId, Line, LineState};
use super::moves::ticked;
use super::{file_id, refuse, state_word};
use crate::shell::export::{self, ExportFormat};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::table::{Table, TableRow, column, euros, text};

#[derive(Template)]
#[template(path = "features/dossiers/pages/file.html")]
struct FilePage {
    page: PageCtx,
    form: Form,
    view: FileView,
    conflict: bool,
}

impl FilePage {
    fn state(&self, line: &Line) -> String {
        state_word(&self.page, line.state)
    }

    /// The rank as it was typed, or as it stands; who has none comes after the others.
    fn rank(&self, filed: &FiledDossier) -> String {
        let typed = self.form.value(&format!("rang-{}", filed.dossier.id));
        if !typed.is_empty() {
            return typed.to_owned();
        }
        filed
            .carrier()
            .and_then(|line| line.rank)
            .map(|rank| rank.to_string())
            .unwrap_or_default()
    }

    fn has_ranked(&self) -> bool {
        self.view.dossiers.iter().any(FiledDossier::is_ranked_now)
    }

    fn endorsable(&self) -> usize {
        self.view.in_state(LineState::SchoolValidated).len()
    }

    fn sendable(&self) -> usize {
        self.view.in_state(LineState::Ranked).len()
    }

    fn shown_note(&self) -> String {
        self.form
            .optional("note")
            .map_or_else(|| self.view.file.note.clone(), str::to_owned)
    }

    fn quota(&self) -> Option<String> {
        let (ecoles, lines, percent, _) = self.view.quota()?;
        Some(self.page.tv(
            "dossiers-quota",
            &[
                ("ecoles", ecoles.into()),
                ("lines", lines.into()),
                ("percent", percent.into()),
            ],
        ))
    }

    fn is_over_quota(&self) -> bool {
        self.view.quota().is_some_and(|(_, _, _, over)| over)
    }

    fn is_balanced(&self) -> bool {
        let sums = self.view.sums();
        sums.amount == sums.paid.all()
    }
}

async fn load(page: &PageCtx, id: CommonFileId) -> Result<FileView, Problem> {
    let (actor, now) = (page.actor.clone(), page.now);
    Ok(page
        .app
        .db()
        .read(move |tx| actions::file_view(tx, &actor, now, id))
        .await?)
}

const fn status(conflict: bool, valid: bool) -> StatusCode {
    match (conflict, valid) {
        (true, _) => StatusCode::CONFLICT,
        (false, true) => StatusCode::OK,
        (false, false) => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

async fn show(page: PageCtx, id: CommonFileId, form: Form, conflict: bool) -> Reply {
    let view = load(&page, id).await?;
    let status = status(conflict, form.is_valid());
    let template = FilePage {
        form,
        view,
        conflict,
        page: page.clone(),
    };
    page.show_with(status, &template)
}

/// The page.
pub(super) async fn page(page: PageCtx, Path(id): Path<String>) -> Reply {
    show(page, file_id(&id)?, Form::default(), false).await
}

/// Gives the dossiers their order.
pub(super) async fn rank(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let id = file_id(&id)?;
    let shift = ["monter", "descendre"].into_iter().find_map(|name| {
        let dossier = DossierId::parse(form.value(name)).ok()?;
        Some((dossier, name == "monter"))
    });
    let ranks = form
        .all("dossiers")
        .filter_map(|text| {
            let dossier = DossierId::parse(text).ok()?;
            let rank = form.value(&format!("rang-{text}")).parse().ok();
            let seen = form.value(&format!("vu-{text}")).parse().unwrap_or(0);
            Some((dossier, rank, seen))
        })
        .collect();
    let order = Order { ranks, shift };
    let (actor, now) = (page.actor.clone(), page.now);
    let done = page
        .app
        .db()
        .write(move |tx| actions::rank(tx, &actor, now, id, &order))
        .await;
    match done {
        Ok(_) => page.redirect(&format!("/dossiers/communs/{id}"), "notice-dossiers-ranked"),
        Err(DossierError::Stale) => show(page, id, form, true).await,
        Err(error) => {
            refuse(&mut form, error)?;
            show(page, id, form, false).await
        }
    }
}

/// Writes the note.
pub(super) async fn note(page: PageCtx, Path(id): Path<String>, form: Form) -> Reply {
    let id = file_id(&id)?;
    // A browser writes its lines its own way.
    let plain = |text: &str| text.replace("\r\n", "\n");
    let (seen, note) = (plain(form.value("vu")), plain(form.value("note")));
    let (actor, now) = (page.actor.clone(), page.now);
    let done = page
        .app
        .db()
        .write(move |tx| actions::note(tx, &actor, now, id, &seen, &note))
        .await;
    match done {
        Ok(()) => page.redirect(&format!("/dossiers/communs/{id}"), "notice-dossiers-noted"),
        Err(DossierError::Stale) => show(page, id, form, true).await,
        Err(error) => Err(error.into()),
    }
}

/// A line that a bulk move concerns.
struct Concerned {
    id: String,
    revision: i64,
    school: String,
    dossier: String,
    rank: Option<i64>,
    state: String,
}

#[derive(Template)]
#[template(path = "features/dossiers/pages/file_move.html")]
struct ReviewPage {
    page: PageCtx,
    form: Form,
    view: FileView,
    to: LineState,
    lines: Vec<Concerned>,
    behind: Vec<Concerned>,
    conflict: bool,
}

impl ReviewPage {
    fn title(&self) -> String {
        self.page.word("dossiers-move", self.to.code())
    }

    fn is_ticked(&self, line: &Concerned) -> bool {
        self.form.value("vers").is_empty()
            || self.form.all("lignes").next().is_none()
            || self.form.is("lignes", &line.id)
    }

    /// What is sent is sent whole.
    fn is_sending(&self) -> bool {
        self.to == LineState::Transmitted
    }
}

/// From which state a bulk move takes its lines.
const fn source_of(to: LineState) -> Option<LineState> {
    match to {
        LineState::AuthorityEndorsed => Some(LineState::SchoolValidated),
        LineState::Transmitted => Some(LineState::Ranked),
        _ => None,
    }
}

async fn show_review(page: PageCtx, id: CommonFileId, form: Form, to: LineState, conflict: bool) -> Reply {
    let from = source_of(to).ok_or(Problem::NotFound)?;
    let view = load(&page, id).await?;
    let concerned = |(filed, line, name): (&FiledDossier, &Line, &str)| Concerned {
        id: line.id.to_string(),
        revision: line.revision,
        school: name.to_owned(),
        dossier: filed.name.clone(),
        rank: line.rank,
        state: state_word(&page, line.state),
    };
    let status = status(conflict, form.is_valid());
    let behind = if to == LineState::Transmitted {
        view.behind().into_iter().map(concerned).collect()
    } else {
        Vec::new()
    };
    let template = ReviewPage {
        lines: view.in_state(from).into_iter().map(concerned).collect(),
        behind,
        form: form.with_default("jour", page.now.day().to_string()),
        view,
        to,
        conflict,
        page: page.clone(),
    };
    page.show_with(status, &template)
}

/// What a bulk move would do, before anything is written.
pub(super) async fn review(page: PageCtx, Path(id): Path<String>, form: Form) -> Reply {
    let to = LineState::parse(form.value("vers")).map_err(|_| Problem::NotFound)?;
    show_review(page, file_id(&id)?, form, to, false).await
}

/// Does it.
pub(super) async fn advance(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let id = file_id(&id)?;
    let to = LineState::parse(form.value("vers")).map_err(|_| Problem::NotFound)?;
    source_of(to).ok_or(Problem::NotFound)?;
    let Some(decided_on) = form.required("jour", "form-day", Day::parse) else {
        return show_review(page, id, form, to, false).await;
    };
    let step = Step {
        lines: ticked(&form),
        to,
        decided_on,
        reason: String::new(),
        document: None,
    };
    let (actor, now) = (page.actor.clone(), page.now);
    let done = page
        .app
        .db()
        .write(move |tx| actions::advance_many(tx, &actor, now, id, &step))
        .await;
    match done {
        Ok(_) => page.redirect(&format!("/dossiers/communs/{id}"), "notice-dossiers-moved"),
        Err(DossierError::Stale) => show_review(page, id, form, to, true).await,
        Err(error) => {
            refuse(&mut form, error)?;
            show_review(page, id, form, to, false).await
        }
    }
}

/// The common file to save.
pub(super) async fn export(page: PageCtx, Path((id, file)): Path<(String, String)>) -> Reply {
    let format = file
        .strip_prefix("dossier-commun.")
        .and_then(ExportFormat::parse)
        .ok_or(Problem::NotFound)?;
    let view = load(&page, file_id(&id)?).await?;
    let mut rows = Vec::new();
    for filed in &view.dossiers {
        for (line, name) in &filed.lines {
            let carries = line.uai == filed.dossier.college;
            let money = |cents| if carries { euros(Some(cents)) } else { text("") };
            rows.push(TableRow::new(vec![
                line.rank.map_or_else(|| text(""), Cell::Integer),
                text(filed.name.clone()),
                text(name.clone()),
                text(line.uai.to_string()),
                text(state_word(&page, line.state)),
                money(filed.sums.amount),
                money(filed.sums.paid.state),
                money(filed.sums.paid.authority),
                money(filed.sums.paid.others),
            ]));
        }
    }
    let sums = view.sums();
    let table = Table {
        id: "dossier-commun",
        caption: page.t("dossiers-file"),
        columns: vec![
            column(&page, "dossiers-column-rank", CellKind::Integer, 8.0),
            column(&page, "dossiers-column-dossier", CellKind::Text, 32.0),
            column(&page, "dossiers-column-school", CellKind::Text, 32.0),
            column(&page, "dossiers-column-uai", CellKind::Text, 11.0),
            column(&page, "dossiers-column-state", CellKind::Text, 24.0),
            column(&page, "dossiers-column-amount", CellKind::Euros, 14.0),
            column(&page, "endowment-funder-state", CellKind::Euros, 14.0),
            column(&page, "endowment-funder-authority", CellKind::Euros, 14.0),
            column(&page, "endowment-funder-others", CellKind::Euros, 14.0),
        ],
        rows,
        total: Some(vec![
            text(page.t("dossiers-total")),
            text(""),
            text(""),
            text(""),
            text(""),
            euros(Some(sums.amount)),
            euros(Some(sums.paid.state)),
            euros(Some(sums.paid.authority)),
            euros(Some(sums.paid.others)),
        ]),
        export: format!("/dossiers/communs/{}/export/dossier-commun", view.file.id),
        query: String::new(),
        empty: String::new(),
        note: view.file.note.clone(),
    };
    export::save(&page, format, "dossier-commun", &[table.sheet(&page)])
}
