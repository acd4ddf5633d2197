//! Which cameras are on the network: WS-Discovery as ONVIF has it (ONVIF Core Specification §7), asked once and only
//! when a person wishes. What answers is shown and never added by itself.

use std::collections::BTreeMap;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};
use std::time::Duration;

use nix::ifaddrs::getifaddrs;
use nix::net::if_::InterfaceFlags;
use quick_xml::Reader;
use quick_xml::events::Event;
use serde::Serialize;
use tokio::net::UdpSocket;
use tokio::time::{Instant, timeout_at};

/// Where devices listen (WS-Discovery §2.4).
const EVERYBODY: SocketAddrV4 = SocketAddrV4::new(Ipv4Addr::new(239, 255, 255, 250), 3702);
/// How long answers are waited for: many cameras take longer than a second.
pub const WAIT: Duration = Duration::from_secs(5);
/// Largest answer read: what fits into a datagram.
const ANSWER_BYTES_MAX: usize = 64 * 1024;
/// Most cameras listed; a network of an office has a tenth.
const FOUND_MAX: usize = 256;
/// Deepest nesting of an answer that is read.
const DEPTH_MAX: usize = 32;

/// A camera that answered.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Found {
    /// The name it gives itself.
    pub name: String,
    /// Its model.
    pub hardware: String,
    /// Where its ONVIF service is.
    pub services: Vec<String>,
}

/// Asks on every network of this machine, and returns what answers, by address.
///
/// # Errors
/// When no socket can be opened.
pub async fn discover(wait: Duration) -> io::Result<BTreeMap<String, Found>> {
    let mut asked = Vec::new();
    for local in networks() {
        // Bound to a network's own address, Linux sends a multicast out there and nowhere else.
        asked.push((SocketAddrV4::new(local, 0), SocketAddr::V4(EVERYBODY)));
    }
    if asked.is_empty() {
        return Err(io::Error::new(io::ErrorKind::AddrNotAvailable, "this machine is on no network"));
    }
    ask(&asked, wait).await
}

/// The addresses of this machine on networks that carry multicasts.
fn networks() -> Vec<Ipv4Addr> {
    let wanted = InterfaceFlags::IFF_UP | InterfaceFlags::IFF_MULTICAST;
    let all = getifaddrs().map(|all| all.collect::<Vec<_>>()).unwrap_or_default();
    let usable = all
        .into_iter()
        .filter(|i| i.flags.contains(wanted) && !i.flags.contains(InterfaceFlags::IFF_LOOPBACK));
    usable.filter_map(|i| i.address?.as_sockaddr_in().map(|a| a.ip())).collect()
}

/// Asks from each address at another, and gathers the answers of all.
///
/// # Errors
/// When no socket can be opened.
pub async fn ask(
    asked: &[(SocketAddrV4, SocketAddr)],
    wait: Duration,
) -> io::Result<BTreeMap<String, Found>> {
    let until = Instant::now() + wait;
    let mut listening = tokio::task::JoinSet::new();
    let mut failed = None;
    for (from, to) in asked {
        match UdpSocket::bind(from).await {
            Ok(socket) => _ = listening.spawn(gather(socket, *to, until)),
            Err(error) => failed = Some(error),
        }
    }
    if let (true, Some(error)) = (listening.is_empty(), failed) {
        return Err(error);
    }
    let mut found = BTreeMap::new();
    while let Some(part) = listening.join_next().await {
        found.extend(part.unwrap_or_default());
    }
    Ok(found)
}

async fn gather(socket: UdpSocket, to: SocketAddr, until: Instant) -> BTreeMap<String, Found> {
    let mut found = BTreeMap::new();
    let question = question(&uuid::Uuid::new_v4());
    if let Err(error) = socket.send_to(question.as_bytes(), to).await {
        tracing::warn!(error = %error, "the question cannot be sent on one of this machine's networks");
        return found;
    }
    let mut bytes = vec![0; ANSWER_BYTES_MAX];
    while let Ok(received) = timeout_at(until, socket.recv_from(&mut bytes)).await {
        let Ok((length, from)) = received else { continue };
        if let Some(answer) = answer(&bytes[..length])
            && found.len() < FOUND_MAX
        {
            found.insert(from.ip().to_string(), answer);
        }
    }
    found
}

fn question(id: &uuid::Uuid) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
         <e:Envelope xmlns:e=\"http://www.w3.org/2003/05/soap-envelope\" \
         xmlns:w=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\" \
         xmlns:d=\"http://schemas.xmlsoap.org/ws/2005/04/discovery\" \
         xmlns:dn=\"http://www.onvif.org/ver10/network/wsdl\">\
         <e:Header><w:MessageID>urn:uuid:{id}</w:MessageID>\
         <w:To e:mustUnderstand=\"true\">urn:schemas-xmlsoap-org:ws:2005:04:discovery</w:To>\
         <w:Action e:mustUnderstand=\"true\">http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe</w:Action>\
         </e:Header><e:Body><d:Probe><d:Types>dn:NetworkVideoTransmitter</d:Types></d:Probe></e:Body></e:Envelope>"
    )
}

/// Reads an answer; nothing for what is none. Entities other than XML's own five are not known and end the reading.
pub fn answer(bytes: &[u8]) -> Option<Found> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut reader = Reader::from_str(text);
    let (mut found, mut path, mut inside) = (Found::default(), Vec::<String>::new(), String::new());
    let mut matched = false;
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) => {
                path.push(start.local_name().as_ref().to_owned());
                inside.clear();
                if path.len() > DEPTH_MAX {
                    return None;
                }
            }
            Event::Text(part) => inside.push_str(&part),
            Event::GeneralRef(entity) => inside.push_str(known_entity(&entity)?),
            Event::DocType(_) => return None,
            Event::End(_) => {
                let name = path.pop()?;
                match name.as_str() {
                    "XAddrs" => found.services = inside.split_whitespace().map(plain).collect(),
                    "Scopes" => scopes(&inside, &mut found),
                    "ProbeMatch" => matched = true,
                    _ => (),
                }
                inside.clear();
            }
            Event::Eof => return matched.then_some(found),
            _ => (),
        }
    }
}

fn known_entity(name: &str) -> Option<&'static str> {
    Some(match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => return None,
    })
}

fn scopes(text: &str, found: &mut Found) {
    for scope in text.split_whitespace() {
        let after =
            |what: &str| scope.strip_prefix("onvif://www.onvif.org/").and_then(|s| s.strip_prefix(what));
        if let Some(name) = after("name/") {
            found.name = plain(name);
        } else if let Some(hardware) = after("hardware/") {
            found.hardware = plain(hardware);
        }
    }
}

/// A text of a stranger for a terminal: percent signs resolved, nothing that steers it, not endless.
fn plain(text: &str) -> String {
    let resolved =
        url::form_urlencoded::parse(format!("x={}", text.replace('+', "%2B").replace('&', "%26")).as_bytes())
            .next()
            .map(|(_, value)| value.into_owned())
            .unwrap_or_default();
    resolved.chars().filter(|c| !c.is_control()).take(120).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As a Hikvision camera answers (Wireshark's sample of WS-Discovery, shortened).
    const ANSWER: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<env:Envelope xmlns:env="http://www.w3.org/2003/05/soap-envelope" xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery">
<env:Body><d:ProbeMatches><d:ProbeMatch><d:Types>dn:NetworkVideoTransmitter</d:Types>
<d:Scopes>onvif://www.onvif.org/type/video_encoder onvif://www.onvif.org/hardware/DS-2CD2042WD-I
onvif://www.onvif.org/name/HIKVISION%20hall%1b[31m</d:Scopes>
<d:XAddrs>http://192.168.1.64/onvif/device_service?a=1&amp;b=2 http://[fe80::1]/onvif/device_service</d:XAddrs>
</d:ProbeMatch></d:ProbeMatches></env:Body></env:Envelope>"#;

    #[tokio::test]
    async fn who_answers_is_listed_and_noise_is_not() {
        let device = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        let to = device.local_addr().unwrap();
        let task = tokio::spawn(async move {
            let mut question = vec![0; 4096];
            let (length, from) = device.recv_from(&mut question).await.unwrap();
            for noise in
                [&b"\xff\xfe"[..], b"<a>", b"<!DOCTYPE a [<!ENTITY b \"c\">]><ProbeMatch>&b;</ProbeMatch>"]
            {
                device.send_to(noise, from).await.unwrap();
            }
            device.send_to(ANSWER.as_bytes(), from).await.unwrap();
            String::from_utf8(question[..length].to_vec()).unwrap()
        });
        let asked = [(SocketAddrV4::new(Ipv4Addr::LOCALHOST, 0), to)];
        let found = ask(&asked, Duration::from_millis(500)).await.unwrap();
        assert!(task.await.unwrap().contains("NetworkVideoTransmitter"));
        assert_eq!(found.len(), 1);
        let camera = &found["127.0.0.1"];
        assert_eq!(
            (camera.name.as_str(), camera.hardware.as_str()),
            ("HIKVISION hall[31m", "DS-2CD2042WD-I")
        );
        assert_eq!(camera.services[0], "http://192.168.1.64/onvif/device_service?a=1&b=2");
        assert_eq!(camera.services.len(), 2);
    }

    #[test]
    fn what_is_no_answer_is_none() {
        for noise in ["", "<a/>", "<a><b></a>", &"<a>".repeat(200), "<ProbeMatch>&unknown;</ProbeMatch>"] {
            assert_eq!(answer(noise.as_bytes()), None, "{noise}");
        }
    }
}
