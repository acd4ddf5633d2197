//! What is on the ticket, in which order and size: the office's template, checked when it is loaded.

use std::collections::BTreeMap;

use super::{Texts, WordBook, WordError};

const BUILT_IN: &str = include_str!("../../../config/templates/ticket.toml");
const RECEIPT: &str = include_str!("../../../config/templates/receipt.toml");

/// Smallest and largest text size in points: below 5 nobody reads thermal paper, above 120 `A042` exceeds 80 mm paper.
const SIZE_PT: (f32, f32) = (5.0, 120.0);
/// Smallest and largest QR code in millimetres: below 12 telephones fail on thermal paper, above 45 two exceed the width.
const CODE_MM: (f32, f32) = (12.0, 45.0);
/// Most blocks a template may have; more would be longer than anyone reads.
const BLOCKS_MAX: usize = 64;
/// Longest text of a template, in bytes, and of the address behind a code (QR version 10 at level M holds 213).
const TEXT_BYTES_MAX: usize = 600;
const URL_BYTES_MAX: usize = 200;

/// The office's ticket: blocks from top to bottom.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// White margin left and right in mm.
    pub(super) margin_mm: f32,
    /// Factor on all sizes for paper narrower than 60 mm.
    pub(super) narrow_scale: f32,
    /// Height of a line as a multiple of its size.
    pub(super) line_height: f32,
    /// Languages shown beneath the chosen one, by chosen locale.
    #[serde(default)]
    pub(super) second: BTreeMap<String, Vec<String>>,
    /// The complaint portal, if its code is printed.
    pub(super) complaint: Option<Complaint>,
    #[serde(rename = "block")]
    pub(super) blocks: Vec<Block>,
}

#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Complaint {
    pub(super) url: String,
    /// Caption by locale; the ticket's own word when absent.
    #[serde(default)]
    pub(super) text: Texts,
}

#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Block {
    pub(super) show: Show,
    #[serde(default = "default_size_pt")]
    pub(super) size_pt: f32,
    /// Size of the second language in points; 0 shows none.
    #[serde(default)]
    pub(super) second_pt: f32,
    /// Size of what stands above a figure in points; for `waiting`.
    #[serde(default = "default_label_pt")]
    pub(super) label_pt: f32,
    #[serde(default)]
    pub(super) bold: bool,
    /// Drawn in dots of 2×2, which a printer takes in a quarter of the bytes; for figures.
    #[serde(default)]
    pub(super) coarse: bool,
    /// White on black.
    #[serde(default)]
    pub(super) inverted: bool,
    #[serde(default)]
    pub(super) align: Alignment,
    #[serde(default)]
    pub(super) space_before_mm: f32,
    #[serde(default)]
    pub(super) space_after_mm: f32,
    #[serde(default = "default_code_mm")]
    pub(super) code_mm: f32,
    /// The office's own text by locale; for `text`, and in place of the ticket's word for `footer`.
    #[serde(default)]
    pub(super) text: Texts,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Show {
    Office,
    Service,
    NumberLabel,
    Number,
    Class,
    Ahead,
    Wait,
    Waiting,
    Issued,
    Papers,
    Direction,
    Codes,
    Footer,
    Thanks,
    Greeting,
    CopyMark,
    Rule,
    Text,
    /// "Receipt".
    Receipt,
    ReceiptNumber,
    /// Date and time of the deposit.
    ReceiptIssued,
    AnswerBy,
    ReceiptCodes,
    ReceiptFooter,
}

/// Where a line stands: `start` is right in Arabic, left otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Alignment {
    #[default]
    Start,
    Center,
    End,
}

/// Why a ticket template was refused.
#[derive(Debug, thiserror::Error)]
pub enum TemplateError {
    /// The file is not TOML, lacks a key or has an unknown one.
    #[error("the ticket template cannot be read: {reason}")]
    Unreadable {
        /// The parser's words, with the line.
        reason: String,
    },
    /// A number or text is outside its range.
    #[error("ticket template, {place}: {key} must be {range}")]
    Range {
        /// Which block or table.
        place: String,
        /// The key to correct.
        key: &'static str,
        /// The range in words.
        range: String,
    },
    /// A character that no embedded font can print.
    #[error(
        "ticket template, {place}, text '{locale}': {character} is in no font of the printer; write it otherwise"
    )]
    Unprintable {
        /// Which block or table.
        place: String,
        /// The text's locale.
        locale: String,
        /// The character with its code point.
        character: String,
    },
    /// The words of the ticket are wrong.
    #[error(transparent)]
    Words(#[from] WordError),
}

impl Template {
    /// Returns the template that comes with the product.
    ///
    /// # Panics
    /// If it is wrong, which a test excludes.
    pub fn built_in() -> Self {
        Self::from_toml(BUILT_IN).expect("invariant: the built-in template is checked by a test")
    }

    /// Returns the template of receipts that comes with the product.
    ///
    /// # Panics
    /// If it is wrong, which a test excludes.
    pub fn receipt() -> Self {
        Self::from_toml(RECEIPT).expect("invariant: the built-in template is checked by a test")
    }

    /// Reads and checks a template: also that some font has each of its characters.
    ///
    /// # Errors
    /// Names the block and the key or character to correct.
    pub fn from_toml(file: &str) -> Result<Self, TemplateError> {
        let template: Self = toml::from_str(file)
            .map_err(|error| TemplateError::Unreadable { reason: error.to_string().trim_end().into() })?;
        template.check_page()?;
        for (index, block) in template.blocks.iter().enumerate() {
            let place = format!("block {} ({})", index + 1, block.name());
            block.check(&place)?;
            check_texts(&block.text, &place)?;
        }
        if let Some(complaint) = &template.complaint {
            check_texts(&complaint.text, "complaint")?;
        }
        Ok(template)
    }

    /// Checks words and template together, as a configuration check does.
    ///
    /// # Errors
    /// The first mistake found, by name.
    pub fn check_with(file: &str, words: &WordBook) -> Result<Self, TemplateError> {
        words.check_printable()?;
        Self::from_toml(file)
    }

    fn check_page(&self) -> Result<(), TemplateError> {
        let page = "page";
        within(self.margin_mm, (0.0, 10.0), page, "margin_mm")?;
        within(self.narrow_scale, (0.5, 1.0), page, "narrow_scale")?;
        within(self.line_height, (1.0, 2.0), page, "line_height")?;
        let count = self.blocks.len();
        check((1..=BLOCKS_MAX).contains(&count), page, "block", || {
            format!("1 to {BLOCKS_MAX} blocks, not {count}")
        })?;
        if let Some(Complaint { url, .. }) = &self.complaint {
            let fits = !url.is_empty() && url.len() <= URL_BYTES_MAX;
            check(fits, "complaint", "url", || format!("1 to {URL_BYTES_MAX} bytes long"))?;
        }
        Ok(())
    }
}

impl Block {
    fn name(&self) -> String {
        format!("{:?}", self.show).to_lowercase()
    }

    fn check(&self, place: &str) -> Result<(), TemplateError> {
        within(self.size_pt, SIZE_PT, place, "size_pt")?;
        if self.second_pt != 0.0 {
            within(self.second_pt, SIZE_PT, place, "second_pt")?;
        }
        within(self.label_pt, SIZE_PT, place, "label_pt")?;
        within(self.code_mm, CODE_MM, place, "code_mm")?;
        within(self.space_before_mm, (0.0, 30.0), place, "space_before_mm")?;
        within(self.space_after_mm, (0.0, 30.0), place, "space_after_mm")?;
        let takes_text = matches!(self.show, Show::Text | Show::Footer);
        check(takes_text || self.text.is_empty(), place, "text", || {
            "given only for show = \"text\" or \"footer\"".into()
        })?;
        check(self.show != Show::Text || !self.text.is_empty(), place, "text", || {
            "given in at least one locale".into()
        })
    }
}

fn check_texts(texts: &Texts, place: &str) -> Result<(), TemplateError> {
    for (locale, text) in texts {
        check(text.len() <= TEXT_BYTES_MAX, place, "text", || {
            format!("at most {TEXT_BYTES_MAX} bytes long")
        })?;
        if let Some(character) = super::unprintable(text).first() {
            return Err(TemplateError::Unprintable {
                place: place.into(),
                locale: locale.clone(),
                character: super::text::describe(*character),
            });
        }
    }
    Ok(())
}

fn within(value: f32, range: (f32, f32), place: &str, key: &'static str) -> Result<(), TemplateError> {
    check((range.0..=range.1).contains(&value), place, key, || {
        format!("between {} and {}, not {value}", range.0, range.1)
    })
}

fn check(
    well: bool,
    place: &str,
    key: &'static str,
    range: impl FnOnce() -> String,
) -> Result<(), TemplateError> {
    if well { Ok(()) } else { Err(TemplateError::Range { place: place.into(), key, range: range() }) }
}

fn default_size_pt() -> f32 {
    10.0
}

fn default_label_pt() -> f32 {
    9.0
}

fn default_code_mm() -> f32 {
    20.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_block(block: &str) -> String {
        format!("margin_mm = 2.0\nnarrow_scale = 0.8\nline_height = 1.35\n[[block]]\n{block}\n")
    }

    #[test]
    fn the_built_in_template_is_well_formed() {
        assert!(Template::from_toml(BUILT_IN).is_ok() && Template::from_toml(RECEIPT).is_ok());
    }

    #[test]
    fn a_character_no_font_has_is_refused_by_name() {
        let error = Template::from_toml(&with_block("show = \"text\"\ntext.fr = \"Guichet 中\""))
            .unwrap_err()
            .to_string();
        assert!(error.contains("block 1 (text), text 'fr': '中' (U+4E2D)"), "{error}");
    }

    #[test]
    fn each_mistake_names_its_block_and_key() {
        let cases = [
            ("show = \"number\"\nsize_pt = 4.9", "block 1 (number): size_pt"),
            ("show = \"number\"\nsize_pt = 120.1", "size_pt must be between 5 and 120"),
            ("show = \"number\"\nsize_pt = nan", "size_pt"),
            ("show = \"codes\"\ncode_mm = 46", "code_mm"),
            ("show = \"office\"\ntext.fr = \"x\"", "text must be given only for"),
            ("show = \"text\"", "text must be given in at least one locale"),
            ("show = \"nubmer\"", "unknown variant"),
            ("show = \"number\"\ncolour = 1", "unknown field"),
        ];
        for (block, expected) in cases {
            let error = Template::from_toml(&with_block(block)).unwrap_err().to_string();
            assert!(error.contains(expected), "{block}: {error}");
        }
        assert!(Template::from_toml(&with_block("show = \"number\"\nsize_pt = 5")).is_ok());
    }
}
