//! `noubad verify`, `rebuild`, `backup`, `restore` and `downgrade`: the journal looked after.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::{Exit, say};
use crate::store;

#[derive(Args)]
pub(super) struct JournalArgs {
    /// The directory the journal is kept in.
    #[arg(long)]
    data: PathBuf,
    /// Answers as JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
pub(super) struct BackupArgs {
    /// The directory the journal is kept in.
    #[arg(long)]
    data: PathBuf,
    /// The file to write; it must not exist.
    #[arg(long)]
    to: PathBuf,
}

#[derive(Args)]
pub(super) struct RestoreArgs {
    /// The directory the journal is kept in; the daemon must not be running.
    #[arg(long)]
    data: PathBuf,
    /// The backup to go on with.
    #[arg(long)]
    from: PathBuf,
    /// Moves a journal that is there already aside.
    #[arg(long)]
    replace: bool,
}

pub(super) async fn verify(args: JournalArgs) -> Result<ExitCode, Exit> {
    let report = store::verify(&args.data).await?;
    if args.json {
        say(&serde_json::to_string_pretty(&report)?);
    } else {
        say(&report.to_string());
    }
    Ok(if report.is_well() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

pub(super) async fn rebuild(args: JournalArgs) -> Result<ExitCode, Exit> {
    store::rebuild(&args.data).await?;
    say("the projections are made anew from the journal");
    Ok(ExitCode::SUCCESS)
}

pub(super) async fn backup(args: BackupArgs) -> Result<ExitCode, Exit> {
    store::backup(&args.data, &args.to).await?;
    say(&format!("{} holds a copy of the journal", args.to.display()));
    Ok(ExitCode::SUCCESS)
}

pub(super) async fn restore(args: RestoreArgs) -> Result<ExitCode, Exit> {
    let restored = store::restore(&args.from, &args.data, args.replace).await?;
    let store::Restored { head, epoch, parent, replaced } = restored;
    say(&format!(
        "the journal goes on after event {} as epoch {epoch}, from epoch {}",
        head.seq, parent.epoch
    ));
    if let Some(replaced) = replaced {
        say(&format!("the journal that was there is now in {}", replaced.display()));
    }
    say("what happened after the backup is not in it: check which tickets are out before the office opens");
    Ok(ExitCode::SUCCESS)
}

pub(super) async fn downgrade(args: JournalArgs) -> Result<ExitCode, Exit> {
    let version = store::downgrade(&args.data).await?;
    if args.json {
        say(&serde_json::json!({ "schema": version }).to_string());
    } else {
        say(&format!(
            "the journal has schema {version} now: install the older noubad before you start it again"
        ));
    }
    Ok(ExitCode::SUCCESS)
}
