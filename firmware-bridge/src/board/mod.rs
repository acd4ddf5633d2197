//! Number boards off the shelf that take packets and never answer: the bytes of those whose makers publish them
//! (devices.md §2.3). Pure; [`line`] drives them.
//!
//! Modbus displays answer, and are [`crate::modbus`]'s.

pub mod line;

/// What a board is to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sign {
    /// A number; on a board with digits only, the digits it has.
    Text(String),
    /// Nobody is called.
    Dark,
    /// Nobody drives the board, or the office is closed: dashes, where the board has them.
    Away,
}

/// What a board understands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoardKind {
    /// RS-485 counter board, 9600 8N1: board, high and low byte of the number, sum of the three.
    Board4,
    /// Sunpn and Xunpeng number board, 9600 8N1: 3A, colour, low and high byte, 01, sum of the five, 0A.
    Sunpn,
    /// IBIS sign, 1200 baud: telegram DS001, a line number of three digits, with its parity byte (VDV 300).
    Ibis,
}

/// Parity and stop bits of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Eight bits, no parity, one stop bit.
    Eight,
    /// Seven bits, even parity, two stop bits; receivers of one stop bit understand it too.
    SevenEven,
}

/// Colour of a Sunpn board's digits as its maker's example has it.
const SUNPN_COLOUR: u8 = 0;
/// "Show this number", as the maker's example has it.
const SUNPN_SHOW: u8 = 1;
/// First and last byte of a Sunpn packet.
const SUNPN_ENDS: (u8, u8) = (0x3A, 0x0A);

impl BoardKind {
    /// Returns how bytes are sent.
    #[must_use]
    pub fn format(self) -> Format {
        match self {
            Self::Board4 | Self::Sunpn => Format::Eight,
            Self::Ibis => Format::SevenEven,
        }
    }

    /// Returns the packet that shows a sign on the board of that address; kinds without addresses ignore it.
    ///
    /// None of them has dashes or a documented dark picture. Tickets count from 1, so that 0 is no ticket's number and
    /// says that nobody is called.
    #[must_use]
    pub fn packet(self, address: u8, sign: &Sign) -> Vec<u8> {
        let number = match sign {
            Sign::Text(text) => value(text),
            Sign::Dark | Sign::Away => 0,
        };
        let [high, low] = number.to_be_bytes();
        match self {
            Self::Board4 => with_sum(vec![address, high, low]),
            Self::Sunpn => {
                let mut packet = with_sum(vec![SUNPN_ENDS.0, SUNPN_COLOUR, low, high, SUNPN_SHOW]);
                packet.push(SUNPN_ENDS.1);
                packet
            }
            Self::Ibis => {
                let mut telegram = format!("l{:03}\r", number % 1_000).into_bytes();
                telegram.push(telegram.iter().fold(0x7F, |parity, byte| parity ^ byte));
                telegram
            }
        }
    }

    /// Takes the first packet out of what a board has received: its address and number. Bytes of no packet are dropped.
    pub fn receive(self, bytes: &mut Vec<u8>) -> Option<(u8, u16)> {
        loop {
            let length = match self {
                Self::Board4 => 4,
                Self::Sunpn => 7,
                Self::Ibis => 6,
            };
            let packet = bytes.get(..length)?;
            if let Some(found) = self.understand(packet) {
                bytes.drain(..length);
                return Some(found);
            }
            bytes.remove(0);
        }
    }

    fn understand(self, packet: &[u8]) -> Option<(u8, u16)> {
        let (body, sum) = match self {
            Self::Board4 => packet.split_at_checked(3)?,
            Self::Sunpn if packet[0] == SUNPN_ENDS.0 && packet[6] == SUNPN_ENDS.1 => {
                packet.split_at_checked(5)?
            }
            Self::Sunpn => return None,
            Self::Ibis => {
                let text = std::str::from_utf8(packet.get(1..4)?).ok()?;
                let well =
                    packet[0] == b'l' && packet[4] == b'\r' && packet.iter().fold(0x7F, |p, b| p ^ b) == 0;
                return if well { text.parse().ok().map(|number| (0, number)) } else { None };
            }
        };
        let well = sum.first() == with_sum(body.to_vec()).last();
        match self {
            Self::Board4 if well => Some((body[0], u16::from_be_bytes([body[1], body[2]]))),
            Self::Sunpn if well => Some((0, u16::from_be_bytes([body[3], body[2]]))),
            Self::Board4 | Self::Sunpn | Self::Ibis => None,
        }
    }
}

/// Returns the digits of a text as a number; the last ones, where there are too many for a board.
fn value(text: &str) -> u16 {
    let digits = text.bytes().filter(u8::is_ascii_digit);
    digits.fold(0_u32, |value, digit| (value * 10 + u32::from(digit - b'0')) % 10_000) as u16
}

fn with_sum(mut bytes: Vec<u8>) -> Vec<u8> {
    bytes.push(bytes.iter().fold(0_u8, |sum, byte| sum.wrapping_add(*byte)));
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(digits: &str) -> Sign {
        Sign::Text(digits.to_owned())
    }

    #[test]
    fn the_packets_of_the_makers_pages() {
        // devices.md §2.3: board 5 shows 999; 888 in green.
        assert_eq!(BoardKind::Board4.packet(5, &text("999")), [0x05, 0x03, 0xE7, 0xEF]);
        assert_eq!(BoardKind::Sunpn.packet(1, &text("888")), [0x3A, 0x00, 0x78, 0x03, 0x01, 0xB6, 0x0A]);
    }

    #[test]
    fn an_ibis_telegram_ends_with_its_parity() {
        // 7F ^ 6C ^ 30 ^ 34 ^ 32 ^ 0D = 28.
        assert_eq!(BoardKind::Ibis.packet(0, &text("042")), *b"l042\r\x28");
    }

    #[test]
    fn nobody_called_is_no_ticket_s_number() {
        assert_eq!(BoardKind::Board4.packet(5, &Sign::Dark), [5, 0, 0, 5]);
        assert_eq!(BoardKind::Board4.packet(5, &Sign::Away), [5, 0, 0, 5]);
        assert_eq!(BoardKind::Ibis.packet(0, &Sign::Away)[..4], *b"l000");
    }

    #[test]
    fn a_letter_s_digit_is_shown_and_a_letter_is_not() {
        assert_eq!(BoardKind::Board4.packet(5, &text("1042")), [5, 0x04, 0x12, 0x1B]);
        assert_eq!(BoardKind::Board4.packet(5, &text("A042")), BoardKind::Board4.packet(5, &text("42")));
    }

    #[test]
    fn a_board_finds_its_packets_in_noise() {
        for kind in [BoardKind::Board4, BoardKind::Sunpn, BoardKind::Ibis] {
            let mut bytes = vec![0xFF, 0x3A, 0x6C];
            bytes.extend(kind.packet(5, &text("42")));
            bytes.extend(kind.packet(5, &text("43")));
            let numbers: Vec<u16> = std::iter::from_fn(|| kind.receive(&mut bytes)).map(|(_, n)| n).collect();
            assert_eq!(numbers, [42, 43], "{kind:?}");
        }
    }
}
