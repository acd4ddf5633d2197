//! What an office's events teach: how long counters are busy, how fast people come, when counters are there.

use std::collections::{BTreeMap, VecDeque};

use super::shifts::Shifts;
use super::times::Times;
use crate::counter::CounterState;
use crate::event::{Event, FinishedBy, Recorded};
use crate::id::{CounterId, ServiceId, TicketId};
use crate::office::Office;
use crate::selection;
use crate::ticket::Class;
use crate::time::{MINUTE_MS, Timestamp};

/// How far back arrivals are counted: long enough for a rate, short enough to see a rush end.
const ARRIVALS_MS: i64 = 45 * MINUTE_MS;
/// Most arrivals remembered of one service and class.
const ARRIVALS_KEPT: usize = 400;

/// Days with breaks after which what was seen of them counts half.
const BREAK_DAYS: u32 = 10;
/// Calls in a day's breaks up to which the breaks are kept.
const BREAK_CALLS: u32 = 3;

/// Somebody at a counter.
#[derive(Clone, PartialEq, Eq, Debug)]
struct InHand {
    ticket: TicketId,
    service: ServiceId,
    since: Timestamp,
}

/// What the events so far teach. A pure fold: the same events give the same knowledge.
///
/// A counter is *busy* with somebody from the call to the moment it lets go of the ticket, whatever became of it:
/// a no-show is a short time among the others. Commands taken back within seconds are learned like any other.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Learned {
    busy: BTreeMap<ServiceId, Times>,
    office: Times,
    /// From letting go to the next call, while somebody waited.
    gaps: Times,
    pauses: Times,
    arrivals: BTreeMap<(ServiceId, Class), VecDeque<Timestamp>>,
    in_hand: BTreeMap<CounterId, InHand>,
    /// When a counter let go while somebody waited.
    free_since: BTreeMap<CounterId, Timestamp>,
    paused_since: BTreeMap<CounterId, Timestamp>,
    /// Calls in the calendar's breaks, and days that had breaks.
    break_calls: u32,
    break_days: u32,
    pub(super) shifts: Shifts,
}

impl Learned {
    /// Takes an event in; `office` is the office after it.
    pub fn observe(&mut self, recorded: &Recorded, office: &Office) {
        let at = recorded.at;
        match &recorded.event {
            Event::TicketIssued { service, class, .. } => self.arrived(service, *class, at),
            Event::AppointmentCheckedIn { ticket, class, .. } => {
                if let Some(t) = office.state.tickets.get(ticket) {
                    self.arrived(&t.service, *class, at);
                }
            }
            Event::TicketCalled { ticket, counter, service, .. } => {
                if let Some(free) = self.free_since.remove(counter) {
                    self.gaps.add(at.since(free));
                }
                let in_break = office.state.day.as_ref().is_some_and(|d| d.break_until(at).is_some());
                self.break_calls += u32::from(in_break);
                let in_hand = InHand { ticket: *ticket, service: service.clone(), since: at };
                self.in_hand.insert(counter.clone(), in_hand);
            }
            Event::ServiceFinished { next_service: Some(_), .. } => (),
            // The day ended, not the service.
            Event::ServiceFinished { counter, by: FinishedBy::Close, .. } => {
                self.in_hand.remove(counter);
            }
            Event::ServiceFinished { ticket, .. }
            | Event::TicketNoShow { ticket, .. }
            | Event::TicketParked { ticket, .. }
            | Event::TicketTransferred { ticket, .. }
            | Event::TicketReturned { ticket, .. }
            | Event::TicketCancelled { ticket }
            | Event::TicketVoided { ticket, .. } => self.let_go(*ticket, at, office),
            Event::CommandUndone { counter, .. } => {
                self.in_hand.remove(counter);
                self.free_since.remove(counter);
            }
            Event::CounterOpened { counter } => {
                if let Some(since) = self.paused_since.remove(counter) {
                    self.pauses.add(at.since(since));
                }
                self.shifts.counter(counter, at, true);
            }
            Event::CounterPaused { counter, .. } => {
                self.paused_since.insert(counter.clone(), at);
                self.leave(counter, at);
            }
            Event::CounterClosed { counter } => {
                self.paused_since.remove(counter);
                self.leave(counter, at);
            }
            Event::DayOpened { plan } => {
                self.shifts.day_opened(plan);
                self.break_days += u32::from(!plan.breaks.is_empty());
                if self.break_days > BREAK_DAYS {
                    (self.break_days, self.break_calls) = (self.break_days / 2, self.break_calls / 2);
                }
                self.arrivals.clear();
                self.in_hand.clear();
                self.free_since.clear();
                self.paused_since.clear();
            }
            Event::AppointmentBooked { .. }
            | Event::AppointmentMoved { .. }
            | Event::ReceiptRegistered { .. }
            | Event::ReceiptAdvanced { .. }
            | Event::ReceiptClosed { .. }
            | Event::FeedbackGiven { .. }
            | Event::TicketRecalled { .. }
            | Event::ServiceStarted { .. }
            | Event::TicketReinstated { .. }
            | Event::ParkedReminded { .. }
            | Event::TicketResumed { .. }
            | Event::TicketExpired { .. }
            | Event::DayClosed { .. }
            | Event::TicketPrintStarted { .. }
            | Event::TicketPrinted { .. }
            | Event::TicketPrintFailed { .. }
            | Event::ReprintAsked { .. }
            | Event::HelpCalled { .. }
            | Event::HelpAnswered { .. }
            | Event::HelpEnded { .. }
            | Event::DeviceStateChanged { .. }
            | Event::RollStarted { .. }
            | Event::RollEnded {}
            | Event::ConfigLoaded { .. }
            | Event::AccessNoted { .. }
            | Event::HeadSigned { .. }
            | Event::HistoryCut { .. } => (),
        }
    }

    fn arrived(&mut self, service: &ServiceId, class: Class, at: Timestamp) {
        let arrivals = self.arrivals.entry((service.clone(), class)).or_default();
        if arrivals.len() == ARRIVALS_KEPT {
            arrivals.pop_front();
        }
        arrivals.push_back(at);
    }

    fn let_go(&mut self, ticket: TicketId, at: Timestamp, office: &Office) {
        let counter = self.in_hand.iter().find(|(_, h)| h.ticket == ticket).map(|(c, _)| c.clone());
        let Some((counter, hand)) = counter.and_then(|c| self.in_hand.remove(&c).map(|h| (c, h))) else {
            return;
        };
        let busy_ms = at.since(hand.since);
        self.busy.entry(hand.service).or_default().add(busy_ms);
        self.office.add(busy_ms);
        let open = office.state.counters.get(&counter).is_some_and(|s| s.state == CounterState::Open);
        let waits = office
            .config
            .counter(&counter)
            .is_some_and(|config| selection::anybody(&office.state.tickets, config, &office.config, at));
        if open && waits {
            self.free_since.insert(counter, at);
        }
    }

    fn leave(&mut self, counter: &CounterId, at: Timestamp) {
        self.free_since.remove(counter);
        self.shifts.counter(counter, at, false);
    }

    /// Returns how long counters were busy with people of a service.
    #[must_use]
    pub fn busy(&self, service: &ServiceId) -> Times {
        self.busy.get(service).cloned().unwrap_or_default()
    }

    /// Returns how long counters were busy, whatever the service.
    #[must_use]
    pub fn office(&self) -> &Times {
        &self.office
    }

    pub(super) fn gaps(&self) -> &Times {
        &self.gaps
    }

    pub(super) fn pauses(&self) -> &Times {
        &self.pauses
    }

    pub(super) fn paused_ms(&self, counter: &CounterId, now: Timestamp) -> i64 {
        self.paused_since.get(counter).map_or(0, |since| now.since(*since))
    }

    /// Returns true when the office is seen to go on calling in the breaks of its calendar, when it only stops giving
    /// tickets. Those called in a break's first minutes are not enough.
    pub(super) fn serves_in_breaks(&self) -> bool {
        self.break_calls > BREAK_CALLS * self.break_days.max(1)
    }

    /// Returns the mean time between two arrivals of each service and class, in milliseconds, as of late.
    pub(super) fn arrivals(&self, opened: Timestamp, now: Timestamp) -> Vec<(&ServiceId, Class, f64)> {
        let span = now.since(opened).min(ARRIVALS_MS);
        let from = now + -span;
        self.arrivals
            .iter()
            .filter_map(|((service, class), times)| {
                let lately = times.iter().rev().take_while(|t| **t > from).count();
                // Two minutes at least: the first to come after the opening are not a rate.
                (lately > 0).then(|| (service, *class, span.max(2 * MINUTE_MS) as f64 / lately as f64))
            })
            .collect()
    }
}
