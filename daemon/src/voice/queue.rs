//! Which call is announced next: one queue, one voice at a time. Pure: times are handed in, nothing is played here.
//!
//! A call waits its turn. A recall takes the place of the same ticket's call that still waits; a call taken back, or whose
//! citizen has come or left, is not said any more; one that waited too long is dropped, as it would only confuse. How long
//! an announcement owns the voice is known before it begins, so a board that never ends holds nobody up.

use std::collections::VecDeque;

use queue::config::Locale;
use queue::id::{Number, TicketId};

use super::grammar::Form;

/// Most announcements that wait; the oldest is dropped when another comes, as boards still show it.
pub const WAITING_MAX: usize = 12;
/// How old a call may be that is found when the daemon starts, in milliseconds: older ones were announced before.
pub const RESTART_NEWS_MS: u64 = 15_000;

/// A call as the office has it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Call {
    /// The journal's number of the call or of its last recall.
    pub seq: u64,
    /// Who.
    pub ticket: TicketId,
    /// The number called.
    pub number: Number,
    /// What stands above the counter.
    pub counter: String,
    /// The citizen's language.
    pub locale: Option<Locale>,
    /// How long ago, in milliseconds.
    pub age_ms: u64,
    /// Whether somebody still has to come.
    pub stands: bool,
    /// Taken back by an undo.
    pub withdrawn: bool,
}

/// The rules.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rules {
    /// From how many further announcements waiting the short form is used.
    pub short_when_waiting: usize,
    /// How long an announcement may wait, in milliseconds.
    pub expire_ms: u64,
    /// How often a call is said again by itself.
    pub repeats: u32,
    /// How long after an announcement it is said again, in milliseconds.
    pub repeat_after_ms: u64,
}

/// An announcement to begin now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Due {
    /// The call.
    pub call: Call,
    /// How much is said.
    pub form: Form,
    /// 0 for a call or recall, 1 for its first repeat by itself.
    pub repeat: u32,
}

#[derive(Clone, Debug)]
struct Waiting {
    call: Call,
    repeat: u32,
    since_ms: u64,
}

/// The queue.
#[derive(Debug)]
pub struct Queue {
    rules: Rules,
    /// The newest call taken; none before the first look.
    seen: Option<u64>,
    waiting: VecDeque<Waiting>,
    /// What was said and may be said again by itself, with the time for it.
    again: Vec<(u64, Waiting)>,
    /// What is being said, and until when.
    playing: Option<(Call, u64)>,
}

impl Queue {
    /// Returns an empty queue.
    #[must_use]
    pub fn new(rules: Rules) -> Self {
        Self { rules, seen: None, waiting: VecDeque::new(), again: Vec::new(), playing: None }
    }

    /// Takes the office's calls, in any order. What is old already is history.
    pub fn receive(&mut self, now_ms: u64, calls: &[Call]) {
        let stands = |c: &Call| calls.iter().any(|o| o.seq == c.seq && o.stands);
        self.waiting.retain(|w| stands(&w.call));
        self.again.retain(|(_, w)| stands(&w.call));
        let news_ms = if self.seen.is_some() { self.rules.expire_ms } else { RESTART_NEWS_MS };
        let mut fresh: Vec<&Call> = calls.iter().filter(|c| Some(c.seq) > self.seen).collect();
        fresh.sort_by_key(|c| c.seq);
        self.seen = self.seen.max(fresh.last().map(|c| c.seq)).or(Some(0));
        for call in fresh {
            if call.stands && call.age_ms <= news_ms {
                let since_ms = now_ms.saturating_sub(call.age_ms);
                self.waiting.push_back(Waiting { call: call.clone(), repeat: 0, since_ms });
            }
        }
        while self.waiting.len() > WAITING_MAX {
            self.waiting.pop_front();
        }
    }

    /// Returns whether what is being said was taken back meanwhile; the voice is free then.
    pub fn cut_off(&mut self, calls: &[Call]) -> bool {
        let withdrawn =
            |(said, _): &(Call, u64)| calls.iter().any(|c| c.ticket == said.ticket && c.withdrawn);
        let cut = self.playing.as_ref().is_some_and(withdrawn);
        if cut {
            self.playing = None;
        }
        cut
    }

    /// Returns the announcement that begins now, if one does. The caller says with [`Queue::began`] how long it lasts;
    /// one that cannot be made is simply not begun.
    pub fn next(&mut self, now_ms: u64) -> Option<Due> {
        if self.playing.as_ref().is_some_and(|(_, until)| now_ms < *until) {
            return None;
        }
        self.playing = None;
        let expire_ms = self.rules.expire_ms;
        self.waiting.retain(|w| now_ms.saturating_sub(w.since_ms) <= expire_ms);
        let due = self.again.iter().position(|(at, _)| *at <= now_ms);
        let said = match self.waiting.pop_front() {
            Some(first) => first,
            // Somebody else's first call goes before a repeat.
            None => self.again.remove(due?).1,
        };
        let form = if self.waiting.len() >= self.rules.short_when_waiting { Form::Short } else { Form::Full };
        Some(Due { call: said.call, form, repeat: said.repeat })
    }

    /// Notes that an announcement has begun and owns the voice for so long.
    pub fn began(&mut self, now_ms: u64, due: &Due, length_ms: u64) {
        let until = now_ms + length_ms;
        self.playing = Some((due.call.clone(), until));
        if due.repeat < self.rules.repeats {
            let call = due.call.clone();
            let next = Waiting { call, repeat: due.repeat + 1, since_ms: now_ms };
            self.again.push((until + self.rules.repeat_after_ms, next));
        }
    }

    /// Returns when there is something to do again, if nothing happens before.
    #[must_use]
    pub fn wake_at(&self) -> Option<u64> {
        let free = self.playing.as_ref().map(|(_, until)| *until);
        let again = self.again.iter().map(|(at, _)| *at).min();
        match (free, self.waiting.is_empty()) {
            (Some(until), false) => Some(until),
            (Some(until), true) => again.map(|at| at.max(until)),
            (None, false) => Some(0),
            (None, true) => again,
        }
    }
}

/// Returns the languages of a call: the citizen's own, then the office's order, at most so many. A language without a
/// voice keeps its place and stays silent: no other language is put in for it.
#[must_use]
pub fn languages(ticket: Option<Locale>, office: &[Locale], most: usize) -> Vec<Locale> {
    let mut order: Vec<Locale> = ticket.into_iter().collect();
    for locale in office {
        if !order.contains(locale) {
            order.push(*locale);
        }
    }
    order.truncate(most);
    order
}
