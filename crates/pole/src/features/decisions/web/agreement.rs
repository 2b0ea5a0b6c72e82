//! One agreement: its text and amendments, signatures, milestones, deliveries, its end.

use askama::Template;
use axum::Extension;
use axum::extract::{Multipart, Path};
use axum::http::StatusCode;
use pole_kernel::Day;
use pole_office::table::CellKind;

use super::super::actions::{self, AgreementView, NewMilestone, NewSignature};
use super::super::errors::DecisionError;
use super::super::model::{AgreementId, AgreementState, MilestoneId, Party, Signature, TEXTS};
use super::super::rules::Difference;
use super::letters::change;
use super::{agreement_id, refuse, upload};
use crate::policy::Action;
use crate::shell::documents::{self, DocumentId};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::session::Reader;
use crate::shell::table::{Table, TableRow, column, count, euros, text};

fn milestone_id(text: &str) -> Result<MilestoneId, Problem> {
    MilestoneId::parse(text).map_err(|_| Problem::NotFound)
}

#[derive(Template)]
#[template(path = "features/decisions/pages/agreement.html")]
struct AgreementPage {
    page: PageCtx,
    form: Form,
    view: AgreementView,
    amounts: Table,
    deliveries: Table,
    parties: Vec<(&'static str, String)>,
}

impl AgreementPage {
    fn may_edit(&self) -> bool {
        self.page.may(Action::EditAgreements)
    }

    fn is_open(&self) -> bool {
        self.view.agreement.state.is_open()
    }

    fn is(&self, state: &str) -> bool {
        self.view.agreement.state.code() == state
    }

    fn state(&self) -> String {
        self.page
            .word("decisions-agreement-state", self.view.agreement.state.code())
    }

    fn version(&self) -> i64 {
        self.view.newest().map_or(0, |version| version.version)
    }

    fn text(&self, code: &str) -> Vec<String> {
        let text = self.view.newest().map_or("", |version| version.content.text(code));
        text.lines().map(str::to_owned).collect()
    }

    fn day_of(&self, code: &str) -> String {
        let text = self.view.newest().map_or("", |version| version.content.text(code));
        Day::parse(text).map_or_else(|_| text.to_owned(), |day| self.page.day(&day))
    }

    fn party(&self, signature: &Signature) -> String {
        self.page.word("decisions-party", signature.party.code())
    }

    fn author(&self, name: Option<&String>) -> String {
        name.cloned().unwrap_or_else(|| self.page.t("common-console"))
    }

    fn change(&self, difference: &Difference) -> Vec<String> {
        change(&self.page.words, difference)
    }

    fn line_state(&self, code: &str) -> String {
        self.page.word("line-state", code)
    }

    fn standing(&self, milestone: &super::super::model::Milestone) -> String {
        self.page
            .word("decisions-milestone", milestone.standing(self.page.now.day()))
    }

    fn waits(&self) -> bool {
        let version = self.version();
        Party::ALL
            .iter()
            .any(|party| self.view.signed(version, *party).is_none())
    }
}

async fn load(page: &PageCtx, id: AgreementId) -> Result<AgreementView, Problem> {
    let (actor, now) = (page.actor.clone(), page.now);
    Ok(page
        .app
        .db()
        .read(move |tx| actions::agreement(tx, &actor, now, id))
        .await?)
}

/// One agreement.
pub(super) async fn page(page: PageCtx, Path(id): Path<String>) -> Reply {
    show(page, agreement_id(&id)?, Form::default()).await
}

async fn show(page: PageCtx, id: AgreementId, form: Form) -> Reply {
    let view = load(&page, id).await?;
    let status = form.status();
    let form = form.with_default("jour", page.now.day().to_string());
    let parties = Party::ALL
        .iter()
        .map(|party| (party.code(), page.word("decisions-party", party.code())))
        .collect();
    page.clone().show_with(
        status,
        &AgreementPage {
            amounts: amounts(&page, &view),
            deliveries: deliveries(&page, &view),
            parties,
            view,
            form,
            page,
        },
    )
}

fn amounts(page: &PageCtx, view: &AgreementView) -> Table {
    let money = |cents: Option<i64>| euros(cents.map(pole_kernel::Cents));
    let rows = view
        .newest()
        .map(|version| version.content.amounts.as_slice())
        .unwrap_or_default()
        .iter()
        .map(|line| {
            TableRow::new(vec![
                text(line.name.clone()),
                text(line.year.clone()),
                count(line.pupils),
                count(line.teachers),
                count(line.spare),
                count(line.cases),
                money(line.state),
                money(line.authority),
                money(line.others),
                money(line.total),
            ])
        })
        .collect();
    Table {
        id: "montants",
        caption: page.t("decisions-amounts"),
        columns: vec![
            column(page, "decisions-column-school", CellKind::Text, 36.0),
            column(page, "decisions-column-year", CellKind::Text, 12.0),
            column(page, "decisions-column-pupils", CellKind::Integer, 10.0),
            column(page, "decisions-column-teachers", CellKind::Integer, 10.0),
            column(page, "decisions-column-spare", CellKind::Integer, 10.0),
            column(page, "decisions-column-cases", CellKind::Integer, 10.0),
            column(page, "decisions-column-state-share", CellKind::Euros, 14.0),
            column(page, "decisions-column-authority-share", CellKind::Euros, 14.0),
            column(page, "decisions-column-others-share", CellKind::Euros, 14.0),
            column(page, "decisions-column-total", CellKind::Euros, 14.0),
        ],
        rows,
        total: None,
        export: String::new(),
        query: String::new(),
        empty: page.t("decisions-amounts-none"),
        note: String::new(),
    }
}

fn deliveries(page: &PageCtx, view: &AgreementView) -> Table {
    let rows = view
        .four
        .iter()
        .map(|row| TableRow {
            cells: vec![
                text(row.name.clone()),
                text(row.year.label()),
                text(page.word("endowment-item", row.item.code())),
                count(row.entitled),
                count(row.ordered),
                count(row.delivered),
                count(row.in_use),
            ],
            href: page
                .may_on(
                    Action::ReadMoney,
                    crate::policy::Subject::School(&row.uai, view.line.lines.first().map(|line| &line.territory)),
                )
                .then(|| format!("/etablissements/{}/dotation", row.uai)),
            flags: Vec::new(),
        })
        .collect();
    Table {
        id: "livraisons",
        caption: page.t("decisions-deliveries"),
        columns: vec![
            column(page, "decisions-column-school", CellKind::Text, 36.0),
            column(page, "decisions-column-year", CellKind::Text, 12.0),
            column(page, "decisions-column-item", CellKind::Text, 22.0),
            column(page, "decisions-column-entitled", CellKind::Integer, 10.0),
            column(page, "decisions-column-ordered", CellKind::Integer, 10.0),
            column(page, "decisions-column-delivered", CellKind::Integer, 10.0),
            column(page, "decisions-column-in-use", CellKind::Integer, 10.0),
        ],
        rows,
        total: None,
        export: String::new(),
        query: String::new(),
        empty: page.t("decisions-deliveries-none"),
        note: String::new(),
    }
}

#[derive(Template)]
#[template(path = "features/decisions/pages/amend.html")]
struct AmendPage {
    page: PageCtx,
    form: Form,
    view: AgreementView,
    /// The texts of several lines.
    long: Vec<&'static str>,
    /// Whether somebody else wrote a version meanwhile.
    is_conflict: bool,
}

/// The texts of several lines.
fn long() -> Vec<&'static str> {
    TEXTS
        .iter()
        .copied()
        .filter(|code| !matches!(*code, "academy" | "authority" | "starts_on" | "ends_on"))
        .collect()
}

impl AmendPage {
    fn label(&self, code: &str) -> String {
        self.page.word("decisions-text", code)
    }
}

/// The form of a new version, with what the newest says.
pub(super) async fn amend_page(page: PageCtx, Path(id): Path<String>) -> Reply {
    let view = load(&page, agreement_id(&id)?).await?;
    let form = filled(&view);
    page.clone().show(&AmendPage {
        page,
        form,
        view,
        long: long(),
        is_conflict: false,
    })
}

fn filled(view: &AgreementView) -> Form {
    let mut values = vec![(
        "vu",
        view.newest().map(|one| one.version.to_string()).unwrap_or_default(),
    )];
    if let Some(newest) = view.newest() {
        values.extend(TEXTS.iter().map(|code| (*code, newest.content.text(code).to_owned())));
    }
    Form::filled(values)
}

/// Writes a new version.
pub(super) async fn amend(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let id = agreement_id(&id)?;
    form.required("starts_on", "form-day", Day::parse);
    form.required("ends_on", "form-day", Day::parse);
    form.required("motif", "form-required", |text| -> Result<String, ()> {
        Ok(text.to_owned())
    });
    if !form.is_valid() {
        return show_amend(page, id, form, false).await;
    }
    let texts: Vec<(&'static str, String)> = TEXTS.iter().map(|code| (*code, form.value(code).to_owned())).collect();
    let (seen, reason) = (form.value("vu").parse().unwrap_or(0), form.value("motif").to_owned());
    let (actor, now) = (page.actor.clone(), page.now);
    match page
        .app
        .db()
        .write(move |tx| actions::amend(tx, &actor, now, id, (seen, &texts, &reason)))
        .await
    {
        Ok(_) => page.redirect(&format!("/conventions/{id}"), "notice-decisions-amended"),
        Err(DecisionError::Stale(_)) => show_amend(page, id, form, true).await,
        Err(error) => {
            refuse(&mut form, "motif", error)?;
            show_amend(page, id, form, false).await
        }
    }
}

async fn show_amend(page: PageCtx, id: AgreementId, form: Form, is_conflict: bool) -> Reply {
    let view = load(&page, id).await?;
    let status = if is_conflict {
        StatusCode::CONFLICT
    } else {
        form.status()
    };
    page.clone().show_with(
        status,
        &AmendPage {
            page,
            form,
            view,
            long: long(),
            is_conflict,
        },
    )
}

/// Goes back to the agreement, or shows what was refused.
async fn done(page: PageCtx, id: AgreementId, mut form: Form, field: &str, result: Result<(), DecisionError>) -> Reply {
    match result {
        Ok(()) => page.redirect(&format!("/conventions/{id}"), "notice-decisions-agreement-changed"),
        Err(error) => {
            refuse(&mut form, field, error)?;
            show(page, id, form).await
        }
    }
}

/// Records a signature, with its scanned page.
pub(super) async fn sign(
    page: PageCtx,
    Path(id): Path<String>,
    Extension(reader): Extension<Reader>,
    multipart: Multipart,
) -> Reply {
    let id = agreement_id(&id)?;
    let (mut form, document) = upload::receive(&page, &reader, multipart).await?;
    let party = form.required("partie", "form-choice", Party::parse);
    let signed_on = form.required("jour", "form-day", Day::parse);
    let (Some(party), Some(signed_on), true) = (party, signed_on, form.is_valid()) else {
        return show(page, id, form).await;
    };
    let new = NewSignature {
        version: form.value("version").parse().unwrap_or(0),
        party,
        signatory: form.value("signataire").to_owned(),
        signed_on,
        document,
    };
    let (actor, now) = (page.actor.clone(), page.now);
    let result = page
        .app
        .db()
        .write(move |tx| actions::sign(tx, &actor, now, id, &new))
        .await;
    done(page, id, form, "signataire", result.map(|_: AgreementState| ())).await
}

/// Starts a signed agreement.
pub(super) async fn start(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let id = agreement_id(&id)?;
    let Some(on) = form.required("jour", "form-day", Day::parse) else {
        return show(page, id, form).await;
    };
    let seen = form.value("vu").parse().unwrap_or(0);
    let (actor, now) = (page.actor.clone(), page.now);
    let result = page
        .app
        .db()
        .write(move |tx| actions::start(tx, &actor, now, (id, seen), on))
        .await;
    done(page, id, form, "jour", result).await
}

/// Closes an agreement with its report.
pub(super) async fn close(
    page: PageCtx,
    Path(id): Path<String>,
    Extension(reader): Extension<Reader>,
    multipart: Multipart,
) -> Reply {
    let id = agreement_id(&id)?;
    let (mut form, document) = upload::receive(&page, &reader, multipart).await?;
    let on = form.required("jour", "form-day", Day::parse);
    let Some(on) = on.filter(|_| form.is_valid()) else {
        return show(page, id, form).await;
    };
    let (seen, report) = (form.value("vu").parse().unwrap_or(0), form.value("bilan").to_owned());
    let (actor, now) = (page.actor.clone(), page.now);
    let result = page
        .app
        .db()
        .write(move |tx| actions::close(tx, &actor, now, (id, seen), (on, &report), document.as_ref()))
        .await;
    done(page, id, form, "bilan", result).await
}

/// Cancels an agreement, once it is confirmed.
pub(super) async fn terminate(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let id = agreement_id(&id)?;
    let on = form.required("jour", "form-day", Day::parse);
    if !form.is("confirme", "oui") {
        form.refuse("confirme", "decisions-confirm-missing");
    }
    let Some(on) = on.filter(|_| form.is_valid()) else {
        return show(page, id, form).await;
    };
    let (seen, reason) = (form.value("vu").parse().unwrap_or(0), form.value("motif").to_owned());
    let (actor, now) = (page.actor.clone(), page.now);
    let result = page
        .app
        .db()
        .write(move |tx| actions::terminate(tx, &actor, now, (id, seen), (on, &reason)))
        .await;
    done(page, id, form, "motif", result).await
}

/// Sets a milestone.
pub(super) async fn add_milestone(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let id = agreement_id(&id)?;
    let Some(due_on) = form.required("echeance", "form-day", Day::parse) else {
        return show(page, id, form).await;
    };
    let new = NewMilestone {
        title: form.value("titre").to_owned(),
        due_on,
        note: form.value("note").to_owned(),
    };
    let (actor, now) = (page.actor.clone(), page.now);
    let result = page
        .app
        .db()
        .write(move |tx| actions::add_milestone(tx, &actor, now, id, &new))
        .await;
    done(page, id, form, "titre", result.map(|_| ())).await
}

/// Says that a milestone is done, with its evidence.
pub(super) async fn finish_milestone(
    page: PageCtx,
    Path((id, milestone)): Path<(String, String)>,
    Extension(reader): Extension<Reader>,
    multipart: Multipart,
) -> Reply {
    let (id, milestone) = (agreement_id(&id)?, milestone_id(&milestone)?);
    let (mut form, document) = upload::receive(&page, &reader, multipart).await?;
    let on = form.required("jour", "form-day", Day::parse);
    let Some(on) = on.filter(|_| form.is_valid()) else {
        return show(page, id, form).await;
    };
    let note = form.value("note").to_owned();
    let (actor, now) = (page.actor.clone(), page.now);
    let result = page
        .app
        .db()
        .write(move |tx| actions::finish_milestone(tx, &actor, now, (id, milestone), (on, &note), document.as_ref()))
        .await;
    done(page, id, form, "jour", result).await
}

/// Takes a milestone out.
pub(super) async fn remove_milestone(
    page: PageCtx,
    Path((id, milestone)): Path<(String, String)>,
    form: Form,
) -> Reply {
    let (id, milestone) = (agreement_id(&id)?, milestone_id(&milestone)?);
    let (actor, now) = (page.actor.clone(), page.now);
    let result = page
        .app
        .db()
        .write(move |tx| actions::remove_milestone(tx, &actor, now, id, milestone))
        .await;
    done(page, id, form, "titre", result).await
}

/// A document of an agreement or of one of its milestones.
pub(super) async fn document(page: PageCtx, Path((id, document)): Path<(String, String)>) -> Reply {
    let id = agreement_id(&id)?;
    let document = DocumentId::parse(&document).map_err(|_| Problem::NotFound)?;
    let view = load(&page, id).await?;
    let is_here = view.documents.iter().any(|one| one.id == document)
        || view
            .milestones
            .iter()
            .any(|(_, evidence)| evidence.iter().any(|one| one.id == document));
    if !is_here {
        return Err(Problem::NotFound);
    }
    let found = page
        .app
        .db()
        .read(move |tx| documents::document(tx, document))
        .await?
        .ok_or(Problem::NotFound)?;
    upload::serve(&page, &found).await
}
