//! `pole user`: accounts, roles and passwords, for the person at the console.

use std::process::ExitCode;

use clap::Subcommand;
use pole_db::Tx;
use pole_kernel::{Day, Lang, Role, RoleScope, ScopeKind, Territory, Uai};
use serde::Serialize;

use super::stop::Stop;
use super::{counted, say, say_json};
use crate::features::accounts::{
    AccountLine, NewAccount, NewRole, add_account, all_accounts, check_password, grant_role, hash, reset_password,
};
use crate::policy::Actor;
use crate::shell::app::App;
use crate::shell::clock::secret;
use crate::shell::config::Config;

/// The signs of a password that is drawn: those that nobody mistakes for another.
const SIGNS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
/// How many signs, by groups.
const GROUPS: usize = 4;
const GROUP: usize = 4;

/// What to do with accounts.
#[derive(Debug, Subcommand)]
pub(super) enum UserCommand {
    /// Make an account with its first role.
    Add {
        /// The sign-in name: 3 to 40 small letters, digits, dots or hyphens.
        name: String,
        /// How the person is called on pages.
        #[arg(long)]
        display_name: String,
        /// administrator, pilot, academic_service, authority_agent, head or teacher.
        #[arg(long, value_parser = role)]
        role: Role,
        /// Where: 978 or 977 for an authority agent, a school's code for a head or a teacher.
        #[arg(long)]
        scope: Option<String>,
        /// Read the password on the standard input; without it, one is drawn and shown once.
        #[arg(long)]
        password_stdin: bool,
    },
    /// Give an account one more role.
    Role {
        /// The sign-in name.
        name: String,
        /// administrator, pilot, academic_service, authority_agent, head or teacher.
        #[arg(value_parser = role)]
        role: Role,
        /// Where: 978 or 977 for an authority agent, a school's code for a head or a teacher.
        #[arg(long)]
        scope: Option<String>,
        /// First day; today without it.
        #[arg(long, value_parser = day, value_name = "DAY")]
        from: Option<Day>,
        /// Last day.
        #[arg(long, value_parser = day, value_name = "DAY")]
        to: Option<Day>,
    },
    /// List the accounts and their roles.
    List {
        /// The list for programs.
        #[arg(long)]
        json: bool,
    },
    /// Set a new password and end the sessions of the account.
    Password {
        /// The sign-in name.
        name: String,
        /// Read the password on the standard input; without it, one is drawn and shown once.
        #[arg(long)]
        password_stdin: bool,
    },
}

fn role(text: &str) -> Result<Role, String> {
    Role::parse(text).map_err(|_| {
        let codes: Vec<&str> = Role::ALL.iter().map(|role| role.code()).collect();
        format!("a role is one of {}", codes.join(", "))
    })
}

fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).map_err(|error| error.to_string())
}

pub(super) async fn run(config: Config, command: UserCommand) -> Result<ExitCode, Stop> {
    let opened = super::open(config).await?;
    let app = &opened.app;
    match command {
        UserCommand::Add {
            name,
            display_name,
            role,
            scope,
            password_stdin,
        } => {
            let scope = scope_of(role, scope.as_deref())?;
            add(app, name, display_name, role, scope, password_stdin).await?;
        }
        UserCommand::Role {
            name,
            role,
            scope,
            from,
            to,
        } => {
            let scope = scope_of(role, scope.as_deref())?;
            let from = from.unwrap_or_else(|| app.clock().now().day());
            grant(app, name, NewRole { role, scope, from, to }).await?;
        }
        UserCommand::List { json } => list(app, json).await?,
        UserCommand::Password { name, password_stdin } => reset(app, name, password_stdin).await?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The scope that goes with a role.
fn scope_of(role: Role, scope: Option<&str>) -> Result<RoleScope, Stop> {
    match (role.scope_kind(), scope) {
        (ScopeKind::Basin, None) => Ok(RoleScope::Basin),
        (ScopeKind::Basin, Some(_)) => Err(Stop::usage(format!(
            "the role {role} is held in the whole basin: leave --scope out"
        ))),
        (ScopeKind::Authority, Some(code)) => Territory::parse(code)
            .ok()
            .filter(Territory::in_basin)
            .map(RoleScope::Authority)
            .ok_or_else(|| {
                Stop::usage(format!(
                    "the role {role} is held on an island: --scope 978 or --scope 977"
                ))
            }),
        (ScopeKind::School, Some(code)) => Uai::parse(code)
            .map(RoleScope::School)
            .map_err(|error| Stop::usage(format!("--scope: {error}"))),
        (ScopeKind::Authority, None) => Err(Stop::usage(format!(
            "the role {role} needs an island: --scope 978 or --scope 977"
        ))),
        (ScopeKind::School, None) => Err(Stop::usage(format!(
            "the role {role} needs a school: --scope and its code"
        ))),
    }
}

async fn add(
    app: &App,
    name: String,
    display_name: String,
    role: Role,
    scope: RoleScope,
    password_stdin: bool,
) -> Result<(), Stop> {
    let password = Password::get(&name, password_stdin)?;
    let new = NewAccount {
        name,
        display_name,
        password_hash: password.hash()?,
        lang: Lang::Fr,
        fictitious: false,
    };
    let now = app.clock().now();
    let first = NewRole {
        role,
        scope,
        from: now.day(),
        to: None,
    };
    let made = new.clone();
    app.db()
        .write(move |tx| {
            add_account(tx, &Actor::console(), now, &made, Some(&first))
                .map_err(|error| Stop::refused(format!("{}: {error}", made.name)))
        })
        .await?;
    let name = new.name.trim().to_lowercase();
    say(&format!("Account {name} made with the role {role}.{}", password.told()))?;
    say(&format!("Sign in on http://{}/connexion.", app.config().listen))
}

async fn grant(app: &App, name: String, new: NewRole) -> Result<(), Stop> {
    let now = app.clock().now();
    let told = format!("{name} holds the role {} from {}{}.", new.role, new.from, until(new.to));
    app.db()
        .write(move |tx| {
            let account = named(tx, &name)?;
            grant_role(tx, &Actor::console(), now, account.id, &new)
                .map_err(|error| Stop::refused(format!("{name}: {error}")))
        })
        .await?;
    say(&told)
}

fn until(day: Option<Day>) -> String {
    day.map_or_else(String::new, |day| format!(" to {day}"))
}

/// The account of a sign-in name.
fn named(tx: &mut Tx, name: &str) -> Result<AccountLine, Stop> {
    let accounts = all_accounts(tx)?;
    accounts
        .into_iter()
        .find(|account| account.name == name)
        .ok_or_else(|| Stop::refused(format!("there is no account {name}: `pole user list` names them all")))
}

async fn reset(app: &App, name: String, password_stdin: bool) -> Result<(), Stop> {
    let password = Password::get(&name, password_stdin)?;
    let (hashed, now, owner) = (password.hash()?, app.clock().now(), name.clone());
    let ended = app
        .db()
        .write(move |tx| {
            let account = named(tx, &owner)?;
            reset_password(tx, &Actor::console(), now, account.id, &hashed)
                .map_err(|error| Stop::refused(format!("{owner}: {error}")))
        })
        .await?;
    say(&format!(
        "New password for {name}; {} ended.{}",
        counted(usize::try_from(ended).unwrap_or(usize::MAX), "session"),
        password.told()
    ))
}

/// A password on its way to its hash.
struct Password {
    text: String,
    drawn: bool,
}

impl Password {
    /// Reads one on the standard input, or draws one.
    fn get(name: &str, password_stdin: bool) -> Result<Self, Stop> {
        if !password_stdin {
            return Ok(Self {
                text: draw()?,
                drawn: true,
            });
        }
        let mut line = String::new();
        std::io::stdin()
            .read_line(&mut line)
            .map_err(|error| Stop::refused(format!("the password cannot be read: {error}")))?;
        let text = line.trim_end_matches(['\r', '\n']).to_owned();
        check_password(name, &text).map_err(|refusal| {
            Stop::refused(format!(
                "{refusal}: it needs 12 characters at least and must not contain the sign-in name"
            ))
        })?;
        Ok(Self { text, drawn: false })
    }

    fn hash(&self) -> Result<String, Stop> {
        hash(&self.text).map_err(|error| Stop::refused(error.to_string()))
    }

    fn told(&self) -> String {
        if self.drawn {
            format!("\nPassword (shown once): {}", self.text)
        } else {
            String::new()
        }
    }
}

/// A password of 80 bits: `abcd-efgh-jkmn-pqrs`.
fn draw() -> Result<String, Stop> {
    let secret = secret().map_err(|error| Stop::refused(format!("the machine gives no chance: {error}")))?;
    Ok(readable(&secret))
}

fn readable(hexadecimal: &str) -> String {
    let mut text = String::new();
    for (index, pair) in hexadecimal.as_bytes().chunks(2).take(GROUPS * GROUP).enumerate() {
        if index > 0 && index % GROUP == 0 {
            text.push('-');
        }
        let byte = std::str::from_utf8(pair)
            .ok()
            .and_then(|pair| u8::from_str_radix(pair, 16).ok())
            .unwrap_or(0);
        text.push(char::from(SIGNS[usize::from(byte % 32)]));
    }
    text
}

#[derive(Serialize)]
struct AccountsJson {
    accounts: Vec<AccountJson>,
}

#[derive(Serialize)]
struct AccountJson {
    name: String,
    display_name: String,
    fictitious: bool,
    created_at: String,
    disabled_at: Option<String>,
    roles: Vec<RoleJson>,
}

#[derive(Serialize)]
struct RoleJson {
    role: &'static str,
    scope: String,
    valid_from: String,
    valid_to: Option<String>,
    revoked_at: Option<String>,
    in_force: bool,
}

async fn list(app: &App, json: bool) -> Result<(), Stop> {
    let accounts = app.db().read(all_accounts).await?;
    let today = app.clock().now().day();
    let rows: Vec<AccountJson> = accounts
        .into_iter()
        .map(|account| account_json(account, today))
        .collect();
    if json {
        return say_json(&AccountsJson { accounts: rows });
    }
    if rows.is_empty() {
        return say("No account yet: `pole user add NAME --display-name … --role administrator` makes the first.");
    }
    for row in &rows {
        let roles: Vec<String> = row
            .roles
            .iter()
            .filter(|role| role.in_force)
            .map(|role| {
                format!(
                    "{} ({}) from {}{}",
                    role.role,
                    role.scope,
                    role.valid_from,
                    role.valid_to
                        .as_ref()
                        .map_or_else(String::new, |day| format!(" to {day}"))
                )
            })
            .collect();
        let roles = if roles.is_empty() {
            "no role in force".to_owned()
        } else {
            roles.join("; ")
        };
        let state = if row.disabled_at.is_some() { ", closed" } else { "" };
        say(&format!("{}  {}{state}: {roles}", row.name, row.display_name))?;
    }
    say(&format!("{}.", counted(rows.len(), "account")))
}

fn account_json(account: AccountLine, today: Day) -> AccountJson {
    AccountJson {
        name: account.name,
        display_name: account.display_name,
        fictitious: account.fictitious,
        created_at: account.created_at.to_string(),
        disabled_at: account.disabled_at.map(|at| at.to_string()),
        roles: account
            .roles
            .into_iter()
            .map(|role| RoleJson {
                role: role.role.code(),
                scope: match &role.scope {
                    RoleScope::Basin => "basin".to_owned(),
                    RoleScope::Authority(territory) => territory.to_string(),
                    RoleScope::School(uai) => uai.to_string(),
                },
                valid_from: role.valid_from.to_string(),
                valid_to: role.valid_to.map(|day| day.to_string()),
                revoked_at: role.revoked_at.map(|at| at.to_string()),
                in_force: role.in_force(today),
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::audit;
    use crate::test_app::on_both_engines;

    #[test]
    fn a_drawn_password_is_readable_and_never_the_same() {
        assert_eq!(readable(&"00".repeat(32)), "aaaa-aaaa-aaaa-aaaa");
        assert_eq!(readable(&"ff".repeat(32)), "9999-9999-9999-9999");
        let (first, second) = (draw().unwrap(), draw().unwrap());
        assert_eq!(first.len(), 19);
        assert_ne!(first, second);
    }

    #[test]
    fn a_new_password_ends_the_sessions_and_is_told_in_the_trail() {
        on_both_engines("2026-10-16T08:00:00Z", |app| {
            let visitor = app.pilot();
            assert_eq!(visitor.get("/apercu").status, 200);
            let ended = app.act(|tx, _, now| {
                let account = named(tx, "pilote")?;
                reset_password(tx, &Actor::console(), now, account.id, "$argon2id$none")
                    .map_err(|error| Stop::refused(error.to_string()))
            });
            assert_eq!(ended, 1);
            assert_ne!(visitor.get("/apercu").status, 200);
            let trail = app.act(|tx, _, _| audit::latest(tx, None, 1));
            assert_eq!(trail[0].event, "account.password_reset");
        });
    }

    #[test]
    fn a_role_asks_for_its_scope() {
        assert_eq!(scope_of(Role::Pilot, None).unwrap(), RoleScope::Basin);
        assert!(scope_of(Role::Pilot, Some("978")).is_err());
        assert!(scope_of(Role::Head, None).is_err());
        assert!(scope_of(Role::Head, Some("9710022X")).is_ok());
        assert!(scope_of(Role::AuthorityAgent, Some("971")).is_err());
        assert!(scope_of(Role::AuthorityAgent, Some("977")).is_ok());
    }
}
