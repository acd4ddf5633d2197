//! Numbers as OpenMetrics text, written by the `prometheus-client` library.

use std::fmt;

use prometheus_client::encoding::text::encode;
use prometheus_client::encoding::{EncodeMetric, MetricEncoder};
use prometheus_client::metrics::MetricType;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Registry, Unit};

/// The labels of a number.
pub(super) type Labels = Vec<(&'static str, String)>;

/// Gauges or counters of one name.
#[derive(Debug)]
struct Samples {
    kind: MetricType,
    each: Vec<(Labels, f64)>,
}

impl EncodeMetric for Samples {
    fn encode(&self, mut encoder: MetricEncoder<'_>) -> Result<(), fmt::Error> {
        for (labels, value) in &self.each {
            if labels.is_empty() {
                self.one(&mut encoder, *value)?;
            } else {
                self.one(&mut encoder.encode_family(labels)?, *value)?;
            }
        }
        Ok(())
    }

    fn metric_type(&self) -> MetricType {
        self.kind
    }
}

impl Samples {
    fn one(&self, encoder: &mut MetricEncoder<'_>, value: f64) -> Result<(), fmt::Error> {
        match self.kind {
            MetricType::Counter => encoder.encode_counter::<Labels, _, f64>(&value, None),
            _ => encoder.encode_gauge(&value),
        }
    }
}

/// An answer that is being written.
#[derive(Default)]
pub(super) struct Exposition(Registry);

impl Exposition {
    /// Adds what has no number.
    pub(super) fn info(&mut self, name: &str, help: &str, labels: &[(&'static str, String)]) {
        self.0.register(name, help, Info::new(labels.to_vec()));
    }

    /// Adds numbers that rise and fall.
    pub(super) fn gauges(&mut self, name: &str, help: &str, each: Vec<(Labels, f64)>) {
        self.0.register(name, help, Samples { kind: MetricType::Gauge, each });
    }

    /// Adds times in seconds; the name gets the ending `_seconds`.
    pub(super) fn seconds(&mut self, name: &str, help: &str, each: Vec<(Labels, f64)>) {
        self.0.register_with_unit(name, help, Unit::Seconds, Samples { kind: MetricType::Gauge, each });
    }

    /// Adds numbers that only rise; the name gets the ending `_total`.
    pub(super) fn counters(&mut self, name: &str, help: &str, each: Vec<(Labels, f64)>) {
        self.0.register(name, help, Samples { kind: MetricType::Counter, each });
    }

    /// Adds times in seconds that only rise; the name gets the ending `_seconds_total`.
    pub(super) fn seconds_counted(&mut self, name: &str, help: &str, each: Vec<(Labels, f64)>) {
        self.0.register_with_unit(name, help, Unit::Seconds, Samples { kind: MetricType::Counter, each });
    }

    /// Adds sizes in bytes; the name gets the ending `_bytes`.
    pub(super) fn bytes(&mut self, name: &str, help: &str, each: Vec<(Labels, f64)>) {
        self.0.register_with_unit(name, help, Unit::Bytes, Samples { kind: MetricType::Gauge, each });
    }

    /// Returns the text.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        // Writing into a text cannot fail.
        let _ = encode(&mut text, &self.0);
        text
    }
}

/// A number without labels.
pub(super) fn one(value: f64) -> Vec<(Labels, f64)> {
    vec![(Labels::new(), value)]
}

/// A number of a count, as exactly as 53 bits allow.
pub(super) fn number(n: impl TryInto<u64>) -> f64 {
    n.try_into().map_or(0.0, |n| n as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_get_their_endings_labels_their_escapes_and_the_text_its_end() {
        let mut numbers = Exposition::default();
        numbers.info("nouba", "The program", &[("office", "a\"b\\c\n".to_owned())]);
        numbers.counters("events", "Events", one(7.0));
        numbers.seconds("wait", "Wait", vec![(vec![("service", "birth".to_owned())], 1.5)]);
        let text = numbers.text();
        for line in [
            "nouba_info{office=\"a\\\"b\\\\c\\n\"} 1\n",
            "# TYPE events counter\nevents_total 7.0\n",
            "# UNIT wait_seconds seconds\nwait_seconds{service=\"birth\"} 1.5\n",
        ] {
            assert!(text.contains(line), "{line}: {text}");
        }
        assert!(text.ends_with("# EOF\n"));
    }
}
