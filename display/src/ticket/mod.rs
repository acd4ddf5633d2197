//! The printed ticket: from its data and the office's template to a picture, the same on every box.
//!
//! It knows no printer language and no port: bytes are made in the daemon's `printer` module.
//!
//! # Layout
//! - [`TicketData`]: what is known about one ticket. [`Paper`]: the width it is printed on.
//! - `template`: what is on the ticket, in which order and size; read from TOML and checked when loaded.
//! - `words`: the words of the ticket in each language, from `config/locales/ticket.*.toml`.
//! - `text`: shaping, ordering and drawing of a paragraph in mixed scripts.
//! - `layout`: puts it together; `figures` and `codes` draw what is not a line of words.
//! - [`Band`]: the rows which are the same on every ticket of a service, for printers that keep pictures.

mod bands;
mod codes;
mod figures;
mod layout;
mod template;
mod text;
mod words;

use std::collections::BTreeMap;

use crate::raster::Raster;

pub use bands::{Band, BandKey};
pub use layout::Press;
pub use template::{Template, TemplateError};
pub(crate) use text::Typesetter;
pub use text::unprintable;
pub(crate) use text::{font_system, set};
pub use words::{WordBook, WordError};

/// A text in each language it is known in, by locale tag (`ar`, `fr`, `zgh`, `en`).
pub type Texts = BTreeMap<String, String>;

/// What is known about one ticket. It holds no name and no identity number: none is ever printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TicketData {
    /// The language the citizen chose: `ar`, `fr`, `zgh` or `en`. An unknown one is treated as `fr`.
    pub locale: String,
    /// The number, such as `A042`.
    pub number: String,
    /// The office's name.
    pub office_names: Texts,
    /// The service's name.
    pub service_names: Texts,
    /// How many people are ahead, when somebody counted.
    pub ahead: Option<u32>,
    /// The expected wait in minutes, from and to, when it can be told.
    pub wait_range_min: Option<(u32, u32)>,
    /// Whether the ticket has priority.
    pub priority: bool,
    /// The booked time of an appointment, on the office's clock.
    pub appointment_local: Option<LocalTime>,
    /// When it was issued, on the office's clock.
    pub issued_local: LocalTime,
    /// Papers to bring, one text each.
    pub papers: Vec<Texts>,
    /// Where to go.
    pub direction: Option<Texts>,
    /// Address at which the citizen follows the turn.
    pub follow_url: Option<String>,
    /// By when the office means to answer, as year, month and day; for receipts.
    pub due_date: Option<(i32, u8, u8)>,
    /// 0 for the original, then the number of the copy, which is printed as a mark.
    pub copy: u32,
}

/// A date and time of day as the office's clock shows it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct LocalTime {
    /// Year, as 2026.
    pub year: i16,
    /// Month, from 1.
    pub month: u8,
    /// Day of the month, from 1.
    pub day: u8,
    /// Hour, 0 to 23.
    pub hour: u8,
    /// Minute.
    pub minute: u8,
}

/// The paper a ticket is laid out for: how many dots the head has, and how dense they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paper {
    /// Dots the head prints in one row.
    pub width_dots: usize,
    /// Dots per inch: 180 or 203 in the field.
    pub dpi: u32,
}

impl Paper {
    /// Returns how many dots a length in millimetres has, rounded.
    pub fn dots_of_mm(self, mm: f32) -> usize {
        (mm.max(0.0) * self.dpi as f32 / 25.4).round() as usize
    }

    /// Returns how many dots a size in points (1/72 inch) has.
    pub fn dots_of_pt(self, pt: f32) -> f32 {
        pt * self.dpi as f32 / 72.0
    }

    /// Says whether this is narrow paper: its head is less than 60 mm wide (58 mm paper has 48 mm, 80 mm paper 72 mm).
    pub fn is_narrow(self) -> bool {
        self.width_dots < self.dots_of_mm(60.0)
    }
}

/// A ticket as it will be on paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The picture.
    pub raster: Raster,
    /// Its density, in dots per inch.
    pub dpi: u32,
    /// Characters of the ticket's data which no font has; each was printed as `?`. The owner should name the text to fix.
    pub unprintable: Vec<char>,
    /// Its rows with ink, from top to bottom, told apart by whether they change from ticket to ticket.
    pub bands: Vec<Band>,
}

/// Returns a sheet as a PNG file, for the pages that show the last tickets and for `noubad device ticket --png`.
pub fn render_png(sheet: &Sheet) -> Vec<u8> {
    sheet.raster.to_png()
}
