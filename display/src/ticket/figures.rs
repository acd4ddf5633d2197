//! The figures of a ticket: its number, how many people are ahead, and how long it may take.
//!
//! They are what people look for, and what changes from ticket to ticket: large, without a word among them, so that
//! a slow printer which keeps the words itself takes few bytes.

use cosmic_text::Align;

use super::layout::{FALLBACK_SECOND_SCALE, Page, Saying, Style, aligned};
use super::template::{Alignment, Block};
use super::text::{Column, Paragraph};
use super::words::{Direction, Word};
use crate::raster::Raster;

/// White above and below a figure, in mm.
const FIGURE_WHITE_MM: f32 = 1.0;

/// A figure to draw.
struct Figure<'a> {
    text: &'a str,
    direction: Direction,
    align: Align,
    block: &'a Block,
}

impl Page<'_> {
    /// The number in figures as large as asked and as fits; false when there is none.
    pub(super) fn number(&mut self, block: &Block) -> bool {
        let text = self.clean(&self.data.number);
        if text.is_empty() {
            return false;
        }
        let column = Column { x: self.margin, y: self.y, width: self.width() };
        let align = aligned(block.align, self.press.words.direction(&self.locale));
        let figure = Figure { text: &text, direction: Direction::Ltr, align, block };
        let height = self.figure(&figure, column);
        self.mark(self.y..self.y + height, false);
        self.y += height;
        true
    }

    /// How many people are ahead and how many minutes it may take, each under its label, side by side.
    pub(super) fn waiting(&mut self, block: &Block, style: Style) -> bool {
        let ahead = self.data.ahead.map(|count| count.to_string());
        let wait = self.data.wait_range_min.map(|(low, high)| match low {
            low if low < high => format!("{low} – {high}"),
            _ => high.to_string(),
        });
        let mut entries: Vec<(Option<Saying>, String)> = Vec::new();
        for (word, value) in [(Word::AheadLabel, ahead), (Word::WaitLabel, wait)] {
            entries.extend(value.map(|value| (self.word(word, &[]), value)));
        }
        if entries.is_empty() {
            return false;
        }
        let direction = self.press.words.direction(&self.locale);
        if direction == Direction::Rtl {
            entries.reverse();
        }
        let width = self.width() / entries.len();
        let margin = self.margin;
        let column = |place: usize, y: usize| Column { x: margin + place * width, y, width };
        let mut top = self.y;
        for (place, (label, _)) in entries.iter().enumerate() {
            top = top.max(self.label(block, style, column(place, self.y), label.as_ref()));
        }
        self.mark(self.y..top, true);
        let mut bottom = top;
        for (place, (_, value)) in entries.iter().enumerate() {
            let figure = Figure { text: value, direction, align: Align::Center, block };
            bottom = bottom.max(top + self.figure(&figure, column(place, top)));
        }
        self.mark(top..bottom, false);
        self.y = bottom;
        true
    }

    /// Draws what a figure says and returns the row behind it.
    fn label(&mut self, block: &Block, style: Style, column: Column, label: Option<&Saying>) -> usize {
        let Some(saying) = label else { return column.y };
        let style = Style { size_pt: block.label_pt, bold: false, align: Alignment::Center, ..style };
        let y = column.y + self.paragraph(style, &saying.first, 1.0, column);
        match &saying.second {
            Some(second) if saying.is_fallback => {
                y + self.paragraph(style, second, FALLBACK_SECOND_SCALE, Column { y, ..column })
            }
            _ => y,
        }
    }

    /// Draws a figure as large as asked and as fits, without the white above and below that letters need, and returns
    /// the height it takes.
    fn figure(&mut self, figure: &Figure<'_>, column: Column) -> usize {
        let dot = if figure.block.coarse { 2 } else { 1 };
        let width = column.width / dot;
        let size_dots = self.paper.dots_of_pt(figure.block.size_pt * self.scale) / dot as f32;
        let mut paragraph = Paragraph {
            text: figure.text,
            direction: figure.direction,
            size_dots,
            line_dots: size_dots * 1.3,
            bold: figure.block.bold,
            align: figure.align,
        };
        let wide = self.press.typesetter.width(&paragraph);
        if wide > width as f32 {
            paragraph.size_dots = size_dots * width as f32 / wide * 0.98;
        }
        let mut drawing = Raster::new(width, 0);
        self.press.typesetter.draw(&mut drawing, Column { x: 0, y: 0, width }, &paragraph);
        let white = self.paper.dots_of_mm(FIGURE_WHITE_MM);
        let inked = |y: &usize| drawing.ink_span(*y).is_some();
        let first = (0..drawing.rows()).find(inked).unwrap_or(0);
        let last = (0..drawing.rows()).rfind(inked).unwrap_or(0);
        let (left, top) = (column.x.next_multiple_of(dot), (column.y + white).next_multiple_of(dot));
        let ink = drawing.part(first..last + 1).enlarged(dot);
        self.raster.stamp(&ink, left as isize, top as isize);
        top + (last + 1 - first) * dot + white - column.y
    }
}
