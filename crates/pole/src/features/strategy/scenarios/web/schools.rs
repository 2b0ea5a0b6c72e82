//! What a scenario says of each school: when it is ready, the wave imposed, whether it stays out, when it closes.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;

use super::super::super::errors::{Refusal, StrategyError};
use super::super::actions;
use super::super::model::{Choice, Content, Scenario};
use super::{Saved, back, save_part, scenario_id, wave_options, words};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;

#[derive(Template)]
#[template(path = "features/strategy/scenarios/pages/schools.html")]
struct SchoolsPage {
    page: PageCtx,
    form: Form,
    base: String,
    name: String,
    schools: Vec<Row>,
    ready: Vec<(String, String)>,
    pinned: Vec<(String, String)>,
    closes: Vec<(String, String)>,
}

/// A school of the table.
#[derive(Clone)]
struct Row {
    uai: String,
    name: String,
    note: String,
    /// The year after which the directory knows it to be closed, in words.
    closes: Option<String>,
}

impl Row {
    fn field(&self, what: &str) -> String {
        format!("{what}-{}", self.uai)
    }
}

impl SchoolsPage {
    fn label(&self, key: &str, row: &Row) -> String {
        format!("{} {}", self.page.t(key), row.name)
    }
}

struct Loaded {
    scenario: Scenario,
    rows: Vec<Row>,
    years: usize,
}

async fn load(page: &PageCtx, id: &str) -> Result<Loaded, Problem> {
    let id = scenario_id(id)?;
    let (actor, now) = (page.actor.clone(), page.now);
    let words_of = page.clone();
    Ok(page
        .app
        .db()
        .read(move |tx| -> Result<_, StrategyError> {
            let scenario = actions::editable(tx, &actor, id)?;
            let content = &scenario.content;
            let (mut rows, mut years) = (Vec::new(), content.years(3));
            match actions::known(tx, content, now) {
                Ok(known) => {
                    years = known.years();
                    for scores in known.schools() {
                        let uai = scores.school.uai.to_string();
                        let closes = known.closes_after(&uai);
                        rows.push(Row {
                            name: scores.school.name.clone(),
                            note: words_of.tv(
                                "strategy-school-scores",
                                &[
                                    ("need", words::points(&words_of, scores.need).into()),
                                    ("priority", words_of.formats().tenths(scores.priority_x10).into()),
                                ],
                            ),
                            closes: closes.map(|year| {
                                words_of.t1(
                                    "strategy-closes-known",
                                    "year",
                                    words::year(&words_of, content.first_year, year + 1),
                                )
                            }),
                            uai,
                        });
                    }
                }
                Err(StrategyError::Refused(Refusal::Scenario(_))) => {}
                Err(error) => return Err(error),
            }
            rows.sort_by_cached_key(|row| pole_kernel::fold(&row.name));
            Ok(Loaded { scenario, rows, years })
        })
        .await?)
}

fn filled(loaded: &Loaded) -> Form {
    let mut form = Form::default().with_default("revision", loaded.scenario.revision.to_string());
    for (uai, choice) in &loaded.scenario.content.schools {
        let number = |number: Option<usize>| number.map(|number| number.to_string()).unwrap_or_default();
        form = form
            .with_default(&format!("pret-{uai}"), number(choice.ready_wave))
            .with_default(&format!("impose-{uai}"), number(choice.pinned_wave))
            .with_default(&format!("ferme-{uai}"), number(choice.closes_after))
            .with_default(&format!("motif-{uai}"), choice.reason.clone());
        if choice.excluded {
            form = form.with_default(&format!("exclu-{uai}"), "oui".to_owned());
        }
    }
    form
}

fn show(page: PageCtx, loaded: &Loaded, form: Form, status: StatusCode) -> Reply {
    let content = &loaded.scenario.content;
    let mut ready = wave_options(&page, content, "strategy-ready-first");
    // Ready in the first wave is what is said by saying nothing.
    ready.retain(|(value, _)| value != "1");
    ready.push(((content.waves + 1).to_string(), page.t("strategy-choice-never-ready")));
    let closes = std::iter::once((String::new(), page.t("strategy-closes-no")))
        .chain((1..loaded.years).map(|year| {
            let words = words::year(&page, content.first_year, year);
            (year.to_string(), page.t1("strategy-closes-after", "year", words))
        }))
        .collect();
    let template = SchoolsPage {
        base: format!("/strategie/scenarios/{}", loaded.scenario.id),
        name: loaded.scenario.name.clone(),
        schools: loaded.rows.clone(),
        ready,
        pinned: wave_options(&page, content, "strategy-pinned-no"),
        closes,
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

/// The field of a place in the scenario: `schools.9710022X.reason`.
pub(super) fn field(path: &str) -> String {
    let mut parts = path.split('.').skip(1);
    let (uai, what) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let what = match what {
        "ready_wave" => "pret",
        "pinned_wave" => "impose",
        "closes_after" => "ferme",
        _ => "motif",
    };
    format!("{what}-{uai}")
}

pub(super) async fn save(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let loaded = load(&page, &id).await?;
    let mut choices = Vec::with_capacity(loaded.rows.len());
    for row in &loaded.rows {
        let uai = &row.uai;
        let mut number = |what: &str| form.maybe(&format!("{what}-{uai}"), "form-choice", str::parse::<usize>);
        let (ready_wave, pinned_wave, closes_after) = (number("pret"), number("impose"), number("ferme"));
        let choice = Choice {
            ready_wave,
            pinned_wave,
            closes_after,
            excluded: form.is(&format!("exclu-{uai}"), "oui"),
            reason: form.value(&format!("motif-{uai}")).to_owned(),
        };
        choices.push((uai.clone(), choice));
    }
    if !form.is_valid() {
        return show(page, &loaded, form, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let edit = move |content: &mut Content| {
        for (uai, choice) in &choices {
            if *choice == Choice::default() {
                content.schools.remove(uai);
            } else {
                content.schools.insert(uai.clone(), choice.clone());
            }
        }
    };
    match save_part(&page, loaded.scenario.id, form, None, edit, field).await? {
        Saved::Done => back(&page, loaded.scenario.id),
        Saved::Back(form, status) => show(page, &loaded, form, status),
    }
}
