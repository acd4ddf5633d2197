//! What strangers type, send along or guess: links, codes, cookies, passwords, paths.

use std::net::{IpAddr, Ipv4Addr};

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use noubad::access::secret::{Seal, check_password, code_seal, is_weak, otp_step};
use noubad::access::{MachineKind, Principal, Role, rules};
use noubad::http::serve::Peer;
use noubad::token::Tokens;
use queue::id::{CounterId, DeviceId, TicketId};
use queue::time::Timestamp;

use super::engine::{Target, fuzz};

#[test]
fn links() {
    let dir = tempfile::tempdir().expect("a directory");
    let tokens = Tokens::open(dir.path()).expect("a secret");
    let tickets: Vec<TicketId> = (1..=20).map(TicketId).collect();
    let seeds = tickets.iter().map(|t| tokens.of(*t).into_bytes()).collect();
    let words = &["0", "f", "F", "%30", "/", "=", "-"];
    fuzz(&Target { name: "links", share: 16_000, seeds, words }, |bytes| {
        let Ok(text) = std::str::from_utf8(bytes) else { return false };
        let Some(ticket) = tokens.find(text, &mut tickets.iter().copied()) else { return false };
        assert!(tokens.of(ticket).eq_ignore_ascii_case(text), "{text} is the link of no other");
        true
    });
}

#[test]
fn typed_secrets() {
    let seeds = ["492817", "four words for a door", "ABCD-EFGH", "مفتاح المكتب الكبير", "287082", ""];
    let seeds = seeds.iter().map(|s| s.as_bytes().to_vec()).collect();
    fuzz(&Target { name: "typed-secrets", share: 16_000, seeds, words: &["0", " ", "-", "é"] }, |bytes| {
        let text = String::from_utf8_lossy(bytes);
        let _ = is_weak(&text);
        assert_eq!(code_seal(&text), code_seal(&text.to_ascii_lowercase().replace('-', " ")));
        let _ = otp_step(b"12345678901234567890", &text, Timestamp(i64::from(bytes.len() as u32) * 1_000));
        check_password(&text).is_ok()
    });
}

#[test]
fn cookies() {
    let token = "0123456789abcdef".repeat(4);
    let seeds = [
        format!("cookie: nouba_person={token}; nouba_machine={token}"),
        format!("cookie: __Host-nouba_person={token}\ncookie: a=b;;=; x"),
        format!("authorization: Bearer {token}"),
        format!("authorization: Basic eDp5\ncookie: nouba_person=;nouba_person={token}"),
    ];
    let seeds = seeds.iter().map(|s| s.as_bytes().to_vec()).collect();
    let words = &["nouba_person=", "__Host-", "nouba_machine=", "; ", "=", "Bearer ", "cookie: ", "\n", ","];
    fuzz(&Target { name: "cookies", share: 80_000, seeds, words }, |bytes| {
        let mut headers = HeaderMap::new();
        for line in bytes.split(|b| *b == b'\n').take(64) {
            let Some(colon) = line.iter().position(|b| *b == b':') else { continue };
            let name = HeaderName::from_bytes(&line[..colon]);
            let value = HeaderValue::from_bytes(line[colon + 1..].trim_ascii());
            if let (Ok(name), Ok(value)) = (name, value) {
                headers.append(name, value);
            }
        }
        let mut taken = false;
        for encrypted in [false, true] {
            let address = IpAddr::V4(Ipv4Addr::LOCALHOST);
            let peer = Peer { address, network: address, encrypted, own: true };
            let (person, machine) = noubad::http::secrets(&headers, peer);
            for secret in [person, machine].into_iter().flatten() {
                // What becomes a seal is 64 hexadecimal digits, nothing longer or odder.
                if Seal::of_text(&secret).is_some() {
                    assert!(secret.len() == 64 && secret.bytes().all(|b| b.is_ascii_hexdigit()), "{secret}");
                    taken = true;
                }
            }
        }
        taken
    });
}

fn principals() -> Vec<Principal> {
    let machine = |kind| Principal::Machine {
        id: DeviceId::new("machine-1").expect("a name"),
        kind,
        counter: CounterId::new("c1").ok(),
    };
    let person = |role| Principal::Person {
        account: DeviceId::new("somebody").expect("a name"),
        role,
        counter: CounterId::new("c1").ok().filter(|_| role == Role::Clerk),
    };
    let machines = MachineKind::ALL.map(machine);
    Role::ALL.map(person).into_iter().chain(machines).chain([Principal::Nobody]).collect()
}

#[test]
fn rights() {
    let principals = principals();
    let seeds =
        rules::RULES.iter().map(|r| format!("{} {}", r.method, r.path.replace("{id}", "c1")).into_bytes());
    let words =
        &["GET ", "POST ", "DELETE ", "/api/v1/", "counters", "c1", "c2", "%2e", "..", "//", "{id}", ";"];
    fuzz(&Target { name: "rights", share: 32_000, seeds: seeds.collect(), words }, |bytes| {
        let Ok(text) = std::str::from_utf8(bytes) else { return false };
        let Some((_, path)) = text.split_once(' ') else { return false };
        let mut taken = false;
        for rule in rules::RULES {
            for who in &principals {
                let may = rule.allows(who, path);
                taken |= may;
                let clerk = matches!(who, Principal::Person { role: Role::Clerk, .. });
                let tablet = matches!(who, Principal::Machine { kind: MachineKind::Tablet, .. });
                let by_place = clerk && rule.who.contains(&rules::Who::OwnCounter)
                    || tablet && rule.who.contains(&rules::Who::StandsThere);
                if by_place && may {
                    let place = rule.path.split('/').position(|level| level == "{id}");
                    let named = place.and_then(|place| path.split('/').nth(place));
                    assert_eq!(named, Some("c1"), "{} {text}", rule.path);
                }
                assert!(
                    *who != Principal::Nobody || !may || rule.who.contains(&rules::Who::Public),
                    "{text}"
                );
            }
        }
        taken && (rules::of("POST", path).is_some() || path.contains("/counters/c1/"))
    });
}
