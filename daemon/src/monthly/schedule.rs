//! The report of a month by itself: once the month is over, into a directory and by mail.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use queue::OfficeConfig;
use queue::config::Locale;
use queue::time::Date;
use tokio_util::sync::CancellationToken;

use super::{Content, Month, Tongue};
use crate::alert::SendError;
use crate::alert::mail::{self, Letter};
use crate::calendar::OfficeCalendar;
use crate::clock::SharedClock;
use crate::config::{self, Clerks};
use crate::figures::Archive;
use crate::token::Tokens;
use crate::whole_file::write_whole;

/// How often it is looked whether a month is over, in the office's own time.
const LOOK_MS: i64 = 10 * 60 * 1000;
/// Pause after a mail that was not taken.
const AGAIN: Duration = Duration::from_secs(300);
/// What stands beside a report that was not sent yet.
const UNSENT: &str = "unsent";

/// The task; nothing is written without `[monthly]` in the configuration.
pub struct Monthly {
    /// What the office wishes.
    pub wishes: config::MonthlyReport,
    /// The mail server.
    pub mail: Option<config::Mail>,
    /// The office.
    pub config: Arc<OfficeConfig>,
    /// Its days.
    pub calendar: Arc<OfficeCalendar>,
    /// The figures.
    pub archive: Archive,
    /// How figures name clerks, and what codes are made with.
    pub clerks: (Clerks, Arc<Tokens>),
    /// The data directory.
    pub data: PathBuf,
    /// The time.
    pub clock: SharedClock,
}

impl Monthly {
    /// Looks until told to stop.
    pub async fn run(self, stop: CancellationToken) {
        let monthly = Arc::new(self);
        loop {
            let pause =
                if monthly.archive.is_complete() { monthly.look().await } else { monthly.clock.real(1000) };
            tokio::select! {
                () = tokio::time::sleep(pause) => (),
                () = stop.cancelled() => return,
            }
        }
    }

    /// Writes and sends what is missing; returns when to look again.
    async fn look(self: &Arc<Self>) -> Duration {
        let today = self.calendar.office_date(self.clock.now());
        let month = Month::of(today).before();
        let this = Arc::clone(self);
        let written = tokio::task::spawn_blocking(move || this.write(month, today)).await;
        match written {
            Ok(Ok(())) => (),
            Ok(Err(error)) => {
                tracing::warn!(error = %error, month = %month, "the monthly report could not be written")
            }
            Err(error) => tracing::error!(error = %error, "the monthly report failed"),
        }
        match self.send(month).await {
            Ok(()) => self.clock.real(LOOK_MS),
            Err(error) => {
                tracing::warn!(error = %error, month = %month, "the monthly report could not be sent; it is tried again");
                AGAIN
            }
        }
    }

    fn folder(&self) -> PathBuf {
        self.wishes.directory.clone().unwrap_or_else(|| self.data.join("reports"))
    }

    fn path(&self, month: Month, locale: Locale) -> PathBuf {
        self.folder().join(format!("{}-{month}-{}.pdf", self.config.id, locale.tag()))
    }

    fn write(&self, month: Month, today: Date) -> anyhow::Result<()> {
        let missing: Vec<Locale> = self
            .wishes
            .locales
            .iter()
            .copied()
            .filter(|locale| !self.path(month, *locale).exists())
            .collect();
        if missing.is_empty() {
            return Ok(());
        }
        let (clerks, tokens) = &self.clerks;
        let code = |id: &queue::id::DeviceId| tokens.pseudonym(id);
        let content = Content::of(&self.config, &self.archive, month, today, (*clerks, &code));
        if content.is_empty() {
            return Ok(());
        }
        fs::create_dir_all(self.folder())?;
        for locale in missing {
            let path = self.path(month, locale);
            if !self.wishes.mail_to.is_empty() {
                write_whole(&path.with_extension(UNSENT), b"", 0o640)?;
            }
            write_whole(&path, &content.pdf(locale)?, 0o640)?;
            tracing::info!(path = %path.display(), "the report of {month} is written");
        }
        Ok(())
    }

    /// Sends the reports that were not sent yet, together.
    async fn send(&self, month: Month) -> anyhow::Result<()> {
        let unsent: Vec<(PathBuf, Locale)> = self
            .wishes
            .locales
            .iter()
            .map(|locale| (self.path(month, *locale), *locale))
            .filter(|(path, _)| path.exists() && path.with_extension(UNSENT).exists())
            .collect();
        let (Some(server), Some((_, locale))) = (&self.mail, unsent.first()) else { return Ok(()) };
        let tongue = Tongue::new(*locale);
        let mut files = Vec::new();
        for (path, _) in &unsent {
            let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            files.push((name, fs::read(path)?));
        }
        let values = [("office", tongue.of(&self.config.names)), ("month", tongue.month(month))];
        let values = [(values[0].0, values[0].1.as_str()), (values[1].0, values[1].1.as_str())];
        let letter = Letter {
            to: self.wishes.mail_to.clone(),
            subject: tongue.filled("mail_subject", &values),
            text: tongue.filled("mail_text", &values),
            files,
        };
        match mail::send(server, &letter).await {
            Err(SendError::Later(why)) => anyhow::bail!(why),
            Err(SendError::Never(why)) => {
                tracing::warn!(cause = why, "the monthly report was refused and is not sent again");
            }
            Ok(()) => tracing::info!("the report of {month} is sent"),
        }
        for (path, _) in &unsent {
            fs::remove_file(path.with_extension(UNSENT))?;
        }
        Ok(())
    }
}
