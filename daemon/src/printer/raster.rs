//! How a ticket's picture is divided into what a printer takes: feeds over white rows and rasters cropped to their ink.
//!
//! What is drawn in dots of 2×2 (codes, the number) is sent at half the size and doubled by the printer. Where to divide
//! is found by weighing bytes. No command is spelt here: `bytes` does.

use std::ops::Range;

use display::raster::Raster;

use super::profile::{Crop, Profile};
use super::stored::Code;

/// Most rows of one raster: below 255, as many clones read only the low byte of the height, and dividing costs little.
const BAND_ROWS_MAX: usize = 128;
/// Most rows of the first raster, so that the paper moves early: 2.3 KB of a full row, 0.2 s at 115200 baud.
const FIRST_BAND_ROWS_MAX: usize = 32;
/// Most dots of one feed (ESC J takes one byte).
pub(super) const FEED_DOTS_MAX: usize = 255;
/// What a raster costs besides its dots: its own header and margin (12 bytes), and something for the
/// start the mechanism makes.
const BAND_COST: usize = 16;
/// What a picture costs that the printer keeps: its command and margin.
const KEPT_COST: usize = 15;
/// What a feed costs, in bytes.
const FEED_COST: usize = 3;

/// A piece of a ticket, from top to bottom.
#[derive(Clone, Copy)]
pub(super) enum Part {
    /// So many white rows.
    Feed(usize),
    /// The rows from `from` to before `to`. With `scale` 2 every dot of the raster is printed as 2×2.
    Band { from: usize, to: usize, scale: usize },
    /// The rows from `from` to before `to`, which the printer keeps under that code.
    Kept { from: usize, to: usize, code: Code },
}

/// A raster as it is sent.
pub(super) struct Cropped {
    /// Where it stands.
    pub(super) placing: Placing,
    /// Its height as sent, in rows.
    pub(super) rows: usize,
    /// Its dots, row after row.
    pub(super) dots: Vec<u8>,
    /// Dots of the picture (x, y) that were blackened so that no command is spelt.
    pub(super) defused: Vec<(usize, usize)>,
}

impl Part {
    /// Returns the row behind this piece when the one before it ended at `rows`.
    pub(super) fn end(&self, rows: usize) -> usize {
        match self {
            Self::Feed(dots) => rows + dots,
            Self::Band { to, .. } | Self::Kept { to, .. } => *to,
        }
    }
}

/// Returns the most bytes of dots one raster may have.
pub(super) fn band_bytes_max(profile: &Profile) -> usize {
    BAND_ROWS_MAX * profile.width_dots.div_ceil(8)
}

/// Divides a picture into feeds, rasters and what the printer keeps, at the least cost.
pub(super) fn divide(raster: &Raster, profile: &Profile, kept: &[(Range<usize>, Code)]) -> Vec<Part> {
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
        if let Some((band, code)) = kept.iter().find(|kept| kept.0.start == y) {
            offer(band.end, KEPT_COST, Part::Kept { from: y, to: band.end, code: *code });
        }
        if spans[y].is_none() {
            let next = (y..rows).find(|y| spans[*y].is_some()).unwrap_or(rows);
            offer(next, FEED_COST * (next - y).div_ceil(FEED_DOTS_MAX), Part::Feed(next - y));
            continue;
        }
        let last = rows.min(y + if y == first { FIRST_BAND_ROWS_MAX } else { BAND_ROWS_MAX });
        for scale in [1, 2] {
            let (mut ink, mut bytes, mut white) = ((usize::MAX, 0), 0, 0);
            for end in (y + scale..=last).step_by(scale) {
                if scale == 2 && !paired[end - 2] {
                    break;
                }
                let Some((left, right)) = spans[end - 1] else {
                    white += bytes;
                    // A raster that goes on costs more already than one that ends above the white and one below it.
                    if white > BAND_COST + FEED_COST {
                        break;
                    }
                    continue;
                };
                white = 0;
                if left < ink.0 || right > ink.1 {
                    ink = (ink.0.min(left), ink.1.max(right));
                    bytes = Placing::of(ink, profile, scale).bytes;
                }
                let cost = BAND_COST + (end - y) / scale * bytes;
                offer(end, cost, Part::Band { from: y, to: end, scale });
            }
        }
    }
    path_to(&best)
}

/// Follows the cheapest parts back from the last row.
fn path_to(best: &[(usize, Part)]) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut end = best.len() - 1;
    while end > 0 {
        let part = best[end].1;
        end = match part {
            Part::Feed(dots) => end - dots,
            Part::Band { from, .. } | Part::Kept { from, .. } => from,
        };
        parts.push(part);
    }
    parts.reverse();
    parts
}

/// Returns the rows of a band without the white at its sides, and without the commands its dots spell.
pub(super) fn crop(raster: &Raster, (from, to): (usize, usize), scale: usize, profile: &Profile) -> Cropped {
    let spans = (from..to).filter_map(|y| raster.ink_span(y));
    let ink = spans.fold((usize::MAX, 0), |ink, span| (ink.0.min(span.0), ink.1.max(span.1)));
    let placing = Placing::of(ink, profile, scale);
    let rows = (to - from) / scale;
    let mut dots = Vec::with_capacity(placing.bytes * rows);
    for y in (from..to).step_by(scale) {
        if scale == 2 {
            dots.extend(halved_row_from(raster, y, placing, profile.width_dots));
        } else {
            dots.extend(row_from(raster, y, placing, profile.width_dots));
        }
    }
    let mut defused = Vec::new();
    for at in defuse(&mut dots) {
        let x = placing.left + (at % placing.bytes * 8 + DEFUSING_DOT) * scale;
        let y = from + at / placing.bytes * scale;
        defused.extend((0..scale * scale).map(|dot| (x + dot % scale, y + dot / scale)));
    }
    Cropped { placing, rows, dots, defused }
}

/// Says whether two rows are the same and each pair of neighbouring dots is too, so that they can be sent at half size.
fn is_paired(upper: &[u8], lower: &[u8]) -> bool {
    upper == lower && upper.iter().all(|byte| (byte ^ (byte >> 1)) & 0x55 == 0)
}

/// How a raster is brought to its place: the first dot of its rows, and how many bytes they have.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Placing {
    pub(super) left: usize,
    pub(super) bytes: usize,
    pub(super) justify: Justify,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Justify {
    Left,
    Center,
    Right,
}

impl Placing {
    pub(super) fn of((left, right): (usize, usize), profile: &Profile, scale: usize) -> Self {
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
fn halved_row_from(
    raster: &Raster,
    y: usize,
    placing: Placing,
    width_dots: usize,
) -> impl Iterator<Item = u8> + '_ {
    let mut whole = row_from(raster, y, Placing { bytes: 2 * placing.bytes, ..placing }, width_dots);
    std::iter::from_fn(move || {
        let mut dots = u16::from_be_bytes([whole.next()?, whole.next()?]) >> 1 & 0x5555;
        for (shift, mask) in [(1, 0x3333), (2, 0x0F0F), (4, 0x00FF)] {
            dots = (dots | dots >> shift) & mask;
        }
        Some(dots as u8)
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
