//! The five figures of one school: live for its head, as published for others.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use pole_kernel::Uai;

use super::super::model::{Indicator, Place};
use super::cards::{self, Card};
use super::look;
use crate::features::directory::{self, SchoolTop};
use crate::policy::Action;
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;

#[derive(Template)]
#[template(path = "features/indicators/pages/school.html")]
struct SchoolPage {
    page: PageCtx,
    top: SchoolTop,
    form: Form,
    past: bool,
    cards: Vec<Card>,
    query: String,
}

pub(super) async fn page(page: PageCtx, Path(uai): Path<String>, mut form: Form) -> Reply {
    let uai = Uai::parse(&uai).map_err(|_| Problem::NotFound)?;
    let (actor, code) = (page.actor.clone(), uai.clone());
    let school = page
        .app
        .db()
        .read(move |tx| directory::school(tx, &actor, Action::ReadIndicators, &code))
        .await?;
    let mut look = look(&page, &mut form);
    look.place = Place::School(uai);
    let cards = match cards::load(&page, Indicator::ALL.to_vec(), &look).await {
        Ok(view) => Indicator::ALL
            .iter()
            .map(|indicator| cards::card(&page, &view, &form, *indicator))
            .collect(),
        // The school exists and did not count on that day.
        Err(Problem::NotFound) => Vec::new(),
        Err(other) => return Err(other),
    };
    let status = if form.is_valid() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let template = SchoolPage {
        top: SchoolTop {
            school,
            tab: "indicateurs",
        },
        past: look.past,
        cards,
        query: form.query(&["lieu", "au", "connu"], &[("lieu", &look.place.to_string())]),
        form,
        page: page.clone(),
    };
    page.show_with(status, &template)
}
