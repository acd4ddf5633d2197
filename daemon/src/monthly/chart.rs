//! The charts of the report.

use display::sheet::{Area, Color, Look, Sheets, Side, area};
use queue::figures::{Key, Row};

use super::Tongue;
use super::page::{GREEN, HAIR, PALE, QUIET};

/// Two values for each day: a pale bar, and a dark one before it.
pub(super) struct Bars {
    pub(super) labels: Vec<String>,
    pub(super) pale: Vec<f32>,
    pub(super) dark: Vec<f32>,
}

/// A round number above the highest value, and how far its grid lines are apart.
fn scale(highest: f32) -> (f32, f32) {
    let step = [1.0, 2.0, 5.0, 10.0, 20.0, 25.0, 50.0, 100.0, 200.0, 250.0, 500.0, 1000.0, 2000.0, 5000.0];
    let step = step.into_iter().find(|step| highest / step <= 5.0).unwrap_or(10_000.0);
    ((highest / step).ceil().max(1.0) * step, step)
}

/// Draws bars with a grid; labels stand below the area.
pub(super) fn bars(sheets: &mut Sheets, place: Area, bars: &Bars, tongue: &Tongue) {
    let highest = bars.pale.iter().chain(&bars.dark).copied().fold(0.0, f32::max);
    let (top, step) = scale(highest);
    let axis = 26.0;
    let (left, width) = (place.x + axis, place.width - axis);
    let height_of = |value: f32| value / top * place.height;
    let mut line = 0.0;
    while line <= top {
        let y = place.y + place.height - height_of(line);
        sheets.fill(area(left, y, width, 0.5), HAIR);
        let label = tongue.number(f64::from(line), 0);
        sheets.text(place.x, y - 6.0, axis - 5.0, &label, Look::plain(7.5).in_color(QUIET).at(Side::End));
        line += step;
    }
    let slot = width / bars.labels.len().max(1) as f32;
    for (n, label) in bars.labels.iter().enumerate() {
        let x = left + n as f32 * slot;
        let wide = (slot * 0.72).min(26.0);
        let mut bar = |value: f32, part: f32, color: Color| {
            let high = height_of(value);
            let thick = wide * part;
            sheets.fill(area(x + (slot - thick) / 2.0, place.y + place.height - high, thick, high), color);
        };
        bar(bars.pale[n], 1.0, PALE);
        bar(bars.dark[n], 0.55, GREEN);
        sheets.text(
            x,
            place.y + place.height + 2.0,
            slot,
            label,
            Look::plain(7.5).in_color(QUIET).at(Side::Middle),
        );
    }
}

/// Draws shares in per mille as lying bars, each with its label and its share.
pub(super) fn shares(sheets: &mut Sheets, place: Area, shares: &[(String, u32)], tongue: &Tongue) {
    let most = shares.iter().map(|(_, pm)| *pm).max().unwrap_or(0).max(1) as f32;
    let high = place.height / shares.len().max(1) as f32;
    let (name, value) = (88.0, 42.0);
    let room = place.width - name - value;
    for (n, (label, pm)) in shares.iter().enumerate() {
        let y = place.y + n as f32 * high;
        sheets.text(place.x, y - 1.0, name - 6.0, label, Look::plain(8.0));
        let long = *pm as f32 / most * room;
        sheets.fill(area(place.x + name, y + 1.0, long.max(0.6), high - 4.0), GREEN);
        let share = tongue.percent(Some(*pm));
        sheets.text(place.x + name + long + 5.0, y - 1.0, value, &share, Look::plain(8.0).in_color(QUIET));
    }
}

/// Draws how many come in each hour of each day of the week, the mean of the month's days; returns its height.
pub(super) fn heat(
    sheets: &mut Sheets,
    (x, y, width): (f32, f32, f32),
    rows: &[Row],
    days_of: &[u32; 7],
    tongue: &Tongue,
) -> f32 {
    let cells: Vec<(usize, u8, f32)> = rows
        .iter()
        .filter_map(|row| match row.key {
            Key::HourOfWeek(day, hour) => {
                let days = days_of[usize::from(day)].max(1) as f32;
                Some((usize::from(day), hour, row.figures.arrived as f32 / days))
            }
            _ => None,
        })
        .collect();
    let hours = cells.iter().map(|c| c.1);
    let (Some(first), Some(last)) = (hours.clone().min(), hours.max()) else { return 0.0 };
    let most = cells.iter().map(|c| c.2).fold(1.0, f32::max);
    let (name, head, high) = (70.0, 16.0, 20.0);
    let slot = (width - name) / f32::from(last - first + 1);
    for hour in first..=last {
        let at = x + name + f32::from(hour - first) * slot;
        let text = tongue.hour(hour);
        sheets.text(at, y, slot, &text, Look::plain(7.5).in_color(QUIET).at(Side::Middle));
    }
    let open: Vec<usize> = (0..7).filter(|day| days_of[*day] > 0).collect();
    for (n, day) in open.iter().enumerate() {
        let top = y + head + n as f32 * high;
        sheets.text(x, top + 2.0, name - 6.0, &tongue.weekday(*day), Look::plain(8.5));
        for (_, hour, mean) in cells.iter().filter(|c| c.0 == *day) {
            let at = x + name + f32::from(hour - first) * slot;
            let share = mean / most;
            sheets.fill(area(at + 0.8, top + 0.8, slot - 1.6, high - 1.6), shade(share));
            let ink = if share > 0.55 { Color(255, 255, 255) } else { display::sheet::BLACK };
            let text = tongue.number(f64::from(*mean), u8::from(*mean < 10.0));
            sheets.text(at, top + 3.5, slot, &text, Look::plain(8.0).in_color(ink).at(Side::Middle));
        }
    }
    head + open.len() as f32 * high
}

/// From nearly white to the dark green.
fn shade(share: f32) -> Color {
    let mix = |from: u8, to: u8| {
        (f32::from(from) + (f32::from(to) - f32::from(from)) * share.clamp(0.0, 1.0)) as u8
    };
    Color(mix(0xee, GREEN.0), mix(0xf4, GREEN.1), mix(0xef, GREEN.2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_is_round_and_holds_the_highest_value() {
        assert_eq!(scale(0.0), (1.0, 1.0));
        assert_eq!(scale(7.0), (8.0, 2.0));
        assert_eq!(scale(312.0), (400.0, 100.0));
        for highest in [1.0, 4.9, 23.0, 99.0, 100.0, 1234.0] {
            let (top, step) = scale(highest);
            assert!(top >= highest && top / step <= 6.0, "{highest}: {top} {step}");
        }
    }
}
