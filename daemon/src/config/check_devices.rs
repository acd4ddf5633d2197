//! Checks of printers, lines, pads, panels and cameras that need more than one value at a time.

use std::collections::{BTreeMap, BTreeSet};

use queue::id::{CounterId, DeviceId};

use super::check::unknown;
use super::devices::{BRIDGE_DEVICES_MAX, LINE_DEVICES_MAX, Line, LineMode, Panel, Protocol};
use super::file::File;
use super::printer::PrinterLink;
use super::source::{Path, Source};

/// Names on the devices page and in topics that are the daemon's own.
const RESERVED: [&str; 4] = ["clock", "daemon", "mqtt", "portal"];

/// Notes every mistake in the devices.
pub(super) fn check(file: &File, source: &mut Source<'_>) {
    ids(file, source);
    links(file, source);
    kiosks(file, source);
    let devices = on_lines(file);
    for device in &devices {
        references(file, device, source);
    }
    addresses(&devices, source);
    numbers(file, source);
    bridges(file, &devices, source);
    lines(file, &devices, source);
    for (index, panel) in file.panel.iter().enumerate() {
        let path = Path::default().key("panel").index(index);
        self::panel(file, panel, &path, source);
        letters(file, panel, &path, source);
    }
    cameras(file, source);
    mails(file, source);
}

/// Notes device ids that stand there twice: one id is one topic and one line of the devices page.
fn ids(file: &File, source: &mut Source<'_>) {
    let groups: [(&str, Vec<&DeviceId>); 7] = [
        ("printer", file.printer.iter().map(|d| &d.id).collect()),
        ("line", file.line.iter().map(|d| &d.id).collect()),
        ("bridge", file.bridge.iter().map(|d| &d.id).collect()),
        ("pad", file.pad.iter().map(|d| &d.id).collect()),
        ("button", file.button.iter().map(|d| &d.id).collect()),
        ("panel", file.panel.iter().map(|d| &d.id).collect()),
        ("camera", file.camera.iter().map(|d| &d.id).collect()),
    ];
    let mut seen: BTreeMap<&DeviceId, &str> = BTreeMap::new();
    for (section, ids) in &groups {
        for (index, id) in ids.iter().enumerate() {
            if RESERVED.contains(&id.as_str()) {
                let path = Path::default().key(section).index(index).key("id");
                let what = format!("{id} is the name of a part of noubad itself.");
                source.error(&path, what, "Give the device another id.");
            }
            if let Some(other) = seen.insert(id, section) {
                let path = Path::default().key(section).index(index).key("id");
                let what = format!("A {other} already has the id {id}.");
                source.error(&path, what, "Give each device of the office its own id.");
            }
        }
    }
}

/// Notes device files and hosts that two links would share: a port has one owner.
fn links(file: &File, source: &mut Source<'_>) {
    let mut owners: BTreeMap<String, &DeviceId> = BTreeMap::new();
    let printers = file.printer.iter().enumerate().map(|(index, printer)| {
        let (key, target) = match &printer.link {
            PrinterLink::Serial { path, .. } => ("serial", path.display().to_string()),
            PrinterLink::Tcp(host) => ("tcp", host.clone()),
            PrinterLink::File(path) => ("file", path.display().to_string()),
        };
        (Path::default().key("printer").index(index).key("link").key(key), target, &printer.id)
    });
    let lines = file.line.iter().enumerate().map(|(index, line)| {
        let path = Path::default().key("line").index(index).key("path");
        (path, line.path.display().to_string(), &line.id)
    });
    for (path, target, id) in printers.chain(lines) {
        if let Some(other) = owners.get(&target) {
            let what = format!("{target} already belongs to {other}.");
            source.error(&path, what, "Name another port here: a port has one owner.");
        } else {
            owners.insert(target, id);
        }
    }
}

fn kiosks(file: &File, source: &mut Source<'_>) {
    let mut owners: BTreeMap<&DeviceId, &DeviceId> = BTreeMap::new();
    let mut for_all: Option<&DeviceId> = None;
    for (index, printer) in file.printer.iter().enumerate() {
        let path = Path::default().key("printer").index(index);
        for (at, kiosk) in printer.kiosks.iter().enumerate() {
            if let Some(other) = owners.insert(kiosk, &printer.id) {
                let what = format!("The tickets of {kiosk} already come out of {other}.");
                source.error(&path.key("kiosks").index(at), what, "Name each kiosk at one printer.");
            }
        }
        if printer.kiosks.is_empty()
            && let Some(other) = for_all.replace(&printer.id)
        {
            let what = format!("{other} already prints for every kiosk that no printer names.");
            source.error(&path, what, "Name this printer's kiosks: kiosks = [\"kiosk-2\"].");
        }
    }
}

/// A pad or panel, as far as the line cares.
struct OnLine<'a> {
    path: Path,
    section: &'static str,
    id: &'a DeviceId,
    line: &'a DeviceId,
    address: u8,
    counter: &'a CounterId,
}

fn on_lines(file: &File) -> Vec<OnLine<'_>> {
    let at = |section: &str, index| Path::default().key(section).index(index);
    let pads = file.pad.iter().enumerate().map(|(index, d)| OnLine {
        path: at("pad", index),
        section: "pad",
        id: &d.id,
        line: &d.line,
        address: d.address,
        counter: &d.counter,
    });
    let panels = file.panel.iter().enumerate().map(|(index, d)| OnLine {
        path: at("panel", index),
        section: "panel",
        id: &d.id,
        line: &d.line,
        address: d.address,
        counter: &d.counter,
    });
    pads.chain(panels).collect()
}

fn references(file: &File, device: &OnLine<'_>, source: &mut Source<'_>) {
    let behind = file.bridge.iter().any(|bridge| bridge.id == *device.line);
    let on_line = file.line.iter().any(|line| line.id == *device.line);
    if behind && device.address != 0 {
        let remedy = "Remove it here: the address stands in the bridge's own file.";
        source.error(&device.path.key("address"), format!("{} is a bridge.", device.line), remedy);
    }
    let damaged = source.is_damaged("pad") || source.is_damaged("panel");
    if on_line && device.address == 0 && !damaged {
        let what = format!("{} has no address on {}.", device.id, device.line);
        source.error(&device.path, what, "Write the address set on the device: address = 1 to 239.");
    }
    if !on_line && !behind {
        let known = file.line.iter().map(|line| line.id.as_str());
        let known = known.chain(file.bridge.iter().map(|bridge| bridge.id.as_str()));
        unknown(source, "line", device.line.as_str(), known, &device.path.key("line"));
    }
    if !file.counter.iter().any(|counter| counter.id == *device.counter) {
        let known = file.counter.iter().map(|counter| counter.id.as_str());
        unknown(source, "counter", device.counter.as_str(), known, &device.path.key("counter"));
    }
}

/// Notes addresses given twice. A box with buttons and a display is one device: one pad and one panel may share.
fn addresses(devices: &[OnLine<'_>], source: &mut Source<'_>) {
    let mut taken: BTreeMap<(&DeviceId, u8), Vec<&OnLine<'_>>> = BTreeMap::new();
    for device in devices.iter().filter(|device| device.address != 0) {
        let here = taken.entry((device.line, device.address)).or_default();
        if let Some(other) =
            here.iter().find(|other| other.section == device.section || other.counter != device.counter)
        {
            let what = format!("{} already has address {} on {}.", other.id, device.address, device.line);
            let remedy = "Set another address on the device and write it here.";
            source.error(&device.path.key("address"), what, remedy);
        }
        here.push(device);
    }
}

/// Notes device numbers that stand there twice: a device is owned by one link, or its presses would come twice.
fn numbers(file: &File, source: &mut Source<'_>) {
    let at = |section: &str, index| Path::default().key(section).index(index).key("uid");
    let pads = file.pad.iter().enumerate().map(|(index, d)| (at("pad", index), &d.uid, &d.id, &d.line));
    let panels = file.panel.iter().enumerate().map(|(index, d)| (at("panel", index), &d.uid, &d.id, &d.line));
    let mut owners: BTreeMap<String, (&DeviceId, &DeviceId)> = BTreeMap::new();
    for (path, uid, id, line) in pads.chain(panels) {
        let Some(uid) = uid.as_ref().map(|uid| uid.to_ascii_lowercase()) else { continue };
        match owners.get(&uid) {
            // One box with buttons and a display at one address is one device on one line.
            Some((other, other_line)) if line != *other_line => {
                let what = format!("The device {uid} already is {other} on {other_line}.");
                source.error(&path, what, "Name each device on one line or bridge only.");
            }
            Some(_) => (),
            None => {
                owners.insert(uid, (id, line));
            }
        }
    }
}

fn bridges(file: &File, devices: &[OnLine<'_>], source: &mut Source<'_>) {
    for (index, bridge) in file.bridge.iter().enumerate() {
        let path = Path::default().key("bridge").index(index);
        if file.mqtt.is_none() && !source.is_damaged("mqtt") {
            let what = "A bridge speaks through the office's broker, and there is none.";
            source.error(&path, what, "Add [mqtt] with broker and credential.");
        }
        let count = devices.iter().filter(|device| *device.line == bridge.id).count();
        let damaged = source.is_damaged("pad") || source.is_damaged("panel");
        if count == 0 && !damaged {
            let remedy = "Add a [[pad]] or [[panel]] with it as line, or remove the bridge.";
            source.warning(&path, "This bridge speaks for no device.", remedy);
        }
        if count > BRIDGE_DEVICES_MAX {
            let what = format!("{count} devices are behind this bridge; it speaks for {BRIDGE_DEVICES_MAX}.");
            source.error(&path, what, "Give some of them to a second bridge.");
        }
    }
}

fn lines(file: &File, devices: &[OnLine<'_>], source: &mut Source<'_>) {
    for (index, line) in file.line.iter().enumerate() {
        let path = Path::default().key("line").index(index);
        let on_it: Vec<&OnLine<'_>> = devices.iter().filter(|d| *d.line == line.id).collect();
        let damaged = ["pad", "panel", "button"].iter().any(|s| source.is_damaged(s));
        if line.protocol == Protocol::Modbus
            && file.button.iter().any(|b| b.source.modbus.as_ref() == Some(&line.id))
        {
            continue;
        }
        foreign(file, line, &on_it, source);
        match (line.mode, &on_it[..]) {
            (_, []) if !damaged => {
                let remedy = "Add a [[pad]], [[panel]] or [[button]] on it, or remove the line.";
                source.warning(&path, "No device hangs on this line.", remedy);
            }
            (LineMode::PointToPoint, [_, second, ..]) => {
                let what =
                    format!("{} is the second device on the point-to-point line {}.", second.id, line.id);
                let remedy = "Give each device its own line, or set mode = \"bus\" if they share RS-485.";
                source.error(&second.path.key("line"), what, remedy);
            }
            (LineMode::Bus, many) if many.len() > LINE_DEVICES_MAX => {
                let what =
                    format!("{} devices hang on this line; it carries {LINE_DEVICES_MAX}.", many.len());
                source.error(&path, what, "Move some of them to a second line.");
            }
            (LineMode::Bus | LineMode::PointToPoint, _) => {}
        }
    }
}

/// Notes devices on a line of number boards that do not belong there.
fn foreign(file: &File, line: &Line, on_it: &[&OnLine<'_>], source: &mut Source<'_>) {
    let name = match line.protocol {
        Protocol::Nouba => return,
        Protocol::Board4 => "board4",
        Protocol::Sunpn => "sunpn",
        Protocol::Modbus => "modbus",
        Protocol::Ibis => "ibis",
    };
    for device in on_it.iter().filter(|d| file.pad.iter().any(|p| p.id == *d.id)) {
        let what = format!("{} speaks {name}, which no pad understands.", line.id);
        let remedy = "Give the pad a line of its own; a button on a Modbus module is a [[button]].";
        source.error(&device.path.key("line"), what, remedy);
    }
    if let (Protocol::Sunpn | Protocol::Ibis, [_, second, ..]) = (line.protocol, on_it) {
        let what =
            format!("{} packets name no board, and {} is the second one on {}.", name, second.id, line.id);
        source.error(&second.path.key("line"), what, "Give each of these boards a line of its own.");
    }
}

/// Notes digits for letters that nobody calls or nobody could tell apart.
fn letters(file: &File, panel: &Panel, path: &Path, source: &mut Source<'_>) {
    let mut taken: BTreeMap<u8, &str> = BTreeMap::new();
    for (letter, digit) in &panel.letter_digits {
        let at = path.key("letter_digits").key(letter);
        if !file.service.iter().any(|s| s.letter.is_some_and(|l| l.to_string() == *letter))
            && !source.is_damaged("service")
        {
            let what = format!("No service has tickets with the letter {letter}.");
            source.key_error(&at, what, "Remove it, or write the letter as at the service.");
        }
        if let Some(other) = taken.insert(*digit, letter) {
            let what = format!("{other} and {letter} would look the same.");
            source.error(&at, what, "Give each letter its own digit.");
        }
    }
}

/// Warns about a panel without room for the letter at a counter where the number alone is not enough.
fn panel(file: &File, panel: &Panel, path: &Path, source: &mut Source<'_>) {
    let Some(counter) = file.counter.iter().find(|c| c.id == panel.counter) else { return };
    let letters: BTreeSet<char> =
        file.service.iter().filter(|s| counter.services.contains(&s.id)).filter_map(|s| s.letter).collect();
    if panel.digits == 3 && letters.len() > 1 {
        let what = format!("Three characters have no room for the letter, and {} calls several.", counter.id);
        let remedy = "Use a panel of four characters here, or give the counter's services one letter.";
        source.warning(&path.key("digits"), what, remedy);
    }
    let line = file.line.iter().find(|l| l.id == panel.line);
    let numbers_only = line.is_some_and(|l| matches!(l.protocol, Protocol::Board4 | Protocol::Sunpn));
    let unmapped = letters.iter().filter(|l| !panel.letter_digits.contains_key(&l.to_string())).count();
    if numbers_only && panel.digits > 3 && letters.len() > 1 && unmapped > 0 {
        let what = format!("This display has no letters, and {} calls several.", counter.id);
        let remedy = "Add letter_digits = { A = 1, … } for each of them: A042 then shows as 1042.";
        source.warning(path, what, remedy);
    }
}

fn cameras(file: &File, source: &mut Source<'_>) {
    for (index, camera) in file.camera.iter().enumerate() {
        let path = Path::default().key("camera").index(index).key("cndp");
        if camera.cndp.receipt.trim().is_empty() {
            let what = "This camera has no receipt of a declaration to the CNDP.";
            let remedy = "Declare it (law 09-08) and write the number of the receipt.";
            source.warning(&path.key("receipt"), what, remedy);
        }
        if !camera.cndp.sign_posted {
            let what = "No sign announces this camera.";
            let remedy = "Hang the sign at the entrance (CNDP 350-2013) and write sign_posted = true.";
            source.warning(&path.key("sign_posted"), what, remedy);
        }
        if camera.still && (camera.cndp.receipt.trim().is_empty() || !camera.cndp.sign_posted) {
            let what = "Nobody may look through a camera that is not declared and announced.";
            let remedy = "Write the receipt's number and hang the sign, or remove still = true.";
            source.error(&Path::default().key("camera").index(index).key("still"), what, remedy);
        }
    }
}

/// Notes messages that no mail server would take.
fn mails(file: &File, source: &mut Source<'_>) {
    if file.mail.is_some() || source.is_damaged("mail") {
        return;
    }
    let report = file.monthly.as_ref().map(|report| &report.mail_to);
    let wishes = [("alerts", Some(&file.alerts.mail_to)), ("monthly", report)];
    for (table, to) in wishes {
        if to.is_some_and(|to| !to.is_empty()) {
            let path = Path::default().key(table).key("mail_to");
            let remedy = "Add [mail] with server and from, or remove the addresses.";
            source.error(&path, "Mails are wished for, and there is no mail server.", remedy);
        }
    }
}
