//! Everything that happened to a dossier, on one page.

use askama::Template;
use axum::extract::Path;
use pole_kernel::Uai;

use super::super::actions::{self, HistoryView};
use super::super::model::LineRevision;
use super::super::store::Happening;
use super::{dossier_id, state_word};
use crate::shell::page::{PageCtx, Reply};

#[derive(Template)]
#[template(path = "features/dossiers/pages/history.html")]
struct HistoryPage {
    page: PageCtx,
    view: HistoryView,
}

impl HistoryPage {
    fn moment(&self, one: &Happening) -> String {
        self.page.moment(&one.at())
    }

    fn author(&self, one: &Happening) -> String {
        one.by().map_or_else(|| self.page.t("common-console"), str::to_owned)
    }

    fn state(&self, revision: &LineRevision) -> String {
        state_word(&self.page, revision.state)
    }

    fn who(&self, revision: &LineRevision) -> String {
        self.page.word("dossiers-who", revision.acted_as.code())
    }

    fn name(&self, uai: &Uai) -> String {
        self.view.names.get(uai).cloned().unwrap_or_else(|| uai.to_string())
    }

    fn label(&self, code: &str) -> String {
        let code = code.split('/').next().unwrap_or(code);
        self.view.labels.get(code).cloned().unwrap_or_else(|| code.to_owned())
    }

    fn part(&self, code: &str) -> String {
        self.page.word("dossiers-part", code)
    }
}

/// The history.
pub(super) async fn page(page: PageCtx, Path(id): Path<String>) -> Reply {
    let (actor, now, id) = (page.actor.clone(), page.now, dossier_id(&id)?);
    let view = page
        .app
        .db()
        .read(move |tx| actions::history_view(tx, &actor, now, id))
        .await?;
    page.clone().show(&HistoryPage { page, view })
}
