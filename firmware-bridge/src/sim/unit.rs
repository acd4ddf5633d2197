//! One simulated device: the firmware's logic and what hangs on it.

use tokio::time::Instant;

use super::{Pad, Panel};
use crate::device::{Device, Identity, Input, Output, Wiring};
use crate::wire::WireBytes;
use crate::wire::message::{
    CAP_BUTTONS, CAP_DISPLAY, CAP_LAMPS, CAP_SOUND, CAP_TEXT_LETTERS, Chime, EventKind,
};

/// Model number of the simulated pad.
pub const MODEL_PAD: u16 = 0x0101;
/// Model number of the simulated panel.
pub const MODEL_PANEL: u16 = 0x0201;
/// Firmware version the simulators claim.
pub const FIRMWARE: [u8; 3] = [1, 0, 0];

/// What hangs on the device.
#[derive(Clone, Debug)]
enum Body {
    Pad(Pad),
    Panel(Panel),
}

/// A device before it is put on a line.
#[derive(Clone, Debug)]
pub struct SimDevice {
    /// Its address on the line.
    pub addr: u8,
    /// Who it is. Change it for devices that shall be odd.
    pub identity: Identity,
    body: Body,
}

impl SimDevice {
    /// Returns a pad with three buttons and a lamp beside each.
    #[must_use]
    pub fn pad(addr: u8) -> Self {
        let caps = CAP_BUTTONS | CAP_LAMPS;
        Self { addr, identity: identity(addr, MODEL_PAD, caps), body: Body::Pad(Pad::default()) }
    }

    /// Returns a panel of four characters that shows letters and sounds a chime.
    #[must_use]
    pub fn panel(addr: u8) -> Self {
        let caps = CAP_DISPLAY | CAP_SOUND | CAP_TEXT_LETTERS;
        Self { addr, identity: identity(addr, MODEL_PANEL, caps), body: Body::Panel(Panel::new(true)) }
    }

    /// Returns a panel of four seven-segment digits.
    #[must_use]
    pub fn digits(addr: u8) -> Self {
        let caps = CAP_DISPLAY;
        Self { addr, identity: identity(addr, MODEL_PANEL, caps), body: Body::Panel(Panel::new(false)) }
    }

    /// Returns the device with another unique number.
    #[must_use]
    pub fn with_uid(mut self, uid: [u8; 8]) -> Self {
        self.identity.uid = uid;
        self
    }
}

/// The unique number of a simulated device is its model and address, so that a restarted simulator is the same device.
fn identity(addr: u8, model: u16, caps: u32) -> Identity {
    let [high, low] = model.to_be_bytes();
    Identity {
        uid: [b'S', b'I', b'M', 0, high, low, 0, addr],
        boot_id: u32::from(addr) << 8 | 1,
        model,
        fw: FIRMWARE,
        caps,
        proto: (1, 1),
    }
}

/// A device with power.
#[derive(Debug)]
pub(super) struct Unit {
    pub(super) addr: u8,
    identity: Identity,
    wiring: Wiring,
    device: Device,
    body: Body,
    chimes: Vec<Chime>,
}

/// Chimes remembered.
const CHIMES_MAX: usize = 256;

impl Unit {
    pub(super) fn start(sim: SimDevice, wiring: Wiring, now_ms: u64) -> Self {
        let SimDevice { addr, identity, body } = sim;
        let device = Device::new(identity, wiring, addr, now_ms);
        Self { addr, identity, wiring, device, body, chimes: Vec::new() }
    }

    /// Takes the power away and gives it back: a new boot, nothing remembered.
    pub(super) fn power_cycle(&mut self, now_ms: u64) {
        self.identity.boot_id = self.identity.boot_id.wrapping_add(1);
        self.device = Device::new(self.identity, self.wiring, self.addr, now_ms);
        match &mut self.body {
            Body::Pad(pad) => *pad = Pad::default(),
            Body::Panel(panel) => panel.blank(),
        }
    }

    pub(super) fn bytes(&mut self, now_ms: u64, bytes: &[u8]) {
        self.device.handle(now_ms, Input::Bytes(bytes));
    }

    pub(super) fn happened(&mut self, now_ms: u64, input: u8, kind: EventKind) {
        self.device.handle(now_ms, Input::Happened { input, kind });
    }

    pub(super) fn timeout(&mut self, now_ms: u64) {
        self.device.handle(now_ms, Input::Timeout);
    }

    pub(super) fn next_deadline(&self) -> Option<u64> {
        self.device.next_deadline()
    }

    /// Does what the firmware wants done, up to the next frame to send.
    pub(super) fn poll(&mut self, now_ms: u64) -> Option<WireBytes> {
        loop {
            match self.device.poll_output()? {
                Output::Transmit(bytes) => return Some(bytes),
                Output::Show(show) => {
                    let code = match &mut self.body {
                        Body::Panel(panel) => {
                            panel.show(&show);
                            0
                        }
                        Body::Pad(_) => 1,
                    };
                    self.device.handle(now_ms, Input::Finished { id: show.rev, code });
                }
                Output::Blank => match &mut self.body {
                    Body::Panel(panel) => panel.blank(),
                    Body::Pad(_) => {}
                },
                Output::Lamp(lamp) => match &mut self.body {
                    Body::Pad(pad) => pad.light(Instant::now(), lamp),
                    Body::Panel(_) => {}
                },
                Output::Chime(chime) => {
                    self.chimes.truncate(CHIMES_MAX - 1);
                    self.chimes.push(chime);
                    self.device.handle(now_ms, Input::Finished { id: chime.cmd_id, code: 0 });
                }
                Output::Time(_) => {}
            }
        }
    }

    pub(super) fn panel(&self) -> Option<&Panel> {
        match &self.body {
            Body::Panel(panel) => Some(panel),
            Body::Pad(_) => None,
        }
    }

    pub(super) fn pad(&self) -> Option<&Pad> {
        match &self.body {
            Body::Pad(pad) => Some(pad),
            Body::Panel(_) => None,
        }
    }

    pub(super) fn chimes(&self) -> &[Chime] {
        &self.chimes
    }

    pub(super) fn events_waiting(&self) -> usize {
        self.device.events_waiting()
    }
}
