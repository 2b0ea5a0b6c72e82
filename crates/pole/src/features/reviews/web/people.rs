//! Ties, as reviewers declare them, and the reviewers of a call, as who runs the reviews names them.

use askama::Template;
use axum::extract::Path;
use pole_kernel::{RoleScope, Territory, Uai};

use super::super::errors::{Refusal, ReviewError};
use super::super::model::{NewTie, ReviewerId, Tie, TieId, TieKind, TiePlace};
use super::super::people::{self, ReviewersView};
use super::{call_id, refuse};
use crate::features::calls::CallId;
use crate::features::directory;
use crate::policy::{AccountId, Scope};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;

/// What a form that declares a tie offers.
struct TieChoices {
    kinds: Vec<(String, String)>,
    schools: Vec<(String, String)>,
    territories: Vec<(String, String)>,
}

async fn choices(page: &PageCtx) -> Result<TieChoices, Problem> {
    let lines = page
        .app
        .db()
        .read(|tx| directory::basin(tx, Scope::everything()))
        .await?;
    let mut schools = vec![(String::new(), page.t("reviews-tie-no-school"))];
    schools.extend(
        lines
            .into_iter()
            .map(|line| (line.uai.to_string(), format!("{} ({})", line.name, line.uai))),
    );
    let mut territories = vec![(String::new(), page.t("reviews-tie-no-authority"))];
    for code in [Territory::SAINT_MARTIN, Territory::SAINT_BARTHELEMY] {
        if let Ok(territory) = Territory::parse(code) {
            territories.push((code.to_owned(), page.territory(&territory)));
        }
    }
    Ok(TieChoices {
        kinds: TieKind::ALL
            .iter()
            .map(|kind| (kind.code().to_owned(), page.word("reviews-tie", kind.code())))
            .collect(),
        schools,
        territories,
    })
}

/// The place of a tie in words.
fn place(page: &PageCtx, place: &TiePlace) -> String {
    match place {
        TiePlace::School(uai, name) => format!("{name} ({uai})"),
        TiePlace::Authority(territory) => page.t1("reviews-authority-of", "territory", page.territory(territory)),
    }
}

/// Reads a tie from a form, noting what is wrong.
fn read_tie(form: &mut Form) -> Option<NewTie> {
    let kind = form.required("lien", "form-choice", TieKind::parse);
    let uai = form.maybe("etablissement", "form-uai", Uai::parse);
    let territory = form.maybe("collectivite", "form-choice", Territory::parse);
    let kind = kind?;
    // Each kind reads the place it is about.
    let (uai, territory) = match kind {
        TieKind::School | TieKind::Family => (uai, None),
        TieKind::PreviousWork if uai.is_some() => (uai, None),
        TieKind::Authority | TieKind::PreviousWork => (None, territory),
    };
    let tie = NewTie {
        kind,
        uai,
        territory,
        note: form.value("precision").to_owned(),
    };
    form.is_valid().then_some(tie)
}

#[derive(Template)]
#[template(path = "features/reviews/pages/ties.html")]
struct TiesPage {
    page: PageCtx,
    form: Form,
    ties: Vec<Tie>,
    choices: TieChoices,
}

impl TiesPage {
    fn declared(&self, tie: &Tie) -> String {
        self.page.day(&tie.declared_at.day())
    }

    fn kind(&self, tie: &Tie) -> String {
        self.page.word("reviews-tie", tie.kind.code())
    }

    fn place(&self, tie: &Tie) -> String {
        place(&self.page, &tie.place)
    }
}

/// The ties of the reader.
pub(super) async fn ties_page(page: PageCtx) -> Reply {
    show_ties(page, Form::default()).await
}

async fn show_ties(page: PageCtx, form: Form) -> Reply {
    let actor = page.actor.clone();
    let ties = page.app.db().read(move |tx| people::own_ties(tx, &actor)).await?;
    let choices = choices(&page).await?;
    let status = form.status();
    page.clone().show_with(
        status,
        &TiesPage {
            page,
            form,
            ties,
            choices,
        },
    )
}

/// The reader declares a tie.
pub(super) async fn declare(page: PageCtx, mut form: Form) -> Reply {
    let Some(tie) = read_tie(&mut form) else {
        return show_ties(page, form).await;
    };
    let (actor, now) = (page.actor.clone(), page.now);
    let done = page
        .app
        .db()
        .write(move |tx| people::declare_tie(tx, &actor, now, &tie))
        .await;
    match done {
        Ok(0) => page.redirect("/evaluations/liens", "notice-reviews-tie"),
        Ok(_) => page.redirect("/evaluations/liens", "notice-reviews-tie-took-back"),
        Err(error) => {
            refuse(&mut form, "etablissement", error)?;
            show_ties(page, form).await
        }
    }
}

/// The reader withdraws a tie they declared.
pub(super) async fn withdraw_own(page: PageCtx, Path(id): Path<String>, _form: Form) -> Reply {
    let id = TieId::parse(&id).map_err(|_| Problem::NotFound)?;
    let (actor, now) = (page.actor.clone(), page.now);
    page.app
        .db()
        .write(move |tx| people::withdraw_tie(tx, &actor, now, None, id))
        .await?;
    page.redirect("/evaluations/liens", "notice-reviews-tie-withdrawn")
}

#[derive(Template)]
#[template(path = "features/reviews/pages/reviewers.html")]
struct ReviewersPage {
    page: PageCtx,
    form: Form,
    view: ReviewersView,
    candidates: Vec<(String, String)>,
    named: Vec<(String, String)>,
    choices: TieChoices,
}

impl ReviewersPage {
    fn kind(&self, tie: &Tie) -> String {
        self.page.word("reviews-tie", tie.kind.code())
    }

    fn place(&self, tie: &Tie) -> String {
        place(&self.page, &tie.place)
    }

    fn works_at(&self, scope: &RoleScope) -> String {
        match scope {
            RoleScope::Basin => self.page.t("common-basin"),
            RoleScope::Authority(territory) => {
                self.page
                    .t1("reviews-authority-of", "territory", self.page.territory(territory))
            }
            RoleScope::School(uai) => self
                .choices
                .schools
                .iter()
                .find(|(code, _)| code == uai.as_str())
                .map_or_else(|| uai.to_string(), |(_, name)| name.clone()),
        }
    }
}

async fn show(page: PageCtx, call: CallId, form: Form) -> Reply {
    let (actor, now) = (page.actor.clone(), page.now);
    let view = page
        .app
        .db()
        .read(move |tx| people::reviewers_view(tx, &actor, now, call))
        .await?;
    let mut candidates: Vec<(String, String)> = view
        .candidates
        .iter()
        .map(|(account, name)| (account.to_string(), name.clone()))
        .collect();
    candidates.sort_by(|left, right| left.1.cmp(&right.1));
    let named = view
        .reviewers
        .iter()
        .filter(|line| line.reviewer.ended_at.is_none())
        .map(|line| (line.reviewer.id.to_string(), line.reviewer.name.clone()))
        .collect();
    let choices = choices(&page).await?;
    let status = form.status();
    let form = form.with_default("capacite", "10".to_owned());
    page.clone().show_with(
        status,
        &ReviewersPage {
            page,
            form,
            view,
            candidates,
            named,
            choices,
        },
    )
}

/// The reviewers of a call.
pub(super) async fn page(page: PageCtx, Path(id): Path<String>) -> Reply {
    show(page, call_id(&id)?, Form::default()).await
}

/// Names a reviewer, or changes how many dossiers they accept.
pub(super) async fn name(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let call = call_id(&id)?;
    let account = form.required("compte", "form-choice", AccountId::parse);
    let capacity = form.required("capacite", "form-count", str::parse::<u32>);
    let (Some(account), Some(capacity)) = (account, capacity) else {
        return show(page, call, form).await;
    };
    let (actor, now, note) = (page.actor.clone(), page.now, form.value("remarque").to_owned());
    let done = page
        .app
        .db()
        .write(move |tx| people::name_reviewer(tx, &actor, now, call, account, capacity, &note))
        .await;
    match done {
        Ok(_) => page.redirect(&format!("/evaluations/evaluateurs/{call}"), "notice-reviews-named"),
        Err(error) => {
            refuse(&mut form, "compte", error)?;
            show(page, call, form).await
        }
    }
}

fn reviewer_id(form: &Form) -> Result<ReviewerId, Problem> {
    ReviewerId::parse(form.value("evaluateur")).map_err(|_| Problem::refused("form-choice"))
}

/// Ends a reviewer.
pub(super) async fn end(page: PageCtx, Path(id): Path<String>, form: Form) -> Reply {
    let call = call_id(&id)?;
    let reviewer = reviewer_id(&form)?;
    let (actor, now) = (page.actor.clone(), page.now);
    page.app
        .db()
        .write(move |tx| people::end_reviewer(tx, &actor, now, call, reviewer))
        .await?;
    page.redirect(&format!("/evaluations/evaluateurs/{call}"), "notice-reviews-ended")
}

/// Records a tie of a reviewer.
pub(super) async fn record(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let call = call_id(&id)?;
    let reviewer = form.required("evaluateur", "form-choice", ReviewerId::parse);
    let (Some(tie), Some(reviewer)) = (read_tie(&mut form), reviewer) else {
        return show(page, call, form).await;
    };
    let (actor, now) = (page.actor.clone(), page.now);
    let done = page
        .app
        .db()
        .write(move |tx| people::record_tie(tx, &actor, now, call, reviewer, &tie))
        .await;
    match done {
        Ok(_) => page.redirect(&format!("/evaluations/evaluateurs/{call}"), "notice-reviews-tie"),
        Err(error) => {
            refuse(&mut form, "etablissement", error)?;
            show(page, call, form).await
        }
    }
}

/// Withdraws a tie of a reviewer.
pub(super) async fn withdraw(page: PageCtx, Path(id): Path<String>, form: Form) -> Reply {
    let call = call_id(&id)?;
    let reviewer = reviewer_id(&form)?;
    let tie = TieId::parse(form.value("tie")).map_err(|_| Problem::refused("form-choice"))?;
    let (actor, now) = (page.actor.clone(), page.now);
    page.app
        .db()
        .write(move |tx| -> Result<(), ReviewError> {
            let view = people::reviewers_view(tx, &actor, now, call)?;
            let line = view
                .reviewers
                .iter()
                .find(|line| line.reviewer.id == reviewer)
                .ok_or(ReviewError::Refused(Refusal::NotAReviewer))?;
            people::withdraw_tie(tx, &actor, now, Some(line.reviewer.account), tie)
        })
        .await?;
    page.redirect(
        &format!("/evaluations/evaluateurs/{call}"),
        "notice-reviews-tie-withdrawn",
    )
}
