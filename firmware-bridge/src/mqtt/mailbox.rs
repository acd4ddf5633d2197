//! What waits to be published, what was sent, and what the broker has acknowledged. Pure.

use std::collections::{BTreeMap, VecDeque};

use tokio::time::Instant;

use super::RETAINED_MAX;

/// Messages sent and not acknowledged at a time: enough to fill a network, few enough that the library's own window
/// (100) is never full, where an acknowledgement out of order would stop it.
const WINDOW: usize = 8;

/// A message that is not retained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Message {
    pub(super) topic: String,
    pub(super) payload: Vec<u8>,
    /// After this nobody wants it any more.
    pub(super) until: Instant,
}

#[derive(Clone, Debug)]
struct Retained {
    payload: Vec<u8>,
    sent: bool,
}

/// Something handed to the library.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Sent {
    Presence,
    Retained(String),
    Message(Message),
}

/// What is to be published next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// That this client is there.
    Presence,
    /// A retained topic.
    Retained(String, Vec<u8>),
    /// A message.
    Message(String, Vec<u8>),
}

/// The library numbers what it sends, but does not say which message got which number: they are the same in order.
#[derive(Debug, Default)]
pub(super) struct Mailbox {
    presence_sent: bool,
    retained: BTreeMap<String, Retained>,
    messages: VecDeque<Message>,
    /// Handed to the library, not numbered yet.
    handed: VecDeque<Sent>,
    /// Numbered, not acknowledged yet, in the order of sending.
    flying: VecDeque<(u16, Sent)>,
}

impl Mailbox {
    pub(super) fn waiting(&self) -> usize {
        self.messages.len()
    }

    pub(super) fn push(&mut self, message: Message) {
        self.messages.push_back(message);
    }

    /// Keeps the newest content of a topic; false when there are too many topics.
    pub(super) fn retain(&mut self, topic: String, payload: Vec<u8>) -> bool {
        if let Some(known) = self.retained.get_mut(&topic) {
            if known.payload != payload {
                *known = Retained { payload, sent: false };
            }
            return true;
        }
        if self.retained.len() >= RETAINED_MAX {
            return false;
        }
        self.retained.insert(topic, Retained { payload, sent: false });
        true
    }

    pub(super) fn again(&mut self, topic: &str) {
        if let Some(retained) = self.retained.get_mut(topic) {
            retained.sent = false;
        }
    }

    pub(super) fn presence_changed(&mut self) {
        self.presence_sent = false;
    }

    /// Whether nothing is on its way.
    pub(super) fn is_calm(&self) -> bool {
        self.handed.is_empty() && self.flying.is_empty()
    }

    /// Whether everything was taken by the broker.
    pub(super) fn is_empty(&self) -> bool {
        self.is_calm() && self.messages.is_empty() && self.retained.values().all(|r| r.sent)
    }

    /// Begins a connection: what was not acknowledged on the last one goes first, in its order.
    pub(super) fn connected(&mut self) {
        self.presence_sent = false;
        self.retained.values_mut().for_each(|r| r.sent = false);
        let numbered = self.flying.drain(..).map(|(_, sent)| sent);
        let again: Vec<Sent> = numbered.chain(self.handed.drain(..)).collect();
        for sent in again.into_iter().rev() {
            if let Sent::Message(message) = sent {
                self.messages.push_front(message);
            }
        }
    }

    /// Takes what is to be published next, if there is room on the way; counts what came too late.
    pub(super) fn next(&mut self, now: Instant, expired: &mut u64) -> Option<Next> {
        if self.handed.len() + self.flying.len() >= WINDOW {
            return None;
        }
        if !self.presence_sent {
            self.presence_sent = true;
            self.handed.push_back(Sent::Presence);
            return Some(Next::Presence);
        }
        if let Some((topic, retained)) = self.retained.iter_mut().find(|(_, r)| !r.sent) {
            retained.sent = true;
            self.handed.push_back(Sent::Retained(topic.clone()));
            return Some(Next::Retained(topic.clone(), retained.payload.clone()));
        }
        while let Some(message) = self.messages.pop_front() {
            if message.until <= now {
                *expired += 1;
                continue;
            }
            let next = Next::Message(message.topic.clone(), message.payload.clone());
            self.handed.push_back(Sent::Message(message));
            return Some(next);
        }
        None
    }

    /// The library could not take the last one: it waits again.
    pub(super) fn not_handed(&mut self) {
        match self.handed.pop_back() {
            Some(Sent::Presence) => self.presence_sent = false,
            Some(Sent::Retained(topic)) => {
                if let Some(retained) = self.retained.get_mut(&topic) {
                    retained.sent = false;
                }
            }
            Some(Sent::Message(message)) => self.messages.push_front(message),
            None => (),
        }
    }

    /// The library has sent the next one under this number.
    pub(super) fn numbered(&mut self, pkid: u16) {
        if let Some(sent) = self.handed.pop_front() {
            self.flying.push_back((pkid, sent));
        }
    }

    /// The broker has it.
    pub(super) fn acknowledged(&mut self, pkid: u16) {
        if let Some(at) = self.flying.iter().position(|(id, _)| *id == pkid) {
            self.flying.remove(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn message(n: u32) -> Message {
        let until = Instant::now() + Duration::from_secs(60);
        Message { topic: format!("t/{n}"), payload: vec![], until }
    }

    fn drain(mailbox: &mut Mailbox) -> Vec<String> {
        let mut expired = 0;
        std::iter::from_fn(|| mailbox.next(Instant::now(), &mut expired))
            .map(|next| match next {
                Next::Presence => "presence".to_owned(),
                Next::Retained(topic, _) | Next::Message(topic, _) => topic,
            })
            .collect()
    }

    #[test]
    fn what_was_not_acknowledged_goes_first_on_the_next_connection_in_its_order() {
        let mut mailbox = Mailbox::default();
        (0..4).for_each(|n| mailbox.push(message(n)));
        assert_eq!(drain(&mut mailbox), ["presence", "t/0", "t/1", "t/2", "t/3"]);
        (1..=4).for_each(|pkid| mailbox.numbered(pkid));
        // The presence and the second message were taken; the fourth was never numbered.
        mailbox.acknowledged(1);
        mailbox.acknowledged(3);
        mailbox.push(message(4));
        mailbox.connected();
        assert_eq!(drain(&mut mailbox), ["presence", "t/0", "t/2", "t/3", "t/4"]);
    }

    #[test]
    fn retained_topics_go_again_on_each_connection_and_only_their_newest_content() {
        let mut mailbox = Mailbox::default();
        assert!(mailbox.retain("r".to_owned(), b"1".to_vec()));
        assert!(mailbox.retain("r".to_owned(), b"2".to_vec()));
        assert_eq!(drain(&mut mailbox), ["presence", "r"]);
        mailbox.numbered(1);
        mailbox.numbered(2);
        mailbox.acknowledged(2);
        assert!(mailbox.retain("r".to_owned(), b"2".to_vec()));
        assert_eq!(drain(&mut mailbox), Vec::<String>::new(), "nothing new");
        mailbox.connected();
        assert_eq!(drain(&mut mailbox), ["presence", "r"]);
    }

    #[test]
    fn no_more_than_the_window_is_on_its_way_and_what_is_late_is_counted() {
        let mut mailbox = Mailbox::default();
        mailbox.push(Message { until: Instant::now(), ..message(0) });
        (1..20).for_each(|n| mailbox.push(message(n)));
        let mut expired = 0;
        assert_eq!(mailbox.next(Instant::now(), &mut expired), Some(Next::Presence));
        assert!(mailbox.next(Instant::now(), &mut expired).is_some());
        assert_eq!(expired, 1);
        assert_eq!(drain(&mut mailbox).len(), WINDOW - 2);
        mailbox.not_handed();
        mailbox.numbered(1);
        mailbox.acknowledged(1);
        assert_eq!(drain(&mut mailbox), ["t/7", "t/8"]);
    }
}
