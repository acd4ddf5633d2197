//! How often the paths everything goes through ask for memory, and how much: counts, not times, so that a slide shows on
//! any machine. A bound is what the path needs today with a little room; who needs more says so here.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking, and shows its figures"
)]

use std::sync::Arc;

use allocation_counter::{AllocationInfo, measure};
use display::ticket::{LocalTime, Press, Template, TicketData, WordBook};
use noubad::config::Config;
use noubad::printer::bytes::{ProcessId, encode};
use noubad::printer::profile::Profile;
use queue::calendar::DayPlan;
use queue::id::{CommandId, DeviceId};
use queue::time::{Date, HOUR_MS, Timestamp};
use queue::{Actor, Command, Office, Recorded, Request, Role};

/// 2026-11-24T09:00:00Z.
const NINE: Timestamp = Timestamp(1_795_510_800_000);

/// The office that is shipped, its first counter open, and so many who wait for each of its services.
struct Morning {
    office: Office,
    asked: u64,
}

impl Morning {
    fn with_waiting(each: u32) -> Self {
        let text = include_str!("../../config/offices/sale-etat-civil.toml");
        let mut config = Config::parse("office.toml", text).unwrap().office;
        for service in &mut config.services {
            service.daily_cap = None;
        }
        config.policy.next_gap_ms = 0;
        let config = Arc::new(config);
        let mut this = Self { office: Office::new(Arc::clone(&config)), asked: 0 };
        let at = |hours: i64| NINE + hours * HOUR_MS;
        let day = Date::from_days(NINE.0 / (24 * HOUR_MS));
        let plan = DayPlan { day, opens_at: at(-1), closes_at: at(8), ends_at: at(10), breaks: Vec::new() };
        this.act(Command::OpenDay { plan });
        this.act(Command::OpenCounter { counter: config.counters[0].id.clone() });
        for _ in 0..each {
            for service in &config.services {
                if service.elsewhere.is_empty() {
                    this.act(this.issue(service.id.as_str()));
                }
            }
        }
        this
    }

    fn issue(&self, service: &str) -> Command {
        let service = queue::id::ServiceId::new(service).unwrap();
        Command::IssueTicket { service, class: queue::ticket::Class::Normal, locale: None, print: true }
    }

    fn act(&mut self, command: Command) -> Vec<Recorded> {
        self.asked += 1;
        let fresh = format!("01900000-0000-7000-8000-{:012x}", self.asked).parse().unwrap();
        let actor = Actor { role: Role::Clerk, id: DeviceId::new("pad-1").unwrap() };
        let id = CommandId::new(&format!("press:{}", self.asked)).unwrap();
        let request = Request { id, actor, fresh, command };
        let events = self.office.decide(NINE, &request).unwrap();
        let mut recorded = Vec::new();
        for event in events {
            let one = Recorded {
                seq: self.office.state.seq + 1,
                at: NINE,
                day: self.office.state.day.as_ref().map(|day| day.day),
                event,
                v: 1,
                actor: request.actor.clone(),
                command: request.id.clone(),
            };
            self.office.apply(&one);
            recorded.push(one);
        }
        recorded
    }

    /// What a command takes, decided and applied.
    fn cost(&mut self, command: Command) -> AllocationInfo {
        measure(|| {
            self.act(command);
        })
    }
}

/// Asserts what one more of something takes with ten and with a thousand people in the hall.
fn holds(what: &str, few: AllocationInfo, many: AllocationInfo, count: u64, bytes: u64) {
    println!(
        "{what}: {} times, {} bytes; with a hundred times as many people {} times, {} bytes",
        few.count_total, few.bytes_total, many.count_total, many.bytes_total
    );
    assert!(
        many.count_total <= count,
        "{what}: memory is asked for {} times instead of {count}",
        many.count_total
    );
    assert!(many.bytes_total <= bytes, "{what}: {} bytes instead of {bytes}", many.bytes_total);
}

#[test]
fn a_ticket_and_a_call_take_as_little_memory_in_a_full_hall_as_in_an_empty_one() {
    let (mut few, mut many) = (Morning::with_waiting(10), Morning::with_waiting(1_000));
    let service = few.office.config.services[0].id.as_str().to_owned();
    let counter = few.office.config.counters[0].id.clone();
    // The first call finds nobody at the counter; each after it ends one service and begins another.
    for morning in [&mut few, &mut many] {
        morning.act(Command::CallNext { counter: counter.clone() });
    }
    let issue = few.issue(&service);
    holds("a ticket", few.cost(issue.clone()), many.cost(issue), 12, 1_600);
    // The choice weighs everybody who could be called, in two lists: some 55 bytes for each of 6,000.
    let next = Command::CallNext { counter };
    holds("a call", few.cost(next.clone()), many.cost(next), 48, 360_000);
}

#[test]
fn an_event_is_written_down_in_one_piece() {
    let mut morning = Morning::with_waiting(1);
    let service = morning.office.config.services[0].id.as_str().to_owned();
    let events = morning.act(morning.issue(&service));
    let cost = measure(|| {
        std::hint::black_box(serde_json::to_string(&events[0]).unwrap());
    });
    holds("an event as text", cost, cost, 6, 1_024);
}

#[test]
fn a_ticket_on_its_way_to_paper_uses_what_was_drawn_before() {
    let profile = Profile::named("epson-tm-t20", &toml::Table::new()).unwrap();
    let mut press = Press::new(Template::built_in(), WordBook::built_in());
    let mut print = |n: usize| {
        let data = TicketData {
            locale: "ar".into(),
            number: format!("A{n:03}"),
            issued_local: LocalTime { year: 2026, month: 11, day: 24, hour: 9, minute: (n % 60) as u8 },
            follow_url: Some(format!("https://t.sale.example/t/8Q2mZx4Lr0Vd7T{n:02}")),
            ..TicketData::default()
        };
        measure(|| {
            let sheet = press.lay_out(&data, profile.paper());
            std::hint::black_box(encode(&sheet.raster, &profile, ProcessId(*b"abcd")));
        })
    };
    let cold = print(1);
    (2..40).for_each(|n| {
        let _ = print(n);
    });
    holds("a ticket drawn", cold, print(40), 660, 256_000);
}
