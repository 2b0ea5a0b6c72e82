//! The home of the strategy: scenarios with their newest result.

use askama::Template;
use axum::response::{IntoResponse, Redirect};
use pole_kernel::Cents;

use super::super::actions::{self, Listed};
use super::words;
use crate::policy::Action;
use crate::shell::page::{PageCtx, Reply};

#[derive(Template)]
#[template(path = "features/strategy/scenarios/pages/home.html")]
struct HomePage {
    page: PageCtx,
    scenarios: Vec<Card>,
    archived: Vec<Card>,
}

/// A scenario in a few words.
struct Card {
    href: String,
    name: String,
    note: String,
    what: String,
    saved: String,
    /// The newest search: its colour, its word and its address.
    newest: Option<(&'static str, String, String)>,
    /// The newest result in a sentence, and its address.
    result: Option<(String, String)>,
}

pub(super) async fn page(page: PageCtx) -> Reply {
    if !page.may(Action::ReadStrategy) {
        return Ok(Redirect::to("/strategie/besoins").into_response());
    }
    let actor = page.actor.clone();
    let listed = page.app.db().read(move |tx| actions::list(tx, &actor)).await?;
    let (archived, scenarios): (Vec<Listed>, Vec<Listed>) = listed
        .into_iter()
        .partition(|listed| listed.scenario.archived_at.is_some());
    let cards = |listed: Vec<Listed>| listed.iter().map(|listed| card(&page, listed)).collect();
    page.show(&HomePage {
        scenarios: cards(scenarios),
        archived: cards(archived),
        page: page.clone(),
    })
}

fn card(page: &PageCtx, listed: &Listed) -> Card {
    let scenario = &listed.scenario;
    let content = &scenario.content;
    let who = scenario
        .recorded_by
        .clone()
        .unwrap_or_else(|| page.t("strategy-console"));
    Card {
        href: format!("/strategie/scenarios/{}", scenario.id),
        name: scenario.name.clone(),
        note: content.note.clone(),
        what: page.tv(
            "strategy-card-what",
            &[
                ("waves", content.waves.into()),
                ("year", words::year(page, content.first_year, 1).into()),
            ],
        ),
        saved: page.tv(
            "strategy-card-saved",
            &[
                ("revision", scenario.revision.into()),
                ("when", page.moment(&scenario.recorded_at).into()),
                ("who", who.into()),
            ],
        ),
        newest: listed.newest.as_ref().map(|line| {
            let (colour, word) = words::state(page, line);
            (colour, word, format!("/strategie/calculs/{}", line.id))
        }),
        result: listed.result.as_ref().and_then(|run| {
            let answer = run.benefit.as_ref()?;
            let href = format!("/strategie/calculs/{}", run.id);
            if answer.status == "infeasible" {
                return Some((page.t("strategy-infeasible"), href));
            }
            let schools = answer.entries.len();
            let words = match answer.local_cost {
                Some(cost) => page.tv(
                    "strategy-card-result",
                    &[("count", schools.into()), ("cost", page.money(&Cents(cost)).into())],
                ),
                None => page.tn("strategy-card-result-own", "count", schools),
            };
            Some((words, href))
        }),
    }
}
