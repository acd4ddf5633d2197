//! `noubad audit`: what an auditor takes along. Reads only, beside a running daemon if need be.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use queue::time::Date;

use super::{Exit, say};
use crate::clock::{Clock, WallClock};
use crate::evidence::{OfficeKey, export, order};
use crate::store::Reader;

#[derive(Subcommand)]
pub(super) enum AuditCommand {
    /// Writes the whole journal as lines of JSON with a signed end; docs/audit/check_export.py checks it without noubad.
    Export(ExportArgs),
    /// Shows the office's public key: whoever checks exports later writes it down now.
    Key(At),
    /// Lists calls that passed over somebody: by whom, by which rule, for which reason.
    OutOfOrder(OrderArgs),
}

#[derive(Args)]
pub(super) struct At {
    /// The directory the journal and the secrets are kept in.
    #[arg(long)]
    data: PathBuf,
}

#[derive(Args)]
pub(super) struct ExportArgs {
    #[command(flatten)]
    at: At,
    /// The file to write; it must not exist. Standard output without it.
    #[arg(long)]
    to: Option<PathBuf>,
}

#[derive(Args)]
pub(super) struct OrderArgs {
    #[command(flatten)]
    at: At,
    /// The first office day, as 2026-11-24.
    #[arg(long)]
    from: Date,
    /// The day after the last.
    #[arg(long)]
    to: Date,
    /// Answers as JSON.
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(command: AuditCommand) -> Result<ExitCode, Exit> {
    match command {
        AuditCommand::Export(args) => write(&args).await?,
        AuditCommand::Key(at) => say(&key(&at)?.public()),
        AuditCommand::OutOfOrder(args) => order(&args).await?,
    }
    Ok(ExitCode::SUCCESS)
}

fn key(at: &At) -> Result<OfficeKey, Exit> {
    // A directory without a journal would be given a key of its own, and nobody would see the mistake.
    if !at.data.join(crate::store::DATABASE_FILE).exists() {
        return Err(Exit::Usage(format!("noubad: there is no journal in {}", at.data.display())));
    }
    Ok(OfficeKey::open(&at.data)?)
}

async fn write(args: &ExportArgs) -> Result<(), Exit> {
    let key = key(&args.at)?;
    let now = WallClock.now();
    let Some(path) = &args.to else {
        let mut out = BufWriter::new(std::io::stdout().lock());
        export::export(&args.at.data, &key, now, &mut out).await?;
        return Ok(out.flush()?);
    };
    let mut out = BufWriter::new(File::create_new(path)?);
    let head = export::export(&args.at.data, &key, now, &mut out).await?;
    out.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()?;
    say(&format!("{} holds the journal up to {}:{}", path.display(), head.seq, head.hash));
    Ok(())
}

async fn order(args: &OrderArgs) -> Result<(), Exit> {
    let reader = Reader::open(&args.at.data).await?;
    let report = order::report(&reader, args.from, args.to).await?;
    if args.json {
        say(&serde_json::to_string_pretty(&report)?);
        return Ok(());
    }
    let total = &report.total;
    say(&format!(
        "{} calls, {} passed over somebody, {} picked by a person",
        total.calls, total.out_of_order, total.picked
    ));
    for (rule, calls) in &report.rules {
        say(&format!("  {calls:6} by the rule {rule}"));
    }
    for (who, calls) in report.by.iter().filter(|(_, calls)| calls.picked > 0) {
        say(&format!("  {:6} of {} calls picked by {who}", calls.picked, calls.calls));
    }
    for call in &report.out_of_order {
        let reason = call.reason.as_deref().unwrap_or("-");
        let (at, rule, waited_min) = (call.at, order::word(call.rule), call.waited_ms / 60_000);
        say(&format!(
            "{at} {:6} {:12} {:12} {rule:14} waited {waited_min:3} min, passed {:3}: {reason}",
            call.number, call.counter, call.by, call.passed
        ));
    }
    if report.more > 0 {
        say(&format!("and {} more: ask for fewer days", report.more));
    }
    Ok(())
}
