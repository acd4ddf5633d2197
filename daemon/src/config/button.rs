//! Buttons off the shelf: Zigbee and Wi-Fi buttons over MQTT, USB keypads and presenters, GPIO lines, Modbus inputs.
//! Nothing here knows a maker: what a payload means is written in the office's file.

use std::collections::BTreeMap;
use std::path::PathBuf;

use queue::id::{CounterId, DeviceId};
use queue::time::SECOND_MS;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::devices::{PadAction, quarantine_seconds};
use super::shape;

/// A button that is no pad of ours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Button {
    /// The button's id.
    #[schemars(with = "shape::Slug")]
    pub id: DeviceId,
    /// The counter it belongs to.
    #[schemars(with = "shape::Slug")]
    pub counter: CounterId,
    /// Where its presses come from: one of mqtt, evdev, gpio or modbus.
    pub source: Source,
    /// Where in an MQTT payload a press stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<EventPlace>,
    /// What each word of the payload, key or gesture asks for; whatever is not written here does nothing.
    #[schemars(extend("minProperties" = 1))]
    pub map: BTreeMap<String, PadAction>,
    /// Where an MQTT button's connection is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub availability: Option<Availability>,
    /// Where an MQTT button's battery is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub battery: Option<Battery>,
    /// Milliseconds within which the same word of the same button is the same press, told twice.
    #[serde(default = "debounce_ms")]
    #[schemars(range(min = 0, max = 5000))]
    pub debounce_ms: u32,
    /// Seconds for which a button that tells more than five presses in three seconds is not listened to; 0 for never.
    #[serde(default = "quarantine_seconds")]
    #[schemars(range(min = 0, max = 600))]
    pub quarantine_seconds: u32,
}

fn debounce_ms() -> u32 {
    400
}

impl Button {
    /// Returns how long a storm of presses shuts it out, in milliseconds.
    #[must_use]
    pub fn quarantine_ms(&self) -> i64 {
        i64::from(self.quarantine_seconds) * SECOND_MS
    }
}

/// Where presses come from. Exactly one of mqtt, evdev, gpio and modbus is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend(
    "x-exactly-one" = ["mqtt", "evdev", "gpio", "modbus"],
    "dependencies" = {
        "line": ["gpio"], "active_low": ["gpio"], "bias": ["gpio"], "unit": ["modbus"], "input": ["modbus"]
    }
))]
pub struct Source {
    /// Topic on which the button tells its presses.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<shape::Topic>")]
    pub mqtt: Option<String>,
    /// Device file of a USB keypad or presenter, from /dev/input/by-id/ (the one that ends in -event-kbd).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<shape::AbsolutePath>")]
    pub evdev: Option<PathBuf>,
    /// Device file of a GPIO chip, as /dev/gpiochip0.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<shape::AbsolutePath>")]
    pub gpio: Option<PathBuf>,
    /// Number of the line on the GPIO chip.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 511))]
    pub line: Option<u32>,
    /// Whether the GPIO line is low while the button is pressed, as with a contact to ground.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active_low: Option<bool>,
    /// Resistor the GPIO chip puts on the line; pull-up for a contact to ground.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bias: Option<Bias>,
    /// Id of the line with protocol = "modbus" that the input module hangs on.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<shape::Slug>")]
    pub modbus: Option<DeviceId>,
    /// Modbus unit of the input module, as set on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 247))]
    pub unit: Option<u8>,
    /// Discrete input of the module, counted from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 65535))]
    pub input: Option<u16>,
}

/// A GPIO chip's own resistor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Bias {
    /// To the supply.
    PullUp,
    /// To ground.
    PullDown,
    /// None: there is one on the board.
    Disabled,
}

/// Where in a payload a press stands. Exactly one of json and raw is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend(
    "x-exactly-one" = ["json", "raw"],
    "dependencies" = {"each": ["json"], "where": ["json"], "ts": ["json"]}
))]
pub struct EventPlace {
    /// Pointer to the word in a JSON payload (RFC 6901), as /action or /Button1/Action.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<shape::Pointer>")]
    pub json: Option<String>,
    /// True when the whole payload is the word, as ON.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub raw: Option<bool>,
    /// Pointer to a list of events; json, where and ts then count from each entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<shape::Pointer>")]
    pub each: Option<String>,
    /// Pointers and the words that must stand there, as { "/component" = "input:0" }; others are not this button.
    #[serde(rename = "where", skip_serializing_if = "BTreeMap::is_empty")]
    pub only: BTreeMap<String, String>,
    /// Pointer to the button's own time in seconds; a press that was long on its way is not acted upon.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<shape::Pointer>")]
    pub ts: Option<String>,
    /// Only a change to the word is a press, not its repetition: for topics that tell a state, as ON and OFF.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edge: Option<Edge>,
}

/// Which change of a state is a press.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Edge {
    /// To the word, from anything else.
    Rising,
}

/// Where a button's connection is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Availability {
    /// Its topic.
    #[schemars(with = "shape::Topic")]
    pub topic: String,
    /// Pointer to the word in a JSON payload; the whole payload where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<shape::Pointer>")]
    pub json: Option<String>,
    /// The word that means connected.
    #[serde(default = "online")]
    pub up: String,
    /// True for buttons on a battery, which are silent when all is well: the word is shown, but is no fault.
    #[serde(default)]
    pub passive: bool,
}

fn online() -> String {
    "online".to_owned()
}

/// Where a button's battery is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Battery {
    /// Pointer to it in the payload of the presses, in per cent.
    #[schemars(with = "shape::Pointer")]
    pub json: String,
    /// Per cent below which it is to be changed.
    #[serde(default = "battery_low")]
    #[schemars(range(min = 1, max = 99))]
    pub low: u8,
}

fn battery_low() -> u8 {
    15
}
