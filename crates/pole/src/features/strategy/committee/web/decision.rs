//! One decision: the plan proposed, what the committee says of each school, what that does.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use pole_kernel::{Cents, fold};

use super::super::super::errors::{Refusal, StrategyError};
use super::super::actions::{self, View};
use super::super::board::{Row, Seen};
use super::super::errors::CommitteeRefusal;
use super::super::model::{DecisionId, DecisionState, NewDeviation, PlanKind};
use super::{decision_id, note, run_id, tables, words};
use crate::policy::Action;
use crate::shell::export::{self, ExportFormat};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::table::Table;

/// How many schools a page shows unless all are asked for.
const SHOWN: usize = 100;
/// The filters of the page, kept when a form comes back.
const FILTERS: [&str; 6] = ["q", "ile", "type", "ecarts", "tri", "tout"];

#[derive(Template)]
#[template(path = "features/strategy/committee/pages/decision.html")]
struct DecisionPage {
    page: PageCtx,
    /// What was typed of one school, or to abandon.
    form: Form,
    filter: Form,
    view: View,
    seen: Seen,
    shown: Vec<Row>,
    matching: usize,
    totals: Table,
    costs: Table,
    broken: Vec<String>,
    islands: Vec<(String, String)>,
    kinds: Vec<(String, String)>,
    sorts: Vec<(&'static str, String)>,
    waves: Vec<(String, String)>,
    proven: String,
    in_force: bool,
    /// Somebody else saved meanwhile.
    stale: bool,
}

impl DecisionPage {
    fn may_change(&self) -> bool {
        self.view.decision.state == DecisionState::Draft && self.page.may(Action::DecideStrategy)
    }

    fn state(&self) -> String {
        self.page.word("committee-state", self.view.decision.state.code())
    }

    fn state_class(&self) -> &'static str {
        match self.view.decision.state {
            DecisionState::Draft => "govuk-tag--yellow",
            DecisionState::Decided => "govuk-tag--green",
            DecisionState::Abandoned => "govuk-tag--grey",
        }
    }

    fn plan(&self) -> String {
        words::plan(&self.page, self.view.decision.mode)
    }

    fn proposed(&self, row: &Row) -> String {
        words::wave(&self.page, &self.view.run, row.proposed)
    }

    fn decided(&self, row: &Row) -> String {
        words::wave(&self.page, &self.view.run, row.decided)
    }

    /// The waves of the plan that it wrote: words and addresses.
    fn written(&self) -> Vec<(String, String)> {
        let waves = self.view.decision.waves.iter();
        waves
            .map(|(number, wave)| {
                let words = words::wave(&self.page, &self.view.run, Some(*number));
                (words, format!("/plan/vagues/{wave}"))
            })
            .collect()
    }

    fn kind(&self, row: &Row) -> String {
        words::kind(&self.page, &row.facts)
    }

    fn island(&self, row: &Row) -> String {
        words::island(&self.page, &row.facts)
    }

    fn scores(&self, row: &Row) -> String {
        self.page.tv(
            "committee-scores",
            &[
                ("need", words::points(&self.page, row.facts.need).into()),
                ("readiness", words::points(&self.page, row.facts.readiness).into()),
                ("priority", self.page.formats().tenths(row.priority_x10).into()),
            ],
        )
    }

    fn cost(&self, row: &Row) -> String {
        if self.view.basis.left_out.iter().any(|left| left.uai == row.facts.uai) {
            return self.page.t("common-unknown");
        }
        self.page.money(&Cents(row.cost))
    }

    fn why(&self, row: &Row) -> Option<String> {
        let told = row.why.as_ref()?;
        Some(words::why(
            &self.page,
            (&self.view.run, &self.view.basis),
            &self.seen,
            told,
        ))
    }

    fn increase(&self, row: &Row) -> Option<String> {
        words::increase(&self.page, &self.view.run, &self.seen, row.why.as_ref()?)
    }

    fn verdict(&self, row: &Row) -> Option<(&'static str, String)> {
        row.drawn.as_ref().map(|drawn| words::verdict(&self.page, drawn))
    }

    fn draws(&self, row: &Row) -> Option<String> {
        row.drawn.as_ref().map(|drawn| words::draws(&self.page, drawn))
    }

    /// The field of a school that is wrong, if one is.
    fn is_wrong(&self, row: &Row) -> bool {
        let name = reason_field(&row.facts.uai);
        self.form.errors().iter().any(|error| error.field == name)
    }

    fn error(&self, row: &Row) -> Option<String> {
        self.form.error(&self.page, &reason_field(&row.facts.uai))
    }

    /// The reason in the form of a school: what was typed, or what is kept.
    fn reason(&self, row: &Row) -> String {
        if self.form.is("uai", &row.facts.uai) {
            return self.form.value("motif").to_owned();
        }
        row.deviation
            .as_ref()
            .map(|deviation| deviation.reason.clone())
            .unwrap_or_default()
    }

    fn is_chosen(&self, row: &Row, code: &str) -> bool {
        if self.form.is("uai", &row.facts.uai) {
            return self.form.is("vague", code);
        }
        wave_code(row.decided) == code
    }

    fn author(&self, row: &Row) -> String {
        row.deviation
            .as_ref()
            .and_then(|deviation| deviation.recorded_by.clone())
            .unwrap_or_else(|| self.page.t("common-console"))
    }

    fn said_at(&self, row: &Row) -> String {
        row.deviation
            .as_ref()
            .map(|deviation| self.page.moment(&deviation.recorded_at))
            .unwrap_or_default()
    }

    /// Who decided or abandoned it; before that, who began it.
    fn person(&self) -> String {
        let decision = &self.view.decision;
        let name = if decision.decided_at.is_some() {
            &decision.decided_by
        } else {
            &decision.created_by
        };
        name.clone().unwrap_or_else(|| self.page.t("common-console"))
    }

    fn query(&self) -> String {
        query(&self.filter)
    }

    fn works(&self) -> String {
        tables::works(&self.view.run.question.problem, &self.view.board.decided_entries).join(", ")
    }
}

fn reason_field(uai: &str) -> String {
    format!("motif-{uai}")
}

fn wave_code(wave: Option<usize>) -> String {
    wave.map_or_else(|| "hors".to_owned(), |wave| wave.to_string())
}

fn query(form: &Form) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for name in FILTERS {
        if let Some(value) = form.optional(name) {
            query.append_pair(name, value);
        }
    }
    let query = query.finish();
    if query.is_empty() { query } else { format!("?{query}") }
}

/// What the filter of the page keeps, in the order asked for.
fn wanted(form: &Form, view: &View) -> Vec<Row> {
    let searched = fold(form.value("q"));
    let mut rows: Vec<Row> = view
        .board
        .rows
        .iter()
        .filter(|row| fold(&format!("{} {}", row.facts.name, row.facts.uai)).contains(&searched))
        .filter(|row| form.value("ile").is_empty() || row.facts.territory.as_deref() == Some(form.value("ile")))
        .filter(|row| match form.value("type") {
            "ecole" => row.is_ecole(),
            "college" => row.facts.kind == "college",
            _ => true,
        })
        .filter(|row| !form.is("ecarts", "oui") || row.deviation.is_some())
        .cloned()
        .collect();
    match form.value("tri") {
        "besoin" => rows.sort_by_key(|row| -row.facts.need),
        "priorite" => rows.sort_by_key(|row| -row.priority_x10),
        "nom" => rows.sort_by_cached_key(|row| fold(&row.facts.name)),
        // By wave, those that stay out last; then by priority.
        _ => rows.sort_by_key(|row| (row.decided.unwrap_or(usize::MAX), -row.priority_x10)),
    }
    rows
}

pub(super) async fn load(page: &PageCtx, id: DecisionId) -> Result<(View, bool), Problem> {
    let actor = page.actor.clone();
    Ok(page
        .app
        .db()
        .read(move |tx| {
            let view = actions::view(tx, &actor, id)?;
            let in_force = actions::in_force(&actions::decisions(tx, &actor)?) == Some(id);
            Ok::<_, StrategyError>((view, in_force))
        })
        .await?)
}

/// One decision.
pub(super) async fn page(page: PageCtx, Path(id): Path<String>, form: Form) -> Reply {
    show(page, decision_id(&id)?, Form::default(), form, false).await
}

async fn show(page: PageCtx, id: DecisionId, form: Form, filter: Form, stale: bool) -> Reply {
    let (view, in_force) = load(&page, id).await?;
    let seen = actions::seen(&page.actor);
    let mut shown = wanted(&filter, &view);
    let matching = shown.len();
    if !filter.is("tout", "oui") {
        // The school whose form comes back is always there.
        let wrong = form.value("uai").to_owned();
        let mut place = 0;
        shown.retain(|row| {
            place += 1;
            place <= SHOWN || row.facts.uai == wrong
        });
    }
    if !form.value("uai").is_empty() && shown.iter().all(|row| row.facts.uai != form.value("uai")) {
        shown.extend(
            view.board
                .rows
                .iter()
                .filter(|row| row.facts.uai == form.value("uai"))
                .cloned(),
        );
    }
    let mut islands: BTreeMap<String, String> = BTreeMap::new();
    for row in &view.board.rows {
        if let Some(code) = &row.facts.territory {
            islands.insert(code.clone(), words::territory(&page, code));
        }
    }
    let all = (String::new(), page.t("committee-filter-all"));
    let problem = &view.run.question.problem;
    let mut waves: Vec<(String, String)> = (1..=problem.waves)
        .map(|number| (number.to_string(), words::wave(&page, &view.run, Some(number))))
        .collect();
    waves.push(("hors".to_owned(), page.t("committee-out")));
    let broken = view
        .board
        .broken
        .iter()
        .map(|one| words::broken(&page, (&view.run, &view.basis), one))
        .collect();
    let export = format!("/strategie/decisions/{id}/export");
    let status = if stale { StatusCode::CONFLICT } else { form.status() };
    let template = DecisionPage {
        totals: Table {
            export: format!("{export}/totaux"),
            ..tables::totals(
                &page,
                "committee-totals",
                ["committee-column-proposed-plan", "committee-column-decided-plan"],
                (view.board.proposed, view.board.decided),
            )
        },
        costs: Table {
            export: format!("{export}/couts"),
            ..tables::costs(&page, &view.run, &view.board)
        },
        broken,
        islands: std::iter::once(all.clone()).chain(islands).collect(),
        kinds: vec![
            all,
            ("college".to_owned(), page.t("committee-filter-colleges")),
            ("ecole".to_owned(), page.t("committee-filter-ecoles")),
        ],
        sorts: vec![
            ("", page.t("committee-sort-wave")),
            ("priorite", page.t("committee-sort-priority")),
            ("besoin", page.t("committee-sort-need")),
            ("nom", page.t("committee-sort-name")),
        ],
        waves,
        proven: tables::proven(&page, &view.run, view.decision.mode),
        shown,
        matching,
        seen,
        form,
        filter,
        view,
        in_force,
        stale,
        page: page.clone(),
    };
    page.show_with(status, &template)
}

/// Begins a draft from a search.
pub(super) async fn begin(page: PageCtx, Path(id): Path<String>, form: Form) -> Reply {
    let run = run_id(&id)?;
    let kind = PlanKind::parse(form.value("mode")).map_err(|_| Problem::BadRequest("form-choice"))?;
    let (actor, now) = (page.actor.clone(), page.now);
    let id = page
        .app
        .db()
        .write(move |tx| actions::begin(tx, &actor, now, run, kind))
        .await?;
    page.redirect(&format!("/strategie/decisions/{id}"), "notice-committee-begun")
}

/// The filters that were on the page of a form that comes back.
fn filter_of(form: &Form) -> Form {
    Form::parse(form.value("filtre").trim_start_matches('?').as_bytes())
}

/// Says otherwise than proposed of one school.
pub(super) async fn deviate(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let id = decision_id(&id)?;
    let uai = form.value("uai").to_owned();
    let field = reason_field(&uai);
    let wave = match form.value("vague") {
        "hors" => Some(None),
        text => text.parse().ok().map(Some),
    };
    let Some(wave) = wave else {
        form.refuse(&field, "form-choice");
        let filter = filter_of(&form);
        return show(page, id, form, filter, false).await;
    };
    let new = NewDeviation {
        uai: uai.clone(),
        wave,
        reason: form.value("motif").to_owned(),
    };
    let seen: i64 = form.value("vu").parse().unwrap_or(0);
    let (actor, now) = (page.actor.clone(), page.now);
    let saved = page
        .app
        .db()
        .write(move |tx| actions::deviate(tx, &actor, now, id, seen, &new))
        .await;
    finish(page, id, form, &field, saved, "notice-committee-deviated").await
}

/// Comes back to what was proposed of one school.
pub(super) async fn undo(page: PageCtx, Path((id, uai)): Path<(String, String)>, form: Form) -> Reply {
    let id = decision_id(&id)?;
    let field = reason_field(&uai);
    let seen: i64 = form.value("vu").parse().unwrap_or(0);
    let (actor, now) = (page.actor.clone(), page.now);
    let saved = page
        .app
        .db()
        .write(move |tx| actions::undo(tx, &actor, now, id, seen, &uai))
        .await;
    finish(page, id, form, &field, saved, "notice-committee-undone").await
}

/// Leaves a draft without effect.
pub(super) async fn abandon(page: PageCtx, Path(id): Path<String>, form: Form) -> Reply {
    let id = decision_id(&id)?;
    let seen: i64 = form.value("vu").parse().unwrap_or(0);
    let (actor, now, note) = (page.actor.clone(), page.now, form.value("note").to_owned());
    let saved = page
        .app
        .db()
        .write(move |tx| actions::abandon(tx, &actor, now, id, seen, &note))
        .await;
    finish(page, id, form, "note", saved, "notice-committee-abandoned").await
}

/// After a change: back to the page, or the form again with what is wrong.
async fn finish(
    page: PageCtx,
    id: DecisionId,
    mut form: Form,
    field: &str,
    saved: Result<(), StrategyError>,
    notice: &'static str,
) -> Reply {
    let filter = filter_of(&form);
    match saved {
        Ok(()) => page.redirect(&format!("/strategie/decisions/{id}{}", query(&filter)), notice),
        Err(StrategyError::Refused(Refusal::Committee(CommitteeRefusal::NotDraft))) => {
            Err(StrategyError::Refused(Refusal::Committee(CommitteeRefusal::NotDraft)).into())
        }
        Err(StrategyError::Stale) => show(page, id, form, filter, true).await,
        Err(error) => {
            refuse(&mut form, field, error)?;
            show(page, id, form, filter, false).await
        }
    }
}

/// Puts a refusal beside a field; other problems go on.
pub(super) fn refuse(form: &mut Form, field: &str, error: StrategyError) -> Result<(), Problem> {
    use crate::features::endowment::EndowmentError;
    match error {
        StrategyError::Refused(refusal) => {
            form.refuse_with(field, refusal.key(), refusal.arguments());
            Ok(())
        }
        StrategyError::Endowment(EndowmentError::Refused(refusal)) => {
            form.refuse_with(field, refusal.key(), refusal.arguments());
            Ok(())
        }
        other => Err(other.into()),
    }
}

/// One of the tables of the page, or the note.
pub(super) async fn export(page: PageCtx, Path((id, file)): Path<(String, String)>) -> Reply {
    let id = decision_id(&id)?;
    if file == "note.pdf" {
        let (view, _) = load(&page, id).await?;
        return note::of_decision(&page, view).await;
    }
    let (name, extension) = file.split_once('.').ok_or(Problem::NotFound)?;
    let format = ExportFormat::parse(extension).ok_or(Problem::NotFound)?;
    let (view, _) = load(&page, id).await?;
    let seen = actions::seen(&page.actor);
    let table = match name {
        "etablissements" => tables::schools(&page, (&view.run, &view.basis), &view.board, &seen),
        "couts" => tables::costs(&page, &view.run, &view.board),
        "totaux" => tables::totals(
            &page,
            "committee-totals",
            ["committee-column-proposed-plan", "committee-column-decided-plan"],
            (view.board.proposed, view.board.decided),
        ),
        _ => return Err(Problem::NotFound),
    };
    export::save(&page, format, &format!("decision-{name}"), &[table.sheet(&page)])
}
