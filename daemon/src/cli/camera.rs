//! `noubad camera`: whether the office's cameras work and are declared, the sign, and what is on the network.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Args, Subcommand};
use serde_json::json;

use super::{Exit, say};
use crate::camera::judge::{Fault, Patience};
use crate::camera::probe::Seen;
use crate::camera::{Cameras, discover, notice};
use crate::config::Config;

#[derive(Subcommand)]
pub(super) enum CameraCommand {
    /// Lists the cameras with place and declaration.
    List(ListArgs),
    /// Looks at each camera once and says how it does; ends with 1 when one of them is not well.
    Probe(ProbeArgs),
    /// Makes the sign for the entrance, in Arabic and French.
    Notice(NoticeArgs),
    /// Asks which cameras are on the networks of this machine (ONVIF); adds none.
    Discover(DiscoverArgs),
}

#[derive(Args)]
pub(super) struct ListArgs {
    /// The office's configuration.
    #[arg(long, env = "NOUBA_CONFIG", default_value = super::serve::CONFIG_DEFAULT)]
    config: PathBuf,
    /// Answers as JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
pub(super) struct ProbeArgs {
    /// The office's configuration.
    #[arg(long, env = "NOUBA_CONFIG", default_value = super::serve::CONFIG_DEFAULT)]
    config: PathBuf,
    /// The directory of the journal, where credentials/ is.
    #[arg(long)]
    data: Option<PathBuf>,
    /// Only this camera.
    #[arg(long)]
    camera: Option<String>,
    /// Answers as JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
pub(super) struct NoticeArgs {
    /// The office's configuration.
    #[arg(long, env = "NOUBA_CONFIG", default_value = super::serve::CONFIG_DEFAULT)]
    config: PathBuf,
    /// Page to write, for printing from a browser on A4; standard output without it.
    #[arg(long)]
    html: Option<PathBuf>,
}

#[derive(Args)]
pub(super) struct DiscoverArgs {
    /// Seconds to wait for answers.
    #[arg(long, default_value_t = discover::WAIT.as_secs(), value_parser = clap::value_parser!(u64).range(1..=60))]
    seconds: u64,
    /// Answers as JSON.
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(command: CameraCommand) -> Result<ExitCode, Exit> {
    match command {
        CameraCommand::List(args) => list(&args),
        CameraCommand::Probe(args) => probe(args).await,
        CameraCommand::Notice(args) => sign(&args),
        CameraCommand::Discover(args) => search(&args).await,
    }
}

fn list(args: &ListArgs) -> Result<ExitCode, Exit> {
    let config = super::serve::load(&args.config)?;
    if args.json {
        let one = |c: &crate::config::Camera| json!({"id": c.id, "place": c.place, "cndp": c.cndp, "probe_seconds": c.probe_seconds, "still": c.still});
        say(&serde_json::to_string_pretty(&config.cameras.iter().map(one).collect::<Vec<_>>())?);
        return Ok(ExitCode::SUCCESS);
    }
    if config.cameras.is_empty() {
        say("the office has no camera");
    }
    for camera in &config.cameras {
        let cndp = &camera.cndp;
        let receipt = if cndp.receipt.trim().is_empty() { "NOT DECLARED" } else { cndp.receipt.as_str() };
        let sign = if cndp.sign_posted { "sign posted" } else { "NO SIGN" };
        say(&format!(
            "{}\t{}\t{receipt}\tkept {} days\t{sign}",
            camera.id, camera.place, cndp.retention_days
        ));
    }
    Ok(ExitCode::SUCCESS)
}

async fn probe(args: ProbeArgs) -> Result<ExitCode, Exit> {
    let config = super::serve::load(&args.config)?;
    let cameras = match &args.camera {
        None => config.cameras.clone(),
        Some(id) => config.cameras.iter().filter(|c| c.id.as_str() == id).cloned().collect(),
    };
    if let (Some(id), true) = (&args.camera, cameras.is_empty()) {
        return Err(Exit::Usage(format!("noubad: the office has no camera {id}")));
    }
    let data = args.data.or_else(|| config.journal.data_dir.clone()).unwrap_or_default();
    let mut answers = Vec::new();
    for (camera, config) in Cameras::new(&cameras, &data).iter().zip(&cameras) {
        answers.push((config.id.to_string(), camera.look(Patience::for_a_person()).await));
    }
    let well = answers.iter().all(|(_, answer)| answer.is_ok());
    if args.json {
        let one = |(id, answer): &(String, Result<Seen, Fault>)| match answer {
            Ok(seen) => {
                json!({"id": id, "state": "ready", "codec": seen.codec, "size": seen.size, "fps": seen.fps})
            }
            Err(fault) => json!({"id": id, "state": fault.state(), "cause": fault.word()}),
        };
        say(&serde_json::to_string_pretty(&answers.iter().map(one).collect::<Vec<_>>())?);
    } else {
        answers.iter().for_each(|(id, answer)| say(&format!("{id}\t{}", told(answer))));
    }
    Ok(if well { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn told(answer: &Result<Seen, Fault>) -> String {
    match answer {
        Ok(seen) => {
            let size = seen.size.map_or_else(String::new, |(w, h)| format!(" {w}×{h}"));
            format!("well: {}{size}", seen.codec)
        }
        Err(fault) => format!("{}: {}", fault.state(), english(*fault)),
    }
}

/// What the catalogue says of it, for a terminal.
fn english(fault: Fault) -> String {
    let word = fault.word().replace('_', "-");
    let catalogue = include_str!("../../../config/locales/en.ftl");
    let find = |kind: &str| {
        let key = format!("{kind}-{word} = ");
        catalogue.lines().find_map(|line| line.strip_prefix(&key)).unwrap_or_default()
    };
    format!("{} {}", find("cause"), find("remedy"))
}

fn sign(args: &NoticeArgs) -> Result<ExitCode, Exit> {
    let config: Config = super::serve::load(&args.config)?;
    let page = notice::notice(&config)
        .ok_or_else(|| Exit::Usage("noubad: the office has no [[camera]] to announce".to_owned()))?;
    match &args.html {
        None => say(&page),
        Some(path) => {
            std::fs::write(path, page)?;
            say(&format!("{} is the sign; print it on A4 and hang it at the entrance", path.display()));
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn search(args: &DiscoverArgs) -> Result<ExitCode, Exit> {
    let found = discover::discover(Duration::from_secs(args.seconds)).await?;
    if args.json {
        say(&serde_json::to_string_pretty(&found)?);
        return Ok(ExitCode::SUCCESS);
    }
    for (address, camera) in &found {
        say(&format!("{address}\t{}\t{}\t{}", camera.name, camera.hardware, camera.services.join(" ")));
    }
    say(&format!("{} answered. A camera is added by hand, as [[camera]], once it is declared.", found.len()));
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_has_its_words() {
        let all = [
            Fault::AuthWanted,
            Fault::AuthRefused,
            Fault::NoCredential,
            Fault::NotFound,
            Fault::Unreachable,
            Fault::WrongAnswer,
            Fault::Hung,
            Fault::BadCodec,
            Fault::NoPicture,
            Fault::SamePicture,
        ];
        for fault in all {
            let words = english(fault);
            assert!(
                words.len() > 20 && !words.starts_with(' ') && !words.ends_with(' '),
                "{fault:?}: {words}"
            );
        }
    }
}
