//! Which rows of a ticket are the same on every ticket of a service, so that a slow printer may keep them.
//!
//! A band is known by what is on it: another word, font or size gives another key, and a printer that has no picture of
//! that key is sent the rows themselves. Nothing has to be remembered about how a picture was made.

use std::ops::Range;

use super::Sheet;
use crate::raster::Raster;

/// Rows of a ticket which belong together. White rows are in no band.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// The rows, from the first to behind the last with ink.
    pub rows: Range<usize>,
    /// Whether they are the same on every ticket of this service, language and class. Otherwise they hold a number, a
    /// count, a time or a link.
    pub fixed: bool,
}

/// What a band shows, as a number: the same picture on the same width has the same key, on every box and after every
/// update.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BandKey(pub u64);

impl Sheet {
    /// Returns the fixed bands from top to bottom, each with its key.
    pub fn fixed(&self) -> impl Iterator<Item = (BandKey, &Band)> {
        self.bands.iter().filter(|band| band.fixed).map(|band| (self.key(band), band))
    }

    /// Returns the key of a band.
    pub fn key(&self, band: &Band) -> BandKey {
        // FNV-1a (RFC 9923), 64 bit: a few hundred pictures of one office never share one of 2^64 keys by chance.
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        let mut take = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        (self.raster.width_dots() as u64).to_le_bytes().into_iter().for_each(&mut take);
        band.rows.clone().flat_map(|y| self.raster.row(y)).copied().for_each(&mut take);
        BandKey(hash)
    }

    /// Returns the rows of a band as a picture as wide as the sheet.
    pub fn picture(&self, band: &Band) -> Raster {
        self.raster.part(band.rows.clone())
    }
}

/// Makes bands of what was drawn where: each reaches to the next one, as letters may hang out of their line, but without the
/// white rows at its ends; changing bands that touch become one.
pub(super) fn without_white(drawn: &[Band], raster: &Raster) -> Vec<Band> {
    let mut kept: Vec<Band> = Vec::with_capacity(drawn.len());
    let mut start = 0;
    for (index, band) in drawn.iter().enumerate() {
        let next = drawn.get(index + 1).map_or(raster.rows(), |next| next.rows.start);
        let mut rows = start..next.clamp(start, raster.rows());
        start = rows.end;
        let inked = |y: &usize| raster.ink_span(*y).is_some();
        let Some(first) = rows.find(inked) else { continue };
        let end = rows.rfind(inked).unwrap_or(first) + 1;
        match kept.last_mut() {
            Some(last) if !last.fixed && !band.fixed && last.rows.end == first => last.rows.end = end,
            _ => kept.push(Band { rows: first..end, fixed: band.fixed }),
        }
    }
    kept
}
