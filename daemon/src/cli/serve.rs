//! `noubad serve`: the office of a configuration file, with its real devices.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use sd_notify::NotifyState;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_util::sync::CancellationToken;

use super::{Exit, OfficeArgs, say, stop_signal};
use crate::clock::{Clock, WallClock};
use crate::config::Config;
use crate::office::{self, Setup};

/// The configuration of an installed office.
const CONFIG_DEFAULT: &str = "/etc/nouba/office.toml";
/// How long the watchdog's own request may take.
const PROBE_TIMEOUT: Duration = Duration::from_secs(5);

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
    let running = office::start(setup, Arc::new(WallClock)).await?;
    say(&format!("http://{}/", running.address));
    if let Some(code) = &running.setup_code {
        say(&format!("nobody has an account yet: set-up code {code}, to be typed on the page /sign-in"));
    }
    let _ = sd_notify::notify(&[NotifyState::Ready]);
    let stop = CancellationToken::new();
    let watchdog = tokio::spawn(watch(running.address, stop.clone()));
    stop_signal().await;
    tracing::info!("stopping");
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

/// Tells systemd that the office works, as long as a request through the listener finds it ready.
async fn watch(address: SocketAddr, stop: CancellationToken) {
    let Some(interval) = sd_notify::watchdog_enabled() else { return };
    loop {
        tokio::select! {
            () = tokio::time::sleep(interval / 3) => (),
            () = stop.cancelled() => return,
        }
        let well = tokio::time::timeout(PROBE_TIMEOUT, probe(address)).await;
        if matches!(well, Ok(Ok(true))) {
            let _ = sd_notify::notify(&[NotifyState::Watchdog]);
        } else {
            tracing::error!("the daemon does not answer its own request: systemd will restart it");
        }
    }
}

async fn probe(address: SocketAddr) -> std::io::Result<bool> {
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: noubad\r\nconnection: close\r\n\r\n").await?;
    let mut answer = Vec::with_capacity(512);
    stream.take(4096).read_to_end(&mut answer).await?;
    Ok(answer.starts_with(b"HTTP/1.1 200"))
}
