//! `noubad device print-test`: a test page, through the daemon where one runs, otherwise straight to the printer.

use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::{Exit, say};
use crate::config::Config;
use crate::device::trial::{TrialOutcome, Trials};
use crate::printer::status::PrinterState;
use crate::printer::{self, PrinterEvent, Timing};

/// How long the daemon is waited for; it answers within the patience of a test print.
const ANSWER: Duration = Duration::from_secs(10);
/// How long a printer may take to say how it is.
const FIRST_WORD: Duration = Duration::from_secs(8);

#[derive(Args)]
pub(super) struct PrintTestArgs {
    /// The office's configuration.
    #[arg(long, env = "NOUBA_CONFIG")]
    config: PathBuf,
    /// The printer's id; the first one without it.
    #[arg(long)]
    printer: Option<String>,
    /// The daemon's data directory, whose secret lets this command in; where the configuration or systemd has it without.
    #[arg(long)]
    data: Option<PathBuf>,
    /// Answers in JSON.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &PrintTestArgs) -> Result<ExitCode, Exit> {
    let config = super::serve::load(&args.config)?;
    let known: Vec<&str> = config.printers.iter().map(|p| p.id.as_str()).collect();
    let id = args.printer.as_deref().or(known.first().copied());
    let Some(id) = id.filter(|id| known.contains(id)) else {
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        return Err(Exit::Usage(format!("noubad: no such printer; the office has {known}")));
    };
    let (way, json) = match of_daemon(&config, id, args.data.as_deref())? {
        Some(answer) => ("by the daemon", answer),
        None => ("without a daemon", serde_json::to_value(straight(&config, id)?).unwrap_or_default()),
    };
    let word = |key: &str| json[key].as_str().unwrap_or_default().to_owned();
    let outcome = word("outcome");
    if args.json {
        say(&json.to_string());
    } else {
        let confirmed = json["confirmed"] == true;
        let more = match (outcome.as_str(), confirmed) {
            ("printed", true) => "printed, says the printer".to_owned(),
            ("printed", false) => "sent; this printer does not say whether it came out".to_owned(),
            (other, _) => format!("{other} {}", word("cause")).trim_end().to_owned(),
        };
        say(&format!("{id}, {way}: {more}"));
    }
    Ok(if outcome == "printed" { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Asks the daemon of this box; `None` where none listens.
fn of_daemon(config: &Config, id: &str, data: Option<&Path>) -> Result<Option<serde_json::Value>, Exit> {
    let mut address: SocketAddr = config.http.listen;
    if address.ip().is_unspecified() {
        address.set_ip(IpAddr::V4(Ipv4Addr::LOCALHOST));
    }
    let Ok(mut stream) = TcpStream::connect_timeout(&address, Duration::from_secs(1)) else {
        return Ok(None);
    };
    stream.set_read_timeout(Some(ANSWER))?;
    let key = uuid::Uuid::now_v7();
    let console = console(config, data).map(|secret| format!("Authorization: Console {secret}\r\n"));
    let console = console.unwrap_or_default();
    write!(
        stream,
        "POST /api/v1/devices/{id}/test HTTP/1.0\r\nHost: {address}\r\nIdempotency-Key: {key}\r\n{console}\
         Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{{}}"
    )?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let body = answer.split_once("\r\n\r\n").map_or("", |parts| parts.1);
    let json: serde_json::Value = serde_json::from_str(body).unwrap_or_default();
    if answer.split(' ').nth(1) == Some("200") {
        return Ok(Some(json));
    }
    if json["code"] == "sign_in" {
        let why =
            "the daemon does not know this command: run it as the daemon's user or root, with --data DIR";
        return Err(Exit::Failed(anyhow::anyhow!("{address} did not print: {why}")));
    }
    let why = json["detail"].as_str().unwrap_or("what listens there is not this office's daemon");
    Err(Exit::Failed(anyhow::anyhow!("{address} did not print: {why}")))
}

/// Where systemd keeps what the installed daemon writes (StateDirectory=nouba).
const STATE: &str = "/var/lib/nouba";

/// The secret of the data directory, where there is one and this user may read it.
fn console(config: &Config, data: Option<&Path>) -> Option<String> {
    let dir = data.or(config.journal.data_dir.as_deref()).unwrap_or(Path::new(STATE));
    // Only a daemon makes it: a wrong directory must not be given one.
    if !dir.join("console.key").exists() {
        return None;
    }
    Some(crate::access::secret::console(dir).ok()?.reveal().to_owned())
}

/// Prints without a daemon.
fn straight(config: &Config, id: &str) -> Result<TrialOutcome, Exit> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let found = config.printers.iter().find(|p| p.id.as_str() == id);
        let printer = crate::office::printer(found.expect("invariant: the id was looked up"))
            .map_err(|error| Exit::Usage(format!("noubad: {error}")))?;
        let (jobs, jobs_rx) = mpsc::channel(1);
        let (events_tx, mut events) = mpsc::channel(16);
        let (trials, stop) = (Trials::default(), CancellationToken::new());
        trials.add(printer.config.id.clone(), printer.profile.clone(), jobs);
        let setup = printer::Setup {
            profile: printer.profile.clone(),
            target: printer.target(),
            timing: Timing::default(),
            left: printer::Left::default(),
        };
        let runner = tokio::spawn(printer::run(setup, jobs_rx, events_tx, stop.clone()));
        let device = printer.config.id.clone();
        let (template, office) = (config.template(), &config.office);
        let outcome = match tokio::time::timeout(FIRST_WORD, first_word(&mut events)).await {
            Err(_) | Ok(None) => TrialOutcome::not_printed("failed", None),
            Ok(Some(Some(cause))) => TrialOutcome::not_printed("failed", Some(cause)),
            Ok(Some(None)) => tokio::select! {
                outcome = trials.print(&device, &template, office) =>
                    outcome.unwrap_or_else(|| TrialOutcome::not_printed("failed", None)),
                () = listen(&trials, &device, &mut events) => TrialOutcome::not_printed("unknown", None),
            },
        };
        stop.cancel();
        // Only a printer that has to be waited for can keep the task; the process ends anyway.
        let _ = tokio::time::timeout(Duration::from_secs(1), runner).await;
        Ok(outcome)
    })
}

/// Waits until the printer says how it is: nothing when it can print, otherwise why not.
async fn first_word(events: &mut mpsc::Receiver<PrinterEvent>) -> Option<Option<printer::status::Cause>> {
    while let Some(event) = events.recv().await {
        if let PrinterEvent::Status { state, cause, .. } = event {
            return Some(match state {
                PrinterState::Ready | PrinterState::Attention => None,
                PrinterState::Blocked | PrinterState::Offline => cause,
            });
        }
    }
    None
}

async fn listen(trials: &Trials, device: &queue::id::DeviceId, events: &mut mpsc::Receiver<PrinterEvent>) {
    while let Some(event) = events.recv().await {
        trials.take(device, event);
    }
}
