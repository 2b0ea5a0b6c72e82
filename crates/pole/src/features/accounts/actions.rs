//! The use cases of accounts.

use pole_db::{DbError, Tx};
use pole_kernel::{Day, Instant, Lang, Role, RoleScope};

use super::model::{AccountLine, HeldRoleId, RoleLine, TokenId, TokenLine};
use super::rules::{self, AccountRefusal, FAILURE_WINDOW_SECONDS, Slowed};
use super::{passwords, store};
use crate::policy::{self, AccountId, Action, Actor, Denied, Subject};
use crate::shell::audit;
use crate::shell::clock::fresh_id;
use crate::shell::problem::Problem;
use crate::shell::session::ABSOLUTE_SECONDS;

/// Why something was not done with an account.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// A rule says no.
    #[error(transparent)]
    Refused(#[from] AccountRefusal),
    /// There is no such account, role or token.
    #[error("no such account, role or token")]
    NotFound,
    /// The policy says no.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<AccountError> for Problem {
    fn from(error: AccountError) -> Self {
        match error {
            AccountError::Refused(refusal) => Self::refused(refusal.key()),
            AccountError::NotFound => Self::NotFound,
            AccountError::Denied(denied) => denied.into(),
            AccountError::Db(error) => error.into(),
        }
    }
}

/// What a try to sign in needs before the password is compared, outside the transaction.
pub(super) struct Attempt {
    pub(super) wait_seconds: i64,
    pub(super) credentials: Option<super::model::Credentials>,
}

/// Looks at the failures and the account of a name that tries to sign in.
pub(super) fn attempt(tx: &mut Tx, name: &str, address: &str, now: Instant) -> Result<Attempt, DbError> {
    let since = now.plus_seconds(-FAILURE_WINDOW_SECONDS);
    let of_name = store::failures(tx, &name_subject(name), since)?;
    let of_address = store::failures(tx, &address_subject(address), since)?;
    let wait_seconds =
        rules::wait_seconds(Slowed::Name, &of_name, now).max(rules::wait_seconds(Slowed::Address, &of_address, now));
    Ok(Attempt {
        wait_seconds,
        credentials: store::credentials(tx, name)?,
    })
}

/// Writes a failed try down, to slow the next ones.
pub(super) fn note_failure(tx: &mut Tx, name: &str, address: &str, now: Instant) -> Result<(), DbError> {
    store::insert_failure(tx, &name_subject(name), now)?;
    store::insert_failure(tx, &address_subject(address), now)
}

fn name_subject(name: &str) -> String {
    format!("name:{name}")
}

fn address_subject(address: &str) -> String {
    format!("address:{address}")
}

/// Opens a session; sweeps what is over.
pub(super) fn open_session(
    tx: &mut Tx,
    account: AccountId,
    token_hash: &str,
    form_token: &str,
    now: Instant,
) -> Result<(), DbError> {
    store::sweep(tx, now, now.plus_seconds(-FAILURE_WINDOW_SECONDS))?;
    store::insert_session(
        tx,
        token_hash,
        account,
        form_token,
        now,
        now.plus_seconds(ABSOLUTE_SECONDS),
    )?;
    let actor = Actor {
        account: Some(account),
        ..Actor::default()
    };
    audit::record(tx, &actor, now, "session.opened", &account.to_string(), "")
}

/// Ends a session.
pub(super) fn close_session(tx: &mut Tx, actor: &Actor, now: Instant, token_hash: &str) -> Result<(), AccountError> {
    policy::check(actor, Action::UseOwnAccount, Subject::Oneself)?;
    store::delete_session(tx, token_hash)?;
    if let Some(account) = actor.account {
        audit::record(tx, actor, now, "session.closed", &account.to_string(), "")?;
    }
    Ok(())
}

/// Changes one's own password, already checked and hashed, and ends the other sessions.
pub(super) fn change_password(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    password_hash: &str,
    kept_session: &str,
) -> Result<u64, AccountError> {
    policy::check(actor, Action::UseOwnAccount, Subject::Oneself)?;
    let account = actor.account.ok_or(AccountError::NotFound)?;
    store::set_password(tx, account, password_hash)?;
    let ended = store::delete_other_sessions(tx, account, kept_session)?;
    audit::record(tx, actor, now, "account.password_changed", &account.to_string(), "")?;
    Ok(ended)
}

/// A new account.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// The sign-in name.
    pub name: String,
    /// How the person is called on pages.
    pub display_name: String,
    /// The hashed password: hash it outside the transaction.
    pub password_hash: String,
    /// The language of the person.
    pub lang: Lang,
    /// Invented for the demonstration.
    pub fictitious: bool,
}

/// A role to grant.
#[derive(Clone, Debug)]
pub struct NewRole {
    /// What they do.
    pub role: Role,
    /// Where.
    pub scope: RoleScope,
    /// First day.
    pub from: Day,
    /// Last day, when it is known.
    pub to: Option<Day>,
}

/// Makes an account with its first role.
///
/// # Errors
/// When the name is taken or malformed, the role does not fit, the actor may not, or the database fails.
pub fn add_account(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    new: &NewAccount,
    role: Option<&NewRole>,
) -> Result<AccountId, AccountError> {
    policy::check(actor, Action::ManageAccounts, Subject::Basin)?;
    let name = rules::parse_name(&new.name)?;
    if store::credentials(tx, &name)?.is_some() {
        return Err(AccountRefusal::NameTaken.into());
    }
    let id = fresh_id();
    let row = store::AccountRow {
        id,
        name: &name,
        display_name: &new.display_name,
        password_hash: &new.password_hash,
        lang: new.lang,
        fictitious: new.fictitious,
    };
    store::insert_account(tx, &row, now)?;
    audit::record(tx, actor, now, "account.added", &id.to_string(), &name)?;
    if let Some(role) = role {
        grant_role(tx, actor, now, id, role)?;
    }
    Ok(id)
}

/// Grants a role.
///
/// # Errors
/// When the role does not fit its scope or dates, the actor may not, or the database fails.
pub fn grant_role(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    account: AccountId,
    new: &NewRole,
) -> Result<HeldRoleId, AccountError> {
    policy::check(actor, Action::ManageAccounts, Subject::Basin)?;
    rules::check_role(new.role, &new.scope, new.from, new.to)?;
    store::name_of(tx, account)?.ok_or(AccountError::NotFound)?;
    if let RoleScope::School(uai) = &new.scope
        && !crate::features::directory::knows_school(tx, uai)?
    {
        return Err(AccountRefusal::UnknownSchool.into());
    }
    let line = RoleLine {
        id: fresh_id(),
        role: new.role,
        scope: new.scope.clone(),
        valid_from: new.from,
        valid_to: new.to,
        revoked_at: None,
    };
    store::insert_role(tx, account, &line, now, actor.account)?;
    audit::record(tx, actor, now, "role.granted", &account.to_string(), new.role.code())?;
    Ok(line.id)
}

/// Takes a role back.
///
/// # Errors
/// When it is gone already, it is the last administrator's, the actor may not, or the database fails.
pub fn end_role(tx: &mut Tx, actor: &Actor, now: Instant, id: HeldRoleId) -> Result<(), AccountError> {
    policy::check(actor, Action::ManageAccounts, Subject::Basin)?;
    let accounts = store::accounts(tx)?;
    let held = accounts
        .iter()
        .flat_map(|account| account.roles.iter().map(move |role| (account, role)));
    let (account, role) = held
        .clone()
        .find(|(_, role)| role.id == id)
        .ok_or(AccountError::NotFound)?;
    if role.role == Role::Administrator && is_last_administrator(&accounts, account.id, now.day()) {
        return Err(AccountRefusal::LastAdministrator.into());
    }
    if !store::revoke_role(tx, id, now)? {
        return Err(AccountError::NotFound);
    }
    audit::record(tx, actor, now, "role.ended", &account.id.to_string(), role.role.code())?;
    Ok(())
}

/// Closes an account, or opens it again.
pub(super) fn set_disabled(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    account: AccountId,
    disabled: bool,
) -> Result<(), AccountError> {
    policy::check(actor, Action::ManageAccounts, Subject::Basin)?;
    if disabled && is_last_administrator(&store::accounts(tx)?, account, now.day()) {
        return Err(AccountRefusal::LastAdministrator.into());
    }
    if !store::set_disabled(tx, account, disabled.then_some(now))? {
        return Err(AccountError::NotFound);
    }
    if disabled {
        store::delete_other_sessions(tx, account, "")?;
    }
    let event = if disabled { "account.closed" } else { "account.reopened" };
    audit::record(tx, actor, now, event, &account.to_string(), "")?;
    Ok(())
}

/// Sets the password of somebody who lost theirs, and ends their sessions; says how many.
///
/// # Errors
/// When there is no such account, the actor may not, or the database fails.
pub fn reset_password(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    account: AccountId,
    password_hash: &str,
) -> Result<u64, AccountError> {
    policy::check(actor, Action::ManageAccounts, Subject::Basin)?;
    store::name_of(tx, account)?.ok_or(AccountError::NotFound)?;
    store::set_password(tx, account, password_hash)?;
    let ended = store::delete_other_sessions(tx, account, "")?;
    audit::record(tx, actor, now, "account.password_reset", &account.to_string(), "")?;
    Ok(ended)
}

fn is_last_administrator(accounts: &[AccountLine], account: AccountId, today: Day) -> bool {
    let administers = |line: &&AccountLine| {
        line.disabled_at.is_none()
            && line
                .roles
                .iter()
                .any(|role| role.role == Role::Administrator && role.in_force(today))
    };
    let mut administrators = accounts.iter().filter(administers);
    administrators.next().is_some_and(|only| only.id == account) && administrators.next().is_none()
}

/// Makes an API token for oneself. The secret was drawn outside and is shown once.
pub(super) fn add_token(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    token: &TokenLine,
    token_hash: &str,
) -> Result<(), AccountError> {
    policy::check(actor, Action::UseOwnAccount, Subject::Oneself)?;
    let account = actor.account.ok_or(AccountError::NotFound)?;
    store::insert_token(tx, account, token, token_hash, now)?;
    audit::record(tx, actor, now, "token.added", &token.id.to_string(), &token.label)?;
    Ok(())
}

/// Takes one of one's own tokens back.
pub(super) fn revoke_token(tx: &mut Tx, actor: &Actor, now: Instant, id: TokenId) -> Result<(), AccountError> {
    policy::check(actor, Action::UseOwnAccount, Subject::Oneself)?;
    let account = actor.account.ok_or(AccountError::NotFound)?;
    if !store::revoke_token(tx, account, id, now)? {
        return Err(AccountError::NotFound);
    }
    audit::record(tx, actor, now, "token.revoked", &id.to_string(), "")?;
    Ok(())
}

/// Checks a new password against the rules and hashes it, outside the transaction.
pub(super) fn prepare_password(name: &str, password: &str) -> Result<String, Problem> {
    rules::check_password(name, password).map_err(|refusal| Problem::refused(refusal.key()))?;
    passwords::hash(password).map_err(|error| Problem::failure(&error))
}
