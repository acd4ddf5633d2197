//! The command line. Exit codes: 0 well, 1 failed, 2 usage.

use std::io::Write;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Args, Parser, Subcommand};
use queue::id::OfficeId;
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::{clock, fold, http, store};

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
    },
    /// Manages the offices that may report.
    #[command(subcommand)]
    Office(OfficeCommand),
}

#[derive(Args)]
struct Database {
    /// The PostgreSQL database, as postgres://user@host/database.
    #[arg(long = "database", env = "DATABASE_URL", hide_env_values = true)]
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
        Command::Serve { database, listen } => serve(&database.url, listen).await,
        Command::Office(OfficeCommand::Add { database, office }) => {
            let pool = store::open(&database.url).await?;
            say(&store::add_office(&pool, &office, clock::now()).await?)
        }
        Command::Office(OfficeCommand::Renew { database, office }) => {
            let pool = store::open(&database.url).await?;
            say(&store::renew_office(&pool, &office).await?)
        }
        Command::Office(OfficeCommand::Adopt { database, office, epoch }) => {
            let pool = store::open(&database.url).await?;
            Ok(store::adopt(&pool, &office, &epoch, clock::now()).await?)
        }
        Command::Office(OfficeCommand::Release { database, office, epoch }) => {
            let pool = store::open(&database.url).await?;
            Ok(store::release(&pool, &office, &epoch).await?)
        }
    }
}

fn say(text: &str) -> anyhow::Result<()> {
    Ok(writeln!(std::io::stdout(), "{text}")?)
}

async fn serve(url: &str, listen: SocketAddr) -> anyhow::Result<()> {
    let filter = tracing_subscriber::EnvFilter::try_from_env("NOUBA_LOG").unwrap_or_else(|_| "info".into());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let listener = TcpListener::bind(listen).await?;
    let pool = store::open(url).await?;
    say(&format!("http://{}/", listener.local_addr()?))?;
    let stop = CancellationToken::new();
    let serving = tokio::spawn(run_on(listener, pool, stop.clone()));
    stop_signal().await;
    stop.cancel();
    Ok(serving.await??)
}

/// Serves on a listener until told to stop; finishes what is under way.
///
/// # Errors
/// The listener's.
pub async fn run_on(
    listener: TcpListener,
    pool: sqlx::PgPool,
    stop: CancellationToken,
) -> std::io::Result<()> {
    let news = Arc::new(Notify::new());
    let figures = tokio::spawn(fold::run(pool.clone(), Arc::clone(&news), stop.clone()));
    let router = http::router(http::Context::new(pool.clone(), news));
    let served = axum::serve(listener, router).with_graceful_shutdown(stop.clone().cancelled_owned()).await;
    stop.cancel();
    let _ = figures.await;
    pool.close().await;
    served
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
