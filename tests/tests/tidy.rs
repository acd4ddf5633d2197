//! The house rules that a machine can check.

#[path = "tidy/supply.rs"]
mod supply;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Longest file, in lines.
const FILE_LINES_MAX: usize = 600;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_owned()
}

/// Every file git knows or would take, by its path from the root.
fn files(ending: &str) -> BTreeMap<String, String> {
    let list = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output()
        .expect("git lists files");
    let names = String::from_utf8(list.stdout).expect("UTF-8 names");
    let read =
        |name: &str| std::fs::read_to_string(root().join(name)).ok().map(|text| (name.to_owned(), text));
    let found: BTreeMap<_, _> = names.lines().filter(|n| n.ends_with(ending)).filter_map(read).collect();
    assert!(!found.is_empty(), "git ls-files found no {ending}: is this a clone?");
    found
}

fn faults(what: &str, faults: Vec<String>) {
    assert!(faults.is_empty(), "{what}:\n  {}", faults.join("\n  "));
}

/// The names of the workspace's own crates.
fn own_crates() -> BTreeSet<String> {
    let name = |text: &String| {
        let table: toml::Table = text.parse().expect("TOML");
        table.get("package")?["name"].as_str().map(str::to_owned)
    };
    files("Cargo.toml").values().filter_map(name).collect()
}

#[test]
fn every_source_file_says_what_it_is_for() {
    let silent = files(".rs").into_iter().filter(|(_, text)| !text.starts_with("//!")).map(|(name, _)| name);
    faults("files that do not open with //!", silent.collect());
}

#[test]
fn no_source_file_is_longer_than_a_reader_can_hold() {
    let long = files(".rs").into_iter().map(|(name, text)| (name, text.lines().count()));
    let long = long.filter(|(_, lines)| *lines > FILE_LINES_MAX);
    faults("files of more than 600 lines", long.map(|(name, lines)| format!("{name}: {lines}")).collect());
}

#[test]
fn nothing_is_left_to_do_in_a_comment() {
    // Split so that this file does not find itself.
    let marks = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X:")];
    let mut found = Vec::new();
    for ending in [".rs", ".ts", ".svelte", ".toml", ".sql", ".c", ".h"] {
        let known =
            Command::new("git").args(["ls-files", &format!("*{ending}")]).current_dir(root()).output();
        if known.expect("git lists files").stdout.is_empty() {
            continue;
        }
        for (name, text) in files(ending) {
            let lines = text.lines().enumerate().filter(|(_, line)| marks.iter().any(|m| line.contains(m)));
            found.extend(lines.map(|(n, line)| format!("{name}:{}: {}", n + 1, line.trim())));
        }
    }
    faults("open ends", found);
}

#[test]
fn crates_know_only_whom_the_design_lets_them_know() {
    let allowed = BTreeMap::from([
        ("daemon/queue", vec![]),
        ("display", vec!["queue"]),
        ("firmware-bridge", vec![]),
        ("daemon/simulate", vec!["queue"]),
        ("daemon/crash-vfs", vec![]),
        ("daemon/accept", vec![]),
        ("daemon", vec!["accept", "queue", "simulate", "display", "firmware-bridge"]),
        ("daemon/portal", vec!["accept", "queue", "display", "firmware-bridge"]),
    ]);
    let ours = own_crates();
    let mut wrong = Vec::new();
    for (dir, allowed) in allowed {
        let manifest = std::fs::read_to_string(root().join(dir).join("Cargo.toml")).expect("a manifest");
        let table: toml::Table = manifest.parse().expect("TOML");
        let dependencies = table["dependencies"].as_table().cloned().unwrap_or_default();
        for name in dependencies.keys().filter(|n| ours.contains(*n)) {
            if !allowed.contains(&name.as_str()) {
                wrong.push(format!("{dir} depends on {name}"));
            }
        }
    }
    faults("arrows against the design", wrong);
}

#[test]
fn versions_of_libraries_are_written_once() {
    let manifests = files("Cargo.toml").into_iter().filter(|(name, _)| name.contains('/'));
    let mut twice = Vec::new();
    for (name, text) in manifests {
        let table: toml::Table = text.parse().expect("TOML");
        for section in ["dependencies", "dev-dependencies", "build-dependencies"] {
            let entries = table.get(section).and_then(toml::Value::as_table).cloned().unwrap_or_default();
            for (library, value) in entries {
                let shared = value.get("workspace").and_then(toml::Value::as_bool) == Some(true);
                if !shared {
                    twice.push(format!("{name}: {library}"));
                }
            }
        }
    }
    faults("dependencies without workspace = true", twice);
}

#[test]
fn links_of_the_documents_lead_somewhere() {
    let mut dead = Vec::new();
    for (name, text) in files(".md") {
        let dir = root().join(&name).parent().expect("a directory").to_owned();
        for (at, _) in text.match_indices("](") {
            let target = text[at + 2..].split(')').next().unwrap_or_default();
            let path = target.split('#').next().unwrap_or_default();
            let local = !path.is_empty() && !path.contains("://") && !path.starts_with("mailto:");
            if local && !dir.join(path).exists() {
                dead.push(format!("{name}: {target}"));
            }
        }
    }
    faults("dead links", dead);
}

#[test]
fn the_readme_names_tests_that_exist() {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("the README");
    let named = readme.split('`').skip(1).step_by(2);
    let paths =
        named.filter(|n| n.contains('/') && (n.ends_with(".rs") || n.ends_with(".toml")) && !n.contains(' '));
    let missing = paths.filter(|n| !n.starts_with('/') && !root().join(n).exists()).map(str::to_owned);
    faults("files the README names that do not exist", missing.collect());
}
