//! The answers the dispatcher knows: those it gave itself, and those from before its start.
//!
//! A full day has as many answers as events, and hardly one of them is ever asked for again: an office is ready without
//! them. They are read a moment after the start, and until they are there each new command is looked up in the file.

use std::time::Duration;

use queue::Request;
use queue::id::CommandId;
use queue::ledger::{Answer, Entry, Ledger};
use queue::time::Timestamp;
use tokio_util::task::AbortOnDropHandle;

use crate::store::{Journal, Reader};

/// How long after the start the answers from before are read: until then the processors are for the first citizens.
const SETTLED: Duration = Duration::from_millis(250);
/// How long to wait before they are read again after an error.
const RETRY: Duration = Duration::from_secs(2);

pub(super) struct Memory {
    ledger: Ledger,
    /// Reads those from before; `None` once they are here.
    earlier: Option<AbortOnDropHandle<Ledger>>,
    reader: Reader,
}

impl Memory {
    /// Returns the memory of a journal that has just been opened.
    pub(super) fn of(reader: Reader) -> Self {
        Self { ledger: Ledger::default(), earlier: Some(reading(&reader)), reader }
    }

    /// Returns the answer a repeated command must get; `None` for a new one.
    ///
    /// # Errors
    /// SQLite's error: whether the command is new is not known.
    pub(super) async fn answer(
        &mut self,
        journal: Option<&mut Journal>,
        request: &Request,
    ) -> Result<Option<Answer>, sqlx::Error> {
        self.take_over().await;
        let Request { id, command, .. } = request;
        let known = self.ledger.answer(id, command);
        let Some(journal) = journal.filter(|_| known.is_none() && self.earlier.is_some()) else {
            return Ok(known);
        };
        Ok(journal.answer(id).await?.map(|entry| entry.answer_to(command)))
    }

    /// Keeps the answer to a new command.
    pub(super) fn keep(&mut self, id: CommandId, entry: Entry) {
        self.ledger.keep(id, entry);
    }

    /// Forgets what is too old; returns how many.
    pub(super) fn forget(&mut self, now: Timestamp) -> usize {
        self.ledger.forget(now)
    }

    /// Puts the answers from before, once they are read, in front of those given since.
    async fn take_over(&mut self) {
        let Some(earlier) = self.earlier.take_if(|earlier| earlier.is_finished()) else { return };
        match earlier.await {
            Ok(earlier) => {
                let later = std::mem::replace(&mut self.ledger, earlier);
                self.ledger.follow(later);
            }
            Err(error) => {
                tracing::error!(%error, "the answers from before the start could not be read: once more");
                self.earlier = Some(reading(&self.reader));
            }
        }
    }
}

fn reading(reader: &Reader) -> AbortOnDropHandle<Ledger> {
    AbortOnDropHandle::new(tokio::spawn(read(reader.clone())))
}

async fn read(reader: Reader) -> Ledger {
    tokio::time::sleep(SETTLED).await;
    loop {
        match reader.answers().await {
            Ok(answers) => {
                let mut ledger = Ledger::default();
                answers.into_iter().for_each(|(id, entry)| ledger.keep(id, entry));
                return ledger;
            }
            Err(error) => {
                tracing::warn!(%error, "the answers from before the start cannot be read; trying again");
                tokio::time::sleep(RETRY).await;
            }
        }
    }
}
