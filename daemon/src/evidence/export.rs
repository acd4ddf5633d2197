//! The journal as lines of JSON that anybody can check (`docs/audit/check_export.py`): the beginning, one line an event
//! with its text as hashed, and a signed end.

use std::io::Write;
use std::path::Path;

use queue::time::Timestamp;
use serde_json::json;

use super::OfficeKey;
use crate::store::{Head, OpenError, READ_LIMIT_MAX, ReadError, Reader};

/// Why there is no export.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// There is no journal.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The journal cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The export cannot be written.
    #[error("the export cannot be written")]
    Write(#[from] std::io::Error),
    /// Events were deleted meanwhile.
    #[error("the history was cut while it was exported: export it again")]
    Cut,
}

/// Writes the journal of a data directory as it stands, beside a running daemon if need be; returns how far it goes.
///
/// # Errors
/// [`ExportError`]; what was written by then has no end, and the check says so.
pub async fn export(
    dir: &Path,
    key: &OfficeKey,
    now: Timestamp,
    out: &mut impl Write,
) -> Result<Head, ExportError> {
    let reader = Reader::open(dir).await?;
    let begins = reader.beginning().await?;
    let base =
        json!({ "seq": begins.base.seq, "hash": begins.base.hash.to_string(), "signed": begins.signed });
    let first = json!({ "nouba_export": 1, "epoch": begins.epoch, "genesis": begins.genesis, "base": base });
    writeln!(out, "{first}")?;
    let (head, mut at) = (reader.head().await?, begins.base);
    while at.seq < head.seq {
        let left = u32::try_from(head.seq - at.seq).unwrap_or(u32::MAX).min(READ_LIMIT_MAX);
        let part = reader.chained(at.seq, left).await?.ok_or(ExportError::Cut)?;
        if part.events.is_empty() {
            return Err(ExportError::Cut);
        }
        for (seq, body, hash) in part.events {
            writeln!(out, "{}", json!({ "seq": seq, "hash": hash.to_string(), "body": body }))?;
            at = Head { seq, hash };
        }
    }
    let events = head.seq - begins.base.seq;
    let text = format!(
        "nouba export v1\n{}\n{}\n{}\n{}\n{}\n{events}\n{now}\n",
        begins.epoch, begins.base.seq, begins.base.hash, at.seq, at.hash
    );
    let end = json!({
        "seq": at.seq, "hash": at.hash.to_string(), "events": events, "at": now,
        "key": key.public(), "signature": key.sign(&text),
    });
    writeln!(out, "{}", json!({ "end": end }))?;
    reader.close().await;
    Ok(at)
}
