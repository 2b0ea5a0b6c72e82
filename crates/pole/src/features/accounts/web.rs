//! The pages of accounts: sign-in, one's own account, everybody's accounts.

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use pole_kernel::{Day, Role, RoleScope, ScopeKind, Territory, Uai};
use pole_office::table::{Cell, CellKind, Column, Sheet};

use super::actions::{self, AccountError, NewAccount, NewRole};
use super::model::{AccountLine, HeldRoleId, RoleLine, TokenId, TokenLine};
use super::rules::AccountRefusal;
use super::{passwords, store};
use crate::policy::{self, AccountId, Action, Actor, HeldRole};
use crate::shell::app::App;
use crate::shell::audit::{self, AuditLine};
use crate::shell::clock::{fresh_id, secret};
use crate::shell::export::{self, ExportFormat};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::routes::Routes;
use crate::shell::server::safe_return;
use crate::shell::session::{ABSOLUTE_SECONDS, Reader, SESSION_COOKIE, append_cookie, cookie_text, secret_hash};

/// A token lasts so long, in seconds.
const TOKEN_SECONDS: i64 = 365 * 86_400;

/// The routes of accounts.
pub fn routes() -> Routes {
    Routes::new()
        .get("/connexion", Action::ReadPublic, sign_in_page)
        .post("/connexion", Action::ReadPublic, sign_in)
        .post("/deconnexion", Action::UseOwnAccount, sign_out)
        .get("/compte", Action::UseOwnAccount, own_account)
        .post("/compte/mot-de-passe", Action::UseOwnAccount, change_password)
        .post("/compte/jetons", Action::UseOwnAccount, add_token)
        .post("/compte/jetons/{id}/retirer", Action::UseOwnAccount, revoke_token)
        .get("/comptes", Action::ManageAccounts, accounts_page)
        .get("/comptes/{file}", Action::ManageAccounts, accounts_export)
        .post("/comptes", Action::ManageAccounts, add_account)
        .post("/comptes/roles", Action::ManageAccounts, grant_role)
        .post("/comptes/mot-de-passe", Action::ManageAccounts, reset_password)
        .post("/comptes/roles/{id}/terminer", Action::ManageAccounts, end_role)
        .post("/comptes/{id}/fermer", Action::ManageAccounts, close_account)
        .post("/comptes/{id}/rouvrir", Action::ManageAccounts, reopen_account)
}

#[derive(Template)]
#[template(path = "features/accounts/pages/sign_in.html")]
struct SignInPage {
    page: PageCtx,
    form: Form,
}

async fn sign_in_page(page: PageCtx, form: Form) -> Reply {
    if page.actor.is_signed_in() {
        return Ok(Redirect::to(&safe_return(form.optional("suite"))).into_response());
    }
    let form = Form::filled([("suite", form.value("suite").to_owned())]);
    page.clone().show(&SignInPage { page, form })
}

async fn sign_in(page: PageCtx, Extension(reader): Extension<Reader>, mut form: Form) -> Reply {
    let name = form.value("nom").to_lowercase();
    let password = form.value("mot_de_passe").to_owned();
    let (looked_up, address, now) = (name.clone(), reader.address.clone(), page.now);
    let attempt = page
        .app
        .db()
        .read(move |tx| actions::attempt(tx, &looked_up, &address, now))
        .await
        .map_err(Problem::from)?;
    if attempt.wait_seconds > 0 {
        return Err(Problem::TooMany {
            seconds: attempt.wait_seconds,
        });
    }
    let credentials = attempt.credentials;
    let found = tokio::task::spawn_blocking(move || match credentials {
        Some(account) if !account.disabled && passwords::matches(&password, &account.password_hash) => Some(account),
        Some(_) => None,
        None => {
            passwords::waste_time(&password);
            None
        }
    })
    .await
    .map_err(|error| Problem::failure(&error))?;
    let Some(account) = found else {
        let address = reader.address.clone();
        page.app
            .db()
            .write(move |tx| actions::note_failure(tx, &name, &address, now))
            .await
            .map_err(Problem::from)?;
        form.refuse("nom", "accounts-refused-sign-in");
        return page
            .clone()
            .show_with(StatusCode::UNPROCESSABLE_ENTITY, &SignInPage { page, form });
    };
    let (token, form_token) = (draw()?, draw()?);
    let hash = secret_hash(&token);
    page.app
        .db()
        .write(move |tx| actions::open_session(tx, account.id, &hash, &form_token, now))
        .await
        .map_err(Problem::from)?;
    let id = account.id;
    let roles = page
        .app
        .db()
        .read(move |tx| store::roles_of(tx, id))
        .await
        .map_err(Problem::from)?;
    let mut response = Redirect::to(&landing(&page.app, &roles, now.day(), form.optional("suite"))).into_response();
    append_cookie(
        &mut response,
        &cookie_text(&page.app, SESSION_COOKIE, &token, Some(ABSOLUTE_SECONDS)),
    );
    let lang = account.lang;
    // Whoever chose a language of the pages for families keeps it.
    if page.words.lang() != lang && page.family_lang == page.words.lang() {
        append_cookie(
            &mut response,
            &crate::shell::session::language_cookie(&page.app, page.words.lang()),
        );
    }
    Ok(response)
}

/// Where a person lands after signing in: on what they asked for, or on the first page of their navigation.
fn landing(app: &App, roles: &[RoleLine], today: Day, asked: Option<&str>) -> String {
    if asked.is_some() {
        return safe_return(asked);
    }
    let actor = Actor {
        roles: roles
            .iter()
            .filter(|role| role.in_force(today))
            .map(|role| HeldRole {
                role: role.role,
                scope: role.scope.clone(),
            })
            .collect(),
        ..Actor::default()
    };
    let first = app
        .navigation()
        .iter()
        .find(|entry| policy::may_somewhere(&actor, entry.action));
    first.map_or("/compte", |entry| entry.href).to_owned()
}

fn draw() -> Result<String, Problem> {
    secret().map_err(|error| Problem::failure(&error))
}

async fn sign_out(page: PageCtx, Extension(reader): Extension<Reader>, _form: Form) -> Reply {
    if let Some(session) = reader.session {
        let (actor, now) = (page.actor.clone(), page.now);
        page.app
            .db()
            .write(move |tx| actions::close_session(tx, &actor, now, &session))
            .await?;
    }
    let mut response = page.redirect("/", "notice-signed-out")?;
    append_cookie(&mut response, &cookie_text(&page.app, SESSION_COOKIE, "", Some(0)));
    Ok(response)
}

#[derive(Template)]
#[template(path = "features/accounts/pages/own_account.html")]
struct OwnAccountPage {
    page: PageCtx,
    form: Form,
    roles: Vec<String>,
    tokens: Vec<TokenLine>,
    token_rights: Vec<(&'static str, String)>,
    new_secret: Option<String>,
}

async fn own_account(page: PageCtx) -> Reply {
    show_own(page, Form::default(), None).await
}

async fn show_own(page: PageCtx, form: Form, new_secret: Option<String>) -> Reply {
    let account = page.actor.account.ok_or(Problem::NotFound)?;
    let tokens = page
        .app
        .db()
        .read(move |tx| store::tokens(tx, account))
        .await
        .map_err(Problem::from)?;
    let roles = page
        .actor
        .roles
        .iter()
        .map(|held| role_words(&page, held.role, &held.scope))
        .collect();
    let token_rights = vec![
        ("lire", page.t("accounts-token-reads")),
        ("ecrire", page.t("accounts-token-writes")),
    ];
    let status = if form.is_valid() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    page.clone().show_with(
        status,
        &OwnAccountPage {
            page,
            form,
            roles,
            tokens,
            token_rights,
            new_secret,
        },
    )
}

/// A role and its scope in words.
fn role_words(page: &PageCtx, role: Role, scope: &RoleScope) -> String {
    let what = page.word("role", role.code());
    match scope {
        RoleScope::Basin => what,
        RoleScope::Authority(territory) => format!("{what}, {}", page.territory(territory)),
        RoleScope::School(uai) => format!("{what}, {uai}"),
    }
}

async fn change_password(page: PageCtx, Extension(reader): Extension<Reader>, mut form: Form) -> Reply {
    let account = page.actor.account.ok_or(Problem::NotFound)?;
    let session = reader.session.ok_or(Problem::NotFound)?;
    let (present, new) = (form.value("actuel").to_owned(), form.value("nouveau").to_owned());
    let name = page
        .app
        .db()
        .read(move |tx| store::name_of(tx, account))
        .await
        .map_err(Problem::from)?;
    let name = name.ok_or(Problem::NotFound)?;
    let looked_up = name.clone();
    let credentials = page
        .app
        .db()
        .read(move |tx| store::credentials(tx, &looked_up))
        .await
        .map_err(Problem::from)?;
    let prepared = tokio::task::spawn_blocking(move || {
        let right = credentials.is_some_and(|known| passwords::matches(&present, &known.password_hash));
        if right {
            Ok(actions::prepare_password(&name, &new))
        } else {
            Err(())
        }
    })
    .await
    .map_err(|error| Problem::failure(&error))?;
    let hash = match prepared {
        Err(()) => {
            form.refuse("actuel", AccountRefusal::WrongPassword.key());
            return show_own(page, form, None).await;
        }
        Ok(Err(Problem::Refused { key, .. })) => {
            form.refuse("nouveau", key);
            return show_own(page, form, None).await;
        }
        Ok(other) => other?,
    };
    let (actor, now) = (page.actor.clone(), page.now);
    page.app
        .db()
        .write(move |tx| actions::change_password(tx, &actor, now, &hash, &session))
        .await?;
    page.redirect("/compte", "notice-password-changed")
}

async fn add_token(page: PageCtx, mut form: Form) -> Reply {
    let label = form.required("libelle", "form-required", |text| Ok::<_, ()>(text.to_owned()));
    let Some(label) = label else {
        return show_own(page, form, None).await;
    };
    let secret = draw()?;
    let token = TokenLine {
        id: fresh_id(),
        label,
        may_write: form.is("droits", "ecrire"),
        expires_at: page.now.plus_seconds(TOKEN_SECONDS),
        used_at: None,
        revoked_at: None,
    };
    let (actor, now, hash) = (page.actor.clone(), page.now, secret_hash(&secret));
    page.app
        .db()
        .write(move |tx| actions::add_token(tx, &actor, now, &token, &hash))
        .await?;
    show_own(page, Form::default(), Some(secret)).await
}

async fn revoke_token(page: PageCtx, Path(id): Path<String>, _form: Form) -> Reply {
    let id = TokenId::parse(&id).map_err(|_| Problem::NotFound)?;
    let (actor, now) = (page.actor.clone(), page.now);
    page.app
        .db()
        .write(move |tx| actions::revoke_token(tx, &actor, now, id))
        .await?;
    page.redirect("/compte", "notice-token-revoked")
}

struct AccountRow {
    id: AccountId,
    name: String,
    display_name: String,
    fictitious: bool,
    disabled: bool,
    roles: Vec<RoleRow>,
}

struct RoleRow {
    id: HeldRoleId,
    text: String,
    in_force: bool,
}

#[derive(Template)]
#[template(path = "features/accounts/pages/accounts.html")]
struct AccountsPage {
    page: PageCtx,
    form: Form,
    search: String,
    accounts: Vec<AccountRow>,
    role_options: Vec<(&'static str, String)>,
    account_options: Vec<(String, String)>,
    trail: Vec<AuditLine>,
}

async fn accounts_page(page: PageCtx, query: Form) -> Reply {
    show_accounts(page, Form::default(), query.value("q").to_owned()).await
}

async fn show_accounts(page: PageCtx, mut form: Form, search: String) -> Reply {
    let (lines, trail) = page
        .app
        .db()
        .read(|tx| Ok::<_, pole_db::DbError>((store::accounts(tx)?, audit::latest(tx, None, 20)?)))
        .await
        .map_err(Problem::from)?;
    let account_options = lines
        .iter()
        .map(|line| (line.id.to_string(), line.display_name.clone()))
        .collect();
    let wanted = pole_kernel::fold(&search);
    let accounts = lines
        .iter()
        .filter(|line| pole_kernel::fold(&format!("{} {}", line.name, line.display_name)).contains(&wanted))
        .map(|line| row(&page, line))
        .collect();
    let mut role_options = vec![("", page.t("accounts-no-role"))];
    role_options.extend(
        Role::ALL
            .iter()
            .map(|role| (role.code(), page.word("role", role.code()))),
    );
    let status = if form.is_valid() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    if form.value("du").is_empty() {
        form = form
            .with_default("du", page.now.day().to_string())
            .with_default("du_2", page.now.day().to_string());
    }
    page.clone().show_with(
        status,
        &AccountsPage {
            page,
            form,
            search,
            accounts,
            role_options,
            account_options,
            trail,
        },
    )
}

fn row(page: &PageCtx, line: &AccountLine) -> AccountRow {
    AccountRow {
        id: line.id,
        name: line.name.clone(),
        display_name: line.display_name.clone(),
        fictitious: line.fictitious,
        disabled: line.disabled_at.is_some(),
        roles: line.roles.iter().map(|role| role_row(page, role)).collect(),
    }
}

fn role_row(page: &PageCtx, role: &RoleLine) -> RoleRow {
    let words = role_words(page, role.role, &role.scope);
    let from = page.day(&role.valid_from);
    let text = match (role.revoked_at, role.valid_to) {
        (Some(at), _) => page.tv(
            "accounts-role-ended",
            &[("role", words.into()), ("day", page.moment(&at).into())],
        ),
        (None, Some(to)) => page.tv(
            "accounts-role-between",
            &[
                ("role", words.into()),
                ("from", from.into()),
                ("to", page.day(&to).into()),
            ],
        ),
        (None, None) => page.tv("accounts-role-since", &[("role", words.into()), ("from", from.into())]),
    };
    RoleRow {
        id: role.id,
        text,
        in_force: role.in_force(page.now.day()),
    }
}

async fn accounts_export(page: PageCtx, Path(file): Path<String>) -> Reply {
    let format = file
        .strip_prefix("export.")
        .and_then(ExportFormat::parse)
        .ok_or(Problem::NotFound)?;
    let lines = page.app.db().read(store::accounts).await.map_err(Problem::from)?;
    let column = |key: &str, width: f64| Column {
        title: page.t(key),
        kind: CellKind::Text,
        width,
    };
    let sheet = Sheet {
        name: page.t("accounts-title"),
        note: None,
        columns: vec![
            column("accounts-name", 20.0),
            column("accounts-display-name", 28.0),
            column("accounts-roles", 60.0),
            column("accounts-state", 12.0),
        ],
        rows: lines
            .iter()
            .map(|line| {
                let row = row(&page, line);
                let roles: Vec<String> = row.roles.into_iter().map(|role| role.text).collect();
                let state = if row.disabled {
                    "accounts-state-closed"
                } else {
                    "accounts-state-open"
                };
                vec![
                    Cell::Text(row.name),
                    Cell::Text(row.display_name),
                    Cell::Text(roles.join(" ; ")),
                    Cell::Text(page.t(state)),
                ]
            })
            .collect(),
    };
    export::save(&page, format, "comptes", &[sheet])
}

/// Reads a role and its scope from a form, noting what is wrong.
fn read_role(form: &mut Form, suffix: &str) -> Option<NewRole> {
    let (role_field, scope_field) = (format!("role{suffix}"), format!("portee{suffix}"));
    let (from_field, to_field) = (format!("du{suffix}"), format!("au{suffix}"));
    let role = form.required(&role_field, "form-choice", Role::parse);
    let from = form.required(&from_field, "form-day", Day::parse);
    let to = form.maybe(&to_field, "form-day", Day::parse);
    let role = role?;
    let scope = match role.scope_kind() {
        ScopeKind::Basin => Some(RoleScope::Basin),
        ScopeKind::Authority => form
            .required(&scope_field, "accounts-refused-scope", Territory::parse)
            .map(RoleScope::Authority),
        ScopeKind::School => form
            .required(&scope_field, "accounts-refused-school", Uai::parse)
            .map(RoleScope::School),
    };
    Some(NewRole {
        role,
        scope: scope?,
        from: from?,
        to,
    })
}

async fn add_account(page: PageCtx, mut form: Form) -> Reply {
    let name = form.required("nom", "accounts-refused-name", super::rules::parse_name);
    let display_name = form.required("affichage", "form-required", |text| Ok::<_, ()>(text.to_owned()));
    let role = if form.value("role").is_empty() {
        None
    } else {
        read_role(&mut form, "")
    };
    let password = form.value("mot_de_passe").to_owned();
    let checked = name.clone().unwrap_or_default();
    let prepared = blocking(move || actions::prepare_password(&checked, &password)).await?;
    let hash = match prepared {
        Err(Problem::Refused { key, .. }) => {
            form.refuse("mot_de_passe", key);
            None
        }
        other => Some(other?),
    };
    let (Some(name), Some(display_name), Some(password_hash), true) = (name, display_name, hash, form.is_valid())
    else {
        return show_accounts(page, form, String::new()).await;
    };
    let lang = page.words.lang();
    let new = NewAccount {
        name,
        display_name,
        password_hash,
        lang,
        fictitious: page.is_demo(),
    };
    let (actor, now) = (page.actor.clone(), page.now);
    let added = page
        .app
        .db()
        .write(move |tx| actions::add_account(tx, &actor, now, &new, role.as_ref()))
        .await;
    match added {
        Ok(_) => page.redirect("/comptes", "notice-account-added"),
        Err(AccountError::Refused(refusal)) => {
            form.refuse(field_of(refusal), refusal.key());
            show_accounts(page, form, String::new()).await
        }
        Err(error) => Err(error.into()),
    }
}

/// The field of the form that can mend a refusal.
const fn field_of(refusal: AccountRefusal) -> &'static str {
    match refusal {
        AccountRefusal::NameMalformed | AccountRefusal::NameTaken => "nom",
        AccountRefusal::PasswordTooShort | AccountRefusal::PasswordTooEasy | AccountRefusal::WrongPassword => {
            "mot_de_passe"
        }
        AccountRefusal::ScopeMismatch | AccountRefusal::UnknownSchool => "portee",
        AccountRefusal::EndsBeforeItBegins => "au",
        AccountRefusal::LastAdministrator => "role",
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| Problem::failure(&error))
}

async fn grant_role(page: PageCtx, mut form: Form) -> Reply {
    let account = form.required("compte", "form-choice", AccountId::parse);
    let role = read_role(&mut form, "_2");
    let (Some(account), Some(role), true) = (account, role, form.is_valid()) else {
        return show_accounts(page, form, String::new()).await;
    };
    let (actor, now) = (page.actor.clone(), page.now);
    match page
        .app
        .db()
        .write(move |tx| actions::grant_role(tx, &actor, now, account, &role))
        .await
    {
        Ok(_) => page.redirect("/comptes", "notice-role-granted"),
        Err(AccountError::Refused(refusal)) => {
            form.refuse(&format!("{}_2", field_of(refusal)), refusal.key());
            show_accounts(page, form, String::new()).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn reset_password(page: PageCtx, mut form: Form) -> Reply {
    let account = form.required("compte_3", "form-choice", AccountId::parse);
    let Some(account) = account else {
        return show_accounts(page, form, String::new()).await;
    };
    let name = page
        .app
        .db()
        .read(move |tx| store::name_of(tx, account))
        .await
        .map_err(Problem::from)?;
    let (name, password) = (name.ok_or(Problem::NotFound)?, form.value("mot_de_passe_3").to_owned());
    let hash = match blocking(move || actions::prepare_password(&name, &password)).await? {
        Err(Problem::Refused { key, .. }) => {
            form.refuse("mot_de_passe_3", key);
            return show_accounts(page, form, String::new()).await;
        }
        other => other?,
    };
    let (actor, now) = (page.actor.clone(), page.now);
    page.app
        .db()
        .write(move |tx| actions::reset_password(tx, &actor, now, account, &hash))
        .await?;
    page.redirect("/comptes", "notice-password-reset")
}

async fn end_role(page: PageCtx, Path(id): Path<String>, _form: Form) -> Reply {
    let id = HeldRoleId::parse(&id).map_err(|_| Problem::NotFound)?;
    let (actor, now) = (page.actor.clone(), page.now);
    page.app
        .db()
        .write(move |tx| actions::end_role(tx, &actor, now, id))
        .await?;
    page.redirect("/comptes", "notice-role-ended")
}

async fn close_account(page: PageCtx, Path(id): Path<String>, _form: Form) -> Reply {
    set_disabled(page, &id, true, "notice-account-closed").await
}

async fn reopen_account(page: PageCtx, Path(id): Path<String>, _form: Form) -> Reply {
    set_disabled(page, &id, false, "notice-account-reopened").await
}

async fn set_disabled(page: PageCtx, id: &str, disabled: bool, notice: &'static str) -> Reply {
    let id = AccountId::parse(id).map_err(|_| Problem::NotFound)?;
    let (actor, now) = (page.actor.clone(), page.now);
    page.app
        .db()
        .write(move |tx| actions::set_disabled(tx, &actor, now, id, disabled))
        .await?;
    page.redirect("/comptes", notice)
}
