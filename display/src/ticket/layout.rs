//! Puts a ticket together: block after block of the template, from top to bottom.
//!
//! The same data, template, words and paper always give the same dots: nothing here reads a clock, a file or a font
//! of the system.

use std::ops::Range;
use std::sync::Arc;

use cosmic_text::Align;

use super::codes::Codes;
use super::template::{Alignment, Block, Show};
use super::text::{Column, Paragraph, is_invisible, unprintable};
use super::words::{Direction, Word, filled};
use super::{Band, LocalTime, Paper, Sheet, Template, Texts, TicketData, Typesetter, WordBook};
use crate::raster::{Area, Raster};

/// Longest name or text printed, in characters: what does not fit on a few lines is no name.
const TEXT_CHARS_MAX: usize = 240;
/// Most papers listed on a ticket.
const PAPERS_MAX: usize = 12;
/// Text made smaller, for narrow paper or as a second language, gets no smaller than this: people of every age must read it.
const SCALED_PT_MIN: f32 = 6.5;
/// A language shown because the chosen one has no word is this much smaller.
pub(super) const FALLBACK_SECOND_SCALE: f32 = 0.85;

/// Lays tickets out: a template, the words, and the fonts. Keep one; the second ticket costs a tenth of the first.
pub struct Press {
    pub(super) template: Template,
    pub(super) words: WordBook,
    pub(super) typesetter: Typesetter,
    pub(super) codes: Codes,
    blocks: Arc<[Block]>,
}

/// One text with the locale it is in.
pub(super) struct Said {
    pub(super) locale: String,
    pub(super) text: String,
}

/// What a block says: in the chosen language or its fallback, and in a second one.
pub(super) struct Saying {
    pub(super) first: Said,
    pub(super) second: Option<Said>,
    pub(super) is_fallback: bool,
}

/// How a line looks.
#[derive(Clone, Copy)]
pub(super) struct Style {
    pub(super) size_pt: f32,
    /// 0 shows no second language.
    pub(super) second_pt: f32,
    pub(super) bold: bool,
    pub(super) inverted: bool,
    pub(super) align: Alignment,
    /// Whether the text is the same on every ticket of the service.
    pub(super) fixed: bool,
}

/// The ticket being laid out.
pub(super) struct Page<'a> {
    pub(super) press: &'a mut Press,
    pub(super) data: &'a TicketData,
    pub(super) locale: String,
    pub(super) paper: Paper,
    pub(super) margin: usize,
    pub(super) scale: f32,
    pub(super) raster: Raster,
    pub(super) y: usize,
    unprintable: Vec<char>,
    bands: Vec<Band>,
}

impl Press {
    /// Returns a press for the office's template and words.
    pub fn new(template: Template, words: WordBook) -> Self {
        let codes = Codes::new(template.complaint.as_ref().map(|complaint| complaint.url.as_str()));
        let blocks = template.blocks.clone().into();
        Self { template, words, typesetter: Typesetter::new(), codes, blocks }
    }

    /// Returns the words of the ticket.
    pub fn words(&self) -> &WordBook {
        &self.words
    }

    /// Lays a ticket out on paper of the given width and density.
    pub fn lay_out(&mut self, data: &TicketData, paper: Paper) -> Sheet {
        let scale = if paper.is_narrow() { self.template.narrow_scale } else { 1.0 };
        let margin = paper.dots_of_mm(self.template.margin_mm).min(paper.width_dots / 8);
        let locale = self.words.known(&data.locale).to_owned();
        let blocks = Arc::clone(&self.blocks);
        let mut page = Page {
            press: self,
            data,
            locale,
            paper,
            margin,
            scale,
            raster: Raster::new(paper.width_dots, 0),
            y: 0,
            unprintable: vec![],
            bands: vec![],
        };
        for block in &*blocks {
            page.block(block);
        }
        let Page { mut raster, y, mut unprintable, bands, .. } = page;
        raster.set_rows(y.max(raster.rows()));
        unprintable.sort_unstable();
        unprintable.dedup();
        let bands = super::bands::without_white(&bands, &raster);
        Sheet { raster, dpi: paper.dpi, unprintable, bands }
    }
}

impl Style {
    fn of(block: &Block) -> Self {
        let Block { size_pt, second_pt, bold, inverted, align, .. } = *block;
        let changes = matches!(
            block.show,
            Show::Ahead | Show::Wait | Show::Issued | Show::CopyMark | Show::ReceiptIssued | Show::AnswerBy
        );
        Self { size_pt, second_pt, bold, inverted, align, fixed: !changes }
    }
}

impl Page<'_> {
    fn block(&mut self, block: &Block) {
        let before = self.paper.dots_of_mm(block.space_before_mm * self.scale);
        let start = self.y;
        self.y += before;
        let style = Style::of(block);
        let drawn = match block.show {
            Show::Rule => self.rule(),
            Show::Number => self.number(block),
            Show::Papers => self.papers(style),
            Show::Direction => self.direction(style),
            Show::Codes => self.codes(block, style, Word::Follow),
            Show::ReceiptCodes => self.codes(block, style, Word::FollowReceipt),
            Show::Receipt => self.words(style, Word::Receipt, &[]),
            Show::ReceiptNumber => self.words(style, Word::ReceiptNumber, &[]),
            Show::ReceiptIssued => self.issued(style, Word::ReceiptIssued),
            Show::AnswerBy => self.answer_by(style),
            Show::ReceiptFooter => self.courtesy(style, Word::ReceiptFooter),
            Show::Waiting => self.waiting(block, style),
            Show::Office => self.names(style, &self.data.office_names),
            Show::Service => self.names(style, &self.data.service_names),
            Show::Text => self.names(style, &block.text),
            Show::Footer if !block.text.is_empty() => self.names(style, &block.text),
            Show::Footer => self.courtesy(style, Word::Footer),
            Show::Thanks => self.courtesy(style, Word::Thanks),
            Show::Greeting => self.courtesy(style, Word::Greeting),
            Show::NumberLabel => self.words(style, Word::Number, &[]),
            Show::Class => self.class(style),
            Show::Ahead => self.ahead(style),
            Show::Wait => self.wait(style),
            Show::Issued => self.issued(style, Word::Issued),
            Show::CopyMark => self.copy_mark(style),
        };
        if drawn {
            self.y += self.paper.dots_of_mm(block.space_after_mm * self.scale);
        } else {
            self.y = start;
        }
    }

    fn rule(&mut self) -> bool {
        // Even places and sizes, so that a printer takes the rule in a quarter of the bytes.
        let even = |dots: usize| dots.next_multiple_of(2);
        let (top, height) = (even(self.y), even(self.paper.dots_of_mm(0.25).max(1)));
        self.raster.fill(Area { x: even(self.margin), y: top, width: self.width() / 2 * 2, height });
        self.mark(top..top + height, true);
        self.y = top + height;
        true
    }

    fn class(&mut self, style: Style) -> bool {
        if let Some(LocalTime { hour, minute, .. }) = self.data.appointment_local {
            let style = Style { fixed: false, ..style };
            return self.words(style, Word::Appointment, &[("time", format!("{hour:02}:{minute:02}"))]);
        }
        self.data.priority && self.words(style, Word::Priority, &[])
    }

    fn copy_mark(&mut self, style: Style) -> bool {
        let count = self.data.copy;
        count > 0 && self.words(style, Word::Duplicate, &[("count", count.to_string())])
    }

    fn ahead(&mut self, style: Style) -> bool {
        match self.data.ahead {
            None => false,
            Some(0) => self.words(style, Word::AheadNone, &[]),
            Some(count) => self.words(style, Word::Ahead, &[("count", count.to_string())]),
        }
    }

    fn wait(&mut self, style: Style) -> bool {
        match self.data.wait_range_min {
            None => false,
            Some((low, high)) if low >= high => {
                self.words(style, Word::WaitAbout, &[("high", high.to_string())])
            }
            Some((low, high)) => {
                self.words(style, Word::Wait, &[("low", low.to_string()), ("high", high.to_string())])
            }
        }
    }

    fn issued(&mut self, style: Style, word: Word) -> bool {
        let LocalTime { year, month, day, hour, minute } = self.data.issued_local;
        if month == 0 {
            return false;
        }
        let date = self.date(i32::from(year), month, day);
        self.words(style, word, &[("date", date), ("time", format!("{hour:02}:{minute:02}"))])
    }

    fn answer_by(&mut self, style: Style) -> bool {
        let Some((year, month, day)) = self.data.due_date else { return false };
        let date = self.date(year, month, day);
        self.words(style, Word::AnswerBy, &[("date", date)])
    }

    /// A date in the order of the language.
    fn date(&self, year: i32, month: u8, day: u8) -> String {
        let form = self.press.words.find(&self.locale, Word::Date).map_or("", |found| found.1);
        form.replace("{day}", &format!("{day:02}"))
            .replace("{month}", &format!("{month:02}"))
            .replace("{year}", &year.to_string())
    }

    fn papers(&mut self, style: Style) -> bool {
        let data = self.data;
        let papers: Vec<_> =
            data.papers.iter().take(PAPERS_MAX).filter_map(|paper| self.text(paper)).collect();
        let Some(heading) = self.word(Word::Papers, &[]) else { return false };
        if papers.is_empty() {
            return false;
        }
        self.line(Style { bold: true, ..style }, &heading.first, 1.0);
        for paper in papers {
            let item = Said { text: format!("•\u{A0}{}", paper.first.text), ..paper.first };
            self.line(style, &item, 1.0);
            if let (true, Some(second)) = (paper.is_fallback, paper.second) {
                self.line(style, &second, FALLBACK_SECOND_SCALE);
            }
        }
        true
    }

    fn direction(&mut self, style: Style) -> bool {
        let data = self.data;
        let Some(place) = data.direction.as_ref().and_then(|texts| self.text(texts)) else { return false };
        if let Some(heading) = self.word(Word::Direction, &[]) {
            self.line(Style { bold: false, ..style }, &heading.first, FALLBACK_SECOND_SCALE);
        }
        self.say(style, &place);
        true
    }

    fn names(&mut self, style: Style, texts: &Texts) -> bool {
        let Some(saying) = self.text(texts) else { return false };
        self.say(style, &saying);
        true
    }

    fn words(&mut self, style: Style, word: Word, values: &[(&str, String)]) -> bool {
        let Some(saying) = self.word(word, values) else { return false };
        self.say(style, &saying);
        true
    }

    /// What nobody misses in a second language, unless the template gives it a size.
    fn courtesy(&mut self, style: Style, word: Word) -> bool {
        let Some(saying) = self.word(word, &[]) else { return false };
        self.say(style, &Saying { is_fallback: false, ..saying });
        true
    }

    fn say(&mut self, style: Style, saying: &Saying) {
        self.line(style, &saying.first, 1.0);
        let scale = if style.second_pt > 0.0 {
            style.second_pt / style.size_pt
        } else if saying.is_fallback {
            FALLBACK_SECOND_SCALE
        } else {
            return;
        };
        if let Some(second) = &saying.second {
            self.line(Style { bold: style.bold && style.inverted, ..style }, second, scale);
        }
    }

    fn line(&mut self, style: Style, said: &Said, scale: f32) {
        let column = Column { x: self.margin, y: self.y, width: self.width() };
        let before = self.raster.rows();
        let height = self.paragraph(style, said, scale, column);
        if style.inverted {
            self.invert(before.max(self.y), height);
        }
        self.mark(self.y..self.y + height, style.fixed);
        self.y += height;
    }

    /// Draws a text in a column and returns the height it takes in dots.
    pub(super) fn paragraph(&mut self, style: Style, said: &Said, scale: f32, column: Column) -> usize {
        let size_pt = (style.size_pt * self.scale * scale).max(style.size_pt.min(SCALED_PT_MIN));
        let size_dots = self.paper.dots_of_pt(size_pt);
        let direction = self.press.words.direction(&said.locale);
        let paragraph = Paragraph {
            text: &said.text,
            direction,
            size_dots,
            line_dots: (size_dots * self.press.template.line_height).round(),
            bold: style.bold,
            align: aligned(style.align, direction),
        };
        let Press { typesetter, .. } = self.press;
        if style.fixed {
            typesetter.draw_kept(&mut self.raster, column, &paragraph)
        } else {
            typesetter.draw(&mut self.raster, column, &paragraph)
        }
    }

    /// Dots between the margins.
    pub(super) fn width(&self) -> usize {
        self.paper.width_dots - 2 * self.margin
    }

    /// Remembers whether these rows are the same on every ticket of the service.
    pub(super) fn mark(&mut self, rows: Range<usize>, fixed: bool) {
        self.bands.push(Band { rows, fixed });
    }

    /// Turns the lines just drawn into white on black, with some black around the letters.
    fn invert(&mut self, top: usize, height: usize) {
        let spans: Vec<_> = (top..top + height).filter_map(|y| self.raster.ink_span(y)).collect();
        let (Some(left), Some(right)) = (spans.iter().map(|s| s.0).min(), spans.iter().map(|s| s.1).max())
        else {
            return;
        };
        let pad = self.paper.dots_of_mm(2.0);
        let x = left.saturating_sub(pad).max(self.margin / 2);
        let width = (right + pad).min(self.paper.width_dots - self.margin / 2).saturating_sub(x);
        self.raster.invert(Area { x, y: top, width, height });
    }

    /// A text of the office in the chosen language, or in the nearest one it has.
    pub(super) fn text(&mut self, texts: &Texts) -> Option<Saying> {
        let has = |locale: &&str| texts.get(*locale).is_some_and(|text| !text.trim().is_empty());
        let found = self.press.words.chain(&self.locale).find(has).map(str::to_owned)?;
        let second = self.seconds().into_iter().find(|locale| *locale != found && has(&locale.as_str()));
        let first = Said { text: self.clean(&texts[&found]), locale: found };
        let second = second.map(|locale| Said { text: self.clean(&texts[&locale]), locale });
        Some(Saying { is_fallback: first.locale != self.locale, first, second })
    }

    pub(super) fn word(&self, word: Word, values: &[(&str, String)]) -> Option<Saying> {
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
    pub(super) fn clean(&mut self, text: &str) -> String {
        let kept = text.chars().filter(|c| !is_invisible(*c) || matches!(c, '\u{200C}'..='\u{200F}'));
        let line: String =
            kept.map(|c| if c.is_control() { ' ' } else { c }).take(TEXT_CHARS_MAX).collect::<String>();
        let missing = unprintable(&line);
        let line = if missing.is_empty() { line } else { line.replace(missing.as_slice(), "?") };
        self.unprintable.extend(missing);
        line.trim().to_owned()
    }
}

pub(super) fn aligned(align: Alignment, direction: Direction) -> Align {
    match (align, direction) {
        (Alignment::Center, _) => Align::Center,
        (Alignment::Start, Direction::Ltr) | (Alignment::End, Direction::Rtl) => Align::Left,
        (Alignment::Start, Direction::Rtl) | (Alignment::End, Direction::Ltr) => Align::Right,
    }
}
