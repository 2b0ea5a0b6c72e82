//! The network works of a scenario: what makes a school ready earlier, who pays, in which years.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use pole_kernel::Cents;

use super::super::super::errors::{Refusal, StrategyError};
use super::super::actions;
use super::super::model::{Content, Scenario, Works};
use super::{Saved, back, index, save_part, scenario_id, wave_options, words};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply, Whole};
use crate::shell::problem::Problem;

/// Room for so many more works than there are.
const MORE: usize = 3;

#[derive(Template)]
#[template(path = "features/strategy/scenarios/pages/works.html")]
struct WorksPage {
    page: PageCtx,
    form: Form,
    base: String,
    name: String,
    rows: Vec<Line>,
    years: Vec<String>,
    schools: Vec<(String, String)>,
    waves: Vec<(String, String)>,
    funders: Vec<(String, String)>,
}

/// A box to fill in.
struct Line {
    number: usize,
}

impl Line {
    fn field(&self, what: &str) -> String {
        format!("{what}-{}", self.number)
    }

    fn cost(&self, year: impl Whole) -> String {
        format!("cout-{}-{}", self.number, index(&year) + 1)
    }
}

impl WorksPage {
    fn cost_label(&self, year: impl Whole) -> String {
        let words = self.years.get(index(&year)).cloned().unwrap_or_default();
        self.page.t1("strategy-works-cost", "year", words)
    }

    fn title(&self, row: &Line) -> String {
        let name = self.form.value(&row.field("nom"));
        if name.is_empty() {
            self.page.t("strategy-works-new")
        } else {
            name.to_owned()
        }
    }
}

struct Loaded {
    scenario: Scenario,
    schools: Vec<(String, String)>,
    funders: Vec<String>,
    years: usize,
}

async fn load(page: &PageCtx, id: &str) -> Result<Loaded, Problem> {
    let id = scenario_id(id)?;
    let (actor, now) = (page.actor.clone(), page.now);
    Ok(page
        .app
        .db()
        .read(move |tx| -> Result<_, StrategyError> {
            let scenario = actions::editable(tx, &actor, id)?;
            let content = &scenario.content;
            let mut funders: std::collections::BTreeSet<String> = content.budgets.keys().cloned().collect();
            let (mut schools, mut years) = (Vec::new(), content.years(3));
            match actions::known(tx, content, now) {
                Ok(known) => {
                    funders.extend(known.funders());
                    years = known.years();
                    schools = known
                        .schools()
                        .map(|scores| (scores.school.uai.to_string(), scores.school.name.clone()))
                        .collect();
                }
                Err(StrategyError::Refused(Refusal::Scenario(_))) => {}
                Err(error) => return Err(error),
            }
            schools.sort_by_cached_key(|(_, name)| pole_kernel::fold(name));
            Ok(Loaded {
                funders: funders.into_iter().collect(),
                scenario,
                schools,
                years,
            })
        })
        .await?)
}

/// One row for each funder of each works: works that two pay are two rows of one name.
fn lines(content: &Content) -> Vec<(Works, String, Vec<i64>)> {
    let mut lines = Vec::new();
    for works in &content.packages {
        if works.costs.is_empty() {
            lines.push((works.clone(), String::new(), Vec::new()));
        }
        for (funder, costs) in &works.costs {
            lines.push((works.clone(), funder.clone(), costs.clone()));
        }
    }
    lines
}

fn filled(loaded: &Loaded) -> Form {
    let mut form = Form::default().with_default("revision", loaded.scenario.revision.to_string());
    for (row, (works, funder, costs)) in lines(&loaded.scenario.content).into_iter().enumerate() {
        form = form
            .with_default(&format!("nom-{row}"), works.id)
            .with_default(&format!("ecole-{row}"), works.uai)
            .with_default(&format!("vague-{row}"), works.ready_wave.to_string())
            .with_default(&format!("payeur-{row}"), funder);
        if works.imposed {
            form = form.with_default(&format!("impose-{row}"), "oui".to_owned());
        }
        for (year, cost) in costs.into_iter().enumerate().filter(|(_, cost)| *cost > 0) {
            form = form.with_default(&format!("cout-{row}-{}", year + 1), words::in_field(cost));
        }
    }
    form
}

fn rows(content: &Content, form: &Form) -> usize {
    let typed = (0..100)
        .filter(|row| !form.value(&format!("nom-{row}")).is_empty())
        .max();
    lines(content).len().max(typed.map_or(0, |row| row + 1)) + MORE
}

fn show(page: PageCtx, loaded: &Loaded, form: Form, status: StatusCode) -> Reply {
    let content = &loaded.scenario.content;
    let template = WorksPage {
        base: format!("/strategie/scenarios/{}", loaded.scenario.id),
        name: loaded.scenario.name.clone(),
        rows: (0..rows(content, &form)).map(|number| Line { number }).collect(),
        years: (1..=loaded.years)
            .map(|year| words::year(&page, content.first_year, year))
            .collect(),
        schools: std::iter::once((String::new(), page.t("strategy-works-choose")))
            .chain(loaded.schools.clone())
            .collect(),
        waves: wave_options(&page, content, "strategy-works-wave")
            .into_iter()
            .skip(1)
            .collect(),
        funders: loaded
            .funders
            .iter()
            .map(|funder| (funder.clone(), words::funder_name(&page, funder)))
            .collect(),
        form,
        page: page.clone(),
    };
    page.show_with(status, &template)
}

pub(super) async fn page(page: PageCtx, Path(id): Path<String>) -> Reply {
    let loaded = load(&page, &id).await?;
    let form = filled(&loaded);
    show(page, &loaded, form, StatusCode::OK)
}

/// The works typed; rows of one name are one works paid by several.
fn read(form: &mut Form, rows: usize, years: usize) -> Vec<Works> {
    let mut found: Vec<Works> = Vec::new();
    for row in 0..rows {
        let value = |form: &Form, what: &str| form.value(&format!("{what}-{row}")).to_owned();
        let name = value(form, "nom");
        if name.is_empty() {
            continue;
        }
        let uai = value(form, "ecole");
        if uai.is_empty() {
            form.refuse(&format!("ecole-{row}"), "strategy-works-choose");
        }
        let funder = value(form, "payeur");
        let mut costs = Vec::with_capacity(years);
        for year in 1..=years {
            let field = format!("cout-{row}-{year}");
            let typed = form.value(&field).to_owned();
            let read = if typed.is_empty() {
                Some(0)
            } else {
                Cents::parse_euros(&typed).ok().map(|cents| cents.0)
            };
            let read = read.filter(|cents| *cents >= 0);
            if read.is_none() {
                form.refuse(&field, "strategy-amount");
            }
            costs.push(read.unwrap_or_default());
        }
        let works = Works {
            id: name,
            uai,
            ready_wave: value(form, "vague").parse().unwrap_or(1),
            costs: BTreeMap::new(),
            imposed: form.is(&format!("impose-{row}"), "oui"),
        };
        let same = found.iter_mut().find(|other| other.id == works.id);
        let place = match same {
            None => {
                found.push(works);
                found.last_mut()
            }
            // A second funder of the same works; anything else under one name is a mistake.
            Some(other) if other.uai == works.uai && !other.costs.contains_key(&funder) => Some(other),
            Some(_) => {
                form.refuse(&format!("nom-{row}"), "strategy-works-twice");
                None
            }
        };
        if let Some(place) = place
            && !funder.is_empty()
            && costs.iter().any(|cost| *cost > 0)
        {
            place.costs.insert(funder, costs);
        }
    }
    found
}

pub(super) async fn save(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let loaded = load(&page, &id).await?;
    let count = rows(&loaded.scenario.content, &form);
    let works = read(&mut form, count, loaded.years);
    if !form.is_valid() {
        return show(page, &loaded, form, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let edit = move |content: &mut Content| content.packages.clone_from(&works);
    let saved = save_part(&page, loaded.scenario.id, form, None, edit, |_| "nom-0".to_owned()).await?;
    match saved {
        Saved::Done => back(&page, loaded.scenario.id),
        Saved::Back(form, status) => show(page, &loaded, form, status),
    }
}
