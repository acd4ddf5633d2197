//! The tickets of a state with what is asked of them most: who waits, by service and in line; who is in which state;
//! which numbers are out. The indexes follow from the tickets: they are kept by [`Tickets::change`] and not stored.

mod packed;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::{Bound, Index};
use std::sync::Arc;

use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use self::packed::Packed;
use crate::id::{Number, ServiceId, TicketId};
use crate::ticket::{Class, PrintState, Ticket, TicketState};
use crate::time::Timestamp;

/// A place in a line: earlier times first, then earlier tickets.
pub type LinePlace = (Timestamp, TicketId);

/// The lines of a service: those of its classes, and of those who are set apart.
type Lines = BTreeMap<Option<Class>, BTreeSet<LinePlace>>;

/// Tickets by identity. Is read as a map is; every change goes through [`Tickets::change`] or [`Tickets::insert`].
/// A copy shares the tickets that neither side has changed since.
#[derive(Clone, Default, Debug)]
pub struct Tickets {
    all: BTreeMap<TicketId, Arc<Ticket>>,
    states: BTreeMap<TicketState, BTreeSet<TicketId>>,
    papers: BTreeMap<PrintState, BTreeSet<TicketId>>,
    numbers: BTreeSet<(Number, TicketId)>,
    waiting: BTreeMap<ServiceId, Lines>,
    /// Of those who wait, whoever does not simply stand in the line of a service and class.
    apart: BTreeSet<TicketId>,
    /// Waiting tickets but for appointments, which stand in line by their booked time.
    line: BTreeSet<LinePlace>,
    called: BTreeMap<ServiceId, BTreeSet<LinePlace>>,
}

/// What the indexes are made of.
#[derive(PartialEq)]
struct Keys {
    id: TicketId,
    number: Number,
    state: TicketState,
    print: PrintState,
    service: ServiceId,
    class: Class,
    line_at: Timestamp,
    called_at: Option<Timestamp>,
    apart: bool,
}

impl Keys {
    fn of(ticket: &Ticket) -> Self {
        let Ticket { id, number, state, print, class, line_at, called_at, .. } = *ticket;
        let apart = ticket.first || ticket.behind > 0 || ticket.for_counter.is_some();
        Self { id, number, state, print, service: ticket.service.clone(), class, line_at, called_at, apart }
    }

    /// The line of its service it stands in.
    fn line(&self) -> Option<Class> {
        (!self.apart).then_some(self.class)
    }
}

impl Tickets {
    /// Returns the ticket of an identity.
    #[must_use]
    pub fn get(&self, id: &TicketId) -> Option<&Ticket> {
        self.all.get(id).map(Arc::as_ref)
    }

    /// Returns true when there is a ticket of this identity.
    #[must_use]
    pub fn contains_key(&self, id: &TicketId) -> bool {
        self.all.contains_key(id)
    }

    /// Returns the tickets, the oldest identity first.
    pub fn values(&self) -> impl Iterator<Item = &Ticket> {
        self.all.values().map(Arc::as_ref)
    }

    /// Returns the identities in order.
    pub fn keys(&self) -> impl Iterator<Item = &TicketId> {
        self.all.keys()
    }

    /// Returns the tickets with their identities, the oldest first.
    pub fn iter(&self) -> impl Iterator<Item = (&TicketId, &Ticket)> {
        self.all.iter().map(|(id, ticket)| (id, ticket.as_ref()))
    }

    /// Returns how many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Returns true while there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Adds a ticket, or puts it in the place of the one with its identity.
    pub fn insert(&mut self, ticket: Ticket) {
        let keys = Keys::of(&ticket);
        if let Some(old) = self.all.insert(ticket.id, Arc::new(ticket)) {
            self.unlist(&Keys::of(&old));
        }
        self.list(&keys);
    }

    /// Changes a ticket, but for its identity; nothing when there is none of that identity.
    pub fn change(&mut self, id: TicketId, change: impl FnOnce(&mut Ticket)) {
        let Some(ticket) = self.all.get_mut(&id).map(Arc::make_mut) else { return };
        let before = Keys::of(ticket);
        change(ticket);
        let after = Keys::of(ticket);
        if before != after {
            self.unlist(&before);
            self.list(&after);
        }
    }

    /// Keeps only the tickets for which `keep` holds.
    pub fn retain(&mut self, keep: impl Fn(&Ticket) -> bool) {
        let all = std::mem::take(self).all;
        *self = all.into_iter().filter(|(_, ticket)| keep(ticket)).collect();
    }

    /// Returns the tickets in a state, the oldest identity first.
    pub fn in_state(&self, state: TicketState) -> impl Iterator<Item = &Ticket> + Clone {
        self.states.get(&state).into_iter().flatten().filter_map(|id| self.get(id))
    }

    /// Returns the tickets whose paper is in a state, the oldest identity first. Of paper that is not wanted, came or
    /// expired nobody asks: those states are not listed.
    pub fn with_paper(&self, print: PrintState) -> impl Iterator<Item = &Ticket> + Clone {
        self.papers.get(&print).into_iter().flatten().filter_map(|id| self.get(id))
    }

    /// Returns how many wait for a service.
    #[must_use]
    pub fn waiting_for(&self, service: &ServiceId) -> usize {
        self.waiting.get(service).into_iter().flat_map(Lines::values).map(BTreeSet::len).sum()
    }

    /// Returns how many of those who wait for a service stand before a place in the line.
    #[must_use]
    pub fn waiting_before(&self, service: &ServiceId, place: LinePlace) -> usize {
        let lines = self.waiting.get(service).into_iter().flat_map(Lines::values);
        lines.map(|line| line.range(before(place)).count()).sum()
    }

    /// Returns the tickets that wait but do not simply stand in the line of their service and class, the oldest identity
    /// first: put back to the front, sent to one counter, or letting others go first.
    pub fn set_apart(&self) -> impl Iterator<Item = &Ticket> {
        self.apart.iter().filter_map(|id| self.get(id))
    }

    /// Returns the lines in which the others wait: each has one service and one class.
    pub fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        let lines = self.waiting.iter().flat_map(|(service, lines)| {
            lines.iter().filter_map(move |(class, places)| Some((service, (*class)?, places)))
        });
        lines.map(|(service, class, places)| Line { service, class, places, tickets: self })
    }

    /// Returns the services somebody waits for.
    pub fn services_waited_for(&self) -> impl Iterator<Item = &ServiceId> {
        self.waiting.keys()
    }

    /// Returns the last ticket of a service that was called, if any was.
    #[must_use]
    pub fn last_called(&self, service: &ServiceId) -> Option<&Ticket> {
        self.called.get(service)?.last().and_then(|(_, id)| self.get(id))
    }

    /// Returns the last place in the line of those who wait without an appointment.
    #[must_use]
    pub fn end_of_line(&self) -> Option<Timestamp> {
        self.line.last().map(|(at, _)| *at)
    }

    /// Returns true while some ticket has this number.
    #[must_use]
    pub fn has_number(&self, number: Number) -> bool {
        let least = (number, TicketId(u128::MIN));
        self.numbers.range(least..).next().is_some_and(|(found, _)| *found == number)
    }

    fn list(&mut self, keys: &Keys) {
        self.states.entry(keys.state).or_default().insert(keys.id);
        if is_open(keys.print) {
            self.papers.entry(keys.print).or_default().insert(keys.id);
        }
        self.numbers.insert((keys.number, keys.id));
        let place = (keys.line_at, keys.id);
        if keys.state == TicketState::Waiting {
            entry(&mut self.waiting, &keys.service).entry(keys.line()).or_default().insert(place);
            if keys.apart {
                self.apart.insert(keys.id);
            }
            if keys.class != Class::Appointment {
                self.line.insert(place);
            }
        }
        if let Some(called) = keys.called_at {
            entry(&mut self.called, &keys.service).insert((called, keys.id));
        }
    }

    fn unlist(&mut self, keys: &Keys) {
        if let Some(ids) = self.states.get_mut(&keys.state) {
            ids.remove(&keys.id);
        }
        if let Some(ids) = self.papers.get_mut(&keys.print) {
            ids.remove(&keys.id);
        }
        self.numbers.remove(&(keys.number, keys.id));
        let place = (keys.line_at, keys.id);
        if keys.state == TicketState::Waiting {
            if let Some(lines) = self.waiting.get_mut(&keys.service) {
                strike(lines, &keys.line(), place);
                if lines.is_empty() {
                    self.waiting.remove(&keys.service);
                }
            }
            self.apart.remove(&keys.id);
            self.line.remove(&place);
        }
        if let Some(called) = keys.called_at {
            strike(&mut self.called, &keys.service, (called, keys.id));
        }
    }
}

/// Paper somebody still has to do with.
pub(crate) fn is_open(print: PrintState) -> bool {
    match print {
        PrintState::Pending | PrintState::Sending | PrintState::Stalled | PrintState::Unknown => true,
        PrintState::None | PrintState::Printed | PrintState::Expired => false,
    }
}

/// Those who wait for one service in one class, and are not set apart.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// What they wait for.
    pub service: &'a ServiceId,
    /// Their class.
    pub class: Class,
    places: &'a BTreeSet<LinePlace>,
    tickets: &'a Tickets,
}

impl<'a> Line<'a> {
    /// Returns the tickets in their order.
    pub fn iter(self) -> impl Iterator<Item = &'a Ticket> {
        self.places.iter().filter_map(move |(_, id)| self.tickets.get(id))
    }

    /// Returns the tickets that stand before a place, in their order.
    pub fn before(self, place: LinePlace) -> impl Iterator<Item = &'a Ticket> {
        self.places.range(before(place)).filter_map(move |(_, id)| self.tickets.get(id))
    }
}

fn before(place: LinePlace) -> (Bound<LinePlace>, Bound<LinePlace>) {
    (Bound::Unbounded, Bound::Excluded(place))
}

/// The service's entry, made when it is the first: without copying the name each time.
fn entry<'a, T: Default>(lists: &'a mut BTreeMap<ServiceId, T>, service: &ServiceId) -> &'a mut T {
    if !lists.contains_key(service) {
        lists.insert(service.clone(), T::default());
    }
    lists.get_mut(service).expect("invariant: it was there or has just been put there")
}

fn strike<K: Ord>(lists: &mut BTreeMap<K, BTreeSet<LinePlace>>, key: &K, place: LinePlace) {
    if let Some(list) = lists.get_mut(key) {
        list.remove(&place);
        if list.is_empty() {
            lists.remove(key);
        }
    }
}

impl Index<&TicketId> for Tickets {
    type Output = Ticket;

    fn index(&self, id: &TicketId) -> &Ticket {
        &self.all[id]
    }
}

impl PartialEq for Tickets {
    fn eq(&self, other: &Self) -> bool {
        self.all == other.all
    }
}

impl FromIterator<(TicketId, Arc<Ticket>)> for Tickets {
    fn from_iter<I: IntoIterator<Item = (TicketId, Arc<Ticket>)>>(tickets: I) -> Self {
        let all: BTreeMap<TicketId, Arc<Ticket>> = tickets.into_iter().collect();
        let mut these = Self::default();
        for ticket in all.values() {
            these.list(&Keys::of(ticket));
        }
        these.all = all;
        these
    }
}

impl Serialize for Tickets {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.values().map(Packed::from))
    }
}

impl<'de> Deserialize<'de> for Tickets {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(InEitherForm).map(Self::from_iter)
    }
}

/// Reads a list of packed tickets; or as tickets were written before 2026-11-28, by identity and each as [`Ticket`] is.
struct InEitherForm;

impl<'de> Visitor<'de> for InEitherForm {
    type Value = BTreeMap<TicketId, Arc<Ticket>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("tickets, as a list or by identity")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut tickets: A) -> Result<Self::Value, A::Error> {
        let next = || tickets.next_element::<Packed<'de>>().map(|t| t.map(Ticket::from)).transpose();
        std::iter::from_fn(next).map(|ticket| ticket.map(|t| (t.id, Arc::new(t)))).collect()
    }

    fn visit_map<A: MapAccess<'de>>(self, mut tickets: A) -> Result<Self::Value, A::Error> {
        std::iter::from_fn(|| tickets.next_entry().transpose()).collect()
    }
}
