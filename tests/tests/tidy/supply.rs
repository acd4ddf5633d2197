//! What the product is made of, and that a release can be told from a forgery: the scripts of `systemd/release`.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use super::{faults, own_crates, root};

fn run(program: &str, args: &[&Path]) -> Output {
    let path = if program.contains('/') { root().join(program) } else { program.into() };
    Command::new(path).args(args).output().unwrap_or_else(|e| panic!("{program} does not run: {e}"))
}

#[track_caller]
fn well(program: &str, args: &[&Path]) -> String {
    let done = run(program, args);
    assert!(done.status.success(), "{program}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8_lossy(&done.stdout).into_owned()
}

fn sbom(path: &Path) -> Value {
    well("systemd/release/sbom", &[path]);
    serde_json::from_slice(&std::fs::read(path).expect("an SBOM")).expect("JSON")
}

/// Every package the two lock files name, as the SBOM calls it.
fn locked() -> BTreeSet<String> {
    let lock: toml::Table =
        std::fs::read_to_string(root().join("Cargo.lock")).expect("a lock file").parse().expect("TOML");
    let text = |v: &toml::Value, key: &str| v[key].as_str().expect("text").to_owned();
    let crates = lock["package"].as_array().expect("packages").iter();
    let crates = crates.map(|p| format!("pkg:cargo/{}@{}", text(p, "name"), text(p, "version")));
    let pages = std::fs::read(root().join("display/web/package-lock.json")).expect("a lock file");
    let pages: Value = serde_json::from_slice(&pages).expect("JSON");
    let pages = pages["packages"].as_object().expect("packages").iter().filter(|(path, _)| !path.is_empty());
    let pages = pages.map(|(path, package)| {
        let name = path.rsplit("node_modules/").next().expect("a name").replace('@', "%40");
        format!("pkg:npm/{name}@{}", package["version"].as_str().expect("a version"))
    });
    crates.chain(pages).collect()
}

#[test]
fn the_sbom_has_everything_the_lock_files_have_with_licence_and_checksum() {
    let dir = tempfile::tempdir().expect("a directory");
    let bom = sbom(&dir.path().join("one.json"));
    assert_eq!(bom["specVersion"], "1.6");
    let components = bom["components"].as_array().expect("components");
    let ours = &bom["metadata"]["component"];
    let listed: BTreeSet<String> = std::iter::once(ours)
        .chain(components)
        .filter_map(|c| c["purl"].as_str())
        .filter(|p| !p.starts_with("pkg:generic/"))
        .map(str::to_owned)
        .collect();
    let locked = locked();
    assert!(locked.len() > 400, "{}", locked.len());
    faults("in a lock file, not in the SBOM", locked.difference(&listed).cloned().collect());
    faults("in the SBOM, in no lock file", listed.difference(&locked).cloned().collect());

    let own = own_crates();
    let bare = components.iter().filter(|c| {
        let carried = c["purl"].as_str().is_none_or(|p| p.starts_with("pkg:generic/"));
        let is_own = own.contains(c["name"].as_str().unwrap_or_default());
        c["licenses"].as_array().is_none_or(Vec::is_empty) || !(carried || is_own || c["hashes"].is_array())
    });
    faults("without licence or checksum", bare.map(|c| c["bom-ref"].to_string()).collect());
    let scope = |name: &str| components.iter().find(|c| c["name"] == name).map(|c| c["scope"].clone());
    for (name, expected) in [
        ("sqlite", "required"),
        ("rustls", "required"),
        ("svelte", "required"),
        ("sqlx-postgres", "excluded"),
        ("proptest", "excluded"),
        ("vite", "excluded"),
    ] {
        assert_eq!(scope(name), Some(expected.into()), "{name}");
    }

    let known: BTreeSet<&str> =
        std::iter::once(ours).chain(components).filter_map(|c| c["bom-ref"].as_str()).collect();
    let arrows = bom["dependencies"].as_array().expect("dependencies");
    let ends = arrows
        .iter()
        .flat_map(|a| std::iter::once(&a["ref"]).chain(a["dependsOn"].as_array().into_iter().flatten()));
    let loose = ends.filter_map(Value::as_str).filter(|e| !known.contains(e));
    faults("dependencies of nothing listed", loose.map(str::to_owned).collect());
    assert_eq!(bom, sbom(&dir.path().join("two.json")), "the same sources, the same SBOM");
}

#[test]
fn a_release_is_taken_from_its_signer_alone_and_only_whole() {
    let dir = tempfile::tempdir().expect("a directory");
    let at = |name: &str| dir.path().join(name);
    for key in ["ours", "theirs"] {
        let made = Command::new("ssh-keygen")
            .args(["-q", "-t", "ed25519", "-N", "", "-C", "release@nouba", "-f"])
            .arg(at(key))
            .status();
        assert!(made.expect("ssh-keygen, of Debian's openssh-client").success());
    }
    let key = std::fs::read_to_string(at("ours.pub")).expect("a public key");
    std::fs::write(at("signers"), format!("release@nouba namespaces=\"nouba-release\" {key}"))
        .expect("signers");
    let release =
        |out: &str, key: &str| well("systemd/release/release", &[&at(out), &at(key), Path::new("/bin/true")]);
    let listed = release("good", "ours");
    for part in ["noubad_", ".deb", "noubad.cdx.json", "SHA256SUMS.sig", "LICENSE"] {
        assert!(listed.contains(part), "{listed}");
    }
    let said = well("systemd/release/verify", &[&at("good"), &at("signers")]);
    assert_eq!(said.trim(), "good: signed by release@nouba");

    release("forged", "theirs");
    let names: Vec<&str> = listed.lines().collect();
    let deb = *names.iter().find(|n| n.ends_with(".deb")).expect("a package");
    type Spoil = fn(&mut Vec<u8>);
    let spoilt: [(&str, &str, Spoil); 3] = [
        ("flipped", deb, |bytes| bytes[1000] ^= 1),
        ("sums", "SHA256SUMS", |bytes| bytes[0] ^= 1),
        ("signature", "SHA256SUMS.sig", |bytes| bytes.truncate(40)),
    ];
    for (copy, file, spoil) in spoilt {
        well("cp", &[Path::new("-r"), &at("good"), &at(copy)]);
        let path = at(copy).join(file);
        let mut bytes = std::fs::read(&path).expect("a file");
        spoil(&mut bytes);
        std::fs::write(path, bytes).expect("written");
    }
    well("cp", &[Path::new("-r"), &at("good"), &at("slipped-in")]);
    std::fs::write(at("slipped-in").join("extra.deb"), "").expect("written");
    well("cp", &[Path::new("-r"), &at("good"), &at("unsigned")]);
    std::fs::remove_file(at("unsigned").join("SHA256SUMS.sig")).expect("removed");
    well("cp", &[Path::new("-r"), &at("good"), &at("lacking")]);
    std::fs::remove_file(at("lacking").join(deb)).expect("removed");
    for bad in ["forged", "flipped", "sums", "signature", "slipped-in", "unsigned", "lacking"] {
        let said = run("systemd/release/verify", &[&at(bad), &at("signers")]);
        assert!(!said.status.success(), "{bad} is taken: {}", String::from_utf8_lossy(&said.stdout));
        assert!(!String::from_utf8_lossy(&said.stdout).contains("good"), "{bad}");
    }
}

/// The provisions of ETSI EN 303 645: for each clause, how many it has.
const PROVISIONS: [(&str, usize); 14] = [
    ("5.1", 5),
    ("5.2", 3),
    ("5.3", 16),
    ("5.4", 4),
    ("5.5", 8),
    ("5.6", 9),
    ("5.7", 2),
    ("5.8", 3),
    ("5.9", 3),
    ("5.10", 1),
    ("5.11", 4),
    ("5.12", 3),
    ("5.13", 1),
    ("6", 5),
];

#[test]
fn every_provision_of_the_standard_has_a_verdict_and_what_shows_it() {
    let text = std::fs::read_to_string(root().join("docs/etsi-en-303-645.md")).expect("the table");
    let rows: Vec<Vec<&str>> = text
        .lines()
        .filter(|l| l.starts_with("| 5.") || l.starts_with("| 6-"))
        .map(|l| l.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    let expected = PROVISIONS.iter().flat_map(|(clause, n)| (1..=*n).map(move |i| format!("{clause}-{i}")));
    let named: Vec<&str> = rows.iter().map(|r| r[0]).collect();
    assert_eq!(named, expected.collect::<Vec<_>>(), "each once, in order");
    let verdicts = ["met", "partly", "not met", "n/a"];
    let odd = rows.iter().filter(|r| r.len() != 4 || !verdicts.contains(&r[2]) || r[3].len() < 20);
    faults("rows without verdict or reason", odd.map(|r| r.join(" | ")).collect());
}

#[test]
fn the_security_papers_name_files_that_exist() {
    let mut missing = Vec::new();
    for paper in ["SECURITY.md", "docs/etsi-en-303-645.md", "docs/promises.md"] {
        let text = std::fs::read_to_string(root().join(paper)).expect(paper);
        let tops = ["daemon/", "tests/", "systemd/", "display/", "firmware-bridge/", "config/", "docs/"];
        let named = text.split('`').skip(1).step_by(2);
        let paths = named.filter(|n| tops.iter().any(|t| n.starts_with(t)) && !n.contains(' '));
        missing.extend(paths.filter(|n| !root().join(n).exists()).map(|n| format!("{paper}: {n}")));
    }
    faults("files that do not exist", missing);
}
