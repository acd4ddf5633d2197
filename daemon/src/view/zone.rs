//! What kiosks and boards of a part of the building show: their own services, counters and calls.

use queue::id::DeviceId;

use super::BoardView;
use crate::config::{Printer, Zone};
use crate::voice::AnnouncementView;

/// The parts of the building, and which kiosk prints where.
#[derive(Clone, Default)]
pub struct Zones {
    zones: Vec<Zone>,
    /// Printers with the kiosks whose tickets come out of them.
    printers: Vec<(DeviceId, Vec<DeviceId>)>,
}

impl Zones {
    /// Returns the zones of an office.
    #[must_use]
    pub fn new(zones: Vec<Zone>, printers: &[Printer]) -> Self {
        Self { zones, printers: printers.iter().map(|p| (p.id.clone(), p.kiosks.clone())).collect() }
    }

    /// Returns true for a kiosk that a zone or a printer names.
    #[must_use]
    pub fn knows_kiosk(&self, kiosk: &DeviceId) -> bool {
        let prints = self.printers.iter().any(|(_, kiosks)| kiosks.contains(kiosk));
        prints || self.of_kiosk(kiosk).is_some()
    }

    /// Returns the zone a kiosk stands in; a kiosk no zone names offers everything.
    #[must_use]
    pub fn of_kiosk(&self, kiosk: &DeviceId) -> Option<&Zone> {
        self.zones.iter().find(|z| z.kiosks.contains(kiosk))
    }

    /// Returns the zone a board hangs in; a board no zone names shows everything.
    #[must_use]
    pub fn of_board(&self, board: &DeviceId) -> Option<&Zone> {
        self.zones.iter().find(|z| z.boards.contains(board))
    }

    /// Returns the printers a kiosk's tickets come out of: its own, or those no kiosk is named for, or any.
    #[must_use]
    pub fn printers_of(&self, kiosk: Option<&DeviceId>) -> Vec<String> {
        let own = |kiosks: &[DeviceId]| kiosk.is_some_and(|kiosk| kiosks.contains(kiosk));
        let ids = |keep: &dyn Fn(&[DeviceId]) -> bool| -> Vec<String> {
            self.printers.iter().filter(|(_, kiosks)| keep(kiosks)).map(|(id, _)| id.to_string()).collect()
        };
        let found = ids(&own);
        let found = if found.is_empty() { ids(&<[DeviceId]>::is_empty) } else { found };
        if found.is_empty() { ids(&|_| true) } else { found }
    }

    /// Leaves the announcements a board of a zone says: those for the counters it shows.
    #[must_use]
    pub fn said_here(view: &BoardView, all: Option<Vec<AnnouncementView>>) -> Option<Vec<AnnouncementView>> {
        let here = |a: &AnnouncementView| view.counters.iter().any(|c| c.label == a.label);
        all.map(|all| all.into_iter().filter(|a| view.zone.is_none() || here(a)).collect())
    }
}
