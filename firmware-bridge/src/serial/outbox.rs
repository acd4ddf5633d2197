//! Events that wait for an owner who is slower than the line, in bounded room.

use std::collections::VecDeque;

use tokio::sync::mpsc;

use crate::host::LineEvent;

/// Beyond this many, an older event gives way to a newer one about the same thing.
const WAITING_MAX: usize = 256;

/// A queue that never drops a press: there is at most one per device until it is recorded.
#[derive(Debug, Default)]
pub(super) struct Outbox {
    waiting: VecDeque<LineEvent>,
}

impl Outbox {
    pub(super) fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    pub(super) fn pop_into(&mut self, permit: mpsc::Permit<'_, LineEvent>) {
        if let Some(event) = self.waiting.pop_front() {
            permit.send(event);
        }
    }

    pub(super) fn push(&mut self, event: LineEvent) {
        if self.waiting.len() >= WAITING_MAX {
            self.make_room(subject(&event));
        }
        self.waiting.push_back(event);
    }

    fn make_room(&mut self, new: Subject) {
        let same = self.waiting.iter().position(|event| new != Subject::Press && subject(event) == new);
        let old = same.or_else(|| self.waiting.iter().position(|event| subject(event) != Subject::Press));
        if let Some(index) = old {
            self.waiting.remove(index);
        }
    }
}

/// What an event is about; of two about the same thing the newer says all.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Subject {
    Line,
    Traffic,
    Press,
    Device(u8),
    Shown(u8),
    Status(u8),
    Refused(u8),
}

fn subject(event: &LineEvent) -> Subject {
    match event {
        LineEvent::Line { .. } => Subject::Line,
        LineEvent::Traffic { .. } => Subject::Traffic,
        LineEvent::Press { .. } => Subject::Press,
        LineEvent::Device(report) => Subject::Device(report.addr),
        LineEvent::Shown { addr, .. } => Subject::Shown(*addr),
        LineEvent::Status { addr, .. } => Subject::Status(*addr),
        LineEvent::Refused { addr, .. } => Subject::Refused(*addr),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::{PressKey, Uid};
    use crate::wire::message::EventKind;

    #[test]
    fn a_slow_owner_gets_every_press_and_the_newest_revision_in_bounded_room() {
        let mut outbox = Outbox::default();
        let key = PressKey { uid: Uid([1; 8]), boot_id: 1, n: 1 };
        outbox.push(LineEvent::Press { addr: 5, key, kind: EventKind::Press, input: 0, age_ms: 0 });
        for rev in 0..10_000 {
            outbox.push(LineEvent::Shown { addr: 5, rev });
        }
        assert_eq!(outbox.waiting.len(), WAITING_MAX);
        assert!(matches!(outbox.waiting.front(), Some(LineEvent::Press { .. })));
        assert_eq!(outbox.waiting.back(), Some(&LineEvent::Shown { addr: 5, rev: 9_999 }));
    }
}
