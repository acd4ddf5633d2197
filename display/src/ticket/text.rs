//! Shaping, ordering and drawing of a paragraph in mixed scripts, in black and white dots.
//!
//! Two rules keep numbers readable inside Arabic, both found by printing: every paragraph states its base direction
//! with a mark (a line starting with `A042` would otherwise run left to right), and every value filled in is isolated
//! (`24-11-2026` and `0524-43-12-34` would otherwise come out reversed: UAX #9 orders them so).

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use cosmic_text::{
    Align, Attrs, Buffer, Fallback, Family, FontSystem, Hinting, Metrics, PhysicalGlyph, Shaping, SwashCache,
    SwashContent, Weight, Wrap, fontdb,
};

use swash::FontRef;

use super::words::Direction;
use crate::raster::{Area, Raster};

const LATIN: &str = "Noto Sans";
const ARABIC: &str = "Noto Sans Arabic";
const TIFINAGH: &str = "Noto Sans Tifinagh";

/// The embedded fonts; `display/fonts/README.md` says how they were made.
const FONTS: [&[u8]; 5] = [
    include_bytes!("../../fonts/NotoSans-Regular.subset.ttf"),
    include_bytes!("../../fonts/NotoSans-Bold.subset.ttf"),
    include_bytes!("../../fonts/NotoSansArabic-Regular.subset.ttf"),
    include_bytes!("../../fonts/NotoSansArabic-Bold.subset.ttf"),
    include_bytes!("../../fonts/NotoSansTifinagh-Regular.subset.ttf"),
];

/// Coverage from which a dot is burnt, of 255. A little below half keeps the thin strokes of small Arabic whole.
const INK_ALPHA: u8 = 110;

/// Paragraphs kept: the words of some forty services in four languages. Beyond that all are drawn anew.
const KEPT_MAX: usize = 1024;
/// White kept around a drawing, in dots: letters may reach out of their column and line.
const OVERHANG: usize = 32;

const LEFT_TO_RIGHT_ISOLATE: char = '\u{2066}';
const POP_ISOLATE: char = '\u{2069}';
const LEFT_TO_RIGHT_MARK: char = '\u{200E}';
const RIGHT_TO_LEFT_MARK: char = '\u{200F}';

/// The embedded fonts and the shapes drawn so far. One is enough for a process; a new one costs some milliseconds.
pub struct Typesetter {
    fonts: FontSystem,
    glyphs: SwashCache,
    tifinagh: Option<fontdb::ID>,
    kept: BTreeMap<KeptKey, Drawing>,
}

/// A paragraph as it was drawn once: everything it looks like depends on.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct KeptKey {
    text: String,
    /// Direction, weight, alignment; size and height of a line, to the bit; the width of the column.
    look: [usize; 6],
}

/// A paragraph's dots, and where they stand in its column.
struct Drawing {
    ink: Raster,
    height: usize,
}

/// A text to draw within a width.
pub(super) struct Paragraph<'a> {
    pub(super) text: &'a str,
    pub(super) direction: Direction,
    /// Height of an em, in dots.
    pub(super) size_dots: f32,
    /// Distance of baselines, in dots.
    pub(super) line_dots: f32,
    pub(super) bold: bool,
    pub(super) align: Align,
}

/// A column of the picture that text is drawn into.
#[derive(Clone, Copy)]
pub(super) struct Column {
    pub(super) x: usize,
    pub(super) y: usize,
    pub(super) width: usize,
}

/// Only the embedded families, each for its script.
struct Embedded;

impl Fallback for Embedded {
    fn common_fallback(&self) -> &[&'static str] {
        &[LATIN, ARABIC, TIFINAGH]
    }

    fn forbidden_fallback(&self) -> &[&'static str] {
        &[]
    }

    fn script_fallback(&self, _: unicode_script::Script, _: &str) -> &[&'static str] {
        &[]
    }
}

/// The embedded fonts alone.
pub(crate) fn font_system() -> FontSystem {
    let mut db = fontdb::Database::new();
    for font in FONTS {
        db.load_font_source(fontdb::Source::Binary(Arc::new(font)));
    }
    db.set_sans_serif_family(LATIN);
    FontSystem::new_with_locale_and_db_and_fallback("fr".into(), db, Embedded)
}

/// Puts a text into a buffer, each script in its family.
pub(crate) fn set(buffer: &mut Buffer, text: &str, right_to_left: bool, bold: bool, align: Align) {
    let spans: Vec<_> = spans_by_script(text, if right_to_left { ARABIC } else { LATIN })
        .into_iter()
        .map(|(range, family)| (&text[range], attrs_of(family, bold)))
        .collect();
    buffer.set_rich_text(spans, &attrs_of(LATIN, bold), Shaping::Advanced, Some(align));
}

impl Default for Typesetter {
    fn default() -> Self {
        Self::new()
    }
}

impl Typesetter {
    /// Loads the embedded fonts. No font of the system is ever looked at.
    pub fn new() -> Self {
        let fonts = font_system();
        let ids: Vec<_> = fonts.db().faces().map(|face| (face.id, face.families[0].0 == TIFINAGH)).collect();
        let tifinagh = ids.iter().find(|entry| entry.1).map(|entry| entry.0);
        Self { fonts, glyphs: SwashCache::new(), tifinagh, kept: BTreeMap::new() }
    }

    /// Draws a paragraph and returns the height it takes in dots, a whole number of lines.
    pub(super) fn draw(&mut self, raster: &mut Raster, column: Column, paragraph: &Paragraph<'_>) -> usize {
        let buffer = self.shape(paragraph, Some(column.width as f32));
        let mut height = 0.0f32;
        for run in buffer.layout_runs() {
            height = height.max(run.line_top + run.line_height);
            for glyph in run.glyphs {
                let at = glyph.physical((column.x as f32, column.y as f32 + run.line_y), 1.0);
                self.stamp(raster, &at, self.thickening(glyph.font_id, paragraph));
            }
        }
        height.ceil() as usize
    }

    /// As [`Self::draw`], for a text that comes again: it is shaped once and put into its place from then on.
    pub(super) fn draw_kept(
        &mut self,
        raster: &mut Raster,
        column: Column,
        paragraph: &Paragraph<'_>,
    ) -> usize {
        let key = KeptKey::of(paragraph, column.width);
        if !self.kept.contains_key(&key) && self.kept.len() >= KEPT_MAX {
            self.kept.clear();
        }
        if let Some(drawing) = self.kept.get(&key) {
            drawing.put(raster, column);
            return drawing.height;
        }
        let mut ink = Raster::new(column.width + 2 * OVERHANG, 0);
        let inner = Column { x: OVERHANG, y: OVERHANG, width: column.width };
        let height = self.draw(&mut ink, inner, paragraph);
        let drawing = Drawing { ink, height };
        drawing.put(raster, column);
        self.kept.insert(key, drawing);
        height
    }

    /// Returns the width of the text on one line, in dots.
    pub(super) fn width(&mut self, paragraph: &Paragraph<'_>) -> f32 {
        self.shape(paragraph, None).layout_runs().map(|run| run.line_w).fold(0.0, f32::max)
    }

    fn shape(&mut self, paragraph: &Paragraph<'_>, width: Option<f32>) -> Buffer {
        let text = ordered(paragraph);
        let mut buffer = Buffer::new(&mut self.fonts, Metrics::new(paragraph.size_dots, paragraph.line_dots));
        buffer.set_hinting(Hinting::Enabled);
        buffer.set_wrap(if width.is_some() { Wrap::WordOrGlyph } else { Wrap::None });
        buffer.set_size(width, None);
        set(&mut buffer, &text, paragraph.direction == Direction::Rtl, paragraph.bold, paragraph.align);
        buffer.shape_until_scroll(&mut self.fonts, false);
        buffer
    }

    fn stamp(&mut self, raster: &mut Raster, at: &PhysicalGlyph, thickening: i32) {
        let Some(image) = self.glyphs.get_image(&mut self.fonts, at.cache_key) else { return };
        if image.content != SwashContent::Mask || image.placement.width == 0 {
            return;
        }
        let left = at.x + image.placement.left;
        let top = at.y - image.placement.top;
        for (row, line) in image.data.chunks_exact(image.placement.width as usize).enumerate() {
            let Ok(y) = usize::try_from(top + row as i32) else { continue };
            let mut column = 0;
            while let Some(start) = line[column..].iter().position(|alpha| *alpha >= INK_ALPHA) {
                let start = column + start;
                let rest = line[start..].iter().position(|alpha| *alpha < INK_ALPHA);
                let end = rest.map_or(line.len(), |length| start + length);
                let from = (left + start as i32).max(0) as usize;
                let to = (left + end as i32 + thickening).max(0) as usize;
                raster.fill(Area { x: from, y, width: to - from, height: 1 });
                column = end;
            }
        }
    }

    /// Noto has no bold Tifinagh: its strokes are widened by as much as Noto Sans Bold is wider than Regular.
    fn thickening(&self, font: fontdb::ID, paragraph: &Paragraph<'_>) -> i32 {
        let thin = paragraph.bold && Some(font) == self.tifinagh;
        if thin { (paragraph.size_dots / 18.0).round() as i32 } else { 0 }
    }
}

/// Every character some embedded font has, in order.
static PRINTABLE: LazyLock<Vec<u32>> = LazyLock::new(|| {
    let mut printable = Vec::new();
    for font in FONTS.iter().filter_map(|font| FontRef::from_index(font, 0)) {
        font.charmap().enumerate(|character, glyph| {
            if glyph != 0 {
                printable.push(character);
            }
        });
    }
    printable.sort_unstable();
    printable.dedup();
    printable
});

/// Returns the characters of a text that no embedded font has, each once. Direction marks and line ends count as had.
pub fn unprintable(text: &str) -> Vec<char> {
    let has = |c: char| PRINTABLE.binary_search(&u32::from(c)).is_ok();
    let mut missing: Vec<char> =
        text.chars().filter(|c| !is_invisible(*c) && *c != '\n' && !has(*c)).collect();
    missing.sort_unstable();
    missing.dedup();
    missing
}

impl KeptKey {
    fn of(paragraph: &Paragraph<'_>, width: usize) -> Self {
        let exactly = |dots: f32| dots.to_bits() as usize;
        let look = [
            paragraph.direction as usize,
            usize::from(paragraph.bold),
            paragraph.align as usize,
            exactly(paragraph.size_dots),
            exactly(paragraph.line_dots),
            width,
        ];
        Self { text: paragraph.text.to_owned(), look }
    }
}

impl Drawing {
    fn put(&self, raster: &mut Raster, column: Column) {
        raster.stamp(&self.ink, column.x as isize - OVERHANG as isize, column.y as isize - OVERHANG as isize);
    }
}

/// Returns a value wrapped so that it keeps its order inside text of either direction.
pub(super) fn isolated(value: &str) -> String {
    format!("{LEFT_TO_RIGHT_ISOLATE}{value}{POP_ISOLATE}")
}

/// Returns a character as it is named to the person who must remove it.
pub(super) fn describe(character: char) -> String {
    format!("'{character}' (U+{:04X})", u32::from(character))
}

/// Says whether a character only steers ordering or joining and takes no ink.
pub(super) fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// The text with its base direction stated, and in Arabic with its dates and telephone numbers isolated.
fn ordered(paragraph: &Paragraph<'_>) -> String {
    match paragraph.direction {
        Direction::Rtl => {
            format!("{RIGHT_TO_LEFT_MARK}{}", with_signs_isolated(&with_numbers_isolated(paragraph.text)))
        }
        Direction::Ltr => format!("{LEFT_TO_RIGHT_MARK}{}", paragraph.text),
    }
}

/// Isolates every date, range and telephone number that an office wrote into its own text.
fn with_numbers_isolated(text: &str) -> String {
    let mut result = String::with_capacity(text.len() + 12);
    let mut depth = 0usize;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if depth == 0 { compound_number(rest, result.chars().last()) } else { 0 };
        if length > 0 {
            result.push_str(&isolated(&rest[..length]));
            rest = &rest[length..];
            continue;
        }
        match first {
            '\u{2066}'..='\u{2068}' => depth += 1,
            POP_ISOLATE => depth = depth.saturating_sub(1),
            _ => {}
        }
        result.push(first);
        rest = &rest[first.len_utf8()..];
    }
    result
}

/// Isolates each sign that the Arabic font lacks, such as a bullet or a dash.
///
/// cosmic-text 0.19 appends the pieces of a right-to-left word in reading order where the font changes within it, so that
/// `•` and a no-break space before a word came out behind it (seen on a picture). A sign in an isolate is a word of its own.
fn with_signs_isolated(text: &str) -> String {
    let mut result = String::with_capacity(text.len() + 12);
    let mut characters = text.chars().peekable();
    let mut before = ' ';
    while let Some(character) = characters.next() {
        let after = characters.peek().copied().unwrap_or(' ');
        let beside_latin = before.is_ascii_alphanumeric() || after.is_ascii_alphanumeric();
        if is_sign(character) && !beside_latin {
            result.push_str(&isolated(character.encode_utf8(&mut [0; 4])));
        } else {
            result.push(character);
        }
        before = character;
    }
    result
}

/// Says whether a character has no direction of its own and is missing in the Arabic font.
fn is_sign(character: char) -> bool {
    matches!(family_of(character, ARABIC), LATIN) && !character.is_alphanumeric() && !is_invisible(character)
}

/// Returns how many bytes at the start of the text are digits joined by signs that UAX #9 would reorder; 0 for a plain number.
fn compound_number(text: &str, before: Option<char>) -> usize {
    let bytes = text.as_bytes();
    let plus = usize::from(bytes.first() == Some(&b'+'));
    let starts = bytes.get(plus).is_some_and(u8::is_ascii_digit);
    if !starts || before.is_some_and(|c| c.is_ascii_alphanumeric()) {
        return 0;
    }
    let tight = joined_digits(bytes, plus, b"-/.:,");
    let phone = joined_digits(bytes, plus, b"-./ ");
    let digits = bytes[..phone].iter().filter(|byte| byte.is_ascii_digit()).count();
    if (plus == 1 || bytes[0] == b'0') && (9..=15).contains(&digits) {
        return phone;
    }
    let reorders = plus == 1 || bytes[..tight].contains(&b'-');
    if reorders { tight } else { 0 }
}

/// Returns the end of a run of digits in which single joining signs stand between digits.
fn joined_digits(bytes: &[u8], start: usize, joiners: &[u8]) -> usize {
    let mut end = start;
    while let Some(byte) = bytes.get(end) {
        let joins = joiners.contains(byte) && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        if !byte.is_ascii_digit() && !joins {
            break;
        }
        end += 1;
    }
    end
}

/// Splits a text where the script changes; what belongs to no script stays with what is before it where that font has it.
///
/// The family is chosen here and not by the engine's fallback, which would take another weight without saying so.
fn spans_by_script(text: &str, base: &'static str) -> Vec<(Range<usize>, &'static str)> {
    let mut spans: Vec<(Range<usize>, &'static str)> = Vec::new();
    for (at, character) in text.char_indices() {
        let previous = spans.last().map_or(base, |span| span.1);
        let previous = if base == ARABIC && is_space(character) { ARABIC } else { previous };
        let family = family_of(character, previous);
        let end = at + character.len_utf8();
        match spans.last_mut() {
            Some(span) if span.1 == family => span.0.end = end,
            _ => spans.push((at..end, family)),
        }
    }
    spans
}

fn family_of(character: char, previous: &'static str) -> &'static str {
    match character {
        '\u{0600}'..='\u{06FF}' | '\u{FD3E}' | '\u{FD3F}' | '\u{FDFA}' => ARABIC,
        '\u{2D30}'..='\u{2D7F}' => TIFINAGH,
        _ if is_space(character) => previous,
        '\u{200B}'..='\u{200D}' => previous,
        '!' | '(' | ')' | ',' | '-' | '.' | '/' | ':' | '[' | ']' | '«' | '»' if previous == ARABIC => {
            ARABIC
        }
        _ => LATIN,
    }
}

fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\u{A0}')
}

fn attrs_of(family: &'static str, bold: bool) -> Attrs<'static> {
    let weight = if bold && family != TIFINAGH { Weight::BOLD } else { Weight::NORMAL };
    Attrs::new().family(Family::Name(family)).weight(weight)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraph(text: &str, direction: Direction) -> Paragraph<'_> {
        Paragraph { text, direction, size_dots: 28.0, line_dots: 38.0, bold: true, align: Align::Left }
    }

    /// The characters of a line from left to right, as the reader sees them.
    fn seen(text: &str, direction: Direction) -> String {
        let mut typesetter = Typesetter::new();
        let buffer = typesetter.shape(&paragraph(text, direction), Some(2000.0));
        let mut glyphs: Vec<_> = buffer
            .layout_runs()
            .flat_map(|run| {
                run.glyphs.iter().map(|g| (g.x, run.text[g.start..g.end].to_owned())).collect::<Vec<_>>()
            })
            .collect();
        glyphs.sort_by(|a, b| a.0.total_cmp(&b.0));
        glyphs.into_iter().map(|glyph| glyph.1).collect::<String>().replace(is_invisible, "")
    }

    #[test]
    fn dates_and_telephone_numbers_keep_their_order_inside_arabic() {
        for number in [
            "24-11-2026",
            "2026-11-24",
            "0524-43-12-34",
            "05 24 43 12 34",
            "+212 524 43 12 34",
            "24/11/2026",
            "10:35",
        ] {
            let text = format!("هاتف {number} الشباك");
            assert!(
                seen(&text, Direction::Rtl).contains(number),
                "{number} in {}",
                seen(&text, Direction::Rtl)
            );
        }
    }

    #[test]
    fn signs_from_another_font_stay_in_their_place_in_arabic_words() {
        let reversed = |text: &str| text.chars().rev().collect::<String>();
        for text in ["•\u{A0}دفتر عائلي", "دفتر–عائلي", "دفتر، «عائلي» ?", "• دفتر 50%"]
        {
            // Arabic writes the percent sign to the left of its number.
            assert_eq!(seen(text, Direction::Rtl), reversed(text).replace("%05", "%50"), "{text}");
        }
    }

    #[test]
    fn an_arabic_line_that_starts_with_a_latin_number_still_runs_right_to_left() {
        let line = seen("A042 رقم", Direction::Rtl);
        assert!(line.ends_with("A042"), "{line}");
    }

    #[test]
    fn a_french_line_that_starts_with_an_arabic_name_still_runs_left_to_right() {
        let line = seen("شكاية : portail", Direction::Ltr);
        assert!(line.ends_with("portail"), "{line}");
    }

    #[test]
    fn numbers_that_keep_their_order_by_themselves_are_left_alone() {
        for text in ["الشباك 3", "20,50", "A-042", "3 10"] {
            assert_eq!(with_numbers_isolated(text), text);
        }
    }

    #[test]
    fn a_value_already_isolated_is_not_isolated_twice() {
        let text = format!("يوم {}", isolated("24-11-2026"));
        assert_eq!(with_numbers_isolated(&text), text);
    }

    #[test]
    fn every_script_is_set_in_its_own_face_and_weight() {
        let mut typesetter = Typesetter::new();
        let buffer = typesetter.shape(&paragraph("Aé 7 رقم ⵓⵟⵟⵓⵏ", Direction::Ltr), None);
        let mut names: Vec<String> = Vec::new();
        for glyph in buffer.layout_runs().flat_map(|run| run.glyphs.to_vec()) {
            assert_ne!(glyph.glyph_id, 0, "a missing glyph");
            let face = typesetter.fonts.db().face(glyph.font_id).unwrap();
            names.push(face.post_script_name.clone());
        }
        names.sort();
        names.dedup();
        assert_eq!(names, ["NotoSans-Bold", "NotoSansArabic-Bold", "NotoSansTifinagh-Regular"]);
    }

    #[test]
    fn characters_no_font_has_are_named_once() {
        assert_eq!(unprintable("中é中😀 رقم ⴰ\u{200F}"), ['中', '😀']);
    }

    #[test]
    fn no_text_breaks_the_number_scan() {
        for text in ["", "-", "1-", "+", "+1", "é1-2é", "1-2-", "\u{2069}1-2", "00000000000000000000-1"] {
            let plain: String = with_numbers_isolated(text).replace([LEFT_TO_RIGHT_ISOLATE, POP_ISOLATE], "");
            assert_eq!(plain, text.replace(POP_ISOLATE, ""));
        }
    }
}
