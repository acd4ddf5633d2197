//! The counters' time: what each did at every moment of a day.

use std::collections::BTreeMap;

use super::{DeskDay, Doing, Stretch};
use crate::config::OfficeConfig;
use crate::event::{Event, Recorded};
use crate::id::{CounterId, ServiceId, TicketId};
use crate::time::{SECOND_MS, Timestamp};

#[derive(Default)]
struct Desk {
    /// Open, paused, or nothing while closed.
    open: Option<bool>,
    in_hand: Option<(TicketId, bool)>,
    /// What it does, since when.
    now: Option<(Doing, Timestamp)>,
    stretches: Vec<Stretch>,
}

/// Follows the events of a day.
pub(super) struct Desks<'a> {
    config: &'a OfficeConfig,
    opens_at: Timestamp,
    desks: BTreeMap<CounterId, Desk>,
    /// Those who wait: for which service, or for which counter alone.
    waiting: BTreeMap<TicketId, (ServiceId, Option<CounterId>)>,
    /// How many of them wait for each service, whoever calls them.
    lines: BTreeMap<ServiceId, usize>,
}

impl<'a> Desks<'a> {
    pub fn new(config: &'a OfficeConfig, opens_at: Timestamp) -> Self {
        Self { config, opens_at, desks: BTreeMap::new(), waiting: BTreeMap::new(), lines: BTreeMap::new() }
    }

    /// Returns how many wait.
    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    /// Somebody joined the line.
    pub fn joins(&mut self, ticket: TicketId, service: &ServiceId, only: Option<&CounterId>) {
        self.leaves(ticket);
        self.waiting.insert(ticket, (service.clone(), only.cloned()));
        *self.lines.entry(service.clone()).or_default() += usize::from(only.is_none());
    }

    fn leaves(&mut self, ticket: TicketId) {
        if let Some((service, None)) = self.waiting.remove(&ticket)
            && let Some(line) = self.lines.get_mut(&service)
        {
            *line -= 1;
        }
    }

    /// Takes an event in; joining the line is told apart by [`Desks::joins`].
    pub fn take(&mut self, recorded: &Recorded) {
        match &recorded.event {
            Event::TicketCalled { ticket, counter, .. } => {
                self.leaves(*ticket);
                self.desk(counter).in_hand = Some((*ticket, false));
            }
            Event::ServiceStarted { ticket, counter, .. } => {
                self.desk(counter).in_hand = Some((*ticket, true))
            }
            Event::ServiceFinished { ticket, counter, next_service: Some(_), .. } => {
                self.desk(counter).in_hand = Some((*ticket, true));
            }
            Event::ServiceFinished { ticket, .. }
            | Event::TicketNoShow { ticket, .. }
            | Event::TicketParked { ticket, .. }
            | Event::TicketTransferred { ticket, .. }
            | Event::TicketReturned { ticket, .. }
            | Event::TicketCancelled { ticket }
            | Event::TicketExpired { ticket }
            | Event::TicketVoided { ticket, .. } => {
                self.leaves(*ticket);
                for desk in self.desks.values_mut().filter(|d| d.in_hand.is_some_and(|(t, _)| t == *ticket)) {
                    desk.in_hand = None;
                }
            }
            Event::CounterOpened { counter } => self.desk(counter).open = Some(true),
            Event::CounterPaused { counter, .. } => self.desk(counter).open = Some(false),
            Event::CounterClosed { counter } => {
                self.desk(counter).open = None;
                // Who was sent to this counter is anybody's again.
                for (service, only) in self.waiting.values_mut() {
                    if only.take_if(|c| c == counter).is_some() {
                        *self.lines.entry(service.clone()).or_default() += 1;
                    }
                }
            }
            _ => (),
        }
        self.look(recorded.at);
    }

    fn desk(&mut self, counter: &CounterId) -> &mut Desk {
        self.desks.entry(counter.clone()).or_default()
    }

    /// Ends and begins stretches where a counter now does something else.
    pub fn look(&mut self, at: Timestamp) {
        let (config, waiting, lines, opens_at) = (self.config, &self.waiting, &self.lines, self.opens_at);
        for (id, desk) in &mut self.desks {
            let doing = doing(id, desk, config, waiting, lines);
            if desk.now.map(|(d, _)| d) != doing {
                desk.end(at, opens_at);
                desk.now = doing.map(|d| (d, at));
            }
        }
    }

    /// Ends the day at `at`.
    pub fn end(mut self, at: Timestamp) -> Vec<DeskDay> {
        let opens_at = self.opens_at;
        self.desks.values_mut().for_each(|desk| desk.end(at, opens_at));
        let day = |(counter, desk): (CounterId, Desk)| DeskDay { counter, stretches: desk.stretches };
        self.desks.into_iter().map(day).collect()
    }
}

impl Desk {
    fn end(&mut self, at: Timestamp, opens_at: Timestamp) {
        if let Some((doing, since)) = self.now.take() {
            let seconds = |t: Timestamp| ((t - opens_at) / SECOND_MS) as i32;
            let (from, to) = (seconds(since), seconds(at));
            if to > from {
                self.stretches.push((from, to, doing));
            }
        }
    }
}

fn doing(
    id: &CounterId,
    desk: &Desk,
    config: &OfficeConfig,
    waiting: &BTreeMap<TicketId, (ServiceId, Option<CounterId>)>,
    lines: &BTreeMap<ServiceId, usize>,
) -> Option<Doing> {
    match (desk.in_hand, desk.open) {
        (Some((_, true)), _) => Some(Doing::Serving),
        (Some((_, false)), _) => Some(Doing::Walking),
        (None, None) => None,
        (None, Some(false)) => Some(Doing::Paused),
        (None, Some(true)) => {
            let skills = config.counter(id).map(|c| &c.skills);
            let in_line = lines.iter().any(|(s, n)| *n > 0 && skills.is_some_and(|k| k.contains_key(s)));
            let sent = lines.values().sum::<usize>() < waiting.len();
            let mine = in_line || sent && waiting.values().any(|(_, only)| only.as_ref() == Some(id));
            Some(if mine { Doing::Idle } else { Doing::Free })
        }
    }
}
