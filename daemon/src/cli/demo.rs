//! `noubad demo`: a whole office with simulated devices and citizens, from nothing.

use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use jiff::SignedDuration;
use queue::time::Timestamp;

use super::{Exit, OfficeArgs};
use crate::demo::{self, Play};

#[derive(Args)]
pub(super) struct DemoArgs {
    #[command(flatten)]
    office: OfficeArgs,
    /// Which citizens come and what they do; the same seed gives the same day.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many times faster than the world the office's clock runs, 1 to 600.
    #[arg(long, default_value_t = 30.0)]
    speed: f64,
    /// What the office's clock shows at the beginning, as 2026-11-24T08:28:00.000Z; by default two minutes before the next
    /// opening. An office that goes on with a journal must not begin before its last event.
    #[arg(long, value_name = "TIME")]
    from: Option<Timestamp>,
    /// How long to go on, in the office's time, as "8h" or "90m"; without it until the day has ended or Ctrl-C.
    #[arg(long = "for", value_name = "DURATION")]
    duration: Option<String>,
}

pub(super) async fn run(args: DemoArgs) -> Result<ExitCode, Exit> {
    crate::logging::start("warn")?;
    super::raise_descriptors();
    if !(1.0..=600.0).contains(&args.speed) {
        return Err(Exit::Usage(format!("noubad: --speed {} is not from 1 to 600", args.speed)));
    }
    let duration = args.duration.as_deref().map(parse_duration).transpose()?;
    let config = match &args.office.config {
        Some(path) => super::serve::load(path)?,
        None => demo::sample_config()?,
    };
    let play = Play {
        config,
        dir: args.office.data,
        listen: args.office.listen,
        seed: args.seed,
        speed: args.speed,
        duration,
        from: args.from,
    };
    let well = demo::run(play, super::stop_signal()).await?;
    Ok(if well { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn parse_duration(text: &str) -> Result<Duration, Exit> {
    let wrong = || Exit::Usage(format!("noubad: --for {text:?} is not a time such as 8h, 90m or 30s"));
    let duration: SignedDuration = text.parse().map_err(|_| wrong())?;
    Duration::try_from(duration).map_err(|_| wrong())
}
