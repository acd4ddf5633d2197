//! Old history deleted when the office's retention says so: day by day, up to heads that were signed, at night.
//!
//! Nothing is cut that the portal does not have yet, and nothing while a day is open. The cut itself is an event.

use std::path::PathBuf;
use std::time::Duration;

use queue::id::CommandId;
use queue::time::{Date, Timestamp};
use queue::{Command, Event};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::calendar::OfficeCalendar;
use crate::clock::SharedClock;
use crate::dispatcher::{Handle, system};
use crate::replica::Replica;
use crate::store::{Reader, prepare_cut};

/// How often there may be something to cut.
const LOOK: Duration = Duration::from_secs(3_600);
/// Most days cut at one look: an office that has just been given a retention catches up over some nights.
const DAYS_AT_ONCE: usize = 14;

/// What cutting needs.
pub struct Retention {
    /// Months events are kept.
    pub months: u32,
    /// The data directory.
    pub dir: PathBuf,
    /// The journal.
    pub reader: Reader,
    /// Where the cut is told, and made.
    pub handle: Handle,
    /// The office as committed.
    pub replica: Replica,
    /// The time.
    pub clock: SharedClock,
    /// What date it is.
    pub calendar: std::sync::Arc<OfficeCalendar>,
    /// The last event the portal has; none where there is no portal.
    pub acknowledged: Option<watch::Receiver<u64>>,
}

impl Retention {
    /// Cuts what is due every hour, until told to stop.
    pub async fn run(self, stop: CancellationToken) {
        loop {
            tokio::select! {
                () = tokio::time::sleep(LOOK) => (),
                () = stop.cancelled() => return,
            }
            for _ in 0..DAYS_AT_ONCE {
                match self.step().await {
                    Ok(true) if !stop.is_cancelled() => (),
                    Ok(_) => break,
                    Err(error) => {
                        tracing::warn!(error = %format!("{error:#}"), "old history could not be deleted; it is tried again");
                        break;
                    }
                }
            }
        }
    }

    /// Cuts the oldest day that is due; false when none is.
    ///
    /// # Errors
    /// The journal cannot be read or cut.
    pub async fn step(&self) -> anyhow::Result<bool> {
        if self.replica.read().state.day.is_some() {
            return Ok(false);
        }
        let begins = self.reader.beginning().await?.base.seq;
        let last = self.replica.read().state.seq;
        let signed = self.reader.of_kind("head_signed", (begins, last), 1).await?;
        let Some(Event::HeadSigned { head }) = signed.into_iter().next().map(|r| r.event) else {
            return Ok(false);
        };
        let reported = self.acknowledged.as_ref().is_none_or(|seq| *seq.borrow() >= head.seq);
        if head.seq <= begins || head.day >= self.kept_from(self.clock.now()) || !reported {
            return Ok(false);
        }
        let cut = prepare_cut(&self.dir, &head).await?;
        let id = CommandId::new(&format!("cut:{}", head.seq))?;
        let command = Command::CutHistory { day: head.day, seq: head.seq, hash: head.hash.clone() };
        self.handle.ask_patiently(id, system("retention"), command).await?;
        self.handle.cut(cut).await?;
        tracing::info!(day = %head.day, seq = head.seq, "events up to this day were deleted, as the retention says");
        Ok(true)
    }

    /// The first day that is kept.
    fn kept_from(&self, now: Timestamp) -> Date {
        months_before(self.calendar.office_date(now), self.months)
    }
}

/// Returns the same day so many months earlier, or the last one that month has.
#[must_use]
pub fn months_before(date: Date, months: u32) -> Date {
    let (year, month, day) = date.ymd();
    let count = i64::from(year) * 12 + i64::from(month) - 1 - i64::from(months);
    let year = i32::try_from(count.div_euclid(12)).unwrap_or(i32::MIN);
    let month = u8::try_from(count.rem_euclid(12) + 1).unwrap_or(1);
    let fits = (1..=day).rev().find_map(|day| Date::new(year, month, day));
    fits.unwrap_or(Date::from_days(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_earlier_is_a_day_that_exists() {
        let date = |y, m, d| Date::new(y, m, d).unwrap();
        assert_eq!(months_before(date(2026, 11, 24), 13), date(2025, 10, 24));
        assert_eq!(months_before(date(2026, 3, 31), 1), date(2026, 2, 28));
        assert_eq!(months_before(date(2026, 1, 15), 1), date(2025, 12, 15));
        assert_eq!(months_before(date(2026, 5, 5), 0), date(2026, 5, 5));
    }
}
