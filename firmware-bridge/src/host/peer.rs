//! What the host knows of one device, and how its messages change that.

use std::collections::{BTreeMap, VecDeque};

use super::types::{DeviceReport, DeviceSettings, DeviceState, LineEvent, PressKey, Uid, Why};
use crate::device::SLOTS_MAX;
use crate::wire::VERSION;
use crate::wire::message::{
    CAP_BUTTONS, Chime, Done, Event, Hello, Lamp, LampPattern, Message, NakCode, Show,
};

/// Silence after which a device is lost (devices.md §2.2).
pub const LOST_MS: u64 = 3_000;
/// Polls of a lost, foreign or conflicting device.
pub const POLL_LOST_MS: u64 = 2_000;
/// Polls of a device without buttons: it has nothing to say that somebody waits for, and every poll of it is a time in
/// which a pad cannot speak. What it must say at once, DONE, is its answer to a command.
pub const POLL_QUIET_MS: u64 = 500;
/// Polls of a device that misses answers.
pub const POLL_DEGRADED_MS: u64 = 250;
/// Polls of a device whose press is being recorded: its answer would only repeat the press.
pub const POLL_HELD_MS: u64 = 200;
/// HELLO is taken from one device at most this often: a brown-out makes it restart over and over.
pub const HELLO_MIN_MS: u64 = 1_000;
/// Two numbers at one address within this time are two devices.
pub const CONFLICT_MS: u64 = 10_000;
/// Answers missed in a row that make a device degraded: one, and three repetitions.
pub const MISSES_DEGRADED: u8 = 4;
/// Answers in a row that make it ready again, so that a noisy line does not flicker.
pub const HITS_READY: u8 = 3;
/// Restarts of one device within [`RESTARTS_MS`] that are no longer somebody moving its plug.
pub const RESTARTS_MAX: usize = 4;
/// The time in which restarts are counted together.
pub const RESTARTS_MS: u64 = 60_000;
/// A device that says "busy" is left alone this long.
pub const BUSY_MS: u64 = 500;
/// Lamps of one device that are told apart.
pub const LAMPS_MAX: usize = 16;

/// Said of a device in a loop of restarts; presses it keeps between two are still taken.
const RESTLESS: &str = "restarts again and again: check its power supply and the length of its cable";

/// What a device said of itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Session {
    pub(super) uid: Uid,
    pub(super) boot_id: u32,
    model: u16,
    fw: [u8; 3],
    pub(super) caps: u32,
}

/// A press given to the owner and not yet recorded.
#[derive(Clone, Copy, Debug)]
struct Held {
    n: u32,
    seq: u8,
}

#[derive(Clone, Debug)]
struct Picture {
    show: Show,
    sent: bool,
}

#[derive(Clone, Copy, Debug)]
struct LampWish {
    lamp: Lamp,
    until_ms: Option<u64>,
    sent: bool,
}

/// What a frame to the device was for; decides what its acknowledgement means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    Poll,
    Welcome,
    AskHello,
    Show { slot: u8, rev: u32 },
    Lamp(Lamp),
    Chime,
}

/// One device.
#[derive(Debug)]
pub(super) struct Peer {
    pub(super) settings: DeviceSettings,
    pub(super) state: DeviceState,
    why: Why,
    cause: String,
    pub(super) session: Option<Session>,
    /// Last start of the device that was heard; outlives the session so that a press is not given twice.
    known: Option<(Uid, u32)>,
    /// Its last HELLO came from the unassigned address.
    pub(super) unassigned: bool,
    pub(super) tx_seq: u8,
    pub(super) rx_last: u8,
    held: Option<Held>,
    last_done: Option<u32>,
    suspect: Option<u32>,
    pictures: BTreeMap<u8, Picture>,
    lamps: BTreeMap<u8, LampWish>,
    chime: Option<(Chime, u64)>,
    pub(super) misses: u8,
    hits: u8,
    pub(super) heard_ms: u64,
    pub(super) next_poll_ms: u64,
    pub(super) ack_due_ms: Option<u64>,
    pub(super) welcome_due_ms: Option<u64>,
    pub(super) ask_hello_due_ms: Option<u64>,
    command_due_ms: Option<u64>,
    hello_ms: Option<u64>,
    /// When its newest restarts were heard, oldest first; at most [`RESTARTS_MAX`].
    restarts_ms: VecDeque<u64>,
    last_named: Option<(Uid, u64)>,
    conflict_until_ms: Option<u64>,
}

impl Peer {
    pub(super) fn new(settings: DeviceSettings, now_ms: u64) -> Self {
        Self {
            settings,
            state: DeviceState::Starting,
            why: Why::Unsaid,
            cause: String::new(),
            session: None,
            known: None,
            unassigned: false,
            tx_seq: 0,
            rx_last: 0,
            held: None,
            last_done: None,
            suspect: None,
            pictures: BTreeMap::new(),
            lamps: BTreeMap::new(),
            chime: None,
            misses: 0,
            hits: 0,
            heard_ms: now_ms,
            next_poll_ms: now_ms,
            ack_due_ms: None,
            welcome_due_ms: None,
            ask_hello_due_ms: None,
            command_due_ms: None,
            hello_ms: None,
            restarts_ms: VecDeque::with_capacity(RESTARTS_MAX),
            last_named: None,
            conflict_until_ms: None,
        }
    }

    pub(super) fn addr(&self) -> u8 {
        self.settings.addr
    }

    /// The line is there: ask at once. What was said before it went does not count; another device may be on it now.
    pub(super) fn on_opened(&mut self, now_ms: u64) -> Option<LineEvent> {
        self.session = None;
        self.heard_ms = now_ms;
        self.next_poll_ms = now_ms;
        (self.misses, self.hits, self.hello_ms, self.last_named) = (0, 0, None, None);
        self.conflict_until_ms = None;
        self.change(DeviceState::Starting, Why::Unsaid, "the line was opened; waiting for the device".into())
    }

    pub(super) fn on_closed(&mut self) -> Option<LineEvent> {
        self.session = None;
        (self.ack_due_ms, self.welcome_due_ms, self.ask_hello_due_ms) = (None, None, None);
        self.change(DeviceState::Lost, Why::LineClosed, "its line is not open".into())
    }

    pub(super) fn on_time(&mut self, now_ms: u64) -> Option<LineEvent> {
        if self.conflict_until_ms.is_some_and(|until_ms| now_ms >= until_ms) {
            (self.conflict_until_ms, self.session, self.last_named) = (None, None, None);
            let cause = "one device answers again; waiting for it".into();
            return self.change(DeviceState::Starting, Why::Unsaid, cause);
        }
        if now_ms < self.lost_at_ms()? {
            return None;
        }
        self.hits = 0;
        self.misses = self.misses.max(1);
        self.change(DeviceState::Lost, Why::Silent, "no answer for 3 s: check its power and cable".into())
    }

    fn lost_at_ms(&self) -> Option<u64> {
        match self.state {
            DeviceState::Starting | DeviceState::Ready | DeviceState::Degraded => {
                Some(self.heard_ms + LOST_MS)
            }
            DeviceState::Lost | DeviceState::Incompatible | DeviceState::Conflict | DeviceState::Unknown => {
                None
            }
        }
    }

    pub(super) fn next_deadline(&self) -> Option<u64> {
        [self.lost_at_ms(), self.conflict_until_ms].into_iter().flatten().min()
    }

    pub(super) fn on_hello(&mut self, now_ms: u64, hello: &Hello) -> Option<LineEvent> {
        let uid = Uid(hello.uid);
        if let Some(report) = self.conflict(now_ms, uid) {
            return report;
        }
        if !(hello.proto_min..=hello.proto_max).contains(&VERSION) {
            self.session = None;
            return self.incompatible(format!(
                "{uid} speaks protocol {} to {}, this host speaks {VERSION}: update the older of the two",
                hello.proto_min, hello.proto_max
            ));
        }
        if self.hello_ms.is_some_and(|at_ms| now_ms < at_ms + HELLO_MIN_MS) {
            return None;
        }
        self.hello_ms = Some(now_ms);
        self.begin_session(now_ms, hello);
        if self.restless(now_ms) {
            return self.change(DeviceState::Degraded, Why::Restless, RESTLESS.into());
        }
        self.change(DeviceState::Starting, Why::Unsaid, format!("{uid} says hello"))
    }

    fn begin_session(&mut self, now_ms: u64, hello: &Hello) {
        let (uid, boot_id) = (Uid(hello.uid), hello.boot_id);
        if self.known != Some((uid, boot_id)) {
            if self.known.is_some_and(|(known, _)| known == uid) {
                if self.restarts_ms.len() == RESTARTS_MAX {
                    self.restarts_ms.pop_front();
                }
                self.restarts_ms.push_back(now_ms);
            }
            self.known = Some((uid, boot_id));
            (self.held, self.last_done) = (None, None);
        }
        self.session = Some(Session { uid, boot_id, model: hello.model, fw: hello.fw, caps: hello.caps });
        self.suspect = None;
        self.rx_last = 0;
        self.ack_due_ms = None;
        self.ask_hello_due_ms = None;
        self.pictures.values_mut().for_each(|picture| picture.sent = false);
        self.lamps.values_mut().for_each(|wish| wish.sent = false);
        self.command_due_ms = Some(now_ms);
        self.welcome_due_ms = Some(now_ms);
    }

    /// It restarts so often that its power cannot be right.
    fn restless(&self, now_ms: u64) -> bool {
        let oldest = self.restarts_ms.front().filter(|_| self.restarts_ms.len() == RESTARTS_MAX);
        oldest.is_some_and(|&at_ms| now_ms < at_ms + RESTARTS_MS)
    }

    /// Returns `Some` when this device must not be taken in.
    fn conflict(&mut self, now_ms: u64, uid: Uid) -> Option<Option<LineEvent>> {
        let addr = self.addr();
        if let Some(wanted) = self.settings.uid.filter(|&wanted| wanted != uid) {
            self.session = None;
            self.conflict_until_ms = Some(now_ms + CONFLICT_MS);
            let cause = format!("the device at {addr} is {uid}, the configuration says {wanted}");
            return Some(self.change(DeviceState::Conflict, Why::Other, cause));
        }
        let before = self.last_named.replace((uid, now_ms));
        let other = before.filter(|&(other, at_ms)| other != uid && now_ms < at_ms + CONFLICT_MS);
        if let Some((other, _)) = other {
            self.session = None;
            self.conflict_until_ms = Some(now_ms + CONFLICT_MS);
            let cause = format!("two devices answer at {addr}: {other} and {uid}; give one another address");
            return Some(self.change(DeviceState::Conflict, Why::Two, cause));
        }
        self.conflict_until_ms.is_some().then_some(None)
    }

    pub(super) fn incompatible(&mut self, cause: String) -> Option<LineEvent> {
        self.change(DeviceState::Incompatible, Why::Version, cause)
    }

    /// A frame came from the device: it is alive.
    pub(super) fn on_heard(&mut self, now_ms: u64) {
        self.heard_ms = now_ms;
        self.misses = 0;
        self.hits = self.hits.saturating_add(1);
    }

    /// The device talks as one that was taken in.
    pub(super) fn on_talk(&mut self, now_ms: u64) -> Option<LineEvent> {
        self.last_named = Some((self.session?.uid, now_ms));
        let ready = match self.state {
            DeviceState::Starting => self.welcome_due_ms.is_none(),
            DeviceState::Degraded | DeviceState::Lost => self.hits >= HITS_READY,
            DeviceState::Incompatible => true,
            DeviceState::Ready | DeviceState::Conflict | DeviceState::Unknown => false,
        };
        match ready {
            true if self.restless(now_ms) => {
                self.change(DeviceState::Degraded, Why::Restless, RESTLESS.into())
            }
            true => self.change(DeviceState::Ready, Why::Unsaid, "answers".into()),
            false => None,
        }
    }

    /// An answer did not come, or came damaged.
    pub(super) fn on_missed(&mut self, tries: u8, damaged: bool) -> Option<LineEvent> {
        self.hits = 0;
        self.misses = self.misses.saturating_add(tries);
        if self.state != DeviceState::Ready || self.misses < MISSES_DEGRADED {
            return None;
        }
        let (why, cause) = if damaged {
            let cause =
                "its answers come damaged: bad cable, missing termination, or two devices at one address";
            (Why::Damaged, cause)
        } else {
            (Why::Misses, "misses answers")
        };
        self.change(DeviceState::Degraded, why, cause.into())
    }

    /// Returns a press the owner has not had yet. Its acknowledgement waits for [`Peer::on_event_done`].
    pub(super) fn on_event(&mut self, now_ms: u64, seq: u8, event: &Event) -> Option<LineEvent> {
        let session = self.session?;
        if let Some(held) = self.held.as_mut().filter(|held| held.n == event.n) {
            held.seq = seq;
            return None;
        }
        let last = self.held.map(|held| held.n).or(self.last_done);
        if last.is_some_and(|last| (event.n.wrapping_sub(last) as i32) <= 0) {
            self.accept(now_ms, seq);
            return None;
        }
        // Events are counted without gaps. One out of order is believed when it comes a second time: a damaged
        // frame that passes the checksum would otherwise make a press, and hide the ones below its number.
        let expected = last.is_none_or(|last| event.n == last.wrapping_add(1));
        if !expected && self.suspect.replace(event.n) != Some(event.n) {
            return None;
        }
        self.suspect = None;
        self.held = Some(Held { n: event.n, seq });
        let key = PressKey { uid: session.uid, boot_id: session.boot_id, n: event.n };
        let Event { age_ms, kind, input, .. } = *event;
        Some(LineEvent::Press { addr: self.addr(), key, kind, input, age_ms })
    }

    pub(super) fn on_event_done(&mut self, now_ms: u64, boot_id: u32, n: u32) {
        let this_boot = self.known.is_some_and(|(_, known)| known == boot_id);
        let Some(held) = self.held.filter(|held| this_boot && held.n == n) else { return };
        self.held = None;
        self.last_done = Some(n);
        self.accept(now_ms, held.seq);
    }

    /// Returns whether a sequenced message is new; acknowledges it in any case.
    pub(super) fn accept(&mut self, now_ms: u64, seq: u8) -> bool {
        let new = seq == 0 || seq != self.rx_last;
        if seq != 0 {
            self.rx_last = seq;
            self.ack_due_ms.get_or_insert(now_ms);
        }
        new
    }

    pub(super) fn on_done(&mut self, done: Done) -> Option<LineEvent> {
        let addr = self.addr();
        if !self.pictures.values().any(|picture| picture.show.rev == done.id) {
            return None;
        }
        Some(match done.code {
            0 => LineEvent::Shown { addr, rev: done.id },
            code => LineEvent::Refused {
                addr,
                cause: format!("the display could not show revision {} (code {code})", done.id),
            },
        })
    }

    pub(super) fn show(&mut self, now_ms: u64, show: Show) -> Option<LineEvent> {
        if usize::from(show.slot) >= SLOTS_MAX {
            let cause =
                format!("slot {} does not exist; a display has slots 0 to {}", show.slot, SLOTS_MAX - 1);
            return Some(LineEvent::Refused { addr: self.addr(), cause });
        }
        self.pictures.insert(show.slot, Picture { show, sent: false });
        self.command_due_ms.get_or_insert(now_ms);
        None
    }

    pub(super) fn light(&mut self, now_ms: u64, lamp: Lamp) -> Option<LineEvent> {
        if usize::from(lamp.lamp) >= LAMPS_MAX {
            let cause = format!("lamp {} does not exist; a pad has lamps 0 to {}", lamp.lamp, LAMPS_MAX - 1);
            return Some(LineEvent::Refused { addr: self.addr(), cause });
        }
        let until_ms = (lamp.ttl_ms > 0).then_some(now_ms + u64::from(lamp.ttl_ms));
        self.lamps.insert(lamp.lamp, LampWish { lamp, until_ms, sent: false });
        self.command_due_ms.get_or_insert(now_ms);
        None
    }

    pub(super) fn sound(&mut self, now_ms: u64, chime: Chime) {
        self.chime = Some((chime, now_ms + u64::from(chime.ttl_ms)));
        self.command_due_ms.get_or_insert(now_ms);
    }

    /// Returns since when a command waits, if the device can take one now.
    pub(super) fn command_due_ms(&self) -> Option<u64> {
        let takes = self.session.is_some() && self.misses == 0;
        let settled = matches!(self.state, DeviceState::Ready | DeviceState::Degraded | DeviceState::Lost);
        self.command_due_ms.filter(|_| takes && settled)
    }

    /// Returns the next command to send: what people read first, then lamps, then sounds.
    pub(super) fn next_command(&mut self, now_ms: u64) -> Option<(Purpose, Message)> {
        self.lamps.retain(|_, wish| wish.until_ms.is_none_or(|until_ms| now_ms < until_ms));
        self.chime = self.chime.filter(|&(_, until_ms)| now_ms <= until_ms);
        let command = self.wanted_command(now_ms);
        if command.is_none() {
            self.command_due_ms = None;
        }
        command
    }

    fn wanted_command(&self, now_ms: u64) -> Option<(Purpose, Message)> {
        if let Some(Picture { show, .. }) = self.pictures.values().find(|picture| !picture.sent) {
            return Some((Purpose::Show { slot: show.slot, rev: show.rev }, Message::Show(show.clone())));
        }
        if let Some(wish) = self.lamps.values().find(|wish| !wish.sent) {
            let left_ms = wish.until_ms.map_or(0, |until_ms| until_ms - now_ms);
            let ttl_ms = u16::try_from(left_ms).unwrap_or(u16::MAX);
            return Some((Purpose::Lamp(wish.lamp), Message::Lamp(Lamp { ttl_ms, ..wish.lamp })));
        }
        let (chime, until_ms) = self.chime?;
        let ttl_ms = u16::try_from(until_ms - now_ms).unwrap_or(u16::MAX);
        Some((Purpose::Chime, Message::Chime(Chime { ttl_ms, ..chime })))
    }

    /// The device took the command: it need not be sent again.
    pub(super) fn on_taken(&mut self, purpose: Purpose) {
        match purpose {
            Purpose::Show { slot, rev } => {
                let picture = self.pictures.get_mut(&slot).filter(|picture| picture.show.rev == rev);
                if let Some(picture) = picture {
                    picture.sent = true;
                }
            }
            Purpose::Lamp(sent) => {
                let Some(wish) = self.lamps.get_mut(&sent.lamp).filter(|wish| wish.lamp == sent) else {
                    return;
                };
                wish.sent = true;
                if wish.until_ms.is_some() || sent.pattern == LampPattern::Flash {
                    self.lamps.remove(&sent.lamp);
                }
            }
            Purpose::Chime => self.chime = None,
            Purpose::Poll | Purpose::Welcome | Purpose::AskHello => {}
        }
    }

    /// The device refused the command.
    pub(super) fn on_refused(&mut self, now_ms: u64, purpose: Purpose, code: NakCode) -> Option<LineEvent> {
        match code {
            NakCode::Crc => None,
            NakCode::Busy => {
                self.command_due_ms = Some(now_ms + BUSY_MS);
                None
            }
            NakCode::NotWelcomed => {
                self.ask_hello_due_ms = Some(now_ms);
                None
            }
            NakCode::Version => {
                self.incompatible(format!("it refused protocol {VERSION}: update its firmware"))
            }
            NakCode::UnknownKind | NakCode::BadArguments => {
                self.on_taken(purpose);
                let cause = format!("it does not take this command ({purpose:?}: {code:?})");
                Some(LineEvent::Refused { addr: self.addr(), cause })
            }
        }
    }

    /// Returns how long to wait after this poll.
    pub(super) fn poll_pause_ms(&self, poll_ms: u16) -> u64 {
        match self.state {
            DeviceState::Incompatible | DeviceState::Conflict | DeviceState::Unknown => POLL_LOST_MS,
            DeviceState::Lost if self.misses > 0 => POLL_LOST_MS,
            DeviceState::Degraded | DeviceState::Starting if self.misses > 0 => POLL_DEGRADED_MS,
            DeviceState::Ready if self.session.is_some_and(|s| s.caps & CAP_BUTTONS == 0) => {
                POLL_QUIET_MS.max(poll_ms.into())
            }
            _ if self.held.is_some() => POLL_HELD_MS.max(poll_ms.into()),
            DeviceState::Starting | DeviceState::Ready | DeviceState::Degraded | DeviceState::Lost => {
                poll_ms.into()
            }
        }
    }

    fn change(&mut self, state: DeviceState, why: Why, cause: String) -> Option<LineEvent> {
        let same = self.state == state && (state == DeviceState::Ready || self.cause == cause);
        (self.why, self.cause) = (why, cause);
        if same {
            return None;
        }
        self.state = state;
        Some(self.report())
    }

    pub(super) fn report(&self) -> LineEvent {
        LineEvent::Device(DeviceReport {
            addr: self.addr(),
            state: self.state,
            uid: self.session.map(|session| session.uid).or(self.known.map(|(uid, _)| uid)),
            model: self.session.map(|session| session.model),
            fw: self.session.map(|session| session.fw),
            caps: self.session.map(|session| session.caps),
            why: self.why,
            cause: self.cause.clone(),
        })
    }
}
