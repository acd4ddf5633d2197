//! `noubad verify`, `rebuild` and `backup`: the journal looked after.

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
