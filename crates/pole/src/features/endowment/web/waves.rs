//! One wave with its schools, and one entry with every state it has had.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use pole_kernel::{Day, SchoolYear, Uai};
use pole_office::table::CellKind;

use super::super::actions::{self, Decision, EntryView, WaveView};
use super::super::errors::EndowmentError;
use super::super::records::{CallOfWave, Entry, EntryId, EntryStatus, Revision, Wave, WaveId};
use super::year_options;
use crate::features::directory::{SchoolLine, is_eligible};
use crate::policy::Action;
use crate::shell::export::{self, ExportFormat};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::table::{Table, TableRow, column, day, text, year};

fn wave_id(text: &str) -> Result<WaveId, Problem> {
    WaveId::parse(text).map_err(|_| Problem::NotFound)
}

fn statuses(page: &PageCtx) -> Vec<(&'static str, String)> {
    EntryStatus::ALL
        .iter()
        .map(|status| (status.code(), page.word("endowment-status", status.code())))
        .collect()
}

/// A school one may tick.
struct Candidate {
    uai: String,
    name: String,
    note: String,
    ticked: bool,
}

#[derive(Template)]
#[template(path = "features/endowment/pages/wave.html")]
struct WavePage {
    page: PageCtx,
    form: Form,
    wave: Wave,
    call: Option<CallOfWave>,
    entries: Table,
    candidates: Vec<Candidate>,
    ineligible: Vec<String>,
    statuses: Vec<(&'static str, String)>,
    year_options: Vec<(String, String)>,
}

impl WavePage {
    fn may_edit(&self) -> bool {
        self.call.is_none() && self.page.may(Action::EditPlan)
    }

    fn may_decide(&self) -> bool {
        self.page.may(Action::DecideDossiers)
    }
}

pub(super) async fn page(page: PageCtx, Path(id): Path<String>) -> Reply {
    show(page, wave_id(&id)?, Form::default()).await
}

async fn load(page: &PageCtx, id: WaveId) -> Result<WaveView, Problem> {
    let (actor, now) = (page.actor.clone(), page.now);
    Ok(page
        .app
        .db()
        .read(move |tx| actions::wave_view(tx, &actor, now, id))
        .await?)
}

async fn show(page: PageCtx, id: WaveId, form: Form) -> Reply {
    let view = load(&page, id).await?;
    let entries = table(&page, &view);
    let (eligible, ineligible): (Vec<SchoolLine>, Vec<SchoolLine>) = view.others.into_iter().partition(is_eligible);
    let candidates = eligible
        .into_iter()
        .map(|school| Candidate {
            note: page.word("school-kind", school.kind.code()),
            ticked: form.is("etablissements", school.uai.as_str()),
            uai: school.uai.to_string(),
            name: school.name,
        })
        .collect();
    let status = if form.is_valid() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let form = form
        .with_default("annee", view.wave.first_year.to_string())
        .with_default("jour", page.now.day().to_string())
        .with_default("statut", EntryStatus::Selected.code().to_owned());
    let template = WavePage {
        year_options: year_options(&page, form.value("annee")),
        form,
        wave: view.wave,
        call: view.call,
        entries,
        candidates,
        ineligible: ineligible.into_iter().map(|school| school.name).collect(),
        statuses: statuses(&page),
        page: page.clone(),
    };
    page.show_with(status, &template)
}

fn table(page: &PageCtx, view: &WaveView) -> Table {
    let rows = view
        .entries
        .iter()
        .map(|(school, entry)| TableRow {
            cells: vec![
                text(school.name.clone()),
                text(school.uai.to_string()),
                text(page.word("school-kind", school.kind.code())),
                text(page.word("endowment-status", entry.state.status.code())),
                year(entry.state.first_year),
                day(entry.state.decided_on),
                text(entry.state.reason.clone()),
            ],
            href: Some(format!("/plan/entrees/{}", entry.id)),
            flags: Vec::new(),
        })
        .collect();
    Table {
        id: "entrees",
        caption: page.t("endowment-entries"),
        columns: vec![
            column(page, "endowment-column-school", CellKind::Text, 36.0),
            column(page, "endowment-column-uai", CellKind::Text, 11.0),
            column(page, "endowment-column-kind", CellKind::Text, 22.0),
            column(page, "endowment-column-status", CellKind::Text, 20.0),
            column(page, "endowment-column-first-year", CellKind::Text, 14.0),
            column(page, "endowment-column-decided", CellKind::Day, 14.0),
            column(page, "endowment-column-reason", CellKind::Text, 40.0),
        ],
        rows,
        total: None,
        export: format!("/plan/vagues/{}/entrees", view.wave.id),
        query: String::new(),
        empty: page.t("endowment-wave-none"),
        note: view.wave.note.clone(),
    }
}

pub(super) async fn export(page: PageCtx, Path((id, file)): Path<(String, String)>) -> Reply {
    let format = file
        .strip_prefix("entrees.")
        .and_then(ExportFormat::parse)
        .ok_or(Problem::NotFound)?;
    let view = load(&page, wave_id(&id)?).await?;
    let sheet = table(&page, &view).sheet(&page);
    export::save(&page, format, &format!("vague-{}", view.wave.code), &[sheet])
}

/// What a decision's form says beside its schools.
struct Typed {
    status: EntryStatus,
    first_year: SchoolYear,
    decided_on: Day,
    reason: String,
}

fn read(form: &mut Form) -> Option<Typed> {
    let status = form.required("statut", "form-choice", EntryStatus::parse);
    let first_year = form.required("annee", "form-year", SchoolYear::parse);
    let decided_on = form.required("jour", "form-day", Day::parse);
    let reason = form.value("motif").to_owned();
    Some(Typed {
        status: status?,
        first_year: first_year?,
        decided_on: decided_on?,
        reason,
    })
}

/// Enters several schools of the wave at once.
pub(super) async fn decide_many(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let id = wave_id(&id)?;
    let schools: Vec<Uai> = form
        .all("etablissements")
        .filter_map(|code| Uai::parse(code).ok())
        .collect();
    let Some(typed) = read(&mut form) else {
        return show(page, id, form).await;
    };
    let decisions: Vec<Decision> = schools
        .into_iter()
        .map(|uai| Decision {
            wave: id,
            uai,
            seen: 0,
            status: typed.status,
            first_year: typed.first_year,
            decided_on: typed.decided_on,
            reason: typed.reason.clone(),
        })
        .collect();
    let (actor, now) = (page.actor.clone(), page.now);
    match page
        .app
        .db()
        .write(move |tx| actions::decide_many(tx, &actor, now, &decisions))
        .await
    {
        Ok(_) => page.redirect(&format!("/plan/vagues/{id}"), "notice-endowment-decided"),
        Err(EndowmentError::Refused(refusal)) => {
            form.refuse_with(refusal.field(), refusal.key(), refusal.arguments());
            show(page, id, form).await
        }
        Err(error) => Err(error.into()),
    }
}

#[derive(Template)]
#[template(path = "features/endowment/pages/entry.html")]
struct EntryPage {
    page: PageCtx,
    form: Form,
    view: EntryView,
    statuses: Vec<(&'static str, String)>,
    year_options: Vec<(String, String)>,
    /// What somebody else wrote meanwhile.
    stored: Option<Revision>,
}

impl EntryPage {
    fn may_edit(&self) -> bool {
        self.view.call.is_none() && self.page.may(Action::EditPlan)
    }

    fn may_decide(&self) -> bool {
        self.page.may(Action::DecideDossiers)
    }

    fn status(&self, state: &Revision) -> String {
        self.page.word("endowment-status", state.status.code())
    }

    fn typed_status(&self) -> String {
        self.page.word("endowment-status", self.form.value("statut"))
    }

    fn author(&self, state: &Revision) -> String {
        state
            .recorded_by
            .clone()
            .unwrap_or_else(|| self.page.t("common-console"))
    }
}

fn entry_id(text: &str) -> Result<EntryId, Problem> {
    EntryId::parse(text).map_err(|_| Problem::NotFound)
}

pub(super) async fn entry_page(page: PageCtx, Path(id): Path<String>) -> Reply {
    let view = load_entry(&page, entry_id(&id)?).await?;
    let state = &view.entry.state;
    let form = Form::filled([
        ("revision", state.number.to_string()),
        ("statut", state.status.code().to_owned()),
        ("annee", state.first_year.to_string()),
        ("jour", state.decided_on.to_string()),
        ("motif", state.reason.clone()),
    ]);
    show_entry(page, view, form, None)
}

async fn load_entry(page: &PageCtx, id: EntryId) -> Result<EntryView, Problem> {
    let actor = page.actor.clone();
    Ok(page.app.db().read(move |tx| actions::entry(tx, &actor, id)).await?)
}

fn show_entry(page: PageCtx, view: EntryView, form: Form, stored: Option<Entry>) -> Reply {
    let status = match (&stored, form.is_valid()) {
        (Some(_), _) => StatusCode::CONFLICT,
        (None, true) => StatusCode::OK,
        (None, false) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let stored = stored.map(|entry| entry.state);
    let template = EntryPage {
        year_options: year_options(&page, form.value("annee")),
        statuses: statuses(&page),
        form,
        view,
        stored,
        page: page.clone(),
    };
    page.show_with(status, &template)
}

/// Changes one entry. When somebody else changed it meanwhile, shows both: nothing is lost.
pub(super) async fn decide(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let id = entry_id(&id)?;
    let view = load_entry(&page, id).await?;
    let seen: i64 = form.value("revision").parse().unwrap_or(0);
    let Some(typed) = read(&mut form) else {
        return show_entry(page, view, form, None);
    };
    let decision = Decision {
        wave: view.entry.wave,
        uai: view.entry.uai.clone(),
        seen,
        status: typed.status,
        first_year: typed.first_year,
        decided_on: typed.decided_on,
        reason: typed.reason,
    };
    let (actor, now) = (page.actor.clone(), page.now);
    match page
        .app
        .db()
        .write(move |tx| actions::decide(tx, &actor, now, &decision))
        .await
    {
        Ok(entry) => page.redirect(&format!("/plan/vagues/{}", entry.wave), "notice-endowment-decided"),
        Err(EndowmentError::Refused(refusal)) => {
            let field = match refusal.field() {
                "etablissements" => "statut",
                other => other,
            };
            form.refuse_with(field, refusal.key(), refusal.arguments());
            show_entry(page, view, form, None)
        }
        Err(EndowmentError::Stale(stored)) => {
            let view = load_entry(&page, id).await?;
            let stored = view
                .history
                .first()
                .cloned()
                .map_or(*stored.clone(), |state| Entry { state, ..*stored });
            let form = Form::filled([
                ("revision", stored.state.number.to_string()),
                ("statut", form.value("statut").to_owned()),
                ("annee", form.value("annee").to_owned()),
                ("jour", form.value("jour").to_owned()),
                ("motif", form.value("motif").to_owned()),
            ]);
            show_entry(page, view, form, Some(stored))
        }
        Err(error) => Err(error.into()),
    }
}
