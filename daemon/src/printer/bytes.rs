//! From a ticket's picture to the bytes one family of printers takes.
//!
//! `raster` divides the picture; here its pieces are spelt. The `escpos` crate builds the commands into memory. Its
//! drivers, status requests and images are not used: after a failed write it would send a ticket again from the start, and
//! its status request sends a stray NUL.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use display::raster::Raster;
use escpos::driver::Driver;
use escpos::errors::PrinterError;
use escpos::printer::Printer;
use escpos::utils::{JustifyMode, Protocol};

use super::profile::{Commands, CompletionDialect, Crop, Cut, Profile, StatusDialect};
use super::raster::{Cropped, FEED_DOTS_MAX, Justify, Part, Placing, crop, divide};
use super::stored::Code;

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
    encode_with(raster, profile, id, &[])
}

/// Returns the bytes of [`encode`], with the rows which the printer keeps printed by their code.
pub(super) fn encode_with(
    raster: &Raster,
    profile: &Profile,
    id: ProcessId,
    kept: &[(Range<usize>, Code)],
) -> TicketBytes {
    if profile.commands == Commands::StarLine {
        return super::star::encode(raster, profile);
    }
    let mut builder = Builder::new(profile);
    builder.begin(id);
    let mut rows = 0;
    for part in divide(raster, profile, kept) {
        match part {
            Part::Feed(dots) => builder.feed(dots),
            Part::Band { from, to, scale } => builder.band(raster, (from, to), scale),
            Part::Kept { from, to, code } => builder.kept(raster, (from, to), code),
        }
        rows = part.end(rows);
    }
    rows += builder.finish(id);
    TicketBytes { chunks: builder.chunks, defused: builder.defused, rows }
}

/// Returns the bytes that set a printer right after a ticket broke off: reset, and what is on the paper so far cut off.
pub fn cut_off_remains(profile: &Profile) -> Vec<u8> {
    if profile.commands == Commands::StarLine {
        return super::star::cut_off_remains(profile);
    }
    let mut builder = Builder::new(profile);
    builder.prepare();
    builder.cut();
    builder.chunks.concat()
}

/// Returns Epson's request for a mark (GS ( H, function 48): it comes back when everything before it is printed.
pub(crate) fn mark_request(ProcessId([a, b, c, d]): ProcessId) -> [u8; 11] {
    [0x1D, b'(', b'H', 6, 0, 48, 48, a, b, c, d]
}

/// Returns Nippon's end of a job (GS G 0): its marker comes back when everything before it is printed.
pub(crate) fn job_end(ProcessId([a, b, c, d]): ProcessId) -> [u8; 7] {
    [0x1D, b'G', 0x30, a, b, c, d]
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

    fn band(&mut self, raster: &Raster, rows: (usize, usize), scale: usize) {
        let Cropped { placing, rows, dots, defused } = crop(raster, rows, scale, self.profile);
        let mut command = self.placing(placing);
        // GS v 0, normal size or doubled both ways (3): bytes per row and rows, low byte first.
        command.extend([0x1D, b'v', b'0', if scale == 2 { 3 } else { 0 }]);
        command.extend((placing.bytes as u16).to_le_bytes());
        command.extend((rows as u16).to_le_bytes());
        command.extend(dots);
        self.defused.extend(defused);
        self.raw(&command);
    }

    fn kept(&mut self, raster: &Raster, rows: (usize, usize), code: Code) {
        let mut command = self.placing(crop(raster, rows, 1, self.profile).placing);
        command.extend(super::stored::print(code));
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
        match self.profile.completion.dialect {
            CompletionDialect::ProcessId => self.raw(&mark_request(id)),
            CompletionDialect::Nippon => self.raw(&job_end(id)),
            CompletionDialect::Custom | CompletionDialect::StarEtb | CompletionDialect::None => {}
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
