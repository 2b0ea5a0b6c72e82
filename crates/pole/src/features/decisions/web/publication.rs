//! Publishing the results of a wave, now or at a planned moment, and telling the applicants.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use pole_kernel::{Day, Instant};

use super::super::actions::{self, Sitting};
use super::super::rules::Tally;
use super::{refuse, wave_id};
use crate::features::calls::CallWaveId;
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;

#[derive(Template)]
#[template(path = "features/decisions/pages/publication.html")]
struct PublicationPage {
    page: PageCtx,
    form: Form,
    sitting: Sitting,
    tally: Tally,
    /// Why it cannot be published today.
    obstacle: Option<String>,
    /// Lines that have no result: not assessed, inadmissible, withdrawn.
    without: usize,
}

impl PublicationPage {
    fn planned(&self) -> Option<String> {
        let at = self.sitting.commission.as_ref()?.publish_at?;
        Some(self.page.moment(&at))
    }
}

/// What publishing does, before it is done.
pub(super) async fn page(page: PageCtx, Path(id): Path<String>) -> Reply {
    show(page, wave_id(&id)?, Form::default()).await
}

async fn show(page: PageCtx, id: CallWaveId, form: Form) -> Reply {
    let actor = page.actor.clone();
    let sitting = page.app.db().read(move |tx| actions::sitting(tx, &actor, id)).await?;
    let obstacle = actions::may_be_published(&sitting, page.now.day())
        .err()
        .map(|refusal| page.tv(refusal.key(), &refusal.arguments()));
    let without = sitting
        .lines
        .iter()
        .filter(|line| !line.is_decidable() && line.decision.is_none())
        .count();
    let status = form.status();
    page.clone().show_with(
        status,
        &PublicationPage {
            tally: sitting.tally(),
            obstacle,
            without,
            sitting,
            form,
            page,
        },
    )
}

/// A day and an hour of the islands: `2026-06-15` and `08:00`.
fn moment(form: &mut Form) -> Option<Instant> {
    let day = form.required("jour", "form-day", Day::parse)?;
    let (hour, minute) = form.required("heure", "decisions-hour", |text| -> Result<(i8, i8), ()> {
        let (hour, minute) = text.split_once(':').ok_or(())?;
        let (hour, minute): (i8, i8) = (hour.parse().map_err(|_| ())?, minute.parse().map_err(|_| ())?);
        if (0..24).contains(&hour) && (0..60).contains(&minute) {
            Ok((hour, minute))
        } else {
            Err(())
        }
    })?;
    Some(day.at(hour, minute))
}

/// Publishes now, plans it, or takes the plan back.
pub(super) async fn publish(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let id = wave_id(&id)?;
    let (actor, now) = (page.actor.clone(), page.now);
    let (done, notice) = match form.value("quand") {
        "maintenant" if form.is("confirme", "oui") => {
            let published = page
                .app
                .db()
                .write(move |tx| actions::publish(tx, &actor, now, id))
                .await;
            (published.map(|_| ()), "notice-decisions-published")
        }
        "maintenant" => {
            form.refuse("confirme", "decisions-confirm-missing");
            return show(page, id, form).await;
        }
        "plus-tard" => {
            let Some(at) = moment(&mut form) else {
                return show(page, id, form).await;
            };
            let planned = page
                .app
                .db()
                .write(move |tx| actions::plan_publication(tx, &actor, now, id, Some(at)))
                .await;
            (planned, "notice-decisions-planned")
        }
        "annuler" => {
            let planned = page
                .app
                .db()
                .write(move |tx| actions::plan_publication(tx, &actor, now, id, None))
                .await;
            (planned, "notice-decisions-unplanned")
        }
        _ => {
            form.refuse("quand", "form-choice");
            return show(page, id, form).await;
        }
    };
    match done {
        Ok(()) => page.redirect(&format!("/commissions/{id}"), notice),
        Err(error) => {
            refuse(&mut form, "quand", error)?;
            show(page, id, form).await
        }
    }
}

#[derive(Template)]
#[template(path = "features/decisions/pages/notify.html")]
struct NotifyPage {
    page: PageCtx,
    form: Form,
    sitting: Sitting,
    count: usize,
    done: Option<actions::Notified>,
}

/// How many people would be told.
pub(super) async fn notify_page(page: PageCtx, Path(id): Path<String>) -> Reply {
    show_notify(page, wave_id(&id)?, None, Form::default()).await
}

async fn show_notify(page: PageCtx, id: CallWaveId, done: Option<actions::Notified>, form: Form) -> Reply {
    let (actor, now) = (page.actor.clone(), page.now);
    let (sitting, count) = page
        .app
        .db()
        .read(move |tx| actions::recipients(tx, &actor, now, id))
        .await?;
    if sitting.wave.published_at.is_none() {
        return Err(Problem::refused("decisions-refused-not-published"));
    }
    let status = if form.is_valid() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    page.clone().show_with(
        status,
        &NotifyPage {
            page,
            form,
            sitting,
            count,
            done,
        },
    )
}

/// Tells the applicants, once.
pub(super) async fn notify(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let id = wave_id(&id)?;
    if !form.is("confirme", "oui") {
        form.refuse("confirme", "decisions-confirm-missing");
        return show_notify(page, id, None, form).await;
    }
    let (actor, now) = (page.actor.clone(), page.now);
    let done = page
        .app
        .db()
        .write(move |tx| actions::notify(tx, &actor, now, id))
        .await?;
    show_notify(page, id, Some(done), Form::default()).await
}
