//! The commission: its waves, the ranked list of one, and the review page before anything is written.

use std::collections::HashMap;

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use pole_kernel::{Cents, Day, Territory, Uai, fold};
use pole_office::table::CellKind;

use super::super::actions::{self, CommissionLine, Settings, Sitting};
use super::super::errors::{DecisionError, Refusal};
use super::super::model::{Candidate, Outcome};
use super::super::rules::{Change, Proposal, Review, Tally, Warning};
use super::{outcomes, refuse, wave_id};
use crate::features::calls::CallWaveId;
use crate::shell::export::{self, ExportFormat};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::table::{Table, TableRow, column, day, euros, text};

/// How many lines a page shows unless all are asked for.
const SHOWN: usize = 200;

#[derive(Template)]
#[template(path = "features/decisions/pages/commissions.html")]
struct CommissionsPage {
    page: PageCtx,
    lines: Vec<CommissionLine>,
}

impl CommissionsPage {
    fn state(&self, line: &CommissionLine) -> String {
        match (&line.wave.published_at, &line.commission) {
            (Some(at), _) => self.page.t1("decisions-published-on", "moment", self.page.moment(at)),
            (None, Some(commission)) => match &commission.publish_at {
                Some(at) => self.page.t1("decisions-planned-on", "moment", self.page.moment(at)),
                None => self
                    .page
                    .t1("decisions-held-on", "day", self.page.day(&commission.held_on)),
            },
            (None, None) => self.page.t("decisions-not-prepared"),
        }
    }
}

/// The waves with their commissions.
pub(super) async fn list(page: PageCtx) -> Reply {
    let actor = page.actor.clone();
    let lines = page.app.db().read(move |tx| actions::commissions(tx, &actor)).await?;
    page.clone().show(&CommissionsPage { page, lines })
}

#[derive(Template)]
#[template(path = "features/decisions/pages/commission.html")]
struct CommissionPage {
    page: PageCtx,
    form: Form,
    sitting: Sitting,
    shown: Vec<Candidate>,
    amounts: HashMap<Uai, Option<Cents>>,
    matching: usize,
    tally: Tally,
    outcomes: Vec<(&'static str, String)>,
    filters: Vec<(String, String)>,
    islands: Vec<(String, String)>,
}

impl CommissionPage {
    /// Whether a line can be decided of.
    fn has_decidable(&self) -> bool {
        self.sitting.lines.iter().any(Candidate::is_decidable)
    }

    fn is_published(&self) -> bool {
        self.sitting.wave.published_at.is_some()
    }

    fn threshold(&self) -> u32 {
        self.sitting.content.review.threshold
    }

    fn score(&self, line: &Candidate) -> String {
        score(&self.page, line)
    }

    fn is_below(&self, line: &Candidate) -> bool {
        line.score.is_some_and(|score| !score.reaches(self.threshold()))
    }

    fn amount(&self, line: &Candidate) -> String {
        self.page
            .money_or_unknown(&self.amounts.get(&line.uai).copied().flatten())
    }

    fn kind(&self, line: &Candidate) -> String {
        self.page.word("school-kind", line.kind.code())
    }

    fn state(&self, line: &Candidate) -> String {
        self.page.word("line-state", line.state.code())
    }

    fn outcome(&self, line: &Candidate) -> Option<String> {
        line.outcome()
            .map(|outcome| self.page.word("decisions-outcome", outcome.code()))
    }

    fn seen(&self) -> i64 {
        self.sitting.commission.as_ref().map_or(0, |one| one.revision)
    }

    fn planned(&self) -> Option<String> {
        let at = self.sitting.commission.as_ref()?.publish_at?;
        Some(self.page.moment(&at))
    }

    fn failure(&self) -> Option<String> {
        let failure = &self.sitting.commission.as_ref()?.publish_failure;
        (!failure.is_empty()).then(|| self.page.t("decisions-publish-failed"))
    }

    fn query(&self) -> String {
        query(&self.form)
    }
}

/// A score in words.
fn score(page: &PageCtx, line: &Candidate) -> String {
    line.score.map_or_else(
        || page.t("common-unknown"),
        |score| {
            let tenths = i64::try_from((score.hundredths() + 5) / 10).unwrap_or(0);
            let points = page.formats().tenths(tenths);
            if score.is_complete {
                points
            } else {
                page.t1("decisions-score-incomplete", "points", points)
            }
        },
    )
}

fn query(form: &Form) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for name in ["q", "ile", "etat"] {
        if let Some(value) = form.optional(name) {
            query.append_pair(name, value);
        }
    }
    let query = query.finish();
    if query.is_empty() { query } else { format!("?{query}") }
}

/// What the filter of the page keeps.
fn wanted(form: &Form, sitting: &Sitting) -> Vec<Candidate> {
    let searched = fold(form.value("q"));
    let island = Territory::parse(form.value("ile")).ok();
    let threshold = sitting.content.review.threshold;
    sitting
        .lines
        .iter()
        .filter(|line| fold(&format!("{} {} {}", line.name, line.uai, line.commune)).contains(&searched))
        .filter(|line| island.as_ref().is_none_or(|island| line.territory == *island))
        .filter(|line| match form.value("etat") {
            "ouvert" => line.is_decidable() && line.decision.is_none(),
            "sous-seuil" => line.score.is_some_and(|score| !score.reaches(threshold)),
            "ecoles" => line.kind.is_ecole(),
            "colleges" => line.is_carrier(),
            code => Outcome::parse(code).map_or(true, |outcome| line.outcome() == Some(outcome)),
        })
        .cloned()
        .collect()
}

/// What the lines would be due.
async fn amounts(
    page: &PageCtx,
    sitting: &Sitting,
    lines: &[Candidate],
) -> Result<HashMap<Uai, Option<Cents>>, Problem> {
    let (now, sitting, lines) = (page.now, sitting.clone(), lines.to_vec());
    Ok(page
        .app
        .db()
        .read(move |tx| actions::quotes(tx, now, &sitting, &lines))
        .await?)
}

async fn load(page: &PageCtx, id: CallWaveId) -> Result<Sitting, Problem> {
    let actor = page.actor.clone();
    Ok(page.app.db().read(move |tx| actions::sitting(tx, &actor, id)).await?)
}

/// The ranked list of a wave.
pub(super) async fn page(page: PageCtx, Path(id): Path<String>, form: Form) -> Reply {
    show(page, wave_id(&id)?, form).await
}

async fn show(page: PageCtx, id: CallWaveId, form: Form) -> Reply {
    let sitting = load(&page, id).await?;
    let mut shown = wanted(&form, &sitting);
    let matching = shown.len();
    if !form.is("tout", "oui") {
        shown.truncate(SHOWN);
    }
    let mut filters = vec![
        (String::new(), page.t("decisions-filter-all")),
        ("ouvert".to_owned(), page.t("decisions-filter-open")),
    ];
    filters.extend(
        outcomes(&page)
            .into_iter()
            .map(|(code, words)| (code.to_owned(), words)),
    );
    filters.extend([
        ("sous-seuil".to_owned(), page.t("decisions-filter-below")),
        ("colleges".to_owned(), page.t("decisions-filter-colleges")),
        ("ecoles".to_owned(), page.t("decisions-filter-ecoles")),
    ]);
    let mut islands = vec![(String::new(), page.t("decisions-filter-all"))];
    for line in &sitting.lines {
        let code = line.territory.to_string();
        if islands.iter().all(|(known, _)| *known != code) {
            islands.push((code, page.territory(&line.territory)));
        }
    }
    let status = form.status();
    let (held_on, note, quota) = match &sitting.commission {
        Some(one) => (
            one.held_on.to_string(),
            one.note.clone(),
            one.quota.map(|quota| quota.to_string()).unwrap_or_default(),
        ),
        None => (page.now.day().to_string(), String::new(), String::new()),
    };
    let form = form
        .with_default("seance", held_on)
        .with_default("note", note)
        .with_default("quota", quota);
    page.clone().show_with(
        status,
        &CommissionPage {
            tally: sitting.tally(),
            outcomes: outcomes(&page),
            filters,
            islands,
            amounts: amounts(&page, &sitting, &shown).await?,
            shown,
            matching,
            sitting,
            form,
            page,
        },
    )
}

/// Settles the day of the commission and the écoles granted.
pub(super) async fn settle(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let id = wave_id(&id)?;
    let held_on = form.required("seance", "form-day", Day::parse);
    let quota = form.maybe("quota", "decisions-quota-wrong", |text| match text.parse::<i64>() {
        Ok(quota) if quota >= 0 => Ok(quota),
        _ => Err(()),
    });
    let Some(held_on) = held_on.filter(|_| form.is_valid()) else {
        return show(page, id, form).await;
    };
    let settings = Settings {
        seen: form.value("vu").parse().unwrap_or(0),
        held_on,
        note: form.value("note").to_owned(),
        quota,
    };
    let (actor, now) = (page.actor.clone(), page.now);
    match page
        .app
        .db()
        .write(move |tx| actions::settle(tx, &actor, now, id, &settings))
        .await
    {
        Ok(()) => page.redirect(&format!("/commissions/{id}"), "notice-decisions-settled"),
        Err(error) => {
            refuse(&mut form, "seance", error)?;
            show(page, id, form).await
        }
    }
}

/// Reads what was chosen line by line, or for those that were ticked. What says nothing new is left out.
fn proposals(form: &Form, sitting: &Sitting) -> Vec<Proposal> {
    let for_ticked = Outcome::parse(form.value("issue")).ok();
    sitting
        .lines
        .iter()
        .filter_map(|line| {
            let id = line.line.to_string();
            let field = |name: &str| form.value(&format!("{name}-{id}")).to_owned();
            let seen: i64 = field("vu").parse().ok()?;
            let (typed, typed_reason) = (Outcome::parse(&field("issue")).ok(), field("motif"));
            let ticked = for_ticked.filter(|_| form.is("lignes", &id));
            let outcome = ticked.or(typed)?;
            let reason = match ticked {
                Some(_) if !form.value("motif").is_empty() => form.value("motif").to_owned(),
                _ => typed_reason,
            };
            let reserve_rank = field("rang").parse().ok().filter(|_| outcome == Outcome::Reserve);
            let is_same = line.decision.as_ref().is_some_and(|decision| {
                decision.outcome == outcome
                    && decision.reason == reason
                    && (decision.reserve_rank == reserve_rank || reserve_rank.is_none())
            });
            (!is_same).then_some(Proposal {
                line: line.line,
                seen,
                outcome,
                reserve_rank,
                reason,
            })
        })
        .collect()
}

/// What somebody else wrote meanwhile.
struct Meanwhile {
    school: String,
    stored: String,
    who: String,
    when: String,
}

#[derive(Template)]
#[template(path = "features/decisions/pages/review.html")]
struct ReviewPage {
    page: PageCtx,
    sitting: Sitting,
    review: Review,
    meanwhile: Vec<Meanwhile>,
}

impl ReviewPage {
    fn before(&self, change: &Change) -> String {
        change.candidate.outcome().map_or_else(
            || self.page.t("decisions-undecided"),
            |outcome| self.page.word("decisions-outcome", outcome.code()),
        )
    }

    fn after(&self, change: &Change) -> String {
        let words = self.page.word("decisions-outcome", change.proposal.outcome.code());
        match change.proposal.reserve_rank {
            Some(rank) => self.page.tv(
                "decisions-outcome-rank",
                &[("outcome", words.into()), ("rank", rank.into())],
            ),
            None => words,
        }
    }

    fn refusal(&self, refusal: &Refusal) -> String {
        self.page.tv(refusal.key(), &refusal.arguments())
    }

    fn warning(&self, warning: &Warning) -> String {
        match warning {
            Warning::BelowThreshold { school, threshold } => self.page.tv(
                "decisions-warning-below",
                &[("school", school.into()), ("threshold", i64::from(*threshold).into())],
            ),
            Warning::NotScored { school } => self.page.t1("decisions-warning-not-scored", "school", school),
            Warning::ScoreIncomplete { school } => self.page.t1("decisions-warning-incomplete", "school", school),
            Warning::QuotaExceeded { selected, granted } => self.page.tv(
                "decisions-warning-quota",
                &[("selected", (*selected).into()), ("granted", (*granted).into())],
            ),
            Warning::QuotaUnknown { percent, selected } => self.page.tv(
                "decisions-warning-quota-unknown",
                &[
                    ("selected", (*selected).into()),
                    ("percent", i64::from(*percent).into()),
                ],
            ),
            Warning::RankSkipped { school, passed } => self.page.tv(
                "decisions-warning-rank",
                &[("school", school.into()), ("passed", passed.into())],
            ),
        }
    }

    fn totals(&self) -> Vec<(String, i64, i64)> {
        let (before, after) = (&self.review.before, &self.review.after);
        let outcome = |outcome: Outcome| self.page.word("decisions-outcome", outcome.code());
        vec![
            (outcome(Outcome::Selected), before.selected, after.selected),
            (self.page.t("decisions-total-ecoles"), before.ecoles, after.ecoles),
            (outcome(Outcome::Reserve), before.reserve, after.reserve),
            (outcome(Outcome::NotSelected), before.not_selected, after.not_selected),
            (self.page.t("decisions-undecided"), before.open, after.open),
        ]
    }
}

/// Shows what the proposals would do. Nothing is written.
pub(super) async fn review(page: PageCtx, Path(id): Path<String>, form: Form) -> Reply {
    let id = wave_id(&id)?;
    let sitting = load(&page, id).await?;
    let proposals = proposals(&form, &sitting);
    show_review(page, id, form, proposals).await
}

async fn show_review(page: PageCtx, id: CallWaveId, mut form: Form, mut proposals: Vec<Proposal>) -> Reply {
    let sitting = load(&page, id).await?;
    let mut meanwhile = Vec::new();
    for proposal in &mut proposals {
        let Some(line) = sitting.lines.iter().find(|line| line.line == proposal.line) else {
            continue;
        };
        if line.decision_revision() == proposal.seen {
            continue;
        }
        proposal.seen = line.decision_revision();
        if let Some(decision) = &line.decision {
            meanwhile.push(Meanwhile {
                school: line.name.clone(),
                stored: page.word("decisions-outcome", decision.outcome.code()),
                who: decision.decided_by.clone().unwrap_or_else(|| page.t("common-console")),
                when: page.moment(&decision.decided_at),
            });
        }
    }
    let (actor, now) = (page.actor.clone(), page.now);
    let reviewed = page
        .app
        .db()
        .read(move |tx| actions::review(tx, &actor, now, id, &proposals))
        .await;
    match reviewed {
        Ok((sitting, review)) => {
            let status = if !meanwhile.is_empty() {
                StatusCode::CONFLICT
            } else if review.is_possible() {
                StatusCode::OK
            } else {
                StatusCode::UNPROCESSABLE_ENTITY
            };
            page.clone().show_with(
                status,
                &ReviewPage {
                    page,
                    sitting,
                    review,
                    meanwhile,
                },
            )
        }
        Err(error) => {
            refuse(&mut form, "lignes", error)?;
            show(page, id, form).await
        }
    }
}

/// Writes what was reviewed.
pub(super) async fn decide(page: PageCtx, Path(id): Path<String>, form: Form) -> Reply {
    let id = wave_id(&id)?;
    let sitting = load(&page, id).await?;
    let proposals = proposals(&form, &sitting);
    let (actor, now, decided) = (page.actor.clone(), page.now, proposals.clone());
    match page
        .app
        .db()
        .write(move |tx| actions::decide(tx, &actor, now, id, &decided))
        .await
    {
        Ok(_) => page.redirect(&format!("/commissions/{id}"), "notice-decisions-decided"),
        // What is refused, or was changed meanwhile, is shown again with what is proposed.
        Err(DecisionError::Refused(_) | DecisionError::Stale(_)) => show_review(page, id, form, proposals).await,
        Err(error) => Err(error.into()),
    }
}

fn table(page: &PageCtx, sitting: &Sitting, lines: &[Candidate], amounts: &HashMap<Uai, Option<Cents>>) -> Table {
    let rows = lines
        .iter()
        .map(|line| {
            let decision = line.decision.as_ref();
            TableRow::new(vec![
                text(line.name.clone()),
                text(line.uai.to_string()),
                text(page.word("school-kind", line.kind.code())),
                text(line.college.to_string()),
                text(page.territory(&line.territory)),
                line.rank
                    .map_or(pole_office::table::Cell::Empty, pole_office::table::Cell::Integer),
                text(score(page, line)),
                euros(amounts.get(&line.uai).copied().flatten()),
                text(page.word("line-state", line.state.code())),
                text(
                    line.outcome()
                        .map(|outcome| page.word("decisions-outcome", outcome.code()))
                        .unwrap_or_default(),
                ),
                decision
                    .and_then(|decision| decision.reserve_rank)
                    .map_or(pole_office::table::Cell::Empty, pole_office::table::Cell::Integer),
                text(decision.map(|decision| decision.reason.clone()).unwrap_or_default()),
                decision.map_or(pole_office::table::Cell::Empty, |decision| day(decision.decided_on)),
            ])
        })
        .collect();
    Table {
        id: "lignes",
        caption: page.t("decisions-lines"),
        columns: vec![
            column(page, "decisions-column-school", CellKind::Text, 36.0),
            column(page, "decisions-column-uai", CellKind::Text, 11.0),
            column(page, "decisions-column-kind", CellKind::Text, 20.0),
            column(page, "decisions-column-college", CellKind::Text, 11.0),
            column(page, "decisions-column-island", CellKind::Text, 18.0),
            column(page, "decisions-column-rank", CellKind::Integer, 8.0),
            column(page, "decisions-column-score", CellKind::Text, 12.0),
            column(page, "decisions-column-amount", CellKind::Euros, 14.0),
            column(page, "decisions-column-state", CellKind::Text, 18.0),
            column(page, "decisions-column-outcome", CellKind::Text, 20.0),
            column(page, "decisions-column-reserve-rank", CellKind::Integer, 10.0),
            column(page, "decisions-column-reason", CellKind::Text, 44.0),
            column(page, "decisions-column-decided", CellKind::Day, 14.0),
        ],
        rows,
        total: None,
        export: format!("/commissions/{}/export/lignes", sitting.wave.id),
        query: String::new(),
        empty: String::new(),
        note: String::new(),
    }
}

/// The list to save.
pub(super) async fn export(page: PageCtx, Path((id, file)): Path<(String, String)>, form: Form) -> Reply {
    let format = file
        .strip_prefix("lignes.")
        .and_then(ExportFormat::parse)
        .ok_or(Problem::NotFound)?;
    let sitting = load(&page, wave_id(&id)?).await?;
    let lines = wanted(&form, &sitting);
    let amounts = amounts(&page, &sitting, &lines).await?;
    let sheet = table(&page, &sitting, &lines, &amounts).sheet(&page);
    export::save(&page, format, "commission", &[sheet])
}
