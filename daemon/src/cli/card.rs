//! `noubad device card`: one page to lie beside a pad, made of what its buttons really do in this office.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use serde::Deserialize;

use super::button::action_word;
use super::{Exit, say};
use crate::config::{Buttons, Config, Pad, PadAction};

#[derive(Args)]
pub(super) struct CardArgs {
    /// The office's configuration; the sample office without it.
    #[arg(long, env = "NOUBA_CONFIG")]
    config: Option<PathBuf>,
    /// The pad's id; the first one without it.
    #[arg(long)]
    pad: Option<String>,
    /// Language: ar, fr or en.
    #[arg(long, default_value = "fr")]
    locale: String,
    /// Page to write, for printing from a browser; text on standard output without it.
    #[arg(long)]
    html: Option<PathBuf>,
}

type Words = BTreeMap<String, String>;

/// The words of `config/locales/card.toml`.
#[derive(Deserialize)]
struct Book {
    title: Words,
    counter: Words,
    button: Words,
    gesture: BTreeMap<String, Words>,
    action: BTreeMap<String, Words>,
    lamps: Words,
    lamp: BTreeMap<String, Words>,
}

/// Lamp patterns in the order of the card.
const LAMPS: [&str; 4] = ["done", "empty", "refused", "dark"];

/// A button's name, and each way to press it with what that does.
type ButtonOnCard = (String, Vec<(String, String)>);

/// A card, in one language.
struct Card {
    title: String,
    counter: String,
    /// Those that do anything.
    buttons: Vec<ButtonOnCard>,
    lamps: (String, Vec<String>),
}

pub(super) fn run(args: &CardArgs) -> Result<ExitCode, Exit> {
    let config = match &args.config {
        Some(path) => super::serve::load(path)?,
        None => crate::demo::sample_config()?,
    };
    let pad = match &args.pad {
        None => config.pads.first(),
        Some(id) => config.pads.iter().find(|p| p.id.as_str() == id),
    };
    let known = || config.pads.iter().map(|p| p.id.as_str()).collect::<Vec<_>>().join(", ");
    let pad = pad.ok_or_else(|| Exit::Usage(format!("noubad: no such pad; the office has: {}", known())))?;
    let card = card(&config, pad, &args.locale)
        .ok_or_else(|| Exit::Usage(format!("noubad: no card in {}; there are ar, fr and en", args.locale)))?;
    match &args.html {
        None => say(&text(&card)),
        Some(path) => {
            std::fs::write(path, html(&card, &args.locale))?;
            say(&format!("{} is the card of {}; print it on A5", path.display(), pad.id));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn card(config: &Config, pad: &Pad, locale: &str) -> Option<Card> {
    let book: Book = toml::from_str(include_str!("../../../config/locales/card.toml")).ok()?;
    let label = config.office.counter(&pad.counter).map_or("", |c| c.label.as_str());
    Some(Card {
        title: book.title.get(locale)?.clone(),
        counter: format!("{} {label}", book.counter.get(locale)?),
        buttons: buttons(&book, pad.buttons, config.office.policy.start_step, locale)?,
        lamps: (
            book.lamps.get(locale)?.clone(),
            LAMPS.iter().map(|l| book.lamp.get(*l)?.get(locale).cloned()).collect::<Option<_>>()?,
        ),
    })
}

fn buttons(book: &Book, buttons: Buttons, starts: bool, locale: &str) -> Option<Vec<ButtonOnCard>> {
    let mut shown = Vec::new();
    for (n, presses) in [buttons.input_0, buttons.input_1, buttons.input_2].into_iter().enumerate() {
        let mut ways = Vec::new();
        for (gesture, action) in
            [("press", presses.press), ("long", presses.long), ("double", presses.double)]
        {
            // Where nobody says that service starts, the button only finishes.
            let action =
                if action == PadAction::StartOrFinish && !starts { PadAction::Finish } else { action };
            if action != PadAction::None {
                let gesture = book.gesture.get(gesture)?.get(locale)?.clone();
                ways.push((gesture, book.action.get(&action_word(action))?.get(locale)?.clone()));
            }
        }
        if !ways.is_empty() {
            shown.push((format!("{} {}", book.button.get(locale)?, n + 1), ways));
        }
    }
    Some(shown)
}

fn text(card: &Card) -> String {
    let mut text = format!("{} · {}\n", card.title, card.counter);
    for (button, ways) in &card.buttons {
        let _ = write!(text, "\n{button}\n");
        ways.iter().for_each(|(gesture, action)| {
            let _ = writeln!(text, "  {gesture}: {action}");
        });
    }
    let _ = write!(text, "\n{}\n", card.lamps.0);
    card.lamps.1.iter().for_each(|lamp| {
        let _ = writeln!(text, "  {lamp}");
    });
    text.trim_end().to_owned()
}

const STYLE: &str = "@page{size:A5 landscape;margin:8mm}body{font:15px/1.35 'Noto Sans','Noto Sans Arabic',sans-serif;\
margin:0;color:#000}h1{font-size:26px;margin:0 0 10px;display:flex;justify-content:space-between}main{display:grid;\
grid-template-columns:repeat(3,1fr);gap:10px}section{border:2px solid #000;border-radius:10px;padding:10px}\
h2{margin:0 0 8px;font-size:19px;text-align:center;border-bottom:2px solid #000;padding-bottom:6px}\
dt{font-size:13px;color:#333;margin-top:8px}dd{margin:0;font-weight:700;font-size:18px}\
footer{margin-top:12px;border:2px solid #000;border-radius:10px;padding:8px 12px}footer ul{margin:4px 0 0;padding:0;\
list-style:none;columns:2}";

fn html(card: &Card, locale: &str) -> String {
    let dir = if locale == "ar" { "rtl" } else { "ltr" };
    let mut page = format!(
        "<!doctype html>\n<html lang=\"{locale}\" dir=\"{dir}\">\n<meta charset=\"utf-8\">\n<title>{0} {1}</title>\n\
         <style>{STYLE}</style>\n<h1><span>{0}</span><span>{1}</span></h1>\n<main>\n",
        escaped(&card.title),
        escaped(&card.counter)
    );
    for (button, ways) in &card.buttons {
        let _ = writeln!(page, "<section><h2>{}</h2><dl>", escaped(button));
        for (gesture, action) in ways {
            let _ = writeln!(page, "<dt>{}</dt><dd>{}</dd>", escaped(gesture), escaped(action));
        }
        let _ = writeln!(page, "</dl></section>");
    }
    let _ = writeln!(page, "</main>\n<footer><b>{}</b><ul>", escaped(&card.lamps.0));
    card.lamps.1.iter().for_each(|lamp| {
        let _ = writeln!(page, "<li>{}</li>", escaped(lamp));
    });
    page + "</ul></footer>\n</html>\n"
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_a_button_may_have_has_its_words() {
        let book: Book = toml::from_str(include_str!("../../../config/locales/card.toml")).unwrap();
        let schema = crate::config::schema();
        let press = &schema["properties"]["pad"]["items"]["properties"]["buttons"]["properties"]["input_0"]["properties"]
            ["press"];
        let words: Vec<&str> =
            press["oneOf"].as_array().unwrap().iter().filter_map(|w| w["const"].as_str()).collect();
        assert!(words.len() > 10, "{press}");
        for word in words.into_iter().filter(|w| *w != "none") {
            for locale in ["ar", "fr", "en"] {
                assert!(book.action.get(word).is_some_and(|w| w.contains_key(locale)), "{word} in {locale}");
            }
        }
    }

    #[test]
    fn a_card_names_everything_a_clerk_needs() {
        let config = crate::demo::sample_config().unwrap();
        for locale in ["ar", "fr", "en"] {
            let card = card(&config, &config.pads[0], locale).unwrap();
            assert_eq!(card.buttons.iter().map(|(_, ways)| ways.len()).sum::<usize>(), 9);
            assert_eq!(card.lamps.1.len(), 4);
        }
        assert!(card(&config, &config.pads[0], "zgh").is_none(), "no words nobody can stand behind");
    }
}
