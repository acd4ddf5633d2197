//! What a Star printer in line mode does with its data: raster mode, feeds, cuts and ETB.
//!
//! Written from Star's specifications (raster mode: STAR Graphic Mode, Rev. 2.32) and apart from the daemon's encoder.

use super::decoder::{Effect, Paper};

/// Digits of a number in a raster command at most; more is noise.
const DIGITS_MAX: usize = 8;

/// Where printing goes on from, and what is on the paper since the last cut.
#[derive(Clone, Debug)]
pub(super) struct StarDecoder {
    width_dots: usize,
    raster_mode: bool,
    /// White dots left of every row, in raster mode.
    margin: usize,
    state: State,
    paper: Paper,
}

#[derive(Clone, Debug)]
enum State {
    Command(Vec<u8>),
    Row { bytes: usize, row: Vec<u8> },
}

impl StarDecoder {
    pub(super) fn new(width_dots: usize) -> Self {
        let state = State::Command(vec![]);
        Self { width_dots, raster_mode: false, margin: 0, state, paper: Paper::default() }
    }

    pub(super) fn power_on(&mut self) {
        let paper = std::mem::take(&mut self.paper);
        *self = Self { paper, ..Self::new(self.width_dots) };
    }

    pub(super) fn take_paper(&mut self) -> Paper {
        std::mem::take(&mut self.paper)
    }

    pub(super) fn in_raster(&self) -> bool {
        matches!(self.state, State::Row { .. })
    }

    pub(super) fn push(&mut self, byte: u8) -> Option<Effect> {
        match &mut self.state {
            State::Row { bytes, row } => {
                row.push(byte);
                if row.len() < *bytes {
                    return None;
                }
                let row = std::mem::take(row);
                self.state = State::Command(vec![]);
                self.burn(&row);
                Some(Effect::Moved(1))
            }
            State::Command(command) => {
                command.push(byte);
                if !is_whole(command, self.raster_mode) {
                    return None;
                }
                let command = std::mem::take(command);
                self.execute(&command)
            }
        }
    }

    fn execute(&mut self, command: &[u8]) -> Option<Effect> {
        match *command {
            [0x1B, b'@'] => self.raster_mode = false,
            [0x1B, b'*', b'r', b'A'] => (self.raster_mode, self.margin) = (true, 0),
            [0x1B, b'*', b'r', b'B'] => self.raster_mode = false,
            [0x1B, b'*', b'r', b'm', b'l', ref digits @ .., 0] => self.margin = 8 * number(digits),
            [0x1B, b'*', b'r', b'Y', ref digits @ .., 0] if self.raster_mode => {
                return Some(self.feed(number(digits)));
            }
            // Initialise raster mode, page length, end modes, quality, speed: none moves the paper.
            [0x1B, b'*', b'r', b'R' | b'P' | b'E' | b'F' | b'Q' | b't', ..] => {}
            [b'b', low, high] if self.raster_mode => {
                let bytes = usize::from(low) + 256 * usize::from(high);
                if bytes == 0 {
                    return Some(self.feed(1));
                }
                self.state = State::Row { bytes, row: Vec::with_capacity(bytes) };
            }
            [0x1B, b'd', _] => return Some(Effect::Cut),
            // One eighth of a millimetre: a dot at 203 dpi.
            [0x1B, b'I', n] => return Some(self.feed(usize::from(n))),
            [0x1B, 0x1E, b'a', n] => return Some(Effect::Automatic(n)),
            [0x1B, 0x1E, b'E', 0] => return Some(Effect::EtbReset),
            [0x17] => return Some(Effect::Etb),
            [0x1B, 0x16, b'0', _] => return Some(Effect::Retract),
            // The presenter's other functions; the status question, obeyed when it arrived.
            [0x1B, 0x16, ..] | [0x1B, 0x06, 0x01] | [0] => {}
            [byte] if byte >= 0x20 => self.paper.text.push(byte),
            _ => self.paper.unknown.push(command.to_vec()),
        }
        None
    }

    fn feed(&mut self, dots: usize) -> Effect {
        let blank = vec![0; self.width_dots.div_ceil(8)];
        self.paper.rows.extend(std::iter::repeat_n(blank, dots));
        Effect::Moved(dots)
    }

    fn burn(&mut self, dots: &[u8]) {
        let mut row = vec![0u8; self.width_dots.div_ceil(8)];
        for (at, byte) in dots.iter().enumerate() {
            if let Some(place) = row.get_mut(self.margin / 8 + at) {
                *place = *byte;
            }
        }
        self.paper.rows.push(row);
    }
}

fn number(digits: &[u8]) -> usize {
    digits.iter().fold(0, |n, digit| 10 * n + usize::from(digit.wrapping_sub(b'0').min(9)))
}

fn is_whole(command: &[u8], raster_mode: bool) -> bool {
    match *command {
        [0x1B] | [0x1B, b'*'] | [0x1B, b'*', b'r'] => false,
        [0x1B, b'*', b'r', b'A' | b'B' | b'R'] => true,
        [0x1B, b'*', b'r', .., last] => last == 0 || command.len() > 5 + DIGITS_MAX,
        [0x1B, b'*', ..] | [0x1B, b'@'] => true,
        [0x1B, b'd' | b'I' | b'J' | b'a', ..] => command.len() == 3,
        [0x1B, 0x06, ..] => command.len() == 3,
        [0x1B, 0x1E | 0x16, ..] => command.len() == 4,
        [0x1B, ..] => command.len() == 2,
        [b'b', ..] if raster_mode => command.len() == 3,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_margins_and_feeds_of_raster_mode_are_on_the_paper() {
        let mut decoder = StarDecoder::new(32);
        let bytes = b"\x1b*rR\x1b*rA\x1b*rP0\0b\x01\0\x81\x1b*rY2\0\x1b*rml1\0b\x02\0\x01\x80\x1b*rB\x1bI\x02\x1bd\x03\x17";
        let effects: Vec<Effect> = bytes.iter().filter_map(|byte| decoder.push(*byte)).collect();
        let moved = [1, 2, 1, 2].map(Effect::Moved);
        assert_eq!(effects, [&moved[..], &[Effect::Cut, Effect::Etb]].concat());
        let rows: Vec<_> = decoder
            .paper
            .rows
            .iter()
            .map(|row| u32::from_be_bytes([row[0], row[1], row[2], row[3]]))
            .collect();
        assert_eq!(rows, [0x8100_0000, 0, 0, 0x0001_8000, 0, 0]);
        assert!(decoder.paper.unknown.is_empty() && decoder.paper.text.is_empty());
    }
}
