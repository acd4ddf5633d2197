//! `noubad simulate`.

use std::process::ExitCode;

use clap::Args;

use super::Exit;

#[derive(Args)]
pub(super) struct SimulateArgs {
    /// The first seed.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many days, each with the next seed.
    #[arg(long, default_value_t = 100)]
    days: u64,
    /// Answers as JSON.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &SimulateArgs) -> Result<ExitCode, Exit> {
    let _ = (args.seed, args.days, args.json);
    Ok(ExitCode::SUCCESS)
}
