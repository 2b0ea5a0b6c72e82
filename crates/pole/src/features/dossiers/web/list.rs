//! The list of dossiers.

use askama::Template;
use axum::extract::Path;
use pole_kernel::{SchoolKind, Territory, fold};
use pole_office::table::{Cell, CellKind};

use super::super::actions;
use super::super::model::{CommonFile, DossierId, LineState};
use super::super::store::{DossierLine, ListFilter, Sort};
use super::state_word;
use crate::features::calls::{self, Call, CallId, CallWave, CallWaveId};
use crate::policy::Action;
use crate::shell::export::{self, ExportFormat};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::table::{Table, TableRow, column, day, text};

/// The fields of the filter, and where a page begins.
const QUERY: [&str; 8] = ["q", "appel", "vague", "ile", "etat", "type", "tri", "apres"];

/// How many dossiers a page shows.
const PAGE: usize = 50;
/// How many dossiers a file holds.
const EXPORTED: i64 = 200_000;

#[derive(Template)]
#[template(path = "features/dossiers/pages/dossiers.html")]
struct DossiersPage {
    page: PageCtx,
    form: Form,
    dossiers: Vec<DossierLine>,
    files: Vec<(CommonFile, Call, CallWave)>,
    calls: Vec<(String, String)>,
    waves: Vec<(String, String)>,
    states: Vec<(String, String)>,
    kinds: Vec<(String, String)>,
    islands: Vec<(String, String)>,
    next: Option<String>,
}

impl DossiersPage {
    /// Whether the reader looks for some of the dossiers only.
    fn is_filtered(&self) -> bool {
        ["q", "appel", "vague", "ile", "etat", "type"]
            .iter()
            .any(|name| !self.form.value(name).is_empty())
    }

    fn may_begin(&self) -> bool {
        [Action::ValidateDossiers, Action::EndorseDossiers, Action::CheckDossiers]
            .into_iter()
            .any(|action| self.page.may(action))
    }

    fn state(&self, line: &DossierLine) -> String {
        state_word(&self.page, line.state)
    }

    fn begun(&self, line: &DossierLine) -> String {
        self.page.day(&line.created_at.day())
    }

    fn is_newest(&self) -> bool {
        self.form.is("tri", "recent")
    }

    fn sort_href(&self, sort: &str) -> String {
        format!("/dossiers{}", self.form.query(&QUERY, &[("tri", sort), ("apres", "")]))
    }

    fn next_href(&self, next: &str) -> String {
        format!("/dossiers{}", self.form.query(&QUERY, &[("apres", next)]))
    }

    fn export_href(&self, extension: &str) -> String {
        format!(
            "/dossiers/export/dossiers.{extension}{}",
            self.form.query(&QUERY, &[("apres", "")])
        )
    }
}

/// Reads the filter of a query; words that mean nothing filter nothing.
fn filter(form: &Form) -> ListFilter {
    ListFilter {
        search: fold(form.value("q")),
        call: CallId::parse(form.value("appel")).ok(),
        wave: CallWaveId::parse(form.value("vague")).ok(),
        territory: Territory::parse(form.value("ile")).ok(),
        state: LineState::parse(form.value("etat")).ok(),
        kind: SchoolKind::parse(form.value("type")).ok(),
        sort: if form.is("tri", "recent") {
            Sort::Newest
        } else {
            Sort::Name
        },
        after: form.optional("apres").and_then(|text| {
            let (key, id) = text.rsplit_once('~')?;
            Some((key.to_owned(), DossierId::parse(id).ok()?))
        }),
        ..ListFilter::default()
    }
}

/// What the list is shown with.
struct Loaded {
    dossiers: Vec<DossierLine>,
    files: Vec<(CommonFile, Call, CallWave)>,
    calls: Vec<Call>,
    waves: Vec<CallWave>,
}

async fn load(page: &PageCtx, filter: ListFilter) -> Result<Loaded, Problem> {
    let (actor, now) = (page.actor.clone(), page.now);
    Ok(page
        .app
        .db()
        .read(move |tx| {
            Ok::<_, super::super::errors::DossierError>(Loaded {
                dossiers: actions::list(tx, &actor, now, &filter)?,
                files: actions::files(tx, &actor)?,
                calls: calls::calls(tx)?,
                waves: calls::call_waves(tx)?,
            })
        })
        .await?)
}

fn any(page: &PageCtx, rest: impl IntoIterator<Item = (String, String)>) -> Vec<(String, String)> {
    let mut options = vec![(String::new(), page.t("dossiers-any"))];
    options.extend(rest);
    options
}

/// The list.
pub(super) async fn page(page: PageCtx, form: Form) -> Reply {
    let mut asked = filter(&form);
    asked.limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let sort = asked.sort;
    let loaded = load(&page, asked).await?;
    let mut dossiers = loaded.dossiers;
    let mut next = None;
    if dossiers.len() > PAGE {
        dossiers.truncate(PAGE);
        next = dossiers.last().map(|last| last.cursor(sort));
    }
    let title_of = |wave: &CallWave| {
        let call = loaded.calls.iter().find(|call| call.id == wave.call);
        let title = call.map(|call| call.title.clone()).unwrap_or_default();
        format!("{title} – {}", wave.label)
    };
    let template = DossiersPage {
        calls: any(
            &page,
            loaded
                .calls
                .iter()
                .map(|call| (call.id.to_string(), call.title.clone())),
        ),
        waves: any(
            &page,
            loaded.waves.iter().map(|wave| (wave.id.to_string(), title_of(wave))),
        ),
        states: any(
            &page,
            LineState::ALL
                .iter()
                .map(|state| (state.code().to_owned(), state_word(&page, *state))),
        ),
        kinds: any(
            &page,
            [SchoolKind::College, SchoolKind::Elementaire, SchoolKind::Maternelle]
                .into_iter()
                .map(|kind| (kind.code().to_owned(), page.word("school-kind", kind.code()))),
        ),
        islands: any(
            &page,
            [Territory::SAINT_MARTIN, Territory::SAINT_BARTHELEMY]
                .into_iter()
                .filter_map(|code| Territory::parse(code).ok())
                .map(|territory| (territory.to_string(), page.territory(&territory))),
        ),
        files: loaded.files,
        form,
        dossiers,
        next,
        page: page.clone(),
    };
    page.show(&template)
}

fn table(page: &PageCtx, dossiers: &[DossierLine]) -> Table {
    let rows = dossiers
        .iter()
        .map(|line| {
            TableRow::new(vec![
                text(line.name.clone()),
                text(line.college.to_string()),
                text(page.word("school-kind", line.kind.code())),
                text(page.territory(&line.territory)),
                text(line.call_title.clone()),
                text(line.wave_label.clone()),
                day(line.deadline_on),
                text(state_word(page, line.state)),
                line.rank.map_or(Cell::Text(String::new()), Cell::Integer),
                Cell::Integer(line.ecoles),
                text(page.word("dossiers-origin", line.origin.code())),
                day(line.created_at.day()),
                text(if line.fictitious {
                    page.t("figure-flag-fictitious")
                } else {
                    String::new()
                }),
            ])
        })
        .collect();
    Table {
        id: "dossiers",
        caption: page.t("dossiers-title"),
        columns: vec![
            column(page, "dossiers-column-school", CellKind::Text, 36.0),
            column(page, "dossiers-column-uai", CellKind::Text, 11.0),
            column(page, "dossiers-column-kind", CellKind::Text, 18.0),
            column(page, "dossiers-column-island", CellKind::Text, 18.0),
            column(page, "dossiers-column-call", CellKind::Text, 32.0),
            column(page, "dossiers-column-wave", CellKind::Text, 18.0),
            column(page, "dossiers-column-deadline", CellKind::Day, 12.0),
            column(page, "dossiers-column-state", CellKind::Text, 24.0),
            column(page, "dossiers-column-rank", CellKind::Integer, 8.0),
            column(page, "dossiers-column-ecoles", CellKind::Integer, 10.0),
            column(page, "dossiers-column-origin", CellKind::Text, 18.0),
            column(page, "dossiers-column-begun", CellKind::Day, 12.0),
            column(page, "dossiers-column-note", CellKind::Text, 12.0),
        ],
        rows,
        total: None,
        export: "/dossiers/export/dossiers".to_owned(),
        query: String::new(),
        empty: String::new(),
        note: String::new(),
    }
}

/// The list to save: what is shown, without the pages.
pub(super) async fn export(page: PageCtx, Path(file): Path<String>, form: Form) -> Reply {
    let format = file
        .strip_prefix("dossiers.")
        .and_then(ExportFormat::parse)
        .ok_or(Problem::NotFound)?;
    let mut asked = filter(&form);
    asked.after = None;
    asked.limit = EXPORTED;
    let loaded = load(&page, asked).await?;
    let sheet = table(&page, &loaded.dossiers).sheet(&page);
    export::save(&page, format, "dossiers", &[sheet])
}
