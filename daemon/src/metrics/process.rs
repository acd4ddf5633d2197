//! The journal and the process. The names of the process' numbers are those every Prometheus client uses.

use std::fs;
use std::sync::atomic::Ordering;

use nix::sys::resource::{Resource, UsageWho, getrlimit, getrusage};
use nix::sys::time::TimeValLike;

use super::Sources;
use super::exposition::{Exposition, number, one};
use crate::store::{DATABASE_FILE, LOG_FILE};

pub(super) fn write(sources: &Sources<'_>, numbers: &mut Exposition) {
    let health = sources.health;
    let writable = sources.alive && health.writable.load(Ordering::Relaxed);
    numbers.gauges(
        "nouba_journal_writable",
        "Whether tickets can be given durably: 1, or 0",
        one(f64::from(u8::from(writable))),
    );
    let seq = sources.office.state.seq;
    numbers.counters("nouba_journal_events", "Events in the journal", one(number(seq)));
    let load = |n: &std::sync::atomic::AtomicU64| one(number(n.load(Ordering::Relaxed)));
    numbers.counters("nouba_journal_commits", "Commits since the daemon started", load(&health.commits));
    numbers.counters(
        "nouba_dispatcher_rounds",
        "Rounds of the dispatcher; it makes one every 5 s",
        load(&health.rounds),
    );
    let size = |name: &str| fs::metadata(sources.dir.join(name)).map_or(0, |m| m.len());
    let files = [DATABASE_FILE, LOG_FILE, "figures.jsonl"];
    let sizes = files.map(|name| (vec![("file", name.to_owned())], number(size(name))));
    numbers.bytes("nouba_file_size", "Size of the files in the data directory", sizes.to_vec());
    let acknowledged =
        sources.devices.iter().find_map(|d| d.view.details.get("acknowledged")?.parse::<u64>().ok());
    if let Some(acknowledged) = acknowledged {
        let behind = seq.saturating_sub(acknowledged);
        numbers.gauges("nouba_report_behind", "Events the portal has not acknowledged", one(number(behind)));
    }
    process(sources, numbers);
}

fn process(sources: &Sources<'_>, numbers: &mut Exposition) {
    numbers.seconds(
        "process_start_time",
        "When the process was started, since 1970",
        one(sources.started.0 as f64 / 1000.0),
    );
    if let Ok(usage) = getrusage(UsageWho::RUSAGE_SELF) {
        let spent = usage.user_time().num_microseconds() + usage.system_time().num_microseconds();
        numbers.seconds_counted("process_cpu", "Processor time spent", one(spent as f64 / 1e6));
    }
    // proc(5): sizes in kB, each on a line of its own.
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let size = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        let kilobytes = line.trim().strip_suffix(" kB")?.parse::<u64>().ok()?;
        Some(one(number(kilobytes) * 1024.0))
    };
    if let (Some(all), Some(resident)) = (size("VmSize:"), size("VmRSS:")) {
        numbers.bytes("process_virtual_memory", "Virtual memory", all);
        numbers.bytes("process_resident_memory", "Resident memory", resident);
    }
    if let Ok(open) = fs::read_dir("/proc/self/fd") {
        numbers.gauges("process_open_fds", "Open files and connections", one(number(open.count())));
    }
    if let Ok((most, _)) = getrlimit(Resource::RLIMIT_NOFILE) {
        numbers.gauges("process_max_fds", "Most files and connections that may be open", one(number(most)));
    }
}
