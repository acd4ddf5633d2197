//! The command line. Exit codes: 0 well, 1 failed, 2 usage.

use std::io::Write;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Args, Parser, Subcommand};
use queue::id::OfficeId;
use sd_notify::NotifyState;
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::access::{Access, Role};
use crate::demo;
use crate::fold::{Folder, News};
use crate::ingest::group::Ingest;
use crate::mqtt::Broker;
use crate::town::Town;
use crate::{clock, days, http, mqtt, store};

/// The database as the package's guide makes it: Debian's PostgreSQL on the same machine, no password.
const HERE: &str = "postgres://nouba-portal@localhost/nouba-portal?host=/run/postgresql";

/// The offices of a town in one place.
#[derive(Parser)]
#[command(name = "portal", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Takes the offices' reports and shows how they do. The first line on standard output is the address.
    Serve {
        #[command(flatten)]
        database: Database,
        /// Where to listen; port 0 takes a free one. It speaks plain HTTP: put the town's TLS proxy in front of it.
        #[arg(long, default_value = "127.0.0.1:8090")]
        listen: SocketAddr,
        #[command(flatten)]
        broker: Broker,
    },
    /// Plays a town on this machine: three offices with simulated devices and people, a link that is cut, a box that
    /// burns; then compares every figure. Needs `noubad` beside this program, and Debian's PostgreSQL or --database.
    Demo(demo::Play),
    /// Manages the offices that may report.
    #[command(subcommand)]
    Office(OfficeCommand),
    /// Manages the people who may look.
    #[command(subcommand)]
    Account(AccountCommand),
}

#[derive(Args)]
struct Database {
    /// The PostgreSQL database, as postgres://user@host/database; by default the one of that name on this machine,
    /// through PostgreSQL's socket.
    #[arg(long = "database", env = "DATABASE_URL", hide_env_values = true, default_value = HERE)]
    url: String,
}

#[derive(Subcommand)]
enum OfficeCommand {
    /// Adds an office and prints its credential, which cannot be shown again.
    Add {
        #[command(flatten)]
        database: Database,
        /// The office's id, as in its configuration.
        office: OfficeId,
    },
    /// Gives an office another credential and prints it; the old one is worth nothing from now on.
    Renew {
        #[command(flatten)]
        database: Database,
        /// The office.
        office: OfficeId,
    },
    /// Gives an office one more credential and prints it; those it has go on working until `revoke`.
    Rotate {
        #[command(flatten)]
        database: Database,
        /// The office.
        office: OfficeId,
    },
    /// Makes an office's credentials worthless: all but the newest, or all.
    Revoke {
        #[command(flatten)]
        database: Database,
        /// The office.
        office: OfficeId,
        /// The newest as well: the office can report no more until it is given another.
        #[arg(long)]
        all: bool,
    },
    /// Says where an office is, for the map.
    Place {
        #[command(flatten)]
        database: Database,
        /// The office.
        office: OfficeId,
        /// Degrees north, as 34.0331.
        #[arg(allow_hyphen_values = true)]
        latitude: f64,
        /// Degrees east, as -6.7985.
        #[arg(allow_hyphen_values = true)]
        longitude: f64,
        /// The address as people write it.
        #[arg(long)]
        address: Option<String>,
    },
    /// Takes an epoch that came out of nowhere for this office's new journal: its box was replaced.
    Adopt {
        #[command(flatten)]
        database: Database,
        /// The office.
        office: OfficeId,
        /// The epoch, as the office's fork names it.
        epoch: String,
    },
    /// Takes the fork flag from a journal.
    Release {
        #[command(flatten)]
        database: Database,
        /// The office.
        office: OfficeId,
        /// The epoch.
        epoch: String,
    },
}

#[derive(Subcommand)]
enum AccountCommand {
    /// Adds an account and prints its password, which cannot be shown again.
    Add {
        #[command(flatten)]
        database: Database,
        /// The account's name: a-z, 0-9 and '-'.
        account: String,
        /// What it may do.
        #[arg(long, value_enum, default_value = "viewer")]
        role: Role,
    },
    /// Gives an account a new password and prints it; opens it if it was locked or switched off.
    Reset {
        #[command(flatten)]
        database: Database,
        /// The account.
        account: String,
    },
    /// Switches an account off and ends its sessions.
    Disable {
        #[command(flatten)]
        database: Database,
        /// The account.
        account: String,
    },
    /// Lists the accounts.
    List {
        #[command(flatten)]
        database: Database,
    },
}

/// Runs the program.
#[must_use]
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let code = if error.use_stderr() { 2 } else { 0 };
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    match runtime().and_then(|runtime| runtime.block_on(dispatch(cli.command))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "portal: {error:#}");
            ExitCode::from(1)
        }
    }
}

fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().build()?)
}

async fn dispatch(command: Command) -> anyhow::Result<()> {
    match command {
        Command::Serve { database, listen, broker } => serve(&database.url, listen, broker).await,
        Command::Demo(play) => demo(play).await,
        Command::Office(command) => office(command).await,
        Command::Account(command) => account(command).await,
    }
}

async fn demo(play: demo::Play) -> anyhow::Result<()> {
    log("warn");
    let stop = CancellationToken::new();
    let told = stop.clone();
    tokio::spawn(async move {
        stop_signal().await;
        told.cancel();
    });
    if !demo::run(play, stop).await? {
        anyhow::bail!("the portal's figures are not the offices' own");
    }
    Ok(())
}

async fn office(command: OfficeCommand) -> anyhow::Result<()> {
    match command {
        OfficeCommand::Add { database, office } => {
            let pool = store::open(&database.url).await?;
            say(&store::add_office(&pool, &office, clock::now()).await?)
        }
        OfficeCommand::Renew { database, office } => {
            let pool = store::open(&database.url).await?;
            say(&store::renew_office(&pool, &office, clock::now()).await?)
        }
        OfficeCommand::Rotate { database, office } => {
            let pool = store::open(&database.url).await?;
            say(&store::add_credential(&pool, &office, clock::now()).await?)
        }
        OfficeCommand::Revoke { database, office, all } => {
            let pool = store::open(&database.url).await?;
            let gone = if all {
                store::revoke(&pool, &office, None).await?
            } else {
                store::revoke_old(&pool, &office).await?
            };
            say(&format!("{gone} revoked"))
        }
        OfficeCommand::Place { database, office, latitude, longitude, address } => {
            let pool = store::open(&database.url).await?;
            Ok(store::place_office(&pool, &office, (latitude, longitude), address.as_deref()).await?)
        }
        OfficeCommand::Adopt { database, office, epoch } => {
            let pool = store::open(&database.url).await?;
            Ok(store::adopt(&pool, &office, &epoch, clock::now()).await?)
        }
        OfficeCommand::Release { database, office, epoch } => {
            let pool = store::open(&database.url).await?;
            Ok(store::release(&pool, &office, &epoch).await?)
        }
    }
}

async fn account(command: AccountCommand) -> anyhow::Result<()> {
    let access = async |database: Database| -> anyhow::Result<Access> {
        Ok(Access::open(store::open(&database.url).await?)?)
    };
    match command {
        AccountCommand::Add { database, account, role } => {
            say(&access(database).await?.add(&account, role, clock::now()).await?)
        }
        AccountCommand::Reset { database, account } => say(&access(database).await?.reset(&account).await?),
        AccountCommand::Disable { database, account } => {
            Ok(access(database).await?.disable(&account).await?)
        }
        AccountCommand::List { database } => {
            for (account, role, shut) in access(database).await?.list().await? {
                say(&format!("{account}\t{role}\t{}", if shut { "shut" } else { "open" }))?;
            }
            Ok(())
        }
    }
}

fn log(level: &str) {
    let filter = tracing_subscriber::EnvFilter::try_from_env("NOUBA_LOG").unwrap_or_else(|_| level.into());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
}

fn say(text: &str) -> anyhow::Result<()> {
    Ok(writeln!(std::io::stdout(), "{text}")?)
}

async fn serve(url: &str, listen: SocketAddr, broker: Broker) -> anyhow::Result<()> {
    log("info");
    let listener = TcpListener::bind(listen).await?;
    let pool = store::open(url).await?;
    let access = Access::open(pool.clone())?;
    let setup = access.setup_code(clock::now()).await?;
    let address = listener.local_addr()?;
    say(&format!("http://{address}/"))?;
    if let Some(code) = setup {
        say(&format!(
            "Nobody has an account yet. Make the first at http://{address}/set-up with the code {code}"
        ))?;
    }
    let stop = CancellationToken::new();
    let serving = tokio::spawn(run_on(listener, pool, broker, stop.clone()));
    let _ = sd_notify::notify(&[NotifyState::Ready]);
    stop_signal().await;
    let _ = sd_notify::notify(&[NotifyState::Stopping]);
    stop.cancel();
    Ok(serving.await??)
}

/// Serves on a listener until told to stop; finishes what is under way.
///
/// # Errors
/// The pepper's.
pub async fn run_on(
    listener: TcpListener,
    pool: sqlx::PgPool,
    broker: Broker,
    stop: CancellationToken,
) -> std::io::Result<()> {
    let (news, town, closed) = (News::default(), Town::default(), Arc::new(Notify::new()));
    let access = Access::open(pool.clone())?;
    let tasks = TaskTracker::new();
    if let Err(error) = town.refresh(&pool).await {
        tracing::warn!(error = %error, "the offices are not known yet");
    }
    let folder =
        Folder { pool: pool.clone(), news: news.clone(), town: town.clone(), days: Arc::clone(&closed) };
    tasks.spawn(folder.run(stop.clone()));
    tasks.spawn(town.clone().run(pool.clone(), stop.clone()));
    tasks.spawn(days::run(pool.clone(), Arc::clone(&closed), stop.clone()));
    if let Some(address) = broker.broker {
        tasks.spawn(mqtt::run(address, broker.broker_credential, town.clone(), stop.clone()));
    }
    tasks.spawn(feed_watchdog(town.clone(), stop.clone()));
    let ingest = Ingest::start(&pool, &tasks, &stop);
    let context = http::Context::new(pool.clone(), town, access, ingest, (news, closed));
    crate::serve::run(listener, http::router(context), stop.clone()).await;
    stop.cancel();
    tasks.close();
    tasks.wait().await;
    pool.close().await;
    Ok(())
}

/// Feeds systemd's watchdog, if it has one for this process, as long as what is shown of the town can be read. A database
/// that is away is nothing a restart mends.
async fn feed_watchdog(town: Town, stop: CancellationToken) {
    let Some(interval) = sd_notify::watchdog_enabled() else { return };
    loop {
        let offices = town.read().len();
        let status = format!("{offices} offices");
        let _ = sd_notify::notify(&[NotifyState::Watchdog, NotifyState::Status(&status)]);
        tokio::select! {
            () = tokio::time::sleep(interval / 4) => (),
            () = stop.cancelled() => return,
        }
    }
}

/// Waits for Ctrl-C or a supervisor's stop.
async fn stop_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        let _ = tokio::signal::ctrl_c().await;
        return;
    };
    tokio::select! {
        _ = terminate.recv() => (),
        _ = tokio::signal::ctrl_c() => (),
    }
}
