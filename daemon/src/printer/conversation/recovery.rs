//! How a printer is set right after something broke off within it.

use tokio::time::Instant;

use super::super::profile::CompletionDialect;
use super::super::status::CLEAR_BUFFERS;
use super::{Conversation, Kind, Recovery};

impl Conversation {
    pub(super) fn tick_recovery(&mut self, now: Instant) {
        let gives_marks = matches!(
            self.profile.completion.dialect,
            CompletionDialect::ProcessId | CompletionDialect::Nippon | CompletionDialect::StarEtb
        );
        match self.recovery {
            Recovery::Listening { by } if by <= now && !self.can_be_reset() => {
                self.recovery_drags = true;
                self.recovery = Recovery::Listening { by: now + self.timing.recovery };
            }
            Recovery::Listening { by } if by <= now && self.profile.completion.clear => {
                self.push(CLEAR_BUFFERS.to_vec(), Kind::Control);
                self.recovery = Recovery::Clearing { by: now + self.timing.recovery };
            }
            Recovery::Listening { by } | Recovery::Clearing { by } if by <= now => {
                // Zeros complete a picture under way and mean nothing otherwise.
                self.reset_printer(self.remains.unwrap_or(0), now);
            }
            Recovery::Resetting { by, .. } if !gives_marks && by > now && self.outgoing.is_empty() => {
                // Written is not arrived: what is asked behind it must be answered, where anything can be asked.
                match (self.questions().is_empty() || !self.has_answered, self.is_reset_asked) {
                    (true, _) => self.recovered(),
                    (false, false) => {
                        self.is_reset_asked = true;
                        self.begin_round(now);
                    }
                    (false, true) => {}
                }
            }
            Recovery::Resetting { by, .. } if by <= now => {
                // Without the mark it begins anew once the printer answers and is well.
                self.recovery_drags = true;
                self.recovery = Recovery::Listening { by: now + self.timing.recovery };
            }
            Recovery::None
            | Recovery::Listening { .. }
            | Recovery::Clearing { .. }
            | Recovery::Resetting { .. } => {}
        }
    }

    /// Says whether a reset would be carried out now: otherwise it would only be lost, or cut paper again and again.
    fn can_be_reset(&self) -> bool {
        let answers = !self.profile.status.required || (self.has_answered && self.misses == 0);
        let is_free = self.outgoing.iter().all(|outgoing| outgoing.kind == Kind::Question);
        answers && self.status.blocked_by().is_none() && is_free
    }

    pub(super) fn recovered(&mut self) {
        self.recovery = Recovery::None;
        (self.recovery_drags, self.is_reset_asked) = (false, false);
        self.remains = None;
        if let Some(keeper) = &mut self.keeper {
            keeper.settled();
        }
        self.show();
    }
}
