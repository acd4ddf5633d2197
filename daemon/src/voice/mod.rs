//! Calls announced aloud: which, in what order, in which words, on which loudspeakers.
//!
//! A reader of the feed like any other: it learns of a call when the call is committed, and nothing waits for it.
//!
//! # Layout
//! - [`grammar`]: numbers, letters and calls as names of clips; pure
//! - [`queue`]: what is said next; pure
//! - [`pack`], [`check`]: voice packs, and what is wrong with one
//! - [`sound`]: chime, volume, WAV
//! - [`announcer`]: the task that follows the office and begins announcements
//! - [`card`]: the box's own sound card, through `aplay`

pub mod announcer;
pub mod card;
pub mod check;
pub mod grammar;
pub mod pack;
pub mod queue;
pub mod sound;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;
use tokio::sync::watch;
use utoipa::ToSchema;

use ::queue::time::Timestamp;

/// Announcements kept for boards: one that is further behind skips what is older. Each is about half a megabyte.
const KEPT: usize = 4;

/// An announcement as boards play it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct AnnouncementView {
    /// Its id: a board plays each once.
    pub id: String,
    /// Where its WAV is.
    pub url: String,
    /// The number called.
    pub number: String,
    /// The counter's sign.
    pub label: String,
    /// The languages heard; none when only the chime is.
    pub languages: Vec<&'static str>,
    /// When it began.
    #[schema(value_type = String)]
    pub at: Timestamp,
    /// How long it lasts.
    pub duration_ms: u64,
}

struct Announcement {
    view: AnnouncementView,
    wav: Arc<[u8]>,
}

/// What is announced now, for boards.
#[derive(Clone)]
pub struct Voice(Arc<Inner>);

struct Inner {
    boards: bool,
    last: Mutex<VecDeque<Announcement>>,
    version: watch::Sender<u64>,
}

impl Voice {
    /// Returns a voice that has said nothing yet; with `boards`, boards are told what to play.
    #[must_use]
    pub fn new(boards: bool) -> Self {
        let inner = Inner { boards, last: Mutex::default(), version: watch::Sender::new(0) };
        Self(Arc::new(inner))
    }

    /// Returns a receiver that is told whenever there is something else to play.
    #[must_use]
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.0.version.subscribe()
    }

    /// Returns the last announcements, oldest first; none where boards do not speak.
    #[must_use]
    pub fn announcements(&self) -> Option<Vec<AnnouncementView>> {
        let last = self.0.last.lock().unwrap_or_else(PoisonError::into_inner);
        self.0.boards.then(|| last.iter().map(|a| a.view.clone()).collect())
    }

    /// Returns the WAV of one of the last announcements.
    #[must_use]
    pub fn wav(&self, id: &str) -> Option<Arc<[u8]>> {
        let last = self.0.last.lock().unwrap_or_else(PoisonError::into_inner);
        last.iter().find(|a| a.view.id == id).map(|a| Arc::clone(&a.wav))
    }

    fn begin(&self, view: AnnouncementView, wav: Arc<[u8]>) {
        let mut last = self.0.last.lock().unwrap_or_else(PoisonError::into_inner);
        last.push_back(Announcement { view, wav });
        if last.len() > KEPT {
            last.pop_front();
        }
        drop(last);
        self.0.version.send_modify(|v| *v += 1);
    }

    fn withdraw(&self, id: &str) {
        self.0.last.lock().unwrap_or_else(PoisonError::into_inner).retain(|a| a.view.id != id);
        self.0.version.send_modify(|v| *v += 1);
    }
}
