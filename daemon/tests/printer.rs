//! A printer's task against simulated printers on real pseudo-terminals and TCP ports, with everything that goes wrong.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use display::raster::{Area, Raster};
use firmware_bridge::sim::printer::{Dialect, Faults, SimOptions, SimPrinter, SimTicket};
use noubad::printer::bytes::{ProcessId, encode};
use noubad::printer::profile::Profile;
use noubad::printer::status::{Cause, PrinterState};
use noubad::printer::{JobOutcome, Left, PrintJob, PrinterEvent, Setup, Target, Timing, run};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

const PATIENCE: Duration = Duration::from_secs(20);

/// What became of a job, without the permit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Sending,
    Printed(bool),
    Stalled(Cause),
    Unknown(Cause),
    Failed(Cause),
}

/// A printer, its task, and what its owner has heard.
struct Bench {
    sim: SimPrinter,
    jobs: mpsc::Sender<PrintJob>,
    events: mpsc::Receiver<PrinterEvent>,
    stop: CancellationToken,
    fates: BTreeMap<String, Vec<Fate>>,
    states: Vec<(PrinterState, Option<Cause>)>,
    /// Whether the owner gives the permit.
    permits: bool,
    profile: Profile,
    _folder: tempfile::TempDir,
}

fn quick() -> Timing {
    let ms = Duration::from_millis;
    Timing {
        // Long, so that a busy machine is not taken for a printer in doubt.
        reply: ms(1_000),
        line_gap: ms(10_000),
        busy_period: ms(30),
        idle_period: ms(60),
        permit: ms(500),
        write_stall: ms(3_000),
        mark: ms(1_500),
        recovery: ms(120),
        stop: ms(200),
        backoff: (ms(10), ms(60)),
    }
}

fn profile(name: &str) -> Profile {
    Profile::named(name, &"[serial]\nbaud = 921600\nflow_control = \"none\"".parse().unwrap()).unwrap()
}

impl Bench {
    async fn new(family: &str, dialect: Dialect) -> Self {
        Self::with(family, SimOptions { dialect, ..SimOptions::default() }, vec![]).await
    }

    async fn with(family: &str, options: SimOptions, outstanding: Vec<String>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let link: PathBuf = folder.path().join("printer");
        let is_tcp = options.tcp.is_some();
        let sim = SimPrinter::start(SimOptions { link: Some(link.clone()), ..options }).await.unwrap();
        let target =
            if is_tcp { Target::Tcp(sim.address().unwrap().to_string()) } else { Target::Serial(link) };
        let (jobs, jobs_in) = mpsc::channel(4);
        let (events_out, events) = mpsc::channel(64);
        let stop = CancellationToken::new();
        let profile = profile(family);
        let left = Left { outstanding, ..Left::default() };
        let setup = Setup { profile: profile.clone(), target, timing: quick(), left };
        tokio::spawn(run(setup, jobs_in, events_out, stop.clone()));
        let (fates, states) = (BTreeMap::new(), vec![]);
        Self { sim, jobs, events, stop, fates, states, permits: true, profile, _folder: folder }
    }

    /// Waits for the printer to be ready.
    async fn ready(mut self) -> Self {
        self.until("ready", |bench| bench.states.last() == Some(&(PrinterState::Ready, None))).await;
        self
    }

    async fn print(&mut self, job: &str, picture: Raster) {
        self.jobs.send(PrintJob { job: job.into(), picture, fixed: vec![], day: 0 }).await.unwrap();
    }

    fn take(&mut self, event: PrinterEvent) {
        match event {
            PrinterEvent::Stored { .. } => {}
            PrinterEvent::Status { state, cause, .. } => self.states.push((state, cause)),
            PrinterEvent::Job { job, outcome } => {
                let fate = match outcome {
                    JobOutcome::Sending { permit } => {
                        if self.permits {
                            let _ = permit.send(());
                        }
                        Fate::Sending
                    }
                    JobOutcome::Doubtful { .. } => return,
                    JobOutcome::Printed { confirmed } => Fate::Printed(confirmed),
                    JobOutcome::Stalled { cause } => Fate::Stalled(cause),
                    JobOutcome::Unknown { cause } => Fate::Unknown(cause),
                    JobOutcome::Failed { cause } => Fate::Failed(cause),
                };
                self.fates.entry(job).or_default().push(fate);
            }
        }
    }

    /// Takes events until something is so; panics with all that was heard when it does not come about.
    async fn until(&mut self, what: &str, is_so: impl Fn(&Self) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        while !is_so(self) {
            assert!(
                Instant::now() < deadline,
                "{what}: {:?} {:?} {:?}",
                self.fates,
                self.states,
                self.sim.faults()
            );
            if let Ok(Some(event)) = tokio::time::timeout(Duration::from_millis(5), self.events.recv()).await
            {
                self.take(event);
            }
        }
    }

    async fn until_fate(&mut self, job: &str, fate: Fate) {
        self.until(&format!("{job} {fate:?}"), |bench| bench.last(job) == Some(fate)).await;
    }

    fn last(&self, job: &str) -> Option<Fate> {
        self.fates.get(job)?.last().copied()
    }

    /// Whether a picture came out whole, as the printer's bytes would give it.
    fn is_out(&self, picture: &Raster, tickets: &[std::sync::Arc<SimTicket>]) -> usize {
        let encoded = encode(picture, &self.profile, ProcessId(*b"abcd"));
        let mut expected = picture.clone();
        encoded.defused.iter().for_each(|(x, y)| expected.ink(*x, *y));
        let same = |ticket: &SimTicket| {
            (0..expected.rows()).all(|y| ticket.rows.get(y).is_some_and(|row| row == expected.row(y)))
        };
        tickets.iter().filter(|ticket| same(ticket)).count()
    }
}

/// A picture of its own for each number, some kilobytes large.
fn picture(number: u32) -> Raster {
    let mut raster = Raster::new(576, 0);
    for bit in 0..24 {
        let wide = if number >> bit & 1 == 1 { 400 } else { 90 };
        raster.fill(Area { x: 20 + bit, y: 4 + 8 * bit, width: wide, height: 5 });
    }
    raster.fill(Area { x: 60, y: 220, width: 300, height: 60 });
    raster.set_rows(300);
    raster
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_ticket_comes_out_and_the_printer_itself_says_so() {
    let mut bench = Bench::new("epson-tm-t20", Dialect::Epson).await.ready().await;
    for number in 0..3 {
        bench.print(&format!("j{number}"), picture(number)).await;
        bench.until_fate(&format!("j{number}"), Fate::Printed(true)).await;
        assert_eq!(bench.fates[&format!("j{number}")], [Fate::Sending, Fate::Printed(true)]);
        assert_eq!(bench.is_out(&picture(number), &bench.sim.take_tickets()), 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_network_printer_is_the_same() {
    let options = SimOptions { tcp: Some("127.0.0.1:0".parse().unwrap()), ..SimOptions::default() };
    let mut bench = Bench::with("epson-tm-t88", SimOptions { width_dots: 512, dpi: 180, ..options }, vec![])
        .await
        .ready()
        .await;
    let mut picture = Raster::new(512, 0);
    picture.fill(Area { x: 3, y: 40, width: 500, height: 200 });
    bench.print("j", picture.clone()).await;
    bench.until_fate("j", Fate::Printed(true)).await;
    assert_eq!(bench.is_out(&picture, &bench.sim.tickets()), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_sent_to_a_printer_that_cannot_print() {
    type Break = fn(&mut Faults);
    let cases: [(Cause, Break); 4] = [
        (Cause::PaperEnd, |faults| faults.rows_left = Some(0)),
        (Cause::CoverOpen, |faults| faults.cover_open = true),
        (Cause::CutterError, |faults| faults.cutter_error = true),
        (Cause::Offline, |faults| faults.offline = true),
    ];
    let mut bench = Bench::new("epson-tm-t20", Dialect::Epson).await.ready().await;
    for (number, (cause, break_it)) in cases.into_iter().enumerate() {
        bench.sim.set(break_it);
        let job = format!("j{number}");
        bench.print(&job, picture(1)).await;
        bench.until_fate(&job, Fate::Failed(cause)).await;
        assert_eq!(bench.fates[&job], [Fate::Failed(cause)]);
        bench.sim.set(|faults| *faults = Faults::default());
        bench.until("ready again", |bench| bench.states.last() == Some(&(PrinterState::Ready, None))).await;
    }
    assert!(bench.sim.tickets().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_sent_without_the_owners_permit() {
    let mut bench = Bench::new("epson-tm-t20", Dialect::Epson).await.ready().await;
    bench.permits = false;
    bench.print("j", picture(1)).await;
    bench.until_fate("j", Fate::Failed(Cause::NotPermitted)).await;
    assert!(bench.sim.tickets().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn paper_that_ends_within_a_ticket_stalls_it_until_the_roll_is_changed() {
    let mut bench = Bench::new("epson-tm-t20", Dialect::Epson).await.ready().await;
    bench.sim.set(|faults| faults.rows_left = Some(100));
    bench.print("j", picture(5)).await;
    bench.until_fate("j", Fate::Stalled(Cause::PaperEnd)).await;
    bench.print("next", picture(6)).await;
    bench.until_fate("next", Fate::Failed(Cause::PaperEnd)).await;
    bench.sim.set(|faults| faults.rows_left = None);
    bench.until_fate("j", Fate::Printed(true)).await;
    assert_eq!(bench.fates["j"], [Fate::Sending, Fate::Stalled(Cause::PaperEnd), Fate::Printed(true)]);
    assert_eq!(bench.is_out(&picture(5), &bench.sim.tickets()), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cover_opened_within_a_ticket_stalls_it_until_it_is_closed() {
    let mut bench = Bench::new("epson-tm-t20", Dialect::Epson).await.ready().await;
    bench.sim.set(|faults| faults.bytes_per_second = Some(8_000));
    bench.print("j", picture(5)).await;
    bench.until_fate("j", Fate::Sending).await;
    bench.sim.set(|faults| faults.cover_open = true);
    bench.until_fate("j", Fate::Stalled(Cause::CoverOpen)).await;
    bench.sim.set(|faults| *faults = Faults::default());
    bench.until_fate("j", Fate::Printed(true)).await;
    assert_eq!(bench.is_out(&picture(5), &bench.sim.tickets()), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cable_pulled_within_a_ticket_leaves_its_fate_unknown_and_the_next_one_whole() {
    let mut bench = Bench::new("epson-tm-t20", Dialect::Epson).await.ready().await;
    bench.sim.set(|faults| faults.bytes_per_second = Some(4_000));
    bench.print("j", picture(7)).await;
    bench.until_fate("j", Fate::Sending).await;
    let received = bench.sim.bytes_received();
    bench.until("some bytes", |bench| bench.sim.bytes_received() > received + 200).await;
    bench.sim.unplug();
    bench.until_fate("j", Fate::Unknown(Cause::LinkLost)).await;
    bench.print("meanwhile", picture(8)).await;
    bench.until_fate("meanwhile", Fate::Failed(Cause::LinkLost)).await;
    bench.sim.set(|faults| *faults = Faults::default());
    bench.sim.plug();
    bench.until("ready again", |bench| bench.states.last() == Some(&(PrinterState::Ready, None))).await;
    bench.print("next", picture(9)).await;
    bench.until_fate("next", Fate::Printed(true)).await;
    assert_eq!(bench.is_out(&picture(9), &bench.sim.tickets()), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_printer_switched_off_within_a_ticket_leaves_its_fate_unknown_and_the_next_one_whole() {
    let mut bench = Bench::new("epson-tm-t20", Dialect::Epson).await.ready().await;
    bench.sim.set(|faults| faults.power_off_after = Some(900));
    bench.print("j", picture(7)).await;
    bench.until("unknown", |bench| matches!(bench.last("j"), Some(Fate::Unknown(_)))).await;
    bench.print("meanwhile", picture(8)).await;
    bench.until("refused", |bench| matches!(bench.last("meanwhile"), Some(Fate::Failed(_)))).await;
    bench.sim.power_on();
    bench.until("ready again", |bench| bench.states.last() == Some(&(PrinterState::Ready, None))).await;
    bench.print("next", picture(9)).await;
    bench.until_fate("next", Fate::Printed(true)).await;
    assert_eq!(bench.is_out(&picture(9), &bench.sim.tickets()), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_silent_printer_gets_nothing_and_one_that_falls_silent_leaves_doubt() {
    let mut bench = Bench::new("epson-tm-t20", Dialect::Epson).await.ready().await;
    bench.sim.set(|faults| faults.silent = true);
    bench.print("j", picture(1)).await;
    bench.until("refused", |bench| matches!(bench.last("j"), Some(Fate::Failed(Cause::Silent)))).await;
    bench.sim.set(|faults| faults.silent = false);
    bench.until("ready again", |bench| bench.states.last() == Some(&(PrinterState::Ready, None))).await;
    bench.permits = true;
    bench.sim.set(|faults| faults.bytes_per_second = Some(8_000));
    bench.print("k", picture(2)).await;
    bench.until_fate("k", Fate::Sending).await;
    bench.sim.set(|faults| faults.silent = true);
    bench.until("in doubt", |bench| matches!(bench.last("k"), Some(Fate::Unknown(_)))).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn noise_on_the_line_confirms_nothing() {
    let mut bench = Bench::new("epson-tm-t20", Dialect::Epson).await.ready().await;
    bench.sim.set(|faults| faults.bytes_per_second = Some(20_000));
    bench.print("j", picture(3)).await;
    bench.until_fate("j", Fate::Sending).await;
    for _ in 0..10 {
        bench.sim.noise(&[0x37, 0x22, b'x', b'y', b'z', b'z', 0, 0xFF, 0x80, 0x37, 0x22, 0x99]);
    }
    bench.until("an end", |bench| matches!(bench.last("j"), Some(Fate::Printed(_)))).await;
    assert_eq!(bench.is_out(&picture(3), &bench.sim.tickets()), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn families_that_never_confirm_say_so() {
    for (family, dialect) in [
        ("generic", Dialect::Epson),
        ("generic", Dialect::Mute),
        ("star-escpos", Dialect::Mute),
        ("citizen-presenter", Dialect::Citizen),
    ] {
        let mut bench = Bench::new(family, dialect).await.ready().await;
        bench.print("j", picture(3)).await;
        bench.until_fate("j", Fate::Printed(false)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_presenter_confirms_by_its_output_nippon_by_its_job_marker_and_star_by_its_counter() {
    let mut bench = Bench::new("custom-kpm", Dialect::Custom).await.ready().await;
    bench.print("first", picture(3)).await;
    bench.until_fate("first", Fate::Printed(true)).await;
    // The first ticket was not taken: the sensor proves nothing for the second.
    bench.print("second", picture(4)).await;
    bench.until_fate("second", Fate::Printed(false)).await;
    bench.sim.take_ticket();
    bench.print("third", picture(4)).await;
    bench.until_fate("third", Fate::Printed(true)).await;
    for (family, dialect) in [("nippon", Dialect::Nippon), ("star", Dialect::Star)] {
        let mut bench = Bench::new(family, dialect).await.ready().await;
        // More than Star's counter counts to.
        for n in 0..40 {
            bench.print(&format!("j{n}"), picture(n)).await;
            bench.until_fate(&format!("j{n}"), Fate::Printed(true)).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mark_that_comes_after_a_restart_still_counts_and_otherwise_the_fate_is_unknown() {
    let outstanding = vec!["lost".to_owned(), "late".to_owned()];
    let mut bench = Bench::with("epson-tm-t20", SimOptions::default(), outstanding).await.ready().await;
    let [a, b, c, d] = ProcessId::of_job("late").0;
    bench.sim.noise(&[0x37, 0x22, a, b, c, d, 0]);
    bench.until_fate("late", Fate::Printed(true)).await;
    bench.until_fate("lost", Fate::Unknown(Cause::Restarted)).await;
    bench.print("next", picture(1)).await;
    bench.until_fate("next", Fate::Printed(true)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn stopping_ends_every_job_truthfully() {
    let mut bench = Bench::new("epson-tm-t20", Dialect::Epson).await.ready().await;
    bench.sim.set(|faults| faults.bytes_per_second = Some(500));
    bench.print("j", picture(3)).await;
    let received = bench.sim.bytes_received();
    bench.until("some bytes", |bench| bench.sim.bytes_received() > received + 200).await;
    bench.stop.cancel();
    bench.until_fate("j", Fate::Unknown(Cause::Restarted)).await;
    bench.until("the end", |bench| bench.events.is_closed()).await;
}

struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }
}

/// Breaks something, at random.
fn disturb(sim: &SimPrinter, random: &mut Random) {
    match random.below(12) {
        0 => sim.set(|faults| faults.rows_left = Some(0)),
        1 => {
            let rows = random.below(700);
            sim.set(|faults| faults.rows_left = Some(rows))
        }
        2 => sim.set(|faults| faults.cover_open = true),
        3 => sim.set(|faults| faults.cutter_error = true),
        4 => sim.set(|faults| faults.silent = true),
        5 => sim.unplug(),
        6 => sim.power_off(),
        7 => {
            let bytes = 1 + random.below(4_000);
            sim.set(|faults| faults.power_off_after = Some(bytes))
        }
        8 => {
            let noise: Vec<u8> = (0..random.below(40)).map(|_| random.below(256) as u8).collect();
            sim.noise(&noise)
        }
        9 => {
            let speed = 20_000 + random.below(60_000) as u32;
            sim.set(|faults| faults.bytes_per_second = Some(speed))
        }
        10 => sim.set(|faults| faults.offline = true),
        _ => sim.set(|faults| faults.near_end = true),
    }
}

/// Longer than the daemon needs to miss an answer: no printer starts faster after a loss of power.
const BOOT: Duration = Duration::from_millis(1_400);

async fn repair(sim: &SimPrinter) {
    if !sim.is_powered() {
        tokio::time::sleep(BOOT).await;
    }
    // Slow enough that faults strike within a ticket.
    sim.set(|faults| *faults = Faults { bytes_per_second: Some(60_000), ..Faults::default() });
    sim.power_on();
    sim.plug();
}

/// Faults at random moments: no ticket is called printed that is not on the paper whole, none comes out twice, and every
/// job ends. `NOUBA_PRINT_ROUNDS` sets how many tickets, `NOUBA_SEED` which faults.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_breaks_no_ticket_is_called_printed_that_is_not_and_none_comes_out_twice() {
    let number = |name: &str, default: u64| {
        std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
    };
    let (seed, rounds) = (number("NOUBA_SEED", 42), number("NOUBA_PRINT_ROUNDS", 150));
    println!("NOUBA_SEED={seed} NOUBA_PRINT_ROUNDS={rounds}");
    let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let mut bench = Bench::new("epson-tm-t20", Dialect::Epson).await;
    let mut paper: Vec<std::sync::Arc<SimTicket>> = Vec::new();
    let mut tally: BTreeMap<String, u32> = BTreeMap::new();
    for round in 0..rounds as u32 {
        let job = format!("r{round}");
        if random.below(4) > 0 {
            bench
                .until(&format!("NOUBA_SEED={seed}: ready before {job}"), |bench| {
                    matches!(bench.states.last(), Some((PrinterState::Ready | PrinterState::Attention, _)))
                })
                .await;
        }
        if random.below(4) == 0 {
            disturb(&bench.sim, &mut random);
        }
        bench.print(&job, picture(round)).await;
        let events = random.below(4);
        for _ in 0..events {
            let pause = Duration::from_millis(random.below(12));
            if let Ok(Some(event)) = tokio::time::timeout(pause, bench.events.recv()).await {
                bench.take(event);
            }
            if random.below(3) == 0 {
                disturb(&bench.sim, &mut random);
            }
        }
        let decided = |bench: &Bench| {
            matches!(bench.last(&job), Some(Fate::Printed(_) | Fate::Unknown(_) | Fate::Failed(_)))
        };
        bench
            .until("a first word", |bench| {
                decided(bench) || matches!(bench.last(&job), Some(Fate::Stalled(_)))
            })
            .await;
        repair(&bench.sim).await;
        bench.until(&format!("NOUBA_SEED={seed}: an end of {job}"), decided).await;
        paper.extend(bench.sim.take_tickets());
        let end = bench.last(&job).unwrap();
        let copies = bench.is_out(&picture(round), &paper);
        let context = format!("NOUBA_SEED={seed} {job}: {:?}", bench.fates[&job]);
        match end {
            Fate::Printed(confirmed) => assert!(confirmed && copies == 1, "{context}: {copies} copies"),
            Fate::Failed(_) => assert_eq!(copies, 0, "{context}: it came out"),
            Fate::Unknown(_) => assert!(copies <= 1, "{context}: {copies} copies"),
            Fate::Sending | Fate::Stalled(_) => unreachable!(),
        }
        *tally.entry(format!("{end:?}")).or_default() += 1;
        // A ticket whose fate was unknown may still come out; it stays under watch for a while.
        let keep = paper.len().saturating_sub(24);
        paper.drain(..keep);
    }
    println!("{tally:?}");
    assert!(tally.get("Printed(true)").is_some_and(|count| u64::from(*count) * 5 > rounds), "{tally:?}");
}

#[test]
fn the_pictures_of_the_fault_run_are_printed_whole_by_a_well_printer() {
    let profile = profile("epson-tm-t20");
    for number in (0..4_000).chain([9_999]) {
        let encoded = encode(&picture(number), &profile, ProcessId(*b"abcd"));
        let tickets = firmware_bridge::sim::printer::decode(576, 203, &encoded.concat());
        let mut expected = picture(number);
        encoded.defused.iter().for_each(|(x, y)| expected.ink(*x, *y));
        for y in 0..expected.rows() {
            assert_eq!(tickets[0].rows[y], expected.row(y), "picture {number}, row {y}");
        }
    }
}
