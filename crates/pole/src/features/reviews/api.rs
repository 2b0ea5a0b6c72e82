//! Reviews as JSON: one’s own, the assignment of a wave, its scores.

use axum::Json;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

use super::model::{Mark, Opinion, Points, ReviewId, Sheet};
use super::scoring::{self, OwnReview, SheetView};
use super::situation::reference;
use super::web::{propose, write_proposal};
use super::{running, scores};
use crate::features::calls::CallWaveId;
use crate::policy::Action;
use crate::shell::api::{ApiBody, IfMatch};
use crate::shell::page::PageCtx;
use crate::shell::problem::Problem;
use crate::shell::routes::Routes;

/// The routes of the API of reviews.
pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/api/v1/reviews", Action::ReviewDossiers, own_reviews)
        .get("/api/v1/reviews/{id}", Action::ReviewDossiers, own_review)
        .put("/api/v1/reviews/{id}", Action::ReviewDossiers, save)
        .get("/api/v1/call-waves/{id}/assignment", Action::RunReviews, assignment)
        .post("/api/v1/call-waves/{id}/assignment", Action::RunReviews, assign)
        .get("/api/v1/call-waves/{id}/scores", Action::RunReviews, wave_scores)
}

/// The document of these operations.
#[derive(OpenApi)]
#[openapi(
    paths(own_reviews, own_review, save, assignment, assign, wave_scores),
    components(schemas(
        ReviewList,
        ReviewBody,
        ReviewSheet,
        ReviewMarkBody,
        ReviewChange,
        AssignmentProposal,
        AssignedPair,
        ReviewerLoad,
        AssignmentShortage,
        AssignmentConfirmation,
        AssignmentWritten,
        DossierScoreList,
        DossierScoreBody
    ))
)]
struct Document;

/// The part of the OpenAPI document that reviews serve.
pub fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

fn review_id(text: &str) -> Result<ReviewId, Problem> {
    ReviewId::parse(text).map_err(|_| Problem::NotFound)
}

fn wave_id(text: &str) -> Result<CallWaveId, Problem> {
    CallWaveId::parse(text).map_err(|_| Problem::NotFound)
}

/// The reviews of whoever asks.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReviewList {
    /// Those to submit first, by day.
    reviews: Vec<ReviewBody>,
}

/// A dossier given to a reviewer.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReviewBody {
    /// Identifier.
    id: String,
    /// What names the dossier without saying who applies.
    reference: String,
    /// The collège; null when the call is reviewed blind.
    title: Option<String>,
    /// The call.
    call: String,
    /// The wave.
    wave: String,
    /// The day by which it is asked.
    due_on: String,
    /// assigned or submitted.
    state: String,
    /// How many criteria have a mark.
    marked: usize,
    /// How many criteria there are.
    criteria: usize,
}

impl From<OwnReview> for ReviewBody {
    fn from(own: OwnReview) -> Self {
        Self {
            id: own.review.id.to_string(),
            reference: own.reference,
            title: own.title,
            call: own.call,
            wave: own.wave,
            due_on: own.review.due_on.to_string(),
            state: own.review.state.code().to_owned(),
            marked: own.marked,
            criteria: own.criteria,
        }
    }
}

/// My reviews.
#[utoipa::path(get, path = "/api/v1/reviews", tag = "reviews", responses((status = 200, body = ReviewList)))]
async fn own_reviews(page: PageCtx) -> Result<Json<ReviewList>, Problem> {
    let (actor, now) = (page.actor.clone(), page.now);
    let reviews = page
        .app
        .db()
        .read(move |tx| scoring::own_reviews(tx, &actor, now))
        .await?;
    Ok(Json(ReviewList {
        reviews: reviews.into_iter().map(ReviewBody::from).collect(),
    }))
}

/// The grid of a review.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReviewSheet {
    /// Identifier.
    id: String,
    /// What names the dossier without saying who applies.
    reference: String,
    /// assigned or submitted.
    state: String,
    /// How often it was saved: what `If-Match` has to hold.
    revision: i64,
    /// The day by which it is asked.
    due_on: String,
    /// One a criterion.
    marks: Vec<ReviewMarkBody>,
    /// favourable, reserved or unfavourable; null as long as there is none.
    opinion: Option<String>,
    /// In the words of the reviewer.
    comment: String,
}

/// The mark of one criterion.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct ReviewMarkBody {
    /// The criterion.
    criterion: String,
    /// 0 to 4; null as long as there is none.
    mark: Option<u8>,
    /// Why.
    #[serde(default)]
    comment: String,
}

fn sheet_body(view: &SheetView) -> ReviewSheet {
    let marks = view.content.criteria.iter().map(|criterion| {
        let mark = view.marks.iter().find(|mark| mark.criterion == criterion.code);
        ReviewMarkBody {
            criterion: criterion.code.clone(),
            mark: mark.and_then(|mark| mark.mark),
            comment: mark.map(|mark| mark.comment.clone()).unwrap_or_default(),
        }
    });
    ReviewSheet {
        id: view.review.id.to_string(),
        reference: reference(view.dossier.id),
        state: view.review.state.code().to_owned(),
        revision: view.review.revision,
        due_on: view.review.due_on.to_string(),
        marks: marks.collect(),
        opinion: view.review.opinion.map(|opinion| opinion.code().to_owned()),
        comment: view.review.comment.clone(),
    }
}

fn with_etag(view: &SheetView) -> Response {
    let mut response = Json(sheet_body(view)).into_response();
    if let Ok(etag) = HeaderValue::from_str(&format!("\"{}\"", view.review.revision)) {
        response.headers_mut().insert(header::ETAG, etag);
    }
    response
}

async fn load(page: &PageCtx, id: ReviewId) -> Result<SheetView, Problem> {
    let (actor, now) = (page.actor.clone(), page.now);
    Ok(page
        .app
        .db()
        .read(move |tx| scoring::sheet_view(tx, &actor, now, id))
        .await?)
}

/// One of my reviews, with its `ETag`.
#[utoipa::path(
    get, path = "/api/v1/reviews/{id}", tag = "reviews", params(("id" = String, Path, description = "The review")),
    responses((status = 200, body = ReviewSheet), (status = 404))
)]
async fn own_review(page: PageCtx, Path(id): Path<String>) -> Result<Response, Problem> {
    let view = load(&page, review_id(&id)?).await?;
    Ok(with_etag(&view))
}

/// Marks to save.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ReviewChange {
    /// One a criterion; a criterion that is left out has no mark.
    marks: Vec<ReviewMarkBody>,
    /// favourable, reserved or unfavourable.
    opinion: Option<String>,
    /// In the words of the reviewer.
    #[serde(default)]
    comment: String,
    /// Whether to submit: every mark and the opinion are needed, and nothing changes afterwards.
    #[serde(default)]
    submit: bool,
}

/// Saves the marks of one of my reviews. `If-Match` holds the revision they were read with; 409 when another tab or
/// device saved meanwhile.
#[utoipa::path(
    put, path = "/api/v1/reviews/{id}", tag = "reviews", request_body = ReviewChange,
    params(("id" = String, Path, description = "The review"), ("If-Match" = String, Header, description = "Revision that was read")),
    responses((status = 200, body = ReviewSheet), (status = 404), (status = 409), (status = 422), (status = 428))
)]
async fn save(
    page: PageCtx,
    Path(id): Path<String>,
    IfMatch(seen): IfMatch,
    ApiBody(change): ApiBody<ReviewChange>,
) -> Result<Response, Problem> {
    let id = review_id(&id)?;
    let opinion = change
        .opinion
        .as_deref()
        .map(Opinion::parse)
        .transpose()
        .map_err(|_| Problem::refused("form-choice"))?;
    let sheet = Sheet {
        marks: change
            .marks
            .into_iter()
            .map(|mark| Mark {
                criterion: mark.criterion,
                mark: mark.mark,
                comment: mark.comment,
            })
            .collect(),
        opinion,
        comment: change.comment,
    };
    let (actor, now, submits) = (page.actor.clone(), page.now, change.submit);
    page.app
        .db()
        .write(move |tx| scoring::save(tx, &actor, now, id, seen, &sheet, submits))
        .await?;
    let view = load(&page, id).await?;
    Ok(with_etag(&view))
}

/// Who would get what.
#[derive(Debug, Serialize, ToSchema)]
pub struct AssignmentProposal {
    /// What to give back to confirm exactly this.
    fingerprint: String,
    /// What would be given.
    given: Vec<AssignedPair>,
    /// The load of each reviewer.
    loads: Vec<ReviewerLoad>,
    /// What is impossible, and which rules block.
    shortages: Vec<AssignmentShortage>,
}

/// A dossier for a reviewer.
#[derive(Debug, Serialize, ToSchema)]
pub struct AssignedPair {
    /// The dossier.
    dossier: String,
    /// The reviewer.
    reviewer: String,
}

/// What a reviewer holds before and after.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReviewerLoad {
    /// The reviewer.
    reviewer: String,
    /// How they are called.
    name: String,
    /// Before.
    before: u32,
    /// After.
    after: u32,
    /// At most.
    capacity: u32,
}

/// A dossier that stays without all its reviewers.
#[derive(Debug, Serialize, ToSchema)]
pub struct AssignmentShortage {
    /// The dossier.
    dossier: String,
    /// How many it lacks.
    missing: u32,
    /// For each rule that blocks, how many reviewers it keeps away.
    reasons: std::collections::BTreeMap<String, usize>,
}

/// The proposal of a wave: nothing is written.
#[utoipa::path(
    get, path = "/api/v1/call-waves/{id}/assignment", tag = "reviews",
    params(("id" = String, Path, description = "The wave of the call")),
    responses((status = 200, body = AssignmentProposal), (status = 404))
)]
async fn assignment(page: PageCtx, Path(id): Path<String>) -> Result<Json<AssignmentProposal>, Problem> {
    let proposed = propose(&page, wave_id(&id)?).await?;
    let name = |id| {
        proposed
            .situation
            .reviewer(id)
            .map(|reviewer| reviewer.name.clone())
            .unwrap_or_default()
    };
    Ok(Json(AssignmentProposal {
        fingerprint: proposed.fingerprint.clone(),
        given: proposed
            .proposal
            .given
            .iter()
            .map(|given| AssignedPair {
                dossier: given.dossier.to_string(),
                reviewer: given.reviewer.to_string(),
            })
            .collect(),
        loads: proposed
            .proposal
            .loads
            .iter()
            .map(|load| ReviewerLoad {
                reviewer: load.reviewer.to_string(),
                name: name(load.reviewer),
                before: load.before,
                after: load.after,
                capacity: load.capacity,
            })
            .collect(),
        shortages: proposed
            .proposal
            .shortages
            .iter()
            .map(|shortage| AssignmentShortage {
                dossier: shortage.dossier.to_string(),
                missing: shortage.missing,
                reasons: shortage
                    .reasons
                    .iter()
                    .map(|(rule, reviewers)| (rule.code().to_owned(), reviewers.len()))
                    .collect(),
            })
            .collect(),
    }))
}

/// A proposal to write.
#[derive(Debug, Deserialize, ToSchema)]
pub struct AssignmentConfirmation {
    /// The fingerprint of the proposal that was read.
    fingerprint: String,
}

/// What was written.
#[derive(Debug, Serialize, ToSchema)]
pub struct AssignmentWritten {
    /// How many reviews were given.
    given: usize,
}

/// Writes the proposal that was read; 409 when the situation changed meanwhile.
#[utoipa::path(
    post, path = "/api/v1/call-waves/{id}/assignment", tag = "reviews", request_body = AssignmentConfirmation,
    params(("id" = String, Path, description = "The wave of the call")),
    responses((status = 200, body = AssignmentWritten), (status = 404), (status = 409), (status = 422))
)]
async fn assign(
    page: PageCtx,
    Path(id): Path<String>,
    ApiBody(confirmation): ApiBody<AssignmentConfirmation>,
) -> Result<Json<AssignmentWritten>, Problem> {
    let given = write_proposal(&page, wave_id(&id)?, &confirmation.fingerprint).await?;
    Ok(Json(AssignmentWritten { given }))
}

/// The scores of a wave.
#[derive(Debug, Serialize, ToSchema)]
pub struct DossierScoreList {
    /// One a dossier.
    scores: Vec<DossierScoreBody>,
}

/// The score of a dossier.
#[derive(Debug, Serialize, ToSchema)]
pub struct DossierScoreBody {
    /// The dossier.
    dossier: String,
    /// Hundredths of a point out of 100; null without any review. Final when `complete`.
    score_hundredths: Option<u64>,
    /// How many reviews were submitted.
    reviews: u32,
    /// The widest difference between two reviews, in hundredths of a point.
    gap_hundredths: Option<u64>,
    /// Whether all the reviews are in.
    complete: bool,
    /// Whether the score reaches the threshold; null as long as it is not complete.
    proposed: Option<bool>,
}

/// The scores of the dossiers of a wave.
#[utoipa::path(
    get, path = "/api/v1/call-waves/{id}/scores", tag = "reviews",
    params(("id" = String, Path, description = "The wave of the call")),
    responses((status = 200, body = DossierScoreList), (status = 404))
)]
async fn wave_scores(page: PageCtx, Path(id): Path<String>) -> Result<Json<DossierScoreList>, Problem> {
    let (actor, wave) = (page.actor.clone(), wave_id(&id)?);
    let scores = page
        .app
        .db()
        .read(move |tx| {
            running::check_wave(tx, &actor, wave)?;
            Ok::<_, super::ReviewError>(scores::scores(tx, wave)?)
        })
        .await?;
    Ok(Json(DossierScoreList {
        scores: scores
            .into_iter()
            .map(|score| DossierScoreBody {
                dossier: score.dossier.to_string(),
                score_hundredths: score.score.map(Points::hundredths),
                reviews: score.reviews,
                gap_hundredths: score.gap.map(Points::hundredths),
                complete: score.complete,
                proposed: score.proposed,
            })
            .collect(),
    }))
}
