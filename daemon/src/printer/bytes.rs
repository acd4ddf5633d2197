//! From a ticket's picture to the bytes one family of printers takes.
//!
//! White rows become feeds, rows with ink become rasters cropped left and right, and what is drawn in dots of 2×2 (codes,
//! the number) is sent at half the size and doubled by the printer. Where to divide is found by weighing bytes. The `escpos` crate builds the commands into memory. Its drivers, status requests and images are not used:
//! after a failed write it would send a ticket again from the start, and its status request sends a stray NUL.

use std::cell::RefCell;
use std::rc::Rc;

use display::raster::Raster;
use escpos::driver::Driver;
use escpos::errors::PrinterError;
use escpos::printer::Printer;
use escpos::utils::{JustifyMode, Protocol};

use super::profile::{CompletionDialect, Crop, Cut, Profile, StatusDialect};

/// Most rows of one raster: below 255, as many clones read only the low byte of the height, and dividing costs little.
const BAND_ROWS_MAX: usize = 128;
/// Most rows of the first raster, so that the paper moves early: 2.3 KB of a full row, 0.2 s at 115200 baud.
const FIRST_BAND_ROWS_MAX: usize = 32;
/// Most dots of one feed (ESC J takes one byte).
const FEED_DOTS_MAX: usize = 255;
/// What a raster costs besides its dots: its own header and margin (12 bytes), and the start the mechanism makes for each.
const BAND_COST: usize = 28;
/// What a feed costs, in bytes.
const FEED_COST: usize = 3;

/// The mark by which the printer says that it finished a ticket: four characters from 0x21 to 0x7E.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProcessId(pub [u8; 4]);

/// A ticket in the language of its printer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketBytes {
    /// Whole commands in order. Between two of them a status may be asked, within one it would become a part of the picture.
    pub chunks: Vec<Vec<u8>>,
    /// Dots blackened (x, y) because the bytes of the picture spelt a command that printers obey even inside pictures.
    pub defused: Vec<(usize, usize)>,
    /// Rows of paper the ticket takes, including the feed before the cut.
    pub rows: usize,
}

impl ProcessId {
    /// Returns the mark of a job: always the same, so that an answer is understood even after a restart.
    pub fn of_job(job: &str) -> Self {
        // FNV-1a, 64 bit (RFC 9923): spread well enough that two of the few open jobs never share one of 78 million.
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for byte in job.bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        hash ^= hash >> 32;
        Self([0, 1, 2, 3].map(|place| 0x21 + (hash / 94_u64.pow(place) % 94) as u8))
    }
}

impl TicketBytes {
    /// Returns how many bytes the ticket has.
    pub fn len(&self) -> usize {
        self.chunks.iter().map(Vec::len).sum()
    }

    /// Says whether there is nothing to send.
    pub fn is_empty(&self) -> bool {
        self.chunks.is_empty()
    }

    /// Returns all bytes in one piece.
    pub fn concat(&self) -> Vec<u8> {
        self.chunks.concat()
    }
}

/// Returns the bytes that print a picture, cut it off and ask for the mark when it is out.
///
/// Dots right of the family's width are left out.
pub fn encode(raster: &Raster, profile: &Profile, id: ProcessId) -> TicketBytes {
    let mut builder = Builder::new(profile);
    builder.begin(id);
    let mut rows = 0;
    for part in divide(raster, profile) {
        match part {
            Part::Feed(dots) => builder.feed(dots),
            Part::Band { from, to, scale } => builder.band(raster, from, to, scale),
        }
        rows = part.end(rows);
    }
    rows += builder.finish(id);
    TicketBytes { chunks: builder.chunks, defused: builder.defused, rows }
}

/// Returns the bytes that set a printer right after a ticket broke off: reset, and what is on the paper so far cut off.
pub fn cut_off_remains(profile: &Profile) -> Vec<u8> {
    let mut builder = Builder::new(profile);
    builder.prepare();
    builder.cut();
    builder.chunks.concat()
}

/// Returns Epson's request for a mark (GS ( H, function 48): it comes back when everything before it is printed.
pub(crate) fn mark_request(ProcessId([a, b, c, d]): ProcessId) -> [u8; 11] {
    [0x1D, b'(', b'H', 6, 0, 48, 48, a, b, c, d]
}

#[derive(Clone, Copy)]
enum Part {
    Feed(usize),
    /// `scale` 2: every dot of the raster is printed as 2×2.
    Band {
        from: usize,
        to: usize,
        scale: usize,
    },
}

impl Part {
    fn end(&self, rows: usize) -> usize {
        match self {
            Self::Feed(dots) => rows + dots,
            Self::Band { to, .. } => *to,
        }
    }
}

/// Divides a picture into feeds and rasters at the least cost.
fn divide(raster: &Raster, profile: &Profile) -> Vec<Part> {
    let rows = raster.rows();
    let spans: Vec<_> = (0..rows).map(|y| raster.ink_span(y)).collect();
    let paired: Vec<_> =
        (0..rows).map(|y| y + 1 < rows && is_paired(raster.row(y), raster.row(y + 1))).collect();
    let first = spans.iter().position(Option::is_some).unwrap_or(rows);
    // The least cost of the rows above y, and the part that ends there on that way.
    let mut best: Vec<(usize, Part)> = vec![(usize::MAX, Part::Feed(0)); rows + 1];
    best[0].0 = 0;
    for y in 0..rows {
        let so_far = best[y].0;
        if so_far == usize::MAX {
            continue;
        }
        let mut offer = |end: usize, cost: usize, part: Part| {
            if so_far + cost < best[end].0 {
                best[end] = (so_far + cost, part);
            }
        };
        if spans[y].is_none() {
            let next = (y..rows).find(|y| spans[*y].is_some()).unwrap_or(rows);
            offer(next, FEED_COST * (next - y).div_ceil(FEED_DOTS_MAX), Part::Feed(next - y));
            continue;
        }
        let last = rows.min(y + if y == first { FIRST_BAND_ROWS_MAX } else { BAND_ROWS_MAX });
        for scale in [1, 2] {
            let mut ink = (usize::MAX, 0);
            for end in (y + scale..=last).step_by(scale) {
                if scale == 2 && !paired[end - 2] {
                    break;
                }
                let Some((left, right)) = spans[end - 1] else { continue };
                ink = (ink.0.min(left), ink.1.max(right));
                let cost = BAND_COST + (end - y) / scale * Placing::of(ink, profile, scale).bytes;
                offer(end, cost, Part::Band { from: y, to: end, scale });
            }
        }
    }
    let mut parts = Vec::new();
    let mut end = rows;
    while end > 0 {
        let part = best[end].1;
        end = match part {
            Part::Feed(dots) => end - dots,
            Part::Band { from, .. } => from,
        };
        parts.push(part);
    }
    parts.reverse();
    parts
}

/// Says whether two rows are the same and each pair of neighbouring dots is too, so that they can be sent at half size.
fn is_paired(upper: &[u8], lower: &[u8]) -> bool {
    upper == lower && upper.iter().all(|byte| (byte ^ (byte >> 1)) & 0x55 == 0)
}

/// How a raster is brought to its place: the first dot of its rows, and how many bytes they have.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Placing {
    left: usize,
    bytes: usize,
    justify: Justify,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Justify {
    Left,
    Center,
    Right,
}

impl Placing {
    fn of((left, right): (usize, usize), profile: &Profile, scale: usize) -> Self {
        let (width, unit) = (profile.width_dots, 8 * scale);
        let right = right.min(width);
        let left = left.min(right.saturating_sub(1)) / scale * scale;
        let at = |left: usize, bytes: usize, justify| Self { left, bytes, justify };
        let from_left = at(0, right.div_ceil(unit).max(1), Justify::Left);
        match profile.crop {
            Crop::None => from_left,
            Crop::Margin => at(left, (right - left).div_ceil(unit).max(1), Justify::Left),
            Crop::Justify => {
                // Twice the distance from the middle to the farther end of the ink, in whole bytes.
                let reach = (2 * right).saturating_sub(width).max(width.saturating_sub(2 * left));
                let bytes = reach.div_ceil(unit).max(1);
                let spare = width.saturating_sub(bytes * unit);
                let fits = bytes * unit <= width && spare % (2 * scale) == 0;
                let centred = if fits { at(spare / 2, bytes, Justify::Center) } else { from_left };
                let bytes = (width - left).div_ceil(unit).max(1);
                let fits = bytes * unit <= width;
                let from_right =
                    if fits { at(width - bytes * unit, bytes, Justify::Right) } else { from_left };
                [from_left, centred, from_right].into_iter().min_by_key(|way| way.bytes).unwrap_or(from_left)
            }
        }
    }
}

/// Puts commands together, one chunk after the other.
struct Builder<'a> {
    profile: &'a Profile,
    memory: Memory,
    printer: Printer<Memory>,
    chunks: Vec<Vec<u8>>,
    defused: Vec<(usize, usize)>,
    margin: usize,
    justify: Justify,
}

impl<'a> Builder<'a> {
    fn new(profile: &'a Profile) -> Self {
        let memory = Memory::default();
        let printer = Printer::new(memory.clone(), Protocol::default(), None);
        let (chunks, defused) = (vec![], vec![]);
        Self { profile, memory, printer, chunks, defused, margin: 0, justify: Justify::Left }
    }

    /// Hands one command, or some that belong together, to the builder.
    fn command(&mut self, build: impl FnOnce(&mut Printer<Memory>) -> Result<(), PrinterError>) {
        let built = build(&mut self.printer).and_then(|()| self.printer.print().map(|_| ()));
        built.expect("invariant: writing to memory does not fail");
        self.chunks.push(self.memory.0.take());
    }

    fn raw(&mut self, bytes: &[u8]) {
        self.command(|printer| printer.custom(bytes).map(|_| ()));
    }

    fn begin(&mut self, id: ProcessId) {
        self.prepare();
        if self.profile.status.automatic && self.profile.status.dialect == StatusDialect::Epson {
            self.raw(&super::status::AUTOMATIC_STATUS_ON);
        }
        if self.profile.completion.dialect == CompletionDialect::Nippon {
            let [a, b, c, d] = id.0;
            self.raw(&[0x1D, b'G', 0x31, a, b, c, d]);
        }
    }

    fn prepare(&mut self) {
        let units = self.profile.motion_units.then_some(self.profile.dpi as u8);
        self.command(|printer| {
            printer.init()?;
            if let Some(units) = units {
                printer.motion_units(units, units)?;
            }
            Ok(())
        });
    }

    fn feed(&mut self, dots: usize) {
        let mut left = dots;
        while left > 0 {
            let step = left.min(FEED_DOTS_MAX);
            self.raw(&[0x1B, b'J', step as u8]);
            left -= step;
        }
    }

    fn band(&mut self, raster: &Raster, from: usize, to: usize, scale: usize) {
        let spans = (from..to).filter_map(|y| raster.ink_span(y));
        let ink = spans.fold((usize::MAX, 0), |ink, span| (ink.0.min(span.0), ink.1.max(span.1)));
        let placing = Placing::of(ink, self.profile, scale);
        let mut command = self.placing(placing);
        // GS v 0, normal size or doubled both ways (3): bytes per row and rows, low byte first.
        let (width, height) = (placing.bytes as u16, ((to - from) / scale) as u16);
        command.extend([0x1D, b'v', b'0', if scale == 2 { 3 } else { 0 }]);
        command.extend(width.to_le_bytes());
        command.extend(height.to_le_bytes());
        let mut dots = Vec::with_capacity(placing.bytes * (to - from) / scale);
        for y in (from..to).step_by(scale) {
            if scale == 2 {
                dots.extend(halved_row_from(raster, y, placing));
            } else {
                dots.extend(row_from(raster, y, placing, self.profile.width_dots));
            }
        }
        for at in defuse(&mut dots) {
            let x = placing.left + (at % placing.bytes * 8 + DEFUSING_DOT) * scale;
            let y = from + at / placing.bytes * scale;
            self.defused.extend((0..scale * scale).map(|dot| (x + dot % scale, y + dot / scale)));
        }
        command.extend(dots);
        self.raw(&command);
    }

    /// Returns the command that moves to the place of a raster, when it is not there already.
    fn placing(&mut self, placing: Placing) -> Vec<u8> {
        if self.profile.crop == Crop::Margin && placing.left != self.margin {
            self.margin = placing.left;
            let [low, high] = (placing.left as u16).to_le_bytes();
            return vec![0x1D, b'L', low, high];
        }
        if placing.justify != self.justify {
            self.justify = placing.justify;
            let mode = match placing.justify {
                Justify::Left => JustifyMode::LEFT,
                Justify::Center => JustifyMode::CENTER,
                Justify::Right => JustifyMode::RIGHT,
            };
            self.command(|printer| printer.justify(mode).map(|_| ()));
            return self.chunks.pop().unwrap_or_default();
        }
        vec![]
    }

    /// Feeds, cuts, hands out and asks for the mark; returns the rows fed.
    fn finish(&mut self, id: ProcessId) -> usize {
        let rows = self.cut();
        if !self.profile.present.0.is_empty() {
            let present = self.profile.present.0.clone();
            self.raw(&present);
        }
        let [a, b, c, d] = id.0;
        match self.profile.completion.dialect {
            CompletionDialect::ProcessId => self.raw(&mark_request(id)),
            CompletionDialect::Nippon => self.raw(&[0x1D, b'G', 0x30, a, b, c, d]),
            CompletionDialect::Custom | CompletionDialect::None => {}
        }
        rows
    }

    fn cut(&mut self) -> usize {
        let rows = self.profile.paper().dots_of_mm(self.profile.feed_before_cut_mm);
        self.feed(rows);
        match self.profile.cut {
            // escpos 0.20.1 sends GS V 65 1 for a partial cut: that is a full cut one dot further on.
            Cut::Partial => self.raw(&[0x1D, b'V', 66, 0]),
            Cut::Full => self.command(|printer| printer.cut().map(|_| ())),
            Cut::Custom => self.raw(&[0x1B, b'i']),
            Cut::None => {}
        }
        rows
    }
}

/// Returns the bytes of a row from the placing's first dot on.
fn row_from(raster: &Raster, y: usize, placing: Placing, width_dots: usize) -> impl Iterator<Item = u8> + '_ {
    let row = raster.row(y);
    let shift = placing.left % 8;
    let byte_at = move |at: usize| row.get(at).copied().unwrap_or(0);
    (0..placing.bytes).map(move |index| {
        let at = placing.left / 8 + index;
        let pair = u16::from_be_bytes([byte_at(at), byte_at(at + 1)]);
        let byte = (pair << shift).to_be_bytes()[0];
        let beyond = (placing.left + index * 8 + 8).saturating_sub(width_dots).min(8);
        (u16::from(byte) >> beyond << beyond) as u8
    })
}

/// Returns every second dot of a row of paired dots from the placing's first dot on, as bytes.
fn halved_row_from(raster: &Raster, y: usize, placing: Placing) -> impl Iterator<Item = u8> + '_ {
    (0..placing.bytes).map(move |index| {
        let first = placing.left + index * 16;
        (0..8).fold(0, |byte, dot| byte << 1 | u8::from(raster.get(first + 2 * dot, y)))
    })
}

/// The dot of a byte that defusing blackens, counted from the left: it stands left of the only black one.
const DEFUSING_DOT: usize = 2;

/// Changes dots that spell a real-time command, which printers obey even inside a picture: DLE EOT (status), DLE ENQ
/// (recover: may clear the buffer) and DLE DC4 (drawer, power off, clear). Returns the changed bytes' positions.
fn defuse(dots: &mut [u8]) -> Vec<usize> {
    const DLE: u8 = 0x10;
    let mut changed = Vec::new();
    for at in 1..dots.len() {
        if dots[at - 1] == DLE && matches!(dots[at], 0x04 | 0x05 | 0x14) {
            dots[at - 1] |= 0x80 >> DEFUSING_DOT;
            changed.push(at - 1);
        }
    }
    changed
}

/// Where the `escpos` crate writes to: memory. Asked to read, it says that there is nothing.
#[derive(Clone, Default)]
struct Memory(Rc<RefCell<Vec<u8>>>);

impl Driver for Memory {
    fn name(&self) -> String {
        "memory".into()
    }

    fn write(&self, data: &[u8]) -> Result<(), PrinterError> {
        self.0.borrow_mut().extend_from_slice(data);
        Ok(())
    }

    fn read(&self, _: &mut [u8]) -> Result<usize, PrinterError> {
        Ok(0)
    }

    fn flush(&self) -> Result<(), PrinterError> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(name: &str) -> Profile {
        Profile::named(name, &toml::Table::new()).unwrap()
    }

    fn dots(list: &[(usize, usize)], width: usize, rows: usize) -> Raster {
        let mut raster = Raster::new(width, rows);
        list.iter().for_each(|(x, y)| raster.ink(*x, *y));
        raster
    }

    #[test]
    fn a_small_ticket_is_these_bytes_on_an_epson() {
        let raster = dots(&[(9, 20), (16, 20), (9, 21)], 576, 30);
        let bytes = encode(&raster, &profile("epson-tm-t20"), ProcessId(*b"Q7!z")).concat();
        let mut expected = vec![0x1B, 0x40, 0x1D, 0x50, 203, 203, 0x1D, 0x61, 0x0E, 0x1B, 0x4A, 20];
        expected.extend([0x1D, 0x4C, 9, 0, 0x1D, 0x76, 0x30, 0, 1, 0, 2, 0, 0x81, 0x80]);
        expected.extend([0x1B, 0x4A, 8, 0x1B, 0x4A, 16, 0x1D, 0x56, 0x42, 0]);
        expected.extend([0x1D, 0x28, 0x48, 6, 0, 48, 48]);
        expected.extend(b"Q7!z");
        assert_eq!(bytes, expected);
    }

    #[test]
    fn real_time_commands_inside_a_picture_are_defused_and_reported() {
        for second in [0x04u8, 0x05, 0x14] {
            let mut raster = dots(&[(3, 0)], 16, 1);
            (0..8).filter(|bit| second & (0x80 >> bit) != 0).for_each(|bit| raster.ink(8 + bit, 0));
            let overrides = "width_dots = 64\ncrop = \"none\"".parse().unwrap();
            let encoded =
                encode(&raster, &Profile::named("generic", &overrides).unwrap(), ProcessId(*b"abcd"));
            assert_eq!(encoded.defused, [(2, 0)]);
            let bytes = encoded.concat();
            assert!(bytes.windows(2).any(|pair| pair == [0x30, second]), "{bytes:02x?}");
            assert!(!bytes.windows(2).any(|pair| pair == [0x10, second]), "{bytes:02x?}");
        }
    }

    #[test]
    fn the_first_raster_is_small_and_none_is_taller_than_a_byte_counts() {
        let mut raster = Raster::new(576, 0);
        raster.fill(display::raster::Area { x: 0, y: 3, width: 576, height: 700 });
        let encoded = encode(&raster, &profile("generic"), ProcessId(*b"abcd"));
        let heights: Vec<usize> = encoded
            .chunks
            .iter()
            .filter(|chunk| chunk.starts_with(&[0x1D, b'v']))
            // Mode 3 prints each row and each dot twice.
            .map(|chunk| (usize::from(u16::from_le_bytes([chunk[6], chunk[7]])), chunk[3] == 3))
            .map(|(rows, doubled)| if doubled { 2 * rows } else { rows })
            .collect();
        assert_eq!(heights.iter().sum::<usize>(), 700);
        assert!(heights[0] <= 32 && heights.iter().all(|height| *height <= 2 * 255), "{heights:?}");
    }

    #[test]
    fn an_empty_picture_is_fed_and_cut() {
        let encoded = encode(&Raster::new(576, 600), &profile("generic"), ProcessId(*b"abcd"));
        assert_eq!(
            encoded.concat(),
            [
                0x1B, 0x40, 0x1B, 0x4A, 255, 0x1B, 0x4A, 255, 0x1B, 0x4A, 90, 0x1B, 0x4A, 16, 0x1D, 0x56,
                0x42, 0
            ]
        );
        assert_eq!(encode(&Raster::new(576, 0), &profile("generic-58"), ProcessId(*b"abcd")).rows, 96);
    }

    #[test]
    fn marks_of_different_jobs_differ_and_are_printable() {
        let marks: std::collections::BTreeSet<_> =
            (0..10_000).map(|n| ProcessId::of_job(&format!("job-{n}")).0).collect();
        assert!(marks.len() > 9_995, "{}", marks.len());
        assert!(marks.iter().flatten().all(|byte| (0x21..=0x7E).contains(byte)));
    }
}
