//! The office of the fault run: the journal that survives, and the desk's world.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::future::Future;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use display::raster::{Area, Raster};
use display::ticket::Paper;
use queue::command::{Command, Request};
use queue::event::Recorded;
use queue::id::{CommandId, DeviceId, TicketId};
use queue::time::Timestamp;
use queue::{Office, Rejection};
use tokio::time::Instant;

use super::super::desk::{Drawn, World};
use super::rig::Wrong;
use crate::dispatcher::system;
use crate::printer::status::{Cause, PrinterState};
use crate::printer::stored::{FixedBand, Record};

/// The journal: what survives every loss of power.
pub(super) struct Durable {
    pub(super) office: Office,
    pub(super) fresh: Vec<Recorded>,
    pub(super) clock: Timestamp,
    pub(super) asked: u64,
    pub(super) wrong: Wrong,
    pub(super) stored: BTreeMap<DeviceId, Record>,
}

impl Durable {
    pub(super) fn commit(&mut self, command: Command) -> Result<(), Rejection> {
        self.asked += 1;
        let id = CommandId::new(&format!("run:{}", self.asked)).unwrap();
        let fresh = format!("01900000-0000-7000-8000-{:012x}", self.asked).parse::<TicketId>().unwrap();
        let request = Request { id, actor: system("run"), fresh, command };
        let events = self.office.decide(self.clock, &request)?;
        for mut event in events {
            if let (Wrong::NumbersRepeat, queue::Event::TicketIssued { number, .. }) =
                (self.wrong, &mut event)
            {
                number.value = number.value.min(40);
            }
            let recorded = Recorded {
                seq: self.office.state.seq + 1,
                at: self.clock,
                day: self.office.state.day.as_ref().map(|day| day.day),
                event,
                v: 1,
                actor: request.actor.clone(),
                command: request.id.clone(),
            };
            self.office.apply(&recorded);
            self.fresh.push(recorded);
        }
        Ok(())
    }
}

/// The desk's world in this run. After so many more commands the box dies, before or after the commit.
pub(super) struct Here {
    pub(super) durable: Rc<RefCell<Durable>>,
    pub(super) now: Rc<Cell<Instant>>,
    pub(super) dies_after: Rc<Cell<Option<u64>>>,
    pub(super) wrong: Wrong,
}

impl World for Here {
    fn look<T>(&self, look: impl FnOnce(&Office) -> T) -> T {
        look(&self.durable.borrow().office)
    }

    fn ask(&mut self, command: Command) -> impl Future<Output = Result<(), Rejection>> + Send {
        let left = self.dies_after.get();
        self.dies_after.set(left.map(|left| left.saturating_sub(1)));
        // The last two commands before it dies: one is committed and not heard of, one not even that.
        let answer = (left != Some(0)).then(|| self.durable.borrow_mut().commit(command));
        let answer = answer.filter(|_| left != Some(1));
        async move {
            match answer {
                Some(answer) => answer,
                None => std::future::pending().await,
            }
        }
    }

    fn now(&self) -> Instant {
        self.now.get()
    }

    fn is_past(&self, issued_at: Timestamp, limit: Duration) -> bool {
        self.durable.borrow().clock.since(issued_at) > limit.as_millis() as i64
    }

    fn draw(&mut self, id: TicketId, paper: Paper) -> Option<Drawn> {
        let ticket = self.durable.borrow().office.state.tickets.get(&id).cloned()?;
        let copy = if self.wrong == Wrong::CopiesAreUnmarked { 0 } else { ticket.copies };
        // The frames are the same on every ticket.
        let fixed = vec![FixedBand { key: 1, rows: 0..6 }, FixedBand { key: 2, rows: 88..94 }];
        Some(Drawn { picture: picture(paper, ticket.number.value, copy), fixed, png: Vec::new() })
    }

    fn report(&mut self, device: &DeviceId, state: PrinterState, cause: Option<Cause>) {
        let report = super::super::report(state, cause);
        let (device, state, cause) =
            (device.clone(), report.state, report.cause.map(|c| c.word().to_owned()));
        // As in the daemon, it comes into the journal on its own way, and is not waited for.
        let _ = self.durable.borrow_mut().commit(Command::RecordDevice { device, state, cause });
    }

    fn day(&self) -> i64 {
        self.durable.borrow().clock.0 / 86_400_000
    }

    fn keep_stored(&mut self, device: &DeviceId, record: Record) {
        self.durable.borrow_mut().stored.insert(device.clone(), record);
    }

    fn stored(&self, device: &DeviceId) -> Record {
        self.durable.borrow().stored.get(device).cloned().unwrap_or_default()
    }

    fn keep_picture(&self, _: TicketId, _: Vec<u8>) {}
}

/// A ticket of this run: a frame, twenty bars (twelve bits of number, four of copy, four of sum), a frame.
pub(super) fn picture(paper: Paper, number: u32, copy: u32) -> Raster {
    let mut raster = Raster::new(paper.width_dots, 0);
    let bits = number | (copy << 12) | (((number * 7 + copy) % 16) << 16);
    raster.fill(Area { x: 20, y: 0, width: 320, height: 6 });
    for bar in 0..20 {
        let width = if bits >> bar & 1 == 1 { 280 } else { 60 };
        raster.fill(Area { x: 20 + bar, y: 8 + 4 * bar, width, height: 3 });
    }
    raster.fill(Area { x: 20, y: 88, width: 320, height: 6 });
    raster.set_rows(100);
    raster
}

pub(super) fn device(at: usize) -> DeviceId {
    DeviceId::new(&format!("printer-{at}")).unwrap()
}

pub(super) fn office() -> Office {
    let file = include_str!("../../../../../config/offices/sale-etat-civil.toml");
    let config = crate::config::Config::parse("office.toml", file).unwrap();
    Office::new(Arc::new(config.office))
}
