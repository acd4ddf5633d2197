//! Contacts that are up or down, from keys, GPIO lines and Modbus inputs, on their way to presses.

use std::collections::BTreeMap;
use std::time::Duration;

use firmware_bridge::wire::message::EventKind;
use tokio::time::Instant;

use super::Hearing;
use crate::button::contact::{Contact, Gestures};
use crate::config::Button;
use crate::device::line::note_stuck;

/// Longest sleep while no contact waits for anything.
const IDLE: Duration = Duration::from_secs(3_600);

struct Watched {
    button: Button,
    /// How the technician knows it: the key's name, or nothing where a button is one contact.
    name: String,
    gestures: Gestures,
    /// Nothing until it was heard of.
    contact: Option<Contact>,
}

/// Contacts by whatever their source calls them.
pub struct Contacts<K> {
    contacts: BTreeMap<K, Watched>,
    started: Instant,
    hearing: Hearing,
}

impl<K: Ord + Copy> Contacts<K> {
    /// Returns no contacts yet.
    #[must_use]
    pub fn new(hearing: Hearing) -> Self {
        Self { contacts: BTreeMap::new(), started: Instant::now(), hearing }
    }

    /// Watches a contact of a button.
    pub fn watch(&mut self, key: K, button: &Button, name: &str, gestures: Gestures) {
        let (button, name) = (button.clone(), name.to_owned());
        self.contacts.insert(key, Watched { button, name, gestures, contact: None });
    }

    /// Forgets how the contacts were: their device was unplugged, and nobody can tell what became of them.
    pub fn forget(&mut self) {
        self.contacts.values_mut().for_each(|w| w.contact = None);
    }

    /// Takes how a contact is, as first heard of: one that is down was not pressed by anybody we know of.
    pub fn first(&mut self, key: K, is_down: bool) {
        let now_ms = self.now_ms();
        if let Some(watched) = self.contacts.get_mut(&key) {
            watched.contact = Some(Contact::new(&watched.gestures, is_down, now_ms));
        }
    }

    /// Returns whether a contact has been heard of.
    #[must_use]
    pub fn is_known(&self, key: K) -> bool {
        self.contacts.get(&key).is_some_and(|w| w.contact.is_some())
    }

    /// Takes a change of a contact.
    pub fn change(&mut self, key: K, is_down: bool) {
        let now_ms = self.now_ms();
        let Some(watched) = self.contacts.get_mut(&key) else { return };
        let gestures = watched.gestures;
        let contact = watched.contact.get_or_insert_with(|| Contact::new(&gestures, false, now_ms));
        // What was due before comes before.
        let due = contact.time(now_ms);
        let now = contact.change(is_down, now_ms);
        for kind in due.into_iter().chain(now) {
            tell(watched, kind, &self.hearing);
        }
    }

    /// Tells what is due by now.
    pub fn time(&mut self) {
        let now_ms = self.now_ms();
        for watched in self.contacts.values_mut() {
            if let Some(kind) = watched.contact.as_mut().and_then(|c| c.time(now_ms)) {
                tell(watched, kind, &self.hearing);
            }
        }
    }

    /// Returns when [`Contacts::time`] has something to tell.
    #[must_use]
    pub fn deadline(&self) -> Instant {
        let due = self.contacts.values().filter_map(|w| w.contact.as_ref()?.deadline_ms()).min();
        match due {
            Some(ms) => self.started + Duration::from_millis(ms.max(0).unsigned_abs()),
            None => Instant::now() + IDLE,
        }
    }

    fn now_ms(&self) -> i64 {
        i64::try_from(self.started.elapsed().as_millis()).unwrap_or(i64::MAX)
    }
}

fn tell(watched: &Watched, kind: EventKind, hearing: &Hearing) {
    note_stuck(&watched.button.id, kind, &watched.name, hearing.ports());
    if let Some((gesture, action)) = watched.gestures.action(kind) {
        let word =
            if watched.name.is_empty() { gesture.to_owned() } else { format!("{}-{gesture}", watched.name) };
        hearing.press(&watched.button, &word, action, Instant::now());
    }
}
