//! The pages of reviews: a reviewer’s list, ties and grid; reviewers, assignment and results for who runs them.

mod assignment;
mod people;
mod results;
mod sheet;
mod synthesis;

pub(super) use assignment::{propose, write as write_proposal};
#[cfg(test)]
pub(super) use results::STAGES;

use askama::Template;
use axum::extract::Path;
use pole_kernel::Lang;

use super::errors::ReviewError;
use super::model::{Points, Review, ReviewState};
use super::scoring::{self, OwnReview};
use crate::features::calls::{CallId, CallWaveId};
use crate::features::dossiers::DossierId;
use crate::policy::Action;
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::routes::Routes;

/// The routes of reviews.
pub fn routes() -> Routes {
    Routes::new()
        .merge(super::api::routes())
        .get("/evaluations", Action::ReviewDossiers, page)
        .get("/evaluations/liens", Action::ReviewDossiers, people::ties_page)
        .post("/evaluations/liens", Action::ReviewDossiers, people::declare)
        .post(
            "/evaluations/liens/{id}/retirer",
            Action::ReviewDossiers,
            people::withdraw_own,
        )
        .get("/evaluations/{id}", Action::ReviewDossiers, sheet::page)
        .post("/evaluations/{id}", Action::ReviewDossiers, sheet::save)
        .post("/evaluations/{id}/decliner", Action::ReviewDossiers, sheet::decline)
        .get(
            "/evaluations/{id}/documents/{code}",
            Action::ReviewDossiers,
            sheet::document,
        )
        .get("/evaluations/pilotage", Action::RunReviews, results::waves_page)
        .get("/evaluations/evaluateurs/{id}", Action::RunReviews, people::page)
        .post("/evaluations/evaluateurs/{id}", Action::RunReviews, people::name)
        .post(
            "/evaluations/evaluateurs/{id}/terminer",
            Action::RunReviews,
            people::end,
        )
        .post(
            "/evaluations/evaluateurs/{id}/liens",
            Action::RunReviews,
            people::record,
        )
        .post(
            "/evaluations/evaluateurs/{id}/liens/retirer",
            Action::RunReviews,
            people::withdraw,
        )
        .get("/evaluations/repartition/{id}", Action::RunReviews, assignment::page)
        .post("/evaluations/repartition/{id}", Action::RunReviews, assignment::confirm)
        .get(
            "/evaluations/repartition/{id}/export/{file}",
            Action::RunReviews,
            assignment::export,
        )
        .get("/evaluations/vagues/{id}", Action::RunReviews, results::page)
        .post("/evaluations/vagues/{id}/evalues", Action::RunReviews, results::assess)
        .get(
            "/evaluations/vagues/{id}/export/{file}",
            Action::RunReviews,
            results::export,
        )
        .get("/evaluations/dossiers/{id}", Action::RunReviews, results::dossier_page)
        .post(
            "/evaluations/dossiers/{id}/ajouter",
            Action::RunReviews,
            assignment::add,
        )
        .post(
            "/evaluations/dossiers/{id}/retirer",
            Action::RunReviews,
            assignment::take_back,
        )
        .post(
            "/evaluations/dossiers/{id}/echeance",
            Action::RunReviews,
            assignment::set_due,
        )
}

fn wave_id(text: &str) -> Result<CallWaveId, Problem> {
    CallWaveId::parse(text).map_err(|_| Problem::NotFound)
}

fn call_id(text: &str) -> Result<CallId, Problem> {
    CallId::parse(text).map_err(|_| Problem::NotFound)
}

fn dossier_id(text: &str) -> Result<DossierId, Problem> {
    DossierId::parse(text).map_err(|_| Problem::NotFound)
}

/// Points as people write them: up to two decimals, none that say nothing.
fn points_text(lang: &str, points: Points) -> String {
    let hundredths = points.hundredths();
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    let comma = if lang == Lang::Fr.code() { ',' } else { '.' };
    match rest {
        0 => whole.to_string(),
        rest if rest % 10 == 0 => format!("{whole}{comma}{}", rest / 10),
        rest => format!("{whole}{comma}{rest:02}"),
    }
}

/// Points, or a dash as long as there are none.
fn points_or_dash(page: &PageCtx, points: Option<Points>) -> String {
    points.map_or_else(|| "–".to_owned(), |points| points_text(page.lang(), points))
}

/// Puts a refusal beside a field; everything else is a problem.
fn refuse(form: &mut Form, field: &str, error: ReviewError) -> Result<(), Problem> {
    match error {
        ReviewError::Refused(refusal) => {
            form.refuse_with(field, refusal.key(), refusal.arguments());
            Ok(())
        }
        error => Err(error.into()),
    }
}

#[derive(Template)]
#[template(path = "features/reviews/pages/mine.html")]
struct MinePage {
    page: PageCtx,
    reviews: Vec<OwnReview>,
}

impl MinePage {
    fn state(&self, review: &Review) -> String {
        self.page.word("reviews-state", review.state.code())
    }

    fn is_late(&self, review: &Review) -> bool {
        review.is_late(self.page.now.day())
    }

    fn awaited(&self) -> usize {
        self.reviews
            .iter()
            .filter(|own| own.review.state == ReviewState::Assigned)
            .count()
    }

    fn progress(&self, own: &OwnReview) -> String {
        self.page.tv(
            "reviews-marked-of",
            &[("marked", own.marked.into()), ("criteria", own.criteria.into())],
        )
    }
}

/// The reviews of the reader.
async fn page(page: PageCtx) -> Reply {
    let (actor, now) = (page.actor.clone(), page.now);
    let reviews = page
        .app
        .db()
        .read(move |tx| scoring::own_reviews(tx, &actor, now))
        .await?;
    page.clone().show(&MinePage { page, reviews })
}

/// The path of a review, read.
fn review_id(Path(text): Path<String>) -> Result<super::model::ReviewId, Problem> {
    super::model::ReviewId::parse(&text).map_err(|_| Problem::NotFound)
}
