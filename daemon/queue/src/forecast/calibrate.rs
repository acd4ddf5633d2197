//! Keeping the promise: ranges are widened or narrowed by what became of earlier ones.

use super::Outlook;
use crate::time::SECOND_MS;

/// The share of waits that may fall below the range, and the share above.
const MISSES: f64 = 0.1;
/// How far one miss moves an edge, in halves of the range, at first and in the long run.
const STEP_FIRST: f64 = 0.6;
const STEP_LAST: f64 = 0.03;
/// A half of a range is at least so wide before it is stretched, so that an outlook of almost nothing can grow.
const HALF_MIN_MS: i64 = 20 * SECOND_MS;
/// An edge is kept within these, in halves of the range: beyond the middle on its own side a little, and not endless.
const STRETCH: std::ops::RangeInclusive<f64> = -1.0..=12.0;

/// How far the edges of an outlook are moved. After each wait that turned out, the edge it fell beyond moves outward
/// by nine parts and otherwise inward by one, so that in the long run one wait in ten falls beyond each edge, whatever
/// the plays get wrong (Gibbs and Candès 2021, "Adaptive conformal inference under distribution shift"; as a quantile
/// tracker, Angelopoulos, Candès and Tibshirani 2023).
#[derive(Clone, Copy, PartialEq, Debug, serde::Serialize, serde::Deserialize)]
pub struct Calibration {
    low: f64,
    high: f64,
    n: u32,
}

impl Default for Calibration {
    fn default() -> Self {
        Self { low: 1.0, high: 1.0, n: 0 }
    }
}

impl Calibration {
    /// Returns the outlook with its edges where experience puts them.
    #[must_use]
    pub fn apply(&self, raw: Outlook) -> Outlook {
        let (below, above) = halves(raw);
        let low_ms = (raw.median_ms - (below * self.low) as i64).max(0);
        let high_ms = (raw.median_ms + (above * self.high) as i64).max(low_ms);
        Outlook { low_ms, median_ms: raw.median_ms.clamp(low_ms, high_ms), high_ms }
    }

    /// Learns from a wait that has turned out. Which edge was missed is asked of what people were told, however long ago, so that what people were told comes true eight times in ten.
    pub fn learn(&mut self, shown: Outlook, waited_ms: i64) {
        let step = (STEP_FIRST * 20.0 / (20.0 + f64::from(self.n))).max(STEP_LAST);
        self.n = self.n.saturating_add(1);
        let moved = |missed: bool| step * (f64::from(u8::from(missed)) - MISSES);
        let within = |edge: f64| edge.clamp(*STRETCH.start(), *STRETCH.end());
        self.low = within(self.low + moved(waited_ms < shown.low_ms));
        self.high = within(self.high + moved(waited_ms > shown.high_ms));
    }

    /// Returns how many waits it has learned from.
    #[must_use]
    pub fn learned(&self) -> u32 {
        self.n
    }
}

/// The two halves of the range around the middle, in milliseconds.
fn halves(raw: Outlook) -> (f64, f64) {
    let half = |ms: i64| ms.max(HALF_MIN_MS) as f64;
    (half(raw.median_ms - raw.low_ms), half(raw.high_ms - raw.median_ms))
}

/// How ranges turned out. All figures are sums, so that days can be added.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Score {
    /// Waits that had a range and have turned out.
    pub n: u32,
    /// Those that fell inside: coverage is `held / n`.
    pub held: u32,
    /// Those that were shorter than the range said: the costly error, as people may have gone out.
    pub early: u32,
    /// Sum of waited − expected middle, in milliseconds: bias is this by `n`.
    pub error_ms: i64,
    /// Sum of the widths of the ranges, in milliseconds.
    pub width_ms: i64,
}

impl Score {
    /// Adds a wait that has turned out.
    pub fn add(&mut self, shown: Outlook, waited_ms: i64) {
        self.n += 1;
        self.held += u32::from((shown.low_ms..=shown.high_ms).contains(&waited_ms));
        self.early += u32::from(waited_ms < shown.low_ms);
        self.error_ms += waited_ms - shown.median_ms;
        self.width_ms += shown.high_ms - shown.low_ms;
    }

    /// Adds another day's.
    pub fn merge(&mut self, other: &Self) {
        self.n += other.n;
        self.held += other.held;
        self.early += other.early;
        self.error_ms += other.error_ms;
        self.width_ms += other.width_ms;
    }
}

#[cfg(test)]
mod tests {
    use super::super::Draw;
    use super::*;

    #[test]
    fn whatever_the_plays_get_wrong_eight_in_ten_waits_fall_inside() {
        let raw = Outlook { low_ms: 500_000, median_ms: 600_000, high_ms: 700_000 };
        for (name, scale, shift) in [("right", 1.0, 0.0), ("too sure", 4.0, 0.0), ("too low", 1.0, 150_000.0)]
        {
            let (mut calibration, mut draw, mut score) =
                (Calibration::default(), Draw::new(3), Score::default());
            for i in 0..6_000 {
                // Eight in ten of these lie in 500_000..700_000 at scale 1.
                let waited = 600_000.0 + shift + (draw.unit() - 0.5) * 250_000.0 * scale;
                if i >= 200 {
                    score.add(calibration.apply(raw), waited as i64);
                }
                calibration.learn(calibration.apply(raw), waited as i64);
            }
            let coverage = f64::from(score.held) / f64::from(score.n);
            assert!((0.78..=0.82).contains(&coverage), "{name}: {coverage}");
        }
    }
}
