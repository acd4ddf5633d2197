//! What kiosks and boards of a part of the building show: their own services, counters and calls.

use queue::Office;
use queue::id::DeviceId;

use super::{BoardView, KioskView, names};
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

    /// Returns true for a board that a zone names.
    #[must_use]
    pub fn knows_board(&self, board: &DeviceId) -> bool {
        self.of_board(board).is_some()
    }

    fn of_kiosk(&self, kiosk: &DeviceId) -> Option<&Zone> {
        self.zones.iter().find(|z| z.kiosks.contains(kiosk))
    }

    fn of_board(&self, board: &DeviceId) -> Option<&Zone> {
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

    /// Leaves what a kiosk's zone offers; a kiosk no zone names offers everything.
    pub fn on_kiosk(&self, kiosk: Option<&DeviceId>, view: &mut KioskView) {
        let Some(zone) = kiosk.and_then(|kiosk| self.of_kiosk(kiosk)) else { return };
        view.services.retain(|s| zone.has(&s.id));
        view.office.add(&zone.names);
        view.zone = Some(names(&zone.names));
    }

    /// Leaves what concerns a board's zone, of as many calls as a board shows; a board no zone names shows everything.
    pub fn on_board(&self, board: Option<&DeviceId>, office: &Office, shown: usize, view: &mut BoardView) {
        if let Some(zone) = board.and_then(|board| self.of_board(board)) {
            let here = |id: &str| {
                let counter = office.config.counters.iter().find(|c| c.id.as_str() == id);
                counter.is_some_and(|c| zone.has_counter(&office.config, &c.id))
            };
            view.calls.retain(|call| here(&call.counter));
            view.counters.retain(|counter| here(&counter.id));
            view.services.retain(|s| zone.has(&s.id));
            view.office.add(&zone.names);
            view.zone = Some(names(&zone.names));
        }
        view.calls.truncate(shown);
    }

    /// Leaves the announcements a board of a zone says: those for the counters it shows.
    #[must_use]
    pub fn said_here(view: &BoardView, all: Option<Vec<AnnouncementView>>) -> Option<Vec<AnnouncementView>> {
        let here = |a: &AnnouncementView| view.counters.iter().any(|c| c.label == a.label);
        all.map(|all| all.into_iter().filter(|a| view.zone.is_none() || here(a)).collect())
    }
}
