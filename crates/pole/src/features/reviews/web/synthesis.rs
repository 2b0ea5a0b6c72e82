//! The synthesis for the commission: the dossiers by score, with their reasons, on paper. Reviewers are not named.

use pole_office::pdf::{Document, render};
use serde_json::json;

use super::super::model::ReviewState;
use super::super::situation::{File, Situation, reference};
use super::{points_or_dash, results};
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;

/// Prints the synthesis outside the threads that answer requests.
pub(super) async fn answer(page: &PageCtx, situation: &Situation) -> Reply {
    let title = page.t("reviews-synthesis");
    let data = data(page, situation);
    let language = page.lang();
    let bytes = tokio::task::spawn_blocking(move || {
        // The house face has no unbreakable hyphen.
        let data_json = data.to_string().replace('\u{2011}', "-");
        render(&Document {
            template: include_str!("../pages/synthesis.typ"),
            data_json: &data_json,
            files: &[],
            title: &title,
            language,
        })
    })
    .await
    .map_err(|error| Problem::failure(&error))?
    .map_err(|error| Problem::failure(&error))?;
    page.attachment("synthese-des-evaluations.pdf", "application/pdf", bytes)
}

fn data(page: &PageCtx, situation: &Situation) -> serde_json::Value {
    let files = results::ranked(situation);
    let complete = files.iter().filter(|file| file.standing.complete).count();
    let below = files
        .iter()
        .filter(|file| file.standing.proposed == Some(false))
        .count();
    let fictitious = situation.call.fictitious || page.is_demo();
    let columns = [
        "reviews-column-rank",
        "reviews-column-dossier",
        "reviews-column-score",
        "reviews-column-gap",
        "reviews-column-proposed",
    ];
    json!({
        "title": page.t("reviews-synthesis"),
        "subtitle": format!("{} – {}", situation.call.title, situation.wave.label),
        "issuer": page.t("common-basin"),
        "notice": fictitious.then(|| page.t("common-demo-label")),
        "source": page.t1("reviews-synthesis-source", "moment", page.moment(&page.now)),
        "figures": [
            { "value": page.number(files.len()), "label": page.t("reviews-figure-dossiers") },
            { "value": page.number(complete), "label": page.t("reviews-figure-complete") },
            { "value": page.number(below), "label": page.t("reviews-figure-below") },
        ],
        "ranking": page.t("reviews-ranking"),
        "columns": columns.iter().map(|key| page.t(key)).collect::<Vec<_>>(),
        "rows": files.iter().enumerate().map(|(place, file)| row(page, place + 1, file)).collect::<Vec<_>>(),
        "empty": page.t("reviews-no-dossier"),
        "reasons": page.t("reviews-reasons"),
        "dossiers": files.iter().map(|file| reasons(page, file)).collect::<Vec<_>>(),
    })
}

fn row(page: &PageCtx, rank: usize, file: &File) -> Vec<String> {
    let score = file.standing.score.filter(|_| file.standing.complete);
    vec![
        score.map_or_else(|| "–".to_owned(), |_| rank.to_string()),
        format!("{} ({})", file.title(), reference(file.dossier.id)),
        points_or_dash(page, score),
        points_or_dash(page, file.standing.gap),
        match file.standing.proposed {
            Some(true) => page.t("reviews-proposed"),
            Some(false) => page.t("reviews-not-proposed"),
            None => page.t("reviews-not-yet"),
        },
    ]
}

/// What the reviewers wrote of a dossier, by number and not by name.
fn reasons(page: &PageCtx, file: &File) -> serde_json::Value {
    let texts: Vec<String> = file
        .reviews
        .iter()
        .filter(|review| review.state == ReviewState::Submitted)
        .enumerate()
        .map(|(place, review)| {
            let opinion = review
                .opinion
                .map(|opinion| page.word("reviews-opinion", opinion.code()))
                .unwrap_or_default();
            let points = review
                .quarters
                .and_then(|quarters| super::super::model::Points::mean(&[quarters]));
            page.tv(
                "reviews-reason-line",
                &[
                    ("number", (place + 1).into()),
                    ("points", points_or_dash(page, points).into()),
                    ("opinion", opinion.into()),
                    ("comment", review.comment.clone().into()),
                ],
            )
        })
        .collect();
    json!({
        "title": format!("{} ({})", file.title(), reference(file.dossier.id)),
        "texts": if texts.is_empty() { vec![page.t("reviews-no-reason")] } else { texts },
    })
}
