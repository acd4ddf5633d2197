//! The crate stays pure: what its manifest and its sources say.

use std::path::{Path, PathBuf};

fn crate_dir() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn sources(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir).expect("the source directory is read") {
        let path = entry.expect("an entry is read").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn the_queue_depends_on_serde_and_thiserror_alone() {
    let manifest = std::fs::read_to_string(crate_dir().join("Cargo.toml")).expect("Cargo.toml is read");
    let mut section = "";
    let mut names = Vec::new();
    for line in manifest.lines().map(str::trim) {
        if line.starts_with('[') {
            section = line;
            let is_one_more = line.contains("dependencies") && !line.starts_with("[dev-dependencies");
            assert!(!is_one_more || line == "[dependencies]", "dependencies are listed in one place: {line}");
        } else if section == "[dependencies]" && !line.is_empty() && !line.starts_with('#') {
            names.push(line.split(['.', '=', ' ']).next().expect("a name").to_owned());
        }
    }
    assert_eq!(names, ["serde", "thiserror"]);
}

#[test]
fn the_sources_name_no_clock_file_socket_environment_or_chance() {
    let forbidden = [
        "SystemTime",
        "Instant",
        "std::fs",
        "std::net",
        "std::env",
        "std::process",
        "std::thread",
        "std::io",
        "rand",
        "HashMap",
        "HashSet",
        "println!",
        "unsafe",
        "static mut",
        "thread_local",
        "RandomState",
    ];
    let mut files = Vec::new();
    sources(&crate_dir().join("src"), &mut files);
    assert!(files.len() >= 10, "the sources were found: {files:?}");
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a source is read");
        for (number, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            let words: Vec<&str> = code.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
            for word in forbidden {
                let plain = word.chars().all(|c| c.is_alphanumeric() || c == '_');
                let named = if plain { words.contains(&word) } else { code.contains(word) };
                assert!(!named, "{}:{}: {word} has no place in the queue", file.display(), number + 1);
            }
        }
    }
}
