//! The forms a text can have in the file: each has a name in the schema and one function that checks it.

use std::net::SocketAddr;

use queue::calendar::Interval;
use queue::id::ServiceId;
use queue::time::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

/// Letters that are read as digits on a panel or a ticket, and are therefore no ticket letters.
const UNCLEAR_LETTERS: [char; 3] = ['I', 'O', 'Q'];

/// What is wrong with a text, and what to write instead.
pub(super) struct Wrong {
    pub(super) what: String,
    pub(super) remedy: String,
}

fn wrong(what: impl Into<String>, remedy: impl Into<String>) -> Wrong {
    Wrong { what: what.into(), remedy: remedy.into() }
}

macro_rules! forms {
    ($($(#[$doc:meta])* $name:ident, $format:literal, $check:path;)+) => {
        $(
            $(#[$doc])*
            pub(super) struct $name;

            impl JsonSchema for $name {
                fn schema_name() -> std::borrow::Cow<'static, str> {
                    stringify!($name).into()
                }
                fn json_schema(_: &mut SchemaGenerator) -> Schema {
                    json_schema!({ "type": "string", "format": $format })
                }
            }
        )+

        /// Checks a text against the form of that name.
        ///
        /// # Errors
        /// What is wrong and what to write instead.
        pub(super) fn check(format: &str, text: &str) -> Result<(), Wrong> {
            match format {
                $($format => $check(text),)+
                other => Err(wrong(format!("The schema names an unknown form {other}."), "Report this as a defect of noubad.")),
            }
        }
    };
}

forms! {
    /// An id.
    Slug, "nouba-id", slug;
    /// A text people read.
    Words, "words", words;
    /// A ticket letter.
    Letter, "ticket-letter", letter;
    /// Open hours.
    Hours, "hours", hours;
    /// A date.
    Day, "date", date;
    /// A zone.
    Zone, "time-zone", zone;
    /// An offset from UTC.
    Offset, "utc-offset", offset;
    /// An address to listen on.
    Listen, "listen-address", listen;
    /// The address of a machine.
    Address, "ip-address", address;
    /// A host's name or address, without a port.
    HostName, "host-name", host_name;
    /// A host and a port.
    HostPort, "host-port", host_port;
    /// The address of the daemon as phones see it.
    PublicUrl, "public-url", public_url;
    /// The address of the portal.
    PortalUrl, "portal-url", portal_url;
    /// The address of a program that is told of alerts.
    HookUrl, "hook-url", hook_url;
    /// An address for mail.
    MailAddress, "mail-address", mail_address;
    /// The address of a camera.
    RtspUrl, "rtsp-url", rtsp_url;
    /// A device file or a directory.
    AbsolutePath, "absolute-path", absolute_path;
    /// A sound card by its ALSA name.
    SoundCard, "alsa-name", alsa_name;
    /// An MQTT topic that is listened to.
    Topic, "mqtt-topic", topic;
    /// A pointer into a JSON payload.
    Pointer, "json-pointer", pointer;
    /// A device's unique number.
    DeviceNumber, "device-number", device_number;
}

fn slug(text: &str) -> Result<(), Wrong> {
    ServiceId::new(text).map(drop).map_err(|e| {
        wrong(format!("{:?} is not an id.", e.text), format!("Use {}, as \"birth-extract\".", e.rule))
    })
}

fn words(text: &str) -> Result<(), Wrong> {
    // Direction marks would turn the rest of a ticket's line around; the daemon sets direction itself.
    let steers = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if text.trim().is_empty() {
        return Err(wrong("The text is empty.", "Write the words people shall read, or remove the key."));
    }
    if let Some(c) = text.chars().find(|c| steers(*c)) {
        let what = format!("The text holds the invisible character U+{:04X}.", u32::from(c));
        return Err(wrong(what, "Type the text anew, without line breaks or direction marks."));
    }
    if text.chars().count() > 300 {
        return Err(wrong("The text has more than 300 characters.", "Shorten it: it must fit on a ticket."));
    }
    Ok(())
}

fn letter(text: &str) -> Result<(), Wrong> {
    let one = text.chars().next().filter(|c| c.is_ascii_uppercase() && text.len() == 1);
    match one {
        None => {
            Err(wrong(format!("{text:?} is not a ticket letter."), "Use one capital letter from A to Z."))
        }
        Some(c) if UNCLEAR_LETTERS.contains(&c) => Err(wrong(
            format!("The letter {c} is read as a digit on panels and tickets."),
            "Use another capital letter than I, O and Q.",
        )),
        Some(_) => Ok(()),
    }
}

fn hours(text: &str) -> Result<(), Wrong> {
    text.parse::<Interval>().map(drop).map_err(|_| {
        let cut: String = text.chars().take(40).collect();
        wrong(format!("{cut:?} are not open hours."), "Write start and later end as \"08:30-16:30\".")
    })
}

fn date(text: &str) -> Result<(), Wrong> {
    text.parse::<Date>().map(drop).map_err(|_| {
        let cut: String = text.chars().take(40).collect();
        wrong(format!("{cut:?} is not a date that exists."), "Write year-month-day, as 2027-02-08.")
    })
}

fn zone(text: &str) -> Result<(), Wrong> {
    let known = jiff::tz::TimeZoneDatabase::bundled().get(text).is_ok() || jiff::tz::db().get(text).is_ok();
    if known {
        return Ok(());
    }
    let remedy = "Use a name of the IANA list, as \"Africa/Casablanca\" (timedatectl list-timezones).";
    Err(wrong(format!("{text:?} is not a known time zone."), remedy))
}

fn offset(text: &str) -> Result<(), Wrong> {
    parse_offset(text).map(drop).ok_or_else(|| {
        wrong(format!("{text:?} is not an offset from UTC."), "Write sign, hours and minutes, as \"+01:00\".")
    })
}

/// Returns the seconds of an offset written as `+01:00`; at most 14 hours either way (the widest in use).
pub(super) fn parse_offset(text: &str) -> Option<i32> {
    let (sign, rest) = match text.as_bytes().first()? {
        b'+' => (1, &text[1..]),
        b'-' => (-1, &text[1..]),
        _ => return None,
    };
    let minutes = i32::from(rest.parse::<queue::calendar::LocalTime>().ok()?.minutes());
    (minutes <= 14 * 60).then_some(sign * minutes * 60)
}

fn listen(text: &str) -> Result<(), Wrong> {
    text.parse::<SocketAddr>().map(drop).map_err(|_| {
        let remedy =
            "Write an IP address and a port, as \"127.0.0.1:8080\" (this machine only) or \"0.0.0.0:8080\".";
        wrong(format!("{text:?} is not an address to listen on."), remedy)
    })
}

fn address(text: &str) -> Result<(), Wrong> {
    text.parse::<std::net::IpAddr>().map(drop).map_err(|_| {
        wrong(
            format!("{text:?} is not the address of a machine."),
            "Write it as \"192.168.1.2\", without a port.",
        )
    })
}

fn host_name(text: &str) -> Result<(), Wrong> {
    let part = |part: &str| {
        let fits = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
        (1..=63).contains(&part.len()) && part.bytes().all(fits) && !part.starts_with('-')
    };
    let is_name = text.len() <= 253 && text.split('.').all(part);
    if is_name || text.parse::<std::net::IpAddr>().is_ok() {
        return Ok(());
    }
    let remedy = "Write the name alone, as \"nouba.sale.ma\": no https://, no port, no *.";
    Err(wrong(format!("{text:?} is not the name of a machine."), remedy))
}

fn host_port(text: &str) -> Result<(), Wrong> {
    let well = text.rsplit_once(':').is_some_and(|(host, port)| {
        let bracketed = host.starts_with('[') && host.ends_with(']');
        let plain = host.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'-');
        !host.is_empty() && (bracketed || plain) && port.parse::<u16>().is_ok_and(|p| p > 0)
    });
    if well {
        return Ok(());
    }
    Err(wrong(format!("{text:?} is not a host and a port."), "Write them as \"192.168.1.40:9100\"."))
}

fn public_url(text: &str) -> Result<(), Wrong> {
    let Some(rest) = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) else {
        return Err(wrong(format!("{text:?} is not a web address."), "Start it with https:// or http://."));
    };
    let authority = rest.split('/').next().unwrap_or_default();
    if authority.is_empty() || rest.contains(char::is_whitespace) {
        return Err(wrong(format!("{text:?} names no host."), "Write it as \"https://nouba.sale.ma\"."));
    }
    if authority.contains('@') {
        return Err(wrong("The address holds a name or password.", "Remove everything up to the @."));
    }
    if rest.contains(['?', '#']) || text.ends_with('/') {
        let remedy = "End it before the last / and without ? or #; /t/… is added to it on each ticket.";
        return Err(wrong("The address does not end where ticket addresses begin.", remedy));
    }
    Ok(())
}

fn portal_url(text: &str) -> Result<(), Wrong> {
    let Some(rest) = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) else {
        // The text itself is not repeated: it may hold a password.
        return Err(wrong(
            "This is not a web address.",
            "Start it with https:// (or http:// on a protected network).",
        ));
    };
    if rest.contains('@') {
        return Err(wrong(
            "The address holds a name or password.",
            "Remove everything up to the @, and use credential.",
        ));
    }
    let plain = text.parse::<axum::http::Uri>().is_ok_and(|uri| uri.host().is_some_and(|h| !h.is_empty()));
    if !plain || rest.contains(['?', '#']) || text.ends_with('/') {
        let remedy =
            "Write host, port and perhaps a path, without / at the end, as \"https://portal.sale.ma\".";
        return Err(wrong("The address is not one a path can be added to.", remedy));
    }
    Ok(())
}

fn hook_url(text: &str) -> Result<(), Wrong> {
    // The text itself is not repeated: many such addresses are secrets.
    let Some(rest) = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) else {
        let remedy = "Start it with https:// (or http:// on a protected network).";
        return Err(wrong("This is not a web address.", remedy));
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.contains('@') {
        let remedy = "Remove everything up to the @: what is sent is signed with secret.";
        return Err(wrong("The address holds a name or password.", remedy));
    }
    let whole = text.parse::<axum::http::Uri>().is_ok_and(|uri| uri.host().is_some_and(|h| !h.is_empty()));
    if rest.contains('#') || !whole {
        return Err(wrong(
            "The address is not complete.",
            "Write it as \"https://tickets.sale.ma/hooks/nouba\".",
        ));
    }
    Ok(())
}

fn mail_address(text: &str) -> Result<(), Wrong> {
    if text.is_ascii() && text.parse::<lettre::Address>().is_ok() {
        return Ok(());
    }
    Err(wrong(format!("{text:?} is not an address for mail."), "Write one as \"informatique@sale.ma\"."))
}

fn rtsp_url(text: &str) -> Result<(), Wrong> {
    let Some(rest) = text.strip_prefix("rtsp://") else {
        // The text itself is not repeated: it may hold a password.
        return Err(wrong(
            "This is not the address of a camera's stream.",
            "Start it with rtsp://; encrypted streams (rtsps://) are not understood: keep cameras in a network of their own.",
        ));
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if rest.contains('@') {
        let remedy = "Remove everything between // and @, write it to a file of mode 0600 (user:password) and name \
                      that in credential = \"…\".";
        return Err(wrong("The camera's address holds a name or a password.", remedy));
    }
    if authority.is_empty() || rest.contains(char::is_whitespace) {
        return Err(wrong(
            "The camera's address names no host.",
            "Write it as \"rtsp://10.0.3.21:554/stream\".",
        ));
    }
    Ok(())
}

fn absolute_path(text: &str) -> Result<(), Wrong> {
    if text.starts_with('/') && !text.contains('\0') {
        return Ok(());
    }
    let remedy =
        "Start it with /, as \"/dev/serial/by-id/…\": names there stay the same when plugs change places.";
    Err(wrong(format!("{text:?} is not a full path."), remedy))
}

fn alsa_name(text: &str) -> Result<(), Wrong> {
    // Longest name of a PCM that ALSA shows; blanks and control characters are in none of them.
    let plain = text.chars().all(|c| c.is_ascii_graphic());
    if plain && !text.is_empty() && text.len() <= 120 {
        return Ok(());
    }
    let remedy = "Write a name that `aplay -L` lists, as \"default\" or \"plughw:CARD=PCH,DEV=0\".";
    Err(wrong(format!("{text:?} is not the name of a sound card."), remedy))
}

fn device_number(text: &str) -> Result<(), Wrong> {
    if text.len() == 16 && text.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Ok(());
    }
    let remedy = "Write its 16 hexadecimal digits as the device list shows them.";
    Err(wrong(format!("{text:?} is not a device's number."), remedy))
}

fn topic(text: &str) -> Result<(), Wrong> {
    if text.is_empty() || text.len() > 256 || text.contains(['\0', '#', '+']) || text.starts_with('$') {
        let remedy =
            "Write the one topic of this button in full, as \"zigbee2mqtt/button-3\", without # and +.";
        return Err(wrong(format!("{text:?} is not a topic to listen to."), remedy));
    }
    if text.starts_with("nouba/") {
        let what = "Topics below nouba/ belong to pads and bridges of Nouba itself.";
        return Err(wrong(what, "Configure such a device as [[pad]]; a button speaks as its maker made it."));
    }
    Ok(())
}

fn pointer(text: &str) -> Result<(), Wrong> {
    let escaped = text.split('~').skip(1).all(|rest| rest.starts_with(['0', '1']));
    if (text.is_empty() || text.starts_with('/')) && text.len() <= 256 && escaped {
        return Ok(());
    }
    let remedy =
        "Write the keys that lead there, each after a /, as \"/Button1/Action\" (a / within a key as ~1).";
    Err(wrong(format!("{text:?} is not a pointer into JSON."), remedy))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_takes_what_it_should_and_refuses_what_it_should() {
        let cases: [(&str, &[&str], &[&str]); 17] = [
            (
                "mqtt-topic",
                &["zigbee2mqtt/desk3", "stat/x/RESULT"],
                &["", "a/#", "a/+/b", "$SYS/x", "nouba/v1/o/d/event"],
            ),
            ("json-pointer", &["", "/action", "/a/0/b~1c", "/a~0b"], &["action", "/a~", "/a~2"]),
            ("alsa-name", &["default", "plughw:CARD=PCH,DEV=0"], &["", "my card", "x\ny"]),
            ("ticket-letter", &["A", "Z"], &["I", "O", "Q", "a", "", "AB", "É", "1"]),
            ("time-zone", &["Africa/Casablanca", "Europe/Paris"], &["Africa/Sale", "", "+01:00"]),
            ("utc-offset", &["+01:00", "-00:30", "+14:00"], &["01:00", "+1:00", "+14:01", "", "+é0:0"]),
            ("listen-address", &["127.0.0.1:8080", "[::1]:0"], &["localhost:8080", "8080", "1.2.3.4"]),
            ("ip-address", &["192.168.1.2", "fd00::2"], &["192.168.1.2:80", "proxy", ""]),
            (
                "host-name",
                &["nouba.sale.ma", "desk", "10.0.0.1"],
                &["", "*.ma", "https://n.ma", "n.ma:1", "a..b"],
            ),
            (
                "host-port",
                &["printer-1:9100", "[::1]:9100"],
                &["printer", ":9100", "a b:1", "h:0", "h:99999"],
            ),
            (
                "public-url",
                &["https://n.ma", "http://10.0.0.2:8080/x"],
                &["n.ma", "https://", "https://a@b", "https://n.ma/", "https://n.ma?x"],
            ),
            (
                "rtsp-url",
                &["rtsp://10.0.0.1:554/s"],
                &["http://10.0.0.1", "rtsps://10.0.0.1/s", "rtsp://a:b@10.0.0.1/s", "rtsp:///s"],
            ),
            (
                "portal-url",
                &["https://portal.sale.ma", "http://10.0.0.2:8090", "https://sale.ma/portal"],
                &[
                    "portal.sale.ma",
                    "https://",
                    "https://a:b@h",
                    "https://h/",
                    "https://h?x",
                    "ftp://h",
                    "http://h h",
                ],
            ),
            (
                "hook-url",
                &["https://h/x?y=1", "http://10.0.0.2:9000/"],
                &["h/x", "https://a:b@h/x", "https://", "https://h/x#y", "https://h h"],
            ),
            ("mail-address", &["it@sale.ma"], &["it", "it@", "a b@sale.ma", "é@sale.ma", "a@b.ma, c@d.ma"]),
            ("absolute-path", &["/dev/ttyUSB0"], &["ttyUSB0", "", "dev/x"]),
            ("device-number", &["0011223344556677"], &["001122334455667", "001122334455667g"]),
        ];
        for (format, right, wrong) in cases {
            for text in right {
                assert!(check(format, text).is_ok(), "{format} {text}");
            }
            for text in wrong {
                assert!(check(format, text).is_err(), "{format} {text}");
            }
        }
    }

    #[test]
    fn a_camera_password_is_never_repeated() {
        for url in ["rtsp://u:hunter2@h/s", "http://u:hunter2@h/s", "u:hunter2@h"] {
            let Err(Wrong { what, remedy }) = check("rtsp-url", url) else { panic!("{url} was taken") };
            assert!(!what.contains("hunter2") && !remedy.contains("hunter2"));
        }
    }
}
