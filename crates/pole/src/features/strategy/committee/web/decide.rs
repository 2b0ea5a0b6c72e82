//! The page that decides: what changed since the search, what the plan takes, the day, the note.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use pole_kernel::{Cents, Day, Lang};

use super::super::super::errors::{Refusal, StrategyError};
use super::super::super::scenarios::model::Run;
use super::super::actions::{self, AmountChange, Held, Preparation, WaveToWrite};
use super::super::errors::CommitteeRefusal;
use super::super::model::{Deciding, DecisionId, WaveChoice};
use super::decision::refuse;
use super::{decision_id, words};
use crate::features::endowment::{EndowmentError, WaveId};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;

/// One wave of the decision, with the fields that choose or name its wave of the plan.
struct WaveForm {
    label: String,
    schools: String,
    choice: String,
    name: String,
    choices: Vec<(String, String)>,
}

impl WaveForm {
    fn new(page: &PageCtx, run: &Run, wave: &WaveToWrite) -> Self {
        let names: Vec<&str> = wave.schools.iter().map(|(_, name)| name.as_str()).collect();
        Self {
            label: words::wave(page, run, Some(wave.number)),
            schools: format!(
                "{} – {}",
                page.tn("common-schools", "count", names.len()),
                names.join(", ")
            ),
            choice: choice_field(wave.number),
            name: label_field(wave.number),
            choices: std::iter::once((String::new(), page.t("committee-wave-new")))
                .chain(wave.choices.iter().map(|one| (one.id.to_string(), one.label.clone())))
                .collect(),
        }
    }

    fn options(&self) -> Vec<(String, String)> {
        self.choices.clone()
    }
}

#[derive(Template)]
#[template(path = "features/strategy/committee/pages/decide.html")]
struct DecidePage {
    page: PageCtx,
    form: Form,
    prepared: Preparation,
    waves: Vec<WaveForm>,
    broken: Vec<String>,
    /// Something changed between reading and deciding.
    changed: bool,
}

impl DecidePage {
    fn held(&self, held: &Held) -> String {
        let key = match held.decided {
            None => "committee-held-out",
            Some(year) if year == held.year => "committee-held-same",
            Some(_) => "committee-held-other",
        };
        let decided = held.decided.map(|year| self.page.year(&year)).unwrap_or_default();
        self.page.tv(
            key,
            &[
                ("school", held.name.as_str().into()),
                ("wave", held.wave.as_str().into()),
                ("year", self.page.year(&held.year).into()),
                ("decided", decided.into()),
            ],
        )
    }

    fn amount(&self, change: &AmountChange) -> String {
        let words = |cents: Option<i64>| self.page.money_or_unknown(&cents.map(Cents));
        self.page.tv(
            "committee-amount-changed",
            &[
                ("school", change.name.as_str().into()),
                ("then", words(change.then).into()),
                ("now", words(change.now).into()),
            ],
        )
    }

    fn refusal(&self) -> Option<String> {
        match self.prepared.refused.as_ref()? {
            EndowmentError::Refused(refusal) => Some(self.page.tv(refusal.key(), &refusal.arguments())),
            _ => Some(self.page.t("committee-refused-plan-changed")),
        }
    }
}

fn choice_field(number: usize) -> String {
    format!("vague-{number}")
}

fn label_field(number: usize) -> String {
    format!("libelle-{number}")
}

pub(super) async fn page(page: PageCtx, Path(id): Path<String>) -> Reply {
    show(page, decision_id(&id)?, Form::default(), false).await
}

async fn show(page: PageCtx, id: DecisionId, form: Form, changed: bool) -> Reply {
    let (actor, now) = (page.actor.clone(), page.now);
    let prepared = page
        .app
        .db()
        .read(move |tx| actions::prepare(tx, &actor, now, id))
        .await?;
    let status = if changed { StatusCode::CONFLICT } else { form.status() };
    let mut form = form
        .with_default("jour", page.now.day().to_string())
        .with_default("note", prepared.view.decision.note.clone());
    for wave in &prepared.waves {
        form = form.with_default(&label_field(wave.number), label(&page, wave));
    }
    let broken = prepared
        .view
        .board
        .broken
        .iter()
        .map(|one| words::broken(&page, (&prepared.view.run, &prepared.view.basis), one))
        .collect();
    let waves = prepared
        .waves
        .iter()
        .map(|wave| WaveForm::new(&page, &prepared.view.run, wave))
        .collect();
    page.clone().show_with(
        status,
        &DecidePage {
            page,
            form,
            prepared,
            waves,
            broken,
            changed,
        },
    )
}

/// How a new wave of the plan is called unless somebody says otherwise.
fn label(page: &PageCtx, wave: &WaveToWrite) -> String {
    page.app
        .words(Lang::Fr)
        .with("committee-wave-default", &[("year", wave.year.label().into())])
}

/// What every entry of the plan says of its reason: in French, the language of what is kept.
pub(in super::super) fn reason(page: &PageCtx, id: DecisionId, scenario: &str, on: Day) -> String {
    let french = page.app.words(Lang::Fr);
    french.with(
        "committee-entry-reason",
        &[
            ("day", french.formats().day(on).into()),
            ("scenario", scenario.into()),
            ("id", id.to_string().into()),
        ],
    )
}

pub(super) async fn decide(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let id = decision_id(&id)?;
    let decided_on = form.required("jour", "form-day", Day::parse);
    let Some(decided_on) = decided_on else {
        return show(page, id, form, false).await;
    };
    let actor = page.actor.clone();
    let (scenario, waves) = page
        .app
        .db()
        .read(move |tx| {
            let view = actions::view(tx, &actor, id)?;
            Ok::<_, StrategyError>((view.run.name, view.run.question.problem.waves))
        })
        .await?;
    let mut chosen: BTreeMap<usize, WaveChoice> = BTreeMap::new();
    for number in 1..=waves {
        let choice = match form.optional(&choice_field(number)) {
            Some(wave) => WaveChoice::Existing(WaveId::parse(wave).map_err(|_| Problem::NotFound)?),
            None => match form.optional(&label_field(number)) {
                Some(label) => WaveChoice::New(label.to_owned()),
                None => continue,
            },
        };
        chosen.insert(number, choice);
    }
    let deciding = Deciding {
        decided_on,
        note: form.value("note").to_owned(),
        waves: chosen,
        fingerprint: form.value("empreinte").to_owned(),
        reason: reason(&page, id, &scenario, decided_on),
    };
    let seen: i64 = form.value("vu").parse().unwrap_or(0);
    let (actor, now) = (page.actor.clone(), page.now);
    let decided = page
        .app
        .db()
        .write(move |tx| actions::decide(tx, &actor, now, id, seen, &deciding))
        .await;
    match decided {
        Ok(()) => page.redirect(&format!("/strategie/decisions/{id}"), "notice-committee-decided"),
        Err(StrategyError::Stale | StrategyError::Refused(Refusal::Committee(CommitteeRefusal::PlanChanged))) => {
            show(page, id, form, true).await
        }
        Err(StrategyError::Refused(Refusal::Committee(CommitteeRefusal::NotDraft))) => {
            Err(StrategyError::Refused(Refusal::Committee(CommitteeRefusal::NotDraft)).into())
        }
        Err(error) => {
            let field = match &error {
                StrategyError::Refused(Refusal::Committee(CommitteeRefusal::WaveMissing { number })) => {
                    label_field(*number)
                }
                StrategyError::Refused(Refusal::Committee(CommitteeRefusal::InFuture)) => "jour".to_owned(),
                StrategyError::Endowment(EndowmentError::Refused(refusal)) if refusal.field() == "libelle" => {
                    taken(&form, waves)
                }
                _ => "vagues".to_owned(),
            };
            refuse(&mut form, &field, error)?;
            show(page, id, form, false).await
        }
    }
}

/// The first wave of the form that is to be recorded: its name is the one refused.
fn taken(form: &Form, waves: usize) -> String {
    (1..=waves)
        .find(|number| {
            form.optional(&choice_field(*number)).is_none() && form.optional(&label_field(*number)).is_some()
        })
        .map_or_else(|| "vagues".to_owned(), label_field)
}
