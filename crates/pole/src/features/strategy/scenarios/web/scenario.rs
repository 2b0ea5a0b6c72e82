//! One scenario: what it asks, its searches, its history.

use askama::Template;
use axum::extract::Path;
use pole_kernel::Cents;
use pole_office::table::{Cell, CellKind, Column};
use pole_pictures::{ChartWords, LineChart, Palette, Series};

use super::super::actions::{self, Beside};
use super::super::model::{Content, RunLine, Scenario};
use super::{scenario_id, seen, words};
use crate::policy::Action;
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::table::{Table, TableRow, column, text};

#[derive(Template)]
#[template(path = "features/strategy/scenarios/pages/scenario.html")]
struct ScenarioPage {
    page: PageCtx,
    scenario: Scenario,
    base: String,
    may_edit: bool,
    whole: bool,
    set: String,
    money: Table,
    charts: Vec<(String, String)>,
    guarantees: Vec<String>,
    choices: Table,
    works: Table,
    runs: Vec<RunRow>,
    history: Vec<Past>,
    /// What keeps it from being searched, with the address of where it is mended.
    obstacles: Vec<(Option<String>, String)>,
    kept: usize,
    unknown: usize,
}

impl ScenarioPage {
    /// The waves and their years.
    fn span(&self) -> String {
        let content = &self.scenario.content;
        self.page.tv(
            "strategy-span",
            &[
                ("waves", content.waves.into()),
                ("first", words::year(&self.page, content.first_year, 1).into()),
                (
                    "last",
                    words::year(&self.page, content.first_year, content.waves).into(),
                ),
            ],
        )
    }
}

/// A search in the list.
struct RunRow {
    href: String,
    colour: &'static str,
    word: String,
    when: String,
    revision: i64,
}

/// A state of the history.
struct Past {
    number: i64,
    when: String,
    who: String,
    is_newest: bool,
    changes: String,
}

pub(super) async fn page(page: PageCtx, Path(id): Path<String>) -> Reply {
    let id = scenario_id(&id)?;
    let (actor, now) = (page.actor.clone(), page.now);
    let view = page
        .app
        .db()
        .read(move |tx| actions::beside(tx, &actor, now, id))
        .await?;
    show(page, view)
}

fn show(page: PageCtx, view: Beside) -> Reply {
    let Beside {
        scenario,
        known,
        runs,
        history,
        whole,
        scope,
    } = view;
    let base = format!("/strategie/scenarios/{}", scenario.id);
    let first = scenario.content.first_year;
    let content = &scenario.content;
    let sees = |funder: &str| {
        let own = super::super::model::territory_of(funder);
        whole || own.is_some_and(|code| scope.territories.iter().any(|territory| territory.as_str() == code))
    };
    let (mut committed, mut years, mut set) = (std::collections::BTreeMap::new(), content.years(3), String::new());
    let (mut obstacles, mut names) = (Vec::new(), std::collections::BTreeMap::new());
    let (mut kept, mut unknown) = (0, 0);
    match &known {
        Ok(known) => {
            committed = known
                .committed()
                .iter()
                .filter(|(funder, _)| sees(funder))
                .map(|(funder, amounts)| (funder.clone(), amounts.clone()))
                .collect();
            years = known.years();
            set = page.tv(
                "strategy-set-title",
                &[
                    ("name", known.set().name.clone().into()),
                    ("version", known.set().version.into()),
                ],
            );
            names = known
                .schools()
                .map(|scores| (scores.school.uai.to_string(), scores.school.name.clone()))
                .collect();
            let is_seen = |kept: &&super::super::model::Kept| {
                let island = kept.territory.as_deref();
                whole
                    || scope
                        .territories
                        .iter()
                        .any(|territory| Some(territory.as_str()) == island)
            };
            kept = known.kept().iter().filter(is_seen).count();
            // Which of them is not known by island: told to those who see all of them.
            unknown = if whole { known.unknown() } else { 0 };
            if whole && let Err(found) = super::super::build::assemble(content, known) {
                obstacles = found
                    .iter()
                    .map(|one| (mend(&base, &one.path()), words::obstacle(&page, first, one)))
                    .collect();
            }
        }
        Err(refusal) => {
            obstacles = words::refused(&page, first, refusal)
                .into_iter()
                .map(|(path, words)| (mend(&base, &path), words))
                .collect();
        }
    }
    let asked = MoneyAsked {
        content,
        committed: &committed,
        years,
    };
    let runs = runs.iter().map(|run| run_row(&page, run)).collect();
    let template = ScenarioPage {
        may_edit: page.may(Action::EditStrategy) && scenario.archived_at.is_none(),
        money: money(&page, &asked, &base),
        charts: charts(&page, &asked),
        guarantees: guarantees(&page, content, whole),
        choices: choices(&page, content, &names),
        works: works(&page, content, &names),
        runs,
        history: if whole { past(&page, &history) } else { Vec::new() },
        base,
        whole,
        set,
        obstacles,
        kept,
        unknown,
        page: page.clone(),
        scenario,
    };
    page.show(&template)
}

/// Where a place of the scenario is mended.
pub(super) fn mend(base: &str, path: &str) -> Option<String> {
    let part = match path.split(['.', '[']).next().unwrap_or_default() {
        "budgets" | "headings" | "capacity" => "budgets",
        "schools" => "etablissements",
        "packages" => "travaux",
        "" => return None,
        _ => "modifier",
    };
    let field = match part {
        "budgets" => super::budgets::field(path),
        "modifier" => super::edit::field(path),
        "etablissements" if path.starts_with("schools.") => super::schools::field(path),
        _ => String::new(),
    };
    let anchor = if field.is_empty() {
        String::new()
    } else {
        format!("#champ-{field}")
    };
    Some(format!("{base}/{part}{anchor}"))
}

fn run_row(page: &PageCtx, run: &RunLine) -> RunRow {
    let (colour, word) = words::state(page, run);
    RunRow {
        href: format!("/strategie/calculs/{}", run.id),
        colour,
        word,
        when: page.moment(&run.asked_at),
        revision: run.revision,
    }
}

fn past(page: &PageCtx, history: &[super::super::model::PastRevision]) -> Vec<Past> {
    history
        .iter()
        .enumerate()
        .map(|(index, past)| Past {
            number: past.number,
            when: page.moment(&past.recorded_at),
            who: past.recorded_by.clone().unwrap_or_else(|| page.t("strategy-console")),
            is_newest: index == 0,
            changes: history
                .get(index + 1)
                .map(|before| changed(page, &before.content, &past.content))
                .unwrap_or_default(),
        })
        .collect()
}

/// Which parts of a scenario are others.
fn changed(page: &PageCtx, before: &Content, after: &Content) -> String {
    let parts = [
        (before.budgets != after.budgets, "strategy-changed-budgets"),
        (
            before.caps != after.caps || before.fte_x100 != after.fte_x100,
            "strategy-changed-caps",
        ),
        (before.schools != after.schools, "strategy-changed-schools"),
        (before.packages != after.packages, "strategy-changed-works"),
        (
            (before.island_each_wave, before.primary_at_least, before.primary_at_most)
                != (after.island_each_wave, after.primary_at_least, after.primary_at_most),
            "strategy-changed-guarantees",
        ),
        (
            (
                before.first_year,
                before.waves,
                &before.parameter_set,
                before.keep_selected,
            ) != (after.first_year, after.waves, &after.parameter_set, after.keep_selected)
                || before.note != after.note
                || before.seed != after.seed,
            "strategy-changed-general",
        ),
    ];
    let words: Vec<String> = parts
        .iter()
        .filter(|(changed, _)| *changed)
        .map(|(_, key)| page.t(key))
        .collect();
    words.join(", ")
}

fn guarantees(page: &PageCtx, content: &Content, whole: bool) -> Vec<String> {
    let mut found = Vec::new();
    if content.keep_selected {
        found.push(page.t("strategy-says-keep"));
    } else {
        found.push(page.t("strategy-says-anew"));
    }
    if content.island_each_wave {
        found.push(page.t("strategy-says-island"));
    }
    if let Some(least) = content.primary_at_least {
        found.push(page.tn("strategy-says-at-least", "count", least));
    }
    if let Some(most) = content.primary_at_most {
        found.push(page.tn("strategy-says-at-most", "count", most));
    }
    if whole && content.fte_x100.iter().any(|fte| *fte > 0) {
        found.push(page.t("strategy-says-technicians"));
    }
    found
}

/// The money of a scenario.
pub(super) struct MoneyAsked<'a> {
    pub content: &'a Content,
    pub committed: &'a std::collections::BTreeMap<String, Vec<i64>>,
    pub years: usize,
}

impl MoneyAsked<'_> {
    fn funders(&self) -> Vec<String> {
        let all: std::collections::BTreeSet<&String> =
            self.content.budgets.keys().chain(self.committed.keys()).collect();
        all.into_iter().cloned().collect()
    }
}

/// The columns of the years of a plan, after a first one.
pub(super) fn year_columns(page: &PageCtx, first: &str, content: &Content, years: usize) -> Vec<Column> {
    let mut columns = vec![column(page, first, CellKind::Text, 34.0)];
    columns.extend((1..=years).map(|year| Column {
        title: words::year(page, content.first_year, year),
        kind: CellKind::Euros,
        width: 16.0,
    }));
    columns.push(column(page, "strategy-column-total", CellKind::Euros, 18.0));
    columns
}

/// Amounts by year, and their sum.
pub(super) fn year_cells(name: String, amounts: &[i64], years: usize) -> Vec<Cell> {
    let of = |index: usize| amounts.get(index).copied().unwrap_or_default();
    let mut cells = vec![text(name)];
    cells.extend((0..years).map(|index| Cell::Euros(of(index))));
    cells.push(Cell::Euros((0..years).map(of).sum()));
    cells
}

fn money(page: &PageCtx, asked: &MoneyAsked<'_>, base: &str) -> Table {
    let none = Vec::new();
    let mut rows = Vec::new();
    for funder in asked.funders() {
        let budget = asked.content.budgets.get(&funder).unwrap_or(&none);
        let name = words::funder_name(page, &funder);
        rows.push(TableRow::new(year_cells(name.clone(), budget, asked.years)));
        if let Some(committed) = asked.committed.get(&funder) {
            let name = page.t1("strategy-row-committed", "funder", name);
            rows.push(TableRow::new(year_cells(name, committed, asked.years)));
        }
    }
    for (code, caps) in &asked.content.caps {
        let name = page.t1("strategy-row-cap", "heading", words::heading(page, code));
        rows.push(TableRow::new(year_cells(name, caps, asked.years)));
    }
    Table {
        id: "budgets",
        caption: page.t("strategy-budgets"),
        columns: year_columns(page, "strategy-column-funder", asked.content, asked.years),
        rows,
        total: None,
        export: format!("{base}/budgets"),
        query: String::new(),
        empty: page.t("strategy-budgets-none"),
        note: String::new(),
    }
}

/// The words that charts need.
pub(super) fn chart_words(page: &PageCtx) -> ChartWords {
    ChartWords {
        estimated: page.t("endowment-flag-estime"),
        unknown: page.t("common-unknown"),
        suppressed: page.t("common-suppressed"),
    }
}

/// The yearly course of each budget, beside what is committed already.
fn charts(page: &PageCtx, asked: &MoneyAsked<'_>) -> Vec<(String, String)> {
    let formats = page.formats();
    let series = |key: &str, amounts: &[i64]| Series {
        label: page.t(key),
        values: (0..asked.years)
            .map(|index| Some(amounts.get(index).copied().unwrap_or_default() / 100))
            .collect(),
        ..Series::default()
    };
    asked
        .funders()
        .iter()
        .enumerate()
        .map(|(index, funder)| {
            let none = Vec::new();
            let budget = asked.content.budgets.get(funder).unwrap_or(&none);
            let committed = asked.committed.get(funder).unwrap_or(&none);
            let name = words::funder_name(page, funder);
            let mut lines = vec![series("strategy-chart-budget", budget)];
            if committed.iter().any(|amount| *amount > 0) {
                lines.push(series("strategy-chart-committed", committed));
            }
            let chart = LineChart {
                title: page.t1("strategy-chart-title", "funder", &name),
                description: page.t("strategy-chart-description"),
                unit: page.t("endowment-chart-unit"),
                categories: (1..=asked.years)
                    .map(|year| words::year(page, asked.content.first_year, year))
                    .collect(),
                series: lines,
                from_zero: true,
                reference: None,
                breaks: Vec::new(),
                words: chart_words(page),
            };
            let svg = chart.svg(&format!("courbe{index}"), Palette::Page, &|value| formats.number(value));
            (name, svg)
        })
        .collect()
}

fn choices(page: &PageCtx, content: &Content, names: &std::collections::BTreeMap<String, String>) -> Table {
    let rows = content
        .schools
        .iter()
        .map(|(uai, choice)| {
            let mut says = Vec::new();
            if let Some(wave) = choice.pinned_wave {
                says.push(page.t1(
                    "strategy-choice-pinned",
                    "wave",
                    words::wave(page, content.first_year, wave),
                ));
            }
            if choice.excluded {
                says.push(page.t("strategy-choice-excluded"));
            }
            if let Some(wave) = choice.ready_wave.filter(|wave| *wave > 1) {
                says.push(if wave > content.waves {
                    page.t("strategy-choice-never-ready")
                } else {
                    page.t1(
                        "strategy-choice-ready",
                        "wave",
                        words::wave(page, content.first_year, wave),
                    )
                });
            }
            if let Some(year) = choice.closes_after {
                says.push(page.t1(
                    "strategy-choice-closes",
                    "year",
                    words::year(page, content.first_year, year.max(1)),
                ));
            }
            TableRow {
                cells: vec![
                    text(names.get(uai).cloned().unwrap_or_else(|| uai.clone())),
                    text(says.join(", ")),
                    text(choice.reason.clone()),
                ],
                href: Some(format!("/strategie/besoins/{uai}")),
                flags: Vec::new(),
            }
        })
        .collect();
    Table {
        id: "choix",
        caption: page.t("strategy-choices"),
        columns: vec![
            column(page, "strategy-column-school", CellKind::Text, 36.0),
            column(page, "strategy-column-says", CellKind::Text, 40.0),
            column(page, "strategy-column-reason", CellKind::Text, 40.0),
        ],
        rows,
        total: None,
        export: String::new(),
        query: String::new(),
        empty: page.t("strategy-choices-none"),
        note: String::new(),
    }
}

fn works(page: &PageCtx, content: &Content, names: &std::collections::BTreeMap<String, String>) -> Table {
    let rows = content
        .packages
        .iter()
        .map(|works| {
            let costs: i64 = works.costs.values().flatten().sum();
            let payers: Vec<String> = works
                .costs
                .keys()
                .map(|funder| words::funder_name(page, funder))
                .collect();
            TableRow::new(vec![
                text(works.id.clone()),
                text(names.get(&works.uai).cloned().unwrap_or_else(|| works.uai.clone())),
                text(words::wave(page, content.first_year, works.ready_wave)),
                Cell::Euros(Cents(costs).0),
                text(payers.join(", ")),
                text(page.t(if works.imposed {
                    "strategy-works-imposed"
                } else {
                    "strategy-works-free"
                })),
            ])
        })
        .collect();
    Table {
        id: "travaux",
        caption: page.t("strategy-works"),
        columns: vec![
            column(page, "strategy-column-works", CellKind::Text, 24.0),
            column(page, "strategy-column-school", CellKind::Text, 36.0),
            column(page, "strategy-column-ready", CellKind::Text, 20.0),
            column(page, "strategy-column-cost", CellKind::Euros, 16.0),
            column(page, "strategy-column-payers", CellKind::Text, 30.0),
            column(page, "strategy-column-done", CellKind::Text, 20.0),
        ],
        rows,
        total: None,
        export: String::new(),
        query: String::new(),
        empty: page.t("strategy-works-none"),
        note: String::new(),
    }
}

pub(super) async fn restore(page: PageCtx, Path(id): Path<String>, form: Form) -> Reply {
    let id = scenario_id(&id)?;
    let revision: i64 = form.value("vers").parse().unwrap_or(0);
    let (actor, now, seen) = (page.actor.clone(), page.now, seen(&form));
    page.app
        .db()
        .write(move |tx| actions::restore(tx, &actor, now, id, seen, revision))
        .await?;
    page.redirect(&format!("/strategie/scenarios/{id}"), "strategy-restored")
}

pub(super) async fn archive(page: PageCtx, Path(id): Path<String>, form: Form) -> Reply {
    let id = scenario_id(&id)?;
    let away = form.value("ranger") != "non";
    let (actor, now) = (page.actor.clone(), page.now);
    page.app
        .db()
        .write(move |tx| actions::archive(tx, &actor, now, id, away))
        .await?;
    let notice = if away {
        "strategy-put-away"
    } else {
        "strategy-taken-back"
    };
    page.redirect(&format!("/strategie/scenarios/{id}"), notice)
}
