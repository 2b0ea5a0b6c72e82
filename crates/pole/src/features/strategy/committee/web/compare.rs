//! Two plans beside each other, from two searches or one.

use askama::Template;
use axum::extract::Path;

use super::super::super::errors::StrategyError;
use super::super::actions;
use super::super::board::kinds_of;
use super::super::contrast::{Contrast, Side, contrast};
use super::super::model::PlanKind;
use super::{tables, words};
use crate::features::strategy::scenarios::model::{RunId, RunLine};
use crate::shell::export::{self, ExportFormat};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::table::Table;

/// What a page compares.
struct Compared {
    before: Side,
    after: Side,
    contrast: Contrast,
}

#[derive(Template)]
#[template(path = "features/strategy/committee/pages/compare.html")]
struct ComparePage {
    page: PageCtx,
    form: Form,
    runs: Vec<(String, String)>,
    kinds: Vec<(&'static str, String)>,
    compared: Option<Compared>,
    totals: Option<Table>,
    costs: Option<Table>,
    changes: Option<Table>,
    asked: Vec<String>,
}

impl ComparePage {
    fn side(&self, side: &Side) -> String {
        self.page.tv(
            "committee-side-is",
            &[
                ("scenario", side.run.name.as_str().into()),
                ("revision", side.run.revision.into()),
                ("moment", self.page.moment(&side.run.asked_at).into()),
                ("plan", words::plan(&self.page, side.kind).into()),
            ],
        )
    }
}

/// What the form asks for: `None` when nothing is chosen yet.
async fn load(page: &PageCtx, form: &mut Form) -> Result<Option<Compared>, Problem> {
    if form.value("a").is_empty() || form.value("b").is_empty() {
        return Ok(None);
    }
    let mut sides = Vec::new();
    for (run, mode) in [("a", "mode_a"), ("b", "mode_b")] {
        let run = RunId::parse(form.value(run)).map_err(|_| Problem::NotFound)?;
        let kind = form.maybe(mode, "form-choice", PlanKind::parse);
        sides.push((run, kind.unwrap_or(PlanKind::Benefit)));
    }
    let actor = page.actor.clone();
    let asked = sides.clone();
    let (before, after) = page
        .app
        .db()
        .read(move |tx| {
            let mut side = |(run, kind): (RunId, PlanKind)| {
                let (run, _) = actions::search(tx, &actor, run)?;
                let (weights, _) = actions::weights_of(tx, &actor, &run)?;
                Ok::<_, StrategyError>(Side { run, kind, weights })
            };
            Ok::<_, StrategyError>((side(asked[0])?, side(asked[1])?))
        })
        .await?;
    for (side, field) in [(&before, "mode_a"), (&after, "mode_b")] {
        if !kinds_of(&side.run).contains(&side.kind) {
            form.refuse(field, "committee-refused-no-plan");
        }
    }
    let seen = actions::seen(&page.actor);
    Ok(contrast(&before, &after, &seen).map(|contrast| Compared {
        before,
        after,
        contrast,
    }))
}

fn address(form: &Form) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for name in ["a", "mode_a", "b", "mode_b"] {
        if let Some(value) = form.optional(name) {
            query.append_pair(name, value);
        }
    }
    format!("?{}", query.finish())
}

fn totals(page: &PageCtx, compared: &Compared) -> Table {
    tables::totals(
        page,
        "committee-totals",
        ["committee-side-a", "committee-side-b"],
        compared.contrast.totals,
    )
}

pub(super) async fn page(page: PageCtx, mut form: Form) -> Reply {
    let compared = load(&page, &mut form).await?;
    let actor = page.actor.clone();
    let lines: Vec<RunLine> = page.app.db().read(move |tx| actions::searches(tx, &actor)).await?;
    let runs = lines
        .iter()
        .map(|line| {
            let label = page.tv(
                "committee-run",
                &[
                    ("scenario", line.name.as_str().into()),
                    ("revision", line.revision.into()),
                    ("moment", page.moment(&line.asked_at).into()),
                ],
            );
            (line.id.to_string(), label)
        })
        .collect();
    let query = address(&form);
    let with = |file: &str, table: Table| Table {
        export: format!("/strategie/comparer/export/{file}"),
        query: query.clone(),
        ..table
    };
    let template = ComparePage {
        runs,
        kinds: PlanKind::ALL
            .iter()
            .map(|kind| (kind.code(), words::plan(&page, *kind)))
            .collect(),
        totals: compared
            .as_ref()
            .map(|compared| with("totaux", totals(&page, compared))),
        costs: compared
            .as_ref()
            .map(|compared| with("couts", tables::cost_pairs(&page, &compared.contrast))),
        changes: compared.as_ref().map(|compared| {
            with(
                "changements",
                tables::changes(
                    &page,
                    &compared.before.run,
                    &compared.after.run,
                    &compared.contrast,
                    false,
                ),
            )
        }),
        asked: compared
            .iter()
            .flat_map(|compared| {
                let (before, after) = (&compared.before.run, &compared.after.run);
                compared
                    .contrast
                    .asked
                    .iter()
                    .map(|one| words::asked(&page, before, after, one))
            })
            .collect(),
        compared,
        form,
        page: page.clone(),
    };
    page.show_with(template.form.status(), &template)
}

pub(super) async fn export(page: PageCtx, Path(file): Path<String>, mut form: Form) -> Reply {
    let (name, extension) = file.split_once('.').ok_or(Problem::NotFound)?;
    let format = ExportFormat::parse(extension).ok_or(Problem::NotFound)?;
    let compared = load(&page, &mut form).await?.ok_or(Problem::NotFound)?;
    let changes = || {
        tables::changes(
            &page,
            &compared.before.run,
            &compared.after.run,
            &compared.contrast,
            true,
        )
        .sheet(&page)
    };
    let costs = || tables::cost_pairs(&page, &compared.contrast).sheet(&page);
    let sheets = match name {
        "changements" => vec![changes(), totals(&page, &compared).sheet(&page), costs()],
        "totaux" => vec![totals(&page, &compared).sheet(&page)],
        "couts" => vec![costs()],
        _ => return Err(Problem::NotFound),
    };
    export::save(&page, format, &format!("comparaison-{name}"), &sheets)
}
