//! The host's side of one line: polls its devices, takes their presses once, brings them their content.
//!
//! Sans-IO: no port, no clock. The canonical loop of the owner is
//!
//! 1. [`Host::handle`] with what happened and the time;
//! 2. [`Host::poll_output`] until it returns `None`: write the bytes, pass on the events;
//! 3. wait for bytes, a command, or [`Host::next_deadline`]; then again.
//!
//! A press is acknowledged to the device only after [`LineCommand::EventDone`]: the owner records it durably
//! first, and until then the device keeps it. Repetitions in between are not given again.

mod peer;
mod timing;
mod types;

use std::collections::VecDeque;

pub use peer::{CONFLICT_MS, HELLO_MIN_MS, LOST_MS, MISSES_DEGRADED, POLL_LOST_MS, POLL_QUIET_MS};
use peer::{Peer, Purpose};
pub use timing::Timing;
pub use types::{
    BadKey, BadUid, DEVICES_MAX, DeviceReport, DeviceSettings, DeviceState, LineCommand, LineEvent,
    LineState, Mode, POLL_BUS_MS, POLL_POINT_TO_POINT_MS, PressKey, Settings, SettingsError, Uid, Why,
};

use crate::wire::frame::from_host;
use crate::wire::message::{CAP_UNASKED, Hello, NakCode, Time, Welcome};
use crate::wire::{
    ADDR_BROADCAST, ADDR_HOST, ADDR_UNASSIGNED, Decoder, Drops, Frame, Message, MessageError, Received,
    VERSION, WireBytes, encode, next_seq,
};

/// Repetitions of a frame that was not acknowledged (devices.md §2.2).
pub const RETRIES: u8 = 3;
/// Strangers remembered, so that each is reported once.
const STRANGERS_MAX: usize = 32;
/// [`LineEvent::Traffic`] is given at most this often.
const TRAFFIC_EVERY_MS: u64 = 5_000;

/// What the owner feeds in.
#[derive(Clone, Debug)]
pub enum Input<'a> {
    /// The port was opened.
    Opened,
    /// The port is gone.
    Closed,
    /// Bytes from the port.
    Bytes(&'a [u8]),
    /// A wish of the owner.
    Command(LineCommand),
    /// Only the time has passed.
    Timeout,
}

/// What the owner has to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// Write these bytes to the port, whole.
    Transmit(WireBytes),
    /// Something the owner wants to know.
    Event(LineEvent),
}

/// A frame that waits for its answer.
#[derive(Debug)]
struct Exchange {
    peer: usize,
    frame: Frame,
    purpose: Purpose,
    tries: u8,
    deadline_ms: u64,
    latest_ms: u64,
    damaged_before: u32,
}

/// One line of devices.
#[derive(Debug)]
pub struct Host {
    settings: Settings,
    timing: Timing,
    now_ms: u64,
    open: bool,
    decoder: Decoder,
    frames: u64,
    peers: Vec<Peer>,
    exchange: Option<Exchange>,
    line_free_ms: u64,
    tx_free_ms: u64,
    clock: Option<(u64, Time)>,
    clock_due: bool,
    strangers: Vec<(u8, Uid)>,
    stray_nak: Option<(u8, NakCode)>,
    traffic: (u64, Drops),
    outputs: VecDeque<Output>,
}

impl Host {
    /// Returns the host of a line that is not open yet.
    ///
    /// # Errors
    /// When the settings contradict themselves; the configuration must change.
    pub fn new(settings: Settings, now_ms: u64) -> Result<Self, SettingsError> {
        settings.check()?;
        Ok(Self {
            timing: Timing::new(settings.baud, settings.adapter_latency_ms),
            now_ms,
            open: false,
            decoder: Decoder::new(ADDR_HOST),
            frames: 0,
            peers: settings.devices.iter().map(|&device| Peer::new(device, now_ms)).collect(),
            settings,
            exchange: None,
            line_free_ms: now_ms,
            tx_free_ms: now_ms,
            clock: None,
            clock_due: false,
            strangers: Vec::new(),
            stray_nak: None,
            traffic: (now_ms, Drops::default()),
            outputs: VecDeque::new(),
        })
    }

    /// Returns what was dropped from the line since the start.
    #[must_use]
    pub fn drops(&self) -> Drops {
        self.decoder.drops()
    }

    /// Returns how many undamaged frames came since the start.
    #[must_use]
    pub fn frames(&self) -> u64 {
        self.frames
    }

    /// Takes what happened at `now_ms`, a clock that never goes back.
    pub fn handle(&mut self, now_ms: u64, input: Input<'_>) {
        self.now_ms = self.now_ms.max(now_ms);
        match input {
            Input::Opened => self.on_opened(),
            Input::Closed => self.on_closed(),
            Input::Bytes(bytes) => self.on_bytes(bytes),
            Input::Command(command) => self.on_command(command),
            Input::Timeout => {}
        }
        self.on_time();
        self.start_exchanges();
    }

    /// Returns the next thing to do; `None` when there is nothing until the next input or deadline.
    pub fn poll_output(&mut self) -> Option<Output> {
        self.outputs.pop_front()
    }

    /// Returns when to call [`Host::handle`] again at the latest; `None` while the line is closed.
    #[must_use]
    pub fn next_deadline(&self) -> Option<u64> {
        if !self.open {
            return None;
        }
        let line = match &self.exchange {
            Some(exchange) => Some(exchange.deadline_ms),
            None => self.next_work().map(|(due_ms, _)| due_ms.max(self.line_free_ms)),
        };
        self.peers.iter().filter_map(Peer::next_deadline).chain(line).min()
    }

    fn on_opened(&mut self) {
        self.open = true;
        self.decoder.reset();
        self.exchange = None;
        self.line_free_ms = self.now_ms;
        self.each_peer(Peer::on_opened);
    }

    fn on_closed(&mut self) {
        self.open = false;
        self.exchange = None;
        self.each_peer(|peer, _| peer.on_closed());
    }

    fn on_time(&mut self) {
        if !self.open {
            return;
        }
        if self.exchange.as_ref().is_some_and(|exchange| exchange.deadline_ms <= self.now_ms) {
            self.on_no_answer();
        }
        self.each_peer(Peer::on_time);
        let drops = self.drops();
        if drops != self.traffic.1 && self.now_ms >= self.traffic.0 + TRAFFIC_EVERY_MS {
            self.traffic = (self.now_ms, drops);
            self.event(Some(LineEvent::Traffic { drops }));
        }
    }

    fn each_peer(&mut self, mut act: impl FnMut(&mut Peer, u64) -> Option<LineEvent>) {
        for peer in &mut self.peers {
            self.outputs.extend(act(peer, self.now_ms).map(Output::Event));
        }
    }

    fn event(&mut self, event: Option<LineEvent>) {
        self.outputs.extend(event.map(Output::Event));
    }

    fn on_command(&mut self, command: LineCommand) {
        let now_ms = self.now_ms;
        let event = match command {
            LineCommand::Show { addr, show } => self.with_peer(addr, |peer| peer.show(now_ms, show)),
            LineCommand::Lamp { addr, lamp } => self.with_peer(addr, |peer| peer.light(now_ms, lamp)),
            LineCommand::Chime { addr, chime } => self.with_peer(addr, |peer| {
                peer.sound(now_ms, chime);
                None
            }),
            LineCommand::EventDone { addr, boot_id, n } => self.with_peer(addr, |peer| {
                peer.on_event_done(now_ms, boot_id, n);
                None
            }),
            LineCommand::Clock { unix_ms, tz_min } => {
                self.clock = Some((now_ms, Time { unix_ms, tz_min }));
                self.clock_due = true;
                None
            }
        };
        self.event(event);
    }

    fn with_peer(&mut self, addr: u8, act: impl FnOnce(&mut Peer) -> Option<LineEvent>) -> Option<LineEvent> {
        match self.peers.iter_mut().find(|peer| peer.addr() == addr) {
            Some(peer) => act(peer),
            None => Some(LineEvent::Refused {
                addr,
                cause: format!("no device at {addr} is configured on this line"),
            }),
        }
    }

    fn on_bytes(&mut self, bytes: &[u8]) {
        if !self.open || bytes.is_empty() {
            return;
        }
        if let Some(exchange) = &mut self.exchange {
            let extended_ms = self.now_ms + self.timing.quiet_ms();
            exchange.deadline_ms = exchange.deadline_ms.max(extended_ms.min(exchange.latest_ms));
        }
        for &byte in bytes {
            match self.decoder.push_byte(byte) {
                Some(Received::Frame(frame)) => self.on_frame(&frame),
                Some(Received::OtherVersion { src, version }) => self.on_other_version(src, version),
                None => {}
            }
        }
    }

    fn on_other_version(&mut self, src: u8, version: u8) {
        self.stray_nak = Some((src, NakCode::Version));
        let cause =
            format!("it speaks protocol {version}, this host speaks {VERSION}: update the older of the two");
        if let Some(peer) = self.peers.iter_mut().find(|peer| peer.addr() == src) {
            let event = peer.incompatible(cause);
            self.event(event);
        }
    }

    fn on_frame(&mut self, frame: &Frame) {
        self.frames += 1;
        let message = frame.message();
        let Some(index) = self.index_of(frame.header.src, &message) else {
            return self.on_stranger(frame.header.src, &message);
        };
        let now_ms = self.now_ms;
        let peer = &mut self.peers[index];
        if let Ok(Message::Hello(hello)) = &message {
            peer.unassigned = frame.header.src == ADDR_UNASSIGNED;
            let event = peer.on_hello(now_ms, hello);
            peer.on_heard(now_ms);
            self.finish(index, frame.header.ack, &message);
            return self.event(event);
        }
        peer.on_heard(now_ms);
        if peer.session.is_none() {
            if peer.state != DeviceState::Conflict || now_ms >= peer.next_poll_ms {
                peer.ask_hello_due_ms.get_or_insert(now_ms);
            }
            return self.finish(index, frame.header.ack, &message);
        }
        let event = peer.on_talk(now_ms);
        self.event(event);
        self.finish(index, frame.header.ack, &message);
        self.on_message(index, frame, message);
    }

    /// A device without an address is known by its number.
    fn index_of(&self, src: u8, message: &Result<Message, MessageError>) -> Option<usize> {
        match message {
            Ok(Message::Hello(hello)) if src == ADDR_UNASSIGNED => {
                let alone = self.settings.mode == Mode::PointToPoint;
                self.peers.iter().position(|peer| match peer.settings.uid {
                    Some(uid) => uid == Uid(hello.uid),
                    None => alone,
                })
            }
            _ => self.peers.iter().position(|peer| peer.addr() == src),
        }
    }

    fn on_stranger(&mut self, addr: u8, message: &Result<Message, MessageError>) {
        let Ok(Message::Hello(Hello { uid, model, fw, caps, .. })) = message else {
            self.stray_nak = Some((addr, NakCode::NotWelcomed));
            return;
        };
        let uid = Uid(*uid);
        if self.strangers.contains(&(addr, uid)) || self.strangers.len() >= STRANGERS_MAX {
            return;
        }
        self.strangers.push((addr, uid));
        self.event(Some(LineEvent::Device(DeviceReport {
            addr,
            state: DeviceState::Unknown,
            uid: Some(uid),
            model: Some(*model),
            fw: Some(*fw),
            caps: Some(*caps),
            why: Why::Stranger,
            cause: format!("{uid} presents itself at address {addr}, which is not configured on this line"),
        })));
    }

    fn on_message(&mut self, index: usize, frame: &Frame, message: Result<Message, MessageError>) {
        let (now_ms, seq) = (self.now_ms, frame.header.seq);
        let peer = &mut self.peers[index];
        // An event asks for no poll of its own: the one that acknowledges it brings the next.
        if frame.header.pending && !matches!(message, Ok(Message::Event(_))) {
            peer.next_poll_ms = now_ms;
        }
        let event = match message {
            Ok(Message::Event(event)) => peer.on_event(now_ms, seq, &event),
            Ok(Message::Done(done)) if peer.accept(now_ms, seq) => peer.on_done(done),
            Ok(Message::Status(status)) if peer.accept(now_ms, seq) => {
                Some(LineEvent::Status { addr: peer.addr(), status })
            }
            Ok(
                Message::Done(_) | Message::Status(_) | Message::Ack | Message::Nak(_) | Message::Hello(_),
            ) => None,
            Ok(_) | Err(MessageError::UnknownKind(_)) => {
                self.stray_nak = Some((frame.header.src, NakCode::UnknownKind));
                None
            }
            Err(MessageError::Length { .. } | MessageError::Field { .. }) => {
                self.stray_nak = Some((frame.header.src, NakCode::BadArguments));
                None
            }
        };
        self.event(event);
    }

    /// Ends the exchange that this frame answers, if it does.
    fn finish(&mut self, index: usize, ack: u8, message: &Result<Message, MessageError>) {
        let Some(exchange) = self.exchange.take_if(|exchange| {
            let seq = exchange.frame.header.seq;
            let answered =
                seq == 0 || seq == ack || matches!(message, Ok(Message::Nak(_) | Message::Hello(_)));
            exchange.peer == index && answered
        }) else {
            return;
        };
        self.line_free_ms = self.now_ms;
        let (peer, now_ms) = (&mut self.peers[index], self.now_ms);
        let event = match message {
            Ok(Message::Nak(code)) => peer.on_refused(now_ms, exchange.purpose, *code),
            // A device that says HELLO has not taken the command.
            Ok(Message::Hello(_)) => None,
            Ok(_) | Err(_) => {
                peer.on_taken(exchange.purpose);
                None
            }
        };
        self.event(event);
    }

    fn on_no_answer(&mut self) {
        let Some(mut exchange) = self.exchange.take() else { return };
        let repeats = match exchange.purpose {
            Purpose::Poll | Purpose::AskHello => 0,
            Purpose::Welcome | Purpose::Show { .. } | Purpose::Lamp(_) | Purpose::Chime => RETRIES,
        };
        if exchange.tries < repeats {
            exchange.tries += 1;
            exchange.frame.header.retx = exchange.frame.header.seq != 0;
            return self.send(exchange);
        }
        let damaged = self.drops().damaged() != exchange.damaged_before;
        let (tries, peer) = (exchange.tries + 1, &mut self.peers[exchange.peer]);
        peer.next_poll_ms = self.now_ms + peer.poll_pause_ms(self.settings.poll_ms);
        let event = peer.on_missed(tries, damaged);
        self.event(event);
    }

    /// Returns when the line is wanted next, and by whom: the longest waiting first, so that no device starves.
    fn next_work(&self) -> Option<(u64, usize)> {
        let dues = self.peers.iter().enumerate().map(|(index, peer)| (self.peer_due_ms(peer), index));
        let stray = (self.stray_nak.is_some() || self.clock_due).then_some((self.now_ms, usize::MAX));
        dues.chain(stray).min()
    }

    fn peer_due_ms(&self, peer: &Peer) -> u64 {
        [peer.ack_due_ms, peer.welcome_due_ms, peer.ask_hello_due_ms, peer.command_due_ms()]
            .into_iter()
            .flatten()
            .fold(peer.next_poll_ms, u64::min)
    }

    fn start_exchanges(&mut self) {
        if !self.open {
            return;
        }
        if self.settings.mode == Mode::PointToPoint {
            // Both directions have their own wire: an acknowledgement need not wait for an answer.
            self.acknowledge();
        }
        while self.exchange.is_none() && self.line_free_ms <= self.now_ms {
            let Some((due_ms, index)) = self.next_work() else { return };
            if due_ms > self.now_ms {
                return;
            }
            if index == usize::MAX { self.speak_aside() } else { self.serve(index) }
        }
    }

    fn acknowledge(&mut self) {
        let now_ms = self.now_ms;
        for peer in &mut self.peers {
            let unasked = peer.session.is_some_and(|session| session.caps & CAP_UNASKED != 0);
            if unasked && peer.ack_due_ms.take_if(|due_ms| *due_ms <= now_ms).is_some() {
                let frame = from_host(peer.addr(), 0, peer.rx_last, &Message::Ack);
                let bytes = encode(&frame);
                self.tx_free_ms = self.tx_free_ms.max(now_ms) + self.timing.bytes_ms(bytes.len());
                self.outputs.push_back(Output::Transmit(bytes));
            }
        }
    }

    /// Sends what nobody answers.
    fn speak_aside(&mut self) {
        let frame = if let Some((addr, code)) = self.stray_nak.take() {
            from_host(addr, 0, 0, &Message::Nak(code))
        } else {
            self.clock_due = false;
            let Some((_, time)) = self.clock else { return };
            let time = Time { unix_ms: self.unix_ms(), ..time };
            from_host(ADDR_BROADCAST, 0, 0, &Message::Time(time))
        };
        let bytes = encode(&frame);
        self.line_free_ms = self.now_ms + self.timing.aside_ms(bytes.len());
        self.outputs.push_back(Output::Transmit(bytes));
    }

    fn unix_ms(&self) -> u64 {
        self.clock.map_or(0, |(at_ms, time)| time.unix_ms.saturating_add(self.now_ms - at_ms))
    }

    fn serve(&mut self, index: usize) {
        let (now_ms, unix_ms, poll_ms) = (self.now_ms, self.unix_ms(), self.settings.poll_ms);
        let peer = &mut self.peers[index];
        let addr = peer.addr();
        let due = |due_ms: &mut u64| *due_ms <= now_ms;
        let (purpose, message) = if peer.welcome_due_ms.take_if(due).is_some() {
            (Purpose::Welcome, Message::Welcome(Welcome { proto: VERSION, addr, unix_ms, poll_ms }))
        } else if peer.ask_hello_due_ms.take_if(due).is_some() {
            (Purpose::AskHello, Message::Nak(NakCode::NotWelcomed))
        } else if peer.ack_due_ms.take_if(due).is_some() {
            (Purpose::Poll, Message::Poll)
        } else if peer.command_due_ms().is_some_and(|due_ms| due_ms <= now_ms) {
            let Some(command) = peer.next_command(now_ms) else { return };
            command
        } else {
            (Purpose::Poll, Message::Poll)
        };
        if matches!(purpose, Purpose::Poll) {
            peer.next_poll_ms = now_ms + peer.poll_pause_ms(poll_ms);
        }
        let seq = match purpose {
            Purpose::Poll | Purpose::Welcome | Purpose::AskHello => 0,
            Purpose::Show { .. } | Purpose::Lamp(_) | Purpose::Chime => {
                peer.tx_seq = next_seq(peer.tx_seq);
                peer.tx_seq
            }
        };
        let frame = from_host(self.address_for(index, purpose), seq, self.peers[index].rx_last, &message);
        let (deadline_ms, latest_ms, damaged_before) = (0, 0, self.drops().damaged());
        self.send(Exchange { peer: index, frame, purpose, tries: 0, deadline_ms, latest_ms, damaged_before });
    }

    /// A device that has no address yet hears WELCOME at the unassigned one.
    fn address_for(&self, index: usize, purpose: Purpose) -> u8 {
        let peer = &self.peers[index];
        if purpose == Purpose::Welcome && peer.unassigned { ADDR_UNASSIGNED } else { peer.addr() }
    }

    fn send(&mut self, mut exchange: Exchange) {
        let bytes = encode(&exchange.frame);
        // An acknowledgement may still be on its way out: this frame starts behind it.
        let start_ms = self.tx_free_ms.max(self.now_ms);
        exchange.deadline_ms = start_ms + self.timing.reply_ms(bytes.len());
        exchange.latest_ms = start_ms + self.timing.reply_max_ms(bytes.len());
        self.exchange = Some(exchange);
        self.outputs.push_back(Output::Transmit(bytes));
    }
}
