//! Words for people in what the daemon itself writes as HTML, out of the one catalogue in `config/locales`.
//!
//! The pages' own copy of these rules is `web/shared/i18n.ts`: a word missing in Amazigh is said in French and in
//! Arabic, and numbers choose their form with `PLURAL()` alone (`fluent-bundle`'s own plurals are wrong for Arabic
//! beyond a hundred).

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use icu_plurals::{PluralCategory, PluralRules, PluralRulesOptions};
use unic_langid::LanguageIdentifier;

/// The languages, with the texts of their catalogue: the words of all pages, those of the portal's alone, and those of the
/// manager's page, which the portal says of its figures too.
const SOURCES: [(&str, [&str; 4]); 4] = [
    (
        "ar",
        [
            include_str!("../../config/locales/ar.ftl"),
            include_str!("../../config/locales/portal/ar.ftl"),
            include_str!("../../config/locales/dashboard/ar.ftl"),
            include_str!("../../config/locales/whatif/ar.ftl"),
        ],
    ),
    (
        "fr",
        [
            include_str!("../../config/locales/fr.ftl"),
            include_str!("../../config/locales/portal/fr.ftl"),
            include_str!("../../config/locales/dashboard/fr.ftl"),
            include_str!("../../config/locales/whatif/fr.ftl"),
        ],
    ),
    ("zgh", [include_str!("../../config/locales/zgh.ftl"), "", "", ""]),
    (
        "en",
        [
            include_str!("../../config/locales/en.ftl"),
            include_str!("../../config/locales/portal/en.ftl"),
            include_str!("../../config/locales/dashboard/en.ftl"),
            include_str!("../../config/locales/whatif/en.ftl"),
        ],
    ),
];

struct Catalogue {
    tag: &'static str,
    bundle: FluentBundle<FluentResource>,
}

static CATALOGUES: LazyLock<Vec<Catalogue>> = LazyLock::new(|| {
    SOURCES.iter().map(|(tag, sources)| Catalogue { tag, bundle: bundle(tag, sources) }).collect()
});

/// One way to say something: a language and the words in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The language's tag (BCP 47).
    pub lang: &'static str,
    /// The words.
    pub text: String,
}

/// A value put into a sentence.
#[derive(Debug, Clone, Copy)]
pub enum Arg<'a> {
    /// A number; it may choose the sentence's form.
    Number(i64),
    /// A text.
    Text(&'a str),
}

/// Returns the tags of the languages with a catalogue, in the order they are offered.
#[must_use]
pub fn locales() -> [&'static str; 4] {
    SOURCES.map(|(tag, _)| tag)
}

/// Returns whether a language is written from right to left.
#[must_use]
pub fn direction(lang: &str) -> &'static str {
    if lang == "ar" { "rtl" } else { "ltr" }
}

/// Says something in a language, or in each of its stand-ins. An unknown key says itself: a test sees to it that
/// none is used.
#[must_use]
pub fn say(lang: &str, key: &str, args: &[(&'static str, Arg)]) -> Vec<Said> {
    let fallbacks: &[&str] = match lang {
        "zgh" => &["fr", "ar"],
        "fr" => &["ar"],
        _ => &["fr"],
    };
    if let Some(own) = in_language(lang, key, args) {
        return vec![own];
    }
    let found: Vec<Said> = fallbacks.iter().filter_map(|lang| in_language(lang, key, args)).collect();
    if found.is_empty() { vec![Said { lang: "en", text: key.to_owned() }] } else { found }
}

fn in_language(lang: &str, key: &str, args: &[(&'static str, Arg)]) -> Option<Said> {
    let catalogue = CATALOGUES.iter().find(|c| c.tag == lang)?;
    let pattern = catalogue.bundle.get_message(key)?.value()?;
    let mut values = FluentArgs::new();
    for (name, value) in args {
        match value {
            Arg::Number(number) => values.set(*name, FluentValue::from(*number)),
            Arg::Text(text) => values.set(*name, FluentValue::from(*text)),
        }
    }
    let text = catalogue.bundle.format_pattern(pattern, Some(&values), &mut Vec::new()).into_owned();
    Some(Said { lang: catalogue.tag, text })
}

fn bundle(tag: &'static str, sources: &[&str]) -> FluentBundle<FluentResource> {
    let language: LanguageIdentifier = tag.parse().expect("invariant: a constant tag");
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    let added = bundle.add_function("PLURAL", move |arguments, _| match arguments.first() {
        Some(FluentValue::Number(number)) => FluentValue::from(plural(tag, number.value)),
        _ => FluentValue::from("other"),
    });
    added.expect("invariant: the function is added once");
    // What cannot be read is left out, and its key then says itself; a test finds either.
    for source in sources {
        let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(readable, _)| readable);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// Returns the plural category of a whole number (CLDR). Amazigh has no rule in CLDR; ours (0 and 1 together, as in
/// `tzm`) awaits a native speaker.
fn plural(tag: &str, number: f64) -> &'static str {
    if tag == "zgh" {
        return if number == 0.0 || number == 1.0 { "one" } else { "other" };
    }
    let Ok(locale) = tag.parse::<icu_locale_core::Locale>() else { return "other" };
    let Ok(rules) = PluralRules::try_new(locale.into(), PluralRulesOptions::default()) else {
        return "other";
    };
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "counts of people and minutes"
    )]
    match rules.category_for(number as u64) {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ahead(lang: &str, n: i64) -> String {
        let said = say(lang, "people-ahead", &[("n", Arg::Number(n))]);
        said.iter().map(|s| s.text.replace(['\u{2068}', '\u{2069}'], "")).collect::<Vec<_>>().join(" · ")
    }

    #[test]
    fn every_catalogue_can_be_read_whole() {
        for (tag, source) in SOURCES.iter().flat_map(|(tag, sources)| sources.map(|source| (tag, source))) {
            let read = FluentResource::try_new(source.to_owned());
            assert!(read.is_ok(), "{tag}: {:?}", read.err().map(|(_, errors)| errors));
        }
    }

    #[test]
    fn the_portal_s_words_are_the_same_in_arabic_french_and_english() {
        let keys = |source: &str| -> Vec<String> {
            let named =
                source.lines().filter_map(|line| line.split_once(" = ")).map(|(key, _)| key.to_owned());
            named.filter(|key| key.starts_with("town-")).collect()
        };
        let variables = |lang: &str, key: &str| {
            let all = [("n", Arg::Number(3)), ("h", Arg::Number(3))];
            let texts =
                ["time", "what", "number", "id", "duration", "day"].map(|name| (name, Arg::Text("x")));
            say(lang, key, &[&all[..], &texts[..]].concat())
        };
        let own =
            |tag: &str| SOURCES.iter().find(|(t, _)| *t == tag).map(|(_, s)| keys(s[1])).unwrap_or_default();
        assert!(own("fr").len() > 50);
        for tag in ["ar", "en"] {
            assert_eq!(own(tag), own("fr"), "{tag}");
        }
        for (tag, key) in
            ["ar", "fr", "en"].into_iter().flat_map(|tag| own(tag).into_iter().map(move |k| (tag, k)))
        {
            let said = variables(tag, &key);
            assert!(said.len() == 1 && said[0].lang == tag, "{tag}: {key}");
            assert!(
                !said[0].text.contains(['{', '}']) && !said[0].text.trim().is_empty(),
                "{tag}: {key}: {said:?}"
            );
        }
    }

    #[test]
    fn a_number_takes_the_form_the_pages_give_it() {
        // The same sentences as in web/test/i18n.test.ts, which asks the browser's rules.
        assert_eq!(ahead("ar", 2), "شخصان قبلك");
        assert_eq!(ahead("ar", 7), "7 أشخاص قبلك");
        assert_eq!(ahead("ar", 103), "103 أشخاص قبلك");
        assert_eq!(ahead("fr", 1), "1 personne avant vous");
        assert_eq!(ahead("en", 2), "2 people before you");
    }

    #[test]
    fn a_word_missing_in_amazigh_is_said_in_french_and_arabic() {
        let said = say("zgh", "phone-come", &[]);
        assert_eq!(said.iter().map(|s| s.lang).collect::<Vec<_>>(), ["fr", "ar"]);
        assert_eq!(say("zgh", "month-1", &[]).len(), 1);
    }
}
