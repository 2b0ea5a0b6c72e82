//! The budgets of a scenario in one table: a row for each funder, a column for each year; a row of a spreadsheet can be
//! pasted. Caps of headings and technicians below.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use pole_kernel::Cents;

use super::super::super::errors::{Refusal, StrategyError};
use super::super::model::{Content, Scenario};
use super::super::{actions, build};
use super::{Saved, back, index, save_part, scenario_id, words};
use crate::policy::{self, Action, Subject};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply, Whole};
use crate::shell::problem::Problem;

#[derive(Template)]
#[template(path = "features/strategy/scenarios/pages/budgets.html")]
struct BudgetsPage {
    page: PageCtx,
    form: Form,
    base: String,
    name: String,
    years: Vec<String>,
    budgets: Vec<Row>,
    caps: Vec<Row>,
    technicians: Row,
}

/// A row to fill in.
struct Row {
    /// What its fields begin with.
    prefix: String,
    /// Whose it is.
    label: String,
    /// The name of the funder in a hidden field; none for other rows.
    funder: Option<String>,
    /// What is committed already each year, in words.
    committed: Vec<String>,
}

impl Row {
    /// The name of a field.
    fn cell(&self, year: impl Whole) -> String {
        format!("{}-{}", self.prefix, index(&year) + 1)
    }
}

impl BudgetsPage {
    /// What is committed already that year.
    fn committed(&self, row: &Row, year: impl Whole) -> Option<String> {
        let amount = row.committed.get(index(&year))?;
        Some(self.page.t1("strategy-cell-committed", "amount", amount))
    }

    /// The field in which a row is pasted.
    fn paste(&self, row: &Row) -> String {
        format!("{} {}", self.page.t("strategy-column-paste"), row.label)
    }

    fn paste_other(&self) -> String {
        format!(
            "{} {}",
            self.page.t("strategy-column-paste"),
            self.page.t("strategy-other-funder")
        )
    }

    /// What a field is, for who does not see the table.
    fn label(&self, row: &Row, year: impl Whole) -> String {
        let of_year = self.years.get(index(&year)).cloned().unwrap_or_default();
        format!("{} {of_year}", row.label)
    }
}

/// The funders of a scenario, in the order of the table: those it names, those that schools would be paid by.
fn funders(content: &Content, known: Option<&build::Known>) -> Vec<String> {
    let mut all: BTreeSet<String> = content.budgets.keys().cloned().collect();
    all.extend(known.map(build::Known::funders).unwrap_or_default());
    all.insert("state".to_owned());
    let mut all: Vec<String> = all.into_iter().collect();
    // The State first, then the authorities, then the others.
    all.sort_by_key(|funder| (funder != "state", !funder.starts_with("authority"), funder.clone()));
    all
}

/// The field of a place in the scenario.
pub(super) fn field(path: &str) -> String {
    let index = path
        .rsplit_once('[')
        .and_then(|(_, index)| index.trim_end_matches(']').parse::<usize>().ok())
        .unwrap_or(0);
    let name = path.rsplit_once('[').map_or(path, |(name, _)| name);
    let row = match name.split_once('.') {
        Some(("budgets", funder)) => slug(funder),
        Some(("headings", code)) => format!("plafond-{code}"),
        Some(_) | None => "techniciens".to_owned(),
    };
    format!("{row}-{}", index + 1)
}

/// A funder as the beginning of a field: letters, digits and hyphens.
fn slug(funder: &str) -> String {
    let plain: String = pole_kernel::fold(funder)
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' })
        .collect();
    format!("budget-{plain}")
}

struct Loaded {
    scenario: Scenario,
    known: Option<build::Known>,
}

async fn load(page: &PageCtx, id: &str) -> Result<Loaded, Problem> {
    let id = scenario_id(id)?;
    let (actor, now) = (page.actor.clone(), page.now);
    Ok(page
        .app
        .db()
        .read(move |tx| -> Result<_, StrategyError> {
            policy::check(&actor, Action::EditStrategy, Subject::Basin)?;
            let scenario = actions::editable(tx, &actor, id)?;
            let known = match actions::known(tx, &scenario.content, now) {
                Ok(known) => Some(known),
                Err(StrategyError::Refused(Refusal::Scenario(_))) => None,
                Err(error) => return Err(error),
            };
            Ok(Loaded { scenario, known })
        })
        .await?)
}

fn years(loaded: &Loaded) -> usize {
    loaded
        .known
        .as_ref()
        .map_or_else(|| loaded.scenario.content.years(3), build::Known::years)
}

fn filled(loaded: &Loaded, years: usize) -> Form {
    let content = &loaded.scenario.content;
    let mut form = Form::default().with_default("revision", loaded.scenario.revision.to_string());
    let mut put = |prefix: &str, amounts: &[i64]| {
        for year in 0..years {
            if let Some(amount) = amounts.get(year) {
                form =
                    std::mem::take(&mut form).with_default(&format!("{prefix}-{}", year + 1), words::in_field(*amount));
            }
        }
    };
    for (funder, amounts) in &content.budgets {
        put(&slug(funder), amounts);
    }
    for (code, amounts) in &content.caps {
        put(&format!("plafond-{code}"), amounts);
    }
    put("techniciens", &content.fte_x100);
    form
}

fn show(page: PageCtx, loaded: &Loaded, form: Form, status: StatusCode) -> Reply {
    let content = &loaded.scenario.content;
    let count = years(loaded);
    let none = BTreeMap::new();
    let committed = loaded.known.as_ref().map_or(&none, build::Known::committed);
    let mut names = funders(content, loaded.known.as_ref());
    // A funder that was just typed stays.
    names.extend(
        form.all("financeur")
            .filter(|typed| !typed.is_empty())
            .map(str::to_owned),
    );
    let mut shown: BTreeSet<String> = BTreeSet::new();
    names.retain(|name| shown.insert(name.clone()));
    let row = |prefix: String, label: String| Row {
        prefix,
        label,
        funder: None,
        committed: Vec::new(),
    };
    let template = BudgetsPage {
        base: format!("/strategie/scenarios/{}", loaded.scenario.id),
        name: loaded.scenario.name.clone(),
        years: (1..=count)
            .map(|year| words::year(&page, content.first_year, year))
            .collect(),
        budgets: names
            .iter()
            .map(|funder| Row {
                funder: Some(funder.clone()),
                committed: committed
                    .get(funder)
                    .map(|amounts| {
                        (0..count)
                            .map(|year| page.money(&Cents(amounts.get(year).copied().unwrap_or_default())))
                            .collect()
                    })
                    .unwrap_or_default(),
                ..row(slug(funder), words::funder_name(&page, funder))
            })
            .collect(),
        caps: build::headings()
            .map(|code| row(format!("plafond-{code}"), words::heading(&page, code)))
            .collect(),
        technicians: row("techniciens".to_owned(), page.t("strategy-technicians")),
        form,
        page: page.clone(),
    };
    page.show_with(status, &template)
}

pub(super) async fn page(page: PageCtx, Path(id): Path<String>) -> Reply {
    let loaded = load(&page, &id).await?;
    let form = filled(&loaded, years(&loaded));
    show(page, &loaded, form, StatusCode::OK)
}

/// The amounts of a row: those of its fields, or those of a row pasted from a spreadsheet. `None` when it is empty.
fn row(form: &mut Form, prefix: &str, years: usize) -> Option<Vec<i64>> {
    let pasted = format!("coller-{prefix}");
    let line = form.value(&pasted).to_owned();
    if !line.is_empty() {
        let amounts: Vec<&str> = line.split(['\t', ';']).map(str::trim).collect();
        if amounts.len() > years {
            form.refuse_with(&pasted, "strategy-paste-too-long", vec![("count", years.into())]);
            return None;
        }
        let read: Vec<Option<i64>> = amounts.into_iter().map(amount).collect();
        if read.iter().any(Option::is_none) {
            form.refuse(&pasted, "strategy-paste-amount");
            return None;
        }
        return Some(read.into_iter().flatten().collect());
    }
    let mut amounts = Vec::with_capacity(years);
    let mut any = false;
    for year in 1..=years {
        let name = format!("{prefix}-{year}");
        let typed = form.value(&name).to_owned();
        any |= !typed.is_empty();
        let read = amount(&typed);
        if read.is_none() {
            form.refuse(&name, "strategy-amount");
        }
        amounts.push(read.unwrap_or_default());
    }
    any.then_some(amounts)
}

/// Euros as people write them; nothing typed is nothing.
fn amount(typed: &str) -> Option<i64> {
    if typed.trim().is_empty() {
        return Some(0);
    }
    Cents::parse_euros(typed)
        .ok()
        .map(|cents| cents.0)
        .filter(|cents| *cents >= 0)
}

pub(super) async fn save(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let loaded = load(&page, &id).await?;
    let count = years(&loaded);
    let mut names = funders(&loaded.scenario.content, loaded.known.as_ref());
    let added = form.value("autre").to_owned();
    names.extend(form.all("financeur").map(str::to_owned));
    let mut budgets: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    for name in names.iter().filter(|name| !name.is_empty()) {
        if let Some(amounts) = row(&mut form, &slug(name), count) {
            budgets.insert(name.clone(), amounts);
        }
    }
    if let Some(amounts) = row(&mut form, "nouveau", count) {
        if added.is_empty() || budgets.contains_key(&added) {
            form.refuse("autre", "strategy-other-name");
        } else {
            budgets.insert(added, amounts);
        }
    } else if !added.is_empty() && form.is_valid() {
        budgets.insert(added, vec![0; count]);
    }
    let caps: BTreeMap<String, Vec<i64>> = build::headings()
        .filter_map(|code| Some((code.to_owned(), row(&mut form, &format!("plafond-{code}"), count)?)))
        .collect();
    let technicians = row(&mut form, "techniciens", count).unwrap_or_default();
    if !form.is_valid() {
        return show(page, &loaded, form, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let edit = move |content: &mut Content| {
        content.budgets.clone_from(&budgets);
        content.caps.clone_from(&caps);
        content.fte_x100.clone_from(&technicians);
    };
    match save_part(&page, loaded.scenario.id, form, None, edit, field).await? {
        Saved::Done => back(&page, loaded.scenario.id),
        Saved::Back(form, status) => show(page, &loaded, form, status),
    }
}
