//! Signs the head of the history when an office day has ended: whoever changes that day afterwards needs the key, and
//! the portal has the signature by then.

use std::sync::Arc;
use std::time::Duration;

use queue::Command;
use queue::evidence::SignedHead;
use queue::id::CommandId;
use queue::time::Date;
use tokio_util::sync::CancellationToken;

use super::OfficeKey;
use crate::dispatcher::{Handle, system};
use crate::replica::Replica;
use crate::store::Reader;

/// Pause after a head could not be signed.
const AGAIN: Duration = Duration::from_secs(60);

/// What signing needs.
pub struct Signer {
    /// Signs.
    pub key: Arc<OfficeKey>,
    /// The journal.
    pub reader: Reader,
    /// Its epoch.
    pub epoch: String,
    /// Where the signature goes.
    pub handle: Handle,
    /// The office as committed.
    pub replica: Replica,
}

impl Signer {
    /// Signs each day that has ended, until told to stop.
    pub async fn run(self, stop: CancellationToken) {
        let mut changes = self.replica.changes();
        loop {
            if let Some(day) = self.due()
                && let Err(error) = self.sign(day).await
            {
                tracing::warn!(error = %error, day = %day, "the head of the day could not be signed; it is tried again");
                tokio::select! {
                    () = tokio::time::sleep(AGAIN) => continue,
                    () = stop.cancelled() => return,
                }
            }
            tokio::select! {
                changed = changes.changed() => if changed.is_err() { return },
                () = stop.cancelled() => return,
            }
        }
    }

    /// The day that has ended and is not signed.
    fn due(&self) -> Option<Date> {
        let office = self.replica.read();
        let ended = office.state.last_day.filter(|_| office.state.day.is_none())?;
        let signed = office.state.signed.as_ref().map(|head| head.day);
        signed.is_none_or(|signed| signed < ended).then_some(ended)
    }

    async fn sign(&self, day: Date) -> anyhow::Result<()> {
        let head = self.reader.head().await?;
        let hash = head.hash.to_string();
        let signature = self.key.sign(&SignedHead::statement(day, &self.epoch, head.seq, &hash));
        let (epoch, key) = (self.epoch.clone(), self.key.public());
        let signed = SignedHead { day, epoch, seq: head.seq, hash, key, signature };
        let id = CommandId::new(&format!("head:{day}:{}", head.seq))?;
        self.handle.ask_patiently(id, system("signer"), Command::SignHead { head: signed }).await?;
        tracing::info!(day = %day, seq = head.seq, "the head of the day is signed");
        Ok(())
    }
}
