//! Who writes in a dossier, who is missing what, and the dossiers of a co-writer.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use pole_kernel::{RoleScope, fold};
use pole_office::table::CellKind;

use super::super::super::model::DossierId;
use super::super::answers::Setting;
use super::super::errors::WritingError;
use super::super::members::{self as actions, Invitation, MemberId, MembersView, OwnDossier, Person};
use super::{Head, dossier_id, part, refusal_key};
use crate::features::accounts::Reachable;
use crate::features::calls::Part;
use crate::policy::AccountId;
use crate::shell::export::{self, ExportFormat};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::table::{Table, TableRow, column, text};

/// How many accounts a search shows.
const FOUND: usize = 20;

#[derive(Template)]
#[template(path = "features/dossiers/writing/pages/members.html")]
struct MembersPage {
    page: PageCtx,
    form: Form,
    head: Head,
    setting: Setting,
    active: Vec<Invitation>,
    ended: Vec<Invitation>,
    people: Vec<Person>,
    lacks: Table,
    found: Vec<(String, String)>,
    more: bool,
    /// The parts one may invite for.
    offered: Vec<(String, String)>,
}

impl MembersPage {
    fn part(&self, invitation: &Invitation) -> String {
        part(&self.page, invitation.part)
    }

    fn parts_of(&self, person: &Person) -> String {
        let names: Vec<String> = person.parts.iter().map(|one| part(&self.page, *one)).collect();
        names.join(", ")
    }

    fn may_end(&self, invitation: &Invitation) -> bool {
        self.setting.access.invites(invitation.part) || self.page.actor.account == Some(invitation.account)
    }

    fn may_remind(&self, person: &Person) -> bool {
        self.setting.access.invites_for().next().is_some()
            && !person.missing.is_empty()
            && self.page.actor.account != Some(person.account)
    }

    fn ended_words(&self, invitation: &Invitation) -> String {
        let on = |moment: &pole_kernel::Instant| self.page.day(&moment.day());
        self.page.tv(
            "writing-member-ended",
            &[
                ("from", on(&invitation.invited_at).into()),
                ("to", invitation.ended_at.as_ref().map_or_else(String::new, on).into()),
            ],
        )
    }
}

async fn load(page: &PageCtx, id: DossierId) -> Result<(MembersView, Head), Problem> {
    let (actor, now) = (page.actor.clone(), page.now);
    Ok(page
        .app
        .db()
        .read(move |tx| -> Result<_, WritingError> {
            let view = actions::view(tx, &actor, now, id)?;
            let head = Head::load(tx, &view.setting)?;
            Ok((view, head))
        })
        .await?)
}

/// Who is missing what: part, school, what.
fn lacks(page: &PageCtx, head: &Head, view: &MembersView) -> Table {
    let mut rows = Vec::new();
    for one in Part::ALL {
        for section in &view.sections {
            for lack in section.missing.iter().filter(|lack| lack.part == *one) {
                let whose: Vec<&str> = view
                    .people
                    .iter()
                    .filter(|person| person.missing.contains(lack))
                    .map(|person| person.name.as_str())
                    .collect();
                let href = match &lack.section {
                    Some(code) => format!("/dossiers/{}/rediger/{code}", head.id),
                    None => format!("/dossiers/{}/documents", head.id),
                };
                rows.push(TableRow {
                    cells: vec![
                        text(lack.label.clone()),
                        text(head.place(page, lack.uai.as_ref())),
                        text(part(page, lack.part)),
                        text(whose.join(", ")),
                    ],
                    href: Some(href),
                    flags: Vec::new(),
                });
            }
        }
    }
    Table {
        id: "manques",
        caption: page.t("writing-lacks"),
        columns: vec![
            column(page, "writing-column-what", CellKind::Text, 44.0),
            column(page, "writing-column-school", CellKind::Text, 30.0),
            column(page, "writing-column-part", CellKind::Text, 26.0),
            column(page, "writing-column-who", CellKind::Text, 30.0),
        ],
        rows,
        total: None,
        export: format!("/dossiers/{}/membres/export/manques", head.id),
        query: String::new(),
        empty: page.t("writing-lacks-none"),
        note: String::new(),
    }
}

fn found(page: &PageCtx, head: &Head, reachable: &[Reachable], search: &str) -> Vec<(String, String)> {
    let words = fold(search);
    reachable
        .iter()
        .filter(|one| Part::ALL.iter().any(|part| actions::fits(*part, one.role)))
        .filter(|one| fold(&one.name).contains(&words))
        .map(|one| {
            let place = match &one.scope {
                RoleScope::Basin => String::new(),
                RoleScope::Authority(territory) => page.territory(territory),
                RoleScope::School(uai) => head.place(page, Some(uai)),
            };
            let role = page.word("role", one.role.code());
            let note = if place.is_empty() {
                role
            } else {
                format!("{role}, {place}")
            };
            (one.account.to_string(), format!("{} – {note}", one.name))
        })
        .collect()
}

async fn show(page: PageCtx, id: DossierId, form: Form) -> Reply {
    let (view, head) = load(&page, id).await?;
    let mut found = found(&page, &head, &view.reachable, form.value("q"));
    let more = found.len() > FOUND;
    found.truncate(FOUND);
    let offered = view
        .setting
        .access
        .invites_for()
        .map(|one| (one.code().to_owned(), part(&page, one)))
        .collect();
    let lacks = lacks(&page, &head, &view);
    let (active, ended) = view.invitations.into_iter().partition(|one| one.ended_at.is_none());
    let status = if form.is_valid() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    page.clone().show_with(
        status,
        &MembersPage {
            page,
            form,
            head,
            setting: view.setting,
            active,
            ended,
            people: view.people,
            lacks,
            found,
            more,
            offered,
        },
    )
}

/// The members of a dossier.
pub(super) async fn page(page: PageCtx, Path(id): Path<String>, form: Form) -> Reply {
    show(page, dossier_id(&id)?, form).await
}

/// Who is missing what, to save.
pub(super) async fn export(page: PageCtx, Path((id, file)): Path<(String, String)>) -> Reply {
    let format = file
        .strip_prefix("manques.")
        .and_then(ExportFormat::parse)
        .ok_or(Problem::NotFound)?;
    let (view, head) = load(&page, dossier_id(&id)?).await?;
    let sheet = lacks(&page, &head, &view).sheet(&page);
    export::save(&page, format, "manques", &[sheet])
}

/// Invites somebody.
pub(super) async fn invite(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let id = dossier_id(&id)?;
    let account = form.required("compte", "form-choice", AccountId::parse);
    let part = form.required("partie", "form-choice", Part::parse);
    let (Some(account), Some(part)) = (account, part) else {
        return show(page, id, form).await;
    };
    let (actor, now) = (page.actor.clone(), page.now);
    let done = page
        .app
        .db()
        .write(move |tx| actions::invite(tx, &actor, now, id, account, part))
        .await;
    match done {
        Ok(_) => page.redirect(&format!("/dossiers/{id}/membres"), "notice-writing-invited"),
        Err(error) => {
            let key = refusal_key(error)?;
            form.refuse("compte", key);
            show(page, id, form).await
        }
    }
}

/// Ends an invitation.
pub(super) async fn end(page: PageCtx, Path((id, code)): Path<(String, String)>, _: Form) -> Reply {
    let id = dossier_id(&id)?;
    let member = MemberId::parse(&code).map_err(|_| Problem::NotFound)?;
    let (actor, now) = (page.actor.clone(), page.now);
    page.app
        .db()
        .write(move |tx| actions::end(tx, &actor, now, id, member))
        .await?;
    let (actor, now) = (page.actor.clone(), page.now);
    // Who ended their own invitation may no longer read the dossier.
    let still_reads = page
        .app
        .db()
        .read(move |tx| -> Result<bool, WritingError> {
            match super::super::answers::open(tx, &actor, now, id) {
                Ok(_) => Ok(true),
                Err(WritingError::NotFound) => Ok(false),
                Err(error) => Err(error),
            }
        })
        .await?;
    let to = if still_reads {
        format!("/dossiers/{id}/membres")
    } else {
        "/dossiers/miens".to_owned()
    };
    page.redirect(&to, "notice-writing-ended")
}

/// Tells somebody what is missing on their side.
pub(super) async fn remind(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let id = dossier_id(&id)?;
    let account = AccountId::parse(form.value("compte")).map_err(|_| Problem::NotFound)?;
    let (actor, now) = (page.actor.clone(), page.now);
    let done = page
        .app
        .db()
        .write(move |tx| actions::remind(tx, &actor, now, id, account))
        .await;
    match done {
        Ok(()) => page.redirect(&format!("/dossiers/{id}/membres"), "notice-writing-reminded"),
        Err(error) => {
            let key = refusal_key(error)?;
            form.refuse("relance", key);
            show(page, id, form).await
        }
    }
}

/// A dossier of a co-writer.
struct OwnLine {
    href: String,
    title: String,
    college: String,
    parts: String,
    progress: String,
    deadline: String,
    is_done: bool,
    is_open: bool,
}

#[derive(Template)]
#[template(path = "features/dossiers/writing/pages/own.html")]
struct OwnPage {
    page: PageCtx,
    dossiers: Vec<OwnLine>,
}

fn own_line(page: &PageCtx, own: &OwnDossier) -> OwnLine {
    let one = |name: &str| {
        own.title
            .iter()
            .find(|(known, _)| *known == name)
            .map_or("", |(_, text)| text.as_str())
    };
    let parts: Vec<String> = own.parts.iter().map(|one| part(page, *one)).collect();
    OwnLine {
        href: format!("/dossiers/{}/rediger", own.setting.dossier.id),
        title: format!("{}, {}", one("call"), one("wave")),
        college: one("college").to_owned(),
        parts: parts.join(", "),
        progress: page.tv(
            "writing-progress",
            &[
                ("done", page.number(own.done).into()),
                ("all", page.number(own.required).into()),
            ],
        ),
        deadline: page.t1("writing-deadline-on", "day", page.day(&own.setting.wave.deadline_on)),
        is_done: own.done >= own.required,
        is_open: own.setting.closed(None).is_none(),
    }
}

/// The dossiers the reader was invited to.
pub(super) async fn own(page: PageCtx) -> Reply {
    let (actor, now) = (page.actor.clone(), page.now);
    let found = page.app.db().read(move |tx| actions::own(tx, &actor, now)).await?;
    let dossiers = found.iter().map(|own| own_line(&page, own)).collect();
    page.clone().show(&OwnPage { page, dossiers })
}
