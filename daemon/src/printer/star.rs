//! A ticket's picture as Star's printers take it: rows of raster mode, each as short as its ink.
//!
//! Sources: Star line mode specification; STAR Graphic Mode, Rev. 2.32. Between `ESC * r A` and `ESC * r B` a row is
//! `b`, its length and its dots; ETB behind the cut moves the counter of the status on once all of it is on paper.

use display::raster::Raster;

use super::bytes::TicketBytes;
use super::profile::{Cut, Profile};

/// Rows sent as one piece at most; status questions go in between.
const PIECE_ROWS_MAX: usize = 32;
/// ETB: wait until everything before is printed, then count.
pub(super) const ETB: u8 = 0x17;
/// How many ETB the counter holds before it starts anew.
const ETB_MODULUS: u8 = 32;

/// Returns the bytes that print a picture and cut it off, without the ETB that asks for its end.
pub(super) fn encode(raster: &Raster, profile: &Profile) -> TicketBytes {
    let mut ticket = TicketBytes { chunks: Vec::new(), defused: Vec::new(), rows: 0 };
    // Continuous paper, no feed and no cut by the raster mode itself.
    ticket.chunks.push(b"\x1b*rR\x1b*rA\x1b*rP0\0\x1b*rE1\0\x1b*rF1\0".to_vec());
    let (mut piece, mut rows, mut margin, mut blank) = (Vec::new(), 0, 0, 0);
    for y in 0..raster.rows() {
        let Some((left, right)) = raster.ink_span(y).filter(|span| span.0 < profile.width_dots) else {
            blank += 1;
            continue;
        };
        feed(&mut piece, std::mem::take(&mut blank));
        let (first, last) = (left / 8, right.min(profile.width_dots).div_ceil(8));
        // A margin costs seven bytes; white at the left costs one byte each eight dots of each row.
        if first < margin || first > margin + MARGIN_WORTH {
            margin = first;
            piece.extend(format!("\x1b*rml{margin}\0").into_bytes());
        }
        let mut dots = raster.row(y)[margin..last].to_vec();
        for at in defuse(&mut dots) {
            ticket.defused.push((8 * (margin + at) + DEFUSING_DOT, y));
        }
        piece.push(b'b');
        piece.extend((dots.len() as u16).to_le_bytes());
        piece.extend(dots);
        rows += 1;
        if rows == PIECE_ROWS_MAX {
            ticket.chunks.push(std::mem::take(&mut piece));
            rows = 0;
        }
    }
    feed(&mut piece, blank);
    piece.extend(b"\x1b*rB");
    ticket.chunks.push(piece);
    let fed = profile.paper().dots_of_mm(profile.feed_before_cut_mm);
    ticket.chunks.push(cut(profile, fed));
    if !profile.present.0.is_empty() {
        ticket.chunks.push(profile.present.0.clone());
    }
    ticket.rows = raster.rows() + fed;
    ticket
}

/// White at the left, in bytes, from which a margin is worth its own command.
const MARGIN_WORTH: usize = 12;

fn feed(piece: &mut Vec<u8>, rows: usize) {
    if rows > 0 {
        piece.extend(format!("\x1b*rY{rows}\0").into_bytes());
    }
}

fn cut(profile: &Profile, fed: usize) -> Vec<u8> {
    // ESC I feeds by an eighth of a millimetre, a dot at 203 dpi.
    let mut bytes: Vec<u8> = Vec::new();
    let mut left = fed;
    while left > 0 {
        let step = left.min(255);
        bytes.extend([0x1B, b'I', step as u8]);
        left -= step;
    }
    match profile.cut {
        // ESC d 2 and 3 feed to the knife first.
        Cut::Partial | Cut::Custom => bytes.extend([0x1B, b'd', 3]),
        Cut::Full => bytes.extend([0x1B, b'd', 2]),
        Cut::None => {}
    }
    bytes
}

/// Returns the bytes that set a printer right after a ticket broke off.
pub(super) fn cut_off_remains(profile: &Profile) -> Vec<u8> {
    let fed = profile.paper().dots_of_mm(profile.feed_before_cut_mm);
    [&b"\x1b*rB\x1b@"[..], &cut(profile, fed)].concat()
}

/// How many ETB go before a ticket, and what the counter says when the one behind it is met.
///
/// A printer that was switched off and on counts from 0, and meets only what was sent behind the place where it lost
/// its data. So the expected count is one that takes at least two ETB from 0: if it is reached all the same, one of
/// those before the ticket was met after the last loss of power, and nothing of the ticket was lost.
pub(super) fn etb_plan(counter: u8) -> (usize, u8) {
    let before = match counter % ETB_MODULUS {
        0 => 1,
        31 => 2,
        _ => 0,
    };
    (before, (counter + before as u8 + 1) % ETB_MODULUS)
}

/// The dot of a byte that defusing blackens: 06h becomes 46h.
const DEFUSING_DOT: usize = 1;

/// Changes dots that spell a real-time command, which printers obey even inside a picture: ESC ACK (status, reset).
fn defuse(dots: &mut [u8]) -> Vec<usize> {
    let mut changed = Vec::new();
    for at in 1..dots.len() {
        if dots[at - 1] == 0x1B && dots[at] == 0x06 {
            dots[at] |= 0x80 >> DEFUSING_DOT;
            changed.push(at);
        }
    }
    changed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_ticket_is_these_bytes() {
        let mut raster = Raster::new(576, 5);
        [(0, 0), (9, 1), (400, 3)].into_iter().for_each(|(x, y)| raster.ink(x, y));
        let profile = Profile::named("star", &toml::Table::new()).unwrap();
        let mut expected = b"\x1b*rR\x1b*rA\x1b*rP0\0\x1b*rE1\0\x1b*rF1\0".to_vec();
        expected.extend(
            b"b\x01\0\x80b\x02\0\0\x40\x1b*rY1\0\x1b*rml50\0b\x01\0\x80\x1b*rY1\0\x1b*rB\x1bI\x10\x1bd\x03",
        );
        assert_eq!(encode(&raster, &profile).concat(), expected);
    }

    #[test]
    fn no_loss_of_power_within_a_ticket_leads_to_the_expected_count() {
        for counter in 0..32u8 {
            let (before, expected) = etb_plan(counter);
            assert_eq!((counter + before as u8 + 1) % 32, expected);
            // Lost within the ticket or behind it: only the ETB behind it, or none, is met afterwards.
            assert!(expected >= 2, "{counter}: {expected}");
        }
    }

    #[test]
    fn real_time_commands_inside_a_row_are_defused() {
        let mut raster = Raster::new(576, 1);
        for (at, byte) in [0x1Bu8, 0x06, 0x18].into_iter().enumerate() {
            (0..8).filter(|bit| byte & (0x80 >> bit) != 0).for_each(|bit| raster.ink(8 * at + bit, 0));
        }
        let ticket = encode(&raster, &Profile::named("star", &toml::Table::new()).unwrap());
        assert_eq!(ticket.defused, [(9, 0)]);
        assert!(!ticket.concat().windows(2).any(|pair| pair == [0x1B, 0x06]));
    }
}
