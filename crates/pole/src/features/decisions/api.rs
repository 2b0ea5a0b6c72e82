//! Decisions, public results and agreements as JSON.

use axum::Json;
use axum::extract::Path;
use pole_kernel::Instant;
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

use super::actions;
use super::model::{AgreementId, Candidate, Outcome, Party};
use super::rules::Proposal;
use crate::features::calls::CallWaveId;
use crate::features::dossiers::LineId;
use crate::policy::Action;
use crate::shell::api::ApiBody;
use crate::shell::page::PageCtx;
use crate::shell::problem::Problem;
use crate::shell::routes::Routes;

/// The routes of the API of decisions.
pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/api/v1/results", Action::ReadPublic, results)
        .get("/api/v1/call-waves/{id}/decisions", Action::ReadDossiers, decisions)
        .post("/api/v1/call-waves/{id}/decisions", Action::DecideDossiers, decide)
        .get("/api/v1/agreements", Action::ReadAgreements, agreements)
        .get("/api/v1/agreements/{id}", Action::ReadAgreements, agreement)
}

/// The document of these operations.
#[derive(OpenApi)]
#[openapi(
    paths(results, decisions, decide, agreements, agreement),
    components(schemas(
        ResultsBody,
        ResultBody,
        DecisionsBody,
        DecisionBody,
        DecisionsEntry,
        DecisionEntry,
        DecisionsWritten,
        AgreementsBody,
        AgreementSummary,
        AgreementBody,
        AgreementAmount,
        AgreementMilestone,
        AgreementSignatureBody
    ))
)]
struct Document;

/// The part of the OpenAPI document that decisions serve.
pub fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

fn wave_id(text: &str) -> Result<CallWaveId, Problem> {
    CallWaveId::parse(text).map_err(|_| Problem::NotFound)
}

/// The public results of every published wave.
#[derive(Debug, Serialize, ToSchema)]
pub struct ResultsBody {
    /// Selected schools and the reserve lists, the newest wave first.
    results: Vec<ResultBody>,
}

/// A school in the public results.
#[derive(Debug, Serialize, ToSchema)]
pub struct ResultBody {
    /// The call.
    call: String,
    /// The wave of the call.
    wave: String,
    /// When it was published.
    published_at: String,
    /// The school's code.
    uai: String,
    /// Its name.
    name: String,
    /// selected or reserve.
    outcome: String,
    /// Its rank in the reserve list.
    reserve_rank: Option<i64>,
}

/// Public results: nothing before publication.
#[utoipa::path(get, path = "/api/v1/results", tag = "decisions", responses((status = 200, body = ResultsBody)))]
async fn results(page: PageCtx) -> Result<Json<ResultsBody>, Problem> {
    let now = page.now;
    let waves = page.app.db().read(move |tx| actions::results(tx, now)).await?;
    let results = waves
        .into_iter()
        .flat_map(|wave| {
            let (call, label, at) = (wave.call.title, wave.wave.label, wave.published_at);
            wave.lines.into_iter().map(move |line| ResultBody {
                call: call.clone(),
                wave: label.clone(),
                published_at: at.to_string(),
                uai: line.line.uai.to_string(),
                name: line.line.name,
                outcome: line.outcome.code().to_owned(),
                reserve_rank: line.reserve_rank,
            })
        })
        .collect();
    Ok(Json(ResultsBody { results }))
}

/// What was decided in a wave, of the lines that one may read.
#[derive(Debug, Serialize, ToSchema)]
pub struct DecisionsBody {
    /// When the results were published; null before.
    published_at: Option<String>,
    /// The lines.
    decisions: Vec<DecisionBody>,
}

/// What was decided of a line.
#[derive(Debug, Serialize, ToSchema)]
pub struct DecisionBody {
    /// The line.
    line: String,
    /// Its dossier.
    dossier: String,
    /// The school's code.
    uai: String,
    /// Its name.
    name: String,
    /// The state of the line.
    state: String,
    /// selected, reserve or not_selected.
    outcome: String,
    /// Its rank in the reserve list.
    reserve_rank: Option<i64>,
    /// Why.
    reason: String,
    /// The day of the decision.
    decided_on: String,
    /// To give as `seen` when it is decided again.
    revision: i64,
}

fn decision_body(line: Candidate) -> Option<DecisionBody> {
    let decision = line.decision?;
    Some(DecisionBody {
        line: line.line.to_string(),
        dossier: line.dossier.to_string(),
        uai: line.uai.to_string(),
        name: line.name,
        state: line.state.code().to_owned(),
        outcome: decision.outcome.code().to_owned(),
        reserve_rank: decision.reserve_rank,
        reason: decision.reason,
        decided_on: decision.decided_on.to_string(),
        revision: decision.revision,
    })
}

/// Decisions of a wave. Applicants read them once they are published.
#[utoipa::path(get, path = "/api/v1/call-waves/{id}/decisions", tag = "decisions",
    params(("id" = String, Path, description = "The wave of the call")),
    responses((status = 200, body = DecisionsBody), (status = 404)))]
async fn decisions(page: PageCtx, Path(id): Path<String>) -> Result<Json<DecisionsBody>, Problem> {
    let id = wave_id(&id)?;
    let (actor, now) = (page.actor.clone(), page.now);
    let (sitting, lines) = page
        .app
        .db()
        .read(move |tx| actions::decided_lines(tx, &actor, now, id))
        .await?;
    Ok(Json(DecisionsBody {
        published_at: sitting.wave.published_at.as_ref().map(Instant::to_string),
        decisions: lines.into_iter().filter_map(decision_body).collect(),
    }))
}

/// Decisions to write together: all or none.
#[derive(Debug, Deserialize, ToSchema)]
pub struct DecisionsEntry {
    /// One a line.
    decisions: Vec<DecisionEntry>,
}

/// What is decided of a line.
#[derive(Debug, Deserialize, ToSchema)]
pub struct DecisionEntry {
    /// The line.
    line: String,
    /// The revision that was seen; 0 when nothing was decided.
    seen: i64,
    /// selected, reserve or not_selected.
    outcome: String,
    /// Its rank in the reserve list; the next free one when null.
    reserve_rank: Option<i64>,
    /// Why; needed for reserve and not_selected.
    #[serde(default)]
    reason: String,
}

/// What was written.
#[derive(Debug, Serialize, ToSchema)]
pub struct DecisionsWritten {
    /// How many decisions.
    written: usize,
}

/// Writes decisions of the commission. Nothing is visible to applicants before publication.
#[utoipa::path(post, path = "/api/v1/call-waves/{id}/decisions", request_body = DecisionsEntry, tag = "decisions",
    params(("id" = String, Path, description = "The wave of the call")),
    responses((status = 200, body = DecisionsWritten), (status = 404), (status = 409), (status = 422)))]
async fn decide(
    page: PageCtx,
    Path(id): Path<String>,
    ApiBody(entry): ApiBody<DecisionsEntry>,
) -> Result<Json<DecisionsWritten>, Problem> {
    let id = wave_id(&id)?;
    let proposals = entry
        .decisions
        .into_iter()
        .map(|one| {
            Ok(Proposal {
                line: LineId::parse(&one.line).map_err(|_| Problem::BadRequest("problem-bad-json"))?,
                seen: one.seen,
                outcome: Outcome::parse(&one.outcome).map_err(|_| Problem::BadRequest("problem-bad-json"))?,
                reserve_rank: one.reserve_rank,
                reason: one.reason,
            })
        })
        .collect::<Result<Vec<_>, Problem>>()?;
    let (actor, now) = (page.actor.clone(), page.now);
    let written = page
        .app
        .db()
        .write(move |tx| actions::decide(tx, &actor, now, id, &proposals))
        .await?;
    Ok(Json(DecisionsWritten { written }))
}

/// Agreements that one may read.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgreementsBody {
    /// The agreements, the newest first.
    agreements: Vec<AgreementSummary>,
}

/// An agreement in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgreementSummary {
    /// Its identifier.
    id: String,
    /// Its number.
    number: String,
    /// draft, signed, running, closed or terminated.
    state: String,
    /// Its dossier.
    dossier: String,
    /// The collège's code.
    college: String,
}

/// Agreements.
#[utoipa::path(get, path = "/api/v1/agreements", tag = "decisions", responses((status = 200, body = AgreementsBody)))]
async fn agreements(page: PageCtx) -> Result<Json<AgreementsBody>, Problem> {
    let (actor, now) = (page.actor.clone(), page.now);
    let lines = page
        .app
        .db()
        .read(move |tx| actions::agreements(tx, &actor, now))
        .await?;
    let agreements = lines
        .into_iter()
        .filter_map(|line| {
            let college = line.lines.first()?.college.to_string();
            let agreement = line.agreement?;
            Some(AgreementSummary {
                id: agreement.id.to_string(),
                number: agreement.number,
                state: agreement.state.code().to_owned(),
                dossier: agreement.dossier.to_string(),
                college,
            })
        })
        .collect();
    Ok(Json(AgreementsBody { agreements }))
}

/// An agreement with its newest version.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgreementBody {
    /// Its identifier.
    id: String,
    /// Its number.
    number: String,
    /// draft, signed, running, closed or terminated.
    state: String,
    /// The newest version.
    version: i64,
    /// First day.
    starts_on: String,
    /// Last day.
    ends_on: String,
    /// The codes of its schools.
    schools: Vec<String>,
    /// Amounts by school and year.
    amounts: Vec<AgreementAmount>,
    /// Signatures of the newest version.
    signatures: Vec<AgreementSignatureBody>,
    /// Milestones, the earliest first.
    milestones: Vec<AgreementMilestone>,
}

/// What one school is due in one year. An unknown amount is null.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgreementAmount {
    /// The school's code.
    uai: String,
    /// The school year.
    year: String,
    /// What the State pays, in cents.
    state_cents: Option<i64>,
    /// What the authority pays, in cents.
    authority_cents: Option<i64>,
    /// What others pay, in cents.
    other_cents: Option<i64>,
    /// Everything, in cents.
    total_cents: Option<i64>,
}

/// A milestone of an agreement.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgreementMilestone {
    /// What must be done.
    title: String,
    /// By when.
    due_on: String,
    /// When it was done.
    done_on: Option<String>,
    /// done, closed, late or due.
    standing: String,
}

/// A signature on an agreement.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgreementSignatureBody {
    /// academy or authority.
    party: String,
    /// The day.
    signed_on: String,
}

/// One agreement.
#[utoipa::path(get, path = "/api/v1/agreements/{id}", tag = "decisions",
    params(("id" = String, Path, description = "The agreement")),
    responses((status = 200, body = AgreementBody), (status = 404)))]
async fn agreement(page: PageCtx, Path(id): Path<String>) -> Result<Json<AgreementBody>, Problem> {
    let id = AgreementId::parse(&id).map_err(|_| Problem::NotFound)?;
    let (actor, now) = (page.actor.clone(), page.now);
    let view = page
        .app
        .db()
        .read(move |tx| actions::agreement(tx, &actor, now, id))
        .await?;
    let newest = view.newest().ok_or(Problem::NotFound)?;
    let signatures = Party::ALL
        .iter()
        .filter_map(|party| view.signed(newest.version, *party))
        .map(|signature| AgreementSignatureBody {
            party: signature.party.code().to_owned(),
            signed_on: signature.signed_on.to_string(),
        })
        .collect();
    Ok(Json(AgreementBody {
        id: view.agreement.id.to_string(),
        number: view.agreement.number.clone(),
        state: view.agreement.state.code().to_owned(),
        version: newest.version,
        starts_on: newest.content.starts_on.clone(),
        ends_on: newest.content.ends_on.clone(),
        schools: newest.content.schools.iter().map(|(uai, _)| uai.clone()).collect(),
        amounts: newest
            .content
            .amounts
            .iter()
            .map(|line| AgreementAmount {
                uai: line.uai.clone(),
                year: line.year.clone(),
                state_cents: line.state,
                authority_cents: line.authority,
                other_cents: line.others,
                total_cents: line.total,
            })
            .collect(),
        signatures,
        milestones: view
            .milestones
            .iter()
            .map(|(milestone, _)| AgreementMilestone {
                title: milestone.title.clone(),
                due_on: milestone.due_on.to_string(),
                done_on: milestone.done_on.map(|day| day.to_string()),
                standing: milestone.standing(page.now.day()).to_owned(),
            })
            .collect(),
    }))
}
