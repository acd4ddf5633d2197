//! The configuration files that are shipped, the schema, and one file per mistake.

use std::path::{Path, PathBuf};

use noubad::calendar::OfficeCalendar;
use noubad::config::{self, Config, Severity};
use serde_json::Value;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../config").join(name)
}

fn files(name: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder(name))
        .expect("a folder of config")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|e| e == "toml"))
        .collect();
    files.sort();
    files
}

#[test]
fn every_office_shipped_is_well() {
    let offices = files("offices");
    assert!(offices.len() >= 5, "{offices:?}");
    for path in offices {
        let config = Config::load(&path).unwrap_or_else(|errors| panic!("{errors}"));
        let id = config.office.id.as_str();
        assert_eq!(path.file_stem().unwrap(), id, "a profile has the name of its office");
        for warning in &config.warnings {
            assert!(warning.what.contains("missing in zgh"), "{warning}");
        }
    }
}

#[test]
fn each_mistake_is_named_where_it_stands() {
    let invalid = files("invalid");
    assert!(invalid.len() >= 25, "{}", invalid.len());
    for path in invalid {
        let text = std::fs::read_to_string(&path).unwrap();
        let expected: Vec<&str> =
            text.lines().map_while(|line| line.strip_prefix("# expect: ")).map(str::trim).collect();
        assert!(!expected.is_empty(), "{} begins with # expect: …", path.display());
        let name = path.file_name().unwrap().to_str().unwrap();
        let shown = match Config::parse(name, &text) {
            Ok(config) => {
                assert!(name.starts_with("warn-"), "{name} was taken");
                config.warnings.iter().map(ToString::to_string).collect::<String>()
            }
            Err(errors) => {
                assert!(!name.starts_with("warn-"), "{errors}");
                errors.to_string()
            }
        };
        for fragment in &expected {
            assert!(shown.contains(fragment), "{name}: expected {fragment:?} in\n{shown}");
        }
        // One mistake per file: every block that is shown was expected.
        let blocks = shown.matches(": error").count() + shown.matches(": warning").count();
        let places = expected.iter().filter(|e| e.starts_with(name)).count();
        assert_eq!(blocks, places, "{name}: expects as many places as there are mistakes\n{shown}");
    }
}

#[test]
fn the_schema_shipped_is_the_one_the_daemon_checks_with() {
    let path = folder("office.schema.json");
    let fresh = serde_json::to_string_pretty(&config::schema()).unwrap() + "\n";
    if std::env::var("UPDATE").is_ok_and(|update| update == "1") {
        std::fs::write(&path, &fresh).unwrap();
    }
    let shipped = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        shipped == fresh,
        "config/office.schema.json is stale: UPDATE=1 cargo test -p noubad --test config"
    );
}

/// Calls `see` with each key of the schema and its own schema; names in several languages count as one value.
fn each_key(schema: &Value, see: &mut dyn FnMut(&str, &Value)) {
    if schema["properties"]["zgh"].is_object() {
        return;
    }
    for (key, property) in schema["properties"].as_object().into_iter().flatten() {
        see(key, property);
        each_key(property, see);
    }
    if schema["items"].is_object() {
        each_key(&schema["items"], see);
    }
}

#[test]
fn the_sale_profile_explains_every_key_with_its_range_and_default() {
    let text = std::fs::read_to_string(folder("offices/sale-etat-civil.toml")).unwrap();
    let comments: String = text.lines().filter(|l| l.starts_with('#')).map(|l| l.to_owned() + "\n").collect();
    each_key(&config::schema(), &mut |key, property| {
        let written = text.lines().any(|line| {
            let line = line.trim_start_matches(['#', ' ']);
            line.starts_with(&format!("{key} ="))
                || line.starts_with(&format!("[{key}"))
                || line.starts_with(&format!("[[{key}"))
                || line.contains(&format!(".{key}]"))
        });
        let mentioned = written || text.contains(&format!(" {key} = "));
        assert!(mentioned, "{key} does not stand in the profile");
        if let (Some(least), Some(most)) = (property["minimum"].as_i64(), property["maximum"].as_i64()) {
            let range = format!("{least} to {most}");
            assert!(comments.contains(&range), "the range of {key}, {range}, is not explained");
        }
        for word in property["enum"].as_array().into_iter().flatten() {
            let word = word.as_str().map_or_else(|| word.to_string(), |w| format!("\"{w}\""));
            assert!(comments.contains(&word), "the value {word} of {key} is not explained");
        }
    });
}

#[test]
fn the_defaults_the_sale_profile_writes_out_are_the_defaults() {
    let text = std::fs::read_to_string(folder("offices/sale-etat-civil.toml")).unwrap();
    let start = text.find("\n[policy]\n").unwrap();
    let end = text.find("\n[calendar.hours]\n").unwrap();
    let without = format!("{}{}", &text[..start], &text[end..]);
    let with = Config::parse("with.toml", &text).unwrap();
    let without = Config::parse("without.toml", &without).unwrap();
    assert_eq!(with.office.policy, without.office.policy);
    assert_eq!(with.pads[0].buttons, with.pads[1].buttons);
    assert_eq!(
        with.hash(),
        without.hash(),
        "what a file means does not depend on how much of it is written out"
    );
}

#[test]
fn the_hash_changes_with_the_meaning_and_not_with_the_writing() {
    let text = std::fs::read_to_string(folder("offices/sale-etat-civil.toml")).unwrap();
    let hash = |text: &str| Config::parse("a.toml", text).unwrap().hash();
    let commented = format!("# one more comment\n{text}");
    assert_eq!(hash(&text), hash(&commented));
    assert_ne!(hash(&text), hash(&text.replace("cap_minutes = 60", "cap_minutes = 61")));
    assert_eq!(hash(&text).len(), 64);
}

#[test]
fn all_mistakes_are_found_at_once_and_none_follows_from_another() {
    let text = std::fs::read_to_string(folder("offices/sale-etat-civil.toml"))
        .unwrap()
        .replace("cap_minutes = 60", "cap_minutes = \"an hour\"")
        .replace("letter = \"F\"", "leter = \"F\"")
        .replace("id = \"family-book\"\nletter = \"C\"", "id = \"Family Book\"\nletter = \"C\"")
        .replace("monday = [\"08:30-12:00\", \"12:30-16:30\"]", "monday = [\"12:30-08:30\"]")
        .replace("id = \"pad-2\"\nline = \"line-1\"", "id = \"pad-2\"\nline = \"line-2\"")
        .replace("address = 15", "address = 14");
    let errors = Config::parse("a.toml", &text).unwrap_err();
    let found: Vec<&str> =
        errors.mistakes.iter().filter(|m| m.severity == Severity::Error).map(|m| m.path.as_str()).collect();
    let expected = [
        "policy.cap_minutes",
        "calendar.hours.monday[1]",
        "service[Family Book].id",
        "service[life-certificate].leter",
        "pad[pad-2].line",
        "panel[panel-5].address",
    ];
    assert_eq!(found, expected, "{errors}");
    assert!(errors.mistakes.windows(2).all(|pair| pair[0].line <= pair[1].line), "in the order of the file");
}

#[test]
fn the_sale_profile_has_a_friday_break_and_short_days_in_ramadan() {
    let config = Config::load(&folder("offices/sale-etat-civil.toml")).unwrap();
    let now = "2026-11-25T09:00:00.000Z".parse().unwrap();
    let (calendar, _) = OfficeCalendar::of_config(&config, now).unwrap();
    let day = |date: &str| {
        let plan = calendar.plan_for(date.parse().unwrap())?;
        let short = |t: queue::time::Timestamp| t.to_string()[11..16].to_owned();
        let breaks: Vec<String> =
            plan.breaks.iter().map(|(from, to)| format!("{}-{}", short(*from), short(*to))).collect();
        Some(format!(
            "{}-{} ends {} breaks {}",
            short(plan.opens_at),
            short(plan.closes_at),
            short(plan.ends_at),
            breaks.join(" ")
        ))
    };
    assert_eq!(
        day("2026-11-25").as_deref(),
        Some("08:30-16:30 ends 18:30 breaks 12:00-12:30"),
        "a Wednesday"
    );
    assert_eq!(day("2026-11-27").as_deref(), Some("08:30-16:30 ends 18:30 breaks 12:00-13:30"), "a Friday");
    assert_eq!(day("2026-11-28"), None, "a Saturday");
    assert_eq!(day("2027-02-12").as_deref(), Some("09:00-15:00 ends 17:00 breaks "), "a Friday of Ramadan");
    assert_eq!(day("2027-03-10"), None, "the feast after it");
}

#[test]
fn a_report_can_be_read_by_people_and_by_programs() {
    let well = folder("offices/sale-etat-civil.toml");
    let report = config::check_config(&well, false);
    assert_eq!(report.exit_code, 0);
    assert!(
        report.text.contains("12 services, 5 counters, 1 printer, 5 pads, 0 buttons, 5 panels, 0 cameras"),
        "{}",
        report.text
    );
    let json: Value = serde_json::from_str(&config::check_config(&well, true).text).unwrap();
    assert_eq!(json["ok"], true);
    assert_eq!(json["hash"], Config::load(&well).unwrap().hash());

    let missing = config::check_config(Path::new("/nowhere/office.toml"), true);
    let json: Value = serde_json::from_str(&missing.text).unwrap();
    assert_eq!((missing.exit_code, json["ok"].as_bool()), (2, Some(false)));
    assert_eq!(json["mistakes"][0]["severity"], "error");
    assert!(json["mistakes"][0]["remedy"].as_str().unwrap().contains("--config"));
}

/// Changes, removes or doubles a few characters of a text, by a seed.
fn spoil(text: &str, seed: u64) -> String {
    // Knuth's MMIX generator: enough to hit every kind of token.
    let mut state = seed;
    let mut draw = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let mut chars: Vec<char> = text.chars().collect();
    let noise = ['"', '[', ']', '{', '}', '=', '#', '.', '-', '\n', '0', '9', 'x', 'ك', '\0', '\u{10ffff}'];
    for _ in 0..=draw(4) {
        let at = draw(chars.len());
        match draw(3) {
            0 => chars[at] = noise[draw(noise.len())],
            1 => drop(chars.remove(at)),
            _ => chars.insert(at, noise[draw(noise.len())]),
        }
    }
    chars.into_iter().collect()
}

#[test]
fn a_spoilt_file_is_taken_or_refused_with_a_place_and_never_panics() {
    let text = std::fs::read_to_string(folder("offices/sale-reclamations.toml")).unwrap();
    for seed in 0..300 {
        let spoilt = spoil(&text, seed);
        let Err(errors) = Config::parse("a.toml", &spoilt) else { continue };
        let lines = spoilt.split('\n').count();
        for mistake in &errors.mistakes {
            assert!((1..=lines).contains(&mistake.line) && mistake.column > 0, "seed {seed}: {mistake}");
            assert!(!mistake.what.contains("defect of noubad"), "seed {seed}: {mistake}");
            assert!(!mistake.remedy.contains("defect of noubad"), "seed {seed}: {mistake}");
        }
    }
}

/// Returns the profile of Salé with the keys that stand in comments (`# key = value`) made real.
fn sale_with_everything() -> String {
    let text = std::fs::read_to_string(folder("offices/sale-etat-civil.toml")).expect("the profile");
    let real = |line: &str| {
        let rest = line.strip_prefix("# ")?;
        let first = rest.split(' ').next()?;
        let key = first.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
            && rest[first.len()..].starts_with(" = ");
        let table = rest.strip_prefix('[').and_then(|r| r.strip_suffix(']'));
        let table = table.is_some_and(|name| name.bytes().all(|b| b.is_ascii_lowercase()));
        (key || table || rest.starts_with("[[")).then(|| rest.to_owned())
    };
    let template = folder("templates/ticket.toml").display().to_string();
    let text = text.replace("/etc/nouba/ticket.toml", &template);
    let receipt = folder("templates/receipt.toml").display().to_string();
    let text = text.replace("/etc/nouba/receipt.toml", &receipt);
    text.lines().map(|line| real(line).unwrap_or_else(|| line.to_owned()) + "\n").collect()
}

#[test]
fn the_keys_that_the_sale_profile_shows_in_comments_are_right_too() {
    let config =
        Config::parse("sale.toml", &sale_with_everything()).unwrap_or_else(|errors| panic!("{errors}"));
    assert_eq!(config.cameras[0].cndp.retention_days, 30);
    assert_eq!(config.zone_offset_override_s, Some(0));
    assert_eq!(config.portal.map(|p| p.url).as_deref(), Some("https://portal.sale.ma"));
    assert!(config.http.public_url.is_some() && config.journal.data_dir.is_some());
    assert!(config.pads[0].uid.is_some() && !config.printers[0].overrides.is_empty());
    assert!(config.office.policy.interleave.is_some() && config.office.services[0].daily_cap == Some(200));
}

#[test]
fn an_offices_own_ticket_is_taken_or_refused_with_the_block_and_the_character() {
    let dir = tempfile::tempdir().expect("a directory");
    let path = dir.path().join("ticket.toml");
    let office = std::fs::read_to_string(folder("offices/sale-etat-civil.toml")).expect("the profile");
    let office = office.replace("# template = \"/etc/nouba/ticket.toml\"", &format!("template = {path:?}"));
    let own = std::fs::read_to_string(folder("templates/ticket.toml")).expect("the template");
    let own = format!("{own}\n[[block]]\nshow = \"text\"\ntext.fr = \"Fermé vendredi ✂\"\n");
    std::fs::write(&path, &own).expect("written");
    let refused = Config::parse("sale.toml", &office).expect_err("a character no font has").to_string();
    assert!(
        refused.contains("in ticket.template") && refused.contains("(text), text 'fr': '✂' (U+2702)"),
        "{refused}"
    );
    std::fs::write(&path, own.replace(" ✂", "")).expect("written");
    let config = Config::parse("sale.toml", &office).unwrap_or_else(|errors| panic!("{errors}"));
    let built_in = Config::parse("sale.toml", &office.replace("template =", "# template =")).expect("well");
    assert_ne!(config.hash(), built_in.hash(), "another ticket is another configuration");
}

/// Calls `see` with the path of every value of a document.
fn each_value(value: &toml::Value, path: &mut Vec<String>, see: &mut dyn FnMut(&[String])) {
    if !path.is_empty() {
        see(path);
    }
    match value {
        toml::Value::Table(table) => {
            for (key, inner) in table {
                path.push(key.clone());
                each_value(inner, path, see);
                path.pop();
            }
        }
        toml::Value::Array(list) => {
            if let Some(first) = list.first() {
                path.push("0".to_owned());
                each_value(first, path, see);
                path.pop();
            }
        }
        _ => {}
    }
}

/// Keeps the first entry of each list: the others say nothing new about the keys.
fn first_entries(value: &mut toml::Value) {
    match value {
        toml::Value::Table(table) => table.iter_mut().for_each(|(_, inner)| first_entries(inner)),
        toml::Value::Array(list) => {
            list.truncate(1);
            list.iter_mut().for_each(first_entries);
        }
        _ => {}
    }
}

fn value_at<'a>(document: &'a mut toml::Value, path: &[String]) -> &'a mut toml::Value {
    path.iter().fold(document, |value, step| match value {
        toml::Value::Array(list) => &mut list[0],
        table => table.get_mut(step).expect("a key"),
    })
}

#[test]
fn no_value_of_any_key_gets_past_the_schema_and_fails_afterwards() {
    let mut document: toml::Value = sale_with_everything().parse::<toml::Table>().unwrap().into();
    first_entries(&mut document);
    let mut paths = Vec::new();
    each_value(&document, &mut Vec::new(), &mut |path| paths.push(path.to_vec()));
    assert!(paths.len() > 120, "{}", paths.len());
    let junk = ["-1", "4294967296", "1.5", "true", "\"x y\"", "[]", "{ a = 1 }"];
    for path in &paths {
        for junk in junk {
            let mut spoilt = document.clone();
            let table: toml::Table = format!("v = {junk}").parse().unwrap();
            *value_at(&mut spoilt, path) = table["v"].clone();
            let Err(errors) = Config::parse("a.toml", &toml::to_string(&spoilt).unwrap()) else { continue };
            let shown = errors.to_string();
            assert!(!shown.contains("defect of noubad"), "{} = {junk}: {shown}", path.join("."));
        }
    }
}

#[test]
fn files_that_are_no_configuration_are_refused_without_a_panic() {
    let dir = tempfile::tempdir().unwrap();
    let cases: [(&str, &[u8]); 6] = [
        ("empty.toml", b""),
        ("binary.toml", &[0xff, 0xfe, 0x00, 0x01]),
        ("nul.toml", b"a = \"\0\""),
        ("list.toml", b"office = []\nservice = {}\ncalendar = 1\ncounter = \"x\""),
        ("huge-number.toml", b"[policy]\ncap_minutes = 99999999999999999999999999"),
        ("deep.toml", &[b'['; 5000]),
    ];
    for (name, bytes) in cases {
        let path = dir.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let errors = Config::load(&path).unwrap_err();
        assert!(errors.mistakes.iter().any(|m| m.severity == Severity::Error), "{name}");
    }
    assert!(Config::load(dir.path()).is_err(), "a directory");
}
