//! One frame: seven header bytes, a payload and a checksum, COBS-stuffed between two zero bytes.

use crc::{CRC_16_IBM_3740, Crc};
use heapless::Vec;

use super::message::{Message, MessageError, Payload};
use super::{ADDR_HOST, VERSION};

/// Bytes before the payload.
pub const HEADER_LEN: usize = 7;
/// Longest payload in bytes.
pub const PAYLOAD_MAX: usize = 200;
/// Bytes of checksum after the payload.
pub const CRC_LEN: usize = 2;
/// Header and checksum: the shortest frame, in bytes.
pub const OVERHEAD: usize = HEADER_LEN + CRC_LEN;
/// Longest frame before stuffing, in bytes.
pub const FRAME_MAX: usize = OVERHEAD + PAYLOAD_MAX;
/// Longest stuffed frame, in bytes: COBS adds one byte to anything up to 254.
pub const STUFFED_MAX: usize = FRAME_MAX + 1;
/// Longest frame on the wire, in bytes, with a delimiter at both ends.
pub const WIRE_MAX: usize = STUFFED_MAX + 2;
/// Byte between frames; never occurs inside one.
pub const DELIMITER: u8 = 0x00;

const RETX: u8 = 1 << 4;
const PENDING: u8 = 1 << 3;
const VERSION_SHIFT: u8 = 5;

/// CRC-16/IBM-3740: polynomial 0x1021, initial 0xFFFF, not reflected; check value 0x29B1.
pub(super) const CRC: Crc<u16> = Crc::<u16>::new(&CRC_16_IBM_3740);

/// A frame as it is written to the line, delimiters included.
pub type WireBytes = Vec<u8, WIRE_MAX>;

/// Who says what to whom, and what it acknowledges.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// Receiver's address.
    pub dst: u8,
    /// Sender's address.
    pub src: u8,
    /// 1–255 wrapping and skipping 0, per sender and receiver; 0 for messages that are not acknowledged.
    pub seq: u8,
    /// Last sequence number accepted from the receiver of this frame; 0 for none.
    pub ack: u8,
    /// The same frame was sent before and not acknowledged.
    pub retx: bool,
    /// The device has more events than the one in this frame.
    pub pending: bool,
}

/// A checked frame whose payload is not yet understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Addresses, numbers and flags.
    pub header: Header,
    /// Message type as on the wire.
    pub kind: u8,
    /// Message body as on the wire.
    pub payload: Payload,
}

impl Frame {
    /// Returns the frame that carries `message`.
    #[must_use]
    pub fn new(header: Header, message: &Message) -> Self {
        Self { header, kind: message.kind(), payload: message.encode() }
    }

    /// Returns the message in this frame.
    ///
    /// # Errors
    /// When the type is unknown or the payload does not fit it; the receiver answers NAK 4 or 5.
    pub fn message(&self) -> Result<Message, MessageError> {
        Message::decode(self.kind, &self.payload)
    }

    /// Returns the frame before stuffing: header, payload, checksum.
    #[must_use]
    pub fn raw(&self) -> Vec<u8, FRAME_MAX> {
        let header = self.header;
        let flags = if header.retx { RETX } else { 0 } | if header.pending { PENDING } else { 0 };
        let len = self.payload.len() as u8;
        let start = [
            VERSION << VERSION_SHIFT | flags,
            header.dst,
            header.src,
            self.kind,
            header.seq,
            header.ack,
            len,
        ];
        let mut raw = Vec::new();
        append(&mut raw, &start);
        append(&mut raw, &self.payload);
        let crc = CRC.checksum(&raw);
        append(&mut raw, &crc.to_le_bytes());
        raw
    }

    /// Reads a frame whose length and checksum were found right.
    pub(super) fn from_checked(raw: &[u8]) -> Option<Self> {
        let (start, rest) = raw.split_first_chunk::<HEADER_LEN>()?;
        let (payload, _crc) = rest.split_last_chunk::<CRC_LEN>()?;
        let [flags, dst, src, kind, seq, ack, _len] = *start;
        let header = Header { dst, src, seq, ack, retx: flags & RETX != 0, pending: flags & PENDING != 0 };
        Some(Self { header, kind, payload: Vec::from_slice(payload).ok()? })
    }
}

/// Returns the version in the first header byte.
pub(super) const fn version_of(flags: u8) -> u8 {
    flags >> VERSION_SHIFT
}

/// Returns the bytes of `frame` for the line, with a delimiter at both ends: the leading one ends
/// whatever noise came before.
#[must_use]
pub fn encode(frame: &Frame) -> WireBytes {
    let raw = frame.raw();
    let mut stuffed = [0; STUFFED_MAX];
    let len = cobs::try_encode(&raw, &mut stuffed).expect("invariant: STUFFED_MAX holds FRAME_MAX stuffed");
    let mut wire = WireBytes::new();
    append(&mut wire, &[DELIMITER]);
    append(&mut wire, &stuffed[..len]);
    append(&mut wire, &[DELIMITER]);
    wire
}

/// Returns the bytes of a message from the host, for the usual case of no flags.
#[must_use]
pub fn from_host(dst: u8, seq: u8, ack: u8, message: &Message) -> Frame {
    Frame::new(Header { dst, src: ADDR_HOST, seq, ack, retx: false, pending: false }, message)
}

fn append<const N: usize>(to: &mut Vec<u8, N>, bytes: &[u8]) {
    to.extend_from_slice(bytes).expect("invariant: capacities are sums of their parts");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_catalogued_one() {
        assert_eq!(CRC.checksum(b"123456789"), 0x29B1);
    }

    #[test]
    fn the_longest_frame_fits_the_longest_wire_form() {
        let payload = Vec::from_slice(&[0xAA; PAYLOAD_MAX]).unwrap();
        let frame = Frame { header: Header::default(), kind: 0x20, payload };
        assert_eq!(encode(&frame).len(), WIRE_MAX);
    }
}
