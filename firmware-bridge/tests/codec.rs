//! The codec against arbitrary bytes and arbitrary frames. A failure prints the case that made it.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on shall stop")]

use firmware_bridge::device::{self, Device, Identity, Wiring};
use firmware_bridge::host::{self, DeviceSettings, Host, Mode, Settings};
use firmware_bridge::wire::message::{
    Chime, Done, Event, EventKind, Hello, Lamp, LampPattern, NakCode, Show, Status, Text, Time, Welcome,
};
use firmware_bridge::wire::{Decoder, Frame, Header, Message, Payload, Received, encode};
use proptest::prelude::*;
use proptest::sample::select;

fn message() -> impl Strategy<Value = Message> {
    let hello = (any::<(u8, u8, u32)>(), any::<[u8; 8]>(), any::<(u16, [u8; 3], u32, u8)>()).prop_map(
        |((proto_min, proto_max, boot_id), uid, (model, fw, caps, max_len))| {
            Message::Hello(Hello { proto_min, proto_max, boot_id, uid, model, fw, caps, max_len })
        },
    );
    let welcome = any::<(u8, u8, u64, u16)>().prop_map(|(proto, addr, unix_ms, poll_ms)| {
        Message::Welcome(Welcome { proto, addr, unix_ms, poll_ms })
    });
    let event = (any::<(u32, u16, u8)>(), select(EventKind::ALL))
        .prop_map(|((n, age_ms, input), kind)| Message::Event(Event { n, age_ms, kind, input }));
    let status =
        any::<(u32, u16, u16, u16, u8)>().prop_map(|(uptime_s, supply_mv, rx_bad, ev_lost, flags)| {
            Message::Status(Status { uptime_s, supply_mv, rx_bad, ev_lost, flags })
        });
    let show = (any::<(u32, u8, u8)>(), "\\PC{0,8}").prop_map(|((rev, slot, desk), text)| {
        Message::Show(Show { rev, slot, desk, text: Text::new(&text).unwrap() })
    });
    let chime = any::<(u32, u8, u16)>()
        .prop_map(|(cmd_id, tone, ttl_ms)| Message::Chime(Chime { cmd_id, tone, ttl_ms }));
    let lamp = (any::<(u8, u16)>(), select(LampPattern::ALL))
        .prop_map(|((lamp, ttl_ms), pattern)| Message::Lamp(Lamp { lamp, pattern, ttl_ms }));
    prop_oneof![
        hello,
        welcome,
        event,
        status,
        show,
        chime,
        lamp,
        any::<(u32, u8)>().prop_map(|(id, code)| Message::Done(Done { id, code })),
        any::<(u64, i16)>().prop_map(|(unix_ms, tz_min)| Message::Time(Time { unix_ms, tz_min })),
        select(NakCode::ALL).prop_map(Message::Nak),
        Just(Message::Poll),
        Just(Message::Ack),
    ]
}

fn header() -> impl Strategy<Value = Header> {
    let fields = (1..=254_u8, any::<(u8, u8, bool, bool)>());
    fields.prop_map(|(dst, (seq, ack, retx, pending))| Header { dst, src: 0, seq, ack, retx, pending })
}

fn frames(address: u8, bytes: &[u8]) -> Vec<Received> {
    Decoder::new(address).push(bytes).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    #[test]
    fn a_message_comes_out_as_it_went_in(header in header(), message in message()) {
        let frame = Frame::new(header, &message);
        let found = frames(header.dst, &encode(&frame));
        prop_assert_eq!(&found, &[Received::Frame(frame.clone())]);
        prop_assert_eq!(frame.message(), Ok(message));
    }

    #[test]
    fn any_payload_survives_the_line(header in header(), kind: u8, payload in prop::collection::vec(any::<u8>(), 0..=200)) {
        let frame = Frame { header, kind, payload: Payload::from_slice(&payload).unwrap() };
        prop_assert_eq!(frames(header.dst, &encode(&frame)), [Received::Frame(frame)]);
    }

    #[test]
    fn a_frame_is_found_however_its_bytes_arrive(message in message(), cut in 0..200_usize) {
        let wire = encode(&Frame::new(Header { dst: 5, ..Header::default() }, &message));
        let cut = cut.min(wire.len());
        let mut decoder = Decoder::new(5);
        let count = decoder.push(&wire[..cut]).count() + decoder.push(&wire[cut..]).count();
        prop_assert_eq!(count, 1);
    }

    #[test]
    fn one_flipped_bit_drops_the_frame(header in header(), message in message(), bit: prop::sample::Index) {
        let mut wire = encode(&Frame::new(header, &message));
        let bit = bit.index(wire.len() * 8);
        wire[bit / 8] ^= 1 << (bit % 8);
        let mut decoder = Decoder::new(header.dst);
        // A flipped leading delimiter joins the noise before the frame, a trailing one waits for the next.
        let found: Vec<_> = decoder.push(&wire).chain(None).collect();
        prop_assert_eq!(found, []);
    }

    #[test]
    fn any_payload_of_any_type_is_read_without_panic(kind: u8, payload in prop::collection::vec(any::<u8>(), 0..=200)) {
        if let Ok(message) = Message::decode(kind, &payload) {
            let again = message.encode();
            prop_assert_eq!(again.as_slice(), payload.as_slice());
        }
    }

    #[test]
    fn any_bytes_at_any_time_leave_host_and_device_standing(
        chunks in prop::collection::vec((0..5_000_u64, prop::collection::vec(select(vec![0, 0, 1, 2, 3, 5, 9, 0x10, 0x20, 0xFF]), 0..64)), 0..40),
    ) {
        stand(&chunks);
    }

    #[test]
    fn any_frames_at_any_time_leave_host_and_device_standing(
        said in prop::collection::vec((0..2_000_u64, header(), message()), 0..60),
    ) {
        let to_device = |header: Header| Header { dst: 5, ..header };
        let to_host = |header: Header| Header { dst: 0, src: 5, ..header };
        let chunks: Vec<(u64, Vec<u8>)> = said
            .iter()
            .flat_map(|(pause_ms, header, message)| {
                [to_device(*header), to_host(*header)].map(|header| (*pause_ms, encode(&Frame::new(header, message)).to_vec()))
            })
            .collect();
        stand(&chunks);
    }
}

/// Feeds the same bytes to a host and a device, which must neither panic nor ask for the same moment for ever.
fn stand(chunks: &[(u64, Vec<u8>)]) {
    let devices = vec![DeviceSettings { addr: 5, uid: None }];
    let mut host = Host::new(Settings::new(Mode::Bus, 9_600, devices), 0).unwrap();
    let identity = Identity { uid: [5; 8], boot_id: 1, model: 1, fw: [1, 0, 0], caps: 0, proto: (1, 1) };
    let mut device = Device::new(identity, Wiring::PointToPoint, 5, 0);
    host.handle(0, host::Input::Opened);
    let mut now_ms = 0;
    for (pause_ms, bytes) in chunks {
        now_ms += pause_ms;
        host.handle(now_ms, host::Input::Bytes(bytes));
        device.handle(now_ms, device::Input::Bytes(bytes));
        assert!(
            std::iter::from_fn(|| host.poll_output()).take(1_000).count() < 1_000,
            "the host never stops talking"
        );
        assert!(std::iter::from_fn(|| device.poll_output()).take(1_000).count() < 1_000, "nor the device");
        host.handle(now_ms, host::Input::Timeout);
        assert!(host.next_deadline().is_some_and(|deadline_ms| deadline_ms > now_ms), "the host would spin");
    }
}
