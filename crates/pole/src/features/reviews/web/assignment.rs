//! Who gets what: the proposal first, then its confirmation; and changes by hand.

use std::collections::HashMap;

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use pole_kernel::Day;
use pole_office::table::CellKind;

use super::super::assign::{self, Given, Proposal, Shortage};
use super::super::errors::{Refusal, ReviewError};
use super::super::model::{ReviewId, ReviewerId, Rule};
use super::super::running;
use super::super::situation::{Situation, reference};
use super::{dossier_id, results, wave_id};
use crate::features::calls::CallWaveId;
use crate::features::dossiers::DossierId;
use crate::shell::export::{self, ExportFormat};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::session::secret_hash;
use crate::shell::table::{Table, TableRow, column, text, whole};

/// How many dossiers of a proposal the page shows; the file holds all of them.
const SHOWN: usize = 300;

/// A proposal, with the situation it was made of.
pub(in crate::features::reviews) struct Proposed {
    pub(in crate::features::reviews) situation: Situation,
    pub(in crate::features::reviews) proposal: Proposal,
    /// What tells two proposals apart.
    pub(in crate::features::reviews) fingerprint: String,
}

/// Makes the proposal of a wave: read, then solved outside of the database.
pub(in crate::features::reviews) async fn propose(page: &PageCtx, wave: CallWaveId) -> Result<Proposed, Problem> {
    let (actor, now) = (page.actor.clone(), page.now);
    let situation = page
        .app
        .db()
        .read(move |tx| running::situation(tx, &actor, now, wave))
        .await?;
    let problem = situation.problem();
    let proposal = tokio::task::spawn_blocking(move || assign::propose(&problem))
        .await
        .map_err(|error| Problem::failure(&error))?
        .map_err(ReviewError::Solver)?;
    let pairs: Vec<String> = proposal
        .given
        .iter()
        .map(|given| format!("{} {}", given.dossier, given.reviewer))
        .collect();
    Ok(Proposed {
        situation,
        proposal,
        fingerprint: secret_hash(&pairs.join("\n")),
    })
}

/// A dossier of the proposal.
struct ProposedLine {
    title: String,
    reference: String,
    href: String,
    /// Who has it.
    held: Vec<String>,
    /// Who would get it.
    given: Vec<String>,
}

/// A dossier that stays without all its reviewers, and why.
struct Blocked {
    title: String,
    href: String,
    missing: u32,
    reasons: Vec<String>,
}

#[derive(Template)]
#[template(path = "features/reviews/pages/assignment.html")]
struct AssignmentPage {
    page: PageCtx,
    form: Form,
    title: String,
    wave: CallWaveId,
    call: String,
    fingerprint: String,
    given: usize,
    dossiers: usize,
    lines: Vec<ProposedLine>,
    hidden: usize,
    blocked: Vec<Blocked>,
    loads: Table,
    /// The least and the most that a reviewer would hold, in words.
    bounds: Option<String>,
    /// Reviews held by somebody whom a tie forbids.
    tied: Vec<(String, String)>,
    wide: usize,
}

pub(super) async fn page(page: PageCtx, Path(id): Path<String>) -> Reply {
    show(page, wave_id(&id)?, Form::default()).await
}

fn names(situation: &Situation) -> HashMap<ReviewerId, String> {
    situation
        .reviewers
        .iter()
        .map(|reviewer| (reviewer.id, reviewer.name.clone()))
        .collect()
}

/// Why a dossier stays without all its reviewers, a sentence a rule.
fn why(page: &PageCtx, shortage: &Shortage, names: &HashMap<ReviewerId, String>) -> Vec<String> {
    let mut reasons: Vec<String> = shortage
        .reasons
        .iter()
        .map(|(rule, reviewers)| {
            let people: Vec<&str> = reviewers
                .iter()
                .filter_map(|id| names.get(id).map(String::as_str))
                .collect();
            page.tv(
                "reviews-blocked-by",
                &[
                    ("rule", page.word("reviews-rule", rule.code()).into()),
                    ("people", people.join(", ").into()),
                ],
            )
        })
        .collect();
    if shortage.rivals > 0 && shortage.reasons.contains_key(&Rule::Full) {
        reasons.push(page.tn("reviews-blocked-rivals", "count", shortage.rivals));
    }
    if shortage.reasons.is_empty() {
        reasons.push(page.t("reviews-blocked-nobody"));
    }
    reasons
}

async fn show(page: PageCtx, wave: CallWaveId, form: Form) -> Reply {
    let proposed = propose(&page, wave).await?;
    let Proposed {
        situation,
        proposal,
        fingerprint,
    } = &proposed;
    let names = names(situation);
    let mut given: HashMap<DossierId, Vec<String>> = HashMap::new();
    for one in &proposal.given {
        given
            .entry(one.dossier)
            .or_default()
            .push(names.get(&one.reviewer).cloned().unwrap_or_default());
    }
    let lines: Vec<ProposedLine> = situation
        .files
        .iter()
        .filter_map(|file| {
            let given = given.remove(&file.dossier.id)?;
            Some(ProposedLine {
                title: file.title(),
                reference: reference(file.dossier.id),
                href: format!("/evaluations/dossiers/{}", file.dossier.id),
                held: file.held().map(|review| review.name.clone()).collect(),
                given,
            })
        })
        .collect();
    let blocked = proposal
        .shortages
        .iter()
        .filter_map(|shortage| {
            let file = situation.file(shortage.dossier)?;
            Some(Blocked {
                title: file.title(),
                href: format!("/evaluations/dossiers/{}", shortage.dossier),
                missing: shortage.missing,
                reasons: why(&page, shortage, &names),
            })
        })
        .collect();
    let after = || proposal.loads.iter().map(|load| load.after);
    let tied = situation
        .tied()
        .into_iter()
        .map(|review| {
            let title = situation
                .file(review.dossier)
                .map_or_else(|| reference(review.dossier), super::super::situation::File::title);
            (
                format!("/evaluations/dossiers/{}", review.dossier),
                format!("{title} – {}", review.name),
            )
        })
        .collect();
    let status = if form.is_valid() {
        StatusCode::OK
    } else {
        StatusCode::CONFLICT
    };
    let dossiers = lines.len();
    let template = AssignmentPage {
        title: format!("{} – {}", situation.call.title, situation.wave.label),
        wave,
        call: situation.call.id.to_string(),
        fingerprint: fingerprint.clone(),
        given: proposal.given.len(),
        dossiers,
        hidden: dossiers.saturating_sub(SHOWN),
        lines: lines.into_iter().take(SHOWN).collect(),
        blocked,
        loads: loads(&page, situation, proposal),
        bounds: after()
            .min()
            .zip(after().max())
            .map(|(least, most)| page.tv("reviews-bounds", &[("least", least.into()), ("most", most.into())])),
        tied,
        wide: situation
            .files
            .iter()
            .filter(|file| file.standing.is_wide && file.lacking() > 0)
            .count(),
        form,
        page: page.clone(),
    };
    page.show_with(status, &template)
}

/// The load of each reviewer, before and after.
fn loads(page: &PageCtx, situation: &Situation, proposal: &Proposal) -> Table {
    let names = names(situation);
    let rows = proposal
        .loads
        .iter()
        .map(|load| {
            TableRow::new(vec![
                text(names.get(&load.reviewer).cloned().unwrap_or_default()),
                whole(u64::from(load.before)),
                whole(u64::from(load.after)),
                whole(u64::from(load.capacity)),
            ])
        })
        .collect();
    Table {
        id: "charge",
        caption: page.t("reviews-loads"),
        columns: vec![
            column(page, "reviews-column-reviewer", CellKind::Text, 30.0),
            column(page, "reviews-column-before", CellKind::Integer, 12.0),
            column(page, "reviews-column-after", CellKind::Integer, 12.0),
            column(page, "reviews-column-capacity", CellKind::Integer, 12.0),
        ],
        rows,
        total: None,
        export: format!("/evaluations/repartition/{}/export/charge", situation.wave.id),
        query: String::new(),
        empty: page.t("reviews-no-reviewer"),
        note: String::new(),
    }
}

/// The proposal, or the loads, to save.
pub(super) async fn export(page: PageCtx, Path((id, file)): Path<(String, String)>) -> Reply {
    let (name, extension) = file.split_once('.').ok_or(Problem::NotFound)?;
    let format = ExportFormat::parse(extension).ok_or(Problem::NotFound)?;
    let proposed = propose(&page, wave_id(&id)?).await?;
    let situation = &proposed.situation;
    let table = match name {
        "charge" => loads(&page, situation, &proposed.proposal),
        "repartition" => {
            let names = names(situation);
            let rows = proposed
                .proposal
                .given
                .iter()
                .map(|given| {
                    let title = situation
                        .file(given.dossier)
                        .map(super::super::situation::File::title)
                        .unwrap_or_default();
                    TableRow::new(vec![
                        text(reference(given.dossier)),
                        text(title),
                        text(names.get(&given.reviewer).cloned().unwrap_or_default()),
                    ])
                })
                .collect();
            Table {
                id: "repartition",
                caption: page.t("reviews-proposal"),
                columns: vec![
                    column(&page, "reviews-column-reference", CellKind::Text, 12.0),
                    column(&page, "reviews-column-dossier", CellKind::Text, 40.0),
                    column(&page, "reviews-column-reviewer", CellKind::Text, 30.0),
                ],
                rows,
                total: None,
                export: String::new(),
                query: String::new(),
                empty: String::new(),
                note: String::new(),
            }
        }
        _ => return Err(Problem::NotFound),
    };
    let sheet = table.sheet(&page);
    export::save(&page, format, name, &[sheet])
}

/// Writes the proposal that was shown. When the situation changed meanwhile, shows the new one instead.
pub(super) async fn confirm(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let wave = wave_id(&id)?;
    match write(&page, wave, form.value("empreinte")).await {
        Ok(_) => page.redirect(&format!("/evaluations/vagues/{wave}"), "notice-reviews-assigned"),
        Err(ReviewError::Refused(refusal)) => {
            form.refuse("proposition", refusal.key());
            show(page, wave, form).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Makes the proposal again and writes it, when it is still the one that was shown.
pub(in crate::features::reviews) async fn write(
    page: &PageCtx,
    wave: CallWaveId,
    shown: &str,
) -> Result<usize, ReviewError> {
    let proposed = propose(page, wave).await.map_err(|problem| match problem {
        Problem::NotFound => ReviewError::NotFound,
        Problem::Denied(denied) => ReviewError::Denied(denied),
        other => ReviewError::Solver(other.message().0.to_owned()),
    })?;
    if proposed.fingerprint != shown {
        return Err(Refusal::ProposalChanged.into());
    }
    let (actor, now) = (page.actor.clone(), page.now);
    let given: Vec<Given> = proposed.proposal.given;
    page.app
        .db()
        .write(move |tx| running::confirm(tx, &actor, now, wave, &given))
        .await
}

/// Gives a dossier to one more reviewer.
pub(super) async fn add(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let dossier = dossier_id(&id)?;
    let Some(reviewer) = form.required("evaluateur", "form-choice", ReviewerId::parse) else {
        return results::show_dossier(page, dossier, form).await;
    };
    let (actor, now) = (page.actor.clone(), page.now);
    let done = page
        .app
        .db()
        .write(move |tx| running::add_review(tx, &actor, now, dossier, reviewer))
        .await;
    after(
        page,
        dossier,
        form,
        "evaluateur",
        done.map(|_| ()),
        "notice-reviews-given",
    )
    .await
}

/// Takes a review back, or gives it to somebody else.
pub(super) async fn take_back(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let dossier = dossier_id(&id)?;
    let review = ReviewId::parse(form.value("evaluation")).map_err(|_| Problem::refused("form-choice"))?;
    let reviewer = form.maybe("remplacant", "form-choice", ReviewerId::parse);
    let (actor, now, reason) = (page.actor.clone(), page.now, form.value("motif").to_owned());
    let done = page
        .app
        .db()
        .write(move |tx| match reviewer {
            Some(reviewer) => running::replace(tx, &actor, now, dossier, review, reviewer, &reason),
            None => running::take_back(tx, &actor, now, dossier, review, &reason),
        })
        .await;
    after(page, dossier, form, "motif", done, "notice-reviews-taken-back").await
}

/// Gives more time.
pub(super) async fn set_due(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let dossier = dossier_id(&id)?;
    let review = ReviewId::parse(form.value("evaluation")).map_err(|_| Problem::refused("form-choice"))?;
    let Some(due_on) = form.required("echeance", "form-day", Day::parse) else {
        return results::show_dossier(page, dossier, form).await;
    };
    let (actor, now) = (page.actor.clone(), page.now);
    let done = page
        .app
        .db()
        .write(move |tx| running::set_due(tx, &actor, now, dossier, review, due_on))
        .await;
    after(page, dossier, form, "echeance", done, "notice-reviews-due").await
}

async fn after(
    page: PageCtx,
    dossier: DossierId,
    mut form: Form,
    field: &str,
    done: Result<(), ReviewError>,
    notice: &'static str,
) -> Reply {
    match done {
        Ok(()) => page.redirect(&format!("/evaluations/dossiers/{dossier}"), notice),
        Err(error) => {
            super::refuse(&mut form, field, error)?;
            results::show_dossier(page, dossier, form).await
        }
    }
}
