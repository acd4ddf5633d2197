//! Printed pages as PDF: text in Arabic and French shaped as on tickets, rectangles and lines. Everything a report needs,
//! and nothing else.
//!
//! A sheet in Arabic is mirrored as a whole: what is placed from the left in French is placed from the right. Fonts are
//! the tickets' own and embedded, so that a report looks the same on every machine; the text can be searched and copied.

use cosmic_text::{Align, Buffer, FontSystem, Metrics, Wrap, fontdb};
use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};

use crate::ticket::{font_system, set};

/// A4, in points of 1/72 inch.
pub const WIDTH: f32 = 595.28;
/// A4, in points.
pub const HEIGHT: f32 = 841.89;
/// Height of a line, in ems: Arabic needs more than Latin.
const LINE: f32 = 1.45;

/// A colour.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Color(pub u8, pub u8, pub u8);

/// Black.
pub const BLACK: Color = Color(0x1c, 0x1c, 0x1a);

/// To which side of its column a text keeps; start and end turn with the language.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// Where a line begins.
    Start,
    /// In the middle.
    Middle,
    /// Where a line ends.
    End,
}

/// How a text looks.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Look {
    /// Height of an em, in points.
    pub size: f32,
    /// Whether it is bold.
    pub bold: bool,
    /// Its colour.
    pub color: Color,
    /// Its side.
    pub side: Side,
}

impl Look {
    /// Returns plain text of a size.
    #[must_use]
    pub fn plain(size: f32) -> Self {
        Self { size, bold: false, color: BLACK, side: Side::Start }
    }

    /// Returns the same in bold.
    #[must_use]
    pub fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    /// Returns the same at another side.
    #[must_use]
    pub fn at(self, side: Side) -> Self {
        Self { side, ..self }
    }

    /// Returns the same in another colour.
    #[must_use]
    pub fn in_color(self, color: Color) -> Self {
        Self { color, ..self }
    }
}

/// A rectangle: distance from the side where lines begin, distance from the top, width, height, in points.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Area {
    /// From the side where lines begin.
    pub x: f32,
    /// From the top.
    pub y: f32,
    /// Its width.
    pub width: f32,
    /// Its height.
    pub height: f32,
}

/// Returns a rectangle.
#[must_use]
pub fn area(x: f32, y: f32, width: f32, height: f32) -> Area {
    Area { x, y, width, height }
}

/// Something on a page.
enum Mark {
    Text(Area, String, Look),
    Box(Area, Color),
    Line(Vec<(f32, f32)>, Color, f32),
}

/// Pages that are being drawn.
pub struct Sheets {
    /// Whether lines begin at the right.
    mirrored: bool,
    lang: &'static str,
    title: String,
    pages: Vec<Vec<Mark>>,
}

/// Why there is no PDF.
#[derive(Debug, thiserror::Error)]
#[error("the PDF cannot be made: {0}")]
pub struct SheetError(String);

impl Sheets {
    /// Returns no page yet, in Arabic (`ar`) or another language.
    #[must_use]
    pub fn new(lang: &'static str, title: &str) -> Self {
        Self { mirrored: lang == "ar", lang, title: title.to_owned(), pages: Vec::new() }
    }

    /// Begins a page.
    pub fn page(&mut self) {
        self.pages.push(Vec::new());
    }

    /// Returns how many pages there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.pages.len()
    }

    /// Returns whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pages.is_empty()
    }

    fn add(&mut self, mark: Mark) {
        if self.pages.is_empty() {
            self.page();
        }
        if let Some(page) = self.pages.last_mut() {
            page.push(mark);
        }
    }

    /// Puts a text into a column; what is longer than a line goes on below.
    pub fn text(&mut self, x: f32, y: f32, width: f32, text: &str, look: Look) {
        self.add(Mark::Text(area(x, y, width, 0.0), text.to_owned(), look));
    }

    /// Fills a rectangle.
    pub fn fill(&mut self, area: Area, color: Color) {
        self.add(Mark::Box(area, color));
    }

    /// Draws a line through points, each from the side where lines begin and from the top.
    pub fn line(&mut self, points: Vec<(f32, f32)>, color: Color, width: f32) {
        self.add(Mark::Line(points, color, width));
    }

    /// Returns the PDF.
    ///
    /// # Errors
    /// A font that cannot be embedded, which a test would have seen.
    pub fn pdf(&self) -> Result<Vec<u8>, SheetError> {
        let mut document = krilla::Document::new();
        let mut press = Press { fonts: font_system(), embedded: Vec::new(), mirrored: self.mirrored };
        for marks in &self.pages {
            let size =
                PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(|| SheetError("no page".to_owned()))?;
            let mut page = document.start_page_with(size);
            let mut surface = page.surface();
            for mark in marks {
                press.draw(&mut surface, mark);
            }
            surface.finish();
            page.finish();
        }
        let metadata = Metadata::new()
            .title(self.title.clone())
            .language(self.lang.to_owned())
            .creator("Nouba".to_owned());
        document.set_metadata(metadata);
        document.finish().map_err(|error| SheetError(format!("{error:?}")))
    }
}

struct Press {
    fonts: FontSystem,
    embedded: Vec<(fontdb::ID, Font)>,
    mirrored: bool,
}

impl Press {
    fn draw(&mut self, surface: &mut Surface<'_>, mark: &Mark) {
        match mark {
            Mark::Text(column, text, look) => self.text(surface, *column, text, *look),
            Mark::Box(area, color) => {
                let x = self.left(area.x, area.width);
                let path = Rect::from_xywh(x, area.y, area.width, area.height).and_then(|rect| {
                    let mut path = PathBuilder::new();
                    path.push_rect(rect);
                    path.finish()
                });
                if let Some(path) = path {
                    surface.set_stroke(None);
                    surface.set_fill(Some(fill(*color)));
                    surface.draw_path(&path);
                }
            }
            Mark::Line(points, color, width) => {
                let mut path = PathBuilder::new();
                for (n, (x, y)) in points.iter().enumerate() {
                    let x = self.left(*x, 0.0);
                    if n == 0 { path.move_to(x, *y) } else { path.line_to(x, *y) }
                }
                if let Some(path) = path.finish() {
                    surface.set_fill(None);
                    surface.set_stroke(Some(Stroke {
                        paint: paint(*color),
                        width: *width,
                        ..Stroke::default()
                    }));
                    surface.draw_path(&path);
                }
            }
        }
    }

    fn left(&self, x: f32, width: f32) -> f32 {
        if self.mirrored { WIDTH - x - width } else { x }
    }

    fn text(&mut self, surface: &mut Surface<'_>, column: Area, text: &str, look: Look) {
        let align = match (look.side, self.mirrored) {
            (Side::Middle, _) => Align::Center,
            (Side::Start, false) | (Side::End, true) => Align::Left,
            (Side::Start, true) | (Side::End, false) => Align::Right,
        };
        // The mark states the direction of the line, whatever it begins with.
        let text = format!("{}{text}", if self.mirrored { '\u{200F}' } else { '\u{200E}' });
        let metrics = Metrics::new(look.size, look.size * LINE);
        let mut buffer = Buffer::new(&mut self.fonts, metrics);
        buffer.set_wrap(Wrap::WordOrGlyph);
        buffer.set_size(Some(column.width), None);
        set(&mut buffer, &text, self.mirrored, look.bold, align);
        buffer.shape_until_scroll(&mut self.fonts, false);
        surface.set_stroke(None);
        surface.set_fill(Some(fill(look.color)));
        let x = self.left(column.x, column.width);
        for run in buffer.layout_runs() {
            let baseline = column.y + run.line_y;
            // Glyphs of Arabic come in the order they are read; the pen goes from left to right.
            let mut placed = run.glyphs.to_vec();
            placed.sort_by(|a, b| a.x.total_cmp(&b.x));
            let mut rest = placed.as_slice();
            while let Some(first) = rest.first() {
                let together = rest.iter().take_while(|g| g.font_id == first.font_id).count();
                let (part, after) = rest.split_at(together);
                let glyphs: Vec<KrillaGlyph> = part.iter().map(|g| glyph(g, look.size)).collect();
                if let Some(font) = self.font(first.font_id) {
                    let start = Point::from_xy(x + first.x, baseline);
                    surface.draw_glyphs(start, &glyphs, font, run.text, look.size, false);
                }
                rest = after;
            }
        }
    }

    fn font(&mut self, id: fontdb::ID) -> Option<Font> {
        if let Some((_, font)) = self.embedded.iter().find(|(known, _)| *known == id) {
            return Some(font.clone());
        }
        let data = self.fonts.db().with_face_data(id, |data, _| data.to_vec())?;
        let font = Font::new(data.into(), 0)?;
        self.embedded.push((id, font.clone()));
        Some(font)
    }
}

fn glyph(glyph: &cosmic_text::LayoutGlyph, size: f32) -> KrillaGlyph {
    KrillaGlyph {
        glyph_id: GlyphId::new(u32::from(glyph.glyph_id)),
        text_range: glyph.start..glyph.end,
        x_advance: glyph.w / size,
        x_offset: glyph.x_offset,
        y_offset: glyph.y_offset,
        y_advance: 0.0,
        location: None,
    }
}

fn paint(color: Color) -> krilla::paint::Paint {
    rgb::Color::new(color.0, color.1, color.2).into()
}

fn fill(color: Color) -> Fill {
    Fill { paint: paint(color), opacity: NormalizedF32::ONE, rule: krilla::paint::FillRule::NonZero }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_in_each_language_is_a_pdf_with_its_fonts() {
        for lang in ["ar", "fr"] {
            let mut sheets = Sheets::new(lang, "نوبة – Nouba");
            sheets.text(40.0, 40.0, 300.0, "التقرير الشهري A042 – Rapport", Look::plain(12.0).bold());
            sheets.fill(area(40.0, 80.0, 50.0, 20.0), Color(0, 100, 60));
            sheets.line(vec![(40.0, 120.0), (90.0, 140.0)], BLACK, 1.0);
            sheets.page();
            sheets.text(40.0, 40.0, 300.0, "2", Look::plain(9.0).at(Side::End));
            let pdf = sheets.pdf().expect("a PDF");
            assert!(pdf.starts_with(b"%PDF-1.") && pdf.len() > 4_000, "{lang}: {} bytes", pdf.len());
            assert_eq!(sheets.len(), 2);
        }
    }
}
