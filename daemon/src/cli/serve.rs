//! `noubad serve`: the office of a configuration file, with its real devices.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use sd_notify::NotifyState;
use tokio_util::sync::CancellationToken;

use super::{Exit, OfficeArgs, say, stop_signal};
use crate::clock::{Clock, WallClock};
use crate::config::Config;
use crate::messages;
use crate::office::{self, Setup};
use crate::watchdog::{Limits, Watchdog};

/// The configuration of an installed office.
pub(super) const CONFIG_DEFAULT: &str = "/etc/nouba/office.toml";
/// How much more time systemd is asked for while the journal is opened: a long day without a snapshot, a new schema.
const STARTING_US: u32 = 300_000_000;

#[derive(Args)]
pub(super) struct ServeArgs {
    #[command(flatten)]
    office: OfficeArgs,
}

pub(super) async fn run(args: ServeArgs) -> Result<ExitCode, Exit> {
    crate::logging::start("info")?;
    super::raise_descriptors();
    let path = args.office.config.unwrap_or_else(|| PathBuf::from(CONFIG_DEFAULT));
    let config = load(&path)?;
    let dir = data_dir(args.office.data, &config)?;
    let mut setup = Setup::of(config, dir, WallClock.now())?;
    setup.listen = args.office.listen.unwrap_or(setup.listen);
    let _ = sd_notify::notify(&[
        NotifyState::ExtendTimeoutUsec(STARTING_US),
        NotifyState::Status("opening the journal"),
    ]);
    let running = office::start(setup, Arc::new(WallClock)).await?;
    let scheme = if running.encrypted { "https" } else { "http" };
    say(&format!("{scheme}://{}/", running.address));
    if let Some(code) = &running.setup_code {
        say(&format!("nobody has an account yet: set-up code {code}, to be typed on the page /sign-in"));
    }
    let _ = sd_notify::notify(&[NotifyState::Ready]);
    let stop = CancellationToken::new();
    let health = Arc::clone(&running.handle.health);
    let watchdog = Watchdog::new(health, running.address, Limits::default()).run(stop.clone());
    let watchdog = tokio::spawn(watchdog);
    stop_signal().await;
    tracing::info!(message_id = messages::STOPPING, "stopping");
    let _ = sd_notify::notify(&[NotifyState::Stopping]);
    stop.cancel();
    let _ = watchdog.await;
    running.stop().await;
    Ok(ExitCode::SUCCESS)
}

/// Reads a configuration; its mistakes are the whole answer.
pub(super) fn load(path: &Path) -> Result<Config, Exit> {
    let config = Config::load(path).map_err(|errors| Exit::Usage(errors.to_string()))?;
    for warning in &config.warnings {
        tracing::warn!(path = %warning.path, "{} {}", warning.what, warning.remedy);
    }
    Ok(config)
}

fn data_dir(given: Option<PathBuf>, config: &Config) -> Result<PathBuf, Exit> {
    // The variable systemd sets for StateDirectory=.
    #[allow(clippy::disallowed_methods, reason = "systemd's own way to hand the directory over")]
    let state = std::env::var_os("STATE_DIRECTORY").map(PathBuf::from);
    given.or(state).or_else(|| config.journal.data_dir.clone()).ok_or_else(|| {
        Exit::Usage(
            "noubad: nowhere to keep the journal: give --data DIR, or set data_dir in [journal]".to_owned(),
        )
    })
}
