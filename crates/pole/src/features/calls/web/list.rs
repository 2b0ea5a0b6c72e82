//! The calls: open, coming, closed, being written, and the programmes that are known.

use askama::Template;
use axum::extract::Path;
use pole_office::table::CellKind;

use super::super::actions::{self, CallLine};
use super::super::model::{CallWave, Phase};
use super::words;
use crate::policy::Action;
use crate::shell::export::{self, ExportFormat};
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::table::{Table, TableRow, column, day, text, year};

/// A wave as a card shows it.
struct Card {
    href: String,
    title: String,
    label: String,
    when: String,
    left: String,
    who: String,
    money: String,
    answer: Option<String>,
    fictitious: bool,
}

#[derive(Template)]
#[template(path = "features/calls/pages/list.html")]
struct ListPage {
    page: PageCtx,
    open: Vec<Card>,
    coming: Vec<Card>,
    closed: Table,
    drafts: Vec<CallLine>,
    known: Vec<CallLine>,
}

impl ListPage {
    fn may_edit(&self) -> bool {
        self.page.may(Action::EditCalls)
    }

    fn source(&self, line: &CallLine) -> String {
        line.published
            .as_ref()
            .map_or_else(String::new, |version| version.content.source.clone())
    }

    fn money(&self, line: &CallLine) -> String {
        line.published
            .as_ref()
            .map_or_else(String::new, |version| version.content.money.clone())
    }
}

async fn load(page: &PageCtx) -> Result<Vec<CallLine>, Problem> {
    let actor = page.actor.clone();
    Ok(page.app.db().read(move |tx| actions::seen(tx, &actor)).await?)
}

fn card(page: &PageCtx, line: &CallLine, wave: &CallWave, phase: Phase) -> Card {
    let today = page.now.day();
    let content = line.published.as_ref().map(|version| &version.content);
    let day = match phase {
        Phase::Coming => wave.opens_on,
        Phase::Open | Phase::Closed => wave.deadline_on,
    };
    let left = today.days_until(day);
    let (when, left) = match phase {
        Phase::Coming => (
            page.t1("calls-opens-on", "day", page.day(&day)),
            page.tn("calls-days-before", "count", left),
        ),
        Phase::Open | Phase::Closed if left > 0 => (
            page.t1("calls-closes-on", "day", page.day(&day)),
            page.tn("calls-days-left", "count", left),
        ),
        Phase::Open | Phase::Closed => (
            page.t1("calls-closes-on", "day", page.day(&day)),
            page.t("calls-last-day"),
        ),
    };
    let may_answer = phase == Phase::Open && page.may(Action::WriteDossiers);
    Card {
        href: format!("/appels/{}", line.call.id),
        title: line.call.title.clone(),
        label: wave.label.clone(),
        when,
        left,
        who: content.map_or_else(String::new, |content| words::who(page, &content.eligibility)),
        money: content.map_or_else(String::new, |content| content.money.clone()),
        answer: may_answer.then(|| format!("/dossiers/nouveau?appel={}", line.call.id)),
        fictitious: line.call.fictitious,
    }
}

/// The waves of the calls that are not put away, in a phase, the nearest deadline first.
fn in_phase<'a>(page: &PageCtx, lines: &'a [CallLine], phase: Phase) -> Vec<(&'a CallLine, &'a CallWave)> {
    let mut found: Vec<(&CallLine, &CallWave)> = lines
        .iter()
        .filter(|line| line.published.is_some() && line.call.archived_at.is_none())
        .flat_map(|line| line.waves.iter().map(move |wave| (line, wave)))
        .filter(|(_, wave)| wave.phase(None, page.now) == phase)
        .collect();
    found.sort_by_key(|(line, wave)| (wave.deadline_on, line.call.id));
    found
}

fn table(page: &PageCtx, caption: &str, waves: &[(&CallLine, &CallWave)]) -> Table {
    let rows = waves
        .iter()
        .map(|(line, wave)| TableRow {
            cells: vec![
                text(line.call.title.clone()),
                text(wave.label.clone()),
                text(page.word("calls-phase", wave.phase(None, page.now).code())),
                day(wave.opens_on),
                day(wave.deadline_on),
                year(wave.first_year),
            ],
            href: Some(format!("/appels/{}", line.call.id)),
            flags: if line.call.fictitious {
                vec![("fictitious", page.t("figure-flag-fictitious"))]
            } else {
                Vec::new()
            },
        })
        .collect();
    Table {
        id: "appels",
        caption: page.t(caption),
        columns: vec![
            column(page, "calls-call", CellKind::Text, 40.0),
            column(page, "calls-wave", CellKind::Text, 24.0),
            column(page, "calls-state", CellKind::Text, 14.0),
            column(page, "calls-opens", CellKind::Day, 14.0),
            column(page, "calls-deadline", CellKind::Day, 14.0),
            column(page, "calls-first-year", CellKind::Text, 16.0),
        ],
        rows,
        total: None,
        export: "/appels/export/appels".to_owned(),
        query: String::new(),
        empty: page.t("calls-none-closed"),
        note: String::new(),
    }
}

pub(super) async fn page(page: PageCtx) -> Reply {
    let lines = load(&page).await?;
    let cards = |phase: Phase| -> Vec<Card> {
        in_phase(&page, &lines, phase)
            .into_iter()
            .map(|(line, wave)| card(&page, line, wave, phase))
            .collect()
    };
    let mut closed = in_phase(&page, &lines, Phase::Closed);
    closed.reverse();
    let template = ListPage {
        open: cards(Phase::Open),
        coming: cards(Phase::Coming),
        closed: table(&page, "calls-closed", &closed),
        drafts: lines.iter().filter(|line| line.draft.is_some()).cloned().collect(),
        known: lines
            .iter()
            .filter(|line| line.call.archived_at.is_some() && line.published.is_some())
            .cloned()
            .collect(),
        page: page.clone(),
    };
    page.show(&template)
}

/// Every wave of every call that is not put away.
pub(super) async fn export(page: PageCtx, Path(file): Path<String>) -> Reply {
    let format = file
        .strip_prefix("appels.")
        .and_then(ExportFormat::parse)
        .ok_or(Problem::NotFound)?;
    let lines = load(&page).await?;
    let waves: Vec<(&CallLine, &CallWave)> = Phase::ALL
        .iter()
        .flat_map(|phase| in_phase(&page, &lines, *phase))
        .collect();
    let sheet = table(&page, "calls-title", &waves).sheet(&page);
    export::save(&page, format, "appels", &[sheet])
}
