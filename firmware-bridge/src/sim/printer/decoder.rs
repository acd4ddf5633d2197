//! What an ESC/POS printer does with its data: commands in, dots on paper out.
//!
//! Written from the manuals and apart from the daemon's encoder, so that a mistake in one is not repeated in the other.

use std::collections::BTreeMap;

/// Longest command collected besides raster dots, in bytes: GS ( counts its data in 16 bits.
const COMMAND_BYTES_MAX: usize = 65_540;

/// Where printing goes on from, and what is on the paper since the last cut.
#[derive(Clone, Debug)]
pub(super) struct Decoder {
    width_dots: usize,
    dpi: usize,
    /// Units per inch of feeds and margins (GS P), across and along; and along until GS P says otherwise.
    units: (usize, usize),
    default_along: usize,
    margin: usize,
    position: Option<usize>,
    justify: u8,
    line_dots: usize,
    state: State,
    paper: Paper,
    /// Graphics in non-volatile memory by their key codes, and how often that memory was written.
    stored: BTreeMap<[u8; 2], Image>,
    stored_writes: u64,
}

/// Graphics as defined: whole bytes per row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Image {
    bytes: usize,
    dots: Vec<u8>,
}

/// Paper since the last cut.
#[derive(Clone, Debug, Default)]
pub(super) struct Paper {
    pub(super) rows: Vec<Vec<u8>>,
    pub(super) text: Vec<u8>,
    pub(super) unknown: Vec<Vec<u8>>,
}

#[derive(Clone, Debug)]
enum State {
    Command(Vec<u8>),
    /// `scale` is how often each dot is printed across and along.
    Raster {
        bytes: usize,
        rows_left: usize,
        row: Vec<u8>,
        scale: (usize, usize),
    },
}

/// What the mechanism has to do or to say after a byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// So many rows were printed or fed.
    Moved(usize),
    /// The paper was cut.
    Cut,
    /// Everything up to this mark is printed.
    Mark([u8; 4]),
    /// A job marker of Nippon's kind.
    JobEnd([u8; 4]),
    /// Automatic status is wanted for these bits.
    Automatic(u8),
    /// Star: everything before is printed; the counter goes on.
    Etb,
    /// Star: the counter starts anew.
    EtbReset,
    /// The presenter takes the ticket back.
    Retract,
    /// The key codes of stored graphics are asked for.
    StoredKeys(Vec<[u8; 2]>),
    /// Graphics are to be stored.
    Store([u8; 2], Image),
}

impl Decoder {
    pub(super) fn new(width_dots: usize, dpi: usize) -> Self {
        Self {
            width_dots,
            dpi,
            // Epson's units along the paper are half a dot until GS P says otherwise.
            units: (dpi, 2 * dpi),
            default_along: 2 * dpi,
            margin: 0,
            position: None,
            justify: 0,
            line_dots: dpi / 6,
            state: State::Command(vec![]),
            paper: Paper::default(),
            stored: BTreeMap::new(),
            stored_writes: 0,
        }
    }

    /// Feeds whole dots, as clones do that do not know GS P.
    pub(super) fn feed_whole_dots(&mut self) {
        self.default_along = self.dpi;
        self.units.1 = self.dpi;
    }

    /// Keeps graphics, unless there is no room; wears the memory either way.
    pub(super) fn store(&mut self, key: [u8; 2], image: Image, is_full: bool) {
        self.stored_writes += 1;
        if !is_full {
            self.stored.insert(key, image);
        }
    }

    pub(super) fn stored_writes(&self) -> u64 {
        self.stored_writes
    }

    pub(super) fn forget_stored(&mut self) {
        self.stored.clear();
    }

    /// As new, but for the paper and what the non-volatile memory holds.
    fn renewed(&mut self) -> Self {
        let (paper, stored) = (std::mem::take(&mut self.paper), std::mem::take(&mut self.stored));
        let (default_along, stored_writes) = (self.default_along, self.stored_writes);
        let units = (self.dpi, default_along);
        Self { paper, stored, stored_writes, default_along, units, ..Self::new(self.width_dots, self.dpi) }
    }

    /// Forgets data and settings, as at power-on; what is on the paper stays.
    pub(super) fn power_on(&mut self) {
        *self = self.renewed();
    }

    /// Drops the command or picture under way.
    pub(super) fn drop_data(&mut self) {
        self.state = State::Command(vec![]);
    }

    pub(super) fn take_paper(&mut self) -> Paper {
        std::mem::take(&mut self.paper)
    }

    /// Says whether the next byte is a dot of a picture.
    pub(super) fn in_raster(&self) -> bool {
        matches!(self.state, State::Raster { .. })
    }

    pub(super) fn push(&mut self, byte: u8) -> Option<Effect> {
        match &mut self.state {
            State::Raster { bytes, rows_left, row, scale } => {
                row.push(byte);
                if row.len() < *bytes {
                    return None;
                }
                let (row, (across, along)) = (std::mem::take(row), *scale);
                *rows_left -= 1;
                if *rows_left == 0 {
                    self.state = State::Command(vec![]);
                }
                let row: Vec<bool> = (0..row.len() * 8 * across).map(|x| bit(&row, x / across)).collect();
                (0..along).for_each(|_| self.burn(&row));
                Some(Effect::Moved(along))
            }
            State::Command(command) => {
                command.push(byte);
                let length = length_of(command)?;
                if command.len() < length && command.len() < COMMAND_BYTES_MAX {
                    return None;
                }
                let command = std::mem::take(command);
                self.execute(&command)
            }
        }
    }

    fn execute(&mut self, command: &[u8]) -> Option<Effect> {
        match *command {
            [0x1B, b'@'] => *self = self.renewed(),
            [0x1B, b'J', n] => return Some(self.feed((usize::from(n) * self.dpi).div_ceil(self.units.1))),
            [0x1B, b'd', n] => return Some(self.feed(usize::from(n) * self.line_dots)),
            [0x1B, b'3', n] => self.line_dots = (usize::from(n) * self.dpi).div_ceil(self.units.1),
            [0x1B, b'2'] => self.line_dots = self.dpi / 6,
            [b'\n'] => return Some(self.feed(self.line_dots)),
            [0x1B, b'a', n] => self.justify = n % 48,
            [0x1D, b'L', low, high] => self.margin = self.across(low, high),
            [0x1B, b'$', low, high] => self.position = Some(self.across(low, high)),
            [0x1D, b'P', x, y] => {
                let unit = |n: u8, default| if n == 0 { default } else { usize::from(n) };
                self.units = (unit(x, self.dpi), unit(y, self.default_along));
            }
            [0x1D, b'v', b'0', mode, x_low, x_high, y_low, y_high] => {
                let bytes = usize::from(x_low) + 256 * usize::from(x_high);
                let rows_left = usize::from(y_low) + 256 * usize::from(y_high);
                if bytes > 0 && rows_left > 0 {
                    let scale = (1 + usize::from(mode & 1), 1 + usize::from(mode >> 1 & 1));
                    self.state = State::Raster { bytes, rows_left, row: Vec::with_capacity(bytes), scale };
                }
            }
            [0x1D, b'V', ..] | [0x1B, b'i' | b'm'] => return Some(Effect::Cut),
            [0x1D, b'a', n] => return Some(Effect::Automatic(n)),
            [0x1D, b'(', b'H', 6, 0, 48, 48, a, b, c, d] => return Some(Effect::Mark([a, b, c, d])),
            [0x1D, b'(', b'L', _, _, 0x30, ref function @ ..] => return self.stored_graphics(function),
            [0x1D, b'R', 0x30] | [0x1D, b'e', 2] => return Some(Effect::Retract),
            [0x1D, b'G', 0x30, a, b, c, d] => return Some(Effect::JobEnd([a, b, c, d])),
            // Real-time commands were executed when they arrived; job starts and ejectors leave no trace.
            [0x10, ..] | [0x1B, b'v'] | [0x1D, b'G' | b'e' | b'R', ..] => {}
            [byte] if byte >= 0x20 => self.paper.text.push(byte),
            // ACK answers a list of key codes.
            [0 | 0x06 | b'\r'] => {}
            _ => self.paper.unknown.push(command.to_vec()),
        }
        None
    }

    /// GS ( L: functions 64 to 67 and 69.
    fn stored_graphics(&mut self, function: &[u8]) -> Option<Effect> {
        match *function {
            [64, b'K', b'C'] => return Some(Effect::StoredKeys(self.stored.keys().copied().collect())),
            [65, b'C', b'L', b'R'] => {
                self.stored_writes += 1;
                self.stored.clear();
            }
            [66, a, b] => {
                self.stored_writes += 1;
                self.stored.remove(&[a, b]);
            }
            [67, 48, a, b, 1, x_low, x_high, y_low, y_high, 49, ref dots @ ..] => {
                let bytes = (usize::from(x_low) + 256 * usize::from(x_high)).div_ceil(8);
                let rows = usize::from(y_low) + 256 * usize::from(y_high);
                if bytes > 0 && dots.len() == bytes * rows {
                    return Some(Effect::Store([a, b], Image { bytes, dots: dots.to_vec() }));
                }
            }
            // A key that is not defined prints nothing.
            [69, a, b, 1, 1] => {
                if let Some(Image { bytes, dots }) = self.stored.get(&[a, b]).cloned() {
                    let rows: Vec<&[u8]> = dots.chunks(bytes).collect();
                    for row in &rows {
                        let row: Vec<bool> = (0..8 * bytes).map(|x| bit(row, x)).collect();
                        self.burn(&row);
                    }
                    return Some(Effect::Moved(rows.len()));
                }
            }
            _ => self.paper.unknown.push(function.to_vec()),
        }
        None
    }

    fn across(&self, low: u8, high: u8) -> usize {
        (usize::from(low) + 256 * usize::from(high)) * self.dpi / self.units.0
    }

    fn feed(&mut self, dots: usize) -> Effect {
        let blank = vec![0; self.width_dots.div_ceil(8)];
        self.paper.rows.extend(std::iter::repeat_n(blank, dots));
        Effect::Moved(dots)
    }

    /// Burns one row of a picture at its place; what is beyond the head is lost.
    fn burn(&mut self, dots: &[bool]) {
        let area = self.width_dots.saturating_sub(self.margin);
        let room = area.saturating_sub(dots.len());
        let shift = match (self.position, self.justify) {
            (Some(position), _) => position,
            (None, 1) => room / 2,
            (None, 2) => room,
            (None, _) => 0,
        };
        let mut row = vec![0u8; self.width_dots.div_ceil(8)];
        for (index, _) in dots.iter().enumerate().filter(|dot| *dot.1) {
            let x = self.margin + shift + index;
            if x < self.width_dots {
                row[x / 8] |= 0x80 >> (x % 8);
            }
        }
        self.paper.rows.push(row);
    }
}

fn bit(bytes: &[u8], x: usize) -> bool {
    bytes[x / 8] & (0x80 >> (x % 8)) != 0
}

/// Returns the length of the command that begins so, as far as it can be told; nothing while it cannot.
fn length_of(command: &[u8]) -> Option<usize> {
    let more = |length: usize| Some(length);
    match *command {
        [0x1B] | [0x1D] | [0x10] | [0x1C] => None,
        [0x1B, b'@' | b'2' | b'i' | b'm' | b'v', ..] => more(2),
        [0x1B, b'$' | b'\\', ..] => more(4),
        [0x1B, ..] => more(3),
        [0x1D, b'L' | b'W' | b'P' | b'\\', ..] => more(4),
        [0x1D, b'v', ..] => more(8),
        [0x1D, b'V' | b'('] => None,
        [0x1D, b'V', 65 | 66 | 97 | 98, ..] => more(4),
        [0x1D, b'V', ..] => more(3),
        [0x1D, b'(', _] | [0x1D, b'(', _, _] => None,
        [0x1D, b'(', _, low, high, ..] => more(5 + usize::from(low) + 256 * usize::from(high)),
        [0x1D, b'G', ..] => more(7),
        [0x1D, b'e', 3, ..] | [0x1D, b'R', 0x31, ..] => more(4),
        [0x1D, ..] => more(3),
        [0x10, 0x14] => None,
        [0x10, 0x14, 8, ..] => more(10),
        [0x10, 0x14, ..] => more(5),
        [0x10, ..] => more(3),
        [0x1C, ..] => more(3),
        [_, ..] => more(1),
        [] => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(bytes: &[u8]) -> (Decoder, Vec<Effect>) {
        let mut decoder = Decoder::new(64, 203);
        let effects = bytes.iter().filter_map(|byte| decoder.push(*byte)).collect();
        (decoder, effects)
    }

    #[test]
    fn a_raster_stands_where_margin_position_or_justification_put_it() {
        let raster = [0x1D, b'v', b'0', 0, 1, 0, 1, 0, 0x81];
        let cases: [(&[u8], [u8; 8]); 5] = [
            (&[], [0x81, 0, 0, 0, 0, 0, 0, 0]),
            (&[0x1D, b'L', 4, 0], [0x08, 0x10, 0, 0, 0, 0, 0, 0]),
            (&[0x1B, b'$', 8, 0], [0, 0x81, 0, 0, 0, 0, 0, 0]),
            (&[0x1B, b'a', 2], [0, 0, 0, 0, 0, 0, 0, 0x81]),
            (&[0x1B, b'a', 49], [0, 0, 0, 0x08, 0x10, 0, 0, 0]),
        ];
        for (before, row) in cases {
            let (decoder, _) = run(&[before, &raster[..]].concat());
            assert_eq!(decoder.paper.rows, [row], "{before:02x?}");
        }
    }

    #[test]
    fn a_raster_may_be_doubled_across_and_along() {
        for (mode, rows) in [
            (1, vec![[0xC0, 0x03]]),
            (2, vec![[0x81, 0]; 2]),
            (3, vec![[0xC0, 0x03]; 2]),
            (51, vec![[0xC0, 0x03]; 2]),
        ] {
            let (decoder, _) = run(&[0x1D, b'v', b'0', mode, 1, 0, 1, 0, 0x81]);
            let seen: Vec<_> = decoder.paper.rows.iter().map(|row| [row[0], row[1]]).collect();
            assert_eq!(seen, rows, "mode {mode}");
        }
    }

    #[test]
    fn feeds_count_half_dots_until_the_unit_is_set() {
        assert_eq!(run(&[0x1B, b'J', 20]).1, [Effect::Moved(10)]);
        assert_eq!(run(&[0x1D, b'P', 203, 203, 0x1B, b'J', 20]).1, [Effect::Moved(20)]);
    }

    #[test]
    fn cuts_marks_and_status_wishes_are_told() {
        let (_, effects) = run(b"\x1d\x61\x0e\x1dVB\0\x1d(H\x06\x0000abcd\x1d(k\x03\0xyz\x1bi");
        assert_eq!(effects, [Effect::Automatic(14), Effect::Cut, Effect::Mark(*b"abcd"), Effect::Cut]);
    }

    #[test]
    fn text_is_recorded_and_not_drawn() {
        let (decoder, _) = run("A042 \u{e9}".as_bytes());
        assert_eq!((decoder.paper.text, decoder.paper.rows.len()), ("A042 \u{e9}".as_bytes().to_vec(), 0));
    }
}
