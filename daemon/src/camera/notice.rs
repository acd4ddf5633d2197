//! The sign at the entrance, in Arabic and French (law 09-08, CNDP deliberation 350-2013): who watches, what for, how
//! long pictures are kept, under which receipt, and whom to ask.

use std::collections::{BTreeMap, BTreeSet};

use maud::{DOCTYPE, Markup, PreEscaped, html};
use queue::config::{Locale, Names};
use serde::Deserialize;

use crate::config::Config;

/// Where a person writes by hand what the office's file does not say.
const BLANK: &str = "……………………………";

type Words = BTreeMap<String, String>;

/// The words of `config/locales/camera.toml`.
#[derive(Deserialize)]
struct Book {
    title: Words,
    purpose: Words,
    controller: Words,
    kept: Words,
    days: Words,
    receipt: Words,
    rights: Words,
    recording: Words,
}

const STYLE: &str = "@page{size:A4;margin:14mm}*{box-sizing:border-box}body{margin:0;color:#000;background:#fff;\
font:17px/1.5 'Noto Sans Arabic','Noto Sans',sans-serif}main{border:3px solid #000;border-radius:18px;padding:22px 28px;\
max-width:182mm;margin:auto}svg{display:block;width:110px;height:110px;margin:0 auto 6px}section+section{border-top:2px \
solid #000;margin-top:18px;padding-top:18px}h1{font-size:30px;line-height:1.3;margin:0 0 10px;text-align:center}\
p.purpose{font-size:20px;text-align:center;margin:0 0 14px;font-weight:600}dl{margin:0;display:grid;\
grid-template-columns:minmax(0,2fr) minmax(0,3fr);gap:6px 16px}dt{color:#333}dd{margin:0;font-weight:600}bdi{white-space:nowrap}\
p.rights{margin:14px 0 0}@media screen{body{padding:16px}}";

/// A camera on its arm, drawn for this sign.
const PICTOGRAM: &str = r##"<svg viewBox="0 0 48 48" aria-hidden="true"><path d="M6 15l27-7 3 11-27 7z" fill="#000"/><path d="M36 10l6 1 1 5-5 3z" fill="#000"/><path d="M17 25l3 9H8v-4H5v14h3v-6h15l-4-14z" fill="#000"/></svg>"##;

/// Makes the sign of an office as a page to print; `None` when it has no camera.
#[must_use]
pub fn notice(config: &Config) -> Option<String> {
    let kept = config.cameras.iter().map(|c| c.cndp.retention_days).max()?;
    let receipts: BTreeSet<&str> =
        config.cameras.iter().map(|c| c.cndp.receipt.trim()).filter(|r| !r.is_empty()).collect();
    let receipts = if receipts.is_empty() {
        BLANK.to_owned()
    } else {
        receipts.into_iter().collect::<Vec<_>>().join(" · ")
    };
    let book: Book = toml::from_str(include_str!("../../../config/locales/camera.toml"))
        .expect("invariant: the embedded file is tested");
    let half = |locale: Locale| half(&book, locale, config, kept, &receipts);
    let page = html! {
        (DOCTYPE)
        html lang="ar" {
            head { meta charset="utf-8"; title { (book.title["fr"]) } style { (PreEscaped(STYLE)) } }
            body { main { (PreEscaped(PICTOGRAM)) (half(Locale::Ar)) (half(Locale::Fr)) } }
        }
    };
    Some(page.into_string())
}

fn half(book: &Book, locale: Locale, config: &Config, kept: u32, receipts: &str) -> Markup {
    let (lang, dir) = if locale == Locale::Ar { ("ar", "rtl") } else { ("fr", "ltr") };
    let word = |words: &Words| words.get(lang).cloned().unwrap_or_default();
    let own = |names: &Names| names.get(&locale).cloned().unwrap_or_else(|| BLANK.to_owned());
    html! {
        section lang=(lang) dir=(dir) {
            h1 { (word(&book.title)) }
            p.purpose { (word(&book.purpose)) }
            dl {
                dt { (word(&book.controller)) } dd { (own(&config.office.names)) }
                dt { (word(&book.kept)) } dd { (word(&book.days).replace("{n}", &kept.to_string())) }
                dt { (word(&book.receipt)) } dd { bdi { (receipts) } }
            }
            p.rights { (word(&book.rights)) " " b { bdi { (own(&config.data_contact)) } } }
            p.rights { (word(&book.recording)) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CAMERA: &str = r#"
[[camera]]
id = "hall"
place = "waiting-hall"
url = "rtsp://10.0.3.21:554/secret-path"
cndp = { receipt = "D-123/2026 <b>", purpose = "security", retention_days = 30, sign_posted = false }
"#;

    #[test]
    fn the_sign_says_in_both_languages_all_that_the_law_wants_and_nothing_of_the_network() {
        let sample = include_str!("../../../config/offices/sale-etat-civil.toml");
        let config = Config::parse("test", &format!("{sample}\n{CAMERA}")).unwrap_or_else(|e| panic!("{e}"));
        let sign = notice(&config).unwrap();
        let office = &config.office.names;
        for said in [&office[&Locale::Ar], &office[&Locale::Fr]] {
            assert!(sign.contains(said.as_str()), "{said}");
        }
        for said in ["30 jours", "30 يوما", "D-123/2026 &lt;b&gt;", "09-08", "09.08", "dir=\"rtl\""] {
            assert!(sign.contains(said), "{said}: {sign}");
        }
        assert!(!sign.contains("10.0.3.21") && !sign.contains("secret-path"));
        let none = Config::parse("test", sample).unwrap();
        assert_eq!(notice(&none), None, "no camera, no sign");
    }
}
