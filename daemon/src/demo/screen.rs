//! The summary on the terminal: how the office does, and where to look at it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{IsTerminal, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use queue::counter::CounterState;
use queue::ticket::TicketState;
use queue::time::{MINUTE_MS, SECOND_MS};

use crate::calendar::OfficeCalendar;
use crate::clock::SharedClock;
use crate::office::Running;
use crate::store::Report;
use crate::ticket::local;

/// Where there is no terminal, one line each so many refreshes.
const PLAIN_EVERY: u64 = 20;

/// The summary's place.
pub(super) struct Screen {
    terminal: bool,
    lines_before: AtomicU64,
    shown: AtomicU64,
    dir: PathBuf,
    speed: f64,
    calendar: Arc<OfficeCalendar>,
}

impl Screen {
    /// Says where everything is; the first line is the address alone.
    pub(super) fn start(running: &Running, dir: &Path, speed: f64, calendar: Arc<OfficeCalendar>) -> Self {
        let url = format!("http://{}", running.address);
        let counters: Vec<String> = running
            .replica
            .read()
            .config
            .counters
            .iter()
            .map(|c| format!("{url}/counter/{}", c.id))
            .collect();
        let mut text = format!("{url}/\n\n");
        let rows = [
            ("kiosk", format!("{url}/kiosk")),
            ("board", format!("{url}/board")),
            ("counters", counters.join("  ")),
            ("devices", format!("{url}/devices")),
            ("tickets", format!("{} (as the simulated printer's paper)", dir.join("tickets").display())),
            ("ports", format!("{} (the simulated serial lines)", dir.join("ports").display())),
            ("journal", dir.join("data").display().to_string()),
        ];
        for (name, value) in rows {
            let _ = writeln!(text, "  {name:<9} {value}");
        }
        let _ = writeln!(text, "\n  {}\n  Ctrl-C ends it and checks the journal.\n", super::console::HELP);
        out(&text);
        Self {
            terminal: std::io::stdout().is_terminal(),
            lines_before: AtomicU64::new(0),
            shown: AtomicU64::new(0),
            dir: dir.to_owned(),
            speed,
            calendar,
        }
    }

    /// Shows how the office does, over what was shown before.
    pub(super) fn show(&self, running: &Running, clock: &SharedClock) {
        let n = self.shown.fetch_add(1, Ordering::Relaxed);
        if !self.terminal {
            if n.is_multiple_of(PLAIN_EVERY) {
                out(&format!("{}\n", self.headline(running, clock)));
            }
            return;
        }
        let text = self.summary(running, clock);
        let up = self.lines_before.swap(text.lines().count() as u64, Ordering::Relaxed);
        let back = if up > 0 { format!("\x1b[{up}A\x1b[J") } else { String::new() };
        out(&format!("{back}{text}"));
    }

    fn headline(&self, running: &Running, clock: &SharedClock) -> String {
        let now = clock.now();
        let at = local(now, self.calendar.utc_offset_ms(now));
        let office = running.replica.read();
        let mut states: BTreeMap<TicketState, u32> = BTreeMap::new();
        for ticket in office.state.tickets.values() {
            *states.entry(ticket.state).or_default() += 1;
        }
        let count = |state| states.get(&state).copied().unwrap_or(0);
        format!(
            "{:04}-{:02}-{:02} {:02}:{:02} (x{})  {:<6}  issued {}  waiting {}  at counters {}  finished {}  no-shows {}  parked {}",
            at.year,
            at.month,
            at.day,
            at.hour,
            at.minute,
            self.speed,
            if office.state.day.is_some() { "open" } else { "closed" },
            office.state.tickets.len(),
            count(TicketState::Waiting),
            count(TicketState::Called) + count(TicketState::Serving),
            count(TicketState::Finished),
            count(TicketState::NoShow),
            count(TicketState::Parked),
        )
    }

    /// Returns how the office does, as several lines.
    pub(super) fn summary(&self, running: &Running, clock: &SharedClock) -> String {
        let mut text = format!("{}\n", self.headline(running, clock));
        let now = clock.now();
        let office = running.replica.read();
        let waiting = office.state.tickets.in_state(TicketState::Waiting);
        let longest = waiting.map(|t| now.since(t.line_at)).max().unwrap_or(0);
        let (mut sum, mut n) = (0, 0);
        for status in office.state.counters.values() {
            sum += status.today.wait_ms;
            n += i64::from(status.today.waits);
        }
        let _ = writeln!(
            text,
            "  longest wait now {:>3} min   mean wait today {:>3} min   events {}",
            longest / MINUTE_MS,
            if n > 0 { sum / n / MINUTE_MS } else { 0 },
            office.state.seq
        );
        for counter in &office.config.counters {
            let status = office.state.counters.get(&counter.id);
            let in_hand = status.and_then(|s| s.in_hand).and_then(|id| office.state.tickets.get(&id));
            let what = match (status.map(|s| s.state), in_hand) {
                (Some(CounterState::Open), Some(t)) => {
                    let since = t.started_at.or(t.called_at).unwrap_or(now);
                    format!("{} {:?} for {} s", t.number, t.state, now.since(since) / SECOND_MS)
                }
                (Some(CounterState::Open), None) => "free".to_owned(),
                (Some(CounterState::Paused), _) => "paused".to_owned(),
                (Some(CounterState::Closed) | None, _) => "closed".to_owned(),
            };
            let served = status.map_or(0, |s| s.today.served);
            let _ = writeln!(text, "  counter {:<3} {what:<28} served {served}", counter.label);
        }
        drop(office);
        let sick: Vec<String> = running
            .registry
            .list()
            .into_iter()
            .filter(|d| d.state != "ready")
            .map(|d| format!("{} {}", d.id, d.state))
            .collect();
        let devices = if sick.is_empty() { "all ready".to_owned() } else { sick.join(", ") };
        let _ = writeln!(text, "  devices     {devices}");
        text
    }

    /// Says how it ended.
    pub(super) fn end(&self, summary: &str, report: &Report) {
        let before = self.lines_before.swap(0, Ordering::Relaxed);
        let back = if self.terminal && before > 0 { format!("\x1b[{before}A\x1b[J") } else { String::new() };
        out(&format!("{back}{summary}\n{report}\n\nEverything is still in {}\n", self.dir.display()));
    }
}

/// Writes to the terminal.
pub(super) fn out(text: &str) {
    let mut stdout = std::io::stdout().lock();
    // A terminal that went away is no reason to stop.
    let _ = stdout.write_all(text.as_bytes());
    let _ = stdout.flush();
}
