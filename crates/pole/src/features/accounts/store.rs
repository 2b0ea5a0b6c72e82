//! The SQL of accounts.

use std::collections::HashMap;

use pole_db::{DbError, Row, Tx, params, sql};
use pole_kernel::{Day, Instant, Lang, Role, RoleScope, ScopeKind, Territory, Uai};

use super::model::{AccountLine, Credentials, HeldRoleId, Reachable, RoleLine, TokenId, TokenLine};
use crate::policy::{AccountId, Actor, HeldRole};
use crate::shell::clock::fresh_id;
use crate::shell::session::{IDLE_SECONDS, Recognised};

/// A last use is written down again after so many seconds.
const TOUCH_SECONDS: i64 = 60;

/// The scope of a row of roles.
fn scope(row: &Row<'_>) -> Result<RoleScope, DbError> {
    let text: String = row.get("scope")?;
    let broken = |_| DbError::Column {
        column: "scope".to_owned(),
        reason: "not a scope".to_owned(),
    };
    match row.get::<ScopeKind>("scope_kind")? {
        ScopeKind::Basin => Ok(RoleScope::Basin),
        ScopeKind::Authority => Territory::parse(&text).map(RoleScope::Authority).map_err(broken),
        ScopeKind::School => Uai::parse(&text)
            .map(RoleScope::School)
            .map_err(|error| DbError::Column {
                column: "scope".to_owned(),
                reason: error.to_string(),
            }),
    }
}

fn scope_text(scope: &RoleScope) -> String {
    match scope {
        RoleScope::Basin => String::new(),
        RoleScope::Authority(territory) => territory.to_string(),
        RoleScope::School(uai) => uai.to_string(),
    }
}

fn roles_in_force(tx: &mut Tx, account: AccountId, today: Day) -> Result<Vec<HeldRole>, DbError> {
    tx.rows(
        sql!(
            "select role, scope_kind, scope from account_role
              where account = :account and revoked_at is null and valid_from <= :today
                and (valid_to is null or valid_to >= :today)
              order by id"
        ),
        params! { account: account, today: today },
        |row| {
            Ok(HeldRole {
                role: row.get("role")?,
                scope: scope(row)?,
            })
        },
    )
}

/// Who a session is, when it is neither idle nor over.
pub(super) fn session_actor(tx: &mut Tx, token_hash: &str, now: Instant) -> Result<Option<Recognised>, DbError> {
    let found = tx.optional(
        sql!(
            "select s.account, s.form_token, s.seen_at, a.display_name, a.lang
               from session s join account a on a.id = s.account
              where s.token_hash = :token_hash and s.expires_at > :now and s.seen_at > :idle
                and a.disabled_at is null"
        ),
        params! { token_hash: token_hash, now: now, idle: now.plus_seconds(-IDLE_SECONDS) },
        |row| {
            Ok((
                row.get::<AccountId>("account")?,
                row.get::<String>("form_token")?,
                row.get::<Instant>("seen_at")?,
                row.get::<String>("display_name")?,
                row.get::<Lang>("lang")?,
            ))
        },
    )?;
    let Some((account, form_token, seen_at, display_name, lang)) = found else {
        return Ok(None);
    };
    let roles = roles_in_force(tx, account, now.day())?;
    let actor = Actor {
        account: Some(account),
        display_name,
        roles,
        lang: Some(lang),
        ..Actor::default()
    };
    Ok(Some(Recognised {
        actor,
        form_token,
        touch: seen_at.plus_seconds(TOUCH_SECONDS) < now,
    }))
}

pub(super) fn touch_session(tx: &mut Tx, token_hash: &str, now: Instant) -> Result<(), DbError> {
    tx.execute(
        sql!("update session set seen_at = :now where token_hash = :token_hash"),
        params! { token_hash: token_hash, now: now },
    )?;
    Ok(())
}

/// Who an API token is, when it is neither revoked nor over.
pub(super) fn token_actor(tx: &mut Tx, token_hash: &str, now: Instant) -> Result<Option<Recognised>, DbError> {
    let found = tx.optional(
        sql!(
            "select t.account, t.may_write, t.used_at, a.display_name, a.lang
               from api_token t join account a on a.id = t.account
              where t.token_hash = :token_hash and t.revoked_at is null and t.expires_at > :now
                and a.disabled_at is null"
        ),
        params! { token_hash: token_hash, now: now },
        |row| {
            Ok((
                row.get::<AccountId>("account")?,
                row.get::<bool>("may_write")?,
                row.get::<Option<Instant>>("used_at")?,
                row.get::<String>("display_name")?,
                row.get::<Lang>("lang")?,
            ))
        },
    )?;
    let Some((account, may_write, used_at, display_name, lang)) = found else {
        return Ok(None);
    };
    let roles = roles_in_force(tx, account, now.day())?;
    let actor = Actor {
        account: Some(account),
        display_name,
        roles,
        lang: Some(lang),
        read_only: !may_write,
        ..Actor::default()
    };
    let touch = used_at.is_none_or(|used_at| used_at.plus_seconds(TOUCH_SECONDS) < now);
    Ok(Some(Recognised {
        actor,
        form_token: String::new(),
        touch,
    }))
}

pub(super) fn touch_token(tx: &mut Tx, token_hash: &str, now: Instant) -> Result<(), DbError> {
    tx.execute(
        sql!("update api_token set used_at = :now where token_hash = :token_hash"),
        params! { token_hash: token_hash, now: now },
    )?;
    Ok(())
}

pub(super) fn credentials(tx: &mut Tx, name: &str) -> Result<Option<Credentials>, DbError> {
    tx.optional(
        sql!("select id, password_hash, lang, disabled_at from account where name = :name"),
        params! { name: name },
        |row| {
            Ok(Credentials {
                id: row.get("id")?,
                password_hash: row.get("password_hash")?,
                lang: row.get("lang")?,
                disabled: row.get::<Option<String>>("disabled_at")?.is_some(),
            })
        },
    )
}

/// The sign-in name of an account.
pub(super) fn name_of(tx: &mut Tx, account: AccountId) -> Result<Option<String>, DbError> {
    tx.optional(
        sql!("select name from account where id = :id"),
        params! { id: account },
        |row| row.get("name"),
    )
}

pub(super) fn insert_session(
    tx: &mut Tx,
    token_hash: &str,
    account: AccountId,
    form_token: &str,
    now: Instant,
    expires_at: Instant,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "insert into session (token_hash, account, form_token, created_at, seen_at, expires_at)
             values (:token_hash, :account, :form_token, :now, :now, :expires_at)"
        ),
        params! { token_hash: token_hash, account: account, form_token: form_token, now: now, expires_at: expires_at },
    )?;
    Ok(())
}

pub(super) fn delete_session(tx: &mut Tx, token_hash: &str) -> Result<(), DbError> {
    tx.execute(
        sql!("delete from session where token_hash = :token_hash"),
        params! { token_hash: token_hash },
    )?;
    Ok(())
}

/// Ends every session of an account but one.
pub(super) fn delete_other_sessions(tx: &mut Tx, account: AccountId, kept: &str) -> Result<u64, DbError> {
    tx.execute(
        sql!("delete from session where account = :account and token_hash <> :kept"),
        params! { account: account, kept: kept },
    )
}

/// Sweeps the sessions that are over and the failures that no longer count.
pub(super) fn sweep(tx: &mut Tx, now: Instant, failures_before: Instant) -> Result<(), DbError> {
    tx.execute(
        sql!("delete from session where expires_at <= :now"),
        params! { now: now },
    )?;
    tx.execute(
        sql!("delete from sign_in_failure where at < :before"),
        params! { before: failures_before },
    )?;
    Ok(())
}

pub(super) fn failures(tx: &mut Tx, subject: &str, since: Instant) -> Result<Vec<Instant>, DbError> {
    tx.rows(
        sql!("select at from sign_in_failure where subject = :subject and at > :since order by at"),
        params! { subject: subject, since: since },
        |row| row.get("at"),
    )
}

pub(super) fn insert_failure(tx: &mut Tx, subject: &str, now: Instant) -> Result<(), DbError> {
    tx.execute(
        sql!("insert into sign_in_failure (id, subject, at) values (:id, :subject, :at)"),
        params! { id: fresh_id::<Credentials>(), subject: subject, at: now },
    )?;
    Ok(())
}

/// What a new account is made of.
pub(super) struct AccountRow<'a> {
    pub(super) id: AccountId,
    pub(super) name: &'a str,
    pub(super) display_name: &'a str,
    pub(super) password_hash: &'a str,
    pub(super) lang: Lang,
    pub(super) fictitious: bool,
}

pub(super) fn insert_account(tx: &mut Tx, row: &AccountRow<'_>, now: Instant) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "insert into account (id, name, display_name, password_hash, lang, fictitious, created_at, disabled_at)
             values (:id, :name, :display_name, :password_hash, :lang, :fictitious, :now, null)"
        ),
        params! {
            id: row.id, name: row.name, display_name: row.display_name, password_hash: row.password_hash,
            lang: row.lang, fictitious: row.fictitious, now: now
        },
    )?;
    Ok(())
}

pub(super) fn set_password(tx: &mut Tx, account: AccountId, password_hash: &str) -> Result<(), DbError> {
    tx.execute(
        sql!("update account set password_hash = :password_hash where id = :id"),
        params! { id: account, password_hash: password_hash },
    )?;
    Ok(())
}

pub(super) fn set_disabled(tx: &mut Tx, account: AccountId, at: Option<Instant>) -> Result<bool, DbError> {
    let touched = tx.execute(
        sql!("update account set disabled_at = :at where id = :id"),
        params! { id: account, at: at },
    )?;
    Ok(touched == 1)
}

pub(super) fn insert_role(
    tx: &mut Tx,
    account: AccountId,
    role: &RoleLine,
    now: Instant,
    granted_by: Option<AccountId>,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "insert into account_role (id, account, role, scope_kind, scope, valid_from, valid_to, granted_at,
                                       granted_by, revoked_at)
             values (:id, :account, :role, :scope_kind, :scope, :valid_from, :valid_to, :now, :granted_by, null)"
        ),
        params! {
            id: role.id, account: account, role: role.role, scope_kind: role.scope.kind(),
            scope: scope_text(&role.scope), valid_from: role.valid_from, valid_to: role.valid_to, now: now,
            granted_by: granted_by
        },
    )?;
    Ok(())
}

pub(super) fn revoke_role(tx: &mut Tx, id: HeldRoleId, now: Instant) -> Result<bool, DbError> {
    let touched = tx.execute(
        sql!("update account_role set revoked_at = :now where id = :id and revoked_at is null"),
        params! { id: id, now: now },
    )?;
    Ok(touched == 1)
}

/// Every account with its roles, by name.
///
/// # Errors
/// When the database fails.
pub fn accounts(tx: &mut Tx) -> Result<Vec<AccountLine>, DbError> {
    let mut roles: HashMap<AccountId, Vec<RoleLine>> = HashMap::new();
    tx.each(
        sql!(
            "select id, account, role, scope_kind, scope, valid_from, valid_to, revoked_at
               from account_role order by granted_at desc, id desc"
        ),
        params! {},
        |row| {
            let line = RoleLine {
                id: row.get("id")?,
                role: row.get::<Role>("role")?,
                scope: scope(row)?,
                valid_from: row.get("valid_from")?,
                valid_to: row.get("valid_to")?,
                revoked_at: row.get("revoked_at")?,
            };
            roles.entry(row.get("account")?).or_default().push(line);
            Ok(())
        },
    )?;
    tx.rows(
        sql!("select id, name, display_name, fictitious, created_at, disabled_at from account order by name"),
        params! {},
        |row| {
            let id: AccountId = row.get("id")?;
            Ok(AccountLine {
                id,
                name: row.get("name")?,
                display_name: row.get("display_name")?,
                fictitious: row.get("fictitious")?,
                created_at: row.get("created_at")?,
                disabled_at: row.get("disabled_at")?,
                roles: roles.remove(&id).unwrap_or_default(),
            })
        },
    )
}

/// The accounts that hold a role on a day in one of these schools, on this island or in the whole basin, with
/// each of those roles, by name.
///
/// # Errors
/// When the database fails.
pub fn reachable(tx: &mut Tx, schools: &[Uai], territory: &Territory, on: Day) -> Result<Vec<Reachable>, DbError> {
    let mut spaced = String::from(" ");
    for uai in schools {
        spaced.push_str(uai.as_str());
        spaced.push(' ');
    }
    tx.rows(
        sql!(
            "select a.id, a.display_name, r.role, r.scope_kind, r.scope
               from account_role r join account a on a.id = r.account
              where a.disabled_at is null and r.revoked_at is null and r.valid_from <= :day
                and (r.valid_to is null or r.valid_to >= :day)
                and (r.scope_kind = 'basin' or (r.scope_kind = 'authority' and r.scope = :territory)
                     or (r.scope_kind = 'school' and :schools like '% ' || r.scope || ' %'))
              order by a.display_name, a.id, r.id"
        ),
        params! { day: on, territory: territory, schools: spaced },
        |row| {
            Ok(Reachable {
                account: row.get("id")?,
                name: row.get("display_name")?,
                role: row.get("role")?,
                scope: scope(row)?,
            })
        },
    )
}

pub(super) fn tokens(tx: &mut Tx, account: AccountId) -> Result<Vec<TokenLine>, DbError> {
    tx.rows(
        sql!(
            "select id, label, may_write, expires_at, used_at, revoked_at from api_token
              where account = :account order by created_at desc"
        ),
        params! { account: account },
        |row| {
            Ok(TokenLine {
                id: row.get("id")?,
                label: row.get("label")?,
                may_write: row.get("may_write")?,
                expires_at: row.get("expires_at")?,
                used_at: row.get("used_at")?,
                revoked_at: row.get("revoked_at")?,
            })
        },
    )
}

pub(super) fn insert_token(
    tx: &mut Tx,
    account: AccountId,
    token: &TokenLine,
    token_hash: &str,
    now: Instant,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "insert into api_token (id, account, label, token_hash, may_write, created_at, expires_at, used_at, revoked_at)
             values (:id, :account, :label, :token_hash, :may_write, :now, :expires_at, null, null)"
        ),
        params! {
            id: token.id, account: account, label: token.label.as_str(), token_hash: token_hash,
            may_write: token.may_write, now: now, expires_at: token.expires_at
        },
    )?;
    Ok(())
}

pub(super) fn revoke_token(tx: &mut Tx, account: AccountId, id: TokenId, now: Instant) -> Result<bool, DbError> {
    let touched = tx.execute(
        sql!("update api_token set revoked_at = :now where id = :id and account = :account and revoked_at is null"),
        params! { id: id, account: account, now: now },
    )?;
    Ok(touched == 1)
}
