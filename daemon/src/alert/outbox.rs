//! Messages that wait for one receiver: in order, and so many at most. What is dropped when there are more is counted,
//! and the next message says how many are missing before it.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Notify;

/// Messages that wait; of more, the oldest is dropped: who was away for days wants to know how it is now.
pub const WAITING_MAX: usize = 256;

/// A message that waits.
#[derive(Clone, Debug)]
pub struct Waiting<T> {
    /// Its place among all messages to this receiver.
    pub n: u64,
    /// How many were dropped before it.
    pub missed: u64,
    /// What is said.
    pub message: T,
}

struct Inner<T> {
    next: u64,
    dropped: u64,
    waiting: VecDeque<(u64, T)>,
}

/// The messages to one receiver. Cheap to clone.
pub struct Outbox<T>(Arc<(Mutex<Inner<T>>, Notify)>);

impl<T> Clone for Outbox<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Default for Outbox<T> {
    fn default() -> Self {
        let inner = Inner { next: 0, dropped: 0, waiting: VecDeque::new() };
        Self(Arc::new((Mutex::new(inner), Notify::new())))
    }
}

impl<T: Clone> Outbox<T> {
    fn lock(&self) -> std::sync::MutexGuard<'_, Inner<T>> {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a message behind the others.
    pub fn push(&self, message: T) {
        let mut inner = self.lock();
        if inner.waiting.len() >= WAITING_MAX {
            inner.waiting.pop_front();
            inner.dropped += 1;
        }
        let n = inner.next;
        inner.next += 1;
        inner.waiting.push_back((n, message));
        drop(inner);
        self.0.1.notify_one();
    }

    /// Returns the oldest message as soon as there is one; it stays until [`Self::done`].
    pub async fn first(&self) -> Waiting<T> {
        loop {
            let told = self.0.1.notified();
            {
                let inner = self.lock();
                if let Some((n, message)) = inner.waiting.front() {
                    return Waiting { n: *n, missed: inner.dropped, message: message.clone() };
                }
            }
            told.await;
        }
    }

    /// Takes a message away: it was told, and with it how many were missing.
    pub fn done(&self, told: &Waiting<T>) {
        let mut inner = self.lock();
        inner.dropped = inner.dropped.saturating_sub(told.missed);
        if inner.waiting.front().is_some_and(|(n, _)| *n == told.n) {
            inner.waiting.pop_front();
        }
    }

    /// Returns how many messages wait.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lock().waiting.len()
    }

    /// Returns whether none waits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn messages_come_in_order_and_what_is_dropped_is_counted() {
        let outbox = Outbox::default();
        (0..WAITING_MAX + 3).for_each(|i| outbox.push(i));
        let first = outbox.first().await;
        assert_eq!((first.message, first.missed), (3, 3));
        // While it is told another one comes, for which it has to make room.
        outbox.push(WAITING_MAX + 3);
        outbox.done(&first);
        let second = outbox.first().await;
        assert_eq!((second.message, second.missed), (4, 1), "the first was told, though it had been dropped");
        outbox.done(&second);
        assert_eq!(outbox.first().await.missed, 0);
        assert_eq!(outbox.len(), WAITING_MAX - 1);
    }
}
