//! A search: how far it is, then its result. Both modes side by side, who enters when, what it costs, why the others
//! stay out.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Redirect};
use pole_kernel::Cents;
use pole_office::table::{Cell, CellKind, Column};
use pole_pictures::{BarChart, Palette, Series};

use super::super::super::answer::{Answer, Drawn, Told};
use super::super::super::errors::{Refusal, StrategyError};
use super::super::super::plan::model::{Mode, School};
use super::super::actions::{self, RunView, Stale, Started};
use super::super::errors::ScenarioRefusal;
use super::super::model::{Run, RunState, SchoolFacts};
use super::super::search;
use super::scenario::{chart_words, mend, year_cells, year_columns};
use super::words::About;
use super::{run_id, scenario_id, words};
use crate::policy::Action;
use crate::shell::export::{self, ExportFormat};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::table::{Table, TableRow, column, text};

/// A page of a running search comes back by itself after so many seconds.
const REFRESH: HeaderValue = HeaderValue::from_static("3");

#[derive(Template)]
#[template(path = "features/strategy/scenarios/pages/run.html")]
struct RunPage {
    page: PageCtx,
    run: Run,
    base: String,
    scenario: String,
    state: (&'static str, String),
    open: bool,
    interrupted: bool,
    progress: String,
    whole: bool,
    may_decide: bool,
    may_search: bool,
    stale: Vec<String>,
    basis: Vec<String>,
    kept_answer: bool,
    modes: Vec<ModeCard>,
    shown: Option<Shown>,
}

impl RunPage {
    fn who(&self) -> String {
        self.run
            .asked_by
            .clone()
            .unwrap_or_else(|| self.page.t("strategy-console"))
    }
}

/// One mode in the comparison.
struct ModeCard {
    label: String,
    href: String,
    current: bool,
    schools: String,
    pupils: String,
    benefit: Option<String>,
    cost: Option<String>,
    proven: String,
}

/// The plan of one mode.
struct Shown {
    mode: &'static str,
    /// Why there is no plan at all, with where it is mended.
    cannot: Vec<(Option<String>, String)>,
    grid: Table,
    out: Table,
    costs: Table,
    charts: Vec<(String, String)>,
    works: Vec<String>,
    ranking: Vec<String>,
    ranked: Option<String>,
    notes: Vec<String>,
    draws: Option<String>,
}

pub(super) async fn start(page: PageCtx, Path(id): Path<String>, form: Form) -> Reply {
    let id = scenario_id(&id)?;
    let again = form.is("encore", "oui");
    let (actor, now) = (page.actor.clone(), page.now);
    let started = page
        .app
        .db()
        .write(move |tx| actions::start(tx, &actor, now, id, again))
        .await;
    match started {
        Ok(started) => {
            let address = format!("/strategie/calculs/{}", started.id());
            match started {
                Started::New(run) => {
                    search::spawn(&page.app, run);
                    Ok(Redirect::to(&address).into_response())
                }
                Started::Running(_) => Ok(Redirect::to(&address).into_response()),
                Started::Kept(_) => Ok(Redirect::to(&format!("{address}?deja=oui")).into_response()),
            }
        }
        // The page of the scenario tells each obstacle where it is mended.
        Err(StrategyError::Refused(Refusal::Scenario(ScenarioRefusal::Unbuildable(_)))) => {
            page.redirect(&format!("/strategie/scenarios/{id}#obstacles"), "strategy-not-searched")
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn stop(page: PageCtx, Path(id): Path<String>, _: Form) -> Reply {
    let id = run_id(&id)?;
    let (actor, now) = (page.actor.clone(), page.now);
    page.app
        .db()
        .write(move |tx| actions::stop(tx, &actor, now, id))
        .await?;
    page.redirect(&format!("/strategie/calculs/{id}"), "strategy-stopping")
}

async fn load(page: &PageCtx, id: &str) -> Result<RunView, Problem> {
    let id = run_id(id)?;
    let (actor, now) = (page.actor.clone(), page.now);
    Ok(page
        .app
        .db()
        .read(move |tx| actions::run_view(tx, &actor, now, id))
        .await?)
}

/// The mode a reader asks for.
fn mode(form: &Form) -> Mode {
    if form.value("mode") == Mode::Equity.code() {
        Mode::Equity
    } else {
        Mode::Benefit
    }
}

fn answer_of(run: &Run, mode: Mode) -> Option<&Answer> {
    match mode {
        Mode::Benefit => run.benefit.as_ref(),
        Mode::Equity => run.equity.as_ref(),
    }
}

pub(super) async fn page(page: PageCtx, Path(id): Path<String>, form: Form) -> Reply {
    let view = load(&page, &id).await?;
    let mode = mode(&form);
    let open = view.line.is_open();
    let interrupted = view.line.is_interrupted(page.now);
    let base = format!("/strategie/calculs/{}", view.run.id);
    let scenario = format!("/strategie/scenarios/{}", view.run.scenario);
    let whole = view.scope.everything;
    let has_plan = answer_of(&view.run, mode).is_some_and(|answer| !answer.entries.is_empty());
    let template = RunPage {
        state: words::state(&page, &view.line),
        progress: words::progress(&page, &view.line.progress),
        may_decide: has_plan && page.may(Action::DecideStrategy),
        may_search: page.may(Action::EditStrategy),
        stale: stale(&page, view.stale),
        basis: basis(&page, &view),
        kept_answer: form.is("deja", "oui"),
        modes: modes(&page, &view, mode, &base),
        shown: (!open).then(|| shown(&page, &view, mode, &base)).flatten(),
        open: open && !interrupted,
        interrupted,
        whole,
        base,
        scenario,
        run: view.run,
        page: page.clone(),
    };
    let refresh = template.open;
    let mut response = page.show(&template)?;
    if refresh {
        response.headers_mut().insert(header::REFRESH, REFRESH);
    }
    Ok(response)
}

fn stale(page: &PageCtx, stale: Stale) -> Vec<String> {
    [
        (stale.scenario, "strategy-stale-scenario"),
        (stale.weights, "strategy-stale-weights"),
        (stale.facts, "strategy-stale-facts"),
    ]
    .iter()
    .filter(|(is, _)| *is)
    .map(|(_, key)| page.t(key))
    .collect()
}

/// What a result rests on, published with it.
fn basis(page: &PageCtx, view: &RunView) -> Vec<String> {
    let mut found = vec![page.tv("strategy-basis-weights", &[("version", view.run.weights.into())])];
    if !view.basis.set_name.is_empty() {
        found.push(page.tv(
            "strategy-basis-set",
            &[
                ("name", view.basis.set_name.clone().into()),
                ("version", view.basis.set_version.into()),
            ],
        ));
    }
    found.push(page.tv(
        "strategy-basis-seed",
        &[("seed", view.run.content.seed.to_string().into())],
    ));
    if !view.basis.kept.is_empty() {
        found.push(page.tn("strategy-kept", "count", view.basis.kept.len()));
    }
    if !view.basis.committed_unknown.is_empty() {
        found.push(page.tn(
            "strategy-committed-unknown",
            "count",
            view.basis.committed_unknown.len(),
        ));
    }
    if !view.basis.ignored.is_empty() {
        found.push(page.t1("strategy-basis-ignored", "schools", view.basis.ignored.join(", ")));
    }
    found
}

/// The pupils of the schools of a plan.
fn pupils(run: &Run, answer: &Answer) -> i64 {
    let schools: BTreeMap<&str, i64> = run
        .question
        .problem
        .schools
        .iter()
        .map(|school| (school.uai.as_str(), school.pupils))
        .collect();
    answer
        .entries
        .iter()
        .filter_map(|entry| schools.get(entry.uai.as_str()))
        .sum()
}

fn modes(page: &PageCtx, view: &RunView, shown: Mode, base: &str) -> Vec<ModeCard> {
    [Mode::Benefit, Mode::Equity]
        .into_iter()
        .filter_map(|mode| {
            let answer = answer_of(&view.run, mode)?;
            Some(ModeCard {
                label: page.word("strategy-mode", mode.code()),
                href: format!("{base}?mode={}#plan", mode.code()),
                current: mode == shown,
                schools: page.number(answer.entries.len()),
                pupils: page.number(pupils(&view.run, answer)),
                benefit: answer.benefit.map(|benefit| page.number(benefit)),
                cost: answer.local_cost.map(|cost| page.money(&Cents(cost))),
                proven: words::proven(page, answer),
            })
        })
        .collect()
}

fn shown(page: &PageCtx, view: &RunView, mode: Mode, base: &str) -> Option<Shown> {
    let answer = answer_of(&view.run, mode)?;
    let about = About {
        content: &view.run.content,
        facts: &view.run.facts,
        basis: &view.basis,
    };
    let scenario = format!("/strategie/scenarios/{}", view.run.scenario);
    let cannot = if answer.status == "infeasible" {
        answer
            .explanations
            .iter()
            .map(|told| {
                let place = told.path.as_deref().map(|path| place_of(told, path));
                (
                    place.and_then(|path| mend(&scenario, &path)),
                    words::cannot(page, &about, told),
                )
            })
            .collect()
    } else {
        Vec::new()
    };
    let (ranked, ranking) = ranking(page, view, answer);
    Some(Shown {
        mode: mode.code(),
        cannot,
        grid: grid(page, view, answer, base, mode),
        out: out(page, view, answer, base, mode),
        costs: costs(page, view, answer, base, mode),
        charts: charts(page, view, answer),
        works: works(page, view, answer),
        ranking,
        ranked,
        notes: notes(page, view, answer),
        draws: answer
            .draws
            .first()
            .filter(|drawn| drawn.draws > 0)
            .map(|drawn| page.tn("strategy-draws-how", "count", drawn.draws)),
    })
}

/// The place of a question as a place of its scenario: schools by their code.
fn place_of(told: &Told, path: &str) -> String {
    match &told.uai {
        Some(uai) if path.starts_with("schools") => format!("schools.{uai}.pinned_wave"),
        Some(_) | None => path.to_owned(),
    }
}

fn notes(page: &PageCtx, view: &RunView, answer: &Answer) -> Vec<String> {
    let mut found = Vec::new();
    if view.line.state == RunState::Cancelled {
        found.push(page.t("strategy-note-cancelled"));
    }
    let left_out = answer.entries.len() < view.run.facts.len();
    let explained = answer.explanations.iter().any(|told| told.increase.is_some());
    if left_out && !explained && answer.status == "gap" {
        found.push(page.t("strategy-note-no-increase"));
    }
    found
}

/// How a school stands, for the flags of its row.
fn flags(page: &PageCtx, view: &RunView, uai: &str, drawn: Option<&Drawn>) -> Vec<(&'static str, String)> {
    let mut flags: Vec<(&'static str, String)> = drawn
        .and_then(|drawn| words::verdict(page, drawn))
        .into_iter()
        .collect();
    let is = |list: &[String]| list.iter().any(|other| other == uai);
    let estimated = view.run.facts.iter().any(|facts| facts.uai == uai && facts.estimated);
    if estimated || is(&view.basis.projected) {
        flags.push(("estimated", page.t("endowment-flag-estime")));
    }
    if is(&view.basis.fictitious) {
        flags.push(("fictitious", page.t("common-fictitious")));
    }
    flags
}

fn by_uai(answer: &Answer) -> BTreeMap<&str, &Drawn> {
    answer.draws.iter().map(|drawn| (drawn.uai.as_str(), drawn)).collect()
}

fn school_of<'a>(run: &'a Run, uai: &str) -> Option<&'a School> {
    run.question.problem.schools.iter().find(|school| school.uai == uai)
}

/// N and π as a table shows them.
fn score_cells(page: &PageCtx, facts: &SchoolFacts, school: Option<&School>) -> Vec<Cell> {
    let priority = school.map_or(String::new(), |school| page.formats().tenths(school.priority_x10));
    vec![text(words::points(page, facts.need)), text(priority)]
}

/// Who enters when: a row for each school, a column for each wave.
fn grid(page: &PageCtx, view: &RunView, answer: &Answer, base: &str, mode: Mode) -> Table {
    let run = &view.run;
    let waves = run.question.problem.waves;
    let drawn = by_uai(answer);
    let mut entries: Vec<(usize, &SchoolFacts)> = answer
        .entries
        .iter()
        .filter_map(|entry| {
            let facts = run.facts.iter().find(|facts| facts.uai == entry.uai)?;
            Some((entry.wave, facts))
        })
        .collect();
    entries.sort_by_cached_key(|(wave, facts)| (*wave, facts.kind.clone(), pole_kernel::fold(&facts.name)));
    let mut columns = vec![
        column(page, "strategy-column-school", CellKind::Text, 36.0),
        column(page, "strategy-column-island", CellKind::Text, 18.0),
        column(page, "strategy-column-pupils", CellKind::Integer, 10.0),
        column(page, "strategy-column-need", CellKind::Text, 8.0),
        column(page, "strategy-column-priority", CellKind::Text, 8.0),
    ];
    columns.extend((1..=waves).map(|wave| Column {
        title: words::wave(page, run.content.first_year, wave),
        kind: CellKind::Text,
        width: 14.0,
    }));
    let rows = entries
        .into_iter()
        .map(|(entered, facts)| {
            let school = school_of(run, &facts.uai);
            let mut cells = vec![
                text(facts.name.clone()),
                text(words::island(page, facts.territory.as_deref())),
                school.map_or(Cell::Empty, |school| Cell::Integer(school.pupils)),
            ];
            cells.extend(score_cells(page, facts, school));
            cells.extend((1..=waves).map(|wave| {
                if wave == entered {
                    text(page.t("strategy-enters"))
                } else {
                    Cell::Empty
                }
            }));
            TableRow {
                cells,
                href: Some(format!("/strategie/besoins/{}", facts.uai)),
                flags: flags(page, view, &facts.uai, drawn.get(facts.uai.as_str()).copied()),
            }
        })
        .collect();
    Table {
        id: "grille",
        caption: page.t("strategy-grid"),
        columns,
        rows,
        total: None,
        export: format!("{base}/fichiers/grille"),
        query: format!("?mode={}", mode.code()),
        empty: page.t("strategy-grid-none"),
        note: page.tv("strategy-basis-weights", &[("version", run.weights.into())]),
    }
}

/// The schools left out: what keeps each out first, and what would let it in.
fn out(page: &PageCtx, view: &RunView, answer: &Answer, base: &str, mode: Mode) -> Table {
    let run = &view.run;
    let about = About {
        content: &run.content,
        facts: &run.facts,
        basis: &view.basis,
    };
    let drawn = by_uai(answer);
    let rows = answer
        .explanations
        .iter()
        .filter(|_| answer.status != "infeasible")
        .filter_map(|told| {
            let facts = run.facts.iter().find(|facts| Some(&facts.uai) == told.uai.as_ref())?;
            let mut cells = vec![text(facts.name.clone())];
            cells.extend(score_cells(page, facts, school_of(run, &facts.uai)));
            cells.push(text(words::why(page, &about, told)));
            cells.push(text(
                told.increase
                    .as_ref()
                    .map(|increase| words::increase(page, &about, increase))
                    .unwrap_or_default(),
            ));
            let left = view.basis.left_out.iter().find(|left| left.uai == facts.uai);
            // Draws say nothing of a school that cannot be chosen.
            let may = left.is_none() && told.reason != "excluded" && told.reason != "closed";
            let drawn = drawn.get(facts.uai.as_str()).copied().filter(|_| may);
            Some(TableRow {
                cells,
                href: Some(match left.map(|left| left.missing.is_empty()) {
                    None => format!("/strategie/besoins/{}", facts.uai),
                    Some(true) => format!("/etablissements/{}", facts.uai),
                    Some(false) => format!("/etablissements/{}/effectifs", facts.uai),
                }),
                flags: flags(page, view, &facts.uai, drawn),
            })
        })
        .collect();
    Table {
        id: "dehors",
        caption: page.t("strategy-out"),
        columns: vec![
            column(page, "strategy-column-school", CellKind::Text, 36.0),
            column(page, "strategy-column-need", CellKind::Text, 8.0),
            column(page, "strategy-column-priority", CellKind::Text, 8.0),
            column(page, "strategy-column-why", CellKind::Text, 50.0),
            column(page, "strategy-column-increase", CellKind::Text, 50.0),
        ],
        rows,
        total: None,
        export: format!("{base}/fichiers/dehors"),
        query: format!("?mode={}", mode.code()),
        empty: page.t("strategy-out-none"),
        note: String::new(),
    }
}

/// How many years the costs of an answer speak of.
fn years(run: &Run) -> usize {
    run.question.problem.years
}

/// What each funder has, has promised, pays and keeps, year by year.
fn costs(page: &PageCtx, view: &RunView, answer: &Answer, base: &str, mode: Mode) -> Table {
    let run = &view.run;
    let count = years(run);
    let none = Vec::new();
    let mut rows = Vec::new();
    for (funder, paid) in &answer.cost_by_year {
        let name = words::funder_name(page, funder);
        let budget = run.content.budgets.get(funder).unwrap_or(&none);
        let committed = view.basis.committed.get(funder).unwrap_or(&none);
        let of = |amounts: &[i64], index: usize| amounts.get(index).copied().unwrap_or_default();
        let left: Vec<i64> = (0..count)
            .map(|index| of(budget, index) - of(committed, index) - of(paid, index))
            .collect();
        let lines: [(&str, &[i64], bool); 4] = [
            ("strategy-line-budget", budget, true),
            (
                "strategy-line-committed",
                committed,
                committed.iter().any(|amount| *amount > 0),
            ),
            ("strategy-line-plan", paid, true),
            ("strategy-line-left", &left, true),
        ];
        for (key, amounts, wanted) in lines {
            if wanted {
                rows.push(TableRow::new(year_cells(page.t1(key, "funder", &name), amounts, count)));
            }
        }
    }
    Table {
        id: "couts",
        caption: page.t("strategy-costs"),
        columns: year_columns(page, "strategy-column-funder", &run.content, count),
        rows,
        total: None,
        export: format!("{base}/fichiers/couts"),
        query: format!("?mode={}", mode.code()),
        empty: page.t("strategy-costs-none"),
        note: String::new(),
    }
}

fn charts(page: &PageCtx, view: &RunView, answer: &Answer) -> Vec<(String, String)> {
    let run = &view.run;
    let count = years(run);
    let formats = page.formats();
    let none = Vec::new();
    answer
        .cost_by_year
        .iter()
        .enumerate()
        .map(|(index, (funder, paid))| {
            let budget = run.content.budgets.get(funder).unwrap_or(&none);
            let committed = view.basis.committed.get(funder).unwrap_or(&none);
            let of = |amounts: &[i64], year: usize| amounts.get(year).copied().unwrap_or_default();
            let series = |key: &str, amount: &dyn Fn(usize) -> i64| Series {
                label: page.t(key),
                values: (0..count).map(|year| Some(amount(year) / 100)).collect(),
                ..Series::default()
            };
            let name = words::funder_name(page, funder);
            let chart = BarChart {
                title: page.t1("strategy-bars-title", "funder", &name),
                description: page.t("strategy-bars-description"),
                unit: page.t("endowment-chart-unit"),
                categories: (1..=count)
                    .map(|year| words::year(page, run.content.first_year, year))
                    .collect(),
                series: vec![
                    series("strategy-chart-budget", &|year| of(budget, year)),
                    series("strategy-chart-spent", &|year| of(paid, year) + of(committed, year)),
                ],
                stacked: false,
                reference: None,
                words: chart_words(page),
            };
            let svg = chart.svg(&format!("barres{index}"), Palette::Page, &|value| formats.number(value));
            (name, svg)
        })
        .collect()
}

/// The network works done and those left.
fn works(page: &PageCtx, view: &RunView, answer: &Answer) -> Vec<String> {
    view.run
        .content
        .packages
        .iter()
        .map(|works| {
            let done = answer.packages.contains(&works.id);
            page.tv(
                if done {
                    "strategy-works-is-done"
                } else {
                    "strategy-works-is-left"
                },
                &[
                    ("name", works.id.clone().into()),
                    ("school", words::school(&view.run.facts, &works.uai).into()),
                ],
            )
        })
        .collect()
}

/// What the plain ranking gives: its price, and the schools that differ.
fn ranking(page: &PageCtx, view: &RunView, answer: &Answer) -> (Option<String>, Vec<String>) {
    let Some(ranked) = answer.plain_ranking.as_ref().filter(|_| answer.benefit.is_some()) else {
        return (None, Vec::new());
    };
    let price = page.tv(
        "strategy-ranking-price",
        &[
            ("benefit", page.number(ranked.benefit).into()),
            ("plan", page.number(answer.benefit.unwrap_or_default()).into()),
            ("cost", page.money(&Cents(ranked.local_cost)).into()),
        ],
    );
    let wave_in = |entries: &[super::super::super::answer::Entry], uai: &str| {
        entries.iter().find(|entry| entry.uai == uai).map(|entry| entry.wave)
    };
    let first = view.run.content.first_year;
    let differ = view
        .run
        .facts
        .iter()
        .filter_map(|facts| {
            let here = wave_in(&answer.entries, &facts.uai);
            let there = wave_in(&ranked.entries, &facts.uai);
            let (key, wave) = match (here, there) {
                (Some(wave), None) => ("strategy-ranking-without", wave),
                (None, Some(wave)) => ("strategy-ranking-with", wave),
                (Some(here), Some(there)) if here != there => ("strategy-ranking-other-wave", there),
                (Some(_), Some(_)) | (None, None) => return None,
            };
            Some(page.tv(
                key,
                &[
                    ("school", facts.name.clone().into()),
                    ("wave", words::wave(page, first, wave).into()),
                ],
            ))
        })
        .collect();
    (Some(price), differ)
}

/// The files of a search: the tables, and question and answers as `pole optimise` reads and writes them.
pub(super) async fn export(page: PageCtx, Path((id, file)): Path<(String, String)>, form: Form) -> Reply {
    let (name, extension) = file.split_once('.').ok_or(Problem::NotFound)?;
    if extension == "json" {
        let (actor, id) = (page.actor.clone(), run_id(&id)?);
        let (question, benefit, equity) = page.app.db().read(move |tx| actions::texts(tx, &actor, id)).await?;
        let text = match name {
            "question" => Some(question),
            "benefit" => benefit,
            "equity" => equity,
            _ => None,
        };
        let text = text.ok_or(Problem::NotFound)?;
        return page.attachment(&file, "application/json; charset=utf-8", text.into_bytes());
    }
    let format = ExportFormat::parse(extension).ok_or(Problem::NotFound)?;
    let view = load(&page, &id).await?;
    let mode = mode(&form);
    let answer = answer_of(&view.run, mode).ok_or(Problem::NotFound)?;
    let table = match name {
        "grille" => grid(&page, &view, answer, "", mode),
        "dehors" => out(&page, &view, answer, "", mode),
        "couts" => costs(&page, &view, answer, "", mode),
        _ => return Err(Problem::NotFound),
    };
    export::save(&page, format, &format!("strategie-{name}"), &[table.sheet(&page)])
}
