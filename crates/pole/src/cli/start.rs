//! `pole serve` and `pole demo`.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use clap::Args;
use tokio::net::TcpListener;

use super::folder::{self, Content, Lock};
use super::stop::Stop;
use super::{Global, progress, say, tell};
use crate::demo;
use crate::shell::app::App;
use crate::shell::clock::Clock;
use crate::shell::config::Config;
use crate::shell::{jobs, server};

/// Where a demonstration is kept when nothing else is asked.
const DEMO_FOLDER: &str = "pole-data/demo";

/// How to show the demonstration.
#[derive(Args, Debug)]
pub(super) struct DemoArgs {
    /// The port to listen on, on this machine only; 0 takes a free one.
    #[arg(long, default_value_t = 8080, value_name = "N")]
    port: u16,
    /// Forget what was changed in the demonstration and build it again.
    #[arg(long)]
    reset: bool,
}

/// Serves a real installation.
pub(super) async fn serve(config: Config) -> Result<ExitCode, Stop> {
    if let Content::Demonstration { .. } = folder::content(&config.data)? {
        let data = config.data.display();
        return Err(Stop::refused(format!(
            "{data} holds a demonstration, whose passwords everybody knows.\n\
             Run `pole demo --data {data}` to serve it, or choose another folder with --data."
        )));
    }
    let listener = listen(config.listen).await?;
    let address = listener.local_addr().unwrap_or(config.listen);
    let opened = super::open(config).await?;
    let (router, _) = crate::site(opened.app.clone());
    say(&format!("Pôle answers on http://{address} (Ctrl-C stops it)."))?;
    serve_and_work(opened.app.clone(), listener, router).await?;
    tell("Pôle has stopped.");
    Ok(ExitCode::SUCCESS)
}

/// Serves a demonstration, building it first if it is not there. Never asks anything.
pub(super) async fn demo(global: &Global, arguments: &DemoArgs) -> Result<ExitCode, Stop> {
    let mut config = global.load()?;
    config.data = global.data.clone().unwrap_or_else(|| PathBuf::from(DEMO_FOLDER));
    config.listen = SocketAddr::from((Ipv4Addr::LOCALHOST, arguments.port));
    config.https = false;
    config.behind_proxy = false;
    if config.database_url.take().is_some() {
        tell("DATABASE_URL is left aside: the demonstration keeps its own database in its folder.");
    }
    let data = config.data.clone();
    // Before the building: a port that is taken is told at once, and who calls meanwhile waits.
    let listener = listen(config.listen).await?;
    let address = listener.local_addr().unwrap_or(config.listen);
    let (app, _lock) = ready(config, arguments.reset).await?;
    let (router, _) = crate::site(app.clone());
    say(&welcome(address, &data))?;
    serve_and_work(app, listener, router).await?;
    tell("The demonstration has stopped; the same command serves it again as it is.");
    Ok(ExitCode::SUCCESS)
}

/// Serves, and beside it runs the jobs and writes the page views down. The server stops first: what
/// its last requests left is written before the end.
async fn serve_and_work(app: App, listener: TcpListener, router: axum::Router) -> Result<(), Stop> {
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let beside = tokio::spawn(jobs::beside_the_server(app, stopped));
    let served = server::serve(listener, router).await;
    // Nobody listens any more when the work beside ended already.
    let _ = stop.send(true);
    let _ = beside.await;
    served.map_err(|error| Stop::refused(error.to_string()))
}

/// The demonstration of a folder, built if it has to be.
async fn ready(config: Config, reset: bool) -> Result<(App, Lock), Stop> {
    let data = config.data.clone();
    refuse_real(&data)?;
    folder::create(&data)?;
    if !reset && folder::content(&data)? == (Content::Demonstration { whole: true }) {
        let lock = Lock::shared(&data)?;
        return Ok((open_demo(config).await?, lock));
    }
    let lock = if reset {
        Lock::alone(&data)?
    } else {
        Lock::wait_alone(&data)?
    };
    // Another command may have done everything while this one waited.
    refuse_real(&data)?;
    if reset || folder::content(&data)? != (Content::Demonstration { whole: true }) {
        folder::mark_demonstration(&data, false)?;
        folder::wipe_demonstration(&data)?;
        let app = build(config).await?;
        folder::mark_demonstration(&data, true)?;
        return Ok((app, lock.share()));
    }
    Ok((open_demo(config).await?, lock.share()))
}

async fn open_demo(config: Config) -> Result<App, Stop> {
    Ok(crate::open(config, Clock::system(), demo::ACCOUNTS).await?)
}

async fn build(config: Config) -> Result<App, Stop> {
    let data = config.data.display().to_string();
    tell(&format!(
        "Building the demonstration basin in {data}: once, a few seconds."
    ));
    let begun = Instant::now();
    let app = open_demo(config).await?;
    let bar = progress::steps(demo::STEPS, String::new());
    let built = demo::build(&app, &|step| {
        bar.set_message(step.to_owned());
        bar.inc(1);
    })
    .await;
    bar.finish_and_clear();
    let built = built.map_err(|error| {
        Stop::refused(format!(
            "the demonstration could not be built: {error}\nRun the command again: it starts anew."
        ))
    })?;
    let seconds = begun.elapsed().as_secs_f64();
    tell(&format!("Built in {seconds:.1} s: {built}."));
    Ok(app)
}

fn refuse_real(data: &Path) -> Result<(), Stop> {
    match folder::content(data)? {
        Content::Nothing | Content::Demonstration { .. } => Ok(()),
        Content::Installation => Err(Stop::refused(format!(
            "{} holds a real installation: nothing was touched.\n\
             Give the demonstration a folder of its own with --data.",
            data.display()
        ))),
    }
}

async fn listen(address: SocketAddr) -> Result<TcpListener, Stop> {
    TcpListener::bind(address).await.map_err(|error| {
        let next = match error.kind() {
            std::io::ErrorKind::AddrInUse => "Another program listens there: stop it, or choose another port.",
            std::io::ErrorKind::PermissionDenied => "Ports below 1024 are reserved: choose a higher one.",
            _ => "Choose another address or port.",
        };
        Stop::refused(format!("cannot listen on {address}: {error}\n{next}"))
    })
}

fn welcome(address: SocketAddr, data: &Path) -> String {
    use std::fmt::Write as _;
    let width =
        |text: fn(&demo::Person) -> &str| demo::PEOPLE.iter().map(|person| text(person).len()).max().unwrap_or(0);
    let (names, passwords) = (
        width(|person| person.account.name),
        width(|person| person.account.password),
    );
    let mut text = format!("Pôle, demonstration basin: http://{address}\n\nAccounts (name, password, role):\n");
    for person in demo::PEOPLE {
        let (name, password) = (person.account.name, person.account.password);
        // Writing to a text cannot fail.
        let _ = writeln!(text, "  {name:<names$}  {password:<passwords$}  {}", person.told);
    }
    let _ = write!(
        text,
        "\nThe people and what they did are invented; the schools are real (page /sources).\n\
         Kept in {}; `--reset` starts anew, Ctrl-C stops.",
        data.display()
    );
    text
}
