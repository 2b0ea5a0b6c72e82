//! What waits for somebody: certifications without a person, without a school.

use askama::Template;
use axum::response::Response;

use super::super::actions::{self, Queue};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};

#[derive(Template)]
#[template(path = "features/pix/pages/queue.html")]
struct QueuePage {
    page: PageCtx,
    queue: Queue,
}

pub(super) async fn page(page: PageCtx) -> Reply {
    let actor = page.actor.clone();
    let queue = page.app.db().read(move |tx| actions::queue(tx, &actor)).await?;
    page.clone().show(&QueuePage { page, queue })
}

pub(super) async fn again(page: PageCtx, _: Form) -> Result<Response, crate::shell::problem::Problem> {
    let (actor, now) = (page.actor.clone(), page.now);
    page.app
        .db()
        .write(move |tx| actions::match_again(tx, &actor, now))
        .await?;
    page.redirect("/pix/rapprochement", "pix-notice-again")
}
