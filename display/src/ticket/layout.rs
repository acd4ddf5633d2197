//! Puts a ticket together: block after block of the template, from top to bottom.
//!
//! The same data, template, words and paper always give the same dots: nothing here reads a clock, a file or a font
//! of the system.

use cosmic_text::Align;
use qrcode::{EcLevel, QrCode};

use super::template::{Alignment, Block, Show};
use super::text::{Column, Paragraph, is_invisible};
use super::words::{Direction, Word, filled};
use super::{LocalTime, Paper, Sheet, Template, Texts, TicketData, Typesetter, WordBook};
use crate::raster::{Area, Raster};

/// Longest name or text printed, in characters: what does not fit on a few lines is no name.
const TEXT_CHARS_MAX: usize = 240;
/// Most papers listed on a ticket.
const PAPERS_MAX: usize = 12;
/// White around a QR code, in modules (ISO/IEC 18004 asks for 4).
const QUIET_MODULES: usize = 4;
/// Least dots of a module: half a millimetre, which every telephone still reads from thermal paper.
const MODULE_DOTS_MIN: usize = 4;
/// A language shown because the chosen one has no word is this much smaller.
const FALLBACK_SECOND_SCALE: f32 = 0.85;

/// Lays tickets out: a template, the words, and the fonts. Keep one; the second ticket costs a tenth of the first.
pub struct Press {
    template: Template,
    words: WordBook,
    typesetter: Typesetter,
    /// The same on every ticket.
    complaint_code: Option<QrCode>,
}

/// One text with the locale it is in.
struct Said {
    locale: String,
    text: String,
}

/// What a block says: in the chosen language or its fallback, and in a second one.
struct Saying {
    first: Said,
    second: Option<Said>,
    is_fallback: bool,
}

/// The ticket being laid out.
struct Page<'a> {
    press: &'a mut Press,
    data: &'a TicketData,
    locale: String,
    paper: Paper,
    margin: usize,
    scale: f32,
    raster: Raster,
    y: usize,
    unprintable: Vec<char>,
}

impl Press {
    /// Returns a press for the office's template and words.
    pub fn new(template: Template, words: WordBook) -> Self {
        let complaint_code = template.complaint.as_ref().and_then(|complaint| code_of(&complaint.url));
        Self { template, words, typesetter: Typesetter::new(), complaint_code }
    }

    /// Returns the fonts, to ask which characters of a name cannot be printed.
    pub fn typesetter(&self) -> &Typesetter {
        &self.typesetter
    }

    /// Lays a ticket out on paper of the given width and density.
    pub fn lay_out(&mut self, data: &TicketData, paper: Paper) -> Sheet {
        let scale = if paper.is_narrow() { self.template.narrow_scale } else { 1.0 };
        let margin = paper.dots_of_mm(self.template.margin_mm).min(paper.width_dots / 8);
        let locale = self.words.known(&data.locale).to_owned();
        let blocks = self.template.blocks.clone();
        let raster = Raster::new(paper.width_dots, 0);
        let mut page =
            Page { press: self, data, locale, paper, margin, scale, raster, y: 0, unprintable: vec![] };
        for block in &blocks {
            page.block(block);
        }
        let Page { mut raster, y, mut unprintable, .. } = page;
        raster.set_rows(y.max(raster.rows()));
        unprintable.sort_unstable();
        unprintable.dedup();
        Sheet { raster, dpi: paper.dpi, unprintable }
    }
}

impl Page<'_> {
    fn block(&mut self, block: &Block) {
        let before = self.paper.dots_of_mm(block.space_before_mm * self.scale);
        let start = self.y;
        self.y += before;
        let drawn = match block.show {
            Show::Rule => self.rule(),
            Show::Number => self.number(block),
            Show::Papers => self.papers(block),
            Show::Direction => self.direction(block),
            Show::Codes => self.codes(block),
            Show::Office => self.names(block, &self.data.office_names),
            Show::Service => self.names(block, &self.data.service_names),
            Show::Text => self.names(block, &block.text),
            Show::Footer if !block.text.is_empty() => self.names(block, &block.text),
            Show::Footer => self.words(block, Word::Footer, &[]),
            Show::Thanks => self.words(block, Word::Thanks, &[]),
            Show::Greeting => self.words(block, Word::Greeting, &[]),
            Show::NumberLabel => self.words(block, Word::Number, &[]),
            Show::Class => self.data.priority && self.words(block, Word::Priority, &[]),
            Show::Ahead => self.ahead(block),
            Show::Wait => self.wait(block),
            Show::Issued => self.issued(block),
            Show::CopyMark => {
                self.data.copy > 0
                    && self.words(block, Word::Duplicate, &[("count", self.data.copy.to_string())])
            }
        };
        if drawn {
            self.y += self.paper.dots_of_mm(block.space_after_mm * self.scale);
        } else {
            self.y = start;
        }
    }

    fn rule(&mut self) -> bool {
        let height = self.paper.dots_of_mm(0.25).max(1);
        let width = self.paper.width_dots - 2 * self.margin;
        self.raster.fill(Area { x: self.margin, y: self.y, width, height });
        self.y += height;
        true
    }

    /// The number in figures as large as asked and as fits, without the white above and below that letters need.
    fn number(&mut self, block: &Block) -> bool {
        let text = self.clean(&self.data.number);
        if text.is_empty() {
            return false;
        }
        let dot = if block.coarse { 2 } else { 1 };
        let width = (self.paper.width_dots - 2 * self.margin) / dot;
        let size_dots = self.paper.dots_of_pt(block.size_pt * self.scale) / dot as f32;
        let align = aligned(block.align, self.press.words.direction(&self.locale));
        let bold = block.bold;
        let mut paragraph = Paragraph {
            text: &text,
            direction: Direction::Ltr,
            size_dots,
            line_dots: size_dots * 1.3,
            bold,
            align,
        };
        let wide = self.press.typesetter.width(&paragraph);
        if wide > width as f32 {
            paragraph.size_dots = size_dots * width as f32 / wide * 0.98;
        }
        let mut drawing = Raster::new(width, 0);
        self.press.typesetter.draw(&mut drawing, Column { x: 0, y: 0, width }, &paragraph);
        let white = self.paper.dots_of_mm(1.0);
        let first = (0..drawing.rows()).find(|y| drawing.ink_span(*y).is_some()).unwrap_or(0);
        let (left, top) = (self.margin.next_multiple_of(dot), (self.y + white).next_multiple_of(dot));
        for y in first..drawing.rows() {
            for x in (0..width).filter(|x| drawing.get(*x, y)) {
                let (x, y) = (left + x * dot, top + (y - first) * dot);
                self.raster.fill(Area { x, y, width: dot, height: dot });
            }
        }
        self.y = top + (drawing.rows() - first) * dot + white;
        true
    }

    fn ahead(&mut self, block: &Block) -> bool {
        match self.data.ahead {
            None => false,
            Some(0) => self.words(block, Word::AheadNone, &[]),
            Some(count) => self.words(block, Word::Ahead, &[("count", count.to_string())]),
        }
    }

    fn wait(&mut self, block: &Block) -> bool {
        match self.data.wait_range_min {
            None => false,
            Some((low, high)) if low >= high => {
                self.words(block, Word::WaitAbout, &[("high", high.to_string())])
            }
            Some((low, high)) => {
                self.words(block, Word::Wait, &[("low", low.to_string()), ("high", high.to_string())])
            }
        }
    }

    fn issued(&mut self, block: &Block) -> bool {
        let LocalTime { year, month, day, hour, minute } = self.data.issued_local;
        if month == 0 {
            return false;
        }
        let form = self.press.words.find(&self.locale, Word::Date).map_or("", |found| found.1);
        let date = form
            .replace("{day}", &format!("{day:02}"))
            .replace("{month}", &format!("{month:02}"))
            .replace("{year}", &year.to_string());
        self.words(block, Word::Issued, &[("date", date), ("time", format!("{hour:02}:{minute:02}"))])
    }

    fn papers(&mut self, block: &Block) -> bool {
        let data = self.data;
        let papers: Vec<_> =
            data.papers.iter().take(PAPERS_MAX).filter_map(|paper| self.text(paper)).collect();
        let Some(heading) = self.word(Word::Papers, &[]) else { return false };
        if papers.is_empty() {
            return false;
        }
        self.line(&Block { bold: true, ..block.clone() }, &heading.first, 1.0);
        for paper in papers {
            let item = Said { text: format!("•\u{A0}{}", paper.first.text), ..paper.first };
            self.line(block, &item, 1.0);
            if let (true, Some(second)) = (paper.is_fallback, paper.second) {
                self.line(block, &second, FALLBACK_SECOND_SCALE);
            }
        }
        true
    }

    fn direction(&mut self, block: &Block) -> bool {
        let data = self.data;
        let Some(place) = data.direction.as_ref().and_then(|texts| self.text(texts)) else { return false };
        if let Some(heading) = self.word(Word::Direction, &[]) {
            self.line(&Block { bold: false, ..block.clone() }, &heading.first, FALLBACK_SECOND_SCALE);
        }
        self.say(block, &place);
        true
    }

    fn names(&mut self, block: &Block, texts: &Texts) -> bool {
        let Some(saying) = self.text(texts) else { return false };
        self.say(block, &saying);
        true
    }

    fn words(&mut self, block: &Block, word: Word, values: &[(&str, String)]) -> bool {
        let Some(saying) = self.word(word, values) else { return false };
        self.say(block, &saying);
        true
    }

    fn say(&mut self, block: &Block, saying: &Saying) {
        self.line(block, &saying.first, 1.0);
        let scale = if block.second_pt > 0.0 {
            block.second_pt / block.size_pt
        } else if saying.is_fallback {
            FALLBACK_SECOND_SCALE
        } else {
            return;
        };
        if let Some(second) = &saying.second {
            self.line(&Block { bold: block.bold && block.inverted, ..block.clone() }, second, scale);
        }
    }

    fn line(&mut self, block: &Block, said: &Said, scale: f32) {
        let width = self.paper.width_dots - 2 * self.margin;
        let column = Column { x: self.margin, y: self.y, width };
        let before = self.raster.rows();
        let height = self.paragraph(block, said, scale, column);
        if block.inverted {
            self.invert(before.max(self.y), height);
        }
        self.y += height;
    }

    fn paragraph(&mut self, block: &Block, said: &Said, scale: f32, column: Column) -> usize {
        let size_dots = self.paper.dots_of_pt(block.size_pt * self.scale * scale);
        let direction = self.press.words.direction(&said.locale);
        let paragraph = Paragraph {
            text: &said.text,
            direction,
            size_dots,
            line_dots: (size_dots * self.press.template.line_height).round(),
            bold: block.bold,
            align: aligned(block.align, direction),
        };
        self.press.typesetter.draw(&mut self.raster, column, &paragraph)
    }

    /// Turns the lines just drawn into white on black, with some black around the letters.
    fn invert(&mut self, top: usize, height: usize) {
        let spans: Vec<_> = (top..top + height).filter_map(|y| self.raster.ink_span(y)).collect();
        let (Some(left), Some(right)) = (spans.iter().map(|s| s.0).min(), spans.iter().map(|s| s.1).max())
        else {
            return;
        };
        let pad = self.paper.dots_of_mm(2.0);
        let x = left.saturating_sub(pad);
        let width = (right + pad).min(self.paper.width_dots) - x;
        self.raster.invert(Area { x, y: top, width, height });
    }

    fn codes(&mut self, block: &Block) -> bool {
        let mut codes: Vec<(QrCode, Option<Saying>)> = Vec::new();
        if let Some(code) = self.data.follow_url.as_deref().and_then(code_of) {
            codes.push((code, self.word(Word::Follow, &[])));
        }
        if let (Some(complaint), Some(code)) =
            (self.press.template.complaint.clone(), self.press.complaint_code.clone())
        {
            let caption = self.text(&complaint.text).or_else(|| self.word(Word::Complaint, &[]));
            codes.push((code, caption));
        }
        if codes.is_empty() {
            return false;
        }
        if self.press.words.direction(&self.locale) == Direction::Rtl {
            codes.reverse();
        }
        let width = self.paper.width_dots - 2 * self.margin;
        let dots = codes.iter().map(|entry| self.module_dots(&entry.0, block)).collect::<Vec<_>>();
        let widest =
            codes.iter().zip(&dots).map(|(e, d)| (e.0.width() + 2 * QUIET_MODULES) * d).max().unwrap_or(0);
        let columns = if widest * codes.len() <= self.paper.width_dots { codes.len() } else { 1 };
        let top = self.y;
        for (index, ((code, caption), dots)) in codes.iter().zip(dots).enumerate() {
            let place = if columns == 1 { 0 } else { index };
            let y = if columns == 1 { self.y } else { top };
            let height = if columns == 1 { (code.width() + 2 * QUIET_MODULES) * dots } else { widest };
            let column = Column { x: self.margin + place * width / columns, y, width: width / columns };
            draw_code(&mut self.raster, (code, dots), column, height);
            let bottom = self.caption(block, Column { y: y + height, ..column }, caption.as_ref());
            self.y = self.y.max(bottom);
        }
        true
    }

    fn module_dots(&self, code: &QrCode, block: &Block) -> usize {
        // An even number of dots at even places, so that a printer takes the code in a quarter of the bytes.
        let dots = self.paper.dots_of_mm(block.code_mm * self.scale) / code.width();
        (dots / 2 * 2).max(MODULE_DOTS_MIN)
    }

    /// Draws what a code is for and returns the row behind it.
    fn caption(&mut self, block: &Block, column: Column, caption: Option<&Saying>) -> usize {
        let Some(saying) = caption else { return column.y };
        let centred = Block { align: Alignment::Center, ..block.clone() };
        let y = column.y + self.paragraph(&centred, &saying.first, 1.0, column);
        match &saying.second {
            Some(second) if saying.is_fallback => {
                y + self.paragraph(&centred, second, FALLBACK_SECOND_SCALE, Column { y, ..column })
            }
            _ => y,
        }
    }

    /// A text of the office in the chosen language, or in the nearest one it has.
    fn text(&mut self, texts: &Texts) -> Option<Saying> {
        let has = |locale: &&str| texts.get(*locale).is_some_and(|text| !text.trim().is_empty());
        let found = self.press.words.chain(&self.locale).find(has).map(str::to_owned)?;
        let second = self.seconds().into_iter().find(|locale| *locale != found && has(&locale.as_str()));
        let first = Said { text: self.clean(&texts[&found]), locale: found };
        let second = second.map(|locale| Said { text: self.clean(&texts[&locale]), locale });
        Some(Saying { is_fallback: first.locale != self.locale, first, second })
    }

    fn word(&self, word: Word, values: &[(&str, String)]) -> Option<Saying> {
        let words = &self.press.words;
        let (locale, sentence) = words.find(&self.locale, word)?;
        let first = Said { locale: locale.into(), text: filled(sentence, values) };
        let second = self.seconds().into_iter().filter(|locale| *locale != first.locale).find_map(|locale| {
            let text = filled(words.own(&locale, word)?, values);
            Some(Said { locale, text })
        });
        Some(Saying { is_fallback: first.locale != self.locale, first, second })
    }

    fn seconds(&self) -> Vec<String> {
        self.press.template.second.get(&self.locale).cloned().unwrap_or_default()
    }

    /// Makes a text of the outside fit for paper: of bounded length, on one line, without direction overrides of its
    /// own, and with `?` for what no font has.
    fn clean(&mut self, text: &str) -> String {
        let kept = text.chars().filter(|c| !is_invisible(*c) || matches!(c, '\u{200C}'..='\u{200F}'));
        let line: String =
            kept.map(|c| if c.is_control() { ' ' } else { c }).take(TEXT_CHARS_MAX).collect::<String>();
        let missing = self.press.typesetter.unprintable(&line);
        let line = if missing.is_empty() { line } else { line.replace(missing.as_slice(), "?") };
        self.unprintable.extend(missing);
        line.trim().to_owned()
    }
}

fn aligned(align: Alignment, direction: Direction) -> Align {
    match (align, direction) {
        (Alignment::Center, _) => Align::Center,
        (Alignment::Start, Direction::Ltr) | (Alignment::End, Direction::Rtl) => Align::Left,
        (Alignment::Start, Direction::Rtl) | (Alignment::End, Direction::Ltr) => Align::Right,
    }
}

/// Draws a code of so many dots a module in the middle of a column of the given height.
fn draw_code(raster: &mut Raster, (code, dots): (&QrCode, usize), column: Column, height: usize) {
    let modules = code.width();
    let left = (column.x + column.width.saturating_sub(modules * dots) / 2) / 2 * 2;
    let top = (column.y + height.saturating_sub(modules * dots) / 2).next_multiple_of(2);
    for (index, color) in code.to_colors().iter().enumerate() {
        if *color == qrcode::Color::Dark {
            let (x, y) = (left + index % modules * dots, top + index / modules * dots);
            raster.fill(Area { x, y, width: dots, height: dots });
        }
    }
}

/// Returns the code of an address, or nothing when it is too long to be read from paper.
fn code_of(address: &str) -> Option<QrCode> {
    const ADDRESS_BYTES_MAX: usize = 200;
    if address.is_empty() || address.len() > ADDRESS_BYTES_MAX {
        return None;
    }
    QrCode::with_error_correction_level(address, EcLevel::M).ok()
}
