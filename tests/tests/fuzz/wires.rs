//! Bytes of serial lines and printers.

use firmware_bridge::board::BoardKind;
use firmware_bridge::modbus;
use firmware_bridge::wire::{Decoder, Frame, Message, Received, encode};
use noubad::printer::profile::StatusDialect;
use noubad::printer::status::{Demultiplexer, PrinterStatus, Reply};

use super::engine::{Target, fuzz};

/// The frames of the protocol's test vectors.
fn vectors() -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    for file in super::engine::samples("firmware-bridge/vectors", &[".toml"]) {
        let table: toml::Table = String::from_utf8_lossy(&file).parse().expect("vectors are TOML");
        for vector in table["vector"].as_array().expect("vectors") {
            let Some(wire) = vector.get("wire").and_then(toml::Value::as_str) else { continue };
            found.push(wire.split(' ').filter_map(|b| u8::from_str_radix(b, 16).ok()).collect());
        }
    }
    found
}

#[test]
fn frames() {
    let seeds = vectors();
    let target = Target { name: "frames", share: 80_000, seeds, words: &["\0", "\u{1}"] };
    fuzz(&target, |bytes| {
        let mut taken = false;
        for address in [0, 5] {
            let mut decoder = Decoder::new(address);
            for received in decoder.push(bytes) {
                let Received::Frame(frame) = received else { continue };
                taken = true;
                let wire = encode(&frame);
                let again: Vec<Received> = Decoder::new(address).push(&wire).collect();
                assert_eq!(again, [Received::Frame(frame)], "a frame written is the frame read");
            }
        }
        taken
    });
}

#[test]
fn messages() {
    let mut seeds = Vec::new();
    for wire in vectors() {
        for address in 0..=254 {
            for received in Decoder::new(address).push(&wire) {
                let Received::Frame(Frame { kind, payload, .. }) = received else { continue };
                seeds.push(std::iter::once(kind).chain(payload.iter().copied()).collect());
            }
        }
    }
    let target = Target { name: "messages", share: 80_000, seeds, words: &["A042", "\u{2D30}"] };
    fuzz(&target, |bytes| {
        let Some((kind, payload)) = bytes.split_first() else { return false };
        let Ok(message) = Message::decode(*kind, payload) else { return false };
        let written = message.encode();
        assert_eq!(Message::decode(message.kind(), &written), Ok(message), "written and read again");
        true
    });
}

const DIALECTS: [StatusDialect; 5] = [
    StatusDialect::Epson,
    StatusDialect::Custom,
    StatusDialect::Star,
    StatusDialect::Nippon,
    StatusDialect::None,
];

#[test]
fn printers_status() {
    let seeds = vec![
        vec![0x12, 0x16, 0x1E, 0x72],
        vec![0x10, 0, 0, 0],
        b"7\x22ABCD\0".to_vec(),
        vec![0x10, 0x0F, 0, 0, 0, 0],
        vec![0x23, 0x86, 0, 0, 0, 0, 0, 0, 0],
        vec![0xFF, b'1', 0, 0, 0, 0, 0],
        vec![0x03],
        vec![0x11, 0x13, 0x37, 0x25, 0],
    ];
    let target = Target { name: "printers-status", share: 80_000, seeds, words: &["7\"", "\u{10}", "#"] };
    fuzz(&target, |bytes| {
        let mut taken = false;
        for dialect in DIALECTS {
            let mut answers = Demultiplexer::new(dialect);
            let mut status = PrinterStatus::default();
            for (n, byte) in bytes.iter().enumerate() {
                let Some(reply) = answers.push(*byte) else { continue };
                taken = true;
                match reply {
                    Reply::RealTime(byte) => status.take_real_time((n % 6) as u8, byte),
                    Reply::Automatic(four) => status.take_automatic(four),
                    Reply::Custom(four) => status.take_custom(four),
                    Reply::Star(five, etb) => {
                        assert!(etb < 32, "{etb}");
                        status.take_star(five);
                    }
                    Reply::Nippon(byte) | Reply::NipponJob(_, byte) => status.take_nippon(byte),
                    Reply::Printed(_) | Reply::Cleared | Reply::StoredKeys(_) => (),
                }
                let (_, cause) = status.state();
                assert!(status.blocked_by().is_none() || cause.is_some(), "a cause is told");
            }
            // Whatever came before, the next whole answer after a silence is understood.
            answers.reset();
            if dialect == StatusDialect::Epson {
                assert_eq!(answers.push(0x12), Some(Reply::RealTime(0x12)));
            }
        }
        taken
    });
}

#[test]
fn modbus_answers() {
    let inputs = modbus::Request::ReadInputs { first: 0, count: 12 };
    let write = modbus::Request::WriteRegisters { first: 16, values: vec![1, 2, 3] };
    let seeds = vec![
        modbus::frame(1, &[2, 2, 0xFF, 0x0F]),
        modbus::frame(1, &[0x82, 3]),
        modbus::frame(1, &[16, 0, 16, 0, 3]),
        inputs.encode(1),
    ];
    let target = Target { name: "modbus", share: 160_000, seeds, words: &[] };
    fuzz(&target, |bytes| {
        // Sums that fit come by chance once in 65,536: they are put right half of the time.
        let body = bytes.len().saturating_sub(2);
        let framed = bytes.get(1..body).map(|b| modbus::frame(bytes[0], b)).unwrap_or_default();
        let mut taken = false;
        for bytes in [bytes, &framed] {
            if let Ok(found) = inputs.answer(1, bytes) {
                assert_eq!(found.len(), 12);
                taken = true;
            }
            taken |= write.answer(1, bytes).is_ok();
        }
        taken
    });
}

#[test]
fn number_boards() {
    let seeds = [BoardKind::Board4, BoardKind::Sunpn, BoardKind::Ibis]
        .map(|kind| kind.packet(3, &firmware_bridge::board::Sign::Dark));
    let target =
        Target { name: "number-boards", share: 80_000, seeds: seeds.into(), words: &["l042\r", ":"] };
    fuzz(&target, |bytes| {
        let mut taken = false;
        for kind in [BoardKind::Board4, BoardKind::Sunpn, BoardKind::Ibis] {
            let mut received = bytes.to_vec();
            while kind.receive(&mut received).is_some() {
                taken = true;
            }
            assert!(received.len() < 7, "what is no packet is dropped, so that nothing grows");
        }
        taken
    });
}
