//! How many page views a second the intake takes and stores: `cargo run --release -p pole --example intake`.
//!
//! SQLite waits for the disk at each commit (`synchronous=FULL`); with `DATABASE_URL`, the same on
//! PostgreSQL, in a database made for it. What a batch holds is durable once its transaction is
//! committed; a kill loses what waits, at most the batch under way and what arrived meanwhile.

use std::error::Error;
use std::io::Write as _;
use std::time::Instant;

use pole::features::usage::{Parameters, Recorder};
use pole::policy::{Actor, HeldRole};
use pole::shell::clock::{Clock, fresh_id};
use pole::shell::config::Config;
use pole::shell::views::{PageShown, PageViews as _};
use pole_kernel::{Lang, Role, RoleScope, Uai};

/// Views stored for each size of batch.
const VIEWS: usize = 50_000;
/// Accounts they come from.
const ACCOUNTS: usize = 2_000;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let config = Config {
        data: folder.path().to_owned(),
        database_url: std::env::var("DATABASE_URL").ok().filter(|url| !url.is_empty()),
        ..Config::default()
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let app = runtime.block_on(pole::open(config, Clock::system(), &[]))?;
    let roles = vec![HeldRole {
        role: Role::Teacher,
        scope: RoleScope::School(Uai::parse("9710022X")?),
    }];
    let actors: Vec<Actor> = (0..ACCOUNTS)
        .map(|_| Actor {
            account: Some(fresh_id()),
            roles: roles.clone(),
            ..Actor::default()
        })
        .collect();
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "{} views of {ACCOUNTS} accounts, engine {}, each batch one durable transaction",
        VIEWS,
        app.db().engine()
    )?;
    writeln!(out, "batch   taken (ns a view)   stored (views/s)   transactions/s")?;
    for batch in [1, 50, 500, 2_000] {
        // A batch of one waits for the disk each time: fewer are enough to know.
        let views = if batch == 1 { 500 } else { VIEWS };
        let recorder = Recorder::with(
            &[],
            Parameters {
                batch,
                queue: VIEWS,
                views_a_minute: u32::MAX,
                ..Parameters::default()
            },
        );
        let begun = Instant::now();
        for index in 0..views {
            recorder.shown(PageShown {
                actor: actors.get(index % ACCOUNTS).cloned().unwrap_or_default(),
                lang: Lang::Fr,
                route: "/etablissements/{uai}".to_owned(),
                phone_hint: None,
                user_agent: String::new(),
                at: app.clock().now(),
            });
        }
        let taken = begun.elapsed();
        let begun = Instant::now();
        let mut transactions = 0_u32;
        while recorder.waiting() > 0 {
            recorder.write(app.db())?;
            transactions += 1;
        }
        let seconds = begun.elapsed().as_secs_f64();
        let count = f64::from(u32::try_from(views)?);
        writeln!(
            out,
            "{batch:>5}   {:>17.0}   {:>16.0}   {:>14.0}",
            taken.as_secs_f64() * 1e9 / count,
            count / seconds,
            f64::from(transactions) / seconds
        )?;
    }
    Ok(())
}
