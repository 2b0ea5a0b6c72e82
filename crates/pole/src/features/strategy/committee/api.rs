//! Decisions of committees as JSON.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::Path;
use pole_kernel::Day;
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

use super::super::errors::StrategyError;
use super::actions::{self, View};
use super::model::{Deciding, DecisionId, DecisionState, NewDeviation, WaveChoice};
use super::web::words;
use crate::features::endowment::WaveId;
use crate::policy::{self, Action, Subject};
use crate::shell::api::{ApiBody, IfMatch};
use crate::shell::page::PageCtx;
use crate::shell::problem::Problem;
use crate::shell::routes::Routes;

/// The routes of the API of the committee.
pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/api/v1/strategy/decisions", Action::ReadStrategy, strategy_decisions)
        .get(
            "/api/v1/strategy/decisions/{id}",
            Action::ReadStrategy,
            strategy_decision,
        )
        .put(
            "/api/v1/strategy/decisions/{id}/deviations",
            Action::DecideStrategy,
            put_strategy_deviations,
        )
        .post(
            "/api/v1/strategy/decisions/{id}/decide",
            Action::DecideStrategy,
            decide_strategy,
        )
}

/// The document of these operations.
#[derive(OpenApi)]
#[openapi(
    paths(strategy_decisions, strategy_decision, put_strategy_deviations, decide_strategy),
    components(schemas(
        StrategyDecisionsBody,
        StrategyDecisionSummary,
        StrategyDecisionBody,
        StrategyDecisionSchool,
        StrategyDecisionCost,
        StrategyDecisionTotals,
        StrategyDecisionWrites,
        StrategyDeviationsEntry,
        StrategyDeviationEntry,
        StrategyDecideEntry,
        StrategyWaveEntry
    ))
)]
struct Document;

/// The part of the OpenAPI document that the committee serves.
pub(super) fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

fn decision_id(text: &str) -> Result<DecisionId, Problem> {
    DecisionId::parse(text).map_err(|_| Problem::NotFound)
}

/// The decisions that one may read.
#[derive(Debug, Serialize, ToSchema)]
pub struct StrategyDecisionsBody {
    /// The newest first.
    decisions: Vec<StrategyDecisionSummary>,
}

/// A decision in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct StrategyDecisionSummary {
    /// Its identifier.
    id: String,
    /// The search whose plan it is about.
    search: String,
    /// The scenario of the search.
    scenario: String,
    /// benefit or equity.
    plan: String,
    /// draft, decided or abandoned.
    state: String,
    /// To give as `If-Match` when it is changed.
    revision: i64,
    /// The day of the committee.
    decided_on: Option<String>,
    /// The person who decided.
    decided_by: Option<String>,
    /// Whether it is the one decided last.
    in_force: bool,
}

/// Decisions of committees. Drafts are read by those who prepare them.
#[utoipa::path(get, path = "/api/v1/strategy/decisions", tag = "strategy",
    responses((status = 200, body = StrategyDecisionsBody)))]
async fn strategy_decisions(page: PageCtx) -> Result<Json<StrategyDecisionsBody>, Problem> {
    let actor = page.actor.clone();
    let lines = page.app.db().read(move |tx| actions::decisions(tx, &actor)).await?;
    let in_force = actions::in_force(&lines);
    let decisions = lines
        .into_iter()
        .map(|line| StrategyDecisionSummary {
            id: line.decision.id.to_string(),
            search: line.decision.run.to_string(),
            scenario: line.scenario,
            plan: line.decision.mode.code().to_owned(),
            state: line.decision.state.code().to_owned(),
            revision: line.decision.revision,
            decided_on: line.decision.decided_on.map(|day| day.to_string()),
            decided_by: line.decision.decided_by,
            in_force: in_force == Some(line.decision.id),
        })
        .collect();
    Ok(Json(StrategyDecisionsBody { decisions }))
}

/// A decision, with what one may see of its schools.
#[derive(Debug, Serialize, ToSchema)]
pub struct StrategyDecisionBody {
    /// Its identifier.
    id: String,
    /// The search whose plan it is about.
    search: String,
    /// The scenario of the search.
    scenario: String,
    /// benefit or equity.
    plan: String,
    /// draft, decided or abandoned.
    state: String,
    /// To give as `If-Match` when it is changed.
    revision: i64,
    /// What there is to know.
    note: String,
    /// The day of the committee.
    decided_on: Option<String>,
    /// The person who decided.
    decided_by: Option<String>,
    /// The schools, in the order of their codes.
    schools: Vec<StrategyDecisionSchool>,
    /// The plan as proposed.
    proposed: StrategyDecisionTotals,
    /// The plan as decided.
    decided: StrategyDecisionTotals,
    /// What each funder pays each year.
    costs: Vec<StrategyDecisionCost>,
    /// The rules that the decided plan breaks: budget, heading, capacity, island, `not_ready`…
    broken: Vec<String>,
    /// Of a draft: what deciding would write; null for those who do not decide.
    writes: Option<StrategyDecisionWrites>,
}

/// What deciding would write.
#[derive(Debug, Serialize, ToSchema)]
pub struct StrategyDecisionWrites {
    /// To give back when deciding: it stands for the plan as it was read.
    fingerprint: String,
    /// The waves that need a wave of the plan.
    waves: Vec<usize>,
    /// Whether the plan of endowment would take it.
    possible: bool,
    /// Whether nothing changed since the search.
    unchanged: bool,
}

/// One school.
#[derive(Debug, Serialize, ToSchema)]
pub struct StrategyDecisionSchool {
    /// Its code.
    uai: String,
    /// Its name.
    name: String,
    /// The wave proposed; null when it stays out.
    proposed_wave: Option<usize>,
    /// The wave decided.
    decided_wave: Option<usize>,
    /// Why the committee deviates; null when it does not.
    reason: Option<String>,
    /// Why it is out of the proposed plan: budget, `college_out`…
    left_out_because: Option<String>,
    /// What it costs as it is decided, in cents.
    cost_cents: i64,
}

/// What a plan is worth.
#[derive(Debug, Serialize, ToSchema)]
pub struct StrategyDecisionTotals {
    /// Σ pupils × priority × 10 × years of benefit.
    benefit: i64,
    /// Schools that enter.
    schools: i64,
    /// Their pupils.
    pupils: i64,
    /// What everybody pays, in cents.
    cost_cents: i64,
    /// What the local funders pay, in cents.
    local_cost_cents: i64,
}

impl From<super::board::Totals> for StrategyDecisionTotals {
    fn from(totals: super::board::Totals) -> Self {
        Self {
            benefit: totals.benefit,
            schools: totals.schools,
            pupils: totals.pupils,
            cost_cents: totals.cost,
            local_cost_cents: totals.local_cost,
        }
    }
}

/// What a funder pays in a year.
#[derive(Debug, Serialize, ToSchema)]
pub struct StrategyDecisionCost {
    /// The funder.
    funder: String,
    /// The year of the plan, from 1.
    year: usize,
    /// What it has, in cents.
    budget_cents: i64,
    /// What the proposed plan costs, in cents.
    proposed_cents: i64,
    /// What the decided plan costs, in cents.
    decided_cents: i64,
}

async fn body(page: &PageCtx, id: DecisionId) -> Result<Json<StrategyDecisionBody>, Problem> {
    let (actor, now) = (page.actor.clone(), page.now);
    let (view, prepared) = page
        .app
        .db()
        .read(move |tx| {
            let view = actions::view(tx, &actor, id)?;
            let is_draft = view.decision.state == DecisionState::Draft;
            let prepared = if is_draft && policy::allows(&actor, Action::DecideStrategy, Subject::Basin) {
                Some(actions::prepare(tx, &actor, now, id)?)
            } else {
                None
            };
            Ok::<_, StrategyError>((view, prepared))
        })
        .await?;
    let writes = prepared.map(|prepared| StrategyDecisionWrites {
        waves: prepared.waves.iter().map(|wave| wave.number).collect(),
        possible: prepared.is_possible(),
        unchanged: prepared.is_unchanged(),
        fingerprint: prepared.fingerprint,
    });
    Ok(Json(told(view, writes)))
}

fn told(view: View, writes: Option<StrategyDecisionWrites>) -> StrategyDecisionBody {
    let View {
        decision, run, board, ..
    } = view;
    StrategyDecisionBody {
        id: decision.id.to_string(),
        search: run.id.to_string(),
        scenario: run.name,
        plan: decision.mode.code().to_owned(),
        state: decision.state.code().to_owned(),
        revision: decision.revision,
        note: decision.note,
        decided_on: decision.decided_on.map(|day| day.to_string()),
        decided_by: decision.decided_by,
        schools: board
            .rows
            .into_iter()
            .map(|row| StrategyDecisionSchool {
                uai: row.facts.uai,
                name: row.facts.name,
                proposed_wave: row.proposed,
                decided_wave: row.decided,
                reason: row.deviation.map(|deviation| deviation.reason),
                left_out_because: row.why.map(|told| told.reason.into_owned()),
                cost_cents: row.cost,
            })
            .collect(),
        proposed: board.proposed.into(),
        decided: board.decided.into(),
        costs: board
            .costs
            .into_iter()
            .flat_map(|funder| {
                let name = funder.funder;
                (1..)
                    .zip(funder.years)
                    .map(move |(year, cost)| StrategyDecisionCost {
                        funder: name.clone(),
                        year,
                        budget_cents: cost.budget,
                        proposed_cents: cost.proposed,
                        decided_cents: cost.decided,
                    })
                    .collect::<Vec<_>>()
            })
            .collect(),
        broken: board
            .broken
            .iter()
            .map(|one| words::broken_code(one).to_owned())
            .collect(),
        writes,
    }
}

/// One decision.
#[utoipa::path(get, path = "/api/v1/strategy/decisions/{id}", tag = "strategy",
    params(("id" = String, Path, description = "The decision")),
    responses((status = 200, body = StrategyDecisionBody), (status = 404)))]
async fn strategy_decision(page: PageCtx, Path(id): Path<String>) -> Result<Json<StrategyDecisionBody>, Problem> {
    body(&page, decision_id(&id)?).await
}

/// All deviations of a draft.
#[derive(Debug, Deserialize, ToSchema)]
pub struct StrategyDeviationsEntry {
    /// Those that are not here are taken back.
    deviations: Vec<StrategyDeviationEntry>,
}

/// A school that the committee treats otherwise than proposed.
#[derive(Debug, Deserialize, ToSchema)]
pub struct StrategyDeviationEntry {
    /// The school's code.
    uai: String,
    /// The wave decided; null when it stays out.
    wave: Option<usize>,
    /// Why: needed.
    reason: String,
}

/// Says all deviations of a draft at once.
#[utoipa::path(put, path = "/api/v1/strategy/decisions/{id}/deviations", request_body = StrategyDeviationsEntry,
    tag = "strategy", params(("id" = String, Path, description = "The decision"),
        ("If-Match" = String, Header, description = "The revision that was read")),
    responses((status = 200, body = StrategyDecisionBody), (status = 404), (status = 409), (status = 422),
        (status = 428)))]
async fn put_strategy_deviations(
    page: PageCtx,
    Path(id): Path<String>,
    IfMatch(seen): IfMatch,
    ApiBody(entry): ApiBody<StrategyDeviationsEntry>,
) -> Result<Json<StrategyDecisionBody>, Problem> {
    let id = decision_id(&id)?;
    let wanted: Vec<NewDeviation> = entry
        .deviations
        .into_iter()
        .map(|one| NewDeviation {
            uai: one.uai,
            wave: one.wave,
            reason: one.reason,
        })
        .collect();
    let (actor, now) = (page.actor.clone(), page.now);
    page.app
        .db()
        .write(move |tx| actions::replace(tx, &actor, now, id, seen, &wanted))
        .await?;
    body(&page, id).await
}

/// What is said when a committee decides.
#[derive(Debug, Deserialize, ToSchema)]
pub struct StrategyDecideEntry {
    /// The day of the committee.
    decided_on: String,
    /// What there is to know.
    #[serde(default)]
    note: String,
    /// The waves of the plan, one for each wave that `writes.waves` names.
    waves: Vec<StrategyWaveEntry>,
    /// The fingerprint that was read.
    fingerprint: String,
}

/// The wave of the plan that takes a wave of the decision.
#[derive(Debug, Deserialize, ToSchema)]
pub struct StrategyWaveEntry {
    /// The wave of the decision.
    number: usize,
    /// A wave of the plan; null to record one.
    wave: Option<String>,
    /// How the new wave is called.
    #[serde(default)]
    label: String,
}

/// Decides: the plan of endowment takes the schools, and nothing of the decision changes any more.
#[utoipa::path(post, path = "/api/v1/strategy/decisions/{id}/decide", request_body = StrategyDecideEntry,
    tag = "strategy", params(("id" = String, Path, description = "The decision"),
        ("If-Match" = String, Header, description = "The revision that was read")),
    responses((status = 200, body = StrategyDecisionBody), (status = 404), (status = 409), (status = 422),
        (status = 428)))]
async fn decide_strategy(
    page: PageCtx,
    Path(id): Path<String>,
    IfMatch(seen): IfMatch,
    ApiBody(entry): ApiBody<StrategyDecideEntry>,
) -> Result<Json<StrategyDecisionBody>, Problem> {
    let id = decision_id(&id)?;
    let decided_on = Day::parse(&entry.decided_on).map_err(|_| Problem::BadRequest("form-day"))?;
    let mut waves = BTreeMap::new();
    for one in entry.waves {
        let choice = match one.wave {
            Some(wave) => WaveChoice::Existing(WaveId::parse(&wave).map_err(|_| Problem::NotFound)?),
            None => WaveChoice::New(one.label),
        };
        waves.insert(one.number, choice);
    }
    let actor = page.actor.clone();
    let scenario = page
        .app
        .db()
        .read(move |tx| actions::view(tx, &actor, id))
        .await?
        .run
        .name;
    let deciding = Deciding {
        decided_on,
        note: entry.note,
        waves,
        fingerprint: entry.fingerprint,
        reason: super::web::reason(&page, id, &scenario, decided_on),
    };
    let (actor, now) = (page.actor.clone(), page.now);
    page.app
        .db()
        .write(move |tx| actions::decide(tx, &actor, now, id, seen, &deciding))
        .await?;
    body(&page, id).await
}
