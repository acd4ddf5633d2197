//! Devices and cameras.

use super::Sources;
use super::exposition::{Exposition, Labels, number, one};
use crate::registry::DeviceHealth;

pub(super) fn write(sources: &Sources<'_>, numbers: &mut Exposition) {
    let each = |value: fn(&DeviceHealth) -> Option<f64>| -> Vec<(Labels, f64)> {
        let one = |d: &DeviceHealth| value(d).map(|v| (labels(d), v));
        sources.devices.iter().filter_map(one).collect()
    };
    let up = each(|d| Some(f64::from(u8::from(d.works))));
    numbers.gauges("nouba_device_up", "Whether the device does its work: 1, or 0", up);
    let state = |d: &DeviceHealth| {
        let mut labels = labels(d);
        labels.push(("state", d.view.state.clone()));
        (labels, 1.0)
    };
    let states = sources.devices.iter().map(state).collect();
    numbers.gauges(
        "nouba_device_state",
        "The device's state in one word, as the devices page has it",
        states,
    );
    let since = each(|d| Some(d.view.since.0 as f64 / 1000.0));
    numbers.seconds("nouba_device_since_timestamp", "Since when it has been in this state", since);
    let contact = each(|d| d.view.last_contact.map(|at| at.0 as f64 / 1000.0));
    numbers.seconds("nouba_device_contact_timestamp", "When something last came from it", contact);
    let battery = each(|d| {
        let percent = d.view.details.get("battery_percent")?.parse::<f64>().ok()?;
        Some(percent / 100.0)
    });
    numbers.gauges("nouba_device_battery_ratio", "What is left of its battery", battery);
    let failures = each(|d| Some(number(d.failures)));
    numbers.counters(
        "nouba_device_failures",
        "Times it stopped doing its work since the daemon started",
        failures,
    );
    let down = each(|d| Some(d.down_ms as f64 / 1000.0));
    numbers.seconds_counted(
        "nouba_device_down",
        "Time it did not do its work since the daemon started",
        down,
    );
    let roots = sources.devices.iter().filter(|d| !d.works && d.view.because_of.is_none()).count();
    numbers.gauges("nouba_alerts", "Devices somebody must look at: one for each cause", one(number(roots)));
    cameras(sources, numbers);
}

fn labels(device: &DeviceHealth) -> Labels {
    let kind = serde_json::to_value(device.view.kind).ok();
    let kind = kind.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
    vec![("device", device.view.id.clone()), ("kind", kind)]
}

fn cameras(sources: &Sources<'_>, numbers: &mut Exposition) {
    let (mut up, mut declared, mut last) = (Vec::new(), Vec::new(), Vec::new());
    for camera in &sources.cameras {
        let labels = vec![("camera", camera.id.clone()), ("place", camera.place.clone())];
        up.push((labels.clone(), f64::from(u8::from(camera.state == "ready"))));
        let is_declared = !camera.receipt.trim().is_empty() && camera.sign_posted;
        declared.push((labels.clone(), f64::from(u8::from(is_declared))));
        last.extend(camera.last_ok.map(|at| (labels, at.0 as f64 / 1000.0)));
    }
    numbers.gauges("nouba_camera_up", "Whether the camera's stream is as it should be: 1, or 0", up);
    let help = "Whether the camera is declared to the CNDP and its sign posted: 1, or 0";
    numbers.gauges("nouba_camera_declared", help, declared);
    numbers.seconds("nouba_camera_ok_timestamp", "When the camera was last as it should be", last);
}
