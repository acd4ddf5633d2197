//! Where the daemon's log goes: to systemd's journal with fields kept as fields when systemd started it, to
//! standard error otherwise.
//!
//! Levels: error = someone must come; warn = degraded but working; info = a state changed; debug = why;
//! trace = bytes. Never a citizen's data.

use std::fmt::{self, Write};
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{SyncSender, TrySendError, sync_channel};
use std::thread;

use log::kv::{Error, Key, Source, Value, VisitSource};
use systemd_journal_logger::{JournalLog, connected_to_journal};
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::layer::{Context, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer};

/// The environment variable that sets what is logged, as `debug` or `noubad=trace,info`.
pub const FILTER_VARIABLE: &str = "NOUBA_LOG";
/// Messages that may wait for the journal; more are dropped and counted. The journal's socket blocks.
const QUEUE: usize = 4096;

/// Starts logging for the whole process.
///
/// # Errors
/// The filter cannot be read, or the journal's socket cannot be made.
pub fn start(default: &str) -> Result<(), anyhow::Error> {
    let filter = EnvFilter::builder()
        .with_env_var(FILTER_VARIABLE)
        .with_default_directive(default.parse()?)
        .from_env()
        .map_err(|e| {
            anyhow::anyhow!("{FILTER_VARIABLE} cannot be read: {e}; write for example NOUBA_LOG=debug")
        })?;
    if connected_to_journal() {
        let (layer, _dropped) = JournalLayer::start(JournalSink::new()?);
        tracing_subscriber::registry().with(filter).with(layer).try_init()?;
    } else {
        let plain = tracing_subscriber::fmt::layer().with_writer(io::stderr).with_target(false);
        tracing_subscriber::registry().with(filter).with(plain).try_init()?;
    }
    Ok(())
}

/// A message on its way to the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    level: log::Level,
    target: String,
    message: String,
    fields: Vec<(String, String)>,
}

/// Where entries end up: the journal, or a test.
pub trait Sink: Send + 'static {
    /// Takes an entry; failing to do so must not fail the daemon.
    fn send(&self, entry: &Entry);
}

struct JournalSink(JournalLog);

impl JournalSink {
    fn new() -> io::Result<Self> {
        Ok(Self(JournalLog::new()?.with_syslog_identifier("noubad".to_owned())))
    }
}

impl Sink for JournalSink {
    fn send(&self, entry: &Entry) {
        // Nothing can be logged about a log that fails.
        let _ = self.0.journal_send(
            &log::Record::builder()
                .level(entry.level)
                .target(&entry.target)
                .key_values(&Fields(&entry.fields))
                .args(format_args!("{}", entry.message))
                .build(),
        );
    }
}

struct Fields<'a>(&'a [(String, String)]);

impl Source for Fields<'_> {
    fn visit<'kvs>(&'kvs self, visitor: &mut dyn VisitSource<'kvs>) -> Result<(), Error> {
        self.0.iter().try_for_each(|(k, v)| visitor.visit_pair(Key::from_str(k), Value::from(v.as_str())))
    }
}

/// A layer that keeps an event's fields, and those of its spans, as fields.
///
/// tracing's own bridge to `log` writes them into the text, and the journal could not be searched by them.
pub struct JournalLayer {
    queue: SyncSender<Entry>,
    dropped: Arc<AtomicU64>,
}

impl JournalLayer {
    /// Returns the layer, and the count of messages that found the queue full.
    pub fn start(sink: impl Sink) -> (Self, Arc<AtomicU64>) {
        let (queue, entries) = sync_channel::<Entry>(QUEUE);
        thread::spawn(move || entries.iter().for_each(|entry| sink.send(&entry)));
        let dropped = Arc::new(AtomicU64::new(0));
        (Self { queue, dropped: Arc::clone(&dropped) }, dropped)
    }
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for JournalLayer {
    fn on_new_span(
        &self,
        attributes: &tracing::span::Attributes<'_>,
        id: &tracing::Id,
        context: Context<'_, S>,
    ) {
        if let Some(span) = context.span(id) {
            let mut fields = Collected::default();
            attributes.record(&mut fields);
            span.extensions_mut().insert(fields);
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let mut collected = Collected::default();
        event.record(&mut collected);
        for span in context.event_scope(event).into_iter().flatten() {
            if let Some(of_span) = span.extensions().get::<Collected>() {
                collected.fields.extend(of_span.fields.iter().cloned());
            }
        }
        let metadata = event.metadata();
        let entry = Entry {
            level: level(*metadata.level()),
            target: metadata.target().to_owned(),
            message: collected.message,
            fields: collected.fields,
        };
        if let Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) = self.queue.try_send(entry) {
            self.dropped.fetch_add(1, Ordering::Relaxed);
        }
    }
}

fn level(level: Level) -> log::Level {
    match level {
        Level::ERROR => log::Level::Error,
        Level::WARN => log::Level::Warn,
        Level::INFO => log::Level::Info,
        Level::DEBUG => log::Level::Debug,
        Level::TRACE => log::Level::Trace,
    }
}

#[derive(Default)]
struct Collected {
    message: String,
    fields: Vec<(String, String)>,
}

impl Visit for Collected {
    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "message" {
            value.clone_into(&mut self.message);
        } else {
            self.fields.push((field.name().to_owned(), value.to_owned()));
        }
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let mut text = String::new();
        // Writing into a String cannot fail.
        let _ = write!(text, "{value:?}");
        self.record_str(field, &text);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    struct Kept(mpsc::Sender<Entry>);

    impl Sink for Kept {
        fn send(&self, entry: &Entry) {
            let _ = self.0.send(entry.clone());
        }
    }

    #[test]
    fn fields_of_the_event_and_of_its_spans_stay_fields() {
        let (tx, rx) = mpsc::channel();
        let (layer, _) = JournalLayer::start(Kept(tx));
        tracing::subscriber::with_default(tracing_subscriber::registry().with(layer), || {
            let span = tracing::info_span!("line", line.id = "line-1");
            let _inside = span.enter();
            tracing::warn!(device.id = "pad-3", seq = 7, "a press came too late");
        });
        let entry = rx.recv_timeout(std::time::Duration::from_secs(5)).unwrap();
        assert_eq!(entry.level, log::Level::Warn);
        assert_eq!(entry.message, "a press came too late");
        let field = |name: &str| entry.fields.iter().find(|(k, _)| k == name).map(|(_, v)| v.as_str());
        assert_eq!(field("device.id"), Some("pad-3"));
        assert_eq!(field("seq"), Some("7"));
        assert_eq!(field("line.id"), Some("line-1"));
    }
}
