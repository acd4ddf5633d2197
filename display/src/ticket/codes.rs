//! The codes of a ticket: one to follow it, one to complain; side by side where the paper is wide enough.

use std::sync::Arc;

use fast_qr::{ECL, QRBuilder};

use super::layout::{FALLBACK_SECOND_SCALE, Page, Saying, Style};
use super::template::{Alignment, Block};
use super::text::Column;
use super::words::{Direction, Word};
use crate::raster::Raster;

/// White around a QR code, in modules (ISO/IEC 18004 asks for 4).
const QUIET_MODULES: usize = 4;
/// Least dots of a module: half a millimetre, which every telephone still reads from thermal paper.
const MODULE_DOTS_MIN: usize = 4;

/// The code that is the same on every ticket.
pub(super) struct Codes {
    complaint: Option<Arc<Code>>,
}

/// A code, one dot a module.
struct Code {
    modules: usize,
    picture: Raster,
}

/// A code and what it is for.
struct Entry {
    code: Arc<Code>,
    caption: Option<Saying>,
    dots: usize,
    fixed: bool,
}

impl Codes {
    pub(super) fn new(complaint_url: Option<&str>) -> Self {
        Self { complaint: complaint_url.and_then(code_of) }
    }
}

impl Page<'_> {
    /// Draws the codes; false when there are none.
    pub(super) fn codes(&mut self, block: &Block, style: Style, follow: Word) -> bool {
        let entries = self.code_entries(block, follow);
        let widest = entries.iter().map(Entry::side).max().unwrap_or(0);
        let beside = widest * entries.len() <= self.paper.width_dots;
        let rows: Vec<&[Entry]> = entries.chunks(if beside { entries.len().max(1) } else { 1 }).collect();
        for row in rows {
            self.code_row(style, row);
        }
        !entries.is_empty()
    }

    fn code_entries(&mut self, block: &Block, follow: Word) -> Vec<Entry> {
        let mut entries = Vec::new();
        if let Some(code) = self.data.follow_url.as_deref().and_then(code_of) {
            let (caption, dots) = (self.word(follow, &[]), self.module_dots(&code, block));
            entries.push(Entry { code, caption, dots, fixed: false });
        }
        if let (Some(complaint), Some(code)) =
            (self.press.template.complaint.clone(), self.press.codes.complaint.clone())
        {
            let caption = self.text(&complaint.text).or_else(|| self.word(Word::Complaint, &[]));
            let dots = self.module_dots(&code, block);
            entries.push(Entry { code, caption, dots, fixed: true });
        }
        if self.press.words.direction(&self.locale) == Direction::Rtl {
            entries.reverse();
        }
        entries
    }

    /// Draws codes side by side, then what each is for.
    fn code_row(&mut self, style: Style, entries: &[Entry]) {
        let width = self.width() / entries.len().max(1);
        let height = entries.iter().map(Entry::side).max().unwrap_or(0);
        let margin = self.margin;
        let column = |place: usize, y: usize| Column { x: margin + place * width, y, width };
        for (place, entry) in entries.iter().enumerate() {
            draw_code(&mut self.raster, entry, column(place, self.y), height);
        }
        self.mark(self.y..self.y + height, entries.iter().all(|entry| entry.fixed));
        let top = self.y + height;
        let mut bottom = top;
        for (place, entry) in entries.iter().enumerate() {
            bottom = bottom.max(self.caption(style, column(place, top), entry));
        }
        self.mark(top..bottom, true);
        self.y = bottom;
    }

    fn module_dots(&self, code: &Code, block: &Block) -> usize {
        // An even number of dots at even places, so that a printer takes the code in a quarter of the bytes.
        let dots = self.paper.dots_of_mm(block.code_mm * self.scale) / code.modules;
        (dots / 2 * 2).max(MODULE_DOTS_MIN)
    }

    /// Draws what a code is for and returns the row behind it.
    fn caption(&mut self, style: Style, column: Column, entry: &Entry) -> usize {
        let Some(saying) = &entry.caption else { return column.y };
        let centred = Style { align: Alignment::Center, ..style };
        let y = column.y + self.paragraph(centred, &saying.first, 1.0, column);
        match &saying.second {
            Some(second) if saying.is_fallback => {
                y + self.paragraph(centred, second, FALLBACK_SECOND_SCALE, Column { y, ..column })
            }
            _ => y,
        }
    }
}

impl Entry {
    /// The side of the code with the white around it, in dots.
    fn side(&self) -> usize {
        (self.code.modules + 2 * QUIET_MODULES) * self.dots
    }
}

/// Draws a code in the middle of a column of the given height.
fn draw_code(raster: &mut Raster, Entry { code, dots, .. }: &Entry, column: Column, height: usize) {
    let side = code.modules * dots;
    let left = (column.x + column.width.saturating_sub(side) / 2) / 2 * 2;
    let top = (column.y + height.saturating_sub(side) / 2).next_multiple_of(2);
    raster.stamp(&code.picture.enlarged(*dots), left as isize, top as isize);
}

/// Returns the code of an address, or nothing when it is too long to be read from paper.
fn code_of(address: &str) -> Option<Arc<Code>> {
    const ADDRESS_BYTES_MAX: usize = 200;
    if address.is_empty() || address.len() > ADDRESS_BYTES_MAX {
        return None;
    }
    let code = QRBuilder::new(address).ecl(ECL::M).build().ok()?;
    let mut picture = Raster::new(code.size, code.size);
    for (y, x) in (0..code.size).flat_map(|y| (0..code.size).map(move |x| (y, x))) {
        if code[y][x].value() {
            picture.ink(x, y);
        }
    }
    Some(Arc::new(Code { modules: code.size, picture }))
}
