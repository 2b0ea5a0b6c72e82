//! The pages of dossiers: the list, one dossier, its states, its money, its history, and the common file.

mod begin;
mod dossier;
mod file;
mod financing;
mod history;
mod list;
mod moves;

use super::errors::DossierError;
use super::model::{CommonFileId, DossierId, LineState};
use crate::policy::Action;
use crate::shell::form::Form;
use crate::shell::page::PageCtx;
use crate::shell::problem::Problem;
use crate::shell::routes::Routes;

/// The routes of dossiers. Who was only invited to write passes the gate too: each action asks again.
pub fn routes() -> Routes {
    let read = Action::WriteDossiers;
    Routes::new()
        .merge(super::api::routes())
        .merge(super::writing::routes())
        .get("/dossiers", read, list::page)
        .get("/dossiers/export/{file}", read, list::export)
        .get("/dossiers/nouveau", read, begin::page)
        .post("/dossiers/nouveau", read, begin::begin)
        .get("/dossiers/communs/{id}", Action::ReadDossiers, file::page)
        .get(
            "/dossiers/communs/{id}/export/{file}",
            Action::ReadDossiers,
            file::export,
        )
        .post("/dossiers/communs/{id}/ordre", Action::EndorseDossiers, file::rank)
        .post("/dossiers/communs/{id}/note", Action::EndorseDossiers, file::note)
        .get("/dossiers/communs/{id}/etat", Action::EndorseDossiers, file::review)
        .post("/dossiers/communs/{id}/etat", Action::EndorseDossiers, file::advance)
        .get("/dossiers/{id}", read, dossier::page)
        .post("/dossiers/{id}/ecoles", read, dossier::add_ecoles)
        .post("/dossiers/{id}/ecoles/retirer", read, dossier::remove_ecole)
        .get("/dossiers/{id}/etat", read, moves::page)
        .post("/dossiers/{id}/etat", read, moves::advance)
        .get(
            "/dossiers/{id}/correction",
            Action::DecideDossiers,
            moves::correction_page,
        )
        .post("/dossiers/{id}/correction", Action::DecideDossiers, moves::correct)
        .get("/dossiers/{id}/financement", read, financing::page)
        .post("/dossiers/{id}/financement", read, financing::declare)
        .get("/dossiers/{id}/financement/export/{file}", read, financing::export)
        .get("/dossiers/{id}/histoire", read, history::page)
}

fn dossier_id(text: &str) -> Result<DossierId, Problem> {
    DossierId::parse(text).map_err(|_| Problem::NotFound)
}

fn file_id(text: &str) -> Result<CommonFileId, Problem> {
    CommonFileId::parse(text).map_err(|_| Problem::NotFound)
}

/// The name of a state.
fn state_word(page: &PageCtx, state: LineState) -> String {
    page.word("line-state", state.code())
}

/// A refusal goes to the form, beside the field it speaks of; anything else is a problem.
fn refuse(form: &mut Form, error: DossierError) -> Result<(), Problem> {
    match error {
        DossierError::Refused(refusal) => {
            form.refuse_with(refusal.field(), refusal.key(), refusal.arguments());
            Ok(())
        }
        DossierError::Stale => {
            form.refuse("etat", "dossiers-refused-stale");
            Ok(())
        }
        other => Err(other.into()),
    }
}

impl LineState {
    /// The colour of a state: what it means is always in its words.
    pub(super) const fn tag(self) -> &'static str {
        match self {
            Self::Draft | Self::UnderConstruction => "govuk-tag--grey",
            Self::SchoolValidated
            | Self::AuthorityEndorsed
            | Self::Ranked
            | Self::Transmitted
            | Self::Admissible
            | Self::Assessed => "govuk-tag--blue",
            Self::Selected | Self::Agreed | Self::Running | Self::Closed => "govuk-tag--green",
            Self::Reserve => "govuk-tag--yellow",
            Self::Inadmissible | Self::NotSelected | Self::Withdrawn | Self::Terminated => "govuk-tag--red",
        }
    }
}

/// The vocabularies that these pages put into words.
#[cfg(test)]
pub(super) fn vocabularies() -> Vec<(&'static str, Vec<&'static str>)> {
    use super::eligibility::{Check, Verdict};
    use super::model::{Origin, Who};
    use crate::features::calls::Part;
    let states: Vec<&str> = LineState::ALL.iter().map(|state| state.code()).collect();
    vec![
        ("line-state", states.clone()),
        ("dossiers-move", states),
        ("dossiers-who", Who::ALL.iter().map(|who| who.code()).collect()),
        ("dossiers-part", Part::ALL.iter().map(|part| part.code()).collect()),
        (
            "dossiers-origin",
            Origin::ALL.iter().map(|origin| origin.code()).collect(),
        ),
        ("dossiers-check", Check::ALL.iter().map(|check| check.code()).collect()),
        (
            "dossiers-verdict",
            Verdict::ALL.iter().map(|verdict| verdict.code()).collect(),
        ),
    ]
}
