//! Number displays, whatever drives them: what each shows follows from the office; a driver only has to get it there.

use std::collections::BTreeMap;
use std::future::Future;

use queue::Office;
use queue::id::{DeviceId, Number};
use tokio_util::sync::CancellationToken;

use crate::config::Panel;
use crate::replica::Replica;

/// What a panel is to show.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Picture {
    /// The number its counter has in hand.
    Number(Number),
    /// Dark: the counter has nobody in hand.
    Dark,
    /// Dashes: no office day is open, or nobody drives the panel any more.
    Away,
}

/// A picture with what a driver may need beside it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Content {
    /// The picture.
    pub picture: Picture,
    /// The number on the counter's sign; 0 where it is no number.
    pub desk: u8,
    /// The journal's number of the state it was made from.
    pub rev: u32,
}

/// A driver of panels.
pub trait Display: Send + 'static {
    /// Brings a picture to a panel, in place of any older one; returns false once the driver has stopped.
    fn show(&self, panel: &Panel, content: Content) -> impl Future<Output = bool> + Send;
}

/// Returns what a panel shows now.
#[must_use]
pub fn picture(office: &Office, panel: &Panel) -> Picture {
    if office.state.day.is_none() {
        return Picture::Away;
    }
    let in_hand = office.state.counters.get(&panel.counter).and_then(|s| s.in_hand);
    let ticket = in_hand.and_then(|id| office.state.tickets.get(&id));
    ticket.map_or(Picture::Dark, |t| Picture::Number(t.number))
}

/// Keeps panels at what their counters have in hand, until told to stop.
pub async fn run(panels: Vec<Panel>, display: impl Display, replica: Replica, shutdown: CancellationToken) {
    let mut changes = replica.changes();
    let mut shown: BTreeMap<DeviceId, Picture> = BTreeMap::new();
    changes.mark_changed();
    loop {
        tokio::select! {
            changed = changes.changed() => if changed.is_err() { return },
            () = shutdown.cancelled() => return,
        }
        let wanted: Vec<Content> = {
            let office = replica.read();
            let rev = office.state.seq as u32;
            panels
                .iter()
                .map(|p| Content { picture: picture(&office, p), desk: desk(&office, p), rev })
                .collect()
        };
        for (panel, content) in panels.iter().zip(wanted) {
            if shown.get(&panel.id) == Some(&content.picture) {
                continue;
            }
            if !display.show(panel, content).await {
                return;
            }
            shown.insert(panel.id.clone(), content.picture);
        }
    }
}

fn desk(office: &Office, panel: &Panel) -> u8 {
    office.config.counter(&panel.counter).and_then(|c| c.label.parse().ok()).unwrap_or(0)
}
