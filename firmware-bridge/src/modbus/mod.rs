//! Modbus RTU, as much of it as counters need: discrete inputs of input modules, text on seven-segment displays. The
//! bytes are here, pure; [`line`] owns a port.
//!
//! A small master of our own rather than tokio-modbus 0.17: there, after a timeout the late answer is taken for that to
//! the next question (its issue 324), which on a line of buttons is a press of the wrong desk.

pub mod line;

use crc::{CRC_16_MODBUS, Crc};

const CRC: Crc<u16> = Crc::<u16>::new(&CRC_16_MODBUS);
/// Function 2: read discrete inputs (Modbus Application Protocol 1.1b3 §6.2).
pub const READ_INPUTS: u8 = 0x02;
/// Function 16: write registers (§6.12).
pub const WRITE_REGISTERS: u8 = 0x10;
/// Bit of a function in an answer that refuses.
const REFUSED: u8 = 0x80;
/// Register at which LED-485 displays take text, two characters a register, the first in the high byte.
pub const TEXT_REGISTER: u16 = 0x0070;
/// Longest frame (Modbus over serial line 1.02 §2.5.1).
pub const FRAME_MAX: usize = 256;

/// A question of the master.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// Reads inputs from the first on.
    ReadInputs {
        /// First input.
        first: u16,
        /// How many, 1 to 2000.
        count: u16,
    },
    /// Writes registers from the first on.
    WriteRegisters {
        /// First register.
        first: u16,
        /// What to write, 1 to 123.
        values: Vec<u16>,
    },
}

/// Why an answer is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// More bytes are needed.
    #[error("the answer is not complete")]
    Short,
    /// The checksum is wrong.
    #[error("the answer is damaged")]
    Damaged,
    /// Another unit or function than was asked.
    #[error("the answer is to another question")]
    Foreign,
    /// The unit refuses.
    #[error("the unit refuses with exception {0}")]
    Exception(u8),
}

/// Returns a frame with its checksum, low byte first.
#[must_use]
pub fn frame(unit: u8, body: &[u8]) -> Vec<u8> {
    let mut frame = vec![unit];
    frame.extend_from_slice(body);
    frame.extend(CRC.checksum(&frame).to_le_bytes());
    frame
}

impl Request {
    /// Returns the question's bytes.
    #[must_use]
    pub fn encode(&self, unit: u8) -> Vec<u8> {
        let mut body = Vec::new();
        match self {
            Self::ReadInputs { first, count } => {
                body.push(READ_INPUTS);
                body.extend(first.to_be_bytes());
                body.extend(count.to_be_bytes());
            }
            Self::WriteRegisters { first, values } => {
                body.push(WRITE_REGISTERS);
                body.extend(first.to_be_bytes());
                body.extend((values.len() as u16).to_be_bytes());
                body.push((values.len() * 2) as u8);
                body.extend(values.iter().flat_map(|v| v.to_be_bytes()));
            }
        }
        frame(unit, &body)
    }

    fn function(&self) -> u8 {
        match self {
            Self::ReadInputs { .. } => READ_INPUTS,
            Self::WriteRegisters { .. } => WRITE_REGISTERS,
        }
    }

    /// Reads the answer from what came: the inputs asked for, none for a write.
    ///
    /// # Errors
    /// [`Fault::Short`] while more bytes may come; any other fault is final.
    pub fn answer(&self, unit: u8, bytes: &[u8]) -> Result<Vec<bool>, Fault> {
        let (Some(&from), Some(&function)) = (bytes.first(), bytes.get(1)) else { return Err(Fault::Short) };
        if from != unit || function & !REFUSED != self.function() {
            return Err(Fault::Foreign);
        }
        let length = match self {
            _ if function & REFUSED != 0 => 5,
            Self::ReadInputs { .. } => 5 + usize::from(*bytes.get(2).ok_or(Fault::Short)?),
            Self::WriteRegisters { .. } => 8,
        };
        let whole = bytes.get(..length).ok_or(Fault::Short)?;
        let (body, sum) = whole.split_at(length - 2);
        if CRC.checksum(body).to_le_bytes() != *sum {
            return Err(Fault::Damaged);
        }
        if function & REFUSED != 0 {
            return Err(Fault::Exception(body[2]));
        }
        match self {
            Self::ReadInputs { count, .. } => {
                let bits = |n: usize| body.get(3 + n / 8).is_some_and(|byte| byte >> (n % 8) & 1 == 1);
                if body.len() - 3 != usize::from(*count).div_ceil(8) {
                    return Err(Fault::Foreign);
                }
                Ok((0..usize::from(*count)).map(bits).collect())
            }
            Self::WriteRegisters { .. } => Ok(Vec::new()),
        }
    }
}

/// Returns the registers that show a text on a display of so many characters: to the right, as numbers stand.
#[must_use]
pub fn text_registers(text: &str, digits: u8) -> Vec<u16> {
    let shown: String = text.chars().filter(char::is_ascii).collect();
    let mut padded = format!("{shown:>width$}", width = usize::from(digits)).into_bytes();
    let from = padded.len().saturating_sub(usize::from(digits));
    padded.drain(..from);
    if padded.len() % 2 == 1 {
        padded.push(b' ');
    }
    padded.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_of_questions() {
        // Checked against pymodbus 3: unit 7, ten inputs from 0; unit 1, " 042" at 0x70.
        let inputs = Request::ReadInputs { first: 0, count: 10 };
        assert_eq!(inputs.encode(7)[..6], [0x07, 0x02, 0x00, 0x00, 0x00, 0x0A]);
        let text = Request::WriteRegisters { first: TEXT_REGISTER, values: text_registers("042", 4) };
        assert_eq!(text.encode(1)[..11], [1, 0x10, 0, 0x70, 0, 2, 4, b' ', b'0', b'4', b'2']);
        // The check value of the catalogue: "123456789" gives 4B37.
        assert_eq!(CRC.checksum(b"123456789"), 0x4B37);
    }

    #[test]
    fn the_example_of_the_specification_is_understood() {
        // §6.2: inputs 197 to 218 are AC DB 35.
        let request = Request::ReadInputs { first: 196, count: 22 };
        let answer = frame(7, &[0x02, 0x03, 0xAC, 0xDB, 0x35]);
        let inputs = request.answer(7, &answer).unwrap();
        let low: Vec<usize> =
            inputs.iter().take(8).enumerate().filter(|(_, on)| **on).map(|(n, _)| n).collect();
        assert_eq!((inputs.len(), low), (22, vec![2, 3, 5, 7]));
    }

    #[test]
    fn whatever_else_comes_is_named() {
        let request = Request::ReadInputs { first: 0, count: 8 };
        let good = frame(7, &[0x02, 0x01, 0xFF]);
        for cut in 0..good.len() {
            assert_eq!(request.answer(7, &good[..cut]), Err(Fault::Short));
        }
        for at in 0..good.len() {
            for bit in 0..8 {
                let mut spoilt = good.clone();
                spoilt[at] ^= 1 << bit;
                assert!(request.answer(7, &spoilt).is_err(), "byte {at} bit {bit}");
            }
        }
        assert_eq!(request.answer(8, &good), Err(Fault::Foreign));
        assert_eq!(request.answer(7, &frame(7, &[0x82, 0x02])), Err(Fault::Exception(2)));
        assert_eq!(
            request.answer(7, &frame(7, &[0x02, 0x02, 0xFF, 0xFF])),
            Err(Fault::Foreign),
            "more than asked"
        );
    }

    #[test]
    fn text_stands_to_the_right_and_loses_its_letter_first() {
        assert_eq!(text_registers("A042", 4), [0x4130, 0x3432]);
        assert_eq!(text_registers("A042", 3), [0x3034, 0x3220]);
        assert_eq!(text_registers("--", 4), [0x2020, 0x2D2D]);
        assert_eq!(text_registers("", 4), [0x2020, 0x2020]);
    }
}
