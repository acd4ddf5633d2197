//! A printer without its cable: buffers, sensors, mechanism and faults. It has no clock and no I/O: whoever runs it
//! says how much time has passed, hands it bytes and takes its answers.

use std::collections::VecDeque;

use super::SimTicket;
use super::decoder::{Decoder, Effect};
use super::star::StarDecoder;
use super::status::{AutomaticStatus, real_time_answer, star_status};

/// Answers kept while nobody reads them; a real printer's line would lose them too.
const REPLY_BYTES_MAX: usize = 4_096;
/// Work saved up at most, in ms, so that a pause is not made good by a burst.
const SAVED_MS_MAX: u64 = 100;

/// Which language the simulated printer speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// DLE EOT 1 to 4, GS a, GS ( H, GS ( L.
    Epson,
    /// DLE EOT 20 with the ticket-in-output sensor; no GS ( H.
    Custom,
    /// Star line mode: raster mode, ESC ACK SOH, ESC RS a, ETB.
    Star,
    /// ESC v, GS G job markers.
    Nippon,
    /// Epson's status without GS ( H, with a presenter: Citizen's kiosk printers.
    Citizen,
    /// Prints and never answers.
    Mute,
}

/// What is wrong with the printer; everything well by default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    /// Rows of paper left; no limit by default. At 0 it stops and waits for more.
    pub rows_left: Option<u64>,
    /// The roll is nearly used up.
    pub near_end: bool,
    /// The cover is open: it stops.
    pub cover_open: bool,
    /// The knife is stuck: it stops.
    pub cutter_error: bool,
    /// The head is too hot: it stops, and goes on by itself when this is over.
    pub overheated: bool,
    /// A jam: it stops.
    pub jammed: bool,
    /// It reports itself offline and stops.
    pub offline: bool,
    /// It prints but its answers are lost.
    pub silent: bool,
    /// It takes that many bytes per second from its buffer; all at once by default.
    pub bytes_per_second: Option<u32>,
    /// Its mechanism prints and feeds that many rows per second; at once by default.
    pub rows_per_second: Option<u32>,
    /// It loses power when it has received that many more bytes.
    pub power_off_after: Option<u64>,
    /// Its non-volatile memory takes no more graphics.
    pub store_is_full: bool,
}

/// A printer without its cable.
#[derive(Debug)]
pub struct Machine {
    /// What is wrong with it.
    pub faults: Faults,
    /// Answers on their way to the host.
    pub replies: VecDeque<u8>,
    /// Tickets cut off since they were last taken.
    pub finished: Vec<SimTicket>,
    pub(super) dialect: Dialect,
    pub(super) powered: bool,
    pub(super) bytes_received: u64,
    width_dots: usize,
    buffer: VecDeque<u8>,
    buffer_bytes_max: usize,
    language: Language,
    real_time: Vec<u8>,
    automatic: u8,
    reported: AutomaticStatus,
    etb: u8,
    ticket_in_output: bool,
    /// Bytes and rows the printer may still take at its speed, in thousandths; rows may be owed.
    byte_allowance: u64,
    row_allowance: i64,
}

#[derive(Debug)]
enum Language {
    EscPos(Box<Decoder>),
    Star(Box<StarDecoder>),
}

impl Machine {
    /// Returns a well printer that is switched on.
    pub fn new(dialect: Dialect, width_dots: usize, dpi: usize, buffer_bytes_max: usize) -> Self {
        let language = match dialect {
            Dialect::Star => Language::Star(Box::new(StarDecoder::new(width_dots))),
            Dialect::Epson | Dialect::Custom | Dialect::Nippon | Dialect::Citizen | Dialect::Mute => {
                Language::EscPos(Box::new(Decoder::new(width_dots, dpi)))
            }
        };
        Self {
            faults: Faults::default(),
            replies: VecDeque::new(),
            finished: Vec::new(),
            dialect,
            powered: true,
            bytes_received: 0,
            width_dots,
            buffer: VecDeque::new(),
            buffer_bytes_max,
            language,
            real_time: Vec::new(),
            automatic: 0,
            reported: AutomaticStatus::default(),
            etb: 0,
            ticket_in_output: false,
            byte_allowance: 0,
            row_allowance: 0,
        }
    }

    /// Returns how many bytes it takes now; 0 makes the sender wait.
    pub fn room(&self) -> usize {
        if self.powered { self.buffer_bytes_max - self.buffer.len() } else { 0 }
    }

    /// Says whether it is switched on.
    pub fn is_powered(&self) -> bool {
        self.powered
    }

    /// Makes it feed whole dots where nothing else is said, as clones do.
    pub fn feed_whole_dots(&mut self) {
        if let Language::EscPos(decoder) = &mut self.language {
            decoder.feed_whole_dots();
        }
    }

    /// Returns how often its non-volatile memory was written.
    pub fn stored_writes(&self) -> u64 {
        match &self.language {
            Language::EscPos(decoder) => decoder.stored_writes(),
            Language::Star(_) => 0,
        }
    }

    /// Loses what its non-volatile memory held, as when another printer of the model takes its place.
    pub fn forget_stored(&mut self) {
        if let Language::EscPos(decoder) = &mut self.language {
            decoder.forget_stored();
        }
    }

    /// Takes bytes from the line, at most as many as there is [`Self::room`] for.
    pub fn receive(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.bytes_received += 1;
            if let Some(left) = &mut self.faults.power_off_after {
                *left = left.saturating_sub(1);
                if *left == 0 {
                    self.faults.power_off_after = None;
                    self.power_off();
                }
            }
            if !self.powered {
                return;
            }
            self.buffer.push_back(*byte);
            self.hear(*byte);
        }
    }

    /// Switches it off: buffers and settings are lost, what is on the paper stays.
    pub fn power_off(&mut self) {
        self.powered = false;
        self.buffer.clear();
        self.replies.clear();
        self.real_time.clear();
        (self.automatic, self.etb) = (0, 0);
        match &mut self.language {
            Language::EscPos(decoder) => decoder.power_on(),
            Language::Star(decoder) => decoder.power_on(),
        }
    }

    /// Switches it on again.
    pub fn power_on(&mut self) {
        self.powered = true;
    }

    /// Takes the ticket out of a presenter.
    pub fn take_ticket(&mut self) {
        self.ticket_in_output = false;
    }

    /// Sends an answer, or what looks like one.
    pub fn reply(&mut self, bytes: &[u8]) {
        let lost = self.faults.silent || !self.powered || self.dialect == Dialect::Mute;
        if !lost && self.replies.len() + bytes.len() <= REPLY_BYTES_MAX {
            self.replies.extend(bytes);
        }
    }

    /// Prints what the buffer holds, as far as nothing stops it and its speeds allow.
    pub fn work(&mut self, elapsed_ms: u64) {
        if let Some(speed) = self.faults.bytes_per_second {
            let per_second = u64::from(speed);
            self.byte_allowance =
                (self.byte_allowance + elapsed_ms * per_second).min(SAVED_MS_MAX * per_second + 1_000);
        }
        if let Some(speed) = self.faults.rows_per_second {
            let per_second = i64::from(speed);
            let earned = i64::try_from(elapsed_ms).unwrap_or(i64::MAX).saturating_mul(per_second);
            self.row_allowance = self.row_allowance.saturating_add(earned).min(1_000);
        }
        while self.powered && !self.is_stopped() {
            let bytes_short = self.faults.bytes_per_second.is_some() && self.byte_allowance < 1_000;
            let rows_short = self.faults.rows_per_second.is_some() && self.row_allowance < 0;
            if bytes_short || rows_short {
                break;
            }
            let Some(byte) = self.buffer.pop_front() else { break };
            self.byte_allowance = self.byte_allowance.saturating_sub(1_000);
            let effect = match &mut self.language {
                Language::EscPos(decoder) => decoder.push(byte),
                Language::Star(decoder) => decoder.push(byte),
            };
            if let Some(effect) = effect {
                self.act(effect);
            }
        }
        self.report_changes();
    }

    /// Says whether something keeps it from printing.
    pub fn is_stopped(&self) -> bool {
        let Faults { rows_left, cover_open, cutter_error, offline, overheated, jammed, .. } = self.faults;
        rows_left == Some(0) || cover_open || cutter_error || offline || overheated || jammed
    }

    /// Says whether it has still something to print: the question itself is the last three bytes of the buffer.
    pub(super) fn is_busy(&self) -> bool {
        let within = match &self.language {
            Language::EscPos(decoder) => decoder.in_raster(),
            Language::Star(decoder) => decoder.in_raster(),
        };
        let turning = self.faults.rows_per_second.is_some() && self.row_allowance < 0;
        self.buffer.len() > 3 || within || turning
    }

    pub(super) fn has_ticket_in_output(&self) -> bool {
        self.ticket_in_output
    }

    pub(super) fn etb(&self) -> u8 {
        self.etb
    }

    fn act(&mut self, effect: Effect) {
        match effect {
            Effect::Moved(rows) => {
                if let Some(left) = &mut self.faults.rows_left {
                    *left = left.saturating_sub(rows as u64);
                }
                self.row_allowance -= 1_000 * rows as i64;
            }
            Effect::Cut => {
                let paper = match &mut self.language {
                    Language::EscPos(decoder) => decoder.take_paper(),
                    Language::Star(decoder) => decoder.take_paper(),
                };
                self.ticket_in_output = true;
                self.finished.push(SimTicket {
                    width_dots: self.width_dots,
                    rows: paper.rows,
                    text: paper.text,
                    unknown: paper.unknown,
                });
            }
            Effect::Mark([a, b, c, d]) if self.dialect == Dialect::Epson => {
                self.reply(&[0x37, 0x22, a, b, c, d, 0]);
            }
            Effect::JobEnd([a, b, c, d]) if self.dialect == Dialect::Nippon => {
                self.reply(&[0xFF, 0x13, a, b, c, d, 0, 0, 0, 0]);
            }
            Effect::Automatic(bits) if matches!(self.dialect, Dialect::Epson | Dialect::Citizen) => {
                self.automatic = bits;
                self.reported = AutomaticStatus::of(&self.faults, self.is_stopped());
                if bits != 0 {
                    self.reply(&self.reported.epson());
                }
            }
            Effect::Automatic(bits) if self.dialect == Dialect::Star => {
                self.automatic = bits;
                self.reported = AutomaticStatus::of(&self.faults, self.is_stopped());
            }
            Effect::Etb => {
                self.etb = (self.etb + 1) % 32;
                if self.automatic != 0 {
                    self.reply(&star_status(self));
                }
            }
            Effect::EtbReset => self.etb = 0,
            Effect::Retract => self.ticket_in_output = false,
            Effect::StoredKeys(keys) if self.dialect == Dialect::Epson => self.list_keys(&keys),
            Effect::Mark(_) | Effect::JobEnd(_) | Effect::Automatic(_) | Effect::StoredKeys(_) => {}
            Effect::Store(key, image) => {
                if let Language::EscPos(decoder) = &mut self.language {
                    decoder.store(key, image, self.faults.store_is_full || self.dialect != Dialect::Epson);
                }
            }
        }
    }

    fn list_keys(&mut self, keys: &[[u8; 2]]) {
        // One block holds 40 keys; more would need the host's ACK for each block.
        let mut answer = vec![0x37, 0x72, 0x40];
        answer.extend(keys.iter().take(40).flatten());
        answer.push(0);
        self.reply(&answer);
    }

    /// Real-time commands are obeyed as they arrive, even inside a picture.
    fn hear(&mut self, byte: u8) {
        self.real_time.push(byte);
        let lead = if matches!(self.dialect, Dialect::Star | Dialect::Nippon) { 0x1B } else { 0x10 };
        match (self.dialect, &self.real_time[..]) {
            (Dialect::Star, [0x1B] | [0x1B, 0x06]) | (Dialect::Nippon, [0x1B]) => {}
            (Dialect::Star, [0x1B, 0x06, 0x01]) => {
                self.real_time.clear();
                self.reply(&star_status(self));
            }
            (Dialect::Nippon, [0x1B, b'v']) => {
                self.real_time.clear();
                if let Some(answer) = real_time_answer(self, 0) {
                    self.reply(&answer);
                }
            }
            (Dialect::Star | Dialect::Nippon, _) => self.hear_anew(byte, lead),
            (_, [0x10] | [0x10, 0x04 | 0x05]) => {}
            (_, heard @ [0x10, 0x14, ..]) if CLEAR.starts_with(heard) => {
                if heard.len() == CLEAR.len() {
                    self.real_time.clear();
                    self.clear_buffers();
                    self.reply(&[0x37, 0x25, 0]);
                }
            }
            (_, [0x10, 0x04, question]) => {
                let question = *question;
                self.real_time.clear();
                if let Some(answer) = real_time_answer(self, question) {
                    self.reply(&answer);
                }
            }
            (_, [0x10, 0x05, action]) => {
                let action = *action;
                self.real_time.clear();
                if action == 2 {
                    self.faults.cutter_error = false;
                    self.clear_buffers();
                }
            }
            _ => self.hear_anew(byte, lead),
        }
    }

    fn hear_anew(&mut self, byte: u8, lead: u8) {
        self.real_time.clear();
        if byte == lead {
            self.real_time.push(byte);
        }
    }

    fn clear_buffers(&mut self) {
        self.buffer.clear();
        if let Language::EscPos(decoder) = &mut self.language {
            decoder.drop_data();
        }
    }

    fn report_changes(&mut self) {
        let status = AutomaticStatus::of(&self.faults, self.is_stopped());
        if self.automatic == 0 || status == self.reported || !self.powered {
            return;
        }
        self.reported = status;
        match self.dialect {
            Dialect::Star => self.reply(&star_status(self)),
            Dialect::Epson | Dialect::Citizen => self.reply(&status.epson()),
            Dialect::Custom | Dialect::Nippon | Dialect::Mute => {}
        }
    }
}

/// DLE DC4 8 with its fixed pattern: clear the buffers.
const CLEAR: [u8; 10] = [0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08];
