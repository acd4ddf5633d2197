//! The command line: one file per command. Exit codes: 0 well, 1 failed, 2 usage or configuration.

use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use nix::sys::resource::{Resource, getrlimit, setrlimit};
use nix::sys::stat::Mode;

mod access;
mod audit;
mod button;
mod camera;
mod card;
mod demo;
mod device;
mod journal;
mod mqtt_accounts;
mod print_test;
mod replay;
mod report;
mod serve;
mod simulate;
mod voice;

/// The queue and the devices of one office.
#[derive(Parser)]
#[command(name = "noubad", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Runs the office of a configuration file.
    Serve(serve::ServeArgs),
    /// Runs a whole office with simulated devices and citizens, from nothing.
    Demo(demo::DemoArgs),
    /// Checks a configuration file and names every mistake with its line and remedy.
    CheckConfig(CheckArgs),
    /// Runs simulated days on the queue's rules and checks every invariant after every step.
    Simulate(simulate::SimulateArgs),
    /// Plays recorded days again under other rules or with other counters, beside what was.
    Replay(replay::ReplayArgs),
    /// Checks a journal: hash chain, gaps, projections, the file itself.
    Verify(journal::JournalArgs),
    /// Makes the projections of a journal anew from its events.
    Rebuild(journal::JournalArgs),
    /// Writes a copy of a journal, also while the daemon runs.
    Backup(journal::BackupArgs),
    /// Goes on with a backup, under an epoch of its own that names the one before.
    Restore(journal::RestoreArgs),
    /// Takes a journal back to the schema of the noubad before this one.
    Downgrade(journal::JournalArgs),
    /// Looks at devices and what they print.
    #[command(subcommand)]
    Device(device::DeviceCommand),
    /// Looks at cameras: whether they work, are declared, and what is on the network.
    #[command(subcommand)]
    Camera(camera::CameraCommand),
    /// Looks at voices and what they say.
    #[command(subcommand)]
    Voice(voice::VoiceCommand),
    /// Accounts and machines: who may do what.
    #[command(subcommand)]
    Access(access::AccessCommand),
    /// Evidence for auditors: exports, the office's key, calls out of order.
    #[command(subcommand)]
    Audit(audit::AuditCommand),
    /// Makes the report of a month as PDF, in Arabic and French.
    Report(report::ReportArgs),
    /// Prints the OpenAPI document of the HTTP interface.
    Openapi,
    /// Prints the JSON schema of the configuration file.
    Schema,
}

#[derive(Args)]
struct CheckArgs {
    /// The file.
    file: PathBuf,
    /// Answers as JSON.
    #[arg(long)]
    json: bool,
}

/// What `serve` and `demo` have in common.
#[derive(Args)]
struct OfficeArgs {
    /// The office's configuration.
    #[arg(long, env = "NOUBA_CONFIG")]
    config: Option<PathBuf>,
    /// Where to listen, instead of what the configuration says; port 0 takes a free one.
    #[arg(long)]
    listen: Option<SocketAddr>,
    /// Where the journal and the secrets are kept.
    #[arg(long)]
    data: Option<PathBuf>,
}

/// Why a command ends with another exit code than 0.
enum Exit {
    /// It failed: 1.
    Failed(anyhow::Error),
    /// It was asked for something that cannot be: 2. The text is complete.
    Usage(String),
}

impl<E: Into<anyhow::Error>> From<E> for Exit {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
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
    // What is kept, copied or exported tells of people's days: it is for its owner, wherever somebody puts it. systemd's unit
    // says the same; SQLite and whoever runs it by hand do not.
    nix::sys::stat::umask(Mode::S_IRWXG | Mode::S_IRWXO);
    match dispatch(cli.command) {
        Ok(code) => code,
        Err(Exit::Failed(error)) => {
            tell(&format!("noubad: {error:#}"));
            ExitCode::from(1)
        }
        Err(Exit::Usage(text)) => {
            tell(text.trim_end());
            ExitCode::from(2)
        }
    }
}

fn dispatch(command: Command) -> Result<ExitCode, Exit> {
    match command {
        Command::Serve(args) => runtime()?.block_on(serve::run(args)),
        Command::Demo(args) => runtime()?.block_on(demo::run(args)),
        Command::CheckConfig(args) => {
            let report = crate::config::check_config(&args.file, args.json);
            say(report.text.trim_end());
            Ok(ExitCode::from(report.exit_code))
        }
        Command::Simulate(args) => simulate::run(&args),
        Command::Replay(args) => runtime()?.block_on(replay::run(args)),
        Command::Verify(args) => runtime()?.block_on(journal::verify(args)),
        Command::Rebuild(args) => runtime()?.block_on(journal::rebuild(args)),
        Command::Backup(args) => runtime()?.block_on(journal::backup(args)),
        Command::Restore(args) => runtime()?.block_on(journal::restore(args)),
        Command::Downgrade(args) => runtime()?.block_on(journal::downgrade(args)),
        Command::Access(command) => runtime()?.block_on(access::run(command)),
        Command::Audit(command) => runtime()?.block_on(audit::run(command)),
        Command::Device(command) => device::run(command),
        Command::Camera(command) => runtime()?.block_on(camera::run(command)),
        Command::Voice(command) => voice::run(command),
        Command::Report(args) => runtime()?.block_on(report::run(args)),
        Command::Openapi => {
            say(&crate::http::openapi().to_pretty_json()?);
            Ok(ExitCode::SUCCESS)
        }
        Command::Schema => {
            say(&serde_json::to_string_pretty(&crate::config::schema())?);
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// One worker: a request, the core and the answer to it then meet on one thread, and waking others costs more than they
/// bring (docs/benchmarks.md). Whatever reckons for long is on the threads for that.
fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()
}

/// Raises the soft limit of open files: 1024 is the usual one (systemd, shells), and every page keeps a connection.
fn raise_descriptors() {
    let wanted = 4_096;
    let raised = getrlimit(Resource::RLIMIT_NOFILE).and_then(|(soft, hard)| {
        if soft < wanted { setrlimit(Resource::RLIMIT_NOFILE, wanted.min(hard), hard) } else { Ok(()) }
    });
    if let Err(error) = raised {
        tracing::warn!(error = %error, "the limit of open files stays as it is: many pages at once may be refused");
    }
}

/// Writes a line to standard output; a reader that went away is no mistake.
fn say(text: &str) {
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// Writes a line to standard error.
fn tell(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// Waits for Ctrl-C or systemd's stop.
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
