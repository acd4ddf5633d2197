//! Number displays, whatever drives them: what each shows follows from the office; a driver only has to get it there.

use std::collections::BTreeMap;
use std::future::Future;
use std::time::Duration;

use queue::Office;
use queue::id::{DeviceId, Number};
use tokio::time::{Instant, sleep_until};
use tokio_util::sync::CancellationToken;

use super::trial::Trials;
use crate::config::Panel;
use crate::replica::Replica;

/// How long a panel that is tried shows all it can: long enough to walk up to it and look at each digit.
const TRIED: Duration = Duration::from_secs(5);

/// What a panel is to show.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Picture {
    /// The number its counter has in hand.
    Number(Number),
    /// Dark: the counter has nobody in hand.
    Dark,
    /// Dashes: no office day is open, or nobody drives the panel any more.
    Away,
    /// 8 in every place, which lights every segment: a technician looks at the panel.
    Test,
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

/// Returns 8 in every place of a panel.
#[must_use]
pub fn every_segment(panel: &Panel) -> String {
    "8".repeat(usize::from(panel.digits))
}

/// A panel that is tried: until when, and what it shows otherwise.
struct Tried {
    until: Instant,
    instead_of: Picture,
}

/// Keeps panels at what their counters have in hand, until told to stop. A panel that is tried shows all it can for a
/// moment; whoever is called meanwhile comes first.
pub async fn run(
    panels: Vec<Panel>,
    display: impl Display,
    (replica, trials): (Replica, Trials),
    shutdown: CancellationToken,
) {
    let mut changes = replica.changes();
    let mut shown: BTreeMap<DeviceId, Picture> = BTreeMap::new();
    let mut asked = trials.panels(panels.iter().map(|panel| &panel.id));
    let mut tried: BTreeMap<DeviceId, Tried> = BTreeMap::new();
    changes.mark_changed();
    loop {
        let over = tried.values().map(|tried| tried.until).min();
        let mut to_try = None;
        tokio::select! {
            changed = changes.changed() => if changed.is_err() { return },
            Some(id) = asked.recv() => to_try = Some(id),
            () = sleep_until(over.unwrap_or_else(Instant::now)), if over.is_some() => (),
            () = shutdown.cancelled() => return,
        }
        let now = Instant::now();
        tried.retain(|_, tried| tried.until > now);
        let wanted: Vec<Content> = {
            let office = replica.read();
            let rev = office.state.seq as u32;
            let content = |panel: &Panel| {
                let due = picture(&office, panel);
                if to_try.as_ref() == Some(&panel.id) {
                    tried.insert(panel.id.clone(), Tried { until: now + TRIED, instead_of: due });
                }
                let test = tried.get(&panel.id).is_some_and(|tried| tried.instead_of == due);
                if !test {
                    tried.remove(&panel.id);
                }
                Content { picture: if test { Picture::Test } else { due }, desk: desk(&office, panel), rev }
            };
            panels.iter().map(content).collect()
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
