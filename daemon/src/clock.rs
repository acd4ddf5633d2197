//! The only place that reads a clock. Everything else is handed a [`Clock`].

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use queue::time::Timestamp;

/// Tells the time, and how long a span of it lasts in reality.
pub trait Clock: Send + Sync + 'static {
    /// Returns the present instant.
    fn now(&self) -> Timestamp;

    /// Returns how long to really wait for a span of this clock's time.
    fn real(&self, span_ms: i64) -> Duration {
        Duration::from_millis(u64::try_from(span_ms).unwrap_or(0))
    }

    /// Returns how far this clock should have moved in a real span, in milliseconds.
    fn passed(&self, real: Duration) -> i64 {
        i64::try_from(real.as_millis()).unwrap_or(i64::MAX)
    }
}

/// A clock that can be shared.
pub type SharedClock = Arc<dyn Clock>;

/// The system's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct WallClock;

impl Clock for WallClock {
    #[allow(clippy::disallowed_methods, reason = "this is the one place")]
    fn now(&self) -> Timestamp {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        Timestamp(since.map_or(0, |d| i64::try_from(d.as_millis()).unwrap_or(i64::MAX)))
    }
}

/// A clock that starts where it is told and runs faster than the world: for the demo.
#[derive(Debug, Clone, Copy)]
pub struct FastClock {
    started: Instant,
    origin: Timestamp,
    speed: f64,
}

impl FastClock {
    /// Returns a clock that shows `origin` now and runs `speed` times as fast as the world.
    #[must_use]
    pub fn new(origin: Timestamp, speed: f64) -> Self {
        Self { started: Instant::now(), origin, speed: speed.clamp(0.001, 100_000.0) }
    }
}

impl Clock for FastClock {
    fn now(&self) -> Timestamp {
        let elapsed = self.started.elapsed().as_secs_f64() * self.speed * 1000.0;
        self.origin + elapsed as i64
    }

    fn real(&self, span_ms: i64) -> Duration {
        Duration::from_secs_f64(span_ms.max(0) as f64 / 1000.0 / self.speed)
    }

    fn passed(&self, real: Duration) -> i64 {
        (real.as_secs_f64() * 1000.0 * self.speed) as i64
    }
}

/// A clock that stands still until it is moved: for tests.
#[derive(Debug, Default)]
pub struct ManualClock(AtomicI64);

impl ManualClock {
    /// Returns a clock that shows `now` until it is moved.
    #[must_use]
    pub fn new(now: Timestamp) -> Self {
        Self(AtomicI64::new(now.0))
    }

    /// Moves the clock by so many milliseconds, back if negative.
    pub fn advance(&self, ms: i64) {
        self.0.fetch_add(ms, Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }

    fn real(&self, _span_ms: i64) -> Duration {
        // Deadlines are noticed soon after the clock was moved.
        Duration::from_millis(5)
    }

    fn passed(&self, _real: Duration) -> i64 {
        0
    }
}
