//! The device side of the line, as firmware does it: no IO, no clock, no heap.
//!
//! The caller feeds bytes, button events and the time into [`Device::handle`], drains
//! [`Device::poll_output`] after each call, and calls again at [`Device::next_deadline`] at the latest.

use heapless::Deque;

use crate::wire::frame::PAYLOAD_MAX;
use crate::wire::message::{
    CAP_UNASKED, Chime, Done, Event, EventKind, Hello, Lamp, NakCode, Show, Status, Time, Welcome,
};
use crate::wire::{
    ADDR_BROADCAST, ADDR_HOST, ADDR_UNASSIGNED, Decoder, Frame, Header, Message, MessageError, Received,
    VERSION, WireBytes, encode, next_seq,
};

/// Events kept while the host is away. When full, new ones are lost: the first press wins.
pub const EVENTS_MAX: usize = 32;
/// Lines of a display that are told apart.
pub const SLOTS_MAX: usize = 16;
/// HELLO is repeated this often until WELCOME (DESIGN §5 "Serial").
pub const HELLO_EVERY_MS: u64 = 1_000;
/// Without a word from the host for this long, a display shows `--` (devices.md §7).
pub const HOST_SILENT_MS: u64 = 30_000;
/// A device on a shared line waits this long before it answers, so that the host's driver is off (1–5 ms allowed).
pub const TURNAROUND_MS: u64 = 1;
/// STATUS is sent this often.
pub const STATUS_EVERY_MS: u64 = 60_000;
/// Point to point: an unacknowledged frame is repeated after this long; the host commits to disk before it acknowledges.
pub const RETRY_MS: u64 = 100;
/// Point to point: after [`RETRIES_FAST`] repetitions the pace drops to this.
pub const RETRY_SLOW_MS: u64 = 1_000;
/// Repetitions at the fast pace.
pub const RETRIES_FAST: u8 = 3;
/// On a shared line, addresses start their HELLO this far apart when nobody polls.
const HELLO_STAGGER_MS: u64 = 10;
/// Outputs that wait for the caller; a frame that finds no room is not acknowledged and comes again.
const EFFECTS_MAX: usize = 8;
/// DONE messages that wait for a poll; when full, the oldest goes: a newer picture replaced it.
const DONES_MAX: usize = 8;
const STATUS_FIRST_MS: u64 = 5_000;

/// How the device is wired.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wiring {
    /// RS-485 with others: speaks only when asked.
    Bus,
    /// RS-232 or USB, alone with the host: speaks when it has something to say.
    PointToPoint,
}

/// Who the device is.
#[derive(Clone, Copy, Debug)]
pub struct Identity {
    /// Unique for ever, e.g. the processor's serial number.
    pub uid: [u8; 8],
    /// Differs at each start: random, or a counter in flash.
    pub boot_id: u32,
    /// Which product.
    pub model: u16,
    /// Firmware version.
    pub fw: [u8; 3],
    /// What it can do, `CAP_*`; [`CAP_UNASKED`] is added by the wiring.
    pub caps: u32,
    /// Lowest and highest protocol version it claims to speak.
    pub proto: (u8, u8),
}

/// What the caller tells the device.
#[derive(Clone, Copy, Debug)]
pub enum Input<'a> {
    /// Bytes from the line.
    Bytes(&'a [u8]),
    /// Something happened at an input, after debouncing.
    Happened {
        /// Which button, from 0.
        input: u8,
        /// What.
        kind: EventKind,
    },
    /// The content with this revision is on the display, or the sound with this id was made.
    Finished {
        /// `rev` or `cmd_id`.
        id: u32,
        /// 0 well; 1 failed; 2 expired.
        code: u8,
    },
    /// Only the time has passed.
    Timeout,
}

/// What the device wants from its caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// Write these bytes to the line.
    Transmit(WireBytes),
    /// Put this on the display, then report [`Input::Finished`].
    Show(Show),
    /// The host is away: show `--` on every line.
    Blank,
    /// Light a lamp.
    Lamp(Lamp),
    /// Make a sound, then report [`Input::Finished`].
    Chime(Chime),
    /// Set the clock, if there is one.
    Time(Time),
}

#[derive(Clone, Copy, Debug)]
struct Stored {
    n: u32,
    at_ms: u64,
    kind: EventKind,
    input: u8,
}

#[derive(Clone, Copy, Debug)]
enum Sent {
    Event,
    Done(Done),
    Status,
}

#[derive(Clone, Copy, Debug)]
struct Outstanding {
    seq: u8,
    sent: Sent,
    tries: u8,
    retry_at_ms: u64,
}

#[derive(Clone, Copy, Debug)]
enum Reply {
    /// Whatever is next, after a POLL.
    Polled,
    /// Whatever is next, after another message.
    Answer,
    Hello,
    Nak(NakCode, u8),
}

/// One device.
#[derive(Debug)]
pub struct Device {
    identity: Identity,
    wiring: Wiring,
    address: u8,
    now_ms: u64,
    started_ms: u64,
    decoder: Decoder,
    welcomed: bool,
    tx_seq: u8,
    rx_last: u8,
    outstanding: Option<Outstanding>,
    events: Deque<Stored, EVENTS_MAX>,
    last_n: u32,
    ev_lost: u16,
    stuck: bool,
    dones: Deque<Done, DONES_MAX>,
    status_at_ms: u64,
    shown: [Option<u32>; SLOTS_MAX],
    last_chime: Option<u32>,
    reply: Option<(u64, Reply)>,
    hello_at_ms: u64,
    line_active_ms: u64,
    heard_ms: Option<u64>,
    effects: Deque<Output, EFFECTS_MAX>,
}

impl Device {
    /// Returns a device that has just started, at `address` ([`ADDR_UNASSIGNED`] for none yet).
    #[must_use]
    pub fn new(identity: Identity, wiring: Wiring, address: u8, now_ms: u64) -> Self {
        let mut device = Self {
            identity,
            wiring,
            address,
            now_ms,
            started_ms: now_ms,
            decoder: Decoder::new(address),
            welcomed: false,
            tx_seq: 0,
            rx_last: 0,
            outstanding: None,
            events: Deque::new(),
            last_n: 0,
            ev_lost: 0,
            stuck: false,
            dones: Deque::new(),
            status_at_ms: now_ms + STATUS_FIRST_MS,
            shown: [None; SLOTS_MAX],
            last_chime: None,
            reply: None,
            hello_at_ms: now_ms,
            line_active_ms: now_ms,
            heard_ms: None,
            effects: Deque::new(),
        };
        device.effect(Output::Blank);
        device
    }

    /// Returns the address, which WELCOME may have given.
    #[must_use]
    pub fn address(&self) -> u8 {
        self.address
    }

    /// Returns whether the host has taken this device in.
    #[must_use]
    pub fn is_welcomed(&self) -> bool {
        self.welcomed
    }

    /// Returns how many events wait for the host's acknowledgement.
    #[must_use]
    pub fn events_waiting(&self) -> usize {
        self.events.len()
    }

    /// Returns how many events were lost for want of room.
    #[must_use]
    pub fn events_lost(&self) -> u16 {
        self.ev_lost
    }

    /// Takes what happened at `now_ms`, a clock that never goes back.
    pub fn handle(&mut self, now_ms: u64, input: Input<'_>) {
        self.now_ms = self.now_ms.max(now_ms);
        match input {
            Input::Bytes(bytes) => self.on_bytes(bytes),
            Input::Happened { input, kind } => self.on_happened(input, kind),
            Input::Finished { id, code } => self.on_finished(Done { id, code }),
            Input::Timeout => {}
        }
        self.on_time();
    }

    /// Returns the next thing to do; `None` when there is nothing until the next input or deadline.
    pub fn poll_output(&mut self) -> Option<Output> {
        if let Some(effect) = self.effects.pop_front() {
            return Some(effect);
        }
        if let Some((at_ms, reply)) = self.reply
            && at_ms <= self.now_ms
        {
            self.reply = None;
            return Some(self.answer(reply));
        }
        if self.hello_due_ms().is_some_and(|due_ms| due_ms <= self.now_ms) {
            return Some(self.hello());
        }
        self.unasked()
    }

    /// Returns when to call [`Device::handle`] again at the latest.
    #[must_use]
    pub fn next_deadline(&self) -> Option<u64> {
        let reply = self.reply.map(|(at_ms, _)| at_ms);
        let blank = self.heard_ms.map(|heard_ms| heard_ms + HOST_SILENT_MS);
        [reply, blank, self.hello_due_ms(), self.unasked_due_ms()].into_iter().flatten().min()
    }

    fn on_bytes(&mut self, bytes: &[u8]) {
        self.line_active_ms = self.now_ms;
        for &byte in bytes {
            match self.decoder.push_byte(byte) {
                Some(Received::Frame(frame)) if frame.header.src == ADDR_HOST => self.on_frame(&frame),
                Some(Received::OtherVersion { src, .. }) => {
                    self.reply_with(Reply::Nak(NakCode::Version, src))
                }
                Some(Received::Frame(_)) | None => {}
            }
        }
    }

    fn on_happened(&mut self, input: u8, kind: EventKind) {
        match kind {
            EventKind::Stuck => self.stuck = true,
            EventKind::Release => self.stuck = false,
            EventKind::Press | EventKind::Long | EventKind::Double | EventKind::Fault => {}
        }
        let stored = Stored { n: self.last_n.wrapping_add(1), at_ms: self.now_ms, kind, input };
        if self.events.push_back(stored).is_ok() {
            self.last_n = stored.n;
        } else {
            self.ev_lost = self.ev_lost.saturating_add(1);
        }
    }

    fn on_finished(&mut self, done: Done) {
        if self.dones.is_full() {
            self.dones.pop_front();
        }
        self.dones.push_back(done).expect("invariant: room was made");
    }

    fn on_time(&mut self) {
        if self.heard_ms.is_some_and(|heard_ms| self.now_ms >= heard_ms + HOST_SILENT_MS) {
            self.heard_ms = None;
            self.forget_host();
            self.effect(Output::Blank);
        }
    }

    fn on_frame(&mut self, frame: &Frame) {
        let message = frame.message();
        if frame.header.dst == ADDR_BROADCAST {
            if let Ok(Message::Time(time)) = message {
                self.effect(Output::Time(time));
            }
            return;
        }
        self.heard_ms = Some(self.now_ms);
        match message {
            Ok(Message::Welcome(welcome)) => self.on_welcome(welcome),
            Ok(Message::Nak(code)) => self.on_nak(code),
            _ if !self.welcomed => self.reply_with(Reply::Hello),
            Ok(message) => self.on_message(frame.header, message),
            Err(MessageError::UnknownKind(_)) => self.nak(NakCode::UnknownKind),
            Err(MessageError::Length { .. } | MessageError::Field { .. }) => self.nak(NakCode::BadArguments),
        }
    }

    fn on_welcome(&mut self, welcome: Welcome) {
        if welcome.proto != VERSION {
            return self.nak(NakCode::Version);
        }
        if self.address == ADDR_UNASSIGNED {
            self.address = welcome.addr;
            self.decoder.set_address(welcome.addr);
        }
        if !self.welcomed {
            self.forget_host();
            self.welcomed = true;
        }
        self.rx_last = 0;
        self.reply_with(Reply::Answer);
    }

    /// What the last host said has no meaning for the next one; events are kept.
    fn forget_host(&mut self) {
        self.welcomed = false;
        self.outstanding = None;
        self.dones.clear();
        self.shown = [None; SLOTS_MAX];
    }

    fn on_nak(&mut self, code: NakCode) {
        match code {
            NakCode::NotWelcomed => {
                self.forget_host();
                self.reply_with(Reply::Hello);
            }
            NakCode::UnknownKind | NakCode::BadArguments => self.give_up(),
            NakCode::Crc | NakCode::Version | NakCode::Busy => {}
        }
    }

    /// The host will never take this frame: without giving it up nothing behind it would get through.
    fn give_up(&mut self) {
        let Some(outstanding) = self.outstanding.take() else { return };
        if matches!(outstanding.sent, Sent::Event) {
            self.events.pop_front();
            self.ev_lost = self.ev_lost.saturating_add(1);
        }
    }

    fn on_message(&mut self, header: Header, message: Message) {
        self.on_ack(header.ack);
        match message {
            Message::Ack => {}
            Message::Poll => self.reply_with(Reply::Polled),
            Message::Show(_) | Message::Chime(_) | Message::Lamp(_) => self.on_command(header.seq, message),
            Message::Time(time) => {
                self.effect(Output::Time(time));
                self.reply_with(Reply::Answer);
            }
            Message::Hello(_) | Message::Event(_) | Message::Status(_) | Message::Done(_) => {
                self.nak(NakCode::UnknownKind);
            }
            Message::Welcome(_) | Message::Nak(_) => {}
        }
    }

    fn on_ack(&mut self, ack: u8) {
        let Some(outstanding) = self.outstanding else { return };
        if ack != outstanding.seq {
            return;
        }
        self.outstanding = None;
        match outstanding.sent {
            Sent::Event => drop(self.events.pop_front()),
            Sent::Status => self.status_at_ms = self.now_ms + STATUS_EVERY_MS,
            Sent::Done(_) => {}
        }
    }

    fn on_command(&mut self, seq: u8, message: Message) {
        if seq != 0 && seq == self.rx_last {
            return self.reply_with(Reply::Answer);
        }
        if self.effects.is_full() {
            return;
        }
        match message {
            Message::Show(show) if usize::from(show.slot) >= SLOTS_MAX => {
                return self.nak(NakCode::BadArguments);
            }
            Message::Show(show) => self.on_show(show),
            // A chime that comes twice under different numbers sounds once.
            Message::Chime(chime) if self.last_chime != Some(chime.cmd_id) => {
                self.last_chime = Some(chime.cmd_id);
                self.effect(Output::Chime(chime));
            }
            Message::Lamp(lamp) => self.effect(Output::Lamp(lamp)),
            _ => {}
        }
        self.rx_last = seq;
        self.reply_with(Reply::Answer);
    }

    /// A picture older than the one shown is a straggler of a converter; it is acknowledged and not shown.
    fn on_show(&mut self, show: Show) {
        let shown = &mut self.shown[usize::from(show.slot)];
        if shown.is_some_and(|rev| (show.rev.wrapping_sub(rev) as i32) < 0) {
            return;
        }
        *shown = Some(show.rev);
        self.effect(Output::Show(show));
    }

    fn nak(&mut self, code: NakCode) {
        self.reply_with(Reply::Nak(code, ADDR_HOST));
    }

    fn reply_with(&mut self, reply: Reply) {
        let delay_ms = match self.wiring {
            Wiring::Bus => TURNAROUND_MS,
            Wiring::PointToPoint => 0,
        };
        self.reply = Some((self.now_ms + delay_ms, reply));
    }

    fn effect(&mut self, output: Output) {
        // Pictures and lamps are state: what finds no room is repeated by the host, which got no answer.
        let _ = self.effects.push_back(output);
    }

    fn answer(&mut self, reply: Reply) -> Output {
        match reply {
            Reply::Hello => self.hello(),
            Reply::Nak(code, dst) => self.transmit(dst, 0, false, &Message::Nak(code)),
            Reply::Polled | Reply::Answer => self.next_frame(matches!(reply, Reply::Polled)),
        }
    }

    fn next_frame(&mut self, polled: bool) -> Output {
        if self.outstanding.is_some() {
            return if polled || self.wiring == Wiring::Bus { self.repeat() } else { self.ack() };
        }
        if self.take_next() { self.send_outstanding() } else { self.ack() }
    }

    fn ack(&mut self) -> Output {
        self.transmit(ADDR_HOST, 0, false, &Message::Ack)
    }

    /// Makes the next sequenced message outstanding: events first, a person waits for them.
    fn take_next(&mut self) -> bool {
        let sent = if !self.events.is_empty() {
            Sent::Event
        } else if let Some(done) = self.dones.pop_front() {
            Sent::Done(done)
        } else if self.now_ms >= self.status_at_ms {
            Sent::Status
        } else {
            return false;
        };
        self.tx_seq = next_seq(self.tx_seq);
        let retry_at_ms = self.now_ms + RETRY_MS;
        self.outstanding = Some(Outstanding { seq: self.tx_seq, sent, tries: 0, retry_at_ms });
        true
    }

    fn repeat(&mut self) -> Output {
        if let Some(outstanding) = &mut self.outstanding {
            outstanding.tries = outstanding.tries.saturating_add(1);
            let pause_ms = if outstanding.tries < RETRIES_FAST { RETRY_MS } else { RETRY_SLOW_MS };
            outstanding.retry_at_ms = self.now_ms + pause_ms;
        }
        self.send_outstanding()
    }

    fn send_outstanding(&mut self) -> Output {
        let Some(outstanding) = self.outstanding else { return self.ack() };
        let message = match outstanding.sent {
            Sent::Event => self.first_event(),
            Sent::Done(done) => Message::Done(done),
            Sent::Status => Message::Status(self.status()),
        };
        self.transmit(ADDR_HOST, outstanding.seq, outstanding.tries > 0, &message)
    }

    fn first_event(&self) -> Message {
        let Some(stored) = self.events.front() else { return Message::Ack };
        let age_ms = u16::try_from(self.now_ms - stored.at_ms).unwrap_or(u16::MAX);
        Message::Event(Event { n: stored.n, age_ms, kind: stored.kind, input: stored.input })
    }

    fn status(&self) -> Status {
        let saturate = |count: u32| u16::try_from(count).unwrap_or(u16::MAX);
        Status {
            uptime_s: u32::try_from((self.now_ms - self.started_ms) / 1_000).unwrap_or(u32::MAX),
            supply_mv: 0,
            rx_bad: saturate(self.decoder.drops().damaged()),
            ev_lost: self.ev_lost,
            flags: u8::from(self.stuck),
        }
    }

    fn hello(&mut self) -> Output {
        self.hello_at_ms = self.now_ms + HELLO_EVERY_MS;
        let unasked = match self.wiring {
            Wiring::Bus => 0,
            Wiring::PointToPoint => CAP_UNASKED,
        };
        let Identity { uid, boot_id, model, fw, caps, proto } = self.identity;
        let hello = Hello {
            proto_min: proto.0,
            proto_max: proto.1,
            boot_id,
            uid,
            model,
            fw,
            caps: caps | unasked,
            max_len: PAYLOAD_MAX as u8,
        };
        self.transmit(ADDR_HOST, 0, false, &Message::Hello(hello))
    }

    fn transmit(&mut self, dst: u8, seq: u8, retx: bool, message: &Message) -> Output {
        self.line_active_ms = self.now_ms;
        let pending = self.events.len() > 1;
        let header = Header { dst, src: self.address, seq, ack: self.rx_last, retx, pending };
        Output::Transmit(encode(&Frame::new(header, message)))
    }

    /// A stranger on a shared line speaks up only when nobody polls at all; alone, each second.
    fn hello_due_ms(&self) -> Option<u64> {
        if self.welcomed || self.reply.is_some() {
            return None;
        }
        let quiet_ms = self.line_active_ms + HELLO_EVERY_MS + HELLO_STAGGER_MS * u64::from(self.address);
        Some(match self.wiring {
            Wiring::Bus => self.hello_at_ms.max(quiet_ms),
            Wiring::PointToPoint => self.hello_at_ms,
        })
    }

    fn unasked_due_ms(&self) -> Option<u64> {
        if !self.welcomed || self.wiring == Wiring::Bus {
            return None;
        }
        match self.outstanding {
            Some(outstanding) => Some(outstanding.retry_at_ms),
            None if self.events.is_empty() && self.dones.is_empty() => Some(self.status_at_ms),
            None => Some(self.now_ms),
        }
    }

    fn unasked(&mut self) -> Option<Output> {
        if self.unasked_due_ms()? > self.now_ms {
            return None;
        }
        if self.outstanding.is_some() {
            return Some(self.repeat());
        }
        self.take_next().then(|| self.send_outstanding())
    }
}
