//! A LED display: some lines of a few characters each, and the memory of what they showed.

use std::collections::{BTreeMap, VecDeque};

use crate::wire::message::Show;

/// Characters of a line.
pub const DIGITS: usize = 4;
/// What a line shows while the host is away.
pub const AWAY: &str = "--";
/// Contents remembered, oldest forgotten first.
const HISTORY_MAX: usize = 1_024;

/// What is on the display.
#[derive(Clone, Debug)]
pub struct Panel {
    /// Without letters, their places stay dark.
    letters: bool,
    lines: BTreeMap<u8, (u8, String)>,
    history: VecDeque<Show>,
}

impl Panel {
    pub(super) fn new(letters: bool) -> Self {
        Self { letters, lines: BTreeMap::new(), history: VecDeque::new() }
    }

    pub(super) fn show(&mut self, show: &Show) {
        let visible: Vec<char> = show.text.as_str().chars().map(|letter| self.visible(letter)).collect();
        let from = visible.len().saturating_sub(DIGITS);
        self.lines.insert(show.slot, (show.desk, visible[from..].iter().collect()));
        if self.history.len() >= HISTORY_MAX {
            self.history.pop_front();
        }
        self.history.push_back(show.clone());
    }

    pub(super) fn blank(&mut self) {
        let slots: Vec<u8> = self.lines.keys().copied().chain([0]).collect();
        self.lines = slots.into_iter().map(|slot| (slot, (0, AWAY.to_owned()))).collect();
    }

    /// Returns what a line shows; too long a text shows its last characters, the number rather than the letter.
    #[must_use]
    pub fn text(&self, slot: u8) -> &str {
        self.lines.get(&slot).map_or("", |(_, text)| text)
    }

    /// Returns the counter a line sends people to; 0 for none.
    #[must_use]
    pub fn desk(&self, slot: u8) -> u8 {
        self.lines.get(&slot).map_or(0, |(desk, _)| *desk)
    }

    /// Returns the contents that came, oldest first.
    pub fn history(&self) -> impl Iterator<Item = &Show> {
        self.history.iter()
    }

    fn visible(&self, letter: char) -> char {
        let digit = letter.is_ascii_digit() || letter == '-' || letter == ' ';
        if digit || self.letters && letter.is_ascii_graphic() { letter } else { ' ' }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::Text;

    #[test]
    fn a_panel_without_letters_keeps_the_number_readable() {
        let show = Show { rev: 1, slot: 0, desk: 3, text: Text::new("A042").unwrap() };
        let mut panel = Panel::new(false);
        panel.show(&show);
        assert_eq!(panel.text(0), " 042");
        let mut panel = Panel::new(true);
        panel.show(&Show { text: Text::new("AB042").unwrap(), ..show });
        assert_eq!(panel.text(0), "B042");
        panel.blank();
        assert_eq!((panel.text(0), panel.desk(0)), ("--", 0));
    }
}
