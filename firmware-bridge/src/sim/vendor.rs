//! Payloads of MQTT buttons as their makers send them, with the nuisances users complain about (devices.md §8): one a
//! line, to be piped into `mosquitto_pub -l`. Seeded.

use super::Rng;

/// Whose button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vendor {
    /// Any Zigbee button behind zigbee2mqtt.
    Zigbee2mqtt,
    /// Shelly Gen2 and later.
    Shelly,
    /// Tasmota with SetOption73 1.
    Tasmota,
    /// ESPHome, a binary sensor's state.
    Esphome,
}

/// A way to press.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Press {
    /// Once.
    Single,
    /// Twice.
    Double,
    /// Held.
    Long,
}

/// A button.
#[derive(Debug)]
pub struct SimVendor {
    vendor: Vendor,
    rng: Rng,
    /// Presses in a million that come with a nuisance: told twice, followed by an empty word, or by telemetry.
    nuisance: u32,
    sent: u32,
}

impl SimVendor {
    /// Returns a button.
    #[must_use]
    pub fn new(vendor: Vendor, seed: u64, nuisance: u32) -> Self {
        Self { vendor, rng: Rng::new(seed), nuisance, sent: 0 }
    }

    /// Returns the payloads of one press, in order. ESPHome tells a state, and knows no double or long press.
    pub fn press(&mut self, press: Press) -> Vec<String> {
        self.sent += 1;
        let told = self.payload(press);
        let mut payloads = vec![told.clone()];
        if self.rng.happens(self.nuisance) {
            payloads.push(match self.rng.below(3) {
                0 => told,
                1 => self.follow_up(),
                _ => self.telemetry(),
            });
        }
        if self.vendor == Vendor::Esphome {
            payloads.push("OFF".to_owned());
        }
        payloads
    }

    fn payload(&self, press: Press) -> String {
        let word = |single, double, long| match press {
            Press::Single => single,
            Press::Double => double,
            Press::Long => long,
        };
        match self.vendor {
            Vendor::Zigbee2mqtt => {
                let action = word("single", "double", "hold");
                format!(r#"{{"action":"{action}","battery":97,"linkquality":98,"voltage":3000}}"#)
            }
            Vendor::Shelly => {
                let event = word("single_push", "double_push", "long_push");
                let ts = 1_795_511_523.0 + f64::from(self.sent);
                format!(
                    r#"{{"src":"shellyplusi4-a8032abe54dc","dst":"shellyplusi4-a8032abe54dc/events","method":"NotifyEvent","params":{{"ts":{ts},"events":[{{"component":"input:0","id":0,"event":"{event}","ts":{ts}}}]}}}}"#
                )
            }
            Vendor::Tasmota => {
                format!(r#"{{"Button1":{{"Action":"{}"}}}}"#, word("SINGLE", "DOUBLE", "HOLD"))
            }
            Vendor::Esphome => "ON".to_owned(),
        }
    }

    fn follow_up(&self) -> String {
        match self.vendor {
            Vendor::Zigbee2mqtt => r#"{"action":"","battery":97,"linkquality":98,"voltage":3000}"#,
            Vendor::Shelly => r#"{"src":"shellyplusi4-a8032abe54dc","method":"NotifyStatus","params":{"input:0":{"state":null}}}"#,
            Vendor::Tasmota => r#"{"Button1":{"Action":"CLEAR"}}"#,
            Vendor::Esphome => "ON",
        }
        .to_owned()
    }

    fn telemetry(&self) -> String {
        match self.vendor {
            Vendor::Zigbee2mqtt => r#"{"battery":96,"linkquality":44,"voltage":2990}"#,
            Vendor::Shelly => r#"{"method":"NotifyStatus","params":{"sys":{"ram_free":123456}}}"#,
            Vendor::Tasmota => r#"{"POWER":"ON"}"#,
            Vendor::Esphome => "OFF",
        }
        .to_owned()
    }
}
