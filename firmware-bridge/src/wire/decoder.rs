//! Finds frames in a stream of bytes and counts everything it throws away, by cause.

use heapless::Vec;

use super::frame::{CRC, CRC_LEN, DELIMITER, Frame, HEADER_LEN, OVERHEAD, STUFFED_MAX, version_of};
use super::{ADDR_BROADCAST, VERSION};

/// How many frames were thrown away, by cause. Counters saturate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Drops {
    /// The stuffing made no sense, or no delimiter came in time.
    pub cobs: u32,
    /// Fewer bytes than the shortest frame.
    pub short: u32,
    /// The length byte and the length differ.
    pub length: u32,
    /// The checksum differs.
    pub crc: u32,
    /// Another protocol version.
    pub version: u32,
    /// Addressed to somebody else.
    pub not_for_me: u32,
    /// Our own bytes, come back through an adapter that echoes.
    pub echo: u32,
}

impl Drops {
    /// Returns how many frames were damaged: everything but other versions, other receivers and echoes.
    #[must_use]
    pub fn damaged(&self) -> u32 {
        self.cobs.saturating_add(self.short).saturating_add(self.length).saturating_add(self.crc)
    }
}

/// What the decoder found.
#[expect(clippy::large_enum_variant, reason = "there is no heap to box a frame on; one lives at a time")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Received {
    /// A frame for this address or for everybody.
    Frame(Frame),
    /// An undamaged frame for this address in a version not spoken here; answered with NAK 2.
    OtherVersion {
        /// Its sender.
        src: u8,
        /// Its version, 0–7.
        version: u8,
    },
}

/// Collects bytes until a delimiter, then checks what it has. Holds at most one frame.
#[derive(Clone, Debug)]
pub struct Decoder {
    address: u8,
    buffer: Vec<u8, STUFFED_MAX>,
    overrun: bool,
    drops: Drops,
}

impl Decoder {
    /// Returns a decoder for the receiver at `address`.
    #[must_use]
    pub fn new(address: u8) -> Self {
        Self { address, buffer: Vec::new(), overrun: false, drops: Drops::default() }
    }

    /// Changes the address frames are taken for.
    pub fn set_address(&mut self, address: u8) {
        self.address = address;
    }

    /// Returns what was thrown away since the start.
    #[must_use]
    pub fn drops(&self) -> Drops {
        self.drops
    }

    /// Forgets a half-received frame; for when the line was closed.
    pub fn reset(&mut self) {
        self.buffer.clear();
        self.overrun = false;
    }

    /// Takes bytes and yields the frames they complete. The iterator must be driven to its end, or the
    /// remaining bytes are lost.
    #[must_use = "bytes are taken only as the iterator is driven"]
    pub fn push<'a>(&'a mut self, bytes: &'a [u8]) -> impl Iterator<Item = Received> + 'a {
        bytes.iter().filter_map(move |&byte| self.push_byte(byte))
    }

    /// Takes one byte; returns a frame when this byte completes one.
    pub fn push_byte(&mut self, byte: u8) -> Option<Received> {
        if byte != DELIMITER {
            self.overrun |= self.buffer.push(byte).is_err();
            return None;
        }
        let mut buffer = core::mem::take(&mut self.buffer);
        if core::mem::take(&mut self.overrun) {
            return count(&mut self.drops.cobs);
        }
        if buffer.is_empty() {
            return None;
        }
        match cobs::decode_in_place(&mut buffer) {
            Ok(len) => self.check(&buffer[..len]),
            Err(_) => count(&mut self.drops.cobs),
        }
    }

    fn check(&mut self, raw: &[u8]) -> Option<Received> {
        if raw.len() < OVERHEAD {
            return count(&mut self.drops.short);
        }
        if usize::from(raw[HEADER_LEN - 1]) != raw.len() - OVERHEAD {
            return count(&mut self.drops.length);
        }
        let (body, crc) = raw.split_at(raw.len() - CRC_LEN);
        if CRC.checksum(body).to_le_bytes() != crc {
            return count(&mut self.drops.crc);
        }
        self.accept(raw)
    }

    fn accept(&mut self, raw: &[u8]) -> Option<Received> {
        let version = version_of(raw[0]);
        let Some(frame) = Frame::from_checked(raw) else { return count(&mut self.drops.length) };
        if frame.header.src == self.address {
            return count(&mut self.drops.echo);
        }
        if frame.header.dst != self.address && frame.header.dst != ADDR_BROADCAST {
            return count(&mut self.drops.not_for_me);
        }
        if version == VERSION {
            return Some(Received::Frame(frame));
        }
        self.drops.version = self.drops.version.saturating_add(1);
        (frame.header.dst != ADDR_BROADCAST)
            .then_some(Received::OtherVersion { src: frame.header.src, version })
    }
}

fn count(counter: &mut u32) -> Option<Received> {
    *counter = counter.saturating_add(1);
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::frame::{FRAME_MAX, encode, from_host};
    use crate::wire::message::Message;

    fn drops_after(address: u8, bytes: &[u8]) -> Drops {
        let mut decoder = Decoder::new(address);
        assert_eq!(decoder.push(bytes).count(), 0, "nothing may come of {bytes:02x?}");
        decoder.drops()
    }

    fn poll(dst: u8) -> Vec<u8, { crate::wire::frame::WIRE_MAX }> {
        encode(&from_host(dst, 0, 7, &Message::Poll))
    }

    /// Stuffs `raw` after putting a right checksum behind it.
    fn wire_of(body: &[u8]) -> std::vec::Vec<u8> {
        let mut raw = body.to_vec();
        raw.extend(CRC.checksum(body).to_le_bytes());
        let mut stuffed = [0; FRAME_MAX * 2];
        let len = cobs::encode(&raw, &mut stuffed);
        let mut wire = stuffed[..len].to_vec();
        wire.push(0);
        wire
    }

    #[test]
    fn each_cause_of_a_drop_has_its_own_counter() {
        assert_eq!(drops_after(5, &[0x09, 0x01, 0x00]).cobs, 1);
        assert_eq!(drops_after(5, &[0x02, 0x01, 0x00]).short, 1);
        assert_eq!(drops_after(5, &wire_of(&[0x20, 5, 0, 2, 0, 0, 1])).length, 1);
        assert_eq!(drops_after(6, &poll(5)).not_for_me, 1);
        assert_eq!(drops_after(0, &poll(5)).echo, 1);
        let mut bad = poll(5);
        bad[2] ^= 0x08;
        assert_eq!(drops_after(5, &bad).crc, 1);
    }

    #[test]
    fn a_frame_of_another_version_is_reported_with_its_sender() {
        let mut decoder = Decoder::new(5);
        let wire = wire_of(&[0x40, 5, 0, 2, 0, 0, 0]);
        let found: std::vec::Vec<_> = decoder.push(&wire).collect();
        assert_eq!(found, [Received::OtherVersion { src: 0, version: 2 }]);
        assert_eq!(decoder.drops().version, 1);
    }

    #[test]
    fn noise_without_a_delimiter_is_dropped_once_and_the_next_frame_is_found() {
        let mut decoder = Decoder::new(5);
        let noise = [0x55; 10_000];
        assert_eq!(decoder.push(&noise).count(), 0);
        assert_eq!(decoder.push(&poll(5)).count(), 1);
        assert_eq!(decoder.drops(), Drops { cobs: 1, ..Drops::default() });
    }

    #[test]
    fn delimiters_alone_are_nothing() {
        assert_eq!(drops_after(5, &[0; 50]), Drops::default());
    }
}
