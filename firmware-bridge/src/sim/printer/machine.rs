//! A printer without its cable: buffers, sensors, status answers and faults.

use std::collections::VecDeque;

use super::SimTicket;
use super::decoder::{Decoder, Effect};

/// Answers kept while nobody reads them; a real printer's line would lose them too.
const REPLY_BYTES_MAX: usize = 4_096;

/// Which status language the simulated printer speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// DLE EOT 1 to 4, GS a, GS ( H.
    Epson,
    /// DLE EOT 20 with the ticket-in-output sensor; no GS ( H.
    Custom,
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
    /// It reports itself offline and stops.
    pub offline: bool,
    /// It prints but its answers are lost.
    pub silent: bool,
    /// It takes that many bytes per second from its buffer; all at once by default.
    pub bytes_per_second: Option<u32>,
    /// It loses power when it has received that many more bytes.
    pub power_off_after: Option<u64>,
}

#[derive(Debug)]
pub(super) struct Machine {
    pub(super) dialect: Dialect,
    pub(super) faults: Faults,
    pub(super) powered: bool,
    pub(super) replies: VecDeque<u8>,
    pub(super) finished: Vec<SimTicket>,
    pub(super) bytes_received: u64,
    width_dots: usize,
    buffer: VecDeque<u8>,
    buffer_bytes_max: usize,
    decoder: Decoder,
    real_time: Vec<u8>,
    automatic: u8,
    reported: [u8; 4],
    ticket_in_output: bool,
    /// Bytes the printer may still take at its speed, in thousandths.
    allowance: u64,
}

impl Machine {
    pub(super) fn new(dialect: Dialect, width_dots: usize, dpi: usize, buffer_bytes_max: usize) -> Self {
        Self {
            dialect,
            faults: Faults::default(),
            powered: true,
            replies: VecDeque::new(),
            finished: Vec::new(),
            bytes_received: 0,
            width_dots,
            buffer: VecDeque::new(),
            buffer_bytes_max,
            decoder: Decoder::new(width_dots, dpi),
            real_time: Vec::new(),
            automatic: 0,
            reported: [0; 4],
            ticket_in_output: false,
            allowance: 0,
        }
    }

    /// Returns how many bytes it takes now; 0 makes the sender wait.
    pub(super) fn room(&self) -> usize {
        if self.powered { self.buffer_bytes_max - self.buffer.len() } else { 0 }
    }

    pub(super) fn receive(&mut self, bytes: &[u8]) {
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

    pub(super) fn power_off(&mut self) {
        self.powered = false;
        self.buffer.clear();
        self.replies.clear();
        self.real_time.clear();
        self.automatic = 0;
        self.decoder.power_on();
    }

    pub(super) fn power_on(&mut self) {
        self.powered = true;
    }

    pub(super) fn take_ticket(&mut self) {
        self.ticket_in_output = false;
    }

    pub(super) fn reply(&mut self, bytes: &[u8]) {
        let lost = self.faults.silent || !self.powered || self.dialect == Dialect::Mute;
        if !lost && self.replies.len() + bytes.len() <= REPLY_BYTES_MAX {
            self.replies.extend(bytes);
        }
    }

    /// Prints what the buffer holds, as far as nothing stops it and its speed allows.
    pub(super) fn work(&mut self, elapsed_ms: u64) {
        if let Some(speed) = self.faults.bytes_per_second {
            // At most 100 ms of work are saved up, so that a pause is not made good by a burst.
            let per_second = u64::from(speed);
            self.allowance = (self.allowance + elapsed_ms * per_second).min(100 * per_second + 1_000);
        }
        while self.powered && !self.is_stopped() {
            if self.faults.bytes_per_second.is_some() && self.allowance < 1_000 {
                break;
            }
            let Some(byte) = self.buffer.pop_front() else { break };
            self.allowance = self.allowance.saturating_sub(1_000);
            if let Some(effect) = self.decoder.push(byte) {
                self.act(effect);
            }
        }
        self.report_changes();
    }

    fn is_stopped(&self) -> bool {
        let Faults { rows_left, cover_open, cutter_error, offline, .. } = self.faults;
        rows_left == Some(0) || cover_open || cutter_error || offline
    }

    fn act(&mut self, effect: Effect) {
        match effect {
            Effect::Moved(rows) => {
                if let Some(left) = &mut self.faults.rows_left {
                    *left = left.saturating_sub(rows as u64);
                }
            }
            Effect::Cut => {
                let paper = self.decoder.take_paper();
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
            Effect::JobEnd([a, b, c, d]) => self.reply(&[0xFF, 0x13, a, b, c, d, 0, 0, 0, 0]),
            Effect::Automatic(bits) if self.dialect == Dialect::Epson => {
                self.automatic = bits;
                self.reported = self.automatic_status();
                if bits != 0 {
                    self.reply(&self.automatic_status());
                }
            }
            Effect::Mark(_) | Effect::Automatic(_) => {}
        }
    }

    /// Real-time commands are obeyed as they arrive, even inside a picture.
    fn hear(&mut self, byte: u8) {
        self.real_time.push(byte);
        match self.real_time[..] {
            [0x10] | [0x10, 0x04 | 0x05] => {}
            [0x10, 0x14, ..] if CLEAR.starts_with(&self.real_time) => {
                if self.real_time.len() == CLEAR.len() {
                    self.real_time.clear();
                    self.clear_buffers();
                    self.reply(&[0x37, 0x25, 0]);
                }
            }
            [0x10, 0x04, question] => {
                self.real_time.clear();
                self.answer(question);
            }
            [0x10, 0x05, action] => {
                self.real_time.clear();
                if action == 2 {
                    self.faults.cutter_error = false;
                    self.clear_buffers();
                }
            }
            _ => {
                self.real_time.clear();
                if byte == 0x10 {
                    self.real_time.push(byte);
                }
            }
        }
    }

    fn clear_buffers(&mut self) {
        self.buffer.clear();
        self.decoder.drop_data();
    }

    fn answer(&mut self, question: u8) {
        let Faults { rows_left, near_end, cover_open, cutter_error, .. } = self.faults;
        let end = rows_left == Some(0);
        let flags =
            |list: &[(bool, u8)]| list.iter().filter(|flag| flag.0).fold(0u8, |byte, flag| byte | flag.1);
        match (self.dialect, question) {
            (Dialect::Epson, 1) => self.reply(&[0x12 | flags(&[(self.is_stopped(), 0x08)])]),
            (Dialect::Epson, 2) => {
                self.reply(&[0x12 | flags(&[(cover_open, 0x04), (end, 0x20), (cutter_error, 0x40)])])
            }
            (Dialect::Epson, 3) => self.reply(&[0x12 | flags(&[(cutter_error, 0x08)])]),
            (Dialect::Epson, 4) => self.reply(&[0x12 | flags(&[(near_end || end, 0x0C), (end, 0x60)])]),
            (Dialect::Custom, 20) => {
                let paper = flags(&[(end, 0x01), (near_end, 0x04), (self.ticket_in_output, 0x20)]);
                // The question itself is the last three bytes of the buffer.
                let busy = self.buffer.len() > 3 || self.decoder.in_raster();
                let user = flags(&[(cover_open, 0x02), (busy, 0x04)]);
                self.reply(&[0x10, 0x0F, paper, user, 0, flags(&[(cutter_error, 0x01)])]);
            }
            (Dialect::Epson | Dialect::Custom | Dialect::Mute, _) => {}
        }
    }

    fn automatic_status(&self) -> [u8; 4] {
        let Faults { rows_left, near_end, cover_open, cutter_error, .. } = self.faults;
        let end = rows_left == Some(0);
        let mut bytes = [0x10, 0, 0, 0];
        bytes[0] |= if self.is_stopped() { 0x08 } else { 0 } | if cover_open { 0x20 } else { 0 };
        bytes[1] |= if cutter_error { 0x08 } else { 0 };
        bytes[2] |= if near_end || end { 0x03 } else { 0 } | if end { 0x0C } else { 0 };
        bytes
    }

    fn report_changes(&mut self) {
        let status = self.automatic_status();
        if self.automatic != 0 && status != self.reported && self.powered {
            self.reported = status;
            self.reply(&status);
        }
    }
}

/// DLE DC4 8 with its fixed pattern: clear the buffers.
const CLEAR: [u8; 10] = [0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08];
