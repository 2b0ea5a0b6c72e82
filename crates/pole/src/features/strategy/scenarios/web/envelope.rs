//! An envelope shared between schools by pupils and needs (`domain.md` §7.4), and written into the scenario as the cost
//! of network works.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use pole_kernel::Cents;
use pole_office::table::{Cell, CellKind};

use super::super::super::errors::{Refusal, StrategyError};
use super::super::super::needs;
use super::super::super::share::{Envelope, ShareError, Sharer, Shares, share};
use super::super::actions;
use super::super::model::{Content, Scenario, Works};
use super::{Saved, back, save_part, scenario_id, words};
use crate::policy::{self, Action};
use crate::shell::asked::Asked;
use crate::shell::export::{self, ExportFormat};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::table::{Table, TableRow, column, text};

#[derive(Template)]
#[template(path = "features/strategy/scenarios/pages/envelope.html")]
struct EnvelopePage {
    page: PageCtx,
    form: Form,
    base: String,
    name: String,
    schools: Vec<(String, String, bool)>,
    shared: Option<Table>,
    said: Vec<String>,
    /// What was typed, for the files.
    may_write: bool,
    funders: Vec<(String, String)>,
    years: Vec<(String, String)>,
    /// What was typed, kept for the form that writes.
    typed: Vec<(String, String)>,
}

/// A school that may have a part.
#[derive(Clone, Debug)]
struct Candidate {
    uai: String,
    name: String,
    pupils: Option<i64>,
    need: i64,
}

struct Loaded {
    scenario: Scenario,
    schools: Vec<Candidate>,
    years: usize,
    funders: Vec<String>,
}

async fn load(page: &PageCtx, id: &str) -> Result<Loaded, Problem> {
    let id = scenario_id(id)?;
    let (actor, now) = (page.actor.clone(), page.now);
    Ok(page
        .app
        .db()
        .read(move |tx| -> Result<_, StrategyError> {
            let scenario = actions::scenario(tx, &actor, id)?;
            let scope = policy::scope(&actor, Action::ReadStrategy);
            // Parts depend on all schools: who sees some only cannot share.
            if !scope.everything {
                return Err(StrategyError::NotFound);
            }
            let scores = needs::scores(tx, &scope, Asked::now(now))?;
            let mut schools: Vec<Candidate> = scores
                .schools
                .iter()
                .map(|scores| Candidate {
                    uai: scores.school.uai.to_string(),
                    name: scores.school.name.clone(),
                    pupils: scores.school.pupils.map(|(pupils, _)| i64::from(pupils)),
                    need: scores.need,
                })
                .collect();
            schools.sort_by_cached_key(|school| pole_kernel::fold(&school.name));
            let (mut years, mut funders) = (
                scenario.content.years(3),
                scenario.content.budgets.keys().cloned().collect::<Vec<_>>(),
            );
            match actions::known(tx, &scenario.content, now) {
                Ok(known) => {
                    years = known.years();
                    funders.extend(known.funders());
                }
                Err(StrategyError::Refused(Refusal::Scenario(_))) => {}
                Err(error) => return Err(error),
            }
            funders.sort();
            funders.dedup();
            Ok(Loaded {
                scenario,
                schools,
                years,
                funders,
            })
        })
        .await?)
}

/// Who was ticked; everybody whose pupils are known, before anything was.
fn is_chosen(form: &Form, school: &Candidate) -> bool {
    if form.value("montant").is_empty() && form.all("ecoles").next().is_none() {
        return school.pupils.is_some();
    }
    form.is("ecoles", &school.uai)
}

/// The envelope and the parts, when something was asked that makes sense.
fn shared(form: &mut Form, loaded: &Loaded) -> Option<(Envelope, Vec<Candidate>, Shares)> {
    if form.value("montant").is_empty() {
        return None;
    }
    let euros = |form: &mut Form, name: &str| form.required(name, "strategy-amount", Cents::parse_euros);
    let amount = euros(form, "montant");
    let floor = if form.value("plancher").is_empty() {
        Some(Cents::ZERO)
    } else {
        euros(form, "plancher")
    };
    let ceiling = if form.value("plafond").is_empty() {
        amount
    } else {
        euros(form, "plafond")
    };
    let alpha = if form.value("alpha").is_empty() {
        Some(1_000)
    } else {
        form.required("alpha", "strategy-alpha", thousandths)
    };
    let chosen: Vec<Candidate> = loaded
        .schools
        .iter()
        .filter(|school| is_chosen(form, school))
        .cloned()
        .collect();
    if chosen.is_empty() {
        form.refuse("ecoles", "strategy-envelope-nobody");
    }
    if let Some(unknown) = chosen.iter().find(|school| school.pupils.is_none()) {
        form.refuse_with(
            "ecoles",
            "strategy-envelope-unknown",
            vec![("school", unknown.name.clone().into())],
        );
    }
    let envelope = Envelope {
        amount: amount?.0,
        floor: floor?.0,
        ceiling: ceiling?.0,
        alpha: alpha?,
    };
    if !form.is_valid() {
        return None;
    }
    let sharers: Vec<Sharer> = chosen
        .iter()
        .map(|school| Sharer {
            uai: school.uai.clone(),
            pupils: school.pupils.unwrap_or_default(),
            // Thousandths of a point.
            need: school.need * 10,
        })
        .collect();
    match share(&envelope, &sharers) {
        Ok(shares) => Some((envelope, chosen, shares)),
        Err(error) => {
            let (field, key) = match error {
                ShareError::Negative => ("montant", "strategy-amount"),
                ShareError::FloorAboveCeiling => ("plancher", "strategy-envelope-bounds"),
                ShareError::TooLarge => ("montant", "strategy-envelope-large"),
                ShareError::Twice => ("ecoles", "strategy-envelope-nobody"),
            };
            form.refuse(field, key);
            None
        }
    }
}

/// `1,5` is 1,500 thousandths.
fn thousandths(text: &str) -> Result<i64, ()> {
    let (whole, decimals) = text.split_once([',', '.']).unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(decimals) || decimals.len() > 3 || whole.len() > 4 {
        return Err(());
    }
    format!("{whole}{decimals:0<3}").parse().map_err(|_| ())
}

fn table(
    page: &PageCtx,
    (envelope, chosen, shares): &(Envelope, Vec<Candidate>, Shares),
    base: &str,
    query: &str,
) -> Table {
    let rows = chosen
        .iter()
        .zip(&shares.parts)
        .map(|(school, part)| {
            let bound = if *part == envelope.ceiling && envelope.ceiling < envelope.amount {
                page.t("strategy-envelope-at-ceiling")
            } else if *part == envelope.floor && envelope.floor > 0 {
                page.t("strategy-envelope-at-floor")
            } else {
                String::new()
            };
            TableRow {
                cells: vec![
                    text(school.name.clone()),
                    Cell::Integer(school.pupils.unwrap_or_default()),
                    text(words::points(page, school.need)),
                    Cell::Euros(*part),
                    text(bound),
                ],
                href: Some(format!("/strategie/besoins/{}", school.uai)),
                flags: Vec::new(),
            }
        })
        .collect();
    let total = vec![
        text(page.t("strategy-column-total")),
        Cell::Integer(chosen.iter().filter_map(|school| school.pupils).sum()),
        text(""),
        Cell::Euros(shares.parts.iter().sum()),
        text(""),
    ];
    Table {
        id: "enveloppe",
        caption: page.t("strategy-envelope-parts"),
        columns: vec![
            column(page, "strategy-column-school", CellKind::Text, 36.0),
            column(page, "strategy-column-pupils", CellKind::Integer, 10.0),
            column(page, "strategy-column-need", CellKind::Text, 8.0),
            column(page, "strategy-column-part", CellKind::Euros, 18.0),
            column(page, "strategy-column-bound", CellKind::Text, 18.0),
        ],
        rows,
        total: Some(total),
        export: format!("{base}/enveloppe/parts"),
        query: query.to_owned(),
        empty: String::new(),
        note: page.t("strategy-envelope-rule"),
    }
}

/// What was asked, as a query.
fn query(form: &Form) -> String {
    let mut query = form_urlencoded::Serializer::new(String::from("?"));
    for (name, value) in typed(form) {
        query.append_pair(&name, &value);
    }
    query.finish()
}

fn typed(form: &Form) -> Vec<(String, String)> {
    let mut typed: Vec<(String, String)> = ["montant", "plancher", "plafond", "alpha"]
        .iter()
        .map(|name| ((*name).to_owned(), form.value(name).to_owned()))
        .collect();
    typed.extend(form.all("ecoles").map(|uai| ("ecoles".to_owned(), uai.to_owned())));
    typed
}

fn show(page: PageCtx, loaded: &Loaded, mut form: Form, status: Option<StatusCode>) -> Reply {
    let base = format!("/strategie/scenarios/{}", loaded.scenario.id);
    let parts = shared(&mut form, loaded);
    let content = &loaded.scenario.content;
    let mut said = Vec::new();
    if let Some((_, _, shares)) = &parts {
        if shares.unspent > 0 {
            said.push(page.t1(
                "strategy-envelope-unspent",
                "amount",
                page.money(&Cents(shares.unspent)),
            ));
        }
        if shares.missing > 0 {
            said.push(page.t1(
                "strategy-envelope-missing",
                "amount",
                page.money(&Cents(shares.missing)),
            ));
        }
    }
    let query = query(&form);
    let template = EnvelopePage {
        name: loaded.scenario.name.clone(),
        schools: loaded
            .schools
            .iter()
            .map(|school| {
                let pupils = page.number_or_unknown(&school.pupils);
                let label = page.tv(
                    "strategy-envelope-school",
                    &[("name", school.name.clone().into()), ("pupils", pupils.into())],
                );
                (school.uai.clone(), label, is_chosen(&form, school))
            })
            .collect(),
        shared: parts.as_ref().map(|parts| table(&page, parts, &base, &query)),
        said,
        may_write: page.may(Action::EditStrategy) && loaded.scenario.archived_at.is_none(),
        funders: loaded
            .funders
            .iter()
            .map(|funder| (funder.clone(), words::funder_name(&page, funder)))
            .collect(),
        years: (1..=loaded.years)
            .map(|year| (year.to_string(), words::year(&page, content.first_year, year)))
            .collect(),
        typed: typed(&form),
        form: form
            .with_default("alpha", "1".to_owned())
            .with_default("revision", loaded.scenario.revision.to_string()),
        base,
        page: page.clone(),
    };
    let status = status.unwrap_or_else(|| template.form.status());
    page.show_with(status, &template)
}

pub(super) async fn page(page: PageCtx, Path(id): Path<String>, form: Form) -> Reply {
    let loaded = load(&page, &id).await?;
    show(page, &loaded, form, None)
}

pub(super) async fn export(page: PageCtx, Path((id, file)): Path<(String, String)>, mut form: Form) -> Reply {
    let format = file
        .strip_prefix("parts.")
        .and_then(ExportFormat::parse)
        .ok_or(Problem::NotFound)?;
    let loaded = load(&page, &id).await?;
    let parts = shared(&mut form, &loaded).ok_or(Problem::NotFound)?;
    let sheet = table(&page, &parts, "", "").sheet(&page);
    export::save(&page, format, "enveloppe", &[sheet])
}

/// Writes the parts as costs of the works of each school, for a funder and a year.
pub(super) async fn write(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let loaded = load(&page, &id).await?;
    let funder = form.required("financeur", "form-choice", |name| {
        loaded.funders.iter().find(|known| *known == name).cloned().ok_or(())
    });
    let year = form
        .required("annee", "form-choice", str::parse::<usize>)
        .filter(|year| (1..=loaded.years).contains(year));
    let label = form.value("nom").to_owned();
    if label.is_empty() {
        form.refuse("nom", "strategy-refused-name");
    }
    let parts = shared(&mut form, &loaded);
    let (Some(funder), Some(year), Some((_, chosen, shares)), true) = (funder, year, parts, form.is_valid()) else {
        return show(page, &loaded, form, Some(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let costs: Vec<(String, i64)> = chosen
        .into_iter()
        .map(|school| school.uai)
        .zip(shares.parts)
        .filter(|(_, part)| *part > 0)
        .collect();
    let edit = move |content: &mut Content| write_parts(content, &label, &funder, year, &costs);
    match save_part(&page, loaded.scenario.id, form, None, edit, |_| "nom".to_owned()).await? {
        Saved::Done => back(&page, loaded.scenario.id),
        Saved::Back(form, status) => show(page, &loaded, form, Some(status)),
    }
}

/// The works of each school named so far keep their other costs; a school without any has new ones, done in any case.
fn write_parts(content: &mut Content, label: &str, funder: &str, year: usize, parts: &[(String, i64)]) {
    for (uai, part) in parts {
        let id = format!("{label} – {uai}");
        let place = content.packages.iter().position(|works| works.id == id);
        let place = place.unwrap_or_else(|| {
            content.packages.push(Works {
                id,
                uai: uai.clone(),
                ready_wave: 1,
                costs: BTreeMap::new(),
                imposed: true,
            });
            content.packages.len() - 1
        });
        let works = &mut content.packages[place];
        let costs = works.costs.entry(funder.to_owned()).or_default();
        if costs.len() < year {
            costs.resize(year, 0);
        }
        costs[year - 1] = *part;
    }
}
