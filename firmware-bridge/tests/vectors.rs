//! The frames in `vectors/`, byte for byte: what firmware in any language can be checked against.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on shall stop")]

use std::collections::BTreeSet;
use std::path::Path;

use firmware_bridge::wire::{Decoder, Frame, Header, Message, Received, encode};
use serde::Deserialize;

#[derive(Deserialize)]
struct File {
    vector: Vec<Vector>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Vector {
    name: String,
    dst: u8,
    src: u8,
    seq: u8,
    ack: u8,
    retx: bool,
    pending: bool,
    raw: String,
    wire: String,
    decoded: String,
}

impl Vector {
    fn header(&self) -> Header {
        let Self { dst, src, seq, ack, retx, pending, .. } = *self;
        Header { dst, src, seq, ack, retx, pending }
    }
}

fn vectors() -> Vec<Vector> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors");
    let files = std::fs::read_dir(dir).unwrap();
    let text = files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap());
    text.flat_map(|text| toml::from_str::<File>(&text).unwrap().vector).collect()
}

fn bytes(hex: &str) -> Vec<u8> {
    hex.split(' ').map(|byte| u8::from_str_radix(byte, 16).unwrap()).collect()
}

fn decode(vector: &Vector) -> Frame {
    let wire = bytes(&vector.wire);
    let mut decoder = Decoder::new(vector.dst);
    let found: Vec<Received> = decoder.push(&wire).collect();
    match found.as_slice() {
        [Received::Frame(frame)] => frame.clone(),
        other => panic!("{}: {other:?}, {:?}", vector.name, decoder.drops()),
    }
}

#[test]
fn every_vector_decodes_to_what_it_says() {
    for vector in vectors() {
        let frame = decode(&vector);
        assert_eq!(frame.header, vector.header(), "{}", vector.name);
        assert_eq!(format!("{:?}", frame.message().unwrap()), vector.decoded, "{}", vector.name);
    }
}

#[test]
fn every_vector_is_encoded_byte_for_byte() {
    for vector in vectors() {
        let message = decode(&vector).message().unwrap();
        let frame = Frame::new(vector.header(), &message);
        assert_eq!(frame.raw().as_slice(), bytes(&vector.raw), "{}", vector.name);
        assert_eq!(encode(&frame).as_slice(), bytes(&vector.wire), "{}", vector.name);
    }
}

#[test]
fn every_message_type_has_a_vector() {
    let kinds: BTreeSet<u8> = vectors().iter().map(|vector| decode(vector).kind).collect();
    let known: BTreeSet<u8> = (0..=255)
        .filter(|&kind| !matches!(Message::decode(kind, &[]), Err(e) if e.to_string().contains("unknown")))
        .collect();
    assert_eq!(kinds, known);
}

#[test]
fn every_vector_is_a_worked_capture_in_the_protocol_description() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("PROTOCOL.md");
    let text = std::fs::read_to_string(path).unwrap();
    for vector in vectors() {
        assert!(text.contains(&vector.wire), "PROTOCOL.md lacks {}: {}", vector.name, vector.wire);
    }
}
