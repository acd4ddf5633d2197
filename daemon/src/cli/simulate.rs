//! `noubad simulate`: days of a simulated office on the queue's own rules, every invariant checked after every step.

use std::fmt::Write as _;
use std::process::ExitCode;

use clap::Args;
use queue::time::MINUTE_MS;

use super::{Exit, say};
use simulate::waits::hundred;
use simulate::{Report, simulate_on, waits};

#[derive(Args)]
pub(super) struct SimulateArgs {
    /// The first seed; each further day has the next one.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many days.
    #[arg(long, default_value_t = 100)]
    days: u64,
    /// Measures the forecast of waits instead: its ranges against others' on days of each kind.
    #[arg(long)]
    forecast: bool,
    /// Answers as JSON.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &SimulateArgs) -> Result<ExitCode, Exit> {
    if args.forecast {
        let days = u32::try_from(args.days).unwrap_or(u32::MAX);
        say(&waits::table(&waits::measure(args.seed, days, None)));
        let (middle, high) = hundred::hundred(args.seed);
        let (waiting, allowed) = (hundred::WAITING, hundred::ALLOWED_MS);
        say(&format!(
            "a queue of {waiting}: {middle:.1} ms of the processor, {:.2} of the {allowed} ms it may take; 99 in 100 at most {high:.1} ms",
            middle / allowed
        ));
        return Ok(ExitCode::SUCCESS);
    }
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let report = simulate_on(threads as u64, args.seed, args.days);
    if args.json {
        say(&serde_json::to_string_pretty(&report)?);
    } else {
        say(&text(&report));
    }
    Ok(if report.broken.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn text(report: &Report) -> String {
    let total = &report.total;
    let mean_wait_min = total.waited_ms / i64::try_from(total.calls.max(1)).unwrap_or(i64::MAX) / MINUTE_MS;
    let mut text = format!(
        "{} days from seed {}: {} tickets, {} calls, {} events, {} commands ({} refused, {} repeated, {} undone)\n\
         {} crashes, {} clock jumps, {} messages late and {} faults of panels, printer and portal survived; \
         mean wait {mean_wait_min} min\n",
        report.days,
        report.seed,
        total.issued,
        total.calls,
        total.events,
        total.commands,
        total.refused,
        total.repeats,
        total.undone,
        total.crashes,
        total.clock_jumps,
        total.late,
        total.edge_faults,
    );
    match report.broken.as_slice() {
        [] => text.push_str("no rule was broken"),
        broken => {
            for one in broken {
                let _ = writeln!(text, "BROKEN: {one}");
            }
        }
    }
    text
}
