//! Writing as JSON: answers, members, comments.

use axum::Json;
use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use pole_kernel::Uai;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{OpenApi, ToSchema};

use super::super::model::{Answer, DossierId};
use super::answers::{self, Save};
use super::comments::{self, Comment, CommentId, NewComment, Thread};
use super::errors::WritingError;
use super::members::{self, Invitation};
use crate::features::calls::Part;
use crate::policy::{AccountId, Action};
use crate::shell::api::{ApiBody, IfMatch};
use crate::shell::page::PageCtx;
use crate::shell::problem::Problem;
use crate::shell::routes::Routes;

/// The routes of writing's API.
pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/api/v1/dossiers/{id}/answers", Action::ReadDossiers, list_answers)
        .put(
            "/api/v1/dossiers/{id}/answers/{code}",
            Action::WriteDossiers,
            put_answer,
        )
        .get("/api/v1/dossiers/{id}/members", Action::ReadDossiers, list_members)
        .post("/api/v1/dossiers/{id}/members", Action::WriteDossiers, add_member)
        .get("/api/v1/dossiers/{id}/comments", Action::ReadDossiers, list_comments)
        .post("/api/v1/dossiers/{id}/comments", Action::WriteDossiers, add_comment)
}

/// The document of these operations.
#[derive(OpenApi)]
#[openapi(
    paths(list_answers, put_answer, list_members, add_member, list_comments, add_comment),
    components(schemas(
        DossierAnswers,
        DossierAnswer,
        DossierAnswerEntry,
        DossierAnswerSaved,
        DossierMembers,
        DossierMember,
        DossierMemberEntry,
        DossierMemberInvited,
        DossierComments,
        DossierThread,
        DossierComment,
        DossierCommentEntry,
        DossierCommentWritten
    ))
)]
struct Document;

/// The part of the OpenAPI document that writing serves.
pub fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

fn dossier_id(text: &str) -> Result<DossierId, Problem> {
    DossierId::parse(text).map_err(|_| Problem::NotFound)
}

fn school(text: Option<&str>) -> Result<Option<Uai>, Problem> {
    text.map(Uai::parse)
        .transpose()
        .map_err(|_| Problem::refused("form-uai"))
}

/// The answers of a dossier.
#[derive(Debug, Serialize, ToSchema)]
pub struct DossierAnswers {
    /// The newest answer to each question.
    answers: Vec<DossierAnswer>,
}

/// An answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct DossierAnswer {
    /// The code of the question.
    question: String,
    /// The school that answers; null for the dossier.
    school: Option<String>,
    /// How often it was saved: give it as `If-Match` to change it.
    revision: i64,
    /// The answer, as the question takes it.
    value: Value,
    /// When it was saved.
    saved_at: String,
}

impl From<Answer> for DossierAnswer {
    fn from(answer: Answer) -> Self {
        Self {
            question: answer.field,
            school: answer.uai.map(|uai| uai.to_string()),
            revision: answer.revision,
            value: answer.value,
            saved_at: answer.saved_at.to_string(),
        }
    }
}

/// The newest answers of a dossier, each with its revision.
#[utoipa::path(get, path = "/api/v1/dossiers/{id}/answers", tag = "dossiers",
    params(("id" = String, Path, description = "Identifier of the dossier")),
    responses((status = 200, body = DossierAnswers), (status = 404)))]
async fn list_answers(page: PageCtx, Path(id): Path<String>) -> Result<Json<DossierAnswers>, Problem> {
    let id = dossier_id(&id)?;
    let (actor, now) = (page.actor.clone(), page.now);
    let answers = page
        .app
        .db()
        .read(move |tx| -> Result<_, WritingError> {
            answers::open(tx, &actor, now, id)?;
            Ok(answers::newest(tx, id)?)
        })
        .await?;
    Ok(Json(DossierAnswers {
        answers: answers.into_iter().map(DossierAnswer::from).collect(),
    }))
}

/// An answer to save.
#[derive(Debug, Deserialize, ToSchema)]
pub struct DossierAnswerEntry {
    /// The school that answers; null for the dossier.
    #[serde(default)]
    school: Option<String>,
    /// The answer; null takes it away.
    value: Value,
}

/// An answer that is kept.
#[derive(Debug, Serialize, ToSchema)]
pub struct DossierAnswerSaved {
    /// Its revision.
    revision: i64,
    /// When it was saved.
    saved_at: String,
}

/// Saves one answer. `If-Match` is the revision that was read, 0 for the first one.
#[utoipa::path(put, path = "/api/v1/dossiers/{id}/answers/{code}", tag = "dossiers",
    params(("id" = String, Path, description = "Identifier of the dossier"),
           ("code" = String, Path, description = "Code of the question"),
           ("If-Match" = String, Header, description = "Revision that was read")),
    request_body = DossierAnswerEntry,
    responses((status = 200, body = DossierAnswerSaved), (status = 403), (status = 404), (status = 409), (status = 422),
              (status = 428)))]
async fn put_answer(
    page: PageCtx,
    Path((id, code)): Path<(String, String)>,
    IfMatch(seen): IfMatch,
    ApiBody(entry): ApiBody<DossierAnswerEntry>,
) -> Result<Response, Problem> {
    let save = Save {
        dossier: dossier_id(&id)?,
        field: code,
        uai: school(entry.school.as_deref())?,
        seen,
        value: entry.value,
    };
    let (actor, now) = (page.actor.clone(), page.now);
    let saved = page
        .app
        .db()
        .write(move |tx| answers::save(tx, &actor, now, &save))
        .await?;
    let mut response = Json(DossierAnswerSaved {
        revision: saved.revision,
        saved_at: saved.saved_at.to_string(),
    })
    .into_response();
    if let Ok(value) = HeaderValue::from_str(&format!("\"{}\"", saved.revision)) {
        response.headers_mut().insert(header::ETAG, value);
    }
    Ok(response)
}

/// Who writes in a dossier.
#[derive(Debug, Serialize, ToSchema)]
pub struct DossierMembers {
    /// The invitations under way.
    members: Vec<DossierMember>,
}

/// Somebody invited to write a part.
#[derive(Debug, Serialize, ToSchema)]
pub struct DossierMember {
    /// Identifier of the invitation.
    id: String,
    /// Identifier of the account.
    account: String,
    /// How they are called.
    name: String,
    /// head, teachers, authority or delegate.
    part: String,
    /// Since when.
    invited_at: String,
}

impl From<Invitation> for DossierMember {
    fn from(invitation: Invitation) -> Self {
        Self {
            id: invitation.id.to_string(),
            account: invitation.account.to_string(),
            name: invitation.name,
            part: invitation.part.code().to_owned(),
            invited_at: invitation.invited_at.to_string(),
        }
    }
}

/// Who was invited to write in a dossier.
#[utoipa::path(get, path = "/api/v1/dossiers/{id}/members", tag = "dossiers",
    params(("id" = String, Path, description = "Identifier of the dossier")),
    responses((status = 200, body = DossierMembers), (status = 404)))]
async fn list_members(page: PageCtx, Path(id): Path<String>) -> Result<Json<DossierMembers>, Problem> {
    let id = dossier_id(&id)?;
    let (actor, now) = (page.actor.clone(), page.now);
    let found = page.app.db().read(move |tx| members::list(tx, &actor, now, id)).await?;
    Ok(Json(DossierMembers {
        members: found.into_iter().map(DossierMember::from).collect(),
    }))
}

/// Somebody to invite.
#[derive(Debug, Deserialize, ToSchema)]
pub struct DossierMemberEntry {
    /// Identifier of the account.
    account: String,
    /// head, teachers, authority or delegate.
    part: String,
}

/// The invitation that was written.
#[derive(Debug, Serialize, ToSchema)]
pub struct DossierMemberInvited {
    /// Its identifier.
    id: String,
}

/// Invites somebody to write a part.
#[utoipa::path(post, path = "/api/v1/dossiers/{id}/members", tag = "dossiers",
    params(("id" = String, Path, description = "Identifier of the dossier")),
    request_body = DossierMemberEntry,
    responses((status = 201, body = DossierMemberInvited), (status = 403), (status = 404), (status = 422)))]
async fn add_member(
    page: PageCtx,
    Path(id): Path<String>,
    ApiBody(entry): ApiBody<DossierMemberEntry>,
) -> Result<Response, Problem> {
    let id = dossier_id(&id)?;
    let account = AccountId::parse(&entry.account).map_err(|_| Problem::refused("form-choice"))?;
    let part = Part::parse(&entry.part).map_err(|_| Problem::refused("form-choice"))?;
    let (actor, now) = (page.actor.clone(), page.now);
    let member = page
        .app
        .db()
        .write(move |tx| members::invite(tx, &actor, now, id, account, part))
        .await?;
    let body = DossierMemberInvited { id: member.to_string() };
    Ok((StatusCode::CREATED, Json(body)).into_response())
}

/// The threads of a dossier.
#[derive(Debug, Serialize, ToSchema)]
pub struct DossierComments {
    /// In the order they were begun.
    threads: Vec<DossierThread>,
}

/// A first comment with its replies.
#[derive(Debug, Serialize, ToSchema)]
pub struct DossierThread {
    /// Identifier of the first comment.
    id: String,
    /// The code of the question; empty for the whole dossier.
    question: String,
    /// The school; null for the dossier.
    school: Option<String>,
    /// When it was resolved; null while it is open.
    resolved_at: Option<String>,
    /// The first comment, then the replies.
    comments: Vec<DossierComment>,
}

/// A comment.
#[derive(Debug, Serialize, ToSchema)]
pub struct DossierComment {
    /// Its identifier.
    id: String,
    /// What it says.
    text: String,
    /// When.
    written_at: String,
    /// By whom, by name; null for the console.
    written_by: Option<String>,
}

impl From<&Comment> for DossierComment {
    fn from(comment: &Comment) -> Self {
        Self {
            id: comment.id.to_string(),
            text: comment.text.clone(),
            written_at: comment.written_at.to_string(),
            written_by: comment.written_by.clone(),
        }
    }
}

impl From<Thread> for DossierThread {
    fn from(thread: Thread) -> Self {
        let first = std::iter::once(&thread.first);
        Self {
            id: thread.first.id.to_string(),
            question: thread.first.field.clone(),
            school: thread.first.uai.as_ref().map(ToString::to_string),
            resolved_at: thread.first.resolved_at.map(|at| at.to_string()),
            comments: first.chain(&thread.replies).map(DossierComment::from).collect(),
        }
    }
}

/// What people told each other about a dossier.
#[utoipa::path(get, path = "/api/v1/dossiers/{id}/comments", tag = "dossiers",
    params(("id" = String, Path, description = "Identifier of the dossier")),
    responses((status = 200, body = DossierComments), (status = 404)))]
async fn list_comments(page: PageCtx, Path(id): Path<String>) -> Result<Json<DossierComments>, Problem> {
    let id = dossier_id(&id)?;
    let (actor, now) = (page.actor.clone(), page.now);
    let (_, threads) = page
        .app
        .db()
        .read(move |tx| comments::threads(tx, &actor, now, id))
        .await?;
    Ok(Json(DossierComments {
        threads: threads.into_iter().map(DossierThread::from).collect(),
    }))
}

/// A comment to write.
#[derive(Debug, Deserialize, ToSchema)]
pub struct DossierCommentEntry {
    /// What it says.
    text: String,
    /// The code of the question; absent for the whole dossier.
    #[serde(default)]
    question: String,
    /// The school, when each answers the question.
    #[serde(default)]
    school: Option<String>,
    /// The thread it replies to, by its first comment.
    #[serde(default)]
    thread: Option<String>,
}

/// The comment that was written.
#[derive(Debug, Serialize, ToSchema)]
pub struct DossierCommentWritten {
    /// Its identifier.
    id: String,
}

/// Writes a comment, or replies to one.
#[utoipa::path(post, path = "/api/v1/dossiers/{id}/comments", tag = "dossiers",
    params(("id" = String, Path, description = "Identifier of the dossier")),
    request_body = DossierCommentEntry,
    responses((status = 201, body = DossierCommentWritten), (status = 403), (status = 404), (status = 422)))]
async fn add_comment(
    page: PageCtx,
    Path(id): Path<String>,
    ApiBody(entry): ApiBody<DossierCommentEntry>,
) -> Result<Response, Problem> {
    let id = dossier_id(&id)?;
    let new = NewComment {
        uai: school(entry.school.as_deref())?,
        field: entry.question,
        thread: entry
            .thread
            .as_deref()
            .map(CommentId::parse)
            .transpose()
            .map_err(|_| Problem::NotFound)?,
        text: entry.text,
    };
    let (actor, now) = (page.actor.clone(), page.now);
    let comment = page
        .app
        .db()
        .write(move |tx| comments::write(tx, &actor, now, id, &new))
        .await?;
    let body = DossierCommentWritten {
        id: comment.to_string(),
    };
    Ok((StatusCode::CREATED, Json(body)).into_response())
}
