//! The offices as dots, drawn from the coordinates in the registry. No picture of streets: that would come from
//! somebody else's server, who would then know who looks. North is up in every language.

use display::words::Arg;
use maud::{Markup, html};
use queue::live::Door;

use super::look::{Look, expected};
use crate::town::{Office, Place};

/// The picture's size in its own units, and the room kept free at its edges.
const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 360.0;
const EDGE: f64 = 60.0;
/// A name whose dot is so near an edge stands beside it and not below its middle.
const ASIDE: f64 = 130.0;
/// A wait from so many minutes on is of the middle band, and of the long one.
const MIDDLE_MIN: u32 = 15;
const LONG_MIN: u32 = 45;

/// A dot.
pub(super) struct Dot {
    pub place: Place,
    pub band: &'static str,
    pub label: String,
    /// What stands in the dot.
    pub sign: String,
    pub href: String,
    /// Devices somebody must look at, for whom that is meant to be seen.
    pub troubles: usize,
}

impl Dot {
    /// Returns the dot of an office that has a place.
    pub fn of(look: &Look, office: &Office, name: String, href: String) -> Option<Self> {
        let live = office.present(look.now);
        let sign = live.map_or_else(|| "?".to_owned(), |l| l.waiting.to_string());
        Some(Self { place: office.place?, band: band(look, office), label: name, sign, href, troubles: 0 })
    }

    /// The same with the office's sick devices.
    pub fn with_troubles(self, look: &Look, office: &Office) -> Self {
        Self { troubles: office.troubles(look.now).count(), ..self }
    }

    fn title(&self, look: &Look) -> String {
        let sick = [("n", Arg::Number(self.troubles as i64))];
        let sick = if self.troubles == 0 {
            String::new()
        } else {
            format!(" · {}", look.text("town-trouble-count", &sick))
        };
        format!("{}: {}{sick}", self.label, self.sign)
    }
}

/// Which band the wait of an office is in.
pub(super) fn band(look: &Look, office: &Office) -> &'static str {
    let Some(live) = office.present(look.now).filter(|live| live.door != Door::Closed) else {
        return "closed";
    };
    let longest_min = live
        .longest_since
        .map_or(0, |since| u32::try_from((office.clock(look.now) - since) / 60_000).unwrap_or(0));
    match expected(live).map_or(longest_min, |wait| wait.high) {
        ..MIDDLE_MIN => "short",
        MIDDLE_MIN..LONG_MIN => "middle",
        _ => "long",
    }
}

/// Draws the offices that have a place; nothing when none has.
pub(super) fn map(look: &Look, dots: &[Dot]) -> Markup {
    if dots.is_empty() {
        return html! {};
    }
    let project = projection(dots);
    // A town of thousands is a cloud of small dots; names are for a few.
    let (radius, named) = match dots.len() {
        ..=12 => (16.0, true),
        13..=60 => (12.0, false),
        _ => (4.0, false),
    };
    html! {
        figure.map {
            svg.few[named] viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } role="group" aria-label=(look.text("town-map", &[])) direction="ltr" {
                rect.ground x="0" y="0" width=(WIDTH) height=(HEIGHT) rx="12" {}
                path.north d={ "M" (WIDTH - 24.0) " 34 l-6 12 6-4 6 4z" } {}
                text.north x=(WIDTH - 24.0) y="28" text-anchor="middle" { "N" }
                // Names beneath the dots: a dot is what is pressed.
                @if named { @for dot in dots {
                    @let (x, y) = project(dot.place);
                    @let (at, anchor) = naming(x, radius);
                    text.name x=(round(at)) y=(round(y + radius + 14.0)) text-anchor=(anchor) aria-hidden="true" { (dot.label) }
                } }
                @for dot in dots {
                    @let (x, y) = project(dot.place);
                    a href=(dot.href) {
                        circle.(dot.band) cx=(round(x)) cy=(round(y)) r=(radius) { title { (dot.title(look)) } }
                        @if radius > 8.0 { text.sign x=(round(x)) y=(round(y + 4.5)) text-anchor="middle" { (dot.sign) } }
                        @if dot.troubles > 0 {
                            path.sick d={ "M" (round(x + radius)) " " (round(y - radius * 1.6)) "l" (round(radius * 0.6)) " " (round(radius)) "h" (round(-radius * 1.2)) "z" } {}
                        }
                    }
                }
            }
            figcaption {
                p { (look.word("town-map-about")) }
                @for (band, key) in [("short", "town-band-short"), ("middle", "town-band-middle"), ("long", "town-band-long"), ("closed", "town-band-closed")] {
                    span.band { svg.key viewBox="0 0 12 12" aria-hidden="true" { circle.(band) cx="6" cy="6" r="5" {} } (look.word(key)) }
                }
                @if dots.iter().any(|dot| dot.troubles > 0) {
                    span.band { svg.key viewBox="0 0 12 12" aria-hidden="true" { path.sick d="M6 1l5 10h-10z" {} } (look.word("town-troubles")) }
                }
            }
        }
    }
}

/// An equirectangular projection onto the picture: a town is so small that no other would look different.
fn projection(dots: &[Dot]) -> impl Fn(Place) -> (f64, f64) {
    let places = || dots.iter().map(|d| d.place);
    let least = |of: fn(Place) -> f64| places().map(of).fold(f64::INFINITY, f64::min);
    let most = |of: fn(Place) -> f64| places().map(of).fold(f64::NEG_INFINITY, f64::max);
    let (south, north) = (least(|p| p.latitude), most(|p| p.latitude));
    let shrink = ((south + north) / 2.0).to_radians().cos().max(0.1);
    let (west, east) = (least(|p| p.longitude) * shrink, most(|p| p.longitude) * shrink);
    // A single office, or several in one house, stand in the middle.
    let scale = ((WIDTH - 2.0 * EDGE) / (east - west)).min((HEIGHT - 2.0 * EDGE) / (north - south)).min(1e6);
    move |place| {
        let x = WIDTH / 2.0 + (place.longitude * shrink - (west + east) / 2.0) * scale;
        let y = HEIGHT / 2.0 - (place.latitude - (south + north) / 2.0) * scale;
        (x, y)
    }
}

/// Where a dot's name stands, and by which of its ends: it must not be cut off at the picture's edge.
fn naming(x: f64, radius: f64) -> (f64, &'static str) {
    if x < ASIDE {
        (x - radius, "start")
    } else if x > WIDTH - ASIDE {
        (x + radius, "end")
    } else {
        (x, "middle")
    }
}

fn round(x: f64) -> f64 {
    (x * 10.0).round() / 10.0
}
