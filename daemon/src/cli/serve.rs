//! `noubad serve`: the office of a configuration file, with its real devices. SIGHUP (`systemctl reload noubad`) reads the
//! configuration again.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use sd_notify::NotifyState;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio_util::sync::CancellationToken;

use super::{Exit, OfficeArgs, say, stop_signal};
use crate::clock::{Clock, WallClock};
use crate::config::Config;
use crate::messages;
use crate::office::{self, Running, Setup, SetupError};
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
    // From here on a hang-up is a request, even while the journal is opened.
    let mut hang_ups = signal(SignalKind::hangup())?;
    let mut service = Service { path, dir, listen: args.office.listen, config };
    let setup = service.setup(&service.config)?;
    let _ = sd_notify::notify(&[
        NotifyState::ExtendTimeoutUsec(STARTING_US),
        NotifyState::Status("opening the journal"),
    ]);
    let mut door = office::listen(setup.listen).await?.into_std()?;
    let mut running = office::start_on(again(&door)?, setup, Arc::new(WallClock)).await?;
    let scheme = if running.encrypted { "https" } else { "http" };
    say(&format!("{scheme}://{}/", running.address));
    if let Some(code) = &running.setup_code {
        say(&format!("nobody has an account yet: set-up code {code}, to be typed on the page /sign-in"));
    }
    let _ = sd_notify::notify(&[NotifyState::Ready]);
    loop {
        let reload = watched(&running, &mut hang_ups).await;
        if !reload {
            tracing::info!(message_id = messages::STOPPING, "stopping");
            let _ = sd_notify::notify(&[NotifyState::Stopping]);
            running.stop().await;
            return Ok(ExitCode::SUCCESS);
        }
        (running, door) = service.reload(running, door).await?;
    }
}

/// Serves under the watchdog until told to stop, or to read the configuration again: then it returns true.
async fn watched(running: &Running, hang_ups: &mut Signal) -> bool {
    let stop = CancellationToken::new();
    let health = Arc::clone(&running.handle.health);
    let watchdog = Watchdog::new(health, running.address, Limits::default()).run(stop.clone());
    let watchdog = tokio::spawn(watchdog);
    let reload = tokio::select! {
        () = stop_signal() => false,
        hung_up = hang_ups.recv() => hung_up.is_some(),
    };
    stop.cancel();
    let _ = watchdog.await;
    reload
}

/// A port that is listened on.
type Door = std::net::TcpListener;

/// Another handle on it: who knocks while the office is put together anew waits there.
fn again(door: &Door) -> std::io::Result<TcpListener> {
    TcpListener::from_std(door.try_clone()?)
}

/// What the office is served from.
struct Service {
    path: PathBuf,
    dir: PathBuf,
    listen: Option<SocketAddr>,
    config: Config,
}

impl Service {
    fn setup(&self, config: &Config) -> Result<Setup, SetupError> {
        let mut setup = Setup::of(config.clone(), self.dir.clone(), WallClock.now())?;
        setup.listen = self.listen.unwrap_or(setup.listen);
        Ok(setup)
    }

    /// Reads the configuration again and goes on under it, in this process: the office is put together anew from its
    /// journal, so that any change holds and nobody loses a place. A configuration with mistakes changes nothing, and one
    /// that cannot be started is given up for the one before.
    async fn reload(&mut self, running: Running, door: Door) -> Result<(Running, Door), Exit> {
        let prepared = self.prepare(&running).await;
        let ready = prepared.and_then(|(config, setup, other)| {
            let listener = again(other.as_ref().unwrap_or(&door))?;
            Ok((config, setup, other, listener))
        });
        let (config, setup, other, listener) = match ready {
            Ok(ready) => ready,
            Err(error) => {
                tracing::error!(
                    message_id = messages::NOT_RELOADED,
                    "the configuration is not read again: {error:#}"
                );
                return Ok((running, door));
            }
        };
        let _ = sd_notify::notify(&[NotifyState::Status("putting the office together anew")]);
        running.stop().await;
        let served = match office::start_on(listener, setup, Arc::new(WallClock)).await {
            Ok(running) => {
                self.config = config;
                tracing::info!(message_id = messages::RELOADED, path = %self.path.display(), "the configuration was read again");
                (running, other.unwrap_or(door))
            }
            Err(error) => {
                let error = anyhow::Error::from(error);
                tracing::error!(
                    message_id = messages::NOT_RELOADED,
                    "the office cannot be started so, and goes on as before: {error:#}"
                );
                let setup = self.setup(&self.config)?;
                (office::start_on(again(&door)?, setup, Arc::new(WallClock)).await?, door)
            }
        };
        let _ = sd_notify::notify(&[NotifyState::Status("")]);
        Ok(served)
    }

    /// The configuration to be, and the port it will be served on where that is another one; or what is wrong with it.
    async fn prepare(&self, running: &Running) -> anyhow::Result<(Config, Setup, Option<Door>)> {
        let config = Config::load(&self.path)?;
        let setup = self.setup(&config)?;
        let stays = self.listen.is_some() || setup.listen == self.config.http.listen;
        if stays || setup.listen == running.address {
            return Ok((config, setup, None));
        }
        let other = office::listen(setup.listen).await?;
        Ok((config, setup, Some(other.into_std()?)))
    }
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
