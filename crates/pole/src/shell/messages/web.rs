//! The pages of messages: one's own, where one can be written to, and the mails that have not left.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;

use super::{Contact, MailState, Message, MessageId, NewMessage, Outgoing};
use crate::policy::{AccountId, Action};
use crate::shell::audit;
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::routes::Routes;

/// How many messages a page shows.
const SHOWN: i64 = 200;

/// The routes of messages.
pub fn routes() -> Routes {
    Routes::new()
        .get("/messages", Action::UseOwnAccount, own)
        .post("/messages/lus", Action::UseOwnAccount, read_all)
        .get("/messages/reglages", Action::UseOwnAccount, settings)
        .post("/messages/reglages", Action::UseOwnAccount, save_settings)
        .post("/messages/essai", Action::UseOwnAccount, try_one)
        .get("/messages/envois", Action::ManageAccounts, outgoing)
        .post("/messages/envois", Action::ManageAccounts, try_again)
        .get("/messages/{id}", Action::UseOwnAccount, open)
}

#[derive(Template)]
#[template(path = "shell/messages/pages/own.html")]
struct OwnPage {
    page: PageCtx,
    messages: Vec<Message>,
}

impl OwnPage {
    fn unread(&self) -> usize {
        self.messages.iter().filter(|message| message.read_at.is_none()).count()
    }
}

fn account(page: &PageCtx) -> Result<AccountId, Problem> {
    page.actor.account.ok_or(Problem::NotFound)
}

async fn own(page: PageCtx) -> Reply {
    let account = account(&page)?;
    let messages = page.app.db().read(move |tx| super::of(tx, account, SHOWN)).await?;
    page.clone().show(&OwnPage { page, messages })
}

/// Opens what a message leads to, and marks it as read.
async fn open(page: PageCtx, Path(id): Path<String>) -> Reply {
    let account = account(&page)?;
    let id = MessageId::parse(&id).map_err(|_| Problem::NotFound)?;
    let now = page.app.clock().now();
    let href = page
        .app
        .db()
        .write(move |tx| -> Result<_, pole_db::DbError> {
            let found = super::of(tx, account, SHOWN)?
                .into_iter()
                .find(|message| message.id == id);
            if found.is_some() {
                super::mark_read(tx, account, Some(id), now)?;
            }
            Ok(found.map(|message| message.href))
        })
        .await?
        .ok_or(Problem::NotFound)?;
    Ok(axum::response::IntoResponse::into_response(
        axum::response::Redirect::to(&crate::shell::server::safe_return(Some(&href))),
    ))
}

async fn read_all(page: PageCtx, _form: Form) -> Reply {
    let account = account(&page)?;
    let now = page.app.clock().now();
    page.app
        .db()
        .write(move |tx| super::mark_read(tx, account, None, now))
        .await?;
    page.redirect("/messages", "notice-messages-read")
}

#[derive(Template)]
#[template(path = "shell/messages/pages/settings.html")]
struct SettingsPage {
    page: PageCtx,
    form: Form,
}

impl SettingsPage {
    fn wants_mail(&self) -> bool {
        self.form.is("courriels", "oui")
    }

    fn has_server(&self) -> bool {
        self.page.app.config().mail.server.is_some()
    }

    fn hours(&self) -> String {
        let mail = &self.page.app.config().mail;
        self.page.tv(
            "messages-settings-hours",
            &[
                ("from", i64::from(mail.quiet_from).into()),
                ("until", i64::from(mail.quiet_until).into()),
            ],
        )
    }
}

async fn settings(page: PageCtx) -> Reply {
    let account = account(&page)?;
    let contact = page.app.db().read(move |tx| super::contact(tx, account)).await?;
    let form = match contact {
        Some(contact) => Form::filled([
            ("adresse", contact.address),
            ("courriels", if contact.wants_mail { "oui" } else { "" }.to_owned()),
        ]),
        None => Form::filled([("courriels", "oui".to_owned())]),
    };
    page.clone().show(&SettingsPage { page, form })
}

async fn save_settings(page: PageCtx, mut form: Form) -> Reply {
    let account = account(&page)?;
    let address = form.value("adresse").to_owned();
    if !address.is_empty() && address.parse::<lettre::Address>().is_err() {
        form.refuse("adresse", "messages-refused-address");
    }
    if address.is_empty() && form.is("courriels", "oui") {
        form.refuse("adresse", "messages-refused-no-address");
    }
    if !form.is_valid() {
        return page
            .clone()
            .show_with(StatusCode::UNPROCESSABLE_ENTITY, &SettingsPage { page, form });
    }
    let contact = Contact {
        address,
        wants_mail: form.is("courriels", "oui"),
    };
    let (now, actor) = (page.app.clock().now(), page.actor.clone());
    page.app
        .db()
        .write(move |tx| -> Result<_, pole_db::DbError> {
            super::set_contact(tx, account, &contact, now)?;
            audit::record(tx, &actor, now, "account.contact_changed", &account.to_string(), "")
        })
        .await?;
    page.redirect("/messages/reglages", "notice-messages-settings")
}

/// Writes a message to oneself, to see whether its mail comes.
async fn try_one(page: PageCtx, _form: Form) -> Reply {
    let account = account(&page)?;
    let now = page.app.clock().now();
    let message = NewMessage {
        account,
        topic: "trial",
        wording: "messages-trial",
        arguments: vec![("name", page.actor.display_name.clone())],
        href: "/messages".to_owned(),
        once: format!("trial {account} {now}"),
    };
    page.app.db().write(move |tx| super::write(tx, now, &message)).await?;
    page.redirect("/messages", "notice-messages-trial")
}

#[derive(Template)]
#[template(path = "shell/messages/pages/outgoing.html")]
struct OutgoingPage {
    page: PageCtx,
    mails: Vec<Outgoing>,
}

impl OutgoingPage {
    fn state(&self, mail: &Outgoing) -> String {
        self.page.word("mail-state", mail.state.code())
    }

    fn has_server(&self) -> bool {
        self.page.app.config().mail.server.is_some()
    }

    fn given_up(&self) -> usize {
        self.mails
            .iter()
            .filter(|mail| mail.state == MailState::GivenUp)
            .count()
    }
}

async fn outgoing(page: PageCtx) -> Reply {
    let mails = page.app.db().read(move |tx| super::outgoing(tx, SHOWN)).await?;
    page.clone().show(&OutgoingPage { page, mails })
}

async fn try_again(page: PageCtx, _form: Form) -> Reply {
    let (now, actor) = (page.app.clock().now(), page.actor.clone());
    page.app
        .db()
        .write(move |tx| -> Result<_, pole_db::DbError> {
            let count = super::try_again(tx, now)?;
            audit::record(tx, &actor, now, "mail.tried_again", "mail", &count.to_string())
        })
        .await?;
    page.redirect("/messages/envois", "notice-messages-again")
}
